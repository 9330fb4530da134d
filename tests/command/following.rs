//! The plan follows by itself: whatever was written into profile or log counts at once, in every command, and nothing goes
//! back. Most of these were found by people on their first day.

use crate::common::{self, BAD_INPUT, DONE, EMERGENCY, REFERRED, command, ended, files, given, holds, rehinge, root, stderr, stdout};
use rehinge::plan::file::read_plan;
use rehinge::plan::{Plan, VerdictKind};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Output;
use tempfile::TempDir;

/// A folder with a lifter whose profile is `me.yaml`, and whose first deadlift is on Thu 10 Dec 2026, at 50 kg.
pub struct Home {
    pub dir: TempDir,
}

impl Home {
    pub fn of(profile: &str) -> Self {
        let home = Home { dir: tempfile::tempdir().unwrap() };
        fs::copy(common::profile(profile), home.path("me.yaml")).unwrap();
        home.says("2026-11-22", &["plan", "me.yaml"], DONE);
        home
    }

    pub fn new() -> Self {
        Home::of("extension-eased")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.path(name)).unwrap()).into_owned()
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub fn plan(&self) -> Plan {
        read_plan(&self.read("me.plan.yaml"), "me.plan.yaml").unwrap()
    }

    pub fn files(&self) -> Vec<String> {
        files(self.dir.path())
    }

    /// What a command says on a day, where it ends with this code.
    pub fn says(&self, today: &str, args: &[&str], code: i32) -> String {
        let output = self.run(today, args);
        let said = format!("{}{}", stdout(&output), stderr(&output));
        assert!(!said.contains("fault of rehinge"), "{args:?}: {said}");
        assert_eq!(common::code(&output), code, "{args:?} on {today}: {said}");
        said
    }

    pub fn run(&self, today: &str, args: &[&str]) -> Output {
        rehinge(self.dir.path(), &[args, &["--today", today]].concat())
    }

    /// Notes the first deadlift, on its day.
    pub fn first(&self, felt: &[&str], code: i32) -> String {
        let lifted = ["log", "--load", "50kg", "--reps", "5,5,5,5"];
        self.says("2026-12-10", &[&lifted, felt].concat(), code)
    }
}

#[test]
fn log_says_what_follows_and_ends_with_the_verdict() {
    for (felt, code, phrases) in [
        (
            &["--worst", "1"][..],
            DONE,
            &["Go on as planned. The next deadlift is loading-2-deadlift, Thu 17 Dec 2026, 18:00, 4×5 at 60 kg."][..],
        ),
        (&["--worst", "3", "--morning", "1"], DONE, &["The same load again: 50 kg, not 60 kg."]),
        (&["--worst", "4"], DONE, &["Lighter next time: 40 kg, not 60 kg.", "Thu 17 Dec 2026"]),
        (&["--worst", "7"], DONE, &["No deadlift for now: back to Phase 1"]),
        (&["--worst", "8"], REFERRED, &["REFERRED: see a clinician first", "me.referral.pdf"]),
        (&["--worst", "2", "--kind", "sharp"], REFERRED, &["REFERRED"]),
        (&["--worst", "2", "--kind", "one-sided"], REFERRED, &["REFERRED"]),
        (&["--worst", "2", "--kind", "pop"], REFERRED, &["REFERRED"]),
        (&["--worst", "2", "--kind", "leg"], REFERRED, &["REFERRED"]),
        (&["--sign", "saddle-numbness"], EMERGENCY, &["EMERGENCY: go to an emergency department now", "hours count"]),
    ] {
        let home = Home::new();
        let said = home.first(felt, code);
        holds(&said, phrases);
        holds(&said, &["Wrote me.ics, me.pdf, me.plan.yaml"]);
        assert_eq!(home.plan().logged, 1, "{felt:?}");
        assert_eq!(home.plan().stopped.is_some(), code != DONE);
        // The calendar and the sheet are those of the plan on the disk: made again, they are the same.
        let (calendar, sheet) = (home.read("me.ics"), home.read("me.pdf"));
        home.says("2026-12-10", &["plan"], code);
        assert!(home.read("me.ics") == calendar && home.read("me.pdf") == sheet, "{felt:?}");
        let next = home.says("2026-12-17", &["next"], code);
        assert!(code == DONE || !next.contains(" kg"), "{felt:?}: {next}");
    }
}

#[test]
fn a_heavier_deadlift_is_never_shown_after_pain_nor_printed_nor_in_the_calendar() {
    let home = Home::new();
    home.first(&["--worst", "4", "--only-note"], DONE);
    let next = home.says("2026-12-17", &["next", "me.yaml"], DONE);
    holds(&next, &["The log is newer than the plan: this is the plan as it stands today.", "loading-2-deadlift · 40 kg"]);
    assert!(!next.contains("60 kg"), "{next}");
    let calendar = home.says("2026-12-17", &["plan", "me.yaml", "--format", "ics", "--out", "-"], DONE);
    let event = calendar.split("BEGIN:VEVENT").find(|event| event.contains("UID:loading-2-deadlift.")).unwrap();
    assert!(event.contains("40 kg") && !event.contains("60 kg"), "{event}");
    home.says("2026-12-17", &["print", "--sheets", "next"], DONE);
    let page = lopdf::Document::load(home.path("me.next.pdf")).unwrap();
    let pages: Vec<u32> = page.get_pages().keys().copied().collect();
    let text: String = page.extract_text(&pages).unwrap().split_whitespace().collect();
    assert!(text.contains("40kg") && !text.contains("4×560kg"), "{text}");
}

#[test]
fn plan_never_goes_back_and_another_paper_changes_nothing_else() {
    let home = Home::new();
    home.first(&["--worst", "4", "--morning", "2", "--cut-short", "0", "--kind", "diffuse"], DONE);
    let before = home.read("me.plan.yaml");
    let said = home.says("2026-12-10", &["plan", "me.yaml", "--paper", "letter"], DONE);
    holds(&said, &["Nothing has changed since Thu 10 Dec 2026", "Wrote me.plan.yaml, me.ics, me.pdf"]);
    assert_eq!(home.read("me.plan.yaml"), before);
    assert!(home.read("me.pdf").contains("MediaBox[0 0 612 792]"));
    // A sheet that is there stays on its paper.
    for way in [&["plan", "--force"][..], &["replan", "me.plan.yaml"], &["plan", "me"], &["plan", "me.log.yaml"]] {
        home.says("2026-12-10", way, DONE);
        assert_eq!(home.read("me.plan.yaml"), before, "{way:?}");
        assert!(home.read("me.pdf").contains("MediaBox[0 0 612 792]"), "{way:?}");
    }
    home.says("2026-12-11", &["log", "--morning", "3"], DONE);
    assert!(home.read("me.pdf").contains("MediaBox[0 0 612 792]"));
    holds(&home.says("2026-12-12", &["plan", "me.yaml", "--start", "2026-12-14"], BAD_INPUT), &["another", "--restart --start 2026-12-14"]);
}

