//! The schemas that editors go by: what the readers take they take, what stands in the project they take, and they
//! say what the readers say. What the readers say is asserted here; what the schemas say to the same texts, by
//! `tests/readers/judged.py`, which `.ci/run` runs.

use crate::common::judged::Judged;
use crate::common::{Lifter, PROTOCOL, day, with};
use rehinge::log::{self, Entry};
use rehinge::plan::file::{plan_yaml, read_plan};
use rehinge::profile;
use rehinge::schema;
use rehinge::units::Unit;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The profiles of the project, with their names.
fn profiles() -> Vec<(String, String)> {
    let files = fs::read_dir(root().join("profiles")).unwrap().map(|entry| entry.unwrap().path());
    let mut read: Vec<_> =
        files.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())).collect();
    read.sort();
    assert!(read.len() >= 12);
    read
}

/// `REHINGE_WRITE=1 cargo test --test library schema::` writes them anew.
#[test]
fn the_schemas_in_the_documents_are_those_of_today() {
    for (name, schema) in [("profile", schema::profile(&PROTOCOL)), ("plan", schema::plan(&PROTOCOL)), ("log", schema::log(&PROTOCOL))] {
        let path = root().join(format!("docs/schemas/{name}.schema.json"));
        let made = format!("{schema:#}\n");
        if std::env::var_os("REHINGE_WRITE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, made).unwrap();
        } else {
            assert!(
                fs::read_to_string(&path).unwrap_or_default() == made,
                "{}: REHINGE_WRITE=1 cargo test --test library schema::",
                path.display()
            );
        }
    }
}

#[test]
fn every_profile_and_plan_of_the_project_is_taken() {
    let (mut of_profiles, mut of_plans) = (Judged::by(schema::profile(&PROTOCOL)), Judged::by(schema::plan(&PROTOCOL)));
    let mut plans = 0;
    for (name, text) in profiles() {
        of_profiles.takes(&text);
        let address = text.lines().find_map(|line| line.strip_prefix("# yaml-language-server: $schema=")).expect(&name);
        assert!(root().join("profiles").join(address).exists(), "{name}: {address}");
        if let Ok(plan) = Lifter::of(&text).try_plan() {
            of_plans.takes(&plan_yaml(&plan));
            of_profiles.takes(&serde_yaml::to_string(&plan.profile).unwrap());
            plans += 1;
        }
    }
    assert!(plans >= 8, "{plans} plans");
    let text = fs::read_to_string(root().join("tests/fixtures/hand-made.yaml")).unwrap();
    of_plans.takes(&plan_yaml(&read_plan(&text, "hand-made.yaml").unwrap()));
    // The schema is that of what is written.
    of_plans.refuses(&text);
    of_profiles.write("profiles");
    of_plans.write("plans");
}

#[test]
fn a_plan_with_its_past_is_taken_too() {
    let plan = Lifter::named("extension-eased").plan();
    let entries = log::read(
        "- session: loading-1-deadlift\n  date: 2026-12-10\n  load: 50 kg\n  sets: [5, 5, 5, 5]\n  pain: {worst: 4, morning: 4, kind: diffuse}\n\
         - session: loading-2-deadlift\n  date: 2026-12-17\n  missed: other\n",
        "log",
        Unit::Kg,
        &PROTOCOL,
    )
    .unwrap()
    .entries;
    let request = rehinge::follow::Request { plan: &plan, log: &entries, today: day("2026-12-19"), now: None };
    let text = plan_yaml(&rehinge::follow::replan(&request, &PROTOCOL).unwrap().plan);
    assert!(text.contains("done: {") && text.contains("revisions:"), "{text}");
    let mut schema = Judged::by(schema::plan(&PROTOCOL));
    schema.takes(&text);
    schema.write("revision");
}

#[test]
fn a_plan_that_cannot_be_read_is_refused() {
    let mut schema = Judged::by(schema::plan(&PROTOCOL));
    let text = plan_yaml(&Lifter::named("minimal").plan());
    for (what, by) in [
        ("lumbar: heavy", "lumbar: havy"),
        ("schema: rehinge/plan/v2", "schema: rehinge/plan/v3"),
        ("deadlift: {load: 50 kg, ", "deadlift: {load: 50 kg, deload: perhaps, "),
        ("revision: 0", "revision: -1"),
        ("starts: 2026", "starts: on 2026"),
        ("working_weight: 100 kg", "working_weight: 100"),
        ("because: [", "becuase: ["),
        ("status: acute", "status: acut"),
        ("reps: 5, load", "reps: 5, laod"),
    ] {
        assert!(text.contains(what), "{what}");
        let changed = text.replacen(what, by, 1);
        assert!(read_plan(&changed, "plan").is_err(), "{by}");
        schema.refuses(&changed);
    }
    schema.write("broken-plans");
}

