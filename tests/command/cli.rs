//! The command as people run it: exit codes, files, messages.

use crate::common::{
    BAD_INPUT, DONE, EMERGENCY, FINDINGS, REFERRED, TODAY, code, command, files, given, profile, rehinge, root, stderr, stdout,
};
use rehinge::plan::Plan;
use rehinge::plan::file::read_plan;
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// How every lifter of `profiles/` ends. `plan` in the list of files stands for all three forms.
const LIFTERS: &[(&str, i32, &[&str])] = &[
    ("clock-change", DONE, PLAN),
    ("emergency-signs", EMERGENCY, &[]),
    ("extension-eased", DONE, PLAN),
    ("just-sore", DONE, &[]),
    ("leg-symptoms", REFERRED, &["referral.pdf", "referral.txt"]),
    ("leg-symptoms-cleared", DONE, PLAN),
    ("light-bar", DONE, PLAN),
    ("masters-morning", DONE, PLAN),
    ("minimal", DONE, PLAN),
    ("pounds", DONE, PLAN),
    ("technique-only", DONE, PLAN),
    ("two-days", DONE, PLAN),
];

const PLAN: &[&str] = &["ics", "pdf", "plan.yaml"];

fn plan(dir: &Path, name: &str, more: &[&str]) -> Output {
    let path = profile(name);
    let mut args = vec!["plan", &path, "--today", TODAY];
    args.extend(more);
    rehinge(dir, &args)
}

fn new_dir() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn every_answer_fits_a_terminal_and_the_screen_alone_ends_alike() {
    for (name, exit, _) in LIFTERS {
        let output = plan(new_dir().path(), name, &[]);
        for line in stdout(&output).lines().filter(|line| !line.starts_with("Wrote ")) {
            assert!(line.chars().count() <= 80, "{name}: {line}");
        }
        let screened = rehinge(Path::new("."), &["screen", &profile(name), "--today", TODAY]);
        assert_eq!(code(&screened), *exit, "{name}: {}", stderr(&screened));
        assert!(!screened.stdout.is_empty(), "{name}");
    }
}

#[test]
fn two_runs_give_the_same_bytes_in_all_three_files() {
    for name in ["extension-eased", "pounds", "leg-symptoms"] {
        let (one, two) = (new_dir(), new_dir());
        plan(one.path(), name, &[]);
        plan(two.path(), name, &[]);
        assert!(!files(one.path()).is_empty(), "{name}");
        for file in files(one.path()) {
            assert!(fs::read(one.path().join(&file)).unwrap() == fs::read(two.path().join(&file)).unwrap(), "{file} differs");
        }
    }
}

#[test]
fn a_file_that_rehinge_did_not_make_is_left_alone_and_so_is_everything_else() {
    let dir = new_dir();
    let (plan_file, calendar) = (dir.path().join("minimal.plan.yaml"), dir.path().join("minimal.ics"));
    fs::write(&plan_file, "schema: mine\n").unwrap();
    fs::write(&calendar, "BEGIN:VCALENDAR\r\nPRODID:-//someone else//EN\r\n").unwrap();
    let refused = plan(dir.path(), "minimal", &[]);
    assert_eq!(code(&refused), BAD_INPUT);
    assert_eq!(stderr(&refused).matches("error[R006]").count(), 2, "{}", stderr(&refused));
    assert!(stderr(&refused).contains("--force"), "{}", stderr(&refused));
    assert_eq!(files(dir.path()), ["minimal.ics", "minimal.plan.yaml"]);
    assert_eq!(fs::read_to_string(&plan_file).unwrap(), "schema: mine\n");

    assert_eq!(code(&plan(dir.path(), "minimal", &["--force"])), DONE);
    assert_eq!(files(dir.path()), ["minimal.ics", "minimal.pdf", "minimal.plan.yaml"]);
    read_plan(&fs::read_to_string(&plan_file).unwrap(), "minimal.plan.yaml").unwrap();
    assert!(fs::read_to_string(&calendar).unwrap().contains("BEGIN:VEVENT"));
}

