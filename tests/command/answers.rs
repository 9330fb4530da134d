//! What the commands answer to programs and to terminals: JSON, colours, exit codes of both.

use crate::common::{TODAY, command, profile, rehinge};
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// What a command prints, as JSON, and its exit code.
fn asked(dir: &Path, args: &[&str]) -> (Value, i32) {
    let output = rehinge(dir, args);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "{args:?} prints one object on one line: {text}\n{}", String::from_utf8_lossy(&output.stderr));
    (serde_json::from_str(&text).unwrap(), output.status.code().unwrap())
}

/// A directory with a plan in it.
fn planned() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let output = rehinge(dir.path(), &["plan", &profile("extension-eased"), "--today", TODAY]);
    assert!(output.status.success());
    dir
}

const PLAN: &str = "extension-eased.plan.yaml";

#[test]
fn every_command_that_prints_results_prints_them_for_programs_too() {
    let dir = planned();
    let dir = dir.path();
    let (screen, code) = asked(dir, &["screen", &profile("leg-symptoms"), "--today", TODAY, "--format", "json"]);
    assert_eq!((screen["kind"].as_str().unwrap(), code), ("refer", 3));
    assert!(screen["reasons"][0]["citation"].as_str().unwrap().contains("article"), "{screen}");

    let (plan, code) = asked(dir, &["plan", &profile("pounds"), "--today", TODAY, "--format", "yaml,json"]);
    assert_eq!((plan["files"][0].as_str().unwrap(), code), ("pounds.plan.yaml", 0));
    assert_eq!(plan["plan"]["unit"], "lb");
    assert!(plan["plan"]["weeks"].as_array().unwrap().len() > 8);
    assert!(dir.join("pounds.plan.yaml").exists() && !dir.join("pounds.ics").exists());
    let (whole, _) = asked(dir, &["plan", &profile("minimal"), "--today", TODAY, "--format", "json"]);
    assert_eq!(whole["files"].as_array().unwrap().len(), 3, "{whole}");
    let (alone, _) = asked(dir, &["plan", &profile("two-days"), "--today", TODAY, "--format", "json", "--out", "-"]);
    assert_eq!((alone["files"].as_array().unwrap().len(), alone["verdict"]["kind"].as_str().unwrap()), (0, "train"));
    assert!(!dir.join("two-days.plan.yaml").exists());
    let (referred, code) = asked(dir, &["plan", &profile("leg-symptoms"), "--today", TODAY, "--format", "json"]);
    assert_eq!((referred["verdict"]["kind"].as_str().unwrap(), referred["files"].as_array().unwrap().len(), code), ("refer", 2, 3));
    let (emergency, code) = asked(dir, &["plan", &profile("emergency-signs"), "--today", TODAY, "--format", "json"]);
    assert_eq!((emergency["verdict"]["kind"].as_str().unwrap(), emergency.get("plan"), code), ("emergency", None, 4));

    let (explained, _) = asked(dir, &["explain", PLAN, "week-7", "--format", "json"]);
    assert_eq!(explained["because"][0]["rule"], "reload-rise");
    assert_eq!(explained["considered"][0]["option"], "92.5 kg");
    let (rule, _) = asked(dir, &["explain", "spacing-hard", "--format", "json"]);
    assert!(rule["because"][0]["section"].as_str().unwrap().contains("Volume"), "{rule}");

    let (exported, _) = asked(dir, &["protocol", "export", "clinic", "--format", "json"]);
    assert_eq!(exported["files"].as_array().unwrap().len(), 5, "{exported}");
    let (held, _) = asked(dir, &["protocol", "check", "clinic", "--format", "json"]);
    assert!(held["rules"].as_u64().unwrap() > 80, "{held}");

    let (next, _) = asked(dir, &["next", PLAN, "--today", "2026-12-10", "--format", "json"]);
    assert_eq!((next["session"]["id"].as_str().unwrap(), next["week"].as_u64().unwrap()), ("loading-1-deadlift", 3));
    assert!(next["due"].as_array().unwrap().iter().any(|due| due.as_str().unwrap().contains("film")), "{next}");
    let note =
        ["log", PLAN, "--today", "2026-12-10", "--session", "loading-1-deadlift", "--load", "50kg", "--reps", "5,5,5,5", "--worst", "1"];
    let (noted, _) = asked(dir, &[&note[..], &["--format", "json"]].concat());
    assert_eq!(noted["entries"][0]["load"], "50 kg", "{noted}");
    let (revised, code) = asked(dir, &["replan", PLAN, "--today", "2026-12-11", "--format", "yaml,json"]);
    assert_eq!((revised["plan"]["revision"].as_u64().unwrap(), code), (1, 0), "{revised}");
    let (progress, _) = asked(dir, &["progress", PLAN, "--today", "2026-12-11", "--format", "json"]);
    assert_eq!(progress["weeks"][0]["lifted"], "50 kg", "{progress}");
    // Nothing was scored the next morning: unknown, never 0.
    assert_eq!(progress["weeks"][0]["morning"], Value::Null);
}

#[test]
fn mistakes_are_json_on_standard_error_where_the_answer_would_have_been() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("me.yaml"), "age: 900\npain: {status: setled}\n").unwrap();
    let output = rehinge(dir.path(), &["screen", "me.yaml", "--format", "json"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let wrong: Vec<Value> = String::from_utf8(output.stderr).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(wrong.len() >= 3, "{wrong:?}");
    let status = wrong.iter().find(|one| one["field"] == "pain.status").unwrap();
    assert_eq!((status["place"]["line"].as_u64(), status["code"].as_str()), (Some(2), Some("R104")));
    assert!(status["help"].as_str().unwrap().contains("settled"), "{status}");
}

#[test]
fn colours_are_where_they_are_wanted_and_nowhere_else() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("me.yaml"), "age: 900\n").unwrap();
    let coloured = |args: &[&str], environment: &[(&str, &str)]| {
        let output = command(dir.path(), args).envs(environment.iter().copied()).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        String::from_utf8(text).unwrap().contains('\u{1b}')
    };
    let screen = ["screen", "me.yaml"];
    assert!(!coloured(&screen, &[]), "piped");
    assert!(coloured(&["screen", "me.yaml", "--color", "always"], &[]));
    assert!(coloured(&["--color", "always", "screen", "me.yaml"], &[("NO_COLOR", "1")]), "what is asked for counts most");
    assert!(!coloured(&["screen", "me.yaml", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&screen, &[("NO_COLOR", "1"), ("TERM", "xterm-256color")]));
    let emergency = profile("emergency-signs");
    assert!(coloured(&["screen", &emergency, "--color", "always"], &[]));
    assert!(coloured(&["explain", "reload-rise", "--color", "always"], &[]) && !coloured(&["explain", "reload-rise"], &[]));
    // The same words without them.
    let plain = |args: &[&str]| String::from_utf8(rehinge(dir.path(), args).stdout).unwrap();
    let stripped = |text: String| {
        let mut parts = text.split('\u{1b}');
        let first = parts.next().unwrap_or_default().to_owned();
        first + &parts.map(|part| part.split_once('m').map_or("", |(_, rest)| rest)).collect::<String>()
    };
    assert_eq!(stripped(plain(&["screen", &emergency, "--color", "always"])), plain(&["screen", &emergency]));
}
