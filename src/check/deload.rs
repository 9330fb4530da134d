//! Deloads: as often as the lifter's age asks for, at the load before, with half the sets.

use super::facts::Facts;
use super::{Bench, Constraint, ruled};
use crate::protocol::RuleId;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("deload-rhythm", RuleId::DeloadRhythm, rhythm).searching(&["weeks"]), ruled("deload-hold", RuleId::DeloadHold, hold)];

/// How many loading weeks lie behind, at the least and at the most. What was done may be read in two ways:
/// a week that went down counts as the first of the new count or as what a deload is.
#[derive(Clone, Copy)]
struct Count {
    least: u32,
    most: u32,
}

fn rhythm(facts: &Facts, bench: &mut Bench) {
    let every = facts.rules.deload_rhythm.value.of(facts.plan.profile.age_band);
    let limit = format!("after every {} to {} loading weeks at this age", every.from, every.to);
    let mut since = Count { least: 0, most: 0 };
    for (at, lifting) in facts.liftings.iter().enumerate() {
        if lifting.past && lifting.week.deload {
            since = Count { least: 0, most: 0 };
            continue;
        }
        let path = format!("weeks[{}].deload", lifting.at);
        if !lifting.past {
            bench.applies();
        }
        if lifting.week.deload {
            if since.most < every.from {
                bench.violation(path, format!("a deload after {} loading weeks", since.most), &*limit, "load on until it is due");
            }
            since = Count { least: 0, most: 0 };
            continue;
        }
        let on = Count { least: since.least + 1, most: since.most + 1 };
        since = match at.checked_sub(1).map(|before| &facts.liftings[before]) {
            None => on,
            Some(before) if facts.run_of(before.day) != facts.run_of(lifting.day) => Count { least: 1, most: 1 },
            Some(before) => {
                // The easy weeks between near-maximal ones in aftercare go down by plan, and count. In a plan
                // without a past nothing else goes down.
                let may_fall = (before.past || facts.skips_a_week(at)) && !facts.is_easy_after(before.load, lifting.load);
                if facts.is_after_gap(at) {
                    Count { least: 1, most: 1 }
                } else if may_fall && lifting.load < before.reference {
                    Count { least: 0, most: 1 }
                } else if may_fall && (lifting.load < before.load || lifting.reference < before.reference) {
                    Count { least: 0, most: on.most }
                } else {
                    on
                }
            }
        };
        if since.least == every.to + 1 && !lifting.past {
            bench.violation(path, format!("loading week {} since the last deload", since.least), &*limit, "make this week a deload");
        }
    }
}

fn hold(facts: &Facts, bench: &mut Bench) {
    for (index, lifting) in facts.liftings.iter().enumerate().filter(|(_, it)| it.week.deload && !it.past) {
        bench.applies();
        let path = lifting.path();
        match index.checked_sub(1).map(|before| &facts.liftings[before]) {
            None => bench.violation(path, "the first deadlift week is a deload", "a deload holds the load before it", "load first"),
            // From a week near the maximum a deload goes down where the next one may not be near it again.
            Some(before) if facts.is_easy_after(before.load, lifting.load) => {}
            // After a session that was done, what it asks for comes first, and may be less.
            Some(before) if before.past && lifting.load <= before.load => {}
            Some(before) if before.load.thousandths() != lifting.load.thousandths() => bench.violation(
                path,
                format!("{} after {}", lifting.load, before.load),
                "a deload holds the load before it, with half the sets",
                format!("stay at {}", before.load),
            ),
            Some(_) => {}
        }
    }
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        if week.deload && week.load.is_none() {
            bench.violation(
                format!("weeks[{at}].deload"),
                "a deload without a deadlift",
                "a deload holds the load before it",
                "take the mark out",
            );
        }
    }
}
