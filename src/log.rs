//! What was lifted and felt. Knows nothing of what follows from it.
//!
//! A log is append-only: a session that is not in it was not done, and what was not written down stays
//! absent. A later entry for the same session amends the earlier one, and says so. An entry without a session tells
//! of a day: a score on a rest day, a sign, a painkiller, the screen's questions answered again.

mod consistency;
mod csv;
mod cut_short;
#[cfg(any(feature = "cli", feature = "internals"))]
pub mod foreign;
mod read;
mod sets;
mod write;

pub use consistency::{Remark, check, effective, remarks};
pub use cut_short::CutShort;
pub use read::{Logged, outline, read};
#[cfg(feature = "cli")]
pub use read::{MAX_BYTES, from_cells};
pub use sets::{WorkSets, work_sets};
pub use write::yaml;

use crate::profile::Lift;
use crate::protocol::told;
use crate::session_id::SessionId;
use crate::units::{Load, Pain};
use crate::when::hour_minute;
use chrono::{NaiveDate, NaiveTime};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was written down about one session, or about a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The session's id in the plan, 80 characters at most; left out, the entry tells of its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The day on which it was done, or of which it tells; from 2000 to 2199.
    pub date: NaiveDate,
    /// The day on which it was written down: the program adds it, and nothing follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noted: Option<NaiveDate>,
    /// When it began, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "hour_minute::option")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "hour_minute::option::schema"))]
    pub at: Option<NaiveTime>,
    /// It was not done, for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<Missed>,
    /// Which deadlift, where it was another than the plan's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lift: Option<Lift>,
    /// What was on the bar, 0.5–500 kg or 1–1100 lb: once for all work sets, or once for each of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "one_or_many")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "one_or_many::schema"))]
    pub load: Vec<Load>,
    /// Repetitions of each work set, 0–100; 20 sets at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<Vec<u32>>,
    /// Work sets that the technique rule ended: how many, or which of them, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_short: Option<CutShort>,
    /// The last clean repetition of each work set, not above its repetitions; 0 where none was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clean: Vec<u32>,
    /// How hard each work set was, 1–10.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effort: Vec<u32>,
    /// The pain before the session, 0–10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Pain>,
    /// How the back felt.
    #[serde(default, skip_serializing_if = "PainReport::is_empty")]
    pub pain: PainReport,
    /// Ids of the screen's signs that showed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<String>,
    /// Ids of signs answered "not sure": they count as yes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<String>,
    /// Whether the scores were given under painkillers. Left out, it was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medicine: Option<bool>,
    /// Whether what leads out of the phase was reached by this day: false also where nothing hurts and the range is not full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<bool>,
    /// The screen's questions, all of them answered again on this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screen: Option<Answers>,
    /// Anything else, for the lifter only: nothing reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// It corrects or completes the entry for the same session, or the last one of the same day where it has none: what
    /// it gives takes the place of what that one gave.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub amends: bool,
    /// It takes the entry back that it names, by session or by day: the session was not done after all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

/// How the back felt. What was not scored is absent, never 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(rename = "Felt"))]
pub struct PainReport {
    /// The worst during or after the session, 0–10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<Pain>,
    /// The next morning, 0–10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub morning: Option<Pain>,
    /// Of which kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PainKind>,
    /// Hours after which it was gone, 0–2000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone_after_hours: Option<u32>,
}

/// Every question of the screen, answered again: what is in neither list was answered with no.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Ids of the signs that are there.
    #[serde(default)]
    pub signs: Vec<String>,
    /// Ids of signs answered "not sure": they count as yes.
    #[serde(default)]
    pub unsure: Vec<String>,
}

impl Entry {
    /// One that says nothing but which session, and when.
    pub fn new(session: impl Into<String>, date: NaiveDate) -> Self {
        Entry { session: Some(session.into()), ..Entry::of_day(date) }
    }

    /// One that tells of a day, and says nothing yet.
    pub fn of_day(date: NaiveDate) -> Self {
        Entry {
            session: None,
            date,
            noted: None,
            at: None,
            missed: None,
            lift: None,
            load: Vec::new(),
            sets: None,
            cut_short: None,
            clean: Vec::new(),
            effort: Vec::new(),
            before: None,
            pain: PainReport::default(),
            signs: Vec::new(),
            unsure: Vec::new(),
            medicine: None,
            gate: None,
            screen: None,
            note: None,
            amends: false,
            withdrawn: false,
        }
    }

    /// The session, where a plan may have one of that id: until a plan has been asked, a log may say anything.
    pub fn id(&self) -> Option<SessionId> {
        self.session.as_ref()?.parse().ok()
    }

