//! The questions behind a profile: what is asked next, what an answer means, and the profile that they come to.
//! Knows nothing of terminals or files.
//!
//! The questions come in the order in which a physiotherapist asks them: what would be an emergency, what belongs to
//! a clinician first, the pain, the lifter, the lift, the week, the gym. An answer is judged by the reader of
//! profiles, and what the answers come to by the screen and the planner; nothing is decided here.

mod answers;
mod ask;
mod choices;
mod facts;
mod questions;
mod typed;
mod write;

use crate::diagnostic::{Code, Diagnostic};
use crate::follow;
use crate::plan::VerdictKind;
use crate::profile::{self, Profile};
use crate::protocol::{SignVerdict, Topic};
use crate::screen::{self, Verdict};
use ask::{AFTER_SIGNS, Ask};
pub use ask::{Question, Setting};
use chrono::NaiveDate;
use facts::Facts;
use serde::{Deserialize, Serialize};

/// A question with the answer it was given, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The question's id.
    pub question: String,
    /// What was typed.
    pub answer: String,
}

/// What comes after the answers so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// This is to be asked.
    Question(Question),
    /// Nothing is asked any more, and no profile follows: only an answer may be taken back.
    Stop(Verdict),
    /// No plan can be made with these answers, for these reasons. There is a profile all the same.
    NoPlan(Vec<Diagnostic>),
    /// There is a profile, of which the screen says this.
    Done(Verdict),
}

/// An interview: the answers so far.
#[derive(Debug, Clone)]
pub struct Interview<'a> {
    setting: Setting<'a>,
    order: Vec<Ask>,
    given: Vec<Given>,
    /// What each answer led to, the first one before any.
    facts: Vec<Facts>,
    /// Answers of an earlier interview to questions that have not come up again yet.
    earlier: Vec<Given>,
}

impl<'a> Interview<'a> {
    /// Before the first question.
    pub fn new(setting: Setting<'a>) -> Self {
        let signs = setting.protocol.signs.iter().enumerate();
        let emergency = signs.filter(|(_, sign)| sign.verdict == SignVerdict::Emergency).map(|(at, _)| Ask::Sign(at));
        // As soon as a sign asks for a clinician, whether one has cleared the lifter is what matters.
        let clearance = [Ask::Cleared, Ask::ClearedBy, Ask::ClearedOn, Ask::ClearedLoad, Ask::Page];
        let topics = [Topic::Legs, Topic::Pain, Topic::Before, Topic::Health].map(Ask::Signs);
        let order = emergency.chain(clearance).chain(topics).chain(AFTER_SIGNS).collect();
        let mut facts = Facts::default();
        facts.set("screened", setting.today.to_string());
        Interview { setting, order, given: Vec::new(), facts: vec![facts], earlier: Vec::new() }
    }

    /// The answers of an earlier interview, given on a `day`, as far as they still answer what is asked; the rest is asked
    /// again. On another day the emergency signs are, and whatever else is true of its day only (decisions, section 1).
    pub fn resume(setting: Setting<'a>, earlier: &[Given], day: NaiveDate) -> Self {
        let mut interview = Interview::new(setting);
        let aged = |given: &Given| interview.order.iter().any(|ask| ask.ages() && interview.id(*ask) == given.question);
        interview.earlier = earlier.iter().filter(|given| day == setting.today || !aged(given)).cloned().collect();
        interview.take_up();
        interview
    }

    /// Answers what was answered earlier, up to the first question that was not.
    fn take_up(&mut self) {
        while let Next::Question(question) = self.next() {
            let Some(at) = self.earlier.iter().position(|given| given.question == question.id) else { return };
            let given = self.earlier.remove(at);
            if self.answer_alone(&given.answer).is_err() {
                self.earlier.clear();
            }
        }
    }

    /// The answers so far, in their order.
    pub fn given(&self) -> &[Given] {
        &self.given
    }

    /// All that is to be kept for another interview: the answers so far, and earlier ones that are still to be taken up.
    pub fn to_keep(&self) -> impl Iterator<Item = &Given> {
        self.given.iter().chain(&self.earlier)
    }

    /// Takes the last answer back; false where there is none.
    pub fn back(&mut self) -> bool {
        if self.given.pop().is_some() {
            self.facts.pop();
            return true;
        }
        false
    }

    /// What is asked, or said, now.
    pub fn next(&self) -> Next {
        let facts = self.facts();
        let verdict = match self.verdict(facts) {
            Ok(verdict) => verdict,
            Err(wrong) => return Next::NoPlan(wrong),
        };
        let rests = verdict.kind == VerdictKind::Rest && facts.page.is_none() && self.was_asked(Ask::Began);
        if verdict.kind == VerdictKind::Emergency || facts.page == Some(false) || rests {
            return Next::Stop(verdict);
        }
        let refers = verdict.kind == VerdictKind::Refer;
        if let Some(ask) = self.order.iter().find(|ask| !self.was_asked(**ask) && self.applies(**ask, refers)) {
            let mut question = self.question(*ask);
            // Said when it is new: with a first sign, or where a clearance does not count.
            let new = *ask == Ask::Cleared || (*ask == Ask::Page && facts.cleared == Some(true));
            question.advice = new.then_some(verdict);
            return Next::Question(question);
        }
        match self.read(facts, true) {
            Ok(profile) => self.planned(&profile),
            Err(wrong) => Next::NoPlan(wrong),
        }
    }

