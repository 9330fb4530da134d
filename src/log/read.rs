//! From a file to entries, or to everything that is wrong with it. YAML and tables are read by the same
//! rules: a table is turned into the document that it says first.

use super::{Answers, CutShort, Entry, Missed, PainKind, PainReport, csv, write};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::emergency;
use crate::document::fields::ids;
use crate::document::names::names_of;
use crate::document::outline::{Outline, Takes};
use crate::document::reader::{Field, Map, Reader, missing, value};
use crate::document::{Document, Node, Spot, Value, too_large};
use crate::profile::Lift;
use crate::protocol::Protocol;
use crate::units::{Load, Pain, Unit};
use std::ops::RangeInclusive;

/// The largest log that is read, bytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// More than a session a day for ten years.
const MOST_ENTRIES: usize = 4000;

/// More work sets than any session has.
pub(super) const MOST_SETS: usize = 20;

/// The years that a log may speak of.
const YEARS: RangeInclusive<i32> = 2000..=2199;

/// A log as read, with the places of what it says.
#[derive(Debug, Clone)]
pub struct Logged {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Absent where the file says nothing.
    document: Option<Document>,
    form: Form,
    text: String,
}

/// How the file is written.
#[derive(Debug, Clone)]
pub(super) enum Form {
    /// A list in YAML.
    Yaml,
    Table(csv::Shape),
}

impl Logged {
    /// Fills in the places of diagnostics that name a field, as `[3].date`, and sorts all by where they stand.
    pub fn locate(&self, wrong: Vec<Diagnostic>) -> Vec<Diagnostic> {
        match &self.document {
            Some(document) => document.locate(wrong),
            None => wrong,
        }
    }

    /// The whole text of the log with one entry more at its end; everything before it stays as it is.
    ///
    /// # Errors
    /// The file is written in a way that nothing can be put behind: a list in brackets, a table that lacks
    /// a column.
    pub fn with(&self, entry: &Entry) -> Result<String, Vec<Diagnostic>> {
        match &self.form {
            Form::Yaml => write::appended(&self.text, self.document.as_ref(), entry),
            Form::Table(shape) => csv::appended(&self.text, shape, entry),
        }
    }
}

/// Reads a log. `file` is what its mistakes call it, and tells by its ending whether it is a table; where
/// it does not, the first line does. A file that says nothing is a log without entries.
///
/// # Errors
/// Every mistake in it, each with its place and remedy.
pub fn read(text: &str, file: &str, unit: Unit, protocol: &Protocol) -> Result<Logged, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        return Err(vec![too_large(text.len(), MAX_BYTES)]);
    }
    let logged = |entries, document, form| Logged { entries, document, form, text: text.to_owned() };
    let read = if csv::is_table(text, file) {
        csv::document(text, file, MAX_BYTES).map(|(document, shape, wrong)| (document, Form::Table(shape), wrong))
    } else {
        Document::parse_all(text, file).map(|(document, repeated)| (document, Form::Yaml, repeated))
    };
    let (document, form, wrong) = match read {
        Ok(read) => read,
        Err(wrong) if matches!(wrong.as_slice(), [one] if one.code == Code::Empty) => {
            let form = if csv::is_table(text, file) { Form::Table(csv::Shape::whole()) } else { Form::Yaml };
            return Ok(logged(Vec::new(), None, form));
        }
        Err(wrong) => return Err(told_first(text, file, wrong, protocol)),
    };
    match entries(&document, unit, protocol, wrong) {
        Ok(entries) => Ok(logged(entries, Some(document), form)),
        Err(wrong) => Err(told_first(text, file, document.locate(wrong), protocol)),
    }
}

/// What is wrong with a log, behind the emergency signs in it.
fn told_first(text: &str, file: &str, wrong: Vec<Diagnostic>, protocol: &Protocol) -> Vec<Diagnostic> {
    if csv::is_table(text, file) {
        emergency::before_mistakes_of_table(text, wrong, protocol)
    } else {
        emergency::before_mistakes(text, wrong, protocol)
    }
}

fn entries(document: &Document, unit: Unit, protocol: &Protocol, wrong: Vec<Diagnostic>) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let mut reader = Reader::new(wrong);
    let entries = listed(&mut reader, document.root(), unit, protocol);
    if reader.wrong.is_empty() { Ok(entries) } else { Err(reader.wrong) }
}

