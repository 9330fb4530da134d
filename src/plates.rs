//! What this bar and these plates can make. Knows nothing of percentages.

use crate::profile::{Equipment, Plates};
use crate::units::{Decimal, Load, Unit};
use std::collections::{BTreeMap, BTreeSet};

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
    aside: Vec<Decimal>,
}

/// More weights than this are not listed: a plate of a gram must not make a table endless. Past it the plates that go least
/// with the others are left aside.
const MOST_WEIGHTS: usize = 20_000;

impl Gym {
    /// All that can be made without going above `up_to`. Where two bars can make the same weight, the
    /// bar named first is taken.
    pub fn new(equipment: &Equipment, up_to: Load) -> Self {
        Gym::of_at_most(equipment, up_to, MOST_WEIGHTS)
    }

    /// The same of the plates that one side of a bar can carry in at most so many ways; the others are left aside, those that
    /// go least with the rest first. So are bars that more weights than that are made with.
    pub fn of_at_most(equipment: &Equipment, up_to: Load, most: usize) -> Self {
        let unit = up_to.unit();
        let Some(lightest) = equipment.bars.iter().min() else { return Gym { weights: Vec::new(), bars: 0, aside: Vec::new() } };
        let sides = Sides::new(&equipment.plates, (up_to.thousandths() - lightest.thousandths()) / 2, most);
        let mut weights = BTreeMap::new();
        for bar in &equipment.bars {
            for sum in sides.sums((up_to.thousandths() - bar.thousandths()).div_euclid(2)) {
                if weights.len() < most {
                    weights.entry(bar.thousandths() + 2 * sum).or_insert((*bar, sum));
                }
            }
        }
        let loadable = |(whole, (bar, sum))| Loadable { load: Load::new(whole, unit), bar, per_side: sides.plates(sum) };
        Gym { weights: weights.into_iter().map(loadable).collect(), bars: equipment.bars.len(), aside: sides.aside }
    }

    /// The plates that were left aside, as there would be too many weights.
    pub fn aside(&self) -> &[Decimal] {
        &self.aside
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
    sums: Sums,
    /// The fewest plates for a sum; `None` where it cannot be made.
    fewest: Vec<Option<u32>>,
    /// Sizes, smallest first.
    sizes: Vec<i64>,
    /// For each size, how many of it the best answer for a sum takes, smaller sizes only below it.
    taken: Vec<Vec<u32>>,
    /// Sizes that were left aside.
    aside: Vec<Decimal>,
}

/// Sums that one side may come to, rising: every multiple of what all sizes are multiples of, where those are few, else those
/// alone that can be made.
enum Sums {
    Multiples { of: i64, count: usize },
    Made(Vec<i64>),
}

impl Sums {
    fn len(&self) -> usize {
        match self {
            Sums::Multiples { count, .. } => *count,
            Sums::Made(sums) => sums.len(),
        }
    }

    fn sum(&self, at: usize) -> i64 {
        match self {
            Sums::Multiples { of, .. } => at as i64 * of,
            Sums::Made(sums) => sums[at],
        }
    }

    /// Which of them a sum is; none where it is negative.
    fn find(&self, sum: i64) -> Option<usize> {
        match self {
            Sums::Multiples { of, .. } => usize::try_from(sum).ok().map(|_| (sum / of) as usize),
            Sums::Made(sums) => sums.binary_search(&sum).ok(),
        }
    }
}

impl Sides {
    fn new(plates: &[Plates], up_to: i64, most: usize) -> Self {
        let mut plates: Vec<Plates> = plates.iter().copied().filter(|plate| plate.size.0 > 0).collect();
        plates.sort_by_key(|plate| plate.size);
        let of = plates.iter().fold(0, |grain, plate| gcd(grain, plate.size.0)).max(1);
        let count = (up_to.max(0) / of) as usize + 1;
        let (sums, aside) = if count <= most {
            (Sums::Multiples { of, count }, Vec::new())
        } else {
            let (sums, aside) = sums_of(&mut plates, up_to, most);
            (Sums::Made(sums.into_iter().collect()), aside)
        };
        let mut fewest = vec![None; sums.len()];
        fewest[0] = Some(0);
        let mut taken = Vec::with_capacity(plates.len());
        for plate in &plates {
            let count;
            (fewest, count) = with_plate(&sums, &fewest, plate);
            taken.push(count);
        }
        Sides { sums, fewest, sizes: plates.iter().map(|plate| plate.size.0).collect(), taken, aside }
    }

