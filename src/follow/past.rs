//! What has been: what of the prescriptions so far lies before the line, and stays.

use super::history::{History, cycle_of};
use super::line::Line;
use crate::plan::{Change, Instead, OwnSession, Phase, PhaseSpan, Plan, Session, SessionKind, Week};
use crate::planner::Used;
use crate::protocol::Lumbar;
use crate::session_id::{Part, Series, SessionId};
use crate::when::{Slot, monday_of};
use chrono::{Days, NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;

/// What has been, up to the line from which on all is planned anew.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// The weeks with the sessions that stay.
    pub weeks: Vec<Week>,
    /// The changes to the lifter's own sessions, up to the line.
    pub changes: Vec<Change>,
    /// The phases as they were, up to the line and beyond it.
    pub phases: Vec<PhaseSpan>,
}

impl Past {
    /// What of a plan so far lies before the line.
    pub fn of(plan: &Plan, line: &Line, history: &History) -> Self {
        let stays: BTreeSet<SessionId> = kept(plan, line).map(|session| session.id).collect();
        let stays_own = |own: &OwnSession| own.start.date() < if line.unloaded { line.as_of } else { line.from };
        let before = |week: &Week| Week {
            sessions: week.sessions.iter().filter(|session| stays.contains(&session.id)).cloned().collect(),
            own: week.own.iter().filter(|own| stays_own(own)).cloned().collect(),
            ..week.clone()
        };
        Past {
            weeks: plan.weeks.iter().map(before).collect(),
            changes: changes_before(plan, line.from),
            phases: as_they_were(&plan.summary.phases, history),
        }
    }
}

/// The sessions that stay as they are: what was done, and what else was planned before the line. A deadlift that
/// was not done is not among them, as it is still to come.
pub fn kept<'a>(plan: &'a Plan, line: &'a Line) -> impl Iterator<Item = &'a Session> {
    let lifted: BTreeSet<NaiveDate> = plan
        .sessions()
        .filter(|session| session.kind == SessionKind::Deadlift && session.done.is_some())
        .map(|session| monday_of(session.start.date()))
        .collect();
    // The core sessions of a week without its deadlift come with it, later.
    let comes_along = move |session: &Session| {
        let monday = monday_of(session.start.date());
        session.kind == SessionKind::Core && monday < monday_of(line.from) && !lifted.contains(&monday)
    };
    plan.sessions().filter(move |session| {
        let day = session.start.date();
        let waits =
            comes_along(session) || session.lifts() && (day < line.as_of || session.kind != SessionKind::SecondDeadlift || line.no_second);
        let loads = line.unloaded && day >= line.as_of && session.lumbar != Lumbar::None;
        // An absence that was told today is one from today on.
        let away = day >= line.as_of && plan.profile.schedule.is_away(day);
        session.done.is_some() || (day < line.from && !waits && !loads && !away)
    })
}

/// The numbers that ids have used up.
pub fn used(plan: &Plan, line: &Line, history: &History) -> Used {
    let most = |series: Series, counts: &dyn Fn(&Session) -> bool| {
        kept(plan, line)
            .filter(|session| session.id.series == series && counts(session))
            .map(|session| session.id.number)
            .max()
            .unwrap_or(0)
    };
    let is_deadlift = |session: &Session| session.id.is_deadlift();
    // In a cycle that the plan knows, the days have their numbers; those of a new one come after all that were used.
    let known = cycle_of(plan) == history.cycle;
    let earlier = |session: &Session| !known || session.start.date() < history.cycle;
    let returned_before =
        |session: &Session| session.id.part == Part::Check && history.reached.is_none_or(|reached| session.start.date() <= reached);
    Used {
        pain_resolution: most(Series::PainResolution, &earlier),
        movement: most(Series::Movement, &earlier),
        loading: most(Series::Loading, &is_deadlift),
        aftercare: most(Series::Aftercare, &is_deadlift),
        checks: most(Series::Aftercare, &returned_before),
    }
}

/// The lifter's own sessions that stand before the line and would usually stand behind it, in the same week: when,
/// and the change that moved them.
pub fn done_early(plan: &Plan, from: NaiveDate) -> Vec<(NaiveDateTime, Change)> {
    let moved = plan.sessions().filter(|session| session.kind == SessionKind::Own && session.start.date() < from);
    let of = moved.filter_map(|session| {
        let slot = Slot::of(session.start).to_string();
        plan.changes.iter().find_map(|change| {
            let here = matches!(&change.instead, Instead::Move { to } if *to == slot)
                && session.exercises.iter().all(|it| change.lifts.contains(&it.exercise));
            let own = &plan.profile.schedule.other_lifting;
            let usual = own.iter().find(|own| here && own.slot().to_string() == change.usually)?;
            let day = monday_of(session.start.date()) + Days::new(u64::from(usual.day.num_days_from_monday()));
            let one = Change { from: day, to: day, ..change.clone() };
            (day >= from && change.from <= day && day <= change.to).then(|| (day.and_time(usual.at), one))
        })
    });
    of.collect()
}

/// The changes up to the line, and those of sessions that were done before it and usually stand behind it.
pub fn changes_before(plan: &Plan, line: NaiveDate) -> Vec<Change> {
    let earlier = plan.changes.iter().filter(|change| change.from < line);
    let cut = earlier.map(|change| Change { to: change.to.min(line - Days::new(1)), ..change.clone() });
    cut.chain(done_early(plan, line).into_iter().map(|(_, change)| change)).collect()
}

/// The phases as they were: days after a return that was planned and never came are days of loading, and so are
/// those of a Phase 1 that an amended entry has made unnecessary.
fn as_they_were(phases: &[PhaseSpan], history: &History) -> Vec<PhaseSpan> {
    let mut all: Vec<PhaseSpan> = Vec::new();
    let mut block = None;
    for span in phases {
        let early = span.phase.is_before_loading();
        let begins = early && all.last().is_none_or(|last| span.phase <= last.phase);
        block = if begins { Some(span.from) } else { block.filter(|_| early) };
        let unknown = block.is_some_and(|from| !history.cycles.contains(&from)) && !all.is_empty();
        let came = span.from < history.cycle || history.returns.iter().any(|day| *day + Days::new(1) == span.from);
        let phase = if unknown || (span.phase == Phase::Aftercare && !came) { Phase::Loading } else { span.phase };
        match all.last_mut() {
            Some(last) if last.phase == phase && (!begins || phase == Phase::Loading) => last.to = span.to,
            _ => all.push(PhaseSpan { phase, ..span.clone() }),
        }
    }
    all
}
