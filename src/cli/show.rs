//! `rehinge next` and `rehinge progress`: what a plan and its log show in a terminal.

use super::answer::{self, Exit, Form, Outcome};
use super::job::Kept;
use super::{colour, guard};
use crate::due;
use crate::log::Entry;
use crate::plan::Plan;
use chrono::NaiveDate;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Args {
    /// The plan file; `-` reads standard input
    plan: PathBuf,
    /// The log; default: NAME.log.yaml beside the plan, where there is one
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    #[command(flatten)]
    pub(super) form: Form,
    #[command(flatten)]
    basis: super::basis::Basis,
}

/// Runs a command that shows what `view` makes of the plan, what is noted of it, the day and the width; for programs, what
/// `data` makes of them.
pub fn run(args: &Args, view: fn(&Plan, &[Entry], NaiveDate, usize) -> String, data: fn(&Plan, &[Entry], NaiveDate) -> String) -> Outcome {
    let kept = Kept::open(&args.plan, args.log.as_deref(), args.basis.protocol()?)?;
    if let Some(exit) = guard::hold_back(&kept, args.form)? {
        return Ok(exit);
    }
    let (plan, today) = (&kept.plan, args.basis.today());
    let noted = due::noted(plan, kept.entries());
    answer::say(&if args.form.is_json() { data(plan, &noted, today) } else { colour::view(&view(plan, &noted, today, answer::width())) })?;
    Ok(Exit::Done)
}
