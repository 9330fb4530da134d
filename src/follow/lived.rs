//! The prescriptions so far as they were lived: what was done stands on its day, and what it leads to beside it.

use super::history::History;
use super::weeks::{in_weeks, week_one, with_phases};
use crate::log::{Entry, Missed};
use crate::plan::{OwnSession, Phase, Plan, Session, SessionKind, Set, Week};
use crate::profile::{OwnLift, Profile};
use crate::protocol::{Lumbar, Protocol};
use crate::session_id::{Part, SessionId};
use crate::units::Load;
use crate::when::monday_of;
use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;

/// The plan with what was done written into the sessions it was done in, each on the day it was done on.
pub fn with_done(plan: Plan, entries: &[Entry]) -> Plan {
    let mut moved = false;
    let week_one = week_one(&plan);
    let lived = |week: Week| {
        let mut own = week.own;
        let lived = |session: Session| {
            let entry = entries.iter().find(|entry| entry.is_of(session.id) && entry.missed.is_none());
            let start = entry.map_or(session.start, |entry| entry.date.and_time(entry.at.unwrap_or(session.start.time())));
            if start == session.start {
                return Session { done: entry.cloned(), ..session };
            }
            moved = true;
            // The lifter's own lifts that were to follow it stay where they always are.
            let (session, left) = parted(session, &plan.profile);
            own.extend(left);
            Session { start, done: entry.cloned(), ..session }
        };
        let sessions = week.sessions.into_iter().map(lived).collect();
        Week { sessions, own, ..week }
    };
    let weeks: Vec<Week> = plan.weeks.into_iter().map(lived).collect();
    let weeks = if moved { with_phases(in_weeks(weeks, week_one), &plan.summary.phases) } else { weeks };
    let missed = entries.iter().filter(|entry| entry.session.is_some() && entry.missed == Some(Missed::Pain)).cloned().collect();
    let days = entries.iter().filter(|entry| entry.session.is_none()).cloned().collect();
    Plan { weeks, missed, days, ..plan }
}

/// The plan in which every deadlift that was done has a session. One that the plan does not have by that name, or not any
/// more, is the next that was still to come, under the name by which it was noted; where none was, nothing was prescribed.
pub fn with_unplanned(plan: Plan, entries: &[Entry]) -> Plan {
    entries.iter().filter(|entry| entry.missed.is_none()).filter_map(|entry| Some((entry, entry.deadlift()?))).fold(plan, adopted)
}

fn adopted(mut plan: Plan, (entry, id): (&Entry, SessionId)) -> Plan {
    if plan.sessions().any(|session| session.id == id) {
        return plan;
    }
    let kind = if id.part == Part::SecondDeadlift { SessionKind::SecondDeadlift } else { SessionKind::Deadlift };
    let mut sessions = plan.weeks.iter_mut().flat_map(|week| &mut week.sessions);
    if let Some(next) = sessions.find(|session| session.kind == kind && session.done.is_none()) {
        next.id = id;
        return plan;
    }
    let at = entry.at.unwrap_or(plan.profile.schedule.daily);
    let session = Session {
        id,
        start: entry.date.and_time(at),
        minutes: u32::from(plan.profile.schedule.minutes),
        phase: Phase::Loading,
        kind,
        lumbar: Lumbar::Heavy,
        film: None,
        notes: Vec::new(),
        exercises: Vec::new(),
        next_time: Vec::new(),
        done: None,
        outcome: None,
    };
    let (starts, week_one) = (monday_of(entry.date), week_one(&plan));
    let week = Week { week: 0, starts, phases: Vec::new(), deadlift: None, sessions: vec![session], own: Vec::new() };
    let weeks = in_weeks(plan.weeks.into_iter().chain([week]), week_one);
    Plan { weeks: with_phases(weeks, &plan.summary.phases), ..plan }
}

