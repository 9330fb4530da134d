//! Reads anything as a plan, and says what of it could not be read.
//!
//! A plan with holes is completed twice, by two guesses that differ wherever something had to be guessed. What
//! a constraint finds in both does not depend on the holes; where it does, it cannot be judged. No constraint
//! has to know what it depends on, and the types of the plan are the only list of its fields.

use super::{Finding, Severity};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::{Document, Entry, Node, Value, misread, shown};
use crate::plan::{Plan, SCHEMA};
use crate::protocol::RuleId;
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

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
    pub document: Option<Document>,
}

/// Reads a text as a plan.
///
/// # Errors
/// It is not YAML, or no plan at all, or one of another version.
pub(super) fn read(text: &str, file: &str) -> Result<Draft, Vec<Diagnostic>> {
    let error = match serde_yaml::from_str::<Plan>(text) {
        Ok(plan) if plan.schema == SCHEMA => {
            return Ok(Draft { plan, whole: true, other: None, guessed: vec![], findings: vec![], document: None });
        }
        Ok(_) => None,
        Err(error) => Some(error),
    };
    let (document, repeated) = Document::parse_all(text, file)?;
    let no_plan = |code, message: String| {
        let place = document.place("schema");
        let wrong =
            Diagnostic::new(code, message).help(format!("a plan begins with `schema: {SCHEMA}`; `rehinge plan PROFILE` writes one"));
        vec![place.map_or(wrong.clone(), |place| wrong.at("schema").place(place))]
    };
    match document.root().get("schema").map(|node| &node.value) {
        Some(Value::Scalar { text, .. }) if text != SCHEMA => {
            return Err(no_plan(Code::UnknownValue, format!("`{}` is not a plan that this version reads", shown(text))));
        }
        None if document.root().get("weeks").is_none() => {
            return Err(no_plan(Code::Missing, "this is no plan: it has neither a `schema` nor `weeks`".to_owned()));
        }
        _ => {}
    }
    let lost = |wrong: Wrong| {
        let wrong = Diagnostic::new(Code::WrongType, format!("this cannot be read as a plan: {}", wrong.message));
        vec![wrong.help("compare with a file that rehinge wrote")]
    };
    let first = complete(&document, Guess::default()).map_err(lost)?;
    let second = Guess { second: true, exact: first.unreadable.keys().map(|path| (path.clone(), 0)).collect(), ..Guess::default() };
    let other = complete(&document, second).ok().map(|it| it.plan);
    let mut findings: Vec<Finding> = first.unknown.iter().map(|(path, field)| unknown(path, field)).collect();
    findings.extend(first.unreadable.iter().map(|(path, message)| unreadable(path, message)));
    findings.extend(missing(&first));
    findings.extend(repeated.into_iter().map(|wrong| Finding { place: wrong.place.clone(), ..unreadable("", &wrong.message) }));
    if let Some(error) = error.filter(|_| findings.is_empty()) {
        let wrong = misread(&error, text, file, "plan");
        findings.push(Finding { place: wrong.place.clone(), ..unreadable("", &wrong.message) });
    }
    locate(&mut findings, &document);
    findings.sort_by_key(|finding| finding.place.as_ref().map(|place| (place.line, place.column)));
    let guessed = first.unreadable.into_keys().chain(first.missing).collect();
    Ok(Draft { plan: first.plan, whole: false, other, guessed, findings, document: Some(document) })
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
fn missing(read: &Completed) -> Vec<Finding> {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in &read.missing {
        places.entry(pattern(path)).or_default().push(path);
    }
    let one = |(pattern, paths): (String, Vec<&str>)| {
        let name = pattern.rsplit('.').next().unwrap_or_default().to_owned();
        let more = match paths.len() - 1 {
            0 => String::new(),
            1 => ", and in one more place".to_owned(),
            more => format!(", and in {more} more places"),
        };
        let mend = read.examples.get(&pattern).map_or_else(String::new, |example| example.replace("{name}", &name));
        finding(MISSING, paths[0], format!("`{name}` is missing{more}"), "what depends on it cannot be judged", mend)
    };
    places.into_iter().map(one).collect()
}

/// A path without its numbers: `weeks[].sessions[].start`.
fn pattern(path: &str) -> String {
    let mut inside = false;
    let keep = |c: &char| {
        let number = inside && *c != ']';
        inside = *c == '[' || number;
        !number
    };
    path.chars().filter(keep).collect()
}

// --- Completing a tree ---------------------------------------------------------------------------

/// What is filled in, and with which of its candidates.
#[derive(Default)]
struct Guess {
    /// By path: what cannot be read.
    exact: BTreeMap<String, usize>,
    /// By pattern: fields that have to be there, and what stands below a hole.
    required: BTreeMap<String, usize>,
    /// Whether it is the second, in which everything guessed is otherwise.
    second: bool,
    notes: RefCell<Notes>,
}

/// What was seen on the way.
#[derive(Default)]
struct Notes {
    missing: Vec<String>,
    unknown: BTreeMap<String, Unknown>,
    examples: BTreeMap<String, String>,
}

/// A field that does not exist.
struct Unknown {
    known: &'static [&'static str],
}

