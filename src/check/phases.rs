//! The phases: in order, long enough and not longer, and nothing in them that does not belong there.

use super::facts::Facts;
use super::{Bench, Constraint, formal, ruled};
use crate::plan::{Lumbar, Phase, PhaseSpan, SessionKind, Track};
use crate::profile::{Easing, PainStatus};
use crate::protocol::RuleId;
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("track", RuleId::TrackThreePhase, track),
    ruled("phase-order", RuleId::PhaseOrder, order),
    ruled("phase-1-length", RuleId::Phase1Length, first_length),
    ruled("phase-2-length", RuleId::Phase2Length, second_length),
    formal("phase-of-session", RuleId::PhaseOrder, phase_of_session),
    formal("phase-of-week", RuleId::PhaseOrder, phase_of_week),
    ruled("phase-1-no-load", RuleId::Phase1NoLoad, first_without_load),
    ruled("phase-2-light", RuleId::Phase2OwnOut, second_light),
    ruled("deadlift-too-early", RuleId::PhaseOrder, deadlift_too_early),
    ruled("direction", RuleId::Phase1Direction, direction),
    ruled("phase-1-daily", RuleId::Phase1Daily, first_daily),
    ruled("phase-2-daily", RuleId::Phase2Daily, second_daily),
];

fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::PainResolution => "pain-resolution",
        Phase::Movement => "movement",
        Phase::Loading => "loading",
        Phase::Aftercare => "aftercare",
    }
}

/// The span of a phase on the way back that the plan is on, with its index. What came before was cut short.
fn span<'a>(facts: &Facts<'a>, phase: Phase) -> Option<(usize, &'a PhaseSpan)> {
    facts.phases().find(|(_, span)| span.phase == phase)
}

fn track(facts: &Facts, bench: &mut Bench) {
    bench.applies();
    let pain = &facts.plan.profile.pain;
    let tolerated = facts.rules.pain_tolerance.value;
    if facts.plan.summary.track == Track::TechniqueReload {
        if facts.stopped_the_lift() {
            bench.violation(
                "summary.track",
                "a technique reload after pain that stopped the lift",
                "three phases, in order",
                "go through pain resolution and movement first",
            );
        } else if let Some(now) = pain.now.filter(|now| now.score() > tolerated) {
            bench.violation(
                "summary.track",
                format!("a technique reload with pain of {now} now"),
                format!("above {tolerated} the way goes through three phases"),
                "go through pain resolution and movement first",
            );
        }
    }
}

fn order(facts: &Facts, bench: &mut Bench) {
    bench.applies();
    let phases = &facts.plan.summary.phases;
    for (at, span) in phases.iter().enumerate() {
        if span.to < span.from {
            bench.violation(
                format!("summary.phases[{at}].to"),
                format!("{} ends on {}, before it begins", name(span.phase), span.to),
                "a phase has at least a day",
                "mend the dates",
            );
        }
    }
    for (at, pair) in phases.windows(2).enumerate() {
        let path = format!("summary.phases[{}]", at + 1);
        // A revision goes back where something happened: to the beginning, or from aftercare to loading.
        let back =
            facts.runs.contains(&(at + 1)) || (facts.may_go_back() && (pair[0].phase, pair[1].phase) == (Phase::Aftercare, Phase::Loading));
        if pair[1].phase <= pair[0].phase && !back {
            bench.violation(
                format!("{path}.phase"),
                format!("{} after {}", name(pair[1].phase), name(pair[0].phase)),
                "pain resolution, movement, loading, aftercare",
                "put the phases in order",
            );
        }
        if (pair[1].from - pair[0].to).num_days() != 1 {
            bench.violation(
                format!("{path}.from"),
                format!("{} begins on {}, {} ends on {}", name(pair[1].phase), pair[1].from, name(pair[0].phase), pair[0].to),
                "each phase begins on the day after the one before",
                "mend the dates",
            );
        }
    }
    if facts.has_stopped() {
        return;
    }
    let pain = &facts.plan.profile.pain;
    let rule = facts.rules.phase_1_exit.value;
    let resolved = pain.status == PainStatus::Settled && pain.pain_free_days >= rule.pain_free_days && pain.full_range;
    let mut must = |phase, why: &str| {
        if span(facts, phase).is_none() {
            bench.violation("summary.phases", format!("no {}", name(phase)), why, "put the phase in");
        }
    };
    must(Phase::Loading, "every plan reloads");
    must(Phase::Aftercare, "every plan looks after the return");
    if facts.stopped_the_lift() {
        must(Phase::Movement, "movement comes before loading");
        // A later way back may begin with movement, after a long break.
        if !resolved && facts.runs.len() < 2 {
            must(Phase::PainResolution, "only pain that has settled, with days free of it and full range, has pain resolution behind it");
        }
    }
}

