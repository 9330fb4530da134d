//! What a plan may prescribe, what a lifter may do of their own, and how much of either reaches the lower back.

use super::citation::{RuleText, Source, cited};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much a session loads the lower back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Lumbar {
    /// Not at all.
    None,
    /// At most half the volume and 60 % of the load.
    Light,
    /// It counts for the 48 hours.
    Heavy,
}

/// Which deadlift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Lift {
    /// Conventional stance.
    Conventional,
    /// Wide stance; excluded with a hip problem.
    Sumo,
    /// Hexagonal bar.
    TrapBar,
}

impl Lift {
    /// All of them.
    pub const ALL: [Lift; 3] = [Lift::Conventional, Lift::Sumo, Lift::TrapBar];

    /// As files name it: `trap-bar`.
    pub fn name(self) -> &'static str {
        match self {
            Lift::Conventional => "conventional",
            Lift::Sumo => "sumo",
            Lift::TrapBar => "trap-bar",
        }
    }
}

cited! {
    /// An exercise that the plan may prescribe.
    pub struct ExerciseData {
        /// What it is called.
        pub name: String,
        /// How it is done.
        pub how: String,
        /// How much it loads the lower back.
        pub lumbar: Lumbar,
        /// Which deadlift from the floor it is; absent of everything else, the light Romanian deadlift too.
        #[serde(default)]
        pub deadlift: Option<Lift>,
        /// What it needs, any one of these; nothing where empty.
        #[serde(default)]
        pub needs: Vec<String>,
        /// What takes its place where that is missing.
        #[serde(default)]
        pub alternative: Option<String>,
        /// It bends the lower back to the end of its range: not soon after waking.
        #[serde(default)]
        pub end_range_flexion: bool,
        /// Doses by use: `phase-1`, `phase-2`, `activation`, `mobility`, `drill`.
        #[serde(default)]
        pub doses: BTreeMap<String, ExerciseDose>,
    }
}

/// How much of an exercise.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseDose {
    pub sets: u32,
    /// Repetitions of each.
    #[serde(default)]
    pub reps: Option<u32>,
    /// At most so many.
    #[serde(default)]
    pub up_to: Option<u32>,
    /// Seconds of each hold.
    #[serde(default)]
    pub seconds: Option<u32>,
    #[serde(default)]
    pub minutes: Option<u32>,
    #[serde(default)]
    pub each_side: bool,
}

/// A lift of the lifter's own that loads the lower back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftData {
    /// What it is called.
    pub name: String,
    /// How much it adds to a deadlift session it stands in; larger is worse.
    pub weight: u32,
    /// Lifts that may take its place, by name.
    pub swaps: Vec<String>,
    /// The inventory rows it puts into effect.
    #[serde(default)]
    pub from: Vec<String>,
}
