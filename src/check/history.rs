//! What was done, and what may follow from it: after the session, and after missed weeks (decisions, section 8).
//!
//! What was done is a fact and is never judged. Judged is the next planned deadlift, every planned deadlift
//! after a gap, and what a session says about the next time. Where several rows apply, each is a limit of its
//! own, so that the lowest load counts.

use super::facts::{Facts, Lifting, Placed, is_deadlift, is_missed, share, share_is_at_most, thousandths, work};
use super::reload::{TooFast, is_bar_alone, too_fast};
use super::{Bench, Constraint, formal, ruled};
use crate::log::{Entry, Missed, PainKind};
use crate::plan::{Phase, Response, Session, SessionKind, VerdictKind};
use crate::protocol::{MissedThen, RuleId, SignVerdict};
use crate::units::{Load, Percent};
use chrono::NaiveDate;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    formal("done", RuleId::PainLog, done),
    formal("not-logged", RuleId::PainLog, not_logged).searching(&["weeks"]),
    ruled("emergency-in-log", RuleId::ScreenEmergency, emergency),
    ruled("refer-in-log", RuleId::ScreenRefer, refer),
    ruled("second-time", RuleId::SecondTime, second_time),
    ruled("back-to-start", RuleId::BackToStart, back_to_start).searching(&["weeks"]),
    ruled("review-load", RuleId::ReviewLoad, review),
    ruled("lower-load", RuleId::LowerLoad, lower),
    ruled("coach", RuleId::Coach, coach),
    ruled("repeat-load", RuleId::RepeatLoad, repeat),
    ruled("never-faster", RuleId::NeverFaster, never_faster),
    ruled("missed-days", RuleId::MissedDays, missed_days).searching(&["weeks"]),
    formal("next-time", RuleId::PainTrigger, next_time),
];

/// A session that was done or missed, with what was written down.
#[derive(Clone, Copy)]
struct Logged<'a> {
    placed: Placed<'a>,
    entry: &'a Entry,
}

impl Logged<'_> {
    fn day(&self) -> NaiveDate {
        self.placed.session.start.date()
    }

    fn path(&self, field: &str) -> String {
        format!("{}.done{field}", self.placed.path())
    }
}

/// Everything that is written down, in order of time.
fn logged<'a>(facts: &Facts<'a>) -> Vec<Logged<'a>> {
    let all = facts.sessions().filter(|_| facts.revised());
    let mut all: Vec<Logged> =
        all.filter_map(|placed| Some(Logged { placed, entry: placed.session.done.as_ref()? })).filter(|it| !it.entry.withdrawn).collect();
    all.sort_by_key(|it| it.placed.session.start);
    all
}

/// Signs that are written down: one answered "not sure" counts as yes, and so does one that nobody knows.
fn sign<'a>(facts: &Facts, entry: &'a Entry, verdict: SignVerdict) -> Option<&'a str> {
    let is = |id: &&String| match facts.protocol.signs.iter().find(|known| known.id == **id) {
        Some(known) => known.verdict == verdict,
        None => verdict == SignVerdict::Refer,
    };
    entry.signs.iter().chain(&entry.unsure).find(is).map(String::as_str)
}

/// Whether a clinician has seen the lifter since a day.
fn cleared_since(facts: &Facts, day: NaiveDate) -> bool {
    facts.plan.profile.clearance.as_ref().is_some_and(|clearance| clearance.date >= day)
}

/// Whether the first work set was ended before its repetitions were done.
fn first_set_short(session: &Session, entry: &Entry) -> bool {
    let wanted = work(session).and_then(|(_, exercise)| exercise.sets.first()).and_then(|set| set.reps);
    let done = entry.sets.as_ref().and_then(|sets| sets.first());
    wanted.zip(done).is_some_and(|(wanted, done)| *done < wanted)
}

/// Whether technique slipped so much that the load goes down.
fn slipped(facts: &Facts, logged: &Logged) -> bool {
    let cuts = logged.entry.cut_short.unwrap_or(0);
    cuts >= facts.rules.lower_load.value.sets || (cuts >= 1 && first_set_short(logged.placed.session, logged.entry))
}

