//! Waiting: what is to come is put off by whole weeks, so that it is no sooner than what was promised.

use crate::diagnostic::Diagnostic;
use crate::planner::{Promise, Standing};
use crate::profile::Profile;
use crate::protocol::Protocol;

/// The most weeks that are waited in all, so that bad news brings nothing forward. Past it what is to come stands as the rules have
/// it, sooner or not.
const MOST_WAITED: u32 = 40;

/// Whose weeks are waited for.
pub struct Waiting<'a> {
    pub profile: &'a Profile,
    pub protocol: &'a Protocol,
}

impl Waiting<'_> {
    /// The fewest weeks of waiting that keep every promise, and what is promised with them.
    pub fn weeks(&self, stands: &Standing, promises: &[Promise]) -> Result<(u32, Promise), Vec<Diagnostic>> {
        let is_kept = |promise: &Promise| !promises.iter().any(|before| before.is_outrun_by(promise));
        let mut at = 0;
        let mut now = self.with(stands, at)?;
        if is_kept(&now) {
            return Ok((at, now));
        }
        // A week of waiting takes a week or a little more: most of the way is made at once.
        let days = promises.iter().map(|promise| promise.days_before(&now)).max().unwrap_or(0);
        at = u32::try_from(days / 7 * 2 / 3).unwrap_or(0).clamp(1, MOST_WAITED);
        now = self.with(stands, at)?;
        while !is_kept(&now) && at < MOST_WAITED {
            at += 1;
            now = self.with(stands, at)?;
        }
        while at > 1 {
            let sooner = self.with(stands, at - 1)?;
            if !is_kept(&sooner) {
                break;
            }
            (at, now) = (at - 1, sooner);
        }
        Ok((at, now))
    }

    fn with(&self, stands: &Standing, wait: u32) -> Result<Promise, Vec<Diagnostic>> {
        let mut stands = stands.clone();
        stands.climb.orders.wait = wait;
        Promise::ahead(self.profile, self.protocol, &stands)
    }
}
