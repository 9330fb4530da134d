//! The plan on paper: an overview, what was done so far, a page for every training week, the checks, and
//! the reasons.

mod closing;
pub(in crate::render) mod layout;
mod overview;
pub(in crate::render) mod pdf;
mod progress;
pub(in crate::render) mod text;
mod week;
pub(in crate::render) mod words;

use crate::plan::Plan;
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

/// A printable document.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The PDF file: the same bytes for the same input.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that the embedded fonts do not have; a replacement mark stands for each.
    pub missing: Vec<char>,
    /// Every line of text with its place, in reading order.
    pub lines: Vec<Placed>,
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
    /// What it says.
    pub text: String,
}

/// Prints a plan. Works for any plan: what does not fit is wrapped, and goes on on the next page.
pub fn sheet(plan: &Plan, paper: Paper) -> Sheet {
    let foot_note = format!("revision {} · no medical advice · emergency signs: see the overview", plan.revision);
    let mut flow = layout::Flow::new(paper, &plan.id, &foot_note);
    let mut marks = words::Marks::default();
    overview::print(&mut flow, &mut marks, plan);
    progress::print(&mut flow, &mut marks, plan);
    week::print(&mut flow, &mut marks, plan);
    closing::print(&mut flow, &marks, plan);
    flow.finish();
    let title = match &plan.profile.name {
        Some(name) => format!("Back to deadlifting: {name}"),
        None => "Back to deadlifting".to_owned(),
    };
    let about = pdf::About { title: &title, created: plan.created, id: &plan.id };
    pdf::write(paper, flow, &about)
}
