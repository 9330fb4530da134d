//! Single values of a document as typed ones, each mistake noted and reading going on. Knows what
//! a date or a weight is, and nothing of what a profile or a log holds.

use crate::diagnostic::{Code, Diagnostic, acts_unseen, did_you_mean, shown};
use crate::document::outline::{self, Outline, Recorder, Takes};
use crate::document::{Entry, Node, Value};
use crate::units::{Decimal, Load, LoadError, Unit};
use crate::when::{hour_minute, weekday};
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use std::collections::BTreeSet;
use std::fmt::{self, Display};
use std::hash::Hash;
use std::ops::RangeInclusive;

/// Unknown fields of one mapping that are named one by one.
const MOST_UNKNOWN: usize = 20;

/// The longest list of anything that has no limit of its own.
pub(crate) const MOST_ITEMS: usize = 60;

/// Collects what is wrong while values are read.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub wrong: Vec<Diagnostic>,
    /// Where it reads no document, but is asked what it would ask of one.
    asking: Option<Recorder>,
}

/// A mapping; without a node, one that was left out.
#[derive(Debug, Clone)]
pub(crate) struct Map<'a> {
    pub node: Option<&'a Node>,
    pub path: String,
}

/// A value that is there, with its path.
#[derive(Debug, Clone)]
pub(crate) struct Field<'a> {
    pub node: &'a Node,
    pub path: String,
}

impl Map<'_> {
    /// The path of one of its fields.
    pub fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Whether a field was written at all.
    pub fn has(&self, key: &str) -> bool {
        self.node.is_some_and(|node| node.get(key).is_some())
    }
}

impl Field<'_> {
    /// The field's own name, without what it lies in and without its number in a list.
    fn name(&self) -> &str {
        let last = self.path.rsplit('.').next().unwrap_or(&self.path);
        last.split('[').next().unwrap_or(last)
    }
}

impl Reader {
    /// One that knows of mistakes already.
    pub fn new(wrong: Vec<Diagnostic>) -> Self {
        Reader { wrong, asking: None }
    }

