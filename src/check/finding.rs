//! What a check says of one place in a plan.

use crate::diagnostic::Place;
use crate::protocol::RuleId;
use serde::Serialize;
use std::fmt;

/// How bad a finding is; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Not safe, or not true: the plan is not to be trained by.
    Violation,
    /// Allowed, and worth a second look.
    Warning,
    /// Good to know.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Violation => "violation",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// One place where a plan breaks a constraint: what was seen, what the limit is, what would mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The protocol's rule behind the constraint.
    pub rule: RuleId,
    /// The constraint's name; it never changes its meaning.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where in the plan: `weeks[3].sessions[1].exercises[2].sets[0].load`.
    pub path: String,
    /// What was seen there.
    pub observed: String,
    /// What is allowed there, and who says so.
    pub limit: String,
    /// What would mend it.
    pub mend: String,
    /// The same place as a line of the file, where one was read.
    pub place: Option<Place>,
}

impl fmt::Display for Finding {
    /// `violation[weekly-rise] weeks[3].load: rises 12.5 points …; at most 10 points (…)`, and the remedy below.
    /// The alternate form, `{:#}`, is the fact alone, for where a place in the file says where.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return write!(f, "{}[{}]: {}; {}", self.severity, self.code, self.observed, self.limit);
        }
        write!(f, "{}[{}] {}: {}; {}", self.severity, self.code, self.path, self.observed, self.limit)?;
        if !self.mend.is_empty() {
            write!(f, "\n  help: {}", self.mend)?;
        }
        Ok(())
    }
}
