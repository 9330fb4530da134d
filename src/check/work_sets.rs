//! The deadlift in its session: how many sets, at what load, on how many days, and first (decisions, section 5).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::placed::{Placed, PlacedExercise, is_missed};
use super::response::is_review;
use super::share::{share, share_is_at_most};
use crate::plan::{Reps, Role, SessionKind, Set};
use crate::protocol::{RuleId, Scheme};
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("work-sets", RuleId::WorkSets, work_sets),
    ruled("second-day", RuleId::SecondDay, second_day),
    ruled("one-heavy-deadlift", RuleId::WorkSets, one_heavy),
    ruled("deadlift-first", RuleId::DeadliftFirst, deadlift_first),
];

fn show(scheme: Scheme) -> String {
    format!("{} × {}", scheme.sets, scheme.reps)
}

/// The deadlift of a session that has to have one.
fn work_of<'a>(findings: &mut Findings, placed: Placed<'a>) -> Option<PlacedExercise<'a>> {
    let work = placed.work();
    if work.is_none() {
        findings.violation(placed.path(), "a deadlift session without a deadlift", "the deadlift is its work", "put the deadlift in");
    }
    work
}

/// 4×5 up to 90 % of the working weight, 3×5 above, 2×5 on a deload, all at the week's load.
fn work_sets(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.work_sets.value;
    for placed in facts.heavy_ahead() {
        findings.applies();
        let Some(work) = work_of(findings, placed) else { continue };
        let week = &facts.plan.weeks[placed.week];
        let Some(load) = week.load().or_else(|| placed.heaviest()) else {
            let path = format!("{}.sets", work.path());
            findings.violation(path, "work sets without a load", "every work set has its load", "give the loads");
            continue;
        };
        let is_heavy = || facts.working.is_some_and(|working| !share_is_at_most(load, rule.light_to, working));
        let (scheme, when) = if week.is_deload() {
            (rule.deload, "on a deload".to_owned())
        } else {
            (if is_heavy() { rule.heavy } else { rule.light }, format!("at {load}"))
        };
        // After a session that hurt, one set fewer: `review-load` counts them.
        let sets = work.exercise.sets.len();
        let decided = facts.fewer_sets(placed.session.id, scheme.sets) == Some(sets);
        if sets != scheme.sets as usize && !decided && !is_review(facts, &placed) {
            findings.violation(
                format!("{}.sets", work.path()),
                format!("{sets} sets at {load}"),
                format!("{} {when}", show(scheme)),
                "mend the number of sets",
            );
        }
        each_set(facts, findings, work, load, scheme);
    }
}

/// Whether a set is of so many repetitions, no more and no fewer.
pub(super) fn is_of(set: &Set, reps: u32) -> bool {
    set.reps().is_some_and(|done| done.from == reps && done.most() == reps)
}

fn repetitions(reps: Reps) -> String {
    if reps.from == reps.most() { format!("{} repetitions", reps.from) } else { format!("{} to {} repetitions", reps.from, reps.most()) }
}

/// Every work set has the scheme's repetitions and the week's load; the first ones soon after waking are lighter.
fn each_set(facts: &Facts, findings: &mut Findings, work: PlacedExercise, load: Load, scheme: Scheme) {
    let morning = facts.rules.morning.value;
    let is_morning = facts.is_morning(work.placed.session);
    let most = share(load, morning.load);
    // Rounded down to what can be made; where nothing is that light, the lightest bar.
    let light = facts.loadable(most).unwrap_or(load.thousandths()).min(load.thousandths());
    let nothing_so_light = facts.rack.floor(most, None).is_none();
    for (at, set) in work.exercise.sets.iter().enumerate() {
        let path = format!("{}.sets[{at}]", work.path());
        if !is_of(set, scheme.reps) {
            findings.violation(
                format!("{path}.reps"),
                set.reps().map_or("no number of repetitions".to_owned(), repetitions),
                format!("sets of {}", scheme.reps),
                "mend the repetitions",
            );
        }
        let early = is_morning && at < morning.sets as usize;
        let wanted = if early { light } else { load.thousandths() };
        let lifted = set.load().map(Load::thousandths);
        let bar = set.barbell().and_then(|barbell| barbell.bar).map(Load::thousandths);
        let by_this_bar = || lifted.is_some() && lifted == facts.rack.floor(most, bar);
        let as_light_as_it_gets = || nothing_so_light && set.load() == Some(load);
        if lifted != Some(wanted) && !(early && (by_this_bar() || as_light_as_it_gets())) {
            let why =
                if early { format!("{} % of {load} soon after waking, rounded down: ", morning.load) } else { "the week says ".to_owned() };
            findings.violation(
                format!("{path}.load"),
                set.load().map_or("no load".to_owned(), |load| load.to_string()),
                format!("{why}{}", Load::new(wanted, load.unit())),
                "make every work set what the week says",
            );
        }
    }
}

