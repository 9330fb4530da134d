//! Reasons that a correction of the log undid: whoever reads what a revision changed is told no more than what is true of the
//! log as it stands. Decides nothing.

use super::changes::tells;
use super::history::Cause;
use crate::log::Entry;
use crate::plan::{Note, Plan, Revision, Undone};
use crate::session_id::SessionId;
use crate::words::day;
use chrono::{Days, NaiveDate};

/// What a log comes to: its entries in order, and what happened by them.
#[derive(Debug, Clone, Copy)]
pub struct Lived<'a> {
    pub entries: &'a [Entry],
    pub causes: &'a [Cause],
}

impl Lived<'_> {
    /// The days on which a deadlift was done, with its session.
    fn deadlifts(&self) -> impl Iterator<Item = (NaiveDate, SessionId)> {
        let done = self.entries.iter().filter(|entry| entry.missed.is_none());
        done.filter_map(|entry| Some((entry.date, entry.deadlift()?)))
    }
}

/// The revisions of a plan, with what has lost its reason between the log as it was `before` and as it is `now`.
pub fn undone(plan: &Plan, before: Lived, now: Lived, today: NaiveDate) -> Vec<Revision> {
    let of = |revision: &Revision| {
        let (changes, gone): (Vec<Note>, Vec<Note>) = revision.changes.iter().cloned().partition(|note| holds(note, revision.made, before, now));
        let gone = gone.into_iter().map(|note| Undone { since: today, note });
        Revision { changes, undone: revision.undone.iter().cloned().chain(gone).collect(), ..revision.clone() }
    };
    plan.revisions.iter().map(of).collect()
}

/// Whether the reason for a change of a revision is still true.
fn holds(note: &Note, made: NaiveDate, before: Lived, now: Lived) -> bool {
    let told = |lived: Lived| lived.causes.iter().any(|cause| tells(note, cause));
    if told(before) {
        return told(now);
    }
    let value = |name: &str| note.values.get(name).map_or("", String::as_str);
    match note.values.get("cause").or(note.key.as_ref()).map_or("", String::as_str) {
        // What was done on the day of the revision itself was done after it.
        "cause-missed" => !now.deadlifts().any(|(day, id)| day < made && id.in_words() == value("session")),
        "cause-noted" => now.entries.iter().any(|entry| entry.called() == value("session") && day::in_a_sentence(entry.date) == value("date")),
        "cause-gap" => is_gap(value("since"), value("days"), before, now),
        _ => true,
    }
}

/// Whether no deadlift lies between the two that were so many days apart, and the first of them is there still.
fn is_gap(since: &str, days: &str, before: Lived, now: Lived) -> bool {
    let (Ok(since), Ok(days)) = (since.parse::<NaiveDate>(), days.parse::<u64>()) else { return true };
    let is_on = |lived: Lived| lived.deadlifts().any(|(day, _)| day == since);
    let between = now.deadlifts().any(|(day, _)| since < day && day < since + Days::new(days));
    !between && (is_on(now) || !is_on(before))
}
