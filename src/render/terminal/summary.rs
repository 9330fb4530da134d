//! The plan at a glance: a line a week, and what changes besides.

use super::page::{Page, columns, left};
use crate::due;
use crate::plan::{Plan, Session, Week};
use crate::units::Percent;
use crate::words::{self, day, dose};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Cells of a bar at 100 %, where there is room.
const BAR: usize = 24;

/// The fewest cells that still show a difference.
pub(super) const SHORTEST_BAR: usize = 5;

/// From so many columns on there is room for more than a load and a bar.
const WIDE: usize = 100;

/// What marks a week with half the sets.
const DELOAD: &str = "  deload";

/// The whole plan at a glance: one line a week, what changes in the lifter's own sessions, and what
/// to watch. No line is wider than `width` columns, 40 at least.
pub fn summary(plan: &Plan, width: usize) -> String {
    let mut page = Page::new(width);
    page.line(&title(plan));
    page.blank();
    weeks(&mut page, plan);
    changes(&mut page, plan);
    page.list("What to watch", plan.summary.notes.iter().map(|note| note.says.clone()));
    page.text
}

/// What the newest revision changed, and the plan at a glance.
pub fn revision(plan: &Plan, width: usize) -> String {
    let mut page = Page::new(width);
    if let Some(revision) = plan.revisions.last() {
        page.line(&format!("The plan as of {}.", day::full(revision.made)));
        page.list("What changed", revision.changes.iter().map(|note| note.says.clone()));
    }
    if plan.stopped.is_some() {
        return page.text;
    }
    page.blank();
    page.line(&title(plan));
    page.blank();
    weeks(&mut page, plan);
    changes(&mut page, plan);
    page.text
}

fn title(plan: &Plan) -> String {
    let summary = &plan.summary;
    let track = words::capital(words::track(summary.track));
    let days = match (summary.phases.first(), plan.weeks.last()) {
        (Some(first), Some(last)) => format!(", {} to {}", day::full(first.from), day::full(last.ends())),
        _ => String::new(),
    };
    if due::is_without_deadlift(plan) {
        return format!("{track}{days}: no deadlift for now. Working weight {}.", summary.working_weight);
    }
    let weeks = summary.loading_weeks;
    let end = match summary.returns_on {
        Some(day) => format!("{} on {}", summary.top_load, day::full(day)),
        None => format!("at most {}", summary.top_load),
    };
    format!("{track}{days}: {weeks} loading {}, {end}. Working weight {}.", words::plural(weeks, "week"), summary.working_weight)
}

fn weeks(page: &mut Page, plan: &Plan) {
    // Where there is room, also when and how much.
    let wide = page.width >= WIDE;
    let heads: &[&str] =
        if wide { &["Week", "Dates", "Phase", "Deadlift", "Sets", "Load", "%"] } else { &["Week", "Dates", "Phase", "Load", "%"] };
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let last_text = heads.len() - 3;
    let rows: Vec<Vec<String>> = [heads].into_iter().chain(plan.weeks.iter().map(|week| week_row(week, wide))).collect();
    let lines = columns(&rows, |column| (1..=last_text).contains(&column));
    page.line(&lines[0]);
    // The bar is a help, not a fact: it takes the room that is left.
    let taken = lines[0].width() + 2 + DELOAD.width();
    let cells = page.width.saturating_sub(taken).min(BAR);
    for (week, mut line) in plan.weeks.iter().zip(lines.into_iter().skip(1)) {
        if cells >= SHORTEST_BAR {
            let bar = week.deadlift.as_ref().map_or_else(String::new, |deadlift| bar(deadlift.percent, cells));
            let _ = write!(line, "  {}", left(&bar, cells));
        }
        if week.is_deload() {
            line.push_str(DELOAD);
        }
        page.line(line.trim_end());
    }
}

fn week_row(week: &Week, wide: bool) -> Vec<String> {
    let phases = words::list(week.phases.iter().map(|phase| words::phase(*phase)), ", ");
    let mut row = vec![week.week.to_string(), day::span(week.starts, week.ends()), phases];
    if wide {
        let deadlift = week.heavy_day();
        let sets = deadlift.and_then(Session::work).and_then(|work| Some((work.sets.len(), work.sets.first()?.reps()?.from)));
        row.push(words::or_absent(deadlift.map(|session| session.start.format("%a %H:%M"))));
        row.push(words::or_absent(sets.map(|(sets, reps)| dose::scheme(sets, reps))));
    }
    row.push(words::or_absent(week.load()));
    row.push(words::or_absent(week.deadlift.as_ref().map(|deadlift| format!("{:.1}", f64::from(deadlift.percent.tenths()) / 10.0))));
    row
}

/// A bar, exact to an eighth of a cell: 90 and 95 % look different in fifteen of them.
fn bar(percent: Percent, cells: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = ((usize::try_from(percent.tenths()).unwrap_or(0) * cells * 8 + 500) / 1000).min(cells * 8);
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

fn changes(page: &mut Page, plan: &Plan) {
    let changed = plan.changes.iter().map(|change| {
        let lifts = words::names(plan, &change.lifts, " and ");
        let (days, instead) = (day::span(change.from, change.to), words::instead(&change.instead));
        format!("{lifts}, {}, {days}: {instead}. {}", change.usually, change.reason)
    });
    page.list("Changes to your own sessions", changed);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::file::read_plan;

    fn plan() -> Plan {
        read_plan(include_str!("../../../tests/fixtures/hand-made.yaml"), "hand-made.yaml").unwrap()
    }

    #[test]
    fn a_summary_has_a_line_for_every_week_with_its_dates_load_percent_and_deload() {
        let text = summary(&plan(), 80);
        let line = |start: &str| text.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_else(|| panic!("{text}"));
        assert!(line("Three phases").contains("Mon 23 Nov 2026"), "{text}");
        assert!(line("1  23–29 Nov").contains("30 kg  48.0  █████"), "{text}");
        assert!(line("4  14–20 Dec").ends_with("deload"), "{text}");
        assert!(text.contains("squat, mon 18:00, 23 Nov – 6 Dec: left out."), "{text}");
        assert!(text.contains("What to watch"), "{text}");
    }

    #[test]
    fn a_wide_screen_also_shows_when_and_how_much_and_the_bars_tell_small_steps_apart() {
        let text = summary(&plan(), 120);
        let line = |start: &str| text.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_else(|| panic!("{text}"));
        assert!(line("Week").contains("Deadlift"), "{text}");
        assert!(line("1  23–29 Nov").contains("Mon 18:00  3×5   30 kg  48.0"), "{text}");
        assert!(!summary(&plan(), 80).contains("Mon 18:00  3×5"));
        let bar = |tenths| bar(Percent::from_tenths(tenths), 15);
        assert_eq!([bar(1000).width(), bar(0).width()], [15, 0]);
        assert!(bar(900) != bar(950) && bar(950) != bar(1000), "{} {} {}", bar(900), bar(950), bar(1000));
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        let mut plan = plan();
        plan.summary.notes[0].says = format!("{} {}", "字".repeat(90), "long ".repeat(40));
        for width in [40, 60, 80, 200] {
            for line in summary(&plan, width).lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn what_a_file_says_does_not_steer_the_terminal() {
        let mut plan = plan();
        plan.summary.notes[0].says = "red \u{1b}[31m, and a \u{7} bell".to_owned();
        assert!(!summary(&plan, 80).contains(['\u{1b}', '\u{7}']));
    }
}
