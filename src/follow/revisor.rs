//! One revision after the other: the log is taken in entry by entry, each on its day, as if the plan had been made
//! again every time.

use super::behind::has_as_done;
use super::history::{self, Break, Cause, History, cycle_of};
use super::join::{self, Head};
use super::line::Line;
use super::lived;
use super::past::Past;
use super::restated;
use super::standing::standing;
use super::stands::still_stands;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::log::{self, Entry};
use crate::plan::{Plan, SessionKind, VerdictKind, Week};
use crate::planner::{self, Standing, ToCome};
use crate::profile::{Profile, Schedule};
use crate::protocol::Protocol;
use crate::screen::{self, Verdict};
use crate::session_id::SessionId;
use crate::units::Load;
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
    /// Every id that the plan has had.
    ids: BTreeSet<SessionId>,
}

/// A day on which a plan is revised.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    pub day: NaiveDate,
    /// The log up to it.
    pub log: &'a [Entry],
    pub new: Option<&'a Entry>,
}

/// The most weeks that are waited, so that bad news brings nothing forward.
const MOST_WAITED: u32 = 12;

impl<'a> Revisor<'a> {
    /// Begins with a plan so far.
    pub fn of(plan: &Plan, protocol: &'a Protocol) -> Self {
        let ids = plan.sessions().map(|session| session.id).chain(plan.dropped.iter().map(|dropped| dropped.id));
        Revisor { protocol, plan: plan.clone(), verdict: None, causes: Vec::new(), ids: ids.collect() }
    }

    /// How many entries of the log the plan has taken in already; none where what it took in has been changed since.
    ///
    /// # Errors
    /// What the plan has as done, and the log does not know at all.
    pub fn taken_in(&self, log: &[Entry]) -> Result<usize, Vec<Diagnostic>> {
        let known = self.plan.logged as usize;
        if log.get(..known).is_some_and(|head| has_as_done(&self.plan, &log::effective(head))) {
            return Ok(known);
        }
        let lost: Vec<Diagnostic> = self
            .plan
            .sessions()
            .filter(|session| session.done.is_some() && log.iter().all(|entry| !entry.is_of(session.id)))
            .map(|session| {
                Diagnostic::new(Code::Missing, format!("the plan has `{}` as done, and the log has no entry for it", session.id))
                    .at("log")
                    .help("give the whole log; to take an entry back, add one with `withdrawn: true`")
            })
            .collect();
        if lost.is_empty() { Ok(0) } else { Err(lost) }
    }

    /// The revision of a day.
    ///
    /// # Errors
    /// Entries of sessions that the plan does not know; or why nothing can be planned any more.
    pub fn revise(self, occasion: &Occasion) -> Result<Self, Vec<Diagnostic>> {
        let Occasion { day, log, .. } = *occasion;
        let entries = log::effective(log);
        self.refuse_unknown_sessions(log, &entries)?;
        let Revisor { protocol, plan, mut causes, mut ids, .. } = self;
        let plan = lived::without_lost_second_days(lived::with_done(plan, &entries), day, protocol);
        let (plan, is_restated) = restated(plan, day);
        let mut history = history::tell(&plan, &entries, protocol, day, Break::Counted);
        let plan = lived::with_outcomes(plan, &history, day);
        let new: Vec<Cause> = history.causes.iter().filter(|cause| !causes.contains(cause)).cloned().collect();
        causes.extend(new);
        if let Some((stop, verdict)) = history.stop.take() {
            return Ok(Revisor { protocol, plan: join::stopped(plan, verdict.kind, stop, day), verdict: Some(verdict), causes, ids });
        }
        let was_stopped = plan.stopped.is_some();
        let plan = Plan { stopped: None, verdict: VerdictKind::Train, ..plan };
        let line = Line::of(&plan, &history, day, protocol);
        let plan = if is_over(&plan) {
            join::over(plan, history.crossed(), day)
        } else if !is_restated && !was_stopped && still_stands(&plan, &history, &line, protocol)? {
            join::settle(plan, history.crossed())
        } else {
            let plan = lived::without_shared_sessions(plan, line.open);
            let (plan, cause) = made_anew(plan, &entries, history, was_stopped || is_restated, was_stopped, occasion, protocol)?;
            causes.extend(cause);
            ids.extend(plan.sessions().map(|session| session.id));
            plan
        };
        Ok(Revisor { protocol, plan, verdict: None, causes, ids })
    }

    /// Entries of sessions that the plan has not. A deadlift that was missed may be of one that an earlier revision had.
    fn refuse_unknown_sessions(&self, log: &[Entry], entries: &[Entry]) -> Result<(), Vec<Diagnostic>> {
        let has = |id: &str| self.plan.sessions().any(|session| session.id == id);
        let known: Vec<String> = self.plan.sessions().map(|session| session.id.to_string()).collect();
        let unknown: Vec<Diagnostic> = log
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((at, entry, entry.session.as_deref()?)))
            .filter(|(_, entry, session)| !has(session) && entries.iter().any(|it| it.session == entry.session))
            .filter(|(_, entry, _)| entry.missed.is_none() || entry.id().is_none_or(|id| !self.ids.contains(&id)))
            .map(|(at, entry, session)| {
                let dropped = self.plan.dropped.iter().any(|dropped| entry.is_of(dropped.id));
                let message = format!("`{session}` is no session of the plan{}", if dropped { " any more" } else { "" });
                let help = match did_you_mean(session, known.iter().map(String::as_str)) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => "use an id of the plan, as `rehinge next` shows it".to_owned(),
                };
                Diagnostic::new(Code::UnknownValue, message).at(format!("[{at}].session")).help(help)
            })
            .collect();
        if unknown.is_empty() { Ok(()) } else { Err(unknown) }
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

