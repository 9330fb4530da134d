//! One revision after the other: the log is taken in entry by entry, each on its day, as if the plan had been made
//! again every time.

use super::history::{self, Break, Cause, History, cycle_of};
use super::join::{self, Head};
use super::line::Line;
use super::lived;
use super::past::Past;
use super::restated;
use super::standing::standing;
use super::stands::still_stands;
use super::waiting::Waiting;
use crate::diagnostic::{Code, Diagnostic};
use crate::log::Entry;
use crate::plan::{Because, Note, Plan, Session, SessionKind, Stop, VerdictKind};
use crate::planner::{self, Promise, Standing, ToCome};
use crate::protocol::{Protocol, RuleId};
use crate::screen::Verdict;
use crate::words;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A plan as it stands, with what brought it there.
#[derive(Debug)]
pub struct Revisor<'a> {
    protocol: &'a Protocol,
    pub plan: Plan,
    /// What the screen said, where it stopped the plan.
    pub verdict: Option<Verdict>,
    /// What has happened, in the order in which it was taken in.
    pub causes: Vec<Cause>,
}

/// What a plan is lived through with.
#[derive(Debug)]
pub struct Told<'a> {
    /// What was noted, in the order of days.
    pub entries: &'a [Entry],
    /// How many of them the plan that is begun with knows.
    pub known: usize,
    /// Days on which the plan was made again, or the profile was.
    pub asked: BTreeSet<NaiveDate>,
    /// The plan as it was made last.
    pub record: &'a Plan,
}

impl Told<'_> {
    /// Whoever noted no load lifted what was prescribed when it was noted, also where it would be another by now.
    fn fill(&self, entry: &mut Entry, plan: &Plan) {
        let is_done = |session: &Session| session.done.is_some() && entry.is_of(session.id);
        if !entry.load.is_empty() || entry.missed.is_some() || !self.record.sessions().any(is_done) {
            return;
        }
        let Some(id) = entry.id() else { return };
        let then = lived::prescribed(self.record, id);
        if let Some(then) = then.filter(|then| lived::prescribed(plan, id).as_ref() != Some(then)) {
            entry.load = then;
        }
    }
}

impl<'a> Revisor<'a> {
    /// Begins with a plan as it was lived so far, or of which nothing has been lived.
    pub fn begin(plan: Plan, protocol: &'a Protocol) -> Self {
        Revisor { protocol, plan, verdict: None, causes: Vec::new() }
    }

    /// Lives through everything that was noted and is not known yet, each on its day, and the days on which the plan was
    /// made again without a new entry, up to today.
    pub fn live(mut self, told: &Told, today: NaiveDate) -> Self {
        let mut entries = told.entries.to_vec();
        let mut known = told.known;
        let since = entries[..known].iter().map(|entry| entry.date).max().unwrap_or(NaiveDate::MIN);
        let asked = told.asked.iter().copied().filter(|day| known == 0 || *day > self.plan.created.max(since));
        let days: BTreeSet<NaiveDate> = entries[known..].iter().map(|entry| entry.date).chain(asked).chain([today]).collect();
        for day in days.range(..=today) {
            let of_day = entries[known..].iter().take_while(|entry| entry.date <= *day).count();
            // An entry at a time, and a day without one is a day all the same.
            for count in known + 1..=known + of_day {
                self = self.up_to_the_day(*day, &entries[..count]);
                self.plan = lived::with_unplanned(self.plan, &entries[..count]);
                told.fill(&mut entries[count - 1], &self.plan);
                self = self.revise(*day, &entries[..count]);
            }
            if of_day == 0 {
                self = self.revise(*day, &entries[..known]);
            }
            known += of_day;
        }
        self
    }

