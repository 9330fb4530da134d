//! Random lifters: each gets a plan in which the checker finds nothing, or hears why there is none.
//!
//! `REHINGE_LIFTERS` sets how many, `REHINGE_SEED` which, and `REHINGE_AWAY` how many of a hundred are away for some
//! days; all are printed.

use crate::common::{Lifter, PROTOCOL, drawn, number, outline, random};
use chrono::{Days, NaiveDate};
use fastrand::Rng;
use rehinge::check::{self, Severity};
use rehinge::diagnostic::Code;
use rehinge::plan::VerdictKind;
use rehinge::plan::file::{plan_yaml, read_plan};
use rehinge::protocol::RuleId;
use rehinge::when::monday_of;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The same lifter, away for some days once or twice in the weeks to come.
fn away(rng: &mut Rng, lifter: &str) -> String {
    let start = lifter.lines().find_map(|line| line.trim().strip_prefix("start: ")).unwrap();
    let mut day: NaiveDate = start.parse().unwrap();
    let spans: Vec<String> = (0..rng.usize(1..3))
        .map(|_| {
            let from = day + Days::new(rng.u64(1..60));
            let to = from + Days::new([0, 1, 3, 6, 10, 20][rng.usize(0..6)]);
            day = to;
            format!("{{from: {from}, to: {to}}}")
        })
        .collect();
    lifter.replacen("schedule:\n", &format!("schedule:\n  away: [{}]\n", spans.join(", ")), 1)
}

#[test]
fn every_lifter_gets_a_sound_plan_or_hears_why_not() {
    let (count, seed) = drawn("REHINGE_LIFTERS", 250, 10_000);
    let absent = number("REHINGE_AWAY", 10);
    println!("{absent} % of them away for some days");
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut cited: BTreeSet<RuleId> = BTreeSet::new();
    let mut outcomes: BTreeMap<String, u64> = BTreeMap::new();
    let mut wrong: BTreeMap<String, (u64, String)> = BTreeMap::new();
    // Of every plan as a file, so that two builds can be seen to make the same of the same lifters.
    let mut digest = DefaultHasher::new();
    for nth in 0..count {
        let mut text = random::lifter(&mut rng);
        if nth % 100 < absent {
            text = away(&mut rng, &text);
        }
        let lifter = Lifter::of(&text);
        let verdict = lifter.verdict();
        cited.extend(verdict.reasons.iter().chain(&verdict.notes).map(|reason| reason.rule));
        let outcome = if verdict.kind != VerdictKind::Train {
            format!("{:?}", verdict.kind)
        } else {
            match lifter.try_plan() {
                Ok(plan) => {
                    let file = plan_yaml(&plan);
                    assert_eq!(read_plan(&file, "plan").as_ref(), Ok(&plan), "{text}");
                    file.hash(&mut digest);
                    let first = plan.sessions().find(|session| session.lifts()).map(|session| session.start.date());
                    // Up to the return that the plan names, also where an absence takes an earlier one away.
                    if let (Some(first), Some(returns)) = (first, plan.summary.returns_on) {
                        let weeks = (monday_of(returns) - monday_of(first)).num_days() / 7 + 1;
                        assert_eq!(i64::from(plan.summary.loading_weeks), weeks, "{text}");
                    }
                    cited.extend(plan.rules.keys());
                    for finding in check::check(&plan, &PROTOCOL).findings {
                        if finding.severity == Severity::Violation {
                            wrong.entry(finding.code.to_owned()).or_insert_with(|| (0, format!("{finding}\n{text}"))).0 += 1;
                        }
                    }
                    "plan".to_owned()
                }
                Err(why) => {
                    assert!(!why.is_empty() && why.iter().all(|why| why.help.is_some() && why.field.is_some()), "{why:?}\n{text}");
                    // One deadlift day a week always finds a place: the lifter's own sessions give way, and absences are
                    // waited for.
                    let alone = lifter.profiled().profile.deadlift.sessions_per_week == 1;
                    assert!(!alone || why[0].code != Code::NoSchedule, "{why:?}\n{text}");
                    format!("{:?}", why[0].code)
                }
            }
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    println!("{outcomes:?}, digest {}", digest.finish());
    for (code, (count, first)) in &wrong {
        println!("{code}, {count} times; first: {first}");
    }
    assert!(wrong.is_empty(), "the checker found {} kinds of violation", wrong.len());
    // Brittle bones with a clearance are drawn once in a thousand, and painkillers and decisions not at all: `planning::`,
    // `afterwards::` and `decisions::` have them.
    let is_drawn = |rule: &&RuleId| match **rule {
        RuleId::EndRangeFlexion => count >= 100_000,
        RuleId::Painkillers | RuleId::Decision => false,
        _ => true,
    };
    let silent: Vec<_> = RuleId::ALL.iter().filter(is_drawn).filter(|rule| !cited.contains(rule)).map(|rule| rule.id()).collect();
    assert!(silent.is_empty(), "rules that decided nothing for any lifter: {silent:?}");
    assert!(outcomes["plan"] * 2 > count, "more than half of all lifters get a plan: {outcomes:?}");
}

/// What lifters drawn at random get, to look at: `tests/fixtures/lifters.txt`.
#[test]
fn the_plans_of_drawn_lifters_are_as_they_were() {
    let mut rng = fastrand::Rng::with_seed(20_261_126);
    let mut made = String::new();
    let mut shown = 0;
    while shown < 12 {
        let text = random::lifter(&mut rng);
        let lifter = Lifter::of(&text);
        if lifter.verdict().kind != VerdictKind::Train {
            continue;
        }
        shown += 1;
        made += &format!("# {}\n", outline::in_one_line(&text));
        match lifter.try_plan() {
            Ok(plan) => made += &outline::of(&plan),
            Err(wrong) => made += &wrong.iter().map(|wrong| format!("no plan: {}\n", wrong.message)).collect::<String>(),
        }
        made.push('\n');
    }
    outline::compare("lifters.txt", "random", &made);
}
