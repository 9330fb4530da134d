//! What sessions of a plan have in common: routines of exercises, and the words of what comes next time. Names them.

use super::super::{Because, Exercise, NextTime, Plan, Response, Role, Session, SessionKind};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A part of a session's exercises.
pub(super) enum Part<'a> {
    /// The routine of that name.
    Routine(&'a str),
    /// What is this session's own.
    Own(&'a [Exercise]),
}

/// Exercises that several sessions do alike, each run of them with a name.
pub(super) struct Routines<'a>(Vec<(String, &'a [Exercise])>);

impl<'a> Routines<'a> {
    /// Those of a plan: runs of exercises without a barbell that are all of a session, or that at least two sessions have.
    pub fn of(plan: &'a Plan) -> Self {
        let mut runs: Vec<(&'a [Exercise], String, bool)> = Vec::new();
        for session in plan.sessions() {
            for run in runs_of(&session.exercises).filter(|run| !run[0].is_at_the_bar()) {
                match runs.iter_mut().find(|(known, ..)| *known == run) {
                    Some((.., shared)) => *shared = true,
                    None => runs.push((run, name(session, run), run.len() == session.exercises.len())),
                }
            }
        }
        let mut named: Vec<(String, &[Exercise])> = Vec::new();
        for (run, name, _) in runs.into_iter().filter(|(.., shared)| *shared) {
            named.push((free(name, named.iter().map(|(name, _)| name.as_str())), run));
        }
        Routines(named)
    }

    /// Each with its name.
    pub fn named(&self) -> impl Iterator<Item = (String, &'a [Exercise])> {
        self.0.iter().map(|(name, run)| (name.clone(), *run))
    }

    /// The exercises of a session, with the routines that are among them.
    pub fn parts<'b>(&'b self, exercises: &'b [Exercise]) -> Vec<Part<'b>> {
        let known = |run: &[Exercise]| self.0.iter().find(|(_, routine)| *routine == run).map(|(name, _)| name.as_str());
        runs_of(exercises).map(|run| known(run).map_or(Part::Own(run), Part::Routine)).collect()
    }
}

/// Exercises in a row, all at the bar or none.
fn runs_of(exercises: &[Exercise]) -> impl Iterator<Item = &[Exercise]> {
    exercises.chunk_by(|one, next| one.is_at_the_bar() == next.is_at_the_bar())
}

/// What a run is called, by what it is in its session.
fn name(session: &Session, run: &[Exercise]) -> String {
    let whole = session.exercises.len() == run.len();
    match session.kind {
        SessionKind::Daily => session.phase.name(),
        SessionKind::Hinge => "hinge",
        SessionKind::Core => "core",
        SessionKind::Own => "own",
        SessionKind::Check if whole => "check",
        SessionKind::Deadlift | SessionKind::SecondDeadlift | SessionKind::Check => match run[0].role {
            Role::Cardio | Role::Mobility | Role::Activation | Role::WarmUp => "warm-up",
            Role::Work | Role::Accessory => "accessories",
        },
    }
    .to_owned()
}

/// The words of a row of the table "next time if …".
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename = "Wording", deny_unknown_fields)]
pub(super) struct Wording {
    /// How the session went, in words.
    pub when: String,
    /// What that leads to.
    pub response: Response,
    /// What to do, in words.
    pub then: String,
    /// Which rule says so.
    pub because: Because,
}

impl From<&NextTime> for Wording {
    fn from(NextTime { when, response, then, because, .. }: &NextTime) -> Self {
        Wording { when: when.clone(), response: *response, then: then.clone(), because: because.clone() }
    }
}

/// The words of the table "next time if …", each row with a name.
pub(super) struct Wordings(Vec<(String, Wording)>);

impl Wordings {
    /// Those of a plan, called after the rule behind them.
    pub fn of(plan: &Plan) -> Self {
        let mut named: Vec<(String, Wording)> = Vec::new();
        for row in plan.sessions().flat_map(|session| &session.next_time) {
            let wording = Wording::from(row);
            if !named.iter().any(|(_, known)| *known == wording) {
                let name = row.because.rules()[0].id().to_owned();
                named.push((free(name, named.iter().map(|(name, _)| name.as_str())), wording));
            }
        }
        Wordings(named)
    }

    /// Each with its name.
    pub fn named(&self) -> impl Iterator<Item = (String, Wording)> {
        self.0.iter().cloned()
    }

    /// What the words of a row are called.
    pub fn name(&self, row: &NextTime) -> String {
        let wording = Wording::from(row);
        self.0.iter().find(|(_, known)| *known == wording).map_or_else(String::new, |(name, _)| name.clone())
    }
}

/// A name that is not taken yet: `core`, `core-2`, `core-3`.
fn free<'a>(name: String, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: BTreeSet<&str> = taken.collect();
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|name| !taken.contains(name.as_str())).unwrap_or(name)
}
