//! Answers as the text of a profile.

use super::ask::Setting;
use super::facts::{Facts, Written};
use crate::document::names::names_of;
use crate::interview::typed::{flow, plain};
use crate::profile::{self, Profile};
use crate::schema;
use chrono::NaiveDate;
use serde_json::Value;

/// The column in which the comments begin, where there is room.
const COMMENT: usize = 34;

/// The widest line.
const WIDTH: usize = 100;

/// What the answers say and nothing else, for a reader. On a `day` on which they are not the whole of a profile yet,
/// required fields that are not answered take values that are harmless.
pub(super) fn bare(facts: &Facts, day: Option<NaiveDate>) -> String {
    let pounds = ["deadlift.working_weight", "clearance.max_load"]
        .iter()
        .any(|path| matches!(facts.values.get(path), Some(Written::One(load)) if load.contains("lb")));
    let harmless = [("age", "30"), ("deadlift.working_weight", if pounds { "225 lb" } else { "100 kg" }), ("pain.status", "pain-free")];
    let mut values: Vec<(&str, String)> = facts.values.iter().map(|(path, value)| (*path, on_one_line(value))).collect();
    if let Some(day) = day {
        let absent = |path: &str| !facts.values.contains_key(path);
        values.extend(harmless.iter().filter(|(path, _)| absent(path)).map(|(path, value)| (*path, (*value).to_owned())));
        if !absent("clearance.by") && absent("clearance.date") {
            values.push(("clearance.date", day.to_string()));
        }
    }
    for (path, signs) in [("pain.signs", &facts.signs), ("pain.unsure", &facts.unsure)] {
        if !signs.is_empty() {
            values.push((path, flow(signs)));
        }
    }
    values.sort();
    let mut text = String::new();
    let mut open = "";
    for (path, value) in values {
        match path.split_once('.') {
            None => text.push_str(&format!("{path}: {value}\n")),
            Some((section, key)) => {
                if section != open {
                    text.push_str(&format!("{section}:\n"));
                    open = section;
                }
                text.push_str(&format!("  {key}: {value}\n"));
            }
        }
    }
    text
}

fn on_one_line(value: &Written) -> String {
    match value {
        Written::One(text) => text.clone(),
        Written::Rows(rows) => flow(rows),
    }
}

/// The whole profile: every field of the format, with what it means; those not answered as comments.
pub(super) fn profile(facts: &Facts, setting: &Setting<'_>, file: &str, address: &str) -> String {
    let schema = schema::profile(setting.protocol);
    // With its defaults, so that the comments show what holds.
    let whole = profile::read(&bare(facts, None), "", setting.protocol).ok().and_then(|read| serde_json::to_value(read.profile).ok());
    let mut page = Page { facts, schema: &schema, whole: whole.unwrap_or_default(), text: String::new() };
    page.text.push_str(&format!(
        "# Written by `rehinge init` on {}. Change what you like: behind a # stands what holds without it, or an\n\
         # example. `rehinge plan {file}` makes the plan, its calendar and its sheet.\n\
         # yaml-language-server: $schema={address}\n",
        setting.today
    ));
    for key in names_of::<Profile>() {
        // Who gave an age gives no band.
        if !(*key == "age_band" && facts.values.contains_key("age")) {
            page.top(key);
        }
    }
    page.text
}

struct Page<'a> {
    facts: &'a Facts,
    schema: &'a Value,
    whole: Value,
    text: String,
}

