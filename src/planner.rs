//! Profile + Verdict + Protocol → Plan. Knows nothing of files or formats.
//!
//! The stages: how strong (`strength`), which way back (`track`), which loads (`loads`, `reload`), which
//! days (`schedule`), what is done on them (`session`, `warm_up`), what becomes of the lifter's
//! own sessions (`own`), and what is to be said of it all (`summary`).
//!
//! A first plan and the rest of one that is under way are made alike: a [`Standing`] says where the
//! lifter stands, and a first plan is the rest of one that has not begun.

mod instead;
mod loads;
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
    Angle, Because, Film, Lumbar, NextTime, Phase, PhaseSpan, Plan, ProtocolName, Response, SCHEMA, Session, SessionKind, Track,
    VerdictKind, Week, monday_of,
};
use crate::plates::Gym;
use crate::profile::{AgeBand, Profile, TechniqueError};
use crate::protocol::{Protocol, RuleId};
use crate::screen::Verdict;
use crate::units::Load;
use crate::zone;
use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
pub use instead::{Instead, instead, morning_leaves_room};
pub use loads::{Climb, Ground, LoadWeek, Loads, Next};
use own::Fates;
use schedule::{Fate, Need, Request, Schedule};
use session::{Content, Kit, Pull};
use sha2::{Digest, Sha256};
use strength::strength;
pub use summary::gather;
pub use track::{Outline, Phase2, outline};

/// What a plan depends on besides lifter and protocol.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The plan's first day.
    pub start: NaiveDate,
    /// The zone in which its times are read.
    pub time_zone: &'a str,
}

/// Where the lifter stands when the rest of a plan is made.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The first day that can still be planned.
    pub from: NaiveDate,
    /// The Monday of the plan's first week.
    pub week_one: NaiveDate,
    /// The day on which the phases began, the last time they did.
    pub run: NaiveDate,
    /// How far the lifter has climbed.
    pub climb: Climb,
    /// What is next.
    pub stage: Stage,
    /// The last session that was heavy on the lower back.
    pub last_heavy: Option<NaiveDateTime>,
    /// Heavy sessions that lie before [`Standing::from`] in its week.
    pub heavy_this_week: u32,
    /// The usual starts of own sessions that lie ahead of them and before [`Standing::from`] in their week.
    pub done_early: Vec<NaiveDateTime>,
    /// The last deadlift near the maximum.
    pub last_near_max: Option<NaiveDateTime>,
    /// When in the week the deadlift was so far.
    pub usual: Option<(Weekday, NaiveTime)>,
    /// When the deadlifts to come were to be, by the plan so far.
    pub planned: Vec<NaiveDateTime>,
    /// Numbers that ids of this plan have used up.
    pub used: Used,
    /// Sessions that stay as they are, with their days.
    pub kept: Vec<(String, NaiveDate)>,
}

/// What is next.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Phases 1 and 2, as far as the lifter needs them, and then the first deadlift.
    Before {
        /// Phase 1 lasts so many days, where it lasts longer than planned.
        phase_1_days: Option<u16>,
        /// The first deadlift is not before this day.
        not_before: NaiveDate,
        /// The day on which Phase 2 was over and the deadlift might have begun, where it did not.
        opened: Option<NaiveDate>,
    },
    /// The climb, or the weeks at the top.
    Climb {
        /// The first day on which the next deadlift may be.
        open: NaiveDate,
        /// The day of the last deadlift.
        last: NaiveDate,
        /// A session was missed since then.
        missed: bool,
        /// The day of the first deadlift of the climb.
        first: NaiveDate,
        /// The day on which the top was reached, where it was.
        reached: Option<NaiveDate>,
    },
}

/// The highest number used of each kind of id.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    /// Days of Phase 1 before this run.
    pub pain_resolution: u32,
    /// Days of Phase 2 before this run.
    pub movement: u32,
    /// Loading weeks.
    pub loading: u32,
    /// Weeks at the top.
    pub aftercare: u32,
    /// Checks that belong to an earlier return.
    pub checks: u32,
}

impl Standing {
    /// Before a plan has begun.
    fn at_the_beginning(profile: &Profile, protocol: &Protocol, start: NaiveDate) -> Self {
        let track = outline(profile, protocol, start).track;
        Standing {
            from: start,
            week_one: monday_of(start),
            run: start,
            climb: Climb::default(),
            stage: Stage::Before { phase_1_days: None, not_before: start, opened: None },
            last_heavy: own::last_heavy(profile, track, start),
            heavy_this_week: 0,
            done_early: Vec::new(),
            last_near_max: None,
            usual: None,
            planned: Vec::new(),
            used: Used::default(),
            kept: Vec::new(),
        }
    }
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
    let standing = Standing::at_the_beginning(&profile, protocol, setting.start);
    let mut plan = rest(&profile, protocol, &standing, setting.time_zone)?;
    plan.id = plan_id(&profile);
    plan.weeks.retain(|week| !week.sessions.is_empty());
    gather(&mut plan, protocol);
    Ok(plan)
}

