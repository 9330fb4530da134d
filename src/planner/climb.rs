//! How far a lifter has climbed, and what has to be next: what a week, a gap, pain or lost technique change.

use super::lifter::Lifter;
use crate::protocol::{MissedThen, RuleId};
use crate::units::{Load, Points};

/// How far the lifter has climbed, what has to be next, and what is remembered of the loads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Climb {
    /// Where on the way up.
    pub state: State,
    /// What has to be next.
    pub orders: Orders,
    /// What is remembered, also of an earlier climb.
    pub record: Record,
}

/// Where on the way up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum State {
    /// Before the first deadlift.
    #[default]
    NotBegun,
    /// Below the top, or on the way back to it.
    Climbing(Rung),
    /// The top was reached, and has not been lost since.
    AtTop {
        /// The last week.
        rung: Rung,
        /// The load that was the top when it was reached.
        top: Load,
        /// Weeks at the top since then.
        weeks: u32,
    },
}

/// The last week with a deadlift, as far as the next one depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// The load that the next step counts from.
    pub load: Load,
    /// The load that the last rise came from, where nothing has gone down since.
    pub risen_from: Option<Load>,
    /// Loading weeks since the last deload, or since that count began again.
    pub since_deload: u32,
    /// Weeks at this load beyond the first.
    pub stayed: u32,
    /// Weeks with a deadlift since the climb began, this one included; 0 where it begins again with the next.
    pub weeks: u32,
    /// It was near the maximum.
    pub near_max: bool,
}

/// What has to be next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Orders {
    /// Which load.
    pub next: Next,
    /// So many sets fewer in the next week.
    pub fewer: u32,
    /// So many sessions at the next load before more, with a coach.
    pub coach: u32,
    /// So many weeks more at the next load, so that bad news brings nothing forward.
    pub wait: u32,
    /// The first load is not above this.
    pub most: Option<Load>,
}

/// The load that has to be next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Next {
    /// Whatever is best.
    #[default]
    Free,
    /// The same load again, for this reason.
    Hold(RuleId),
    /// This lighter load, for this reason.
    Down(Load, RuleId),
    /// The start of the reload, never above the last load.
    Start(RuleId),
}

/// What is remembered of the loads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Loads rated good, in order of time.
    pub rated: Vec<Load>,
    /// Loads that hurt above the trigger, in order of time.
    pub hurt: Vec<Load>,
    /// Weeks running in which technique took the load down.
    pub lowered: u32,
}

impl Next {
    /// How careful it is: a start more than a lighter load, that more than a hold, and of two lighter loads the lighter.
    fn care(&self) -> (u8, i64) {
        match self {
            Next::Free => (0, 0),
            Next::Hold(_) => (1, 0),
            Next::Down(to, _) => (2, -to.thousandths()),
            Next::Start(_) => (3, 0),
        }
    }

    fn down_to(&self) -> Option<Load> {
        match self {
            Next::Down(to, _) => Some(*to),
            Next::Free | Next::Hold(_) | Next::Start(_) => None,
        }
    }
}

impl Orders {
    /// Why the next week has the same load again, where it has to; a week of waiting is used up by that.
    pub(super) fn take_hold(&mut self) -> Option<RuleId> {
        match self.next {
            Next::Hold(rule) => Some(rule),
            _ if self.coach > 0 => Some(RuleId::Coach),
            _ if self.wait > 0 => {
                self.wait -= 1;
                Some(RuleId::NeverFaster)
            }
            _ => None,
        }
    }
}

impl Climb {
    /// The last week; none before the first deadlift.
    pub fn rung(&self) -> Option<&Rung> {
        match &self.state {
            State::NotBegun => None,
            State::Climbing(rung) | State::AtTop { rung, .. } => Some(rung),
        }
    }

    fn rung_mut(&mut self) -> Option<&mut Rung> {
        match &mut self.state {
            State::NotBegun => None,
            State::Climbing(rung) | State::AtTop { rung, .. } => Some(rung),
        }
    }

    /// The load that the next step counts from; none before the first deadlift.
    pub fn reference(&self) -> Option<Load> {
        self.rung().map(|rung| rung.load)
    }

    /// Whether the top was reached and has not been lost since.
    pub fn is_at_top(&self) -> bool {
        matches!(self.state, State::AtTop { .. })
    }

    /// Weeks at the top since it was reached; 0 below it.
    pub fn weeks_at_top(&self) -> u32 {
        match self.state {
            State::AtTop { weeks, .. } => weeks,
            State::NotBegun | State::Climbing(_) => 0,
        }
    }

    /// The load that was the top when it was reached; none below it.
    pub(super) fn top(&self) -> Option<Load> {
        match self.state {
            State::AtTop { top, .. } => Some(top),
            State::NotBegun | State::Climbing(_) => None,
        }
    }

    /// Weeks with a deadlift since the climb began.
    pub(super) fn weeks(&self) -> u32 {
        self.rung().map_or(0, |rung| rung.weeks)
    }

