//! What a revision changed, and why, in words. Decides nothing.

use super::history::Cause;
use super::restated;
use crate::log::Entry;
use crate::plan::{Because, Note, Plan, Session, SessionKind, Stop, VerdictKind, Week};
use crate::planner;
use crate::protocol::{Protocol, RuleId};
use crate::session_id::SessionId;
use crate::words::{self, day};
use chrono::NaiveDate;

/// Whether two plans are the same but for the texts that explain them, and whatever they were made from.
pub fn is_same(before: &Plan, after: &Plan) -> bool {
    *before == Plan { exercises: before.exercises.clone(), rules: before.rules.clone(), made_from: before.made_from.clone(), ..after.clone() }
}

/// What happened up to a revision.
#[derive(Debug, Clone, Copy)]
pub struct Happened<'a> {
    /// What was taken in, in order.
    pub causes: &'a [Cause],
    /// The entries of the log that the plan before did not know.
    pub entries: &'a [Entry],
}

impl<'a> Happened<'a> {
    /// What a whole log tells that a plan does not know.
    pub fn since(plan: &Plan, log: &'a [Entry], causes: &'a [Cause]) -> Self {
        Happened { causes, entries: log.get(plan.logged as usize..).unwrap_or_default() }
    }
}

/// What is otherwise on a day than before, the most important first.
pub fn what_changed(before: &Plan, after: &Plan, today: NaiveDate, happened: Happened, protocol: &Protocol) -> Vec<Note> {
    let news = not_told_yet(before, happened.causes);
    let strongest = news.iter().copied().max_by_key(|cause| cause.response);
    let missed = first_missed(before, after, today);
    let restated = restated::told(before, after, protocol);
    let why = match (strongest, missed) {
        (Some(cause), _) => cause.note.clone(),
        (None, Some(session)) => {
            let gaps = [("session", session.id.in_words()), ("date", day::in_a_sentence(session.start.date()))];
            Note::of(protocol, "cause-missed", &gaps, Because::of(RuleId::MissedDays))
        }
        (None, None) => by_the_rest(before, after, happened, protocol),
    };
    let notes: Vec<Note> = match &after.stopped {
        Some(stop) => with_what_to_do(stop, after.verdict),
        None => {
            let any = strongest.is_some() || missed.is_some();
            let first = other_load(before, after, &why, protocol).or_else(|| any.then(|| sentence(&why)));
            let others = news.iter().filter(|cause| Some(**cause) != strongest).map(|cause| sentence(&cause.note));
            first.into_iter().chain(other_return(before, after, &why, protocol)).chain(others).collect()
        }
    };
    let notes: Vec<Note> = notes.into_iter().chain(restated).collect();
    if !notes.is_empty() {
        return notes;
    }
    let done = |plan: &Plan| plan.sessions().filter(|session| session.done.is_some()).count();
    let key = if done(after) > done(before) { "changed-noted" } else { "changed-nothing" };
    vec![Note::of(protocol, key, &[], Because::of(RuleId::GoOn))]
}

/// The causes that no earlier revision has told.
fn not_told_yet<'a>(before: &Plan, causes: &'a [Cause]) -> Vec<&'a Cause> {
    let told = |cause: &Cause| before.revisions.iter().flat_map(|revision| &revision.changes).any(|note| tells(note, cause));
    causes.iter().filter(|cause| !told(cause)).collect()
}

/// Whether something happened is what a note says, or why it says so.
pub fn tells(note: &Note, cause: &Cause) -> bool {
    let says = &cause.note.says;
    let is_why = note.values.get("why").is_some_and(|why| why == says);
    is_why || note.says.contains(says) || note.says.starts_with(&words::capital(says))
}

/// Why something changed that no session and no missed one explains, as the end of a sentence.
fn by_the_rest(before: &Plan, after: &Plan, happened: Happened, protocol: &Protocol) -> Note {
    let gap = days_to_a_lighter_load(before, after).filter(|(_, days)| *days > planner::days_that_change_nothing(protocol));
    if let Some((since, days)) = gap {
        let gaps = [("days", days.to_string()), ("since", since.to_string())];
        return Note::of(protocol, "cause-gap", &gaps, Because::of(RuleId::MissedDays));
    }
    let restated = restated::what(before, after);
    if !restated.is_empty() {
        return Note::of(protocol, "cause-profile", &[("what", words::list(restated, ", "))], Because::of(RuleId::Slots));
    }
    let Some(last) = happened.entries.last() else {
        return Note::of(protocol, "cause-days", &[], Because::of(RuleId::MissedDays));
    };
    let key = match (last.withdrawn, last.amends) {
        (true, _) => "cause-withdrawn",
        (false, true) => "cause-amended",
        (false, false) => "cause-noted",
    };
    let gaps = [("session", last.called()), ("date", day::in_a_sentence(last.date))];
    Note::of(protocol, key, &gaps, Because::of(RuleId::NeverFaster))
}

