//! The days, over the whole plan: one exact optimum. Knows nothing of loads or exercises.
//!
//! Decisions, section 6. Every point of time at which something may happen is passed once, in
//! order; what matters of the past (the last heavy session, what this week still owes, where last
//! week's deadlift stood) is the state, and of two ways into the same state the better one is kept.

use crate::when::monday_of;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;

/// Minutes of a day.
const DAY: i64 = 24 * 60;
/// Minutes of a week.
const WEEK: i64 = 7 * DAY;

/// What a schedule is solved for. Times of the week are minutes since Monday 00:00.
#[derive(Debug, Clone)]
pub struct Request {
    /// Starts at which the lifter can train.
    pub slots: Vec<i64>,
    /// The lifter's own sessions that are heavy on the lower back, one for each start; at most 64.
    pub own: Vec<Own>,
    /// The first day on which the first deadlift may be.
    pub open_from: NaiveDate,
    /// The last such day.
    pub open_to: NaiveDate,
    /// The day from which on the own sessions take place; the day of the first deadlift where absent.
    pub own_from: Option<NaiveDate>,
    /// A heavy session before all of this, which cannot be changed any more.
    pub last_heavy: Option<NaiveDateTime>,
    /// How many heavy sessions before all of this lie in a week that it begins in, by the week's Monday.
    pub heavy_before: Option<(NaiveDate, u32)>,
    /// Which own sessions of a week, one bit each, were done before all of this and ahead of their usual time; by the
    /// week's Monday.
    pub done_early: Option<(NaiveDate, u64)>,
    /// The weeks with a deadlift, beginning with that of the first.
    pub weeks: Vec<Need>,
    /// Mondays of the weeks between them that have none.
    pub skip: Vec<NaiveDate>,
    /// Mondays of the weeks that have no second day, whatever they need.
    pub single: Vec<NaiveDate>,
    /// Days on which nothing happens, first and last included.
    pub away: Vec<(NaiveDate, NaiveDate)>,
    /// When in the week the deadlift was so far.
    pub usual: Option<i64>,
    /// When in a week the deadlift was to be by the plan so far, by the week's Monday: kept where nothing speaks
    /// against it.
    pub planned: BTreeMap<NaiveDate, i64>,
    /// The last near-maximal deadlift before all of this.
    pub last_near_max: Option<NaiveDateTime>,
    /// The day of the last deadlift before all of this, second days and checks aside.
    pub last_main: Option<NaiveDate>,
    /// Hours between the starts of heavy sessions, at the least.
    pub hard_hours: i64,
    /// Hours around a deadlift, preferred.
    pub preferred_hours: i64,
    /// Heavy sessions in a calendar week, at the most.
    pub weekly_most: u32,
    /// Days between near-maximal deadlifts, at the least.
    pub near_max_days: i64,
    /// Days between the deadlifts of any two weeks, at the least, by date; second days aside.
    pub main_days: i64,
}

impl Request {
    /// Whether nothing happens on a day.
    pub fn is_away(&self, day: NaiveDate) -> bool {
        self.away.iter().any(|(from, to)| (*from..=*to).contains(&day))
    }

    /// The same without the second day of the first week, where there is one.
    pub fn without_second_first(&self) -> Option<Request> {
        let mut request = self.clone();
        request.weeks.first_mut().filter(|week| week.second)?.second = false;
        Some(request)
    }

    /// What one of the weeks with a deadlift needs, in the calendar week that it is.
    fn need(&self, at: usize, monday: NaiveDate) -> Need {
        let need = self.weeks[at];
        Need { second: need.second && !self.single.contains(&monday), ..need }
    }

    /// For every calendar week from a Monday on, which of the weeks with a deadlift it is.
    fn by_calendar(&self, mut monday: NaiveDate) -> Vec<Option<usize>> {
        let mut weeks = Vec::new();
        let mut next = 0;
        while next < self.weeks.len() {
            let rests = next > 0 && self.skip.contains(&monday);
            weeks.push((!rests).then_some(next));
            next += usize::from(!rests);
            monday = monday + chrono::Days::new(7);
        }
        weeks
    }
}

/// One of the lifter's own heavy sessions.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// Its start in the week.
    pub at: i64,
    /// How much it adds to a deadlift session it stands in.
    pub weight: i64,
    /// It may be moved to another slot.
    pub movable: bool,
}

/// What a week needs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Need {
    /// A second deadlift day.
    pub second: bool,
    /// Its deadlift is near-maximal.
    pub near_max: bool,
}

/// What becomes of an own session in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// It stays.
    Kept,
    /// It is made light, or swapped for a lift that spares the back.
    Lightened,
    Moved(NaiveDateTime),
}