#[test]
fn a_new_beginning_is_asked_for_and_sets_everything_aside() {
    let home = Home::of("technique-only");
    home.says("2026-11-24", &["log", "--load", "40kg", "--reps", "5,5,5,5", "--worst", "1"], DONE);
    let (plan, log) = (home.read("me.plan.yaml"), home.read("me.log.yaml"));
    let restart = ["plan", "me.yaml", "--restart", "--start", "2026-12-14"];
    let said = home.says("2026-12-12", &restart, DONE);
    holds(&said, &["Set aside: me.log.yaml as me.log.2026-12-12.yaml, me.plan.yaml as me.plan.2026-12-12.yaml"]);
    assert_eq!((home.read("me.plan.2026-12-12.yaml"), home.read("me.log.2026-12-12.yaml")), (plan, log));
    assert!(!home.path("me.log.yaml").exists());
    assert_eq!((home.plan().revision, home.plan().logged), (0, 0));
    // A second time on one day, nothing is written over, and what is set aside is no lifter.
    let second = home.read("me.plan.yaml");
    home.says("2026-12-12", &restart, DONE);
    assert_eq!(home.read("me.plan.2026-12-12_2.yaml"), second);
    home.says("2026-12-14", &["next"], DONE);
}

#[test]
fn what_changes_in_the_profile_is_taken_in_and_listed_with_its_day() {
    let home = Home::new();
    home.first(&["--worst", "1"], DONE);
    let profile = home.read("me.yaml").replacen("schedule:\n", "schedule:\n  away: [{from: 2026-12-14, to: 2026-12-20}]\n", 1);
    home.write("me.yaml", &profile);
    let next = home.says("2026-12-12", &["next"], DONE);
    holds(&next, &["The profile is newer than the plan: this is the plan as it stands today."]);
    let said = home.says("2026-12-12", &["plan"], DONE);
    holds(&said, &["What changed", "14–20 Dec", "12 December"]);
    let plan = home.plan();
    let away = |day: &str| plan.sessions().any(|session| session.start.date().to_string() == day);
    assert!(!away("2026-12-17") && plan.revision > 0, "{said}");
    assert!(!home.says("2026-12-12", &["next"], DONE).contains("newer"));
    // Without the profile's file the one in the plan serves.
    fs::remove_file(home.path("me.yaml")).unwrap();
    assert!(!home.says("2026-12-12", &["next"], DONE).contains("newer"));
}

#[test]
fn a_day_without_a_session_is_noted_and_phase_1_pain_is_acted_on() {
    // A score of today's routine: no deadlift is asked about, and nothing ends in a dead end.
    let home = Home::new();
    let said = home.says("2026-11-26", &["log", "--worst", "2"], DONE);
    holds(&said, &["Noted in me.log.yaml: Thu 26 Nov 2026: worst pain 2", "The next deadlift is loading-1-deadlift, Thu 10 Dec 2026"]);
    home.says("2026-11-27", &["log", "--date", "2026-11-26", "--amend", "--worst", "3"], DONE);
    home.says("2026-11-27", &["next"], DONE);

    // A sign on a rest day.
    let home = Home::new();
    holds(&home.says("2026-12-11", &["log", "--sign", "tingling"], REFERRED), &["REFERRED"]);
    let home = Home::new();
    holds(&home.says("2026-12-11", &["log", "--unsure", "bladder-change"], EMERGENCY), &["EMERGENCY"]);
}

/// Whoever noted nothing in Phase 1 and hurts in Phase 2 has not passed its gate: day 14 of the plan stops it all the same.
#[test]
fn pain_in_phase_2_of_which_phase_1_says_nothing_stops_by_day_14() {
    let home = Home::new();
    let said = home.says("2026-12-03", &["log", "--worst", "2"], DONE);
    holds(
        &said,
        &[
            "Later: 17 December, not 10 December.",
            "On 3 December the gate of Phase 1 was not passed; it ends after two days without pain, with the full range",
        ],
    );
    let said = home.says("2026-12-05", &["log", "--worst", "2"], REFERRED);
    holds(&said, &["REFERRED", "Phase 1 can no longer be passed by day 14"]);
}

/// `log` asks whether a gate is passed from the day on which it is due, and the answer decides.
#[test]
fn the_gate_is_asked_for_when_it_is_due_and_can_be_told_as_not_passed() {
    let asked = "Is the gate of Phase 1: pain resolution passed? Pain 0 of 10 on 2 days in a row";
    let ask =
        |home: &Home, day: &str, answers: &str| ended(&given(command(home.dir.path(), &["log", "--ask", "--today", day]), answers), DONE);
    let home = Home::new();
    // The day before its last, nothing is due yet.
    assert!(!ask(&home, "2026-11-28", "n\n\n\n\n").contains("gate"));
    let said = ask(&home, "2026-11-29", "n\n0\nn\n\n\n");
    holds(&said, &[asked, "worst pain 0, gate not passed", "On 29 November the gate of Phase 1 was not passed"]);
    let said = ask(&home, "2026-12-01", "n\n0\ny\n\n\n");
    holds(&said, &[asked, "gate passed", "Go on as planned"]);
    // It is told, and is not asked again.
    assert!(!ask(&home, "2026-12-02", "n\n\n\n\n").contains("Is the gate"));

    let home = Home::new();
    home.says("2026-12-06", &["log", "--gate", "no"], REFERRED);
    holds(&home.says("2026-12-06", &["log", "--gate", "maybe"], BAD_INPUT), &["--gate"]);
}

/// What a load is doubted for, and what is said of it, is what was on the bar and what a clinician allows.
#[test]
fn a_load_above_the_clearance_names_the_clearance_and_what_was_lifted() {
    let home = Home::new();
    home.says("2026-12-10", &["log", "--sign", "tingling"], REFERRED);
    let profile = home.read("me.yaml") + "clearance: {by: Dr. Lee, date: 2026-12-11, max_load: 60 kg}\n";
    home.write("me.yaml", &profile);
    home.says("2026-12-12", &["plan"], DONE);
    home.says("2026-12-12", &["screen", "--none"], DONE);
    let first = home.plan().sessions().find(|session| session.id.is_deadlift() && session.done.is_none()).unwrap().clone();
    let day = first.start.date().to_string();
    let said = home.says(&day, &["log", "--load", "80kg", "--reps", "5,5,5,5", "--worst", "4"], DONE);
    holds(&said, &["80 kg is above the 60 kg that your clearance allows", "the 80 kg session of"]);
}

