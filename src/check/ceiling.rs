//! What no load goes above.

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use crate::protocol::RuleId;
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("above-working-weight", RuleId::ReloadTop, above_working_weight),
    ruled("above-clearance", RuleId::ClearanceCap, above_clearance),
];

/// Every load on a bar or in a hand that is still to come and above a limit, with its path.
fn above(facts: &Facts, findings: &mut Findings, most: Load) -> Vec<(String, Load)> {
    let weeks = facts.weeks_ahead().filter_map(|(at, week)| Some((format!("weeks[{at}].load"), week.load()?)));
    let sets = facts.loaded_ahead().map(|set| (format!("{}.load", set.path()), set.load));
    let mut loads = weeks.chain(sets).inspect(|_| findings.applies()).collect::<Vec<_>>();
    loads.retain(|(_, load)| load.thousandths() > most.thousandths());
    loads
}

/// Never above the working weight: the way leads back to what was lifted before the pain (decisions, section 4).
fn above_working_weight(facts: &Facts, findings: &mut Findings) {
    let Some(working) = facts.working else { return };
    for (path, load) in above(facts, findings, working) {
        findings.violation(
            path,
            load.to_string(),
            format!("never above the working weight of {working}"),
            "go no higher than before the pain",
        );
    }
}

/// Never above what a clearance allows: whoever gave it has seen the lifter (decisions, section 1).
fn above_clearance(facts: &Facts, findings: &mut Findings) {
    let Some(most) = facts.plan.profile.clearance.as_ref().and_then(|clearance| clearance.max_load) else { return };
    for (path, load) in above(facts, findings, most) {
        findings.violation(path, load.to_string(), format!("the clearance goes up to {most}"), "go no higher, or ask the clinician again");
    }
}
