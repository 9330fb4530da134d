//! A plan's weeks with what is noted of them: what every picture of the progress is drawn from.

use crate::log::Entry;
use crate::plan::{Plan, Week};
use crate::units::{Load, Pain};
use crate::words::list;

/// A week, and what happened in it.
pub(super) struct WeekSoFar<'a> {
    pub week: &'a Week,
    /// Noted of its sessions.
    pub entries: Vec<&'a Entry>,
    /// The revisions that were made in it and changed what is to come.
    pub revisions: Vec<u32>,
}

impl WeekSoFar<'_> {
    /// The heaviest that was lifted.
    pub(super) fn lifted(&self) -> Option<Load> {
        self.entries.iter().filter_map(|entry| entry.heaviest()).max()
    }

    /// The worst pain of its sessions.
    pub(super) fn worst(&self) -> Option<Pain> {
        self.entries.iter().filter_map(|entry| entry.pain.worst).max()
    }

    /// The worst of the mornings after them.
    pub(super) fn morning(&self) -> Option<Pain> {
        self.entries.iter().filter_map(|entry| entry.pain.morning).max()
    }

    /// Nothing was done of what is noted.
    pub(super) fn missed(&self) -> bool {
        let mut of_sessions = self.entries.iter().filter(|entry| entry.session.is_some()).peekable();
        of_sessions.peek().is_some() && of_sessions.all(|entry| entry.missed.is_some())
    }

    /// What is particular to it, in words.
    pub(super) fn particulars(&self) -> String {
        let (deload, missed) = (self.week.is_deload().then_some("deload"), self.missed().then_some("missed"));
        let changed = (!self.revisions.is_empty()).then_some("plan changed");
        list(deload.into_iter().chain(missed).chain(changed), ", ")
    }
}

/// The weeks that have a planned load, or of which something is noted. A session belongs to the week in
/// which it is planned; one that the plan no longer has, and one that was missed, to the week of its day.
pub(super) fn weeks_so_far<'a>(plan: &'a Plan, noted: &'a [Entry]) -> Vec<WeekSoFar<'a>> {
    let week_of = |entry: &Entry| {
        let planned = plan.weeks.iter().position(|week| week.sessions.iter().any(|session| entry.is_of(session.id)));
        planned.filter(|_| entry.missed.is_none()).or_else(|| plan.weeks.iter().rposition(|week| week.starts <= entry.date))
    };
    let mut weeks: Vec<WeekSoFar> = plan.weeks.iter().map(|week| WeekSoFar { week, entries: Vec::new(), revisions: Vec::new() }).collect();
    for entry in noted {
        if let Some(at) = week_of(entry) {
            weeks[at].entries.push(entry);
        }
    }
    for revision in plan.revisions.iter().filter(|revision| revision.is_a_change()) {
        let at = plan.weeks.iter().rposition(|week| week.starts <= revision.made).unwrap_or(0);
        if let Some(week) = weeks.get_mut(at) {
            week.revisions.push(revision.revision);
        }
    }
    weeks.retain(|so_far| so_far.week.deadlift.is_some() || !so_far.entries.is_empty() || !so_far.revisions.is_empty());
    weeks
}
