//! The options of every command that writes a calendar, and what was handed out before it.

use super::files;
use crate::clinic::Current;
use crate::diagnostic::{Code, Diagnostic};
use crate::render::calendar::{Calendar, Content, HandedOut, Split, Wanted};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What the calendar holds, and in how many files
#[derive(clap::Args)]
pub struct Options {
    /// Leave out of the calendar what is no training: routines, checks, reminders
    #[arg(long, value_name = "WHAT", value_enum)]
    only: Option<Only>,
    /// Write several calendars: one for each phase, or one for each session
    #[arg(long, value_name = "BY", value_enum)]
    split: Option<By>,
    /// Write only what is to come, for whoever deletes the events and imports anew
    #[arg(long)]
    fresh: bool,
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

impl By {
    fn split(self) -> Split {
        match self {
            By::Phases => Split::Phases,
            By::Sessions => Split::Sessions,
        }
    }
}

/// Which events a calendar holds.
fn uids(text: &str) -> BTreeSet<&str> {
    text.lines().filter_map(|line| line.strip_prefix("UID:")).collect()
}

/// What follows the profile's name in the name of a calendar.
pub const ENDING: &str = ".ics";

/// What stands in every calendar that rehinge makes.
pub const MARK: &str = "PRODID:-//rehinge//";

/// The largest calendar that is read, bytes: a plan's has some hundred thousand.
const BYTES: usize = 16 * 1024 * 1024;

impl Options {
    /// How the calendars that lie there were written: as one or cut up, with all in them or with training alone. `target`
    /// says where one lies, by what follows the name in its own.
    ///
    /// # Errors
    /// Those of the calendar; or one that lies there cannot be read.
    pub fn as_they_lie(plan: &Current, target: &dyn Fn(&str) -> PathBuf) -> Result<Vec<Options>, Vec<Diagnostic>> {
        let new = |content| Calendar::of(plan, Wanted { content, ..Wanted::default() });
        let (all, training) = (new(Content::All)?, new(Content::Training)?);
        let (whole, of_training) = (all.whole(), training.whole());
        let besides: BTreeSet<&str> = uids(&whole).difference(&uids(&of_training)).copied().collect();
        let mut found = Vec::new();
        for split in [None, Some(By::Phases), Some(By::Sessions)] {
            let endings: Vec<String> = match split {
                None => vec![ENDING.to_owned()],
                Some(by) => all.split(by.split()).into_iter().map(|(part, _)| format!(".{part}{ENDING}")).collect(),
            };
            let there = endings.iter().map(|ending| files::ours(&target(ending), MARK, BYTES));
            let there: Vec<String> = there.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
            if !there.is_empty() {
                let is_training = there.iter().all(|text| uids(text).is_disjoint(&besides));
                found.push(Options { only: is_training.then_some(Only::Training), split, fresh: false });
            }
        }
        Ok(found)
    }

    /// Whether one file holds it all.
    pub fn is_one_file(&self) -> bool {
        self.split.is_none()
    }

    /// The calendars of a plan as it stands on a day, each with what follows the profile's name in its own. They follow
    /// what stands at `path`, where all goes in one file; where nothing does, the plan before.
    ///
    /// # Errors
    /// Those of the calendar; or one that is to be replaced cannot be read.
    pub fn files(&self, plan: &Current, path: &Path) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
        let content = match self.only {
            None => Content::All,
            Some(Only::Training) => Content::Training,
        };
        let handed_out = match handed_out(plan, path) {
            // Whoever imports anew has nothing of it any more.
            Err(_) if self.fresh => None,
            handed_out => handed_out?,
        };
        let handed_out = handed_out.or_else(|| plan.handed_out(content));
        let wanted = Wanted { content, handed_out: handed_out.as_ref(), fresh: self.fresh.then_some(plan.today()) };
        let calendar = Calendar::of(plan, wanted)?;
        let Some(by) = self.split else {
            return Ok(vec![(ENDING.to_owned(), calendar.whole().into_bytes())]);
        };
        Ok(calendar.split(by.split()).into_iter().map(|(part, text)| (format!(".{part}{ENDING}"), text.into_bytes())).collect())
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

/// What the calendars of a plan hold that stand where its new ones go; none where there are none.
///
/// # Errors
/// One of them cannot be read.
fn handed_out(plan: &Current, path: &Path) -> Result<Option<HandedOut>, Vec<Diagnostic>> {
    let mut found = None;
    let mut wrong = Vec::new();
    let parts = parts(path).into_iter().map(|part| (part, true));
    for (file, is_part) in [(path.to_owned(), false)].into_iter().chain(parts) {
        let read =
            files::ours(&file, MARK, BYTES).and_then(|text| text.map(|text| HandedOut::read(&text, &files::name(&file))).transpose());
        match read {
            Ok(None) => {}
            Ok(Some(calendar)) => {
                // `me.two.ics` may be a part of mine, or the calendar of the lifter `me.two`.
                let calendar = if is_part { calendar.of_plan(&plan.id) } else { calendar };
                found = Some(found.unwrap_or_default()).map(|found: HandedOut| found.with(calendar));
            }
            Err(errors) => wrong.extend(errors),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

/// The files beside a calendar that may be parts of it: `me.loading.ics` beside `me.ics`.
fn parts(path: &Path) -> Vec<PathBuf> {
    let Some(stem) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(ENDING)) else { return Vec::new() };
    let is_part = |name: &str| name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ENDING)).is_some_and(|part| part.starts_with('.'));
    let mut parts = files::beside(path);
    parts.retain(|file| file.file_name().and_then(|name| name.to_str()).is_some_and(is_part));
    parts.sort();
    parts
}
