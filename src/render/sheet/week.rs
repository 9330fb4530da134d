//! One sheet for every training week: a grid of days before loading, a log of the lift after it.

use super::layout::{Cell, Flow, Item, Lead, ROW, Row, Strip, TICK, WRITE, beside, heads, together};
use super::overview::{banner, before_loading};
use super::text::{BLACK, BODY, GREY, SMALL, SMALLEST, TIE, Text, height};
use super::words::{self, Marks};
use crate::plan::{Angle, Because, Change, Exercise, Instead, Lumbar, Phase, Plan, Role, Session, SessionKind, Set, Week};
use crate::units::Decimal;
use chrono::NaiveDate;

pub(super) fn print(flow: &mut Flow, marks: &mut Marks, plan: &Plan) {
    let counts = |phase| plan.weeks.iter().filter_map(Week::deadlift).filter(|session| session.phase == phase).count();
    let totals = [plan.summary.loading_weeks as usize, counts(Phase::Aftercare)];
    let mut done = [0, 0];
    for week in &plan.weeks {
        for phase in [Phase::PainResolution, Phase::Movement] {
            flow.fitted(|flow| grid(flow, marks, plan, week, phase));
        }
        let count = week.deadlift().map(|session| {
            let at = usize::from(session.phase == Phase::Aftercare);
            done[at] += 1;
            let kind = if at == 1 { "aftercare" } else { "loading" };
            format!("{kind} week {} of {}", done[at], totals[at].max(done[at]))
        });
        let loads = |session: &Session| !before_loading(session.phase) && session.kind != SessionKind::Check;
        if week.sessions.iter().any(loads) {
            flow.fitted(|flow| lifting(flow, marks, plan, week, count.as_deref()));
        }
    }
}

/// A title at the left and what matters most at the right.
fn title(flow: &mut Flow, left: &Text, right: &Text) -> Vec<Strip> {
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
    let whole = tall.max(y) + 4.0;
    items.push(Item::Rule { from: (0.0, whole - 2.0), to: (width, whole - 2.0), weight: 1.2, grey: BLACK });
    vec![Strip::of(whole, items)]
}

