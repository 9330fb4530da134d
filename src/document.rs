//! YAML as written, with the place of every value. Knows nothing of what the values mean.
//!
//! Only the plain part of YAML is read: mappings, sequences and scalars. Anchors, aliases, merge
//! keys, tags and directives are refused, so that a file says what it shows and cannot grow when
//! it is read.

pub(crate) mod fields;
pub(crate) mod outline;
pub(crate) mod table;

use crate::diagnostic::{Code, Diagnostic, Place, did_you_mean, harmless, shown};
use granit_parser::{ErrorKind, Event, Marker, Parser, ScalarStyle, StrInput};
use serde_yaml::{MessageFormatter, UserMessageFormatter};
use std::collections::BTreeMap;
use std::fmt;

/// The largest text that is read, bytes. A reader of one kind of file may draw it tighter.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// The deepest nesting that is read: twice what the deepest of our files needs.
pub const MAX_DEPTH: usize = 16;

/// At most so many mistakes are shown in one run; the rest is counted.
pub const MAX_SHOWN: usize = 100;

/// At most so many names are listed where one of them was meant.
const MOST_NAMED: usize = 16;

/// A YAML text with the place of every value in it.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    root: Node,
}

/// Where a key or value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// Characters of that line; at least 1.
    pub width: usize,
}

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it begins.
    pub spot: Spot,
    /// What it is.
    pub value: Value,
}

#[derive(Debug, Clone)]
pub enum Value {
    /// A single value, not yet taken for a number or a date.
    Scalar {
        /// The text after escapes.
        text: String,
        /// Quoted, or a block of text: never a number, never absent.
        quoted: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with their values, in order, no key twice.
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    pub key: String,
    /// Where the key stands.
    pub spot: Spot,
    pub value: Node,
}

impl Node {
    /// The value of a key, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The keys with their values, where this is a mapping; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            Value::Scalar { .. } | Value::Sequence(_) => &[],
        }
    }

    /// The text of a single value.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// Whether it was left empty: `age:`, `age: ~`, `age: null`.
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|entry| entry.key == key),
            Value::Scalar { .. } | Value::Sequence(_) => None,
        }
    }
}

impl fmt::Display for Node {
    /// On one line, in flow style.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Scalar { text, .. } => f.write_str(text),
            Value::Sequence(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Value::Mapping(entries) => {
                f.write_str("{")?;
                for (at, entry) in entries.iter().enumerate() {
                    write!(f, "{}{}: {}", if at == 0 { "" } else { ", " }, entry.key, entry.value)?;
                }
                f.write_str("}")
            }
        }
    }
}

impl Document {
    /// Reads a text. `file` is what its mistakes call it.
    ///
    /// # Errors
    /// It is too large, not text, empty, not YAML, more than one document, nested too deep, uses
    /// anchors, aliases, merge keys, tags or directives, or gives a key twice.
    pub fn parse(text: &str, file: &str) -> Result<Document, Vec<Diagnostic>> {
        let (document, repeated) = Document::parse_all(text, file)?;
        if repeated.is_empty() { Ok(document) } else { Err(repeated) }
    }

    /// What the text is called.
    pub fn file(&self) -> &str {
        &self.source.file
    }

