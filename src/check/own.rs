//! The lifter's own lifts: they stay as they are, or a change says what became of them (decisions, section 6).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::placed::PlacedExercise;
use super::response::{Next, bad_day, told, worst};
use super::timeline::weekday_of;
use crate::log::Entry;
use crate::plan::{Change, Instead, OwnSession, Session, SessionKind, Week};
use crate::profile::OwnLift;
use crate::protocol::{Lumbar, RuleId};
use crate::when::Slot;
use chrono::{Datelike, NaiveDate, NaiveDateTime};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("own-lifts", RuleId::LumbarLifts, own_lifts).searching(&["weeks", "changes", "profile.schedule"]),
    ruled("lighten", RuleId::Lighten, lighten),
    ruled("own-after-pain", RuleId::RepeatLoad, after_pain),
];

/// Asked together with what is in a session.
pub(super) const IN_SESSIONS: &[Constraint] = &[ruled("own-changed", RuleId::Lighten, own_changed).searching(&["changes"])];

/// How much an own session loads the lower back: its own word never makes it lighter than the profile says.
pub(super) fn weight_of_own(facts: &Facts, own: &OwnSession) -> Lumbar {
    let lifts = &facts.plan.profile.schedule.other_lifting;
    let usual = |lift: &str| {
        let (day, at) = (own.start.weekday(), own.start.time());
        lifts.iter().find(|usual| usual.lift == lift && usual.day == day && usual.at == at)
    };
    let heavy = own.lumbar == Lumbar::Heavy || own.lifts.iter().any(|lift| usual(lift).is_some_and(|usual| !usual.light));
    if heavy { Lumbar::Heavy } else { Lumbar::Light }
}

/// Whether an exercise is one of the lifter's own lifts, done as usual in a session that starts with it.
pub(super) fn is_own_lift(facts: &Facts, exercise: &PlacedExercise) -> bool {
    let session = exercise.placed.session;
    let usual = |own: &OwnLift| {
        let at = session.start.date().and_time(own.at);
        own.day == session.start.weekday() && facts.existing(at).unwrap_or(at) == session.start
    };
    let mut lifts = facts.plan.profile.schedule.other_lifting.iter();
    exercise.exercise.sets.is_empty()
        && facts.protocol.lifts.contains_key(exercise.id())
        && lifts.any(|own| own.lift == exercise.id() && (own.movable || usual(own)))
}

/// A day and a time as changes write them.
pub(super) fn slot(at: NaiveDateTime) -> String {
    Slot::of(at).to_string()
}

/// A lift's usual day and time.
fn usual_slot(own: &OwnLift) -> String {
    own.slot().to_string()
}

/// The change that names a lift, at its usual time, on a day.
pub(super) fn change<'a>(facts: &Facts<'a>, own: &OwnLift, day: NaiveDate) -> Option<&'a Change> {
    let usually = usual_slot(own);
    let mut changes = facts.plan.changes.iter();
    changes.find(|change| change.lifts.contains(&own.lift) && change.usually == usually && change.from <= day && day <= change.to)
}

/// One of the lifter's own sessions that the plan changed is written down, and is light unless it only moved.
fn own_changed(facts: &Facts, findings: &mut Findings) {
    for placed in facts.ahead().filter(|placed| placed.session.kind == SessionKind::Own) {
        findings.applies();
        let session = placed.session;
        let named = |change: &&Change| session.exercises.iter().all(|exercise| change.lifts.contains(&exercise.exercise));
        let changes: Vec<&Change> = facts.plan.changes.iter().filter(named).collect();
        let lightened = changes.iter().any(|change| lightens(change, session));
        let moved = changes.iter().any(|change| moves(change, session));
        let path = format!("{}.lumbar", placed.path());
        if !lightened && !moved {
            findings.violation(placed.path(), "a changed session", "every change is written down with its reason", "add it to `changes`");
        } else if session.lumbar == Lumbar::Heavy && !moved {
            findings.violation(path, "heavy", "a session changed without moving it is light", "make it light, or move it");
        } else if session.lumbar != Lumbar::Heavy && !lightened {
            findings.violation(path, "not heavy", "a session that only moved is as heavy as before", "mark it `heavy`");
        }
    }
}

fn lightens(change: &Change, session: &Session) -> bool {
    let day = session.start.date();
    matches!(change.instead, Instead::Lighten { .. }) && change.from <= day && day <= change.to
}

/// The days of a change are the usual ones; within their week a session may have moved before or after them.
fn moves(change: &Change, session: &Session) -> bool {
    let days = |on: NaiveDate| (on - session.start.date()).num_days();
    matches!(&change.instead, Instead::Move { to } if *to == slot(session.start)) && days(change.from) < 7 && days(change.to) > -7
}

