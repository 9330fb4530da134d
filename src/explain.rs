//! Why each number of a plan is what it is: the reasons that the plan carries, in words and down to the article's
//! section or the judgement behind each, what was considered and lost, and what would change it. Decides nothing.

mod change;
mod course;
mod days;
mod exercises;
mod loads;
mod reasons;
mod sanity;
mod sessions;

use crate::diagnostic::{Code, Diagnostic, did_you_mean, shown};
use crate::document::{Document, Node, Value};
use crate::plan::file::{self, Places, Unfolded};
use crate::plan::{Because, Note, Plan, Session, Week};
use crate::planner;
use crate::protocol::{Protocol, RuleId, RuleText, Source};
use crate::units::Load;
use crate::words::{self, day};
use serde::Serialize;
use std::cell::OnceCell;
use std::fmt;

/// Why something is as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What is explained: a path in the plan, a session's id, a rule's id, or `plan`.
    pub what: String,
    /// The same in words.
    pub title: String,
    /// What stands there; absent where it is more than a single value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How it comes about in this plan, in sentences.
    pub here: Vec<String>,
    /// The rules behind it, the weightiest first, each down to its section or judgement.
    pub because: Vec<Reason>,
    /// What else it might have been, and why it is not.
    pub considered: Vec<Considered>,
    /// What would change it.
    pub would_change: Vec<String>,
    /// What it consists of, each with its reasons; empty for a single value.
    pub parts: Vec<Part>,
}

/// A rule, an exercise or a sign of the protocol, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// A rule's id; `exercise ID` for what stands with an exercise.
    pub rule: String,
    /// What it says, and where it comes from.
    #[serde(flatten)]
    pub text: RuleText,
}

impl Reason {
    fn of(rule: RuleId, text: RuleText) -> Self {
        Reason { rule: rule.id().to_owned(), text }
    }

    /// Whether it ends in a section of the article or in a judgement that is spelt out.
    pub fn is_cited(&self) -> bool {
        let filled = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        match self.text.source {
            Source::Article => filled(&self.text.section),
            Source::Judgement => filled(&self.text.reason),
        }
    }
}

/// What was considered and lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Considered {
    /// What it would have been.
    pub option: String,
    /// What speaks against it.
    pub says: String,
    /// The rules that say so; never empty.
    pub rules: Vec<RuleId>,
}

/// A part of what is explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What to ask for to have it explained by itself.
    pub what: String,
    /// What it is.
    pub says: String,
    /// The rules behind it.
    pub rules: Vec<RuleId>,
}

/// A step of a path: `weeks`, `[3]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step<'a> {
    Key(&'a str),
    At(usize),
}

/// The steps of a path like `weeks[3].load`; nothing where it is none.
fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (key, mut rest) = part.split_at(part.find('[').unwrap_or(part.len()));
        if !key.is_empty() {
            steps.push(Step::Key(key));
        } else if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            let (number, after) = rest.strip_prefix('[')?.split_once(']')?;
            steps.push(Step::At(number.parse().ok()?));
            rest = after;
        }
    }
    Some(steps)
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Key(key) => f.write_str(key),
            Step::At(at) => write!(f, "[{at}]"),
        }
    }
}

/// A path from its steps.
fn path(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        if matches!(step, Step::Key(_)) && !path.is_empty() {
            path.push('.');
        }
        path.push_str(&step.to_string());
    }
    path
}

/// What stands at a path of a document.
fn node<'d>(document: &'d Document, steps: &[Step]) -> Option<&'d Node> {
    steps.iter().try_fold(document.root(), |node, step| match (step, &node.value) {
        (Step::Key(key), _) => node.get(key),
        (Step::At(at), Value::Sequence(items)) => items.get(*at),
        (Step::At(_), _) => None,
    })
}

