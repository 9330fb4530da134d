//! A revision that does not pass the check: nothing of what it planned is kept, and the plan waits.
//!
//! Whatever a lifter notes has an answer. Where planner and checker read a rule differently, the answer is the careful
//! one: no load that one of them refuses, no old file left to be trained by, and a way on with the next entry.

use super::changes::what_changed;
use super::{Request, Revised, join};
use crate::plan::{Because, Note, Stop, VerdictKind};
use crate::protocol::{Protocol, RuleId};
use crate::screen::{Reason, Verdict};

/// What the check finds wrong with a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// The rule that it breaks.
    pub rule: RuleId,
    /// What was seen, and what the limit is.
    pub says: String,
}

/// The revision without anything to come. It waits, and where the check asks for someone to be seen, it sends the lifter there.
///
/// `objections` are what the check finds, the first the most important; without one, the revision stays as it is.
pub fn held_back(request: &Request, revised: Revised, objections: &[Objection], protocol: &Protocol) -> Revised {
    let Some(first) = objections.first() else { return revised };
    let Request { plan: before, log, today, .. } = *request;
    let kind = objections.iter().map(|objection| asks_for(objection.rule)).max().unwrap_or(VerdictKind::Train);
    let why = objections.iter().find(|objection| asks_for(objection.rule) == kind).unwrap_or(first);
    let note = Note::of(protocol, "stop-held-back", &[("why", why.says.clone())], Because::of(why.rule));
    let stopped = (kind >= VerdictKind::Refer).then(|| verdict(kind, &note, why.rule, protocol));
    // What it waits for is the same as before: so is the day since when it does.
    let same = before.stopped.as_ref().filter(|stop| stop.reasons.first() == Some(&note));
    let on = same.map_or(today, |stop| stop.on);
    let plan = join::stopped(revised.plan, kind, Stop { on, reasons: vec![note] }, today);
    let changes = what_changed(before, &plan, today, &[], protocol);
    let held = join::next_revision(before, plan, today, log.len() as u32, changes, protocol);
    if same.is_some() && held.weeks == before.weeks && held.logged == before.logged {
        return Revised { plan: before.clone(), stopped };
    }
    Revised { plan: held, stopped }
}

/// Whom a broken rule sends the lifter to.
fn asks_for(rule: RuleId) -> VerdictKind {
    match rule {
        RuleId::ScreenEmergency => VerdictKind::Emergency,
        RuleId::ScreenRefer | RuleId::ScreenWorstPain | RuleId::SecondTime => VerdictKind::Refer,
        _ => VerdictKind::Train,
    }
}

fn verdict(kind: VerdictKind, note: &Note, rule: RuleId, protocol: &Protocol) -> Verdict {
    let reason = Reason {
        id: "log".to_owned(),
        kind,
        says: note.says.clone(),
        may_be: None,
        unsure: false,
        rule,
        citation: protocol.rules.text(rule).citation(),
    };
    Verdict { kind, reasons: vec![reason], notes: Vec::new(), cleared: false }
}
