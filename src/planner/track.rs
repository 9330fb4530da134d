//! Which way back, how long its phases are, and what makes it begin low. Knows nothing of loads or slots.

use crate::plan::Track;
use crate::profile::{PainStatus, Profile};
use crate::protocol::Protocol;
use chrono::{Days, NaiveDate};

/// The phases before the first deadlift, and the days on which that may be.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Days of Phase 1; none where it is done, or not on this track.
    pub phase_1_days: Option<u16>,
    /// Phase 2: its first day, and the last it may reach.
    pub phase_2: Option<Phase2>,
    /// The first day on which the first deadlift may be.
    pub open_from: NaiveDate,
    /// The last such day.
    pub open_to: NaiveDate,
}

impl Outline {
    /// Makes Phase 1 longer where it has to be, and opens the deadlift no sooner than it can be.
    pub fn put_off(&mut self, phase_1_days: Option<u16>, not_before: NaiveDate, from: NaiveDate) {
        if let (Some(longer), Some(planned)) = (phase_1_days, self.phase_1_days)
            && let Some(more) = longer.checked_sub(planned)
        {
            let more = Days::new(u64::from(more));
            self.phase_1_days = Some(longer);
            self.phase_2 = self.phase_2.map(|phase_2| Phase2 { from: phase_2.from + more, latest: phase_2.latest + more });
            self.open_from = self.open_from + more;
            self.open_to = self.open_to + more;
        }
        self.open_from = self.open_from.max(not_before).max(from);
        self.open_to = self.open_to.max(self.open_from + Days::new(6));
    }
}

/// Phase 2.
#[derive(Debug, Clone, Copy)]
pub struct Phase2 {
    /// Its first day.
    pub from: NaiveDate,
    /// The last day it may reach.
    pub latest: NaiveDate,
}

/// Which way back (decisions, section 2): technique and reload alone where nothing hurts, or no more than a nagging.
pub fn track(profile: &Profile) -> Track {
    match profile.pain.status {
        PainStatus::PainFree | PainStatus::Nagging | PainStatus::Soreness => Track::TechniqueReload,
        PainStatus::Acute | PainStatus::Settled => Track::ThreePhase,
    }
}

/// How long the phases are (decisions, section 3), where they begin on `start`.
pub fn outline(profile: &Profile, protocol: &Protocol, start: NaiveDate) -> Outline {
    if track(profile) == Track::TechniqueReload {
        return Outline { phase_1_days: None, phase_2: None, open_from: start, open_to: start + Days::new(6) };
    }
    let phase_1_days = phase_1_days(profile, protocol);
    let from = start + Days::new(u64::from(phase_1_days.unwrap_or(0)));
    let length = protocol.rules.phase_2_length.value;
    let long = profile.age_band >= length.age_band
        || profile.pain.episodes >= length.episodes
        || pain_days(profile, start).is_some_and(|days| days > i64::from(length.pain_days))
        || lay_off(profile, start).is_some_and(|days| days > i64::from(length.lay_off_weeks) * 7);
    let (open_from, open_to) = if long {
        // The long Phase 2 cannot stretch: the first deadlift is in the week after it.
        let open = from + Days::new(u64::from(length.long));
        (open, open + Days::new(6))
    } else {
        (from + Days::new(u64::from(length.days)), from + Days::new(u64::from(length.long)))
    };
    let phase_2 = Phase2 { from, latest: from + Days::new(u64::from(length.long) - 1) };
    Outline { phase_1_days, phase_2: Some(phase_2), open_from, open_to }
}

/// Days of Phase 1, by the worst pain; none where the back has been quiet long enough already.
fn phase_1_days(profile: &Profile, protocol: &Protocol) -> Option<u16> {
    let rules = &protocol.rules;
    let pain = &profile.pain;
    // Days free of pain are days without painkillers.
    let free = pain.pain_free_days >= rules.phase_1_exit.value.pain_free_days && !pain.is_medicated();
    if pain.status == PainStatus::Settled && free && pain.full_range {
        return None;
    }
    let length = &rules.phase_1_length.value;
    let Some(worst) = pain.highest() else { return Some(length.unknown) };
    let row = length.by_worst.iter().find(|row| worst.score() <= row.to).or(length.by_worst.last());
    Some(row.map_or(length.last_day, |row| row.days))
}

/// Why the reload starts at the lower percentage, in words, for phases that begin on `start`; empty where it starts at the
/// standard one.
pub fn risks(profile: &Profile, protocol: &Protocol, start: NaiveDate) -> Vec<String> {
    let rule = protocol.rules.reload_start.value;
    let pain = &profile.pain;
    let mut risks = Vec::new();
    if track(profile) == Track::TechniqueReload {
        return risks;
    }
    if let Some(worst) = pain.highest().filter(|worst| worst.score() >= rule.worst) {
        risks.push(format!("worst pain {worst} of 10"));
    }
    if let Some(days) = pain_days(profile, start).filter(|days| *days > i64::from(rule.pain_days)) {
        risks.push(format!("{days} days of pain"));
    }
    if pain.episodes >= rule.episodes {
        risks.push(format!("{} episodes", pain.episodes));
    }
    if let Some(days) = lay_off(profile, start).filter(|days| *days > i64::from(rule.lay_off_weeks) * 7) {
        risks.push(format!("{} weeks since the last deadlift", days / 7));
    }
    risks
}

/// Days from the last deadlift to `day`.
fn lay_off(profile: &Profile, day: NaiveDate) -> Option<i64> {
    profile.deadlift.last_lifted.map(|last| (day - last).num_days())
}

/// How many days the pain lasted, or has lasted until `day`.
fn pain_days(profile: &Profile, day: NaiveDate) -> Option<i64> {
    let lasted = (day - profile.pain.began?).num_days();
    Some(match profile.pain.status {
        PainStatus::Settled => lasted - i64::from(profile.pain.pain_free_days),
        _ => lasted,
    })
}
