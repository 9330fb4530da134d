//! Plan + log → the next revision. Knows nothing of files or formats.
//!
//! The log is read entry by entry, each on its day, as if the plan had been made anew every time: what
//! happened is copied, what is still to come is solved again by the planner from where the lifter stands
//! (decisions, section 8). Entry by entry or all at once comes to the same.

mod behind;
mod response;
mod stitch;
mod story;
mod tell;

use crate::diagnostic::{Code, Diagnostic};
use crate::log::{self, Entry, Missed};
use crate::plan::{Change, Lumbar, Plan, Response, Session, SessionKind, VerdictKind, monday_of};
use crate::planner::{self, Lifter, LoadWeek, Stage, Standing};
use crate::profile::{OwnLift, Schedule, point_of_week};
use crate::protocol::{Protocol, RuleId};
use crate::screen::{self, Verdict};
pub use behind::{Behind, behind};
use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::{BTreeMap, BTreeSet};
use story::{Index, Story, run_of};

/// What a revision is made from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The plan so far.
    pub plan: &'a Plan,
    /// The whole log, as it was written.
    pub log: &'a [Entry],
    /// The day of the revision.
    pub today: NaiveDate,
    /// When the lifter can train from now on, where that changed.
    pub schedule: Option<&'a Schedule>,
}

/// The next revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// The plan; the same as before where nothing has changed.
    pub plan: Plan,
    /// What the screen said, where it stopped the plan.
    pub stopped: Option<Verdict>,
}

/// Makes the next revision of a plan.
///
/// # Errors
/// Everything that is wrong with the log, with fields like `[3].date`; or why no plan can be made of what is
/// to come.
pub fn replan(request: &Request, protocol: &Protocol) -> Result<Revised, Vec<Diagnostic>> {
    let Request { plan, log, today, schedule } = *request;
    let start = plan.first_profile.as_deref().unwrap_or(&plan.profile).schedule.start.unwrap_or(plan.created);
    if today < start || (plan.revision > 0 && today < plan.created) {
        let since = if plan.revision > 0 { plan.created } else { start };
        let message = format!("{today} is before {since}, the day of the plan");
        return Err(vec![Diagnostic::new(Code::BadDate, message).at("created").help("replan on the day it is, or on a later one")]);
    }
    let wrong = log::check(log, start, today);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let known = sessions(plan).map(|session| session.id.clone()).chain(plan.dropped.iter().map(|dropped| dropped.id.clone()));
    let mut maker = Maker { protocol, plan: plan.clone(), verdict: None, causes: Vec::new(), ids: known.collect() };
    let known = maker.known(log)?;
    // A core session told late, of a time before the plan was made last, is taken in today: on its own day it would
    // undo what has begun since. A routine of Phase 1 or 2 decides on its day how long the phase is.
    let told = if plan.revision > 0 && known == plan.logged as usize { plan.created } else { start };
    let is_core = |entry: &Entry| sessions(plan).any(|session| session.id == entry.session && session.kind == SessionKind::Core);
    for count in known + 1..=log.len() {
        let so_far = &log[..count];
        let as_of = so_far.iter().map(|entry| entry.date).max().unwrap_or(today).max(start);
        if as_of < told && so_far.last().is_some_and(is_core) {
            continue;
        }
        maker.step(so_far, as_of, None, so_far.last())?;
    }
    maker.step(log, today, schedule, None)?;
    let Maker { plan: mut revised, verdict, causes, .. } = maker;
    revised.logged = log.len() as u32;
    if tell::is_same(plan, &revised) {
        let unchanged = Plan { logged: revised.logged, ..plan.clone() };
        return Ok(Revised { plan: unchanged, stopped: verdict });
    }
    revised.revision = plan.revision + 1;
    revised.created = today;
    stitch::drop_sessions(plan, &mut revised);
    tell::what_changed(plan, &mut revised, &causes, schedule.is_some(), protocol);
    planner::gather(&mut revised, protocol);
    Ok(Revised { plan: revised, stopped: verdict })
}

