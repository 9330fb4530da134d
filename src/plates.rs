//! What this bar and these plates can make. Knows nothing of percentages.

use crate::profile::{Equipment, Plates};
use crate::units::{Decimal, Load, Unit};
use std::collections::BTreeMap;

/// A weight that can stand on the floor: a bar with the same plates on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loadable {
    /// The whole of it.
    pub load: Load,
    pub bar: Load,
    /// The plates of one side, the largest first, as few as possible.
    pub per_side: Vec<Decimal>,
}

/// Every weight up to a limit that a lifter's bars and plates can make.
#[derive(Debug, Clone)]
pub struct Gym {
    weights: Vec<Loadable>,
    bars: usize,
}

impl Gym {
    /// All that can be made without going above `up_to`. Where two bars can make the same weight, the
    /// bar named first is taken.
    pub fn new(equipment: &Equipment, up_to: Load) -> Self {
        let unit = up_to.unit();
        let mut weights = BTreeMap::new();
        if let Some(lightest) = equipment.bars.iter().min() {
            let sides = Sides::new(&equipment.plates, (up_to.thousandths() - lightest.thousandths()) / 2);
            for bar in &equipment.bars {
                for sum in sides.sums((up_to.thousandths() - bar.thousandths()).div_euclid(2)) {
                    weights.entry(bar.thousandths() + 2 * sum).or_insert((*bar, sum));
                }
            }
            let weights = weights
                .into_iter()
                .map(|(whole, (bar, sum))| Loadable { load: Load::new(whole, unit), bar, per_side: sides.plates(sum) })
                .collect();
            return Gym { weights, bars: equipment.bars.len() };
        }
        Gym { weights: Vec::new(), bars: 0 }
    }

    /// Every weight, rising.
    pub fn weights(&self) -> &[Loadable] {
        &self.weights
    }

    /// The heaviest weight that is not above `load`.
    pub fn at_most(&self, load: Load) -> Option<&Loadable> {
        let above = self.weights.partition_point(|weight| weight.load <= load);
        above.checked_sub(1).map(|at| &self.weights[at])
    }

    /// The lightest weight that is not below `load`.
    pub fn at_least(&self, load: Load) -> Option<&Loadable> {
        self.weights.get(self.weights.partition_point(|weight| weight.load < load))
    }

    /// Whether the lifter has to choose between bars.
    pub fn several_bars(&self) -> bool {
        self.bars > 1
    }
}

/// Which sums of plates one side of a bar can carry, and with which plates.
struct Sides {
    /// The greatest common divisor of all sizes: sums are counted in it.
    grain: i64,
    /// Sizes, smallest first.
    sizes: Vec<i64>,
    /// For each size, how many of it the best answer for a sum takes, smaller sizes only below it.
    taken: Vec<Vec<u32>>,
    /// The fewest plates for a sum; `None` where it cannot be made.
    fewest: Vec<Option<u32>>,
}

impl Sides {
    /// A sum above this many grains is not looked for: no bar carries it, and a plate of a gram
    /// must not make the table endless.
    const GRAINS: i64 = 600_000;

    fn new(plates: &[Plates], up_to: i64) -> Self {
        let mut plates: Vec<Plates> = plates.iter().copied().filter(|plate| plate.size.0 > 0).collect();
        plates.sort_by_key(|plate| plate.size);
        let grain = plates.iter().fold(0, |grain, plate| gcd(grain, plate.size.0)).max(1);
        let last = (up_to.max(0) / grain).min(Self::GRAINS) as usize;
        let mut fewest = vec![None; last + 1];
        fewest[0] = Some(0);
        let mut taken = Vec::with_capacity(plates.len());
        // From the smallest size to the largest: at equal counts the later, larger size wins.
        for plate in &plates {
            let size = (plate.size.0 / grain) as usize;
            let mut with: Vec<Option<u32>> = fewest.clone();
            let mut count = vec![0; last + 1];
            for sum in size..=last {
                match plate.pairs {
                    None => {
                        if let Some(fewer) = with[sum - size].map(|fewer| fewer + 1)
                            && with[sum].is_none_or(|now| fewer <= now)
                        {
                            with[sum] = Some(fewer);
                            count[sum] = count[sum - size] + 1;
                        }
                    }
                    Some(pairs) => {
                        for pieces in 1..=usize::from(pairs).min(sum / size) {
                            if let Some(others) = fewest[sum - pieces * size].map(|others| others + pieces as u32)
                                && with[sum].is_none_or(|now| others <= now)
                            {
                                with[sum] = Some(others);
                                count[sum] = pieces as u32;
                            }
                        }
                    }
                }
            }
            fewest = with;
            taken.push(count);
        }
        Sides { grain, sizes: plates.iter().map(|plate| plate.size.0).collect(), taken, fewest }
    }

