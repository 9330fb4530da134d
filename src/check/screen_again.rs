//! The screen's questions asked again: after what ends the loading, nothing is loaded before they are answered, and until
//! then a plan may end with movement (decisions, section 1).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::response::{Told, ends_loading, told, worst};
use super::stop::{cleared_since, shows};
use crate::plan::{Phase, VerdictKind};
use crate::protocol::{Lumbar, RuleId};
use chrono::NaiveDate;

pub(super) const CONSTRAINTS: &[Constraint] = &[ruled("screen-again", RuleId::BackToStart, unanswered)];

impl Facts<'_> {
    /// Whether nothing more is planned, or nothing but the time until the screen's questions are answered.
    pub fn leads_nowhere(&self) -> bool {
        self.has_stopped() || waits(self)
    }
}

/// Whether an entry ends the loading: what the screen refers, pain of 6 and more, and pain above the trigger in movement.
fn ends(facts: &Facts, told: &Told) -> bool {
    let entry = told.entry;
    let in_movement = told.phase().or(facts.phase_on(entry.date)) == Some(Phase::Movement);
    let above = worst(entry).is_some_and(|worst| worst > facts.rules.pain_trigger.value);
    ends_loading(facts, entry).is_some() || shows(facts, entry, VerdictKind::Refer).is_some() || (in_movement && above)
}

/// The day from which on the questions have to be answered, where they have not been.
fn due(facts: &Facts) -> Option<NaiveDate> {
    let all = told(facts);
    let due = all.iter().filter(|told| ends(facts, told)).map(|told| told.entry.date).max()?;
    let answered = all.iter().any(|told| told.entry.screen.is_some() && told.entry.date >= due);
    (!answered).then_some(due)
}

/// Whether a plan ends before the loads for that reason, and not because something is missing in it.
fn waits(facts: &Facts) -> bool {
    let ends_early = facts.plan.summary.phases.last().is_some_and(|span| span.phase.is_before_loading());
    if !facts.revised() || !ends_early || facts.deadlifts_ahead().next().is_some() {
        return false;
    }
    // Where a clinician has cleared the lifter, the phases have begun again without an entry that says so.
    let begins = facts.phases().next().filter(|_| facts.cycles.len() > 1).map(|(_, span)| span.from);
    let answered = |from: NaiveDate| told(facts).iter().any(|told| told.entry.screen.is_some() && told.entry.date >= from);
    due(facts).is_some() || begins.is_some_and(|from| cleared_since(facts, from) || !answered(from))
}

/// Nothing loads the back as long as the questions are due: no deadlift, no weight, none of the lifter's own lifts.
fn unanswered(facts: &Facts, findings: &mut Findings) {
    let Some(due) = due(facts).filter(|_| !facts.has_stopped()) else { return };
    findings.applies();
    let limit = format!("nothing is loaded before the screen's questions are answered again, on {due} or later");
    for placed in facts.ahead() {
        if placed.is_deadlift() {
            let observed = format!("{} on {}", placed.session.id, placed.day());
            findings.violation(format!("{}.start", placed.path()), observed, &*limit, "answer them first: `rehinge screen`");
        } else if placed.session.lumbar > Lumbar::None {
            findings.violation(format!("{}.lumbar", placed.path()), "a session that loads the back", &*limit, "leave the weight out");
        }
    }
    for (path, own) in facts.own_ahead().filter(|(_, own)| own.lumbar == Lumbar::Heavy) {
        findings.violation(path, format!("the lifter's own {}", own.lifts.join(" and ")), &*limit, "pause it until then");
    }
}