#[test]
fn a_file_that_rehinge_made_is_replaced_by_its_next_run() {
    for (name, exit, endings) in LIFTERS {
        let dir = new_dir();
        plan(dir.path(), name, &[]);
        let again = plan(dir.path(), name, &["--paper", "letter"]);
        assert_eq!(code(&again), *exit, "{name}: {}", stderr(&again));
        assert_eq!(files(dir.path()).len(), endings.len());
    }
}

#[cfg(unix)]
#[test]
fn a_plan_edited_by_hand_is_not_lost_to_the_next_run() {
    let dir = new_dir();
    assert_eq!(code(&plan(dir.path(), "minimal", &[])), 0);
    let path = dir.path().join("minimal.plan.yaml");
    let edited = fs::read_to_string(&path).unwrap().replacen("minutes: 75", "minutes: 80", 1);
    fs::write(&path, &edited).unwrap();
    let calendar = fs::read(dir.path().join("minimal.ics")).unwrap();
    let refused = plan(dir.path(), "minimal", &["--start", "2027-01-04"]);
    assert_eq!(code(&refused), BAD_INPUT);
    assert!(stderr(&refused).contains("was edited since"), "{}", stderr(&refused));
    assert_eq!(fs::read_to_string(&path).unwrap(), edited);
    assert_eq!(fs::read(dir.path().join("minimal.ics")).unwrap(), calendar);
    // A new beginning sets it aside.
    assert_eq!(code(&plan(dir.path(), "minimal", &["--start", "2027-01-04", "--restart"])), 0);
    assert_eq!(fs::read_to_string(dir.path().join("minimal.plan.2026-11-22.yaml")).unwrap(), edited);
}

#[test]
fn another_protocol_is_obeyed_and_a_contradictory_one_refused_with_its_place() {
    let dir = new_dir();
    let protocol = fs::read_to_string(root().join("templates/protocol.yaml")).unwrap();
    let with = |what: &str, by: &str| {
        assert!(protocol.contains(what), "{what}");
        fs::write(dir.path().join("clinic.yaml"), protocol.replacen(what, by, 1)).unwrap();
        plan(dir.path(), "technique-only", &["--protocol", "clinic.yaml", "--format", "yaml"])
    };
    // A clinic that never starts above 40 %.
    let slower = with("{standard: 50, marked: 40", "{standard: 40, marked: 40");
    assert_eq!(code(&slower), 0, "{}", stderr(&slower));
    // 40 % of 80 kg is 32 kg, and 30 is the heaviest that is not above it.
    assert!(stdout(&slower).contains(" 30 kg   37.5"), "{}", stdout(&slower));
    let upside_down = with("{standard: 50, marked: 40", "{standard: 30, marked: 40");
    assert_eq!(code(&upside_down), BAD_INPUT);
    let says = stderr(&upside_down);
    assert!(says.contains("clinic.yaml:") && says.contains("error[R301]") && says.contains("the cautious start is above"), "{says}");
    let unknown = with("rules:", "rules:\n  invented: {value: always, says: x, source: article, section: x}");
    assert_eq!(code(&unknown), BAD_INPUT);
    assert!(stderr(&unknown).contains("clinic.yaml:") && stderr(&unknown).contains("invented"), "{}", stderr(&unknown));
}