    fn sums(&self, up_to: i64) -> impl Iterator<Item = i64> {
        let within = move |sum: &i64| *sum <= up_to;
        self.fewest.iter().enumerate().filter(|(_, fewest)| fewest.is_some()).map(|(at, _)| at as i64 * self.grain).filter(within)
    }

    fn plates(&self, sum: i64) -> Vec<Decimal> {
        let mut left = sum;
        let mut plates = Vec::new();
        for (size, taken) in self.sizes.iter().zip(&self.taken).rev() {
            let count = taken[(left / self.grain) as usize];
            plates.extend(std::iter::repeat_n(Decimal(*size), count as usize));
            left -= i64::from(count) * size;
        }
        plates
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The plates that would halve the smallest step of a gym: what to buy where steps are too coarse.
pub fn finer_plate(equipment: &Equipment, unit: Unit) -> Load {
    let smallest = equipment.plates.iter().map(|plate| plate.size.0).min().unwrap_or(match unit {
        Unit::Kg => 2_500,
        Unit::Lb => 5_000,
    });
    // Plates are sold in these sizes; the first below the smallest owned.
    let sold: &[i64] = match unit {
        Unit::Kg => &[1_250, 500, 250, 125],
        Unit::Lb => &[2_500, 1_250, 500, 250],
    };
    let next = sold.iter().copied().find(|&size| size < smallest);
    Load::new(next.unwrap_or(smallest / 2), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gym(bars: &[&str], plates: &[(i64, Option<u8>)], up_to: &str) -> Gym {
        let equipment = Equipment {
            bars: bars.iter().map(|bar| bar.parse().unwrap()).collect(),
            plates: plates.iter().map(|&(size, pairs)| Plates { size: Decimal(size), pairs }).collect(),
            dumbbells: vec![],
            has: vec![],
        };
        Gym::new(&equipment, up_to.parse().unwrap())
    }

    fn shown(gym: &Gym, load: &str) -> String {
        let load = load.parse().unwrap();
        let weight = gym.at_most(load).filter(|weight| weight.load == load).expect("it can be made");
        weight.per_side.iter().map(ToString::to_string).collect::<Vec<_>>().join("+")
    }

    const KG: [(i64, Option<u8>); 7] =
        [(25_000, None), (20_000, None), (15_000, None), (10_000, None), (5_000, None), (2_500, None), (1_250, None)];

    #[test]
    fn the_bar_carries_the_fewest_plates_and_the_largest_first() {
        let gym = gym(&["20 kg"], &KG, "180 kg");
        assert_eq!(shown(&gym, "20 kg"), "");
        assert_eq!(shown(&gym, "50 kg"), "15");
        assert_eq!(shown(&gym, "80 kg"), "25+5");
        assert_eq!(shown(&gym, "47.5 kg"), "10+2.5+1.25");
        assert_eq!(shown(&gym, "180 kg"), "25+25+25+5");
        assert_eq!(gym.weights().len(), 65);
    }

    #[test]
    fn plates_that_are_few_are_not_used_twice() {
        let gym = gym(&["20 kg"], &[(20_000, Some(1)), (10_000, Some(2)), (2_500, Some(1))], "200 kg");
        assert_eq!(shown(&gym, "60 kg"), "20");
        assert_eq!(shown(&gym, "80 kg"), "20+10");
        assert_eq!(shown(&gym, "105 kg"), "20+10+10+2.5");
        assert_eq!(gym.at_most("200 kg".parse().unwrap()).unwrap().load.to_string(), "105 kg");
        assert_eq!(gym.at_least("26 kg".parse().unwrap()).unwrap().load.to_string(), "40 kg");
    }

    #[test]
    fn the_first_bar_is_taken_where_two_can_make_the_weight() {
        let gym = gym(&["20 kg", "15 kg"], &[(2_500, None), (1_250, None)], "30 kg");
        let bars: Vec<_> = gym.weights().iter().map(|weight| format!("{}:{}", weight.load, weight.bar)).collect();
        assert_eq!(bars, ["15 kg:15 kg", "17.5 kg:15 kg", "20 kg:20 kg", "22.5 kg:20 kg", "25 kg:20 kg", "27.5 kg:20 kg", "30 kg:20 kg"]);
    }
}
