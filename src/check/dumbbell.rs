//! The light Romanian deadlift of Phase 2 (decisions, section 5).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::placed::Placed;
use crate::plan::SessionKind;
use crate::protocol::RuleId;

pub(super) const CONSTRAINTS: &[Constraint] = &[ruled("phase-2-dumbbell", RuleId::Phase2Dumbbell, dumbbell)];

/// One light dumbbell that the lifter owns, no bar, and every other day: it teaches the hinge and loads next to nothing.
fn dumbbell(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.phase_2_dumbbell.value;
    let [lightest, heaviest] = rule.range(facts.plan.unit);
    let owned = &facts.plan.profile.equipment.dumbbells;
    for set in facts.loaded_ahead().filter(|set| matches!(set.kind(), SessionKind::Hinge | SessionKind::Daily)) {
        findings.applies();
        let size = set.load.number();
        let path = format!("{}.load", set.path());
        if size < lightest || size > heaviest {
            let limit = format!("one light dumbbell of {lightest} to {heaviest} {}", facts.plan.unit);
            findings.violation(path, set.load.to_string(), limit, "take a lighter dumbbell, or none");
        } else if !owned.is_empty() && !owned.contains(&size) {
            findings.violation(path, set.load.to_string(), "a dumbbell that is listed", "take one of the lifter's dumbbells");
        }
        if set.set.barbell().is_some() {
            findings.violation(set.path(), "a barbell", "a single light dumbbell, no bar", "take the bar away");
        }
    }
    let days: Vec<Placed> = facts.sessions().filter(|placed| placed.session.kind == SessionKind::Hinge).collect();
    for pair in days.windows(2).filter(|pair| !facts.is_past(pair[1].session)) {
        findings.applies();
        let apart = (pair[1].day() - pair[0].day()).num_days();
        if apart < i64::from(rule.every_days) {
            findings.violation(
                format!("{}.start", pair[1].path()),
                format!("{apart} days after the last light Romanian deadlift"),
                format!("every {} days", rule.every_days),
                "leave it out on this day",
            );
        }
    }
}
