//! Hours between sessions that are heavy on the lower back, by the wall clock, and where they stand (decisions, section 6).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::own::{slot, weight_of_own};
use super::placed::{is_deadlift_day, is_missed};
use super::timeline::is_in_week;
use crate::plan::Phase;
use crate::protocol::{Lumbar, RuleId};
use chrono::{Datelike, NaiveDate, NaiveDateTime};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("spacing-48-hours", RuleId::SpacingHard, hard),
    ruled("spacing-72-hours", RuleId::SpacingPreferred, preferred),
    ruled("deadlifts-apart", RuleId::DeadliftsApart, apart),
    ruled("weekly-heavy", RuleId::WeeklyHeavy, weekly),
    ruled("lumbar-mark", RuleId::LumbarLifts, lumbar_mark),
    ruled("slots", RuleId::Slots, slots).searching(&["profile.schedule.slots"]),
    ruled("away", RuleId::Slots, away),
];

/// Lifts that start together, heavy on the lower back.
struct Heavy {
    start: NaiveDateTime,
    path: String,
    deadlift: bool,
    past: bool,
}

/// Every heavy session, in order of time; those that start together are one.
fn heavy(facts: &Facts) -> Vec<Heavy> {
    let sessions = facts.sessions().filter(|placed| {
        let loading = matches!(placed.session.phase, Phase::Loading | Phase::Aftercare);
        !is_missed(placed.session) && (placed.session.lumbar == Lumbar::Heavy || (loading && placed.is_deadlift()))
    });
    let sessions = sessions.map(|placed| Heavy {
        start: placed.session.start,
        path: format!("{}.start", placed.path()),
        deadlift: placed.is_deadlift(),
        past: facts.is_past(placed.session),
    });
    let own = facts.own().filter(|(_, own)| weight_of_own(facts, own) == Lumbar::Heavy).map(|(path, own)| Heavy {
        start: own.start,
        path: format!("{path}.start"),
        deadlift: false,
        past: facts.is_behind(own.start.date()),
    });
    let mut all: Vec<Heavy> = sessions.chain(own).collect();
    // The deadlift first among those that start together: its path names them.
    all.sort_by_key(|heavy| (heavy.start, !heavy.deadlift));
    all.dedup_by_key(|heavy| heavy.start);
    all
}

/// `5 h` or `36 h 30 min`.
fn hours(minutes: i64) -> String {
    if minutes % 60 == 0 { format!("{} h", minutes / 60) } else { format!("{} h {} min", minutes / 60, minutes % 60) }
}

/// 48 hours from start to start between any two heavy sessions, across weeks and the whole plan.
fn hard(facts: &Facts, findings: &mut Findings) {
    let least = facts.rules.spacing_hard.value;
    for pair in heavy(facts).windows(2).filter(|pair| !pair[1].past) {
        findings.applies();
        // The lifter's own session on the day of the revision, after a deadlift that was done, is a fact as well.
        if facts.revised() && pair[0].past && !pair[1].deadlift && pair[1].start.date() <= facts.plan.created {
            continue;
        }
        let minutes = (pair[1].start - pair[0].start).num_minutes();
        if minutes < i64::from(least) * 60 {
            findings.violation(
                &*pair[1].path,
                format!("{} after the heavy session at {}, {}", hours(minutes), pair[0].start.format("%Y-%m-%d %H:%M"), pair[0].path),
                format!("at least {least} hours from start to start"),
                "move one of the two, or make it light",
            );
        }
    }
}

/// 72 hours around the deadlift are better, where the week has them.
fn preferred(facts: &Facts, findings: &mut Findings) {
    let (least, wanted) = (facts.rules.spacing_hard.value, facts.rules.spacing_preferred.value);
    for pair in heavy(facts).windows(2).filter(|pair| (pair[0].deadlift || pair[1].deadlift) && !pair[1].past) {
        findings.applies();
        let minutes = (pair[1].start - pair[0].start).num_minutes();
        if (i64::from(least) * 60..i64::from(wanted) * 60).contains(&minutes) {
            findings.warning(
                &*pair[1].path,
                format!("{} after the heavy session at {}", hours(minutes), pair[0].start.format("%Y-%m-%d %H:%M")),
                format!("{wanted} hours around the deadlift are better"),
                "a slot further away, where there is one",
            );
        }
    }
}

/// A step of the load belongs to a week: the deadlifts of two weeks are five days apart, by date. Second days and checks
/// aside.
fn apart(facts: &Facts, findings: &mut Findings) {
    let least = facts.rules.deadlifts_apart.value;
    for pair in facts.heavy_days.windows(2).filter(|pair| !pair[1].past) {
        findings.applies();
        let days = (pair[1].day - pair[0].day).num_days();
        if days < i64::from(least) {
            findings.violation(
                pair[1].session.map_or(format!("weeks[{}]", pair[1].at), |placed| format!("{}.start", placed.path())),
                format!("{days} days after the deadlift of {}", pair[0].day),
                format!("at least {least} days from the deadlift of one week to that of another"),
                "move it to a later slot, or leave this week without a deadlift",
            );
        }
    }
}

