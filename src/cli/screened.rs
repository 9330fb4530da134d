//! The screen's questions asked again, and their answers as an entry of the log.

use super::answer::{tell, width};
use super::ask;
use crate::diagnostic::{Code, Diagnostic};
use crate::log::{self, Entry};
use crate::protocol::{Protocol, Sign, SignVerdict, Topic};
use crate::render::terminal;
use crate::units::Unit;
use crate::words::day;
use chrono::NaiveDate;

/// The screen's questions, answered again
#[derive(clap::Args)]
pub struct Answered {
    /// A sign that is there, by its id: of every other one the answer is no
    #[arg(long, value_name = "ID")]
    sign: Vec<String>,
    /// A sign that you are not sure of: it counts as yes
    #[arg(long, value_name = "ID")]
    unsure: Vec<String>,
    /// Every answer is no
    #[arg(long, conflicts_with_all = ["sign", "unsure"])]
    none: bool,
}

impl Answered {
    /// Whether the questions are answered by the options.
    pub fn says_something(&self) -> bool {
        self.none || !self.sign.is_empty() || !self.unsure.is_empty()
    }

    /// The entry that the options say.
    ///
    /// # Errors
    /// The protocol has no such sign.
    pub fn entry(&self, protocol: &Protocol, today: NaiveDate) -> Result<Entry, Vec<Diagnostic>> {
        let unsure = self.unsure.iter().map(|id| format!("{id}?"));
        let answers: Vec<String> = self.sign.iter().cloned().chain(unsure).collect();
        of(&answers, protocol, today).map_err(|wrong| {
            let option = |one: Diagnostic| if self.sign.is_empty() { one.at("--unsure") } else { one.at("--sign") };
            wrong.into_iter().map(option).collect()
        })
    }
}

/// The entry of a day that says these answers: ids of signs, `ID?` where the answer was "not sure".
fn of(answers: &[String], protocol: &Protocol, today: NaiveDate) -> Result<Entry, Vec<Diagnostic>> {
    let text = if answers.is_empty() { "none".to_owned() } else { answers.join(" ") };
    // No weight is in it.
    log::from_cells(&[("date", &today.to_string()), ("screen", &text)], Unit::Kg, protocol)
}

/// Asks every question of the screen: the emergency signs one by one, the others by what they are about.
///
/// # Errors
/// The answers end before the questions.
pub fn asked(protocol: &Protocol, today: NaiveDate) -> Result<Entry, Vec<Diagnostic>> {
    tell(&format!("\nThe questions of the screen, as of {}. Not sure counts as yes; Ctrl-D ends without an answer.\n\n", day::full(today)));
    let mut answers = Vec::new();
    for sign in protocol.signs.iter().filter(|sign| sign.verdict == SignVerdict::Emergency) {
        answers.extend(one(sign)?);
    }
    for topic in [Topic::Legs, Topic::Pain, Topic::Before, Topic::Health] {
        let signs = protocol.signs.iter().filter(|sign| sign.verdict == SignVerdict::Refer && sign.asked == topic);
        answers.extend(several(&signs.collect::<Vec<_>>())?);
    }
    of(&answers, protocol, today)
}

/// Yes, no, or not sure.
fn one(sign: &Sign) -> Result<Option<String>, Vec<Diagnostic>> {
    loop {
        match line(&format!("{}? (y, n, u for not sure)", sign.says))?.to_lowercase().as_str() {
            "n" | "no" => return Ok(None),
            "y" | "yes" => return Ok(Some(sign.id.clone())),
            "u" | "unsure" | "?" | "not sure" => return Ok(Some(format!("{}?", sign.id))),
            other => no_answer(other, "answer y, n or u"),
        }
    }
}

/// The numbers of those that are there.
fn several(signs: &[&Sign]) -> Result<Vec<String>, Vec<Diagnostic>> {
    if signs.is_empty() {
        return Ok(Vec::new());
    }
    tell("\n");
    for (at, sign) in signs.iter().enumerate() {
        tell(&terminal::sentences(&[&format!("{:>2} {}", at + 1, sign.says)], width()));
    }
    loop {
        let text = line("Which of these? (numbers, with ? for not sure, like 1 3?; none)")?;
        if ["none", "no", "n", "0"].contains(&text.to_lowercase().as_str()) {
            return Ok(Vec::new());
        }
        let id = |word: &str| {
            let number: usize = word.trim_end_matches('?').parse().ok()?;
            let sign = signs.get(number.checked_sub(1)?)?;
            Some(format!("{}{}", sign.id, if word.ends_with('?') { "?" } else { "" }))
        };
        let words = || text.split([' ', ',', ';']).filter(|word| !word.is_empty());
        match words().map(id).collect::<Option<Vec<String>>>() {
            Some(ids) if !ids.is_empty() => return Ok(ids),
            _ => no_answer(&text, &format!("answer with numbers from 1 to {}, or none", signs.len())),
        }
    }
}

/// What was typed: no question of the screen is skipped.
fn line(question: &str) -> Result<String, Vec<Diagnostic>> {
    tell(&format!("{} ", terminal::sentences(&[question], width()).trim_end()));
    ask::line().ok_or_else(|| {
        tell("\n");
        ask::ended("the screen is not answered, and nothing of it was written; `rehinge screen NAME` asks again")
    })
}

fn no_answer(text: &str, help: &str) {
    let message = format!("`{}` is no answer here", crate::diagnostic::shown(text));
    ask::correct(&[Diagnostic::new(Code::UnknownValue, message).help(help)]);
}
