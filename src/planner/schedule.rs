//! The days, over the whole plan: one exact optimum. Knows nothing of loads or exercises.
//!
//! Decisions, section 6. Every point of time at which something may happen is passed once, in
//! order; what matters of the past (the last heavy session, what this week still owes, where last
//! week's deadlift stood) is the state, and of two ways into the same state the better one is kept.

mod request;
mod solver;

pub use request::{Adjustment, Need, Own, Request, Schedule};
use solver::solve_from;

/// Solves a request: the best over all days on which the first deadlift may be.
pub fn solve(request: &Request) -> Option<Schedule> {
    let mut best: Option<Schedule> = None;
    let mut day = request.open_from;
    while day <= request.open_to {
        // What is found under a limit is better than all before it.
        best = solve_from(request, day, best.as_ref().map(|best| best.cost)).or(best);
        day = day.succ_opt()?;
    }
    best
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod trial;
