//! Strips of a page, put below one another and carried over to the next page. Knows nothing of plans.

use super::text::{BLACK, BODY, Fonts, GREY, Line, MM, PALE, RULE, SMALL, SMALLEST, Text, height};
use super::{Boxed, Layout, Paper, Placed};
use std::rc::Rc;

/// Around the page, points: more than the 12 mm that every printer leaves.
const MARGIN: f32 = 12.2 * MM;
/// A row that is written into with a pen, points: never lower, however short the room.
pub(in crate::render) const WRITE: f32 = 8.52 * MM;
/// A box that is ticked, points.
pub(in crate::render) const TICK: f32 = 4.0 * MM;
/// A table row that is only read and ticked, points.
pub(in crate::render) const ROW: f32 = 14.2;
/// Between a rule and the text beside it.
const PAD: f32 = 4.0;
/// Lines of one cell that are kept on one page.
const CELL_LINES: usize = 24;

/// Something drawn, measured from the top left of its strip.
#[derive(Debug, Clone)]
pub(in crate::render) enum Item {
    Text {
        x: f32,
        baseline: f32,
        line: Line,
    },
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        weight: f32,
        grey: f32,
    },
    Rect {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        fill: Option<f32>,
        stroke: Option<(f32, f32)>,
    },
    /// White, to tick or to write into; drawn with a line of this weight and grey.
    Box {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        line: (f32, f32),
    },
}

impl Item {
    fn shifted(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Item::Text { x, baseline, .. } => {
                *x += dx;
                *baseline += dy;
            }
            Item::Rule { from, to, .. } => {
                *from = (from.0 + dx, from.1 + dy);
                *to = (to.0 + dx, to.1 + dy);
            }
            Item::Rect { x, y, .. } | Item::Box { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
        self
    }
}

/// A horizontal band of a page that is never torn.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct Strip {
    pub height: f32,
    pub items: Vec<Item>,
    /// Stays on one page with the strip after it.
    pub keep: bool,
    /// Only room; none at the top of a page.
    pub space: bool,
    /// Drawn again above this strip where it begins a page: the head of its table.
    pub again: Option<Rc<Strip>>,
}

impl Strip {
    pub(in crate::render) fn space(height: f32) -> Self {
        Strip { height, space: true, keep: false, ..Strip::default() }
    }

    pub(in crate::render) fn of(height: f32, items: Vec<Item>) -> Self {
        Strip { height, items, ..Strip::default() }
    }
}

/// Keeps all strips of a block on one page, where a page is long enough.
pub(in crate::render) fn together(mut strips: Vec<Strip>) -> Vec<Strip> {
    let last = strips.len().saturating_sub(1);
    for strip in &mut strips[..last] {
        strip.keep = true;
    }
    strips
}

/// Puts two blocks side by side where that fits a page, else below one another.
pub(in crate::render) fn beside(left: Vec<Strip>, right: Vec<Strip>, right_x: f32, most: f32) -> Vec<Strip> {
    let tall = |strips: &[Strip]| strips.iter().map(|strip| strip.height).sum::<f32>();
    let whole = tall(&left).max(tall(&right));
    if whole > most {
        return left.into_iter().chain([Strip::space(8.0)]).chain(right).collect();
    }
    let mut items = Vec::new();
    for (strips, x) in [(left, 0.0), (right, right_x)] {
        let mut y = 0.0;
        for strip in strips {
            items.extend(strip.items.into_iter().map(|item| item.shifted(x, y)));
            y += strip.height;
        }
    }
    vec![Strip::of(whole, items)]
}

/// Moves a block to the right.
pub(in crate::render) fn indent(strips: Vec<Strip>, by: f32) -> Vec<Strip> {
    strips.into_iter().map(|strip| Strip { items: strip.items.into_iter().map(|item| item.shifted(by, 0.0)).collect(), ..strip }).collect()
}

