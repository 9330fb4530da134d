//! The inventory of the source article: complete, and true of what the templates say.

use rehinge::profile::TechniqueError;
use rehinge::protocol::{Protocol, RuleId, Sentence, SignVerdict};
use std::collections::BTreeSet;

/// Everything that can put rows of the inventory into effect: its place in the templates and the rows it names.
fn acting(protocol: &Protocol) -> Vec<(String, &[String])> {
    let rules = RuleId::ALL.iter().map(|&rule| (format!("rule `{}`", rule.id()), protocol.rules.from(rule)));
    let signs = protocol.signs.iter().map(|sign| (format!("sign `{}`", sign.id), sign.from.as_slice()));
    let exercises = protocol.exercises.iter().map(|(id, exercise)| (format!("exercise `{id}`"), exercise.from.as_slice()));
    let lifts = protocol.lifts.iter().map(|(id, lift)| (format!("lift `{id}`"), lift.from.as_slice()));
    let sentences = sentences(protocol).into_iter().map(|(place, sentence)| (place, sentence.from.as_slice()));
    rules.chain(signs).chain(exercises).chain(lifts).chain(sentences).collect()
}

fn sentences(protocol: &Protocol) -> Vec<(String, &Sentence)> {
    let wording = &protocol.wording;
    let mut all = vec![
        ("disclaimer".to_owned(), &wording.disclaimer),
        ("setup_ribs_down".to_owned(), &wording.setup_ribs_down),
        ("breathing".to_owned(), &wording.breathing),
        ("grip".to_owned(), &wording.grip),
        ("grip_one_sided".to_owned(), &wording.grip_one_sided),
        ("no_belt".to_owned(), &wording.no_belt),
        ("belt_from".to_owned(), &wording.belt_from),
        ("stop_set".to_owned(), &wording.stop_set),
        ("stop_session".to_owned(), &wording.stop_session),
        ("stop_plan".to_owned(), &wording.stop_plan),
        ("after".to_owned(), &wording.after),
        ("emergency".to_owned(), &wording.emergency),
        ("referral".to_owned(), &wording.referral),
        ("rest".to_owned(), &wording.rest),
        ("imaging".to_owned(), &wording.imaging),
    ];
    all.extend(wording.setup.iter().enumerate().map(|(step, sentence)| (format!("setup step {}", step + 1), sentence)));
    all.extend(wording.errors.iter().map(|(id, sentence)| (format!("error `{id}`"), sentence)));
    all.extend(wording.notes.iter().map(|(key, sentence)| (format!("note `{key}`"), sentence)));
    all
}

/// Every text that may be printed, with its place.
fn printed(protocol: &Protocol) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = sentences(protocol).into_iter().map(|(place, sentence)| (place, sentence.says.clone())).collect();
    for &rule in RuleId::ALL {
        let text = protocol.rules.text(rule);
        all.push((format!("rule `{}`", rule.id()), text.says));
        all.extend(text.reason.map(|reason| (format!("reason of rule `{}`", rule.id()), reason)));
    }
    for sign in &protocol.signs {
        all.push((format!("sign `{}`", sign.id), sign.says.clone()));
        all.extend(sign.may_be.clone().map(|may_be| (format!("sign `{}`", sign.id), may_be)));
    }
    for (id, exercise) in &protocol.exercises {
        all.push((format!("exercise `{id}`"), format!("{}: {}", exercise.name, exercise.how)));
    }
    all
}

#[test]
fn every_statement_of_the_article_is_listed_once_under_a_heading_it_has() {
    let protocol = Protocol::embedded();
    let inventory = Protocol::inventory();
    assert_eq!(inventory.len(), 213);
    let ids: BTreeSet<_> = inventory.iter().map(|row| &row.id).collect();
    assert_eq!(ids.len(), inventory.len(), "an id stands twice");
    for row in &inventory {
        assert!(protocol.sections.contains(&row.section), "`{}` stands under `{}`, no heading of the article", row.id, row.section);
        assert!(!row.says.trim().is_empty(), "`{}` says nothing", row.id);
    }
    for section in &protocol.sections {
        assert!(inventory.iter().any(|row| &row.section == section), "nothing is listed under `{section}`");
    }
}

#[test]
fn every_statement_acts_or_says_why_not_and_never_both() {
    let protocol = Protocol::embedded();
    let acting = acting(&protocol);
    for row in &Protocol::inventory() {
        let acts = acting.iter().find(|(_, from)| from.contains(&row.id));
        match (acts, &row.left_out) {
            (None, None) => panic!("nothing puts `{}` into effect, and no reason says why", row.id),
            (Some((place, _)), Some(_)) => panic!("`{}` is left out, yet {place} names it", row.id),
            (None, Some(reason)) => assert!(!reason.trim().is_empty(), "`{}` is left out without a reason", row.id),
            (Some(_), None) => {}
        }
    }
}

