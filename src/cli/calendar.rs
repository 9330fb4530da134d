//! The options of every command that writes a calendar.

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::render::calendar::{Calendar, Content, Split};

/// What the calendar holds, and in how many files
#[derive(clap::Args)]
pub struct Options {
    /// Leave out of the calendar what is no training: routines, checks, reminders
    #[arg(long, value_name = "WHAT", value_enum)]
    only: Option<Only>,
    /// Write several calendars: one for each phase, or one for each session
    #[arg(long, value_name = "BY", value_enum)]
    split: Option<By>,
}

/// A part of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// Deadlift days and core sessions
    Training,
}

/// What gets a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// One file for each phase
    Phases,
    /// One file for each session and reminder
    Sessions,
}

/// What follows the profile's name in the name of a calendar.
const ENDING: &str = ".ics";

impl Options {
    /// Whether one file holds it all.
    pub fn is_one_file(&self) -> bool {
        self.split.is_none()
    }

    /// The calendars of a plan, each with what follows the profile's name in its own.
    ///
    /// # Errors
    /// Those of the calendar.
    pub fn files(&self, plan: &Plan) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
        let content = match self.only {
            None => Content::All,
            Some(Only::Training) => Content::Training,
        };
        let calendar = Calendar::of(plan, content)?;
        let Some(by) = self.split else {
            return Ok(vec![(ENDING.to_owned(), calendar.whole().into_bytes())]);
        };
        let by = match by {
            By::Phases => Split::Phases,
            By::Sessions => Split::Sessions,
        };
        Ok(calendar.split(by).into_iter().map(|(part, text)| (format!(".{part}{ENDING}"), text.into_bytes())).collect())
    }

    /// Refuses what does not fit on standard output.
    ///
    /// # Errors
    /// The calendar is to be several files.
    pub fn on_standard_output(&self) -> Result<(), Vec<Diagnostic>> {
        if self.is_one_file() {
            return Ok(());
        }
        let wrong = Diagnostic::new(Code::Usage, "several calendars do not fit on standard output");
        Err(vec![wrong.help("leave out --split, or name a directory: --out DIR")])
    }
}