/// At most three heavy sessions a week; three are worth a second look.
fn weekly(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.weekly_heavy.value;
    let heavy = heavy(facts);
    for (at, week) in facts.plan.weeks.iter().enumerate().filter(|(_, week)| !facts.is_past_week(week)) {
        let count = heavy.iter().filter(|heavy| is_in_week(week.starts, heavy.start.date())).count();
        if count == 0 {
            continue;
        }
        findings.applies();
        let (path, observed) = (format!("weeks[{at}]"), format!("{count} heavy sessions"));
        // What was done is a fact, and so are the lifter's own sessions around it: only a deadlift to come is one too many.
        let planned = facts.deadlifts_ahead().any(|placed| placed.week == at);
        if count > rule.most as usize && (planned || !facts.revised()) {
            findings.violation(path, observed, format!("at most {} in a week", rule.most), "make one of them light");
        } else if count >= rule.note_from as usize {
            findings.note(path, observed, format!("from {} a week on it is a lot", rule.note_from), "watch how the back feels");
        }
    }
}

/// What is heavy is marked heavy: the hours are counted by the mark.
fn lumbar_mark(facts: &Facts, findings: &mut Findings) {
    for placed in facts.deadlifts_ahead().filter(|placed| matches!(placed.session.phase, Phase::Loading | Phase::Aftercare)) {
        findings.applies();
        if placed.session.lumbar != Lumbar::Heavy {
            findings.violation(
                format!("{}.lumbar", placed.path()),
                "a deadlift that is not marked heavy",
                "every deadlift of loading and aftercare counts as heavy",
                "mark it `heavy`",
            );
        }
    }
    for (path, own) in facts.own_ahead() {
        findings.applies();
        if own.lumbar != Lumbar::Heavy && weight_of_own(facts, own) == Lumbar::Heavy {
            findings.violation(
                format!("{path}.lumbar"),
                format!("{} is not marked heavy", own.lifts.join(" and ")),
                "what the profile does not call light is heavy",
                "mark it `heavy`",
            );
        }
    }
}

/// A deadlift starts in one of the lifter's slots, and every session at a time that the clock shows.
fn slots(facts: &Facts, findings: &mut Findings) {
    for placed in facts.ahead() {
        let start = placed.session.start;
        let path = format!("{}.start", placed.path());
        if facts.zone.is_some() {
            findings.applies();
            if facts.existing(start).is_some_and(|first| first != start) {
                let observed = format!("{} does not exist in {}", start.format("%Y-%m-%d %H:%M"), facts.plan.time_zone);
                findings.violation(&*path, observed, "the clock skips that hour", "start at the first time after it");
            }
        }
        if !is_deadlift_day(placed.session) {
            continue;
        }
        findings.applies();
        if !is_in_a_slot(facts, start) {
            findings.violation(path, slot(start), "a deadlift starts in one of the lifter's slots", "move it to a slot");
        }
    }
    zone(facts, findings);
}

fn is_in_a_slot(facts: &Facts, start: NaiveDateTime) -> bool {
    facts.plan.profile.schedule.slots.iter().any(|slot| {
        let usual = start.date().and_time(slot.at);
        slot.day == start.weekday() && (usual == start || facts.existing(usual) == Some(start))
    })
}

fn zone(facts: &Facts, findings: &mut Findings) {
    let observed = format!("`{}`", facts.plan.time_zone);
    if facts.zone.is_none() {
        findings.violation("time_zone", observed, "an IANA zone, as in Europe/Berlin", "name the zone");
    } else if let Some(zone) = facts.plan.profile.schedule.time_zone.as_ref().filter(|zone| **zone != facts.plan.time_zone) {
        findings.violation("time_zone", observed, format!("the profile is in {zone}"), "give the lifter's zone");
    }
}

/// Nothing is planned for days on which the lifter is away.
fn away(facts: &Facts, findings: &mut Findings) {
    for (at, away) in facts.plan.profile.schedule.away.iter().enumerate() {
        findings.applies();
        if away.to < away.from {
            findings.violation(
                format!("profile.schedule.away[{at}].to"),
                away.to.to_string(),
                format!("not before {}", away.from),
                "mend the dates",
            );
        }
        let inside = |day: NaiveDate| away.from <= day && day <= away.to;
        let sessions = facts.ahead().map(|placed| (format!("{}.start", placed.path()), placed.day()));
        let own = facts.own_ahead().map(|(path, own)| (format!("{path}.start"), own.start.date()));
        for (path, day) in sessions.chain(own).filter(|(_, day)| inside(*day)) {
            findings.violation(
                path,
                format!("a session on {day}"),
                format!("away from {} to {}", away.from, away.to),
                "move it to a day at home, or leave it out",
            );
        }
    }
}
