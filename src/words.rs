//! How a plan is put into words: phases, lifts, what was lifted, lists and numbers. Said once, for every page.
//! Knows nothing of pages, widths or files.
//!
//! Where the terminal, the calendar and the sheet say the same thing at different length, the forms stand side by side
//! here, each under a name of its own. [`TIE`] stands between what no line may part; a page that has no use for it
//! takes the text [`untied`].

pub mod day;
pub mod dose;

use crate::log::{Entry, Missed, WorkSets};
use crate::plan::{Angle, Film, Instead, Phase, Plan, Response, SessionKind, Track, Undone};
use crate::units::Load;
use std::borrow::Cow;
use std::fmt::{Display, Write as _};

/// What is not known or was not given: visibly absent, and never a zero.
pub const ABSENT: &str = "—";

/// A space at which no line breaks. A number keeps its unit without one: whoever breaks lines sees to it.
pub const TIE: char = '\u{A0}';

/// With ties in the place of its spaces: a date that is never torn.
pub fn tied(text: &str) -> String {
    text.replace(' ', TIE.encode_utf8(&mut [0; 2]))
}

/// With plain spaces, for a page that breaks its lines by itself.
pub fn untied(text: &str) -> String {
    text.replace(TIE, " ")
}

/// With a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// One after the other, with `between` between two.
pub fn list<T: Display>(items: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut text = String::new();
    for (at, item) in items.into_iter().enumerate() {
        let before = if at == 0 { "" } else { between };
        // Writing to a string does not fail.
        let _ = write!(text, "{before}{item}");
    }
    text
}

/// A change of a plan whose reason is not true any more.
pub fn undone(Undone { since, note }: &Undone) -> String {
    format!("Undone on {}: {}", day::full(*since), note.says)
}

/// `set`, or `sets` where there is not one of them.
pub fn plural(count: u32, one: &str) -> String {
    if count == 1 { one.to_owned() } else { format!("{one}s") }
}

/// A phase in a few small letters: `pain resolution`.
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::PainResolution => "pain resolution",
        Phase::Movement => "movement",
        Phase::Loading => "loading",
        Phase::Aftercare => "aftercare",
    }
}

/// A phase where there is little room: `Phase 1`, `Aftercare`.
pub fn phase_number(phase: Phase) -> &'static str {
    match phase {
        Phase::PainResolution => "Phase 1",
        Phase::Movement => "Phase 2",
        Phase::Loading => "Phase 3",
        Phase::Aftercare => "Aftercare",
    }
}

/// A phase in full, at the head of something: `Phase 1: pain resolution`, `Aftercare`.
pub fn phase_title(of: Phase) -> String {
    match of {
        Phase::Aftercare => phase_number(of).to_owned(),
        _ => format!("{}: {}", phase_number(of), phase(of)),
    }
}

/// A phase as a place in a plan: `Phase 1, pain resolution`. The technique reload has no phases to count.
pub fn phase_place(of: Phase, track: Track) -> String {
    match (of, track) {
        (Phase::Loading, Track::TechniqueReload) => self::track(track).to_owned(),
        (Phase::Aftercare, _) => "after the return".to_owned(),
        _ => format!("{}, {}", phase_number(of), phase(of)),
    }
}

/// Which way back: `three phases`.
pub fn track(track: Track) -> &'static str {
    match track {
        Track::ThreePhase => "three phases",
        Track::TechniqueReload => "technique reload",
    }
}

/// What a session is, in a sentence to the lifter: `the daily routine`.
pub fn session(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Daily | SessionKind::Hinge => "the daily routine",
        SessionKind::Deadlift => "deadlift",
        SessionKind::SecondDeadlift => "the second, lighter deadlift day",
        SessionKind::Core => "core",
        SessionKind::Check => "a check",
        SessionKind::Own => "your own session, changed",
    }
}

/// What a session is, as a heading that tells all kinds apart: `daily routine with the light Romanian deadlift`.
pub fn session_title(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Daily => "daily routine",
        SessionKind::Hinge => "daily routine with the light Romanian deadlift",
        SessionKind::Deadlift => "deadlift",
        SessionKind::SecondDeadlift => "second, lighter deadlift day",
        SessionKind::Core => "core",
        SessionKind::Check => "check",
        SessionKind::Own => "a session of your own, changed",
    }
}

/// An id where there is no name: `overhead-press` is `overhead press`.
pub fn of_id(id: &str) -> String {
    id.replace('-', " ")
}

/// The name of an exercise or lift; its id in words where the plan gives none.
pub fn name<'a>(plan: &'a Plan, id: &str) -> Cow<'a, str> {
    plan.exercises.get(id).map_or_else(|| of_id(id).into(), |text| Cow::Borrowed(text.name.as_str()))
}

/// Several lifts of one session, by name.
pub fn names(plan: &Plan, ids: &[String], between: &str) -> String {
    list(ids.iter().map(|id| name(plan, id)), between)
}

/// What becomes of one of the lifter's own sessions, in a sentence.
pub fn instead(instead: &Instead) -> String {
    match instead {
        Instead::Pause => "left out".to_owned(),
        Instead::Move { to } => format!("moved to {to}"),
        Instead::Lighten { volume, load, or } => {
            let or = if or.is_empty() { String::new() } else { format!("; or {} instead", list(or, " or ")) };
            format!("light, at most {volume} % of the volume and {load} % of the load{or}")
        }
    }
}