struct Completed {
    plan: Plan,
    missing: Vec<String>,
    unreadable: BTreeMap<String, String>,
    unknown: BTreeMap<String, Unknown>,
    examples: BTreeMap<String, String>,
}

/// So many candidates are tried for a hole before what is around it is given up.
const CANDIDATES: usize = 8;

/// So many holes are looked for; a file with more is no plan.
const MOST_HOLES: usize = 2_000;

fn complete(document: &Document, mut guess: Guess) -> Result<Completed, Wrong> {
    let mut unreadable: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for _ in 0..MOST_HOLES {
        guess.notes.take();
        let reader = Reader { source: Source::Node(document.root()), path: String::new(), guess: &guess };
        let wrong = match Plan::deserialize(reader) {
            Ok(plan) => {
                let Notes { missing, unknown, examples } = guess.notes.take();
                return Ok(Completed { plan, missing, unreadable, unknown, examples });
            }
            Err(wrong) => wrong,
        };
        let path = wrong.path.clone().unwrap_or_default();
        let tried = guess.exact.get(&path).or_else(|| guess.required.get(&pattern(&path))).copied();
        if wrong.missing {
            guess.required.insert(pattern(&path), 0);
        } else if tried.unwrap_or(0) >= CANDIDATES {
            let Some(around) = around(&path) else { return Err(wrong) };
            guess.exact.insert(around.to_owned(), 0);
            unreadable.insert(around.to_owned(), wrong.message.clone());
        } else if wrong.hole {
            let tried = match guess.exact.get_mut(&path) {
                Some(tried) => tried,
                None => guess.required.entry(pattern(&path)).or_insert(0),
            };
            *tried += 1;
        } else if path.is_empty() {
            return Err(wrong);
        } else {
            guess.exact.insert(path.clone(), 0);
            unreadable.insert(path, wrong.message.clone());
        }
        last = Some(wrong);
    }
    Err(last.unwrap_or_else(|| de::Error::custom("it has too many holes")))
}

/// The path of what a path is part of.
fn around(path: &str) -> Option<&str> {
    path.rfind(['.', '[']).map(|end| &path[..end])
}

/// Why something cannot be read, and where.
#[derive(Debug, Clone)]
struct Wrong {
    path: Option<String>,
    message: String,
    /// A field is missing; the path is its own.
    missing: bool,
    /// It was filled in already.
    hole: bool,
}

impl Wrong {
    fn at(mut self, path: &str, hole: bool) -> Self {
        if let (None, true) = (&self.path, self.missing) {
            // The message is the field's name.
            self.path = Some(join(path, &self.message));
        } else if self.path.is_none() {
            self.path = Some(path.to_owned());
            self.hole = hole;
        }
        self
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Wrong { path: None, message: message.to_string(), missing: false, hole: false }
    }

    fn missing_field(field: &'static str) -> Self {
        Wrong { missing: true, ..de::Error::custom(field) }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let meant = did_you_mean(variant, expected.iter().copied()).map_or(String::new(), |meant| format!("; did you mean `{meant}`?"));
        // Of the rules there are too many to name.
        let known = if expected.len() > 12 { String::new() } else { format!(": {}", expected.join(", ")) };
        de::Error::custom(format!("`{}` is none of those known here{known}{meant}", shown(variant)))
    }
}

fn join(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}

/// What is read: what stands there, or nothing.
#[derive(Clone, Copy)]
enum Source<'d> {
    Node(&'d Node),
    Hole,
}

/// Reads a node, or makes up what is not there.
struct Reader<'d, 'g> {
    source: Source<'d>,
    path: String,
    guess: &'g Guess,
}

/// Candidates for a text, by what it may be: any text, a load, a date, a point of time, a time of day, a day.
const FIRST: [&str; 6] = ["", "0 kg", "1970-01-05", "1970-01-05T00:00", "00:00", "mon"];
const SECOND: [&str; 6] = ["x", "20 kg", "2070-01-06", "2070-01-06T12:00", "12:00", "sun"];
const EXAMPLES: [&str; 6] = ["…", "80 kg", "2026-12-10", "2026-12-10T18:00", "\"18:00\"", "thu"];

impl<'d, 'g> Reader<'d, 'g> {
    fn new(node: &'d Node, path: String, guess: &'g Guess) -> Self {
        let source = if guess.exact.contains_key(&path) { Source::Hole } else { Source::Node(node) };
        Reader { source, path, guess }
    }

