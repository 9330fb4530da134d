//! Ids that last, and dates that are where the weeks say.

use super::facts::Facts;
use super::{Bench, Constraint, formal};
use crate::protocol::RuleId;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    formal("id-unique", RuleId::PainLog, unique),
    formal("id-lasting", RuleId::PainLog, lasting),
    formal("weeks-in-order", RuleId::PhaseOrder, weeks),
    formal("date-in-week", RuleId::PhaseOrder, in_week),
    formal("sessions-in-order", RuleId::PhaseOrder, in_order),
    formal("revisions", RuleId::PainLog, revisions),
    formal("dropped", RuleId::PainLog, dropped).searching(&["weeks"]),
];

fn unique(facts: &Facts, bench: &mut Bench) {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for placed in facts.sessions() {
        bench.applies();
        let path = format!("{}.id", placed.path());
        match seen.get(placed.session.id.as_str()) {
            Some(first) => bench.violation(
                path,
                format!("`{}` again", placed.session.id),
                format!("every session has an id of its own; {first} has this one"),
                "give it another",
            ),
            None => {
                seen.insert(&placed.session.id, path);
            }
        }
    }
}

/// Why an id would not outlast a change of the plan.
fn passing(id: &str) -> Option<&'static str> {
    let parts: Vec<&str> = id.split('-').collect();
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if id.is_empty() || parts.iter().any(|part| part.is_empty()) {
        return Some("it has no words");
    }
    if !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
        return Some("it has more than small letters, digits and hyphens");
    }
    if parts.iter().any(|part| number(part) && part.len() >= 4) || parts.windows(2).any(|pair| number(pair[0]) && number(pair[1])) {
        return Some("it looks like a date");
    }
    let of_load = |part: &str| ["kg", "lb"].iter().any(|unit| part.strip_suffix(unit).is_some_and(number));
    if parts.iter().any(|part| of_load(part)) || parts.windows(2).any(|pair| number(pair[0]) && ["kg", "lb"].contains(&pair[1])) {
        return Some("it looks like a load");
    }
    if parts.iter().all(|part| number(part)) {
        return Some("it has no words");
    }
    None
}

fn lasting(facts: &Facts, bench: &mut Bench) {
    bench.applies();
    if facts.plan.id.trim().is_empty() {
        bench.violation("id", "no id", "a plan has an id", "give it one and keep it");
    }
    for placed in facts.sessions() {
        if let Some(why) = passing(&placed.session.id) {
            bench.violation(
                format!("{}.id", placed.path()),
                format!("`{}`: {why}", placed.session.id),
                "an id is made of a phase, a count and a kind, and lasts when days and loads change",
                "as in `loading-1-deadlift`",
            );
        }
    }
}

fn weeks(facts: &Facts, bench: &mut Bench) {
    let weeks = &facts.plan.weeks;
    // Stopped before anything was done, nothing is left of it.
    if weeks.is_empty() && facts.has_stopped() {
        return;
    }
    if weeks.is_empty() {
        bench.violation("weeks", "no week", "a plan has weeks", "have the plan made anew");
        return;
    }
    bench.applies();
    for (at, week) in weeks.iter().enumerate() {
        if week.starts.weekday() != Weekday::Mon {
            bench.violation(format!("weeks[{at}].starts"), week.starts.to_string(), "weeks start on a Monday", "give the Monday");
        }
    }
    for (at, pair) in weeks.windows(2).enumerate() {
        let path = format!("weeks[{}]", at + 1);
        let days = (pair[1].starts - pair[0].starts).num_days();
        if days <= 0 {
            bench.violation(
                format!("{path}.starts"),
                format!("{} after {}", pair[1].starts, pair[0].starts),
                "weeks follow one another",
                "put the weeks in order",
            );
        } else if i64::from(pair[1].week) - i64::from(pair[0].week) != days / 7 {
            bench.violation(
                format!("{path}.week"),
                format!("week {} after week {}", pair[1].week, pair[0].week),
                format!("{} weeks lie between their Mondays", days / 7),
                "count the weeks from the first",
            );
        }
    }
    // Weeks in which nothing happens are left out: the first listed need not be the first of the plan.
    if let Some(first) = facts.plan.summary.phases.first() {
        let ahead = (weeks[0].starts - first.from).num_days() + i64::from(first.from.weekday().num_days_from_monday());
        let is = ahead.div_euclid(7) + 1;
        if i64::from(weeks[0].week) != is {
            bench.violation(
                "weeks[0].week",
                format!("week {}", weeks[0].week),
                format!("the plan begins on {}, so this is week {is}", first.from),
                "count from 1, the week of the first day",
            );
        }
    }
}

