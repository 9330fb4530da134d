//! What the constraints share: a plan's deadlifts in order, what of them is done, and what the profile comes to.
//!
//! Everything is worked out from the profile and the protocol, nothing is taken from the summary but the
//! days of its phases.

use super::plates::Rack;
use crate::log::Entry;
use crate::plan::{Exercise, OwnSession, Phase, PhaseSpan, Plan, Role, Session, SessionKind, Week};
use crate::profile::{AgeBand, OwnLift, PainStatus};
use crate::protocol::{Protocol, Rules};
use crate::units::{Decimal, Load, Percent};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};

/// A fraction of thousandths of the unit.
#[derive(Clone, Copy)]
pub(super) struct Fraction {
    pub over: i128,
    pub under: i128,
}

/// A heavy deadlift with its load.
pub(super) struct Lifting<'a> {
    /// Index in `plan.weeks`.
    pub at: usize,
    pub week: &'a Week,
    pub load: Load,
    /// The day of the heavy deadlift; the Monday where the session is missing.
    pub day: NaiveDate,
    pub session: Option<Placed<'a>>,
    /// It is behind the day of the revision: a fact, by whatever profile it was planned.
    pub past: bool,
    /// What the next rise is counted from: the load, or of a session that was done the lightest work set
    /// that was really lifted. More than the plan asked for counts as what it asked for.
    pub reference: Load,
}

impl<'a> Lifting<'a> {
    /// What was written down about it, where it was done.
    pub fn done(&self) -> Option<&'a Entry> {
        self.session.as_ref().and_then(|placed| placed.session.done.as_ref())
    }

    /// What it counts for as a return: what was done lighter than planned was none at the planned load.
    pub fn counts(&self) -> Load {
        if self.past { self.reference.min(self.load) } else { self.load }
    }

    /// The path of its load: that of the week.
    pub fn path(&self) -> String {
        format!("weeks[{}].load", self.at)
    }
}

/// A session and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub week: usize,
    pub at: usize,
    pub session: &'a Session,
}

impl Placed<'_> {
    pub fn path(&self) -> String {
        format!("weeks[{}].sessions[{}]", self.week, self.at)
    }
}

/// A plan with what follows from its profile.
pub(super) struct Facts<'a> {
    pub plan: &'a Plan,
    pub protocol: &'a Protocol,
    pub rules: &'a Rules,
    /// The weight for sets of five, where the profile gives a weight above 0.
    pub working: Option<Load>,
    /// The one-rep maximum, by the lower of two formulas.
    pub one_rep: Option<Fraction>,
    pub rack: Rack,
    /// The heavy deadlifts, in the order of the file.
    pub liftings: Vec<Lifting<'a>>,
    /// Indices in `summary.phases` at which a way back begins: the first, and wherever the phases went back
    /// to pain resolution or movement.
    pub runs: Vec<usize>,
    pub zone: Option<jiff::tz::TimeZone>,
}

impl<'a> Facts<'a> {
    pub fn of(plan: &'a Plan, protocol: &'a Protocol) -> Self {
        let rules = &protocol.rules;
        let lift = &plan.profile.deadlift;
        let given = i128::from(lift.working_weight.thousandths());
        let (working, one_rep) = if given > 0 && (1..37).contains(&lift.reps) {
            let rule = rules.working_weight.value;
            let one_rep = one_rep_maximum(given, lift.reps);
            let working = if lift.reps >= rule.as_given_from { Some(given) } else { for_reps(given, lift.reps, rule.convert_to) };
            (working.and_then(|it| i64::try_from(it).ok()).filter(|it| *it > 0).map(|it| Load::new(it, plan.unit)), Some(one_rep))
        } else {
            (None, None)
        };
        let mut facts = Facts {
            plan,
            protocol,
            rules,
            working,
            one_rep,
            rack: Rack::of(&plan.profile.equipment, 0),
            liftings: Vec::new(),
            runs: runs(plan),
            zone: jiff::tz::TimeZone::get(&plan.time_zone).ok(),
        };
        facts.liftings = plan.weeks.iter().enumerate().flat_map(|(at, week)| facts.liftings_of(at, week)).collect();
        let heaviest = facts.liftings.iter().map(|it| it.load).chain(working).map(Load::thousandths).max().unwrap_or(0);
        facts.rack = Rack::of(&plan.profile.equipment, heaviest);
        facts.refer();
        facts
    }