#[test]
fn a_link_is_not_followed_and_a_directory_is_not_replaced() {
    let dir = new_dir();
    let (linked, link) = (dir.path().join("precious"), dir.path().join("minimal.ics"));
    fs::write(&linked, "precious").unwrap();
    std::os::unix::fs::symlink(&linked, &link).unwrap();
    assert_eq!(code(&plan(dir.path(), "minimal", &[])), BAD_INPUT);
    assert_eq!(files(dir.path()), ["minimal.ics", "precious"]);
    assert_eq!(code(&plan(dir.path(), "minimal", &["--force"])), DONE);
    assert_eq!(fs::read_to_string(&linked).unwrap(), "precious");
    assert!(!fs::symlink_metadata(&link).unwrap().is_symlink());

    let dir = new_dir();
    fs::create_dir(dir.path().join("minimal.pdf")).unwrap();
    assert_eq!(code(&plan(dir.path(), "minimal", &["--force"])), BAD_INPUT);
    assert_eq!(files(dir.path()), ["minimal.pdf"]);
}

#[test]
fn a_profile_comes_from_standard_input_and_a_plan_goes_to_standard_output() {
    let dir = new_dir();
    let text = fs::read_to_string(profile("minimal")).unwrap();
    let piped = given(command(dir.path(), &["plan", "-", "--today", TODAY, "--format", "yaml", "--out", "-"]), &text);
    assert_eq!(code(&piped), DONE, "{}", stderr(&piped));
    assert!(stderr(&piped).contains("Week"), "{}", stderr(&piped));
    let read: Plan = read_plan(&stdout(&piped), "-").unwrap();
    assert!(!read.weeks.is_empty());
    assert!(files(dir.path()).is_empty());

    let written = given(command(dir.path(), &["plan", "-", "--today", TODAY, "--out", "made/here"]), &text);
    assert_eq!(code(&written), DONE, "{}", stderr(&written));
    let made = dir.path().join("made/here");
    assert_eq!(files(&made), ["plan.ics", "plan.pdf", "plan.plan.yaml"]);
    assert_eq!(fs::read_to_string(made.join("plan.plan.yaml")).unwrap(), stdout(&piped));

    let checked = given(command(dir.path(), &["check", "-"]), &stdout(&piped));
    assert_eq!(code(&checked), DONE, "{}{}", stdout(&checked), stderr(&checked));
}

#[test]
fn only_the_forms_asked_for_are_written() {
    let dir = new_dir();
    assert_eq!(code(&plan(dir.path(), "minimal", &["--format", "ics,ics"])), DONE);
    assert_eq!(files(dir.path()), ["minimal.ics"]);
}

#[test]
fn a_start_date_moves_the_whole_plan() {
    let dir = new_dir();
    assert_eq!(code(&plan(dir.path(), "minimal", &["--start", "2027-02-01"])), DONE);
    let text = fs::read_to_string(dir.path().join("minimal.plan.yaml")).unwrap();
    let plan = read_plan(&text, "minimal.plan.yaml").unwrap();
    assert_eq!(plan.weeks[0].starts.to_string(), "2027-02-01");
    assert_eq!(plan.summary.phases[0].from.to_string(), "2027-02-01");
}

#[test]
fn a_plan_edited_into_danger_is_found_and_what_is_no_plan_is_refused() {
    let dir = new_dir();
    plan(dir.path(), "extension-eased", &[]);
    let file = dir.path().join("extension-eased.plan.yaml");
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(code(&rehinge(dir.path(), &["check", file.to_str().unwrap()])), DONE);

    // The first loading week made as heavy as the last.
    assert!(text.contains("load: 50 kg"));
    fs::write(&file, text.replace("load: 50 kg", "load: 100 kg")).unwrap();
    let found = rehinge(dir.path(), &["check", file.to_str().unwrap()]);
    assert_eq!(code(&found), FINDINGS, "{}", stdout(&found));
    assert!(stdout(&found).contains("violation"), "{}", stdout(&found));

    for text in ["", "just a text", "schema: rehinge/plan/v9\n", "age: 29\n", "{", "\u{0}"] {
        let refused = given(command(dir.path(), &["check", "-"]), text);
        assert_eq!(code(&refused), BAD_INPUT, "{text:?}");
        assert!(stderr(&refused).contains("error[R"), "{text:?}: {}", stderr(&refused));
    }
}

