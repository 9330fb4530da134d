//! What the profile says by now: what of it a plan that exists takes in, from which day on, and how that is told.
//!
//! Times, gym, technique, mobility, what is liked and a clearance are as they stand now. The pain and the deadlift that
//! a plan began with are not: what has become of them is told by the log.

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Because, Note, Plan, Restated};
use crate::profile::{Away, PainHistory, Profile, Schedule};
use crate::protocol::{Protocol, RuleId};
use crate::words::{self, day};
use chrono::NaiveDate;

/// The lifter that a plan has, with what the profile says now. The first day and, where it says nothing of it, the zone
/// stay the plan's own.
pub fn taken_in(lifter: &Profile, now: &Profile) -> Profile {
    let Schedule { start, time_zone, .. } = lifter.schedule.clone();
    let schedule = Schedule { start, time_zone: now.schedule.time_zone.clone().or(time_zone), ..now.schedule.clone() };
    let (age, age_band) = (lifter.age, lifter.age_band);
    let pain = PainHistory { medicine: now.pain.medicine, ..lifter.pain.clone() };
    Profile { age, age_band, deadlift: lifter.deadlift.clone(), pain, schedule, ..now.clone() }
}

/// The plan that has heard what the profile says today, where that is not what it said last.
///
/// # Errors
/// The profile has become one in another unit.
pub fn hear(plan: &Plan, now: Option<&Profile>, today: NaiveDate) -> Result<Plan, Vec<Diagnostic>> {
    let Some(now) = now else { return Ok(plan.clone()) };
    if now.unit() != plan.unit {
        let message = format!("the profile is in {} now, and the plan in {}", now.unit(), plan.unit);
        let help = "keep one unit, or begin anew with the new one: `rehinge plan NAME --restart`";
        return Err(vec![Diagnostic::new(Code::WrongUnit, message).at("profile.deadlift.working_weight").help(help)]);
    }
    let last = plan.stated();
    let Schedule { start, time_zone, .. } = last.schedule.clone();
    let schedule = Schedule { start, time_zone: now.schedule.time_zone.clone().or(time_zone), ..now.schedule.clone() };
    let now = Profile { schedule, ..now.clone() };
    if now == *last {
        return Ok(plan.clone());
    }
    let profiles = plan.profiles.iter().filter(|restated| restated.since < today).cloned();
    let profiles = profiles.chain([Restated { since: today, profile: now }]).collect();
    Ok(Plan { profiles, ..plan.clone() })
}

/// What changed in the profile since a plan heard of it last: what was taken in, each with its day, and what was not.
pub fn told(before: &Plan, after: &Plan, protocol: &Protocol) -> Vec<Note> {
    let Some(Restated { since, profile: now }) = after.profiles.last().filter(|last| before.profiles.last() != Some(last)) else {
        return Vec::new();
    };
    let was = before.stated();
    let from = ("date", day::in_a_sentence(*since));
    let taken = sections(was, now).into_iter().filter(|section| section.changed);
    let mut notes: Vec<Note> = taken.map(|Section { key, gaps, rule, .. }| {
        let gaps: Vec<(&str, String)> = gaps.into_iter().chain([from.clone()]).collect();
        Note::of(protocol, key, &gaps, Because::of(rule))
    }).collect();
    let signs = |pain: &PainHistory| PainHistory { signs: Vec::new(), unsure: Vec::new(), medicine: None, ..pain.clone() };
    let of_the_beginning = [
        ("the pain", signs(&was.pain) != signs(&now.pain)),
        ("the deadlift", was.deadlift != now.deadlift),
        ("the age", (was.age, was.age_band) != (now.age, now.age_band)),
    ];
    let kept: Vec<&str> = of_the_beginning.into_iter().filter(|(_, changed)| *changed).map(|(what, _)| what).collect();
    if !kept.is_empty() {
        let gaps = [("what", words::list(kept, " and "))];
        notes.push(Note::of(protocol, "profile-of-the-beginning", &gaps, Because::of(RuleId::NeverFaster)));
    }
    notes
}

/// What changed in the profile since a plan heard of it last, in words; nothing where it did not.
pub fn what(before: &Plan, after: &Plan) -> Vec<&'static str> {
    let Some(last) = after.profiles.last().filter(|last| before.profiles.last() != Some(last)) else { return Vec::new() };
    let changed = sections(before.stated(), &last.profile).into_iter().filter(|section| section.changed);
    changed.map(|section| section.called).collect()
}

/// A part of a profile: whether it changed, and the sentence that says so.
struct Section {
    changed: bool,
    /// What it is called in a sentence.
    called: &'static str,
    key: &'static str,
    gaps: Vec<(&'static str, String)>,
    rule: RuleId,
}

fn sections(was: &Profile, now: &Profile) -> Vec<Section> {
    let section = |changed, called, key, rule| Section { changed, called, key, gaps: Vec::new(), rule };
    let (before, after) = (&was.schedule, &now.schedule);
    let hours = |schedule: &Schedule| (schedule.minutes, schedule.wakes, schedule.daily, schedule.location.clone());
    let away: Vec<String> = after.away.iter().map(|Away { from, to }| day::span(*from, *to)).collect();
    let key = if away.is_empty() { "profile-not-away" } else { "profile-away" };
    let away = vec![("away", words::list(away, ", "))];
    let zone = vec![("zone", after.time_zone.clone().unwrap_or_default())];
    vec![
        section(was.clearance != now.clearance, "the clearance", "profile-clearance", RuleId::ClearanceCap),
        section(was.decisions != now.decisions, "the decisions", "profile-decisions", RuleId::Decision),
        section(was.pain.medicine != now.pain.medicine, "painkillers", "profile-medicine", RuleId::Painkillers),
        section(before.slots != after.slots, "training days and times", "profile-slots", RuleId::Slots),
        Section { gaps: away, ..section(before.away != after.away, "the days away", key, RuleId::Slots) },
        section(before.other_lifting != after.other_lifting, "your other lifting", "profile-other-lifting", RuleId::LumbarLifts),
        Section { gaps: zone, ..section(before.time_zone != after.time_zone, "the time zone", "profile-time-zone", RuleId::Slots) },
        section(hours(before) != hours(after), "the hours", "profile-hours", RuleId::Slots),
        section(was.equipment != now.equipment, "bars and plates", "profile-equipment", RuleId::Loadable),
        section(was.technique != now.technique, "technique errors", "profile-technique", RuleId::TechniqueStop),
        section(was.mobility != now.mobility, "mobility", "profile-mobility", RuleId::Mobility),
        section(was.preferences != now.preferences, "preferences", "profile-preferences", RuleId::ReloadRise),
        section(was.name != now.name, "the name", "profile-name", RuleId::NeverFaster),
    ]
}
