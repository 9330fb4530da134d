//! From YAML to a profile, or to everything that is wrong with it.
//!
//! What a profile leaves out takes a default here, and nowhere else. A plan file carries the
//! profile with its defaults filled in, and that form is read as well.

use super::{
    AgeBand, Away, Clearance, Deadlift, Decision, Easing, Equipment, Lift, Mobility, OwnLift, PainHistory, PainStatus, Plates, Preferences, Profile,
    Schedule, Slot, Technique, Titles, hour_minute, weekday,
};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::document::fields::{Field, MOST_ITEMS, Map, Reader, ids, list, missing, names_of, value};
use crate::document::outline::{Outline, Takes};
use crate::emergency;
use crate::document::{Document, Node, Spot, Value, too_large};
use crate::protocol::Protocol;
use crate::session_id::SessionId;
use crate::units::{Decimal, Load, Pain, Percent, Unit};
use crate::zone;
use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

/// The largest profile that is read, bytes.
pub const MAX_BYTES: usize = 256 * 1024;

/// Two a day: with more own lifts in a week no schedule can be found in bearable time.
const MOST_LIFTS: usize = 14;

/// More slots than this are more than two a day.
const MOST_SLOTS: usize = 14;

/// What a gym may have that is no bar, plate or dumbbell; the `needs` of the protocol's exercises
/// come on top.
const THINGS: [&str; 9] = ["band", "bench", "blocks", "cable", "dumbbells", "foam-roller", "kettlebells", "rack", "trap-bar"];

/// A profile with the document it was read from, so that later stages can name places in it.
#[derive(Debug, Clone)]
pub struct Profiled {
    /// The lifter.
    pub profile: Profile,
    /// The text it came from.
    pub document: Document,
}

/// Reads a profile. `file` is what its mistakes call it.
///
/// # Errors
/// Every mistake in it, each with its place and remedy.
pub fn read(text: &str, file: &str, protocol: &Protocol) -> Result<Profiled, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        return Err(vec![too_large(text.len(), MAX_BYTES)]);
    }
    let (document, repeated) = Document::parse_all(text, file)?;
    let mut reader = Reader::new(repeated);
    match profile(&mut reader, document.root(), protocol) {
        Some(profile) => Ok(Profiled { profile, document }),
        None => Err(document.locate(reader.wrong)),
    }
}

/// The same of a file that someone may need an answer from: an emergency sign in it is answered before any mistake is told
/// (decisions, section 1).
///
/// # Errors
/// Those of [`read`]; before them, each emergency sign that it tells of.
pub fn read_file(text: &str, file: &str, protocol: &Protocol) -> Result<Profiled, Vec<Diagnostic>> {
    read(text, file, protocol).map_err(|wrong| emergency::before_mistakes(text, wrong, protocol))
}

/// What a profile may hold.
pub fn outline(protocol: &Protocol) -> Outline {
    let root = Node { spot: Spot { line: 1, column: 1, width: 1 }, value: Value::Mapping(Vec::new()) };
    Reader::outline(|reader| {
        profile(reader, &root, protocol);
    })
}

/// The profile, where nothing is wrong with it.
fn profile(reader: &mut Reader, root: &Node, protocol: &Protocol) -> Option<Profile> {
    if !matches!(root.value, Value::Mapping(_)) {
        reader.wrong(
            Code::WrongType,
            "",
            "a profile is a list of `field: value` lines",
            "begin with `age_band`, `deadlift` and `pain`, or with one of the files in `profiles/`",
        );
        return None;
    }
    let top = reader.map(Field { node: root, path: String::new() }, names_of::<Profile>(), section_of)?;
    let name = reader.optional(&top, "name").and_then(|field| reader.line(&field, "`name: A. Lifter`"));
    let (age, age_band) = ages(reader, &top);
    let deadlift = deadlift(reader, &top);
    let unit = deadlift.working_weight.map(Load::unit);
    let (status, pain) = pain(reader, &top, protocol);
    let schedule = schedule(reader, &top, unit, protocol);
    let screened = value(reader, &top, "screened", |reader, field| reader.date(field));
    let clearance = clearance(reader, &top, unit);
    let decisions = decisions(reader, &top, unit);
    let equipment = equipment(reader, &top, unit, protocol);
    let technique = technique(reader, &top);
    let mobility = mobility(reader, &top);
    let preferences = preferences(reader, &top, protocol);
    if let Some(status) = status {
        pain_contradictions(reader, status, &pain, protocol);
    }
    date_contradictions(reader, &pain, deadlift.last_lifted, clearance.date, schedule.start);
    match (age_band, deadlift.working_weight, status) {
        (Some(age_band), Some(working_weight), Some(status)) if reader.wrong.is_empty() => Some(Profile {
            name,
            age,
            age_band,
            deadlift: Deadlift {
                working_weight,
                reps: deadlift.reps,
                lift: deadlift.lift,
                last_lifted: deadlift.last_lifted,
                sessions_per_week: deadlift.sessions_per_week,
            },
            pain: PainHistory { status, ..pain },
            screened,
            clearance: clearance.whole(),
            decisions,
            schedule,
            equipment,
            technique,
            mobility,
            preferences,
        }),
        _ => None,
    }
}