/// A sentence of the protocol with its gaps filled.
fn say(protocol: &Protocol, key: &str, gaps: &[(&'static str, String)]) -> String {
    gaps.iter().fold(protocol.note(key).to_owned(), |says, (gap, text)| says.replace(&format!("{{{gap}}}"), text))
}

/// What people call a session: `loading week 4`.
fn name(id: &str) -> String {
    let name = id.strip_suffix("-second-deadlift").or_else(|| id.strip_suffix("-deadlift"));
    match name.and_then(|name| name.rsplit_once('-')) {
        Some((phase, count)) => format!("{phase} week {count}"),
        None => id.replace('-', " "),
    }
}

/// Makes one revision after the other.
struct Maker<'a> {
    protocol: &'a Protocol,
    plan: Plan,
    verdict: Option<Verdict>,
    causes: Vec<story::Cause>,
    /// Every id that the plan has had.
    ids: BTreeSet<String>,
}

impl Maker<'_> {
    /// How many entries of the log the plan has taken in already; none where what it took in has been changed since.
    fn known(&self, log: &[Entry]) -> Result<usize, Vec<Diagnostic>> {
        let known = self.plan.logged as usize;
        if log.get(..known).is_some_and(|head| behind::has_as_done(&self.plan, &log::effective(head))) {
            return Ok(known);
        }
        let lost: Vec<Diagnostic> = sessions(&self.plan)
            .filter(|session| session.done.is_some() && log.iter().all(|entry| entry.session != session.id))
            .map(|session| {
                Diagnostic::new(Code::Missing, format!("the plan has `{}` as done, and the log has no entry for it", session.id))
                    .at("log")
                    .help("give the whole log; to take an entry back, add one with `withdrawn: true`")
            })
            .collect();
        if lost.is_empty() { Ok(0) } else { Err(lost) }
    }

    /// The revision of a day, with the entry of the log that is new in it.
    fn step(&mut self, log: &[Entry], as_of: NaiveDate, schedule: Option<&Schedule>, new: Option<&Entry>) -> Result<(), Vec<Diagnostic>> {
        let entries = log::effective(log);
        self.attach(log, &entries)?;
        self.plan.missed = entries.iter().filter(|entry| entry.missed == Some(Missed::Pain)).cloned().collect();
        self.leave_out_second_days(as_of);
        if let Some(schedule) = schedule {
            self.change_schedule(schedule);
        }
        let mut story = story::tell(&self.plan, &entries, self.protocol, as_of, false);
        for week in &mut self.plan.weeks {
            for session in &mut week.sessions {
                session.outcome = session.done.is_some().then(|| story.outcomes.get(&session.id).cloned()).flatten();
            }
        }
        // No routine of Phase 2 comes after the first deadlift.
        if let Some(first) = story.first {
            for week in &mut self.plan.weeks {
                week.sessions.retain(|session| {
                    let routine = matches!(session.kind, SessionKind::Daily | SessionKind::Hinge);
                    !(routine && session.done.is_none() && session.start.date() >= first && session.start.date() >= as_of)
                });
            }
            self.plan.weeks.retain(|week| !week.sessions.is_empty());
        }
        self.causes.extend(story.causes.iter().filter(|cause| !self.causes.contains(cause)).cloned().collect::<Vec<_>>());
        self.verdict = None;
        if let Some((kind, stop, verdict)) = story.stop {
            self.verdict = Some(verdict);
            stitch::stop(&mut self.plan, kind, stop, as_of);
            return Ok(());
        }
        let was_stopped = self.plan.stopped.take().is_some();
        self.plan.verdict = VerdictKind::Train;
        if self.is_over() {
            stitch::free_own_lifts(&mut self.plan, as_of);
            stitch::settle_phases(&mut self.plan, &story);
            return Ok(());
        }
        let ahead = Ahead::of(&self.plan, &story, as_of, self.protocol);
        if schedule.is_none() && !was_stopped && ahead.still_stands(&self.plan, &story, self.protocol)? {
            stitch::settle_phases(&mut self.plan, &story);
            return Ok(());
        }
        self.part_from(ahead.open);
        let mut ahead = Ahead::of(&self.plan, &story, as_of, self.protocol);
        if was_stopped {
            // Of this week too nothing is planned any more.
            ahead.from = ahead.from.min(ahead.tomorrow);
        }
        // Where the lay-off makes a lifter one whom a clinician has to see first, a plan has to be made anew.
        let asks_for_a_clinician = |plan: &Plan, story: &Story| {
            story.run != run_of(plan) && screen::verdict(&story.profile, self.protocol, as_of).kind == VerdictKind::Refer
        };
        if asks_for_a_clinician(&self.plan, &story) {
            return Err(vec![long_break()]);
        }
        let rest = |plan: &Plan, ahead: &Ahead, story: &Story| {
            planner::rest(&story.profile, self.protocol, &ahead.standing(plan, story), &plan.time_zone)
        };
        let mut made = rest(&self.plan, &ahead, &story);
        // The next day with room may lie beyond what a break may be, although today does not.
        if matches!(&made, Err(wrong) if wrong.iter().any(|it| it.code == Code::LongBreak)) && story.last.is_some() {
            story = story::tell(&self.plan, &entries, self.protocol, as_of, true);
            if asks_for_a_clinician(&self.plan, &story) {
                return Err(vec![long_break()]);
            }
            ahead = Ahead::of(&self.plan, &story, as_of, self.protocol);
            made = rest(&self.plan, &ahead, &story);
            self.causes.extend(story.causes.last().cloned());
        }
        let mut rest = made?;
        // Only a correction or another schedule brings anything forward.
        let corrected = new.is_some_and(|new| new.amends || new.withdrawn) || was_stopped;
        if schedule.is_none() && !corrected {
            for wait in 1..=MOST_WAITED {
                if !is_sooner(&self.plan, &rest) {
                    break;
                }
                story.climb.orders.wait = wait;
                rest = planner::rest(&story.profile, self.protocol, &ahead.standing(&self.plan, &story), &self.plan.time_zone)?;
            }
            story.climb.orders.wait = 0;
        }
        stitch::join(&mut self.plan, rest, &ahead, &story);
        self.ids.extend(sessions(&self.plan).map(|session| session.id.clone()));
        Ok(())
    }

    /// Whether everything that was planned has been done: the technique check is the last of it.
    fn is_over(&self) -> bool {
        let last = sessions(&self.plan).rfind(|session| session.kind == SessionKind::Check && session.work().is_some());
        let to_come = sessions(&self.plan).any(|session| session.kind == SessionKind::Deadlift && session.done.is_none());
        last.is_some_and(|check| check.done.is_some()) && !to_come
    }

    /// Writes what was done into the sessions it was done in, and moves them to where it was done.
    fn attach(&mut self, log: &[Entry], entries: &[Entry]) -> Result<(), Vec<Diagnostic>> {
        let index = Index::of(&self.plan);
        let foreign: Vec<Diagnostic> = log
            .iter()
            .enumerate()
            .filter(|(_, entry)| index.get(&entry.session).is_none() && entries.iter().any(|it| it.session == entry.session))
            .filter(|(_, entry)| entry.missed.is_none() || !self.ids.contains(&entry.session))
            .map(|(at, entry)| {
                let known = crate::diagnostic::did_you_mean(&entry.session, sessions(&self.plan).map(|session| session.id.as_str()));
                let dropped = self.plan.dropped.iter().any(|dropped| dropped.id == entry.session);
                let message = format!("`{}` is no session of the plan{}", entry.session, if dropped { " any more" } else { "" });
                let help = match known {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => "use an id of the plan, as `rehinge next` shows it".to_owned(),
                };
                Diagnostic::new(Code::UnknownValue, message).at(format!("[{at}].session")).help(help)
            })
            .collect();
        if !foreign.is_empty() {
            return Err(foreign);
        }
        let mut moved = false;
        for week in &mut self.plan.weeks {
            for session in &mut week.sessions {
                let entry = entries.iter().find(|entry| entry.session == session.id && entry.missed.is_none());
                session.done = entry.cloned();
                let start = entry.map(|entry| entry.date.and_time(entry.at.unwrap_or(session.start.time())));
                if let Some(start) = start.filter(|start| *start != session.start) {
                    // The lifter's own lifts that were to follow it stay where they always are.
                    week.own.extend(stitch::part(session, &self.plan.profile));
                    session.start = start;
                    moved = true;
                }
            }
        }
        if moved {
            stitch::sort_weeks(&mut self.plan);
        }
        Ok(())
    }

    /// A second deadlift day that was not done is not made up for; nor one whose first day was in another
    /// week, or too near.
    fn leave_out_second_days(&mut self, as_of: NaiveDate) {
        let hard = Duration::hours(i64::from(self.protocol.rules.spacing_hard.value));
        let firsts: BTreeMap<String, (NaiveDate, NaiveDateTime)> = sessions(&self.plan)
            .filter(|session| session.kind == SessionKind::Deadlift && session.done.is_some())
            .map(|session| (session.id.replace("-deadlift", "-second-deadlift"), (session.start.date(), ended(&self.plan, session))))
            .collect();
        let undone = |session: &Session| {
            let apart = firsts.get(&session.id).is_some_and(|(day, first)| {
                monday_of(*day) != monday_of(session.start.date()) || (session.start > *first - hard && session.start - *first < hard)
            });
            session.kind == SessionKind::SecondDeadlift && session.done.is_none() && (session.start.date() < as_of || apart)
        };
        let profile = self.plan.profile.clone();
        for week in &mut self.plan.weeks {
            for session in week.sessions.iter_mut().filter(|session| undone(session)) {
                week.own.extend(stitch::part(session, &profile));
            }
            week.sessions.retain(|session| !undone(session));
        }
    }

    /// A deadlift that was missed, or moves to a later week, takes none of the lifter's own lifts along: those stay.
    fn part_from(&mut self, open: NaiveDate) {
        for week in &mut self.plan.weeks {
            for session in week.sessions.iter_mut().filter(|session| lifts(session) && session.done.is_none()) {
                if session.start.date() < open {
                    week.own.extend(stitch::part(session, &self.plan.profile));
                }
            }
        }
    }

    fn change_schedule(&mut self, schedule: &Schedule) {
        if self.plan.first_profile.is_none() {
            self.plan.first_profile = Some(Box::new(self.plan.profile.clone()));
        }
        let start = self.plan.profile.schedule.start;
        let time_zone = self.plan.profile.schedule.time_zone.clone();
        self.plan.profile.schedule = Schedule { start, time_zone, ..schedule.clone() };
    }
}

