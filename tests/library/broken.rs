//! Profiles with one mistake each: what the first line says of it, and whether a schema can see it.

use crate::common::judged::{Judged, as_json};
use crate::common::{PROTOCOL, with};
use rehinge::profile::read;
use std::fs;
use std::path::Path;

/// A schema sees it.
const SEEN: &str = "";

/// The line that is wrong, what is said of it behind the name of the file, and why a schema cannot see it.
const BROKEN: &[(&str, &str, &str)] = &[
    ("age: 9", "1:6: error[R105]: `age` is 9, below 10; help: `age` takes a whole number from 10 to 100", SEEN),
    (
        "age: twenty-nine",
        "1:6: error[R103]: age: `twenty-nine` is not a whole number; help: `age` takes a whole number from 10 to 100",
        SEEN,
    ),
    ("age: \"29\"", "1:6: error[R103]: `age` takes a whole number, and \"29\" in quotes is text; help: write `29` without quotes", SEEN),
    (
        "age: 29\nage_band: 46+",
        "2:11: error[R109]: age_band: an age of 29 is not in that band; help: give one of the two",
        "it compares two fields",
    ),
    ("age: 29\nage-band: 18-40", "2:1: error[R102]: there is no field `age-band`; help: did you mean `age_band`?", SEEN),
    ("age: 29\nnmae: A. Lifter", "2:1: error[R102]: there is no field `nmae`; help: did you mean `name`?", SEEN),
    ("age: 29\nreps: 5", "2:1: error[R102]: there is no field `reps`; help: `reps` belongs under `deadlift`", SEEN),
    (
        "age: 29\nage: 30",
        "2:1: error[R108]: `age` is given twice; it stands on line 1 already; help: keep one of them",
        "YAML itself forbids it: a parser says so before any schema",
    ),
    ("age: 29\nname: \"\"", "2:7: error[R103]: `name` is blank; help: fill it in, or remove the line", SEEN),
    ("working_weight: 900 kg", "3:19: error[R105]: deadlift.working_weight: 900 kg is above 500 kg; help: did you mean 90 kg?", SEEN),
    ("working_weight: 100", "3:19: error[R106]: deadlift.working_weight: a weight needs its unit; help: write `100 kg` or `100 lb`", SEEN),
    (
        "working_weight: 100kgs",
        "3:19: error[R106]: deadlift.working_weight: `kgs` is not a unit of weight; help: write kilograms as `100 kg`, pounds as `225 lb`",
        SEEN,
    ),
    (
        "working_weight: 100,5 kg",
        "3:19: error[R103]: deadlift.working_weight: `100,5` is not a number; help: write a point for the comma: `100.5 kg`",
        SEEN,
    ),
    (
        "working_weight: heavy",
        "3:19: error[R103]: deadlift.working_weight: `heavy` is not a number; help: write a number and its unit: `100 kg` or `225 lb`",
        SEEN,
    ),
    (
        "working_weight: 5 kg",
        "3:19: error[R105]: deadlift.working_weight: 5 kg is below 20 kg; help: `working_weight` takes 20 kg to 500 kg",
        SEEN,
    ),
    (
        "working_weight: [100 kg]",
        "3:3: error[R103]: deadlift.working_weight: `working_weight` takes a weight with its unit, not a list; help: write `100 kg` or `225 lb`",
        SEEN,
    ),
    ("reps: 0", "4:9: error[R105]: deadlift.reps: `reps` is 0, below 1; help: `reps` takes a whole number from 1 to 12", SEEN),
    ("reps: five", "4:9: error[R103]: deadlift.reps: `five` is not a whole number; help: `reps` takes a whole number from 1 to 12", SEEN),
    ("reps: 13", "4:9: error[R105]: deadlift.reps: `reps` is 13, above 12; help: `reps` takes a whole number from 1 to 12", SEEN),
    ("reps: 5\n  repz: 5", "5:3: error[R102]: deadlift.repz: there is no field `repz`; help: did you mean `reps`?", SEEN),
    (
        "lift: sumu",
        "5:9: error[R104]: deadlift.lift: there is no lift `sumu`; help: did you mean `sumo`? Known are conventional, sumo, trap-bar",
        SEEN,
    ),
    (
        "lift: Conventional",
        "5:9: error[R104]: deadlift.lift: there is no lift `Conventional`; help: did you mean `conventional`? Known are conventional, sumo, trap-bar",
        SEEN,
    ),
    (
        "last_lifted: 13/11/2026",
        "6:16: error[R107]: deadlift.last_lifted: `13/11/2026` is not a date; help: write year, month and day: `2026-11-23`",
        SEEN,
    ),
    (
        "last_lifted: 2026-02-30",
        "6:16: error[R107]: deadlift.last_lifted: 2026-02-30 does not exist: February 2026 has 28 days; help: the last day of that month is 2026-02-28",
        SEEN,
    ),
    (
        "last_lifted: 2026-12-24",
        "6:16: error[R109]: deadlift.last_lifted: 2026-12-24 is after the start of the plan, 2026-11-23; help: it lies before the plan: check both dates",
        "it compares two fields",
    ),
    (
        "sessions_per_week: 3",
        "7:22: error[R105]: deadlift.sessions_per_week: `sessions_per_week` is 3, above 2; help: `sessions_per_week` takes a whole number from 1 to 2",
        SEEN,
    ),
    (
        "status: acut",
        "9:11: error[R104]: pain.status: there is no status `acut`; help: did you mean `acute`? Known are pain-free, soreness, nagging, acute, settled",
        SEEN,
    ),
    (
        "status: setled",
        "9:11: error[R104]: pain.status: there is no status `setled`; help: did you mean `settled`? Known are pain-free, soreness, nagging, acute, settled",
        SEEN,
    ),
    (
        "status: pain-free",
        "10:8: error[R109]: pain.now: status `pain-free` says that nothing hurts now, and this says 2 of 10; help: use `nagging` or `acute` while it still hurts",
        "it compares two fields",
    ),
    ("now: 11", "10:8: error[R105]: pain.now: `now` is 11, above 10; help: `now` takes a whole number from 0 to 10", SEEN),
    (
        "now: 6",
        "10:8: error[R109]: pain.now: 6 of 10 is more than the worst, 5; help: raise `worst` to 6, or lower this",
        "it compares two fields",
    ),
    ("worst: -1", "11:10: error[R105]: pain.worst: `worst` is -1, below 0; help: `worst` takes a whole number from 0 to 10", SEEN),
    ("worst: 4.5", "11:10: error[R103]: pain.worst: `4.5` is not a whole number; help: `worst` takes a whole number from 0 to 10", SEEN),
    ("began: yesterday", "12:10: error[R107]: pain.began: `yesterday` is not a date; help: write year, month and day: `2026-11-23`", SEEN),
    ("sudden: yes", "13:11: error[R103]: pain.sudden: `yes` is not true or false; help: did you mean `true`?", SEEN),
    (
        "eased_by: extention",
        "14:13: error[R104]: pain.eased_by: there is no eased_by `extention`; help: did you mean `extension`? Known are extension, flexion, neither, unsure",
        SEEN,
    ),
    (
        "pain_free_days: many",
        "15:19: error[R103]: pain.pain_free_days: `many` is not a whole number; help: `pain_free_days` takes a whole number from 0 to 3650",
        SEEN,
    ),
    ("signs: [tinglin]", "16:11: error[R104]: pain.signs[0]: there is no sign `tinglin`; help: did you mean `tingling`?", SEEN),
    ("signs: [tingling, tingling]", "16:21: error[R108]: pain.signs[1]: `tingling` is given twice; help: keep one of them", SEEN),
    (
        "signs: tingling",
        "16:10: error[R103]: pain.signs: `signs` takes a list, not a single value; help: write `signs: [bladder-change]`",
        SEEN,
    ),
    ("clearance: {by: clinician}", "17:1: error[R101]: `clearance.date` is missing; help: say when it was given: `date: 2026-11-20`", SEEN),
    (
        "clearance: {by: clinician, date: 2026-11-01}",
        "17:34: error[R109]: clearance.date: the clearance of 2026-11-01 is older than this pain, which began on 2026-11-13; help: a clearance holds for the episode it was given in: ask for a new one",
        "it compares two fields",
    ),
    (
        "clearance: {by: clinician, date: 2026-11-20, max_load: 180 lb}",
        "17:56: error[R106]: clearance.max_load: 180 lb is not in the unit of the working weight; help: give it in kg too; weights are never converted",
        "the unit is that of another field",
    ),
    (
        "start: 2026-13-01",
        "19:10: error[R107]: schedule.start: 2026-13-01 does not exist: there are 12 months; help: write year, month and day: `2026-11-23`",
        SEEN,
    ),
    (
        "time_zone: Berlin",
        "20:14: error[R110]: schedule.time_zone: there is no time zone `Berlin`; help: did you mean `Europe/Berlin`?",
        SEEN,
    ),
    (
        "minutes: 20",
        "21:12: error[R105]: schedule.minutes: `minutes` is 20, below 40; help: `minutes` takes a whole number from 40 to 240",
        SEEN,
    ),
    (
        "slots: []",
        "22:3: error[R105]: schedule.slots: there is no slot to train in; help: add at least one: `- {day: mon, at: \"18:00\"}`, or remove the field for Mon, Wed and Fri at 18:00",
        SEEN,
    ),
    (
        "slots: [{day: MONDAY, at: \"18:00\"}]",
        "22:17: error[R104]: schedule.slots[0].day: there is no day `MONDAY`; help: did you mean `mon`? Known are mon, tue, wed, thu, fri, sat, sun",
        SEEN,
    ),
    ("slots: [{day: mon, at: \"6:30\"}]", "22:26: error[R107]: schedule.slots[0].at: `6:30` lacks a digit; help: write `\"06:30\"`", SEEN),
    ("slots: [{day: mon}]", "22:12: error[R101]: `schedule.slots[0].at` is missing; help: add the time: `at: \"18:00\"`", SEEN),
    (
        "slots: [{day: mon, at: \"18:00\"}, {day: mon, at: \"18:00\"}]",
        "22:37: error[R108]: schedule.slots[1]: the slot mon 18:00 is given twice; help: keep one of them",
        SEEN,
    ),
    ("wakes: \"25:00\"", "23:10: error[R107]: schedule.wakes: 25:00 does not exist; help: the day has times from 00:00 to 23:59", SEEN),
    (
        "other_lifting: [{lift: squatt, day: mon, at: \"18:00\"}]",
        "24:26: error[R104]: schedule.other_lifting[0].lift: there is no lift `squatt`; help: did you mean `squat`? Known are barbell-row, deadlift-variation, front-squat, good-morning, overhead-press, romanian-deadlift, squat",
        SEEN,
    ),
    (
        "other_lifting: [{lift: squat, day: mon, at: \"18:00\", moveable: true}]",
        "24:56: error[R102]: schedule.other_lifting[0].moveable: there is no field `moveable`; help: did you mean `movable`?",
        SEEN,
    ),
    (
        "bar: 45 lb",
        "26:8: error[R106]: equipment.bar: 45 lb is not in the unit of the working weight; help: give it in kg too; weights are never converted",
        "the unit is that of another field",
    ),
    (
        "bar: 20 kg\n  bars: [15 kg]",
        "26:8: error[R109]: equipment.bar: `bar` and `bars` are both given; help: keep `bars`, the preferred one first",
        SEEN,
    ),
    (
        "plates: [25, 20, big]",
        "27:20: error[R103]: equipment.plates[2]: `big` is not a number; help: `plates` takes numbers from 0.1 to 50, in kg",
        SEEN,
    ),
    (
        "plates: [20, {size: 10, pairs: 0}]",
        "27:34: error[R105]: equipment.plates[1].pairs: `pairs` is 0, below 1; help: `pairs` takes a whole number from 1 to 20",
        SEEN,
    ),
    ("dumbbells: [5, 5.0]", "28:18: error[R108]: equipment.dumbbells[1]: the dumbbell of 5 is given twice; help: keep one of them", SEEN),
    ("has: [cabel]", "29:9: error[R104]: equipment.has[0]: there is no piece of equipment `cabel`; help: did you mean `cable`?", SEEN),
    (
        "errors: [rounding]",
        "31:12: error[R104]: technique.errors[0]: there is no error `rounding`; help: did you mean `lumbar-rounding`? Known are lumbar-rounding, lumbar-hyperextension, bar-drift, hip-position, jerking",
        SEEN,
    ),
    (
        "limits: [hamstring]",
        "33:12: error[R104]: mobility.limits[0]: there is no limit `hamstring`; help: did you mean `hamstrings`? Known are hamstrings, hip-flexors, hip-rotation, thoracic-spine",
        SEEN,
    ),
    ("hip_problem: maybe", "34:16: error[R103]: mobility.hip_problem: `maybe` is not true or false; help: write `true` or `false`", SEEN),
    (
        "weekly_rise: 12",
        "36:16: error[R105]: preferences.weekly_rise: 12 is above 10; help: `weekly_rise` takes numbers from 5 to 10",
        SEEN,
    ),
    (
        "weekly_rise: 7.25",
        "36:16: error[R105]: preferences.weekly_rise: 7.25 has more than one decimal; help: write one, as in `7.5`",
        "to a validator, 7.3 is no multiple of 0.1: binary fractions",
    ),
    ("titles: secret", "37:11: error[R104]: preferences.titles: there is no titles `secret`; help: known are private, detailed", SEEN),
    (
        "notes: [suplements]",
        "38:11: error[R104]: preferences.notes[0]: there is no note `suplements`; help: did you mean `supplements`? Known are supplements, desk-breaks",
        SEEN,
    ),
];