/// What a log may hold.
pub fn outline(protocol: &Protocol) -> Outline {
    let root = Node { spot: Spot { line: 1, column: 1, width: 1 }, value: Value::Sequence(Vec::new()) };
    Reader::outline(|reader| {
        listed(reader, &root, Unit::Kg, protocol);
    })
}

fn listed(reader: &mut Reader, root: &Node, unit: Unit, protocol: &Protocol) -> Vec<Entry> {
    let signs: Vec<&str> = protocol.signs.iter().map(|sign| sign.id.as_str()).collect();
    let root = Field { node: root, path: String::new() };
    if !matches!(root.node.value, Value::Sequence(_)) {
        let message = "a log is a list of entries, one for each session";
        reader.wrong(
            Code::WrongType,
            "",
            message,
            "begin each with a dash: `- session: loading-1-deadlift`, and below it `  date: 2026-12-10`",
        );
        return Vec::new();
    }
    let mut entries = Vec::new();
    for item in reader.items(&root, "`- session: loading-1-deadlift`", MOST_ENTRIES) {
        entries.extend(entry(reader, item, unit, &signs));
    }
    entries
}

/// An entry from the texts of its columns, as someone types them. What is wrong names the column.
///
/// # Errors
/// Every mistake in it.
#[cfg(feature = "cli")]
pub fn from_cells(cells: &[(&str, &str)], unit: Unit, protocol: &Protocol) -> Result<Entry, Vec<Diagnostic>> {
    let (node, wrong) = csv::typed(cells);
    let mut reader = Reader::new(wrong);
    let signs: Vec<&str> = protocol.signs.iter().map(|sign| sign.id.as_str()).collect();
    match entry(&mut reader, Field { node: &node, path: String::new() }, unit, &signs) {
        Some(entry) if reader.wrong.is_empty() => Ok(entry),
        _ => Err(reader.wrong),
    }
}

fn entry(reader: &mut Reader, item: Field<'_>, unit: Unit, signs: &[&str]) -> Option<Entry> {
    let path = item.path.clone();
    if !matches!(item.node.value, Value::Mapping(_)) && !reader.is_asking() {
        reader.wrong(
            Code::WrongType,
            &path,
            "this is no entry",
            "write `- session: loading-1-deadlift`, and below it `  date: 2026-12-10`",
        );
        return None;
    }
    let map = reader.map(item, names_of::<Entry>(), |key| names_of::<PainReport>().contains(&key).then_some("pain"))?;
    reader.either(
        &map,
        &["session", "pain", "signs", "unsure", "before", "medicine", "gate", "screen", "note", "withdrawn"],
        "`session` is missing",
        "say which one: `session: loading-1-deadlift`; the plan has the ids. Of a day without one, write pain, signs, medicine, gate, screen or note",
    );
    missing_in(reader, &map, "date", "add the day on which it was done: `date: 2026-12-10`");
    let session = value(reader, &map, "session", session_id);
    let mut day = |key: &str| value(reader, &map, key, |reader, field| reader.date_in(field, YEARS));
    let (date, noted) = (day("date"), day("noted"));
    let at = value(reader, &map, "at", |reader, field| reader.time(field));
    let missed = value(reader, &map, "missed", |reader, field| reader.choice::<Missed>(field));
    let lift = value(reader, &map, "lift", |reader, field| reader.choice::<Lift>(field));
    let load = loads(reader, &map, unit);
    let sets = per_set(reader, &map, "sets", 0..=100, "the repetitions of each set: `sets: [5, 5, 3]`");
    let cut_short = cut_short(reader, &map);
    let clean = per_set(reader, &map, "clean", 0..=100, "the last clean repetition of each set: `clean: [5, 5, 3]`").unwrap_or_default();
    let effort = per_set(reader, &map, "effort", 1..=10, "how hard each set was, from 1 to 10: `effort: [6, 7, 8]`").unwrap_or_default();
    let before = value(reader, &map, "before", |reader, field| reader.small(field, 0..=Pain::MAX)).and_then(Pain::new);
    let pain = pain(reader, &map);
    let [shown_signs, unsure] = ["signs", "unsure"].map(|key| sign_ids(reader, &map, key, signs));
    let screen = screen(reader, &map, signs);
    let note = reader.part(&map, "note").and_then(|field| reader.note(&field));
    let mut flag = |key: &str| value(reader, &map, key, |reader, field| reader.boolean(field));
    let (medicine, gate) = (flag("medicine"), flag("gate"));
    let (amends, withdrawn) = (flag("amends").unwrap_or(false), flag("withdrawn").unwrap_or(false));
    #[rustfmt::skip]
    let entry = Entry {
        session, date: date.unwrap_or_default(), noted, at, missed, lift, load, sets, cut_short, clean, effort, before, pain,
        signs: shown_signs, unsure, medicine, gate, screen, note, amends, withdrawn,
    };
    contradictions(reader, &map, &entry);
    date.is_some().then_some(entry)
}