/// Makes the rest of a plan: what is still to come from where the lifter stands. Its phases and changes
/// begin with [`Standing::from`]; it has no id, no history, and no texts gathered yet.
///
/// # Errors
/// Those of [`plan`], and an absence so long that the way back would begin anew after it.
pub fn rest(profile: &Profile, protocol: &Protocol, standing: &Standing, time_zone: &str) -> Result<Plan, Vec<Diagnostic>> {
    with_ground(profile, protocol, standing.run, |ground, mut outline| {
        let kit = Kit { profile, protocol, gym: ground.gym, strength: ground.strength };
        let climb = standing.climb.clone();
        let mut since_last = None;
        match &standing.stage {
            Stage::Before { phase_1_days, not_before, .. } => outline.put_off(*phase_1_days, *not_before, standing.from),
            Stage::Climb { open, last, missed, .. } => {
                since_last = Some((*last, *missed));
                outline.phase_1_days = None;
                outline.phase_2 = None;
                outline.open_from = *open;
                outline.open_to = *open + Days::new(6 - u64::from(open.weekday().num_days_from_monday()));
            }
        }
        let arranged = arrange(&kit, &outline, standing, ground, &climb, since_last)?;
        let course =
            Course { kit: &kit, outline: &outline, loads: &arranged.loads, weeks: &arranged.weeks, days: &arranged.days, standing, climb };
        course.plan(time_zone)
    })
}

/// Calls with what all loads are made on, and the outline of the run.
fn with_ground<T>(profile: &Profile, protocol: &Protocol, run: NaiveDate, then: impl FnOnce(&Ground, Outline) -> T) -> T {
    let strength = strength(profile, protocol);
    let outline = outline(profile, protocol, run);
    let cap = profile.clearance.as_ref().and_then(|clearance| clearance.max_load);
    let gym = Gym::new(&profile.equipment, cap.map_or(strength.working_weight, |cap| cap.min(strength.working_weight)));
    let ground = Ground { profile, protocol, strength, gym: &gym, track: outline.track, marked: !outline.marks.is_empty() };
    then(&ground, outline)
}

/// Calls with what all loads are made on, for a run that began on a day.
pub fn on_ground<T>(profile: &Profile, protocol: &Protocol, run: NaiveDate, then: impl FnOnce(&Ground) -> T) -> T {
    with_ground(profile, protocol, run, |ground, _| then(ground))
}

/// Loads on their days.
struct Arranged {
    loads: Loads,
    weeks: Vec<LoadWeek>,
    days: Timetable,
}

/// The loads depend on the days, where a gap between two of them takes a load down, and the days on the
/// loads, where near-maximal ones need more of them: solved in turn until both agree.
fn arrange(
    kit: &Kit,
    outline: &Outline,
    standing: &Standing,
    ground: &Ground,
    climb: &Climb,
    since_last: Option<(NaiveDate, bool)>,
) -> Result<Arranged, Vec<Diagnostic>> {
    let mut request = request(kit, outline, standing);
    let mut gaps: Vec<Gap> = Vec::new();
    // The first gap is known once the first day is.
    if let Some((last, true)) = since_last {
        gaps.push(Gap { before: 0, days: (standing.from - last).num_days(), skipped: false });
    }
    let mut careful = false;
    let mut latest: Option<NaiveDate> = None;
    for round in 0..12 {
        let loads = with_gaps(ground, climb, &gaps)?;
        let weeks: Vec<LoadWeek> = loads.weeks().cloned().collect();
        request.weeks = needs(kit, &weeks, climb);
        let reached_before = match &standing.stage {
            Stage::Climb { reached, .. } => *reached,
            Stage::Before { .. } => None,
        };
        let days = match days(kit, &mut request, &loads, reached_before, standing, careful) {
            Ok(days) => days,
            Err(_) if !careful && !request.away.is_empty() => {
                careful = true;
                continue;
            }
            Err(wrong) => return Err(wrong),
        };
        let mut found = gaps_of(&days.schedule, since_last, kit.protocol);
        let covers = |other: &Gap, gap: &Gap| other.before == gap.before && gap.days <= other.days && gap.skipped == other.skipped;
        let covered = found.iter().all(|gap| gaps.iter().any(|other| covers(other, gap)));
        if found == gaps || (round > 3 && covered) {
            return Ok(Arranged { loads, weeks, days });
        }
        latest = latest.max(days.schedule.deadlifts.first().map(|(main, _)| main.date()));
        if round > 2 {
            // Days and loads that turn in a circle: the longer gap counts, and the later first day.
            if let Some(latest) = latest {
                request.open_from = request.open_from.max(latest);
                request.open_to = request.open_to.max(latest);
            }
            for gap in &mut found {
                for other in gaps.iter().filter(|other| other.before == gap.before) {
                    (gap.days, gap.skipped) = (gap.days.max(other.days), gap.skipped || other.skipped);
                }
            }
        }
        gaps = found;
    }
    Err(vec![own::no_schedule(kit.profile, &request)])
}

/// A gap between two deadlifts that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Gap {
    /// The week after it.
    before: usize,
    days: i64,
    /// A calendar week had no deadlift.
    skipped: bool,
}

/// Days between deadlifts that change nothing.
pub fn days_that_change_nothing(protocol: &Protocol) -> i64 {
    protocol.rules.missed_days.value.rows.first().map_or(0, |row| i64::from(row.to))
}

/// Whether a calendar week between two deadlifts had none, and the days between them are so many that it counts.
pub fn has_skipped_a_week(before: NaiveDate, after: NaiveDate, protocol: &Protocol) -> bool {
    (after - before).num_days() > days_that_change_nothing(protocol) && (monday_of(after) - monday_of(before)).num_days() > 7
}

