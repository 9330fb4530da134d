//! What was and what is to come become one plan again: nothing that happened is rewritten.

use super::story::{Story, run_of};
use super::{Ahead, lifts, sessions};
use crate::plan::{
    Because, Change, Dropped, Instead, Lumbar, OwnSession, Phase, PhaseSpan, Plan, Revision, Session, SessionKind, Stop, VerdictKind, Week,
    monday_of,
};
use crate::planner::Used;
use crate::profile::{OwnLift, Profile, point_of_week};
use crate::units::{Load, Percent};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use std::collections::{BTreeMap, BTreeSet};

/// The sessions that stay as they are: what was done, and what else was planned before the line. A deadlift that
/// was not done is not among them, as it is still to come.
pub fn kept<'a>(plan: &'a Plan, ahead: &'a Ahead) -> impl Iterator<Item = &'a Session> {
    let lifted: BTreeSet<NaiveDate> = sessions(plan)
        .filter(|session| session.kind == SessionKind::Deadlift && session.done.is_some())
        .map(|session| monday_of(session.start.date()))
        .collect();
    // The core sessions of a week without its deadlift come with it, later.
    let comes_along = move |session: &Session| {
        let monday = monday_of(session.start.date());
        session.kind == SessionKind::Core && monday < monday_of(ahead.from) && !lifted.contains(&monday)
    };
    sessions(plan).filter(move |session| {
        let day = session.start.date();
        let waits =
            comes_along(session) || lifts(session) && (day < ahead.as_of || session.kind != SessionKind::SecondDeadlift || ahead.no_second);
        session.done.is_some() || (day < ahead.from && !waits)
    })
}

/// The numbers that ids have used up.
pub fn used(plan: &Plan, ahead: &Ahead, story: &Story) -> Used {
    let number = |session: &Session, before: &str, after: &str| -> u32 {
        let middle = session.id.strip_prefix(before).and_then(|id| id.strip_suffix(after));
        middle.and_then(|middle| middle.split('-').next()?.parse().ok()).unwrap_or(0)
    };
    let most = |before: &str, after: &str, counts: &dyn Fn(&Session) -> bool| {
        kept(plan, ahead).filter(|session| counts(session)).map(|session| number(session, before, after)).max().unwrap_or(0)
    };
    // In a run that the plan knows, the days have their numbers; those of a new one come after all that were used.
    let known = run_of(plan) == story.run;
    let earlier = |session: &Session| !known || session.start.date() < story.run;
    let returned_before = |session: &Session| story.reached.is_none_or(|reached| session.start.date() <= reached);
    Used {
        pain_resolution: most("pain-resolution-", "-daily", &earlier),
        movement: most("movement-", "-daily", &earlier),
        loading: most("loading-", "deadlift", &|_| true),
        aftercare: most("aftercare-", "deadlift", &|_| true),
        checks: most("aftercare-", "-check", &returned_before),
    }
}

/// What a week says of its deadlift.
type OfWeek = (Option<Load>, Option<Percent>, bool, Option<Because>);

/// Puts every session into the week of its day, and what a week says of its deadlift with it.
pub fn sort_weeks(plan: &mut Plan) {
    let weeks = std::mem::take(&mut plan.weeks);
    plan.weeks = in_weeks(weeks, monday_of(plan.profile.schedule.start.unwrap_or(plan.created)));
    name_phases(plan);
}

fn in_weeks(weeks: Vec<Week>, week_one: NaiveDate) -> Vec<Week> {
    let mut by_monday: BTreeMap<NaiveDate, Week> = BTreeMap::new();
    fn of(by_monday: &mut BTreeMap<NaiveDate, Week>, day: NaiveDate, week_one: NaiveDate) -> &mut Week {
        let starts = monday_of(day);
        by_monday.entry(starts).or_insert_with(|| Week {
            week: ((starts - week_one).num_days() / 7 + 1) as u32,
            starts,
            phases: Vec::new(),
            load: None,
            percent: None,
            deload: false,
            because: None,
            sessions: Vec::new(),
            own: Vec::new(),
        })
    }
    for week in weeks {
        let says: OfWeek = (week.load, week.percent, week.deload, week.because);
        for session in week.sessions {
            let to = of(&mut by_monday, session.start.date(), week_one);
            // Of two in one week, the one that was done speaks for it.
            if session.kind == SessionKind::Deadlift && (to.load.is_none() || session.done.is_some()) {
                (to.load, to.percent, to.deload, to.because) = says.clone();
            }
            to.sessions.push(session);
        }
        for own in week.own {
            of(&mut by_monday, own.start.date(), week_one).own.push(own);
        }
    }
    let mut weeks: Vec<Week> = by_monday.into_values().filter(|week| !week.sessions.is_empty()).collect();
    for week in &mut weeks {
        week.sessions.sort_by(|a, b| (a.start, a.kind, &a.id).cmp(&(b.start, b.kind, &b.id)));
        week.own.sort_by(|a, b| (a.start, &a.lifts).cmp(&(b.start, &b.lifts)));
    }
    weeks
}

