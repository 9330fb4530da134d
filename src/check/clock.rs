//! Wall clocks: which times exist in the lifter's zone, and which are soon after waking.

use super::facts::Facts;
use crate::plan::Session;
use chrono::{Datelike, Duration, NaiveDateTime, Timelike};
use jiff::tz::AmbiguousOffset;

impl Facts<'_> {
    /// The first time that exists at or after a wall time: another one only in the hour that a clock skips.
    /// Nothing where the zone is unknown or the date is out of every calendar.
    pub fn existing(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let minutes = self.skipped_minutes(at)?;
        if minutes == 0 {
            return Some(at);
        }
        for ahead in 1..=minutes {
            let later = at.checked_add_signed(Duration::minutes(ahead))?;
            if self.skipped_minutes(later)? == 0 {
                return Some(later);
            }
        }
        None
    }

    /// How many minutes the clock skips around a wall time that it never shows; 0 where it shows it.
    fn skipped_minutes(&self, at: NaiveDateTime) -> Option<i64> {
        match self.zone.as_ref()?.to_ambiguous_timestamp(civil(at)?).offset() {
            AmbiguousOffset::Gap { before, after } => Some(i64::from(after.seconds() - before.seconds()) / 60),
            _ => Some(0),
        }
    }

    /// Whether a session starts soon after waking; the clock may pass midnight in between.
    pub fn is_morning(&self, session: &Session) -> bool {
        let Some(wakes) = self.plan.profile.schedule.wakes else { return false };
        let start = i64::from(session.start.time().num_seconds_from_midnight());
        let since = (start - i64::from(wakes.num_seconds_from_midnight())).rem_euclid(86_400);
        since <= i64::from(self.rules.morning.value.within_hours) * 3600
    }
}

fn civil(at: NaiveDateTime) -> Option<jiff::civil::DateTime> {
    let (date, time) = (at.date(), at.time());
    let year = i16::try_from(date.year()).ok()?;
    jiff::civil::DateTime::new(year, date.month() as i8, date.day() as i8, time.hour() as i8, time.minute() as i8, 0, 0).ok()
}
