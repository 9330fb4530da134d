//! Nothing of a plan is shown, printed or written where its log says more than it knows.

use super::answer::{self, Exit, Form};
use super::files::shown;
use super::job::{Kept, Place, read_log};
use super::outputs::PLAN_ENDING;
use super::{colour, files};
use crate::diagnostic::{Code, Diagnostic};
use crate::follow::{self, Behind};
use crate::plan::file;
use crate::plan::{Plan, Response};
use crate::protocol::Protocol;
use crate::render::terminal;
use std::path::Path;

/// What is said in place of a plan that its log has overtaken, for programs.
#[derive(serde::Serialize)]
struct Overtaken<'a> {
    /// What the new entries call for.
    verdict: &'a crate::screen::Verdict,
    /// Why nothing else is told, and what to do.
    plan: &'a Diagnostic,
}

/// Lets a plan through that knows the whole log, or has none. Where new entries send the lifter to someone, that is said and its
/// exit code returned.
///
/// # Errors
/// The log is newer than the plan.
pub fn hold_back(kept: &Kept, form: Form) -> Result<Option<Exit>, Vec<Diagnostic>> {
    let logged = kept.logged.as_ref();
    let Some(behind) = logged.and_then(|log| follow::behind(&kept.plan, &log.entries, &kept.protocol)) else { return Ok(None) };
    let plan = overtaken(&behind, &kept.path);
    let Some(verdict) = &behind.verdict else { return Err(vec![plan]) };
    let text = || colour::verdict(&terminal::verdict(verdict, &kept.protocol, answer::width()));
    form.say(&Overtaken { verdict, plan: &plan }, text)?;
    if !form.is_json() {
        answer::tell(&colour::diagnostic(&plan));
    }
    // A plan that was stopped by an emergency stays stopped by it, whatever milder news there is.
    Ok(Some(verdict.kind.max(kept.plan.verdict).into()))
}

fn overtaken(behind: &Behind, path: &Path) -> Diagnostic {
    let file = files::name(path);
    let what = match behind.response {
        Response::GoOn | Response::Repeat => "",
        Response::Lower | Response::Review => ", and calls for a lighter deadlift",
        Response::Restart => ", and calls for no deadlift at all for now",
        Response::Refer => ", and calls for a clinician, not for a deadlift",
        Response::Emergency => ", and calls for an emergency department, not for a deadlift",
    };
    let message = format!("the log is newer than `{file}`{what}: nothing of the plan is shown before it has taken that in");
    Diagnostic::new(Code::Overtaken, message).help(format!("run `rehinge replan {}`", shown(path)))
}

/// Refuses to begin a plan again over one that has followed its log, or beside a log that it would not know.
///
/// # Errors
/// There is such a plan, or such a log, where the new one is to be written.
pub fn begins(new: &Plan, place: &Place, protocol: &Protocol) -> Result<(), Vec<Diagnostic>> {
    let beside = place.file(PLAN_ENDING);
    let there = files::name(&beside);
    let before = files::read(&beside, files::PLAN_BYTES).ok().and_then(|text| file::read_plan(&text, &there).ok());
    if let Some(before) = &before
        && before.revision > 0
    {
        let message =
            format!("`{there}` is revision {} of a plan that follows a log; this would take it back to its first day", before.revision);
        let help = format!(
            "`rehinge replan {}` makes its next revision; to begin again, move it and its log away, or write elsewhere with --out DIR",
            shown(&beside)
        );
        return Err(vec![Diagnostic::new(Code::WouldOverwrite, message).help(help)]);
    }
    let Some(log) = place.log() else { return Ok(()) };
    let logged = read_log(&log, new, protocol)?;
    let Some(behind) = follow::behind(new, &logged.entries, protocol) else { return Ok(()) };
    let mut wrong = overtaken(&behind, &beside);
    if before.is_none() {
        let help = format!(
            "put `{there}` back, and run `rehinge replan`; where it is lost, answer the screen again and begin in a folder of its own: --out DIR"
        );
        wrong = wrong.help(help);
    }
    Err(vec![wrong])
}
