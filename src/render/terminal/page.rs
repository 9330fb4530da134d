//! Lines for a screen: wrapped to a width, in columns, without colour. Knows nothing of plans.

use crate::words::list;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The narrowest width that is laid out for; a narrower screen wraps by itself.
const NARROWEST: usize = 40;

/// Lines of a width.
pub(in crate::render) struct Page {
    pub width: usize,
    pub text: String,
}

impl Page {
    pub(in crate::render) fn new(width: usize) -> Self {
        Page { width: width.max(NARROWEST), text: String::new() }
    }

    pub(in crate::render) fn blank(&mut self) {
        self.text.push('\n');
    }

    pub(in crate::render) fn line(&mut self, text: &str) {
        self.wrapped(text, "", "");
    }

    /// A headed list; nothing at all where it is empty.
    pub(in crate::render) fn list(&mut self, heading: &str, items: impl Iterator<Item = String>) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        self.blank();
        self.line(heading);
        for item in items {
            self.wrapped(&item, "  - ", "    ");
        }
    }

    /// Breaks at spaces; a word that fits no line is broken anywhere. Spaces in the first line stay
    /// as they are, so that columns do.
    pub(in crate::render) fn wrapped(&mut self, text: &str, first: &str, next: &str) {
        // What a file says may not steer the terminal.
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut line = first.to_owned();
        let mut empty = true;
        for word in text.split(' ') {
            let gap = usize::from(!empty);
            if !empty && line.width() + gap + word.width() > self.width {
                self.push(&line);
                line = next.to_owned();
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            for c in word.chars() {
                if line.width() + c.width().unwrap_or(0) > self.width {
                    self.push(&line);
                    line = next.to_owned();
                }
                line.push(c);
            }
            empty = false;
        }
        self.push(&line);
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

pub(super) fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

pub(super) fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// How wide the columns of some rows are.
pub(super) fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..columns).map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)).collect()
}

/// Rows as lines of equal columns, two spaces between them: what reads as text stands at the left of its column, the
/// rest, numbers above all, at the right.
pub(super) fn columns(rows: &[Vec<String>], is_text: impl Fn(usize) -> bool) -> Vec<String> {
    let widths = widths(rows);
    let cell = |(at, cell): (usize, &String)| if is_text(at) { left(cell, widths[at]) } else { right(cell, widths[at]) };
    rows.iter().map(|row| list(row.iter().enumerate().map(cell), "  ").trim_end().to_owned()).collect()
}

/// What is not told twice.
pub(super) fn each_once<'a>(items: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for item in items {
        if !once.contains(item) {
            once.push(item.clone());
        }
    }
    once
}