/// The section that a field of ours belongs to.
fn section_of(key: &str) -> Option<&'static str> {
    let sections: [(&'static str, &[&str]); 8] = [
        ("deadlift", names_of::<Deadlift>()),
        ("pain", names_of::<PainHistory>()),
        ("clearance", names_of::<Clearance>()),
        ("schedule", names_of::<Schedule>()),
        ("equipment", names_of::<Equipment>()),
        ("technique", names_of::<Technique>()),
        ("mobility", names_of::<Mobility>()),
        ("preferences", names_of::<Preferences>()),
    ];
    sections
        .into_iter()
        .find(|(section, fields)| fields.contains(&key) || (*section == "equipment" && key == "bar"))
        .map(|(section, _)| section)
}

/// A section of the profile; left out, one without fields.
fn section<'a>(reader: &mut Reader, top: &Map<'a>, key: &str, known: &[&'static str]) -> Map<'a> {
    let absent = Map { node: None, path: key.to_owned() };
    reader.part(top, key).and_then(|field| reader.map(field, known, section_of)).unwrap_or(absent)
}

/// A list of different names of an enum.
fn choices<T: DeserializeOwned + Copy + Ord>(reader: &mut Reader, map: &Map<'_>, key: &str) -> Vec<T> {
    let Some(field) = reader.optional(map, key) else { return Vec::new() };
    let known = names_of::<T>();
    let example = format!("`{key}: [{}]`", known.first().copied().unwrap_or_default());
    let mut read: Vec<T> = Vec::new();
    reader.unique(&field.path);
    for item in reader.items(&field, &example, MOST_ITEMS) {
        let Some(value) = reader.choice::<T>(&item) else { continue };
        if read.contains(&value) {
            reader.wrong(Code::Repeated, &item.path, format!("`{}` is given twice", text_of(item.node)), "keep one of them");
        } else {
            read.push(value);
        }
    }
    read
}

fn text_of(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => shown(text),
        Value::Sequence(_) | Value::Mapping(_) => String::new(),
    }
}

fn ages(reader: &mut Reader, top: &Map<'_>) -> (Option<u8>, Option<AgeBand>) {
    let age = value(reader, top, "age", |reader, field| reader.small(field, 10..=100));
    let band = value(reader, top, "age_band", |reader, field| match &field.node.value {
        // An age where a band belongs.
        Value::Scalar { text, .. } if text.parse::<u8>().is_ok() => {
            let help = format!("write `age: {text}`, or `age_band` with one of {}", list(names_of::<AgeBand>()));
            reader.wrong(Code::UnknownValue, &field.path, format!("`{}` is not an age band", shown(text)), help);
            None
        }
        _ => reader.choice::<AgeBand>(field),
    });
    if let (Some(age), Some(band)) = (age, band)
        && AgeBand::of(age) != band
    {
        reader.wrong(Code::Contradiction, "age_band", format!("an age of {age} is not in that band"), "give one of the two");
    }
    let help = format!("add `age: 29`, or `age_band` with one of {}", list(names_of::<AgeBand>()));
    reader.either(top, &["age_band", "age"], "the age is missing", &help);
    (age, age.map(AgeBand::of).or(band))
}

struct ReadDeadlift {
    working_weight: Option<Load>,
    reps: u8,
    lift: Lift,
    last_lifted: Option<NaiveDate>,
    sessions_per_week: u8,
}

