//! Week by week, what was planned, what was lifted, and how it felt: as a picture of text.

use super::{Page, SHORTEST_BAR, left, right};
use crate::log::Entry;
use crate::plan::{Plan, Revision, Stop};
use crate::render::so_far::{WeekSoFar, weeks_so_far};
use crate::units::{Load, Pain};
use crate::words::{ABSENT, day, or_absent};
use chrono::NaiveDate;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// Cells of the heaviest load, where there is room.
const BAR: usize = 24;

/// What [`progress`] draws, for programs.
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
    /// The load that is planned.
    pub planned: Option<Load>,
    /// The heaviest that was lifted.
    pub lifted: Option<Load>,
    /// The worst pain of its sessions.
    pub worst: Option<Pain>,
    /// The worst of the mornings after them.
    pub morning: Option<Pain>,
    /// Half the sets.
    pub deload: bool,
    /// Nothing was done of what is noted.
    pub missed: bool,
}

/// What [`progress`] draws, for programs.
pub fn progressed<'a>(plan: &'a Plan, noted: &'a [Entry], today: NaiveDate) -> Progress<'a> {
    let weeks = weeks_so_far(plan, noted);
    let week = |happened: &WeekSoFar| WeekOfProgress {
        week: happened.week.week,
        starts: happened.week.starts,
        planned: happened.week.load,
        lifted: happened.lifted(),
        worst: happened.worst(),
        morning: happened.morning(),
        deload: happened.week.deload,
        missed: happened.missed(),
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
    let revision = if plan.revision == 0 { String::new() } else { format!(", revision {}", plan.revision) };
    page.line(&format!("Planned and lifted, week by week{revision}. Working weight {}.", plan.summary.working_weight));
    if let Some(stop) = &plan.stopped {
        page.line(&format!("STOPPED on {}: nothing more is planned.", day::full(stop.on)));
    }
    page.blank();
    weeks(&mut page, plan, noted, today);
    pain(&mut page, noted);
    for revision in &plan.revisions {
        let heading = format!("Revision {}, {}", revision.revision, day::full(revision.made));
        page.list(&heading, revision.changes.iter().map(|change| change.says.clone()));
    }
    page.text
}

fn weeks(page: &mut Page, plan: &Plan, noted: &[Entry], today: NaiveDate) {
    let weeks = weeks_so_far(plan, noted);
    let rows: Vec<[String; 7]> = weeks
        .iter()
        .map(|happened| {
            let week = happened.week;
            let now = if (week.starts..=week.ends()).contains(&today) { ">" } else { "" };
            [
                format!("{now}{}", week.week),
                day::short(week.starts),
                or_absent(week.load),
                or_absent(happened.lifted()),
                or_absent(happened.worst()),
                or_absent(happened.morning()),
                happened.particulars(),
            ]
        })
        .collect();
    let heads = ["Week", "From", "Planned", "Lifted", "Worst", "Morning", ""].map(str::to_owned);
    let widths: [usize; 7] = std::array::from_fn(|column| rows.iter().chain([&heads]).map(|row| row[column].width()).max().unwrap_or(0));
    // The picture takes the room that is left; the particulars end the line.
    let taken = widths.iter().sum::<usize>() + 2 * 7;
    let cells = Some(page.width.saturating_sub(taken).min(BAR)).filter(|cells| *cells >= SHORTEST_BAR);
    let most =
        weeks.iter().flat_map(|happened| [happened.week.load, happened.lifted()]).flatten().map(Load::thousandths).max().unwrap_or(1);
    let line = |row: &[String; 7], bar: &str| {
        let [week, from, planned, lifted, worst, morning, particulars] = row;
        let bar = cells.map(|cells| format!("{}  ", left(bar, cells))).unwrap_or_default();
        format!(
            "{}  {}  {}  {}  {bar}{}  {}  {particulars}",
            right(week, widths[0]),
            right(from, widths[1]),
            right(planned, widths[2]),
            right(lifted, widths[3]),
            right(worst, widths[4]),
            right(morning, widths[5]),
        )
    };
    page.line(&line(&heads, ""));
    for (happened, row) in weeks.iter().zip(&rows) {
        let full = |load: Option<Load>| {
            let cells = i64::try_from(cells.unwrap_or(0)).unwrap_or(0);
            load.map_or(0, |load| usize::try_from((load.thousandths().max(0) * cells + most / 2) / most.max(1)).unwrap_or(0))
        };
        let (planned, lifted) = (full(happened.week.load), full(happened.lifted()));
        let bar = format!("{}{}", "█".repeat(lifted), "░".repeat(planned.saturating_sub(lifted)));
        page.line(&line(row, &bar));
    }
    page.blank();
    page.line(&format!("█ lifted, ░ planned and not lifted, {ABSENT} not planned or not written down, > this week."));
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
    let widest = done.iter().map(|entry| entry.session.width()).max().unwrap_or(0);
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
        page.wrapped(&format!("{}  {}  {strip}   {scores}", right(&day::short(entry.date), 6), left(&entry.session, widest)), "  ", "    ");
    }
    page.line("  ● the worst during or after, ○ the next morning, ◉ both.");
}
