//! What of a plan lies behind and what is to come, on which way back and in which phase.
//!
//! Nothing is taken from the summary but the days of its phases.

use super::placed::{Placed, PlacedSet};
use crate::plan::{OwnSession, Phase, PhaseSpan, Plan, Session, SessionKind, Week};
use crate::protocol::Protocol;
use chrono::{Days, NaiveDate, Weekday};

pub(super) struct Timeline<'a> {
    pub plan: &'a Plan,
    pub protocol: &'a Protocol,
    /// Indices in `summary.phases` at which a way back begins: the first, and wherever the phases went back
    /// to pain resolution or movement.
    pub cycles: Vec<usize>,
}

impl<'a> Timeline<'a> {
    pub fn of(plan: &'a Plan, protocol: &'a Protocol) -> Self {
        let mut timeline = Timeline { plan, protocol, cycles: vec![0] };
        if timeline.may_go_back() {
            let pairs = plan.summary.phases.windows(2).enumerate();
            let back = pairs.filter(|(_, pair)| pair[1].phase <= pair[0].phase && pair[1].phase <= Phase::Movement);
            timeline.cycles.extend(back.map(|(at, _)| at + 1));
        }
        timeline
    }

    /// Whether the plan was made anew since the first.
    pub fn revised(&self) -> bool {
        self.plan.revision > 0
    }

    /// Whether the phases may go back at all: only a revision does, or a plan with weeks away.
    pub fn may_go_back(&self) -> bool {
        self.revised() || !self.plan.profile.schedule.away.is_empty()
    }

    /// Whether nothing more is planned, and the plan says why.
    pub fn has_stopped(&self) -> bool {
        self.revised() && self.plan.stopped.is_some() && self.ahead().next().is_none()
    }

    // --- Behind, and to come ---------------------------------------------------------------------

    /// Whether a day lies before that of the revision. In the first plan none does.
    pub fn is_behind(&self, day: NaiveDate) -> bool {
        self.revised() && day < self.plan.created
    }

    /// Whether a session is done, or lies behind: it is a fact, and not judged by what holds today.
    pub fn is_past(&self, session: &Session) -> bool {
        self.revised() && (session.done.is_some() || session.start.date() < self.plan.created)
    }

    /// Whether a week lies behind, to its last day.
    pub fn is_past_week(&self, week: &Week) -> bool {
        week.starts.checked_add_days(Days::new(6)).is_some_and(|ends| self.is_behind(ends))
    }

    pub fn sessions(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        let (plan, protocol) = (self.plan, self.protocol);
        plan.weeks.iter().enumerate().flat_map(move |(week, of)| {
            of.sessions.iter().enumerate().map(move |(at, session)| Placed { week, at, session, protocol })
        })
    }

    /// Sessions that are still to come.
    pub fn ahead(&self) -> impl Iterator<Item = Placed<'a>> {
        self.sessions().filter(|placed| !self.is_past(placed.session))
    }

    /// Every session with a deadlift among its work: the week's heavy one, the second, the technique check.
    pub fn deadlifts(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.sessions().filter(|placed| placed.is_deadlift())
    }

    pub fn deadlifts_ahead(&self) -> impl Iterator<Item = Placed<'a>> {
        self.ahead().filter(|placed| placed.is_deadlift())
    }

    /// The week's heavy deadlifts that are still to come.
    pub fn heavy_ahead(&self) -> impl Iterator<Item = Placed<'a>> {
        self.ahead().filter(|placed| placed.session.kind == SessionKind::Deadlift)
    }

    /// Every set that is still to come and carries a load.
    pub fn loaded_ahead(&self) -> impl Iterator<Item = PlacedSet<'a>> {
        self.ahead().flat_map(|placed| placed.exercises().flat_map(|exercise| exercise.loaded()))
    }

    /// Weeks whose deadlift is still to come, with their index.
    pub fn weeks_ahead(&self) -> impl Iterator<Item = (usize, &'a Week)> {
        let ahead = |week: &Week| !self.is_past_week(week) && week.heavy_day().is_none_or(|deadlift| !self.is_past(deadlift));
        self.plan.weeks.iter().enumerate().filter(move |(_, week)| ahead(week))
    }

    /// Every session of the lifter's own that stays as it is, with its path.
    pub fn own(&self) -> impl Iterator<Item = (String, &'a OwnSession)> + use<'a> {
        let weeks = self.plan.weeks.iter().enumerate();
        weeks.flat_map(|(week, of)| of.own.iter().enumerate().map(move |(at, own)| (format!("weeks[{week}].own[{at}]"), own)))
    }

    pub fn own_ahead(&self) -> impl Iterator<Item = (String, &'a OwnSession)> {
        self.own().filter(|(_, own)| !self.is_behind(own.start.date()))
    }

    // --- Away ------------------------------------------------------------------------------------

    pub fn is_away(&self, day: NaiveDate) -> bool {
        self.plan.profile.schedule.away.iter().any(|away| away.from <= day && day <= away.to)
    }

    /// Whether the lifter is away on any day of a week.
    pub fn is_away_in(&self, monday: NaiveDate) -> bool {
        let mut away = self.plan.profile.schedule.away.iter();
        away.any(|away| (monday - away.to).num_days() <= 0 && (away.from - monday).num_days() <= 6)
    }

    // --- Phases ----------------------------------------------------------------------------------

    /// Which way back a day belongs to.
    pub fn cycle_of(&self, day: NaiveDate) -> usize {
        let began = |cycle: &&usize| self.plan.summary.phases.get(**cycle).is_some_and(|span| span.from <= day);
        self.cycles.iter().take_while(began).count().saturating_sub(1)
    }

    /// The phases of the way back that the plan is on, each with its index.
    pub fn phases(&self) -> impl Iterator<Item = (usize, &'a PhaseSpan)> {
        self.plan.summary.phases.iter().enumerate().skip(self.cycles.last().copied().unwrap_or(0))
    }

    /// The span of a phase on the way back that the plan is on, with its index. What came before was cut short.
    pub fn span(&self, phase: Phase) -> Option<(usize, &'a PhaseSpan)> {
        self.phases().find(|(_, span)| span.phase == phase)
    }

    /// The first day of the way back that the plan is on.
    pub fn first_day(&self) -> NaiveDate {
        self.phases().next().map_or(self.plan.created, |(_, span)| span.from)
    }

    /// The phase that a day belongs to by the summary.
    pub fn phase_on(&self, day: NaiveDate) -> Option<Phase> {
        self.plan.summary.phases.iter().find(|span| span.from <= day && day <= span.to).map(|span| span.phase)
    }

    /// Whether pain led back to pain resolution between two days.
    pub fn restarted_between(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let mut later = self.cycles.iter().skip(1).map(|cycle| &self.plan.summary.phases[*cycle]);
        later.any(|span| span.phase == Phase::PainResolution && (from..=to).contains(&span.from))
    }
}

/// Whether a day is one of the seven from a Monday on.
pub(super) fn is_in_week(monday: NaiveDate, day: NaiveDate) -> bool {
    (0..7).contains(&(day - monday).num_days())
}

/// The day of a week; nothing beyond every calendar.
pub(super) fn weekday_of(monday: NaiveDate, day: Weekday) -> Option<NaiveDate> {
    monday.checked_add_days(Days::new(u64::from(day.num_days_from_monday())))
}
