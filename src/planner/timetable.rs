//! The days of all deadlifts and of the technique check: what the schedule is asked for, and what comes of it.

use super::climb::Climb;
use super::lifter::Lifter;
use super::loads::{LoadWeek, Loads};
use super::names::Names;
use super::schedule::{self, Adjustment, Need, Request, Schedule};
use super::standing::{Stage, Standing};
use super::track::Outline;
use super::usual;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Track;
use crate::protocol::{AgeBand, Protocol};
use crate::when::monday_of;
use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeSet;

/// When what happens.
#[derive(Debug)]
pub(super) struct Timetable {
    pub schedule: Schedule,
    pub check: Schedule,
    /// The day of the first deadlift at the top.
    pub reached: NaiveDate,
}

impl Timetable {
    /// When the technique check is: the one deadlift of a schedule that was asked for one.
    pub(super) fn check_start(&self) -> NaiveDateTime {
        self.check.deadlifts[0].0
    }

    /// The day of the first deadlift to come; the technique check where no other is.
    pub(super) fn opening(&self) -> NaiveDate {
        self.schedule.deadlifts.first().map_or(self.check_start(), |(main, _)| *main).date()
    }
}

/// What the schedule is solved for; its weeks are filled in once the loads are known.
pub(super) fn request(lifter: &Lifter, outline: &Outline, standing: &Standing) -> Request {
    let Lifter { profile, protocol, .. } = lifter;
    let rules = &protocol.rules;
    let trains = matches!(standing.stage, Stage::Climb { .. }) || lifter.track == Track::TechniqueReload;
    // A slot so early that the longer warm-up leaves no room is none, as long as there are others.
    let all = || profile.schedule.slots.iter();
    let fits: Vec<i64> = all().filter(|slot| lifter.has_room(slot.at)).map(|slot| usual::of_week(slot.day, slot.at)).collect();
    let slots = if fits.is_empty() { all().map(|slot| usual::of_week(slot.day, slot.at)).collect() } else { fits };
    let own = usual::heavy_groups(profile, protocol);
    let of_week = |at: &NaiveDateTime| usual::of_week(at.weekday(), at.time());
    let done_early = standing.done_early.iter().filter_map(|at| own.iter().position(|own| own.at == of_week(at)));
    let done_early = done_early.fold(0, |done, which| done | 1 << which);
    Request {
        slots,
        own,
        open_from: outline.open_from,
        open_to: outline.open_to,
        own_from: trains.then_some(standing.from),
        last_heavy: standing.last_heavy,
        heavy_before: Some((monday_of(standing.from), standing.heavy_this_week)),
        done_early: Some((monday_of(standing.from), done_early)),
        weeks: Vec::new(),
        skip: Vec::new(),
        single: Vec::new(),
        away: profile.schedule.away.iter().map(|away| (away.from, away.to)).collect(),
        usual: standing.usual.map(|(day, at)| usual::of_week(day, at)),
        planned: standing.planned.iter().map(|at| (monday_of(at.date()), of_week(at))).collect(),
        last_near_max: standing.last_near_max,
        last_main: standing.last_deadlift().map(|(last, _)| last),
        hard_hours: i64::from(rules.spacing_hard.value),
        preferred_hours: i64::from(rules.spacing_preferred.value),
        weekly_most: rules.weekly_heavy.value.most,
        near_max_days: near_max_days(profile.age_band, protocol),
        main_days: i64::from(rules.deadlifts_apart.value),
    }
}

/// Days from one near-maximal deadlift to the next at the least.
pub fn near_max_days(age: AgeBand, protocol: &Protocol) -> i64 {
    let cadence = protocol.rules.near_max_cadence.value;
    match age {
        AgeBand::From46 => i64::from(cadence.oldest_days.from),
        AgeBand::From41 => i64::from(cadence.older_days),
        AgeBand::UpTo40 => 0,
    }
}

/// The first week of all, and a deload, have one deadlift day: both are there to do less. So has a
/// week so light that the second day would be below the bar, and one after pain.
pub(super) fn needs(lifter: &Lifter, weeks: &[LoadWeek], climb: &Climb, names: &Names) -> Vec<Need> {
    let two = lifter.profile.deadlift.sessions_per_week == 2;
    let second = |week: usize, load: &LoadWeek| {
        two && (week > 0 || climb.weeks() > 0)
            && climb.orders.coach == 0
            && !load.deload
            && load.fewer == 0
            && lifter.second_load(load.load).is_some()
            && !lifter.is_left_out(names.of(week).second())
    };
    let need = |(week, load): (usize, &LoadWeek)| {
        let (left_out, not_before) = names.bound(week);
        Need { second: second(week, load), near_max: load.near_max, left_out, not_before }
    };
    weeks.iter().enumerate().map(need).collect()
}

