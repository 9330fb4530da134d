//! The working weight that everything is a percentage of, and the load of each week.

use super::constraint::{Constraint, Findings, formal, ruled};
use super::facts::Facts;
use super::placed::Placed;
use super::share::share;
use crate::plan::{SessionKind, Week};
use crate::protocol::RuleId;
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("working-weight", RuleId::WorkingWeight, working_weight),
    formal("week-load", RuleId::ReloadRise, week_load).searching(&["weeks"]),
];

/// A single or a triple is no working weight: it is converted to one for fives (decisions, sections 4 and 9).
fn working_weight(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    let said = facts.plan.summary.working_weight;
    let given = &facts.plan.profile.deadlift;
    match facts.working {
        None => findings.violation(
            "profile.deadlift.working_weight",
            format!("{} for {} repetitions", given.working_weight, given.reps),
            "a weight above 0, and repetitions that were done",
            "give the last working sets; without them no load can be judged",
        ),
        Some(working) if working.thousandths() != said.thousandths() => findings.violation(
            "summary.working_weight",
            said.to_string(),
            format!("{} × {} is {working} for sets of {}", given.working_weight, given.reps, facts.rules.working_weight.value.convert_to),
            "take the weight for fives, not a single or a triple",
        ),
        Some(_) => {}
    }
}

/// What a week says it loads is what its work sets reach: the steps are judged by the week's load (decisions, section 4).
fn week_load(facts: &Facts, findings: &mut Findings) {
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        // What was done went by what the lifter had in mind on that day, or by nothing that was planned.
        let is_done = week.heavy_day().is_some_and(|deadlift| facts.is_past(deadlift));
        if is_done || (week.load().is_none() && week.heavy_day().is_none()) {
            continue;
        }
        findings.applies();
        let path = format!("weeks[{at}].load");
        let of_deadlift = "a week's load is that of its deadlift";
        let heavy = |placed: &Placed| placed.week == at && placed.session.kind == SessionKind::Deadlift;
        match (week.load(), facts.sessions().find(heavy).and_then(Placed::heaviest)) {
            (Some(said), Some(lifted)) => {
                if said != lifted && !may_differ(facts, at, week, said, lifted) {
                    let observed = format!("{said}, and the work sets reach {lifted}");
                    findings.violation(path, observed, "a week's load is that of its work sets", "make them the same");
                }
            }
            (Some(said), None) => {
                let observed = format!("{said} and no deadlift at it");
                findings.violation(path, observed, of_deadlift, "put the deadlift in, or take the load out");
            }
            (None, Some(lifted)) => {
                let observed = format!("no load, and a deadlift at {lifted}");
                findings.violation(path, observed, of_deadlift, "give the week its load");
            }
            (None, None) => findings.violation(path, "a deadlift without a load", "every deadlift has its load", "give the load"),
        }
    }
}

/// Whether work sets may be lighter than the week says: the light sets of a morning may be all there are on a deload, or all
/// that were decided.
fn may_differ(facts: &Facts, at: usize, week: &Week, said: Load, lifted: Load) -> bool {
    let rule = facts.rules.morning.value;
    let early = || facts.deadlifts().any(|placed| placed.week == at && facts.is_morning(placed.session));
    let decided = || week.heavy_day().is_some_and(|deadlift| facts.fewer_sets(deadlift.id, rule.sets + 1).is_some());
    let all_light = (week.is_deload() && facts.rules.work_sets.value.deload.sets <= rule.sets) || decided();
    lifted < said && all_light && early() && facts.rack.floor(share(said, rule.load), None) == Some(lifted.thousandths())
}