fn deadlift(reader: &mut Reader, top: &Map<'_>) -> ReadDeadlift {
    let map = section(reader, top, "deadlift", names_of::<Deadlift>());
    let working_weight = value(reader, &map, "working_weight", |reader, field| reader.load(field, None, working_weights));
    missing(reader, &map, "working_weight", "add under `deadlift` the last working sets before the pain: `working_weight: 100 kg`");
    ReadDeadlift {
        working_weight,
        reps: value(reader, &map, "reps", |reader, field| reader.small(field, 1..=12)).unwrap_or(5),
        lift: value(reader, &map, "lift", |reader, field| reader.choice(field)).unwrap_or(Lift::Conventional),
        last_lifted: value(reader, &map, "last_lifted", |reader, field| reader.date(field)),
        sessions_per_week: value(reader, &map, "sessions_per_week", |reader, field| reader.small(field, 1..=2)).unwrap_or(1),
    }
}

/// Lightest and heaviest working weight.
fn working_weights(unit: Unit) -> [Load; 2] {
    bounds(unit, [20, 500], [45, 1100])
}

/// Lightest and heaviest bar.
fn bar_weights(unit: Unit) -> [Load; 2] {
    bounds(unit, [5, 30], [10, 70])
}

/// Lightest and heaviest load that a clearance may name.
fn cleared_weights(unit: Unit) -> [Load; 2] {
    bounds(unit, [5, 500], [10, 1100])
}

/// Lightest and heaviest load of one of the lifter's own lifts.
fn own_weights(unit: Unit) -> [Load; 2] {
    bounds(unit, [1, 500], [2, 1100])
}

fn bounds(unit: Unit, kg: [i64; 2], lb: [i64; 2]) -> [Load; 2] {
    match unit {
        Unit::Kg => kg,
        Unit::Lb => lb,
    }
    .map(|whole| Load::new(whole * 1000, unit))
}

/// The history without its status, which the caller holds back until it is known; here it stands
/// at the status with the most careful track.
fn pain(reader: &mut Reader, top: &Map<'_>, protocol: &Protocol) -> (Option<PainStatus>, PainHistory) {
    let map = section(reader, top, "pain", names_of::<PainHistory>());
    let status = value(reader, &map, "status", |reader, field| reader.choice::<PainStatus>(field));
    let help = format!("add under `pain` what it is now: `status: acute`, or one of {}", list(names_of::<PainStatus>()));
    missing(reader, &map, "status", &help);
    let mut score = |key: &str| value(reader, &map, key, |reader, field| Pain::new(reader.small(field, 0..=Pain::MAX)?));
    let (now, morning, worst) = (score("now"), score("morning"), score("worst"));
    let known: Vec<&str> = protocol.signs.iter().map(|sign| sign.id.as_str()).collect();
    let signs = ids(reader, &map, "signs", "sign", &known);
    let unsure = ids(reader, &map, "unsure", "sign", &known);
    for (id, path) in &unsure {
        if signs.iter().any(|(sign, _)| sign == id) {
            let message = format!("`{id}` is given as present and as not sure");
            reader.wrong(Code::Contradiction, path, message, "keep it under `signs`; not sure counts as yes");
        }
    }
    let free = matches!(status, Some(PainStatus::PainFree | PainStatus::Nagging));
    let history = PainHistory {
        status: status.unwrap_or(PainStatus::Acute),
        now,
        morning,
        worst,
        began: value(reader, &map, "began", |reader, field| reader.date(field)),
        sudden: value(reader, &map, "sudden", |reader, field| reader.boolean(field)).unwrap_or(false),
        episodes: value(reader, &map, "episodes", |reader, field| reader.small(field, 1..=50)).unwrap_or(1),
        eased_by: value(reader, &map, "eased_by", |reader, field| reader.choice(field)).unwrap_or(Easing::Unsure),
        pain_free_days: value(reader, &map, "pain_free_days", |reader, field| reader.whole(field, 0..=3650)).unwrap_or(0),
        full_range: value(reader, &map, "full_range", |reader, field| reader.boolean(field)).unwrap_or(free),
        medicine: value(reader, &map, "medicine", |reader, field| reader.choice(field)),
        signs: signs.into_iter().map(|(id, _)| id).collect(),
        unsure: unsure.into_iter().map(|(id, _)| id).collect(),
    };
    (status, history)
}

