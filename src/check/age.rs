//! What changes with age: how often near-maximal loads may come, and when a belt is worn (decisions, sections 5 and 6).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::placed::Placed;
use super::timeline::is_in_week;
use crate::log::Entry;
use crate::protocol::{AgeBand, RuleId};
use crate::units::Load;
use chrono::NaiveDate;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("near-max-cadence", RuleId::NearMaxCadence, cadence), ruled("belt", RuleId::Belt, belt).searching(&["weeks"])];

/// The heaviest load of a session: what was lifted, where that is known.
fn on_the_bar(placed: &Placed) -> Option<Load> {
    placed.session.done.as_ref().and_then(Entry::heaviest).or(placed.heaviest())
}

/// A deadlift near the maximum: its day, its path, and whether it is still to come.
type NearMax = (NaiveDate, String, bool);

/// From 46 on, near-maximal loads are 10 to 14 days apart, from 41 on at most one in 7 days, before that two a week.
fn cadence(facts: &Facts, findings: &mut Findings) {
    let is_near = |placed: &Placed| on_the_bar(placed).is_some_and(|load| facts.is_near_max(load));
    let near = facts.deadlifts().filter(is_near);
    let mut near: Vec<NearMax> = near.map(|placed| (placed.day(), placed.path(), !facts.is_past(placed.session))).collect();
    near.sort();
    if near.iter().any(|(.., ahead)| *ahead) {
        findings.applies();
        days_apart(facts, findings, &near);
        times_a_week(facts, findings, &near);
    }
}

fn days_apart(facts: &Facts, findings: &mut Findings, near: &[NearMax]) {
    let rule = facts.rules.near_max_cadence.value;
    let apart = match facts.plan.profile.age_band {
        AgeBand::From46 => rule.oldest_days.from,
        AgeBand::From41 => rule.older_days,
        AgeBand::UpTo40 => 0,
    };
    for pair in near.windows(2) {
        let ((before, ..), (day, path, ahead)) = (&pair[0], &pair[1]);
        let days = (*day - *before).num_days();
        if days < i64::from(apart) && *ahead {
            findings.violation(
                format!("{path}.start"),
                format!("near the maximum {days} days after the last time"),
                format!("at least {apart} days apart at this age"),
                "a lighter week in between",
            );
        }
    }
}

fn times_a_week(facts: &Facts, findings: &mut Findings, near: &[NearMax]) {
    let most = facts.rules.near_max_cadence.value.younger_per_week;
    for (at, week) in facts.plan.weeks.iter().enumerate().filter(|(_, week)| !facts.is_past_week(week)) {
        let times = near.iter().filter(|(day, ..)| is_in_week(week.starts, *day)).count();
        if times > most as usize {
            let (observed, limit) = (format!("{times} times near the maximum"), format!("at most {most} a week"));
            findings.violation(format!("weeks[{at}]"), observed, limit, "make one of them lighter");
        }
    }
}

/// Below 90 % of the one-rep maximum no belt: a ramp of fives never gets there, and the plan says so.
fn belt(facts: &Facts, findings: &mut Findings) {
    if facts.plan.stopped.is_some() {
        return;
    }
    findings.applies();
    let from = facts.rules.belt.value;
    let (said, no_belt) = (&facts.plan.coaching.belt, &facts.protocol.wording.no_belt.says);
    let near = facts.heavy_days.iter().any(|heavy| facts.of_one_rep(heavy.load, from));
    if !near && said != no_belt {
        findings.violation(
            "coaching.belt",
            format!("“{said}”"),
            format!("no belt below {from} % of the one-rep maximum, and this plan never gets there"),
            format!("“{no_belt}”"),
        );
    }
}
