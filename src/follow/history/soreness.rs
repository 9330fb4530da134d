//! Every session but a deadlift: only its pain counts, and how long Phases 1 and 2 last by it.

use super::historian::Historian;
use crate::follow::response;
use crate::log::{Entry, PainKind};
use crate::plan::{Because, Outcome, Phase, Response, Session};
use crate::planner::{self, Next};
use crate::protocol::RuleId;
use crate::words::day;
use chrono::{Days, NaiveDate};

impl Historian<'_> {
    /// A routine, a core session, a check, one of the lifter's own.
    pub(super) fn elsewhere(&mut self, entry: &Entry, session: &Session) {
        let pain = entry.pain.highest().map(|pain| pain.score());
        if self.history.climb.reference().is_none() && pain.is_some_and(|pain| pain > 0) {
            let sore = if session.phase == Phase::PainResolution { &mut self.sore_in_phase_1 } else { &mut self.sore };
            *sore = (*sore).max(Some(entry.date));
        }
        let judged = response::judge(entry, None, self.usual(), self.protocol).pain;
        let outcome = match session.phase {
            Phase::PainResolution => of_phase_1(judged, pain, entry.pain.kind),
            Phase::Movement => of_phase_2(judged, pain, self.protocol.rules.pain_trigger.value),
            Phase::Loading | Phase::Aftercare => beside_the_load(judged, pain),
        };
        self.leads_to(entry, outcome.clone());
        let loading = matches!(session.phase, Phase::Loading | Phase::Aftercare);
        match outcome.response {
            Response::Restart => self.restart(entry),
            Response::Refer => self.refer(entry, &outcome, "cause-kind"),
            Response::Repeat if loading && self.history.climb.reference().is_some() => {
                let gaps = self.gaps(entry, None);
                self.cause(entry.id(), Response::Repeat, "cause-elsewhere", &gaps, RuleId::RepeatLoad);
                self.next(Next::Hold(RuleId::RepeatLoad));
            }
            _ => {}
        }
    }

    /// Phases 1 and 2 last until the back has been quiet for the days it has to be.
    pub(super) fn before_loading(&mut self) {
        if self.history.climb.reference().is_some() {
            return;
        }
        let quiet = i64::from(self.protocol.rules.phase_1_exit.value.pain_free_days);
        let outline = planner::outline(&self.history.profile, self.protocol, self.history.cycle);
        let date = |sore: NaiveDate| [("date", day::in_a_sentence(sore))];
        if let (Some(sore), Some(planned)) = (self.sore_in_phase_1, outline.phase_1_days) {
            let last_day = i64::from(self.protocol.rules.phase_1_length.value.last_day);
            let needed = (sore - self.history.cycle).num_days() + 1 + quiet;
            if needed > last_day {
                self.refer_late(sore, RuleId::Phase1Length, "stop-phase-1", &[("last", last_day.to_string())]);
                return;
            }
            if needed > i64::from(planned) {
                self.history.phase_1_days = u16::try_from(needed).ok();
                self.cause(None, Response::Repeat, "cause-phase-1", &date(sore), RuleId::Phase1Exit);
            }
        }
        let (Some(sore), Some(phase_2)) = (self.sore, outline.phase_2) else { return };
        let not_before = sore + Days::new(quiet as u64 + 1);
        if not_before > phase_2.latest + Days::new(7) {
            self.refer_late(sore, RuleId::Phase2Length, "cause-phase-2-late", &[]);
        } else if not_before > outline.open_from {
            self.history.not_before = Some(not_before);
            self.cause(None, Response::Repeat, "cause-phase-2", &date(sore), RuleId::Phase3Entry);
        }
    }
}

/// It is the pain that Phase 1 is for; of another kind it is for a clinician, as on the first day.
fn of_phase_1(judged: Outcome, pain: Option<u8>, kind: Option<PainKind>) -> Outcome {
    if judged.response == Response::Restart && kind.is_some_and(|kind| kind != PainKind::Diffuse) {
        return Outcome { response: Response::Refer, because: Because::of(RuleId::ScreenRefer) };
    }
    if judged.response >= Response::Refer {
        return judged;
    }
    let response = if pain == Some(0) { Response::GoOn } else { Response::Repeat };
    Outcome { response, because: Because::of(RuleId::Phase1Exit) }
}

/// Phase 2 begins without pain: more than the trigger leads back, less makes it longer.
fn of_phase_2(judged: Outcome, pain: Option<u8>, trigger: u8) -> Outcome {
    if judged.response >= Response::Restart {
        return judged;
    }
    if pain.is_some_and(|pain| pain > trigger) {
        return Outcome { response: Response::Restart, because: Because::of(RuleId::BackToStart).and(RuleId::PhaseOrder) };
    }
    let response = if pain.is_some_and(|pain| pain > 0) { Response::Repeat } else { Response::GoOn };
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
