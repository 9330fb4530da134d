//! After the return: the weeks at the full weight, and the checks.

use super::facts::{Facts, Placed, heaviest, share, work};
use super::{Bench, Constraint, ruled};
use crate::plan::SessionKind;
use crate::profile::AgeBand;
use crate::protocol::RuleId;
use crate::units::Load;
use chrono::{Months, NaiveDate};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("aftercare", RuleId::Aftercare, weeks).searching(&["weeks"]),
    ruled("aftercare-load", RuleId::Aftercare, loads),
    ruled("monthly-check", RuleId::MonthlyCheck, monthly).searching(&["weeks"]),
    ruled("quarterly-check", RuleId::QuarterlyCheck, quarterly).searching(&["weeks"]),
    ruled("quarterly-load", RuleId::QuarterlyCheck, quarterly_load),
];

/// So many days around its month a check may stand.
const AROUND: i64 = 14;

fn weeks(facts: &Facts, bench: &mut Bench) {
    let Some(returned) = facts.returned().filter(|_| !facts.has_stopped()) else { return };
    bench.applies();
    let wanted = facts.rules.aftercare.value as usize;
    let top = facts.liftings[returned].counts();
    // Where the load had to go down again after the return, the weeks before that count too.
    let run = facts.run_of(facts.liftings[returned].day);
    let at_top = facts.liftings.iter().filter(|it| it.load == top && facts.run_of(it.day) == run).count();
    let after = (facts.liftings.len() - returned - 1).max(at_top.saturating_sub(1));
    if after < wanted {
        bench.violation(
            format!("weeks[{}]", facts.liftings[facts.liftings.len() - 1].at),
            format!("{after} weeks of deadlifts after the return"),
            format!("{wanted} weeks at the full weight"),
            "add the weeks that are missing",
        );
    }
}

fn loads(facts: &Facts, bench: &mut Bench) {
    let Some(returned) = facts.returned() else { return };
    let top = facts.liftings[returned].counts();
    let near = facts.rules.near_max_cadence.value.from;
    // Whoever may not go near the maximum every week has an easy week in between: the last load below it.
    let alternates = facts.plan.profile.age_band == AgeBand::From46 && facts.of_one_rep(top, near);
    for lifting in facts.liftings[returned + 1..].iter().filter(|it| !it.past) {
        bench.applies();
        let is_easy = || {
            !facts.of_one_rep(lifting.load, near)
                && facts.rack.above(lifting.load.thousandths()).is_none_or(|next| facts.of_one_rep(Load::new(next, top.unit()), near))
        };
        if lifting.load.thousandths() != top.thousandths() && !(alternates && is_easy()) {
            bench.violation(
                format!("weeks[{}].load", lifting.at),
                lifting.load.to_string(),
                format!("{top} after the return{}", if alternates { ", or the last weight below near-maximal" } else { "" }),
                "stay at the full weight",
            );
        }
    }
}

fn checks<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    facts.sessions().filter(|it| it.session.kind == SessionKind::Check)
}

/// The days so many months after the return: the last first. Where a load had to be reached twice, either
/// time is the return. None where the plan has stopped, and none where the lifter is away on that of the last.
fn after_return(facts: &Facts, months: u32) -> Vec<NaiveDate> {
    let Some(returned) = facts.returned().filter(|_| !facts.has_stopped()) else { return Vec::new() };
    let top = facts.liftings[returned].counts();
    let returns = facts.liftings[..=returned].iter().rev().filter(|it| it.counts() == top);
    let days: Vec<NaiveDate> = returns.filter_map(|it| it.day.checked_add_months(Months::new(months))).collect();
    if days.first().is_some_and(|day| facts.is_away(*day)) { Vec::new() } else { days }
}

fn near(placed: &Placed, day: NaiveDate) -> bool {
    (placed.session.start.date() - day).num_days().abs() <= AROUND
}

fn monthly(facts: &Facts, bench: &mut Bench) {
    for month in 1..=facts.rules.quarterly_check.value.months.min(24) {
        let days = after_return(facts, month);
        let Some(day) = days.first() else { continue };
        bench.applies();
        if !checks(facts).any(|it| days.iter().any(|day| near(&it, *day))) {
            bench.violation(
                "weeks",
                format!("no check around {day}, month {month} after the return"),
                "a film and a mobility test every month",
                "put the check in",
            );
        }
    }
}

fn quarterly(facts: &Facts, bench: &mut Bench) {
    let months = facts.rules.quarterly_check.value.months.min(24);
    let days = after_return(facts, months);
    let Some(day) = days.first() else { return };
    bench.applies();
    if !checks(facts).any(|it| days.iter().any(|day| near(&it, *day)) && work(it.session).is_some()) {
        bench.violation(
            "weeks",
            format!("no technique check around {day}, {months} months after the return"),
            format!("a technique check after {months} months"),
            "put the check in",
        );
    }
}

fn quarterly_load(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.quarterly_check.value;
    let Some(working) = facts.working else { return };
    let Some(top) = facts.returned().map(|at| facts.liftings[at].counts()) else { return };
    for placed in checks(facts).filter(|it| !facts.is_past(it.session)) {
        let Some((at, exercise)) = work(placed.session) else { continue };
        bench.applies();
        let path = format!("{}.exercises[{at}]", placed.path());
        // What the lifter works with now: the weight before the pain, or the top that a clearance or the plates allow.
        let rounded = |of: Load| {
            let most = share(of, rule.load);
            facts.rack.floor(most, None).or(facts.rack.lightest())
        };
        let wanted = [rounded(top), rounded(working)];
        let lifted = heaviest(placed.session).map(Load::thousandths);
        if lifted.is_none() || !wanted.contains(&lifted) {
            bench.violation(
                format!("{path}.sets"),
                lifted.map_or("no load".to_owned(), |it| Load::new(it, top.unit()).to_string()),
                format!("{} % of the current working weight, rounded down", rule.load),
                wanted[0].map_or(String::new(), |it| format!("lift {}", Load::new(it, top.unit()))),
            );
        }
        if exercise.sets.len() != rule.scheme.sets as usize || exercise.sets.iter().any(|set| set.reps != Some(rule.scheme.reps)) {
            bench.violation(
                format!("{path}.sets"),
                format!("{} sets", exercise.sets.len()),
                format!("{} × {}", rule.scheme.sets, rule.scheme.reps),
                "mend the sets",
            );
        }
    }
}
