//! JSON Schemas of the files that people write, for their editors. Knows what a reader asks and what the types say,
//! and nothing of any file.
//!
//! What is allowed is what the readers of profile and log ask for (`document::outline`): no range, name or
//! requirement is written down twice. The words beside it are those of the types.

use crate::document::outline::{Asked, Outline, Takes};
use crate::log::{self, Entry};
use crate::plan;
use crate::plan::file::WrittenPlan;
use crate::profile::{self, Profile};
use crate::protocol::Protocol;
use crate::units::{Load, Unit};
use crate::when::hour_minute;
use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

/// Fields that a file may have and the type has not.
const BESIDE: [(&str, &str); 1] = [("equipment.bar", "The bar, where there is one; `bars` where there are several.")];

/// The schema of profiles, as [`crate::Protocol::read_profile`] takes them: what that accepts, the schema accepts.
pub fn profile(protocol: &Protocol) -> Value {
    let mut schema = Form::Written.field(&profile::outline(protocol), "", &of_type::<Profile>(true));
    if let [Some(one), Some(other)] = LEAST.map(|text| filled_in(text, protocol)) {
        with_defaults(&mut schema, &one, &other);
    }
    headed(schema, "rehinge profile", "Who the lifter is: what hurts, what was lifted, with what, and when there is time.")
}

/// The schema of plan files, as [`crate::Plan::read`] takes them.
pub fn plan(protocol: &Protocol) -> Value {
    let mut schema = of_type::<WrittenPlan>(false);
    // The lifter and the entries of the log keep the ranges that they have in files of their own.
    schema["definitions"]["Profile"] = Form::Held.field(&profile::outline(protocol), "", &of_type::<Profile>(true));
    schema["definitions"]["Entry"] = Form::Held.field(&log::outline(protocol), "[0]", &of_type::<Entry>(true));
    schema["properties"]["schema"]["const"] = json!(plan::SCHEMA);
    headed(schema, "rehinge plan", "The way back to deadlifting, week by week, with a reason for every number.")
}

/// The schema of logs, as [`crate::Protocol::read_log`] takes them.
pub fn log(protocol: &Protocol) -> Value {
    let docs = json!({"items": of_type::<Entry>(true)});
    let schema = Form::Written.field(&log::outline(protocol), "", &docs);
    headed(schema, "rehinge log", "What was lifted and felt, one entry for each session. What is left out is unknown, never 0.")
}

/// Two profiles that agree in nothing they say, so that what they agree in are defaults.
const LEAST: [&str; 2] = [
    "age_band: 18-40\ndeadlift: {working_weight: 100 kg}\npain: {status: acute}\n",
    "age_band: 46+\ndeadlift: {working_weight: 315 lb}\npain: {status: pain-free}\n",
];

/// A profile with its defaults.
fn filled_in(text: &str, protocol: &Protocol) -> Option<Value> {
    let read = profile::read(text, "", protocol).ok()?;
    serde_json::to_value(read.profile).ok()
}

/// The schema that a type itself has.
fn of_type<T: JsonSchema>(inline: bool) -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = inline);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// A whole schema, with its name.
fn headed(mut schema: Value, title: &str, description: &str) -> Value {
    tidy(&mut schema);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(title);
    schema["description"] = json!(description);
    schema
}

/// Words for people: what only a reader of the source can follow is taken out.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::String(text)) = map.get_mut("description") {
                if let Some((before, (_, after))) =
                    text.split_once(" (decisions, ").and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
                {
                    *text = format!("{before}{after}");
                }
                *text = text.replace("[`", "`").replace("`]", "`");
            }
            // Widths of integers are the program's.
            if matches!(map.get("format"), Some(Value::String(format)) if format.starts_with("uint")) {
                map.remove("format");
            }
            map.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// How a file holds what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As people write it: in every way that the reader takes, and with nothing that has a default.
    Written,
    /// As a plan holds it: in the type's own form, whole.
    Held,
}

