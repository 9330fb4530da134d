//! An entry as a file holds it.

use super::{Answers, CutShort, Entry};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Value};
use crate::when::hour_minute;
use serde::Serialize;
use std::fmt::{Display, Write as _};

/// How a new log begins.
const HEADER: &str = "# rehinge log: what was lifted and felt. What is not written down stays unknown, never 0.\n\
                      # To correct an entry, add another one for its session with `amends: true`; `withdrawn: true` takes it back.\n";

/// One entry, as it is put at the end of a log in YAML.
pub fn yaml(entry: &Entry) -> String {
    let mut text = String::new();
    let mut line = |key: &str, value: &dyn Display| {
        let dash = if text.is_empty() { "- " } else { "  " };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{dash}{key}: {value}");
    };
    if let Some(session) = &entry.session {
        line("session", &plain(session));
    }
    line("date", &entry.date);
    if let Some(at) = &entry.at {
        line("at", &format_args!("\"{}\"", hour_minute::write(at)));
    }
    if let Some(missed) = &entry.missed {
        line("missed", &name(missed));
    }
    if let Some(lift) = &entry.lift {
        line("lift", &name(lift));
    }
    match entry.load.as_slice() {
        [] => {}
        [one] => line("load", one),
        many => line("load", &flow(many)),
    }
    if let Some(sets) = &entry.sets {
        line("sets", &flow(sets));
    }
    match &entry.cut_short {
        None => {}
        Some(CutShort::Count(count)) => line("cut_short", count),
        Some(CutShort::Sets(sets)) => line("cut_short", &flow(sets)),
    }
    for (key, sets) in [("clean", &entry.clean), ("effort", &entry.effort)] {
        if !sets.is_empty() {
            line(key, &flow(sets));
        }
    }
    if let Some(before) = entry.before {
        line("before", &before);
    }
    let felt = &entry.pain;
    let parts: Vec<String> = [
        felt.worst.map(|score| format!("worst: {score}")),
        felt.morning.map(|score| format!("morning: {score}")),
        felt.kind.map(|kind| format!("kind: {}", name(&kind))),
        felt.gone_after_hours.map(|hours| format!("gone_after_hours: {hours}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !parts.is_empty() {
        line("pain", &format_args!("{{{}}}", parts.join(", ")));
    }
    for (key, signs) in [("signs", &entry.signs), ("unsure", &entry.unsure)] {
        if !signs.is_empty() {
            line(key, &flow(signs));
        }
    }
    if let Some(medicine) = entry.medicine {
        line("medicine", &medicine);
    }
    if let Some(Answers { signs, unsure }) = &entry.screen {
        line("screen", &format_args!("{{signs: {}, unsure: {}}}", flow(signs), flow(unsure)));
    }
    if let Some(note) = &entry.note {
        line("note", &format_args!("\"{}\"", note.replace('\\', "\\\\").replace('"', "\\\"")));
    }
    for (key, set) in [("amends", entry.amends), ("withdrawn", entry.withdrawn)] {
        if set {
            line(key, &"true");
        }
    }
    if let Some(noted) = &entry.noted {
        line("noted", noted);
    }
    text
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

/// A word that readers of YAML take for text: those without a hyphen may be `null` or `no`.
fn plain(word: &str) -> String {
    if word.contains('-') { word.to_owned() } else { format!("\"{word}\"") }
}

fn flow<T: Display>(items: &[T]) -> String {
    format!("[{}]", items.iter().map(T::to_string).collect::<Vec<_>>().join(", "))
}
