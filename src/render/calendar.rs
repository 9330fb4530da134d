//! A plan as an iCalendar file: its sessions, and what has to be remembered around them. Reads the plan and nothing else.

mod component;
mod describe;
mod events;
mod lines;
mod rules;
mod text;
mod title;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::zone::{self, Zone};
use chrono::{Datelike, NaiveDateTime};
use component::{Builder, NAME, uid};
pub use events::Content;
use events::Entry;
use icalendar::{Component, Event, Property};
use lines::Lines;
use std::collections::BTreeMap;

/// How often a subscribed calendar is fetched again.
const REFRESH: &str = "P1D";

/// The years that every reader of calendar files can tell apart from a mistake.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2999;

/// A day: no session is longer.
const LONGEST: u32 = 24 * 60;

/// How a calendar is cut into files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// One file for each phase.
    Phases,
    /// One file for each event.
    Sessions,
}

/// The plan as the text of an `.ics` file (RFC 5545): UTF-8, lines ended by CRLF and folded at 75 octets.
///
/// The same plan gives the same bytes. An event keeps its `UID` through every revision of the plan, and
/// `SEQUENCE`, `DTSTAMP` and `LAST-MODIFIED` rise with it. What an earlier revision had and this one has
/// not stays as a cancelled event.
///
/// # Errors
///
/// Of a plan changed by hand: a time zone that does not exist, a date that no calendar holds, a
/// session without a length, two sessions of one id.
pub fn calendar(plan: &Plan) -> Result<String, Vec<Diagnostic>> {
    Ok(Calendar::of(plan, Content::All)?.whole())
}

/// The events of a plan, ready to be written.
#[derive(Debug)]
pub struct Calendar<'a> {
    plan: &'a Plan,
    zone: Zone,
    events: Vec<(Entry, Event)>,
}

impl<'a> Calendar<'a> {
    /// The events that a calendar of the plan holds.
    ///
    /// # Errors
    ///
    /// Those of [`calendar`].
    pub fn of(plan: &'a Plan, content: Content) -> Result<Self, Vec<Diagnostic>> {
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
        let builder = Builder::new(plan, &zone);
        let events = events::of(plan, &zone, content).into_iter().map(|mut entry| {
            let event = builder.event(&mut entry);
            (entry, event)
        });
        let events = events.collect();
        Ok(Calendar { plan, zone, events })
    }

    /// All of it in one file, fit to be subscribed to.
    pub fn whole(&self) -> String {
        self.file(&self.events.iter().collect::<Vec<_>>())
    }

    /// The files of a calendar that is cut up, each whole by itself, with what tells their names apart.
    /// A later revision's files have the same names: what it dropped stands where it stood.
    pub fn split(&self, by: Split) -> Vec<(String, String)> {
        let mut parts: BTreeMap<String, Vec<&(Entry, Event)>> = BTreeMap::new();
        for event in &self.events {
            let part = match by {
                Split::Phases => event.0.phase.name().to_owned(),
                Split::Sessions => event.0.id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect(),
            };
            parts.entry(part).or_default().push(event);
        }
        parts.into_iter().map(|(part, events)| (part, self.file(&events))).collect()
    }

    fn file(&self, events: &[&(Entry, Event)]) -> String {
        let said = |(_, event): &&(Entry, Event)| event.get_description().map_or(0, str::len);
        // Folds and escapes add a tenth to the texts; the other lines of an event have half a kilobyte.
        let mut out = Lines::with_room(events.iter().map(|event| said(event) * 11 / 10 + 600).sum::<usize>() + 2_000);
        out.begin("VCALENDAR");
        for (key, value) in [
            ("VERSION", "2.0"),
            ("PRODID", concat!("-//rehinge//rehinge ", env!("CARGO_PKG_VERSION"), "//EN")),
            ("CALSCALE", "GREGORIAN"),
            ("NAME", NAME),
            ("X-WR-CALNAME", NAME),
            ("X-WR-TIMEZONE", self.zone.name()),
            ("X-PUBLISHED-TTL", REFRESH),
        ] {
            out.property(&Property::new(key, value));
        }
        out.property(Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION"));
        let days = || events.iter().map(|(entry, _)| entry.when.start().date());
        let (first, last) = (days().min().unwrap_or(self.plan.created), days().max().unwrap_or(self.plan.created));
        rules::write(&mut out, &self.zone, first, last);
        for (_, event) in events {
            out.component(event);
        }
        out.end("VCALENDAR");
        out.finish()
    }
}

fn contradictions(plan: &Plan) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    if !YEARS.contains(&plan.created.year()) {
        wrong.push(no_date(format!("{} is no day that a calendar holds", plan.created)).at("created"));
    }
    for (i, week) in plan.weeks.iter().enumerate() {
        if week.is_deload() && !YEARS.contains(&week.starts.year()) {
            wrong.push(no_date(format!("{} is no day that a calendar holds", week.starts)).at(format!("weeks[{i}].starts")));
        }
        for (j, session) in week.sessions.iter().enumerate() {
            let place = format!("weeks[{i}].sessions[{j}]");
            time(&mut wrong, &place, session.start, session.minutes);
            if let Some(first) = seen.insert(uid(plan, &session.id.to_string()), place.clone()) {
                let message = format!("the id `{}` is also that of {first}", session.id);
                let help = "give every session an id of its own: calendars show only one event of each";
                wrong.push(Diagnostic::new(Code::Repeated, message).at(format!("{place}.id")).help(help));
            }
        }
    }
    for (i, dropped) in plan.dropped.iter().enumerate() {
        time(&mut wrong, &format!("dropped[{i}]"), dropped.start, dropped.minutes);
    }
    wrong
}

fn time(wrong: &mut Vec<Diagnostic>, place: &str, start: NaiveDateTime, minutes: u32) {
    if !YEARS.contains(&start.year()) {
        wrong.push(no_date(format!("{start} is no time that a calendar holds")).at(format!("{place}.start")));
    }
    if !(1..=LONGEST).contains(&minutes) {
        let message = format!("a session of {minutes} minutes");
        let help = format!("a session lasts 1 to {LONGEST} minutes");
        wrong.push(Diagnostic::new(Code::OutOfRange, message).at(format!("{place}.minutes")).help(help));
    }
}

fn no_date(message: String) -> Diagnostic {
    Diagnostic::new(Code::BadDate, message).help(format!("years from {} to {}", YEARS.start(), YEARS.end()))
}
