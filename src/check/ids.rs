//! Ids that last, and dates that are where the weeks say.

use super::constraint::{Constraint, Findings, formal};
use super::facts::Facts;
use super::timeline::is_in_week;
use crate::protocol::RuleId;
use crate::session_id::SessionId;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    formal("id-unique", RuleId::PainLog, unique),
    formal("id-lasting", RuleId::PainLog, lasting),
    formal("weeks-in-order", RuleId::PhaseOrder, weeks),
    formal("date-in-week", RuleId::PhaseOrder, in_week),
    formal("sessions-in-order", RuleId::PhaseOrder, in_order),
];

/// Every session has an id of its own: a calendar knows it by that.
fn unique(facts: &Facts, findings: &mut Findings) {
    let mut seen: BTreeMap<SessionId, String> = BTreeMap::new();
    for placed in facts.sessions() {
        findings.applies();
        let path = format!("{}.id", placed.path());
        match seen.get(&placed.session.id) {
            Some(first) => findings.violation(
                path,
                format!("`{}` again", placed.session.id),
                format!("every session has an id of its own; {first} has this one"),
                "give it another",
            ),
            None => {
                seen.insert(placed.session.id, path);
            }
        }
    }
}

/// A plan is known by its id in every revision: a calendar makes the ids of its events of it (decisions, section 9).
fn lasting(facts: &Facts, findings: &mut Findings) {
    findings.applies();
    if facts.plan.id.trim().is_empty() {
        findings.violation("id", "no id", "a plan has an id", "give it one and keep it");
    }
}

/// Weeks begin on a Monday, follow one another and are counted from the first day.
fn weeks(facts: &Facts, findings: &mut Findings) {
    let weeks = &facts.plan.weeks;
    // Stopped before anything was done, nothing is left of it.
    if weeks.is_empty() && facts.leads_nowhere() {
        return;
    }
    if weeks.is_empty() {
        findings.violation("weeks", "no week", "a plan has weeks", "have the plan made anew");
        return;
    }
    findings.applies();
    for (at, week) in weeks.iter().enumerate() {
        if week.starts.weekday() != Weekday::Mon {
            findings.violation(format!("weeks[{at}].starts"), week.starts.to_string(), "weeks start on a Monday", "give the Monday");
        }
    }
    for (at, pair) in weeks.windows(2).enumerate() {
        let path = format!("weeks[{}]", at + 1);
        let days = (pair[1].starts - pair[0].starts).num_days();
        if days <= 0 {
            findings.violation(
                format!("{path}.starts"),
                format!("{} after {}", pair[1].starts, pair[0].starts),
                "weeks follow one another",
                "put the weeks in order",
            );
        } else if i64::from(pair[1].week) - i64::from(pair[0].week) != days / 7 {
            findings.violation(
                format!("{path}.week"),
                format!("week {} after week {}", pair[1].week, pair[0].week),
                format!("{} weeks lie between their Mondays", days / 7),
                "count the weeks from the first",
            );
        }
    }
    first_week(facts, findings);
}

/// Weeks in which nothing happens are left out: the first listed need not be the first of the plan.
fn first_week(facts: &Facts, findings: &mut Findings) {
    let Some((week, first)) = facts.plan.weeks.first().zip(facts.plan.summary.phases.first()) else { return };
    let ahead = (week.starts - first.from).num_days() + i64::from(first.from.weekday().num_days_from_monday());
    let number = ahead.div_euclid(7) + 1;
    if i64::from(week.week) != number {
        findings.violation(
            "weeks[0].week",
            format!("week {}", week.week),
            format!("the plan begins on {}, so this is week {number}", first.from),
            "count from 1, the week of the first day",
        );
    }
}

/// A session stands in the week that its day belongs to.
fn in_week(facts: &Facts, findings: &mut Findings) {
    let mut is_in_week = |path: String, day: NaiveDate, starts: NaiveDate| {
        findings.applies();
        if !is_in_week(starts, day) {
            findings.violation(path, day.to_string(), format!("within the week of {starts}"), "move it to its week");
        }
    };
    for placed in facts.sessions() {
        is_in_week(format!("{}.start", placed.path()), placed.day(), facts.plan.weeks[placed.week].starts);
    }
    for (week_at, week) in facts.plan.weeks.iter().enumerate() {
        for (at, own) in week.own.iter().enumerate() {
            is_in_week(format!("weeks[{week_at}].own[{at}].start"), own.start.date(), week.starts);
        }
    }
}

/// Sessions stand in order of time: people read them from above.
fn in_order(facts: &Facts, findings: &mut Findings) {
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        for (session, pair) in week.sessions.windows(2).enumerate() {
            findings.applies();
            if pair[1].start < pair[0].start {
                findings.note(
                    format!("weeks[{at}].sessions[{}].start", session + 1),
                    "before the session above it",
                    "sessions stand in order of time",
                    "sort them",
                );
            }
        }
    }
}
