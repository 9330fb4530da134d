//! The loads of all weeks to come: what has to be next, the climb, and the weeks at the top. Knows nothing of days.

use super::climb::{Climb, Next};
use super::lifter::{Lifter, is_at_most, is_step_of};
use super::reload::{self, Begin, Step, StepKind, Task};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Because, Track};
use crate::plates::{Gym, finer_plate};
use crate::profile::Plates;
use crate::protocol::{AgeBand, RuleId};
use crate::units::Load;
use crate::words;

/// Weights between the bar and the top out of which loads are chosen, at the most: all weeks are chosen together, and the time
/// that takes grows with their square. Half a kilogram at a time up to 500 kg are 960. Past it there is no plan, and the
/// diagnostic names the plates that can be left out.
pub(super) const MOST_WEIGHTS: usize = 2_000;

/// A week with a deadlift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadWeek {
    /// The heavy day's work load.
    pub load: Load,
    /// Half the sets.
    pub deload: bool,
    /// It is near the maximum.
    pub near_max: bool,
    /// So many sets fewer than usual at this load.
    pub fewer: u32,
    /// Why this load.
    pub because: Because,
}

/// The weeks to come.
#[derive(Debug, Clone)]
pub struct Loads {
    /// Up to the first at the top.
    pub ramp: Vec<LoadWeek>,
    /// At the top.
    pub after: Vec<LoadWeek>,
    /// The load the ramp ends at.
    pub top: Load,
    /// It ends at the heaviest loadable weight not above the working weight.
    pub full: bool,
    /// Weeks were held because the plates force a step above the cap.
    pub held: bool,
    /// The next finer plate and the weeks it would take with it, where that is fewer.
    pub finer: Option<(Load, u32)>,
}

impl Loads {
    /// All weeks in order.
    pub fn weeks(&self) -> impl Iterator<Item = &LoadWeek> {
        self.ramp.iter().chain(&self.after)
    }
}

impl Climb {
    /// Where the optimum begins from here.
    pub(super) fn begin(&self, task: &Task) -> Begin {
        let at = |load: Load| task.loads.partition_point(|other| *other <= load.thousandths()).saturating_sub(1);
        match (&self.orders.next, self.rung()) {
            (_, None) => Begin::Start(self.orders.most.map(Load::thousandths)),
            (Next::Start(_), Some(rung)) => {
                Begin::Start(Some(self.orders.most.map_or(rung.load, |most| most.min(rung.load)).thousandths()))
            }
            (_, Some(rung)) => Begin::After {
                at: at(rung.load),
                since: rung.since_deload.min(task.rhythm.to),
                stayed: i64::from(rung.stayed),
                first: rung.weeks == 1,
                before: at(rung.risen_from.unwrap_or(rung.load)),
            },
        }
    }

    /// Why the first week of the way is what it is: a start that is not the first of all says what led to it.
    fn begun_by(&self, because: Because) -> Because {
        match &self.orders.next {
            Next::Start(rule) => because.and(*rule),
            Next::Free | Next::Hold(_) | Next::Down(..) => because,
        }
    }
}

