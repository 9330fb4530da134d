//! What the charts of weeks have in common: columns, numbers above bars, weeks below them. Knows nothing of plans as a
//! whole.

use super::layout::{Flow, Item};
use super::text::{GREY, SMALLEST, Text, height};
use crate::plan::Week;
use crate::words::day;

/// Weeks side by side in one chart, at the most: the loads above the bars must stay readable.
const COLUMNS: usize = 15;
/// The widest column, points.
const WIDEST: f32 = 48.0;

/// Weeks in as many charts as they need, with the width of a column in each.
pub(super) fn pieces<T>(weeks: &[T], width: f32) -> impl Iterator<Item = (&[T], f32)> {
    let pieces = weeks.len().div_ceil(COLUMNS).max(1);
    let a_row = weeks.len().div_ceil(pieces).max(1);
    let column = (width / a_row as f32).min(WIDEST);
    weeks.chunks(a_row).map(move |piece| (piece, column))
}

/// A text in the middle of a column; how high it is.
pub(super) fn centred(flow: &mut Flow, items: &mut Vec<Item>, text: &Text, middle: f32, top: f32, room: f32) -> f32 {
    let lines = flow.fonts.wrap(text, room);
    let tall = height(&lines);
    let mut y = top;
    for line in lines {
        let baseline = y + line.ascent;
        y += line.advance;
        items.push(Item::Text { x: middle - line.width / 2.0, baseline, line });
    }
    tall
}

/// A number above a bar whose top lies at `top`.
pub(super) fn above(flow: &mut Flow, items: &mut Vec<Item>, number: &Text, middle: f32, top: f32, room: f32) {
    let tall = height(&flow.fonts.wrap(number, room));
    centred(flow, items, number, middle, (top - tall - 1.0).max(0.0), room);
}

/// The week and the day of its deadlift, below its bar; how high they are.
pub(super) fn week_below(flow: &mut Flow, items: &mut Vec<Item>, week: &Week, middle: f32, top: f32, room: f32) -> f32 {
    let tall = centred(flow, items, &Text::sized(week.week.to_string(), SMALLEST), middle, top, room);
    let shown = week.heavy_day().map_or(week.starts, |session| session.start.date());
    let date = Text::sized(day::short(shown), SMALLEST).grey(GREY);
    tall + centred(flow, items, &date, middle, top + tall, room)
}

/// Diagonals inside a rectangle.
pub(super) fn hatch(x: f32, y: f32, width: f32, height: f32) -> Vec<Item> {
    let step = 5.0;
    let count = ((width + height) / step) as usize;
    (1..=count)
        .map(|at| {
            let reach = at as f32 * step;
            // From the left or bottom edge up to the top or right edge.
            let from = if reach <= height { (x, y + reach) } else { (x + reach - height, y + height) };
            let to = if reach <= width { (x + reach, y) } else { (x + width, y + reach - width) };
            Item::Rule { from, to, weight: 0.4, grey: GREY }
        })
        .collect()
}
