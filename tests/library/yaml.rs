//! The plan file: what is written is what is read, by us and by others.

use crate::common::{Lifter, PROTOCOL, plans};
use rehinge::diagnostic::Code;
use rehinge::document::{Document, Node, Value};
use rehinge::plan::file::{HEADER, plan_yaml, read_plan, unfold};
use rehinge::plan::{FIRST_SCHEMA, Instead, OwnSession};
use rehinge::protocol::Lumbar;
use std::process::Command;

const HAND_MADE: &str = include_str!("../fixtures/hand-made.yaml");

#[test]
fn a_plan_that_is_written_and_read_again_is_the_same_plan() {
    let plan = read_plan(HAND_MADE, "hand-made.yaml").unwrap();
    let text = plan_yaml(&plan);
    assert_eq!(read_plan(&text, "again.yaml").unwrap(), plan, "{text}");
    assert_eq!(plan_yaml(&plan), text);
    assert!(text.starts_with(HEADER));
}

#[test]
fn a_usual_plan_is_short_and_each_of_its_weeks_stands_on_one_screen() {
    for (name, plan) in plans() {
        let text = plan_yaml(&plan);
        // A climb of more than eight weeks has more to say.
        let most = if plan.summary.loading_weeks <= 8 { 600 } else { 640 };
        assert!(text.lines().count() < most, "{name}: {} lines", text.lines().count());
        let weeks = text.split("\nweeks:\n").nth(1).unwrap().split("\nchanges:").next().unwrap();
        let weeks: Vec<&str> = weeks.trim_end().split("\n\n").collect();
        assert_eq!(weeks.len(), plan.weeks.len(), "{name}: a line is free between two weeks");
        for week in weeks {
            assert!(week.starts_with("  - week: ") && week.lines().count() <= 40, "{name}:\n{week}");
        }
        assert!(!text.contains('&') && !text.lines().any(|line| line.trim_start().starts_with('*')), "{name}: an anchor");
    }
}

#[test]
fn what_sessions_have_in_common_stands_once() {
    let plan = Lifter::named("extension-eased").plan();
    let text = plan_yaml(&plan);
    for (what, times) in
        [("\n  core:\n", 1), ("routine: core}", 4), ("exercise: curl-up", 3), ("On as planned, because", 1), ("{case: go-on, ", 9)]
    {
        assert_eq!(text.matches(what).count(), times, "`{what}`\n{text}");
    }
    // The four sets of the first deadlift are one, with their number.
    assert!(text.contains("role: work, sets: [{sets: 4, reps: 5, load: 50 kg, percent: 50.0, per_side: [15]}], because: ["), "{text}");
}

/// A plan of the first edition says the same as the second: every set for itself, every routine where it is done.
#[test]
fn the_first_edition_is_read_as_the_plan_that_it_was() {
    for (name, plan) in plans() {
        let second = plan_yaml(&plan);
        let first = on_one_line(unfold(Document::parse(&second, "second.yaml").unwrap()).unwrap().document.root());
        assert!(first.starts_with(&format!("{{schema: \"{FIRST_SCHEMA}\"")), "{name}");
        assert_eq!(read_plan(&first, "first.yaml").unwrap(), plan, "{name}");
        assert_eq!(check(&first), check(&second), "{name}");
    }
}