/// A week has one heavy deadlift: who lifted days late has one more than a week later, and is told why.
#[test]
fn who_lifts_days_late_is_told_why_the_next_is_so_far_away() {
    let profile = "age: 29\ndeadlift: {working_weight: 100 kg}\npain: {status: acute}\nschedule: {start: 2026-11-23, time_zone: \
                   Europe/Berlin, slots: [{day: DAY, at: \"10:00\"}]}\n";
    for (slot, first, late, next) in [
        ("sat", "2026-12-12", "2026-12-21", "That is 12 days later: a week has one heavy deadlift, and this was the one of 21–27 Dec"),
        ("mon", "2026-12-07", "2026-12-17", "That is 11 days later: from one deadlift to the next are 5 days at least."),
    ] {
        let home = Home { dir: tempfile::tempdir().unwrap() };
        home.write("me.yaml", &profile.replace("DAY", slot));
        home.says("2026-11-22", &["plan"], DONE);
        let on = |day: &str, id: &str| home.says(day, &["log", "--session", id, "--date", day, "--worst", "0", "--morning", "0"], DONE);
        assert!(!on(first, "loading-1-deadlift").contains("days later"), "{slot}");
        holds(&on(late, "loading-2-deadlift"), &[next]);
    }
    // Before the phases let one be, something else is why.
    let home = Home::of("minimal");
    let said = home.says("2026-11-24", &["log", "--session", "loading-1-deadlift", "--date", "2026-11-24", "--load", "50kg"], DONE);
    assert!(!said.contains("days later"), "{said}");
}

/// A lifter never needs the word, in whatever they are shown.
#[test]
fn no_lifter_reads_of_revisions() {
    let home = Home::new();
    let mut said = home.first(&["--worst", "4"], DONE);
    for (day, args) in [
        ("2026-12-11", &["log", "--morning", "2"][..]),
        ("2026-12-12", &["next"]),
        ("2026-12-12", &["progress"]),
        ("2026-12-12", &["plan"]),
        ("2026-12-12", &["print"]),
        ("2026-12-12", &["print", "--sheets", "all"]),
        ("2026-12-18", &["plan"]),
    ] {
        said += &home.says(day, args, DONE);
    }
    assert!(home.plan().revision > 1 && !said.to_lowercase().contains("revision"), "{said}");
}

/// The reason of a change is what happened, and names its day.
#[test]
fn what_changed_names_what_was_corrected_and_its_day() {
    let home = Home::new();
    home.first(&["--worst", "4", "--morning", "0"], DONE);
    let said = home.says("2026-12-11", &["log", "--amend", "--worst", "1"], DONE);
    holds(&said, &["because the entry of loading week 1 of 10 December was corrected"]);
    let home = Home::new();
    home.first(&["--worst", "4"], DONE);
    holds(&home.says("2026-12-11", &["log", "--withdraw"], DONE), &["the entry of loading week 1 of 10 December was taken back"]);
}

#[test]
fn a_stop_names_the_page_to_take_along_and_an_emergency_how_to_go_on() {
    let home = Home::new();
    home.says("2026-12-10", &["log", "--sign", "tingling"], REFERRED);
    for command in ["next", "progress", "print", "plan"] {
        holds(&home.says("2026-12-11", &[command], REFERRED), &["The page to take along is me.referral.pdf."]);
    }
    let home = Home::new();
    let said = home.says("2026-12-10", &["log", "--sign", "fever"], EMERGENCY);
    holds(&said, &["Afterwards, once you are examined and cleared: put `clearance: {by, date}` into the profile"]);
}

/// A clinician reads the newest scores, each with its day, and what was lifted last.
#[test]
fn the_page_for_a_clinician_has_the_newest_scores() {
    let home = Home::new();
    home.first(&["--worst", "2", "--morning", "1"], DONE);
    home.says("2026-12-12", &["log", "--worst", "7", "--kind", "sharp"], REFERRED);
    let page = home.read("me.referral.txt");
    holds(
        &page,
        &[
            "Pain, 0 to 10: worst 7, sharp (12 December 2026); worst 2, 1 the morning after (10 December 2026)",
            "Before the plan: now 2, on waking 3, worst 5",
            "Last deadlift: 50 kg, on 10 December 2026",
        ],
    );
}

#[test]
fn small_words_are_understood_and_answered() {
    let home = Home::new();
    home.first(&["--worst", "1"], DONE);
    // The whole plan, by its name.
    assert_eq!(home.says("2026-12-11", &["explain", "me.yaml", "plan"], DONE), home.says("2026-12-11", &["explain", "me.yaml"], DONE));
    // Who mistakes a sign reads them all, in words.
    holds(
        &home.says("2026-12-11", &["log", "--sign", "list"], BAD_INPUT),
        &["The signs, by their ids:", "saddle-numbness:", "there is no sign `list`"],
    );
    // The morning of a week ago is asked for, one of two weeks ago is not.
    holds(&home.says("2026-12-17", &["next"], DONE), &["The score of the morning after loading-1-deadlift"]);
    assert!(!home.says("2026-12-18", &["next"], DONE).contains("The score of the morning after loading-1-deadlift"));
    // Enter is what was planned, as it says.
    let home = Home::new();
    let said = ended(&given(command(home.dir.path(), &["log", "--ask", "--today", "2026-12-10"]), "y\n\n\n\n1\n\n\n\n"), DONE);
    holds(&said, &["What was on the bar? (Enter for 50 kg, as planned", "50 kg, reps —"]);
}

/// A plan says by digests which profile and log it was made from; made again of the same, it is the same byte for byte.
#[test]
fn a_plan_says_by_digests_what_it_was_made_from() {
    use rehinge::digest::Digest;
    let home = Home::new();
    let digest = |name: &str| Some(Digest::of(fs::read(home.path(name)).unwrap()));
    let made_from = || home.plan().made_from.unwrap();
    assert_eq!((made_from().profile, made_from().log), (digest("me.yaml"), None));
    home.first(&["--worst", "4"], DONE);
    assert_eq!((made_from().profile, made_from().log), (digest("me.yaml"), digest("me.log.yaml")));
    let (before, calendar) = (home.read("me.plan.yaml"), home.read("me.ics"));
    home.says("2026-12-10", &["plan"], DONE);
    assert_eq!((home.read("me.plan.yaml"), home.read("me.ics")), (before.clone(), calendar));
    // What says nothing new is no news, also where its bytes are others.
    home.write("me.yaml", &(home.read("me.yaml") + "# a word of mine\n"));
    home.says("2026-12-10", &["plan"], DONE);
    assert_eq!(home.read("me.plan.yaml"), before);
}

#[test]
fn a_zone_that_never_changes_its_clocks_draws_a_note() {
    for (zone, noted) in
        [("EST", true), ("Etc/GMT+2", true), ("MST", true), ("UTC", false), ("Europe/Berlin", false), ("America/New_York", false)]
    {
        let home = Home { dir: tempfile::tempdir().unwrap() };
        let start = format!("{{start: 2027-02-01, time_zone: {zone}}}");
        home.write("me.yaml", &format!("age: 33\ndeadlift: {{working_weight: 100 kg}}\npain: {{status: acute}}\nschedule: {start}\n"));
        let said = home.says("2027-02-01", &["plan"], DONE);
        assert_eq!(said.contains("has no summer time"), noted, "{zone}: {said}");
    }
}

