//! Loads that this bar and these plates can make. Works out its own plate arithmetic.

use super::facts::{Facts, percent_of};
use super::{Bench, Constraint, formal, ruled};
use crate::plan::{SessionKind, Set, Week};
use crate::profile::Equipment;
use crate::protocol::RuleId;
use crate::units::{Decimal, Load};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    formal("equipment", RuleId::Loadable, equipment),
    formal("unit", RuleId::Loadable, unit),
    ruled("loadable", RuleId::Loadable, loadable),
    ruled("per-side", RuleId::Loadable, per_side),
    formal("percent", RuleId::WorkingWeight, percent),
    ruled("phase-2-dumbbell", RuleId::Phase2Dumbbell, dumbbell),
];

/// No bar carries more, in either unit; beyond it nothing is looked up.
const HEAVIEST: i64 = 2_000_000;

/// Every weight that a gym can put on a bar, up to a little above what a plan asks for.
pub(super) struct Rack {
    bars: Vec<i64>,
    /// What one side can hold, rising.
    sides: Vec<i64>,
}

impl Rack {
    pub fn of(equipment: &Equipment, heaviest: i64) -> Self {
        let mut bars: Vec<i64> = equipment.bars.iter().map(|bar| bar.thousandths()).filter(|bar| (1..HEAVIEST).contains(bar)).collect();
        bars.sort_unstable();
        bars.dedup();
        let plates: Vec<(i64, Option<u8>)> =
            equipment.plates.iter().map(|it| (it.size.0, it.pairs)).filter(|(size, _)| (1..HEAVIEST).contains(size)).take(64).collect();
        let largest = plates.iter().map(|(size, _)| *size).max().unwrap_or(0);
        // One plate further on each side, so that the next weight above the heaviest is known.
        let side = heaviest.clamp(0, HEAVIEST) / 2 + largest;
        Rack { bars, sides: sides(&plates, side) }
    }

    /// Whether the weight can be put on some bar.
    pub fn makes(&self, load: i64) -> bool {
        self.bars.iter().any(|bar| load >= *bar && (load - bar) % 2 == 0 && self.sides.binary_search(&((load - bar) / 2)).is_ok())
    }

    /// The heaviest weight not above `load`, on one bar or on any.
    pub fn floor(&self, load: i64, on: Option<i64>) -> Option<i64> {
        let bars = self.bars.iter().filter(|bar| on.is_none_or(|on| on == **bar));
        bars.filter(|bar| **bar <= load)
            .filter_map(|bar| {
                let room = (load - bar) / 2;
                let fits = self.sides.partition_point(|side| *side <= room);
                self.sides[..fits].last().map(|side| bar + 2 * side)
            })
            .max()
    }

    /// The lightest weight above `load`.
    pub fn above(&self, load: i64) -> Option<i64> {
        self.bars
            .iter()
            .filter_map(|bar| self.sides.get(self.sides.partition_point(|side| bar + 2 * side <= load)).map(|side| bar + 2 * side))
            .min()
    }

    /// The lightest weight: an empty bar.
    pub fn lightest(&self) -> Option<i64> {
        self.bars.first().copied()
    }

    pub fn bars(&self) -> &[i64] {
        &self.bars
    }
}

