//! Equipment, and loads as this bar and these plates make them (decisions, section 4: only loadable weights are planned).

use super::constraint::{Constraint, Findings, formal, ruled};
use super::facts::Facts;
use super::placed::PlacedSet;
use super::share::percent_of;
use crate::plan::SessionKind;
use crate::protocol::RuleId;
use crate::units::{Decimal, Load, Percent};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    formal("equipment", RuleId::Loadable, equipment),
    formal("unit", RuleId::Loadable, unit),
    ruled("loadable", RuleId::Loadable, loadable).searching(&["profile.equipment"]),
    ruled("per-side", RuleId::Loadable, per_side).searching(&["profile.equipment"]),
    formal("percent", RuleId::WorkingWeight, percent),
];

/// There is a bar, and bars and plates weigh something: without them no weight can be made.
fn equipment(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    let equipment = &facts.plan.profile.equipment;
    if equipment.bars.is_empty() {
        findings.violation("profile.equipment.bars", "no bar", "at least one bar", "list the bar");
    }
    for (at, bar) in equipment.bars.iter().enumerate().filter(|(_, bar)| bar.thousandths() <= 0) {
        let path = format!("profile.equipment.bars[{at}]");
        findings.violation(path, format!("a bar of {bar}"), "a bar weighs something", "give its weight");
    }
    for (at, plate) in equipment.plates.iter().enumerate().filter(|(_, plate)| plate.size.0 <= 0) {
        let path = format!("profile.equipment.plates[{at}]");
        findings.violation(path, format!("a plate of {}", plate.size), "a plate weighs something", "give its weight");
    }
}

/// Sets on a bar: all that carry a load but for the dumbbell of Phase 2.
fn on_a_bar<'a>(facts: &Facts<'a>) -> impl Iterator<Item = PlacedSet<'a>> {
    facts.loaded_ahead().filter(|set| !matches!(set.kind(), SessionKind::Hinge | SessionKind::Daily))
}

/// Every load is in the plan's unit: kilograms made of pounds and back are another weight.
fn unit(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    let plan = facts.plan;
    let mut in_unit = |path: String, load: Load| {
        if load.unit() != plan.unit {
            findings.violation(
                path,
                load.to_string(),
                format!("every load of the plan is in {}", plan.unit),
                "give it in the plan's unit, weighed and not converted",
            );
        }
    };
    in_unit("profile.deadlift.working_weight".into(), plan.profile.deadlift.working_weight);
    in_unit("summary.working_weight".into(), plan.summary.working_weight);
    in_unit("summary.top_load".into(), plan.summary.top_load);
    for (at, bar) in plan.profile.equipment.bars.iter().enumerate() {
        in_unit(format!("profile.equipment.bars[{at}]"), *bar);
    }
    if let Some(load) = plan.profile.clearance.as_ref().and_then(|clearance| clearance.max_load) {
        in_unit("profile.clearance.max_load".into(), load);
    }
    for (at, load) in plan.weeks.iter().enumerate().filter_map(|(at, week)| Some((at, week.load()?))) {
        in_unit(format!("weeks[{at}].load"), load);
    }
    for set in facts.loaded_ahead() {
        in_unit(format!("{}.load", set.path()), set.load);
        if let Some(bar) = set.set.barbell().and_then(|barbell| barbell.bar) {
            in_unit(format!("{}.bar", set.path()), bar);
        }
    }
}

/// What goes on the bar is a weight that the lifter's own bar and plates can make.
fn loadable(facts: &Facts, findings: &mut Findings) {
    let mut can_be_made = |path: String, load: Load| {
        findings.applies();
        if !facts.rack.makes(load.thousandths()) {
            let nearest = match facts.rack.floor(load.thousandths(), None) {
                Some(below) => format!("the next below is {}", Load::new(below, load.unit())),
                None => "it is below the lightest bar".to_owned(),
            };
            findings.violation(path, load.to_string(), "only what the listed bars and plates can make", nearest);
        }
    };
    for (at, load) in facts.weeks_ahead().filter_map(|(at, week)| Some((at, week.load()?))) {
        can_be_made(format!("weeks[{at}].load"), load);
    }
    for set in on_a_bar(facts) {
        can_be_made(format!("{}.load", set.path()), set.load);
    }
}

