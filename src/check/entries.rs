//! What is written down stands where it was done, and nothing that lies behind is without a word.

use super::constraint::{Constraint, Findings, formal};
use super::facts::Facts;
use super::placed::is_deadlift_day;
use crate::protocol::RuleId;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[formal("done", RuleId::PainLog, done), formal("not-logged", RuleId::PainLog, not_logged).searching(&["weeks"])];

/// An entry is that of its session, on its day, and not of a day after the revision: all that follows counts days from it
/// (decisions, section 8).
fn done(facts: &Facts, findings: &mut Findings) {
    for placed in facts.sessions() {
        let Some(entry) = &placed.session.done else { continue };
        findings.applies();
        let path = placed.path();
        if !entry.is_of(placed.session.id) {
            findings.violation(
                format!("{path}.done.session"),
                format!("`{}`", entry.about()),
                format!("what is written down about `{}`", placed.session.id),
                "put it to the session that it is about",
            );
        }
        if entry.date != placed.day() {
            findings.violation(
                format!("{path}.done.date"),
                entry.date.to_string(),
                format!("the session stands on {}", placed.day()),
                "a session stands on the day on which it was done",
            );
        }
        if entry.date > facts.plan.created {
            findings.violation(
                format!("{path}.done.date"),
                format!("done on {}", entry.date),
                format!("the plan was made on {}: nothing was done after that", facts.plan.created),
                "write down what was done; what is planned is no fact",
            );
        }
    }
}

/// A deadlift that lies behind was done or moved: one that nobody knows of would hide a gap (decisions, section 8).
fn not_logged(facts: &Facts, findings: &mut Findings) {
    if !facts.revised() {
        return;
    }
    for placed in facts.sessions().filter(|placed| is_deadlift_day(placed.session)) {
        findings.applies();
        if placed.session.done.is_none() && facts.is_behind(placed.day()) {
            findings.violation(
                format!("{}.start", placed.path()),
                format!("a deadlift on {} of which nothing is written down", placed.day()),
                format!("what was not done by {} stands on a later day", facts.plan.created),
                "write down what was done, or move it",
            );
        }
    }
}
