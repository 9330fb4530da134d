//! What contradicts itself in a protocol, each with its file and the field there. Knows nothing of lifters.

mod values;

use super::Protocol;
use super::citation::{RuleText, Source};
use super::exercise::{ExerciseData, Lift};
use super::rule::RuleId;
use super::sign::{SignVerdict, told};
use super::template::Template;
use crate::diagnostic::{Code, Diagnostic, did_you_mean, shown};
use std::collections::BTreeSet;

/// A mistake, and the file it stands in.
pub type Wrong = (Template, Diagnostic);

/// What contradicts itself in any protocol.
pub fn of(protocol: &Protocol) -> Vec<Wrong> {
    let mut wrong = citations(protocol);
    wrong.extend(values::of(&protocol.rules).into_iter().map(|wrong| (Template::Protocol, wrong)));
    wrong
}

/// What files of one's own lack beside those built in (`ours`), or name that is not there.
pub fn of_own(protocol: &Protocol, ours: &Protocol) -> Vec<Wrong> {
    let mut wrong = exercises(protocol, ours);
    wrong.extend(signs(protocol));
    wrong.extend(wording(protocol, ours));
    wrong.extend(rows(protocol));
    wrong
}

const CITE: &str = "give `source: article` with a `section` of sources.yaml, or `source: judgement` with its `reason`";

/// The heading that was probably meant: a typing mistake or two away.
fn near<'a>(typed: &str, headings: &'a [String]) -> Option<&'a str> {
    let near = headings.iter().map(|heading| (strsim::damerau_levenshtein(typed, heading), heading.as_str()));
    near.filter(|(distance, _)| *distance <= 3).min().map(|(_, heading)| heading)
}

/// A contradiction in a file, and how to put it right.
fn wrong(template: Template, at: impl Into<String>, message: String, help: impl Into<String>) -> Wrong {
    (template, Diagnostic::new(Code::Protocol, message).at(at.into()).help(help))
}

/// What cites no source.
fn citations(protocol: &Protocol) -> Vec<Wrong> {
    let rules = RuleId::ALL.iter().map(|rule| {
        (Template::Protocol, format!("rules.{}", rule.id()), protocol.rules.text(*rule), format!("`{}`", rule.id()))
    });
    let signs = protocol.signs.iter().enumerate().map(|(at, sign)| {
        (Template::Signs, format!("signs[{at}]"), sign.cited(sign.says.clone()), format!("the sign `{}`", shown(&sign.id)))
    });
    let exercises = protocol.exercises.iter().map(|(id, exercise)| {
        (Template::Exercises, format!("exercises.{id}"), exercise.cited(exercise.how.clone()), format!("the exercise `{}`", shown(id)))
    });
    let all = rules.chain(signs).chain(exercises);
    all.filter_map(|(template, at, text, what)| {
        let (field, message, help) = uncited(&text, &what, &protocol.sections)?;
        Some(wrong(template, format!("{at}.{field}"), message, help))
    })
    .collect()
}

/// The field that is wrong where something cites no source, what is wrong with it, and the remedy.
fn uncited(text: &RuleText, what: &str, sections: &[String]) -> Option<(&'static str, String, String)> {
    match (text.source, &text.section, &text.reason) {
        (Source::Article, Some(section), _) if sections.contains(section) => None,
        (Source::Judgement, _, Some(reason)) if !reason.trim().is_empty() => None,
        (Source::Article, Some(section), _) => {
            let help = match near(section, sections) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "add the heading to sources.yaml, or name one that stands there".to_owned(),
            };
            Some(("section", format!("{what} cites `{}`, which is no heading of sources.yaml", shown(section)), help))
        }
        (Source::Article, None, _) => {
            Some(("source", format!("{what} is said to come from the article, and names no section"), CITE.to_owned()))
        }
        (Source::Judgement, _, _) => Some(("source", format!("{what} is a judgement without its reason"), CITE.to_owned())),
    }
}

/// What is wrong with the exercises of files of one's own.
fn exercises(protocol: &Protocol, ours: &Protocol) -> Vec<Wrong> {
    let mut wrong = gone(protocol, ours);
    wrong.extend(deadlifts(protocol));
    for (id, exercise) in &protocol.exercises {
        wrong.extend(no_alternative(protocol, id, exercise));
        wrong.extend(nonsense(id, exercise));
    }
    wrong
}

