//! Help in its forms: examples under each command, completions for shells, manual pages, versions. All of it comes from
//! the definitions of the command line.

use super::answer::{self, Exit, Outcome};
use super::files::{self, Output};
use super::outputs;
use crate::plan;
use crate::protocol::Protocol;
use clap::Command;
use std::path::{Path, PathBuf};

pub const REHINGE: &str = "\
Examples:
  rehinge init                 # answer some questions: writes me.yaml
  rehinge plan                 # the plan, its calendar and its sheet
  rehinge next                 # the coming session
  rehinge log                  # what was lifted and felt, and what follows from it

Exit codes: 0 done, 1 findings, 2 bad input or usage, 3 referred to a clinician, 4 emergency signs.";

pub const INIT: &str = "\
Examples:
  rehinge init
  rehinge init clients/anna.yaml";

pub const PLAN: &str = "\
Examples:
  rehinge plan me.yaml         # the first plan; later, the plan as it stands today
  rehinge plan --paper letter
  rehinge plan me.yaml --out plans --paper letter
  rehinge plan me.yaml --restart
  rehinge plan me.yaml --restart --start 2026-11-25 --format yaml,pdf
  rehinge plan - --format ics --out - < me.yaml";

pub const SCREEN: &str = "\
Examples:
  rehinge screen
  rehinge screen me.yaml --none
  rehinge screen - < me.yaml";

pub const CHECK: &str = "\
Examples:
  rehinge check me.plan.yaml
  rehinge check me.plan.yaml --format json --deny warnings";

pub const LOG: &str = "\
Examples:
  rehinge log --load 50kg --reps 5,5,5,5 --worst 1
  rehinge log me.yaml --morning 0
  rehinge log me.yaml --session loading-2-deadlift --date 2026-12-17 --load 60kg --cut-short 1
  rehinge log me.yaml --session loading-2-deadlift --amend --worst 2";

pub const EXPLAIN: &str = "\
Examples:
  rehinge explain
  rehinge explain week-5
  rehinge explain me.yaml week-5 --instead 85kg
  rehinge explain me.yaml loading-2-deadlift.minutes";

pub const PRINT: &str = "\
Examples:
  rehinge print --sheets next
  rehinge print me.yaml --sheets week --paper letter --out printed";

pub const PROTOCOL: &str = "\
Examples:
  rehinge protocol export rules
  rehinge protocol check rules";

pub const NEXT: &str = "\
Examples:
  rehinge next
  rehinge next me.yaml --today 2026-12-10";

pub const PROGRESS: &str = "\
Examples:
  rehinge progress me.yaml";

pub const SCHEMA: &str = "\
Examples:
  rehinge schema profile
  rehinge schema profile plan log --out .rehinge";

const COMPLETIONS: &str = "\
Examples:
  rehinge completions bash > rehinge.bash
  rehinge completions fish > rehinge.fish";

const MAN: &str = "\
Examples:
  rehinge man > rehinge.1
  rehinge man --out man1";

/// The version, with those of the protocol that is built in and of the plan files.
pub fn version() -> String {
    let protocol = Protocol::embedded();
    format!("{}\nprotocol {} {}\nplan files {}", env!("CARGO_PKG_VERSION"), protocol.name, protocol.version, plan::SCHEMA)
}

/// Print what a shell needs to complete commands and options
#[derive(clap::Args)]
#[command(after_help = COMPLETIONS)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// Prints the completions.
pub fn completions(args: &Completions, command: &mut Command) -> Outcome {
    let shell = match args.shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
    };
    let mut text = Vec::new();
    clap_complete::generate(shell, command, "rehinge", &mut text);
    answer::say_bytes(&text)?;
    Ok(Exit::Done)
}

/// Print the manual page, or write that of every command
#[derive(clap::Args)]
#[command(after_help = MAN)]
pub struct Man {
    /// The directory to write rehinge.1, rehinge-plan.1 and the like to; without it rehinge.1 is printed
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace files that rehinge did not make
    #[arg(long)]
    force: bool,
}

/// What stands in every manual page of ours.
const MAN_MARK: &str = ".TH rehinge";

/// Prints or writes the manual pages.
pub fn man(args: &Man, mut command: Command) -> Outcome {
    command.build();
    let Some(dir) = args.out.as_deref().filter(|dir| !files::is_standard(dir)) else {
        answer::say_bytes(&page(&command))?;
        return Ok(Exit::Done);
    };
    let mut pages = vec![output(dir, "rehinge.1", &command)];
    let commands = command.get_subcommands().filter(|command| command.get_name() != "help");
    pages.extend(commands.map(|command| output(dir, &format!("rehinge-{}.1", command.get_name()), command)));
    files::write(&pages, args.force)?;
    answer::say(&outputs::wrote(&pages))?;
    Ok(Exit::Done)
}

fn output(dir: &Path, name: &str, command: &Command) -> Output {
    Output { path: dir.join(name), bytes: page(command), mark: MAN_MARK.to_owned() }
}

fn page(command: &Command) -> Vec<u8> {
    let mut text = Vec::new();
    // The name that is shown is that which is typed, with a hyphen between: rehinge-plan.
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let command = command.clone().name(name);
    // Writing to memory cannot fail.
    let _ = clap_mangen::Man::new(command).source(format!("rehinge {}", env!("CARGO_PKG_VERSION"))).render(&mut text);
    text
}
