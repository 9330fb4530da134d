//! The loads from week to week: where they start, how they rise, and where they end.

use super::facts::{Facts, Lifting, heaviest, share, share_is_at_most, thousandths};
use super::{Bench, Constraint, formal, ruled};
use crate::plan::Track;
use crate::protocol::RuleId;
use crate::units::{Load, Percent};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("working-weight", RuleId::WorkingWeight, working_weight),
    formal("week-load", RuleId::ReloadRise, week_load),
    ruled("reload-start", RuleId::ReloadStart, start),
    ruled("second-week", RuleId::ReloadSecondWeek, second_week),
    ruled("weekly-rise", RuleId::ReloadRise, weekly_rise),
    ruled("near-max-rise", RuleId::ReloadNearMax, near_max_rise),
    formal("week-without-deadlift", RuleId::ReloadRise, every_week),
    ruled("above-working-weight", RuleId::ReloadTop, above_working_weight),
    ruled("above-clearance", RuleId::ClearanceCap, above_clearance),
    ruled("top-load", RuleId::ReloadTop, top_load),
    formal("summary", RuleId::ReloadTop, summary),
];

fn working_weight(facts: &Facts, bench: &mut Bench) {
    bench.applies();
    let said = facts.plan.summary.working_weight;
    let given = &facts.plan.profile.deadlift;
    match facts.working {
        None => bench.violation(
            "profile.deadlift.working_weight",
            format!("{} for {} repetitions", given.working_weight, given.reps),
            "a weight above 0, and repetitions that were done",
            "give the last working sets; without them no load can be judged",
        ),
        Some(working) if working.thousandths() != said.thousandths() => bench.violation(
            "summary.working_weight",
            said.to_string(),
            format!("{} × {} is {working} for sets of {}", given.working_weight, given.reps, facts.rules.working_weight.value.convert_to),
            "take the weight for fives, not a single or a triple",
        ),
        Some(_) => {}
    }
}

fn week_load(facts: &Facts, bench: &mut Bench) {
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        let lifted = week.deadlift().and_then(heaviest);
        if week.load.is_some() || week.deadlift().is_some() {
            bench.applies();
        }
        match (week.load, lifted) {
            (Some(said), Some(lifted)) if said == lifted => {}
            (Some(said), Some(lifted)) if facts.deadlifts().any(|it| it.week == at && facts.is_morning(it.session)) && lifted < said => {
                // The light sets of a morning may be all there are on a deload.
                let rule = facts.rules.morning.value;
                let all_light = week.deload && facts.rules.work_sets.value.deload.sets <= rule.sets;
                if !all_light || facts.rack.floor(share(said, rule.load), None) != Some(lifted.thousandths()) {
                    mismatch(bench, at, said, lifted);
                }
            }
            (Some(said), Some(lifted)) => mismatch(bench, at, said, lifted),
            (Some(said), None) => bench.violation(
                format!("weeks[{at}].load"),
                format!("{said} and no deadlift at it"),
                "a week's load is that of its deadlift",
                "put the deadlift in, or take the load out",
            ),
            (None, Some(lifted)) => bench.violation(
                format!("weeks[{at}].load"),
                format!("no load, and a deadlift at {lifted}"),
                "a week's load is that of its deadlift",
                "give the week its load",
            ),
            (None, None) if week.deadlift().is_some() => {
                bench.violation(format!("weeks[{at}].load"), "a deadlift without a load", "every deadlift has its load", "give the load")
            }
            (None, None) => {}
        }
    }
}

fn mismatch(bench: &mut Bench, at: usize, said: Load, lifted: Load) {
    bench.violation(
        format!("weeks[{at}].load"),
        format!("{said}, and the work sets reach {lifted}"),
        "a week's load is that of its work sets",
        "make them the same",
    );
}

