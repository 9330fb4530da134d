//! Which events a calendar holds: the sessions, what has to be remembered around them, and what is cancelled.
//!
//! Every id is made of a session's, or of a phase and how often it was entered: a later revision finds
//! the event again, and cancels it where it is gone.

use super::describe;
use super::title::{self, Titles, is_deadlift};
use crate::plan::{Dropped, Phase, Plan, Session, SessionKind, Week};
use crate::session_id::{Series, SessionId};
use crate::zone::Zone;
use chrono::{Days, Duration, NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;

/// The last day that Phase 1 may have, where the plan names none.
const LAST_DAY: u64 = 14;

/// How long a score or a gate takes, minutes.
const MOMENT: u32 = 10;

/// How long before its start a session at the gym is announced, minutes: time to eat, pack and get there.
pub(super) const GYM_LEAD: u32 = 60;

/// How long before its start a session at home is announced, minutes.
pub(super) const HOME_LEAD: u32 = 10;

/// What a calendar holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Content {
    /// Every session, and what has to be remembered around them.
    #[default]
    All,
    /// Deadlift days and core sessions: what happens at the gym or takes its own time.
    Training,
}

/// One event, before it is one of `icalendar`'s.
#[derive(Debug)]
pub(super) struct Entry {
    /// The same through every revision, and no other event's.
    pub id: String,
    /// The phase that it belongs to.
    pub phase: Phase,
    /// When it is.
    pub when: When,
    /// What it tells; nothing where it is cancelled.
    pub live: Option<Live>,
}

/// When an event is.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// From a time by the wall clock on.
    Time { start: NaiveDateTime, minutes: u32 },
    /// All day, on so many days.
    Days { first: NaiveDate, days: u64 },
}

impl When {
    pub(super) fn start(self) -> NaiveDateTime {
        match self {
            When::Time { start, .. } => start,
            When::Days { first, .. } => first.into(),
        }
    }
}

/// What an event tells that takes place.
#[derive(Debug)]
pub(super) struct Live {
    pub title: String,
    pub description: String,
    pub location: Option<String>,
    /// It keeps its time free.
    pub busy: bool,
    /// How long before its start it is announced, minutes; not at all where absent.
    pub lead: Option<u32>,
}

/// The events of a plan, in order of time.
pub(super) fn of(plan: &Plan, zone: &Zone, content: Content) -> Vec<Entry> {
    let mut events = Events { plan, zone, titles: Titles::of(plan), all: Vec::new() };
    for week in &plan.weeks {
        for session in &week.sessions {
            if content == Content::All || is_training(session.kind) {
                events.session(week, session);
            }
            if content == Content::All && is_deadlift(session) {
                events.score(week, session);
                events.banner(week, session);
            }
        }
    }
    if content == Content::All {
        events.gates();
    }
    for dropped in &plan.dropped {
        events.dropped(dropped, content);
    }
    let mut all = events.all;
    if plan.stopped.is_some() {
        // Nothing more is planned: what would come after the day of this revision is off.
        for event in all.iter_mut().filter(|event| event.when.start().date() > plan.created) {
            event.live = None;
        }
    }
    // The first of an id is the live one: what is cancelled comes after.
    let mut seen = BTreeSet::new();
    all.retain(|event| seen.insert(event.id.clone()));
    all.sort_by_key(|event| event.when.start());
    all
}

/// Whether a session belongs to a calendar of training alone.
fn is_training(kind: SessionKind) -> bool {
    match kind {
        SessionKind::Deadlift | SessionKind::SecondDeadlift | SessionKind::Core => true,
        SessionKind::Daily | SessionKind::Hinge | SessionKind::Check | SessionKind::Own => false,
    }
}

/// A session at the gym keeps its time free; a routine at home gives way to a meeting.
fn at_the_gym(session: &Session) -> bool {
    match session.kind {
        SessionKind::Deadlift | SessionKind::SecondDeadlift | SessionKind::Own => true,
        SessionKind::Daily | SessionKind::Hinge | SessionKind::Core | SessionKind::Check => describe::at_the_bar(session),
    }
}

