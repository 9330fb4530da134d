//! An event as `icalendar` holds it. Its lines are written by `lines`.

use super::events::{Entry, When};
use super::lines::{self, Lines};
use crate::plan::Plan;
use crate::zone::{End, Zone};
use chrono::{Datelike, Days, Duration, NaiveDateTime, NaiveTime, Timelike};
use icalendar::{Alarm, Class, Component, Event, EventLike, EventStatus, Property};

/// What the calendar is called: as little as its events say to whoever looks over a shoulder.
pub(super) const NAME: &str = "Training";

/// The years that every reader of calendar files can tell apart from a mistake.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1970..=2999;

/// The largest number that a SEQUENCE can be (RFC 5545, section 3.3.8).
pub(super) const MOST_SEQUENCE: u32 = i32::MAX as u32;

/// Which version of an event it is, and since when: what tells a reader that it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    /// Its SEQUENCE.
    pub sequence: u32,
    /// Its DTSTAMP, in UTC.
    pub at: NaiveDateTime,
}

impl Stamp {
    /// Of something that changed on the day of a plan's revision. Two changes of one day differ by seconds.
    pub(super) fn of(plan: &Plan, sequence: u32) -> Stamp {
        Stamp { sequence, at: plan.created.and_time(NaiveTime::MIN) + Duration::seconds(i64::from(sequence)) }
    }

    /// The next one after this, on the day of a plan's revision.
    pub(super) fn next(self, plan: &Plan) -> Stamp {
        let next = Stamp::of(plan, self.sequence.saturating_add(1).min(MOST_SEQUENCE));
        Stamp { at: next.at.max(self.at + Duration::seconds(1)), ..next }
    }
}

/// Makes the events of a plan.
pub(super) struct Builder<'a> {
    plan: &'a Plan,
    zone: &'a Zone,
    /// What every event has.
    common: Event,
}

impl<'a> Builder<'a> {
    pub(super) fn new(plan: &'a Plan, zone: &'a Zone) -> Self {
        Builder { plan, zone, common: Event::new().class(Class::Private).categories([NAME]).done() }
    }

    pub(super) fn event(&self, entry: Entry) -> Event {
        let Entry { id, when, title, description, location, busy, lead } = entry;
        let mut event = self.common.clone();
        event.add_property("UID", uid(self.plan, &id));
        self.time(&mut event, when);
        if let Some(lead) = lead {
            event.alarm(alarm(&title, lead));
        }
        event.add_property("SUMMARY", title);
        if !description.is_empty() {
            event.add_property("DESCRIPTION", description);
        }
        if let Some(location) = location {
            event.add_property("LOCATION", location);
        }
        event.status(EventStatus::Confirmed).add_property("TRANSP", if busy { "OPAQUE" } else { "TRANSPARENT" });
        event
    }

    fn time(&self, event: &mut Event, when: When) {
        match when {
            When::Time { start, minutes } => {
                event.append_property(self.wall("DTSTART", start));
                match self.zone.end(start, minutes) {
                    Some(End::Utc(end)) => event.ends(end.and_utc()),
                    Some(End::Wall(end)) => event.append_property(self.wall("DTEND", end)),
                    None => event.append_property(self.wall("DTEND", start + Duration::minutes(i64::from(minutes)))),
                };
            }
            When::Days { first, days } => {
                // The end of an all-day event is the day after its last (RFC 5545, section 3.6.1).
                event.starts(first).ends(first + Days::new(days));
            }
        }
    }

    /// A time by the clock of the plan's zone. As `CalendarDateTime::WithTimezone` would be, in less time.
    fn wall(&self, key: &str, at: NaiveDateTime) -> Property {
        Property::new(key, local(at)).add_parameter("TZID", self.zone.name()).done()
    }
}

fn alarm(title: &str, lead: u32) -> Alarm {
    let before = if lead == 0 { "PT0S".to_owned() } else { format!("-PT{lead}M") };
    // chrono writes the duration as thousands of seconds, which some readers do not take for minutes.
    Alarm::display(title, -Duration::minutes(i64::from(lead))).add_property("TRIGGER", before).done()
}

/// An event as it stands in a file.
pub(super) fn written(event: &mut Event, stamp: Stamp) -> String {
    let at = stamp.at.and_utc();
    event.timestamp(at).last_modified(at).sequence(stamp.sequence);
    // Folds and escapes add a tenth to the texts; the other lines of an event have half a kilobyte.
    let mut lines = Lines::with_room(event.get_description().map_or(0, str::len) * 11 / 10 + 600);
    lines.component(event);
    lines.finish()
}

/// Made of nothing that a revision changes.
pub(super) fn uid(plan: &Plan, id: &str) -> String {
    lines::one_line(&format!("{id}{}", of_plan(&plan.id)))
}

/// The id in a UID as a file has it, where it is one of a plan.
pub(super) fn id_in<'a>(uid: &'a str, plan: &str) -> Option<&'a str> {
    uid.strip_suffix(&lines::escaped(&lines::one_line(&of_plan(plan))))
}

fn of_plan(plan: &str) -> String {
    format!(".{plan}@rehinge")
}

/// As chrono's `%Y%m%dT%H%M%S`, which takes four times as long.
fn local(wall: NaiveDateTime) -> String {
    let (date, time) = (wall.date(), wall.time());
    format!("{:04}{:02}{:02}T{:02}{:02}{:02}", date.year(), date.month(), date.day(), time.hour(), time.minute(), time.second())
}
