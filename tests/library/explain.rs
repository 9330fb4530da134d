//! Why each number is what it is: every one has a chain of reasons, and what lost to it lost by a rule.

use crate::common::{Lifter, PROTOCOL, drawn, plans, random};
use chrono::Days;
use rehinge::document::{Document, Node, Value};
use rehinge::explain::{Considered, Explainer, Explanation, explain_rule};
use rehinge::follow::{self, Request};
use rehinge::log::{CutShort, Entry, PainKind, PainReport};
use rehinge::plan::Plan;
use rehinge::plan::file::plan_yaml;
use rehinge::protocol::RuleId;
use rehinge::units::Pain;

/// Every single value of a plan file that holds a digit, by its path. Left out are names: of the format, of the
/// protocol and what else a plan was made from, of plan, sessions, routines and exercises, and of the lifter and whoever cleared them.
fn numbers(plan: &Plan) -> Vec<(String, String)> {
    fn walk(node: &Node, path: &str, found: &mut Vec<(String, String)>) {
        match &node.value {
            Value::Scalar { text, .. } if text.contains(|c: char| c.is_ascii_digit()) => found.push((path.to_owned(), text.clone())),
            Value::Scalar { .. } => {}
            Value::Sequence(items) => items.iter().enumerate().for_each(|(at, item)| walk(item, &format!("{path}[{at}]"), found)),
            Value::Mapping(entries) => entries.iter().for_each(|entry| {
                let inner = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
                let is_name = matches!(
                    entry.key.as_str(),
                    "schema" | "protocol" | "made_from" | "routine" | "case" | "id" | "exercise" | "name" | "by" | "session"
                );
                if !is_name {
                    walk(&entry.value, &inner, found);
                }
            }),
        }
    }
    let document = Document::parse(&plan_yaml(plan), "plan").unwrap();
    let mut found = Vec::new();
    walk(document.root(), "", &mut found);
    found
}

fn explain(plan: &Plan, what: &str) -> Explanation {
    let explainer = Explainer::new(plan, &PROTOCOL).unwrap();
    explainer.explain(Some(what), None).unwrap_or_else(|wrong| panic!("{what}: {wrong:?}"))
}

fn instead(plan: &Plan, what: &str, load: &str) -> Considered {
    let explainer = Explainer::new(plan, &PROTOCOL).unwrap();
    let mut considered = explainer.explain(Some(what), Some(load.parse().unwrap())).unwrap().considered;
    assert_eq!(considered.len(), 1, "{considered:?}");
    considered.remove(0)
}

/// Asks for every number of a plan, and holds each answer to a chain that ends in a section or a judgement.
fn every_number_has_a_chain(name: &str, plan: &Plan) -> usize {
    let explainer = Explainer::new(plan, &PROTOCOL).unwrap();
    let numbers = numbers(plan);
    for (path, text) in &numbers {
        let explanation = explainer.explain(Some(path), None).unwrap_or_else(|wrong| panic!("{name}: {path}: {text}\n{wrong:?}"));
        assert_eq!(explanation.value.as_ref(), Some(text), "{name}: {path}");
        assert!(!explanation.because.is_empty(), "{name}: {path}: {text} has no reason");
        for reason in &explanation.because {
            assert!(reason.is_cited() && !reason.text.says.is_empty(), "{name}: {path}: {reason:?}");
        }
        for other in &explanation.considered {
            assert!(!other.rules.is_empty() && !other.says.is_empty(), "{name}: {path}: {other:?}");
        }
        assert!(!explanation.title.is_empty() && !explanation.would_change.is_empty() || path.starts_with("exercises."), "{name}: {path}");
    }
    numbers.len()
}

#[test]
fn every_number_of_every_plan_has_a_chain_that_ends_in_a_section_or_a_judgement() {
    let mut count = 0;
    for (name, plan) in plans() {
        count += every_number_has_a_chain(&name, &plan);
    }
    assert!(count > 6_000, "{count} numbers");
}

