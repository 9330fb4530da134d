//! After days without a deadlift the load goes on, stays or goes down, by their number (decisions, section 8).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::gap::{Then, gap};
use super::heavy_day::HeavyDay;
use super::share::{share, thousandths};
use super::start::is_bar_alone;
use crate::plan::Phase;
use crate::protocol::RuleId;
use crate::units::Load;

pub(super) const CONSTRAINTS: &[Constraint] = &[ruled("missed-days", RuleId::MissedDays, missed_days).searching(&["weeks"])];

/// Up to 10 days the plan goes on, then the load repeats, goes down by 10 or 20 points, or begins again at 50 %; after more
/// than 56 days Phase 2 comes first. From 80 % of the working weight on, one row further down.
fn missed_days(facts: &Facts, findings: &mut Findings) {
    let Some(working) = facts.working else { return };
    let rule = &facts.rules.missed_days.value;
    for at in 1..facts.heavy_days.len() {
        let (before, after) = (&facts.heavy_days[at - 1], &facts.heavy_days[at]);
        if after.past {
            continue;
        }
        findings.applies();
        let Some(gap) = gap(facts, at) else { continue };
        let days = gap.days;
        let may_follow = |(last, then): &(Load, Then)| Some((most_after(facts, working, *last, *then)?, *then));
        let Some((most, then)) = gap.readings.iter().filter_map(may_follow).max_by_key(|(most, _)| *most) else { continue };
        let limit = match then {
            Then::Repeat => "the last load again".to_owned(),
            Then::Lower(points) => format!("at least {points} points lower"),
            Then::Restart => format!("again from {} %", facts.rules.reload_start.value.standard),
            Then::Beyond => format!("movement first, then again from {} %", rule.beyond.start),
        };
        let starts_over = matches!(then, Then::Restart | Then::Beyond);
        let bar_alone = || if starts_over { is_bar_alone(facts, after.load, working) } else { facts.is_lightest(after.load) };
        if after.load.thousandths() > most && !bar_alone() {
            findings.violation(
                after.path(),
                format!("{} after {} and {days} days without a deadlift", after.load, before.reference),
                limit,
                facts.or_less(most, after.load),
            );
        }
        if gap.is(|then| then == Then::Beyond) {
            beyond(facts, findings, before, after, days);
        }
    }
}

/// The most that may follow a load, in thousandths.
fn most_after(facts: &Facts, working: Load, last: Load, then: Then) -> Option<i64> {
    let from = |start| Some(share(working, start).min(last.thousandths()));
    match then {
        Then::Repeat => Some(last.thousandths()),
        Then::Lower(points) => facts.lower_by(last, points),
        Then::Restart => from(facts.rules.reload_start.value.standard),
        Then::Beyond => from(facts.rules.missed_days.value.beyond.start),
    }
}

/// After the longest gaps movement comes first, and the working weight goes down.
fn beyond(facts: &Facts, findings: &mut Findings, before: &HeavyDay, after: &HeavyDay, days: i64) {
    let rule = facts.rules.missed_days.value.beyond;
    let mut phases = facts.plan.summary.phases.iter();
    if !phases.any(|span| span.phase == Phase::Movement && span.from > before.day && span.to < after.day) {
        findings.violation(
            after.session.map_or(format!("weeks[{}]", after.at), |placed| format!("{}.start", placed.path())),
            format!("a deadlift after {days} days without one"),
            "movement comes before it",
            "put the movement phase in",
        );
    }
    // What the percentages were of before: from a load and its percentage, which is rounded to a tenth.
    let was = before.week.deadlift.as_ref().filter(|deadlift| deadlift.percent.tenths() > 0);
    let (Some(working), Some(was)) = (facts.working, was) else { return };
    if !before.past {
        return;
    }
    let (over, under) = (thousandths(was.load) * 2000, 2 * i128::from(was.percent.tenths()) - 1);
    if thousandths(working) * under * 1000 > over * i128::from(1000 - rule.off.tenths()) {
        findings.violation(
            "profile.deadlift.working_weight",
            format!("{working} after {days} days without a deadlift"),
            format!("{} % less than before", rule.off),
            "lower the working weight",
        );
    }
}