    /// Reads a text, and gives repeated keys beside the document, which holds the first of each:
    /// so that a reader can report them together with what it finds itself.
    ///
    /// # Errors
    /// Those of [`Document::parse`], except repeated keys where nothing else is wrong.
    pub fn parse_all(text: &str, file: &str) -> Result<(Document, Vec<Diagnostic>), Vec<Diagnostic>> {
        if text.len() > MAX_BYTES {
            return Err(vec![too_large(text.len(), MAX_BYTES)]);
        }
        // A byte order mark is no content: without it, columns are what editors show.
        let source = Source::new(text.strip_prefix('\u{feff}').unwrap_or(text), file);
        if let Some(at) = source.text.find(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')) {
            let wrong = Diagnostic::new(Code::NotText, "this is not a text file: it holds control characters")
                .place(source.place(source.spot_of_byte(at)))
                .help("give a YAML text file, saved as UTF-8");
            return Err(vec![wrong]);
        }
        let options = granit_parser::options! { emit_comments: false, disallow_directives: true, emit_unresolved_aliases: true };
        let mut builder = Builder {
            parser: Parser::new_from_str_with_options(&source.text, options),
            source: &source,
            wrong: Vec::new(),
            repeated: Vec::new(),
            refused: Vec::new(),
        };
        let root = builder.document();
        let Builder { mut wrong, repeated, .. } = builder;
        match root {
            Ok(root) if wrong.is_empty() => Ok((Document { source, root }, repeated)),
            _ => {
                wrong.extend(repeated);
                wrong.sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|place| (place.line, place.column)));
                Err(wrong)
            }
        }
    }

    /// The same text with another tree, whose values stand in it all the same.
    pub fn with_root(self, root: Node) -> Self {
        Document { root, ..self }
    }

    /// The top of the document.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The text as it was written, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// Where a field stands, by its dotted path: `schedule.slots[1].at`. A single value is its own
    /// place, a mapping or list that of its key. Of a field that is not there: the place of the
    /// nearest one around it that is.
    pub fn place(&self, field: &str) -> Option<Place> {
        Some(self.source.place(self.spot(field, false)))
    }

    /// Fills in the places of diagnostics that name a field, and sorts all by where they stand.
    /// Of more than [`MAX_SHOWN`] the rest is only counted.
    pub fn locate(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut spots: Vec<(Option<Spot>, Diagnostic)> = diagnostics
            .into_iter()
            .map(|diagnostic| {
                let spot = match (&diagnostic.place, &diagnostic.field) {
                    (Some(place), _) => Some(Spot { line: place.line, column: place.column, width: place.width }),
                    (None, Some(field)) => Some(self.spot(field, diagnostic.code == Code::UnknownField)),
                    (None, None) => None,
                };
                (spot, diagnostic)
            })
            .collect();
        // Those without a place come last.
        spots.sort_by_key(|(spot, _)| (spot.is_none(), spot.map(|spot| (spot.line, spot.column))));
        let more = spots.len().saturating_sub(MAX_SHOWN);
        spots.truncate(MAX_SHOWN);
        let mut located: Vec<Diagnostic> = spots
            .into_iter()
            .map(|(spot, diagnostic)| match (&diagnostic.place, spot) {
                (None, Some(spot)) => diagnostic.place(self.source.place(spot)),
                _ => diagnostic,
            })
            .collect();
        if let (true, Some(last)) = (more > 0, located.last()) {
            located.push(Diagnostic::new(last.code, format!("mistakes not shown: {more}")).help("mend those above first"));
        }
        located
    }

    /// `key`: the key itself is meant, not its value.
    fn spot(&self, field: &str, key: bool) -> Spot {
        let mut node = &self.root;
        let mut spot = match &self.root.value {
            Value::Mapping(entries) => entries.first().map_or(self.root.spot, |entry| entry.spot),
            Value::Scalar { .. } | Value::Sequence(_) => self.root.spot,
        };
        let mut rest = field;
        while !rest.is_empty() {
            match &node.value {
                Value::Mapping(entries) => {
                    // The longest key that fits: a mistyped key may hold dots itself.
                    let fits = |entry: &&Entry| {
                        let after = rest.strip_prefix(entry.key.as_str());
                        !entry.key.is_empty() && after.is_some_and(|after| after.is_empty() || after.starts_with(['.', '[']))
                    };
                    let Some(entry) = entries.iter().filter(fits).max_by_key(|entry| entry.key.len()) else { break };
                    rest = &rest[entry.key.len()..];
                    rest = rest.strip_prefix('.').unwrap_or(rest);
                    node = &entry.value;
                    let single = matches!(node.value, Value::Scalar { .. }) && !node.is_empty();
                    spot = if single && !(key && rest.is_empty()) { node.spot } else { entry.spot };
                }
                Value::Sequence(items) => {
                    let number = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                    let Some((item, after)) = number.and_then(|(number, after)| Some((items.get(number.parse::<usize>().ok()?)?, after)))
                    else {
                        break;
                    };
                    rest = after.strip_prefix('.').unwrap_or(after);
                    node = item;
                    spot = match &item.value {
                        Value::Mapping(entries) => entries.first().map_or(item.spot, |entry| entry.spot),
                        Value::Scalar { .. } | Value::Sequence(_) => item.spot,
                    };
                }
                Value::Scalar { .. } => break,
            }
        }
        spot
    }
}