/// Every sum of plates up to `most`, rising; each size at most as often as there are pairs.
fn sides(plates: &[(i64, Option<u8>)], most: i64) -> Vec<i64> {
    let grain = plates.iter().fold(0, |grain, (size, _)| gcd(grain, *size));
    if grain == 0 || most <= 0 {
        return vec![0];
    }
    let cells = (most / grain) as usize + 1;
    let mut reached = vec![false; cells];
    reached[0] = true;
    for (size, pairs) in plates {
        let step = (size / grain) as usize;
        // How many plates of this size the cell needs; what was reached without it needs none.
        let mut used = vec![0_u32; cells];
        for cell in step..cells {
            if !reached[cell] && reached[cell - step] && pairs.is_none_or(|pairs| used[cell - step] < u32::from(pairs)) {
                reached[cell] = true;
                used[cell] = used[cell - step] + 1;
            }
        }
    }
    reached.iter().enumerate().filter(|(_, reached)| **reached).map(|(cell, _)| cell as i64 * grain).collect()
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn equipment(facts: &Facts, bench: &mut Bench) {
    bench.applies();
    let equipment = &facts.plan.profile.equipment;
    if equipment.bars.is_empty() {
        bench.violation("profile.equipment.bars", "no bar", "at least one bar", "list the bar");
    }
    for (at, bar) in equipment.bars.iter().enumerate() {
        if bar.thousandths() <= 0 {
            bench.violation(
                format!("profile.equipment.bars[{at}]"),
                format!("a bar of {bar}"),
                "a bar weighs something",
                "give its weight",
            );
        }
    }
    for (at, plate) in equipment.plates.iter().enumerate() {
        if plate.size.0 <= 0 {
            bench.violation(
                format!("profile.equipment.plates[{at}]"),
                format!("a plate of {}", plate.size),
                "a plate weighs something",
                "give its weight",
            );
        }
    }
}

/// Every set still to come that carries a load, with its path.
fn loaded<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (String, SessionKind, &'a Set, Load)> {
    facts.ahead().flat_map(|placed| {
        let path = placed.path();
        let kind = placed.session.kind;
        placed.session.exercises.iter().enumerate().flat_map(move |(at, exercise)| {
            let path = path.clone();
            exercise
                .sets
                .iter()
                .enumerate()
                .filter_map(move |(set_at, set)| set.load.map(|load| (format!("{path}.exercises[{at}].sets[{set_at}]"), kind, set, load)))
        })
    })
}

/// Weeks whose deadlift is still to come, with their index.
fn weeks_ahead<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (usize, &'a Week)> {
    let ahead = |week: &Week| !facts.is_past_week(week) && week.deadlift().is_none_or(|it| !facts.is_past(it));
    facts.plan.weeks.iter().enumerate().filter(move |(_, week)| ahead(week))
}

/// Sets on a bar: all that carry a load but for the dumbbell of Phase 2.
fn on_a_bar<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (String, &'a Set, Load)> {
    loaded(facts)
        .filter(|(_, kind, ..)| !matches!(kind, SessionKind::Hinge | SessionKind::Daily))
        .map(|(path, _, set, load)| (path, set, load))
}

fn unit(facts: &Facts, bench: &mut Bench) {
    bench.applies();
    let plan = facts.plan;
    let mut one = |path: String, load: Load| {
        if load.unit() != plan.unit {
            bench.violation(
                path,
                load.to_string(),
                format!("every load of the plan is in {}", plan.unit),
                "give it in the plan's unit, weighed and not converted",
            );
        }
    };
    one("profile.deadlift.working_weight".into(), plan.profile.deadlift.working_weight);
    one("summary.working_weight".into(), plan.summary.working_weight);
    one("summary.top_load".into(), plan.summary.top_load);
    for (at, bar) in plan.profile.equipment.bars.iter().enumerate() {
        one(format!("profile.equipment.bars[{at}]"), *bar);
    }
    if let Some(load) = plan.profile.clearance.as_ref().and_then(|it| it.max_load) {
        one("profile.clearance.max_load".into(), load);
    }
    for (at, week) in plan.weeks.iter().enumerate() {
        if let Some(load) = week.load {
            one(format!("weeks[{at}].load"), load);
        }
    }
    for (path, _, set, load) in loaded(facts) {
        one(format!("{path}.load"), load);
        if let Some(bar) = set.bar {
            one(format!("{path}.bar"), bar);
        }
    }
}

fn loadable(facts: &Facts, bench: &mut Bench) {
    let mut one = |path: String, load: Load| {
        bench.applies();
        if !facts.rack.makes(load.thousandths()) {
            let nearest = match facts.rack.floor(load.thousandths(), None) {
                Some(below) => format!("the next below is {}", Load::new(below, load.unit())),
                None => "it is below the lightest bar".to_owned(),
            };
            bench.violation(path, load.to_string(), "only what the listed bars and plates can make", nearest);
        }
    };
    for (at, week) in weeks_ahead(facts) {
        if let Some(load) = week.load {
            one(format!("weeks[{at}].load"), load);
        }
    }
    for (path, _, load) in on_a_bar(facts) {
        one(format!("{path}.load"), load);
    }
}

fn per_side(facts: &Facts, bench: &mut Bench) {
    let equipment = &facts.plan.profile.equipment;
    for (path, set, load) in on_a_bar(facts) {
        bench.applies();
        let bars: Vec<i64> = match set.bar {
            Some(bar) => vec![bar.thousandths()],
            None => facts.rack.bars().to_vec(),
        };
        if let Some(bar) = set.bar.filter(|bar| !equipment.bars.contains(bar)) {
            bench.violation(format!("{path}.bar"), format!("a bar of {bar}"), "one of the bars listed", "use a bar that is there");
            continue;
        }
        let Some(plates) = &set.per_side else {
            if !bars.contains(&load.thousandths()) {
                bench.violation(
                    format!("{path}.per_side"),
                    "no plates are named",
                    format!("the plates that make {load}"),
                    "name the plates on each side",
                );
            }
            continue;
        };
        for plate in equipment.plates.iter() {
            let used = plates.iter().filter(|size| **size == plate.size).count();
            if let Some(pairs) = plate.pairs.filter(|pairs| used > usize::from(*pairs)) {
                bench.violation(
                    format!("{path}.per_side"),
                    format!("{used} plates of {} on each side", plate.size),
                    format!("{pairs} pairs are listed"),
                    "use plates that are there",
                );
            }
        }
        if let Some(foreign) = plates.iter().find(|size| !equipment.plates.iter().any(|plate| plate.size == **size)) {
            bench.violation(
                format!("{path}.per_side"),
                format!("a plate of {foreign}"),
                "only plates that are listed",
                "use plates that are there",
            );
        }
        let side: i128 = plates.iter().map(|size| i128::from(size.0)).sum();
        if !bars.iter().any(|bar| i128::from(*bar) + 2 * side == i128::from(load.thousandths())) {
            let bar = bars.first().copied().unwrap_or(0);
            let total = i64::try_from(i128::from(bar) + 2 * side).map_or("—".to_owned(), |total| Decimal(total).to_string());
            bench.violation(
                format!("{path}.per_side"),
                format!("bar and plates add up to {total} {}", load.unit()),
                format!("they add up to {load}"),
                "put on the plates that make the load",
            );
        }
        if plates.windows(2).any(|pair| pair[0] < pair[1]) {
            bench.note(
                format!("{path}.per_side"),
                "a larger plate outside a smaller one",
                "the largest plate goes on first",
                "sort the plates",
            );
        }
    }
}

fn percent(facts: &Facts, bench: &mut Bench) {
    let Some(working) = facts.working else { return };
    let mut one = |path: String, load: Load, said| {
        bench.applies();
        let is = percent_of(load, working);
        if is != Some(said) {
            let is = is.map_or("—".to_owned(), |is| is.to_string());
            bench.violation(
                path,
                format!("{said} % for {load}"),
                format!("{load} is {is} % of {working}"),
                "give the percentage of the loaded bar, to a tenth",
            );
        }
    };
    for (at, week) in weeks_ahead(facts) {
        if let (Some(load), Some(said)) = (week.load, week.percent) {
            one(format!("weeks[{at}].percent"), load, said);
        }
    }
    for (path, _, set, load) in loaded(facts) {
        if let Some(said) = set.percent {
            one(format!("{path}.percent"), load, said);
        }
    }
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        if week.load.is_some() != week.percent.is_some() {
            bench.violation(
                format!("weeks[{at}].{}", if week.load.is_some() { "percent" } else { "load" }),
                "it is missing",
                "a week's load and its percentage stand together",
                "give both or neither",
            );
        }
    }
}

