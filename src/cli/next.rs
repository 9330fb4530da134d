//! `rehinge next`: the coming session, as it goes on the gym floor.

use super::{Exit, Outcome, WIDTH};
use crate::render::terminal;
use chrono::NaiveDate;
use std::path::PathBuf;

/// Show the coming session: today's if it is not noted yet, otherwise the next
#[derive(clap::Args)]
pub struct Args {
    /// The plan file; `-` reads standard input
    plan: PathBuf,
    /// The log; default: NAME.log.yaml beside the plan, where there is one
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// The day to go by instead of the clock's
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    today: Option<NaiveDate>,
    /// A protocol of your own instead of the one built in
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Outcome {
    let protocol = super::protocol(args.protocol.as_deref())?;
    let plan = super::plan(&args.plan)?;
    let noted = super::noted(&plan, &args.plan, args.log.as_deref(), &protocol)?;
    super::say(&terminal::next(&plan, &noted, super::today(args.today), WIDTH))?;
    Ok(Exit::Done)
}