/// The most weeks that are waited, so that bad news brings nothing forward.
const MOST_WAITED: u32 = 12;

/// Whether the rest of a plan comes sooner to the top, or to any load by a week, than the plan did. A lower working
/// weight is another top.
fn is_sooner(before: &Plan, rest: &Plan) -> bool {
    let same_top = before.summary.working_weight == rest.summary.working_weight && before.summary.top_load == rest.summary.top_load;
    if same_top && before.summary.returns_on.zip(rest.summary.returns_on).is_some_and(|(was, is)| is < was) {
        return true;
    }
    let to_come = |plan: &Plan| -> Vec<(NaiveDate, crate::units::Load)> {
        let weeks = plan.weeks.iter().filter(|week| week.deadlift().is_some_and(|session| session.done.is_none()));
        weeks.filter_map(|week| Some((week.starts, week.load?))).collect()
    };
    let was = to_come(before);
    let planned_to = was.last().map(|(week, _)| *week);
    to_come(rest).into_iter().any(|(week, load)| {
        // Where the plan had come to its end, it had come to its top.
        let ended = planned_to.is_some_and(|last| week > last).then_some(before.summary.top_load);
        let most = was.iter().filter(|(other, _)| *other <= week).map(|(_, load)| *load).chain(ended).max();
        most.is_some_and(|most| load > most)
    })
}

