//! Where a way back starts (decisions, section 4).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::gap::restarts;
use super::share::{share, share_is_at_most};
use crate::protocol::RuleId;
use crate::units::Load;
use std::collections::BTreeSet;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("reload-start", RuleId::ReloadStart, start), ruled("second-week", RuleId::ReloadSecondWeek, second_week)];

/// At most 50 % of the working weight, and 40 % after bad or long pain, earlier episodes or a long lay-off.
fn start(facts: &Facts, findings: &mut Findings) {
    let Some(working) = facts.working else { return };
    let (risk, most) = (facts.lower_start(), facts.start());
    for (_, first) in facts.first_days().filter(|(_, first)| !first.past) {
        findings.applies();
        if share_is_at_most(first.load, most, working) || is_bar_alone(facts, first.load, working) {
            continue;
        }
        let risk = risk.as_ref().map_or(String::new(), |risk| format!(" {risk}"));
        findings.violation(
            first.path(),
            format!("starts at {}, {} % of {working}", first.load, facts.points(Load::new(0, working.unit()), first.load)),
            format!("at most {most} %{risk}"),
            format!("start at {} or less", Load::new(share(working, most), working.unit())),
        );
    }
}

/// Whether a load is the lightest there is, and not too heavy to start with.
pub(super) fn is_bar_alone(facts: &Facts, load: Load, working: Load) -> bool {
    facts.is_lightest(load) && share_is_at_most(load, facts.rules.lightest_bar.value, working)
}

/// The second loading week is at most at 60 % of the working weight, whatever the first was.
fn second_week(facts: &Facts, findings: &mut Findings) {
    let Some(working) = facts.working else { return };
    let restarts = (1..facts.heavy_days.len()).filter(|at| restarts(facts, *at));
    let starts: BTreeSet<usize> = facts.first_days().map(|(at, _)| at).chain(restarts).collect();
    let most = facts.rules.reload_second_week.value;
    for second in starts.iter().filter_map(|at| facts.heavy_days.get(at + 1)).filter(|second| !second.past) {
        findings.applies();
        if !share_is_at_most(second.load, most, working) {
            findings.violation(
                second.path(),
                format!("{} in the second loading week", second.load),
                format!("at most {most} % of {working}"),
                format!("{} or less", Load::new(share(working, most), working.unit())),
            );
        }
    }
}
