//! The coming session, as one reads it on the gym floor.

use super::page::{Page, columns, right};
use crate::due;
use crate::log::Entry;
use crate::plan::{Exercise, Plan, Role, Session, SessionKind, Stop, Week, WeekLoad};
use crate::words::{self, day, dose};
use chrono::NaiveDate;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// Sessions of the log that are shown.
const LATEST: usize = 5;

/// The session to come, for programs: what [`crate::Current::next_in_text`] shows.
#[derive(Debug, Serialize)]
pub struct Coming<'a> {
    /// The day it is told for.
    pub today: NaiveDate,
    /// Why nothing more is planned, where that is so.
    pub stopped: Option<&'a Stop>,
    /// The number of the session's week.
    pub week: Option<u32>,
    /// The session itself; none where nothing more is planned.
    pub session: Option<&'a Session>,
    /// What today asks for besides it, in sentences.
    pub due: Vec<String>,
    /// The latest sessions that are noted, the last one first.
    pub noted: Vec<&'a Entry>,
}

/// What [`next`] shows, for programs.
pub fn coming<'a>(plan: &'a Plan, noted: &'a [Entry], today: NaiveDate) -> Coming<'a> {
    let coming = session_to_come(plan, noted, today);
    Coming {
        today,
        stopped: plan.stopped.as_ref(),
        week: coming.map(|(week, _)| week.week),
        session: coming.map(|(_, session)| session),
        due: due(plan, noted, today),
        noted: noted.iter().rev().take(LATEST).collect(),
    }
}

/// Today's session where it is not noted yet, otherwise the next one, with what is due today and what is
/// known so far. `noted` is what plan and log come to. No line is wider than `width` columns, 40 at least.
pub fn next(plan: &Plan, noted: &[Entry], today: NaiveDate, width: usize) -> String {
    let mut page = Page::new(width);
    stopped(&mut page, plan);
    let coming = session_to_come(plan, noted, today);
    match coming {
        Some((week, session)) => head(&mut page, plan, week, session, today),
        None if plan.stopped.is_none() => page.line(&format!("Nothing is planned after {}.", day::full(today))),
        None => {}
    }
    page.list("Due today", due(plan, noted, today).into_iter());
    if let Some((_, session)) = coming {
        body(&mut page, plan, session);
    }
    so_far(&mut page, noted);
    page.text
}

fn session_to_come<'a>(plan: &'a Plan, noted: &[Entry], today: NaiveDate) -> Option<(&'a Week, &'a Session)> {
    let sessions = plan.weeks.iter().flat_map(|week| week.sessions.iter().map(move |session| (week, session)));
    let open = |session: &Session| session.start.date() >= today && noted.iter().all(|entry| !entry.is_of(session.id));
    sessions.filter(|(_, session)| open(session)).min_by_key(|(_, session)| session.start)
}

fn stopped(page: &mut Page, plan: &Plan) {
    let Some(stop) = &plan.stopped else { return };
    page.line(&format!("STOPPED on {}: nothing more is planned.", day::full(stop.on)));
    for reason in &stop.reasons {
        page.wrapped(&reason.says, "  - ", "    ");
    }
    page.blank();
}

fn head(page: &mut Page, plan: &Plan, week: &Week, session: &Session, today: NaiveDate) {
    let day = session.start.date();
    let when = match (day - today).num_days() {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        days => format!("In {days} days"),
    };
    page.line(&format!("{when}, {}: {}, about {} min.", day::moment(session.start), words::session(session.kind), session.minutes));
    let load =
        week.deadlift.as_ref().filter(|_| session.kind == SessionKind::Deadlift).map(|WeekLoad { load, percent, deload, .. }| {
            let deload = if *deload { ", deload: half the sets" } else { "" };
            format!(" · {load}, {percent} % of {}{deload}", plan.summary.working_weight)
        });
    page.line(&format!("Week {} · {} · {}{}", week.week, words::phase_title(session.phase), session.id, load.unwrap_or_default()));
}

/// What today asks for besides the session.
fn due(plan: &Plan, noted: &[Entry], today: NaiveDate) -> Vec<String> {
    let mut due = Vec::new();
    if let Some(last) = due::morning_due(noted, today) {
        due.push(format!("The score of the morning after {}, {}: `rehinge log --morning SCORE`.", last.about(), day::full(last.date)));
    }
    for session in due::unnoted(plan, noted).into_iter().filter(|session| session.start.date() < today) {
        let day = session.start.date();
        due.push(format!("{} of {} has no entry: note it, also if it was missed.", session.id, day::full(day)));
    }
    for (at, span) in plan.summary.phases.iter().enumerate() {
        let phase = words::phase_title(span.phase);
        let exit = Some(span.to).filter(|_| plan.leads_on(at));
        let gates = [(Some(span.from), &span.entry, "begins today. Only if"), (exit, &span.exit, "ends today. On only if")];
        for (_, conditions, word) in gates.into_iter().filter(|(day, conditions, _)| *day == Some(today) && !conditions.is_empty()) {
            let conditions: Vec<&str> = conditions.iter().map(|condition| condition.trim_end_matches('.')).collect();
            let open = if span.phase.is_before_loading() && word.starts_with("ends") { " `rehinge log --gate yes` or `--gate no` notes it." } else { "" };
            due.push(format!("{phase} {word}: {}.{open}", conditions.join("; ")));
        }
    }
    let sessions = plan.weeks.iter().flat_map(|week| &week.sessions);
    for film in sessions.filter(|session| session.start.date() == today).filter_map(|session| session.film) {
        due.push(format!("The film: {}.", words::filmed(film)));
    }
    due
}

