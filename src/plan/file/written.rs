//! A plan as it stands in a file of the second edition: what sessions have in common once, and texts last.
//!
//! Exercises that several sessions do alike are a routine with a name, and equal sets are one with their number. The
//! table "next time if …" says its words once; a session has only what is its own, the loads.

use super::super::set::{Set, WrittenSet};
use super::super::{
    Because, Change, Coaching, Dropped, Exercise, ExerciseText, Film, Lapsed, MadeFrom, NextTime, Note, Outcome, OwnSession, Phase, Plan,
    ProtocolName, Restated, Revision, Role, SCHEMA, Session, SessionKind, Stop, Summary, VerdictKind, Week, WeekLoad,
};
use super::routines::{Part, Routines, Wording, Wordings};
use crate::log::Entry;
use crate::profile::Profile;
use crate::protocol::{Lumbar, RuleId, RuleText};
use crate::session_id::SessionId;
use crate::units::{Load, Unit};
use crate::when::minute;
use chrono::{NaiveDate, NaiveDateTime};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_yaml::FlowMap;
use std::collections::BTreeMap;

/// A plan, as it stands in a file.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename = "Plan", deny_unknown_fields)]
pub struct WrittenPlan {
    /// The format of the file.
    pub(super) schema: String,
    /// Stable through every revision.
    id: String,
    /// 0 for the first.
    revision: u32,
    /// The day the plan was made.
    created: NaiveDate,
    /// `train`, or in a revision that stopped: the verdict that stopped it.
    verdict: VerdictKind,
    /// The unit of every load in the plan.
    unit: Unit,
    /// The IANA zone in which every time of the plan is read.
    time_zone: String,
    /// The protocol the plan was made by.
    protocol: ProtocolName,
    /// Digests of what it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made_from: Option<MadeFrom>,
    /// How many entries of the log this revision has read.
    #[serde(default, skip_serializing_if = "is_zero")]
    logged: u32,
    /// What was prescribed for something done is another than it would have been, had everything been noted in time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    hindsight: bool,
    /// Why nothing more is planned, where that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stopped: Option<Stop>,
    /// What the whole plan comes to.
    summary: Summary,
    /// What each later revision changed, and why, in order; empty in the first plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    revisions: Vec<Revision>,
    /// Calendar weeks, Monday to Sunday, in order; weeks in which nothing happens are left out.
    weeks: Vec<WrittenWeek>,
    /// Changes to the lifter's own sessions.
    changes: Vec<Change>,
    /// What several sessions do alike, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    routines: BTreeMap<String, Vec<WrittenExercise>>,
    /// The words of the table "next time if …", by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    next_time: BTreeMap<String, Wording>,
    /// Deadlifts that were not done because of the back, as they are written down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    missed: Vec<Entry>,
    /// What is written down of days, without a session: scores, signs, painkillers, the screen's questions answered again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    days: Vec<Entry>,
    /// Sessions that an earlier revision had and this one has not: a calendar cancels them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    dropped: Vec<Dropped>,
    /// Deadlifts whose day has passed without them, as they were planned for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    lapsed: Vec<Lapsed>,
    /// The lifter as of this revision, as validated, defaults filled in.
    profile: Profile,
    /// The lifter of the first plan, where something has changed since: pain, working weight, schedule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_profile: Option<Box<Profile>>,
    /// What the profile has said since then, each time from its day on; empty where it has not changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    profiles: Vec<Restated>,
    /// What stays the same in every session.
    coaching: Coaching,
    /// The exercises of the plan, by id.
    exercises: BTreeMap<String, ExerciseText>,
    /// Every rule that the plan cites.
    rules: BTreeMap<RuleId, RuleText>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// A calendar week.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename = "Week", deny_unknown_fields)]
struct WrittenWeek {
    /// Counted from 1, the week of the plan's first day.
    week: u32,
    /// Its Monday.
    starts: NaiveDate,
    /// The phases that its days belong to.
    phases: Vec<Phase>,
    /// What its heavy deadlift lifts; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deadlift: Option<WeekLoad>,
    /// What the plan prescribes, in order of time.
    sessions: Vec<WrittenSession>,
    /// The lifter's own lifts that stay as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    own: Vec<OwnSession>,
}

/// A training session, or one day's routine. Its exercises are those of a routine, or stand with it.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename = "Session", deny_unknown_fields)]
struct SessionFields {
    /// Stable through every revision: made of a phase, a count and a kind, never of a date, a load or a title.
    id: SessionId,
    /// Wall time in the plan's zone.
    #[serde(with = "minute")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "minute::schema"))]
    start: NaiveDateTime,
    /// From the first warm-up movement to the last accessory.
    minutes: u32,
    /// The phase of its day.
    phase: Phase,
    /// What it is.
    kind: SessionKind,
    /// How much it loads the lower back.
    lumbar: Lumbar,
    /// Which set to film, and from where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    film: Option<Film>,
    /// The name of the routine that is all it consists of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    routine: Option<String>,
    /// What is particular to this session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Note>,
    /// What is done, in that order: exercises, and routines of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exercises: Option<Vec<Step>>,
    /// What the next deadlift will be, by how this one goes; only of a heavy deadlift.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    next_time: Vec<Row>,
    /// What was done and felt, where it is written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    done: Option<Entry>,
    /// What follows from that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
}

/// A session; one that is only a routine stands on one line.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(transparent)]
#[cfg_attr(feature = "schema", schemars(transparent))]
struct WrittenSession(SessionFields);

impl Serialize for WrittenSession {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let SessionFields { notes, exercises, next_time, done, .. } = &self.0;
        let short = notes.is_empty() && exercises.is_none() && next_time.is_empty() && done.is_none();
        if short { FlowMap(&self.0).serialize(serializer) } else { self.0.serialize(serializer) }
    }
}

