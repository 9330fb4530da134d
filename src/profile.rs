//! Who the lifter is: a profile that cannot be wrong. Knows nothing of verdicts or plans.
//!
//! [`read()`] turns a YAML text into a [`Profile`], or into everything that is wrong with it.

use crate::protocol::AgeBand;
use crate::session_id::SessionId;
use crate::units::{Decimal, Load, Pain, Points, Unit};
use crate::when::{Slot, hour_minute, weekday};
use chrono::{NaiveDate, NaiveTime, Weekday};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod read;

pub use crate::protocol::Lift;
#[cfg(feature = "cli")]
pub use read::{MAX_BYTES, beyond};
pub use read::{Profiled, outline, read, read_file};

/// A lifter, with every default filled in and every value in its range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Printed on the sheet; never in a calendar title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"A. Lifter"))]
    pub name: Option<String>,
    /// Age in whole years, where it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = 29))]
    pub age: Option<u8>,
    /// The band that the rules by age go by.
    pub age_band: AgeBand,
    /// The lift to return to.
    pub deadlift: Deadlift,
    /// What hurts, since when, and how.
    pub pain: PainHistory,
    /// The day on which the screen's questions were answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"2026-11-20"))]
    pub screened: Option<NaiveDate>,
    /// A clinician's word after a referral.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clearance: Option<Clearance>,
    /// What a coach, or the lifter, has decided of sessions to come: less, later, or not at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// When the lifter can train, and what else they lift.
    pub schedule: Schedule,
    /// Bars, plates and the rest of the gym.
    pub equipment: Equipment,
    /// What goes wrong in the lift.
    #[serde(default)]
    pub technique: Technique,
    /// What does not move freely.
    #[serde(default)]
    pub mobility: Mobility,
    /// What the lifter likes.
    pub preferences: Preferences,
}

/// The lift to return to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deadlift {
    /// The last working sets before the pain: 20–500 kg or 45–1100 lb.
    pub working_weight: Load,
    /// Repetitions of those sets, 1–12.
    pub reps: u8,
    /// Which deadlift.
    pub lift: Lift,
    /// The day of the last deadlift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"2026-11-13"))]
    pub last_lifted: Option<NaiveDate>,
    /// 1 or 2.
    pub sessions_per_week: u8,
}

/// What hurts, since when, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PainHistory {
    /// Which of the five situations it is.
    pub status: PainStatus,
    /// Pain now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = 2))]
    pub now: Option<Pain>,
    /// Pain on waking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = 3))]
    pub morning: Option<Pain>,
    /// The worst it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = 5))]
    pub worst: Option<Pain>,
    /// The day it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"2026-11-13"))]
    pub began: Option<NaiveDate>,
    /// It came at once, during a set.
    pub sudden: bool,
    /// Episodes so far, this one included; at least 1.
    pub episodes: u8,
    /// The direction that eases it.
    pub eased_by: Easing,
    /// Days in a row without any pain, up to today.
    pub pain_free_days: u16,
    /// The back bends and turns as far as it used to.
    pub full_range: bool,
    /// Painkillers, taken for this or anything else; where absent, it was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"none"))]
    pub medicine: Option<Medicine>,
    /// Ids of the screen's signs that are present.
    pub signs: Vec<String>,
    /// Ids of signs answered "not sure": they count as present.
    pub unsure: Vec<String>,
}

impl PainHistory {
    /// Whether scores are under painkillers where nothing else is said; where it was not asked, they are not.
    pub fn is_medicated(&self) -> bool {
        matches!(self.medicine, Some(Medicine::SomeDays | Medicine::Daily | Medicine::Unsure))
    }

    /// The worst pain there is word of: of the worst, now and on waking the highest (decisions, section 4); none where no
    /// score is given.
    pub fn highest(&self) -> Option<Pain> {
        [self.worst, self.now, self.morning].into_iter().flatten().max()
    }
}

/// Which situation the lifter is in (decisions, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PainStatus {
    /// No pain: a technique error or a lay-off.
    PainFree,
    /// The ordinary ache after training.
    Soreness,
    /// 1–3 of 10, diffuse, both sides; the lift was never stopped.
    Nagging,
    /// It stopped the lift, or is above 3 of 10.
    Acute,
    /// It stopped the lift and is now gone.
    Settled,
}

/// Which movement eases the pain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Easing {
    /// Bending backwards, press-ups.
    Extension,
    /// Bending forwards, child's pose.
    Flexion,
    /// No direction is better.
    Neither,
    /// Not tried, or no clear answer.
    Unsure,
}

/// Painkillers, over the days that the scores are of (decisions, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum Medicine {
    /// None, or one that was prescribed for something else and is as it was.
    #[serde(rename = "none")]
    Nothing,
    /// On some days.
    #[serde(rename = "some")]
    SomeDays,
    /// Every day.
    #[serde(rename = "daily")]
    Daily,
    /// It is not known whether what is taken is one.
    #[serde(rename = "unsure")]
    Unsure,
}

/// What was decided of a session to come. It is a bound: load and sets at most, no sooner than a day, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The session's id in the plan.
    pub session: SessionId,
    /// The heaviest work set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<Load>,
    /// The most work sets, 1–10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<u32>,
    /// The day before which it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// It is left out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip: bool,
    /// The day on which it was decided: it is held against the plan of that day.
    pub made: NaiveDate,
    /// Who decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The reason, which the plan cites.
    pub why: String,
}

