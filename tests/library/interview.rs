//! The questions behind a profile: what an answer leads to, what is no answer, and what the answers come to.

use crate::common::{PROTOCOL, day, full, number};
use rehinge::follow;
use rehinge::interview::{Given, Interview, Next, Question, Setting};
use rehinge::plan::VerdictKind;
use rehinge::profile::{self, Medicine, Profile};
use rehinge::protocol::SignVerdict;
use rehinge::screen;

const TODAY: &str = "2026-11-22";

fn setting() -> Setting<'static> {
    Setting { protocol: &PROTOCOL, today: day(TODAY), time_zone: "Europe/Berlin" }
}

/// An interview with these answers.
fn answered(answers: &[&str]) -> Interview<'static> {
    let mut interview = Interview::new(setting());
    answer(&mut interview, answers);
    interview
}

fn answer(interview: &mut Interview<'_>, answers: &[&str]) {
    for text in answers {
        let asked = interview.next();
        interview.answer(text).unwrap_or_else(|wrong| panic!("{text:?} to {asked:?}: {wrong:?}"));
    }
}

fn question(interview: &Interview<'_>) -> Question {
    match interview.next() {
        Next::Question(question) => question,
        other => panic!("{other:?}"),
    }
}

/// Answers questions by their ids, every other one as is quickest, until nothing is asked.
fn with(answers: &[(&str, &str)]) -> Interview<'static> {
    let mut interview = Interview::new(setting());
    let mut used = 0;
    while let Next::Question(question) = interview.next() {
        let given = answers.iter().find(|(id, _)| *id == question.id);
        used += usize::from(given.is_some());
        let text = given.map_or_else(|| quickest(&question.id), |(_, text)| text);
        interview.answer(text).unwrap_or_else(|wrong| panic!("{text:?} to {}: {wrong:?}", question.id));
    }
    assert_eq!(used, answers.len(), "of {answers:?} some were not asked: {:?}", interview.given());
    interview
}

fn quickest(id: &str) -> &'static str {
    match id {
        id if id.starts_with("sign.") => "n",
        id if id.starts_with("signs.") => "none",
        "cleared" => "n",
        "pain.status" => "4",
        "pain.worst" => "5",
        "pain.now" => "2",
        "pain.full_range" => "y",
        "age" => "29",
        "deadlift.working_weight" => "100 kg",
        "equipment.bars" => "20",
        "equipment.plates" => "20 10 5 2.5 1.25",
        _ => "",
    }
}

fn verdict(interview: &Interview<'_>) -> VerdictKind {
    match interview.next() {
        Next::Stop(verdict) | Next::Done(verdict) => verdict.kind,
        other => panic!("{other:?}"),
    }
}

fn profile(interview: &Interview<'_>) -> Profile {
    let text = interview.profile("me.yaml", ".rehinge/profile.schema.json");
    match profile::read(&text, "me.yaml", &PROTOCOL) {
        Ok(read) => read.profile,
        Err(wrong) => panic!("{text}\n{}", wrong.iter().map(ToString::to_string).collect::<String>()),
    }
}

#[test]
fn emergency_signs_come_first_and_each_ends_it_at_once_also_when_not_sure() {
    let signs: Vec<_> = PROTOCOL.signs.iter().filter(|sign| sign.verdict == SignVerdict::Emergency).collect();
    assert!(signs.len() >= 7);
    for (at, sign) in signs.iter().enumerate() {
        for word in ["y", "?", "not sure", "Yes"] {
            let mut answers = vec!["n"; at];
            answers.push(word);
            let interview = answered(&answers);
            let Next::Stop(verdict) = interview.next() else { panic!("{}: {:?}", sign.id, interview.next()) };
            assert_eq!((verdict.kind, verdict.reasons[0].id.as_str()), (VerdictKind::Emergency, sign.id.as_str()));
        }
    }
    // A slip of the finger can be taken back.
    let mut interview = answered(&["n", "y"]);
    assert!(interview.back());
    assert_eq!(question(&interview).id, "sign.bowel-change");
}

