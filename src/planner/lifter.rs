//! The lifter as the planner sees them: who they are and by which rules, how strong, with which bar and plates, on which way back;
//! and what a load is to them.

use super::strength::{Strength, strength};
use super::track::{risks, track};
use crate::plan::Track;
use crate::plates::Gym;
use crate::profile::Profile;
use crate::protocol::{AgeBand, Protocol, Scheme};
use crate::units::{Load, Percent, Points};
use chrono::NaiveDate;

/// What every load and every session is made on. Built once for a cycle of the phases, and handed on.
pub struct Lifter<'a> {
    /// Who they are.
    pub profile: &'a Profile,
    /// The rules.
    pub protocol: &'a Protocol,
    /// What the percentages are of.
    pub strength: Strength,
    /// What bars and plates can make, up to where the ramp may end: the working weight, or less where the clearance ends
    /// below it.
    pub gym: Gym,
    /// Which way back.
    pub track: Track,
    /// Why the reload starts at the lower percentage, in words; empty where it starts at the standard one.
    pub risks: Vec<String>,
}

impl<'a> Lifter<'a> {
    /// The lifter of a profile, for the cycle of phases that began on `cycle`: the risks are those of that day.
    pub fn new(profile: &'a Profile, protocol: &'a Protocol, cycle: NaiveDate) -> Self {
        let strength = strength(profile, protocol);
        let cap = profile.clearance.as_ref().and_then(|clearance| clearance.max_load);
        let most = cap.map_or(strength.working_weight, |cap| cap.min(strength.working_weight));
        let gym = Gym::new(&profile.equipment, most);
        Lifter { profile, protocol, strength, gym, track: track(profile), risks: risks(profile, protocol, cycle) }
    }

    /// A sentence of the protocol with its gaps filled.
    pub(super) fn say(&self, key: &str, gaps: &[(&str, String)]) -> String {
        self.protocol.say(key, gaps)
    }

    /// A percentage of the working weight.
    pub(super) fn share(&self, percent: Percent) -> Load {
        self.strength.working_weight.share(percent)
    }

    /// The percentage of the working weight that the first load is not above.
    pub(super) fn start(&self) -> Percent {
        let rule = self.protocol.rules.reload_start.value;
        if self.risks.is_empty() { rule.standard } else { rule.marked }
    }

    /// The heaviest loadable weight not above this one; the lightest bar where there is none.
    pub fn loadable(&self, load: Load) -> Load {
        self.gym.at_most(load).or(self.gym.weights().first()).map_or(load, |weight| weight.load)
    }

    /// The heaviest load that a way back may begin with: what the bar and plates make of the start percentage.
    pub fn starts_at(&self) -> Load {
        self.loadable(self.share(self.start()))
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

    /// Whether a load is near the maximum.
    pub fn is_near_max(&self, load: Load) -> bool {
        load >= self.strength.near_max
    }

    /// What a week rises by at the most: the protocol's cap, or less where the lifter chose that.
    pub fn rise(&self) -> Points {
        self.profile.preferences.weekly_rise.min(self.protocol.rules.reload_rise.value.cap)
    }

    /// Whether a load is above another by more than a week's step may be.
    pub fn is_more_than_a_step(&self, from: Load, to: Load) -> bool {
        let near_max = self.protocol.rules.reload_near_max.value.cap;
        let rise = if self.is_near_max(to) { self.rise().min(near_max) } else { self.rise() };
        from.thousandths() + self.strength.working_weight.points(rise).thousandths() < to.thousandths()
    }

    /// The load of the weeks between two near-maximal ones, at an age at which those come every other week only: the
    /// heaviest that is not near the maximum.
    pub(super) fn easy(&self, top: Load) -> Option<Load> {
        let apart = self.profile.age_band == AgeBand::From46 && self.is_near_max(top);
        let below = || self.gym.weights().iter().rev().map(|weight| weight.load).find(|load| !self.is_near_max(*load));
        apart.then(|| below().unwrap_or(top))
    }

    /// Whether a load is that of the weeks between two near-maximal ones at this top.
    pub fn is_easy_at(&self, load: Load, top: Load) -> bool {
        self.easy(top) == Some(load)
    }

    /// Whether the way up ends with a load: at an age at which near-maximal ones come every other week only, it has one of them.
    pub fn ends_the_way(&self, load: Load) -> bool {
        self.profile.age_band == AgeBand::From46 && self.is_near_max(load)
    }

    /// The load that the clearance ends at.
    pub(super) fn cap(&self) -> Option<Load> {
        self.profile.clearance.as_ref().and_then(|clearance| clearance.max_load)
    }

    /// Sets and repetitions at a load of the ramp or the weeks at the top.
    pub fn scheme(&self, load: Load, deload: bool) -> Scheme {
        let rule = self.protocol.rules.work_sets.value;
        if deload {
            rule.deload
        } else if is_at_most(load, self.strength.working_weight, rule.light_to) {
            rule.light
        } else {
            rule.heavy
        }
    }
}

/// Whether a load is at most a percentage of another, exactly.
pub fn is_at_most(load: Load, whole: Load, percent: Percent) -> bool {
    load.thousandths() * 1000 <= i64::from(percent.tenths()) * whole.thousandths()
}

/// Whether a step is at most so many points of the working weight, exactly.
pub fn is_step_of(step: Load, working_weight: Load, most: Points) -> bool {
    step.thousandths() * 1000 <= i64::from(most.tenths()) * working_weight.thousandths()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::units::Unit;

    /// With the lifter of `profiles/minimal.yaml`, 100 kg in steps of 2.5 kg, with something else instead of some of its lines.
    pub fn on<T>(changes: &[(&str, &str)], then: impl FnOnce(&Lifter) -> T) -> T {
        let protocol = Protocol::embedded();
        let minimal = include_str!("../../profiles/minimal.yaml").to_owned();
        let text = changes.iter().fold(minimal, |text, (what, by)| text.replacen(what, by, 1));
        let profile = crate::profile::read(&text, "minimal.yaml", &protocol).unwrap().profile;
        then(&Lifter::new(&profile, &protocol, "2026-11-23".parse().unwrap()))
    }

    pub fn kg(load: f64) -> Load {
        Load::new((load * 1000.0) as i64, Unit::Kg)
    }

    #[test]
    fn ten_points_are_a_step_and_onto_near_the_maximum_five() {
        on(&[], |lifter| {
            let more = |from, to| lifter.is_more_than_a_step(kg(from), kg(to));
            assert_eq!((more(90.0, 100.0), more(87.5, 100.0), more(100.0, 90.0)), (false, true, false));
        });
        on(&[("100 kg", "100 kg\npreferences:\n  weekly_rise: 6")], |lifter| {
            assert_eq!([92.5, 95.0].map(|from| lifter.is_more_than_a_step(kg(from), kg(100.0))), [true, false]);
        });
        // Of sets of four the whole weight is near the maximum.
        on(&[("100 kg", "100 kg\n  reps: 4")], |lifter| {
            assert!(lifter.is_near_max(kg(100.0)) && !lifter.is_near_max(kg(95.0)));
            assert_eq!([92.5, 95.0].map(|from| lifter.is_more_than_a_step(kg(from), kg(100.0))), [true, false]);
        });
    }
}
