//! Whether a plan knows all that the log says, and what is called for where it does not.
//!
//! A plan and its log are two files. Where someone has noted pain since the plan was made, the plan still has the
//! heavier deadlift in it; nothing of it may be shown before it was made again.

use super::response::judge;
use crate::log::{self, Entry, Missed};
use crate::plan::{Plan, Response, VerdictKind};
use crate::protocol::Protocol;
use crate::screen::{self, Verdict};

/// What a log says that a plan has not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// What the new entries call for at least, the strongest of them; what they lead to together, only the plan that
    /// is made from them says.
    pub response: Response,
    /// What the screen says of the new entries, where it sends the lifter to someone.
    pub verdict: Option<Verdict>,
}

/// What the log says that the plan has not taken in; nothing where the plan was made from this very log.
///
/// `log` is the whole log as it was written.
pub fn behind(plan: &Plan, log: &[Entry], protocol: &Protocol) -> Option<Behind> {
    let entries = log::effective(log);
    let hurt = entries.iter().filter(|entry| entry.missed == Some(Missed::Pain));
    let days = entries.iter().filter(|entry| entry.session.is_none());
    if log.len() == plan.logged as usize && has_as_done(plan, &entries) && plan.missed.iter().eq(hurt) && plan.days.iter().eq(days) {
        return None;
    }
    let known = |entry: &Entry| {
        let done = plan.sessions().filter_map(|session| session.done.as_ref()).any(|done| done == entry);
        done || plan.missed.contains(entry) || plan.days.contains(entry)
    };
    let new: Vec<Entry> = entries.into_iter().filter(|entry| !known(entry)).collect();
    let screened = new.iter().map(|entry| screen::again(&plan.profile, entry, protocol));
    let sends = screened.filter(|verdict| verdict.kind >= VerdictKind::Refer);
    // Of two alike, the first is told.
    let verdict = sends.reduce(|strongest, verdict| if verdict.kind > strongest.kind { verdict } else { strongest });
    let felt = new.iter().map(|entry| judge(entry, None, 0, protocol).pain.response);
    let seen = verdict.as_ref().map(|verdict| if verdict.kind == VerdictKind::Emergency { Response::Emergency } else { Response::Refer });
    let response = felt.chain(seen).max().unwrap_or(Response::GoOn);
    Some(Behind { response, verdict })
}

/// Whether what the plan holds as done is what these entries say, corrections taken in: no more and no less.
pub(super) fn has_as_done(plan: &Plan, entries: &[Entry]) -> bool {
    let mut count = 0;
    let done = plan.sessions().filter_map(|session| session.done.as_ref());
    let all_told = done.inspect(|_| count += 1).all(|done| entries.contains(done));
    all_told && entries.iter().filter(|entry| entry.session.is_some() && entry.missed.is_none()).count() == count
}
