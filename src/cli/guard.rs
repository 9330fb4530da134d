//! Nothing of a plan is shown, printed or written where its log says more than it knows.

use super::log::shown;
use super::{Exit, colour, files, screen};
use crate::diagnostic::{Code, Diagnostic};
use crate::follow::{self, Behind};
use crate::log::Logged;
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
    plan: Diagnostic,
}

/// Lets a plan through that knows the whole log, or has none. Where new entries send the lifter to someone, that is said and its
/// exit code returned.
///
/// # Errors
/// The log is newer than the plan.
pub fn hold_back(plan: &Plan, path: &Path, log: Option<&Logged>, protocol: &Protocol, json: bool) -> Result<Option<Exit>, Vec<Diagnostic>> {
    let Some(behind) = log.and_then(|log| follow::behind(plan, &log.entries, protocol)) else { return Ok(None) };
    let overtaken = overtaken(&behind, path);
    let Some(verdict) = &behind.verdict else { return Err(vec![overtaken]) };
    if json {
        super::say(&super::json(&Overtaken { verdict, plan: overtaken }))?;
    } else {
        super::say(&colour::verdict(&terminal::verdict(verdict, protocol, super::width())))?;
        super::tell(&colour::diagnostic(&overtaken));
    }
    // A plan that was stopped by an emergency stays stopped by it, whatever milder news there is.
    Ok(Some(screen::exit(verdict.kind.max(plan.verdict))))
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
/// There is such a plan, or such a log, where `beside` is to be written.
pub fn begins(new: &Plan, beside: &Path, protocol: &Protocol) -> Result<(), Vec<Diagnostic>> {
    let before = beside.is_file().then(|| super::plan(beside).ok()).flatten();
    let there = files::name(beside);
    if let Some(before) = &before
        && before.revision > 0
    {
        let message =
            format!("`{there}` is revision {} of a plan that follows a log; this would take it back to its first day", before.revision);
        let help = format!(
            "`rehinge replan {}` makes its next revision; to begin again, move it and its log away, or write elsewhere with --out DIR",
            shown(beside)
        );
        return Err(vec![Diagnostic::new(Code::WouldOverwrite, message).help(help)]);
    }
    let Some(logged) = super::logged(new, beside, None, protocol)? else { return Ok(()) };
    let Some(behind) = follow::behind(new, &logged.entries, protocol) else { return Ok(()) };
    let mut wrong = overtaken(&behind, beside);
    if before.is_none() {
        wrong = wrong.help("move the log away to begin again, or write elsewhere with --out DIR");
    }
    Err(vec![wrong])
}