fn in_week(facts: &Facts, bench: &mut Bench) {
    let mut one = |path: String, day: NaiveDate, starts: NaiveDate| {
        bench.applies();
        if !(0..7).contains(&(day - starts).num_days()) {
            bench.violation(path, day.to_string(), format!("within the week of {starts}"), "move it to its week");
        }
    };
    for placed in facts.sessions() {
        one(format!("{}.start", placed.path()), placed.session.start.date(), facts.plan.weeks[placed.week].starts);
    }
    for (week_at, week) in facts.plan.weeks.iter().enumerate() {
        for (at, own) in week.own.iter().enumerate() {
            one(format!("weeks[{week_at}].own[{at}].start"), own.start.date(), week.starts);
        }
    }
}

fn in_order(facts: &Facts, bench: &mut Bench) {
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        for (session, pair) in week.sessions.windows(2).enumerate() {
            bench.applies();
            if pair[1].start < pair[0].start {
                bench.note(
                    format!("weeks[{at}].sessions[{}].start", session + 1),
                    "before the session above it",
                    "sessions stand in order of time",
                    "sort them",
                );
            }
        }
    }
}

/// Every later revision says what it changed, in order, up to the one that the file is.
fn revisions(facts: &Facts, bench: &mut Bench) {
    let plan = facts.plan;
    if plan.revision > 0 || !plan.revisions.is_empty() {
        bench.applies();
    }
    for (at, revision) in plan.revisions.iter().enumerate() {
        let path = format!("revisions[{at}]");
        if revision.changes.is_empty() {
            bench.violation(
                format!("{path}.changes"),
                format!("revision {} changes nothing", revision.revision),
                "every revision says what it changed, and why",
                "say what is otherwise than before",
            );
        }
        let Some(before) = at.checked_sub(1).map(|before| &plan.revisions[before]) else { continue };
        if revision.revision <= before.revision || revision.made < before.made {
            bench.violation(
                path,
                format!("revision {} of {} after {} of {}", revision.revision, revision.made, before.revision, before.made),
                "revisions follow one another",
                "put them in order",
            );
        }
    }
    match plan.revisions.last() {
        Some(last) if last.revision != plan.revision => bench.violation(
            "revision",
            plan.revision.to_string(),
            format!("the last one under `revisions` is {}", last.revision),
            "count them alike",
        ),
        Some(last) if last.made != plan.created => bench.violation(
            "created",
            plan.created.to_string(),
            format!("revision {} was made on {}", last.revision, last.made),
            "give the day of the last revision",
        ),
        None if plan.revision > 0 => bench.violation(
            "revisions",
            format!("revision {} without a word of what it changed", plan.revision),
            "every revision says what it changed, and why",
            "say what is otherwise than before",
        ),
        _ => {}
    }
}

/// What was dropped stays dropped, by an id that lasts, so that a calendar cancels it and nothing else.
fn dropped(facts: &Facts, bench: &mut Bench) {
    let live: BTreeSet<&str> = facts.sessions().map(|it| it.session.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for (at, dropped) in facts.plan.dropped.iter().enumerate() {
        bench.applies();
        let path = format!("dropped[{at}]");
        let id = dropped.id.as_str();
        if live.contains(id) {
            let mend = "take it out of `dropped`, or out of its week";
            bench.violation(format!("{path}.id"), format!("`{id}` is dropped and planned"), "one or the other", mend);
        } else if !seen.insert(id) {
            bench.violation(format!("{path}.id"), format!("`{id}` again"), "what is dropped is dropped once", "take one out");
        } else if let Some(why) = passing(id) {
            let mend = "as in `loading-1-deadlift`";
            bench.violation(format!("{path}.id"), format!("`{id}`: {why}"), "the id that the session had", mend);
        }
        if dropped.revision == 0 || dropped.revision > facts.plan.revision {
            bench.violation(
                format!("{path}.revision"),
                format!("dropped by revision {}", dropped.revision),
                format!("by one of the revisions up to {}", facts.plan.revision),
                "give the revision that dropped it",
            );
        }
    }
}