#[test]
fn every_file_of_a_lifter_names_them_and_the_others_say_what_they_are() {
    let home = Home::new();
    home.first(&["--worst", "1"], DONE);
    for name in ["me.yaml", "me.plan.yaml", "me.log.yaml", "me", "."] {
        for command in ["next", "progress", "explain", "print"] {
            home.says("2026-12-11", &[command, name], DONE);
        }
    }
    home.says("2026-12-11", &["explain", "week-3"], DONE);
    home.says("2026-12-11", &["explain", "loading-2-deadlift"], DONE);
    holds(&home.says("2026-12-11", &["next", "me.ics"], BAD_INPUT), &["`me.ics` is a calendar or a sheet", "name the lifter: `me.yaml`"]);
    holds(&home.says("2026-12-11", &["next", "me.pdf"], BAD_INPUT), &["is a calendar or a sheet"]);
    holds(&home.says("2026-12-11", &["next", "mee.yaml"], BAD_INPUT), &["`mee.yaml` does not exist", "did you mean `me.yaml`?"]);
    fs::copy(root().join("templates/protocol.yaml"), home.path("clinic.yaml")).unwrap();
    holds(&home.says("2026-12-11", &["next", "clinic.yaml"], BAD_INPUT), &["is a protocol"]);
    // A protocol and what is printed are no lifters; a second profile is.
    home.says("2026-12-11", &["next"], DONE);
    fs::copy(root().join("profiles/minimal.yaml"), home.path("anna.yaml")).unwrap();
    holds(&home.says("2026-12-11", &["next"], BAD_INPUT), &["this folder has several lifters: anna, me"]);
    holds(
        &home.says("2026-12-11", &["next", "anna.yaml"], BAD_INPUT),
        &["there is no plan of `anna.yaml` yet", "`rehinge plan anna.yaml`"],
    );
    // The name of one is not taken by another.
    fs::create_dir(home.path("clients")).unwrap();
    fs::copy(root().join("profiles/minimal.yaml"), home.path("clients/me.yaml")).unwrap();
    let before = home.read("me.plan.yaml");
    holds(&home.says("2026-12-11", &["plan", "clients/me.yaml"], BAD_INPUT), &["may be another lifter's", "--out DIR"]);
    assert_eq!(home.read("me.plan.yaml"), before);
    home.says("2026-12-11", &["plan", "clients/me.yaml", "--out", "clients"], DONE);
    home.says("2026-12-11", &["next", "clients"], DONE);
}

#[test]
fn a_plan_goes_on_by_its_own_protocol() {
    let home = Home { dir: tempfile::tempdir().unwrap() };
    fs::copy(root().join("profiles/technique-only.yaml"), home.path("me.yaml")).unwrap();
    let protocol = fs::read_to_string(root().join("templates/protocol.yaml")).unwrap();
    home.write("clinic.yaml", &protocol.replacen("name: rehinge", "name: clinic", 1));
    home.says("2026-11-22", &["plan", "me.yaml", "--protocol", "clinic.yaml"], DONE);
    let before = home.read("me.plan.yaml");
    for command in ["next", "progress", "plan", "log", "print"] {
        let said = home.says("2026-11-24", &[command, "me.yaml"], BAD_INPUT);
        holds(&said, &["R207", "was made by the protocol `clinic`, version 1", "--protocol DIR"]);
    }
    home.says("2026-11-24", &["next", "me.yaml", "--protocol", "clinic.yaml"], DONE);
    assert_eq!(home.read("me.plan.yaml"), before);
}

#[test]
fn a_plan_edited_by_hand_is_checked_and_printed_and_not_followed() {
    let home = Home::new();
    home.write("me.plan.yaml", &home.read("me.plan.yaml").replace("load: 60 kg", "load: 65 kg"));
    for command in ["next", "progress", "log", "plan"] {
        let args = if command == "log" { vec!["log", "--worst", "1"] } else { vec![command] };
        holds(&home.says("2026-12-11", &args, BAD_INPUT), &["R208", "was edited since", "rehinge check"]);
    }
    assert!(!home.path("me.log.yaml").exists());
    holds(&home.says("2026-12-11", &["print"], DONE), &["edited by hand: it is printed as it stands"]);
}

#[test]
fn no_edit_of_a_plan_outruns_what_was_noted() {
    let noted = |pain: &str| format!("- {{session: loading-1-deadlift, date: 2026-12-10, load: 50 kg, sets: [5, 5, 5, 5], {pain}}}\n");
    for (felt, code, says) in [
        ("pain: {worst: 4}", BAD_INPUT, "was edited since"),
        ("pain: {worst: 1, kind: sharp}", REFERRED, "REFERRED"),
        ("signs: [saddle-numbness]", EMERGENCY, "EMERGENCY"),
    ] {
        let home = Home::new();
        home.write("me.plan.yaml", &home.read("me.plan.yaml").replace("load: 60 kg", "load: 65 kg"));
        home.write("me.log.yaml", &noted(felt));
        let before = fs::read(home.path("me.pdf")).unwrap();
        for command in ["print", "next", "progress", "explain"] {
            let said = home.says("2026-12-11", &[command], code);
            assert!(said.contains(says) && !said.contains("60 kg") && !said.contains("prints it"), "{command}: {said}");
        }
        assert_eq!(fs::read(home.path("me.pdf")).unwrap(), before);
    }
}

