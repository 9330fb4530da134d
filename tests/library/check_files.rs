//! Any file as a plan: what is missing in it, or unreadable, is a finding, and what depends on that is said to be open.

use crate::common::{Lifter, PROTOCOL, drawn, full};
use rehinge::check::{self, Report};
use rehinge::diagnostic::{Code, Diagnostic};
use rehinge::plan::Plan;
use rehinge::plan::file;
use std::collections::{BTreeMap, BTreeSet};

/// What a coach writes by hand: the weeks with their loads, and for whom.
const BY_HAND: &str = include_str!("../fixtures/by-hand.yaml");

fn judge(text: &str) -> Result<Report, Vec<Diagnostic>> {
    check::check_file(text, "plan.yaml", &PROTOCOL)
}

fn report(text: &str) -> Report {
    judge(text).unwrap_or_else(|wrong| panic!("{}", wrong.iter().map(ToString::to_string).collect::<String>()))
}

fn shown(report: &Report) -> String {
    report.findings.iter().map(|finding| format!("{finding}\n")).collect()
}

fn is_whole(text: &str) -> bool {
    serde_yaml_plan(text).is_some()
}

fn serde_yaml_plan(text: &str) -> Option<Plan> {
    file::read_plan(text, "plan.yaml").ok()
}

fn sound() -> String {
    file::plan_yaml(&Lifter::named("extension-eased").plan())
}

#[test]
fn a_whole_file_is_judged_as_its_plan_is() {
    let plan = Lifter::named("two-days").plan();
    let (of_file, of_plan) = (report(&file::plan_yaml(&plan)), check::check(&plan, &PROTOCOL));
    assert_eq!((of_file.judged, of_file.nothing_to_judge), (of_plan.judged, of_plan.nothing_to_judge));
    assert!(of_file.cannot_be_judged.is_empty());
    assert_eq!(of_file.findings.len(), of_plan.findings.len());
    assert!(of_file.findings.iter().all(|finding| finding.place.as_ref().is_some_and(|place| place.file == "plan.yaml")));
}

#[test]
fn a_field_that_is_missing_is_named_with_its_place_and_what_to_write() {
    let report = report(&sound().replacen("    starts: 2026-11-23\n", "", 1));
    let finding = &report.findings[0];
    assert_eq!((finding.code, finding.path.as_str()), ("missing-field", "weeks[0].starts"));
    assert_eq!(finding.mend, "write it as in `starts: 2026-12-10`");
    assert!(finding.place.as_ref().unwrap().text.contains("- week: 1"), "{:?}", finding.place);
    assert!(!report.is_safe());
}

#[test]
fn what_cannot_be_read_is_shown_as_it_stands_there() {
    for (from, to, says) in [
        ("load: 50 kg", "load: 50 stone", "`stone` is not a unit of weight"),
        ("lumbar: heavy", "lumbar: havy", "did you mean `heavy`?"),
        ("minutes: 75", "minutes: an hour", "`an hour`, where a whole number belongs"),
        ("starts: 2026-11-23", "starts: 2026-02-30", ""),
        ("deload: true", "deload: maybe", "`maybe`, where `true` or `false` belongs"),
    ] {
        let text = sound();
        assert!(text.contains(from), "{from}");
        let report = report(&text.replacen(from, to, 1));
        let finding = report.findings.iter().find(|it| it.code == "unreadable-field").unwrap_or_else(|| panic!("{to}\n{}", shown(&report)));
        assert!(finding.observed.contains(says), "{finding}");
        assert!(finding.place.as_ref().unwrap().text.contains(to), "{finding}");
    }
}

