//! The heavy deadlifts of a plan in order: what was planned, and what it counts for when the next one is judged.

use super::placed::{Placed, PlacedExercise, is_missed};
use super::rack::Racks;
use super::share::thousandths;
use super::timeline::Timeline;
use crate::log::{Entry, work_sets};
use crate::plan::{Phase, SessionKind, Week};
use crate::protocol::RuleId;
use crate::units::{Load, Points};
use chrono::NaiveDate;

/// A heavy deadlift with its load.
pub(super) struct HeavyDay<'a> {
    /// Index in `plan.weeks`.
    pub at: usize,
    pub week: &'a Week,
    pub load: Load,
    /// What was asked for by the file, which may be less than the load where something was noted late.
    pub asked: Load,
    /// The day of the heavy deadlift; the Monday where the session is missing.
    pub day: NaiveDate,
    pub session: Option<Placed<'a>>,
    /// It is behind the day of the revision: a fact, by whatever profile it was planned.
    pub past: bool,
    /// What the next rise is counted from: the load, or of a session that was done the lightest work set
    /// that was really lifted. More than the plan asked for counts as what it asked for.
    pub reference: Load,
}

impl<'a> HeavyDay<'a> {
    /// What was written down about it, where it was done.
    pub fn done(&self) -> Option<&'a Entry> {
        self.session.as_ref().and_then(|placed| placed.session.done.as_ref())
    }

    /// What it counts for as a return: what was done lighter than planned was none at the planned load.
    pub fn counts(&self) -> Load {
        if self.past { self.reference.min(self.falls_from()) } else { self.load }
    }

    /// The load below which the next one is lighter: no more than what was asked for.
    pub fn falls_from(&self) -> Load {
        self.load.min(self.asked)
    }

    /// The path of its load: that of the week.
    pub fn path(&self) -> String {
        format!("weeks[{}].load", self.at)
    }
}

/// The heavy deadlifts as they are planned, in the order of the file.
pub(super) fn planned<'a>(timeline: &Timeline<'a>) -> Vec<HeavyDay<'a>> {
    timeline.plan.weeks.iter().enumerate().flat_map(|(at, week)| of_week(timeline, at, week)).collect()
}

/// Whether a deadlift was done before the phases let one be: a fact, and no step of the way back.
fn is_before_its_time(timeline: &Timeline, placed: &Placed) -> bool {
    let is_early = |placed: &Placed| matches!(timeline.phase_on(placed.day()), Some(Phase::PainResolution | Phase::Movement));
    let is_done = |placed: &Placed| placed.session.done.is_some() && timeline.is_past(placed.session);
    // Where the screen's questions were due, the plan alone says so; once the way back has begun, none is too early any more.
    let says_so = |placed: &Placed| placed.session.outcome.as_ref().is_some_and(|outcome| outcome.because.rules().contains(&RuleId::PhaseOrder));
    let begins = |other: &Placed| {
        let is_before = other.day() < placed.day() && timeline.cycle_of(other.day()) == timeline.cycle_of(placed.day());
        is_before && other.session.kind == SessionKind::Deadlift && is_done(other) && !is_early(other) && !says_so(other)
    };
    is_done(placed) && (is_early(placed) || says_so(placed) && !timeline.sessions().any(|other| begins(&other)))
}

/// Those of a week: one, unless a week's was done in the next.
fn of_week<'a>(timeline: &Timeline<'a>, at: usize, week: &'a Week) -> Vec<HeavyDay<'a>> {
    let sessions = timeline.sessions().filter(|placed| placed.week == at);
    let all: Vec<Placed> = sessions.filter(|placed| placed.session.kind == SessionKind::Deadlift && !is_missed(placed.session)).collect();
    let single = all.len() == 1;
    let heavy: Vec<Placed> = all.iter().copied().filter(|placed| !is_before_its_time(timeline, placed)).collect();
    if all.is_empty() {
        let is_due = !timeline.is_past_week(week) && !week.sessions.iter().any(is_missed);
        let load = week.load().filter(|_| is_due);
        let without =
            |load| HeavyDay { at, week, load, asked: load, day: week.starts, session: None, past: timeline.is_behind(week.starts), reference: load };
        return load.map(without).into_iter().collect();
    }
    let with = |placed: Placed<'a>| {
        // What was lifted without being planned stands for itself, and so does what was prescribed before something was noted late.
        let noted = placed.session.done.as_ref().and_then(|done| work_loads(placed, done).into_iter().max());
        let lifted = placed.heaviest().or(noted);
        let planned = if single { week.load().or(lifted) } else { lifted.or(week.load()) };
        let in_hindsight = noted.filter(|noted| timeline.plan.hindsight && !stands_for(placed, week, *noted));
        let load = in_hindsight.or(planned)?;
        let past = timeline.is_past(placed.session);
        Some(HeavyDay { at, week, load, asked: planned.unwrap_or(load), day: placed.day(), session: Some(placed), past, reference: load })
    };
    heavy.into_iter().filter_map(with).collect()
}