    /// Whoever noted no load of a deadlift that was planned for an earlier day lifted what the plan said on the day, where it had
    /// the same session still.
    fn up_to_the_day(self, day: NaiveDate, entries: &[Entry]) -> Self {
        let Some((entry, before)) = entries.split_last() else { return self };
        let planned_on = |plan: &Plan| {
            let session = plan.sessions().find(|session| entry.is_of(session.id) && session.done.is_none());
            session.map(|session| session.start.date())
        };
        let is_late = planned_on(&self.plan).is_some_and(|planned| planned < day);
        if !is_late || !entry.load.is_empty() || entry.missed.is_some() || entry.deadlift().is_none() {
            return self;
        }
        let Revisor { protocol, plan, verdict, causes } = &self;
        let then = Revisor { protocol, plan: plan.clone(), verdict: verdict.clone(), causes: causes.clone() }.revise(day, before);
        let same_way = cycle_of(&then.plan) == cycle_of(plan);
        if same_way && planned_on(&then.plan).is_some() { then } else { self }
    }

    /// The revision of a day, by what was noted up to it.
    fn revise(self, day: NaiveDate, entries: &[Entry]) -> Self {
        let Revisor { protocol, plan, mut causes, .. } = self;
        let plan = lived::with_done(plan, entries);
        let plan = lived::without_lost_second_days(plan, day, protocol);
        let (plan, is_restated) = restated(plan, day);
        let plan = lived::at_home(plan, day);
        let mut history = history::tell(&plan, entries, protocol, day, Break::Counted);
        let plan = lived::with_outcomes(plan, &history, day);
        let new: Vec<Cause> = history.causes.iter().filter(|cause| !causes.contains(cause)).cloned().collect();
        causes.extend(new);
        if let Some((stop, verdict)) = history.stop.take() {
            let plan = join::stopped(plan, verdict.kind, stop, day);
            return Revisor { protocol, plan, verdict: Some(verdict), causes };
        }
        let stopped = plan.stopped.clone();
        let plan = Plan { stopped: None, verdict: VerdictKind::Train, ..plan };
        let line = Line::of(&plan, &history, day, protocol);
        let plan = if is_over(&plan) {
            join::over(plan, history.crossed(), day)
        } else if !is_restated && stopped.is_none() && still_stands(&plan, &history, &line, protocol).unwrap_or(false) {
            join::settle(plan, history.crossed())
        } else {
            let plan = lived::without_shared_sessions(plan, line.open);
            let anew = Anew { entries, day, is_asked_for: is_restated || stopped.is_some(), was_stopped: stopped.is_some(), protocol };
            match anew.made(plan, history) {
                Ok((plan, cause)) => {
                    causes.extend(cause);
                    plan
                }
                Err(Barred { plan, wrong }) => waiting(*plan, &wrong, stopped, day, protocol),
            }
        };
        Revisor { protocol, plan, verdict: None, causes }
    }
}

/// The plan of the lifter as the profile has them on a day, and whether that changes anything; how they were at first
/// stays known.
fn restated(plan: Plan, day: NaiveDate) -> (Plan, bool) {
    let Some(said) = plan.profiles.iter().rfind(|restated| restated.since <= day) else { return (plan, false) };
    let profile = restated::taken_in(&plan.profile, &said.profile);
    if profile == plan.profile {
        return (plan, false);
    }
    let time_zone = profile.schedule.time_zone.clone().unwrap_or_else(|| plan.time_zone.clone());
    let first_profile = plan.first_profile.or_else(|| Some(Box::new(plan.profile)));
    (Plan { profile, first_profile, time_zone, ..plan }, true)
}

/// A plan that has no day or no load for what is to come: it waits, and says what would let it go on.
fn waiting(plan: Plan, wrong: &[Diagnostic], before: Option<Stop>, day: NaiveDate, protocol: &Protocol) -> Plan {
    let reason = |wrong: &Diagnostic| {
        let help = wrong.help.as_deref().map_or(String::new(), |help| format!(" {}.", words::capital(help)));
        let gaps = [("why", wrong.message.clone()), ("help", help)];
        let rule = match wrong.code {
            Code::LongBreak => RuleId::MissedDays,
            Code::PlatesTooCoarse | Code::PlatesTooFine => RuleId::Loadable,
            Code::BarTooHeavy => RuleId::LightestBar,
            _ => RuleId::Slots,
        };
        Note::of(protocol, "stop-no-way", &gaps, Because::of(rule))
    };
    let reasons: Vec<Note> = wrong.iter().map(reason).collect();
    // What it waits for is the same as before: so is the day since when it does.
    let on = before.filter(|stop| stop.reasons == reasons).map_or(day, |stop| stop.on);
    join::stopped(plan, VerdictKind::Train, Stop { on, reasons }, day)
}

