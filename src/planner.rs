//! Profile + Verdict + Protocol → Plan. Knows nothing of files or formats.
//!
//! The stages: how strong (`strength`), which way back (`track`), which loads (`reload`), which
//! days (`schedule`), what is done on them (`session`, `warm_up`), what becomes of the lifter's
//! own sessions (`own`), and what is to be said of it all (`summary`).

mod own;
mod reload;
mod schedule;
mod session;
mod strength;
mod summary;
mod track;
mod warm_up;

use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{
    Angle, Because, Film, Lumbar, Phase, PhaseSpan, Plan, ProtocolName, SCHEMA, Session, SessionKind, Track, VerdictKind, Week, monday_of,
};
use crate::plates::Gym;
use crate::profile::{AgeBand, Profile, TechniqueError};
use crate::protocol::{Protocol, RuleId};
use crate::screen::Verdict;
use crate::units::Load;
use crate::zone;
use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime};
use own::Fates;
use reload::{Step, StepKind, Task};
use schedule::{Need, Request, Schedule};
use session::{Content, Kit, Pull, is_at_most};
use sha2::{Digest, Sha256};
use strength::{Strength, strength};
use track::{Outline, outline};

/// What a plan depends on besides lifter and protocol.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The plan's first day.
    pub start: NaiveDate,
    /// The zone in which its times are read.
    pub time_zone: &'a str,
}

/// Makes a plan.
///
/// # Errors
/// Why there is none, with what would change that: the verdict allows none, the bar is too heavy, the
/// plates are too coarse, no week keeps heavy sessions apart, the session is too short.
pub fn plan(profile: &Profile, verdict: &Verdict, protocol: &Protocol, setting: Setting) -> Result<Plan, Vec<Diagnostic>> {
    if verdict.kind != VerdictKind::Train {
        return Err(vec![
            Diagnostic::new(Code::Contradiction, "the screen allows no plan").at("pain").help("see `rehinge screen` for what to do first"),
        ]);
    }
    let mut profile = profile.clone();
    profile.schedule.start = Some(setting.start);
    profile.schedule.time_zone = Some(setting.time_zone.to_owned());
    let strength = strength(&profile, protocol);
    let outline = outline(&profile, protocol, setting.start);
    let cap = profile.clearance.as_ref().and_then(|clearance| clearance.max_load);
    let limit = cap.map_or(strength.working_weight, |cap| cap.min(strength.working_weight));
    let gym = Gym::new(&profile.equipment, limit);
    let ramp = ramp(&profile, protocol, &outline, strength, &gym)?;
    let after = aftercare(&profile, protocol, strength, &gym, &ramp);
    let weeks: Vec<LoadWeek> = ramp.weeks.iter().cloned().chain(after).collect();
    let kit = Kit { profile: &profile, protocol, gym: &gym, strength };
    let days = days(&kit, &outline, &weeks, setting.start)?;
    let course = Course { kit: &kit, outline: &outline, ramp: &ramp, weeks: &weeks, days: &days, start: setting.start };
    course.plan(setting)
}

/// A week with a deadlift.
#[derive(Debug, Clone)]
struct LoadWeek {
    load: Load,
    deload: bool,
    near_max: bool,
    because: Because,
}

/// The loads up to the top.
#[derive(Debug, Clone)]
struct Ramp {
    weeks: Vec<LoadWeek>,
    /// Loading weeks since the last deload, at its end.
    since_deload: u32,
    /// The load it ends at.
    top: Load,
    /// It ends at the heaviest loadable weight not above the working weight.
    full: bool,
    /// Weeks were held because the plates force a step above the cap.
    held: bool,
    /// Weeks it would take with the next finer plate, where that is fewer.
    finer: Option<(Load, u32)>,
}

