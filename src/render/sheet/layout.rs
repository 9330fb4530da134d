//! Pages: strips are put below one another and carried over to the next page. Knows nothing of plans.

mod prose;
mod strip;
mod table;

pub(in crate::render) use prose::{Lead, banner, title};
pub(in crate::render) use strip::{Item, Strip, TICK, beside, boxed, indent, inside, tick, together};
pub(in crate::render) use table::{Cell, Row, heads};

use super::page::{Boxed, Layout, Paper, Placed};
use super::text::{BODY, GREY, Line, MM, RULE, SMALLEST, Text, height};
use super::wrap::Fonts;

/// Around the page, points: more than the 12 mm that every printer leaves.
const MARGIN: f32 = 12.2 * MM;
/// A row that is written into with a pen, points: never lower, however short the room.
pub(in crate::render) const WRITE: f32 = 8.52 * MM;
/// A table row that is only read and ticked, points.
pub(in crate::render) const ROW: f32 = 14.2;

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