/// What is behind something in a plan.
#[derive(Debug, Default)]
struct Found {
    title: String,
    here: Vec<String>,
    rules: Vec<RuleId>,
    /// What stands with exercises rather than rules.
    beside: Vec<Reason>,
    considered: Vec<Considered>,
    parts: Vec<Part>,
}

impl Found {
    fn new(title: impl Into<String>) -> Self {
        Found { title: title.into(), ..Found::default() }
    }

    fn here(mut self, says: impl Into<String>) -> Self {
        self.here.push(says.into());
        self
    }

    fn by(mut self, rules: impl IntoIterator<Item = RuleId>) -> Self {
        for rule in rules {
            if !self.rules.contains(&rule) {
                self.rules.push(rule);
            }
        }
        self
    }

    fn because(self, because: &Because) -> Self {
        self.by(because.rules().iter().copied())
    }

    fn because_all<'b>(self, reasons: impl IntoIterator<Item = &'b Because>) -> Self {
        self.by(reasons.into_iter().flat_map(Because::rules).copied())
    }

    /// A sentence of the plan, with its reason.
    fn note(note: &Note) -> Self {
        Found::new(note.says.clone()).because(&note.because)
    }
}

/// Explains one plan, as often as it is asked.
pub struct Explainer<'a> {
    plan: &'a Plan,
    protocol: &'a Protocol,
    document: Document,
    /// Its file.
    written: Document,
    /// What of the plan stands where in its file.
    places: Places,
    /// What each week's load might have been.
    considered: Vec<OnceCell<Vec<Considered>>>,
}

impl<'a> Explainer<'a> {
    /// Looks at a plan, by a protocol for what the plan itself does not carry.
    ///
    /// # Errors
    /// The plan as a file would be larger than what is read, or holds numbers that no plan can have: nothing can be
    /// worked out from those.
    pub fn new(plan: &'a Plan, protocol: &'a Protocol) -> Result<Self, Vec<Diagnostic>> {
        sanity::look(plan, protocol)?;
        let written = Document::parse(&file::plan_yaml(plan), "the plan")?;
        let Unfolded { document, places, .. } = file::unfold(written.clone())?;
        Ok(Explainer { plan, protocol, document, written, places, considered: vec![OnceCell::new(); plan.weeks.len()] })
    }

    /// Explains what is asked for: nothing for the whole plan, a session's id, a week (`5`, `week-5`), a rule's id, an
    /// exercise's id, or a path of the file (`weeks[4].load`, `loading-2-deadlift.start`). With `instead`, a load that
    /// something might have had takes the place of the neighbouring ones.
    ///
    /// # Errors
    /// The plan has nothing of that name, or what it names is a name and no decision.
    pub fn explain(&self, what: Option<&str>, instead: Option<Load>) -> Result<Explanation, Vec<Diagnostic>> {
        let Some(what) = what else { return Ok(self.finish("plan", self.whole(), None)) };
        if let Some(&rule) = RuleId::ALL.iter().find(|rule| rule.id() == what) {
            return Ok(self.cited(rule));
        }
        let resolved = self.resolve(what).ok_or_else(|| vec![self.unknown(what)])?;
        let in_plan = self.places.in_plan(&resolved);
        let in_file = steps(&resolved).and_then(|steps| node(&self.written, &steps));
        let steps = steps(&in_plan).ok_or_else(|| vec![self.unknown(what)])?;
        let node = in_file.or_else(|| node(&self.document, &steps)).ok_or_else(|| vec![self.unknown(what)])?;
        let mut found = self.found(&steps);
        if found.rules.is_empty() && found.beside.is_empty() {
            let wrong = Diagnostic::new(Code::Usage, format!("`{}` is a name, and no decision stands behind it", shown(what)));
            return Err(vec![wrong.help("ask for a week, a session, a number or a rule: `rehinge explain NAME week-3`")]);
        }
        if let Some(load) = instead {
            found.considered = self.asked(&steps, load)?;
        }
        let value = match &node.value {
            Value::Scalar { text, .. } => Some(text.clone()),
            Value::Sequence(items) => items.iter().map(Node::text).collect::<Option<Vec<_>>>().map(|items| items.join(", ")),
            Value::Mapping(_) => None,
        };
        Ok(self.finish(what, found, value))
    }

