//! Random lifters: every track, unit, age, plate set, slot and own lift that a profile can say.

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use std::fmt::Write;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn some<'a>(rng: &mut Rng, from: &[&'a str], most: usize) -> Vec<&'a str> {
    let mut from = from.to_vec();
    rng.shuffle(&mut from);
    from.truncate(rng.usize(0..=most.min(from.len())));
    from
}

fn list(items: &[&str]) -> String {
    format!("[{}]", items.join(", "))
}

fn time(rng: &mut Rng) -> String {
    format!("{:02}:{:02}", rng.u8(5..22), [0, 15, 30, 45][rng.usize(0..4)])
}

/// A character that prints: of ASCII every other time, or of other scripts.
pub fn printing(rng: &mut Rng) -> char {
    match rng.u8(0..8) {
        0..4 => rng.char(' '..='~'),
        4 => rng.char('À'..='ſ'),
        5 => rng.char('а'..='я'),
        6 => rng.char('一'..='鿿'),
        _ => rng.char('😀'..='🙏'),
    }
}

/// A text of up to so many parts: characters that print, any character at all, and the pieces.
pub fn text(rng: &mut Rng, pieces: &[&str], most: usize) -> String {
    (0..rng.usize(0..=most))
        .map(|_| match rng.u8(0..8) {
            0 => rng.char(..).to_string(),
            1..5 => printing(rng).to_string(),
            _ => rng.choice(pieces).map_or_else(String::new, |piece| (*piece).to_owned()),
        })
        .collect()
}