fn pain_contradictions(reader: &mut Reader, status: PainStatus, pain: &PainHistory, protocol: &Protocol) {
    let name = names_of::<PainStatus>()[status as usize];
    let tolerated = protocol.rules.pain_tolerance.value;
    for (field, score) in [("pain.now", pain.now), ("pain.morning", pain.morning)] {
        let Some(score) = score else { continue };
        if matches!(status, PainStatus::PainFree | PainStatus::Settled) && score.score() > 0 {
            let message = format!("status `{name}` says that nothing hurts now, and this says {score} of 10");
            reader.wrong(Code::Contradiction, field, message, "use `nagging` or `acute` while it still hurts");
        }
        if let Some(worst) = pain.worst.filter(|&worst| worst < score) {
            let message = format!("{score} of 10 is more than the worst, {worst}");
            reader.wrong(Code::Contradiction, field, message, format!("raise `worst` to {score}, or lower this"));
        }
        if status == PainStatus::Nagging && pain.worst.is_none() && score.score() > tolerated {
            nagging_too_much(reader, field, score, tolerated);
        }
    }
    if let Some(worst) = pain.worst {
        if status == PainStatus::Nagging && worst.score() > tolerated {
            nagging_too_much(reader, "pain.worst", worst, tolerated);
        }
        if worst.score() == 0 && status != PainStatus::PainFree {
            let message = format!("status `{name}` says that it hurts or did, and `worst` says 0 of 10");
            reader.wrong(Code::Contradiction, "pain.worst", message, "use `pain-free` where nothing ever hurt, or give the worst score");
        }
    }
    if pain.pain_free_days > 0 && pain.now.is_some_and(|now| now.score() > 0) && status != PainStatus::Settled {
        let message = format!("{} days without pain, and pain now", pain.pain_free_days);
        reader.wrong(Code::Contradiction, "pain.pain_free_days", message, "it counts the days in a row up to today: write 0");
    }
}

fn nagging_too_much(reader: &mut Reader, field: &str, score: Pain, tolerated: u8) {
    let message = format!("status `nagging` is pain of at most {tolerated} of 10, and this says {score}");
    reader.wrong(Code::Contradiction, field, message, "use `acute` for more than that, or `settled` once it is gone");
}

fn date_contradictions(
    reader: &mut Reader,
    pain: &PainHistory,
    last_lifted: Option<NaiveDate>,
    cleared: Option<NaiveDate>,
    start: Option<NaiveDate>,
) {
    if let Some(start) = start {
        // A clearance may be later: it is what leads on after a stop.
        for (field, date) in [("pain.began", pain.began), ("deadlift.last_lifted", last_lifted)] {
            if let Some(date) = date.filter(|&date| date > start) {
                let message = format!("{date} is after the start of the plan, {start}");
                reader.wrong(Code::Contradiction, field, message, "it lies before the plan: check both dates");
            }
        }
        if let Some(days) = pain.began.map(|began| (start - began).num_days()).filter(|&days| days >= 0)
            && i64::from(pain.pain_free_days) > days
        {
            let message = format!("{} days without pain are more than the {days} since it began", pain.pain_free_days);
            reader.wrong(Code::Contradiction, "pain.pain_free_days", message, "check it against `began`");
        }
    }
    // A start of the pain that lies after the plan's was told already.
    let began = pain.began.filter(|&began| start.is_none_or(|start| began <= start));
    if let (Some(began), Some(cleared)) = (began, cleared)
        && cleared < began
    {
        let message = format!("the clearance of {cleared} is older than this pain, which began on {began}");
        reader.wrong(
            Code::Contradiction,
            "clearance.date",
            message,
            "a clearance holds for the episode it was given in: ask for a new one",
        );
    }
}

/// A clearance as far as it could be read.
struct ReadClearance {
    by: Option<String>,
    date: Option<NaiveDate>,
    max_load: Option<Load>,
}

impl ReadClearance {
    /// None where it was left out; where it is broken, that was noted.
    fn whole(self) -> Option<Clearance> {
        Some(Clearance { by: self.by?, date: self.date?, max_load: self.max_load })
    }
}

fn clearance(reader: &mut Reader, top: &Map<'_>, unit: Option<Unit>) -> ReadClearance {
    let map = section(reader, top, "clearance", names_of::<Clearance>());
    if map.node.is_some() {
        missing(reader, &map, "by", "say who gave it: `by: physiotherapist`");
        missing(reader, &map, "date", "say when it was given: `date: 2026-11-20`");
    }
    ReadClearance {
        by: value(reader, &map, "by", |reader, field| reader.line(field, "`by: physiotherapist`")),
        date: value(reader, &map, "date", |reader, field| reader.date(field)),
        max_load: value(reader, &map, "max_load", |reader, field| reader.load(field, unit, cleared_weights)),
    }
}

