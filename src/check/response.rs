//! What was written down about a session, and what the table of pain and technique makes of it (decisions, section 8).

use super::facts::Facts;
use super::heavy_day::HeavyDay;
use super::placed::{Placed, PlacedExercise};
use crate::log::{Entry, Missed, work_sets};
use crate::plan::{Phase, Response, Set};
use crate::units::{Load, Pain};
use chrono::NaiveDate;

/// A session that was done or missed, with what was written down.
#[derive(Clone, Copy)]
pub(super) struct Logged<'a> {
    pub placed: Placed<'a>,
    pub entry: &'a Entry,
}

impl Logged<'_> {
    pub fn day(&self) -> NaiveDate {
        self.placed.day()
    }
}

/// Everything that is written down, in order of time.
pub(super) fn logged<'a>(facts: &Facts<'a>) -> Vec<Logged<'a>> {
    let sessions = facts.sessions().filter(|_| facts.revised());
    let entries = sessions.filter_map(|placed| Some(Logged { placed, entry: placed.session.done.as_ref()? }));
    let mut all: Vec<Logged> = entries.filter(|logged| !logged.entry.withdrawn).collect();
    all.sort_by_key(|logged| logged.placed.session.start);
    all
}

/// An entry, wherever the plan has it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub entry: &'a Entry,
    /// The session that it is of, where it stands in one.
    placed: Option<Placed<'a>>,
    /// The list of the plan that it stands in elsewhere, and its place there.
    beside: (&'static str, usize),
}

impl Told<'_> {
    /// The path of a field of what was written down.
    pub fn path(&self, field: &str) -> String {
        match (self.placed, self.beside) {
            (Some(placed), _) => format!("{}.done{field}", placed.path()),
            (None, (list, at)) => format!("{list}[{at}]{field}"),
        }
    }

    /// The phase that its session was planned in.
    pub fn phase(&self) -> Option<Phase> {
        self.placed.map(|placed| placed.session.phase)
    }

    /// Whether it tells of no deadlift: of a day, or of another session.
    fn is_beside(&self) -> bool {
        self.entry.missed.is_none() && self.placed.is_none_or(|placed| !placed.is_deadlift())
    }
}

/// Everything that is written down, what was left out and what tells of days included, in order of time.
pub(super) fn told<'a>(facts: &Facts<'a>) -> Vec<Told<'a>> {
    let plan = facts.plan;
    let of = |list: &'static str, entries: &'a [Entry]| {
        entries.iter().enumerate().map(move |(at, entry)| Told { entry, placed: None, beside: (list, at) })
    };
    let done = logged(facts).into_iter().map(|Logged { placed, entry }| Told { entry, placed: Some(placed), beside: ("", 0) });
    let others = of("missed", &plan.missed).chain(of("days", &plan.days));
    let mut all: Vec<Told> = done.chain(others.filter(|told| facts.revised() && !told.entry.withdrawn)).collect();
    all.sort_by_key(|told| (told.entry.date, told.entry.session.is_none()));
    all
}

/// A day that hurt above the trigger beside the deadlifts, since a day: the first within the hours in which it is what came of
/// a deadlift on that day, or the last after them.
pub(super) fn bad_day<'a>(facts: &Facts<'a>, since: NaiveDate, aftermath: bool) -> Option<Told<'a>> {
    let hurts = |told: &Told| {
        let hours = (told.entry.date - since).num_days() * 24;
        let near = hours <= i64::from(facts.rules.review_load.value.hours);
        let above = worst(told.entry).is_some_and(|worst| worst > facts.rules.pain_trigger.value);
        hours >= 0 && near == aftermath && told.is_beside() && above
    };
    let mut bad = told(facts).into_iter().filter(hurts);
    if aftermath { bad.next() } else { bad.next_back() }
}

// --- The table -----------------------------------------------------------------------------------

/// What a session leads to, and what it was about it: the strictest row that fits.
pub(super) fn response(facts: &Facts, logged: &Logged) -> (Response, String) {
    if let Some(ends) = ends_loading(facts, logged.entry) {
        ends
    } else if let Some(why) = reviews(facts, logged.entry) {
        (Response::Review, why)
    } else if slipped(facts, logged) {
        (Response::Lower, format!("sets that technique ended: {}", logged.entry.cuts()))
    } else if let Some(why) = repeats(facts, logged) {
        (Response::Repeat, why)
    } else {
        (Response::GoOn, String::new())
    }
}

/// What ends the deadlift for now, and what it was: a clinician first, or Phase 1 again.
pub(super) fn ends_loading(facts: &Facts, entry: &Entry) -> Option<(Response, String)> {
    if let Some(kind) = entry.pain.kind.filter(|kind| kind.sign().is_some()) {
        return Some((Response::Refer, format!("pain that was {}", kind.words())));
    }
    let worst = worst(entry)?;
    let response = match worst {
        _ if worst >= facts.rules.screen_worst_pain.value => Response::Refer,
        _ if worst >= facts.rules.back_to_start.value => Response::Restart,
        _ => return None,
    };
    Some((response, format!("worst pain of {worst}")))
}

/// The highest score that was given.
pub(super) fn worst(entry: &Entry) -> Option<u8> {
    entry.pain.worst.into_iter().chain(entry.pain.morning).map(Pain::score).max()
}

/// A technique review, a lower load and one set fewer.
fn reviews(facts: &Facts, entry: &Entry) -> Option<String> {
    let (trigger, most_hours) = (facts.rules.pain_trigger.value, facts.rules.review_load.value.hours);
    let pain = entry.pain;
    let worst = pain.worst.map(Pain::score).filter(|worst| *worst > trigger).map(|worst| format!("worst pain of {worst}"));
    let morning = || pain.morning.filter(|morning| morning.score() > trigger);
    let hours = || pain.gone_after_hours.filter(|hours| *hours > most_hours);
    worst
        .or_else(|| morning().map(|morning| format!("pain of {morning} the next morning")))
        .or_else(|| hours().map(|hours| format!("pain for {hours} hours")))
}

