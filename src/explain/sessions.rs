//! What is behind a week and its sessions: when they are, how long they take, what is in them.

use super::{Explainer, Found, Part, Step};
use crate::plan::{Exercise, Phase, Role, Session, SessionKind, Week};
use crate::protocol::RuleId;
use crate::words::{self, day, dose};
use Step::{At, Key};

impl Explainer<'_> {
    pub(super) fn in_week(&self, at: usize, week: &Week, rest: &[Step]) -> Found {
        match rest {
            [] => {
                let mut found = self.load(at, self.week_title(week));
                let parts = week.sessions.iter().map(|session| Part {
                    what: session.id.to_string(),
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
                found.by([RuleId::PhaseOrder]).because_all(phases.map(|phase| &phase.because))
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
            [Key("notes"), At(nth), ..] => session.notes.get(*nth).map_or(Found::default(), Found::note),
            [Key("next_time"), At(nth), ..] => {
                let Some(row) = session.next_time.get(*nth) else { return Found::default() };
                let found = Found::new(format!("{title}: next time, if {}", row.when))
                    .here(format!("{}.", row.then.trim_end_matches('.')))
                    .because(&row.because);
                if row.load.is_some() { found.by([RuleId::Loadable, RuleId::WorkSets]) } else { found }
            }
            [Key("done"), ..] => Found::new(format!("{title}: what was done")).here("It is what the log says.").by([RuleId::PainLog]),
            [Key("outcome"), ..] => {
                Found::new(format!("{title}: what follows from it")).because_all(session.outcome.iter().map(|outcome| &outcome.because))
            }
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
            return found.because_all(session.exercises.iter().map(|exercise| &exercise.because));
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
