//! What a coach decides stays decided: a bound on the load and the sets of a session to come, and the plan goes on from there.

use crate::common::{Lifter, PROTOCOL, drawn, random};
use rehinge::check::{self, Severity};
use rehinge::follow::{Request, replan};
use rehinge::log::Entry;
use rehinge::plan::{Plan, Response, Session, Week};
use rehinge::protocol::RuleId;
use rehinge::units::Load;
use rehinge::when::monday_of;

const LIFTER: &str = "age: 30
deadlift: {working_weight: 100 kg}
pain: {status: pain-free}
schedule: {start: 2026-11-23, slots: [{day: tue, at: \"18:00\"}]}
";

/// 100 kg with every plate, and what was decided on the first day.
fn decided(what: &str) -> Lifter {
    Lifter::of(&format!("{LIFTER}decisions: [{{{what}, made: 2026-11-23, by: Kim, why: bar speed}}]\n"))
}

/// The loads up to the first at the top, as people read them.
fn loads(plan: &Plan) -> Vec<String> {
    let ramp = plan.weeks.iter().filter_map(|week| week.load().map(|load| load.number().to_string()));
    let top = plan.summary.top_load.number().to_string();
    let ramp: Vec<String> = ramp.collect();
    let reached = ramp.iter().position(|load| *load == top).expect("a return");
    ramp[..=reached].to_vec()
}

fn session<'a>(plan: &'a Plan, id: &str) -> &'a Session {
    plan.sessions().find(|session| session.id == id).unwrap_or_else(|| panic!("no {id}"))
}

/// Nothing is wrong with a plan, not even a fall that nobody asked for.
fn sound(plan: &Plan) {
    let report = check::check(plan, &PROTOCOL);
    let found: Vec<_> = report.findings.iter().filter(|finding| finding.severity != Severity::Note).collect();
    assert!(found.is_empty(), "{found:?}");
}

fn notes(plan: &Plan) -> Vec<&str> {
    let of_decisions = plan.summary.notes.iter().filter(|note| note.because.rules().contains(&RuleId::Decision));
    of_decisions.map(|note| note.says.as_str()).collect()
}

#[test]
fn a_lighter_week_is_climbed_from() {
    assert_eq!(loads(&Lifter::of(LIFTER).plan()), ["50", "60", "70", "80", "90", "95", "100"]);
    let plan = decided("session: loading-4-deadlift, load: 76 kg").plan();
    sound(&plan);
    // 76 kg cannot be made: 75 kg. From there 100 kg is four weeks away, as the last two steps are of 5 points; the others come
    // out even at 7.5.
    assert_eq!(loads(&plan), ["50", "60", "70", "75", "82.5", "90", "95", "100"]);
    let week = plan.weeks.iter().find(|week| week.heavy_day().is_some_and(|session| session.id == "loading-4-deadlift")).unwrap();
    assert!(week.deadlift.as_ref().unwrap().because.rules().contains(&RuleId::Decision));
    let says: Vec<&str> = session(&plan, "loading-4-deadlift").notes.iter().map(|note| note.says.as_str()).collect();
    assert!(says.iter().any(|says| says.contains("Decided by Kim on 23 November 2026: bar speed")), "{says:?}");
    assert!(plan.rules.contains_key(&RuleId::Decision) && notes(&plan).is_empty(), "{:?}", notes(&plan));
}

#[test]
fn a_week_may_fall_and_the_deload_is_counted_from_it() {
    let plan = decided("session: loading-5-deadlift, load: 60 kg").plan();
    sound(&plan);
    assert_eq!(loads(&plan)[..6], ["50", "60", "70", "80", "60", "70"]);
}

#[test]
fn fewer_sets_change_no_load() {
    let plan = decided("session: loading-4-deadlift, sets: 2").plan();
    sound(&plan);
    assert_eq!(loads(&plan), loads(&Lifter::of(LIFTER).plan()));
    let work = |id: &str| session(&plan, id).work().unwrap().clone();
    assert_eq!((work("loading-4-deadlift").sets.len(), work("loading-5-deadlift").sets.len()), (2, 4));
    assert!(work("loading-4-deadlift").because.rules().contains(&RuleId::Decision));
    let before = &session(&plan, "loading-3-deadlift").next_time;
    assert_eq!(before.iter().find(|row| row.response == Response::GoOn).unwrap().sets, Some(2));
}

#[test]
fn what_is_heavier_changes_nothing_and_is_said() {
    let free = Lifter::of(LIFTER).plan();
    for (what, says) in [
        ("load: 90 kg", "90 kg was decided for loading-4-deadlift, and the plan asks for 80 kg there"),
        ("sets: 6", "6 sets was decided for loading-4-deadlift, and the plan asks for 4 there"),
    ] {
        let plan = decided(&format!("session: loading-4-deadlift, {what}")).plan();
        sound(&plan);
        assert_eq!(plan.weeks, free.weeks);
        assert!(notes(&plan).len() == 1 && notes(&plan)[0].starts_with(says), "{:?}", notes(&plan));
    }
    // What is planned there anyway, and a session that there is not.
    for what in ["session: loading-4-deadlift, load: 80 kg", "session: loading-40-deadlift, load: 80 kg"] {
        let plan = decided(what).plan();
        assert_eq!(plan.weeks, free.weeks);
        assert!(notes(&plan).is_empty());
    }
}

#[test]
fn a_week_after_the_return_may_be_a_step_lighter_and_no_more() {
    let plan = decided("session: aftercare-2-deadlift, load: 95 kg").plan();
    sound(&plan);
    let of = |id: &str| session(&plan, id).work().unwrap().sets.iter().filter_map(|set| set.load()).max();
    let kg = |kilograms: i64| Some(Load::new(kilograms * 1000, plan.unit));
    assert_eq!(["aftercare-1-deadlift", "aftercare-2-deadlift", "aftercare-3-deadlift"].map(of), [kg(100), kg(95), kg(100)]);
    let wrong = decided("session: aftercare-2-deadlift, load: 60 kg").try_plan().unwrap_err();
    assert!(wrong[0].message.contains("would be the beginning of a new way back"), "{wrong:?}");
    let wrong = decided("session: loading-2-deadlift, load: 15 kg").try_plan().unwrap_err();
    assert!(wrong[0].message.contains("the lightest bar is above the 15 kg"), "{wrong:?}");
}

/// A deload holds the load before it, also where that was decided, and stays a week at the top when the week before is done.
#[test]
fn a_deload_holds_what_was_decided_of_the_week_before_it() {
    let free = Lifter::of(LIFTER).plan();
    let weeks: Vec<&Week> = free.weeks.iter().filter(|week| week.heavy_day().is_some()).collect();
    let at = (1..weeks.len()).rfind(|at| weeks[*at].is_deload()).unwrap();
    let id = |week: &Week| week.heavy_day().unwrap().id.to_string();
    let [before, deload, next] = [at - 1, at, at + 1].map(|at| id(weeks[at]));
    assert!(before.starts_with("aftercare") && next.starts_with("aftercare"), "{before}");
    let mut plan = decided(&format!("session: {before}, load: 95 kg")).plan();
    sound(&plan);
    let loads = |plan: &Plan| {
        let load = |id: &String| plan.weeks.iter().find(|week| week.heavy_day().is_some_and(|day| day.id == id.as_str())).unwrap().load();
        [&before, &deload, &next].map(|id| load(id).unwrap().number().to_string())
    };
    assert_eq!(loads(&plan), ["95", "95", "100"]);
    let (returns, mut log) = (plan.summary.returns_on, Vec::new());
    while let Some(next) = self::next(&plan) {
        let (id, today) = (next.id.to_string(), next.start.date());
        log.push(done(&plan, &id));
        plan = replan(&Request { plan: &plan, now: None, log: &log, today }, &PROTOCOL).unwrap().plan;
        sound(&plan);
    }
    assert_eq!((loads(&plan).join(" "), plan.summary.returns_on), ("95 95 100".to_owned(), returns));
}

fn done(plan: &Plan, id: &str) -> Entry {
    let text = format!("- {{date: {}, session: {id}, pain: {{worst: 0}}}}\n", session(plan, id).start.date());
    rehinge::log::read(&text, "log.yaml", plan.unit, &PROTOCOL).unwrap().entries.remove(0)
}

/// The next deadlift.
fn next(plan: &Plan) -> Option<Session> {
    plan.sessions().find(|session| session.id.is_deadlift() && session.done.is_none()).cloned()
}

#[test]
fn every_later_revision_keeps_it() {
    // Decided when three weeks lie behind, through the profile as it stands then.
    let mut plan = Lifter::of(LIFTER).plan();
    let now = decided("session: loading-4-deadlift, load: 75 kg, sets: 3").profiled().profile.clone();
    let mut log = Vec::new();
    let mut seen = Vec::new();
    while let Some(next) = next(&plan) {
        let id = next.id.to_string();
        seen.push(next.work().unwrap().sets.iter().filter_map(|set| set.load()).max().unwrap().number().to_string());
        let today = next.start.date();
        log.push(done(&plan, &id));
        let heard = (log.len() >= 3).then_some(&now);
        plan = replan(&Request { plan: &plan, now: heard, log: &log, today }, &PROTOCOL).unwrap().plan;
        sound(&plan);
        if let Some(fourth) = plan.sessions().find(|session| session.id == "loading-4-deadlift" && heard.is_some()) {
            assert_eq!(fourth.work().unwrap().sets.len(), 3);
        }
    }
    assert_eq!(seen[..8], ["50", "60", "70", "75", "82.5", "90", "95", "100"]);
    assert!(
        plan.revisions.iter().flat_map(|revision| &revision.changes).any(|note| note.says.contains("the decisions in the profile count"))
    );
}

#[test]
fn a_lighter_week_after_the_return_is_no_new_way_back() {
    let mut plan = decided("session: aftercare-2-deadlift, load: 95 kg").plan();
    let returns = plan.summary.returns_on;
    let mut log = Vec::new();
    while let Some(next) = next(&plan) {
        let (id, today) = (next.id.to_string(), next.start.date());
        log.push(done(&plan, &id));
        plan = replan(&Request { plan: &plan, now: None, log: &log, today }, &PROTOCOL).unwrap().plan;
        sound(&plan);
    }
    assert_eq!((log.len(), plan.summary.returns_on), (11, returns));
}

#[test]
fn of_random_lifters_none_gets_heavier_by_a_decision() {
    let (count, seed) = drawn("REHINGE_DECISIONS", 200, 4_000);
    let mut rng = fastrand::Rng::with_seed(seed);
    let (mut plans, mut bound) = (0, 0);
    while plans < count {
        let text = random::lifter(&mut rng);
        let Ok(free) = Lifter::of(&text).try_plan() else { continue };
        let planned: Vec<&Session> = free.sessions().filter(|session| session.id.is_deadlift()).collect();
        let which = planned[rng.usize(0..planned.len())];
        let load = which.work().unwrap().sets.iter().filter_map(|set| set.load()).max().unwrap();
        let most = Load::new(load.thousandths() * rng.i64(60..110) / 100 / 500 * 500, load.unit());
        let what = match rng.u8(0..3) {
            0 => format!("sets: {}", rng.u8(1..5)),
            1 => format!("load: {most}"),
            _ => format!("load: {most}, sets: {}", rng.u8(1..5)),
        };
        let text = format!("{}\ndecisions: [{{session: {}, {what}, made: {}, why: x}}]\n", text.trim_end(), which.id, free.created);
        plans += 1;
        let plan = match Lifter::of(&text).try_plan() {
            Ok(plan) => plan,
            Err(wrong) => {
                assert!(wrong.iter().all(|wrong| wrong.help.is_some() && wrong.field.as_deref() == Some("decisions")), "{wrong:?}\n{text}");
                continue;
            }
        };
        bound += u64::from(plan.rules.contains_key(&RuleId::Decision));
        let found = check::check(&plan, &PROTOCOL).findings;
        let wrong: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Violation).collect();
        assert!(wrong.is_empty(), "{wrong:?}\n{text}");
        // By no week any load that had not been planned by then.
        let weeks = |plan: &Plan| -> Vec<_> {
            plan.weeks.iter().filter_map(|week| Some((monday_of(week.heavy_day()?.start.date()), week.load()?))).collect()
        };
        let without = weeks(&free);
        for (monday, load) in weeks(&plan) {
            let most = without.iter().filter(|(other, _)| *other <= monday).map(|(_, load)| *load).max();
            assert!(most.is_some_and(|most| load <= most), "{load} in the week of {monday}, {most:?} without\n{text}");
        }
        assert!(plan.summary.returns_on >= free.summary.returns_on || free.summary.returns_on.is_none(), "{text}");
    }
    assert!(bound * 2 > plans, "{bound} of {plans}");
}
