//! Text with its looks, and lines of it. Knows nothing of fonts or pages.

use super::font::Face;
use crate::words::TIE;

/// Points of a millimetre.
pub(in crate::render) const MM: f32 = 72.0 / 25.4;
/// The size of running text, points.
pub(in crate::render) const BODY: f32 = 10.0;
/// The size of footers, footnotes and column heads, points.
pub(in crate::render) const SMALL: f32 = 8.5;
/// The smallest size on a sheet, points: what still reads on paper.
pub(in crate::render) const SMALLEST: f32 = 8.0;

/// Begins a new line.
pub(in crate::render) const BREAK: char = '\u{2028}';

/// Greys, 0 is black.
pub(in crate::render) const BLACK: f32 = 0.0;
/// For what is read second.
pub(in crate::render) const GREY: f32 = 0.35;
/// For rules.
pub(in crate::render) const RULE: f32 = 0.6;
/// For fills behind text.
pub(in crate::render) const PALE: f32 = 0.93;

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Style {
    pub face: Face,
    pub size: f32,
    pub grey: f32,
    /// Above the baseline, points.
    pub rise: f32,
}

/// A piece of text with its looks, not yet broken into lines.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct Text(pub(super) Vec<(String, Style)>);

impl Text {
    pub(in crate::render) fn body(text: impl Into<String>) -> Self {
        Text::sized(text, BODY)
    }

    pub(in crate::render) fn sized(text: impl Into<String>, size: f32) -> Self {
        Text(vec![(text.into(), Style { face: Face::Regular, size, grey: BLACK, rise: 0.0 })])
    }

    pub(in crate::render) fn bold(text: impl Into<String>) -> Self {
        Text::heavy(text, BODY)
    }

    pub(in crate::render) fn heavy(text: impl Into<String>, size: f32) -> Self {
        Text(vec![(text.into(), Style { face: Face::Bold, size, grey: BLACK, rise: 0.0 })])
    }

    pub(in crate::render) fn small(text: impl Into<String>) -> Self {
        Text::sized(text, SMALL).grey(GREY)
    }

    pub(in crate::render) fn grey(mut self, grey: f32) -> Self {
        for (_, style) in &mut self.0 {
            style.grey = grey;
        }
        self
    }

    pub(in crate::render) fn and(mut self, more: Text) -> Self {
        self.0.extend(more.0);
        self
    }

    /// A footnote's numbers, raised; nothing where there are none.
    pub(in crate::render) fn footnote(mut self, numbers: &str) -> Self {
        if !numbers.is_empty() {
            let size = self.0.last().map_or(BODY, |(_, style)| style.size);
            let style = Style { face: Face::Regular, size: SMALLEST.min(size), grey: GREY, rise: size * 0.24 };
            // A thin gap that never breaks; digits and commas only, so that they cannot be taken for a load.
            self.0.push((format!("{TIE}{numbers}"), style));
        }
        self
    }
}

/// A part of a line in one style.
#[derive(Debug, Clone)]
pub(in crate::render) struct Run {
    /// From the line's left edge.
    pub x: f32,
    pub text: String,
    pub style: Style,
}

/// A line of text that fits.
#[derive(Debug, Clone)]
pub(in crate::render) struct Line {
    pub runs: Vec<Run>,
    pub width: f32,
    /// From its top to its baseline.
    pub ascent: f32,
    /// From its baseline to its bottom.
    pub descent: f32,
    /// From its top to the top of the next.
    pub advance: f32,
}

impl Line {
    /// Where its baseline lies when its top lies at `top`, with equal air above and below.
    pub(in crate::render) fn baseline(&self, top: f32) -> f32 {
        top + self.ascent + (self.advance - self.ascent - self.descent) / 2.0
    }

    pub(in crate::render) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The height of several lines.
pub(in crate::render) fn height(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.advance).sum()
}
