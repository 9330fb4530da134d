//! Every schedule of a request, tried one by one and judged without a look at the solver; and requests drawn for it.

use super::request::{Cost, Need, Own, Request};
use crate::when::monday_of;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;

/// Minutes of a week.
const WEEK: i64 = 7 * 24 * 60;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Minutes of the week: `at(3, 18)` is Thursday 18:00.
pub fn at(weekday: i64, hour: i64) -> i64 {
    (weekday * 24 + hour) * 60
}

pub fn request(slots: &[i64], own: &[Own], weeks: usize) -> Request {
    Request {
        slots: slots.to_vec(),
        own: own.to_vec(),
        open_from: day("2026-12-07"),
        open_to: day("2026-12-13"),
        own_from: None,
        heavy_before: None,
        done_early: None,
        last_heavy: None,
        weeks: vec![Need::default(); weeks],
        skip: vec![],
        single: vec![],
        away: vec![],
        usual: None,
        planned: BTreeMap::new(),
        last_near_max: None,
        last_main: None,
        hard_hours: 48,
        preferred_hours: 72,
        weekly_most: 3,
        near_max_days: 0,
        main_days: 5,
    }
}

/// A request with everything on one scale: minutes since the Monday on which it begins.
struct Trial<'a> {
    request: &'a Request,
    base: NaiveDate,
    opens: i64,
    own_from: i64,
    /// The calendar weeks that have a deadlift.
    weeks: Vec<i64>,
    /// The first minute after the last of them.
    ends: i64,
    /// The own sessions that are still to be: which, and when they usually are.
    own: Vec<(usize, i64)>,
    best: Option<Cost>,
}

/// The best cost, found by trying everything and judged without a look at the solver.
pub fn brute_force(request: &Request) -> Option<Cost> {
    let openings = request.open_from.iter_days().take_while(|day| *day <= request.open_to);
    openings.filter_map(|opening| Trial::of(request, opening).run()).min()
}

impl<'a> Trial<'a> {
    fn of(request: &'a Request, opening: NaiveDate) -> Self {
        let base = monday_of(request.own_from.unwrap_or(opening).min(opening));
        let minutes = |day: NaiveDate| (day - base).num_days() * 1440;
        let first = minutes(monday_of(opening)) / WEEK;
        let rests = |week: &i64| *week != first && request.skip.contains(&(base + Duration::weeks(*week)));
        let weeks: Vec<i64> = (first..).filter(|week| !rests(week)).take(request.weeks.len()).collect();
        let ends = (weeks.last().unwrap() + 1) * WEEK;
        let own_from = request.own_from.map_or(minutes(opening), minutes);
        let mut trial = Trial { request, base, opens: minutes(opening), own_from, weeks, ends, own: vec![], best: None };
        for week in 0..=ends / WEEK {
            for (which, session) in request.own.iter().enumerate() {
                let time = week * WEEK + session.at;
                let within = time >= own_from && time < ends + request.preferred_hours * 60;
                let done = week == 0 && request.done_early.is_some_and(|(monday, done)| monday == base && done & (1 << which) != 0);
                if within && !done && !trial.is_away(time) {
                    trial.own.push((which, time));
                }
            }
        }
        trial
    }

    fn is_away(&self, time: i64) -> bool {
        let day = self.base + Duration::minutes(time);
        self.request.away.iter().any(|(from, to)| *from <= day && day <= *to)
    }

    /// When in one of its weeks something may be put.
    fn slots(&self, week: i64) -> Vec<i64> {
        self.request.slots.iter().map(|slot| week * WEEK + slot).filter(|time| !self.is_away(*time)).collect()
    }

    fn run(mut self) -> Option<Cost> {
        self.place(&mut Vec::new());
        self.best
    }

    fn place(&mut self, mains: &mut Vec<(i64, Option<i64>)>) {
        let Some(&week) = self.weeks.get(mains.len()) else {
            self.adjustments(&mut Vec::new(), mains);
            return;
        };
        let single = self.request.single.contains(&(self.base + Duration::weeks(week)));
        let slots = self.slots(week);
        for &main in &slots {
            if mains.is_empty() && (main < self.opens || main >= self.opens + 1440) {
                continue;
            }
            let seconds: Vec<Option<i64>> = if self.request.weeks[mains.len()].second && !single {
                slots.iter().filter(|second| **second != main && **second >= self.opens).map(|second| Some(*second)).collect()
            } else {
                vec![None]
            };
            for second in seconds {
                mains.push((main, second));
                self.place(mains);
                mains.pop();
            }
        }
    }

