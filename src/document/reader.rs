//! Reads a document field by field, notes each mistake and goes on. Knows what a mapping and a list are, and nothing of
//! dates or weights.

use super::names::list;
use super::outline::{self, Outline, Recorder, Takes};
use super::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, shown};
use crate::units::{Decimal, Load, Unit};
use std::collections::BTreeSet;

/// Unknown fields of one mapping that are named one by one.
const MOST_UNKNOWN: usize = 20;

/// Collects what is wrong while values are read.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub wrong: Vec<Diagnostic>,
    /// Where it reads no document, but is asked what it would ask of one.
    pub(super) asking: Option<Recorder>,
}

/// A mapping; without a node, one that was left out.
#[derive(Debug, Clone)]
pub(crate) struct Map<'a> {
    pub node: Option<&'a Node>,
    pub path: String,
}

/// A value that is there, with its path.
#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    pub node: &'a Node,
    pub path: String,
}

impl Map<'_> {
    /// The path of one of its fields.
    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Whether a field was written at all.
    pub fn has(&self, key: &str) -> bool {
        self.node.is_some_and(|node| node.get(key).is_some())
    }
}

impl Field<'_> {
    /// The field's own name, without what it lies in and without its number in a list.
    pub(super) fn name(&self) -> &str {
        let last = self.path.rsplit('.').next().unwrap_or(&self.path);
        last.split('[').next().unwrap_or(last)
    }
}

impl Reader {
    /// One that knows of mistakes already.
    pub fn new(wrong: Vec<Diagnostic>) -> Self {
        Reader { wrong, asking: None }
    }