/// More than a decision a week for a year.
const MOST_DECISIONS: usize = 60;

fn decisions(reader: &mut Reader, top: &Map<'_>, unit: Option<Unit>) -> Vec<Decision> {
    let Some(field) = reader.optional(top, "decisions") else { return Vec::new() };
    let mut read = Vec::new();
    let mut keys = Vec::new();
    let example = "`- {session: loading-4-deadlift, load: 75 kg, made: 2026-12-20, by: coach, why: bar speed}`";
    for item in reader.items(&field, example, MOST_DECISIONS) {
        let path = item.path.clone();
        if let Some(decision) = decision(reader, item, unit) {
            keys.push(((decision.session, decision.made), path));
            read.push(decision);
        }
    }
    reader.once(&field.path, &keys, |(session, made)| format!("what was decided of {session} on {made}"));
    read
}

fn decision(reader: &mut Reader, item: Field<'_>, unit: Option<Unit>) -> Option<Decision> {
    // A week that is left out, or comes later, is one of days away.
    let map = reader.map(item, names_of::<Decision>(), |key| matches!(key, "day" | "skip").then_some("schedule.away"))?;
    missing(reader, &map, "session", "say of which session, as the plan calls it: `session: loading-4-deadlift`");
    missing(reader, &map, "made", "say when it was decided: `made: 2026-12-20`");
    missing(reader, &map, "why", "say why, in a few words: the plan cites it as the reason: `why: bar speed`");
    reader.either(&map, &["load", "sets"], "nothing was decided", "add the most on the bar (`load: 75 kg`), or the most `sets`");
    let session = value(reader, &map, "session", session);
    let load = value(reader, &map, "load", |reader, field| reader.load(field, unit, cleared_weights));
    let sets = value(reader, &map, "sets", |reader, field| reader.small(field, 1..=10)).map(u32::from);
    let made = value(reader, &map, "made", |reader, field| reader.date(field));
    let [by, why] = [("by", "`by: coach`"), ("why", "`why: bar speed`")]
        .map(|(key, example)| value(reader, &map, key, |reader, field| reader.line(field, example)));
    Some(Decision { session: session?, load, sets, made: made?, by, why: why? })
}

/// The id of a session, as plans have them.
fn session(reader: &mut Reader, field: &Field<'_>) -> Option<SessionId> {
    if reader.asks(&field.path, || Takes::Id(80)) {
        return None;
    }
    let text = reader.single(field, "the id of a session", "it as `loading-4-deadlift`")?.trim();
    let id = text.parse().ok();
    if id.is_none() {
        let message = format!("`{}` is not the id of a session", shown(text));
        reader.wrong(Code::UnknownValue, &field.path, message, "write it as the plan does: `loading-4-deadlift`");
    }
    id
}

fn schedule(reader: &mut Reader, top: &Map<'_>, unit: Option<Unit>, protocol: &Protocol) -> Schedule {
    let map = section(reader, top, "schedule", names_of::<Schedule>());
    schedule_of(reader, &map, unit, protocol)
}

