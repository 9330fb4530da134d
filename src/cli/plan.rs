//! `rehinge plan`: a profile becomes a plan, a calendar and a sheet; a plan that is there goes on from profile, log and day, and
//! never back.

use super::answer::{self, Exit, Outcome};
use super::files::Held;
use super::find::{self, Found, Place, Source};
use super::job::{Kept, Whose, read_log};
use super::outputs::{self, PLAN_ENDING, Written};
use super::{again, colour, files};
use crate::clinic::Current;
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::Digest;
use crate::follow::Setting;
use crate::plan::VerdictKind;
use crate::profile::{self, Profile};
use crate::protocol::Protocol;
use crate::render::referral::Referral;
use crate::render::terminal;
use crate::screen::{self, Verdict};
use crate::words::day;
use crate::zone;
use chrono::NaiveDate;
use std::fs;
use std::path::PathBuf;

/// Make a plan, its calendar and its sheet from a profile; where there is a plan, bring it up to date
///
/// What was done and felt stands in the log, what changed in life in the profile: both are taken in, and what changed is listed.
#[derive(clap::Args)]
#[command(after_help = super::help::PLAN)]
pub struct Args {
    #[command(flatten)]
    whose: Whose,
    /// The directory to write to; `-` writes the one form asked for to standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    outputs: outputs::Options,
    /// The first day of a new plan instead of the profile's; the day it is made where neither says
    #[arg(long, value_name = "DATE", value_parser = super::basis::date)]
    start: Option<NaiveDate>,
    /// Begin again from the profile: the plan that is there, its log and its other files are set aside, nothing is deleted
    #[arg(long)]
    restart: bool,
    /// Replace files that rehinge did not make, and give up what was edited in the plan file
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Whether the answer is for programs.
    pub fn is_json(&self) -> bool {
        self.outputs.is_json()
    }

    fn to_standard_output(&self) -> bool {
        self.out.as_deref().is_some_and(files::is_standard)
    }

    /// Prints what is for people: beside the plan where that goes to standard output.
    fn report(&self, text: &str) -> Result<(), Vec<Diagnostic>> {
        if self.to_standard_output() {
            answer::tell(text);
            return Ok(());
        }
        answer::say(text)
    }
}

pub fn run(args: &Args) -> Outcome {
    if args.to_standard_output() {
        args.outputs.on_standard_output()?;
    }
    let found = find::lifter(args.whose.name.as_deref(), args.whose.log.as_deref(), args.out.as_deref())?;
    let held = files::hold(found.place.folder());
    if found.has_a_plan() && !args.restart { go_on(args, found, &held) } else { begin(args, found, &held) }
}

/// The plan that is there, as it stands today.
fn go_on(args: &Args, found: Found, held: &Held) -> Outcome {
    let kept = Kept::read(found, &args.whose.basis)?;
    let today = args.whose.basis.today();
    let gives_up_edits = args.force && !kept.is_as_written();
    let current = if gives_up_edits { kept.without_edits(today)? } else { kept.today(today)? };
    same_start(args, &current, &kept)?;
    let place = kept.found.place.moved(args.out.as_deref());
    let target = |ending: &str| match &kept.found.plan {
        // The plan itself is replaced, whatever it is called.
        Some(Source::File(path)) if ending == PLAN_ENDING && args.out.is_none() => path.clone(),
        _ => place.file(ending),
    };
    let mut outputs = args.outputs.files(&current, again::paper(&kept.found.place), target)?;
    let stopped = current.stopped();
    if let Some(verdict) = stopped.filter(|verdict| verdict.kind == VerdictKind::Refer) {
        let paper = args.outputs.paper(again::paper(&kept.found.place));
        let page = Referral::new(&current.profile, current.noted(), verdict, &kept.protocol, current.today());
        outputs.extend(outputs::referral(&page, paper, target));
    }
    let news = match stopped {
        Some(verdict) => format!("{}\n", kept.stopped(verdict)),
        None => String::new(),
    };
    let exit = Exit::from(current.verdict);
    if args.to_standard_output() {
        return printed(args, stopped, &current, &outputs, &format!("{news}{}", how_it_stands(&kept, &current)), exit);
    }
    held.write(&outputs, args.force)?;
    answer::say(&if args.is_json() {
        answer::json(&Written::new(stopped, Some(&current), &outputs))
    } else {
        format!("{news}{}\n{}", how_it_stands(&kept, &current), outputs::wrote(&outputs))
    })?;
    Ok(exit)
}