/// Whether fewer sets or repetitions were done than planned. What was not written down is not held against anyone.
fn incomplete(session: &Session, entry: &Entry) -> bool {
    let (Some(done), Some((_, planned))) = (&entry.sets, work(session)) else { return false };
    let short = planned.sets.iter().zip(done).any(|(planned, done)| planned.reps.is_some_and(|reps| *done < reps));
    short || done.len() < planned.sets.len()
}

/// What a session leads to by the table of pain and technique, and what it was.
fn response(facts: &Facts, logged: &Logged) -> (Response, String) {
    let rules = facts.rules;
    let (entry, pain) = (logged.entry, logged.entry.pain);
    let kind = match pain.kind {
        Some(PainKind::Sharp) => Some("sharp pain"),
        Some(PainKind::OneSided) => Some("one-sided pain"),
        Some(PainKind::Pop) => Some("a pop"),
        Some(PainKind::Diffuse | PainKind::Leg) | None => None,
    };
    if let Some(kind) = kind {
        return (Response::Restart, kind.to_owned());
    }
    let worst = pain.worst.map(|worst| worst.score());
    if let Some(worst) = worst.filter(|worst| *worst >= rules.back_to_start.value) {
        return (Response::Restart, format!("worst pain of {worst}"));
    }
    let trigger = rules.pain_trigger.value;
    if let Some(worst) = worst.filter(|worst| *worst > trigger) {
        return (Response::Review, format!("worst pain of {worst}"));
    }
    if let Some(morning) = pain.morning.filter(|morning| morning.score() > trigger) {
        return (Response::Review, format!("pain of {morning} the next morning"));
    }
    if let Some(hours) = pain.gone_after_hours.filter(|hours| *hours > rules.review_load.value.hours) {
        return (Response::Review, format!("pain for {hours} hours"));
    }
    let cuts = entry.cut_short.unwrap_or(0);
    if slipped(facts, logged) {
        return (Response::Lower, format!("sets that technique ended: {cuts}"));
    }
    if entry.missed == Some(Missed::Pain) {
        return (Response::Repeat, "missed because of pain".to_owned());
    }
    match worst {
        None => return (Response::Repeat, "no score".to_owned()),
        Some(worst) if worst > rules.go_on.value => return (Response::Repeat, format!("worst pain of {worst}")),
        Some(_) => {}
    }
    if cuts >= rules.repeat_load.value.sets {
        return (Response::Repeat, format!("sets that technique ended: {cuts}"));
    }
    if incomplete(logged.placed.session, entry) {
        return (Response::Repeat, "sets or repetitions left out".to_owned());
    }
    (Response::GoOn, String::new())
}

/// The next planned deadlift, and the last one that was done before it.
struct Next<'b, 'a> {
    at: usize,
    next: &'b Lifting<'a>,
    last: &'b Lifting<'a>,
}

/// Nothing where nothing was done yet, nothing is planned, or the way back begins anew in between.
fn next<'b, 'a>(facts: &'b Facts<'a>) -> Option<Next<'b, 'a>> {
    let at = facts.liftings.iter().position(|it| !it.past)?;
    let next = &facts.liftings[at];
    let last = facts.liftings[..at].iter().rev().find(|it| it.done().is_some())?;
    (!facts.restarted_between(last.day, next.day)).then_some(Next { at, next, last })
}

/// What bears on the next deadlift: the last one that was done, and what was missed because of pain since.
fn bearing<'a>(facts: &Facts<'a>, last: &Lifting<'a>) -> Vec<Logged<'a>> {
    let missed = |it: &Logged| it.entry.missed == Some(Missed::Pain) && is_deadlift(it.placed.session) && it.day() >= last.day;
    let is_last = |it: &Logged| last.session.is_some_and(|session| session.week == it.placed.week && session.at == it.placed.at);
    logged(facts).into_iter().filter(|it| is_last(it) || missed(it)).collect()
}

/// So many points of the working weight below a load, in thousandths.
fn lower_by(facts: &Facts, load: Load, points: Percent) -> Option<i64> {
    let down = i128::from(points.tenths()) * thousandths(facts.working?);
    i64::try_from((thousandths(load) * 1000 - down).div_euclid(1000)).ok()
}

