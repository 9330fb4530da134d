//! What was typed, as words, numbers, days and times. Knows nothing of the questions.

use super::choices::Options;
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::units::{Decimal, Load};
use crate::when::{hour_minute, weekday};
use crate::words::list;
use chrono::{Days, NaiveDate, NaiveTime};
use std::fmt::Display;

/// What was meant, or why it is no answer.
pub(super) type Taken<T> = Result<T, Vec<Diagnostic>>;

/// Yes, no, or not sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Yes,
    No,
    Unsure,
}

pub(super) const YES_NO_UNSURE: &str = "answer y, n, or ? for not sure";
pub(super) const YES_NO: &str = "answer y or n";
pub(super) const NUMBERS: &str = "write them one after the other: 20, 10, 5, 2.5";

pub(super) fn refused<T>(message: impl Into<String>, help: impl Into<String>) -> Taken<T> {
    Err(vec![Diagnostic::new(Code::UnknownValue, message).help(help)])
}

pub(super) fn needed<T>(help: &str) -> Taken<T> {
    Err(vec![Diagnostic::new(Code::Missing, "this one needs an answer").help(help)])
}

pub(super) fn is_yes(text: &str) -> Taken<bool> {
    word(text, false).map(|word| word == Word::Yes)
}

/// Yes, no, or where that may be, not sure.
pub(super) fn word(text: &str, unsure: bool) -> Taken<Word> {
    let help = if unsure { YES_NO_UNSURE } else { YES_NO };
    match text.to_lowercase().as_str() {
        "y" | "yes" => Ok(Word::Yes),
        "n" | "no" => Ok(Word::No),
        _ if unsure && is_unsure(text) => Ok(Word::Unsure),
        _ => refused(format!("`{}` is no answer here", shown(text)), help),
    }
}

pub(super) fn is_unsure(text: &str) -> bool {
    ["?", "not sure", "unsure", "don't know", "dont know", "maybe"].contains(&text.to_lowercase().as_str())
}

pub(super) fn is_none(text: &str) -> bool {
    ["none", "nothing", "no", "n", "-"].contains(&text.to_lowercase().as_str())
}

/// What stands between separators; a comma inside a word is a decimal one where words are set apart by spaces.
fn parts(text: &str) -> Vec<String> {
    let spaced = text.trim().contains(char::is_whitespace);
    let apart = |c: char| c.is_whitespace() || c == ';' || (c == ',' && !spaced);
    let parts = text.split(apart).map(|part| part.trim_end_matches(',').replace(',', "."));
    parts.filter(|part| !part.is_empty()).collect()
}

/// The number of an option, counted from 0.
fn option(text: &str, most: usize) -> Taken<usize> {
    match text.parse::<usize>() {
        Ok(number) if (1..=most).contains(&number) => Ok(number - 1),
        _ => refused(format!("`{}` is none of the numbers", shown(text)), format!("they go from 1 to {most}")),
    }
}

/// One of the options, by its number or its name in the profile.
pub(super) fn one(text: &str, options: Options) -> Taken<&'static str> {
    match options.iter().find(|(id, _)| id.eq_ignore_ascii_case(text)) {
        Some((id, _)) => Ok(id),
        None => option(text, options.len()).map(|at| options[at].0),
    }
}

/// Several of the options, in the order in which they were named; `3?` is not sure of the third.
pub(super) fn several(text: &str, most: usize, unsure: bool) -> Taken<Vec<(usize, bool)>> {
    if is_none(text) {
        return Ok(Vec::new());
    }
    let mut chosen: Vec<(usize, bool)> = Vec::new();
    for part in parts(text) {
        let (number, doubtful) = match part.strip_suffix('?').filter(|_| unsure) {
            Some("") => return refused("not sure of which?", "put the question mark behind its number, like 3?"),
            Some(number) => (number.to_owned(), true),
            None => (part, false),
        };
        let at = option(&number, most)?;
        if chosen.iter().all(|(known, _)| *known != at) {
            chosen.push((at, doubtful));
        }
    }
    Ok(chosen)
}

pub(super) fn chosen(text: &str, options: Options) -> Taken<String> {
    Ok(flow(several(text, options.len(), false)?.into_iter().map(|(at, _)| options[at].0)))
}

/// A list as YAML writes it on one line.
pub(super) fn flow<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    format!("[{}]", list(items, ", "))
}

