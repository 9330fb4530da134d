//! Tables: cells to read, to tick and to write into, rows as high as their highest cell. Knows nothing of plans.

use super::super::text::{BLACK, Line, PALE, RULE, Text, height};
use super::strip::PAD;
use super::{Flow, Item, Strip, TICK, tick};
use std::rc::Rc;

/// Lines of one cell that are kept on one page.
const CELL_LINES: usize = 24;

/// What stands in a cell.
pub(in crate::render) enum Cell {
    Left(Text),
    Centre(Text),
    /// So many boxes to tick.
    Ticks(u32),
    /// One box in the middle.
    Tick,
    /// A word, then a box with a word behind it for each choice.
    Choices(Vec<String>),
    /// Room to write, framed.
    Write,
    /// The same with a box to tick in it.
    WriteTick,
    Empty,
}

/// A row of a table.
pub(in crate::render) struct Row {
    pub cells: Vec<Cell>,
    /// At least so high.
    pub height: f32,
    /// On a pale ground.
    pub shaded: bool,
}

/// A cell with its place, and the lines of text in it.
struct Placed<'a> {
    cell: &'a Cell,
    x: f32,
    width: f32,
    lines: &'a [Line],
}

/// How high the parts of a row are.
#[derive(Clone, Copy)]
struct Heights {
    whole: f32,
    /// Its tallest text.
    text: f32,
    /// From the top of the texts to their first baseline: all cells of a row begin on one.
    base: f32,
}

impl Flow {
    /// A table; the head stands again on every page that it runs over to.
    pub(in crate::render) fn table(&mut self, widths: &[f32], head: Vec<Cell>, rows: Vec<Row>) -> Vec<Strip> {
        let whole: f32 = widths.iter().sum();
        let mut strips = Vec::new();
        let mut again = None;
        if !head.is_empty() {
            let mut block = self.row(widths, Row { cells: head, height: 13.0, shaded: false });
            if let Some(last) = block.last_mut() {
                // The stronger line under the head lies on the row's own.
                last.items.push(Item::Rule { from: (0.0, last.height), to: (whole, last.height), weight: 1.0, grey: BLACK });
            }
            if let [only] = block.as_slice() {
                again = Some(Rc::new(only.clone()));
            }
            for strip in &mut block {
                strip.keep = true;
            }
            strips.extend(block);
        }
        for row in rows {
            let mut block = self.row(widths, row);
            for strip in &mut block {
                strip.again.clone_from(&again);
            }
            strips.extend(block);
        }
        strips
    }

    fn row(&mut self, widths: &[f32], row: Row) -> Vec<Strip> {
        let texts: Vec<Vec<Line>> = widths.iter().zip(&row.cells).map(|(width, cell)| self.cell_lines(cell, *width)).collect();
        // A cell longer than a page is torn between lines.
        let pieces = texts.iter().map(Vec::len).max().unwrap_or(0).div_ceil(CELL_LINES).max(1);
        (0..pieces).map(|piece| self.piece(widths, &row, &texts, piece, pieces)).collect()
    }

    fn cell_lines(&mut self, cell: &Cell, width: f32) -> Vec<Line> {
        match cell {
            Cell::Left(text) | Cell::Centre(text) => self.fonts.wrap(text, (width - 2.0 * PAD).max(1.0)),
            Cell::Choices(_) | Cell::Ticks(_) | Cell::Tick | Cell::Write | Cell::WriteTick | Cell::Empty => Vec::new(),
        }
    }

    /// So many lines of a row as stay on one page. What is ticked or written into stands in the first piece.
    fn piece(&mut self, widths: &[f32], row: &Row, texts: &[Vec<Line>], piece: usize, pieces: usize) -> Strip {
        let (mut x, mut cells) = (0.0, Vec::new());
        for ((cell, width), lines) in row.cells.iter().zip(widths).zip(texts) {
            let from = (piece * CELL_LINES).min(lines.len());
            let lines = &lines[from..(from + CELL_LINES).min(lines.len())];
            // Only texts go on.
            let cell = if piece == 0 || matches!(cell, Cell::Left(_) | Cell::Centre(_)) { cell } else { &Cell::Empty };
            cells.push(Placed { cell, x, width: *width, lines });
            x += width;
        }
        let base = cells.iter().map(|cell| reach(cell.lines)).fold(0.0, f32::max);
        let text = cells.iter().map(|cell| base - reach(cell.lines) + height(cell.lines)).fold(0.0, f32::max);
        let mut whole = (text + if self.fonts.tight { 2.2 } else { 3.0 }).max(if piece == 0 { row.height } else { 0.0 });
        for (cell, width) in row.cells.iter().zip(widths) {
            if let Cell::Ticks(count) = cell {
                whole = whole.max(ticks_height(*count, *width) - if self.fonts.tight { 2.0 } else { 0.0 });
            }
        }
        let mut choices = Vec::new();
        for cell in &cells {
            if let Cell::Choices(words) = cell.cell {
                let (items, high) = self.choices(words, cell.x, cell.width);
                whole = whole.max(high + 2.0);
                choices.push((items, high));
            }
        }
        let all = widths.iter().sum();
        let mut items = Vec::new();
        if row.shaded {
            items.push(Item::Rect { x: 0.0, y: 0.0, width: all, height: whole, fill: Some(PALE), stroke: None });
        }
        cells.iter().for_each(|cell| cell.draw(&mut items, Heights { whole, text, base }));
        for (found, high) in choices {
            items.extend(found.into_iter().map(|item| item.shifted(0.0, (whole - high) / 2.0)));
        }
        if piece + 1 == pieces {
            items.push(Item::Rule { from: (0.0, whole), to: (all, whole), weight: 0.5, grey: RULE });
        }
        Strip::of(whole, items)
    }