fn dumbbell(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.phase_2_dumbbell.value;
    let [lightest, heaviest] = rule.range(facts.plan.unit);
    let owned = &facts.plan.profile.equipment.dumbbells;
    for (path, kind, set, load) in loaded(facts) {
        if !matches!(kind, SessionKind::Hinge | SessionKind::Daily) {
            continue;
        }
        bench.applies();
        let size = load.number();
        if size < lightest || size > heaviest {
            bench.violation(
                format!("{path}.load"),
                load.to_string(),
                format!("one light dumbbell of {lightest} to {heaviest} {}", facts.plan.unit),
                "take a lighter dumbbell, or none",
            );
        } else if !owned.is_empty() && !owned.contains(&size) {
            bench.violation(format!("{path}.load"), load.to_string(), "a dumbbell that is listed", "take one of the lifter's dumbbells");
        }
        if set.per_side.is_some() || set.bar.is_some() {
            bench.violation(path, "a barbell", "a single light dumbbell, no bar", "take the bar away");
        }
    }
    let days: Vec<_> = facts.sessions().filter(|it| it.session.kind == SessionKind::Hinge).collect();
    for pair in days.windows(2).filter(|pair| !facts.is_past(pair[1].session)) {
        bench.applies();
        let apart = (pair[1].session.start.date() - pair[0].session.start.date()).num_days();
        if apart < i64::from(rule.every_days) {
            bench.violation(
                format!("{}.start", pair[1].path()),
                format!("{apart} days after the last light Romanian deadlift"),
                format!("every {} days", rule.every_days),
                "leave it out on this day",
            );
        }
    }
}
