//! The exercises around the deadlift (decisions, section 5).

use super::constraint::{Constraint, Findings, formal, ruled};
use super::facts::Facts;
use super::movement::{BIG_THREE, deadlift, is_good_morning};
use super::own::is_own_lift;
use super::placed::PlacedExercise;
use super::share::{share_is_at_least, share_is_at_most};
use crate::plan::{Phase, Role, SessionKind, Week};
use crate::profile::{Easing, Lift};
use crate::protocol::RuleId;
use crate::units::Load;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("end-range-flexion", RuleId::EndRangeFlexion, end_range_flexion),
    formal("session-length", RuleId::WarmUp, length),
    ruled("sumo", RuleId::SumoExcluded, sumo),
    ruled("trap-bar", RuleId::TrapBar, trap_bar),
    ruled("good-morning", RuleId::GoodMorning, good_morning),
    ruled("big-three", RuleId::BigThree, big_three).searching(&["weeks", "summary.phases"]),
];

/// Asked after the lifter's own sessions.
pub(super) const KNOWN: &[Constraint] =
    &[formal("known-exercise", RuleId::SetUp, known_exercise).searching(&["exercises", "profile.schedule.other_lifting"])];

/// The exercises still to come of which something holds.
fn ahead<'a>(facts: &Facts<'a>, which: impl Fn(&str) -> bool) -> impl Iterator<Item = PlacedExercise<'a>> {
    facts.ahead().flat_map(|placed| placed.exercises()).filter(move |exercise| which(exercise.id()))
}

impl Facts<'_> {
    /// A sign of the lifter's for which nothing bends to the end of its range, in any phase.
    pub fn spares_flexion(&self) -> Option<&str> {
        let pain = &self.plan.profile.pain;
        let spares = |id: &&String| self.protocol.signs.iter().any(|sign| sign.id == **id && sign.no_end_range_flexion);
        pain.signs.iter().chain(&pain.unsure).find(spares).map(String::as_str)
    }
}

/// With brittle bones nothing bends to the end of its range, cleared or not.
fn end_range_flexion(facts: &Facts, findings: &mut Findings) {
    let Some(sign) = facts.spares_flexion() else { return };
    for exercise in facts.ahead().flat_map(|placed| placed.exercises()) {
        findings.applies();
        if facts.protocol.exercises.get(exercise.id()).is_some_and(|known| known.end_range_flexion) {
            let limit = format!("nothing bends to the end of its range with `{sign}`");
            findings.violation(exercise.path(), exercise.id(), limit, "leave it out");
        }
    }
}

/// A deadlift session ends within the time that the lifter has.
fn length(facts: &Facts, findings: &mut Findings) {
    let most = u32::from(facts.plan.profile.schedule.minutes);
    for placed in facts.deadlifts_ahead() {
        findings.applies();
        let minutes = placed.session.minutes;
        if minutes > most {
            let path = format!("{}.minutes", placed.path());
            findings.violation(path, format!("{minutes} minutes"), format!("a session has {most}"), "leave accessories out");
        }
    }
}

/// No wide stance with a hip problem.
fn sumo(facts: &Facts, findings: &mut Findings) {
    if !facts.plan.profile.mobility.hip_problem {
        return;
    }
    for exercise in ahead(facts, |id| deadlift(facts.protocol, id).is_some()) {
        findings.applies();
        if deadlift(facts.protocol, exercise.id()) == Some(Lift::Sumo) {
            let mend = "pull conventionally, or with a trap bar";
            findings.violation(exercise.path(), exercise.id(), "no wide stance with a hip problem", mend);
        }
    }
}

/// A trap bar only for whoever has one.
fn trap_bar(facts: &Facts, findings: &mut Findings) {
    let profile = &facts.plan.profile;
    for exercise in ahead(facts, |id| deadlift(facts.protocol, id) == Some(Lift::TrapBar)) {
        findings.applies();
        if profile.deadlift.lift != Lift::TrapBar && !profile.has("trap-bar") {
            findings.violation(exercise.path(), exercise.id(), "no trap bar is listed", "use the bar that is there");
        }
    }
}