/// Every session of a plan.
fn sessions(plan: &Plan) -> impl DoubleEndedIterator<Item = &Session> {
    plan.weeks.iter().flat_map(|week| &week.sessions)
}

/// Whether a session has a deadlift in it.
fn lifts(session: &Session) -> bool {
    matches!(session.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift)
        || (session.kind == SessionKind::Check && session.work().is_some())
}

/// Where the line between what was and what is to come runs.
struct Ahead {
    /// The first day that is planned anew.
    from: NaiveDate,
    /// The first day on which the next heavy deadlift may be.
    open: NaiveDate,
    /// The day of the revision, or the one after it where a deadlift was done on it.
    tomorrow: NaiveDate,
    /// Deadlifts that were planned before this day and not done were missed.
    as_of: NaiveDate,
    /// There was such a one.
    missed: bool,
    /// An earlier revision has moved the next deadlift because one was missed.
    moved: bool,
    /// The last session that was heavy on the lower back before `from`.
    last_heavy: Option<NaiveDateTime>,
    /// What is left of this week's second deadlift day is left out.
    no_second: bool,
}

impl Ahead {
    fn of(plan: &Plan, story: &Story, as_of: NaiveDate, protocol: &Protocol) -> Self {
        let missed = sessions(plan).any(|session| {
            lifts(session) && session.kind != SessionKind::SecondDeadlift && session.done.is_none() && session.start.date() < as_of
        });
        let last_done = |session: &Session| story.last.is_none_or(|last| session.start.date() > last);
        // Or an earlier revision has moved it already, and says so.
        let moved = plan.weeks.iter().find(|week| week.deadlift().is_some_and(|session| session.done.is_none() && last_done(session)));
        let moved = moved.and_then(|week| week.because.as_ref()).is_some_and(|because| because.rules().contains(&RuleId::MissedDays));
        let hard = Duration::hours(i64::from(protocol.rules.spacing_hard.value));
        let lifted = |session: &&Session| lifts(session) && session.done.is_some();
        let today = sessions(plan).filter(lifted).any(|session| session.start.date() == as_of);
        let tomorrow = as_of + Days::new(u64::from(today));
        let last_lifted = sessions(plan).filter(lifted).map(|session| ended(plan, session)).max();
        // The deadlift of this week is done: the next is next week's.
        let done_this_week = story.last.is_some_and(|last| monday_of(last) == monday_of(tomorrow));
        let next_week = monday_of(tomorrow) + Days::new(7);
        let open = if done_this_week { next_week } else { tomorrow };
        let worse = story.outcomes.values().map(|outcome| outcome.response).max();
        let last_outcome = story.last.and_then(|last| {
            sessions(plan)
                .filter(|session| session.start.date() == last)
                .filter_map(|session| story.outcomes.get(&session.id))
                .map(|it| it.response)
                .max()
        });
        // What is left of the week belongs to the deadlift that was done in it.
        let done_id = story.last.and_then(|last| {
            sessions(plan).find(|session| session.kind == SessionKind::Deadlift && session.done.is_some() && session.start.date() == last)
        });
        let second_of = done_id.map(|session| session.id.replace("-deadlift", "-second-deadlift"));
        let other_second = sessions(plan).any(|session| {
            session.kind == SessionKind::SecondDeadlift
                && session.done.is_none()
                && session.start.date() < open
                && second_of.as_ref() != Some(&session.id)
        });
        let no_second = other_second || last_outcome.or(worse).is_some_and(|response| response >= Response::Lower);
        // Where what is left of the week stands too near to what was done, it is arranged anew.
        let near =
            |start: NaiveDateTime| last_lifted.is_some_and(|last| start > last - hard && start - last < hard && start.date() >= tomorrow);
        let heavy_own = plan.weeks.iter().flat_map(|week| &week.own).filter(|own| own.lumbar == Lumbar::Heavy).map(|own| own.start);
        let heavy = sessions(plan)
            .filter(|session| session.lumbar == Lumbar::Heavy && session.done.is_none() && session.kind != SessionKind::Deadlift)
            .map(|session| session.start);
        let undone: Vec<NaiveDateTime> = heavy_own.chain(heavy).filter(|start| start.date() < open).collect();
        // Or where it is one heavy session too many, as what was to share the deadlift's session stands alone.
        let of_week = |start: &NaiveDateTime| monday_of(start.date()) == monday_of(tomorrow);
        let done = sessions(plan).filter(|session| session.lumbar == Lumbar::Heavy && session.done.is_some()).map(|session| session.start);
        let count = undone.iter().copied().chain(done).filter(of_week).count();
        let left = undone.iter().any(|start| of_week(start) && start.date() >= tomorrow);
        let crowded = left && count > protocol.rules.weekly_heavy.value.most as usize;
        let clash = crowded || undone.iter().any(|start| near(*start));
        let restarted = story.climb.reference().is_none();
        // Nor does a week have its own lifts that had no deadlift until one was done in it.
        let left_out = done_this_week && leaves_own_out(plan, &story.profile.schedule, tomorrow, next_week);
        let from = if restarted {
            tomorrow.max(story.run)
        } else if clash || left_out {
            tomorrow
        } else {
            open
        };
        let own_before = plan
            .weeks
            .iter()
            .flat_map(|week| &week.own)
            .filter(|own| own.lumbar == Lumbar::Heavy)
            .map(|own| own.start)
            .chain(
                sessions(plan)
                    .filter(|session| session.lumbar == Lumbar::Heavy && session.kind == SessionKind::Own)
                    .map(|session| session.start),
            )
            .filter(|start| start.date() < from)
            .max();
        let second_before = sessions(plan)
            .filter(|session| session.kind == SessionKind::SecondDeadlift && session.done.is_none() && !no_second && !clash)
            .map(|session| session.start)
            .filter(|start| (tomorrow..from).contains(&start.date()))
            .max();
        let last_heavy = [last_lifted, own_before, second_before].into_iter().flatten().max();
        Ahead { from, open: open.max(from), tomorrow, as_of, missed, moved, last_heavy, no_second: no_second || clash }
    }

