//! A correction takes back what was said because of the mistake: in the plan file, in `progress`, in `explain` and on the
//! sheets nothing stands as true that the log, as it is now, does not say.

use crate::common::{BAD_INPUT, DONE, EMERGENCY, REFERRED, flowing, holds};
use crate::following::Home;
use rehinge::plan::{Note, Plan, Revision};

/// What a revision said, and what of it was undone since.
fn said(plan: &Plan, revision: usize) -> (Vec<String>, Vec<String>) {
    let Revision { changes, undone, .. } = &plan.revisions[revision - 1];
    let says = |note: &Note| note.says.clone();
    (changes.iter().map(says).collect(), undone.iter().map(|undone| says(&undone.note)).collect())
}

/// A plan whose revision says only what holds: what it said first is undone, each from this day on, wherever it is read.
fn is_undone(home: &Home, today: &str, revision: usize, phrases: &[&str]) {
    let plan = home.plan();
    let (changes, undone) = said(&plan, revision);
    assert_eq!(changes, Vec::<String>::new(), "revision {revision}");
    assert!(plan.revisions[revision - 1].undone.iter().all(|undone| undone.since.to_string() == today));
    holds(&undone.join(" "), phrases);
    let progress = flowing(&home.says(today, &["progress"], DONE));
    let explained = flowing(&home.says(today, &["explain", "me", &format!("revisions[{}]", revision - 1)], DONE));
    for says in &undone {
        let day = plan.revisions[revision - 1].undone[0].since.format("%a %-d %b %Y");
        let taken_back = format!("Undone on {day}: {}", flowing(says));
        assert!(progress.contains(&taken_back), "`{taken_back}` is missing in {progress}");
        assert!(explained.contains(&taken_back), "`{taken_back}` is missing in {explained}");
    }
    home.says(today, &["check"], DONE);
}

/// Pain of 4 was a slip for 0, then for 4 after all: each time the plan, its calendar and its reasons are those of the log as it is.
#[test]
fn a_score_that_is_put_right_twice() {
    let home = Home::new();
    home.first(&["--worst", "4", "--morning", "0"], DONE);
    let (changes, undone) = said(&home.plan(), 1);
    holds(&changes.join(" "), &["Loading week 2: 40 kg instead of 60 kg, because the 50 kg session of 10 December was 4 of 10"]);
    assert!(undone.is_empty() && home.read("me.ics").contains("40 kg"));

    let amend = |worst| home.says("2026-12-12", &["log", "--amend", "--session", "loading-1-deadlift", "--worst", worst], DONE);
    holds(&amend("0"), &["4×5 at 60 kg", "because the entry of loading week 1 of 10 December was corrected"]);
    is_undone(
        &home,
        "2026-12-12",
        1,
        &["the 50 kg session of 10 December was 4 of 10", "Back at 100 kg on 4 February instead of 21 January"],
    );

    // What comes back is told again, and what was undone stays so.
    holds(&amend("4"), &["3×5 at 40 kg", "Loading week 2: 40 kg instead of 60 kg, because the 50 kg session of 10 December was 4 of 10"]);
    is_undone(&home, "2026-12-12", 1, &["was 4 of 10"]);
    let (changes, undone) = said(&home.plan(), 3);
    assert!(changes.len() == 2 && undone.is_empty(), "{changes:?} {undone:?}");
}

/// What is still true of a revision stays, beside what is not.
#[test]
fn a_correction_undoes_its_own_reasons_and_no_others() {
    let home = Home::new();
    home.first(&["--worst", "4", "--morning", "0"], DONE);
    home.says("2026-12-17", &["log", "--load", "40kg", "--reps", "5,5,5", "--worst", "3", "--morning", "0"], DONE);
    home.says("2026-12-18", &["log", "--amend", "--session", "loading-2-deadlift", "--worst", "1"], DONE);
    let (changes, undone) = said(&home.plan(), 1);
    assert!(!changes.is_empty() && undone.is_empty(), "{changes:?} {undone:?}");
    is_undone(&home, "2026-12-18", 2, &["the 40 kg session of 17 December was 3 of 10"]);
}

