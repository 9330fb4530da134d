//! The plan follows what was lifted and felt: every row of section 8, in loads and dates.

mod common;
#[path = "common/history.rs"]
mod history;

use common::{Lifter, PROTOCOL, day};
use history::{coming, entries, revise, revise_on};
use rehinge::check;
use rehinge::plan::{Phase, Plan, VerdictKind};

/// The sentences of the newest revision.
fn says(plan: &Plan) -> String {
    plan.revisions.last().map_or_else(String::new, |revision| revision.changes.iter().map(|note| note.says.clone() + "\n").collect())
}

fn sound(plan: &Plan) {
    let report = check::check(plan, &PROTOCOL);
    assert!(report.is_safe(), "{}", report.findings.iter().map(|finding| format!("{finding}\n")).collect::<String>());
}

/// `extension-eased` up to the 70 kg week, every session as planned.
const THREE_GOOD_WEEKS: &str = "
- {session: loading-1-deadlift, date: 2026-12-10, load: 50 kg, sets: [5, 5, 5, 5], cut_short: 0, pain: {worst: 0, morning: 0}}
- {session: loading-2-deadlift, date: 2026-12-17, load: 60 kg, sets: [5, 5, 5, 5], cut_short: 0, pain: {worst: 1, morning: 0}}
- {session: loading-3-deadlift, date: 2026-12-24, load: 70 kg, sets: [5, 5, 5, 5], cut_short: 0, pain: {worst: 1, morning: 0}}
";

fn after_three_weeks(fourth: &str) -> String {
    format!("{THREE_GOOD_WEEKS}- {{session: loading-4-deadlift, date: 2026-12-31, {fourth}}}\n")
}

#[test]
fn a_good_session_leaves_the_plan_as_it_is() {
    let plan = Lifter::named("extension-eased").plan();
    let revised = revise_on(&plan, THREE_GOOD_WEEKS, "2026-12-25");
    assert_eq!(
        coming(&revised),
        "31.12. 80 4×5 / 7.1. 90 4×5 / 14.1. 95 3×5 / 21.1. 100 3×5 / 28.1. 100 3×5 / 4.2. 100D 2×5 / 11.2. 100 3×5 / 18.2. 100 3×5"
    );
    assert_eq!(revised.summary.returns_on, Some(day("2027-01-21")));
    assert_eq!((revised.revision, revised.id.as_str()), (1, plan.id.as_str()));
    assert!(says(&revised).contains("as planned"), "{}", says(&revised));
    sound(&revised);
}

#[test]
fn the_80_kg_week_at_4_of_10_goes_back_to_70_and_climbs_again_two_weeks_later() {
    let plan = Lifter::named("extension-eased").plan();
    let log = after_three_weeks("load: 80 kg, sets: [5, 5, 5, 5], pain: {worst: 4, morning: 3, kind: diffuse, gone_after_hours: 36}");
    let revised = revise_on(&plan, &log, "2027-01-02");
    assert!(
        coming(&revised).starts_with("7.1. 70 3×5 / 14.1. 80 4×5 / 21.1. 90 4×5 / 28.1. 95 3×5 / 4.2. 100 3×5"),
        "{}",
        coming(&revised)
    );
    assert_eq!(revised.summary.returns_on, Some(day("2027-02-04")));
    let told = says(&revised);
    assert!(told.contains("70 kg instead of 90 kg") && told.contains("4 February instead of 21 January"), "{told}");
    sound(&revised);
}