/// A solved schedule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// The deadlift of each week, and its second day.
    pub deadlifts: Vec<(NaiveDateTime, Option<NaiveDateTime>)>,
    /// Own sessions in order of their usual time: which, when it would usually be, what becomes of it.
    pub own: Vec<(usize, NaiveDateTime, Adjustment)>,
    pub cost: Cost,
}

/// What a schedule costs. Smaller is better, earlier fields first (decisions, section 6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Own sessions that are moved or made light.
    pub changed: i64,
    /// Own sessions that are made light.
    pub lightened: i64,
    /// Gaps around a deadlift under the preferred hours.
    pub tight: i64,
    /// Deadlifts, first and second, that stand elsewhere in their week than was planned, or than in the week before.
    pub irregular: i64,
    /// Weight of the own sessions that a deadlift is stacked onto.
    pub stacked: i64,
    /// Weight of the own sessions that are made light.
    pub weight: i64,
    /// The starts of the deadlifts, summed, in minutes: the sooner, the better.
    pub starts: i64,
    /// The starts of the second days, summed.
    pub second_starts: i64,
}

/// Solves a request: the best over all days on which the first deadlift may be.
pub fn solve(request: &Request) -> Option<Schedule> {
    let mut best: Option<Schedule> = None;
    let mut day = request.open_from;
    while day <= request.open_to {
        // What is found under a limit is better than all before it.
        best = solve_from(request, day, best.as_ref().map(|best| best.cost)).or(best);
        day = day.succ_opt()?;
    }
    best
}

/// What matters of the past.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    /// The last heavy session, as far as it is near enough to matter, and whether it held a deadlift.
    last: Option<(i64, bool)>,
    /// Heavy sessions of this week.
    heavy: u32,
    /// Where in this week the deadlift stands, and its second day.
    main: Option<i64>,
    second: Option<i64>,
    /// Where they stood in the last week that had them.
    last_main: Option<i64>,
    last_second: Option<i64>,
    /// The day of the last deadlift, counted from the base, as far as it is near enough to matter; second days aside.
    main_day: Option<i64>,
    last_near_max: Option<i64>,
    /// Own sessions that already were, before their usual time, this week; one bit each.
    early: u64,
    /// Own sessions that are still to come, after their usual time, this week; one bit each.
    owed: u64,
}

/// What is done at a moment.
#[derive(Debug, Clone, Copy)]
struct Choice {
    /// What becomes of the own session that is usually here: which one, and what.
    own: Option<(usize, OwnHere)>,
    /// What else is put here.
    put: Put,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OwnHere {
    Kept,
    Lightened,
    /// It was earlier this week, or will be later.
    Away,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Put {
    Nothing,
    /// The deadlift of one of the weeks that have one.
    Main(usize),
    /// Its second day.
    Second(usize),
    /// One of the own sessions, away from its usual time.
    Own(usize),
}

/// The best way into a state so far: what it costs, and the last node on it.
type Way = (Cost, Option<usize>);
type States = BTreeMap<State, Way>;

/// A way to a state: the point, the choice made there, and the way before it.
struct Node {
    before: Option<usize>,
    time: i64,
    choice: Choice,
}

/// A point of time at which something may happen.
struct Moment {
    time: i64,
    of_week: i64,
    /// The own session that usually stands here.
    own_here: Option<usize>,
    /// The lifter can train.
    slot_here: bool,
    /// Which of the weeks with a deadlift it lies in, and what that one needs.
    need: Option<(usize, Need)>,
    /// When the deadlift of its week was to be so far.
    planned: Option<i64>,
    /// Own sessions may be moved here: not in the days after the last week.
    moves: bool,
}

/// One opening day, with everything on one scale: minutes since the Monday `base`.
struct Solver<'a> {
    request: &'a Request,
    base: NaiveDate,
    /// The day of the first deadlift begins.
    opens: i64,
    /// The own sessions take place from here on.
    own_from: i64,
    first_week: i64,
    /// The week after the last with a deadlift.
    last_week: i64,
    /// For every week from the first on, which of the weeks with a deadlift it is.
    needs: Vec<Option<usize>>,
    /// Own sessions of the base week that were done before all of this; one bit each.
    done_early: u64,
    nodes: Vec<Node>,
}

/// The best schedule with the first deadlift on a day that costs less than the limit.
///
/// Every moment is passed once. From each state that can be before it, every choice leads to a state after it; of two ways
/// into the same state the cheaper one is kept, the first of equal ones. At the end of a week only the states stay that
/// owe it nothing. The cheapest way into any last state is the optimum, as what is to come depends on the state alone; the
/// nodes tell, from the last choice back to the first, which way that was.
fn solve_from(request: &Request, opening: NaiveDate, limit: Option<Cost>) -> Option<Schedule> {
    let mut solver = Solver::new(request, opening);
    // A deadlift on the last Sunday still keeps its distance to the Monday after.
    let end = solver.last_week * WEEK + request.preferred_hours * 60;
    let mut times: Vec<i64> = request.slots.iter().copied().chain(request.own.iter().map(|own| own.at)).collect();
    times.sort_unstable();
    times.dedup();
    let mut states = States::from([(solver.start(), (Cost::default(), None))]);
    for week in (0..).take_while(|week| week * WEEK < end) {
        let need = solver.need(week);
        for &of_week in times.iter().take_while(|of_week| week * WEEK + **of_week < end) {
            let moment = solver.moment(week, of_week, need);
            states = without_hopeless(solver.pass(&states, &moment, limit));
        }
        states = end_week(states, need.map(|(_, need)| need));
    }
    let (cost, last) = states.into_values().min_by_key(|(cost, _)| *cost)?;
    Some(solver.schedule(cost, last))
}

impl<'a> Solver<'a> {
    fn new(request: &'a Request, opening: NaiveDate) -> Self {
        let base = monday_of(request.own_from.unwrap_or(opening).min(opening));
        let minutes = |day: NaiveDate| (day - base).num_days() * DAY;
        let opens = minutes(opening);
        let own_from = request.own_from.map_or(opens, minutes);
        let first_week = minutes(monday_of(opening)) / WEEK;
        let needs = request.by_calendar(monday_of(opening));
        let last_week = first_week + needs.len() as i64;
        let mut done_early = request.done_early.filter(|(monday, _)| *monday == base).map_or(0, |(_, done)| done);
        // Only of those whose usual time is passed.
        for (which, own) in request.own.iter().enumerate() {
            if own.at < own_from || request.is_away(day_of(base, own.at)) {
                done_early &= !(1 << which);
            }
        }
        Solver { request, base, opens, own_from, first_week, last_week, needs, done_early, nodes: Vec::new() }
    }

