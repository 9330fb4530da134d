//! A revision that does not pass the check: nothing of what it planned is kept, and the plan waits.
//!
//! Whatever a lifter notes has an answer. Where planner and checker read a rule differently, the answer is the careful
//! one: no load that one of them refuses, no old file left to be trained by, and a way on with the next entry.

use super::changes::{Happened, what_changed};
use super::history::stop_of;
use super::{Request, Revised, join};
use crate::plan::{Because, Note, Plan, Stop, VerdictKind};
use crate::protocol::{Protocol, RuleId};
use crate::screen::{self, Verdict};

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
    // What the log undid of earlier revisions is known to the revision.
    let revisions = revised.plan.revisions.get(..before.revisions.len()).unwrap_or_default().to_vec();
    let before = &Plan { revisions, ..before.clone() };
    let stopped = sent_away(objections, protocol);
    let stop = match &stopped {
        Some(verdict) => stop_of(today, verdict, protocol),
        None => {
            let gaps = [("why", first.says.clone())];
            Stop { on: today, reasons: vec![Note::of(protocol, "stop-held-back", &gaps, Because::of(first.rule))] }
        }
    };
    // What it waits for is the same as before: so is the day since when it does.
    let same = before.stopped.as_ref().filter(|before| before.reasons == stop.reasons);
    let stop = Stop { on: same.map_or(today, |same| same.on), ..stop };
    let kind = stopped.as_ref().map_or(VerdictKind::Train, |verdict| verdict.kind);
    let plan = join::stopped(revised.plan, kind, stop, today);
    let changes = what_changed(before, &plan, today, Happened::since(before, log, &[]), protocol);
    let held = join::next_revision(before, plan, today, log.len() as u32, changes, protocol);
    if same.is_some() && held.weeks == before.weeks && held.logged == before.logged {
        return Revised { plan: before.clone(), stopped };
    }
    Revised { plan: held, stopped }
}

/// Whom the check asks the lifter to see, and why.
fn sent_away(objections: &[Objection], protocol: &Protocol) -> Option<Verdict> {
    let kind = objections.iter().filter_map(|objection| asks_for(objection.rule)).max()?;
    let why = objections.iter().filter(|objection| asks_for(objection.rule) == Some(kind));
    let reasons = why.map(|why| screen::reason(protocol, "log", kind, why.says.clone(), why.rule)).collect();
    Some(Verdict { kind, reasons, notes: Vec::new(), cleared: false })
}

/// Whom a broken rule sends the lifter to, where it does.
fn asks_for(rule: RuleId) -> Option<VerdictKind> {
    match rule {
        RuleId::ScreenEmergency => Some(VerdictKind::Emergency),
        RuleId::ScreenRefer | RuleId::ScreenWorstPain | RuleId::SecondTime => Some(VerdictKind::Refer),
        _ => None,
    }
}
