//! `rehinge plan`: a profile becomes a plan, a calendar and a sheet.

use super::calendar;
use super::files::{self, Output};
use super::{Exit, Outcome, WIDTH, screen as screen_command};
use crate::check;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Plan, VerdictKind};
use crate::planner;
use crate::profile::Profile;
use crate::protocol::Protocol;
use crate::render::sheet::{Paper, Sheet};
use crate::render::{referral, sheet, terminal, yaml};
use crate::screen::{self, Verdict};
use crate::zone;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Make a plan, its calendar and its sheet from a profile
#[derive(clap::Args)]
pub struct Args {
    /// The profile, a YAML file; `-` reads standard input
    profile: PathBuf,
    /// The directory to write to; `-` writes the one form asked for to standard output
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// The forms to write
    #[arg(long, value_name = "FORMS", value_enum, value_delimiter = ',', default_value = "yaml,ics,pdf")]
    format: Vec<Form>,
    /// The paper of the sheet, a4 or letter
    #[arg(long, default_value_t = Paper::A4)]
    paper: Paper,
    #[command(flatten)]
    calendar: calendar::Options,
    /// The first day of the plan instead of the profile's; the day it is made where neither says
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    start: Option<NaiveDate>,
    /// The day to go by instead of the clock's
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    today: Option<NaiveDate>,
    /// A protocol of your own instead of the one built in
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
    /// Replace files that rehinge did not make
    #[arg(long)]
    force: bool,
}

/// A form of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// The plan file
    Yaml,
    /// The calendar
    Ics,
    /// The sheet for the gym
    Pdf,
}

impl Form {
    /// Its files, each with what follows the profile's name in the name of the file.
    fn files(self, plan: &Plan, args: &Args) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
        Ok(match self {
            Form::Yaml => vec![(".plan.yaml".to_owned(), yaml::plan_yaml(plan).into_bytes())],
            Form::Ics => args.calendar.files(plan)?,
            Form::Pdf => vec![(".pdf".to_owned(), printed(sheet::sheet(plan, args.paper)))],
        })
    }

    /// What stands in every file of this form that rehinge makes.
    fn mark(self) -> &'static str {
        match self {
            Form::Yaml => yaml::HEADER,
            Form::Ics => "PRODID:-//rehinge//",
            Form::Pdf => PDF_MARK,
        }
    }
}

/// How many of the files written are named.
const MOST_NAMED: usize = 8;

/// How every referral in plain text begins.
const REFERRAL_MARK: &str = "For a clinician";

/// The producer that stands in every PDF of rehinge.
const PDF_MARK: &str = "(rehinge ";

/// The file of a sheet; what its letters cannot show is said.
fn printed(sheet: Sheet) -> Vec<u8> {
    if !sheet.missing.is_empty() {
        let missing: Vec<String> = sheet.missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        super::tell(&format!("note: the sheet has no letters for {}; a mark stands for each\n", missing.join(", ")));
    }
    sheet.pdf
}

/// Runs the command.
pub fn run(args: &Args) -> Outcome {
    let forms = forms(args)?;
    let protocol = super::protocol(args.protocol.as_deref())?;
    let mut profiled = super::profile(&args.profile, &protocol)?;
    let profile = &mut profiled.profile;
    profile.schedule.start = args.start.or(profile.schedule.start);
    let today = super::today(args.today);
    let verdict = screen::screen(profile, &protocol, today);
    match verdict.kind {
        VerdictKind::Emergency | VerdictKind::Rest => {
            report(args, &terminal::verdict(&verdict, &protocol, WIDTH))?;
            Ok(screen_command::exit(&verdict))
        }
        VerdictKind::Refer => refer(args, profile, &verdict, &protocol, today),
        VerdictKind::Train => {
            let start = profile.schedule.start.unwrap_or(today);
            let zone = time_zone(profile);
            let setting = planner::Setting { start, time_zone: &zone };
            let plan = planner::plan(profile, &verdict, &protocol, setting).map_err(|wrong| profiled.document.locate(wrong))?;
            write(args, &forms, &plan, &protocol)
        }
    }
}