#[test]
fn logs_are_taken_as_they_are_read() {
    let mut schema = Judged::by(schema::log(&PROTOCOL));
    let document = fs::read_to_string(root().join("docs/log.md")).unwrap();
    let example = document.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert!(log::read(example, "log", Unit::Kg, &PROTOCOL).is_ok());
    schema.takes(example);
    let mut entry = Entry::new("loading-1-deadlift", day("2026-12-10"));
    entry.note = Some("42".to_owned());
    schema.takes(&log::yaml(&entry));
    schema.takes("- session: loading-1-deadlift\n  date: 10.12.2026\n  pain: {kind: dull}\n");
    for text in [
        "- date: 2026-12-10\n",
        "- session: loading-1-deadlift\n  date: 10/12/2026\n",
        "- session: Loading 1\n  date: 2026-12-10\n",
        "- session: a\n  date: 2026-12-10\n  load: 80\n",
        "- session: a\n  date: 2026-12-10\n  load: [80 kg, 600 kg]\n",
        "- session: a\n  date: 2026-12-10\n  sets: 5 5 5\n",
        "- session: a\n  date: 2026-12-10\n  pain: {worst: 11}\n",
        "- session: a\n  date: 2026-12-10\n  pain: 3\n",
        "- session: a\n  date: 2026-12-10\n  missed: holiday\n",
        "- session: a\n  date: 2026-12-10\n  at: \"6pm\"\n",
        "- session: a\n  date: 2026-12-10\n  worst: 3\n",
        "session: a\ndate: 2026-12-10\n",
    ] {
        assert!(log::read(text, "log", Unit::Kg, &PROTOCOL).is_err(), "{text}");
        schema.refuses(text);
    }
    schema.write("logs");
}

/// Values of every kind, right in one field or another.
const VALUES: [&str; 46] = [
    "0",
    "1",
    "5",
    "10",
    "12",
    "13",
    "29",
    "40",
    "41",
    "75",
    "101",
    "241",
    "-1",
    "4.5",
    "7.5",
    "1e2",
    "true",
    "false",
    "yes",
    "~",
    "\"\"",
    "\"5\"",
    "[]",
    "{}",
    "[5, 2.5]",
    "[5, 5]",
    "[{size: 20, pairs: 2}, 1.25]",
    "[20 kg, 15 kg]",
    "20 kg",
    "100 kg",
    "100. kg",
    "0100 KG",
    "+62.5kg",
    "225 lbs",
    "500.5 kg",
    "19.9 kg",
    "acute",
    "sumo",
    "2026-11-20",
    "2026-02-30",
    "2101-01-01",
    "\"18:00\"",
    "18:00",
    "[cable, band]",
    "[{day: mon, at: 18:00}]",
    "Europe/Berlin",
];

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let mut schema = Judged::by(schema::profile(&PROTOCOL));
    let fields: Vec<String> = with("reps: 5")
        .lines()
        .filter_map(|line| line.trim().split_once(':').map(|(key, _)| key.to_owned()))
        .filter(|key| with_works(key))
        .collect();
    assert!(fields.len() > 25, "{fields:?}");
    let mut taken = 0;
    for (field, value) in fields.iter().flat_map(|field| VALUES.map(|value| (field, value))) {
        let text = with(&format!("{field}: {value}"));
        if profile::read(&text, "", &PROTOCOL).is_ok() {
            taken += 1;
            schema.takes(&text);
        } else {
            schema.should_refuse(&text);
        }
    }
    assert!(taken > 40, "{taken} taken");
    schema.write("fields");
}

/// Sections cannot be replaced by a value in one line.
fn with_works(key: &str) -> bool {
    !["deadlift", "pain", "schedule", "equipment", "technique", "mobility", "preferences"].contains(&key)
}

/// The schemas and what they are to take, for the readers of other makers.
#[test]
fn the_files_for_other_readers_are_written() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemas");
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("profile.schema.json"), schema::profile(&PROTOCOL).to_string()).unwrap();
    fs::write(dir.join("plan.schema.json"), schema::plan(&PROTOCOL).to_string()).unwrap();
    for (name, text) in profiles() {
        if let Ok(plan) = Lifter::of(&text).try_plan() {
            let plan = plan_yaml(&plan);
            fs::write(dir.join(format!("{name}.plan.yaml")), format!("# yaml-language-server: $schema=plan.schema.json\n{plan}")).unwrap();
        }
    }
}
