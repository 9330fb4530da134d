//! What the way up promises: which load by which week, and when the return is. News that is no better never brings it forward.

use super::arrange::arrange;
use super::lifter::Lifter;
use super::standing::Standing;
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::profile::Profile;
use crate::protocol::Protocol;
use crate::units::Load;
use crate::when::monday_of;
use chrono::NaiveDate;

/// What a lifter is told of the way up.
#[derive(Debug, Clone)]
pub struct Promise {
    working_weight: Load,
    top: Load,
    returns_on: Option<NaiveDate>,
    /// The Mondays of the weeks whose deadlift is still to come, in order, each with its load.
    loads: Vec<(NaiveDate, Load)>,
}

impl Promise {
    /// That of a plan as it stands.
    pub fn of(plan: &Plan) -> Self {
        let weeks = plan.weeks.iter().filter(|week| week.heavy_day().is_some_and(|session| session.done.is_none()));
        Promise {
            working_weight: plan.summary.working_weight,
            top: plan.summary.top_load,
            returns_on: plan.summary.returns_on,
            loads: weeks.filter_map(|week| Some((week.starts, week.load()?))).collect(),
        }
    }

    /// That of what would be to come for a lifter who stands there, without its sessions.
    ///
    /// # Errors
    /// Those of what is to come.
    pub fn ahead(profile: &Profile, protocol: &Protocol, standing: &Standing) -> Result<Self, Vec<Diagnostic>> {
        let lifter = Lifter::new(profile, protocol, standing.cycle);
        let arranged = arrange(&lifter, &standing.outline(profile, protocol), standing)?;
        let loaded = standing.screen_due.is_none();
        let deadlifts = arranged.days.schedule.deadlifts.iter().zip(&arranged.weeks).filter(|_| loaded);
        Ok(Promise {
            working_weight: lifter.strength.working_weight,
            top: arranged.loads.top,
            returns_on: (arranged.loads.full && loaded).then_some(arranged.days.reached),
            loads: deadlifts.map(|((main, _), week)| (monday_of(main.date()), week.load)).collect(),
        })
    }

    /// The days by which another reaches the same top sooner; 0 where it does not, or where either has no day for it. A lower
    /// working weight is another top.
    pub fn days_before(&self, other: &Promise) -> i64 {
        let same_top = self.working_weight == other.working_weight && self.top == other.top;
        let returns = self.returns_on.zip(other.returns_on).filter(|_| same_top);
        returns.map_or(0, |(promised, returns)| (promised - returns).num_days().max(0))
    }

    /// Whether another reaches the top sooner, or any load by a week. Where it begins heavier than was promised, more is known by now
    /// than the promise knew: a deadlift in days that were to have none. That is no worse news.
    pub fn is_outrun_by(&self, other: &Promise) -> bool {
        let (Some(first), Some((planned_to, _))) = (other.loads.first(), self.loads.last()) else { return self.days_before(other) > 0 };
        let is_heavier = |(week, load): &(NaiveDate, Load)| {
            // Where the plan had come to its end, it had come to its top.
            let ended = Some(self.top).filter(|_| week > planned_to);
            let most = self.loads.iter().filter(|(before, _)| before <= week).map(|(_, load)| *load).chain(ended).max();
            most.is_some_and(|most| *load > most)
        };
        !is_heavier(first) && (self.days_before(other) > 0 || other.loads.iter().any(is_heavier))
    }
}
