//! The plan and the verdict as text for a screen: wrapped to a width, without colour, and nothing
//! told by looks alone.

mod ask;
mod explain;
mod next;
mod noted;
mod progress;

pub use ask::{question, sentences};
pub use explain::explanation;
pub use next::{Coming, coming, next};
pub use noted::{emergency, noted, planned, refer, signs};
pub use progress::{Progress, WeekOfProgress, progress, progressed};

use crate::plan::{Plan, Session, VerdictKind, Week};
use crate::protocol::Protocol;
use crate::screen::{Reason, Verdict};
use crate::units::Percent;
use crate::words::{self, day, dose};
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The narrowest width that is laid out for; a narrower screen wraps by itself.
const NARROWEST: usize = 40;

/// Cells of a bar at 100 %, where there is room.
const BAR: usize = 24;

/// The fewest cells that still show a difference.
const SHORTEST_BAR: usize = 5;

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
        page.line(&format!("Revision {}, made on {}.", revision.revision, day::full(revision.made)));
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
    let rows: Vec<Vec<String>> = plan.weeks.iter().map(|week| week_row(week, wide)).collect();
    let heads: &[&str] =
        if wide { &["Week", "Dates", "Phase", "Deadlift", "Sets", "Load", "%"] } else { &["Week", "Dates", "Phase", "Load", "%"] };
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let width = |column: usize| rows.iter().chain([&heads]).map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let is_text = |column: usize| (1..heads.len() - 2).contains(&column);
    let line = |row: &[String]| {
        let cells = row.iter().enumerate();
        let cells = cells.map(|(at, cell)| if is_text(at) { left(cell, widths[at]) } else { right(cell, widths[at]) });
        cells.collect::<Vec<_>>().join("  ")
    };
    page.line(line(&heads).trim_end());
    // The bar is a help, not a fact: it takes the room that is left.
    let taken = line(&heads).width() + 2 + DELOAD.width();
    let cells = page.width.saturating_sub(taken).min(BAR);
    for (week, row) in plan.weeks.iter().zip(&rows) {
        let mut whole = line(row);
        if cells >= SHORTEST_BAR {
            let bar = week.percent.map_or_else(String::new, |percent| bar(percent, cells));
            let _ = write!(whole, "  {}", left(&bar, cells));
        }
        if week.deload {
            whole.push_str(DELOAD);
        }
        page.line(whole.trim_end());
    }
}

