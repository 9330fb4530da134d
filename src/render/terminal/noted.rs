//! What was noted, and what has to be done about it at once.

use super::{Page, full_date};
use crate::log::{Entry, Missed};
use crate::plan::Session;
use crate::protocol::{Protocol, Sign};
use crate::units::{Load, Pain};

/// What is not known.
pub(super) const ABSENT: &str = "—";

/// What was noted, an entry to a line or two.
pub fn noted(entries: &[Entry], file: &str, width: usize) -> String {
    let mut page = Page::new(width);
    for entry in entries {
        page.wrapped(&format!("Noted in {file}: {}, {}: {}.", entry.session, full_date(entry.date), what(entry)), "", "  ");
    }
    page.text
}

fn what(entry: &Entry) -> String {
    if entry.withdrawn {
        return "taken back".to_owned();
    }
    let felt = &entry.pain;
    if let Some(missed) = entry.missed {
        return match missed {
            Missed::Pain => "missed because of pain".to_owned(),
            Missed::Other => "missed for another reason".to_owned(),
        };
    }
    let mut parts = Vec::new();
    // An amending entry says what it changes; a first one also what stays unknown.
    let told = |known: bool| known || !entry.amends;
    if told(!entry.load.is_empty()) {
        parts.push(loads(&entry.load));
    }
    if told(entry.sets.is_some()) {
        parts.push(format!("reps {}", reps(entry)));
    }
    if let Some(cut_short) = entry.cut_short {
        parts.push(format!("{cut_short} cut short"));
    }
    if told(felt.worst.is_some()) {
        parts.push(format!("worst pain {}", score(felt.worst)));
    }
    if let Some(kind) = felt.kind {
        parts.push(kind.words().to_owned());
    }
    if told(felt.morning.is_some()) {
        parts.push(format!("next morning {}", score(felt.morning)));
    }
    if let Some(hours) = felt.gone_after_hours {
        parts.push(format!("gone after {hours} hours"));
    }
    parts.extend(entry.signs.iter().map(|sign| format!("sign: {sign}")));
    parts.extend(entry.unsure.iter().map(|sign| format!("not sure of: {sign}")));
    if parts.is_empty() { "amended".to_owned() } else { parts.join(", ") }
}

/// `80 kg`, `80/80/70 kg`.
pub(super) fn loads(loads: &[Load]) -> String {
    match loads {
        [] => ABSENT.to_owned(),
        [one] => one.to_string(),
        [first, rest @ ..] if rest.iter().all(|load| load == first) => first.to_string(),
        [first, ..] => {
            let numbers: Vec<String> = loads.iter().map(|load| load.number().to_string()).collect();
            format!("{} {}", numbers.join("/"), first.unit())
        }
    }
}

/// `5 5 3`.
pub(super) fn reps(entry: &Entry) -> String {
    let reps = entry.sets.as_ref().map(|sets| sets.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    reps.filter(|reps| !reps.is_empty()).unwrap_or_else(|| ABSENT.to_owned())
}

pub(super) fn score(score: Option<Pain>) -> String {
    score.map_or_else(|| ABSENT.to_owned(), |score| score.to_string())
}

/// What a session was to be: `Thu 10 Dec 2026, 18:00, 4 × 5 at 50 kg`.
pub fn planned(session: &Session) -> String {
    let mut text = format!("{}, {}", full_date(session.start.date()), session.start.format("%H:%M"));
    if let Some(work) = session.work() {
        text.push_str(", ");
        text.push_str(&super::next::dose(work));
    }
    text
}

/// The signs of the screen with their ids, to choose from.
pub fn signs(protocol: &Protocol, width: usize) -> String {
    let mut page = Page::new(width);
    for sign in &protocol.signs {
        page.wrapped(&format!("{}: {}", sign.id, sign.says), "  ", "      ");
    }
    page.text
}

/// What to do with an emergency sign.
pub fn emergency(signs: &[&Sign], protocol: &Protocol, width: usize) -> String {
    let mut page = Page::new(width);
    page.blank();
    page.line("EMERGENCY: go to an emergency department now.");
    page.line(&protocol.wording.emergency.says);
    page.list("Why", signs.iter().map(|sign| sign.says.clone()));
    let mut may_be: Vec<&String> = Vec::new();
    for sentence in signs.iter().filter_map(|sign| sign.may_be.as_ref()) {
        if !may_be.contains(&sentence) {
            may_be.push(sentence);
        }
    }
    page.list("What it may be", may_be.into_iter().cloned());
    page.text
}

/// What to do with a sign that is for a clinician, or with pain into a leg.
pub fn refer(signs: &[&Sign], leg: bool, protocol: &Protocol, width: usize) -> String {
    let mut page = Page::new(width);
    page.blank();
    page.line("NO DEADLIFT before a clinician has seen you.");
    page.line(&protocol.wording.referral.says);
    let leg = leg.then(|| "Pain that goes into a leg".to_owned());
    page.list("Why", leg.into_iter().chain(signs.iter().map(|sign| sign.says.clone())));
    page.blank();
    page.text
}
