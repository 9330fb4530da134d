//! One set: what is lifted, counted, held or gone on with for some time, and how that stands in a file.

use crate::units::{Decimal, Load, Percent};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

/// One set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "WrittenSet")]
pub enum Set {
    /// With a loaded barbell.
    Barbell {
        /// How often.
        reps: Reps,
        /// What is lifted.
        barbell: Barbell,
    },
    /// So many repetitions, with a dumbbell or with nothing in the hand.
    Counted {
        /// How many.
        reps: Reps,
        /// The weight of the dumbbell.
        dumbbell: Option<Load>,
        /// On each side.
        each_side: bool,
    },
    /// A position, held.
    Held {
        /// How often; once where absent.
        times: Option<Reps>,
        /// Seconds of each hold.
        seconds: u32,
        /// On each side.
        each_side: bool,
    },
    /// Something to go on with.
    Timed {
        /// Minutes of it.
        minutes: u32,
        /// On each side.
        each_side: bool,
    },
}

/// How many repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reps {
    /// At least so many.
    pub from: u32,
    /// At most so many, where that is left to the lifter.
    pub up_to: Option<u32>,
}

/// A loaded barbell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barbell {
    /// What is lifted; the bar included.
    pub load: Load,
    /// `load` in percent of the working weight.
    pub percent: Percent,
    /// Which bar, where the lifter has more than one.
    pub bar: Option<Load>,
    /// Plates on each side, the largest first.
    pub per_side: Vec<Decimal>,
}

impl Reps {
    /// Just so many.
    pub fn of(reps: u32) -> Self {
        Reps { from: reps, up_to: None }
    }

    /// From so many to so many.
    pub fn between(from: u32, up_to: u32) -> Self {
        Reps { from, up_to: Some(up_to) }
    }

    /// The most that may be done.
    pub fn most(self) -> u32 {
        self.up_to.unwrap_or(self.from)
    }
}

impl Set {
    /// So many repetitions with nothing in the hand.
    pub fn of(reps: Reps) -> Self {
        Set::Counted { reps, dumbbell: None, each_side: false }
    }

    /// How many repetitions or holds; nothing for what is not counted.
    pub fn reps(&self) -> Option<Reps> {
        match self {
            Set::Barbell { reps, .. } | Set::Counted { reps, .. } => Some(*reps),
            Set::Held { times, .. } => *times,
            Set::Timed { .. } => None,
        }
    }

    /// What is lifted: barbell or dumbbell.
    pub fn load(&self) -> Option<Load> {
        match self {
            Set::Barbell { barbell, .. } => Some(barbell.load),
            Set::Counted { dumbbell, .. } => *dumbbell,
            Set::Held { .. } | Set::Timed { .. } => None,
        }
    }

    /// The barbell that is loaded for it.
    pub fn barbell(&self) -> Option<&Barbell> {
        match self {
            Set::Barbell { barbell, .. } => Some(barbell),
            Set::Counted { .. } | Set::Held { .. } | Set::Timed { .. } => None,
        }
    }

    /// Whether it is done on each side.
    pub fn each_side(&self) -> bool {
        match self {
            Set::Barbell { .. } => false,
            Set::Counted { each_side, .. } | Set::Held { each_side, .. } | Set::Timed { each_side, .. } => *each_side,
        }
    }
}

/// One set, as it stands in a file.
#[derive(Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename = "Set", deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(description = "One set, or several that are equal."))]
pub(super) struct WrittenSet {
    /// How many equal sets; 1 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sets: Option<u32>,
    /// Repetitions; the lower end where `up_to` is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reps: Option<u32>,
    /// The upper end of the repetitions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    up_to: Option<u32>,
    /// Seconds of each hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seconds: Option<u32>,
    /// Minutes of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    /// On each side.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    each_side: bool,
    /// What is lifted; the bar included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    load: Option<Load>,
    /// `load` in percent of the working weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    percent: Option<Percent>,
    /// Which bar, where the lifter has more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bar: Option<Load>,
    /// Plates on each side, the largest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    per_side: Option<Vec<Decimal>>,
}

