//! What was done so far, against the plan; no page where nothing is noted yet.

use super::chart;
use super::footnotes::Footnotes;
use super::layout::{Cell, Flow, Item, Lead, Row, Strip, heads};
use super::text::{BLACK, GREY, PALE, RULE, SMALL, SMALLEST, Text, height};
use super::tied;
use crate::log::Entry;
use crate::plan::{Plan, Session};
use crate::render::so_far::{WeekSoFar, weeks_so_far};
use crate::units::{Load, Pain};
use crate::words::{self, ABSENT};

/// The highest bar of the loads, points.
const TALL: f32 = 96.0;
/// The height of a score of 10, points.
const SCALE: f32 = 60.0;
/// At the left, for what the rows of a chart are.
const LABELS: f32 = 46.0;

pub(super) fn print(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan) {
    let sessions = plan.weeks.iter().flat_map(|week| &week.sessions);
    let mut done: Vec<(&Session, &Entry)> = sessions.filter_map(|session| Some((session, session.done.as_ref()?))).collect();
    if done.is_empty() {
        return;
    }
    done.sort_by_key(|(_, entry)| entry.date);
    flow.fitted(|flow| so_far(flow, footnotes, plan, &done));
}

fn so_far(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, done: &[(&Session, &Entry)]) {
    let width = flow.width();
    flow.page("So far");
    let mut head = flow.lines(&Text::heavy("So far", 16.0), width);
    let lead = format!("What is written down, up to {}.", tied::date(revised(plan)));
    head.extend(flow.lines(&Text::small(lead), width));
    flow.put(head);
    chart(flow, plan, done, width);
    table(flow, footnotes, done, width);
    revisions(flow, footnotes, plan, width);
}

/// The day of the latest revision.
/// The day on which a plan was made last.
pub(super) fn revised(plan: &Plan) -> chrono::NaiveDate {
    plan.revisions.last().map_or(plan.created, |revision| revision.made)
}

fn chart(flow: &mut Flow, plan: &Plan, done: &[(&Session, &Entry)], width: f32) {
    let noted: Vec<Entry> = done.iter().map(|(_, entry)| (*entry).clone()).collect();
    let weeks = weeks_so_far(plan, &noted);
    let loads = weeks.iter().flat_map(|week| [week.planned(), week.lifted()]).flatten().map(Load::thousandths);
    let most = loads.max().unwrap_or(1).max(1) as f32;
    let heading = flow.heading(format!("Planned and lifted by week, {}; pain from 0 to 10", plan.unit.symbol()), width);
    flow.put(heading);
    for (piece, column) in chart::pieces(&weeks, width - LABELS) {
        let strip = columns(flow, piece, column, most);
        flow.put(vec![strip]);
    }
    let legend = Text::small(
        "Loads: outlined, planned; hatched, planned as a deload; grey, lifted. Pain: black, the worst during or after; outlined, the next morning; a line at 3, above which the plan reacts. A dash is not written down, never 0.",
    );
    let legend = flow.lines(&legend, width);
    flow.put(legend);
}

