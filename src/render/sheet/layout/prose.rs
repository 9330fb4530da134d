//! Paragraphs, headings, lists and titles, as strips. Knows nothing of plans.

use super::super::text::{BLACK, GREY, PALE, RULE, SMALL, SMALLEST, Text, height};
use super::{Flow, Item, Strip, TICK, beside, indent, tick, together};

/// What stands at the left of a list's paragraph.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) enum Lead {
    Dash,
    Number(usize),
    Tick,
}

impl Lead {
    /// How far the paragraph stands from the left.
    fn width(self) -> f32 {
        match self {
            Lead::Dash => 10.0,
            Lead::Number(_) => 19.0,
            Lead::Tick => TICK + 6.0,
        }
    }
}

impl Flow {
    /// A paragraph, line by line.
    pub(in crate::render) fn lines(&mut self, text: &Text, width: f32) -> Vec<Strip> {
        self.fonts
            .wrap(text, width)
            .into_iter()
            .map(|line| {
                let (advance, baseline) = (line.advance, line.baseline(0.0));
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
            let hang = lead.width();
            let mut block = indent(self.lines(text, width - hang), hang);
            let Some(first) = block.first_mut() else { continue };
            self.put_before(first, *lead, hang);
            strips.extend(together_if_short(block));
        }
        strips
    }

    /// What stands at the left of a paragraph, into its first line.
    fn put_before(&mut self, first: &mut Strip, lead: Lead, hang: f32) {
        match lead {
            Lead::Dash => {
                let middle = first.height * 0.52;
                first.items.insert(0, Item::Rule { from: (0.5, middle), to: (5.5, middle), weight: 0.8, grey: GREY });
            }
            Lead::Number(number) => {
                // On the baseline of the text beside it.
                let beside = first.items.iter().find_map(|item| match item {
                    Item::Text { baseline, .. } => Some(*baseline),
                    Item::Rule { .. } | Item::Rect { .. } | Item::Box { .. } => None,
                });
                let digits = Text::sized(number.to_string(), SMALLEST.max(SMALL)).grey(GREY);
                if let Some(line) = self.fonts.wrap(&digits, hang).into_iter().next() {
                    let baseline = beside.unwrap_or_else(|| line.baseline(0.0));
                    first.items.insert(0, Item::Text { x: 0.0, baseline, line });
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
        let baseline = line.baseline(y);
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
        let baseline = line.baseline(y);
        y += line.advance;
        items.push(Item::Text { x: 5.0, baseline, line });
    }
    vec![Strip::of(tall, items)]
}

fn together_if_short(strips: Vec<Strip>) -> Vec<Strip> {
    if strips.len() <= 6 { together(strips) } else { strips }
}