/// A frame around a block; a block longer than a page goes without one.
pub(in crate::render) fn boxed(strips: Vec<Strip>, width: f32, heavy: bool, most: f32) -> Vec<Strip> {
    let inner: f32 = strips.iter().map(|strip| strip.height).sum();
    let whole = inner + 2.0 * PAD + 2.0;
    let strips = indent(strips, PAD + 3.0);
    if whole > most {
        return strips;
    }
    let stroke = if heavy { (1.2, BLACK) } else { (0.5, RULE) };
    let mut items = vec![Item::Rect { x: 0.0, y: 0.0, width, height: whole, fill: None, stroke: Some(stroke) }];
    let mut y = PAD + 1.0;
    for strip in strips {
        items.extend(strip.items.into_iter().map(|item| item.shifted(0.0, y)));
        y += strip.height;
    }
    vec![Strip::of(whole, items)]
}

/// The inner width of [`boxed`].
pub(in crate::render) fn inside(width: f32) -> f32 {
    width - 2.0 * (PAD + 3.0)
}

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

/// Lays out a document: measures, wraps, and carries over.
pub(in crate::render) struct Flow {
    pub fonts: Fonts,
    size: (f32, f32),
    bottom: f32,
    y: f32,
    continued: Text,
    pub pages: Vec<Vec<Item>>,
    /// Page headings, with the page counted from 1.
    pub headings: Vec<(String, usize)>,
    foot: Vec<Line>,
}

impl Flow {
    /// `foot` stands at the left of every footer, `foot_note` behind it.
    pub(in crate::render) fn new(paper: Paper, foot: &str, foot_note: &str) -> Self {
        let mut fonts = Fonts::new();
        let size = paper.size();
        let width = size.0 - 2.0 * MARGIN;
        // An id of any length keeps the footer small.
        let mut short: String = foot.chars().take(160).collect();
        if short.len() < foot.len() {
            short.push('…');
        }
        let lines = fonts.wrap(&Text::sized(format!("{short} · {foot_note}"), SMALLEST).grey(GREY), width - 90.0);
        let bottom = size.1 - MARGIN - height(&lines) - 6.0;
        Flow { fonts, size, bottom, y: MARGIN, continued: Text::default(), pages: Vec::new(), headings: Vec::new(), foot: lines }
    }

    /// Between the margins.
    pub(in crate::render) fn width(&self) -> f32 {
        self.size.0 - 2.0 * MARGIN
    }

    /// The most that one page holds.
    pub(in crate::render) fn most(&self) -> f32 {
        self.bottom - MARGIN - 30.0
    }

    /// Begins a page under a heading of its own; `continued` heads the pages it runs over to.
    pub(in crate::render) fn page(&mut self, heading: impl Into<String>) {
        let heading = heading.into();
        self.continued = Text::heavy(heading.clone(), BODY).and(Text::sized(" – continued", BODY).grey(GREY));
        self.pages.push(Vec::new());
        self.headings.push((heading, self.pages.len()));
        self.y = MARGIN;
    }

    /// Lays out a block with its lines closer to one another.
    pub(in crate::render) fn tight(&mut self, mut block: impl FnMut(&mut Flow)) {
        self.fonts.tight = true;
        block(self);
        self.fonts.tight = false;
    }

    /// Lays out a block that begins with [`Flow::page`], on one page if it can be: one that runs over is
    /// laid out again with closer lines, and stays so where that saves a page.
    pub(in crate::render) fn fitted(&mut self, mut block: impl FnMut(&mut Flow)) {
        let from = self.pages.len();
        block(self);
        let roomy = self.pages.len();
        if roomy <= from + 1 {
            return;
        }
        self.rewind(from);
        self.tight(&mut block);
        if self.pages.len() >= roomy {
            self.rewind(from);
            block(self);
        }
    }

    /// Takes back every page after so many.
    fn rewind(&mut self, pages: usize) {
        self.pages.truncate(pages);
        self.headings.retain(|(_, page)| *page <= pages);
    }

