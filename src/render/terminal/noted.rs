//! What was noted, and what has to be done about it at once.

use super::page::{Page, each_once};
use super::verdict::EMERGENCY;
use crate::log::{CutShort, Entry, Missed};
use crate::plan::Session;
use crate::protocol::{Protocol, Sign};
use crate::words::{self, day, dose};

/// What was noted, an entry to a line or two.
pub fn noted(entries: &[Entry], file: &str, width: usize) -> String {
    let mut page = Page::new(width);
    for entry in entries {
        let session = entry.session.as_ref().map(|session| format!("{session}, ")).unwrap_or_default();
        page.wrapped(&format!("Noted in {file}: {session}{}: {}.", day::full(entry.date), what(entry)), "", "  ");
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
    // An amending entry says what it changes; a first one of a session also what stays unknown.
    let told = |known: bool| known || (!entry.amends && entry.session.is_some());
    if told(!entry.load.is_empty()) {
        parts.push(words::loads(&entry.load, "/"));
    }
    if told(entry.sets.is_some()) {
        parts.push(format!("reps {}", words::reps_done(entry)));
    }
    match &entry.cut_short {
        None => {}
        Some(CutShort::Count(count)) => parts.push(format!("{count} cut short")),
        Some(CutShort::Sets(sets)) => parts.push(format!("cut short: set {}", words::list(sets, ", "))),
    }
    for (word, sets) in [("clean to", &entry.clean), ("effort", &entry.effort)] {
        if !sets.is_empty() {
            parts.push(format!("{word} {}", words::list(sets, " ")));
        }
    }
    if let Some(before) = entry.before {
        parts.push(format!("pain before {before}"));
    }
    if told(felt.worst.is_some()) {
        parts.push(format!("worst pain {}", words::or_absent(felt.worst)));
    }
    if let Some(kind) = felt.kind {
        parts.push(kind.words().to_owned());
    }
    if told(felt.morning.is_some()) {
        parts.push(format!("next morning {}", words::or_absent(felt.morning)));
    }
    if let Some(hours) = felt.gone_after_hours {
        parts.push(format!("gone after {hours} hours"));
    }
    parts.extend(entry.medicine.map(|medicine| if medicine { "under painkillers" } else { "without painkillers" }.to_owned()));
    parts.extend(entry.screen.is_some().then(|| "the screen's questions answered".to_owned()));
    parts.extend(entry.shown().iter().map(|sign| format!("sign: {sign}")));
    parts.extend(entry.not_sure().iter().map(|sign| format!("not sure of: {sign}")));
    match (parts.is_empty(), entry.amends) {
        (false, _) => parts.join(", "),
        (true, true) => "amended".to_owned(),
        (true, false) => "a note".to_owned(),
    }
}

/// What a session was to be: `Thu 10 Dec 2026, 18:00, 4 × 5 at 50 kg`.
pub fn planned(session: &Session) -> String {
    let work = session.work().map(|work| words::untied(&dose::short(work)));
    words::list([day::moment(session.start)].into_iter().chain(work), ", ")
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
    page.line(EMERGENCY);
    page.line(&protocol.wording.emergency.says);
    page.list("Why", signs.iter().map(|sign| sign.says.clone()));
    page.list("What it may be", each_once(signs.iter().filter_map(|sign| sign.may_be.as_ref())).into_iter());
    page.text
}

/// What to do with a sign that is for a clinician.
pub fn refer(signs: &[&Sign], protocol: &Protocol, width: usize) -> String {
    let mut page = Page::new(width);
    page.blank();
    page.line("NO DEADLIFT before a clinician has seen you.");
    page.line(&protocol.wording.referral.says);
    page.list("Why", signs.iter().map(|sign| sign.says.clone()));
    page.blank();
    page.text
}