/// A clinician's clearance after a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Clearance {
    /// Who gave it.
    #[cfg_attr(feature = "schema", schemars(example = &"physiotherapist"))]
    pub by: String,
    /// When it was given.
    #[cfg_attr(feature = "schema", schemars(example = &"2026-11-20"))]
    pub date: NaiveDate,
    /// The heaviest deadlift it allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"80 kg"))]
    pub max_load: Option<Load>,
}

/// When the lifter can train, and what else they lift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The first day of the plan; the day the plan is made where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"2026-11-23"))]
    pub start: Option<NaiveDate>,
    /// IANA name; the caller's zone where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"Europe/Berlin"))]
    pub time_zone: Option<String>,
    /// Where the lifter trains: the place of every session at a bar in the calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(example = &"Town gym"))]
    pub location: Option<String>,
    /// The longest a session may take, 40–240 minutes.
    pub minutes: u16,
    /// Starts at which the lifter can train; never empty, no two alike.
    pub slots: Vec<Slot>,
    /// When the daily routines of Phases 1 and 2 stand in the calendar.
    #[serde(with = "hour_minute")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "hour_minute::schema"))]
    pub daily: NaiveTime,
    /// When the lifter gets up.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "hour_minute::option")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "hour_minute::option::schema"))]
    #[cfg_attr(feature = "schema", schemars(example = &"06:30"))]
    pub wakes: Option<NaiveTime>,
    /// The lifter's own lifts that load the lower back.
    pub other_lifting: Vec<OwnLift>,
    /// Days on which the lifter cannot train at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<Away>,
}

/// Days without training, first and last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Away {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// One of the lifter's own lifts that loads the lower back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnLift {
    /// An id from the protocol's list of lifts.
    pub lift: String,
    /// What the work sets have on the bar, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<Load>,
    /// The day.
    #[serde(with = "weekday")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "weekday::schema"))]
    pub day: Weekday,
    /// The start of the session it belongs to.
    #[serde(with = "hour_minute")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "hour_minute::schema"))]
    pub at: NaiveTime,
    /// Done light already: at most half the volume and 60 % of the load.
    #[serde(default)]
    pub light: bool,
    /// May be moved to another of the slots.
    #[serde(default)]
    pub movable: bool,
}

/// Bars, plates and the rest of the gym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// Bars, the preferred one first; never empty.
    pub bars: Vec<Load>,
    /// Plates, largest first, no size twice.
    pub plates: Vec<Plates>,
    /// Dumbbells, smallest first.
    pub dumbbells: Vec<Decimal>,
    /// Ids of what else there is.
    pub has: Vec<String>,
}

/// Plates of one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Plates {
    /// The weight of one plate, in the plan's unit.
    pub size: Decimal,
    /// How many pairs there are; as many as needed where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pairs: Option<u8>,
}

/// What goes wrong in the lift.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Technique {
    /// Errors seen on film.
    #[serde(default)]
    pub errors: Vec<TechniqueError>,
}

/// The five errors of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TechniqueError {
    /// The lower back rounds.
    LumbarRounding,
    /// The lower back is arched too far.
    LumbarHyperextension,
    /// The bar leaves the legs.
    BarDrift,
    /// Hips too high or too low at the start.
    HipPosition,
    /// The bar is yanked or bounced.
    Jerking,
}

/// What does not move freely.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mobility {
    /// Limits, the worst first.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// Hip impingement, or hips that do not turn outwards.
    #[serde(default)]
    pub hip_problem: bool,
}

/// Where movement is short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    /// Back of the thigh.
    Hamstrings,
    /// Front of the hip.
    HipFlexors,
    /// Turning the hip inwards.
    HipRotation,
    /// Upper back.
    ThoracicSpine,
}

/// What the lifter likes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Preferences {
    /// The most points of the working weight by which a week may rise, 5–10.
    pub weekly_rise: Points,
    /// How much a calendar title tells.
    pub titles: Titles,
    /// Notes that are printed only when asked for.
    pub notes: Vec<NoteTopic>,
}

/// How much a calendar title tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Titles {
    /// "Training 3/7".
    Private,
    /// With the lift and its load.
    Detailed,
}

/// Notes that are printed only when asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoteTopic {
    /// Collagen and vitamin C before training.
    Supplements,
    /// Standing up from the desk.
    DeskBreaks,
}

impl Profile {
    /// The unit of the whole plan.
    pub fn unit(&self) -> Unit {
        self.deadlift.working_weight.unit()
    }

    /// Whether a technique error was seen on film.
    pub fn has_error(&self, error: TechniqueError) -> bool {
        self.technique.errors.contains(&error)
    }

    /// Whether something that is no bar, plate or dumbbell is at hand.
    pub fn has(&self, thing: &str) -> bool {
        self.equipment.has.iter().any(|owned| owned == thing)
    }

    /// Every sign that counts as present: those named, and those not surely absent.
    pub fn signs(&self) -> impl Iterator<Item = &str> {
        self.pain.signs.iter().chain(&self.pain.unsure).map(String::as_str)
    }
}

impl OwnLift {
    /// When it usually is.
    pub fn slot(&self) -> Slot {
        Slot { day: self.day, at: self.at }
    }
}

impl Schedule {
    /// Whether the lifter is away on a day.
    pub fn is_away(&self, day: NaiveDate) -> bool {
        self.away.iter().any(|away| away.from <= day && day <= away.to)
    }
}
