//! Paper, and what stands where on it.

use std::fmt;
use std::str::FromStr;

/// What the sheet is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// Every paper.
    pub const ALL: &'static [Paper] = &[Paper::A4, Paper::Letter];

    /// Width and height, points.
    pub fn size(self) -> (f32, f32) {
        match self {
            Paper::A4 => (595.28, 841.89),
            Paper::Letter => (612.0, 792.0),
        }
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Paper::A4 => "a4",
            Paper::Letter => "letter",
        })
    }
}

impl FromStr for Paper {
    type Err = String;

    /// Reads `a4` or `letter`, in any case.
    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = text.to_lowercase();
        Paper::ALL.iter().copied().find(|paper| paper.to_string() == wanted).ok_or_else(|| format!("`{text}` is not a paper: a4 or letter"))
    }
}

/// What stands where on the pages of a document.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// How many pages there are.
    pub pages: usize,
    /// Characters that the embedded fonts do not have; a replacement mark stands for each.
    pub missing: Vec<char>,
    /// Every line of text with its place, in reading order.
    pub lines: Vec<Placed>,
    /// Every box to tick or to write into.
    pub boxes: Vec<Boxed>,
}

/// A box on a page, measured in points from the page's top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Boxed {
    /// Counted from 1.
    pub page: usize,
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Bottom edge.
    pub bottom: f32,
}

/// A line of text on a page, measured in points from the page's top left.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Counted from 1.
    pub page: usize,
    /// Left edge.
    pub left: f32,
    /// Top of its tallest letters.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Bottom of its descenders.
    pub bottom: f32,
    /// The size of its largest letters, points.
    pub size: f32,
    /// What it says.
    pub text: String,
}