    /// Whether what is planned from here on is what would be planned now.
    fn still_stands(&self, plan: &Plan, story: &Story, protocol: &Protocol) -> Result<bool, Vec<Diagnostic>> {
        let (now, then) = (&story.profile, &plan.profile);
        if self.missed || run_of(plan) != story.run || now.pain != then.pain || now.deadlift.working_weight != then.deadlift.working_weight
        {
            return Ok(false);
        }
        let to_come: Vec<(&crate::plan::Week, &Session)> = plan
            .weeks
            .iter()
            .flat_map(|week| week.sessions.iter().map(move |session| (week, session)))
            .filter(|(_, session)| session.kind == SessionKind::Deadlift && session.done.is_none())
            .collect();
        if story.climb.reference().is_none() {
            let opens = to_come.first().map(|(_, session)| session.start.date());
            let soon_enough = story.not_before.is_none_or(|not_before| opens.is_some_and(|opens| opens >= not_before));
            let first =
                plan.summary.phases.iter().rev().find(|span| span.phase == crate::plan::Phase::PainResolution && span.from >= story.run);
            let long_enough = story.phase_1_days.is_none_or(|days| first.is_some_and(|span| span.days() >= i64::from(days)));
            return Ok(soon_enough && long_enough);
        }
        // Done sooner or later than planned, the next may have come too near.
        let hard = Duration::hours(i64::from(protocol.rules.spacing_hard.value));
        let near = |start: NaiveDateTime| self.last_heavy.is_some_and(|last| start.date() >= self.from && start - last < hard);
        let heavy_own = plan.weeks.iter().flat_map(|week| &week.own).filter(|own| own.lumbar == Lumbar::Heavy).map(|own| own.start);
        let heavy = sessions(plan).filter(|session| session.lumbar == Lumbar::Heavy && session.done.is_none()).map(|session| session.start);
        let too_soon = to_come.first().is_some_and(|(_, next)| next.start.date() < self.open);
        let second_left = self.no_second
            && sessions(plan).any(|session| {
                session.kind == SessionKind::SecondDeadlift
                    && session.done.is_none()
                    && (self.as_of..self.open).contains(&session.start.date())
            });
        let near_max_days = planner::near_max_days(now.age_band, protocol);
        let near_max_soon = story.climb.was_near_max()
            && story.last.zip(to_come.first()).is_some_and(|(last, (week, next))| {
                let is_near = |load| Lifter::new(now, protocol, story.run).is_near_max(load);
                (next.start.date() - last).num_days() < near_max_days && week.load.is_some_and(is_near)
            });
        let stands_too_near = heavy_own.chain(heavy).any(near) || near_max_soon;
        if stands_too_near || too_soon || second_left || self.from < self.open {
            return Ok(false);
        }
        if let (Some(last), Some((_, next))) = (story.last, to_come.first()) {
            let planned_gap = (next.start.date() - last).num_days();
            if planner::has_skipped_a_week(last, next.start.date(), protocol) {
                // A week away, or one that was missed: the loads after it have to be looked at.
                return Ok(plan.profile.schedule.away.iter().any(|away| last < away.to && away.from < next.start.date())
                    && self.loads_agree(story, &to_come, protocol, Some((planned_gap, true)))?);
            }
            if self.moved {
                return self.loads_agree(story, &to_come, protocol, Some((planned_gap, false)));
            }
        }
        self.loads_agree(story, &to_come, protocol, None)
    }