/// Weeks that a way back is put off at the most, so that the first deadlift has a day. Past them there is no plan, and the
/// diagnostic says that the absence is too long.
const MOST_WEEKS_PUT_OFF: u64 = 60;

/// Weeks in which a first deadlift is looked for where no absence is in the way: more are no different from them.
const WEEKS_AT_HOME: u64 = 2;

/// Days after that of the technique check in which one at home is looked for: more than a year away, and the plan is another.
const MOST_DAYS_OVERDUE: usize = 420;

/// Days around the technique check whose own sessions it arranges; farther away it comes too near to nothing.
const DAYS_AROUND_CHECK: u64 = 3;

/// The days of all deadlifts and of the technique check. `careful`: a week that is partly away has no deadlift either.
///
/// # Errors
/// No slot keeps its distance to what else is heavy, or an absence puts the first deadlift off too long.
pub(super) fn days(
    lifter: &Lifter,
    request: &mut Request,
    loads: &Loads,
    standing: &Standing,
    careful: bool,
) -> Result<Timetable, Vec<Diagnostic>> {
    (request.skip, request.single) = weeks_away(request, careful);
    let mut schedule = if request.weeks.is_empty() { Schedule::default() } else { with_room(lifter, request)? };
    let at_top = loads.ramp.len().checked_sub(1).map(|week| schedule.deadlifts[week].0.date());
    let reached = at_top.or(standing.reached()).unwrap_or(standing.from);
    let check = check_request(lifter, request, &schedule, reached, standing);
    if request.weeks.is_empty() {
        schedule.own = left_of_the_week(&check, standing);
    }
    // A week at home from the day it is due, and where that has no room, another.
    let mut until = [7, 2 * 7].into_iter().map(|days| Request { open_to: last_at_home(&check, days), ..check.clone() });
    let Some(check) = until.find_map(|check| schedule::solve(&check)) else {
        return Err(vec![usual::no_schedule(lifter, &check)]);
    };
    Ok(Timetable { schedule, check, reached })
}

/// The Mondays of the weeks that have no deadlift because the lifter is away, and of those that have room for one only.
fn weeks_away(request: &Request, careful: bool) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
    let at_home = |monday: NaiveDate| -> Vec<i64> {
        let day = |of_week: i64| monday + Days::new((of_week / (24 * 60)) as u64);
        request.slots.iter().copied().filter(|slot| !request.is_away(day(*slot))).collect()
    };
    let hard = request.hard_hours * 60;
    let last = request.away.iter().map(|(_, to)| *to).max();
    let (mut skip, mut single) = (Vec::new(), Vec::new());
    // Slots of the first week may lie before its first day: then the week after it opens.
    let mut monday = monday_of(request.open_from);
    while last.is_some_and(|last| monday <= last) {
        let slots = at_home(monday);
        if slots.is_empty() || (careful && slots.len() < request.slots.len()) {
            skip.push(monday);
        } else if !slots.iter().any(|one| slots.iter().any(|other| other - one >= hard)) {
            // One deadlift day is better than a week without, and than a way back that begins later for its sake.
            single.push(monday);
        }
        monday = monday + Days::new(7);
    }
    (skip, single)
}

/// The days of the deadlifts, where an absence may leave a week no slot that is far enough from the deadlifts before and
/// after it: the first week of which that is true has none.
fn with_room(lifter: &Lifter, request: &mut Request) -> Result<Schedule, Vec<Diagnostic>> {
    let wrong = match deadlifts(lifter, request) {
        Ok(schedule) => return Ok(schedule),
        Err(wrong) => wrong,
    };
    let kept = request.skip.clone();
    for monday in weeks_partly_away(request) {
        request.skip.push(monday);
        if let Ok(schedule) = deadlifts(lifter, request) {
            return Ok(schedule);
        }
        request.skip.clone_from(&kept);
    }
    Err(wrong)
}

/// The Mondays of the weeks of which an absence takes some slots, and not all.
fn weeks_partly_away(request: &Request) -> Vec<NaiveDate> {
    let is_gone = |monday: NaiveDate, slot: i64| request.is_away(monday + Days::new((slot / (24 * 60)) as u64));
    let mondays: BTreeSet<NaiveDate> =
        request.away.iter().flat_map(|(from, to)| [monday_of(*from), monday_of(*to)]).filter(|monday| !request.skip.contains(monday)).collect();
    let is_partly = |monday: &NaiveDate| request.slots.iter().any(|slot| is_gone(*monday, *slot));
    mondays.into_iter().filter(is_partly).collect()
}