/// What changed since the plan was made, and the plan at a glance.
fn how_it_stands(kept: &Kept, current: &Current) -> String {
    let width = answer::width();
    match current.revisions.last() {
        Some(_) if kept.is_changed(current) => colour::view(&terminal::revision(current, width)),
        Some(last) => format!("Nothing has changed since {}: the plan stands.\n", day::full(last.made)),
        None => colour::view(&terminal::summary(current, width)),
    }
}

/// Another first day is another plan.
fn same_start(args: &Args, plan: &Current, kept: &Kept) -> Result<(), Vec<Diagnostic>> {
    let began = plan.first_profile.as_deref().unwrap_or(&plan.profile).schedule.start;
    let Some((start, began)) = args.start.zip(began).filter(|(start, began)| start != began) else { return Ok(()) };
    let wrong = Diagnostic::new(Code::Usage, format!("this plan began on {began}; one that begins on {start} is another"));
    Err(vec![wrong.help(format!(
        "`rehinge plan {} --restart --start {start}` begins again, and sets this one and its log aside",
        kept.found.called()
    ))])
}

/// A first plan, from the profile.
fn begin(args: &Args, found: Found, held: &Held) -> Outcome {
    let Some(source) = &found.profile else {
        let wrong = Diagnostic::new(Code::Missing, format!("there is no profile beside `{}` to begin again from", found.called()));
        return Err(vec![wrong.help("put it there under the same name; `rehinge init` asks the questions and writes one")]);
    };
    if !args.to_standard_output() {
        free_name(args, &found)?;
    }
    let protocol = args.whose.basis.protocol()?;
    let text = source.text(profile::MAX_BYTES)?;
    let digest = Digest::of(&text);
    let mut profiled = profile::read_file(&text, &source.name(), &protocol)?;
    let profile = &mut profiled.profile;
    profile.schedule.start = args.start.or(profile.schedule.start);
    let today = args.whose.basis.today();
    match screen::screen(profile, &protocol, today) {
        Err(verdict) if verdict.kind == VerdictKind::Refer => refer(args, &found, profile, &verdict, &protocol, held),
        Err(verdict) => {
            if args.is_json() {
                answer::say(&answer::json(&Written::new(Some(&verdict), None, &[])))?;
            } else {
                args.report(&colour::verdict(&terminal::verdict(&verdict, &protocol, answer::width())))?;
            }
            Ok(verdict.kind.into())
        }
        Ok(cleared) => {
            let start = profile.schedule.start.unwrap_or(today);
            let zone = time_zone(profile);
            let first = Current::first(&cleared, &protocol, Setting { start, time_zone: &zone }, &source.name());
            let first = first.map_err(|wrong| profiled.document.locate(wrong))?.made_from(Some(digest), None);
            let plan = if args.restart { first } else { with_its_log(first, digest, args, &found, &protocol)? };
            write(args, &found, &plan, cleared.verdict(), held)
        }
    }
}

/// A plan that was lost is told again from its log.
fn with_its_log<'a>(
    first: Current<'a>,
    digest: Digest,
    args: &Args,
    found: &Found,
    protocol: &'a Protocol,
) -> Result<Current<'a>, Vec<Diagnostic>> {
    let Some(log) = &found.log else { return Ok(first) };
    let (of_log, logged) = read_log(log, &first, protocol)?;
    let began = first.profile.schedule.start.unwrap_or(first.created);
    if logged.entries.is_empty() {
        return Ok(first);
    }
    if logged.entries.iter().any(|entry| entry.date < began) {
        let message = format!("`{}` tells of days before {began}, and the plan that it belongs to is not here", files::name(log));
        let help = "put the plan back, or say when it began: --start DATE; to begin again without it: --restart";
        return Err(vec![Diagnostic::new(Code::Missing, message).help(help)]);
    }
    let told = Current::of(&first, None, &logged.entries, args.whose.basis.today(), protocol).map_err(|wrong| logged.locate(wrong))?;
    Ok(told.made_from(Some(digest), Some(of_log)))
}

