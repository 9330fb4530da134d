//! The plan at a glance: who, when, how heavy, and when to stop.

use super::chart;
use super::footnotes::Footnotes;
use super::layout::{Cell, Flow, Item, Lead, Row, Strip, beside, boxed, heads, inside, together};
use super::text::{BLACK, BODY, BREAK, GREY, SMALL, SMALLEST, Text};
use super::tied;
use crate::due;
use crate::plan::{Plan, Week};
use crate::units::Load;
use crate::words::{self, TIE};
use chrono::NaiveDate;

pub(super) fn print(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan) {
    flow.fitted(|flow| at_a_glance(flow, footnotes, plan));
}

fn at_a_glance(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan) {
    let width = flow.width();
    flow.page("The plan at a glance");
    let mut head = flow.lines(&Text::heavy("Back to deadlifting", 20.0), width);
    if let Some(name) = &plan.profile.name {
        head.extend(flow.lines(&Text::sized(name.clone(), 13.0).grey(GREY), width));
    }
    head.push(Strip::space(6.0));
    flow.put(head);
    stopped(flow, footnotes, plan, width);
    facts(flow, plan, width);
    chart(flow, plan, width);
    // Every footer sends the reader here for the emergency signs: they stand on the first page.
    stops(flow, footnotes, plan, width);
    phases(flow, footnotes, plan, width);
    changes(flow, footnotes, plan, width);
    notes(flow, footnotes, plan, width);
    let disclaimer = Text::small(plan.coaching.disclaimer.clone());
    let mut block = vec![Strip::space(4.0)];
    block.extend(flow.lines(&disclaimer, width));
    flow.put(block);
}

/// Why nothing more is planned, before everything else.
fn stopped(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, width: f32) {
    let Some(stop) = &plan.stopped else { return };
    let inner = inside(width);
    let title = format!("Stopped on {}: nothing more is planned", tied::date(stop.on));
    let mut strips = flow.lines(&Text::heavy(title, 12.0), inner);
    let reasons: Vec<_> =
        stop.reasons.iter().map(|note| (Lead::Dash, Text::body(note.says.clone()).footnote(&footnotes.of(&note.because)))).collect();
    strips.extend(flow.list(&reasons, inner));
    let most = flow.most();
    let mut strips = boxed(strips, width, true, most);
    strips.push(Strip::space(6.0));
    flow.put(strips);
}

/// The first and the last day of the plan.
fn span(plan: &Plan) -> Option<(NaiveDate, NaiveDate)> {
    let phases = plan.summary.phases.iter();
    let sessions = || plan.weeks.iter().flat_map(|week| &week.sessions).map(|session| session.start.date());
    let from = phases.clone().map(|phase| phase.from).chain(sessions()).min()?;
    let to = phases.map(|phase| phase.to).chain(sessions()).max()?;
    Some((from, to))
}

fn facts(flow: &mut Flow, plan: &Plan, width: f32) {
    let summary = &plan.summary;
    let dates = span(plan).map(|(from, to)| format!("{} –{TIE}{}", tied::day(from), tied::date(to))).unwrap_or_default();
    let waits = due::is_without_deadlift(plan);
    let weeks = if waits { String::new() } else { format!(", {}{TIE}loading{TIE}weeks", summary.loading_weeks) };
    let back = match summary.returns_on {
        _ if waits => ("Deadlift".to_owned(), "none for now".to_owned()),
        Some(day) => (format!("Back at {}", summary.top_load), tied::date(day)),
        None => ("Heaviest load".to_owned(), summary.top_load.to_string()),
    };
    let facts = [
        ("Dates".to_owned(), dates),
        ("Return".to_owned(), format!("{}{weeks}", words::track(summary.track))),
        ("Working weight".to_owned(), summary.working_weight.to_string()),
        back,
    ];
    let widths = [0.315, 0.35, 0.14, 0.195].map(|share| share * width);
    let row = |cells: Vec<Text>, height| Row { cells: cells.into_iter().map(Cell::Left).collect(), height, shaded: false };
    let labels = row(facts.iter().map(|(label, _)| Text::small(label.clone())).collect(), 11.0);
    let values = row(facts.iter().map(|(_, value)| Text::bold(value.clone())).collect(), 15.0);
    let mut strips = flow.table(&widths, Vec::new(), vec![labels, values]);
    // One block of labels and values: the rule between them goes.
    if let Some(first) = strips.first_mut() {
        first.items.retain(|item| !matches!(item, Item::Rule { .. }));
    }
    flow.put(together(strips));
}

