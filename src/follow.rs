//! Cleared lifter → the first plan; plan + log → the next revision. Knows nothing of files or formats.
//!
//! The log is read entry by entry, each on its day, as if the plan had been made anew every time: what
//! happened is copied, what is still to come is solved again by the planner from where the lifter stands
//! (decisions, section 8). Entry by entry or all at once comes to the same.

mod behind;
mod changes;
mod cited;
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
mod weeks;

use crate::diagnostic::{Code, Diagnostic};
use crate::log::{self, Entry};
use crate::plan::{Plan, ProtocolName, SessionKind};
use crate::planner::{self, Standing};
use crate::profile::{Profile, Schedule};
use crate::protocol::Protocol;
use crate::screen::{Cleared, Verdict};
use chrono::NaiveDate;
use join::Head;
use past::Past;
use phases::Crossed;
use revisor::{Occasion, Revisor};
use sha2::{Digest, Sha256};

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
    let standing = Standing::at_the_beginning(&profile, start);
    let to_come = planner::to_come(&profile, protocol, &standing, time_zone)?;
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
    };
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
/// # Errors
/// Everything that is wrong with the log, with fields like `[3].date`; or why no plan can be made of what is
/// to come.
pub fn replan(request: &Request, protocol: &Protocol) -> Result<Revised, Vec<Diagnostic>> {
    let Request { plan, now, log, today } = *request;
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
    let heard = restated::hear(plan, now, today)?;
    let mut revisor = Revisor::of(&heard, protocol);
    let known = revisor.taken_in(log)?;
    // A core session told late, of a time before the plan was made last, is taken in today: on its own day it would
    // undo what has begun since. A routine of Phase 1 or 2 decides on its day how long the phase is.
    let told = if plan.revision > 0 && known == plan.logged as usize { plan.created } else { start };
    let is_core = |entry: &Entry| plan.sessions().any(|session| entry.is_of(session.id) && session.kind == SessionKind::Core);
    for count in known + 1..=log.len() {
        let so_far = &log[..count];
        let new = so_far.last();
        let day = so_far.iter().map(|entry| entry.date).max().unwrap_or(today).max(start);
        if day < told && new.is_some_and(is_core) {
            continue;
        }
        revisor = revisor.revise(&Occasion { day, log: so_far, new })?;
    }
    let Revisor { plan: revised, verdict, causes, .. } = revisor.revise(&Occasion { day: today, log, new: None })?;
    let logged = log.len() as u32;
    if changes::is_same(plan, &revised) {
        return Ok(Revised { plan: Plan { logged, ..plan.clone() }, stopped: verdict });
    }
    let changes = changes::what_changed(plan, &revised, today, &causes, protocol);
    Ok(Revised { plan: join::next_revision(plan, revised, today, logged, changes, protocol), stopped: verdict })
}
