//! The ramp of lighter sets before the work sets. Knows nothing of days.

use crate::plates::{Gym, Loadable};
use crate::protocol::RampStep;
use crate::units::Load;

/// The steps of the ramp up to today's load, each a weight that can be made, with its repetitions.
///
/// Each step is rounded down; one below the lightest bar is dropped, and of equal ones the first stays
/// (decisions, section 5). Empty where nothing is left: hinge drills take its place.
pub fn ramp<'a>(today: Load, gym: &'a Gym, steps: &[RampStep]) -> Vec<(&'a Loadable, u32)> {
    let mut ramp: Vec<(&Loadable, u32)> = Vec::new();
    for step in steps {
        if let Some(weight) = gym.at_most(today.share(step.percent))
            && weight.load < today
            && ramp.last().is_none_or(|(last, _)| last.load < weight.load)
        {
            ramp.push((weight, step.reps));
        }
    }
    ramp
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Equipment, Plates};
    use crate::units::{Decimal, Percent};

    fn shown(today: &str, plates: &[i64]) -> String {
        let equipment = Equipment {
            bars: vec!["20 kg".parse().unwrap()],
            plates: plates.iter().map(|&size| Plates { size: Decimal(size), pairs: None }).collect(),
            dumbbells: vec![],
            has: vec![],
        };
        let today = today.parse().unwrap();
        let gym = Gym::new(&equipment, today);
        let steps = [(450, 5), (600, 5), (700, 3), (850, 2)].map(|(tenths, reps)| RampStep { percent: Percent::from_tenths(tenths), reps });
        ramp(today, &gym, &steps).iter().map(|(weight, reps)| format!("{}×{reps}", weight.load.number())).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_ramp_is_of_todays_load_rounded_down_without_steps_below_the_bar() {
        let plates = [15_000, 10_000, 5_000, 2_500, 1_250];
        assert_eq!(shown("50 kg", &plates), "22.5×5, 30×5, 35×3, 42.5×2");
        assert_eq!(shown("100 kg", &plates), "45×5, 60×5, 70×3, 85×2");
        assert_eq!(shown("35 kg", &plates), "20×5, 22.5×3, 27.5×2");
        assert_eq!(shown("20 kg", &plates), "");
        assert_eq!(shown("22.5 kg", &plates), "");
        assert_eq!(shown("50 kg", &[10_000]), "20×5, 40×2");
    }
}
