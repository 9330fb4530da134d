//! Loads on their days: each depends on the other, and they are solved in turn until both agree.

use super::gaps::Gap;
use super::lifter::Lifter;
use super::loads::{LoadWeek, Loads};
use super::names::Names;
use super::put_off;
use super::schedule;
use super::standing::Standing;
use super::timetable::{Timetable, days, needs, request};
use super::track::Outline;
use crate::diagnostic::{Code, Diagnostic};
use crate::profile::Schedule;
use crate::protocol::Protocol;
use crate::when::monday_of;
use chrono::{Days, NaiveDate};

/// Rounds in which loads and days are solved in turn. Two are the rule; a week away in the middle of the climb takes one
/// or two more. Past the last one there is no plan, and the diagnostic says that loads and days found no rest.
const MOST_ROUNDS: u32 = 12;

/// Rounds that take the gaps as the days left them. Past them days and loads turn in a circle: from then on the longer of
/// two gaps before a week counts, and the later first day, so that each round asks for no less than the one before.
const PLAIN_ROUNDS: u32 = 3;

/// Rounds in which the gaps that were found have to be those that the loads were made for. Past them it is enough that
/// every gap is covered by one: the loads are then lower than they need be, and never higher.
const EXACT_ROUNDS: u32 = 4;

/// Loads on their days.
pub(super) struct Arranged {
    pub loads: Loads,
    /// All weeks of the loads, in order.
    pub weeks: Vec<LoadWeek>,
    pub days: Timetable,
}

/// The loads depend on the days, where a gap between two of them takes a load down, and the days on the
/// loads, where near-maximal ones need more of them: solved in turn until both agree.
///
/// # Errors
/// Those of the loads and of the days, and that the two found no rest.
pub(super) fn arrange(lifter: &Lifter, outline: &Outline, standing: &Standing) -> Result<Arranged, Vec<Diagnostic>> {
    let mut request = request(lifter, outline, standing);
    let since_last = standing.last_deadlift();
    let mut gaps: Vec<Gap> = Vec::new();
    // The first gap is known once the first day is.
    if let Some((last, true)) = since_last {
        gaps.push(Gap { before: 0, days: (standing.from - last).num_days(), skipped: false });
    }
    let mut careful = false;
    let mut latest: Option<NaiveDate> = None;
    for round in 0..MOST_ROUNDS {
        let loads = lifter.as_decided(&standing.climb, standing.used, &gaps).map_err(|wrong| put_off::told(wrong, &request))?;
        let weeks: Vec<LoadWeek> = loads.weeks().cloned().collect();
        let names = Names { lifter, used: standing.used, ramp: loads.ramp.len() };
        request.weeks = needs(lifter, &weeks, &standing.climb, &names);
        if round == 0 {
            put_off::as_without(&mut request, |free| days(lifter, free, &loads, standing, careful).map(|days| days.opening()));
        }
        put_off::open(lifter, &mut request, standing)?;
        let days = match days(lifter, &mut request, &loads, standing, careful) {
            Ok(days) => days,
            Err(_) if !careful && !request.away.is_empty() => {
                careful = true;
                continue;
            }
            Err(wrong) => return Err(wrong),
        };
        let mut found = gaps_of(&days.schedule, since_last, lifter);
        let covered = || found.iter().all(|gap| gaps.iter().any(|other| other.covers(gap)));
        if found == gaps || (round >= EXACT_ROUNDS && covered()) {
            return Ok(Arranged { loads, weeks, days });
        }
        put_off::stays_at_the_top(&names, &request, &found, || lifter.as_decided(&standing.climb, standing.used, &found))?;
        latest = latest.max(days.schedule.deadlifts.first().map(|(main, _)| main.date()));
        if round >= PLAIN_ROUNDS {
            if let Some(latest) = latest {
                request.open_from = request.open_from.max(latest);
                request.open_to = request.open_to.max(latest);
            }
            for gap in &mut found {
                let same_week = gaps.iter().find(|other| other.before == gap.before).copied();
                *gap = same_week.map_or(*gap, |other| gap.or_longer(other));
            }
        }
        gaps = found;
    }
    Err(vec![no_rest()])
}

/// Why there is no plan although every round had loads and days.
fn no_rest() -> Diagnostic {
    let message = format!(
        "in {MOST_ROUNDS} rounds loads and days have found no rest: the gaps between the deadlifts ask for other loads, and those for other days"
    );
    Diagnostic::new(Code::NoSchedule, message)
        .at("schedule.away")
        .help("plan up to the next absence only and have the plan made again when you are back, or add a slot on another day")
}

/// Days between deadlifts that change nothing.
pub fn days_that_change_nothing(protocol: &Protocol) -> i64 {
    protocol.rules.missed_days.value.rows.first().map_or(0, |row| i64::from(row.to))
}

/// The most days between the deadlifts of two weeks that follow each other: from a Monday to the Sunday of the next week.
const MOST_DAYS_BETWEEN_WEEKS: i64 = 13;

/// Whether a calendar week between two deadlifts had none, and the days between them are so many that it counts. A week in
/// which no slot is far enough from the deadlift before it had no room for one: nothing was missed (decisions, section 6).
pub fn has_skipped_a_week(before: NaiveDate, after: NaiveDate, schedule: &Schedule, protocol: &Protocol) -> bool {
    let days = (after - before).num_days();
    let skipped = monday_of(after) > monday_of(before) + Days::new(7);
    let without_room = days <= MOST_DAYS_BETWEEN_WEEKS && !has_room_after(before, schedule, protocol);
    days > days_that_change_nothing(protocol) && skipped && !without_room
}

/// Whether the week after that of a deadlift has a slot that is far enough from it; absences aside.
fn has_room_after(deadlift: NaiveDate, schedule: &Schedule, protocol: &Protocol) -> bool {
    let next_monday = monday_of(deadlift) + Days::new(7);
    let earliest = deadlift + Days::new(u64::from(protocol.rules.deadlifts_apart.value));
    schedule.slots.iter().any(|slot| next_monday + Days::new(u64::from(slot.day.num_days_from_monday())) >= earliest)
}

/// The gaps that count. Deadlifts of neighbouring weeks may stand up to 13 days apart by the week's own slots; that
/// is no gap unless one was missed.
fn gaps_of(schedule: &schedule::Schedule, since_last: Option<(NaiveDate, bool)>, lifter: &Lifter) -> Vec<Gap> {
    let (last, missed) = since_last.map_or((None, false), |(last, missed)| (Some(last), missed));
    let starts = schedule.deadlifts.iter().map(|(main, _)| Some(main.date()));
    let days: Vec<Option<NaiveDate>> = std::iter::once(last).chain(starts).collect();
    let pairs = days.windows(2).enumerate().filter_map(|(at, pair)| Some((at, pair[0]?, pair[1]?)));
    pairs
        .filter_map(|(at, before, after)| {
            let days = (after - before).num_days();
            let skipped = has_skipped_a_week(before, after, &lifter.profile.schedule, lifter.protocol);
            ((at == 0 && missed) || skipped).then_some(Gap { before: at, days, skipped })
        })
        .collect()
}
