//! The exercises that a plan names and the rules that it cites, with their texts, so that a plan file explains
//! itself. Decides nothing.

use crate::plan::{Because, Change, Coaching, ExerciseText, Note, Summary, Week};
use crate::protocol::{Protocol, RuleId, RuleText};
use std::collections::{BTreeMap, BTreeSet};

/// The parts of a plan in which something is named or cited.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    pub summary: &'a Summary,
    pub coaching: &'a Coaching,
    pub weeks: &'a [Week],
    pub changes: &'a [Change],
}

/// Texts by the id of what they are of.
pub type Texts = (BTreeMap<String, ExerciseText>, BTreeMap<RuleId, RuleText>);

/// The texts of every exercise and every rule in the parts of a plan and in what is said beside them.
pub fn texts<'a>(parts: Parts, beside: impl IntoIterator<Item = &'a Note>, protocol: &Protocol) -> Texts {
    let Parts { summary, coaching, weeks, changes } = parts;
    let mut cited: BTreeSet<RuleId> = BTreeSet::new();
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let mut cite = |because: &Because| cited.extend(because.rules());
    cite(&coaching.because);
    coaching.habits.iter().chain(&coaching.extras).chain(&summary.notes).for_each(|note| cite(&note.because));
    summary.phases.iter().for_each(|phase| cite(&phase.because));
    beside.into_iter().for_each(|note| cite(&note.because));
    for change in changes {
        cite(&change.because);
        named.extend(change.lifts.iter().map(String::as_str));
    }
    for week in weeks {
        week.deadlift.iter().for_each(|deadlift| cite(&deadlift.because));
        named.extend(week.own.iter().flat_map(|own| &own.lifts).map(String::as_str));
        for session in &week.sessions {
            session.notes.iter().for_each(|note| cite(&note.because));
            session.next_time.iter().for_each(|row| cite(&row.because));
            session.outcome.iter().for_each(|outcome| cite(&outcome.because));
            session.exercises.iter().for_each(|exercise| cite(&exercise.because));
            named.extend(session.exercises.iter().map(|exercise| exercise.exercise.as_str()));
        }
    }
    let text = |id: &str| {
        let exercise = protocol.exercises.get(id).map(|data| ExerciseText { name: data.name.clone(), how: data.how.clone() });
        let lift =
            || protocol.lifts.get(id).map(|data| ExerciseText { name: data.name.clone(), how: protocol.note("own-lift-how").to_owned() });
        Some((id.to_owned(), exercise.or_else(lift)?))
    };
    (named.into_iter().filter_map(text).collect(), cited.into_iter().map(|rule| (rule, protocol.rules.text(rule))).collect())
}
