//! From YAML to a profile, or to everything that is wrong with it.
//!
//! What a profile leaves out takes a default here, and nowhere else. A plan file carries the
//! profile with its defaults filled in, and that form is read as well.

mod contradictions;
mod equipment;
mod schedule;
mod weights;

use super::{
    AgeBand, Clearance, Deadlift, Decision, Easing, Equipment, Lift, Mobility, PainHistory, PainStatus, Preferences, Profile, Schedule,
    Technique, Titles,
};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::document::fields::{choices, ids};
use crate::document::names::{list, names_of};
use crate::document::outline::{Outline, Takes};
use crate::document::reader::{Field, Map, Reader, missing, value};
use crate::document::{Document, Node, Spot, Value, too_large};
use crate::emergency;
use crate::protocol::Protocol;
use crate::session_id::{Part, SessionId};
use crate::units::{Load, Pain, Points, Unit};
use chrono::NaiveDate;
use weights::{cleared_weights, working_weights};

/// The largest profile that is read, bytes.
pub const MAX_BYTES: usize = 256 * 1024;

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

/// What no profile can say, of one that was not read from a profile's file: numbers, dates and lists out of every range. What
/// contradicts itself in it may be so: a plan's own has been changed by what was logged.
#[cfg(feature = "cli")]
pub fn beyond(profile: &Profile, protocol: &Protocol) -> Vec<Diagnostic> {
    let text = serde_yaml::to_string(profile).unwrap_or_default();
    let wrong = read(&text, "profile", protocol).err().unwrap_or_default();
    let told = wrong.into_iter().filter(|one| one.code != Code::Contradiction);
    // The place is one of the text that was made here.
    told.map(|one| Diagnostic { place: None, ..one }).collect()
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
    let map = section(reader, &top, "schedule", names_of::<Schedule>());
    let schedule = schedule::schedule(reader, &map, unit, protocol);
    let screened = value(reader, &top, "screened", |reader, field| reader.date(field));
    let clearance = clearance(reader, &top, unit);
    let decisions = decisions(reader, &top, unit);
    let map = section(reader, &top, "equipment", &[names_of::<Equipment>(), &["bar"]].concat());
    let equipment = equipment::equipment(reader, &map, unit, protocol);
    let technique = technique(reader, &top);
    let mobility = mobility(reader, &top);
    let preferences = preferences(reader, &top, protocol);
    if let Some(status) = status {
        contradictions::of_pain(reader, status, &pain, protocol);
    }
    contradictions::of_dates(reader, &pain, deadlift.last_lifted, clearance.date, schedule.start);
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
    let map = reader.map(item, names_of::<Decision>(), |_| None)?;
    missing(reader, &map, "session", "say of which session, as the plan calls it: `session: loading-4-deadlift`");
    missing(reader, &map, "made", "say when it was decided: `made: 2026-12-20`");
    missing(reader, &map, "why", "say why, in a few words: the plan cites it as the reason: `why: bar speed`");
    let remedy = "add the most on the bar (`load: 75 kg`), the most `sets`, the first `day` on which it may be, or `skip: true`";
    reader.either(&map, &["load", "sets", "day", "skip"], "nothing was decided", remedy);
    let session = value(reader, &map, "session", session);
    let load = value(reader, &map, "load", |reader, field| reader.load(field, unit, cleared_weights));
    let sets = value(reader, &map, "sets", |reader, field| reader.small(field, 1..=10)).map(u32::from);
    let made = value(reader, &map, "made", |reader, field| reader.date(field));
    let day = value(reader, &map, "day", |reader, field| reader.date(field));
    let skip = value(reader, &map, "skip", |reader, field| reader.boolean(field)).unwrap_or(false);
    let [by, why] = [("by", "`by: coach`"), ("why", "`why: bar speed`")]
        .map(|(key, example)| value(reader, &map, key, |reader, field| reader.line(field, example)));
    let decision = Decision { session: session?, load, sets, day, skip, made: made?, by, why: why? };
    days_of_deadlifts(reader, &map, &decision);
    Some(decision)
}

/// Only deadlifts have days of their own that can be decided: what else there is goes with them.
fn days_of_deadlifts(reader: &mut Reader, map: &Map<'_>, decision: &Decision) {
    let Decision { session, load, sets, day, skip, .. } = decision;
    if *skip && (load.is_some() || sets.is_some() || day.is_some()) {
        let message = format!("{session} is left out, and something else is decided of it");
        reader.wrong(Code::Contradiction, &map.path_of("skip"), message, "keep `skip: true`, or take it out");
    }
    if *skip && !session.is_deadlift() {
        let message = format!("{session} is no deadlift, and only a deadlift can be left out");
        reader.wrong(Code::Contradiction, &map.path_of("skip"), message, "name the deadlift, or the days without training as `schedule.away`");
    }
    if day.is_some() && session.part != Part::Deadlift {
        let message = format!("the day of {session} cannot be decided, only that of a week's deadlift");
        reader.wrong(Code::Contradiction, &map.path_of("day"), message, "name the week's deadlift: the others go with it");
    }
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

fn weekly_rise(reader: &mut Reader, field: &Field<'_>, range: [Points; 2]) -> Option<Points> {
    let number = reader.decimal(field, None, range.map(|points| i64::from(points.tenths()) * 100))?;
    if number.0 % 100 != 0 {
        reader.wrong(Code::OutOfRange, &field.path, format!("{number} has more than one decimal"), "write one, as in `7.5`");
        return None;
    }
    i32::try_from(number.0 / 100).ok().map(Points::from_tenths)
}