/// An exercise of a session, or a routine of several.
#[derive(Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "StepFields"))]
enum Step {
    Routine(String),
    Exercise(WrittenExercise),
}

/// An exercise of a session, or a routine of several.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename = "Step", deny_unknown_fields)]
struct StepFields {
    /// The name of a routine; nothing else stands beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    routine: Option<String>,
    /// The id of an exercise; its name and how it is done stand in `exercises`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exercise: Option<String>,
    /// Its place in the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    /// Its sets; empty where the lifter does what they usually do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sets: Option<Vec<Sets>>,
    /// What is particular to it here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Why it is there, and why these numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<Because>,
}

/// One exercise.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename = "Exercise", deny_unknown_fields)]
pub(super) struct WrittenExercise {
    /// An id; its name and how it is done stand in `exercises`.
    exercise: String,
    /// Its place in the session.
    role: Role,
    /// Its sets; empty where the lifter does what they usually do.
    sets: Vec<Sets>,
    /// What is particular to it here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Why it is there, and why these numbers.
    because: Because,
}

/// So many equal sets.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(into = "WrittenSet")]
#[cfg_attr(feature = "schema", schemars(with = "WrittenSet"))]
struct Sets {
    sets: u32,
    set: Set,
}

/// A row of the table "next time if …" of one session.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename = "Row", deny_unknown_fields)]
struct Row {
    /// The name of its words, which stand in `next_time` of the plan.
    case: String,
    /// The load of the next deadlift; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    load: Option<Load>,
    /// Its sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sets: Option<u32>,
}

/// At most so many equal sets stand in one: more is a slip of the hand.
pub(super) const MOST_SETS: u32 = 100;

/// At most so many exercises do all sessions together have, so that a file cannot grow when it is read.
pub(super) const MOST_EXERCISES: usize = 20_000;

/// A plan in the other of its forms: what is alike in both is handed over as it is.
macro_rules! handed_over {
    ($from:ident => $into:ident { $($own:tt)* }) => {
        handed_over!($from => $into { $($own)* }
            id revision created verdict unit time_zone protocol made_from logged hindsight stopped
            summary revisions changes missed days dropped lapsed profile first_profile profiles coaching
            exercises rules)
    };
    ($from:ident => $into:ident { $($own:tt)* } $($alike:ident)*) => {
        $into { $($own)* $($alike: $from.$alike),* }
    };
}

// --- From the nouns ------------------------------------------------------------------------------

