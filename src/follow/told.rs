//! The log as it counts: in the order of the days on which things happened, whatever the order in which they were noted.

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::log::{self, Entry};
use crate::plan::{Plan, Session};
use crate::session_id::SessionId;

/// The highest number that an id of a log may bear: at a deadlift a week, the work of twenty years.
const MOST_NUMBERED: u32 = 999;

/// What the log says in the end, corrections and withdrawals taken in, by day, and within a day as it was noted; what is told
/// of the day as a whole comes last.
pub fn in_order(log: &[Entry]) -> Vec<Entry> {
    let mut entries = log::effective(log);
    entries.sort_by_key(|entry| (entry.date, entry.session.is_none()));
    entries
}

/// How many of the entries a plan has taken in already, each in its time; nothing where it has to be lived through from
/// the first day on: an entry is of a day that the plan has passed, or has been corrected or withdrawn.
pub fn taken_in(plan: &Plan, log: &[Entry]) -> Option<usize> {
    let (head, new) = log.split_at_checked(plan.logged as usize)?;
    let known = in_order(head);
    (!plan.hindsight && has_as_done(plan, &known) && new.iter().all(|entry| is_in_time(plan, entry))).then_some(known.len())
}

/// Whether an entry that a plan does not know yet is of a day that is still to come for it, and corrects nothing.
fn is_in_time(plan: &Plan, entry: &Entry) -> bool {
    !entry.amends && !entry.withdrawn && (plan.revision == 0 || entry.date > plan.created)
}

/// The log as a plan knew it, in order, where what was noted since is of days that it had passed: its reasons may not hold.
pub fn before_a_correction(plan: &Plan, log: &[Entry]) -> Option<Vec<Entry>> {
    let (head, new) = log.split_at_checked(plan.logged as usize)?;
    (!plan.revisions.is_empty() && !new.iter().all(|entry| is_in_time(plan, entry))).then(|| in_order(head))
}

/// Whether what the plan holds as done is what these entries say, corrections taken in: no more and no less.
pub fn has_as_done(plan: &Plan, entries: &[Entry]) -> bool {
    let mut count = 0;
    let done = plan.sessions().filter_map(|session| session.done.as_ref());
    let all_told = done.inspect(|_| count += 1).all(|done| entries.contains(done));
    all_told && entries.iter().filter(|entry| entry.session.is_some() && entry.missed.is_none()).count() == count
}

/// What no plan can have is a slip of the pen; everything else is something that happened.
///
/// # Errors
/// Each entry that counts and is of no session at all.
pub fn refuse_what_is_no_session(plan: &Plan, log: &[Entry], entries: &[Entry]) -> Result<(), Vec<Diagnostic>> {
    let known: Vec<String> = plan.sessions().map(|session| session.id.to_string()).collect();
    let is_one = |entry: &Entry| entry.id().is_some_and(|id: SessionId| id.number <= MOST_NUMBERED);
    let named = log.iter().enumerate().filter_map(|(at, entry)| Some((at, entry, entry.session.as_deref()?)));
    let slips = named.filter(|(_, entry, _)| !is_one(entry) && entries.iter().any(|it| it.session == entry.session));
    let wrong: Vec<Diagnostic> = slips
        .map(|(at, _, session)| {
            let help = match did_you_mean(session, known.iter().map(String::as_str)) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "use an id of the plan, as `rehinge next` shows it".to_owned(),
            };
            let message = format!("`{session}` is no session that a plan can have");
            Diagnostic::new(Code::UnknownValue, message).at(format!("[{at}].session")).help(help)
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// A log that does not have what the plan has as done is not the whole log.
///
/// # Errors
/// What the plan has as done, and the log does not know at all.
pub fn refuse_what_is_lost(plan: &Plan, log: &[Entry]) -> Result<(), Vec<Diagnostic>> {
    let is_lost = |session: &&Session| session.done.is_some() && log.iter().all(|entry| !entry.is_of(session.id));
    let lost = plan.sessions().filter(is_lost).map(|session| {
        Diagnostic::new(Code::Missing, format!("the plan has `{}` as done, and the log has no entry for it", session.id))
            .at("log")
            .help("give the whole log; to take an entry back, add one with `withdrawn: true`")
    });
    let lost: Vec<Diagnostic> = lost.collect();
    if lost.is_empty() { Ok(()) } else { Err(lost) }
}
