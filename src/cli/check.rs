//! `rehinge check`: judges any plan file against the rules.

use super::{Exit, Outcome, files};
use crate::check;
use crate::render::yaml;
use std::path::PathBuf;

/// Judge a plan file, also one edited by hand, against the rules
#[derive(clap::Args)]
pub struct Args {
    /// The plan file; `-` reads standard input
    plan: PathBuf,
    /// A protocol of your own instead of the one built in
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args) -> Outcome {
    let protocol = super::protocol(args.protocol.as_deref())?;
    let file = files::name(&args.plan);
    let plan = yaml::read_plan(&files::read(&args.plan, files::PLAN_BYTES)?, &file)?;
    let report = check::check(&plan, &protocol);
    let mut text = String::new();
    for finding in &report.findings {
        text.push_str(&format!("{finding}\n"));
    }
    let says = if report.is_safe() { "the plan keeps the rules" } else { "the plan breaks rules: do not train by it" };
    super::say(&format!("{text}{file}: {says}; {}\n", report.tally()))?;
    Ok(if report.is_safe() { Exit::Done } else { Exit::Findings })
}
