//! Single values of a document as typed ones, each mistake noted and reading going on. Knows what
//! a date or a weight is, and nothing of what a profile or a log holds.

use super::Value;
use super::names::{Names, list, names_of};
use super::outline::Takes;
use super::reader::{Field, Map, Reader, comma_help};
use crate::diagnostic::{Code, acts_unseen, did_you_mean, shown};
use crate::units::{Decimal, Load, LoadError, Unit};
use crate::when::{hour_minute, weekday};
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use serde::de::{self, DeserializeOwned, IntoDeserializer};
use std::ops::RangeInclusive;

/// The longest list of anything that has no limit of its own.
pub(crate) const MOST_ITEMS: usize = 60;

impl Reader {
    /// A line of text that people read.
    pub fn line(&mut self, field: &Field<'_>, example: &str) -> Option<String> {
        const MOST: usize = 200;
        if self.asks(&field.path, || Takes::Text { most: MOST, blank: false }) {
            return None;
        }
        let text = self.single(field, "text", example)?;
        if text.trim().is_empty() {
            self.wrong(Code::WrongType, &field.path, format!("`{}` is blank", field.name()), "fill it in, or remove the line");
            return None;
        }
        self.visible(field, text, MOST)
    }

    /// What someone noted: over several lines too, which become one; blank, it is absent.
    pub fn note(&mut self, field: &Field<'_>) -> Option<String> {
        const MOST: usize = 1000;
        if self.asks(&field.path, || Takes::Text { most: MOST, blank: true }) {
            return None;
        }
        let text = self.single(field, "text", "`note: slept badly`")?;
        if text.trim().is_empty() {
            return None;
        }
        self.visible(field, &text.replace(['\n', '\r', '\t'], " "), MOST)
    }

