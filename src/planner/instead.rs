//! What another load in a week would have come to: which limit forbids it, or by what it is the worse answer.
//! Decides nothing; the planner has decided.

use super::climb::Climb;
use super::lifter::{Lifter, is_at_most, is_step_of};
use super::loads::MOST_WEIGHTS;
use super::reload::{self, Task};
use crate::plan::{Plan, Week};
use crate::plates::Gym;
use crate::protocol::{Protocol, RuleId};
use crate::units::Load;
use chrono::{NaiveDate, NaiveTime};

/// A load that a week might have had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    pub load: Load,
    /// What speaks against it, in words.
    pub says: String,
    /// The rules that say so; never empty.
    pub rules: Vec<RuleId>,
}

/// The next loadable weight above the load of a week and the next below it, with what speaks against each; where one is
/// asked for, only that one. Nothing for a week without a load.
///
/// The limits are tested first, in the order in which they bind; a load that keeps all of them has lost by what the
/// whole way to the top would have cost: weeks, late steps, evenness.
pub fn instead(plan: &Plan, protocol: &Protocol, week: usize, asked: Option<Load>) -> Vec<Instead> {
    let Some(own) = plan.weeks.get(week).and_then(Week::load) else { return Vec::new() };
    let cycle = plan.summary.phases.first().map_or(plan.created, |phase| phase.from);
    let lifter = Lifter::new(&plan.profile, protocol, cycle);
    let case = Case { plan, lifter: &lifter, week: &plan.weeks[week], own, climb: climb_before(plan, &lifter, week) };
    let loads = asked.map_or_else(|| case.neighbours(), |load| vec![load]);
    loads.into_iter().filter(|load| *load != own).map(|load| case.judge(load)).collect()
}

/// Whether a session that starts then has room for warm-up and work sets, with the longer warm-up of an early morning.
pub fn morning_leaves_room(plan: &Plan, protocol: &Protocol, at: NaiveTime) -> bool {
    Lifter::new(&plan.profile, protocol, plan.created).has_room(at)
}

/// How far the lifter has climbed before a week, by the plan, and by what was really lifted where it says so.
fn climb_before(plan: &Plan, lifter: &Lifter, week: usize) -> Climb {
    let mut climb = Climb::default();
    let mut last: Option<NaiveDate> = None;
    for week in &plan.weeks[..week] {
        let Some(planned) = week.load() else { continue };
        let lifted = week.heavy_day().and_then(|session| session.done.as_ref()).and_then(|done| done.load.iter().copied().min());
        if last.is_some_and(|last| (week.starts - last).num_days() > 7) {
            climb.count_anew();
        }
        last = Some(week.starts);
        let load = lifted.unwrap_or(planned);
        climb.advance(load, week.is_deload(), lifter.is_near_max(load));
        if load >= plan.summary.top_load {
            climb.reach(plan.summary.top_load);
        } else {
            climb.lose_top();
        }
    }
    climb
}

struct Case<'a> {
    plan: &'a Plan,
    lifter: &'a Lifter<'a>,
    week: &'a Week,
    own: Load,
    climb: Climb,
}

