//! What the deadlifts to come are called: by their number, and never by a date. The number of one that is left out is never
//! another's.

use super::lifter::Lifter;
use super::standing::Used;
use crate::session_id::{Part, Series, SessionId};
use chrono::NaiveDate;

impl Lifter<'_> {
    /// Whether a session was decided to be left out.
    pub(super) fn is_left_out(&self, id: SessionId) -> bool {
        self.decisions(id).any(|decision| decision.skip)
    }

    /// The day before which a session was decided not to be; of two the later.
    pub(super) fn not_before(&self, id: SessionId) -> Option<NaiveDate> {
        self.decisions(id).filter_map(|decision| decision.day).max()
    }
}

/// What the deadlifts to come are called. The id of one that is left out is never another's.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub lifter: &'a Lifter<'a>,
    pub used: Used,
    /// Weeks up to the first at the top.
    pub ramp: usize,
}

impl Names<'_> {
    /// The deadlift of one of the weeks.
    pub(super) fn of(&self, week: usize) -> SessionId {
        let (series, used, nth) = match week.checked_sub(self.ramp) {
            None => (Series::Loading, self.used.loading, week),
            Some(after) => (Series::Aftercare, self.used.aftercare, after),
        };
        let mut ids = (used + 1..).map(|number| SessionId::new(series, number, Part::Deadlift));
        let free = ids.by_ref().filter(|id| !self.lifter.is_left_out(*id)).nth(nth);
        free.unwrap_or(SessionId::new(series, used, Part::Deadlift))
    }

    /// Those that are left out before one of the weeks.
    pub(super) fn left_out_before(&self, week: usize) -> Vec<SessionId> {
        let id = self.of(week);
        let used = match week {
            0 if self.ramp > 0 => self.used.loading,
            _ if week == self.ramp => self.used.aftercare,
            _ => self.of(week - 1).number,
        };
        (used + 1..id.number).map(|number| SessionId { number, ..id }).collect()
    }

    /// What was decided of the days of a week's deadlift.
    pub(super) fn bound(&self, week: usize) -> (usize, Option<NaiveDate>) {
        (self.left_out_before(week).len(), self.lifter.not_before(self.of(week)))
    }
}