#[test]
fn what_is_wrong_with_a_field_is_one_sentence() {
    let kinds = "daily, hinge, deadlift, second-deadlift, core, check, own";
    let nothing = format!("nothing, where one of {kinds} belongs");
    let empty = format!("`` is none of those known here: {kinds}");
    let list = format!("a list, where one of {kinds} belongs");
    let kind = "weeks[2].sessions[3].kind";
    for (from, to, path, says) in [
        ("kind: deadlift\n", "kind:\n", kind, nothing.as_str()),
        ("kind: deadlift\n", "kind: \"\"\n", kind, &empty),
        ("kind: deadlift\n", "kind: [deadlift]\n", kind, &list),
        ("id: loading-1-deadlift\n", "id:\n", "weeks[2].sessions[3].id", "nothing, where a text belongs"),
        (
            "id: loading-1-deadlift\n",
            "id: deadlift-60kg\n",
            "weeks[2].sessions[3].id",
            "`deadlift-60kg` is not the id of a session, as `loading-1-deadlift` is",
        ),
        ("    sessions:\n", "    sessions: none\n    x:\n", "weeks[0].sessions", "`none`, where a list belongs"),
        ("equipment:\n", "equipment: none\n  x:\n", "profile.equipment", "`none`, where fields of its own belongs"),
        // There are too many rules to name them.
        ("because: [reload-start", "because: [reload-begin", "weeks[2].deadlift.because[0]", "`reload-begin` is none of those known here"),
    ] {
        let text = sound();
        assert!(text.contains(from), "{from}");
        let report = report(&text.replacen(from, to, 1));
        let finding = report.findings.iter().find(|it| it.code == "unreadable-field").unwrap_or_else(|| panic!("{to}\n{}", shown(&report)));
        assert_eq!((finding.path.as_str(), finding.observed.as_str()), (path, says), "{to}");
        assert_eq!(finding.limit, "what depends on it cannot be judged");
    }
    let missing = |text: &str| {
        let report = report(text);
        let finding = report.findings.iter().find(|it| it.code == "missing-field").unwrap_or_else(|| panic!("{}", shown(&report)));
        format!("{}: {}; {}", finding.path, finding.observed, finding.mend)
    };
    // A field that is missing everywhere is one finding.
    let write = "write it as in `starts: 2026-12-10`";
    let starts: Vec<String> = sound().lines().filter(|line| line.starts_with("    starts: ")).map(|line| format!("{line}\n")).collect();
    let two = missing(&starts[..2].iter().fold(sound(), |text, line| text.replacen(line, "", 1)));
    assert_eq!(two, format!("weeks[0].starts: `starts` is missing, and in one more place; {write}"));
    let all = missing(&starts.iter().fold(sound(), |text, line| text.replacen(line, "", 1)));
    assert_eq!(all, format!("weeks[0].starts: `starts` is missing, and in {} more places; {write}", starts.len() - 1));
    // What is missing in a routine is missing once, however many sessions have it.
    let routine = missing(&sound().replacen("{exercise: curl-up, role: accessory, ", "{exercise: curl-up, ", 1));
    assert!(routine.starts_with("routines.core[0].role: `role` is missing; write"), "{routine}");
    let start = missing(&sound().replacen("        start: 2026-12-10T18:00\n", "", 1));
    assert_eq!(start, "weeks[2].sessions[3].start: `start` is missing; write it as in `start: 2026-12-10T18:00`");
    // What may be left out is not missing.
    let without_film = report(&sound().replacen("        film: {", "        film: #{", 1));
    assert!(!without_film.findings.iter().any(|it| check::READING.contains(&it.code)), "{}", shown(&without_film));
    assert!(without_film.cannot_be_judged.is_empty());
}

#[test]
fn what_a_week_says_of_its_deadlift_stands_together_or_is_a_field_missing() {
    for (gone, left, path) in [
        ("deadlift: {load: 50 kg, ", "deadlift: {", "weeks[2].deadlift.load"),
        ("deadlift: {load: 50 kg, ", "deadlift: {load: , ", "weeks[2].deadlift.load"),
        ("percent: 50.0, because: [reload-start", "because: [reload-start", "weeks[2].deadlift.percent"),
        (", because: [reload-start, phase-3-entry, working-weight]}", "}", "weeks[2].deadlift.because"),
    ] {
        let text = sound().replacen(gone, left, 1);
        assert!(
            file::read_plan(&text, "plan.yaml").is_err_and(|wrong| wrong[0].code == Code::Missing || left.ends_with("load: , ")),
            "{gone}"
        );
        let report = report(&text);
        let missing: Vec<&str> = report.findings.iter().filter(|it| it.code == "missing-field").map(|it| it.path.as_str()).collect();
        assert!(missing.contains(&path), "{gone}: {}", shown(&report));
        assert!(missing.iter().all(|other| other[..9] == path[..9]), "{gone}: {missing:?}");
        // Its sessions, and every other week, are judged.
        for code in ["spacing-48-hours", "phase-1-daily", "id-unique", "one-heavy-deadlift", "loadable"] {
            assert!(!report.cannot_be_judged.contains(&code) || path.ends_with("load"), "{gone}: {code}");
        }
        assert!(report.judged.contains(&"one-heavy-deadlift"), "{gone}: {:?}", report.cannot_be_judged);
    }
}