/// A plan under way: lifted as planned until one session hurt.
fn revised() -> Plan {
    let plan = Lifter::named("extension-eased").plan();
    let mut log: Vec<Entry> = Vec::new();
    for number in 1..=4 {
        let id = format!("loading-{number}-deadlift");
        let session = plan.weeks.iter().flat_map(|week| &week.sessions).find(|session| session.id == id.as_str()).unwrap();
        let sets = session.work().unwrap().sets.iter();
        let mut entry = Entry::new(id, session.start.date());
        entry.load = sets.clone().filter_map(|set| set.load()).take(1).collect();
        entry.sets = Some(sets.filter_map(|set| set.reps()).map(|reps| reps.from).collect());
        entry.cut_short = Some(CutShort::Count(0));
        let worst = if number == 4 { 4 } else { 1 };
        entry.pain =
            PainReport { worst: Pain::new(worst), morning: Pain::new(1), kind: Some(PainKind::Diffuse), gone_after_hours: Some(20) };
        log.push(entry);
    }
    let today = log.last().unwrap().date + Days::new(1);
    follow::replan(&Request { plan: &plan, log: &log, today, now: None }, &PROTOCOL).unwrap().plan
}

#[test]
fn every_number_of_a_revision_has_its_chain_too() {
    let plan = revised();
    assert_eq!(plan.revision, 1);
    every_number_has_a_chain("revised", &plan);
    // 80 kg hurt: the next load is lower, and more is no choice.
    let week =
        plan.weeks.iter().find(|week| week.deadlift.as_ref().is_some_and(|it| it.because.rules().contains(&RuleId::ReviewLoad))).unwrap();
    let next = explain(&plan, &format!("week-{}", week.week));
    let heavier = &next.considered[0];
    assert_eq!(heavier.rules, [RuleId::ReviewLoad], "{heavier:?}");
    assert!(heavier.says.contains("logged"), "{heavier:?}");
}