impl From<&Plan> for WrittenPlan {
    fn from(plan: &Plan) -> Self {
        let routines = Routines::of(plan);
        let wordings = Wordings::of(plan);
        let plan = plan.clone();
        let weeks = plan.weeks.into_iter().map(|week| {
            let Week { week, starts, phases, deadlift, sessions, own } = week;
            let sessions = sessions.into_iter().map(|session| written_session(session, &routines, &wordings)).collect();
            WrittenWeek { week, starts, phases, deadlift, sessions, own }
        });
        handed_over!(plan => WrittenPlan {
            schema: SCHEMA.to_owned(),
            weeks: weeks.collect(),
            routines: routines.named().map(|(name, exercises)| (name, exercises.iter().map(written).collect())).collect(),
            next_time: wordings.named().collect(),
        })
    }
}

fn written_session(session: Session, routines: &Routines, wordings: &Wordings) -> WrittenSession {
    let Session { id, start, minutes, phase, kind, lumbar, film, notes, exercises, next_time, done, outcome } = session;
    let (routine, exercises) = match routines.parts(&exercises).as_slice() {
        [Part::Routine(name)] => (Some((*name).to_owned()), None),
        parts => {
            let steps = parts.iter().flat_map(|part| match part {
                Part::Routine(name) => vec![Step::Routine((*name).to_owned())],
                Part::Own(exercises) => exercises.iter().map(|exercise| Step::Exercise(written(exercise))).collect(),
            });
            (None, Some(steps.collect()))
        }
    };
    let next_time = next_time.iter().map(|row| Row { case: wordings.name(row), load: row.load, sets: row.sets }).collect();
    WrittenSession(SessionFields { id, start, minutes, phase, kind, lumbar, film, routine, notes, exercises, next_time, done, outcome })
}

fn written(exercise: &Exercise) -> WrittenExercise {
    let Exercise { exercise, role, sets, note, because } = exercise.clone();
    let runs = sets.chunk_by(|set, next| set == next).flat_map(|run| {
        run.chunks(MOST_SETS as usize).map(|run| Sets { sets: run.len() as u32, set: run[0].clone() }).collect::<Vec<_>>()
    });
    WrittenExercise { exercise, role, sets: runs.collect(), note, because }
}

impl From<Sets> for WrittenSet {
    fn from(Sets { sets, set }: Sets) -> Self {
        let mut written = WrittenSet::from(set);
        written.sets = (sets != 1).then_some(sets);
        written
    }
}

impl<'de> Deserialize<'de> for Sets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut written = WrittenSet::deserialize(deserializer)?;
        let sets = written.sets.take().unwrap_or(1);
        if !(1..=MOST_SETS).contains(&sets) {
            return Err(de::Error::custom(format!("`sets` is {sets}, and takes 1 to {MOST_SETS}")));
        }
        Ok(Sets { sets, set: written.into_set()? })
    }
}

impl Serialize for Step {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Step::Routine(name) => {
                let nothing = StepFields { routine: Some(name.clone()), exercise: None, role: None, sets: None, note: None, because: None };
                FlowMap(nothing).serialize(serializer)
            }
            Step::Exercise(exercise) => FlowMap(exercise).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let StepFields { routine, exercise, role, sets, note, because } = StepFields::deserialize(deserializer)?;
        if let Some(name) = routine {
            let there = [("exercise", exercise.is_some()), ("role", role.is_some()), ("sets", sets.is_some()), ("note", note.is_some())];
            return match there.into_iter().chain([("because", because.is_some())]).find(|(_, there)| *there) {
                Some((field, _)) => Err(de::Error::unknown_field(field, &["routine"])),
                None => Ok(Step::Routine(name)),
            };
        }
        Ok(Step::Exercise(WrittenExercise {
            exercise: exercise.ok_or_else(|| de::Error::missing_field("exercise"))?,
            role: role.ok_or_else(|| de::Error::missing_field("role"))?,
            sets: sets.ok_or_else(|| de::Error::missing_field("sets"))?,
            note,
            because: because.ok_or_else(|| de::Error::missing_field("because"))?,
        }))
    }
}

// --- To the nouns --------------------------------------------------------------------------------

/// What a file names and does not have: its path, the sentence, and what there is of the kind.
pub(super) struct Lost {
    pub path: String,
    pub says: String,
    pub known: Vec<String>,
}

