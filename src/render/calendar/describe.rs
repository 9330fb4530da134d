//! What an event tells on the gym floor, where the sheet was left at home.

use super::text::Text;
use super::title::{Titles, is_deadlift, is_routine};
use crate::plan::{Exercise, Phase, PhaseSpan, Plan, Role, Session, SessionKind, Week, WeekLoad};
use crate::render::read_back;
use crate::words::{self, day, dose};
use chrono::NaiveDate;

/// The text of a session's event.
pub(super) fn session(plan: &Plan, week: &Week, session: &Session, titles: &Titles, lead: u32) -> String {
    let mut text = Text::default();
    text.line(format!("{} · week {} · {}", day::spelt_out(session.start.date()), week.week, place(plan, week, session, titles)));
    if session.kind == SessionKind::Deadlift
        && let Some(WeekLoad { load, percent, deload, .. }) = &week.deadlift
    {
        text.line(format!("Today: {load}, {percent} % of the working weight."));
        if *deload {
            text.line("Deload: the load of the week before, half the sets.");
        }
    }
    for note in &session.notes {
        text.line(&note.says);
    }
    exercises(&mut text, plan, session);
    if at_the_bar(session) {
        technique(&mut text, plan);
    }
    if let Some(film) = session.film {
        text.part("Film");
        text.line(format!("{}.", words::capital(&words::filmed(film))));
    }
    stops(&mut text, plan, session);
    if at_the_bar(session) {
        text.part("Afterwards");
        text.line(&plan.coaching.after);
        next_time(&mut text, session);
        if !plan.coaching.extras.is_empty() {
            text.part("Besides");
            for extra in &plan.coaching.extras {
                text.line(&extra.says);
            }
        }
    }
    close(&mut text, plan, Some(lead));
    text.finish()
}

/// The text of the score a day after a deadlift.
pub(super) fn score(plan: &Plan, week: &Week, session: &Session, titles: &Titles) -> String {
    let mut text = Text::default();
    text.line(format!("A day after {} · {}", day::spelt_out(session.start.date()), place(plan, week, session, titles)));
    text.line(&plan.coaching.after);
    next_time(&mut text, session);
    alarm_signs(&mut text, plan);
    close(&mut text, plan, Some(0));
    text.finish()
}

/// The text over a deload week.
pub(super) fn deload(plan: &Plan, week: &Week) -> String {
    let mut text = Text::default();
    match week.load() {
        Some(load) => text.line(format!("A week to recover: the load of the week before, {load}, and half the sets.")),
        None => text.line("A week to recover: the load of the week before, and half the sets."),
    }
    close(&mut text, plan, None);
    text.finish()
}

/// What must be true before Phase 1 ends, which lasts on a day; nothing where the plan does not say.
pub(super) fn exit(plan: &Plan, day: NaiveDate) -> Option<String> {
    let (_, span) = span(plan, Phase::PainResolution, day).filter(|(at, _)| plan.leads_on(*at))?;
    gate(plan, "Before you go on to the next phase", &span.exit)
}

/// What is looked at on the last day that Phase 1 may have; it began on another.
pub(super) fn referral(plan: &Plan, day: NaiveDate, began: NaiveDate) -> Option<String> {
    let (_, span) = span(plan, Phase::PainResolution, began)?;
    gate(plan, &format!("{}, the last day that Phase 1 may have", day::spelt_out(day)), &span.exit)
}

/// The day of a Phase 1, which began on another, on which it ends at the latest.
pub(super) fn last_day(plan: &Plan, began: NaiveDate) -> Option<u64> {
    read_back::last_day(span(plan, Phase::PainResolution, began)?.1)
}

/// What must be true before the loads begin, on a day.
pub(super) fn entry(plan: &Plan, day: NaiveDate) -> Option<String> {
    let (at, span) = span(plan, Phase::Loading, day)?;
    let before = at.checked_sub(1).and_then(|at| plan.summary.phases.get(at)).map_or([].as_slice(), |before| &before.exit);
    gate(plan, "Before the first deadlift", &[before, &span.entry].concat())
}

/// The phase as it lasts on a day, or as it is otherwise, with its place among the phases.
fn span(plan: &Plan, phase: Phase, day: NaiveDate) -> Option<(usize, &PhaseSpan)> {
    let mut spans = plan.summary.phases.iter().enumerate().filter(|(_, span)| span.phase == phase);
    spans.clone().find(|(_, span)| (span.from..=span.to).contains(&day)).or_else(|| spans.next_back())
}

fn gate(plan: &Plan, heading: &str, conditions: &[String]) -> Option<String> {
    if conditions.is_empty() {
        return None;
    }
    let mut text = Text::default();
    text.line(format!("{heading}:"));
    for condition in conditions {
        text.line_of(["- ", condition]);
    }
    alarm_signs(&mut text, plan);
    close(&mut text, plan, Some(0));
    Some(text.finish())
}

