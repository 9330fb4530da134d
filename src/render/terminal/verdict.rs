//! A verdict: what it is, why, and what to do now.

use super::page::{Page, each_once};
use crate::plan::VerdictKind;
use crate::protocol::Protocol;
use crate::screen::{Reason, Verdict};

/// What whoever reads nothing else has to read.
const EMERGENCY: &str = "EMERGENCY: go to an emergency department now.";

/// The verdict with its reasons and what to do. No line is wider than `width` columns, 40 at least.
pub fn verdict(verdict: &Verdict, protocol: &Protocol, width: usize) -> String {
    let mut page = Page::new(width);
    let wording = &protocol.wording;
    let rest = protocol.rules.soreness_rest.value;
    let (heading, says) = match verdict.kind {
        VerdictKind::Emergency => (EMERGENCY.to_owned(), Some(&wording.emergency)),
        VerdictKind::Refer => {
            ("REFERRED: see a clinician first. There is no plan until you are cleared.".to_owned(), Some(&wording.referral))
        }
        VerdictKind::Rest => {
            (format!("REST: ordinary soreness. {}–{} hours off heavy lifting for the lower back.", rest.from, rest.to), Some(&wording.rest))
        }
        VerdictKind::Train if verdict.cleared => ("TRAIN: cleared by a clinician.".to_owned(), None),
        VerdictKind::Train => ("TRAIN: nothing in your answers rules out a plan.".to_owned(), None),
    };
    page.line(&heading);
    if let Some(says) = says {
        page.line(&says.says);
    }
    reasons(&mut page, if verdict.cleared { "What was cleared" } else { "Why" }, &verdict.reasons);
    page.list("What it may be", each_once(verdict.reasons.iter().filter_map(|reason| reason.may_be.as_ref())).into_iter());
    // Nothing may stand between a lifter and the way to help.
    if verdict.kind != VerdictKind::Emergency {
        reasons(&mut page, "Good to know", &verdict.notes);
    }
    match verdict.kind {
        VerdictKind::Train => {
            page.blank();
            page.line("`rehinge plan NAME` makes the plan.");
        }
        VerdictKind::Refer => {
            page.blank();
            page.line("Once cleared, put `clearance: {by, date, max_load}` into the profile.");
        }
        VerdictKind::Emergency => {
            page.blank();
            page.line("Afterwards, once you are examined and cleared: put `clearance: {by, date}` into the profile, and answer the screen's questions again with `rehinge screen NAME`.");
        }
        VerdictKind::Rest => {}
    }
    page.text
}

/// Reasons, each with its source on lines of its own.
fn reasons(page: &mut Page, heading: &str, reasons: &[Reason]) {
    if reasons.is_empty() {
        return;
    }
    page.blank();
    page.line(heading);
    for reason in reasons {
        let unsure = if reason.unsure { " (\"not sure\" counts as yes)" } else { "" };
        page.wrapped(&format!("{}{unsure}", reason.says), "  - ", "    ");
        if !reason.citation.is_empty() {
            page.wrapped(&format!("[{}]", reason.citation), "    ", "    ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn because(id: &str, kind: VerdictKind) -> Reason {
        Reason {
            id: id.to_owned(),
            kind,
            says: "You lost feeling between the legs.".to_owned(),
            may_be: (kind == VerdictKind::Emergency).then(|| "pressure on the nerves at the end of the spine".to_owned()),
            unsure: true,
            rule: crate::protocol::RuleId::ScreenEmergency,
            citation: "When to see a doctor".to_owned(),
        }
    }

    #[test]
    fn every_verdict_says_what_to_do_and_why() {
        let protocol = Protocol::embedded();
        for (kind, says) in [
            (VerdictKind::Emergency, &["EMERGENCY", "hours count", "now", "What it may be - pressure on the nerves"][..]),
            (VerdictKind::Refer, &["REFERRED", "clinician", "clearance: {by, date, max_load}"]),
            (VerdictKind::Rest, &["REST", "48–72 hours", "screen again"]),
            (VerdictKind::Train, &["TRAIN"]),
        ] {
            let text = verdict(&Verdict { kind, reasons: vec![because("sign", kind)], notes: Vec::new(), cleared: false }, &protocol, 80);
            let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for part in says.iter().chain(&["feeling between the legs", "counts as yes", "When to see a doctor"]) {
                assert!(flowing.contains(part), "{part} is missing in\n{text}");
            }
            assert!(text.lines().all(|line| line.width() <= 80), "{text}");
        }
    }
}