/// Days across, exercises down.
fn grid(flow: &mut Flow, marks: &mut Marks, plan: &Plan, week: &Week, phase: Phase) {
    let daily = |session: &&Session| session.phase == phase && matches!(session.kind, SessionKind::Daily | SessionKind::Hinge);
    let sessions: Vec<&Session> = week.sessions.iter().filter(daily).collect();
    let mut days: Vec<NaiveDate> = sessions.iter().map(|session| session.start.date()).collect();
    days.sort_unstable();
    days.dedup();
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return };
    let width = flow.width();
    flow.page(format!("Week {}: {}", week.week, words::phase(phase)));
    let from = if first == last { String::new() } else { format!("{} – ", words::day(first)) };
    let right = Text::heavy(format!("{from}{}", words::date(last)), 12.0);
    let mut head = title(flow, &Text::heavy(format!("Week {} · {}", week.week, words::phase(phase)), 16.0), &right);
    let times: Vec<String> = {
        let mut times: Vec<String> = sessions.iter().map(|session| words::time(session.start)).collect();
        times.sort_unstable();
        times.dedup();
        times
    };
    let minutes = sessions.iter().map(|session| session.minutes).max().unwrap_or_default();
    let sub = format!(
        "{} {}, about {minutes} minutes. Tick what is done; score pain from 0 (none) to 10 (the worst imaginable).",
        if first == last { "At" } else { "Every day at" },
        times.join(" or ")
    );
    head.extend(flow.lines(&Text::body(sub).grey(GREY), width));
    head.push(Strip::space(6.0));
    flow.put(head);

    // Every exercise with its dose once, in the order in which it is first met.
    let mut rows: Vec<(&Exercise, String)> = Vec::new();
    for exercise in sessions.iter().flat_map(|session| &session.exercises) {
        let dose = words::dose(exercise);
        if !rows.iter().any(|(known, same)| known.exercise == exercise.exercise && *same == dose && known.note == exercise.note) {
            rows.push((exercise, dose));
        }
    }
    let label = 0.36 * width;
    // A short week keeps its columns narrow, so that boxes stand near their label.
    let column = ((width - label) / days.len() as f32).min(64.0);
    let mut widths = vec![label];
    widths.extend(days.iter().map(|_| column));
    let mut head = heads(["Exercise"]);
    head.extend(days.iter().map(|day| Cell::Centre(Text::heavy(words::day_head(*day), SMALL))));
    let mut table = Vec::new();
    let write = |label: &str| {
        let mut cells = vec![Cell::Left(Text::bold(label))];
        cells.extend(days.iter().map(|_| Cell::Write));
        Row { cells, height: WRITE, shaded: true }
    };
    table.push(write("Pain on waking, 0–10"));
    for (exercise, dose) in &rows {
        let mut text =
            Text::bold(words::name(plan, &exercise.exercise)).and(Text::body(format!("  {dose}"))).mark(&marks.of(&exercise.because));
        if let Some(note) = &exercise.note {
            text = text.and(Text::sized(format!(" {note}"), SMALL).grey(GREY));
        }
        let mut cells = vec![Cell::Left(text)];
        cells.extend(days.iter().map(|day| {
            let planned = |session: &&&Session| session.start.date() == *day;
            let same = |own: &Exercise| own.exercise == exercise.exercise && words::dose(own) == *dose && own.note == exercise.note;
            let here = sessions.iter().filter(planned).any(|session| session.exercises.iter().any(same));
            if here { Cell::Tick } else { Cell::Centre(Text::body("–").grey(GREY)) }
        }));
        table.push(Row { cells, height: WRITE, shaded: false });
    }
    table.push(write("Pain in the evening, 0–10"));
    let table = flow.table(&widths, head, table);
    flow.put(table);

    let notes = session_notes(marks, &sessions);
    block_of(flow, "Mind", notes, Lead::Dash);
    paused(flow, plan, week, phase);
    let gates = plan.summary.phases.iter().find(|span| span.phase == phase);
    if let Some(span) = gates {
        let entries = span.exit.iter().map(|gate| Text::body(gate.clone())).collect();
        block_of(flow, &format!("Before the next phase, from {}", words::date(span.to + chrono::Days::new(1))), entries, Lead::Tick);
    }
    let mut told: Vec<&str> = Vec::new();
    let mut how = Vec::new();
    for (exercise, _) in &rows {
        if let Some(text) = plan.exercises.get(&exercise.exercise).filter(|_| !told.contains(&exercise.exercise.as_str())) {
            told.push(&exercise.exercise);
            how.push(Text::bold(text.name.clone()).and(Text::sized(format!(": {}", text.how), BODY)));
        }
    }
    block_of(flow, "How it is done", how, Lead::Dash);
    let coaching = &plan.coaching;
    block_of(flow, "When to stop", vec![Text::body(coaching.stop_session.clone()), Text::body(coaching.stop_plan.clone())], Lead::Dash);
}

/// A heading with a list; nothing where the list is empty.
fn block_of(flow: &mut Flow, heading: &str, entries: Vec<Text>, lead: Lead) {
    if entries.is_empty() {
        return;
    }
    let width = flow.width();
    let mut strips = flow.heading(heading, width);
    let lead = || match lead {
        Lead::Tick => Lead::Tick,
        Lead::Dash | Lead::Number(_) => Lead::Dash,
    };
    let entries: Vec<_> = entries.into_iter().map(|text| (lead(), text)).collect();
    strips.extend(flow.list(&entries, width));
    flow.put(strips);
}

/// What the notes of sessions say, each once.
fn session_notes(marks: &mut Marks, sessions: &[&Session]) -> Vec<Text> {
    let mut said: Vec<&str> = Vec::new();
    let mut texts = Vec::new();
    for note in sessions.iter().flat_map(|session| &session.notes) {
        if !said.contains(&note.says.as_str()) {
            said.push(&note.says);
            texts.push(Text::body(note.says.clone()).mark(&marks.of(&note.because)));
        }
    }
    texts
}

