//! What revisions say of themselves, and what they dropped.

use super::constraint::{Constraint, Findings, formal};
use super::facts::Facts;
use crate::protocol::RuleId;
use crate::session_id::SessionId;
use std::collections::BTreeSet;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[formal("revisions", RuleId::PainLog, revisions), formal("dropped", RuleId::PainLog, dropped).searching(&["weeks"])];

/// Every later revision says what it changed, in order, up to the one that the file is.
fn revisions(facts: &Facts, findings: &mut Findings) {
    let plan = facts.plan;
    if plan.revision > 0 || !plan.revisions.is_empty() {
        findings.applies();
    }
    for (at, revision) in plan.revisions.iter().enumerate() {
        let path = format!("revisions[{at}]");
        if revision.notes().next().is_none() {
            findings.violation(
                format!("{path}.changes"),
                format!("revision {} changes nothing", revision.revision),
                "every revision says what it changed, and why",
                "say what is otherwise than before",
            );
        }
        for (nth, undone) in revision.undone.iter().enumerate() {
            if undone.since < revision.made || !plan.revisions[at + 1..].iter().any(|later| later.made == undone.since) {
                findings.violation(
                    format!("{path}.undone[{nth}].since"),
                    format!("undone on {}, and no later revision is of that day", undone.since),
                    "a later revision undoes what an earlier one said",
                    "give the day of the revision that undid it",
                );
            }
        }
        let Some(before) = at.checked_sub(1).map(|before| &plan.revisions[before]) else { continue };
        if revision.revision <= before.revision || revision.made < before.made {
            findings.violation(
                path,
                format!("revision {} of {} after {} of {}", revision.revision, revision.made, before.revision, before.made),
                "revisions follow one another",
                "put them in order",
            );
        }
    }
    match plan.revisions.last() {
        Some(last) if last.revision != plan.revision => findings.violation(
            "revision",
            plan.revision.to_string(),
            format!("the last one under `revisions` is {}", last.revision),
            "count them alike",
        ),
        Some(last) if last.made != plan.created => findings.violation(
            "created",
            plan.created.to_string(),
            format!("revision {} was made on {}", last.revision, last.made),
            "give the day of the last revision",
        ),
        None if plan.revision > 0 => findings.violation(
            "revisions",
            format!("revision {} without a word of what it changed", plan.revision),
            "every revision says what it changed, and why",
            "say what is otherwise than before",
        ),
        _ => {}
    }
}

/// What was dropped stays dropped, so that a calendar cancels it and nothing else.
fn dropped(facts: &Facts, findings: &mut Findings) {
    let live: BTreeSet<SessionId> = facts.sessions().map(|placed| placed.session.id).collect();
    let mut seen = BTreeSet::new();
    for (at, dropped) in facts.plan.dropped.iter().enumerate() {
        findings.applies();
        let path = format!("dropped[{at}]");
        let id = dropped.id;
        if live.contains(&id) {
            let mend = "take it out of `dropped`, or out of its week";
            findings.violation(format!("{path}.id"), format!("`{id}` is dropped and planned"), "one or the other", mend);
        } else if !seen.insert(id) {
            findings.violation(format!("{path}.id"), format!("`{id}` again"), "what is dropped is dropped once", "take one out");
        }
        if dropped.revision == 0 || dropped.revision > facts.plan.revision {
            findings.violation(
                format!("{path}.revision"),
                format!("dropped by revision {}", dropped.revision),
                format!("by one of the revisions up to {}", facts.plan.revision),
                "give the revision that dropped it",
            );
        }
    }
}
