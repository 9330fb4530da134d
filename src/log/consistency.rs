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

/// What the log says in the end of each session, and of each day by itself, in the order in which they were first noted:
/// later entries complete and replace what earlier ones gave, and what was withdrawn is gone.
///
/// Whatever was amended keeps `amends: true`; when something was noted is not told. A sign is never unsaid by leaving it out: only an entry
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
            let message = format!("{} was missed, and was lifted in", named(entry));
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

/// What an entry is about, in words: its session, or its day.
fn named(entry: &Entry) -> String {
    entry.session.as_ref().map_or_else(|| entry.date.to_string(), |session| format!("`{session}`"))
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
    let session = named(&entries[at]);
    match problem {
        Problem::Second { first } => {
            let message = format!("{session} is noted already, for {}", entries[*first].date);
            let help = "to correct or complete the earlier entry, add `amends: true` to this one; to take it back, an entry with `withdrawn: true`";
            note(Code::Repeated, at, "session", message, help)
        }
        Problem::NothingBefore => {
            let field = if entries[at].withdrawn { "withdrawn" } else { "amends" };
            let message = format!("there is no earlier entry for {session}");
            let help = match &entries[at].session {
                Some(_) => "check the id, or remove the line: the first entry for a session stands alone",
                None => "check the date, or say which session it is about: `session: loading-1-deadlift`",
            };
            contradiction(at, field, message, help)
        }
    }
}

/// Two deadlifts of one day, in the order in which they were first noted.
fn on_one_day(lifted: &[Lifted]) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let mut by_day: BTreeMap<NaiveDate, &Folded> = BTreeMap::new();
    for (folded, _) in lifted {
        if let Some(other) = by_day.insert(folded.entry.date, folded) {
            let message = format!("{} and {} are on one day, {}", named(&other.entry), named(&folded.entry), folded.entry.date);
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
                let message = format!("{} is dated {}, before {} on {}", named(this), this.date, named(other), other.date);
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
        let before = if entry.amends || entry.withdrawn { meant(&folded, entry) } else { noted_before(&folded, entry) };
        match before {
            None if entry.withdrawn => problem(at, Problem::NothingBefore),
            None => {
                if entry.amends {
                    problem(at, Problem::NothingBefore);
                }
                folded.push(Folded { entry: Entry { noted: None, ..entry.clone() }, dated_by: at, last: at });
            }
            Some(before) if entry.withdrawn => {
                folded.remove(before);
            }
            // A day of which the same is said twice.
            Some(_) if !entry.amends && entry.session.is_none() => {}
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

/// The entry that an amendment or a withdrawal is about: the last one of its session, or of its day where it names no
/// session; of several of a day, the one of the same time.
fn meant(folded: &[Folded], entry: &Entry) -> Option<usize> {
    let is_meant =
        |before: &Folded| before.entry.session == entry.session && (entry.session.is_some() || before.entry.date == entry.date);
    let same_time = |before: &Folded| is_meant(before) && before.entry.date == entry.date && before.entry.at == entry.at;
    folded.iter().rposition(same_time).or_else(|| folded.iter().rposition(is_meant))
}

/// The entry that said something of this one's session already, or the same of its day. What was missed and done later is
/// both, and of a day everything is true that was noted of it.
fn noted_before(folded: &[Folded], entry: &Entry) -> Option<usize> {
    match entry.session {
        Some(_) => {
            let before = folded.iter().rposition(|before| before.entry.session == entry.session)?;
            (!is_new(&folded[before].entry, entry)).then_some(before)
        }
        None => {
            let said = Entry { noted: None, ..entry.clone() };
            folded.iter().position(|before| before.entry == said)
        }
    }
}

/// Whether an entry tells of another day of a session that was missed before.
fn is_new(before: &Entry, entry: &Entry) -> bool {
    before.missed.is_some() && before.date < entry.date
}

fn amend(entry: &mut Entry, by: &Entry) {
    #[rustfmt::skip]
    let Entry {
        session: _, date, noted: _, at, missed, lift, load, sets, cut_short, clean, effort, before, pain, signs, unsure, medicine,
        screen, note, amends: _, withdrawn: _,
    } = by.clone();
    // Missed after all, or done after all: the one takes the other's place.
    if missed.is_some() && !by.tells_of_lifting() {
        (entry.load, entry.sets, entry.cut_short) = (Vec::new(), None, None);
        (entry.clean, entry.effort) = (Vec::new(), Vec::new());
    }
    if by.tells_of_lifting() && missed.is_none() {
        entry.missed = None;
    }
    entry.date = date;
    entry.at = at.or(entry.at);
    entry.missed = missed.or(entry.missed);
    entry.lift = lift.or(entry.lift);
    entry.sets = sets.or(entry.sets.take());
    entry.cut_short = cut_short.or(entry.cut_short.take());
    entry.before = before.or(entry.before);
    entry.medicine = medicine.or(entry.medicine);
    entry.screen = screen.or(entry.screen.take());
    entry.note = note.or(entry.note.take());
    replace(&mut entry.signs, signs);
    replace(&mut entry.unsure, unsure);
    replace(&mut entry.load, load);
    replace(&mut entry.clean, clean);
    replace(&mut entry.effort, effort);
    entry.pain = PainReport {
        worst: pain.worst.or(entry.pain.worst),
        morning: pain.morning.or(entry.pain.morning),
        kind: pain.kind.or(entry.pain.kind),
        gone_after_hours: pain.gone_after_hours.or(entry.pain.gone_after_hours),
    };
    entry.amends = true;
}

/// A list that was given takes the place of the one that was there.
fn replace<T>(list: &mut Vec<T>, by: Vec<T>) {
    if !by.is_empty() {
        *list = by;
    }
}
