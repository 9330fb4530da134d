//! The climb with what lies in its way: days without a deadlift, and weeks that may not be as heavy as planned.

use super::climb::Climb;
use super::lifter::Lifter;
use super::loads::{LoadWeek, Loads};
use crate::diagnostic::{Code, Diagnostic};
use crate::protocol::RuleId;
use crate::units::Load;

/// The most that a week of the ramp may load, by its place among the weeks to come, and the rule that says so.
pub(super) type Limit<'a> = &'a dyn Fn(usize) -> Option<(Load, RuleId)>;

/// A gap between two deadlifts that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The week after it.
    pub(super) before: usize,
    pub(super) days: i64,
    /// A calendar week had no deadlift.
    pub(super) skipped: bool,
}

impl Gap {
    /// Whether loads made for this gap are low enough for another.
    pub(super) fn covers(&self, other: &Gap) -> bool {
        self.before == other.before && other.days <= self.days && other.skipped == self.skipped
    }

    pub(super) fn or_longer(self, other: Gap) -> Gap {
        Gap { days: self.days.max(other.days), skipped: self.skipped || other.skipped, ..self }
    }
}

/// The loads to come, with what the gaps before some of the weeks change: the climb is followed up to the next gap as if
/// everything were done as planned, and solved again from what the gap leaves of it. So it is after a week of the ramp that
/// is planned above its limit: it is made lighter, and the climb goes on from there.
pub(super) fn with_gaps(lifter: &Lifter, climb: &Climb, gaps: &[Gap], limit: Limit) -> Result<Loads, Vec<Diagnostic>> {
    let mut climb = climb.clone();
    let mut behind: Vec<LoadWeek> = Vec::new();
    // How many weeks there are up to the first at the top, that one included, once it lies behind.
    let mut topped_at = climb.is_at_top().then_some(0);
    loop {
        if let Some(Gap { days, skipped, .. }) = gaps.iter().find(|gap| gap.before == behind.len())
            && climb.after_gap(*days, *skipped, lifter).is_none()
        {
            return Err(vec![
                Diagnostic::new(Code::LongBreak, format!("{days} days without a deadlift are too many to plan across"))
                    .at("schedule.away")
                    .help("plan up to the absence only, and have the plan made anew when you are back"),
            ]);
        }
        if !climb.is_at_top() {
            topped_at = None;
        }
        let loads = lifter.ahead(&climb)?;
        let next_gap = gaps.iter().map(|gap| gap.before).filter(|at| *at > behind.len()).min();
        let whole = behind.len() + loads.weeks().count();
        let above = loads.ramp.iter().zip(behind.len()..).find_map(|(week, at)| {
            let (most, rule) = limit(at).filter(|(most, _)| topped_at.is_none() && *most < week.load)?;
            Some((at, most, rule))
        });
        let until = next_gap.into_iter().chain(above.map(|(at, ..)| at + 1)).min();
        let Some(until) = until.filter(|until| *until < whole || above.is_some()) else {
            let ramp_to = topped_at.unwrap_or(behind.len() + loads.ramp.len());
            let all: Vec<LoadWeek> = behind.into_iter().chain(loads.weeks().cloned()).collect();
            let (ramp, after) = all.split_at(ramp_to);
            return Ok(Loads { ramp: ramp.to_vec(), after: after.to_vec(), ..loads });
        };
        let mut taken: Vec<LoadWeek> = loads.weeks().take(until - behind.len()).cloned().collect();
        let lightened = above.filter(|(at, ..)| at + 1 == until);
        if let (Some((_, most, rule)), Some(last)) = (lightened, taken.last_mut()) {
            *last = lifter.lightened(last, most, rule)?;
        }
        for (nth, week) in taken.iter().enumerate() {
            climb.advance(week.load, week.deload, week.near_max);
            let is_lightened = lightened.is_some() && nth + 1 == taken.len();
            if nth + 1 == loads.ramp.len() && !climb.is_at_top() && !is_lightened {
                climb.reach(loads.top);
                topped_at = Some(behind.len() + nth + 1);
            }
        }
        behind.extend(taken);
    }
}