/// Takes the lifter's own lifts out of a session that they were to share: they stay at their usual time.
pub fn part(session: &mut Session, profile: &Profile) -> Option<OwnSession> {
    let usual = |id: &str| {
        profile
            .schedule
            .other_lifting
            .iter()
            .find(|own| own.lift == id && own.day == session.start.weekday() && own.at == session.start.time())
    };
    let own: Vec<OwnLift> =
        session.exercises.iter().filter(|it| it.sets.is_empty()).filter_map(|it| usual(&it.exercise)).cloned().collect();
    if own.is_empty() {
        return None;
    }
    let lumbar = if own.iter().any(|own| !own.light) { Lumbar::Heavy } else { Lumbar::Light };
    let start = session.start;
    session.exercises.retain(|it| !(it.sets.is_empty() && own.iter().any(|own| own.lift == it.exercise)));
    Some(OwnSession { start, lifts: own.into_iter().map(|own| own.lift).collect(), lumbar })
}

/// The rest takes the place of what was planned from the line on.
pub fn join(plan: &mut Plan, rest: Plan, ahead: &Ahead, story: &Story) {
    let keep: BTreeSet<String> = kept(plan, ahead).map(|session| session.id.clone()).collect();
    let week_one = monday_of(plan.profile.schedule.start.unwrap_or(plan.created));
    let first = plan.first_profile.take().map_or_else(|| plan.profile.clone(), |first| *first);
    plan.profile = story.profile.clone();
    plan.first_profile = (first != plan.profile).then(|| Box::new(first));
    for week in &mut plan.weeks {
        week.sessions.retain(|session| keep.contains(&session.id));
        week.own.retain(|own| own.start.date() < ahead.from);
    }
    let weeks = std::mem::take(&mut plan.weeks).into_iter().chain(rest.weeks).collect();
    plan.weeks = in_weeks(weeks, week_one);
    let early = done_early(plan, ahead.from).into_iter().map(|(_, change)| change).collect();
    plan.changes = changes(std::mem::take(&mut plan.changes), early, rest.changes, ahead.from);
    let phases = spans(genuine(std::mem::take(&mut plan.summary.phases), story), rest.summary.phases.clone());
    plan.summary = crate::plan::Summary { phases, ..rest.summary };
    plan.coaching = rest.coaching;
    settle_phases(plan, story);
}

/// The lifter's own sessions that stand before the line and would usually stand behind it, in the same week: when,
/// and the change that moved them.
pub fn done_early(plan: &Plan, from: NaiveDate) -> Vec<(NaiveDateTime, Change)> {
    let moved = sessions(plan).filter(|session| session.kind == SessionKind::Own && session.start.date() < from);
    let of = moved.filter_map(|session| {
        let slot = point_of_week(session.start.weekday(), session.start.time());
        plan.changes.iter().find_map(|change| {
            let here = matches!(&change.instead, Instead::Move { to } if *to == slot)
                && session.exercises.iter().all(|it| change.lifts.contains(&it.exercise));
            let own = &plan.profile.schedule.other_lifting;
            let usual = own.iter().find(|own| here && point_of_week(own.day, own.at) == change.usually)?;
            let day = monday_of(session.start.date()) + Days::new(u64::from(usual.day.num_days_from_monday()));
            let one = Change { from: day, to: day, ..change.clone() };
            (day >= from && change.from <= day && day <= change.to).then(|| (day.and_time(usual.at), one))
        })
    });
    of.collect()
}

