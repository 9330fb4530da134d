//! Days and times in words, from the shortest to the longest.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

/// `10 Dec`.
pub fn short(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}

/// `Thu 10 Dec`.
pub fn in_week(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// `Thu 10 Dec 2026`.
pub fn full(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// `10 December`.
pub fn in_a_sentence(day: NaiveDate) -> String {
    day.format("%-d %B").to_string()
}

/// `10 December 2026`.
pub fn in_a_letter(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `Thursday 10 December 2026`.
pub fn spelt_out(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// `23–29 Nov`, `23 Nov – 6 Dec`.
pub fn span(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        short(from)
    } else if (from.month(), from.year()) == (to.month(), to.year()) {
        format!("{}–{}", from.day(), short(to))
    } else {
        format!("{} – {}", short(from), short(to))
    }
}

/// `18:00`.
pub fn time(at: impl Timelike) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `Thu 10 Dec 2026, 18:00`.
pub fn moment(at: NaiveDateTime) -> String {
    format!("{}, {}", full(at.date()), time(at))
}
