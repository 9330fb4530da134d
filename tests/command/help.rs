//! Help, completions, manual pages and versions: what they show works.

use crate::common::{BAD_INPUT, DONE, code, ended, profile, rehinge, stdout};
use rehinge::plan::SCHEMA;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const COMMANDS: [&str; 13] =
    ["init", "plan", "screen", "check", "explain", "log", "print", "next", "progress", "protocol", "schema", "completions", "man"];

/// The days on which the examples of `rehinge log` are typed.
const LOGGED_ON: [&str; 4] = ["2026-12-10", "2026-12-11", "2026-12-18", "2026-12-18"];

/// The commands that a help text shows, without their comments.
fn examples(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1).take_while(|line| line.starts_with("  "));
    lines.map(|line| line.split('#').next().unwrap_or_default().trim().to_owned()).collect()
}

/// A directory as the examples find it: a profile, its plan and a log.
fn with_a_plan() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(profile("extension-eased"), dir.path().join("me.yaml")).unwrap();
    ended(&rehinge(dir.path(), &["plan", "me.yaml", "--format", "yaml"]), DONE);
    fs::write(dir.path().join("me.log.yaml"), "# what was lifted\n").unwrap();
    dir
}

#[test]
fn every_command_has_examples_and_they_run_in_their_order() {
    let bin = Path::new(env!("CARGO_BIN_EXE_rehinge")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut ran = 0;
    for command in COMMANDS {
        let dir = with_a_plan();
        if command == "init" {
            fs::remove_file(dir.path().join("me.yaml")).unwrap();
        }
        let help = stdout(&rehinge(dir.path(), &[command, "--help"]));
        let examples = examples(&help);
        assert!(!examples.is_empty(), "{command}:\n{help}");
        for (at, example) in examples.into_iter().enumerate() {
            assert!(example.starts_with(&format!("rehinge {command}")), "{example}");
            // Sessions are noted on their days.
            let today = if command == "log" { format!(" --today {}", LOGGED_ON[at]) } else { String::new() };
            let output =
                Command::new("sh").args(["-c", &format!("{example}{today}")]).current_dir(dir.path()).env("PATH", &path).output().unwrap();
            // Without a terminal, `init` can only say so.
            let (code, said) = (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned());
            if command == "init" {
                assert!(code == Some(2) && said.contains("no terminal"), "{example}: {said}");
            } else {
                assert_eq!(code, Some(0), "{example}: {said}");
            }
            ran += 1;
        }
    }
    assert!(ran > 20, "{ran} examples");
}

#[test]
fn every_command_is_among_them_and_short_help_is_shorter() {
    let dir = tempfile::tempdir().unwrap();
    let whole = stdout(&rehinge(dir.path(), &["--help"]));
    let listed: Vec<&str> = whole
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // What is said of a command may go on in the next line, further in.
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|command| !command.is_empty()))
        .collect();
    // Whatever is added has examples too.
    for command in listed.iter().filter(|command| **command != "help") {
        let help = stdout(&rehinge(dir.path(), &[command, "--help"]));
        let short = stdout(&rehinge(dir.path(), &[command, "-h"]));
        assert!(help.contains("\nExamples:\n"), "{command}");
        assert!(short.lines().count() <= help.lines().count(), "{command}");
        assert!(help.lines().all(|line| line.chars().count() <= 125), "{help}");
    }
    for command in COMMANDS {
        assert!(listed.contains(&command), "{command}: {listed:?}");
    }
    let (long, short) = (stdout(&rehinge(dir.path(), &["log", "--help"])), stdout(&rehinge(dir.path(), &["log", "-h"])));
    assert!(long.contains("What is left out stays unknown") && !short.contains("What is left out stays unknown"));
}

