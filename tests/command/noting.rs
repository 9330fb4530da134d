//! `rehinge log`, `next` and `progress` as people run them: what is written, what is asked, what survives.

use crate::common::{BAD_INPUT, DONE, EMERGENCY, REFERRED, command, ended, files, given, holds, profile, rehinge, stdout};
use rehinge::log::{self, Entry, effective};
use rehinge::plan::Plan;
use rehinge::plan::file::read_plan;
use rehinge::protocol::Protocol;
use rehinge::units::Unit;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// When a run is killed: from its first instruction to a little after its last, however busy the machine is.
#[cfg(unix)]
struct Moment {
    longest: Duration,
    rng: fastrand::Rng,
}

#[cfg(unix)]
impl Moment {
    fn new(takes: Duration) -> Self {
        Moment { longest: takes * 5 / 4, rng: fastrand::Rng::with_seed(7) }
    }

    /// Kills a run at some moment; whether it had come to its end.
    fn ends(&mut self, child: &mut std::process::Child) -> bool {
        std::thread::sleep(Duration::from_nanos(self.rng.u64(0..=self.longest.as_nanos() as u64)));
        let _ = child.kill();
        let ended = child.wait().unwrap().success();
        // Quickly, so that a slow machine is met within a few runs; over many, three of ten come to their end.
        self.longest = self.longest * if ended { 70 } else { 115 } / 100;
        ended
    }
}

/// How often a run is killed; `REHINGE_KILLS` sets it, and `.ci/run` to more.
#[cfg(unix)]
fn kills() -> u64 {
    std::env::var("REHINGE_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(24)
}

/// The plan of `extension-eased`, as the command writes it.
static PLAN: LazyLock<String> = LazyLock::new(|| {
    let plan = ["plan", &profile("extension-eased"), "--today", "2026-11-23", "--format", "yaml", "--out", "-"];
    stdout(&rehinge(Path::new("."), &plan))
});

/// A directory with the plan of a lifter, whose first deadlift is on Thu 10 Dec 2026, at 50 kg.
struct Gym {
    dir: TempDir,
}

impl Gym {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let gym = Gym { dir };
        gym.write("me.plan.yaml", &PLAN);
        gym
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn plan(&self) -> Plan {
        read_plan(&self.read("me.plan.yaml"), "me.plan.yaml").unwrap()
    }

    /// The command, about this plan on a day.
    fn command(&self, verb: &str, today: &str, args: &[&str]) -> Command {
        command(self.dir.path(), &[&[verb, "me.plan.yaml", "--today", today], args].concat())
    }

    fn run(&self, verb: &str, today: &str, args: &[&str], input: &str) -> Said {
        Said(given(self.command(verb, today, args), input))
    }

    fn log(&self, today: &str, args: &[&str]) -> Said {
        self.run("log", today, args, "")
    }

    fn entries(&self) -> Vec<Entry> {
        entries(&self.path("me.log.yaml"))
    }

    /// The plan, its calendar and its sheet, by ending.
    fn outputs(&self) -> BTreeMap<&'static str, Vec<u8>> {
        ["plan.yaml", "ics", "pdf"].map(|ending| (ending, fs::read(self.path(&format!("me.{ending}"))).unwrap())).into()
    }

    /// Everything in the directory but the plan and the log.
    fn leftovers(&self) -> Vec<String> {
        files(self.dir.path()).into_iter().filter(|name| !["me.plan.yaml", "me.log.yaml"].contains(&name.as_str())).collect()
    }
}

fn entries(path: &Path) -> Vec<Entry> {
    let text = fs::read_to_string(path).unwrap();
    let read = log::read(&text, &path.display().to_string(), Unit::Kg, &Protocol::embedded());
    read.unwrap_or_else(|wrong| panic!("{}\n{text}", wrong.iter().map(ToString::to_string).collect::<String>())).entries
}

struct Said(Output);

impl Said {
    /// What it said, where it ended with this code.
    fn ended(&self, code: i32) -> String {
        ended(&self.0, code)
    }
}

#[test]
fn what_was_done_is_noted_in_a_line_and_what_follows_is_said_at_once() {
    let gym = Gym::new();
    let said = gym.log("2026-12-10", &["--load", "50kg", "--reps", "5,5,5,5", "--worst", "1"]).ended(DONE);
    holds(&said, &["Noted in me.log.yaml: loading-1-deadlift, Thu 10 Dec 2026: 50 kg, reps 5 5 5 5, worst pain 1, next morning —."]);
    holds(
        &said,
        &["Go on as planned. The next deadlift is loading-2-deadlift, Thu 17 Dec 2026, 18:00, 4×5 at 60 kg.", "Wrote me.plan.yaml."],
    );
    let text = gym.read("me.log.yaml");
    assert!(text.starts_with("# rehinge log"), "{text}");
    assert!(
        text.ends_with("- session: loading-1-deadlift\n  date: 2026-12-10\n  load: 50 kg\n  sets: [5, 5, 5, 5]\n  pain: {worst: 1}\n  noted: 2026-12-10\n"),
        "{text}"
    );
    assert!(gym.leftovers().is_empty(), "{:?}", gym.leftovers());
}

