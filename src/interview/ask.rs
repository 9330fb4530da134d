//! What can be asked, in which order, and by which name each answer is known.

use crate::protocol::{Protocol, Sign, SignVerdict, Topic};
use crate::screen::Verdict;
use chrono::NaiveDate;

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

impl<'a> Setting<'a> {
    /// The signs that are asked together.
    pub(super) fn of_topic(&self, topic: Topic) -> Vec<&'a Sign> {
        self.protocol.signs.iter().filter(|sign| sign.verdict == SignVerdict::Refer && sign.asked == topic).collect()
    }
}

/// A question, as it is put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The same for the same question in every interview.
    pub id: String,
    /// The part of the interview that it belongs to.
    pub part: &'static str,
    /// What to know about that part.
    pub lead: &'static str,
    /// What has to be said before it.
    pub advice: Option<Verdict>,
    /// The question itself.
    pub text: String,
    /// What can be chosen, to be numbered from 1.
    pub options: Vec<String>,
    /// How to answer, and what Enter alone stands for.
    pub hint: String,
}

/// What can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
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
    Medicine,
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
pub(super) const AFTER_SIGNS: [Ask; 31] = [
    Ask::Status,
    Ask::Worst,
    Ask::Now,
    Ask::Morning,
    Ask::Medicine,
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
    /// Whether an answer is true only of the day it was given on: signs, scores of now, and days as one counts them back.
    pub(super) fn ages(self) -> bool {
        use Ask::{Began, ClearedOn, FullRange, LastLifted, Medicine, Morning, Now, PainFreeDays, Sign, Start};
        matches!(self, Sign(_) | ClearedOn | Now | Morning | Medicine | Began | PainFreeDays | FullRange | LastLifted | Start)
    }

    /// The profile's path for a question that fills one; for another, a name like one.
    pub(super) fn path(self) -> &'static str {
        match self {
            Ask::ClearedBy => "clearance.by",
            Ask::ClearedOn => "clearance.date",
            Ask::ClearedLoad => "clearance.max_load",
            Ask::Status => "pain.status",
            Ask::Worst => "pain.worst",
            Ask::Now => "pain.now",
            Ask::Morning => "pain.morning",
            Ask::Medicine => "pain.medicine",
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