fn first_length(facts: &Facts, bench: &mut Bench) {
    let Some((at, span)) = span(facts, Phase::PainResolution).filter(|_| !facts.has_stopped()) else { return };
    bench.applies();
    let rule = &facts.rules.phase_1_length.value;
    let pain = &facts.plan.profile.pain;
    let worst = [pain.worst, pain.now, pain.morning].into_iter().flatten().max();
    let least = match worst {
        Some(worst) => {
            let row = rule.by_worst.iter().find(|row| worst.score() <= row.to).or(rule.by_worst.last());
            row.map_or(rule.unknown, |row| row.days)
        }
        None => rule.unknown,
    };
    let path = format!("summary.phases[{at}]");
    let days = span.days();
    if days < i64::from(least) {
        let pain = worst.map_or("pain without a score".to_owned(), |worst| format!("worst pain of {worst}"));
        bench.violation(path, format!("{days} days"), format!("at least {least} days after {pain}"), "let the phase last longer");
    } else if days > i64::from(rule.last_day) {
        bench.violation(
            path,
            format!("{days} days"),
            format!("at most {} days: what has not settled by then goes to a clinician", rule.last_day),
            "stop and refer instead of extending it",
        );
    }
}

fn second_length(facts: &Facts, bench: &mut Bench) {
    let Some((at, span)) = span(facts, Phase::Movement).filter(|_| !facts.has_stopped()) else { return };
    bench.applies();
    let rule = facts.rules.phase_2_length.value;
    let profile = &facts.plan.profile;
    let mark = if profile.age_band >= rule.age_band {
        Some("at this age".to_owned())
    } else if profile.pain.episodes >= rule.episodes {
        Some(format!("after {} episodes", profile.pain.episodes))
    } else if facts.pain_lasted_more_than(rule.pain_days) {
        Some(format!("after more than {} days of pain", rule.pain_days))
    } else if facts.laid_off_more_than(rule.lay_off_weeks) {
        Some(format!("more than {} weeks after the last deadlift", rule.lay_off_weeks))
    } else {
        None
    };
    let path = format!("summary.phases[{at}]");
    let days = span.days();
    let least = if mark.is_some() { rule.long } else { rule.days };
    if days < i64::from(least) {
        let mark = mark.map_or(String::new(), |mark| format!(" {mark}"));
        bench.violation(path, format!("{days} days"), format!("at least {least} days{mark}"), "let the phase last longer");
    } else if days > i64::from(rule.long) {
        bench.violation(path, format!("{days} days"), format!("at most {} days", rule.long), "open the loading phase sooner");
    }
}

fn phase_of_session(facts: &Facts, bench: &mut Bench) {
    for placed in facts.ahead() {
        bench.applies();
        let day = placed.session.start.date();
        let is = facts.phase_on(day);
        if is != Some(placed.session.phase) {
            bench.violation(
                format!("{}.phase", placed.path()),
                name(placed.session.phase),
                match is {
                    Some(is) => format!("{day} is in {}", name(is)),
                    None => format!("{day} is in no phase"),
                },
                "give the phase of the session's day",
            );
        }
    }
}

fn phase_of_week(facts: &Facts, bench: &mut Bench) {
    for (at, week) in facts.plan.weeks.iter().enumerate().filter(|(_, week)| !facts.is_past_week(week)) {
        bench.applies();
        let Some(ends) = week.starts.checked_add_days(chrono::Days::new(6)) else { continue };
        let is: Vec<Phase> =
            facts.plan.summary.phases.iter().filter(|span| span.from <= ends && week.starts <= span.to).map(|span| span.phase).collect();
        let mut each = is.clone();
        each.dedup();
        if is != week.phases && each != week.phases {
            let names = |phases: &[Phase]| phases.iter().map(|phase| name(*phase)).collect::<Vec<_>>().join(", ");
            bench.violation(
                format!("weeks[{at}].phases"),
                format!("[{}]", names(&week.phases)),
                format!("its days are in [{}]", names(&is)),
                "give the phases of the week's days",
            );
        }
    }
}

fn lumbar_name(lumbar: Lumbar) -> &'static str {
    match lumbar {
        Lumbar::None => "none",
        Lumbar::Light => "light",
        Lumbar::Heavy => "heavy",
    }
}

