//! Between which weights each thing that a lifter can lift or own must lie.

use crate::units::{Load, Unit};

/// Lightest and heaviest working weight.
pub fn working_weights(unit: Unit) -> [Load; 2] {
    bounds(unit, [20, 500], [45, 1100])
}

/// Lightest and heaviest bar.
pub fn bar_weights(unit: Unit) -> [Load; 2] {
    bounds(unit, [5, 30], [10, 70])
}

/// Lightest and heaviest load that a clearance may name.
pub fn cleared_weights(unit: Unit) -> [Load; 2] {
    bounds(unit, [5, 500], [10, 1100])
}

/// Lightest and heaviest load of one of the lifter's own lifts.
pub fn own_weights(unit: Unit) -> [Load; 2] {
    bounds(unit, [1, 500], [2, 1100])
}

fn bounds(unit: Unit, kg: [i64; 2], lb: [i64; 2]) -> [Load; 2] {
    match unit {
        Unit::Kg => kg,
        Unit::Lb => lb,
    }
    .map(|whole| Load::new(whole * 1000, unit))
}
