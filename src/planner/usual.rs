//! The lifter's own training as it usually is: what starts together, what of it is heavy, and what leaves no room.

use super::schedule::{Own, Request};
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Track;
use super::lifter::Lifter;
use crate::profile::{OwnLift, Profile};
use crate::protocol::Protocol;
use crate::when::{Slot, monday_of};
use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

/// A weekly point in time as minutes since Monday 00:00.
pub fn of_week(day: Weekday, at: NaiveTime) -> i64 {
    (i64::from(day.num_days_from_monday()) * 24 + i64::from(at.hour())) * 60 + i64::from(at.minute())
}

/// Lifts that start together: one session.
#[derive(Debug, Clone)]
pub(super) struct Group<'a> {
    pub at: i64,
    pub lifts: Vec<&'a OwnLift>,
}

impl Group<'_> {
    pub(super) fn is_heavy(&self) -> bool {
        self.lifts.iter().any(|lift| !lift.light)
    }

    /// The lifts' names in the protocol.
    pub(super) fn names(&self) -> Vec<String> {
        self.lifts.iter().map(|lift| lift.lift.clone()).collect()
    }

    /// `mon 18:00`.
    pub(super) fn usually(&self) -> String {
        self.lifts[0].slot().to_string()
    }
}

pub(super) fn groups(profile: &Profile) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for lift in &profile.schedule.other_lifting {
        let at = of_week(lift.day, lift.at);
        match groups.iter_mut().find(|group| group.at == at) {
            Some(group) => group.lifts.push(lift),
            None => groups.push(Group { at, lifts: vec![lift] }),
        }
    }
    groups.sort_by_key(|group| group.at);
    groups
}

/// The lifter's own heavy sessions, as the schedule sees them. A session moves only where all of it may.
pub fn heavy_groups(profile: &Profile, protocol: &Protocol) -> Vec<Own> {
    let weight = |lift: &OwnLift| protocol.lifts.get(&lift.lift).map_or(1, |data| i64::from(data.weight));
    groups(profile)
        .iter()
        .filter(|group| group.is_heavy())
        .map(|group| Own {
            at: group.at,
            weight: group.lifts.iter().filter(|lift| !lift.light).map(|lift| weight(lift)).sum(),
            movable: group.lifts.iter().all(|lift| lift.movable),
        })
        .collect()
}

/// The last heavy session before the plan, where the lifter trained on: one of their own, or the last deadlift.
pub fn last_heavy(profile: &Profile, track: Track, start: NaiveDate) -> Option<NaiveDateTime> {
    if track == Track::ThreePhase {
        return None;
    }
    let week_before = monday_of(start) - Days::new(7);
    let own = groups(profile)
        .into_iter()
        .filter(Group::is_heavy)
        .flat_map(|group| [0, 7].map(|days| week_before.and_time(NaiveTime::MIN) + Duration::days(days) + Duration::minutes(group.at)))
        .filter(|at| at.date() < start);
    // Of the last deadlift only the day is known: its end is the careful guess.
    let deadlift = profile.deadlift.last_lifted.map(|day| (day + Days::new(1)).and_time(NaiveTime::MIN));
    own.chain(deadlift).max()
}

/// Why there is no schedule, and what would free the sessions that cannot stand together.
pub(super) fn no_schedule(lifter: &Lifter, request: &Request) -> Diagnostic {
    let profile = lifter.profile;
    let named = |slots: &mut dyn Iterator<Item = &Slot>| slots.map(Slot::to_string).collect::<Vec<_>>().join(", ");
    let is_short = |slot: &&Slot| !request.slots.contains(&of_week(slot.day, slot.at));
    let short = named(&mut profile.schedule.slots.iter().filter(is_short));
    if !short.is_empty() {
        let takes = lifter.bare_minutes(true, lifter.protocol.rules.work_sets.value.light.sets);
        let message = format!(
            "so soon after waking, warm-up and work sets take {takes} minutes, and a session has {}: {short} has no room for them, and the other slots are not enough",
            profile.schedule.minutes
        );
        return Diagnostic::new(Code::NoSchedule, message)
            .at("schedule.minutes")
            .help(format!("give sessions at least {takes} minutes, or add a slot later in the day"));
    }
    let slots = named(&mut profile.schedule.slots.iter());
    let hard = request.hard_hours;
    if request.weeks.iter().any(|week| week.second) {
        return Diagnostic::new(
            Code::NoSchedule,
            format!("two deadlift days a week cannot stand {hard} hours apart in these slots: {slots}"),
        )
        .at("schedule.slots")
        .help(format!(
            "add a slot at least {hard} hours (better {}) from the others, or write `sessions_per_week: 1`",
            request.preferred_hours
        ));
    }
    Diagnostic::new(Code::NoSchedule, format!("no slot keeps {hard} hours to the heavy sessions before and after it: {slots}"))
        .at("schedule.slots")
        .help("add a slot on another day, or begin the plan a few days later")
}
