//! Loads and days become weeks and sessions: what is to come, all that the planner returns. What has been is joined to
//! it elsewhere.

use super::coaching::coaching;
use super::course::Course;
use super::own::OwnSessions;
use super::summary::{notes, notes_without_load};
use crate::session_id::SessionId;
use crate::diagnostic::Diagnostic;
use crate::plan::{Change, Coaching, Note, PhaseSpan, Session, Track, Week, WeekLoad};
use crate::units::Load;
use crate::when::monday_of;
use chrono::{Days, NaiveDate};

/// What is still to come of a plan, from where the lifter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToCome {
    /// Three phases, or the technique reload.
    pub track: Track,
    /// The weight for sets of five that every percentage is of.
    pub working_weight: Load,
    /// The heaviest load to come.
    pub top_load: Load,
    /// Calendar weeks from the first deadlift since the phases began to the first at `top_load`, at least 1.
    pub loading_weeks: u32,
    /// The day of the first deadlift at `top_load`; absent where the way ends below what the lifter could lift.
    pub returns_on: Option<NaiveDate>,
    /// The phases, in order and without a day between them.
    pub phases: Vec<PhaseSpan>,
    /// What to know and to watch, the most important first.
    pub notes: Vec<Note>,
    /// What stays the same in every session.
    pub coaching: Coaching,
    /// Calendar weeks in order; the first may be under way already, and then holds only what is left of it.
    pub weeks: Vec<Week>,
    /// Changes to the lifter's own sessions.
    pub changes: Vec<Change>,
}

impl Course<'_> {
    pub(super) fn to_come(&self, time_zone: &str) -> Result<ToCome, Vec<Diagnostic>> {
        let own = OwnSessions::new(self.lifter, self.outline, self.days, self.standing, time_zone);
        let mut sessions = self.before_loading();
        sessions.extend(self.deadlifts(&own)?);
        sessions.extend(self.monthly_checks());
        sessions.push(self.technique_check(&own)?);
        sessions.extend(own.sessions());
        let kept = |id: SessionId| self.standing.kept.iter().any(|(kept, _)| *kept == id);
        sessions.retain(|session| session.start.date() >= self.standing.from && !kept(session.id));
        self.settle(&mut sessions, time_zone);
        let core = self.core(&sessions);
        sessions.extend(core);
        self.settle(&mut sessions, time_zone);
        sessions.sort_by_key(|session| (session.start, session.kind, session.id));
        if let Some(due) = self.standing.screen_due {
            return Ok(self.without_load(sessions, &own, due));
        }
        let phases = self.phases(sessions.last().map_or(self.last_day(), |session| session.start.date()));
        let weeks = self.calendar_weeks(sessions, &phases, &own);
        Ok(ToCome {
            track: self.lifter.track,
            working_weight: self.lifter.strength.working_weight,
            top_load: self.loads.top,
            loading_weeks: self.weeks_to_top(),
            returns_on: self.loads.full.then_some(self.days.reached),
            phases,
            notes: notes(self, &weeks, &own),
            coaching: coaching(self.lifter, self.weeks),
            weeks,
            changes: own.changes(),
        })
    }

    /// Phases 1 and 2 and no more, as long as the screen's questions are to be answered before any load.
    fn without_load(&self, mut sessions: Vec<Session>, own: &OwnSessions, due: NaiveDate) -> ToCome {
        let opening = self.opening();
        let phases: Vec<PhaseSpan> = self.phases(opening).into_iter().filter(|span| span.phase.is_before_loading()).collect();
        sessions.retain(|session| session.phase.is_before_loading() && session.start.date() < opening);
        let mut weeks = self.calendar_weeks(sessions, &phases, own);
        for week in &mut weeks {
            week.deadlift = None;
            week.own.retain(|own| own.start.date() < opening);
        }
        ToCome {
            track: self.lifter.track,
            working_weight: self.lifter.strength.working_weight,
            top_load: self.loads.top,
            loading_weeks: self.weeks_to_top(),
            returns_on: None,
            phases,
            notes: notes_without_load(self, due),
            // No load is planned: nothing is said of one either.
            coaching: coaching(self.lifter, &[]),
            weeks,
            changes: own.changes().into_iter().filter(|change| change.from < opening).collect(),
        }
    }

    fn calendar_weeks(&self, sessions: Vec<Session>, phases: &[PhaseSpan], own: &OwnSessions) -> Vec<Week> {
        let first = monday_of(self.standing.from);
        let before = (first - self.standing.week_one).num_days() / 7;
        let mut weeks: Vec<Week> = Vec::new();
        let last = monday_of(phases.last().map_or(self.last_day(), |phase| phase.to));
        let mut starts = first;
        while starts <= last {
            let ends = starts + Days::new(6);
            let loads = self
                .days
                .schedule
                .deadlifts
                .iter()
                .position(|(main, _)| (starts..=ends).contains(&main.date()))
                .map(|week| &self.weeks[week]);
            weeks.push(Week {
                week: before as u32 + weeks.len() as u32 + 1,
                starts,
                phases: phases.iter().filter(|phase| phase.from <= ends && starts <= phase.to).map(|phase| phase.phase).collect(),
                deadlift: loads.map(|week| WeekLoad {
                    load: week.load,
                    percent: week.load.percent_of(self.lifter.strength.working_weight),
                    deload: week.deload,
                    because: week.because.clone(),
                }),
                sessions: Vec::new(),
                own: own.kept(starts.max(self.standing.from), ends),
            });
            starts = starts + Days::new(7);
        }
        for session in sessions {
            let week = (session.start.date() - first).num_days().div_euclid(7);
            if let Some(week) = usize::try_from(week).ok().and_then(|week| weeks.get_mut(week)) {
                week.sessions.push(session);
            }
        }
        // Of the week that is under way the past may hold the sessions.
        weeks.retain(|week| !week.sessions.is_empty() || (week.starts == first && !week.own.is_empty()));
        weeks
    }
}
