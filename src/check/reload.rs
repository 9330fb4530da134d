//! The loads from week to week: where they start, how they rise, and where they end.

use super::facts::{Facts, Lifting, heaviest, share, share_is_at_most, thousandths};
use super::{Bench, Constraint, formal, ruled};
use crate::plan::{Lumbar, Phase, Track};
use crate::profile::AgeBand;
use crate::protocol::RuleId;
use crate::units::{Load, Percent};
use chrono::{Days, NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;

pub(super) const CONSTRAINTS: &[Constraint] = &[
    ruled("working-weight", RuleId::WorkingWeight, working_weight),
    formal("week-load", RuleId::ReloadRise, week_load).searching(&["weeks"]),
    ruled("reload-start", RuleId::ReloadStart, start),
    ruled("second-week", RuleId::ReloadSecondWeek, second_week),
    ruled("weekly-rise", RuleId::ReloadRise, weekly_rise),
    ruled("near-max-rise", RuleId::ReloadNearMax, near_max_rise),
    formal("week-without-deadlift", RuleId::ReloadRise, every_week).searching(&["weeks"]),
    ruled("above-working-weight", RuleId::ReloadTop, above_working_weight),
    ruled("above-clearance", RuleId::ClearanceCap, above_clearance),
    ruled("top-load", RuleId::ReloadTop, top_load).searching(&["weeks"]),
    formal("summary", RuleId::ReloadTop, summary).searching(&["weeks"]),
];

fn working_weight(facts: &Facts, bench: &mut Bench) {
    bench.applies();
    let said = facts.plan.summary.working_weight;
    let given = &facts.plan.profile.deadlift;
    match facts.working {
        None => bench.violation(
            "profile.deadlift.working_weight",
            format!("{} for {} repetitions", given.working_weight, given.reps),
            "a weight above 0, and repetitions that were done",
            "give the last working sets; without them no load can be judged",
        ),
        Some(working) if working.thousandths() != said.thousandths() => bench.violation(
            "summary.working_weight",
            said.to_string(),
            format!("{} × {} is {working} for sets of {}", given.working_weight, given.reps, facts.rules.working_weight.value.convert_to),
            "take the weight for fives, not a single or a triple",
        ),
        Some(_) => {}
    }
}

fn week_load(facts: &Facts, bench: &mut Bench) {
    for (at, week) in facts.plan.weeks.iter().enumerate() {
        let lifted = week.deadlift().and_then(heaviest);
        if week.load.is_some() || week.deadlift().is_some() {
            bench.applies();
        }
        match (week.load, lifted) {
            (Some(said), Some(lifted)) if said == lifted => {}
            // By what the lifter had in mind on that day.
            (Some(_), Some(_)) if week.deadlift().is_some_and(|it| facts.is_past(it)) => {}
            (Some(said), Some(lifted)) if facts.deadlifts().any(|it| it.week == at && facts.is_morning(it.session)) && lifted < said => {
                // The light sets of a morning may be all there are on a deload.
                let rule = facts.rules.morning.value;
                let all_light = week.deload && facts.rules.work_sets.value.deload.sets <= rule.sets;
                if !all_light || facts.rack.floor(share(said, rule.load), None) != Some(lifted.thousandths()) {
                    mismatch(bench, at, said, lifted);
                }
            }
            (Some(said), Some(lifted)) => mismatch(bench, at, said, lifted),
            (Some(said), None) => bench.violation(
                format!("weeks[{at}].load"),
                format!("{said} and no deadlift at it"),
                "a week's load is that of its deadlift",
                "put the deadlift in, or take the load out",
            ),
            (None, Some(lifted)) => bench.violation(
                format!("weeks[{at}].load"),
                format!("no load, and a deadlift at {lifted}"),
                "a week's load is that of its deadlift",
                "give the week its load",
            ),
            (None, None) if week.deadlift().is_some() => {
                bench.violation(format!("weeks[{at}].load"), "a deadlift without a load", "every deadlift has its load", "give the load")
            }
            (None, None) => {}
        }
    }
}

fn mismatch(bench: &mut Bench, at: usize, said: Load, lifted: Load) {
    bench.violation(
        format!("weeks[{at}].load"),
        format!("{said}, and the work sets reach {lifted}"),
        "a week's load is that of its work sets",
        "make them the same",
    );
}

/// Deadlifts with which a way back begins: the first of each, with the index among all.
fn firsts<'b, 'a>(facts: &'b Facts<'a>) -> impl Iterator<Item = (usize, &'b Lifting<'a>)> {
    let run = |at: usize| facts.run_of(facts.liftings[at].day);
    facts.liftings.iter().enumerate().filter(move |(at, _)| *at == 0 || run(*at) != run(*at - 1))
}

fn start(facts: &Facts, bench: &mut Bench) {
    let Some(working) = facts.working else { return };
    let rule = facts.rules.reload_start.value;
    let pain = &facts.plan.profile.pain;
    // Whoever needs three phases has the marks, also where the plan says otherwise.
    let three_phases = facts.stopped_the_lift() || facts.plan.summary.track == Track::ThreePhase;
    let mark = if !three_phases {
        None
    } else if let Some(worst) = pain.worst.filter(|worst| worst.score() >= rule.worst) {
        Some(format!("after worst pain of {worst}"))
    } else if facts.pain_lasted_more_than(rule.pain_days) {
        Some(format!("after more than {} days of pain", rule.pain_days))
    } else if pain.episodes >= rule.episodes {
        Some(format!("after {} episodes", pain.episodes))
    } else if facts.laid_off_more_than(rule.lay_off_weeks) {
        Some(format!("more than {} weeks after the last deadlift", rule.lay_off_weeks))
    } else {
        None
    };
    let most = if mark.is_some() { rule.marked } else { rule.standard };
    for (_, first) in firsts(facts).filter(|(_, it)| !it.past) {
        bench.applies();
        if share_is_at_most(first.load, most, working) || is_bar_alone(facts, first.load, working) {
            continue;
        }
        let mark = mark.as_ref().map_or(String::new(), |mark| format!(" {mark}"));
        bench.violation(
            first.path(),
            format!("starts at {}, {} % of {working}", first.load, facts.points(Load::new(0, working.unit()), first.load)),
            format!("at most {most} %{mark}"),
            format!("start at {} or less", Load::new(share(working, most), working.unit())),
        );
    }
}

/// Whether a load is the lightest there is, and not too heavy to start with.
pub(super) fn is_bar_alone(facts: &Facts, load: Load, working: Load) -> bool {
    facts.rack.lightest() == Some(load.thousandths()) && share_is_at_most(load, facts.rules.lightest_bar.value, working)
}

fn second_week(facts: &Facts, bench: &mut Bench) {
    let Some(working) = facts.working else { return };
    let restarts = (1..facts.liftings.len()).filter(|at| super::history::restarts(facts, *at));
    let starts: BTreeSet<usize> = firsts(facts).map(|(at, _)| at).chain(restarts).collect();
    let most = facts.rules.reload_second_week.value;
    for second in starts.iter().filter_map(|at| facts.liftings.get(at + 1)).filter(|it| !it.past) {
        bench.applies();
        if !share_is_at_most(second.load, most, working) {
            bench.violation(
                second.path(),
                format!("{} in the second loading week", second.load),
                format!("at most {most} % of {working}"),
                format!("{} or less", Load::new(share(working, most), working.unit())),
            );
        }
    }
}

/// The most that a week may rise: the protocol's cap, or what the lifter prefers where that is less.
fn cap(facts: &Facts) -> Percent {
    facts.rules.reload_rise.value.cap.min(facts.plan.profile.preferences.weekly_rise)
}

/// Whether nothing new is lifted: in aftercare, or from an easy week back to a near-maximal load.
fn has_been_there(facts: &Facts, at: usize) -> bool {
    let (before, after) = (&facts.liftings[at - 1], &facts.liftings[at]);
    let climb = facts.climb();
    let lifted = |load: Load| facts.liftings[climb.min(at)..at].iter().any(|it| it.load >= load);
    facts.is_easy_after(after.load, before.load) && lifted(after.load)
}

/// What a rise breaks: what was seen, what is allowed, what would mend it.
pub(super) struct TooFast {
    pub observed: String,
    pub limit: String,
    pub mend: String,
}

/// Whether a deadlift rises too fast over the one before it.
pub(super) fn too_fast(facts: &Facts, at: usize) -> Option<TooFast> {
    let working = facts.working?;
    let cap = cap(facts);
    let (from, after) = (facts.liftings[at - 1].reference, &facts.liftings[at]);
    if facts.rise_within(from, after.load, cap) == Some(true) || has_been_there(facts, at) {
        return None;
    }
    let observed = format!("rises {} points from {from} to {}", facts.points(from, after.load), after.load);
    if facts.rack.above(from.thousandths()) != Some(after.load.thousandths()) || cap.tenths() <= 0 {
        let mend = "rise to a lighter load first".to_owned();
        return Some(TooFast { observed, limit: format!("at most {cap} points of {working}"), mend });
    }
    // The plates force the step: so many weeks at the load before that the rise per week stays within the cap.
    let rise = (thousandths(after.load) - thousandths(from)) * 1000;
    let per_week = i128::from(cap.tenths()) * thousandths(working);
    let wanted = (rise + per_week - 1) / per_week;
    let weeks = facts.liftings[..at].iter().rev().take_while(|it| it.reference == from).count() as i128;
    (weeks < wanted).then(|| TooFast {
        observed: format!("{observed}, after {weeks} at {from}"),
        limit: format!("a step that the plates force above {cap} points comes after {wanted} weeks at the load before it"),
        mend: format!("hold {from} for {} more", wanted - weeks),
    })
}

fn weekly_rise(facts: &Facts, bench: &mut Bench) {
    for at in 1..facts.liftings.len() {
        let (before, after) = (&facts.liftings[at - 1], &facts.liftings[at]);
        // From what was done to what is planned: `history`.
        if before.past || after.past || facts.working.is_none() {
            continue;
        }
        bench.applies();
        if after.load < before.load {
            let climbing = facts.returned().is_some_and(|top| at <= top);
            if climbing && !facts.skips_a_week(at) {
                bench.warning(
                    after.path(),
                    format!("falls from {} to {}", before.load, after.load),
                    "a plan never goes down on its way up",
                    "hold the load, or make it a revision",
                );
            }
        } else if after.load > before.load
            && let Some(TooFast { observed, limit, mend }) = too_fast(facts, at)
        {
            bench.violation(after.path(), observed, limit, mend);
        }
    }
}

fn near_max_rise(facts: &Facts, bench: &mut Bench) {
    let rule = facts.rules.reload_near_max.value;
    for at in 1..facts.liftings.len() {
        let (from, after) = (facts.liftings[at - 1].reference, &facts.liftings[at]);
        if after.past || after.load <= from || !facts.of_one_rep(after.load, rule.from) {
            continue;
        }
        bench.applies();
        if !has_been_there(facts, at) && facts.rise_within(from, after.load, rule.cap) == Some(false) {
            bench.violation(
                after.path(),
                format!("rises {} points onto {}, near the maximum", facts.points(from, after.load), after.load),
                format!("at most {} points onto {} % of the one-rep maximum or more", rule.cap, rule.from),
                "put a smaller step before it",
            );
        }
    }
}

fn every_week(facts: &Facts, bench: &mut Bench) {
    for pair in facts.liftings.windows(2).filter(|pair| !pair[1].past) {
        bench.applies();
        let between = pair[0].week.starts.iter_weeks().skip(1).take(MOST_WEEKS).take_while(|monday| *monday < pair[1].week.starts);
        let missing = between.filter(|monday| is_due(facts, *monday)).count();
        // Done at the end of the week before, a deadlift stands for that of the week after it.
        let near = pair[0].past && (pair[1].day - pair[0].day).num_days() < 14;
        if missing > 0 && !near {
            bench.violation(
                format!("weeks[{}]", pair[1].at),
                format!("{missing} weeks without a deadlift before it"),
                "one deadlift in every week from the first to the last, but for weeks away",
                "put the missing week in, or have the plan made anew from today",
            );
        }
    }
}

/// Nobody plans further; a date beyond is a finding of its own.
const MOST_WEEKS: usize = 520;

/// Whether a week has to have its deadlift: it is still to come, and loads or looks after the load on every
/// day, and none of its days is away.
fn is_due(facts: &Facts, monday: NaiveDate) -> bool {
    let loads = |day| matches!(facts.phase_on(day), Some(Phase::Loading | Phase::Aftercare) | None);
    let ahead = !facts.revised() || monday >= facts.plan.created;
    ahead && has_room(facts, monday) && !facts.is_away_in(monday) && monday.iter_days().take(7).all(loads)
}

/// Whether a slot of a week keeps its hours to what was heavy before the revision; of a week that is over, the
/// lifter's own lifts are those of every week.
fn has_room(facts: &Facts, monday: NaiveDate) -> bool {
    let hard = i64::from(facts.rules.spacing_hard.value);
    let sessions = facts.sessions().filter(|it| it.session.lumbar == Lumbar::Heavy).map(|it| it.session.start);
    let own = facts.own().filter(|(_, own)| own.lumbar == Lumbar::Heavy).map(|(_, own)| own.start);
    let schedule = &facts.plan.profile.schedule;
    let usual = schedule.other_lifting.iter().filter(|own| !own.light).filter_map(|own| {
        let day = monday.checked_sub_days(Days::new(7 - u64::from(own.day.num_days_from_monday())))?;
        super::spacing::change(facts, own, day).is_none().then(|| day.and_time(own.at))
    });
    let before: Vec<NaiveDateTime> = sessions.chain(own).chain(usual).filter(|start| facts.is_behind(start.date())).collect();
    schedule.slots.is_empty()
        || schedule.slots.iter().any(|slot| {
            let day = monday.checked_add_days(Days::new(u64::from(slot.day.num_days_from_monday())));
            day.is_some_and(|day| before.iter().all(|start| (day.and_time(slot.at) - *start).num_hours() >= hard))
        })
}

/// Every load on a bar or in a hand that is still to come, with its path.
fn every_load(facts: &Facts) -> Vec<(String, Load)> {
    let weeks = facts
        .plan
        .weeks
        .iter()
        .enumerate()
        .filter(|(_, week)| !facts.is_past_week(week) && week.deadlift().is_none_or(|it| !facts.is_past(it)));
    let weeks = weeks.filter_map(|(at, week)| Some((format!("weeks[{at}].load"), week.load?)));
    let sets = facts.ahead().flat_map(|placed| {
        let path = placed.path();
        placed.session.exercises.iter().enumerate().flat_map(move |(at, exercise)| {
            let path = path.clone();
            let sets = exercise.sets.iter().enumerate();
            sets.filter_map(move |(set, it)| Some((format!("{path}.exercises[{at}].sets[{set}].load"), it.load?)))
        })
    });
    weeks.chain(sets).collect()
}

fn above_working_weight(facts: &Facts, bench: &mut Bench) {
    let Some(working) = facts.working else { return };
    for (path, load) in every_load(facts) {
        bench.applies();
        if load.thousandths() > working.thousandths() {
            bench.violation(
                path,
                load.to_string(),
                format!("never above the working weight of {working}"),
                "go no higher than before the pain",
            );
        }
    }
}

fn above_clearance(facts: &Facts, bench: &mut Bench) {
    let Some(most) = facts.plan.profile.clearance.as_ref().and_then(|it| it.max_load) else { return };
    for (path, load) in every_load(facts) {
        bench.applies();
        if load.thousandths() > most.thousandths() {
            bench.violation(path, load.to_string(), format!("the clearance goes up to {most}"), "go no higher, or ask the clinician again");
        }
    }
}

fn top_load(facts: &Facts, bench: &mut Bench) {
    let Some(ceiling) = facts.ceiling().filter(|_| !facts.has_stopped()) else { return };
    let Some(top) = facts.returned().map(|at| &facts.liftings[at]) else {
        bench.violation("weeks", "no deadlift in the whole plan", "a plan leads back to the deadlift", "have the plan made anew");
        return;
    };
    bench.applies();
    let Some(reach) = facts.rack.floor(ceiling.thousandths(), None) else { return };
    if top.counts().thousandths() >= reach {
        return;
    }
    // Lower only where the next weight would be too large a step near the maximum.
    let near = facts.rules.reload_near_max.value;
    let barred = facts.rack.above(top.counts().thousandths()).is_some_and(|next| {
        let next = Load::new(next, ceiling.unit());
        facts.of_one_rep(next, near.from) && facts.rise_within(top.counts(), next, near.cap) == Some(false)
    });
    // The first near-maximal load that was lifted is the end of the way, where a heavier one would be a second.
    let done = top.past && facts.plan.profile.age_band == AgeBand::From46 && facts.of_one_rep(top.counts(), near.from);
    if !barred && !done && !may_not_come_nearer(facts, top.counts(), reach) {
        bench.violation(
            format!("weeks[{}].load", top.at),
            format!("the plan ends at {}", top.counts()),
            format!("it leads to {}, the last loadable weight not above {ceiling}", Load::new(reach, ceiling.unit())),
            "add the weeks that are missing",
        );
    }
}

/// Whether at an age at which near-maximal loads come more than a week apart the way ends at the first of them:
/// a heavier one would be a second a week later, or too large a step from below them.
fn may_not_come_nearer(facts: &Facts, top: Load, reach: i64) -> bool {
    let near = facts.rules.reload_near_max.value;
    let is_near = |load: i64| facts.of_one_rep(Load::new(load, top.unit()), near.from);
    if facts.plan.profile.age_band != AgeBand::From46 || !is_near(top.thousandths()) {
        return false;
    }
    let mut below = Some(top.thousandths());
    while let Some(load) = below.filter(|load| is_near(*load)) {
        below = facts.rack.floor(load - 1, None);
    }
    let Some(below) = below.map(|load| Load::new(load, top.unit())) else { return true };
    let mut nearer = facts.rack.above(top.thousandths());
    while let Some(load) = nearer.filter(|load| *load <= reach) {
        if facts.rise_within(below, Load::new(load, top.unit()), near.cap) == Some(true) {
            return false;
        }
        nearer = facts.rack.above(load);
    }
    true
}

fn summary(facts: &Facts, bench: &mut Bench) {
    let Some(returned) = facts.returned().filter(|_| !facts.has_stopped()) else { return };
    bench.applies();
    let said = &facts.plan.summary;
    let top = &facts.liftings[returned];
    if said.top_load.thousandths() != top.counts().thousandths() {
        bench.violation(
            "summary.top_load",
            said.top_load.to_string(),
            format!("the heaviest week is {}", top.counts()),
            "give the load that the weeks reach",
        );
    }
    // Where a load had to be reached twice, either time is the return.
    let returns: Vec<&Lifting> = facts.liftings[..=returned].iter().filter(|it| it.counts() == top.counts()).collect();
    let began: Vec<&Lifting> = firsts(facts).map(|(_, first)| first).collect();
    let weeks = |from: &Lifting, to: &Lifting| (to.week.starts - from.week.starts).num_days() / 7 + 1;
    let is_so = |first: &&Lifting| returns.iter().any(|top| weeks(first, top) == i64::from(said.loading_weeks));
    if !began.iter().any(is_so) {
        bench.violation(
            "summary.loading_weeks",
            said.loading_weeks.to_string(),
            format!("{} weeks from the first deadlift to the first at {}", began.last().map_or(0, |first| weeks(first, top)), top.counts()),
            "count held and deload weeks too",
        );
    }
    match said.returns_on {
        Some(day) if returns.iter().all(|top| top.day != day) => bench.violation(
            "summary.returns_on",
            day.to_string(),
            format!("the first deadlift at {} is on {}", top.counts(), top.day),
            "give the day of that session",
        ),
        None if facts.working.is_some_and(|working| working.thousandths() == top.counts().thousandths()) => bench.violation(
            "summary.returns_on",
            "no day",
            format!("the working weight is reached on {}", top.day),
            "give the day of that session",
        ),
        _ => {}
    }
}
