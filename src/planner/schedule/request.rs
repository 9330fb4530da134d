//! What a schedule is solved for, and what comes out. Decides nothing.

use chrono::{Days, NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// Minutes of a day.
pub(super) const DAY: i64 = 24 * 60;

/// What a schedule is solved for. Times of the week are minutes since Monday 00:00.
#[derive(Debug, Clone)]
pub struct Request {
    /// Starts at which the lifter can train.
    pub slots: Vec<i64>,
    /// The lifter's own sessions that are heavy on the lower back, one for each start; at most 64.
    pub own: Vec<Own>,
    /// The first day on which the first deadlift may be.
    pub open_from: NaiveDate,
    /// The last such day.
    pub open_to: NaiveDate,
    /// The day from which on the own sessions take place; the day of the first deadlift where absent.
    pub own_from: Option<NaiveDate>,
    /// A heavy session before all of this, which cannot be changed any more.
    pub last_heavy: Option<NaiveDateTime>,
    /// How many heavy sessions before all of this lie in a week that it begins in, by the week's Monday.
    pub heavy_before: Option<(NaiveDate, u32)>,
    /// Which own sessions of a week, one bit each, were done before all of this and ahead of their usual time; by the
    /// week's Monday.
    pub done_early: Option<(NaiveDate, u64)>,
    /// The weeks with a deadlift, beginning with that of the first.
    pub weeks: Vec<Need>,
    /// Mondays of the weeks between them that have none.
    pub skip: Vec<NaiveDate>,
    /// Mondays of the weeks that have no second day, whatever they need.
    pub single: Vec<NaiveDate>,
    /// Days on which nothing happens, first and last included.
    pub away: Vec<(NaiveDate, NaiveDate)>,
    /// When in the week the deadlift was so far.
    pub usual: Option<i64>,
    /// When in a week the deadlift was to be by the plan so far, by the week's Monday: kept where nothing speaks
    /// against it.
    pub planned: BTreeMap<NaiveDate, i64>,
    /// The last near-maximal deadlift before all of this.
    pub last_near_max: Option<NaiveDateTime>,
    /// The day of the last deadlift before all of this, second days and checks aside.
    pub last_main: Option<NaiveDate>,
    /// Hours between the starts of heavy sessions, at the least.
    pub hard_hours: i64,
    /// Hours around a deadlift, preferred.
    pub preferred_hours: i64,
    /// Heavy sessions in a calendar week, at the most.
    pub weekly_most: u32,
    /// Days between near-maximal deadlifts, at the least.
    pub near_max_days: i64,
    /// Days between the deadlifts of any two weeks, at the least, by date; second days aside.
    pub main_days: i64,
}

impl Request {
    /// Whether nothing happens on a day.
    pub fn is_away(&self, day: NaiveDate) -> bool {
        self.away.iter().any(|(from, to)| (*from..=*to).contains(&day))
    }

    /// The same without the second day of the first week, where there is one.
    pub fn without_second_first(&self) -> Option<Request> {
        let mut request = self.clone();
        request.weeks.first_mut().filter(|week| week.second)?.second = false;
        Some(request)
    }

    /// What one of the weeks with a deadlift needs, in the calendar week that it is.
    pub(super) fn need(&self, at: usize, monday: NaiveDate) -> Need {
        let need = self.weeks[at];
        Need { second: need.second && !self.single.contains(&monday), ..need }
    }

    /// For every calendar week from a Monday on, which of the weeks with a deadlift it is.
    pub(super) fn by_calendar(&self, mut monday: NaiveDate) -> Vec<Option<usize>> {
        let mut weeks = Vec::new();
        let (mut next, mut left_out) = (0, 0);
        while next < self.weeks.len() {
            // When the first may be, its opening says.
            let away = next > 0 && self.skip.contains(&monday);
            let rests = away || left_out > 0 || (next > 0 && self.is_too_early(next, monday));
            weeks.push((!rests).then_some(next));
            left_out -= usize::from(!away && left_out > 0);
            if !rests {
                next += 1;
                left_out = self.weeks.get(next).map_or(0, |need| need.left_out);
            }
            monday = monday + Days::new(7);
        }
        weeks
    }

    /// Whether a calendar week is over before the deadlift of one of the weeks may be, or has no slot from then on.
    fn is_too_early(&self, at: usize, monday: NaiveDate) -> bool {
        let Some(not_before) = self.weeks[at].not_before else { return false };
        let days = self.slots.iter().map(|slot| monday + Days::new((slot / DAY) as u64));
        days.filter(|day| !self.is_away(*day)).all(|day| day < not_before)
    }
}

/// One of the lifter's own heavy sessions.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// Its start in the week.
    pub at: i64,
    /// How much it adds to a deadlift session it stands in.
    pub weight: i64,
    /// It may be moved to another slot.
    pub movable: bool,
}

/// What a week needs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Need {
    /// A second deadlift day.
    pub second: bool,
    /// Its deadlift is near-maximal.
    pub near_max: bool,
    /// Weeks before it whose deadlift is left out.
    pub left_out: usize,
    /// The day before which its deadlift may not be.
    pub not_before: Option<NaiveDate>,
}

impl Need {
    /// Whether something was decided of its days.
    pub fn is_decided(&self) -> bool {
        self.left_out > 0 || self.not_before.is_some()
    }
}

/// What becomes of an own session in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// It stays.
    Kept,
    /// It is made light, or swapped for a lift that spares the back.
    Lightened,
    Moved(NaiveDateTime),
}

/// A solved schedule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// The deadlift of each week, and its second day.
    pub deadlifts: Vec<(NaiveDateTime, Option<NaiveDateTime>)>,
    /// Own sessions in order of their usual time: which, when it would usually be, what becomes of it.
    pub own: Vec<(usize, NaiveDateTime, Adjustment)>,
    pub cost: Cost,
}

/// What a schedule costs. Smaller is better, earlier fields first (decisions, section 6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Own sessions that are moved or made light.
    pub changed: i64,
    /// Own sessions that are made light.
    pub lightened: i64,
    /// Gaps around a deadlift under the preferred hours.
    pub tight: i64,
    /// Deadlifts, first and second, that stand elsewhere in their week than was planned, or than in the week before.
    pub irregular: i64,
    /// Weight of the own sessions that a deadlift is stacked onto.
    pub stacked: i64,
    /// Weight of the own sessions that are made light.
    pub weight: i64,
    /// The starts of the deadlifts, summed, in minutes: the sooner, the better.
    pub starts: i64,
    /// The starts of the second days, summed.
    pub second_starts: i64,
}