/// What a deadlift that was done counts for at the most, however much was lifted.
pub(super) struct AtMost {
    /// The weight for sets of five, where it is known.
    pub working: Option<Load>,
    /// A week's rise, in points of it.
    pub rise: Points,
    /// What the way back may start with, in thousandths of the unit.
    pub start: Option<i64>,
}

/// The same, counted by what was really lifted: never more than planned, and never more than a week's rise above what was lifted
/// before on the same way back, or than what it may start with.
pub(super) fn as_lifted<'a>(timeline: &Timeline<'a>, racks: &Racks, most: &AtMost, planned: Vec<HeavyDay<'a>>) -> Vec<HeavyDay<'a>> {
    let mut counted: Vec<HeavyDay> = Vec::with_capacity(planned.len());
    let now = timeline.cycles.len().saturating_sub(1);
    // Phases that begin again on the day of a deadlift begin behind it.
    let begun_before = |day| now == 0 || timeline.first_day() < day;
    for heavy in planned {
        let mut reference = thousandths(heavy.load);
        if let Some((entry, placed)) = heavy.done().zip(heavy.session).filter(|_| heavy.past) {
            reference = reference.min(lightest_lifted(placed, entry, heavy.load));
            let cycle = timeline.cycle_of(heavy.day);
            let before = counted.last().filter(|before| timeline.cycle_of(before.day) == cycle);
            if let Some((before, working)) = before.zip(most.working) {
                let from = thousandths(before.reference);
                // A step that the plates of the day forced may be larger.
                let forced = racks.on(heavy.day).above(before.reference.thousandths()).map_or(0, i128::from);
                reference = reference.min(forced.max(from + i128::from(most.rise.tenths()) * thousandths(working) / 1000));
            } else if let Some(start) = most.start.filter(|_| before.is_none() && cycle == now && begun_before(heavy.day) && !is_a_start(heavy.week)) {
                reference = reference.min(i128::from(start));
            }
        }
        let reference = Load::new(i64::try_from(reference).unwrap_or(i64::MAX), heavy.load.unit());
        counted.push(HeavyDay { reference, ..heavy });
    }
    counted
}

/// Whether a week's load was chosen to start with, by what was known of the lifter then.
fn is_a_start(week: &Week) -> bool {
    week.deadlift.as_ref().is_some_and(|deadlift| deadlift.because.rules().contains(&RuleId::ReloadStart))
}

/// Whether what was lifted are the lighter sets of a deload early in the morning: they stand for the week's load.
fn stands_for(placed: Placed, week: &Week, lifted: Load) -> bool {
    week.is_deload() && week.load().is_some_and(|load| lifted < load) && placed.heaviest().is_some_and(|planned| lifted >= planned)
}

/// The load of each work set as it is prescribed.
fn asked(placed: Placed) -> Vec<Load> {
    placed.work().into_iter().flat_map(PlacedExercise::loaded).map(|set| set.load).collect()
}

/// What was on the bar in the work sets, as far as it is written down: one load stands for all of them.
fn work_loads(placed: Placed, entry: &Entry) -> Vec<Load> {
    match entry.load.as_slice() {
        [] | [_] => entry.load.clone(),
        _ => work_sets(entry, &asked(placed)).loads,
    }
}

/// The lightest work set that was lifted, in thousandths; what was planned where nothing lighter is written down.
fn lightest_lifted(placed: Placed, entry: &Entry, planned: Load) -> i128 {
    // Early in the morning the first sets are lighter by plan, and on a deload all of them.
    let (sets, lifted) = (asked(placed), work_loads(placed, entry));
    let as_planned = match lifted.as_slice() {
        [] => true,
        [one] => *one >= planned || sets.iter().max().is_some_and(|heaviest| one >= heaviest),
        many => many.len() <= sets.len() && many.iter().zip(&sets).all(|(lifted, planned)| lifted >= planned),
    };
    let lightest = lifted.iter().map(|load| thousandths(*load)).min();
    if as_planned { thousandths(planned) } else { lightest.unwrap_or(thousandths(planned)) }
}
