//! A plan file of the first edition, which is still read. Nothing is written in it any more.

use super::super::{Because, FIRST_SCHEMA, OwnSession, Phase, Plan, SCHEMA, Session, Week, WeekLoad};
use crate::units::{Load, Percent};
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de};

/// In memory every plan is of the edition that is written.
pub fn of_first_edition(plan: Plan) -> Plan {
    let schema = if plan.schema == FIRST_SCHEMA { SCHEMA.to_owned() } else { plan.schema };
    Plan { schema, ..plan }
}

/// A calendar week: what its deadlift lifts stands beside everything else.
#[derive(Deserialize)]
#[serde(rename = "Week", deny_unknown_fields)]
struct FlatWeek {
    week: u32,
    starts: NaiveDate,
    phases: Vec<Phase>,
    #[serde(default)]
    load: Option<Load>,
    #[serde(default)]
    percent: Option<Percent>,
    deload: bool,
    #[serde(default)]
    because: Option<Because>,
    sessions: Vec<Session>,
    #[serde(default)]
    own: Vec<OwnSession>,
}

impl FlatWeek {
    /// What the deadlift lifts, or the name of the field that is missing for it.
    fn deadlift(&mut self) -> Result<Option<WeekLoad>, &'static str> {
        match (self.load, self.percent, self.because.take()) {
            (None, None, None) if !self.deload => Ok(None),
            (None, ..) => Err("load"),
            (Some(_), None, _) => Err("percent"),
            (Some(_), _, None) => Err("because"),
            (Some(load), Some(percent), Some(because)) => Ok(Some(WeekLoad { load, percent, deload: self.deload, because })),
        }
    }
}

/// What a week says of its deadlift stands together or not at all: where some of it is left out, that is a missing field.
impl<'de> Deserialize<'de> for Week {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut flat = FlatWeek::deserialize(deserializer)?;
        let deadlift = flat.deadlift().map_err(de::Error::missing_field)?;
        let FlatWeek { week, starts, phases, sessions, own, .. } = flat;
        Ok(Week { week, starts, phases, deadlift, sessions, own })
    }
}
