//! The last pages: checks after the return, how each movement is done, and the reasons.

use super::layout::{Cell, Flow, Lead, Row, Strip, WRITE, heads};
use super::text::{BODY, GREY, SMALL, Text};
use super::words::{self, Marks};
use crate::plan::{Phase, Plan, Role, SessionKind};

pub(super) fn print(flow: &mut Flow, marks: &Marks, plan: &Plan) {
    checks(flow, plan);
    movements(flow, plan);
    flow.fitted(|flow| reasons(flow, marks, plan));
}

fn checks(flow: &mut Flow, plan: &Plan) {
    let checks: Vec<_> = plan.weeks.iter().flat_map(|week| &week.sessions).filter(|session| session.kind == SessionKind::Check).collect();
    if checks.is_empty() {
        return;
    }
    let width = flow.width();
    flow.page("Checks");
    let mut head = flow.lines(&Text::heavy("Checks", 16.0), width);
    head.extend(flow.lines(&Text::small("Compare each result with the one before."), width));
    head.push(Strip::space(6.0));
    flow.put(head);
    let widths = [0.05, 0.27, 0.46, 0.22].map(|share| share * width);
    for session in checks {
        let mut heading = flow.heading(words::moment(session), width);
        for note in &session.notes {
            let mut lines = flow.lines(&Text::body(note.says.clone()), width);
            lines.iter_mut().for_each(|strip| strip.keep = true);
            heading.extend(lines);
        }
        let rows = session
            .exercises
            .iter()
            .map(|exercise| {
                let ramp = if exercise.role == Role::WarmUp { ", ramp" } else { "" };
                let mut text = Text::body(format!("{}{ramp}", words::name(plan, &exercise.exercise)));
                if let Some(note) = &exercise.note {
                    text = text.and(Text::sized(format!(" – {note}"), SMALL).grey(GREY));
                }
                // Without sets of its own, a note says how much.
                let told = exercise.sets.is_empty() && exercise.note.is_some();
                let much = if told { String::new() } else { words::loaded(exercise) };
                let cells = vec![Cell::Ticks(1), Cell::Left(text), Cell::Left(Text::body(much)), Cell::Write];
                Row { cells, height: WRITE, shaded: false }
            })
            .collect();
        let head = heads(["", "What", "How much", "Better or worse?"]);
        let table = flow.table(&widths, head, rows);
        flow.put(heading.into_iter().chain(table).collect());
    }
}

fn movements(flow: &mut Flow, plan: &Plan) {
    let later = |phase: Phase| matches!(phase, Phase::Loading | Phase::Aftercare);
    let used = |id: &str| {
        let sessions = plan.weeks.iter().flat_map(|week| &week.sessions).filter(|session| later(session.phase));
        sessions.flat_map(|session| &session.exercises).any(|exercise| exercise.exercise == id && exercise.role != Role::WarmUp)
    };
    let entries: Vec<_> = plan
        .exercises
        .iter()
        .filter(|(id, text)| used(id) && !text.how.trim().is_empty())
        .map(|(_, text)| (Lead::Dash, Text::bold(text.name.clone()).and(Text::sized(format!(": {}", text.how), BODY))))
        .collect();
    if entries.is_empty() {
        return;
    }
    let width = flow.width();
    flow.page("How it is done");
    let mut strips = flow.lines(&Text::heavy("How it is done", 16.0), width);
    strips.push(Strip::space(6.0));
    for entry in &entries {
        strips.extend(flow.list(std::slice::from_ref(entry), width));
        strips.push(Strip::space(2.5));
    }
    flow.put(strips);
}

fn reasons(flow: &mut Flow, marks: &Marks, plan: &Plan) {
    let width = flow.width();
    flow.page("The reasons");
    let mut strips = flow.lines(&Text::heavy("The reasons", 16.0), width);
    let lead = format!(
        "The small numbers on these pages lead here. Protocol: {} {}. “Article” names the section of the source article; a judgement was made where it is silent or contradicts itself.",
        plan.protocol.name, plan.protocol.version
    );
    strips.extend(flow.lines(&Text::small(lead), width));
    strips.push(Strip::space(6.0));
    for (at, (says, source)) in marks.texts(plan).into_iter().enumerate() {
        let mut text = Text::sized(says, 9.0);
        if !source.is_empty() {
            text = text.and(Text::sized(format!("  {source}"), SMALL).grey(GREY));
        }
        strips.extend(flow.list(&[(Lead::Number(at + 1), text)], width));
        strips.push(Strip::space(2.5));
    }
    flow.put(strips);
}