/// Text without quotes, where every reader takes it for text and for the same one.
pub(super) fn plain(text: &str) -> String {
    const WORDS: [&str; 12] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "none"];
    let harmless = |c: char| c.is_alphanumeric() || " +-_./".contains(c);
    let begins = text.starts_with(char::is_alphanumeric) && !text.ends_with(' ');
    // What begins with a digit may be a number, a date or a time; a weight and a band of ages are none.
    let number = text.starts_with(|c: char| c.is_numeric()) && !text.ends_with([' ', 'g', 'b', '+']) && !text.contains("18-40");
    let is_date = text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    if begins && text.chars().all(harmless) && (!number || is_date) && !WORDS.contains(&text.to_lowercase().as_str()) {
        return text.to_owned();
    }
    quoted(text)
}

/// Text as YAML and JSON write it alike.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A weight as files write it; what is none is left to the reader, which says why.
pub(super) fn weight(text: &str) -> String {
    let text = text.replacen(',', ".", 1);
    text.parse::<Load>().map_or_else(|_| quoted(&text), |load| load.to_string())
}

pub(super) fn number(text: &str) -> Taken<String> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    refused(format!("`{}` is not a whole number", shown(text)), "answer with digits, like 5")
}

pub(super) fn numbers(text: &str, what: &str) -> Taken<Vec<String>> {
    let mut numbers: Vec<String> = Vec::new();
    for part in parts(text) {
        // A unit that is typed stays: whether it is the plan's the reader judges, and nothing is converted.
        match numbers.last_mut() {
            Some(last) if ["kg", "lb", "lbs"].contains(&part.to_lowercase().as_str()) => last.push_str(&format!(" {part}")),
            _ => numbers.push(part),
        }
    }
    if numbers.is_empty() {
        return needed(NUMBERS);
    }
    match numbers.iter().find(|number| number.parse::<Decimal>().is_err() && number.parse::<Load>().is_err()) {
        Some(wrong) => refused(format!("`{}` is not the weight of {what}", shown(wrong)), NUMBERS),
        None => Ok(numbers),
    }
}

/// A day: in ISO form, as `13.11.2026`, or counted from today.
pub(super) fn date(text: &str, today: NaiveDate) -> Taken<NaiveDate> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let ago = |count: &str, days: u64| today.checked_sub_days(Days::new(count.parse::<u64>().ok()?.checked_mul(days)?));
    let day = match words.as_slice() {
        ["today"] => Some(today),
        ["yesterday"] => today.pred_opt(),
        ["tomorrow"] => today.succ_opt(),
        [count, "day" | "days", "ago"] => ago(count, 1),
        [count, "week" | "weeks", "ago"] => ago(count, 7),
        [one] if one.len() == 10 => ["%Y-%m-%d", "%d.%m.%Y"].iter().find_map(|form| NaiveDate::parse_from_str(one, form).ok()),
        _ => None,
    };
    match day {
        Some(day) => Ok(day),
        None => refused(format!("there is no day `{}`", shown(text)), "write it like 2026-11-23, or like 3 days ago"),
    }
}

/// A time of day: `18:00`, `6:30`, `18`, `6pm`, `6:30 pm` without the space.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let lower = text.to_lowercase();
    let (digits, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (lower.as_str(), None),
    };
    let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, "00"));
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let (hour, minute) = (number(hour)?, number(minute).filter(|_| minute.len() == 2)?);
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// A time as files write it; what is none is left to the reader, which says why.
pub(super) fn time_text(text: &str) -> String {
    time(text).map_or_else(|| text.to_owned(), |time| hour_minute::write(&time))
}

pub(super) fn day(text: &str) -> Option<&'static str> {
    const FULL: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let lower = text.to_lowercase();
    let whole = |at: &usize| lower.len() >= 3 && FULL[*at].starts_with(lower.as_str());
    (0..7).find(whole).map(|at| weekday::NAMES[at])
}

/// `mon wed 18:00, sat 10:00`: each day with the time that follows it.
pub(super) fn slots(text: &str) -> Taken<Vec<(&'static str, String)>> {
    let example = "each day with its time: mon wed 18:00, sat 10:00";
    let mut slots = Vec::new();
    let mut waiting: Vec<&'static str> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|word| !word.is_empty()) {
        if let Some(day) = day(word) {
            waiting.push(day);
        } else if let Some(time) = time(word).filter(|_| !waiting.is_empty()) {
            slots.extend(waiting.drain(..).map(|day| (day, hour_minute::write(&time))));
        } else {
            return refused(format!("`{}` is neither a day nor a time behind one", shown(word)), example);
        }
    }
    match waiting.first() {
        Some(day) => refused(format!("no time stands behind {day}"), example),
        None => Ok(slots),
    }
}
