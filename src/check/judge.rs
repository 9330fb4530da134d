//! Every constraint, in the order in which a coach would look, and what they find in a plan.

use super::constraint::{Constraint, Findings};
use super::facts::Facts;
use super::{
    aftercare, age, before_loading, ceiling, citations, decisions, deload, dumbbell, entries, every_week, exercises, filming, ids, missed_days,
    next_load, next_time, own, phases, plates, revisions, rise, screen, screen_again, spacing, start, stop, top, warm_up, week_load, work_sets,
};
use crate::plan::Plan;
use crate::protocol::Protocol;

/// The kinds of rule, in that order.
const CONSTRAINTS: &[&[Constraint]] = &[
    screen::CONSTRAINTS,
    phases::CONSTRAINTS,
    before_loading::CONSTRAINTS,
    week_load::CONSTRAINTS,
    start::CONSTRAINTS,
    rise::CONSTRAINTS,
    every_week::CONSTRAINTS,
    ceiling::CONSTRAINTS,
    top::CONSTRAINTS,
    entries::CONSTRAINTS,
    stop::CONSTRAINTS,
    screen_again::CONSTRAINTS,
    next_load::CONSTRAINTS,
    missed_days::CONSTRAINTS,
    next_time::CONSTRAINTS,
    decisions::CONSTRAINTS,
    deload::CONSTRAINTS,
    plates::CONSTRAINTS,
    dumbbell::CONSTRAINTS,
    work_sets::CONSTRAINTS,
    exercises::CONSTRAINTS,
    filming::CONSTRAINTS,
    own::IN_SESSIONS,
    exercises::KNOWN,
    warm_up::CONSTRAINTS,
    spacing::CONSTRAINTS,
    own::CONSTRAINTS,
    age::CONSTRAINTS,
    aftercare::CONSTRAINTS,
    ids::CONSTRAINTS,
    revisions::CONSTRAINTS,
    citations::CONSTRAINTS,
];

pub(super) fn constraints() -> impl Iterator<Item = &'static Constraint> {
    CONSTRAINTS.iter().flat_map(|kind| kind.iter())
}

/// The names of all constraints, in the order in which they are judged.
pub fn codes() -> impl Iterator<Item = &'static str> {
    constraints().map(|constraint| constraint.code)
}

/// What each constraint found, in that order.
pub(super) fn judge(plan: &Plan, protocol: &Protocol) -> Vec<Findings> {
    let facts = Facts::of(plan, protocol);
    constraints().map(|constraint| constraint.judge(&facts)).collect()
}
