//! What was decided of a session to come is kept: it is a bound on its load and its sets.

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::heavy_day::HeavyDay;
use super::share::thousandths;
use crate::protocol::RuleId;
use crate::session_id::SessionId;

pub(super) const CONSTRAINTS: &[Constraint] = &[ruled("decisions", RuleId::Decision, decisions)];

/// No session to come is heavier or has more work sets than was decided of it.
fn decisions(facts: &Facts, findings: &mut Findings) {
    for placed in facts.ahead() {
        let Some(work) = placed.work() else { continue };
        for decision in facts.plan.profile.decisions.iter().filter(|decision| decision.session == placed.session.id) {
            findings.applies();
            let path = format!("{}.sets", work.path());
            let says = format!("decided on {}: {}", decision.made, decision.why);
            if let Some((most, load)) = decision.load.zip(placed.heaviest())
                && thousandths(load) > thousandths(most)
            {
                findings.violation(&*path, load.to_string(), format!("at most {most}, {says}"), facts.or_less(most.thousandths(), most));
            }
            let sets = work.exercise.sets.len();
            if let Some(most) = decision.sets.filter(|most| sets > *most as usize) {
                findings.violation(&*path, format!("{sets} sets"), format!("at most {most}, {says}"), "take the others out");
            }
        }
    }
}

impl Facts<'_> {
    /// Whether a deadlift is as light as it is because that was decided.
    pub fn is_decided(&self, heavy: &HeavyDay) -> bool {
        let Some(id) = heavy.session.map(|placed| placed.session.id) else { return false };
        let of_session = self.plan.profile.decisions.iter().filter(|decision| decision.session == id);
        of_session.filter_map(|decision| decision.load).any(|most| thousandths(heavy.load) <= thousandths(most))
    }

    /// The work sets that were decided for a session, where they are fewer than usual.
    pub fn fewer_sets(&self, id: SessionId, usual: u32) -> Option<usize> {
        let of_session = self.plan.profile.decisions.iter().filter(|decision| decision.session == id);
        of_session.filter_map(|decision| decision.sets).min().filter(|sets| *sets < usual).map(|sets| sets as usize)
    }
}
