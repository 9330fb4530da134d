//! Loads and days together, and what the sessions of a course ask of them. Decides neither a load nor a day.

use super::lifter::Lifter;
use super::loads::{LoadWeek, Loads};
use super::names::Names;
use super::standing::{Stage, Standing};
use super::timetable::Timetable;
use super::track::{Outline, Phase2};
use crate::session_id::Series;
use crate::plan::Phase;
use crate::when::monday_of;
use chrono::{Days, NaiveDate};

/// All that the weeks to come are put together from.
pub(super) struct Course<'a> {
    pub lifter: &'a Lifter<'a>,
    pub outline: &'a Outline,
    pub loads: &'a Loads,
    pub weeks: &'a [LoadWeek],
    pub days: &'a Timetable,
    pub standing: &'a Standing,
}

impl Course<'_> {
    pub(super) fn ramp_weeks(&self) -> usize {
        self.loads.ramp.len()
    }

    /// What the weeks with a deadlift are called.
    pub(super) fn names(&self) -> Names<'_> {
        Names { lifter: self.lifter, used: self.standing.used, ramp: self.ramp_weeks() }
    }

    /// What a week with a deadlift is called, and which of its kind it is: never changed by a date.
    pub(super) fn week_name(&self, week: usize) -> (Series, u32) {
        let id = self.names().of(week);
        (id.series, id.number)
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
}
