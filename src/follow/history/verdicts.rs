//! What takes a lifter off the way: back to Phase 1, to a clinician, to an emergency department.

use super::historian::{Cause, Historian};
use crate::log::Entry;
use crate::plan::{Because, Note, Outcome, Response, Stop, VerdictKind};
use crate::profile::{Easing, PainStatus, Profile, Schedule};
use crate::protocol::{Protocol, RuleId};
use crate::screen::{self, Reason, Verdict};
use crate::session_id::SessionId;
use crate::units::Pain;
use crate::words::day;
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
        self.goes_to_someone(entry.date, entry.pain.highest());
        self.stop(entry.date, entry.id(), verdict);
        true
    }

    /// What stops the plan is of this day, or of a later one.
    pub(super) fn goes_to_someone(&mut self, on: NaiveDate, worst: Option<Pain>) {
        let before = self.sent_away.unwrap_or((on, None));
        self.sent_away = Some((before.0.max(on), before.1.max(worst)));
    }

    /// What the screen says of an entry. Where its questions are answered again, what a clinician knew of when clearing the
    /// lifter is no news; an emergency always is.
    pub(super) fn screened(&self, entry: &Entry) -> Verdict {
        let mut verdict = screen::of_entry(&self.history.profile, entry, self.protocol);
        if entry.screen.is_some() {
            verdict.reasons.retain(|reason| reason.kind == VerdictKind::Emergency || !self.cleared_of.contains(&reason.id));
            verdict.kind = verdict.reasons.first().map_or(VerdictKind::Train, |reason| reason.kind);
        }
        verdict
    }

    /// The screen's questions were answered, and sent the lifter to nobody.
    pub(super) fn is_answered(&mut self, on: NaiveDate) {
        self.answered = self.answered.max(Some(on));
        self.history.profile.screened = self.history.profile.screened.max(Some(on));
        self.history.screen_due = self.history.screen_due.filter(|due| on < *due);
    }

    /// Something that was noted after the plan had stopped: nothing milder leads on, and what is new makes the stop stronger, or
    /// later.
    pub(super) fn since_the_stop(&mut self, entry: &Entry) {
        let verdict = self.screened(entry);
        let known = |reason: &Reason| self.history.stop.iter().any(|(_, stopped)| stopped.reasons.iter().any(|it| it.id == reason.id));
        let is_news = |reason: &Reason| reason.kind == VerdictKind::Emergency || !known(reason);
        if verdict.reasons.iter().any(is_news) {
            self.is_sent_away(entry, verdict);
        } else if entry.screen.is_some() {
            self.is_answered(entry.date);
        }
    }

    /// The way goes on once a clinician has cleared the lifter since the plan stopped: with Phase 1, as after any pain that
    /// stopped the lift.
    pub(super) fn go_on_where_cleared(&mut self, today: NaiveDate) {
        let (Some(cycle), Some((on, worst))) = (self.way_on(today), self.sent_away) else { return };
        let Some((_, verdict)) = self.history.stop.take() else { return };
        self.cleared_of.extend(verdict.reasons.iter().map(|reason| reason.id.clone()));
        self.sent_away = None;
        if let Some(clearance) = &self.history.profile.clearance {
            let gaps = [("by", clearance.by.clone()), ("date", day::in_a_sentence(clearance.date))];
            self.cause(None, Response::Restart, "cause-cleared", &gaps, RuleId::ClearanceCap);
        }
        self.hurts_again(on, worst);
        let verdict = self.asked_at(cycle);
        if verdict.kind >= VerdictKind::Refer {
            self.goes_to_someone(on, worst);
            self.stop(on, None, verdict);
        } else {
            self.begin(cycle);
        }
    }

    /// The day on which the way goes on after the stop: a clearance that is no older than what stopped it has been given by today,
    /// and after an emergency the screen's questions have been answered without it as well.
    fn way_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        let ((_, verdict), (on, _)) = (self.history.stop.as_ref()?, self.sent_away?);
        let given = self.history.profile.clearance.as_ref().map(|clearance| clearance.date).filter(|given| *given <= today)?;
        let heard = self.heard.checked_sub(1).map_or(given, |at| self.plan.profiles[at].since);
        let from = heard.max(given).max(on + Days::new(1));
        if verdict.kind < VerdictKind::Emergency {
            return (given >= on).then_some(from);
        }
        let answered = self.answered.filter(|answered| *answered > on)?;
        (given > on).then_some(from.max(answered))
    }

    /// Strong pain in Phase 1: the same bout, and the phase begins again on the next day.
    pub(super) fn phase_1_again(&mut self, entry: &Entry) {
        let gaps = self.gaps(entry, None);
        self.cause(entry.id(), Response::Restart, "cause-restart", &gaps, RuleId::BackToStart);
        let pain = &mut self.history.profile.pain;
        pain.worst = pain.worst.max(entry.pain.highest());
        self.again_in_phase_1 = self.again_in_phase_1.max(Some(entry.date));
        self.ask_again(entry.date);
    }

    /// No deadlift: the screen again, and Phase 1.
    pub(super) fn restart(&mut self, entry: &Entry) {
        let gaps = self.gaps(entry, None);
        self.cause(entry.id(), Response::Restart, "cause-restart", &gaps, RuleId::BackToStart);
        self.hurts_again(entry.date, entry.pain.highest());
        if entry.pain.kind.is_some() && self.history.profile.pain.eased_by == Easing::Neither {
            // Of a new pain it is not known yet.
            self.history.profile.pain.eased_by = Easing::Unsure;
        }
        let cycle = entry.date + Days::new(1);
        let verdict = self.asked_at(cycle);
        if !self.is_sent_away(entry, verdict) {
            self.begin(cycle);
        }
    }

    /// A new bout of pain, which stops the lift.
    fn hurts_again(&mut self, on: NaiveDate, worst: Option<Pain>) {
        let pain = &mut self.history.profile.pain;
        pain.status = PainStatus::Acute;
        pain.worst = worst.or(pain.worst);
        (pain.now, pain.morning) = (None, None);
        pain.began = Some(on);
        pain.episodes = pain.episodes.saturating_add(1);
        (pain.pain_free_days, pain.full_range, pain.sudden) = (0, false, false);
        self.ask_again(on);
    }

    /// The screen's questions come before any load, unless they have been answered since.
    fn ask_again(&mut self, on: NaiveDate) {
        if self.answered.is_none_or(|answered| answered < on) {
            self.history.screen_due = self.history.screen_due.max(Some(on));
        }
    }

    /// What the screen says of the lifter where the phases begin again on a day.
    pub(super) fn asked_at(&self, cycle: NaiveDate) -> Verdict {
        let schedule = Schedule { start: Some(cycle), ..self.history.profile.schedule.clone() };
        screen::verdict(&Profile { schedule, ..self.history.profile.clone() }, self.protocol, cycle)
    }

    /// To a clinician, for something in an entry that no sign stands for.
    pub(super) fn refer(&mut self, entry: &Entry, outcome: &Outcome, key: &str) {
        let verdict = self.referral(entry.about(), outcome.because.rules()[0], key, &self.gaps(entry, None));
        self.goes_to_someone(entry.date, entry.pain.highest());
        self.stop(entry.date, entry.id(), verdict);
    }

    /// To a clinician, as the back was felt on a day so late that a phase would last longer than it may.
    pub(super) fn refer_late(&mut self, on: NaiveDate, rule: RuleId, key: &str, gaps: &[(&'static str, String)]) {
        let verdict = self.referral("pain.worst", rule, key, gaps);
        self.goes_to_someone(on, None);
        self.stop(on, None, verdict);
    }

    fn referral(&self, id: &str, rule: RuleId, key: &str, gaps: &[(&'static str, String)]) -> Verdict {
        let reason = screen::reason(self.protocol, id, VerdictKind::Refer, self.protocol.say(key, gaps), rule);
        Verdict { kind: VerdictKind::Refer, reasons: vec![reason], notes: Vec::new(), cleared: false }
    }

    /// Stops the plan, or makes a stop stronger: it lasts from the day of the first of its strongest reasons on.
    pub(super) fn stop(&mut self, on: NaiveDate, session: Option<SessionId>, verdict: Verdict) {
        let note = |reason: &Reason| Note::said(reason.says.clone(), Because::of(reason.rule));
        for note in verdict.reasons.iter().map(note) {
            self.history.causes.push(Cause { session, response: response(&verdict), note });
        }
        let (on, verdict) = match self.history.stop.take() {
            Some((stop, before)) if verdict.kind <= before.kind => (stop.on, both(before, verdict)),
            Some((_, before)) => (on, both(before, verdict)),
            None => (on, verdict),
        };
        self.history.stop = Some((stop_of(on, &verdict, self.protocol), verdict));
    }
}

/// A stop from a day on: why, and who has to be seen.
pub fn stop_of(on: NaiveDate, verdict: &Verdict, protocol: &Protocol) -> Stop {
    let words = &protocol.wording;
    let what = if verdict.kind == VerdictKind::Emergency { &words.emergency } else { &words.referral };
    let reasons = verdict.reasons.iter().map(|reason| Note::said(reason.says.clone(), Because::of(reason.rule)));
    let to_do = Note::said(what.says.clone(), Because::of(verdict.reasons[0].rule));
    Stop { on, reasons: reasons.chain([to_do]).collect() }
}

/// Two verdicts that send to someone, each reason once, the strongest first.
fn both(before: Verdict, after: Verdict) -> Verdict {
    let mut reasons = before.reasons;
    for reason in after.reasons {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.kind));
    Verdict { kind: before.kind.max(after.kind), reasons, ..before }
}