    /// The heavy deadlifts of a week: one, unless a week's was done in the next.
    fn liftings_of(&self, at: usize, week: &'a Week) -> Vec<Lifting<'a>> {
        let heavy = week.sessions.iter().enumerate().filter(|(_, it)| it.kind == SessionKind::Deadlift && !is_missed(it));
        let sessions: Vec<Placed> = heavy.map(|(session_at, session)| Placed { week: at, at: session_at, session }).collect();
        let single = sessions.len() == 1;
        let of = |session: Option<Placed<'a>>| {
            let lifted = || session.and_then(|it| heaviest(it.session));
            let load = if single || session.is_none() { week.load.or_else(lifted) } else { lifted().or(week.load) }?;
            let day = session.map_or(week.starts, |it| it.session.start.date());
            let past = session.map_or(self.is_behind(week.starts), |it| self.is_past(it.session));
            Some(Lifting { at, week, load, day, session, past, reference: load })
        };
        if sessions.is_empty() && !self.is_past_week(week) && !week.sessions.iter().any(is_missed) {
            return of(None).into_iter().collect();
        }
        sessions.into_iter().filter_map(|it| of(Some(it))).collect()
    }

    /// What was really lifted: never more than planned, and never more than a week's rise above what was
    /// lifted before on the same way back.
    fn refer(&mut self) {
        let cap = self.rules.reload_rise.value.cap;
        for at in 0..self.liftings.len() {
            let lifting = &self.liftings[at];
            let Some((entry, placed)) = lifting.done().zip(lifting.session).filter(|_| lifting.past) else { continue };
            let lifted = lifted(placed.session, entry, lifting.load);
            let mut reference = thousandths(lifting.load).min(lifted);
            let before = at.checked_sub(1).map(|before| &self.liftings[before]);
            if let Some((before, working)) = before.filter(|it| self.run_of(it.day) == self.run_of(lifting.day)).zip(self.working) {
                let from = thousandths(before.reference);
                // A step that the plates force may be larger.
                let forced = self.rack.above(before.reference.thousandths()).map_or(0, i128::from);
                reference = reference.min(forced.max(from + i128::from(cap.tenths()) * thousandths(working) / 1000));
            }
            let unit = lifting.load.unit();
            self.liftings[at].reference = Load::new(i64::try_from(reference).unwrap_or(i64::MAX), unit);
        }
    }

    /// Whether the plan was made anew since the first.
    pub fn revised(&self) -> bool {
        self.plan.revision > 0
    }