/// What the schema refuses and the language server of editors lets pass: it looks at the form of a date alone, and
/// does not compare items that are mappings.
const NOT_BY_EDITORS: [&str; 2] = ["last_lifted: 2026-02-30", "slots: [{day: mon, at: \"18:00\"}, {day: mon, at: \"18:00\"}]"];

#[test]
fn the_first_line_names_the_field_and_the_remedy() {
    assert!(BROKEN.len() >= 60);
    let mut failures = Vec::new();
    for (fragment, first, _) in BROKEN {
        let said = match read(&with(fragment), "profile.yaml", &PROTOCOL) {
            Ok(_) => "no mistake".to_owned(),
            Err(wrong) => wrong[0].to_string(),
        };
        if said.lines().next() != Some(&format!("profile.yaml:{first}")) {
            failures.push(format!("{fragment}\n{said}"));
        }
        assert!(first.contains("; help: "), "{first}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The files are judged by the readers of other makers that `.ci/run` runs: `judged.py` and `schemas.py`.
#[test]
fn a_schema_sees_what_it_can_see() {
    let schema = rehinge::schema::profile(&PROTOCOL);
    let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join("broken/seen");
    let _ = fs::remove_dir_all(&seen);
    fs::create_dir_all(&seen).unwrap();
    fs::write(seen.with_file_name("profile.schema.json"), schema.to_string()).unwrap();
    let mut schema = Judged::by(schema);
    for (at, (fragment, _, why)) in BROKEN.iter().enumerate() {
        let text = with(fragment);
        if *why == SEEN {
            schema.refuses(&text);
            if !NOT_BY_EDITORS.contains(fragment) {
                let header = "# yaml-language-server: $schema=../profile.schema.json\n";
                fs::write(seen.join(format!("{at}.yaml")), format!("{header}{text}")).unwrap();
            }
        } else if as_json(&text).is_some() {
            schema.takes(&text);
        }
    }
    schema.write("broken-profiles");
    let unseen = BROKEN.iter().filter(|(_, _, why)| *why != SEEN).count();
    assert!(unseen < 10, "{unseen} are not seen");
}
