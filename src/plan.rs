//! The nouns of a plan: weeks, sessions, exercises, sets, and the reason behind each. No verbs:
//! how they stand in a file is [`file`]'s.

pub mod file;
mod made_from;
mod set;

pub use made_from::MadeFrom;
pub use set::{Barbell, Reps, Set};

use crate::log::Entry;
use crate::profile::Profile;
use crate::protocol::{Lumbar, Protocol, RuleId, RuleText};
use crate::session_id::SessionId;
use crate::units::{Load, Percent, Unit};
use crate::when::minute;
use chrono::{NaiveDate, NaiveDateTime};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format of plan files, as they are written.
pub const SCHEMA: &str = "rehinge/plan/v2";

/// The format of the first edition, which is still read.
pub const FIRST_SCHEMA: &str = "rehinge/plan/v1";

/// A whole plan: what a plan file holds, and all that a renderer may read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The format of the file, [`SCHEMA`].
    pub schema: String,
    /// Stable through every revision.
    pub id: String,
    /// 0 for the first.
    pub revision: u32,
    /// The day the plan was made.
    pub created: NaiveDate,
    /// `train`, or in a revision that stopped: the verdict that stopped it.
    pub verdict: VerdictKind,
    /// The unit of every load in the plan.
    pub unit: Unit,
    /// The IANA zone in which every time of the plan is read.
    pub time_zone: String,
    /// The protocol the plan was made by.
    pub protocol: ProtocolName,
    /// Digests of what it was made from; absent of plans of the first edition.
    #[serde(default)]
    pub made_from: Option<MadeFrom>,
    /// The lifter as of this revision, as validated, defaults filled in.
    pub profile: Profile,
    /// The lifter of the first plan, where something has changed since: pain, working weight, schedule.
    #[serde(default)]
    pub first_profile: Option<Box<Profile>>,
    /// What the profile has said since then, each time from its day on; empty where it has not changed.
    #[serde(default)]
    pub profiles: Vec<Restated>,
    /// How many entries of the log this revision has read.
    #[serde(default)]
    pub logged: u32,
    /// What was prescribed for something done is another than it would have been, had everything been noted in time.
    #[serde(default)]
    pub hindsight: bool,
    /// What the whole plan comes to.
    pub summary: Summary,
    /// What stays the same in every session.
    pub coaching: Coaching,
    /// Calendar weeks, Monday to Sunday, in order; weeks in which nothing happens are left out.
    pub weeks: Vec<Week>,
    /// Changes to the lifter's own sessions.
    pub changes: Vec<Change>,
    /// What each later revision changed, and why, in order; empty in the first plan.
    #[serde(default)]
    pub revisions: Vec<Revision>,
    /// Deadlifts that were not done because of the back, as they are written down.
    #[serde(default)]
    pub missed: Vec<Entry>,
    /// What is written down of days, without a session: scores, signs, painkillers, the screen's questions answered again.
    #[serde(default)]
    pub days: Vec<Entry>,
    /// Sessions that an earlier revision had and this one has not: a calendar cancels them.
    #[serde(default)]
    pub dropped: Vec<Dropped>,
    /// Deadlifts whose day has passed without them, as they were planned for it.
    #[serde(default)]
    pub lapsed: Vec<Lapsed>,
    /// Why nothing more is planned, where that is so.
    #[serde(default)]
    pub stopped: Option<Stop>,
    /// The exercises of the plan, by id.
    pub exercises: BTreeMap<String, ExerciseText>,
    /// Every rule that the plan cites.
    pub rules: BTreeMap<RuleId, RuleText>,
}

impl Plan {
    /// The profile as it was last said: later pain and a lower working weight, which the log tells, are not in it.
    pub fn stated(&self) -> &Profile {
        let first = self.first_profile.as_deref().unwrap_or(&self.profile);
        self.profiles.last().map_or(first, |restated| &restated.profile)
    }

    /// Whether a phase leads on to a later one, or ends the plan as planned. One that was broken off, or in which the plan stopped,
    /// has no gate to go through.
    pub fn leads_on(&self, at: usize) -> bool {
        let phases = &self.summary.phases;
        match phases.get(at).zip(phases.get(at + 1)) {
            Some((span, next)) => next.phase > span.phase,
            None => self.stopped.is_none(),
        }
    }

    /// Every session, in order of time.
    pub fn sessions(&self) -> impl DoubleEndedIterator<Item = &Session> {
        self.weeks.iter().flat_map(|week| &week.sessions)
    }
}

/// What the profile said from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Restated {
    /// The day on which the plan heard of it.
    pub since: NaiveDate,
    /// The profile as it stood then, defaults filled in.
    pub profile: Profile,
}

