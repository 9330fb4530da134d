//! `rehinge check`: judges any plan file against the rules.

use super::{Exit, Outcome, files};
use crate::check::{self, Finding, Report, Severity};
use crate::diagnostic::Place;
use crate::document::Document;
use crate::render::yaml;
use serde::Serialize;
use std::path::PathBuf;

/// Judge a plan file, also one edited by hand, against the rules
#[derive(clap::Args)]
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

/// A finding and where it stands in the file.
#[derive(Serialize)]
struct Located<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    place: Option<Place>,
}

/// Runs the command.
pub fn run(args: &Args) -> Outcome {
    let protocol = super::protocol(args.protocol.as_deref())?;
    let file = files::name(&args.plan);
    let text = files::read(&args.plan, files::PLAN_BYTES)?;
    let plan = yaml::read_plan(&text, &file)?;
    let report = check::check(&plan, &protocol);
    let document = Document::parse(&text, &file)?;
    let findings: Vec<Located> = report.findings.iter().map(|finding| Located { finding, place: document.place(&finding.path) }).collect();
    let denied = |severity| severity == Severity::Violation || (severity == Severity::Warning && args.deny == Some(Deny::Warnings));
    super::say(&match args.format {
        Form::Text => for_people(&file, &report, &findings),
        Form::Json => findings.iter().filter_map(|finding| Some(serde_json::to_string(finding).ok()? + "\n")).collect(),
    })?;
    Ok(if report.findings.iter().any(|finding| denied(finding.severity)) { Exit::Findings } else { Exit::Done })
}

fn for_people(file: &str, report: &Report, findings: &[Located]) -> String {
    let mut text = String::new();
    for Located { finding, place } in findings {
        match place {
            Some(place) => text.push_str(&format!("{}:{}:{}: {finding:#}\n{}", place.file, place.line, place.column, place.shown())),
            None => text.push_str(&format!("{finding}\n")),
        }
        if place.is_some() && !finding.mend.is_empty() {
            text.push_str(&format!("  help: {}\n", finding.mend));
        }
    }
    let says = if report.is_safe() { "the plan keeps the rules" } else { "the plan breaks rules: do not train by it" };
    format!("{text}{file}: {says}; {}\n", report.tally())
}
