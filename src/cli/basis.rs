//! What every command goes by: the day, the protocol, a profile.

use super::files;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::protocol::{Own, Protocol, Template};
use chrono::{Datelike, NaiveDate};
use std::fs;
use std::path::{Path, PathBuf};

/// A date as people and files write it: 2026-11-23.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    let day = (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
    match day {
        None => Err("there is no such day; write it like 2026-11-23".to_owned()),
        Some(day) if !(2000..=2199).contains(&day.year()) => Err("the year is from 2000 to 2199".to_owned()),
        Some(day) => Ok(day),
    }
}

/// Files of a folder that are no part of a protocol, and may lie there all the same.
const BESIDE: [&str; 1] = ["inventory.yaml"];

/// What every command goes by: a day, and a protocol
#[derive(clap::Args)]
pub struct Basis {
    /// The day to go by instead of the clock's
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<NaiveDate>,
    /// A protocol of your own: a folder, or a file of rules
    #[arg(long, value_name = "DIR|FILE")]
    protocol: Option<PathBuf>,
}

impl Basis {
    /// The day to work with: the one given, or the clock's.
    #[expect(clippy::disallowed_methods, reason = "the one place with a clock")]
    pub fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| chrono::Local::now().date_naive())
    }

    /// Whether a protocol was given.
    pub fn has_own_protocol(&self) -> bool {
        self.protocol.is_some()
    }

    /// The protocol to go by: the one given, or the one built in.
    pub fn protocol(&self) -> Result<Protocol, Vec<Diagnostic>> {
        protocol(self.protocol.as_deref())
    }
}

/// The protocol to go by: the one given, or the one built in.
pub fn protocol(file: Option<&Path>) -> Result<Protocol, Vec<Diagnostic>> {
    match file {
        None => Ok(Protocol::embedded()),
        Some(path) => read_protocol(path),
    }
}

/// The protocol of a folder, or of a file of rules; what is not in the folder stays as it is built in.
pub fn read_protocol(path: &Path) -> Result<Protocol, Vec<Diagnostic>> {
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
