//! A plan file of the second edition as one of the first: the same tree, with every routine where a session has it.
//!
//! Whoever reads files that may be wrong somewhere (the checker), or asks for a place by its path, needs no second way to
//! read: each value keeps the place in the file where it stands, and its path there.

use super::super::{FIRST_SCHEMA, SCHEMA};
use super::written::{MOST_EXERCISES, MOST_SETS};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::document::{Document, Entry, Node, Spot, Value};
use std::collections::BTreeMap;

/// A file as one of the first edition.
pub struct Unfolded {
    /// Its tree, as of the first edition.
    pub document: Document,
    /// Which path of it stands where in the file.
    pub places: Places,
    /// What is named and is not there: the path of the first edition, and the sentence.
    pub lost: Vec<(String, String)>,
}

/// Which path of a plan stands where in its file, where that is not the same.
#[derive(Debug, Default, Clone)]
pub struct Places {
    /// By path of the plan.
    in_file: BTreeMap<String, String>,
    /// By path of the file: the first that stands there.
    in_plan: BTreeMap<String, String>,
}

impl Places {
    fn put(&mut self, plan: String, file: String) {
        self.in_plan.entry(file.clone()).or_insert_with(|| plan.clone());
        self.in_file.insert(plan, file);
    }

    /// Where a path of the plan stands in the file.
    pub fn in_file(&self, path: &str) -> String {
        moved(&self.in_file, path)
    }

    /// What of the plan stands at a path of the file; of a routine, in the first session that has it.
    pub fn in_plan(&self, path: &str) -> String {
        moved(&self.in_plan, path)
    }
}

/// A path with the longest beginning that is known elsewhere put there.
fn moved(places: &BTreeMap<String, String>, path: &str) -> String {
    let mut known = path;
    loop {
        if let Some(other) = places.get(known) {
            return format!("{other}{}", &path[known.len()..]);
        }
        match known.rfind(['.', '[']) {
            Some(end) => known = &known[..end],
            None => return path.to_owned(),
        }
    }
}

/// The tree of a file as one of the first edition. What is of the first edition, or of none, stays as it is.
///
/// # Errors
/// All sessions together have more exercises than any plan.
pub fn unfold(document: Document) -> Result<Unfolded, Vec<Diagnostic>> {
    // What names no edition is of the second where it has what only that one has.
    let is_second = match document.root().get("schema").and_then(Node::text) {
        Some(schema) => schema == SCHEMA,
        None => document.root().get("routines").is_some(),
    };
    if !is_second {
        return Ok(Unfolded { document, places: Places::default(), lost: Vec::new() });
    }
    let root = document.root().clone();
    let mut unfolding = Unfolding { root: &root, places: Places::default(), lost: Vec::new(), exercises: 0 };
    let unfolded = unfolding.plan();
    if unfolding.exercises > MOST_EXERCISES {
        let message = format!("all sessions together have more than {MOST_EXERCISES} exercises");
        return Err(vec![Diagnostic::new(Code::TooLarge, message).help("no plan has so many: take routines out")]);
    }
    let Unfolding { places, lost, .. } = unfolding;
    Ok(Unfolded { document: document.with_root(unfolded), places, lost })
}

struct Unfolding<'a> {
    root: &'a Node,
    places: Places,
    lost: Vec<(String, String)>,
    exercises: usize,
}

impl<'a> Unfolding<'a> {
    fn plan(&mut self) -> Node {
        let root = self.root;
        let entries = root.entries().iter().filter(|entry| !matches!(entry.key.as_str(), "routines" | "next_time"));
        let entries = entries.map(|entry| match entry.key.as_str() {
            "schema" if entry.value.text() == Some(SCHEMA) => with(entry, scalar(FIRST_SCHEMA, entry.value.spot)),
            "weeks" => with(entry, items(&entry.value, |at, week| self.week(&format!("weeks[{at}]"), week))),
            _ => entry.clone(),
        });
        Node { value: Value::Mapping(entries.collect()), ..root.clone() }
    }

