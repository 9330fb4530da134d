//! What in the lifter's history asks for more care: a lower start, a longer Phase 2 (decisions, sections 3 and 4).

use super::placed::is_missed;
use super::timeline::Timeline;
use crate::plan::Track;
use crate::profile::PainStatus;
use crate::units::Percent;
use chrono::NaiveDate;

impl Timeline<'_> {
    /// Whether the pain stopped the lift, so that the way goes through three phases (decisions, section 2).
    pub fn stopped_the_lift(&self) -> bool {
        matches!(self.plan.profile.pain.status, PainStatus::Acute | PainStatus::Settled)
    }

    /// Whether the pain lasted, or has lasted until the first day, more than so many days; in words.
    pub fn long_pain(&self, days: u16) -> Option<String> {
        let pain = &self.plan.profile.pain;
        let free = if pain.status == PainStatus::Settled { i64::from(pain.pain_free_days) } else { 0 };
        let lasted = pain.began.map(|began| (self.first_day() - began).num_days() - free);
        lasted.filter(|lasted| *lasted > i64::from(days)).map(|_| format!("after more than {days} days of pain"))
    }

    /// How many days Phase 1 lasts after a worst pain; nothing is known where none was given.
    pub fn phase_1_days(&self, worst: Option<u8>) -> u16 {
        let rule = &self.protocol.rules.phase_1_length.value;
        let row = worst.and_then(|worst| rule.by_worst.iter().find(|row| worst <= row.to).or(rule.by_worst.last()));
        row.map_or(rule.unknown, |row| row.days)
    }

    pub fn many_episodes(&self, least: u8) -> Option<String> {
        let episodes = self.plan.profile.pain.episodes;
        (episodes >= least).then(|| format!("after {episodes} episodes"))
    }

    pub fn long_lay_off(&self, weeks: u16) -> Option<String> {
        let first = self.first_day();
        let days = self.last_lifted(first).map(|last| (first - last).num_days());
        days.filter(|days| *days > 7 * i64::from(weeks)).map(|_| format!("more than {weeks} weeks after the last deadlift"))
    }

    /// The last deadlift before a day, by the profile or by what was done since.
    fn last_lifted(&self, before: NaiveDate) -> Option<NaiveDate> {
        let done = self.deadlifts().filter(|placed| placed.session.done.is_some() && !is_missed(placed.session));
        done.map(|placed| placed.day()).filter(|day| *day < before).chain(self.plan.profile.deadlift.last_lifted).max()
    }

    /// The percentage of the working weight that a way back starts at the most.
    pub fn start(&self) -> Percent {
        let rule = self.protocol.rules.reload_start.value;
        if self.lower_start().is_some() { rule.marked } else { rule.standard }
    }

    /// Why the way back starts lower than usual. Whoever needs three phases is asked, also where the plan says otherwise.
    pub fn lower_start(&self) -> Option<String> {
        let rule = self.protocol.rules.reload_start.value;
        if !self.stopped_the_lift() && self.plan.summary.track != Track::ThreePhase {
            return None;
        }
        let pain = &self.plan.profile.pain;
        let worst = [pain.worst, pain.now, pain.morning].into_iter().flatten().max().filter(|worst| worst.score() >= rule.worst);
        worst
            .map(|worst| format!("after worst pain of {worst}"))
            .or_else(|| self.long_pain(rule.pain_days))
            .or_else(|| self.many_episodes(rule.episodes))
            .or_else(|| self.long_lay_off(rule.lay_off_weeks))
    }
}
