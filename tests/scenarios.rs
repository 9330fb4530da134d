//! The lifters of `profiles/`, and what must come out for each: loads, days and gates.

mod common;

use common::{Lifter, day};
use rehinge::plan::{Angle, Instead, Phase, Plan, Role, Session, SessionKind, Track, VerdictKind};

/// The loads of the ramp, deloads marked: `50/60/60D`.
fn ramp(plan: &Plan) -> String {
    let weeks: Vec<String> = plan
        .weeks
        .iter()
        .filter(|week| week.deadlift().is_some_and(|session| session.phase == Phase::Loading))
        .map(|week| format!("{}{}", week.load.unwrap().number(), if week.deload { "D" } else { "" }))
        .collect();
    weeks.join("/")
}

fn deadlifts(plan: &Plan) -> impl Iterator<Item = &Session> {
    plan.weeks.iter().flat_map(|week| &week.sessions).filter(|session| session.kind == SessionKind::Deadlift)
}

fn days_of(plan: &Plan, phase: Phase) -> i64 {
    plan.summary.phases.iter().find(|span| span.phase == phase).map_or(0, |span| span.days())
}

fn does(plan: &Plan, phase: Phase, exercise: &str) -> bool {
    plan.weeks
        .iter()
        .flat_map(|week| &week.sessions)
        .filter(|session| session.phase == phase)
        .any(|session| session.exercises.iter().any(|done| done.exercise == exercise))
}

fn sets(session: &Session, role: Role) -> String {
    let sets = session.exercises.iter().filter(|exercise| exercise.role == role).flat_map(|exercise| &exercise.sets);
    sets.filter_map(|set| Some(format!("{}×{}", set.load?.number(), set.reps?))).collect::<Vec<_>>().join(", ")
}

fn says(plan: &Plan, what: &str) -> bool {
    plan.summary.notes.iter().any(|note| note.says.contains(what))
}

#[test]
fn extension_eased_comes_back_on_thursdays_with_the_press() {
    let plan = Lifter::named("extension-eased").plan();
    assert_eq!(plan.summary.track, Track::ThreePhase);
    assert_eq!(days_of(&plan, Phase::PainResolution), 7);
    assert!(does(&plan, Phase::PainResolution, "press-up"));
    for absent in ["knee-to-chest", "childs-pose", "squat", "overhead-press"] {
        assert!(!does(&plan, Phase::PainResolution, absent), "{absent}");
    }
    assert!((7..=14).contains(&days_of(&plan, Phase::Movement)));
    assert_eq!(ramp(&plan), "50/60/70/80/90/95/100");
    assert_eq!(plan.summary.loading_weeks, 7);
    assert_eq!(plan.summary.returns_on, Some(day("2027-01-21")));
    let first = deadlifts(&plan).next().unwrap();
    assert_eq!(first.start.to_string(), "2026-12-10 18:00:00");
    assert!(deadlifts(&plan).all(|session| session.start.format("%a %H:%M").to_string() == "Thu 18:00"));
    assert!(first.exercises.iter().any(|exercise| exercise.exercise == "overhead-press"));
    assert_eq!(sets(first, Role::WarmUp), "22.5×5, 30×5, 35×3, 42.5×2");
    assert_eq!(sets(first, Role::Work), "50×5, 50×5, 50×5, 50×5");
    assert!(deadlifts(&plan).take(7).all(|session| session.film.unwrap().angle == Angle::Side));
    assert!(!does(&plan, Phase::Loading, "good-morning") && !does(&plan, Phase::Aftercare, "good-morning"));
    assert!(plan.coaching.belt.to_lowercase().contains("no belt"), "{}", plan.coaching.belt);
    // Both of the lifter's own sessions are out until the deadlift is back, and neither changes after.
    assert!(plan.changes.iter().all(|change| change.instead == Instead::Pause && change.to == day("2026-12-09")));
    assert_eq!(plan.changes.len(), 2);
    // 72 hours after the squat, 96 before the next.
    let squats: Vec<_> = plan.weeks.iter().flat_map(|week| &week.own).filter(|own| own.lifts == ["squat"]).map(|own| own.start).collect();
    let second = deadlifts(&plan).nth(1).unwrap().start;
    assert_eq!(squats.iter().filter(|squat| **squat < second).map(|squat| (second - *squat).num_hours()).min(), Some(72));
    assert_eq!(squats.iter().filter(|squat| **squat > second).map(|squat| (*squat - second).num_hours()).min(), Some(96));
}

#[test]
fn masters_morning_starts_at_forty_percent_with_a_longer_warm_up() {
    let plan = Lifter::named("masters-morning").plan();
    assert_eq!(days_of(&plan, Phase::PainResolution), 0);
    assert_eq!(days_of(&plan, Phase::Movement), 14);
    assert!(
        !plan.weeks.iter().flat_map(|week| &week.sessions).any(|session| session.exercises.iter().any(|done| done.exercise == "press-up"))
    );
    assert_eq!(ramp(&plan), "70/87.5/105/122.5/122.5D/140/157.5/170/180");
    for session in deadlifts(&plan) {
        assert_eq!(session.start.format("%H:%M").to_string(), "06:00");
        assert_eq!(session.exercises[0].exercise, "upright-movement");
        assert!(!session.exercises.iter().any(|done| ["childs-pose", "knee-to-chest"].contains(&done.exercise.as_str())));
    }
    // 90 % of 140 kg is 126 kg, and 125 is the heaviest that is not above it.
    let session = deadlifts(&plan).find(|session| session.id == "loading-6-deadlift").unwrap();
    assert_eq!(sets(session, Role::Work), "125×5, 125×5, 140×5, 140×5");
    let cues = plan.coaching.setup.join(" ").to_lowercase() + &plan.coaching.errors.join(" ").to_lowercase();
    assert!(cues.contains("ribs down") && !cues.contains("proud chest"));
    assert!(says(&plan, "40 %"));
}