#[test]
fn the_score_of_the_morning_after_completes_the_entry() {
    let gym = Gym::new();
    gym.log("2026-12-10", &["--load", "50kg", "--worst", "2"]).ended(DONE);
    gym.log("2026-12-11", &["--morning", "0"]).ended(DONE);
    let folded = effective(&gym.entries());
    assert_eq!(folded.len(), 1);
    assert_eq!((folded[0].pain.worst.unwrap().score(), folded[0].pain.morning.unwrap().score()), (2, 0));
    assert!(gym.entries()[1].amends);
}

#[test]
fn an_entry_is_corrected_and_taken_back_and_never_doubled() {
    let gym = Gym::new();
    gym.log("2026-12-10", &["--load", "50kg"]).ended(DONE);
    let text = gym.read("me.log.yaml");
    let twice = gym.log("2026-12-10", &["--session", "loading-1-deadlift", "--load", "55kg"]).ended(BAD_INPUT);
    holds(&twice, &["error[R108]: --session: `loading-1-deadlift` is noted already", "--amend", "--withdraw"]);
    assert_eq!(gym.read("me.log.yaml"), text);
    gym.log("2026-12-10", &["--amend", "--load", "52.5kg"]).ended(DONE);
    assert_eq!(effective(&gym.entries())[0].heaviest().unwrap().to_string(), "52.5 kg");
    assert!(gym.read("me.log.yaml").starts_with(&text));
}

#[test]
fn every_mistake_is_told_at_once_and_nothing_is_written() {
    let gym = Gym::new();
    let args =
        ["--session", "loading-1-deadlft", "--date", "2026-12-10", "--load", "800kg", "--reps", "5,500", "--worst", "11", "--sign", "fevr"];
    let said = gym.log("2026-12-10", &args).ended(BAD_INPUT);
    holds(
        &said,
        &[
            "--session: the plan has no session `loading-1-deadlft`",
            "did you mean `loading-1-deadlift`?",
            "--load: 800 kg is above 500 kg",
            "did you mean 80 kg?",
            "--reps: `sets` is 500, above 100",
            "--worst: `worst` is 11, above 10",
            "--sign: there is no sign `fevr`",
            "did you mean `fever`?",
        ],
    );
    for (args, phrase) in [
        (&["--load", "50kg", "--date", "2026-12-11"][..], "--date: 2026-12-11 is after today, 2026-12-10"),
        (&["--load", "50kg", "--missed", "other"], "was missed, and was lifted in"),
        (&["--session", "loading-2-deadlift", "--load", "60kg"], "planned for 2026-12-17, which is not today"),
        (&["--load", "110lb"], "never converted"),
        (&[], "there is nothing to note"),
        (&["--load", "50kg", "--log", "-"], "a log is a file"),
    ] {
        holds(&gym.log("2026-12-10", args).ended(BAD_INPUT), &[phrase, "help:"]);
    }
    assert!(gym.leftovers().is_empty() && !gym.path("me.log.yaml").exists());
}

#[test]
fn a_log_that_is_wrong_already_is_not_written_to() {
    let gym = Gym::new();
    let text = "- session: loading-1-deadlift\n  date: 2026-12-10\n- session: loading-1-deadlift\n  date: 2026-12-11\n";
    gym.write("me.log.yaml", text);
    let said = gym.log("2026-12-17", &["--load", "60kg"]).ended(BAD_INPUT);
    holds(&said, &["me.log.yaml:3:12: error[R108]", "`amends: true`"]);
    gym.write("me.log.yaml", "- session: [\n");
    holds(&gym.log("2026-12-17", &["--load", "60kg"]).ended(BAD_INPUT), &["me.log.yaml:", "bracket"]);
    assert_eq!(gym.read("me.log.yaml"), "- session: [\n");
}

