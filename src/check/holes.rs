//! What can be said of a plan with holes: only what is found however they are filled, and nothing where a hole may hide
//! what mends it.

use super::judge::{codes, constraints, judge};
use super::read::Draft;
use super::report::Report;
use crate::protocol::Protocol;

/// Judges a file of which something had to be guessed: by two guesses that differ wherever there was anything to guess.
pub(super) fn check(draft: &Draft, protocol: &Protocol) -> Report {
    let mut report = Report { findings: draft.findings.clone(), ..Report::default() };
    let Some(other) = &draft.other else {
        report.cannot_be_judged = codes().collect();
        return report;
    };
    let hole_in = |part: &&str| draft.guessed.iter().any(|hole| hides(hole, part));
    let near_hole = |path: &str| draft.guessed.iter().any(|hole| is_part(path, around(hole)) || is_part(hole, path));
    let judged = constraints().zip(judge(&draft.plan, protocol)).zip(judge(other, protocol));
    for ((constraint, one), other) in judged {
        let in_vain = constraint.searches.iter().any(hole_in);
        let is_open = |path: &str| in_vain || near_hole(path);
        let differs = one.applied != other.applied || one.found != other.found;
        let kind = if differs || one.found.iter().any(|finding| is_open(&finding.path)) {
            &mut report.cannot_be_judged
        } else if one.applied {
            &mut report.judged
        } else {
            &mut report.nothing_to_judge
        };
        kind.push(one.code);
        report.findings.extend(one.found.into_iter().filter(|finding| other.found.contains(finding) && !is_open(&finding.path)));
    }
    report.findings.sort_by_key(|finding| finding.severity);
    report
}

/// Whether a hole may hide what is looked for in a part of the plan.
fn hides(hole: &str, part: &str) -> bool {
    is_part(part, hole) || (is_part(hole, part) && (part != "weeks" || hides_a_session(hole)))
}

/// Whether a path is another one, or leads further into it.
fn is_part(path: &str, whole: &str) -> bool {
    path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Whether with a hole in the weeks it is open what is done when.
fn hides_a_session(hole: &str) -> bool {
    let field = hole.rsplit_once('.').map_or(hole, |(_, field)| field);
    let whole = field.ends_with(']');
    whole
        || matches!(field, "sessions" | "exercises" | "sets" | "own" | "start" | "starts" | "kind" | "phase" | "exercise" | "role" | "load")
}

/// Where a hole may hide what mends a finding: of what a week or a session is, of what it is made and when it is, all
/// of that week or session; of anything else, itself.
fn around(hole: &str) -> &str {
    match hole.rsplit_once('.') {
        Some((around, "sessions" | "exercises" | "sets" | "own" | "start" | "starts" | "kind")) => around,
        _ => hole,
    }
}
