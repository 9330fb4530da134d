//! What becomes of the lifter's own sessions: out, kept, moved, made light. Knows nothing of loads.

use super::lifter::Lifter;
use super::schedule::Adjustment;
use super::standing::Standing;
use super::timetable::Timetable;
use super::track::Outline;
use super::usual::{Group, groups};
use crate::session_id::{Part, Series, SessionId};
use crate::plan::{Because, Change, Exercise, Instead, OwnSession, Phase, Role, Session, SessionKind};
use crate::protocol::{Lumbar, RuleId};
use crate::when::{Slot, monday_of};
use crate::words;
use crate::zone;
use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// An own session of a week.
#[derive(Debug, Clone, Copy)]
struct Instance {
    group: usize,
    usual: NaiveDateTime,
    adjustment: Adjustment,
}

/// What becomes of every own session in the time of the plan.
pub struct OwnSessions<'a> {
    lifter: &'a Lifter<'a>,
    groups: Vec<Group<'a>>,
    instances: Vec<Instance>,
    /// Starts of deadlift sessions.
    deadlifts: Vec<NaiveDateTime>,
    /// The last heavy session before all of them.
    before: Option<NaiveDateTime>,
    /// The first day.
    from: NaiveDate,
    week_one: NaiveDate,
    opening: NaiveDate,
    reached: NaiveDate,
    /// The first day of Phase 2, where the lifter's light sessions come back.
    light_from: NaiveDate,
    /// They wait for the deadlift.
    waits: bool,
    /// Because of a bad day what is heavy is light, up to this day.
    light_to: Option<NaiveDate>,
    time_zone: &'a str,
    /// Sessions that stay as they are.
    kept: &'a [(SessionId, NaiveDate)],
}

impl<'a> OwnSessions<'a> {
    /// Puts together what the schedules decided.
    pub fn new(lifter: &'a Lifter<'a>, outline: &Outline, days: &Timetable, standing: &'a Standing, time_zone: &'a str) -> Self {
        let from = standing.from;
        let groups = groups(lifter.profile);
        let heavy: Vec<usize> = groups.iter().enumerate().filter(|(_, group)| group.is_heavy()).map(|(at, _)| at).collect();
        let schedules = [&days.schedule, &days.check];
        let mut instances: Vec<Instance> = schedules
            .iter()
            .flat_map(|schedule| &schedule.own)
            .map(|&(which, usual, adjustment)| Instance { group: heavy[which], usual, adjustment })
            .collect();
        let deadlifts: Vec<NaiveDateTime> =
            schedules.iter().flat_map(|schedule| &schedule.deadlifts).flat_map(|(main, second)| [Some(*main), *second]).flatten().collect();
        let light_from = outline.phase_2.map_or(from, |phase_2| phase_2.from.max(from));
        let last = days.schedule.deadlifts.last().map_or(from, |(main, _)| monday_of(main.date()) + Days::new(6));
        for (at, group) in groups.iter().enumerate().filter(|(_, group)| !group.is_heavy()) {
            let mut usual = monday_of(light_from).and_time(NaiveTime::MIN) + Duration::minutes(group.at);
            while usual.date() <= last {
                if usual.date() >= light_from && !lifter.profile.schedule.is_away(usual.date()) {
                    instances.push(Instance { group: at, usual, adjustment: Adjustment::Kept });
                }
                usual += Duration::days(7);
            }
        }
        let light_to = standing.own_light.then(|| days.opening());
        for instance in instances.iter_mut().filter(|instance| light_to.is_some_and(|to| instance.usual.date() <= to)) {
            if groups[instance.group].is_heavy() {
                instance.adjustment = Adjustment::Lightened;
            }
        }
        instances.sort_by_key(|instance| (instance.usual, instance.group));
        OwnSessions {
            lifter,
            groups,
            instances,
            deadlifts,
            before: standing.last_heavy,
            from,
            week_one: standing.week_one,
            opening: days.opening(),
            reached: days.reached,
            light_from,
            waits: outline.phase_2.is_some(),
            light_to,
            time_zone,
            kept: &standing.kept,
        }
    }

    fn is_joined(&self, instance: &Instance) -> bool {
        !matches!(instance.adjustment, Adjustment::Moved(_)) && self.deadlifts.contains(&instance.usual)
    }