impl Lifter<'_> {
    /// How many work sets a week has.
    pub fn sets(&self, week: &LoadWeek) -> u32 {
        self.scheme(week.load, week.deload).sets.saturating_sub(week.fewer).max(1)
    }

    /// What the climb is solved for.
    pub(super) fn task(&self) -> Task {
        let rules = &self.protocol.rules;
        let patience = rules.reload_patience.value;
        Task {
            loads: self.gym.weights().iter().map(|weight| weight.load.thousandths()).collect(),
            working_weight: self.strength.working_weight.thousandths(),
            start: self.start(),
            second_week: rules.reload_second_week.value,
            rise: self.rise(),
            near_max: Some(self.strength.near_max.thousandths()),
            near_max_rise: rules.reload_near_max.value.cap,
            near_max_apart: self.profile.age_band == AgeBand::From46,
            free: patience.free,
            late: patience.above,
            week_worth: patience.points_per_week,
            rhythm: rules.deload_rhythm.value.of(self.profile.age_band),
        }
    }

    /// The weeks to come from where the lifter stands: what has to be next, then the best way to the top, then the weeks there.
    ///
    /// # Errors
    /// Bar or plates allow no way to the working weight that keeps every limit.
    pub fn ahead(&self, climb: &Climb) -> Result<Loads, Vec<Diagnostic>> {
        self.few_enough_weights()?;
        let base = self.task();
        let fresh = climb.rung().is_none();
        if fresh {
            self.makeable(&base)?;
        }
        let mut climb = climb.clone();
        let mut ramp = Vec::new();
        if !climb.is_at_top() {
            self.force(&mut climb, base.rhythm.to, &mut ramp);
        }
        let begin = climb.begin(&base);
        let (task, steps) = self.way_up(base, begin)?;
        let unit = self.profile.unit();
        if let (Begin::Start(_), Some(first), true) = (begin, steps.first(), climb.orders.coach > 1 || climb.orders.wait > 0) {
            return self.stay_at_the_start(&climb, &task, &steps, Load::new(task.loads[first.at], unit));
        }
        let heaviest = self.gym.weights().last().map_or(Load::new(0, unit), |weight| weight.load);
        let reached = climb.top().unwrap_or(Load::new(task.loads[task.loads.len() - 1], unit));
        let top = reached.min(heaviest);
        let steps = if climb.is_at_top() { Vec::new() } else { steps };
        let held = steps.iter().any(|step| step.kind == StepKind::Hold);
        let count = (ramp.len() + steps.len()) as u32;
        let slow = held || count > self.protocol.rules.reload_forecast.value.to;
        let finer = if fresh && slow { self.with_finer_plates(&task, count) } else { None };
        let way = Way { task: &task, steps: &steps, begun: !matches!(begin, Begin::Start(_)), weeks_behind: climb.weeks() };
        let mut at_end = climb.clone();
        for (week, step) in steps.iter().enumerate() {
            let load = Load::new(task.loads[step.at], unit);
            let deload = step.kind == StepKind::Deload;
            let because = self.reasons(&way, week);
            let because = if week == 0 { climb.begun_by(because) } else { because };
            let fewer = if ramp.is_empty() { climb.orders.fewer } else { 0 };
            ramp.push(LoadWeek { load, deload, near_max: self.is_near_max(load), fewer, because });
            at_end.advance(load, deload, false);
        }
        let after = self.aftercare(top, at_end.rung().map_or(0, |rung| rung.since_deload), &climb);
        let full = top == heaviest && self.cap().is_none_or(|cap| cap >= self.strength.working_weight);
        Ok(Loads { ramp, after, top, full, held, finer })
    }

    /// The best way to the heaviest weight that a way leads to: where a near-maximal top cannot be reached by small enough steps, the
    /// ramp ends below it. The task is that of the shorter ramp.
    fn way_up(&self, base: Task, begin: Begin) -> Result<(Task, Vec<Step>), Vec<Diagnostic>> {
        let shortest = match begin {
            Begin::After { at, .. } => at + 1,
            Begin::Start(_) => 1,
        };
        let solved = (shortest..=base.loads.len()).rev().find_map(|count| {
            let mut task = base.clone();
            task.loads.truncate(count);
            reload::solve(&task, begin).map(|(steps, _)| (task, steps))
        });
        solved.ok_or_else(|| vec![self.coarse(&base, "these plates leave no way to the working weight that keeps every limit".to_owned())])
    }

    /// The coach, or the wait, comes at the load that the way back begins with: one week there, and from it the way is solved again.
    fn stay_at_the_start(&self, climb: &Climb, task: &Task, steps: &[Step], load: Load) -> Result<Loads, Vec<Diagnostic>> {
        let because = climb.begun_by(self.reasons(&Way { task, steps, begun: false, weeks_behind: 0 }, 0));
        let because = if climb.orders.coach > 1 { because.and(RuleId::Coach) } else { because };
        let week = LoadWeek { load, deload: false, near_max: self.is_near_max(load), fewer: climb.orders.fewer, because };
        let mut begun = climb.clone();
        begun.advance(load, false, week.near_max);
        begun.count_from_here();
        let rest = self.ahead(&begun)?;
        Ok(Loads { ramp: std::iter::once(week).chain(rest.ramp).collect(), ..rest })
    }

    /// The weeks that have to be next, before the climb is free again: a lighter load, then the same load as often as a hold, the coach,
    /// the wait or the plates ask for it. A start is left to the optimum, unless the lifter stands at it already. `longest`: loading
    /// weeks after which a deload is due.
    fn force(&self, climb: &mut Climb, longest: u32, weeks: &mut Vec<LoadWeek>) {
        let Some(lifted) = climb.reference() else { return };
        let reference = self.loadable(lifted);
        if let Next::Down(to, rule) = climb.orders.next
            && to >= reference
        {
            // Nothing lighter can be made: the same again.
            climb.orders.next = Next::Hold(rule);
        }
        if let Next::Down(to, rule) = climb.orders.next {
            let because = Because::of(rule).and(RuleId::WorkingWeight).and(RuleId::CountAnew);
            weeks.push(LoadWeek { load: to, deload: false, near_max: self.is_near_max(to), fewer: climb.orders.fewer, because });
            climb.advance(to, false, self.is_near_max(to));
        }
        if let Next::Start(rule) = climb.orders.next {
            let most = climb.orders.most.map_or(reference, |most| most.min(reference)).min(self.share(self.start()));
            if self.loadable(most) >= reference {
                // The start is where the lifter stands; the climb begins with it all the same.
                climb.orders.next = Next::Hold(rule);
                climb.climb_anew();
            }
        }
        while !matches!(climb.orders.next, Next::Start(_)) {
            // What was lifted cannot be made from what is listed: the nearest that can is a step of its own.
            let unmade = weeks.is_empty() && reference != lifted;
            let Some(rule) = climb.orders.take_hold().or(unmade.then_some(RuleId::Loadable)) else { break };
            let load = if weeks.is_empty() { reference } else { climb.reference().unwrap_or(reference) };
            // A deload that is due is the same load as well.
            let deload = climb.rung().is_some_and(|rung| rung.since_deload >= longest);
            let because = Because::of(rule);
            let because = if deload { because.and(RuleId::DeloadHold).and(RuleId::DeloadRhythm) } else { because };
            let fewer = if deload { 0 } else { climb.orders.fewer };
            weeks.push(LoadWeek { load, deload, near_max: self.is_near_max(load), fewer, because: because.and(RuleId::WorkingWeight) });
            climb.advance(load, deload, self.is_near_max(load));
        }
    }

    /// Whether bar and plates can make a reload at all.
    fn makeable(&self, task: &Task) -> Result<(), Vec<Diagnostic>> {
        self.bar_is_light_enough()?;
        let rules = &self.protocol.rules;
        let whole = self.strength.working_weight;
        let unit = whole.unit();
        let heaviest = self.gym.weights().last().map_or(self.lightest_bar(), |weight| weight.load);
        if self.cap().is_none_or(|cap| cap > heaviest) && is_at_most(heaviest, whole, task.start) {
            let start = whole.share(task.start);
            return Err(vec![
                self.coarse(task, format!("these plates make no load between the start, {start}, and the working weight, {whole}")),
            ]);
        }
        let above_start = task.loads.windows(2).filter(|pair| !is_at_most(Load::new(pair[1], unit), whole, task.start));
        let widest = above_start.map(|pair| Load::new(pair[1] - pair[0], unit)).max();
        if let Some(widest) = widest.filter(|gap| !is_step_of(*gap, whole, rules.plate_hold.value)) {
            let most = rules.plate_hold.value;
            return Err(vec![self.coarse(
                task,
                format!(
                    "these plates force a step of {widest}, {} points of the working weight; more than {most} is no step to wait for",
                    widest.percent_of(whole)
                ),
            )]);
        }
        Ok(())
    }

    /// Whether the weights are few enough to choose from.
    fn few_enough_weights(&self) -> Result<(), Vec<Diagnostic>> {
        if self.gym.weights().len() <= MOST_WEIGHTS && self.gym.aside().is_empty() {
            return Ok(());
        }
        let top = self.gym.weights().last().map_or(self.strength.working_weight, |weight| weight.load);
        let fewer = Gym::of_at_most(&self.profile.equipment, top, MOST_WEIGHTS);
        let plates = words::list(fewer.aside().iter().map(ToString::to_string), ", ");
        let (at, help) = if fewer.aside().is_empty() {
            ("equipment.bars", "name the bars alone that you deadlift with".to_owned())
        } else {
            ("equipment.plates", format!("leave out {plates}, or say how many pairs of them there are: `{{size: {}, pairs: 1}}`", fewer.aside()[0]))
        };
        let message = format!("these bars and plates make more than {MOST_WEIGHTS} different weights up to {top}, too many to choose from");
        Err(vec![Diagnostic::new(Code::PlatesTooFine, message).at(at).help(help)])
    }

    fn lightest_bar(&self) -> Load {
        self.profile.equipment.bars.iter().copied().min().unwrap_or(Load::new(0, self.profile.unit()))
    }

    fn bar_is_light_enough(&self) -> Result<(), Vec<Diagnostic>> {
        let whole = self.strength.working_weight;
        let lightest = self.lightest_bar();
        let ceiling = self.protocol.rules.lightest_bar.value;
        if !is_at_most(lightest, whole, ceiling) {
            return Err(vec![
                Diagnostic::new(Code::BarTooHeavy, format!("the lightest bar, {lightest}, is above {ceiling} % of the working weight of {whole}: no safe first load can be made"))
                    .at("equipment")
                    .help(format!("add a lighter bar (at most {}) to `equipment.bars`, or train the hinge with dumbbells or a kettlebell until the bar is light for you", whole.share(ceiling))),
            ]);
        }
        if let Some(cap) = self.cap().filter(|cap| *cap < lightest) {
            return Err(vec![
                Diagnostic::new(Code::BarTooHeavy, format!("the lightest bar, {lightest}, is above the {cap} that the clearance allows"))
                    .at("clearance.max_load")
                    .help("add a lighter bar to `equipment.bars`, or ask the clinician about the empty bar"),
            ]);
        }
        Ok(())
    }

    fn coarse(&self, task: &Task, message: String) -> Diagnostic {
        let whole = self.strength.working_weight;
        let finer = finer_plate(&self.profile.equipment, whole.unit());
        Diagnostic::new(Code::PlatesTooCoarse, message).at("equipment.plates").help(format!(
            "add smaller plates or more of them, {finer} for example, so that loads between {} and {whole} can be made in small steps",
            whole.share(task.start)
        ))
    }

    /// The next finer plate and the weeks the ramp would take with it, where that is fewer.
    fn with_finer_plates(&self, task: &Task, weeks: u32) -> Option<(Load, u32)> {
        let unit = self.profile.unit();
        let finer = finer_plate(&self.profile.equipment, unit);
        let mut equipment = self.profile.equipment.clone();
        equipment.plates.push(Plates { size: finer.number(), pairs: None });
        let gym = Gym::new(&equipment, Load::new(task.loads[task.loads.len() - 1], unit));
        if gym.weights().len() > MOST_WEIGHTS {
            return None;
        }
        let loads = gym.weights().iter().map(|weight| weight.load.thousandths()).collect();
        let (steps, _) = reload::solve(&Task { loads, ..task.clone() }, Begin::Start(None))?;
        (steps.len() < weeks as usize).then_some((finer, steps.len() as u32))
    }

    /// Why a week of the way has its load.
    fn reasons(&self, way: &Way, week: usize) -> Because {
        let Way { task, steps, begun, weeks_behind } = *way;
        let step = &steps[week];
        let load = Load::new(task.loads[step.at], self.profile.unit());
        let whole = Load::new(task.working_weight, self.profile.unit());
        let first = week == 0 && !begun;
        let second = if begun { week == 0 && weeks_behind == 1 } else { week == 1 };
        let because = match step.kind {
            StepKind::Deload => Because::of(RuleId::DeloadHold).and(RuleId::DeloadRhythm),
            StepKind::Hold => Because::of(RuleId::PlateHold),
            StepKind::Rise if first && !is_at_most(load, whole, task.start) => Because::of(RuleId::LightestBar).and(RuleId::ReloadStart),
            StepKind::Rise if first => Because::of(RuleId::ReloadStart),
            StepKind::Rise if second => Because::of(RuleId::ReloadSecondWeek).and(RuleId::ReloadRise),
            StepKind::Rise if task.near_max.is_some_and(|from| load.thousandths() >= from) => Because::of(RuleId::ReloadNearMax),
            StepKind::Rise if !is_at_most(load, whole, task.late) => Because::of(RuleId::ReloadRise).and(RuleId::ReloadPatience),
            StepKind::Rise => Because::of(RuleId::ReloadRise),
        };
        let last = step.at + 1 == task.loads.len() && week + 1 == steps.len();
        let because = if last { because.and(RuleId::ReloadTop) } else { because };
        let because = if self.cap().is_some() { because.and(RuleId::ClearanceCap) } else { because };
        let because = if self.track == Track::ThreePhase && first { because.and(RuleId::Phase3Entry) } else { because };
        because.and(RuleId::WorkingWeight)
    }

    /// The weeks at the full weight after the return, deloads as due. `since_deload`: loading weeks since the last one when they begin.
    fn aftercare(&self, top: Load, since_deload: u32, climb: &Climb) -> Vec<LoadWeek> {
        let rules = &self.protocol.rules;
        let rhythm = rules.deload_rhythm.value.of(self.profile.age_band);
        let easy = self.easy(top);
        let mut since = since_deload;
        let mut last_near = climb.was_near_max() || !climb.is_at_top();
        // At the top the next load is the same anyway, unless an easy week is to be repeated.
        let mut again = climb.is_at_top() && matches!(climb.orders.next, Next::Hold(_)) && climb.reference() == easy;
        let mut weeks = Vec::new();
        for _ in climb.weeks_at_top()..rules.aftercare.value {
            let deload = since >= rhythm.to;
            since = if deload { 0 } else { since + 1 };
            // A deload does less: it does not stand on the near-maximal week.
            let rest = easy.filter(|_| last_near || deload || again);
            again = false;
            let load = rest.unwrap_or(top);
            last_near = rest.is_none();
            let mut because = Because::of(RuleId::Aftercare);
            if deload {
                because = Because::of(RuleId::DeloadHold).and(RuleId::DeloadRhythm).and(RuleId::Aftercare);
            }
            if easy.is_some() {
                because = because.and(RuleId::NearMaxCadence);
            }
            weeks.push(LoadWeek { load, deload, near_max: self.is_near_max(load), fewer: 0, because });
        }
        weeks
    }
}

