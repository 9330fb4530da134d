//! Where what happened leaves a lifter, while it is told.

use crate::follow::phases::Crossed;
use crate::log::Entry;
use crate::plan::{Because, Note, Outcome, Plan, Response, Stop};
use crate::planner::{Climb, Lifter};
use crate::profile::{PainStatus, Profile};
use crate::protocol::{Protocol, RuleId};
use crate::screen::Verdict;
use crate::session_id::SessionId;
use crate::units::{Load, Pain};
use crate::words::{self, day};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// A gap in a sentence of the protocol, and what fills it.
pub type Gaps = Vec<(&'static str, String)>;

/// Something that happened, and the sentence that tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The session it happened in, where it was one.
    pub session: Option<SessionId>,
    /// What it leads to.
    pub response: Response,
    /// The sentence, with the rules that say what follows.
    pub note: Note,
}

/// Where everything that happened leaves the lifter.
#[derive(Debug, Clone)]
pub struct History {
    /// The lifter by now.
    pub profile: Profile,
    /// The day on which the phases began, the last time they did.
    pub cycle: NaiveDate,
    /// Every such day, this one included.
    pub cycles: Vec<NaiveDate>,
    /// How far the lifter has climbed since.
    pub climb: Climb,
    /// The first deadlift since.
    pub first: Option<NaiveDate>,
    /// The last deadlift since.
    pub last: Option<NaiveDate>,
    /// The last day on which a deadlift was told as not done.
    pub missed: Option<NaiveDate>,
    /// When the top was reached, where it has not been lost since.
    pub reached: Option<NaiveDate>,
    /// Every day of this cycle on which the top was reached.
    pub returns: Vec<NaiveDate>,
    /// Phase 1 has to last so many days.
    pub phase_1_days: Option<u16>,
    /// The first deadlift is not before this day.
    pub not_before: Option<NaiveDate>,
    /// Nothing may be loaded before the screen's questions are answered on this day or later.
    pub screen_due: Option<NaiveDate>,
    /// The last day that hurt, since when the lifter's own lifts are light; none where a good day has come since.
    pub own_light: Option<NaiveDate>,
    /// What stops the plan, and what the screen says of it.
    pub stop: Option<(Stop, Verdict)>,
    /// What each session leads to.
    pub outcomes: BTreeMap<SessionId, Outcome>,
    /// What happened, in order.
    pub causes: Vec<Cause>,
}

impl History {
    /// The first day from a day on that may have a deadlift: one that was told as not done is not done on that day any more.
    pub fn first_day_from(&self, day: NaiveDate) -> NaiveDate {
        day + Days::new(u64::from(self.missed == Some(day)))
    }

    /// The borders that the lifter has crossed since the phases began.
    pub fn crossed(&self) -> Crossed {
        Crossed { began: self.cycle, first: self.first, reached: self.reached }
    }
}

/// What was on the bar at the heaviest.
#[derive(Debug, Clone, Copy)]
pub struct Lifted {
    pub heaviest: Load,
    /// No more than was planned.
    pub counts: Load,
}

/// What pain after a deadlift is counted against.
#[derive(Debug, Clone, Copy)]
pub struct Aftermath {
    /// Its day.
    pub day: NaiveDate,
    /// What was lifted.
    pub lifted: Lifted,
    /// That it hurt has been counted.
    pub hurt: bool,
    /// It was rated good.
    pub rated: bool,
}