    /// A week has what its deadlift lifts as fields of its own.
    fn week(&mut self, path: &str, week: &Node) -> Node {
        let Value::Mapping(entries) = &week.value else { return week.clone() };
        let mut fields = Vec::new();
        let mut deload = None;
        for field in ["load", "percent", "deload", "because"] {
            self.places.put(format!("{path}.{field}"), format!("{path}.deadlift.{field}"));
        }
        self.places.in_plan.insert(format!("{path}.deadlift"), format!("{path}.load"));
        for entry in entries {
            match (entry.key.as_str(), &entry.value.value) {
                ("deadlift", Value::Mapping(lifted)) => {
                    for field in lifted {
                        self.places.put(format!("{path}.{}", field.key), format!("{path}.deadlift.{}", field.key));
                        if field.key == "deload" { deload = Some(field.clone()) } else { fields.push(field.clone()) }
                    }
                }
                ("sessions", _) => {
                    let sessions = |at, session: &Node| self.session(&format!("{path}.sessions[{at}]"), session);
                    fields.push(with(entry, items(&entry.value, sessions)));
                }
                _ => fields.push(entry.clone()),
            }
        }
        let plain = || Entry { key: "deload".to_owned(), spot: week.spot, value: scalar("false", week.spot) };
        fields.push(deload.unwrap_or_else(plain));
        Node { value: Value::Mapping(fields), ..*week }
    }

    fn session(&mut self, path: &str, session: &Node) -> Node {
        let Value::Mapping(entries) = &session.value else { return session.clone() };
        let has_steps = session.get("exercises").is_some();
        let fields = entries.iter().map(|entry| match entry.key.as_str() {
            "routine" if !has_steps => {
                let file = format!("{path}.routine");
                let exercises = match self.routine(&entry.value) {
                    Some((name, routine)) => {
                        self.places.put(format!("{path}.exercises"), format!("routines.{name}"));
                        self.places.in_plan.insert(file, format!("{path}.exercises"));
                        items(routine, |at, exercise| self.exercise(&format!("{path}.exercises[{at}]"), format!("routines.{name}[{at}]"), exercise))
                    }
                    None => {
                        self.places.put(format!("{path}.exercises"), file);
                        self.lose(format!("{path}.exercises"), "routine", &entry.value)
                    }
                };
                Entry { key: "exercises".to_owned(), spot: entry.spot, value: exercises }
            }
            "exercises" => with(entry, self.steps(path, &entry.value)),
            "next_time" => with(entry, items(&entry.value, |at, row| self.row(&format!("{path}.next_time[{at}]"), row))),
            _ => entry.clone(),
        });
        Node { value: Value::Mapping(fields.collect()), ..*session }
    }

    /// The routine that a value names.
    fn routine(&self, name: &Node) -> Option<(String, &'a Node)> {
        let name = name.text()?;
        let routine = self.root.get("routines")?.get(name)?;
        matches!(routine.value, Value::Sequence(_)).then(|| (name.to_owned(), routine))
    }

    /// Something that stands for what is named and is not there; it cannot be read as anything.
    fn lose(&mut self, path: String, kind: &str, name: &Node) -> Node {
        self.lost.push((path, format!("there is no {kind} `{}`", shown(name.text().unwrap_or_default()))));
        scalar("", name.spot)
    }

    /// The exercises of a session, those of its routines among them.
    fn steps(&mut self, path: &str, steps: &Node) -> Node {
        let Value::Sequence(all) = &steps.value else { return steps.clone() };
        let mut exercises = Vec::new();
        for (at, step) in all.iter().enumerate() {
            let file = format!("{path}.exercises[{at}]");
            let place = |exercises: &[Node]| format!("{path}.exercises[{}]", exercises.len());
            let Some(name) = step.get("routine").filter(|_| step.entries().len() == 1) else {
                let exercise = self.exercise(&place(&exercises), file, step);
                exercises.push(exercise);
                continue;
            };
            match self.routine(name) {
                Some((name, routine)) => {
                    let first = place(&exercises);
                    self.places.in_plan.entry(format!("routines.{name}")).or_insert_with(|| first.clone());
                    self.places.in_plan.insert(file, first);
                    let Value::Sequence(of_routine) = &routine.value else { continue };
                    for (nth, exercise) in of_routine.clone().iter().enumerate() {
                        let exercise = self.exercise(&place(&exercises), format!("routines.{name}[{nth}]"), exercise);
                        exercises.push(exercise);
                    }
                }
                None => {
                    self.places.put(place(&exercises), format!("{file}.routine"));
                    let lost = self.lose(place(&exercises), "routine", name);
                    exercises.push(lost);
                }
            }
        }
        Node { value: Value::Sequence(exercises), ..*steps }
    }

