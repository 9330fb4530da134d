//! A week before loading on one page: days across, exercises down.

use super::between::in_week;
use super::footnotes::Footnotes;
use super::layout::{Cell, Flow, Lead, Row, Strip, WRITE, heads, title};
use super::session::session_notes;
use super::text::{BODY, GREY, SMALL, Text};
use super::tied;
use crate::plan::{Change, Exercise, Phase, PhaseSpan, Plan, Session, SessionKind, Week};
use crate::words::{self, day, dose};
use chrono::NaiveDate;

/// Prints the routines of a phase in a week; no page where there are none.
pub(super) fn print(flow: &mut Flow, footnotes: &mut Footnotes, plan: &Plan, week: &Week, phase: Phase) {
    let daily = |session: &&Session| session.phase == phase && matches!(session.kind, SessionKind::Daily | SessionKind::Hinge);
    let sessions: Vec<&Session> = week.sessions.iter().filter(daily).collect();
    let mut days: Vec<NaiveDate> = sessions.iter().map(|session| session.start.date()).collect();
    days.sort_unstable();
    days.dedup();
    let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else { return };
    head(flow, week, phase, &sessions, first, last);
    let exercises = exercises(&sessions);
    table(flow, footnotes, plan, &sessions, &days, &exercises);
    let notes = session_notes(footnotes, &sessions);
    flow.block_of("Mind", notes, Lead::Dash);
    // Where the way began again, a phase has more than one span: these days lie in the last that has them.
    let phases = &plan.summary.phases;
    let at = phases.iter().rposition(|span| span.phase == phase && span.from <= last && first <= span.to);
    paused(flow, plan, week, at.map(|at| &phases[at]));
    if let Some(at) = at.filter(|at| plan.leads_on(*at)) {
        let entries = phases[at].exit.iter().map(|gate| Text::body(gate.clone())).collect();
        let from = phases.get(at + 1).map_or_else(String::new, |next| format!(", from {}", tied::date(next.from)));
        flow.block_of(&format!("Before the next phase{from}"), entries, Lead::Tick);
    }
    how(flow, plan, &exercises);
    let coaching = &plan.coaching;
    flow.block_of("When to stop", vec![Text::body(coaching.stop_session.clone()), Text::body(coaching.stop_plan.clone())], Lead::Dash);
}

/// Which days and when.
fn head(flow: &mut Flow, week: &Week, phase: Phase, sessions: &[&Session], first: NaiveDate, last: NaiveDate) {
    let width = flow.width();
    flow.page(format!("Week {}: {}", week.week, words::phase_title(phase)));
    let from = if first == last { String::new() } else { format!("{} – ", tied::day(first)) };
    let right = Text::heavy(format!("{from}{}", tied::date(last)), 12.0);
    let mut head = title(flow, &Text::heavy(format!("Week {} · {}", week.week, words::phase_title(phase)), 16.0), &right);
    let mut times: Vec<String> = sessions.iter().map(|session| day::time(session.start)).collect();
    times.sort_unstable();
    times.dedup();
    let minutes = sessions.iter().map(|session| session.minutes).max().unwrap_or_default();
    let sub = format!(
        "{} {}, about {minutes} minutes. Tick what is done; score pain from 0 (none) to 10 (the worst imaginable).",
        if first == last { "At" } else { "Every day at" },
        times.join(" or ")
    );
    head.extend(flow.lines(&Text::body(sub).grey(GREY), width));
    head.push(Strip::space(6.0));
    flow.put(head);
}

/// Every exercise with its dose once, in the order in which it is first met.
fn exercises<'a>(sessions: &[&'a Session]) -> Vec<(&'a Exercise, String)> {
    let mut rows: Vec<(&Exercise, String)> = Vec::new();
    for exercise in sessions.iter().flat_map(|session| &session.exercises) {
        if !rows.iter().any(|row| is_same(exercise, row)) {
            rows.push((exercise, dose::short(exercise)));
        }
    }
    rows
}

fn is_same(exercise: &Exercise, (known, dose): &(&Exercise, String)) -> bool {
    known.exercise == exercise.exercise && dose::short(exercise) == *dose && known.note == exercise.note
}

/// Days across, exercises down.
fn table(
    flow: &mut Flow,
    footnotes: &mut Footnotes,
    plan: &Plan,
    sessions: &[&Session],
    days: &[NaiveDate],
    exercises: &[(&Exercise, String)],
) {
    let width = flow.width();
    let label = 0.36 * width;
    // A short week keeps its columns narrow, so that boxes stand near their label.
    let column = ((width - label) / days.len() as f32).min(64.0);
    let widths: Vec<f32> = [label].into_iter().chain(days.iter().map(|_| column)).collect();
    let mut head = heads(["Exercise"]);
    head.extend(days.iter().map(|day| Cell::Centre(Text::heavy(tied::day_head(*day), SMALL))));
    let write = |label: &str| {
        let mut cells = vec![Cell::Left(Text::bold(label))];
        cells.extend(days.iter().map(|_| Cell::Write));
        Row { cells, height: WRITE, shaded: true }
    };
    let mut rows = vec![write("Pain on waking, 0–10")];
    for row @ (exercise, dose) in exercises {
        let name = Text::bold(words::name(plan, &exercise.exercise));
        let mut text = name.and(Text::body(format!("  {dose}"))).footnote(&footnotes.of(&exercise.because));
        if let Some(note) = &exercise.note {
            text = text.and(Text::body(format!(" {note}")).grey(GREY));
        }
        let mut cells = vec![Cell::Left(text)];
        cells.extend(days.iter().map(|day| {
            let mut here = sessions.iter().filter(|session| session.start.date() == *day).flat_map(|session| &session.exercises);
            if here.any(|own| is_same(own, row)) { Cell::Tick } else { Cell::Centre(Text::body("–").grey(GREY)) }
        }));
        rows.push(Row { cells, height: WRITE, shaded: false });
    }
    rows.push(write("Pain in the evening, 0–10"));
    let table = flow.table(&widths, head, rows);
    flow.put(table);
}

/// How each movement is done, once.
fn how(flow: &mut Flow, plan: &Plan, exercises: &[(&Exercise, String)]) {
    let mut told: Vec<&str> = Vec::new();
    let mut how = Vec::new();
    for (exercise, _) in exercises {
        if let Some(text) = plan.exercises.get(&exercise.exercise).filter(|_| !told.contains(&exercise.exercise.as_str())) {
            told.push(&exercise.exercise);
            how.push(Text::bold(text.name.clone()).and(Text::sized(format!(": {}", text.how), BODY)));
        }
    }
    flow.block_of("How it is done", how, Lead::Dash);
}

fn paused(flow: &mut Flow, plan: &Plan, week: &Week, days: Option<&PhaseSpan>) {
    let meets = |change: &&Change| days.is_none_or(|span| change.from <= span.to && change.to >= span.from);
    let entries = in_week(plan, week)
        .filter(meets)
        .map(|change| {
            let what = format!("{}, {}: ", words::names(plan, &change.lifts, ", "), change.usually);
            Text::bold(what).and(Text::body(words::instead_in_column(&change.instead)))
        })
        .collect();
    flow.block_of("Your own training", entries, Lead::Dash);
}
