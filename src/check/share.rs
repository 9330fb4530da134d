//! Shares and percentages of weights, exactly: in thousandths of the unit, never rounded before they are compared.

use crate::units::{Decimal, Load, Percent};

pub(super) fn thousandths(load: Load) -> i128 {
    i128::from(load.thousandths())
}

/// Whether `load` is at most `percent` of `whole`.
pub(super) fn share_is_at_most(load: Load, percent: Percent, whole: Load) -> bool {
    thousandths(load) * 1000 <= i128::from(percent.tenths()) * thousandths(whole)
}

/// Whether `load` is `percent` of `whole` or more.
pub(super) fn share_is_at_least(load: Load, percent: Percent, whole: Load) -> bool {
    thousandths(load) * 1000 >= i128::from(percent.tenths()) * thousandths(whole)
}

/// `percent` of a load, rounded down to a thousandth.
pub(super) fn share(load: Load, percent: Percent) -> i64 {
    i64::try_from((thousandths(load) * i128::from(percent.tenths())).div_euclid(1000)).unwrap_or(i64::MAX)
}

/// A load in percent of another to a tenth, rounded half up; nothing where the other is none.
pub(super) fn percent_of(load: Load, whole: Load) -> Option<Percent> {
    let (load, whole) = (thousandths(load), thousandths(whole));
    if whole <= 0 {
        return None;
    }
    i32::try_from((load * 2000 + whole).div_euclid(2 * whole)).ok().map(Percent::from_tenths)
}

/// A fraction of tenths as people read it, rounded to a tenth.
pub(super) fn tenths_of(over: i128, under: i128) -> String {
    match i64::try_from((over * 2 + under).div_euclid(2 * under)) {
        Ok(tenths) => Decimal(tenths.saturating_mul(100)).to_string(),
        Err(_) => "—".to_owned(),
    }
}