    fn carry_over(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
        let head = self.continued.clone();
        let strips = self.lines(&head, self.width());
        for strip in strips.into_iter().chain([Strip::of(6.0, Vec::new())]) {
            self.place(strip);
        }
    }

    fn place(&mut self, strip: Strip) {
        let y = self.y;
        self.y += strip.height;
        if let Some(page) = self.pages.last_mut() {
            page.extend(strip.items.into_iter().map(|item| item.shifted(MARGIN, y)));
        }
    }

    /// Puts strips below what is there, on new pages where they must.
    pub(in crate::render) fn put(&mut self, strips: Vec<Strip>) {
        if self.pages.is_empty() {
            self.page("");
        }
        let mut at_top = self.y <= MARGIN;
        let mut strips = strips.into_iter().peekable();
        while let Some(first) = strips.next() {
            let mut group = vec![first];
            while group.last().is_some_and(|strip| strip.keep) {
                match strips.next() {
                    Some(next) => group.push(next),
                    None => break,
                }
            }
            let whole: f32 = group.iter().map(|strip| strip.height).sum();
            if self.y + whole > self.bottom && !at_top && whole <= self.most() {
                self.carry_over();
                self.repeat(&group);
                at_top = true;
            }
            for strip in group {
                if strip.space && at_top {
                    continue;
                }
                if self.y + strip.height > self.bottom && !at_top {
                    if strip.space {
                        continue;
                    }
                    self.carry_over();
                    self.repeat(std::slice::from_ref(&strip));
                }
                at_top = false;
                self.place(strip);
            }
        }
    }

    fn repeat(&mut self, group: &[Strip]) {
        if let Some(head) = group.first().and_then(|strip| strip.again.clone()) {
            self.place(Strip::clone(&head));
        }
    }

    /// A paragraph, line by line.
    pub(in crate::render) fn lines(&mut self, text: &Text, width: f32) -> Vec<Strip> {
        self.fonts
            .wrap(text, width)
            .into_iter()
            .map(|line| {
                let (advance, baseline) = (line.advance, line.ascent + (line.advance - line.ascent - line.descent) / 2.0);
                Strip::of(advance, vec![Item::Text { x: 0.0, baseline, line }])
            })
            .collect()
    }

    /// A heading inside a page; it stays with what follows.
    pub(in crate::render) fn heading(&mut self, text: impl Into<String>, width: f32) -> Vec<Strip> {
        let mut strips = vec![Strip::space(if self.fonts.tight { 3.0 } else { 6.0 })];
        strips.extend(self.lines(&Text::heavy(text, 11.0), width));
        strips.push(Strip::of(2.0, vec![Item::Rule { from: (0.0, 0.5), to: (width, 0.5), weight: 0.5, grey: RULE }]));
        strips.push(Strip::of(1.5, Vec::new()));
        for strip in &mut strips {
            strip.keep = true;
        }
        strips
    }