/// The same in a column headed "Instead".
pub fn instead_in_column(instead: &Instead) -> String {
    match instead {
        Instead::Pause => "left out".to_owned(),
        Instead::Move { to } => format!("on {to} instead"),
        Instead::Lighten { volume, load, or } => {
            let or = if or.is_empty() { String::new() } else { format!(", or instead: {}", list(or, ", ")) };
            format!("at most {volume} % of its volume and {load} % of its load{or}")
        }
    }
}

/// Which set is filmed, and from where: `set 4, from the side`.
pub fn filmed(film: Film) -> String {
    let from = match film.angle {
        Angle::Side => "from the side",
        Angle::FortyFive => "from behind and to the side, at 45 degrees",
    };
    format!("set {}, {from}", film.set)
}

/// The same where there is little room: `work set 4, from 45° behind`.
pub fn filmed_short(film: Film) -> String {
    let from = match film.angle {
        Angle::Side => "the side",
        Angle::FortyFive => "45° behind",
    };
    format!("work set {}, from {from}", film.set)
}

/// What a session leads to, in a few words.
pub fn response(response: Response) -> &'static str {
    match response {
        Response::GoOn => "on, as planned",
        Response::Repeat => "the same load again",
        Response::Lower => "a lighter load",
        Response::Review => "technique review, lighter",
        Response::Restart => "back to Phase 1",
        Response::Refer => "to a clinician first",
        Response::Emergency => "emergency department",
    }
}

/// What was lifted, or that nothing was: `80 kg`, `80/80/70 kg`, `missed: pain`.
pub fn lifted(entry: &Entry, between: &str) -> String {
    match entry.missed {
        Some(Missed::Pain) => "missed: pain".to_owned(),
        Some(Missed::Other) => "missed".to_owned(),
        None => loads(&entry.load, between),
    }
}

/// Loads that belong together, the unit said once: `80 kg`, `80/80/70 kg`.
pub fn loads(loads: &[Load], between: &str) -> String {
    match loads {
        [] => ABSENT.to_owned(),
        [first, rest @ ..] if rest.iter().all(|load| load == first) => first.to_string(),
        [first, ..] => format!("{} {}", list(loads.iter().map(|load| load.number()), between), first.unit()),
    }
}

/// Which of the sets that were written down were taken as work sets, where others were too:
/// `4 work sets at 50 kg; 20, 30 and 40 kg taken as warm-up`.
pub fn told_apart(sets: &WorkSets) -> Option<String> {
    if !sets.has_others() {
        return None;
    }
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let mut parts = vec![format!("{} at {}", counted(sets.loads.len(), "work set"), loads(&sets.loads, "/"))];
    if !sets.warm_ups.is_empty() {
        parts.push(format!("{} taken as warm-up", and(&sets.warm_ups)));
    }
    if !sets.extra.is_empty() {
        parts.push(format!("{} more at {}", counted(sets.extra.len(), "set"), and(&sets.extra)));
    }
    Some(parts.join("; "))
}

/// Loads one after the other, each once, the unit said once: `20, 30 and 40 kg`.
fn and(loads: &[Load]) -> String {
    let mut each: Vec<Load> = Vec::new();
    for load in loads {
        if !each.contains(load) {
            each.push(*load);
        }
    }
    match each.split_last() {
        None => ABSENT.to_owned(),
        Some((last, [])) => last.to_string(),
        Some((last, before)) => format!("{} and {last}", list(before.iter().map(|load| load.number()), ", ")),
    }
}

/// What is known of something, or a dash.
pub fn or_absent<T: Display>(known: Option<T>) -> String {
    known.map_or_else(|| ABSENT.to_owned(), |known| known.to_string())
}

/// The repetitions of each set, as they were done: `5 5 3`.
pub fn reps_done(entry: &Entry) -> String {
    match entry.sets.as_deref() {
        None | Some([]) => ABSENT.to_owned(),
        Some(sets) => list(sets, " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sets_that_were_told_apart_are_said_in_a_line() {
        let kg = |loads: &[i64]| -> Vec<Load> { loads.iter().map(|load| Load::new(load * 1000, crate::units::Unit::Kg)).collect() };
        let said = |loads: &[i64], warm_ups: &[i64], extra: &[i64]| {
            told_apart(&WorkSets { loads: kg(loads), reps: None, warm_ups: kg(warm_ups), extra: kg(extra) })
        };
        assert_eq!(said(&[50; 4], &[20, 30, 40], &[]).as_deref(), Some("4 work sets at 50 kg; 20, 30 and 40 kg taken as warm-up"));
        assert_eq!(said(&[50], &[20, 20], &[70]).as_deref(), Some("1 work set at 50 kg; 20 kg taken as warm-up; 1 set more at 70 kg"));
        assert_eq!(said(&[50; 4], &[], &[]), None);
    }

    #[test]
    fn a_list_has_its_separator_between_two_and_nowhere_else() {
        assert_eq!(list(["a"; 0], ", "), "");
        assert_eq!(list(["a"], ", "), "a");
        assert_eq!(list([1, 2, 3], " or "), "1 or 2 or 3");
    }

    #[test]
    fn loads_say_their_unit_once_and_equal_ones_once() {
        let kg = |numbers: &[&str]| -> Vec<Load> { numbers.iter().map(|number| format!("{number} kg").parse().unwrap()).collect() };
        assert_eq!(loads(&kg(&["80", "80"]), "/"), "80 kg");
        assert_eq!(loads(&kg(&["80", "80", "72.5"]), "/"), "80/80/72.5 kg");
        assert_eq!(loads(&[], "/"), ABSENT);
    }

    #[test]
    fn what_is_tied_is_untied_again() {
        assert_eq!(tied("10 Dec"), "10\u{A0}Dec");
        assert_eq!(untied(&tied("Thu 10 Dec")), "Thu 10 Dec");
    }
}
