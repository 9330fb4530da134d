//! A plan's weeks with what is noted of them: what every picture of the progress is drawn from.

use crate::log::Entry;
use crate::plan::{Plan, Week};
use crate::units::{Load, Pain};

/// A week, and what happened in it.
pub(super) struct Happened<'a> {
    pub week: &'a Week,
    /// Noted of its sessions.
    pub entries: Vec<&'a Entry>,
    /// The revisions that were made in it.
    pub revisions: Vec<u32>,
}

impl Happened<'_> {
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
        !self.entries.is_empty() && self.entries.iter().all(|entry| entry.missed.is_some())
    }

    /// What is particular to it, in words.
    pub(super) fn marks(&self) -> String {
        let mut marks = Vec::new();
        if self.week.deload {
            marks.push("deload".to_owned());
        }
        if self.missed() {
            marks.push("missed".to_owned());
        }
        marks.extend(self.revisions.iter().map(|number| format!("revision {number}")));
        marks.join(", ")
    }
}

/// The weeks that have a planned load, or of which something is noted. A session belongs to the week in
/// which it is planned, and one that the plan no longer has to the week of its day.
pub(super) fn happened<'a>(plan: &'a Plan, noted: &'a [Entry]) -> Vec<Happened<'a>> {
    let week_of = |entry: &Entry| {
        let planned = plan.weeks.iter().position(|week| week.sessions.iter().any(|session| session.id == entry.session));
        planned.or_else(|| plan.weeks.iter().rposition(|week| week.starts <= entry.date))
    };
    let mut weeks: Vec<Happened> = plan.weeks.iter().map(|week| Happened { week, entries: Vec::new(), revisions: Vec::new() }).collect();
    for entry in noted {
        if let Some(at) = week_of(entry) {
            weeks[at].entries.push(entry);
        }
    }
    for revision in &plan.revisions {
        let at = plan.weeks.iter().rposition(|week| week.starts <= revision.made).unwrap_or(0);
        if let Some(week) = weeks.get_mut(at) {
            week.revisions.push(revision.revision);
        }
    }
    weeks.retain(|happened| happened.week.load.is_some() || !happened.entries.is_empty() || !happened.revisions.is_empty());
    weeks
}
