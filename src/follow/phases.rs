//! The phases as they were lived: their borders lie where the lifter crossed them.

use super::weeks::with_phases;
use crate::plan::{Phase, PhaseSpan, Session, SessionKind, Summary, Week};
use crate::units::Load;
use crate::when::monday_of;
use chrono::{Days, NaiveDate};

/// The borders of a cycle that were crossed.
#[derive(Debug, Clone, Copy)]
pub struct Crossed {
    /// The day on which the phases began.
    pub began: NaiveDate,
    /// The day of the first deadlift.
    pub first: Option<NaiveDate>,
    /// The day on which the top was reached, where it has not been lost since.
    pub reached: Option<NaiveDate>,
}

/// The phases up to the first day of those to come, and these, without a day between them. One that `began` again is another.
pub fn joined(before: Vec<PhaseSpan>, to_come: Vec<PhaseSpan>, began: NaiveDate) -> Vec<PhaseSpan> {
    let Some(line) = to_come.first().map(|span| span.from) else { return before };
    let mut all: Vec<PhaseSpan> = before.into_iter().filter(|span| span.from < line).collect();
    if let Some(last) = all.last_mut() {
        last.to = line - Days::new(1);
    }
    for span in to_come {
        match all.last_mut() {
            Some(last) if last.phase == span.phase && span.from != began => *last = PhaseSpan { from: last.from, ..span },
            _ => all.push(span),
        }
    }
    all
}

/// The summary and the weeks with the phases as they were lived, and with what of them depends on that: the day of
/// the return, the weeks up to it, the phase of each session.
pub fn settled(summary: Summary, weeks: Vec<Week>, crossed: Crossed) -> (Summary, Vec<Week>) {
    let phases = from_the_first_deadlift(summary.phases, crossed);
    // A way back that begins once more behind a return has taken its place.
    let loading = phases.iter().rposition(|span| span.phase == Phase::Loading);
    let reached = crossed.reached.filter(|reached| loading.is_none_or(|at| phases[at].from <= *reached));
    let last = weeks.iter().flat_map(|week| &week.sessions).map(|session| session.start.date()).max();
    let phases = to_the_return(phases, loading.zip(reached), last);
    let returns_on = summary.returns_on.map(|planned| reached.unwrap_or(planned));
    // Up to the return that is named: where an absence takes one away, that is the one that lasts. As long as nothing of
    // the cycle is lived, the planner has counted them.
    let named = Crossed { reached: reached.or(returns_on), ..crossed };
    let lived = crossed.first.is_some() || reached.is_some();
    let counted = lived.then(|| weeks_to_top(&weeks, summary.top_load, named)).flatten();
    let loading_weeks = counted.unwrap_or(summary.loading_weeks);
    let of_its_day = |session: Session| {
        // A routine was what it was, also where a phase ended on its day.
        let routine = matches!(session.kind, SessionKind::Daily | SessionKind::Hinge);
        let day = session.start.date();
        let span = phases.iter().find(|span| span.from <= day && day <= span.to);
        match span.filter(|_| !routine && day >= crossed.began) {
            Some(span) => Session { phase: span.phase, ..session },
            None => session,
        }
    };
    let of_its_day = |week: Week| Week { sessions: week.sessions.into_iter().map(of_its_day).collect(), ..week };
    let weeks = with_phases(weeks.into_iter().map(of_its_day).collect(), &phases);
    (Summary { phases, loading_weeks, returns_on, ..summary }, weeks)
}

/// Loading began with the first deadlift, where that was earlier than planned.
fn from_the_first_deadlift(mut phases: Vec<PhaseSpan>, crossed: Crossed) -> Vec<PhaseSpan> {
    let loading = phases.iter().position(|span| span.to >= crossed.began && span.phase == Phase::Loading);
    if let (Some(first), Some(at)) = (crossed.first, loading)
        && at > 0
        && phases[at - 1].from < first
        && phases[at].from > first
    {
        phases[at - 1].to = first - Days::new(1);
        phases[at].from = first;
    }
    phases
}

/// Loading ended with the return, and the last phase ends with the last session.
fn to_the_return(mut phases: Vec<PhaseSpan>, reached: Option<(usize, NaiveDate)>, last: Option<NaiveDate>) -> Vec<PhaseSpan> {
    if let Some((loading, reached)) = reached {
        phases[loading].to = reached;
        if let Some(next) = phases.get_mut(loading + 1) {
            next.from = reached + Days::new(1);
            next.to = next.to.max(next.from);
        }
    }
    if let (Some(span), Some(last)) = (phases.last_mut(), last) {
        span.to = span.to.max(last);
    }
    phases
}

/// Calendar weeks from the first deadlift of the cycle to the first at the top, done or to come; nothing where there
/// is no such deadlift.
fn weeks_to_top(weeks: &[Week], top: Load, crossed: Crossed) -> Option<u32> {
    let deadlifts = || weeks.iter().filter_map(|week| Some((week.load(), week.heavy_day()?)));
    let day = |(_, session): (Option<Load>, &Session)| session.start.date();
    let first = crossed.first.or_else(|| deadlifts().map(day).find(|day| *day >= crossed.began))?;
    let to_come = deadlifts().filter(|(load, session)| *load == Some(top) && session.done.is_none());
    let reached = crossed.reached.or_else(|| to_come.map(day).next())?;
    Some(((monday_of(reached) - monday_of(first)).num_days() / 7 + 1).max(1) as u32)
}