#[test]
fn an_edit_is_told_as_the_decisions_that_keep_it_and_is_given_up_on_demand() {
    let home = Home::new();
    let whole = home.read("me.plan.yaml");
    home.write("me.plan.yaml", &whole.replace("load: 70 kg", "load: 65 kg").replace("per_side: [25]", "per_side: [20, 2.5]"));
    let decided = "decisions: [{session: loading-3-deadlift, load: 65 kg, made: 2026-11-25, why: …}]";
    holds(
        &home.says("2026-11-25", &["next"], BAD_INPUT),
        &["R208", "to keep the edit, write into the profile", decided, "rehinge plan me.yaml --force"],
    );
    let checked = home.run("2026-11-25", &["check"]);
    holds(&String::from_utf8_lossy(&checked.stderr), &["To keep the edit", decided]);
    home.says("2026-11-25", &["plan", "--force"], DONE);
    assert_eq!(home.read("me.plan.yaml"), whole);

    // A later day, and written into the profile it is kept and left out of the calendar at the old one.
    home.write("me.plan.yaml", &whole.replace("start: 2026-12-24T18:00\n        minutes", "start: 2026-12-26T10:00\n        minutes"));
    let decided = "{session: loading-3-deadlift, day: 2026-12-26, made: 2026-11-25, why: …}";
    holds(&home.says("2026-11-25", &["next"], BAD_INPUT), &[decided]);
    home.says("2026-11-25", &["plan", "--force"], DONE);
    let profile = home.read("me.yaml");
    home.write("me.yaml", &format!("{profile}decisions: [{}]\n", decided.replace('…', "travels")));
    holds(&home.says("2026-11-25", &["plan"], DONE), &["the decisions in the profile count"]);
    holds(&home.read("me.plan.yaml"), &["loading-3-deadlift is not before 26 December"]);
    let third = home.plan().sessions().find(|session| session.id == "loading-3-deadlift").unwrap().start;
    assert_eq!(third.to_string(), "2026-12-26 10:00:00");
    // A week that is left out: no deadlift, and the session is cancelled.
    home.write("me.yaml", &format!("{profile}decisions: [{{session: loading-3-deadlift, skip: true, made: 2026-11-25, why: travels}}]\n"));
    home.says("2026-11-25", &["plan"], DONE);
    holds(&home.read("me.plan.yaml"), &["No deadlift in the week of 21 December: loading-3-deadlift is left out"]);
    assert!(home.plan().sessions().all(|session| session.id != "loading-3-deadlift"));
    let event = home.read("me.ics").split("BEGIN:VEVENT").find(|event| event.contains("UID:loading-3-deadlift.")).unwrap().to_owned();
    assert!(event.contains("STATUS:CANCELLED"), "{event}");
}

#[test]
fn a_calendar_that_was_cut_up_stays_so() {
    let home = Home::new();
    fs::remove_file(home.path("me.ics")).unwrap();
    home.says("2026-11-22", &["plan", "--format", "ics", "--split", "phases", "--only", "training"], DONE);
    let parts = |home: &Home| home.files().into_iter().filter(|name| name.ends_with(".ics")).collect::<Vec<_>>();
    let before = parts(&home);
    assert!(before.len() > 1 && !home.read("me.loading.ics").contains("-score"), "{before:?}");
    home.first(&["--worst", "4"], DONE);
    assert_eq!(parts(&home), before);
    let loading = home.read("me.loading.ics");
    assert!(loading.contains("40 kg") && !loading.contains("-score"), "{loading}");
}

#[cfg(unix)]
#[test]
fn what_is_replaced_keeps_its_permissions_and_a_dead_link_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    for file in ["me.plan.yaml", "me.ics", "me.pdf"] {
        fs::set_permissions(home.path(file), fs::Permissions::from_mode(0o600)).unwrap();
    }
    home.first(&["--worst", "4"], DONE);
    for file in ["me.plan.yaml", "me.ics", "me.pdf"] {
        assert_eq!(fs::metadata(home.path(file)).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    let home = Home::new();
    std::os::unix::fs::symlink("not-yet/there.yaml", home.path("me.log.yaml")).unwrap();
    let said = home.says("2026-12-10", &["log", "--worst", "1"], BAD_INPUT);
    holds(&said, &["me.log.yaml"]);
}

#[test]
fn two_clients_never_share_an_id() {
    let home = Home { dir: tempfile::tempdir().unwrap() };
    let id = |file: &str| {
        fs::copy(root().join("profiles/minimal.yaml"), home.path(&format!("{file}.yaml"))).unwrap();
        home.says("2026-11-22", &["plan", &format!("{file}.yaml"), "--format", "yaml"], DONE);
        read_plan(&home.read(&format!("{file}.plan.yaml")), "it").unwrap().id
    };
    // The same answers, and no name: what their files are called tells them apart.
    let (anna, bert) = (id("anna"), id("bert"));
    assert!(anna != bert && anna == id("anna"), "{anna} {bert}");
}

#[test]
fn after_phase_1_began_again_the_screen_comes_before_any_load() {
    let home = Home::new();
    let said = home.first(&["--worst", "7"], DONE);
    holds(
        &said,
        &["No deadlift for now: back to Phase 1. Before any load the questions of the screen come again: `rehinge screen` asks them."],
    );
    holds(&home.says("2026-12-12", &["next"], DONE), &["Before any load the questions of the screen have to be answered again"]);
    assert!(!home.read("me.ics").split("BEGIN:VEVENT").any(|event| event.contains("STATUS:CONFIRMED") && event.contains("UID:loading-2")));
    // A harmless day changes nothing of that.
    holds(&home.says("2026-12-12", &["log", "--worst", "1"], DONE), &["No deadlift for now. Before any load"]);
    holds(&home.says("2026-12-20", &["screen", "--sign", "tinglin"], BAD_INPUT), &["--sign", "did you mean `tingling`?"]);
    let on = home.says("2026-12-20", &["screen", "--none"], DONE);
    holds(&on, &["the screen's questions answered", "The way goes on. The next deadlift is"]);
    assert!(home.read("me.log.yaml").contains("screen: {signs: [], unsure: []}"));
    assert!(!home.says("2026-12-20", &["next"], DONE).contains("Before any load"));
    // What was no on the first day may be yes by now.
    holds(&home.says("2026-12-21", &["screen", "--unsure", "tingling"], REFERRED), &["REFERRED"]);
}

/// What `log` says to these answers on the day of the first deadlift.
fn typed(home: &Home, answers: &str) -> String {
    ended(&given(command(home.dir.path(), &["log", "--ask", "--today", "2026-12-10"]), answers), DONE)
}

#[test]
fn log_asks_the_screen_at_once_where_it_has_asked_already() {
    let home = Home::new();
    let protocol = rehinge::protocol::Protocol::embedded();
    let emergencies = protocol.signs.iter().filter(|sign| sign.verdict == rehinge::protocol::SignVerdict::Emergency).count();
    // Done, 50 kg, repetitions, none cut short, 7 of 10, diffuse, no sign, no note; then the screen: no, and none of the others.
    let answers = format!("y\n50\n5 5 5 5\n0\n7\ndiffuse\nnone\n\n{}maybe\nnone\nnone\nnone\nnone\n", "n\n".repeat(emergencies));
    holds(&typed(&home, &answers), &["back to Phase 1", "The questions of the screen", "`maybe` is no answer here", "The way goes on."]);
    assert_eq!(home.plan().logged, 2);
}

#[test]
fn a_screen_that_ends_early_leaves_what_was_lifted_noted() {
    let home = Home::new();
    let said = typed(&home, "y\n50\n5 5 5 5\n0\n7\ndiffuse\nnone\n\nn\n");
    holds(&said, &["back to Phase 1", "nothing of it was written", "`rehinge screen NAME` asks again"]);
    assert_eq!(home.plan().logged, 1);
}

#[test]
fn a_new_sign_in_the_profile_stops_the_plan_and_loses_nothing() {
    let home = Home::new();
    home.first(&["--worst", "1"], DONE);
    let log = home.read("me.log.yaml");
    home.write("me.yaml", &home.read("me.yaml").replacen("  status: acute\n", "  status: acute\n  signs: [tingling]\n", 1));
    for command in ["next", "progress", "print"] {
        let said = home.says("2026-12-12", &[command], REFERRED);
        holds(&said, &["REFERRED", "Then `rehinge plan me.yaml` goes on from there."]);
        assert!(!said.contains(" kg"), "{said}");
    }
    holds(&home.says("2026-12-12", &["plan"], REFERRED), &["REFERRED", "me.referral.pdf"]);
    assert_eq!(home.read("me.log.yaml"), log);
    assert!(home.plan().stopped.is_some() && home.plan().sessions().any(|session| session.done.is_some()));
}

/// The next deadlift of a plan: its id, its day, its load.
fn next_deadlift(plan: &Plan) -> Option<(String, String, String)> {
    plan.weeks.iter().find_map(|week| {
        let session = week.heavy_day().filter(|session| session.done.is_none())?;
        Some((session.id.to_string(), session.start.date().to_string(), week.load()?.to_string().replace(' ', "")))
    })
}

/// The files of a home after each step, kept for calendars of other makers to import one after the other.
struct Steps<'a> {
    home: &'a Home,
    folder: PathBuf,
    taken: usize,
}