    fn adjustments(&mut self, chosen: &mut Vec<Option<Option<i64>>>, mains: &[(i64, Option<i64>)]) {
        let Some(&(which, time)) = self.own.get(chosen.len()) else {
            if let Some(cost) = self.judge(chosen, mains)
                && self.best.is_none_or(|best| cost < best)
            {
                self.best = Some(cost);
            }
            return;
        };
        let mut options = vec![None, Some(None)];
        if self.request.own[which].movable && time < self.ends {
            for to in self.slots(time.div_euclid(WEEK)) {
                let free = self.request.own.iter().all(|other| other.at != to.rem_euclid(WEEK))
                    && mains.iter().all(|(main, second)| *main != to && *second != Some(to));
                let taken = chosen.contains(&Some(Some(to)));
                if free && !taken && to >= self.own_from {
                    options.push(Some(Some(to)));
                }
            }
        }
        for option in options {
            chosen.push(option);
            self.adjustments(chosen, mains);
            chosen.pop();
        }
    }

    fn judge(&self, chosen: &[Option<Option<i64>>], mains: &[(i64, Option<i64>)]) -> Option<Cost> {
        let request = self.request;
        let since = |at: NaiveDateTime| (at - self.base.and_time(NaiveTime::MIN)).num_minutes();
        let mut cost = Cost::default();
        let mut heavy = self.heavy(chosen, mains, &mut cost);
        let mut weekly: BTreeMap<i64, u32> = BTreeMap::new();
        if let Some((monday, count)) = request.heavy_before {
            weekly.insert((monday - self.base).num_days().div_euclid(7), count);
        }
        for time in heavy.keys() {
            *weekly.entry(time / WEEK).or_default() += 1;
        }
        if weekly.iter().any(|(week, count)| *week >= 0 && *count > request.weekly_most) {
            return None;
        }
        heavy.extend(request.last_heavy.map(|at| (since(at), true)));
        for pair in heavy.iter().collect::<Vec<_>>().windows(2) {
            let gap = pair[1].0 - pair[0].0;
            if gap < request.hard_hours * 60 {
                return None;
            }
            cost.tight += i64::from(gap < request.preferred_hours * 60 && (*pair[0].1 || *pair[1].1));
        }
        let near = mains.iter().zip(&request.weeks).filter(|(_, need)| need.near_max).map(|((main, _), _)| *main);
        let near: Vec<i64> = request.last_near_max.map(since).into_iter().chain(near).collect();
        if near.windows(2).any(|pair| pair[1] - pair[0] < request.near_max_days * 1440) {
            return None;
        }
        let of_mains = mains.iter().map(|(main, _)| self.base + Duration::minutes(*main));
        let days: Vec<NaiveDate> = request.last_main.into_iter().chain(of_mains).collect();
        if days.windows(2).any(|pair| (pair[1] - pair[0]).num_days() < request.main_days) {
            return None;
        }
        cost.irregular = self.irregular(mains);
        Some(cost)
    }

    /// The times of everything heavy, and whether it is a deadlift; what that costs is added.
    fn heavy(&self, chosen: &[Option<Option<i64>>], mains: &[(i64, Option<i64>)], cost: &mut Cost) -> BTreeMap<i64, bool> {
        let mut heavy: BTreeMap<i64, bool> = BTreeMap::new();
        for (main, second) in mains {
            heavy.insert(*main, true);
            if let Some(second) = second {
                heavy.insert(*second, true);
                cost.second_starts += second;
            }
            cost.starts += main;
        }
        for ((which, time), adjustment) in self.own.iter().zip(chosen) {
            match adjustment {
                None => {
                    if heavy.get(time) == Some(&true) {
                        cost.stacked += self.request.own[*which].weight;
                    }
                    heavy.entry(*time).or_insert(false);
                }
                Some(None) => {
                    cost.changed += 1;
                    cost.lightened += 1;
                    cost.weight += self.request.own[*which].weight;
                }
                Some(Some(to)) => {
                    cost.changed += 1;
                    heavy.insert(*to, false);
                }
            }
        }
        heavy
    }