/// What cannot be true together of one entry.
fn contradictions(reader: &mut Reader, map: &Map<'_>, entry: &Entry) {
    let of_a_session = entry.missed.is_some() || entry.lift.is_some() || entry.tells_of_lifting();
    let path = map.path_of("session");
    let is_told = reader.wrong.iter().any(|wrong| wrong.code == Code::Missing && wrong.field.as_ref() == Some(&path));
    if of_a_session && !map.has("session") && !is_told {
        let help = "say which one: `session: loading-1-deadlift`; the plan has the ids";
        reader.wrong(Code::Missing, &path, "`session` is missing: what was lifted is of a session", help);
    }
    let Some(sets) = &entry.sets else { return };
    let Entry { load, cut_short, clean, effort, .. } = entry;
    if load.len() > 1 && !sets.is_empty() && load.len() != sets.len() {
        let message = format!("{} loads for {} sets", load.len(), sets.len());
        reader.wrong(Code::Contradiction, &map.path_of("load"), message, "give one load for all sets, or one for each");
    }
    let beyond = match cut_short {
        Some(CutShort::Count(cut)) if *cut as usize > sets.len() => Some(format!("{cut} sets were cut short, of {}", sets.len())),
        Some(CutShort::Sets(cut)) => {
            cut.iter().find(|&&cut| cut as usize > sets.len()).map(|cut| format!("set {cut} was cut short, of {}", sets.len()))
        }
        _ => None,
    };
    if let Some(message) = beyond {
        reader.wrong(Code::Contradiction, &map.path_of("cut_short"), message, "count only the work sets that `sets` lists");
    }
    for (key, list) in [("clean", clean), ("effort", effort)] {
        if list.len() > sets.len() {
            let message = format!("`{key}` is there for {} sets, of {}", list.len(), sets.len());
            reader.wrong(Code::Contradiction, &map.path_of(key), message, "give one for each work set that `sets` lists");
        }
    }
    if let Some((at, (clean, done))) = clean.iter().zip(sets).enumerate().find(|(_, (clean, done))| clean > done) {
        let message = format!("repetition {clean} of set {} was clean, of {done}", at + 1);
        reader.wrong(Code::Contradiction, &map.path_of("clean"), message, "write the last repetition of the set that was clean");
    }
}

/// A whole number for each work set.
fn per_set(reader: &mut Reader, map: &Map<'_>, key: &str, range: RangeInclusive<u16>, example: &str) -> Option<Vec<u32>> {
    value(reader, map, key, |reader, field| {
        let before = reader.wrong.len();
        let items = reader.items(field, example, MOST_SETS);
        let sets = items.iter().filter_map(|item| reader.whole(item, range.clone()).map(u32::from)).collect();
        (reader.wrong.len() == before).then_some(sets)
    })
}

/// `1`: so many; `[3]`: these.
fn cut_short(reader: &mut Reader, map: &Map<'_>) -> Option<CutShort> {
    const MOST: u16 = MOST_SETS as u16;
    let field = reader.optional(map, "cut_short")?;
    let Value::Sequence(_) = field.node.value else {
        return reader.whole(&field, 0..=MOST).map(|count| CutShort::Count(u32::from(count)));
    };
    let items = reader.items(&field, "how many, or which: `cut_short: [3]`", MOST_SETS);
    let read = |item: &Field<'_>| reader.whole(item, 1..=MOST).map(|set| (u32::from(set), item.path.clone()));
    let sets: Vec<(u32, String)> = items.iter().filter_map(read).collect();
    reader.once(&field.path, &sets, |set| format!("set {set}"));
    Some(CutShort::sets(sets.into_iter().map(|(set, _)| set).collect()))
}

