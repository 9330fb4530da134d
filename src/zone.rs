//! Time zones: which there are, and which wall times exist in them.
//! Knows nothing of plans. Reads the zone data built into the program, never the machine's.

#[cfg(feature = "ics")]
mod changes;

use crate::diagnostic::did_you_mean;
#[cfg(feature = "ics")]
pub use changes::{End, Observance, Which, Yearly};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use jiff::civil;
use jiff::SignedDuration;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

/// A time zone of the IANA database.
#[derive(Debug, Clone)]
pub struct Zone {
    #[cfg(feature = "ics")]
    name: String,
    rules: TimeZone,
}

/// Whether there is a zone of exactly this name; `europe/berlin` is none.
pub fn is_known(name: &str) -> bool {
    Zone::find(name).is_some()
}

/// Every zone's name, in alphabetical order.
pub fn names() -> Vec<String> {
    let mut names: Vec<_> = TimeZoneDatabase::bundled().available().map(|name| name.to_string()).filter(|name| is_known(name)).collect();
    names.sort();
    names
}

/// The zone that a mistyped name was probably meant to be, if one is near.
pub fn nearest(name: &str) -> Option<String> {
    // As `did_you_mean` sees the typed name.
    let plain = |name: &str| name.to_lowercase().replace('_', "-");
    let names = names();
    let plains: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let near = did_you_mean(name, plains.iter().map(String::as_str))?;
    names.iter().find(|name| plain(name) == near).cloned()
}

/// [`Zone::first_valid`] in the zone of that name; `at` itself where there is no such zone.
pub fn first_valid(name: &str, at: NaiveDateTime) -> NaiveDateTime {
    Zone::find(name).map_or(at, |zone| zone.first_valid(at))
}

impl Zone {
    /// The zone of exactly this name.
    pub fn find(name: &str) -> Option<Zone> {
        // "Factory" stands for a clock that was never set; no calendar knows it.
        let rules = TimeZoneDatabase::bundled().get(name).ok().filter(|rules| !rules.is_unknown() && name != "Factory")?;
        let exact = rules.iana_name() == Some(name);
        exact.then(|| Zone {
            #[cfg(feature = "ics")]
            name: name.to_owned(),
            rules,
        })
    }

    /// The time itself where the wall clock shows it; where the clock jumps over it, the first time after the jump.
    pub fn first_valid(&self, at: NaiveDateTime) -> NaiveDateTime {
        self.after_gap(at).unwrap_or(at)
    }

    fn after_gap(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let civil = to_civil(at)?;
        let AmbiguousOffset::Gap { before, .. } = self.rules.to_ambiguous_timestamp(civil).offset() else { return None };
        // By the clock before the jump, a time in the gap lies at or after the jump.
        let later = before.to_timestamp(civil).ok()?.checked_add(SignedDuration::from_secs(1)).ok()?;
        let jump = self.rules.preceding(later).next()?.timestamp();
        from_civil(self.rules.to_datetime(jump))
    }
}

fn to_civil(at: NaiveDateTime) -> Option<civil::DateTime> {
    let year = i16::try_from(at.year()).ok()?;
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|part| i8::try_from(part).unwrap_or(i8::MAX));
    civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()
}

fn from_civil(at: civil::DateTime) -> Option<NaiveDateTime> {
    let part = |part: i8| u32::try_from(part).ok();
    NaiveDate::from_ymd_opt(i32::from(at.year()), part(at.month())?, part(at.day())?)?.and_hms_opt(
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_that_the_clock_jumps_over_becomes_the_first_after_the_jump() {
        assert_eq!(first_valid("Europe/Berlin", at("2027-03-28T02:00:00")), at("2027-03-28T03:00:00"));
        assert_eq!(first_valid("Europe/Berlin", at("2027-03-28T02:30:00")), at("2027-03-28T03:00:00"));
        assert_eq!(first_valid("Europe/Berlin", at("2027-03-28T03:00:00")), at("2027-03-28T03:00:00"));
        assert_eq!(first_valid("Europe/Berlin", at("2027-10-31T02:30:00")), at("2027-10-31T02:30:00"));
        assert_eq!(first_valid("Australia/Lord_Howe", at("2026-10-04T02:10:00")), at("2026-10-04T02:30:00"));
        assert_eq!(first_valid("Pacific/Apia", at("2011-12-30T18:00:00")), at("2011-12-31T00:00:00"));
        assert_eq!(first_valid("Mars/Olympus", at("2027-03-28T02:30:00")), at("2027-03-28T02:30:00"));
    }

    #[test]
    fn names_are_exact_and_stand_in_for_real_places_only() {
        assert!(is_known("Europe/Berlin") && is_known("America/Argentina/Buenos_Aires") && is_known("UTC"));
        for name in ["", "europe/berlin", "Europe/Berlin ", "Etc/Unknown", "Factory", "Europe/Atlantis", "../etc/passwd"] {
            assert!(!is_known(name), "{name}");
        }
        assert!(names().len() > 500);
        assert_eq!(nearest("Europe/Berln").as_deref(), Some("Europe/Berlin"));
        assert_eq!(nearest("america/new_york").as_deref(), Some("America/New_York"));
        assert_eq!(nearest("my kitchen"), None);
    }
}
