//! The main job: what every lifter of `profiles/` gets, from the command and out of its files. This test is never
//! loosened: whatever else changes, these lifters keep these verdicts, days and loads.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every lifter with a plan, worked out by hand.
///
/// From 50 %, or 40 after two episodes or more than 14 days of pain; the second week at 60 % at most, then at most 10
/// points a week, and beyond 90 % about 5. `D` marks deloads: up to 40 after six to eight loading weeks, from 41 on
/// after three or four. Four weeks at the top follow.
const PLANS: &str = "\
clock-change, three-phase
  Two days without pain: no Phase 1. Phase 2 is a week, and the next Tuesday is the 10th.
  movement 2–9 Feb, loading from Tue 10 Feb 19:00
  50/60/70/80/90/95/100 kg on 24 Mar, then 100/100D/100/100

extension-eased, three-phase
  A worst pain of 5 is a week of Phase 1. Thursday is 72 hours after the squat, and the press joins the deadlift.
  pain-resolution 23–29 Nov, movement 30 Nov–9 Dec, loading from Thu 10 Dec 18:00
  50/60/70/80/90/95/100 kg on 21 Jan, then 100/100D/100/100

leg-symptoms-cleared, three-phase
  Pain for 21 days: two weeks of Phase 2, and 40 % of 140 kg. The clearance ends at 80 kg.
  pain-resolution 23–29 Nov, movement 30 Nov–13 Dec, loading from Mon 14 Dec 18:00
  55/67.5/80 kg on 28 Dec, then 80/80/80/80

light-bar, three-phase
  Half of 40 kg is the bar, and 2.5 kg are 6.25 points: nine steps, which need a deload.
  movement 23–29 Nov, loading from Mon 30 Nov 18:00
  20/22.5/25/27.5/30/32.5/32.5D/35/37.5/40 kg on 1 Feb, then 40/40/40/40

masters-morning, three-phase
  The second episode, 16 days of pain: two weeks of Phase 2, and 40 %. Over 40.
  movement 23 Nov–6 Dec, loading from Mon 7 Dec 06:00
  70/87.5/105/122.5/122.5D/140/157.5/170/180 kg on 1 Feb, then 180D/180/180/180

minimal, three-phase
  Asked on a Sunday: a week of Phase 1, one of Phase 2, and the next Monday.
  pain-resolution 22–28 Nov, movement 29 Nov–6 Dec, loading from Mon 7 Dec 18:00
  50/60/70/80/90/95/100 kg on 18 Jan, then 100/100D/100/100

pounds, technique-reload
  The bar weighs 45 lb, and the smallest plates make steps of 5 lb.
  loading from Mon 23 Nov 18:00
  155/185/215/245/270/285/300/315 lb on 11 Jan, then 315D/315/315/315

technique-only, technique-reload
  No pain, so loading begins at once.
  loading from Tue 24 Nov 18:30
  40/47.5/55/62.5/70/75/80 kg on 5 Jan, then 80/80D/80/80

two-days, technique-reload
  Sunday is 24 hours after the squat: the deadlift joins it on Saturday.
  loading from Sat 28 Nov 10:00
  50/60/70/80/90/95/100 kg on 9 Jan, then 100/100D/100/100
";

/// Everyone else: the exit code, how the answer begins, and the files.
const NO_PLAN: [(&str, i32, &str, &[&str]); 3] = [
    ("emergency-signs", 4, "EMERGENCY: go to an emergency department now.", &[]),
    ("just-sore", 0, "REST: ordinary soreness.", &[]),
    ("leg-symptoms", 3, "REFERRED: see a clinician first.", &["leg-symptoms.referral.pdf", "leg-symptoms.referral.txt"]),
];

/// A heavy deadlift as it stands in the plan file.
struct Deadlift {
    id: String,
    start: NaiveDateTime,
    /// `50 kg`
    load: String,
    deload: bool,
}

/// Makes a lifter's plan on Sunday, 22 November 2026: the exit code, the answer, and the files.
fn run(dir: &Path, name: &str) -> (i32, String, Vec<String>) {
    let profile = profiles().join(format!("{name}.yaml"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_rehinge"));
    let made = command.current_dir(dir).arg("plan").arg(profile).args(["--today", "2026-11-22"]).env("TZ", "Europe/Berlin").output();
    let made = made.unwrap();
    (made.status.code().unwrap(), String::from_utf8(made.stdout).unwrap(), files(dir))
}

fn profiles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles")
}

fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("no text `{field}` in {value}"))
}

fn day(value: &Value, field: &str) -> NaiveDate {
    text(value, field).parse().unwrap()
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().unwrap_or_else(|| panic!("no list `{field}` in {value}"))
}