/// A file that is larger than what is read.
pub(crate) fn too_large(bytes: usize, most: usize) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, format!("the file holds {bytes} bytes, and at most {most} are read"))
        .help("give the YAML file itself; a hand-written one is a few kilobytes")
}

/// The text, cut into lines.
#[derive(Debug, Clone)]
struct Source {
    file: String,
    text: String,
    /// Where each line begins, bytes.
    lines: Vec<usize>,
}

impl Source {
    fn new(text: &str, file: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Source { file: file.to_owned(), text: text.to_owned(), lines }
    }

    /// A line by its number from 1, without its end.
    fn line(&self, number: usize) -> &str {
        let from = self.lines.get(number - 1).copied().unwrap_or(self.text.len());
        let to = self.lines.get(number).copied().unwrap_or(self.text.len());
        self.text[from..to].trim_end_matches(['\n', '\r'])
    }

    fn place(&self, spot: Spot) -> Place {
        // Of a very long line only what is around the spot matters; columns keep counting from its
        // start.
        let most = spot.column.saturating_add(spot.width).saturating_add(100);
        let text = self.line(spot.line).chars().take(most).map(harmless).collect();
        Place { file: self.file.clone(), line: spot.line, column: spot.column, width: spot.width, text }
    }

    fn spot(&self, from: &Marker, to: &Marker) -> Spot {
        // A file's end may be counted as a line of its own.
        let line = from.line().clamp(1, self.lines.len());
        let length = || self.line(line).chars().count();
        let column = if from.line() > line { length() + 1 } else { from.col() + 1 };
        let end = if to.line() == from.line() { to.col() + 1 } else { length() + 1 };
        Spot { line, column, width: end.saturating_sub(column).max(1) }
    }

    fn spot_of_byte(&self, at: usize) -> Spot {
        let line = self.lines.partition_point(|&start| start <= at).max(1);
        Spot { line, column: self.text[self.lines[line - 1]..at].chars().count() + 1, width: 1 }
    }

    /// The same, where the spot of a byte before it is known: only what lies between is counted.
    fn spot_behind(&self, (before, known): (usize, Spot), at: usize) -> Spot {
        let is_same_line = self.lines.get(known.line).is_none_or(|&next| at < next);
        if !is_same_line || at < before {
            return self.spot_of_byte(at);
        }
        Spot { column: known.column + self.text[before..at].chars().count(), width: 1, ..known }
    }
}

/// The document cannot be read any further; why is noted already.
struct Stop;

/// A part of YAML that is not read here.
#[derive(PartialEq, Eq)]
enum Refused {
    Reference,
    Tag,
    Merge,
    Key,
}

struct Builder<'a> {
    parser: Parser<'a, StrInput<'a>>,
    source: &'a Source,
    wrong: Vec<Diagnostic>,
    repeated: Vec<Diagnostic>,
    refused: Vec<Refused>,
}

