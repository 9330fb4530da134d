//! `rehinge replan`: a plan and its log become the next revision, its calendar and its sheet.

use super::answer::{self, Exit, Outcome};
use super::job::{Kept, Place};
use super::outputs::{self, PLAN_ENDING, Written};
use super::{colour, files};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::follow::{self, Request};
use crate::plan::{Plan, VerdictKind};
use crate::profile::{self, Profile};
use crate::protocol::Protocol;
use crate::render::terminal;
use std::path::{Path, PathBuf};

/// Make the next revision of a plan from what was lifted and felt
#[derive(clap::Args)]
#[command(after_help = super::help::REPLAN)]
pub struct Args {
    /// The plan file; it is replaced by its next revision
    plan: PathBuf,
    /// The log, YAML or CSV; where it is not given, NAME.log.yaml beside NAME.plan.yaml
    #[arg(long, value_name = "LOG")]
    log: Option<PathBuf>,
    /// When you can train from now on: a file with the fields of `schedule`, slots or days away
    #[arg(long, value_name = "FILE")]
    schedule: Option<PathBuf>,
    /// The directory to write to; where it is not given, that of the plan
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    outputs: outputs::Options,
    #[command(flatten)]
    basis: super::basis::Basis,
    /// Replace files that rehinge did not make, and a plan that was edited by hand
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
    let kept = Kept::open(&args.plan, args.log.as_deref(), args.basis.protocol()?)?;
    let Kept { plan, protocol, .. } = &kept;
    let today = args.basis.today();
    let now = args.schedule.as_deref().map(|path| rescheduled(path, plan, protocol)).transpose()?;
    let entries = kept.entries();
    if entries.is_empty() && now.is_none() && args.log.is_none() {
        answer::tell("note: there is no log yet; what was planned until today counts as not done\n");
    }
    let request = Request { plan, now: now.as_ref(), log: entries, today };
    let revised = follow::replan(&request, protocol).map_err(|wrong| located(wrong, &kept))?;
    if revised.plan.revision == plan.revision {
        if revised.plan != *plan {
            // It has read more of the log, though nothing follows from that: the plan is to know it.
            files::write(&[outputs::plan_file(&revised.plan, target(args, PLAN_ENDING))], args.force)?;
        }
        answer::say(&if args.is_json() {
            answer::json(&Written::new(None, Some(plan), &[]))
        } else {
            format!("Nothing has changed: {} stays at revision {}.\n", files::name(&args.plan), plan.revision)
        })?;
        return Ok(plan.verdict.into());
    }
    let plan = revised.plan;
    let report = check::check(&plan, protocol);
    if !report.is_safe() {
        outputs::own_fault(&report, "plan and its log");
        return Ok(Exit::Findings);
    }
    let mut outputs = args.outputs.files(&plan, Some(&kept.plan), today, |ending| target(args, ending))?;
    if let Some(verdict) = revised.stopped.as_ref().filter(|verdict| verdict.kind == VerdictKind::Refer) {
        outputs.extend(args.outputs.referral(&plan.profile, verdict, protocol, today, |ending| target(args, ending)));
    }
    files::write(&outputs, args.force)?;
    if args.is_json() {
        answer::say(&answer::json(&Written::new(revised.stopped.as_ref(), Some(&plan), &outputs)))?;
        return Ok(plan.verdict.into());
    }
    if let Some(verdict) = &revised.stopped {
        answer::say(&format!("{}\n", colour::verdict(&terminal::verdict(verdict, protocol, answer::width()))))?;
    }
    answer::say(&format!("{}\n{}", colour::view(&terminal::revision(&plan, answer::width())), outputs::wrote(&outputs)))?;
    Ok(plan.verdict.into())
}

/// Each mistake in the file it is about.
fn located(wrong: Vec<Diagnostic>, kept: &Kept) -> Vec<Diagnostic> {
    let (of_log, of_plan): (Vec<_>, Vec<_>) =
        wrong.into_iter().partition(|it| it.field.as_deref().is_some_and(|field| field.starts_with('[') || field == "log"));
    let of_plan = match Document::parse(&kept.text, &files::name(&kept.path)) {
        Ok(document) => {
            let inside = |it: Diagnostic| match &it.field {
                Some(field) if field.starts_with("schedule") || field.starts_with("equipment") => {
                    let field = format!("profile.{field}");
                    it.at(field)
                }
                _ => it,
            };
            document.locate(of_plan.into_iter().map(inside).collect())
        }
        Err(_) => of_plan,
    };
    let of_log = match &kept.logged {
        Some(logged) => logged.locate(of_log),
        None => of_log,
    };
    of_log.into_iter().chain(of_plan).collect()
}

/// The plan's own profile with what a file says of when the lifter can train; what it does not say stays as it was.
fn rescheduled(path: &Path, plan: &Plan, protocol: &Protocol) -> Result<Profile, Vec<Diagnostic>> {
    let text = files::read(path, profile::MAX_BYTES)?;
    let schedule = profile::read_schedule(&text, &files::name(path), &plan.profile.schedule, plan.unit, protocol)?;
    Ok(Profile { schedule, ..plan.stated().clone() })
}

/// A file of the plan's name. The plan itself is replaced, whatever it is called.
fn target(args: &Args, ending: &str) -> PathBuf {
    if ending == PLAN_ENDING && args.out.is_none() && !files::is_standard(&args.plan) {
        return args.plan.clone();
    }
    Place::beside(&args.plan, args.out.as_deref()).file(ending)
}