    /// Whether the last week was near the maximum.
    pub fn was_near_max(&self) -> bool {
        self.rung().is_some_and(|rung| rung.near_max)
    }

    /// A week was done, or will be: what it leaves behind.
    pub fn advance(&mut self, load: Load, deload: bool, near_max: bool) {
        let fell = self.reference().is_some_and(|reference| load < reference) && !self.is_at_top();
        let since_deload = match self.rung() {
            _ if deload => 0,
            Some(last) if !fell => last.since_deload + 1,
            _ => 1,
        };
        let rung = match self.rung() {
            None => Rung { load, risen_from: None, since_deload, stayed: 0, weeks: 1, near_max },
            Some(last) => Rung {
                load,
                risen_from: if load > last.load { Some(last.load) } else { last.risen_from.filter(|_| load == last.load) },
                since_deload,
                stayed: if load == last.load { last.stayed + 1 } else { 0 },
                weeks: last.weeks + 1,
                near_max,
            },
        };
        self.state = match self.state {
            State::AtTop { top, weeks, .. } => State::AtTop { rung, top, weeks: weeks + 1 },
            State::NotBegun | State::Climbing(_) => State::Climbing(rung),
        };
        let Orders { coach, wait, .. } = self.orders;
        self.orders = Orders { coach: coach.saturating_sub(1), wait, ..Orders::default() };
    }

    /// The last week was the first at the top.
    pub fn reach(&mut self, top: Load) {
        if let State::Climbing(rung) = &self.state {
            self.state = State::AtTop { rung: rung.clone(), top, weeks: 0 };
        }
    }

    /// The top is lost: it has to be reached again.
    pub fn lose_top(&mut self) {
        if let State::AtTop { rung, .. } = &self.state {
            self.state = State::Climbing(rung.clone());
        }
    }

    /// The weeks to the next deload are counted from the next week on.
    pub fn count_anew(&mut self) {
        if let Some(rung) = self.rung_mut() {
            rung.since_deload = 0;
        }
    }

    /// The weeks to the next deload are counted from the last week on, that one included.
    pub(super) fn count_from_here(&mut self) {
        if let Some(rung) = self.rung_mut() {
            rung.since_deload = 1;
        }
    }

    /// The next week is the first of a climb.
    pub(super) fn climb_anew(&mut self) {
        if let Some(rung) = self.rung_mut() {
            rung.weeks = 0;
        }
    }

    /// The phases begin again, and with them the way up. What comes first is not heavier than what would have been next; what hurt
    /// is remembered.
    pub fn begin_anew(&mut self) {
        let next = self.orders.next.down_to().or(self.reference());
        let most = [next, self.orders.most].into_iter().flatten().min();
        let Record { hurt, lowered, .. } = std::mem::take(&mut self.record);
        *self = Climb {
            state: State::NotBegun,
            orders: Orders { most, ..Orders::default() },
            record: Record { hurt, lowered, ..Record::default() },
        };
    }

    /// What so many days without a deadlift change (decisions, section 8); `skipped`: a calendar week had none.
    /// Nothing where they are more than the table has: the way back then begins with Phase 2.
    #[must_use]
    pub fn after_gap(&mut self, days: i64, skipped: bool, lifter: &Lifter) -> Option<()> {
        let rule = &lifter.protocol.rules.missed_days.value;
        let Some(reference) = self.reference() else { return Some(()) };
        let row = rule.rows.iter().position(|row| days <= i64::from(row.to)).unwrap_or(rule.rows.len());
        let heavy = reference.thousandths() * 1000 >= i64::from(rule.heavy.tenths()) * lifter.strength.working_weight.thousandths();
        let row = rule.rows.get(row + usize::from(heavy))?;
        if skipped {
            self.count_anew();
        }
        let next = match row.then {
            MissedThen::GoOn => return Some(()),
            MissedThen::Repeat => Next::Hold(RuleId::MissedDays),
            MissedThen::Lower => Next::Down(lifter.lower(reference, row.points.unwrap_or(Points::from_tenths(0))), RuleId::MissedDays),
            MissedThen::Restart => {
                // A start that is not above what a shorter break would have led to.
                self.begin_at_most(lifter.after_long(reference));
                Next::Start(RuleId::MissedDays)
            }
        };
        self.order(next, lifter);
        Some(())
    }

    /// The first load is not above this one either.
    pub fn begin_at_most(&mut self, load: Load) {
        self.orders.most = Some(self.orders.most.map_or(load, |most| most.min(load)));
    }