#[test]
fn each_sign_for_a_clinician_brings_the_advice_at_once_and_no_plan_without_a_clearance() {
    let signs: Vec<_> = PROTOCOL.signs.iter().filter(|sign| sign.verdict == SignVerdict::Refer).collect();
    let mut seen = Vec::new();
    for topic in 0..4 {
        let emergency = vec!["n"; PROTOCOL.signs.len() - signs.len()];
        let before = [emergency, vec!["none"; topic]].concat();
        let many = question(&answered(&before)).options.len();
        for number in 1..=many {
            for unsure in ["", "?"] {
                let mut interview = answered(&before);
                interview.answer(&format!("{number}{unsure}")).unwrap();
                let asked = question(&interview);
                let advice = asked.advice.expect("the advice comes with the sign");
                assert_eq!((asked.id.as_str(), advice.kind), ("cleared", VerdictKind::Refer));
                seen.push(advice.reasons[0].id.clone());
                answer(&mut interview, &["n"]);
                assert_eq!(question(&interview).id, "page");
                answer(&mut interview, &["n"]);
                assert!(matches!(interview.next(), Next::Stop(verdict) if verdict.kind == VerdictKind::Refer));
            }
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), signs.len(), "every sign is asked: {seen:?}");
}

#[test]
fn what_is_answered_later_can_ask_for_a_clinician_too() {
    for (answers, reason) in
        [(&[("pain.worst", "8")][..], "pain.worst"), (&[("age", "17")], "age"), (&[("pain.began", "2 weeks ago")], "pain.began")]
    {
        let interview = with(&[answers, &[("page", "n")]].concat());
        let Next::Stop(verdict) = interview.next() else { panic!("{:?}", interview.next()) };
        assert_eq!((verdict.kind, verdict.reasons[0].id.as_str()), (VerdictKind::Refer, reason));
    }
}

#[test]
fn a_referred_lifter_gets_a_profile_for_the_page_and_is_asked_for_nothing_else() {
    let interview = with(&[("signs.legs", "2 3?"), ("page", "y")]);
    assert_eq!(verdict(&interview), VerdictKind::Refer);
    let profile = profile(&interview);
    assert_eq!((profile.pain.signs, profile.pain.unsure), (vec!["tingling".to_owned()], vec!["numbness".to_owned()]));
    assert!(interview.given().iter().all(|given| !given.question.starts_with("schedule") && !given.question.starts_with("equipment")));
}

#[test]
fn a_clearance_leads_on_to_a_plan_that_is_capped() {
    let cleared = [("signs.legs", "2"), ("cleared", "y"), ("clearance.by", "Dr. O'Hara: \"fine\""), ("clearance.max_load", "80")];
    let mut interview = answered(&["n", "n", "n", "n", "n", "n", "n", "2", "y", "Dr. Who", ""]);
    let wrong = interview.answer("80").unwrap_err();
    assert!(wrong[0].message.contains("needs its unit"), "{wrong:?}");
    let cleared = cleared.map(|(id, text)| (id, if text == "80" { "80 kg" } else { text }));
    let interview = with(&cleared);
    assert_eq!(verdict(&interview), VerdictKind::Train);
    let clearance = profile(&interview).clearance.unwrap();
    assert_eq!(
        (clearance.by.as_str(), clearance.date, clearance.max_load.unwrap().to_string().as_str()),
        ("Dr. O'Hara: \"fine\"", day(TODAY), "80 kg")
    );
    // The unit of the limit is not taken for that of the plan.
    let pounds = with(&[("signs.legs", "2"), ("cleared", "y"), ("clearance.max_load", "180 lb"), ("deadlift.working_weight", "315 lb")]);
    assert_eq!(verdict(&pounds), VerdictKind::Train);
}

#[test]
fn soreness_ends_with_a_rest() {
    let interview = with(&[("pain.status", "soreness"), ("pain.began", "yesterday")]);
    assert!(matches!(interview.next(), Next::Stop(verdict) if verdict.kind == VerdictKind::Rest));
    let old = with(&[("pain.status", "2"), ("pain.began", "4 days ago")]);
    let Next::Stop(verdict) = old.next() else { panic!("{:?}", old.next()) };
    assert!(verdict.notes.iter().any(|note| note.says.contains("no ordinary soreness")));
}

#[test]
fn every_way_of_hurting_that_may_be_trained_ends_in_a_profile_that_makes_a_plan() {
    for (status, more) in [
        ("pain-free", &[][..]),
        ("3", &[("pain.worst", "2"), ("pain.now", "1")]),
        ("acute", &[("pain.eased_by", "1"), ("pain.morning", "3"), ("pain.episodes", "2")]),
        ("settled", &[("pain.pain_free_days", "4"), ("pain.full_range", "y")]),
    ] {
        let interview = with(&[&[("pain.status", status)], more].concat());
        assert_eq!(verdict(&interview), VerdictKind::Train, "{status}");
        let profile = profile(&interview);
        let cleared = screen::screen(&profile, &PROTOCOL, day(TODAY)).unwrap();
        let setting = follow::Setting { start: day(TODAY), time_zone: profile.schedule.time_zone.as_deref().unwrap() };
        assert!(follow::first_plan(&cleared, &PROTOCOL, setting).is_ok(), "{status}");
    }
}