    /// What `read` asks, when every field is there and can be written in every way.
    pub fn outline(read: impl Fn(&mut Reader)) -> Outline {
        let mut outline = Outline::default();
        let mut pass = |stand_in: &'static Node, unit: Unit, absent: bool| {
            let asking = Recorder { outline: std::mem::take(&mut outline), stand_in, unit, absent };
            let mut reader = Reader { wrong: Vec::new(), asking: Some(asking) };
            read(&mut reader);
            outline = reader.asking.map(|asking| asking.outline).unwrap_or_default();
        };
        for unit in [Unit::Kg, Unit::Lb] {
            for stand_in in [&outline::SINGLE, &outline::LIST, &outline::FIELDS] {
                pass(stand_in, unit, false);
            }
        }
        pass(&outline::SINGLE, Unit::Kg, true);
        outline
    }

    /// Whether it writes down what it asks instead of reading.
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Writes down what a field takes. Where it does, there is nothing to read.
    pub fn asks(&mut self, path: &str, takes: impl FnOnce() -> Takes) -> bool {
        if let Some(asking) = &mut self.asking {
            asking.takes(path, takes());
        }
        self.asking.is_some()
    }

    /// Notes a mistake.
    pub fn wrong(&mut self, code: Code, path: &str, message: impl Into<String>, help: impl Into<String>) {
        self.wrong.push(Diagnostic::new(code, message).at(path).help(help));
    }

    /// A value as a mapping whose keys are among `known`; others are noted, `elsewhere` telling
    /// where they would belong.
    pub fn map<'a>(
        &mut self,
        field: Field<'a>,
        known: &[&'static str],
        elsewhere: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<Map<'a>> {
        if self.asks(&field.path, || Takes::Fields(known.iter().map(ToString::to_string).collect())) {
            return Some(Map { node: Some(field.node), path: field.path });
        }
        let Value::Mapping(entries) = &field.node.value else {
            let name = field.name();
            let example = known.first().copied().unwrap_or("…");
            self.wrong(
                Code::WrongType,
                &field.path,
                format!("`{name}` takes fields of its own, not {}", kind(field.node)),
                format!("write them two spaces further in: `{name}:`, and below it `  {example}: …`; it takes {}", list(known)),
            );
            return None;
        };
        let map = Map { node: Some(field.node), path: field.path };
        let unknown: Vec<&Entry> = entries.iter().filter(|entry| !known.contains(&entry.key.as_str())).collect();
        // A file of thousands of unknown fields is some other file: what is shown says enough.
        for Entry { key, .. } in unknown.iter().take(MOST_UNKNOWN) {
            let help = match (did_you_mean(key, known.iter().copied()), elsewhere(key)) {
                (Some(meant), _) => format!("did you mean `{meant}`?"),
                (None, Some(section)) => format!("`{}` belongs under `{section}`", shown(key)),
                (None, None) => format!("remove it; known here are {}", list(known)),
            };
            self.wrong(Code::UnknownField, &map.path_of(key), format!("there is no field `{}`", shown(key)), help);
        }
        if let Some(entry) = unknown.get(MOST_UNKNOWN) {
            let message = format!("fields that do not exist, not shown: {}", unknown.len() - MOST_UNKNOWN);
            self.wrong(Code::UnknownField, &map.path_of(&entry.key), message, "is this the right file?");
        }
        Some(map)
    }

    /// A part of a mapping that may be left out, or left empty: `equipment:` with nothing under it, after its
    /// fields were commented out.
    pub fn part<'a>(&mut self, map: &Map<'a>, key: &str) -> Option<Field<'a>> {
        let path = map.path_of(key);
        if let Some(asking) = &mut self.asking {
            asking.of(&path).blank = true;
            return (!asking.absent).then_some(Field { node: asking.stand_in, path });
        }
        let node = map.node?.get(key).filter(|node| !node.is_empty())?;
        Some(Field { node, path })
    }

    /// A field that may be left out. Written without a value it is noted as a mistake.
    pub fn optional<'a>(&mut self, map: &Map<'a>, key: &str) -> Option<Field<'a>> {
        if let Some(asking) = &self.asking {
            return (!asking.absent).then(|| Field { node: asking.stand_in, path: map.path_of(key) });
        }
        let node = map.node?.get(key)?;
        let path = map.path_of(key);
        if node.is_empty() {
            self.wrong(Code::WrongType, &path, format!("`{key}` has no value"), "give it one, or remove the line");
            return None;
        }
        Some(Field { node, path })
    }

    /// A single value that was not put in quotes, for numbers and `true`.
    pub(super) fn bare<'a>(&mut self, field: &Field<'a>, takes: &str, example: &str) -> Option<&'a str> {
        match &field.node.value {
            Value::Scalar { text, quoted: false } => Some(text),
            Value::Scalar { text, quoted: true } => {
                let message = format!("`{}` takes {takes}, and \"{}\" in quotes is text", field.name(), shown(text));
                // Without its quotes a decimal comma would separate two items of a list.
                if let Some(help) = comma_help(text) {
                    self.wrong(Code::WrongType, &field.path, message, help);
                    return None;
                }
                let meant = if text.trim().is_empty() { example.to_owned() } else { format!("`{}`", shown(text.trim())) };
                self.wrong(Code::WrongType, &field.path, message, format!("write {meant} without quotes"));
                None
            }
            Value::Sequence(_) | Value::Mapping(_) => self.single(field, takes, example),
        }
    }

    /// A single value, quoted or not.
    pub fn single<'a>(&mut self, field: &Field<'a>, takes: &str, example: &str) -> Option<&'a str> {
        if let Value::Scalar { text, .. } = &field.node.value {
            return Some(text);
        }
        let message = format!("`{}` takes {takes}, not {}", field.name(), kind(field.node));
        self.wrong(Code::WrongType, &field.path, message, format!("write {example}"));
        None
    }

    /// The items of a list.
    pub fn items<'a>(&mut self, field: &Field<'a>, example: &str, most: usize) -> Vec<Field<'a>> {
        if self.asks(&field.path, || Takes::Items(most)) {
            let node = self.asking.as_ref().map_or(field.node, |asking| asking.stand_in);
            return vec![Field { node, path: format!("{}[0]", field.path) }];
        }
        let Value::Sequence(items) = &field.node.value else {
            let message = format!("`{}` takes a list, not {}", field.name(), kind(field.node));
            self.wrong(Code::WrongType, &field.path, message, format!("write {example}"));
            return Vec::new();
        };
        if items.len() > most {
            let message = format!("`{}` lists {}, and at most {most} are read", field.name(), items.len());
            self.wrong(Code::OutOfRange, &field.path, message, "keep those that matter");
            return Vec::new();
        }
        let mut fields = Vec::new();
        for (number, node) in items.iter().enumerate() {
            let path = format!("{}[{number}]", field.path);
            if node.is_empty() {
                self.wrong(Code::WrongType, &path, "an entry of the list is empty", "fill it in, or remove it");
            } else {
                fields.push(Field { node, path });
            }
        }
        fields
    }

    /// Notes a list with nothing in it.
    pub fn filled(&mut self, field: &Field<'_>, message: &str, help: &str) {
        if let Some(asking) = &mut self.asking {
            asking.of(&field.path).filled = true;
        } else if matches!(&field.node.value, Value::Sequence(items) if items.is_empty()) {
            self.wrong(Code::OutOfRange, &field.path, message, help);
        }
    }

    /// Notes everything that stands in a list for the second time.
    pub fn once<K: Ord>(&mut self, list: &str, items: &[(K, String)], name: impl Fn(&K) -> String) {
        self.unique(list);
        let mut seen = BTreeSet::new();
        for (item, path) in items {
            if !seen.insert(item) {
                self.wrong(Code::Repeated, path, format!("{} is given twice", name(item)), "keep one of them");
            }
        }
    }

    /// Says of a list that nothing may stand in it twice.
    pub fn unique(&mut self, list: &str) {
        if let Some(asking) = &mut self.asking {
            asking.of(list).unique = true;
        }
    }

    /// Notes where two fields are both there that say the same.
    pub fn not_both(&mut self, map: &Map<'_>, keys: [&str; 2], message: &str, help: &str) {
        if let Some(asking) = &mut self.asking {
            let pair = keys.map(str::to_owned).to_vec();
            let exclude = &mut asking.of(&map.path).exclude;
            if !exclude.contains(&pair) {
                exclude.push(pair);
            }
        } else if keys.iter().all(|key| map.has(key)) {
            self.wrong(Code::Contradiction, &map.path_of(keys[0]), message, help);
        }
    }

    /// Notes where none of several fields is there; the first is the one that is missed.
    pub fn either(&mut self, map: &Map<'_>, keys: &[&str], message: &str, help: &str) {
        if let Some(asking) = &mut self.asking {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            let either = &mut asking.of(&map.path).either;
            if !either.contains(&keys) {
                either.push(keys);
            }
        } else if !keys.iter().any(|key| map.has(key)) {
            self.wrong(Code::Missing, &map.path_of(keys[0]), message, help);
        }
    }
}

