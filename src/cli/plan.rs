//! `rehinge plan`: a profile becomes a plan, a calendar and a sheet.

use super::answer::{self, Exit, Outcome};
use super::job::Place;
use super::outputs::{self, Written};
use super::{basis, colour, files, guard};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::follow;
use crate::plan::Plan;
use crate::profile::Profile;
use crate::protocol::Protocol;
use crate::render::referral::Referral;
use crate::render::terminal;
use crate::screen::{self, Screened, Verdict};
use crate::zone;
use chrono::NaiveDate;
use std::path::PathBuf;

/// Make a plan, its calendar and its sheet from a profile
#[derive(clap::Args)]
#[command(after_help = super::help::PLAN)]
pub struct Args {
    /// The profile, a YAML file; `-` reads standard input
    profile: PathBuf,
    /// The directory to write to; `-` writes the one form asked for to standard output
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    #[command(flatten)]
    outputs: outputs::Options,
    /// The first day of the plan instead of the profile's; the day it is made where neither says
    #[arg(long, value_name = "DATE", value_parser = super::basis::date)]
    start: Option<NaiveDate>,
    #[command(flatten)]
    basis: super::basis::Basis,
    /// Replace files that rehinge did not make
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Whether the answer is for programs.
    pub fn is_json(&self) -> bool {
        self.outputs.is_json()
    }
}

pub fn run(args: &Args) -> Outcome {
    if files::is_standard(&args.out) {
        args.outputs.on_standard_output()?;
    }
    let protocol = args.basis.protocol()?;
    let mut profiled = basis::profile(&args.profile, &protocol)?;
    let profile = &mut profiled.profile;
    profile.schedule.start = args.start.or(profile.schedule.start);
    let today = args.basis.today();
    match screen::screen(profile, &protocol, today) {
        Screened::Emergency(verdict) | Screened::Rest(verdict) => {
            if args.is_json() {
                answer::say(&answer::json(&Written::new(Some(&verdict), None, &[])))?;
            } else {
                report(args, &colour::verdict(&terminal::verdict(&verdict, &protocol, answer::width())))?;
            }
            Ok(verdict.kind.into())
        }
        Screened::Refer(verdict) => refer(args, profile, &verdict, &protocol, today),
        Screened::Train(cleared) => {
            let start = profile.schedule.start.unwrap_or(today);
            let zone = time_zone(profile);
            let setting = follow::Setting { start, time_zone: &zone };
            let plan = follow::first_plan(&cleared, &protocol, setting).map_err(|wrong| profiled.document.locate(wrong))?;
            write(args, &plan, cleared.verdict(), &protocol, today)
        }
    }
}

fn write(args: &Args, plan: &Plan, verdict: &Verdict, protocol: &Protocol, today: NaiveDate) -> Outcome {
    let report = check::check(plan, protocol);
    if !report.is_safe() {
        outputs::own_fault(&report, "profile");
        return Ok(Exit::Findings);
    }
    let place = Place::of_profile(&args.profile, &args.out);
    guard::begins(plan, &place, protocol)?;
    if args.is_json() && files::is_standard(&args.out) {
        answer::say(&answer::json(&Written::new(Some(verdict), Some(plan), &[])))?;
        return Ok(Exit::Done);
    }
    let summary = colour::view(&terminal::summary(plan, answer::width()));
    let outputs = args.outputs.files(plan, None, today, |ending| place.file(ending))?;
    if files::is_standard(&args.out) {
        for output in &outputs {
            answer::say_bytes(&output.bytes)?;
        }
        answer::tell(&summary);
        return Ok(Exit::Done);
    }
    files::write(&outputs, args.force)?;
    answer::say(&if args.is_json() {
        answer::json(&Written::new(Some(verdict), Some(plan), &outputs))
    } else {
        format!("{summary}\n{}", outputs::wrote(&outputs))
    })?;
    Ok(Exit::Done)
}

fn refer(args: &Args, profile: &Profile, verdict: &Verdict, protocol: &Protocol, today: NaiveDate) -> Outcome {
    let place = Place::of_profile(&args.profile, &args.out);
    let is_standard = files::is_standard(&args.out);
    let outputs = match is_standard {
        true => Vec::new(),
        false => Vec::from(args.outputs.referral(profile, verdict, protocol, today, |ending| place.file(ending))),
    };
    files::write(&outputs, args.force)?;
    if args.is_json() {
        answer::say(&answer::json(&Written::new(Some(verdict), None, &outputs)))?;
        return Ok(Exit::Referred);
    }
    report(args, &colour::verdict(&terminal::verdict(verdict, protocol, answer::width())))?;
    answer::say(&match is_standard {
        true => Referral::new(profile, verdict, protocol, today).to_text(),
        false => format!("\n{}", outputs::wrote(&outputs)),
    })?;
    Ok(Exit::Referred)
}

/// Prints what is for people: beside the plan where that goes to standard output.
fn report(args: &Args, text: &str) -> Result<(), Vec<Diagnostic>> {
    if files::is_standard(&args.out) {
        answer::tell(text);
        Ok(())
    } else {
        answer::say(text)
    }
}

/// The zone of the plan: the profile's, or the system's.
fn time_zone(profile: &Profile) -> String {
    profile.schedule.time_zone.clone().unwrap_or_else(system_zone)
}

/// The zone that this machine runs on.
pub fn system_zone() -> String {
    let known = |name: &String| zone::is_known(name);
    let variable = || std::env::var("TZ").ok().map(|name| name.trim_start_matches(':').to_owned());
    let system = || iana_time_zone::get_timezone().ok();
    // A system that names no zone runs on UTC.
    variable().filter(known).or_else(|| system().filter(known)).unwrap_or_else(|| "UTC".to_owned())
}
