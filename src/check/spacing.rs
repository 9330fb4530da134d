//! Hours between sessions that are heavy on the lower back, by the wall clock, and where they stand.

use super::facts::{Facts, is_deadlift, is_missed};
use super::{Bench, Constraint, ruled};
use crate::plan::{Change, Instead, Lumbar, OwnSession, Phase, SessionKind};
use crate::profile::{OwnLift, hour_minute, weekday};
use crate::protocol::RuleId;
use chrono::{Datelike, NaiveDate, NaiveDateTime};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("spacing-48-hours", RuleId::SpacingHard, hard),
    ruled("spacing-72-hours", RuleId::SpacingPreferred, preferred),
    ruled("weekly-heavy", RuleId::WeeklyHeavy, weekly),
    ruled("lumbar-mark", RuleId::LumbarLifts, lumbar_mark),
    ruled("slots", RuleId::Slots, slots).searching(&["profile.schedule.slots"]),
    ruled("away", RuleId::Slots, away),
    ruled("own-lifts", RuleId::LumbarLifts, own_lifts).searching(&["weeks", "changes", "profile.schedule"]),
    ruled("lighten", RuleId::Lighten, lighten),
];

/// Lifts that start together, heavy on the lower back.
struct Heavy {
    start: NaiveDateTime,
    path: String,
    deadlift: bool,
    past: bool,
}

/// The usual lift of the profile that stands at a time, where there is one.
fn usual<'a>(facts: &Facts<'a>, lift: &str, at: NaiveDateTime) -> Option<&'a OwnLift> {
    let lifts = &facts.plan.profile.schedule.other_lifting;
    lifts.iter().find(|own| own.lift == lift && own.day == at.weekday() && own.at == at.time())
}

/// How much an own session loads the lower back: its own word never makes it lighter than the profile says.
pub(super) fn weight_of_own(facts: &Facts, own: &OwnSession) -> Lumbar {
    let heavy = own.lifts.iter().any(|lift| match usual(facts, lift, own.start) {
        Some(usual) => !usual.light,
        None => own.lumbar == Lumbar::Heavy,
    });
    if heavy || own.lumbar == Lumbar::Heavy { Lumbar::Heavy } else { Lumbar::Light }
}

/// Every heavy session, in order of time; those that start together are one.
fn heavy(facts: &Facts) -> Vec<Heavy> {
    let sessions = facts
        .sessions()
        .filter(|it| {
            if is_missed(it.session) {
                return false;
            }
            let loading = matches!(it.session.phase, Phase::Loading | Phase::Aftercare);
            it.session.lumbar == Lumbar::Heavy || (loading && is_deadlift(it.session))
        })
        .map(|it| Heavy {
            start: it.session.start,
            path: format!("{}.start", it.path()),
            deadlift: is_deadlift(it.session),
            past: facts.is_past(it.session),
        });
    let own = facts.own().filter(|(_, own)| weight_of_own(facts, own) == Lumbar::Heavy).map(|(path, own)| Heavy {
        start: own.start,
        path: format!("{path}.start"),
        deadlift: false,
        past: facts.is_behind(own.start.date()),
    });
    let mut all: Vec<Heavy> = sessions.chain(own).collect();
    // The deadlift first among those that start together: its path names them.
    all.sort_by_key(|it| (it.start, !it.deadlift));
    all.dedup_by_key(|it| it.start);
    all
}

/// `5 h` or `36 h 30 min`.
fn hours(minutes: i64) -> String {
    if minutes % 60 == 0 { format!("{} h", minutes / 60) } else { format!("{} h {} min", minutes / 60, minutes % 60) }
}

fn hard(facts: &Facts, bench: &mut Bench) {
    let least = facts.rules.spacing_hard.value;
    for pair in heavy(facts).windows(2).filter(|pair| !pair[1].past) {
        bench.applies();
        // The lifter's own session on the day of the revision, after a deadlift that was done, is a fact as well.
        if facts.revised() && pair[0].past && !pair[1].deadlift && pair[1].start.date() <= facts.plan.created {
            continue;
        }
        let minutes = (pair[1].start - pair[0].start).num_minutes();
        if minutes < i64::from(least) * 60 {
            bench.violation(
                &*pair[1].path,
                format!("{} after the heavy session at {}, {}", hours(minutes), pair[0].start.format("%Y-%m-%d %H:%M"), pair[0].path),
                format!("at least {least} hours from start to start"),
                "move one of the two, or make it light",
            );
        }
    }
}

