//! What someone edited in a plan file, as the decisions of a profile that keep it: a load or sets at most.

use crate::clinic::Current;
use crate::plan::{Session, Week};
use crate::units::Load;
use chrono::NaiveDate;

/// The field `decisions` of a profile that keeps what a plan file has for the deadlifts from a day on, where that is less than
/// the plan that was made; nothing where it is not. What is heavier, or on another day, is no decision.
pub fn decisions(edited: &[&Session], made: &Current, today: NaiveDate) -> String {
    let planned = made.weeks.iter().filter_map(Week::heavy_day).filter(|session| session.done.is_none() && session.start.date() >= today);
    let decided: Vec<String> = planned.filter_map(|planned| decision(edited, planned, today)).collect();
    if decided.is_empty() { String::new() } else { format!("decisions: [{}]", decided.join(", ")) }
}

fn decision(edited: &[&Session], planned: &Session, today: NaiveDate) -> Option<String> {
    let edited = edited.iter().find(|session| session.id == planned.id)?;
    let lighter = heaviest(edited).zip(heaviest(planned)).filter(|(edited, planned)| edited < planned);
    let fewer = (sets(edited) < sets(planned)).then(|| format!("sets: {}", sets(edited)));
    let says: Vec<String> = lighter.map(|(load, _)| format!("load: {load}")).into_iter().chain(fewer).collect();
    (!says.is_empty()).then(|| format!("{{session: {}, {}, made: {today}, why: …}}", planned.id, says.join(", ")))
}

fn heaviest(session: &Session) -> Option<Load> {
    session.work()?.sets.iter().filter_map(|set| set.load()).max()
}

fn sets(session: &Session) -> usize {
    session.work().map_or(0, |work| work.sets.len())
}
