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

/// What was done, and what comes next, for a message.
pub fn told(plan: &Plan) -> String {
    let sessions = plan.weeks.iter().flat_map(|week| week.sessions.iter().map(move |session| (week, session)));
    let mut lines: Vec<String> = sessions
        .filter(|(_, session)| {
            session.id.ends_with("deadlift") || session.outcome.as_ref().is_some_and(|it| it.response > rehinge::plan::Response::Repeat)
        })
        .map(|(week, session)| {
            let done = session.done.as_ref().map_or("to come".to_owned(), |done| {
                let lifted: Vec<String> = done.load.iter().map(ToString::to_string).collect();
                format!("{} {:?} cut {:?} {:?}", lifted.join("+"), done.sets.as_deref().unwrap_or(&[]), done.cut_short, done.pain)
            });
            let outcome = session.outcome.as_ref().map(|outcome| outcome.response);
            let sets = session.work().map_or(0, |work| work.sets.len());
            let load = week.load.map_or_else(String::new, |load| load.to_string());
            format!("#  {} {} {load}{} {sets} sets: {done} {outcome:?}", session.id, session.start, if week.deload { "D" } else { "" })
        })
        .collect();
    let last = lines.iter().position(|line| line.contains("to come")).unwrap_or(lines.len());
    lines.truncate(last + 3);
    let from = last.saturating_sub(9);
    let phases: Vec<String> = plan.summary.phases.iter().map(|span| format!("{:?} {}", span.phase, span.from)).collect();
    format!(
        "#  {} | missed {:?}\n{}",
        phases.join(", "),
        plan.missed.iter().map(|entry| (entry.date, entry.pain.worst)).collect::<Vec<_>>(),
        lines[from..].join("\n")
    )
}
