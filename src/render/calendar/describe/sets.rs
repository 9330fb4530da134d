//! Sets in words and signs, as lifters write them.

use crate::plan::Set;
use crate::units::Decimal;

/// Runs of equal sets, with how many there are of each.
pub(in crate::render::calendar) fn groups(sets: &[Set]) -> impl Iterator<Item = (usize, &Set)> {
    sets.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), run.first()?)))
}

/// `5`, or `8–12`.
pub(in crate::render::calendar) fn reps(set: &Set) -> Option<String> {
    set.reps.map(|from| match set.up_to {
        Some(to) if to != from => format!("{from}–{to}"),
        _ => from.to_string(),
    })
}

/// One set: `50 kg × 5 — bar + 15`, `10–12 reps each side`, `6 × 10 s each side`, `5 min`.
fn set(set: &Set) -> String {
    let times = match (reps(set), set.seconds) {
        (Some(reps), Some(seconds)) => Some(format!("{reps} × {seconds} s")),
        (Some(reps), None) if set.load.is_some() => Some(reps),
        (Some(reps), None) => Some(if reps == "1" { "1 rep".to_owned() } else { format!("{reps} reps") }),
        (None, Some(seconds)) => Some(format!("{seconds} s")),
        (None, None) => None,
    };
    let load = set.load.map(|load| load.to_string());
    let dose: Vec<String> = [load, times, set.minutes.map(|minutes| format!("{minutes} min"))].into_iter().flatten().collect();
    let mut text = dose.join(" × ");
    if set.each_side {
        text.push_str(" each side");
    }
    if let Some(plates) = &set.per_side {
        text.push_str(" — ");
        text.push_str(&bar(set, plates));
    }
    text
}

fn bar(set: &Set, plates: &[Decimal]) -> String {
    let bar = set.bar.map_or("bar".to_owned(), |bar| format!("{bar} bar"));
    if plates.is_empty() {
        return format!("{bar} alone");
    }
    let plates: Vec<String> = plates.iter().map(Decimal::to_string).collect();
    format!("{bar} + {}", plates.join(" + "))
}

/// A run of equal sets: `4 sets: 50 kg × 5 — bar + 15`.
pub(super) fn run(count: usize, one: &Set) -> String {
    if count == 1 { set(one) } else { format!("{count} sets: {}", set(one)) }
}