    /// The state before the first moment.
    fn start(&self) -> State {
        let since_base = |at: NaiveDateTime| (at - self.base.and_time(NaiveTime::MIN)).num_minutes();
        State {
            last: self.request.last_heavy.map(|at| (since_base(at), true)),
            heavy: self.request.heavy_before.filter(|(monday, _)| *monday == self.base).map_or(0, |(_, count)| count),
            main: None,
            second: None,
            last_main: self.request.usual,
            last_second: None,
            main_day: self.request.last_main.map(|day| (day - self.base).num_days()),
            last_near_max: self.request.last_near_max.map(since_base),
            early: self.done_early,
            owed: 0,
        }
    }

    fn monday(&self, week: i64) -> NaiveDate {
        self.base + chrono::Days::new(7 * week as u64)
    }

    /// Which of the weeks with a deadlift a calendar week is, and what it needs.
    fn need(&self, week: i64) -> Option<(usize, Need)> {
        let place = usize::try_from(week - self.first_week).ok().and_then(|at| self.needs.get(at).copied().flatten())?;
        Some((place, self.request.need(place, self.monday(week))))
    }

    fn moment(&self, week: i64, of_week: i64, need: Option<(usize, Need)>) -> Moment {
        let time = week * WEEK + of_week;
        let away = self.request.is_away(day_of(self.base, time));
        let own_here = || self.request.own.iter().position(|own| own.at == of_week);
        Moment {
            time,
            of_week,
            own_here: if time >= self.own_from && !away { own_here() } else { None },
            slot_here: !away && self.request.slots.contains(&of_week),
            need,
            planned: self.request.planned.get(&self.monday(week)).copied(),
            moves: week < self.last_week,
        }
    }

    /// The states after a moment, each with the best way into it.
    fn pass(&mut self, states: &States, moment: &Moment, limit: Option<Cost>) -> States {
        let mut after = States::new();
        for (state, &(cost, before)) in states {
            for choice in self.choices(state, moment) {
                let Some((state, cost)) = self.step(state, cost, moment, choice) else { continue };
                // Costs only grow: a way that is no better already never will be.
                let lost = limit.is_some_and(|limit| cost >= limit) || !self.can_end_week(&state, moment);
                if !lost && after.get(&state).is_none_or(|(kept, _)| cost < *kept) {
                    let quiet = choice.put == Put::Nothing && choice.own.is_none();
                    let node = if quiet { before } else { Some(self.note(Node { before, time: moment.time, choice })) };
                    after.insert(state, (cost, node));
                }
            }
        }
        after
    }

