//! Cleared lifter → the first plan; plan + log → the next revision. Knows nothing of files or formats.
//!
//! The log is read entry by entry, each on its day, as if the plan had been made anew every time: what
//! happened is copied, what is still to come is solved again by the planner from where the lifter stands
//! (decisions, section 8). Entry by entry or all at once comes to the same.

mod changes;
mod cited;
mod held_back;
mod history;
mod join;
mod line;
mod lived;
mod past;
mod phases;
mod response;
mod restated;
mod revisor;
mod standing;
mod stands;
mod told;
mod undone;
mod waiting;
mod weeks;

use crate::diagnostic::{Code, Diagnostic};
use crate::log::{self, Entry};
use crate::plan::{Plan, ProtocolName, Revision};
use crate::planner::{self, Promise, Standing};
use crate::profile::{Profile, Schedule};
use crate::protocol::Protocol;
use crate::screen::{Cleared, Verdict};
use chrono::NaiveDate;
pub use held_back::{Objection, held_back};
use changes::Happened;
use join::Head;
use past::Past;
use phases::Crossed;
use revisor::{Revisor, Told};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use undone::Lived;
use waiting::Waiting;

/// What a first plan depends on besides lifter and protocol.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The plan's first day.
    pub start: NaiveDate,
    /// The zone in which its times are read.
    pub time_zone: &'a str,
}

/// Makes the first plan of a lifter whom the screen lets train: what is to come, with nothing before it.
///
/// # Errors
/// Why there is none, with what would change that ([`planner::to_come`]).
pub fn first_plan(cleared: &Cleared, protocol: &Protocol, setting: Setting) -> Result<Plan, Vec<Diagnostic>> {
    let profile = cleared.profile();
    let Setting { start, time_zone } = setting;
    let schedule = Schedule { start: Some(start), time_zone: Some(time_zone.to_owned()), ..profile.schedule.clone() };
    let profile = Profile { schedule, ..profile.clone() };
    let head = Head {
        id: plan_id(&profile),
        revision: 0,
        created: start,
        time_zone: time_zone.to_owned(),
        protocol: ProtocolName { name: protocol.name.clone(), version: protocol.version.clone() },
        profile,
        first_profile: None,
        profiles: Vec::new(),
        logged: 0,
        revisions: Vec::new(),
        missed: Vec::new(),
        days: Vec::new(),
        dropped: Vec::new(),
        lapsed: Vec::new(),
    };
    begun(head, start, protocol)
}

/// A plan on its first day: what is to come, with nothing before it.
fn begun(head: Head, start: NaiveDate, protocol: &Protocol) -> Result<Plan, Vec<Diagnostic>> {
    let mut standing = Standing::at_the_beginning(&head.profile, start);
    if !head.profile.decisions.is_empty() {
        // What someone decided of a session brings nothing forward.
        let free = Profile { decisions: Vec::new(), ..head.profile.clone() };
        let promises: Vec<Promise> = Promise::ahead(&free, protocol, &standing).into_iter().collect();
        (standing.climb.orders.wait, _) = Waiting { profile: &head.profile, protocol }.weeks(&standing, &promises)?;
    }
    let to_come = planner::to_come(&head.profile, protocol, &standing, &head.time_zone)?;
    let crossed = Crossed { began: start, first: None, reached: None };
    Ok(join::join(head, Past::default(), to_come, crossed, protocol))
}

/// The same for the same lifter and start, another for any other.
fn plan_id(profile: &Profile) -> String {
    id_from(&serde_yaml::to_string(profile).unwrap_or_default())
}

/// The plan of a lifter of whom nobody knows more than what their file is called: two who gave the same answers and no name are
/// two all the same.
pub fn named_by_its_file(plan: Plan, file: &str) -> Plan {
    let name = file.rsplit(['/', '\\']).next().and_then(|name| name.split('.').next()).unwrap_or_default();
    if plan.profile.name.is_some() || matches!(name, "" | "-") {
        return plan;
    }
    Plan { id: id_from(&format!("{} {name}", plan.id)), ..plan }
}

/// Twelve digits of a hash.
fn id_from(text: &str) -> String {
    let digits: String = Sha256::digest(text).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("plan-{digits}")
}