/// The highest bar, points.
const TALL: f32 = 88.0;
/// The same where room is short.
const TIGHT_TALL: f32 = 62.0;

fn chart(flow: &mut Flow, plan: &Plan, width: f32) {
    let last = plan.weeks.iter().rposition(|week| week.deadlift.is_some());
    let Some(last) = last else { return };
    let weeks = &plan.weeks[..=last];
    let most = weeks.iter().filter_map(|week| week.load()).map(Load::thousandths).chain([plan.summary.top_load.thousandths()]).max();
    let most = most.unwrap_or(1).max(1) as f32;
    let unit = plan.unit.symbol();
    let heading = flow.heading(format!("Deadlift by week, {unit}"), width);
    flow.put(heading);
    for (piece, column) in chart::pieces(weeks, width) {
        let strip = bars(flow, plan, piece, column, most);
        flow.put(vec![strip]);
    }
    let legend =
        Text::small("Grey: loading. Black: the full load of this plan. Outlined and hatched: deload, half the sets at the load before it.");
    let legend = flow.lines(&legend, width);
    flow.put(legend);
}

fn bars(flow: &mut Flow, plan: &Plan, weeks: &[Week], column: f32, most: f32) -> Strip {
    let highest = if flow.fonts.tight { TIGHT_TALL } else { TALL };
    let base = highest + 14.0;
    let whole = column * weeks.len() as f32;
    let room = column - 1.0;
    let mut items = vec![Item::Rule { from: (0.0, base), to: (whole, base), weight: 0.8, grey: BLACK }];
    let mut below: f32 = 0.0;
    for (at, week) in weeks.iter().enumerate() {
        let left = at as f32 * column;
        let middle = left + column / 2.0;
        if let Some(load) = week.load() {
            let tall = (load.thousandths().max(0) as f32 / most * highest).clamp(1.0, highest);
            chart::above(flow, &mut items, &Text::heavy(load.number().to_string(), SMALL), middle, base - tall, room);
            let (x, y, width) = (left + column * 0.16, base - tall, column * 0.68);
            if week.is_deload() {
                items.push(Item::Rect { x, y, width, height: tall, fill: Some(1.0), stroke: Some((1.0, BLACK)) });
                items.extend(chart::hatch(x, y, width, tall));
            } else {
                let full = load >= plan.summary.top_load;
                items.push(Item::Rect { x, y, width, height: tall, fill: Some(if full { 0.25 } else { 0.72 }), stroke: None });
            }
        }
        below = below.max(chart::week_below(flow, &mut items, week, middle, base + 3.0, room));
    }
    let top = base + below + 8.0;
    let under = brackets(flow, &mut items, weeks, column, top);
    Strip::of(top + under + 6.0, items)
}

/// The phases, as brackets below the weeks that belong to them; how high their names are.
fn brackets(flow: &mut Flow, items: &mut Vec<Item>, weeks: &[Week], column: f32, top: f32) -> f32 {
    let phase = |week: &Week| week.heavy_day().map(|session| session.phase).or(week.phases.first().copied());
    let mut under: f32 = 0.0;
    let mut at = 0;
    for run in weeks.chunk_by(|week, next| phase(week) == phase(next)) {
        let (from, to) = (at as f32 * column + 2.0, (at + run.len()) as f32 * column - 2.0);
        if let Some(this) = phase(&run[0]) {
            items.push(Item::Rule { from: (from, top), to: (to, top), weight: 1.5, grey: GREY });
            let text = Text::sized(words::phase_number(this), SMALLEST);
            under = under.max(chart::centred(flow, items, &text, (from + to) / 2.0, top + 2.0, to - from + 3.0));
        }
        at += run.len();
    }
    under
}