/// Whether technique slipped so much that the load goes down.
pub(super) fn slipped(facts: &Facts, logged: &Logged) -> bool {
    let cuts = logged.entry.cuts();
    cuts >= facts.rules.lower_load.value.sets || (cuts >= 1 && first_set_short(logged.placed, logged.entry))
}

/// Whether the first work set was ended: it is written down as one of them, or lacks repetitions where only their number is.
fn first_set_short(placed: Placed, entry: &Entry) -> bool {
    if let Some(ended) = entry.cut_short.as_ref().and_then(|cut_short| cut_short.has(1)) {
        return ended;
    }
    let wanted = placed.work().and_then(|work| work.exercise.sets.first()).and_then(Set::reps);
    let done = reps_done(placed, entry).and_then(|reps| reps.first().copied());
    wanted.zip(done).is_some_and(|(wanted, done)| done < wanted.from)
}

/// The same load again.
fn repeats(facts: &Facts, logged: &Logged) -> Option<String> {
    let entry = logged.entry;
    if entry.missed == Some(Missed::Pain) {
        return Some("missed because of pain".to_owned());
    }
    let Some(worst) = entry.pain.worst.map(Pain::score) else { return Some("no score".to_owned()) };
    let cuts = entry.cuts();
    if worst > facts.rules.go_on.value {
        Some(format!("worst pain of {worst}"))
    } else if cuts >= facts.rules.repeat_load.value.sets {
        Some(format!("sets that technique ended: {cuts}"))
    } else if incomplete(logged.placed, entry) {
        Some("sets or repetitions left out".to_owned())
    } else {
        None
    }
}

/// Whether fewer sets or repetitions were done than planned. What was not written down is not held against anyone.
fn incomplete(placed: Placed, entry: &Entry) -> bool {
    let (Some(done), Some(work)) = (reps_done(placed, entry), placed.work()) else { return false };
    let planned = work.exercise;
    let short = planned.sets.iter().zip(&done).any(|(planned, done)| planned.reps().is_some_and(|reps| *done < reps.from));
    short || done.len() < planned.sets.len()
}

/// The repetitions of the work sets, where any were written down: a warm-up beside them is none.
fn reps_done(placed: Placed, entry: &Entry) -> Option<Vec<u32>> {
    let asked: Vec<Load> = placed.work().into_iter().flat_map(PlacedExercise::loaded).map(|set| set.load).collect();
    work_sets(entry, &asked).reps
}

// --- The next deadlift ---------------------------------------------------------------------------

/// The next planned deadlift, and the last one that was done before it.
pub(super) struct Next<'b, 'a> {
    pub at: usize,
    pub next: &'b HeavyDay<'a>,
    pub last: &'b HeavyDay<'a>,
}

impl<'b, 'a> Next<'b, 'a> {
    /// Nothing where nothing was done yet, nothing is planned, or the way back begins again in between.
    pub fn of(facts: &'b Facts<'a>) -> Option<Self> {
        let at = facts.heavy_days.iter().position(|heavy| !heavy.past)?;
        let next = &facts.heavy_days[at];
        let last = facts.heavy_days[..at].iter().rev().find(|heavy| heavy.done().is_some())?;
        (!facts.restarted_between(last.day, next.day)).then_some(Next { at, next, last })
    }

    /// What bears on it: the last one that was done, and what was missed because of pain since.
    pub fn bearing(&self, facts: &Facts<'a>) -> Vec<Logged<'a>> {
        let missed = |logged: &Logged| {
            logged.entry.missed == Some(Missed::Pain) && logged.placed.is_deadlift() && logged.day() >= self.last.day
        };
        let is_last = |logged: &Logged| self.last.session.is_some_and(|session| session.is(&logged.placed));
        logged(facts).into_iter().filter(|logged| is_last(logged) || missed(logged)).collect()
    }

    /// Why what bears on it asks for a response, where it does.
    pub fn asks_for(&self, facts: &Facts<'a>, wanted: Response) -> Option<String> {
        let responses = self.bearing(facts).into_iter().map(|logged| response(facts, &logged));
        let beside = [(Response::Review, true), (Response::Repeat, false)].into_iter().filter_map(|(response, aftermath)| {
            let entry = bad_day(facts, self.last.day, aftermath)?.entry;
            Some((response, format!("pain of {} on {}", worst(entry)?, entry.date)))
        });
        responses.chain(beside).find(|(response, _)| *response == wanted).map(|(_, why)| why)
    }
}

/// Whether a deadlift is the one after a session that hurt: it has one set fewer.
pub(super) fn is_review(facts: &Facts, placed: &Placed) -> bool {
    let Some(next) = Next::of(facts).filter(|next| next.next.session.is_some_and(|session| session.is(placed))) else { return false };
    let above = |pain: Option<Pain>| pain.is_some_and(|pain| pain.score() > facts.rules.pain_trigger.value);
    // What was left out because of the back, and what hurt on the lighter day of the week.
    let missed = || {
        let mut entries = facts.plan.missed.iter().filter(|entry| entry.date >= next.last.day);
        entries.any(|entry| above(entry.pain.worst) || above(entry.pain.morning))
    };
    let beside = || {
        let since = logged(facts).into_iter().filter(|other| other.day() >= next.last.day && other.placed.is_deadlift());
        since.into_iter().any(|other| response(facts, &other).0 == Response::Review)
    };
    next.asks_for(facts, Response::Review).is_some() || missed() || beside()
}