    fn sums(&self, up_to: i64) -> impl Iterator<Item = i64> {
        let made = (0..self.sums.len()).filter(|at| self.fewest[*at].is_some()).map(|at| self.sums.sum(at));
        made.take_while(move |sum| *sum <= up_to)
    }

    fn plates(&self, sum: i64) -> Vec<Decimal> {
        let mut left = sum;
        let mut plates = Vec::with_capacity(8);
        for (size, taken) in self.sizes.iter().zip(&self.taken).rev() {
            let count = self.sums.find(left).map_or(0, |at| taken[at]);
            plates.extend(std::iter::repeat_n(Decimal(*size), count as usize));
            left -= i64::from(count) * size;
        }
        plates
    }
}

/// The fewest plates for each sum with one size more, the largest so far, and how many of that size they are.
fn with_plate(sums: &Sums, fewest: &[Option<u32>], plate: &Plates) -> (Vec<Option<u32>>, Vec<u32>) {
    let size = plate.size.0;
    let mut with = fewest.to_vec();
    let mut count = vec![0; sums.len()];
    for at in 0..sums.len() {
        let sum = sums.sum(at);
        match plate.pairs {
            None => {
                let Some(below) = sums.find(sum - size) else { continue };
                // At equal counts the later, larger size wins.
                if let Some(fewer) = with[below].map(|fewer| fewer + 1)
                    && with[at].is_none_or(|now| fewer <= now)
                {
                    with[at] = Some(fewer);
                    count[at] = count[below] + 1;
                }
            }
            Some(pairs) => {
                for pieces in (1..=u32::from(pairs)).take_while(|pieces| i64::from(*pieces) * size <= sum) {
                    let Some(below) = sums.find(sum - i64::from(pieces) * size) else { continue };
                    if let Some(others) = fewest[below].map(|others| others + pieces)
                        && with[at].is_none_or(|now| others <= now)
                    {
                        with[at] = Some(others);
                        count[at] = pieces;
                    }
                }
            }
        }
    }
    (with, count)
}

/// Every sum of the plates up to a limit. Where they are more than so many, the plates are taken one after the other, those that
/// most others are multiples or parts of first, and one that makes too many is left aside: a disc of a pound among kilograms.
fn sums_of(plates: &mut Vec<Plates>, up_to: i64, most: usize) -> (BTreeSet<i64>, Vec<Decimal>) {
    let nothing = BTreeSet::from([0]);
    let all = plates.iter().rev().try_fold(nothing.clone(), |sums, plate| sums_with(&sums, plate, up_to, most));
    if let Some(all) = all {
        return (all, Vec::new());
    }
    let fits = |one: &Plates| {
        let is_part = |other: &&Plates| one.size.0 % other.size.0 == 0 || other.size.0 % one.size.0 == 0;
        plates.iter().filter(is_part).count()
    };
    let mut in_turn = plates.clone();
    in_turn.sort_by_key(|plate| (std::cmp::Reverse(fits(plate)), std::cmp::Reverse(plate.size)));
    let mut sums = nothing;
    let mut aside = Vec::new();
    for plate in &in_turn {
        match sums_with(&sums, plate, up_to, most) {
            Some(more) => sums = more,
            None => aside.push(plate.size),
        }
    }
    plates.retain(|plate| !aside.contains(&plate.size));
    aside.sort_unstable();
    (sums, aside)
}

/// The sums with one size more; nothing where they are more than so many.
fn sums_with(sums: &BTreeSet<i64>, plate: &Plates, up_to: i64, most: usize) -> Option<BTreeSet<i64>> {
    let mut with = sums.clone();
    for sum in sums {
        let mut pieces = 0;
        let mut next = sum + plate.size.0;
        while next <= up_to && plate.pairs.is_none_or(|pairs| pieces < pairs) {
            // What was made with this size already goes on from there by itself.
            if !with.insert(next) && plate.pairs.is_none() {
                break;
            }
            if with.len() > most {
                return None;
            }
            pieces += 1;
            next += plate.size.0;
        }
    }
    Some(with)
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
    fn plates_that_go_with_no_others_are_left_aside_where_there_would_be_too_many_weights() {
        let plates = [20_000, 15_000, 10_000, 5_000, 2_500, 1_250, 500, 250, 1_134, 567, 454].map(|size| Plates { size: Decimal(size), pairs: None });
        let mut equipment = Equipment { bars: vec!["20 kg".parse().unwrap()], plates: plates.to_vec(), dumbbells: vec![], has: vec![] };
        let aside = |equipment: &Equipment| {
            let gym = Gym::of_at_most(equipment, "200 kg".parse().unwrap(), 1_000);
            (gym.weights().len(), gym.aside().iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        };
        assert_eq!(aside(&equipment), (361, "0.454, 0.567, 1.134".to_owned()));
        // One pair of an odd size makes twice as many weights and no more.
        equipment.plates.retain(|plate| plate.size.0 != 454 && plate.size.0 != 567);
        equipment.plates.iter_mut().filter(|plate| plate.size.0 == 1_134).for_each(|plate| plate.pairs = Some(1));
        assert_eq!(aside(&equipment), (717, String::new()));
    }

    /// Every way to load one side, tried one by one.
    #[test]
    fn no_sum_is_forgotten_and_none_takes_more_plates_than_it_needs() {
        let mut rng = 20_261_201_u64;
        let mut below = |most: u64| {
            rng = rng.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (rng >> 33) % most
        };
        for _ in 0..300 {
            let plates: Vec<(i64, Option<u8>)> =
                (0..1 + below(4)).map(|at| (1 + at as i64 * 7 + below(7) as i64, [None, Some(1), Some(3)][below(3) as usize])).collect();
            let mut fewest = BTreeMap::from([(0, 0)]);
            for (size, pairs) in &plates {
                for (sum, count) in fewest.clone() {
                    for pieces in (1..=pairs.map_or(60, i64::from)).take_while(|pieces| sum + pieces * size <= 60) {
                        let least = fewest.entry(sum + pieces * size).or_insert(i64::MAX);
                        *least = (*least).min(count + pieces);
                    }
                }
            }
            let sizes: Vec<Plates> = plates.iter().map(|&(size, pairs)| Plates { size: Decimal(size), pairs }).collect();
            // As a table of multiples, and of those sums alone that are made.
            for most in [100, fewest.len()] {
                let sides = Sides::new(&sizes, 60, most);
                let count = |sum| {
                    let plates = sides.plates(sum);
                    assert_eq!(plates.iter().map(|plate| plate.0).sum::<i64>(), sum);
                    (sum, plates.len() as i64)
                };
                assert_eq!(sides.sums(60).map(count).collect::<BTreeMap<_, _>>(), fewest, "{plates:?}");
                assert!(sides.aside.is_empty());
            }
        }
    }

    #[test]
    fn the_first_bar_is_taken_where_two_can_make_the_weight() {
        let gym = gym(&["20 kg", "15 kg"], &[(2_500, None), (1_250, None)], "30 kg");
        let bars: Vec<_> = gym.weights().iter().map(|weight| format!("{}:{}", weight.load, weight.bar)).collect();
        assert_eq!(bars, ["15 kg:15 kg", "17.5 kg:15 kg", "20 kg:20 kg", "22.5 kg:20 kg", "25 kg:20 kg", "27.5 kg:20 kg", "30 kg:20 kg"]);
    }
}
