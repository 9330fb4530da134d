//! Days without a deadlift, and what they ask of the next one (decisions, section 8).

use super::facts::Facts;
use super::placed::is_missed;
use super::share::{share, share_is_at_least};
use crate::plan::SessionKind;
use crate::protocol::MissedThen;
use crate::units::{Load, Points};

/// What follows from so many days without a deadlift.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// The last load again.
    Repeat,
    /// So many points lower.
    Lower(Points),
    /// The climb again, from its standard start.
    Restart,
    /// Movement first, and a lower working weight.
    Beyond,
}

/// Days without a deadlift before one that is still to come.
pub(super) struct Gap {
    pub days: i64,
    /// What follows, with the last load that it follows from: what goes against one reading and not another breaks no rule.
    pub readings: Vec<(Load, Then)>,
}

impl Gap {
    /// Whether every reading answers so.
    pub fn is(&self, which: impl Fn(Then) -> bool) -> bool {
        self.readings.iter().all(|(_, then)| which(*then))
    }
}

/// The gap before a deadlift still to come, where something follows from it.
///
/// Where something was noted too late for what was prescribed, nobody knows what would have been asked for, and whatever was lifted
/// beyond that counts as that: then less than was lifted may count as well, up to the heaviest load that is none of the table's heavy ones.
pub(super) fn gap(facts: &Facts, at: usize) -> Option<Gap> {
    let (before, _) = facts.step(at)?;
    let days = days_without(facts, at)?;
    let mut counts = vec![before.reference];
    if facts.plan.hindsight && before.done().is_some() {
        let heavy = share(facts.working?, facts.rules.missed_days.value.heavy);
        counts.push(Load::new(before.reference.thousandths().min(heavy - 1), before.reference.unit()));
    }
    let readings = counts.into_iter().map(|last| Some((last, after_days(facts, days, last)?))).collect::<Option<_>>()?;
    Some(Gap { days, readings })
}

/// The days between a deadlift still to come and the one before it, where they are a gap.
fn days_without(facts: &Facts, at: usize) -> Option<i64> {
    let (before, after) = facts.step(at)?;
    if after.past || !facts.is_after_gap(at) || facts.restarted_between(before.day, after.day) {
        return None;
    }
    // The lighter day of a week with two is a deadlift too.
    let second = facts.deadlifts().filter(|placed| placed.session.kind == SessionKind::SecondDeadlift && !is_missed(placed.session));
    let stands = second.filter(|placed| placed.week < after.at || facts.is_past(placed.session));
    let between = stands.map(|placed| placed.day()).filter(|day| *day > before.day && *day < after.day).max();
    Some((after.day - between.unwrap_or(before.day)).num_days())
}

/// Whether the climb begins again with this deadlift.
pub(super) fn restarts(facts: &Facts, at: usize) -> bool {
    gap(facts, at).is_some_and(|gap| gap.is(|then| matches!(then, Then::Restart | Then::Beyond)))
}

/// The row of the table, one further down for heavy loads; nothing where the plan goes on.
fn after_days(facts: &Facts, days: i64, last: Load) -> Option<Then> {
    let rule = &facts.rules.missed_days.value;
    let row = rule.rows.iter().position(|row| days <= i64::from(row.to)).unwrap_or(rule.rows.len());
    if row == 0 {
        return None;
    }
    let heavy = facts.working.is_some_and(|working| share_is_at_least(last, rule.heavy, working));
    let Some(row) = rule.rows.get(row + usize::from(heavy)) else { return Some(Then::Beyond) };
    match row.then {
        MissedThen::GoOn => None,
        MissedThen::Repeat => Some(Then::Repeat),
        MissedThen::Lower => Some(Then::Lower(row.points.unwrap_or(Points::from_tenths(0)))),
        MissedThen::Restart => Some(Then::Restart),
    }
}
