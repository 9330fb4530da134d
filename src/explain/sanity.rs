//! Whether anything can be worked out from the numbers of a plan. A plan may be written by hand, or by no friend.

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::profile;
use crate::protocol::Protocol;
use crate::units::Load;
use chrono::{Datelike, NaiveDate};

/// No bar carries more, in either unit, thousandths of it.
const HEAVIEST: i64 = 2_000_000;

/// Looks for numbers that no plan can have: loads without weight or in another unit, days out of all calendars, a
/// profile that could not be read as one.
///
/// # Errors
/// What was found.
pub fn look(plan: &Plan, protocol: &Protocol) -> Result<(), Vec<Diagnostic>> {
    let unit = plan.profile.deadlift.working_weight.unit();
    let summary = &plan.summary;
    let sessions = || plan.weeks.iter().flat_map(|week| &week.sessions);
    let sets = sessions().flat_map(|session| &session.exercises).flat_map(|exercise| &exercise.sets);
    let lifted = sessions().filter_map(|session| session.done.as_ref()).flat_map(|done| done.load.iter().copied());
    let tabled = sessions().flat_map(|session| &session.next_time).filter_map(|row| row.load);
    let mut loads = [summary.working_weight, summary.top_load].into_iter().chain(plan.weeks.iter().filter_map(|week| week.load()));
    let mut others = sets.flat_map(|set| [set.load(), set.barbell().and_then(|barbell| barbell.bar)]).flatten().chain(lifted).chain(tabled);
    let carried = |load: Load| load.unit() == unit && (1..=HEAVIEST).contains(&load.thousandths());
    if plan.unit != unit || !loads.all(carried) || !others.all(carried) || plan.profile.equipment.bars.is_empty() {
        return Err(vec![unsound("loads that no bar carries, no bar at all, or two units")]);
    }
    let spans = summary.phases.iter().flat_map(|phase| [phase.from, phase.to]).chain(plan.changes.iter().flat_map(|it| [it.from, it.to]));
    let starts =
        sessions().map(|session| session.start.date()).chain(plan.weeks.iter().flat_map(|week| &week.own).map(|own| own.start.date()));
    let made = plan.revisions.iter().map(|revision| revision.made);
    let mut days = plan.weeks.iter().map(|week| week.starts).chain(spans).chain(starts).chain(made).chain([plan.created]);
    if !days.all(|day: NaiveDate| (1900..=2300).contains(&day.year())) {
        return Err(vec![unsound("days out of all calendars")]);
    }
    // What a profile may say is decided in one place; a plan holds one, with its defaults filled in.
    let text = serde_yaml::to_string(&plan.profile).unwrap_or_default();
    let Err(wrong) = profile::read(&text, "profile", protocol) else { return Ok(()) };
    // A sign or a lift that another protocol knows, or two answers that do not go together, are no matter of numbers.
    let harmless = [Code::UnknownValue, Code::UnknownField, Code::UnknownZone, Code::Contradiction, Code::Repeated];
    let kept = wrong.into_iter().filter(|one| !harmless.contains(&one.code)).map(|one| {
        let at = one.field.as_ref().map_or_else(|| "profile".to_owned(), |field| format!("profile.{field}"));
        Diagnostic::new(one.code, one.message).at(at).help(one.help.unwrap_or_else(|| HELP.to_owned()))
    });
    let kept: Vec<Diagnostic> = kept.collect();
    if kept.is_empty() { Ok(()) } else { Err(kept) }
}

const HELP: &str = "`rehinge check NAME` tells what is wrong with it, and where";

fn unsound(what: &str) -> Diagnostic {
    Diagnostic::new(Code::OutOfRange, format!("the plan holds {what}")).help(HELP)
}
