//! What a plan tells in words alone, and a page has to know: read back from its sentences, here and nowhere else.
//!
//! A clinic that words a gate in another way is not understood. Where a plan carries facts instead of sentences, this
//! file has no reason left.

#[cfg(feature = "ics")]
use crate::plan::PhaseSpan;
#[cfg(feature = "pdf")]
use crate::plan::{Change, Week};
#[cfg(feature = "pdf")]
use chrono::{Days, NaiveDate};

/// The day of a phase, counted from 1, on which it ends at the latest: 14 of "Not there by day 14?". 1 to 366.
#[cfg(feature = "ics")]
pub(super) fn last_day(span: &PhaseSpan) -> Option<u64> {
    let named = |condition: &String| {
        let after = condition.split_once("by day ")?.1;
        after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    span.exit.iter().find_map(named).filter(|day| (1..=366).contains(day))
}

/// The day of a week on which the lifter's own session usually is, of a change that says `thu 18:00`.
#[cfg(feature = "pdf")]
pub(super) fn usual_day(change: &Change, week: &Week) -> Option<NaiveDate> {
    let mut days = (0..7).map(|day| week.starts + Days::new(day));
    days.find(|day| change.usually.starts_with(&day.format("%a").to_string().to_lowercase()))
}