    /// An exercise with each of its sets for itself.
    fn exercise(&mut self, path: &str, file: String, exercise: &Node) -> Node {
        self.exercises += 1;
        let Value::Mapping(entries) = &exercise.value else {
            self.places.put(path.to_owned(), file);
            return exercise.clone();
        };
        if self.exercises > MOST_EXERCISES {
            return scalar("", exercise.spot);
        }
        let fields = entries.iter().map(|entry| match (entry.key.as_str(), &entry.value.value) {
            ("sets", Value::Sequence(runs)) => {
                let mut sets = Vec::new();
                for (at, run) in runs.iter().enumerate() {
                    let first = format!("{path}.sets[{}]", sets.len());
                    self.places.in_plan.entry(format!("{file}.sets[{at}].sets")).or_insert(first);
                    for set in equal_sets(run) {
                        self.places.put(format!("{path}.sets[{}]", sets.len()), format!("{file}.sets[{at}]"));
                        sets.push(set);
                    }
                }
                with(entry, Node { value: Value::Sequence(sets), ..entry.value })
            }
            _ => entry.clone(),
        });
        let fields = fields.collect();
        self.places.put(path.to_owned(), file);
        Node { value: Value::Mapping(fields), ..*exercise }
    }

    /// A row of "next time if …" with its words.
    fn row(&mut self, path: &str, row: &Node) -> Node {
        let Value::Mapping(entries) = &row.value else { return row.clone() };
        let Some(case) = row.get("case") else {
            self.lost.push((path.to_owned(), "`case` is missing".to_owned()));
            return scalar("", row.spot);
        };
        let words = case.text().and_then(|name| Some((name, self.root.get("next_time")?.get(name)?)));
        let Some((name, words)) = words.filter(|(_, words)| matches!(words.value, Value::Mapping(_))) else {
            return self.lose(path.to_owned(), "case", case);
        };
        let mut fields: Vec<Entry> = entries.iter().filter(|entry| entry.key != "case").cloned().collect();
        self.places.in_plan.insert(format!("{path}.case"), path.to_owned());
        for entry in words.entries() {
            self.places.put(format!("{path}.{}", entry.key), format!("next_time.{name}.{}", entry.key));
            fields.push(entry.clone());
        }
        self.places.in_plan.entry(format!("next_time.{name}")).or_insert_with(|| path.to_owned());
        Node { value: Value::Mapping(fields), ..*row }
    }
}

/// The sets that stand in one, each for itself; as it is where their number cannot be read.
fn equal_sets(run: &Node) -> Vec<Node> {
    let (Value::Mapping(entries), Some(number)) = (&run.value, run.get("sets")) else { return vec![run.clone()] };
    let Some(number) = number.text().and_then(|text| text.parse().ok()).filter(|number| (1..=MOST_SETS).contains(number)) else {
        return vec![run.clone()];
    };
    let fields = entries.iter().filter(|entry| entry.key != "sets").cloned().collect();
    vec![Node { value: Value::Mapping(fields), ..*run }; number as usize]
}

fn with(entry: &Entry, value: Node) -> Entry {
    Entry { key: entry.key.clone(), spot: entry.spot, value }
}

fn scalar(text: &str, spot: Spot) -> Node {
    Node { spot, value: Value::Scalar { text: text.to_owned(), quoted: false } }
}

/// A list with each item changed; whatever else it is stays.
fn items(list: &Node, mut change: impl FnMut(usize, &Node) -> Node) -> Node {
    match &list.value {
        Value::Sequence(all) => {
            Node { value: Value::Sequence(all.iter().enumerate().map(|(at, item)| change(at, item)).collect()), ..*list }
        }
        Value::Scalar { .. } | Value::Mapping(_) => list.clone(),
    }
}
