//! What is to be noted, before it is.

use crate::log::Entry;

/// Entries for the log, and how they came about.
pub struct Said {
    pub entries: Vec<Entry>,
    /// They were asked for.
    pub asked: bool,
    /// What was doubtful in them was asked back, and stands as it was answered.
    pub is_sure: bool,
    /// What is said of them beside what they say themselves.
    pub remarks: Vec<String>,
}

impl Said {
    /// An entry that was not asked for.
    pub fn of(entry: Entry) -> Self {
        Said { entries: vec![entry], asked: false, is_sure: false, remarks: Vec::new() }
    }
}