#[test]
fn which_sets_count_is_said_and_a_load_far_from_the_plan_is_never_passed_over() {
    let noted = |args: &[&str]| Gym::new().log("2026-12-10", args).ended(DONE);
    let warm_up = noted(&["--load", "20kg,30kg,40kg,50kg,50kg,50kg,50kg", "--reps", "5,5,3,5,5,5,5", "--worst", "1"]);
    holds(&warm_up, &["4 work sets at 50 kg; 20, 30 and 40 kg taken as warm-up."]);
    holds(&noted(&["--load", "50kg", "--reps", "5,5,5,5,3", "--worst", "1"]), &["4 work sets at 50 kg; 1 set more at 50 kg."]);
    let slip = noted(&["--load", "500kg", "--reps", "5,5,5,5", "--worst", "1"]);
    holds(&slip, &["500 kg is far above the 50 kg that was planned", "`rehinge log --amend` corrects it"]);
    holds(
        &noted(&["--load", "51kg", "--worst", "1"]),
        &["51 kg is no weight that your bar and plates make; near it are 50 kg and 52.5 kg"],
    );
    let usual = noted(&["--load", "50kg", "--reps", "5,5,5,5", "--worst", "1"]);
    assert!(!usual.contains("work set") && !usual.contains("slip"), "{usual}");
}

#[test]
fn where_it_can_ask_a_doubtful_load_is_asked_back() {
    let asked = |args: &[&str], answers: &str| {
        let gym = Gym::new();
        let said = gym.run("log", "2026-12-10", &[&["--ask"], args].concat(), answers).ended(DONE);
        (said, gym.entries().remove(0).heaviest().unwrap().to_string())
    };
    let typed = ["--load", "500kg", "--reps", "5,5,5,5", "--worst", "1"];
    // What is no load is asked again, and so is one that is as doubtful; what it was takes its place.
    let (said, load) = asked(&typed, "\nfifty\n51\n50\n");
    holds(&said, &["500 kg is far above the 50 kg that was planned", "Was that on the bar? (y; else what it was)", "51 kg is no weight"]);
    assert!(load == "50 kg" && !said.contains("slip"), "{said}");
    let (said, load) = asked(&typed, "y\n");
    assert!(load == "500 kg" && !said.contains("slip"), "{said}");
    let (said, load) = asked(&[], "y\n500\n50\n5 5 5 5\n\n1\n\n\n\n");
    holds(&said, &["500 kg is far above"]);
    assert_eq!(load, "50 kg");
    let (said, _) = asked(&["--load", "50kg", "--worst", "1"], "");
    assert!(!said.contains("Was that"), "{said}");
    // Without an answer nothing is written.
    let gym = Gym::new();
    holds(&gym.run("log", "2026-12-10", &["--ask", "--load", "500kg"], "").ended(BAD_INPUT), &["the answers end before the questions"]);
    assert!(!gym.path("me.log.yaml").exists());
}

#[test]
fn all_that_an_entry_can_hold_has_an_option() {
    let gym = Gym::new();
    let lifted = ["--load", "50kg", "--reps", "5,5,5,5", "--clean", "5,5,4,5", "--effort", "6,6,7,8"];
    let felt = ["--before", "1", "--worst", "1", "--medicine", "--at", "18:10"];
    gym.log("2026-12-10", &[&lifted[..], &felt].concat()).ended(DONE);
    let entry = &gym.entries()[0];
    assert_eq!((&entry.clean[..], &entry.effort[..]), (&[5, 5, 4, 5][..], &[6, 6, 7, 8][..]));
    assert_eq!((entry.before.unwrap().score(), entry.medicine), (1, Some(true)));
    gym.log("2026-12-10", &["--amend", "--medicine=no"]).ended(DONE);
    assert_eq!(effective(&gym.entries())[0].medicine, Some(false));
    let said = gym.log("2026-12-10", &["--amend", "--before", "11", "--effort", "0", "--clean", "5,5,5,6", "--medicine=perhaps"]);
    holds(&said.ended(BAD_INPUT), &["--before: `before` is 11, above 10", "--effort: `effort` is 0, below 1", "--medicine: "]);
}

#[test]
fn what_was_never_noted_cannot_be_taken_back_and_the_answer_says_what_is_there() {
    let gym = Gym::new();
    let take_back = ["--session", "loading-1-deadlift", "--withdraw"];
    let said = gym.log("2026-11-27", &take_back).ended(BAD_INPUT);
    holds(&said, &["--withdraw: nothing is noted of `loading-1-deadlift` that could be taken back", "the log says nothing yet"]);
    gym.log("2026-11-26", &["--worst", "2"]).ended(DONE);
    gym.log("2026-11-27", &["--worst", "1"]).ended(DONE);
    let said = gym.log("2026-11-27", &take_back).ended(BAD_INPUT);
    holds(&said, &["what is noted, the last of it: the day on 2026-11-26, the day on 2026-11-27"]);
    assert!(!said.contains("--date"), "{said}");
    holds(&gym.log("2026-11-27", &["--session", "movement-1-daily", "--amend", "--worst", "1"]).ended(BAD_INPUT), &["could be corrected"]);
    // A day that is given is the one whose entry is meant, not the last that was written.
    gym.log("2026-11-27", &["--date", "2026-11-26", "--amend", "--worst", "3"]).ended(DONE);
    let scores = |gym: &Gym| effective(&gym.entries()).iter().map(|entry| entry.pain.worst.unwrap().score()).collect::<Vec<_>>();
    assert_eq!(scores(&gym), [3, 1]);
    gym.log("2026-11-27", &["--date", "2026-11-26", "--withdraw"]).ended(DONE);
    assert_eq!(scores(&gym), [1]);
}

