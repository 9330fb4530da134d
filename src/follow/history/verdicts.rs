//! What takes a lifter off the way: back to Phase 1, to a clinician, to an emergency department.

use super::historian::{Cause, Historian};
use crate::log::Entry;
use crate::plan::{Because, Note, Outcome, Response, Stop, VerdictKind};
use crate::profile::{Easing, PainStatus, Profile, Schedule};
use crate::protocol::RuleId;
use crate::screen::{self, Verdict};
use crate::session_id::SessionId;
use chrono::{Days, NaiveDate};

/// What a verdict that sends a lifter to someone leads to.
fn response(verdict: &Verdict) -> Response {
    if verdict.kind == VerdictKind::Emergency { Response::Emergency } else { Response::Refer }
}

impl Historian<'_> {
    /// Whether the screen sends the lifter to someone, of what an entry says: then the plan stops.
    pub(super) fn is_sent_away(&mut self, entry: &Entry, verdict: Verdict) -> bool {
        if verdict.kind < VerdictKind::Refer {
            return false;
        }
        let rules = verdict.reasons.iter().map(|reason| reason.rule);
        let because = rules.skip(1).fold(Because::of(verdict.reasons[0].rule), Because::and);
        self.leads_to(entry, Outcome { response: response(&verdict), because });
        self.stop(entry.date, entry.id(), verdict);
        true
    }

    /// Strong pain in Phase 1: the same bout, and the phase begins again on the next day.
    pub(super) fn phase_1_again(&mut self, entry: &Entry) {
        let gaps = self.gaps(entry, None);
        self.cause(entry.id(), Response::Restart, "cause-restart", &gaps, RuleId::BackToStart);
        let pain = &mut self.history.profile.pain;
        pain.worst = pain.worst.max(entry.pain.highest());
        self.again_in_phase_1 = self.again_in_phase_1.max(Some(entry.date));
    }

    /// No deadlift: the screen again, and Phase 1.
    pub(super) fn restart(&mut self, entry: &Entry) {
        let gaps = self.gaps(entry, None);
        self.cause(entry.id(), Response::Restart, "cause-restart", &gaps, RuleId::BackToStart);
        let pain = &mut self.history.profile.pain;
        pain.status = PainStatus::Acute;
        pain.worst = entry.pain.highest().or(pain.worst);
        (pain.now, pain.morning) = (None, None);
        pain.began = Some(entry.date);
        pain.episodes = pain.episodes.saturating_add(1);
        (pain.pain_free_days, pain.full_range, pain.sudden) = (0, false, false);
        if entry.pain.kind.is_some() && pain.eased_by == Easing::Neither {
            // Of a new pain it is not known yet.
            pain.eased_by = Easing::Unsure;
        }
        let cycle = entry.date + Days::new(1);
        let schedule = Schedule { start: Some(cycle), ..self.history.profile.schedule.clone() };
        let asked = Profile { schedule, ..self.history.profile.clone() };
        if !self.is_sent_away(entry, screen::verdict(&asked, self.protocol, cycle)) {
            self.begin(cycle);
        }
    }

    /// To a clinician, for something in an entry that no sign stands for.
    pub(super) fn refer(&mut self, entry: &Entry, outcome: &Outcome, key: &str) {
        let verdict = self.referral(entry.about(), outcome.because.rules()[0], key, &self.gaps(entry, None));
        self.stop(entry.date, entry.id(), verdict);
    }

    /// To a clinician, as the back was felt on a day so late that a phase would last longer than it may.
    pub(super) fn refer_late(&mut self, on: NaiveDate, rule: RuleId, key: &str, gaps: &[(&'static str, String)]) {
        let verdict = self.referral("pain.worst", rule, key, gaps);
        self.stop(on, None, verdict);
    }

    fn referral(&self, id: &str, rule: RuleId, key: &str, gaps: &[(&'static str, String)]) -> Verdict {
        let text = self.protocol.rules.text(rule);
        let reason = screen::Reason {
            id: id.to_owned(),
            kind: VerdictKind::Refer,
            says: self.protocol.say(key, gaps),
            may_be: None,
            unsure: false,
            rule,
            citation: text.citation(),
        };
        Verdict { kind: VerdictKind::Refer, reasons: vec![reason], notes: Vec::new(), cleared: false }
    }

    pub(super) fn stop(&mut self, on: NaiveDate, session: Option<SessionId>, verdict: Verdict) {
        let note = |reason: &screen::Reason| Note { says: reason.says.clone(), because: Because::of(reason.rule) };
        let reasons: Vec<Note> = verdict.reasons.iter().map(note).collect();
        for Note { says, because } in reasons.iter().cloned() {
            self.history.causes.push(Cause { session, response: response(&verdict), says, because });
        }
        let words = &self.protocol.wording;
        let what = if verdict.kind == VerdictKind::Emergency { &words.emergency } else { &words.referral };
        let to_do = Note { says: what.says.clone(), because: reasons[0].because.clone() };
        let stop = Stop { on, reasons: reasons.into_iter().chain([to_do]).collect() };
        self.history.stop = Some((stop, verdict));
    }
}
