//! Every number has its reason, and the reason says what the protocol says.

use super::facts::Facts;
use super::{Bench, Constraint, formal};
use crate::plan::Because;
use crate::protocol::RuleId;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[formal("citation", RuleId::SetUp, resolves), formal("rule-text", RuleId::SetUp, as_the_protocol_says)];

/// Every reason of the plan, with its path.
fn reasons<'a>(facts: &Facts<'a>) -> Vec<(String, &'a Because)> {
    let plan = facts.plan;
    let mut all: Vec<(String, &Because)> = vec![("coaching.because".into(), &plan.coaching.because)];
    all.extend(plan.coaching.habits.iter().enumerate().map(|(at, it)| (format!("coaching.habits[{at}].because"), &it.because)));
    all.extend(plan.coaching.extras.iter().enumerate().map(|(at, it)| (format!("coaching.extras[{at}].because"), &it.because)));
    all.extend(plan.summary.phases.iter().enumerate().map(|(at, it)| (format!("summary.phases[{at}].because"), &it.because)));
    all.extend(plan.summary.notes.iter().enumerate().map(|(at, it)| (format!("summary.notes[{at}].because"), &it.because)));
    all.extend(plan.changes.iter().enumerate().map(|(at, it)| (format!("changes[{at}].because"), &it.because)));
    all.extend(plan.weeks.iter().enumerate().filter_map(|(at, it)| Some((format!("weeks[{at}].because"), it.because.as_ref()?))));
    for (at, revision) in plan.revisions.iter().enumerate() {
        let changes = revision.changes.iter().enumerate();
        all.extend(changes.map(|(change, it)| (format!("revisions[{at}].changes[{change}].because"), &it.because)));
    }
    let stopped = plan.stopped.iter().flat_map(|stop| stop.reasons.iter().enumerate());
    all.extend(stopped.map(|(at, it)| (format!("stopped.reasons[{at}].because"), &it.because)));
    for placed in facts.sessions() {
        let path = placed.path();
        all.extend(placed.session.outcome.iter().map(|it| (format!("{path}.outcome.because"), &it.because)));
        let rows = placed.session.next_time.iter().enumerate();
        all.extend(rows.map(|(at, it)| (format!("{path}.next_time[{at}].because"), &it.because)));
        let notes = placed.session.notes.iter().enumerate();
        all.extend(notes.map(|(at, it)| (format!("{path}.notes[{at}].because"), &it.because)));
        let exercises = placed.session.exercises.iter().enumerate();
        all.extend(exercises.map(|(at, it)| (format!("{path}.exercises[{at}].because"), &it.because)));
    }
    all
}

fn resolves(facts: &Facts, bench: &mut Bench) {
    for (path, because) in reasons(facts) {
        bench.applies();
        for rule in because.rules().iter().filter(|rule| !facts.plan.rules.contains_key(rule)) {
            bench.violation(
                &*path,
                format!("{} does not stand in `rules`", rule.id()),
                "every rule that the plan cites stands in it",
                "add the rule",
            );
        }
    }
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        if week.load.is_some() && week.because.is_none() {
            bench.violation(format!("weeks[{at}].because"), "a load without a reason", "every load has its reason", "name the rule");
        }
    }
}

fn as_the_protocol_says(facts: &Facts, bench: &mut Bench) {
    for (rule, text) in &facts.plan.rules {
        bench.applies();
        if *text != facts.rules.text(*rule) {
            bench.violation(
                format!("rules.{}", rule.id()),
                "another text, or another source",
                format!("`{}`", facts.rules.text(*rule).says),
                "leave the protocol's rules as they are; a protocol of one's own is a file of its own",
            );
        }
    }
}