impl<'a> Steps<'a> {
    fn of(home: &'a Home) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("life");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let mut steps = Steps { home, folder, taken: 0 };
        steps.take();
        steps
    }

    /// A step, after which the files are of one plan: what is to come is in the calendar, and nothing else is that is not cancelled.
    fn says(&mut self, today: &str, args: &[&str], code: i32) -> String {
        let said = self.home.says(today, args, code);
        self.take();
        said
    }

    fn take(&mut self) {
        let (plan, calendar) = (self.home.plan(), self.home.read("me.ics").replace("\r\n ", ""));
        let events = calendar.split("BEGIN:VEVENT").skip(1).filter(|event| !event.contains("STATUS:CANCELLED"));
        let live = events.filter_map(|event| event.split("UID:").nth(1)?.split('.').next()).filter(|id| id.ends_with("-deadlift"));
        let planned = plan.sessions().map(|session| session.id.to_string()).filter(|id| id.ends_with("-deadlift"));
        let (live, planned): (BTreeSet<String>, BTreeSet<String>) = (live.map(str::to_owned).collect(), planned.collect());
        assert_eq!(live, planned, "step {}", self.taken);
        assert!(plan.verdict != VerdictKind::Refer || self.home.path("me.referral.txt").exists(), "step {}", self.taken);
        for ending in ["ics", "plan.yaml"] {
            let to = self.folder.join(format!("step-{:02}.{ending}", self.taken));
            fs::copy(self.home.path(&format!("me.{ending}")), to).unwrap();
        }
        self.taken += 1;
    }
}

#[test]
fn a_life_with_two_stops() {
    // The first deadlift goes into a leg: a clinician comes first, and takes the page along.
    let home = Home::new();
    let mut steps = Steps::of(&home);
    let first = ["log", "--load", "50kg", "--reps", "5,5,5,5", "--worst", "2", "--kind", "leg"];
    holds(&steps.says("2026-12-10", &first, REFERRED), &["REFERRED", "me.referral.txt"]);
    assert!(home.read("me.referral.txt").starts_with("For a clinician"));
    home.says("2026-12-16", &["next"], REFERRED);
    // Cleared, for at most 80 kg. The way goes on with Phase 1, and with the questions before any load.
    let cleared = "clearance: {by: Dr. Example, date: 2026-12-17, max_load: 80 kg}\n";
    home.write("me.yaml", &(home.read("me.yaml") + cleared));
    holds(&steps.says("2026-12-18", &["plan"], DONE), &["Dr. Example", "pain resolution"]);
    assert_eq!(next_deadlift(&home.plan()), None);
    holds(&steps.says("2026-12-18", &["screen", "--none"], DONE), &["The way goes on. The next deadlift is"]);
    // Three good sessions, then pain of 6: Phase 1 again.
    let mut lifted = Vec::new();
    for worst in ["1", "0", "1", "6"] {
        let (id, day, load) = next_deadlift(&home.plan()).unwrap();
        let said =
            steps.says(&day, &["log", "--session", &id, "--date", &day, "--load", &load, "--reps", "5,5,5,5", "--worst", worst], DONE);
        holds(&said, &[if worst == "6" { "No deadlift for now: back to Phase 1." } else { "Go on as planned." }]);
        lifted.push((day, load));
    }
    let (hurt, _) = lifted.last().unwrap().clone();
    assert_eq!(next_deadlift(&home.plan()), None);
    holds(&steps.says(&hurt, &["screen", "--none"], DONE), &["The way goes on. The next deadlift is"]);
    // Back to the cap, and never above it.
    let mut loads = Vec::new();
    while let Some((id, day, load)) = next_deadlift(&home.plan()).filter(|_| loads.len() < 7) {
        steps.says(
            &day,
            &["log", "--session", &id, "--date", &day, "--load", &load, "--reps", "5,5,5,5", "--worst", "0", "--morning", "0"],
            DONE,
        );
        loads.push(load);
    }
    let kilograms = |load: &String| load.trim_end_matches("kg").parse::<f64>().unwrap();
    assert!(loads.iter().map(kilograms).all(|load| load <= 80.0) && loads.contains(&"80kg".to_owned()), "{lifted:?} {loads:?}");
    home.says("2027-06-01", &["check"], DONE);
}

#[test]
fn whatever_is_wrong_besides_an_emergency_is_answered_first() {
    let home = Home::new();
    let is_told_first = |said: &str| {
        let first = said.lines().find(|line| line.contains("error[")).unwrap();
        assert!(first.contains("error[R100]") && first.contains("emergency department"), "{said}");
    };
    // An option that is out of range, a session that is none, a log that has gone.
    is_told_first(&home.says("2026-12-10", &["log", "--sign", "saddle-numbness", "--worst", "15"], EMERGENCY));
    is_told_first(&home.says("2026-12-10", &["log", "--unsure", "bladder-change", "--session", "loading-banana"], EMERGENCY));
    home.first(&["--worst", "1"], DONE);
    let log = home.read("me.log.yaml");
    fs::remove_file(home.path("me.log.yaml")).unwrap();
    is_told_first(&home.says("2026-12-11", &["log", "--sign", "saddle-numbness"], EMERGENCY));
    // A slip in the log, and one in the profile.
    home.write("me.log.yaml", &format!("{log}  signs: [saddle-numbness]\n  loda: 50 kg\n"));
    for command in ["next", "plan", "progress", "print"] {
        is_told_first(&home.says("2026-12-11", &[command], EMERGENCY));
    }
    home.write("me.log.yaml", &log);
    let profile = home.read("me.yaml").replace("working_weight: 100 kg", "working_weight: 100");
    home.write("me.yaml", &profile.replace("status: acute", "status: acute\n  signs: [saddle-numbness]"));
    is_told_first(&home.says("2026-12-11", &["next"], EMERGENCY));
}