    /// A word, then a box with a word behind it for each choice, as many in a row as fit; how high it is.
    fn choices(&mut self, words: &[String], left: f32, width: f32) -> (Vec<Item>, f32) {
        let mut items = Vec::new();
        let (mut x, mut y, mut high) = (0.0, 0.0, 0.0f32);
        for (at, word) in words.iter().enumerate() {
            let lead = if at == 0 { 0.0 } else { TICK + 4.0 };
            let lines = self.fonts.wrap(&Text::body(word.clone()), (width - lead).max(1.0));
            let wide = lead + lines.iter().map(|line| line.width).fold(0.0, f32::max);
            if x > 0.0 && x + wide > width {
                (x, y, high) = (0.0, y + high + 1.0, 0.0);
            }
            let own = height(&lines).max(TICK + 1.0);
            if at > 0 {
                items.push(tick(left + x, y + (own - TICK) / 2.0));
            }
            let mut top = y + (own - height(&lines)) / 2.0;
            for line in lines {
                let baseline = line.baseline(top);
                top += line.advance;
                items.push(Item::Text { x: left + x + lead, baseline, line });
            }
            high = high.max(own);
            x += wide + 7.0;
        }
        (items, y + high)
    }
}

impl Placed<'_> {
    /// All but choices, which are laid out to know how high they are.
    fn draw(&self, items: &mut Vec<Item>, heights: Heights) {
        let (x, width, tall) = (self.x, self.width, heights.whole);
        let middle = tick(x + (width - TICK) / 2.0, (tall - TICK) / 2.0);
        let write = Item::Box { x, y: 0.0, width, height: tall, line: (0.5, RULE) };
        match self.cell {
            Cell::Left(_) => self.text(items, (tall - heights.text) / 2.0 + heights.base - reach(self.lines), |_| x),
            Cell::Centre(_) => self.text(items, (tall - height(self.lines)) / 2.0, |line| x + (width - line.width) / 2.0),
            Cell::Ticks(count) => self.ticks(items, *count, tall),
            Cell::Tick => items.push(middle),
            Cell::Write => items.push(write),
            Cell::WriteTick => items.extend([write, middle]),
            Cell::Choices(_) | Cell::Empty => {}
        }
    }

    fn text(&self, items: &mut Vec<Item>, top: f32, left: impl Fn(&Line) -> f32) {
        let mut y = top;
        for line in self.lines {
            items.push(Item::Text { x: left(line), baseline: line.baseline(y), line: line.clone() });
            y += line.advance;
        }
    }

    /// Boxes in as many rows as they need.
    fn ticks(&self, items: &mut Vec<Item>, count: u32, tall: f32) {
        let a_row = ticks_a_row(self.width);
        let mut y = (tall - count.div_ceil(a_row) as f32 * (TICK + 3.0) + 3.0) / 2.0;
        let mut left = count;
        while left > 0 {
            let here = left.min(a_row);
            items.extend((0..here).map(|at| tick(self.x + at as f32 * (TICK + 4.0), y)));
            left -= here;
            y += TICK + 3.0;
        }
    }
}

/// From the top of some lines to their first baseline.
fn reach(lines: &[Line]) -> f32 {
    lines.first().map_or(0.0, |line| line.baseline(0.0))
}

/// The heads of columns.
pub(in crate::render) fn heads<const N: usize>(texts: [&str; N]) -> Vec<Cell> {
    texts.map(|text| Cell::Left(Text::small(text))).into()
}

fn ticks_a_row(width: f32) -> u32 {
    (((width - TICK) / (TICK + 4.0)).floor().max(0.0) as u32) + 1
}

fn ticks_height(count: u32, width: f32) -> f32 {
    count.min(60).div_ceil(ticks_a_row(width)) as f32 * (TICK + 3.0) + 2.0
}