    fn exercises(&self, instance: &Instance) -> Vec<Exercise> {
        let lighten = self.lifter.protocol.rules.lighten.value;
        let as_usual = if self.is_joined(instance) { "own-as-usual" } else { "own-lift-how" };
        self.groups[instance.group]
            .lifts
            .iter()
            .map(|lift| {
                let (note, because) = match instance.adjustment {
                    Adjustment::Lightened if !lift.light => {
                        let gaps = [
                            ("volume", lighten.volume.to_string()),
                            ("load", lighten.load.to_string()),
                            ("swaps", words::list(self.swaps(&lift.lift), " or ")),
                        ];
                        (self.lifter.say("own-light", &gaps), Because::of(RuleId::Lighten).and(RuleId::SpacingHard))
                    }
                    _ => (self.lifter.say(as_usual, &[]), Because::of(RuleId::LumbarLifts)),
                };
                Exercise { exercise: lift.lift.clone(), role: Role::Accessory, sets: Vec::new(), note: Some(note), because }
            })
            .collect()
    }

    fn swaps(&self, lift: &str) -> &[String] {
        self.lifter.protocol.lifts.get(lift).map_or(&[], |data| &data.swaps)
    }

    fn name(&self, lift: &str) -> String {
        self.lifter.protocol.lifts.get(lift).map_or_else(|| lift.to_owned(), |data| data.name.to_lowercase())
    }

    fn names(&self, group: usize) -> String {
        words::list(self.groups[group].lifts.iter().map(|lift| self.name(&lift.lift)), " and ")
    }

    /// The lifter's own lifts that stand in a deadlift session.
    pub fn joined(&self, start: NaiveDateTime) -> Vec<Exercise> {
        self.instances
            .iter()
            .filter(|instance| instance.usual == start && self.is_joined(instance))
            .flat_map(|instance| self.exercises(instance))
            .collect()
    }

    /// The lifter's own heavy sessions that the deadlift shares, by name.
    pub fn shared(&self) -> Vec<String> {
        let mut groups: Vec<usize> = self
            .instances
            .iter()
            .filter(|instance| instance.adjustment == Adjustment::Kept && self.is_joined(instance))
            .map(|instance| instance.group)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups.into_iter().filter(|group| self.groups[*group].is_heavy()).map(|group| self.names(group)).collect()
    }

    /// The own sessions of a week that stay as they are, by themselves.
    pub fn kept(&self, from: NaiveDate, to: NaiveDate) -> Vec<OwnSession> {
        self.instances
            .iter()
            .filter(|instance| {
                instance.adjustment == Adjustment::Kept && !self.is_joined(instance) && (from..=to).contains(&instance.usual.date())
            })
            .map(|instance| {
                let group = &self.groups[instance.group];
                OwnSession {
                    start: zone::first_valid(self.time_zone, instance.usual),
                    lifts: group.names(),
                    lumbar: if group.is_heavy() { Lumbar::Heavy } else { Lumbar::Light },
                }
            })
            .collect()
    }

    /// The own sessions that had to change.
    pub fn sessions(&self) -> Vec<Session> {
        let changed = self.instances.iter().filter(|instance| instance.adjustment != Adjustment::Kept && !self.is_joined(instance));
        changed
            .map(|instance| {
                let week = (instance.usual.date() - self.week_one).num_days() / 7 + 1;
                let (start, lumbar) = match instance.adjustment {
                    Adjustment::Moved(to) => (to, Lumbar::Heavy),
                    Adjustment::Kept | Adjustment::Lightened => (instance.usual, Lumbar::Light),
                };
                let id = |number: usize| SessionId::new(Series::Own, number as u32, Part::Week(week as u32));
                let kept = |id: SessionId| self.kept.iter().any(|(kept, _)| *kept == id);
                let number = (instance.group + 1..).step_by(self.groups.len()).find(|number| !kept(id(*number)));
                Session {
                    id: id(number.unwrap_or(instance.group + 1)),
                    start,
                    minutes: u32::from(self.lifter.profile.schedule.minutes),
                    phase: if start.date() <= self.reached { Phase::Loading } else { Phase::Aftercare },
                    kind: SessionKind::Own,
                    lumbar,
                    film: None,
                    notes: Vec::new(),
                    exercises: self.exercises(instance),
                    next_time: Vec::new(),
                    done: None,
                    outcome: None,
                }
            })
            .collect()
    }

