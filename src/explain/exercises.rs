//! What is behind an exercise: its sets, what is on the bar, and what it stands in for.

use super::{Explainer, Found, Step};
use crate::plan::{Barbell, Exercise, Reps, Role, Session, SessionKind, Set, Week};
use crate::protocol::{RuleId, Scheme};
use crate::units::Load;
use crate::words::{self, dose};
use Step::{At, Key};

impl Explainer<'_> {
    pub(super) fn an_exercise(&self, id: &str) -> Found {
        let mut found = Found::new(words::name(self.plan, id));
        found.beside.extend(self.beside(id));
        if let Some(lift) = self.protocol.lifts.get(id).filter(|_| found.beside.is_empty()) {
            let swaps = if lift.swaps.is_empty() { String::new() } else { format!(" In its place may stand: {}.", lift.swaps.join(", ")) };
            found = found.here(format!("A lift of your own.{swaps}")).by([RuleId::LumbarLifts]);
        }
        found
    }

    pub(super) fn in_exercise(&self, at: usize, week: &Week, session: &Session, exercise: &Exercise, rest: &[Step]) -> Found {
        let title = format!("{} of {}", words::name(self.plan, &exercise.exercise), session.id);
        let (set, field) = match rest {
            [Key("sets"), At(nth), Key(field)] => (exercise.sets.get(*nth), *field),
            _ => (None, ""),
        };
        let mut found = Found::new(match rest {
            [Key("sets"), At(nth), ..] => format!("{title}, set {}", nth + 1),
            _ => title,
        });
        match (set, field) {
            (Some(set), "load" | "percent") => found = self.set_load(at, week, session, exercise, set, found),
            (Some(set), "per_side" | "bar") => found = self.plates(set, found),
            (Some(_), _) if exercise.role == Role::Work && session.kind != SessionKind::Hinge => {
                found = self.scheme(session, found).by([RuleId::WorkSets, RuleId::DeadStop, RuleId::TechniqueStop]);
            }
            _ => {}
        }
        if found.rules.is_empty() {
            if let Some(note) = &exercise.note {
                found = found.here(note.clone());
            }
            found = found.because(&exercise.because);
        }
        if matches!(exercise.role, Role::Accessory | Role::Mobility) {
            found.here.extend(self.stands_in_for(&exercise.exercise));
        }
        // How much of it is right stands with the exercise itself.
        if session.work().is_none_or(|work| work.exercise != exercise.exercise || session.kind == SessionKind::Hinge) {
            found.beside.extend(self.beside(&exercise.exercise));
        }
        found
    }

    /// How many sets of how many repetitions.
    fn scheme(&self, session: &Session, found: Found) -> Found {
        let rules = &self.protocol.rules;
        let of = |scheme: Scheme| dose::scheme(scheme.sets, scheme.reps);
        match session.kind {
            SessionKind::SecondDeadlift => {
                found.here(format!("{} on a second day.", of(rules.second_day.value.scheme))).by([RuleId::SecondDay])
            }
            SessionKind::Check => {
                found.here(format!("{} at the check.", of(rules.quarterly_check.value.scheme))).by([RuleId::QuarterlyCheck])
            }
            _ => {
                let rule = rules.work_sets.value;
                let (light, heavy, deload) = (of(rule.light), of(rule.heavy), of(rule.deload));
                found.here(format!("{light} up to {} % of the working weight, {heavy} above, {deload} on a deload.", rule.light_to))
            }
        }
    }

    /// Which exercise one takes the place of, because the lifter lacks what that one needs.
    fn stands_in_for(&self, exercise: &str) -> Option<String> {
        let mut others = self.protocol.exercises.values().filter(|data| data.alternative.as_deref() == Some(exercise));
        let other = others.find(|data| !data.needs.is_empty() && !data.needs.iter().any(|need| self.plan.profile.has(need)))?;
        Some(format!(
            "Where it stands for {}: that needs a {}, and the profile has none.",
            other.name.to_lowercase(),
            other.needs.join(" or a ")
        ))
    }

    /// What is on the bar, or in the hand, in one set.
    fn set_load(&self, at: usize, week: &Week, session: &Session, exercise: &Exercise, set: &Set, found: Found) -> Found {
        let Some(load) = set.load() else { return found };
        let today = session.work().and_then(|work| work.sets.iter().filter_map(Set::load).max()).or(week.load());
        let Some(today) = today else { return found };
        let found = match exercise.role {
            Role::WarmUp => self.ramp_load(set, load, today, found),
            Role::Work => self.work_load(at, week, session, load, today, found),
            Role::Cardio | Role::Mobility | Role::Activation | Role::Accessory => {
                let rule = self.protocol.rules.good_morning.value;
                let whole = week.load().unwrap_or(today);
                found
                    .here(format!(
                        "{} to {} % of this week's {whole}: {} to {}, the lightest that your plates make.",
                        rule.load,
                        rule.load_to,
                        whole.share(rule.load),
                        whole.share(rule.load_to)
                    ))
                    .because(&exercise.because)
            }
        };
        let working = self.plan.summary.working_weight;
        let percent = set.barbell().map(|barbell| format!("In percent: {load} of {working} is {} %.", barbell.percent));
        match percent.filter(|percent| !found.here.contains(percent)) {
            Some(percent) => found.here(percent).by([RuleId::WorkingWeight]),
            None => found,
        }
    }

    fn ramp_load(&self, set: &Set, load: Load, today: Load, found: Found) -> Found {
        let mut steps = self.protocol.rules.ramp.value.iter().rev();
        let found = match steps.find(|step| today.share(step.percent) >= load && Some(Reps::of(step.reps)) == set.reps()) {
            Some(step) => {
                let what = format!("{} % of today's {today}", step.percent);
                found.here(heaviest_below(&what, today.share(step.percent), load))
            }
            None => found.here(format!("A step on the way to today's {today}.")),
        };
        found.by([RuleId::Ramp, RuleId::Loadable])
    }

    fn work_load(&self, at: usize, week: &Week, session: &Session, load: Load, today: Load, found: Found) -> Found {
        let rules = &self.protocol.rules;
        match session.kind {
            SessionKind::Hinge => {
                let [lightest, heaviest] = rules.phase_2_dumbbell.value.range(self.plan.unit);
                found
                    .here(format!("The first of your dumbbells between {lightest} and {heaviest} {}.", self.plan.unit))
                    .by([RuleId::Phase2Dumbbell])
            }
            _ if load < today => {
                let share = rules.morning.value.load;
                let most = today.share(share);
                found
                    .here(format!(
                        "Soon after getting up the first work sets are at {share} % of {today}: {most}, rounded down to what your plates make."
                    ))
                    .by([RuleId::Morning, RuleId::Loadable])
            }
            SessionKind::SecondDeadlift => {
                let share = rules.second_day.value.load;
                let says = match week.load() {
                    Some(week) => heaviest_below(&format!("{share} % of the week's {week}"), week.share(share), load),
                    None => format!("the heaviest that your plates make at or below it is {load}."),
                };
                found.here(says).by([RuleId::SecondDay, RuleId::Loadable])
            }
            SessionKind::Check => {
                let (share, top) = (rules.quarterly_check.value.load, self.plan.summary.top_load);
                found
                    .here(heaviest_below(&format!("{share} % of {top}"), top.share(share), load))
                    .by([RuleId::QuarterlyCheck, RuleId::Loadable])
            }
            SessionKind::Deadlift | SessionKind::Daily | SessionKind::Core | SessionKind::Own => self.load(at, found.title),
        }
    }

    fn plates(&self, set: &Set, found: Found) -> Found {
        let Some(Barbell { load, per_side: plates, .. }) = set.barbell() else { return found.by([RuleId::Loadable]) };
        let side: i64 = plates.iter().map(|plate| plate.0).sum();
        let bar = Load::new(load.thousandths() - 2 * side, load.unit());
        let each = Load::new(side, load.unit());
        found
            .here(format!("{load} less the bar of {bar}, half on each side: {each}, in the fewest plates, the largest first."))
            .by([RuleId::Loadable])
    }
}

/// A share of a load, rounded down to what can be made.
fn heaviest_below(what: &str, share: Load, load: Load) -> String {
    format!("{what} is {share}; the heaviest that your plates make at or below it is {load}.")
}