    fn loads_agree(
        &self,
        story: &Story,
        to_come: &[(&crate::plan::Week, &Session)],
        protocol: &Protocol,
        gap: Option<(i64, bool)>,
    ) -> Result<bool, Vec<Diagnostic>> {
        let lifter = Lifter::new(&story.profile, protocol, story.run);
        let mut climb = story.climb.clone();
        if let Some((days, skipped)) = gap
            && climb.after_gap(days, skipped, &lifter).is_none()
        {
            return Ok(false);
        }
        let loads = lifter.ahead(&climb)?;
        let planned: Vec<LoadWeek> = loads.weeks().cloned().collect();
        // Behind a later week away the loads are others: up to there they have to agree.
        let away = |at: usize| at > 0 && (monday_of(to_come[at].1.start.date()) - monday_of(to_come[at - 1].1.start.date())).num_days() > 7;
        let until = (1..to_come.len()).find(|at| away(*at)).unwrap_or(to_come.len());
        let same = |(week, (of_week, session)): (&LoadWeek, &(&crate::plan::Week, &Session))| {
            let sets = session.work().map_or(0, |work| work.sets.len() as u32);
            of_week.load == Some(week.load) && of_week.deload == week.deload && sets == lifter.sets(week)
        };
        Ok((until < to_come.len() || planned.len() == to_come.len())
            && planned.len() >= until
            && planned.iter().zip(&to_come[..until]).all(same))
    }