/// Whether a load is within a limit; the lightest bar always is.
fn within(facts: &Facts, load: Load, most: i64) -> bool {
    load.thousandths() <= most || facts.rack.lightest() == Some(load.thousandths())
}

/// A limit in words: what can be loaded within it, at the least the lightest bar.
fn at_most(facts: &Facts, most: i64, unit: crate::units::Unit) -> String {
    let loadable = facts.rack.floor(most, None).or(facts.rack.lightest()).unwrap_or(most);
    format!("{} or less", Load::new(loadable, unit))
}

// --- What is written down ------------------------------------------------------------------------

fn done(facts: &Facts, bench: &mut Bench) {
    for placed in facts.sessions() {
        let Some(entry) = &placed.session.done else { continue };
        bench.applies();
        let path = placed.path();
        let day = placed.session.start.date();
        if entry.session != placed.session.id {
            bench.violation(
                format!("{path}.done.session"),
                format!("`{}`", entry.session),
                format!("what is written down about `{}`", placed.session.id),
                "put it to the session that it is about",
            );
        }
        if entry.date != day {
            bench.violation(
                format!("{path}.done.date"),
                entry.date.to_string(),
                format!("the session stands on {day}"),
                "a session stands on the day on which it was done",
            );
        }
        if entry.date > facts.plan.created {
            bench.violation(
                format!("{path}.done.date"),
                format!("done on {}", entry.date),
                format!("the plan was made on {}: nothing was done after that", facts.plan.created),
                "write down what was done; what is planned is no fact",
            );
        }
    }
}

fn not_logged(facts: &Facts, bench: &mut Bench) {
    if !facts.revised() {
        return;
    }
    for placed in facts.sessions().filter(|it| matches!(it.session.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift)) {
        bench.applies();
        if placed.session.done.is_none() && facts.is_behind(placed.session.start.date()) {
            bench.violation(
                format!("{}.start", placed.path()),
                format!("a deadlift on {} of which nothing is written down", placed.session.start.date()),
                format!("what was not done by {} stands on a later day", facts.plan.created),
                "write down what was done, or move it",
            );
        }
    }
}

// --- The pain table ------------------------------------------------------------------------------

/// The plan stopped, with at least this verdict.
fn must_stop(facts: &Facts, bench: &mut Bench, path: String, observed: String, verdict: VerdictKind) {
    if facts.plan.stopped.is_some() && facts.plan.verdict >= verdict {
        return;
    }
    let (limit, mend) = match verdict {
        VerdictKind::Emergency => ("the plan stops with the verdict emergency", "go to an emergency department now"),
        _ => ("the plan stops until a clinician has cleared the lifter", "see a clinician; then give the `clearance`"),
    };
    bench.violation(path, observed, limit, mend);
}

fn emergency(facts: &Facts, bench: &mut Bench) {
    for it in logged(facts) {
        bench.applies();
        if let Some(sign) = sign(facts, it.entry, SignVerdict::Emergency) {
            let observed = format!("{sign} on {}", it.day());
            must_stop(facts, bench, it.path(""), observed, VerdictKind::Emergency);
        }
    }
}

fn refer(facts: &Facts, bench: &mut Bench) {
    for it in logged(facts) {
        bench.applies();
        if cleared_since(facts, it.day()) {
            continue;
        }
        if it.entry.pain.kind == Some(PainKind::Leg) {
            must_stop(facts, bench, it.path(".pain.kind"), format!("pain into a leg on {}", it.day()), VerdictKind::Refer);
        } else if let Some(sign) = sign(facts, it.entry, SignVerdict::Refer) {
            must_stop(facts, bench, it.path(""), format!("{sign} on {}", it.day()), VerdictKind::Refer);
        }
    }
}

