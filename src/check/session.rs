//! What is in a session: the work sets, their order, and the exercises around them.

use super::facts::{Facts, heaviest, is_deadlift, is_deadlift_exercise, is_missed, is_own_lift, share, share_is_at_most, work};
use super::{Bench, Constraint, formal, ruled};
use crate::plan::{Angle, Change, Instead, Lumbar, Phase, Role, SessionKind};
use crate::profile::{Easing, Lift, TechniqueError, hour_minute, weekday};
use crate::protocol::{RuleId, Scheme};
use crate::units::Load;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("work-sets", RuleId::WorkSets, work_sets),
    ruled("second-day", RuleId::SecondDay, second_day),
    ruled("one-heavy-deadlift", RuleId::WorkSets, one_heavy),
    ruled("deadlift-first", RuleId::DeadliftFirst, deadlift_first),
    ruled("sumo", RuleId::SumoExcluded, sumo),
    ruled("trap-bar", RuleId::TrapBar, trap_bar),
    ruled("good-morning", RuleId::GoodMorning, good_morning),
    ruled("big-three", RuleId::BigThree, big_three),
    ruled("filming", RuleId::Filming, filming),
    ruled("film-angle", RuleId::FilmAngle, film_angle),
    ruled("own-changed", RuleId::Lighten, own_changed),
    formal("known-exercise", RuleId::SetUp, known_exercise),
];

fn show(scheme: Scheme) -> String {
    format!("{} × {}", scheme.sets, scheme.reps)
}

fn work_sets(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.work_sets.value;
    let morning = facts.rules.morning.value;
    for placed in facts.ahead().filter(|it| it.session.kind == SessionKind::Deadlift) {
        bench.applies();
        let path = placed.path();
        let week = &facts.plan.weeks[placed.week];
        let Some((at, exercise)) = work(placed.session) else {
            bench.violation(path, "a deadlift session without a deadlift", "the deadlift is its work", "put the deadlift in");
            continue;
        };
        let path = format!("{path}.exercises[{at}]");
        let Some(load) = week.load.or_else(|| heaviest(placed.session)) else {
            bench.violation(format!("{path}.sets"), "work sets without a load", "every work set has its load", "give the loads");
            continue;
        };
        let scheme = if week.deload {
            rule.deload
        } else if facts.working.is_some_and(|working| !share_is_at_most(load, rule.light_to, working)) {
            rule.heavy
        } else {
            rule.light
        };
        // After a session that hurt, one set fewer: `history` counts them.
        let reviewed = super::history::is_review(facts, &placed);
        if !reviewed && exercise.sets.len() != scheme.sets as usize {
            bench.violation(
                format!("{path}.sets"),
                format!("{} sets at {load}", exercise.sets.len()),
                format!("{} {}", show(scheme), if week.deload { "on a deload".to_owned() } else { format!("at {load}") }),
                "mend the number of sets",
            );
        }
        // Rounded down to what can be made; where nothing is that light, the lightest bar.
        let light = facts.rack.floor(share(load, morning.load), None).or(facts.rack.lightest());
        for (index, set) in exercise.sets.iter().enumerate() {
            let path = format!("{path}.sets[{index}]");
            if set.reps != Some(scheme.reps) || set.up_to.is_some_and(|up_to| up_to != scheme.reps) {
                bench.violation(
                    format!("{path}.reps"),
                    set.reps.map_or("no number of repetitions".to_owned(), |reps| format!("{reps} repetitions")),
                    format!("sets of {}", scheme.reps),
                    "mend the repetitions",
                );
            }
            let early = facts.is_morning(placed.session) && index < morning.sets as usize;
            let wanted = if early { light.unwrap_or(load.thousandths()).min(load.thousandths()) } else { load.thousandths() };
            let by_bar = || facts.rack.floor(share(load, morning.load), set.bar.map(Load::thousandths));
            let lifted = set.load.map(Load::thousandths);
            let as_light_as_it_gets = || early && facts.rack.floor(share(load, morning.load), None).is_none() && set.load == Some(load);
            if lifted != Some(wanted) && !(early && lifted.is_some() && lifted == by_bar()) && !as_light_as_it_gets() {
                let why = if early { format!("{} % of {load} soon after waking, rounded down: ", morning.load) } else { String::new() };
                bench.violation(
                    format!("{path}.load"),
                    set.load.map_or("no load".to_owned(), |load| load.to_string()),
                    format!("{why}{}", Load::new(wanted, load.unit())),
                    "make every work set what the week says",
                );
            }
        }
    }
}