    /// Paragraphs with something at their left: a number, a dash, a box to tick.
    pub(in crate::render) fn list(&mut self, entries: &[(Lead, Text)], width: f32) -> Vec<Strip> {
        let mut strips = Vec::new();
        for (lead, text) in entries {
            let hang = match lead {
                Lead::Dash => 10.0,
                Lead::Number(_) => 19.0,
                Lead::Tick => TICK + 6.0,
            };
            let mut block = indent(self.lines(text, width - hang), hang);
            let Some(first) = block.first_mut() else { continue };
            match lead {
                Lead::Dash => {
                    let middle = first.height * 0.52;
                    first.items.insert(0, Item::Rule { from: (0.5, middle), to: (5.5, middle), weight: 0.8, grey: GREY });
                }
                Lead::Number(number) => {
                    let mut digits = self.lines(&Text::sized(number.to_string(), SMALLEST.max(SMALL)).grey(GREY), hang);
                    if let Some(digit) = digits.first_mut() {
                        // On the baseline of the text beside it.
                        let baseline = first.items.iter().find_map(|item| match item {
                            Item::Text { baseline, .. } => Some(*baseline),
                            _ => None,
                        });
                        for item in &mut digit.items {
                            if let (Item::Text { baseline: own, .. }, Some(beside)) = (item, baseline) {
                                *own = beside;
                            }
                        }
                        first.items.splice(0..0, std::mem::take(&mut digit.items));
                    }
                }
                Lead::Tick => {
                    let lift = (TICK + 6.0 - first.height).max(0.0);
                    first.height += lift;
                    let items = std::mem::take(&mut first.items);
                    first.items = items.into_iter().map(|item| item.shifted(0.0, lift / 2.0)).collect();
                    first.items.insert(0, tick(0.0, (first.height - TICK) / 2.0));
                }
            }
            strips.extend(together_if_short(block));
        }
        strips
    }

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
        let whole: f32 = widths.iter().sum();
        let cells: Vec<(f32, f32, Vec<Line>, Cell)> = widths
            .iter()
            .scan(0.0, |x, width| {
                let at = *x;
                *x += width;
                Some((at, *width))
            })
            .zip(row.cells)
            .map(|((x, width), cell)| {
                let lines = match &cell {
                    Cell::Left(text) | Cell::Centre(text) => self.fonts.wrap(text, (width - 2.0 * PAD).max(1.0)),
                    Cell::Choices(_) | Cell::Ticks(_) | Cell::Tick | Cell::Write | Cell::WriteTick | Cell::Empty => Vec::new(),
                };
                (x, width, lines, cell)
            })
            .collect();
        let longest = cells.iter().map(|(_, _, lines, _)| lines.len()).max().unwrap_or(0);
        // A cell longer than a page is torn between lines.
        let pieces = longest.div_ceil(CELL_LINES).max(1);
        let mut strips = Vec::new();
        for piece in 0..pieces {
            let part = |lines: &'_ [Line]| -> Vec<Line> { lines.iter().skip(piece * CELL_LINES).take(CELL_LINES).cloned().collect() };
            let tallest = cells.iter().map(|(_, _, lines, _)| height(&part(lines))).fold(0.0, f32::max);
            let reach = |lines: &[Line]| lines.first().map_or(0.0, |line| line.ascent + (line.advance - line.ascent - line.descent) / 2.0);
            // All cells of a row begin on one baseline.
            let base = cells.iter().map(|(_, _, lines, _)| reach(&part(lines))).fold(0.0, f32::max);
            let tallest =
                cells.iter().map(|(_, _, lines, _)| part(lines)).map(|lines| base - reach(&lines) + height(&lines)).fold(tallest, f32::max);
            let least = if piece == 0 { row.height } else { 0.0 };
            let mut tall = (tallest + if self.fonts.tight { 2.2 } else { 3.0 }).max(least);
            let mut choices = Vec::new();
            for (x, width, _, cell) in &cells {
                match cell {
                    Cell::Ticks(count) => tall = tall.max(ticks_height(*count, *width) - if self.fonts.tight { 2.0 } else { 0.0 }),
                    Cell::Choices(words) if piece == 0 => {
                        let (items, high) = self.choices(words, *x, *width);
                        tall = tall.max(high + 2.0);
                        choices.push((items, high));
                    }
                    _ => {}
                }
            }
            let mut items = Vec::new();
            if row.shaded {
                items.push(Item::Rect { x: 0.0, y: 0.0, width: whole, height: tall, fill: Some(PALE), stroke: None });
            }
            for (x, width, lines, cell) in &cells {
                match cell {
                    Cell::Left(_) | Cell::Centre(_) => {
                        let lines = part(lines);
                        let mut y = match cell {
                            Cell::Centre(_) => (tall - height(&lines)) / 2.0,
                            _ => (tall - tallest) / 2.0 + base - reach(&lines),
                        };
                        for line in lines {
                            let left = match cell {
                                Cell::Centre(_) => x + (width - line.width) / 2.0,
                                _ => *x,
                            };
                            let baseline = y + line.ascent + (line.advance - line.ascent - line.descent) / 2.0;
                            y += line.advance;
                            items.push(Item::Text { x: left, baseline, line });
                        }
                    }
                    Cell::Ticks(count) if piece == 0 => {
                        let a_row = ticks_a_row(*width);
                        let rows = count.div_ceil(a_row);
                        let mut y = (tall - rows as f32 * (TICK + 3.0) + 3.0) / 2.0;
                        let mut left = *count;
                        while left > 0 {
                            let here = left.min(a_row);
                            for at in 0..here {
                                items.push(tick(x + at as f32 * (TICK + 4.0), y));
                            }
                            left -= here;
                            y += TICK + 3.0;
                        }
                    }
                    Cell::Tick if piece == 0 => items.push(tick(x + (width - TICK) / 2.0, (tall - TICK) / 2.0)),
                    Cell::Write if piece == 0 => {
                        items.push(Item::Box { x: *x, y: 0.0, width: *width, height: tall, line: (0.5, RULE) });
                    }
                    Cell::WriteTick if piece == 0 => {
                        items.push(Item::Box { x: *x, y: 0.0, width: *width, height: tall, line: (0.5, RULE) });
                        items.push(tick(x + (width - TICK) / 2.0, (tall - TICK) / 2.0));
                    }
                    Cell::Choices(_) | Cell::Ticks(_) | Cell::Tick | Cell::Write | Cell::WriteTick | Cell::Empty => {}
                }
            }
            for (found, high) in choices {
                items.extend(found.into_iter().map(|item| item.shifted(0.0, (tall - high) / 2.0)));
            }
            if piece + 1 == pieces {
                items.push(Item::Rule { from: (0.0, tall), to: (whole, tall), weight: 0.5, grey: RULE });
            }
            strips.push(Strip::of(tall, items));
        }
        strips
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
                let baseline = top + line.ascent + (line.advance - line.ascent - line.descent) / 2.0;
                top += line.advance;
                items.push(Item::Text { x: left + x + lead, baseline, line });
            }
            high = high.max(own);
            x += wide + 7.0;
        }
        (items, y + high)
    }

    /// A heading with a list; nothing where the list is empty.
    pub(in crate::render) fn block_of(&mut self, heading: &str, entries: Vec<Text>, lead: Lead) {
        if entries.is_empty() {
            return;
        }
        let width = self.width();
        let mut strips = self.heading(heading, width);
        let entries: Vec<_> = entries.into_iter().map(|text| (lead, text)).collect();
        strips.extend(self.list(&entries, width));
        self.put(strips);
    }

    /// What stands where.
    pub(in crate::render) fn layout(&self) -> Layout {
        let mut layout = Layout { pages: self.pages.len(), missing: self.fonts.missing.iter().copied().collect(), ..Layout::default() };
        for (at, items) in self.pages.iter().enumerate() {
            let page = at + 1;
            for item in items {
                match item {
                    Item::Text { x, baseline, line } => layout.lines.push(Placed {
                        page,
                        left: *x,
                        top: baseline - line.ascent,
                        right: x + line.width,
                        bottom: baseline + line.descent,
                        size: line.runs.iter().map(|run| run.style.size).fold(0.0, f32::max),
                        text: line.text(),
                    }),
                    Item::Box { x, y, width, height, .. } => {
                        layout.boxes.push(Boxed { page, left: *x, top: *y, right: x + width, bottom: y + height });
                    }
                    Item::Rule { .. } | Item::Rect { .. } => {}
                }
            }
        }
        layout
    }

    /// Draws the footers, now that the pages are counted, and hands over the pages.
    pub(in crate::render) fn finish(&mut self) {
        let count = self.pages.len();
        let foot = self.foot.clone();
        let top = self.size.1 - MARGIN - height(&foot);
        for at in 0..count {
            let number = Text::sized(format!("page {} of {count}", at + 1), SMALLEST).grey(GREY);
            let number = self.fonts.wrap(&number, 90.0);
            let right = self.size.0 - MARGIN;
            let page = &mut self.pages[at];
            page.push(Item::Rule { from: (MARGIN, top - 4.0), to: (right, top - 4.0), weight: 0.5, grey: RULE });
            let mut y = top;
            for line in foot.iter().cloned() {
                let baseline = y + line.ascent;
                y += line.advance;
                page.push(Item::Text { x: MARGIN, baseline, line });
            }
            for line in number {
                page.push(Item::Text { x: right - line.width, baseline: top + line.ascent, line });
            }
        }
    }
}

