//! Loads and days become weeks and sessions: what is still to come, put together. Decides neither a load nor a day.

use super::coaching::coaching;
use super::lifter::Lifter;
use super::loads::{LoadWeek, Loads};
use super::own::OwnSessions;
use super::standing::{Stage, Standing};
use super::summary::notes;
use super::timetable::Timetable;
use super::to_come::ToCome;
use super::track::{Outline, Phase2};
use crate::diagnostic::Diagnostic;
use crate::plan::{Phase, PhaseSpan, Session, Week};
use crate::when::monday_of;
use chrono::{Days, NaiveDate};

/// All that the weeks are put together from.
pub(super) struct Course<'a> {
    pub lifter: &'a Lifter<'a>,
    pub outline: &'a Outline,
    pub loads: &'a Loads,
    pub weeks: &'a [LoadWeek],
    pub days: &'a Timetable,
    pub standing: &'a Standing,
}

impl Course<'_> {
    pub(super) fn to_come(&self, time_zone: &str) -> Result<ToCome, Vec<Diagnostic>> {
        let own = OwnSessions::new(self.lifter, self.outline, self.days, self.standing, time_zone);
        let mut sessions = self.before_loading();
        sessions.extend(self.deadlifts(&own)?);
        sessions.extend(self.monthly_checks());
        sessions.push(self.technique_check(&own)?);
        sessions.extend(own.sessions());
        let kept = |id: &str| self.standing.kept.iter().any(|(kept, _)| kept == id);
        sessions.retain(|session| session.start.date() >= self.standing.from && !kept(&session.id));
        self.settle(&mut sessions, time_zone);
        let core = self.core(&sessions);
        sessions.extend(core);
        self.settle(&mut sessions, time_zone);
        sessions.sort_by(|a, b| (a.start, a.kind, &a.id).cmp(&(b.start, b.kind, &b.id)));
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

    pub(super) fn ramp_weeks(&self) -> usize {
        self.loads.ramp.len()
    }

    /// What a week with a deadlift is called, and which of its kind it is: never changed by a date.
    pub(super) fn week_name(&self, week: usize) -> (&'static str, usize) {
        let used = self.standing.used;
        match week.checked_sub(self.ramp_weeks()) {
            None => ("loading", used.loading as usize + week + 1),
            Some(after) => ("aftercare", used.aftercare as usize + after + 1),
        }
    }

    /// How many weeks with a deadlift the plan has had before one of those to come.
    pub(super) fn so_far(&self, week: usize) -> usize {
        (self.standing.used.loading + self.standing.used.aftercare) as usize + week
    }

    /// The phase of a day from the first deadlift on.
    pub(super) fn phase_of(&self, day: NaiveDate) -> Phase {
        if day > self.days.reached { Phase::Aftercare } else { Phase::Loading }
    }

    /// The day of the first deadlift to come; the technique check where no other is.
    pub(super) fn opening(&self) -> NaiveDate {
        self.days.opening()
    }

    /// The day of the first deadlift of all since the phases began.
    pub(super) fn first(&self) -> NaiveDate {
        match self.standing.stage {
            Stage::Climb { first, .. } => first,
            Stage::Before { .. } => self.opening(),
        }
    }

    /// Calendar weeks from the first deadlift to the first at the top.
    pub(super) fn weeks_to_top(&self) -> u32 {
        ((monday_of(self.days.reached) - monday_of(self.first())).num_days() / 7 + 1).max(1) as u32
    }

    /// The day of the technique check, the last of the plan.
    pub(super) fn last_day(&self) -> NaiveDate {
        self.days.check_start().date()
    }

    /// The day after Phase 2.
    pub(super) fn after_movement(&self, phase_2: Phase2) -> NaiveDate {
        self.standing.opened().unwrap_or_else(|| self.opening().min(phase_2.latest + Days::new(1)))
    }

    pub(super) fn calendar_weeks(&self, sessions: Vec<Session>, phases: &[PhaseSpan], own: &OwnSessions) -> Vec<Week> {
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
            let load = loads.map(|week| week.load);
            weeks.push(Week {
                week: before as u32 + weeks.len() as u32 + 1,
                starts,
                phases: phases.iter().filter(|phase| phase.from <= ends && starts <= phase.to).map(|phase| phase.phase).collect(),
                load,
                percent: load.map(|load| load.percent_of(self.lifter.strength.working_weight)),
                deload: loads.is_some_and(|week| week.deload),
                because: loads.map(|week| week.because.clone()),
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
