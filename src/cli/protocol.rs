//! `rehinge protocol`: the protocol as a folder that a clinic can own.

use super::answer::{Exit, Form, Outcome};
use super::basis::read_protocol;
use super::files::{self, Output};
use super::outputs::Written;
use crate::protocol::{Protocol, RuleId, Template};
use std::path::{Path, PathBuf};

/// Write out the protocol to own it, or check one of your own
#[derive(clap::Args)]
#[command(after_help = super::help::PROTOCOL)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Write the protocol that is built in to a folder, to change it there
    Export {
        /// The folder
        dir: PathBuf,
        /// Replace files that were changed
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        form: Form,
    },
    /// Check a protocol of your own for what contradicts itself or names no source
    Check {
        /// The folder, or a file of rules
        dir: PathBuf,
        #[command(flatten)]
        form: Form,
    },
}

impl Args {
    /// For whom the answer is.
    pub fn form(&self) -> Form {
        match &self.command {
            Command::Export { form, .. } | Command::Check { form, .. } => *form,
        }
    }
}

/// What a protocol holds, for programs.
#[derive(serde::Serialize)]
struct Held<'a> {
    name: &'a str,
    version: &'a str,
    rules: usize,
    signs: usize,
    exercises: usize,
}

pub fn run(args: &Args) -> Outcome {
    match &args.command {
        Command::Export { dir, force, form } => export(dir, *force, *form),
        Command::Check { dir, form } => check(dir, *form),
    }
}

fn export(dir: &Path, force: bool, form: Form) -> Outcome {
    let outputs: Vec<Output> = Template::ALL
        .into_iter()
        .map(|template| {
            let text = template.embedded();
            // Only what is still as it was written may be written anew: the rest is someone's work.
            Output { path: dir.join(template.name()), bytes: text.as_bytes().to_vec(), mark: text.to_owned() }
        })
        .collect();
    files::write(&outputs, force)?;
    let names = outputs.iter().map(|output| files::name(&output.path)).collect::<Vec<_>>().join(", ");
    form.say(&Written::new(None, None, &outputs), || {
        format!(
            "Wrote {names}.\nChange values and reasons there. `rehinge protocol check {0}` tells what contradicts itself,\n\
             and `--protocol {0}` makes every command go by it.\n",
            files::name(dir)
        )
    })?;
    Ok(Exit::Done)
}

fn check(dir: &Path, form: Form) -> Outcome {
    let protocol = read_protocol(dir)?;
    let (rules, signs, exercises) = (RuleId::ALL.len(), protocol.signs.len(), protocol.exercises.len());
    let Protocol { name, version, .. } = &protocol;
    form.say(&Held { name, version, rules, signs, exercises }, || {
        format!(
            "{}: the protocol `{name}`, version {version}, holds: {rules} rules, {signs} signs, {exercises} exercises, each with its source.\n",
            files::name(dir)
        )
    })?;
    Ok(Exit::Done)
}