#[test]
fn a_week_full_of_own_lifts_is_planned_and_a_fuller_one_refused() {
    let week = |lifts: usize| {
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let lift =
            |at: usize| format!("{{lift: squat, day: {}, at: \"{:02}:00\", movable: {}}}", days[at % 7], 6 + at / 7, at.is_multiple_of(4));
        let lifts: Vec<String> = (0..lifts).map(lift).collect();
        let lifts = lifts.join(", ");
        format!("age: 30\ndeadlift: {{working_weight: 100 kg}}\npain: {{status: pain-free}}\nschedule: {{other_lifting: [{lifts}]}}\n")
    };
    let dir = new_dir();
    let planned = given(command(dir.path(), &["plan", "-", "--today", TODAY]), &week(14));
    assert_eq!(code(&planned), 0, "{}", stderr(&planned));
    let refused = given(command(dir.path(), &["plan", "-", "--today", TODAY, "--force"]), &week(40));
    assert_eq!(code(&refused), BAD_INPUT, "{}", stderr(&refused));
    assert!(stderr(&refused).contains("at most 14") && stderr(&refused).contains("help:"), "{}", stderr(&refused));
}

#[test]
fn a_finding_names_its_line_and_programs_get_json() {
    let dir = new_dir();
    assert_eq!(code(&plan(dir.path(), "extension-eased", &["--format", "yaml"])), 0);
    let path = dir.path().join("extension-eased.plan.yaml");
    let text = fs::read_to_string(&path).unwrap();
    // The third loading week goes up by 15 points instead of 10.
    let at = text.lines().position(|line| line.starts_with("    deadlift: {load: 70 kg, ")).unwrap();
    fs::write(&path, text.replacen("deadlift: {load: 70 kg, ", "deadlift: {load: 75 kg, ", 1)).unwrap();
    let found = rehinge(dir.path(), &["check", "extension-eased.plan.yaml"]);
    assert_eq!(code(&found), 1);
    let says = stdout(&found);
    assert!(says.contains(&format!("extension-eased.plan.yaml:{}:22: violation[", at + 1)), "{says}");
    assert!(says.contains(&format!(" {} |     deadlift: {{load: 75 kg, ", at + 1)) && says.contains("rules, "), "{says}");
    let json = stdout(&rehinge(dir.path(), &["check", "extension-eased.plan.yaml", "--format", "json"]));
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(first["severity"], "violation");
    assert!(json.lines().any(|line| line.contains(&format!("\"line\":{}", at + 1))), "{json}");
}