    /// Whether the phases may go back at all: not in a first plan without weeks away.
    pub fn may_go_back(&self) -> bool {
        may_go_back(self.plan)
    }

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
        week.starts.checked_add_days(chrono::Days::new(6)).is_some_and(|ends| self.is_behind(ends))
    }

    /// Whether the lifter is away on a day.
    pub fn is_away(&self, day: NaiveDate) -> bool {
        self.plan.profile.schedule.away.iter().any(|away| away.from <= day && day <= away.to)
    }

    /// Whether the lifter is away on any day of a week.
    pub fn is_away_in(&self, monday: NaiveDate) -> bool {
        let away = &self.plan.profile.schedule.away;
        away.iter().any(|it| (monday - it.to).num_days() <= 0 && (it.from - monday).num_days() <= 6)
    }

    /// Sessions that are still to come.
    pub fn ahead(&self) -> impl Iterator<Item = Placed<'a>> {
        self.sessions().filter(|it| !self.is_past(it.session))
    }

    /// Sessions still to come with a deadlift among their work.
    pub fn deadlifts_ahead(&self) -> impl Iterator<Item = Placed<'a>> {
        self.ahead().filter(|placed| is_deadlift(placed.session))
    }

    /// The lifter's own sessions that are still to come and stay as they are, with their paths.
    pub fn own_ahead(&self) -> impl Iterator<Item = (String, &'a OwnSession)> {
        self.own().filter(|(_, own)| !self.is_behind(own.start.date()))
    }

    /// Whether nothing more is planned, and the plan says why.
    pub fn has_stopped(&self) -> bool {
        self.revised() && self.plan.stopped.is_some() && self.ahead().next().is_none()
    }

    /// Which way back a day belongs to.
    pub fn run_of(&self, day: NaiveDate) -> usize {
        let began = |run: &&usize| self.plan.summary.phases.get(**run).is_some_and(|span| span.from <= day);
        self.runs.iter().take_while(began).count().saturating_sub(1)
    }

    /// The phases of the way back that the plan is on, each with its index.
    pub fn phases(&self) -> impl Iterator<Item = (usize, &'a PhaseSpan)> {
        self.plan.summary.phases.iter().enumerate().skip(self.runs.last().copied().unwrap_or(0))
    }

    /// Whether pain led back to pain resolution between two days.
    pub fn restarted_between(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let phases = &self.plan.summary.phases;
        self.runs.iter().skip(1).any(|run| phases[*run].phase == Phase::PainResolution && (from..=to).contains(&phases[*run].from))
    }

    /// Whether a deadlift comes after a week or more without one: counted from the one before it.
    pub fn is_after_gap(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.liftings[before]) else { return false };
        let days = (self.liftings[at].day - before.day).num_days();
        let go_on = self.rules.missed_days.value.rows.first().map_or(0, |row| row.to);
        // Deadlifts of neighbouring weeks may stand further apart by the week's own slots: nothing was missed.
        days > i64::from(go_on) && self.skips_a_week(at)
    }

    /// Whether a calendar week without a deadlift lies before this one. So few days may have passed that
    /// nothing has to change for them; to go down all the same is more careful.
    pub fn skips_a_week(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.liftings[before]) else { return false };
        (self.liftings[at].week.starts - before.week.starts).num_days() / 7 > 1
    }

    /// The first deadlift of the climb that the plan is on: after the last time that the load went down for
    /// a reason. In a plan without a past and without gaps, the first.
    pub fn climb(&self) -> usize {
        let run = self.runs.len().saturating_sub(1);
        let mut start = self.liftings.iter().position(|it| self.run_of(it.day) == run).unwrap_or(0);
        for at in start + 1..self.liftings.len() {
            let (before, after) = (&self.liftings[at - 1], &self.liftings[at]);
            let fell = after.load < before.load && !self.is_easy_after(before.load, after.load);
            if fell && (before.past || self.skips_a_week(at)) {
                start = at;
            }
        }
        start
    }

    /// Whether a load is the easy one that stands between two near-maximal ones at an age at which those come
    /// apart: the heaviest that is none.
    pub fn is_easy_after(&self, before: Load, load: Load) -> bool {
        let near = |load: Load| self.of_one_rep(load, self.rules.near_max_cadence.value.from);
        let heaviest = || self.rack.above(load.thousandths()).is_none_or(|next| near(Load::new(next, load.unit())));
        self.plan.profile.age_band == AgeBand::From46 && near(before) && load < before && !near(load) && heaviest()
    }

    /// Every session of the plan.
    pub fn sessions(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.plan
            .weeks
            .iter()
            .enumerate()
            .flat_map(|(week, it)| it.sessions.iter().enumerate().map(move |(at, session)| Placed { week, at, session }))
    }

    /// Every session with a deadlift among its work: the week's heavy one, the second, the technique check.
    pub fn deadlifts(&self) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        self.sessions().filter(|placed| is_deadlift(placed.session))
    }

    /// Every own session that stays as it is, with its path.
    pub fn own(&self) -> impl Iterator<Item = (String, &'a OwnSession)> + use<'a> {
        self.plan
            .weeks
            .iter()
            .enumerate()
            .flat_map(|(week, it)| it.own.iter().enumerate().map(move |(at, own)| (format!("weeks[{week}].own[{at}]"), own)))
    }

    /// The phase that a day belongs to by the summary.
    pub fn phase_on(&self, day: NaiveDate) -> Option<Phase> {
        self.plan.summary.phases.iter().find(|span| span.from <= day && day <= span.to).map(|span| span.phase)
    }

    /// Whether a rise, or a load, is at most so many points of the working weight.
    pub fn rise_within(&self, from: Load, to: Load, points: Percent) -> Option<bool> {
        let rise = thousandths(to) - thousandths(from);
        Some(rise * 1000 <= i128::from(points.tenths()) * thousandths(self.working?))
    }

    /// A rise in points of the working weight, to a tenth, for people.
    pub fn points(&self, from: Load, to: Load) -> String {
        match self.working {
            Some(working) => tenths_of((thousandths(to) - thousandths(from)) * 1000, thousandths(working)),
            None => "—".to_owned(),
        }
    }

    /// Whether a load is `percent` of the one-rep maximum or more.
    pub fn of_one_rep(&self, load: Load, percent: Percent) -> bool {
        self.one_rep.is_some_and(|it| thousandths(load) * 1000 * it.under >= i128::from(percent.tenths()) * it.over)
    }

    /// The heaviest deadlift allowed: the working weight, or the clearance where that is lower.
    pub fn ceiling(&self) -> Option<Load> {
        let working = self.working?;
        let cleared = self.plan.profile.clearance.as_ref().and_then(|it| it.max_load);
        Some(cleared.map_or(working, |cleared| Load::new(cleared.thousandths().min(working.thousandths()), working.unit())))
    }

    /// The deadlift that is the return: the first at the heaviest load of the climb. Where it had to be lifted
    /// more than once, since one of them went badly or a gap came after it, the phases say which it was. An
    /// index in `liftings`.
    pub fn returned(&self) -> Option<usize> {
        let climb = self.climb();
        let top = self.liftings.iter().skip(climb).map(Lifting::counts).max()?;
        let mut at_top = (climb..self.liftings.len()).filter(|at| self.liftings[*at].counts() == top);
        let first = at_top.next()?;
        let loading = self.plan.summary.phases.iter().rfind(|span| span.phase == Phase::Loading);
        let settled = std::iter::once(first).chain(at_top).find(|at| loading.is_some_and(|span| span.to == self.liftings[*at].day));
        let lost = |settled: &usize| self.revised() || self.is_after_gap(*settled);
        Some(settled.filter(lost).unwrap_or(first))
    }

    /// The day the marks look back from: the first of the way back.
    pub fn first_day(&self) -> NaiveDate {
        self.phases().next().map_or(self.plan.created, |(_, span)| span.from)
    }

    /// The last deadlift before a day, by the profile or by what was done since.
    fn last_lifted(&self, before: NaiveDate) -> Option<NaiveDate> {
        let done = self.deadlifts().filter(|it| it.session.done.is_some() && !is_missed(it.session)).map(|it| it.session.start.date());
        done.filter(|day| *day < before).chain(self.plan.profile.deadlift.last_lifted).max()
    }

    /// Whether the pain lasted, or has lasted until the first day, more than so many days.
    pub fn pain_lasted_more_than(&self, days: u16) -> bool {
        let pain = &self.plan.profile.pain;
        let free = if pain.status == PainStatus::Settled { i64::from(pain.pain_free_days) } else { 0 };
        pain.began.is_some_and(|began| (self.first_day() - began).num_days() - free > i64::from(days))
    }

    /// Whether the last deadlift is more than so many weeks ago.
    pub fn laid_off_more_than(&self, weeks: u16) -> bool {
        let first = self.first_day();
        self.last_lifted(first).is_some_and(|last| (first - last).num_days() > 7 * i64::from(weeks))
    }

    /// Whether the lifter is one for three phases (decisions, section 2).
    pub fn stopped_the_lift(&self) -> bool {
        matches!(self.plan.profile.pain.status, PainStatus::Acute | PainStatus::Settled)
    }

    /// Whether a session starts soon after waking; the clock may pass midnight in between.
    pub fn is_morning(&self, session: &Session) -> bool {
        let Some(wakes) = self.plan.profile.schedule.wakes else { return false };
        let start = i64::from(session.start.time().num_seconds_from_midnight());
        let since = (start - i64::from(wakes.num_seconds_from_midnight())).rem_euclid(86_400);
        since <= i64::from(self.rules.morning.value.within_hours) * 3600
    }

    /// The first time that exists at or after a wall time: another one only in the hour that a clock skips.
    /// Nothing where the zone is unknown or the date is out of every calendar.
    pub fn existing(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let zone = self.zone.as_ref()?;
        let skipped = |at| match zone.to_ambiguous_timestamp(civil(at)?).offset() {
            jiff::tz::AmbiguousOffset::Gap { before, after } => Some(Some(i64::from(after.seconds() - before.seconds()) / 60)),
            _ => Some(None),
        };
        let Some(minutes) = skipped(at)? else { return Some(at) };
        for ahead in 1..=minutes {
            let later = at.checked_add_signed(Duration::minutes(ahead))?;
            if skipped(later)?.is_none() {
                return Some(later);
            }
        }
        None
    }
}

