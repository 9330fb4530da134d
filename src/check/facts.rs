//! A plan with what follows from its profile and the protocol: what every constraint judges by.

use super::heavy_day::{AtMost, HeavyDay, as_lifted, planned};
use super::rack::{Rack, Racks};
use super::share::{share, tenths_of, thousandths};
use super::strength::{Fraction, one_rep_maximum, working_weight};
use super::timeline::Timeline;
use crate::plan::Plan;
use crate::protocol::{Protocol, Rules, SignVerdict};
use crate::units::{Load, Percent, Points};
use jiff::tz::TimeZone;
use std::ops::Deref;

pub(super) struct Facts<'a> {
    timeline: Timeline<'a>,
    pub rules: &'a Rules,
    /// The weight for sets of five, where the profile gives a weight above 0.
    pub working: Option<Load>,
    /// The one-rep maximum, by the lower of two formulas.
    one_rep: Option<Fraction>,
    pub rack: Rack,
    /// The heavy deadlifts, in the order of the file.
    pub heavy_days: Vec<HeavyDay<'a>>,
    pub zone: Option<TimeZone>,
}

/// What lies behind and ahead is asked of the facts as well.
impl<'a> Deref for Facts<'a> {
    type Target = Timeline<'a>;

    fn deref(&self) -> &Timeline<'a> {
        &self.timeline
    }
}

impl<'a> Facts<'a> {
    pub fn of(plan: &'a Plan, protocol: &'a Protocol) -> Self {
        let rules = &protocol.rules;
        let lift = &plan.profile.deadlift;
        let working = working_weight(rules, lift.working_weight, lift.reps).map(|working| Load::new(working, plan.unit));
        let timeline = Timeline::of(plan, protocol);
        let planned = planned(&timeline);
        let heaviest = planned.iter().map(|heavy| heavy.load).chain(working).map(Load::thousandths).max().unwrap_or(0);
        let rack = Rack::of(&plan.profile.equipment, heaviest);
        let one_rep = one_rep_maximum(lift.working_weight, lift.reps);
        let zone = TimeZone::get(&plan.time_zone).ok();
        let start = working.and_then(|working| rack.loadable(share(working, timeline.start())));
        let most = AtMost { working, rise: rules.reload_rise.value.cap, start };
        let heavy_days = as_lifted(&timeline, &Racks::of(plan, heaviest), &most, planned);
        Facts { timeline, rules, working, one_rep, rack, heavy_days, zone }
    }

    /// What a sign of the screen leads to; nothing where the protocol does not know it.
    pub fn verdict_of(&self, sign: &str) -> Option<SignVerdict> {
        self.protocol.signs.iter().find(|known| known.id == sign).map(|known| known.verdict)
    }

    /// Whether a rise, or a load, is at most so many points of the working weight.
    pub fn rise_within(&self, from: Load, to: Load, points: Points) -> Option<bool> {
        let rise = thousandths(to) - thousandths(from);
        Some(rise * 1000 <= i128::from(points.tenths()) * thousandths(self.working?))
    }

    /// A rise in points of the working weight, to a tenth, for people.
    pub fn points(&self, from: Load, to: Load) -> String {
        match self.working {
            Some(working) => tenths_of((thousandths(to) - thousandths(from)) * 1000, thousandths(working)),
            None => "—".to_owned(),
        }
    }

    /// So many points of the working weight below a load, in thousandths.
    pub fn lower_by(&self, load: Load, points: Points) -> Option<i64> {
        let down = i128::from(points.tenths()) * thousandths(self.working?);
        i64::try_from((thousandths(load) * 1000 - down).div_euclid(1000)).ok()
    }

    /// Whether a load is `percent` of the one-rep maximum or more.
    pub fn of_one_rep(&self, load: Load, percent: Percent) -> bool {
        self.one_rep.is_some_and(|most| thousandths(load) * 1000 * most.under >= i128::from(percent.tenths()) * most.over)
    }

    /// Whether a load is the lightest that can be made: the empty bar.
    pub fn is_lightest(&self, load: Load) -> bool {
        self.rack.lightest() == Some(load.thousandths())
    }

    /// Whether a load is within a limit; the lightest bar always is.
    pub fn within(&self, load: Load, most: i64) -> bool {
        load.thousandths() <= most || self.is_lightest(load)
    }

    /// What can be loaded within a limit, in thousandths.
    pub fn loadable(&self, most: i64) -> Option<i64> {
        self.rack.loadable(most)
    }

    /// A limit in words: what can be loaded within it.
    pub fn or_less(&self, most: i64, like: Load) -> String {
        format!("{} or less", Load::new(self.loadable(most).unwrap_or(most), like.unit()))
    }
}