    fn hole(path: String, guess: &'g Guess) -> Self {
        Reader { source: Source::Hole, path, guess }
    }

    fn is_hole(&self) -> bool {
        matches!(self.source, Source::Hole)
    }

    fn attempt(&self) -> usize {
        let tried = self.guess.exact.get(&self.path).or_else(|| self.guess.required.get(&pattern(&self.path)));
        tried.copied().unwrap_or(0)
    }

    /// What would be right here, for who reads the finding; `{name}` stands for the field.
    fn example(&self, example: impl Into<String>) {
        self.guess.notes.borrow_mut().examples.insert(pattern(&self.path), example.into());
    }

    fn text(&self) -> &'static str {
        let at = self.attempt() % FIRST.len();
        self.example(format!("write it as in `{{name}}: {}`", EXAMPLES[at]));
        if self.guess.second { SECOND[at] } else { FIRST[at] }
    }

    /// A plain value that is no text.
    fn plain(&self, node: &'d Node, wanted: &str) -> Result<&'d str, Wrong> {
        match &node.value {
            Value::Scalar { text, quoted: false } if !node.is_empty() => Ok(text),
            _ => Err(misfit(node, wanted)),
        }
    }

    fn number<T: std::str::FromStr>(&self, wanted: &str, guesses: [T; 2]) -> Result<T, Wrong> {
        match self.source {
            Source::Node(node) => self.plain(node, wanted)?.parse().map_err(|_| misfit(node, wanted)),
            Source::Hole => {
                self.example("write `{name}` with its number");
                let [first, second] = guesses;
                // A file that says nothing of a revision is no revision, whoever guesses.
                Ok(if self.guess.second && self.path != "revision" { second } else { first })
            }
        }
    }
}

