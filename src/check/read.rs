//! Reads a file as a plan, and says what of it could not be read.

use super::complete::{Completed, complete};
use super::finding::{Finding, Severity};
use super::guess::{Guess, Unknown, pattern};
use super::wrong::Wrong;
use crate::diagnostic::{Code, Diagnostic, did_you_mean, shown};
use crate::document::{Document, Value};
use crate::plan::file::{self, Places, Unfolded};
use crate::plan::{FIRST_SCHEMA, Plan, SCHEMA};
use crate::protocol::RuleId;
use std::collections::{BTreeMap, BTreeSet};

/// A field that every plan has is not there.
pub(super) const MISSING: &str = "missing-field";
/// A field holds what cannot be read.
pub(super) const UNREADABLE: &str = "unreadable-field";
/// A field that no plan has: what stands in it counts for nothing.
pub(super) const UNKNOWN: &str = "unknown-field";

/// A plan file as far as it can be read.
pub(super) struct Draft {
    pub plan: Plan,
    /// Whether nothing had to be guessed.
    pub whole: bool,
    /// The same file with every hole filled differently, where that can be done.
    pub other: Option<Plan>,
    /// Paths that were guessed.
    pub guessed: Vec<String>,
    /// What could not be read.
    pub findings: Vec<Finding>,
    pub document: Document,
    /// Where in the file what is found of the plan stands.
    pub places: Places,
}

/// Reads a text as a plan.
///
/// # Errors
/// It is not YAML, or no plan at all, or one of another version.
pub(super) fn read(text: &str, file: &str) -> Result<Draft, Vec<Diagnostic>> {
    // One pass over the text, for the plan and for the places of what is found in it.
    let (document, repeated) = Document::parse_all(text, file)?;
    is_a_plan(&document)?;
    let Unfolded { document, places, lost } = file::unfold(document)?;
    let no_plan = |wrong: Wrong| {
        let wrong = Diagnostic::new(Code::WrongType, format!("this cannot be read as a plan: {}", wrong.message));
        vec![wrong.help("compare with a file that rehinge wrote")]
    };
    let first = complete(&document, Guess::default()).map_err(no_plan)?;
    if first.is_whole() && repeated.is_empty() {
        let findings = strictly(text, file);
        return Ok(Draft { plan: file::of_first_edition(first.plan), places, findings, whole: true, other: None, guessed: vec![], document });
    }
    let other = complete(&document, first.otherwise()).ok().map(|second| file::of_first_edition(second.plan));
    let mut findings: Vec<Finding> = first.unknown.iter().map(|(path, field)| unknown(path, field)).collect();
    findings.extend(first.unreadable.iter().map(|(path, message)| {
        let named = lost.iter().find(|(lost, _)| lost == path);
        unreadable(path, named.map_or(message, |(_, says)| says))
    }));
    findings.extend(missing(&first, &places));
    findings.extend(repeated.into_iter().map(|wrong| Finding { place: wrong.place.clone(), ..unreadable("", &wrong.message) }));
    locate(&mut findings, &document);
    findings.sort_by_key(|finding| finding.place.as_ref().map(|place| (place.line, place.column)));
    let guessed = first.unreadable.into_keys().chain(first.missing).collect();
    Ok(Draft { plan: file::of_first_edition(first.plan), places, whole: false, other, guessed, findings, document })
}

/// What whoever makes a plan of the file would refuse, although all of a plan could be read: two editions in one, or
/// something wrong in what no session refers to.
fn strictly(text: &str, file: &str) -> Vec<Finding> {
    let wrong = file::read_plan(text, file).err().unwrap_or_default();
    let found = |wrong: Diagnostic| {
        let path = wrong.field.clone().unwrap_or_default();
        Finding { place: wrong.place.clone(), ..unreadable(&path, &wrong.message) }
    };
    wrong.into_iter().map(found).collect()
}

/// Whether it can be a plan of this version.
fn is_a_plan(document: &Document) -> Result<(), Vec<Diagnostic>> {
    let (code, message) = match document.root().get("schema").map(|node| &node.value) {
        Some(Value::Scalar { text, .. }) if text != SCHEMA && text != FIRST_SCHEMA => {
            (Code::UnknownValue, format!("`{}` is not a plan that this version reads", shown(text)))
        }
        None if document.root().get("weeks").is_none() => {
            (Code::Missing, "this is no plan: it has neither a `schema` nor `weeks`".to_owned())
        }
        _ => return Ok(()),
    };
    let help = format!("a plan begins with `schema: {SCHEMA}`; `rehinge plan PROFILE` writes one");
    let wrong = Diagnostic::new(code, message).help(help);
    Err(vec![match document.place("schema") {
        Some(place) => wrong.at("schema").place(place),
        None => wrong,
    }])
}

fn finding(code: &'static str, path: &str, observed: String, limit: &str, mend: String) -> Finding {
    let (rule, severity) = (RuleId::SetUp, Severity::Violation);
    Finding { rule, code, severity, path: path.to_owned(), observed, limit: limit.to_owned(), mend, place: None }
}

fn unknown(path: &str, field: &Unknown) -> Finding {
    let name = path.rsplit('.').next().unwrap_or(path);
    let mend = match did_you_mean(name, field.known.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("take it out; what may stand here: {}", field.known.join(", ")),
    };
    finding(UNKNOWN, path, format!("`{}` is no field here", shown(name)), "what stands in it counts for nothing", mend)
}

fn unreadable(path: &str, message: &str) -> Finding {
    let mend = "write it as in a file that rehinge wrote".to_owned();
    finding(UNREADABLE, path, message.to_owned(), "what depends on it cannot be judged", mend)
}

/// One finding for each field that is missing, at the first place where it is.
fn missing(read: &Completed, in_file: &Places) -> Vec<Finding> {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut told = BTreeSet::new();
    // What is missing in a routine is missing once, however many sessions have it.
    for path in read.missing.iter().filter(|path| told.insert(in_file.in_file(path))) {
        places.entry(pattern(path)).or_default().push(path);
    }
    let first_of = |(pattern, paths): (String, Vec<&str>)| {
        let name = pattern.rsplit('.').next().unwrap_or_default().to_owned();
        let more = match paths.len() - 1 {
            0 => String::new(),
            1 => ", and in one more place".to_owned(),
            more => format!(", and in {more} more places"),
        };
        let mend = read.examples.get(&pattern).map_or_else(String::new, |example| example.replace("{name}", &name));
        finding(MISSING, paths[0], format!("`{name}` is missing{more}"), "what depends on it cannot be judged", mend)
    };
    places.into_iter().map(first_of).collect()
}

/// Where the findings of a file stand in it.
pub(super) fn locate(findings: &mut [Finding], document: &Document) {
    for finding in findings.iter_mut().filter(|finding| finding.place.is_none()) {
        finding.place = if finding.code == UNKNOWN {
            // Of a field that nobody knows, its name is meant and not what stands in it.
            let named = document.locate(vec![Diagnostic::new(Code::UnknownField, "").at(finding.path.as_str())]);
            named.into_iter().find_map(|named| named.place)
        } else {
            document.place(&finding.path)
        };
    }
}

/// Calls the places of findings as the file does. What several sessions have of one routine, and several sets of one line,
/// is found once.
pub(super) fn name(findings: &mut Vec<Finding>, places: &Places) {
    findings.iter_mut().for_each(|finding| finding.path = places.in_file(&finding.path));
    let mut told = BTreeSet::new();
    findings.retain(|finding| {
        let Finding { code, path, observed, limit, .. } = finding;
        told.insert((*code, path.clone(), observed.clone(), limit.clone()))
    });
}
