//! The next deadlift after one that was done: what it was like limits the load (decisions, section 8).
//!
//! What was done is a fact and is never judged. Where several rows apply, each is a limit of its own, so that the lowest
//! load counts.

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::heavy_day::HeavyDay;
use super::response::{Logged, Next, ends_loading, slipped, told, worst};
use super::rise::{TooFast, too_fast};
use super::share::share_is_at_most;
use crate::log::Entry;
use crate::plan::{Phase, PhaseSpan, Response};
use crate::protocol::RuleId;
use chrono::NaiveDate;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("back-to-start", RuleId::BackToStart, back_to_start).searching(&["weeks"]),
    ruled("review-load", RuleId::ReviewLoad, review),
    ruled("lower-load", RuleId::LowerLoad, lower),
    ruled("coach", RuleId::Coach, coach),
    ruled("repeat-load", RuleId::RepeatLoad, repeat),
    ruled("painkillers", RuleId::Painkillers, painkillers),
    ruled("never-faster", RuleId::NeverFaster, never_faster),
];

/// The next deadlift is at most so heavy; `observed` says what it comes after.
fn limit(facts: &Facts, findings: &mut Findings, next: &HeavyDay, most: i64, observed: String, limit: String) {
    if !facts.within(next.load, most) {
        findings.violation(next.path(), observed, limit, facts.or_less(most, next.load));
    }
}

/// After pain of 6 or more, or of a kind that a clinician has to see, no deadlift before Phase 1 was gone through from the next
/// day on, for as long as such pain asks for, and Phase 2 behind it. Whatever was done when it hurt.
fn back_to_start(facts: &Facts, findings: &mut Findings) {
    for told in told(facts) {
        let Some((_, why)) = ends_loading(facts, told.entry) else { continue };
        findings.applies();
        let Some((day, path)) = facts.deadlifts_ahead().map(|placed| (placed.day(), placed.path())).min() else { continue };
        if !has_begun_again(facts, told.entry, day) {
            findings.violation(
                format!("{path}.start"),
                format!("a deadlift on {day} after {why} on {}", told.entry.date),
                "no deadlift before pain resolution and movement have been gone through again",
                "begin with pain resolution",
            );
        }
    }
}

/// Whether pain resolution lasts long enough behind an entry, and movement comes between it and a day. Pain in the phase itself
/// lets it begin again: what of it lies before does not count.
fn has_begun_again(facts: &Facts, entry: &Entry, until: NaiveDate) -> bool {
    let phases = &facts.plan.summary.phases;
    let least = facts.phase_1_days(worst(entry));
    let rests = |span: &&PhaseSpan| {
        let from = span.from.max(entry.date.succ_opt().unwrap_or(entry.date));
        span.phase == Phase::PainResolution && (span.to - from).num_days() + 1 >= i64::from(least)
    };
    let moves = |after: NaiveDate| phases.iter().any(|span| span.phase == Phase::Movement && span.from >= after && span.to < until);
    phases.iter().filter(rests).any(|span| moves(span.to))
}

/// After worst pain of 4 or 5, pain above 3 the next morning, or pain for over 72 hours: the last load that was rated well,
/// at least 10 points lower, and one set fewer.
fn review(facts: &Facts, findings: &mut Findings) {
    let Some(step) = Next::of(facts) else { return };
    let Some(why) = step.asks_for(facts, Response::Review) else { return };
    findings.applies();
    let rule = facts.rules.review_load.value;
    let (next, last) = (step.next, step.last);
    let Some(most) = reviewed(facts, last) else { return };
    let observed = format!("{} after {why} at {}", next.load, last.reference);
    let allowed = format!("the last load rated {} or less, and at least {} points lower", facts.rules.go_on.value, rule.points);
    limit(facts, findings, next, most, observed, allowed);
    review_sets(facts, findings, next, &why);
}

/// The most that may follow a session that hurt: the last load that was rated well, and so many points lower.
fn reviewed(facts: &Facts, last: &HeavyDay) -> Option<i64> {
    let lower = facts.lower_by(last.reference, facts.rules.review_load.value.points)?;
    let good = |heavy: &&HeavyDay| {
        let worst = heavy.done().and_then(|done| done.pain.worst);
        heavy.past && heavy.day < last.day && worst.is_some_and(|worst| worst.score() <= facts.rules.go_on.value)
    };
    let good = facts.heavy_days.iter().rev().find(good);
    Some(good.map_or(lower, |good| lower.min(good.reference.thousandths())))
}

