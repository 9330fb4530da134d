//! Deloads: as often as the lifter's age asks for, at the load before, with half the sets.

use super::facts::Facts;
use super::{Bench, Constraint, ruled};
use crate::profile::AgeBand;
use crate::protocol::RuleId;
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("deload-rhythm", RuleId::DeloadRhythm, rhythm), ruled("deload-hold", RuleId::DeloadHold, hold)];

fn rhythm(facts: &Facts, bench: &mut Bench) {
    let every = facts.rules.deload_rhythm.value.of(facts.plan.profile.age_band);
    let limit = format!("after every {} to {} loading weeks at this age", every.from, every.to);
    let mut since = 0;
    let mut before: Option<i64> = None;
    for lifting in &facts.liftings {
        bench.applies();
        let path = format!("weeks[{}].deload", lifting.at);
        if lifting.week.deload {
            if since < every.from {
                bench.violation(path, format!("a deload after {since} loading weeks"), &*limit, "load on until it is due");
            }
            since = 0;
        } else {
            // A week that went down starts the count again (decisions, section 8); the easy weeks
            // between near-maximal ones in aftercare go down by plan, and count.
            let fell = facts.plan.revision > 0 && before.is_some_and(|before| lifting.load.thousandths() < before);
            since = if fell { 1 } else { since + 1 };
            if since == every.to + 1 {
                bench.violation(path, format!("loading week {since} since the last deload"), &*limit, "make this week a deload");
            }
        }
        before = Some(lifting.load.thousandths());
    }
}

fn is_easy_after(facts: &Facts, before: Load, load: Load) -> bool {
    let near = facts.rules.near_max_cadence.value.from;
    facts.plan.profile.age_band == AgeBand::From46 && facts.of_one_rep(before, near) && load < before && !facts.of_one_rep(load, near)
}

fn hold(facts: &Facts, bench: &mut Bench) {
    for (index, lifting) in facts.liftings.iter().enumerate().filter(|(_, it)| it.week.deload) {
        bench.applies();
        let path = format!("weeks[{}].load", lifting.at);
        match index.checked_sub(1).map(|before| &facts.liftings[before]) {
            None => bench.violation(path, "the first deadlift week is a deload", "a deload holds the load before it", "load first"),
            // From a week near the maximum a deload goes down where the next one may not be near it again.
            Some(before) if is_easy_after(facts, before.load, lifting.load) => {}
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
