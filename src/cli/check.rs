//! `rehinge check`: judges any plan file against the rules.

use super::answer::{self, Exit, Form, Outcome};
use super::basis::Basis;
use super::find::{self, Found, Source};
use super::job::Kept;
use super::{colour, files};
use crate::check::{self, Report, Severity};
use std::path::PathBuf;

/// Judge a plan file, also one edited by hand, against the rules
#[derive(clap::Args)]
#[command(after_help = super::help::CHECK)]
pub struct Args {
    /// The plan, or the profile beside it; `-` reads standard input; not needed where the folder has only one lifter
    #[arg(value_name = "NAME")]
    name: Option<PathBuf>,
    #[command(flatten)]
    pub(super) form: Form,
    /// What makes the exit code 1 besides violations
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
    #[command(flatten)]
    basis: Basis,
}

/// What else counts as a failure.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Deny {
    /// Warnings.
    Warnings,
}

pub fn run(args: &Args) -> Outcome {
    let protocol = args.basis.protocol()?;
    let found = find::lifter(args.name.as_deref(), None, None)?;
    // What looks like neither plan nor profile is judged all the same: what it lacks is told.
    let source = found.plan.as_ref().or(found.profile.as_ref());
    let file = source.map_or_else(String::new, Source::name);
    let text = source.map(|source| source.text(files::PLAN_BYTES)).transpose()?.unwrap_or_default();
    let report = check::check_file(&text, &file, &protocol)?;
    let denied = |severity| severity == Severity::Violation || (severity == Severity::Warning && args.deny == Some(Deny::Warnings));
    answer::say(&if args.form.is_json() {
        // One object a line, so that a program can read them as they come.
        report.findings.iter().map(answer::json).collect()
    } else {
        for_people(&file, &report)
    })?;
    if !args.form.is_json() {
        tell_decisions(args, found);
    }
    Ok(if report.findings.iter().any(|finding| denied(finding.severity)) { Exit::Findings } else { Exit::Done })
}

/// The decisions that would keep what was edited by hand.
fn tell_decisions(args: &Args, found: Found) {
    let today = args.basis.today();
    // What cannot be read is judged above.
    let edited = Kept::read(found, &args.basis).ok().filter(|kept| !kept.is_as_written());
    if let Some(decided) = edited.map(|kept| kept.decisions(today)).filter(|decided| !decided.is_empty()) {
        answer::tell(&format!("To keep the edit and go on with the log, write into the profile: {decided}\n"));
    }
}

fn for_people(file: &str, report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let says = match &finding.place {
            Some(place) => format!("{}:{}:{}: {finding:#}\n{}", place.file, place.line, place.column, place.shown()),
            None => format!("{finding}\n"),
        };
        text.push_str(&colour::finding(finding, &says));
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
