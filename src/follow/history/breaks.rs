//! Weeks without a deadlift: those that end a cycle, so that the way back begins with Phase 2 again.

use super::historian::Historian;
use crate::plan::{Response, Track, VerdictKind};
use crate::planner;
use crate::profile::PainStatus;
use crate::protocol::RuleId;
use crate::units::{Load, Percent};
use chrono::{Days, NaiveDate};

/// How long a break without a deadlift is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// As long as the calendar says.
    Counted,
    /// Too long for the climb to go on, whatever the calendar says: no day is left on which it could.
    TooLong,
}

impl Historian<'_> {
    /// What a day leads to on which nothing was heard of, or of which something is. Whoever `lifted` on it has not
    /// begun again, unless a revision before it had them do so.
    pub(super) fn follow_the_calendar(&mut self, day: NaiveDate, lifted: bool, pause: Break) {
        let cycle = match self.history.last {
            Some(last) if self.is_over(last) => None,
            Some(last) => self.too_long_since(last, day, lifted, pause),
            None => self.too_long_unopened(day, lifted),
        };
        let Some(cycle) = cycle else { return };
        match self.history.last {
            Some(last) => self.weaken((cycle - last).num_days()),
            None => self.cause(None, Response::Restart, "cause-late-opening", &[], RuleId::MissedDays),
        }
        // What hurt is over: Phase 2 is what is missing.
        let pain = &mut self.history.profile.pain;
        pain.status = PainStatus::Settled;
        pain.pain_free_days = pain.pain_free_days.max(self.protocol.rules.phase_1_exit.value.pain_free_days);
        pain.full_range = true;
        (pain.now, pain.morning) = (None, None);
        // Rest mends no technique.
        let (fewer, coach) = (self.history.climb.orders.fewer, self.history.climb.orders.coach);
        self.begin(cycle);
        (self.history.climb.orders.fewer, self.history.climb.orders.coach) = (fewer, coach);
        // The lay-off may have made the lifter one whom a clinician has to see first.
        let verdict = self.asked_at(cycle);
        if verdict.kind >= VerdictKind::Refer {
            self.goes_to_someone(cycle, None);
            self.stop(cycle, None, verdict);
        }
    }

    /// The last planned deadlift is done: from then on no day without one is missed. A cycle that begins afterwards was
    /// begun by a revision before this one, whatever a lower working weight makes of the deadlifts before it.
    fn is_over(&self, last: NaiveDate) -> bool {
        let climb = &self.history.climb;
        climb.is_at_top()
            && climb.weeks_at_top() >= self.protocol.rules.aftercare.value
            && !self.planned_cycles.iter().any(|cycle| last < *cycle)
    }

    /// The day on which a new cycle begins, as the last deadlift is too long ago.
    fn too_long_since(&self, last: NaiveDate, day: NaiveDate, lifted: bool, pause: Break) -> Option<NaiveDate> {
        let beyond = |day: NaiveDate| {
            let mut climb = self.history.climb.clone();
            climb.after_gap((day - last).num_days(), true, &self.lifter()).is_none()
        };
        // A revision in between has begun it already; the next deadlift might have been a week after it.
        let begun = |cycle: &&NaiveDate| last < **cycle && **cycle <= day && beyond(**cycle + Days::new(13));
        let begun = self.planned_cycles.iter().find(begun).copied();
        begun.or_else(|| (!lifted && (pause == Break::TooLong || beyond(day))).then_some(day))
    }

    /// The day on which a new cycle begins, as the first deadlift might have been too long ago and was not done.
    fn too_long_unopened(&self, day: NaiveDate, lifted: bool) -> Option<NaiveDate> {
        if planner::track(&self.history.profile) == Track::TechniqueReload {
            return None;
        }
        let outline = planner::outline(&self.history.profile, self.protocol, self.history.cycle);
        let latest = self.history.not_before.map_or(outline.open_to, |not_before| outline.open_to.max(not_before));
        let late = |day: NaiveDate| (day - latest).num_days() > planner::days_that_change_nothing(self.protocol);
        let begun = |cycle: &&NaiveDate| self.history.cycle < **cycle && **cycle <= day && late(**cycle);
        let begun = self.planned_cycles.iter().find(begun).copied();
        begun.or_else(|| (!lifted && late(day)).then_some(day))
    }

    /// What so many days without a deadlift take of the working weight, and of the load to begin with.
    fn weaken(&mut self, days: i64) {
        // A longer break leads to no more than a shorter one.
        if let Some(reference) = self.history.climb.reference() {
            let most = self.lifter().after_long(reference);
            self.history.climb.begin_at_most(most);
        }
        let beyond = self.protocol.rules.missed_days.value.beyond;
        let five = self.lifter().strength.working_weight;
        let left = Percent::from_tenths(1000 - beyond.off.tenths());
        // A tenth of the unit is as fine as it deserves.
        let less = five.share(left).thousandths() / 100 * 100;
        let deadlift = &mut self.history.profile.deadlift;
        deadlift.working_weight = Load::new(less, five.unit());
        deadlift.reps = self.protocol.rules.working_weight.value.convert_to;
        let start = deadlift.working_weight.share(beyond.start);
        self.history.climb.begin_at_most(start);
        self.cause(None, Response::Restart, "cause-long-break", &[("days", days.to_string())], RuleId::MissedDays);
    }

    /// A new cycle begins.
    pub(super) fn begin(&mut self, cycle: NaiveDate) {
        let deadlift = &mut self.history.profile.deadlift;
        deadlift.last_lifted = self.history.last.or(deadlift.last_lifted);
        self.history.climb.begin_anew();
        (self.history.first, self.history.last, self.history.reached) = (None, None, None);
        self.history.returns.clear();
        (self.history.phase_1_days, self.history.not_before) = (None, None);
        (self.sore_in_phase_1, self.again_in_phase_1, self.quiet, self.sore) = (None, None, None, None);
        self.aftermath = None;
        self.history.cycle = cycle;
        self.history.cycles.push(cycle);
    }
}
