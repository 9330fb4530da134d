//! What was noted, and what follows from it.

use super::page::Page;
use crate::due;
use crate::log::{CutShort, Entry, Missed};
use crate::plan::{Plan, Response, Session, SessionKind, Week};
use crate::protocol::Protocol;
use crate::words::{self, day, dose};
use crate::when::monday_of;
use chrono::{Datelike, Days, NaiveDate};

/// What was noted, an entry to a line or two.
pub fn noted(entries: &[Entry], file: &str, width: usize) -> String {
    let mut page = Page::new(width);
    for entry in entries {
        let session = entry.session.as_ref().map(|session| format!("{session}, ")).unwrap_or_default();
        page.wrapped(&format!("Noted in {file}: {session}{}: {}.", day::full(entry.date), what(entry)), "", "  ");
    }
    page.text
}

fn what(entry: &Entry) -> String {
    if entry.withdrawn {
        return "taken back".to_owned();
    }
    let felt = &entry.pain;
    if let Some(missed) = entry.missed {
        return match missed {
            Missed::Pain => "missed because of pain".to_owned(),
            Missed::Other => "missed for another reason".to_owned(),
        };
    }
    let mut parts = Vec::new();
    // An amending entry says what it changes; a first one of a session also what stays unknown.
    let told = |known: bool| known || (!entry.amends && entry.session.is_some());
    if told(!entry.load.is_empty()) {
        parts.push(words::loads(&entry.load, "/"));
    }
    if told(entry.sets.is_some()) {
        parts.push(format!("reps {}", words::reps_done(entry)));
    }
    match &entry.cut_short {
        None => {}
        Some(CutShort::Count(count)) => parts.push(format!("{count} cut short")),
        Some(CutShort::Sets(sets)) => parts.push(format!("cut short: set {}", words::list(sets, ", "))),
    }
    for (word, sets) in [("clean to", &entry.clean), ("effort", &entry.effort)] {
        if !sets.is_empty() {
            parts.push(format!("{word} {}", words::list(sets, " ")));
        }
    }
    if let Some(before) = entry.before {
        parts.push(format!("pain before {before}"));
    }
    if told(felt.worst.is_some()) {
        parts.push(format!("worst pain {}", words::or_absent(felt.worst)));
    }
    if let Some(kind) = felt.kind {
        parts.push(kind.words().to_owned());
    }
    if told(felt.morning.is_some()) {
        parts.push(format!("next morning {}", words::or_absent(felt.morning)));
    }
    if let Some(hours) = felt.gone_after_hours {
        parts.push(format!("gone after {hours} hours"));
    }
    parts.extend(entry.medicine.map(|medicine| if medicine { "under painkillers" } else { "without painkillers" }.to_owned()));
    parts.extend(entry.gate.map(|passed| if passed { "gate passed" } else { "gate not passed" }.to_owned()));
    parts.extend(entry.screen.is_some().then(|| "the screen's questions answered".to_owned()));
    parts.extend(entry.shown().iter().map(|sign| format!("sign: {sign}")));
    parts.extend(entry.not_sure().iter().map(|sign| format!("not sure of: {sign}")));
    match (parts.is_empty(), entry.amends) {
        (false, _) => parts.join(", "),
        (true, true) => "amended".to_owned(),
        (true, false) => "a note".to_owned(),
    }
}

/// What a session was to be: `Thu 10 Dec 2026, 18:00, 4 × 5 at 50 kg`.
pub fn planned(session: &Session) -> String {
    let work = session.work().map(|work| words::untied(&dose::short(work)));
    words::list([day::moment(session.start)].into_iter().chain(work), ", ")
}

/// The signs of the screen with their ids, to choose from.
pub fn signs(protocol: &Protocol, width: usize) -> String {
    let mut page = Page::new(width);
    for sign in &protocol.signs {
        page.wrapped(&format!("{}: {}", sign.id, sign.says), "  ", "      ");
    }
    page.text
}

/// The next deadlift that is planned.
pub fn next_deadlift(plan: &Plan) -> Option<&Session> {
    plan.sessions().filter(|session| session.kind == SessionKind::Deadlift && session.done.is_none()).min_by_key(|session| session.start)
}

/// What is to be done where the way began again.
const SCREEN_FIRST: &str = "Before any load the questions of the screen come again: `rehinge screen` asks them.";

/// A plan before and after something was noted.
#[derive(Debug, Clone, Copy)]
pub struct Follows<'a> {
    /// As it stood before.
    pub before: &'a Plan,
    /// As it stands with the entries; not stopped.
    pub after: &'a Plan,
    /// What was noted.
    pub entries: &'a [Entry],
    /// Whose rules say what lies between two deadlifts.
    pub protocol: &'a Protocol,
}