#[test]
fn bad_input_is_refused_with_code_and_remedy_and_nothing_is_written() {
    let bomb = format!(
        "name: &a [x, x, x, x, x, x, x, x, x]\n{}",
        ["a", "b", "c", "d", "e", "f", "g", "h"]
            .windows(2)
            .map(|pair| format!("{0}: &{0} [{1}, {1}, {1}, {1}, {1}, {1}, {1}, {1}, {1}]\n", pair[1], format_args!("*{}", pair[0])))
            .collect::<String>()
    );
    let large = format!("name: \"{}\"\n", "a".repeat(10 * 1024 * 1024));
    let good = fs::read_to_string(profile("minimal")).unwrap();
    let weight = |weight: &str| {
        let line = good.lines().find(|line| line.trim_start().starts_with("working_weight")).unwrap();
        good.replace(line, &format!("  working_weight: {weight}"))
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "R005"),
        ("binary", b"\x7fELF\x02\x01\x00".to_vec(), "R003"),
        ("latin-1", b"name: M\xfcller\n".to_vec(), "R003"),
        ("large", large.into_bytes(), "R002"),
        ("bomb", bomb.into_bytes(), "R004"),
        ("no-yaml", b"deadlift: {working_weight: [\n".to_vec(), "R004"),
        ("zero", weight("0 kg").into_bytes(), "R105"),
        ("negative", weight("-5 kg").into_bytes(), "R105"),
        ("no-unit", weight("100").into_bytes(), "R106"),
        ("heavy", weight("900 kg").into_bytes(), "R105"),
        ("unknown", format!("{good}wishes: none\n").into_bytes(), "R102"),
        ("coarse", format!("{good}equipment: {{plates: [50]}}\n").into_bytes(), "R202"),
        ("few", format!("{good}equipment: {{plates: [{{size: 5, pairs: 1}}]}}\n").into_bytes(), "R202"),
        (
            "two-days",
            format!(
                "{}schedule: {{slots: [{{day: sat, at: \"10:00\"}}, {{day: sun, at: \"10:00\"}}]}}\n",
                good.replace("working_weight", "sessions_per_week: 2\n  working_weight")
            )
            .into_bytes(),
            "R203",
        ),
    ];
    for (name, bytes, wanted) in cases {
        let dir = new_dir();
        let file = format!("{name}.yaml");
        fs::write(dir.path().join(&file), bytes).unwrap();
        let refused = rehinge(dir.path(), &["plan", &file, "--today", TODAY]);
        let says = stderr(&refused);
        assert_eq!(code(&refused), BAD_INPUT, "{name}: {says}");
        assert!(says.contains(&format!("error[{wanted}]")), "{name}: {says}");
        assert!(says.contains(&file), "{name} does not say where: {says}");
        assert!(says.contains("help:"), "{name}: {says}");
        assert!(says.len() < 4000, "{name} says {} bytes", says.len());
        assert_eq!(files(dir.path()), [file], "{name}");
    }
}

