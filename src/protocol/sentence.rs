//! Every sentence that is printed.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A sentence with the inventory rows it puts into effect.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// The sentence.
    pub says: String,
    /// Inventory rows.
    #[serde(default)]
    pub from: Vec<String>,
}

/// Sentences that are printed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What this is not.
    pub disclaimer: Sentence,
    /// The set-up, step by step.
    pub setup: Vec<Sentence>,
    /// Takes the place of the fourth step where the lower back is arched too far.
    pub setup_ribs_down: Sentence,
    /// What mends each technique error.
    pub errors: BTreeMap<String, Sentence>,
    /// How to breathe.
    pub breathing: Sentence,
    /// How to hold the bar.
    pub grip: Sentence,
    /// How to hold the bar after one-sided pain.
    pub grip_one_sided: Sentence,
    /// No belt in this plan.
    pub no_belt: Sentence,
    /// A belt from a load on; `{load}` stands for it.
    pub belt_from: Sentence,
    /// What ends a set.
    pub stop_set: Sentence,
    /// What ends a session.
    pub stop_session: Sentence,
    /// What ends the plan.
    pub stop_plan: Sentence,
    /// What to write down after the session.
    pub after: Sentence,
    /// What to do with an emergency sign.
    pub emergency: Sentence,
    /// What a referral means, and to whom.
    pub referral: Sentence,
    /// What to do with ordinary soreness.
    pub rest: Sentence,
    /// For the clinician: when imaging helps.
    pub imaging: Sentence,
    /// Sentences for the plan's notes, by key.
    pub notes: BTreeMap<String, Sentence>,
}
