//! The days of all deadlifts and of the technique check: what the schedule is asked for, and what comes of it.

use super::loads::{Climb, LoadWeek, Loads};
use super::own;
use super::schedule::{self, Fate, Need, Request, Schedule};
use super::session::Kit;
use super::standing::{Stage, Standing};
use super::track::Outline;
use crate::diagnostic::Diagnostic;
use crate::plan::{Track, monday_of};
use crate::profile::AgeBand;
use crate::protocol::Protocol;
use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime};

/// When what happens.
#[derive(Debug)]
pub(super) struct Timetable {
    pub schedule: Schedule,
    pub check: Schedule,
    /// The day of the first deadlift at the top.
    pub reached: NaiveDate,
}

impl Timetable {
    /// The day of the first deadlift to come.
    pub(super) fn opening(&self) -> NaiveDate {
        self.schedule.deadlifts.first().or(self.check.deadlifts.first()).map_or(self.reached, |(main, _)| main.date())
    }
}

/// What the schedule is solved for; its weeks are filled in once the loads are known.
pub(super) fn request(kit: &Kit, outline: &Outline, standing: &Standing) -> Request {
    let Kit { profile, protocol, .. } = kit;
    let rules = &protocol.rules;
    let trains = matches!(standing.stage, Stage::Climb { .. }) || outline.track == Track::TechniqueReload;
    // A slot so early that the longer warm-up leaves no room is none, as long as there are others.
    let all = || profile.schedule.slots.iter();
    let fits: Vec<i64> = all().filter(|slot| kit.has_room(slot.at)).map(|slot| own::of_week(slot.day, slot.at)).collect();
    let slots = if fits.is_empty() { all().map(|slot| own::of_week(slot.day, slot.at)).collect() } else { fits };
    let own = own::heavy_groups(profile, protocol);
    let of_week = |at: &NaiveDateTime| own::of_week(at.weekday(), at.time());
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
        usual: standing.usual.map(|(day, at)| own::of_week(day, at)),
        planned: standing.planned.iter().map(|at| (monday_of(at.date()), of_week(at))).collect(),
        last_near_max: standing.last_near_max,
        hard_hours: i64::from(rules.spacing_hard.value),
        preferred_hours: i64::from(rules.spacing_preferred.value),
        weekly_most: rules.weekly_heavy.value.most,
        near_max_days: near_max_days(profile.age_band, protocol),
    }
}

/// Days from one near-maximal deadlift to the next at the least.
pub fn near_max_days(age: AgeBand, protocol: &Protocol) -> i64 {
    let cadence = protocol.rules.near_max_cadence.value;
    match age {
        AgeBand::From46 => i64::from(cadence.oldest_days.from),
        AgeBand::To45 => i64::from(cadence.older_days),
        AgeBand::To40 => 0,
    }
}

/// The first week of all, and a deload, have one deadlift day: both are there to do less. So has a
/// week so light that the second day would be below the bar, and one after pain.
pub(super) fn needs(kit: &Kit, weeks: &[LoadWeek], climb: &Climb) -> Vec<Need> {
    let two = kit.profile.deadlift.sessions_per_week == 2;
    let second = |week: usize, load: &LoadWeek| {
        two && (week > 0 || climb.weeks > 0) && climb.coach == 0 && !load.deload && load.fewer == 0 && kit.second_load(load.load).is_some()
    };
    weeks.iter().enumerate().map(|(week, load)| Need { second: second(week, load), near_max: load.near_max }).collect()
}