fn task(profile: &Profile, protocol: &Protocol, outline: &Outline, strength: Strength, loads: Vec<i64>) -> Task {
    let rules = &protocol.rules;
    let start = rules.reload_start.value;
    let patience = rules.reload_patience.value;
    Task {
        loads,
        working_weight: strength.working_weight.thousandths(),
        start: if outline.marks.is_empty() { start.standard } else { start.marked },
        second_week: rules.reload_second_week.value,
        rise: profile.preferences.weekly_rise.min(rules.reload_rise.value.cap),
        near_max: Some(strength.near_max.thousandths()),
        near_max_rise: rules.reload_near_max.value.cap,
        near_max_apart: profile.age_band == AgeBand::From46,
        free: patience.free,
        late: patience.above,
        week_worth: patience.points_per_week,
        rhythm: rules.deload_rhythm.value.of(profile.age_band),
    }
}

fn ramp(profile: &Profile, protocol: &Protocol, outline: &Outline, strength: Strength, gym: &Gym) -> Result<Ramp, Vec<Diagnostic>> {
    let rules = &protocol.rules;
    let whole = strength.working_weight;
    let unit = whole.unit();
    let cap = profile.clearance.as_ref().and_then(|clearance| clearance.max_load);
    let lightest = profile.equipment.bars.iter().copied().min().unwrap_or(Load::new(0, unit));
    if !is_at_most(lightest, whole, rules.lightest_bar.value) {
        let ceiling = rules.lightest_bar.value;
        return Err(vec![
            Diagnostic::new(Code::BarTooHeavy, format!("the lightest bar, {lightest}, is above {ceiling} % of the working weight of {whole}: no safe first load can be made"))
                .at("equipment")
                .help(format!("add a lighter bar (at most {}) to `equipment.bars`, or train the hinge with dumbbells or a kettlebell until the bar is light for you", whole.share(ceiling))),
        ]);
    }
    if let Some(cap) = cap.filter(|cap| *cap < lightest) {
        return Err(vec![
            Diagnostic::new(Code::BarTooHeavy, format!("the lightest bar, {lightest}, is above the {cap} that the clearance allows"))
                .at("clearance.max_load")
                .help("add a lighter bar to `equipment.bars`, or ask the clinician about the empty bar"),
        ]);
    }
    let loads: Vec<i64> = gym.weights().iter().map(|weight| weight.load.thousandths()).collect();
    let base = task(profile, protocol, outline, strength, loads);
    let coarse = |message: String| {
        let finer = crate::plates::finer_plate(&profile.equipment, unit);
        Diagnostic::new(Code::PlatesTooCoarse, message).at("equipment.plates").help(format!(
            "add smaller plates or more of them, {finer} for example, so that loads between {} and {whole} can be made in small steps",
            whole.share(base.start)
        ))
    };
    let heaviest = gym.weights().last().map_or(lightest, |weight| weight.load);
    if cap.is_none_or(|cap| cap > heaviest) && is_at_most(heaviest, whole, base.start) {
        return Err(vec![coarse(format!(
            "these plates make no load between the start, {}, and the working weight, {whole}",
            whole.share(base.start)
        ))]);
    }
    let widest =
        base.loads.windows(2).filter(|pair| !is_at_most(Load::new(pair[1], unit), whole, base.start)).map(|pair| pair[1] - pair[0]).max();
    if let Some(widest) = widest.map(|gap| Load::new(gap, unit)).filter(|gap| !is_at_most(*gap, whole, rules.plate_hold.value)) {
        let most = rules.plate_hold.value;
        return Err(vec![coarse(format!(
            "these plates force a step of {widest}, {} points of the working weight; more than {most} is no step to wait for",
            widest.percent_of(whole)
        ))]);
    }
    // Where a near-maximal top cannot be reached by small enough steps, the ramp ends below it.
    let solved = (1..=base.loads.len()).rev().find_map(|count| {
        let mut task = base.clone();
        task.loads.truncate(count);
        reload::solve(&task).map(|(steps, _)| (task, steps))
    });
    let Some((task, steps)) = solved else {
        return Err(vec![coarse("these plates leave no way to the working weight that keeps every limit".to_owned())]);
    };
    let held = steps.iter().any(|step| step.kind == StepKind::Hold);
    let count = steps.len() as u32;
    let finer = (held || count > rules.reload_forecast.value.to).then(|| with_finer_plates(profile, &task, count)).flatten();
    let top = Load::new(task.loads[task.loads.len() - 1], unit);
    let since_deload = steps.iter().rev().take_while(|step| step.kind != StepKind::Deload).count() as u32;
    let weeks = steps.iter().enumerate().map(|(week, step)| {
        let load = Load::new(task.loads[step.at], unit);
        LoadWeek {
            load,
            deload: step.kind == StepKind::Deload,
            near_max: load >= strength.near_max,
            because: reasons(profile, outline, &task, &steps, week, step),
        }
    });
    Ok(Ramp { weeks: weeks.collect(), since_deload, top, full: top == heaviest && cap.is_none_or(|cap| cap >= whole), held, finer })
}

