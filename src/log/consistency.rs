//! Whether the entries of a log can all be true, and what they come to. Knows nothing of the plan but
//! its first day.

use super::{Entry, PainReport};
use crate::diagnostic::{Code, Diagnostic};
use crate::session_id::{Series, SessionId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An entry with everything that later ones said of its session.
struct Folded {
    entry: Entry,
    /// The entry that gave its day, as it stands in the log.
    dated_by: usize,
    /// The entry that spoke of it last.
    last: usize,
}

/// What the log says of each session in the end, in the order in which they were first noted: later
/// entries complete and replace what earlier ones gave, and what was withdrawn is gone.
///
/// Whatever was amended keeps `amends: true`. A sign is never unsaid by leaving it out: only an entry
/// that is withdrawn takes its signs back.
pub fn effective(entries: &[Entry]) -> Vec<Entry> {
    fold(entries, |_, _| ()).into_iter().map(|folded| folded.entry).collect()
}

/// What cannot be true, each with the field it is about, as `[3].date`.
pub fn check(entries: &[Entry], plan_start: NaiveDate, today: NaiveDate) -> Vec<Diagnostic> {
    let mut wrong = out_of_time(entries, plan_start, today);
    let folded = fold(entries, |at, problem| wrong.push(unfit(entries, at, &problem)));
    for Folded { entry, last, .. } in &folded {
        if entry.missed.is_some() && entry.tells_of_lifting() {
            let message = format!("`{}` was missed, and was lifted in", entry.session);
            wrong.push(contradiction(*last, "missed", message, "keep `missed`, or keep what was lifted"));
        }
    }
    let done = folded.iter().filter(|folded| folded.entry.missed.is_none());
    let mut lifted: Vec<Lifted> = done.filter_map(|folded| Some((folded, folded.entry.deadlift()?))).collect();
    wrong.extend(on_one_day(&lifted));
    lifted.sort_by_key(|(folded, id)| (id.series, id.number, folded.dated_by));
    wrong.extend(out_of_order(&lifted));
    wrong
}

/// A deadlift that was done: what the log says of it, and which it is.
type Lifted<'a> = (&'a Folded, SessionId);

fn note(code: Code, entry: usize, field: &str, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(code, message).at(format!("[{entry}].{field}")).help(help)
}

fn contradiction(entry: usize, field: &str, message: String, help: &str) -> Diagnostic {
    note(Code::Contradiction, entry, field, message, help)
}

/// Days to come, and days before the plan.
fn out_of_time(entries: &[Entry], plan_start: NaiveDate, today: NaiveDate) -> Vec<Diagnostic> {
    let told = |(at, entry): (usize, &Entry)| {
        let (message, help) = if entry.date > today {
            (format!("{} is after today, {today}", entry.date), "note a session once it was done")
        } else if entry.date < plan_start {
            let message = format!("{} is before the first day of the plan, {plan_start}", entry.date);
            (message, "check the date, and whether the log belongs to this plan")
        } else {
            return None;
        };
        Some(note(Code::BadDate, at, "date", message, help))
    };
    entries.iter().enumerate().filter_map(told).collect()
}

/// What an entry does not fit to, in words.
fn unfit(entries: &[Entry], at: usize, problem: &Problem) -> Diagnostic {
    let session = &entries[at].session;
    match problem {
        Problem::Second { first } => {
            let message = format!("`{session}` is noted already, for {}", entries[*first].date);
            let help = "to correct or complete the earlier entry, add `amends: true` to this one; to take it back, an entry with `withdrawn: true`";
            note(Code::Repeated, at, "session", message, help)
        }
        Problem::NothingBefore => {
            let field = if entries[at].withdrawn { "withdrawn" } else { "amends" };
            let message = format!("there is no earlier entry for `{session}`");
            contradiction(at, field, message, "check the id, or remove the line: the first entry for a session stands alone")
        }
    }
}

