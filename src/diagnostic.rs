//! What is wrong, where, and what would be right. Every message to a user is one of these.

use serde::Serialize;
use std::fmt;
use unicode_width::UnicodeWidthChar;

/// What kind of mistake it is: one stable code for each, listed by [`Code::ALL`]. The first line of each is what
/// documents call it, the text behind it what they say more.
macro_rules! codes {
    ($( #[doc = $says:literal] $name:ident = $code:literal: $more:literal ),* $(,)?) => {
        /// The kind of a mistake, with a code that never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $( #[doc = $says] $name ),* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$( Code::$name ),*];

            /// The code as it is printed, `R101` and the like.
            pub const fn id(self) -> &'static str {
                match self { $( Code::$name => $code ),* }
            }

            /// What kind of mistake it is, in a sentence.
            pub fn says(self) -> &'static str {
                match self { $( Code::$name => $says.trim() ),* }
            }

            /// When it comes up, and what to do.
            pub const fn more(self) -> &'static str {
                match self { $( Code::$name => $more ),* }
            }
        }
    };
}

codes! {
    /// The file cannot be read.
    Unreadable = "R001": "It is not there, is a directory, or may not be read. Check the path; `-` stands for standard input.",
    /// The file is larger than what it should be.
    TooLarge = "R002": "A profile is a page of text and a plan some thousand lines; more is not read, so that a wrong file does no harm. Name the right one.",
    /// The file is no text.
    NotText = "R003": "It holds bytes that are no UTF-8, or control characters. Save it as plain text in UTF-8.",
    /// The text is no YAML, or uses a part of YAML that is not read here.
    NotYaml = "R004": "A bracket or quote is not closed, a tab indents a line, or it uses anchors, aliases, merge keys, tags, directives or several documents: a file says what it shows. Mend the marked spot.",
    /// The file holds nothing.
    Empty = "R005": "It is empty, or only comments stand in it. Begin with one of the files in `profiles/`.",
    /// A file is in the way that rehinge did not make, or that was edited since.
    WouldOverwrite = "R006": "Nothing of yours is written over. Write elsewhere with `--out DIR`, move the file away, or give it up with `--force`.",
    /// A file cannot be written.
    Unwritable = "R007": "The directory is none, may not be written to, or the disk is full. Nothing was half-written.",
    /// The calendar that was handed out cannot be read.
    OldCalendar = "R008": "It is the record of what your calendar program was told: an event that is lost here would never be cancelled there. Put the file back as rehinge wrote it; or delete its events in your program, write with `--fresh`, and import that.",
    /// An emergency sign stands beside a mistake.
    Emergency = "R100": "What to do comes first: go to an emergency department now. What is wrong with the file or the options is told after it, and the command ends with exit code 4.",
    /// Something required is missing.
    Missing = "R101": "Three fields of a profile are required: the age or its band, the working weight, and the status of the pain. The message names what is missing, and where it belongs.",
    /// There is no such field.
    UnknownField = "R102": "Its name is mistyped, or it stands at the wrong depth. A field that no one reads would be lost without a word, so it is refused; the nearest name is suggested.",
    /// The value is of another kind than the field takes.
    WrongType = "R103": "A text where a number is wanted, a list where a single value is, and the like.",
    /// The field does not know this value.
    UnknownValue = "R104": "It takes one of a few words; the message lists them, or the one that was probably meant.",
    /// A number is outside its range.
    OutOfRange = "R105": "The message says the range. A number outside it is nearly always a slip of a key or a wrong unit.",
    /// A weight has no unit, or the wrong one.
    WrongUnit = "R106": "Write `100 kg` or `225 lb`. The unit of the working weight is the plan's unit, and nothing is ever converted.",
    /// A date or time does not exist, or cannot be meant.
    BadDate = "R107": "Dates are written `2026-11-23` and times `\"18:00\"`. A pain that began after the plan's first day, for example, cannot be meant.",
    /// Something is given twice.
    Repeated = "R108": "The same field, slot, plate or sign; which one counts would be a guess. Keep one.",
    /// Two answers cannot both be true.
    Contradiction = "R109": "An age outside its band, pain now above the worst pain, and the like. One of the two has to be corrected.",
    /// There is no time zone of this name.
    UnknownZone = "R110": "Zones have IANA names, such as `Europe/Berlin`. Where the profile names none, the system's is taken.",
    /// The lightest bar is too heavy for a safe start.
    BarTooHeavy = "R201": "An empty bar above 60 % of the working weight, or above what a clearance allows, is no light first load. Add a lighter bar, or train the hinge with dumbbells until the bar is light for you.",
    /// Bar and plates cannot make the steps of the return.
    PlatesTooCoarse = "R202": "A step of more than 25 % of the working weight is no small one, however long one waits before it. Add smaller plates, or more of them.",
    /// No arrangement of the week keeps heavy sessions apart.
    NoSchedule = "R203": "Between two sessions that load the lower back heavily have to lie 48 hours. Add a slot, make a lift of your own `movable` or `light`, or have one deadlift day.",
    /// A session is too short for what must be in it.
    TooShort = "R204": "Warm-up and work sets are never shortened. Give more `schedule.minutes`.",
    /// So long without a deadlift that the return would begin again.
    LongBreak = "R205": "Days away in the middle of the plan are more than it can be planned across. Plan up to them, and have the plan made anew when you are back.",
    /// The plan was made by another protocol.
    OtherProtocol = "R207": "What a plan goes on by is the protocol that it was made by: another would be another plan. Name it with `--protocol DIR`.",
    /// The plan was edited by hand.
    Edited = "R208": "What someone changed in the file is theirs: it can be checked, and printed as long as the log has nothing newer, and rehinge does not go on from it. Write the decisions that it names into the profile to keep the edit, and give up the file with `rehinge plan NAME --force`.",
    /// The plates make more weights than can be compared.
    PlatesTooFine = "R209": "Between the bar and the working weight the loads of all weeks are chosen together, out of at most 2,000 weights: steps of half a kilogram up to 500 kg are 960. Leave out the sizes that are named, or say how many pairs of them there are.",
    /// The protocol contradicts itself, lacks a citation, or names what is not there.
    Protocol = "R301": "A rate above its cap, a range upside down, a deload that can never happen, a value without its section or reason. `rehinge protocol check DIR` looks through all its files at once.",
    /// The command line asks for something that has no meaning.
    Usage = "R501": "Two wishes that do not go together, or a name where a decision is asked for. `--help` says what each command takes.",
    /// A plan was made that breaks its own rules.
    Fault = "R901": "A fault of rehinge, never of what you wrote: its checker holds a first plan back, and nothing is written. Please report it, with the profile.",
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
        self.drawn(&|_, text| text.to_owned())
    }

    fn drawn(&self, paint: &dyn Fn(Ink, &str) -> String) -> String {
        let gutter = self.line.to_string();
        let blank = " ".repeat(gutter.len());
        let from = self.column.saturating_sub(41);
        let shown: Vec<char> = self.text.chars().skip(from).take(100).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let lead = (self.column - 1).saturating_sub(from).min(shown.len());
        // Columns of the screen: a wide character takes two.
        let columns = |chars: &[char]| chars.iter().map(|c| c.width().unwrap_or(0)).sum::<usize>();
        let meant = &shown[lead..(lead + self.width).min(shown.len())];
        let marks = "^".repeat(columns(meant).max(1));
        let spaces = " ".repeat(columns(&shown[..lead]) + (self.column - 1).saturating_sub(from + lead));
        let shown: String = shown.into_iter().collect();
        format!(" {gutter} | {shown}\n {blank} | {spaces}{}\n", paint(Ink::Mark, &marks))
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

/// What a part of a mistake is, for whoever paints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Where it stands.
    Place,
    /// That it is a mistake, and of which kind.
    Kind,
    /// What marks the spot.
    Mark,
    /// The word before the remedy.
    Help,
}