fn in_week<'a>(plan: &'a Plan, week: &'a Week) -> impl Iterator<Item = &'a Change> {
    plan.changes.iter().filter(|change| change.from <= week.ends() && change.to >= week.starts)
}

fn paused(flow: &mut Flow, plan: &Plan, week: &Week, phase: Phase) {
    let days = plan.summary.phases.iter().find(|span| span.phase == phase);
    let meets = |change: &&Change| days.is_none_or(|span| change.from <= span.to && change.to >= span.from);
    let entries = in_week(plan, week)
        .filter(meets)
        .map(|change| {
            let what = format!("{}, {}: ", words::names(plan, &change.lifts), change.usually);
            Text::bold(what).and(Text::body(words::instead(&change.instead)))
        })
        .collect();
    block_of(flow, "Your own training", entries, Lead::Dash);
}

/// A week with weights: the lift, what goes with it, and room for what happened.
fn lifting(flow: &mut Flow, marks: &mut Marks, plan: &Plan, week: &Week, count: Option<&str>) {
    let width = flow.width();
    let name = match count {
        Some(count) => format!("Week {} · {count}", week.week),
        None => format!("Week {} · no deadlift", week.week),
    };
    flow.page(name.replacen(" · ", ": ", 1));
    // The title says what is on the bar: in the morning the work sets of a deload stay below the week's load.
    let heaviest = week.deadlift().and_then(heaviest);
    let load = heaviest.and_then(|set| set.load).or(week.load).map(words::load).unwrap_or_default();
    let mut right = Text::heavy(load, 18.0);
    if let Some(percent) = heaviest.and_then(|set| set.percent).or(week.percent) {
        right = right.and(Text::sized(format!("  {}", words::percent(percent)), 14.0).grey(GREY));
    }
    let mut head = title(flow, &Text::heavy(name, 16.0), &right);
    let deload = if week.deload { " · deload: half the sets" } else { "" };
    let sub = match week.deadlift() {
        Some(session) => {
            let rest = Text::body(format!(" · about {}{TIE}min{deload}{}", session.minutes, film(session)));
            Text::bold(words::moment(session)).and(rest)
        }
        None => Text::body(format!("{} – {}", words::day(week.starts), words::date(week.ends()))),
    };
    head.extend(flow.lines(&sub, width));
    flow.put(together(head));

    let deadlifts: Vec<&Session> = week.sessions.iter().filter(|session| session.kind == SessionKind::Deadlift).collect();
    for session in &deadlifts {
        mind(flow, marks, session, width);
        ready(flow, marks, plan, session, width);
        lift(flow, plan, session, width);
        why(flow, marks, session, week.because.as_ref(), width);
        stop_rules(flow, plan, width);
        after(flow, width);
        let gap = 16.0;
        let half = (width - gap) / 2.0;
        let left = accessories(flow, marks, plan, session, half);
        let mut right = core_days(flow, marks, plan, week, half);
        right.extend(own(flow, marks, plan, week, half));
        let most = flow.most();
        let strips = beside(left, right, half + gap, most);
        flow.put(strips);
        let strips = cues(flow, plan, width);
        flow.put(strips);
    }
    for session in week.sessions.iter().filter(|session| session.kind == SessionKind::SecondDeadlift) {
        let mut strips = flow.heading(format!("Second deadlift day: {}", words::moment(session)), width);
        let sub = Text::small(format!("About {} minutes, lighter, by the same rules.", session.minutes));
        let sub = flow.lines(&sub, width);
        strips.extend(sub.into_iter().map(|strip| Strip { keep: true, ..strip }));
        flow.put(strips);
        mind(flow, marks, session, width);
        ready(flow, marks, plan, session, width);
        lift(flow, plan, session, width);
        why(flow, marks, session, None, width);
        after(flow, width);
    }
    if deadlifts.is_empty() {
        core(flow, marks, plan, week, width);
        let strips = own(flow, marks, plan, week, width);
        flow.put(strips);
    }
}

