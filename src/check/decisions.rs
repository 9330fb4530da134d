//! What was decided of a session to come is kept: it is a bound on its load, its sets and its day, or leaves it out.

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::heavy_day::HeavyDay;
use super::share::thousandths;
use super::timeline::weekday_of;
use crate::protocol::RuleId;
use crate::session_id::SessionId;
use chrono::NaiveDate;

pub(super) const CONSTRAINTS: &[Constraint] = &[ruled("decisions", RuleId::Decision, decisions)];

/// No session to come is heavier, has more work sets or comes sooner than was decided of it, nor comes at all where it is left out.
fn decisions(facts: &Facts, findings: &mut Findings) {
    for placed in facts.ahead() {
        for decision in facts.plan.profile.decisions.iter().filter(|decision| decision.session == placed.session.id) {
            findings.applies();
            let says = format!("decided on {}: {}", decision.made, decision.why);
            let start = format!("{}.start", placed.path());
            if decision.skip {
                findings.violation(&*start, placed.day().to_string(), format!("it is left out, {says}"), "take it out");
            }
            if let Some(day) = decision.day.filter(|day| placed.day() < *day) {
                findings.violation(&*start, placed.day().to_string(), format!("not before {day}, {says}"), "move it to a later slot");
            }
            let Some(work) = placed.work() else { continue };
            let path = format!("{}.sets", work.path());
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

    /// How many deadlifts were decided to be left out between two, by their numbers.
    pub fn left_out_between(&self, before: &HeavyDay, after: &HeavyDay) -> usize {
        let id = |heavy: &HeavyDay| heavy.session.map(|placed| placed.session.id);
        let (Some(first), Some(last)) = (id(before), id(after)) else { return 0 };
        // With another series its numbers begin again.
        let since = if first.series == last.series { first.number } else { 0 };
        let is_between = |id: SessionId| id.part == last.part && id.series == last.series && since < id.number && id.number < last.number;
        self.plan.profile.decisions.iter().filter(|decision| decision.skip && is_between(decision.session)).count()
    }

    /// Whether a week is over before the day that was decided for the next deadlift, or has no slot from then on.
    pub fn waits_for(&self, next: &HeavyDay, monday: NaiveDate) -> bool {
        let Some(id) = next.session.map(|placed| placed.session.id) else { return false };
        let of_session = self.plan.profile.decisions.iter().filter(|decision| decision.session == id);
        let Some(day) = of_session.filter_map(|decision| decision.day).max() else { return false };
        let mut slots = self.plan.profile.schedule.slots.iter().filter_map(|slot| weekday_of(monday, slot.day));
        slots.all(|slot| slot < day)
    }

    /// The work sets that were decided for a session, where they are fewer than usual.
    pub fn fewer_sets(&self, id: SessionId, usual: u32) -> Option<usize> {
        let of_session = self.plan.profile.decisions.iter().filter(|decision| decision.session == id);
        of_session.filter_map(|decision| decision.sets).min().filter(|sets| *sets < usual).map(|sets| sets as usize)
    }
}
