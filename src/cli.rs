//! The command line: the only room with files, clock, terminal and environment.

mod calendar;
mod check;
mod files;
mod log;
mod outputs;
mod plan;
mod replan;
mod screen;
mod sheet;
mod show;

use crate::diagnostic::{Code, Diagnostic};
use crate::log::{self as entries, Entry, Logged};
use crate::plan::Plan;
use crate::profile::{self, Profiled};
use crate::protocol::Protocol;
use crate::render::{terminal, yaml};
use chrono::{Datelike, NaiveDate};
use clap::{Parser, Subcommand};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The way back to deadlifting after lower back pain: a plan in weights your plates can make, with a
/// reason for every number.
#[derive(Parser)]
#[command(name = "rehinge", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done, 1 findings, 2 bad input or usage, 3 referred to a clinician, 4 emergency signs.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Plan(plan::Args),
    Screen(screen::Args),
    Check(check::Args),
    Log(Box<log::Args>),
    Replan(replan::Args),
    Print(sheet::Args),
    /// Show the coming session: today's if it is not noted yet, otherwise the next
    Next(show::Args),
    /// Show what was planned, lifted and felt, week by week
    Progress(show::Args),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// It did what it was asked for.
    Done = 0,
    /// A plan breaks a rule.
    Findings = 1,
    /// Bad input or usage: nothing was written.
    BadInput = 2,
    /// Referred to a clinician: no plan.
    Referred = 3,
    /// Emergency signs: no plan.
    Emergency = 4,
}

/// What a command comes to, or everything that is wrong with what it was given.
type Outcome = Result<Exit, Vec<Diagnostic>>;

/// Columns of what is printed: fits every terminal.
const WIDTH: usize = 80;

/// Runs the command line and returns the exit code.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Plan(args) => plan::run(&args),
        Command::Screen(args) => screen::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Log(args) => log::run(&args),
        Command::Replan(args) => replan::run(&args),
        Command::Print(args) => sheet::run(&args),
        Command::Next(args) => show::run(&args, terminal::next),
        Command::Progress(args) => show::run(&args, terminal::progress),
    };
    let exit = outcome.unwrap_or_else(|wrong| {
        for diagnostic in &wrong {
            tell(&diagnostic.to_string());
        }
        Exit::BadInput
    });
    ExitCode::from(exit as u8)
}

/// Prints to standard output. A reader that has gone away wants no more, which is no error.
fn say(text: &str) -> Result<(), Vec<Diagnostic>> {
    say_bytes(text.as_bytes())
}

/// Prints bytes to standard output, as [`say`] does.
fn say_bytes(bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(vec![
            Diagnostic::new(Code::Unwritable, format!("standard output cannot be written: {error}"))
                .help("write to a directory with --out DIR"),
        ]),
        _ => Ok(()),
    }
}

/// Prints to standard error, where that is possible.
fn tell(text: &str) {
    // There is nowhere left to report a failure to.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A date as people and files write it: 2026-11-23.
fn date(text: &str) -> Result<NaiveDate, String> {
    let day = (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
    match day {
        None => Err("there is no such day; write it like 2026-11-23".to_owned()),
        Some(day) if !(2000..=2199).contains(&day.year()) => Err("the year is from 2000 to 2199".to_owned()),
        Some(day) => Ok(day),
    }
}

/// What every command goes by: a day, and a protocol
#[derive(clap::Args)]
struct Basis {
    /// The day to go by instead of the clock's
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<NaiveDate>,
    /// A protocol of your own instead of the one built in
    #[arg(long, value_name = "FILE")]
    protocol: Option<PathBuf>,
}

impl Basis {
    /// The day to work with: the one given, or the clock's.
    fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| chrono::Local::now().date_naive())
    }

    /// The protocol to go by: the one given, or the one built in.
    fn protocol(&self) -> Result<Protocol, Vec<Diagnostic>> {
        protocol(self.protocol.as_deref())
    }
}

/// The protocol to go by: the one given, or the one built in.
fn protocol(file: Option<&Path>) -> Result<Protocol, Vec<Diagnostic>> {
    match file {
        None => Ok(Protocol::embedded()),
        Some(path) => Protocol::read(&files::read(path, files::PROTOCOL_BYTES)?, &files::name(path)),
    }
}

/// The plan in a file, or on standard input where the path is `-`.
fn plan(path: &Path) -> Result<Plan, Vec<Diagnostic>> {
    yaml::read_plan(&files::read(path, files::PLAN_BYTES)?, &files::name(path))
}

/// The log that belongs to a plan, where none is named: `me.log.yaml` beside `me.plan.yaml`.
fn log_beside(plan: &Path) -> Result<PathBuf, Vec<Diagnostic>> {
    let name = plan.file_name().and_then(|name| name.to_str()).filter(|_| !files::is_standard(plan));
    let Some(name) = name else {
        let wrong = Diagnostic::new(Code::Usage, "a plan without a file has no log beside it");
        return Err(vec![wrong.help("name the log: --log FILE")]);
    };
    let stem = [".plan.yaml", ".plan.yml", ".yaml", ".yml"].into_iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    Ok(plan.with_file_name(format!("{stem}.log.yaml")))
}

/// The log that is named; where none is, the one beside the plan if there is one.
fn logged(plan: &Plan, path: &Path, log: Option<&Path>, protocol: &Protocol) -> Result<Option<Logged>, Vec<Diagnostic>> {
    let file = match log {
        Some(file) => file.to_owned(),
        None => match log_beside(path) {
            Ok(file) if file.exists() => file,
            _ => return Ok(None),
        },
    };
    let text = files::read_blank(&file, entries::MAX_BYTES)?;
    entries::read(&text, &files::name(&file), plan.unit, protocol).map(Some)
}

/// What is noted of a plan: what it holds itself, and what the log says.
fn noted(plan: &Plan, path: &Path, log: Option<&Path>, protocol: &Protocol) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let logged = logged(plan, path, log, protocol)?;
    Ok(entries::noted(plan, logged.as_ref().map_or(&[], |logged| &logged.entries)))
}

/// The profile in a file, or on standard input where the path is `-`.
fn profile(path: &Path, protocol: &Protocol) -> Result<Profiled, Vec<Diagnostic>> {
    profile::read(&files::read(path, profile::MAX_BYTES)?, &files::name(path), protocol)
}
