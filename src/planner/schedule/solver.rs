//! The best schedule with the first deadlift on one day, found by passing every point of time once.

use super::request::{Adjustment, Cost, DAY, Need, Own, Request, Schedule};
use crate::when::monday_of;
use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::{BTreeMap, VecDeque};

/// Minutes of a week.
const WEEK: i64 = 7 * DAY;

/// What matters of the past.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    /// The last heavy session, as far as it is near enough to matter, and whether it held a deadlift.
    last: Option<(i64, bool)>,
    /// Heavy sessions of this week.
    heavy: u32,
    /// This week's deadlift is behind, and its second day.
    main: bool,
    second: bool,
    /// Where in their week they stood the last time.
    usual_main: Option<i64>,
    usual_second: Option<i64>,
    /// The day of the last deadlift, counted from the base, as far as it is near enough to matter; second days aside.
    main_day: Option<i64>,
    /// The last near-maximal deadlift, as far as it is near enough to matter.
    last_near_max: Option<i64>,
    /// Own sessions that already were, before their usual time, this week. Which they are is said when their time comes.
    ahead: u32,
    /// Own sessions that are still to come, after their usual time, this week.
    owed: u32,
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
    /// It is done later this week.
    Later,
    /// It was done earlier this week.
    Earlier,
    /// It was done before all of this.
    Done,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Put {
    Nothing,
    /// The deadlift of one of the weeks that have one.
    Main(usize),
    /// Its second day.
    Second(usize),
    /// An own session whose usual time is behind.
    Owed,
    /// An own session whose usual time is still to come this week.
    Ahead,
}

/// A way into a state: what it costs, the last node on it, and the choice made since.
struct Way {
    state: State,
    cost: Cost,
    before: Option<usize>,
    choice: Option<Choice>,
}

/// The best way into each state, by state.
type States = Vec<Way>;

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
    /// The own session that usually stands here was done before all of this.
    done: bool,
    /// Movable own sessions of this week whose usual time is still to come.
    ahead: u32,
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
    /// By how many deadlifts that stand elsewhere than the last ones two ways may differ from here on: the next first day, and
    /// the next second one.
    may_differ: i64,
    nodes: Vec<Node>,
}

