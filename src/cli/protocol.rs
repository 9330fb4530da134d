//! `rehinge protocol`: the protocol as a folder that a clinic can own.

use super::files::{self, Output};
use super::outputs::Written;
use super::{Exit, Form, Outcome};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::protocol::{Own, Protocol, RuleId, Template};
use std::fs;
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

/// Files of a folder that are no part of a protocol, and may lie there all the same.
const BESIDE: [&str; 1] = ["inventory.yaml"];

/// Runs the command.
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
    let protocol = read(dir)?;
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

/// The protocol of a folder, or of a file of rules; what is not in the folder stays as it is built in.
pub fn read(path: &Path) -> Result<Protocol, Vec<Diagnostic>> {
    if !path.is_dir() {
        return Protocol::read(&files::read(path, files::PROTOCOL_BYTES)?, &files::name(path));
    }
    let mut wrong = strangers(path);
    let mut texts = Vec::new();
    for template in Template::ALL {
        let file = path.join(template.name());
        if file.exists() {
            match files::read(&file, files::PROTOCOL_BYTES) {
                Ok(text) => texts.push((template, text, files::name(&file))),
                Err(mut one) => wrong.append(&mut one),
            }
        }
    }
    if texts.is_empty() && wrong.is_empty() {
        let names = Template::ALL.map(Template::name).join(", ");
        let message = format!("`{}` holds no protocol: none of {names}", files::name(path));
        return Err(vec![Diagnostic::new(Code::Missing, message).help("`rehinge protocol export DIR` writes one to start from")]);
    }
    let own: Vec<Own> = texts.iter().map(|(template, text, file)| Own { template: *template, text, file }).collect();
    match Protocol::of(&own) {
        Ok(protocol) if wrong.is_empty() => Ok(protocol),
        Ok(_) => Err(wrong),
        Err(mut more) => {
            wrong.append(&mut more);
            Err(wrong)
        }
    }
}

/// YAML files of a folder that no one reads: a change in one would be lost without a word.
fn strangers(dir: &Path) -> Vec<Diagnostic> {
    let names = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let ours = Template::ALL.map(Template::name);
    let mut names: Vec<String> = names
        .filter(|name| [".yaml", ".yml"].iter().any(|ending| name.ends_with(ending)))
        .filter(|name| !ours.contains(&name.as_str()) && !BESIDE.contains(&name.as_str()))
        .collect();
    names.sort_unstable();
    let stranger = |name: String| {
        let help = match did_you_mean(&name, ours) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the files of a protocol are {}; move this one away", ours.join(", ")),
        };
        Diagnostic::new(Code::UnknownField, format!("`{}` is no file of a protocol", files::name(&dir.join(name)))).help(help)
    };
    names.into_iter().map(stranger).collect()
}
