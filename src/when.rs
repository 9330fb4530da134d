//! Days and times of day by the wall clock, and the one way in which files write each of them. Knows nothing of
//! zones, lifters or plans.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A weekly point in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The day.
    #[serde(with = "weekday")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "weekday::schema"))]
    pub day: Weekday,
    /// The start, by the wall clock.
    #[serde(with = "hour_minute")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "hour_minute::schema"))]
    pub at: NaiveTime,
}

impl Slot {
    /// The slot in which a point in time lies.
    pub fn of(start: NaiveDateTime) -> Self {
        Slot { day: start.weekday(), at: start.time() }
    }
}

/// `mon 18:00`.
impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", weekday::write(self.day), hour_minute::write(&self.at))
    }
}

/// The Monday of the week of a day.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// `18:00`, quoted, so that no reader takes it for a number of minutes.
pub(crate) mod hour_minute {
    use chrono::{NaiveTime, Timelike};
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn write(time: &NaiveTime) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    pub fn parse(text: &str) -> Option<NaiveTime> {
        (text.len() == 5).then(|| NaiveTime::parse_from_str(text, "%H:%M").ok()).flatten()
    }

    pub fn serialize<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&write(time))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a time of day like 18:00")))
    }

    #[cfg(feature = "schema")]
    pub fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^(?:[01]\\d|2[0-3]):[0-5]\\d$",
            "patternErrorMessage": "a time of day in four digits, like \"18:00\"",
        })
    }

    pub mod option {
        use super::*;

        pub fn serialize<S: Serializer>(time: &Option<NaiveTime>, serializer: S) -> Result<S::Ok, S::Error> {
            match time {
                Some(time) => serializer.serialize_some(&write(time)),
                None => serializer.serialize_none(),
            }
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveTime>, D::Error> {
            match Option::<String>::deserialize(deserializer)? {
                None => Ok(None),
                Some(text) => parse(&text).map(Some).ok_or_else(|| de::Error::custom(format!("`{text}` is not a time of day like 18:00"))),
            }
        }

        #[cfg(feature = "schema")]
        pub fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
            let mut schema = super::schema(generator);
            schema.insert("type".to_owned(), serde_json::json!(["string", "null"]));
            schema
        }
    }
}

/// `mon` … `sun`.
pub(crate) mod weekday {
    use chrono::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    pub fn write(day: Weekday) -> &'static str {
        NAMES[day.num_days_from_monday() as usize]
    }

    const DAYS: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

    const WHOLE: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    pub fn parse(text: &str) -> Option<Weekday> {
        let at = NAMES.iter().position(|name| *name == text)?;
        Some(DAYS[at])
    }

    /// Every word that people write for a day: `mon`, `Mon`, `monday`, `Monday`.
    pub fn understood() -> impl Iterator<Item = (String, Weekday)> {
        let capital = |name: &str| name[..1].to_uppercase() + &name[1..];
        let named = |names: [&'static str; 7]| names.into_iter().zip(DAYS);
        named(NAMES).chain(named(WHOLE)).flat_map(move |(name, day)| [(name.to_owned(), day), (capital(name), day)])
    }

    pub fn serialize<S: Serializer>(day: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(write(*day))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a day: mon, tue, wed, thu, fri, sat or sun")))
    }

    #[cfg(feature = "schema")]
    pub fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "enum": NAMES})
    }
}

/// `2026-12-10T18:00`: wall time to the minute.
pub(crate) mod minute {
    use chrono::NaiveDateTime;
    use serde::{Deserialize, Deserializer, Serializer, de};

    const FORM: &str = "%Y-%m-%dT%H:%M";

    pub fn serialize<S: Serializer>(at: &NaiveDateTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&at.format(FORM))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDateTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveDateTime::parse_from_str(&text, FORM).map_err(|_| de::Error::custom(format!("`{text}` is not a time like 2026-12-10T18:00")))
    }

    #[cfg(feature = "schema")]
    pub fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$",
            "patternErrorMessage": "a day and a time like 2026-12-10T18:00",
        })
    }
}