/// Tells a history: what has been told so far, and what is needed to go on.
pub struct Historian<'a> {
    pub plan: &'a Plan,
    pub protocol: &'a Protocol,
    /// The cycles of the plan so far.
    pub planned_cycles: Vec<NaiveDate>,
    pub history: History,
    /// The last day of Phase 1 on which the back was felt.
    pub sore_in_phase_1: Option<NaiveDate>,
    /// The last day of Phase 1 on which pain was so strong that it begins again.
    pub again_in_phase_1: Option<NaiveDate>,
    /// The last day since the phases began that shows the gate of Phase 1 passed, or on its way: without pain, or told as passed.
    pub quiet: Option<NaiveDate>,
    /// The last day between Phase 1 and the first deadlift on which it was.
    pub sore: Option<NaiveDate>,
    /// How many of the plan's later profiles have been heard.
    pub heard: usize,
    /// The last deadlift, as long as pain may come of it.
    pub aftermath: Option<Aftermath>,
    /// Deadlifts running that were rated good under painkillers.
    pub under_painkillers: u32,
    /// What stopped the plan last: the day of it, and the pain.
    pub sent_away: Option<(NaiveDate, Option<Pain>)>,
    /// The last day on which the screen's questions were answered, and sent the lifter to nobody.
    pub answered: Option<NaiveDate>,
    /// What a clinician knew of when clearing the lifter: ids of reasons.
    pub cleared_of: BTreeSet<String>,
}

impl<'a> Historian<'a> {
    /// Before anything has happened.
    pub fn new(plan: &'a Plan, protocol: &'a Protocol, planned_cycles: Vec<NaiveDate>) -> Self {
        let profile = plan.first_profile.as_deref().unwrap_or(&plan.profile).clone();
        let cycle = profile.schedule.start.unwrap_or(plan.created);
        Historian {
            plan,
            protocol,
            planned_cycles,
            sore_in_phase_1: None,
            again_in_phase_1: None,
            quiet: None,
            sore: None,
            heard: 0,
            aftermath: None,
            under_painkillers: 0,
            sent_away: None,
            answered: None,
            cleared_of: profile.signs().filter(|_| profile.clearance.is_some()).map(str::to_owned).collect(),
            history: History {
                profile,
                cycle,
                cycles: vec![cycle],
                climb: Climb::default(),
                first: None,
                last: None,
                missed: None,
                reached: None,
                returns: Vec::new(),
                phase_1_days: None,
                not_before: None,
                screen_due: None,
                own_light: None,
                stop: None,
                outcomes: BTreeMap::new(),
                causes: Vec::new(),
            },
        }
    }

    /// The lifter by now, for whom loads are chosen.
    pub fn lifter(&self) -> Lifter<'_> {
        Lifter::new(&self.history.profile, self.protocol, self.history.cycle)
    }

    /// Notes something that happened.
    pub fn cause(&mut self, session: Option<SessionId>, response: Response, key: &str, gaps: &[(&'static str, String)], rule: RuleId) {
        let note = Note::of(self.protocol, key, gaps, Because::of(rule));
        self.history.causes.push(Cause { session, response, note });
    }

    /// What a session leads to, whatever it was said to lead to before.
    pub fn leads_to(&mut self, entry: &Entry, outcome: Outcome) {
        if let Some(session) = entry.id() {
            self.history.outcomes.insert(session, outcome);
        }
    }

    /// What the lifter's back is like on a usual day.
    pub fn usual(&self) -> u8 {
        let pain = &self.history.profile.pain;
        match pain.status {
            PainStatus::Nagging => pain.now.map_or(0, |now| now.score()),
            _ => 0,
        }
    }

    /// Whether what an entry scores was felt under painkillers: as it says, else as the profile does.
    pub fn is_medicated(&self, entry: &Entry) -> bool {
        entry.medicine.unwrap_or_else(|| self.history.profile.pain.is_medicated())
    }

    /// What sentences about a session name.
    pub fn gaps(&self, entry: &Entry, lifted: Option<Load>) -> Gaps {
        let cut = entry.cuts();
        let load = lifted.or(entry.heaviest());
        vec![
            (
                "session",
                load.map_or_else(
                    || entry.id().map_or_else(|| entry.about().to_owned(), SessionId::in_words),
                    |load| format!("the {load} session"),
                ),
            ),
            ("date", day::in_a_sentence(entry.date)),
            ("worst", words::or_absent(entry.pain.highest())),
            ("sets", if cut == 1 { "1 set".to_owned() } else { format!("{cut} sets") }),
        ]
    }
}
