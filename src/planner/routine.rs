//! What is done on a day without the bar: the routines of Phases 1 and 2, the Big Three, the monthly check.

use super::dose::{Content, id, seconds};
use super::lifter::Lifter;
use crate::plan::{Because, Exercise, Reps, Role, Set};
use crate::profile::Easing;
use crate::protocol::RuleId;
use crate::units::Load;

impl Lifter<'_> {
    /// A day of Phase 1.
    pub fn phase_1(&self, morning: bool) -> Content {
        let daily = || Because::of(RuleId::Phase1Daily);
        let direction = || Because::of(RuleId::Phase1Direction);
        let mut exercises = vec![self.by_dose(id::WALK, Role::Cardio, "phase-1", daily())];
        let mut move_ = |exercise, because, note: Option<&str>| {
            let mut exercise = self.by_dose(exercise, Role::Mobility, "phase-1", because);
            exercise.note = note.map(|key| self.say(key, &[]));
            exercises.push(exercise);
        };
        match self.profile.pain.eased_by {
            Easing::Extension => {
                move_(id::CAT_COW, daily(), Some("small-cat-cow"));
                move_(id::PRESS_UP, direction(), None);
            }
            Easing::Flexion => {
                move_(id::CAT_COW, daily(), None);
                move_(id::CHILDS_POSE, direction(), None);
                move_(id::KNEE_TO_CHEST, direction(), None);
            }
            Easing::Neither | Easing::Unsure => {
                move_(id::CAT_COW, daily(), Some("small-cat-cow"));
                move_(id::PRESS_UP, direction(), Some(if self.spares_flexion() { "if-it-eases" } else { "the-one-that-eases" }));
                move_(id::CHILDS_POSE, direction(), Some("the-one-that-eases"));
            }
        }
        self.routine(exercises, morning)
    }

    /// A day of Phase 2, counted from 0; the last day tests both sides against each other.
    pub fn phase_2(&self, day: u32, loaded: bool, last: bool, morning: bool) -> (Content, bool) {
        let mut exercises: Vec<Exercise> = [id::DOWEL_HINGE, id::BIRD_DOG, id::GLUTE_BRIDGE, id::DEAD_BUG]
            .into_iter()
            .map(|exercise| self.by_dose(exercise, Role::Activation, "phase-2", Because::of(RuleId::Phase2Daily)))
            .collect();
        let rule = self.protocol.rules.phase_2_dumbbell.value;
        let hinge = loaded && day.is_multiple_of(rule.every_days);
        if hinge {
            let [lightest, heaviest] = rule.range(self.profile.unit());
            let owned = self.profile.equipment.dumbbells.iter().find(|weight| lightest <= **weight && **weight <= heaviest);
            // Two sets in the first week, three in the second.
            let sets = if day < 7 { rule.dose.sets } else { rule.dose.sets_to };
            let dumbbell = owned.map(|weight| Load::new(weight.0, self.profile.unit()));
            let set = Set::Counted { reps: Reps::between(rule.dose.reps, rule.dose.reps_to), dumbbell, each_side: false };
            let note = owned.is_none().then(|| {
                let range = format!("{lightest}–{heaviest} {}", self.profile.unit());
                self.say("light-dumbbell", &[("range", range)])
            });
            exercises.push(Exercise {
                exercise: id::ROMANIAN.to_owned(),
                role: Role::Work,
                sets: vec![set; sets as usize],
                note,
                because: Because::of(RuleId::Phase2Dumbbell),
            });
        }
        if last {
            for test in ["side-plank-ratio", "single-leg-bridge-ratio"] {
                exercises.push(self.by_dose(test, Role::Accessory, "check", Because::of(RuleId::Phase3Entry)));
            }
        }
        (self.routine(exercises, morning), hinge)
    }

    /// The Big Three, so many weeks after they began.
    pub fn core(&self, weeks: u32) -> Content {
        let rule = &self.protocol.rules.big_three.value;
        let more = (weeks / rule.grow_weeks.max(1)).min(rule.grow_to);
        let exercises = [(id::CURL_UP, false), (id::SIDE_PLANK, true), (id::BIRD_DOG, true)]
            .into_iter()
            .map(|(exercise, each_side)| Exercise {
                exercise: exercise.to_owned(),
                role: Role::Accessory,
                sets: rule
                    .reps
                    .iter()
                    .map(|reps| Set::Held { times: Some(Reps::of(reps + more)), seconds: rule.hold, each_side })
                    .collect(),
                note: None,
                because: Because::of(RuleId::BigThree),
            })
            .collect();
        self.routine(exercises, false)
    }

    pub fn monthly_check(&self) -> Content {
        let exercises = ["single-leg-rdl-touch", "hip-flexor-length", "film-review"]
            .into_iter()
            .map(|check| self.by_dose(check, Role::Accessory, "check", Because::of(RuleId::MonthlyCheck)))
            .collect();
        self.routine(exercises, false)
    }

    fn routine(&self, mut exercises: Vec<Exercise>, morning: bool) -> Content {
        let mut notes = Vec::new();
        if self.spares_flexion() && exercises.iter().any(|exercise| self.bends_fully(&exercise.exercise)) {
            exercises.retain(|exercise| !self.bends_fully(&exercise.exercise));
            notes.push(self.note("no-end-range-flexion", &[], RuleId::EndRangeFlexion));
        }
        if morning {
            exercises.retain(|exercise| !self.bends_fully(&exercise.exercise));
            exercises.insert(0, self.upright());
            notes.push(self.note("morning-routine", &[], RuleId::Morning));
        }
        let seconds: u32 = exercises.iter().map(seconds).sum();
        Content { exercises, notes, minutes: (seconds.div_ceil(300) * 5).max(5) }
    }
}
