//! Whether there may be a plan at all, and whether it says what ends it (decisions, section 1).

use super::constraint::{Constraint, Findings, formal, ruled};
use super::facts::Facts;
use crate::plan::{SCHEMA, VerdictKind};
use crate::profile::PainStatus;
use crate::protocol::{RuleId, SignVerdict};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    formal("schema", RuleId::ScreenRefer, schema),
    formal("verdict", RuleId::ScreenRefer, verdict),
    ruled("stopped", RuleId::PainStop, stopped),
    ruled("emergency-sign", RuleId::ScreenEmergency, emergency),
    ruled("refer-sign", RuleId::ScreenRefer, refer),
    ruled("worst-pain", RuleId::ScreenWorstPain, worst_pain),
    ruled("minor", RuleId::ScreenMinor, minor),
    ruled("soreness", RuleId::SorenessRest, soreness),
    ruled("stop-rules", RuleId::PainStop, stop_rules),
];

/// A plan is read by the version and judged by the protocol that it was made by.
fn schema(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    let plan = facts.plan;
    if plan.schema != SCHEMA {
        findings.violation("schema", format!("`{}`", plan.schema), format!("plans of `{SCHEMA}` are read"), "have the plan made anew");
    }
    if (&plan.protocol.name, &plan.protocol.version) != (&facts.protocol.name, &facts.protocol.version) {
        findings.warning(
            "protocol",
            format!("made by {} {}", plan.protocol.name, plan.protocol.version),
            format!("judged by {} {}", facts.protocol.name, facts.protocol.version),
            "check it with the protocol it was made by",
        );
    }
}

/// Only the verdict `train` has a plan; one that stopped later keeps its past.
fn verdict(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    let (path, mend) = ("verdict", "do not train by this plan");
    match facts.plan.verdict {
        VerdictKind::Train => {}
        VerdictKind::Refer | VerdictKind::Emergency if facts.revised() && facts.plan.stopped.is_some() => {}
        VerdictKind::Rest => findings.violation(path, "rest", "only the verdict train has a plan", mend),
        VerdictKind::Refer => findings.violation(path, "refer", "only the verdict train has a plan", mend),
        VerdictKind::Emergency => findings.violation(path, "emergency", "only the verdict train has a plan", mend),
    }
}

/// A plan that stopped plans nothing more, and says why and where to go; so does one that waits, of whoever may train, until
/// there is a day or a load again.
fn stopped(facts: &Facts, findings: &mut Findings) {
    let plan = facts.plan;
    let Some(stop) = &plan.stopped else { return };
    findings.applies();
    if !facts.revised() {
        findings.violation("stopped", "a first plan that stopped", "a first plan is made to train by, or not at all", "take it out");
    }
    if stop.on > plan.created {
        findings.violation(
            "stopped.on",
            stop.on.to_string(),
            format!("not after {}, when the plan was made", plan.created),
            "mend the date",
        );
    }
    if stop.reasons.is_empty() {
        findings.violation("stopped.reasons", "no reason", "a plan that stopped says why, and what to do", "say why");
    }
    for placed in facts.ahead() {
        findings.violation(
            placed.path(),
            format!("{} on {}, in a plan that stopped", placed.session.id, placed.day()),
            "nothing more is planned until a clinician has cleared the lifter",
            "take the session out",
        );
    }
}

/// Signs that count as present, each with its path: one answered "not sure" counts as yes.
fn signs<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (String, &'a str)> + use<'a> {
    let pain = &facts.plan.profile.pain;
    let named = pain.signs.iter().enumerate().map(|(at, sign)| (format!("profile.pain.signs[{at}]"), sign.as_str()));
    let unsure = pain.unsure.iter().enumerate().map(|(at, sign)| (format!("profile.pain.unsure[{at}]"), sign.as_str()));
    named.chain(unsure)
}

/// No plan with an emergency sign: hours count, and a clearance does not unlock it.
fn emergency(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    if facts.has_stopped() && facts.plan.verdict == VerdictKind::Emergency {
        return;
    }
    for (path, sign) in signs(facts).filter(|(_, sign)| facts.verdict_of(sign) == Some(SignVerdict::Emergency)) {
        findings.violation(
            path,
            format!("{sign} is an emergency sign"),
            "no plan with an emergency sign; a clearance does not unlock it",
            "go to an emergency department now",
        );
    }
}

/// No plan with a sign that a clinician has to see first, or with one that nobody can judge.
fn refer(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    if facts.has_stopped() {
        return;
    }
    let cleared = facts.plan.profile.clearance.is_some();
    for (path, sign) in signs(facts) {
        match facts.verdict_of(sign) {
            None => findings.violation(
                path,
                format!("{sign} is no sign of the protocol"),
                "a sign that cannot be judged counts as present",
                "name the sign as the screen does",
            ),
            Some(SignVerdict::Refer) if !cleared => findings.violation(
                path,
                format!("{sign} and no clearance"),
                "no plan until a clinician has cleared the lifter",
                "see a clinician; then give the `clearance`",
            ),
            Some(_) => {}
        }
    }
}

/// Pain of 8 or more goes to a clinician first.
fn worst_pain(facts: &Facts, findings: &mut Findings) {
    let pain = &facts.plan.profile.pain;
    let limit = facts.rules.screen_worst_pain.value;
    for (field, score) in [("now", pain.now), ("morning", pain.morning), ("worst", pain.worst)] {
        let Some(score) = score else { continue };
        findings.applies();
        if score.score() >= limit && facts.plan.profile.clearance.is_none() && !facts.has_stopped() {
            findings.violation(
                format!("profile.pain.{field}"),
                format!("pain of {score} and no clearance"),
                format!("from {limit} on a clinician comes first"),
                "see a clinician; then give the `clearance`",
            );
        }
    }
}

/// Under 18, back pain goes to a clinician first; the band follows from the age.
fn minor(facts: &Facts, findings: &mut Findings) {
    let profile = &facts.plan.profile;
    let Some(age) = profile.age else { return };
    findings.applies();
    let limit = facts.rules.screen_minor.value;
    if age < limit && profile.pain.status != PainStatus::PainFree && profile.clearance.is_none() && !facts.has_stopped() {
        findings.violation(
            "profile.age",
            format!("{age} years, back pain and no clearance"),
            format!("under {limit} a clinician comes first"),
            "see a clinician; then give the `clearance`",
        );
    }
    if profile.age_band != crate::protocol::AgeBand::of(age) {
        findings.violation("profile.age_band", format!("not the band of {age} years"), "the band follows from the age", "mend the band");
    }
}

/// Ordinary soreness is rested.
fn soreness(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    if facts.plan.profile.pain.status == PainStatus::Soreness {
        findings.violation(
            "profile.pain.status",
            "ordinary soreness",
            "soreness is rested; it has no plan",
            "rest, and screen again where it is not gone",
        );
    }
}

/// Every plan says what ends a set, a session and the plan, and names the emergency signs.
fn stop_rules(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    let coaching = &facts.plan.coaching;
    for (field, text) in [
        ("stop_set", &coaching.stop_set),
        ("stop_session", &coaching.stop_session),
        ("stop_plan", &coaching.stop_plan),
        ("disclaimer", &coaching.disclaimer),
    ] {
        if text.trim().is_empty() {
            findings.violation(format!("coaching.{field}"), "nothing is said", "every plan says what ends it", "put the sentence back");
        }
    }
    if coaching.emergency.iter().all(|sign| sign.trim().is_empty()) {
        findings.violation("coaching.emergency", "no sign is named", "every plan names the emergency signs", "put the signs back");
    }
}