/// What the app says of a set of deadlifts of 50 kg and five repetitions, and what it says of another exercise.
const EXPORT: [&str; 3] = [
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n",
    "2026-12-10 18:02:11,\"Evening\",52m,\"Deadlift (Barbell)\",1,50.0,5.0,0,0.0,\"\",\"\",\n",
    "2026-12-10 18:02:11,\"Evening\",52m,\"Romanian Deadlift (Barbell)\",1,40.0,8.0,0,0.0,\"\",\"\",\n",
];

#[test]
fn a_log_of_another_app_is_shown_before_it_is_written_and_the_plan_follows() {
    let home = Home::new();
    let [header, set, other] = EXPORT;
    let early = set.replace("2026-12-10", "2026-11-01");
    home.write("strong.csv", &[header, &early, &set.repeat(4), other].concat());
    let (files, plan) = (home.files(), home.read("me.plan.yaml"));
    let preview = home.says("2026-12-11", &["log", "--from", "strong.csv"], DONE);
    holds(
        &preview,
        &[
            "strong.csv is a log of Strong, with 4 sets of deadlifts on 1 day of this plan.",
            "Thu 10 Dec 2026: 50 kg, reps 5 5 5 5: this is loading-1-deadlift.",
            "Left out: 1 day of deadlifts before the plan began, on Mon 23 Nov 2026.",
            "Left out: 1 set of other exercises (Romanian Deadlift (Barbell)).",
            "stays unknown. Add the scores: `rehinge log --amend --session loading-1-deadlift",
            "with --yes it is written. Nothing was noted.",
        ],
    );
    assert!(home.files() == files && home.read("me.plan.yaml") == plan, "{preview}");
    let said = home.says("2026-12-11", &["log", "--from", "strong.csv", "--yes"], DONE);
    // Nothing is known of the pain: the next deadlift is no heavier, until the scores are added.
    holds(
        &said,
        &["Noted in me.log.yaml: loading-1-deadlift, Thu 10 Dec 2026: 50 kg", "loading-2-deadlift", "4×5 at 50 kg.", "Wrote me.ics"],
    );
    let log = home.read("me.log.yaml");
    holds(&log, &["- session: loading-1-deadlift date: 2026-12-10 at: \"18:02\" load: 50 kg sets: [5, 5, 5, 5] noted: 2026-12-11"]);
    let again = home.says("2026-12-11", &["log", "--from", "strong.csv", "--yes"], DONE);
    holds(&again, &["Left out: Thu 10 Dec 2026, of which the log has loading-1-deadlift already. ", "Nothing was noted."]);
    assert_eq!(home.read("me.log.yaml"), log);
    let amend = ["log", "--amend", "--session", "loading-1-deadlift", "--worst", "1", "--morning", "0"];
    holds(&home.says("2026-12-11", &amend, DONE), &["4×5 at 60 kg."]);
}

#[test]
fn days_of_another_app_are_of_the_sessions_planned_nearest_in_their_order() {
    let home = Home::new();
    let [header, set, _] = EXPORT;
    // The newest first; the second is nearer the first session, which is taken.
    let days = ["2026-12-16", "2026-12-11", "2026-12-08"].map(|day| set.replace("2026-12-10", day));
    home.write("strong.csv", &[header, &days.concat()].concat());
    let said = home.says("2026-12-18", &["log", "--from", "strong.csv", "--yes"], DONE);
    let sessions = ["loading-1-deadlift, Tue 8 Dec 2026", "loading-2-deadlift, Fri 11 Dec 2026", "loading-3-deadlift, Wed 16 Dec 2026"];
    holds(&said, &sessions);
    holds(&said, &["--session loading-3-deadlift --worst SCORE --morning SCORE`, and so for each session."]);
}

#[test]
fn a_log_of_another_app_is_written_only_after_a_yes() {
    let home = Home::new();
    let [header, set, _] = EXPORT;
    home.write("strong.csv", &[header, set].concat());
    let answered = |answers: &str, code: i32| {
        let import = ["log", "--from", "strong.csv", "--ask", "--today", "2026-12-10"];
        let output = given(command(home.dir.path(), &import), answers);
        let asked = ended(&output, code);
        holds(&asked, &["this is loading-1-deadlift.", "stays unknown", "Write these? [y/n]"]);
        home.path("me.log.yaml").exists()
    };
    assert!(!answered("", BAD_INPUT) && !answered("n\n", DONE) && answered("perhaps\nYes\n", DONE));
}

#[test]
fn what_no_app_wrote_is_refused_and_noted_apart_from_an_entry() {
    let home = Home::new();
    let said = home.says("2026-12-10", &["log", "--from", "me.yaml", "--yes"], BAD_INPUT);
    holds(&said, &["me.yaml:5:1: error[R103]", "Strong, Hevy or FitNotes", "as CSV"]);
    home.write("empty.csv", "");
    holds(&home.says("2026-12-10", &["log", "--from", "empty.csv"], BAD_INPUT), &["error[R005]", "Strong, Hevy or FitNotes"]);
    let [header, set, _] = EXPORT;
    home.write("lb.csv", &[header, set].concat().replace("Weight,", "Weight (lbs),"));
    holds(&home.says("2026-12-10", &["log", "--from", "lb.csv", "--yes"], BAD_INPUT), &["lb.csv:2:", "error[R106]", "never converted"]);
    let both = ["log", "--from", "lb.csv", "--sign", "saddle-numbness"];
    holds(&home.says("2026-12-10", &both, EMERGENCY), &["error[R100]", "error[R501]", "--from alone"]);
    assert!(!home.path("me.log.yaml").exists());
}

#[test]
fn after_an_emergency_a_good_entry_does_not_lift_the_stop() {
    let home = Home::of("technique-only");
    let day = |id: &str| home.plan().sessions().find(|session| session.id == id).unwrap().start.date().to_string();
    let (one, two, three) = (day("loading-1-deadlift"), day("loading-2-deadlift"), day("loading-3-deadlift"));
    let log =
        |id: &str, date: &str, felt: &[&str], code| home.says(date, &[&["log", "--session", id, "--date", date], felt].concat(), code);
    log("loading-1-deadlift", &one, &["--sign", "tingling"], REFERRED);
    log("loading-2-deadlift", &two, &["--sign", "saddle-numbness"], EMERGENCY);
    assert!(home.read("me.plan.yaml").contains("\nverdict: emergency\n"));
    // Whatever comes after, also a miss, the emergency stands.
    log("loading-3-deadlift", &three, &["--worst", "0"], EMERGENCY);
    for command in ["next", "progress", "explain", "print"] {
        let said = home.says(&three, &[command], EMERGENCY);
        holds(&said, &["EMERGENCY"]);
        assert!(!said.contains(" kg"), "{command}: {said}");
    }
}

