//! One deadlift in every week from the first to the last, wherever there is room for it.

use super::constraint::{Constraint, Findings, formal};
use super::facts::Facts;
use super::own::change;
use super::placed::Placed;
use super::timeline::{is_in_week, weekday_of};
use crate::plan::{Phase, SessionKind};
use crate::protocol::{Lumbar, RuleId};
use chrono::{Days, NaiveDate, NaiveDateTime};

pub(super) const CONSTRAINTS: &[Constraint] = &[formal("week-without-deadlift", RuleId::ReloadRise, every_week).searching(&["weeks"])];

/// Nobody plans further; a date beyond is a finding of its own.
const MOST_WEEKS: usize = 520;

/// A week without a deadlift breaks the count of the steps: none is left out but for weeks away, and those without room
/// (decisions, sections 4 and 6), and those whose deadlift someone decided to leave out, or to have later.
fn every_week(facts: &Facts, findings: &mut Findings) {
    // The first deadlift of a way back waits for its gate.
    for pair in facts.heavy_days.windows(2).filter(|pair| !pair[1].past && facts.same_cycle(&pair[0], &pair[1])) {
        findings.applies();
        let between = pair[0].week.starts.iter_weeks().skip(1).take(MOST_WEEKS).take_while(|monday| *monday < pair[1].week.starts);
        let due = between.filter(|monday| is_due(facts, *monday) && !facts.waits_for(&pair[1], *monday)).count();
        let missing = due.saturating_sub(facts.left_out_between(&pair[0], &pair[1]));
        // Done at the end of the week before, a deadlift stands for that of the week after it.
        let near = pair[0].past && (pair[1].day - pair[0].day).num_days() < 14;
        if missing > 0 && !near {
            findings.violation(
                format!("weeks[{}]", pair[1].at),
                format!("{missing} weeks without a deadlift before it"),
                "one deadlift in every week from the first to the last, but for weeks away",
                "put the missing week in, or have the plan made anew from today",
            );
        }
    }
}

/// Whether a week has to have its deadlift: it is still to come, and loads or looks after the load on every
/// day, and none of its days is away.
fn is_due(facts: &Facts, monday: NaiveDate) -> bool {
    let loads = |day| matches!(facts.phase_on(day), Some(Phase::Loading | Phase::Aftercare) | None);
    let ahead = !facts.revised() || monday >= facts.plan.created;
    // One that came before its time was the week's all the same: a week has one heavy deadlift.
    let is_of_week = |placed: &Placed| placed.session.kind == SessionKind::Deadlift && is_in_week(monday, placed.day());
    let has_one = || facts.sessions().any(|placed| is_of_week(&placed) && placed.session.done.is_some());
    ahead && !has_one() && has_room(facts, monday) && !facts.is_away_in(monday) && monday.iter_days().take(7).all(loads)
}

/// Whether a slot of a week keeps its hours to what was heavy before the revision; of a week that is over, the
/// lifter's own lifts are those of every week.
fn has_room(facts: &Facts, monday: NaiveDate) -> bool {
    let least = i64::from(facts.rules.spacing_hard.value);
    let schedule = &facts.plan.profile.schedule;
    let sessions = facts.sessions().filter(|placed| placed.session.lumbar == Lumbar::Heavy).map(|placed| placed.session.start);
    let own = facts.own().filter(|(_, own)| own.lumbar == Lumbar::Heavy).map(|(_, own)| own.start);
    let last_week = monday.checked_sub_days(Days::new(7));
    let usual = schedule.other_lifting.iter().filter(|own| !own.light).filter_map(|own| {
        let day = weekday_of(last_week?, own.day)?;
        change(facts, own, day).is_none().then(|| day.and_time(own.at))
    });
    let before: Vec<NaiveDateTime> = sessions.chain(own).chain(usual).filter(|start| facts.is_behind(start.date())).collect();
    let keeps_its_hours = |start: NaiveDateTime| before.iter().all(|before| (start - *before).num_hours() >= least);
    let mut starts = schedule.slots.iter().filter_map(|slot| Some(weekday_of(monday, slot.day)?.and_time(slot.at)));
    schedule.slots.is_empty() || starts.any(keeps_its_hours)
}