/// What a revision is made from.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The plan so far.
    pub plan: &'a Plan,
    /// The profile as it stands now; what the plan has heard of it where it is not given.
    pub now: Option<&'a Profile>,
    /// The whole log, as it was written.
    pub log: &'a [Entry],
    /// The day of the revision.
    pub today: NaiveDate,
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
/// What is to come is made from the first profile, all that the profile said since, the log in the order of its days,
/// and the days on which the plan was made again: whatever was noted when, the same comes of it. What was prescribed
/// for what was done stays as it was prescribed.
///
/// # Errors
/// Everything that is wrong with the log, with fields like `[3].date`; or a profile in another unit.
pub fn replan(request: &Request, protocol: &Protocol) -> Result<Revised, Vec<Diagnostic>> {
    let Request { plan, now, log, today } = *request;
    let start = first_profile(plan).schedule.start.unwrap_or(plan.created);
    if today < start || (plan.revision > 0 && today < plan.created) {
        let since = if plan.revision > 0 { plan.created } else { start };
        let message = format!("{today} is before {since}, the day of the plan");
        return Err(vec![Diagnostic::new(Code::BadDate, message).at("created").help("replan on the day it is, or on a later one")]);
    }
    let wrong = log::check(log, start, today);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let entries = told::in_order(log);
    told::refuse_what_is_no_session(plan, log, &entries)?;
    told::refuse_what_is_lost(plan, log)?;
    let heard = restated::hear(plan, now, today)?;
    let restated = heard.profiles.iter().map(|restated| restated.since);
    let asked: BTreeSet<NaiveDate> = plan.revisions.iter().map(|revision| revision.made).chain(restated).collect();
    let known = told::taken_in(plan, log).filter(|_| heard.profiles.starts_with(&plan.profiles));
    let from = if known.is_some() { heard } else { from_the_beginning(&heard, protocol)? };
    let told = Told { entries: &entries, known: known.unwrap_or(0), asked: asked.clone(), record: plan };
    let lived = Revisor::begin(from, protocol).live(&told, today);
    let Revisor { plan: revised, verdict, causes, .. } = lived;
    let revised = lived::as_recorded(revised, plan, &entries);
    let logged = log.len() as u32;
    if changes::is_same(plan, &revised) {
        return Ok(Revised { plan: Plan { logged, ..plan.clone() }, stopped: verdict });
    }
    let now = Lived { entries: &entries, causes: &causes };
    let plan = &Plan { revisions: as_true_now(plan, log, asked, now, today, protocol)?, ..plan.clone() };
    let changes = changes::what_changed(plan, &revised, today, Happened::since(plan, log, &causes), protocol);
    Ok(Revised { plan: join::next_revision(plan, revised, today, logged, changes, protocol), stopped: verdict })
}

/// The revisions of a plan with what the log as it is `now` undid of them: the log as it was before is lived through once more.
fn as_true_now(plan: &Plan, log: &[Entry], asked: BTreeSet<NaiveDate>, now: Lived, today: NaiveDate, protocol: &Protocol) -> Result<Vec<Revision>, Vec<Diagnostic>> {
    let Some(entries) = told::before_a_correction(plan, log) else { return Ok(plan.revisions.clone()) };
    let told = Told { entries: &entries, known: 0, asked, record: plan };
    let before = Revisor::begin(from_the_beginning(plan, protocol)?, protocol).live(&told, plan.created);
    Ok(undone::undone(plan, Lived { entries: &entries, causes: &before.causes }, now, today))
}

/// The profile that a plan began with.
fn first_profile(plan: &Plan) -> &Profile {
    plan.first_profile.as_deref().unwrap_or(&plan.profile)
}

/// A plan as it was on its first day, with all that is known of it by now and has not been lived yet.
fn from_the_beginning(plan: &Plan, protocol: &Protocol) -> Result<Plan, Vec<Diagnostic>> {
    let profile = first_profile(plan).clone();
    let first = Plan { profile: profile.clone(), first_profile: None, missed: Vec::new(), ..plan.clone() };
    let start = profile.schedule.start.unwrap_or(plan.created);
    let time_zone = profile.schedule.time_zone.clone().unwrap_or_else(|| plan.time_zone.clone());
    begun(Head { time_zone, ..Head::of(&first, &profile) }, start, protocol)
}
