//! The loads of all weeks to come: what has to be next, the climb, and the weeks at the top. Knows nothing of days.

use super::reload::{self, Begin, Step, StepKind, Task};
use super::session::{is_at_most, scheme};
use super::strength::Strength;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Because, Track};
use crate::plates::{Gym, finer_plate};
use crate::profile::{AgeBand, Plates, Profile};
use crate::protocol::{MissedThen, Protocol, RuleId};
use crate::units::{Load, Points};

/// What all loads are made on: the lifter, the rules, and what the bar can carry.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The lifter.
    pub profile: &'a Profile,
    /// The rules.
    pub protocol: &'a Protocol,
    /// What the percentages are of.
    pub strength: Strength,
    /// What the lifter's bars and plates can make, up to where the ramp may end.
    pub gym: &'a Gym,
    /// Which way back.
    pub track: Track,
    /// The reload starts at the lower percentage.
    pub marked: bool,
}

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
    /// Weeks it would take with the next finer plate, where that is fewer.
    pub finer: Option<(Load, u32)>,
}

impl Loads {
    /// All weeks in order.
    pub fn weeks(&self) -> impl Iterator<Item = &LoadWeek> {
        self.ramp.iter().chain(&self.after)
    }
}

/// How far the lifter has climbed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Climb {
    /// The load that the next step counts from; none before the first deadlift.
    pub reference: Option<Load>,
    /// The load that the last rise came from.
    pub before: Option<Load>,
    /// Loading weeks since the last deload, or since the count began anew.
    pub since: u32,
    /// Weeks at the reference beyond the first.
    pub stayed: u32,
    /// Weeks with a deadlift since the climb began.
    pub weeks: u32,
    /// The top was reached.
    pub topped: bool,
    /// The load that was the top when it was reached.
    pub top: Option<Load>,
    /// Weeks at the top since then.
    pub after: u32,
    /// The last week was near the maximum.
    pub near_max: bool,
    /// What has to be next.
    pub next: Next,
    /// Loads rated good, in order of time.
    pub rated: Vec<Load>,
    /// Loads that hurt above the trigger, in order of time.
    pub hurt: Vec<Load>,
    /// Weeks running in which technique took the load down.
    pub lowered: u32,
    /// The next week has so many sets fewer.
    pub fewer: u32,
    /// So many sessions at the next load before more, with a coach.
    pub coach: u32,
    /// The first load is not above this.
    pub most: Option<Load>,
    /// So many weeks more at the next load, so that bad news brings nothing forward.
    pub wait: u32,
}

/// What has to be next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Next {
    /// Whatever is best.
    #[default]
    Free,
    /// The same load again, for this reason.
    Hold(RuleId),
    /// This lighter load, for this reason.
    Down(Load, RuleId),
    /// The start of the reload, never above the reference.
    Start(RuleId),
}

impl Climb {
    /// What a week that is done as planned leaves behind.
    pub fn advance(&mut self, load: Load, deload: bool, near_max: bool) {
        let same = self.reference == Some(load);
        match self.reference {
            Some(reference) if load > reference => self.before = Some(reference),
            Some(reference) if load < reference => self.before = None,
            _ => {}
        }
        let fell = self.reference.is_some_and(|reference| load < reference) && !self.topped;
        self.since = if deload {
            0
        } else if fell {
            1
        } else {
            self.since + 1
        };
        self.stayed = if same { self.stayed + 1 } else { 0 };
        self.reference = Some(load);
        self.near_max = near_max;
        self.weeks += 1;
        self.after += u32::from(self.topped);
        self.next = Next::Free;
        self.fewer = 0;
        self.most = None;
        self.coach = self.coach.saturating_sub(1);
    }

    /// What so many days without a deadlift change (decisions, section 8); `skipped`: a calendar week had none.
    /// Nothing where they are more than the table has: the way back then begins with Phase 2.
    #[must_use]
    pub fn after_gap(&mut self, days: i64, skipped: bool, ground: &Ground) -> Option<()> {
        let rule = &ground.protocol.rules.missed_days.value;
        let Some(reference) = self.reference else { return Some(()) };
        let row = rule.rows.iter().position(|row| days <= i64::from(row.to)).unwrap_or(rule.rows.len());
        let heavy = reference.thousandths() * 1000 >= i64::from(rule.heavy.tenths()) * ground.strength.working_weight.thousandths();
        let row = rule.rows.get(row + usize::from(heavy))?;
        if skipped {
            self.since = 0;
        }
        let lighter = |points| ground.lower(reference, points);
        let next = match row.then {
            MissedThen::GoOn => return Some(()),
            MissedThen::Repeat => Next::Hold(RuleId::MissedDays),
            MissedThen::Lower => Next::Down(lighter(row.points.unwrap_or(rule.beyond.off)), RuleId::MissedDays),
            MissedThen::Restart => {
                // A start that is not above what a shorter break would have led to.
                let most = ground.after_long(reference);
                self.begin_at_most(most);
                Next::Start(RuleId::MissedDays)
            }
        };
        self.lower_to(next, ground);
        Some(())
    }