    /// Heavy sessions of the week that is under way which lie before what is planned anew.
    fn heavy_this_week(&self, plan: &Plan) -> u32 {
        let monday = monday_of(self.from);
        let own = plan.weeks.iter().flat_map(|week| &week.own).filter(|own| own.lumbar == Lumbar::Heavy).map(|own| own.start);
        let heavy = sessions(plan)
            .filter(|session| session.lumbar == Lumbar::Heavy && (session.done.is_some() || !lifts(session)))
            .map(|session| session.start);
        let starts: BTreeSet<NaiveDateTime> = own.chain(heavy).filter(|start| monday <= start.date() && start.date() < self.from).collect();
        starts.len() as u32
    }

    fn standing(&self, plan: &Plan, story: &Story) -> Standing {
        let kept: Vec<(String, NaiveDate)> = stitch::kept(plan, self).map(|session| (session.id.clone(), session.start.date())).collect();
        let usual = sessions(plan)
            .find(|session| session.kind == SessionKind::Deadlift && session.done.is_none())
            .map(|session| (session.start.weekday(), session.start.time()))
            .filter(|(day, at)| story.profile.schedule.slots.iter().any(|slot| slot.day == *day && slot.at == *at));
        let planned = sessions(plan).filter(|session| session.kind == SessionKind::Deadlift && session.done.is_none());
        let planned = planned.map(|session| session.start).collect();
        let stage = match (story.climb.reference(), story.first, story.last) {
            (Some(_), Some(first), Some(last)) => {
                Stage::Climb { open: self.open, last, missed: self.missed || self.moved, first, reached: story.reached }
            }
            _ => {
                // Phase 2 that was over is not made longer because the deadlift waited.
                let opened = plan.summary.phases.iter().find(|span| span.phase == crate::plan::Phase::Loading && span.from > story.run);
                let opened = opened.map(|span| span.from).filter(|from| self.missed && *from <= self.as_of && run_of(plan) == story.run);
                Stage::Before { phase_1_days: story.phase_1_days, not_before: story.not_before.unwrap_or(self.from), opened }
            }
        };
        let start = plan.profile.schedule.start.unwrap_or(plan.created);
        let last_near_max = story.climb.was_near_max().then(|| story.last.map(|last| last.and_time(NaiveTime::MIN))).flatten();
        Standing {
            from: self.from,
            week_one: monday_of(start),
            cycle: story.run,
            climb: story.climb.clone(),
            stage,
            last_heavy: self.last_heavy,
            heavy_this_week: self.heavy_this_week(plan),
            done_early: stitch::done_early(plan, self.from).into_iter().map(|(usual, _)| usual).collect(),
            last_near_max,
            usual,
            planned,
            used: stitch::used(plan, self, story),
            kept,
        }
    }
}