/// A valid profile as text; `unit` and most fields are drawn, none is out of its range.
pub fn lifter(rng: &mut Rng) -> String {
    let kg = rng.u8(0..4) > 0;
    let unit = if kg { "kg" } else { "lb" };
    let start = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() + Days::new(rng.u64(0..1500));
    let before = |days: u64| start - Days::new(days);
    let mut text = String::new();
    let p = &mut text;
    if rng.bool() {
        writeln!(p, "age: {}", [17, 18, 24, 29, 35, 40, 41, 45, 46, 60, 75][rng.usize(0..11)]).unwrap();
    } else {
        writeln!(p, "age_band: {}", ["18-40", "41-45", "46+"][rng.usize(0..3)]).unwrap();
    }
    let weight = if kg {
        match rng.u8(0..4) {
            0 => f64::from(rng.i32(20..120)),
            1 => f64::from(rng.i32(8..200)) * 2.5,
            2 => f64::from(rng.i32(80..1200)) * 0.25,
            _ => f64::from(rng.i32(3..50)) * 10.0,
        }
    } else {
        f64::from(rng.i32(9..220)) * 5.0
    };
    let lift = ["conventional", "conventional", "conventional", "sumo", "trap-bar"][rng.usize(0..5)];
    let weight = weight.clamp(if kg { 20.0 } else { 45.0 }, if kg { 500.0 } else { 1100.0 });
    writeln!(
        p,
        "deadlift:\n  working_weight: {weight} {unit}\n  reps: {}\n  lift: {lift}\n  sessions_per_week: {}",
        [5, 5, 5, 1, 2, 3, 4, 8, 12][rng.usize(0..9)],
        [1, 1, 1, 2][rng.usize(0..4)]
    )
    .unwrap();
    if rng.u8(0..3) == 0 {
        writeln!(p, "  last_lifted: {}", before(rng.u64(1..120))).unwrap();
    }
    let status = ["pain-free", "nagging", "acute", "settled", "soreness"][[0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4][rng.usize(0..13)]];
    writeln!(
        p,
        "pain:\n  status: {status}\n  episodes: {}\n  eased_by: {}",
        [1, 1, 2, 4][rng.usize(0..4)],
        ["extension", "flexion", "neither", "unsure"][rng.usize(0..4)]
    )
    .unwrap();
    match status {
        "acute" => {
            writeln!(p, "  now: {}\n  worst: {}\n  began: {}", rng.u8(1..5), rng.u8(4..9), before(rng.u64(1..16))).unwrap();
        }
        "settled" => {
            let free = rng.u64(0..7);
            let began = before(free + rng.u64(1..40));
            writeln!(p, "  now: 0\n  worst: {}\n  began: {began}\n  pain_free_days: {free}\n  full_range: {}", rng.u8(1..8), rng.bool())
                .unwrap();
        }
        "nagging" => writeln!(p, "  now: {}", rng.u8(1..4)).unwrap(),
        _ => {}
    }
    if rng.u8(0..5) == 0 {
        let sign = ["tingling", "one-sided-point", "herniation", "two-weeks-no-improvement", "saddle-numbness"][rng.usize(0..5)];
        writeln!(p, "  {}: [{sign}]", if rng.bool() { "signs" } else { "unsure" }).unwrap();
        if rng.u8(0..5) > 0 {
            write!(p, "clearance: {{by: clinician, date: {}", before(0)).unwrap();
            if rng.bool() {
                write!(p, ", max_load: {} {unit}", (weight * f64::from(rng.u8(30..101)) / 100.0).round().max(1.0)).unwrap();
            }
            writeln!(p, "}}").unwrap();
        }
    }
    let zone =
        ["Europe/Berlin", "America/New_York", "America/Vancouver", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]
            [rng.usize(0..7)];
    writeln!(p, "schedule:\n  start: {start}\n  time_zone: {zone}\n  minutes: {}", [75, 75, 60, 90, 120, 45][rng.usize(0..6)]).unwrap();
    if rng.bool() {
        let mut slots: Vec<String> =
            (0..rng.usize(1..6)).map(|_| format!("    - {{day: {}, at: \"{}\"}}\n", DAYS[rng.usize(0..7)], time(rng))).collect();
        slots.sort();
        slots.dedup();
        write!(p, "  slots:\n{}", slots.concat()).unwrap();
    }
    if rng.u8(0..3) == 0 {
        writeln!(p, "  wakes: \"{:02}:30\"", rng.u8(4..9)).unwrap();
    }
    let own: Vec<String> = (0..[0, 0, 1, 2, 3, 5][rng.usize(0..6)])
        .map(|_| {
            let lift = ["squat", "front-squat", "deadlift-variation", "romanian-deadlift", "good-morning", "barbell-row", "overhead-press"]
                [rng.usize(0..7)];
            let at = if rng.bool() { "18:00".to_owned() } else { time(rng) };
            format!(
                "    - {{lift: {lift}, day: {}, at: \"{at}\", light: {}, movable: {}}}\n",
                DAYS[rng.usize(0..7)],
                rng.u8(0..4) == 0,
                rng.u8(0..3) == 0
            )
        })
        .collect();
    if !own.is_empty() {
        let mut own = own;
        own.sort();
        own.dedup_by(|a, b| a.split(", light").next() == b.split(", light").next());
        write!(p, "  other_lifting:\n{}", own.concat()).unwrap();
    }
    writeln!(p, "equipment:").unwrap();
    let bars: &[&str] = if kg {
        &["[20 kg]", "[20 kg]", "[20 kg, 15 kg]", "[15 kg]", "[10 kg, 20 kg]", "[25 kg]"]
    } else {
        &["[45 lb]", "[45 lb]", "[45 lb, 35 lb]", "[33 lb]"]
    };
    writeln!(p, "  bars: {}", bars[rng.usize(0..bars.len())]).unwrap();
    let plates: &[&str] = if kg {
        &[
            "[25, 20, 15, 10, 5, 2.5, 1.25]",
            "[25, 20, 15, 10, 5, 2.5, 1.25, 0.5, 0.25]",
            "[20, 10, 5, 2.5]",
            "[5, 2.5, 1.25]",
            "[{size: 20, pairs: 2}, {size: 10, pairs: 1}, {size: 5, pairs: 2}, {size: 2.5, pairs: 1}, {size: 1.25, pairs: 1}]",
            "[{size: 25, pairs: 4}, 20, 10]",
            "[10]",
        ]
    } else {
        &[
            "[45, 35, 25, 10, 5, 2.5]",
            "[45, 25, 10, 5]",
            "[45, 25, 10, 5, 2.5, 1.25]",
            "[{size: 45, pairs: 3}, {size: 25, pairs: 1}, 10, 5, 2.5]",
        ]
    };
    writeln!(p, "  plates: {}", plates[rng.usize(0..plates.len())]).unwrap();
    writeln!(
        p,
        "  dumbbells: {}\n  has: {}",
        ["[]", "[5, 7.5, 10]", "[12]"][rng.usize(0..3)],
        list(&some(rng, &["cable", "band", "foam-roller", "kettlebells", "blocks"], 4))
    )
    .unwrap();
    writeln!(
        p,
        "technique:\n  errors: {}",
        list(&some(rng, &["lumbar-rounding", "lumbar-hyperextension", "bar-drift", "hip-position", "jerking"], 3))
    )
    .unwrap();
    writeln!(
        p,
        "mobility:\n  limits: {}\n  hip_problem: {}",
        list(&some(rng, &["hamstrings", "hip-flexors", "hip-rotation", "thoracic-spine"], 4)),
        rng.u8(0..4) == 0
    )
    .unwrap();
    writeln!(
        p,
        "preferences:\n  weekly_rise: {}\n  titles: {}\n  notes: {}",
        [10, 10, 10, 5, 7, 8][rng.usize(0..6)],
        ["private", "detailed"][rng.usize(0..2)],
        list(&some(rng, &["supplements", "desk-breaks"], 2))
    )
    .unwrap();
    text
}