/// What is particular to a session, where it is read first.
fn mind(flow: &mut Flow, marks: &mut Marks, session: &Session, width: f32) {
    let notes: Vec<_> = session_notes(marks, &[session]).into_iter().map(|note| (Lead::Dash, note)).collect();
    let list = flow.list(&notes, width);
    flow.put(list);
}

/// The warm-up, and beside it the pain before and the bar as it is to be loaded.
fn ready(flow: &mut Flow, marks: &mut Marks, plan: &Plan, session: &Session, width: f32) {
    let gap = 16.0;
    let left_width = width * 0.48;
    let warm = |exercise: &&Exercise| matches!(exercise.role, Role::Cardio | Role::Mobility | Role::Activation);
    let rows = session
        .exercises
        .iter()
        .filter(warm)
        .map(|exercise| Row { cells: vec![Cell::Ticks(1), Cell::Left(named_dose(marks, plan, exercise))], height: ROW, shaded: false })
        .collect();
    let mut left = vec![Strip::space(5.0)];
    left.extend(flow.table(&[TICK + 7.0, left_width - TICK - 7.0], Vec::new(), rows));
    let right_width = width - left_width - gap;
    let mut right = flow.fields(&["Pain before", "Leg signs"].map(Text::body), right_width);
    right.push(Strip::space(5.0));
    right.extend(heaviest(session).map(|set| loaded_bar(flow, set, right_width)).unwrap_or_default());
    let most = flow.most();
    let strips = beside(left, right, left_width + gap, most);
    flow.put(strips);
}

/// What ends a set, a session, the plan: under the sets, where it is needed.
fn stop_rules(flow: &mut Flow, plan: &Plan, width: f32) {
    let mut strips = vec![Strip::space(5.0)];
    let coaching = &plan.coaching;
    let more = Text::body(format!(" {} {}", coaching.stop_session, coaching.stop_plan));
    strips.extend(banner(flow, &Text::bold(coaching.stop_set.clone()).and(more), width));
    flow.put(strips);
}

/// The heaviest work set: the one to load up to.
fn heaviest(session: &Session) -> Option<&Set> {
    session.work()?.sets.iter().max_by_key(|set| set.load)
}

/// Why the load, the ramp and the work sets are what they are. On a line of its own: a raised number beside a
/// load could be read as a part of it.
fn why(flow: &mut Flow, marks: &mut Marks, session: &Session, week: Option<&Because>, width: f32) {
    let lifts = session.exercises.iter().filter(|exercise| matches!(exercise.role, Role::WarmUp | Role::Work));
    let reasons = marks.of_all(week.into_iter().chain(lifts.map(|exercise| &exercise.because)));
    let reasons = Text::sized(format!("Why these numbers: {}", reasons.replace(',', ", ")), SMALLEST).grey(GREY);
    let lines = flow.lines(&reasons, width);
    flow.put([Strip::of(1.5, Vec::new())].into_iter().chain(lines).collect());
}

/// Which set to film, and from where.
fn film(session: &Session) -> String {
    let Some(film) = session.film else { return String::new() };
    let angle = match film.angle {
        Angle::Side => "the side",
        Angle::FortyFive => "45 degrees behind",
    };
    format!(" · film work set {} from {angle}", film.set)
}