impl<'a> Builder<'a> {
    fn document(&mut self) -> Result<Node, Stop> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_none() => {
                    let (event, span) = self.next()?;
                    root = Some(self.node(event, span, 1)?);
                }
                Event::StreamEnd => break,
                _ => {
                    let spot = self.source.spot(&span.start, &span.start);
                    self.note(
                        Code::NotYaml,
                        "a second document begins here",
                        "keep one document in a file: remove the `---` between them",
                        spot,
                    );
                    return Err(Stop);
                }
            }
        }
        match root {
            Some(root) if !root.is_empty() => Ok(root),
            _ => {
                self.wrong.push(Diagnostic::new(Code::Empty, "the file is empty").help("begin with one of the files in `profiles/`"));
                Err(Stop)
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, granit_parser::Span), Stop> {
        match self.parser.next_event() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => {
                let spot = self.source.spot(error.marker(), error.marker());
                let (message, help) = syntax(error.kind());
                self.note(Code::NotYaml, message, help, spot);
                Err(Stop)
            }
            None => Err(Stop),
        }
    }

    fn node(&mut self, event: Event<'a>, span: granit_parser::Span, depth: usize) -> Result<Node, Stop> {
        let spot = self.source.spot(&span.start, &span.end);
        if depth > MAX_DEPTH {
            let message = format!("this is nested more than {MAX_DEPTH} deep");
            self.note(Code::NotYaml, message, "no field of ours lies that deep: remove the inner levels", spot);
            return Err(Stop);
        }
        if event.anchor_id().is_some() {
            self.refuse(Refused::Reference, spot);
        }
        if event.tag().is_some() {
            self.refuse(Refused::Tag, spot);
        }
        let value = match event {
            Event::Scalar(text, style, ..) => Value::Scalar { text: text.into_owned(), quoted: style != ScalarStyle::Plain },
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if event == Event::SequenceEnd {
                        break Value::Sequence(items);
                    }
                    items.push(self.node(event, span, depth + 1)?);
                }
            }
            Event::MappingStart(..) => self.mapping(depth)?,
            _ => {
                self.refuse(Refused::Reference, spot);
                Value::Scalar { text: String::new(), quoted: true }
            }
        };
        Ok(Node { spot, value })
    }

    fn mapping(&mut self, depth: usize) -> Result<Value, Stop> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut lines: BTreeMap<String, usize> = BTreeMap::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Value::Mapping(entries));
            }
            let name = self.node(event, span, depth + 1)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            let Value::Scalar { text: key, quoted } = name.value else {
                self.refuse(Refused::Key, name.spot);
                continue;
            };
            if key == "<<" && !quoted {
                self.refuse(Refused::Merge, name.spot);
                continue;
            }
            match lines.get(&key) {
                Some(first) if self.repeated.len() < MAX_SHOWN => self.repeated.push(
                    Diagnostic::new(Code::Repeated, format!("`{}` is given twice; it stands on line {first} already", shown(&key)))
                        .place(self.source.place(name.spot))
                        .help("keep one of them"),
                ),
                Some(_) => {}
                None => {
                    lines.insert(key.clone(), name.spot.line);
                    entries.push(Entry { key, spot: name.spot, value });
                }
            }
        }
    }

    /// Said once for each part of YAML: a file that uses it once uses it often.
    fn refuse(&mut self, what: Refused, spot: Spot) {
        if self.refused.contains(&what) {
            return;
        }
        let (message, help) = match what {
            Refused::Reference => ("anchors (`&name`) and aliases (`*name`) are not read here", "write each value out where it belongs"),
            Refused::Tag => ("tags (`!name`) are not read here", "write the value without its tag"),
            Refused::Merge => ("merge keys (`<<`) are not read here", "write each field out where it belongs"),
            Refused::Key => ("a field's name is a single word here", "write `field: value`"),
        };
        self.refused.push(what);
        self.note(Code::NotYaml, message, help, spot);
    }

    fn note(&mut self, code: Code, message: impl Into<String>, help: impl Into<String>, spot: Spot) {
        self.wrong.push(Diagnostic::new(code, message).help(help).place(self.source.place(spot)));
    }
}