    /// What `read` asks, when every field is there and can be written in every way.
    pub fn outline(read: impl Fn(&mut Reader)) -> Outline {
        let mut outline = Outline::default();
        let mut pass = |stand_in: &'static Node, unit: Unit, absent: bool| {
            let asking = Recorder { outline: std::mem::take(&mut outline), stand_in, unit, absent };
            let mut reader = Reader { wrong: Vec::new(), asking: Some(asking) };
            read(&mut reader);
            outline = reader.asking.map(|asking| asking.outline).unwrap_or_default();
        };
        for unit in [Unit::Kg, Unit::Lb] {
            for stand_in in [&outline::SINGLE, &outline::LIST, &outline::FIELDS] {
                pass(stand_in, unit, false);
            }
        }
        pass(&outline::SINGLE, Unit::Kg, true);
        outline
    }

    /// Whether it writes down what it asks instead of reading.
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Writes down what a field takes. Where it does, there is nothing to read.
    pub fn asks(&mut self, path: &str, takes: impl FnOnce() -> Takes) -> bool {
        if let Some(asking) = &mut self.asking {
            asking.takes(path, takes());
        }
        self.asking.is_some()
    }

    /// Notes a mistake.
    pub fn wrong(&mut self, code: Code, path: &str, message: impl Into<String>, help: impl Into<String>) {
        self.wrong.push(Diagnostic::new(code, message).at(path).help(help));
    }

    /// A value as a mapping whose keys are among `known`; others are noted, `elsewhere` telling
    /// where they would belong.
    pub fn map<'a>(
        &mut self,
        field: Field<'a>,
        known: &[&'static str],
        elsewhere: impl Fn(&str) -> Option<&'static str>,
    ) -> Option<Map<'a>> {
        if self.asks(&field.path, || Takes::Fields(known.iter().map(ToString::to_string).collect())) {
            return Some(Map { node: Some(field.node), path: field.path });
        }
        let Value::Mapping(entries) = &field.node.value else {
            let name = field.name();
            let example = known.first().copied().unwrap_or("…");
            self.wrong(
                Code::WrongType,
                &field.path,
                format!("`{name}` takes fields of its own, not {}", kind(field.node)),
                format!("write them two spaces further in: `{name}:`, and below it `  {example}: …`; it takes {}", list(known)),
            );
            return None;
        };
        let map = Map { node: Some(field.node), path: field.path };
        let unknown: Vec<&Entry> = entries.iter().filter(|entry| !known.contains(&entry.key.as_str())).collect();
        // A file of thousands of unknown fields is some other file: what is shown says enough.
        for Entry { key, .. } in unknown.iter().take(MOST_UNKNOWN) {
            let help = match (did_you_mean(key, known.iter().copied()), elsewhere(key)) {
                (Some(meant), _) => format!("did you mean `{meant}`?"),
                (None, Some(section)) => format!("`{}` belongs under `{section}`", shown(key)),
                (None, None) => format!("remove it; known here are {}", list(known)),
            };
            self.wrong(Code::UnknownField, &map.path_of(key), format!("there is no field `{}`", shown(key)), help);
        }
        if let Some(entry) = unknown.get(MOST_UNKNOWN) {
            let message = format!("fields that do not exist, not shown: {}", unknown.len() - MOST_UNKNOWN);
            self.wrong(Code::UnknownField, &map.path_of(&entry.key), message, "is this the right file?");
        }
        Some(map)
    }

    /// A part of a mapping that may be left out, or left empty: `equipment:` with nothing under it, after its
    /// fields were commented out.
    pub fn part<'a>(&mut self, map: &Map<'a>, key: &str) -> Option<Field<'a>> {
        let path = map.path_of(key);
        if let Some(asking) = &mut self.asking {
            asking.of(&path).blank = true;
            return (!asking.absent).then_some(Field { node: asking.stand_in, path });
        }
        let node = map.node?.get(key).filter(|node| !node.is_empty())?;
        Some(Field { node, path })
    }

    /// A field that may be left out. Written without a value it is noted as a mistake.
    pub fn optional<'a>(&mut self, map: &Map<'a>, key: &str) -> Option<Field<'a>> {
        if let Some(asking) = &self.asking {
            return (!asking.absent).then(|| Field { node: asking.stand_in, path: map.path_of(key) });
        }
        let node = map.node?.get(key)?;
        let path = map.path_of(key);
        if node.is_empty() {
            self.wrong(Code::WrongType, &path, format!("`{key}` has no value"), "give it one, or remove the line");
            return None;
        }
        Some(Field { node, path })
    }

    /// A single value that was not put in quotes, for numbers and `true`.
    fn bare<'a>(&mut self, field: &Field<'a>, takes: &str, example: &str) -> Option<&'a str> {
        match &field.node.value {
            Value::Scalar { text, quoted: false } => Some(text),
            Value::Scalar { text, quoted: true } => {
                let message = format!("`{}` takes {takes}, and \"{}\" in quotes is text", field.name(), shown(text));
                // Without its quotes a decimal comma would separate two items of a list.
                if let Some(help) = comma_help(text) {
                    self.wrong(Code::WrongType, &field.path, message, help);
                    return None;
                }
                let meant = if text.trim().is_empty() { example.to_owned() } else { format!("`{}`", shown(text.trim())) };
                self.wrong(Code::WrongType, &field.path, message, format!("write {meant} without quotes"));
                None
            }
            Value::Sequence(_) | Value::Mapping(_) => self.single(field, takes, example),
        }
    }

    /// A single value, quoted or not.
    pub fn single<'a>(&mut self, field: &Field<'a>, takes: &str, example: &str) -> Option<&'a str> {
        if let Value::Scalar { text, .. } = &field.node.value {
            return Some(text);
        }
        let message = format!("`{}` takes {takes}, not {}", field.name(), kind(field.node));
        self.wrong(Code::WrongType, &field.path, message, format!("write {example}"));
        None
    }

    /// The items of a list.
    pub fn items<'a>(&mut self, field: &Field<'a>, example: &str, most: usize) -> Vec<Field<'a>> {
        if self.asks(&field.path, || Takes::Items(most)) {
            let node = self.asking.as_ref().map_or(field.node, |asking| asking.stand_in);
            return vec![Field { node, path: format!("{}[0]", field.path) }];
        }
        let Value::Sequence(items) = &field.node.value else {
            let message = format!("`{}` takes a list, not {}", field.name(), kind(field.node));
            self.wrong(Code::WrongType, &field.path, message, format!("write {example}"));
            return Vec::new();
        };
        if items.len() > most {
            let message = format!("`{}` lists {}, and at most {most} are read", field.name(), items.len());
            self.wrong(Code::OutOfRange, &field.path, message, "keep those that matter");
            return Vec::new();
        }
        let mut fields = Vec::new();
        for (number, node) in items.iter().enumerate() {
            let path = format!("{}[{number}]", field.path);
            if node.is_empty() {
                self.wrong(Code::WrongType, &path, "an entry of the list is empty", "fill it in, or remove it");
            } else {
                fields.push(Field { node, path });
            }
        }
        fields
    }

    /// Notes a list with nothing in it.
    pub fn filled(&mut self, field: &Field<'_>, message: &str, help: &str) {
        if let Some(asking) = &mut self.asking {
            asking.of(&field.path).filled = true;
        } else if matches!(&field.node.value, Value::Sequence(items) if items.is_empty()) {
            self.wrong(Code::OutOfRange, &field.path, message, help);
        }
    }

    /// Notes everything that stands in a list for the second time.
    pub fn once<K: Eq + Hash + Ord + Clone>(&mut self, list: &str, items: &[(K, String)], name: impl Fn(&K) -> String) {
        self.unique(list);
        let mut seen = BTreeSet::new();
        for (item, path) in items {
            if !seen.insert(item.clone()) {
                self.wrong(Code::Repeated, path, format!("{} is given twice", name(item)), "keep one of them");
            }
        }
    }

    /// Says of a list that nothing may stand in it twice.
    pub fn unique(&mut self, list: &str) {
        if let Some(asking) = &mut self.asking {
            asking.of(list).unique = true;
        }
    }

    /// Notes where two fields are both there that say the same.
    pub fn not_both(&mut self, map: &Map<'_>, keys: [&str; 2], message: &str, help: &str) {
        if let Some(asking) = &mut self.asking {
            let pair = keys.map(str::to_owned).to_vec();
            let exclude = &mut asking.of(&map.path).exclude;
            if !exclude.contains(&pair) {
                exclude.push(pair);
            }
        } else if keys.iter().all(|key| map.has(key)) {
            self.wrong(Code::Contradiction, &map.path_of(keys[0]), message, help);
        }
    }

    /// Notes where none of several fields is there; the first is the one that is missed.
    pub fn either(&mut self, map: &Map<'_>, keys: &[&str], message: &str, help: &str) {
        if let Some(asking) = &mut self.asking {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            let either = &mut asking.of(&map.path).either;
            if !either.contains(&keys) {
                either.push(keys);
            }
        } else if !keys.iter().any(|key| map.has(key)) {
            self.wrong(Code::Missing, &map.path_of(keys[0]), message, help);
        }
    }

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

