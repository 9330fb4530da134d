//! `rehinge print`: a plan's sheet, or what of it is needed now.

use super::answer::{self, Exit, Form, Outcome};
use super::files::{self, Output};
use super::job::{Kept, Place};
use super::outputs::{self, PDF_MARK};
use super::{guard, pages};
use crate::check;
use std::path::PathBuf;

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
    pages: pages::Options,
    #[command(flatten)]
    basis: super::basis::Basis,
    /// Replace a file that rehinge did not make
    #[arg(long)]
    force: bool,
}

pub fn run(args: &Args) -> Outcome {
    let kept = Kept::open(&args.plan, None, args.basis.protocol()?)?;
    if !check::check(&kept.plan, &kept.protocol).is_safe() {
        answer::tell("note: this plan breaks rules of the protocol; `rehinge check PLAN` names them\n");
    }
    if let Some(exit) = guard::hold_back(&kept, Form::default())? {
        return Ok(exit);
    }
    let (ending, bytes) = args.pages.file(&kept.plan, args.basis.today());
    if files::is_standard(args.out.as_deref().unwrap_or(&args.plan)) {
        answer::say_bytes(&bytes)?;
        return Ok(Exit::Done);
    }
    let outputs = [Output { path: Place::beside(&args.plan, args.out.as_deref()).file(&ending), bytes, mark: PDF_MARK.to_owned() }];
    files::write(&outputs, args.force)?;
    answer::say(&outputs::wrote(&outputs))?;
    Ok(Exit::Done)
}