fn schedule_of(reader: &mut Reader, map: &Map<'_>, unit: Option<Unit>, protocol: &Protocol) -> Schedule {
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

fn equipment(reader: &mut Reader, top: &Map<'_>, unit: Option<Unit>, protocol: &Protocol) -> Equipment {
    let known = [names_of::<Equipment>(), &["bar"]].concat();
    let map = section(reader, top, "equipment", &known);
    let in_pounds = unit == Some(Unit::Lb);
    let mut bars = bars(reader, &map, unit);
    if bars.is_empty() {
        bars.push(if in_pounds { Load::new(45_000, Unit::Lb) } else { Load::new(20_000, Unit::Kg) });
    }
    let standard: &[i64] =
        if in_pounds { &[45_000, 35_000, 25_000, 10_000, 5_000, 2_500] } else { &[25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 1_250] };
    let plates = match reader.optional(&map, "plates") {
        Some(field) => plates(reader, &field, unit),
        None => standard.iter().map(|&size| Plates { size: Decimal(size), pairs: None }).collect(),
    };
    let things = protocol.exercises.values().flat_map(|exercise| exercise.needs.iter().map(String::as_str));
    let mut things: Vec<&str> = THINGS.into_iter().chain(things).collect();
    things.sort_unstable();
    things.dedup();
    Equipment {
        bars,
        plates,
        dumbbells: dumbbells(reader, &map, unit),
        has: ids(reader, &map, "has", "piece of equipment", &things).into_iter().map(|(id, _)| id).collect(),
    }
}

fn bars(reader: &mut Reader, map: &Map<'_>, unit: Option<Unit>) -> Vec<Load> {
    reader.not_both(map, ["bar", "bars"], "`bar` and `bars` are both given", "keep `bars`, the preferred one first");
    let mut read: Vec<(Load, String)> = Vec::new();
    if let Some(field) = reader.optional(map, "bar")
        && let Some(bar) = reader.load(&field, unit, bar_weights)
    {
        read.push((bar, field.path));
    }
    if let Some(field) = reader.optional(map, "bars") {
        let mut listed = Vec::new();
        for item in reader.items(&field, "`bars: [20 kg, 15 kg]`", MOST_ITEMS) {
            if let Some(bar) = reader.load(&item, unit, bar_weights) {
                listed.push((bar, item.path));
            }
        }
        reader.filled(&field, "there is no bar to lift", "add one: `bars: [20 kg]`, or remove the field");
        reader.once(&field.path, &listed, |bar| format!("the {bar} bar"));
        read.extend(listed);
    }
    read.into_iter().map(|(bar, _)| bar).collect()
}

/// Lightest and heaviest plate, thousandths of the unit. Without a known unit, the wider of both.
fn plate_sizes(unit: Option<Unit>) -> [i64; 2] {
    match unit {
        Some(Unit::Kg) => [100, 50_000],
        Some(Unit::Lb) => [250, 100_000],
        None => [100, 100_000],
    }
}

/// Tells of commas that were meant as decimal signs, and separate two items of a list instead: `2,5` beside `20, 10`.
/// The items that are left.
fn without_decimal_commas<'a>(reader: &mut Reader, items: Vec<Field<'a>>, what: &str) -> Vec<Field<'a>> {
    let written = |item: &Field<'a>| match &item.node.value {
        Value::Scalar { text, quoted: false } => Some((item.node.spot, text.clone())),
        _ => None,
    };
    let gap = |one: &Field<'a>, other: &Field<'a>| {
        let ((spot, text), (next, _)) = written(one).zip(written(other))?;
        (spot.line == next.line).then(|| next.column.saturating_sub(spot.column + text.chars().count()))
    };
    let spaced = items.windows(2).any(|pair| gap(&pair[0], &pair[1]).is_some_and(|gap| gap > 1));
    let decimal = |pair: &[Field<'a>]| {
        let ((_, whole), (_, rest)) = written(&pair[0]).zip(written(&pair[1])).filter(|_| gap(&pair[0], &pair[1]) == Some(1))?;
        let digits = rest.split(' ').next().unwrap_or_default();
        let numbers = [&whole, digits].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        // Where no comma has a space behind it, only what is a usual half or quarter is taken for one.
        let usual = ["0", "1", "2"].contains(&whole.as_str()) && ["5", "25", "50", "75", "125"].contains(&digits);
        (numbers && (spaced || usual)).then(|| (format!("{whole},{rest}"), format!("{whole}.{rest}"), digits.to_owned()))
    };
    let mut taken = vec![false; items.len()];
    for at in 0..items.len().saturating_sub(1) {
        let Some((typed, mended, second)) = decimal(&items[at..at + 2]).filter(|_| !taken[at]) else { continue };
        (taken[at], taken[at + 1]) = (true, true);
        let whole = typed.split(',').next().unwrap_or_default().to_owned();
        let message = format!("`{typed}` stands here for two {what}, {whole} and {second}");
        let help = format!("write a point for the comma: `{mended}`; where two are meant, a space behind it: `{whole}, {second}`");
        reader.wrong(Code::WrongType, &items[at].path, message, help);
    }
    items.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(item, _)| item).collect()
}

/// Tells of plates that are written down one by one: how many pairs that is, only the lifter knows.
fn one_by_one(reader: &mut Reader, list: &str, sizes: &[(Decimal, String)]) {
    reader.unique(list);
    let mut told = BTreeSet::new();
    for (size, path) in sizes {
        let times = sizes.iter().filter(|(other, _)| other == size).count();
        if times > 1 && told.insert(*size) {
            let message = format!("the plate of {size} is given {times} times: on both sides together, or on each?");
            let help = format!(
                "give each size once: `{size}` where there are enough, else with its pairs: `{{size: {size}, pairs: 1}}` is one on each side"
            );
            reader.wrong(Code::Repeated, path, message, help);
        }
    }
}

