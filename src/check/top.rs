//! Where the loads end: as high as the plates and the clearance allow, and what the summary says of it.

use super::constraint::{Constraint, Findings, formal, ruled};
use super::facts::Facts;
use super::heavy_day::HeavyDay;
use crate::protocol::RuleId;
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("top-load", RuleId::ReloadTop, top_load).searching(&["weeks"]),
    formal("summary", RuleId::ReloadTop, summary).searching(&["weeks"]),
];

/// The heaviest deadlift allowed: the working weight, or the clearance where that is lower.
fn ceiling(facts: &Facts) -> Option<Load> {
    let working = facts.working?;
    let cleared = facts.plan.profile.clearance.as_ref().and_then(|clearance| clearance.max_load);
    Some(cleared.map_or(working, |cleared| Load::new(cleared.thousandths().min(working.thousandths()), working.unit())))
}

/// The top of the ramp is the largest loadable weight that is not above the working weight or the clearance (decisions,
/// section 4). It is lower only where the next weight would be too large a step near the maximum.
fn top_load(facts: &Facts, findings: &mut Findings) {
    let Some(ceiling) = ceiling(facts).filter(|_| !facts.leads_nowhere()) else { return };
    let Some(top) = facts.returned().map(|at| &facts.heavy_days[at]) else {
        findings.violation("weeks", "no deadlift in the whole plan", "a plan leads back to the deadlift", "have the plan made anew");
        return;
    };
    findings.applies();
    let Some(reach) = facts.rack.floor(ceiling.thousandths(), None) else { return };
    if top.counts().thousandths() >= reach {
        return;
    }
    let near = facts.rules.reload_near_max.value;
    let barred = facts.rack.above(top.counts().thousandths()).is_some_and(|next| {
        let next = Load::new(next, ceiling.unit());
        facts.of_one_rep(next, near.from) && facts.rise_within(top.counts(), next, near.cap) == Some(false)
    });
    // The first near-maximal load that was lifted is the end of the way, where a heavier one would be a second.
    let done = top.past && facts.alternates() && facts.of_one_rep(top.counts(), near.from);
    if !barred && !done && !may_not_come_nearer(facts, top.counts(), reach) {
        findings.violation(
            format!("weeks[{}].load", top.at),
            format!("the plan ends at {}", top.counts()),
            format!("it leads to {}, the last loadable weight not above {ceiling}", Load::new(reach, ceiling.unit())),
            "add the weeks that are missing",
        );
    }
}

/// Whether at an age at which near-maximal loads come more than a week apart the way ends at the first of them:
/// a heavier one would be a second a week later, or too large a step from below them.
fn may_not_come_nearer(facts: &Facts, top: Load, reach: i64) -> bool {
    let near = facts.rules.reload_near_max.value;
    let is_near = |load: i64| facts.of_one_rep(Load::new(load, top.unit()), near.from);
    if !facts.alternates() || !is_near(top.thousandths()) {
        return false;
    }
    let mut below = Some(top.thousandths());
    while let Some(load) = below.filter(|load| is_near(*load)) {
        below = facts.rack.floor(load - 1, None);
    }
    let Some(below) = below.map(|load| Load::new(load, top.unit())) else { return true };
    let mut nearer = facts.rack.above(top.thousandths());
    while let Some(load) = nearer.filter(|load| *load <= reach) {
        if facts.rise_within(below, Load::new(load, top.unit()), near.cap) == Some(true) {
            return false;
        }
        nearer = facts.rack.above(load);
    }
    true
}

/// What the plan promises on its first page is what its weeks do: the load, the number of weeks and the day (decisions,
/// section 9).
fn summary(facts: &Facts, findings: &mut Findings) {
    let Some(returned) = facts.returned().filter(|_| !facts.leads_nowhere()) else { return };
    findings.applies();
    let said = &facts.plan.summary;
    let top = &facts.heavy_days[returned];
    if said.top_load.thousandths() != top.counts().thousandths() {
        findings.violation(
            "summary.top_load",
            said.top_load.to_string(),
            format!("the heaviest week is {}", top.counts()),
            "give the load that the weeks reach",
        );
    }
    // Where a load had to be reached twice, either time is the return.
    let returns: Vec<&HeavyDay> = facts.heavy_days[..=returned].iter().filter(|heavy| heavy.counts() == top.counts()).collect();
    let firsts: Vec<&HeavyDay> = facts.first_days().map(|(_, first)| first).collect();
    let weeks = |from: &HeavyDay, to: &HeavyDay| (to.week.starts - from.week.starts).num_days() / 7 + 1;
    let is_so = |first: &&HeavyDay| returns.iter().any(|top| weeks(first, top) == i64::from(said.loading_weeks));
    if !firsts.iter().any(is_so) {
        findings.violation(
            "summary.loading_weeks",
            said.loading_weeks.to_string(),
            format!(
                "{} weeks from the first deadlift to the first at {}",
                firsts.last().map_or(0, |first| weeks(first, top)),
                top.counts()
            ),
            "count held and deload weeks too",
        );
    }
    match said.returns_on {
        Some(day) if returns.iter().all(|top| top.day != day) => findings.violation(
            "summary.returns_on",
            day.to_string(),
            format!("the first deadlift at {} is on {}", top.counts(), top.day),
            "give the day of that session",
        ),
        None if facts.working.is_some_and(|working| working.thousandths() == top.counts().thousandths()) => findings.violation(
            "summary.returns_on",
            "no day",
            format!("the working weight is reached on {}", top.day),
            "give the day of that session",
        ),
        _ => {}
    }
}
