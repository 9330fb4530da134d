//! Corners of the planner that a careful coach would not have left as they were: each small lifter is the sign of a kind.

use crate::common::{PROTOCOL, day};
use rehinge::follow::{Setting, first_plan};
use rehinge::plan::{Plan, SessionKind};
use rehinge::{check, profile, screen};
use std::collections::BTreeSet;

fn made(text: &str) -> Result<Plan, String> {
    let profile = profile::read(text, "me.yaml", &PROTOCOL).map_err(|wrong| wrong[0].to_string())?.profile;
    let start = profile.schedule.start.expect("a start");
    let cleared = screen::screen(&profile, &PROTOCOL, start).expect("one who may train");
    let plan = first_plan(&cleared, &PROTOCOL, Setting { start, time_zone: "Europe/Berlin" }).map_err(|wrong| wrong[0].to_string())?;
    let report = check::check(&plan, &PROTOCOL);
    assert!(report.is_safe(), "{:?}", report.findings);
    Ok(plan)
}

fn plan(text: &str) -> Plan {
    made(text).expect("a plan")
}

#[test]
fn deadlifts_stand_on_one_day_where_one_day_serves() {
    let plan = plan(
        "{age: 45, deadlift: {working_weight: 100 kg}, pain: {status: nagging}, schedule: {start: 2026-05-11, \
         slots: [{day: mon, at: \"18:30\"}, {day: sat, at: \"18:30\"}], other_lifting: [{lift: squat, day: mon, at: \"18:30\"}, \
         {lift: deadlift-variation, day: sat, at: \"18:30\"}]}}",
    );
    let days: BTreeSet<_> =
        plan.weeks.iter().filter_map(|week| week.heavy_day()).map(|session| session.start.format("%a").to_string()).collect();
    assert_eq!(days.len(), 1, "{days:?}");
}

#[test]
fn the_worst_pain_is_the_highest_that_there_is_word_of() {
    for score in ["worst: 6", "now: 6", "morning: 6", "now: 2, worst: 4, morning: 6"] {
        let text =
            format!("{{age: 30, deadlift: {{working_weight: 100 kg}}, pain: {{status: acute, {score}}}, schedule: {{start: 2026-11-23}}}}");
        // A worst below another score is told, and not planned with.
        let Ok(plan) = made(&text) else { continue };
        let first = plan.weeks.iter().find_map(|week| week.deadlift.as_ref()).unwrap();
        assert_eq!(first.percent.to_string(), "40", "{score}");
    }
}

#[test]
fn the_technique_check_waits_for_the_end_of_an_absence() {
    let plan = plan(
        "{age: 30, deadlift: {working_weight: 100 kg}, pain: {status: pain-free}, schedule: {start: 2026-11-23, \
         away: [{from: 2027-04-05, to: 2027-04-18}]}}",
    );
    let check = plan.sessions().rfind(|session| session.kind == SessionKind::Check).unwrap();
    assert!((day("2027-04-19")..=day("2027-04-30")).contains(&check.start.date()), "{}", check.start);
}

#[test]
fn every_session_ends_within_the_lifters_time() {
    for minutes in [40, 41, 44, 47, 62, 75] {
        let plan = plan(&format!(
            "{{age: 45, deadlift: {{working_weight: 100 kg}}, pain: {{status: acute, worst: 5}}, schedule: {{start: 2026-04-10, minutes: {minutes}}}}}"
        ));
        let heavy = plan.sessions().filter(|session| session.work().is_some() && session.kind != SessionKind::Hinge);
        let longest = heavy.map(|session| session.minutes).max().unwrap();
        assert!(longest <= minutes, "{longest} of {minutes}");
    }
}

#[test]
fn whoever_should_be_looked_at_reads_it_in_the_plan_too() {
    let plan = |began: &str| {
        plan(&format!(
            "{{age: 30, deadlift: {{working_weight: 100 kg}}, pain: {{status: acute, worst: 5, now: 5, began: {began}}}, schedule: {{start: 2026-11-23}}}}"
        ))
    };
    let says = |plan: &Plan| plan.summary.notes.iter().any(|note| note.because.rules()[0].id() == "early-evaluation");
    assert!(says(&plan("2026-11-20")));
    assert!(!says(&plan("2026-11-21")));
}

