//! The last pages: checks after the return, how each movement is done, and the reasons.

use super::footnotes::Footnotes;
use super::layout::{Cell, Flow, Lead, Row, Strip, WRITE, boxed, heads, inside};
use super::text::{BODY, GREY, SMALL, SMALLEST, Text};
use super::tied;
use crate::plan::{Phase, Plan, Role, Session};
use crate::words;
use std::collections::BTreeSet;

/// A page for the monthly mobility tests and films, and the technique check; none where there are no checks.
pub(super) fn checks<'a>(flow: &mut Flow, plan: &Plan, checks: impl Iterator<Item = &'a Session>) {
    let checks: Vec<_> = checks.collect();
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
        let mut heading = flow.heading(tied::moment(session), width);
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
                    text = text.and(Text::sized(format!(" – {note}"), BODY).grey(GREY));
                }
                // Without sets of its own, a note says how much.
                let told = exercise.sets.is_empty() && exercise.note.is_some();
                let much = if told { String::new() } else { tied::loaded(exercise) };
                let cells = vec![Cell::Ticks(1), Cell::Left(text), Cell::Left(Text::body(much)), Cell::Write];
                Row { cells, height: WRITE, shaded: false }
            })
            .collect();
        let head = heads(["", "What", "How much", "Better or worse?"]);
        let table = flow.table(&widths, head, rows);
        flow.put(heading.into_iter().chain(table).collect());
    }
}

/// How every movement of the loading phase is done; those before it stand on their grids.
pub(super) fn movements(flow: &mut Flow, plan: &Plan) {
    let later = |session: &&Session| matches!(session.phase, Phase::Loading | Phase::Aftercare);
    let entries = told(plan, plan.weeks.iter().flat_map(|week| &week.sessions).filter(later));
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

/// How the movements of some sessions are done, each once.
fn told<'a>(plan: &Plan, sessions: impl Iterator<Item = &'a Session>) -> Vec<(Lead, Text)> {
    let exercises = sessions.flat_map(|session| &session.exercises).filter(|exercise| exercise.role != Role::WarmUp);
    let used: BTreeSet<&str> = exercises.map(|exercise| exercise.exercise.as_str()).collect();
    plan.exercises
        .iter()
        .filter(|(id, text)| used.contains(id.as_str()) && !text.how.trim().is_empty())
        .map(|(_, text)| (Lead::Dash, Text::bold(text.name.clone()).and(Text::sized(format!(": {}", text.how), BODY))))
        .collect()
}

/// What a part of the sheet refers to, on its last page: the signs, the movements and the reasons.
pub(super) fn last_page<'a>(flow: &mut Flow, footnotes: &Footnotes, plan: &Plan, sessions: impl Iterator<Item = &'a Session>) {
    let width = flow.width();
    flow.page("Emergency signs, movements, reasons");
    let sessions: Vec<&Session> = sessions.collect();
    if sessions.is_empty() {
        let nothing = flow.lines(&Text::heavy("Nothing more is planned.", 16.0), width);
        flow.put(nothing);
        flow.put(vec![Strip::of(6.0, Vec::new())]);
    }
    let inner = inside(width);
    let mut signs = flow.lines(&Text::heavy("Emergency department, now, with:", 11.0), inner);
    let entries: Vec<_> = plan.coaching.emergency.iter().map(|sign| (Lead::Dash, Text::body(sign.clone()))).collect();
    signs.extend(flow.list(&entries, inner));
    let most = flow.most();
    let signs = boxed(signs, width, true, most);
    flow.put(signs);
    let how = told(plan, sessions.into_iter().filter(|session| !session.phase.is_before_loading()));
    if !how.is_empty() {
        let mut strips = flow.heading("How it is done", width);
        strips.extend(flow.list(&how, width));
        flow.put(strips);
    }
    // In short, so that a visit takes one sheet of paper; the whole sheet has what is behind each judgement.
    let reasons = numbered(flow, footnotes.short(plan), SMALLEST);
    if !reasons.is_empty() {
        let heading = flow.heading("The reasons", width);
        flow.put(heading.into_iter().chain(reasons).collect());
    }
    let disclaimer = Text::small(plan.coaching.disclaimer.clone());
    let mut strips = vec![Strip::space(6.0)];
    strips.extend(flow.lines(&disclaimer, width));
    flow.put(strips);
}

/// Every reason, in the order of its number.
pub(super) fn reasons(flow: &mut Flow, footnotes: &Footnotes, plan: &Plan) {
    let width = flow.width();
    flow.page("The reasons");
    let mut strips = flow.lines(&Text::heavy("The reasons", 16.0), width);
    let lead = format!(
        "The small numbers on these pages lead here. Protocol: {} {}. “Article” names the section of the source article; a judgement was made where it is silent or contradicts itself.",
        plan.protocol.name, plan.protocol.version
    );
    strips.extend(flow.lines(&Text::small(lead), width));
    strips.push(Strip::space(6.0));
    strips.extend(numbered(flow, footnotes.texts(plan), 9.0));
    flow.put(strips);
}

/// Reasons with their sources, by number.
fn numbered(flow: &mut Flow, reasons: Vec<(String, String)>, size: f32) -> Vec<Strip> {
    let width = flow.width();
    let mut strips = Vec::new();
    for (at, (says, source)) in reasons.into_iter().enumerate() {
        let mut text = Text::sized(says, size);
        if !source.is_empty() {
            text = text.and(Text::sized(format!("  {source}"), SMALL.min(size)).grey(GREY));
        }
        strips.extend(flow.list(&[(Lead::Number(at + 1), text)], width));
        strips.push(Strip::space(if flow.fonts.tight { 0.5 } else { 2.5 }));
    }
    strips
}
