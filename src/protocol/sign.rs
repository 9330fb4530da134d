//! The signs of the screen: what is asked, and what a yes leads to.

use super::citation::{RuleText, Source, cited};
use serde::Deserialize;

cited! {
    /// A sign of the screen.
    pub struct Sign {
        /// Its id in profiles and logs.
        pub id: String,
        /// What it leads to.
        pub verdict: SignVerdict,
        /// What it is asked with; emergency signs are asked one by one.
        #[serde(default)]
        pub asked: Topic,
        /// The sign, as said to a lifter.
        pub says: String,
        /// What it may be, as said to a lifter; for emergency signs.
        #[serde(default)]
        pub may_be: Option<String>,
        /// Whoever has it bends to the end of the range in no phase, cleared or not (decisions, section 5).
        #[serde(default)]
        pub no_end_range_flexion: bool,
    }
}

/// Signs that stand for what profiles and logs tell in words of their own: a protocol has each of them.
pub mod told {
    /// It began all at once: `pain.sudden` of a profile, a `pop` in a log.
    pub const SUDDEN: &str = "sudden-onset";
    /// `one-sided` in a log.
    pub const ONE_SIDED: &str = "one-sided-point";
    /// `sharp` in a log.
    pub const SHARP: &str = "sharp-pain";
    /// `leg` in a log.
    pub const LEG: &str = "radiating-pain";
    /// How long it has lasted, by `pain.began` of a profile.
    pub const TWO_WEEKS: &str = "two-weeks-no-improvement";

    /// All of them.
    pub const ALL: [&str; 5] = [SUDDEN, ONE_SIDED, SHARP, LEG, TWO_WEEKS];
}

/// What a sign is about: those of a topic are asked together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Legs and buttocks.
    Legs,
    /// How the pain is, and how it began.
    Pain,
    /// What was before.
    Before,
    /// Health otherwise.
    #[default]
    Health,
}

/// What a sign leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignVerdict {
    /// To a clinician first; a clearance unlocks it.
    Refer,
    /// To an emergency department now; nothing unlocks it.
    Emergency,
}
