//! A log as a spreadsheet exports it: one row for each entry, columns in any order.
//!
//! A row becomes the entry that a log in YAML would hold, so that both are read by the same rules. What
//! only spreadsheets do is settled here: decimal commas, day-first dates, lists in one cell.

use super::Entry;
use super::write::{self, Said};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, shown};
use crate::document::table::{self, Cell, Table};
use crate::document::{self, Document, Node, Spot, Value};

/// Columns of an entry itself, and of the pain in it.
#[rustfmt::skip]
const COLUMNS: [&str; 20] = [
    "session", "date", "at", "missed", "lift", "load", "sets", "cut_short", "clean", "effort", "before",
    "signs", "unsure", "medicine", "gate", "screen", "note", "amends", "withdrawn", "noted",
];
const OF_PAIN: [&str; 4] = ["worst", "morning", "kind", "gone_after_hours"];

/// How a table is laid out, for the rows to come.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    separator: char,
    columns: Vec<String>,
}

impl Shape {
    /// Every column, in the order in which they are best filled in.
    pub(super) fn whole() -> Self {
        let (before, after) = COLUMNS.split_at(11);
        Shape { separator: ',', columns: [before, &OF_PAIN, after].concat().into_iter().map(str::to_owned).collect() }
    }
}

fn is_column(name: &str) -> bool {
    COLUMNS.contains(&name) || OF_PAIN.contains(&name)
}

fn every_column() -> String {
    COLUMNS.iter().chain(&OF_PAIN).copied().collect::<Vec<_>>().join(", ")
}

/// The name of a column as it is known: `Gone after hours` is `gone_after_hours`.
fn column(name: &str) -> String {
    let name = name.trim().to_lowercase().replace([' ', '-'], "_");
    // The words of the sheet.
    match name.as_str() {
        "reps" | "reps_done" | "repetitions" => "sets".to_owned(),
        "last_clean" | "clean_to" => "clean".to_owned(),
        "ended_early" => "cut_short".to_owned(),
        "lifted" => "load".to_owned(),
        "painkillers" => "medicine".to_owned(),
        "gate_passed" | "passed" => "gate".to_owned(),
        "day" => "date".to_owned(),
        "effort_1–10" | "effort_1_10" => "effort".to_owned(),
        _ => name,
    }
}

/// Whether a log is a table: by the ending of its name, or by its first line.
pub(super) fn is_table(text: &str, file: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| file.to_ascii_lowercase().ends_with(ending));
    if ends(&[".csv", ".tsv"]) {
        return true;
    }
    let names = table::header_line(text).map(table::names).unwrap_or_default();
    let named = names.iter().filter(|name| is_column(&column(name))).count();
    !ends(&[".yaml", ".yml"]) && named >= 2
}

/// The document that a table of at most `most` bytes says, how it is laid out, and what no entry of it can tell.
///
/// # Errors
/// It is no table that can be read.
pub(super) fn document(text: &str, file: &str, most: usize) -> Result<(Document, Shape, Vec<Diagnostic>), Vec<Diagnostic>> {
    let table = Table::parse(text, file, most)?;
    let mut wrong = Vec::new();
    let mut columns: Vec<String> = Vec::new();
    for cell in &table.header {
        let name = column(&cell.text);
        let known = is_column(&name) || (name.is_empty() && unused(&table, columns.len()));
        let told = if columns.contains(&name) && !name.is_empty() {
            Some((Code::Repeated, format!("the column `{}` is there twice", shown(&name)), "keep one of them".to_owned()))
        } else if !known {
            let help = match did_you_mean(&name, COLUMNS.into_iter().chain(OF_PAIN)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("remove it; known are {}", every_column()),
            };
            Some((Code::UnknownField, format!("there is no column `{}`", shown(&cell.text)), help))
        } else {
            None
        };
        if let Some((code, message, help)) = told {
            wrong.push(Diagnostic::new(code, message).place(table.place(cell.spot)).help(help));
        }
        columns.push(name);
    }
    let mut items = Vec::new();
    for row in &table.rows {
        if let Some(cell) = row.get(columns.len()..).and_then(|more| more.iter().find(|cell| !cell.text.is_empty())) {
            let message = format!("this row has {} cells, and there are {} columns", row.len(), columns.len());
            let help = "put quotes around a cell that holds the separator: \"5,5,3\"";
            wrong.push(Diagnostic::new(Code::WrongType, message).place(table.place(cell.spot)).help(help));
        }
        let mut told = |diagnostic: Diagnostic, _: &str, cell: &Cell| wrong.push(diagnostic.place(table.place(cell.spot)));
        items.push(entry(columns.iter().map(String::as_str).zip(row), &mut told));
    }
    let spot = table.header.first().map_or(Spot { line: 1, column: 1, width: 1 }, |cell| cell.spot);
    let shape = Shape { separator: table.separator, columns };
    Ok((table.into_document(Node { spot, value: Value::Sequence(items) }), shape, wrong))
}

