//! The phases: in order, long enough and not longer.

use super::constraint::{Constraint, Findings, formal, ruled};
use super::facts::Facts;
use crate::plan::{Phase, Track};
use crate::profile::PainStatus;
use crate::protocol::RuleId;
use crate::units::Pain;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("track", RuleId::TrackThreePhase, track),
    ruled("phase-order", RuleId::PhaseOrder, order).searching(&["weeks", "summary.phases"]),
    ruled("phase-1-length", RuleId::Phase1Length, first_length),
    ruled("phase-2-length", RuleId::Phase2Length, second_length),
    formal("phase-of-session", RuleId::PhaseOrder, phase_of_session).searching(&["summary.phases"]),
    formal("phase-of-week", RuleId::PhaseOrder, phase_of_week).searching(&["summary.phases"]),
];

/// A technique reload only where pain never stopped the lift and is 3 at the most (decisions, section 2).
fn track(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    let pain = &facts.plan.profile.pain;
    let tolerated = facts.rules.pain_tolerance.value;
    if facts.plan.summary.track == Track::TechniqueReload {
        if facts.stopped_the_lift() {
            findings.violation(
                "summary.track",
                "a technique reload after pain that stopped the lift",
                "three phases, in order",
                "go through pain resolution and movement first",
            );
        } else if let Some(now) = pain.now.filter(|now| now.score() > tolerated) {
            findings.violation(
                "summary.track",
                format!("a technique reload with pain of {now} now"),
                format!("above {tolerated} the way goes through three phases"),
                "go through pain resolution and movement first",
            );
        }
    }
}

/// Pain resolution, movement, loading and aftercare follow one another without a gap, and none that is needed is left out.
fn order(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    let phases = &facts.plan.summary.phases;
    for (at, span) in phases.iter().enumerate().filter(|(_, span)| span.to < span.from) {
        let observed = format!("{} ends on {}, before it begins", span.phase.name(), span.to);
        findings.violation(format!("summary.phases[{at}].to"), observed, "a phase has at least a day", "mend the dates");
    }
    for (at, pair) in phases.windows(2).enumerate() {
        let path = format!("summary.phases[{}]", at + 1);
        let (before, after) = (&pair[0], &pair[1]);
        // A revision goes back where something happened: to the beginning, or from aftercare to loading.
        let to_loading = facts.may_go_back() && (before.phase, after.phase) == (Phase::Aftercare, Phase::Loading);
        if after.phase <= before.phase && !to_loading && !facts.cycles.contains(&(at + 1)) {
            let observed = format!("{} after {}", after.phase.name(), before.phase.name());
            let limit = "pain resolution, movement, loading, aftercare";
            findings.violation(format!("{path}.phase"), observed, limit, "put the phases in order");
        }
        if (after.from - before.to).num_days() != 1 {
            let (next, last) = (after.phase.name(), before.phase.name());
            let observed = format!("{next} begins on {}, {last} ends on {}", after.from, before.to);
            findings.violation(format!("{path}.from"), observed, "each phase begins on the day after the one before", "mend the dates");
        }
    }
    if !facts.has_stopped() {
        nothing_left_out(facts, findings);
    }
}

fn nothing_left_out(facts: &Facts, findings: &mut Findings) {
    let pain = &facts.plan.profile.pain;
    let least = facts.rules.phase_1_exit.value.pain_free_days;
    let resolved = pain.status == PainStatus::Settled && pain.pain_free_days >= least && pain.full_range && !pain.is_medicated();
    let mut has = |phase, why: &str| {
        if facts.span(phase).is_none() {
            findings.violation("summary.phases", format!("no {}", phase.name()), why, "put the phase in");
        }
    };
    if !facts.leads_nowhere() {
        has(Phase::Loading, "every plan reloads");
        has(Phase::Aftercare, "every plan looks after the return");
    }
    if facts.stopped_the_lift() {
        has(Phase::Movement, "movement comes before loading");
        // A later way back may begin with movement, after a long break.
        if !resolved && facts.cycles.len() < 2 {
            has(Phase::PainResolution, "only pain that has settled, with days free of it and full range, has pain resolution behind it");
        }
    }
}

