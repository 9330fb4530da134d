//! The plan file: what is written is what is read, by us and by others.

use rehinge::diagnostic::Code;
use rehinge::document::Document;
use rehinge::plan::file::{HEADER, plan_yaml, read_plan};
use rehinge::plan::{Instead, OwnSession};
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
fn small_things_stand_on_one_line_and_times_and_odd_words_are_quoted() {
    let text = plan_yaml(&read_plan(HAND_MADE, "hand-made.yaml").unwrap());
    for line in [
        "created: 2026-11-22",
        "name: \"no\"",
        "- {day: mon, at: \"18:00\"}",
        "- {reps: 5, load: 22.5 kg, percent: 36.0, bar: 20 kg, per_side: [1.25]}",
        "because: [reload-start, work-sets]",
        "phases: [movement, loading]",
        "plates:",
        "start: 2026-11-23T18:00",
    ] {
        assert!(text.lines().any(|written| written.trim_start() == line), "`{line}` is missing in\n{text}");
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
