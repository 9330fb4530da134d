//! What has been and what is to come become one plan: nothing that happened is rewritten.

use super::cited::{self, Parts};
use super::past::{Past, changes_before};
use super::phases::{self, Crossed};
use super::weeks::{in_weeks, with_phases};
use crate::log::Entry;
use crate::plan::{
    Change, Dropped, Lapsed, MadeFrom, Note, PhaseSpan, Plan, ProtocolName, Restated, Revision, SCHEMA, Session, SessionKind, Stop, Summary, VerdictKind, Week,
};
use crate::planner::ToCome;
use crate::profile::Profile;
use crate::protocol::Protocol;
use crate::session_id::SessionId;
use crate::when::monday_of;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// Which plan it is, whose, and made by what: all that has neither been nor is to come.
#[derive(Debug, Clone)]
pub struct Head {
    pub id: String,
    pub revision: u32,
    pub created: NaiveDate,
    pub time_zone: String,
    pub protocol: ProtocolName,
    pub profile: Profile,
    pub first_profile: Option<Box<Profile>>,
    pub profiles: Vec<Restated>,
    pub logged: u32,
    pub revisions: Vec<Revision>,
    pub missed: Vec<Entry>,
    pub days: Vec<Entry>,
    pub dropped: Vec<Dropped>,
    pub lapsed: Vec<Lapsed>,
}

impl Head {
    /// That of a plan so far, of the lifter by now.
    pub fn of(plan: &Plan, now: &Profile) -> Self {
        let first = plan.first_profile.as_deref().unwrap_or(&plan.profile);
        Head {
            id: plan.id.clone(),
            revision: plan.revision,
            created: plan.created,
            time_zone: plan.time_zone.clone(),
            protocol: plan.protocol.clone(),
            profile: now.clone(),
            first_profile: (first != now).then(|| Box::new(first.clone())),
            profiles: plan.profiles.clone(),
            logged: plan.logged,
            revisions: plan.revisions.clone(),
            missed: plan.missed.clone(),
            days: plan.days.clone(),
            dropped: plan.dropped.clone(),
            lapsed: plan.lapsed.clone(),
        }
    }
}

/// Joins what has been and what is to come. A first plan has an empty past.
pub fn join(head: Head, past: Past, to_come: ToCome, crossed: Crossed, protocol: &Protocol) -> Plan {
    let week_one = monday_of(head.profile.schedule.start.unwrap_or(head.created));
    let weeks = in_weeks(past.weeks.into_iter().chain(to_come.weeks), week_one);
    let changes = unbroken(past.changes.into_iter().chain(to_come.changes));
    let summary = Summary {
        track: to_come.track,
        working_weight: to_come.working_weight,
        top_load: to_come.top_load,
        loading_weeks: to_come.loading_weeks,
        returns_on: to_come.returns_on,
        phases: phases::joined(past.phases, to_come.phases, crossed.began),
        notes: to_come.notes,
    };
    let (summary, weeks) = phases::settled(summary, weeks, crossed);
    let parts = Parts { summary: &summary, coaching: &to_come.coaching, weeks: &weeks, changes: &changes };
    let (exercises, rules) = cited::texts(parts, head.revisions.iter().flat_map(Revision::notes), protocol);
    Plan {
        schema: SCHEMA.to_owned(),
        id: head.id,
        revision: head.revision,
        created: head.created,
        verdict: VerdictKind::Train,
        unit: head.profile.unit(),
        time_zone: head.time_zone,
        protocol: head.protocol,
        made_from: Some(MadeFrom { profile: None, log: None, protocol: protocol.digest, rehinge: env!("CARGO_PKG_VERSION").to_owned() }),
        profile: head.profile,
        first_profile: head.first_profile,
        profiles: head.profiles,
        logged: head.logged,
        hindsight: false,
        summary,
        coaching: to_come.coaching,
        weeks,
        changes,
        revisions: head.revisions,
        missed: head.missed,
        days: head.days,
        dropped: head.dropped,
        lapsed: head.lapsed,
        stopped: None,
        exercises,
        rules,
    }
}