/// A tree as YAML, every text in quotes that needs them.
fn on_one_line(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, quoted } => {
            let plain = !quoted && text.chars().all(|c| c.is_alphanumeric() || " .-+".contains(c));
            if plain { text.clone() } else { serde_json::to_string(text).unwrap() }
        }
        Value::Sequence(items) => format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        Value::Mapping(entries) => {
            let entries = entries.iter().map(|entry| format!("{}: {}", entry.key, on_one_line(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

fn check(text: &str) -> (Vec<String>, Vec<&'static str>) {
    let report = rehinge::check::check_file(text, "plan.yaml", &PROTOCOL).unwrap();
    (report.findings.iter().map(|finding| format!("{} {}", finding.code, finding.observed)).collect(), report.judged)
}

#[test]
fn what_is_named_and_not_there_is_refused_with_its_place_and_what_there_is() {
    let text = plan_yaml(&Lifter::named("extension-eased").plan());
    for (from, to, says, help) in [
        ("{routine: warm-up}", "{routine: warmup}", "there is no routine `warmup`", "did you mean `warm-up`?"),
        ("lumbar: none, routine: core}", "lumbar: none, routine: zzz}", "there is no routine `zzz`", "what there is: "),
        ("{case: go-on,", "{case: go-in,", "there is no case `go-in`", "did you mean `go-on`?"),
        ("lumbar: none, routine: core}", "lumbar: none}", "a session has a `routine` or `exercises`", ""),
        ("{sets: 4, reps: 5,", "{sets: 4000000000, reps: 5,", "takes 1 to 100", ""),
    ] {
        assert!(text.contains(from), "{from}");
        let edited = text.replacen(from, to, 1);
        let wrong = read_plan(&edited, "edited.yaml").unwrap_err().remove(0);
        assert!(wrong.message.contains(says) && wrong.help.as_ref().unwrap().contains(help), "{wrong}");
        assert!(wrong.place.as_ref().unwrap().text.contains(to), "{wrong}");
        // The checker reads on, and says the same of that place.
        let report = rehinge::check::check_file(&edited, "edited.yaml", &PROTOCOL).unwrap();
        let finding = report.findings.iter().find(|it| rehinge::check::READING.contains(&it.code)).unwrap();
        assert!(finding.place.as_ref().unwrap().text.contains(to), "{finding}");
        assert!(report.judged.contains(&"deload-rhythm"), "{to}: {:?}", report.cannot_be_judged);
    }
}

/// Ten thousand sessions of a long routine are a small file and a large plan.
#[test]
fn a_file_cannot_grow_when_it_is_read() {
    let text = plan_yaml(&Lifter::named("minimal").plan());
    let one = "{exercise: curl-up, role: accessory, sets: [{reps: 6}], because: [big-three]}";
    let routine = format!("routines:\n  long:\n{}", format!("    - {one}\n").repeat(1_000));
    let row = text.lines().find(|line| line.contains("routine: core}")).unwrap();
    let rows = format!("{}\n", row.replace("routine: core}", "routine: long}")).repeat(1_000);
    let text = text.replacen("routines:\n", &routine, 1).replacen(&format!("{row}\n"), &rows, 1);
    let wrong = read_plan(&text, "large.yaml").unwrap_err().remove(0);
    assert!(wrong.message.contains("more than 20000 exercises"), "{wrong}");
    let wrong = rehinge::check::check_file(&text, "large.yaml", &PROTOCOL).map(|_| ()).unwrap_err().remove(0);
    assert!(wrong.message.contains("more than 20000 exercises"), "{wrong}");
}

#[test]
fn small_things_stand_on_one_line_and_times_and_odd_words_are_quoted() {
    let text = plan_yaml(&read_plan(HAND_MADE, "hand-made.yaml").unwrap());
    for line in ["created: 2026-11-22", "name: \"no\"", "phases: [movement, loading]", "start: 2026-11-23T18:00"] {
        assert!(text.lines().any(|written| written.trim_start() == line), "`{line}` is missing in\n{text}");
    }
    for part in [
        "{day: mon, at: \"18:00\"}",
        "{reps: 5, load: 22.5 kg, percent: 36.0, bar: 20 kg, per_side: [1.25]}",
        "because: [reload-start, work-sets]}",
    ] {
        assert!(text.contains(part), "`{part}` is missing in\n{text}");
    }
}

/// What stands on one line inside another line must not put what comes after it on one line, too: there, a change that
/// makes a session light cannot be written as YAML.
#[test]
fn a_week_that_ends_with_own_sessions_leaves_what_follows_in_block_style() {
    let mut plan = read_plan(HAND_MADE, "hand-made.yaml").unwrap();
    assert!(plan.changes.iter().any(|change| matches!(change.instead, Instead::Lighten { .. })));
    let week = plan.weeks.last_mut().unwrap();
    let start = week.starts.and_hms_opt(18, 0, 0).unwrap();
    week.own = vec![OwnSession { start, lifts: vec!["squat".to_owned()], lumbar: Lumbar::Heavy }];
    let text = plan_yaml(&plan);
    Document::parse(&text, "written.yaml").unwrap_or_else(|wrong| panic!("{}\n{text}", wrong[0]));
    assert!(text.contains("\nchanges:\n  - lifts: [squat]\n"), "{text}");
    assert_eq!(read_plan(&text, "written.yaml").unwrap(), plan, "{text}");
}

/// PyYAML reads YAML 1.1, in which an unquoted 18:00 is 1080 and an unquoted `no` is False.
#[test]
fn a_reader_of_yaml_1_1_sees_the_same_types() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("hand-made.plan.yaml");
    std::fs::write(&file, plan_yaml(&read_plan(HAND_MADE, "hand-made.yaml").unwrap())).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/readers/plan.py");
    let Ok(ran) = Command::new("python3").arg(script).arg(&file).output() else {
        eprintln!("python3 is not here: not judged");
        return;
    };
    if ran.status.code() == Some(77) {
        eprintln!("PyYAML is not here: not judged");
        return;
    }
    assert!(ran.status.success(), "{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_plan_that_was_edited_wrongly_is_refused_with_the_place() {
    for (from, to, code, line) in [
        ("revision: 0", "revison: 0", Code::UnknownField, 4),
        ("created: 2026-11-22", "created: 2026-02-30", Code::WrongType, 5),
        ("unit: kg", "unit: stone", Code::UnknownValue, 7),
        ("schema: rehinge/plan/v1", "schema: rehinge/plan/v9", Code::UnknownValue, 2),
        ("verdict: train", "verdict: [train", Code::NotYaml, 0),
    ] {
        let wrong = read_plan(&HAND_MADE.replacen(from, to, 1), "edited.yaml").unwrap_err().remove(0);
        assert_eq!(wrong.code, code, "{wrong}");
        assert!(wrong.help.is_some(), "{wrong}");
        let place = wrong.place.unwrap();
        assert!(line == 0 || place.line == line, "{to}: line {}", place.line);
    }
    assert_eq!(read_plan(" \n", "empty.yaml").unwrap_err()[0].code, Code::Empty);
}