/// The changes up to the line, those of sessions that were done before it, and those from it on; what goes on
/// unchanged stays one.
fn changes(before: Vec<Change>, early: Vec<Change>, after: Vec<Change>, from: NaiveDate) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    let cut =
        before.into_iter().filter(|change| change.from < from).map(|change| Change { to: change.to.min(from - Days::new(1)), ..change });
    for change in cut.chain(early).chain(after) {
        let goes_on = all.iter_mut().find(|it| {
            it.lifts == change.lifts
                && it.usually == change.usually
                && it.instead == change.instead
                && (change.from - it.to).num_days() <= 7
                && it.from <= change.from
        });
        match goes_on {
            Some(it) => it.to = it.to.max(change.to),
            None => all.push(change),
        }
    }
    all
}

/// The phases as they were: days after a return that was planned and never came are days of loading, and so are
/// those of a Phase 1 that an amended entry has made unnecessary.
fn genuine(phases: Vec<PhaseSpan>, story: &Story) -> Vec<PhaseSpan> {
    let mut all: Vec<PhaseSpan> = Vec::new();
    let mut block = None;
    for span in phases {
        let early = matches!(span.phase, Phase::PainResolution | Phase::Movement);
        let begins = early && all.last().is_none_or(|last| span.phase <= last.phase);
        block = if begins { Some(span.from) } else { block.filter(|_| early) };
        let unknown = block.is_some_and(|from| !story.runs.contains(&from)) && !all.is_empty();
        let came = span.from < story.run || story.returns.iter().any(|day| *day + Days::new(1) == span.from);
        let phase = if unknown || (span.phase == Phase::Aftercare && !came) { Phase::Loading } else { span.phase };
        match all.last_mut() {
            Some(last) if last.phase == phase => last.to = span.to,
            _ => all.push(PhaseSpan { phase, ..span }),
        }
    }
    all
}

/// The phases up to the line, and those from it on, without a day between them.
fn spans(before: Vec<PhaseSpan>, after: Vec<PhaseSpan>) -> Vec<PhaseSpan> {
    let Some(line) = after.first().map(|span| span.from) else { return before };
    let mut all: Vec<PhaseSpan> = before.into_iter().filter(|span| span.from < line).collect();
    if let Some(last) = all.last_mut() {
        last.to = line - Days::new(1);
    }
    for span in after {
        match all.last_mut() {
            Some(last) if last.phase == span.phase => *last = PhaseSpan { from: last.from, ..span },
            _ => all.push(span),
        }
    }
    all
}

/// The borders between the phases lie where they were crossed, and every day has the phase it is in.
pub fn settle_phases(plan: &mut Plan, story: &Story) {
    let phases = &mut plan.summary.phases;
    let in_run = |span: &PhaseSpan| span.to >= story.run;
    if let (Some(first), Some(at)) = (story.first, phases.iter().position(|span| in_run(span) && span.phase == Phase::Loading))
        && at > 0
        && phases[at - 1].from < first
        && phases[at].from > first
    {
        phases[at - 1].to = first - Days::new(1);
        phases[at].from = first;
    }
    // A way back that begins once more behind a return has taken its place.
    let loading = phases.iter().rposition(|span| span.phase == Phase::Loading);
    let reached = story.reached.filter(|reached| loading.is_none_or(|at| phases[at].from <= *reached));
    if let (Some(reached), Some(at)) = (reached, loading) {
        phases[at].to = reached;
        if let Some(next) = phases.get_mut(at + 1) {
            next.from = reached + Days::new(1);
            next.to = next.to.max(next.from);
        }
    }
    let last = plan.weeks.iter().flat_map(|week| &week.sessions).map(|session| session.start.date()).max();
    if let (Some(span), Some(last)) = (plan.summary.phases.last_mut(), last) {
        span.to = span.to.max(last);
    }
    if let (Some(reached), true) = (reached, plan.summary.returns_on.is_some()) {
        plan.summary.returns_on = Some(reached);
    }
    let weeks_to_top = |first: NaiveDate, top: NaiveDate| ((monday_of(top) - monday_of(first)).num_days() / 7 + 1).max(1) as u32;
    let top = plan.summary.top_load;
    let deadlifts = || plan.weeks.iter().filter(|week| week.deadlift().is_some());
    let first =
        story.first.or_else(|| deadlifts().filter_map(Week::deadlift).map(|session| session.start.date()).find(|day| *day >= story.run));
    let reached = reached.or_else(|| {
        let to_come = deadlifts().filter(|week| week.load == Some(top)).filter_map(Week::deadlift).filter(|session| session.done.is_none());
        to_come.map(|session| session.start.date()).next()
    });
    if let (Some(first), Some(reached)) = (first, reached) {
        plan.summary.loading_weeks = weeks_to_top(first, reached);
    }
    let spans = plan.summary.phases.clone();
    let phase_on = |day: NaiveDate| spans.iter().find(|span| span.from <= day && day <= span.to).map(|span| span.phase);
    for session in plan.weeks.iter_mut().flat_map(|week| &mut week.sessions) {
        // A routine was what it was, also where a phase ended on its day.
        let routine = matches!(session.kind, SessionKind::Daily | SessionKind::Hinge);
        if session.start.date() >= story.run
            && !routine
            && let Some(phase) = phase_on(session.start.date())
        {
            session.phase = phase;
        }
    }
    name_phases(plan);
}