/// What is wrong with the YAML itself, in the words of someone who writes it by hand.
fn syntax(kind: &ErrorKind) -> (String, &'static str) {
    let (message, help) = match kind {
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation | ErrorKind::TabAtBlockScalarStart => {
            ("a tab stands where only spaces may", "indent with spaces")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => ("a quote is opened and not closed", "close the quote"),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => ("a bracket is opened and not closed", "close it with `]` or `}`"),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            ("this bracket closes nothing that is open", "pair `[` with `]` and `{` with `}`")
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            ("a comma or a closing bracket is missing before this", "separate with commas: `[a, b]`, `{day: mon, at: \"18:00\"}`")
        }
        ErrorKind::DirectiveDisallowed => ("directives (`%…`) are not read here", "remove the line"),
        ErrorKind::RecursionLimitExceeded => ("this is nested too deep", "no field of ours lies that deep: remove the inner levels"),
        ErrorKind::CommentNotSeparated => ("a comment needs a space before its `#`", "put a space before `#`, or quote the text"),
        ErrorKind::UnexpectedCharacter { character } => {
            let message = format!("`{}` cannot stand here", harmless(*character));
            return (message, "quote the text that begins with it: \"…\"");
        }
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
            ("this escape does not exist", "write a backslash as `\\\\`, or use single quotes")
        }
        _ => ("this is not YAML that can be read", "write `field: value`, one field to a line, nested fields two spaces further in"),
    };
    (message.to_owned(), help)
}

