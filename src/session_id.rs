//! What a session is called, in every revision of a plan, in its log and in a calendar: made of no date, load or title, so that
//! an event moves instead of standing twice (decisions, section 9).

use crate::diagnostic::shown;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// The id of a session, written as `loading-4-second-deadlift`. What stands in no plan, as `loading-4-daily`, is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId {
    /// What it is counted in.
    pub series: Series,
    /// Which day of its phase, which deadlift week, which check, or which of the lifter's own sessions; counted from 1 through
    /// all revisions, and never given twice.
    pub number: u32,
    /// Which session of that number.
    pub part: Part,
}

/// What sessions are counted in: the days of a phase, its deadlift weeks, or the lifter's own sessions of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// Phase 1.
    PainResolution,
    /// Phase 2.
    Movement,
    /// Phase 3.
    Loading,
    /// After the return.
    Aftercare,
    /// The lifter's own sessions.
    Own,
}

/// Which session of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The routine of a day of Phase 1 or 2.
    Daily,
    /// The heavy deadlift of a week.
    Deadlift,
    /// The lighter deadlift of a week with two.
    SecondDeadlift,
    /// The Big Three, counted from 1 in the week.
    Core(u32),
    /// A monthly check.
    Check,
    /// In which week of the plan, counted from 1, an own session stands that had to change.
    Week(u32),
}

impl SessionId {
    /// The id of a part of a number of a series.
    pub(crate) fn new(series: Series, number: u32, part: Part) -> Self {
        SessionId { series, number, part }
    }

    /// Whether it is a deadlift day, the first or the second of a week.
    pub fn is_deadlift(self) -> bool {
        matches!(self.part, Part::Deadlift | Part::SecondDeadlift)
    }

    /// The second deadlift day of its week.
    pub(crate) fn second(self) -> Self {
        SessionId { part: Part::SecondDeadlift, ..self }
    }

    /// What people call it: `loading week 4`.
    pub(crate) fn in_words(self) -> String {
        if self.is_deadlift() { format!("{} week {}", self.series.name(), self.number) } else { self.to_string().replace('-', " ") }
    }

    /// Whether a plan may have it: each series has its own parts.
    fn can_be(self) -> bool {
        match self.part {
            Part::Daily => matches!(self.series, Series::PainResolution | Series::Movement),
            Part::Deadlift | Part::SecondDeadlift | Part::Core(_) => matches!(self.series, Series::Loading | Series::Aftercare),
            Part::Check => self.series == Series::Aftercare,
            Part::Week(_) => self.series == Series::Own,
        }
    }
}

impl Series {
    const ALL: [Series; 5] = [Series::PainResolution, Series::Movement, Series::Loading, Series::Aftercare, Series::Own];

    fn name(self) -> &'static str {
        match self {
            Series::PainResolution => "pain-resolution",
            Series::Movement => "movement",
            Series::Loading => "loading",
            Series::Aftercare => "aftercare",
            Series::Own => "own",
        }
    }
}

impl Part {
    /// Which of its week the Big Three are, where they are it.
    pub(crate) fn core(self) -> Option<u32> {
        match self {
            Part::Core(nth) => Some(nth),
            _ => None,
        }
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.series.name(), self.number, self.part)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Daily => f.write_str("daily"),
            Part::Deadlift => f.write_str("deadlift"),
            Part::SecondDeadlift => f.write_str("second-deadlift"),
            Part::Core(nth) => write!(f, "core-{nth}"),
            Part::Check => f.write_str("check"),
            Part::Week(week) => write!(f, "week-{week}"),
        }
    }
}

/// What is not the id of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionIdError(String);

impl fmt::Display for SessionIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the id of a session, as `loading-1-deadlift` is", self.0)
    }
}

impl std::error::Error for SessionIdError {}

impl FromStr for SessionId {
    type Err = SessionIdError;

    /// Reads what [`SessionId`] writes, and nothing else: one session has one text.
    fn from_str(text: &str) -> Result<Self, SessionIdError> {
        let id = parsed(text).filter(|id| id.can_be());
        id.ok_or_else(|| SessionIdError(shown(text)))
    }
}

fn parsed(text: &str) -> Option<SessionId> {
    let begins = |series: &Series| text.strip_prefix(series.name())?.strip_prefix('-').map(|rest| (*series, rest));
    let (series, rest) = Series::ALL.iter().find_map(begins)?;
    let (number, part) = rest.split_once('-')?;
    let part = match part {
        "daily" => Part::Daily,
        "deadlift" => Part::Deadlift,
        "second-deadlift" => Part::SecondDeadlift,
        "check" => Part::Check,
        counted => match counted.split_once('-')? {
            ("core", nth) => Part::Core(count(nth)?),
            ("week", week) => Part::Week(count(week)?),
            _ => return None,
        },
    };
    Some(SessionId { series, number: count(number)?, part })
}

/// A number as it is written here: no sign, and no zeros before it.
fn count(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| plain)
}

impl PartialEq<&str> for SessionId {
    fn eq(&self, text: &&str) -> bool {
        text.parse() == Ok(*self)
    }
}

impl From<SessionId> for String {
    fn from(id: SessionId) -> String {
        id.to_string()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for SessionId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SessionId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let pattern = "^(?:(?:pain-resolution|movement)-\\d+-daily|(?:loading|aftercare)-\\d+-(?:deadlift|second-deadlift|core-\\d+)\
                       |aftercare-\\d+-check|own-\\d+-week-\\d+)$";
        schemars::json_schema!({
            "type": "string",
            "pattern": pattern,
            "patternErrorMessage": "the id of a session, like loading-1-deadlift",
        })
    }
}

impl Serialize for SessionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SessionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        let all = "pain-resolution-3-daily movement-2-daily loading-4-deadlift loading-4-second-deadlift loading-4-core-2 \
                   aftercare-12-deadlift aftercare-3-check own-2-week-11";
        for text in all.split(' ') {
            assert_eq!(text.parse::<SessionId>().map(|id| id.to_string()).as_deref(), Ok(text));
        }
        let id: SessionId = "loading-4-core-2".parse().unwrap();
        assert_eq!(id, SessionId::new(Series::Loading, 4, Part::Core(2)));
    }

    #[test]
    fn what_no_plan_has_is_not_read() {
        let none = "loading loading-4 loading--deadlift loading-04-deadlift loading-+4-deadlift loading-4-deadlift-2 loading-4-daily \
                    loading-4-core core-2 deadlift-2026-12-01 loading-60kg-deadlift movement-2-deadlift own-1-deadlift Loading-1-deadlift \
                    loading-99999999999-deadlift loading-4-week-2 pain-resolution-1-check";
        for text in none.split(' ').chain([""]) {
            assert_eq!(text.parse::<SessionId>(), Err(SessionIdError(text.to_owned())));
        }
    }

    #[test]
    fn numbers_are_in_order_as_numbers() {
        let id = |text: &str| text.parse::<SessionId>().unwrap();
        assert!(id("loading-9-deadlift") < id("loading-10-deadlift"));
        assert!(id("loading-10-deadlift") < id("aftercare-1-deadlift"));
    }

    #[test]
    fn people_count_weeks() {
        let words = |text: &str| text.parse::<SessionId>().unwrap().in_words();
        assert_eq!(words("loading-4-second-deadlift"), "loading week 4");
        assert_eq!(words("aftercare-3-check"), "aftercare 3 check");
    }
}