    /// Answers the question that is next.
    ///
    /// # Errors
    /// Why this is no answer to it, each with what would be one. Nothing has changed then.
    pub fn answer(&mut self, text: &str) -> Result<(), Vec<Diagnostic>> {
        self.answer_alone(text)?;
        self.take_up();
        Ok(())
    }

    fn answer_alone(&mut self, text: &str) -> Result<(), Vec<Diagnostic>> {
        let Some(ask) = self.asked_now() else {
            return Err(vec![Diagnostic::new(Code::Usage, "nothing is asked any more").help("go back to change an answer")]);
        };
        let mut facts = self.facts().clone();
        self.take(ask, text.trim(), &mut facts)?;
        self.read(&facts, false)?;
        self.given.push(Given { question: self.id(ask), answer: text.trim().to_owned() });
        self.facts.push(facts);
        Ok(())
    }

    /// The profile that the answers come to, each field with what it means. What was not answered stands as a comment
    /// with its default. `file` is what it will be called, `schema` where an editor finds the schema.
    pub fn profile(&self, file: &str, schema: &str) -> String {
        write::profile(self.facts(), &self.setting, file, schema)
    }

    fn facts(&self) -> &Facts {
        // There is always the one before any answer.
        &self.facts[self.facts.len() - 1]
    }

    fn asked_now(&self) -> Option<Ask> {
        let Next::Question(question) = self.next() else { return None };
        self.order.iter().copied().find(|ask| self.id(*ask) == question.id)
    }

    fn was_asked(&self, ask: Ask) -> bool {
        let id = self.id(ask);
        self.given.iter().any(|given| given.question == id)
    }

    /// Whether a question is one for this lifter.
    fn applies(&self, ask: Ask, refers: bool) -> bool {
        let facts = self.facts();
        let cleared = facts.cleared == Some(true);
        // For the page to a clinician, week and gym do not matter.
        let trains = facts.page.is_none();
        let hurts = facts.status_is(&["soreness", "nagging", "acute"]);
        let hurt = hurts || facts.status_is(&["settled"]);
        let sore = facts.status_is(&["soreness"]) && trains;
        match ask {
            // A clinic's own signs may leave a topic without any.
            Ask::Signs(topic) => !self.setting.of_topic(topic).is_empty(),
            Ask::Sign(_) | Ask::Status => true,
            Ask::Cleared => refers,
            Ask::ClearedBy | Ask::ClearedOn | Ask::ClearedLoad => cleared,
            // Referred although cleared: the clearance is of an earlier episode.
            Ask::Page => refers && self.was_asked(Ask::Cleared) && (!cleared || self.was_asked(Ask::ClearedLoad)),
            Ask::Began => hurt,
            Ask::Worst | Ask::Episodes | Ask::EasedBy => hurt && !sore,
            Ask::Now | Ask::Morning => hurts && !sore,
            Ask::Medicine => hurt && !sore,
            Ask::PainFreeDays | Ask::FullRange => facts.status_is(&["settled"]),
            Ask::Age | Ask::Name | Ask::Weight | Ask::Reps | Ask::Lift | Ask::LastLifted => true,
            Ask::Bar | Ask::Plates => trains && facts.usual_gym == Some(false),
            Ask::Wakes => trains && self.early(facts),
            _ => trains,
        }
    }

    /// What the screen says of the answers so far; what is not answered yet counts as harmless.
    fn verdict(&self, facts: &Facts) -> Result<Verdict, Vec<Diagnostic>> {
        let profile = self.read(facts, false)?;
        Ok(screen::verdict(&profile, self.setting.protocol, self.setting.today))
    }

    /// The profile of the answers. Unless they are the `whole` of it, harmless values stand for required ones that are
    /// not answered yet.
    fn read(&self, facts: &Facts, whole: bool) -> Result<Profile, Vec<Diagnostic>> {
        let day = (!whole).then_some(self.setting.today);
        profile::read(&write::bare(facts, day), "", self.setting.protocol).map(|read| read.profile)
    }

    /// What the whole profile leads to: a plan is made where there may be one, so that nobody learns only later that
    /// there is none.
    fn planned(&self, profile: &Profile) -> Next {
        let cleared = match screen::screen(profile, self.setting.protocol, self.setting.today) {
            Ok(cleared) => cleared,
            Err(verdict) => return Next::Done(verdict),
        };
        let start = profile.schedule.start.unwrap_or(self.setting.today);
        let zone = profile.schedule.time_zone.as_deref().unwrap_or(self.setting.time_zone);
        match follow::first_plan(&cleared, self.setting.protocol, follow::Setting { start, time_zone: zone }) {
            Ok(_) => Next::Done(cleared.verdict().clone()),
            Err(wrong) => Next::NoPlan(wrong),
        }
    }
}