fn deadlifts(plan: &Value) -> Vec<Deadlift> {
    let mut found = Vec::new();
    for week in list(plan, "weeks") {
        for session in list(week, "sessions").iter().filter(|session| text(session, "kind") == "deadlift") {
            let (id, load, deload) =
                (text(session, "id").to_owned(), text(&week["deadlift"], "load").to_owned(), week["deadlift"]["deload"] == true);
            let work = list(session, "exercises").iter().find(|exercise| exercise["role"] == "work").unwrap();
            let equal = |set: &Value| set["sets"].as_u64().unwrap_or(1) as usize;
            let sets: Vec<&str> = list(work, "sets").iter().flat_map(|set| vec![text(set, "load"); equal(set)]).collect();
            // Soon after waking the first two sets are lighter: on a deload, all of them.
            assert!(sets.last() == Some(&load.as_str()) || deload && sets.len() == 2, "{id}: {sets:?}");
            let start = NaiveDateTime::parse_from_str(text(session, "start"), "%Y-%m-%dT%H:%M").unwrap();
            found.push(Deadlift { id, start, load, deload });
        }
    }
    found
}

/// A plan file in three lines, as in [`PLANS`].
fn in_short(plan: &Value) -> [String; 3] {
    let deadlifts = deadlifts(plan);
    let summary = &plan["summary"];
    let phases = list(summary, "phases").iter().filter(|phase| !["loading", "aftercare"].contains(&text(phase, "phase")));
    let mut spans: Vec<String> = phases
        .map(|phase| {
            let (from, to) = (day(phase, "from"), day(phase, "to"));
            let from = from.format(if from.month() == to.month() { "%-d" } else { "%-d %b" });
            format!("{} {from}–{}", text(phase, "phase"), to.format("%-d %b"))
        })
        .collect();
    spans.push(format!("loading from {}", deadlifts[0].start.format("%a %-d %b %H:%M")));
    let (up, after) = deadlifts.split_at(summary["loading_weeks"].as_u64().unwrap() as usize);
    let loads = |deadlifts: &[Deadlift]| {
        let load = |it: &Deadlift| format!("{}{}", it.load.split(' ').next().unwrap(), if it.deload { "D" } else { "" });
        deadlifts.iter().map(load).collect::<Vec<_>>().join("/")
    };
    let top = up.last().unwrap();
    let way = format!("{} {} on {}, then {}", loads(up), text(plan, "unit"), top.start.format("%-d %b"), loads(after));
    [text(summary, "track").to_owned(), spans.join(", "), way]
}

#[test]
fn every_lifter_gets_the_verdict_the_days_the_loads_and_the_files() {
    let mut known: Vec<String> = NO_PLAN.iter().map(|(name, ..)| format!("{name}.yaml")).collect();
    for row in PLANS.split("\n\n") {
        let [head, _why, phases, way] = row.lines().map(str::trim).collect::<Vec<_>>()[..] else { panic!("{row}") };
        let (name, track) = head.split_once(", ").unwrap();
        known.push(format!("{name}.yaml"));
        let dir = tempfile::tempdir().unwrap();
        let (code, said, files) = run(dir.path(), name);
        assert_eq!((code, files), (0, ["ics", "pdf", "plan.yaml"].map(|ending| format!("{name}.{ending}")).to_vec()), "{name}: {said}");
        let file = |ending: &str| fs::read(dir.path().join(format!("{name}.{ending}"))).unwrap();

        let plan: Value = serde_yaml::from_slice(&file("plan.yaml")).unwrap();
        assert_eq!(text(&plan, "verdict"), "train", "{name}");
        assert_eq!(in_short(&plan), [track, phases, way], "{name}");
        let deadlifts = deadlifts(&plan);
        let days: BTreeSet<String> = deadlifts.iter().map(|it| it.start.format("%a %H:%M").to_string()).collect();
        assert_eq!(days.len(), 1, "{name} lifts on the same day of every week, not on {days:?}");

        let calendar = String::from_utf8(file("ics")).unwrap().replace("\r\n ", "");
        let sheet = lopdf::Document::load_mem(&file("pdf")).unwrap();
        let pages: Vec<String> = sheet.get_pages().keys().map(|page| close(&sheet.extract_text(&[*page]).unwrap())).collect();
        for Deadlift { id, start, load, .. } in &deadlifts {
            let event = calendar.split("BEGIN:VEVENT").find(|event| event.contains(&format!("UID:{id}."))).unwrap();
            assert!(event.contains(&start.format(":%Y%m%dT%H%M00").to_string()), "{name}, {id}: {event}");
            assert!(event.contains(load), "{name}, {id}: {event}");
            let (day, load) = (close(&start.format("%a %-d %b").to_string()), close(load));
            assert!(pages.iter().any(|page| page.contains(&day) && page.contains(&load)), "{name}, {id}");
        }
    }
    for (name, exit, begins, files) in NO_PLAN {
        let dir = tempfile::tempdir().unwrap();
        let (code, said, written) = run(dir.path(), name);
        assert_eq!((code, written), (exit, files.iter().map(ToString::to_string).collect()), "{name}: {said}");
        assert!(said.starts_with(begins), "{name}: {said}");
    }
    known.sort();
    assert_eq!(known, files(&profiles()));
}

/// A text without its spaces, of which not every reader of a page sees all.
fn close(text: &str) -> String {
    text.split_whitespace().collect()
}