/// The forms asked for, each once.
fn forms(args: &Args) -> Result<Vec<Form>, Vec<Diagnostic>> {
    let mut forms: Vec<Form> = Vec::new();
    for form in &args.format {
        if !forms.contains(form) {
            forms.push(*form);
        }
    }
    if files::is_standard(&args.out) && forms.len() > 1 {
        let wrong = Diagnostic::new(Code::Usage, "only one form at a time fits on standard output");
        return Err(vec![wrong.help("name it: --format yaml --out -")]);
    }
    if files::is_standard(&args.out) && forms.contains(&Form::Ics) {
        args.calendar.on_standard_output()?;
    }
    Ok(forms)
}

fn write(args: &Args, forms: &[Form], plan: &Plan, protocol: &Protocol) -> Outcome {
    let report = check::check(plan, protocol);
    if !report.is_safe() {
        // The planner keeps every rule; a plan that breaks one must not reach a lifter.
        for finding in &report.findings {
            super::tell(&format!("{finding}\n"));
        }
        super::tell("The plan that was made breaks its own rules: a fault of rehinge, not of the profile.\n");
        super::tell("Nothing was written. Please report it, with the profile.\n");
        return Ok(Exit::Findings);
    }
    let summary = terminal::summary(plan, WIDTH);
    if files::is_standard(&args.out) {
        for form in forms {
            for (_, bytes) in form.files(plan, args)? {
                super::say_bytes(&bytes)?;
            }
        }
        super::tell(&summary);
        return Ok(Exit::Done);
    }
    let mut outputs = Vec::new();
    for form in forms {
        let files = form.files(plan, args)?.into_iter();
        outputs.extend(files.map(|(ending, bytes)| Output { path: target(args, &ending), bytes, mark: form.mark().to_owned() }));
    }
    files::write(&outputs, args.force)?;
    super::say(&format!("{summary}\n{}", wrote(&outputs)))?;
    Ok(Exit::Done)
}

fn refer(args: &Args, profile: &Profile, verdict: &Verdict, protocol: &Protocol, today: NaiveDate) -> Outcome {
    let referral = screen::referral(profile, verdict, protocol, today);
    let text = referral.to_text();
    report(args, &terminal::verdict(verdict, protocol, WIDTH))?;
    if files::is_standard(&args.out) {
        super::say(&text)?;
        return Ok(Exit::Referred);
    }
    let outputs = [
        Output {
            path: target(args, ".referral.pdf"),
            bytes: printed(referral::referral(&referral, args.paper)),
            mark: PDF_MARK.to_owned(),
        },
        Output { path: target(args, ".referral.txt"), bytes: text.into_bytes(), mark: REFERRAL_MARK.to_owned() },
    ];
    files::write(&outputs, args.force)?;
    super::say(&format!("\n{}", wrote(&outputs)))?;
    Ok(Exit::Referred)
}

/// Prints what is for people: beside the plan where that goes to standard output.
fn report(args: &Args, text: &str) -> Result<(), Vec<Diagnostic>> {
    if files::is_standard(&args.out) {
        super::tell(text);
        Ok(())
    } else {
        super::say(text)
    }
}

fn wrote(outputs: &[Output]) -> String {
    let mut names: Vec<String> = outputs.iter().map(|output| files::name(&output.path)).collect();
    // A calendar cut into its sessions is a hundred files.
    if let Some(more) = names.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
        names.truncate(MOST_NAMED);
        return format!("Wrote {} and {more} more.\n", names.join(", "));
    }
    format!("Wrote {}.\n", names.join(", "))
}

/// A file of the profile's name in the directory asked for.
fn target(args: &Args, ending: &str) -> PathBuf {
    let stem = if files::is_standard(&args.profile) { None } else { args.profile.file_stem() };
    let mut name = stem.map_or_else(|| "plan".into(), |stem| stem.to_owned());
    name.push(ending);
    if args.out == Path::new(".") { name.into() } else { args.out.join(name) }
}

/// The zone of the plan: the profile's, or the system's.
fn time_zone(profile: &Profile) -> String {
    let known = |name: &String| zone::is_known(name);
    let variable = || std::env::var("TZ").ok().map(|name| name.trim_start_matches(':').to_owned());
    let system = || iana_time_zone::get_timezone().ok();
    // A system that names no zone runs on UTC.
    profile
        .schedule
        .time_zone
        .clone()
        .or_else(|| variable().filter(known))
        .or_else(|| system().filter(known))
        .unwrap_or_else(|| "UTC".to_owned())
}