fn second_time(facts: &Facts, bench: &mut Bench) {
    let (trigger, times) = (facts.rules.pain_trigger.value, facts.rules.second_time.value as usize);
    let mut hurt: Vec<i64> = Vec::new();
    for lifting in facts.liftings.iter().filter(|it| it.past) {
        let (Some(entry), Some(placed)) = (lifting.done(), lifting.session) else { continue };
        bench.applies();
        if entry.pain.worst.is_none_or(|worst| worst.score() <= trigger) {
            continue;
        }
        // Where the load was changed, the heaviest: more than was asked for counts as what was asked for.
        let lifted = entry.heaviest().map_or(lifting.load, |heaviest| heaviest.min(lifting.load));
        hurt.push(lifted.thousandths());
        let count = hurt.iter().filter(|load| **load == lifted.thousandths()).count();
        if count >= times && !cleared_since(facts, lifting.day) {
            let observed = format!("pain above {trigger} at {lifted}, {count} times");
            must_stop(facts, bench, format!("{}.done.pain.worst", placed.path()), observed, VerdictKind::Refer);
        }
    }
}

fn back_to_start(facts: &Facts, bench: &mut Bench) {
    let phases = &facts.plan.summary.phases;
    for it in logged(facts).into_iter().filter(|it| is_deadlift(it.placed.session)) {
        let (response, why) = response(facts, &it);
        if response != Response::Restart {
            continue;
        }
        bench.applies();
        let Some(lift) = facts.deadlifts_ahead().map(|it| (it.session.start.date(), it.path())).min() else { continue };
        let begins =
            |phase: Phase, from: NaiveDate| phases.iter().find(|span| span.phase == phase && span.from >= from && span.to < lift.0);
        let first = begins(Phase::PainResolution, it.day());
        if first.and_then(|first| begins(Phase::Movement, first.to)).is_none() {
            bench.violation(
                format!("{}.start", lift.1),
                format!("a deadlift on {} after {why} on {}", lift.0, it.day()),
                "no deadlift before a new pain resolution and movement phase",
                "begin with pain resolution",
            );
        }
    }
}

/// The most that may follow a session that hurt: the last load that was rated well, and so many points lower.
fn reviewed(facts: &Facts, last: &Lifting) -> Option<i64> {
    let lower = lower_by(facts, last.reference, facts.rules.review_load.value.points)?;
    let good = |it: &&Lifting| it.done().and_then(|done| done.pain.worst).is_some_and(|worst| worst.score() <= facts.rules.go_on.value);
    let good = facts.liftings.iter().rev().filter(|it| it.past && it.day < last.day).find(good);
    Some(good.map_or(lower, |good| lower.min(good.reference.thousandths())))
}

/// Whether a deadlift is the one after a session that hurt: it has one set fewer.
pub(super) fn is_review(facts: &Facts, placed: &Placed) -> bool {
    next(facts).is_some_and(|it| {
        let here = it.next.session.is_some_and(|session| session.week == placed.week && session.at == placed.at);
        let hurt = |entry: &Entry| {
            let above = |pain: Option<crate::units::Pain>| pain.is_some_and(|pain| pain.score() > facts.rules.pain_trigger.value);
            above(entry.pain.worst) || above(entry.pain.morning)
        };
        // What was left out because of the back, and what hurt on the lighter day of the week.
        let missed = || facts.plan.missed.iter().any(|entry| entry.date >= it.last.day && hurt(entry));
        let beside = || {
            let others = logged(facts).into_iter().filter(|other| other.day() >= it.last.day && is_deadlift(other.placed.session));
            others.into_iter().any(|other| response(facts, &other).0 == Response::Review)
        };
        here && (bearing(facts, it.last).iter().any(|it| response(facts, it).0 == Response::Review) || missed() || beside())
    })
}

