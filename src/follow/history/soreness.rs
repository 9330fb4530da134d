//! Every session but a deadlift: only its pain counts, and how long Phases 1 and 2 last by it.

use super::historian::{Aftermath, Historian};
use crate::follow::response;
use crate::log::Entry;
use crate::plan::{Because, Outcome, Phase, Response, Session};
use crate::planner::{self, Next};
use crate::protocol::RuleId;
use crate::words::day;
use chrono::{Days, NaiveDate};

impl Historian<'_> {
    /// A routine, a core session, a check, one of the lifter's own.
    pub(super) fn elsewhere(&mut self, entry: &Entry, session: &Session) {
        self.felt(entry, session.phase);
    }

    /// What is told of a day: its pain counts like that of a session on it.
    pub(super) fn day(&mut self, entry: &Entry) {
        if !entry.pain.is_empty() || entry.medicine == Some(true) || entry.gate.is_some() {
            self.felt(entry, self.phase_on(entry.date));
        }
    }

    /// The phase that a day belongs to, by how long the phases have become by now.
    pub(super) fn phase_on(&self, day: NaiveDate) -> Phase {
        let outline = planner::outline(&self.history.profile, self.protocol, self.history.cycle);
        let phase_1 = outline.phase_1_days.map(|days| i64::from(days).max(self.phase_1_needs().unwrap_or(0)));
        match phase_1 {
            _ if self.history.climb.reference().is_some() => Phase::Loading,
            Some(days) if (day - self.history.cycle).num_days() < days => Phase::PainResolution,
            _ if outline.phase_2.is_some() => Phase::Movement,
            _ => Phase::Loading,
        }
    }

    /// Pain outside of a deadlift, in a phase.
    pub(super) fn felt(&mut self, entry: &Entry, phase: Phase) {
        if self.history.climb.reference().is_some() && !phase.is_before_loading() {
            return self.felt_while_loading(entry);
        }
        let pain = entry.pain.highest().map(|pain| pain.score());
        let judged = response::judge(entry, None, self.usual(), self.protocol).pain;
        // A day without pain is one without painkillers.
        let medicated = self.is_medicated(entry);
        let free = pain.map(|pain| pain == 0 && !medicated);
        let is_sore = pain.is_some_and(|pain| pain > 0) || medicated || entry.gate == Some(false);
        let phase = if is_sore && self.is_still_phase_1(entry, phase) { Phase::PainResolution } else { phase };
        if !is_sore && (free == Some(true) || entry.gate == Some(true)) {
            self.quiet = self.quiet.max(Some(entry.date));
        }
        let outcome = match phase {
            Phase::PainResolution => of_phase_1(judged, if is_sore { Some(false) } else { free }),
            Phase::Movement => of_phase_2(judged, pain, is_sore, self.protocol.rules.pain_trigger.value),
            Phase::Loading | Phase::Aftercare => beside_the_load(judged, pain),
        };
        self.leads_to(entry, outcome.clone());
        let below = self.history.climb.reference().is_none();
        if below && phase == Phase::PainResolution {
            self.felt_in_phase_1(entry, is_sore, outcome.response);
        } else if outcome.response == Response::Restart {
            self.restart(entry);
        } else if below && is_sore {
            self.sore = self.sore.max(Some(entry.date));
        }
    }

    /// Pain beside the deadlifts. Within the hours that pain after one takes to settle it is what came of that deadlift, as a
    /// morning is; later the load waits where it is, and the lifter's own lifts are light until a good day.
    fn felt_while_loading(&mut self, entry: &Entry) {
        let pain = entry.pain.highest().map(|pain| pain.score());
        let judged = response::judge(entry, None, self.usual(), self.protocol).pain;
        if judged.response == Response::Restart {
            self.leads_to(entry, judged);
            return self.restart(entry);
        }
        self.good_day(entry);
        let above = pain.is_some_and(|pain| pain > self.protocol.rules.pain_trigger.value);
        if let Some(aftermath) = self.aftermath.filter(|aftermath| above && self.comes_of(aftermath, entry.date)) {
            self.leads_to(entry, judged);
            return self.hurt_afterwards(entry, aftermath);
        }
        let outcome = beside_the_load(judged, pain);
        self.leads_to(entry, outcome.clone());
        if outcome.response == Response::Repeat {
            let gaps = self.gaps(entry, None);
            self.cause(entry.id(), Response::Repeat, "cause-elsewhere", &gaps, RuleId::RepeatLoad);
            self.next(Next::Hold(RuleId::RepeatLoad));
            if above {
                self.history.own_light = self.history.own_light.max(Some(entry.date));
            }
        }
    }

    /// Whether pain on a day is still what came of a deadlift.
    fn comes_of(&self, deadlift: &Aftermath, day: NaiveDate) -> bool {
        let hours = (day - deadlift.day).num_days() * 24;
        (0..=i64::from(self.protocol.rules.review_load.value.hours)).contains(&hours)
    }

    /// A day on which the back was quiet ends what a bad one began.
    pub(super) fn good_day(&mut self, entry: &Entry) {
        let good = entry.pain.highest().is_some_and(|pain| pain.score() <= self.protocol.rules.go_on.value);
        if good && !self.is_medicated(entry) {
            self.history.own_light = self.history.own_light.filter(|bad| entry.date <= *bad);
        }
    }

    /// Whether a day that hurts between Phase 1 and the first deadlift is one of Phase 1 all the same: nobody has told a day
    /// without pain since it last hurt, so that its gate was not passed. From its last day on silence counts as passed, unless
    /// it is told that it was not.
    fn is_still_phase_1(&self, entry: &Entry, phase: Phase) -> bool {
        let outline = planner::outline(&self.history.profile, self.protocol, self.history.cycle);
        let has_phase_1 = phase == Phase::Movement && outline.phase_1_days.is_some() && entry.date >= self.history.cycle;
        let is_open = self.quiet.is_none_or(|quiet| self.sore_in_phase_1.is_some_and(|sore| sore >= quiet));
        let day = (entry.date - self.history.cycle).num_days() + 1;
        let last_day = i64::from(self.protocol.rules.phase_1_length.value.last_day);
        has_phase_1 && is_open && (day <= last_day || entry.gate == Some(false))
    }

    /// Pain of Phase 1 makes it longer, and strong pain lets it begin again; in both, its last day stays its last day.
    fn felt_in_phase_1(&mut self, entry: &Entry, is_sore: bool, response: Response) {
        if !is_sore {
            return;
        }
        self.sore_in_phase_1 = self.sore_in_phase_1.max(Some(entry.date));
        if response == Response::Restart {
            self.phase_1_again(entry);
        }
        let last_day = self.protocol.rules.phase_1_length.value.last_day;
        if self.phase_1_needs().is_some_and(|days| days > i64::from(last_day)) {
            self.refer_late(entry.date, RuleId::Phase1Length, "cause-phase-1-late", &[("last", last_day.to_string())]);
        }
    }

    /// How many days of Phase 1 it takes until the back has been quiet for as long as it has to be; where strong pain let it
    /// begin again, also until it has lasted from there for as long as that pain asks for.
    pub(super) fn phase_1_needs(&self) -> Option<i64> {
        let rules = &self.protocol.rules;
        let planned = planner::outline(&self.history.profile, self.protocol, self.history.cycle).phase_1_days?;
        let days_to = |day: NaiveDate| (day - self.history.cycle).num_days() + 1;
        let quiet = self.sore_in_phase_1.map(|sore| days_to(sore) + i64::from(rules.phase_1_exit.value.pain_free_days));
        let again = self.again_in_phase_1.map(|again| days_to(again) + i64::from(planned));
        quiet.max(again)
    }

    /// Phases 1 and 2 last until the back has been quiet for the days it has to be.
    pub(super) fn before_loading(&mut self) {
        if self.history.climb.reference().is_some() {
            return;
        }
        let quiet = i64::from(self.protocol.rules.phase_1_exit.value.pain_free_days);
        let outline = planner::outline(&self.history.profile, self.protocol, self.history.cycle);
        let date = |sore: NaiveDate| [("date", day::in_a_sentence(sore))];
        if let (Some(sore), Some(needed), Some(planned)) = (self.sore_in_phase_1, self.phase_1_needs(), outline.phase_1_days)
            && needed > i64::from(planned)
        {
            self.history.phase_1_days = u16::try_from(needed).ok();
            if self.again_in_phase_1 != Some(sore) {
                self.cause(None, Response::Repeat, "cause-phase-1", &date(sore), RuleId::Phase1Exit);
            }
        }
        let (Some(sore), Some(phase_2)) = (self.sore, outline.phase_2) else { return };
        let not_before = sore + Days::new(quiet as u64 + 1);
        if not_before > phase_2.latest + Days::new(7) {
            self.refer_late(sore, RuleId::Phase2Length, "cause-phase-2-late", &[]);
        } else if not_before > outline.open_from {
            self.history.not_before = self.history.not_before.max(Some(not_before));
            self.cause(None, Response::Repeat, "cause-phase-2", &date(sore), RuleId::Phase3Entry);
        }
    }
}