impl Diagnostic {
    /// Field, fact and remedy in a line: whoever reads no further knows what to do.
    pub fn headline(&self) -> String {
        self.headline_drawn(&|_, text| text.to_owned())
    }

    fn headline_drawn(&self, paint: &dyn Fn(Ink, &str) -> String) -> String {
        let mut line = String::new();
        // The name of a field that the fact says by itself is not said twice.
        if let Some(field) =
            self.field.as_deref().map(shown).filter(|field| !field.is_empty() && !self.message.contains(&format!("`{field}`")))
        {
            line = format!("{field}: ");
        }
        line.push_str(&self.message);
        if let Some(help) = &self.help {
            line.push_str(&format!("; {}: {help}", paint(Ink::Help, "help")));
        }
        line
    }

    /// Place, field, fact and remedy in the first line, and below it the line of the file with the spot marked; each
    /// part as `paint` gives it back.
    pub fn drawn(&self, paint: &dyn Fn(Ink, &str) -> String) -> String {
        let kind = paint(Ink::Kind, &format!("error[{}]", self.code.id()));
        let headline = self.headline_drawn(paint);
        match &self.place {
            Some(place) => {
                let at = paint(Ink::Place, &format!("{}:{}:{}", place.file, place.line, place.column));
                format!("{at}: {kind}: {headline}\n{}", place.drawn(paint))
            }
            None => format!("{kind}: {headline}\n"),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.drawn(&|_, text| text.to_owned()))
    }
}

/// Everything that is wrong with what was given, and nothing of it in part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Each mistake, in the order of the file.
    pub fn all(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(all: Vec<Diagnostic>) -> Self {
        Diagnostics(all)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|one| one.fmt(f))
    }
}

impl std::error::Error for Diagnostics {}

/// A text as messages may show it: short, on one line, nothing in it that steers a terminal.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut out: String = text.chars().take(MOST).map(harmless).collect();
    if text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}

/// Characters that are not seen but act: controls, and those that turn the direction of text.
pub(crate) fn acts_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
}

/// A character as messages may show it.
pub(crate) fn harmless(c: char) -> char {
    match c {
        '\t' => ' ',
        c if acts_unseen(c) => '\u{fffd}',
        c => c,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spot_is_marked_where_a_terminal_shows_it_under_wide_characters_too() {
        let marked = |text: &str, word: &str| {
            let column = text.chars().count() - text.split_once(word).unwrap().1.chars().count() - word.chars().count() + 1;
            let place = Place { file: "x.yaml".into(), line: 7, column, width: word.chars().count(), text: text.to_owned() };
            place.shown().lines().nth(1).unwrap().to_owned()
        };
        let expected = |spaces: usize, marks: usize| format!("   | {}{}", " ".repeat(spaces), "^".repeat(marks));
        assert_eq!(marked("name: Ann", "Ann"), expected(6, 3));
        // Two columns for each of these, and none for a combining accent.
        assert_eq!(marked("name: 山田", "山田"), expected(6, 4));
        assert_eq!(marked("{name: 山田, age: 900}", "900"), expected(18, 3));
        assert_eq!(marked("{name: e\u{301}, age: 900}", "900"), expected(15, 3));
    }
}
