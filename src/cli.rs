//! The command line: the only room with files, clock, terminal and environment.

mod again;
mod answer;
mod ask;
mod basis;
mod by_hand;
mod calendar;
mod check;
mod colour;
mod explain;
mod files;
mod find;
mod help;
mod init;
mod job;
mod log;
mod outputs;
mod pages;
mod plan;
mod protocol;
mod schema;
mod screen;
mod screened;
mod sheet;
mod show;

use crate::diagnostic::Code;
use crate::render::terminal;
use answer::{Exit, json, tell};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
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
    #[command(visible_alias = "replan")]
    Plan(Box<plan::Args>),
    Screen(screen::Args),
    Check(check::Args),
    Explain(explain::Args),
    Protocol(protocol::Args),
    Log(Box<log::Args>),
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
            Command::Next(args) | Command::Progress(args) => args.form.is_json(),
            Command::Init(_) | Command::Schema(_) | Command::Completions(_) | Command::Man(_) | Command::Print(_) => false,
        }
    }
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
        Command::Print(args) => sheet::run(args),
        Command::Next(args) => show::run(args, |now, width| terminal::next(now, now.noted(), now.today(), width), |now| json(&now.next())),
        Command::Progress(args) => {
            show::run(args, |now, width| terminal::progress(now, now.noted(), now.today(), width), |now| json(&now.progress()))
        }
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => help::completions(args, &mut Cli::command()),
        Command::Man(args) => help::man(args, Cli::command()),
    };
    let exit = outcome.unwrap_or_else(|wrong| {
        for diagnostic in &wrong {
            tell(&if cli.command.is_json() { json(diagnostic) } else { colour::diagnostic(diagnostic) });
        }
        let is = |code: Code| wrong.iter().any(|one| one.code == code);
        match () {
            () if is(Code::Emergency) => Exit::Emergency,
            // What rehinge made breaks a rule: whatever was given is not to blame.
            () if is(Code::Fault) => Exit::Findings,
            () => Exit::BadInput,
        }
    });
    ExitCode::from(exit as u8)
}