fn second_day(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.second_day.value;
    for placed in facts.ahead().filter(|it| it.session.kind == SessionKind::SecondDeadlift) {
        bench.applies();
        let path = placed.path();
        let week = &facts.plan.weeks[placed.week];
        if facts.plan.profile.deadlift.sessions_per_week < 2 {
            bench.violation(&*path, "a second deadlift day", "one deadlift day a week, unless the lifter asks for two", "take it out");
        }
        let Some((at, exercise)) = work(placed.session) else {
            bench.violation(path, "a deadlift session without a deadlift", "the deadlift is its work", "put the deadlift in");
            continue;
        };
        let scheme = rule.scheme;
        let sets = exercise.sets.len();
        let right = if week.deload { (1..=scheme.sets as usize).contains(&sets) } else { sets == scheme.sets as usize };
        if !right || exercise.sets.iter().any(|set| set.reps != Some(scheme.reps)) {
            bench.violation(format!("{path}.exercises[{at}].sets"), format!("{sets} sets"), show(scheme), "mend the sets");
        }
        for (index, set) in exercise.sets.iter().enumerate() {
            let path = format!("{path}.exercises[{at}].sets[{index}].load");
            match (set.load, week.load) {
                (Some(load), Some(of)) if share_is_at_most(load, rule.load, of) => {}
                (Some(load), Some(of)) => bench.violation(
                    path,
                    load.to_string(),
                    format!("at most {} % of the week's {of}", rule.load),
                    "make the second day lighter",
                ),
                (Some(load), None) => bench.violation(path, load.to_string(), "a second day follows a first", "take it out"),
                (None, _) => bench.violation(path, "no load", "every work set has its load", "give the load"),
            }
        }
    }
}

fn one_heavy(facts: &Facts, bench: &mut Bench) {
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        let heavy = week.sessions.iter().filter(|it| it.kind == SessionKind::Deadlift && !is_missed(it)).count();
        let hidden = week.sessions.iter().enumerate().filter(|(_, it)| {
            is_deadlift(it)
                && !facts.is_past(it)
                && !matches!(it.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift | SessionKind::Check)
        });
        for (session, _) in hidden {
            bench.violation(
                format!("weeks[{at}].sessions[{session}].kind"),
                "a deadlift in a session of another kind",
                "a deadlift stands in a deadlift session",
                "call it what it is",
            );
        }
        if heavy > 0 {
            bench.applies();
        }
        // A week's deadlift that was done in the next week stands where it was done.
        if heavy > 1 && week.sessions.iter().any(|it| it.kind == SessionKind::Deadlift && !facts.is_past(it)) {
            bench.violation(
                format!("weeks[{at}]"),
                format!("{heavy} heavy deadlift days"),
                "one heavy deadlift day a week",
                "take one out",
            );
        }
    }
}

fn deadlift_first(facts: &Facts, bench: &mut Bench) {
    for placed in facts.deadlifts_ahead() {
        let Some((work, _)) = work(placed.session) else { continue };
        bench.applies();
        for (at, exercise) in placed.session.exercises[..work].iter().enumerate() {
            if matches!(exercise.role, Role::Work | Role::Accessory) {
                bench.violation(
                    format!("{}.exercises[{at}]", placed.path()),
                    format!("{} before the deadlift", exercise.exercise),
                    "the deadlift comes first after the warm-up",
                    "put it behind the deadlift",
                );
            }
        }
        for (at, exercise) in placed.session.exercises.iter().enumerate().skip(work + 1) {
            if exercise.role == Role::WarmUp && exercise.sets.iter().any(|set| set.load.is_some()) {
                bench.violation(
                    format!("{}.exercises[{at}]", placed.path()),
                    "the ramp behind the deadlift",
                    "the warm-up comes before the work",
                    "put it before the deadlift",
                );
            }
        }
    }
}

fn sumo(facts: &Facts, bench: &mut Bench) {
    if !facts.plan.profile.mobility.hip_problem {
        return;
    }
    for placed in facts.ahead() {
        for (at, exercise) in placed.session.exercises.iter().enumerate().filter(|(_, it)| is_deadlift_exercise(it)) {
            bench.applies();
            if exercise.exercise.contains("sumo") {
                bench.violation(
                    format!("{}.exercises[{at}]", placed.path()),
                    exercise.exercise.clone(),
                    "no wide stance with a hip problem",
                    "pull conventionally, or with a trap bar",
                );
            }
        }
    }
}