/// The heads of columns.
pub(in crate::render) fn heads<const N: usize>(texts: [&str; N]) -> Vec<Cell> {
    texts.map(|text| Cell::Left(Text::small(text))).into()
}

/// A title at the left and what matters most at the right.
pub(in crate::render) fn title(flow: &mut Flow, left: &Text, right: &Text) -> Vec<Strip> {
    let width = flow.width();
    let ends = flow.fonts.wrap(right, width * 0.42);
    let room = width - ends.iter().map(|line| line.width).fold(0.0, f32::max) - 12.0;
    let starts = flow.lines(left, room.max(width * 0.4));
    let tall: f32 = starts.iter().map(|strip| strip.height).sum();
    let mut items = Vec::new();
    let mut y = (tall - height(&ends)).max(0.0);
    let mut right_items = Vec::new();
    for line in ends {
        let baseline = y + line.ascent + (line.advance - line.ascent - line.descent) / 2.0;
        y += line.advance;
        right_items.push(Item::Text { x: width - line.width, baseline, line });
    }
    let block = beside(starts, vec![Strip::of(y, right_items)], 0.0, f32::MAX);
    items.extend(block.into_iter().flat_map(|strip| strip.items));
    let whole = tall.max(y) + 2.5;
    items.push(Item::Rule { from: (0.0, whole - 1.5), to: (width, whole - 1.5), weight: 1.2, grey: BLACK });
    vec![Strip::of(whole, items)]
}

