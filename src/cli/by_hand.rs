//! What someone edited in a plan file, as the decisions of a profile that keep it: a load or sets at most, a later day, a
//! deadlift that is left out.

use crate::clinic::Current;
use crate::plan::{Session, Week};
use crate::units::Load;
use chrono::NaiveDate;

/// The field `decisions` of a profile that keeps what a plan file has for the deadlifts from a day on, where that is less than
/// the plan that was made, or later; nothing where it is not. What is heavier or sooner is no decision.
pub fn decisions(edited: &[&Session], made: &Current, today: NaiveDate) -> String {
    let planned = made.weeks.iter().filter_map(Week::heavy_day).filter(|session| session.done.is_none() && session.start.date() >= today);
    let decided: Vec<String> = planned.filter_map(|planned| decision(edited, planned, today)).collect();
    if decided.is_empty() { String::new() } else { format!("decisions: [{}]", decided.join(", ")) }
}

fn decision(edited: &[&Session], planned: &Session, today: NaiveDate) -> Option<String> {
    let says = |what: &str| format!("{{session: {}, {what}, made: {today}, why: …}}", planned.id);
    let Some(edited) = edited.iter().find(|session| session.id == planned.id) else {
        // What a file lacks from some day on was cut off, and not left out.
        let is_left_out = edited.iter().any(|session| session.id.series == planned.id.series && session.id.number > planned.id.number);
        return is_left_out.then(|| says("skip: true"));
    };
    let later = edited.start.date() > planned.start.date();
    let later = later.then(|| format!("day: {}", edited.start.date()));
    let lighter = heaviest(edited).zip(heaviest(planned)).filter(|(edited, planned)| edited < planned);
    let fewer = (sets(edited) < sets(planned)).then(|| format!("sets: {}", sets(edited)));
    let what: Vec<String> = lighter.map(|(load, _)| format!("load: {load}")).into_iter().chain(fewer).chain(later).collect();
    (!what.is_empty()).then(|| says(&what.join(", ")))
}

fn heaviest(session: &Session) -> Option<Load> {
    session.work()?.sets.iter().filter_map(|set| set.load()).max()
}

fn sets(session: &Session) -> usize {
    session.work().map_or(0, |work| work.sets.len())
}