/// The gaps that count. Deadlifts of neighbouring weeks may stand up to 13 days apart by the week's own slots; that
/// is no gap unless one was missed.
fn gaps_of(schedule: &Schedule, since_last: Option<(NaiveDate, bool)>, protocol: &Protocol) -> Vec<Gap> {
    let (last, missed) = since_last.map_or((None, false), |(last, missed)| (Some(last), missed));
    let starts = schedule.deadlifts.iter().map(|(main, _)| Some(main.date()));
    let days: Vec<Option<NaiveDate>> = std::iter::once(last).chain(starts).collect();
    let pairs = days.windows(2).enumerate().filter_map(|(at, pair)| Some((at, pair[0]?, pair[1]?)));
    pairs
        .filter_map(|(at, before, after)| {
            let days = (after - before).num_days();
            let skipped = has_skipped_a_week(before, after, protocol);
            ((at == 0 && missed) || skipped).then_some(Gap { before: at, days, skipped })
        })
        .collect()
}

/// The loads to come, with what the gaps before some of the weeks change.
fn with_gaps(ground: &Ground, climb: &Climb, gaps: &[Gap]) -> Result<Loads, Vec<Diagnostic>> {
    let mut climb = climb.clone();
    let mut behind: Vec<LoadWeek> = Vec::new();
    let mut topped_at = climb.topped.then_some(0);
    loop {
        if let Some(Gap { days, skipped, .. }) = gaps.iter().find(|gap| gap.before == behind.len())
            && climb.after_gap(*days, *skipped, ground).is_none()
        {
            return Err(vec![
                Diagnostic::new(Code::LongBreak, format!("{days} days without a deadlift are too many to plan across"))
                    .at("schedule.away")
                    .help("plan up to the absence only, and have the plan made anew when you are back"),
            ]);
        }
        if !climb.topped {
            topped_at = None;
        }
        let loads = ground.ahead(&climb)?;
        let next_gap = gaps.iter().map(|gap| gap.before).filter(|at| *at > behind.len()).min();
        let whole = behind.len() + loads.weeks().count();
        let Some(until) = next_gap.filter(|gap| *gap < whole) else {
            let ramp_to = topped_at.unwrap_or(behind.len() + loads.ramp.len());
            let all: Vec<LoadWeek> = behind.into_iter().chain(loads.weeks().cloned()).collect();
            let (ramp, after) = all.split_at(ramp_to);
            return Ok(Loads { ramp: ramp.to_vec(), after: after.to_vec(), ..loads });
        };
        let ramp_left = loads.ramp.len();
        for (nth, week) in loads.weeks().take(until - behind.len()).enumerate() {
            climb.advance(week.load, week.deload, week.near_max);
            if nth + 1 == ramp_left && !climb.topped {
                climb.topped = true;
                climb.top = Some(loads.top);
                climb.after = 0;
                topped_at = Some(behind.len() + nth + 1);
            }
        }
        let taken: Vec<LoadWeek> = loads.weeks().take(until - behind.len()).cloned().collect();
        behind.extend(taken);
    }
}

/// When what happens.
#[derive(Debug)]
struct Timetable {
    schedule: Schedule,
    check: Schedule,
    /// The day of the first deadlift at the top.
    reached: NaiveDate,
}

impl Timetable {
    /// The day of the first deadlift to come.
    fn opening(&self) -> NaiveDate {
        self.schedule.deadlifts.first().or(self.check.deadlifts.first()).map_or(self.reached, |(main, _)| main.date())
    }
}

/// What the schedule is solved for; its weeks are filled in once the loads are known.
fn request(kit: &Kit, outline: &Outline, standing: &Standing) -> Request {
    let Kit { profile, protocol, .. } = kit;
    let rules = &protocol.rules;
    let trains = matches!(standing.stage, Stage::Climb { .. }) || outline.track == Track::TechniqueReload;
    // A slot so early that the longer warm-up leaves no room is none, as long as there are others.
    let all = || profile.schedule.slots.iter();
    let fits: Vec<i64> = all().filter(|slot| kit.has_room(slot.at)).map(|slot| own::of_week(slot.day, slot.at)).collect();
    let slots = if fits.is_empty() { all().map(|slot| own::of_week(slot.day, slot.at)).collect() } else { fits };
    let own = own::heavy_groups(profile, protocol);
    let of_week = |at: &NaiveDateTime| own::of_week(at.weekday(), at.time());
    let done_early = standing.done_early.iter().filter_map(|at| own.iter().position(|own| own.at == of_week(at)));
    let done_early = done_early.fold(0, |done, which| done | 1 << which);
    Request {
        slots,
        own,
        open_from: outline.open_from,
        open_to: outline.open_to,
        own_from: trains.then_some(standing.from),
        last_heavy: standing.last_heavy,
        heavy_before: Some((monday_of(standing.from), standing.heavy_this_week)),
        done_early: Some((monday_of(standing.from), done_early)),
        weeks: Vec::new(),
        skip: Vec::new(),
        single: Vec::new(),
        away: profile.schedule.away.iter().map(|away| (away.from, away.to)).collect(),
        usual: standing.usual.map(|(day, at)| own::of_week(day, at)),
        planned: standing.planned.iter().map(|at| (monday_of(at.date()), of_week(at))).collect(),
        last_near_max: standing.last_near_max,
        hard_hours: i64::from(rules.spacing_hard.value),
        preferred_hours: i64::from(rules.spacing_preferred.value),
        weekly_most: rules.weekly_heavy.value.most,
        near_max_days: near_max_days(profile.age_band, protocol),
    }
}

