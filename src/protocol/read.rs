//! From the files of a protocol to a [`Protocol`], or to everything that is wrong with them.

use super::citation::InventoryRow;
use super::contradictions::{self, Wrong};
use super::exercise::{ExerciseData, LiftData};
use super::rule::{RuleId, Rules};
use super::sentence::Wording;
use super::sign::Sign;
use super::template::{Own, Template};
use super::Protocol;
use crate::digest::Digest;
use crate::diagnostic::{Code, Diagnostic, did_you_mean, shown};
use crate::document::{Document, Value, misread};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The format of protocol files.
pub const SCHEMA: &str = "rehinge/protocol/v1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtocolFile {
    schema: String,
    name: String,
    version: String,
    rules: Rules,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExercisesFile {
    exercises: BTreeMap<String, ExerciseData>,
    lifts: BTreeMap<String, LiftData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignsFile {
    signs: Vec<Sign>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    sections: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InventoryFile {
    inventory: Vec<InventoryRow>,
}

const INVENTORY: &str = include_str!("../../templates/inventory.yaml");

impl Protocol {
    /// The protocol that is built in.
    ///
    /// # Panics
    /// Never for a released version: a test loads every template.
    pub fn embedded() -> Self {
        match Self::of(&[]) {
            Ok(protocol) => protocol,
            Err(wrong) => panic!("the templates do not load: {wrong:?}"),
        }
    }

    /// Every statement of the article that bears on a plan. By itself, as no plan is made from it and
    /// reading it takes as long as reading all the rules.
    ///
    /// # Panics
    /// Never for a released version: a test loads it.
    pub fn inventory() -> Vec<InventoryRow> {
        match parse::<InventoryFile>(INVENTORY, "templates/inventory.yaml") {
            Ok(file) => file.inventory,
            Err(wrong) => panic!("the templates do not load: {wrong:?}"),
        }
    }

    /// A protocol whose rules are those of another file, a clinic's for example; exercises, signs
    /// and wording stay those that are built in.
    ///
    /// # Errors
    /// Those of [`Protocol::of`].
    pub fn read(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        Self::of(&[Own { template: Template::Protocol, text, file }])
    }

    /// A protocol with files of its own in the place of those built in; what is not given stays.
    ///
    /// # Errors
    /// Everything that is wrong with the files, each with its place: one cannot be read, a citation is missing, a range
    /// is upside down, a rate is above its cap, a deload can never happen, something is named that is not there.
    pub fn of(own: &[Own]) -> Result<Self, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let given = |template: Template| own.iter().find(|own| own.template == template);
        let part = |template: Template| {
            let name = match template {
                Template::Protocol => "templates/protocol.yaml",
                Template::Exercises => "templates/exercises.yaml",
                Template::Signs => "templates/signs.yaml",
                Template::Wording => "templates/wording.yaml",
                Template::Sources => "templates/sources.yaml",
            };
            given(template).map_or((template.embedded(), name), |own| (own.text, own.file))
        };
        fn taken<T: serde::de::DeserializeOwned>((text, file): (&str, &str), wrong: &mut Vec<Diagnostic>) -> Option<T> {
            parse(text, file).map_err(|mut one| wrong.append(&mut one)).ok()
        }
        let (text, file) = part(Template::Protocol);
        let names = given(Template::Protocol).map_or(Vec::new(), |own| names_of_rules(own.text, own.file));
        let named = names.is_empty();
        wrong.extend(names);
        let rules: Option<ProtocolFile> = if named { taken((text, file), &mut wrong) } else { None };
        let exercises: Option<ExercisesFile> = taken(part(Template::Exercises), &mut wrong);
        let signs: Option<SignsFile> = taken(part(Template::Signs), &mut wrong);
        let wording: Option<Wording> = taken(part(Template::Wording), &mut wrong);
        let sources: Option<SourcesFile> = taken(part(Template::Sources), &mut wrong);
        let (Some(rules), Some(exercises), Some(signs), Some(wording), Some(sources)) = (rules, exercises, signs, wording, sources) else {
            return Err(wrong);
        };
        let protocol = Protocol {
            name: rules.name,
            version: rules.version,
            rules: rules.rules,
            signs: signs.signs,
            exercises: exercises.exercises,
            lifts: exercises.lifts,
            wording,
            sections: sources.sections,
            text: text.to_owned(),
            digest: Digest::of(Template::ALL.map(|template| part(template).0).join("\0")),
        };
        let mut found = contradictions::of(&protocol);
        if !own.is_empty() {
            found.extend(contradictions::of_own(&protocol, &Protocol::embedded()));
        }
        if rules.schema != SCHEMA {
            let wrong = Diagnostic::new(Code::Protocol, format!("`{}` is not a protocol this version reads", shown(&rules.schema)));
            found.push((Template::Protocol, wrong.at("schema").help(format!("write `schema: {SCHEMA}`"))));
        }
        if found.is_empty() {
            return Ok(protocol);
        }
        Err(Template::ALL.into_iter().flat_map(|template| located(&found, template, part(template))).collect())
    }

    /// The value of a rule as it stands in the file; nothing where the rule has none and simply holds.
    pub fn value(&self, rule: RuleId) -> Option<String> {
        let document = Document::parse(&self.text, "protocol").ok()?;
        let value = document.root().get("rules")?.get(rule.id())?.get("value")?.to_string();
        (value != "always").then_some(value)
    }
}

/// The mistakes of one file, each with its place there.
fn located(found: &[Wrong], template: Template, (text, file): (&str, &str)) -> Vec<Diagnostic> {
    let of_it: Vec<Diagnostic> = found.iter().filter(|(of, _)| *of == template).map(|(_, wrong)| wrong.clone()).collect();
    // Whatever serde could read has places to name.
    match Document::parse(text, file) {
        Ok(document) => document.locate(of_it),
        Err(_) => of_it,
    }
}

/// Rules that do not exist, and rules that are not there: all of them, where serde stops at the first.
fn names_of_rules(text: &str, file: &str) -> Vec<Diagnostic> {
    let Ok(document) = Document::parse(text, file) else { return Vec::new() };
    let Some(Value::Mapping(entries)) = document.root().get("rules").map(|node| &node.value) else { return Vec::new() };
    let mut wrong = Vec::new();
    for entry in entries.iter().filter(|entry| RuleId::ALL.iter().all(|rule| rule.id() != entry.key)) {
        let help = match did_you_mean(&entry.key, RuleId::ALL.iter().map(|rule| rule.id())) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "take it out: the kinds of rule are fixed, their values are yours".to_owned(),
        };
        wrong.push(
            Diagnostic::new(Code::UnknownField, format!("there is no rule `{}`", shown(&entry.key)))
                .at(format!("rules.{}", entry.key))
                .help(help),
        );
    }
    for rule in RuleId::ALL.iter().filter(|rule| entries.iter().all(|entry| entry.key != rule.id())) {
        wrong.push(
            Diagnostic::new(Code::Missing, format!("the rule `{}` is missing", rule.id()))
                .at("rules")
                .help("put it back: `rehinge protocol export DIR` writes the whole of it"),
        );
    }
    document.locate(wrong)
}

fn parse<T: serde::de::DeserializeOwned>(text: &str, file: &str) -> Result<T, Vec<Diagnostic>> {
    serde_yaml::from_str(text).map_err(|error| vec![misread(&error, text, file, "protocol")])
}