/// Notes a field that has to be there and is not.
pub(crate) fn missing(reader: &mut Reader, map: &Map<'_>, key: &str, help: &str) {
    if let Some(asking) = &mut reader.asking {
        asking.required(&map.path, key, asking.absent && map.node.is_none());
        return;
    }
    if !map.has(key) {
        let path = map.path_of(key);
        reader.wrong(Code::Missing, &path, format!("`{path}` is missing"), help);
    }
}

/// A field through one of the reader's methods.
pub(crate) fn value<'a, T>(
    reader: &mut Reader,
    map: &Map<'a>,
    key: &str,
    take: impl FnOnce(&mut Reader, &Field<'a>) -> Option<T>,
) -> Option<T> {
    let field = reader.optional(map, key)?;
    take(reader, &field)
}

/// A decimal comma is the usual way to write a number that is none here.
pub(super) fn comma_help(text: &str) -> Option<String> {
    let mended = text.replacen(',', ".", 1);
    let number = mended != text && (mended.parse::<Load>().is_ok() || mended.parse::<Decimal>().is_ok());
    number.then(|| format!("write a point for the comma: `{mended}`"))
}

fn kind(node: &Node) -> &'static str {
    match node.value {
        Value::Scalar { .. } => "a single value",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "fields of its own",
    }
}
