//! One deadlift session on one page: what is on the bar, how it is lifted, room for what happened, and what
//! that leads to.

use super::bar;
use super::footnotes::Footnotes;
use super::layout::{Cell, Flow, Lead, ROW, Row, Strip, TICK, WRITE, banner, beside, heads, title, together};
use super::text::{BODY, GREY, SMALL, Text};
use super::tied;
use crate::plan::{Exercise, Plan, Role, Session, SessionKind, Set, Week};
use crate::words::{self, TIE, dose};

/// Between two columns.
const GAP: f32 = 16.0;
/// Between two blocks, so that a whole session stays on its page.
const SPACE: f32 = 2.0;

/// Prints a session's page; `count` says which of how many it is.
pub(super) fn print(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, week: &Week, session: &Session, count: &str) {
    flow.tight(|flow| {
        head(flow, footnotes, plan, week, session, count);
        let width = flow.width();
        let notes: Vec<_> = session_notes(footnotes, &[session]).into_iter().map(|note| (Lead::Dash, note)).collect();
        let list = flow.list(&notes, width);
        flow.put(list);
        ready(flow, footnotes, plan, session, width);
        lift(flow, plan, session, width);
        stop_rules(flow, plan, width);
        let strips = cues(flow, plan, width);
        flow.put(strips);
        let strips = accessories(flow, footnotes, plan, session, width);
        flow.put(strips);
        next_time(flow, footnotes, session, width);
    });
}

/// What is on the bar, and when.
fn head(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, week: &Week, session: &Session, count: &str) {
    let weeks = plan.weeks.last().map_or(week.week, |last| last.week);
    let place = format!("Week {} of {weeks}", week.week);
    flow.page(format!("{place}: {count}"));
    let heaviest = heaviest(session);
    // The title says what is on the bar: in the morning the work sets of a deload stay below the week's load.
    let load = heaviest.and_then(Set::load).or(week.load()).map(|load| load.to_string()).unwrap_or_default();
    let mut right = Text::heavy(load, 18.0);
    if let Some(percent) = heaviest.and_then(Set::barbell).map(|barbell| barbell.percent).or(week.deadlift.as_ref().map(|deadlift| deadlift.percent)) {
        right = right.and(Text::sized(format!("  {percent} %"), 14.0).grey(GREY));
    }
    let mut head = title(flow, &Text::heavy(format!("{place} · {count}"), 16.0), &right);
    let deload = if week.is_deload() && session.kind == SessionKind::Deadlift { " · deload: half the sets" } else { "" };
    let rest = format!(" · {} · about {} min{deload}", words::phase_title(session.phase), session.minutes);
    let sub = Text::bold(tied::moment(session)).and(Text::body(rest)).and(why(footnotes, week, session));
    let width = flow.width();
    head.extend(flow.lines(&sub, width));
    flow.put(together(head));
}

/// Why the load, the ramp and the work sets are what they are: behind words, since a raised number beside a load
/// could be read as a part of it.
fn why(footnotes: &mut Footnotes, week: &Week, session: &Session) -> Text {
    let of_week = week.deadlift.as_ref().filter(|_| session.kind == SessionKind::Deadlift).map(|deadlift| &deadlift.because);
    let lifts = session.exercises.iter().filter(|exercise| matches!(exercise.role, Role::WarmUp | Role::Work));
    let reasons = footnotes.of_all(of_week.into_iter().chain(lifts.map(|exercise| &exercise.because)));
    Text::body(" · why these numbers:").footnote(&reasons)
}

/// What the notes of sessions say, each once.
pub(super) fn session_notes(footnotes: &mut Footnotes, sessions: &[&Session]) -> Vec<Text> {
    let mut said: Vec<&str> = Vec::new();
    let mut texts = Vec::new();
    for note in sessions.iter().flat_map(|session| &session.notes) {
        if !said.contains(&note.says.as_str()) {
            said.push(&note.says);
            texts.push(Text::body(note.says.clone()).footnote(&footnotes.of(&note.because)));
        }
    }
    texts
}

/// The warm-up, and beside it what is written down of pain and film.
fn ready(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, session: &Session, width: f32) {
    let left_width = width * 0.48;
    let warm = |exercise: &&Exercise| matches!(exercise.role, Role::Cardio | Role::Mobility | Role::Activation);
    let rows = session
        .exercises
        .iter()
        .filter(warm)
        .map(|exercise| Row { cells: vec![Cell::Ticks(1), Cell::Left(named_dose(footnotes, plan, exercise))], height: ROW, shaded: false })
        .collect();
    let mut left = vec![Strip::space(SPACE)];
    left.extend(flow.table(&[left_width], vec![Cell::Left(Text::heavy("Warm-up", SMALL))], Vec::new()));
    left.extend(flow.table(&[TICK + 7.0, left_width - TICK - 7.0], Vec::new(), rows));
    let right_width = width - left_width - GAP;
    let mut right = vec![Strip::space(SPACE)];
    right.extend(felt(flow, session, right_width));
    let most = flow.most();
    let strips = beside(left, right, left_width + GAP, most);
    flow.put(strips);
}