fn review(facts: &Facts, bench: &mut Bench) {
    let Some(Next { next, last, .. }) = next(facts) else { return };
    let rule = facts.rules.review_load.value;
    let bearing = bearing(facts, last);
    let Some((_, why)) = bearing.iter().map(|it| response(facts, it)).find(|it| it.0 == Response::Review) else { return };
    bench.applies();
    let Some(most) = reviewed(facts, last) else { return };
    if !within(facts, next.load, most) {
        bench.violation(
            next.path(),
            format!("{} after {why} at {}", next.load, last.reference),
            format!("the last load rated {} or less, and at least {} points lower", facts.rules.go_on.value, rule.points),
            at_most(facts, most, next.load.unit()),
        );
    }
    let Some(placed) = next.session else { return };
    let Some((at, exercise)) = work(placed.session) else { return };
    let schemes = facts.rules.work_sets.value;
    let light = facts.working.is_none_or(|working| share_is_at_most(next.load, schemes.light_to, working));
    let scheme = if light { schemes.light } else { schemes.heavy };
    let most = if next.week.deload { schemes.deload.sets } else { scheme.sets.saturating_sub(rule.sets).max(1) };
    let right = if next.week.deload { exercise.sets.len() <= most as usize } else { exercise.sets.len() == most as usize };
    if !right {
        bench.violation(
            format!("{}.exercises[{at}].sets", placed.path()),
            format!("{} sets after {why}", exercise.sets.len()),
            format!("{most} sets: {} fewer than usual", rule.sets),
            "mend the number of sets",
        );
    }
}

fn lower(facts: &Facts, bench: &mut Bench) {
    let Some(Next { next, last, .. }) = next(facts) else { return };
    let rule = facts.rules.lower_load.value;
    // Also where it hurt as well: the lowest load counts.
    let bearing = bearing(facts, last);
    let Some(it) = bearing.iter().find(|it| slipped(facts, it)) else { return };
    bench.applies();
    let Some(most) = lower_by(facts, last.reference, rule.points) else { return };
    if !within(facts, next.load, most) {
        bench.violation(
            next.path(),
            format!("{} after {} at which technique ended {} sets", next.load, last.reference, it.entry.cut_short.unwrap_or(0)),
            format!("at least {} points lower", rule.points),
            at_most(facts, most, next.load.unit()),
        );
    }
}

fn coach(facts: &Facts, bench: &mut Bench) {
    let (weeks, sessions) = (facts.rules.lower_load.value.weeks as usize, facts.rules.coach.value.from as usize);
    let slipped = |it: &Lifting| {
        let logged = it.session.zip(it.done()).map(|(placed, entry)| Logged { placed, entry });
        it.past && logged.is_some_and(|logged| slipped(facts, &logged))
    };
    let ends = (weeks.max(1)..=facts.liftings.len()).rev();
    let Some(from) = ends.into_iter().find(|end| facts.liftings[end - weeks.max(1)..*end].iter().all(slipped)) else { return };
    let after = &facts.liftings[from..];
    let Some(first) = after.first() else { return };
    bench.applies();
    if facts.restarted_between(facts.liftings[from - 1].day, first.day) {
        return;
    }
    let Some(rise) = (1..after.len()).find(|at| after[*at].load > after[at - 1].load) else { return };
    if facts.restarted_between(first.day, after[rise].day) {
        return;
    }
    if rise < sessions && !after[rise].past {
        bench.violation(
            after[rise].path(),
            format!(
                "{} after {rise} sessions at {}, and before that technique slipped {weeks} weeks running",
                after[rise].load, after[0].load
            ),
            format!("{sessions} sessions with a coach before more load"),
            format!("stay at {}", after[0].load),
        );
    }
}

fn repeat(facts: &Facts, bench: &mut Bench) {
    let Some(Next { next, last, .. }) = next(facts) else { return };
    let bearing = bearing(facts, last);
    let Some((_, why)) = bearing.iter().map(|it| response(facts, it)).find(|it| it.0 == Response::Repeat) else { return };
    bench.applies();
    if !within(facts, next.load, last.reference.thousandths()) {
        bench.violation(
            next.path(),
            format!("{} after {}: {why}", next.load, last.reference),
            "at most the same load again",
            at_most(facts, last.reference.thousandths(), next.load.unit()),
        );
    }
}

