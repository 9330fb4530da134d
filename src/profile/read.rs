//! From YAML to a profile, or to everything that is wrong with it.

use super::Profile;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::protocol::Protocol;

/// The largest profile that is read, bytes.
pub const MAX_BYTES: usize = 256 * 1024;

/// A profile with the document it was read from, so that later stages can name places in it.
#[derive(Debug, Clone)]
pub struct Profiled {
    /// The lifter.
    pub profile: Profile,
    /// The text it came from.
    pub document: Document,
}

/// Reads a profile.
///
/// # Errors
/// Every mistake in it, each with its place and remedy.
pub fn read(text: &str, file: &str, protocol: &Protocol) -> Result<Profiled, Vec<Diagnostic>> {
    let _ = (text, file, protocol);
    Err(Vec::new())
}
