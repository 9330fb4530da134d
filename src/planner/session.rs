//! What is done on a day: exercises and sets, each with its reason. Knows nothing of which day it is.

use super::lifter::Lifter;
use super::warm_up::ramp;
use crate::plan::{Barbell, Because, Exercise, Note, Reps, Role, Set};
use crate::plates::Loadable;
use crate::profile::{Easing, Lift, Limit};
use crate::protocol::{Dose, ExerciseDose, RuleId, Scheme};
use crate::units::{Load, Unit};
use chrono::NaiveTime;

/// The deadlift of one day.
#[derive(Debug, Clone)]
pub struct DeadliftSpec {
    /// The work load.
    pub load: Load,
    /// The load of the week's heavy day.
    pub week_load: Load,
    /// Sets and repetitions.
    pub scheme: Scheme,
    /// Half the sets.
    pub deload: bool,
    /// It stands within two hours of waking.
    pub morning: bool,
    /// Accessories are part of it.
    pub accessories: bool,
    /// Why this load.
    pub because: Because,
}

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
mod id {
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
    fn note(&self, key: &str, gaps: &[(&str, String)], rule: RuleId) -> Note {
        Note::of(self.protocol, key, gaps, Because::of(rule))
    }

    /// The id of an exercise, or of its alternative where it needs what the lifter has not.
    fn at_hand<'b>(&'b self, exercise: &'b str) -> &'b str {
        let Some(data) = self.protocol.exercises.get(exercise) else { return exercise };
        let there = data.needs.is_empty()
            || data.needs.iter().any(|need| self.profile.has(need) || (need == "dumbbell" && !self.profile.equipment.dumbbells.is_empty()));
        match &data.alternative {
            Some(alternative) if !there => alternative,
            _ => exercise,
        }
    }

    fn by_dose(&self, exercise: &str, role: Role, dose: &str, because: Because) -> Exercise {
        let exercise = self.at_hand(exercise);
        let found = self.protocol.exercises.get(exercise).and_then(|data| data.doses.get(dose).or_else(|| data.doses.values().next()));
        let sets = found.and_then(|dose| Some(vec![set_of(dose)?; dose.sets as usize])).unwrap_or_default();
        Exercise { exercise: exercise.to_owned(), role, sets, note: None, because }
    }

    /// Whether the back bends to the end of its range in no phase.
    fn spares_flexion(&self) -> bool {
        let pain = &self.profile.pain;
        let has = |id: &String| pain.signs.contains(id) || pain.unsure.contains(id);
        self.protocol.signs.iter().any(|sign| sign.no_end_range_flexion && has(&sign.id))
    }

    fn bends_fully(&self, exercise: &str) -> bool {
        self.protocol.exercises.get(exercise).is_some_and(|data| data.end_range_flexion)
    }

    /// The deadlift variation that the plan uses.
    pub fn lift(&self) -> &str {
        self.protocol.deadlift(match self.profile.deadlift.lift {
            Lift::Sumo if self.profile.mobility.hip_problem => Lift::Conventional,
            lift => lift,
        })
    }

    /// Whether a time is soon after waking.
    pub fn is_morning(&self, at: NaiveTime) -> bool {
        let within = i64::from(self.protocol.rules.morning.value.within_hours) * 60;
        let day = 24 * 60;
        self.profile.schedule.wakes.is_some_and(|wakes| (at - wakes).num_minutes().rem_euclid(day) <= within)
    }

    /// Whether warm-up and the most work sets fit into a session that starts then.
    pub fn has_room(&self, at: NaiveTime) -> bool {
        let most = self.protocol.rules.work_sets.value.light.sets;
        self.bare_minutes(self.is_morning(at), most) <= u32::from(self.profile.schedule.minutes)
    }

    /// What warm-up and so many work sets take.
    pub(super) fn bare_minutes(&self, morning: bool, sets: u32) -> u32 {
        let rules = &self.protocol.rules;
        let warm = rules.warm_up.value;
        let early = if morning { rules.morning.value.minutes_to } else { 0 };
        // A set takes a minute, and the rest after it is taken before the accessories too.
        warm.cardio + warm.mobility + warm.activation + warm.ramp + early + sets * (60 + rules.rest.value) / 60
    }

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

    fn upright(&self) -> Exercise {
        let rule = self.protocol.rules.morning.value;
        let set = Set::Timed { minutes: rule.minutes_from, each_side: false };
        let note = Some(self.say("upright", &[("from", rule.minutes_from.to_string()), ("to", rule.minutes_to.to_string())]));
        Exercise { exercise: id::UPRIGHT.to_owned(), role: Role::Cardio, sets: vec![set], note, because: Because::of(RuleId::Morning) }
    }