/// Exercises that plans prescribe and that are gone, and their doses.
fn gone(protocol: &Protocol, ours: &Protocol) -> Vec<Wrong> {
    let mut gone = Vec::new();
    for (id, data) in &ours.exercises {
        if let Some(own) = protocol.exercises.get(id) {
            for dose in data.doses.keys().filter(|dose| !own.doses.contains_key(*dose)) {
                let message = format!("`{id}` has no dose `{dose}`, and plans prescribe it");
                gone.push(wrong(Template::Exercises, format!("exercises.{id}.doses"), message, format!("add `{dose}: {{sets: …}}`")));
            }
        } else if data.deadlift.is_none() {
            // A deadlift may have any id: it is known by what it says it is.
            let message = format!("the exercise `{id}` is missing, and plans prescribe it");
            gone.push(wrong(Template::Exercises, "exercises", message, "put it back; how it is done, and how much of it, is yours"));
        }
    }
    gone
}

/// Deadlifts that no exercise is, or more than one.
fn deadlifts(protocol: &Protocol) -> Vec<Wrong> {
    let mut all = Vec::new();
    for lift in Lift::ALL {
        let ids: Vec<&String> = protocol.exercises.iter().filter(|(_, data)| data.deadlift == Some(lift)).map(|(id, _)| id).collect();
        let lift = lift.name();
        match ids.as_slice() {
            [_] => {}
            [] => {
                let message = format!("no exercise is the {lift} deadlift, and plans prescribe it");
                all.push(wrong(Template::Exercises, "exercises", message, format!("say so of the one that is: `deadlift: {lift}`")));
            }
            [first, second, ..] => {
                let message = format!("`{}` and `{}` are both the {lift} deadlift", shown(first), shown(second));
                all.push(wrong(Template::Exercises, format!("exercises.{second}.deadlift"), message, "keep it at one of them"));
            }
        }
    }
    all
}

/// An alternative that does not exist.
fn no_alternative(protocol: &Protocol, id: &str, exercise: &ExerciseData) -> Option<Wrong> {
    let alternative = exercise.alternative.as_ref().filter(|alternative| !protocol.exercises.contains_key(*alternative))?;
    let help = match did_you_mean(alternative, protocol.exercises.keys().map(String::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "name an exercise of this file".to_owned(),
    };
    let message = format!("there is no exercise `{}` to take the place of `{}`", shown(alternative), shown(id));
    Some(wrong(Template::Exercises, format!("exercises.{id}.alternative"), message, help))
}

/// Doses that make no sense.
fn nonsense(id: &str, exercise: &ExerciseData) -> Vec<Wrong> {
    let mut all = Vec::new();
    for (name, dose) in &exercise.doses {
        let called = format!("the dose `{}` of `{}`", shown(name), shown(id));
        let (message, help) = if dose.sets == 0 || (dose.reps.is_none() && dose.seconds.is_none() && dose.minutes.is_none()) {
            (format!("{called} is nothing to do"), "give `sets` above 0, and `reps`, `seconds` or `minutes`")
        } else if dose.minutes.is_some() && (dose.reps.is_some() || dose.seconds.is_some()) {
            (format!("{called} is measured twice"), "give `minutes` alone; or `reps`, `seconds`, or `reps` of so many `seconds`")
        } else if dose.up_to.is_some_and(|up_to| dose.reps.is_none_or(|reps| up_to < reps)) {
            (format!("the repetitions of {called} are upside down"), "`up_to` is at least `reps`")
        } else {
            continue;
        };
        all.push(wrong(Template::Exercises, format!("exercises.{id}.doses.{name}"), message, help));
    }
    all
}

/// Signs given twice, and a screen that finds nothing.
fn signs(protocol: &Protocol) -> Vec<Wrong> {
    let mut all = Vec::new();
    let mut say = |at: String, message: String, help: &str| all.push(wrong(Template::Signs, at, message, help));
    let mut seen = BTreeSet::new();
    for (at, sign) in protocol.signs.iter().enumerate() {
        if !seen.insert(&sign.id) {
            say(format!("signs[{at}].id"), format!("the sign `{}` is given twice", shown(&sign.id)), "keep one of them");
        }
    }
    for (verdict, word) in [(SignVerdict::Emergency, "emergency"), (SignVerdict::Refer, "refer")] {
        if protocol.signs.iter().all(|sign| sign.verdict != verdict) {
            say(
                "signs".to_owned(),
                format!("no sign has the verdict `{word}`"),
                "a screen without it lets through what it is there for: put the signs back",
            );
        }
    }
    for id in told::ALL.iter().filter(|id| protocol.signs.iter().all(|sign| sign.id != **id)) {
        say(
            "signs".to_owned(),
            format!("the sign `{id}` is missing, and words of profiles and logs stand for it"),
            "put it back, with words of your own",
        );
    }
    all
}

/// The gaps of a sentence: `{load}`.
fn gaps(says: &str) -> BTreeSet<&str> {
    says.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(gap, _)| gap).collect()
}

