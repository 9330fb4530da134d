//! `rehinge print`: a plan's sheet, or what of it is needed now.

use super::answer::{self, Exit, Outcome};
use super::files::{self, Output};
use super::find::Source;
use super::job::{Kept, Whose};
use super::outputs::{self, PDF_MARK};
use super::{again, pages};
use crate::check;
use crate::clinic::Current;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Print a plan's sheet, or the pages of the week or of the next visit to the gym
#[derive(clap::Args)]
#[command(after_help = super::help::PRINT)]
pub struct Args {
    #[command(flatten)]
    whose: Whose,
    /// The directory to write to; `-` writes to standard output. Where it is not given, that of the plan
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pages: pages::Options,
    /// Replace a file that rehinge did not make
    #[arg(long)]
    force: bool,
}

pub fn run(args: &Args) -> Outcome {
    let kept = args.whose.open()?;
    let current = match kept.to_print(args.whose.basis.today())? {
        ControlFlow::Continue(current) => current,
        ControlFlow::Break(exit) => return Ok(exit),
    };
    if !kept.is_as_written() {
        tell_of_edits(&kept, &current);
    }
    let (ending, bytes) = args.pages.file(&current, again::paper(&kept.found.place));
    let standard = |path: &PathBuf| files::is_standard(path);
    if args.out.as_ref().map_or(matches!(kept.found.plan, Some(Source::Standard(_))), standard) {
        answer::say_bytes(&bytes)?;
        return Ok(Exit::Done);
    }
    let outputs = [Output { path: kept.found.place.moved(args.out.as_deref()).file(&ending), bytes, mark: PDF_MARK.to_owned() }];
    files::write(&outputs, args.force)?;
    answer::say(&outputs::wrote(&outputs))?;
    Ok(Exit::Done)
}

/// Says that a plan was edited by hand, and whether it breaks rules.
fn tell_of_edits(kept: &Kept, by_hand: &Current) {
    answer::tell("note: this plan was edited by hand: it is printed as it stands, and does not follow the log\n");
    if !check::check(by_hand, &kept.protocol).is_safe() {
        answer::tell(&format!("note: it breaks rules of the protocol; `rehinge check {}` names them\n", kept.name()));
    }
}