impl Form {
    /// The schema of a field, with the words of its type.
    fn field(self, outline: &Outline, path: &str, docs: &Value) -> Value {
        let docs = present(docs);
        let blank = Asked::default();
        let asked = outline.get(path).unwrap_or(&blank);
        let mut ways = self.ways(outline, path, asked, docs);
        let mut schema = if ways.len() == 1 { ways.swap_remove(0) } else { json!({ "anyOf": ways }) };
        let beside = BESIDE.into_iter().find(|(field, _)| *field == path).map(|(_, words)| json!(words));
        if let Some(words) = docs.get("description").cloned().or(beside) {
            schema["description"] = words;
        }
        if let Some(examples) = docs.get("examples") {
            schema["examples"] = examples.clone();
        }
        schema
    }

    /// Every way in which a file may hold what is asked.
    fn ways(self, outline: &Outline, path: &str, asked: &Asked, docs: &Value) -> Vec<Value> {
        let mut ways: Vec<Value> = asked.takes.iter().flat_map(|takes| self.way(takes, outline, path, asked, docs)).collect();
        ways.extend(numbers(&asked.takes));
        ways.extend(weights(&asked.takes));
        if self == Form::Held {
            // Where the reader takes several forms, a plan has that of the type.
            if let (Some(kind), true) = (docs.get("type"), ways.len() > 1) {
                ways.retain(|way| way.get("type") == Some(kind));
            }
        } else if asked.blank && !asked.always {
            ways.push(json!({"type": "null"}));
        }
        ways
    }

    /// One thing that a field takes; numbers and weights are brought together over all of them.
    fn way(self, takes: &Takes, outline: &Outline, path: &str, asked: &Asked, docs: &Value) -> Vec<Value> {
        vec![match takes {
            Takes::Fields(known) => self.fields(outline, path, asked, known, docs),
            Takes::Items(most) => {
                let items = self.field(outline, &format!("{path}[0]"), docs.get("items").unwrap_or(&Value::Null));
                let mut way = json!({"type": "array", "maxItems": most, "items": items});
                if asked.unique {
                    way["uniqueItems"] = json!(true);
                }
                if asked.filled {
                    way["minItems"] = json!(1);
                }
                way
            }
            Takes::Boolean => json!({"type": "boolean"}),
            Takes::Whole(range) => json!({"type": "integer", "minimum": range.start(), "maximum": range.end()}),
            Takes::Date(years) => {
                let (from, to) = (*years.start(), *years.end());
                let dotted = (self == Form::Written).then(|| dotted_date(from, to));
                return [date(from, to)].into_iter().chain(dotted).collect();
            }
            Takes::Time => hour_minute::schema(&mut SchemaGenerator::default()).to_value(),
            // A plan may be of another protocol, with signs and lifts of its own.
            Takes::Names(_) if self == Form::Held && docs.get("type").is_some() => docs.clone(),
            Takes::Names(names) => one_of(names, docs),
            // YAML takes a name like 42 for a number.
            Takes::Text { most, blank: true } => json!({"type": ["string", "number", "boolean"], "maxLength": most}),
            Takes::Text { most, blank: false } => {
                json!({"type": ["string", "number", "boolean"], "maxLength": most, "pattern": "\\S"})
            }
            Takes::Id(most) => json!({"type": "string", "maxLength": most, "pattern": "^\\s*[a-z][a-z0-9-]*\\s*$"}),
            Takes::Number(..) | Takes::Load(..) => return Vec::new(),
        }]
    }

    fn fields(self, outline: &Outline, path: &str, asked: &Asked, known: &[String], docs: &Value) -> Value {
        let inner = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        // One may stand where the type has a list.
        let docs = docs.get("items").unwrap_or(docs);
        let typed = docs.get("properties").and_then(Value::as_object);
        let mut properties = Map::new();
        for key in known {
            let docs = typed.and_then(|typed| typed.get(key));
            if self == Form::Written || docs.is_some() {
                properties.insert(key.clone(), self.field(outline, &inner(key), docs.unwrap_or(&Value::Null)));
            }
        }
        let mut schema = json!({"type": "object", "additionalProperties": false, "properties": properties});
        if self == Form::Held {
            schema["required"] = docs.get("required").cloned().unwrap_or_else(|| json!([]));
            return schema;
        }
        let always = known.iter().filter(|key| outline.get(&inner(key)).is_some_and(|asked| asked.always));
        let required: Vec<&String> = asked.required.iter().chain(always).collect();
        schema["required"] = json!(required);
        let either =
            asked.either.iter().map(|keys| json!({"anyOf": keys.iter().map(|key| json!({"required": [key]})).collect::<Vec<_>>()}));
        let exclude = asked.exclude.iter().map(|keys| json!({"not": {"required": keys}}));
        let rules: Vec<Value> = either.chain(exclude).collect();
        if !rules.is_empty() {
            schema["allOf"] = json!(rules);
        }
        schema
    }
}

