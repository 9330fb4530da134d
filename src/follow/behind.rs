//! Whether a plan holds what its log says.

use crate::log::Entry;
use crate::plan::Plan;

/// Whether what the plan holds as done is what these entries say, corrections taken in: no more and no less.
pub(super) fn has_as_done(plan: &Plan, entries: &[Entry]) -> bool {
    let mut count = 0;
    let done = plan.sessions().filter_map(|session| session.done.as_ref());
    let all_told = done.inspect(|_| count += 1).all(|done| entries.contains(done));
    all_told && entries.iter().filter(|entry| entry.session.is_some() && entry.missed.is_none()).count() == count
}