/// Sentences that are gone, and gaps that nothing fills.
fn wording(protocol: &Protocol, ours: &Protocol) -> Vec<Wrong> {
    let mut all = Vec::new();
    let mut say = |at: String, message: String, help: String| all.push(wrong(Template::Wording, at, message, help));
    let (theirs, mine) = (&protocol.wording, &ours.wording);
    for (list, theirs, mine) in [("notes", &theirs.notes, &mine.notes), ("errors", &theirs.errors, &mine.errors)] {
        for key in mine.keys().filter(|key| !theirs.contains_key(*key)) {
            say(list.to_owned(), format!("the sentence `{key}` is missing"), "put it back; its words are yours".to_owned());
        }
        for (key, sentence) in theirs {
            let Some(known) = mine.get(key) else {
                say(format!("{list}.{key}"), format!("nothing says `{}`", shown(key)), "take it out, or correct its name".to_owned());
                continue;
            };
            let known = gaps(&known.says);
            for gap in gaps(&sentence.says).difference(&known) {
                let can = if known.is_empty() {
                    "none".to_owned()
                } else {
                    known.iter().map(|gap| format!("{{{gap}}}")).collect::<Vec<_>>().join(", ")
                };
                say(
                    format!("{list}.{key}.says"),
                    format!("nothing fills the gap {{{}}} of this sentence", shown(gap)),
                    format!("gaps that it may have: {can}"),
                );
            }
        }
    }
    if theirs.setup.len() < mine.setup.len() {
        say(
            "setup".to_owned(),
            format!("the set-up has {} steps", theirs.setup.len()),
            format!("give at least {}: the fourth is the brace", mine.setup.len()),
        );
    }
    all
}

/// `from` that names a statement which is not in the inventory.
fn rows(protocol: &Protocol) -> Vec<Wrong> {
    let known: BTreeSet<String> = Protocol::inventory().into_iter().map(|row| row.id).collect();
    let mut wrong = Vec::new();
    let mut look = |template: Template, at: String, from: &[String]| {
        for (nth, row) in from.iter().enumerate().filter(|(_, row)| !known.contains(*row)) {
            let help = match did_you_mean(row, known.iter().map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "take it out: `from` is for statements of the article, and a rule of your own may have none".to_owned(),
            };
            let message = format!("the article's inventory has no `{}`", shown(row));
            wrong.push((template, Diagnostic::new(Code::Protocol, message).at(format!("{at}.from[{nth}]")).help(help)));
        }
    };
    for &rule in RuleId::ALL {
        look(Template::Protocol, format!("rules.{}", rule.id()), protocol.rules.from(rule));
    }
    for (id, exercise) in &protocol.exercises {
        look(Template::Exercises, format!("exercises.{id}"), &exercise.from);
    }
    for (id, lift) in &protocol.lifts {
        look(Template::Exercises, format!("lifts.{id}"), &lift.from);
    }
    for (at, sign) in protocol.signs.iter().enumerate() {
        look(Template::Signs, format!("signs[{at}]"), &sign.from);
    }
    for (key, sentence) in &protocol.wording.notes {
        look(Template::Wording, format!("notes.{key}"), &sentence.from);
    }
    wrong
}