fn preferred(facts: &Facts, bench: &mut Bench) {
    let (least, wanted) = (facts.rules.spacing_hard.value, facts.rules.spacing_preferred.value);
    for pair in heavy(facts).windows(2).filter(|pair| (pair[0].deadlift || pair[1].deadlift) && !pair[1].past) {
        bench.applies();
        let minutes = (pair[1].start - pair[0].start).num_minutes();
        if (i64::from(least) * 60..i64::from(wanted) * 60).contains(&minutes) {
            bench.warning(
                &*pair[1].path,
                format!("{} after the heavy session at {}", hours(minutes), pair[0].start.format("%Y-%m-%d %H:%M")),
                format!("{wanted} hours around the deadlift are better"),
                "a slot further away, where there is one",
            );
        }
    }
}

fn weekly(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.weekly_heavy.value;
    let heavy = heavy(facts);
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        if facts.is_past_week(week) {
            continue;
        }
        let count = heavy.iter().filter(|it| (0..7).contains(&(it.start.date() - week.starts).num_days())).count();
        if count == 0 {
            continue;
        }
        bench.applies();
        let path = format!("weeks[{at}]");
        // What was done is a fact, and so are the lifter's own sessions around it: only a deadlift to come is one too many.
        let planned = facts.deadlifts_ahead().any(|it| it.week == at);
        if count > rule.most as usize && (planned || !facts.revised()) {
            bench.violation(path, format!("{count} heavy sessions"), format!("at most {} in a week", rule.most), "make one of them light");
        } else if count >= rule.note_from as usize {
            bench.note(
                path,
                format!("{count} heavy sessions"),
                format!("from {} a week on it is a lot", rule.note_from),
                "watch how the back feels",
            );
        }
    }
}

fn lumbar_mark(facts: &Facts, bench: &mut Bench) {
    for placed in facts.deadlifts_ahead().filter(|it| matches!(it.session.phase, Phase::Loading | Phase::Aftercare)) {
        bench.applies();
        if placed.session.lumbar != Lumbar::Heavy {
            bench.violation(
                format!("{}.lumbar", placed.path()),
                "a deadlift that is not marked heavy",
                "every deadlift of loading and aftercare counts as heavy",
                "mark it `heavy`",
            );
        }
    }
    for (path, own) in facts.own_ahead() {
        bench.applies();
        if own.lumbar != Lumbar::Heavy && weight_of_own(facts, own) == Lumbar::Heavy {
            bench.violation(
                format!("{path}.lumbar"),
                format!("{} is not marked heavy", own.lifts.join(" and ")),
                "what the profile does not call light is heavy",
                "mark it `heavy`",
            );
        }
    }
}

fn slots(facts: &Facts, bench: &mut Bench) {
    let slots = &facts.plan.profile.schedule.slots;
    for placed in facts.ahead() {
        let start = placed.session.start;
        if facts.zone.is_some() {
            bench.applies();
            if facts.existing(start).is_some_and(|first| first != start) {
                bench.violation(
                    format!("{}.start", placed.path()),
                    format!("{} does not exist in {}", start.format("%Y-%m-%d %H:%M"), facts.plan.time_zone),
                    "the clock skips that hour",
                    "start at the first time after it",
                );
            }
        }
        if !matches!(placed.session.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift) {
            continue;
        }
        bench.applies();
        let fits = slots.iter().any(|slot| {
            let usual = start.date().and_time(slot.at);
            slot.day == start.weekday() && (usual == start || facts.existing(usual) == Some(start))
        });
        if !fits {
            bench.violation(
                format!("{}.start", placed.path()),
                format!("{} {}", weekday::write(start.weekday()), hour_minute::write(&start.time())),
                "a deadlift starts in one of the lifter's slots",
                "move it to a slot",
            );
        }
    }
    let zone = &facts.plan.profile.schedule.time_zone;
    if facts.zone.is_none() {
        bench.violation("time_zone", format!("`{}`", facts.plan.time_zone), "an IANA zone, as in Europe/Berlin", "name the zone");
    } else if zone.as_ref().is_some_and(|zone| *zone != facts.plan.time_zone) {
        bench.violation(
            "time_zone",
            format!("`{}`", facts.plan.time_zone),
            format!("the profile is in {}", zone.as_deref().unwrap_or_default()),
            "give the lifter's zone",
        );
    }
}

