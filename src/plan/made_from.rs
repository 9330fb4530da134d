//! What a plan was made from, so that it can be told whether that is still the same.

use crate::digest::Digest;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a plan was made from. What nobody said is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MadeFrom {
    /// The profile's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Digest>,
    /// The log's file; absent where nothing was logged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<Digest>,
    /// The five files of the protocol.
    pub protocol: Digest,
    /// The version of the program.
    pub rehinge: String,
}
