//! `rehinge print`: a plan's sheet, or what of it is needed now; and the options of every command that writes
//! a sheet.

use super::files::{self, Output};
use super::job::{Kept, Place};
use super::outputs::{self, PDF_MARK};
use super::{Exit, Form, Outcome, guard};
use crate::check;
use crate::plan::Plan;
use crate::render::sheet::{self, Extent, Paper, Sheet};
use chrono::NaiveDate;
use std::path::PathBuf;

/// Which pages, on which paper
#[derive(clap::Args)]
#[group(id = "sheet")]
pub struct Options {
    /// The paper of the sheet, a4 or letter
    #[arg(long, default_value_t = Paper::A4)]
    pub paper: Paper,
    /// The pages of the sheet: all, those of the week, or those of the next visit to the gym
    #[arg(long, value_name = "PAGES", value_enum, default_value = "all")]
    sheets: Pages,
}

/// How much is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Pages {
    /// The whole plan
    All,
    /// This week
    Week,
    /// The next visit to the gym
    Next,
}

impl Options {
    /// The sheet as it stands on a day, with what follows the profile's name in its own: a part never takes the
    /// whole one's place.
    pub fn file(&self, plan: &Plan, today: NaiveDate) -> (String, Vec<u8>) {
        let (ending, extent) = match self.sheets {
            Pages::All => (".pdf", Extent::All),
            Pages::Week => (".week.pdf", Extent::Week(today)),
            Pages::Next => (".next.pdf", Extent::Next(today)),
        };
        (ending.to_owned(), printed(sheet::part(plan, self.paper, extent)))
    }
}

/// The file of a sheet; what its letters cannot show is said.
pub fn printed(sheet: Sheet) -> Vec<u8> {
    if !sheet.layout.missing.is_empty() {
        let missing: Vec<String> = sheet.layout.missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        super::tell(&format!("note: the sheet has no letters for {}; a mark stands for each\n", missing.join(", ")));
    }
    sheet.pdf
}

/// Print a plan's sheet, or the pages of the week or of the next visit to the gym
#[derive(clap::Args)]
#[command(after_help = super::help::PRINT)]
pub struct Args {
    /// The plan file; `-` reads standard input
    plan: PathBuf,
    /// The directory to write to; `-` writes to standard output. Where it is not given, that of the plan
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    basis: super::Basis,
    /// Replace a file that rehinge did not make
    #[arg(long)]
    force: bool,
}

/// Runs the command.
pub fn run(args: &Args) -> Outcome {
    let kept = Kept::open(&args.plan, None, args.basis.protocol()?)?;
    if !check::check(&kept.plan, &kept.protocol).is_safe() {
        super::tell("note: this plan breaks rules of the protocol; `rehinge check PLAN` names them\n");
    }
    if let Some(exit) = guard::hold_back(&kept, Form::default())? {
        return Ok(exit);
    }
    let (ending, bytes) = args.options.file(&kept.plan, args.basis.today());
    if files::is_standard(args.out.as_deref().unwrap_or(&args.plan)) {
        super::say_bytes(&bytes)?;
        return Ok(Exit::Done);
    }
    let outputs = [Output { path: Place::beside(&args.plan, args.out.as_deref()).file(&ending), bytes, mark: PDF_MARK.to_owned() }];
    files::write(&outputs, args.force)?;
    super::say(&outputs::wrote(&outputs))?;
    Ok(Exit::Done)
}
