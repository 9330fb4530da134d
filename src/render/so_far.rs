//! A plan's weeks with what is noted of them: what every picture of the progress is drawn from.

use crate::log::Entry;
use crate::plan::{Lapsed, Plan, Week};
use crate::units::{Load, Pain};
use crate::when::monday_of;
use crate::words::list;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A week, and what happened in it.
pub(super) struct WeekSoFar<'a> {
    /// As the plan has it; with nothing in it where the plan has no such week any more.
    pub week: Cow<'a, Week>,
    /// Noted of its sessions.
    pub entries: Vec<&'a Entry>,
    /// The revisions that were made in it and changed what is to come.
    pub revisions: Vec<u32>,
    /// Its deadlift, where its day has passed without it.
    lapsed: Option<&'a Lapsed>,
}

impl WeekSoFar<'_> {
    /// What its deadlift lifts by the plan; where its day has passed without it, what it was to lift.
    pub(super) fn planned(&self) -> Option<Load> {
        self.week.load().or(self.lapsed.map(|lapsed| lapsed.load))
    }

    /// Half the sets, by the plan.
    pub(super) fn is_deload(&self) -> bool {
        if self.week.deadlift.is_some() { self.week.is_deload() } else { self.lapsed.is_some_and(|lapsed| lapsed.deload) }
    }

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
        let (deload, missed) = (self.is_deload().then_some("deload"), self.missed().then_some("missed"));
        let changed = (!self.revisions.is_empty()).then_some("plan changed");
        list(deload.into_iter().chain(missed).chain(changed), ", ")
    }
}

/// The weeks that have or had a planned load, or of which something is noted. A session belongs to the week in which it is
/// planned; one that the plan no longer has, and one that was missed, to the week of its day.
pub(super) fn weeks_so_far<'a>(plan: &'a Plan, noted: &'a [Entry]) -> Vec<WeekSoFar<'a>> {
    let mut weeks = WeeksSoFar { plan, by_monday: BTreeMap::new() };
    for week in &plan.weeks {
        weeks.of(week.starts);
    }
    for entry in noted {
        let planned = plan.weeks.iter().find(|week| week.sessions.iter().any(|session| entry.is_of(session.id)));
        let day = planned.filter(|_| entry.missed.is_none()).map_or(entry.date, |week| week.starts);
        weeks.of(day).entries.push(entry);
    }
    for lapsed in &plan.lapsed {
        weeks.of(lapsed.on).lapsed = Some(lapsed);
    }
    for revision in plan.revisions.iter().filter(|revision| revision.is_a_change()) {
        weeks.of(revision.made).revisions.push(revision.revision);
    }
    let tells = |so_far: &WeekSoFar| so_far.planned().is_some() || !so_far.entries.is_empty() || !so_far.revisions.is_empty();
    weeks.by_monday.into_values().filter(tells).collect()
}

/// Weeks by their Mondays.
struct WeeksSoFar<'a> {
    plan: &'a Plan,
    by_monday: BTreeMap<NaiveDate, WeekSoFar<'a>>,
}

impl<'a> WeeksSoFar<'a> {
    /// The week of a day; the first one for what is before it.
    fn of(&mut self, day: NaiveDate) -> &mut WeekSoFar<'a> {
        let first = monday_of(self.plan.profile.schedule.start.unwrap_or(self.plan.created));
        let starts = monday_of(day).max(first);
        self.by_monday.entry(starts).or_insert_with(|| {
            let nothing = || {
                let week = u32::try_from((starts - first).num_days() / 7 + 1).unwrap_or(1);
                Week { week, starts, phases: Vec::new(), deadlift: None, sessions: Vec::new(), own: Vec::new() }
            };
            let planned = self.plan.weeks.iter().find(|week| week.starts == starts);
            let week = planned.map_or_else(|| Cow::Owned(nothing()), Cow::Borrowed);
            WeekSoFar { week, entries: Vec::new(), revisions: Vec::new(), lapsed: None }
        })
    }
}
