//! What a revision changed, and why, in words. Decides nothing.

use super::story::Cause;
use super::{name, say, sessions, stitch};
use crate::plan::{Because, Note, Plan, Session, SessionKind, Week};
use crate::protocol::{Protocol, RuleId};
use chrono::NaiveDate;

/// Whether two plans are the same but for which revision they are.
pub fn is_same(before: &Plan, after: &Plan) -> bool {
    let Plan { revision, created, logged, .. } = *before;
    *before == Plan { revision, created, logged, revisions: before.revisions.clone(), ..after.clone() }
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %B").to_string()
}

/// Writes into the plan what is otherwise than before, the most important first.
pub fn what_changed(before: &Plan, after: &mut Plan, causes: &[Cause], schedule: bool, protocol: &Protocol) {
    let mut notes: Vec<Note> = Vec::new();
    // What has been told by an earlier revision is not told again.
    let told = |cause: &Cause| before.revisions.iter().flat_map(|revision| &revision.changes).any(|note| note.says.contains(&cause.says));
    let new: Vec<&Cause> = causes.iter().filter(|cause| !told(cause)).collect();
    let strongest = new.iter().max_by_key(|cause| cause.response);
    let missed = first_missed(before, after);
    let why = match (strongest, missed, schedule) {
        (Some(cause), ..) => (cause.says.clone(), cause.because.clone()),
        (None, Some(session), _) => {
            let gaps = [("session", name(&session.id)), ("date", day(session.start.date()))];
            (say(protocol, "cause-missed", &gaps), Because::of(RuleId::MissedDays))
        }
        (None, None, true) => (say(protocol, "cause-schedule", &[]), Because::of(RuleId::Slots)),
        (None, None, false) => (say(protocol, "cause-log", &[]), Because::of(RuleId::NeverFaster)),
    };
    if let Some(stop) = &after.stopped {
        notes.extend(stop.reasons.iter().cloned());
    } else {
        if let Some((was, now)) = first_other_load(before, after) {
            let load = |week: &Week| week.load.map_or_else(|| "—".to_owned(), |load| load.to_string());
            let id = now.deadlift().map_or_else(String::new, |session| name(&session.id));
            let key = if was.load == now.load { "changed-sets" } else { "changed-load" };
            let gaps = [("week", id), ("now", load(now)), ("was", load(was)), ("why", why.0.clone())];
            notes.push(Note { says: capital(&say(protocol, key, &gaps)), because: why.1.clone() });
        } else if strongest.is_some() || missed.is_some() || schedule {
            notes.push(Note { says: format!("{}.", capital(&why.0)), because: why.1.clone() });
        }
        match (before.summary.returns_on, after.summary.returns_on) {
            (Some(was), Some(now)) if was != now => {
                let gaps = [("load", after.summary.top_load.to_string()), ("now", day(now)), ("was", day(was))];
                notes.push(Note { says: say(protocol, "changed-return", &gaps), because: why.1.clone() });
            }
            (None, Some(now)) if before.stopped.is_some() => {
                let gaps = [("load", after.summary.top_load.to_string()), ("now", day(now))];
                notes.push(Note { says: say(protocol, "changed-on-again", &gaps), because: why.1.clone() });
            }
            _ => {}
        }
        for cause in new.iter().filter(|cause| Some(**cause) != strongest.copied()) {
            notes.push(Note { says: format!("{}.", capital(&cause.says)), because: cause.because.clone() });
        }
    }
    if notes.is_empty() {
        let done = sessions(after).filter(|session| session.done.is_some()).count();
        let was = sessions(before).filter(|session| session.done.is_some()).count();
        let key = if done > was { "changed-noted" } else { "changed-nothing" };
        notes.push(Note { says: say(protocol, key, &[]), because: Because::of(RuleId::GoOn) });
    }
    stitch::note_revision(after, notes);
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The first deadlift whose load or sets are others than they were; `was` and `now`.
fn first_other_load<'a>(before: &'a Plan, after: &'a Plan) -> Option<(&'a Week, &'a Week)> {
    let sets = |week: &Week| week.deadlift().and_then(Session::work).map(|work| work.sets.len());
    let of = |plan: &'a Plan, id: &str| plan.weeks.iter().find(|week| week.deadlift().is_some_and(|session| session.id == id));
    let to_come = after.weeks.iter().filter(|week| week.deadlift().is_some_and(|session| session.done.is_none()));
    let pairs = to_come.filter_map(|now| Some((of(before, &now.deadlift()?.id)?, now)));
    pairs.into_iter().find(|(was, now)| was.load != now.load || sets(was) != sets(now))
}

/// The first deadlift that was planned before the revision and is later now without having been done.
fn first_missed<'a>(before: &'a Plan, after: &Plan) -> Option<&'a Session> {
    let done = |id: &str| sessions(after).any(|session| session.id == id && session.done.is_some());
    sessions(before).find(|session| {
        session.kind == SessionKind::Deadlift && session.done.is_none() && session.start.date() < after.created && !done(&session.id)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(super::capital("the 80 kg session"), "The 80 kg session");
        assert_eq!(super::capital(""), "");
    }

    #[test]
    fn responses_are_ordered_by_strength() {
        use super::Response::*;
        let order = [GoOn, Repeat, Lower, Review, Restart, Refer, Emergency];
        assert!(order.is_sorted());
    }
}