/// Counted as missed until somebody remembered to note it: then it was not missed.
#[test]
fn a_deadlift_that_is_noted_late_was_never_missed() {
    let home = Home::new();
    holds(&home.says("2026-12-13", &["plan"], DONE), &["Loading week 1, planned for 10 December, was not done"]);
    let late = ["log", "--session", "loading-1-deadlift", "--date", "2026-12-10", "--load", "50kg", "--reps", "5,5,5,5"];
    home.says("2026-12-14", &[&late[..], &["--worst", "0", "--morning", "0"]].concat(), DONE);
    is_undone(&home, "2026-12-14", 1, &["Loading week 1, planned for 10 December, was not done", "Back at 100 kg on 28 January"]);

    // Lifted on a later day, it was missed on its own.
    let home = Home::new();
    home.says("2026-12-13", &["plan"], DONE);
    let other_day = ["log", "--session", "loading-1-deadlift", "--date", "2026-12-14", "--worst", "0"];
    home.says("2026-12-14", &other_day, DONE);
    assert!(said(&home.plan(), 1).1.is_empty(), "{:?}", home.plan().revisions);
}

/// A sign that was a slip stops the plan until it is taken back, and then neither the sign nor what to do about it is left.
#[test]
fn a_sign_that_is_taken_back_takes_its_stop_with_it() {
    for (sign, code) in [("tingling", REFERRED), ("saddle-numbness", EMERGENCY)] {
        let home = Home::new();
        home.says("2026-12-10", &["log", "--session", "loading-1-deadlift", "--sign", sign], code);
        let (changes, _) = said(&home.plan(), 1);
        assert!(changes.len() > 1 && home.plan().stopped.is_some(), "{changes:?}");
        home.says("2026-12-11", &["log", "--withdraw", "--session", "loading-1-deadlift"], DONE);
        assert!(home.plan().stopped.is_none());
        is_undone(&home, "2026-12-11", 1, &[&changes[0], changes.last().unwrap()]);
    }
}

/// Of a file without the facts of a reason, as the first edition wrote them, the sentences are enough.
#[test]
fn reasons_that_are_only_sentences_are_undone_as_well() {
    let home = Home::new();
    home.first(&["--worst", "4", "--morning", "0"], DONE);
    let written = home.plan();
    let bare = |note: Note| Note { key: None, values: Default::default(), ..note };
    let revisions = written.revisions.iter().cloned();
    let revisions = revisions.map(|it| Revision { changes: it.changes.into_iter().map(bare).collect(), ..it }).collect();
    let text = rehinge::plan::file::plan_yaml(&Plan { revisions, ..written });
    assert!(!text.contains("undone:"));
    home.write("me.plan.yaml", &text);
    home.says("2026-12-11", &["log", "--withdraw", "--session", "loading-1-deadlift"], DONE);
    let (_, undone) = said(&home.plan(), 1);
    holds(&undone.join(" "), &["the 50 kg session of 10 December was 4 of 10"]);
}

/// What was undone is of a day on which the plan was made again.
#[test]
fn an_undone_reason_without_a_revision_that_undid_it_is_found() {
    let home = Home::new();
    home.first(&["--worst", "4", "--morning", "0"], DONE);
    home.says("2026-12-12", &["log", "--amend", "--session", "loading-1-deadlift", "--worst", "0"], DONE);
    let text = home.read("me.plan.yaml");
    home.write("me.plan.yaml", &text.replacen("{since: 2026-12-12", "{since: 2026-12-11", 1));
    let found = home.run("2026-12-12", &["check", "me.plan.yaml"]);
    holds(
        &String::from_utf8_lossy(&found.stdout),
        &["violation[revisions]: undone on 2026-12-11", "a later revision undoes what an earlier one said"],
    );
    // And it is an edit like any other.
    holds(&home.says("2026-12-12", &["next"], BAD_INPUT), &["was edited since"]);
}
