//! What was written down and ends the plan: signs, and pain that comes back at the same load (decisions, section 8).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::response::{bad_day, told, worst};
use crate::log::{Entry, PainKind};
use crate::plan::VerdictKind;
use crate::protocol::{RuleId, SignVerdict};
use crate::units::Load;
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("emergency-in-log", RuleId::ScreenEmergency, emergency),
    ruled("refer-in-log", RuleId::ScreenRefer, refer),
    ruled("worst-pain-in-log", RuleId::ScreenWorstPain, worst_pain),
    ruled("second-time", RuleId::SecondTime, second_time),
];

/// A sign of an entry that leads to at least this verdict, if it is news: one answered "not sure" counts as yes, and one that
/// nobody knows is one to refer for. Where the questions are answered again, what was known when a clinician cleared the lifter
/// is none.
pub(super) fn shows<'a>(facts: &Facts, entry: &'a Entry, verdict: VerdictKind) -> Option<&'a str> {
    let kind = |sign: &str| match facts.verdict_of(sign) {
        Some(SignVerdict::Emergency) => VerdictKind::Emergency,
        Some(SignVerdict::Refer) | None => VerdictKind::Refer,
    };
    let known = |sign: &str| entry.screen.is_some() && kind(sign) == VerdictKind::Refer && is_cleared_of(facts, sign);
    entry.shown().into_iter().chain(entry.not_sure()).find(|sign| kind(sign) >= verdict && !known(sign))
}

/// Whether a sign was told when a clinician cleared the lifter.
fn is_cleared_of(facts: &Facts, sign: &str) -> bool {
    let Some(clearance) = &facts.plan.profile.clearance else { return false };
    let names = |entry: &Entry| {
        let mut signs = entry.shown().into_iter().chain(entry.not_sure()).chain(entry.pain.kind.and_then(PainKind::sign));
        signs.any(|it| it == sign)
    };
    let told_before = told(facts).iter().any(|told| told.entry.date <= clearance.date && names(told.entry));
    told_before || facts.plan.profile.signs().any(|it| it == sign)
}

/// Whether a clinician has seen the lifter since a day.
pub(super) fn cleared_since(facts: &Facts, day: NaiveDate) -> bool {
    facts.plan.profile.clearance.as_ref().is_some_and(|clearance| clearance.date >= day)
}

/// Whether an emergency on a day is over: a clearance of a later day, and the screen's questions answered again without it.
fn is_over_since(facts: &Facts, day: NaiveDate) -> bool {
    let later = facts.plan.profile.clearance.as_ref().is_some_and(|clearance| clearance.date > day);
    later && told(facts).iter().any(|told| told.entry.screen.is_some() && told.entry.date > day)
}

/// The plan stopped, with at least this verdict.
fn must_stop(facts: &Facts, findings: &mut Findings, path: String, observed: String, verdict: VerdictKind) {
    if facts.plan.stopped.is_some() && facts.plan.verdict >= verdict {
        return;
    }
    let (limit, mend) = match verdict {
        VerdictKind::Emergency => ("the plan stops with the verdict emergency", "go to an emergency department now"),
        _ => ("the plan stops until a clinician has cleared the lifter", "see a clinician; then give the `clearance`"),
    };
    findings.violation(path, observed, limit, mend);
}

/// An emergency sign stops the plan. Once it was examined, a later clearance and the questions answered without it lead on
/// (decisions, section 1).
fn emergency(facts: &Facts, findings: &mut Findings) {
    for told in told(facts) {
        findings.applies();
        if is_over_since(facts, told.entry.date) {
            continue;
        }
        if let Some(sign) = shows(facts, told.entry, VerdictKind::Emergency) {
            let observed = format!("{sign} on {}", told.entry.date);
            must_stop(facts, findings, told.path(""), observed, VerdictKind::Emergency);
        }
    }
}

/// A sign that a clinician has to see stops the plan until one has, also where it is told as a kind of pain (decisions,
/// sections 1 and 8).
fn refer(facts: &Facts, findings: &mut Findings) {
    for told in told(facts) {
        findings.applies();
        let entry = told.entry;
        if cleared_since(facts, entry.date) {
            continue;
        }
        if let Some(kind) = entry.pain.kind.filter(|kind| kind.sign().is_some()) {
            let observed = format!("pain that was {} on {}", kind.words(), entry.date);
            must_stop(facts, findings, told.path(".pain.kind"), observed, VerdictKind::Refer);
        } else if let Some(sign) = shows(facts, entry, VerdictKind::Refer) {
            let observed = format!("{sign} on {}", entry.date);
            must_stop(facts, findings, told.path(""), observed, VerdictKind::Refer);
        }
    }
}

/// Pain of 8 or more stops the plan until a clinician has seen the lifter, as on the first day (decisions, section 8).
fn worst_pain(facts: &Facts, findings: &mut Findings) {
    let limit = facts.rules.screen_worst_pain.value;
    for told in told(facts) {
        findings.applies();
        let severe = worst(told.entry).filter(|worst| *worst >= limit && !cleared_since(facts, told.entry.date));
        if let Some(worst) = severe {
            let observed = format!("pain of {worst} on {}", told.entry.date);
            must_stop(facts, findings, told.path(".pain"), observed, VerdictKind::Refer);
        }
    }
}

/// Pain of 4 or more for the second time at the same load goes to a clinician (decisions, section 8).
fn second_time(facts: &Facts, findings: &mut Findings) {
    let (trigger, times) = (facts.rules.pain_trigger.value, facts.rules.second_time.value as usize);
    let mut hurt: Vec<Load> = Vec::new();
    for heavy in facts.heavy_days.iter().filter(|heavy| heavy.past) {
        let (Some(entry), Some(placed)) = (heavy.done(), heavy.session) else { continue };
        findings.applies();
        // Pain of the days after it is what came of it.
        let after = bad_day(facts, heavy.day, true).map(|told| told.entry);
        if worst(entry).max(after.and_then(worst)).is_none_or(|worst| worst <= trigger) {
            continue;
        }
        let day = after.map_or(heavy.day, |after| after.date);
        // The heaviest that was on the bar, and what of it counts: more than was asked for counts as what was asked for.
        let lifted = entry.heaviest().unwrap_or(heavy.load);
        let loads = BTreeSet::from([lifted, lifted.min(heavy.load)]);
        hurt.extend(&loads);
        let often = |load: &Load| (hurt.iter().filter(|hurt| *hurt == load).count(), *load);
        let Some((count, lifted)) = loads.iter().map(often).max() else { continue };
        if count >= times && !cleared_since(facts, day) {
            let observed = format!("pain above {trigger} at {lifted}, {count} times");
            must_stop(facts, findings, format!("{}.done.pain.worst", placed.path()), observed, VerdictKind::Refer);
        }
    }
}