/// What follows from what was noted: on, the same again, lighter, or none for now; the load and the day of the next deadlift;
/// and why, where something changed.
pub fn follows(follows: &Follows, width: usize) -> String {
    let Follows { before, after, .. } = *follows;
    let mut page = Page::new(width);
    page.line(&format!("{} {}", follows.lead(), next_in_words(after)));
    follows.why_so_long().iter().for_each(|why| page.line(why));
    let last = after.revisions.last().filter(|last| after.revision != before.revision && last.is_a_change());
    page.list("What changed", last.into_iter().flat_map(|revision| &revision.changes).map(|note| note.says.clone()));
    page.text
}

impl Follows<'_> {
    fn lead(&self) -> String {
        match (due::is_screen_due(self.before), due::is_screen_due(self.after)) {
            (false, true) => return format!("No deadlift for now: back to Phase 1. {SCREEN_FIRST}"),
            (true, true) => return format!("No deadlift for now. {SCREEN_FIRST}"),
            (true, false) => return "The way goes on.".to_owned(),
            (false, false) => {}
        }
        let sessions = self.after.sessions().filter(|session| self.entries.iter().any(|entry| entry.is_of(session.id)));
        let strongest = sessions.filter_map(|session| session.outcome.as_ref()).map(|outcome| outcome.response).max();
        let load = |plan: &Plan, id| plan.weeks.iter().find(|week| week.heavy_day().is_some_and(|day| day.id == id)).and_then(Week::load);
        let next = next_deadlift(self.after).map(|session| session.id);
        let (was, now) = (next.and_then(|id| load(self.before, id)), next.and_then(|id| load(self.after, id)));
        match (was.zip(now), strongest) {
            (Some((was, now)), Some(Response::Repeat)) if now < was => format!("The same load again: {now}, not {was}."),
            (Some((was, now)), _) if now < was => format!("Lighter next time: {now}, not {was}."),
            _ => match self.later() {
                Some((was, now)) => format!("Later: {}, not {}.", day::in_a_sentence(now), day::in_a_sentence(was)),
                None => "Go on as planned.".to_owned(),
            },
        }
    }

    /// Why there is more than a week from a deadlift that was noted to the next one, where that is by the rules for weeks.
    fn why_so_long(&self) -> Option<String> {
        let next = next_deadlift(self.after)?.start.date();
        let done = self.entries.iter().filter(|entry| entry.missed.is_none() && !entry.withdrawn && entry.deadlift().is_some());
        let done = done.map(|entry| entry.date).max().filter(|done| (next - *done).num_days() > 7)?;
        let schedule = &self.after.profile.schedule;
        let has_a_slot = |day: &NaiveDate| schedule.slots.iter().any(|slot| slot.day == day.weekday()) && !schedule.is_away(*day);
        let apart = i64::from(self.protocol.rules.deadlifts_apart.value);
        let is_near = |day: NaiveDate| (day - done).num_days() < apart;
        let is_of_week = |day: NaiveDate| monday_of(day) == monday_of(done);
        let slots: Vec<NaiveDate> = done.iter_days().skip(1).take_while(|day| *day <= next).filter(has_a_slot).collect();
        // Where an earlier time was free by these two, something else is why.
        let (barred, free): (Vec<NaiveDate>, Vec<NaiveDate>) = slots.into_iter().partition(|day| is_near(*day) || is_of_week(*day));
        if free != [next] {
            return None;
        }
        let days = (next - done).num_days();
        if barred.iter().any(|day| !is_near(*day)) {
            let week = day::span(monday_of(done), monday_of(done) + Days::new(6));
            return Some(format!("That is {days} days later: a week has one heavy deadlift, and this was the one of {week}."));
        }
        let why = format!("That is {days} days later: from one deadlift to the next are {apart} days at least.");
        (!barred.is_empty()).then_some(why)
    }

    /// The day of the next deadlift as it was, and as it is, where it comes later now.
    fn later(&self) -> Option<(NaiveDate, NaiveDate)> {
        let next = next_deadlift(self.after)?;
        let was = self.before.sessions().find(|session| session.id == next.id && session.done.is_none())?;
        let (was, now) = (was.start.date(), next.start.date());
        (was < now).then_some((was, now))
    }
}

/// The next deadlift in a sentence.
fn next_in_words(plan: &Plan) -> String {
    match next_deadlift(plan) {
        Some(session) => format!("The next deadlift is {}, {}.", session.id, planned(session)),
        None if due::is_screen_due(plan) => String::new(),
        None => "No deadlift is planned any more.".to_owned(),
    }
}
