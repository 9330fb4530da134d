//! How much of an exercise: sets, repetitions, times and plates, as lifters write them.

use super::{TIE, list, untied};
use crate::plan::{Barbell, Exercise, Set};

/// Runs of equal sets, with how many there are of each.
pub fn runs(sets: &[Set]) -> impl Iterator<Item = (usize, &Set)> {
    sets.chunk_by(|set, next| set == next).filter_map(|run| Some((run.len(), run.first()?)))
}

/// `5`, or `8–12`; nothing for what is not counted.
pub fn reps(set: &Set) -> Option<String> {
    set.reps().map(|reps| match reps.most() {
        most if most != reps.from => format!("{}–{most}", reps.from),
        most => most.to_string(),
    })
}

/// Equal sets: `4×5`.
pub fn scheme(sets: impl std::fmt::Display, reps: impl std::fmt::Display) -> String {
    format!("{sets}×{reps}")
}

/// The dose in a few words, tied: `3×8–12`, `6-4-2 × 10 s a side`, `5 min`, `as usual`.
pub fn short(exercise: &Exercise) -> String {
    let sets = &exercise.sets;
    let Some(first) = sets.first() else { return "as usual".to_owned() };
    if !sets.iter().all(|set| is_alike(set, first)) {
        return list(sets.iter().map(single), ", ");
    }
    let counted = match (sets.iter().all(|set| set == first), reps(first), sets.len()) {
        (true, None, 1) => String::new(),
        (true, None, count) => format!("{count}×"),
        (true, Some(reps), 1) if reps == "1" => "once".to_owned(),
        (true, Some(reps), count) => scheme(count, reps),
        // Rungs of a ladder, as the Big Three are counted.
        (false, ..) => list(sets.iter().filter_map(reps), "-"),
    };
    let times = minutes(first).into_iter().chain(seconds(first));
    let text = times.fold(counted, |text, time| match text.is_empty() || text.ends_with('×') {
        true => text + &time,
        false => format!("{text} × {time}"),
    });
    sided(text, first)
}

/// Whether two sets differ in nothing but how often.
fn is_alike(one: &Set, other: &Set) -> bool {
    let same = (one.load(), one.each_side()) == (other.load(), other.each_side()) && one.barbell() == other.barbell();
    same && (minutes(one), seconds(one), reps(one).is_some()) == (minutes(other), seconds(other), reps(other).is_some())
}

fn single(set: &Set) -> String {
    sided(list([reps(set), minutes(set), seconds(set)].into_iter().flatten(), " × "), set)
}

fn minutes(set: &Set) -> Option<String> {
    if let Set::Timed { minutes, .. } = set { Some(format!("{minutes} min")) } else { None }
}

fn seconds(set: &Set) -> Option<String> {
    if let Set::Held { seconds, .. } = set { Some(format!("{seconds} s")) } else { None }
}

/// With the side and the weight that belong to it.
fn sided(mut text: String, set: &Set) -> String {
    if set.each_side() {
        text.push_str(&format!(" a{TIE}side"));
    }
    if let Some(load) = set.load() {
        text.push_str(&format!(" at {load}"));
    }
    text.trim().to_owned()
}

/// One set inside a sentence: `5 at 60 kg`, `10–15`, `6 holds of 10 s a side`.
pub fn in_a_sentence(set: &Set) -> String {
    let text = match (minutes(set), reps(set), seconds(set)) {
        (Some(minutes), ..) => minutes,
        (None, Some(reps), Some(seconds)) => format!("{reps} holds of {seconds}"),
        (None, reps, seconds) => reps.or(seconds).unwrap_or_default(),
    };
    untied(&sided(text, set))
}

/// Equal sets on a line of their own: `4 sets: 50 kg × 5 — bar + 15`, `10–12 reps each side`, `6 × 10 s each side`.
pub fn in_full(count: usize, set: &Set) -> String {
    let times = match (reps(set), seconds(set)) {
        (Some(reps), Some(seconds)) => Some(format!("{reps} × {seconds}")),
        (Some(reps), None) if set.load().is_some() => Some(reps),
        (Some(reps), None) => Some(if reps == "1" { "1 rep".to_owned() } else { format!("{reps} reps") }),
        (None, seconds) => seconds,
    };
    let load = set.load().map(|load| load.to_string());
    let mut text = if count == 1 { String::new() } else { format!("{count} sets: ") };
    text.push_str(&list([load, times, minutes(set)].into_iter().flatten(), " × "));
    if set.each_side() {
        text.push_str(" each side");
    }
    if let Some(Barbell { bar, per_side: plates, .. }) = set.barbell() {
        let bar = bar.map_or("bar".to_owned(), |bar| format!("{bar} bar"));
        let plates = if plates.is_empty() { " alone".to_owned() } else { format!(" + {}", list(plates, " + ")) };
        text.push_str(&format!(" — {bar}{plates}"));
    }
    text
}

/// The plates of one side: `25 + 10 + 1.25`; a bar without plates says so, and a set without a bar says nothing.
pub fn plates(set: &Set) -> String {
    let Some(Barbell { bar, per_side: plates, .. }) = set.barbell() else { return String::new() };
    let mut text = if plates.is_empty() { "bar alone".to_owned() } else { list(plates, " + ") };
    if let Some(bar) = bar {
        text.push_str(&format!(" ({bar} bar)"));
    }
    text
}

/// How long to rest: `3 min`, `150 s`.
pub fn rest(seconds: u32) -> String {
    if seconds.is_multiple_of(60) { format!("{} min", seconds / 60) } else { format!("{seconds} s") }
}