/// It is the pain that Phase 1 is for, unless it is so strong that the phase begins again. `free`: whether the day was free of
/// pain, where that is known.
fn of_phase_1(judged: Outcome, free: Option<bool>) -> Outcome {
    if judged.response >= Response::Restart {
        return judged;
    }
    let response = if free == Some(true) { Response::GoOn } else { Response::Repeat };
    Outcome { response, because: Because::of(RuleId::Phase1Exit) }
}

/// Phase 2 begins without pain: more than the trigger leads back, less makes it longer.
fn of_phase_2(judged: Outcome, pain: Option<u8>, is_sore: bool, trigger: u8) -> Outcome {
    if judged.response >= Response::Restart {
        return judged;
    }
    if pain.is_some_and(|pain| pain > trigger) {
        return Outcome { response: Response::Restart, because: Because::of(RuleId::BackToStart).and(RuleId::PhaseOrder) };
    }
    let response = if is_sore { Response::Repeat } else { Response::GoOn };
    Outcome { response, because: Because::of(RuleId::Phase3Entry) }
}

/// Outside of the deadlift no load can be lowered; it waits where it is.
fn beside_the_load(judged: Outcome, pain: Option<u8>) -> Outcome {
    match judged.response {
        Response::Repeat if pain.is_none() => Outcome { response: Response::GoOn, because: Because::of(RuleId::GoOn) },
        Response::Review => Outcome { response: Response::Repeat, ..judged },
        _ => judged,
    }
}
