//! A question of the interview, as it stands on a screen.

use super::page::Page;
use crate::interview::Question;

/// The narrowest screen on which words are still kept whole.
const NARROWEST: usize = 20;

/// A question with what can be chosen and how to answer, ending where the answer is typed. `before` is the part of the
/// interview that the question before it belonged to: a new one is headed.
pub fn question(question: &Question, before: Option<&str>, width: usize) -> String {
    let mut page = Page { width: width.max(NARROWEST), text: String::new() };
    page.blank();
    if before != Some(question.part) {
        page.line(&question.part.to_uppercase());
        if !question.lead.is_empty() {
            page.line(question.lead);
        }
        page.blank();
    }
    page.line(&question.text);
    let digits = question.options.len().to_string().len();
    for (at, option) in question.options.iter().enumerate() {
        page.wrapped(&format!("{:>digits$} {option}", at + 1), "  ", &" ".repeat(digits + 3));
    }
    if !question.hint.is_empty() {
        page.line(&format!("({})", question.hint));
    }
    page.text.push_str("> ");
    page.text
}

/// Sentences, each on lines of its own.
pub fn sentences(sentences: &[&str], width: usize) -> String {
    let mut page = Page { width: width.max(NARROWEST), text: String::new() };
    for sentence in sentences {
        page.line(sentence);
    }
    page.text
}
