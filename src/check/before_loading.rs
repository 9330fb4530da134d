//! Phases 1 and 2: what every day of them has, and what may not be in them (decisions, section 5).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::movement::{BACKWARDS, FORWARDS};
use super::own::weight_of_own;
use super::placed::Placed;
use crate::plan::{Phase, SessionKind};
use crate::profile::Easing;
use crate::protocol::{Lumbar, RuleId};
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("phase-1-no-load", RuleId::Phase1NoLoad, first_without_load),
    ruled("phase-2-light", RuleId::Phase2OwnOut, second_light),
    ruled("deadlift-too-early", RuleId::PhaseOrder, deadlift_too_early),
    ruled("direction", RuleId::Phase1Direction, direction),
    ruled("phase-1-daily", RuleId::Phase1Daily, first_daily).searching(&["weeks", "summary.phases"]),
    ruled("phase-2-daily", RuleId::Phase2Daily, second_daily).searching(&["weeks", "summary.phases"]),
];

fn lumbar_name(lumbar: Lumbar) -> &'static str {
    match lumbar {
        Lumbar::None => "none",
        Lumbar::Light => "light",
        Lumbar::Heavy => "heavy",
    }
}

/// Nothing in a phase loads the lower back more than `most`: neither a session by its own word, nor
/// an exercise by the protocol's, nor a lift of the lifter's own.
fn at_most(facts: &Facts, findings: &mut Findings, phase: Phase, most: Lumbar) {
    let limit = format!("in {} the lower back is loaded: {}", phase.name(), lumbar_name(most));
    let inside = |day: NaiveDate| facts.phase_on(day) == Some(phase);
    for placed in facts.ahead().filter(|placed| inside(placed.day())) {
        findings.applies();
        if placed.session.lumbar > most {
            findings.violation(format!("{}.lumbar", placed.path()), lumbar_name(placed.session.lumbar), &*limit, "take the session out");
        }
        for exercise in placed.exercises() {
            let loads = facts.protocol.exercises.get(exercise.id()).map_or(Lumbar::None, |known| known.lumbar);
            if loads > most {
                let observed = format!("{} loads the lower back: {}", exercise.id(), lumbar_name(loads));
                findings.violation(exercise.path(), observed, &*limit, "leave the exercise out");
            } else if let Some(set) = exercise.loaded().next().filter(|_| most == Lumbar::None) {
                findings.violation(format!("{}.load", set.path()), set.load.to_string(), &*limit, "no weight in this phase");
            }
        }
    }
    for (path, own) in facts.own_ahead().filter(|(_, own)| inside(own.start.date())) {
        findings.applies();
        let loads = weight_of_own(facts, own);
        if loads == Lumbar::Heavy || most == Lumbar::None {
            let observed = format!("the lifter's own {}: {}", own.lifts.join(" and "), lumbar_name(loads));
            findings.violation(path, observed, &*limit, "pause it until loading begins");
        }
    }
}

/// No lumbar loading at all in Phase 1: the lifter's squats, rows and presses are out too.
fn first_without_load(facts: &Facts, findings: &mut Findings) {
    at_most(facts, findings, Phase::PainResolution, Lumbar::None);
}

/// In Phase 2 one light dumbbell, and no heavy lift of the lifter's own.
fn second_light(facts: &Facts, findings: &mut Findings) {
    at_most(facts, findings, Phase::Movement, Lumbar::Light);
}

/// Deadlifts begin with loading, when the pain is gone (decisions, section 2).
fn deadlift_too_early(facts: &Facts, findings: &mut Findings) {
    for placed in facts.deadlifts_ahead() {
        findings.applies();
        let day = placed.day();
        if let Some(phase @ (Phase::PainResolution | Phase::Movement)) = facts.phase_on(day) {
            findings.violation(
                format!("{}.start", placed.path()),
                format!("a deadlift on {day}, in {}", phase.name()),
                "deadlifts begin with loading",
                "move it behind movement",
            );
        }
    }
}

/// Whoever bending backwards eases does not bend forwards, and the other way round; what eases stands in the daily routine.
fn direction(facts: &Facts, findings: &mut Findings) {
    let eased = facts.plan.profile.pain.eased_by;
    let (banned, wanted, says): (&[&str], &[&str], &str) = match eased {
        Easing::Extension => (&FORWARDS, &BACKWARDS, "pain that bending backwards eases"),
        Easing::Flexion => (&BACKWARDS, &FORWARDS, "pain that bending forwards eases"),
        Easing::Neither | Easing::Unsure => return,
    };
    let first_day = facts.first_day();
    for placed in facts.sessions().filter(|placed| !facts.is_past(placed.session) || placed.day() >= first_day) {
        findings.applies();
        for exercise in placed.exercises().filter(|exercise| banned.contains(&exercise.id())) {
            let mend = format!("{} in its place", wanted[0]);
            findings.violation(exercise.path(), exercise.id(), format!("never with {says}"), mend);
        }
        let is_routine = placed.session.phase == Phase::PainResolution && placed.session.kind == SessionKind::Daily;
        // Soon after waking, or with brittle bones, nothing bends to the end of its range, whatever eases the pain.
        let stays_upright = || eased == Easing::Flexion && (facts.is_morning(placed.session) || facts.spares_flexion().is_some());
        if is_routine && !stays_upright() && !placed.exercises().any(|exercise| wanted.contains(&exercise.id())) {
            let observed = format!("no {}", wanted.join(", no "));
            findings.violation(placed.path(), observed, format!("daily with {says}"), format!("put {} in", wanted[0]));
        }
    }
}

/// A routine on every day of a phase at home.
fn daily(facts: &Facts, findings: &mut Findings, phase: Phase) {
    let Some((at, span)) = facts.span(phase).filter(|_| !facts.has_stopped()) else { return };
    findings.applies();
    let is_routine = |placed: &Placed| {
        matches!(placed.session.kind, SessionKind::Daily | SessionKind::Hinge) && !placed.session.exercises.is_empty()
    };
    let days: BTreeSet<NaiveDate> = facts
        .sessions()
        // A day on which something was done has had what it had.
        .filter(|placed| is_routine(placed) || placed.session.done.is_some())
        .map(|placed| placed.day())
        .collect();
    // What was not planned before a revision cannot be any more.
    let due = |day: &NaiveDate| !days.contains(day) && !facts.is_away(*day) && !facts.is_behind(*day);
    // A span of absurd length is a finding of its own; a month of it is enough to see.
    if let Some(day) = span.from.iter_days().take(31).take_while(|day| *day <= span.to).find(due) {
        findings.violation(
            format!("summary.phases[{at}]"),
            format!("no routine on {day}"),
            format!("a routine on every day of {}", phase.name()),
            "put the day's routine in",
        );
    }
}

fn first_daily(facts: &Facts, findings: &mut Findings) {
    daily(facts, findings, Phase::PainResolution);
}

fn second_daily(facts: &Facts, findings: &mut Findings) {
    daily(facts, findings, Phase::Movement);
}