impl WrittenPlan {
    /// The plan that it says.
    ///
    /// # Errors
    /// Everything that is named and is not there, and more exercises than any plan has.
    pub(super) fn into_plan(self) -> Result<Plan, Vec<Lost>> {
        let mut unfolding = Unfolding { routines: &self.routines, wordings: &self.next_time, exercises: 0, lost: Vec::new() };
        let weeks: Vec<Week> = self.weeks.into_iter().enumerate().map(|(at, week)| unfolding.week(at, week)).collect();
        if !unfolding.lost.is_empty() {
            return Err(unfolding.lost);
        }
        Ok(handed_over!(self => Plan { schema: self.schema, weeks, }))
    }
}

/// What sessions refer to, and what they refer to in vain.
struct Unfolding<'a> {
    routines: &'a BTreeMap<String, Vec<WrittenExercise>>,
    wordings: &'a BTreeMap<String, Wording>,
    /// So many exercises were read so far.
    exercises: usize,
    lost: Vec<Lost>,
}

impl Unfolding<'_> {
    fn week(&mut self, at: usize, week: WrittenWeek) -> Week {
        let WrittenWeek { week, starts, phases, deadlift, sessions, own } = week;
        let sessions = sessions.into_iter().enumerate();
        let sessions = sessions.map(|(nth, session)| self.session(&format!("weeks[{at}].sessions[{nth}]"), session.0)).collect();
        Week { week, starts, phases, deadlift, sessions, own }
    }

    fn session(&mut self, path: &str, session: SessionFields) -> Session {
        let SessionFields { id, start, minutes, phase, kind, lumbar, film, routine, notes, exercises, next_time, done, outcome } = session;
        let mut all = Vec::new();
        match (routine, exercises) {
            (Some(name), None) => self.routine(&format!("{path}.routine"), &name, &mut all),
            (None, Some(steps)) => {
                for (at, step) in steps.into_iter().enumerate() {
                    match step {
                        Step::Routine(name) => self.routine(&format!("{path}.exercises[{at}].routine"), &name, &mut all),
                        Step::Exercise(exercise) => self.exercise(path, exercise, &mut all),
                    }
                }
            }
            (both, _) => {
                let says = if both.is_some() { "a session has a `routine` or `exercises`, not both" } else { "a session has a `routine` or `exercises`" };
                self.lost.push(Lost { path: path.to_owned(), says: says.to_owned(), known: Vec::new() });
            }
        }
        let rows = next_time.into_iter().enumerate();
        let next_time = rows.filter_map(|(at, row)| self.row(&format!("{path}.next_time[{at}].case"), row)).collect();
        Session { id, start, minutes, phase, kind, lumbar, film, notes, exercises: all, next_time, done, outcome }
    }

    fn routine(&mut self, path: &str, name: &str, all: &mut Vec<Exercise>) {
        match self.routines.get(name) {
            Some(routine) => routine.iter().for_each(|exercise| self.exercise(path, exercise.clone(), all)),
            None => self.lost.push(unknown(path, "routine", name, self.routines.keys())),
        }
    }

    fn exercise(&mut self, path: &str, written: WrittenExercise, all: &mut Vec<Exercise>) {
        self.exercises += 1;
        if self.exercises == MOST_EXERCISES + 1 {
            let says = format!("all sessions together have more than {MOST_EXERCISES} exercises");
            self.lost.push(Lost { path: path.to_owned(), says, known: Vec::new() });
        }
        if self.exercises <= MOST_EXERCISES {
            let WrittenExercise { exercise, role, sets, note, because } = written;
            let sets = sets.into_iter().flat_map(|Sets { sets, set }| vec![set; sets as usize]).collect();
            all.push(Exercise { exercise, role, sets, note, because });
        }
    }

    fn row(&mut self, path: &str, Row { case, load, sets }: Row) -> Option<NextTime> {
        let Some(Wording { when, response, then, because }) = self.wordings.get(&case).cloned() else {
            self.lost.push(unknown(path, "case", &case, self.wordings.keys()));
            return None;
        };
        Some(NextTime { when, response, load, sets, then, because })
    }
}

fn unknown<'a>(path: &str, kind: &str, name: &str, known: impl Iterator<Item = &'a String>) -> Lost {
    let says = format!("there is no {kind} `{}`", crate::diagnostic::shown(name));
    Lost { path: path.to_owned(), says, known: known.cloned().collect() }
}
