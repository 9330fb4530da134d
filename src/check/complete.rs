//! Completes a plan with holes by guesses, so that it can be judged as far as it is there.
//!
//! A plan with holes is completed twice, by two guesses that differ wherever something had to be guessed. What
//! a constraint finds in both does not depend on the holes; where it does, it cannot be judged. No constraint
//! has to know what it depends on, and the types of the plan are the only list of its fields.

use super::guess::{Guess, Notes, Unknown, pattern};
use super::reader::Reader;
use super::wrong::Wrong;
use crate::document::Document;
use crate::plan::Plan;
use serde::{Deserialize, de};
use std::collections::{BTreeMap, BTreeSet};

/// A plan without holes, and what had to be filled.
pub(super) struct Completed {
    pub plan: Plan,
    pub missing: Vec<String>,
    /// By path: what is wrong with it.
    pub unreadable: BTreeMap<String, String>,
    pub unknown: BTreeMap<String, Unknown>,
    pub examples: BTreeMap<String, String>,
}

impl Completed {
    /// A guess at everything that had to be guessed here, and different from it.
    pub fn otherwise(&self) -> Guess {
        let exact = self.unreadable.keys().map(|path| (path.clone(), 0)).collect();
        Guess { second: true, exact, ..Guess::default() }
    }

    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.unreadable.is_empty() && self.unknown.is_empty()
    }
}

/// So many candidates are tried for a hole before what is around it is given up.
const CANDIDATES: usize = 8;

/// So many holes are looked for; a file with more is no plan.
const MOST_HOLES: usize = 2_000;

pub(super) fn complete(document: &Document, mut guess: Guess) -> Result<Completed, Wrong> {
    let mut unreadable: BTreeMap<String, String> = BTreeMap::new();
    // Fields that others of their kind may do without, and that have to be there for what stands beside them.
    let mut beside: BTreeSet<String> = BTreeSet::new();
    let mut last = None;
    for _ in 0..MOST_HOLES {
        guess.notes.take();
        let wrong = match Plan::deserialize(Reader::root(document.root(), &guess)) {
            Ok(plan) => {
                let Notes { mut missing, unknown, examples } = guess.notes.take();
                missing.extend(beside.into_iter().filter(|path| !is_within(path, &unreadable)));
                return Ok(Completed { plan, missing, unreadable, unknown, examples });
            }
            Err(wrong) => wrong,
        };
        let path = wrong.path.clone().unwrap_or_default();
        let tried = guess.tried(&path);
        if let Some(beside) = wrong.unfit {
            if wrong.hole {
                guess.unfit_below.insert(pattern(&path));
            } else {
                guess.unfit.insert(path, beside);
            }
        } else if wrong.missing && wrong.everywhere {
            guess.required.insert(pattern(&path), 0);
        } else if tried.unwrap_or(0) >= CANDIDATES {
            let Some(around) = around(&path) else { return Err(wrong) };
            guess.exact.insert(around.to_owned(), 0);
            unreadable.insert(around.to_owned(), wrong.message.clone());
        } else if wrong.missing && !wrong.hole {
            *guess.exact.entry(path.clone()).or_insert(0) += 1;
            beside.insert(path);
        } else if wrong.hole {
            let of_kind = pattern(&path);
            let tried = guess.exact.get_mut(&path).or_else(|| guess.required.get_mut(&of_kind));
            *tried.unwrap_or_else(|| guess.below.entry(of_kind).or_insert(0)) += 1;
        } else if path.is_empty() {
            return Err(wrong);
        } else {
            guess.exact.insert(path.clone(), 0);
            unreadable.insert(path, wrong.message.clone());
        }
        last = Some(wrong);
    }
    Err(last.unwrap_or_else(|| de::Error::custom("it has too many holes")))
}

/// Whether a path is one of these, or of something that is part of one.
fn is_within(path: &str, holes: &BTreeMap<String, String>) -> bool {
    let mut up = std::iter::successors(Some(path), |path| around(path));
    up.any(|path| holes.contains_key(path))
}

/// The path of what a path is part of.
fn around(path: &str) -> Option<&str> {
    path.rfind(['.', '[']).map(|end| &path[..end])
}