/// The days of all deadlifts. `careful`: a week that is partly away has no deadlift either.
pub(super) fn days(
    kit: &Kit,
    request: &mut Request,
    loads: &Loads,
    reached_before: Option<NaiveDate>,
    standing: &Standing,
    careful: bool,
) -> Result<Timetable, Vec<Diagnostic>> {
    let Kit { profile, protocol, .. } = kit;
    let rules = &protocol.rules;
    let at_home = |monday: NaiveDate| -> Vec<i64> {
        let day = |of_week: i64| monday + Days::new((of_week / (24 * 60)) as u64);
        request.slots.iter().copied().filter(|slot| !request.is_away(day(*slot))).collect()
    };
    let hard = request.hard_hours * 60;
    // Slots of the first week may lie before its first day: then the week after it opens.
    let first = monday_of(request.open_from);
    let last = request.away.iter().map(|(_, to)| *to).max();
    let (mut skip, mut single) = (Vec::new(), Vec::new());
    let mut monday = first;
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
    (request.skip, request.single) = (skip, single);
    let mut schedule = Schedule { deadlifts: Vec::new(), own: Vec::new(), cost: [0; 8] };
    if !request.weeks.is_empty() {
        // Where nothing is free in time, the first week after that has room.
        let mut open_to = request.open_to;
        let solved = (0..60).find_map(|_| {
            let window = Request { open_to, ..request.clone() };
            // A second day that finds no room in the first week is left out of it: better than a week without a deadlift.
            let solved = schedule::solve(&window).or_else(|| schedule::solve(&window.without_second_first()?));
            open_to = open_to + Days::new(7);
            let still_away = last.is_some_and(|last| open_to <= last + Days::new(13));
            match solved {
                Some(schedule) => Some(Some(schedule)),
                None if still_away || open_to < request.open_to + Days::new(14) => None,
                None => Some(None),
            }
        });
        let Some(found) = solved.flatten() else { return Err(vec![own::no_schedule(profile, request)]) };
        schedule = found;
    }
    let at_top = loads.ramp.len().checked_sub(1).map(|week| schedule.deadlifts[week].0.date());
    let reached = at_top.or(reached_before).unwrap_or(standing.from);
    let due = reached.checked_add_months(Months::new(rules.quarterly_check.value.months)).unwrap_or(reached).max(standing.from);
    // It is the last deadlift of the plan.
    let due = schedule.deadlifts.last().map_or(due, |(main, _)| due.max(main.date() + Days::new(3)));
    let after_away = |day: NaiveDate| request.away.iter().filter(|(from, to)| *from <= day && day <= *to).map(|(_, to)| *to).max();
    let due = after_away(due).map_or(due, |to| to + Days::new(1));
    let last_deadlift = schedule.deadlifts.iter().flat_map(|(main, second)| [Some(*main), *second]).flatten().max().or(request.last_heavy);
    let alone = Request {
        open_from: due,
        open_to: due + Days::new(6),
        own_from: Some((due - Days::new(3)).max(standing.from)),
        last_heavy: last_deadlift.filter(|last| due.and_time(NaiveTime::MIN) - *last < Duration::days(3)),
        weeks: vec![Need::default()],
        // A week that is partly away has no deadlift, but may have the check.
        skip: Vec::new(),
        usual: None,
        planned: Default::default(),
        ..request.clone()
    };
    if request.weeks.is_empty() {
        schedule.own = left_of_the_week(&alone, standing);
    }
    let Some(check) = schedule::solve(&alone).or_else(|| schedule::solve(&Request { open_to: due + Days::new(13), ..alone.clone() }))
    else {
        return Err(vec![own::no_schedule(profile, &alone)]);
    };
    Ok(Timetable { schedule, check, reached })
}

/// The lifter's own heavy sessions from a day to the end of its week, where no deadlift is left but the technique
/// check: they stay, and one that is too near to what was heavy before it is made light. The days around the check
/// are the check's own.
fn left_of_the_week(check: &Request, standing: &Standing) -> Vec<(usize, NaiveDateTime, Fate)> {
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
    let of = own.into_iter().map(|(which, at)| {
        let near = last.is_some_and(|last| at - last < Duration::hours(check.hard_hours));
        last = if near { last } else { Some(at) };
        (which, at, if near { Fate::Lightened } else { Fate::Kept })
    });
    of.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a lifter who squats on Mondays and rows on Thursdays, both at 18:00, what is asked for from a Tuesday on.
    fn asked(change: impl FnOnce(&mut Standing)) -> (Request, Standing) {
        let protocol = Protocol::embedded();
        let text = include_str!("../../profiles/minimal.yaml").replace("status: acute", "status: pain-free")
            + "\nschedule:\n  other_lifting:\n    - {lift: squat, day: mon, at: \"18:00\"}\n    - {lift: barbell-row, day: thu, at: \"18:00\"}\n";
        let profile = crate::profile::read(&text, "minimal.yaml", &protocol).unwrap().profile;
        let mut standing = Standing::at_the_beginning(&profile, &protocol, day(24));
        change(&mut standing);
        let request = crate::planner::with_ground(&profile, &protocol, standing.run, |ground, outline| {
            request(&Kit { profile: &profile, protocol: &protocol, gym: ground.gym, strength: ground.strength }, &outline, &standing)
        });
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
        let row = |fate| vec![(1, at(26, 18, 0), fate)];
        // The squat of Monday is over; 48 hours after Tuesday evening the row is as usual.
        assert_eq!(left(None, &|_| ()), row(Fate::Kept));
        assert_eq!(left(Some(at(24, 18, 0)), &|_| ()), row(Fate::Kept));
        assert_eq!(left(Some(at(24, 18, 1)), &|_| ()), row(Fate::Lightened));
        // The days around the technique check are its own, and on days away there is nothing.
        assert_eq!(left(None, &|check| check.own_from = Some(day(26))), []);
        assert_eq!(left(None, &|check| check.own_from = Some(day(27))), row(Fate::Kept));
        assert_eq!(left(None, &|check| check.away = vec![(day(26), day(26))]), []);
        // Nor is what was done ahead in this week asked for again.
        assert_eq!(left(None, &|check| check.done_early = Some((day(23), 0b10))), []);
        assert_eq!(left(None, &|check| check.done_early = Some((day(23), 0b01))), row(Fate::Kept));
        assert_eq!(left(None, &|check| check.done_early = Some((day(16), 0b10))), row(Fate::Kept));
        // The second of two that are too near to each other gives way.
        let friday = |check: &mut Request| check.own.push(crate::planner::schedule::Own { at: 4 * 24 * 60, weight: 1, movable: false });
        assert_eq!(left(None, &friday), [(1, at(26, 18, 0), Fate::Kept), (2, at(27, 0, 0), Fate::Lightened)]);
    }

    #[test]
    fn near_maximal_loads_keep_ten_days_at_46_a_week_at_41_and_none_before() {
        let protocol = Protocol::embedded();
        let days = [AgeBand::To40, AgeBand::To45, AgeBand::From46].map(|age| near_max_days(age, &protocol));
        assert_eq!(days, [0, 7, 10]);
    }
}