    /// A deadlift session; `own` lifts of the lifter's follow the deadlift. Nothing where not even warm-up and
    /// work sets fit into the lifter's time; then the minutes they would take.
    pub fn deadlift(&self, spec: &DeadliftSpec, own: Vec<Exercise>) -> Result<Content, u32> {
        let minutes = self.bare_minutes(spec.morning, spec.scheme.sets);
        if minutes > u32::from(self.profile.schedule.minutes) {
            return Err(minutes);
        }
        let mut content = Content { exercises: self.warm_up(spec), notes: Vec::new(), minutes };
        content.exercises.push(self.work(spec));
        content.exercises.extend(own);
        if spec.morning {
            let rule = self.protocol.rules.morning.value;
            let gaps = [("sets", rule.sets.to_string()), ("percent", rule.load.to_string()), ("hours", rule.within_hours.to_string())];
            content.notes.push(self.note("morning", &gaps, RuleId::Morning));
        }
        content.notes.extend(self.gym.at_most(spec.load).and_then(|weight| self.bar_height(weight)));
        if spec.accessories {
            self.add_what_fits(self.accessories(spec), &mut content);
        }
        content.minutes = self.in_fives(content.minutes);
        Ok(content)
    }

    /// Minutes in fives, as a diary has them, and no more than the lifter's time.
    fn in_fives(&self, minutes: u32) -> u32 {
        (minutes.div_ceil(5) * 5).min(u32::from(self.profile.schedule.minutes)).max(minutes)
    }

    /// Everything before the work sets.
    fn warm_up(&self, spec: &DeadliftSpec) -> Vec<Exercise> {
        let mut exercises = Vec::new();
        if spec.morning {
            exercises.push(self.upright());
        }
        exercises.push(self.by_dose(id::EASY_CARDIO, Role::Cardio, "cardio", Because::of(RuleId::WarmUp)));
        for stretch in self.mobility().into_iter().filter(|stretch| !((spec.morning || self.spares_flexion()) && self.bends_fully(stretch))) {
            exercises.push(self.by_dose(stretch, Role::Mobility, "mobility", Because::of(RuleId::Mobility).and(RuleId::WarmUp)));
        }
        for exercise in [id::GLUTE_BRIDGE, id::BIRD_DOG, id::DEAD_BUG] {
            exercises.push(self.by_dose(exercise, Role::Activation, "activation", Because::of(RuleId::WarmUp)));
        }
        let steps = ramp(spec.load, &self.gym, &self.protocol.rules.ramp.value);
        exercises.push(if steps.is_empty() {
            let drill = self.by_dose(id::DOWEL_HINGE, Role::WarmUp, "drill", Because::of(RuleId::Ramp));
            Exercise { note: Some(self.say("drills", &[])), ..drill }
        } else {
            Exercise {
                exercise: self.lift().to_owned(),
                role: Role::WarmUp,
                sets: steps.into_iter().map(|(weight, reps)| self.set(weight, Reps::of(reps))).collect(),
                note: None,
                because: Because::of(RuleId::Ramp).and(RuleId::Loadable),
            }
        });
        exercises
    }

    /// The exercises for which there is time, and a note on those for which there is none.
    pub(super) fn add_what_fits(&self, exercises: Vec<Exercise>, content: &mut Content) {
        let room = u32::from(self.profile.schedule.minutes);
        let mut left_out = Vec::new();
        for exercise in exercises {
            let takes = seconds(&exercise).div_ceil(60);
            if content.minutes + takes <= room {
                content.minutes += takes;
                content.exercises.push(exercise);
            } else if let Some(data) = self.protocol.exercises.get(&exercise.exercise) {
                left_out.push(data.name.to_lowercase());
            }
        }
        if !left_out.is_empty() {
            let gaps = [("minutes", room.to_string()), ("what", left_out.join(", "))];
            content.notes.push(self.note("no-room", &gaps, RuleId::WarmUp));
        }
    }