/// A plan of which nothing more can be made, and why not.
struct Barred {
    plan: Box<Plan>,
    wrong: Vec<Diagnostic>,
}

/// What all that is to come is made anew from.
struct Anew<'a> {
    entries: &'a [Entry],
    day: NaiveDate,
    /// Another profile, or the end of a stop, may bring something forward; nothing else does.
    is_asked_for: bool,
    was_stopped: bool,
    protocol: &'a Protocol,
}

impl Anew<'_> {
    /// The plan with all that is to come made anew, and what has happened meanwhile by the calendar alone.
    fn made(&self, plan: Plan, mut history: History) -> Result<(Plan, Option<Cause>), Barred> {
        let mut line = self.line(&plan, &history);
        let mut made = self.to_come(&plan, &history, &line);
        let mut cause = None;
        // The next day with room may lie beyond what a break may be, although today does not.
        if matches!(&made, Err(wrong) if wrong.iter().any(|it| it.code == Code::LongBreak)) && history.last.is_some() {
            history = history::tell(&plan, self.entries, self.protocol, self.day, Break::TooLong);
            if let Some((stop, verdict)) = history.stop.take() {
                return Ok((join::stopped(plan, verdict.kind, stop, self.day), history.causes.last().cloned()));
            }
            line = self.line(&plan, &history);
            made = self.to_come(&plan, &history, &line);
            cause = history.causes.last().cloned();
        }
        let to_come = match made {
            Ok(to_come) => to_come,
            Err(wrong) => return Err(Barred { plan: Box::new(plan), wrong }),
        };
        let past = Past::of(&plan, &line, &history);
        let plan = join::join(Head::of(&plan, &history.profile), past, to_come, history.crossed(), self.protocol);
        Ok((lived::without_routines_of_other_phases(plan, self.day), cause))
    }

    /// What is to come, waited for until nothing of it is sooner than the plan so far had it, nor than milder news would have it;
    /// where more was asked for, as it is.
    fn to_come(&self, plan: &Plan, history: &History, line: &Line) -> Result<ToCome, Vec<Diagnostic>> {
        let mut stands = standing(plan, line, history);
        if !self.is_asked_for {
            // The plan so far may know the news already: it is none of the milder ones.
            let waiting = Waiting { profile: &history.profile, protocol: self.protocol };
            let mut promises = Vec::new();
            for climb in stands.climb.milder() {
                // What cannot be planned promises nothing.
                let waited = waiting.weeks(&Standing { climb, ..stands.clone() }, &promises);
                promises.extend(waited.ok().map(|(_, promise)| promise));
            }
            promises.push(Promise::of(plan));
            (stands.climb.orders.wait, _) = waiting.weeks(&stands, &promises)?;
        }
        planner::to_come(&history.profile, self.protocol, &stands, &plan.time_zone)
    }

    fn line(&self, plan: &Plan, history: &History) -> Line {
        let mut line = Line::of(plan, history, self.day, self.protocol);
        if self.was_stopped {
            // Of this week too nothing is planned any more.
            line.from = line.from.min(line.tomorrow);
        }
        line
    }
}

/// Whether everything that was planned has been done: the technique check is the last of it.
fn is_over(plan: &Plan) -> bool {
    let last = plan.sessions().rfind(|session| session.kind == SessionKind::Check && session.work().is_some());
    let to_come = plan.sessions().any(|session| session.kind == SessionKind::Deadlift && session.done.is_none());
    last.is_some_and(|check| check.done.is_some()) && !to_come
}