fn start(facts: &Facts, bench: &mut Bench) {
    let (Some(working), Some(first)) = (facts.working, facts.liftings.first()) else { return };
    bench.applies();
    let rule = facts.rules.reload_start.value;
    let pain = &facts.plan.profile.pain;
    // Whoever needs three phases has the marks, also where the plan says otherwise.
    let three_phases = facts.stopped_the_lift() || facts.plan.summary.track == Track::ThreePhase;
    let mark = if !three_phases {
        None
    } else if let Some(worst) = pain.worst.filter(|worst| worst.score() >= rule.worst) {
        Some(format!("after worst pain of {worst}"))
    } else if facts.pain_lasted_more_than(rule.pain_days) {
        Some(format!("after more than {} days of pain", rule.pain_days))
    } else if pain.episodes >= rule.episodes {
        Some(format!("after {} episodes", pain.episodes))
    } else if facts.laid_off_more_than(rule.lay_off_weeks) {
        Some(format!("more than {} weeks after the last deadlift", rule.lay_off_weeks))
    } else {
        None
    };
    let most = if mark.is_some() { rule.marked } else { rule.standard };
    if share_is_at_most(first.load, most, working) {
        return;
    }
    let bar_alone = facts.rack.lightest() == Some(first.load.thousandths());
    if bar_alone && share_is_at_most(first.load, facts.rules.lightest_bar.value, working) {
        return;
    }
    let mark = mark.map_or(String::new(), |mark| format!(" {mark}"));
    bench.violation(
        format!("weeks[{}].load", first.at),
        format!("starts at {}, {} % of {working}", first.load, facts.points(Load::new(0, working.unit()), first.load)),
        format!("at most {most} %{mark}"),
        format!("start at {} or less", Load::new(share(working, most), working.unit())),
    );
}

fn second_week(facts: &Facts, bench: &mut Bench) {
    let (Some(working), Some(second)) = (facts.working, facts.liftings.get(1)) else { return };
    bench.applies();
    let most = facts.rules.reload_second_week.value;
    if !share_is_at_most(second.load, most, working) {
        bench.violation(
            format!("weeks[{}].load", second.at),
            format!("{} in the second loading week", second.load),
            format!("at most {most} % of {working}"),
            format!("{} or less", Load::new(share(working, most), working.unit())),
        );
    }
}

/// The most that a week may rise: the protocol's cap, or what the lifter prefers where that is less.
fn cap(facts: &Facts) -> Percent {
    facts.rules.reload_rise.value.cap.min(facts.plan.profile.preferences.weekly_rise)
}

/// Whether a week comes after the return: from an easy week to a near-maximal one nothing new is lifted.
fn has_returned(facts: &Facts, lifting: &Lifting) -> bool {
    facts.returned().is_some_and(|returned| lifting.at > facts.liftings[returned].at)
}

fn weekly_rise(facts: &Facts, bench: &mut Bench) {
    let Some(working) = facts.working else { return };
    let cap = cap(facts);
    let mut held = 1_i128;
    for pair in facts.liftings.windows(2) {
        bench.applies();
        let (before, after) = (&pair[0], &pair[1]);
        if after.load <= before.load {
            if after.load < before.load
                && facts.plan.revision == 0
                && facts.returned().is_some_and(|top| pair[1].at <= facts.liftings[top].at)
            {
                bench.warning(
                    format!("weeks[{}].load", after.at),
                    format!("falls from {} to {}", before.load, after.load),
                    "a first plan never goes down on its way up",
                    "hold the load, or make it a revision",
                );
            }
            held = if after.load == before.load { held + 1 } else { 1 };
            continue;
        }
        let (from, weeks) = (before.load, held);
        held = 1;
        if facts.rise_within(from, after.load, cap) == Some(true) || has_returned(facts, after) {
            continue;
        }
        let path = format!("weeks[{}].load", after.at);
        let observed = format!("rises {} points from {from} to {}", facts.points(from, after.load), after.load);
        let next = facts.rack.above(from.thousandths());
        if next != Some(after.load.thousandths()) || cap.tenths() <= 0 {
            bench.violation(path, observed, format!("at most {cap} points of {working}"), "rise to a lighter load first");
            continue;
        }
        // The plates force the step: so many weeks at the load before that the rise per week stays within the cap.
        let rise = (thousandths(after.load) - thousandths(from)) * 1000;
        let per_week = i128::from(cap.tenths()) * thousandths(working);
        let wanted = (rise + per_week - 1) / per_week;
        if weeks < wanted {
            bench.violation(
                path,
                format!("{observed}, after {weeks} at {from}"),
                format!("a step that the plates force above {cap} points comes after {wanted} weeks at the load before it"),
                format!("hold {from} for {} more", wanted - weeks),
            );
        }
    }
}

fn near_max_rise(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.reload_near_max.value;
    for pair in facts.liftings.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        if after.load <= before.load || !facts.of_one_rep(after.load, rule.from) {
            continue;
        }
        bench.applies();
        if !has_returned(facts, after) && facts.rise_within(before.load, after.load, rule.cap) == Some(false) {
            bench.violation(
                format!("weeks[{}].load", after.at),
                format!("rises {} points onto {}, near the maximum", facts.points(before.load, after.load), after.load),
                format!("at most {} points onto {} % of the one-rep maximum or more", rule.cap, rule.from),
                "put a smaller step before it",
            );
        }
    }
}