/// The days of the deadlifts. Where nothing is free in time, the first week after that has room.
fn deadlifts(lifter: &Lifter, request: &Request) -> Result<Schedule, Vec<Diagnostic>> {
    let last_away = request.away.iter().map(|(_, to)| *to).max();
    for weeks in 0..MOST_WEEKS_PUT_OFF {
        let window = Request { open_to: request.open_to + Days::new(7 * weeks), ..request.clone() };
        // A second day that finds no room in the first week is left out of it: better than a week without a deadlift.
        let solved = schedule::solve(&window).or_else(|| schedule::solve(&window.without_second_first()?));
        if let Some(schedule) = solved {
            return Ok(schedule);
        }
        let home_again = last_away.is_none_or(|last| window.open_to + Days::new(7) > last + Days::new(13));
        if home_again && weeks + 1 >= WEEKS_AT_HOME {
            return Err(vec![usual::no_schedule(lifter, request)]);
        }
    }
    Err(vec![
        Diagnostic::new(Code::NoSchedule, format!("absences leave no day for the first deadlift within {MOST_WEEKS_PUT_OFF} weeks"))
            .at("schedule.away")
            .help("leave out the absences that are more than a year away, and have the plan made again when they are nearer"),
    ])
}

/// What the technique check is scheduled by: alone, some months after the return, and the last deadlift of the plan.
fn check_request(lifter: &Lifter, request: &Request, schedule: &Schedule, reached: NaiveDate, standing: &Standing) -> Request {
    let months = Months::new(lifter.protocol.rules.quarterly_check.value.months);
    let around = Days::new(DAYS_AROUND_CHECK);
    let due = reached.checked_add_months(months).unwrap_or(reached).max(standing.from);
    let due = schedule.deadlifts.last().map_or(due, |(main, _)| due.max(main.date() + around));
    let home_again = request.away.iter().filter(|(from, to)| *from <= due && due <= *to).map(|(_, to)| *to + Days::new(1)).max();
    let due = home_again.unwrap_or(due);
    let last_deadlift = schedule.deadlifts.iter().flat_map(|(main, second)| [Some(*main), *second]).flatten().max();
    let is_near = |last: &NaiveDateTime| due.and_time(NaiveTime::MIN) - *last < Duration::days(DAYS_AROUND_CHECK as i64);
    Request {
        open_from: due,
        open_to: due + Days::new(6),
        own_from: Some((due - around).max(standing.from)),
        last_heavy: last_deadlift.or(request.last_heavy).filter(is_near),
        weeks: vec![Need::default()],
        // A week that is partly away has no deadlift, but may have the check.
        skip: Vec::new(),
        usual: None,
        planned: Default::default(),
        // A check is no deadlift of a week.
        last_main: None,
        ..request.clone()
    }
}

/// The day on which a lifter has been at home for so many days since the technique check was due.
fn last_at_home(check: &Request, days: usize) -> NaiveDate {
    let at_home = check.open_from.iter_days().take(MOST_DAYS_OVERDUE).filter(|day| !check.is_away(*day));
    at_home.take(days).last().unwrap_or(check.open_from)
}

