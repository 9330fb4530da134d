//! What an event is called. Never the lifter's name, never pain: titles are read over shoulders and on lock screens.

use crate::plan::{Phase, Plan, Session, SessionKind, Week};
use crate::profile::Titles as Detail;
use crate::session_id::SessionId;
use crate::words::{self, dose};

/// The back's score, a day after a deadlift.
pub(super) const SCORE: &str = "Training · score";

/// What must be true before it goes on.
pub(super) const GATE: &str = "Training · ready to go on?";

/// A deload week.
pub(super) const DELOAD: &str = "Training · deload week";

/// What an event was whose title nobody knows any more.
pub(super) const FORMER: &str = "Training";

/// What follows the title of a cancelled event: some programs show it as any other.
pub(super) const CANCELLED: &str = " · cancelled";

/// The last day that Phase 1 may have.
pub(super) fn last_day(day: u64) -> String {
    format!("Training · day {day}")
}

/// How far along each week and each routine is.
pub(super) struct Titles {
    detail: Detail,
    loading: Vec<u32>,
    aftercare: Vec<u32>,
    routines: Vec<SessionId>,
}

impl Titles {
    pub(super) fn of(plan: &Plan) -> Self {
        let weeks_of = |phase: Phase| {
            let trains = |week: &&Week| week.sessions.iter().any(|session| is_deadlift(session) && session.phase == phase);
            plan.weeks.iter().filter(trains).map(|week| week.week).collect()
        };
        let routines = plan.weeks.iter().flat_map(|week| &week.sessions).filter(|session| is_routine(session));
        Titles {
            detail: plan.profile.preferences.titles,
            loading: weeks_of(Phase::Loading),
            aftercare: weeks_of(Phase::Aftercare),
            routines: routines.map(|session| session.id).collect(),
        }
    }

    /// The title as far as the lifter wants it to tell.
    pub(super) fn title(&self, week: &Week, session: &Session) -> String {
        let title = self.neutral(week, session);
        match (self.detail, work(session)) {
            (Detail::Detailed, Some(work)) => super::lines::one_line(&format!("{title} · {work}")),
            (Detail::Detailed, None) | (Detail::Private, _) => title,
        }
    }

    fn neutral(&self, week: &Week, session: &Session) -> String {
        match session.kind {
            SessionKind::Daily | SessionKind::Hinge => format!("Daily routine {}", self.progress(week, session)),
            SessionKind::Deadlift | SessionKind::SecondDeadlift => {
                let upkeep = if session.phase == Phase::Aftercare { "· upkeep " } else { "" };
                let second = if session.kind == SessionKind::SecondDeadlift { ", second day" } else { "" };
                format!("Training {upkeep}{}{second}", self.progress(week, session))
            }
            SessionKind::Core => "Training · core".to_owned(),
            SessionKind::Check => "Training · check".to_owned(),
            SessionKind::Own => "Training · own session".to_owned(),
        }
    }

    /// `3/7`: the third of seven.
    pub(super) fn progress(&self, week: &Week, session: &Session) -> String {
        let (at, all) = if is_routine(session) {
            (self.routines.iter().position(|id| *id == session.id), self.routines.len())
        } else {
            let weeks = if session.phase == Phase::Aftercare { &self.aftercare } else { &self.loading };
            (weeks.iter().position(|number| *number == week.week), weeks.len())
        };
        // A session of another phase than its kind belongs to, in a plan changed by hand, is the first of one.
        format!("{}/{}", at.unwrap_or(0) + 1, all.max(1))
    }
}

/// `deadlift 70 kg 4×5`.
fn work(session: &Session) -> Option<String> {
    let exercise = session.work()?;
    let runs = dose::runs(&exercise.sets);
    let runs = runs.filter_map(|(count, set)| Some(format!("{} {}", set.load()?, dose::scheme(count, dose::reps(set)?))));
    let work = words::list(runs, " + ");
    (!work.is_empty()).then(|| format!("{} {work}", words::of_id(&exercise.exercise)))
}

pub(super) fn is_deadlift(session: &Session) -> bool {
    matches!(session.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift)
}

pub(super) fn is_routine(session: &Session) -> bool {
    matches!(session.kind, SessionKind::Daily | SessionKind::Hinge)
}