#[test]
fn a_stop_with_a_newer_harmless_entry_still_ends_with_its_code() {
    for (first, code) in [(&["--worst", "9"][..], REFERRED), (&["--kind", "leg"], REFERRED), (&["--unsure", "fever"], EMERGENCY)] {
        let home = Home::new();
        home.first(first, code);
        let good = ["log", "--session", "loading-2-deadlift", "--date", "2026-12-17", "--worst", "0"];
        home.says("2026-12-17", &good, code);
        home.says("2026-12-24", &["next"], code);
        home.says("2026-12-24", &["plan"], code);
    }
}

/// The days of a lifter without pain, whose first two deadlifts are on Tue 24 Nov and Tue 1 Dec.
fn stopped(log: &str, today: &str) -> (String, Home) {
    let home = Home::of("technique-only");
    home.write("me.log.yaml", log);
    (home.says(today, &["replan", "me.plan.yaml"], EMERGENCY), home)
}

#[test]
fn an_emergency_is_one_whatever_else_stands_in_the_log_and_in_whatever_order() {
    let missed = |why: &str| format!("- session: loading-2-deadlift\n  date: 2026-12-01\n  missed: {why}\n");
    let numb = |date: &str, list: &str| format!("- session: loading-1-deadlift\n  date: {date}\n  {list}: [saddle-numbness]\n");
    let tingling = "- session: loading-1-deadlift\n  date: 2026-11-24\n  signs: [tingling]\n";
    let second = "- session: loading-2-deadlift\n  date: 2026-12-01\n  signs: [saddle-numbness]\n";
    for (log, today) in [
        (format!("{tingling}{second}"), "2026-12-02"),
        (format!("{}  signs: [tingling]\n{}", missed("other"), numb("2026-12-05", "signs")), "2026-12-06"),
        (format!("{}{}  signs: [tingling]\n", numb("2026-12-05", "signs"), missed("other")), "2026-12-06"),
        (format!("{}{}  pain: {{kind: leg}}\n", numb("2026-12-05", "unsure"), missed("pain")), "2026-12-06"),
    ] {
        let (said, home) = stopped(&log, today);
        holds(&said, &["EMERGENCY: go to an emergency department now"]);
        assert!(home.read("me.plan.yaml").contains("\nverdict: emergency\n"), "{log}");
        let next = home.says("2026-12-08", &["next"], EMERGENCY);
        assert!(!next.contains(" kg"), "{next}");
    }
}

#[test]
fn an_emergency_after_a_referral_is_answered_by_every_command() {
    let home = Home::of("technique-only");
    home.says("2026-11-24", &["log", "--session", "loading-1-deadlift", "--sign", "tingling"], REFERRED);
    let second = ["log", "--session", "loading-2-deadlift", "--date", "2026-12-01", "--sign", "saddle-numbness"];
    holds(&home.says("2026-12-01", &second, EMERGENCY), &["EMERGENCY: go to an emergency department now"]);
    for command in ["replan", "next", "progress", "print"] {
        holds(&home.says("2026-12-08", &[command], EMERGENCY), &["EMERGENCY"]);
    }
    assert!(home.says("2026-12-08", &["next", "--format", "json"], EMERGENCY).starts_with("{\"kind\":\"emergency\""));
    // A good session says nothing against what sent the lifter away.
    let home = Home::of("technique-only");
    home.says("2026-11-24", &["log", "--session", "loading-1-deadlift", "--worst", "2", "--kind", "leg"], REFERRED);
    home.says(
        "2026-12-01",
        &["log", "--session", "loading-2-deadlift", "--date", "2026-12-01", "--load", "45kg", "--worst", "1"],
        REFERRED,
    );
    home.says("2026-12-01", &["replan"], REFERRED);
}

#[test]
fn who_deadlifts_in_phase_1_has_an_answer_on_every_later_day() {
    let home = Home::new();
    let said = home.says("2026-11-24", &["log", "--session", "loading-1-deadlift", "--date", "2026-11-24", "--load", "50kg"], DONE);
    holds(&said, &["came in pain resolution, before the gates to the first deadlift"]);
    for day in ["2026-11-25", "2026-11-27", "2026-12-01", "2026-12-10", "2026-12-20", "2027-01-15"] {
        home.says(day, &["replan"], DONE);
        home.says(day, &["next"], DONE);
    }
}

#[test]
fn days_away_told_late_and_a_long_silence_have_an_answer() {
    let home = Home::of("technique-only");
    let profile = home.read("me.yaml");
    home.write("me.yaml", &profile.replacen("schedule:\n", "schedule:\n  away: [{from: 2027-05-29, to: 2027-06-17}]\n", 1));
    holds(&home.says("2027-05-12", &["plan"], DONE), &["29 May – 17 Jun."]);
    let core = ["log", "--session", "loading-8-core-2", "--date", "2027-05-02", "--worst", "0"];
    // Done weeks ahead of the deadlift that it goes with, a core day leaves that week no day too few.
    let said = home.says("2027-05-15", &core, DONE);
    holds(&said, &["Go on as planned. The next deadlift is loading-1-deadlift, Tue 18 May 2027"]);
    for day in ["2027-05-15", "2027-05-22", "2027-07-01"] {
        home.says(day, &["replan"], DONE);
        home.says(day, &["check", "me.plan.yaml"], DONE);
    }
}

#[test]
fn no_profile_beyond_every_bound_comes_in_by_a_plan_file() {
    let home = Home::new();
    let whole = home.read("me.plan.yaml");
    let squats = "{lift: squat, day: mon, at: \"06:00\", light: false, movable: false}, ".repeat(40);
    for (was, now, place) in [
        ("weekly_rise: 10.0", "weekly_rise: 0.0", "profile.preferences.weekly_rise"),
        ("    start: 2026-11-23\n", "    start: -262143-01-01\n", "profile.schedule.start"),
        ("{size: 25}", "{size: 0.001}", "profile.equipment.plates"),
        ("other_lifting: [", &format!("other_lifting: [{squats}"), "profile.schedule.other_lifting"),
    ] {
        assert!(whole.contains(was), "{was}");
        home.write("me.plan.yaml", &whole.replacen(was, now, 1));
        for command in [&["next"][..], &["plan"], &["plan", "--force"], &["print"], &["log", "--date", "2026-11-24", "--worst", "1"]] {
            holds(&home.says("2026-11-25", command, BAD_INPUT), &[place, "help:"]);
        }
        let judged = home.run("2026-11-25", &["check"]);
        assert!(!String::from_utf8_lossy(&judged.stderr).contains("panicked"), "{place}");
    }
    // What is possible is edited, and told as that.
    home.write("me.plan.yaml", &whole.replacen("weekly_rise: 10.0", "weekly_rise: 5.0", 1));
    holds(&home.says("2026-11-25", &["next"], BAD_INPUT), &["R208"]);
}