#[test]
fn brittle_bones_bend_to_the_end_of_the_range_in_no_phase() {
    let text = |eased: &str, how: &str| {
        format!(
            "{{age: 58, deadlift: {{working_weight: 80 kg}}, pain: {{status: acute, now: 3, worst: 4, began: 2026-11-18, eased_by: {eased}, {how}: [brittle-bones]}}, \
             mobility: {{limits: [hamstrings, thoracic-spine]}}, clearance: {{by: GP, date: 2026-11-20, max_load: 60 kg}}, schedule: {{start: 2026-11-23}}}}"
        )
    };
    for (eased, how) in [("flexion", "signs"), ("unsure", "signs"), ("flexion", "unsure")] {
        let plan = plan(&text(eased, how));
        let bends = |id: &str| PROTOCOL.exercises.get(id).is_some_and(|exercise| exercise.end_range_flexion);
        let bent: Vec<&str> =
            plan.sessions().flat_map(|session| &session.exercises).map(|it| it.exercise.as_str()).filter(|id| bends(id)).collect();
        assert!(bent.is_empty(), "{eased}: {bent:?}");
        assert!(plan.sessions().flat_map(|session| &session.notes).any(|note| note.because.rules()[0].id() == "end-range-flexion"));
    }
}

#[test]
fn a_session_that_is_too_short_is_told_as_that_and_not_as_hours_between_slots() {
    let wrong = made(
        "{age: 40, deadlift: {working_weight: 100 kg, sessions_per_week: 2}, pain: {status: pain-free}, schedule: {start: 2027-12-07, \
         minutes: 40, wakes: \"17:30\", slots: [{day: mon, at: \"18:00\"}, {day: thu, at: \"10:00\"}]}}",
    )
    .unwrap_err();
    assert!(wrong.contains("mon 18:00 has no room for them"), "{wrong}");
    assert!(wrong.contains("schedule.minutes"), "{wrong}");
}

/// Every kind of plates and days that a plan once took seconds or minutes for.
#[test]
fn the_hardest_profiles_are_planned_or_hear_what_to_leave_out() {
    let plates = |sizes: &str| {
        made(&format!(
            "{{age: 29, deadlift: {{working_weight: 200 kg}}, pain: {{status: acute}}, schedule: {{start: 2026-11-23}}, \
             equipment: {{bar: 20 kg, plates: [20, 15, 10, 5, 2.5, 1.25, 0.5, 0.25{sizes}]}}}}"
        ))
    };
    let wrong = plates(", 1.134, 0.567, 0.454").unwrap_err();
    assert!(wrong.contains("R209") && wrong.contains("leave out 0.454, 0.567, 1.134"), "{wrong}");
    plates(", {size: 1.134, pairs: 1}").expect("one pair of an odd size is planned with");
    // Two slots a day, and one of the lifter's own heavy lifts in each, all of them movable.
    let (mut slots, mut lifts) = (Vec::new(), Vec::new());
    let names = ["squat", "front-squat", "deadlift-variation", "romanian-deadlift", "good-morning", "barbell-row", "overhead-press"];
    for (nth, day) in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().enumerate() {
        for (half, at) in ["07:13", "19:47"].iter().enumerate() {
            slots.push(format!("{{day: {day}, at: \"{at}\"}}"));
            lifts.push(format!("{{lift: {}, day: {day}, at: \"{at}\", movable: true}}", names[(2 * nth + half) % 7]));
        }
    }
    let plan = plan(&format!(
        "{{age: 29, deadlift: {{working_weight: 100 kg}}, pain: {{status: acute}}, \
         schedule: {{start: 2026-11-23, slots: [{}], other_lifting: [{}]}}}}",
        slots.join(", "),
        lifts.join(", ")
    ));
    // Three heavy sessions a week: the deadlift shares one of the lifter's own, and two more stay.
    let week = &plan.weeks[5];
    assert_eq!(week.own.iter().filter(|own| own.lumbar == rehinge::protocol::Lumbar::Heavy).count(), 2, "{week:?}");
}