/// Notes a field that has to be there and is not.
pub(crate) fn missing(reader: &mut Reader, map: &Map<'_>, key: &str, help: &str) {
    if let Some(asking) = &mut reader.asking {
        asking.required(&map.path, key, asking.absent && map.node.is_none());
        return;
    }
    if !map.has(key) {
        let path = map.path_of(key);
        reader.wrong(Code::Missing, &path, format!("`{path}` is missing"), help);
    }
}

/// A field through one of the reader's methods.
pub(crate) fn value<'a, T>(
    reader: &mut Reader,
    map: &Map<'a>,
    key: &str,
    take: impl FnOnce(&mut Reader, &Field<'a>) -> Option<T>,
) -> Option<T> {
    let field = reader.optional(map, key)?;
    take(reader, &field)
}

/// A list of different ids.
pub(crate) fn ids(reader: &mut Reader, map: &Map<'_>, key: &str, what: &str, known: &[&str]) -> Vec<(String, String)> {
    let Some(field) = reader.optional(map, key) else { return Vec::new() };
    let example = format!("`{key}: [{}]`", known.first().copied().unwrap_or_default());
    let mut read = Vec::new();
    for item in reader.items(&field, &example, MOST_ITEMS) {
        if let Some(id) = reader.id(&item, what, known) {
            read.push((id, item.path));
        }
    }
    reader.once(&field.path, &read, |id| format!("`{id}`"));
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

/// A decimal comma is the usual way to write a number that is none here.
fn comma_help(text: &str) -> Option<String> {
    let mended = text.replacen(',', ".", 1);
    let number = mended != text && (mended.parse::<Load>().is_ok() || mended.parse::<Decimal>().is_ok());
    number.then(|| format!("write a point for the comma: `{mended}`"))
}

/// `10.12.2026` as `2026-12-10`: between points the day comes first everywhere.
fn year_first(text: &str) -> Option<String> {
    let parts: Vec<u32> = text.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts.as_slice() {
        [day, month, year @ 1000..=9999] => Some(format!("{year}-{month:02}-{day:02}")),
        _ => None,
    }
}

/// Names in a sentence.
pub(crate) fn list<T: Display>(names: &[T]) -> String {
    names.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn kind(node: &Node) -> &'static str {
    match node.value {
        Value::Scalar { .. } => "a single value",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "fields of its own",
    }
}

/// The names that a type is written with: the fields of a struct, the variants of an enum. They
/// are asked of the type itself, so that no second list has to be kept in step.
pub(crate) fn names_of<T: DeserializeOwned>() -> &'static [&'static str] {
    match T::deserialize(Asking) {
        Err(Names(names)) => names,
        Ok(_) => &[],
    }
}

/// Answers every question for a value with the names that would have been known.
struct Asking;

/// The names; an error only because that is how serde lets them out.
#[derive(Debug)]
struct Names(&'static [&'static str]);

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&list(self.0))
    }
}

impl std::error::Error for Names {}

impl de::Error for Names {
    fn custom<T: Display>(_: T) -> Self {
        Names(&[])
    }
}

impl<'de> Deserializer<'de> for Asking {
    type Error = Names;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Names> {
        Err(Names(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, fields: &'static [&'static str], _: V) -> Result<V::Value, Names> {
        Err(Names(fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, variants: &'static [&'static str], _: V) -> Result<V::Value, Names> {
        Err(Names(variants))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}