/// Whether the plan says nothing of one of the lifter's own heavy lifts on a day of a span, the last day not included.
fn leaves_own_out(plan: &Plan, schedule: &Schedule, from: NaiveDate, until: NaiveDate) -> bool {
    let is_named = |own: &OwnLift, day: NaiveDate| {
        let usually = point_of_week(own.day, own.at);
        let stays = plan.weeks.iter().flat_map(|week| &week.own).any(|it| it.start.date() == day && it.lifts.contains(&own.lift));
        let joined = sessions(plan)
            .filter(|session| session.start.date() == day)
            .any(|session| session.exercises.iter().any(|it| it.exercise == own.lift && it.sets.is_empty()));
        let changed =
            |change: &Change| change.usually == usually && change.lifts.contains(&own.lift) && change.from <= day && day <= change.to;
        stays || joined || plan.changes.iter().any(changed)
    };
    let mut at_home = from.iter_days().take_while(|day| *day < until).filter(|day| !schedule.is_away(*day));
    at_home.any(|day| schedule.other_lifting.iter().any(|own| !own.light && own.day == day.weekday() && !is_named(own, day)))
}

/// The way back would begin anew, and not without a look at the lifter.
fn long_break() -> Diagnostic {
    Diagnostic::new(Code::LongBreak, "after so long without a deadlift the way back begins anew, and the screen asks for a clinician first")
        .at("profile.pain")
        .help("make a new profile as things are today, and a new plan from it: `rehinge plan PROFILE`")
}

/// When a session was over for the count of hours: its start where the time is known, else the end of its day.
fn ended(plan: &Plan, session: &Session) -> NaiveDateTime {
    let timed = session.done.as_ref().is_none_or(|done| done.at.is_some());
    let slots = &plan.profile.schedule.slots;
    let usual = slots.iter().any(|slot| slot.day == session.start.weekday() && slot.at == session.start.time());
    if timed || usual { session.start } else { (session.start.date() + Days::new(1)).and_time(NaiveTime::MIN) }
}
