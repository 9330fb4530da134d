//! Every number has its reason, and the reason says what the protocol says.

use super::constraint::{Constraint, Findings, formal};
use super::facts::Facts;
use crate::plan::Because;
use crate::protocol::RuleId;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[formal("citation", RuleId::SetUp, resolves).searching(&["rules"]), formal("rule-text", RuleId::SetUp, as_the_protocol_says)];

/// Every reason of the plan, with the path of what it is a reason for.
fn reasons<'a>(facts: &Facts<'a>) -> Vec<(String, &'a Because)> {
    let plan = facts.plan;
    let mut all: Vec<(String, &Because)> = vec![("coaching".into(), &plan.coaching.because)];
    all.extend(each("coaching.habits", &plan.coaching.habits, |habit| &habit.because));
    all.extend(each("coaching.extras", &plan.coaching.extras, |extra| &extra.because));
    all.extend(each("summary.phases", &plan.summary.phases, |phase| &phase.because));
    all.extend(each("summary.notes", &plan.summary.notes, |note| &note.because));
    all.extend(each("changes", &plan.changes, |change| &change.because));
    all.extend(plan.weeks.iter().enumerate().filter_map(|(at, week)| Some((format!("weeks[{at}]"), &week.deadlift.as_ref()?.because))));
    for (at, revision) in plan.revisions.iter().enumerate() {
        all.extend(each(&format!("revisions[{at}].changes"), &revision.changes, |change| &change.because));
        all.extend(each(&format!("revisions[{at}].undone"), &revision.undone, |undone| &undone.note.because));
    }
    if let Some(stop) = &plan.stopped {
        all.extend(each("stopped.reasons", &stop.reasons, |reason| &reason.because));
    }
    for placed in facts.sessions() {
        let (path, session) = (placed.path(), placed.session);
        all.extend(session.outcome.iter().map(|outcome| (format!("{path}.outcome"), &outcome.because)));
        all.extend(each(&format!("{path}.next_time"), &session.next_time, |said| &said.because));
        all.extend(each(&format!("{path}.notes"), &session.notes, |note| &note.because));
        all.extend(each(&format!("{path}.exercises"), &session.exercises, |exercise| &exercise.because));
    }
    all
}

/// The reason of each item of a list.
fn each<'a, T>(path: &str, items: &'a [T], because: fn(&T) -> &Because) -> Vec<(String, &'a Because)> {
    items.iter().enumerate().map(|(at, item)| (format!("{path}[{at}]"), because(item))).collect()
}

/// Whatever a plan cites stands in it.
fn resolves(facts: &Facts, findings: &mut Findings) {
    for (path, because) in reasons(facts) {
        findings.applies();
        for rule in because.rules().iter().filter(|rule| !facts.plan.rules.contains_key(rule)) {
            findings.violation(
                format!("{path}.because"),
                format!("{} does not stand in `rules`", rule.id()),
                "every rule that the plan cites stands in it",
                "add the rule",
            );
        }
    }
}

/// A rule in a plan is the protocol's, word for word and with its source.
fn as_the_protocol_says(facts: &Facts, findings: &mut Findings) {
    for (rule, text) in &facts.plan.rules {
        findings.applies();
        if *text != facts.rules.text(*rule) {
            findings.violation(
                format!("rules.{}", rule.id()),
                "another text, or another source",
                format!("`{}`", facts.rules.text(*rule).says),
                "leave the protocol's rules as they are; a protocol of one's own is a file of its own",
            );
        }
    }
}
