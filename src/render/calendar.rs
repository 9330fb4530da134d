//! A plan as an iCalendar file: one event for every session. Reads the plan and nothing else.
//!
//! The events are `icalendar`'s; the lines are written by `lines`, because the crate's own writer
//! stamps alarms with the clock and random ids, leaves some texts unescaped, and folds a byte too late.

mod describe;
mod lines;
mod title;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Plan, Session, SessionKind};
use crate::zone::{self, End, Observance, Which, Yearly, Zone};
use chrono::{Datelike, Duration, NaiveTime, Weekday};
use icalendar::{Alarm, CalendarDateTime, Class, Component, Event, EventLike, EventStatus, Property};
use lines::Lines;
use std::collections::BTreeMap;
use title::Titles;

/// What the calendar is called: as little as its events say to whoever looks over a shoulder.
const NAME: &str = "Training";

/// How often a subscribed calendar is fetched again.
const REFRESH: &str = "P1D";

/// The years that every reader of calendar files can tell apart from a mistake.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2999;

/// A day: no session is longer.
const LONGEST: u32 = 24 * 60;

/// The plan as the text of an `.ics` file (RFC 5545): UTF-8, lines ended by CRLF and folded at 75 octets.
///
/// The same plan gives the same bytes. An event keeps its `UID` through every revision of the plan, and
/// `SEQUENCE`, `DTSTAMP` and `LAST-MODIFIED` rise with it.
///
/// # Errors
///
/// Of a plan changed by hand: a time zone that does not exist, a date that no calendar holds, a
/// session without a length, two sessions of one id.
pub fn calendar(plan: &Plan) -> Result<String, Vec<Diagnostic>> {
    let Some(zone) = Zone::find(&plan.time_zone) else {
        let help = match zone::nearest(&plan.time_zone) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "zones are named as in Europe/Berlin or America/New_York".to_owned(),
        };
        let message = format!("there is no time zone `{}`", plan.time_zone);
        return Err(vec![Diagnostic::new(Code::UnknownZone, message).at("time_zone").help(help)]);
    };
    let wrong = contradictions(plan);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut out = Lines::new();
    out.begin("VCALENDAR");
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", concat!("-//rehinge//rehinge ", env!("CARGO_PKG_VERSION"), "//EN")),
        ("CALSCALE", "GREGORIAN"),
        ("NAME", NAME),
        ("X-WR-CALNAME", NAME),
        ("X-WR-TIMEZONE", zone.name()),
        ("X-PUBLISHED-TTL", REFRESH),
    ] {
        out.property(&Property::new(key, value));
    }
    out.property(Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION"));
    write_zone(&mut out, plan, &zone);
    let titles = Titles::of(plan);
    for week in &plan.weeks {
        for session in &week.sessions {
            let summary = titles.title(week, session);
            let description = describe::session(plan, week, session, &titles);
            let event = event(plan, session, &zone, &summary, &description);
            out.component(&event.component_kind(), &event);
        }
    }
    out.end("VCALENDAR");
    Ok(out.finish())
}

/// How long before its start a session is announced, minutes: at the gym, time to eat, pack and get there.
fn lead(session: &Session) -> u32 {
    if at_the_gym(session) { 60 } else { 10 }
}

/// A session at the gym keeps its time free; a routine at home gives way to a meeting.
fn at_the_gym(session: &Session) -> bool {
    match session.kind {
        SessionKind::Deadlift | SessionKind::SecondDeadlift | SessionKind::Own => true,
        SessionKind::Daily | SessionKind::Hinge | SessionKind::Core | SessionKind::Check => describe::at_the_bar(session),
    }
}

fn event(plan: &Plan, session: &Session, zone: &Zone, summary: &str, description: &str) -> Event {
    let made = plan.created.and_time(NaiveTime::MIN).and_utc();
    let changed = made + Duration::seconds(i64::from(plan.revision));
    let wall = |date_time| CalendarDateTime::WithTimezone { date_time, tzid: zone.name().to_owned() };
    let end = match zone.end(session.start, session.minutes) {
        Some(End::Utc(end)) => CalendarDateTime::Utc(end.and_utc()),
        Some(End::Wall(end)) => wall(end),
        None => wall(session.ends()),
    };
    let alarm = Alarm::display(summary, -Duration::minutes(i64::from(lead(session))))
        // chrono writes the duration as thousands of seconds, which some readers do not take for minutes.
        .append_property(Property::new("TRIGGER", format!("-PT{}M", lead(session))))
        .done();
    Event::new()
        .uid(&uid(plan, session))
        .sequence(plan.revision)
        .timestamp(changed)
        .created(made)
        .last_modified(changed)
        .starts(wall(session.start))
        .ends(end)
        .summary(summary)
        .description(description)
        .class(Class::Private)
        .status(EventStatus::Confirmed)
        .categories([NAME])
        .add_property("TRANSP", if at_the_gym(session) { "OPAQUE" } else { "TRANSPARENT" })
        .alarm(alarm)
        .done()
}

/// Made of nothing that a revision changes.
fn uid(plan: &Plan, session: &Session) -> String {
    lines::one_line(&format!("{}.{}@rehinge", session.id, plan.id))
}

fn contradictions(plan: &Plan) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    if !YEARS.contains(&plan.created.year()) {
        wrong.push(no_date(format!("{} is no day that a calendar holds", plan.created)).at("created"));
    }
    for (i, week) in plan.weeks.iter().enumerate() {
        for (j, session) in week.sessions.iter().enumerate() {
            let place = format!("weeks[{i}].sessions[{j}]");
            if !YEARS.contains(&session.start.year()) {
                wrong.push(no_date(format!("{} is no time that a calendar holds", session.start)).at(format!("{place}.start")));
            }
            if !(1..=LONGEST).contains(&session.minutes) {
                let message = format!("a session of {} minutes", session.minutes);
                let help = format!("a session lasts 1 to {LONGEST} minutes");
                wrong.push(Diagnostic::new(Code::OutOfRange, message).at(format!("{place}.minutes")).help(help));
            }
            if let Some(first) = seen.insert(uid(plan, session), place.clone()) {
                let message = format!("the id `{}` is also that of {first}", session.id);
                let help = "give every session an id of its own: calendars show only one event of each";
                wrong.push(Diagnostic::new(Code::Repeated, message).at(format!("{place}.id")).help(help));
            }
        }
    }
    wrong
}

fn no_date(message: String) -> Diagnostic {
    Diagnostic::new(Code::BadDate, message).help(format!("years from {} to {}", YEARS.start(), YEARS.end()))
}

/// The zone's own rules (VTIMEZONE): without them some readers take every time as floating.
fn write_zone(out: &mut Lines, plan: &Plan, zone: &Zone) {
    let days = || plan.weeks.iter().flat_map(|week| &week.sessions).map(|session| session.start.date());
    let first = days().min().unwrap_or(plan.created);
    let last = days().max().unwrap_or(plan.created);
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