/// The lifter's own heavy sessions from a day to the end of its week, where no deadlift is left but the technique
/// check: they stay, and one that is too near to what was heavy before it is made light. The days around the check
/// are the check's own.
fn left_of_the_week(check: &Request, standing: &Standing) -> Vec<(usize, NaiveDateTime, Adjustment)> {
    let from = standing.from;
    let monday = monday_of(from);
    let mut last = standing.last_heavy;
    let mut own: Vec<(usize, NaiveDateTime)> =
        check.own.iter().enumerate().map(|(which, own)| (which, monday.and_time(NaiveTime::MIN) + Duration::minutes(own.at))).collect();
    own.sort_by_key(|(which, at)| (*at, *which));
    own.retain(|(which, at)| {
        let done = check.done_early.is_some_and(|(week, done)| week == monday && done & (1 << which) != 0);
        at.date() >= from && !done && check.own_from.is_none_or(|until| at.date() < until) && !check.is_away(at.date())
    });
    let left = own.into_iter().map(|(which, at)| {
        let near = last.is_some_and(|last| at - last < Duration::hours(check.hard_hours));
        last = if near { last } else { Some(at) };
        (which, at, if near { Adjustment::Lightened } else { Adjustment::Kept })
    });
    left.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::lifter::tests::on;

    /// Of a lifter who squats on Mondays and rows on Thursdays, both at 18:00, what is asked for from a Tuesday on.
    fn asked(change: impl FnOnce(&mut Standing)) -> (Request, Standing) {
        let protocol = Protocol::embedded();
        let text = include_str!("../../profiles/minimal.yaml").replace("status: acute", "status: pain-free")
            + "\nschedule:\n  other_lifting:\n    - {lift: squat, day: mon, at: \"18:00\"}\n    - {lift: barbell-row, day: thu, at: \"18:00\"}\n";
        let profile = crate::profile::read(&text, "minimal.yaml", &protocol).unwrap().profile;
        let mut standing = Standing::at_the_beginning(&profile, day(24));
        change(&mut standing);
        let lifter = Lifter::new(&profile, &protocol, standing.cycle);
        let request = request(&lifter, &standing.outline(&profile, &protocol), &standing);
        (request, standing)
    }

    /// A day of November 2026; the 23rd is a Monday.
    fn day(of_november: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, of_november).unwrap()
    }

    fn at(of_november: u32, hour: u32, minute: u32) -> NaiveDateTime {
        day(of_november).and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn own_sessions_that_were_done_ahead_are_known_one_by_one() {
        let done = |early: &[NaiveDateTime]| asked(|standing| standing.done_early = early.to_vec()).0.done_early;
        assert_eq!(done(&[]), Some((day(23), 0)));
        assert_eq!(done(&[at(26, 18, 0)]), Some((day(23), 0b10)));
        assert_eq!(done(&[at(23, 18, 0), at(26, 18, 0)]), Some((day(23), 0b11)));
        assert_eq!(done(&[at(26, 19, 0)]), Some((day(23), 0)));
    }

    #[test]
    fn what_is_left_of_a_week_stays_unless_it_is_too_near_to_what_was_heavy() {
        let left = |last_heavy: Option<NaiveDateTime>, change: &dyn Fn(&mut Request)| {
            let (mut check, standing) = asked(|standing| standing.last_heavy = last_heavy);
            check.own_from = None;
            change(&mut check);
            left_of_the_week(&check, &standing)
        };
        let row = |adjustment| vec![(1, at(26, 18, 0), adjustment)];
        // The squat of Monday is over; 48 hours after Tuesday evening the row is as usual.
        assert_eq!(left(None, &|_| ()), row(Adjustment::Kept));
        assert_eq!(left(Some(at(24, 18, 0)), &|_| ()), row(Adjustment::Kept));
        assert_eq!(left(Some(at(24, 18, 1)), &|_| ()), row(Adjustment::Lightened));
        // The days around the technique check are its own, and on days away there is nothing.
        assert_eq!(left(None, &|check| check.own_from = Some(day(26))), []);
        assert_eq!(left(None, &|check| check.own_from = Some(day(27))), row(Adjustment::Kept));
        assert_eq!(left(None, &|check| check.away = vec![(day(26), day(26))]), []);
        // Nor is what was done ahead in this week asked for again.
        assert_eq!(left(None, &|check| check.done_early = Some((day(23), 0b10))), []);
        assert_eq!(left(None, &|check| check.done_early = Some((day(23), 0b01))), row(Adjustment::Kept));
        assert_eq!(left(None, &|check| check.done_early = Some((day(16), 0b10))), row(Adjustment::Kept));
        // The second of two that are too near to each other gives way.
        let friday = |check: &mut Request| check.own.push(crate::planner::schedule::Own { at: 4 * 24 * 60, weight: 1, movable: false });
        assert_eq!(left(None, &friday), [(1, at(26, 18, 0), Adjustment::Kept), (2, at(27, 0, 0), Adjustment::Lightened)]);
    }

    #[test]
    fn an_absence_of_more_than_a_year_is_named_as_what_leaves_no_day() {
        let why = |days: u64| {
            let (mut request, _) = asked(|_| ());
            (request.weeks, request.own_from, request.away) = (vec![Need::default()], None, vec![(day(23), day(23) + Days::new(days))]);
            on(&[], |lifter| deadlifts(lifter, &request)).err().map(|wrong| wrong[0].to_string())
        };
        assert_eq!(why(400), None);
        assert!(why(420).unwrap().contains("absences leave no day for the first deadlift within 60 weeks"));
    }

    #[test]
    fn near_maximal_loads_keep_ten_days_at_46_a_week_at_41_and_none_before() {
        let protocol = Protocol::embedded();
        let days = [AgeBand::UpTo40, AgeBand::From41, AgeBand::From46].map(|age| near_max_days(age, &protocol));
        assert_eq!(days, [0, 7, 10]);
    }
}
