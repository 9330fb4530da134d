//! Logs for the suites, and what a plan comes to after them.
#![allow(dead_code)]

use super::common::{PROTOCOL, day};
use rehinge::adapt::{self, Request, Revised};
use rehinge::diagnostic::Diagnostic;
use rehinge::log::Entry;
use rehinge::plan::{Plan, SessionKind};

/// The entries of a log.
pub fn entries(text: &str) -> Vec<Entry> {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The next revision, or what is wrong with the log.
pub fn try_revise(plan: &Plan, log: &[Entry], today: &str) -> Result<Revised, Vec<Diagnostic>> {
    adapt::replan(&Request { plan, log, today: day(today), schedule: None }, &PROTOCOL)
}

/// The next revision.
pub fn revise(plan: &Plan, log: &[Entry], today: &str) -> Plan {
    try_revise(plan, log, today).unwrap_or_else(|wrong| panic!("{}", wrong.iter().map(ToString::to_string).collect::<String>())).plan
}

/// The next revision by a log as text.
pub fn revise_on(plan: &Plan, log: &str, today: &str) -> Plan {
    revise(plan, &entries(log), today)
}

/// The heavy deadlifts to come: `7.1. 70 3×5 / 14.1. 80 4×5`, deloads marked.
pub fn coming(plan: &Plan) -> String {
    let weeks = plan.weeks.iter().filter_map(|week| {
        let session = week.sessions.iter().find(|session| session.kind == SessionKind::Deadlift && session.done.is_none())?;
        let work = session.work()?;
        let mark = if week.deload { "D" } else { "" };
        Some(format!("{} {}{mark} {}×{}", session.start.format("%-d.%-m."), week.load?.number(), work.sets.len(), work.sets[0].reps?))
    });
    weeks.collect::<Vec<_>>().join(" / ")
}

/// The heavy deadlifts to come, with their days.
pub fn deadlifts_to_come(plan: &Plan) -> Vec<(chrono::NaiveDate, rehinge::units::Load)> {
    let weeks = plan.weeks.iter().filter_map(|week| {
        let session = week.sessions.iter().find(|session| session.kind == SessionKind::Deadlift && session.done.is_none())?;
        Some((session.start.date(), week.load?))
    });
    weeks.collect()
}