fn write(args: &Args, found: &Found, plan: &Current, verdict: &Verdict, held: &Held) -> Outcome {
    if args.to_standard_output() && args.is_json() {
        answer::say(&answer::json(&Written::new(Some(verdict), Some(plan), &[])))?;
        return Ok(Exit::Done);
    }
    let summary = colour::view(&terminal::summary(plan, answer::width()));
    let place = &found.place;
    let outputs = args.outputs.files(plan, again::paper(place), |ending| place.file(ending))?;
    let exit = Exit::from(plan.verdict);
    if args.to_standard_output() {
        return printed(args, Some(verdict), plan, &outputs, &summary, exit);
    }
    let aside = if args.restart { files::set_aside(&place.made(), args.whose.basis.today())? } else { Vec::new() };
    held.write(&outputs, args.force)?;
    answer::say(&if args.is_json() {
        answer::json(&Written::new(Some(verdict), Some(plan), &outputs))
    } else {
        format!("{summary}\n{}{}", outputs::set_aside(&aside), outputs::wrote(&outputs))
    })?;
    Ok(exit)
}

/// The one form that was asked for, and what is for people beside it.
fn printed(args: &Args, verdict: Option<&Verdict>, plan: &Current, outputs: &[files::Output], text: &str, exit: Exit) -> Outcome {
    if args.is_json() {
        answer::say(&answer::json(&Written::new(verdict, Some(plan), &[])))?;
        return Ok(exit);
    }
    for output in outputs {
        answer::say_bytes(&output.bytes)?;
    }
    answer::tell(text);
    Ok(exit)
}

/// Refuses to take the name of another lifter in the folder that a plan is to go to.
fn free_name(args: &Args, found: &Found) -> Result<(), Vec<Diagnostic>> {
    let place: &Place = &found.place;
    let theirs = place.profile().filter(|there| match &found.profile {
        Some(Source::File(mine)) => fs::canonicalize(mine).ok() != fs::canonicalize(there).ok(),
        _ => false,
    });
    let unknown = place.is_nameless().then(|| place.file(PLAN_ENDING)).filter(|plan| plan.exists() && !args.force);
    let Some(taken) = theirs.or(unknown) else { return Ok(()) };
    let message = format!("`{}` is there already, and may be another lifter's", files::name(&taken));
    Err(vec![Diagnostic::new(Code::WouldOverwrite, message).help("write to a folder of its own: --out DIR")])
}

fn refer(args: &Args, found: &Found, profile: &Profile, verdict: &Verdict, protocol: &Protocol, held: &Held) -> Outcome {
    let today = args.whose.basis.today();
    let is_standard = args.to_standard_output();
    let page = Referral::new(profile, &[], verdict, protocol, today);
    let outputs = match is_standard {
        true => Vec::new(),
        false => {
            let paper = args.outputs.paper(again::paper(&found.place));
            Vec::from(outputs::referral(&page, paper, |ending| found.place.file(ending)))
        }
    };
    held.write(&outputs, args.force)?;
    if args.is_json() {
        answer::say(&answer::json(&Written::new(Some(verdict), None, &outputs)))?;
        return Ok(Exit::Referred);
    }
    args.report(&colour::verdict(&terminal::verdict(verdict, protocol, answer::width())))?;
    answer::say(&match is_standard {
        true => page.to_text(),
        false => format!("\n{}", outputs::wrote(&outputs)),
    })?;
    Ok(Exit::Referred)
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