fn week_row(week: &Week, wide: bool) -> Vec<String> {
    let phases = words::list(week.phases.iter().map(|phase| words::phase(*phase)), ", ");
    let mut row = vec![week.week.to_string(), day::span(week.starts, week.ends()), phases];
    if wide {
        let deadlift = week.deadlift();
        let sets = deadlift.and_then(Session::work).and_then(|work| Some((work.sets.len(), work.sets.first()?.reps?)));
        row.push(words::or_absent(deadlift.map(|session| session.start.format("%a %H:%M"))));
        row.push(words::or_absent(sets.map(|(sets, reps)| dose::scheme(sets, reps))));
    }
    row.push(words::or_absent(week.load));
    row.push(words::or_absent(week.percent.map(|percent| format!("{:.1}", f64::from(percent.tenths()) / 10.0))));
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

/// The verdict with its reasons and what to do. No line is wider than `width` columns, 40 at least.
pub fn verdict(verdict: &Verdict, protocol: &Protocol, width: usize) -> String {
    let mut page = Page::new(width);
    let wording = &protocol.wording;
    let rest = protocol.rules.soreness_rest.value;
    let (heading, says) = match verdict.kind {
        VerdictKind::Emergency => ("EMERGENCY: go to an emergency department now.".to_owned(), Some(&wording.emergency)),
        VerdictKind::Refer => {
            ("REFERRED: see a clinician first. There is no plan until you are cleared.".to_owned(), Some(&wording.referral))
        }
        VerdictKind::Rest => {
            (format!("REST: ordinary soreness. {}–{} hours off heavy lifting for the lower back.", rest.from, rest.to), Some(&wording.rest))
        }
        VerdictKind::Train if verdict.cleared => ("TRAIN: cleared by a clinician.".to_owned(), None),
        VerdictKind::Train => ("TRAIN: nothing speaks against a plan.".to_owned(), None),
    };
    page.line(&heading);
    if let Some(says) = says {
        page.line(&says.says);
    }
    reasons(&mut page, if verdict.cleared { "What was cleared" } else { "Why" }, &verdict.reasons);
    let mut may_be: Vec<&String> = Vec::new();
    for sentence in verdict.reasons.iter().filter_map(|reason| reason.may_be.as_ref()) {
        if !may_be.contains(&sentence) {
            may_be.push(sentence);
        }
    }
    page.list("What it may be", may_be.into_iter().cloned());
    // Nothing may stand between a lifter and the way to help.
    if verdict.kind != VerdictKind::Emergency {
        reasons(&mut page, "Good to know", &verdict.notes);
    }
    match verdict.kind {
        VerdictKind::Train => {
            page.blank();
            page.line("`rehinge plan PROFILE` makes the plan.");
        }
        VerdictKind::Refer => {
            page.blank();
            page.line("Once cleared, put `clearance: {by, date, max_load}` into the profile.");
        }
        VerdictKind::Rest | VerdictKind::Emergency => {}
    }
    page.text
}

/// Reasons, each with its source on lines of its own.
fn reasons(page: &mut Page, heading: &str, reasons: &[Reason]) {
    if reasons.is_empty() {
        return;
    }
    page.blank();
    page.line(heading);
    for reason in reasons {
        let unsure = if reason.unsure { " (\"not sure\" counts as yes)" } else { "" };
        page.wrapped(&format!("{}{unsure}", reason.says), "  - ", "    ");
        if !reason.citation.is_empty() {
            page.wrapped(&format!("[{}]", reason.citation), "    ", "    ");
        }
    }
}

fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// Lines of a width.
struct Page {
    width: usize,
    text: String,
}

impl Page {
    fn new(width: usize) -> Self {
        Page { width: width.max(NARROWEST), text: String::new() }
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, text: &str) {
        self.wrapped(text, "", "");
    }

    /// A headed list; nothing at all where it is empty.
    fn list(&mut self, heading: &str, items: impl Iterator<Item = String>) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        self.blank();
        self.line(heading);
        for item in items {
            self.wrapped(&item, "  - ", "    ");
        }
    }

    /// Breaks at spaces; a word that fits no line is broken anywhere. Spaces in the first line stay
    /// as they are, so that columns do.
    fn wrapped(&mut self, text: &str, first: &str, next: &str) {
        // What a file says may not steer the terminal.
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut line = first.to_owned();
        let mut empty = true;
        for word in text.split(' ') {
            let gap = usize::from(!empty);
            if !empty && line.width() + gap + word.width() > self.width {
                self.push(&line);
                line = next.to_owned();
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            for c in word.chars() {
                if line.width() + c.width().unwrap_or(0) > self.width {
                    self.push(&line);
                    line = next.to_owned();
                }
                line.push(c);
            }
            empty = false;
        }
        self.push(&line);
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::yaml::read_plan;

    fn plan() -> Plan {
        read_plan(include_str!("../../tests/fixtures/hand-made.yaml"), "hand-made.yaml").unwrap()
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

    fn because(id: &str, kind: VerdictKind) -> Reason {
        Reason {
            id: id.to_owned(),
            kind,
            says: "You lost feeling between the legs.".to_owned(),
            may_be: (kind == VerdictKind::Emergency).then(|| "pressure on the nerves at the end of the spine".to_owned()),
            unsure: true,
            rule: crate::protocol::RuleId::ScreenEmergency,
            citation: "When to see a doctor".to_owned(),
        }
    }

    #[test]
    fn every_verdict_says_what_to_do_and_why() {
        let protocol = Protocol::embedded();
        for (kind, says) in [
            (VerdictKind::Emergency, &["EMERGENCY", "hours count", "now", "What it may be - pressure on the nerves"][..]),
            (VerdictKind::Refer, &["REFERRED", "clinician", "clearance: {by, date, max_load}"]),
            (VerdictKind::Rest, &["REST", "48–72 hours", "screen again"]),
            (VerdictKind::Train, &["TRAIN"]),
        ] {
            let text = verdict(&Verdict { kind, reasons: vec![because("sign", kind)], notes: Vec::new(), cleared: false }, &protocol, 80);
            let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for part in says.iter().chain(&["feeling between the legs", "counts as yes", "When to see a doctor"]) {
                assert!(flowing.contains(part), "{part} is missing in\n{text}");
            }
            assert!(text.lines().all(|line| line.width() <= 80), "{text}");
        }
    }

    #[test]
    fn what_a_file_says_does_not_steer_the_terminal() {
        let mut plan = plan();
        plan.summary.notes[0].says = "red \u{1b}[31m, and a \u{7} bell".to_owned();
        assert!(!summary(&plan, 80).contains(['\u{1b}', '\u{7}']));
    }
}