/// Days from one near-maximal deadlift to the next at the least.
pub fn near_max_days(age: AgeBand, protocol: &Protocol) -> i64 {
    let cadence = protocol.rules.near_max_cadence.value;
    match age {
        AgeBand::From46 => i64::from(cadence.oldest_days.from),
        AgeBand::To45 => i64::from(cadence.older_days),
        AgeBand::To40 => 0,
    }
}

/// The first week of all, and a deload, have one deadlift day: both are there to do less. So has a
/// week so light that the second day would be below the bar, and one after pain.
fn needs(kit: &Kit, weeks: &[LoadWeek], climb: &Climb) -> Vec<Need> {
    let two = kit.profile.deadlift.sessions_per_week == 2;
    let second = |week: usize, load: &LoadWeek| {
        two && (week > 0 || climb.weeks > 0) && climb.coach == 0 && !load.deload && load.fewer == 0 && kit.second_load(load.load).is_some()
    };
    weeks.iter().enumerate().map(|(week, load)| Need { second: second(week, load), near_max: load.near_max }).collect()
}

/// The days of all deadlifts. `careful`: a week that is partly away has no deadlift either.
fn days(
    kit: &Kit,
    request: &mut Request,
    loads: &Loads,
    reached_before: Option<NaiveDate>,
    standing: &Standing,
    careful: bool,
) -> Result<Timetable, Vec<Diagnostic>> {
    let Kit { profile, protocol, .. } = kit;
    let rules = &protocol.rules;
    let at_home = |monday: NaiveDate| -> Vec<i64> {
        let day = |of_week: i64| monday + Days::new((of_week / (24 * 60)) as u64);
        request.slots.iter().copied().filter(|slot| !request.is_away(day(*slot))).collect()
    };
    let hard = request.hard_hours * 60;
    // Slots of the first week may lie before its first day: then the week after it opens.
    let first = monday_of(request.open_from);
    let last = request.away.iter().map(|(_, to)| *to).max();
    let (mut skip, mut single) = (Vec::new(), Vec::new());
    let mut monday = first;
    while last.is_some_and(|last| monday <= last) {
        let slots = at_home(monday);
        if slots.is_empty() || (careful && slots.len() < request.slots.len()) {
            skip.push(monday);
        } else if !slots.iter().any(|one| slots.iter().any(|other| other - one >= hard)) {
            // One deadlift day is better than a week without, and than a way back that begins later for its sake.
            single.push(monday);
        }
        monday = monday + Days::new(7);
    }
    (request.skip, request.single) = (skip, single);
    let mut schedule = Schedule { deadlifts: Vec::new(), own: Vec::new(), cost: [0; 8] };
    if !request.weeks.is_empty() {
        // Where nothing is free in time, the first week after that has room.
        let mut open_to = request.open_to;
        let solved = (0..60).find_map(|_| {
            let window = Request { open_to, ..request.clone() };
            // A second day that finds no room in the first week is left out of it: better than a week without a deadlift.
            let solved = schedule::solve(&window).or_else(|| schedule::solve(&window.without_second_first()?));
            open_to = open_to + Days::new(7);
            let still_away = last.is_some_and(|last| open_to <= last + Days::new(13));
            match solved {
                Some(schedule) => Some(Some(schedule)),
                None if still_away || open_to < request.open_to + Days::new(14) => None,
                None => Some(None),
            }
        });
        let Some(found) = solved.flatten() else { return Err(vec![own::no_schedule(profile, request)]) };
        schedule = found;
    }
    let at_top = loads.ramp.len().checked_sub(1).map(|week| schedule.deadlifts[week].0.date());
    let reached = at_top.or(reached_before).unwrap_or(standing.from);
    let due = reached.checked_add_months(Months::new(rules.quarterly_check.value.months)).unwrap_or(reached).max(standing.from);
    // It is the last deadlift of the plan.
    let due = schedule.deadlifts.last().map_or(due, |(main, _)| due.max(main.date() + Days::new(3)));
    let after_away = |day: NaiveDate| request.away.iter().filter(|(from, to)| *from <= day && day <= *to).map(|(_, to)| *to).max();
    let due = after_away(due).map_or(due, |to| to + Days::new(1));
    let last_deadlift = schedule.deadlifts.iter().flat_map(|(main, second)| [Some(*main), *second]).flatten().max().or(request.last_heavy);
    let alone = Request {
        open_from: due,
        open_to: due + Days::new(6),
        own_from: Some((due - Days::new(3)).max(standing.from)),
        last_heavy: last_deadlift.filter(|last| due.and_time(NaiveTime::MIN) - *last < Duration::days(3)),
        weeks: vec![Need::default()],
        // A week that is partly away has no deadlift, but may have the check.
        skip: Vec::new(),
        usual: None,
        planned: Default::default(),
        ..request.clone()
    };
    if request.weeks.is_empty() {
        schedule.own = left_of_the_week(&alone, standing);
    }
    let Some(check) = schedule::solve(&alone).or_else(|| schedule::solve(&Request { open_to: due + Days::new(13), ..alone.clone() }))
    else {
        return Err(vec![own::no_schedule(profile, &alone)]);
    };
    Ok(Timetable { schedule, check, reached })
}

