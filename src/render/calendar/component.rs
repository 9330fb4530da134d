//! An event as `icalendar` holds it. Its lines are written by `lines`.

use super::events::{Entry, Live, When};
use super::{lines, title};
use crate::plan::Plan;
use crate::zone::{End, Zone};
use chrono::{Datelike, Days, Duration, NaiveDateTime, NaiveTime, Timelike};
use icalendar::{Alarm, Class, Component, Event, EventLike, EventStatus, Property};

/// What the calendar is called: as little as its events say to whoever looks over a shoulder.
pub(super) const NAME: &str = "Training";

/// Makes the events of a plan.
pub(super) struct Builder<'a> {
    plan: &'a Plan,
    zone: &'a Zone,
    /// What every event of this revision has.
    common: Event,
}

impl<'a> Builder<'a> {
    pub(super) fn new(plan: &'a Plan, zone: &'a Zone) -> Self {
        let changed = (plan.created.and_time(NaiveTime::MIN) + Duration::seconds(i64::from(plan.revision))).and_utc();
        let common =
            Event::new().timestamp(changed).last_modified(changed).sequence(plan.revision).class(Class::Private).categories([NAME]).done();
        Builder { plan, zone, common }
    }

    /// The event; its texts are taken out of the entry.
    pub(super) fn event(&self, entry: &mut Entry) -> Event {
        let mut event = self.common.clone();
        event.add_property("UID", uid(self.plan, &entry.id));
        self.time(&mut event, entry.when);
        match entry.live.take() {
            None => {
                event.summary(title::CANCELLED).status(EventStatus::Cancelled).add_property("TRANSP", "TRANSPARENT");
            }
            Some(Live { title, description, location, busy, lead }) => {
                if let Some(lead) = lead {
                    event.alarm(alarm(&title, lead));
                }
                event.add_property("SUMMARY", title).add_property("DESCRIPTION", description);
                if let Some(location) = location {
                    event.add_property("LOCATION", location);
                }
                event.status(EventStatus::Confirmed).add_property("TRANSP", if busy { "OPAQUE" } else { "TRANSPARENT" });
            }
        }
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

/// Made of nothing that a revision changes.
pub(super) fn uid(plan: &Plan, id: &str) -> String {
    lines::one_line(&format!("{id}.{}@rehinge", plan.id))
}

/// As chrono's `%Y%m%dT%H%M%S`, which takes four times as long.
fn local(wall: NaiveDateTime) -> String {
    let (date, time) = (wall.date(), wall.time());
    format!("{:04}{:02}{:02}T{:02}{:02}{:02}", date.year(), date.month(), date.day(), time.hour(), time.minute(), time.second())
}