/// What a revision changed, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// Which one, counted from 1.
    pub revision: u32,
    /// The day it was made.
    pub made: NaiveDate,
    /// What is otherwise than before, the most important first.
    pub changes: Vec<Note>,
    /// What stood among the changes, until a correction of the log took its reason away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undone: Vec<Undone>,
}

impl Revision {
    /// Whether anything to come is otherwise than before: that something was noted is no change.
    pub fn is_a_change(&self) -> bool {
        self.notes().any(|note| note.because != Because::of(RuleId::GoOn))
    }

    /// All that it says, what was undone since as well.
    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        self.changes.iter().chain(self.undone.iter().map(|undone| &undone.note))
    }
}

/// A change of a revision whose reason is not true any more: what was noted has been corrected, taken back, or added to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Undone {
    /// The day since when it is not.
    pub since: NaiveDate,
    /// What was said.
    pub note: Note,
}

/// A session that an earlier revision had and this one has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    /// Its id.
    pub id: SessionId,
    /// When it would have been, wall time in the plan's zone.
    #[serde(with = "minute")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "minute::schema"))]
    pub start: NaiveDateTime,
    /// How long, minutes.
    pub minutes: u32,
    /// What it would have been.
    pub kind: SessionKind,
    /// The revision that dropped it.
    pub revision: u32,
}

/// A deadlift that was not done on the day it was planned for. Its id may stand on a later day by now, with another load.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lapsed {
    /// Its id.
    pub id: SessionId,
    /// The day it was planned for.
    pub on: NaiveDate,
    /// What its week was to lift.
    pub load: Load,
    /// It was a deload: half the sets.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deload: bool,
}

/// Why a plan stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// The day on which what stopped it happened.
    pub on: NaiveDate,
    /// The reasons, the strongest first, and what to do.
    pub reasons: Vec<Note>,
}

/// What the screen says of a lifter; the stronger comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum VerdictKind {
    /// A plan may follow.
    Train,
    /// Ordinary soreness: a rest, no rehabilitation.
    Rest,
    /// To a clinician first.
    Refer,
    /// To an emergency department now.
    Emergency,
}

/// Which protocol a plan was made by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProtocolName {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What the whole plan comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Three phases, or the technique reload.
    pub track: Track,
    /// The weight for sets of five that every percentage is of; of other repetitions it is converted (decisions, section 4).
    pub working_weight: Load,
    /// The heaviest load of the plan: the last loadable weight not above the working weight or the clearance.
    pub top_load: Load,
    /// Weeks from the first deadlift to the first at `top_load`, both included; held and deload weeks count.
    pub loading_weeks: u32,
    /// The day of the first deadlift at `top_load`; absent where a clearance, the plates or a rule end the ramp below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns_on: Option<NaiveDate>,
    /// The phases with their gates, in order.
    pub phases: Vec<PhaseSpan>,
    /// What to know and to watch, the most important first.
    pub notes: Vec<Note>,
}

/// Which way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// Pain resolution, movement, loading.
    ThreePhase,
    /// Loading at once, from a light weight, with attention to technique.
    TechniqueReload,
}

/// A phase of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Phase 1.
    PainResolution,
    /// Phase 2.
    Movement,
    /// Phase 3.
    Loading,
    /// After the return.
    Aftercare,
}

impl Phase {
    /// As plan files name it and the ids of its sessions begin: `pain-resolution`.
    pub fn name(self) -> &'static str {
        match self {
            Phase::PainResolution => "pain-resolution",
            Phase::Movement => "movement",
            Phase::Loading => "loading",
            Phase::Aftercare => "aftercare",
        }
    }

    /// Whether nothing heavy is lifted in it yet.
    pub fn is_before_loading(self) -> bool {
        self < Phase::Loading
    }
}

/// From when to when a phase lasts, and what opens and closes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PhaseSpan {
    /// Which phase.
    pub phase: Phase,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// What must be true before it begins.
    pub entry: Vec<String>,
    /// What must be true before the next one begins.
    pub exit: Vec<String>,
    /// Why it is there and this long.
    pub because: Because,
}

impl PhaseSpan {
    /// How many days it lasts, first and last included.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}

/// A sentence with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Which sentence of the protocol it is: programs go by it. Absent where it was not made from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What fills the gaps of that sentence, and of a reason that it names, by the gap's name; `cause` is that reason's key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// The sentence.
    pub says: String,
    /// Why it is said.
    pub because: Because,
}

impl Note {
    /// A sentence of the protocol with its gaps filled.
    pub fn of(protocol: &Protocol, key: &str, gaps: &[(&str, String)], because: Because) -> Self {
        let values = gaps.iter().map(|(gap, value)| ((*gap).to_owned(), value.clone())).collect();
        Note { key: Some(key.to_owned()), values, says: protocol.say(key, gaps), because }
    }