/// How many weeks the ramp would take with the next finer plate, where that is fewer.
fn with_finer_plates(profile: &Profile, task: &Task, weeks: u32) -> Option<(Load, u32)> {
    let unit = profile.unit();
    let finer = crate::plates::finer_plate(&profile.equipment, unit);
    let mut equipment = profile.equipment.clone();
    equipment.plates.push(crate::profile::Plates { size: finer.number(), pairs: None });
    let gym = Gym::new(&equipment, Load::new(task.loads[task.loads.len() - 1], unit));
    let loads = gym.weights().iter().map(|weight| weight.load.thousandths()).collect();
    let (steps, _) = reload::solve(&Task { loads, ..task.clone() })?;
    (steps.len() < weeks as usize).then_some((finer, steps.len() as u32))
}

fn reasons(profile: &Profile, outline: &Outline, task: &Task, steps: &[Step], week: usize, step: &Step) -> Because {
    let load = Load::new(task.loads[step.at], profile.unit());
    let whole = Load::new(task.working_weight, profile.unit());
    let because = match step.kind {
        StepKind::Deload => Because::of(RuleId::DeloadHold).and(RuleId::DeloadRhythm),
        StepKind::Hold => Because::of(RuleId::PlateHold),
        StepKind::Rise if week == 0 && !is_at_most(load, whole, task.start) => Because::of(RuleId::LightestBar).and(RuleId::ReloadStart),
        StepKind::Rise if week == 0 => Because::of(RuleId::ReloadStart),
        StepKind::Rise if week == 1 => Because::of(RuleId::ReloadSecondWeek).and(RuleId::ReloadRise),
        StepKind::Rise if task.near_max.is_some_and(|from| load.thousandths() >= from) => Because::of(RuleId::ReloadNearMax),
        StepKind::Rise if !is_at_most(load, whole, task.late) => Because::of(RuleId::ReloadRise).and(RuleId::ReloadPatience),
        StepKind::Rise => Because::of(RuleId::ReloadRise),
    };
    let because = if step.at + 1 == task.loads.len() && week + 1 == steps.len() { because.and(RuleId::ReloadTop) } else { because };
    let capped = profile.clearance.as_ref().is_some_and(|clearance| clearance.max_load.is_some());
    let because = if capped { because.and(RuleId::ClearanceCap) } else { because };
    let because = if outline.track == Track::ThreePhase && week == 0 { because.and(RuleId::Phase3Entry) } else { because };
    because.and(RuleId::WorkingWeight)
}

