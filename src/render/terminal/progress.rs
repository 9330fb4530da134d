//! Week by week, what was planned, what was lifted, and how it felt: as a picture of text.

use super::page::{Page, columns, left, right, widths};
use super::summary::SHORTEST_BAR;
use crate::log::Entry;
use crate::plan::{Plan, Revision, Stop};
use crate::render::so_far::{WeekSoFar, weeks_so_far};
use crate::units::{Load, Pain};
use crate::words::{ABSENT, day, or_absent, undone};
use chrono::NaiveDate;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// Cells of the heaviest load, where there is room.
const BAR: usize = 24;

/// How far a plan has gone, for programs: what [`crate::Current::progress_in_text`] draws.
#[derive(Debug, Serialize)]
pub struct Progress<'a> {
    /// The day it is told for.
    pub today: NaiveDate,
    /// Which revision the plan is.
    pub revision: u32,
    /// What every percentage is of.
    pub working_weight: Load,
    /// Why nothing more is planned, where that is so.
    pub stopped: Option<&'a Stop>,
    /// The weeks with a load, an entry or a revision.
    pub weeks: Vec<WeekOfProgress>,
    /// What is noted, in order of time.
    pub noted: &'a [Entry],
    /// What each revision changed.
    pub revisions: &'a [Revision],
}

/// A week of [`Progress`]; what is not known is absent.
#[derive(Debug, Serialize)]
pub struct WeekOfProgress {
    /// Its number.
    pub week: u32,
    /// Its Monday.
    pub starts: NaiveDate,
    /// The load of its heavy deadlift, as it is planned by now; of one whose day has passed without it, as it was planned for that day.
    pub planned: Option<Load>,
    /// The heaviest that was lifted.
    pub lifted: Option<Load>,
    /// The worst pain of its sessions, during them or after.
    pub worst: Option<Pain>,
    /// The worst of the mornings after them.
    pub morning: Option<Pain>,
    /// Its deadlift is a deload: half the sets.
    pub deload: bool,
    /// Nothing was done of what is noted.
    pub missed: bool,
}

/// What [`progress`] draws, for programs.
pub fn progressed<'a>(plan: &'a Plan, noted: &'a [Entry], today: NaiveDate) -> Progress<'a> {
    let weeks = weeks_so_far(plan, noted);
    let week = |so_far: &WeekSoFar| WeekOfProgress {
        week: so_far.week.week,
        starts: so_far.week.starts,
        planned: so_far.planned(),
        lifted: so_far.lifted(),
        worst: so_far.worst(),
        morning: so_far.morning(),
        deload: so_far.is_deload(),
        missed: so_far.missed(),
    };
    Progress {
        today,
        revision: plan.revision,
        working_weight: plan.summary.working_weight,
        stopped: plan.stopped.as_ref(),
        weeks: weeks.iter().map(week).collect(),
        noted,
        revisions: &plan.revisions,
    }
}

/// Everything that is noted, against the plan. `noted` is what plan and log come to. No line is wider than
/// `width` columns, 40 at least.
pub fn progress(plan: &Plan, noted: &[Entry], today: NaiveDate, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&format!("Planned and lifted, week by week. Working weight {}.", plan.summary.working_weight));
    if let Some(stop) = &plan.stopped {
        page.line(&format!("STOPPED on {}: nothing more is planned.", day::full(stop.on)));
    }
    page.blank();
    weeks(&mut page, plan, noted, today);
    pain(&mut page, noted);
    for revision in plan.revisions.iter().filter(|revision| revision.is_a_change()) {
        let heading = format!("Changed on {}", day::full(revision.made));
        let changes = revision.changes.iter().map(|change| change.says.clone());
        page.list(&heading, changes.chain(revision.undone.iter().map(undone)));
    }
    page.text
}

fn weeks(page: &mut Page, plan: &Plan, noted: &[Entry], today: NaiveDate) {
    let weeks = weeks_so_far(plan, noted);
    let heads = ["Week", "From", "Planned", "Lifted", "Worst", "Morning", ""].map(str::to_owned).to_vec();
    let mut rows: Vec<Vec<String>> = [heads].into_iter().chain(weeks.iter().map(|week| row(week, today))).collect();
    // The picture takes the room that is left; what is particular to a week ends the line.
    let taken = widths(&rows).iter().sum::<usize>() + 2 * 7;
    let cells = page.width.saturating_sub(taken).min(BAR);
    if cells >= SHORTEST_BAR {
        let loads = weeks.iter().flat_map(|week| [week.planned(), week.lifted()]).flatten().map(Load::thousandths);
        let most = loads.max().unwrap_or(1);
        let bars = weeks.iter().map(|week| bar(week, cells, most));
        for (row, bar) in rows.iter_mut().zip([String::new()].into_iter().chain(bars)) {
            row.insert(4, left(&bar, cells));
        }
    }
    let last = rows[0].len() - 1;
    columns(&rows, |column| column == last).iter().for_each(|line| page.line(line));
    page.blank();
    page.line(&format!("█ lifted, ░ planned and not lifted, {ABSENT} not planned or not written down, > this week."));
}

fn row(so_far: &WeekSoFar, today: NaiveDate) -> Vec<String> {
    let week = &so_far.week;
    let now = if (week.starts..=week.ends()).contains(&today) { ">" } else { "" };
    vec![
        format!("{now}{}", week.week),
        day::short(week.starts),
        or_absent(so_far.planned()),
        or_absent(so_far.lifted()),
        or_absent(so_far.worst()),
        or_absent(so_far.morning()),
        so_far.particulars(),
    ]
}

/// What was lifted of what was planned, in so many cells for the heaviest load.
fn bar(so_far: &WeekSoFar, cells: usize, most: i64) -> String {
    let full = |load: Option<Load>| {
        let cells = i64::try_from(cells).unwrap_or(0);
        load.map_or(0, |load| usize::try_from((load.thousandths().max(0) * cells + most / 2) / most.max(1)).unwrap_or(0))
    };
    let (planned, lifted) = (full(so_far.planned()), full(so_far.lifted()));
    format!("{}{}", "█".repeat(lifted), "░".repeat(planned.saturating_sub(lifted)))
}

/// The scores of every session, on the scale.
fn pain(page: &mut Page, noted: &[Entry]) {
    let done: Vec<&Entry> = noted.iter().filter(|entry| entry.missed.is_none() || !entry.pain.is_empty()).collect();
    page.blank();
    page.line("Pain by session");
    if done.is_empty() {
        page.line("  Nothing is noted yet.");
        return;
    }
    let widest = done.iter().map(|entry| entry.about().width()).max().unwrap_or(0);
    page.line(&format!("  {}  {}  0····5····10  worst, morning", right("Date", 6), left("Session", widest)));
    for entry in done {
        let felt = &entry.pain;
        let strip: String = (0..=Pain::MAX)
            .map(|at| match (felt.worst.map(Pain::score) == Some(at), felt.morning.map(Pain::score) == Some(at)) {
                (true, true) => '◉',
                (true, false) => '●',
                (false, true) => '○',
                (false, false) => '·',
            })
            .collect();
        let kind = felt.kind.map(|kind| format!(", {}", kind.words())).unwrap_or_default();
        let scores = format!("{}, {}{kind}", or_absent(felt.worst), or_absent(felt.morning));
        page.wrapped(&format!("{}  {}  {strip}   {scores}", right(&day::short(entry.date), 6), left(entry.about(), widest)), "  ", "    ");
    }
    page.line("  ● the worst during or after, ○ the next morning, ◉ both.");
}
