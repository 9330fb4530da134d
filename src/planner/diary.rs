//! Every session of what is to come, on its day and under its id.

use super::course::Course;
use super::own::OwnSessions;
use super::dose::Content;
use super::session::DeadliftSpec;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Angle, Because, Film, Phase, Session, SessionKind};
use crate::profile::TechniqueError;
use crate::protocol::{Lumbar, RuleId, Scheme};
use crate::session_id::{Part, Series, SessionId};
use crate::when::monday_of;
use crate::zone;
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

/// Days from its date on in which a monthly check may stand, where the lifter is away on it. Past them it is left out: the next
/// one is nearer.
const DAYS_NEAR_A_MONTH: usize = 15;

impl Course<'_> {
    /// The daily routines of Phases 1 and 2, on the days at home.
    pub(super) fn before_loading(&self) -> Vec<Session> {
        let lifter = self.lifter;
        let at = lifter.profile.schedule.daily;
        let morning = self.lifter.is_morning(at);
        let used = self.standing.used;
        let mut sessions = Vec::new();
        for day in 0..u32::from(self.outline.phase_1_days.unwrap_or(0)) {
            let on = self.standing.cycle + Days::new(u64::from(day));
            if self.lifter.profile.schedule.is_away(on) {
                continue;
            }
            sessions.push(dated(
                SessionId::new(Series::PainResolution, used.pain_resolution + day + 1, Part::Daily),
                on.and_time(at),
                Phase::PainResolution,
                SessionKind::Daily,
                Lumbar::None,
                lifter.phase_1(morning),
            ));
        }
        if let Some(phase_2) = self.outline.phase_2 {
            let on = |day: u32| phase_2.from + Days::new(u64::from(day));
            // A routine that was planned for a day before, and stays, keeps its number to itself: Phase 1 may have come between.
            let stayed = self.standing.kept.iter().filter(|(id, on)| id.series == Series::Movement && *on < phase_2.from);
            let before = stayed.map(|(id, _)| id.number).max().unwrap_or(0).max(used.movement);
            let days = (self.after_movement(phase_2) - phase_2.from).num_days() as u32;
            let at_home: Vec<u32> = (0..days).filter(|day| !self.lifter.profile.schedule.is_away(on(*day))).collect();
            for &day in &at_home {
                let start = on(day).and_time(at);
                let loaded = self.standing.screen_due.is_none();
                let (content, hinge) = lifter.phase_2(day, loaded, Some(&day) == at_home.last(), morning);
                let (kind, lumbar) = if hinge { (SessionKind::Hinge, Lumbar::Light) } else { (SessionKind::Daily, Lumbar::None) };
                let id = SessionId::new(Series::Movement, before + day + 1, Part::Daily);
                sessions.push(dated(id, start, Phase::Movement, kind, lumbar, content));
            }
        }
        sessions
    }

    pub(super) fn deadlifts(&self, own: &OwnSessions) -> Result<Vec<Session>, Vec<Diagnostic>> {
        let lifter = self.lifter;
        let mut sessions = Vec::new();
        for (week, (load, (main, second))) in self.weeks.iter().zip(&self.days.schedule.deadlifts).enumerate() {
            let loading = week < self.ramp_weeks();
            let (series, number) = self.week_name(week);
            let id = SessionId::new(series, number, Part::Deadlift);
            let usual = lifter.sets(load);
            let sets = lifter.sets_as_decided(load, id);
            let because = load.because.clone();
            let spec = DeadliftSpec {
                load: load.load,
                week_load: load.load,
                scheme: Scheme { sets, ..lifter.scheme(load.load, load.deload) },
                deload: load.deload,
                morning: self.lifter.is_morning(main.time()),
                accessories: true,
                because: if sets < usual { because.and(RuleId::Decision) } else { because },
            };
            let mut session = self.deadlift(id, *main, SessionKind::Deadlift, &spec, own)?;
            if spec.because.rules().contains(&RuleId::Decision) {
                session.notes.extend(lifter.decision_notes(id, load.load, sets));
            }
            // Through the ramp every session is filmed, afterwards about once a month.
            let filmed = loading || number.is_multiple_of(lifter.protocol.rules.aftercare.value.max(1));
            session.film = filmed.then(|| Film { set: spec.scheme.sets, angle: self.angle(self.so_far(week)) });
            session.next_time = self.next_time(week);
            session.notes.extend(self.why_not_before(week));
            sessions.push(session);
            if let Some(second) = second {
                let rule = lifter.protocol.rules.second_day.value;
                let Some(light) = lifter.second_load(load.load) else { continue };
                let id = SessionId::new(series, number, Part::SecondDeadlift);
                let bounded = lifter.most_load(id).filter(|most| *most < light).map(|most| lifter.within(most)).transpose()?;
                let sets = lifter.sets_at_most(rule.scheme.sets, id);
                let because = Because::of(RuleId::SecondDay);
                let is_decided = bounded.is_some() || sets < rule.scheme.sets;
                let spec = DeadliftSpec {
                    load: bounded.unwrap_or(light),
                    scheme: Scheme { sets, ..rule.scheme },
                    morning: self.lifter.is_morning(second.time()),
                    accessories: false,
                    because: if is_decided { because.and(RuleId::Decision) } else { because },
                    ..spec
                };
                let mut session = self.deadlift(id, *second, SessionKind::SecondDeadlift, &spec, own)?;
                if is_decided {
                    session.notes.extend(lifter.decision_notes(id, spec.load, sets));
                }
                sessions.push(session);
            }
        }
        Ok(sessions)
    }

    fn deadlift(
        &self,
        id: SessionId,
        start: NaiveDateTime,
        kind: SessionKind,
        spec: &DeadliftSpec,
        own: &OwnSessions,
    ) -> Result<Session, Vec<Diagnostic>> {
        let content = self.lifter.deadlift(spec, own.joined(start)).map_err(|minutes| {
            let has = self.lifter.profile.schedule.minutes;
            vec![
                Diagnostic::new(Code::TooShort, format!("warm-up and work sets alone take {minutes} minutes, and a session has {has}"))
                    .at("schedule.minutes")
                    .help(format!(
                        "give at least {minutes} minutes, or a later slot where the extra minutes are those of an early morning"
                    )),
            ]
        })?;
        Ok(dated(id, start, self.phase_of(start.date()), kind, Lumbar::Heavy, content))
    }

    /// The side where the lower back rounds, else both views in turn (decisions, section 5).
    fn angle(&self, week: usize) -> Angle {
        if self.lifter.profile.has_error(TechniqueError::LumbarRounding) || week % 2 == 1 { Angle::Side } else { Angle::FortyFive }
    }

    /// The monthly checks at home, up to the technique check a quarter after the return.
    pub(super) fn monthly_checks(&self) -> Vec<Session> {
        let schedule = &self.lifter.profile.schedule;
        let reached = self.days.reached;
        let mut checks = Vec::new();
        for month in 1..self.lifter.protocol.rules.quarterly_check.value.months {
            let due = reached.checked_add_months(Months::new(month)).unwrap_or(reached);
            let Some(day) = due.iter_days().take(DAYS_NEAR_A_MONTH).find(|day| !schedule.is_away(*day)) else { continue };
            let id = SessionId::new(Series::Aftercare, self.standing.used.checks + month, Part::Check);
            let content = self.lifter.monthly_check();
            checks.push(dated(id, day.and_time(schedule.daily), Phase::Aftercare, SessionKind::Check, Lumbar::None, content));
        }
        checks
    }

    /// The technique check: a light deadlift, filmed, with the monthly check behind it.
    pub(super) fn technique_check(&self, own: &OwnSessions) -> Result<Session, Vec<Diagnostic>> {
        let lifter = self.lifter;
        let rule = lifter.protocol.rules.quarterly_check.value;
        let start = self.days.check_start();
        let load = lifter.loadable(self.loads.top.share(rule.load));
        let spec = DeadliftSpec {
            load,
            week_load: load,
            scheme: rule.scheme,
            deload: false,
            morning: lifter.is_morning(start.time()),
            accessories: false,
            because: Because::of(RuleId::QuarterlyCheck),
        };
        let id = SessionId::new(Series::Aftercare, self.standing.used.checks + rule.months, Part::Check);
        let mut session = self.deadlift(id, start, SessionKind::Check, &spec, own)?;
        session.film = Some(Film { set: rule.scheme.sets, angle: self.angle(0) });
        let monthly = lifter.monthly_check();
        if session.minutes + monthly.minutes <= u32::from(lifter.profile.schedule.minutes) {
            session.exercises.extend(monthly.exercises);
            session.minutes += monthly.minutes;
            return Ok(session);
        }
        let mut content = Content { exercises: session.exercises, notes: session.notes, minutes: session.minutes };
        lifter.add_what_fits(monthly.exercises, &mut content);
        let Content { exercises, notes, minutes } = content;
        Ok(Session { exercises, notes, minutes, ..session })
    }

    /// The Big Three: two days in every week of loading and aftercare, never on a deadlift day. A week whose deadlift is left
    /// out has them too, and they say why it has none.
    pub(super) fn core(&self, sessions: &[Session]) -> Vec<Session> {
        let mains = self.days.schedule.deadlifts.iter().enumerate();
        let weeks = mains.map(|(week, (main, _))| (self.names().of(week), monday_of(main.date()), (main.date(), week)));
        let mut core: Vec<Session> = weeks.flat_map(|(id, monday, next)| self.core_of(id, monday, next, sessions)).collect();
        for left_out in self.left_out() {
            let why = self.why_left_out(&left_out);
            let of_week = self.core_of(left_out.id, left_out.monday, left_out.next, sessions);
            core.extend(of_week.into_iter().map(|session| Session { notes: session.notes.into_iter().chain(why.clone()).collect(), ..session }));
        }
        core
    }

    /// The core days of a week, which bear the number of its deadlift; `main` is the deadlift whose weekday they keep away from, and
    /// which of the weeks with one it is.
    fn core_of(&self, id: SessionId, monday: NaiveDate, (main, week): (NaiveDate, usize), sessions: &[Session]) -> Vec<Session> {
        let lifter = self.lifter;
        let wanted = lifter.protocol.rules.big_three.value.days as usize;
        // Phase 2 has its own bird dogs.
        let opened = self.standing.opened().is_some();
        let from = if self.outline.phase_2.is_some() && !opened { self.opening() } else { self.standing.from };
        let taken = |day: NaiveDate| {
            let planned = sessions
                .iter()
                .any(|session| session.start.date() == day && session.phase != Phase::PainResolution && session.kind != SessionKind::Own);
            planned || lifter.profile.schedule.is_away(day) || self.standing.kept.iter().any(|(_, kept)| *kept == day)
        };
        // Of a week that is under way some may be behind the lifter, and so of one whose deadlift was missed.
        let kept = self.standing.kept.iter().map(|(kept, day)| (kept.part, (kept.series, kept.number), *day));
        let kept_core: Vec<_> = kept.filter_map(|(part, of, day)| part.core().map(|nth| (nth, of, day))).collect();
        let used = kept_core.iter().filter(|(_, of, _)| *of == (id.series, id.number)).map(|(nth, ..)| *nth).max().unwrap_or(0);
        let behind = kept_core.iter().filter(|(.., day)| monday_of(*day) == monday).count().min(wanted);
        // Two days after the deadlift, then four, then the others: as far from it and each other as a week allows.
        let weekday = u64::from(main.weekday().num_days_from_monday());
        let days =
            [2, 4, 5, 3, 6, 1].into_iter().map(|after| monday + Days::new((weekday + after) % 7)).filter(|day| *day >= from && !taken(*day));
        let mut days: Vec<NaiveDate> = days.take(wanted - behind).collect();
        days.sort_unstable();
        let session = |(nth, day): (u32, NaiveDate)| {
            let content = lifter.core(self.so_far(week) as u32);
            let id = SessionId { part: Part::Core(nth), ..id };
            dated(id, day.and_time(lifter.profile.schedule.daily), self.phase_of(day), SessionKind::Core, Lumbar::None, content)
        };
        (used + 1..).zip(days).map(session).collect()
    }

    /// Moves what would fall into a gap of the clock, or onto another session of the day, to the first
    /// time that is free.
    pub(super) fn settle(&self, sessions: &mut [Session], time_zone: &str) {
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
                sessions[at].notes.push(crate::plan::Note::of(self.lifter.protocol, "clock-gap", &[], Because::of(RuleId::Slots)));
                sessions[at].start = valid;
            }
        }
    }
}

/// What is done, as a session on its day.
fn dated(id: SessionId, start: NaiveDateTime, phase: Phase, kind: SessionKind, lumbar: Lumbar, content: Content) -> Session {
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