/// What is wrong with a text that serde could not read as a `kind` of file: a plan, a protocol.
pub fn misread(error: &serde_yaml::Error, text: &str, file: &str, kind: &str) -> Diagnostic {
    use serde_yaml::Error;
    let error = error.without_snippet();
    let (code, help) = match error {
        Error::SerdeUnknownField { .. } => (Code::UnknownField, "take the field out, or correct its name"),
        Error::SerdeMissingField { .. } => (Code::Missing, "put the field back"),
        Error::SerdeUnknownVariant { .. } => (Code::UnknownValue, "use one of the values that the field knows"),
        Error::DuplicateMappingKey { .. } => (Code::Repeated, "keep one of the two"),
        Error::Message { .. } | Error::SerdeInvalidType { .. } | Error::SerdeInvalidValue { .. } | Error::InvalidScalar { .. } => {
            (Code::WrongType, "write it as in a file that rehinge wrote")
        }
        _ => (Code::NotYaml, "compare with a file that rehinge wrote"),
    };
    let near = match error {
        Error::SerdeUnknownField { field, expected, .. } => Some(("field", field, expected)),
        Error::SerdeUnknownVariant { variant, expected, .. } => Some(("value", variant, expected)),
        _ => None,
    };
    let (message, help) = match near {
        Some((what, typed, expected)) => {
            let help = match did_you_mean(typed, expected.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if expected.len() <= MOST_NAMED => format!("what can stand here: {}", expected.join(", ")),
                None => help.to_owned(),
            };
            (format!("there is no {what} `{}` here", shown(typed)), help)
        }
        None => (UserMessageFormatter.format_message(error).into_owned(), help.to_owned()),
    };
    let wrong = Diagnostic::new(code, format!("this is not a {kind}: {}", message.trim_end_matches('.'))).help(help);
    match error.location().filter(|location| location.line() > 0) {
        Some(location) => wrong.place(Place::in_text(file, text, location.line() as usize, location.column() as usize)),
        None => wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<Diagnostic> {
        Document::parse(text, "x.yaml").map(|_| ()).unwrap_err()
    }

    fn spot(document: &Document, field: &str) -> (usize, usize, usize) {
        let place = document.place(field).unwrap();
        (place.line, place.column, place.width)
    }

    #[test]
    fn a_field_is_found_where_an_editor_shows_it() {
        let text = "a: 1\r\nb:\r\n  c: \"zwölf\"   # x\r\n  d: [1, ä, {e: f}]\r\nlist:\r\n  - {day: mon, at: 18:00}\r\n  - day: tue\r\n";
        for text in [text.to_owned(), format!("\u{feff}{text}"), text.replace("\r\n", "\n")] {
            let document = Document::parse(&text, "x.yaml").unwrap();
            assert_eq!(spot(&document, "a"), (1, 4, 1));
            assert_eq!(spot(&document, "b.c"), (3, 6, 7));
            assert_eq!(spot(&document, "b.d[1]"), (4, 10, 1));
            assert_eq!(spot(&document, "b.d[2].e"), (4, 17, 1));
            assert_eq!(spot(&document, "list[0].at"), (6, 20, 5));
            // What is not there stands where it would belong.
            assert_eq!(spot(&document, "list[1].at"), (7, 5, 3));
            assert_eq!(spot(&document, "list[9].at"), (5, 1, 4));
            assert_eq!(spot(&document, "nothing.here"), (1, 1, 1));
            assert_eq!(document.place("b.c").unwrap().text, "  c: \"zwölf\"   # x");
        }
    }

    #[test]
    fn every_repeated_key_is_reported() {
        let found = wrong("a: 1\na: 2\nb: {c: 1, c: 2, c: 3}\n");
        let lines: Vec<_> = found.iter().map(|one| (one.code, one.place.as_ref().unwrap().line)).collect();
        assert_eq!(lines, [(Code::Repeated, 2), (Code::Repeated, 3), (Code::Repeated, 3)]);
    }

    #[test]
    fn what_is_no_plain_yaml_is_refused_with_its_place() {
        let deep = format!("a: {}1{}", "[".repeat(40), "]".repeat(40));
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
        for (text, code, line, phrase) in [
            ("a: 1\n---\nb: 2\n", Code::NotYaml, 2, "second document"),
            (bomb, Code::NotYaml, 1, "anchors"),
            ("a: *nowhere\n", Code::NotYaml, 1, "aliases"),
            ("a: 1\nb: !!int 2\n", Code::NotYaml, 2, "tags"),
            ("a: 1\n<<: {b: 2}\n", Code::NotYaml, 2, "merge"),
            ("%YAML 1.2\n---\na: 1\n", Code::NotYaml, 1, "directives"),
            ("? [a, b]\n: 1\n", Code::NotYaml, 1, "single word"),
            (deep.as_str(), Code::NotYaml, 1, "16 deep"),
            ("a:\n\t- b\n", Code::NotYaml, 2, "tab"),
            ("a: \"b\n", Code::NotYaml, 2, "quote"),
            ("a: [1, 2\n", Code::NotYaml, 1, "bracket"),
            ("a: 1\nPK\u{3}\u{4}\n", Code::NotText, 2, "text"),
        ] {
            let found = wrong(text);
            assert_eq!((found[0].code, found[0].place.as_ref().unwrap().line), (code, line), "{text}\n{found:?}");
            assert!(found[0].message.contains(phrase), "{text}\n{found:?}");
            assert!(found[0].help.is_some());
        }
        for text in ["", "\n\n", "# only a comment\n", "---\n", "~", "\u{feff}"] {
            assert_eq!(wrong(text)[0].code, Code::Empty, "{text:?}");
        }
        assert_eq!(wrong(&"a".repeat(MAX_BYTES + 1))[0].code, Code::TooLarge);
    }

    #[test]
    fn mistakes_stand_in_the_order_of_the_file_and_are_bounded() {
        let document = Document::parse("a: 1\nb: 2\n\"c.d\": 3\n", "x.yaml").unwrap();
        let at = |field: &str| Diagnostic::new(Code::UnknownField, field).at(field);
        let located = document.locate(vec![at("c.d"), Diagnostic::new(Code::Missing, "none"), at("b"), at("a")]);
        let lines: Vec<_> = located.iter().map(|one| one.place.as_ref().map(|place| (place.line, place.column))).collect();
        assert_eq!(lines, [Some((1, 1)), Some((2, 1)), Some((3, 1)), None]);
        let many = document.locate((0..500).map(|_| at("a")).collect());
        assert_eq!((many.len(), many[MAX_SHOWN].message.as_str()), (MAX_SHOWN + 1, "mistakes not shown: 400"));
    }
}
