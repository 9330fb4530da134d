//! Where the line leaves the lifter: what the planner has to know of what has been.

use super::history::{History, cycle_of};
use super::line::{Delay, Heavy, Line, heavy};
use super::past;
use super::weeks::week_one;
use crate::plan::{Phase, Plan, Session, SessionKind};
use crate::planner::{Stage, Standing};
use crate::when::monday_of;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeSet;

/// Where a lifter stands behind the line.
pub fn standing(plan: &Plan, line: &Line, history: &History) -> Standing {
    let to_come = || plan.sessions().filter(|session| session.kind == SessionKind::Deadlift && session.done.is_none());
    let usual = to_come().next().map(|session| (session.start.weekday(), session.start.time()));
    let is_slot = |(day, at): &(_, _)| history.profile.schedule.slots.iter().any(|slot| slot.day == *day && slot.at == *at);
    let last_near_max = history.climb.was_near_max().then(|| history.last.map(|last| last.and_time(NaiveTime::MIN))).flatten();
    Standing {
        from: line.from,
        week_one: week_one(plan),
        cycle: history.cycle,
        climb: history.climb.clone(),
        stage: stage(plan, line, history),
        screen_due: history.screen_due,
        own_light: history.own_light.is_some(),
        last_heavy: line.last_heavy,
        heavy_this_week: heavy_this_week(plan, line),
        done_early: past::done_early(plan, line.from).into_iter().map(|(usual, _)| usual).collect(),
        last_near_max,
        usual: usual.filter(is_slot),
        planned: to_come().map(|session| session.start).collect(),
        used: past::used(plan, line, history),
        kept: past::kept(plan, line).map(|session| (session.id, session.start.date())).collect(),
    }
}

fn stage(plan: &Plan, line: &Line, history: &History) -> Stage {
    if let (Some(_), Some(first), Some(last)) = (history.climb.reference(), history.first, history.last) {
        return Stage::Climb { open: line.open, last, missed: line.delay != Delay::None, first, reached: history.reached };
    }
    // Phase 2 that was over is not made longer because the deadlift waited.
    let opened = plan.summary.phases.iter().find(|span| span.phase == Phase::Loading && span.from > history.cycle);
    let waited = |from: &NaiveDate| line.delay == Delay::Missed && *from <= line.as_of && cycle_of(plan) == history.cycle;
    Stage::Before {
        phase_1_days: history.phase_1_days,
        not_before: history.not_before.unwrap_or(line.from).max(history.first_day_from(line.as_of)),
        opened: opened.map(|span| span.from).filter(waited),
    }
}

/// Heavy sessions of the week that is under way which lie before what is planned anew. A deadlift that was not done
/// is still to come.
fn heavy_this_week(plan: &Plan, line: &Line) -> u32 {
    let week = monday_of(line.from)..line.from;
    let stays = |heavy: &Heavy| heavy.is_done() || !heavy.session.is_some_and(Session::lifts);
    let starts = heavy(plan).filter(stays).map(|heavy| heavy.start).filter(|start| week.contains(&start.date()));
    starts.collect::<BTreeSet<NaiveDateTime>>().len() as u32
}
