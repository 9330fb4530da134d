//! The command line: the only room with files, clock, terminal and environment.

mod ask;
mod calendar;
mod check;
mod colour;
mod explain;
mod files;
mod guard;
mod help;
mod init;
mod job;
mod log;
mod outputs;
mod plan;
mod protocol;
mod replan;
mod schema;
mod screen;
mod sheet;
mod show;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::VerdictKind;
use crate::profile::{self, Profiled};
use crate::protocol::Protocol;
use crate::render::terminal;
use chrono::{Datelike, NaiveDate};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The way back to deadlifting after lower back pain: a plan in weights your plates can make, with a
/// reason for every number.
#[derive(Parser)]
#[command(name = "rehinge", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = help::REHINGE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours: auto, always or never
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t, hide_possible_values = true)]
    color: colour::Colour,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Args),
    Plan(plan::Args),
    Screen(screen::Args),
    Check(check::Args),
    Explain(explain::Args),
    Protocol(protocol::Args),
    Log(Box<log::Args>),
    Replan(replan::Args),
    Print(sheet::Args),
    /// Show the coming session: today's if it is not noted yet, otherwise the next
    #[command(after_help = help::NEXT)]
    Next(show::Args),
    /// Show what was planned, lifted and felt, week by week
    #[command(after_help = help::PROGRESS)]
    Progress(show::Args),
    Schema(schema::Args),
    Completions(help::Completions),
    Man(help::Man),
}

impl Command {
    /// Whether its answer is for programs: then its mistakes are, too.
    fn is_json(&self) -> bool {
        match self {
            Command::Plan(args) => args.is_json(),
            Command::Screen(args) => args.form.is_json(),
            Command::Check(args) => args.form.is_json(),
            Command::Explain(args) => args.form.is_json(),
            Command::Protocol(args) => args.form().is_json(),
            Command::Log(args) => args.form.is_json(),
            Command::Replan(args) => args.is_json(),
            Command::Next(args) | Command::Progress(args) => args.form.is_json(),
            Command::Init(_) | Command::Schema(_) | Command::Completions(_) | Command::Man(_) | Command::Print(_) => false,
        }
    }
}

/// For whom the answer is.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
struct Form {
    /// For people, or JSON for programs: text or json
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    format: Reader,
}

/// Who reads the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Reader {
    /// People
    #[default]
    Text,
    /// Programs
    Json,
}

impl Form {
    fn is_json(self) -> bool {
        self.format == Reader::Json
    }

    /// Prints an answer for whom it is: a text, or a value as one line of JSON.
    fn say<T: serde::Serialize>(self, data: &T, text: impl FnOnce() -> String) -> Result<(), Vec<Diagnostic>> {
        say(&if self.is_json() { json(data) } else { text() })
    }
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

impl From<VerdictKind> for Exit {
    fn from(verdict: VerdictKind) -> Self {
        match verdict {
            VerdictKind::Train | VerdictKind::Rest => Exit::Done,
            VerdictKind::Refer => Exit::Referred,
            VerdictKind::Emergency => Exit::Emergency,
        }
    }
}

/// What a command comes to, or everything that is wrong with what it was given.
type Outcome = Result<Exit, Vec<Diagnostic>>;

/// Columns of what is printed where no terminal says: fits every one.
const WIDTH: usize = 80;

/// The most columns that are used: longer lines are hard to read.
const WIDEST: usize = 120;

/// Columns of what is printed: those of the terminal, where it goes to one.
fn width() -> usize {
    let columns = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    columns.map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDEST))
}

/// A value as one line of JSON.
fn json<T: serde::Serialize>(value: &T) -> String {
    // Nothing that is told has keys that are no texts, and nothing of it refuses to be written.
    serde_json::to_string(value).map(|text| text + "\n").unwrap_or_default()
}

/// Runs the command line and returns the exit code.
pub fn run() -> ExitCode {
    let mut command = Cli::command();
    // Reading the protocol for its version takes as long as making a plan: only who asks waits for it.
    if std::env::args_os().any(|arg| arg == "--version") {
        command = command.long_version(help::version());
    }
    let cli = Cli::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());
    colour::choose(cli.color);
    let outcome = match &cli.command {
        Command::Init(args) => init::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Screen(args) => screen::run(args),
        Command::Check(args) => check::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Protocol(args) => protocol::run(args),
        Command::Log(args) => log::run(args),
        Command::Replan(args) => replan::run(args),
        Command::Print(args) => sheet::run(args),
        Command::Next(args) => show::run(args, terminal::next, |plan, noted, today| json(&terminal::coming(plan, noted, today))),
        Command::Progress(args) => {
            show::run(args, terminal::progress, |plan, noted, today| json(&terminal::progressed(plan, noted, today)))
        }
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => help::completions(args, &mut Cli::command()),
        Command::Man(args) => help::man(args, Cli::command()),
    };
    let exit = outcome.unwrap_or_else(|wrong| {
        for diagnostic in &wrong {
            tell(&if cli.command.is_json() { json(diagnostic) } else { colour::diagnostic(diagnostic) });
        }
        Exit::BadInput
    });
    ExitCode::from(exit as u8)
}

/// Prints to standard output. A reader that has gone away wants no more, which is no error.
fn say(text: &str) -> Result<(), Vec<Diagnostic>> {
    written(colour::to_output(text))
}

/// Prints bytes to standard output, as [`say`] does.
fn say_bytes(bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
    let mut out = io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

fn written(outcome: io::Result<()>) -> Result<(), Vec<Diagnostic>> {
    match outcome {
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
    let _ = colour::to_error(text);
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
    /// A protocol of your own: a folder, or a file of rules
    #[arg(long, value_name = "DIR|FILE")]
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
        Some(path) => protocol::read(path),
    }
}

/// The profile in a file, or on standard input where the path is `-`.
fn profile(path: &Path, protocol: &Protocol) -> Result<Profiled, Vec<Diagnostic>> {
    profile::read(&files::read(path, profile::MAX_BYTES)?, &files::name(path), protocol)
}
