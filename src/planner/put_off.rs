//! Deadlifts that were decided to be left out, or not to come before a day: which weeks have none, and why. A bound, never
//! an order: nothing comes sooner than it would have, and what the days without a deadlift ask for is asked of loads and
//! days as for any others.

use super::course::Course;
use super::gaps::Gap;
use super::lifter::Lifter;
use super::loads::Loads;
use super::names::Names;
use super::schedule::{Need, Request};
use super::standing::{Stage, Standing};
use super::track;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Because, Note};
use crate::profile::Decision;
use crate::protocol::RuleId;
use crate::session_id::SessionId;
use crate::when::monday_of;
use crate::words::day;
use chrono::{Datelike, Days, NaiveDate};

/// Weeks that a decided day may lie ahead. Past them nothing can be planned across to it, and the diagnostic says so.
const MOST_WEEKS_AHEAD: u64 = 60;

impl Lifter<'_> {
    /// A sentence about what was decided: who did, when, why, and what else it has to say.
    fn decided(&self, key: &str, decision: &Decision, more: &[(&str, String)]) -> Note {
        let by = decision.by.clone().unwrap_or_else(|| self.protocol.say("decision-by-the-profile", &[]));
        let gaps = [("by", by), ("why", decision.why.clone()), ("made", day::in_a_letter(decision.made))];
        let gaps: Vec<(&str, String)> = gaps.into_iter().chain(more.iter().cloned()).collect();
        Note::of(self.protocol, key, &gaps, Because::of(RuleId::Decision))
    }
}

/// The week in which the next deadlift would be, had nothing been decided: that of one that is left out before it.
fn next_week(lifter: &Lifter, standing: &Standing) -> NaiveDate {
    match &standing.stage {
        Stage::Climb { last, .. } => monday_of(*last) + Days::new(7),
        Stage::Before { phase_1_days, .. } => {
            let mut outline = track::outline(lifter.profile, lifter.protocol, standing.cycle);
            outline.put_off(*phase_1_days, standing.cycle, standing.cycle);
            let is_slot = |day: &NaiveDate| lifter.profile.schedule.slots.iter().any(|slot| slot.day == day.weekday());
            monday_of(outline.open_from.iter_days().take(7).find(is_slot).unwrap_or(outline.open_from))
        }
    }
}

/// The first deadlift to come on the day on which it would, had nothing been decided of a later one, which may make another day
/// the best for all: no sooner, and later only where there is no other way. `opens` solves a request for the first day.
pub(super) fn as_without(request: &mut Request, opens: impl FnOnce(&mut Request) -> Result<NaiveDate, Vec<Diagnostic>>) {
    if !request.weeks.iter().any(Need::is_decided) {
        return;
    }
    let weeks = request.weeks.iter().map(|need| Need { left_out: 0, not_before: None, ..*need }).collect();
    if let Ok(opening) = opens(&mut Request { weeks, ..request.clone() }) {
        (request.open_from, request.open_to) = (opening, opening);
    }
}

/// The first deadlift to come no sooner than was decided.
///
/// # Errors
/// A decided day is too far away.
pub(super) fn open(lifter: &Lifter, request: &mut Request, standing: &Standing) -> Result<(), Vec<Diagnostic>> {
    let most = standing.from + Days::new(7 * MOST_WEEKS_AHEAD);
    if let Some(day) = request.weeks.iter().filter_map(|need| need.not_before).find(|day| *day > most) {
        return Err(vec![too_far(format!("a deadlift not before {day} is more than {MOST_WEEKS_AHEAD} weeks away"))]);
    }
    let Some(Need { left_out, not_before, .. }) = request.weeks.first().copied() else { return Ok(()) };
    let after = (left_out > 0).then(|| next_week(lifter, standing) + Days::new(7 * left_out as u64));
    if let Some(opens) = after.max(not_before) {
        request.open_from = request.open_from.max(opens);
        request.open_to = request.open_to.max(request.open_from + Days::new(6));
    }
    Ok(())
}

fn too_far(message: String) -> Diagnostic {
    let help = "decide on a sooner day; after so long a break the way back begins again, with a plan of its own";
    Diagnostic::new(Code::LongBreak, message).at("decisions").help(help)
}

/// What is wrong with the loads, where it is days that were decided which leave no way on.
pub(super) fn told(wrong: Vec<Diagnostic>, request: &Request) -> Vec<Diagnostic> {
    let is_decided = request.weeks.iter().any(Need::is_decided);
    let told = |one: Diagnostic| if is_decided && one.code == Code::LongBreak { too_far(one.message) } else { one };
    wrong.into_iter().map(told).collect()
}

