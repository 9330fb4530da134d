//! When a zone's clocks change, as a calendar has to know it.

use super::{Zone, from_civil, to_civil};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// How far before its first day and after its last one a calendar's zone is spelled out, so that
/// an event that its owner drags to another week still has the right offset. Days.
const MARGIN: (u64, u64) = (31, 366);

/// Dates fall on the same weekdays again after 28 years: a rule that explains as many years
/// explains all of them, and its days of the month are all seen.
const CYCLE: i32 = 28;

/// The end of something, as a calendar can say it without being misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By the wall clock of the zone.
    Wall(NaiveDateTime),
    /// By UTC: the wall clock shows this time twice.
    Utc(NaiveDateTime),
}

impl Zone {
    /// Its name, as in `Europe/Berlin`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When something ends that starts at a wall time and takes so many minutes by a stopwatch. A
    /// start that comes twice means its first time, and one that the clock jumps over is read by the
    /// clock before the jump (RFC 5545, section 3.3.5).
    pub fn end(&self, start: NaiveDateTime, minutes: u32) -> Option<End> {
        let start = self.instant(start)?;
        let end = start.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok()?;
        let wall = from_civil(self.rules.to_datetime(end))?;
        // Of a time that comes twice the wall time alone means the first (RFC 5545, section 3.3.5), and libical reads the second.
        if matches!(self.rules.to_ambiguous_timestamp(to_civil(wall)?).offset(), AmbiguousOffset::Unambiguous { .. }) {
            return Some(End::Wall(wall));
        }
        from_civil(TimeZone::UTC.to_datetime(end)).map(End::Utc)
    }

    fn instant(&self, wall: NaiveDateTime) -> Option<Timestamp> {
        self.rules.to_ambiguous_timestamp(to_civil(wall)?).compatible().ok()
    }

    /// The changes of the clock that a calendar with events on these days has to know, the oldest
    /// first. Two yearly rules where they hold from before the first day on, for ever; otherwise the
    /// offset at the beginning and every change one by one. Empty only for days beyond the year 9900.
    pub fn observances(&self, first: NaiveDate, last: NaiveDate) -> Vec<Observance> {
        self.spelled_out(first, last).unwrap_or_default()
    }

    fn spelled_out(&self, first: NaiveDate, last: NaiveDate) -> Option<Vec<Observance>> {
        let from = self.instant(first.checked_sub_days(Days::new(MARGIN.0))?.and_hms_opt(0, 0, 0)?)?;
        let to = self.instant(last.checked_add_days(Days::new(MARGIN.1))?.and_hms_opt(0, 0, 0)?)?;
        let cycle = SignedDuration::from_hours(i64::from(CYCLE + 1) * 366 * 24);
        let beginning = self.rules.to_offset_info(from);
        let mut changes: Vec<(Timestamp, Observance)> = Vec::new();
        let mut offset = beginning.offset().seconds();
        let horizon = to.checked_add(cycle).ok()?;
        for change in self.rules.following(from).take_while(|change| change.timestamp() < horizon) {
            let next = change.offset().seconds();
            // A change of name alone moves no event.
            if next != offset {
                let utc = from_civil(TimeZone::UTC.to_datetime(change.timestamp()))?;
                let onset = utc.checked_add_signed(chrono::Duration::seconds(i64::from(offset)))?;
                let observance = Observance {
                    onset,
                    from: offset,
                    to: next,
                    daylight: change.dst().is_dst(),
                    abbreviation: change.abbreviation().to_owned(),
                    yearly: None,
                };
                changes.push((change.timestamp(), observance));
                offset = next;
            }
        }
        if let Some(pair) = yearly(&changes, first.checked_sub_days(Days::new(MARGIN.0))?) {
            return Some(pair);
        }
        let start = Observance {
            onset: NaiveDate::from_ymd_opt(EPOCH, 1, 1)?.and_hms_opt(0, 0, 0)?,
            from: beginning.offset().seconds(),
            to: beginning.offset().seconds(),
            // Readers take a zone without any standard time for broken.
            daylight: false,
            abbreviation: beginning.abbreviation().to_owned(),
            yearly: None,
        };
        let within = changes.into_iter().filter(|(at, _)| *at < to).map(|(_, observance)| observance);
        Some(std::iter::once(start).chain(within).collect())
    }
}

/// The year from which calendars count their rules: older readers know no earlier instant.
const EPOCH: i32 = 1970;

/// An offset that begins at some time, or every year anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observance {
    /// Its (first) beginning, by the wall clock before it.
    pub onset: NaiveDateTime,
    /// The offset before it, seconds east of UTC.
    pub from: i32,
    /// The offset from then on, seconds east of UTC.
    pub to: i32,
    /// Whether it counts as daylight-saving time.
    pub daylight: bool,
    /// What the clock is called: `CEST`.
    pub abbreviation: String,
    /// The days on which it begins again each year; once only where absent.
    pub yearly: Option<Yearly>,
}

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yearly {
    /// 1 to 12.
    pub month: u32,
    /// The day of the week.
    pub weekday: Weekday,
    /// Which one of the month.
    pub which: Which,
}

/// Which of the same weekdays of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Last,
    /// The first on or after this day of the month.
    From(u32),
}