/// What goes on unchanged is one change.
fn unbroken(changes: impl Iterator<Item = Change>) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    for change in changes {
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

/// The plan with the borders of its phases where they were crossed.
pub fn settle(plan: Plan, crossed: Crossed) -> Plan {
    let (summary, weeks) = phases::settled(plan.summary, plan.weeks, crossed);
    Plan { summary, weeks, ..plan }
}

/// Nothing more is planned.
pub fn stopped(plan: Plan, verdict: VerdictKind, stop: Stop, as_of: NaiveDate) -> Plan {
    let stays = |session: &Session| session.done.is_some() || (session.start.date() < as_of && !session.lifts());
    let so_far = |mut week: Week| {
        week.sessions.retain(stays);
        week.own.retain(|own| own.start.date() <= as_of);
        if week.heavy_day().is_none() {
            week.deadlift = None;
        }
        (!week.sessions.is_empty()).then_some(week)
    };
    let plan = Plan { weeks: plan.weeks.into_iter().filter_map(so_far).collect(), ..plan };
    let changes = unbroken(changes_before(&plan, as_of + Days::new(1)).into_iter());
    let mut phases: Vec<PhaseSpan> = plan.summary.phases.into_iter().filter(|span| span.from <= as_of).collect();
    if let Some(last) = phases.last_mut() {
        last.to = as_of;
    }
    Plan {
        weeks: with_phases(plan.weeks, &phases),
        changes,
        summary: Summary { phases, returns_on: None, notes: stop.reasons.clone(), ..plan.summary },
        verdict,
        stopped: Some(stop),
        ..plan
    }
}

/// The last of the plan is done: nothing asks the lifter's own lifts to change any more.
pub fn over(plan: Plan, crossed: Crossed, as_of: NaiveDate) -> Plan {
    let so_far = |mut week: Week| {
        week.own.retain(|own| own.start.date() <= as_of);
        week.sessions.retain(|session| session.kind != SessionKind::Own || session.done.is_some() || session.start.date() <= as_of);
        (!week.sessions.is_empty()).then_some(week)
    };
    let plan = Plan { weeks: plan.weeks.into_iter().filter_map(so_far).collect(), ..plan };
    let changes = unbroken(changes_before(&plan, as_of + Days::new(1)).into_iter());
    settle(Plan { changes, ..plan }, crossed)
}

/// The next revision of a plan, with what it changed. What an earlier one had and this one has not is dropped.
pub fn next_revision(before: &Plan, after: Plan, made: NaiveDate, logged: u32, changes: Vec<Note>, protocol: &Protocol) -> Plan {
    let revision = before.revision + 1;
    let live: BTreeSet<SessionId> = after.sessions().map(|session| session.id).collect();
    let gone = before.sessions().filter(|session| !live.contains(&session.id)).map(|session| Dropped {
        id: session.id,
        start: session.start,
        minutes: session.minutes,
        kind: session.kind,
        revision,
    });
    let long_gone = before.dropped.iter().filter(|dropped| !live.contains(&dropped.id)).cloned();
    let dropped = long_gone.chain(gone).collect();
    let lapsed = before.lapsed.iter().cloned().chain(lapsed(before, &after, made)).collect();
    let revisions: Vec<Revision> = before.revisions.iter().cloned().chain([Revision { revision, made, changes, undone: Vec::new() }]).collect();
    let parts = Parts { summary: &after.summary, coaching: &after.coaching, weeks: &after.weeks, changes: &after.changes };
    let stop = after.stopped.iter().flat_map(|stop| &stop.reasons);
    let beside = revisions.iter().flat_map(Revision::notes).chain(stop);
    let (exercises, rules) = cited::texts(parts, beside, protocol);
    Plan { revision, created: made, logged, revisions, dropped, lapsed, exercises, rules, ..after }
}

/// The deadlifts of a plan that were to be done by a day, and have neither been done nor are planned for their day any more.
fn lapsed(before: &Plan, after: &Plan, by: NaiveDate) -> Vec<Lapsed> {
    let stands = |session: &Session| after.sessions().any(|it| it.id == session.id && (it.done.is_some() || it.start.date() == session.start.date()));
    let lapses = |session: &&Session| session.kind == SessionKind::Deadlift && session.done.is_none() && session.start.date() <= by && !stands(session);
    let of_week = |week: &Week| {
        let (session, deadlift) = (week.sessions.iter().find(lapses)?, week.deadlift.as_ref()?);
        Some(Lapsed { id: session.id, on: session.start.date(), load: deadlift.load, deload: deadlift.deload })
    };
    before.weeks.iter().filter_map(of_week).collect()
}