    /// What it is about, as it is written: the id of its session, or `the day`.
    pub fn about(&self) -> &str {
        self.session.as_deref().unwrap_or("the day")
    }

    /// What it is about, in words.
    pub fn called(&self) -> String {
        self.id().map_or_else(|| self.about().to_owned(), SessionId::in_words)
    }

    /// Whether it is about this session.
    pub fn is_of(&self, session: SessionId) -> bool {
        self.id() == Some(session)
    }

    /// The session, where it is a deadlift day, the first or the second of a week.
    pub(crate) fn deadlift(&self) -> Option<SessionId> {
        self.id().filter(|id| id.is_deadlift())
    }

    /// What was on the bar at the heaviest, where that was written down.
    pub fn heaviest(&self) -> Option<Load> {
        self.load.iter().copied().max()
    }

    /// How many sets the technique rule ended, as far as that was written down.
    pub fn cuts(&self) -> u32 {
        self.cut_short.as_ref().map_or(0, CutShort::count)
    }

    /// Ids of the signs that showed, in training or as the screen's questions were answered again; each once.
    pub fn shown(&self) -> Vec<&str> {
        each_once(self.signs.iter().chain(self.screen.iter().flat_map(|screen| &screen.signs)))
    }

    /// Ids of the signs that are not surely absent, each once: they count as yes.
    pub fn not_sure(&self) -> Vec<&str> {
        each_once(self.unsure.iter().chain(self.screen.iter().flat_map(|screen| &screen.unsure)))
    }

    /// Whether it tells of lifting: weights, repetitions, how they went, or sets that ended early.
    pub fn tells_of_lifting(&self) -> bool {
        let Entry { load, sets, cut_short, clean, effort, .. } = self;
        !load.is_empty() || sets.is_some() || cut_short.is_some() || !clean.is_empty() || !effort.is_empty()
    }
}

fn each_once<'a>(ids: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut once: Vec<&str> = Vec::new();
    for id in ids {
        if !once.contains(&id.as_str()) {
            once.push(id);
        }
    }
    once
}

impl PainReport {
    /// The higher of its scores.
    pub fn highest(&self) -> Option<Pain> {
        self.worst.max(self.morning)
    }

    /// Whether nothing was written down.
    pub fn is_empty(&self) -> bool {
        *self == PainReport::default()
    }
}

/// Of which kind a pain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PainKind {
    /// Dull, on both sides.
    Diffuse,
    /// On one side.
    OneSided,
    /// Sharp or stabbing.
    Sharp,
    /// A pop, or something that gave way.
    Pop,
    /// Into a leg.
    Leg,
}

impl PainKind {
    /// Words of the sheet that are not the names of the log.
    pub const ON_THE_SHEET: [(&str, PainKind); 1] = [("dull", PainKind::Diffuse)];

    /// As people say it.
    pub fn words(self) -> &'static str {
        match self {
            PainKind::Diffuse => "dull on both sides",
            PainKind::OneSided => "one-sided",
            PainKind::Sharp => "sharp",
            PainKind::Pop => "with a pop",
            PainKind::Leg => "into a leg",
        }
    }

    /// The sign of the screen that it is, in the log's words; none where it is what training feels like.
    pub fn sign(self) -> Option<&'static str> {
        match self {
            PainKind::Diffuse => None,
            PainKind::OneSided => Some(told::ONE_SIDED),
            PainKind::Sharp => Some(told::SHARP),
            PainKind::Pop => Some(told::SUDDEN),
            PainKind::Leg => Some(told::LEG),
        }
    }
}

/// Why a session was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Missed {
    /// The back.
    Pain,
    /// Anything else.
    Other,
}

/// `80 kg`, or `[80 kg, 80 kg, 70 kg]`.
mod one_or_many {
    use crate::units::Load;
    use serde::de::{SeqAccess, Visitor};
    use serde::{Deserializer, Serialize, Serializer, de};
    use std::fmt;

    #[cfg(feature = "schema")]
    pub fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"anyOf": [generator.subschema_for::<Load>(), generator.subschema_for::<Vec<Load>>()]})
    }

    pub fn serialize<S: Serializer>(loads: &[Load], serializer: S) -> Result<S::Ok, S::Error> {
        match loads {
            [one] => one.serialize(serializer),
            many => many.serialize(serializer),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Load>, D::Error> {
        struct Loads;

        impl<'de> Visitor<'de> for Loads {
            type Value = Vec<Load>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a load, or a list of loads")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(vec![text.parse().map_err(E::custom)?])
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut loads = Vec::new();
                while let Some(load) = items.next_element()? {
                    loads.push(load);
                }
                Ok(loads)
            }
        }

        deserializer.deserialize_any(Loads)
    }
}