fn trap_bar(facts: &Facts, bench: &mut Bench) {
    let profile = &facts.plan.profile;
    for placed in facts.ahead() {
        for (at, exercise) in placed.session.exercises.iter().enumerate().filter(|(_, it)| it.exercise.contains("trap-bar")) {
            bench.applies();
            if profile.deadlift.lift != Lift::TrapBar && !profile.has("trap-bar") {
                bench.violation(
                    format!("{}.exercises[{at}]", placed.path()),
                    exercise.exercise.clone(),
                    "no trap bar is listed",
                    "use the bar that is there",
                );
            }
        }
    }
}

fn good_morning(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.good_morning.value;
    for placed in facts.ahead() {
        for (at, exercise) in placed.session.exercises.iter().enumerate().filter(|(_, it)| it.exercise == "good-morning") {
            if is_own_lift(facts, placed.session, exercise) {
                continue;
            }
            bench.applies();
            let path = format!("{}.exercises[{at}]", placed.path());
            if facts.plan.profile.pain.eased_by == Easing::Extension {
                bench.violation(&*path, "good mornings", "never with pain that bending backwards eases", "leave them out");
            }
            if placed.session.kind != SessionKind::Deadlift {
                bench.violation(&*path, "good mornings on another day", "on the deadlift day only", "leave them out");
                continue;
            }
            let Some(of) = facts.plan.weeks[placed.week].load else { continue };
            if let Some(working) = facts.working
                && of.thousandths() as i128 * 1000 < i128::from(rule.from.tenths()) * i128::from(working.thousandths())
            {
                bench.violation(
                    &*path,
                    format!("good mornings in a week of {of}"),
                    format!("from weeks of {} % on", rule.from),
                    "leave them out",
                );
            }
            for (index, set) in exercise.sets.iter().enumerate() {
                let path = format!("{path}.sets[{index}]");
                match set.load {
                    None => bench.violation(
                        format!("{path}.load"),
                        "no load",
                        format!("{} to {} % of the week's {of}", rule.load, rule.load_to),
                        "give the load",
                    ),
                    Some(load) => {
                        let least = i128::from(load.thousandths()) * 1000 >= i128::from(rule.load.tenths()) * i128::from(of.thousandths());
                        if !least || !share_is_at_most(load, rule.load_to, of) {
                            bench.violation(
                                format!("{path}.load"),
                                load.to_string(),
                                format!("{} to {} % of the week's {of}", rule.load, rule.load_to),
                                "take a load in between",
                            );
                        }
                    }
                }
                let reps = (set.reps, set.up_to.or(set.reps));
                if !matches!(reps, (Some(from), Some(to)) if from >= rule.dose.reps && to <= rule.dose.reps_to) {
                    bench.violation(
                        format!("{path}.reps"),
                        "another number of repetitions",
                        format!("{} to {} repetitions", rule.dose.reps, rule.dose.reps_to),
                        "mend the repetitions",
                    );
                }
            }
        }
    }
}

const BIG_THREE: [&str; 3] = ["curl-up", "side-plank", "bird-dog"];

fn big_three(facts: &Facts, bench: &mut Bench) {
    let rule = &facts.rules.big_three.value;
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        let loading = |day: NaiveDate| matches!(facts.phase_on(day), Some(Phase::Loading | Phase::Aftercare));
        // The week of the first deadlift is whole only where it begins with it.
        let begun = facts.liftings.first().is_some_and(|first| first.day <= week.starts);
        let whole = week.starts.iter_days().take(7).filter(|day| loading(*day)).count() == 7;
        let ahead = !facts.revised() || week.starts >= facts.plan.created;
        if !begun || !whole || !ahead || facts.is_away_in(week.starts) || week.deadlift().is_none() {
            continue;
        }
        bench.applies();
        let mut done: BTreeMap<NaiveDate, BTreeSet<&str>> = BTreeMap::new();
        for session in &week.sessions {
            let for_itself = session.exercises.iter().filter(|it| matches!(it.role, Role::Work | Role::Accessory));
            let which = for_itself.filter_map(|it| BIG_THREE.into_iter().find(|one| *one == it.exercise));
            done.entry(session.start.date()).or_default().extend(which);
        }
        let days = done.values().filter(|done| done.len() == BIG_THREE.len()).count();
        if !(rule.days as usize..=rule.days_to as usize).contains(&days) {
            bench.violation(
                format!("weeks[{at}]"),
                format!("curl-up, side plank and bird dog on {days} days"),
                format!("on {} to {} days of every full week", rule.days, rule.days_to),
                "mend the number of days",
            );
        }
    }
}