impl Page<'_> {
    /// A field at the top, or a section.
    fn top(&mut self, key: &str) {
        let schema = &self.schema["properties"][key];
        let words = described(schema);
        let ways = schema["anyOf"].as_array().into_iter().flatten().chain([schema]);
        let Some(fields) = ways.filter_map(|way| way["properties"].as_object()).next().cloned() else {
            self.field("", key, key, &words, schema.clone());
            return;
        };
        let prefix = format!("{key}.");
        let answered = self.facts.values.keys().any(|path| path.starts_with(&prefix)) || self.whole.get(key).is_some();
        self.text.push('\n');
        self.line(if answered { "" } else { "# " }, &format!("{key}:"), &words);
        let typed: Vec<&String> = ordered(key, fields.keys());
        for name in typed {
            let words = described(&fields[name]);
            let lead = if answered { "  " } else { "#   " };
            self.field(lead, name, &format!("{prefix}{name}"), &words, fields[name].clone());
        }
    }

    fn field(&mut self, lead: &str, name: &str, path: &str, words: &str, schema: Value) {
        let signs = match path {
            "pain.signs" => Some(&self.facts.signs),
            "pain.unsure" => Some(&self.facts.unsure),
            _ => None,
        };
        let said = match (self.facts.values.get(path), signs) {
            (Some(value), _) => Some(value.clone()),
            (None, Some(signs)) if !signs.is_empty() => Some(Written::One(flow(signs))),
            _ => None,
        };
        match said {
            Some(Written::One(value)) => self.line(lead, &format!("{name}: {value}"), words),
            Some(Written::Rows(rows)) => {
                self.line(lead, &format!("{name}:"), words);
                for row in rows {
                    self.text.push_str(&format!("{lead}  - {row}\n"));
                }
            }
            None => {
                let holds = path.split('.').try_fold(&self.whole, |value, key| value.get(key)).or_else(|| schema["examples"].get(0));
                let Some(holds) = holds else { return };
                let hash = if lead.contains('#') { "" } else { "# " };
                self.line(&format!("{lead}{hash}"), &format!("{name}: {}", inline(holds)), words);
            }
        }
    }

    /// A line with its comment: behind it where there is room, otherwise above.
    fn line(&mut self, lead: &str, text: &str, words: &str) {
        let line = format!("{lead}{text}");
        let width = line.chars().count().max(COMMENT - 2) + 4 + words.chars().count();
        if words.is_empty() {
            self.text.push_str(&format!("{line}\n"));
        } else if width <= WIDTH {
            self.text.push_str(&format!("{line:<width$}  # {words}\n", width = COMMENT - 2));
        } else {
            let indent = lead.trim_end_matches("# ");
            self.text.push_str(&format!("{indent}# {words}\n{line}\n"));
        }
    }
}

/// At most so many names are said beside a field.
const MOST_NAMES: usize = 9;

/// What a field means, and which names it takes where they are few.
fn described(schema: &Value) -> String {
    let words = schema["description"].as_str().unwrap_or_default().trim_end_matches('.');
    let of = |schema: &Value| -> Vec<String> {
        let consts = schema["oneOf"].as_array().into_iter().flatten().filter_map(|one| one["const"].as_str());
        let names = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        consts.chain(names).map(str::to_owned).collect()
    };
    let mut names = of(schema);
    names.extend(of(&schema["items"]));
    if names.is_empty() || names.len() > MOST_NAMES { words.to_owned() } else { format!("{words}: {}", names.join(" | ")) }
}

/// The fields of a section in the order of its type.
fn ordered<'a>(section: &str, fields: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let order: &[&str] = match section {
        "deadlift" => names_of::<profile::Deadlift>(),
        "pain" => names_of::<profile::PainHistory>(),
        "clearance" => names_of::<profile::Clearance>(),
        "schedule" => names_of::<profile::Schedule>(),
        "equipment" => names_of::<profile::Equipment>(),
        "technique" => names_of::<profile::Technique>(),
        "mobility" => names_of::<profile::Mobility>(),
        _ => names_of::<profile::Preferences>(),
    };
    let mut fields: Vec<(usize, &String)> = fields.filter_map(|name| Some((order.iter().position(|known| known == name)?, name))).collect();
    fields.sort_unstable();
    fields.into_iter().map(|(_, name)| name).collect()
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => plain(text),
        Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => {
            format!("{:.0}", number.as_f64().unwrap_or_default())
        }
        Value::Array(items) => flow(items.iter().map(inline)),
        // A plate of which there are enough is written as its size.
        Value::Object(map) => match (map.len(), map.get("size")) {
            (1, Some(size)) => inline(size),
            _ => {
                // What it is about comes first.
                let mut fields: Vec<(&String, &Value)> = map.iter().collect();
                fields.sort_by_key(|(key, _)| ["lift", "day", "size"].iter().position(|first| first == key).unwrap_or(9));
                let fields: Vec<String> = fields.iter().map(|(key, value)| format!("{key}: {}", inline(value))).collect();
                format!("{{{}}}", fields.join(", "))
            }
        },
        other => other.to_string(),
    }
}