/// The weeks at the full weight after the return, deloads as due.
fn aftercare(profile: &Profile, protocol: &Protocol, strength: Strength, gym: &Gym, ramp: &Ramp) -> Vec<LoadWeek> {
    let rules = &protocol.rules;
    let rhythm = rules.deload_rhythm.value.of(profile.age_band);
    // Near-maximal loads come every other week only; between them stands the heaviest load that is none.
    let apart = profile.age_band == AgeBand::From46 && ramp.top >= strength.near_max;
    let below = || gym.weights().iter().rev().map(|weight| weight.load).find(|load| *load < strength.near_max).unwrap_or(ramp.top);
    let mut since = ramp.since_deload;
    let mut last_near = apart;
    let mut weeks = Vec::new();
    for _ in 0..rules.aftercare.value {
        let deload = since >= rhythm.to;
        since = if deload { 0 } else { since + 1 };
        // A deload does less: it does not stand on the near-maximal week.
        let rest = apart && (last_near || deload);
        let load = if rest { below() } else { ramp.top };
        last_near = apart && !rest;
        let mut because = Because::of(RuleId::Aftercare);
        if deload {
            because = Because::of(RuleId::DeloadHold).and(RuleId::DeloadRhythm).and(RuleId::Aftercare);
        }
        if apart {
            because = because.and(RuleId::NearMaxCadence);
        }
        weeks.push(LoadWeek { load, deload, near_max: load >= strength.near_max, because });
    }
    weeks
}

/// When what happens.
#[derive(Debug)]
struct Timetable {
    schedule: Schedule,
    check: Schedule,
    /// The day of the first deadlift at the top.
    reached: NaiveDate,
}

fn days(kit: &Kit, outline: &Outline, weeks: &[LoadWeek], start: NaiveDate) -> Result<Timetable, Vec<Diagnostic>> {
    let Kit { profile, protocol, .. } = kit;
    let rules = &protocol.rules;
    let two = profile.deadlift.sessions_per_week == 2;
    let cadence = rules.near_max_cadence.value;
    let request = Request {
        slots: profile.schedule.slots.iter().map(|slot| own::of_week(slot.day, slot.at)).collect(),
        own: own::heavy_groups(profile, protocol),
        open_from: outline.open_from,
        open_to: outline.open_to,
        own_from: (outline.track == Track::TechniqueReload).then_some(start),
        last_heavy: own::last_heavy(profile, outline.track, start),
        // The first week of all, and a deload, have one deadlift day: both are there to do less. So has a
        // week so light that the second day would be below the bar.
        weeks: weeks
            .iter()
            .enumerate()
            .map(|(week, load)| Need {
                second: two && week > 0 && !load.deload && kit.second_load(load.load).is_some(),
                near_max: load.near_max,
            })
            .collect(),
        hard_hours: i64::from(rules.spacing_hard.value),
        preferred_hours: i64::from(rules.spacing_preferred.value),
        weekly_most: rules.weekly_heavy.value.most,
        near_max_days: match profile.age_band {
            AgeBand::From46 => i64::from(cadence.oldest_days.from),
            AgeBand::To45 => i64::from(cadence.older_days),
            AgeBand::To40 => 0,
        },
    };
    let later = || schedule::solve(&Request { open_to: request.open_to + Days::new(7), ..request.clone() });
    let Some(schedule) = schedule::solve(&request).or_else(later) else { return Err(vec![own::no_schedule(profile, &request)]) };
    let at_top = weeks.len() - 1 - rules.aftercare.value as usize;
    let reached = schedule.deadlifts[at_top].0.date();
    let due = reached.checked_add_months(Months::new(rules.quarterly_check.value.months)).unwrap_or(reached);
    let alone = Request {
        open_from: due,
        open_to: due + Days::new(6),
        own_from: Some(due - Days::new(3)),
        last_heavy: None,
        weeks: vec![Need::default()],
        near_max_days: 0,
        ..request.clone()
    };
    let Some(check) = schedule::solve(&alone) else { return Err(vec![own::no_schedule(profile, &alone)]) };
    Ok(Timetable { schedule, check, reached })
}

/// All that the weeks are put together from.
struct Course<'a> {
    kit: &'a Kit<'a>,
    outline: &'a Outline,
    ramp: &'a Ramp,
    weeks: &'a [LoadWeek],
    days: &'a Timetable,
    start: NaiveDate,
}