#[test]
fn a_path_that_cannot_be_read_is_refused_with_its_name() {
    let dir = new_dir();
    fs::create_dir(dir.path().join("folder.yaml")).unwrap();
    for path in ["folder.yaml", "absent.yaml"] {
        for command in ["plan", "screen", "check"] {
            let refused = rehinge(dir.path(), &[command, path]);
            assert_eq!(code(&refused), BAD_INPUT);
            assert!(stderr(&refused).contains("error[R001]") && stderr(&refused).contains(path), "{}", stderr(&refused));
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let secret = dir.path().join("secret.yaml");
        fs::write(&secret, "age_band: 18-40\n").unwrap();
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser may read everything.
        if fs::read(&secret).is_err() {
            let refused = rehinge(dir.path(), &["plan", "secret.yaml"]);
            assert_eq!(code(&refused), BAD_INPUT);
            assert!(stderr(&refused).contains("error[R001]"), "{}", stderr(&refused));
        }
    }
}

#[test]
fn a_command_line_without_meaning_is_refused() {
    let dir = new_dir();
    let minimal = &profile("minimal");
    for args in [
        &["plan", minimal, "--fast"][..],
        &["plan", minimal, "--start", "2026-02-30"],
        &["plan", minimal, "--start", "9999-12-31"],
        &["plan", minimal, "--today", "tomorrow"],
        &["plan", minimal, "--paper", "a5"],
        &["plan", minimal, "--format", "docx"],
        &["plan", minimal, "--out", "-"],
        &["plan"],
        &["dance"],
        &[],
    ] {
        let refused = rehinge(dir.path(), args);
        assert_eq!(code(&refused), BAD_INPUT, "{args:?}: {}", stdout(&refused));
        assert!(!refused.stderr.is_empty(), "{args:?}");
    }
    assert!(files(dir.path()).is_empty());
}

#[test]
fn the_calendar_can_be_training_alone_or_several_files() {
    let dir = new_dir();
    let calendar = |more: &[&str]| plan(dir.path(), "minimal", &[&["--format", "ics"], more].concat());
    let text = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!(code(&calendar(&[])), DONE);
    assert!(text("minimal.ics").contains("daily") && text("minimal.ics").contains("-score"));
    assert_eq!(code(&calendar(&["--only", "training"])), DONE);
    let text_of_one = text("minimal.ics");
    let event = |id: &str| text_of_one.split("BEGIN:VEVENT").find(|event| event.contains(&format!("UID:{id}."))).unwrap();
    assert!(event("loading-1-deadlift").contains("STATUS:CONFIRMED"));
    // It was handed out a line above.
    assert!(event("pain-resolution-1-daily").contains("STATUS:CANCELLED"));
    fs::remove_file(dir.path().join("minimal.ics")).unwrap();
    for _again in 0..2 {
        let output = calendar(&["--split", "phases"]);
        assert_eq!(code(&output), DONE, "{}", stderr(&output));
        assert_eq!(files(dir.path()), ["aftercare", "loading", "movement", "pain-resolution"].map(|phase| format!("minimal.{phase}.ics")));
    }
    let output = calendar(&["--split", "sessions"]);
    assert!(files(dir.path()).contains(&"minimal.loading-1-deadlift-score.ics".to_owned()));
    assert!(stdout(&output).contains(" more.\n"), "a hundred names are too many: {}", stdout(&output));
    let refused = calendar(&["--split", "sessions", "--out", "-"]);
    assert_eq!(code(&refused), BAD_INPUT);
    assert!(stderr(&refused).contains("do not fit on standard output"), "{}", stderr(&refused));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let dir = new_dir();
    let path = profile("minimal");
    let mut child = command(dir.path(), &["plan", &path, "--today", TODAY, "--format", "yaml", "--out", "-"]).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), DONE, "{}", stderr(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn a_plan_that_does_not_fit_on_standard_output_is_an_error() {
    let dir = new_dir();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let path = profile("minimal");
    let output = command(dir.path(), &["plan", &path, "--today", TODAY, "--format", "yaml", "--out", "-"]).stdout(full).output().unwrap();
    assert_eq!(code(&output), BAD_INPUT);
    assert!(stderr(&output).contains("error[R007]"), "{}", stderr(&output));
}

#[test]
fn a_part_of_the_sheet_has_a_name_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    plan(dir.path(), "minimal", &[]);
    let whole = fs::read(dir.path().join("minimal.pdf")).unwrap();
    for part in ["week", "next"] {
        let output = rehinge(dir.path(), &["print", "minimal.plan.yaml", "--sheets", part, "--today", "2026-12-22"]);
        assert_eq!(output.status.code(), Some(DONE), "{}", stderr(&output));
        assert_eq!(stdout(&output), format!("Wrote minimal.{part}.pdf.\n"));
        let pdf = fs::read(dir.path().join(format!("minimal.{part}.pdf"))).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() < whole.len(), "{part}: {}", pdf.len());
    }
    let output = rehinge(dir.path(), &["print", "minimal.plan.yaml"]);
    assert_eq!(output.status.code(), Some(DONE), "{}", stderr(&output));
    assert!(fs::read(dir.path().join("minimal.pdf")).unwrap() == whole, "printed from the plan file, it is the same");
    let text = fs::read_to_string(dir.path().join("minimal.plan.yaml")).unwrap();
    let output = given(command(dir.path(), &["print", "-", "--sheets", "next", "--today", "2026-12-22"]), &text);
    assert!(output.stdout.starts_with(b"%PDF-"));
}

#[test]
fn a_plan_that_breaks_a_rule_is_printed_with_a_word_about_it() {
    let dir = tempfile::tempdir().unwrap();
    plan(dir.path(), "minimal", &[]);
    let path = dir.path().join("minimal.plan.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("lumbar: none", "lumbar: heavy")).unwrap();
    let output = rehinge(dir.path(), &["print", "minimal.plan.yaml", "--sheets", "next", "--today", "2026-12-22"]);
    assert_eq!(output.status.code(), Some(DONE), "{}", stderr(&output));
    assert!(stderr(&output).contains("edited by hand"), "{}", stderr(&output));
    assert!(stderr(&output).contains("breaks rules") && stderr(&output).contains("rehinge check"), "{}", stderr(&output));
}