fn phases(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, width: f32) {
    let heading = flow.heading("Phases and their gates", width);
    let rows = plan
        .summary
        .phases
        .iter()
        .map(|span| {
            let name = words::phase_title(span.phase);
            let dates = format!("{} –{BREAK}{}, {} days", tied::day(span.from), tied::day(span.to), span.days());
            let cells = vec![
                Cell::Left(Text::bold(name).footnote(&footnotes.of(&span.because))),
                Cell::Left(Text::body(dates)),
                Cell::Left(Text::body(span.entry.join(" "))),
                Cell::Left(Text::body(span.exit.join(" "))),
            ];
            Row { cells, height: 14.0, shaded: false }
        })
        .collect();
    let widths = [0.19, 0.215, 0.265, 0.33].map(|share| share * width);
    let head = heads(["Phase", "Dates", "Begins when", "Over when"]);
    let table = flow.table(&widths, head, rows);
    flow.put(heading.into_iter().chain(table).collect());
}

fn stops(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, width: f32) {
    let coaching = &plan.coaching;
    let gap = 14.0;
    let half = (width - gap) / 2.0;
    let mut left = flow.lines(&Text::heavy("When to stop, and what to write down", 11.0).footnote(&footnotes.of(&coaching.because)), half);
    left.push(Strip::of(3.0, Vec::new()));
    left.extend(stop_rules(flow, plan, half));
    let inner = inside(half);
    let mut right = flow.lines(&Text::heavy("Emergency department, now, with:", 11.0), inner);
    right.push(Strip::of(3.0, Vec::new()));
    let signs: Vec<_> = coaching.emergency.iter().map(|sign| (Lead::Dash, Text::body(sign.clone()))).collect();
    right.extend(flow.list(&signs, inner));
    let most = flow.most();
    let right = boxed(right, half, true, most);
    let mut strips = vec![Strip::space(if flow.fonts.tight { 4.0 } else { 10.0 })];
    strips.extend(beside(left, right, half + gap, most));
    flow.put(strips);
}

/// What ends a set, a session, the plan.
fn stop_rules(flow: &mut Flow, plan: &Plan, width: f32) -> Vec<Strip> {
    let coaching = &plan.coaching;
    let rules = [&coaching.stop_set, &coaching.stop_session, &coaching.stop_plan, &coaching.after];
    let entries = rules.map(|rule| (Lead::Dash, Text::body(rule.clone())));
    flow.list(&entries, width)
}

fn notes(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, width: f32) {
    let notes = plan.summary.notes.iter().chain(&plan.coaching.extras).chain(&plan.coaching.habits);
    let entries: Vec<_> = notes.map(|note| (Lead::Dash, Text::body(note.says.clone()).footnote(&footnotes.of(&note.because)))).collect();
    if entries.is_empty() {
        return;
    }
    let heading = flow.heading("What to know", width);
    let list = flow.list(&entries, width);
    flow.put(heading.into_iter().chain(list).collect());
}

fn changes(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, width: f32) {
    if plan.changes.is_empty() {
        return;
    }
    let heading = flow.heading("What changes in your own training", width);
    let rows = plan
        .changes
        .iter()
        .map(|change| {
            let cells = vec![
                Cell::Left(Text::bold(words::names(plan, &change.lifts, ", ")).and(Text::sized(format!(", {}", change.usually), BODY))),
                Cell::Left(Text::body(format!("{} – {}", tied::day(change.from), tied::day(change.to)))),
                Cell::Left(Text::body(words::instead_in_column(&change.instead))),
                Cell::Left(Text::body(change.reason.clone()).footnote(&footnotes.of(&change.because))),
            ];
            Row { cells, height: 14.0, shaded: false }
        })
        .collect();
    let widths = [0.2, 0.17, 0.25, 0.38].map(|share| share * width);
    let head = heads(["Session", "From – to", "Instead", "Why"]);
    let table = flow.table(&widths, head, rows);
    flow.put(heading.into_iter().chain(table).collect());
}
