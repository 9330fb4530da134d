//! Deloads: as often as the lifter's age asks for, at the load before, with half the sets (decisions, section 4).

use super::constraint::{Constraint, Findings, ruled};
use super::facts::Facts;
use crate::protocol::RuleId;

pub(super) const CONSTRAINTS: &[Constraint] =
    &[ruled("deload-rhythm", RuleId::DeloadRhythm, rhythm).searching(&["weeks"]), ruled("deload-hold", RuleId::DeloadHold, hold)];

/// How many loading weeks lie behind, at the least and at the most. What was done may be read in two ways:
/// a week that went down counts as the first of the new count or as what a deload is.
#[derive(Clone, Copy)]
struct Count {
    least: u32,
    most: u32,
}

impl Count {
    const DELOAD: Count = Count { least: 0, most: 0 };
    const FIRST: Count = Count { least: 1, most: 1 };

    /// With a heavy deadlift that is no deload: one more, or the first again after a break or where the load went down.
    fn with(self, facts: &Facts, at: usize) -> Count {
        let one_more = Count { least: self.least + 1, most: self.most + 1 };
        let Some((before, after)) = facts.step(at) else { return one_more };
        if !facts.same_cycle(before, after) || facts.is_after_gap(at) {
            return Count::FIRST;
        }
        // The easy weeks between near-maximal ones in aftercare go down by plan, and count. In a plan
        // without a past nothing else goes down.
        let may_fall = (before.past || facts.skips_a_week(at) || facts.is_decided(after)) && !facts.is_easy_after(before.load, after.load);
        // A lighter week that was decided after the return is one at the top, and counts.
        if may_fall && after.load < before.reference && !facts.is_decided(after) {
            Count { least: 0, most: 1 }
        } else if may_fall && (after.load < before.load || after.reference < before.reference) {
            Count { least: 0, most: one_more.most }
        } else {
            one_more
        }
    }
}

/// From 41 on, a deload after every three or four loading weeks, before that after six to eight: fatigue that adds up
/// spoils technique.
fn rhythm(facts: &Facts, findings: &mut Findings) {
    let every = facts.rules.deload_rhythm.value.of(facts.plan.profile.age_band);
    let limit = format!("after every {} to {} loading weeks at this age", every.from, every.to);
    let mut since = Count::DELOAD;
    for (at, heavy) in facts.heavy_days.iter().enumerate() {
        let path = format!("weeks[{}].deload", heavy.at);
        if !heavy.past {
            findings.applies();
        }
        if heavy.week.is_deload() {
            // Where something was noted late, what the weeks before were is not what they were planned as: a deload that comes
            // sooner for it is the careful side.
            if since.most < every.from && !heavy.past && !facts.plan.hindsight {
                findings.violation(path, format!("a deload after {} loading weeks", since.most), &*limit, "load on until it is due");
            }
            since = Count::DELOAD;
            continue;
        }
        since = since.with(facts, at);
        if since.least == every.to + 1 && !heavy.past {
            findings.violation(path, format!("loading week {} since the last deload", since.least), &*limit, "make this week a deload");
        }
    }
}

/// A deload holds the load before it, with half the sets; the week after it steps from that same load.
fn hold(facts: &Facts, findings: &mut Findings) {
    for (at, heavy) in facts.heavy_days.iter().enumerate().filter(|(_, heavy)| heavy.week.is_deload() && !heavy.past) {
        findings.applies();
        let Some((before, _)) = facts.step(at) else {
            findings.violation(heavy.path(), "the first deadlift week is a deload", "a deload holds the load before it", "load first");
            continue;
        };
        // From a week near the maximum a deload goes down where the next one may not be near it again.
        let is_easy = facts.is_easy_after(before.load, heavy.load);
        // After a session that was done, what it asks for comes first, and may be less.
        let answers = before.past && (heavy.load <= before.load || facts.may_be_asked_as(heavy.load, before));
        // So does what was decided of it.
        let answers = answers || (facts.is_decided(heavy) && heavy.load <= before.load);
        if !is_easy && !answers && before.load.thousandths() != heavy.load.thousandths() {
            findings.violation(
                heavy.path(),
                format!("{} after {}", heavy.load, before.load),
                "a deload holds the load before it, with half the sets",
                format!("stay at {}", before.load),
            );
        }
    }
}
