//! What a command answers: a text or JSON, on which stream, how wide, and with which exit code.

use super::colour;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::VerdictKind;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// For whom the answer is.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct Form {
    /// For people, or JSON for programs: text or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    format: Reader,
}

/// Who reads the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Reader {
    /// People
    #[default]
    Text,
    /// Programs
    Json,
}

impl Form {
    pub fn is_json(self) -> bool {
        self.format == Reader::Json
    }

    /// Prints an answer for whom it is: a text, or a value as one line of JSON.
    pub fn say<T: serde::Serialize>(self, data: &T, text: impl FnOnce() -> String) -> Result<(), Vec<Diagnostic>> {
        say(&if self.is_json() { json(data) } else { text() })
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did what it was asked for.
    Done = 0,
    /// A plan breaks a rule.
    Findings = 1,
    /// Bad input or usage: nothing was written.
    BadInput = 2,
    /// Referred to a clinician: no plan.
    Referred = 3,
    /// Emergency signs: no plan.
    Emergency = 4,
}

impl From<VerdictKind> for Exit {
    fn from(verdict: VerdictKind) -> Self {
        match verdict {
            VerdictKind::Train | VerdictKind::Rest => Exit::Done,
            VerdictKind::Refer => Exit::Referred,
            VerdictKind::Emergency => Exit::Emergency,
        }
    }
}

/// What a command comes to, or everything that is wrong with what it was given.
pub type Outcome = Result<Exit, Vec<Diagnostic>>;

/// Columns of what is printed where no terminal says: fits every one.
const WIDTH: usize = 80;

/// The most columns that are used: longer lines are hard to read.
const WIDEST: usize = 120;

/// Columns of what is printed: those of the terminal, where it goes to one.
pub fn width() -> usize {
    let columns = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    columns.map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDEST))
}

/// A value as one line of JSON.
pub fn json<T: serde::Serialize>(value: &T) -> String {
    // Nothing that is told has keys that are no texts, and nothing of it refuses to be written.
    serde_json::to_string(value).map(|text| text + "\n").unwrap_or_default()
}

/// Prints to standard output. A reader that has gone away wants no more, which is no error.
pub fn say(text: &str) -> Result<(), Vec<Diagnostic>> {
    written(colour::to_output(text))
}

/// Prints bytes to standard output, as [`say`] does.
pub fn say_bytes(bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
    let mut out = io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

fn written(outcome: io::Result<()>) -> Result<(), Vec<Diagnostic>> {
    match outcome {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(vec![
            Diagnostic::new(Code::Unwritable, format!("standard output cannot be written: {error}"))
                .help("write to a directory with --out DIR"),
        ]),
        _ => Ok(()),
    }
}

/// Prints to standard error, where that is possible.
pub fn tell(text: &str) {
    // There is nowhere left to report a failure to.
    let _ = colour::to_error(text);
}