/// The deadlift before one that is lighter than it was planned, done or to come, and the days between the two.
fn days_to_a_lighter_load(before: &Plan, after: &Plan) -> Option<(NaiveDate, i64)> {
    let (was, now) = first_other_load(before, after)?;
    let next = now.heavy_day()?.start.date();
    let deadlifts = after.sessions().filter(|session| session.kind == SessionKind::Deadlift);
    let last = deadlifts.map(|session| session.start.date()).filter(|day| *day < next).max()?;
    (now.load() < was.load()).then(|| (last, (next - last).num_days()))
}

/// A whole sentence of why something changed.
fn sentence(why: &Note) -> Note {
    Note { says: format!("{}.", words::capital(&why.says)), ..why.clone() }
}

/// The first deadlift with another load or other sets.
fn other_load(before: &Plan, after: &Plan, why: &Note, protocol: &Protocol) -> Option<Note> {
    let (was, now) = first_other_load(before, after)?;
    let load = |week: &Week| words::or_absent(week.load());
    let id = now.heavy_day().map_or_else(String::new, |session| session.id.in_words());
    let key = if was.load() == now.load() { "changed-sets" } else { "changed-load" };
    let gaps = [("week", id), ("now", load(now)), ("was", load(was)), ("why", why.says.clone())];
    let note = because_of(why, Note::of(protocol, key, &gaps, why.because.clone()));
    Some(Note { says: words::capital(&note.says), ..note })
}

/// Why nothing more is planned. What to do about it, the last of it, stands as long as the first reason does.
fn with_what_to_do(stop: &Stop, verdict: VerdictKind) -> Vec<Note> {
    match stop.reasons.as_slice() {
        [first, .., to_do] if verdict >= VerdictKind::Refer => {
            let reasons = stop.reasons[..stop.reasons.len() - 1].iter().cloned();
            reasons.chain([because_of(first, to_do.clone())]).collect()
        }
        reasons => reasons.to_vec(),
    }
}

/// A change with the facts of its reason beside its own.
fn because_of(why: &Note, note: Note) -> Note {
    let cause = why.key.iter().map(|key| ("cause".to_owned(), key.clone()));
    let reason = why.values.clone().into_iter().chain(cause).chain([("why".to_owned(), why.says.clone())]);
    Note { values: reason.chain(note.values).collect(), ..note }
}

/// Another day of the return, or the first that is planned again after a stop.
fn other_return(before: &Plan, after: &Plan, why: &Note, protocol: &Protocol) -> Option<Note> {
    let now = after.summary.returns_on?;
    let load = ("load", after.summary.top_load.to_string());
    let now_on = ("now", day::in_a_sentence(now));
    let (key, gaps) = match before.summary.returns_on {
        Some(was) if was != now => ("changed-return", vec![load, now_on, ("was", day::in_a_sentence(was))]),
        None if before.stopped.is_some() => ("changed-on-again", vec![load, now_on]),
        _ => return None,
    };
    Some(because_of(why, Note::of(protocol, key, &gaps, why.because.clone())))
}

/// The first deadlift whose load or sets are others than they were; `was` and `now`.
fn first_other_load<'a>(before: &'a Plan, after: &'a Plan) -> Option<(&'a Week, &'a Week)> {
    let sets = |week: &Week| week.heavy_day().and_then(Session::work).map(|work| work.sets.len());
    let of = |plan: &'a Plan, id: SessionId| plan.weeks.iter().find(|week| week.heavy_day().is_some_and(|session| session.id == id));
    let to_come = after.weeks.iter().filter(|week| week.heavy_day().is_some_and(|session| session.done.is_none()));
    let pairs = to_come.filter_map(|now| Some((of(before, now.heavy_day()?.id)?, now)));
    pairs.into_iter().find(|(was, now)| was.load() != now.load() || sets(was) != sets(now))
}

/// The first deadlift that was planned before the revision and is later now without having been done.
fn first_missed<'a>(before: &'a Plan, after: &Plan, today: NaiveDate) -> Option<&'a Session> {
    let done = |id: SessionId| after.sessions().any(|session| session.id == id && session.done.is_some());
    before.sessions().find(|session| {
        session.kind == SessionKind::Deadlift && session.done.is_none() && session.start.date() < today && !done(session.id)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn responses_are_ordered_by_strength() {
        use crate::plan::Response::*;
        let order = [GoOn, Repeat, Lower, Review, Restart, Refer, Emergency];
        assert!(order.is_sorted());
    }
}