/// What the next deadlift will be, by how this one goes.
fn next_time(text: &mut Text, session: &Session) {
    if session.next_time.is_empty() {
        return;
    }
    text.part("Next time");
    for row in &session.next_time {
        text.line_of(["- ", &row.when, ": ", &row.then]);
    }
}

fn close(text: &mut Text, plan: &Plan, lead: Option<u32>) {
    text.gap();
    match lead {
        None => {}
        Some(0) => text.line("Reminder: at the start. Some calendars drop it: set your own there."),
        Some(lead) => text.line(format!("Reminder: {lead} minutes before the start. Some calendars drop it: set your own there.")),
    }
    text.line(&plan.coaching.disclaimer);
}

/// Where in the plan the session stands.
fn place(plan: &Plan, week: &Week, session: &Session, titles: &Titles) -> String {
    let phase = words::phase_place(session.phase, plan.summary.track);
    if is_deadlift(session) || is_routine(session) { format!("{phase} · {}", titles.progress(week, session)) } else { phase }
}

fn exercises(text: &mut Text, plan: &Plan, session: &Session) {
    let mut heading = None;
    for exercise in &session.exercises {
        let next = part_of(session, exercise.role);
        if heading != Some(next) {
            text.part(next);
            heading = Some(next);
        }
        let known = plan.exercises.get(&exercise.exercise);
        let name = words::name(plan, &exercise.exercise);
        let runs: Vec<_> = dose::runs(&exercise.sets).map(|(count, set)| dose::in_full(count, set)).collect();
        match runs.as_slice() {
            // A lift of the lifter's own: the note says what becomes of it.
            [] if exercise.note.is_some() => text.line_of(["- ", &name]),
            [] => text.line_of(["- ", &name, ", as usual"]),
            // The bar goes up step by step: a line for each.
            steps if exercise.is_at_the_bar() && steps.len() > 1 => {
                text.line_of(["- ", &name]);
                for step in steps {
                    text.line_of(["  ", step]);
                }
            }
            runs => text.line_of(["- ", &name, ": ", &runs.join("; ")]),
        }
        if let Some(note) = &exercise.note {
            text.line_of(["  ", note]);
        }
        // The set-up below says how to lift; ramp and work sets need it no second time.
        let told_below = exercise.is_at_the_bar() && matches!(exercise.role, Role::WarmUp | Role::Work);
        if let Some(known) = known.filter(|_| !told_below && !exercise.sets.is_empty()) {
            text.line_of(["  ", &known.how]);
        }
        if exercise.role == Role::Work && exercise.is_at_the_bar() && exercise.sets.len() > 1 {
            text.line(format!("  Rest {} between work sets.", dose::rest(plan.coaching.rest_seconds)));
        }
    }
}

/// Whether the session has a deadlift in it: a deadlift day, or the check at a part of the load.
pub(super) fn at_the_bar(session: &Session) -> bool {
    is_deadlift(session) || session.work().is_some_and(Exercise::is_at_the_bar)
}

fn part_of(session: &Session, role: Role) -> &'static str {
    if !at_the_bar(session) {
        return "What to do";
    }
    match role {
        Role::Cardio | Role::Mobility | Role::Activation => "Warm-up",
        Role::WarmUp => "Ramp (plates: each side)",
        Role::Work => "Work sets (plates: each side)",
        Role::Accessory => "Then",
    }
}

fn technique(text: &mut Text, plan: &Plan) {
    let coaching = &plan.coaching;
    text.part("Set-up");
    for (step, cue) in coaching.setup.iter().enumerate() {
        text.line(format!("{}. {cue}", step + 1));
    }
    for error in &coaching.errors {
        text.line_of(["! ", error]);
    }
    for cue in [&coaching.breathing, &coaching.grip, &coaching.belt] {
        text.line(cue);
    }
}

fn stops(text: &mut Text, plan: &Plan, session: &Session) {
    let coaching = &plan.coaching;
    text.part("Stop");
    if at_the_bar(session) {
        text.line(&coaching.stop_set);
    }
    text.line(&coaching.stop_session);
    text.line(&coaching.stop_plan);
    emergency(text, plan);
}

/// What ends the plan, on days without training.
fn alarm_signs(text: &mut Text, plan: &Plan) {
    text.part("Stop");
    text.line(&plan.coaching.stop_plan);
    emergency(text, plan);
}

fn emergency(text: &mut Text, plan: &Plan) {
    let coaching = &plan.coaching;
    if !coaching.emergency.is_empty() {
        text.line("Emergency department, now, at any of these:");
        for sign in &coaching.emergency {
            text.line_of(["- ", sign]);
        }
    }
}