/// Whether a column has no text in any row: spreadsheets export such ones.
fn unused(table: &Table, column: usize) -> bool {
    table.rows.iter().all(|row| row.get(column).is_none_or(|cell| cell.text.is_empty()))
}

/// The entry that the texts of some columns say, as someone types them, and what is wrong with them, by column.
#[cfg(feature = "cli")]
pub(super) fn typed(cells: &[(&str, &str)]) -> (Node, Vec<Diagnostic>) {
    let spot = Spot { line: 1, column: 1, width: 1 };
    let cells: Vec<(&str, Cell)> = cells.iter().map(|(name, text)| (*name, Cell { text: text.trim().to_owned(), spot })).collect();
    let mut wrong = Vec::new();
    let node = entry(cells.iter().map(|(name, cell)| (*name, cell)), &mut |diagnostic, name, _| wrong.push(diagnostic.at(name)));
    (node, wrong)
}

/// Cells as an entry. An empty one says nothing. `told` takes what is wrong with a cell of a column.
fn entry<'a>(cells: impl Iterator<Item = (&'a str, &'a Cell)>, told: &mut dyn FnMut(Diagnostic, &str, &Cell)) -> Node {
    let mut place = None;
    let mut entries = Vec::new();
    let mut pain = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (name, cell) in cells.filter(|(_, cell)| !cell.text.is_empty()) {
        place.get_or_insert(cell.spot);
        if !is_column(name) || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let value = value(name, cell).unwrap_or_else(|(code, message, help)| {
            told(Diagnostic::new(code, message).help(help), name, cell);
            // A value that is right everywhere keeps it from being told twice.
            harmless(name)
        });
        let entry = document::Entry { key: name.to_owned(), spot: cell.spot, value: Node { spot: cell.spot, value } };
        if OF_PAIN.contains(&name) { pain.push(entry) } else { entries.push(entry) }
    }
    if let Some(first) = pain.first() {
        let spot = first.spot;
        entries.push(document::Entry { key: "pain".to_owned(), spot, value: Node { spot, value: Value::Mapping(pain) } });
    }
    Node { spot: place.unwrap_or(Spot { line: 1, column: 1, width: 1 }), value: Value::Mapping(entries) }
}

fn bare(text: impl Into<String>) -> Value {
    Value::Scalar { text: text.into(), quoted: false }
}

fn harmless(name: &str) -> Value {
    match name {
        "load" => Value::Sequence(Vec::new()),
        _ => bare("2000-01-01"),
    }
}