/// What stands there is not what belongs there.
fn misfit(node: &Node, wanted: &str) -> Wrong {
    let is = match &node.value {
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "fields of its own".to_owned(),
        Value::Scalar { .. } if node.is_empty() => "nothing".to_owned(),
        Value::Scalar { text, .. } => format!("`{}`", shown(text)),
    };
    de::Error::custom(format!("{is}, where {wanted} belongs"))
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            visitor.$visit(self.number::<$type>("a whole number", [0, 1])?)
        })*
    };
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Wrong;

    whole_numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_f64(self.number("a number", [0.0, 1.5])?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.source {
            Source::Hole => {
                self.example("write `{name}: true` or `{name}: false`");
                visitor.visit_bool(self.guess.second)
            }
            Source::Node(node) => match self.plain(node, "`true` or `false`")? {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                _ => Err(misfit(node, "`true` or `false`")),
            },
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.source {
            Source::Hole => visitor.visit_str(self.text()),
            Source::Node(node) => match &node.value {
                Value::Scalar { text, .. } if !node.is_empty() => visitor.visit_str(text),
                _ => Err(misfit(node, "a text")),
            },
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_str(visitor)
    }

    /// Only a load, or a list of loads, is read without saying what it is.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.source {
            Source::Node(Node { value: Value::Sequence(_), .. }) => self.deserialize_seq(visitor),
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let none = match self.source {
            Source::Node(node) => node.is_empty(),
            Source::Hole => !self.guess.second,
        };
        if none { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let (items, holes) = match self.source {
            Source::Hole => {
                self.example(match self.attempt() {
                    0 => "write its list; `{name}: []` where there is nothing to list",
                    _ => "write its list, with at least one item",
                });
                (&[][..], usize::from(self.guess.second || self.attempt() > 0))
            }
            Source::Node(Node { value: Value::Sequence(items), .. }) => (items.as_slice(), 0),
            Source::Node(node) => return Err(misfit(node, "a list")),
        };
        visitor.visit_seq(Items { items, at: 0, holes, path: &self.path, guess: self.guess })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let entries = match self.source {
            Source::Hole => {
                self.example("copy it from a plan that rehinge wrote");
                Vec::new()
            }
            Source::Node(Node { value: Value::Mapping(entries), .. }) => entries.iter().collect(),
            Source::Node(node) => return Err(misfit(node, "fields of its own")),
        };
        // Of a map whose keys are not fixed, an entry that cannot be read is left out.
        let readable = entries.into_iter().filter(|entry| !self.guess.exact.contains_key(&join(&self.path, &entry.key)));
        let fields = readable.map(|entry| Field { name: &entry.key, node: Some(&entry.value) }).collect();
        visitor.visit_map(Fields { fields, at: 0, path: &self.path, guess: self.guess })
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, known: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        let entries: &[Entry] = match self.source {
            Source::Hole => {
                self.example(format!("copy it from a plan that rehinge wrote; it holds {}", known.join(", ")));
                &[]
            }
            Source::Node(Node { value: Value::Mapping(entries), .. }) => entries,
            Source::Node(node) => return Err(misfit(node, "fields of its own")),
        };
        let mut fields = Vec::new();
        for entry in entries {
            if known.contains(&entry.key.as_str()) {
                fields.push(Field { name: &entry.key, node: Some(&entry.value) });
            } else {
                self.guess.notes.borrow_mut().unknown.insert(join(&self.path, &entry.key), Unknown { known });
            }
        }
        let absent = known.iter().filter(|name| !entries.iter().any(|entry| entry.key == **name));
        for name in absent {
            let path = join(&self.path, name);
            if self.is_hole() {
                fields.push(Field { name, node: None });
            } else if self.guess.required.contains_key(&pattern(&path)) {
                self.guess.notes.borrow_mut().missing.push(path);
                fields.push(Field { name, node: None });
            }
        }
        let (path, hole) = (self.path.clone(), self.is_hole());
        visitor.visit_map(Fields { fields, at: 0, path: &self.path, guess: self.guess }).map_err(|wrong| wrong.at(&path, hole))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, variants: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        let (path, hole) = (self.path.clone(), self.is_hole());
        let variant = match self.source {
            Source::Hole => {
                // Of the rules there are too many to name.
                let known = if variants.len() > 12 { "the rule".to_owned() } else { format!("one of {}", variants.join(", ")) };
                self.example(format!("write `{{name}}` with {known}"));
                let name = if self.guess.second { variants.last() } else { variants.first() };
                Variant { name: name.copied().unwrap_or_default(), node: None, path: self.path, guess: self.guess, hole }
            }
            Source::Node(node) => match &node.value {
                Value::Scalar { text, .. } if !node.is_empty() => {
                    Variant { name: text, node: None, path: self.path, guess: self.guess, hole }
                }
                Value::Mapping(entries) if entries.len() == 1 => {
                    let path = join(&self.path, &entries[0].key);
                    Variant { name: &entries[0].key, node: Some(&entries[0].value), path, guess: self.guess, hole }
                }
                _ => return Err(misfit(node, &format!("one of {}", variants.join(", ")))),
            },
        };
        visitor.visit_enum(variant).map_err(|wrong| wrong.at(&path, hole))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { char bytes byte_buf unit unit_struct tuple tuple_struct identifier i128 u128 }
}

/// The items of a list.
struct Items<'d, 'g> {
    items: &'d [Node],
    at: usize,
    holes: usize,
    path: &'g str,
    guess: &'g Guess,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let path = format!("{}[{}]", self.path, self.at);
        let reader = match self.items.get(self.at) {
            Some(node) => Reader::new(node, path.clone(), self.guess),
            None if self.at < self.items.len() + self.holes => Reader::hole(path.clone(), self.guess),
            None => return Ok(None),
        };
        self.at += 1;
        let hole = reader.is_hole();
        seed.deserialize(reader).map(Some).map_err(|wrong| wrong.at(&path, hole))
    }
}

/// A field of a struct or a map; without a node, one that is filled in.
struct Field<'d> {
    name: &'d str,
    node: Option<&'d Node>,
}

struct Fields<'d, 'g> {
    fields: Vec<Field<'d>>,
    at: usize,
    path: &'g str,
    guess: &'g Guess,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let Some(field) = self.fields.get(self.at) else { return Ok(None) };
        let name: StrDeserializer<Wrong> = field.name.into_deserializer();
        seed.deserialize(name).map(Some).map_err(|wrong| wrong.at(&join(self.path, field.name), false))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let field = &self.fields[self.at];
        self.at += 1;
        let path = join(self.path, field.name);
        let reader = match field.node {
            Some(node) => Reader::new(node, path.clone(), self.guess),
            None => Reader::hole(path.clone(), self.guess),
        };
        let hole = reader.is_hole();
        seed.deserialize(reader).map_err(|wrong| wrong.at(&path, hole))
    }
}

/// One of several kinds, with what belongs to it.
struct Variant<'d, 'g> {
    name: &'d str,
    node: Option<&'d Node>,
    path: String,
    guess: &'g Guess,
    hole: bool,
}

impl<'de, 'd, 'g> EnumAccess<'de> for Variant<'d, 'g> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Wrong> {
        let name: StrDeserializer<Wrong> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Wrong> {
        Err(de::Error::custom("no kind of a plan holds a single value"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Wrong> {
        Err(de::Error::custom("no kind of a plan holds a list"))
    }

    fn struct_variant<V: Visitor<'de>>(self, known: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        let reader = match self.node {
            Some(node) => Reader::new(node, self.path, self.guess),
            None if self.hole => Reader::hole(self.path, self.guess),
            None => return Err(de::Error::custom(format!("`{}` needs fields of its own", self.name))),
        };
        reader.deserialize_struct("", known, visitor)
    }
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
