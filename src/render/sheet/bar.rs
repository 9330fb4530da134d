//! The bar with its plates, drawn from the side of the sleeve.

use super::layout::{Flow, Item, Strip};
use super::text::{BLACK, BODY, SMALLEST, Text, height};
use crate::plan::Set;
use crate::units::Decimal;

/// The tallest plate, points.
const TALL: f32 = 36.0;
/// The shortest plate, points.
const SHORT: f32 = 10.0;
/// Between the shaft's left end and the first plate.
const SHAFT: f32 = 20.0;
/// The sleeve beyond the last plate.
const END: f32 = 14.0;

/// Plates of one size that hang side by side.
struct Group {
    plate: Decimal,
    count: usize,
    label: Option<super::text::Line>,
}

/// One sleeve with its plates, the largest inside; nothing where nothing is on it. Every plate is drawn,
/// however many there are: they grow thinner until they fit.
pub(super) fn loaded(flow: &mut Flow, set: &Set, width: f32) -> Vec<Strip> {
    let Some(plates) = set.barbell().map(|barbell| &barbell.per_side).filter(|plates| !plates.is_empty()) else { return Vec::new() };
    let mut groups: Vec<Group> = Vec::new();
    for run in plates.chunk_by(|plate, next| plate == next) {
        let text = if run.len() > 1 { format!("{}×{}", run.len(), run[0]) } else { run[0].to_string() };
        let label = flow.fonts.wrap(&Text::sized(text, SMALLEST), width).into_iter().next();
        groups.push(Group { plate: run[0], count: run.len(), label });
    }
    let largest = plates.iter().copied().max().unwrap_or(Decimal(1)).0.max(1) as f32;
    let share = |plate: Decimal| (plate.0.max(0) as f32 / largest).sqrt().min(1.0);
    let thick = |plate: Decimal| 5.0 + 6.0 * share(plate);
    let room = width - SHAFT - END;
    let labelled: f32 = groups.iter().map(|group| needs(group, thick(group.plate), true)).sum();
    let bare: f32 = groups.iter().map(|group| needs(group, thick(group.plate), false)).sum();
    // Without room below, the plates stand in the table alone; without room beside one another, they shrink.
    let labels = labelled <= room;
    let squeeze = if labels { 1.0 } else { (room / bare.max(1.0)).min(1.0) };
    let used = if labels { labelled } else { bare * squeeze };
    let middle = TALL / 2.0 + 1.0;
    let mut items = vec![
        Item::Rect { x: 0.0, y: middle - 1.5, width: SHAFT - 8.0, height: 3.0, fill: Some(0.55), stroke: None },
        Item::Rect { x: SHAFT - 8.0, y: middle - 6.0, width: 5.0, height: 12.0, fill: Some(0.35), stroke: None },
        Item::Rect { x: SHAFT - 3.0, y: middle - 2.5, width: used + END, height: 5.0, fill: Some(0.75), stroke: None },
    ];
    let top = TALL + 3.0;
    let (mut x, mut bottom) = (SHAFT, top);
    let mut texts = Vec::new();
    for group in groups {
        let thick = thick(group.plate) * squeeze;
        let own = needs(&group, thick, labels);
        let stack = stacked(group.count, thick, squeeze);
        let tall = (TALL * share(group.plate)).max(SHORT);
        for at in 0..group.count {
            let left = x + (own - stack) / 2.0 + at as f32 * (thick + squeeze);
            let rect =
                Item::Rect { x: left, y: middle - tall / 2.0, width: thick, height: tall, fill: Some(0.82), stroke: Some((0.7, BLACK)) };
            items.push(rect);
        }
        if let Some(line) = group.label.filter(|_| labels) {
            bottom = bottom.max(top + line.advance);
            texts.push(Item::Text { x: x + (own - line.width) / 2.0, baseline: top + line.ascent, line });
        }
        x += own;
    }
    items.extend(texts);
    let beyond = SHAFT + used + END + 6.0;
    let says = flow.fonts.wrap(&Text::sized("on each side", BODY), (width - beyond).max(1.0));
    if says.len() == 1 && says[0].width <= width - beyond {
        let baseline = middle + (height(&says) / 2.0 - says[0].descent) / 2.0;
        items.extend(says.into_iter().map(|line| Item::Text { x: beyond, baseline, line }));
    }
    vec![Strip::of(bottom + 1.0, items)]
}

/// How wide plates are side by side.
fn stacked(count: usize, thick: f32, gap: f32) -> f32 {
    count as f32 * (thick + gap) - gap
}

/// What a group needs, with the air around it.
fn needs(group: &Group, thick: f32, labelled: bool) -> f32 {
    let stack = stacked(group.count, thick, 1.0) + 3.0;
    match &group.label {
        Some(line) if labelled => stack.max(line.width + 5.0),
        _ => stack,
    }
}