/// Where the phases begin, and where they went back to pain resolution or movement: only a revision does,
/// or a plan with weeks away.
fn runs(plan: &Plan) -> Vec<usize> {
    let mut runs = vec![0];
    if may_go_back(plan) {
        let back = plan.summary.phases.windows(2).enumerate();
        runs.extend(back.filter(|(_, pair)| pair[1].phase <= pair[0].phase && pair[1].phase <= Phase::Movement).map(|(at, _)| at + 1));
    }
    runs
}

fn may_go_back(plan: &Plan) -> bool {
    plan.revision > 0 || !plan.profile.schedule.away.is_empty()
}

/// Whether a session is written down as one that was not done.
pub(super) fn is_missed(session: &Session) -> bool {
    session.done.as_ref().is_some_and(|done| done.missed.is_some() || done.withdrawn)
}

/// The lightest work set that was lifted, in thousandths; what was planned where nothing lighter is written down.
fn lifted(session: &Session, entry: &Entry, planned: Load) -> i128 {
    let sets: Vec<Load> = work(session).map_or(Vec::new(), |(_, exercise)| exercise.sets.iter().filter_map(|set| set.load).collect());
    // Early in the morning the first sets are lighter by plan, and on a deload all of them.
    let as_planned = match entry.load.as_slice() {
        [] => true,
        [one] => *one >= planned || sets.iter().max().is_some_and(|heaviest| one >= heaviest),
        many => many.len() <= sets.len() && many.iter().zip(&sets).all(|(lifted, planned)| lifted >= planned),
    };
    let lightest = entry.load.iter().map(|load| thousandths(*load)).min();
    if as_planned { thousandths(planned) } else { lightest.unwrap_or(thousandths(planned)) }
}

