//! What stands between the deadlifts: core days, checks, and the lifter's own training, week by week.

use super::footnotes::Footnotes;
use super::layout::{Cell, Flow, ROW, Row, Strip};
use super::session::{named_dose, session_notes};
use super::text::{BODY, GREY, Text};
use super::tied;
use crate::plan::{Change, Instead, Plan, Session, SessionKind, Week};
use crate::protocol::Lumbar;
use crate::render::read_back::usual_day;
use crate::words::{self, day, dose};
use chrono::NaiveDateTime;

/// Prints the weeks in which something stands between the deadlifts; no page where nothing does.
pub(super) fn print<'a>(flow: &mut Flow, footnotes: &mut Footnotes, plan: &'a Plan, weeks: impl Iterator<Item = &'a Week>) {
    let mut weeks: Vec<(&Week, Vec<Row>)> = weeks.map(|week| (week, rows(footnotes, plan, week))).collect();
    weeks.retain(|(_, rows)| !rows.is_empty());
    if weeks.is_empty() {
        return;
    }
    let width = flow.width();
    flow.page("Between the deadlifts");
    let mut head = flow.lines(&Text::heavy("Between the deadlifts", 16.0), width);
    let lead = "Core days, checks, and your own training. Tick what is done.";
    head.extend(flow.lines(&Text::body(lead).grey(GREY), width));
    head.push(Strip::space(4.0));
    flow.put(head);
    let widths = [0.19, 0.73, 0.08].map(|share| share * width);
    for (week, rows) in weeks {
        let span = format!("Week {} · {} – {}", week.week, tied::day(week.starts), tied::date(week.ends()));
        let load = week.load().map(|load| format!(" · deadlift {load}")).unwrap_or_default();
        let head = Row { cells: vec![Cell::Left(Text::bold(span).and(Text::sized(load, BODY).grey(GREY)))], height: ROW, shaded: true };
        let mut strips = vec![Strip::space(5.0)];
        let mut table = flow.table(&[width], Vec::new(), vec![head]);
        table.extend(flow.table(&widths, Vec::new(), rows));
        // A week stays together where it fits; a long one goes on on the next page.
        if table.iter().map(|strip| strip.height).sum::<f32>() < flow.most() / 2.0 {
            table = super::layout::together(table);
        }
        strips.extend(table);
        flow.put(strips);
    }
}

/// Everything of a week that is no deadlift and no daily routine, in order of time.
fn rows(footnotes: &mut Footnotes, plan: &Plan, week: &Week) -> Vec<Row> {
    let mut found: Vec<(NaiveDateTime, String, Text, u32)> = Vec::new();
    let when = |at: NaiveDateTime| format!("{}, {}", tied::day(at.date()), day::time(at));
    let cores: Vec<&Session> = week.sessions.iter().filter(|session| session.kind == SessionKind::Core).collect();
    // Days with the same exercises share a row.
    for group in cores.chunk_by(|session, next| session.exercises == next.exercises && session.notes == next.notes) {
        let days = words::list(group.iter().map(|session| tied::day(session.start.date())), ", ");
        found.push((group[0].start, days, core(footnotes, plan, group[0]), group.len() as u32));
    }
    for session in &week.sessions {
        match session.kind {
            SessionKind::Own => found.push((session.start, when(session.start), changed(footnotes, plan, session), 1)),
            SessionKind::Check => {
                let text = Text::bold("Check: ").and(Text::body("see the page “Checks”"));
                found.push((session.start, when(session.start), text, 1));
            }
            SessionKind::Core | SessionKind::Daily | SessionKind::Hinge | SessionKind::Deadlift | SessionKind::SecondDeadlift => {}
        }
    }
    for session in &week.own {
        let load = match session.lumbar {
            Lumbar::Heavy => ", as usual",
            Lumbar::Light => ", light as usual",
            Lumbar::None => ", as usual, no load on the lower back",
        };
        found.push((session.start, when(session.start), Text::body(format!("{}{load}", words::names(plan, &session.lifts, ", "))), 0));
    }
    // A week of checks alone stands on their page.
    if !found.is_empty() && found.len() == week.sessions.iter().filter(|session| session.kind == SessionKind::Check).count() {
        return Vec::new();
    }
    found.sort_by_key(|(at, ..)| *at);
    let row = |when: String, text: Text, ticks: u32| {
        let cells = vec![Cell::Left(Text::body(when)), Cell::Left(text), if ticks == 0 { Cell::Empty } else { Cell::Ticks(ticks) }];
        Row { cells, height: ROW, shaded: false }
    };
    let mut rows: Vec<Row> = found.into_iter().map(|(_, when, text, ticks)| row(when, text, ticks)).collect();
    // What is left out before the loads stands on the grids.
    let loads = week.sessions.iter().any(|session| !session.phase.is_before_loading());
    for change in in_week(plan, week).filter(|change| loads && change.instead == Instead::Pause) {
        rows.push(row(words::capital(&change.usually), Text::body(format!("{}: left out", words::names(plan, &change.lifts, ", "))), 0));
    }
    rows
}

fn core(footnotes: &mut Footnotes, plan: &Plan, session: &Session) -> Text {
    let what = session.exercises.iter().map(|exercise| format!("{}  {}", words::name(plan, &exercise.exercise), dose::short(exercise)));
    let because = session.exercises.iter().map(|exercise| &exercise.because);
    let mut text = Text::bold("Core: ").and(Text::body(words::list(what, "; "))).footnote(&footnotes.of_all(because));
    for note in session.exercises.iter().filter_map(|exercise| exercise.note.as_ref()) {
        text = text.and(Text::body(format!(" – {note}")).grey(GREY));
    }
    for note in session_notes(footnotes, &[session]) {
        text = text.and(Text::body(" – ")).and(note);
    }
    text
}

fn changed(footnotes: &mut Footnotes, plan: &Plan, session: &Session) -> Text {
    let mut text = Text::bold("Yours, changed: ");
    for (at, exercise) in session.exercises.iter().enumerate() {
        text = text.and(Text::body(if at == 0 { "" } else { "; " })).and(named_dose(footnotes, plan, exercise));
    }
    for note in session_notes(footnotes, &[session]) {
        text = text.and(Text::body(" – ")).and(note);
    }
    text
}

/// The changes to the lifter's own sessions that touch a week.
pub(super) fn in_week<'a>(plan: &'a Plan, week: &'a Week) -> impl Iterator<Item = &'a Change> {
    plan.changes.iter().filter(|change| {
        // The session's own day decides: a pause that ends on Wednesday does not touch a Thursday.
        usual_day(change, week).is_none_or(|day| change.from <= day && day <= change.to)
    })
}