impl Course<'_> {
    fn plan(&self, setting: Setting) -> Result<Plan, Vec<Diagnostic>> {
        let kit = self.kit;
        let profile = kit.profile;
        let fates = Fates::new(kit, self.outline, self.days, self.start, setting.time_zone);
        let mut sessions = self.before_loading();
        sessions.extend(self.deadlifts(&fates)?);
        sessions.extend(self.checks(&fates)?);
        sessions.extend(fates.sessions());
        self.settle(&mut sessions, setting.time_zone);
        let core = self.core(&sessions);
        sessions.extend(core);
        self.settle(&mut sessions, setting.time_zone);
        sessions.sort_by(|a, b| (a.start, a.kind, &a.id).cmp(&(b.start, b.kind, &b.id)));
        let phases = self.phases(sessions.last().map_or(self.last_day(), |session| session.start.date()));
        let weeks = self.calendar_weeks(sessions, &phases, &fates);
        let summary = summary::summary(self, phases, &weeks, &fates);
        let coaching = summary::coaching(kit, self.weeks);
        let mut plan = Plan {
            schema: SCHEMA.to_owned(),
            id: plan_id(profile),
            revision: 0,
            created: setting.start,
            verdict: VerdictKind::Train,
            unit: profile.unit(),
            time_zone: setting.time_zone.to_owned(),
            protocol: ProtocolName { name: kit.protocol.name.clone(), version: kit.protocol.version.clone() },
            profile: profile.clone(),
            summary,
            coaching,
            weeks,
            changes: fates.changes(),
            revisions: Vec::new(),
            dropped: Vec::new(),
            stopped: None,
            exercises: Default::default(),
            rules: Default::default(),
        };
        summary::gather(&mut plan, kit.protocol);
        Ok(plan)
    }

    fn ramp_weeks(&self) -> usize {
        self.ramp.weeks.len()
    }

    /// What a week with a deadlift is called, and which of its kind it is: never changed by a date.
    fn week_name(&self, week: usize) -> (&'static str, usize) {
        match week.checked_sub(self.ramp_weeks()) {
            None => ("loading", week + 1),
            Some(after) => ("aftercare", after + 1),
        }
    }

    /// The phase of a day from the first deadlift on.
    fn phase_of(&self, day: NaiveDate) -> Phase {
        if day > self.days.reached { Phase::Aftercare } else { Phase::Loading }
    }

    /// The day of the first deadlift.
    fn opening(&self) -> NaiveDate {
        self.days.schedule.deadlifts[0].0.date()
    }

    /// The day of the technique check, the last of the plan.
    fn last_day(&self) -> NaiveDate {
        self.days.check.deadlifts[0].0.date()
    }

    /// The phases; the last ends with the last session, which may be one of the lifter's own that keeps its
    /// distance to the technique check.
    fn phases(&self, last_day: NaiveDate) -> Vec<PhaseSpan> {
        let say = |key: &str| self.kit.say(key, &[]);
        let day_before = |day: NaiveDate| day - Days::new(1);
        let mut phases = Vec::new();
        let rules = &self.kit.protocol.rules;
        let mut loading_from = self.start;
        if let Some(phase_2) = self.outline.phase_2 {
            if self.outline.phase_1_days.is_some() {
                let gaps = [
                    ("days", rules.phase_1_exit.value.pain_free_days.to_string()),
                    ("last", rules.phase_1_length.value.last_day.to_string()),
                ];
                phases.push(PhaseSpan {
                    phase: Phase::PainResolution,
                    from: self.start,
                    to: day_before(phase_2.from),
                    entry: vec![say("entry-phase-1")],
                    exit: vec![self.kit.say("exit-phase-1", &gaps), self.kit.say("stop-phase-1", &gaps)],
                    because: Because::of(RuleId::Phase1Length).and(RuleId::Phase1Exit).and(RuleId::PhaseOrder).and(RuleId::Phase1NoLoad),
                });
            }
            loading_from = self.opening().min(phase_2.latest + Days::new(1));
            let ratio = [("ratio", rules.phase_3_entry.value.side_ratio.to_string())];
            phases.push(PhaseSpan {
                phase: Phase::Movement,
                from: phase_2.from,
                to: day_before(loading_from),
                entry: vec![say("entry-phase-2")],
                exit: vec![self.kit.say("exit-phase-2", &ratio)],
                because: Because::of(RuleId::Phase2Length).and(RuleId::PhaseOrder).and(RuleId::Phase2OwnOut).and(RuleId::Phase3Entry),
            });
        }
        let entry = if phases.is_empty() { "entry-reload" } else { "entry-phase-3" };
        phases.push(PhaseSpan {
            phase: Phase::Loading,
            from: loading_from,
            to: self.days.reached,
            entry: vec![say(entry)],
            exit: vec![say("exit-phase-3")],
            because: self.outline.because.clone().and(RuleId::PainTolerance).and(RuleId::Phase3Entry).and(RuleId::PainTrigger),
        });
        phases.push(PhaseSpan {
            phase: Phase::Aftercare,
            from: self.days.reached + Days::new(1),
            to: last_day,
            entry: vec![say("entry-aftercare")],
            exit: vec![say("exit-aftercare")],
            because: Because::of(RuleId::Aftercare).and(RuleId::MonthlyCheck).and(RuleId::QuarterlyCheck),
        });
        phases
    }

    /// The daily routines of Phases 1 and 2.
    fn before_loading(&self) -> Vec<Session> {
        let kit = self.kit;
        let at = kit.profile.schedule.daily;
        let morning = self.is_morning(at);
        let mut sessions = Vec::new();
        for day in 0..u64::from(self.outline.phase_1_days.unwrap_or(0)) {
            let start = (self.start + Days::new(day)).and_time(at);
            sessions.push(whole(
                format!("pain-resolution-{}-daily", day + 1),
                start,
                Phase::PainResolution,
                SessionKind::Daily,
                Lumbar::None,
                kit.phase_1(morning),
            ));
        }
        if let Some(phase_2) = self.outline.phase_2 {
            let days = (self.opening().min(phase_2.latest + Days::new(1)) - phase_2.from).num_days() as u32;
            for day in 0..days {
                let start = (phase_2.from + Days::new(u64::from(day))).and_time(at);
                let (content, hinge) = kit.phase_2(day, day + 1 == days, morning);
                let (kind, lumbar) = if hinge { (SessionKind::Hinge, Lumbar::Light) } else { (SessionKind::Daily, Lumbar::None) };
                sessions.push(whole(format!("movement-{}-daily", day + 1), start, Phase::Movement, kind, lumbar, content));
            }
        }
        sessions
    }

    fn deadlifts(&self, fates: &Fates) -> Result<Vec<Session>, Vec<Diagnostic>> {
        let kit = self.kit;
        let mut sessions = Vec::new();
        for (week, (load, (main, second))) in self.weeks.iter().zip(&self.days.schedule.deadlifts).enumerate() {
            let loading = week < self.ramp_weeks();
            let (name, count) = self.week_name(week);
            let pull = Pull {
                load: load.load,
                week_load: load.load,
                scheme: kit.scheme(load.load, load.deload),
                deload: load.deload,
                morning: self.is_morning(main.time()),
                accessories: true,
                because: load.because.clone(),
            };
            let mut session = self.deadlift(format!("{name}-{count}-deadlift"), *main, SessionKind::Deadlift, &pull, fates)?;
            // Through the ramp every session is filmed, afterwards about once a month.
            let filmed = loading || count == kit.protocol.rules.aftercare.value as usize;
            session.film = filmed.then(|| Film { set: pull.scheme.sets, angle: self.angle(week) });
            sessions.push(session);
            if let Some(second) = second {
                let rule = kit.protocol.rules.second_day.value;
                let Some(light) = kit.second_load(load.load) else { continue };
                let pull = Pull {
                    load: light,
                    scheme: rule.scheme,
                    morning: self.is_morning(second.time()),
                    accessories: false,
                    because: Because::of(RuleId::SecondDay),
                    ..pull
                };
                sessions.push(self.deadlift(
                    format!("{name}-{count}-second-deadlift"),
                    *second,
                    SessionKind::SecondDeadlift,
                    &pull,
                    fates,
                )?);
            }
        }
        Ok(sessions)
    }

    fn deadlift(
        &self,
        id: String,
        start: NaiveDateTime,
        kind: SessionKind,
        pull: &Pull,
        fates: &Fates,
    ) -> Result<Session, Vec<Diagnostic>> {
        let content = self.kit.deadlift(pull, fates.joined(start)).map_err(|minutes| {
            let has = self.kit.profile.schedule.minutes;
            vec![
                Diagnostic::new(Code::TooShort, format!("warm-up and work sets alone take {minutes} minutes, and a session has {has}"))
                    .at("schedule.minutes")
                    .help(format!(
                        "give at least {minutes} minutes, or a later slot where the extra minutes are those of an early morning"
                    )),
            ]
        })?;
        Ok(whole(id, start, self.phase_of(start.date()), kind, Lumbar::Heavy, content))
    }

    /// The side where the lower back rounds, else both views in turn (decisions, section 5).
    fn angle(&self, week: usize) -> Angle {
        if self.kit.profile.has_error(TechniqueError::LumbarRounding) || week % 2 == 1 { Angle::Side } else { Angle::FortyFive }
    }

    /// Monthly checks, and the technique check a quarter after the return.
    fn checks(&self, fates: &Fates) -> Result<Vec<Session>, Vec<Diagnostic>> {
        let kit = self.kit;
        let rule = kit.protocol.rules.quarterly_check.value;
        let mut sessions = Vec::new();
        for month in 1..rule.months {
            let day = self.days.reached.checked_add_months(Months::new(month)).unwrap_or(self.days.reached);
            let start = day.and_time(kit.profile.schedule.daily);
            sessions.push(whole(
                format!("aftercare-{month}-check"),
                start,
                Phase::Aftercare,
                SessionKind::Check,
                Lumbar::None,
                kit.monthly_check(),
            ));
        }
        let start = self.days.check.deadlifts[0].0;
        let load =
            kit.gym.at_most(self.ramp.top.share(rule.load)).or(kit.gym.weights().first()).map_or(self.ramp.top, |weight| weight.load);
        let pull = Pull {
            load,
            week_load: load,
            scheme: rule.scheme,
            deload: false,
            morning: self.is_morning(start.time()),
            accessories: false,
            because: Because::of(RuleId::QuarterlyCheck),
        };
        let mut session = self.deadlift(format!("aftercare-{}-check", rule.months), start, SessionKind::Check, &pull, fates)?;
        session.film = Some(Film { set: rule.scheme.sets, angle: self.angle(0) });
        session.exercises.extend(kit.monthly_check().exercises);
        session.minutes += kit.monthly_check().minutes;
        sessions.push(session);
        Ok(sessions)
    }

    /// The Big Three: two days in every week of loading and aftercare, never on a deadlift day.
    fn core(&self, sessions: &[Session]) -> Vec<Session> {
        let kit = self.kit;
        let wanted = kit.protocol.rules.big_three.value.days as usize;
        let mut core = Vec::new();
        let first = monday_of(self.opening());
        // Phase 2 has its own bird dogs.
        let from = if self.outline.track == Track::ThreePhase { self.opening() } else { self.start };
        for (week, (main, _)) in self.days.schedule.deadlifts.iter().enumerate() {
            let monday = first + Days::new(7 * week as u64);
            let taken = |day: NaiveDate| {
                sessions.iter().any(|session| {
                    session.start.date() == day && session.phase != Phase::PainResolution && session.kind != SessionKind::Own
                })
            };
            // Two days after the deadlift, then four, then the others: as far from it and each other as a week allows.
            let weekday = u64::from(main.weekday().num_days_from_monday());
            let days = [2, 4, 5, 3, 6, 1]
                .into_iter()
                .map(|after| monday + Days::new((weekday + after) % 7))
                .filter(|day| *day >= from && !taken(*day));
            let mut days: Vec<NaiveDate> = days.take(wanted).collect();
            days.sort_unstable();
            let (name, count) = self.week_name(week);
            for (nth, day) in days.into_iter().enumerate() {
                let start = day.and_time(kit.profile.schedule.daily);
                core.push(whole(
                    format!("{name}-{count}-core-{}", nth + 1),
                    start,
                    self.phase_of(day),
                    SessionKind::Core,
                    Lumbar::None,
                    kit.core(week as u32),
                ));
            }
        }
        core
    }

    fn is_morning(&self, at: NaiveTime) -> bool {
        let within = Duration::hours(i64::from(self.kit.protocol.rules.morning.value.within_hours));
        let day = 24 * 60;
        self.kit.profile.schedule.wakes.is_some_and(|wakes| (at - wakes).num_minutes().rem_euclid(day) <= within.num_minutes())
    }

    /// Moves what would fall into a gap of the clock, or onto another session of the day, to the first
    /// time that is free.
    fn settle(&self, sessions: &mut [Session], time_zone: &str) {
        for at in 0..sessions.len() {
            let light = matches!(sessions[at].kind, SessionKind::Daily | SessionKind::Hinge | SessionKind::Core)
                || sessions[at].lumbar == Lumbar::None;
            if light {
                let mut others: Vec<(NaiveDateTime, NaiveDateTime)> =
                    sessions.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| (other.start, other.ends())).collect();
                others.sort_unstable();
                for (start, end) in others {
                    let session = &mut sessions[at];
                    if session.start < end && start < session.ends() && end.date() == session.start.date() {
                        session.start = end;
                    }
                }
            }
            let valid = zone::first_valid(time_zone, sessions[at].start);
            if valid != sessions[at].start {
                sessions[at].notes.push(crate::plan::Note { says: self.kit.say("clock-gap", &[]), because: Because::of(RuleId::Slots) });
                sessions[at].start = valid;
            }
        }
    }

    fn calendar_weeks(&self, sessions: Vec<Session>, phases: &[PhaseSpan], fates: &Fates) -> Vec<Week> {
        let first = monday_of(self.start);
        let mut weeks: Vec<Week> = Vec::new();
        let last = monday_of(phases.last().map_or(self.last_day(), |phase| phase.to));
        let mut starts = first;
        while starts <= last {
            let ends = starts + Days::new(6);
            let loads = self
                .days
                .schedule
                .deadlifts
                .iter()
                .position(|(main, _)| (starts..=ends).contains(&main.date()))
                .map(|week| &self.weeks[week]);
            let load = loads.map(|week| week.load);
            weeks.push(Week {
                week: weeks.len() as u32 + 1,
                starts,
                phases: phases.iter().filter(|phase| phase.from <= ends && starts <= phase.to).map(|phase| phase.phase).collect(),
                load,
                percent: load.map(|load| load.percent_of(self.kit.strength.working_weight)),
                deload: loads.is_some_and(|week| week.deload),
                because: loads.map(|week| week.because.clone()),
                sessions: Vec::new(),
                own: fates.kept(starts, ends),
            });
            starts = starts + Days::new(7);
        }
        for session in sessions {
            let week = (session.start.date() - first).num_days().div_euclid(7);
            if let Some(week) = usize::try_from(week).ok().and_then(|week| weeks.get_mut(week)) {
                week.sessions.push(session);
            }
        }
        weeks.retain(|week| !week.sessions.is_empty());
        weeks
    }
}

fn whole(id: String, start: NaiveDateTime, phase: Phase, kind: SessionKind, lumbar: Lumbar, content: Content) -> Session {
    Session {
        id,
        start,
        minutes: content.minutes,
        phase,
        kind,
        lumbar,
        film: None,
        notes: content.notes,
        exercises: content.exercises,
        next_time: Vec::new(),
        done: None,
        outcome: None,
    }
}

/// The same for the same lifter and start, another for any other: twelve digits of a hash.
fn plan_id(profile: &Profile) -> String {
    let hash = Sha256::digest(serde_yaml::to_string(profile).unwrap_or_default());
    let digits: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("plan-{digits}")
}
