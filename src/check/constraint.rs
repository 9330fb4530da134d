//! A named constraint: which rule of the protocol it holds a plan to, how it judges, and where it puts down what it sees.

use super::facts::Facts;
use super::finding::{Finding, Severity};
use crate::protocol::{Protocol, RuleId};

/// One constraint. Its limit is the rule's own (`ruled`), or that what a plan says of itself is true (`formal`).
pub(super) struct Constraint {
    /// Its name in findings.
    pub code: &'static str,
    /// The rule behind it; of a constraint on the file's form, the rule that relies on that form.
    rule: RuleId,
    /// Whether the rule itself sets the limit, so that a finding cites it.
    cites: bool,
    /// What it looks through for something that has to be there: with a hole in it, it cannot say that it is not.
    pub searches: &'static [&'static str],
    judge: fn(&Facts, &mut Findings),
}

/// A constraint whose limit stands in the protocol.
pub(super) const fn ruled(code: &'static str, rule: RuleId, judge: fn(&Facts, &mut Findings)) -> Constraint {
    Constraint { code, rule, cites: true, searches: &[], judge }
}

/// A constraint on the form of the plan: that what it says of itself is true.
pub(super) const fn formal(code: &'static str, rule: RuleId, judge: fn(&Facts, &mut Findings)) -> Constraint {
    Constraint { code, rule, cites: false, searches: &[], judge }
}

impl Constraint {
    /// The same, looking through parts of the plan for something that has to be there.
    pub const fn searching(self, searches: &'static [&'static str]) -> Self {
        Constraint { searches, ..self }
    }

    /// What it finds in a plan.
    pub fn judge(&self, facts: &Facts) -> Findings {
        let citation = self.cites.then(|| cite(facts.protocol, self.rule));
        let mut findings = Findings { code: self.code, rule: self.rule, citation, applied: false, found: Vec::new() };
        (self.judge)(facts, &mut findings);
        findings
    }
}

/// Who sets the limit: the heading of the article, or the protocol's own judgement.
fn cite(protocol: &Protocol, rule: RuleId) -> String {
    match protocol.rules.text(rule).section {
        Some(section) => format!("rule {}: {section}", rule.id()),
        None => format!("rule {}: a judgement of the protocol", rule.id()),
    }
}

/// What one constraint found, and whether it had anything to judge.
pub(super) struct Findings {
    pub code: &'static str,
    rule: RuleId,
    citation: Option<String>,
    pub applied: bool,
    pub found: Vec<Finding>,
}

impl Findings {
    /// There is something to judge.
    pub fn applies(&mut self) {
        self.applied = true;
    }

    fn add(&mut self, severity: Severity, path: String, observed: String, limit: impl Into<String>, mend: impl Into<String>) {
        self.applied = true;
        let mut limit = limit.into();
        if let Some(citation) = &self.citation {
            limit.push_str(" (");
            limit.push_str(citation);
            limit.push(')');
        }
        self.found.push(Finding { rule: self.rule, code: self.code, severity, path, observed, limit, mend: mend.into(), place: None });
    }

    pub fn violation(&mut self, path: impl Into<String>, observed: impl Into<String>, limit: impl Into<String>, mend: impl Into<String>) {
        self.add(Severity::Violation, path.into(), observed.into(), limit, mend);
    }

    pub fn warning(&mut self, path: impl Into<String>, observed: impl Into<String>, limit: impl Into<String>, mend: impl Into<String>) {
        self.add(Severity::Warning, path.into(), observed.into(), limit, mend);
    }

    pub fn note(&mut self, path: impl Into<String>, observed: impl Into<String>, limit: impl Into<String>, mend: impl Into<String>) {
        self.add(Severity::Note, path.into(), observed.into(), limit, mend);
    }
}