    /// The first load is not above this one either.
    pub fn begin_at_most(&mut self, load: Load) {
        self.most = Some(self.most.map_or(load, |most| most.min(load)));
    }

    /// Of two things that may have to be next, the more careful one.
    pub fn lower_to(&mut self, next: Next, ground: &Ground) {
        let careful = |next: &Next| match next {
            Next::Free => (0, 0),
            Next::Hold(_) => (1, 0),
            Next::Down(to, _) => (2, -to.thousandths()),
            Next::Start(_) => (3, 0),
        };
        // The start may still be above a load that was lowered: it is not above that.
        let lowered = [&next, &self.next].into_iter().filter_map(|next| match next {
            Next::Down(to, _) => Some(*to),
            _ => None,
        });
        let lowered = lowered.min();
        let below_start = |next: &Next| matches!(next, Next::Down(to, _) if *to < ground.share(ground.start()));
        match (&next, &self.next) {
            (Next::Start(rule), Next::Down(to, _)) if below_start(&self.next) => {
                // The climb begins anew all the same.
                self.weeks = 0;
                if let Some(most) = self.most.map(|most| ground.loadable(most)).filter(|most| most < to) {
                    self.next = Next::Down(most, *rule);
                }
            }
            _ if careful(&next) > careful(&self.next) => self.next = next,
            _ => {}
        }
        if let (Next::Start(_), Some(lowered)) = (&self.next, lowered) {
            self.begin_at_most(lowered);
        }
        let below = matches!(self.next, Next::Hold(_)) && self.reference < self.top && !ground.is_easy_at(self.reference, self.top);
        if below || matches!(self.next, Next::Down(..) | Next::Start(_)) {
            self.topped = false;
            self.after = 0;
        }
    }
}

