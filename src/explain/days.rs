//! Why a session stands where it does, and why not in another of the lifter's slots. Knows nothing of loads.

use super::{Considered, Explainer, Found};
use crate::plan::{Phase, Session, SessionKind, Week};
use crate::planner;
use crate::protocol::{Lumbar, RuleId};
use crate::when::{Slot, monday_of};
use crate::words::{self, day};
use chrono::{Datelike, Days, NaiveDateTime};
use std::cmp::Ordering;

/// Hours beyond which nothing is said of a neighbour.
const NEAR: i64 = 96;

/// Something that loads the lower back heavily, by name.
struct Heavy {
    at: NaiveDateTime,
    what: String,
    /// How much it adds to a deadlift session that it shares.
    weight: u32,
    own: bool,
}

/// How a time stands to what is around it.
struct Around<'h> {
    /// Hours since what stands before it, and what that is.
    before: Option<(i64, &'h Heavy)>,
    after: Option<(i64, &'h Heavy)>,
    /// What starts at the same time.
    stacked: u32,
}

impl Explainer<'_> {
    /// Why a deadlift session starts when it does.
    pub(super) fn start(&self, week: &Week, session: &Session, title: String) -> Found {
        let rules = &self.protocol.rules;
        let (hard, preferred) = (i64::from(rules.spacing_hard.value), i64::from(rules.spacing_preferred.value));
        let heavy = self.heavy(session);
        let here = around(session.start, heavy.iter());
        let mut found = Found::new(title);
        found.here.push(format!("{} is one of your slots.", day::moment(session.start)));
        let sides = [(here.before, "after"), (here.after, "before")];
        for ((hours, other), word) in sides.into_iter().filter_map(|(side, word)| Some((side?, word))) {
            found.here.push(format!(
                "It starts {hours} hours {word} {} ({}): at least {hard} have to lie between, {preferred} are better.",
                other.what,
                day::moment(other.at)
            ));
        }
        if here.before.is_none() && here.after.is_none() {
            found.here.push(format!("Nothing else that loads the lower back heavily stands within {} hours of it.", NEAR));
        }
        if here.stacked > 0 {
            found.here.push("It shares its session with lifts of your own: what starts together counts once.".to_owned());
        }
        found = found.by([RuleId::Slots, RuleId::SpacingHard, RuleId::SpacingPreferred, RuleId::LumbarLifts]);
        if session.kind == SessionKind::Check {
            found = found.by([RuleId::QuarterlyCheck]);
        }
        let monday = week.starts;
        let others = self.plan.profile.schedule.slots.iter();
        found.considered = others
            .map(|slot| (slot, (monday + Days::new(u64::from(slot.day.num_days_from_monday()))).and_time(slot.at)))
            .filter(|(_, at)| *at != session.start)
            .map(|(slot, at)| {
                let (says, rules) = self.against(session, slot, at, &heavy, &here);
                Considered { option: day::moment(at), says, rules }
            })
            .collect();
        found
    }

    /// Everything heavy but the session itself.
    fn heavy(&self, session: &Session) -> Vec<Heavy> {
        let mut all = Vec::new();
        let name = |id: &String| self.plan.exercises.get(id).map_or_else(|| words::of_id(id), |text| text.name.to_lowercase());
        let weight = |id: &String| self.protocol.lifts.get(id).map_or(1, |lift| lift.weight);
        for week in &self.plan.weeks {
            for own in week.own.iter().filter(|own| own.lumbar == Lumbar::Heavy) {
                let what = format!("your {}", words::list(own.lifts.iter().map(name), " and "));
                all.push(Heavy { at: own.start, what, weight: own.lifts.iter().map(weight).sum(), own: true });
            }
            for other in week.sessions.iter().filter(|other| other.lumbar == Lumbar::Heavy && other.id != session.id) {
                let what = match other.kind {
                    SessionKind::Own => "a session of your own",
                    SessionKind::SecondDeadlift => "the second deadlift day",
                    _ => "the deadlift",
                };
                all.push(Heavy { at: other.start, what: what.to_owned(), weight: 0, own: other.kind == SessionKind::Own });
            }
        }
        // Lifts of the lifter's own inside the session: they start with it, and stay where they are.
        let inside: Vec<&String> =
            session.exercises.iter().map(|exercise| &exercise.exercise).filter(|id| self.protocol.lifts.contains_key(*id)).collect();
        let usual = |id: &&String| self.plan.profile.schedule.other_lifting.iter().any(|own| own.lift == **id && !own.light);
        let inside: Vec<&String> = inside.into_iter().filter(usual).collect();
        if !inside.is_empty() {
            let what = format!("your {}", words::list(inside.iter().map(|id| name(id)), " and "));
            all.push(Heavy { at: session.start, what, weight: inside.iter().map(|id| weight(id)).sum(), own: true });
        }
        all
    }

    /// Why no deadlift may stand at a time, whatever else there is in the week.
    fn closed(&self, slot: &Slot, at: NaiveDateTime) -> Option<(String, Vec<RuleId>)> {
        let plan = self.plan;
        let date = at.date();
        if plan.profile.schedule.away.iter().any(|away| (away.from..=away.to).contains(&date)) {
            return Some(("you are away".to_owned(), vec![RuleId::Slots]));
        }
        if date < plan.created {
            return Some((format!("this plan begins on {}", day::full(plan.created)), vec![RuleId::Slots]));
        }
        if let Some(loading) = plan.summary.phases.iter().find(|phase| phase.phase == Phase::Loading && date < phase.from) {
            let says = format!("no deadlift before the loading phase opens, on {}", day::full(loading.from));
            return Some((says, vec![RuleId::PhaseOrder, RuleId::Phase2Length]));
        }
        if !planner::morning_leaves_room(plan, self.protocol, slot.at) {
            let says = format!("so early, the longer warm-up leaves no room in {} minutes", plan.profile.schedule.minutes);
            return Some((says, vec![RuleId::Morning, RuleId::WarmUp]));
        }
        None
    }

    /// What speaks against another slot of the same week.
    fn against(&self, session: &Session, slot: &Slot, at: NaiveDateTime, heavy: &[Heavy], here: &Around) -> (String, Vec<RuleId>) {
        if let Some(closed) = self.closed(slot, at) {
            return closed;
        }
        let plan = self.plan;
        let rules = &self.protocol.rules;
        let (hard, preferred) = (i64::from(rules.spacing_hard.value), i64::from(rules.spacing_preferred.value));
        // Deadlifts of the other weeks would stand at this time too: only what is fixed speaks against it.
        let fixed: Vec<&Heavy> = heavy.iter().filter(|other| other.own || monday_of(other.at.date()) == monday_of(at.date())).collect();
        let gap = |other: &Heavy| (other.at - at).num_minutes().abs();
        let nearest = fixed.iter().filter(|other| other.at != at).min_by_key(|other| gap(other));
        if let Some(other) = nearest.filter(|other| gap(other) < hard * 60) {
            let says = format!(
                "{} hours from {} ({}), and at least {hard} have to lie between",
                gap(other) / 60,
                other.what,
                day::moment(other.at)
            );
            return (says, vec![RuleId::SpacingHard, RuleId::LumbarLifts]);
        }
        let short = |sides: &Around| [sides.before, sides.after].into_iter().flatten().filter(|(hours, _)| *hours < preferred).count();
        let there = around(at, fixed.iter().copied());
        if short(&there) > short(here)
            && let Some(other) = nearest
        {
            let says = format!("{} hours from {} ({}), where {preferred} are better", gap(other) / 60, other.what, day::moment(other.at));
            return (says, vec![RuleId::SpacingPreferred, RuleId::LumbarLifts]);
        }
        if there.stacked > here.stacked {
            let with = fixed.iter().find(|other| other.at == at).map_or("lifts of your own", |other| other.what.as_str());
            return (format!("it would share the session with {with}, which is more in one session"), vec![RuleId::LumbarLifts]);
        }
        let usual = plan.weeks.iter().filter_map(Week::heavy_day).filter(|other| other.id != session.id);
        let of_week = |at: NaiveDateTime| (at.date().weekday(), at.time());
        let same = usual.clone().filter(|other| of_week(other.start) == of_week(session.start)).count();
        let other = usual.filter(|other| of_week(other.start) == of_week(at)).count();
        if same > other && at < session.start {
            return ("the deadlift keeps one day and time through the plan".to_owned(), vec![RuleId::Slots]);
        }
        if at > session.start {
            return ("as good, and later in the week: what is equal goes to the earlier slot".to_owned(), vec![RuleId::Slots]);
        }
        (
            "the whole plan's days were solved together, and other weeks speak against it".to_owned(),
            vec![RuleId::Slots, RuleId::SpacingHard],
        )
    }
}

/// What stands nearest before and after a time, and at it.
fn around<'h>(at: NaiveDateTime, heavy: impl Iterator<Item = &'h Heavy>) -> Around<'h> {
    let mut around = Around { before: None, after: None, stacked: 0 };
    for other in heavy {
        let hours = (other.at - at).num_minutes().abs() / 60;
        let side = match other.at.cmp(&at) {
            Ordering::Less => &mut around.before,
            Ordering::Greater => &mut around.after,
            Ordering::Equal => {
                around.stacked += other.weight;
                continue;
            }
        };
        if hours <= NEAR && side.is_none_or(|(nearest, _)| hours < nearest) {
            *side = Some((hours, other));
        }
    }
    around
}