    /// How often a deadlift is at another time of the week than expected.
    fn irregular(&self, mains: &[(i64, Option<i64>)]) -> i64 {
        let mut irregular = 0;
        let mut usual = self.request.usual;
        for (main, _) in mains {
            let monday = self.base + Duration::weeks(main / WEEK);
            let expected = self.request.planned.get(&monday).copied().or(usual);
            irregular += i64::from(expected.is_some_and(|expected| expected != main % WEEK));
            usual = Some(main % WEEK);
        }
        let seconds: Vec<i64> = mains.iter().filter_map(|(_, second)| second.map(|second| second % WEEK)).collect();
        irregular += seconds.windows(2).filter(|pair| pair[0] != pair[1]).count() as i64;
        irregular
    }
}

/// A fixed sequence of numbers, so that every run tries the same cases.
pub struct Draw(pub u64);

impl Draw {
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn of_week(&mut self) -> i64 {
        at(self.below(7) as i64, 6 + 6 * self.below(3) as i64)
    }

    fn day(&mut self, from: NaiveDate, days: u64) -> NaiveDate {
        from + chrono::Days::new(self.below(days))
    }

    /// A lifter's week.
    pub fn request(&mut self) -> Request {
        let mut slots: Vec<i64> = (0..1 + self.below(3)).map(|_| self.of_week()).collect();
        slots.sort_unstable();
        slots.dedup();
        let mut own: Vec<Own> =
            (0..self.below(3)).map(|_| Own { at: self.of_week(), weight: 1 + self.below(3) as i64, movable: self.one_in(2) }).collect();
        own.sort_by_key(|own| own.at);
        own.dedup_by_key(|own| own.at);
        let mut request = request(&slots, &own, 1 + self.below(2) as usize);
        request.open_to = self.day(request.open_from, 8);
        if self.one_in(2) {
            request.own_from = Some(request.open_from);
        }
        if self.one_in(3) {
            request.weeks.last_mut().unwrap().second = true;
        }
        request
    }

    /// The same in the middle of a plan: what was before it, what is away, and what was planned.
    pub fn revised(&mut self) -> Request {
        let mut request = self.request();
        let week_1 = request.open_from;
        // From one day of the first week on, with what was heavy before it.
        let from = self.day(week_1, 4);
        (request.open_from, request.open_to) = (from, self.day(from, 6));
        request.own_from = Some(from);
        if self.one_in(2) {
            let before = from.and_time(NaiveTime::MIN) - Duration::hours(6 * (1 + self.below(12) as i64));
            request.last_heavy = Some(before);
            if self.one_in(2) {
                request.last_near_max = Some(before);
            }
            if self.one_in(2) {
                request.last_main = Some(before.date());
            }
        }
        if self.one_in(3) {
            request.heavy_before = Some((week_1 - Duration::weeks(self.below(2) as i64), self.below(4) as u32));
        }
        if self.one_in(3) {
            request.done_early = Some((week_1 - Duration::weeks(self.below(2) as i64), self.below(1 << request.own.len())));
        }
        if self.one_in(2) {
            request.usual = Some(self.of_week());
        }
        for week in 0..3 {
            let monday = week_1 + Duration::weeks(week);
            if self.one_in(4) {
                let planned = self.below(request.slots.len() as u64) as usize;
                request.planned.insert(monday, request.slots[planned]);
            }
            if self.one_in(4) {
                request.skip.push(monday);
            }
            if self.one_in(6) {
                request.single.push(monday);
            }
        }
        if self.one_in(3) {
            let away = self.day(week_1, 14);
            request.away.push((away, self.day(away, 4)));
        }
        for need in &mut request.weeks {
            need.near_max = self.one_in(2);
            need.second |= self.one_in(6);
        }
        request.near_max_days = [0, 4, 7, 8, 10][self.below(5) as usize];
        request.main_days = [0, 5, 5, 5, 6][self.below(5) as usize];
        request
    }
}