    /// Something has to be next. Of two such things the more careful one counts, but the two are not told apart without a trace:
    /// a start is not above a load that was lowered, as the start percentage may be; and a lowered load that is below the start
    /// percentage stays, as a start would be heavier, and the climb begins with it.
    pub fn order(&mut self, next: Next, lifter: &Lifter) {
        let lowered = [&next, &self.orders.next].into_iter().filter_map(Next::down_to).min();
        let start = lifter.share(lifter.start());
        match (&next, self.orders.next.down_to().filter(|to| *to < start)) {
            (Next::Start(rule), Some(to)) => {
                self.climb_anew();
                if let Some(most) = self.orders.most.map(|most| lifter.loadable(most)).filter(|most| *most < to) {
                    self.orders.next = Next::Down(most, *rule);
                }
            }
            _ if next.care() > self.orders.next.care() => self.orders.next = next,
            _ => {}
        }
        if let (Next::Start(_), Some(lowered)) = (&self.orders.next, lowered) {
            self.begin_at_most(lowered);
        }
        if self.order_leads_down(lifter) {
            self.lose_top();
        }
    }

    /// The climb as it would be after milder news, the mildest first: with no word on the next load, and with the same load again.
    pub fn milder(&self) -> Vec<Climb> {
        let with = |next: Next| Climb { orders: Orders { next, fewer: 0, ..self.orders.clone() }, ..self.clone() };
        match self.orders.next {
            Next::Free | Next::Start(_) => Vec::new(),
            Next::Hold(_) => vec![with(Next::Free)],
            Next::Down(_, rule) => vec![with(Next::Free), with(Next::Hold(rule))],
        }
    }

    /// Whether what has to be next is no week of those at the top: lighter, or the same again where that is below it already.
    fn order_leads_down(&self, lifter: &Lifter) -> bool {
        let State::AtTop { rung, top, .. } = &self.state else { return false };
        match self.orders.next {
            Next::Free => false,
            Next::Hold(_) => rung.load < *top && !lifter.is_easy_at(rung.load, *top),
            Next::Down(..) | Next::Start(_) => true,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::planner::lifter::tests::{kg, on};

    /// Three weeks up, two of them since the last deload.
    pub fn climbing(load: f64, next: Next) -> Climb {
        let rung = Rung { load: kg(load), risen_from: None, since_deload: 2, stayed: 0, weeks: 3, near_max: false };
        Climb { state: State::Climbing(rung), orders: Orders { next, ..Orders::default() }, ..Climb::default() }
    }

    pub const PAIN: RuleId = RuleId::ReviewLoad;
    pub const GAP: RuleId = RuleId::MissedDays;

    #[test]
    fn of_pain_and_a_break_the_more_careful_one_is_next() {
        on(&[], |lifter| {
            let after = |first: Next, second: Next| {
                let mut climb = climbing(80.0, first);
                climb.order(second, lifter);
                climb.orders.next
            };
            let down = |load, rule| Next::Down(kg(load), rule);
            assert_eq!(after(Next::Hold(PAIN), down(70.0, GAP)), down(70.0, GAP));
            assert_eq!(after(down(70.0, PAIN), Next::Hold(GAP)), down(70.0, PAIN));
            assert_eq!(after(down(70.0, PAIN), down(60.0, GAP)), down(60.0, GAP));
            assert_eq!(after(down(60.0, PAIN), down(70.0, GAP)), down(60.0, PAIN));
            assert_eq!(after(down(60.0, PAIN), Next::Start(GAP)), Next::Start(GAP));
            assert_eq!(after(Next::Start(GAP), down(60.0, PAIN)), Next::Start(GAP));
        });
    }

    #[test]
    fn a_start_anew_is_never_above_what_pain_led_to() {
        on(&[], |lifter| {
            // The start is 50 kg. From 60 kg the lifter starts anew, at 60 kg or less.
            for (first, second) in [(Next::Down(kg(60.0), PAIN), Next::Start(GAP)), (Next::Start(GAP), Next::Down(kg(60.0), PAIN))] {
                let mut climb = climbing(80.0, first);
                climb.order(second, lifter);
                assert_eq!((climb.orders.next, climb.orders.most), (Next::Start(GAP), Some(kg(60.0))));
            }
            // What is below the start stays as it is, and the climb begins with it; a break may lead further down.
            for (most, to, rule) in [(None, 30.0, PAIN), (Some(35.0), 30.0, PAIN), (Some(21.0), 20.0, GAP)] {
                let mut climb = climbing(40.0, Next::Down(kg(30.0), PAIN));
                climb.orders.most = most.map(kg);
                climb.order(Next::Start(GAP), lifter);
                assert_eq!((climb.orders.next, climb.weeks()), (Next::Down(kg(to), rule), 0), "{most:?}");
            }
        });
    }

    #[test]
    fn at_the_top_only_what_goes_down_or_is_held_below_it_loses_the_return() {
        on(&[], |lifter| {
            let topped = |reference, next| {
                let mut climb = climbing(reference, Next::Free);
                climb.reach(kg(100.0));
                climb.order(next, lifter);
                climb.is_at_top()
            };
            assert!(topped(100.0, Next::Hold(PAIN)));
            assert!(!topped(97.5, Next::Hold(PAIN)));
            assert!(!topped(100.0, Next::Down(kg(90.0), PAIN)));
            assert!(!topped(100.0, Next::Start(GAP)));
        });
    }
}