/// One sleeve of the bar with its plates, the largest inside; nothing where they do not fit or nothing is on it.
fn loaded_bar(flow: &mut Flow, set: &Set, width: f32) -> Vec<Strip> {
    let Some(plates) = set.per_side.as_deref().filter(|plates| !plates.is_empty()) else { return Vec::new() };
    let labels: Vec<_> = plates.iter().map(|plate| flow.fonts.wrap(&Text::sized(plate.to_string(), SMALLEST), 1000.0)).collect();
    let pitch = labels.iter().flatten().map(|line| line.width).fold(0.0, f32::max) + 4.0;
    let shaft = 26.0;
    let reach = shaft + 8.0 + pitch * plates.len() as f32 + 16.0;
    if reach > width {
        return Vec::new();
    }
    let tallest = 36.0;
    let middle = tallest / 2.0 + 2.0;
    let largest = plates.iter().copied().max().unwrap_or(Decimal(1)).0.max(1) as f32;
    let title = flow.fonts.wrap(&Text::small("each side"), 1000.0);
    let mut items = vec![
        Item::Rect { x: 0.0, y: middle - 1.5, width: shaft, height: 3.0, fill: Some(0.55), stroke: None },
        Item::Rect { x: shaft, y: middle - 6.0, width: 5.0, height: 12.0, fill: Some(0.35), stroke: None },
        Item::Rect { x: shaft + 5.0, y: middle - 2.5, width: reach - shaft - 5.0, height: 5.0, fill: Some(0.75), stroke: None },
    ];
    let mut bottom = tallest + 4.0;
    for (at, (plate, lines)) in plates.iter().zip(labels).enumerate() {
        let centre = shaft + 8.0 + pitch * (at as f32 + 0.5);
        let share = (plate.0.max(0) as f32 / largest).sqrt();
        let tall = (tallest * share).max(10.0);
        let thick = (pitch * 0.62).min(4.0 + 7.0 * share);
        items.push(Item::Rect {
            x: centre - thick / 2.0,
            y: middle - tall / 2.0,
            width: thick,
            height: tall,
            fill: Some(0.82),
            stroke: Some((0.8, BLACK)),
        });
        let mut y = tallest + 4.0;
        for line in lines {
            let baseline = y + line.ascent;
            y += line.advance;
            items.push(Item::Text { x: centre - line.width / 2.0, baseline, line });
        }
        bottom = bottom.max(y);
    }
    let room = width - reach - 8.0;
    for line in title {
        if line.width <= room {
            let baseline = middle + 3.0;
            items.push(Item::Text { x: reach + 8.0, baseline, line });
        }
    }
    vec![Strip::of(bottom + 2.0, items)]
}

/// The ramp and the work sets.
fn lift(flow: &mut Flow, plan: &Plan, session: &Session, width: f32) {
    let sets = |role| session.exercises.iter().filter(move |exercise| exercise.role == role);
    let widths = [0.095, 0.06, 0.15, 0.08, 0.275, 0.11, 0.11, 0.12].map(|share| share * width);
    let mut head = heads(["Set", "Reps", "Load", "%", "Plates each side", "Reps done", "Last clean", "Effort 1–10"]);
    let mut rows = Vec::new();
    for role in [Role::WarmUp, Role::Work] {
        for exercise in sets(role) {
            let label = match role {
                Role::Work => "Work",
                // Where the bar is too heavy to lead up to it, drills without one take the ramp's place.
                _ if exercise.sets.iter().all(|set| set.load.is_none()) => "Drill",
                _ => "Ramp",
            };
            if exercise.sets.is_empty() || exercise.note.is_some() {
                // The table has no room for words: they stand in a row of their own, above the sets.
                let text = Text::bold(words::name(plan, &exercise.exercise));
                let note = exercise.note.iter().map(|note| Text::body(format!(": {note}")));
                rows.push(Row { cells: vec![Cell::Left(note.fold(text, Text::and))], height: ROW, shaded: false });
            }
            for (at, set) in exercise.sets.iter().enumerate() {
                rows.push(set_row(set, format!("{label} {}", at + 1), role == Role::Work));
            }
        }
    }
    let mut strips = vec![Strip::space(6.0)];
    // Words go across the whole width: they are a table of one column between tables of sets.
    let mut sets = Vec::new();
    for row in rows {
        if row.cells.len() == 1 {
            if !sets.is_empty() {
                strips.extend(flow.table(&widths, std::mem::take(&mut head), std::mem::take(&mut sets)));
            }
            strips.extend(flow.table(&[width], Vec::new(), vec![row]));
        } else {
            sets.push(row);
        }
    }
    if !sets.is_empty() {
        strips.extend(flow.table(&widths, head, sets));
    }
    flow.put(strips);
}