/// Nothing is planned for days on which the lifter is away.
fn away(facts: &Facts, bench: &mut Bench) {
    for (at, away) in facts.plan.profile.schedule.away.iter().enumerate() {
        bench.applies();
        if away.to < away.from {
            bench.violation(
                format!("profile.schedule.away[{at}].to"),
                away.to.to_string(),
                format!("not before {}", away.from),
                "mend the dates",
            );
        }
        let inside = |day: NaiveDate| away.from <= day && day <= away.to;
        let sessions = facts.ahead().map(|it| (format!("{}.start", it.path()), it.session.start.date()));
        let own = facts.own_ahead().map(|(path, own)| (format!("{path}.start"), own.start.date()));
        for (path, day) in sessions.chain(own).filter(|(_, day)| inside(*day)) {
            bench.violation(
                path,
                format!("a session on {day}"),
                format!("away from {} to {}", away.from, away.to),
                "move it to a day at home, or leave it out",
            );
        }
    }
}

/// The changes that name a lift, at its usual time, on a day.
pub(super) fn change<'a>(facts: &Facts<'a>, own: &OwnLift, day: NaiveDate) -> Option<&'a Change> {
    let usually = format!("{} {}", weekday::write(own.day), hour_minute::write(&own.at));
    facts.plan.changes.iter().find(|it| it.lifts.contains(&own.lift) && it.usually == usually && it.from <= day && day <= it.to)
}

/// Where the lifter's own lifts matter: whole weeks with a deadlift, and the days around a later check.
fn matters(facts: &Facts, week: usize, day: NaiveDate) -> bool {
    let near = i64::from(facts.rules.spacing_preferred.value) / 24;
    facts.plan.weeks[week].deadlift().is_some() || facts.deadlifts_ahead().any(|it| (it.session.start.date() - day).num_days().abs() < near)
}

/// The lifter's own lifts cannot vanish: on each of their days they stand in the week as they are, by
/// themselves or in the deadlift's session, or a change says what became of them.
fn own_lifts(facts: &Facts, bench: &mut Bench) {
    let Some((first, last)) = facts.plan.summary.phases.first().zip(facts.plan.summary.phases.last()) else { return };
    if facts.has_stopped() {
        return;
    }
    for own in &facts.plan.profile.schedule.other_lifting {
        bench.applies();
        for (at, week) in facts.plan.weeks.iter().enumerate() {
            let Some(day) = week.starts.checked_add_days(chrono::Days::new(u64::from(own.day.num_days_from_monday()))) else { continue };
            // Of a day on which a deadlift was done nothing is planned any more.
            let done = facts.revised() && facts.deadlifts().any(|it| it.session.done.is_some() && it.session.start.date() == day);
            if day < first.from || day > last.to || facts.is_behind(day) || done || facts.is_away(day) || !matters(facts, at, day) {
                continue;
            }
            let usual = day.and_time(own.at);
            let start = facts.existing(usual).unwrap_or(usual);
            let here = |at: NaiveDateTime| at == usual || at == start;
            let alone = week.own.iter().any(|it| here(it.start) && it.lifts.contains(&own.lift));
            let joined = week.sessions.iter().any(|it| {
                let changed = it.kind == SessionKind::Own;
                here(it.start) && !changed && it.exercises.iter().any(|exercise| exercise.exercise == own.lift && exercise.sets.is_empty())
            });
            let change = change(facts, own, day);
            if !alone && !joined && change.is_none() && !own.light {
                bench.violation(
                    format!("weeks[{at}].own"),
                    format!("{} of {} {} is missing", own.lift, weekday::write(own.day), hour_minute::write(&own.at)),
                    "the lifter's own lifts stay, or a change says what becomes of them",
                    "put it back, or write the change down",
                );
            } else if alone && change.is_some() {
                bench.warning(
                    format!("weeks[{at}].own"),
                    format!("{} stays as it is and is changed", own.lift),
                    "one or the other",
                    "take it out of `own`, or take the change out",
                );
            }
        }
    }
}

fn lighten(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.lighten.value;
    for (at, change) in facts.plan.changes.iter().enumerate() {
        bench.applies();
        let path = format!("changes[{at}]");
        if change.to < change.from {
            bench.violation(format!("{path}.to"), change.to.to_string(), format!("not before {}", change.from), "mend the dates");
        }
        let Instead::Lighten { volume, load, .. } = &change.instead else { continue };
        if *volume > rule.volume || *load > rule.load {
            bench.violation(
                format!("{path}.instead"),
                format!("{volume} % of the volume at {load} % of the load"),
                format!("light is at most {} % of the volume and {} % of the load", rule.volume, rule.load),
                "make it lighter, or move it",
            );
        }
    }
}
