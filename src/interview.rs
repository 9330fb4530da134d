//! The questions behind a profile: what is asked next, what an answer means, and the profile that they come to.
//! Knows nothing of terminals or files.
//!
//! The questions come in the order in which a physiotherapist asks them: what would be an emergency, what belongs to
//! a clinician first, the pain, the lifter, the lift, the week, the gym. An answer is judged by the reader of
//! profiles, and what the answers come to by the screen and the planner; nothing is decided here.

mod answers;
mod questions;
mod typed;
mod write;

use crate::diagnostic::{Code, Diagnostic};
use crate::follow;
use crate::plan::VerdictKind;
use crate::profile::{self, Profile};
use crate::protocol::{Protocol, SignVerdict, Topic};
use crate::screen::{self, Verdict};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use questions::Question;

/// What every interview goes by.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Rules, signs and lifts.
    pub protocol: &'a Protocol,
    /// The day.
    pub today: NaiveDate,
    /// The IANA name of the zone that is offered.
    pub time_zone: &'a str,
}

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
}

/// What can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// The emergency sign of this number among the protocol's signs.
    Sign(usize),
    Signs(Topic),
    Cleared,
    ClearedBy,
    ClearedOn,
    ClearedLoad,
    Page,
    Status,
    Worst,
    Now,
    Morning,
    Began,
    Episodes,
    EasedBy,
    PainFreeDays,
    FullRange,
    Age,
    Name,
    Weight,
    Reps,
    Lift,
    LastLifted,
    PerWeek,
    Slots,
    Zone,
    Minutes,
    Wakes,
    Start,
    OtherLifting,
    Gym,
    Bar,
    Plates,
    Dumbbells,
    Has,
    Errors,
    Limits,
    HipProblem,
}

/// What is asked of everyone who may have a plan, after the signs.
const AFTER_SIGNS: [Ask; 30] = [
    Ask::Status,
    Ask::Worst,
    Ask::Now,
    Ask::Morning,
    Ask::Began,
    Ask::Episodes,
    Ask::EasedBy,
    Ask::PainFreeDays,
    Ask::FullRange,
    Ask::Age,
    Ask::Name,
    Ask::Weight,
    Ask::Reps,
    Ask::Lift,
    Ask::LastLifted,
    Ask::PerWeek,
    Ask::Slots,
    Ask::Zone,
    Ask::Minutes,
    Ask::Wakes,
    Ask::Start,
    Ask::OtherLifting,
    Ask::Gym,
    Ask::Bar,
    Ask::Plates,
    Ask::Dumbbells,
    Ask::Has,
    Ask::Errors,
    Ask::Limits,
    Ask::HipProblem,
];

impl Ask {
    /// The profile's path for a question that fills one; for another, a name like one.
    fn path(self) -> &'static str {
        match self {
            Ask::ClearedBy => "clearance.by",
            Ask::ClearedOn => "clearance.date",
            Ask::ClearedLoad => "clearance.max_load",
            Ask::Status => "pain.status",
            Ask::Worst => "pain.worst",
            Ask::Now => "pain.now",
            Ask::Morning => "pain.morning",
            Ask::Began => "pain.began",
            Ask::Episodes => "pain.episodes",
            Ask::EasedBy => "pain.eased_by",
            Ask::PainFreeDays => "pain.pain_free_days",
            Ask::FullRange => "pain.full_range",
            Ask::Age => "age",
            Ask::Name => "name",
            Ask::Weight => "deadlift.working_weight",
            Ask::Reps => "deadlift.reps",
            Ask::Lift => "deadlift.lift",
            Ask::LastLifted => "deadlift.last_lifted",
            Ask::PerWeek => "deadlift.sessions_per_week",
            Ask::Slots => "schedule.slots",
            Ask::Zone => "schedule.time_zone",
            Ask::Minutes => "schedule.minutes",
            Ask::Wakes => "schedule.wakes",
            Ask::Start => "schedule.start",
            Ask::OtherLifting => "schedule.other_lifting",
            Ask::Bar => "equipment.bars",
            Ask::Plates => "equipment.plates",
            Ask::Dumbbells => "equipment.dumbbells",
            Ask::Has => "equipment.has",
            Ask::Errors => "technique.errors",
            Ask::Limits => "mobility.limits",
            Ask::HipProblem => "mobility.hip_problem",
            Ask::Sign(_) => "sign",
            Ask::Signs(Topic::Legs) => "signs.legs",
            Ask::Signs(Topic::Pain) => "signs.pain",
            Ask::Signs(Topic::Before) => "signs.before",
            Ask::Signs(Topic::Health) => "signs.health",
            Ask::Cleared => "cleared",
            Ask::Page => "page",
            Ask::Gym => "gym",
        }
    }
}

/// A value of the profile, as YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Written {
    One(String),
    /// A list, one item to a line.
    Rows(Vec<String>),
}

/// What the answers say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Facts {
    /// Values by their path in the profile.
    values: BTreeMap<&'static str, Written>,
    signs: Vec<String>,
    unsure: Vec<String>,
    /// A clinician has cleared the lifter.
    cleared: Option<bool>,
    /// A page for the clinician is wanted.
    page: Option<bool>,
    /// The gym has what most gyms have.
    usual_gym: Option<bool>,
}

impl Facts {
    fn set(&mut self, path: &'static str, value: impl Into<String>) {
        self.values.insert(path, Written::One(value.into()));
    }

    fn is(&self, path: &str, value: &str) -> bool {
        matches!(self.values.get(path), Some(Written::One(said)) if said == value)
    }

    fn status_is(&self, among: &[&str]) -> bool {
        among.iter().any(|status| self.is("pain.status", status))
    }
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
        Interview { setting, order, given: Vec::new(), facts: vec![Facts::default()] }
    }

    /// The answers of an earlier interview, as far as they still answer what is asked; the rest is asked again.
    pub fn resume(setting: Setting<'a>, earlier: &[Given]) -> Self {
        let mut interview = Interview::new(setting);
        for given in earlier {
            match interview.next() {
                Next::Question(question) if question.id == given.question && interview.answer(&given.answer).is_ok() => {}
                _ => break,
            }
        }
        interview
    }

    /// The answers so far, in their order.
    pub fn given(&self) -> &[Given] {
        &self.given
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
            Ask::Signs(topic) => !questions::of_topic(&self.setting, topic).is_empty(),
            Ask::Sign(_) | Ask::Status => true,
            Ask::Cleared => refers,
            Ask::ClearedBy | Ask::ClearedOn | Ask::ClearedLoad => cleared,
            // Referred although cleared: the clearance is of an earlier episode.
            Ask::Page => refers && self.was_asked(Ask::Cleared) && (!cleared || self.was_asked(Ask::ClearedLoad)),
            Ask::Began => hurt,
            Ask::Worst | Ask::Episodes | Ask::EasedBy => hurt && !sore,
            Ask::Now | Ask::Morning => hurts && !sore,
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
        let screened = screen::screen(profile, self.setting.protocol, self.setting.today);
        let verdict = screened.verdict().clone();
        let Some(cleared) = screened.cleared() else { return Next::Done(verdict) };
        let start = profile.schedule.start.unwrap_or(self.setting.today);
        let zone = profile.schedule.time_zone.as_deref().unwrap_or(self.setting.time_zone);
        match follow::first_plan(cleared, self.setting.protocol, follow::Setting { start, time_zone: zone }) {
            Ok(_) => Next::Done(verdict),
            Err(wrong) => Next::NoPlan(wrong),
        }
    }
}