#[test]
fn whatever_names_a_statement_names_one_that_is_listed() {
    let protocol = Protocol::embedded();
    let inventory = Protocol::inventory();
    for (place, from) in acting(&protocol) {
        for (count, id) in from.iter().enumerate() {
            assert!(inventory.iter().any(|row| &row.id == id), "{place} names `{id}`, which is not listed");
            assert!(!from[..count].contains(id), "{place} names `{id}` twice");
        }
    }
}

#[test]
fn every_sign_and_exercise_cites_a_heading_of_the_article_or_a_reason() {
    let protocol = Protocol::embedded();
    let signs = protocol.signs.iter().map(|sign| (&sign.id, sign.source, &sign.section, &sign.reason));
    let exercises = protocol.exercises.iter().map(|(id, it)| (id, it.source, &it.section, &it.reason));
    for (id, source, section, reason) in signs.chain(exercises) {
        let cited = match source {
            rehinge::protocol::Source::Article => section.as_ref().is_some_and(|section| protocol.sections.contains(section)),
            rehinge::protocol::Source::Judgement => reason.as_ref().is_some_and(|reason| !reason.trim().is_empty()),
        };
        assert!(cited, "`{id}` names no source that exists");
    }
}

#[test]
fn emergency_signs_come_first_and_say_what_they_may_be() {
    let protocol = Protocol::embedded();
    let ids: BTreeSet<_> = protocol.signs.iter().map(|sign| &sign.id).collect();
    assert_eq!(ids.len(), protocol.signs.len(), "an id stands twice");
    assert!(protocol.signs.is_sorted_by_key(|sign| sign.verdict == SignVerdict::Refer));
    for sign in &protocol.signs {
        assert_eq!(sign.may_be.is_some(), sign.verdict == SignVerdict::Emergency, "`{}`", sign.id);
    }
}

#[test]
fn every_exercise_says_how_and_what_takes_its_place_needs_less() {
    let protocol = Protocol::embedded();
    for (id, exercise) in &protocol.exercises {
        assert!(!exercise.how.trim().is_empty(), "`{id}` does not say how");
        assert_eq!(exercise.needs.is_empty(), exercise.alternative.is_none(), "`{id}` needs something just when something can replace it");
        if let Some(alternative) = &exercise.alternative {
            let other =
                protocol.exercises.get(alternative).unwrap_or_else(|| panic!("`{id}` is replaced by `{alternative}`, which is not there"));
            assert!(other.needs.is_empty(), "`{alternative}` replaces `{id}` and may be missing as well");
        }
        for (usage, dose) in &exercise.doses {
            let length = [dose.reps, dose.seconds, dose.minutes];
            assert!(dose.sets > 0 && length.iter().flatten().count() == 1, "`{id}`, `{usage}`: one measure, at least one set");
            assert!(
                length.iter().flatten().all(|&number| number > 0) && dose.up_to.is_none_or(|most| dose.reps < Some(most)),
                "`{id}`, `{usage}`"
            );
        }
    }
}

#[test]
fn the_set_up_has_six_steps_and_every_error_its_remedy() {
    let wording = Protocol::embedded().wording;
    assert_eq!(wording.setup.len(), 6);
    let errors = [
        TechniqueError::LumbarRounding,
        TechniqueError::LumbarHyperextension,
        TechniqueError::BarDrift,
        TechniqueError::HipPosition,
        TechniqueError::Jerking,
    ];
    let ids: BTreeSet<String> = errors.iter().map(|error| serde_yaml::to_string(error).unwrap().trim().to_owned()).collect();
    assert_eq!(ids, wording.errors.keys().cloned().collect());
    assert!(wording.belt_from.says.contains("{load}"));
}

/// What the article says and nobody should read: figures without a source, a promise that does not
/// add up, a cue that leads into arching, and a mechanism that is the wrong way round.
#[test]
fn nothing_prints_what_is_unfounded() {
    for (place, text) in printed(&Protocol::embedded()) {
        let text = text.to_lowercase();
        for banned in ["proud chest", "chest up", "faster recovery", "shorter recovery", "under 10 minutes", "under ten minutes"] {
            assert!(!text.contains(banned), "{place} says `{banned}`");
        }
        let morning = text.replace("good morning", "").contains("morning") || text.contains("waking");
        let mechanism = text.contains("disc") || text.contains("hydrat");
        assert!(!(morning && mechanism), "{place} explains the morning by the discs");
    }
}
