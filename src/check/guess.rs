//! What is filled into the holes of a plan, and what was seen while it was read.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What is filled in, and with which of its candidates.
#[derive(Default)]
pub(super) struct Guess {
    /// By path: what cannot be read, and fields that have to be there for what stands beside them.
    pub exact: BTreeMap<String, usize>,
    /// By pattern: fields that have to be there.
    pub required: BTreeMap<String, usize>,
    /// By pattern: what is made up below a hole, with how many of its candidates were tried.
    pub below: BTreeMap<String, usize>,
    /// By path: fields that are left out, because they have no place beside what stands there, and what has.
    pub unfit: BTreeMap<String, &'static [&'static str]>,
    /// By pattern: fields that are left out of what is made up, for the same reason.
    pub unfit_below: BTreeSet<String>,
    /// Whether it is the second, in which everything guessed is otherwise.
    pub second: bool,
    pub notes: RefCell<Notes>,
}

impl Guess {
    /// How many candidates were tried for a hole; nothing where it is none.
    pub fn tried(&self, path: &str) -> Option<usize> {
        let of_kind = || pattern(path);
        self.exact.get(path).or_else(|| self.required.get(&of_kind())).or_else(|| self.below.get(&of_kind())).copied()
    }
}

/// What was seen on the way.
#[derive(Default)]
pub(super) struct Notes {
    /// Paths of fields that are not there.
    pub missing: Vec<String>,
    /// By path.
    pub unknown: BTreeMap<String, Unknown>,
    /// By pattern: what would be right there.
    pub examples: BTreeMap<String, String>,
}

/// A field that does not exist, and which do.
pub(super) struct Unknown {
    pub known: &'static [&'static str],
}

/// A path without its numbers: `weeks[].sessions[].start`.
pub(super) fn pattern(path: &str) -> String {
    let mut inside = false;
    let keep = |c: &char| {
        let number = inside && *c != ']';
        inside = *c == '[' || number;
        !number
    };
    path.chars().filter(keep).collect()
}
