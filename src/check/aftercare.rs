//! After the return: the weeks at the full weight, and the checks (decisions, section 3).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::heavy_day::HeavyDay;
use super::placed::Placed;
use super::share::share;
use super::work_sets::is_of;
use crate::plan::SessionKind;
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

/// Four weeks of deadlifts at the full weight after the return: tissue is slower than strength.
fn weeks(facts: &Facts, findings: &mut Findings) {
    let Some(returned) = facts.returned().filter(|_| !facts.leads_nowhere()) else { return };
    findings.applies();
    let wanted = facts.rules.aftercare.value as usize;
    let top = facts.heavy_days[returned].counts();
    // Where the load had to go down again after the return, the weeks before that count too.
    let cycle = facts.cycle_of(facts.heavy_days[returned].day);
    let at_top = facts.heavy_days.iter().filter(|heavy| heavy.load == top && facts.cycle_of(heavy.day) == cycle).count();
    let after = (facts.heavy_days.len() - returned - 1).max(at_top.saturating_sub(1));
    if after < wanted {
        findings.violation(
            format!("weeks[{}]", facts.heavy_days[facts.heavy_days.len() - 1].at),
            format!("{after} weeks of deadlifts after the return"),
            format!("{wanted} weeks at the full weight"),
            "add the weeks that are missing",
        );
    }
}

/// After the return the load stays; whoever may not go near the maximum every week has an easy week in between: the last
/// load below it.
fn loads(facts: &Facts, findings: &mut Findings) {
    let Some((returned, top)) = facts.returned().zip(facts.top()) else { return };
    let alternates = facts.alternates() && facts.is_near_max(top);
    for (at, heavy) in facts.heavy_days.iter().enumerate().skip(returned + 1).filter(|(_, heavy)| !heavy.past) {
        findings.applies();
        // A deload holds what was decided of the week before it.
        let holds = |before: &HeavyDay| heavy.week.is_deload() && facts.is_decided(before) && heavy.load <= before.load;
        let is_decided = facts.is_decided(heavy) || facts.step(at).is_some_and(|(before, _)| holds(before));
        let is_lightened = is_decided && heavy.load.thousandths() < top.thousandths();
        if heavy.load.thousandths() != top.thousandths() && !is_lightened && !(alternates && facts.is_last_below_near_max(heavy.load)) {
            findings.violation(
                format!("weeks[{}].load", heavy.at),
                heavy.load.to_string(),
                format!("{top} after the return{}", if alternates { ", or the last weight below near-maximal" } else { "" }),
                "stay at the full weight",
            );
        }
    }
}

fn checks<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    facts.sessions().filter(|placed| placed.session.kind == SessionKind::Check)
}

/// The days so many months after the return: the last first. Where a load had to be reached twice, either
/// time is the return. None where the plan has stopped, and none where the lifter is away on that of the last.
fn after_return(facts: &Facts, months: u32) -> Vec<NaiveDate> {
    let Some(returned) = facts.returned().filter(|_| !facts.leads_nowhere()) else { return Vec::new() };
    let top = facts.heavy_days[returned].counts();
    let returns = facts.heavy_days[..=returned].iter().rev().filter(|heavy| heavy.counts() == top);
    let days: Vec<NaiveDate> = returns.filter_map(|heavy| heavy.day.checked_add_months(Months::new(months))).collect();
    if days.first().is_some_and(|day| facts.is_away(*day)) { Vec::new() } else { days }
}

/// Whether a check stands around one of some days; days away do not count.
fn near(facts: &Facts, check: &Placed, days: &[NaiveDate]) -> bool {
    days.iter().any(|day| {
        let at_home = day.iter_days().take_while(|between| *between < check.day()).filter(|between| !facts.is_away(*between));
        (*day - check.day()).num_days() <= AROUND && at_home.take(AROUND as usize + 1).count() <= AROUND as usize
    })
}

/// A film and a mobility test every month, to a full quarter from the return.
fn monthly(facts: &Facts, findings: &mut Findings) {
    for month in 1..=facts.rules.quarterly_check.value.months.min(24) {
        let days = after_return(facts, month);
        let Some(day) = days.first() else { continue };
        findings.applies();
        if !checks(facts).any(|check| near(facts, &check, &days)) {
            findings.violation(
                "weeks",
                format!("no check around {day}, month {month} after the return"),
                "a film and a mobility test every month",
                "put the check in",
            );
        }
    }
}

/// One technique check with the bar at the end of that quarter.
fn quarterly(facts: &Facts, findings: &mut Findings) {
    let months = facts.rules.quarterly_check.value.months.min(24);
    let days = after_return(facts, months);
    let Some(day) = days.first() else { return };
    findings.applies();
    if !checks(facts).any(|check| near(facts, &check, &days) && check.work().is_some()) {
        findings.violation(
            "weeks",
            format!("no technique check around {day}, {months} months after the return"),
            format!("a technique check after {months} months"),
            "put the check in",
        );
    }
}

/// The technique check is done with 70 % of what the lifter works with now: the weight before the pain, or the top that a
/// clearance or the plates allow.
fn quarterly_load(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.quarterly_check.value;
    let Some((working, top)) = facts.working.zip(facts.top()) else { return };
    for placed in checks(facts).filter(|placed| !facts.is_past(placed.session)) {
        let Some(work) = placed.work() else { continue };
        findings.applies();
        let path = format!("{}.sets", work.path());
        let wanted = [top, working].map(|whole| facts.loadable(share(whole, rule.load)));
        let lifted = placed.heaviest().map(Load::thousandths);
        if lifted.is_none() || !wanted.contains(&lifted) {
            let show = |load: i64| Load::new(load, top.unit()).to_string();
            findings.violation(
                &*path,
                lifted.map_or("no load".to_owned(), show),
                format!("{} % of the current working weight, rounded down", rule.load),
                wanted[0].map_or(String::new(), |load| format!("lift {}", show(load))),
            );
        }
        let sets = &work.exercise.sets;
        if sets.len() != rule.scheme.sets as usize || sets.iter().any(|set| !is_of(set, rule.scheme.reps)) {
            let scheme = format!("{} × {}", rule.scheme.sets, rule.scheme.reps);
            findings.violation(path, format!("{} sets", sets.len()), scheme, "mend the sets");
        }
    }
}
