//! What a lifter sees who makes a mistake in a profile, and what one may leave out.

use crate::common::{drawn, random, with};
use chrono::Datelike;
use rehinge::diagnostic::{Code, Diagnostic};
use rehinge::profile::{Easing, Lift, MAX_BYTES, Medicine, PainStatus, Profile, Titles, read};
use rehinge::protocol::{AgeBand, Protocol};
use rehinge::units::{Load, Unit};
use std::sync::LazyLock;

static PROTOCOL: LazyLock<Protocol> = LazyLock::new(Protocol::embedded);

const MINIMAL: &str = "age_band: 18-40\ndeadlift:\n  working_weight: 100 kg\npain:\n  status: acute\n";

fn good(text: &str) -> Profile {
    match read(text, "profile.yaml", &PROTOCOL) {
        Ok(read) => read.profile,
        Err(wrong) => panic!("{text}\n{}", wrong.iter().map(Diagnostic::to_string).collect::<String>()),
    }
}

fn bad(text: &str) -> Vec<Diagnostic> {
    read(text, "profile.yaml", &PROTOCOL).map(|read| read.profile).expect_err(text)
}

fn line(diagnostic: &Diagnostic) -> usize {
    diagnostic.place.as_ref().map_or(0, |place| place.line)
}

#[test]
fn the_place_of_training_is_a_line_of_text() {
    let place = |fragment: &str| good(&with(fragment)).schedule.location;
    assert_eq!(place("time_zone: Europe/Berlin\n  location: Town gym, back room").as_deref(), Some("Town gym, back room"));
    assert_eq!(place("time_zone: Europe/Berlin"), None);
}