/// Good mornings load the lower back: on the deadlift day only, from the 70 % week on, at 30 to 50 % of the week's load, and
/// never for pain that bending backwards eases.
fn good_morning(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.good_morning.value;
    for exercise in ahead(facts, is_good_morning) {
        if is_own_lift(facts, &exercise) {
            continue;
        }
        findings.applies();
        if facts.plan.profile.pain.eased_by == Easing::Extension {
            let limit = "never with pain that bending backwards eases";
            findings.violation(exercise.path(), "good mornings", limit, "leave them out");
        }
        if exercise.placed.session.kind != SessionKind::Deadlift {
            let observed = "good mornings on another day";
            findings.violation(exercise.path(), observed, "on the deadlift day only", "leave them out");
            continue;
        }
        let Some(week) = facts.plan.weeks[exercise.placed.week].load() else { continue };
        if facts.working.is_some_and(|working| !share_is_at_least(week, rule.from, working)) {
            let observed = format!("good mornings in a week of {week}");
            findings.violation(exercise.path(), observed, format!("from weeks of {} % on", rule.from), "leave them out");
        }
        good_morning_sets(facts, findings, &exercise, week);
    }
}

fn good_morning_sets(facts: &Facts, findings: &mut Findings, exercise: &PlacedExercise, week: Load) {
    let rule = facts.rules.good_morning.value;
    let limit = format!("{} to {} % of the week's {week}", rule.load, rule.load_to);
    for (at, set) in exercise.exercise.sets.iter().enumerate() {
        let path = format!("{}.sets[{at}]", exercise.path());
        match set.load() {
            None => findings.violation(format!("{path}.load"), "no load", &*limit, "give the load"),
            Some(load) if !share_is_at_least(load, rule.load, week) || !share_is_at_most(load, rule.load_to, week) => {
                findings.violation(format!("{path}.load"), load.to_string(), &*limit, "take a load in between");
            }
            Some(_) => {}
        }
        if !set.reps().is_some_and(|reps| reps.from >= rule.dose.reps && reps.most() <= rule.dose.reps_to) {
            findings.violation(
                format!("{path}.reps"),
                "another number of repetitions",
                format!("{} to {} repetitions", rule.dose.reps, rule.dose.reps_to),
                "mend the repetitions",
            );
        }
    }
}

/// Curl-up, side plank and bird dog on two or three days of every full week of loading and aftercare.
fn big_three(facts: &Facts, findings: &mut Findings) {
    let rule = &facts.rules.big_three.value;
    for (at, week) in facts.plan.weeks.iter().enumerate().filter(|(_, week)| is_full(facts, week)) {
        findings.applies();
        let mut done: BTreeMap<NaiveDate, BTreeSet<&str>> = BTreeMap::new();
        for session in &week.sessions {
            let for_itself = session.exercises.iter().filter(|exercise| matches!(exercise.role, Role::Work | Role::Accessory));
            let which = for_itself.filter_map(|exercise| BIG_THREE.into_iter().find(|one| *one == exercise.exercise));
            done.entry(session.start.date()).or_default().extend(which);
        }
        let days = done.values().filter(|done| done.len() == BIG_THREE.len()).count();
        if !(rule.days as usize..=rule.days_to as usize).contains(&days) {
            findings.violation(
                format!("weeks[{at}]"),
                format!("curl-up, side plank and bird dog on {days} days"),
                format!("on {} to {} days of every full week", rule.days, rule.days_to),
                "mend the number of days",
            );
        }
    }
}

/// Whether a week is still to come and all of loading or aftercare, with a deadlift and at home. The week of the first
/// deadlift is whole only where it begins with it.
fn is_full(facts: &Facts, week: &Week) -> bool {
    let loading = |day: NaiveDate| matches!(facts.phase_on(day), Some(Phase::Loading | Phase::Aftercare));
    let cycle = facts.cycle_of(week.starts);
    let begun = || facts.heavy_days.iter().any(|heavy| heavy.day <= week.starts && facts.cycle_of(heavy.day) == cycle);
    let ahead = !facts.revised() || week.starts > facts.plan.created;
    let whole = || week.starts.iter_days().take(7).filter(|day| loading(*day)).count() == 7;
    ahead && week.heavy_day().is_some() && !facts.is_away_in(week.starts) && begun() && whole()
}

/// Of an exercise that the protocol does not know nothing can be judged, and one that is not explained cannot be done.
fn known_exercise(facts: &Facts, findings: &mut Findings) {
    let sessions = facts.sessions().filter(|placed| placed.session.kind != SessionKind::Own);
    for exercise in sessions.flat_map(|placed| placed.exercises()) {
        findings.applies();
        if is_own_lift(facts, &exercise) {
            continue;
        }
        let (limit, mend) = if !facts.protocol.exercises.contains_key(exercise.id()) {
            ("an exercise of the protocol: of another nothing can be judged", "use one that the protocol knows")
        } else if !facts.plan.exercises.contains_key(exercise.id()) {
            ("every exercise is explained in `exercises`", "add its name and how it is done")
        } else {
            continue;
        };
        findings.violation(format!("{}.exercise", exercise.path()), format!("`{}`", exercise.id()), limit, mend);
    }
}
