//! Words as the sheet needs them: dates that no line tears, a dose with the plates of each set. Knows nothing of pages.

use super::text::BREAK;
use crate::plan::{Exercise, Session};
use crate::words::{day, dose, tied};
use chrono::NaiveDate;

/// `Thu 10 Dec 2026`.
pub(in crate::render) fn date(on: NaiveDate) -> String {
    tied(&day::full(on))
}

/// `Thu 10 Dec`.
pub(super) fn day(on: NaiveDate) -> String {
    tied(&day::in_week(on))
}

/// `Thu` above `10 Dec`: the head of a narrow column.
pub(super) fn day_head(on: NaiveDate) -> String {
    format!("{}{BREAK}{}", on.format("%a"), tied(&day::short(on)))
}

/// The dose with the plates of every different set, each on its line.
pub(super) fn loaded(exercise: &Exercise) -> String {
    if !exercise.is_at_the_bar() {
        return dose::short(exercise);
    }
    let lines = exercise.sets.chunk_by(|set, next| set == next).map(|run| {
        let alike = Exercise { sets: run.to_vec(), ..exercise.clone() };
        format!("{}, each side {}", dose::short(&alike), dose::plates(&run[0]))
    });
    crate::words::list(lines, BREAK.encode_utf8(&mut [0; 4]))
}

/// `Thu 10 Dec 2026, 18:00`.
pub(super) fn moment(session: &Session) -> String {
    format!("{}, {}", date(session.start.date()), day::time(session.start))
}