#[test]
fn what_a_set_says_stands_together_or_is_a_field_missing_or_one_too_many() {
    let sets = "weeks[2].sessions[3].exercises";
    let (bar, held) = ("{reps: 5, load: 22.5 kg, percent: 22.5, per_side: [1.25]}", "{reps: 6, seconds: 10, each_side: true}");
    for (set, other, code, field) in [
        (bar, "{reps: 5, percent: 22.5, per_side: [1.25]}", "missing-field", "load"),
        (bar, "{reps: 5, load: 22.5 kg, per_side: [1.25]}", "missing-field", "percent"),
        (bar, "{reps: 5, load: 22.5 kg, percent: 22.5}", "missing-field", "per_side"),
        (bar, "{load: 22.5 kg, percent: 22.5, per_side: [1.25]}", "missing-field", "reps"),
        (bar, "{reps: 5, load: 22.5 kg, percent: 22.5, per_side: [1.25], seconds: 3}", "unknown-field", "seconds"),
        (bar, "{reps: 5, load: 22.5 kg, percent: 22.5, per_side: [1.25], each_side: true}", "unknown-field", "each_side"),
        (held, "{reps: 6, minutes: 10, each_side: true}", "unknown-field", "reps"),
        (held, "{seconds: 10, minutes: 1}", "unknown-field", "seconds"),
        (held, "{reps: 6, seconds: 10, load: 5 kg}", "unknown-field", "load"),
        (held, "{up_to: 6, each_side: true}", "missing-field", "reps"),
        (held, "{}", "missing-field", "reps"),
    ] {
        let text = sound();
        assert!(text.contains(set), "{set}");
        let text = text.replacen(set, other, 1);
        let strict = file::read_plan(&text, "plan.yaml").unwrap_err();
        assert!(matches!(strict[0].code, Code::Missing | Code::UnknownField), "{other}: {}", strict[0]);
        let report = report(&text);
        let wrong: Vec<_> = report.findings.iter().filter(|it| check::READING.contains(&it.code)).collect();
        assert_eq!(wrong.len(), 1, "{other}: {}", shown(&report));
        assert_eq!(wrong[0].code, code, "{other}: {}", wrong[0]);
        assert!(wrong[0].path.ends_with(&format!(".{field}")) && (set == held || wrong[0].path.starts_with(sets)), "{}", wrong[0]);
        assert!(wrong[0].place.as_ref().unwrap().text.contains(other), "{}", wrong[0]);
        // The other sets are judged.
        assert!(report.judged.contains(&"spacing-48-hours"), "{other}: {:?}", report.cannot_be_judged);
    }
}

#[test]
fn a_session_of_which_the_kind_is_missing_leaves_open_what_asks_for_the_kind() {
    let report = report(&sound().replacen("kind: deadlift\n", "kind:\n", 1));
    for code in ["one-heavy-deadlift", "week-load", "own-lifts"] {
        assert!(report.cannot_be_judged.contains(&code), "{code}: {:?}", report.cannot_be_judged);
    }
    for code in ["deadlift-first", "weekly-rise", "phase-1-daily", "id-unique"] {
        assert!(!report.cannot_be_judged.contains(&code), "{code}");
    }
    // A reason that cannot be read leaves nothing open but the reasons.
    let reason = self::report(&sound().replacen("because: [reload-start", "because: [reload-begin", 1));
    assert!(reason.cannot_be_judged.iter().all(|code| *code == "citation"), "{:?}", reason.cannot_be_judged);
}

