//! An exercise as this lifter can do it: what is at hand, how much of it, and how long that takes.

use super::lifter::Lifter;
use crate::plan::{Because, Exercise, Note, Reps, Role, Set};
use crate::protocol::{ExerciseDose, RuleId};

/// Exercises with what they take, and what has to be said about them.
#[derive(Debug, Default)]
pub struct Content {
    /// In the order in which they are done.
    pub exercises: Vec<Exercise>,
    /// What is particular to the session.
    pub notes: Vec<Note>,
    /// How long it takes.
    pub minutes: u32,
}

/// Ids of the exercises that the planner prescribes.
pub(super) mod id {
    pub const WALK: &str = "walk";
    pub const CAT_COW: &str = "cat-cow";
    pub const PRESS_UP: &str = "press-up";
    pub const KNEE_TO_CHEST: &str = "knee-to-chest";
    pub const CHILDS_POSE: &str = "childs-pose";
    pub const DOWEL_HINGE: &str = "dowel-hinge";
    pub const BIRD_DOG: &str = "bird-dog";
    pub const GLUTE_BRIDGE: &str = "glute-bridge";
    pub const DEAD_BUG: &str = "dead-bug";
    pub const ROMANIAN: &str = "romanian-deadlift";
    pub const EASY_CARDIO: &str = "easy-cardio";
    pub const UPRIGHT: &str = "upright-movement";
    pub const CURL_UP: &str = "curl-up";
    pub const SIDE_PLANK: &str = "side-plank";
    pub const HIP_THRUST: &str = "hip-thrust";
    pub const PALLOF: &str = "pallof-press";
    pub const GOOD_MORNING: &str = "good-morning";
}

impl Lifter<'_> {
    pub(super) fn note(&self, key: &str, gaps: &[(&str, String)], rule: RuleId) -> Note {
        Note::of(self.protocol, key, gaps, Because::of(rule))
    }

    /// The id of an exercise, or of its alternative where it needs what the lifter has not.
    pub(super) fn at_hand<'b>(&'b self, exercise: &'b str) -> &'b str {
        let Some(data) = self.protocol.exercises.get(exercise) else { return exercise };
        let there = data.needs.is_empty()
            || data.needs.iter().any(|need| self.profile.has(need) || (need == "dumbbell" && !self.profile.equipment.dumbbells.is_empty()));
        match &data.alternative {
            Some(alternative) if !there => alternative,
            _ => exercise,
        }
    }

    pub(super) fn by_dose(&self, exercise: &str, role: Role, dose: &str, because: Because) -> Exercise {
        let exercise = self.at_hand(exercise);
        let found = self.protocol.exercises.get(exercise).and_then(|data| data.doses.get(dose).or_else(|| data.doses.values().next()));
        let sets = found.and_then(|dose| Some(vec![set_of(dose)?; dose.sets as usize])).unwrap_or_default();
        Exercise { exercise: exercise.to_owned(), role, sets, note: None, because }
    }

    /// Whether the back bends to the end of its range in no phase.
    pub(super) fn spares_flexion(&self) -> bool {
        let pain = &self.profile.pain;
        let has = |id: &String| pain.signs.contains(id) || pain.unsure.contains(id);
        self.protocol.signs.iter().any(|sign| sign.no_end_range_flexion && has(&sign.id))
    }

    pub(super) fn bends_fully(&self, exercise: &str) -> bool {
        self.protocol.exercises.get(exercise).is_some_and(|data| data.end_range_flexion)
    }

    pub(super) fn upright(&self) -> Exercise {
        let rule = self.protocol.rules.morning.value;
        let set = Set::Timed { minutes: rule.minutes_from, each_side: false };
        let note = Some(self.say("upright", &[("from", rule.minutes_from.to_string()), ("to", rule.minutes_to.to_string())]));
        Exercise { exercise: id::UPRIGHT.to_owned(), role: Role::Cardio, sets: vec![set], note, because: Because::of(RuleId::Morning) }
    }
}

/// One set of a dose; nothing where it is nothing to do.
fn set_of(dose: &ExerciseDose) -> Option<Set> {
    let reps = dose.reps.map(|from| Reps { from, up_to: dose.up_to });
    let each_side = dose.each_side;
    match (dose.minutes, dose.seconds) {
        (Some(minutes), _) => Some(Set::Timed { minutes, each_side }),
        (None, Some(seconds)) => Some(Set::Held { times: reps, seconds, each_side }),
        (None, None) => Some(Set::Counted { reps: reps?, dumbbell: None, each_side }),
    }
}

/// About how long an exercise takes: three seconds a repetition, a minute between loaded sets, half of
/// it between others.
pub(super) fn seconds(exercise: &Exercise) -> u32 {
    let loaded = matches!(exercise.role, Role::Accessory | Role::Work) && exercise.sets.iter().any(|set| set.reps().is_some_and(|reps| reps.up_to.is_some()));
    let between = if loaded { 60 } else { 15 };
    exercise
        .sets
        .iter()
        .map(|set| {
            let once = match set {
                Set::Timed { minutes, .. } => minutes * 60,
                Set::Held { times, seconds, .. } => seconds * times.map_or(1, Reps::most),
                Set::Barbell { reps, .. } | Set::Counted { reps, .. } => 3 * reps.most(),
            };
            (if set.each_side() { 2 * once } else { once }) + between
        })
        .sum()
}