#[test]
fn the_version_names_protocol_and_plan_files() {
    let dir = tempfile::tempdir().unwrap();
    let whole = stdout(&rehinge(dir.path(), &["--version"]));
    let protocol = rehinge::protocol::Protocol::embedded();
    assert!(whole.starts_with(concat!("rehinge ", env!("CARGO_PKG_VERSION"), "\n")), "{whole}");
    assert!(whole.contains(&format!("protocol {} {}\n", protocol.name, protocol.version)) && whole.contains(SCHEMA), "{whole}");
    assert_eq!(stdout(&rehinge(dir.path(), &["-V"])), concat!("rehinge ", env!("CARGO_PKG_VERSION"), "\n"));
}

/// Whether a program is there, in tests that need one of another maker.
fn there_is(program: &str) -> bool {
    Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap().status.success()
}

#[test]
fn the_completions_complete_in_their_shells() {
    let dir = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let text = stdout(&rehinge(dir.path(), &["completions", shell]));
        for command in COMMANDS {
            assert!(text.contains(command), "{shell} does not know {command}");
        }
        fs::write(dir.path().join(shell), text).unwrap();
    }
    // What bash offers behind `rehinge pl`, and behind `rehinge plan --pa`.
    for (words, offered) in [("rehinge pl", "plan"), ("rehinge plan --pa", "--paper"), ("rehinge schema pr", "profile")] {
        let line: Vec<&str> = words.split(' ').collect();
        let script = format!(
            "source ./bash; COMP_WORDS=({words}); COMP_CWORD={}; _rehinge rehinge {} {}; echo \"${{COMPREPLY[*]}}\"",
            line.len() - 1,
            line[line.len() - 1],
            line[line.len() - 2],
        );
        let output = Command::new("bash").args(["--norc", "-c", &script]).current_dir(dir.path()).output().unwrap();
        let said = stdout(&output);
        assert!(said.split_whitespace().any(|word| word == offered), "{words}: {said}");
    }
    for shell in ["zsh", "fish"] {
        if there_is(shell) {
            let output = Command::new(shell).args(["-n", shell]).current_dir(dir.path()).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    assert_eq!(code(&rehinge(dir.path(), &["completions", "tcsh"])), BAD_INPUT);
}

#[test]
fn the_manual_pages_are_read_without_a_complaint() {
    let dir = tempfile::tempdir().unwrap();
    let first = stdout(&rehinge(dir.path(), &["man"]));
    ended(&rehinge(dir.path(), &["man", "--out", "man1"]), DONE);
    assert_eq!(fs::read_to_string(dir.path().join("man1/rehinge.1")).unwrap(), first);
    for command in COMMANDS {
        let name = format!("man1/rehinge-{command}.1");
        let page = fs::read_to_string(dir.path().join(&name)).unwrap_or_else(|_| panic!("{name}"));
        assert!(page.contains("Examples:") && page.contains(&format!("rehinge {command}")), "{page}");
        if there_is("groff") {
            let output = Command::new("groff").args(["-man", "-Tascii", "-P-cbou", "-ww", &name]).current_dir(dir.path()).output().unwrap();
            let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success() && complaints.is_empty(), "{name}: {complaints}");
            assert!(String::from_utf8_lossy(&output.stdout).contains("SYNOPSIS"), "{name}");
        }
    }
    // They are made anew, and leave alone what someone else wrote.
    ended(&rehinge(dir.path(), &["man", "--out", "man1"]), DONE);
    fs::write(dir.path().join("man1/rehinge.1"), "mine\n").unwrap();
    assert_eq!(code(&rehinge(dir.path(), &["man", "--out", "man1"])), BAD_INPUT);
}

#[test]
fn schemas_are_printed_or_written_together() {
    let dir = tempfile::tempdir().unwrap();
    let printed = stdout(&rehinge(dir.path(), &["schema", "profile"]));
    ended(&rehinge(dir.path(), &["schema", "log", "plan", "profile", "--out", "schemas"]), DONE);
    assert_eq!(fs::read_to_string(dir.path().join("schemas/profile.schema.json")).unwrap(), printed);
    for name in ["plan", "log"] {
        assert!(dir.path().join(format!("schemas/{name}.schema.json")).exists());
    }
    let output = rehinge(dir.path(), &["schema", "profile", "log"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--out DIR"));
}