    /// A sentence that comes from elsewhere.
    pub fn said(says: impl Into<String>, because: Because) -> Self {
        Note { key: None, values: BTreeMap::new(), says: says.into(), because }
    }
}

/// What stays the same in every deadlift session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Coaching {
    /// The set-up, step by step.
    pub setup: Vec<String>,
    /// The lifter's own errors and what mends them.
    pub errors: Vec<String>,
    /// How to breathe.
    pub breathing: String,
    /// How to hold the bar.
    pub grip: String,
    /// When to wear a belt.
    pub belt: String,
    /// Rest between work sets, seconds.
    pub rest_seconds: u32,
    /// What ends a set.
    pub stop_set: String,
    /// What ends a session.
    pub stop_session: String,
    /// What ends the plan.
    pub stop_plan: String,
    /// What to write down after the session.
    pub after: String,
    /// The signs that mean: emergency department, now.
    pub emergency: Vec<String>,
    /// What helps besides the training: printed once, not with every session.
    pub habits: Vec<Note>,
    /// Printed only when asked for.
    pub extras: Vec<Note>,
    /// What this is not.
    pub disclaimer: String,
    /// Where all of it comes from.
    pub because: Because,
}

/// A calendar week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Counted from 1, the week of the plan's first day.
    pub week: u32,
    /// Its Monday.
    pub starts: NaiveDate,
    /// The phases that its days belong to.
    pub phases: Vec<Phase>,
    /// What its heavy deadlift lifts; absent where there is none.
    pub deadlift: Option<WeekLoad>,
    /// What the plan prescribes, in order of time.
    pub sessions: Vec<Session>,
    /// The lifter's own lifts that stay as they are.
    pub own: Vec<OwnSession>,
}

/// What the heavy deadlift of a week lifts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WeekLoad {
    /// Its work sets, the bar included.
    pub load: Load,
    /// `load` in percent of the working weight.
    pub percent: Percent,
    /// Half the sets at the load of the week before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deload: bool,
    /// Why the load is what it is.
    pub because: Because,
}

impl Week {
    /// Its Sunday.
    pub fn ends(&self) -> NaiveDate {
        self.starts + chrono::Days::new(6)
    }

    /// The session of its heavy deadlift.
    pub fn heavy_day(&self) -> Option<&Session> {
        self.sessions.iter().find(|session| session.kind == SessionKind::Deadlift)
    }

    /// The load of its heavy deadlift.
    pub fn load(&self) -> Option<Load> {
        self.deadlift.as_ref().map(|deadlift| deadlift.load)
    }

    /// Whether its heavy deadlift is a deload.
    pub fn is_deload(&self) -> bool {
        self.deadlift.as_ref().is_some_and(|deadlift| deadlift.deload)
    }
}

/// One of the lifter's own sessions, unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnSession {
    /// When it starts, wall time in the plan's zone.
    #[serde(with = "minute")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "minute::schema"))]
    pub start: NaiveDateTime,
    /// Lift ids.
    pub lifts: Vec<String>,
    /// How much it loads the lower back.
    pub lumbar: Lumbar,
}

/// A training session, or one day's routine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Stable through every revision: made of a phase, a count and a kind, never of a date, a load or a title.
    pub id: SessionId,
    /// Wall time in the plan's zone.
    #[serde(with = "minute")]
    pub start: NaiveDateTime,
    /// Minutes from the first warm-up movement to the last accessory.
    pub minutes: u32,
    /// The phase of its day.
    pub phase: Phase,
    /// What it is.
    pub kind: SessionKind,
    /// How much it loads the lower back.
    pub lumbar: Lumbar,
    /// Which set to film, and from where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub film: Option<Film>,
    /// What is particular to this session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// In the order in which they are done.
    pub exercises: Vec<Exercise>,
    /// What the next deadlift will be, by how this one goes; only of a heavy deadlift.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next_time: Vec<NextTime>,
    /// What was done and felt, where it is written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Entry>,
    /// What follows from that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// One row of the table "next time if …".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextTime {
    /// How the session went, in words.
    pub when: String,
    /// What that leads to.
    pub response: Response,
    /// The load of the next deadlift; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<Load>,
    /// Its work sets; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<u32>,
    /// What to do, in words.
    pub then: String,
    /// Which rule says so.
    pub because: Because,
}

/// What follows from a session that was done, or missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What it leads to.
    pub response: Response,
    /// Which rule says so.
    pub because: Because,
}

/// What a session leads to (decisions, section 8); the stronger comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// On, as planned.
    GoOn,
    /// The same load again.
    Repeat,
    /// A lighter load: technique slipped.
    Lower,
    /// A review of technique, a lighter load and one set fewer: it hurt.
    Review,
    /// No deadlift: screen again, and begin with Phase 1.
    Restart,
    /// To a clinician first.
    Refer,
    /// An emergency department, now.
    Emergency,
}