/// The schema of a type that may be absent, without the absence.
fn present(docs: &Value) -> &Value {
    let ways = docs.get("anyOf").and_then(Value::as_array);
    let there = |way: &&Value| way.get("type") != Some(&json!("null"));
    // The words of the field stand outside of it, those of its type inside.
    match ways.map(|ways| ways.iter().filter(there).collect::<Vec<_>>()).as_deref() {
        Some([only]) if docs.get("description").is_none() => only,
        _ => docs,
    }
}

/// Words, each with what the type says of it where it does.
fn one_of(names: &[String], docs: &Value) -> Value {
    let told = docs.get("oneOf").and_then(Value::as_array);
    let told = told.or_else(|| docs.get("anyOf")?.as_array()?.iter().find_map(|way| way.get("oneOf")?.as_array()));
    match told {
        Some(told) if told.iter().all(|one| names.iter().any(|name| one.get("const") == Some(&json!(name)))) => {
            // Other words for the same stand beside them.
            let is_told = |name: &&String| told.iter().any(|one| one.get("const") == Some(&json!(name)));
            let more: Vec<&String> = names.iter().filter(|name| !is_told(name)).collect();
            let told = told.iter().cloned().chain((!more.is_empty()).then(|| json!({ "enum": more })));
            json!({ "oneOf": told.collect::<Vec<_>>() })
        }
        _ => json!({"type": "string", "enum": names}),
    }
}

/// The widest of the ranges: which unit holds is not known to a schema.
fn numbers(takes: &[Takes]) -> Option<Value> {
    let ranges = takes.iter().filter_map(|takes| match takes {
        Takes::Number(range, _) => Some(*range),
        _ => None,
    });
    let [least, most] = ranges.reduce(|one, other| [one[0].min(other[0]), one[1].max(other[1])])?;
    Some(json!({"type": "number", "minimum": least, "maximum": most}))
}

/// A weight with its unit, in the range of each unit.
fn weights(takes: &[Takes]) -> Option<Value> {
    let ranges: Vec<[Load; 2]> = takes
        .iter()
        .filter_map(|takes| match takes {
            Takes::Load(range) => Some(*range),
            Takes::Number(range, Some(unit)) => Some(range.map(|number| Load::new(number.0, *unit))),
            _ => None,
        })
        .collect();
    if ranges.is_empty() {
        return None;
    }
    let patterns: Vec<String> = ranges.iter().map(weight).collect();
    let words: Vec<String> = ranges.iter().map(|[least, most]| format!("from {least} to {most}")).collect();
    Some(json!({
        "type": "string",
        "pattern": format!("^\\s*\\+?(?:{})\\s*$", patterns.join("|")),
        "patternErrorMessage": format!("a weight with its unit, {}", words.join(" or ")),
    }))
}

/// A pattern for the weights of a range, as `Load` reads them.
fn weight([least, most]: &[Load; 2]) -> String {
    let unit = match most.unit() {
        Unit::Kg => "[kK][gG]",
        Unit::Lb => "[lL][bB][sS]?",
    };
    let (from, to) = (least.thousandths() / 1000, most.thousandths() / 1000);
    let mut ways = Vec::new();
    if from == 0 {
        ways.push("0*\\.\\d+".to_owned());
    }
    ways.push(format!("0*{}(?:\\.\\d*)?", digits(from.max(1), to - 1)));
    ways.push(format!("0*{to}(?:\\.0*)?"));
    format!("(?:{})\\s*{unit}", ways.join("|"))
}

