//! The bands in which the rules by age change.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The bands in which the rules by age change (decisions, section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum AgeBand {
    /// Up to 40.
    #[serde(rename = "18-40")]
    UpTo40,
    /// 41 to 45: "over 40" begins.
    #[serde(rename = "41-45")]
    From41,
    /// 46 and more: "over 45" begins.
    #[serde(rename = "46+")]
    From46,
}

impl AgeBand {
    /// The band of an age in whole years. Exactly 40 and exactly 45 are outside "over 40" and
    /// "over 45" (decisions, section 7).
    pub fn of(years: u8) -> Self {
        match years {
            46.. => AgeBand::From46,
            41..=45 => AgeBand::From41,
            _ => AgeBand::UpTo40,
        }
    }
}