    /// Every change to the lifter's own sessions, weeks in a row taken together.
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = self.pauses();
        for at in 0..self.groups.len() {
            changes.extend(self.adjustments(at));
        }
        changes
    }

    /// What is left out until the deadlift, or at least Phase 2, begins.
    fn pauses(&self) -> Vec<Change> {
        let mut pauses = Vec::new();
        for group in &self.groups {
            let back = if group.is_heavy() { self.opening } else { self.light_from };
            if self.waits && self.from < back {
                let rule = if back > self.light_from { RuleId::Phase2OwnOut } else { RuleId::Phase1NoLoad };
                pauses.push(Change {
                    lifts: group.names(),
                    usually: group.usually(),
                    from: self.from,
                    to: back - Days::new(1),
                    instead: Instead::Pause,
                    reason: self.lifter.say("change-pause", &[]),
                    because: Because::of(RuleId::Phase1NoLoad).and(rule),
                });
            }
        }
        pauses
    }

    /// What one of the own sessions is moved to or lightened by, the same change in weeks running as one.
    fn adjustments(&self, at: usize) -> Vec<Change> {
        let group = &self.groups[at];
        let mut changes: Vec<Change> = Vec::new();
        let mut last: Option<NaiveDateTime> = None;
        for instance in self.instances.iter().filter(|instance| instance.group == at && instance.adjustment != Adjustment::Kept) {
            let instead = self.instead(instance);
            let (reason, rule) = self.reason(instance);
            let to = match instance.adjustment {
                Adjustment::Moved(to) => to.date().max(instance.usual.date()),
                Adjustment::Kept | Adjustment::Lightened => instance.usual.date(),
            };
            let goes_on = last.is_some_and(|last| last + Duration::days(7) == instance.usual);
            last = Some(instance.usual);
            match changes.last_mut() {
                Some(change) if goes_on && change.instead == instead && is_sore(&change.because) == (rule == RuleId::RepeatLoad) => {
                    change.to = to;
                }
                _ => changes.push(Change {
                    lifts: group.names(),
                    usually: group.usually(),
                    from: instance.usual.date(),
                    to,
                    instead,
                    reason,
                    because: Because::of(rule).and(RuleId::LumbarLifts).and(RuleId::Lighten),
                }),
            }
        }
        changes
    }

    /// What is done instead of an own session that does not stay as it is.
    fn instead(&self, instance: &Instance) -> Instead {
        let lighten = self.lifter.protocol.rules.lighten.value;
        let heavy = self.groups[instance.group].lifts.iter().filter(|lift| !lift.light);
        match instance.adjustment {
            Adjustment::Moved(to) => Instead::Move { to: Slot::of(to).to_string() },
            Adjustment::Kept | Adjustment::Lightened => {
                Instead::Lighten { volume: lighten.volume, load: lighten.load, or: heavy.flat_map(|lift| self.swaps(&lift.lift).to_vec()).collect() }
            }
        }
    }

    /// The heavy session that stands too near, or that there would be one too many in its week; in words, and the rule.
    fn reason(&self, instance: &Instance) -> (String, RuleId) {
        let rules = &self.lifter.protocol.rules;
        if self.light_to.is_some_and(|to| instance.usual.date() <= to) {
            let gaps = [("good", rules.go_on.value.to_string())];
            return (self.lifter.say("change-sore", &gaps), RuleId::RepeatLoad);
        }
        let own = self
            .instances
            .iter()
            .filter(|other| {
                other.group != instance.group && other.adjustment != Adjustment::Lightened && self.groups[other.group].is_heavy()
            })
            .map(|other| {
                let at = match other.adjustment {
                    Adjustment::Moved(to) => to,
                    Adjustment::Kept | Adjustment::Lightened => other.usual,
                };
                (at, format!("your {}", self.names(other.group)))
            });
        let nearest = self
            .deadlifts
            .iter()
            .map(|at| (*at, "the deadlift".to_owned()))
            .chain(own)
            .chain(self.before.map(|at| (at, "your last heavy session".to_owned())))
            .min_by_key(|(at, _)| (*at - instance.usual).abs());
        let hard = Duration::hours(i64::from(rules.spacing_hard.value));
        let Some((at, what)) = nearest.filter(|(at, _)| (*at - instance.usual).abs() < hard) else {
            let most = rules.weekly_heavy.value.most.to_string();
            return (self.lifter.say("change-too-many", &[("most", most)]), RuleId::WeeklyHeavy);
        };
        // Of what was done before, often only the day is known.
        let when = match at.time() == NaiveTime::MIN && Some(at) == self.before {
            true => format!("{}, counted to its end", (at - Duration::days(1)).format("%a")),
            false => at.format("%a %H:%M").to_string(),
        };
        let gaps = [
            ("hours", (at - instance.usual).abs().num_hours().to_string()),
            ("what", what),
            ("when", when),
            ("hard", hard.num_hours().to_string()),
        ];
        (self.lifter.say("change-too-near", &gaps), RuleId::SpacingHard)
    }
}

/// Whether a change of the lifter's own sessions is there because of a bad day.
pub fn is_sore(because: &Because) -> bool {
    because.rules().contains(&RuleId::RepeatLoad)
}
