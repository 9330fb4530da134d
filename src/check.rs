//! Plan → findings. Shares types and protocol with whoever made the plan, and no logic.
//!
//! [`check`] judges a plan, [`check_file`] a file, whatever is missing in it.
//!
//! It reads a plan as if an enemy had written it: what can be worked out from the profile and the
//! protocol is worked out here once more, and what the plan says of itself is compared with that.

// What is worked out from a plan and its profile.
mod climb;
mod clock;
mod facts;
mod gap;
mod heavy_day;
mod movement;
mod placed;
mod rack;
mod response;
mod risk;
mod share;
mod strength;
mod timeline;

// What a constraint is, and one file for each kind of rule.
mod aftercare;
mod age;
mod before_loading;
mod ceiling;
mod citations;
mod constraint;
mod decisions;
mod deload;
mod dumbbell;
mod entries;
mod every_week;
mod exercises;
mod filming;
mod finding;
mod ids;
mod missed_days;
mod next_load;
mod next_time;
mod own;
mod phases;
mod plates;
mod revisions;
mod rise;
mod screen;
mod screen_again;
mod spacing;
mod start;
mod stop;
mod top;
mod warm_up;
mod week_load;
mod work_sets;

// Plans and files.
mod complete;
mod guess;
mod holes;
mod judge;
mod read;
mod reader;
mod report;
mod wrong;

use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::protocol::Protocol;
use constraint::Findings;
pub use finding::{Finding, Severity};
pub use judge::codes;
pub use report::Report;

/// The names of what may be wrong with a file before anything in it can be judged.
#[cfg(feature = "internals")]
pub const READING: [&str; 3] = [read::MISSING, read::UNREADABLE, read::UNKNOWN];

/// Judges a plan by a protocol. Everything that is wrong is reported at once, the worst first, and
/// in the order of the rules; nothing in a plan makes it panic.
pub fn check(plan: &Plan, protocol: &Protocol) -> Report {
    let mut report = Report::default();
    for Findings { code, applied, found, .. } in judge::judge(plan, protocol) {
        if applied { &mut report.judged } else { &mut report.nothing_to_judge }.push(code);
        report.findings.extend(found);
    }
    report.findings.sort_by_key(|finding| finding.severity);
    report
}

/// Judges a plan file, also one with fields missing or unreadable: each is a finding, and what depends on it
/// is said to be open instead of passed. `file` is what to call it in a diagnostic.
///
/// # Errors
/// It is not YAML, or no plan at all, or one of another version.
pub fn check_file(text: &str, file: &str, protocol: &Protocol) -> Result<Report, Vec<Diagnostic>> {
    let draft = read::read(text, file)?;
    let mut report = if draft.whole { check(&draft.plan, protocol) } else { holes::check(&draft, protocol) };
    if draft.whole {
        report.findings.splice(..0, draft.findings);
    }
    read::locate(&mut report.findings, &draft.document);
    read::name(&mut report.findings, &draft.places);
    Ok(report)
}
