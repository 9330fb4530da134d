//! How the load of a week comes about, and which others were considered. Knows nothing of days.

use super::{Explainer, Found};
use crate::plan::{Week, WeekLoad};
use crate::protocol::RuleId;
use crate::units::Load;

impl Explainer<'_> {
    /// The load of a week: what it is counted from, and the limits that it keeps.
    pub(super) fn load(&self, at: usize, title: String) -> Found {
        let Some(week) = self.plan.weeks.get(at) else { return Found::new(title) };
        let Some(deadlift) = &week.deadlift else { return self.no_load(week, title) };
        let mut found = Found::new(title);
        found.here = self.load_in_words(at, deadlift);
        found = found.because(&deadlift.because).by([RuleId::WorkingWeight, RuleId::Loadable]);
        found.considered = self.around(at);
        found
    }

    fn no_load(&self, week: &Week, title: String) -> Found {
        let phases = self.plan.summary.phases.iter().filter(|phase| week.phases.contains(&phase.phase));
        Found::new(title).because_all(phases.map(|phase| &phase.because))
    }

    /// What lies between this load and the one before it.
    fn load_in_words(&self, at: usize, deadlift: &WeekLoad) -> Vec<String> {
        let plan = self.plan;
        let rules = &self.protocol.rules;
        let whole = plan.summary.working_weight;
        let load = deadlift.load;
        let has = |rule| deadlift.because.rules().contains(&rule);
        let share = load.percent_of(whole);
        let before = plan.weeks[..at].iter().rev().find_map(|week| week.load().map(|load| (week.week, load)));
        let near_max = has(RuleId::ReloadNearMax) || has(RuleId::NearMaxCadence);
        // Of the weeks at a near-maximal top, every other one is below it.
        let between = has(RuleId::NearMaxCadence) && load < plan.summary.top_load;
        let mut here = Vec::new();
        match before {
            _ if between => {
                let sets = if has(RuleId::DeloadHold) { " A deload: half the sets." } else { "" };
                here.push(format!("Between two near-maximal weeks: {load} is the heaviest load that is not near the maximum.{sets}"));
            }
            _ if has(RuleId::DeloadHold) => {
                here.push(format!("A deload: the {load} of the week before once more, with half the sets."));
            }
            None => here.extend(self.first_load(load, has(RuleId::LightestBar))),
            Some((number, before)) => here.push(self.step(number, before, load, near_max)),
        }
        if has(RuleId::ReloadSecondWeek) {
            let most = rules.reload_second_week.value;
            here.push(format!("The second week is at most {most} % of the working weight, {}.", whole.share(most)));
        }
        if load == plan.summary.top_load && !has(RuleId::Aftercare) {
            here.push(format!("It is the heaviest load of the plan, not above the working weight of {whole}."));
        }
        if has(RuleId::Aftercare) && between {
            let days = rules.near_max_cadence.value.oldest_days;
            let (top, weeks) = (plan.summary.top_load, rules.aftercare.value);
            here.push(format!(
                "The return is done. {top} is near the maximum: it comes every {} to {} days for {weeks} weeks.",
                days.from, days.to
            ));
        } else if has(RuleId::Aftercare) {
            here.push(format!("The return is done; {load} is kept for {} weeks.", rules.aftercare.value));
        }
        here.push(format!("In percent: {load} of {whole} is {share} %."));
        here
    }
    /// What the way back starts with.
    fn first_load(&self, load: Load, lightest_bar: bool) -> Vec<String> {
        let plan = self.plan;
        let whole = plan.summary.working_weight;
        let share = load.percent_of(whole);
        let says = if lightest_bar {
            format!("The lightest bar is {load}, {share} % of the working weight of {whole}: the return starts on it.")
        } else {
            let rule = self.protocol.rules.reload_start.value;
            let most = if load <= whole.share(rule.marked) { rule.marked } else { rule.standard };
            format!("The first load: {share} % of the working weight of {whole}. At most {most} % is allowed there, {}.", whole.share(most))
        };
        let marked = plan.summary.notes.iter().find(|note| note.because.rules().contains(&RuleId::ReloadStart));
        [says].into_iter().chain(marked.map(|note| note.says.clone())).collect()
    }

    /// From the load of an earlier week to this one.
    fn step(&self, number: u32, before: Load, load: Load, near_max: bool) -> String {
        let rules = &self.protocol.rules;
        let whole = self.plan.summary.working_weight;
        let points = |from: Load, to: Load| Load::new(to.thousandths() - from.thousandths(), to.unit()).percent_of(whole);
        match before.cmp(&load) {
            std::cmp::Ordering::Less => {
                let cap = self.plan.profile.preferences.weekly_rise.min(rules.reload_rise.value.cap);
                let cap = if near_max { cap.min(rules.reload_near_max.value.cap) } else { cap };
                let onto = if near_max { " onto a load near the maximum" } else { "" };
                format!(
                    "{} points above the {before} of week {number}. A week rises by at most {cap} points{onto}, {}: to {}.",
                    points(before, load),
                    whole.points(cap),
                    Load::new(before.thousandths() + whole.points(cap).thousandths(), before.unit())
                )
            }
            std::cmp::Ordering::Equal => format!("The {load} of week {number} once more."),
            std::cmp::Ordering::Greater => format!("{} points below the {before} of week {number}.", points(load, before)),
        }
    }
}
