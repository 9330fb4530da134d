//! `rehinge check`: judges any plan file against the rules.

use super::{Exit, Outcome, files};
use crate::check::{self, Report, Severity};
use std::path::PathBuf;

/// Judge a plan file, also one edited by hand, against the rules
#[derive(clap::Args)]
#[command(after_help = super::help::CHECK)]
pub struct Args {
    /// The plan file; `-` reads standard input
    plan: PathBuf,
    /// For people, or one JSON object a line for programs
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// What makes the exit code 1 besides violations
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
    /// A protocol of your own instead of the one built in
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
}

/// Whom the findings are for.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For people.
    Text,
    /// For programs: an object for each finding.
    Json,
}

/// What else counts as a failure.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}

/// Runs the command.
pub fn run(args: &Args) -> Outcome {
    let protocol = super::protocol(args.protocol.as_deref())?;
    let file = files::name(&args.plan);
    let text = files::read(&args.plan, files::PLAN_BYTES)?;
    let report = check::check_file(&text, &file, &protocol)?;
    let denied = |severity| severity == Severity::Violation || (severity == Severity::Warning && args.deny == Some(Deny::Warnings));
    super::say(&match args.format {
        Form::Text => for_people(&file, &report),
        Form::Json => report.findings.iter().filter_map(|finding| Some(serde_json::to_string(finding).ok()? + "\n")).collect(),
    })?;
    Ok(if report.findings.iter().any(|finding| denied(finding.severity)) { Exit::Findings } else { Exit::Done })
}

fn for_people(file: &str, report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        match &finding.place {
            Some(place) => text.push_str(&format!("{}:{}:{}: {finding:#}\n{}", place.file, place.line, place.column, place.shown())),
            None => text.push_str(&format!("{finding}\n")),
        }
        if finding.place.is_some() && !finding.mend.is_empty() {
            text.push_str(&format!("  help: {}\n", finding.mend));
        }
    }
    if !report.cannot_be_judged.is_empty() {
        text.push_str(&format!("cannot be judged until that is mended: {}\n", report.cannot_be_judged.join(", ")));
    }
    let says = if report.is_safe() { "the plan keeps the rules" } else { "the plan breaks rules: do not train by it" };
    format!("{text}{file}: {says}; {}\n", report.tally())
}