/// The loads that a plan prescribes for the work of a session.
pub fn prescribed(plan: &Plan, id: SessionId) -> Option<Vec<Load>> {
    let session = plan.sessions().find(|session| session.id == id)?;
    Some(session.work()?.sets.iter().filter_map(Set::load).collect())
}

/// The plan with what its record had prescribed for what was done, and with the entries as they were noted.
pub fn as_recorded(plan: Plan, record: &Plan, entries: &[Entry]) -> Plan {
    let recorded: BTreeMap<SessionId, (&Week, &Session)> = record
        .weeks
        .iter()
        .flat_map(|week| week.sessions.iter().map(move |session| (session.id, (week, session))))
        .filter(|(_, (_, session))| session.done.is_some())
        .collect();
    let as_noted = |session: &mut Session| {
        if let Some(done) = &mut session.done
            && let Some(entry) = entries.iter().find(|entry| entry.missed.is_none() && entry.session == done.session)
        {
            done.clone_from(entry);
        }
    };
    let mut hindsight = plan.hindsight;
    let of_week = |mut week: Week| {
        for session in &mut week.sessions {
            as_noted(session);
            let Some((of, then)) = recorded.get(&session.id).filter(|(_, then)| session.done.is_some() && !then.exercises.is_empty()) else { continue };
            hindsight |= session.exercises != then.exercises;
            if session.kind == SessionKind::Deadlift && session.exercises != then.exercises {
                week.deadlift.clone_from(&of.deadlift);
            }
            let Session { minutes, film, notes, exercises, next_time, .. } = (*then).clone();
            *session = Session { minutes, film, notes, exercises, next_time, ..session.clone() };
        }
        week
    };
    let weeks: Vec<Week> = plan.weeks.into_iter().map(of_week).collect();
    Plan { weeks, hindsight, ..plan }
}

/// The plan without second deadlift days that are not made up for: one that was not done, and one whose first day was
/// in another week, or too near.
pub fn without_lost_second_days(plan: Plan, as_of: NaiveDate, protocol: &Protocol) -> Plan {
    let hard = Duration::hours(i64::from(protocol.rules.spacing_hard.value));
    let firsts: BTreeMap<SessionId, (NaiveDate, NaiveDateTime)> = plan
        .sessions()
        .filter(|session| session.kind == SessionKind::Deadlift && session.done.is_some())
        .map(|session| (session.id.second(), (session.start.date(), ended(&plan, session))))
        .collect();
    let is_lost = |session: &Session| {
        let apart = firsts.get(&session.id).is_some_and(|(day, first)| {
            monday_of(*day) != monday_of(session.start.date()) || (session.start > *first - hard && session.start - *first < hard)
        });
        session.kind == SessionKind::SecondDeadlift && session.done.is_none() && (session.start.date() < as_of || apart)
    };
    let without = |week: Week| {
        let mut week = without_own_lifts(week, &plan.profile, is_lost);
        week.sessions.retain(|session| !is_lost(session));
        week
    };
    Plan { weeks: plan.weeks.into_iter().map(without).collect(), ..plan }
}

/// The plan without the lifter's own sessions on days that they are away on, from a day on: an absence may be told on its first.
pub fn at_home(mut plan: Plan, from: NaiveDate) -> Plan {
    let is_away = |day: NaiveDate| day >= from && plan.profile.schedule.is_away(day);
    for week in &mut plan.weeks {
        week.own.retain(|own| !is_away(own.start.date()));
        week.sessions.retain(|session| session.kind != SessionKind::Own || session.done.is_some() || !is_away(session.start.date()));
    }
    plan
}