/// Phase 1 lasts by the worst pain, 14 days at most: what has not settled by then goes to a clinician (decisions, section 3).
fn first_length(facts: &Facts, findings: &mut Findings) {
    let Some((at, span)) = facts.span(Phase::PainResolution).filter(|_| !facts.has_stopped()) else { return };
    findings.applies();
    let rule = &facts.rules.phase_1_length.value;
    let pain = &facts.plan.profile.pain;
    let worst = [pain.worst, pain.now, pain.morning].into_iter().flatten().max();
    let least = facts.phase_1_days(worst.map(Pain::score));
    let path = format!("summary.phases[{at}]");
    let days = span.days();
    if days < i64::from(least) {
        let pain = worst.map_or("pain without a score".to_owned(), |worst| format!("worst pain of {worst}"));
        findings.violation(path, format!("{days} days"), format!("at least {least} days after {pain}"), "let the phase last longer");
    } else if days > i64::from(rule.last_day) {
        findings.violation(
            path,
            format!("{days} days"),
            format!("at most {} days: what has not settled by then goes to a clinician", rule.last_day),
            "stop and refer instead of extending it",
        );
    }
}

/// Phase 2 lasts 7 days; up to 14 from 46 on, after earlier episodes, long pain or a long lay-off (decisions, section 3).
fn second_length(facts: &Facts, findings: &mut Findings) {
    let Some((at, span)) = facts.span(Phase::Movement).filter(|_| !facts.has_stopped()) else { return };
    findings.applies();
    let rule = &facts.rules.phase_2_length.value;
    let at_this_age = (facts.plan.profile.age_band >= rule.age_band).then(|| "at this age".to_owned());
    let risk = at_this_age
        .or_else(|| facts.many_episodes(rule.episodes))
        .or_else(|| facts.long_pain(rule.pain_days))
        .or_else(|| facts.long_lay_off(rule.lay_off_weeks));
    let path = format!("summary.phases[{at}]");
    let days = span.days();
    let least = if risk.is_some() { rule.long } else { rule.days };
    // Whoever lifted before it was over has lifted: a fact.
    if days < i64::from(least) && !facts.is_behind(span.to) {
        let risk = risk.map_or(String::new(), |risk| format!(" {risk}"));
        findings.violation(path, format!("{days} days"), format!("at least {least} days{risk}"), "let the phase last longer");
        return;
    }
    // What lies before the revision lasted as long as it did.
    let since = if facts.revised() { span.from.max(facts.plan.created) } else { span.from };
    if (span.to - since).num_days() >= i64::from(rule.long) {
        findings.violation(path, format!("{days} days"), format!("at most {} days", rule.long), "open the loading phase sooner");
    }
}

/// A session says the phase that its day is in.
fn phase_of_session(facts: &Facts, findings: &mut Findings) {
    for placed in facts.ahead() {
        findings.applies();
        let day = placed.day();
        let phase = facts.phase_on(day);
        if phase != Some(placed.session.phase) {
            findings.violation(
                format!("{}.phase", placed.path()),
                placed.session.phase.name(),
                phase.map_or(format!("{day} is in no phase"), |phase| format!("{day} is in {}", phase.name())),
                "give the phase of the session's day",
            );
        }
    }
}

/// A week says the phases that its days are in.
fn phase_of_week(facts: &Facts, findings: &mut Findings) {
    for (at, week) in facts.plan.weeks.iter().enumerate().filter(|(_, week)| !facts.is_past_week(week)) {
        findings.applies();
        let Some(ends) = week.starts.checked_add_days(chrono::Days::new(6)) else { continue };
        let inside = facts.plan.summary.phases.iter().filter(|span| span.from <= ends && week.starts <= span.to);
        let phases: Vec<Phase> = inside.map(|span| span.phase).collect();
        let mut each = phases.clone();
        each.dedup();
        if phases != week.phases && each != week.phases {
            let names = |phases: &[Phase]| phases.iter().map(|phase| phase.name()).collect::<Vec<_>>().join(", ");
            findings.violation(
                format!("weeks[{at}].phases"),
                format!("[{}]", names(&week.phases)),
                format!("its days are in [{}]", names(&phases)),
                "give the phases of the week's days",
            );
        }
    }
}
