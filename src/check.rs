//! Plan → findings. Shares types and protocol with whoever made the plan, and no logic.
//!
//! [`check`] judges a plan, [`check_file`] a file, whatever is missing in it.
//!
//! It reads a plan as if an enemy had written it: what can be worked out from the profile and the
//! protocol is worked out here once more, and what the plan says of itself is compared with that.

use crate::diagnostic::{Diagnostic, Place};
use crate::document::Document;
use crate::plan::Plan;
use crate::protocol::{Protocol, RuleId};
use serde::Serialize;
use std::fmt;

mod aftercare;
mod age;
mod citations;
mod deload;
mod facts;
mod history;
mod ids;
mod phases;
mod plates;
mod read;
mod reload;
mod screen;
mod session;
mod spacing;
mod warm_up;

use facts::Facts;
use read::Draft;

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

/// What a check found, and what it looked at: without the second, "nothing found" means nothing.
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

/// A named constraint: the rule it holds a plan to, and how it is judged.
struct Constraint {
    /// Its name in findings.
    code: &'static str,
    /// The rule behind it; of a constraint on the file's form, the rule that relies on that form.
    rule: RuleId,
    /// Whether the rule itself sets the limit, so that a finding cites it.
    cites: bool,
    judge: fn(&Facts, &mut Bench),
}

/// A constraint whose limit stands in the protocol.
const fn ruled(code: &'static str, rule: RuleId, judge: fn(&Facts, &mut Bench)) -> Constraint {
    Constraint { code, rule, cites: true, judge }
}

/// A constraint on the form of the plan: that what it says of itself is true.
const fn formal(code: &'static str, rule: RuleId, judge: fn(&Facts, &mut Bench)) -> Constraint {
    Constraint { code, rule, cites: false, judge }
}

/// Where one constraint puts down what it sees.
struct Bench {
    code: &'static str,
    rule: RuleId,
    citation: Option<String>,
    applied: bool,
    findings: Vec<Finding>,
}

impl Bench {
    /// There is something to judge.
    fn applies(&mut self) {
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
        self.findings.push(Finding { rule: self.rule, code: self.code, severity, path, observed, limit, mend: mend.into(), place: None });
    }

    fn violation(&mut self, path: impl Into<String>, observed: impl Into<String>, limit: impl Into<String>, mend: impl Into<String>) {
        self.add(Severity::Violation, path.into(), observed.into(), limit, mend);
    }

    fn warning(&mut self, path: impl Into<String>, observed: impl Into<String>, limit: impl Into<String>, mend: impl Into<String>) {
        self.add(Severity::Warning, path.into(), observed.into(), limit, mend);
    }

    fn note(&mut self, path: impl Into<String>, observed: impl Into<String>, limit: impl Into<String>, mend: impl Into<String>) {
        self.add(Severity::Note, path.into(), observed.into(), limit, mend);
    }
}

/// Every kind of rule, in the order in which a coach would look.
const BOOK: &[&[Constraint]] = &[
    screen::CONSTRAINTS,
    phases::CONSTRAINTS,
    reload::CONSTRAINTS,
    history::CONSTRAINTS,
    deload::CONSTRAINTS,
    plates::CONSTRAINTS,
    session::CONSTRAINTS,
    warm_up::CONSTRAINTS,
    spacing::CONSTRAINTS,
    age::CONSTRAINTS,
    aftercare::CONSTRAINTS,
    ids::CONSTRAINTS,
    citations::CONSTRAINTS,
];

/// The names of all constraints, in the order in which they are judged.
pub fn codes() -> impl Iterator<Item = &'static str> {
    BOOK.iter().flat_map(|kind| kind.iter()).map(|constraint| constraint.code)
}

/// The names of what may be wrong with a file before anything in it can be judged.
pub const READING: [&str; 3] = [read::MISSING, read::UNREADABLE, read::UNKNOWN];

/// Judges a plan by a protocol. Everything that is wrong is reported at once, the worst first, and
/// in the order of the rules; nothing in a plan makes it panic.
pub fn check(plan: &Plan, protocol: &Protocol) -> Report {
    let mut report = Report::default();
    for mut bench in judge(plan, protocol) {
        if bench.applied { &mut report.judged } else { &mut report.nothing_to_judge }.push(bench.code);
        report.findings.append(&mut bench.findings);
    }
    report.findings.sort_by_key(|finding| finding.severity);
    report
}

/// Judges a plan file, also one with fields missing or unreadable: each is a finding, and what depends on it
/// is said to be open instead of passed. `file` is what to call it in a diagnostic.
///
/// # Errors
/// It is not YAML, or no plan at all, or one of another version.
pub fn check_file(text: &str, file: &str, protocol: &Protocol) -> Result<Report, Vec<Diagnostic>> {
    let draft = read::read(text, file)?;
    let mut report = if draft.whole { check(&draft.plan, protocol) } else { check_draft(&draft, protocol) };
    if !report.findings.is_empty() {
        let document = match draft.document {
            Some(document) => document,
            None => Document::parse(text, file)?,
        };
        read::locate(&mut report.findings, &document);
    }
    Ok(report)
}

/// Only what is found however the holes are filled is a finding.
fn check_draft(draft: &Draft, protocol: &Protocol) -> Report {
    let mut report = Report { findings: draft.findings.clone(), ..Report::default() };
    let Some(other) = &draft.other else {
        report.cannot_be_judged = codes().collect();
        return report;
    };
    let guessed = |path: &str| {
        let below = |hole: &String| path.strip_prefix(hole.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        draft.guessed.iter().any(below)
    };
    for (bench, other) in judge(&draft.plan, protocol).into_iter().zip(judge(other, protocol)) {
        let depends = bench.applied != other.applied
            || bench.findings != other.findings
            || bench.findings.iter().any(|finding| guessed(&finding.path));
        let kind = if depends {
            &mut report.cannot_be_judged
        } else if bench.applied {
            &mut report.judged
        } else {
            &mut report.nothing_to_judge
        };
        kind.push(bench.code);
        let sure = bench.findings.into_iter().filter(|finding| other.findings.contains(finding) && !guessed(&finding.path));
        report.findings.extend(sure);
    }
    report.findings.sort_by_key(|finding| finding.severity);
    report
}

/// Every constraint of the book, with what it found.
fn judge(plan: &Plan, protocol: &Protocol) -> Vec<Bench> {
    let facts = Facts::of(plan, protocol);
    let one = |constraint: &Constraint| {
        let citation = constraint.cites.then(|| cite(protocol, constraint.rule));
        let mut bench = Bench { code: constraint.code, rule: constraint.rule, citation, applied: false, findings: Vec::new() };
        (constraint.judge)(&facts, &mut bench);
        bench
    };
    BOOK.iter().flat_map(|kind| kind.iter()).map(one).collect()
}

/// Who sets the limit: the heading of the article, or the protocol's own judgement.
fn cite(protocol: &Protocol, rule: RuleId) -> String {
    match protocol.rules.text(rule).section {
        Some(section) => format!("rule {}: {section}", rule.id()),
        None => format!("rule {}: a judgement of the protocol", rule.id()),
    }
}