impl Yearly {
    /// The day on which it falls in a year.
    pub fn on(self, year: i32) -> Option<NaiveDate> {
        let length = days_in_month(year, self.month)?;
        let mut days = (1..=length).filter_map(|day| NaiveDate::from_ymd_opt(year, self.month, day));
        match self.which {
            Which::Last => days.rfind(|day| day.weekday() == self.weekday),
            Which::From(first) => days.find(|day| day.day() >= first && day.weekday() == self.weekday),
        }
    }
}

/// The two yearly rules that explain every one of the changes since a day, if there are such.
fn yearly(changes: &[(Timestamp, Observance)], since: NaiveDate) -> Option<Vec<Observance>> {
    let each = |parity: usize| changes.iter().skip(parity).step_by(2).map(|(_, observance)| observance);
    let mut pair = Vec::new();
    for parity in 0..2 {
        let rule = rule(each(parity))?;
        let begins = each(parity).next()?.onset.date();
        // Cuba does not turn its clocks back in 2026, and does again from 2027 on: a rule that skips a
        // year after the first day does not hold yet.
        let skips = |year: i32| rule.yearly.and_then(|yearly| yearly.on(year)).is_some_and(|day| since <= day && day < begins);
        if (since.year()..begins.year()).any(skips) {
            return None;
        }
        pair.push(rule);
    }
    pair.sort_by_key(|observance| observance.onset);
    Some(pair)
}

fn rule<'a>(mut changes: impl Iterator<Item = &'a Observance> + Clone) -> Option<Observance> {
    let all = changes.clone();
    let first = changes.next()?;
    let (month, weekday, time) = (first.onset.month(), first.onset.weekday(), first.onset.time());
    let mut years = 0;
    let mut last_only = true;
    let mut days = (u32::MAX, 0);
    for change in all {
        let onset = change.onset;
        let same = onset.month() == month
            && onset.weekday() == weekday
            && onset.time() == time
            && onset.year() == first.onset.year() + years
            && (change.from, change.to, change.daylight, &change.abbreviation)
                == (first.from, first.to, first.daylight, &first.abbreviation);
        if !same {
            return None;
        }
        years += 1;
        last_only &= onset.day() + 7 > days_in_month(onset.year(), month)?;
        days = (days.0.min(onset.day()), days.1.max(onset.day()));
    }
    if years < CYCLE || (!last_only && days.1 - days.0 > 6) {
        return None;
    }
    let yearly = Yearly { month, weekday, which: if last_only { Which::Last } else { Which::From(days.0) } };
    Some(Observance { onset: yearly.on(EPOCH)?.and_time(time), yearly: Some(yearly), ..first.clone() })
}

fn days_in_month(year: i32, month: u32) -> Option<u32> {
    NaiveDate::from_ymd_opt(year, month, 1).map(|first| u32::from(first.num_days_in_month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn an_end_is_counted_by_the_stopwatch_across_a_change_of_the_clock() {
        let berlin = Zone::find("Europe/Berlin").unwrap();
        assert_eq!(berlin.end(at("2027-01-07T18:00:00"), 75), Some(End::Wall(at("2027-01-07T19:15:00"))));
        assert_eq!(berlin.end(at("2027-03-28T01:30:00"), 75), Some(End::Wall(at("2027-03-28T03:45:00"))));
        // The second 02:30 of that night: the wall time alone would be read as the first, an event of no length.
        assert_eq!(berlin.end(at("2027-10-31T02:30:00"), 60), Some(End::Utc(at("2027-10-31T01:30:00"))));
        // The first 02:30: readers do not agree on which of the two is meant.
        assert_eq!(berlin.end(at("2027-10-31T01:30:00"), 60), Some(End::Utc(at("2027-10-31T00:30:00"))));
        assert_eq!(berlin.end(at("2027-10-31T01:00:00"), 60), Some(End::Utc(at("2027-10-31T00:00:00"))));
        assert_eq!(berlin.end(at("2027-10-31T01:00:00"), 59), Some(End::Wall(at("2027-10-31T01:59:00"))));
    }

    #[test]
    fn yearly_rules_are_found_where_they_hold_and_only_there() {
        let days = |name: &str| {
            let (first, last) = ("2026-11-23".parse().unwrap(), "2027-04-30".parse().unwrap());
            Zone::find(name).unwrap().observances(first, last)
        };
        let which = |name: &str| days(name).iter().map(|o| o.yearly.map(|y| (y.month, y.which))).collect::<Vec<_>>();
        assert_eq!(which("Europe/Berlin"), [Some((3, Which::Last)), Some((10, Which::Last))]);
        assert_eq!(which("America/New_York"), [Some((3, Which::From(8))), Some((11, Which::From(1)))]);
        // Friday before the last Sunday of March: no nth Friday.
        assert_eq!(which("Asia/Jerusalem"), [Some((3, Which::From(23))), Some((10, Which::Last))]);
        assert_eq!(which("Asia/Tokyo"), [None]);
        // The clocks of British Columbia changed for the last time in March 2026.
        let vancouver = days("America/Vancouver");
        assert_eq!(vancouver.iter().map(|o| o.to).collect::<Vec<_>>(), [-7 * 3600]);
        // Cuba stays on summer time through the winter of 2026, and then goes on as before.
        let havana = days("America/Havana");
        assert_eq!(havana.iter().map(|o| (o.to, o.yearly)).collect::<Vec<_>>(), [(-4 * 3600, None), (-5 * 3600, None), (-4 * 3600, None)]);
    }
}
