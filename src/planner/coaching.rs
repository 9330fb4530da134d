//! What stays the same in every session: how to set up, breathe and stop, and what to do besides. Decides nothing.

use super::lifter::Lifter;
use super::loads::LoadWeek;
use crate::plan::{Because, Coaching, Note};
use crate::profile::{NoteTopic, TechniqueError};
use crate::protocol::{RuleId, SignVerdict, told};
use std::collections::BTreeSet;

/// The rules behind what is said of every session; the last ones are those by which a log decides the next load.
const RULES: [RuleId; 27] = [
    RuleId::TechniqueStop,
    RuleId::PainStop,
    RuleId::PainTolerance,
    RuleId::Rest,
    RuleId::Grip,
    RuleId::Belt,
    RuleId::PainLog,
    RuleId::PainTrigger,
    RuleId::Filming,
    RuleId::FilmAngle,
    RuleId::ScreenEmergency,
    RuleId::ScreenUnsure,
    RuleId::GoOn,
    RuleId::RepeatLoad,
    RuleId::LowerLoad,
    RuleId::ReviewLoad,
    RuleId::BackToStart,
    RuleId::SecondTime,
    RuleId::SmallestChange,
    RuleId::MissedDays,
    RuleId::CountAnew,
    RuleId::NeverFaster,
    RuleId::SpacingHard,
    RuleId::SpacingPreferred,
    RuleId::DeadliftsApart,
    RuleId::Slots,
    RuleId::LumbarLifts,
];

/// What stays the same in every session of these weeks.
pub fn coaching(lifter: &Lifter, weeks: &[LoadWeek]) -> Coaching {
    let profile = lifter.profile;
    let words = &lifter.protocol.wording;
    let one_sided = profile.signs().any(|sign| sign == told::ONE_SIDED);
    let near_max = weeks.iter().filter(|week| week.near_max).map(|week| week.load).min();
    let errors = profile.technique.errors.iter().filter_map(|error| words.errors.get(error_id(*error)));
    let emergencies = lifter.protocol.signs.iter().filter(|sign| sign.verdict == SignVerdict::Emergency);
    Coaching {
        setup: setup(lifter),
        errors: errors.map(|sentence| sentence.says.clone()).collect(),
        breathing: words.breathing.says.clone(),
        grip: if one_sided { words.grip_one_sided.says.clone() } else { words.grip.says.clone() },
        belt: near_max.map_or_else(|| words.no_belt.says.clone(), |load| words.belt_from.says.replace("{load}", &load.to_string())),
        rest_seconds: lifter.protocol.rules.rest.value,
        stop_set: words.stop_set.says.clone(),
        stop_session: words.stop_session.says.clone(),
        stop_plan: words.stop_plan.says.clone(),
        after: words.after.says.clone(),
        emergency: emergencies.map(|sign| sign.says.clone()).collect(),
        habits: habits(lifter),
        extras: extras(lifter),
        disclaimer: words.disclaimer.says.clone(),
        because: RULES.into_iter().fold(Because::of(RuleId::SetUp), Because::and),
    }
}

fn setup(lifter: &Lifter) -> Vec<String> {
    let words = &lifter.protocol.wording;
    let mut setup: Vec<String> = words.setup.iter().map(|step| step.says.clone()).collect();
    // "Ribs down" where the back is arched too far (decisions, section 5, cues).
    if lifter.profile.has_error(TechniqueError::LumbarHyperextension)
        && let Some(brace) = setup.get_mut(3)
    {
        brace.clone_from(&words.setup_ribs_down.says);
    }
    setup
}

/// How to film, and what to keep up from week to week.
fn habits(lifter: &Lifter) -> Vec<Note> {
    let note = |key: &str, rule| Note::of(lifter.protocol, key, &[], Because::of(rule));
    let rounds = lifter.profile.has_error(TechniqueError::LumbarRounding);
    let film: &[&str] = if rounds { &["film-side"] } else { &["film-45", "film-side"] };
    let film = film.iter().map(|key| note(key, RuleId::FilmAngle));
    let habits = ["three-of-five", "straps", "daily-hinge", "sleep", "hydration"];
    film.chain(habits.iter().map(|key| note(key, RuleId::SetUp))).collect()
}

/// What the lifter asked for besides.
fn extras(lifter: &Lifter) -> Vec<Note> {
    let topics = lifter.profile.preferences.notes.iter().collect::<BTreeSet<_>>();
    let note = |topic: &NoteTopic| {
        let (key, rule) = match topic {
            NoteTopic::Supplements => ("supplements", RuleId::Supplements),
            NoteTopic::DeskBreaks => ("desk-breaks", RuleId::DeskBreaks),
        };
        Note::of(lifter.protocol, key, &[], Because::of(rule))
    };
    topics.into_iter().map(note).collect()
}

fn error_id(error: TechniqueError) -> &'static str {
    match error {
        TechniqueError::LumbarRounding => "lumbar-rounding",
        TechniqueError::LumbarHyperextension => "lumbar-hyperextension",
        TechniqueError::BarDrift => "bar-drift",
        TechniqueError::HipPosition => "hip-position",
        TechniqueError::Jerking => "jerking",
    }
}
