//! What has happened so far, from the first day on, and where it leaves the lifter. Decides no load of its own:
//! it tells the climb what has to be next.

mod breaks;
mod deadlift;
mod historian;
mod soreness;
mod verdicts;

use super::restated;
use crate::log::Entry;
use crate::plan::{Phase, Plan, Response, Restated, Session, SessionKind, VerdictKind, Week};
use crate::protocol::{Protocol, RuleId};
use crate::screen;
use crate::session_id::SessionId;
use crate::words::day;
pub use breaks::Break;
use chrono::NaiveDate;
use historian::Historian;
pub use historian::{Cause, History};
pub use verdicts::stop_of;
use std::collections::BTreeMap;

/// Tells the history of a plan up to a day. `entries` are those of the log, amendments and withdrawals taken in.
/// `pause`: how long the break is that the last of them has left.
pub fn tell(plan: &Plan, entries: &[Entry], protocol: &Protocol, as_of: NaiveDate, pause: Break) -> History {
    let mut historian = Historian::new(plan, protocol, cycles_of(plan));
    let sessions = plan.weeks.iter().flat_map(|week| week.sessions.iter().map(move |session| (session.id, (week, session))));
    let known: BTreeMap<SessionId, (&Week, &Session)> = sessions.collect();
    // In the order of time; what was noted first comes first within a day, and what is told of the day as a whole comes last.
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_key(|entry| (entry.date, entry.session.is_none()));
    for entry in entries {
        historian.hear(entry.date);
        historian.go_on_where_cleared(entry.date);
        if historian.history.stop.is_none() {
            // Whoever lifted has not begun anew, unless a revision before it had them do so.
            let lifted = entry.missed.is_none() && entry.deadlift().is_some();
            historian.follow_the_calendar(entry.date, lifted, Break::Counted);
        }
        if historian.history.stop.is_none() {
            historian.happened(entry, entry.id().and_then(|id| known.get(&id).copied()));
        } else {
            historian.since_the_stop(entry);
        }
    }
    historian.hear(as_of);
    historian.go_on_where_cleared(as_of);
    if historian.history.stop.is_none() {
        historian.follow_the_calendar(as_of, false, pause);
        historian.before_loading();
    }
    historian.history
}

/// The day on which a plan's phases began, the last time they did.
pub fn cycle_of(plan: &Plan) -> NaiveDate {
    cycles_of(plan).last().copied().unwrap_or(plan.profile.schedule.start.unwrap_or(plan.created))
}

/// Every day on which a plan's Phases 1 and 2 began.
fn cycles_of(plan: &Plan) -> Vec<NaiveDate> {
    let phases = &plan.summary.phases;
    let early = Phase::is_before_loading;
    // Phase 1 directly behind Phase 2 is a beginning as well.
    let begins = |at: usize| early(phases[at].phase) && (at == 0 || phases[at].phase <= phases[at - 1].phase);
    (0..phases.len()).filter(|at| begins(*at)).map(|at| phases[at].from).collect()
}

impl Historian<'_> {
    /// What the profile said anew up to a day. A sign in it that was not there before is asked about like any other.
    fn hear(&mut self, day: NaiveDate) {
        let profiles = &self.plan.profiles;
        while let Some(Restated { since, profile: now }) = profiles.get(self.heard).filter(|restated| restated.since <= day) {
            let first = self.plan.first_profile.as_deref().unwrap_or(&self.plan.profile);
            let before = self.heard.checked_sub(1).map_or(first, |at| &profiles[at].profile);
            self.heard += 1;
            self.history.profile = restated::taken_in(&self.history.profile, now);
            let verdict = screen::of_new_signs(before, now, self.protocol);
            if verdict.kind >= VerdictKind::Refer {
                self.goes_to_someone(*since, None);
                self.stop(*since, None, verdict);
            }
        }
    }

    /// Something that was noted, and the session of the plan that it is about, with its week.
    fn happened(&mut self, entry: &Entry, known: Option<(&Week, &Session)>) {
        let verdict = self.screened(entry);
        if self.is_sent_away(entry, verdict) {
            return;
        }
        if entry.screen.is_some() {
            self.is_answered(entry.date);
        }
        if entry.session.is_none() {
            self.day(entry);
            return;
        }
        if entry.missed.is_some() {
            self.missed(entry);
            return;
        }
        let Some((week, session)) = known else {
            // A slip of the pen about what is no deadlift: how the back felt counts all the same.
            self.cause(None, Response::GoOn, "cause-unknown", &[("session", entry.about().to_owned()), ("date", day::in_a_sentence(entry.date))], RuleId::PainLog);
            self.day(entry);
            return;
        };
        match session.kind {
            SessionKind::Deadlift => self.deadlift(entry, week, session),
            SessionKind::SecondDeadlift => self.beside(entry, session, week.load()),
            SessionKind::Check if session.work().is_some() => self.beside(entry, session, None),
            SessionKind::Daily | SessionKind::Hinge | SessionKind::Core | SessionKind::Check | SessionKind::Own => {
                self.elsewhere(entry, session)
            }
        }
    }
}