/// The lifter's own heavy sessions from a day to the end of its week, where no deadlift is left but the technique
/// check: they stay, and one that is too near to what was heavy before it is made light. The days around the check
/// are the check's own.
fn left_of_the_week(check: &Request, standing: &Standing) -> Vec<(usize, NaiveDateTime, Fate)> {
    let from = standing.from;
    let monday = monday_of(from);
    let mut last = standing.last_heavy;
    let mut own: Vec<(usize, NaiveDateTime)> =
        check.own.iter().enumerate().map(|(which, own)| (which, monday.and_time(NaiveTime::MIN) + Duration::minutes(own.at))).collect();
    own.sort_by_key(|(which, at)| (*at, *which));
    own.retain(|(which, at)| {
        let done = check.done_early.is_some_and(|(week, done)| week == monday && done & (1 << which) != 0);
        at.date() >= from && !done && check.own_from.is_none_or(|until| at.date() < until) && !check.is_away(at.date())
    });
    let of = own.into_iter().map(|(which, at)| {
        let near = last.is_some_and(|last| at - last < Duration::hours(check.hard_hours));
        last = if near { last } else { Some(at) };
        (which, at, if near { Fate::Lightened } else { Fate::Kept })
    });
    of.collect()
}

/// All that the weeks are put together from.
struct Course<'a> {
    kit: &'a Kit<'a>,
    outline: &'a Outline,
    loads: &'a Loads,
    weeks: &'a [LoadWeek],
    days: &'a Timetable,
    standing: &'a Standing,
    climb: Climb,
}

