//! How the heavy deadlifts rise from one to the next, where the climb that the plan is on begins, and which is the return.

use super::facts::Facts;
use super::heavy_day::HeavyDay;
use super::timeline::weekday_of;
use crate::plan::Phase;
use crate::protocol::AgeBand;
use crate::units::Load;
use crate::when::Slot;
use chrono::Days;

impl<'a> Facts<'a> {
    /// A heavy deadlift and the one before it.
    pub fn step(&self, at: usize) -> Option<(&HeavyDay<'a>, &HeavyDay<'a>)> {
        Some((self.heavy_days.get(at.checked_sub(1)?)?, self.heavy_days.get(at)?))
    }

    /// Deadlifts with which a way back begins: the first of each, with the index among all.
    pub fn first_days(&self) -> impl Iterator<Item = (usize, &HeavyDay<'a>)> {
        let begins = |at: usize| self.step(at).is_none_or(|(before, after)| !self.same_cycle(before, after));
        self.heavy_days.iter().enumerate().filter(move |(at, _)| begins(*at))
    }

    pub fn same_cycle(&self, before: &HeavyDay, after: &HeavyDay) -> bool {
        self.cycle_of(before.day) == self.cycle_of(after.day)
    }

    /// Whether a deadlift comes after a week or more without one: counted from the one before it.
    pub fn is_after_gap(&self, at: usize) -> bool {
        let Some((before, after)) = self.step(at) else { return false };
        let go_on = self.rules.missed_days.value.rows.first().map_or(0, |row| row.to);
        // Deadlifts of neighbouring weeks may stand further apart by the week's own slots: nothing was missed.
        let days = (after.day - before.day).num_days();
        days > i64::from(go_on) && self.skips_a_week(at) && !(days < 14 && self.leaves_no_room(before))
    }

    /// Whether the week after a deadlift has no slot that is far enough from it: then nothing was missed in it (decisions,
    /// section 6).
    fn leaves_no_room(&self, deadlift: &HeavyDay) -> bool {
        let least = i64::from(self.rules.deadlifts_apart.value);
        let next_monday = deadlift.week.starts.checked_add_days(Days::new(7));
        let of_next = |slot: &Slot| weekday_of(next_monday?, slot.day);
        let mut days = self.plan.profile.schedule.slots.iter().filter_map(of_next);
        !days.any(|day| (day - deadlift.day).num_days() >= least)
    }

    /// Whether a calendar week without a deadlift lies before this one. So few days may have passed that
    /// nothing has to change for them; to go down all the same is more careful.
    pub fn skips_a_week(&self, at: usize) -> bool {
        self.step(at).is_some_and(|(before, after)| (after.week.starts - before.week.starts).num_days() / 7 > 1)
    }

    /// The first deadlift of the climb that the plan is on: after the last time that the load went down for
    /// a reason. In a plan without a past and without gaps, the first.
    pub fn climb(&self) -> usize {
        let cycle = self.cycles.len().saturating_sub(1);
        let first = self.heavy_days.iter().position(|heavy| self.cycle_of(heavy.day) == cycle).unwrap_or(0);
        let went_down = |at: &usize| {
            self.step(*at).is_some_and(|(before, after)| {
                let fell = after.load < before.falls_from() && !self.is_easy_after(before.load, after.load);
                fell && !self.may_be_asked_as(before.load, after) && !self.is_decided(after) && (before.past || self.skips_a_week(*at))
            })
        };
        (first + 1..self.heavy_days.len()).rev().find(went_down).unwrap_or(first)
    }

    /// Whether what was lifted may have been asked for as this load: nobody knows what was, and less was lifted by less than the table
    /// takes down.
    pub fn may_be_asked_as(&self, asked: Load, lifted: &HeavyDay) -> bool {
        let down = self.lower_by(asked, self.rules.lower_load.value.points);
        self.plan.hindsight && lifted.past && down.is_some_and(|down| lifted.load.thousandths() > down)
    }

    /// Whether a load is near the maximum: there, steps are smaller and deadlifts further apart.
    pub fn is_near_max(&self, load: Load) -> bool {
        self.of_one_rep(load, self.rules.near_max_cadence.value.from)
    }

    /// Whether a load is the heaviest that is not near the maximum.
    pub fn is_last_below_near_max(&self, load: Load) -> bool {
        let next_is_near = || self.rack.above(load.thousandths()).is_none_or(|next| self.is_near_max(Load::new(next, load.unit())));
        !self.is_near_max(load) && next_is_near()
    }

    /// Whether near-maximal loads come more than a week apart at this age (decisions, section 7).
    pub fn alternates(&self) -> bool {
        self.plan.profile.age_band == AgeBand::From46
    }

    /// Whether a load is the easy one that stands between two near-maximal ones at an age at which those come apart.
    pub fn is_easy_after(&self, before: Load, load: Load) -> bool {
        self.alternates() && load < before && self.is_near_max(before) && self.is_last_below_near_max(load)
    }

    /// The deadlift that is the return: the first at the heaviest load of the climb. Where it had to be lifted
    /// more than once, since one of them went badly or a gap came after it, the phases say which it was. An
    /// index in `heavy_days`.
    pub fn returned(&self) -> Option<usize> {
        let climb = self.climb();
        let top = self.heavy_days.iter().skip(climb).map(HeavyDay::counts).max()?;
        let mut at_top = (climb..self.heavy_days.len()).filter(|at| self.heavy_days[*at].counts() == top);
        let first = at_top.next()?;
        let loading = self.plan.summary.phases.iter().rfind(|span| span.phase == Phase::Loading);
        let ends_loading = |at: &usize| loading.is_some_and(|span| span.to == self.heavy_days[*at].day);
        let settled = std::iter::once(first).chain(at_top).find(ends_loading);
        Some(settled.filter(|settled| self.revised() || self.is_after_gap(*settled)).unwrap_or(first))
    }

    /// The load of the return.
    pub fn top(&self) -> Option<Load> {
        self.returned().map(|at| self.heavy_days[at].counts())
    }
}