    /// The text, where people can see all of it and it is no longer than `most` characters.
    fn visible(&mut self, field: &Field<'_>, text: &str, most: usize) -> Option<String> {
        let name = field.name();
        if let Some(c) = text.chars().find(|&c| acts_unseen(c)) {
            let message = format!("`{name}` holds a character that cannot be seen (U+{:04X})", u32::from(c));
            self.wrong(Code::WrongType, &field.path, message, "keep to visible characters on one line");
        } else if text.chars().nth(most).is_some() {
            self.wrong(Code::OutOfRange, &field.path, format!("`{name}` is longer than {most} characters"), "shorten it");
        } else {
            return Some(text.trim().to_owned());
        }
        None
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, field: &Field<'_>) -> Option<bool> {
        if self.asks(&field.path, || Takes::Boolean) {
            return None;
        }
        let text = self.bare(field, "true or false", "`true` or `false`")?;
        match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                let meant = match text.to_ascii_lowercase().as_str() {
                    "yes" | "y" | "on" | "true" => "did you mean `true`?",
                    "no" | "n" | "off" | "false" => "did you mean `false`?",
                    _ => "write `true` or `false`",
                };
                self.wrong(Code::WrongType, &field.path, format!("`{}` is not true or false", shown(text)), meant);
                None
            }
        }
    }

    /// A whole number in a range.
    pub fn whole(&mut self, field: &Field<'_>, range: RangeInclusive<u16>) -> Option<u16> {
        if self.asks(&field.path, || Takes::Whole(range.clone())) {
            return None;
        }
        let (least, most) = (range.start(), range.end());
        let name = field.name();
        let takes = format!("`{name}` takes a whole number from {least} to {most}");
        let text = self.bare(field, "a whole number", &format!("`{name}: {least}`"))?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !plain || (digits.len() > 1 && digits.starts_with('0')) {
            self.wrong(Code::WrongType, &field.path, format!("`{}` is not a whole number", shown(text)), takes);
            return None;
        }
        // What does not fit into 64 bits is out of any range of ours.
        let number = text.parse::<i64>().unwrap_or(if text.starts_with('-') { i64::MIN } else { i64::MAX });
        if number < i64::from(*least) {
            self.wrong(Code::OutOfRange, &field.path, format!("`{name}` is {}, below {least}", shown(text)), takes);
        } else if number > i64::from(*most) {
            self.wrong(Code::OutOfRange, &field.path, format!("`{name}` is {}, above {most}", shown(text)), takes);
        } else {
            return u16::try_from(number).ok();
        }
        None
    }

    /// A whole number in a range that fits a byte.
    pub fn small(&mut self, field: &Field<'_>, range: RangeInclusive<u8>) -> Option<u8> {
        let number = self.whole(field, u16::from(*range.start())..=u16::from(*range.end()))?;
        u8::try_from(number).ok()
    }

    /// A number with at most three decimals in a range. A unit behind it may stand there where it
    /// is the plan's.
    pub fn decimal(&mut self, field: &Field<'_>, unit: Option<Unit>, range: [i64; 2]) -> Option<Decimal> {
        if self.asks(&field.path, || Takes::Number(range.map(Decimal), unit)) {
            return None;
        }
        let name = field.name();
        let example = format!("`{}`", Decimal(range[1].min(10_000)));
        let takes = || match unit {
            Some(unit) => format!("`{name}` takes numbers from {} to {}, in {unit}", Decimal(range[0]), Decimal(range[1])),
            None => format!("`{name}` takes numbers from {} to {}", Decimal(range[0]), Decimal(range[1])),
        };
        let text = match unit {
            // With its unit a number is text anyway, quoted or not.
            Some(_) if matches!(&field.node.value, Value::Scalar { text, .. } if text.ends_with(['g', 'b', 's', 'G', 'B', 'S'])) => {
                self.single(field, "a number", &example)?
            }
            _ => self.bare(field, "a number", &example)?,
        };
        let parsed = match (text.parse::<Load>(), unit) {
            (Ok(load), Some(unit)) if load.unit() == unit => Ok(Decimal(load.thousandths())),
            (Ok(load), Some(unit)) => {
                self.wrong(
                    Code::WrongUnit,
                    &field.path,
                    format!("{load} is not in the plan's unit"),
                    format!("give it in {unit}, the unit of the working weight; nothing is converted"),
                );
                return None;
            }
            (Ok(_), None) | (Err(_), _) => text.parse::<Decimal>(),
        };
        match parsed {
            Ok(number) if number.0 < range[0] => {
                self.wrong(Code::OutOfRange, &field.path, format!("{number} is below {}", Decimal(range[0])), takes());
                None
            }
            Ok(number) if number.0 > range[1] => {
                self.wrong(Code::OutOfRange, &field.path, format!("{number} is above {}", Decimal(range[1])), takes());
                None
            }
            Ok(number) => Some(number),
            Err(LoadError::TooFine) => {
                self.wrong(Code::OutOfRange, &field.path, format!("`{}` is too long for a number here", shown(text)), takes());
                None
            }
            Err(_) => {
                let help = comma_help(text).unwrap_or_else(takes);
                self.wrong(Code::WrongType, &field.path, format!("`{}` is not a number", shown(text)), help);
                None
            }
        }
    }

    /// A weight with its unit, in a range for each unit; where the plan's unit is known, in that.
    pub fn load(&mut self, field: &Field<'_>, plan: Option<Unit>, range: impl Fn(Unit) -> [Load; 2]) -> Option<Load> {
        if let Some(unit) = self.asking.as_ref().map(|asking| asking.unit) {
            let range = range(unit);
            self.asks(&field.path, || Takes::Load(range));
            return Some(range[1]);
        }
        let text = self.single(field, "a weight with its unit", "`100 kg` or `225 lb`")?;
        let load = match text.parse::<Load>() {
            Ok(load) => load,
            Err(error) => {
                let (code, message, help) = no_load(text, plan, error);
                self.wrong(code, &field.path, message, help);
                return None;
            }
        };
        if let Some(unit) = plan.filter(|&unit| unit != load.unit()) {
            let help = format!("give it in {unit} too; weights are never converted");
            self.wrong(Code::WrongUnit, &field.path, format!("{load} is not in the unit of the working weight"), help);
            return None;
        }
        let [least, most] = range(load.unit());
        let within = |thousandths: i64| (least.thousandths()..=most.thousandths()).contains(&thousandths);
        let takes = format!("`{}` takes {least} to {most}", field.name());
        let meant = |thousandths: i64| format!("did you mean {}?", Load::new(thousandths, load.unit()));
        if load > most {
            // A zero too many is the usual slip.
            let tenth = load.thousandths() / 10;
            let help = if within(tenth) { meant(tenth) } else { takes };
            self.wrong(Code::OutOfRange, &field.path, format!("{load} is above {most}"), help);
            None
        } else if load < least {
            let positive = load.thousandths().saturating_neg();
            let help = if within(positive) { meant(positive) } else { takes };
            self.wrong(Code::OutOfRange, &field.path, format!("{load} is below {least}"), help);
            None
        } else {
            Some(load)
        }
    }

    /// A day of the calendar, written `2026-11-23`, as a profile gives it.
    pub fn date(&mut self, field: &Field<'_>) -> Option<NaiveDate> {
        self.date_in(field, 2000..=2100)
    }

    /// A day of the calendar in one of these years, written `2026-11-23`.
    pub fn date_in(&mut self, field: &Field<'_>, years: RangeInclusive<i32>) -> Option<NaiveDate> {
        const EXAMPLE: &str = "write year, month and day: `2026-11-23`";
        if self.asks(&field.path, || Takes::Date(years.clone())) {
            return None;
        }
        let typed = self.single(field, "a date", "it as `2026-11-23`")?;
        let dotted = year_first(typed);
        let text = dotted.as_deref().unwrap_or(typed);
        let part = |range: std::ops::Range<usize>| -> Option<u32> {
            let digits = text.get(range)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
        };
        let shaped = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        let (Some(year), Some(month), Some(day), true) = (part(0..4), part(5..7), part(8..10), shaped) else {
            self.wrong(Code::BadDate, &field.path, format!("`{}` is not a date", shown(text)), EXAMPLE);
            return None;
        };
        let year = i32::try_from(year).unwrap_or(i32::MAX);
        let Some(first) = NaiveDate::from_ymd_opt(year, month, 1) else {
            self.wrong(Code::BadDate, &field.path, format!("{text} does not exist: there are 12 months"), EXAMPLE);
            return None;
        };
        let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
            let days = (28..=31).rev().find(|&day| first.with_day(day).is_some()).unwrap_or(28);
            let message = format!("{text} does not exist: {} has {days} days", first.format("%B %Y"));
            self.wrong(
                Code::BadDate,
                &field.path,
                message,
                format!("the last day of that month is {}", first.format(&format!("%Y-%m-{days}"))),
            );
            return None;
        };
        if !years.contains(&year) {
            let message = format!("{text} is outside the years {} to {}", years.start(), years.end());
            self.wrong(Code::BadDate, &field.path, message, "check the year");
            return None;
        }
        Some(date)
    }

    /// A time of day, written `18:00`.
    pub fn time(&mut self, field: &Field<'_>) -> Option<NaiveTime> {
        let example = "it in quotes with four digits: `\"18:00\"`";
        if self.asks(&field.path, || Takes::Time) {
            return None;
        }
        let text = self.single(field, "a time of day", example)?;
        if let Some(time) = hour_minute::parse(text) {
            return Some(time);
        }
        let digits = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        let (message, help) = match text.split_once(':') {
            Some((hour, minute)) if digits(hour) && minute.len() == 2 && digits(minute) => {
                match hour_minute::parse(&format!("{hour:0>2}:{minute}")) {
                    Some(time) => (format!("`{text}` lacks a digit"), format!("write `\"{}\"`", hour_minute::write(&time))),
                    None => (format!("{text} does not exist"), "the day has times from 00:00 to 23:59".to_owned()),
                }
            }
            _ => (format!("`{}` is not a time of day", shown(text)), format!("write {example}")),
        };
        self.wrong(Code::BadDate, &field.path, message, help);
        None
    }

    /// A day of the week, written `mon`; `Mon`, `monday` and `Monday` are it too.
    pub fn day(&mut self, field: &Field<'_>) -> Option<Weekday> {
        if self.asks(&field.path, || Takes::Names(weekday::understood().map(|(name, _)| name).collect())) {
            return None;
        }
        let text = self.single(field, "a day", "it as `mon`")?;
        let day = weekday::understood().find(|(name, _)| name == text).map(|(_, day)| day);
        if day.is_none() {
            let short: String = text.chars().take(3).flat_map(char::to_lowercase).collect();
            let meant = weekday::NAMES.into_iter().find(|name| *name == short);
            self.unknown(field, "day", text, &weekday::NAMES, meant);
        }
        day
    }

    /// One of the names of an enum.
    pub fn choice<T: DeserializeOwned>(&mut self, field: &Field<'_>) -> Option<T> {
        let known = names_of::<T>();
        if self.asks(&field.path, || Takes::Names(known.iter().map(ToString::to_string).collect())) {
            return None;
        }
        let text = self.single(field, "one word", &format!("one of {}", list(known)))?;
        let deserializer: de::value::StrDeserializer<'_, Names> = text.into_deserializer();
        match T::deserialize(deserializer) {
            Ok(value) => Some(value),
            Err(_) => {
                // Of a list, one item is meant.
                let name = field.name();
                let name = if field.path.ends_with(']') { name.strip_suffix('s').unwrap_or(name) } else { name }.to_owned();
                self.unknown(field, &name, text, known, did_you_mean(text, known.iter().copied()));
                None
            }
        }
    }

    /// One of some ids.
    pub fn id(&mut self, field: &Field<'_>, what: &str, known: &[&str]) -> Option<String> {
        if self.asks(&field.path, || Takes::Names(known.iter().map(ToString::to_string).collect())) {
            return None;
        }
        let text = self.single(field, "one word", &format!("one of {}", list(known)))?;
        if known.contains(&text) {
            return Some(text.to_owned());
        }
        self.unknown(field, what, text, known, did_you_mean(text, known.iter().copied()));
        None
    }

    fn unknown(&mut self, field: &Field<'_>, what: &str, text: &str, known: &[&str], meant: Option<&str>) {
        // Who is told what was probably meant does not need a long list as well.
        const FEW: usize = 7;
        let help = match meant {
            Some(meant) if known.len() > FEW => format!("did you mean `{meant}`?"),
            Some(meant) => format!("did you mean `{meant}`? Known are {}", list(known)),
            None => format!("known are {}", list(known)),
        };
        self.wrong(Code::UnknownValue, &field.path, format!("there is no {what} `{}`", shown(text)), help);
    }
}