/// The screen's questions answered again. That every answer was no has to be said: `screen: {signs: []}`.
fn screen(reader: &mut Reader, map: &Map<'_>, signs: &[&str]) -> Option<Answers> {
    let field = reader.part(map, "screen")?;
    let map = reader.map(field, names_of::<Answers>(), |_| None)?;
    missing_in(reader, &map, "signs", "where every question was answered with no, write `screen: {signs: []}`");
    let [signs, unsure] = ["signs", "unsure"].map(|key| sign_ids(reader, &map, key, signs));
    Some(Answers { signs, unsure })
}

fn sign_ids(reader: &mut Reader, map: &Map<'_>, key: &str, known: &[&str]) -> Vec<String> {
    ids(reader, map, key, "sign", known).into_iter().map(|(id, _)| id).collect()
}

/// As [`missing`], with the name of the field alone: the entry is where the place points.
fn missing_in(reader: &mut Reader, map: &Map<'_>, key: &str, help: &str) {
    let before = reader.wrong.len();
    missing(reader, map, key, help);
    if let Some(wrong) = reader.wrong.get_mut(before) {
        wrong.message = format!("`{key}` is missing");
    }
}

/// The id of a session: small letters, digits and hyphens.
fn session_id(reader: &mut Reader, field: &Field<'_>) -> Option<String> {
    const MOST: usize = 80;
    if reader.asks(&field.path, || Takes::Id(MOST)) {
        return None;
    }
    let text = reader.single(field, "the id of a session", "it as `loading-1-deadlift`")?.trim();
    let shaped = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= MOST
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !shaped {
        let message = format!("`{}` is not the id of a session", shown(text));
        reader.wrong(Code::UnknownValue, &field.path, message, "write it as the plan does: `loading-1-deadlift`");
    }
    shaped.then(|| text.to_owned())
}

/// The lightest and the heaviest load that is believed.
pub(super) fn weights(unit: Unit) -> [Load; 2] {
    match unit {
        Unit::Kg => [Load::new(500, unit), Load::new(500_000, unit)],
        Unit::Lb => [Load::new(1_000, unit), Load::new(1_100_000, unit)],
    }
}

fn loads(reader: &mut Reader, map: &Map<'_>, unit: Unit) -> Vec<Load> {
    let Some(field) = reader.optional(map, "load") else { return Vec::new() };
    match &field.node.value {
        Value::Sequence(_) => {
            let items = reader.items(&field, "`load: 80 kg`, or `load: [80 kg, 80 kg, 70 kg]`", MOST_SETS);
            items.iter().filter_map(|item| reader.load(item, Some(unit), weights)).collect()
        }
        Value::Scalar { .. } | Value::Mapping(_) => reader.load(&field, Some(unit), weights).into_iter().collect(),
    }
}

/// A kind of pain, by its name or by the word that the sheet has for it.
fn pain_kind(reader: &mut Reader, field: &Field<'_>) -> Option<PainKind> {
    let known: Vec<&str> = names_of::<PainKind>().iter().copied().chain(PainKind::ON_THE_SHEET.map(|(word, _)| word)).collect();
    let text = reader.id(field, "kind", &known)?;
    let of_sheet = PainKind::ON_THE_SHEET.into_iter().find(|(word, _)| *word == text).map(|(_, kind)| kind);
    of_sheet.or_else(|| reader.choice::<PainKind>(field))
}

fn pain(reader: &mut Reader, map: &Map<'_>) -> PainReport {
    let Some(field) = reader.part(map, "pain") else { return PainReport::default() };
    let Some(map) = reader.map(field, names_of::<PainReport>(), |_| None) else { return PainReport::default() };
    let mut score = |key: &str| value(reader, &map, key, |reader, field| reader.small(field, 0..=Pain::MAX)).and_then(Pain::new);
    let (worst, morning) = (score("worst"), score("morning"));
    PainReport {
        worst,
        morning,
        kind: value(reader, &map, "kind", pain_kind),
        gone_after_hours: value(reader, &map, "gone_after_hours", |reader, field| reader.whole(field, 0..=2000)).map(u32::from),
    }
}
