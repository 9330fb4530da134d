//! Which way back, and how long its phases are. Knows nothing of loads or slots.

use crate::plan::{Because, Track};
use crate::profile::{PainStatus, Profile};
use crate::protocol::{Protocol, RuleId};
use chrono::{Days, NaiveDate};

/// The phases before the first deadlift, and the days on which that may be.
#[derive(Debug, Clone)]
pub struct Outline {
    /// Which way back.
    pub track: Track,
    /// Why this one.
    pub because: Because,
    /// Days of Phase 1; none where it is done, or not on this track.
    pub phase_1_days: Option<u16>,
    /// Phase 2: its first day, and the last it may reach.
    pub phase_2: Option<Phase2>,
    /// The first day on which the first deadlift may be.
    pub open_from: NaiveDate,
    /// The last such day.
    pub open_to: NaiveDate,
    /// Why the reload starts low, in words; empty where it starts at the standard percentage.
    pub marks: Vec<String>,
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

/// Decides track and phase lengths (decisions, sections 2 and 3) for a plan that begins on `start`.
pub fn outline(profile: &Profile, protocol: &Protocol, start: NaiveDate) -> Outline {
    let rules = &protocol.rules;
    let pain = &profile.pain;
    let three_phase = match pain.status {
        PainStatus::PainFree | PainStatus::Nagging | PainStatus::Soreness => false,
        PainStatus::Acute | PainStatus::Settled => true,
    };
    if !three_phase {
        return Outline {
            track: Track::TechniqueReload,
            because: Because::of(RuleId::TrackTechnique),
            phase_1_days: None,
            phase_2: None,
            open_from: start,
            open_to: start + Days::new(6),
            marks: Vec::new(),
        };
    }
    let settled = pain.status == PainStatus::Settled && pain.pain_free_days >= rules.phase_1_exit.value.pain_free_days && pain.full_range;
    let phase_1_days = (!settled).then(|| {
        let length = &rules.phase_1_length.value;
        let worst = [pain.worst, pain.now, pain.morning].into_iter().flatten().max();
        match worst {
            None => length.unknown,
            Some(worst) => length
                .by_worst
                .iter()
                .find(|row| worst.score() <= row.to)
                .or(length.by_worst.last())
                .map_or(length.last_day, |row| row.days),
        }
    });
    let from = start + Days::new(u64::from(phase_1_days.unwrap_or(0)));
    let length = rules.phase_2_length.value;
    let pain_days = pain_days(profile, start);
    let lay_off = profile.deadlift.last_lifted.map(|last| (start - last).num_days());
    let long_lay_off = |weeks: u16| lay_off.is_some_and(|days| days > i64::from(weeks) * 7);
    let long = profile.age_band >= length.age_band
        || pain.episodes >= length.episodes
        || pain_days.is_some_and(|days| days > i64::from(length.pain_days))
        || long_lay_off(length.lay_off_weeks);
    let (open_from, open_to) = if long {
        // The long Phase 2 cannot stretch: the first deadlift is in the week after it.
        let open = from + Days::new(u64::from(length.long));
        (open, open + Days::new(6))
    } else {
        (from + Days::new(u64::from(length.days)), from + Days::new(u64::from(length.long)))
    };
    let start_rule = rules.reload_start.value;
    let mut marks = Vec::new();
    if let Some(worst) = pain.worst.filter(|worst| worst.score() >= start_rule.worst) {
        marks.push(format!("worst pain {worst} of 10"));
    }
    if let Some(days) = pain_days.filter(|days| *days > i64::from(start_rule.pain_days)) {
        marks.push(format!("{days} days of pain"));
    }
    if pain.episodes >= start_rule.episodes {
        marks.push(format!("{} episodes", pain.episodes));
    }
    if let Some(days) = lay_off.filter(|_| long_lay_off(start_rule.lay_off_weeks)) {
        marks.push(format!("{} weeks since the last deadlift", days / 7));
    }
    Outline {
        track: Track::ThreePhase,
        because: Because::of(RuleId::TrackThreePhase),
        phase_1_days,
        phase_2: Some(Phase2 { from, latest: from + Days::new(u64::from(length.long) - 1) }),
        open_from,
        open_to,
        marks,
    }
}

/// How many days the pain lasted, or has lasted until `day`.
fn pain_days(profile: &Profile, day: NaiveDate) -> Option<i64> {
    let lasted = (day - profile.pain.began?).num_days();
    Some(match profile.pain.status {
        PainStatus::Settled => lasted - i64::from(profile.pain.pain_free_days),
        _ => lasted,
    })
}
