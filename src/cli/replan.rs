//! `rehinge replan`: a plan and its log become the next revision, its calendar and its sheet.

use super::outputs::{self, PLAN_ENDING, Written};
use super::{Exit, Outcome, colour, files};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::follow::{self, Request};
use crate::log::Logged;
use crate::plan::{Plan, VerdictKind};
use crate::profile::{self, Schedule};
use crate::protocol::Protocol;
use crate::render::{terminal, yaml};
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
    basis: super::Basis,
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

/// Runs the command.
pub fn run(args: &Args) -> Outcome {
    let protocol = args.basis.protocol()?;
    let file = files::name(&args.plan);
    let text = files::read(&args.plan, files::PLAN_BYTES)?;
    let plan = yaml::read_plan(&text, &file)?;
    let today = args.basis.today();
    let schedule = args.schedule.as_deref().map(|path| schedule(path, &plan, &protocol)).transpose()?;
    let logged = super::logged(&plan, &args.plan, args.log.as_deref(), &protocol)?;
    let entries = logged.as_ref().map_or(&[][..], |logged| &logged.entries);
    if entries.is_empty() && schedule.is_none() && args.log.is_none() {
        super::tell("note: there is no log yet; what was planned until today counts as not done\n");
    }
    let request = Request { plan: &plan, log: entries, today, schedule: schedule.as_ref() };
    let revised = follow::replan(&request, &protocol).map_err(|wrong| located(wrong, logged.as_ref(), &text, &file))?;
    if revised.plan.revision == plan.revision {
        if revised.plan != plan {
            // It has read more of the log, though nothing follows from that: the plan is to know it.
            files::write(&[outputs::plan_file(&revised.plan, target(args, PLAN_ENDING))], args.force)?;
        }
        super::say(&if args.is_json() {
            super::json(&Written::new(None, Some(&plan), &[]))
        } else {
            format!("Nothing has changed: {file} stays at revision {}.\n", plan.revision)
        })?;
        return Ok(exit(plan.verdict));
    }
    let plan = revised.plan;
    let report = check::check(&plan, &protocol);
    if !report.is_safe() {
        outputs::own_fault(&report, "plan and its log");
        return Ok(Exit::Findings);
    }
    let mut outputs = args.outputs.files(&plan, today, |ending| target(args, ending))?;
    if let Some(verdict) = revised.stopped.as_ref().filter(|verdict| verdict.kind == VerdictKind::Refer) {
        outputs.extend(args.outputs.referral(&plan.profile, verdict, &protocol, today, |ending| target(args, ending)));
    }
    files::write(&outputs, args.force)?;
    if args.is_json() {
        super::say(&super::json(&Written::new(revised.stopped.as_ref(), Some(&plan), &outputs)))?;
        return Ok(exit(plan.verdict));
    }
    if let Some(verdict) = &revised.stopped {
        super::say(&format!("{}\n", colour::verdict(&terminal::verdict(verdict, &protocol, super::width()))))?;
    }
    super::say(&format!("{}\n{}", colour::view(&terminal::revision(&plan, super::width())), outputs::wrote(&outputs)))?;
    Ok(exit(plan.verdict))
}

fn exit(verdict: VerdictKind) -> Exit {
    match verdict {
        VerdictKind::Train | VerdictKind::Rest => Exit::Done,
        VerdictKind::Refer => Exit::Referred,
        VerdictKind::Emergency => Exit::Emergency,
    }
}

/// Each mistake in the file it is about.
fn located(wrong: Vec<Diagnostic>, logged: Option<&Logged>, text: &str, file: &str) -> Vec<Diagnostic> {
    let (of_log, of_plan): (Vec<_>, Vec<_>) =
        wrong.into_iter().partition(|it| it.field.as_deref().is_some_and(|field| field.starts_with('[') || field == "log"));
    let of_plan = match Document::parse(text, file) {
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
    let of_log = match logged {
        Some(logged) => logged.locate(of_log),
        None => of_log,
    };
    of_log.into_iter().chain(of_plan).collect()
}

/// What a file says of when the lifter can train; what it does not say stays as it was.
fn schedule(path: &Path, plan: &Plan, protocol: &Protocol) -> Result<Schedule, Vec<Diagnostic>> {
    let text = files::read(path, profile::MAX_BYTES)?;
    profile::read_schedule(&text, &files::name(path), &plan.profile.schedule, protocol)
}

/// A file of the plan's name.
fn target(args: &Args, ending: &str) -> PathBuf {
    let name = args.plan.file_name().map_or_else(|| "plan".into(), |name| name.to_string_lossy().into_owned());
    let stem = name.strip_suffix(PLAN_ENDING).or(name.strip_suffix(".yaml")).unwrap_or(&name);
    let dir = args.out.as_deref().or(args.plan.parent()).unwrap_or(Path::new(""));
    let whole = format!("{stem}{ending}");
    // The plan itself is replaced, whatever it is called.
    if ending == PLAN_ENDING && args.out.is_none() && !files::is_standard(&args.plan) {
        return args.plan.clone();
    }
    if dir.as_os_str().is_empty() { whole.into() } else { dir.join(whole) }
}
