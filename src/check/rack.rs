//! What this bar and these plates can make. Works out its own plate arithmetic, in thousandths of the unit.

use crate::plan::Plan;
use crate::profile::Equipment;
use chrono::NaiveDate;

/// No bar carries more, in either unit; beyond it nothing is looked up.
const HEAVIEST: i64 = 2_000_000;

/// Every weight that a gym can put on a bar, up to a little above what a plan asks for.
pub(super) struct Rack {
    bars: Vec<i64>,
    /// What one side can hold, rising.
    sides: Vec<i64>,
}

impl Rack {
    pub fn of(equipment: &Equipment, heaviest: i64) -> Self {
        let mut bars: Vec<i64> = equipment.bars.iter().map(|bar| bar.thousandths()).filter(|bar| (1..HEAVIEST).contains(bar)).collect();
        bars.sort_unstable();
        bars.dedup();
        let plates: Vec<(i64, Option<u8>)> = equipment
            .plates
            .iter()
            .map(|plate| (plate.size.0, plate.pairs))
            .filter(|(size, _)| (1..HEAVIEST).contains(size))
            .take(64)
            .collect();
        let largest = plates.iter().map(|(size, _)| *size).max().unwrap_or(0);
        // One plate further on each side, so that the next weight above the heaviest is known.
        let side = heaviest.clamp(0, HEAVIEST) / 2 + largest;
        Rack { bars, sides: sides(&plates, side) }
    }

    /// Whether the weight can be put on some bar.
    pub fn makes(&self, load: i64) -> bool {
        self.bars.iter().any(|bar| load >= *bar && (load - bar) % 2 == 0 && self.sides.binary_search(&((load - bar) / 2)).is_ok())
    }

    /// The heaviest weight not above `load`, on one bar or on any.
    pub fn floor(&self, load: i64, on: Option<i64>) -> Option<i64> {
        let bars = self.bars.iter().filter(|bar| on.is_none_or(|on| on == **bar));
        bars.filter(|bar| **bar <= load)
            .filter_map(|bar| {
                let room = (load - bar) / 2;
                let fits = self.sides.partition_point(|side| *side <= room);
                self.sides[..fits].last().map(|side| bar + 2 * side)
            })
            .max()
    }

    /// The lightest weight above `load`.
    pub fn above(&self, load: i64) -> Option<i64> {
        self.bars
            .iter()
            .filter_map(|bar| self.sides.get(self.sides.partition_point(|side| bar + 2 * side <= load)).map(|side| bar + 2 * side))
            .min()
    }

    /// The lightest weight: an empty bar.
    pub fn lightest(&self) -> Option<i64> {
        self.bars.first().copied()
    }

    /// The heaviest weight within a limit: at the least the lightest one.
    pub fn loadable(&self, most: i64) -> Option<i64> {
        self.floor(most, None).or(self.lightest())
    }

    pub fn bars(&self) -> &[i64] {
        &self.bars
    }
}

/// What could be made when: plates are bought and sold.
pub(super) struct Racks {
    /// From which day on, in order; the first from the beginning.
    since: Vec<(NaiveDate, Rack)>,
}

impl Racks {
    /// Those of a plan, for loads up to `heaviest`.
    pub fn of(plan: &Plan, heaviest: i64) -> Self {
        let first = plan.first_profile.as_deref().unwrap_or(&plan.profile);
        let later = plan.profiles.iter().map(|restated| (restated.since, &restated.profile.equipment));
        let mut since: Vec<(NaiveDate, &Equipment)> = Vec::new();
        for (day, equipment) in std::iter::once((NaiveDate::MIN, &first.equipment)).chain(later) {
            if since.last().is_none_or(|(_, before)| *before != equipment) {
                since.push((day, equipment));
            }
        }
        Racks { since: since.into_iter().map(|(day, equipment)| (day, Rack::of(equipment, heaviest))).collect() }
    }

    pub fn on(&self, day: NaiveDate) -> &Rack {
        let later = self.since.iter().skip(1).take_while(|(since, _)| *since <= day).count();
        &self.since[later].1
    }
}

/// Every sum of plates up to `most`, rising; each size at most as often as there are pairs.
fn sides(plates: &[(i64, Option<u8>)], most: i64) -> Vec<i64> {
    let grain = plates.iter().fold(0, |grain, (size, _)| gcd(grain, *size));
    if grain == 0 || most <= 0 {
        return vec![0];
    }
    let cells = (most / grain) as usize + 1;
    let mut reached = vec![false; cells];
    reached[0] = true;
    for (size, pairs) in plates {
        let step = (size / grain) as usize;
        // How many plates of this size the cell needs; what was reached without it needs none.
        let mut used = vec![0_u32; cells];
        for cell in step..cells {
            if !reached[cell] && reached[cell - step] && pairs.is_none_or(|pairs| used[cell - step] < u32::from(pairs)) {
                reached[cell] = true;
                used[cell] = used[cell - step] + 1;
            }
        }
    }
    reached.iter().enumerate().filter(|(_, reached)| **reached).map(|(cell, _)| cell as i64 * grain).collect()
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
