//! What the lifter could lift before the pain: the weight for sets of five, and the one-rep maximum.
//!
//! A single or a triple is no working weight: it is converted by Epley's and Brzycki's formulas, and the lower answer
//! counts (decisions, section 4).

use super::share::thousandths;
use crate::protocol::Rules;
use crate::units::Load;

/// A fraction of thousandths of the unit.
#[derive(Clone, Copy)]
pub(super) struct Fraction {
    pub over: i128,
    pub under: i128,
}

impl Fraction {
    fn min(self, other: Self) -> Self {
        if self.over * other.under <= other.over * self.under { self } else { other }
    }

    /// Rounded down to a tenth of the unit, in thousandths.
    fn tenth(self) -> i128 {
        self.over / (self.under * 100) * 100
    }
}

/// Whether the formulas can say anything: Brzycki's ends at 37 repetitions.
fn is_known(weight: Load, reps: u8) -> bool {
    weight.thousandths() > 0 && (1..37).contains(&reps)
}

/// The weight for sets of five after `reps` with a weight: as it was given, from so many repetitions on. In thousandths.
pub(super) fn working_weight(rules: &Rules, weight: Load, reps: u8) -> Option<i64> {
    let rule = rules.working_weight.value;
    if !is_known(weight, reps) {
        return None;
    }
    let given = thousandths(weight);
    let working = if reps >= rule.as_given_from { given } else { for_reps(given, reps, rule.convert_to)? };
    i64::try_from(working).ok().filter(|working| *working > 0)
}

/// The one-rep maximum; one repetition is itself the maximum.
pub(super) fn one_rep_maximum(weight: Load, reps: u8) -> Option<Fraction> {
    if !is_known(weight, reps) {
        return None;
    }
    let (given, reps) = (thousandths(weight), i128::from(reps));
    if reps == 1 {
        return Some(Fraction { over: given, under: 1 });
    }
    Some(Fraction { over: given * (30 + reps), under: 30 }.min(Fraction { over: given * 36, under: 37 - reps }))
}

/// The weight for `wanted` repetitions, by the lower of the two formulas.
fn for_reps(given: i128, reps: u8, wanted: u8) -> Option<i128> {
    if !(1..37).contains(&wanted) {
        return None;
    }
    let (reps, wanted) = (i128::from(reps), i128::from(wanted));
    // One repetition is itself the maximum.
    let epley = if reps == 1 { given * 30 } else { given * (30 + reps) };
    let epley = Fraction { over: epley, under: 30 + wanted };
    let brzycki = Fraction { over: given * (37 - wanted), under: 37 - reps };
    Some(epley.tenth().min(brzycki.tenth()))
}