/// What a cell says, as YAML would say it; or what is wrong with it.
fn value(name: &str, cell: &Cell) -> Result<Value, (Code, String, String)> {
    let text = cell.text.as_str();
    let list = |items: Vec<String>| Value::Sequence(items.into_iter().map(|item| Node { spot: cell.spot, value: bare(item) }).collect());
    let words = || text.split([' ', ';', ',', '/']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    Ok(match name {
        "date" | "noted" => bare(date(text)?),
        "at" => bare(time(text)),
        "load" => {
            let loads = loads(text)?;
            if let [one] = loads.as_slice() { bare(one) } else { list(loads) }
        }
        "sets" | "clean" | "effort" | "signs" | "unsure" => list(words()),
        "cut_short" => match which_sets(text) {
            Some(sets) => list(sets),
            None => bare(text),
        },
        "screen" => {
            let answered = |unsure: bool| words().into_iter().filter(move |word| word.ends_with('?') == unsure);
            let none = ["none", "no", "0"].contains(&text.to_lowercase().as_str());
            let signs = if none { Vec::new() } else { answered(false).collect() };
            let unsure = answered(true).map(|word| word.trim_end_matches('?').to_owned()).collect();
            let field = |key: &str, value: Value| document::Entry { key: key.to_owned(), spot: cell.spot, value: Node { spot: cell.spot, value } };
            Value::Mapping(vec![field("signs", list(signs)), field("unsure", list(unsure))])
        }
        "medicine" | "gate" | "amends" | "withdrawn" => bare(match text.to_lowercase().as_str() {
            "true" | "yes" | "y" | "x" | "1" | "wahr" | "ja" => "true",
            "false" | "no" | "n" | "0" | "falsch" | "nein" => "false",
            _ => text,
        }),
        "kind" | "missed" | "lift" => bare(text.to_lowercase().replace([' ', '_'], "-")),
        // A text is a text, also where it says `null`.
        "note" | "session" => Value::Scalar { text: text.to_owned(), quoted: true },
        _ => bare(text),
    })
}

/// `set 3`, `sets 2 3` and `2 3`: which sets; a number alone says how many.
fn which_sets(text: &str) -> Option<Vec<String>> {
    let words: Vec<String> = text.to_lowercase().split([' ', ';', ',', '/']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    match words.split_first() {
        Some((first, sets)) if ["set", "sets"].contains(&first.as_str()) => Some(sets.to_vec()),
        _ => (words.len() > 1).then_some(words),
    }
}

/// A date with its year first. Between points the day comes first everywhere; between slashes nobody
/// knows.
fn date(text: &str) -> Result<String, (Code, String, String)> {
    let numbers = |separator: char| -> Option<[u32; 3]> {
        let parts: Vec<u32> = text.split(separator).map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
        parts.try_into().ok()
    };
    if let Some([day, month, year]) = numbers('.').filter(|[_, _, year]| *year >= 1000) {
        return Ok(format!("{year:04}-{month:02}-{day:02}"));
    }
    if let Some([first, second, year]) = numbers('/').filter(|[_, _, year]| *year >= 1000) {
        let iso = |month: u32, day: u32| format!("`{year:04}-{month:02}-{day:02}`");
        let help = match (first <= 12, second <= 12) {
            (true, true) if first != second => format!("write {} or {}, whichever is meant", iso(first, second), iso(second, first)),
            (true, _) => format!("write {}", iso(first, second)),
            _ => format!("write {}", iso(second, first)),
        };
        return Err((Code::BadDate, format!("`{}` may be read with the day or the month first", shown(text)), help));
    }
    Ok(text.to_owned())
}

/// `9:30` and `18:00:00`, as spreadsheets write them, with four digits.
fn time(text: &str) -> String {
    let text = text.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(text);
    if text.len() == 4 { format!("0{text}") } else { text.to_owned() }
}

/// `82,5 kg`, `80 kg; 80 kg; 70 kg`: each load ends with its unit.
fn loads(text: &str) -> Result<Vec<String>, (Code, String, String)> {
    let mut loads: Vec<String> = Vec::new();
    let mut load = String::new();
    let mut in_unit = false;
    let gap = |c: char| matches!(c, ' ' | ';' | ',' | '/');
    for c in text.chars() {
        if in_unit && !c.is_alphabetic() {
            loads.push(std::mem::take(&mut load));
            in_unit = false;
        }
        if load.is_empty() && gap(c) {
            continue;
        }
        in_unit |= c.is_alphabetic();
        load.push(c);
    }
    if !load.trim_end_matches(gap).is_empty() {
        loads.push(load.trim_end_matches(gap).to_owned());
    }
    loads.into_iter().map(|load| point(&load)).collect()
}

/// A decimal comma as a point. Three digits behind a comma may be thousands: nobody knows.
fn point(load: &str) -> Result<String, (Code, String, String)> {
    let Some((whole, rest)) = load.split_once(',') else { return Ok(load.to_owned()) };
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    if digits == 3 {
        let unit = rest[digits..].trim();
        let help = format!("write `{whole}{} {unit}` or `{whole}.{} {unit}`", &rest[..3], &rest[..3]);
        return Err((Code::WrongType, format!("`{}` may mean a decimal or a thousand", shown(load)), help));
    }
    Ok(format!("{whole}.{rest}"))
}

/// What an entry says, cell by cell, with the names of their columns.
fn cells(said: Vec<(&'static str, Said)>) -> Vec<(&'static str, String)> {
    let mut cells = Vec::new();
    for (name, said) in said {
        let text = match said {
            Said::Bare(text) | Said::Id(text) | Said::Text(text) => text,
            Said::List(sets) if name == "cut_short" => format!("{} {}", if sets.len() == 1 { "set" } else { "sets" }, sets.join(" ")),
            Said::List(items) => items.join(" "),
            Said::Fields(answers) if name == "screen" => screen(answers),
            Said::Fields(inner) => {
                cells.extend(self::cells(inner));
                continue;
            }
        };
        cells.push((name, text));
    }
    cells.retain(|(_, text)| !text.is_empty());
    cells
}

/// `sign other-sign?`, with a question mark where nobody is sure.
fn screen(answers: Vec<(&'static str, Said)>) -> String {
    let mut answered = Vec::new();
    for (list, said) in answers {
        if let Said::List(signs) = said {
            answered.extend(signs.into_iter().map(|sign| if list == "unsure" { format!("{sign}?") } else { sign }));
        }
    }
    if answered.is_empty() { "none".to_owned() } else { answered.join(" ") }
}

/// The table with one row more.
pub(super) fn appended(text: &str, shape: &Shape, entry: &Entry) -> Result<String, Vec<Diagnostic>> {
    let cells = cells(write::said(entry));
    // When it was written down changes nothing: a table need not have room for it.
    let lost = cells.iter().filter(|(name, _)| *name != "noted" && !shape.columns.iter().any(|column| column == name));
    let lost: Vec<Diagnostic> = lost
        .map(|(name, _)| {
            Diagnostic::new(Code::Missing, format!("the log has no column `{name}`")).help(format!("add `{name}` to its first line"))
        })
        .collect();
    if !lost.is_empty() {
        return Err(lost);
    }
    let end = match text.contains("\r\n") {
        true => "\r\n",
        false if text.contains('\r') => "\r",
        false => "\n",
    };
    let mut whole = text.to_owned();
    if table::header_line(text).is_none() {
        whole.push_str(&shape.columns.join(&shape.separator.to_string()));
    }
    if !whole.ends_with(['\n', '\r']) {
        whole.push_str(end);
    }
    let quoted = |text: &String| {
        let plain = !text.contains([shape.separator, '"', '#', '\n']);
        if plain { text.clone() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
    };
    let row = shape.columns.iter().map(|column| cells.iter().find(|(name, _)| name == column).map(|(_, text)| quoted(text)).unwrap_or_default());
    whole.push_str(&row.collect::<Vec<_>>().join(&shape.separator.to_string()));
    whole.push_str(end);
    Ok(whole)
}
