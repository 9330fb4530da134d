//! An entry as a file holds it.

use super::{Answers, CutShort, Entry};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Value};
use crate::when::hour_minute;
use serde::Serialize;
use std::fmt::{self, Display};

/// How a new log begins.
const HEADER: &str = "# rehinge log: what was lifted and felt. What is not written down stays unknown, never 0.\n\
                      # To correct an entry, add another one for its session with `amends: true`; `withdrawn: true` takes it back.\n";

/// What a field says, in whatever form a log is written.
pub(super) enum Said {
    /// A number, a date, a name.
    Bare(String),
    /// The id of a session.
    Id(String),
    /// A text of the lifter's, or what would be read as something else.
    Text(String),
    List(Vec<String>),
    Fields(Vec<(&'static str, Said)>),
}

fn bare(value: &impl Display) -> Option<Said> {
    Some(Said::Bare(value.to_string()))
}

fn list(items: &[impl Display]) -> Said {
    Said::List(items.iter().map(ToString::to_string).collect())
}

fn filled(items: &[impl Display]) -> Option<Said> {
    (!items.is_empty()).then(|| list(items))
}

fn named<T: Serialize>(value: Option<T>) -> Option<Said> {
    Some(Said::Bare(name(&value?)))
}

fn fields<const N: usize>(fields: [(&'static str, Option<Said>); N]) -> Vec<(&'static str, Said)> {
    fields.into_iter().filter_map(|(key, said)| Some((key, said?))).collect()
}

/// What an entry says, field by field, in the order in which a log has them.
pub(super) fn said(entry: &Entry) -> Vec<(&'static str, Said)> {
    let felt = &entry.pain;
    let pain = fields([
        ("worst", felt.worst.as_ref().and_then(bare)),
        ("morning", felt.morning.as_ref().and_then(bare)),
        ("kind", named(felt.kind)),
        ("gone_after_hours", felt.gone_after_hours.as_ref().and_then(bare)),
    ]);
    let load = match entry.load.as_slice() {
        [one] => bare(one),
        many => filled(many),
    };
    let cut_short = entry.cut_short.as_ref().and_then(|cut| match cut {
        CutShort::Count(count) => bare(count),
        CutShort::Sets(sets) => Some(list(sets)),
    });
    let screen = |Answers { signs, unsure }: &Answers| Said::Fields(vec![("signs", list(signs)), ("unsure", list(unsure))]);
    let set = |flag: bool| flag.then(|| Said::Bare("true".to_owned()));
    fields([
        ("session", entry.session.clone().map(Said::Id)),
        ("date", bare(&entry.date)),
        ("at", entry.at.as_ref().map(|at| Said::Text(hour_minute::write(at)))),
        ("missed", named(entry.missed)),
        ("lift", named(entry.lift)),
        ("load", load),
        ("sets", entry.sets.as_deref().map(list)),
        ("cut_short", cut_short),
        ("clean", filled(&entry.clean)),
        ("effort", filled(&entry.effort)),
        ("before", entry.before.as_ref().and_then(bare)),
        ("pain", (!pain.is_empty()).then_some(Said::Fields(pain))),
        ("signs", filled(&entry.signs)),
        ("unsure", filled(&entry.unsure)),
        ("medicine", entry.medicine.as_ref().and_then(bare)),
        ("gate", entry.gate.as_ref().and_then(bare)),
        ("screen", entry.screen.as_ref().map(screen)),
        ("note", entry.note.clone().map(Said::Text)),
        ("amends", set(entry.amends)),
        ("withdrawn", set(entry.withdrawn)),
        ("noted", entry.noted.as_ref().and_then(bare)),
    ])
}

/// As YAML has it, on one line.
impl Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Said::Bare(text) => f.write_str(text),
            // A word without a hyphen may be `null` or `no`.
            Said::Id(id) if id.contains('-') => f.write_str(id),
            Said::Id(text) | Said::Text(text) => write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            Said::List(items) => write!(f, "[{}]", items.join(", ")),
            Said::Fields(fields) => {
                let fields = fields.iter().map(|(key, said)| format!("{key}: {said}"));
                write!(f, "{{{}}}", fields.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// One entry, as it is put at the end of a log in YAML.
pub fn yaml(entry: &Entry) -> String {
    let lines = said(entry).into_iter().enumerate();
    lines.map(|(at, (key, said))| format!("{}{key}: {said}\n", if at == 0 { "- " } else { "  " })).collect()
}

/// The log with an entry behind everything that is there.
pub(super) fn appended(text: &str, document: Option<&Document>, entry: &Entry) -> Result<String, Vec<Diagnostic>> {
    let mut whole = if text.trim_start_matches('\u{feff}').trim().is_empty() { HEADER.to_owned() } else { text.to_owned() };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if !whole.ends_with('\n') {
        whole.push_str(end);
    }
    let indent = document.map_or(Some(0), indent_of).ok_or_else(|| {
        let wrong = Diagnostic::new(Code::WrongType, "nothing can be put behind a list in brackets");
        let help = "write each entry on lines of its own: `- session: loading-1-deadlift`, and below it `  date: 2026-12-10`";
        vec![match document {
            Some(document) => document.locate(vec![wrong.at("").help(help)]).remove(0),
            None => wrong.help(help),
        }]
    })?;
    for line in yaml(entry).lines() {
        whole.push_str(&" ".repeat(indent));
        whole.push_str(line);
        whole.push_str(end);
    }
    Ok(whole)
}

/// How far in the dashes of the list stand; none where it is not written with dashes.
fn indent_of(document: &Document) -> Option<usize> {
    let Value::Sequence(items) = &document.root().value else { return None };
    let first = items.first()?;
    let lines: Vec<&str> = document.text().lines().take(first.spot.line).collect();
    // A dash may stand on a line of its own, above what it begins.
    let dash = lines.iter().rev().find(|line| line.trim_start().starts_with('-') && line.trim() != "---")?;
    Some(dash.len() - dash.trim_start().len())
}

/// The name that an enum's variant has in files.
pub(super) fn name<T: Serialize>(value: &T) -> String {
    // No variant of ours refuses to be written.
    serde_yaml::to_string(value).unwrap_or_default().trim().to_owned()
}
