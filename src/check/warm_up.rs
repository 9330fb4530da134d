//! The ramp of lighter sets, and what comes before it early in the morning.

use super::facts::{Facts, Placed, heaviest, share, work};
use super::{Bench, Constraint, ruled};
use crate::plan::{Role, Set};
use crate::protocol::RuleId;
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("ramp", RuleId::Ramp, ramp), ruled("ramp-below-work", RuleId::Ramp, below_work), ruled("morning", RuleId::Morning, morning)];

/// Loaded warm-up sets of a session, with their paths.
fn steps<'a>(placed: &Placed<'a>) -> Vec<(String, &'a Set, Load)> {
    let path = placed.path();
    let warm_up = placed.session.exercises.iter().enumerate().filter(|(_, it)| it.role == Role::WarmUp);
    warm_up
        .flat_map(|(at, exercise)| {
            let path = &path;
            let sets = exercise.sets.iter().enumerate();
            sets.filter_map(move |(set, it)| it.load.map(|load| (format!("{path}.exercises[{at}].sets[{set}]"), it, load)))
        })
        .collect()
}

/// What a session is lifted up to: the week's load on its heavy day, else its own heaviest set.
fn today(facts: &Facts, placed: &Placed) -> Option<Load> {
    use crate::plan::SessionKind::Deadlift;
    let of_week = facts.plan.weeks[placed.week].load.filter(|_| placed.session.kind == Deadlift);
    of_week.or_else(|| heaviest(placed.session))
}

fn below_work(facts: &Facts, bench: &mut Bench) {
    for placed in facts.deadlifts_ahead() {
        let Some(today) = today(facts, &placed) else { continue };
        let steps = steps(&placed);
        for (at, (path, _, load)) in steps.iter().enumerate() {
            bench.applies();
            if load.thousandths() >= today.thousandths() {
                bench.violation(
                    format!("{path}.load"),
                    format!("{load} before work sets at {today}"),
                    "every warm-up set is lighter than today's load",
                    "leave the step out, or make it lighter",
                );
            } else if at > 0 && load.thousandths() <= steps[at - 1].2.thousandths() {
                bench.violation(
                    format!("{path}.load"),
                    format!("{load} after {}", steps[at - 1].2),
                    "the ramp rises",
                    "put the steps in order",
                );
            }
        }
    }
}

fn ramp(facts: &Facts, bench: &mut Bench) {
    let rule = &facts.rules.ramp.value;
    for placed in facts.deadlifts_ahead() {
        let Some(today) = today(facts, &placed) else { continue };
        let Some((at, exercise)) = work(placed.session) else { continue };
        bench.applies();
        // By today's bar, or by whichever bar comes closest.
        let bar = exercise.sets.iter().find_map(|set| set.bar).map(Load::thousandths);
        let by = |bar| {
            let mut wanted: Vec<(i64, Vec<u32>)> = Vec::new();
            for step in rule {
                let Some(load) = facts.rack.floor(share(today, step.percent), bar).filter(|load| *load < today.thousandths()) else {
                    continue;
                };
                match wanted.last_mut() {
                    Some(last) if last.0 == load => last.1.push(step.reps),
                    _ => wanted.push((load, vec![step.reps])),
                }
            }
            wanted
        };
        let steps = steps(&placed);
        let loads: Vec<i64> = steps.iter().map(|(.., load)| load.thousandths()).collect();
        let ways: Vec<Vec<(i64, Vec<u32>)>> =
            std::iter::once(by(bar)).chain(std::iter::once(by(None))).chain(facts.rack.bars().iter().map(|bar| by(Some(*bar)))).collect();
        let way = ways.iter().find(|way| way.iter().map(|step| step.0).eq(loads.iter().copied()));
        let show = |loads: &mut dyn Iterator<Item = i64>| {
            let shown: Vec<String> = loads.map(|load| Load::new(load, today.unit()).to_string()).collect();
            if shown.is_empty() { "no loaded step".to_owned() } else { shown.join(", ") }
        };
        match way {
            None => {
                let path = steps.first().map_or_else(
                    || format!("{}.exercises[{at}]", placed.path()),
                    |(path, ..)| path.rsplit_once(".sets").map_or(path.clone(), |(exercise, _)| exercise.to_owned()),
                );
                let percents: Vec<String> = rule.iter().map(|step| step.percent.to_string()).collect();
                bench.violation(
                    path,
                    show(&mut loads.iter().copied()),
                    format!("{} % of {today}, rounded down to what can be made", percents.join("/")),
                    format!("warm up with {}", show(&mut ways[0].iter().map(|step| step.0))),
                );
            }
            Some(way) => {
                for ((path, set, load), (_, reps)) in steps.iter().zip(way) {
                    if set.reps.is_none_or(|done| !reps.contains(&done)) {
                        bench.violation(
                            format!("{path}.reps"),
                            set.reps.map_or("no number of repetitions".to_owned(), |reps| format!("{reps} repetitions with {load}")),
                            format!("{} repetitions", reps[0]),
                            "warm up without tiring",
                        );
                    }
                }
            }
        }
    }
}

fn morning(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.morning.value;
    for placed in facts.ahead().filter(|it| facts.is_morning(it.session)) {
        let path = placed.path();
        for (at, exercise) in placed.session.exercises.iter().enumerate() {
            bench.applies();
            if facts.protocol.exercises.get(&exercise.exercise).is_some_and(|it| it.end_range_flexion) {
                bench.violation(
                    format!("{path}.exercises[{at}]"),
                    format!("{} within {} hours of waking", exercise.exercise, rule.within_hours),
                    "no bending to the end of the range soon after waking",
                    "leave it out, or train later",
                );
            }
        }
        if work(placed.session).is_none() {
            continue;
        }
        bench.applies();
        let upright = placed.session.exercises.iter().enumerate().find(|(_, it)| it.exercise == "upright-movement");
        let limit = format!("{} to {} more minutes of upright movement", rule.minutes_from, rule.minutes_to);
        match upright {
            None => bench.violation(&*path, "no upright movement soon after waking", limit, "put `upright-movement` first"),
            Some((at, exercise)) => {
                let minutes: u64 = exercise.sets.iter().filter_map(|set| set.minutes).map(u64::from).sum();
                if !(u64::from(rule.minutes_from)..=u64::from(rule.minutes_to)).contains(&minutes) {
                    bench.violation(format!("{path}.exercises[{at}]"), format!("{minutes} minutes"), limit, "give it the time");
                }
                if work(placed.session).is_some_and(|(work, _)| at > work) {
                    bench.violation(format!("{path}.exercises[{at}]"), "after the deadlift", "it comes before the lift", "put it first");
                }
            }
        }
    }
}