#[test]
fn week_gym_and_lifts_are_read_as_people_type_them() {
    let interview = with(&[
        ("schedule.slots", "Mon thursday 6:30am, sat 10"),
        ("schedule.wakes", "5:15"),
        ("schedule.time_zone", "America/New_York"),
        ("schedule.start", "tomorrow"),
        ("schedule.other_lifting", "squat mon 6:30 movable, overhead press thu 06:30 light"),
        ("gym", "n"),
        ("equipment.bars", "20 kg, 15 kg"),
        ("equipment.plates", "20 10 5 2,5 1,25"),
        ("equipment.dumbbells", "5,7.5,10"),
        ("equipment.has", "1 8"),
        ("technique.errors", "1"),
        ("mobility.limits", "4 1"),
        ("mobility.hip_problem", "n"),
        ("name", "no"),
        ("deadlift.last_lifted", "13.11.2026"),
        ("deadlift.lift", "sumo"),
    ]);
    let profile = profile(&interview);
    let slots: Vec<String> = profile.schedule.slots.iter().map(|slot| format!("{} {}", slot.day, slot.at.format("%H:%M"))).collect();
    assert_eq!(slots, ["Mon 06:30", "Thu 06:30", "Sat 10:00"]);
    assert_eq!(profile.schedule.wakes.unwrap().format("%H:%M").to_string(), "05:15");
    assert_eq!((profile.schedule.time_zone.as_deref(), profile.schedule.start), (Some("America/New_York"), Some(day("2026-11-23"))));
    let own: Vec<_> = profile.schedule.other_lifting.iter().map(|own| (own.lift.as_str(), own.light, own.movable)).collect();
    assert_eq!(own, [("squat", false, true), ("overhead-press", true, false)]);
    let weights = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(" ");
    assert_eq!(weights(&mut profile.equipment.bars.iter().map(ToString::to_string)), "20 kg 15 kg");
    assert_eq!(weights(&mut profile.equipment.plates.iter().map(|plate| plate.size.to_string())), "20 10 5 2.5 1.25");
    assert_eq!(weights(&mut profile.equipment.dumbbells.iter().map(ToString::to_string)), "5 7.5 10");
    assert_eq!(profile.equipment.has, ["cable", "foam-roller"]);
    assert_eq!(profile.name.as_deref(), Some("no"));
    assert_eq!(profile.deadlift.last_lifted, Some(day("2026-11-13")));
    // Who trains in the evening is not asked when they get up.
    assert!(with(&[]).given().iter().all(|given| given.question != "schedule.wakes"));
}

