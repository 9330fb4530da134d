//! Questions in a terminal: asked on standard error, answered on standard input.

use super::answer::{tell, width};
use crate::diagnostic::{Code, Diagnostic};
use crate::render::terminal;
use std::io::{self, BufRead};

/// A line that was typed, without the space around it; none where there will be no more.
///
/// A line of any length is read, and only so much of it believed.
pub fn line() -> Option<String> {
    let mut line = Vec::new();
    match io::stdin().lock().read_until(b'\n', &mut line) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(String::from_utf8_lossy(&line).trim().to_owned()),
    }
}

/// Says what is wrong with an answer, and what would be right.
pub fn correct(wrong: &[Diagnostic]) {
    for one in wrong {
        let help = one.help.as_ref().map(|help| format!(": {help}")).unwrap_or_default();
        tell(&terminal::sentences(&[&format!("  {}{help}", one.message)], width()));
    }
}

/// The answers ended before the questions did; `kept` says what became of them.
pub fn ended(kept: impl Into<String>) -> Vec<Diagnostic> {
    vec![Diagnostic::new(Code::Usage, "the answers end before the questions").help(kept)]
}
