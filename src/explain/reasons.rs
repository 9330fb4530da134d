//! What is behind each place of a plan: the rules that it goes by, and how they come to what stands there.

use super::{Considered, Explainer, Found, Part, Step, path};
use crate::plan::{Exercise, Phase, PhaseSpan, Role, Session, SessionKind, Set, Track, Week};
use crate::profile::AgeBand;
use crate::protocol::{RuleId, Scheme};
use crate::words::{self, day, dose};
use Step::{At, Key};

impl Explainer<'_> {
    /// What is behind a place; without rules where it is a name.
    pub(super) fn found(&self, steps: &[Step]) -> Found {
        let plan = self.plan;
        let title = || path(steps);
        match steps {
            [Key("weeks"), At(at), rest @ ..] => match plan.weeks.get(*at) {
                Some(week) => self.in_week(*at, week, rest),
                None => Found::default(),
            },
            [Key("summary"), rest @ ..] => self.in_summary(rest),
            [Key("coaching"), rest @ ..] => self.in_coaching(rest),
            [Key("changes"), At(at), ..] => {
                let Some(change) = plan.changes.get(*at) else { return Found::default() };
                Found::new(format!("Your session on {}: what becomes of it", change.usually))
                    .here(change.reason.clone())
                    .because(&change.because)
            }
            [Key("profile" | "first_profile"), rest @ ..] => Found::new(format!("What the profile says: {}", path(rest)))
                .here("It is what the profile says, not a decision of the plan; this is what goes by it.")
                .by(of_the_lifter(rest)),
            [Key("rules"), Key(id), ..] => {
                Found::new(format!("The rule `{id}`")).by(RuleId::ALL.iter().copied().filter(|rule| rule.id() == *id))
            }
            [Key("exercises"), Key(id), ..] => self.an_exercise(id),
            [Key("revisions"), At(at), rest @ ..] => {
                let Some(revision) = plan.revisions.get(*at) else { return Found::default() };
                let found = Found::new(format!("Revision {}, made on {}", revision.revision, day::full(revision.made)));
                let found = match rest {
                    [Key("changes"), At(change), ..] => {
                        revision.changes.get(*change).into_iter().fold(found, |found, note| found.because(&note.because))
                    }
                    _ => revision.changes.iter().fold(found, |found, note| found.because(&note.because)),
                };
                found.by([RuleId::PainLog, RuleId::NeverFaster])
            }
            [Key("missed"), At(_), ..] => Found::new("A deadlift that the back did not allow")
                .here("It is what the log says.")
                .by([RuleId::PainLog, RuleId::MissedDays]),
            [Key("dropped"), At(at), ..] => {
                let revision = plan.dropped.get(*at).and_then(|dropped| plan.revisions.iter().find(|it| it.revision == dropped.revision));
                let found = Found::new("A session of an earlier revision that this one does not have").here("The calendar cancels it.");
                let notes = revision.into_iter().flat_map(|revision| &revision.changes);
                notes.fold(found, |found, note| found.because(&note.because)).by([RuleId::PainLog, RuleId::NeverFaster])
            }
            [Key("stopped"), ..] => {
                let reasons = plan.stopped.iter().flat_map(|stop| &stop.reasons);
                reasons.fold(Found::new("Why nothing more is planned"), |found, note| found.because(&note.because))
            }
            [Key("created")] => Found::new("The plan's first day, or the day of its revision")
                .here("The first day is `schedule.start` of the profile; where it gives none, the day on which the plan was made.")
                .by([RuleId::Slots, RuleId::PhaseOrder]),
            [Key("revision" | "logged")] => Found::new("How often the plan has followed the log")
                .here("0 for the first plan; each revision is counted, with the entries of the log that it has read.")
                .by([RuleId::PainLog, RuleId::NeverFaster]),
            _ => Found::new(title()),
        }
    }

    /// The whole plan in a few steps.
    pub(super) fn whole(&self) -> Found {
        let plan = self.plan;
        let summary = &plan.summary;
        let mut found = self.in_summary(&[Key("track")]);
        found.title = format!("{}, from {} on", words::capital(words::track(summary.track)), day::full(plan.created));
        found = found.here(match summary.returns_on {
            Some(returns) => format!("{} weeks of loading lead to {} on {}.", summary.loading_weeks, summary.top_load, day::full(returns)),
            None => format!("{} weeks of loading lead to {}, where the plan ends.", summary.loading_weeks, summary.top_load),
        });
        found = found.by([
            RuleId::WorkingWeight,
            RuleId::ReloadStart,
            RuleId::ReloadRise,
            RuleId::Loadable,
            RuleId::DeloadRhythm,
            RuleId::SpacingHard,
            RuleId::Slots,
        ]);
        let forecast = self.protocol.rules.reload_forecast.value;
        if summary.loading_weeks > forecast.from {
            found.considered.push(Considered {
                option: format!("{} weeks", forecast.from),
                says: "the forecast is no promise: in steps that a week may rise, over loads that your plates make, no way is so short"
                    .to_owned(),
                rules: vec![RuleId::ReloadForecast, RuleId::ReloadRise],
            });
        }
        for (at, phase) in summary.phases.iter().enumerate() {
            let says = format!(
                "{}: {} days, {} to {}",
                words::capital(words::phase(phase.phase)),
                phase.days(),
                day::full(phase.from),
                day::full(phase.to)
            );
            found.parts.push(Part { what: format!("summary.phases[{at}]"), says, rules: phase.because.rules().to_vec() });
        }
        for (at, week) in plan.weeks.iter().enumerate() {
            let (Some(load), Some(because)) = (week.load, &week.because) else { continue };
            let when = week.deadlift().map_or(String::new(), |session| format!(", {}", day::full(session.start.date())));
            let deload = if week.deload { ", deload" } else { "" };
            found.parts.push(Part {
                what: format!("week-{}", plan.weeks[at].week),
                says: format!("{load}{when}{deload}"),
                rules: because.rules().to_vec(),
            });
        }
        for (at, change) in plan.changes.iter().enumerate() {
            found.parts.push(Part {
                what: format!("changes[{at}]"),
                says: format!("your session on {}: {}", change.usually, change.reason),
                rules: change.because.rules().to_vec(),
            });
        }
        found
    }

    fn in_summary(&self, rest: &[Step]) -> Found {
        let summary = &self.plan.summary;
        match rest {
            [Key("track")] => {
                let found = Found::new("Which way back");
                match summary.track {
                    Track::ThreePhase => found
                        .here("Pain that stopped the lift, or was above 3 of 10: pain first, then movement, then loads.")
                        .by([RuleId::TrackThreePhase, RuleId::PhaseOrder]),
                    Track::TechniqueReload => found
                        .here("Nothing stopped the lift: the loads begin at once, light enough for every rep to be right.")
                        .by([RuleId::TrackTechnique]),
                }
            }
            [Key("working_weight")] => {
                let deadlift = &self.plan.profile.deadlift;
                Found::new("What every percentage is of")
                    .here(format!("The profile gives {} for {} repetitions.", deadlift.working_weight, deadlift.reps))
                    .by([RuleId::WorkingWeight])
            }
            [Key("top_load")] => {
                let cap = self.plan.profile.clearance.as_ref().and_then(|clearance| clearance.max_load);
                let most = cap.map_or(summary.working_weight, |cap| cap.min(summary.working_weight));
                let mut found = Found::new("The heaviest load of the plan")
                    .here(format!("The heaviest that your plates make, and the rules allow, at or below {most}."));
                found.considered = self.week_of_the_top().map_or(Vec::new(), |week| self.around(week));
                found.by([RuleId::ReloadTop, RuleId::Loadable]).by(cap.map(|_| RuleId::ClearanceCap))
            }
            [Key("loading_weeks")] | [Key("returns_on")] => {
                let mut found = Found::new("When the full weight is back");
                let loads: Vec<&Week> = self.plan.weeks.iter().filter(|week| week.load.is_some()).collect();
                if let (Some(first), Some(top)) = (loads.first(), self.week_of_the_top().and_then(|week| self.plan.weeks.get(week))) {
                    let load = |week: &Week| week.load.map_or(String::new(), |load| load.to_string());
                    found.here.push(format!(
                        "From {} in week {} to {} in week {}, deloads and held weeks counted.",
                        load(first),
                        first.week,
                        load(top),
                        top.week
                    ));
                }
                found.by([RuleId::ReloadForecast, RuleId::ReloadRise, RuleId::ReloadPatience, RuleId::DeloadRhythm, RuleId::PhaseOrder])
            }
            [Key("phases"), At(at), ..] => match summary.phases.get(*at) {
                Some(phase) => self.phase(phase),
                None => Found::default(),
            },
            [Key("notes"), At(at), ..] => match summary.notes.get(*at) {
                Some(note) => Found::new(note.says.clone()).because(&note.because),
                None => Found::default(),
            },
            _ => Found::new(path(rest)),
        }
    }

    fn week_of_the_top(&self) -> Option<usize> {
        self.plan.weeks.iter().position(|week| week.load == Some(self.plan.summary.top_load) && !week.deload)
    }

    fn phase(&self, phase: &PhaseSpan) -> Found {
        let rules = &self.protocol.rules;
        let profile = &self.plan.profile;
        let title = format!(
            "{}: {} days, {} to {}",
            words::capital(words::phase(phase.phase)),
            phase.days(),
            day::full(phase.from),
            day::full(phase.to)
        );
        let mut found = Found::new(title);
        match phase.phase {
            Phase::PainResolution => {
                let length = &rules.phase_1_length.value;
                let worst = [profile.pain.worst, profile.pain.now, profile.pain.morning].into_iter().flatten().max();
                found.here.push(match worst {
                    Some(worst) => format!("The worst score in the profile is {worst} of 10."),
                    None => format!("The profile gives no score; {} days are taken then.", length.unknown),
                });
                let mut from = 0;
                for row in &length.by_worst {
                    if i64::from(row.days) != phase.days() {
                        found.considered.push(Considered {
                            option: format!("{} days", row.days),
                            says: format!("for a worst pain of {from} to {}", row.to),
                            rules: vec![RuleId::Phase1Length],
                        });
                    }
                    from = row.to + 1;
                }
            }
            Phase::Movement => {
                let length = rules.phase_2_length.value;
                found.here.push(format!(
                    "{} days, or {} from age {}, from {} episodes, after more than {} days of pain or {} weeks without deadlifts. \
                     It may stretch to {} to meet one of your slots.",
                    length.days,
                    length.long,
                    age_from(length.age_band),
                    length.episodes,
                    length.pain_days,
                    length.lay_off_weeks,
                    length.long
                ));
            }
            Phase::Loading => {
                found.here.push("From the first deadlift, or the day after Phase 2, to the first deadlift at the heaviest load.".to_owned())
            }
            Phase::Aftercare => found.here.push(format!(
                "{} weeks at the full weight, and checks until {} months after the return.",
                rules.aftercare.value, rules.quarterly_check.value.months
            )),
        }
        found.because(&phase.because)
    }

    fn in_coaching(&self, rest: &[Step]) -> Found {
        let coaching = &self.plan.coaching;
        let title = format!("What stays the same in every session: {}", path(rest));
        match rest {
            [Key("habits"), At(at), ..] => {
                coaching.habits.get(*at).map_or(Found::default(), |note| Found::new(note.says.clone()).because(&note.because))
            }
            [Key("extras"), At(at), ..] => {
                coaching.extras.get(*at).map_or(Found::default(), |note| Found::new(note.says.clone()).because(&note.because))
            }
            [Key("rest_seconds")] => {
                Found::new("The rest between work sets").here(format!("{} seconds.", coaching.rest_seconds)).by([RuleId::Rest])
            }
            [Key("belt")] => Found::new(title).by([RuleId::Belt]),
            [Key("grip")] => Found::new(title).by([RuleId::Grip]),
            [Key("stop_set")] => Found::new(title).by([RuleId::TechniqueStop, RuleId::PainStop]),
            [Key("stop_session" | "stop_plan")] => Found::new(title).by([RuleId::PainStop, RuleId::PainTolerance, RuleId::BackToStart]),
            [Key("after")] => Found::new(title).by([RuleId::PainLog]),
            [Key("emergency"), ..] => Found::new(title).by([RuleId::ScreenEmergency, RuleId::ScreenUnsure]),
            _ => Found::new(title).by([RuleId::SetUp]).because(&coaching.because),
        }
    }

    fn in_week(&self, at: usize, week: &Week, rest: &[Step]) -> Found {
        match rest {
            [] => {
                let mut found = self.load(at, self.week_title(week));
                let parts = week.sessions.iter().map(|session| Part {
                    what: session.id.clone(),
                    says: session_title(session),
                    rules: leading(session),
                });
                found.parts = parts.collect();
                found
            }
            [Key("load" | "because" | "percent")] => self.load(at, self.week_title(week)),
            [Key("deload")] => {
                let rhythm = self.protocol.rules.deload_rhythm.value.of(self.plan.profile.age_band);
                let mut found = self.load(at, self.week_title(week));
                found.rules.retain(|rule| !matches!(rule, RuleId::DeloadRhythm | RuleId::DeloadHold));
                found.rules.splice(0..0, [RuleId::DeloadRhythm, RuleId::DeloadHold]);
                found.here(format!("At this age a deload comes after {} to {} loading weeks.", rhythm.from, rhythm.to))
            }
            [Key("own"), At(own), ..] => {
                let what = week.own.get(*own).map_or(String::new(), |own| format!(", {}", day::moment(own.start)));
                Found::new(format!("A session of your own{what}"))
                    .here("It is in the profile, and stays as it is: it keeps its hours to the deadlift.")
                    .by([RuleId::LumbarLifts, RuleId::SpacingHard])
            }
            [Key("sessions"), At(nth), rest @ ..] => match week.sessions.get(*nth) {
                Some(session) => self.in_session(at, week, session, rest),
                None => Found::default(),
            },
            _ => {
                let phases = self.plan.summary.phases.iter().filter(|phase| week.phases.contains(&phase.phase));
                let found = Found::new(self.week_title(week)).here(
                    "Weeks run from Monday to Sunday, counted from that of the plan's first day; one in which nothing happens is left out.",
                );
                phases.fold(found.by([RuleId::PhaseOrder]), |found, phase| found.because(&phase.because))
            }
        }
    }

    fn in_session(&self, at: usize, week: &Week, session: &Session, rest: &[Step]) -> Found {
        let title = session_title(session);
        match rest {
            [] => {
                let mut found = match session.kind {
                    SessionKind::Deadlift => self.load(at, title),
                    _ => Found::new(title).by(leading(session)),
                };
                let started = self.when(week, session, String::new());
                found.here.extend(started.here);
                found.considered.extend(started.considered);
                found = found.by(started.rules);
                found.parts =
                    session.exercises.iter().enumerate().map(|(nth, exercise)| self.exercise_part(session, nth, exercise)).collect();
                found
            }
            [Key("start")] => self.when(week, session, title),
            [Key("minutes")] => self.minutes(session, title),
            [Key("film"), ..] => Found::new(format!("{title}: the film"))
                .here("The last work set, where technique goes first.")
                .by([RuleId::Filming, RuleId::FilmAngle]),
            [Key("notes"), At(nth), ..] => {
                session.notes.get(*nth).map_or(Found::default(), |note| Found::new(note.says.clone()).because(&note.because))
            }
            [Key("next_time"), At(nth), ..] => {
                let Some(row) = session.next_time.get(*nth) else { return Found::default() };
                let found = Found::new(format!("{title}: next time, if {}", row.when))
                    .here(format!("{}.", row.then.trim_end_matches('.')))
                    .because(&row.because);
                if row.load.is_some() { found.by([RuleId::Loadable, RuleId::WorkSets]) } else { found }
            }
            [Key("done"), ..] => Found::new(format!("{title}: what was done")).here("It is what the log says.").by([RuleId::PainLog]),
            [Key("outcome"), ..] => session
                .outcome
                .iter()
                .fold(Found::new(format!("{title}: what follows from it")), |found, outcome| found.because(&outcome.because)),
            [Key("exercises"), At(nth), rest @ ..] => match session.exercises.get(*nth) {
                Some(exercise) => self.in_exercise(at, week, session, exercise, rest),
                None => Found::default(),
            },
            // Ids, kinds and the like are names; what they stand for has the session's reasons.
            _ => Found::new(title).by(leading(session)),
        }
    }

    /// Why a session stands when it does.
    fn when(&self, week: &Week, session: &Session, title: String) -> Found {
        let daily = day::time(self.plan.profile.schedule.daily);
        let found = Found::new(title);
        match session.kind {
            SessionKind::Deadlift | SessionKind::SecondDeadlift => self.start(week, session, found.title),
            SessionKind::Check if session.work().is_some() => self.start(week, session, found.title),
            SessionKind::Daily | SessionKind::Hinge => {
                let rule = if session.phase == Phase::PainResolution { RuleId::Phase1Daily } else { RuleId::Phase2Daily };
                found
                    .here(format!("Every day of its phase, at {daily}, `schedule.daily` of the profile."))
                    .by([rule])
                    .by((session.kind == SessionKind::Hinge).then_some(RuleId::Phase2Dumbbell))
            }
            SessionKind::Core => found
                .here(format!(
                    "{} days a week at {daily}, `schedule.daily` of the profile, as far from the deadlift and from each other as \
                     the week allows.",
                    self.protocol.rules.big_three.value.days
                ))
                .by([RuleId::BigThree, RuleId::Slots]),
            SessionKind::Check => found.here(format!("Once a month after the return, at {daily}.")).by([RuleId::MonthlyCheck]),
            SessionKind::Own => {
                let change = self.plan.changes.iter().find(|change| {
                    let holds = session.exercises.iter().any(|exercise| change.lifts.contains(&exercise.exercise));
                    holds && (change.from..=change.to).contains(&session.start.date())
                });
                let found = change.into_iter().fold(found, |found, change| found.here(change.reason.clone()).because(&change.because));
                found.by([RuleId::LumbarLifts, RuleId::SpacingHard])
            }
        }
    }

    fn minutes(&self, session: &Session, title: String) -> Found {
        let rules = &self.protocol.rules;
        let found = Found::new(format!("{title}: how long it takes"));
        if session.kind == SessionKind::Own {
            return found
                .here("The longest a session of yours takes, `schedule.minutes` of the profile.")
                .by([RuleId::WarmUp, RuleId::LumbarLifts]);
        }
        let Some(work) = session.work().filter(|work| work.is_at_the_bar()) else {
            let found = found.here("What its sets take, rounded up to five minutes.");
            return session.exercises.iter().fold(found, |found, exercise| found.because(&exercise.because));
        };
        let warm = rules.warm_up.value;
        let found = found.here(format!(
            "{} minutes of warm-up, {} work sets of a minute with {} seconds of rest, and the exercises after them, rounded up to \
             five; at most the {} of the profile.",
            warm.cardio + warm.mobility + warm.activation + warm.ramp,
            work.sets.len(),
            rules.rest.value,
            self.plan.profile.schedule.minutes
        ));
        let found = found.by([RuleId::WarmUp, RuleId::Rest, RuleId::WorkSets]);
        if session.exercises.iter().any(|exercise| exercise.because.rules().contains(&RuleId::Morning)) {
            return found.here("The early hour asks for more upright movement first.").by([RuleId::Morning]);
        }
        found
    }

    fn exercise_part(&self, session: &Session, nth: usize, exercise: &Exercise) -> Part {
        let doses = match exercise.sets.as_slice() {
            [] => exercise.note.clone().unwrap_or_default(),
            sets => words::list(dose::runs(sets).map(|(count, set)| format!("{count} × {}", dose::in_a_sentence(set))), ", "),
        };
        let role = if exercise.role == Role::WarmUp { ", ramp" } else { "" };
        Part {
            what: format!("{}.exercises[{nth}]", session.id),
            says: format!("{}{role}: {doses}", words::name(self.plan, &exercise.exercise)),
            rules: exercise.because.rules().to_vec(),
        }
    }

    fn an_exercise(&self, id: &str) -> Found {
        let mut found = Found::new(words::name(self.plan, id));
        found.beside.extend(self.beside(id));
        if let Some(lift) = self.protocol.lifts.get(id).filter(|_| found.beside.is_empty()) {
            let swaps = if lift.swaps.is_empty() { String::new() } else { format!(" In its place may stand: {}.", lift.swaps.join(", ")) };
            found = found.here(format!("A lift of your own.{swaps}")).by([RuleId::LumbarLifts]);
        }
        found
    }

    fn in_exercise(&self, at: usize, week: &Week, session: &Session, exercise: &Exercise, rest: &[Step]) -> Found {
        let title = format!("{} of {}", words::name(self.plan, &exercise.exercise), session.id);
        let (set, field) = match rest {
            [Key("sets"), At(nth), Key(field)] => (exercise.sets.get(*nth), *field),
            _ => (None, ""),
        };
        let mut found = Found::new(match rest {
            [Key("sets"), At(nth), ..] => format!("{title}, set {}", nth + 1),
            _ => title,
        });
        match (set, field) {
            (Some(set), "load" | "percent") => found = self.set_load(at, week, session, exercise, set, found),
            (Some(set), "per_side" | "bar") => found = self.plates(set, found),
            (Some(_), _) if exercise.role == Role::Work && session.kind != SessionKind::Hinge => {
                let rules = &self.protocol.rules;
                let of = |scheme: Scheme| dose::scheme(scheme.sets, scheme.reps);
                found = match session.kind {
                    SessionKind::SecondDeadlift => {
                        found.here(format!("{} on a second day.", of(rules.second_day.value.scheme))).by([RuleId::SecondDay])
                    }
                    SessionKind::Check => {
                        found.here(format!("{} at the check.", of(rules.quarterly_check.value.scheme))).by([RuleId::QuarterlyCheck])
                    }
                    _ => {
                        let rule = rules.work_sets.value;
                        let (light, heavy, deload) = (of(rule.light), of(rule.heavy), of(rule.deload));
                        found.here(format!("{light} up to {} % of the working weight, {heavy} above, {deload} on a deload.", rule.light_to))
                    }
                };
                found = found.by([RuleId::WorkSets, RuleId::DeadStop, RuleId::TechniqueStop]);
            }
            _ => {}
        }
        if found.rules.is_empty() {
            if let Some(note) = &exercise.note {
                found = found.here(note.clone());
            }
            found = found.because(&exercise.because);
        }
        if matches!(exercise.role, Role::Accessory | Role::Mobility) {
            found.here.extend(self.stands_in_for(&exercise.exercise));
        }
        // How much of it is right stands with the exercise itself.
        if session.work().is_none_or(|work| work.exercise != exercise.exercise || session.kind == SessionKind::Hinge) {
            found.beside.extend(self.beside(&exercise.exercise));
        }
        found
    }

    /// Which exercise one takes the place of, because the lifter lacks what that one needs.
    fn stands_in_for(&self, exercise: &str) -> Option<String> {
        let mut others = self.protocol.exercises.values().filter(|data| data.alternative.as_deref() == Some(exercise));
        let other = others.find(|data| !data.needs.is_empty() && !data.needs.iter().any(|need| self.plan.profile.has(need)))?;
        Some(format!(
            "Where it stands for {}: that needs a {}, and the profile has none.",
            other.name.to_lowercase(),
            other.needs.join(" or a ")
        ))
    }

    /// What is on the bar, or in the hand, in one set.
    fn set_load(&self, at: usize, week: &Week, session: &Session, exercise: &Exercise, set: &Set, found: Found) -> Found {
        let rules = &self.protocol.rules;
        let Some(load) = set.load else { return found };
        let today = session.work().and_then(|work| work.sets.iter().filter_map(|set| set.load).max()).or(week.load);
        let Some(today) = today else { return found };
        let percent = set.percent.map(|percent| format!("In percent: {load} of {} is {percent} %.", self.plan.summary.working_weight));
        let mut found = match (exercise.role, session.kind) {
            (Role::WarmUp, _) => {
                let step = rules.ramp.value.iter().rev().find(|step| today.share(step.percent) >= load && Some(step.reps) == set.reps);
                let found = match step {
                    Some(step) => {
                        let share = today.share(step.percent);
                        found.here(format!(
                            "{} % of today's {today} is {share}; the heaviest that your plates make at or below it is {load}.",
                            step.percent
                        ))
                    }
                    None => found.here(format!("A step on the way to today's {today}.")),
                };
                found.by([RuleId::Ramp, RuleId::Loadable])
            }
            (Role::Work, SessionKind::Hinge) => {
                let [lightest, heaviest] = rules.phase_2_dumbbell.value.range(self.plan.unit);
                found
                    .here(format!("The first of your dumbbells between {lightest} and {heaviest} {}.", self.plan.unit))
                    .by([RuleId::Phase2Dumbbell])
            }
            (Role::Work, _) if load < today => {
                let share = rules.morning.value.load;
                found
                    .here(format!(
                        "Soon after getting up the first work sets are at {share} % of {today}: {}, rounded down to what your plates make.",
                        today.share(share)
                    ))
                    .by([RuleId::Morning, RuleId::Loadable])
            }
            (Role::Work, SessionKind::SecondDeadlift) => {
                let share = rules.second_day.value.load;
                let most = week.load.map_or(String::new(), |week| format!("{share} % of the week's {week} is {}; ", week.share(share)));
                found
                    .here(format!("{most}the heaviest that your plates make at or below it is {load}."))
                    .by([RuleId::SecondDay, RuleId::Loadable])
            }
            (Role::Work, SessionKind::Check) => {
                let share = rules.quarterly_check.value.load;
                let top = self.plan.summary.top_load;
                found
                    .here(format!(
                        "{share} % of {top} is {}; the heaviest that your plates make at or below it is {load}.",
                        top.share(share)
                    ))
                    .by([RuleId::QuarterlyCheck, RuleId::Loadable])
            }
            (Role::Work, _) => self.load(at, found.title),
            _ => {
                let rule = rules.good_morning.value;
                let whole = week.load.unwrap_or(today);
                found
                    .here(format!(
                        "{} to {} % of this week's {whole}: {} to {}, the lightest that your plates make.",
                        rule.load,
                        rule.load_to,
                        whole.share(rule.load),
                        whole.share(rule.load_to)
                    ))
                    .because(&exercise.because)
            }
        };
        if let Some(percent) = percent.filter(|percent| !found.here.contains(percent)) {
            found = found.here(percent).by([RuleId::WorkingWeight]);
        }
        found
    }

    fn plates(&self, set: &Set, found: Found) -> Found {
        let (Some(load), Some(plates)) = (set.load, &set.per_side) else { return found.by([RuleId::Loadable]) };
        let side: i64 = plates.iter().map(|plate| plate.0).sum();
        let bar = crate::units::Load::new(load.thousandths() - 2 * side, load.unit());
        let each = crate::units::Load::new(side, load.unit());
        found
            .here(format!("{load} less the bar of {bar}, half on each side: {each}, in the fewest plates, the largest first."))
            .by([RuleId::Loadable])
    }
}

