//! Whether what is planned is what would be planned now: then it stays, word for word.

use super::history::{History, cycle_of};
use super::past;
use super::line::{Delay, Heavy, Line, heavy, is_sore_ahead};
use crate::diagnostic::Diagnostic;
use crate::plan::{Phase, Plan, Session, SessionKind, Week};
use crate::planner::{self, Lifter, LoadWeek, Used};
use crate::protocol::Protocol;
use crate::session_id::SessionId;
use crate::when::monday_of;
use chrono::{Duration, NaiveDateTime};

/// A deadlift to come, with its week.
type Planned<'a> = (&'a Week, &'a Session);

/// Whether what is planned from the line on still stands.
///
/// It does where the lifter is the one it was planned for, nothing was missed, no two heavy sessions have come too
/// near to each other, and the loads are those that would be chosen now.
///
/// # Errors
/// Why no loads can be chosen any more.
pub fn still_stands<'a>(plan: &'a Plan, history: &History, line: &Line, protocol: &Protocol) -> Result<bool, Vec<Diagnostic>> {
    let (now, then) = (&history.profile, &plan.profile);
    let same_lifter = now.pain == then.pain && now.deadlift.working_weight == then.deadlift.working_weight;
    let waits = plan.summary.phases.last().is_some_and(|span| span.phase.is_before_loading());
    if history.screen_due.is_some() != waits || history.own_light.is_some() || is_sore_ahead(plan, line.as_of) {
        return Ok(false);
    }
    if line.delay == Delay::Missed || cycle_of(plan) != history.cycle || !same_lifter {
        return Ok(false);
    }
    let is_to_come = |session: &&Session| session.kind == SessionKind::Deadlift && session.done.is_none();
    let of_week = |week: &'a Week| week.sessions.iter().filter(is_to_come).map(move |session| (week, session));
    let to_come: Vec<Planned> = plan.weeks.iter().flat_map(of_week).collect();
    if lacks_a_core_day(plan, &to_come, protocol) || lacks_a_deadlift(plan, &to_come) {
        return Ok(false);
    }
    if to_come.first().is_some_and(|(_, next)| next.start.date() < history.first_day_from(line.as_of)) {
        return Ok(false);
    }
    if history.climb.reference().is_none() {
        // A deadlift that was done too early has taken the place of the first one, which is still to come.
        return Ok(opens_late_enough(plan, history, to_come.first()) && loads_agree(history, past::used(plan, line, history), &to_come, None, protocol)?);
    }
    let too_soon = to_come.first().is_some_and(|(_, next)| next.start.date() < line.open);
    if too_soon
        || line.from < line.open
        || comes_too_near(plan, line, protocol)
        || comes_too_near_to_the_last(history, to_come.first(), protocol)
        || comes_too_near_to_the_maximum(history, to_come.first(), protocol)
        || has_a_second_day_left(plan, line)
    {
        return Ok(false);
    }
    loads_stand(plan, history, line, &to_come, protocol)
}

/// Whether Phases 1 and 2 are as long as they have to be by now.
fn opens_late_enough(plan: &Plan, history: &History, first: Option<&Planned>) -> bool {
    let late_enough = history.not_before.is_none_or(|not_before| first.is_some_and(|(_, first)| first.start.date() >= not_before));
    let phase_1 = plan.summary.phases.iter().rev().find(|span| span.phase == Phase::PainResolution && span.from >= history.cycle);
    late_enough && history.phase_1_days.is_none_or(|days| phase_1.is_some_and(|span| span.days() >= i64::from(days)))
}

/// Whether, done sooner or later than planned, a heavy session has come too near to one that is still to come.
fn comes_too_near(plan: &Plan, line: &Line, protocol: &Protocol) -> bool {
    let hard = Duration::hours(i64::from(protocol.rules.spacing_hard.value));
    let near = |start: NaiveDateTime| line.last_heavy.is_some_and(|last| start.date() >= line.from && start - last < hard);
    heavy(plan).filter(|heavy: &Heavy| !heavy.is_done()).any(|heavy| near(heavy.start))
}

/// Whether the next deadlift is nearer to the last one than those of two weeks may be.
fn comes_too_near_to_the_last(history: &History, next: Option<&Planned>, protocol: &Protocol) -> bool {
    let least = i64::from(protocol.rules.deadlifts_apart.value);
    next.zip(history.last).is_some_and(|((_, next), last)| (next.start.date() - last).num_days() < least)
}