#[test]
fn a_field_that_nobody_knows_counts_for_nothing_and_says_so() {
    let report = report(&sound().replacen("load: 50 kg, percent: 50.0, because", "load: 50 kg, procent: 50.0, because", 1));
    let finding = report.findings.iter().find(|it| it.code == "unknown-field").unwrap();
    assert_eq!(finding.mend, "did you mean `percent`?");
    let place = finding.place.as_ref().unwrap();
    assert_eq!(place.text.chars().skip(place.column - 1).take(place.width).collect::<String>(), "procent");
}

#[test]
fn a_field_given_twice_is_found() {
    let report = report(&sound().replacen("    starts: 2026-11-23\n", "    starts: 2026-11-23\n    starts: 2026-11-30\n", 1));
    let finding = report.findings.iter().find(|it| it.code == "unreadable-field").unwrap_or_else(|| panic!("{}", shown(&report)));
    assert!(finding.observed.contains("twice"), "{finding}");
    assert_eq!(finding.place.as_ref().unwrap().text.trim(), "starts: 2026-11-30");
}

#[test]
fn what_depends_on_a_hole_is_open_and_the_rest_is_judged() {
    // Without bars and plates nothing can be said of what they make, and all the more of the percentages.
    let text = without(&sound(), "equipment");
    let holes = report(&text);
    for code in ["loadable", "per-side", "equipment", "ramp"] {
        assert!(holes.cannot_be_judged.contains(&code), "{code}: {:?}", holes.cannot_be_judged);
    }
    for code in ["second-week", "reload-start", "spacing-48-hours", "deload-rhythm", "direction"] {
        assert!(holes.judged.contains(&code), "{code}");
    }
    let total = holes.judged.len() + holes.nothing_to_judge.len() + holes.cannot_be_judged.len();
    assert_eq!(total, check::codes().count());
    assert!(holes.tally().ends_with(&format!("{} cannot be judged", holes.cannot_be_judged.len())), "{}", holes.tally());
    // What is wrong however the hole is filled is found all the same.
    let broken = report(&text.replacen("deadlift: {load: 60 kg, ", "deadlift: {load: 65 kg, ", 1));
    assert!(broken.findings.iter().any(|it| it.code == "second-week"), "{}", shown(&broken));
}

/// A text without the first line of a field and what belongs to it.
fn without(text: &str, field: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.trim_start().starts_with(&format!("{field}:"))).unwrap();
    cut(&lines, at)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The lines without one and what is indented below it.
fn cut(lines: &[&str], at: usize) -> String {
    let deep = indent(lines[at]);
    let below = lines[at + 1..].iter().take_while(|line| line.is_empty() || indent(line) > deep).count();
    let rest = lines[..at].iter().chain(&lines[at + 1 + below..]);
    rest.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_hole_in_a_sound_plan_invents_nothing_that_is_wrong() {
    for name in ["extension-eased", "two-days"] {
        let text = file::plan_yaml(&Lifter::named(name).plan());
        let before: BTreeSet<&str> = report(&text).findings.iter().map(|finding| finding.code).collect();
        let lines: Vec<&str> = text.lines().collect();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        // Every fourth hole will do for whoever runs `cargo test`.
        let step = if full() { 1 } else { 4 };
        let mut holes = 0;
        let mut inventions: Vec<String> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let Some((field, _)) = line.trim_start().split_once(':') else { continue };
            // Each field a few times, wherever it stands.
            let times = seen.entry(format!("{} {field}", indent(line))).or_default();
            *times += 1;
            if line.trim_start().starts_with(['-', '#']) || ![1, 9].contains(times) {
                continue;
            }
            let holed = cut(&lines, at);
            if is_whole(&holed) {
                continue;
            }
            holes += 1;
            if holes % step != 0 {
                continue;
            }
            let report = match judge(&holed) {
                Ok(report) => report,
                Err(wrong) => panic!("{line}: {}", wrong[0]),
            };
            assert!(report.findings.iter().any(|it| check::READING.contains(&it.code)), "{name}, `{line}`:\n{}", shown(&report));
            let mut invented: Vec<String> = report
                .findings
                .iter()
                .filter(|it| !check::READING.contains(&it.code) && !before.contains(it.code))
                .map(ToString::to_string)
                .collect();
            invented.truncate(1);
            inventions.extend(invented.into_iter().map(|it| format!("{name}, line {} `{line}`: {it}", at + 1)));
        }
        assert!(inventions.is_empty(), "{}", inventions.join("\n"));
        assert!(holes > 30, "{name}: {holes}");
    }
}