/// The best schedule with the first deadlift on a day that costs less than the limit.
///
/// Every moment is passed once. From each state that can be before it, every choice leads to a state after it; of two ways
/// into the same state the cheaper one is kept, the first of equal ones. At the end of a week only the states stay that
/// owe it nothing. The cheapest way into any last state is the optimum, as what is to come depends on the state alone; the
/// nodes tell, from the last choice back to the first, which way that was.
pub fn solve_from(request: &Request, opening: NaiveDate, limit: Option<Cost>) -> Option<Schedule> {
    let mut solver = Solver::new(request, opening);
    // A deadlift on the last Sunday still keeps its distance to the Monday after.
    let end = solver.last_week * WEEK + request.preferred_hours * 60;
    let mut times: Vec<i64> = request.slots.iter().copied().chain(request.own.iter().map(|own| own.at)).collect();
    times.sort_unstable();
    times.dedup();
    let mut states = vec![Way { state: solver.start(), cost: Cost::default(), before: None, choice: None }];
    for week in (0..).take_while(|week| week * WEEK < end) {
        let need = solver.need(week);
        for &of_week in times.iter().take_while(|of_week| week * WEEK + **of_week < end) {
            let moment = solver.moment(week, of_week, need);
            states = solver.pass(&states, &moment, limit);
            states = solver.without_hopeless(states);
        }
        states = end_week(states, need.map(|(_, need)| need));
    }
    let Way { cost, before, .. } = states.into_iter().min_by_key(|way| way.cost)?;
    Some(solver.schedule(cost, before))
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
        let may_differ = 1 + i64::from(request.weeks.iter().any(|week| week.second));
        Solver { request, base, opens, own_from, first_week, last_week, needs, done_early, may_differ, nodes: Vec::new() }
    }

    /// The state before the first moment.
    fn start(&self) -> State {
        let since_base = |at: NaiveDateTime| (at - self.base.and_time(NaiveTime::MIN)).num_minutes();
        State {
            last: self.request.last_heavy.map(|at| (since_base(at), true)),
            heavy: self.request.heavy_before.filter(|(monday, _)| *monday == self.base).map_or(0, |(_, count)| count),
            main: false,
            second: false,
            usual_main: self.request.usual,
            usual_second: None,
            main_day: self.request.last_main.map(|day| (day - self.base).num_days()),
            last_near_max: self.request.last_near_max.map(since_base),
            ahead: 0,
            owed: 0,
        }
    }

    fn monday(&self, week: i64) -> NaiveDate {
        self.base + Days::new(7 * week as u64)
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
        let is_done = |which: usize| week == 0 && self.done_early & (1 << which) != 0;
        let is_ahead = |(which, own): &(usize, &Own)| {
            let usual = week * WEEK + own.at;
            own.movable && own.at > of_week && usual >= self.own_from && !is_done(*which) && !self.request.is_away(day_of(self.base, usual))
        };
        let ahead = self.request.own.iter().enumerate().filter(is_ahead).count() as u32;
        let own_here = if time >= self.own_from && !away { own_here() } else { None };
        Moment {
            time,
            of_week,
            own_here,
            slot_here: !away && self.request.slots.contains(&of_week),
            need,
            planned: self.request.planned.get(&self.monday(week)).copied(),
            moves: week < self.last_week,
            done: own_here.is_some_and(is_done),
            ahead,
        }
    }

    /// The states after a moment, each with the best way into it.
    fn pass(&mut self, states: &States, moment: &Moment, limit: Option<Cost>) -> States {
        let mut after = States::new();
        for way in states {
            for choice in self.choices(&way.state, moment) {
                let Some((state, cost)) = self.step(&way.state, way.cost, moment, choice) else { continue };
                // Costs only grow: a way that is no better already never will be.
                if limit.is_some_and(|limit| cost >= limit) || !self.can_end_week(&state, moment) {
                    continue;
                }
                let quiet = choice.put == Put::Nothing && choice.own.is_none();
                after.push(Way { state, cost, before: way.before, choice: (!quiet).then_some(choice) });
            }
        }
        let mut after = best_of_each(after);
        for way in &mut after {
            if let Some(choice) = way.choice.take() {
                way.before = Some(self.note(Node { before: way.before, time: moment.time, choice }));
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
        if moment.done {
            return vec![OwnHere::Done];
        }
        let mut owns = vec![OwnHere::Kept, OwnHere::Lightened];
        let later = self.request.slots.iter().any(|&slot| slot > moment.of_week);
        if self.request.own[own].movable && moment.moves {
            if state.ahead > 0 {
                owns.push(OwnHere::Earlier);
            }
            if later {
                owns.push(OwnHere::Later);
            }
        }
        owns
    }

    /// What may be put here besides.
    fn puts(&self, state: &State, moment: &Moment) -> Vec<Put> {
        let time = moment.time;
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
            let late_enough = need.not_before.is_none_or(|not_before| day_of(self.base, time) >= not_before);
            if !state.main && rested && opening && late_enough {
                puts.push(Put::Main(week));
            }
            if need.second && !state.second {
                puts.push(Put::Second(week));
            }
        }
        if moment.own_here.is_none() && moment.moves && time >= self.own_from {
            if state.owed > 0 {
                puts.push(Put::Owed);
            }
            if moment.ahead > state.ahead {
                puts.push(Put::Ahead);
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
        next.last_near_max = next.last_near_max.filter(|last| time - last < request.near_max_days * DAY);
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
            OwnHere::Earlier => next.ahead -= 1,
            OwnHere::Later => {
                next.owed += 1;
                cost.changed += 1;
            }
            OwnHere::Done => {}
        }
        None
    }

    /// What else is put here.
    fn put(&self, put: Put, moment: &Moment, next: &mut State, cost: &mut Cost) {
        let &Moment { time, of_week, need, planned, .. } = moment;
        match put {
            Put::Nothing => {}
            Put::Main(_) => {
                cost.irregular += i64::from(planned.or(next.usual_main).is_some_and(|usual| usual != of_week));
                cost.starts += time;
                (next.main, next.usual_main) = (true, Some(of_week));
                next.main_day = Some(time.div_euclid(DAY));
                if need.is_some_and(|(_, need)| need.near_max) {
                    next.last_near_max = Some(time);
                }
            }
            Put::Second(_) => {
                cost.irregular += i64::from(next.usual_second.is_some_and(|last| last != of_week));
                cost.second_starts += time;
                (next.second, next.usual_second) = (true, Some(of_week));
            }
            Put::Owed => next.owed -= 1,
            Put::Ahead => {
                next.ahead += 1;
                cost.changed += 1;
            }
        }
    }

    /// Whether the rest of the week has room for what it still owes: a heavy session for each, in slots,
    /// hard hours apart. May be wrongly true, never wrongly false; without it the ways to nowhere are most of them.
    fn can_end_week(&self, state: &State, moment: &Moment) -> bool {
        let Moment { time, need, .. } = *moment;
        let hard = self.request.hard_hours * 60;
        let missing = need.map_or(0, |(_, need)| u32::from(!state.main) + u32::from(need.second && !state.second));
        let owed = missing + state.owed;
        let Some(others) = owed.checked_sub(1) else { return true };
        let Some(last_slot) = self.request.slots.iter().max() else { return false };
        let next = state.last.map_or(time + 1, |(last, _)| (last + hard).max(time + 1));
        let last = time.div_euclid(WEEK) * WEEK + last_slot;
        state.heavy + owed <= self.request.weekly_most && next + i64::from(others) * hard <= last
    }

    /// Takes out the ways that another beats whatever comes: it owes the same, leaves at least as much room, and is ahead by more
    /// than what the other may still save. That is a gap that counts only behind a deadlift, and the deadlifts that stand
    /// elsewhere in their week than the last ones did.
    fn without_hopeless(&self, mut states: States) -> States {
        let mut least: BTreeMap<Owes, BTreeMap<Room, Cost>> = BTreeMap::new();
        for way in &states {
            let rooms = least.entry(owes(&way.state)).or_default();
            rooms.entry(room(&way.state)).and_modify(|least| *least = way.cost.min(*least)).or_insert(way.cost);
        }
        states.retain(|way| {
            let room = room(&way.state);
            !least[&owes(&way.state)].iter().any(|(other, cost)| {
                let tight = other.leaves_as_much(&room).then(|| i64::from(other.counts_a_gap_more(&room)));
                tight.is_some_and(|tight| Cost { tight: cost.tight + tight, irregular: cost.irregular + self.may_differ, ..*cost } < way.cost)
            })
        });
        states
    }

    /// The schedule of a way, told from its last node back.
    fn schedule(&self, cost: Cost, mut node: Option<usize>) -> Schedule {
        let at = |time: i64| self.base.and_time(NaiveTime::MIN) + Duration::minutes(time);
        let mut deadlifts = vec![(NaiveDateTime::MIN, None); self.request.weeks.len()];
        let mut own = Vec::new();
        // Told from the end: those owed come behind where they were put, and what was put ahead behind the sessions that it was.
        let (mut put_owed, mut earlier): (Vec<i64>, VecDeque<(usize, i64)>) = Default::default();
        while let Some(here) = node {
            let &Node { before, time, choice } = &self.nodes[here];
            match choice.put {
                Put::Main(week) => deadlifts[week].0 = at(time),
                Put::Second(week) => deadlifts[week].1 = Some(at(time)),
                Put::Owed => put_owed.push(time),
                Put::Ahead => own.extend(earlier.pop_front().map(|(which, usual)| (which, at(usual), Adjustment::Moved(at(time))))),
                Put::Nothing => {}
            }
            match choice.own {
                Some((which, OwnHere::Kept)) => own.push((which, at(time), Adjustment::Kept)),
                Some((which, OwnHere::Lightened)) => own.push((which, at(time), Adjustment::Lightened)),
                Some((which, OwnHere::Later)) => own.extend(put_owed.pop().map(|to| (which, at(time), Adjustment::Moved(at(to))))),
                Some((which, OwnHere::Earlier)) => earlier.push_back((which, time)),
                Some((_, OwnHere::Done)) | None => {}
            }
            node = before;
        }
        own.sort_by_key(|(which, usual, _)| (*usual, *which));
        Schedule { deadlifts, own, cost }
    }
}

/// The day of a point of time.
fn day_of(base: NaiveDate, time: i64) -> NaiveDate {
    base + Days::new((time / DAY) as u64)
}

/// What a week must have had, and what the next one knows of it.
fn end_week(states: States, need: Option<Need>) -> States {
    let is_done = |state: &State| {
        let missing = need.is_some_and(|need| !state.main || (need.second && !state.second));
        !missing && state.owed == 0 && state.ahead == 0
    };
    let mut after: States = states.into_iter().filter(|way| is_done(&way.state)).collect();
    for way in &mut after {
        (way.state.main, way.state.second, way.state.heavy) = (false, false, 0);
    }
    best_of_each(after)
}

/// Of the ways into each state the best one; the first of equal ones.
fn best_of_each(mut ways: States) -> States {
    ways.sort_by(|one, other| one.state.cmp(&other.state).then(one.cost.cmp(&other.cost)));
    ways.dedup_by(|one, kept| one.state == kept.state);
    ways
}

/// What a state has done of its week and owes it; of these a way can make up for nothing.
type Owes = (u32, u32, bool, bool, u32);

fn owes(state: &State) -> Owes {
    (state.ahead, state.owed, state.main, state.second, state.heavy)
}

/// The room that a state leaves for what comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Room {
    last: Option<(i64, bool)>,
    near_max: Option<i64>,
    main_day: Option<i64>,
}

fn room(state: &State) -> Room {
    Room { last: state.last, near_max: state.last_near_max, main_day: state.main_day }
}

impl Room {
    /// Whether whatever has room in another has it here.
    fn leaves_as_much(&self, other: &Room) -> bool {
        let time = |room: &Room| room.last.map(|(time, _)| time);
        time(self) <= time(other) && self.near_max <= other.near_max && self.main_day <= other.main_day
    }

    /// Whether the next gap may count here, and not in another room: only around a deadlift do gaps count.
    fn counts_a_gap_more(&self, other: &Room) -> bool {
        self.last.is_some_and(|(_, deadlift)| deadlift) && !other.last.is_some_and(|(_, deadlift)| deadlift)
    }
}
