//! Bars, plates and the rest of the gym.

use super::weights::bar_weights;
use crate::diagnostic::Code;
use crate::document::Value;
use crate::document::fields::{MOST_ITEMS, ids};
use crate::document::names::names_of;
use crate::document::reader::{Field, Map, Reader, missing, value};
use crate::profile::{Equipment, Plates};
use crate::protocol::Protocol;
use crate::units::{Decimal, Load, Unit};
use std::collections::BTreeSet;

/// What a gym may have that is no bar, plate or dumbbell; the `needs` of the protocol's exercises
/// come on top.
const THINGS: [&str; 9] = ["band", "bench", "blocks", "cable", "dumbbells", "foam-roller", "kettlebells", "rack", "trap-bar"];

/// The section `equipment`.
pub fn equipment(reader: &mut Reader, map: &Map<'_>, unit: Option<Unit>, protocol: &Protocol) -> Equipment {
    let in_pounds = unit == Some(Unit::Lb);
    let mut bars = bars(reader, map, unit);
    if bars.is_empty() {
        bars.push(if in_pounds { Load::new(45_000, Unit::Lb) } else { Load::new(20_000, Unit::Kg) });
    }
    let standard: &[i64] =
        if in_pounds { &[45_000, 35_000, 25_000, 10_000, 5_000, 2_500] } else { &[25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 1_250] };
    let plates = match reader.optional(map, "plates") {
        Some(field) => plates(reader, &field, unit),
        None => standard.iter().map(|&size| Plates { size: Decimal(size), pairs: None }).collect(),
    };
    let things = protocol.exercises.values().flat_map(|exercise| exercise.needs.iter().map(String::as_str));
    let mut things: Vec<&str> = THINGS.into_iter().chain(things).collect();
    things.sort_unstable();
    things.dedup();
    Equipment {
        bars,
        plates,
        dumbbells: dumbbells(reader, map, unit),
        has: ids(reader, map, "has", "piece of equipment", &things).into_iter().map(|(id, _)| id).collect(),
    }
}

fn bars(reader: &mut Reader, map: &Map<'_>, unit: Option<Unit>) -> Vec<Load> {
    reader.not_both(map, ["bar", "bars"], "`bar` and `bars` are both given", "keep `bars`, the preferred one first");
    let mut read: Vec<(Load, String)> = Vec::new();
    if let Some(field) = reader.optional(map, "bar")
        && let Some(bar) = reader.load(&field, unit, bar_weights)
    {
        read.push((bar, field.path));
    }
    if let Some(field) = reader.optional(map, "bars") {
        let mut listed = Vec::new();
        for item in reader.items(&field, "`bars: [20 kg, 15 kg]`", MOST_ITEMS) {
            if let Some(bar) = reader.load(&item, unit, bar_weights) {
                listed.push((bar, item.path));
            }
        }
        reader.filled(&field, "there is no bar to lift", "add one: `bars: [20 kg]`, or remove the field");
        reader.once(&field.path, &listed, |bar| format!("the {bar} bar"));
        read.extend(listed);
    }
    read.into_iter().map(|(bar, _)| bar).collect()
}

/// Lightest and heaviest plate, thousandths of the unit. Without a known unit, the wider of both.
fn plate_sizes(unit: Option<Unit>) -> [i64; 2] {
    match unit {
        Some(Unit::Kg) => [100, 50_000],
        Some(Unit::Lb) => [250, 100_000],
        None => [100, 100_000],
    }
}