struct Events<'a> {
    plan: &'a Plan,
    zone: &'a Zone,
    titles: Titles,
    all: Vec<Entry>,
}

impl Events<'_> {
    fn put(&mut self, id: String, phase: Phase, when: When, live: Option<Live>) {
        self.all.push(Entry { id, phase, when, live });
    }

    fn session(&mut self, week: &Week, session: &Session) {
        let gym = at_the_gym(session);
        let lead = if gym { GYM_LEAD } else { HOME_LEAD };
        let live = Live {
            title: self.titles.title(week, session),
            description: describe::session(self.plan, week, session, &self.titles, lead),
            location: self.plan.profile.schedule.location.clone().filter(|_| gym),
            busy: gym,
            lead: Some(lead),
        };
        self.put(session.id.to_string(), session.phase, When::Time { start: session.start, minutes: session.minutes }, Some(live));
    }

    /// The back's score a day after a deadlift.
    fn score(&mut self, week: &Week, session: &Session) {
        let description = describe::score(self.plan, week, session, &self.titles);
        self.moment(score_id(session.id), session.phase, title::SCORE, self.day_after(session.start), Some(description));
    }

    fn day_after(&self, start: NaiveDateTime) -> NaiveDateTime {
        self.zone.first_valid(start + Duration::days(1))
    }

    /// A deload stands over its week. Where the week of an earlier revision may have had one, it is taken back.
    fn banner(&mut self, week: &Week, session: &Session) {
        if session.kind != SessionKind::Deadlift {
            return;
        }
        if week.is_deload() {
            let live = Live {
                title: title::DELOAD.to_owned(),
                description: describe::deload(self.plan, week),
                location: None,
                busy: false,
                lead: None,
            };
            self.put(banner_id(session.id), session.phase, When::Days { first: week.starts, days: 7 }, Some(live));
        } else {
            self.perhaps_stale(banner_id(session.id), session.phase);
        }
    }

    /// What must be true before it goes on: when a Phase 1 ends, on its last possible day, and before the first deadlift.
    fn gates(&mut self) {
        let sessions: Vec<&Session> = self.plan.weeks.iter().flat_map(|week| &week.sessions).collect();
        // The lifter's own sessions belong to whichever phase they fall into.
        let of_phases: Vec<&Session> = sessions.iter().copied().filter(|session| session.kind != SessionKind::Own).collect();
        let runs: Vec<&[&Session]> = of_phases.chunk_by(|a, b| a.phase == b.phase).collect();
        let of = |phase: Phase| runs.iter().filter(move |run| run.iter().any(|session| session.phase == phase));
        let dropped = |phase: Phase| self.plan.dropped.iter().filter(|dropped| phase_of(dropped.id) == phase).count();
        // A way back that an earlier revision began once more had sessions that are dropped now: at
        // least one of its phase for each time, and before another first deadlift a Phase 2.
        let (rests, loads) = (dropped(Phase::PainResolution), dropped(Phase::Loading).min(dropped(Phase::Movement) + 1));

        let goes_on = |run: &[&Session]| of_phases.last().map(|last| last.start) > run.last().map(|last| last.start);
        let mut number = 0;
        for run in of(Phase::PainResolution) {
            number += 1;
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let (began, ends) = (first.start.date(), last.start.date());
            let exit = describe::exit(self.plan, ends).filter(|_| goes_on(run));
            self.moment(
                gate_id(Phase::PainResolution, number),
                Phase::PainResolution,
                title::GATE,
                self.after_sessions(&sessions, ends),
                exit,
            );
            let last_day = describe::last_day(self.plan, began).unwrap_or(LAST_DAY);
            let day = began + Days::new(last_day - 1);
            let referral = describe::referral(self.plan, day, began);
            let title = title::last_day(last_day);
            self.moment(referral_id(number), Phase::PainResolution, &title, self.after_sessions(&sessions, day), referral);
        }
        for number in number + 1..=number + rests {
            self.perhaps_stale(gate_id(Phase::PainResolution, number), Phase::PainResolution);
            self.perhaps_stale(referral_id(number), Phase::PainResolution);
        }
        let mut number = 0;
        for run in of(Phase::Loading) {
            number += 1;
            let first = run.iter().find(|session| is_deadlift(session)).or_else(|| run.first());
            let Some(start) = first.map(|first| first.start) else { continue };
            // In time to stay at home.
            let before = self.zone.first_valid(start - Duration::minutes(i64::from(GYM_LEAD)));
            let entry = describe::entry(self.plan, start.date());
            self.moment(gate_id(Phase::Loading, number), Phase::Loading, title::GATE, before, entry);
        }
        for number in number + 1..=number + loads {
            self.perhaps_stale(gate_id(Phase::Loading, number), Phase::Loading);
        }
    }

    /// Something to remember at a time, where there is anything to say of it.
    fn moment(&mut self, id: String, phase: Phase, title: &str, start: NaiveDateTime, description: Option<String>) {
        match description {
            Some(description) => {
                // It takes no place, keeps no time free, and is announced when it is due.
                let live = Live { title: title.to_owned(), description, location: None, busy: false, lead: Some(0) };
                self.put(id, phase, When::Time { start, minutes: MOMENT }, Some(live));
            }
            None => self.perhaps_stale(id, phase),
        }
    }

    /// At the time of the daily routine, or after what else there is on that day.
    fn after_sessions(&self, sessions: &[&Session], day: NaiveDate) -> NaiveDateTime {
        let daily = day.and_time(self.plan.profile.schedule.daily);
        let ends = sessions.iter().filter(|session| session.start.date() == day).map(|session| session.ends());
        let start = ends.filter(|end| end.date() == day).chain([daily]).max().unwrap_or(daily);
        self.zone.first_valid(start)
    }

    fn dropped(&mut self, dropped: &Dropped, content: Content) {
        let phase = phase_of(dropped.id);
        if content == Content::All || is_training(dropped.kind) {
            self.put(dropped.id.to_string(), phase, When::Time { start: dropped.start, minutes: dropped.minutes }, None);
        }
        let deadlift = matches!(dropped.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift);
        if content == Content::All && deadlift {
            let when = When::Time { start: self.day_after(dropped.start), minutes: MOMENT };
            self.put(score_id(dropped.id), phase, when, None);
            self.perhaps_stale(banner_id(dropped.id), phase);
        }
    }

    /// Cancels what an earlier revision may have had: the plan does not tell. It is cancelled on the
    /// plan's first day, where no one looks who never had it.
    fn perhaps_stale(&mut self, id: String, phase: Phase) {
        if self.plan.revision > 0 {
            let sessions = self.plan.weeks.iter().flat_map(|week| &week.sessions).map(|session| session.start);
            let first =
                sessions.chain(self.plan.dropped.iter().map(|dropped| dropped.start)).min().map_or(self.plan.created, |at| at.date());
            self.put(id, phase, When::Days { first, days: 1 }, None);
        }
    }
}

fn score_id(session: SessionId) -> String {
    format!("{session}-score")
}

fn banner_id(session: SessionId) -> String {
    format!("{session}-deload")
}

fn gate_id(phase: Phase, number: usize) -> String {
    format!("{}-{number}-gate", phase.name())
}

fn referral_id(number: usize) -> String {
    format!("{}-{number}-referral", Phase::PainResolution.name())
}

/// The phase that a session's id is counted in; the lifter's own sessions count as loading.
fn phase_of(id: SessionId) -> Phase {
    match id.series {
        Series::PainResolution => Phase::PainResolution,
        Series::Movement => Phase::Movement,
        Series::Loading | Series::Own => Phase::Loading,
        Series::Aftercare => Phase::Aftercare,
    }
}