/// A list of different ids.
pub(crate) fn ids(reader: &mut Reader, map: &Map<'_>, key: &str, what: &str, known: &[&str]) -> Vec<(String, String)> {
    different(reader, map, key, known, |reader, item| reader.id(item, what, known))
}

/// A list of different names of an enum.
pub(crate) fn choices<T: DeserializeOwned>(reader: &mut Reader, map: &Map<'_>, key: &str) -> Vec<T> {
    let read = different(reader, map, key, names_of::<T>(), |reader, item| reader.choice(item));
    read.into_iter().map(|(value, _)| value).collect()
}

/// What a list of names says, each with its path; none of the names stands there twice.
fn different<T>(
    reader: &mut Reader,
    map: &Map<'_>,
    key: &str,
    known: &[&str],
    mut take: impl FnMut(&mut Reader, &Field<'_>) -> Option<T>,
) -> Vec<(T, String)> {
    let Some(field) = reader.optional(map, key) else { return Vec::new() };
    let example = format!("`{key}: [{}]`", known.first().copied().unwrap_or_default());
    let (mut read, mut names) = (Vec::new(), Vec::new());
    for item in reader.items(&field, &example, MOST_ITEMS) {
        if let Some(value) = take(reader, &item) {
            names.push((item.node.text().unwrap_or_default(), item.path.clone()));
            read.push((value, item.path));
        }
    }
    reader.once(&field.path, &names, |name| format!("`{name}`"));
    read
}

/// What is wrong with a text that is no load, and what would be right; `plan` is the plan's unit, where that is known.
fn no_load(text: &str, plan: Option<Unit>, error: LoadError) -> (Code, String, String) {
    let number = shown(text.trim());
    match error {
        LoadError::NoUnit => {
            let help = match plan {
                Some(unit) => format!("write `{number} {unit}`"),
                None => format!("write `{number} kg` or `{number} lb`"),
            };
            (Code::WrongUnit, "a weight needs its unit".to_owned(), help)
        }
        LoadError::UnknownUnit(unit) => {
            let help = "write kilograms as `100 kg`, pounds as `225 lb`".to_owned();
            (Code::WrongUnit, format!("`{}` is not a unit of weight", shown(&unit)), help)
        }
        LoadError::NotANumber(number) => {
            let help = comma_help(text).unwrap_or_else(|| "write a number and its unit: `100 kg` or `225 lb`".to_owned());
            // A unit alone leaves no number to name.
            let number = if number.trim().is_empty() { text } else { &number };
            (Code::WrongType, format!("`{}` is not a number", shown(number.trim())), help)
        }
        LoadError::TooFine => {
            let help = "write it as `100 kg` or `62.5 kg`".to_owned();
            (Code::OutOfRange, format!("`{}` is no weight that a bar can hold", shown(text)), help)
        }
    }
}

/// `10.12.2026` as `2026-12-10`: between points the day comes first everywhere.
fn year_first(text: &str) -> Option<String> {
    let parts: Vec<u32> = text.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [day, month, year @ 1000..=9999] => Some(format!("{year}-{month:02}-{day:02}")),
        _ => None,
    }
}