/// The bar and the plates that are named make the load, and are there.
fn per_side(facts: &Facts, findings: &mut Findings) {
    for set in on_a_bar(facts) {
        findings.applies();
        let barbell = set.set.barbell();
        let bars = match barbell.and_then(|barbell| barbell.bar) {
            Some(bar) if !facts.plan.profile.equipment.bars.contains(&bar) => {
                let path = format!("{}.bar", set.path());
                findings.violation(path, format!("a bar of {bar}"), "one of the bars listed", "use a bar that is there");
                continue;
            }
            Some(bar) => vec![bar.thousandths()],
            None => facts.rack.bars().to_vec(),
        };
        match barbell {
            Some(barbell) => plates_on(facts, findings, &set, &bars, &barbell.per_side),
            None if !bars.contains(&set.load.thousandths()) => findings.violation(
                format!("{}.per_side", set.path()),
                "no plates are named",
                format!("the plates that make {}", set.load),
                "name the plates on each side",
            ),
            None => {}
        }
    }
}

/// The plates on each side are listed, in that number, add up to the load on one of the bars, and the largest is innermost.
fn plates_on(facts: &Facts, findings: &mut Findings, set: &PlacedSet, bars: &[i64], plates: &[Decimal]) {
    let listed = &facts.plan.profile.equipment.plates;
    let (path, load) = (format!("{}.per_side", set.path()), set.load);
    for plate in listed.iter() {
        let used = plates.iter().filter(|size| **size == plate.size).count();
        if let Some(pairs) = plate.pairs.filter(|pairs| used > usize::from(*pairs)) {
            let observed = format!("{used} plates of {} on each side", plate.size);
            findings.violation(&*path, observed, format!("{pairs} pairs are listed"), "use plates that are there");
        }
    }
    if let Some(foreign) = plates.iter().find(|size| !listed.iter().any(|plate| plate.size == **size)) {
        findings.violation(&*path, format!("a plate of {foreign}"), "only plates that are listed", "use plates that are there");
    }
    let side: i128 = plates.iter().map(|size| i128::from(size.0)).sum();
    let total = |bar: i64| i128::from(bar) + 2 * side;
    if !bars.iter().any(|bar| total(*bar) == i128::from(load.thousandths())) {
        let total = i64::try_from(total(bars.first().copied().unwrap_or(0)));
        let total = total.map_or("—".to_owned(), |total| Decimal(total).to_string());
        findings.violation(
            &*path,
            format!("bar and plates add up to {total} {}", load.unit()),
            format!("they add up to {load}"),
            "put on the plates that make the load",
        );
    }
    if plates.windows(2).any(|pair| pair[0] < pair[1]) {
        let observed = "a larger plate outside a smaller one";
        findings.note(path, observed, "the largest plate goes on first", "sort the plates");
    }
}

/// A percentage is that of the loaded bar, not the one that was aimed at: rounding each by itself breaks the steps.
fn percent(facts: &Facts, findings: &mut Findings) {
    let Some(working) = facts.working else { return };
    let mut is_of_load = |path: String, load: Load, said: Percent| {
        findings.applies();
        let percent = percent_of(load, working);
        if percent != Some(said) {
            let percent = percent.map_or("—".to_owned(), |percent| percent.to_string());
            findings.violation(
                path,
                format!("{said} % for {load}"),
                format!("{load} is {percent} % of {working}"),
                "give the percentage of the loaded bar, to a tenth",
            );
        }
    };
    for (at, week) in facts.weeks_ahead() {
        if let Some(deadlift) = &week.deadlift {
            is_of_load(format!("weeks[{at}].percent"), deadlift.load, deadlift.percent);
        }
    }
    for set in facts.loaded_ahead() {
        if let Some(barbell) = set.set.barbell() {
            is_of_load(format!("{}.percent", set.path()), set.load, barbell.percent);
        }
    }
}