impl From<Set> for WrittenSet {
    fn from(set: Set) -> Self {
        let (reps, each_side) = (set.reps(), set.each_side());
        let counted = WrittenSet { reps: reps.map(|reps| reps.from), up_to: reps.and_then(|reps| reps.up_to), each_side, ..Self::default() };
        match set {
            Set::Barbell { barbell: Barbell { load, percent, bar, per_side }, .. } => {
                WrittenSet { load: Some(load), percent: Some(percent), bar, per_side: Some(per_side), ..counted }
            }
            Set::Counted { dumbbell, .. } => WrittenSet { load: dumbbell, ..counted },
            Set::Held { seconds, .. } => WrittenSet { seconds: Some(seconds), ..counted },
            Set::Timed { minutes, .. } => WrittenSet { minutes: Some(minutes), ..counted },
        }
    }
}

/// A field that is missing beside the others of a set, or that has no place beside them.
enum Torn {
    Missing(&'static str),
    Unfit { field: &'static str, beside: &'static [&'static str] },
}

impl WrittenSet {
    /// Of two kinds of set in one, the loaded barbell counts, then the minutes, then the seconds.
    fn read(self) -> Result<Set, Torn> {
        if self.percent.is_some() || self.bar.is_some() || self.per_side.is_some() {
            self.only(&["reps", "up_to", "load", "percent", "bar", "per_side"])?;
            let load = self.load.ok_or(Torn::Missing("load"))?;
            let percent = self.percent.ok_or(Torn::Missing("percent"))?;
            let reps = self.counted()?;
            let per_side = self.per_side.ok_or(Torn::Missing("per_side"))?;
            return Ok(Set::Barbell { reps, barbell: Barbell { load, percent, bar: self.bar, per_side } });
        }
        let each_side = self.each_side;
        if let Some(minutes) = self.minutes {
            self.only(&["minutes", "each_side"])?;
            return Ok(Set::Timed { minutes, each_side });
        }
        if let Some(seconds) = self.seconds {
            self.only(&["reps", "up_to", "seconds", "each_side"])?;
            let times = if self.reps.is_some() || self.up_to.is_some() { Some(self.counted()?) } else { None };
            return Ok(Set::Held { times, seconds, each_side });
        }
        Ok(Set::Counted { reps: self.counted()?, dumbbell: self.load, each_side })
    }

    fn counted(&self) -> Result<Reps, Torn> {
        Ok(Reps { from: self.reps.ok_or(Torn::Missing("reps"))?, up_to: self.up_to })
    }

    /// Whether there is nothing beside these fields.
    fn only(&self, beside: &'static [&'static str]) -> Result<(), Torn> {
        let there = [
            ("reps", self.reps.is_some()),
            ("up_to", self.up_to.is_some()),
            ("seconds", self.seconds.is_some()),
            ("minutes", self.minutes.is_some()),
            ("each_side", self.each_side),
            ("load", self.load.is_some()),
        ];
        match there.into_iter().find(|(field, there)| *there && !beside.contains(field)) {
            Some((field, _)) => Err(Torn::Unfit { field, beside }),
            None => Ok(()),
        }
    }
}

impl WrittenSet {
    /// The set that it is. A set is one thing: what belongs to it stands together, and nothing of another kind beside it.
    pub(super) fn into_set<E: de::Error>(self) -> Result<Set, E> {
        self.read().map_err(|torn| match torn {
            Torn::Missing(field) => E::missing_field(field),
            Torn::Unfit { field, beside } => E::unknown_field(field, beside),
        })
    }
}

impl<'de> Deserialize<'de> for Set {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = WrittenSet::deserialize(deserializer)?;
        match written.sets {
            // In the first edition every set stands for itself.
            Some(_) => Err(de::Error::unknown_field("sets", &["reps", "up_to", "seconds", "minutes", "each_side", "load"])),
            None => written.into_set(),
        }
    }
}