    fn note(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// What may be done at a moment.
    fn choices(&self, state: &State, moment: &Moment) -> Vec<Choice> {
        let puts = self.puts(state, moment);
        let with_own = |own: Option<(usize, OwnHere)>| puts.iter().map(move |&put| Choice { own, put });
        match moment.own_here {
            None => with_own(None).collect(),
            Some(own) => self.owns(own, state, moment).into_iter().flat_map(|here| with_own(Some((own, here)))).collect(),
        }
    }

    /// What may become of the own session that is usually here.
    fn owns(&self, own: usize, state: &State, moment: &Moment) -> Vec<OwnHere> {
        if state.early & (1 << own) != 0 {
            return vec![OwnHere::Away];
        }
        let mut owns = vec![OwnHere::Kept, OwnHere::Lightened];
        let later = self.request.slots.iter().any(|&slot| slot > moment.of_week);
        if self.request.own[own].movable && moment.moves && later {
            owns.push(OwnHere::Away);
        }
        owns
    }

    /// What may be put here besides.
    fn puts(&self, state: &State, moment: &Moment) -> Vec<Put> {
        let &Moment { time, of_week, .. } = moment;
        let mut puts = vec![Put::Nothing];
        if !moment.slot_here {
            return puts;
        }
        if let Some((week, need)) = moment.need
            && time >= self.opens
        {
            let opening = week > 0 || time < self.opens + DAY;
            let apart = self.request.near_max_days * DAY;
            let rested = !need.near_max || state.last_near_max.is_none_or(|last| time - last >= apart);
            let rested = rested && state.main_day.is_none_or(|last| time.div_euclid(DAY) - last >= self.request.main_days);
            if state.main.is_none() && rested && opening {
                puts.push(Put::Main(week));
            }
            if need.second && state.second.is_none() {
                puts.push(Put::Second(week));
            }
        }
        if moment.own_here.is_none() && moment.moves && time >= self.own_from {
            let week_begins = time - of_week;
            for (at, own) in self.request.own.iter().enumerate().filter(|(_, own)| own.movable) {
                let owed = state.owed & (1 << at) != 0;
                let ahead = own.at > of_week && state.early & (1 << at) == 0 && week_begins + own.at >= self.own_from;
                if owed || ahead {
                    puts.push(Put::Own(at));
                }
            }
        }
        puts
    }

    /// The state after a choice, and the cost up to it; nothing where the choice breaks a hard rule.
    fn step(&self, state: &State, mut cost: Cost, moment: &Moment, choice: Choice) -> Option<(State, Cost)> {
        let request = self.request;
        let (hard, preferred) = (request.hard_hours * 60, request.preferred_hours * 60);
        let time = moment.time;
        let mut next = state.clone();
        if next.last.is_some_and(|(last, _)| time - last >= preferred.max(hard)) {
            next.last = None;
        }
        next.main_day = next.main_day.filter(|last| time.div_euclid(DAY) - last < request.main_days);
        let kept = choice.own.and_then(|(own, here)| self.leave(own, here, &mut next, &mut cost));
        self.put(choice.put, moment, &mut next, &mut cost);
        let deadlift = matches!(choice.put, Put::Main(_) | Put::Second(_));
        if deadlift {
            cost.stacked += kept.map_or(0, |own| request.own[own].weight);
        }
        if kept.is_some() || choice.put != Put::Nothing {
            if let Some((last, with_deadlift)) = next.last {
                if time - last < hard {
                    return None;
                }
                cost.tight += i64::from(time - last < preferred && (deadlift || with_deadlift));
            }
            next.last = Some((time, deadlift));
            next.heavy += 1;
            if next.heavy > request.weekly_most {
                return None;
            }
        }
        Some((next, cost))
    }

    /// What becomes of the own session that is usually here; which one it is where it stays.
    fn leave(&self, own: usize, here: OwnHere, next: &mut State, cost: &mut Cost) -> Option<usize> {
        match here {
            OwnHere::Kept => return Some(own),
            OwnHere::Lightened => {
                cost.changed += 1;
                cost.lightened += 1;
                cost.weight += self.request.own[own].weight;
            }
            OwnHere::Away if next.early & (1 << own) != 0 => next.early &= !(1 << own),
            OwnHere::Away => {
                next.owed |= 1 << own;
                cost.changed += 1;
            }
        }
        None
    }

    /// What else is put here.
    fn put(&self, put: Put, moment: &Moment, next: &mut State, cost: &mut Cost) {
        let &Moment { time, of_week, need, planned, .. } = moment;
        match put {
            Put::Nothing => {}
            Put::Main(_) => {
                cost.irregular += i64::from(planned.or(next.last_main).is_some_and(|usual| usual != of_week));
                cost.starts += time;
                next.main = Some(of_week);
                next.main_day = Some(time.div_euclid(DAY));
                if need.is_some_and(|(_, need)| need.near_max) {
                    next.last_near_max = Some(time);
                }
            }
            Put::Second(_) => {
                cost.irregular += i64::from(next.last_second.is_some_and(|last| last != of_week));
                cost.second_starts += time;
                next.second = Some(of_week);
            }
            Put::Own(which) if next.owed & (1 << which) != 0 => next.owed &= !(1 << which),
            Put::Own(which) => {
                next.early |= 1 << which;
                cost.changed += 1;
            }
        }
    }

    /// Whether the rest of the week has room for what it still owes: a heavy session for each, in slots,
    /// hard hours apart. May be wrongly true, never wrongly false; without it the ways to nowhere are most of them.
    fn can_end_week(&self, state: &State, moment: &Moment) -> bool {
        let Moment { time, need, .. } = *moment;
        let hard = self.request.hard_hours * 60;
        let missing = need.map_or(0, |(_, need)| u32::from(state.main.is_none()) + u32::from(need.second && state.second.is_none()));
        let owed = missing + state.owed.count_ones();
        let Some(others) = owed.checked_sub(1) else { return true };
        let Some(last_slot) = self.request.slots.iter().max() else { return false };
        let next = state.last.map_or(time + 1, |(last, _)| (last + hard).max(time + 1));
        let last = time.div_euclid(WEEK) * WEEK + last_slot;
        state.heavy + owed <= self.request.weekly_most && next + i64::from(others) * hard <= last
    }

    /// The schedule of a way, told from its last node back.
    fn schedule(&self, cost: Cost, mut node: Option<usize>) -> Schedule {
        let at = |time: i64| self.base.and_time(NaiveTime::MIN) + Duration::minutes(time);
        let mut deadlifts = vec![(NaiveDateTime::MIN, None); self.request.weeks.len()];
        let mut own = Vec::new();
        let mut moved: Vec<(usize, i64)> = Vec::new();
        let mut away: Vec<(usize, i64)> = Vec::new();
        while let Some(here) = node {
            let Node { before, time, choice } = &self.nodes[here];
            match choice.own {
                Some((which, OwnHere::Kept)) => own.push((which, at(*time), Adjustment::Kept)),
                Some((which, OwnHere::Lightened)) => own.push((which, at(*time), Adjustment::Lightened)),
                Some((which, OwnHere::Away)) => away.push((which, *time)),
                None => {}
            }
            match choice.put {
                Put::Main(week) => deadlifts[week].0 = at(*time),
                Put::Second(week) => deadlifts[week].1 = Some(at(*time)),
                Put::Own(which) => moved.push((which, *time)),
                Put::Nothing => {}
            }
            node = *before;
        }
        let is_done = |which: usize, usual: i64| usual < WEEK && self.done_early & (1 << which) != 0;
        for (which, usual) in away.into_iter().filter(|(which, usual)| !is_done(*which, *usual)) {
            let to = moved.iter().find(|(other, time)| *other == which && time.div_euclid(WEEK) == usual.div_euclid(WEEK));
            own.push((which, at(usual), to.map_or(Adjustment::Lightened, |(_, time)| Adjustment::Moved(at(*time)))));
        }
        own.sort_by_key(|(which, usual, _)| (*usual, *which));
        Schedule { deadlifts, own, cost }
    }
}

/// The day of a point of time.
fn day_of(base: NaiveDate, time: i64) -> NaiveDate {
    base + chrono::Days::new((time / DAY) as u64)
}

/// What a week must have had, and what the next one knows of it.
fn end_week(states: States, need: Option<Need>) -> States {
    let mut after = States::new();
    for (mut state, way) in states {
        let missing = need.is_some_and(|need| state.main.is_none() || (need.second && state.second.is_none()));
        if missing || state.owed != 0 || state.early != 0 {
            continue;
        }
        state.last_main = state.main.take().or(state.last_main);
        state.last_second = state.second.take().or(state.last_second);
        state.heavy = 0;
        if after.get(&state).is_none_or(|(kept, _)| way.0 < *kept) {
            after.insert(state, way);
        }
    }
    after
}

/// Takes out the states that another beats whatever comes: it owes the same, leaves at least as much
/// room, and has fewer changes to own sessions already, which no later cost outweighs.
fn without_hopeless(mut states: States) -> States {
    let owes = |state: &State| (state.early, state.owed, state.main.is_some(), state.second.is_some(), state.heavy);
    let room = |state: &State| (state.last.map(|(last, _)| last), state.last_near_max, state.main_day);
    let changes = |cost: &Cost| (cost.changed, cost.lightened);
    let mut least: BTreeMap<_, BTreeMap<_, (i64, i64)>> = BTreeMap::new();
    for (state, (cost, _)) in &states {
        let rooms = least.entry(owes(state)).or_default();
        rooms.entry(room(state)).and_modify(|least| *least = changes(cost).min(*least)).or_insert(changes(cost));
    }
    states.retain(|state, (cost, _)| {
        let (last, near_max, main_day) = room(state);
        let leaves_as_much = |other: &(_, _, _)| other.0 <= last && other.1 <= near_max && other.2 <= main_day;
        !least[&owes(state)].iter().any(|(other, fewer)| leaves_as_much(other) && *fewer < changes(cost))
    });
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Minutes of the week: `at(3, 18)` is Thursday 18:00.
    fn at(weekday: i64, hour: i64) -> i64 {
        (weekday * 24 + hour) * 60
    }

    fn request(slots: &[i64], own: &[Own], weeks: usize) -> Request {
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

    const SQUAT: Own = Own { at: 18 * 60, weight: 3, movable: false };
    const PRESS: Own = Own { at: (3 * 24 + 18) * 60, weight: 1, movable: false };

    fn shown(request: &Request) -> String {
        let schedule = solve(request).expect("there is a schedule");
        let days: Vec<_> = schedule.deadlifts.iter().map(|(main, _)| main.format("%a %d %H:%M").to_string()).collect();
        let adjustments: Vec<_> = schedule
            .own
            .iter()
            .filter(|own| own.2 != Adjustment::Kept)
            .map(|(which, usual, adjustment)| format!("{which} {} {adjustment:?}", usual.format("%a %d")))
            .collect();
        format!("{} [{}]", days.join(", "), adjustments.join(", "))
    }

    #[test]
    fn the_deadlift_joins_the_press_rather_than_the_squat() {
        // Monday and Thursday both keep 72 hours; Saturday is 40 hours after the press.
        let request = request(&[at(0, 18), at(3, 18), at(5, 10)], &[SQUAT, PRESS], 3);
        assert_eq!(shown(&request), "Thu 10 18:00, Thu 17 18:00, Thu 24 18:00 []");
    }

    #[test]
    fn a_week_away_has_no_deadlift_and_the_weeks_after_it_follow_the_usual_day() {
        let mut request = request(&[at(0, 18), at(3, 18)], &[SQUAT], 3);
        request.away = vec![(day("2026-12-14"), day("2026-12-20"))];
        request.skip = vec![day("2026-12-14")];
        assert_eq!(shown(&request), "Thu 10 18:00, Thu 24 18:00, Thu 31 18:00 []");
        let schedule = solve(&request).unwrap();
        assert!(schedule.own.iter().all(|(_, usual, _)| usual.date() != day("2026-12-14")), "no squat on a day away");
    }

    #[test]
    fn the_usual_day_is_kept_where_nothing_speaks_against_it() {
        let mut request = request(&[at(0, 18), at(2, 18), at(4, 18)], &[], 2);
        assert_eq!(shown(&request), "Mon 07 18:00, Mon 14 18:00 []");
        request.usual = Some(at(4, 18));
        assert_eq!(shown(&request), "Fri 11 18:00, Fri 18 18:00 []");
    }

    #[test]
    fn a_fixed_squat_24_hours_before_is_joined_not_changed() {
        let squat = Own { at: at(5, 10), weight: 3, movable: false };
        let mut request = request(&[at(5, 10), at(6, 10)], &[squat], 2);
        request.own_from = Some(day("2026-12-07"));
        assert_eq!(shown(&request), "Sat 12 10:00, Sat 19 10:00 []");
    }

    #[test]
    fn where_no_slot_is_far_enough_a_movable_session_moves_and_a_fixed_one_is_made_light() {
        let mut request = request(
            &[at(1, 18), at(4, 18)],
            &[Own { at: at(0, 19), weight: 3, movable: false }, Own { at: at(5, 18), weight: 2, movable: false }],
            1,
        );
        request.own_from = Some(day("2026-12-07"));
        // Tuesday is 23 hours after the squat, Friday 24 before the row.
        assert_eq!(shown(&request), "Fri 11 18:00 [1 Sat 12 Lightened]");
        // A squat on Wednesday is 24 hours from both slots: it gives way to the one that the deadlift leaves.
        request.slots = vec![at(1, 18), at(3, 18)];
        request.own = vec![Own { at: at(2, 18), weight: 3, movable: true }];
        assert_eq!(shown(&request), "Tue 08 18:00 [0 Wed 09 Moved(2026-12-10T18:00:00)]");
        request.own[0].movable = false;
        assert_eq!(shown(&request), "Tue 08 18:00 [0 Wed 09 Lightened]");
    }

    #[test]
    fn a_movable_session_moves_to_either_side_of_its_usual_day() {
        // The deadlift on Tuesday is 24 hours after the squat, which moves to Friday.
        let mut request = request(&[at(1, 18), at(4, 18)], &[Own { movable: true, ..SQUAT }], 1);
        request.own_from = Some(day("2026-12-07"));
        request.open_to = day("2026-12-08");
        assert_eq!(shown(&request), "Tue 08 18:00 [0 Mon 07 Moved(2026-12-11T18:00:00)]");
        // The deadlift on Thursday is 24 hours after a squat on Wednesday, which moves to Monday.
        request.slots = vec![at(0, 20), at(3, 18)];
        request.own = vec![Own { at: at(2, 18), weight: 3, movable: true }];
        (request.open_from, request.open_to) = (day("2026-12-10"), day("2026-12-10"));
        assert_eq!(shown(&request), "Thu 10 18:00 [0 Wed 09 Moved(2026-12-07T20:00:00)]");
        // Unless that Monday is over.
        request.own_from = Some(day("2026-12-08"));
        assert_eq!(shown(&request), "Thu 10 18:00 [0 Wed 09 Lightened]");
    }

    #[test]
    fn an_own_session_that_was_done_ahead_is_not_asked_for_again_that_week() {
        // On Tuesday the lifter did the row of Friday, which is a day after the deadlift.
        let squat = Own { movable: true, ..SQUAT };
        let row = Own { at: at(4, 18), weight: 2, movable: false };
        let mut request = request(&[at(3, 18)], &[squat, row], 1);
        request.own_from = Some(day("2026-12-09"));
        request.open_from = day("2026-12-09");
        request.last_heavy = Some(day("2026-12-08").and_hms_opt(18, 0, 0).unwrap());
        assert_eq!(shown(&request), "Thu 10 18:00 [1 Fri 11 Lightened]");
        request.done_early = Some((day("2026-12-07"), 0b10));
        assert_eq!(shown(&request), "Thu 10 18:00 []");
        // Done in another week, it is asked for in this one.
        request.done_early = Some((day("2026-11-30"), 0b10));
        assert_eq!(shown(&request), "Thu 10 18:00 [1 Fri 11 Lightened]");
        // The squat of Monday is over; it takes nothing from the row.
        request.done_early = Some((day("2026-12-07"), 0b01));
        assert_eq!(shown(&request), "Thu 10 18:00 [1 Fri 11 Lightened]");
    }

    #[test]
    fn the_day_that_was_planned_is_kept_where_nothing_speaks_against_it() {
        let mut request = request(&[at(0, 18), at(2, 18), at(4, 18)], &[], 3);
        request.planned = BTreeMap::from([(day("2026-12-14"), at(2, 18))]);
        assert_eq!(shown(&request), "Mon 07 18:00, Wed 16 18:00, Wed 23 18:00 []");
        request.planned.insert(day("2026-12-21"), at(0, 18));
        assert_eq!(shown(&request), "Mon 07 18:00, Wed 16 18:00, Mon 21 18:00 []");
    }

    #[test]
    fn a_week_with_one_day_only_has_no_second_whatever_it_needs() {
        let mut request = request(&[at(0, 18), at(3, 18)], &[], 3);
        request.weeks = vec![Need { second: true, ..Need::default() }; 3];
        request.single = vec![day("2026-12-14")];
        let seconds: Vec<bool> = solve(&request).unwrap().deadlifts.iter().map(|(_, second)| second.is_some()).collect();
        assert_eq!(seconds, [true, false, true]);
    }

    #[test]
    fn a_fourth_heavy_session_in_a_week_is_made_light() {
        // Monday, Wednesday, Friday and Sunday at six are 48 hours apart; Sunday to Monday is 24.
        let own = [(0, 3), (2, 1), (4, 2)].map(|(weekday, weight)| Own { at: at(weekday, 6), weight, movable: false });
        let mut request = request(&[at(6, 6)], &own, 1);
        request.own_from = Some(day("2026-12-07"));
        assert_eq!(shown(&request), "Sun 13 06:00 [2 Fri 11 Lightened, 0 Mon 14 Lightened]");
    }

    #[test]
    fn the_deadlifts_of_two_weeks_are_five_days_apart_by_date() {
        // Sunday to Thursday is four days, to Friday five, whatever the hours.
        let mut request = request(&[at(3, 18), at(4, 6), at(6, 18)], &[], 2);
        request.open_from = day("2026-12-13");
        request.away = vec![(day("2026-12-20"), day("2026-12-20"))];
        assert_eq!(shown(&request), "Sun 13 18:00, Fri 18 06:00 []");
        request.slots = vec![at(3, 18), at(6, 18)];
        assert_eq!(solve(&request), None);
        // So with the last deadlift before all of this.
        request.away.clear();
        (request.open_from, request.open_to) = (day("2026-12-14"), day("2026-12-20"));
        assert_eq!(shown(&request), "Thu 17 18:00, Thu 24 18:00 []");
        request.last_main = Some(day("2026-12-13"));
        assert_eq!(shown(&request), "Sun 20 18:00, Sun 27 18:00 []");
    }

    #[test]
    fn near_maximal_deadlifts_keep_their_days_also_where_a_slot_is_away() {
        let mut request = request(&[at(0, 18), at(4, 18)], &[], 2);
        request.main_days = 0;
        request.open_from = day("2026-12-11");
        request.away = vec![(day("2026-12-18"), day("2026-12-20"))];
        assert_eq!(shown(&request), "Fri 11 18:00, Mon 14 18:00 []");
        request.weeks = vec![Need { near_max: true, ..Need::default() }; 2];
        request.near_max_days = 7;
        assert_eq!(solve(&request), None);
        request.near_max_days = 3;
        assert_eq!(shown(&request), "Fri 11 18:00, Mon 14 18:00 []");
    }

    #[test]
    fn the_second_day_stands_where_it_can_stand_every_week() {
        let mut request = request(&[at(0, 18), at(3, 18), at(4, 18)], &[], 3);
        request.weeks = vec![Need { second: true, ..Need::default() }; 3];
        request.away = vec![(day("2026-12-17"), day("2026-12-17"))];
        let seconds = |request: &Request| -> Vec<String> {
            solve(request).unwrap().deadlifts.iter().map(|(_, second)| second.unwrap().format("%a %d").to_string()).collect()
        };
        assert_eq!(seconds(&request), ["Fri 11", "Fri 18", "Fri 25"]);
        request.away.clear();
        assert_eq!(seconds(&request), ["Thu 10", "Thu 17", "Thu 24"]);
    }

    #[test]
    fn exactly_72_hours_are_enough_around_a_deadlift() {
        let gaps = |hour: i64| solve(&request(&[at(3, hour)], &[SQUAT], 2)).unwrap().cost.tight;
        assert_eq!((gaps(18), gaps(17)), (0, 1));
    }

    #[test]
    fn hours_count_not_days() {
        // Monday 18:00 to Wednesday 06:00 is 36 hours; Wednesday 18:00 is 48.
        let mut request = request(&[at(2, 6), at(2, 18)], &[SQUAT], 1);
        request.own_from = Some(day("2026-12-07"));
        assert_eq!(shown(&request), "Wed 09 18:00 []");
    }

    #[test]
    fn the_distance_holds_across_the_end_of_the_week() {
        // Sunday 20:00 to Monday 18:00 is 22 hours.
        let mut request = request(&[at(6, 20)], &[SQUAT], 2);
        request.own_from = Some(day("2026-12-07"));
        assert_eq!(shown(&request), "Sun 13 20:00, Sun 20 20:00 [0 Mon 14 Lightened, 0 Mon 21 Lightened]");
    }

    #[test]
    fn two_days_that_cannot_stand_together_have_no_schedule() {
        let mut request = request(&[at(5, 10), at(6, 10)], &[], 2);
        request.weeks[1].second = true;
        assert_eq!(solve(&request), None);
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
    fn brute_force(request: &Request) -> Option<Cost> {
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
    struct Draw(u64);

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
        fn request(&mut self) -> Request {
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
        fn revised(&mut self) -> Request {
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

    #[test]
    fn trying_every_arrangement_finds_none_better() {
        let mut draw = Draw(20_261_122);
        let (mut with, mut without) = (0, 0);
        let weeks = (0..400).map(|_| draw.request()).collect::<Vec<_>>();
        for request in weeks.into_iter().chain((0..3000).map(|_| draw.revised())) {
            let solved = solve(&request);
            assert_eq!(solved.as_ref().map(|schedule| schedule.cost), brute_force(&request), "{request:?}");
            if solved.is_some() { with += 1 } else { without += 1 }
        }
        assert!(with > 1000 && without > 1000, "{with} with a schedule, {without} without");
    }
}
