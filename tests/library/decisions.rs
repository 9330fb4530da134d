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
    assert!(wrong[0].message.contains("would start a new return"), "{wrong:?}");
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

/// The deadlifts up to the first at the top: number, day, load.
fn deadlifts(plan: &Plan) -> Vec<String> {
    let told = |session: &Session| {
        let load = session.work().unwrap().sets.iter().filter_map(|set| set.load()).max().unwrap();
        format!("{} {} {}", session.id.to_string().trim_end_matches("-deadlift"), session.start.format("%m-%d"), load.number())
    };
    let all: Vec<String> = plan.sessions().filter(|session| session.id.is_deadlift()).map(told).collect();
    let top = format!(" {}", plan.summary.top_load.number());
    let reached = all.iter().position(|told| told.ends_with(&top)).expect("a return");
    all[..=reached].to_vec()
}

#[test]
fn a_deadlift_that_is_left_out_leaves_its_week_and_its_number_to_nobody() {
    let plan = decided("session: loading-4-deadlift, skip: true").plan();
    sound(&plan);
    // 14 days without a deadlift repeat the load.
    assert_eq!(
        deadlifts(&plan),
        [
            "loading-1 11-24 50",
            "loading-2 12-01 60",
            "loading-3 12-08 70",
            "loading-5 12-22 70",
            "loading-6 12-29 80",
            "loading-7 01-05 90",
            "loading-8 01-12 95",
            "loading-9 01-19 100"
        ]
    );
    let week = plan.weeks.iter().find(|week| week.starts.to_string() == "2026-12-14").unwrap();
    let core: Vec<String> = week.sessions.iter().map(|session| session.id.to_string()).collect();
    assert_eq!(core, ["loading-4-core-1", "loading-4-core-2"]);
    let says = "No deadlift in the week of 14 December: loading-4-deadlift is left out. Decided by Kim on 23 November 2026: bar speed.";
    assert!(week.sessions[0].notes.iter().any(|note| note.says.starts_with(says)), "{:?}", week.sessions[0].notes);
    assert!(notes(&plan).len() == 1 && notes(&plan)[0].starts_with(says), "{:?}", notes(&plan));
    assert!(plan.rules.contains_key(&RuleId::Decision));
    // The first of all, two running, and one of the second days.
    let plan = decided("session: loading-1-deadlift, skip: true").plan();
    sound(&plan);
    assert_eq!(deadlifts(&plan)[..2], ["loading-2 12-01 50", "loading-3 12-08 60"]);
    let two = "session: loading-2-deadlift, skip: true, made: 2026-11-23, why: x}, {session: loading-3-deadlift, skip: true";
    let plan = decided(two).plan();
    sound(&plan);
    assert_eq!(deadlifts(&plan)[..2], ["loading-1 11-24 50", "loading-4 12-15 40"]);
}

#[test]
fn a_decided_day_is_a_bound_and_what_is_sooner_is_refused_with_its_rule() {
    let not_before = |day: &str| {
        let plan = decided(&format!("session: loading-4-deadlift, day: {day}")).plan();
        sound(&plan);
        plan
    };
    // Without it, the fourth is on Tue 15 December.
    let plan = not_before("2026-12-16");
    assert_eq!(deadlifts(&plan)[2..5], ["loading-3 12-08 70", "loading-4 12-22 70", "loading-5 12-29 80"]);
    let says = "loading-4-deadlift is not before 16 December. Decided by Kim on 23 November 2026: bar speed.";
    assert!(session(&plan, "loading-4-deadlift").notes.iter().any(|note| note.says == says));
    assert_eq!(notes(&plan), [says]);
    assert_eq!(deadlifts(&not_before("2027-01-05"))[3], "loading-4 01-05 50");
    // Its own day needs no word; a sooner one changes nothing, and the plan says by which rule.
    let free = Lifter::of(LIFTER).plan();
    for (day, said) in [("2026-12-15", false), ("2026-12-10", true)] {
        let plan = not_before(day);
        let sooner = "was decided for loading-4-deadlift, and the plan has it on 15 December. A decision brings nothing forward";
        let told = plan.summary.notes.iter().find(|note| note.says.contains(sooner));
        assert_eq!(
            (plan.weeks == free.weeks, told.map(|note| note.because.rules()[0])),
            (true, said.then_some(RuleId::NeverFaster)),
            "{day}"
        );
    }
    let wrong = decided("session: loading-4-deadlift, day: 2028-12-16").try_plan().unwrap_err();
    assert!(wrong[0].message.contains("more than 60 weeks away") && wrong[0].field.as_deref() == Some("decisions"), "{wrong:?}");
    let wrong = decided("session: loading-4-deadlift, day: 2027-03-16").try_plan().unwrap_err();
    assert!(wrong[0].message.contains("without a deadlift") && wrong[0].field.as_deref() == Some("decisions"), "{wrong:?}");
}

#[test]
fn after_the_return_a_week_that_is_left_out_would_be_a_new_way_back() {
    for what in ["skip: true", "day: 2027-03-01"] {
        let wrong = decided(&format!("session: aftercare-2-deadlift, {what}")).try_plan().unwrap_err();
        assert!(wrong[0].message.contains("would be the beginning of a new way back"), "{wrong:?}");
        assert!(wrong[0].help.as_deref().is_some_and(|help| help.contains("`schedule.away`")), "{wrong:?}");
    }
}

#[test]
fn every_later_revision_keeps_what_is_left_out_and_what_comes_later() {
    for (what, third, fourth) in [
        ("session: loading-4-deadlift, skip: true", "2026-12-08", "loading-5-deadlift 2026-12-22"),
        ("session: loading-4-deadlift, day: 2026-12-16", "2026-12-08", "loading-4-deadlift 2026-12-22"),
    ] {
        let mut plan = Lifter::of(LIFTER).plan();
        let now = decided(what).profiled().profile.clone();
        let mut log = Vec::new();
        let mut seen = Vec::new();
        while let Some(next) = next(&plan) {
            let (id, today) = (next.id.to_string(), next.start.date());
            seen.push(format!("{id} {today}"));
            log.push(done(&plan, &id));
            let heard = (log.len() >= 2).then_some(&now);
            plan = replan(&Request { plan: &plan, now: heard, log: &log, today }, &PROTOCOL).unwrap().plan;
            sound(&plan);
            // Days on which nothing is noted change nothing of it.
            let later = today + chrono::Days::new(4);
            let again = replan(&Request { plan: &plan, now: heard, log: &log, today: later }, &PROTOCOL).unwrap().plan;
            assert_eq!((next_day(&again), again.revision), (next_day(&plan), plan.revision), "{what}: {id}");
        }
        assert_eq!(seen[2..4], [format!("loading-3-deadlift {third}"), fourth.to_owned()], "{what}");
    }
}

fn next_day(plan: &Plan) -> Option<String> {
    next(plan).map(|session| session.start.to_string())
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
        // No heavier than a profile may say.
        let most = Load::new((load.thousandths() * rng.i64(60..110) / 100 / 500 * 500).min(500_000), load.unit());
        let later = which.start.date() + chrono::Days::new(rng.u64(0..21));
        let what = match rng.u8(0..5) {
            0 => format!("sets: {}", rng.u8(1..5)),
            1 => format!("load: {most}"),
            2 if which.kind == rehinge::plan::SessionKind::Deadlift => format!("day: {later}"),
            3 => "skip: true".to_owned(),
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
