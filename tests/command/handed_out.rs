//! What a calendar program is told by one file after the other: the calendar that is replaced is the record of it.

use crate::common::{profile, rehinge};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// A folder with the plan of a lifter, whose first deadlift is on Thu 10 Dec 2026, at 50 kg.
struct Gym(TempDir);

impl Gym {
    fn open(more: &[&str]) -> Self {
        let gym = Gym(tempfile::tempdir().unwrap());
        fs::copy(profile("extension-eased"), gym.path().join("me.yaml")).unwrap();
        gym.done(&[&["plan", "me.yaml", "--today", "2026-11-23"], more].concat());
        gym
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, args: &[&str]) -> Output {
        rehinge(self.path(), args)
    }

    fn done(&self, args: &[&str]) {
        let output = self.run(args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Notes the first deadlift and brings the plan up to the day after it.
    fn lifts(&self, worst: &str, more: &[&str]) {
        let lifted = [
            "--session",
            "loading-1-deadlift",
            "--date",
            "2026-12-10",
            "--load",
            "50kg",
            "--reps",
            "5,5,5,5",
            "--worst",
            worst,
            "--only-note",
        ];
        self.done(&[&["log", "me.plan.yaml", "--today", "2026-12-10"], &lifted[..]].concat());
        self.done(&[&["plan", "me.plan.yaml", "--today", "2026-12-11"], more].concat());
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }
}

/// The events of a calendar that hold a line.
fn with(calendar: &str, line: &str) -> usize {
    calendar.split("BEGIN:VEVENT").skip(1).filter(|event| event.contains(line)).count()
}

#[test]
fn a_good_session_cancels_nothing_and_leaves_most_events_as_they_were() {
    let gym = Gym::open(&[]);
    let first = gym.text("me.ics");
    gym.lifts("0", &[]);
    let second = gym.text("me.ics");
    assert_eq!(with(&second, "STATUS:CANCELLED"), 0);
    assert_eq!(with(&second, "UID:"), with(&first, "UID:"));
    assert!(with(&second, "SEQUENCE:0") > with(&second, "SEQUENCE:1"), "{}", with(&second, "SEQUENCE:1"));
}

#[test]
fn what_is_no_longer_planned_is_cancelled_once_and_stays_so() {
    let gym = Gym::open(&[]);
    let first = gym.text("me.ics");
    gym.lifts("6", &[]);
    let second = gym.text("me.ics");
    let uids = |text: &str| -> Vec<String> { text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect() };
    let (before, after) = (uids(&first), uids(&second));
    assert!(before.iter().all(|uid| after.contains(uid)), "no event is left standing");
    for event in second.split("BEGIN:VEVENT").skip(1).filter(|event| event.contains("STATUS:CANCELLED")) {
        let uid = event.lines().find(|line| line.starts_with("UID:")).unwrap();
        assert!(before.iter().any(|known| known == uid), "{uid} was never handed out");
    }
    // Where the file is gone, what the plan before had counts as handed out.
    let gym = Gym::open(&[]);
    fs::remove_file(gym.path().join("me.ics")).unwrap();
    gym.lifts("6", &[]);
    assert_eq!(with(&gym.text("me.ics"), "STATUS:CANCELLED"), with(&second, "STATUS:CANCELLED"));
}

#[test]
fn a_calendar_that_cannot_be_read_is_not_replaced_unless_for_a_fresh_beginning() {
    let gym = Gym::open(&[]);
    let whole = gym.text("me.ics");
    fs::write(gym.path().join("me.ics"), &whole[..whole.len() / 2]).unwrap();
    let plan = gym.text("me.plan.yaml");
    let again = ["plan", "me.yaml", "--today", "2026-11-23"];
    for more in [&[][..], &["--force"]] {
        let output = gym.run(&[&again, more].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("error[R008]") && said.contains("me.ics:") && said.contains("--fresh"), "{said}");
        assert_eq!((gym.text("me.ics").len(), gym.text("me.plan.yaml")), (whole.len() / 2, plan.clone()));
    }
    gym.done(&["plan", "me.yaml", "--today", "2026-12-01", "--start", "2026-11-23", "--fresh"]);
    let fresh = gym.text("me.ics");
    assert_eq!(with(&fresh, "STATUS:CANCELLED"), 0);
    assert!(with(&fresh, "DTSTART;TZID=Europe/Berlin:202612") > 0 && with(&fresh, "DTSTART;TZID=Europe/Berlin:202611") == 0);
    // Another's calendar of that name tells nothing of ours.
    fs::write(gym.path().join("me.ics"), "BEGIN:VCALENDAR\r\nPRODID:-//another//EN\r\nEND:VCALENDAR\r\n").unwrap();
    gym.done(&[&again[..], &["--force"]].concat());
    assert_eq!(gym.text("me.ics"), whole);
}

#[test]
fn several_files_are_the_record_as_one_is_and_another_lifters_are_none() {
    let gym = Gym::open(&["--split", "phases"]);
    let first = gym.text("me.loading.ics");
    // The lifter `me.two` has a calendar whose name begins like mine.
    fs::copy(profile("masters-morning"), gym.path().join("me.two.yaml")).unwrap();
    gym.done(&["plan", "me.two.yaml", "--today", "2026-11-23"]);
    gym.lifts("6", &["--split", "phases"]);
    let second = gym.text("me.loading.ics");
    let uids = |text: &str| text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    assert!(uids(&first).iter().all(|uid| uids(&second).contains(uid)));
    assert!(with(&second, "SEQUENCE:1") > 0);
    let theirs = uids(&gym.text("me.two.ics"));
    assert!(!theirs.is_empty() && theirs.iter().all(|uid| !second.contains(uid.as_str())));
}

#[test]
fn one_file_goes_on_from_several() {
    let gym = Gym::open(&["--split", "phases"]);
    assert!(!gym.path().join("me.ics").exists());
    gym.done(&["plan", "me.yaml", "--today", "2026-11-23", "--only", "training"]);
    let one = gym.text("me.ics");
    // Whoever imported the several is told that routines and reminders are left out now.
    let parts: usize =
        ["pain-resolution", "movement", "loading", "aftercare"].iter().map(|part| with(&gym.text(&format!("me.{part}.ics")), "UID:")).sum();
    assert_eq!(with(&one, "UID:"), parts);
    assert_eq!(with(&one, "STATUS:CANCELLED"), with(&one, "SEQUENCE:1"));
    assert!(with(&one, "STATUS:CANCELLED") > 0 && with(&one, "SEQUENCE:0") > 0);
}
