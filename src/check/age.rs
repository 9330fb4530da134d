//! What changes with age: how often near-maximal loads may come, and when a belt is worn.

use super::facts::{Facts, heaviest};
use super::{Bench, Constraint, ruled};
use crate::log::Entry;
use crate::plan::Session;
use crate::profile::AgeBand;
use crate::protocol::RuleId;
use crate::units::Load;
use chrono::NaiveDate;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("near-max-cadence", RuleId::NearMaxCadence, cadence), ruled("belt", RuleId::Belt, belt).searching(&["weeks"])];

/// The heaviest load of a session: what was lifted, where that is known.
fn on_the_bar(session: &Session) -> Option<Load> {
    session.done.as_ref().and_then(Entry::heaviest).or(heaviest(session))
}

fn cadence(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.near_max_cadence.value;
    let mut near: Vec<(NaiveDate, String, bool)> = facts
        .deadlifts()
        .filter(|it| on_the_bar(it.session).is_some_and(|load| facts.of_one_rep(load, rule.from)))
        .map(|it| (it.session.start.date(), it.path(), !facts.is_past(it.session)))
        .collect();
    near.sort();
    if near.iter().all(|(.., ahead)| !ahead) {
        return;
    }
    bench.applies();
    let apart = match facts.plan.profile.age_band {
        AgeBand::From46 => rule.oldest_days.from,
        AgeBand::To45 => rule.older_days,
        AgeBand::To40 => 0,
    };
    for pair in near.windows(2) {
        let days = (pair[1].0 - pair[0].0).num_days();
        if days < i64::from(apart) && pair[1].2 {
            bench.violation(
                format!("{}.start", pair[1].1),
                format!("near the maximum {days} days after the last time"),
                format!("at least {apart} days apart at this age"),
                "a lighter week in between",
            );
        }
    }
    for (at, week) in facts.plan.weeks.iter().enumerate().filter(|(_, week)| !facts.is_past_week(week)) {
        let times = near.iter().filter(|(day, ..)| (0..7).contains(&(*day - week.starts).num_days())).count();
        if times > rule.younger_per_week as usize {
            bench.violation(
                format!("weeks[{at}]"),
                format!("{times} times near the maximum"),
                format!("at most {} a week", rule.younger_per_week),
                "make one of them lighter",
            );
        }
    }
}

fn belt(facts: &Facts, bench: &mut Bench) {
    if facts.plan.stopped.is_some() {
        return;
    }
    bench.applies();
    let from = facts.rules.belt.value;
    let near = facts.liftings.iter().any(|it| facts.of_one_rep(it.load, from));
    if !near && facts.plan.coaching.belt != facts.protocol.wording.no_belt.says {
        bench.violation(
            "coaching.belt",
            format!("“{}”", facts.plan.coaching.belt),
            format!("no belt below {from} % of the one-rep maximum, and this plan never gets there"),
            format!("“{}”", facts.protocol.wording.no_belt.says),
        );
    }
}