fn name_phases(plan: &mut Plan) {
    let spans = &plan.summary.phases;
    for week in &mut plan.weeks {
        let ends = week.ends();
        week.phases = spans.iter().filter(|span| span.from <= ends && week.starts <= span.to).map(|span| span.phase).collect();
    }
}

/// Nothing more is planned.
pub fn stop(plan: &mut Plan, verdict: VerdictKind, stop: Stop, as_of: NaiveDate) {
    for week in &mut plan.weeks {
        week.sessions.retain(|session| session.done.is_some() || (session.start.date() < as_of && !lifts(session)));
        week.own.retain(|own| own.start.date() <= as_of);
        if week.deadlift().is_none() {
            (week.load, week.percent, week.deload, week.because) = (None, None, false, None);
        }
    }
    plan.weeks.retain(|week| !week.sessions.is_empty());
    plan.summary.phases.retain(|span| span.from <= as_of);
    if let Some(last) = plan.summary.phases.last_mut() {
        last.to = as_of;
    }
    end_changes(plan, as_of);
    plan.summary.returns_on = None;
    plan.summary.notes = stop.reasons.clone();
    plan.verdict = verdict;
    plan.stopped = Some(stop);
    name_phases(plan);
}

/// The last of the plan is done: nothing asks the lifter's own lifts to change any more.
pub fn free_own_lifts(plan: &mut Plan, as_of: NaiveDate) {
    for week in &mut plan.weeks {
        week.own.retain(|own| own.start.date() <= as_of);
        week.sessions.retain(|session| session.kind != SessionKind::Own || session.done.is_some() || session.start.date() <= as_of);
    }
    plan.weeks.retain(|week| !week.sessions.is_empty());
    end_changes(plan, as_of);
}

/// Ends every change with a day. What stands before its usual day keeps the change that moved it there.
fn end_changes(plan: &mut Plan, as_of: NaiveDate) {
    let from = as_of + Days::new(1);
    let early = done_early(plan, from).into_iter().map(|(_, change)| change).collect();
    plan.changes = changes(std::mem::take(&mut plan.changes), early, Vec::new(), from);
}

/// Writes down which sessions an earlier revision had and this one has not.
pub fn drop_sessions(before: &Plan, plan: &mut Plan) {
    let live: BTreeSet<&str> = sessions(plan).map(|session| session.id.as_str()).collect();
    let gone = sessions(before).filter(|session| !live.contains(session.id.as_str())).map(|session| Dropped {
        id: session.id.clone(),
        start: session.start,
        minutes: session.minutes,
        kind: session.kind,
        revision: plan.revision,
    });
    let long_gone = before.dropped.iter().filter(|dropped| !live.contains(dropped.id.as_str())).cloned();
    let dropped: Vec<Dropped> = long_gone.chain(gone).collect();
    plan.dropped = dropped;
}

/// The history of revisions with one more.
pub fn note_revision(plan: &mut Plan, changes: Vec<crate::plan::Note>) {
    plan.revisions.push(Revision { revision: plan.revision, made: plan.created, changes });
}