/// Nothing in a phase loads the lower back more than `most`: neither a session by its own word, nor
/// an exercise by the protocol's, nor a lift of the lifter's own.
fn at_most(facts: &Facts, bench: &mut Bench, phase: Phase, most: Lumbar) {
    let limit = format!("in {} the lower back is loaded: {}", name(phase), lumbar_name(most));
    let inside = |day: NaiveDate| facts.phase_on(day) == Some(phase);
    for placed in facts.ahead().filter(|placed| inside(placed.session.start.date())) {
        bench.applies();
        if placed.session.lumbar > most {
            bench.violation(format!("{}.lumbar", placed.path()), lumbar_name(placed.session.lumbar), &*limit, "take the session out");
        }
        for (at, exercise) in placed.session.exercises.iter().enumerate() {
            let path = format!("{}.exercises[{at}]", placed.path());
            let loads = facts.protocol.exercises.get(&exercise.exercise).map_or(Lumbar::None, |it| it.lumbar);
            if loads > most {
                bench.violation(
                    path,
                    format!("{} loads the lower back: {}", exercise.exercise, lumbar_name(loads)),
                    &*limit,
                    "leave the exercise out",
                );
            } else if most == Lumbar::None
                && let Some((set, load)) = exercise.sets.iter().enumerate().find_map(|(set, it)| it.load.map(|load| (set, load)))
            {
                bench.violation(format!("{path}.sets[{set}].load"), load.to_string(), &*limit, "no weight in this phase");
            }
        }
    }
    for (path, own) in facts.own_ahead().filter(|(_, own)| inside(own.start.date())) {
        bench.applies();
        let heavy = super::spacing::weight_of_own(facts, own).max(if most == Lumbar::None { Lumbar::Light } else { Lumbar::None });
        if heavy > most {
            bench.violation(
                path,
                format!("the lifter's own {}: {}", own.lifts.join(" and "), lumbar_name(heavy)),
                &*limit,
                "pause it until loading begins",
            );
        }
    }
}

fn first_without_load(facts: &Facts, bench: &mut Bench) {
    at_most(facts, bench, Phase::PainResolution, Lumbar::None);
}

fn second_light(facts: &Facts, bench: &mut Bench) {
    at_most(facts, bench, Phase::Movement, Lumbar::Light);
}

fn deadlift_too_early(facts: &Facts, bench: &mut Bench) {
    for placed in facts.deadlifts_ahead() {
        bench.applies();
        let day = placed.session.start.date();
        if let Some(phase @ (Phase::PainResolution | Phase::Movement)) = facts.phase_on(day) {
            bench.violation(
                format!("{}.start", placed.path()),
                format!("a deadlift on {day}, in {}", name(phase)),
                "deadlifts begin with loading",
                "move it behind movement",
            );
        }
    }
}

/// Movements that bend forwards to ease the pain.
const FORWARDS: [&str; 2] = ["knee-to-chest", "childs-pose"];
/// The movement that bends backwards.
const BACKWARDS: [&str; 1] = ["press-up"];

fn direction(facts: &Facts, bench: &mut Bench) {
    let eased = facts.plan.profile.pain.eased_by;
    let (banned, wanted, says): (&[&str], &[&str], &str) = match eased {
        Easing::Extension => (&FORWARDS, &BACKWARDS, "pain that bending backwards eases"),
        Easing::Flexion => (&BACKWARDS, &FORWARDS, "pain that bending forwards eases"),
        Easing::Neither | Easing::Unsure => return,
    };
    let first_day = facts.first_day();
    for placed in facts.sessions().filter(|it| !facts.is_past(it.session) || it.session.start.date() >= first_day) {
        bench.applies();
        for (at, exercise) in placed.session.exercises.iter().enumerate() {
            if banned.contains(&exercise.exercise.as_str()) {
                bench.violation(
                    format!("{}.exercises[{at}]", placed.path()),
                    exercise.exercise.clone(),
                    format!("never with {says}"),
                    format!("{} in its place", wanted[0]),
                );
            }
        }
        if placed.session.phase == Phase::PainResolution
            && placed.session.kind == SessionKind::Daily
            // Soon after waking nothing bends to the end of its range, whatever eases the pain.
            && !(eased == Easing::Flexion && facts.is_morning(placed.session))
            && !placed.session.exercises.iter().any(|it| wanted.contains(&it.exercise.as_str()))
        {
            bench.violation(
                placed.path(),
                format!("no {}", wanted.join(", no ")),
                format!("daily with {says}"),
                format!("put {} in", wanted[0]),
            );
        }
    }
}

fn daily(facts: &Facts, bench: &mut Bench, phase: Phase) {
    let Some((at, span)) = span(facts, phase).filter(|_| !facts.has_stopped()) else { return };
    bench.applies();
    let days: BTreeSet<NaiveDate> = facts
        .sessions()
        .filter(|it| matches!(it.session.kind, SessionKind::Daily | SessionKind::Hinge) && !it.session.exercises.is_empty())
        .map(|it| it.session.start.date())
        .collect();
    // A span of absurd length is a finding of its own; a month of it is enough to see.
    if let Some(day) =
        span.from.iter_days().take(31).take_while(|day| *day <= span.to).find(|day| !days.contains(day) && !facts.is_away(*day))
    {
        bench.violation(
            format!("summary.phases[{at}]"),
            format!("no routine on {day}"),
            format!("a routine on every day of {}", name(phase)),
            "put the day's routine in",
        );
    }
}

fn first_daily(facts: &Facts, bench: &mut Bench) {
    daily(facts, bench, Phase::PainResolution);
}

fn second_daily(facts: &Facts, bench: &mut Bench) {
    daily(facts, bench, Phase::Movement);
}