/// Two deadlifts of one day, in the order in which they were first noted.
fn on_one_day(lifted: &[Lifted]) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let mut by_day: BTreeMap<NaiveDate, &Folded> = BTreeMap::new();
    for (folded, _) in lifted {
        if let Some(other) = by_day.insert(folded.entry.date, folded) {
            let message = format!("`{}` and `{}` are on one day, {}", other.entry.session, folded.entry.session, folded.entry.date);
            wrong.push(contradiction(folded.dated_by, "date", message, "a day has one heavy deadlift session: check both dates"));
        }
    }
    wrong
}

/// Deadlifts before one with a lower number; `lifted` is in the order of the numbers.
fn out_of_order(lifted: &[Lifted]) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    // Each may only be later than all those before it.
    let mut latest: Option<(&Folded, Series)> = None;
    for (folded, id) in lifted {
        match latest.filter(|(_, of)| *of == id.series) {
            Some((before, _)) if folded.entry.date < before.entry.date => {
                // Of the two, the one that was written down later is likelier to be wrong.
                let at = folded.dated_by.max(before.dated_by);
                let (this, other) = (&folded.entry, &before.entry);
                let message = format!("`{}` is dated {}, before `{}` on {}", this.session, this.date, other.session, other.date);
                wrong.push(contradiction(at, "date", message, "sessions are done in the order of their numbers: check both dates and ids"));
            }
            _ => latest = Some((folded, id.series)),
        }
    }
    wrong
}

/// What an entry does not fit to.
enum Problem {
    /// The session is noted already, by this entry.
    Second { first: usize },
    /// It speaks of an earlier entry, and there is none.
    NothingBefore,
}

/// Folds amendments and withdrawals into what they speak of. What does not fit is told: a second entry
/// changes nothing, an amendment of nothing stands for itself.
fn fold(entries: &[Entry], mut problem: impl FnMut(usize, Problem)) -> Vec<Folded> {
    let mut folded: Vec<Folded> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let before = folded.iter().rposition(|folded| folded.entry.session == entry.session);
        // What was missed and done later is both.
        let before = before.filter(|before| entry.amends || entry.withdrawn || !is_new(&folded[*before].entry, entry));
        match before {
            None if entry.withdrawn => problem(at, Problem::NothingBefore),
            None => {
                if entry.amends {
                    problem(at, Problem::NothingBefore);
                }
                folded.push(Folded { entry: entry.clone(), dated_by: at, last: at });
            }
            Some(before) if entry.withdrawn => {
                folded.remove(before);
            }
            Some(before) if !entry.amends => problem(at, Problem::Second { first: folded[before].dated_by }),
            Some(before) => {
                let before = &mut folded[before];
                if before.entry.date != entry.date {
                    before.dated_by = at;
                }
                before.last = at;
                amend(&mut before.entry, entry);
            }
        }
    }
    folded
}

/// Whether an entry tells of another day of a session that was missed before.
fn is_new(before: &Entry, entry: &Entry) -> bool {
    before.missed.is_some() && before.date < entry.date
}

fn amend(entry: &mut Entry, by: &Entry) {
    let Entry { session: _, date, at, missed, lift, load, sets, cut_short, pain, signs, unsure, note, amends: _, withdrawn: _ } =
        by.clone();
    // Missed after all, or done after all: the one takes the other's place.
    if missed.is_some() && !by.tells_of_lifting() {
        (entry.load, entry.sets, entry.cut_short) = (Vec::new(), None, None);
    }
    if by.tells_of_lifting() && missed.is_none() {
        entry.missed = None;
    }
    entry.date = date;
    entry.at = at.or(entry.at);
    entry.missed = missed.or(entry.missed);
    entry.lift = lift.or(entry.lift);
    entry.sets = sets.or(entry.sets.take());
    entry.cut_short = cut_short.or(entry.cut_short);
    entry.note = note.or(entry.note.take());
    for (into, new) in [(&mut entry.signs, signs), (&mut entry.unsure, unsure)] {
        if !new.is_empty() {
            *into = new;
        }
    }
    if !load.is_empty() {
        entry.load = load;
    }
    entry.pain = PainReport {
        worst: pain.worst.or(entry.pain.worst),
        morning: pain.morning.or(entry.pain.morning),
        kind: pain.kind.or(entry.pain.kind),
        gone_after_hours: pain.gone_after_hours.or(entry.pain.gone_after_hours),
    };
    entry.amends = true;
}