/// The age at which a band begins.
fn age_from(band: AgeBand) -> u8 {
    match band {
        AgeBand::To40 => 18,
        AgeBand::To45 => 41,
        AgeBand::From46 => 46,
    }
}

/// The rules that a session is there for.
fn leading(session: &Session) -> Vec<RuleId> {
    let mut rules = Vec::new();
    let exercises = session.work().into_iter().chain(&session.exercises);
    for rule in exercises.filter_map(|exercise| exercise.because.rules().first()) {
        if !rules.contains(rule) {
            rules.push(*rule);
        }
    }
    rules
}

fn session_title(session: &Session) -> String {
    format!("{}: {}", day::moment(session.start), words::session_title(session.kind))
}

/// The rules that go by what a profile says.
fn of_the_lifter(rest: &[Step]) -> Vec<RuleId> {
    match rest {
        [Key("age" | "age_band"), ..] => vec![RuleId::DeloadRhythm, RuleId::NearMaxCadence, RuleId::Phase2Length],
        [Key("deadlift"), Key("working_weight" | "reps")] => vec![RuleId::WorkingWeight],
        [Key("deadlift"), Key("last_lifted")] => vec![RuleId::ReloadStart, RuleId::Phase2Length],
        [Key("deadlift"), Key("sessions_per_week")] => vec![RuleId::SecondDay],
        [Key("deadlift"), ..] => vec![RuleId::TrapBar, RuleId::SumoExcluded],
        [Key("pain"), Key("now" | "morning" | "worst")] => vec![RuleId::Phase1Length, RuleId::ReloadStart, RuleId::ScreenWorstPain],
        [Key("pain"), Key("began")] => vec![RuleId::ScreenTwoWeeks, RuleId::EarlyEvaluation, RuleId::ReloadStart],
        [Key("pain"), Key("episodes")] => vec![RuleId::ReloadStart, RuleId::Phase2Length],
        [Key("pain"), Key("pain_free_days" | "full_range")] => vec![RuleId::Phase1Exit],
        [Key("pain"), Key("eased_by")] => vec![RuleId::Phase1Direction],
        [Key("pain"), Key("status")] => vec![RuleId::TrackThreePhase, RuleId::TrackTechnique],
        [Key("pain"), ..] => vec![RuleId::ScreenRefer, RuleId::ScreenEmergency, RuleId::ScreenUnsure],
        [Key("clearance"), ..] => vec![RuleId::ClearanceCap, RuleId::ScreenRefer],
        [Key("schedule"), Key("minutes")] => vec![RuleId::WarmUp, RuleId::WorkSets],
        [Key("schedule"), Key("wakes")] => vec![RuleId::Morning],
        [Key("schedule"), Key("daily")] => vec![RuleId::Phase1Daily, RuleId::Phase2Daily, RuleId::BigThree],
        [Key("schedule"), Key("other_lifting"), ..] => vec![RuleId::LumbarLifts, RuleId::SpacingHard, RuleId::SpacingPreferred],
        [Key("schedule"), Key("away"), ..] => vec![RuleId::MissedDays, RuleId::Slots],
        [Key("schedule"), Key("time_zone" | "location")] => Vec::new(),
        [Key("schedule"), ..] => vec![RuleId::Slots, RuleId::SpacingHard],
        [Key("equipment"), Key("dumbbells"), ..] => vec![RuleId::Phase2Dumbbell],
        [Key("equipment"), Key("has"), ..] => vec![RuleId::Pallof, RuleId::Mobility],
        [Key("equipment"), ..] => vec![RuleId::Loadable, RuleId::PlateHold],
        [Key("technique"), ..] => vec![RuleId::SetUp, RuleId::FilmAngle],
        [Key("mobility"), Key("hip_problem")] => vec![RuleId::SumoExcluded],
        [Key("mobility"), ..] => vec![RuleId::Mobility],
        [Key("preferences"), Key("weekly_rise")] => vec![RuleId::ReloadRise],
        [Key("preferences"), Key("notes"), ..] => vec![RuleId::Supplements, RuleId::DeskBreaks],
        _ => Vec::new(),
    }
}