/// Pain before, after, the next morning and on the third day, and the film.
fn felt(flow: &mut Flow, session: &Session, width: f32) -> Vec<Strip> {
    let mut strips = Vec::new();
    let label = |text: &str| Cell::Left(Text::body(text));
    let widths = [0.16, 0.15, 0.175, 0.15, 0.215, 0.15].map(|share| share * width);
    let scores = vec![label("Before"), Cell::Write, label("  Worst"), Cell::Write, label("  Morning"), Cell::Write];
    let head = vec![Cell::Left(Text::heavy("Pain, from 0 (none) to 10", SMALL))];
    strips.extend(flow.table(&[width], head, Vec::new()));
    strips.extend(flow.table(&widths, Vec::new(), vec![Row { cells: scores, height: WRITE, shaded: false }]));
    let choice = |of: &[&str]| Cell::Choices(of.iter().map(|text| (*text).to_owned()).collect());
    let mut rows = vec![
        choice(&["Leg signs before:", "no", "yes: no deadlift"]),
        choice(&["Kind:", "dull", "one-sided", "sharp", "pop", "leg"]),
        choice(&["Gone by 72 hours:", "yes", "no"]),
    ];
    if let Some(film) = session.film {
        rows.push(choice(&["Film:", &words::filmed_short(film)]));
    }
    let rows = rows.into_iter().map(|cell| Row { cells: vec![cell], height: ROW, shaded: false }).collect();
    strips.extend(flow.table(&[width], Vec::new(), rows));
    strips
}

/// What ends a set and the session: under the sets, where it is needed. What ends the plan stands in the table
/// for next time and on the overview.
fn stop_rules(flow: &mut Flow, plan: &Plan, width: f32) {
    let coaching = &plan.coaching;
    let more = Text::body(format!(" {}", coaching.stop_session));
    let mut strips = vec![Strip::space(SPACE)];
    strips.extend(banner(flow, &Text::bold(coaching.stop_set.clone()).and(more), width));
    flow.put(strips);
}

/// The heaviest work set: the one to load up to.
fn heaviest(session: &Session) -> Option<&Set> {
    session.work()?.sets.iter().max_by_key(|set| set.load())
}

/// The ramp and the work sets: what is planned, and room for what was done.
fn lift(flow: &mut Flow, plan: &Plan, session: &Session, width: f32) {
    let lifts = || session.exercises.iter().filter(|exercise| matches!(exercise.role, Role::WarmUp | Role::Work));
    let widths = [0.085, 0.055, 0.13, 0.08, 0.245, 0.1, 0.1, 0.1, 0.105].map(|share| share * width);
    let head = heads(["Set", "Reps", "Load", "%", "Plates each side", "Reps done", "Last clean", "Effort 1–10", "Ended early"]);
    let mut strips = vec![Strip::space(SPACE)];
    let mut rows = [Vec::new(), Vec::new()];
    for exercise in lifts() {
        let work = exercise.role == Role::Work;
        let label = match exercise.role {
            Role::Work => "Work",
            // Where the bar is too heavy to lead up to it, drills without one take the ramp's place.
            _ if exercise.sets.iter().all(|set| set.load().is_none()) => "Drill",
            _ => "Ramp",
        };
        if exercise.sets.is_empty() || exercise.note.is_some() {
            // The table has no room for words: they stand above it.
            let text = Text::bold(words::name(plan, &exercise.exercise));
            let note = exercise.note.iter().map(|note| Text::body(format!(": {note}")));
            strips.extend(flow.lines(&note.fold(text, Text::and), width));
        }
        let sets = exercise.sets.iter().enumerate();
        rows[usize::from(work)].extend(sets.map(|(at, set)| set_row(set, format!("{label}{TIE}{}", at + 1), work)));
    }
    let [ramp, work] = rows;
    let mut table = flow.table(&widths, head, work);
    // Ramp sets have nothing to write down: the bar stands in the room that they leave.
    let ramp = flow.table(&widths[..6], Vec::new(), ramp);
    let beyond = widths[..6].iter().sum::<f32>() + 8.0;
    let bar = heaviest(session).map(|set| bar::loaded(flow, set, width - beyond)).unwrap_or_default();
    let most = flow.most();
    let lead = beside(ramp, bar, beyond, most);
    let below_head = table.len().min(1);
    table.splice(below_head..below_head, lead);
    strips.extend(table);
    flow.put(strips);
}

fn set_row(set: &Set, what: String, work: bool) -> Row {
    let text = |text: String| if work { Text::bold(text) } else { Text::body(text) };
    let load = set.load().map(|load| load.to_string()).unwrap_or_default();
    let percent = set.barbell().map(|barbell| format!("{} %", barbell.percent)).unwrap_or_default();
    let mut cells = vec![
        Cell::Left(text(what)),
        Cell::Left(text(dose::reps(set).unwrap_or_default())),
        Cell::Left(if work { Text::heavy(load, 12.0) } else { Text::body(load) }),
        Cell::Left(Text::body(percent).grey(GREY)),
        Cell::Left(text(dose::plates(set))),
    ];
    if work {
        cells.extend([Cell::Write, Cell::Write, Cell::Write, Cell::WriteTick]);
    } else {
        cells.push(Cell::Ticks(1));
    }
    Row { cells, height: if work { WRITE } else { ROW }, shaded: false }
}