/// A pattern for the whole numbers from one to another, both included.
fn digits(from: i64, to: i64) -> String {
    let (from, to) = (from.to_string(), to.to_string());
    let lengths = from.len()..=to.len();
    let ways: Vec<String> = lengths
        .map(|length| {
            let least = if length == from.len() { from.clone() } else { format!("1{}", "0".repeat(length - 1)) };
            let most = if length == to.len() { to.clone() } else { "9".repeat(length) };
            of_length(&least, &most)
        })
        .collect();
    format!("(?:{})", ways.join("|"))
}

/// A pattern for the numbers between two of the same length.
fn of_length(from: &str, to: &str) -> String {
    let (Some(first), Some(last)) = (from.chars().next(), to.chars().next()) else { return String::new() };
    let (low, high) = (&from[1..], &to[1..]);
    if first == last {
        return format!("{first}{}", of_length(low, high));
    }
    let whole_from = low.chars().all(|digit| digit == '0');
    let whole_to = high.chars().all(|digit| digit == '9');
    let mut ways = Vec::new();
    if !whole_from {
        ways.push(format!("{first}{}", of_length(low, &"9".repeat(low.len()))));
    }
    let shift = |digit: char, by: i32| char::from_u32((digit as i32 + by) as u32).unwrap_or(digit);
    let (start, end) = (if whole_from { first } else { shift(first, 1) }, if whole_to { last } else { shift(last, -1) });
    if start <= end {
        let rest = if low.is_empty() { String::new() } else { format!("\\d{{{}}}", low.len()) };
        ways.push(format!("[{start}-{end}]{rest}"));
    }
    if !whole_to {
        ways.push(format!("{last}{}", of_length(&"0".repeat(high.len()), high)));
    }
    if ways.len() == 1 { ways.swap_remove(0) } else { format!("(?:{})", ways.join("|")) }
}

fn date(from: i32, to: i32) -> Value {
    json!({
        "type": "string",
        "format": "date",
        "pattern": format!("^{}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$", digits(i64::from(from), i64::from(to))),
        "patternErrorMessage": format!("year, month and day like 2026-11-23, from {from} to {to}"),
    })
}

/// The day first, between points.
fn dotted_date(from: i32, to: i32) -> Value {
    let years = digits(i64::from(from), i64::from(to));
    json!({"type": "string", "pattern": format!("^(?:0?[1-9]|[12]\\d|3[01])\\.(?:0?[1-9]|1[0-2])\\.{years}$")})
}

/// Writes into a schema of fields what they are where they are left out: that in which two profiles agree.
fn with_defaults(schema: &mut Value, one: &Value, other: &Value) {
    let Some(fields) = one.as_object() else { return };
    let required = schema.get("required").cloned().unwrap_or_default();
    for (key, value) in fields {
        let Some(inner) = schema.get_mut("properties").and_then(|properties| properties.get_mut(key)) else { continue };
        let same = &other[key];
        if value.is_object() {
            let ways = inner.get_mut("anyOf").and_then(Value::as_array_mut);
            let Some(inner) = ways.and_then(|ways| ways.iter_mut().find(|way| way.get("properties").is_some())) else { continue };
            with_defaults(inner, value, same);
        } else if value == same && !required.as_array().is_some_and(|required| required.iter().any(|name| name == key)) {
            inner["default"] = value.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_beside_the_fields_are_there_and_for_people() {
        let protocol = Protocol::embedded();
        for schema in [profile(&protocol), log(&protocol)] {
            let mut fields = 0;
            described(&schema, "", &mut fields);
            assert!(fields > 15, "{fields} fields");
        }
    }

    fn described(schema: &Value, path: &str, fields: &mut usize) {
        for way in schema.get("anyOf").and_then(Value::as_array).into_iter().flatten().chain([schema]) {
            for (key, field) in way.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let words = field["description"].as_str().unwrap_or_default();
                assert!(words.ends_with('.') && !words.contains("[`") && !words.contains("decisions"), "{path}{key}: {words}");
                *fields += 1;
                described(field, &format!("{path}{key}."), fields);
            }
            if let Some(items) = way.get("items") {
                described(items, &format!("{path}[]"), fields);
            }
        }
    }
}