impl Case<'_> {
    fn neighbours(&self) -> Vec<Load> {
        let whole = self.lifter.strength.working_weight;
        // A little above the top, so that there is a next one.
        let beyond = Load::new(whole.thousandths() * 3 / 2, whole.unit());
        let gym = Gym::new(&self.plan.profile.equipment, beyond);
        let above = gym.at_least(Load::new(self.own.thousandths() + 1, whole.unit()));
        let below = gym.at_most(Load::new(self.own.thousandths() - 1, whole.unit()));
        above.into_iter().chain(below).map(|weight| weight.load).collect()
    }

    fn points(&self, from: Load, to: Load) -> String {
        let whole = self.lifter.strength.working_weight;
        Load::new((to.thousandths() - from.thousandths()).abs(), whole.unit()).percent_of(whole).to_string()
    }

    fn judge(&self, load: Load) -> Instead {
        let (says, rules) = self.against(load);
        Instead { load, says, rules }
    }

    /// What speaks against a load.
    fn against(&self, load: Load) -> (String, Vec<RuleId>) {
        self.by_the_whole(load)
            .or_else(|| self.by_the_reason(load))
            .or_else(|| self.by_a_limit(load))
            .unwrap_or_else(|| self.by_the_way(load))
    }

    /// What no week may have.
    fn by_the_whole(&self, load: Load) -> Option<(String, Vec<RuleId>)> {
        let whole = self.lifter.strength.working_weight;
        if load.unit() != whole.unit() {
            return Some((format!("the plan is in {}, and nothing is converted", whole.unit()), vec![RuleId::WorkingWeight]));
        }
        if load > whole {
            return Some((format!("above the working weight of {whole}"), vec![RuleId::ReloadTop, RuleId::WorkingWeight]));
        }
        if let Some(most) = self.plan.profile.clearance.as_ref().and_then(|clearance| clearance.max_load).filter(|most| load > *most) {
            return Some((format!("the clearance ends at {most}"), vec![RuleId::ClearanceCap]));
        }
        let gym = &self.lifter.gym;
        if gym.at_most(load).is_none_or(|weight| weight.load != load) {
            let around = [gym.at_most(load), gym.at_least(load)].into_iter().flatten().map(|weight| weight.load.to_string());
            let around = around.collect::<Vec<_>>().join(" and ");
            return Some((format!("your bar and plates do not make it; nearest are {around}"), vec![RuleId::Loadable]));
        }
        None
    }

    /// What the reason that the week itself gives leaves no choice about.
    fn by_the_reason(&self, load: Load) -> Option<(String, Vec<RuleId>)> {
        let before = self.climb.reference();
        let reasons = self.week.deadlift.as_ref().map_or(&[][..], |deadlift| deadlift.because.rules());
        // A week between two near-maximal ones has the heaviest load that is not near the maximum.
        if reasons.contains(&RuleId::NearMaxCadence) && !self.lifter.is_near_max(self.own) {
            let says = match load > self.own {
                true => "near the maximum, and that is not due this week".to_owned(),
                false => format!("between two near-maximal weeks, {} is the heaviest load that is not near the maximum", self.own),
            };
            return Some((says, vec![RuleId::NearMaxCadence, RuleId::Aftercare]));
        }
        if load > self.own && reasons.contains(&RuleId::Decision) {
            return Some((format!("someone decided on no more than {} here", self.own), vec![RuleId::Decision]));
        }
        if self.week.is_deload() {
            let held = before.map_or(String::new(), |before| format!(" of {before}"));
            return Some((
                format!("a deload keeps the load{held} and halves the sets; it neither rises nor falls"),
                vec![RuleId::DeloadHold],
            ));
        }
        let forced = reasons.iter().copied().find(|rule| {
            matches!(
                rule,
                RuleId::RepeatLoad
                    | RuleId::ReviewLoad
                    | RuleId::LowerLoad
                    | RuleId::MissedDays
                    | RuleId::Coach
                    | RuleId::NeverFaster
                    | RuleId::Aftercare
            )
        })?;
        Some(match (forced, load > self.own) {
            // Where the way ended below the working weight, a limit is why.
            (RuleId::Aftercare, true) => return None,
            (RuleId::Aftercare, false) => {
                ("after the return the full weight is kept; less would be no part of it".to_owned(), vec![forced, RuleId::ReloadTop])
            }
            (_, true) => (format!("what was logged, or missed, leads to {} and no more", self.own), vec![forced]),
            (_, false) => (format!("nothing that was logged or missed asks for less than {}", self.own), vec![forced]),
        })
    }

    /// The limit that forbids a load.
    fn by_a_limit(&self, load: Load) -> Option<(String, Vec<RuleId>)> {
        let rules = &self.lifter.protocol.rules;
        let whole = self.lifter.strength.working_weight;
        let task = self.lifter.task();
        let Some(before) = self.climb.reference() else {
            let start = self.lifter.start();
            return (!is_at_most(load, whole, start)).then(|| {
                let says = format!(
                    "{} % of the working weight; the first load is at most {start} %, {}",
                    load.percent_of(whole),
                    whole.share(start)
                );
                (says, vec![RuleId::ReloadStart])
            });
        };
        let since = self.climb.rung().map_or(0, |rung| rung.since_deload);
        if since >= task.rhythm.to && load != before {
            let says = format!("after {since} loading weeks a deload at {before} is due");
            return Some((says, vec![RuleId::DeloadRhythm, RuleId::DeloadHold]));
        }
        if load < before {
            let says = format!("below the {before} of the week before, and nothing asks to go down");
            return Some((says, vec![RuleId::ReloadPatience, RuleId::ReloadForecast]));
        }
        let second = rules.reload_second_week.value;
        if self.climb.weeks() == 1 && load > before && !is_at_most(load, whole, second) {
            let says = format!(
                "{} % of the working weight; the second week is at most {second} %, {}",
                load.percent_of(whole),
                whole.share(second)
            );
            return Some((says, vec![RuleId::ReloadSecondWeek]));
        }
        let rise = Load::new(load.thousandths() - before.thousandths(), whole.unit());
        let near = rules.reload_near_max.value.cap;
        if self.lifter.is_near_max(load) && !is_step_of(rise, whole, near) {
            let says = format!("{} points above {before}; onto loads near the maximum a step is at most {near}", self.points(before, load));
            return Some((says, vec![RuleId::ReloadNearMax]));
        }
        let cap = task.rise;
        if !is_step_of(rise, whole, cap) {
            let says = format!("{} points above the {before} of the week before; a week rises by at most {cap}", self.points(before, load));
            let chosen = cap < rules.reload_rise.value.cap;
            let says = if chosen { format!("{says}, as you chose") } else { says };
            return Some((says, vec![RuleId::ReloadRise]));
        }
        None
    }

    /// By what the way to the top is the worse one that goes over this load.
    fn by_the_way(&self, load: Load) -> (String, Vec<RuleId>) {
        let top = self.plan.summary.top_load.thousandths();
        let mut task: Task = self.lifter.task();
        task.loads.retain(|load| *load <= top);
        // No plan was made out of so many.
        if task.loads.len() > MOST_WEIGHTS {
            return nothing_against();
        }
        if self.climb.reference() == Some(load) {
            let says = "the load of the week before once more, and the week is lost: only plates, a deload or the log hold a load";
            return (says.to_owned(), vec![RuleId::ReloadForecast, RuleId::PlateHold, RuleId::DeloadHold]);
        }
        let begin = self.climb.begin(&task);
        let over = |load: Load| {
            let at = task.loads.partition_point(|other| *other <= load.thousandths()).saturating_sub(1);
            reload::by_way_of(&task, begin, at)
        };
        match (over(self.own), over(load)) {
            (_, None) => {
                let says = "from there, no way to the top keeps every limit";
                (says.to_owned(), vec![RuleId::Loadable, RuleId::ReloadRise, RuleId::DeloadRhythm])
            }
            (Some(ours), Some(theirs)) => self.by_the_cost(load, ours, theirs),
            (None, Some(_)) => nothing_against(),
        }
    }

    /// By which part of the cost the other way is the worse one; each way with its weeks.
    fn by_the_cost(&self, load: Load, ours: (usize, reload::Cost), theirs: (usize, reload::Cost)) -> (String, Vec<RuleId>) {
        let ((weeks, cost), (more, other)) = (ours, theirs);
        let patience = self.lifter.protocol.rules.reload_patience.value;
        let unit = if more == 1 { "week" } else { "weeks" };
        if other.weeks > cost.weeks && more > weeks {
            let says = format!("it keeps every limit, and from here the way would take {more} {unit} instead of {weeks}");
            return (says, vec![RuleId::ReloadForecast, RuleId::ReloadPatience]);
        }
        let says = if other.weeks > cost.weeks {
            let takes = match more < weeks {
                true => format!("it would take {more} {unit} instead of {weeks}"),
                false => "it would take as long".to_owned(),
            };
            format!(
                "{takes}, but with larger steps above {} % of the working weight, where those over {} points are avoided",
                patience.above, patience.free
            )
        } else if other.uneven > cost.uneven {
            "it takes as long, but later steps would be larger than those before them".to_owned()
        } else if other.squares > cost.squares {
            "it takes as long, in less even steps".to_owned()
        } else if other == cost && load > self.own {
            "as good in every way, and the lighter one is taken".to_owned()
        } else {
            return nothing_against();
        };
        (says, vec![RuleId::ReloadPatience])
    }
}

fn nothing_against() -> (String, Vec<RuleId>) {
    ("no limit speaks against it; this plan was written otherwise".to_owned(), vec![RuleId::Loadable])
}