fn plates(reader: &mut Reader, field: &Field<'_>, unit: Option<Unit>) -> Vec<Plates> {
    let mut read: Vec<(Plates, String)> = Vec::new();
    let items = reader.items(field, "`plates: [20, 10, 5, 2.5, 1.25]`", MOST_ITEMS);
    for item in without_decimal_commas(reader, items, "plates") {
        let path = item.path.clone();
        let plate = if matches!(item.node.value, Value::Mapping(_)) {
            let Some(map) = reader.map(item, names_of::<Plates>(), |_| None) else { continue };
            missing(reader, &map, "size", "add the weight of one plate: `size: 25`");
            let size = value(reader, &map, "size", |reader, field| reader.decimal(field, unit, plate_sizes(unit)));
            let pairs = value(reader, &map, "pairs", |reader, field| reader.small(field, 1..=20));
            size.map(|size| Plates { size, pairs })
        } else {
            reader.decimal(&item, unit, plate_sizes(unit)).map(|size| Plates { size, pairs: None })
        };
        if let Some(plate) = plate {
            read.push((plate, path));
        }
    }
    let help = "list the sizes you have: `plates: [20, 10, 5, 2.5, 1.25]`, or remove the field";
    reader.filled(field, "there is no plate to load", help);
    let sizes: Vec<_> = read.iter().map(|(plate, path)| (plate.size, path.clone())).collect();
    one_by_one(reader, &field.path, &sizes);
    let mut plates: Vec<Plates> = read.into_iter().map(|(plate, _)| plate).collect();
    plates.sort_by_key(|plate| std::cmp::Reverse(plate.size));
    plates
}

fn dumbbells(reader: &mut Reader, map: &Map<'_>, unit: Option<Unit>) -> Vec<Decimal> {
    let Some(field) = reader.optional(map, "dumbbells") else { return Vec::new() };
    let mut read = Vec::new();
    let items = reader.items(&field, "`dumbbells: [5, 7.5, 10]`", MOST_ITEMS);
    for item in without_decimal_commas(reader, items, "dumbbells") {
        if let Some(size) = reader.decimal(&item, unit, [500, 200_000]) {
            read.push((size, item.path));
        }
    }
    reader.once(&field.path, &read, |size| format!("the dumbbell of {size}"));
    let mut sizes: Vec<Decimal> = read.into_iter().map(|(size, _)| size).collect();
    sizes.sort_unstable();
    sizes
}

fn technique(reader: &mut Reader, top: &Map<'_>) -> Technique {
    let map = section(reader, top, "technique", names_of::<Technique>());
    Technique { errors: choices(reader, &map, "errors") }
}

fn mobility(reader: &mut Reader, top: &Map<'_>) -> Mobility {
    let map = section(reader, top, "mobility", names_of::<Mobility>());
    Mobility {
        limits: choices(reader, &map, "limits"),
        hip_problem: value(reader, &map, "hip_problem", |reader, field| reader.boolean(field)).unwrap_or(false),
    }
}

fn preferences(reader: &mut Reader, top: &Map<'_>, protocol: &Protocol) -> Preferences {
    let map = section(reader, top, "preferences", names_of::<Preferences>());
    let rise = protocol.rules.reload_rise.value;
    Preferences {
        weekly_rise: value(reader, &map, "weekly_rise", |reader, field| weekly_rise(reader, field, [rise.lowest, rise.cap]))
            .unwrap_or(rise.cap),
        titles: value(reader, &map, "titles", |reader, field| reader.choice(field)).unwrap_or(Titles::Private),
        notes: choices(reader, &map, "notes"),
    }
}

fn weekly_rise(reader: &mut Reader, field: &Field<'_>, range: [Percent; 2]) -> Option<Percent> {
    let number = reader.decimal(field, None, range.map(|points| i64::from(points.tenths()) * 100))?;
    if number.0 % 100 != 0 {
        reader.wrong(Code::OutOfRange, &field.path, format!("{number} has more than one decimal"), "write one, as in `7.5`");
        return None;
    }
    i32::try_from(number.0 / 100).ok().map(Percent::from_tenths)
}