#[test]
fn what_is_no_answer_is_said_with_what_would_be_one_and_changes_nothing() {
    let slips: &[(&str, &str, &str, &str)] = &[
        ("sign.bladder-change", "", "needs an answer", "y, n, or ?"),
        ("sign.bladder-change", "perhaps so", "`perhaps so` is no answer", "y, n, or ?"),
        ("signs.legs", "", "needs an answer", "none"),
        ("signs.legs", "4", "`4` is none of the numbers", "1 to 3"),
        ("signs.legs", "0", "none of the numbers", "1 to 3"),
        ("signs.legs", "?", "not sure of which?", "3?"),
        ("pain.status", "6", "none of the numbers", "1 to 5"),
        ("pain.status", "", "needs an answer", "number"),
        ("pain.worst", "11", "11, above 10", "0 to 10"),
        ("pain.worst", "-1", "below 0", "0 to 10"),
        ("pain.worst", "bad", "not a whole number", "digits"),
        ("pain.worst", "4.5", "not a whole number", "digits"),
        ("pain.worst", "0", "says 0 of 10", "pain-free"),
        ("pain.now", "6", "more than the worst, 5", "raise `worst`"),
        ("pain.began", "2026-11-23", "still to come", "a day that has been"),
        ("pain.began", "last week", "no day `last week`", "3 days ago"),
        ("pain.began", "2026-02-30", "no day", "2026-11-23"),
        ("pain.began", "99999999999999999999 days ago", "no day", "2026-11-23"),
        ("pain.episodes", "0", "below 1", "1 to 50"),
        ("age", "", "needs an answer", "29"),
        ("age", "7", "below 10", "10 to 100"),
        ("deadlift.working_weight", "", "needs an answer", "100 kg"),
        ("deadlift.working_weight", "100", "needs its unit", "100 kg"),
        ("deadlift.working_weight", "1000 kg", "above 500 kg", "did you mean 100 kg?"),
        ("deadlift.working_weight", "heavy", "`heavy` is not a number", "100 kg"),
        ("deadlift.working_weight", "100 kg\n  reps: 3", "reps", "kg"),
        ("deadlift.reps", "13", "above 12", "1 to 12"),
        ("deadlift.sessions_per_week", "3", "above 2", "1 to 2"),
        ("schedule.slots", "mon wed", "no time stands behind mon", "mon wed 18:00"),
        ("schedule.slots", "mon 25:00", "neither a day nor a time", "mon wed 18:00"),
        ("schedule.slots", "funday 18:00", "`funday`", "mon wed 18:00"),
        ("schedule.slots", "mon 18:00 mon 6pm", "given twice", "keep one"),
        ("schedule.time_zone", "Berlin", "no time zone `Berlin`", "did you mean `Europe/Berlin`?"),
        ("schedule.minutes", "20", "below 40", "40 to 240"),
        ("schedule.start", "2026-11-01", "is over", "today or a day to come"),
        ("schedule.other_lifting", "squats mon 18:00", "no lift `squats`", "did you mean `squat`?"),
        ("schedule.other_lifting", "squat mon", "lacks its day or its time", "squat mon 18:00"),
        ("schedule.other_lifting", "squat mon noon", "`noon` is no time", "squat mon 18:00"),
        ("equipment.dumbbells", "5 x", "`x` is not the weight of a dumbbell", "20, 10"),
        ("equipment.dumbbells", "5, 10 lb", "10 lb is not in the plan's unit", "give it in kg"),
        ("equipment.dumbbells", "5 5", "given twice", "keep one"),
        ("technique.errors", "rounding", "none of the numbers", "1 to 5"),
    ];
    for (id, text, message, help) in slips {
        let mut interview = Interview::new(setting());
        loop {
            let asked = question(&interview);
            if asked.id == *id {
                break;
            }
            interview.answer(quickest(&asked.id)).unwrap();
        }
        let before = interview.next();
        let wrong = interview.answer(text).expect_err(text);
        let (said, remedy) = (wrong[0].message.clone(), wrong[0].help.clone().unwrap_or_default());
        assert!(said.contains(message) && remedy.contains(help), "{id} {text:?}: {said}: {remedy}");
        assert_eq!(interview.next(), before, "{id} {text:?}");
    }
}

#[test]
fn with_what_no_plan_can_be_made_is_said_and_can_be_changed() {
    let mut interview = with(&[("deadlift.working_weight", "25 kg")]);
    let Next::NoPlan(wrong) = interview.next() else { panic!("{:?}", interview.next()) };
    assert!(wrong[0].help.is_some(), "{wrong:?}");
    assert!(interview.back());
    assert_eq!(question(&interview).id, "mobility.hip_problem");
}

#[test]
fn going_back_asks_each_question_again_and_continuing_a_draft_comes_to_the_same() {
    let mut interview = with(&[("gym", "n"), ("technique.errors", "1")]);
    let whole = interview.profile("me.yaml", "schema.json");
    let given: Vec<Given> = interview.given().to_vec();
    for many in 0..=given.len() {
        let resumed = Interview::resume(setting(), &given[..many], day(TODAY));
        assert_eq!(resumed.given(), &given[..many]);
    }
    assert_eq!(Interview::resume(setting(), &given, day(TODAY)).profile("me.yaml", "schema.json"), whole);
    for one in given.iter().rev() {
        assert!(interview.back());
        assert_eq!(question(&interview).id, one.question);
    }
    assert!(!interview.back());
    // A draft that was changed by hand is followed as far as it makes sense.
    let mut changed = given.clone();
    changed[10].answer = "nonsense".to_owned();
    assert_eq!(Interview::resume(setting(), &changed, day(TODAY)).given(), &given[..10]);
}

