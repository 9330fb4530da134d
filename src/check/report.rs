//! What a check found, and what it looked at: without the second, "nothing found" means nothing.

use super::finding::{Finding, Severity};

/// What a check found, and what it looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Everything that is wrong or worth knowing, the worst first.
    pub findings: Vec<Finding>,
    /// Names of the constraints that had something to judge.
    pub judged: Vec<&'static str>,
    /// Names of the constraints that this plan gives nothing to judge by.
    pub nothing_to_judge: Vec<&'static str>,
    /// Names of the constraints that depend on what is missing in the file, or unreadable.
    pub cannot_be_judged: Vec<&'static str>,
}

impl Report {
    /// Whether the plan may be trained by.
    pub fn is_safe(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Violation)
    }

    /// `checked 34 rules, 29 applied, 5 had nothing to judge`, and how many could not be judged.
    pub fn tally(&self) -> String {
        let (judged, idle, open) = (self.judged.len(), self.nothing_to_judge.len(), self.cannot_be_judged.len());
        let open_too = if open == 0 { String::new() } else { format!(", {open} cannot be judged") };
        format!("checked {} rules, {judged} applied, {idle} had nothing to judge{open_too}", judged + idle + open)
    }
}