#[test]
fn every_slip_is_told_with_its_line_and_what_would_be_right() {
    // Fragment, code, line, in the message, in the help.
    let slips: &[(&str, Code, usize, &str, &str)] = &[
        ("working_weight: 0 kg", Code::OutOfRange, 3, "0 kg is below 20 kg", "20 kg to 500 kg"),
        ("working_weight: -50 kg", Code::OutOfRange, 3, "-50 kg is below 20 kg", "did you mean 50 kg?"),
        ("working_weight: -5 kg", Code::OutOfRange, 3, "-5 kg is below 20 kg", "20 kg to 500 kg"),
        ("working_weight: 100", Code::WrongUnit, 3, "a weight needs its unit", "`100 kg` or `100 lb`"),
        ("working_weight: 0", Code::WrongUnit, 3, "a weight needs its unit", "kg"),
        ("working_weight: 900 kg", Code::OutOfRange, 3, "900 kg is above 500 kg", "did you mean 90 kg?"),
        ("working_weight: NaN kg", Code::WrongType, 3, "`NaN` is not a number", "100 kg"),
        ("working_weight: kg", Code::WrongType, 3, "`kg` is not a number", "100 kg"),
        ("working_weight: heavy", Code::WrongType, 3, "`heavy` is not a number", "100 kg"),
        ("working_weight: \"\"", Code::WrongType, 3, "not a number", "100 kg"),
        ("working_weight: .inf", Code::WrongUnit, 3, "`inf` is not a unit", "100 kg"),
        ("working_weight: 1e2 kg", Code::WrongType, 3, "`1e2` is not a number", "100 kg"),
        ("working_weight: 16 stone", Code::WrongUnit, 3, "`stone` is not a unit", "100 kg"),
        ("working_weight: \"97,5 kg\"", Code::WrongType, 3, "not a number", "`97.5 kg`"),
        ("working_weight: 100.0001 kg", Code::OutOfRange, 3, "no weight that a bar can hold", "62.5 kg"),
        ("working_weight: [100 kg]", Code::WrongType, 3, "not a list", "100 kg"),
        ("working_weight:", Code::WrongType, 3, "no value", "give it one"),
        ("reps: 0", Code::OutOfRange, 4, "0, below 1", "1 to 12"),
        ("reps: 13", Code::OutOfRange, 4, "13, above 12", "1 to 12"),
        ("reps: 99999999999999999999", Code::OutOfRange, 4, "above 12", "1 to 12"),
        ("reps: five", Code::WrongType, 4, "`five` is not a whole number", "1 to 12"),
        ("reps: 5.0", Code::WrongType, 4, "not a whole number", "1 to 12"),
        ("reps: 1e1", Code::WrongType, 4, "not a whole number", "1 to 12"),
        ("reps: 010", Code::WrongType, 4, "not a whole number", "1 to 12"),
        ("reps: \"5\"", Code::WrongType, 4, "in quotes is text", "without quotes"),
        ("lift: trapbar", Code::UnknownValue, 5, "no lift `trapbar`", "did you mean `trap-bar`?"),
        ("lift: squat", Code::UnknownValue, 5, "no lift `squat`", "conventional, sumo, trap-bar"),
        ("last_lifted: 2026-11-24", Code::Contradiction, 6, "after the start of the plan, 2026-11-23", "check both dates"),
        ("sessions_per_week: 3", Code::OutOfRange, 7, "3, above 2", "1 to 2"),
        ("status: sore", Code::UnknownValue, 9, "no status `sore`", "soreness"),
        ("status: painfree", Code::UnknownValue, 9, "no status `painfree`", "did you mean `pain-free`?"),
        ("status: pain-free", Code::Contradiction, 10, "nothing hurts now", "`nagging` or `acute`"),
        ("status: settled", Code::Contradiction, 10, "nothing hurts now", "`nagging` or `acute`"),
        ("status: nagging", Code::Contradiction, 11, "at most 3 of 10, and this says 5", "`acute`"),
        ("now: 11", Code::OutOfRange, 10, "11, above 10", "0 to 10"),
        ("now: 6", Code::Contradiction, 10, "6 of 10 is more than the worst, 5", "raise `worst`"),
        ("worst: -1", Code::OutOfRange, 11, "-1, below 0", "0 to 10"),
        ("began: 2026-02-30", Code::BadDate, 12, "2026-02-30 does not exist: February 2026 has 28 days", "2026-02-28"),
        ("began: 2026-12-01", Code::Contradiction, 12, "after the start", "check both dates"),
        ("sudden: no", Code::WrongType, 13, "`no` is not true or false", "did you mean `false`?"),
        ("sudden: \"true\"", Code::WrongType, 13, "in quotes is text", "without quotes"),
        ("eased_by: extention", Code::UnknownValue, 14, "`extention`", "did you mean `extension`?"),
        ("pain_free_days: 3", Code::Contradiction, 15, "3 days without pain, and pain now", "write 0"),
        ("signs: [tinglin]", Code::UnknownValue, 16, "no sign `tinglin`", "did you mean `tingling`?"),
        ("signs: [tingling, tingling]", Code::Repeated, 16, "`tingling` is given twice", "keep one"),
        ("signs: tingling", Code::WrongType, 16, "takes a list", "signs: ["),
        ("signs: [tingling, ]\n  unsure: [tingling]", Code::Contradiction, 17, "present and as not sure", "keep it under `signs`"),
        ("clearance: {by: me, date: 2026-11-01}", Code::Contradiction, 17, "older than this pain", "ask for a new one"),
        ("clearance: {by: me}", Code::Missing, 17, "`clearance.date` is missing", "date: "),
        ("clearance: {by: me, date: 2026-11-20, max_load: 180 lb}", Code::WrongUnit, 17, "not in the unit", "give it in kg"),
        ("start: 2026-02-30", Code::BadDate, 19, "does not exist", "2026-02-28"),
        ("start: 9999-12-31", Code::BadDate, 19, "outside the years 2000 to 2100", "check the year"),
        ("start: 23/11/2026", Code::BadDate, 19, "not a date", "`2026-11-23`"),
        ("start: 2026-13-01", Code::BadDate, 19, "12 months", "`2026-11-23`"),
        ("time_zone: Berlin", Code::UnknownZone, 20, "no time zone `Berlin`", "did you mean `Europe/Berlin`?"),
        ("time_zone: europe/berlin", Code::UnknownZone, 20, "no time zone", "did you mean `Europe/Berlin`?"),
        ("time_zone: Mars/Olympus", Code::UnknownZone, 20, "no time zone", "Europe/Berlin"),
        ("time_zone: Europe/Berlin\n  location: \"\"", Code::WrongType, 21, "`location` is blank", "remove the line"),
        ("time_zone: Europe/Berlin\n  location: \"Gym\\nURL:x\"", Code::WrongType, 21, "cannot be seen (U+000A)", "one line"),
        ("minutes: 20", Code::OutOfRange, 21, "20, below 40", "40 to 240"),
        ("slots: []", Code::OutOfRange, 22, "no slot", "add at least one"),
        ("slots: [{day: funday, at: \"18:00\"}]", Code::UnknownValue, 22, "no day `funday`", "mon, tue, wed"),
        ("slots: [{day: MONDAY, at: \"18:00\"}]", Code::UnknownValue, 22, "no day `MONDAY`", "did you mean `mon`?"),
        ("slots: [{day: mon, at: \"24:00\"}]", Code::BadDate, 22, "24:00 does not exist", "00:00 to 23:59"),
        ("slots: [{day: mon, at: 6:30}]", Code::BadDate, 22, "lacks a digit", "\"06:30\""),
        ("slots: [{day: mon, at: 1080}]", Code::BadDate, 22, "not a time of day", "\"18:00\""),
        ("slots: [{day: mon}]", Code::Missing, 22, "`schedule.slots[0].at` is missing", "18:00"),
        ("slots: [{day: mon, at: 18:00}, {day: mon, at: \"18:00\"}]", Code::Repeated, 22, "slot mon 18:00 is given twice", "keep one"),
        (
            "other_lifting: [{lift: deadlift-variaton, day: mon, at: 18:00}]",
            Code::UnknownValue,
            24,
            "no lift",
            "did you mean `deadlift-variation`?",
        ),
        ("other_lifting: [{lift: curl, day: mon, at: 18:00}]", Code::UnknownValue, 24, "no lift `curl`", "squat"),
        ("bar: 45 lb", Code::WrongUnit, 26, "45 lb is not in the unit of the working weight", "never converted"),
        ("bar: 200 kg", Code::OutOfRange, 26, "200 kg is above 30 kg", "did you mean 20 kg?"),
        ("bar: 20 kg\n  bars: [15 kg]", Code::Contradiction, 26, "both given", "keep `bars`"),
        ("plates: [25, 20, 25.0]", Code::Repeated, 27, "plate of 25 is given 2 times", "{size: 25, pairs: 1}"),
        ("plates: [0]", Code::OutOfRange, 27, "0 is below 0.1", "0.1 to 50, in kg"),
        ("plates: [45 lb]", Code::WrongUnit, 27, "45 lb is not in the plan's unit", "give it in kg"),
        ("plates: [.nan]", Code::WrongType, 27, "not a number", "0.1 to 50"),
        ("plates: [big]", Code::WrongType, 27, "`big` is not a number", "0.1 to 50"),
        ("plates: [{pairs: 2}]", Code::Missing, 27, "size` is missing", "size: 25"),
        ("plates: [{size: 20, pairs: 0}]", Code::OutOfRange, 27, "0, below 1", "1 to 20"),
        ("plates: []", Code::OutOfRange, 27, "no plate", "list the sizes"),
        ("dumbbells: [5, 5]", Code::Repeated, 28, "dumbbell of 5 is given twice", "keep one"),
        ("has: [cabel]", Code::UnknownValue, 29, "`cabel`", "did you mean `cable`?"),
        ("errors: [rounding]", Code::UnknownValue, 31, "`rounding`", "lumbar-rounding"),
        ("errors: [jerking, jerking]", Code::Repeated, 31, "`jerking` is given twice", "keep one"),
        ("weekly_rise: 12", Code::OutOfRange, 36, "12 is above 10", "5 to 10"),
        ("weekly_rise: 7.25", Code::OutOfRange, 36, "more than one decimal", "7.5"),
        ("titles: secret", Code::UnknownValue, 37, "`secret`", "private, detailed"),
        ("notes: [suplements]", Code::UnknownValue, 38, "`suplements`", "did you mean `supplements`?"),
        ("age: 9", Code::OutOfRange, 1, "9, below 10", "10 to 100"),
        ("age: 29\nage_band: 46+", Code::Contradiction, 2, "29 is not in that band", "give one of the two"),
        ("age: 29\nname: \"a\\nb\"", Code::WrongType, 2, "cannot be seen (U+000A)", "one line"),
        ("age: 29\nname: \"a\u{202e}b\"", Code::WrongType, 2, "cannot be seen (U+202E)", "visible"),
        ("age: 29\nreps: 5", Code::UnknownField, 2, "no field `reps`", "belongs under `deadlift`"),
        ("age: 29\nage-band: 18-40", Code::UnknownField, 2, "no field `age-band`", "did you mean `age_band`?"),
        ("age: 29\nage: 30", Code::Repeated, 2, "`age` is given twice", "keep one"),
        ("hip_problem: false\n  hipproblem: true", Code::UnknownField, 35, "no field `hipproblem`", "did you mean `hip_problem`?"),
    ];
    good(&with("reps: 5"));
    let mut failures = Vec::new();
    for (fragment, code, at, message, help) in slips {
        let found = bad(&with(fragment));
        let fits = |one: &Diagnostic| {
            one.code == *code
                && line(one) == *at
                && one.message.contains(message)
                && one.help.as_ref().is_some_and(|text| text.contains(help))
        };
        // One slip, one message: nothing follows from it that would send the lifter elsewhere.
        if found.len() != 1 || !fits(&found[0]) {
            failures.push(format!("{fragment}\n{}", found.iter().map(Diagnostic::to_string).collect::<String>()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn what_is_missing_is_said_once_each() {
    let found = bad("name: A. Lifter\n");
    let fields: Vec<_> = found.iter().map(|one| (one.code, one.field.as_deref().unwrap())).collect();
    assert_eq!(fields, [(Code::Missing, "age_band"), (Code::Missing, "deadlift.working_weight"), (Code::Missing, "pain.status")]);
    for text in ["- a\n- b\n", "just words\n", "42\n"] {
        let found = bad(text);
        assert_eq!((found.len(), found[0].code, line(&found[0])), (1, Code::WrongType, 1), "{text}");
    }
}

#[test]
fn every_mistake_is_reported_in_one_run_in_the_order_of_the_file() {
    let text = "\
age_band: 30
deadlift:
  working_weight: 900 kg
  reps: 0
  reps: 5
  weight: 3
pain:
  status: hurts
  signs: [tingling, nonsense]
schedule:
  start: 2026-02-30
  slots:
    - {day: mon, at: \"18:00\"}
    - {day: mon, at: 18:00}
    - {day: someday, at: noon}
equipment:
  plates: [20, 20]
colour: red
";
    let found = bad(text);
    let lines: Vec<_> = found.iter().map(|one| (line(one), one.code)).collect();
    assert_eq!(
        lines,
        [
            (1, Code::UnknownValue),
            (3, Code::OutOfRange),
            (4, Code::OutOfRange),
            (5, Code::Repeated),
            (6, Code::UnknownField),
            (8, Code::UnknownValue),
            (9, Code::UnknownValue),
            (11, Code::BadDate),
            (14, Code::Repeated),
            (15, Code::UnknownValue),
            (15, Code::BadDate),
            (17, Code::Repeated),
            (18, Code::UnknownField),
        ]
    );
    assert!(found.iter().all(|one| one.help.is_some() && one.place.as_ref().is_some_and(|place| place.width >= 1)));
}

#[test]
fn a_mistake_is_shown_as_fact_place_and_remedy() {
    let found = bad(&MINIMAL.replace("100 kg", "900 kg"));
    assert_eq!(
        found[0].to_string(),
        "profile.yaml:3:19: error[R105]: deadlift.working_weight: 900 kg is above 500 kg; help: did you mean 90 kg?\n 3 |   working_weight: 900 kg\n   |                   ^^^^^^\n"
    );
}

#[test]
fn three_fields_are_enough_and_the_rest_takes_its_default() {
    let profile = good(MINIMAL);
    assert_eq!((profile.age, profile.age_band), (None, AgeBand::UpTo40));
    assert_eq!((profile.deadlift.reps, profile.deadlift.lift, profile.deadlift.sessions_per_week), (5, Lift::Conventional, 1));
    assert_eq!((profile.pain.episodes, profile.pain.eased_by, profile.pain.full_range), (1, Easing::Unsure, false));
    let slots: Vec<_> = profile.schedule.slots.iter().map(|slot| format!("{} {}", slot.day, slot.at.format("%H:%M"))).collect();
    assert_eq!(slots, ["Mon 18:00", "Wed 18:00", "Fri 18:00"]);
    assert_eq!((profile.schedule.minutes, profile.schedule.daily.format("%H:%M").to_string().as_str()), (75, "18:00"));
    assert_eq!(profile.equipment.bars, [Load::new(20_000, Unit::Kg)]);
    let sizes: Vec<_> = profile.equipment.plates.iter().map(|plate| plate.size.to_string()).collect();
    assert_eq!(sizes, ["25", "20", "15", "10", "5", "2.5", "1.25"]);
    assert_eq!((profile.preferences.weekly_rise.tenths(), profile.preferences.titles), (100, Titles::Private));

    let pounds = good(&MINIMAL.replace("100 kg", "315 lb"));
    assert_eq!(pounds.equipment.bars, [Load::new(45_000, Unit::Lb)]);
    assert_eq!(pounds.equipment.plates.len(), 6);
    for (status, full) in [("pain-free", true), ("nagging", true), ("acute", false), ("settled", false), ("soreness", false)] {
        assert_eq!(good(&MINIMAL.replace("acute", status)).pain.full_range, full, "{status}");
    }
}

#[test]
fn plates_are_held_largest_first_whatever_their_order() {
    let profile = good(&with("plates: [1.25, {size: 20, pairs: 2}, 2.5 kg, 0.5]"));
    let plates: Vec<_> = profile.equipment.plates.iter().map(|plate| (plate.size.to_string(), plate.pairs)).collect();
    let expected = [("20", Some(2)), ("2.5", None), ("1.25", None), ("0.5", None)];
    assert_eq!(plates, expected.map(|(size, pairs)| (size.to_owned(), pairs)));
}

#[test]
fn what_people_type_is_understood_where_its_meaning_is_plain() {
    let slots = |text: &str| good(&with(&format!("slots: [{text}]"))).schedule.slots;
    let monday = slots("{day: mon, at: \"18:00\"}");
    for text in ["{day: Mon, at: 18:00}", "{day: monday, at: 18:00}", "{day: Monday, at: \"18:00\"}"] {
        assert_eq!(slots(text), monday, "{text}");
    }
    let dated = |text: &str| good(&with(&format!("last_lifted: {text}"))).deadlift.last_lifted;
    assert_eq!((dated("9.11.2026"), dated("09.11.2026")), (dated("2026-11-09"), dated("2026-11-09")));
    assert!(bad(&with("last_lifted: 30.2.2026"))[0].message.contains("February 2026 has 28 days"));
}

#[test]
fn a_decimal_comma_is_never_two_plates() {
    let told = |plates: &str| -> Vec<String> {
        let wrong = bad(&with(&format!("plates: {plates}")));
        wrong.iter().map(|one| format!("{}; {}", one.message, one.help.as_deref().unwrap())).collect()
    };
    let half = told("[20, 10, 2,5]");
    assert!(
        half.len() == 1 && half[0].starts_with("`2,5` stands here for two plates, 2 and 5; write a point for the comma: `2.5`"),
        "{half:?}"
    );
    let several = told("[20, 10, 5, 2,5, 1,25]");
    assert!(several.len() == 2 && several[1].contains("`1.25`"), "{several:?}");
    assert!(told("[20,10,5,2,5,1,25]").len() == 2, "without any space");
    assert!(told("[20, 10, 2,5 kg]")[0].contains("write a point for the comma: `2.5 kg`"));
    assert!(told("[20, 10, \"2,5\"]")[0].contains("write a point for the comma: `2.5`"));
    // Nothing of it is taken for a comma that separates.
    for fine in ["[20,10,5,2.5]", "[25, 20, 15, 10, 5, 2.5, 1.25]", "[5,10,20]", "[2, 5, 10]", "[20, 10,\n    5]"] {
        good(&with(&format!("plates: {fine}")));
    }
    assert!(bad(&with("dumbbells: [5, 7,5]"))[0].message.contains("`7,5` stands here for two dumbbells"));
    let pairs = told("[20, 20, 10, 10, 5]");
    assert!(pairs.len() == 2 && pairs[0].contains("the plate of 20 is given 2 times: on both sides together, or on each?"), "{pairs:?}");
}

#[test]
fn hours_from_greenwich_are_no_time_zone() {
    for zone in ["GMT+2", "UTC-5"] {
        let wrong = bad(&with(&format!("time_zone: {zone}")));
        let (message, help) = (&wrong[0].message, wrong[0].help.as_deref().unwrap());
        assert!(wrong.len() == 1 && message.contains("is no place") && help.contains("`Europe/Berlin`"), "{zone}: {wrong:?}");
    }
}

#[test]
fn the_band_of_an_age_changes_after_40_and_after_45() {
    for (age, band) in [(16, AgeBand::UpTo40), (40, AgeBand::UpTo40), (41, AgeBand::From41), (45, AgeBand::From41), (46, AgeBand::From46)] {
        let profile = good(&MINIMAL.replace("age_band: 18-40", &format!("age: {age}")));
        assert_eq!((profile.age, profile.age_band), (Some(age), band));
    }
}

#[test]
fn every_profile_of_the_project_reads_and_survives_being_written() {
    let mut read_so_far = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/profiles")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# "), "{} does not say who it is", path.display());
        let profile = good(&text);
        let written = serde_yaml::to_string(&profile).unwrap();
        assert_eq!(good(&written), profile, "{}", path.display());
        read_so_far += 1;
    }
    assert!(read_so_far >= 12, "only {read_so_far} profiles");
}

#[test]
fn a_profile_with_every_field_survives_being_written() {
    let profile = good(&with("plates: [{size: 20, pairs: 2}, 2.5]"));
    assert_eq!(profile.pain.status, PainStatus::Acute);
    assert_eq!(good(&serde_yaml::to_string(&profile).unwrap()), profile);
}

#[test]
fn what_a_coach_decides_is_read_whole_and_every_slip_in_it_is_told() {
    let decided = "decisions:
  - {session: loading-4-deadlift, load: 75 kg, sets: 3, made: 2026-12-20, by: coach, why: bar speed}
  - {session: loading-5-second-deadlift, sets: 2, made: 2026-12-20, why: travels}
  - {session: loading-6-deadlift, day: 2027-01-14, made: 2026-12-20, why: travels}
  - {session: loading-7-deadlift, skip: true, made: 2026-12-20, why: travels}
screened: 2026-11-20
";
    let profile = good(&format!("{MINIMAL}  medicine: daily\n{decided}"));
    let [first, second, later, left_out] = profile.decisions.as_slice() else { panic!("{:?}", profile.decisions) };
    assert_eq!((first.load, first.sets, first.by.as_deref()), (Some(Load::new(75_000, Unit::Kg)), Some(3), Some("coach")));
    assert_eq!((later.day.map(|day| day.to_string()).as_deref(), later.skip, left_out.skip), (Some("2027-01-14"), false, true));
    assert_eq!((second.session.to_string().as_str(), second.load, second.sets), ("loading-5-second-deadlift", None, Some(2)));
    assert_eq!(
        (profile.pain.medicine, profile.screened),
        (Some(Medicine::Daily), first.made.with_day(20).and_then(|day| day.with_month(11)))
    );
    assert_eq!(good(&serde_yaml::to_string(&profile).unwrap()), profile);
    // Who says nothing of it was not asked.
    assert_eq!((good(MINIMAL).pain.medicine, good(MINIMAL).screened, good(MINIMAL).decisions.len()), (None, None, 0));
    let own = good(&with("other_lifting: [{lift: squat, day: mon, at: \"18:00\", load: 120 kg}]"));
    assert_eq!(own.schedule.other_lifting[0].load, Some(Load::new(120_000, Unit::Kg)));
    for (decision, message) in [
        ("{session: loading-4-daily, load: 75 kg, made: 2026-12-20, why: x}", "`loading-4-daily` is not the id of a session"),
        ("{session: loading-4-deadlift, made: 2026-12-20, why: x}", "nothing was decided"),
        (
            "{session: loading-4-deadlift, sets: 2, skip: true, made: 2026-12-20, why: x}",
            "is left out, and something else is decided of it",
        ),
        ("{session: loading-4-core-1, skip: true, made: 2026-12-20, why: x}", "only a deadlift can be left out"),
        ("{session: loading-4-second-deadlift, day: 2026-12-29, made: 2026-12-20, why: x}", "only that of a week's deadlift"),
        ("{session: loading-4-deadlift, day: soon, made: 2026-12-20, why: x}", "soon"),
        ("{session: loading-4-deadlift, load: 75 kg, made: 2026-12-20}", "`decisions[0].why` is missing"),
        ("{session: loading-4-deadlift, load: 75 kg, why: x}", "`decisions[0].made` is missing"),
        ("{session: loading-4-deadlift, load: 165 lb, made: 2026-12-20, why: x}", "165 lb is not in the unit"),
        ("{session: loading-4-deadlift, sets: 0, made: 2026-12-20, why: x}", "`sets` is 0, below 1"),
    ] {
        let wrong = bad(&format!("{MINIMAL}decisions: [{decision}]\n"));
        assert!(wrong.len() == 1 && wrong[0].message.contains(message), "{decision}: {wrong:?}");
        assert!(wrong[0].help.is_some() && line(&wrong[0]) == 6, "{wrong:?}");
    }
    let twice = format!("{MINIMAL}decisions:\n{}", "  - {session: loading-4-deadlift, sets: 2, made: 2026-12-20, why: x}\n".repeat(2));
    assert!(bad(&twice)[0].message.contains("what was decided of loading-4-deadlift on 2026-12-20 is given twice"), "{:?}", bad(&twice));
}

#[test]
fn byte_order_marks_and_windows_line_ends_change_nothing() {
    let plain = good(MINIMAL);
    assert_eq!(good(&format!("\u{feff}{MINIMAL}")), plain);
    assert_eq!(good(&MINIMAL.replace('\n', "\r\n")), plain);
    let found = bad(&format!("\u{feff}{}", MINIMAL.replace('\n', "\r\n").replace("acute", "ouch")));
    let place = found[0].place.clone().unwrap();
    assert_eq!((place.line, place.column, place.text.as_str()), (5, 11, "  status: ouch"));
}

#[test]
fn files_that_are_no_profile_at_all_get_one_clear_error() {
    let bomb = {
        let mut text = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
        for pair in ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"] {
            let (from, to) = pair.split_at(1);
            text += &format!("{to}: &{to} [*{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}]\n");
        }
        text
    };
    let binary: String = (0u8..=255).map(char::from).collect();
    for (text, code) in [
        (String::new(), Code::Empty),
        ("\n# nothing\n".to_owned(), Code::Empty),
        (binary, Code::NotText),
        (bomb, Code::NotYaml),
        (format!("a: {}", "[".repeat(100_000)), Code::NotYaml),
        (format!("a: {}", "{a: ".repeat(10_000)), Code::NotYaml),
        ((0..100).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(), Code::NotYaml),
        (format!("{MINIMAL}---\n{MINIMAL}"), Code::NotYaml),
        (format!("{MINIMAL}mobility: *nothing\n"), Code::NotYaml),
        ("a".repeat(MAX_BYTES + 1), Code::TooLarge),
        (format!("name: {}\n", "x".repeat(10 * 1024 * 1024)), Code::TooLarge),
    ] {
        let found = bad(&text);
        assert_eq!((found.len(), found[0].code), (1, code), "{:.60}", text);
        assert!(found[0].help.is_some());
    }
}

#[test]
fn ten_thousand_mistakes_on_one_line_stay_a_readable_answer() {
    let found = bad(&with(&format!("plates: [{}]", "x, ".repeat(50))));
    assert_eq!(found.len(), 50);
    let keys: String = (0..10_000).map(|number| format!("key{number}: 1\n")).collect();
    let found = bad(&format!("{keys}{MINIMAL}"));
    assert_eq!((found.len(), found[20].message.as_str()), (21, "fields that do not exist, not shown: 9980"));
    let flow: String = (0..15_000).map(|number| format!("k{number}: 1, ")).collect();
    let found = bad(&format!("{{{flow}}}"));
    assert!(found.iter().map(|one| one.to_string().len()).sum::<usize>() < 100_000);
}

#[test]
fn what_a_file_holds_cannot_steer_the_terminal() {
    let found = bad(&format!("{MINIMAL}\"\\e[2J\\u202e\": 1\nname: \"\\e]0;x\\a\"\n"));
    for one in found {
        let shown = one.to_string();
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }
}

/// Whatever is cut out of a profile, doubled or put into it: an answer, with places that exist.
#[test]
fn no_text_brings_the_reader_down() {
    const PIECES: &[&str] = &[
        "\n", "\t", "  ", "[", "]", "{", "}", ":", ",", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "#", "~", "-", "null", "nan",
        "9",
    ];
    let (count, seed) = drawn("REHINGE_EDITED", 50, 400);
    let mut rng = fastrand::Rng::with_seed(seed);
    for _ in 0..count {
        let mut characters: Vec<char> = with("reps: 5").chars().collect();
        for _ in 0..rng.usize(1..6) {
            let at = rng.usize(0..=characters.len());
            let to = (at + rng.usize(0..30)).min(characters.len());
            characters.splice(at..to, random::text(&mut rng, PIECES, 6).chars());
        }
        let text: String = characters.into_iter().collect();
        if let Err(wrong) = read(&text, "profile.yaml", &PROTOCOL) {
            assert!(!wrong.is_empty(), "{text}");
            let lines = text.split('\n').count();
            for one in wrong {
                assert!(!one.to_string().is_empty(), "{text}");
                if let Some(place) = one.place {
                    assert!(1 <= place.line && place.line <= lines && place.column >= 1 && place.width >= 1, "{place:?}\n{text}");
                    assert!(place.column <= place.text.chars().count() + 1, "{place:?}\n{text}");
                }
            }
        }
    }
}
