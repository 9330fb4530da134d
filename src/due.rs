//! What of a plan is noted, and what is still to be noted.

#[cfg(feature = "cli")]
mod doubts;

use crate::log::{Entry, effective};
#[cfg(feature = "cli")]
use crate::plan::Phase;
use crate::plan::{Plan, Session, SessionKind};
use crate::protocol::Lumbar;
use chrono::NaiveDate;
#[cfg(feature = "cli")]
pub use doubts::doubts;

/// The score of a morning is asked for until the deadlift of the next week: a week later nobody remembers it.
const REMEMBERED_DAYS: i64 = 7;

/// The first day of a plan.
#[cfg(feature = "cli")]
pub fn starts(plan: &Plan) -> NaiveDate {
    let phases = plan.summary.phases.iter().map(|phase| phase.from);
    let sessions = plan.weeks.iter().flat_map(|week| &week.sessions).map(|session| session.start.date());
    phases.chain(sessions).min().unwrap_or(plan.created)
}

/// What is known to have been done, by day: what the plan holds already, and over it what the log says.
pub fn noted(plan: &Plan, log: &[Entry]) -> Vec<Entry> {
    let told = |session: &Session| log.iter().any(|entry| entry.is_of(session.id));
    let sessions = plan.weeks.iter().flat_map(|week| &week.sessions);
    let held = sessions.filter(|session| !told(session)).filter_map(|session| session.done.clone());
    let mut noted: Vec<Entry> = held.chain(effective(log)).collect();
    noted.sort_by_key(|entry| entry.date);
    noted
}

/// Whether nothing is loaded before the screen's questions are answered again: such a plan ends before its loads begin.
pub fn is_screen_due(plan: &Plan) -> bool {
    plan.stopped.is_none() && plan.summary.phases.last().is_some_and(|span| span.phase.is_before_loading())
}

/// Whether no deadlift is planned for now: the plan is stopped, or waits for the screen's questions.
pub fn is_without_deadlift(plan: &Plan) -> bool {
    plan.stopped.is_some() || is_screen_due(plan)
}

/// Whether a session of the plan loads the lower back heavily: it is noted, and missed where it is not.
pub fn is_heavy(session: &Session) -> bool {
    session.lumbar == Lumbar::Heavy && session.kind != SessionKind::Own
}

/// The heavy sessions of which nothing is noted, in order of time.
pub fn unnoted<'a>(plan: &'a Plan, noted: &[Entry]) -> Vec<&'a Session> {
    let open = |session: &&Session| is_heavy(session) && noted.iter().all(|entry| !entry.is_of(session.id));
    let mut open: Vec<&Session> = plan.weeks.iter().flat_map(|week| &week.sessions).filter(open).collect();
    open.sort_by_key(|session| session.start);
    open
}

/// The phase before the loads whose last day has come, and what leads out of it, where nothing is noted of that yet.
#[cfg(feature = "cli")]
pub fn gate_due<'a>(plan: &'a Plan, noted: &[Entry], today: NaiveDate) -> Option<(Phase, &'a str)> {
    let begun = plan.summary.phases.iter().filter(|span| span.phase.is_before_loading() && span.from <= today);
    let span = begun.rev().find(|span| span.to <= today)?;
    let lifted = |entry: &Entry| entry.deadlift().is_some() && entry.missed.is_none();
    // One that was not passed is due again when the phase that it made longer ends.
    let since = |entry: &Entry| if entry.gate == Some(false) { span.to } else { span.from };
    let tells = |entry: &&Entry| entry.gate.is_some() || lifted(entry);
    let is_told = noted.iter().filter(tells).any(|entry| (since(entry)..=today).contains(&entry.date));
    let is_left = plan.summary.phases.iter().any(|later| later.from > span.to && later.to <= today);
    let gate = span.exit.first().filter(|_| plan.stopped.is_none() && !is_told && !is_left)?;
    Some((span.phase, gate))
}

/// The last deadlift session that was done before today, where its score of the morning after is not written down.
///
/// Of the sessions before it the score stays unknown: nobody remembers that morning.
pub fn morning_due(noted: &[Entry], today: NaiveDate) -> Option<&Entry> {
    let last = noted.iter().rfind(|entry| entry.deadlift().is_some() && entry.missed.is_none() && entry.date < today)?;
    let is_fresh = (today - last.date).num_days() <= REMEMBERED_DAYS;
    (is_fresh && last.pain.morning.is_none()).then_some(last)
}
