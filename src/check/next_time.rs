//! What a session says about the next time: never more than the table of pain and technique allows (decisions, section 8).

use super::constraint::{Constraint, Findings, formal};
use super::facts::Facts;
use super::heavy_day::HeavyDay;
use crate::plan::{Response, SessionKind};
use crate::protocol::RuleId;
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] = &[formal("next-time", RuleId::PainTrigger, next_time)];

/// Only a heavy deadlift says what the next one will be, and each answer has the load that the answer allows.
fn next_time(facts: &Facts, findings: &mut Findings) {
    let others = facts.ahead().filter(|placed| placed.session.kind != SessionKind::Deadlift);
    for placed in others.filter(|placed| !placed.session.next_time.is_empty()) {
        findings.violation(
            format!("{}.next_time", placed.path()),
            "what the next deadlift will be, in another session",
            "only a heavy deadlift says so",
            "take it out",
        );
    }
    for (at, heavy) in facts.heavy_days.iter().enumerate().filter(|(_, heavy)| !heavy.past) {
        let Some(placed) = heavy.session else { continue };
        let planned = facts.heavy_days.get(at + 1).map_or(heavy.load, |next| next.load);
        for (row, said) in placed.session.next_time.iter().enumerate() {
            findings.applies();
            let path = format!("{}.next_time[{row}].load", placed.path());
            match most(facts, heavy, planned, said.response) {
                Some((most, limit)) => load_of_answer(facts, findings, heavy, said.response, said.load, (path, most, limit)),
                None => {
                    if let Some(load) = said.load {
                        findings.violation(path, load.to_string(), "no deadlift follows, and so no load", "take the load out");
                    }
                }
            }
        }
    }
}

/// The most that an answer allows, and why; nothing where no deadlift follows.
fn most(facts: &Facts, heavy: &HeavyDay, planned: Load, response: Response) -> Option<(i64, String)> {
    let lower = |points| {
        let most = facts.lower_by(heavy.load, points).unwrap_or(i64::MAX);
        Some((most, format!("at least {points} points below {}", heavy.load)))
    };
    match response {
        Response::GoOn => Some((planned.thousandths(), format!("the next deadlift is planned at {planned}"))),
        Response::Repeat => Some((heavy.load.thousandths(), format!("{} again", heavy.load))),
        Response::Review => lower(facts.rules.review_load.value.points),
        Response::Lower => lower(facts.rules.lower_load.value.points),
        Response::Restart | Response::Refer | Response::Emergency => None,
    }
}

/// The load that stands beside an answer: at most so much, exactly the same where it is repeated, and one that can be made.
fn load_of_answer(
    facts: &Facts,
    findings: &mut Findings,
    heavy: &HeavyDay,
    response: Response,
    load: Option<Load>,
    (path, most, limit): (String, i64, String),
) {
    let Some(load) = load else {
        if response != Response::GoOn {
            findings.violation(path, "no load", limit, "give the load");
        }
        return;
    };
    if load.unit() != heavy.load.unit() || !facts.within(load, most) {
        findings.violation(path, load.to_string(), limit, facts.or_less(most, heavy.load));
    } else if response == Response::Repeat && load != heavy.load {
        findings.violation(path, load.to_string(), limit, heavy.load.to_string());
    } else if !facts.rack.makes(load.thousandths()) {
        let mend = facts.or_less(load.thousandths(), load);
        findings.violation(path, load.to_string(), "only what the listed bars and plates can make", mend);
    }
}
