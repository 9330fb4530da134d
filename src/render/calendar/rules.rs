//! A zone's own rules (VTIMEZONE): without them some readers take every time as floating.

use super::lines::Lines;
use crate::zone::{Observance, Which, Yearly, Zone};
use chrono::{NaiveDate, Weekday};
use icalendar::Property;

/// The rules as far as events from the first to the last day need them.
pub(super) fn write(out: &mut Lines, zone: &Zone, first: NaiveDate, last: NaiveDate) {
    out.begin("VTIMEZONE");
    out.property(&Property::new("TZID", zone.name()));
    for observance in zone.observances(first, last) {
        write_observance(out, &observance);
    }
    out.end("VTIMEZONE");
}

fn write_observance(out: &mut Lines, observance: &Observance) {
    let kind = if observance.daylight { "DAYLIGHT" } else { "STANDARD" };
    out.begin(kind);
    out.property(&Property::new("DTSTART", observance.onset.format("%Y%m%dT%H%M%S").to_string()));
    out.property(&Property::new("TZOFFSETFROM", offset(observance.from)));
    out.property(&Property::new("TZOFFSETTO", offset(observance.to)));
    out.property(&Property::new("TZNAME", observance.abbreviation.as_str()));
    if let Some(yearly) = observance.yearly {
        out.property(&Property::new("RRULE", recurrence(yearly)));
    }
    out.end(kind);
}

/// `+0100`; seconds only where there are any.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    if rest == 0 { format!("{sign}{hours:02}{minutes:02}") } else { format!("{sign}{hours:02}{minutes:02}{rest:02}") }
}

fn recurrence(yearly: Yearly) -> String {
    let day = match yearly.weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    };
    let month = yearly.month;
    match yearly.which {
        Which::Last => format!("FREQ=YEARLY;BYMONTH={month};BYDAY=-1{day}"),
        Which::From(first) if first % 7 == 1 => format!("FREQ=YEARLY;BYMONTH={month};BYDAY={}{day}", first / 7 + 1),
        Which::From(first) => {
            let days: Vec<String> = (first..first + 7).map(|day| day.to_string()).collect();
            format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={};BYDAY={day}", days.join(","))
        }
    }
}
