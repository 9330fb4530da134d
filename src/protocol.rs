//! Rules as data: what `templates/` says, each value with its citation. Knows nothing of lifters.
//!
//! The *kinds* of rule are the closed enum [`RuleId`]. Their numbers and wording are data, and a clinic may bring its own.

mod age;
mod citation;
mod contradictions;
mod exercise;
mod read;
mod rule;
mod sentence;
mod sign;
mod template;
mod value;

pub use age::AgeBand;
pub use citation::{RuleText, Source};
pub use exercise::{ExerciseData, ExerciseDose, Lift, LiftData, Lumbar};
pub use rule::{RuleId, Rules};
#[cfg(feature = "internals")]
pub use sentence::Sentence;
pub use sentence::Wording;
#[cfg(feature = "schema")]
pub use sign::Topic;
pub use sign::{Sign, SignVerdict, told};
pub use template::{Own, Template};
pub use value::*;

use crate::digest::Digest;
use std::collections::BTreeMap;

/// All that `templates/` says.
#[derive(Debug, Clone)]
pub struct Protocol {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The rules.
    pub rules: Rules,
    /// The signs of the screen, emergency signs first.
    pub signs: Vec<Sign>,
    /// Exercises by id.
    pub exercises: BTreeMap<String, ExerciseData>,
    /// The lifter's own lifts by id.
    pub lifts: BTreeMap<String, LiftData>,
    /// Sentences.
    pub wording: Wording,
    /// The headings of the source article.
    pub sections: Vec<String>,
    /// The file of the rules, as it was written.
    text: String,
    /// The digest of all five files: two protocols that say the same have the same.
    pub digest: Digest,
}

impl Protocol {
    /// A sentence for the plan's notes.
    pub fn note(&self, key: &str) -> &str {
        let sentence = self.wording.notes.get(key);
        debug_assert!(sentence.is_some(), "no sentence `{key}` in templates/wording.yaml");
        sentence.map_or("", |sentence| &sentence.says)
    }

    /// The id of the exercise that is this deadlift. A protocol without one is refused when it is read.
    pub fn deadlift(&self, lift: Lift) -> &str {
        self.exercises.iter().find(|(_, data)| data.deadlift == Some(lift)).map_or(lift.name(), |(id, _)| id)
    }

    /// A sentence for the plan's notes with its gaps filled.
    pub fn say(&self, key: &str, gaps: &[(&str, String)]) -> String {
        gaps.iter().fold(self.note(key).to_owned(), |says, (gap, text)| says.replace(&format!("{{{gap}}}"), text))
    }
}
