//! What the constraints share: a plan's deadlift weeks in order, and what the profile comes to.
//!
//! Everything is worked out from the profile and the protocol, nothing is taken from the summary.

use super::plates::Rack;
use crate::plan::{Exercise, OwnSession, Phase, Plan, Role, Session, SessionKind, Week};
use crate::profile::{OwnLift, PainStatus};
use crate::protocol::{Protocol, Rules};
use crate::units::{Decimal, Load, Percent};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike};

/// A fraction of thousandths of the unit.
#[derive(Clone, Copy)]
pub(super) struct Fraction {
    pub over: i128,
    pub under: i128,
}

/// A week with the load of its heavy deadlift.
pub(super) struct Lifting<'a> {
    /// Index in `plan.weeks`.
    pub at: usize,
    pub week: &'a Week,
    pub load: Load,
    /// The day of the heavy deadlift; the Monday where the session is missing.
    pub day: NaiveDate,
}

/// A session and where it stands.
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
    /// Weeks with a heavy deadlift, in the order of the file.
    pub liftings: Vec<Lifting<'a>>,
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
        let liftings: Vec<Lifting> = plan
            .weeks
            .iter()
            .enumerate()
            .filter_map(|(at, week)| {
                let session = week.deadlift();
                let load = week.load.or_else(|| session.and_then(heaviest))?;
                let day = session.map_or(week.starts, |session| session.start.date());
                Some(Lifting { at, week, load, day })
            })
            .collect();
        let heaviest = liftings.iter().map(|it| it.load).chain(working).map(Load::thousandths).max().unwrap_or(0);
        let rack = Rack::of(&plan.profile.equipment, heaviest);
        let zone = jiff::tz::TimeZone::get(&plan.time_zone).ok();
        Facts { plan, protocol, rules, working, one_rep, rack, liftings, zone }
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

    /// The first deadlift week at the heaviest load of the plan: index in `liftings`.
    pub fn returned(&self) -> Option<usize> {
        let top = self.liftings.iter().map(|it| it.load.thousandths()).max()?;
        self.liftings.iter().position(|it| it.load.thousandths() == top)
    }

    /// The day the marks look back from: the first of the plan.
    pub fn first_day(&self) -> NaiveDate {
        self.plan.summary.phases.first().map_or(self.plan.created, |span| span.from)
    }

    /// Whether the pain lasted, or has lasted until the first day, more than so many days.
    pub fn pain_lasted_more_than(&self, days: u16) -> bool {
        let pain = &self.plan.profile.pain;
        let free = if pain.status == PainStatus::Settled { i64::from(pain.pain_free_days) } else { 0 };
        pain.began.is_some_and(|began| (self.first_day() - began).num_days() - free > i64::from(days))
    }

    /// Whether the last deadlift is more than so many weeks ago.
    pub fn laid_off_more_than(&self, weeks: u16) -> bool {
        self.plan.profile.deadlift.last_lifted.is_some_and(|last| (self.first_day() - last).num_days() > 7 * i64::from(weeks))
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
        since < i64::from(self.rules.morning.value.within_hours) * 3600
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
    let usual =
        |own: &&OwnLift| own.day == session.start.weekday() && facts.existing(session.start.date().and_time(own.at)) == Some(session.start);
    exercise.sets.is_empty()
        && facts.protocol.lifts.contains_key(&exercise.exercise)
        && lifts.iter().any(|own| own.lift == exercise.exercise && (own.movable || usual(&own)))
}

/// A deadlift from the floor, in any stance and with any bar; the light Romanian of Phase 2 is none.
pub(super) fn is_deadlift_exercise(exercise: &Exercise) -> bool {
    exercise.exercise.ends_with("deadlift") && !exercise.exercise.contains("romanian")
}
