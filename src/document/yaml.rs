//! From a text to the tree of its values: mappings, sequences and scalars, and nothing else of YAML.

use super::node::{Entry, Node, Spot, Value};
use super::source::Source;
use crate::diagnostic::{Code, Diagnostic, harmless, shown};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StrInput};
use std::collections::BTreeMap;

/// The deepest nesting that is read: twice what the deepest of our files needs.
const MAX_DEPTH: usize = 16;

/// At most so many mistakes are shown in one run; the rest is counted.
pub const MAX_SHOWN: usize = 100;

/// The top of a text, and the keys that are repeated in it.
///
/// # Errors
/// Everything that is not read here, the repeated keys among it.
pub(super) fn tree(source: &Source) -> Result<(Node, Vec<Diagnostic>), Vec<Diagnostic>> {
    let options = granit_parser::options! { emit_comments: false, disallow_directives: true, emit_unresolved_aliases: true };
    let parser = Parser::new_from_str_with_options(&source.text, options);
    let mut builder = Builder { parser, source, wrong: Vec::new(), repeated: Vec::new(), refused: Vec::new() };
    let root = builder.document();
    let Builder { mut wrong, repeated, .. } = builder;
    match root {
        Ok(root) if wrong.is_empty() => Ok((root, repeated)),
        _ => {
            wrong.extend(repeated);
            wrong.sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|place| (place.line, place.column)));
            Err(wrong)
        }
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