impl Course<'_> {
    fn plan(&self, time_zone: &str) -> Result<Plan, Vec<Diagnostic>> {
        let kit = self.kit;
        let profile = kit.profile;
        let fates = Fates::new(kit, self.outline, self.days, self.standing, time_zone);
        let mut sessions = self.before_loading();
        sessions.extend(self.deadlifts(&fates)?);
        sessions.extend(self.checks(&fates)?);
        sessions.extend(fates.sessions());
        let kept = |id: &str| self.standing.kept.iter().any(|(kept, _)| kept == id);
        sessions.retain(|session| session.start.date() >= self.standing.from && !kept(&session.id));
        self.settle(&mut sessions, time_zone);
        let core = self.core(&sessions);
        sessions.extend(core);
        self.settle(&mut sessions, time_zone);
        sessions.sort_by(|a, b| (a.start, a.kind, &a.id).cmp(&(b.start, b.kind, &b.id)));
        let phases = self.phases(sessions.last().map_or(self.last_day(), |session| session.start.date()));
        let weeks = self.calendar_weeks(sessions, &phases, &fates);
        let summary = summary::summary(self, phases, &weeks, &fates);
        let coaching = summary::coaching(kit, self.weeks);
        Ok(Plan {
            schema: SCHEMA.to_owned(),
            id: String::new(),
            revision: 0,
            created: self.standing.from,
            verdict: VerdictKind::Train,
            unit: profile.unit(),
            time_zone: time_zone.to_owned(),
            protocol: ProtocolName { name: kit.protocol.name.clone(), version: kit.protocol.version.clone() },
            profile: profile.clone(),
            first_profile: None,
            logged: 0,
            summary,
            coaching,
            weeks,
            changes: fates.changes(),
            revisions: Vec::new(),
            missed: Vec::new(),
            dropped: Vec::new(),
            stopped: None,
            exercises: Default::default(),
            rules: Default::default(),
        })
    }

    fn ramp_weeks(&self) -> usize {
        self.loads.ramp.len()
    }

    /// What a week with a deadlift is called, and which of its kind it is: never changed by a date.
    fn week_name(&self, week: usize) -> (&'static str, usize) {
        let used = self.standing.used;
        match week.checked_sub(self.ramp_weeks()) {
            None => ("loading", used.loading as usize + week + 1),
            Some(after) => ("aftercare", used.aftercare as usize + after + 1),
        }
    }

    /// How many weeks with a deadlift the plan has had before one of those to come.
    fn so_far(&self, week: usize) -> usize {
        (self.standing.used.loading + self.standing.used.aftercare) as usize + week
    }

    /// The phase of a day from the first deadlift on.
    fn phase_of(&self, day: NaiveDate) -> Phase {
        if day > self.days.reached { Phase::Aftercare } else { Phase::Loading }
    }

    /// The day of the first deadlift to come; the technique check where no other is.
    fn opening(&self) -> NaiveDate {
        self.days.opening()
    }

    /// The day of the first deadlift of all since the phases began.
    fn first(&self) -> NaiveDate {
        match self.standing.stage {
            Stage::Climb { first, .. } => first,
            Stage::Before { .. } => self.opening(),
        }
    }

    /// Calendar weeks from the first deadlift to the first at the top.
    fn weeks_to_top(&self) -> u32 {
        ((monday_of(self.days.reached) - monday_of(self.first())).num_days() / 7 + 1).max(1) as u32
    }

    /// The day of the technique check, the last of the plan.
    fn last_day(&self) -> NaiveDate {
        self.days.check.deadlifts[0].0.date()
    }

    /// The day after Phase 2.
    fn after_movement(&self, phase_2: Phase2) -> NaiveDate {
        let opened = match self.standing.stage {
            Stage::Before { opened, .. } => opened,
            Stage::Climb { .. } => None,
        };
        opened.unwrap_or_else(|| self.opening().min(phase_2.latest + Days::new(1)))
    }

    /// The phases; the last ends with the last session, which may be one of the lifter's own that keeps its
    /// distance to the technique check.
    fn phases(&self, last_day: NaiveDate) -> Vec<PhaseSpan> {
        let say = |key: &str| self.kit.say(key, &[]);
        let day_before = |day: NaiveDate| day - Days::new(1);
        let mut phases = Vec::new();
        let rules = &self.kit.protocol.rules;
        let mut loading_from = self.standing.from;
        if let Some(phase_2) = self.outline.phase_2 {
            if self.outline.phase_1_days.is_some() {
                let gaps = [
                    ("days", rules.phase_1_exit.value.pain_free_days.to_string()),
                    ("last", rules.phase_1_length.value.last_day.to_string()),
                ];
                phases.push(PhaseSpan {
                    phase: Phase::PainResolution,
                    from: self.standing.run,
                    to: day_before(phase_2.from),
                    entry: vec![say("entry-phase-1")],
                    exit: vec![self.kit.say("exit-phase-1", &gaps), self.kit.say("stop-phase-1", &gaps)],
                    because: Because::of(RuleId::Phase1Length).and(RuleId::Phase1Exit).and(RuleId::PhaseOrder).and(RuleId::Phase1NoLoad),
                });
            }
            loading_from = self.after_movement(phase_2);
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
        let entry = if self.outline.track == Track::TechniqueReload { "entry-reload" } else { "entry-phase-3" };
        if loading_from <= self.days.reached {
            phases.push(PhaseSpan {
                phase: Phase::Loading,
                from: loading_from,
                to: self.days.reached,
                entry: vec![say(entry)],
                exit: vec![say("exit-phase-3")],
                because: self.outline.because.clone().and(RuleId::PainTolerance).and(RuleId::Phase3Entry).and(RuleId::PainTrigger),
            });
        }
        phases.push(PhaseSpan {
            phase: Phase::Aftercare,
            from: (self.days.reached + Days::new(1)).max(loading_from),
            to: last_day,
            entry: vec![say("entry-aftercare")],
            exit: vec![say("exit-aftercare")],
            because: Because::of(RuleId::Aftercare).and(RuleId::MonthlyCheck).and(RuleId::QuarterlyCheck),
        });
        phases
    }

    /// The daily routines of Phases 1 and 2, on the days at home.
    fn before_loading(&self) -> Vec<Session> {
        let kit = self.kit;
        let at = kit.profile.schedule.daily;
        let morning = self.is_morning(at);
        let used = self.standing.used;
        let mut sessions = Vec::new();
        for day in 0..u32::from(self.outline.phase_1_days.unwrap_or(0)) {
            let on = self.standing.run + Days::new(u64::from(day));
            if self.kit.profile.schedule.is_away(on) {
                continue;
            }
            sessions.push(whole(
                format!("pain-resolution-{}-daily", used.pain_resolution + day + 1),
                on.and_time(at),
                Phase::PainResolution,
                SessionKind::Daily,
                Lumbar::None,
                kit.phase_1(morning),
            ));
        }
        if let Some(phase_2) = self.outline.phase_2 {
            let on = |day: u32| phase_2.from + Days::new(u64::from(day));
            let days = (self.after_movement(phase_2) - phase_2.from).num_days() as u32;
            let at_home: Vec<u32> = (0..days).filter(|day| !self.kit.profile.schedule.is_away(on(*day))).collect();
            for &day in &at_home {
                let start = on(day).and_time(at);
                let (content, hinge) = kit.phase_2(day, Some(&day) == at_home.last(), morning);
                let (kind, lumbar) = if hinge { (SessionKind::Hinge, Lumbar::Light) } else { (SessionKind::Daily, Lumbar::None) };
                let id = format!("movement-{}-daily", used.movement + day + 1);
                sessions.push(whole(id, start, Phase::Movement, kind, lumbar, content));
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
            let mut scheme = kit.scheme(load.load, load.deload);
            scheme.sets = scheme.sets.saturating_sub(load.fewer).max(1);
            let pull = Pull {
                load: load.load,
                week_load: load.load,
                scheme,
                deload: load.deload,
                morning: self.is_morning(main.time()),
                accessories: true,
                because: load.because.clone(),
            };
            let mut session = self.deadlift(format!("{name}-{count}-deadlift"), *main, SessionKind::Deadlift, &pull, fates)?;
            // Through the ramp every session is filmed, afterwards about once a month.
            let filmed = loading || count.is_multiple_of(kit.protocol.rules.aftercare.value.max(1) as usize);
            session.film = filmed.then(|| Film { set: pull.scheme.sets, angle: self.angle(self.so_far(week)) });
            session.next_time = self.next_time(week);
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

    /// What comes after a week's deadlift, by how it goes (decisions, section 8): the table for paper.
    fn next_time(&self, week: usize) -> Vec<NextTime> {
        let kit = self.kit;
        let rules = &kit.protocol.rules;
        let load = self.weeks[week].load;
        let ground = Ground {
            profile: kit.profile,
            protocol: kit.protocol,
            strength: kit.strength,
            gym: kit.gym,
            track: self.outline.track,
            marked: !self.outline.marks.is_empty(),
        };
        // What is planned until then counts as rated good: the table is for a lifter who got that far.
        let good: Vec<Load> = self.climb.rated.iter().copied().chain(self.weeks[..week].iter().map(|week| week.load)).collect();
        let hurt_before = self.climb.hurt.iter().filter(|hurt| **hurt == load).count() + 1 >= rules.second_time.value as usize;
        let sets = |load, fewer: u32| kit.scheme(load, false).sets.saturating_sub(fewer).max(1);
        let row = |when: &str, response, load: Option<(Load, u32)>, then: &str, rule| NextTime {
            when: kit.say(when, &self.thresholds()),
            response,
            load: load.map(|(load, _)| load),
            sets: load.map(|(load, fewer)| sets(load, fewer)),
            then: kit.say(then, &self.thresholds()),
            because: Because::of(rule),
        };
        let mut rows = Vec::new();
        match self.weeks.get(week + 1) {
            Some(next) => {
                let mut on = row("next-good", Response::GoOn, Some((next.load, next.fewer)), "then-on", RuleId::GoOn);
                if next.deload {
                    on.sets = Some(rules.work_sets.value.deload.sets);
                    on.then = kit.say("then-deload", &[]);
                }
                rows.push(on);
            }
            None => rows.push(row("next-good", Response::GoOn, None, "then-last", RuleId::GoOn)),
        }
        let review = rules.review_load.value;
        rows.push(row("next-ache", Response::Repeat, Some((load, 0)), "then-repeat", RuleId::RepeatLoad));
        rows.push(row(
            "next-cut",
            Response::Lower,
            Some((ground.lower(load, rules.lower_load.value.points), 0)),
            "then-lower",
            RuleId::LowerLoad,
        ));
        rows.push(if hurt_before {
            row("next-hurt", Response::Refer, None, "then-refer", RuleId::SecondTime)
        } else {
            row("next-hurt", Response::Review, Some((ground.reviewed(&good, load), review.sets)), "then-review", RuleId::ReviewLoad)
        });
        rows.push(row("next-stop", Response::Restart, None, "then-restart", RuleId::BackToStart));
        rows.push(row("next-leg", Response::Refer, None, "then-refer", RuleId::ScreenRefer));
        rows
    }

    /// The numbers that the table's sentences name.
    fn thresholds(&self) -> Vec<(&'static str, String)> {
        let rules = &self.kit.protocol.rules;
        let trigger = rules.pain_trigger.value;
        vec![
            ("good", rules.go_on.value.to_string()),
            ("ache", rules.repeat_load.value.worst.to_string()),
            ("one", rules.repeat_load.value.sets.to_string()),
            ("cut", rules.lower_load.value.sets.to_string()),
            ("trigger", trigger.to_string()),
            ("hurts", (trigger + 1).to_string()),
            ("hours", rules.review_load.value.hours.to_string()),
            ("stop", rules.back_to_start.value.to_string()),
            ("below", (rules.back_to_start.value - 1).to_string()),
        ]
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
        let used = self.standing.used.checks;
        for month in 1..rule.months {
            let due = self.days.reached.checked_add_months(Months::new(month)).unwrap_or(self.days.reached);
            // Where that is a day away, the first at home, as long as it is near its month.
            let Some(day) = due.iter_days().take(15).find(|day| !self.kit.profile.schedule.is_away(*day)) else { continue };
            let start = day.and_time(kit.profile.schedule.daily);
            sessions.push(whole(
                format!("aftercare-{}-check", used + month),
                start,
                Phase::Aftercare,
                SessionKind::Check,
                Lumbar::None,
                kit.monthly_check(),
            ));
        }
        let start = self.days.check.deadlifts[0].0;
        let load =
            kit.gym.at_most(self.loads.top.share(rule.load)).or(kit.gym.weights().first()).map_or(self.loads.top, |weight| weight.load);
        let pull = Pull {
            load,
            week_load: load,
            scheme: rule.scheme,
            deload: false,
            morning: self.is_morning(start.time()),
            accessories: false,
            because: Because::of(RuleId::QuarterlyCheck),
        };
        let mut session = self.deadlift(format!("aftercare-{}-check", used + rule.months), start, SessionKind::Check, &pull, fates)?;
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
        // Phase 2 has its own bird dogs.
        let opened = matches!(self.standing.stage, Stage::Before { opened: Some(_), .. });
        let from = if self.outline.phase_2.is_some() && !opened { self.opening() } else { self.standing.from };
        for (week, (main, _)) in self.days.schedule.deadlifts.iter().enumerate() {
            let monday = monday_of(main.date());
            let taken = |day: NaiveDate| {
                let planned = sessions.iter().any(|session| {
                    session.start.date() == day && session.phase != Phase::PainResolution && session.kind != SessionKind::Own
                });
                planned || self.kit.profile.schedule.is_away(day) || self.standing.kept.iter().any(|(_, kept)| *kept == day)
            };
            let (name, count) = self.week_name(week);
            // Of a week that is under way some may be behind the lifter, and so of one whose deadlift was missed.
            let id = |nth: usize| format!("{name}-{count}-core-{}", nth + 1);
            let before = id(0);
            let before = before.trim_end_matches('1');
            let number = |kept: &str| kept.strip_prefix(before).and_then(|number| number.parse::<usize>().ok());
            let used = self.standing.kept.iter().filter_map(|(kept, _)| number(kept)).max().unwrap_or(0);
            let of_week = |day: NaiveDate| monday_of(day) == monday;
            let behind = self.standing.kept.iter().filter(|(kept, day)| of_week(*day) && kept.contains("-core-")).count().min(wanted);
            // Two days after the deadlift, then four, then the others: as far from it and each other as a week allows.
            let weekday = u64::from(main.weekday().num_days_from_monday());
            let days = [2, 4, 5, 3, 6, 1]
                .into_iter()
                .map(|after| monday + Days::new((weekday + after) % 7))
                .filter(|day| *day >= from && !taken(*day));
            let mut days: Vec<NaiveDate> = days.take(wanted - behind).collect();
            days.sort_unstable();
            for (nth, day) in days.into_iter().enumerate() {
                let start = day.and_time(kit.profile.schedule.daily);
                let content = kit.core(self.so_far(week) as u32);
                core.push(whole(id(used + nth), start, self.phase_of(day), SessionKind::Core, Lumbar::None, content));
            }
        }
        core
    }

    fn is_morning(&self, at: NaiveTime) -> bool {
        self.kit.is_morning(at)
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
        let first = monday_of(self.standing.from);
        let before = (first - self.standing.week_one).num_days() / 7;
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
                week: before as u32 + weeks.len() as u32 + 1,
                starts,
                phases: phases.iter().filter(|phase| phase.from <= ends && starts <= phase.to).map(|phase| phase.phase).collect(),
                load,
                percent: load.map(|load| load.percent_of(self.kit.strength.working_weight)),
                deload: loads.is_some_and(|week| week.deload),
                because: loads.map(|week| week.because.clone()),
                sessions: Vec::new(),
                own: fates.kept(starts.max(self.standing.from), ends),
            });
            starts = starts + Days::new(7);
        }
        for session in sessions {
            let week = (session.start.date() - first).num_days().div_euclid(7);
            if let Some(week) = usize::try_from(week).ok().and_then(|week| weeks.get_mut(week)) {
                week.sessions.push(session);
            }
        }
        // Of the week that is under way the past may hold the sessions.
        weeks.retain(|week| !week.sessions.is_empty() || (week.starts == first && !week.own.is_empty()));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Of a lifter who squats on Mondays and rows on Thursdays, both at 18:00, what is asked for from a Tuesday on.
    fn asked(change: impl FnOnce(&mut Standing)) -> (Request, Standing) {
        let protocol = Protocol::embedded();
        let text = include_str!("../profiles/minimal.yaml").replace("status: acute", "status: pain-free")
            + "\nschedule:\n  other_lifting:\n    - {lift: squat, day: mon, at: \"18:00\"}\n    - {lift: barbell-row, day: thu, at: \"18:00\"}\n";
        let profile = crate::profile::read(&text, "minimal.yaml", &protocol).unwrap().profile;
        let mut standing = Standing::at_the_beginning(&profile, &protocol, day(24));
        change(&mut standing);
        let request = with_ground(&profile, &protocol, standing.run, |ground, outline| {
            request(&Kit { profile: &profile, protocol: &protocol, gym: ground.gym, strength: ground.strength }, &outline, &standing)
        });
        (request, standing)
    }

    /// A day of November 2026; the 23rd is a Monday.
    fn day(of_november: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, of_november).unwrap()
    }

    fn at(of_november: u32, hour: u32, minute: u32) -> NaiveDateTime {
        day(of_november).and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn own_sessions_that_were_done_ahead_are_known_one_by_one() {
        let done = |early: &[NaiveDateTime]| asked(|standing| standing.done_early = early.to_vec()).0.done_early;
        assert_eq!(done(&[]), Some((day(23), 0)));
        assert_eq!(done(&[at(26, 18, 0)]), Some((day(23), 0b10)));
        assert_eq!(done(&[at(23, 18, 0), at(26, 18, 0)]), Some((day(23), 0b11)));
        assert_eq!(done(&[at(26, 19, 0)]), Some((day(23), 0)));
    }

    #[test]
    fn what_is_left_of_a_week_stays_unless_it_is_too_near_to_what_was_heavy() {
        let left = |last_heavy: Option<NaiveDateTime>, change: &dyn Fn(&mut Request)| {
            let (mut check, standing) = asked(|standing| standing.last_heavy = last_heavy);
            check.own_from = None;
            change(&mut check);
            left_of_the_week(&check, &standing)
        };
        let row = |fate| vec![(1, at(26, 18, 0), fate)];
        // The squat of Monday is over; 48 hours after Tuesday evening the row is as usual.
        assert_eq!(left(None, &|_| ()), row(Fate::Kept));
        assert_eq!(left(Some(at(24, 18, 0)), &|_| ()), row(Fate::Kept));
        assert_eq!(left(Some(at(24, 18, 1)), &|_| ()), row(Fate::Lightened));
        // The days around the technique check are its own, and on days away there is nothing.
        assert_eq!(left(None, &|check| check.own_from = Some(day(26))), []);
        assert_eq!(left(None, &|check| check.own_from = Some(day(27))), row(Fate::Kept));
        assert_eq!(left(None, &|check| check.away = vec![(day(26), day(26))]), []);
        // Nor is what was done ahead in this week asked for again.
        assert_eq!(left(None, &|check| check.done_early = Some((day(23), 0b10))), []);
        assert_eq!(left(None, &|check| check.done_early = Some((day(23), 0b01))), row(Fate::Kept));
        assert_eq!(left(None, &|check| check.done_early = Some((day(16), 0b10))), row(Fate::Kept));
        // The second of two that are too near to each other gives way.
        let friday = |check: &mut Request| check.own.push(schedule::Own { at: 4 * 24 * 60, weight: 1, movable: false });
        assert_eq!(left(None, &friday), [(1, at(26, 18, 0), Fate::Kept), (2, at(27, 0, 0), Fate::Lightened)]);
    }

    #[test]
    fn near_maximal_loads_keep_ten_days_at_46_a_week_at_41_and_none_before() {
        let protocol = Protocol::embedded();
        let days = [AgeBand::To40, AgeBand::To45, AgeBand::From46].map(|age| near_max_days(age, &protocol));
        assert_eq!(days, [0, 7, 10]);
    }
}
