//! Loads on their days: each depends on the other, and they are solved in turn until both agree.

use super::loads::{Climb, Ground, LoadWeek, Loads};
use super::own;
use super::schedule::Schedule;
use super::session::Kit;
use super::standing::{Stage, Standing};
use super::timetable::{Timetable, days, needs, request};
use super::track::Outline;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::monday_of;
use crate::protocol::Protocol;
use chrono::NaiveDate;

/// Loads on their days.
pub(super) struct Arranged {
    pub loads: Loads,
    pub weeks: Vec<LoadWeek>,
    pub days: Timetable,
}

/// The loads depend on the days, where a gap between two of them takes a load down, and the days on the
/// loads, where near-maximal ones need more of them: solved in turn until both agree.
pub(super) fn arrange(
    kit: &Kit,
    outline: &Outline,
    standing: &Standing,
    ground: &Ground,
    climb: &Climb,
    since_last: Option<(NaiveDate, bool)>,
) -> Result<Arranged, Vec<Diagnostic>> {
    let mut request = request(kit, outline, standing);
    let mut gaps: Vec<Gap> = Vec::new();
    // The first gap is known once the first day is.
    if let Some((last, true)) = since_last {
        gaps.push(Gap { before: 0, days: (standing.from - last).num_days(), skipped: false });
    }
    let mut careful = false;
    let mut latest: Option<NaiveDate> = None;
    for round in 0..12 {
        let loads = with_gaps(ground, climb, &gaps)?;
        let weeks: Vec<LoadWeek> = loads.weeks().cloned().collect();
        request.weeks = needs(kit, &weeks, climb);
        let reached_before = match &standing.stage {
            Stage::Climb { reached, .. } => *reached,
            Stage::Before { .. } => None,
        };
        let days = match days(kit, &mut request, &loads, reached_before, standing, careful) {
            Ok(days) => days,
            Err(_) if !careful && !request.away.is_empty() => {
                careful = true;
                continue;
            }
            Err(wrong) => return Err(wrong),
        };
        let mut found = gaps_of(&days.schedule, since_last, kit.protocol);
        let covers = |other: &Gap, gap: &Gap| other.before == gap.before && gap.days <= other.days && gap.skipped == other.skipped;
        let covered = found.iter().all(|gap| gaps.iter().any(|other| covers(other, gap)));
        if found == gaps || (round > 3 && covered) {
            return Ok(Arranged { loads, weeks, days });
        }
        latest = latest.max(days.schedule.deadlifts.first().map(|(main, _)| main.date()));
        if round > 2 {
            // Days and loads that turn in a circle: the longer gap counts, and the later first day.
            if let Some(latest) = latest {
                request.open_from = request.open_from.max(latest);
                request.open_to = request.open_to.max(latest);
            }
            for gap in &mut found {
                for other in gaps.iter().filter(|other| other.before == gap.before) {
                    (gap.days, gap.skipped) = (gap.days.max(other.days), gap.skipped || other.skipped);
                }
            }
        }
        gaps = found;
    }
    Err(vec![own::no_schedule(kit.profile, &request)])
}

/// A gap between two deadlifts that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gap {
    /// The week after it.
    before: usize,
    days: i64,
    /// A calendar week had no deadlift.
    skipped: bool,
}

/// Days between deadlifts that change nothing.
pub fn days_that_change_nothing(protocol: &Protocol) -> i64 {
    protocol.rules.missed_days.value.rows.first().map_or(0, |row| i64::from(row.to))
}

/// Whether a calendar week between two deadlifts had none, and the days between them are so many that it counts.
pub fn has_skipped_a_week(before: NaiveDate, after: NaiveDate, protocol: &Protocol) -> bool {
    (after - before).num_days() > days_that_change_nothing(protocol) && (monday_of(after) - monday_of(before)).num_days() > 7
}

/// The gaps that count. Deadlifts of neighbouring weeks may stand up to 13 days apart by the week's own slots; that
/// is no gap unless one was missed.
fn gaps_of(schedule: &Schedule, since_last: Option<(NaiveDate, bool)>, protocol: &Protocol) -> Vec<Gap> {
    let (last, missed) = since_last.map_or((None, false), |(last, missed)| (Some(last), missed));
    let starts = schedule.deadlifts.iter().map(|(main, _)| Some(main.date()));
    let days: Vec<Option<NaiveDate>> = std::iter::once(last).chain(starts).collect();
    let pairs = days.windows(2).enumerate().filter_map(|(at, pair)| Some((at, pair[0]?, pair[1]?)));
    pairs
        .filter_map(|(at, before, after)| {
            let days = (after - before).num_days();
            let skipped = has_skipped_a_week(before, after, protocol);
            ((at == 0 && missed) || skipped).then_some(Gap { before: at, days, skipped })
        })
        .collect()
}

/// The loads to come, with what the gaps before some of the weeks change.
fn with_gaps(ground: &Ground, climb: &Climb, gaps: &[Gap]) -> Result<Loads, Vec<Diagnostic>> {
    let mut climb = climb.clone();
    let mut behind: Vec<LoadWeek> = Vec::new();
    let mut topped_at = climb.topped.then_some(0);
    loop {
        if let Some(Gap { days, skipped, .. }) = gaps.iter().find(|gap| gap.before == behind.len())
            && climb.after_gap(*days, *skipped, ground).is_none()
        {
            return Err(vec![
                Diagnostic::new(Code::LongBreak, format!("{days} days without a deadlift are too many to plan across"))
                    .at("schedule.away")
                    .help("plan up to the absence only, and have the plan made anew when you are back"),
            ]);
        }
        if !climb.topped {
            topped_at = None;
        }
        let loads = ground.ahead(&climb)?;
        let next_gap = gaps.iter().map(|gap| gap.before).filter(|at| *at > behind.len()).min();
        let whole = behind.len() + loads.weeks().count();
        let Some(until) = next_gap.filter(|gap| *gap < whole) else {
            let ramp_to = topped_at.unwrap_or(behind.len() + loads.ramp.len());
            let all: Vec<LoadWeek> = behind.into_iter().chain(loads.weeks().cloned()).collect();
            let (ramp, after) = all.split_at(ramp_to);
            return Ok(Loads { ramp: ramp.to_vec(), after: after.to_vec(), ..loads });
        };
        let ramp_left = loads.ramp.len();
        for (nth, week) in loads.weeks().take(until - behind.len()).enumerate() {
            climb.advance(week.load, week.deload, week.near_max);
            if nth + 1 == ramp_left && !climb.topped {
                climb.topped = true;
                climb.top = Some(loads.top);
                climb.after = 0;
                topped_at = Some(behind.len() + nth + 1);
            }
        }
        let taken: Vec<LoadWeek> = loads.weeks().take(until - behind.len()).cloned().collect();
        behind.extend(taken);
    }
}
