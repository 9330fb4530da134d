//! A text cut into lines, and the places in it as an editor counts them.

use super::node::Spot;
use crate::diagnostic::{Place, harmless};
use granit_parser::Marker;

/// The text, cut into lines.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) file: String,
    pub(super) text: String,
    /// Where each line begins, bytes.
    lines: Vec<usize>,
}

impl Source {
    pub(super) fn new(text: &str, file: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Source { file: file.to_owned(), text: text.to_owned(), lines }
    }

    /// A line by its number from 1, without its end.
    fn line(&self, number: usize) -> &str {
        let from = self.lines.get(number - 1).copied().unwrap_or(self.text.len());
        let to = self.lines.get(number).copied().unwrap_or(self.text.len());
        self.text[from..to].trim_end_matches(['\n', '\r'])
    }

    pub(super) fn place(&self, spot: Spot) -> Place {
        // Of a very long line only what is around the spot matters; columns keep counting from its
        // start.
        let most = spot.column.saturating_add(spot.width).saturating_add(100);
        let text = self.line(spot.line).chars().take(most).map(harmless).collect();
        Place { file: self.file.clone(), line: spot.line, column: spot.column, width: spot.width, text }
    }

    pub(super) fn spot(&self, from: &Marker, to: &Marker) -> Spot {
        // A file's end may be counted as a line of its own.
        let line = from.line().clamp(1, self.lines.len());
        let length = || self.line(line).chars().count();
        let column = if from.line() > line { length() + 1 } else { from.col() + 1 };
        let end = if to.line() == from.line() { to.col() + 1 } else { length() + 1 };
        Spot { line, column, width: end.saturating_sub(column).max(1) }
    }

    pub(super) fn spot_of_byte(&self, at: usize) -> Spot {
        let line = self.lines.partition_point(|&start| start <= at).max(1);
        Spot { line, column: self.text[self.lines[line - 1]..at].chars().count() + 1, width: 1 }
    }

    /// The same, where the spot of a byte before it is known: only what lies between is counted.
    pub(super) fn spot_behind(&self, (before, known): (usize, Spot), at: usize) -> Spot {
        let is_same_line = self.lines.get(known.line).is_none_or(|&next| at < next);
        if !is_same_line || at < before {
            return self.spot_of_byte(at);
        }
        Spot { column: known.column + self.text[before..at].chars().count(), width: 1, ..known }
    }
}