#[test]
fn both_neighbours_of_every_load_lost_by_a_rule() {
    let mut count = 0;
    for (name, plan) in plans() {
        for week in plan.weeks.iter().filter(|week| week.deadlift.is_some()) {
            let considered = explain(&plan, &format!("week-{}.load", week.week)).considered;
            // Nothing is lighter than the lightest bar.
            let lightest = plan.profile.equipment.bars.iter().min() == week.load().as_ref();
            assert_eq!(considered.len(), if lightest { 1 } else { 2 }, "{name}, week {}: {considered:?}", week.week);
            for other in considered {
                // The planner's answer is the best one: nothing that was passed over is as good.
                assert!(!other.says.contains("written otherwise"), "{name}, week {}: {other:?}", week.week);
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn of_many_working_weights_no_neighbour_is_as_good_as_the_load_of_the_plan() {
    let lifter = Lifter::named("minimal");
    for age in ["18-40", "41-45", "46+"] {
        for kilograms in [35, 62, 100, 140, 215] {
            let lifter = lifter.with("age_band: 18-40", &format!("age_band: {age}"));
            let Ok(plan) = lifter.with("working_weight: 100 kg", &format!("working_weight: {kilograms} kg")).try_plan() else { continue };
            let explainer = Explainer::new(&plan, &PROTOCOL).unwrap();
            for week in plan.weeks.iter().filter(|week| week.deadlift.is_some()) {
                for other in explainer.explain(Some(&format!("week-{}", week.week)), None).unwrap().considered {
                    assert!(!other.says.contains("written otherwise"), "{age}, {kilograms} kg, week {}: {other:?}", week.week);
                }
            }
        }
    }
}

#[test]
fn a_load_that_is_asked_for_names_the_limit_that_rules_it_out() {
    // 50/60/70/80/90/95/100 kg, then four weeks at 100 with a deload.
    let plan = Lifter::named("extension-eased").plan();
    for (what, load, rule, says) in [
        ("week-3", "52.5kg", RuleId::ReloadStart, "at most 50 %, 50 kg"),
        ("week-4", "62.5kg", RuleId::ReloadSecondWeek, "at most 60 %, 60 kg"),
        ("loading-3-deadlift", "85kg", RuleId::ReloadRise, "25 points above the 60 kg of the week before"),
        ("week-5", "71kg", RuleId::Loadable, "nearest are 70 kg and 72.5 kg"),
        ("week-5", "55kg", RuleId::ReloadPatience, "below the 60 kg of the week before"),
        ("week-5", "60kg", RuleId::PlateHold, "the load of the week before once more"),
        ("week-7", "87.5kg", RuleId::ReloadForecast, "4 weeks instead of 3"),
        ("week-9", "102.5kg", RuleId::ReloadTop, "above the working weight of 100 kg"),
        ("week-11", "90kg", RuleId::DeloadHold, "a deload keeps the load"),
        ("week-12", "95kg", RuleId::Aftercare, "the full weight is kept"),
        ("week-5", "150lb", RuleId::WorkingWeight, "the plan is in kg"),
    ] {
        let other = instead(&plan, what, load);
        assert!(other.rules.contains(&rule) && other.says.contains(says), "{what}, {load}: {other:?}");
    }
    let own = instead(&plan, "week-5", "70kg");
    assert!(own.says.contains("the load of the plan"), "{own:?}");
    // The limit on a week's rise is the lifter's own only where it is below the rule's.
    assert!(instead(&plan, "loading-3-deadlift", "85kg").says.ends_with("a week rises by at most 10"));
    let slower = Lifter::named("extension-eased").with("technique:", "preferences:\n  weekly_rise: 8\ntechnique:").plan();
    assert!(instead(&slower, "loading-3-deadlift", "85kg").says.ends_with("a week rises by at most 8, as you chose"));
    let cleared = Lifter::named("leg-symptoms-cleared").plan();
    let top = cleared.weeks.iter().find(|week| week.load() == Some(cleared.summary.top_load)).unwrap().week;
    let heavier = &explain(&cleared, &format!("week-{top}")).considered[0];
    assert_eq!(heavier.rules, [RuleId::ClearanceCap], "{heavier:?}");
}

/// Where every limit is kept, the whole way decides. By hand, with steps of 2.5 kg and at most 5 kg a week: the way of
/// the plan is 25, 30, 35, 40, 45, 47.5, 50, 52.5 kg, eight weeks; above 90 %, 48.6 kg, steps over 5 points cost.
#[test]
fn a_load_that_keeps_every_limit_says_what_the_way_over_it_would_cost() {
    let lifter = Lifter::named("minimal");
    let weighing = |kilograms: &str| lifter.with("working_weight: 100 kg", &format!("working_weight: {kilograms} kg")).plan();
    let plan = weighing("54");
    assert_eq!(plan.weeks.iter().find_map(|week| week.load()), Some("25 kg".parse().unwrap()));
    for (what, load, rule, says) in [
        ("week-3", "22.5kg", RuleId::ReloadPatience, "it takes as long, in less even steps"),
        ("week-3", "20kg", RuleId::ReloadPatience, "it would take as long, but with larger steps above 90 %"),
        ("week-4", "27.5kg", RuleId::ReloadPatience, "it takes as long, but later steps would be larger than those before them"),
        ("week-7", "42.5kg", RuleId::ReloadPatience, "it takes as long, but later steps would be larger than those before them"),
        ("week-8", "50kg", RuleId::ReloadPatience, "it would take 2 weeks instead of 3, but with larger steps above 90 %"),
        ("week-9", "52.5kg", RuleId::ReloadPatience, "it would take 1 week instead of 2, but with larger steps above 90 %"),
        ("week-10", "54kg", RuleId::Loadable, "nearest are 52.5 kg"),
        ("week-10", "50kg", RuleId::PlateHold, "the load of the week before once more"),
    ] {
        let other = instead(&plan, what, load);
        assert!(other.rules.contains(&rule) && other.says.contains(says), "{what}, {load}: {other:?}");
    }
    // Of 45 kg a week may rise by one step of 2.5 kg: ten loads from 22.5 kg on, one more from 20 kg on, and a deload.
    let other = instead(&weighing("45"), "week-3", "20kg");
    assert_eq!(other.says, "it keeps every limit, and from here the way would take 12 weeks instead of 11", "{other:?}");
    // The working weight itself and what the clearance allows are no limit to themselves.
    let plan = weighing("100");
    assert!(instead(&plan, "week-5", "100kg").says.contains("40 points above the 60 kg"), "the working weight");
    let cleared = Lifter::named("leg-symptoms-cleared").plan();
    let first = cleared.weeks.iter().find(|week| week.deadlift.is_some()).unwrap().week;
    let other = instead(&cleared, &format!("week-{first}"), "80kg");
    assert_eq!(other.rules, [RuleId::ReloadStart], "{other:?}");
}

/// 100 kg for four is near the maximum from 98.2 kg on: 90 % of 109.1 kg, the lower estimate. At 46 that is every other
/// week's load at most.
#[test]
fn a_week_between_two_near_maximal_ones_says_that_it_is_one() {
    let lifter = Lifter::named("minimal").with("age_band: 18-40", "age_band: 46+");
    let plan = lifter.with("working_weight: 100 kg", "working_weight: 100 kg\n  reps: 4").plan();
    let loads: Vec<String> = plan.weeks.iter().skip(10).filter_map(|week| week.load()).map(|load| load.to_string()).collect();
    assert_eq!(loads, ["100 kg", "97.5 kg", "100 kg", "97.5 kg", "100 kg"]);
    let says = |what: &str| explain(&plan, what).here.join(" ");
    assert!(says("week-11.load").contains("at most 5 points onto a load near the maximum, 5 kg: to 100 kg"), "{}", says("week-11.load"));
    assert_eq!(
        says("week-12.load"),
        "Between two near-maximal weeks: 97.5 kg is the heaviest load that is not near the maximum. A deload: half the sets. The return \
         is done. 100 kg is near the maximum: it comes every 10 to 14 days for 4 weeks. In percent: 97.5 kg of 100 kg is 97.5 %."
    );
    assert!(says("week-13.load").contains("The return is done; 100 kg is kept for 4 weeks"), "{}", says("week-13.load"));
    for (what, load, rule, says) in [
        ("week-10", "100kg", RuleId::ReloadNearMax, "10 points above 90 kg; onto loads near the maximum a step is at most 5"),
        ("week-12", "100kg", RuleId::NearMaxCadence, "near the maximum, and that is not due this week"),
        ("week-14", "100kg", RuleId::NearMaxCadence, "near the maximum, and that is not due this week"),
        ("week-14", "95kg", RuleId::NearMaxCadence, "97.5 kg is the heaviest load that is not near the maximum"),
        ("week-13", "97.5kg", RuleId::Aftercare, "the full weight is kept"),
    ] {
        let other = instead(&plan, what, load);
        assert!(other.rules.contains(&rule) && other.says.contains(says), "{what}, {load}: {other:?}");
    }
    // Where the lightest plates are 5 kg, no step onto 100 kg is small enough: the way ends at 90 kg, and says why.
    let coarse = Lifter::named("minimal").with("working_weight: 100 kg", "working_weight: 100 kg\n  reps: 4");
    let coarse = coarse.with("pain:", "equipment:\n  plates: [20, 10, 5]\npain:").plan();
    assert_eq!(coarse.summary.top_load, "90 kg".parse().unwrap());
    let last = coarse.weeks.iter().rfind(|week| week.deadlift.is_some() && !week.is_deload()).unwrap();
    let other = instead(&coarse, &format!("week-{}", last.week), "100kg");
    assert_eq!(other.rules, [RuleId::ReloadNearMax], "{other:?}");
}

#[test]
fn the_day_of_a_deadlift_says_why_no_other_slot_was_taken() {
    // Slots on Monday, Thursday and Saturday; squats on Monday, standing presses on Thursday.
    let plan = Lifter::named("extension-eased").plan();
    let start = explain(&plan, "loading-3-deadlift.start");
    assert!(start.here.iter().any(|says| says.contains("72 hours after your squat")), "{:?}", start.here);
    let against = |day: &str| start.considered.iter().find(|other| other.option.starts_with(day)).unwrap_or_else(|| panic!("{start:?}"));
    assert!(against("Mon").says.contains("share the session with your squat"), "{:?}", against("Mon"));
    assert!(against("Sat").says.contains("40 hours from your standing overhead press"), "{:?}", against("Sat"));
    assert_eq!(against("Sat").rules[0], RuleId::SpacingHard);
    // The first week's Monday lies before the loads may begin.
    let first = explain(&plan, "loading-1-deadlift.start");
    assert!(first.considered[0].says.contains("no deadlift before the loading phase opens, on Thu 10 Dec 2026"), "{first:?}");
}

#[test]
fn a_slot_so_early_that_the_warm_up_leaves_no_room_says_so() {
    // At 45 minutes the Monday at 06:00, soon after waking at 05:15, is none; the Thursday evening is.
    let lifter = Lifter::named("masters-morning").with("{day: thu, at: \"06:00\"}", "{day: thu, at: \"18:00\"}");
    let monday = |minutes: u32| {
        let plan = lifter.with("schedule:\n", &format!("schedule:\n  minutes: {minutes}\n")).plan();
        let start = explain(&plan, "loading-3-deadlift.start");
        start.considered.into_iter().find(|other| other.option.starts_with("Mon")).map(|other| other.says)
    };
    assert_eq!(monday(45).as_deref(), Some("so early, the longer warm-up leaves no room in 45 minutes"));
    assert_ne!(monday(50), monday(45));
}

#[test]
fn every_rule_is_explained_by_itself_with_its_value_and_source() {
    for &rule in RuleId::ALL {
        let explanation = explain_rule(rule, &PROTOCOL);
        assert!(explanation.because[0].is_cited(), "{}", rule.id());
    }
    let rise = explain_rule(RuleId::ReloadRise, &PROTOCOL);
    assert!(rise.here[0].contains("{cap: 10, lowest: 5}"), "{rise:?}");
    assert!(rise.would_change[0].contains("preferences.weekly_rise"), "{rise:?}");
    let plan = Lifter::named("extension-eased").plan();
    let cited = explain(&plan, "reload-rise");
    assert!(cited.parts.iter().any(|part| part.what == "weeks[4].load"), "{cited:?}");
}

#[test]
fn a_plan_of_another_protocol_is_not_explained_without_a_word() {
    let mut plan = Lifter::named("minimal").plan();
    plan.protocol.version = "7".to_owned();
    let told = explain(&plan, "week-4");
    assert!(told.here.iter().any(|says| says.contains("version 7") && says.contains("--protocol")), "{:?}", told.here);
}

#[test]
fn a_session_a_week_and_the_plan_name_their_parts_and_each_part_can_be_asked_for() {
    let plan = Lifter::named("masters-morning").plan();
    let explainer = Explainer::new(&plan, &PROTOCOL).unwrap();
    let whole = explainer.explain(None, None).unwrap();
    assert!(whole.parts.len() > 10, "{whole:?}");
    for part in whole.parts {
        let inner = explainer.explain(Some(&part.what), None).unwrap_or_else(|wrong| panic!("{}: {wrong:?}", part.what));
        for part in inner.parts {
            explainer.explain(Some(&part.what), None).unwrap_or_else(|wrong| panic!("{}: {wrong:?}", part.what));
        }
    }
}

#[test]
fn every_number_of_a_random_lifters_plan_has_its_chain() {
    let (count, seed) = drawn("REHINGE_EXPLAINED", 4, 12);
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut planned = 0;
    while planned < count {
        let text = random::lifter(&mut rng);
        let Ok(profiled) = rehinge::profile::read(&text, "profile.yaml", &PROTOCOL) else { continue };
        let start = profiled.profile.schedule.start.unwrap();
        let Ok(cleared) = rehinge::screen::screen(&profiled.profile, &PROTOCOL, start) else { continue };
        let setting = rehinge::follow::Setting { start, time_zone: "Europe/Berlin" };
        let Ok(plan) = rehinge::follow::first_plan(&cleared, &PROTOCOL, setting) else { continue };
        every_number_has_a_chain(&text, &plan);
        planned += 1;
    }
}

#[test]
fn a_plan_with_numbers_that_none_can_have_is_refused_and_never_a_panic() {
    let text = plan_yaml(&Lifter::named("extension-eased").plan());
    for (what, by) in [
        ("\n  working_weight: 100 kg", "\n  working_weight: 0 kg"),
        ("\n  working_weight: 100 kg", "\n  working_weight: -5 kg"),
        ("\n  working_weight: 100 kg", "\n  working_weight: 100 lb"),
        ("{working_weight: 100 kg", "{working_weight: 999999999 kg"),
        ("reps: 5, lift", "reps: 37, lift"),
        ("weekly_rise: 10.0", "weekly_rise: 0.0"),
        ("bars: [20 kg]", "bars: []"),
        ("bars: [20 kg]", "bars: [-20 kg]"),
        ("{size: 1.25}", "{size: 0}"),
        ("{size: 1.25}", "{size: -1.25}"),
        ("load: 60 kg", "load: 999999999 kg"),
        ("starts: 2026-12-14", "starts: +262142-12-31"),
        ("start: 2026-12-17T18:00", "start: 9999-12-17T18:00"),
    ] {
        assert!(text.contains(what), "{what}");
        let edited = text.replacen(what, by, 1);
        // What is no plan at all is refused before.
        let Ok(plan) = rehinge::plan::file::read_plan(&edited, "plan.yaml") else { continue };
        let wrong = Explainer::new(&plan, &PROTOCOL).map(|_| ()).expect_err(by);
        assert!(wrong.iter().all(|one| one.help.is_some()), "{by}: {wrong:?}");
    }
    // Odd, but nothing that cannot be worked with.
    for (what, by) in [
        ("load: 60 kg", "load: 61 kg"),
        ("load: 60 kg", "load: 500 kg"),
        ("because: [reload-second-week, reload-rise, working-weight]", "because: [aftercare]"),
        ("{load: 60 kg, percent: 60.0, ", "{load: 60 kg, percent: 60.0, deload: true, "),
        ("kind: deadlift", "kind: core"),
        ("{size: 1.25}", "{size: 0.001}"),
    ] {
        assert!(text.contains(what), "{what}");
        let Ok(plan) = rehinge::plan::file::read_plan(&text.replace(what, by), "plan.yaml") else { continue };
        let Ok(explainer) = Explainer::new(&plan, &PROTOCOL) else { continue };
        for week in &plan.weeks {
            for what in [format!("week-{}", week.week), format!("week-{}.load", week.week)] {
                let answer = explainer.explain(Some(&what), None);
                assert!(answer.is_ok() || week.deadlift.is_none(), "{by}: {what}: {answer:?}");
            }
            for session in &week.sessions {
                explainer.explain(Some(&session.id.to_string()), None).unwrap_or_else(|wrong| panic!("{by}: {}: {wrong:?}", session.id));
            }
        }
    }
}

#[test]
fn what_is_not_in_the_plan_is_said_with_what_may_be_meant() {
    let plan = Lifter::named("minimal").plan();
    let explainer = Explainer::new(&plan, &PROTOCOL).unwrap();
    for (what, help) in [
        ("loading-1-deadlif", "`loading-1-deadlift`"),
        ("reload-ris", "`reload-rise`"),
        ("week-99", "`week-9`"),
        ("weeks[99].load", "name a week"),
        ("summary..track", "name a week"),
        ("", "name a week"),
        ("schema", "week-3"),
        ("weeks[\u{1b}]", "name a week"),
    ] {
        let wrong = explainer.explain(Some(what), None).expect_err(what);
        assert!(wrong[0].help.as_ref().unwrap().contains(help), "{what}: {wrong:?}");
        assert!(!wrong[0].message.contains('\u{1b}'));
    }
    let wrong = explainer.explain(Some("summary.track"), Some("80 kg".parse().unwrap())).unwrap_err();
    assert!(wrong[0].message.contains("instead of what"), "{wrong:?}");
}