/// After the return, days that were decided leave the lifter at the top: what takes them below it would be a new way back, with
/// sessions of other names.
pub(super) fn stays_at_the_top(
    names: &Names,
    request: &Request,
    gaps: &[Gap],
    again: impl FnOnce() -> Result<Loads, Vec<Diagnostic>>,
) -> Result<(), Vec<Diagnostic>> {
    let is_decided = |gap: &&Gap| gap.before >= names.ramp && request.weeks[gap.before].is_decided();
    let Some(gap) = gaps.iter().find(is_decided) else { return Ok(()) };
    if again().is_ok_and(|loads| loads.ramp.len() <= names.ramp) {
        return Ok(());
    }
    let message = format!("{} days without a deadlift before {} would be the beginning of a new way back", gap.days, names.of(gap.before));
    let help = "after the return, decide on a lighter load or fewer sets, or name the days as `schedule.away`: from there the climb goes on";
    Err(vec![Diagnostic::new(Code::Contradiction, message).at("decisions").help(help)])
}

/// A deadlift that is left out, and the week that has none for it.
pub(super) struct LeftOut {
    pub id: SessionId,
    pub monday: NaiveDate,
    /// When the next deadlift is, and which of the weeks with one.
    pub next: (NaiveDate, usize),
}

impl Course<'_> {
    /// The deadlifts that are left out, as far as their weeks are not over.
    pub(super) fn left_out(&self) -> Vec<LeftOut> {
        let mains: Vec<NaiveDate> = self.days.schedule.deadlifts.iter().map(|(main, _)| main.date()).collect();
        let schedule = &self.lifter.profile.schedule;
        let is_home = |monday: &NaiveDate| monday.iter_days().take(7).any(|day| !schedule.is_away(day));
        let before = |week: usize| {
            let first = week.checked_sub(1).map_or_else(|| next_week(self.lifter, self.standing), |before| monday_of(mains[before]) + Days::new(7));
            let mondays = first.iter_weeks().take_while(|monday| *monday < monday_of(mains[week])).filter(is_home);
            let ids = self.names().left_out_before(week);
            let of_week = |(id, monday)| LeftOut { id, monday, next: (mains[week], week) };
            ids.into_iter().zip(mondays).map(of_week).collect::<Vec<_>>()
        };
        let all = (0..mains.len()).flat_map(before);
        all.filter(|left_out| left_out.monday + Days::new(6) >= self.standing.from).collect()
    }

    /// Why a week has no deadlift, where one was left out.
    pub(super) fn why_left_out(&self, left_out: &LeftOut) -> Vec<Note> {
        let gaps = [("session", left_out.id.to_string()), ("date", day::in_a_sentence(left_out.monday))];
        let decisions = self.lifter.decisions(left_out.id).filter(|decision| decision.skip);
        decisions.map(|decision| self.lifter.decided("decision-left-out", decision, &gaps)).collect()
    }

    /// Why a week's deadlift is no sooner, where that was decided, and it might have been.
    pub(super) fn why_not_before(&self, week: usize) -> Vec<Note> {
        let id = self.names().of(week);
        let bounds = self.lifter.decisions(id).filter_map(|decision| Some((decision, decision.day?)));
        let held = bounds.filter(|(_, day)| self.might_be_before(week, *day));
        let note = |(decision, day): (&Decision, NaiveDate)| {
            self.lifter.decided("decision-not-before", decision, &[("session", id.to_string()), ("day", day::in_a_sentence(day))])
        };
        held.map(note).collect()
    }

    /// Decided days that are sooner than the plan, which nothing brings forward: the session, the day, the day by the plan.
    pub(super) fn idle_days(&self, week: usize) -> Vec<(SessionId, NaiveDate, NaiveDate)> {
        let id = self.names().of(week);
        let planned = self.days.schedule.deadlifts[week].0.date();
        let days = self.lifter.decisions(id).filter_map(|decision| decision.day);
        days.filter(|day| *day < planned && !self.might_be_before(week, *day)).map(|day| (id, day, planned)).collect()
    }

    /// Whether a week's deadlift has a slot before a day: after the one before it, and as soon as there may be one.
    fn might_be_before(&self, week: usize, day: NaiveDate) -> bool {
        let schedule = &self.lifter.profile.schedule;
        let first = match week.checked_sub(1) {
            Some(before) => {
                let before = self.days.schedule.deadlifts[before].0.date();
                let apart = Days::new(u64::from(self.lifter.protocol.rules.deadlifts_apart.value));
                (monday_of(before) + Days::new(7)).max(before + apart)
            }
            None => self.outline.open_from.max(self.standing.from),
        };
        let mut days = first.iter_days().take_while(|at| *at < day).filter(|at| !schedule.is_away(*at));
        days.any(|at| schedule.slots.iter().any(|slot| slot.day == at.weekday()))
    }
}
