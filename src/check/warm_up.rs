//! The ramp of lighter sets, and what comes before it early in the morning (decisions, section 5).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::movement::is_upright_movement;
use super::placed::{Placed, PlacedExercise, PlacedSet};
use super::share::share;
use crate::plan::{Role, SessionKind, Set};
use crate::protocol::RuleId;
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("ramp", RuleId::Ramp, ramp), ruled("ramp-below-work", RuleId::Ramp, below_work), ruled("morning", RuleId::Morning, morning)];

/// The loaded warm-up sets of a session.
fn steps<'a>(placed: &Placed<'a>) -> Vec<PlacedSet<'a>> {
    let warm_up = placed.exercises().filter(|exercise| exercise.exercise.role == Role::WarmUp);
    warm_up.flat_map(|exercise| exercise.loaded()).collect()
}

/// What a session is lifted up to: the week's load on its heavy day, else its own heaviest set.
fn today(facts: &Facts, placed: &Placed) -> Option<Load> {
    let of_week = facts.plan.weeks[placed.week].load().filter(|_| placed.session.kind == SessionKind::Deadlift);
    of_week.or_else(|| placed.heaviest())
}

/// A step of the ramp: its load, and the repetitions of the percentages that come to it.
type Step = (i64, Vec<u32>);

/// The ramp to today's load on a bar, or on any: rounded down, without what is below the bar, equal steps merged.
fn wanted(facts: &Facts, today: Load, bar: Option<i64>) -> Vec<Step> {
    let mut wanted: Vec<Step> = Vec::new();
    for step in &facts.rules.ramp.value {
        let load = facts.rack.floor(share(today, step.percent), bar);
        let Some(load) = load.filter(|load| *load < today.thousandths()) else { continue };
        match wanted.last_mut() {
            Some(last) if last.0 == load => last.1.push(step.reps),
            _ => wanted.push((load, vec![step.reps])),
        }
    }
    wanted
}

/// 45/60/70/85 % of today's load × 5/5/3/2, by today's bar or by whichever bar comes closest.
fn ramp(facts: &Facts, findings: &mut Findings) {
    for placed in facts.deadlifts_ahead() {
        let Some(today) = today(facts, &placed) else { continue };
        let Some(work) = placed.work() else { continue };
        findings.applies();
        let bar = work.exercise.sets.iter().find_map(|set| set.barbell()?.bar).map(Load::thousandths);
        let bars = [bar, None].into_iter().chain(facts.rack.bars().iter().map(|bar| Some(*bar)));
        let ramps: Vec<Vec<Step>> = bars.map(|bar| wanted(facts, today, bar)).collect();
        let steps = steps(&placed);
        let same_loads = |ramp: &&Vec<Step>| ramp.iter().map(|step| step.0).eq(steps.iter().map(|set| set.load.thousandths()));
        match ramps.iter().find(same_loads) {
            None => another_ramp(facts, findings, work, &steps, today, &ramps[0]),
            Some(ramp) => repetitions(findings, &steps, ramp),
        }
    }
}

fn another_ramp(facts: &Facts, findings: &mut Findings, work: PlacedExercise, steps: &[PlacedSet], today: Load, wanted: &[Step]) {
    let show = |loads: Vec<i64>| {
        let shown: Vec<String> = loads.into_iter().map(|load| Load::new(load, today.unit()).to_string()).collect();
        if shown.is_empty() { "no loaded step".to_owned() } else { shown.join(", ") }
    };
    let percents: Vec<String> = facts.rules.ramp.value.iter().map(|step| step.percent.to_string()).collect();
    findings.violation(
        steps.first().map_or(work, |set| set.placed).path(),
        show(steps.iter().map(|set| set.load.thousandths()).collect()),
        format!("{} % of {today}, rounded down to what can be made", percents.join("/")),
        format!("warm up with {}", show(wanted.iter().map(|step| step.0).collect())),
    );
}

fn repetitions(findings: &mut Findings, steps: &[PlacedSet], wanted: &[Step]) {
    for (step, (_, reps)) in steps.iter().zip(wanted) {
        if step.set.reps().is_none_or(|done| !reps.contains(&done.from)) {
            let with = |reps: u32| format!("{reps} repetitions with {}", step.load);
            findings.violation(
                format!("{}.reps", step.path()),
                step.set.reps().map_or("no number of repetitions".to_owned(), |reps| with(reps.from)),
                format!("{} repetitions", reps[0]),
                "warm up without tiring",
            );
        }
    }
}

/// Never a warm-up as heavy as the work, and never a step down (decisions, section 9).
fn below_work(facts: &Facts, findings: &mut Findings) {
    for placed in facts.deadlifts_ahead() {
        let Some(today) = today(facts, &placed) else { continue };
        let mut before: Option<Load> = None;
        for step in steps(&placed) {
            findings.applies();
            let path = format!("{}.load", step.path());
            if step.load.thousandths() >= today.thousandths() {
                findings.violation(
                    path,
                    format!("{} before work sets at {today}", step.load),
                    "every warm-up set is lighter than today's load",
                    "leave the step out, or make it lighter",
                );
            } else if let Some(before) = before.filter(|before| step.load.thousandths() <= before.thousandths()) {
                findings.violation(path, format!("{} after {before}", step.load), "the ramp rises", "put the steps in order");
            }
            before = Some(step.load);
        }
    }
}

/// Within two hours of waking nothing bends to the end of its range, and 10 to 15 minutes of upright movement come before
/// the lift.
fn morning(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.morning.value;
    for placed in facts.ahead().filter(|placed| facts.is_morning(placed.session)) {
        for exercise in placed.exercises() {
            findings.applies();
            if facts.protocol.exercises.get(exercise.id()).is_some_and(|known| known.end_range_flexion) {
                findings.violation(
                    exercise.path(),
                    format!("{} within {} hours of waking", exercise.id(), rule.within_hours),
                    "no bending to the end of the range soon after waking",
                    "leave it out, or train later",
                );
            }
        }
        if let Some(work) = placed.work() {
            findings.applies();
            upright_movement(facts, findings, work);
        }
    }
}

fn upright_movement(facts: &Facts, findings: &mut Findings, work: PlacedExercise) {
    let rule = facts.rules.morning.value;
    let limit = format!("{} to {} more minutes of upright movement", rule.minutes_from, rule.minutes_to);
    let Some(upright) = work.placed.exercises().find(|exercise| is_upright_movement(exercise.id())) else {
        let observed = "no upright movement soon after waking";
        findings.violation(work.placed.path(), observed, limit, "put `upright-movement` first");
        return;
    };
    let minutes: u64 = upright.exercise.sets.iter().map(|set| if let Set::Timed { minutes, .. } = set { u64::from(*minutes) } else { 0 }).sum();
    if !(u64::from(rule.minutes_from)..=u64::from(rule.minutes_to)).contains(&minutes) {
        findings.violation(upright.path(), format!("{minutes} minutes"), limit, "give it the time");
    }
    if upright.at > work.at {
        findings.violation(upright.path(), "after the deadlift", "it comes before the lift", "put it first");
    }
}