#[test]
fn what_was_done_in_a_session_that_the_plan_does_not_have_can_be_noted() {
    let gym = Gym::new();
    let core = ["--session", "loading-40-core-2", "--date", "2026-12-12", "--worst", "1"];
    let said = gym.log("2026-12-13", &core).ended(BAD_INPUT);
    holds(
        &said,
        &["--session: the plan has no session `loading-40-core-2`", "leave --session out, and how the back felt is noted of the day"],
    );
    assert!(!said.contains("did you mean"), "another week is no slip of a letter: {said}");
    gym.log("2026-12-13", &core[2..]).ended(DONE);
    let said = gym.log("2026-12-13", &["--session", "loading-40-deadlift", "--date", "2026-12-11", "--load", "50kg"]).ended(BAD_INPUT);
    holds(&said, &["the nearest that is open is `loading-1-deadlift`, planned for"]);
    gym.log("2026-12-13", &["--session", "loading-1-deadlift", "--date", "2026-12-11", "--load", "50kg"]).ended(DONE);
    assert_eq!(gym.entries().iter().map(Entry::about).collect::<Vec<_>>(), ["the day", "loading-1-deadlift"]);
}

#[test]
fn comments_stay_and_a_table_stays_a_table() {
    let gym = Gym::new();
    let mine = "# my log\n\n- session: loading-1-deadlift   # went well\n  date:   2026-12-10\n# more to come\n";
    gym.write("me.log.yaml", mine);
    gym.log("2026-12-17", &["--load", "60kg"]).ended(DONE);
    let text = gym.read("me.log.yaml");
    assert!(
        text.starts_with(mine) && text.ends_with("- session: loading-2-deadlift\n  date: 2026-12-17\n  load: 60 kg\n  noted: 2026-12-17\n"),
        "{text}"
    );

    let gym = Gym::new();
    let table = "Date;Session;Load;Sets;Worst\r\n10.12.2026;loading-1-deadlift;50 kg;5,5,5,5;1\r\n";
    gym.write("clinic.csv", table);
    gym.log("2026-12-17", &["--log", "clinic.csv", "--load", "62,5 kg", "--reps", "5 5 5"]).ended(DONE);
    assert_eq!(gym.read("clinic.csv"), format!("{table}2026-12-17;loading-2-deadlift;62.5 kg;5 5 5;\r\n"));
    let narrow = gym.log("2026-12-18", &["--log", "clinic.csv", "--morning", "1"]).ended(BAD_INPUT);
    holds(&narrow, &["the log has no column `morning`", "the log has no column `amends`"]);
    let gym = Gym::new();
    gym.log("2026-12-10", &["--log", "new.csv", "--load", "50kg"]).ended(DONE);
    // The plan has read that one: with another log it would forget what was done.
    holds(&gym.run("next", "2026-12-11", &[], "").ended(BAD_INPUT), &["has taken in 1 entry of a log", "--log FILE"]);
    gym.run("next", "2026-12-11", &["--log", "new.csv"], "").ended(DONE);
    assert!(gym.read("new.csv").starts_with("session,date,at,"), "{}", gym.read("new.csv"));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_the_file_behind_it_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let gym = Gym::new();
    fs::create_dir(gym.path("synced")).unwrap();
    gym.write("synced/log", "# mine\n");
    fs::set_permissions(gym.path("synced/log"), fs::Permissions::from_mode(0o600)).unwrap();
    std::os::unix::fs::symlink("synced/log", gym.path("me.log.yaml")).unwrap();
    gym.log("2026-12-10", &["--load", "50kg"]).ended(DONE);
    assert!(fs::symlink_metadata(gym.path("me.log.yaml")).unwrap().is_symlink());
    assert!(gym.read("synced/log").starts_with("# mine\n- session"));
    assert_eq!(fs::metadata(gym.path("synced/log")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_warning_sign_is_written_down_and_says_what_to_do_now() {
    for (args, code, phrases) in [
        (
            &["--sign", "saddle-numbness"][..],
            EMERGENCY,
            &["EMERGENCY", "go to an emergency department now", "hours count", "may be under pressure"][..],
        ),
        (&["--unsure", "fever"], EMERGENCY, &["EMERGENCY"]),
        (&["--sign", "tingling"], REFERRED, &["REFERRED: see a clinician first", "Tingling"]),
        (&["--worst", "1", "--kind", "leg"], REFERRED, &["REFERRED: see a clinician first", "buttock, leg or foot"]),
    ] {
        let gym = Gym::new();
        holds(&gym.log("2026-12-10", args).ended(code), phrases);
        assert_eq!(gym.entries().len(), 1, "{args:?}");
    }
}

#[test]
fn it_asks_what_is_due_and_asks_again_what_was_wrong() {
    let gym = Gym::new();
    gym.log("2026-12-10", &["--load", "50kg", "--worst", "2"]).ended(DONE);
    let answers = "11\n1\ny\n60, 60 57,5 55\n5 5 5 x\n5 5 5 5\n\n2\nstingy\ndull\n?\nnone\n\n";
    let said = gym.run("log", "2026-12-17", &["--ask"], answers);
    let text = said.ended(DONE);
    holds(
        &text,
        &[
            "The morning after loading-1-deadlift on Thu 10 Dec 2026",
            "above 10",
            "Today's session: loading-2-deadlift",
            "Enter for 60 kg, as planned",
            "`x` is not a whole number",
            "known are diffuse, one-sided, sharp, pop, leg",
            "bladder-change",
        ],
    );
    let folded = effective(&gym.entries());
    assert_eq!(folded[0].pain.morning.unwrap().score(), 1);
    let second = &folded[1];
    assert_eq!((second.about(), second.date.to_string().as_str()), ("loading-2-deadlift", "2026-12-17"));
    assert_eq!(second.load.iter().map(ToString::to_string).collect::<Vec<_>>(), ["60 kg", "60 kg", "57.5 kg", "55 kg"]);
    assert_eq!(second.sets, Some(vec![5, 5, 5, 5]));
    // Skipped is unknown, not 0.
    assert_eq!((second.cut_short.clone(), second.pain.morning, second.note.clone()), (None, None, None));
}

#[test]
fn skipped_answers_note_nothing_and_an_early_end_writes_nothing() {
    let gym = Gym::new();
    holds(&gym.run("log", "2026-12-10", &["--ask"], "\n").ended(DONE), &["Nothing was noted"]);
    assert!(!gym.path("me.log.yaml").exists());
    for answers in ["", "y\n", "y\n50\n5 5 5 5\n0\n1\n", "n\n\n"] {
        holds(&gym.run("log", "2026-12-10", &["--ask"], answers).ended(BAD_INPUT), &["nothing was written"]);
        assert!(!gym.path("me.log.yaml").exists(), "{answers:?}");
    }
    let rest_day = gym.run("log", "2026-12-01", &["--ask"], "n\n\n\n\n\n").ended(DONE);
    holds(
        &rest_day,
        &["Nothing heavy is due today; the next session is: loading-1-deadlift", "Today, Tue 1 Dec 2026", "Nothing was noted"],
    );
    holds(&gym.run("log", "2026-12-12", &["--ask"], "n\npain\n\n").ended(DONE), &["Not noted yet", "missed because of pain"]);
    assert_eq!(gym.entries()[0].date.to_string(), "2026-12-10");
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_the_log_is_whole_and_holds_whatever_was_reported() {
    let gym = Gym::new();
    gym.log("2026-12-10", &["--load", "50kg"]).ended(DONE);
    let start = Instant::now();
    gym.log("2026-12-10", &["--amend", "--note", "run warm"]).ended(DONE);
    let mut moment = Moment::new(start.elapsed());
    let (mut reported, mut killed) = (BTreeSet::new(), 0);
    for run in 0..kills() {
        let note = format!("run {run}");
        let mut child = gym.command("log", "2026-12-10", &["--amend", "--note", &note]).spawn().unwrap();
        if moment.ends(&mut child) {
            reported.insert(note);
        } else {
            killed += 1;
        }
        let there: BTreeSet<String> = gym.entries().into_iter().filter_map(|entry| entry.note).collect();
        assert!(reported.is_subset(&there), "run {run} lost {:?}", reported.difference(&there));
        // The plan is whole, and shown as of the log whatever it has read of it.
        assert!(gym.plan().logged as usize <= gym.entries().len(), "run {run}");
    }
    assert!(
        reported.len() as u64 * 10 > kills() && killed * 4 > kills(),
        "{} reported, {killed} killed: nothing was put to the test",
        reported.len()
    );
    // What a killed run left, the next one takes away, and ends what it began.
    gym.log("2026-12-10", &["--amend", "--note", "last"]).ended(DONE);
    assert_eq!(gym.plan().logged as usize, gym.entries().len());
    assert!(gym.leftovers().is_empty(), "{:?}", gym.leftovers());
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_plan_leaves_whole_files_and_the_next_run_ends_what_it_began() {
    let gym = Gym::new();
    let first = gym.read("me.plan.yaml");
    gym.log("2026-12-10", &["--load", "50kg", "--reps", "5,5,5,5", "--worst", "1", "--only-note"]).ended(DONE);
    let log = gym.read("me.log.yaml");
    let start = Instant::now();
    gym.run("plan", "2026-12-11", &[], "").ended(DONE);
    let mut moment = Moment::new(start.elapsed());
    let whole = gym.outputs();
    let (mut done, mut killed) = (0, 0);
    for run in 0..kills() {
        gym.write("me.plan.yaml", &first);
        // The calendar and the sheet of a revision before.
        for ending in ["ics", "pdf"] {
            fs::write(gym.path(&format!("me.{ending}")), &whole[ending]).unwrap();
        }
        let mut child = gym.command("plan", "2026-12-11", &[]).spawn().unwrap();
        if moment.ends(&mut child) {
            done += 1
        } else {
            killed += 1
        }
        assert_eq!(gym.read("me.log.yaml"), log, "run {run} touched the log");
        let plan = gym.read("me.plan.yaml").into_bytes();
        assert!(plan == first.as_bytes() || plan == whole["plan.yaml"], "run {run} left half a plan");
        let left = gym.outputs();
        assert!(
            left["ics"].ends_with(b"END:VCALENDAR\r\n") && left["pdf"].trim_ascii_end().ends_with(b"%%EOF"),
            "run {run} left half a file"
        );
        if plan == first.as_bytes() {
            gym.run("plan", "2026-12-11", &[], "").ended(DONE);
        }
        assert!(gym.outputs() == whole, "after run {run} the next one comes to something else");
    }
    assert!(done * 10 > kills() && killed * 4 > kills(), "{done} done, {killed} killed: nothing was put to the test");
    assert_eq!(gym.leftovers().len(), 2, "{:?}", gym.leftovers());
}

#[test]
fn twenty_at_once_lose_nothing_and_leave_nothing_stale() {
    let gym = Gym::new();
    gym.log("2026-12-10", &["--load", "50kg"]).ended(DONE);
    let notes: BTreeSet<String> = (0..20).map(|at| format!("note {at}")).collect();
    let children: Vec<_> = notes
        .iter()
        .map(|note| {
            let worst = if note == "note 7" { "4" } else { "1" };
            gym.command("log", "2026-12-10", &["--amend", "--worst", worst, "--note", note]).spawn().unwrap()
        })
        .collect();
    for child in children {
        Said(child.wait_with_output().unwrap()).ended(DONE);
    }
    let there: BTreeSet<String> = gym.entries().into_iter().filter_map(|entry| entry.note).collect();
    assert_eq!(there, notes);
    assert!(gym.leftovers().is_empty(), "{:?}", gym.leftovers());
    // The plan on the disk is that of the whole log.
    assert_eq!(gym.plan().logged, 21);
    holds(&gym.run("plan", "2026-12-10", &["--format", "yaml"], "").ended(DONE), &["Nothing has changed"]);
}

#[test]
fn next_shows_todays_session_until_it_is_noted_and_then_the_following_one() {
    let gym = Gym::new();
    let today = gym.run("next", "2026-12-10", &[], "").ended(DONE);
    holds(
        &today,
        &[
            "Today, Thu 10 Dec 2026, 18:00: deadlift",
            "loading-1-deadlift · 50 kg, 50 % of 100 kg",
            "5 × 22.5 kg each side 1.25",
            "4 × 5 × 50 kg each side 15",
            "Rest 3 min",
            "Rounding:",
            "The film: set 4, from the side.",
            "Nothing is noted yet.",
        ],
    );
    gym.log("2026-12-10", &["--load", "50kg", "--reps", "5,5,5,5", "--worst", "1"]).ended(DONE);
    gym.run("plan", "2026-12-11", &[], "").ended(DONE);
    let tomorrow = gym.run("next", "2026-12-11", &[], "").ended(DONE);
    holds(
        &tomorrow,
        &["Tomorrow, Sat 12 Dec 2026", "Curl-up", "morning after loading-1-deadlift", "10 Dec loading-1-deadlift 50 kg 5 5 5 5 1 —"],
    );
    // A week later, nobody noted the second.
    let late = gym.run("next", "2026-12-24", &[], "").ended(DONE);
    holds(
        &late,
        &["Today, Thu 24 Dec 2026, 18:00: deadlift", "loading-2-deadlift · 50 kg", "loading-2-deadlift of Thu 17 Dec 2026 has no entry"],
    );
    for today in ["2026-11-24", "2026-12-05", "2026-12-10", "2026-12-31"] {
        for line in gym.run("next", today, &[], "").ended(DONE).lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
    holds(&gym.run("next", "2026-12-10", &["--log", "none.yaml"], "").ended(BAD_INPUT), &["`none.yaml` does not exist", "help:"]);
}

#[test]
fn next_says_on_its_day_what_opens_and_closes_a_phase() {
    let gym = Gym::new();
    let plan = gym.plan();
    let first = &plan.summary.phases[0];
    let last_day = gym.run("next", &first.to.to_string(), &[], "").ended(DONE);
    holds(&last_day, &["Phase 1: pain resolution ends today. On only if"]);
    holds(&last_day, &[first.exit[0].trim_end_matches('.'), "`rehinge log --gate yes` or `--gate no` notes it."]);
}

#[test]
fn a_plan_that_stopped_shows_no_load_and_says_what_to_do() {
    let gym = Gym::new();
    gym.log("2026-12-10", &["--load", "50kg", "--worst", "1", "--kind", "leg"]).ended(REFERRED);
    for (verb, args) in SHOWN {
        let said = gym.run(verb, "2027-01-01", args, "").ended(REFERRED);
        assert!(!said.contains(" kg"), "{verb} {args:?}: {said}");
        holds(&said, &["buttock, leg or foot"]);
    }
}

#[test]
fn progress_draws_planned_and_lifted_and_leaves_what_is_unknown_open() {
    let gym = Gym::new();
    gym.log("2026-12-10", &["--load", "50kg", "--reps", "5,5,5,5", "--worst", "1"]).ended(DONE);
    gym.log("2026-12-11", &["--morning", "0"]).ended(DONE);
    gym.log("2026-12-17", &["--load", "30kg", "--worst", "4", "--kind", "diffuse"]).ended(DONE);
    gym.log("2026-12-24", &["--missed", "other"]).ended(DONE);
    let text = gym.run("progress", "2026-12-31", &[], "").ended(DONE);
    let line = |start: &str| text.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_else(|| panic!("{text}"));
    assert!(line("3   7 Dec").contains("50 kg   50 kg  ███"), "{text}");
    assert!(line("4  14 Dec").contains("60 kg   30 kg") && line("4  14 Dec").contains("█░"), "{text}");
    assert!(line("3   7 Dec").ends_with("1        0"), "what changed nothing is no news: {text}");
    assert!(line("4  14 Dec").ends_with("4        —  plan changed"), "{text}");
    assert!(line(">6  28 Dec").contains("20 kg       —  ░"), "{text}");
    assert!(line("12   8 Feb").ends_with("deload"), "{text}");
    holds(&text, &["10 Dec loading-1-deadlift ○●········· 1, 0", "····●······ 4, —, dull on both sides"]);
    holds(&text, &["Changed on Thu 17 Dec 2026 - Loading week 3: 20 kg instead of 70 kg"]);
    assert!(!text.contains("Changed on Thu 10 Dec") && !text.to_lowercase().contains("revision"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

/// The load of a week whose deadlift was not done stays what it was planned with, whatever its session has become since; where
/// it was done after all, that counts. What is noted of a week that the plan has no more stands in its own week.
#[test]
fn progress_keeps_the_load_of_a_deadlift_that_was_not_done() {
    let home = crate::following::Home::new();
    home.first(&["--worst", "0", "--morning", "0"], DONE);
    home.says("2026-12-18", &["log", "--session", "loading-2-deadlift", "--date", "2026-12-17", "--missed", "pain", "--worst", "3"], DONE);
    let line = |text: &str, start: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_else(|| panic!("{text}"));
        crate::common::flowing(line)
    };
    let text = home.says("2026-12-30", &["progress"], DONE);
    assert_eq!(line(&text, "3 7 Dec".replacen(' ', "   ", 1).as_str()), "3 7 Dec 50 kg 50 kg ██████ 0 0");
    assert_eq!(line(&text, "4  14 Dec"), "4 14 Dec 60 kg — ░░░░░░░ 3 — missed, plan changed");
    assert_eq!(line(&text, "5  21 Dec"), "5 21 Dec 50 kg — ░░░░░░ — —");
    assert_eq!(line(&text, ">6  28 Dec"), ">6 28 Dec 40 kg — ░░░░ — — plan changed");
    let json: serde_json::Value = serde_json::from_str(&home.says("2026-12-30", &["progress", "--format", "json"], DONE)).unwrap();
    let planned: Vec<&str> = json["weeks"].as_array().unwrap().iter().take(4).map(|week| week["planned"].as_str().unwrap()).collect();
    assert_eq!(planned, ["50 kg", "60 kg", "50 kg", "40 kg"]);

    // Not only where somebody looked in between: the plan has it from then on.
    home.says("2026-12-30", &["plan"], DONE);
    let lapsed: Vec<String> = home.plan().lapsed.iter().map(|it| format!("{} {} {}", it.id, it.on, it.load)).collect();
    assert_eq!(lapsed, ["loading-2-deadlift 2026-12-17 60 kg", "loading-2-deadlift 2026-12-24 50 kg"]);
    home.says("2026-12-30", &["check"], DONE);
    let late = ["log", "--session", "loading-2-deadlift", "--date", "2026-12-24", "--load", "50kg", "--reps", "5,5,5,5", "--worst", "0"];
    home.says("2026-12-30", &late, DONE);
    let text = home.says("2026-12-30", &["progress"], DONE);
    assert!(line(&text, "5  21 Dec").starts_with("5 21 Dec 50 kg 50 kg ██████ 0"), "{text}");
}

/// What is shown of a plan, in every way there is.
const SHOWN: [(&str, &[&str]); 7] = [
    ("next", &[]),
    ("next", &["--format", "json"]),
    ("progress", &[]),
    ("progress", &["--format", "json"]),
    ("print", &["--sheets", "next"]),
    ("explain", &["week-1"]),
    ("explain", &["--format", "json"]),
];

#[test]
fn whatever_the_log_says_is_taken_in_before_anything_is_shown() {
    for (felt, code, phrases) in [
        (&["--worst", "0"][..], DONE, &["loading-2-deadlift", "60 kg"][..]),
        (&["--worst", "4"], DONE, &["loading-2-deadlift", "40 kg"]),
        (&["--worst", "7"], DONE, &["pain resolution"]),
        (&["--worst", "2", "--kind", "sharp"], REFERRED, &["see a clinician"]),
        (&["--worst", "2", "--kind", "pop"], REFERRED, &["see a clinician"]),
        (&["--worst", "8"], REFERRED, &["see a clinician"]),
        (&["--worst", "2", "--kind", "leg"], REFERRED, &["see a clinician"]),
        (&["--unsure", "saddle-numbness"], EMERGENCY, &["emergency department"]),
    ] {
        let gym = Gym::new();
        let first = gym.read("me.plan.yaml");
        gym.log("2026-12-10", &[&["--load", "50kg", "--reps", "5,5,5,5", "--only-note"], felt].concat()).ended(code);
        assert_eq!(gym.read("me.plan.yaml"), first, "--only-note leaves the plan alone");
        let day = if phrases.contains(&"pain resolution") { "2026-12-12" } else { "2026-12-17" };
        let next = gym.run("next", day, &[], "").ended(code);
        holds(&next, phrases);
        assert_eq!(next.contains("The log is newer than the plan: this is the plan as it stands today."), code == DONE, "{next}");
        for (verb, args) in SHOWN.into_iter().skip(1).step_by(2) {
            let said = gym.run(verb, day, args, "").ended(code);
            assert!(code == DONE || !said.contains(" kg"), "{verb} {args:?} after {felt:?} shows a load:\n{said}");
        }
        // What stands in the file is never shown again, and the next run of `plan` writes what is true.
        assert_eq!(gym.read("me.plan.yaml"), first);
        gym.run("plan", day, &["--format", "yaml"], "").ended(code);
        assert!(!gym.run("next", day, &[], "").ended(code).contains("newer than"), "{felt:?}");
    }
}

#[test]
fn an_entry_changed_by_hand_and_a_table_are_news_too() {
    let gym = Gym::new();
    gym.log("2026-12-10", &["--load", "50kg", "--worst", "1"]).ended(DONE);
    assert!(!gym.run("next", "2026-12-11", &[], "").ended(DONE).contains("newer"));
    gym.write("me.log.yaml", &gym.read("me.log.yaml").replace("worst: 1", "worst: 6"));
    holds(&gym.run("next", "2026-12-12", &[], "").ended(DONE), &["The log is newer than the plan", "pain resolution"]);

    let gym = Gym::new();
    gym.write("me.log.csv", "session,date,worst\nloading-1-deadlift,2026-12-10,7\n");
    holds(&gym.run("next", "2026-12-12", &[], "").ended(DONE), &["The log is newer than the plan", "pain resolution"]);
}