/// The plan with all that is to come planned anew, and what has happened meanwhile by the calendar alone.
fn made_anew(
    plan: Plan,
    entries: &[Entry],
    mut history: History,
    is_asked_for: bool,
    was_stopped: bool,
    occasion: &Occasion,
    protocol: &Protocol,
) -> Result<(Plan, Option<Cause>), Vec<Diagnostic>> {
    let Occasion { day, new, .. } = *occasion;
    let mut line = Line::of(&plan, &history, day, protocol);
    if was_stopped {
        // Of this week too nothing is planned any more.
        line.from = line.from.min(line.tomorrow);
    }
    refuse_without_a_clinician(&plan, &history, day, protocol)?;
    let solve = |history: &History, standing: &Standing| planner::to_come(&history.profile, protocol, standing, &plan.time_zone);
    let mut stands = standing(&plan, &line, &history);
    let mut made = solve(&history, &stands);
    let mut cause = None;
    // The next day with room may lie beyond what a break may be, although today does not.
    if matches!(&made, Err(wrong) if wrong.iter().any(|it| it.code == Code::LongBreak)) && history.last.is_some() {
        history = history::tell(&plan, entries, protocol, day, Break::TooLong);
        refuse_without_a_clinician(&plan, &history, day, protocol)?;
        line = Line::of(&plan, &history, day, protocol);
        stands = standing(&plan, &line, &history);
        made = solve(&history, &stands);
        cause = history.causes.last().cloned();
    }
    let mut to_come = made?;
    // Only a correction or another profile brings anything forward.
    let may_be_sooner = is_asked_for || new.is_some_and(|new| new.amends || new.withdrawn);
    let mut waits = 1..=MOST_WAITED;
    while !may_be_sooner
        && is_sooner(&plan, &to_come)
        && let Some(wait) = waits.next()
    {
        stands.climb.orders.wait = wait;
        to_come = solve(&history, &stands)?;
    }
    let past = Past::of(&plan, &line, &history);
    Ok((join::join(Head::of(&plan, &history.profile), past, to_come, history.crossed(), protocol), cause))
}

/// Where the lay-off makes a lifter one whom a clinician has to see first, a plan has to be made from a new profile.
fn refuse_without_a_clinician(plan: &Plan, history: &History, day: NaiveDate, protocol: &Protocol) -> Result<(), Vec<Diagnostic>> {
    let schedule = Schedule { start: Some(history.cycle), ..history.profile.schedule.clone() };
    let asked = Profile { schedule, ..history.profile.clone() };
    if history.cycle == cycle_of(plan) || screen::verdict(&asked, protocol, day).kind != VerdictKind::Refer {
        return Ok(());
    }
    let says = "after so long without a deadlift the way back begins anew, and the screen asks for a clinician first";
    let help = "make a new profile as things are today, and a new plan from it: `rehinge plan PROFILE`";
    Err(vec![Diagnostic::new(Code::LongBreak, says).at("profile.pain").help(help)])
}

/// Whether everything that was planned has been done: the technique check is the last of it.
fn is_over(plan: &Plan) -> bool {
    let last = plan.sessions().rfind(|session| session.kind == SessionKind::Check && session.work().is_some());
    let to_come = plan.sessions().any(|session| session.kind == SessionKind::Deadlift && session.done.is_none());
    last.is_some_and(|check| check.done.is_some()) && !to_come
}

/// Whether what is to come reaches the top sooner, or any load by a week, than the plan did. A lower working weight
/// is another top.
fn is_sooner(before: &Plan, to_come: &ToCome) -> bool {
    let same_top = before.summary.working_weight == to_come.working_weight && before.summary.top_load == to_come.top_load;
    if same_top && before.summary.returns_on.zip(to_come.returns_on).is_some_and(|(was, is)| is < was) {
        return true;
    }
    let loads = |weeks: &[Week]| -> Vec<(NaiveDate, Load)> {
        let weeks = weeks.iter().filter(|week| week.heavy_day().is_some_and(|session| session.done.is_none()));
        weeks.filter_map(|week| Some((week.starts, week.load()?))).collect()
    };
    let was = loads(&before.weeks);
    let planned_to = was.last().map(|(week, _)| *week);
    loads(&to_come.weeks).into_iter().any(|(week, load)| {
        // Where the plan had come to its end, it had come to its top.
        let ended = planned_to.is_some_and(|last| week > last).then_some(before.summary.top_load);
        let most = was.iter().filter(|(other, _)| *other <= week).map(|(_, load)| *load).chain(ended).max();
        most.is_some_and(|most| load > most)
    })
}
