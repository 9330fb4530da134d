//! Which events a plan has: the sessions, and what has to be remembered around them.
//!
//! Every id is made of a session's, or of a phase and how often it was entered: a later revision has the
//! event again under the same id, wherever it moved.

use super::describe;
use super::title::{self, Titles, is_deadlift};
use crate::plan::{Dropped, Phase, Plan, Session, SessionKind, Week};
use crate::session_id::SessionId;
use crate::zone::Zone;
use chrono::{Days, Duration, NaiveDate, NaiveDateTime};

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
    /// When it is.
    pub when: When,
    pub title: String,
    pub description: String,
    pub location: Option<String>,
    /// It keeps its time free.
    pub busy: bool,
    /// How long before its start it is announced, minutes; not at all where absent.
    pub lead: Option<u32>,
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

    /// Its last day. A session that goes on past midnight is one of the day on which it began.
    pub(super) fn last_day(self) -> NaiveDate {
        match self {
            When::Time { start, .. } => start.date(),
            When::Days { first, days } => first + Days::new(days.saturating_sub(1)),
        }
    }
}

/// The events that a plan has, stopped or not. Those after the day on which it stopped are [`off`].
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
    events.all
}

/// Whether an event is off because the plan stopped: from the day after on a clinician asks.
pub(super) fn off(plan: &Plan, event: &Entry) -> bool {
    plan.stopped.is_some() && event.when.start().date() > plan.created
}

/// What a plan itself tells of the events that earlier revisions had and this one has not: the id of each, and when it was.
pub(super) fn dropped(plan: &Plan, zone: &Zone, content: Content) -> Vec<(String, When)> {
    let mut all = Vec::new();
    for Dropped { id, start, minutes, kind, .. } in &plan.dropped {
        if content == Content::All || is_training(*kind) {
            all.push((id.to_string(), When::Time { start: *start, minutes: *minutes }));
        }
        if content == Content::All && matches!(kind, SessionKind::Deadlift | SessionKind::SecondDeadlift) {
            all.push((score_id(*id), When::Time { start: day_after(*start, zone), minutes: MOMENT }));
        }
    }
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
    fn session(&mut self, week: &Week, session: &Session) {
        let gym = at_the_gym(session);
        let lead = if gym { GYM_LEAD } else { HOME_LEAD };
        self.all.push(Entry {
            id: session.id.to_string(),
            when: When::Time { start: session.start, minutes: session.minutes },
            title: self.titles.title(week, session),
            description: describe::session(self.plan, week, session, &self.titles, lead),
            location: self.plan.profile.schedule.location.clone().filter(|_| gym),
            busy: gym,
            lead: Some(lead),
        });
    }

    /// The back's score a day after a deadlift.
    fn score(&mut self, week: &Week, session: &Session) {
        let description = describe::score(self.plan, week, session, &self.titles);
        self.moment(score_id(session.id), title::SCORE, day_after(session.start, self.zone), Some(description));
    }

    /// A deload stands over its week.
    fn banner(&mut self, week: &Week, session: &Session) {
        if session.kind == SessionKind::Deadlift && week.is_deload() {
            self.all.push(Entry {
                id: banner_id(session.id),
                when: When::Days { first: week.starts, days: 7 },
                title: title::DELOAD.to_owned(),
                description: describe::deload(self.plan, week),
                location: None,
                busy: false,
                lead: None,
            });
        }
    }

    /// What must be true before it goes on: when a Phase 1 ends, on its last possible day, and before the first deadlift.
    fn gates(&mut self) {
        let sessions: Vec<&Session> = self.plan.weeks.iter().flat_map(|week| &week.sessions).collect();
        // The lifter's own sessions belong to whichever phase they fall into.
        let of_phases: Vec<&Session> = sessions.iter().copied().filter(|session| session.kind != SessionKind::Own).collect();
        let runs: Vec<&[&Session]> = of_phases.chunk_by(|a, b| a.phase == b.phase).collect();
        let of = |phase: Phase| runs.iter().filter(move |run| run.iter().any(|session| session.phase == phase));
        let goes_on = |run: &[&Session]| of_phases.last().map(|last| last.start) > run.last().map(|last| last.start);
        let mut number = 0;
        for run in of(Phase::PainResolution) {
            number += 1;
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let (began, ends) = (first.start.date(), last.start.date());
            let exit = describe::exit(self.plan, ends).filter(|_| goes_on(run));
            self.moment(gate_id(Phase::PainResolution, number), title::GATE, self.after_sessions(&sessions, ends), exit);
            let last_day = describe::last_day(self.plan, began).unwrap_or(LAST_DAY);
            let day = began + Days::new(last_day - 1);
            let referral = describe::referral(self.plan, day, began);
            let title = title::last_day(last_day);
            self.moment(referral_id(number), &title, self.after_sessions(&sessions, day), referral);
        }
        let mut number = 0;
        for run in of(Phase::Loading) {
            number += 1;
            let first = run.iter().find(|session| is_deadlift(session)).or_else(|| run.first());
            let Some(start) = first.map(|first| first.start) else { continue };
            // In time to stay at home.
            let before = self.zone.first_valid(start - Duration::minutes(i64::from(GYM_LEAD)));
            let entry = describe::entry(self.plan, start.date());
            self.moment(gate_id(Phase::Loading, number), title::GATE, before, entry);
        }
    }

    /// Something to remember at a time, where there is anything to say of it.
    fn moment(&mut self, id: String, title: &str, start: NaiveDateTime, description: Option<String>) {
        let Some(description) = description else { return };
        // It takes no place, keeps no time free, and is announced when it is due.
        let (when, title) = (When::Time { start, minutes: MOMENT }, title.to_owned());
        self.all.push(Entry { id, when, title, description, location: None, busy: false, lead: Some(0) });
    }

    /// At the time of the daily routine, or after what else there is on that day.
    fn after_sessions(&self, sessions: &[&Session], day: NaiveDate) -> NaiveDateTime {
        let daily = day.and_time(self.plan.profile.schedule.daily);
        let ends = sessions.iter().filter(|session| session.start.date() == day).map(|session| session.ends());
        let start = ends.filter(|end| end.date() == day).chain([daily]).max().unwrap_or(daily);
        self.zone.first_valid(start)
    }
}

fn day_after(start: NaiveDateTime, zone: &Zone) -> NaiveDateTime {
    zone.first_valid(start + Duration::days(1))
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

/// The phase that an event's id is counted in; the lifter's own sessions count as loading.
pub(super) fn phase_of(id: &str) -> Phase {
    let counted = [Phase::PainResolution, Phase::Movement, Phase::Loading, Phase::Aftercare];
    counted.into_iter().find(|phase| id.starts_with(phase.name())).unwrap_or(Phase::Loading)
}
