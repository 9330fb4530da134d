//! What is done on a deadlift day: exercises and sets, each with its reason. Knows nothing of which day it is.

use super::dose::{Content, id, seconds};
use super::lifter::Lifter;
use super::warm_up::ramp;
use crate::plan::{Barbell, Because, Exercise, Note, Reps, Role, Session, Set};
use crate::plates::Loadable;
use crate::profile::{Easing, Lift, Limit};
use crate::protocol::{Dose, RuleId, Scheme};
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

impl Lifter<'_> {
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

    /// Whether the bars and plates give a deadlift session the sets that it has.
    pub fn is_loaded_as(&self, session: &Session) -> bool {
        let sets = |role: Role| session.exercises.iter().filter(move |it| it.role == role).flat_map(|it| &it.sets).filter_map(Set::barbell);
        let loads_as = |barbell: &Barbell, weight: &Loadable| {
            barbell.load == weight.load && barbell.per_side == weight.per_side && barbell.bar.is_none_or(|bar| bar == weight.bar)
        };
        let Some(heaviest) = sets(Role::Work).map(|barbell| barbell.load).max() else { return true };
        let made = |barbell: &Barbell| self.gym.at_most(barbell.load).is_some_and(|weight| loads_as(barbell, weight));
        let steps = ramp(heaviest, &self.gym, &self.protocol.rules.ramp.value);
        let warm_up: Vec<&Barbell> = sets(Role::WarmUp).collect();
        let same = warm_up.len() == steps.len() && warm_up.iter().zip(steps).all(|(barbell, (weight, _))| loads_as(barbell, weight));
        same && sets(Role::Work).all(made)
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