#[test]
fn light_bar_takes_ten_weeks_and_says_that_the_plates_are_why() {
    let lifter = Lifter::named("light-bar");
    let plan = lifter.plan();
    assert_eq!(ramp(&plan), "20/22.5/25/27.5/30/32.5/32.5D/35/37.5/40");
    assert!(says(&plan, "plates are why") && says(&plan, "0.5 kg"));
    let first = deadlifts(&plan).next().unwrap();
    assert_eq!(sets(first, Role::WarmUp), "");
    assert!(first.exercises.iter().any(|done| done.exercise == "dowel-hinge" && done.role == Role::WarmUp));
    assert!(first.notes.iter().any(|note| note.says.contains("22.5 cm")));
    let coarse = lifter.with("plates: [5, 2.5, 1.25]", "plates: [5, 2.5]").plan();
    assert_eq!(ramp(&coarse), "20/20/25/25/30/30/35/35D/40");
    assert!(says(&coarse, "1.25 kg"), "the plan names the plates that would mend it");
}

#[test]
fn emergency_signs_have_no_plan() {
    let verdict = Lifter::named("emergency-signs").verdict();
    assert_eq!(verdict.kind, VerdictKind::Emergency);
    assert!(verdict.reasons.iter().filter(|reason| reason.kind == VerdictKind::Emergency).count() >= 2);
    assert!(Lifter::named("emergency-signs").try_plan().is_err());
}

#[test]
fn leg_symptoms_are_referred_and_a_clearance_caps_every_load() {
    assert_eq!(Lifter::named("leg-symptoms").verdict().kind, VerdictKind::Refer);
    let plan = Lifter::named("leg-symptoms-cleared").plan();
    let most = "80 kg".parse().unwrap();
    let loads = plan
        .weeks
        .iter()
        .flat_map(|week| &week.sessions)
        .flat_map(|session| &session.exercises)
        .flat_map(|exercise| &exercise.sets)
        .filter_map(|set| set.load);
    assert_eq!(loads.max(), Some(most));
    assert_eq!(plan.summary.top_load, most);
    assert_eq!(plan.summary.returns_on, None);
    assert!(says(&plan, "80 kg"));
}

#[test]
fn technique_only_reloads_at_once() {
    let plan = Lifter::named("technique-only").plan();
    assert_eq!(plan.summary.track, Track::TechniqueReload);
    assert_eq!(ramp(&plan), "40/47.5/55/62.5/70/75/80");
    assert_eq!(days_of(&plan, Phase::PainResolution) + days_of(&plan, Phase::Movement), 0);
    assert_eq!(deadlifts(&plan).next().unwrap().start.to_string(), "2026-11-24 18:30:00");
}

#[test]
fn just_sore_rests_and_at_exactly_45_deloads_as_41_to_45() {
    let lifter = Lifter::named("just-sore");
    assert_eq!(lifter.verdict().kind, VerdictKind::Rest);
    let plan = lifter.with("status: soreness", "status: pain-free").with("now: 3", "now: 0").with("worst: 3", "worst: 0").plan();
    let loading: Vec<bool> = plan.weeks.iter().filter(|week| week.load.is_some()).map(|week| week.deload).collect();
    let first = loading.iter().position(|deload| *deload).unwrap();
    assert!((3..=4).contains(&first), "a deload after {first} loading weeks");
    assert!(!says(&plan, "46 and over"));
}

#[test]
fn pounds_stay_pounds() {
    let plan = Lifter::named("pounds").plan();
    assert_eq!(ramp(&plan), "155/185/215/245/270/285/300/315");
    for set in deadlifts(&plan).flat_map(|session| &session.exercises).flat_map(|exercise| &exercise.sets) {
        if let (Some(load), Some(per_side)) = (set.load, &set.per_side) {
            let plates: i64 = per_side.iter().map(|plate| plate.0).sum();
            assert_eq!(load.thousandths(), 45_000 + 2 * plates);
            assert!(per_side.iter().all(|plate| [45_000, 35_000, 25_000, 10_000, 5_000, 2_500].contains(&plate.0)));
        }
    }
}

#[test]
fn a_change_of_the_clock_moves_nothing() {
    let plan = Lifter::named("clock-change").plan();
    let change = day("2026-03-08");
    let times: Vec<_> =
        deadlifts(&plan).map(|session| (session.start.date() < change, session.start.format("%a %H:%M").to_string())).collect();
    assert!(times.iter().any(|time| time.0) && times.iter().any(|time| !time.0));
    assert!(times.iter().all(|time| time.1 == times[0].1));
}

#[test]
fn on_two_days_in_a_row_the_deadlift_joins_the_squat_and_the_plan_shows_it() {
    let plan = Lifter::named("two-days").plan();
    for session in deadlifts(&plan) {
        assert_eq!(session.start.format("%a %H:%M").to_string(), "Sat 10:00");
        let order: Vec<_> = session.exercises.iter().map(|done| done.exercise.as_str()).collect();
        let deadlift = order.iter().rposition(|done| *done == "deadlift").unwrap();
        let squat = order.iter().position(|done| *done == "squat").unwrap();
        assert!(deadlift < squat, "the deadlift comes first: {order:?}");
    }
    assert!(says(&plan, "squat"), "the plan says that the squat shares the session");
}

#[test]
fn three_fields_are_enough() {
    let plan = Lifter::named("minimal").plan();
    assert_eq!(ramp(&plan), "50/60/70/80/90/95/100");
    assert_eq!(days_of(&plan, Phase::PainResolution), 7);
}