/// The steps of a climb, as far as the reasons for them depend on it.
#[derive(Clone, Copy)]
struct Way<'a> {
    task: &'a Task,
    steps: &'a [Step],
    /// The first step is not the start.
    begun: bool,
    /// Weeks of the climb before it.
    weeks_behind: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::climb::tests::{GAP, PAIN, climbing};
    use crate::planner::climb::{Orders, Rung, State};
    use crate::planner::lifter::tests::{kg, on};

    #[test]
    fn from_46_on_an_easy_week_that_is_held_comes_once_more() {
        on(&[("18-40", "46+"), ("100 kg", "100 kg\n  reps: 4")], |lifter| {
            let (top, easy) = (kg(100.0), kg(97.5));
            let weeks = |reference, near_max, next| {
                let rung = Rung { load: reference, risen_from: None, since_deload: 0, stayed: 0, weeks: 0, near_max };
                let state = State::AtTop { rung, top, weeks: 1 };
                let climb = Climb { state, orders: Orders { next, ..Orders::default() }, ..Climb::default() };
                lifter.ahead(&climb).unwrap().after.into_iter().map(|week| week.load).collect::<Vec<_>>()
            };
            assert_eq!(weeks(easy, false, Next::Free), [top, easy, top]);
            assert_eq!(weeks(easy, false, Next::Hold(PAIN)), [easy, top, easy]);
            assert_eq!(weeks(top, true, Next::Free), [easy, top, easy]);
            assert_eq!(weeks(top, true, Next::Hold(PAIN)), [easy, top, easy]);
            // A lighter one than the easy one is none.
            assert_eq!(weeks(kg(95.0), false, Next::Hold(PAIN)), [top, easy, top]);
        });
    }

    #[test]
    fn only_the_first_week_of_a_new_way_back_names_what_began_it() {
        on(&[], |lifter| {
            let ramp = lifter.ahead(&climbing(80.0, Next::Start(GAP))).unwrap().ramp;
            let named: Vec<bool> = ramp.iter().map(|week| week.because.rules().contains(&GAP)).collect();
            assert_eq!(named.iter().filter(|named| **named).count(), 1);
            assert!(named[0], "{ramp:?}");
            assert_eq!(ramp[0].load, kg(50.0));
        });
    }

    #[test]
    fn fewer_sets_are_those_of_the_next_week_alone() {
        on(&[], |lifter| {
            for next in [Next::Free, Next::Hold(PAIN), Next::Down(kg(60.0), PAIN)] {
                let mut climb = climbing(70.0, next);
                climb.orders.fewer = 1;
                let ramp = lifter.ahead(&climb).unwrap().ramp;
                let fewer: Vec<u32> = ramp.iter().map(|week| week.fewer).collect();
                assert_eq!((fewer[0], fewer[1..].iter().sum::<u32>()), (1, 0), "{climb:?}");
            }
        });
    }
}