fn every_week(facts: &Facts, bench: &mut Bench) {
    for pair in facts.liftings.windows(2) {
        bench.applies();
        let weeks = (pair[1].week.starts - pair[0].week.starts).num_days() / 7;
        if weeks > 1 {
            bench.violation(
                format!("weeks[{}]", pair[1].at),
                format!("{} weeks without a deadlift before it", weeks - 1),
                "one deadlift in every week from the first to the last",
                "put the missing week in, or have the plan made anew from today",
            );
        }
    }
}

/// Every load on a bar or in a hand, with its path.
fn every_load(facts: &Facts) -> Vec<(String, Load)> {
    let weeks = facts.plan.weeks.iter().enumerate().filter_map(|(at, week)| Some((format!("weeks[{at}].load"), week.load?)));
    let sets = facts.sessions().flat_map(|placed| {
        let path = placed.path();
        placed.session.exercises.iter().enumerate().flat_map(move |(at, exercise)| {
            let path = path.clone();
            let sets = exercise.sets.iter().enumerate();
            sets.filter_map(move |(set, it)| Some((format!("{path}.exercises[{at}].sets[{set}].load"), it.load?)))
        })
    });
    weeks.chain(sets).collect()
}

fn above_working_weight(facts: &Facts, bench: &mut Bench) {
    let Some(working) = facts.working else { return };
    for (path, load) in every_load(facts) {
        bench.applies();
        if load.thousandths() > working.thousandths() {
            bench.violation(
                path,
                load.to_string(),
                format!("never above the working weight of {working}"),
                "go no higher than before the pain",
            );
        }
    }
}

fn above_clearance(facts: &Facts, bench: &mut Bench) {
    let Some(most) = facts.plan.profile.clearance.as_ref().and_then(|it| it.max_load) else { return };
    for (path, load) in every_load(facts) {
        bench.applies();
        if load.thousandths() > most.thousandths() {
            bench.violation(path, load.to_string(), format!("the clearance goes up to {most}"), "go no higher, or ask the clinician again");
        }
    }
}

fn top_load(facts: &Facts, bench: &mut Bench) {
    let Some(ceiling) = facts.ceiling() else { return };
    let Some(top) = facts.returned().map(|at| &facts.liftings[at]) else {
        bench.violation("weeks", "no deadlift in the whole plan", "a plan leads back to the deadlift", "have the plan made anew");
        return;
    };
    bench.applies();
    let Some(reach) = facts.rack.floor(ceiling.thousandths(), None) else { return };
    if top.load.thousandths() >= reach {
        return;
    }
    // Lower only where the next weight would be too large a step near the maximum.
    let near = facts.rules.reload_near_max.value;
    let barred = facts.rack.above(top.load.thousandths()).is_some_and(|next| {
        let next = Load::new(next, ceiling.unit());
        facts.of_one_rep(next, near.from) && facts.rise_within(top.load, next, near.cap) == Some(false)
    });
    if !barred {
        bench.violation(
            format!("weeks[{}].load", top.at),
            format!("the plan ends at {}", top.load),
            format!("it leads to {}, the last loadable weight not above {ceiling}", Load::new(reach, ceiling.unit())),
            "add the weeks that are missing",
        );
    }
}

fn summary(facts: &Facts, bench: &mut Bench) {
    let Some(returned) = facts.returned() else { return };
    bench.applies();
    let said = &facts.plan.summary;
    let top = &facts.liftings[returned];
    if said.top_load.thousandths() != top.load.thousandths() {
        bench.violation(
            "summary.top_load",
            said.top_load.to_string(),
            format!("the heaviest week is {}", top.load),
            "give the load that the weeks reach",
        );
    }
    let weeks = (top.week.starts - facts.liftings[0].week.starts).num_days() / 7 + 1;
    if i64::from(said.loading_weeks) != weeks {
        bench.violation(
            "summary.loading_weeks",
            said.loading_weeks.to_string(),
            format!("{weeks} weeks from the first deadlift to the first at {}", top.load),
            "count held and deload weeks too",
        );
    }
    match said.returns_on {
        Some(day) if day != top.day => bench.violation(
            "summary.returns_on",
            day.to_string(),
            format!("the first deadlift at {} is on {}", top.load, top.day),
            "give the day of that session",
        ),
        None if facts.working.is_some_and(|working| working.thousandths() == top.load.thousandths()) => bench.violation(
            "summary.returns_on",
            "no day",
            format!("the working weight is reached on {}", top.day),
            "give the day of that session",
        ),
        _ => {}
    }
}