/// Tells of commas that were meant as decimal signs, and separate two items of a list instead: `2,5` beside `20, 10`.
/// The items that are left.
fn without_decimal_commas<'a>(reader: &mut Reader, items: Vec<Field<'a>>, what: &str) -> Vec<Field<'a>> {
    let written = |item: &Field<'a>| match &item.node.value {
        Value::Scalar { text, quoted: false } => Some((item.node.spot, text.clone())),
        _ => None,
    };
    let gap = |one: &Field<'a>, other: &Field<'a>| {
        let ((spot, text), (next, _)) = written(one).zip(written(other))?;
        (spot.line == next.line).then(|| next.column.saturating_sub(spot.column + text.chars().count()))
    };
    let spaced = items.windows(2).any(|pair| gap(&pair[0], &pair[1]).is_some_and(|gap| gap > 1));
    let decimal = |pair: &[Field<'a>]| {
        let ((_, whole), (_, rest)) = written(&pair[0]).zip(written(&pair[1])).filter(|_| gap(&pair[0], &pair[1]) == Some(1))?;
        let digits = rest.split(' ').next().unwrap_or_default();
        let numbers = [&whole, digits].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        // Where no comma has a space behind it, only what is a usual half or quarter is taken for one.
        let usual = ["0", "1", "2"].contains(&whole.as_str()) && ["5", "25", "50", "75", "125"].contains(&digits);
        (numbers && (spaced || usual)).then(|| (format!("{whole},{rest}"), format!("{whole}.{rest}"), digits.to_owned()))
    };
    let mut taken = vec![false; items.len()];
    for at in 0..items.len().saturating_sub(1) {
        let Some((typed, mended, second)) = decimal(&items[at..at + 2]).filter(|_| !taken[at]) else { continue };
        (taken[at], taken[at + 1]) = (true, true);
        let whole = typed.split(',').next().unwrap_or_default().to_owned();
        let message = format!("`{typed}` stands here for two {what}, {whole} and {second}");
        let help = format!("write a point for the comma: `{mended}`; where two are meant, a space behind it: `{whole}, {second}`");
        reader.wrong(Code::WrongType, &items[at].path, message, help);
    }
    items.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(item, _)| item).collect()
}

/// Tells of plates that are written down one by one: how many pairs that is, only the lifter knows.
fn one_by_one(reader: &mut Reader, list: &str, sizes: &[(Decimal, String)]) {
    reader.unique(list);
    let mut told = BTreeSet::new();
    for (size, path) in sizes {
        let times = sizes.iter().filter(|(other, _)| other == size).count();
        if times > 1 && told.insert(*size) {
            let message = format!("the plate of {size} is given {times} times: on both sides together, or on each?");
            let help = format!(
                "give each size once: `{size}` where there are enough, else with its pairs: `{{size: {size}, pairs: 1}}` is one on each side"
            );
            reader.wrong(Code::Repeated, path, message, help);
        }
    }
}

fn plates(reader: &mut Reader, field: &Field<'_>, unit: Option<Unit>) -> Vec<Plates> {
    let mut read: Vec<(Plates, String)> = Vec::new();
    let items = reader.items(field, "`plates: [20, 10, 5, 2.5, 1.25]`", MOST_ITEMS);
    for item in without_decimal_commas(reader, items, "plates") {
        let path = item.path.clone();
        let plate = if matches!(item.node.value, Value::Mapping(_)) {
            let Some(map) = reader.map(item, names_of::<Plates>(), |_| None) else { continue };
            missing(reader, &map, "size", "add the weight of one plate: `size: 25`");
            let size = value(reader, &map, "size", |reader, field| reader.decimal(field, unit, plate_sizes(unit)));
            let pairs = value(reader, &map, "pairs", |reader, field| reader.small(field, 1..=20));
            size.map(|size| Plates { size, pairs })
        } else {
            reader.decimal(&item, unit, plate_sizes(unit)).map(|size| Plates { size, pairs: None })
        };
        if let Some(plate) = plate {
            read.push((plate, path));
        }
    }
    let help = "list the sizes you have: `plates: [20, 10, 5, 2.5, 1.25]`, or remove the field";
    reader.filled(field, "there is no plate to load", help);
    let sizes: Vec<_> = read.iter().map(|(plate, path)| (plate.size, path.clone())).collect();
    one_by_one(reader, &field.path, &sizes);
    let mut plates: Vec<Plates> = read.into_iter().map(|(plate, _)| plate).collect();
    plates.sort_by_key(|plate| std::cmp::Reverse(plate.size));
    plates
}

fn dumbbells(reader: &mut Reader, map: &Map<'_>, unit: Option<Unit>) -> Vec<Decimal> {
    let Some(field) = reader.optional(map, "dumbbells") else { return Vec::new() };
    let mut read = Vec::new();
    let items = reader.items(&field, "`dumbbells: [5, 7.5, 10]`", MOST_ITEMS);
    for item in without_decimal_commas(reader, items, "dumbbells") {
        if let Some(size) = reader.decimal(&item, unit, [500, 200_000]) {
            read.push((size, item.path));
        }
    }
    reader.once(&field.path, &read, |size| format!("the dumbbell of {size}"));
    let mut sizes: Vec<Decimal> = read.into_iter().map(|(size, _)| size).collect();
    sizes.sort_unstable();
    sizes
}
