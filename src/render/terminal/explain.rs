//! An explanation as text: what it is, how it comes about, the rules down to their sources, what lost, and what would
//! change it.

use super::page::Page;
use crate::explain::{Explanation, Reason};
use crate::protocol::{RuleId, Source};
use crate::words;

/// An explanation for a screen. No line is wider than `width` columns, 40 at least.
pub fn explanation(explanation: &Explanation, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&explanation.title);
    if let Some(value) = &explanation.value {
        page.line(&format!("{} is {value}", explanation.what));
    }
    if !explanation.here.is_empty() {
        page.blank();
        explanation.here.iter().for_each(|says| page.line(says));
    }
    if !explanation.because.is_empty() {
        page.blank();
        page.line("Because");
        explanation.because.iter().for_each(|reason| one(&mut page, reason));
    }
    let considered = explanation.considered.iter();
    page.list("Considered, and lost", considered.map(|other| format!("{}: {}. [{}]", other.option, other.says, ids(&other.rules))));
    page.list("What would change it", explanation.would_change.iter().cloned());
    let parts = explanation.parts.iter();
    page.list(
        "In it; each can be asked for by its name",
        parts.map(|part| {
            if part.rules.is_empty() {
                format!("{}: {}", part.what, part.says)
            } else {
                format!("{}: {}. [{}]", part.what, part.says.trim_end_matches('.'), ids(&part.rules))
            }
        }),
    );
    page.text
}

fn ids(rules: &[RuleId]) -> String {
    words::list(rules.iter().map(|rule| rule.id()), ", ")
}

/// A rule, and where it comes from.
fn one(page: &mut Page, reason: &Reason) {
    page.wrapped(&format!("{}: {}", reason.rule, reason.text.says), "  - ", "    ");
    let decided = reason.text.reason.as_deref().unwrap_or_default();
    match (reason.text.source, &reason.text.section) {
        (Source::Article, Some(section)) => {
            page.wrapped(&format!("The article, \"{section}\"."), "    ", "    ");
            if !decided.is_empty() {
                page.wrapped(&format!("Decided: {decided}"), "    ", "    ");
            }
        }
        _ => page.wrapped(&format!("A judgement: {decided}"), "    ", "    "),
    }
}