fn filming(facts: &Facts, bench: &mut Bench) {
    for placed in facts.ahead().filter(|it| it.session.kind == SessionKind::Deadlift) {
        let path = placed.path();
        let sets = work(placed.session).map_or(0, |(_, exercise)| exercise.sets.len());
        if let Some(film) = placed.session.film {
            bench.applies();
            if film.set as usize != sets {
                bench.violation(
                    format!("{path}.film.set"),
                    format!("set {}", film.set),
                    format!("the last of {sets} work sets is filmed"),
                    "film the last work set",
                );
            }
        } else if placed.session.phase == Phase::Loading {
            bench.violation(
                format!("{path}.film"),
                "no film",
                "the last work set of every session through the ramp",
                "film the last work set",
            );
        }
    }
}

fn film_angle(facts: &Facts, bench: &mut Bench) {
    if !facts.plan.profile.has_error(TechniqueError::LumbarRounding) {
        return;
    }
    for placed in facts.ahead() {
        let Some(film) = placed.session.film else { continue };
        bench.applies();
        if film.angle != Angle::Side {
            bench.violation(
                format!("{}.film.angle", placed.path()),
                "filmed at 45 degrees",
                "from the side when the lower back rounds",
                "film from the side",
            );
        }
    }
}

/// One of the lifter's own sessions that the plan changed is written down, and is light unless it only moved.
fn own_changed(facts: &Facts, bench: &mut Bench) {
    for placed in facts.ahead().filter(|it| it.session.kind == SessionKind::Own) {
        bench.applies();
        let session = placed.session;
        let day = session.start.date();
        let lifts = |change: &Change| session.exercises.iter().all(|it| change.lifts.contains(&it.exercise));
        let lightened = |it: &Change| matches!(it.instead, Instead::Lighten { .. }) && it.from <= day && day <= it.to;
        // The days of a change are the usual ones; within their week a session may have moved before or after them.
        let slot = format!("{} {}", weekday::write(session.start.weekday()), hour_minute::write(&session.start.time()));
        let moved = |it: &Change| {
            let week = |on: NaiveDate| (on - day).num_days();
            matches!(&it.instead, Instead::Move { to } if *to == slot) && week(it.from) < 7 && week(it.to) > -7
        };
        let changes = || facts.plan.changes.iter().filter(|it| lifts(it));
        if !changes().any(|it| lightened(it) || moved(it)) {
            bench.violation(placed.path(), "a changed session", "every change is written down with its reason", "add it to `changes`");
        } else if session.lumbar == Lumbar::Heavy && !changes().any(moved) {
            bench.violation(
                format!("{}.lumbar", placed.path()),
                "heavy",
                "a session changed without moving it is light",
                "make it light, or move it",
            );
        } else if session.lumbar != Lumbar::Heavy && !changes().any(lightened) {
            bench.violation(
                format!("{}.lumbar", placed.path()),
                "not heavy",
                "a session that only moved is as heavy as before",
                "mark it `heavy`",
            );
        }
    }
}

fn known_exercise(facts: &Facts, bench: &mut Bench) {
    for placed in facts.sessions().filter(|it| it.session.kind != SessionKind::Own) {
        for (at, exercise) in placed.session.exercises.iter().enumerate() {
            bench.applies();
            let path = format!("{}.exercises[{at}].exercise", placed.path());
            if is_own_lift(facts, placed.session, exercise) {
                continue;
            }
            if !facts.protocol.exercises.contains_key(&exercise.exercise) {
                bench.violation(
                    path,
                    format!("`{}`", exercise.exercise),
                    "an exercise of the protocol: of another nothing can be judged",
                    "use one that the protocol knows",
                );
            } else if !facts.plan.exercises.contains_key(&exercise.exercise) {
                bench.violation(
                    path,
                    format!("`{}`", exercise.exercise),
                    "every exercise is explained in `exercises`",
                    "add its name and how it is done",
                );
            }
        }
    }
}