#[test]
fn on_another_day_the_emergency_signs_are_asked_again_and_what_does_not_change_is_kept() {
    let given = with(&[("pain.medicine", "2"), ("pain.began", "9 days ago"), ("name", "A. Lifter"), ("gym", "n")]).given().to_vec();
    let later = Setting { today: day("2026-12-03"), ..setting() };
    let mut interview = Interview::resume(later, &given, day(TODAY));
    let mut asked = Vec::new();
    while let Next::Question(question) = interview.next() {
        assert_eq!(interview.to_keep().filter(|kept| kept.question == "name").count(), 1, "at {}", question.id);
        interview.answer(quickest(&question.id)).unwrap();
        asked.push(question.id);
    }
    let signs = PROTOCOL.signs.iter().filter(|sign| sign.verdict == SignVerdict::Emergency).count();
    assert!(asked[..signs].iter().all(|id| id.starts_with("sign.")), "{asked:?}");
    let again = ["pain.now", "pain.morning", "pain.medicine", "pain.began", "deadlift.last_lifted", "schedule.start"];
    assert_eq!(asked[signs..], again, "{asked:?}");
    let profile = profile(&interview);
    assert_eq!((profile.name.as_deref(), profile.screened), (Some("A. Lifter"), Some(day("2026-12-03"))));
    // An emergency sign by then ends it, whatever was answered before.
    let mut worse = Interview::resume(later, &given, day(TODAY));
    worse.answer("y").unwrap();
    assert_eq!(verdict(&worse), VerdictKind::Emergency);
}

#[test]
fn painkillers_are_asked_for_where_something_hurts_and_never_guessed() {
    let of = |answer: &str| profile(&with(&[("pain.medicine", answer)])).pain.medicine;
    assert_eq!(
        ["1", "some", "3", "?", ""].map(of),
        [Some(Medicine::Nothing), Some(Medicine::SomeDays), Some(Medicine::Daily), Some(Medicine::Unsure), None]
    );
    let free = with(&[("pain.status", "pain-free")]);
    assert!(free.given().iter().all(|given| given.question != "pain.medicine"));
}

#[test]
fn whatever_is_answered_there_is_an_end_and_what_is_written_is_what_was_said() {
    let mut rng = fastrand::Rng::with_seed(11);
    let words = [
        "y",
        "n",
        "?",
        "none",
        "",
        "1",
        "2",
        "3",
        "5",
        "100 kg",
        "225 lb",
        "mon wed 18:00",
        "tue 6am",
        "today",
        "3 days ago",
        "5 2.5",
        "#: {",
        "29",
    ];
    let (mut plans, mut stops) = (0, 0);
    let runs = number("REHINGE_INTERVIEWS", if full() { 100 } else { 40 });
    for run in 0..runs {
        let mut interview = Interview::new(setting());
        let mut steps = 0;
        while let Next::Question(question) = interview.next() {
            let sign = question.id.starts_with("sign") && rng.u8(0..30) > 0;
            let text = if sign || rng.bool() { quickest(&question.id) } else { words[rng.usize(..words.len())] };
            let _ = interview.answer(text);
            if rng.u8(0..40) == 0 {
                interview.back();
            }
            steps += 1;
            assert!(steps < 2000, "run {run} does not end: {:?}", interview.given());
        }
        match interview.next() {
            Next::Stop(_) => stops += 1,
            Next::Done(verdict) => {
                let profile = profile(&interview);
                assert_eq!(screen::verdict(&profile, &PROTOCOL, day(TODAY)), verdict, "{:?}", interview.given());
                plans += 1;
            }
            Next::NoPlan(wrong) => assert!(!wrong.is_empty() && wrong.iter().all(|one| one.help.is_some()), "{wrong:?}"),
            Next::Question(_) => unreachable!(),
        }
    }
    assert!(plans * 2 > runs && stops * 30 > runs, "{plans} plans, {stops} stops");
}

#[test]
fn the_written_profile_shows_every_field_with_its_meaning() {
    let text = with(&[("name", "A. Lifter")]).profile("me.yaml", ".rehinge/profile.schema.json");
    assert!(text.lines().any(|line| line == "# yaml-language-server: $schema=.rehinge/profile.schema.json"), "{text}");
    for line in [
        "name: A. Lifter                   # Printed on the sheet; never in a calendar title",
        "  # reps: 5                       # Repetitions of those sets, 1–12",
        "  # lift: conventional            # Which deadlift: conventional | sumo | trap-bar",
        "  # plates: [25, 20, 15, 10, 5, 2.5, 1.25]  # Plates, largest first, no size twice",
        "#   max_load: 80 kg               # The heaviest deadlift it allows",
        "  # weekly_rise: 10",
    ] {
        assert!(text.lines().any(|written| written == line), "{line}\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
}
