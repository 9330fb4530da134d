//! `rehinge init` in a terminal: a real one, as far as the program can tell.
#![cfg(unix)]

use crate::common::{BAD_INPUT, DONE, EMERGENCY, REFERRED, files, holds, rehinge};
use rehinge::profile;
use rehinge::protocol::Protocol;
use rexpect::session::{PtySession, spawn_command};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Longer than any answer takes on a busy machine, milliseconds.
const PATIENCE: u64 = 60_000;

/// The answers to the emergency signs and to those for a clinician of a lifter who has none.
const NO_SIGNS: [&str; 11] = ["n", "n", "n", "n", "n", "n", "n", "none", "none", "none", "none"];

struct Desk {
    dir: TempDir,
}

/// A terminal in which the command runs.
struct Terminal {
    session: PtySession,
    /// All that was on the screen.
    seen: String,
}

impl Desk {
    fn new() -> Self {
        Desk { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn files(&self) -> Vec<String> {
        files(self.dir.path())
    }

    /// Runs `rehinge init` in a terminal of so many columns.
    fn init(&self, columns: usize, args: &str) -> Terminal {
        let mut command = Command::new("sh");
        let line = format!("stty rows 50 cols {columns}; exec {} init --today 2026-11-22 {args}", env!("CARGO_BIN_EXE_rehinge"));
        command.current_dir(self.dir.path()).args(["-c", &line]).env("TZ", "Europe/Berlin");
        Terminal { session: spawn_command(command, Some(PATIENCE)).unwrap(), seen: String::new() }
    }

    fn run(&self, args: &[&str]) -> Output {
        rehinge(self.dir.path(), args)
    }
}

impl Terminal {
    /// Waits for each question and answers it.
    fn answers(&mut self, answers: &[&str]) -> &mut Self {
        for text in answers {
            self.prompt();
            self.session.send_line(text).unwrap();
        }
        self
    }

    /// Waits until something is asked.
    fn prompt(&mut self) {
        let before = self.session.exp_string("\n> ").unwrap_or_else(|error| panic!("{error}\n{}", self.seen));
        self.seen.push_str(&before.replace('\r', ""));
        self.seen.push_str("\n> ");
    }

    /// What was on the screen when the command ended, with this code.
    fn ended(mut self, code: i32) -> String {
        let rest = self.session.exp_eof().unwrap_or_else(|error| panic!("{error}\n{}", self.seen));
        self.seen.push_str(&rest.replace('\r', ""));
        // `Exited(Pid(7), 0)`: the type itself is not to be had.
        let status = format!("{:?}", self.session.process().wait().unwrap());
        assert!(status.starts_with("Exited(") && status.ends_with(&format!(", {code})")), "{status}, not {code}\n{}", self.seen);
        self.seen
    }
}

fn is_profile(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    if let Err(wrong) = profile::read(&text, "me.yaml", &Protocol::embedded()) {
        panic!("{text}\n{}", wrong.iter().map(ToString::to_string).collect::<String>());
    }
}

#[test]
fn from_the_first_question_to_a_plan() {
    let desk = Desk::new();
    let mut terminal = desk.init(80, "");
    // 5 of 10 at worst, 2 now, nothing in the morning, nine days ago, the first time, eased by bending backwards.
    terminal.answers(&NO_SIGNS).answers(&["4", "5", "2", "", "1", "9 days ago", "", "1", "29", "A. Lifter", "100 kg", "", "", "", ""]);
    let seen = {
        terminal.answers(&["mon thu 18:00, sat 10:00", "", "", "", "squat mon 18:00", "", "", "", "1", "1", ""]);
        terminal.ended(DONE)
    };
    holds(
        &seen,
        &["no one has examined you", "EMERGENCY SIGNS Each of these", "YOUR GYM", "Wrote me.yaml. `rehinge plan me.yaml` makes the plan"],
    );
    assert_eq!(desk.files(), [".rehinge", "me.yaml"], "the draft is gone");
    is_profile(&desk.path("me.yaml"));
    let text = fs::read_to_string(desk.path("me.yaml")).unwrap();
    let address = text.lines().find_map(|line| line.strip_prefix("# yaml-language-server: $schema=")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&fs::read_to_string(desk.path(address)).unwrap()).unwrap();
    assert_eq!(schema["title"], "rehinge profile");
    let planned = desk.run(&["plan", "me.yaml", "--today", "2026-11-22"]);
    assert!(planned.status.success(), "{}", String::from_utf8_lossy(&planned.stderr));
    assert!(desk.path("me.pdf").exists());
}

#[test]
fn an_emergency_ends_it_at_once_and_leaves_nothing_behind() {
    let desk = Desk::new();
    let mut terminal = desk.init(80, "");
    terminal.answers(&["n", "n", "?", ""]);
    let seen = terminal.ended(EMERGENCY);
    holds(
        &seen,
        &["EMERGENCY: go to an emergency department now.", "hours count", "Numbness or an odd feeling", "< takes the last answer back"],
    );
    assert!(desk.files().is_empty(), "{:?}", desk.files());
}

#[test]
fn a_sign_for_a_clinician_ends_it_or_leads_to_the_page() {
    let desk = Desk::new();
    let mut terminal = desk.init(80, "");
    terminal.answers(&["n", "n", "n", "n", "n", "n", "n", "2", "n", "n", ""]);
    holds(
        &terminal.ended(REFERRED),
        &["REFERRED: see a clinician first", "Tingling or pins and needles", "cleared you to deadlift again?"],
    );
    assert!(desk.files().is_empty(), "{:?}", desk.files());

    let mut terminal = desk.init(80, "clients/me.yaml");
    terminal.answers(&["n", "n", "n", "n", "n", "n", "n", "2", "n", "y", "none", "none", "none"]);
    terminal.answers(&["4", "5", "2", "", "", "", "", "", "38", "", "140 kg", "", "", ""]);
    holds(&terminal.ended(REFERRED), &["makes the page to take to the clinician"]);
    let page = desk.run(&["plan", "clients/me.yaml", "--today", "2026-11-22"]);
    assert_eq!(page.status.code(), Some(REFERRED));
    assert!(desk.path("me.referral.pdf").exists());
}

#[test]
fn soreness_ends_with_a_rest_and_no_profile() {
    let desk = Desk::new();
    let mut terminal = desk.init(80, "");
    terminal.answers(&NO_SIGNS).answers(&["2", "yesterday", ""]);
    holds(&terminal.ended(DONE), &["REST: ordinary soreness", "48 to 72 hours"]);
    assert!(desk.files().is_empty(), "{:?}", desk.files());
}

#[test]
fn back_takes_answers_back_also_after_a_verdict() {
    let desk = Desk::new();
    let mut terminal = desk.init(80, "");
    // Before the first question there is nothing; then one answer back, and one slip after which it seemed over.
    terminal.answers(&["<", "n", "n", "back", "n", "y", "<", "?", "<", "n", "n"]);
    terminal.answers(&["n", "y", ""]);
    let seen = terminal.ended(EMERGENCY);
    holds(&seen, &["This is the first question."]);
    assert_eq!(seen.matches("Loss of control over the bowels, or no feeling").count(), 2, "{seen}");
    assert_eq!(seen.matches("EMERGENCY: go to").count(), 3, "{seen}");
}

#[test]
fn a_wrong_answer_is_told_and_asked_again() {
    let desk = Desk::new();
    let mut terminal = desk.init(80, "");
    terminal.answers(&["", "perhaps", "n"]).answers(&["n"; 6]).answers(&["9", "none", "none", "none", "none"]);
    terminal.answers(&["4", "11", "5", "7", "2", "<", "2", "quit"]);
    let seen = terminal.ended(BAD_INPUT);
    holds(
        &seen,
        &[
            "this one needs an answer: answer y, n, or ? for not sure",
            "`perhaps` is no answer here",
            "`9` is none of the numbers: they go from 1 to 3",
            "`worst` is 11, above 10",
            "7 of 10 is more than the worst, 5",
            "what you answered is kept in me.draft.yaml",
        ],
    );
}

#[test]
fn what_was_answered_outlives_an_interruption() {
    let desk = Desk::new();
    // Ctrl-C in the middle of a line.
    let mut terminal = desk.init(80, "");
    terminal.answers(&NO_SIGNS).answers(&["4"]).prompt();
    terminal.session.send("5").unwrap();
    terminal.session.send_control('c').unwrap();
    terminal.session.exp_eof().unwrap();
    let status = format!("{:?}", terminal.session.process().wait().unwrap());
    assert!(status.starts_with("Signaled(") && status.contains("SIGINT"), "{status}");
    assert_eq!(desk.files(), ["me.draft.yaml"]);
    // The next run goes on at that question; the end of input keeps what came since.
    let mut terminal = desk.init(80, "");
    terminal.answers(&["y", "6"]).prompt();
    assert!(terminal.seen.contains("there are 12 answers"), "{}", terminal.seen);
    assert_eq!(terminal.seen.matches("bladder").count(), 0);
    terminal.session.send_control('d').unwrap();
    holds(&terminal.ended(BAD_INPUT), &["How bad was it at its worst", "the answers end before the questions", "me.draft.yaml"]);
    let draft = fs::read_to_string(desk.path("me.draft.yaml")).unwrap();
    assert!(draft.lines().last().unwrap().contains("pain.worst"), "{draft}");
    // Who wants to begin anew may.
    let mut terminal = desk.init(80, "");
    terminal.answers(&["n", "y", ""]);
    holds(&terminal.ended(EMERGENCY), &["Trouble starting, holding or feeling urine"]);
    assert!(desk.files().is_empty(), "an emergency leaves no answers behind: {:?}", desk.files());
}

#[test]
fn a_narrow_terminal_gets_whole_words() {
    for columns in [24, 40] {
        let desk = Desk::new();
        let mut terminal = desk.init(columns, "");
        terminal.answers(&NO_SIGNS).answers(&["4", "11"]).prompt();
        // What is typed is not shown here, nor the end of its line.
        let lines = terminal.seen.lines().map(|line| line.trim_start_matches("> "));
        let wide: Vec<&str> = lines.filter(|line| line.chars().count() > columns).collect();
        assert!(wide.is_empty(), "{wide:?}");
        holds(&terminal.seen, &["Loss of control over the bowels, or no feeling when passing stool, since the back pain began?"]);
        assert!(terminal.seen.contains("emergency"));
    }
}

#[test]
fn what_is_there_already_is_not_overwritten() {
    let desk = Desk::new();
    fs::write(desk.path("me.yaml"), "mine\n").unwrap();
    let seen = desk.init(80, "").ended(BAD_INPUT);
    holds(&seen, &["error[R006]", "`me.yaml` is there already", "--force"]);
    fs::write(desk.path("other.draft.yaml"), "mine too\n").unwrap();
    holds(&desk.init(80, "other.yaml").ended(BAD_INPUT), &["`other.draft.yaml` is there already, and is no draft"]);
    holds(&desk.init(80, "-").ended(BAD_INPUT), &["the profile is written to a file"]);
    assert_eq!(fs::read_to_string(desk.path("me.yaml")).unwrap(), "mine\n");
    // With --force the old one stays until the new one is whole.
    let mut terminal = desk.init(80, "--force");
    terminal.answers(&NO_SIGNS).answers(&["1", "29", "", "100 kg", "", "", "", ""]);
    assert_eq!(fs::read_to_string(desk.path("me.yaml")).unwrap(), "mine\n");
    terminal.answers(&["", "", "", "", "", "", "", "", "", "", ""]);
    terminal.ended(DONE);
    is_profile(&desk.path("me.yaml"));
}

#[test]
fn answers_with_which_no_plan_can_be_made_are_told_before_it_is_written() {
    let desk = Desk::new();
    let mut terminal = desk.init(80, "");
    terminal.answers(&NO_SIGNS).answers(&["1", "29", "", "25 kg", "", "", "", ""]).answers(&["", "", "", "", "", "", "", "", "", "", ""]);
    terminal.answers(&["<", "", ""]);
    let seen = terminal.ended(DONE);
    holds(&seen, &["No plan can be made with these answers:", "Enter writes the profile as it is"]);
    assert_eq!(seen.matches("No plan can be made").count(), 2);
    is_profile(&desk.path("me.yaml"));
}

#[test]
fn without_a_terminal_it_says_what_to_do_instead() {
    let desk = Desk::new();
    let output = desk.run(&["init"]);
    assert_eq!(output.status.code(), Some(BAD_INPUT));
    holds(&String::from_utf8(output.stderr).unwrap(), &["there is no terminal to ask in", "help:", "ssh -t", "`pain: {status: acute}`"]);
    assert!(desk.files().is_empty());
}