#[test]
fn whatever_is_done_to_a_file_it_is_read_or_refused_and_never_passed_unseen() {
    let (count, seed) = drawn("REHINGE_MANGLED", 20, 60);
    let mut rng = fastrand::Rng::with_seed(seed);
    let texts = ["minimal", "masters-morning", "two-days"].map(|name| file::plan_yaml(&Lifter::named(name).plan()));
    let garbage = [
        "§",
        "",
        "~",
        "[]",
        "{}",
        "-1",
        "1e309",
        "true",
        "9999-99-99",
        "\"",
        "[",
        "99999999999999999999",
        "kg",
        "-9223372036854775808 kg",
        "!!",
        "&a",
        "2026-11-23",
        "\u{202e}",
    ];
    let (mut refused, mut holed) = (0, 0);
    for _ in 0..count {
        let text = &texts[rng.usize(0..texts.len())];
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for _ in 0..rng.usize(1..4) {
            let at = rng.usize(2..lines.len() - 1);
            match rng.u8(0..5) {
                0 => drop(lines.remove(at)),
                1 => {
                    let plain: Vec<&str> = lines.iter().map(String::as_str).collect();
                    lines = cut(&plain, at).lines().map(str::to_owned).collect();
                }
                2 => lines.insert(at, lines[rng.usize(0..lines.len())].clone()),
                3 => {
                    let line = &mut lines[at];
                    let keep = line.char_indices().nth(rng.usize(0..=line.chars().count())).map_or(line.len(), |(at, _)| at);
                    line.truncate(keep);
                }
                _ => {
                    let key = lines[at].split_inclusive(": ").next().unwrap_or_default().to_owned();
                    lines[at] = key + garbage[rng.usize(0..garbage.len())];
                }
            }
            if lines.len() < 10 {
                break;
            }
        }
        let text = lines.join("\n") + "\n";
        match judge(&text) {
            Err(wrong) => {
                assert!(!wrong.is_empty() && wrong.iter().all(|wrong| wrong.help.is_some()), "{wrong:?}\n{text}");
                refused += 1;
            }
            Ok(report) => {
                assert!(is_whole(&text) || !report.is_safe(), "passed unseen:\n{text}");
                holed += u32::from(!is_whole(&text));
            }
        }
    }
    println!("{refused} refused, {holed} with holes");
    assert!(refused > 0 && holed > 0);
}

#[test]
fn what_is_no_plan_is_refused() {
    for (text, code) in [
        ("", Code::Empty),
        ("just a text", Code::Missing),
        ("age: 29\n", Code::Missing),
        ("schema: rehinge/plan/v9\nweeks: []\n", Code::UnknownValue),
        ("schema: rehinge/plan/v1\nweeks: [\n", Code::NotYaml),
    ] {
        let wrong = judge(text).map(|report| shown(&report)).unwrap_err().remove(0);
        assert_eq!(wrong.code, code, "{text:?}: {wrong}");
        assert!(wrong.help.is_some(), "{wrong}");
    }
    // Of a plan that says nothing else, everything is missing.
    let empty = report("schema: rehinge/plan/v1\n");
    assert!(empty.findings.iter().any(|it| it.path == "weeks" && it.code == "missing-field"), "{}", shown(&empty));
}

#[test]
fn a_plan_with_the_essentials_gets_findings_that_a_coach_understands() {
    let report = report(BY_HAND);
    let of = |code: &str| -> Vec<String> { report.findings.iter().filter(|it| it.code == code).map(ToString::to_string).collect() };
    let rise = of("weekly-rise");
    assert!(rise.len() == 1 && rise[0].contains("rises 15 points from 60 kg to 75 kg; at most 10 points of 100 kg"), "{}", shown(&report));
    assert!(report.findings.len() < 80, "{}", shown(&report));
    assert!(report.cannot_be_judged.contains(&"phase-order"), "{:?}", report.cannot_be_judged);
}