    fn work(&self, spec: &DeadliftSpec) -> Exercise {
        let rules = &self.protocol.rules;
        let morning = rules.morning.value;
        let lighter = spec.load.share(morning.load);
        let sets = (0..spec.scheme.sets).filter_map(|set| {
            let load = if spec.morning && set < morning.sets {
                self.gym.at_most(lighter).map_or(spec.load, |weight| weight.load)
            } else {
                spec.load
            };
            Some(self.set(self.gym.at_most(load)?, Reps::of(spec.scheme.reps)))
        });
        let mut because = spec.because.clone().and(RuleId::WorkSets);
        if spec.morning {
            because = because.and(RuleId::Morning);
        }
        because =
            because.and(RuleId::Loadable).and(RuleId::DeadliftFirst).and(RuleId::DeadStop).and(RuleId::Rest).and(RuleId::TechniqueStop);
        Exercise { exercise: self.lift().to_owned(), role: Role::Work, sets: sets.collect(), note: None, because }
    }

    fn set(&self, weight: &Loadable, reps: Reps) -> Set {
        let barbell = Barbell {
            load: weight.load,
            percent: weight.load.percent_of(self.strength.working_weight),
            bar: self.gym.several_bars().then_some(weight.bar),
            per_side: weight.per_side.clone(),
        };
        Set::Barbell { reps, barbell }
    }

    /// What loosens the lifter's worst limits.
    fn mobility(&self) -> Vec<&'static str> {
        let limits = &self.profile.mobility.limits;
        limits
            .iter()
            .take(self.protocol.rules.warm_up.value.limits)
            .map(|limit| match limit {
                Limit::Hamstrings => "hamstring-stretch",
                Limit::HipFlexors => "hip-flexor-stretch",
                Limit::HipRotation => "hip-rotation-stretch",
                Limit::ThoracicSpine => "thoracic-extension",
            })
            .collect()
    }

    fn accessories(&self, spec: &DeadliftSpec) -> Vec<Exercise> {
        let rules = &self.protocol.rules;
        let dose = |dose: Dose, sets: u32, each_side| {
            vec![Set::Counted { reps: Reps::between(dose.reps, dose.reps_to), dumbbell: None, each_side }; sets as usize]
        };
        let good_morning = rules.good_morning.value;
        let from = self.strength.working_weight.share(good_morning.from);
        // More sets once the load is no longer light; not on a deload, which is there to do less.
        let full = spec.load >= from && !spec.deload;
        let thrust = rules.hip_thrust.value;
        let mut accessories = vec![Exercise {
            exercise: id::HIP_THRUST.to_owned(),
            role: Role::Accessory,
            sets: dose(thrust, if full { thrust.sets_to } else { thrust.sets }, false),
            note: Some(self.say("own-load", &[])),
            because: Because::of(RuleId::HipThrust),
        }];
        let pallof = rules.pallof.value;
        accessories.push(Exercise {
            exercise: self.at_hand(id::PALLOF).to_owned(),
            role: Role::Accessory,
            sets: dose(pallof, pallof.sets, true),
            note: None,
            because: Because::of(RuleId::Pallof),
        });
        let allowed = full && self.profile.pain.eased_by != Easing::Extension;
        let weight = self
            .gym
            .at_least(spec.week_load.share(good_morning.load))
            .filter(|weight| weight.load <= spec.week_load.share(good_morning.load_to));
        if let (true, Some(weight)) = (allowed, weight) {
            let set = self.set(weight, Reps::between(good_morning.dose.reps, good_morning.dose.reps_to));
            accessories.push(Exercise {
                exercise: id::GOOD_MORNING.to_owned(),
                role: Role::Accessory,
                sets: vec![set; good_morning.dose.sets as usize],
                note: None,
                because: Because::of(RuleId::GoodMorning).and(RuleId::Loadable),
            });
        }
        accessories
    }

    /// What to do where no full-size plate carries the bar.
    fn bar_height(&self, weight: &Loadable) -> Option<Note> {
        let rule = self.protocol.rules.bar_height.value;
        let full = match self.profile.unit() {
            Unit::Kg => rule.full_plate_kg,
            Unit::Lb => rule.full_plate_lb,
        };
        let centimetres = ("cm", rule.centimetres.to_string());
        match weight.per_side.first() {
            Some(plate) if *plate >= full => None,
            Some(plate) => {
                let plate = Load::new(plate.0, self.profile.unit()).to_string();
                Some(self.note("bar-raised", &[("plate", plate), centimetres], RuleId::BarHeight))
            }
            None => Some(self.note("bar-raised-empty", &[centimetres], RuleId::BarHeight)),
        }
    }

    /// The load of a second day in a week of this load; none where it would be below the bar.
    pub fn second_load(&self, week: Load) -> Option<Load> {
        self.gym.at_most(week.share(self.protocol.rules.second_day.value.load)).map(|weight| weight.load)
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
fn seconds(exercise: &Exercise) -> u32 {
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