/// An exercise with its dose, and what is particular to it.
pub(super) fn named_dose(footnotes: &mut Footnotes, plan: &Plan, exercise: &Exercise) -> Text {
    let mut text = Text::body(words::name(plan, &exercise.exercise));
    // Without sets of its own, a note says how much.
    if !exercise.sets.is_empty() || exercise.note.is_none() {
        text = text.and(Text::body(format!("  {}", dose::short(exercise))));
    }
    text = text.footnote(&footnotes.of(&exercise.because));
    if let Some(note) = &exercise.note {
        text = text.and(Text::body(format!(" {note}")).grey(GREY));
    }
    text
}

/// Exercises with a box for every set.
fn accessories(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, session: &Session, width: f32) -> Vec<Strip> {
    let exercises: Vec<&Exercise> = session.exercises.iter().filter(|exercise| exercise.role == Role::Accessory).collect();
    if exercises.is_empty() {
        return Vec::new();
    }
    // Many stand in two columns.
    let columns = if exercises.len() < 4 { 1 } else { 2 };
    let column = (width - GAP * (columns as f32 - 1.0)) / columns as f32;
    let mut blocks = exercises.chunks(exercises.len().div_ceil(columns)).map(|exercises| {
        let most = exercises.iter().map(|exercise| exercise.sets.len()).max().unwrap_or(1).clamp(1, 4) as f32;
        let boxes = most * (TICK + 4.0) + 2.0;
        let rows = exercises
            .iter()
            .map(|exercise| {
                let count = exercise.sets.len().clamp(1, 60) as u32;
                Row { cells: vec![Cell::Left(named_dose(footnotes, plan, exercise)), Cell::Ticks(count)], height: ROW, shaded: false }
            })
            .collect();
        flow.table(&[column - boxes, boxes], Vec::new(), rows)
    });
    let left = blocks.next().unwrap_or_default();
    let right = blocks.next();
    drop(blocks);
    let mut strips = vec![Strip::space(SPACE)];
    strips.extend(flow.table(&[width], vec![Cell::Left(Text::heavy("After the deadlift", SMALL))], Vec::new()));
    let most = flow.most();
    strips.extend(match right {
        Some(right) => beside(left, right, column + GAP, most),
        None => left,
    });
    strips
}

/// How to set up, hold and breathe, and the lifter's own errors.
fn cues(flow: &mut Flow, plan: &Plan, width: f32) -> Vec<Strip> {
    let coaching = &plan.coaching;
    let mut strips = vec![Strip::space(SPACE)];
    let steps: Vec<_> = coaching.setup.iter().enumerate().map(|(at, step)| (Lead::Number(at + 1), Text::body(step.clone()))).collect();
    strips.extend(flow.list(&steps, width));
    let errors: Vec<_> = coaching.errors.iter().map(|error| (Lead::Dash, Text::bold(error.clone()))).collect();
    strips.extend(flow.list(&errors, width));
    let held = Text::body(format!("{} ", coaching.breathing))
        .and(Text::bold("Grip: "))
        .and(Text::body(format!("{} {} ", coaching.grip, coaching.belt)))
        .and(Text::bold("Rest: "))
        .and(Text::body(format!("{} between work sets.", dose::rest(coaching.rest_seconds))));
    strips.push(Strip::space(2.0));
    strips.extend(together(flow.lines(&held, width)));
    strips
}

/// The next load, for each way that this session can go: without a computer at hand.
fn next_time(flow: &mut Flow, footnotes: &mut Footnotes, session: &Session, width: f32) {
    if session.next_time.is_empty() {
        return;
    }
    let rows = session
        .next_time
        .iter()
        .map(|row| {
            let sets = row.sets.map(|sets| format!(", {sets}{TIE}{}", words::plural(sets, "set"))).unwrap_or_default();
            let next = match row.load {
                Some(load) => Text::bold(load.to_string()).and(Text::sized(sets, BODY)),
                None => Text::body(words::ABSENT),
            };
            let then = Text::body(row.then.clone()).footnote(&footnotes.of(&row.because));
            Row { cells: vec![Cell::Left(Text::body(row.when.clone())), Cell::Left(next), Cell::Left(then)], height: 14.0, shaded: false }
        })
        .collect();
    let head = ["Next time, if …", "Next load", "What to do"].map(|text| Cell::Left(Text::heavy(text, SMALL)));
    let widths = [0.44, 0.175, 0.385].map(|share| share * width);
    let mut strips = vec![Strip::space(SPACE)];
    strips.extend(together(flow.table(&widths, head.into(), rows)));
    flow.put(strips);
}