/// Whether two deadlifts near the maximum have come too near to each other.
fn comes_too_near_to_the_maximum(history: &History, next: Option<&Planned>, protocol: &Protocol) -> bool {
    let (Some(last), Some((week, next)), true) = (history.last, next, history.climb.was_near_max()) else { return false };
    let days = planner::near_max_days(history.profile.age_band, protocol);
    let is_near = |load| Lifter::new(&history.profile, protocol, history.cycle).is_near_max(load);
    (next.start.date() - last).num_days() < days && week.load().is_some_and(is_near)
}

/// Whether a second deadlift day is left in the week that should have none.
fn has_a_second_day_left(plan: &Plan, line: &Line) -> bool {
    let is_left = |session: &Session| {
        session.kind == SessionKind::SecondDeadlift && session.done.is_none() && (line.as_of..line.open).contains(&session.start.date())
    };
    line.no_second && plan.sessions().any(is_left)
}

/// Whether a week to come has a core day too few, because one of its days was done in another week.
fn lacks_a_core_day(plan: &Plan, to_come: &[Planned], protocol: &Protocol) -> bool {
    let is_core = |session: &&Session| session.kind == SessionKind::Core;
    let done = plan.sessions().filter(is_core).filter(|session| session.done.is_some());
    let elsewhere = done.filter_map(|done| {
        let of_week = |(_, deadlift): &&Planned| (deadlift.id.series, deadlift.id.number) == (done.id.series, done.id.number);
        to_come.iter().find(of_week).filter(|(week, _)| monday_of(done.start.date()) != week.starts)
    });
    let days = protocol.rules.big_three.value.days as usize;
    elsewhere.into_iter().any(|(week, _)| week.sessions.iter().filter(is_core).count() < days)
}

/// Whether a deadlift was done out of its turn, by its number, so that its week to come has none.
fn lacks_a_deadlift(plan: &Plan, to_come: &[Planned]) -> bool {
    let ids = || to_come.iter().map(|(_, session)| session.id);
    let done = plan.sessions().filter(|session| session.kind == SessionKind::Deadlift && session.done.is_some()).map(|session| session.id);
    let same = |id: SessionId| move |other: &SessionId| other.series == id.series;
    let is_between = |id: SessionId| ids().filter(same(id)).any(|other| other < id) && ids().filter(same(id)).any(|other| other > id);
    done.into_iter().any(is_between)
}

/// The days before the next deadlift that count for its load.
#[derive(Debug, Clone, Copy)]
struct Gap {
    days: i64,
    /// A calendar week between the two deadlifts had none.
    skipped: bool,
}

/// Whether the loads to come are those that would be chosen now.
fn loads_stand(plan: &Plan, history: &History, line: &Line, to_come: &[Planned], protocol: &Protocol) -> Result<bool, Vec<Diagnostic>> {
    let agree = |gap: Option<Gap>| loads_agree(history, past::used(plan, line, history), to_come, gap, protocol);
    let (Some(last), Some((_, next))) = (history.last, to_come.first()) else { return agree(None) };
    let next = next.start.date();
    let days = (next - last).num_days();
    if planner::has_skipped_a_week(last, next, &history.profile.schedule, protocol) {
        // A week away, or one that was missed: the loads after it have to be looked at.
        let away = plan.profile.schedule.away.iter().any(|away| last < away.to && away.from < next);
        return Ok(away && agree(Some(Gap { days, skipped: true }))?);
    }
    let gap = (line.delay == Delay::Moved).then_some(Gap { days, skipped: false });
    agree(gap)
}

fn loads_agree(
    history: &History,
    used: Used,
    to_come: &[Planned],
    gap: Option<Gap>,
    protocol: &Protocol,
) -> Result<bool, Vec<Diagnostic>> {
    let lifter = Lifter::new(&history.profile, protocol, history.cycle);
    let mut climb = history.climb.clone();
    if let Some(Gap { days, skipped }) = gap
        && climb.after_gap(days, skipped, &lifter).is_none()
    {
        return Ok(false);
    }
    let loads = lifter.as_decided(&climb, used, &[])?;
    let chosen: Vec<LoadWeek> = loads.weeks().cloned().collect();
    // Behind a later week away the loads are others: up to there they have to agree.
    let monday = |at: usize| monday_of(to_come[at].1.start.date());
    let until = (1..to_come.len()).find(|at| (monday(*at) - monday(at - 1)).num_days() > 7).unwrap_or(to_come.len());
    let same = |(chosen, (week, session)): (&LoadWeek, &Planned)| {
        let sets = session.work().map_or(0, |work| work.sets.len() as u32);
        week.load() == Some(chosen.load) && week.is_deload() == chosen.deload && sets == lifter.sets_as_decided(chosen, session.id)
    };
    let as_many = if until < to_come.len() { chosen.len() >= until } else { chosen.len() == until };
    Ok(as_many && chosen.iter().zip(&to_come[..until]).all(same))
}
