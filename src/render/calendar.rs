//! A plan as an iCalendar file: its sessions, and what has to be remembered around them. Reads the plan and nothing else.

mod component;
mod describe;
mod events;
mod handed_out;
mod lines;
mod renewal;
mod rules;
mod text;
mod title;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Plan;
use crate::zone::{self, Zone};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use component::{NAME, YEARS, id_in, uid};
pub use events::Content;
pub use handed_out::HandedOut;
use icalendar::Property;
use lines::Lines;
use renewal::Event;
pub use renewal::Wanted;
use std::collections::BTreeMap;

/// How often a subscribed calendar is fetched again.
const REFRESH: &str = "P1D";

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
/// The same plan after the same calendar gives the same bytes. An event has its `UID` for good. One that did not change
/// since it was handed out keeps its `SEQUENCE` and `DTSTAMP`; one that did has the next `SEQUENCE`, and the day of the
/// plan's revision; one that is no longer planned is cancelled where it stood. What was never handed out is never
/// cancelled.
///
/// # Errors
///
/// Of a plan changed by hand: a time zone that does not exist, a date that no calendar holds, a
/// session without a length, two sessions of one id.
pub fn calendar(plan: &Plan, wanted: Wanted<'_>) -> Result<String, Vec<Diagnostic>> {
    Ok(Calendar::of(plan, wanted)?.whole())
}

/// The events of a plan, ready to be written.
#[derive(Debug)]
pub struct Calendar<'a> {
    plan: &'a Plan,
    zone: Zone,
    events: Vec<Event>,
}

impl<'a> Calendar<'a> {
    /// The events that a calendar of the plan holds.
    ///
    /// # Errors
    ///
    /// Those of [`calendar`].
    pub fn of(plan: &'a Plan, wanted: Wanted<'_>) -> Result<Self, Vec<Diagnostic>> {
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
        let events = renewal::events(plan, &zone, wanted);
        Ok(Calendar { plan, zone, events })
    }

    /// All of it in one file, fit to be subscribed to.
    pub fn whole(&self) -> String {
        self.file(&self.events.iter().collect::<Vec<_>>())
    }

    /// The files of a calendar that is cut up, each whole by itself, with what tells their names apart.
    /// An event is in the file of the same name for good, also when it is cancelled.
    pub fn split(&self, by: Split) -> Vec<(String, String)> {
        let mut parts: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
        for event in &self.events {
            // Of an event of another plan, the whole of its UID: this plan may have the same id.
            let id = id_in(&event.uid, &self.plan.id).unwrap_or(&event.uid);
            let part = match by {
                Split::Phases => events::phase_of(id).name().to_owned(),
                Split::Sessions => id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect(),
            };
            parts.entry(part).or_default().push(event);
        }
        parts.into_iter().map(|(part, events)| (part, self.file(&events))).collect()
    }

    fn file(&self, events: &[&Event]) -> String {
        let mut out = Lines::with_room(events.iter().map(|event| event.text.len()).sum::<usize>() + 2_000);
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
        self.zones(&mut out, events);
        for event in events {
            out.whole(&event.text);
        }
        out.end("VCALENDAR");
        out.finish()
    }

    /// The rules of the plan's zone, and of those that it had when it handed out what is cancelled now.
    fn zones(&self, out: &mut Lines, events: &[&Event]) {
        let mut spans: BTreeMap<&str, (NaiveDate, NaiveDate)> = BTreeMap::new();
        for event in events {
            let day = event.start.date();
            let span = spans.entry(event.zone.as_deref().unwrap_or(self.zone.name())).or_insert((day, day));
            *span = (span.0.min(day), span.1.max(day));
        }
        let (first, last) = spans.remove(self.zone.name()).unwrap_or((self.plan.created, self.plan.created));
        rules::write(out, &self.zone, first, last);
        for (name, (first, last)) in spans {
            if let Some(zone) = Zone::find(name) {
                rules::write(out, &zone, first, last);
            }
        }
    }
}

impl HandedOut {
    /// What counts as handed out of a plan where its calendar is gone: all that such a calendar would hold. None of a plan,
    /// changed by hand, that no calendar can hold.
    pub fn of(plan: &Plan, content: Content) -> Option<HandedOut> {
        let calendar = Calendar::of(plan, Wanted { content, ..Wanted::default() }).ok()?;
        HandedOut::read(&calendar.whole(), "").ok()
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
