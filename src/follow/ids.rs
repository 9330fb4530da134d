//! What can be read off the id of a session whose plan may have it no longer.

use crate::plan::Session;

/// Whether it is a deadlift day, the first or the second of a week.
pub fn is_deadlift(id: &str) -> bool {
    id.ends_with("-deadlift")
}

/// The second deadlift day of the week of a deadlift.
pub fn second_of(deadlift: &Session) -> String {
    deadlift.id.replace("-deadlift", "-second-deadlift")
}

/// Which of its kind a session is: `loading-4-deadlift` is number 4 of those that begin with `loading-` and end with
/// `deadlift`; 0 where it is none of them.
pub fn number(session: &Session, begins: &str, ends: &str) -> u32 {
    let middle = session.id.strip_prefix(begins).and_then(|id| id.strip_suffix(ends));
    middle.and_then(|middle| middle.split('-').next()?.parse().ok()).unwrap_or(0)
}

/// What people call a session: `loading week 4`.
pub fn name(id: &str) -> String {
    let name = id.strip_suffix("-second-deadlift").or_else(|| id.strip_suffix("-deadlift"));
    match name.and_then(|name| name.rsplit_once('-')) {
        Some((phase, count)) => format!("{phase} week {count}"),
        None => id.replace('-', " "),
    }
}