fn never_faster(facts: &Facts, bench: &mut Bench) {
    let Some(Next { at, next, last }) = next(facts) else { return };
    let Some(entry) = last.done() else { return };
    bench.applies();
    // A heavier load than planned counts as the planned one: that is what the reference is.
    if entry.lift.is_some_and(|lift| lift != facts.plan.profile.deadlift.lift) {
        if !within(facts, next.load, last.reference.thousandths()) {
            bench.violation(
                next.path(),
                format!("{} after another lift", next.load),
                format!("what was not planned raises nothing: {} again", last.reference),
                at_most(facts, last.reference.thousandths(), next.load.unit()),
            );
        }
    } else if next.load > last.reference
        && facts.rack.lightest() != Some(next.load.thousandths())
        && facts.run_of(last.day) == facts.run_of(next.day)
        && let Some(TooFast { observed, limit, mend }) = too_fast(facts, at)
    {
        bench.violation(next.path(), observed, limit, mend);
    }
}

// --- The days ------------------------------------------------------------------------------------

/// What follows from so many days without a deadlift.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Repeat,
    Lower(Percent),
    Restart,
    Beyond,
}

/// The row of the table, one further down for heavy loads; nothing where the plan goes on.
fn after_days(facts: &Facts, days: i64, last: Load) -> Option<Then> {
    let rule = &facts.rules.missed_days.value;
    let row = rule.rows.iter().position(|row| days <= i64::from(row.to)).unwrap_or(rule.rows.len());
    if row == 0 {
        return None;
    }
    let heavy = facts.working.is_some_and(|working| thousandths(last) * 1000 >= i128::from(rule.heavy.tenths()) * thousandths(working));
    let Some(row) = rule.rows.get(row + usize::from(heavy)) else { return Some(Then::Beyond) };
    match row.then {
        MissedThen::GoOn => None,
        MissedThen::Repeat => Some(Then::Repeat),
        MissedThen::Lower => Some(Then::Lower(row.points.unwrap_or(Percent::from_tenths(0)))),
        MissedThen::Restart => Some(Then::Restart),
    }
}

/// The days between a deadlift still to come and the one before it, and what follows, where it comes after a gap.
fn gap(facts: &Facts, at: usize) -> Option<(i64, Then)> {
    let (before, after) = (facts.liftings.get(at.checked_sub(1)?)?, &facts.liftings[at]);
    if after.past || !facts.is_after_gap(at) || facts.restarted_between(before.day, after.day) {
        return None;
    }
    // The lighter day of a week with two is a deadlift too.
    let second = facts.deadlifts().filter(|it| it.session.kind == SessionKind::SecondDeadlift && !is_missed(it.session));
    let second = second.filter(|it| it.week < after.at || facts.is_past(it.session));
    let second = second.map(|it| it.session.start.date()).filter(|day| *day > before.day && *day < after.day).max();
    let days = (after.day - second.unwrap_or(before.day)).num_days();
    after_days(facts, days, before.reference).map(|then| (days, then))
}

/// Whether the climb begins again with this deadlift, from its standard start.
pub(super) fn restarts(facts: &Facts, at: usize) -> bool {
    matches!(gap(facts, at), Some((_, Then::Restart | Then::Beyond)))
}

fn missed_days(facts: &Facts, bench: &mut Bench) {
    let Some(working) = facts.working else { return };
    let rule = &facts.rules.missed_days.value;
    for at in 1..facts.liftings.len() {
        let (before, after) = (&facts.liftings[at - 1], &facts.liftings[at]);
        if after.past {
            continue;
        }
        bench.applies();
        let Some((days, then)) = gap(facts, at) else { continue };
        let unit = after.load.unit();
        let (most, limit) = match then {
            Then::Repeat => (Some(before.reference.thousandths()), "the last load again".to_owned()),
            Then::Lower(points) => (lower_by(facts, before.reference, points), format!("at least {points} points lower")),
            Then::Restart => {
                let start = facts.rules.reload_start.value.standard;
                (Some(share(working, start).min(before.reference.thousandths())), format!("again from {start} %"))
            }
            Then::Beyond => (
                Some(share(working, rule.beyond.start).min(before.reference.thousandths())),
                format!("movement first, then again from {} %", rule.beyond.start),
            ),
        };
        let Some(most) = most else { continue };
        let lightest = facts.rack.lightest() == Some(after.load.thousandths());
        let starts_over = matches!(then, Then::Restart | Then::Beyond);
        if after.load.thousandths() > most && !(if starts_over { is_bar_alone(facts, after.load, working) } else { lightest }) {
            bench.violation(
                after.path(),
                format!("{} after {} and {days} days without a deadlift", after.load, before.reference),
                limit,
                at_most(facts, most, unit),
            );
        }
        if then == Then::Beyond {
            beyond(facts, bench, before, after, days);
        }
    }
}