fn civil(at: NaiveDateTime) -> Option<jiff::civil::DateTime> {
    let (date, time) = (at.date(), at.time());
    let year = i16::try_from(date.year()).ok()?;
    jiff::civil::DateTime::new(year, date.month() as i8, date.day() as i8, time.hour() as i8, time.minute() as i8, 0, 0).ok()
}

/// The lower of Epley and Brzycki; one repetition is itself the maximum. `reps` is from 1 to 36.
fn one_rep_maximum(given: i128, reps: u8) -> Fraction {
    let reps = i128::from(reps);
    if reps == 1 {
        return Fraction { over: given, under: 1 };
    }
    let epley = Fraction { over: given * (30 + reps), under: 30 };
    let brzycki = Fraction { over: given * 36, under: 37 - reps };
    if epley.over * brzycki.under <= brzycki.over * epley.under { epley } else { brzycki }
}

/// The weight for `wanted` repetitions by the lower of the two formulas, rounded down to a tenth of the unit.
fn for_reps(given: i128, reps: u8, wanted: u8) -> Option<i128> {
    let (reps, wanted) = (i128::from(reps), i128::from(wanted));
    if !(1..37).contains(&wanted) {
        return None;
    }
    let epley = if reps == 1 {
        Fraction { over: given * 30, under: 30 + wanted }
    } else {
        Fraction { over: given * (30 + reps), under: 30 + wanted }
    };
    let brzycki = Fraction { over: given * (37 - wanted), under: 37 - reps };
    let tenth = |it: Fraction| it.over / (it.under * 100) * 100;
    Some(tenth(epley).min(tenth(brzycki)))
}