/// A second day only for whoever asks for one: 3×5 at no more than 80 % of the week's load.
fn second_day(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.second_day.value;
    let scheme = rule.scheme;
    for placed in facts.ahead().filter(|placed| placed.session.kind == SessionKind::SecondDeadlift) {
        findings.applies();
        let week = &facts.plan.weeks[placed.week];
        if facts.plan.profile.deadlift.sessions_per_week < 2 {
            let limit = "one deadlift day a week, unless the lifter asks for two";
            findings.violation(placed.path(), "a second deadlift day", limit, "take it out");
        }
        let Some(work) = work_of(findings, placed) else { continue };
        let sets = work.exercise.sets.len();
        let right = if week.is_deload() { (1..=scheme.sets as usize).contains(&sets) } else { sets == scheme.sets as usize };
        let right = right || facts.fewer_sets(placed.session.id, scheme.sets) == Some(sets);
        if !right || work.exercise.sets.iter().any(|set| !is_of(set, scheme.reps)) {
            findings.violation(format!("{}.sets", work.path()), format!("{sets} sets"), show(scheme), "mend the sets");
        }
        for (at, set) in work.exercise.sets.iter().enumerate() {
            let path = format!("{}.sets[{at}].load", work.path());
            match (set.load(), week.load()) {
                (Some(load), Some(heavy)) if share_is_at_most(load, rule.load, heavy) => {}
                (Some(load), Some(heavy)) => {
                    let limit = format!("at most {} % of the week's {heavy}", rule.load);
                    findings.violation(path, load.to_string(), limit, "make the second day lighter");
                }
                (Some(load), None) => findings.violation(path, load.to_string(), "a second day follows a first", "take it out"),
                (None, _) => findings.violation(path, "no load", "every work set has its load", "give the load"),
            }
        }
    }
}

/// One heavy deadlift day a week, and none that hides in a session of another kind.
fn one_heavy(facts: &Facts, findings: &mut Findings) {
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        let says_so = |kind| matches!(kind, SessionKind::Deadlift | SessionKind::SecondDeadlift | SessionKind::Check);
        let hidden = |placed: &Placed| placed.week == at && placed.is_deadlift() && !says_so(placed.session.kind);
        for placed in facts.ahead().filter(hidden) {
            findings.violation(
                format!("{}.kind", placed.path()),
                "a deadlift in a session of another kind",
                "a deadlift stands in a deadlift session",
                "call it what it is",
            );
        }
        let mut heavy = week.sessions.iter().filter(|session| session.kind == SessionKind::Deadlift);
        let days = heavy.clone().filter(|session| !is_missed(session)).count();
        if days > 0 {
            findings.applies();
        }
        // A week's deadlift that was done in the next week stands where it was done.
        if days > 1 && heavy.any(|session| !facts.is_past(session)) {
            findings.violation(
                format!("weeks[{at}]"),
                format!("{days} heavy deadlift days"),
                "one heavy deadlift day a week",
                "take one out",
            );
        }
    }
}

/// The deadlift comes first after the warm-up: a tired back rounds.
fn deadlift_first(facts: &Facts, findings: &mut Findings) {
    for placed in facts.deadlifts_ahead() {
        let Some(work) = placed.work() else { continue };
        findings.applies();
        for exercise in placed.exercises().take(work.at).filter(|before| matches!(before.exercise.role, Role::Work | Role::Accessory)) {
            findings.violation(
                exercise.path(),
                format!("{} before the deadlift", exercise.id()),
                "the deadlift comes first after the warm-up",
                "put it behind the deadlift",
            );
        }
        let behind = placed.exercises().skip(work.at + 1);
        for ramp in behind.filter(|it| it.exercise.role == Role::WarmUp && it.loaded().next().is_some()) {
            findings.violation(
                ramp.path(),
                "the ramp behind the deadlift",
                "the warm-up comes before the work",
                "put it before the deadlift",
            );
        }
    }
}