/// The lifter's own lifts cannot vanish: on each of their days they stand in the week as they are, by
/// themselves or in the deadlift's session, or a change says what became of them.
fn own_lifts(facts: &Facts, findings: &mut Findings) {
    if facts.plan.summary.phases.is_empty() || facts.leads_nowhere() {
        return;
    }
    for own in &facts.plan.profile.schedule.other_lifting {
        findings.applies();
        for (at, week) in facts.plan.weeks.iter().enumerate() {
            let Some(day) = weekday_of(week.starts, own.day) else { continue };
            if !has_its_own(facts, at, day) {
                continue;
            }
            let (alone, joined) = stands(facts, week, own, day);
            let change = change(facts, own, day);
            if !alone && !joined && change.is_none() && !own.light {
                findings.violation(
                    format!("weeks[{at}].own"),
                    format!("{} of {} is missing", own.lift, usual_slot(own)),
                    "the lifter's own lifts stay, or a change says what becomes of them",
                    "put it back, or write the change down",
                );
            } else if alone && change.is_some() {
                findings.warning(
                    format!("weeks[{at}].own"),
                    format!("{} stays as it is and is changed", own.lift),
                    "one or the other",
                    "take it out of `own`, or take the change out",
                );
            }
        }
    }
}

/// Whether a plan has to say what becomes of an own lift on a day: it is a day of the plan, still to come and at home, in a
/// whole week with a deadlift or around a later check.
fn has_its_own(facts: &Facts, week: usize, day: NaiveDate) -> bool {
    let phases = &facts.plan.summary.phases;
    let Some((first, last)) = phases.first().zip(phases.last()) else { return false };
    // Of a day on which a deadlift was done nothing is planned any more.
    let done = || facts.revised() && facts.deadlifts().any(|placed| placed.session.done.is_some() && placed.day() == day);
    let near = i64::from(facts.rules.spacing_preferred.value) / 24;
    let matters = || {
        let check_near = || facts.deadlifts_ahead().any(|placed| (placed.day() - day).num_days().abs() < near);
        facts.plan.weeks[week].heavy_day().is_some() || check_near()
    };
    first.from <= day && day <= last.to && !facts.is_behind(day) && !facts.is_away(day) && matters() && !done()
}

/// Whether a lift stands in a week as it is: by itself, and in a session that starts with it.
fn stands(facts: &Facts, week: &Week, own: &OwnLift, day: NaiveDate) -> (bool, bool) {
    let usual = day.and_time(own.at);
    let start = facts.existing(usual).unwrap_or(usual);
    let here = |at: NaiveDateTime| at == usual || at == start;
    let alone = week.own.iter().any(|session| here(session.start) && session.lifts.contains(&own.lift));
    let mut unchanged = week.sessions.iter().filter(|session| here(session.start) && session.kind != SessionKind::Own);
    let joined = unchanged.any(|session| session.exercises.iter().any(|it| it.exercise == own.lift && it.sets.is_empty()));
    (alone, joined)
}

/// Light is at most half the volume at 60 % of the load, and a change ends after it begins.
fn lighten(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.lighten.value;
    for (at, change) in facts.plan.changes.iter().enumerate() {
        findings.applies();
        let path = format!("changes[{at}]");
        if change.to < change.from {
            findings.violation(format!("{path}.to"), change.to.to_string(), format!("not before {}", change.from), "mend the dates");
        }
        let Instead::Lighten { volume, load, .. } = &change.instead else { continue };
        if *volume > rule.volume || *load > rule.load {
            findings.violation(
                format!("{path}.instead"),
                format!("{volume} % of the volume at {load} % of the load"),
                format!("light is at most {} % of the volume and {} % of the load", rule.volume, rule.load),
                "make it lighter, or move it",
            );
        }
    }
}

/// After a day of pain above the trigger beside the deadlifts, the lifter's own heavy lifts are light up to the next deadlift,
/// unless a day has been good since.
fn after_pain(facts: &Facts, findings: &mut Findings) {
    let Some(step) = Next::of(facts) else { return };
    let Some(bad) = bad_day(facts, step.last.day, false).map(|told| told.entry) else { return };
    let good = facts.rules.go_on.value;
    let is_good = |entry: &Entry| entry.medicine != Some(true) && worst(entry).is_some_and(|worst| worst <= good);
    if told(facts).iter().any(|told| told.entry.date > bad.date && is_good(told.entry)) {
        return;
    }
    findings.applies();
    let moved = facts.ahead().filter(|placed| placed.session.kind == SessionKind::Own && placed.session.lumbar == Lumbar::Heavy);
    let moved = moved.map(|placed| (placed.path(), placed.day()));
    let kept = facts.own_ahead().filter(|(_, own)| own.lumbar == Lumbar::Heavy).map(|(path, own)| (path, own.start.date()));
    for (path, day) in kept.chain(moved).filter(|(_, day)| *day < step.next.day) {
        let observed = format!("a heavy session of the lifter's own on {day}, after pain on {}", bad.date);
        findings.violation(path, observed, format!("light until a day of {good} or less"), "make it light");
    }
}