pub(super) fn thousandths(load: Load) -> i128 {
    i128::from(load.thousandths())
}

/// Whether `load` is at most `percent` of `whole`, exactly.
pub(super) fn share_is_at_most(load: Load, percent: Percent, whole: Load) -> bool {
    thousandths(load) * 1000 <= i128::from(percent.tenths()) * thousandths(whole)
}

/// `percent` of a load, rounded down to a thousandth.
pub(super) fn share(load: Load, percent: Percent) -> i64 {
    i64::try_from((thousandths(load) * i128::from(percent.tenths())).div_euclid(1000)).unwrap_or(i64::MAX)
}

/// A load in percent of another to a tenth, rounded half up; nothing where the other is none.
pub(super) fn percent_of(load: Load, whole: Load) -> Option<Percent> {
    let (load, whole) = (thousandths(load), thousandths(whole));
    if whole <= 0 {
        return None;
    }
    i32::try_from((load * 2000 + whole).div_euclid(2 * whole)).ok().map(Percent::from_tenths)
}

/// A fraction of tenths as people read it, rounded to a tenth.
pub(super) fn tenths_of(over: i128, under: i128) -> String {
    match i64::try_from((over * 2 + under).div_euclid(2 * under)) {
        Ok(tenths) => Decimal(tenths.saturating_mul(100)).to_string(),
        Err(_) => "—".to_owned(),
    }
}

/// The heaviest work set of a session.
pub(super) fn heaviest(session: &Session) -> Option<Load> {
    session
        .exercises
        .iter()
        .filter(|it| it.role == Role::Work && is_deadlift_exercise(it))
        .flat_map(|it| it.sets.iter().filter_map(|set| set.load))
        .max_by_key(|load| load.thousandths())
}

/// Whether a session has a deadlift as its work, in whatever kind of session it hides.
pub(super) fn is_deadlift(session: &Session) -> bool {
    matches!(session.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift) || work(session).is_some()
}

/// The deadlift of a session, with its index.
pub(super) fn work(session: &Session) -> Option<(usize, &Exercise)> {
    session.exercises.iter().enumerate().find(|(_, it)| it.role == Role::Work && is_deadlift_exercise(it))
}

/// Whether an exercise is one of the lifter's own lifts, done as usual in a session that starts with it.
pub(super) fn is_own_lift(facts: &Facts, session: &Session, exercise: &Exercise) -> bool {
    let lifts = &facts.plan.profile.schedule.other_lifting;
    let usual = |own: &&OwnLift| {
        let at = session.start.date().and_time(own.at);
        own.day == session.start.weekday() && facts.existing(at).unwrap_or(at) == session.start
    };
    exercise.sets.is_empty()
        && facts.protocol.lifts.contains_key(&exercise.exercise)
        && lifts.iter().any(|own| own.lift == exercise.exercise && (own.movable || usual(&own)))
}

/// A deadlift from the floor, in any stance and with any bar; the light Romanian of Phase 2 is none.
pub(super) fn is_deadlift_exercise(exercise: &Exercise) -> bool {
    exercise.exercise.ends_with("deadlift") && !exercise.exercise.contains("romanian")
}