fn review_sets(facts: &Facts, findings: &mut Findings, next: &HeavyDay, why: &str) {
    let Some(work) = next.session.and_then(|placed| placed.work()) else { return };
    let (schemes, fewer) = (facts.rules.work_sets.value, facts.rules.review_load.value.sets);
    let light = facts.working.is_none_or(|working| share_is_at_most(next.load, schemes.light_to, working));
    let usual = if light { schemes.light } else { schemes.heavy };
    let sets = work.exercise.sets.len();
    let (most, right) = if next.week.is_deload() {
        (schemes.deload.sets, sets <= schemes.deload.sets as usize)
    } else {
        let most = usual.sets.saturating_sub(fewer).max(1);
        (most, sets == most as usize)
    };
    let decided = facts.fewer_sets(work.placed.session.id, most) == Some(sets);
    if !right && !decided {
        findings.violation(
            format!("{}.sets", work.path()),
            format!("{sets} sets after {why}"),
            format!("{most} sets: {fewer} fewer than usual"),
            "mend the number of sets",
        );
    }
}

/// After two sets that technique ended, or one that it ended in the first set: 10 points lower. Also where it hurt as well:
/// the lowest load counts.
fn lower(facts: &Facts, findings: &mut Findings) {
    let Some(step) = Next::of(facts) else { return };
    let (next, last) = (step.next, step.last);
    let bearing = step.bearing(facts);
    let Some(logged) = bearing.iter().find(|logged| slipped(facts, logged)) else { return };
    findings.applies();
    let points = facts.rules.lower_load.value.points;
    let Some(most) = facts.lower_by(last.reference, points) else { return };
    let cuts = logged.entry.cuts();
    let observed = format!("{} after {} at which technique ended {cuts} sets", next.load, last.reference);
    limit(facts, findings, next, most, observed, format!("at least {points} points lower"));
}

/// Where technique slipped two weeks running, a coach sees two to four sessions before there is more load.
fn coach(facts: &Facts, findings: &mut Findings) {
    let (weeks, sessions) = (facts.rules.lower_load.value.weeks as usize, facts.rules.coach.value.from as usize);
    let slipped = |heavy: &HeavyDay| {
        let logged = heavy.session.zip(heavy.done()).map(|(placed, entry)| Logged { placed, entry });
        heavy.past && logged.is_some_and(|logged| slipped(facts, &logged))
    };
    let mut ends = (weeks.max(1)..=facts.heavy_days.len()).rev();
    let Some(from) = ends.find(|end| facts.heavy_days[end - weeks.max(1)..*end].iter().all(slipped)) else { return };
    let after = &facts.heavy_days[from..];
    let Some(first) = after.first() else { return };
    findings.applies();
    if facts.restarted_between(facts.heavy_days[from - 1].day, first.day) {
        return;
    }
    let Some(rise) = (1..after.len()).find(|at| after[*at].load > after[at - 1].load) else { return };
    let risen = &after[rise];
    if rise < sessions && !risen.past && !facts.restarted_between(first.day, risen.day) {
        findings.violation(
            risen.path(),
            format!("{} after {rise} sessions at {}, and before that technique slipped {weeks} weeks running", risen.load, first.load),
            format!("{sessions} sessions with a coach before more load"),
            format!("stay at {}", first.load),
        );
    }
}

/// After worst pain of 3, one set that technique ended, or sets left out: the same load again.
fn repeat(facts: &Facts, findings: &mut Findings) {
    let Some(step) = Next::of(facts) else { return };
    let Some(why) = step.asks_for(facts, Response::Repeat) else { return };
    findings.applies();
    let (next, last) = (step.next, step.last.reference);
    let observed = format!("{} after {last}: {why}", next.load);
    limit(facts, findings, next, last.thousandths(), observed, "at most the same load again".to_owned());
}

/// A good score under painkillers is none: the same load again. An entry that does not say so is as the profile says.
fn painkillers(facts: &Facts, findings: &mut Findings) {
    let Some(step) = Next::of(facts) else { return };
    let Some(entry) = step.last.done().filter(|entry| entry.medicine.unwrap_or(facts.plan.profile.pain.is_medicated())) else { return };
    findings.applies();
    if worst(entry).is_some_and(|worst| worst <= facts.rules.go_on.value) {
        let (next, last) = (step.next, step.last.reference);
        let observed = format!("{} after {last} under painkillers", next.load);
        limit(facts, findings, next, last.thousandths(), observed, "at most the same load again".to_owned());
    }
}

/// Nothing ever raises a load faster than the plan: a heavier load than planned counts as the planned one, and another lift
/// than planned raises nothing.
fn never_faster(facts: &Facts, findings: &mut Findings) {
    let Some(Next { at, next, last }) = Next::of(facts) else { return };
    let Some(entry) = last.done() else { return };
    findings.applies();
    if entry.lift.is_some_and(|lift| lift != facts.plan.profile.deadlift.lift) {
        let observed = format!("{} after another lift", next.load);
        let allowed = format!("what was not planned raises nothing: {} again", last.reference);
        limit(facts, findings, next, last.reference.thousandths(), observed, allowed);
    } else if next.load > last.reference
        && !facts.is_lightest(next.load)
        && facts.same_cycle(last, next)
        && let Some(TooFast { observed, limit, mend }) = too_fast(facts, at)
    {
        findings.violation(next.path(), observed, limit, mend);
    }
}
