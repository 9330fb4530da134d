//! How fast loads may rise (decisions, section 4).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use super::heavy_day::HeavyDay;
use super::share::thousandths;
use crate::protocol::RuleId;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("weekly-rise", RuleId::ReloadRise, weekly_rise), ruled("near-max-rise", RuleId::ReloadNearMax, near_max_rise)];

/// What a rise breaks: what was seen, what is allowed, what would mend it.
pub(super) struct TooFast {
    pub observed: String,
    pub limit: String,
    pub mend: String,
}

/// Whether a deadlift rises too fast over the one before it: above the protocol's cap, or what the lifter prefers where
/// that is less.
pub(super) fn too_fast(facts: &Facts, at: usize) -> Option<TooFast> {
    let working = facts.working?;
    let cap = facts.rules.reload_rise.value.cap.min(facts.plan.profile.preferences.weekly_rise);
    let (before, after) = facts.step(at)?;
    let (from, to) = (before.reference, after.load);
    if facts.rise_within(from, to, cap) == Some(true) || has_been_there(facts, at) {
        return None;
    }
    let observed = format!("rises {} points from {from} to {to}", facts.points(from, to));
    if facts.rack.above(from.thousandths()) != Some(to.thousandths()) || cap.tenths() <= 0 {
        let mend = "rise to a lighter load first".to_owned();
        return Some(TooFast { observed, limit: format!("at most {cap} points of {working}"), mend });
    }
    // The plates force the step: so many weeks at the load before that the rise per week stays within the cap.
    let rise = (thousandths(to) - thousandths(from)) * 1000;
    let per_week = i128::from(cap.tenths()) * thousandths(working);
    let wanted = (rise + per_week - 1) / per_week;
    // Where something was noted late, more may have been lifted than counts by now.
    let stays = |heavy: &&HeavyDay| heavy.reference == from || (facts.plan.hindsight && heavy.past && heavy.reference > from);
    let weeks = facts.heavy_days[..at].iter().rev().take_while(stays).count() as i128;
    (weeks < wanted).then(|| TooFast {
        observed: format!("{observed}, after {weeks} at {from}"),
        limit: format!("a step that the plates force above {cap} points comes after {wanted} weeks at the load before it"),
        mend: format!("hold {from} for {} more", wanted - weeks),
    })
}

/// Whether nothing new is lifted: in aftercare, or from an easy week back to a near-maximal load.
fn has_been_there(facts: &Facts, at: usize) -> bool {
    let Some((before, after)) = facts.step(at) else { return false };
    let lifted = || facts.heavy_days[facts.climb().min(at)..at].iter().any(|heavy| heavy.load >= after.load);
    facts.is_easy_after(after.load, before.load) && lifted()
}

/// No step above 10 points of the working weight, and none down on the way up. From what was done to what is planned:
/// `never-faster`.
fn weekly_rise(facts: &Facts, findings: &mut Findings) {
    for at in 1..facts.heavy_days.len() {
        let (before, after) = (&facts.heavy_days[at - 1], &facts.heavy_days[at]);
        if before.past || after.past || facts.working.is_none() {
            continue;
        }
        findings.applies();
        if after.load < before.load {
            let climbing = facts.returned().is_some_and(|top| at <= top);
            if climbing && !facts.skips_a_week(at) && !facts.is_decided(after) {
                findings.warning(
                    after.path(),
                    format!("falls from {} to {}", before.load, after.load),
                    "a plan never goes down on its way up",
                    "hold the load, or make it a revision",
                );
            }
        } else if after.load > before.load
            && let Some(TooFast { observed, limit, mend }) = too_fast(facts, at)
        {
            findings.violation(after.path(), observed, limit, mend);
        }
    }
}

/// No step above 5 points onto a load that is 90 % or more of the one-rep maximum.
fn near_max_rise(facts: &Facts, findings: &mut Findings) {
    let rule = facts.rules.reload_near_max.value;
    for at in 1..facts.heavy_days.len() {
        let (from, after) = (facts.heavy_days[at - 1].reference, &facts.heavy_days[at]);
        if after.past || after.load <= from || !facts.of_one_rep(after.load, rule.from) {
            continue;
        }
        findings.applies();
        if !has_been_there(facts, at) && facts.rise_within(from, after.load, rule.cap) == Some(false) {
            findings.violation(
                after.path(),
                format!("rises {} points onto {}, near the maximum", facts.points(from, after.load), after.load),
                format!("at most {} points onto {} % of the one-rep maximum or more", rule.cap, rule.from),
                "put a smaller step before it",
            );
        }
    }
}
