//! YAML as written, with the place of every value. Knows nothing of what the values mean.
//!
//! Only the plain part of YAML is read: mappings, sequences and scalars. Anchors, aliases, merge
//! keys, tags and directives are refused, so that a file says what it shows and cannot grow when
//! it is read.

pub(crate) mod fields;
mod misread;
pub(crate) mod names;
mod node;
pub(crate) mod outline;
pub(crate) mod reader;
mod source;
pub(crate) mod table;
mod yaml;

pub use misread::misread;
pub use node::{Entry, Node, Spot, Value};
pub use yaml::MAX_SHOWN;

use crate::diagnostic::{Code, Diagnostic, Place};
use source::Source;

/// The largest text that is read, bytes. A reader of one kind of file may draw it tighter.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;

/// A YAML text with the place of every value in it.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    root: Node,
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
        let (root, repeated) = yaml::tree(&source)?;
        Ok((Document { source, root }, repeated))
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
