//! When the lifter can train, and what else they lift.

use super::weights::own_weights;
use crate::diagnostic::{Code, shown};
use crate::document::Value;
use crate::document::fields::MOST_ITEMS;
use crate::document::names::names_of;
use crate::document::outline::Takes;
use crate::document::reader::{Field, Map, Reader, missing, value};
use crate::profile::{Away, OwnLift, Schedule};
use crate::protocol::Protocol;
use crate::units::Unit;
use crate::when::{Slot, hour_minute, weekday};
use crate::zone;
use chrono::{NaiveTime, Weekday};

/// Two a day: with more own lifts in a week no schedule can be found in bearable time.
const MOST_LIFTS: usize = 14;

/// More slots than this are more than two a day.
const MOST_SLOTS: usize = 14;

/// The section `schedule`.
pub fn schedule(reader: &mut Reader, map: &Map<'_>, unit: Option<Unit>, protocol: &Protocol) -> Schedule {
    let evening = NaiveTime::MIN + chrono::Duration::hours(18);
    let slots = match reader.optional(map, "slots") {
        Some(field) => slots(reader, &field),
        None => [Weekday::Mon, Weekday::Wed, Weekday::Fri].map(|day| Slot { day, at: evening }).into(),
    };
    Schedule {
        start: value(reader, map, "start", |reader, field| reader.date(field)),
        time_zone: value(reader, map, "time_zone", time_zone),
        location: value(reader, map, "location", |reader, field| reader.line(field, "`location: Town gym`")),
        minutes: value(reader, map, "minutes", |reader, field| reader.whole(field, 40..=240)).unwrap_or(75),
        slots,
        daily: value(reader, map, "daily", |reader, field| reader.time(field)).unwrap_or(evening),
        wakes: value(reader, map, "wakes", |reader, field| reader.time(field)),
        other_lifting: match reader.optional(map, "other_lifting") {
            Some(field) => own_lifts(reader, &field, unit, protocol),
            None => Vec::new(),
        },
        away: match reader.optional(map, "away") {
            Some(field) => away(reader, field),
            None => Vec::new(),
        },
    }
}

/// Days without training: one span, or a list of them.
fn away(reader: &mut Reader, field: Field<'_>) -> Vec<Away> {
    let example = "`- {from: 2027-01-04, to: 2027-01-10}`";
    let spans = match &field.node.value {
        Value::Mapping(_) => vec![field],
        Value::Scalar { .. } | Value::Sequence(_) => reader.items(&field, example, MOST_ITEMS),
    };
    let mut away = Vec::new();
    for span in spans {
        let path = span.path.clone();
        let Some(map) = reader.map(span, names_of::<Away>(), |_| None) else { continue };
        missing(reader, &map, "from", "add the first day away: `from: 2027-01-04`");
        missing(reader, &map, "to", "add the last day away: `to: 2027-01-10`");
        let from = value(reader, &map, "from", |reader, field| reader.date(field));
        let to = value(reader, &map, "to", |reader, field| reader.date(field));
        let (Some(from), Some(to)) = (from, to) else { continue };
        if to < from {
            reader.wrong(Code::Contradiction, &path, "away until before it begins", "the first day comes before the last");
        } else {
            away.push(Away { from, to });
        }
    }
    away.sort_by_key(|away| (away.from, away.to));
    away
}

/// Day and time of an entry of a list.
fn slot(reader: &mut Reader, map: &Map<'_>) -> Option<Slot> {
    missing(reader, map, "day", "add the day: `day: mon`");
    missing(reader, map, "at", "add the time: `at: \"18:00\"`");
    let day = value(reader, map, "day", |reader, field| reader.day(field));
    let at = value(reader, map, "at", |reader, field| reader.time(field));
    Some(Slot { day: day?, at: at? })
}

fn slots(reader: &mut Reader, field: &Field<'_>) -> Vec<Slot> {
    let example = "`- {day: mon, at: \"18:00\"}`";
    let mut read = Vec::new();
    let help = format!("add at least one: {example}, or remove the field for Mon, Wed and Fri at 18:00");
    reader.filled(field, "there is no slot to train in", &help);
    for item in reader.items(field, example, MOST_SLOTS) {
        let path = item.path.clone();
        let Some(map) = reader.map(item, names_of::<Slot>(), |_| None) else { continue };
        if let Some(slot) = slot(reader, &map) {
            read.push(((slot.day.num_days_from_monday(), slot.at), slot, path));
        }
    }
    let keys: Vec<_> = read.iter().map(|(key, _, path)| (*key, path.clone())).collect();
    reader.once(&field.path, &keys, |(day, at)| format!("the slot {} {}", weekday::NAMES[*day as usize], hour_minute::write(at)));
    read.into_iter().map(|(_, slot, _)| slot).collect()
}

fn own_lifts(reader: &mut Reader, field: &Field<'_>, unit: Option<Unit>, protocol: &Protocol) -> Vec<OwnLift> {
    let known: Vec<&str> = protocol.lifts.keys().map(String::as_str).collect();
    let mut read = Vec::new();
    let mut keys = Vec::new();
    for item in reader.items(field, "`- {lift: squat, day: mon, at: \"18:00\"}`", MOST_LIFTS) {
        let path = item.path.clone();
        let Some(map) = reader.map(item, names_of::<OwnLift>(), |_| None) else { continue };
        missing(reader, &map, "lift", "add the lift: `lift: squat`");
        let lift = value(reader, &map, "lift", |reader, field| reader.id(field, "lift", &known));
        let load = value(reader, &map, "load", |reader, field| reader.load(field, unit, own_weights));
        let slot = slot(reader, &map);
        let mut flag = |key: &str| value(reader, &map, key, |reader, field| reader.boolean(field)).unwrap_or(false);
        let (light, movable) = (flag("light"), flag("movable"));
        if let (Some(lift), Some(Slot { day, at })) = (lift, slot) {
            keys.push(((lift.clone(), day.num_days_from_monday(), at), path));
            read.push(OwnLift { lift, load, day, at, light, movable });
        }
    }
    reader.once(&field.path, &keys, |(lift, day, at)| format!("{lift} on {} {}", weekday::NAMES[*day as usize], hour_minute::write(at)));
    read
}

/// A name of the zone data that is built in: the machine's may be older, or absent.
fn time_zone(reader: &mut Reader, field: &Field<'_>) -> Option<String> {
    if reader.asks(&field.path, || Takes::Names(zone::names())) {
        return None;
    }
    let typed = reader.single(field, "the name of a time zone", "it as `Europe/Berlin`")?;
    if zone::is_known(typed) {
        return Some(typed.to_owned());
    }
    // The city alone is what people remember.
    let city = format!("/{}", typed.replace(' ', "_")).to_lowercase();
    if let Some(hours) = typed.strip_prefix("GMT").or_else(|| typed.strip_prefix("UTC"))
        && hours.starts_with(['+', '-'])
    {
        let message = format!("`{}` is no place, and only a place says when summer time begins", shown(typed));
        let help = "name one: `Europe/Berlin`, `America/New_York`. The list has `Etc/GMT+2`, and means two hours behind Greenwich";
        reader.wrong(Code::UnknownZone, &field.path, message, help);
        return None;
    }
    let help = match zone::names().into_iter().find(|name| name.to_lowercase().ends_with(&city)).or_else(|| zone::nearest(typed)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "write continent and city as the IANA list has them: `Europe/Berlin`, `America/New_York`".to_owned(),
    };
    reader.wrong(Code::UnknownZone, &field.path, format!("there is no time zone `{}`", shown(typed)), help);
    None
}