    /// What is asked for as a path of the file.
    fn resolve(&self, what: &str) -> Option<String> {
        let split = what.find(['.', '[']).unwrap_or(what.len());
        let (name, rest) = what.split_at(split);
        let number = name.strip_prefix("week-").or(name.strip_prefix("week ")).unwrap_or(name);
        if let Ok(number) = number.parse::<u32>() {
            let at = self.plan.weeks.iter().position(|week| week.week == number)?;
            return Some(format!("weeks[{at}]{rest}"));
        }
        if let Some((week, session, _)) = self.sessions().find(|(_, _, session)| session.id == name) {
            return Some(format!("weeks[{week}].sessions[{session}]{rest}"));
        }
        if self.plan.exercises.contains_key(name) {
            return Some(format!("exercises.{what}"));
        }
        Some(what.to_owned())
    }

    fn sessions(&self) -> impl Iterator<Item = (usize, usize, &'a Session)> {
        let weeks = self.plan.weeks.iter().enumerate();
        weeks.flat_map(|(at, week)| week.sessions.iter().enumerate().map(move |(nth, session)| (at, nth, session)))
    }

    fn unknown(&self, what: &str) -> Diagnostic {
        let weeks: Vec<String> = self.plan.weeks.iter().map(|week| format!("week-{}", week.week)).collect();
        let sessions: Vec<String> = self.sessions().map(|(_, _, session)| session.id.to_string()).collect();
        let rules = RuleId::ALL.iter().map(|rule| rule.id());
        let help = match did_you_mean(what, sessions.iter().map(String::as_str).chain(rules).chain(weeks.iter().map(String::as_str))) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "name a week (`week-3`), a session's id, a path of the file (`weeks[3].load`) or a rule's id".to_owned(),
        };
        Diagnostic::new(Code::UnknownValue, format!("the plan has no `{}`", shown(what))).help(help)
    }

    /// What a load that is asked for would have come to.
    fn asked(&self, steps: &[Step], load: Load) -> Result<Vec<Considered>, Vec<Diagnostic>> {
        let week = match steps {
            [Step::Key("weeks"), Step::At(week), ..] => self.plan.weeks.get(*week).filter(|week| week.deadlift.is_some()).map(|_| *week),
            _ => None,
        };
        let Some(week) = week else {
            let wrong = Diagnostic::new(Code::Usage, format!("{load} instead of what? Only a week with a deadlift has a load"));
            return Err(vec![wrong.help("name the week or its session: `rehinge explain NAME week-5 --instead 85kg`")]);
        };
        let mut others = self.instead_of(week, Some(load));
        if others.is_empty() {
            others.push(Considered {
                option: load.to_string(),
                says: "this is the load of the plan".to_owned(),
                rules: self.plan.weeks[week].deadlift.iter().flat_map(|deadlift| deadlift.because.rules()).copied().take(1).collect(),
            });
        }
        Ok(others)
    }

    /// The loads next to that of a week, with what speaks against them.
    fn around(&self, week: usize) -> Vec<Considered> {
        self.considered.get(week).map_or(Vec::new(), |cell| cell.get_or_init(|| self.instead_of(week, None)).clone())
    }

    /// What a week might have had on the bar.
    fn instead_of(&self, week: usize, load: Option<Load>) -> Vec<Considered> {
        let others = planner::instead(self.plan, self.protocol, week, load);
        others.into_iter().map(|other| Considered { option: other.load.to_string(), says: other.says, rules: other.rules }).collect()
    }

    /// A rule as the plan carries it, else as the protocol has it.
    fn reason(&self, rule: RuleId) -> Reason {
        Reason::of(rule, self.plan.rules.get(&rule).cloned().unwrap_or_else(|| self.protocol.rules.text(rule)))
    }

    /// What stands with an exercise.
    fn beside(&self, exercise: &str) -> Option<Reason> {
        let data = self.protocol.exercises.get(exercise)?;
        Some(Reason { rule: format!("exercise {exercise}"), text: data.cited(format!("{}: {}", data.name, data.how)) })
    }

    fn finish(&self, what: &str, found: Found, value: Option<String>) -> Explanation {
        let Found { title, mut here, rules, beside, considered, parts } = found;
        let (made, by) = (&self.plan.protocol, self.protocol);
        if made.name != by.name || made.version != by.version {
            here.push(format!(
                "The plan was made by the protocol `{}`, version {}, and this is told by `{}`, version {}: give the other with --protocol.",
                shown(&made.name),
                shown(&made.version),
                by.name,
                by.version
            ));
        }
        let would_change = change::of(&rules);
        let because = rules.into_iter().map(|rule| self.reason(rule)).chain(beside).collect();
        Explanation { what: what.to_owned(), title, value, here, because, considered, would_change, parts }
    }

    /// A rule, and where the plan cites it.
    fn cited(&self, rule: RuleId) -> Explanation {
        let mut explanation = explain_rule(rule, self.protocol);
        let mut places = Vec::new();
        for (at, week) in self.plan.weeks.iter().enumerate() {
            if week.deadlift.as_ref().is_some_and(|deadlift| deadlift.because.rules().contains(&rule)) {
                places.push((format!("weeks[{at}].load"), format!("the load of week {}", week.week)));
            }
            for session in &week.sessions {
                if session.exercises.iter().any(|exercise| exercise.because.rules().contains(&rule)) {
                    places.push((session.id.to_string(), format!("{}, {}", session.id, day::full(session.start.date()))));
                }
            }
        }
        let notes = self.plan.summary.notes.iter().enumerate();
        places.extend(
            notes
                .filter(|(_, note)| note.because.rules().contains(&rule))
                .map(|(at, note)| (format!("summary.notes[{at}]"), note.says.clone())),
        );
        for (at, phase) in self.plan.summary.phases.iter().enumerate() {
            if phase.because.rules().contains(&rule) {
                places.push((format!("summary.phases[{at}]"), format!("the phase from {}", day::full(phase.from))));
            }
        }
        explanation.here.push(match places.len() {
            0 if self.plan.rules.contains_key(&rule) => "This plan goes by it without a number of its own.".to_owned(),
            0 => "Nothing in this plan goes by it.".to_owned(),
            1 => "One place of this plan goes by it.".to_owned(),
            many => format!("{many} places of this plan go by it."),
        });
        explanation.because = vec![self.reason(rule)];
        explanation.parts = places.into_iter().map(|(what, says)| Part { what, says, rules: vec![rule] }).collect();
        explanation
    }

    fn week_title(&self, week: &Week) -> String {
        let load = week.load().map_or(String::new(), |load| format!(": {load}"));
        format!("Week {}, {} to {}{load}", week.week, day::full(week.starts), day::full(week.ends()))
    }
}

/// A rule of the protocol by itself.
pub fn explain_rule(rule: RuleId, protocol: &Protocol) -> Explanation {
    let mut here = Vec::new();
    if let Some(value) = protocol.value(rule) {
        here.push(format!("Its value in the protocol `{}`: {value}", protocol.name));
    }
    let from = protocol.rules.from(rule);
    if !from.is_empty() {
        here.push(format!("What it takes up from the article: {}.", words::list(from, ", ")));
    }
    Explanation {
        what: rule.id().to_owned(),
        title: format!("The rule `{}`", rule.id()),
        value: None,
        here,
        because: vec![Reason::of(rule, protocol.rules.text(rule))],
        considered: Vec::new(),
        would_change: change::of(&[rule]),
        parts: Vec::new(),
    }
}
