//! What is wrong, where, and what would be right. Every message to a user is one of these.

use crate::document::shown;
use serde::Serialize;
use std::fmt;

/// What kind of mistake it is: one stable code for each, listed by [`Code::ALL`].
macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident = $code:literal ),* $(,)?) => {
        /// The kind of a mistake, with a code that never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( $(#[$doc])* $name ),* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$( Code::$name ),*];

            /// The code as it is printed, `R101` and the like.
            pub const fn id(self) -> &'static str {
                match self { $( Code::$name => $code ),* }
            }
        }
    };
}

codes! {
    /// The file cannot be read at all: absent, a directory, no permission.
    Unreadable = "R001",
    /// The file is too large to be what it should be.
    TooLarge = "R002",
    /// The file is not text.
    NotText = "R003",
    /// The text is not YAML, or uses a part of YAML that is not wanted here.
    NotYaml = "R004",
    /// The file holds nothing.
    Empty = "R005",
    /// A file that would be overwritten was not made by rehinge.
    WouldOverwrite = "R006",
    /// The file cannot be written.
    Unwritable = "R007",
    /// A required field is absent.
    Missing = "R101",
    /// A field that does not exist.
    UnknownField = "R102",
    /// The value is of another type than the field takes.
    WrongType = "R103",
    /// The value is none of those that the field knows.
    UnknownValue = "R104",
    /// A number outside its range.
    OutOfRange = "R105",
    /// A weight without, or with a wrong, unit.
    WrongUnit = "R106",
    /// A date or time that does not exist, or cannot be meant.
    BadDate = "R107",
    /// The same thing is given twice.
    Repeated = "R108",
    /// Two answers that cannot both be true.
    Contradiction = "R109",
    /// No time zone of that name.
    UnknownZone = "R110",
    /// The lightest bar is too heavy for a safe start.
    BarTooHeavy = "R201",
    /// The bar and plates cannot make the loads between start and working weight.
    PlatesTooCoarse = "R202",
    /// No arrangement of the week keeps heavy sessions apart.
    NoSchedule = "R203",
    /// The session is too short for what must be in it.
    TooShort = "R204",
    /// So long without a deadlift that the way back would begin anew.
    LongBreak = "R205",
    /// The protocol contradicts itself or lacks a citation.
    Protocol = "R301",
    /// A plan file breaks a rule.
    Finding = "R401",
    /// The command line was used in a way that has no meaning.
    Usage = "R501",
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// A place in a file that a person can go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file as it was named, `-` for standard input.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// How many characters of the line are meant; at least 1.
    pub width: usize,
    /// The line itself.
    pub text: String,
}

impl Place {
    /// A place in a text, up to the end of the word there. Line and column are counted from 1.
    pub fn in_text(file: &str, text: &str, line: usize, column: usize) -> Self {
        let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        let column = column.max(1);
        let width = shown.chars().skip(column - 1).take_while(|c| !c.is_whitespace() && *c != ':').count().max(1);
        Place { file: file.to_owned(), line, column, width, text: shown.to_owned() }
    }

    /// The line with the spot marked, two lines of text. A long line is shown around the spot only.
    pub fn shown(&self) -> String {
        let gutter = self.line.to_string();
        let blank = " ".repeat(gutter.len());
        let from = self.column.saturating_sub(41);
        let shown: String = self.text.chars().skip(from).take(100).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let lead = (self.column - 1).saturating_sub(from);
        let room = shown.chars().count().saturating_sub(lead).max(1);
        format!(" {gutter} | {shown}\n {blank} | {}{}\n", " ".repeat(lead), "^".repeat(self.width.clamp(1, room)))
    }
}

/// One mistake: fact, place, remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The kind of mistake.
    pub code: Code,
    /// The fact, in one sentence without a full stop.
    pub message: String,
    /// The field it is about, as a dotted path: `schedule.slots[1].at`.
    pub field: Option<String>,
    /// Where it stands, once a document has located it.
    pub place: Option<Place>,
    /// What would be right.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic that has no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { code, message: message.into(), field: None, place: None, help: None }
    }

    /// Says which field it is about, as a dotted path.
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Says what would be right.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says where it stands.
    pub fn place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

impl Diagnostic {
    /// Field, fact and remedy in a line: whoever reads no further knows what to do.
    pub fn headline(&self) -> String {
        let mut line = String::new();
        // The name of a field that the fact says by itself is not said twice.
        if let Some(field) =
            self.field.as_deref().map(shown).filter(|field| !field.is_empty() && !self.message.contains(&format!("`{field}`")))
        {
            line = format!("{field}: ");
        }
        line.push_str(&self.message);
        if let Some(help) = &self.help {
            line.push_str(&format!("; help: {help}"));
        }
        line
    }
}

impl fmt::Display for Diagnostic {
    /// Place, field, fact and remedy in the first line, and below it the line of the file with the spot marked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => {
                writeln!(f, "{}:{}:{}: error[{}]: {}", place.file, place.line, place.column, self.code.id(), self.headline())?;
                write!(f, "{}", place.shown())
            }
            None => writeln!(f, "error[{}]: {}", self.code.id(), self.headline()),
        }
    }
}

/// The candidate that `typed` was probably meant to be, if one is near, or if it is a part of one alone:
/// `rounding` of `lumbar-rounding`.
pub fn did_you_mean<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase().replace([' ', '_'], "-");
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let near = candidates
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&typed, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.len() / 3).clamp(1, 3))
        .min()
        .map(|(_, candidate)| candidate);
    let mut parts = candidates.iter().filter(|candidate| candidate.split('-').any(|part| part == typed));
    near.or_else(|| parts.next().copied().filter(|_| parts.next().is_none()))
}