impl Session {
    /// The deadlift's work sets.
    pub fn work(&self) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.role == Role::Work)
    }

    /// Whether there is a deadlift in it: a deadlift day, or the technique check.
    pub fn lifts(&self) -> bool {
        match self.kind {
            SessionKind::Deadlift | SessionKind::SecondDeadlift => true,
            SessionKind::Check => self.work().is_some(),
            SessionKind::Daily | SessionKind::Hinge | SessionKind::Core | SessionKind::Own => false,
        }
    }

    /// When it ends, by the wall clock.
    pub fn ends(&self) -> NaiveDateTime {
        self.start + chrono::Duration::minutes(i64::from(self.minutes))
    }
}

/// What a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SessionKind {
    /// The daily routine of Phase 1 or 2.
    Daily,
    /// The daily routine of Phase 2 with the light Romanian deadlift.
    Hinge,
    /// The week's heavy deadlift.
    Deadlift,
    /// The lighter deadlift day of a week with two.
    SecondDeadlift,
    /// The Big Three.
    Core,
    /// A check: mobility test, film, or the technique check.
    Check,
    /// One of the lifter's own sessions that had to change.
    Own,
}

/// Which set to film, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Film {
    /// The work set, counted from 1.
    pub set: u32,
    /// Where the camera stands.
    pub angle: Angle,
}

/// Where the camera stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Angle {
    /// From the side.
    Side,
    /// 45 degrees behind and to the side.
    #[serde(rename = "45-degrees")]
    FortyFive,
}

/// One exercise of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// An id; its name and how it is done stand in [`Plan::exercises`].
    pub exercise: String,
    /// Its place in the session.
    pub role: Role,
    /// Its sets; empty where the lifter does what they usually do.
    pub sets: Vec<Set>,
    /// What is particular to it here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Why it is there, and why these numbers.
    pub because: Because,
}

impl Exercise {
    /// A barbell is loaded for it: there are plates to hang.
    pub fn is_at_the_bar(&self) -> bool {
        self.sets.iter().any(|set| set.barbell().is_some())
    }
}

/// The place of an exercise in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Getting warm.
    Cardio,
    /// Loosening what is tight.
    Mobility,
    /// Waking up what has to work.
    Activation,
    /// Lighter sets of the lift itself.
    WarmUp,
    /// What the session is for.
    Work,
    /// What helps the lift.
    Accessory,
}

/// Why something is prescribed: at least one rule. There is no set without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(try_from = "Vec<RuleId>", into = "Vec<RuleId>")]
#[cfg_attr(feature = "schema", schemars(with = "Vec<RuleId>", extend("minItems" = 1)))]
pub struct Because(Vec<RuleId>);

impl Because {
    /// The first reason.
    pub fn of(rule: RuleId) -> Self {
        Because(vec![rule])
    }

    /// One reason more; a reason already there is not repeated.
    pub fn and(mut self, rule: RuleId) -> Self {
        if !self.0.contains(&rule) {
            self.0.push(rule);
        }
        self
    }

    /// The reasons, the weightiest first.
    pub fn rules(&self) -> &[RuleId] {
        &self.0
    }
}

impl TryFrom<Vec<RuleId>> for Because {
    type Error = &'static str;

    fn try_from(rules: Vec<RuleId>) -> Result<Self, Self::Error> {
        if rules.is_empty() {
            return Err("at least one reason");
        }
        Ok(Because(rules))
    }
}

impl From<Because> for Vec<RuleId> {
    fn from(because: Because) -> Self {
        because.0
    }
}

/// A change to one of the lifter's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Lift ids of the session.
    pub lifts: Vec<String>,
    /// Its usual start, as a weekly slot in words: `mon 18:00`.
    pub usually: String,
    /// The first day it applies to.
    pub from: NaiveDate,
    /// The last day it applies to.
    pub to: NaiveDate,
    /// What is done instead.
    pub instead: Instead,
    /// Why, in a sentence.
    pub reason: String,
    /// Why, as rules.
    pub because: Because,
}

/// What becomes of one of the lifter's own sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Instead {
    /// Left out.
    Pause,
    /// At another of the lifter's slots: `thu 18:00`.
    Move {
        /// The weekly slot in words.
        to: String,
    },
    /// With less on the bar and less of it; or another lift in its place.
    Lighten {
        /// The most of its usual volume, percent.
        volume: Percent,
        /// The most of its usual load, percent.
        load: Percent,
        /// Lifts that may take its place instead, by name.
        or: Vec<String>,
    },
}

/// An exercise as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExerciseText {
    /// What it is called.
    pub name: String,
    /// How it is done, in one or two sentences.
    pub how: String,
}
