//! Whether the entries of a log can all be true, and what they come to. Knows nothing of the plan but
//! its first day.
//!
//! The day in an entry counts, not its place in the file: newest first, oldest first, or remembered two weeks later, a log
//! says the same. Only what corrects an entry has to say which one.

use super::{Entry, PainReport, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::session_id::{Series, SessionId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An entry with everything that other ones said of its session.
struct Folded {
    entry: Entry,
    /// The entry that gave its day, as it stands in the log.
    dated_by: usize,
    /// The entry that spoke of it last.
    last: usize,
}

/// What the log says in the end of each session, and of each day by itself, in the order of days: amendments complete and
/// replace what they are about, and what was withdrawn is gone.
///
/// Whatever was amended keeps `amends: true`; when something was noted is not told. A sign is never unsaid by leaving it
/// out: only an entry that is withdrawn takes its signs back.
pub fn effective(entries: &[Entry]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = fold(entries).folded.into_iter().map(|folded| folded.entry).collect();
    // What happened on one day has an order of its own, which is that of no file.
    entries.sort_by_cached_key(|entry| (entry.date, entry.session.is_none(), entry.at, entry.id(), write::yaml(entry)));
    entries
}

/// What cannot be true, each with the field it is about, as `[3].date`.
pub fn check(entries: &[Entry], plan_start: NaiveDate, today: NaiveDate) -> Vec<Diagnostic> {
    let mut wrong = out_of_time(entries, plan_start, today);
    let Fold { folded, problems } = fold(entries);
    wrong.extend(problems.iter().filter_map(|(at, problem)| unfit(entries, *at, problem)));
    for Folded { entry, last, .. } in &folded {
        if entry.missed.is_some() && entry.tells_of_lifting() {
            let message = format!("{} was missed, and was lifted in", named(entry));
            wrong.push(contradiction(*last, "missed", message, "keep `missed`, or keep what was lifted"));
        }
    }
    wrong
}

/// Something that can be true and is likelier to be a slip. It is told, and changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Remark {
    /// The entry that it is about, as it stands in the log.
    pub entry: usize,
    /// What is odd, and what to look at, in a sentence.
    pub says: String,
}

/// What is odd in a log and can be true: the same noted twice, two deadlifts of one day, sessions in another order than that
/// of their numbers.
pub fn remarks(entries: &[Entry]) -> Vec<Remark> {
    let Fold { folded, problems } = fold(entries);
    let again = problems.iter().filter_map(|(at, problem)| match problem {
        Problem::Again => {
            let says = format!("{} is noted twice: it counts once, with all that both say.", named(&entries[*at]));
            Some(Remark { entry: *at, says })
        }
        Problem::Second { .. } | Problem::Nothing => None,
    });
    let mut remarks: Vec<Remark> = again.collect();
    let done = folded.iter().filter(|folded| folded.entry.missed.is_none());
    let mut lifted: Vec<Lifted> = done.filter_map(|folded| Some((folded, folded.entry.deadlift()?))).collect();
    lifted.sort_by_key(|(folded, id)| (id.series, id.number, folded.entry.date, folded.dated_by));
    remarks.extend(on_one_day(&lifted));
    remarks.extend(out_of_order(&lifted));
    remarks
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

/// What an entry does not fit to, in words, where not all of it can be true.
fn unfit(entries: &[Entry], at: usize, problem: &Problem) -> Option<Diagnostic> {
    let session = named(&entries[at]);
    Some(match problem {
        Problem::Again => return None,
        Problem::Second { first } => {
            let message = format!("{session} is noted already, for {}, and says something else", entries[*first].date);
            let help = "to correct or complete the earlier entry, add `amends: true` to this one; to take it back, an entry with \
                        `withdrawn: true`; what else was felt on a day needs no `session`";
            note(Code::Repeated, at, "session", message, help)
        }
        Problem::Nothing => {
            let field = if entries[at].withdrawn { "withdrawn" } else { "amends" };
            let message = format!("there is no entry for {session} that this one could be about");
            let help = match &entries[at].session {
                Some(_) => "check the id, or remove the line: the first entry for a session stands alone",
                None => "check the date, or say which session it is about: `session: loading-1-deadlift`",
            };
            contradiction(at, field, message, help)
        }
    })
}

/// Two deadlifts of one day.
fn on_one_day(lifted: &[Lifted]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut by_day: BTreeMap<NaiveDate, &Folded> = BTreeMap::new();
    for (folded, _) in lifted {
        if let Some(other) = by_day.insert(folded.entry.date, folded) {
            let (one, two) = (named(&other.entry), named(&folded.entry));
            let says = format!("{one} and {two} are on one day, {}: check both dates, if that is not so.", folded.entry.date);
            remarks.push(Remark { entry: folded.dated_by.max(other.dated_by), says });
        }
    }
    remarks
}

/// Deadlifts before one with a lower number; `lifted` is in the order of the numbers.
fn out_of_order(lifted: &[Lifted]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    // Each may only be later than all those before it.
    let mut latest: Option<(&Folded, Series)> = None;
    for (folded, id) in lifted {
        match latest.filter(|(_, of)| *of == id.series) {
            Some((before, _)) if folded.entry.date < before.entry.date => {
                let (this, other) = (&folded.entry, &before.entry);
                let dated = format!("{} is dated {}, before {} on {}", named(this), this.date, named(other), other.date);
                // Of the two, the one that was written down later is likelier to be wrong.
                let entry = folded.dated_by.max(before.dated_by);
                remarks.push(Remark { entry, says: format!("{dated}: check both dates and ids, if that is not so.") });
            }
            _ => latest = Some((folded, id.series)),
        }
    }
    remarks
}

/// What an entry does not fit to.
enum Problem {
    /// The same was noted already, or what it adds contradicts nothing.
    Again,
    /// The session is noted otherwise already, by this entry.
    Second { first: usize },
    /// It speaks of another entry, and there is none.
    Nothing,
}

/// What the entries come to, and which of them do not fit, with their places in the log.
#[derive(Default)]
struct Fold {
    folded: Vec<Folded>,
    problems: Vec<(usize, Problem)>,
}

/// Folds amendments and withdrawals into what they are about. One that stands above all that it may be about is of a log
/// that is written newest first: then it is about what comes next, and the farther above, the later it was written.
fn fold(entries: &[Entry]) -> Fold {
    let mut fold = Fold::default();
    let mut above: Vec<(usize, &Entry)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        // One of the very day it names may come below.
        let comes = |of: &Entry| entries[at + 1..].iter().any(|it| !it.is_correction() && of.is_about_what(it) && of.date == it.date);
        if entry.is_correction() {
            match meant(&fold.folded, entry).filter(|before| fold.folded[*before].entry.date == entry.date || !comes(entry)) {
                Some(before) => fold.correct(before, at, entry),
                None => above.push((at, entry)),
            }
            continue;
        }
        fold.add(at, entry);
        let is_about_this = |of: &Entry| of.is_about_what(entry) && (of.date == entry.date || !comes(of));
        while let Some(found) = above.iter().rposition(|(_, of)| is_about_this(of)) {
            let (before, of) = above.remove(found);
            if let Some(this) = meant(&fold.folded, of) {
                fold.correct(this, before, of);
            }
        }
    }
    for (at, entry) in above {
        fold.problems.push((at, Problem::Nothing));
        // An amendment of nothing stands for itself.
        if !entry.withdrawn {
            fold.folded.push(Folded { entry: Entry { noted: None, ..entry.clone() }, dated_by: at, last: at });
        }
    }
    fold.problems.sort_by_key(|(at, _)| *at);
    fold
}

impl Fold {
    /// Takes an entry in that corrects none.
    fn add(&mut self, at: usize, entry: &Entry) {
        let said = Entry { noted: None, ..entry.clone() };
        if entry.session.is_none() {
            // Of a day everything is true that was noted of it.
            match self.folded.iter().any(|before| before.entry == said) {
                true => self.problems.push((at, Problem::Again)),
                false => self.folded.push(Folded { entry: said, dated_by: at, last: at }),
            }
            return;
        }
        let same = |before: &&mut Folded| before.entry.session == said.session && !is_another_time(&before.entry, &said);
        let Some(before) = self.folded.iter_mut().find(same) else {
            self.folded.push(Folded { entry: said, dated_by: at, last: at });
            return;
        };
        match joined(&before.entry, &said) {
            Some(both) => {
                before.entry = both;
                self.problems.push((at, Problem::Again));
            }
            None => self.problems.push((at, Problem::Second { first: before.dated_by })),
        }
    }

    /// Takes an amendment or a withdrawal in.
    fn correct(&mut self, before: usize, at: usize, entry: &Entry) {
        if entry.withdrawn {
            self.folded.remove(before);
            return;
        }
        let before = &mut self.folded[before];
        if before.entry.date != entry.date {
            before.dated_by = at;
        }
        before.last = before.last.max(at);
        amend(&mut before.entry, entry);
    }
}

impl Entry {
    /// Whether it is about another entry.
    fn is_correction(&self) -> bool {
        self.amends || self.withdrawn
    }

    /// Whether a correction may be about an entry: of the same session, or of the same day where it names no session.
    fn is_about_what(&self, entry: &Entry) -> bool {
        self.session == entry.session && (self.session.is_some() || self.date == entry.date)
    }
}

/// The entry that an amendment or a withdrawal is about: the last one of its session, or of its day where it names no
/// session; of several, the one of the same day and time.
fn meant(folded: &[Folded], entry: &Entry) -> Option<usize> {
    let of_day = |before: &Folded| entry.is_about_what(&before.entry) && before.entry.date == entry.date;
    let places = [
        folded.iter().rposition(|before| of_day(before) && before.entry.at == entry.at),
        folded.iter().rposition(of_day),
        folded.iter().rposition(|before| entry.is_about_what(&before.entry)),
    ];
    places.into_iter().flatten().next()
}

/// Whether two entries of a session tell of two days: it was missed on one, and missed again or done on a later one.
fn is_another_time(one: &Entry, other: &Entry) -> bool {
    let (first, second) = if one.date <= other.date { (one, other) } else { (other, one) };
    first.missed.is_some() && first.date < second.date
}

/// All that two entries of one session say, where they do not contradict each other. Signs are never in the way: those of
/// both have shown.
fn joined(one: &Entry, other: &Entry) -> Option<Entry> {
    let mut both = one.clone();
    amend(&mut both, other);
    let mut again = other.clone();
    amend(&mut again, one);
    for (list, more) in [(&mut both.signs, &one.signs), (&mut both.unsure, &one.unsure)] {
        list.extend(more.iter().cloned());
        list.sort();
        list.dedup();
    }
    (again.signs, again.unsure) = (both.signs.clone(), both.unsure.clone());
    let agree = both == again && one.date == other.date && one.missed == other.missed;
    both.amends = one.amends;
    agree.then_some(both)
}

fn amend(entry: &mut Entry, by: &Entry) {
    #[rustfmt::skip]
    let Entry {
        session: _, date, noted: _, at, missed, lift, load, sets, cut_short, clean, effort, before, pain, signs, unsure, medicine,
        gate, screen, note, amends: _, withdrawn: _,
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
    entry.gate = gate.or(entry.gate);
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
