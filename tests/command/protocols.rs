//! A protocol that a clinic owns: written out, read back as the one built in, changed and obeyed, and refused with the
//! place of whatever contradicts itself.

use crate::common::{rehinge, root, stderr};
use std::fs;
use tempfile::TempDir;

/// A folder with the protocol written out to `clinic`, and the profiles beside it.
fn exported() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let output = rehinge(dir.path(), &["protocol", "export", "clinic"]);
    assert!(output.status.success(), "{}", stderr(&output));
    std::os::unix::fs::symlink(root().join("profiles"), dir.path().join("profiles")).unwrap();
    dir
}

/// Changes one place of a file; it must be there.
fn edit(dir: &TempDir, file: &str, what: &str, by: &str) {
    let path = dir.path().join("clinic").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(what), "`{what}` is not in {file}");
    fs::write(path, text.replacen(what, by, 1)).unwrap();
}

#[test]
fn what_is_exported_is_the_protocol_that_is_built_in() {
    let dir = exported();
    let output = rehinge(dir.path(), &["protocol", "check", "clinic"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("holds: "), "{output:?}");
    let plan = |more: &[&str]| {
        let base = ["plan", "profiles/extension-eased.yaml", "--today", "2026-11-22", "--format", "yaml", "--out", "-"];
        let output = rehinge(dir.path(), &[&base[..], more].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        output.stdout
    };
    assert_eq!(plan(&["--protocol", "clinic"]), plan(&[]));
    // A part of it is enough.
    for file in ["exercises.yaml", "signs.yaml", "wording.yaml", "sources.yaml"] {
        fs::remove_file(dir.path().join("clinic").join(file)).unwrap();
    }
    assert_eq!(plan(&["--protocol", "clinic"]), plan(&[]));
}

#[test]
fn an_edit_is_obeyed_by_every_command_and_never_written_over() {
    let dir = exported();
    edit(&dir, "protocol.yaml", "value: {cap: 10, lowest: 5}", "value: {cap: 8, lowest: 5}");
    edit(&dir, "wording.yaml", "End the set at any rounding", "Put the bar down at any rounding");
    let own = ["--protocol", "clinic", "--today", "2026-11-22"];
    let output = rehinge(dir.path(), &[&["plan", "profiles/extension-eased.yaml", "--format", "yaml,json"][..], &own].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let plan = fs::read_to_string(dir.path().join("extension-eased.plan.yaml")).unwrap();
    assert!(
        plan.contains("Put the bar down") && plan.contains("deadlift: {load: 57.5 kg, ") && !plan.contains("deadlift: {load: 60 kg, "),
        "{plan}"
    );
    let check = |more: &[&str]| rehinge(dir.path(), &[&["check", "extension-eased.plan.yaml"][..], more].concat()).status.code();
    assert_eq!(check(&["--protocol", "clinic"]), Some(0));
    let explained = rehinge(dir.path(), &["explain", "extension-eased.plan.yaml", "week-4", "--instead", "60kg", "--protocol", "clinic"]);
    let explained = String::from_utf8(explained.stdout).unwrap();
    assert!(explained.contains("a week rises by at most") && explained.contains(" 8."), "{explained}");
    // What was changed stays, unless it is given up.
    let again = rehinge(dir.path(), &["protocol", "export", "clinic"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("protocol.yaml") && stderr(&again).contains("wording.yaml") && !stderr(&again).contains("signs.yaml"));
    assert!(rehinge(dir.path(), &["protocol", "export", "clinic", "--force"]).status.success());
    assert!(fs::read_to_string(dir.path().join("clinic/protocol.yaml")).unwrap().contains("cap: 10"));
}

#[test]
fn a_deadlift_is_known_by_what_the_protocol_says_and_not_by_its_id() {
    let dir = exported();
    edit(&dir, "exercises.yaml", "\n  deadlift:\n", "\n  floor-pull:\n");
    edit(&dir, "exercises.yaml", "alternative: deadlift\n", "alternative: floor-pull\n");
    let own = ["--protocol", "clinic", "--today", "2026-11-22"];
    let output = rehinge(dir.path(), &[&["plan", "profiles/extension-eased.yaml", "--format", "yaml"][..], &own].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let path = dir.path().join("extension-eased.plan.yaml");
    let plan = fs::read_to_string(&path).unwrap();
    assert!(plan.contains("floor-pull") && !plan.contains("exercise: deadlift"), "{plan}");
    let check = || rehinge(dir.path(), &["check", "extension-eased.plan.yaml", "--protocol", "clinic"]);
    assert_eq!(check().status.code(), Some(0), "{:?}", check());
    // What only sounds like one is none.
    fs::write(&path, plan.replace("floor-pull", "suitcase-deadlift")).unwrap();
    let output = check();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("a deadlift session without a deadlift"), "{output:?}");
}

/// What is changed in which file, and what is said about it: the place by its marked words, the fact, the remedy.
const CONTRADICTIONS: &[(&str, &str, &str, &str, &str)] = &[
    // Rates above their caps.
    (
        "protocol.yaml",
        "value: {cap: 10, lowest: 5}",
        "value: {cap: 10, lowest: 12}",
        "the lowest weekly rise is above its cap",
        "at most `cap`",
    ),
    (
        "protocol.yaml",
        "value: {cap: 5, from: 90}",
        "value: {cap: 15, from: 90}",
        "the near-maximal rise is above the weekly cap",
        "smaller",
    ),
    ("protocol.yaml", "value: {cap: 10, lowest: 5}", "value: {cap: 40, lowest: 5}", "above any that is gradual", "25 points"),
    ("protocol.yaml", "value: {load: 80, scheme:", "value: {load: 120, scheme:", "the lighter day is heavier", "100 %"),
    // Ranges upside down.
    ("protocol.yaml", "younger: {from: 6, to: 8}", "younger: {from: 8, to: 6}", "a deload rhythm is upside down", "at most `to`"),
    ("protocol.yaml", "value: {from: 48, to: 72}", "value: {from: 72, to: 48}", "the hours of rest are upside down", "at most `to`"),
    (
        "protocol.yaml",
        "value: {sets: 3, sets_to: 4, reps: 8, reps_to: 12}",
        "value: {sets: 3, sets_to: 4, reps: 12, reps_to: 8}",
        "a dose is upside down",
        "lower number first",
    ),
    ("protocol.yaml", "value: {days: 2, days_to: 3", "value: {days: 4, days_to: 3", "the days are upside down", "at most `days_to`"),
    // Doses of two kinds in one, and of none.
    ("exercises.yaml", "phase-2: {sets: 2, reps: 12}", "phase-2: {sets: 2, reps: 12, minutes: 1}", "is measured twice", "`minutes` alone"),
    ("exercises.yaml", "phase-2: {sets: 2, reps: 12}", "phase-2: {sets: 2}", "is nothing to do", "`sets` above 0"),
    (
        "exercises.yaml",
        "activation: {sets: 1, reps: 6, up_to: 8",
        "activation: {sets: 1, reps: 6, up_to: 4",
        "are upside down",
        "at least `reps`",
    ),
    // A deadlift that nobody is, and one that two are.
    ("exercises.yaml", "    deadlift: sumo\n", "", "no exercise is the sumo deadlift", "`deadlift: sumo`"),
    ("exercises.yaml", "deadlift: sumo", "deadlift: trap-bar", "are both the trap-bar deadlift", "at one of them"),
    // Deloads that cannot happen.
    ("protocol.yaml", "older: {from: 3, to: 4}", "older: {from: 30, to: 40}", "a deload can never happen", "is under 17"),
    (
        "protocol.yaml",
        "deload: {sets: 2, reps: 5}",
        "deload: {sets: 4, reps: 5}",
        "a deload has more sets than a week of work",
        "sets fall from",
    ),
    (
        "protocol.yaml",
        "light: {sets: 4, reps: 5}\n      light_to: 90\n      heavy: {sets: 3, reps: 5}",
        "light: {sets: 2, reps: 5}\n      light_to: 90\n      heavy: {sets: 2, reps: 5}",
        "it can never be one",
        "under that of `light`",
    ),
    // Citations.
    (
        "protocol.yaml",
        "    section: Warning Signs Requiring Professional Evaluation\n",
        "",
        "`screen-refer` is said to come from the article, and names no section",
        "`section`",
    ),
    (
        "protocol.yaml",
        "section: Warning Signs Requiring Professional Evaluation",
        "section: Warning Sings Requiring Professional Evaluation",
        "is no heading of sources.yaml",
        "did you mean `Warning Signs Requiring",
    ),
    (
        "signs.yaml",
        "    section: Red Flags Requiring Emergency Medical Attention\n",
        "",
        "the sign `bladder-change` is said to come from the article",
        "`section`",
    ),
    (
        "exercises.yaml",
        "    source: judgement\n    reason: ",
        "    source: judgement\n    # reason: ",
        "is a judgement without its reason",
        "`reason`",
    ),
    (
        "sources.yaml",
        "  - Warning Signs Requiring Professional Evaluation\n",
        "",
        "cites `Warning Signs Requiring Professional Evaluation`",
        "sources.yaml",
    ),
    // Names that are not there.
    ("protocol.yaml", "  reload-rise:", "  relod-rise:", "there is no rule `relod-rise`", "did you mean `reload-rise`?"),
    ("protocol.yaml", "  reload-rise:", "  relod-rise:", "the rule `reload-rise` is missing", "put it back"),
    (
        "protocol.yaml",
        "value: {cap: 10, lowest: 5}",
        "value: {cap: 10, lowst: 5}",
        "there is no field `lowst` here",
        "did you mean `lowest`?",
    ),
    (
        "protocol.yaml",
        "source: article\n    section: Red",
        "source: artikel\n    section: Red",
        "there is no value `artikel` here",
        "did you mean `article`?",
    ),
    (
        "protocol.yaml",
        "from: [p3.progress,",
        "from: [p3.progres,",
        "the article's inventory has no `p3.progres`",
        "did you mean `p3.progress`?",
    ),
    ("exercises.yaml", "from: [p1.moves]", "from: [p1.move]", "the article's inventory has no `p1.move`", "did you mean `p1.moves`?"),
    ("exercises.yaml", "  cat-cow:\n", "  cow-cat:\n", "the exercise `cat-cow` is missing", "put it back"),
    ("wording.yaml", "\n  sleep:\n", "\n  slep:\n", "the sentence `sleep` is missing", "put it back"),
    ("wording.yaml", "Cleared by: {by}", "Cleared by: {whom}", "nothing fills the gap {whom}", "{by}, {date}"),
    ("signs.yaml", "id: bowel-change", "id: bladder-change", "the sign `bladder-change` is given twice", "keep one"),
    ("signs.yaml", "id: sudden-onset", "id: at-once", "the sign `sudden-onset` is missing", "put it back"),
];

#[test]
fn whatever_contradicts_itself_is_refused_with_its_place_and_remedy() {
    for (file, what, by, says, help) in CONTRADICTIONS {
        let dir = exported();
        edit(&dir, file, what, by);
        let output = rehinge(dir.path(), &["protocol", "check", "clinic"]);
        let wrong = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{by}: {wrong}");
        let (before, after) = wrong.split_once(says).unwrap_or_else(|| panic!("{by}: `{says}` is not in\n{wrong}"));
        // A heading that is gone is missed where it is cited.
        let blamed = if *file == "sources.yaml" { "protocol.yaml" } else { file };
        let line = before.lines().last().unwrap();
        assert!(line.starts_with(&format!("clinic/{blamed}:")), "{by}: {line}");
        let of_it = after.split("\nclinic/").next().unwrap();
        assert!(of_it.contains(help) && of_it.contains('^'), "{by}: {of_it}");
    }
}

#[test]
fn everything_that_is_wrong_is_told_in_one_run_over_all_files() {
    let dir = exported();
    edit(&dir, "protocol.yaml", "value: {cap: 10, lowest: 5}", "value: {cap: 10, lowest: 12}");
    edit(&dir, "protocol.yaml", "value: {from: 48, to: 72}", "value: {from: 72, to: 48}");
    edit(&dir, "wording.yaml", "Cleared by: {by}", "Cleared by: {whom}");
    edit(&dir, "signs.yaml", "id: bowel-change", "id: bladder-change");
    for args in [&["protocol", "check", "clinic"][..], &["plan", "profiles/minimal.yaml", "--protocol", "clinic"]] {
        let output = rehinge(dir.path(), args);
        let wrong = stderr(&output);
        assert_eq!((output.status.code(), wrong.matches("error[R301]").count()), (Some(2), 4), "{wrong}");
    }
}

#[test]
fn a_folder_that_is_none_or_holds_a_misnamed_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("clinic")).unwrap();
    let says = |dir: &TempDir| stderr(&rehinge(dir.path(), &["protocol", "check", "clinic"]));
    assert!(says(&dir).contains("holds no protocol"), "{}", says(&dir));
    let dir = exported();
    fs::rename(dir.path().join("clinic/signs.yaml"), dir.path().join("clinic/sign.yaml")).unwrap();
    assert!(says(&dir).contains("did you mean `signs.yaml`?"), "{}", says(&dir));
}