fn body(page: &mut Page, plan: &Plan, session: &Session) {
    if !session.notes.is_empty() {
        page.blank();
        session.notes.iter().for_each(|note| page.line(&note.says));
    }
    let at_the_bar = session.exercises.iter().any(Exercise::is_at_the_bar);
    let mut heading = "";
    for exercise in &session.exercises {
        let part = part_of(at_the_bar, exercise);
        if part != heading {
            page.blank();
            page.line(part);
            heading = part;
        }
        one(page, plan, exercise, at_the_bar);
    }
    let coaching = &plan.coaching;
    if at_the_bar {
        let steps = coaching.setup.iter().enumerate().map(|(step, cue)| format!("{}. {cue}", step + 1));
        page.blank();
        page.line("Cues");
        steps.for_each(|step| page.wrapped(&step, "  ", "     "));
        coaching.errors.iter().for_each(|error| page.wrapped(error, "  ! ", "    "));
        for cue in [&coaching.breathing, &coaching.grip, &coaching.belt] {
            page.wrapped(cue, "  - ", "    ");
        }
    }
    let stops = [at_the_bar.then_some(&coaching.stop_set), Some(&coaching.stop_session), Some(&coaching.stop_plan)];
    page.list("Stop", stops.into_iter().flatten().cloned());
    page.list("Emergency department, now, at any of these", coaching.emergency.iter().cloned());
    page.list("Next time, if", session.next_time.iter().map(|row| format!("{}: {}", row.when.trim_end_matches([':', '.']), row.then)));
    if due::is_heavy(session) {
        page.list("Afterwards", [coaching.after.clone(), "`rehinge log` asks for it.".to_owned()].into_iter());
    }
}

fn part_of(at_the_bar: bool, exercise: &Exercise) -> &'static str {
    match exercise.role {
        _ if !at_the_bar => "What to do",
        Role::Cardio | Role::Mobility | Role::Activation => "Warm-up",
        Role::WarmUp => "Ramp",
        Role::Work => "Work sets",
        Role::Accessory => "Then",
    }
}

fn one(page: &mut Page, plan: &Plan, exercise: &Exercise, at_the_bar: bool) {
    let name = words::name(plan, &exercise.exercise);
    if exercise.is_at_the_bar() {
        page.wrapped(&name, "  ", "  ");
        let rows: Vec<(String, String)> = dose::runs(&exercise.sets)
            .map(|(count, set)| {
                let times = if count == 1 { String::new() } else { format!("{count} × ") };
                let reps = dose::reps(set).unwrap_or_default();
                (format!("{times}{reps} × {}", words::or_absent(set.load())), dose::plates(set))
            })
            .collect();
        let widest = rows.iter().map(|(sets, _)| sets.width()).max().unwrap_or(0);
        for (sets, plates) in rows {
            let plates = if plates.starts_with("bar alone") { plates } else { format!("each side {plates}") };
            page.wrapped(&format!("{}   {plates}", right(&sets, widest)), "    ", "      ");
        }
        if exercise.role == Role::Work && exercise.sets.len() > 1 {
            page.wrapped(&format!("Rest {} between work sets.", dose::rest(plan.coaching.rest_seconds)), "    ", "    ");
        }
    } else {
        let how_much = if exercise.sets.is_empty() && exercise.note.is_some() {
            String::new()
        } else {
            format!(": {}", words::untied(&dose::short(exercise)))
        };
        page.wrapped(&format!("{name}{how_much}"), "  ", "    ");
    }
    if let Some(note) = &exercise.note {
        page.wrapped(note, "    ", "    ");
    }
    if let Some(text) = plan.exercises.get(&exercise.exercise).filter(|_| !at_the_bar && !exercise.sets.is_empty()) {
        page.wrapped(&text.how, "    ", "    ");
    }
}

/// The latest sessions that are noted, the last one first.
fn so_far(page: &mut Page, noted: &[Entry]) {
    page.blank();
    page.line("So far");
    if noted.is_empty() {
        page.line("  Nothing is noted yet.");
        return;
    }
    let heads = ["Date", "Session", "Load", "Reps", "Worst", "Morning"].map(str::to_owned).to_vec();
    let rows: Vec<Vec<String>> = [heads].into_iter().chain(noted.iter().rev().take(LATEST).map(row)).collect();
    // The session and its repetitions are text.
    columns(&rows, |column| matches!(column, 1 | 3)).iter().for_each(|line| page.line(&format!("  {line}")));
}

fn row(entry: &Entry) -> Vec<String> {
    let [worst, morning] = [entry.pain.worst, entry.pain.morning].map(words::or_absent);
    vec![day::short(entry.date), entry.about().to_owned(), words::lifted(entry, "/"), words::reps_done(entry), worst, morning]
}
