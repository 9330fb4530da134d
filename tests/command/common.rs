//! What the suites share: how the command is run, how it ends, and what it says.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

// How a command ends.
pub const DONE: i32 = 0;
pub const FINDINGS: i32 = 1;
pub const BAD_INPUT: i32 = 2;
pub const REFERRED: i32 = 3;
pub const EMERGENCY: i32 = 4;

/// The day on which the lifters of `profiles/` ask.
pub const TODAY: &str = "2026-11-22";

/// The folder of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The file of one of the lifters to start from.
pub fn profile(name: &str) -> String {
    root().join("profiles").join(format!("{name}.yaml")).display().to_string()
}

/// The command in a directory, with nothing on its standard input.
pub fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rehinge"));
    command.current_dir(dir).args(args).env("TZ", "Europe/Berlin").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the command in a directory.
pub fn rehinge(dir: &Path, args: &[&str]) -> Output {
    sound(command(dir, args).output().unwrap())
}

/// Runs a command with `input` on its standard input.
pub fn given(mut command: Command, input: &str) -> Output {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    // A command that does not want its input may close it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    sound(child.wait_with_output().unwrap())
}

/// What ended without a panic.
fn sound(output: Output) -> Output {
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    output
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All that a command said, where it ended with this code.
pub fn ended(output: &Output, code: i32) -> String {
    let said = format!("{}{}", stdout(output), stderr(output));
    assert_eq!(self::code(output), code, "{said}");
    said
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("ended by a signal: {}", stderr(output)))
}

/// The files of a directory, sorted, hidden ones too.
pub fn files(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A text without its line breaks.
pub fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Holds a text to have these phrases, wherever its lines break.
pub fn holds(text: &str, phrases: &[&str]) {
    let flowing = flowing(text);
    for phrase in phrases {
        assert!(flowing.contains(phrase), "`{phrase}` is missing in\n{text}");
    }
}