fn set_row(set: &Set, what: String, work: bool) -> Row {
    let text = |text: String| if work { Text::bold(text) } else { Text::body(text) };
    let load = set.load.map(words::load).unwrap_or_default();
    let percent = set.percent.map(words::percent).unwrap_or_default();
    let mut cells = vec![
        Cell::Left(text(what)),
        Cell::Left(text(words::reps(set))),
        Cell::Left(if work { Text::heavy(load, 12.0) } else { Text::body(load) }),
        Cell::Left(Text::body(percent).grey(GREY)),
        Cell::Left(text(words::plates(set))),
    ];
    if work {
        cells.extend([Cell::Write, Cell::Write, Cell::Write]);
    } else {
        cells.extend([Cell::Ticks(1), Cell::Empty, Cell::Empty]);
    }
    Row { cells, height: if work { WRITE } else { ROW }, shaded: false }
}

fn named_dose(marks: &mut Marks, plan: &Plan, exercise: &Exercise) -> Text {
    let mut text = Text::body(words::name(plan, &exercise.exercise));
    // Without sets of its own, a note says how much.
    if !exercise.sets.is_empty() || exercise.note.is_none() {
        text = text.and(Text::body(format!("  {}", words::dose(exercise))));
    }
    text = text.mark(&marks.of(&exercise.because));
    if let Some(note) = &exercise.note {
        text = text.and(Text::sized(format!(" {note}"), SMALL).grey(GREY));
    }
    text
}

/// What is written down after the session and the next morning.
fn after(flow: &mut Flow, width: f32) {
    let widths = [0.25; 4].map(|share| share * width);
    let head = heads(["Worst pain, 0–10", "Kind: dull, one-sided, sharp, leg", "Next morning, 0–10", "Gone within 72 hours?"]);
    let row = Row { cells: vec![Cell::Write, Cell::Write, Cell::Write, Cell::Write], height: WRITE, shaded: false };
    let mut strips = vec![Strip::space(4.0)];
    strips.extend(flow.table(&widths, head, vec![row]));
    flow.put(strips);
}

fn accessories(flow: &mut Flow, marks: &mut Marks, plan: &Plan, session: &Session, width: f32) -> Vec<Strip> {
    let exercises: Vec<&Exercise> = session.exercises.iter().filter(|exercise| exercise.role == Role::Accessory).collect();
    if exercises.is_empty() {
        return Vec::new();
    }
    let mut strips = vec![Strip::space(5.0)];
    strips.extend(doses(flow, marks, plan, &exercises, width));
    strips
}

/// Exercises with a box for every set.
fn doses(flow: &mut Flow, marks: &mut Marks, plan: &Plan, exercises: &[&Exercise], width: f32) -> Vec<Strip> {
    let most = exercises.iter().map(|exercise| exercise.sets.len()).max().unwrap_or(1).clamp(1, 4) as f32;
    let boxes = most * (TICK + 4.0) + 2.0;
    let widths = [width - boxes, boxes];
    let rows = exercises
        .iter()
        .map(|exercise| {
            let count = exercise.sets.len().clamp(1, 60) as u32;
            Row { cells: vec![Cell::Left(named_dose(marks, plan, exercise)), Cell::Ticks(count)], height: ROW, shaded: false }
        })
        .collect();
    flow.table(&widths, vec![Cell::Left(Text::heavy("After the deadlift", SMALL)), Cell::Empty], rows)
}

/// The Big Three: the same on each of their days.
fn core_days(flow: &mut Flow, marks: &mut Marks, plan: &Plan, week: &Week, width: f32) -> Vec<Strip> {
    let sessions: Vec<&Session> = week.sessions.iter().filter(|session| session.kind == SessionKind::Core).collect();
    let mut strips = Vec::new();
    let mut rest = sessions.as_slice();
    while let Some(first) = rest.first() {
        // Days with the same exercises share one list.
        let same = rest.iter().take_while(|session| session.exercises == first.exercises).count();
        let (group, others) = rest.split_at(same);
        rest = others;
        let days: Vec<String> = group.iter().map(|session| words::day(session.start.date())).collect();
        let head = vec![Cell::Left(Text::heavy(format!("Core: {}", days.join(", ")), SMALL)), Cell::Empty];
        strips.push(Strip::space(5.0));
        let boxes = group.len().min(4) as f32 * (TICK + 4.0) + 2.0;
        let rows = first
            .exercises
            .iter()
            .map(|exercise| Row {
                cells: vec![Cell::Left(named_dose(marks, plan, exercise)), Cell::Ticks(group.len() as u32)],
                height: ROW,
                shaded: false,
            })
            .collect();
        strips.extend(flow.table(&[width - boxes, boxes], head, rows));
        for text in session_notes(marks, group) {
            strips.extend(flow.lines(&text, width));
        }
    }
    strips
}

