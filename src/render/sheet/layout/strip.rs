//! What is drawn, and bands of a page that are never torn: side by side, indented, framed. Knows nothing of text.

use super::super::text::{BLACK, Line, MM, RULE};
use std::rc::Rc;

/// A box that is ticked, points.
pub(in crate::render) const TICK: f32 = 4.0 * MM;

/// Between a rule and the text beside it.
pub(super) const PAD: f32 = 4.0;

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
    pub(super) fn shifted(mut self, dx: f32, dy: f32) -> Self {
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

/// A box to tick.
pub(in crate::render) fn tick(x: f32, y: f32) -> Item {
    Item::Box { x, y, width: TICK, height: TICK, line: (0.7, BLACK) }
}