/// After the longest gaps movement comes first, and the working weight goes down.
fn beyond(facts: &Facts, bench: &mut Bench, before: &Lifting, after: &Lifting, days: i64) {
    let rule = facts.rules.missed_days.value.beyond;
    let phases = facts.plan.summary.phases.iter();
    if !phases.into_iter().any(|span| span.phase == Phase::Movement && span.from > before.day && span.to < after.day) {
        bench.violation(
            after.session.map_or(format!("weeks[{}]", after.at), |it| format!("{}.start", it.path())),
            format!("a deadlift after {days} days without one"),
            "movement comes before it",
            "put the movement phase in",
        );
    }
    // What the percentages were of before: from a load and its percentage, which is rounded to a tenth.
    let (Some(working), Some(percent)) = (facts.working, before.week.percent.filter(|percent| percent.tenths() > 0)) else { return };
    if !before.past {
        return;
    }
    let (over, under) = (thousandths(before.load) * 2000, 2 * i128::from(percent.tenths()) - 1);
    if thousandths(working) * under * 1000 > over * i128::from(1000 - rule.off.tenths()) {
        bench.violation(
            "profile.deadlift.working_weight",
            format!("{working} after {days} days without a deadlift"),
            format!("{} % less than before", rule.off),
            "lower the working weight",
        );
    }
}

// --- Next time -----------------------------------------------------------------------------------

fn next_time(facts: &Facts, bench: &mut Bench) {
    for placed in facts.ahead().filter(|it| it.session.kind != SessionKind::Deadlift && !it.session.next_time.is_empty()) {
        bench.violation(
            format!("{}.next_time", placed.path()),
            "what the next deadlift will be, in another session",
            "only a heavy deadlift says so",
            "take it out",
        );
    }
    for (at, lifting) in facts.liftings.iter().enumerate().filter(|(_, it)| !it.past) {
        let Some(placed) = lifting.session else { continue };
        let planned = facts.liftings.get(at + 1).map_or(lifting.load, |next| next.load);
        for (row, said) in placed.session.next_time.iter().enumerate() {
            bench.applies();
            let path = format!("{}.next_time[{row}].load", placed.path());
            let lower = |points| lower_by(facts, lifting.load, points).unwrap_or(i64::MAX);
            let (most, limit) = match said.response {
                Response::GoOn => (planned.thousandths(), format!("the next deadlift is planned at {planned}")),
                Response::Repeat => (lifting.load.thousandths(), format!("{} again", lifting.load)),
                Response::Review => {
                    let points = facts.rules.review_load.value.points;
                    (lower(points), format!("at least {points} points below {}", lifting.load))
                }
                Response::Lower => {
                    let points = facts.rules.lower_load.value.points;
                    (lower(points), format!("at least {points} points below {}", lifting.load))
                }
                Response::Restart | Response::Refer | Response::Emergency => {
                    if let Some(load) = said.load {
                        bench.violation(path, load.to_string(), "no deadlift follows, and so no load", "take the load out");
                    }
                    continue;
                }
            };
            match said.load {
                Some(load) if load.unit() != lifting.load.unit() || !within(facts, load, most) => {
                    bench.violation(path, load.to_string(), limit, at_most(facts, most, lifting.load.unit()));
                }
                Some(load) if said.response == Response::Repeat && load != lifting.load => {
                    bench.violation(path, load.to_string(), limit, format!("{}", lifting.load));
                }
                Some(load) if !facts.rack.makes(load.thousandths()) => {
                    let mend = at_most(facts, load.thousandths(), load.unit());
                    bench.violation(path, load.to_string(), "only what the listed bars and plates can make", mend);
                }
                None if said.response != Response::GoOn => {
                    bench.violation(path, "no load", limit, "give the load");
                }
                Some(_) | None => {}
            }
        }
    }
}