fn core(flow: &mut Flow, marks: &mut Marks, plan: &Plan, week: &Week, width: f32) {
    let strips = core_days(flow, marks, plan, week, width);
    flow.put(strips);
}

/// How to set up, hold and breathe, and the lifter's own errors.
fn cues(flow: &mut Flow, plan: &Plan, width: f32) -> Vec<Strip> {
    let coaching = &plan.coaching;
    let mut strips = vec![Strip::space(5.0)];
    let steps: Vec<_> = coaching.setup.iter().enumerate().map(|(at, step)| (Lead::Number(at + 1), Text::body(step.clone()))).collect();
    strips.extend(flow.list(&steps, width));
    let errors: Vec<_> = coaching.errors.iter().map(|error| (Lead::Dash, Text::bold(error.clone()))).collect();
    strips.extend(flow.list(&errors, width));
    let seconds = coaching.rest_seconds;
    let rest = if seconds.is_multiple_of(60) { format!("{}{TIE}min", seconds / 60) } else { format!("{seconds}{TIE}s") };
    let held = Text::body(format!("{} ", coaching.breathing))
        .and(Text::bold("Grip: "))
        .and(Text::body(format!("{} {} ", coaching.grip, coaching.belt)))
        .and(Text::bold("Rest: "))
        .and(Text::body(format!("{rest} between work sets.")));
    strips.push(Strip::space(3.0));
    strips.extend(together(flow.lines(&held, width)));
    strips
}

/// The lifter's own training of the week: what stays, and what is done differently.
fn own(flow: &mut Flow, marks: &mut Marks, plan: &Plan, week: &Week, width: f32) -> Vec<Strip> {
    let mut entries = Vec::new();
    for session in &week.own {
        let when = format!("{}, {}: ", words::day(session.start.date()), words::time(session.start));
        let load = match session.lumbar {
            Lumbar::Heavy => ", as usual",
            Lumbar::Light => ", light as usual",
            Lumbar::None => ", as usual, no load on the lower back",
        };
        entries.push(Text::bold(when).and(Text::body(format!("{}{load}", words::names(plan, &session.lifts)))));
    }
    for session in week.sessions.iter().filter(|session| session.kind == SessionKind::Own) {
        let when = format!("{}, {}: ", words::day(session.start.date()), words::time(session.start));
        let mut text = Text::bold(when);
        for (at, exercise) in session.exercises.iter().enumerate() {
            text = text.and(Text::body(if at == 0 { "" } else { "; " })).and(named_dose(marks, plan, exercise));
        }
        for note in &session.notes {
            text = text.and(Text::body(format!(" – {}", note.says))).mark(&marks.of(&note.because));
        }
        entries.push(text);
    }
    for change in in_week(plan, week).filter(|change| change.instead == Instead::Pause) {
        entries.push(Text::bold(format!("{}, {}: ", words::names(plan, &change.lifts), change.usually)).and(Text::body("left out")));
    }
    for session in week.sessions.iter().filter(|session| session.kind == SessionKind::Check) {
        let names: Vec<String> = session.exercises.iter().map(|exercise| words::name(plan, &exercise.exercise)).collect();
        let when = format!("Check, {}: ", words::day(session.start.date()));
        entries.push(Text::bold(when).and(Text::body(format!("{} (write it on the page “Checks”)", names.join(", ")))));
    }
    if entries.is_empty() {
        return Vec::new();
    }
    let mut strips = vec![Strip::space(5.0)];
    strips.extend(flow.lines(&Text::heavy("Also this week", SMALL), width));
    let entries: Vec<_> = entries.into_iter().map(|text| (Lead::Dash, text)).collect();
    strips.extend(flow.list(&entries, width));
    strips
}