/// The loads above, then the weeks, then the pain.
fn columns(flow: &mut Flow, weeks: &[WeekSoFar<'_>], column: f32, most: f32) -> Strip {
    let right = LABELS + column * weeks.len() as f32;
    let base = TALL + 14.0;
    let mut items = Vec::new();
    label(flow, &mut items, "Load", base - TALL / 2.0);
    let mut below: f32 = 0.0;
    for (at, week) in weeks.iter().enumerate() {
        below = below.max(loads(flow, &mut items, week, LABELS + at as f32 * column, column, base, most));
    }
    items.push(Item::Rule { from: (LABELS, base), to: (right, base), weight: 0.8, grey: BLACK });
    let top = base + below + 22.0;
    let zero = top + SCALE;
    label(flow, &mut items, "Pain", zero - SCALE / 2.0);
    scale(flow, &mut items, zero, right);
    for (at, week) in weeks.iter().enumerate() {
        pain(flow, &mut items, week, LABELS + (at as f32 + 0.5) * column, column, zero);
    }
    Strip::of(zero + 8.0, items)
}

/// What was planned and what was lifted in a week; how high the words below are.
fn loads(flow: &mut Flow, items: &mut Vec<Item>, so_far: &WeekSoFar, left: f32, column: f32, base: f32, most: f32) -> f32 {
    let (middle, room) = (left + column / 2.0, column - 1.0);
    let (planned, lifted) = (so_far.planned(), so_far.lifted());
    let tall = |load: Load| (load.thousandths().max(0) as f32 / most * TALL).clamp(1.0, TALL);
    if let Some(load) = planned {
        let (x, y, bar) = (left + column * 0.12, base - tall(load), column * 0.76);
        items.push(Item::Rect { x, y, width: bar, height: tall(load), fill: Some(1.0), stroke: Some((0.6, RULE)) });
        if so_far.is_deload() {
            items.extend(chart::hatch(x, y, bar, tall(load)));
        }
    }
    if let Some(load) = lifted {
        let x = left + column * 0.22;
        items.push(Item::Rect { x, y: base - tall(load), width: column * 0.56, height: tall(load), fill: Some(0.6), stroke: None });
    }
    // The number of what was lifted, where it is known; in grey what was planned.
    let highest = planned.into_iter().chain(lifted).map(tall).fold(0.0, f32::max);
    let number = match (lifted, planned) {
        (Some(load), _) => Text::heavy(load.number().to_string(), SMALL),
        (None, Some(load)) => Text::sized(load.number().to_string(), SMALL).grey(GREY),
        (None, None) => Text::sized(ABSENT, SMALL).grey(GREY),
    };
    chart::above(flow, items, &number, middle, base - highest, room);
    let mut below = chart::week_below(flow, items, &so_far.week, middle, base + 3.0, room);
    let particulars = [so_far.missed().then(|| "missed".to_owned()), (!so_far.revisions.is_empty()).then(|| "changed".to_owned())];
    for particular in particulars.into_iter().flatten() {
        below += chart::centred(flow, items, &Text::sized(particular, SMALLEST), middle, base + 3.0 + below, room);
    }
    below
}

/// The worst pain of a week and of the mornings after.
fn pain(flow: &mut Flow, items: &mut Vec<Item>, so_far: &WeekSoFar, middle: f32, column: f32, zero: f32) {
    let half = column * 0.24;
    for (score, x, fill) in [(so_far.worst(), middle - half, 0.15), (so_far.morning(), middle, 1.0)] {
        let middle = x + half / 2.0;
        let Some(score) = score else {
            if !so_far.entries.is_empty() {
                chart::centred(flow, items, &Text::sized(ABSENT, SMALLEST).grey(GREY), middle, zero - 12.0, half * 2.0);
            }
            continue;
        };
        // A score of 0 is a line: it was scored.
        let tall = (f32::from(score.score()) / f32::from(Pain::MAX) * SCALE).max(0.8);
        items.push(Item::Rect {
            x: x + 0.8,
            y: zero - tall,
            width: half - 1.6,
            height: tall,
            fill: Some(fill),
            stroke: Some((0.8, BLACK)),
        });
        let number = Text::sized(score.to_string(), SMALLEST);
        let high = height(&flow.fonts.wrap(&number, half * 2.0));
        chart::centred(flow, items, &number, middle, zero - tall - high - 0.5, half * 2.0);
    }
}

/// What a chart shows, at its left.
fn label(flow: &mut Flow, items: &mut Vec<Item>, text: &str, middle: f32) {
    for line in flow.fonts.wrap(&Text::sized(text, SMALL), LABELS) {
        items.push(Item::Text { x: 0.0, baseline: middle, line });
    }
}

/// The lines behind the pain, and what stands at their left.
fn scale(flow: &mut Flow, items: &mut Vec<Item>, zero: f32, right: f32) {
    for (score, weight, grey) in [(0.0, 0.8, BLACK), (3.0, 0.5, RULE), (10.0, 0.5, PALE)] {
        let y = zero - score / f32::from(Pain::MAX) * SCALE;
        items.push(Item::Rule { from: (LABELS, y), to: (right, y), weight, grey });
        let label = Text::sized(format!("{score}"), SMALLEST).grey(GREY);
        for line in flow.fonts.wrap(&label, LABELS) {
            items.push(Item::Text { x: LABELS - line.width - 4.0, baseline: y + line.ascent / 2.0 - 1.0, line });
        }
    }
}

fn table(flow: &mut Flow, footnotes: &mut Footnotes, done: &[(&Session, &Entry)], width: f32) {
    let heading = flow.heading("Session by session", width);
    let rows = done
        .iter()
        .map(|(session, entry)| {
            let felt = &entry.pain;
            let score = |score: Option<Pain>| Text::body(words::or_absent(score));
            let cut = Some(entry.cuts()).filter(|&cut| cut > 0).map(|cut| format!(" ({cut} cut short)")).unwrap_or_default();
            let follows = match &session.outcome {
                Some(outcome) => Text::body(words::response(outcome.response)).footnote(&footnotes.of(&outcome.because)),
                None => Text::body(ABSENT),
            };
            let id = if entry.amends { format!("{}, amended", session.id) } else { session.id.to_string() };
            let cells = vec![
                Cell::Left(Text::body(tied::day(entry.date))),
                Cell::Left(Text::sized(id, SMALL)),
                Cell::Left(Text::bold(words::lifted(entry, ", "))),
                Cell::Left(Text::body(format!("{}{cut}", words::reps_done(entry)))),
                Cell::Left(score(felt.worst)),
                Cell::Left(score(felt.morning)),
                Cell::Left(Text::body(felt.kind.map_or(ABSENT, |kind| kind.words()))),
                Cell::Left(follows),
            ];
            Row { cells, height: 15.5, shaded: entry.missed.is_some() }
        })
        .collect();
    let widths = [0.125, 0.175, 0.125, 0.145, 0.065, 0.08, 0.12, 0.165].map(|share| share * width);
    let head = heads(["Day", "Session", "Load", "Repetitions", "Worst", "Morning", "Kind", "What follows"]);
    let table = flow.table(&widths, head, rows);
    flow.put(heading.into_iter().chain(table).collect());
}

fn revisions(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, width: f32) {
    for revision in plan.revisions.iter().filter(|revision| revision.is_a_change()) {
        let heading = flow.heading(format!("Changed on {}", tied::date(revision.made)), width);
        let changes = revision.changes.iter().map(|change| (change.says.clone(), &change.because));
        let undone = revision.undone.iter().map(|undone| (words::undone(undone), &undone.note.because));
        let mut entry = |(says, because)| (Lead::Dash, Text::body(says).footnote(&footnotes.of(because)));
        let entries: Vec<_> = changes.chain(undone).map(&mut entry).collect();
        let list = flow.list(&entries, width);
        flow.put(heading.into_iter().chain(list).collect());
    }
}