/// A paragraph on a pale ground; one longer than a page goes without.
pub(in crate::render) fn banner(flow: &mut Flow, text: &Text, width: f32) -> Vec<Strip> {
    let lines = flow.fonts.wrap(text, width - 10.0);
    let tall = height(&lines) + 5.0;
    if tall > flow.most() {
        return flow.lines(text, width);
    }
    let mut items = vec![Item::Rect { x: 0.0, y: 0.0, width, height: tall, fill: Some(PALE), stroke: Some((0.5, RULE)) }];
    let mut y = 2.5;
    for line in lines {
        let baseline = y + line.ascent + (line.advance - line.ascent - line.descent) / 2.0;
        y += line.advance;
        items.push(Item::Text { x: 5.0, baseline, line });
    }
    vec![Strip::of(tall, items)]
}

/// What stands at the left of a list's paragraph.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) enum Lead {
    Dash,
    Number(usize),
    Tick,
}

/// A box to tick.
pub(in crate::render) fn tick(x: f32, y: f32) -> Item {
    Item::Box { x, y, width: TICK, height: TICK, line: (0.7, BLACK) }
}

fn ticks_a_row(width: f32) -> u32 {
    (((width - TICK) / (TICK + 4.0)).floor().max(0.0) as u32) + 1
}

fn ticks_height(count: u32, width: f32) -> f32 {
    count.min(60).div_ceil(ticks_a_row(width)) as f32 * (TICK + 3.0) + 2.0
}

fn together_if_short(strips: Vec<Strip>) -> Vec<Strip> {
    if strips.len() <= 6 { together(strips) } else { strips }
}