/// The plan without what is left of the day's routine where the day has come to be one of another phase.
pub fn without_routines_of_other_phases(mut plan: Plan, as_of: NaiveDate) -> Plan {
    let phases = &plan.summary.phases;
    let stays = |session: &Session| {
        let day = session.start.date();
        let routine = matches!(session.kind, SessionKind::Daily | SessionKind::Hinge);
        let of_day = phases.iter().find(|span| span.from <= day && day <= span.to).map(|span| span.phase);
        !routine || session.done.is_some() || day != as_of || of_day.is_none_or(|phase| phase == session.phase)
    };
    for week in &mut plan.weeks {
        week.sessions.retain(stays);
    }
    plan
}

/// The plan with what each session that was done leads to, and without routines of Phase 2 that were still to come
/// when the first deadlift was done.
pub fn with_outcomes(plan: Plan, history: &History, as_of: NaiveDate) -> Plan {
    let is_too_late = |session: &Session| {
        let routine = matches!(session.kind, SessionKind::Daily | SessionKind::Hinge);
        let day = session.start.date();
        routine && session.done.is_none() && day >= as_of && history.first.is_some_and(|first| day >= first)
    };
    let told = |session: Session| {
        let outcome = session.done.as_ref().and_then(|_| history.outcomes.get(&session.id).cloned());
        Session { outcome, ..session }
    };
    let told = |week: Week| Week { sessions: week.sessions.into_iter().filter(|it| !is_too_late(it)).map(told).collect(), ..week };
    let weeks = plan.weeks.into_iter().map(told).filter(|week| history.first.is_none() || !week.sessions.is_empty()).collect();
    Plan { weeks, ..plan }
}

/// The plan in which no deadlift that was missed, or moves to a later week, takes any of the lifter's own lifts along.
pub fn without_shared_sessions(plan: Plan, open: NaiveDate) -> Plan {
    let waits = |session: &Session| session.lifts() && session.done.is_none() && session.start.date() < open;
    let parted = |week| without_own_lifts(week, &plan.profile, waits);
    Plan { weeks: plan.weeks.into_iter().map(parted).collect(), ..plan }
}

/// A week in which some sessions take none of the lifter's own lifts along.
fn without_own_lifts(week: Week, profile: &Profile, which: impl Fn(&Session) -> bool) -> Week {
    let mut own = week.own;
    let part = |session: Session| {
        if !which(&session) {
            return session;
        }
        let (session, left) = parted(session, profile);
        own.extend(left);
        session
    };
    let sessions = week.sessions.into_iter().map(part).collect();
    Week { sessions, own, ..week }
}

/// A session without the lifter's own lifts that were to share it, and these: they stay at their usual time.
fn parted(session: Session, profile: &Profile) -> (Session, Option<OwnSession>) {
    let start = session.start;
    let at_its_time = |own: &&OwnLift| own.day == start.weekday() && own.at == start.time();
    let shared = |id: &str| profile.schedule.other_lifting.iter().filter(at_its_time).find(|own| own.lift == id);
    let own: Vec<&OwnLift> = session.exercises.iter().filter(|it| it.sets.is_empty()).filter_map(|it| shared(&it.exercise)).collect();
    if own.is_empty() {
        return (session, None);
    }
    let lumbar = if own.iter().any(|own| !own.light) { Lumbar::Heavy } else { Lumbar::Light };
    let left = OwnSession { start, lifts: own.iter().map(|own| own.lift.clone()).collect(), lumbar };
    let stays = session.exercises.iter().filter(|it| !it.sets.is_empty() || own.iter().all(|own| own.lift != it.exercise));
    let exercises = stays.cloned().collect();
    (Session { exercises, ..session }, Some(left))
}

/// When a session was over for the count of hours: its start where the time is known, else the end of its day.
pub fn ended(plan: &Plan, session: &Session) -> NaiveDateTime {
    let timed = session.done.as_ref().is_none_or(|done| done.at.is_some());
    let slots = &plan.profile.schedule.slots;
    let usual = slots.iter().any(|slot| slot.day == session.start.weekday() && slot.at == session.start.time());
    if timed || usual { session.start } else { (session.start.date() + Days::new(1)).and_time(NaiveTime::MIN) }
}