impl Ground<'_> {
    pub(super) fn share(&self, percent: Points) -> Load {
        self.strength.working_weight.share(percent)
    }

    /// The start percentage.
    pub(super) fn start(&self) -> Points {
        let rule = self.protocol.rules.reload_start.value;
        if self.marked { rule.marked } else { rule.standard }
    }

    /// The heaviest loadable weight not above this one; the lightest bar where there is none.
    pub fn loadable(&self, load: Load) -> Load {
        self.gym.at_most(load).or(self.gym.weights().first()).map_or(load, |weight| weight.load)
    }

    /// The heaviest loadable weight at least so many points below a load; the lightest bar where there is none.
    pub fn lower(&self, from: Load, points: Points) -> Load {
        // A share is rounded down: what is taken off must not be less than the points.
        let off = (self.strength.working_weight.thousandths() * i64::from(points.tenths()) + 999).div_euclid(1000);
        self.loadable(Load::new(from.thousandths() - off, from.unit()))
    }

    /// The lowest load that a break shorter than the longest leads to: a longer one leads to no more.
    pub fn after_long(&self, reference: Load) -> Load {
        let rows = &self.protocol.rules.missed_days.value.rows;
        rows.iter().filter_map(|row| row.points).max().map_or(reference, |points| self.lower(reference, points))
    }

    /// Where a load goes after it hurt: to the last one rated good, at least so many points below it.
    pub fn reviewed(&self, rated: &[Load], hurt: Load) -> Load {
        let lighter = self.lower(hurt, self.protocol.rules.review_load.value.points);
        rated.iter().rev().copied().find(|load| *load <= lighter).map_or(lighter, |load| self.loadable(load))
    }

    /// How many work sets a week has.
    pub fn sets(&self, week: &LoadWeek) -> u32 {
        scheme(week.load, week.deload, self.strength, self.protocol).sets.saturating_sub(week.fewer).max(1)
    }

    /// Whether a load is near the maximum.
    pub fn is_near_max(&self, load: Load) -> bool {
        load >= self.strength.near_max
    }

    /// Whether a load is above another by more than a week's step may be.
    pub fn is_more_than_a_step(&self, from: Load, to: Load) -> bool {
        let rules = &self.protocol.rules;
        let rise = self.profile.preferences.weekly_rise.min(rules.reload_rise.value.cap);
        let rise = if self.is_near_max(to) { rise.min(rules.reload_near_max.value.cap) } else { rise };
        from.thousandths() + self.share(rise).thousandths() < to.thousandths()
    }

    /// The load of the weeks between two near-maximal ones, at an age at which those come every other week only: the
    /// heaviest that is not near the maximum.
    fn easy(&self, top: Load) -> Option<Load> {
        let apart = self.profile.age_band == AgeBand::From46 && self.is_near_max(top);
        let below = || self.gym.weights().iter().rev().map(|weight| weight.load).find(|load| !self.is_near_max(*load));
        apart.then(|| below().unwrap_or(top))
    }

    /// Whether a load is that of the weeks between two near-maximal ones at this top.
    pub fn is_easy_at(&self, load: Option<Load>, top: Option<Load>) -> bool {
        load.is_some() && load == top.and_then(|top| self.easy(top))
    }

    fn cap(&self) -> Option<Load> {
        self.profile.clearance.as_ref().and_then(|clearance| clearance.max_load)
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
            rise: self.profile.preferences.weekly_rise.min(rules.reload_rise.value.cap),
            near_max: Some(self.strength.near_max.thousandths()),
            near_max_rise: rules.reload_near_max.value.cap,
            near_max_apart: self.profile.age_band == AgeBand::From46,
            free: patience.free,
            late: patience.above,
            week_worth: patience.points_per_week,
            rhythm: rules.deload_rhythm.value.of(self.profile.age_band),
        }
    }

    /// The weeks to come from where the lifter stands.
    ///
    /// # Errors
    /// Bar or plates allow no way to the working weight that keeps every limit.
    pub fn ahead(&self, climb: &Climb) -> Result<Loads, Vec<Diagnostic>> {
        let unit = self.profile.unit();
        let base = self.task();
        let fresh = climb.reference.is_none();
        if fresh {
            self.makeable(&base)?;
        }
        let heaviest = self.gym.weights().last().map_or(Load::new(0, unit), |weight| weight.load);
        let mut climb = climb.clone();
        let mut forced = Vec::new();
        if !climb.topped {
            self.force(&mut climb, base.rhythm.to, &mut forced);
        }
        let begin = match (&climb.next, climb.reference) {
            (Next::Start(_), Some(most)) => Begin::Start(Some(climb.most.map_or(most, |before| before.min(most)).thousandths())),
            (_, None) => Begin::Start(climb.most.map(Load::thousandths)),
            (_, Some(reference)) => {
                let at = |load: Load| base.loads.partition_point(|other| *other <= load.thousandths()).saturating_sub(1);
                let since = climb.since.min(base.rhythm.to);
                let before = climb.before.map_or(at(reference), at);
                Begin::After { at: at(reference), since, stayed: i64::from(climb.stayed), first: climb.weeks == 1, before }
            }
        };
        let from = match begin {
            Begin::After { at, .. } => at + 1,
            Begin::Start(_) => 1,
        };
        // Where a near-maximal top cannot be reached by small enough steps, the ramp ends below it.
        let solved = (from..=base.loads.len()).rev().find_map(|count| {
            let mut task = base.clone();
            task.loads.truncate(count);
            reload::solve(&task, begin).map(|(steps, _)| (task, steps))
        });
        let Some((task, steps)) = solved else {
            return Err(vec![self.coarse(&base, "these plates leave no way to the working weight that keeps every limit".to_owned())]);
        };
        let top = climb.top.filter(|_| climb.topped).unwrap_or(Load::new(task.loads[task.loads.len() - 1], unit)).min(heaviest);
        // A start that is not the first says why it is one.
        let anew = |because: Because| match &climb.next {
            Next::Start(rule) => because.and(*rule),
            _ => because,
        };
        if let (Begin::Start(_), Some(first), true) = (begin, steps.first(), climb.coach > 1 || climb.wait > 0) {
            // The coach, or the wait, comes at the load that the way back begins with.
            let load = Load::new(task.loads[first.at], unit);
            let because = self.reasons(&task, &steps, 0, first, false, 0);
            let because = if climb.coach > 1 { anew(because).and(RuleId::Coach) } else { anew(because) };
            let week = LoadWeek { load, deload: false, near_max: self.is_near_max(load), fewer: climb.fewer, because };
            let mut begun = climb.clone();
            begun.advance(load, false, week.near_max);
            begun.since = 1;
            let rest = self.ahead(&begun)?;
            return Ok(Loads { ramp: std::iter::once(week).chain(rest.ramp).collect(), ..rest });
        }
        let steps = if climb.topped { Vec::new() } else { steps };
        let held = steps.iter().any(|step| step.kind == StepKind::Hold);
        let count = (forced.len() + steps.len()) as u32;
        let finer = (fresh && (held || count > self.protocol.rules.reload_forecast.value.to))
            .then(|| self.with_finer_plates(&task, count))
            .flatten();
        let begun = !matches!(begin, Begin::Start(_));
        for (week, step) in steps.iter().enumerate() {
            let load = Load::new(task.loads[step.at], unit);
            let deload = step.kind == StepKind::Deload;
            let because = self.reasons(&task, &steps, week, step, begun, climb.weeks as usize);
            let because = if week == 0 { anew(because) } else { because };
            let fewer = if week == 0 && forced.is_empty() { climb.fewer } else { 0 };
            forced.push(LoadWeek { load, deload, near_max: self.is_near_max(load), fewer, because });
        }
        let mut at_end = climb.clone();
        for step in &steps {
            at_end.advance(Load::new(task.loads[step.at], unit), step.kind == StepKind::Deload, false);
        }
        let after = self.aftercare(top, at_end.since, &climb);
        let full = top == heaviest && self.cap().is_none_or(|cap| cap >= self.strength.working_weight);
        Ok(Loads { ramp: forced, after, top, full, held, finer })
    }

    /// The weeks that have to be next, before the climb is free again.
    fn force(&self, climb: &mut Climb, longest: u32, weeks: &mut Vec<LoadWeek>) {
        let Some(lifted) = climb.reference else { return };
        let reference = self.loadable(lifted);
        if let Next::Down(to, rule) = climb.next
            && to >= reference
        {
            // Nothing lighter can be made: the same again.
            climb.next = Next::Hold(rule);
        }
        if let Next::Down(to, rule) = climb.next {
            let because = Because::of(rule).and(RuleId::WorkingWeight);
            let because = because.and(RuleId::CountAnew);
            weeks.push(LoadWeek { load: to, deload: false, near_max: self.is_near_max(to), fewer: climb.fewer, because });
            climb.advance(to, false, self.is_near_max(to));
        }
        if let Next::Start(rule) = climb.next {
            let most = climb.most.map_or(reference, |most| most.min(reference)).min(self.share(self.start()));
            if self.loadable(most) >= reference {
                // The start is where the lifter stands; the climb begins with it all the same.
                climb.next = Next::Hold(rule);
                climb.weeks = 0;
            }
        }
        while !matches!(climb.next, Next::Start(_)) {
            let rule = match climb.next {
                Next::Hold(rule) => rule,
                _ if climb.coach > 0 => RuleId::Coach,
                _ if climb.wait > 0 => {
                    climb.wait -= 1;
                    RuleId::NeverFaster
                }
                // What was lifted cannot be made from what is listed: the nearest that can is a step of its own.
                _ if weeks.is_empty() && reference != lifted => RuleId::Loadable,
                _ => break,
            };
            let load = if weeks.is_empty() { reference } else { climb.reference.unwrap_or(reference) };
            // A deload that is due is the same load as well.
            let deload = climb.since >= longest;
            let because = Because::of(rule);
            let because = if deload { because.and(RuleId::DeloadHold).and(RuleId::DeloadRhythm) } else { because };
            let fewer = if deload { 0 } else { climb.fewer };
            weeks.push(LoadWeek { load, deload, near_max: self.is_near_max(load), fewer, because: because.and(RuleId::WorkingWeight) });
            climb.advance(load, deload, self.is_near_max(load));
        }
    }

    /// Whether bar and plates can make a reload at all.
    fn makeable(&self, task: &Task) -> Result<(), Vec<Diagnostic>> {
        let rules = &self.protocol.rules;
        let whole = self.strength.working_weight;
        let unit = whole.unit();
        let lightest = self.profile.equipment.bars.iter().copied().min().unwrap_or(Load::new(0, unit));
        if !is_at_most(lightest, whole, rules.lightest_bar.value) {
            let ceiling = rules.lightest_bar.value;
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
        let heaviest = self.gym.weights().last().map_or(lightest, |weight| weight.load);
        if self.cap().is_none_or(|cap| cap > heaviest) && is_at_most(heaviest, whole, task.start) {
            return Err(vec![self.coarse(
                task,
                format!("these plates make no load between the start, {}, and the working weight, {whole}", whole.share(task.start)),
            )]);
        }
        let widest = task
            .loads
            .windows(2)
            .filter(|pair| !is_at_most(Load::new(pair[1], unit), whole, task.start))
            .map(|pair| pair[1] - pair[0])
            .max();
        if let Some(widest) = widest.map(|gap| Load::new(gap, unit)).filter(|gap| !is_at_most(*gap, whole, rules.plate_hold.value)) {
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

    fn coarse(&self, task: &Task, message: String) -> Diagnostic {
        let whole = self.strength.working_weight;
        let finer = finer_plate(&self.profile.equipment, whole.unit());
        Diagnostic::new(Code::PlatesTooCoarse, message).at("equipment.plates").help(format!(
            "add smaller plates or more of them, {finer} for example, so that loads between {} and {whole} can be made in small steps",
            whole.share(task.start)
        ))
    }

    /// How many weeks the ramp would take with the next finer plate, where that is fewer.
    fn with_finer_plates(&self, task: &Task, weeks: u32) -> Option<(Load, u32)> {
        let unit = self.profile.unit();
        let finer = finer_plate(&self.profile.equipment, unit);
        let mut equipment = self.profile.equipment.clone();
        equipment.plates.push(Plates { size: finer.number(), pairs: None });
        let gym = Gym::new(&equipment, Load::new(task.loads[task.loads.len() - 1], unit));
        let loads = gym.weights().iter().map(|weight| weight.load.thousandths()).collect();
        let (steps, _) = reload::solve(&Task { loads, ..task.clone() }, Begin::Start(None))?;
        (steps.len() < weeks as usize).then_some((finer, steps.len() as u32))
    }

    /// Why a week of the climb has its load; `done` weeks of the climb lie behind, where it has `begun`.
    fn reasons(&self, task: &Task, steps: &[Step], week: usize, step: &Step, begun: bool, done: usize) -> Because {
        let load = Load::new(task.loads[step.at], self.profile.unit());
        let whole = Load::new(task.working_weight, self.profile.unit());
        let first = week == 0 && !begun;
        let second = if begun { week == 0 && done == 1 } else { week == 1 };
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

    /// The weeks at the full weight after the return, deloads as due.
    fn aftercare(&self, top: Load, since_deload: u32, climb: &Climb) -> Vec<LoadWeek> {
        let rules = &self.protocol.rules;
        let rhythm = rules.deload_rhythm.value.of(self.profile.age_band);
        let easy = self.easy(top);
        let mut since = since_deload;
        let mut last_near = climb.near_max || !climb.topped;
        // At the top the next load is the same anyway, unless an easy week is to be repeated.
        let mut again = climb.topped && matches!(climb.next, Next::Hold(_)) && climb.reference == easy;
        let mut weeks = Vec::new();
        let behind = if climb.topped { climb.after } else { 0 };
        for _ in behind..rules.aftercare.value {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::on_ground;
    use crate::units::Unit;

    /// On the ground of the lifter of `profiles/minimal.yaml`, 100 kg in steps of 2.5 kg, with something else instead of
    /// some of its lines.
    fn on<T>(changes: &[(&str, &str)], then: impl FnOnce(&Ground) -> T) -> T {
        let protocol = Protocol::embedded();
        let minimal = include_str!("../../profiles/minimal.yaml").to_owned();
        let text = changes.iter().fold(minimal, |text, (what, by)| text.replacen(what, by, 1));
        let profile = crate::profile::read(&text, "minimal.yaml", &protocol).unwrap().profile;
        on_ground(&profile, &protocol, "2026-11-23".parse().unwrap(), then)
    }

    fn kg(load: f64) -> Load {
        Load::new((load * 1000.0) as i64, Unit::Kg)
    }

    fn standing(reference: f64, next: Next) -> Climb {
        Climb { reference: Some(kg(reference)), since: 2, weeks: 3, next, ..Climb::default() }
    }

    const PAIN: RuleId = RuleId::ReviewLoad;
    const GAP: RuleId = RuleId::MissedDays;

    #[test]
    fn of_pain_and_a_break_the_more_careful_one_is_next() {
        on(&[], |ground| {
            let after = |first: Next, second: Next| {
                let mut climb = standing(80.0, first);
                climb.lower_to(second, ground);
                climb.next
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
        on(&[], |ground| {
            // The start is 50 kg. From 60 kg the lifter starts anew, at 60 kg or less.
            for (first, second) in [(Next::Down(kg(60.0), PAIN), Next::Start(GAP)), (Next::Start(GAP), Next::Down(kg(60.0), PAIN))] {
                let mut climb = standing(80.0, first);
                climb.lower_to(second, ground);
                assert_eq!((climb.next, climb.most), (Next::Start(GAP), Some(kg(60.0))));
            }
            // What is below the start stays as it is, and the climb begins with it; a break may lead further down.
            for (most, to, rule) in [(None, 30.0, PAIN), (Some(35.0), 30.0, PAIN), (Some(21.0), 20.0, GAP)] {
                let mut climb = Climb { most: most.map(kg), ..standing(40.0, Next::Down(kg(30.0), PAIN)) };
                climb.lower_to(Next::Start(GAP), ground);
                assert_eq!((climb.next, climb.weeks), (Next::Down(kg(to), rule), 0), "{most:?}");
            }
        });
    }

    #[test]
    fn at_the_top_only_what_goes_down_or_is_held_below_it_loses_the_return() {
        on(&[], |ground| {
            let topped = |reference, next| {
                let mut climb = Climb { topped: true, top: Some(kg(100.0)), after: 2, ..standing(reference, Next::Free) };
                climb.lower_to(next, ground);
                (climb.topped, climb.after)
            };
            assert_eq!(topped(100.0, Next::Hold(PAIN)), (true, 2));
            assert_eq!(topped(97.5, Next::Hold(PAIN)), (false, 0));
            assert_eq!(topped(100.0, Next::Down(kg(90.0), PAIN)), (false, 0));
            assert_eq!(topped(100.0, Next::Start(GAP)), (false, 0));
        });
    }

    #[test]
    fn ten_points_are_a_step_and_onto_near_the_maximum_five() {
        on(&[], |ground| {
            let more = |from, to| ground.is_more_than_a_step(kg(from), kg(to));
            assert_eq!((more(90.0, 100.0), more(87.5, 100.0), more(100.0, 90.0)), (false, true, false));
        });
        on(&[("100 kg", "100 kg\npreferences:\n  weekly_rise: 6")], |ground| {
            assert_eq!([92.5, 95.0].map(|from| ground.is_more_than_a_step(kg(from), kg(100.0))), [true, false]);
        });
        // Of sets of four the whole weight is near the maximum.
        on(&[("100 kg", "100 kg\n  reps: 4")], |ground| {
            assert!(ground.is_near_max(kg(100.0)) && !ground.is_near_max(kg(95.0)));
            assert_eq!([92.5, 95.0].map(|from| ground.is_more_than_a_step(kg(from), kg(100.0))), [true, false]);
        });
    }

    #[test]
    fn from_46_on_an_easy_week_that_is_held_comes_once_more() {
        on(&[("18-40", "46+"), ("100 kg", "100 kg\n  reps: 4")], |ground| {
            let (top, easy) = (kg(100.0), kg(97.5));
            let weeks = |reference, near_max, next| {
                let climb = Climb {
                    topped: true,
                    top: Some(top),
                    since: 0,
                    after: 1,
                    reference: Some(reference),
                    near_max,
                    next,
                    ..Climb::default()
                };
                ground.ahead(&climb).unwrap().after.into_iter().map(|week| week.load).collect::<Vec<_>>()
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
        on(&[], |ground| {
            let ramp = ground.ahead(&standing(80.0, Next::Start(GAP))).unwrap().ramp;
            let named: Vec<bool> = ramp.iter().map(|week| week.because.rules().contains(&GAP)).collect();
            assert_eq!(named.iter().filter(|named| **named).count(), 1);
            assert!(named[0], "{ramp:?}");
            assert_eq!(ramp[0].load, kg(50.0));
        });
    }

    #[test]
    fn fewer_sets_are_those_of_the_next_week_alone() {
        on(&[], |ground| {
            for next in [Next::Free, Next::Hold(PAIN), Next::Down(kg(60.0), PAIN)] {
                let climb = Climb { fewer: 1, ..standing(70.0, next) };
                let ramp = ground.ahead(&climb).unwrap().ramp;
                let fewer: Vec<u32> = ramp.iter().map(|week| week.fewer).collect();
                assert_eq!((fewer[0], fewer[1..].iter().sum::<u32>()), (1, 0), "{climb:?}");
            }
        });
    }
}
