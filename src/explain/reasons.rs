//! What is behind each place of a plan: which rules it goes by. Sends on to whoever knows the place.

use super::{Explainer, Found, Step, path};
use crate::plan::{Revision, Undone};
use crate::protocol::RuleId;
use crate::words::{self, day};
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
            [Key("profile" | "first_profile"), rest @ ..] | [Key("profiles"), At(_), Key("profile"), rest @ ..] => Found::new(format!("What the profile says: {}", path(rest)))
                .here("It is what the profile says, not a decision of the plan; this is what goes by it.")
                .by(of_the_lifter(rest)),
            [Key("rules"), Key(id), ..] => {
                Found::new(format!("The rule `{id}`")).by(RuleId::ALL.iter().copied().filter(|rule| rule.id() == *id))
            }
            [Key("exercises"), Key(id), ..] => self.an_exercise(id),
            [Key("revisions"), At(at), rest @ ..] => {
                let Some(revision) = plan.revisions.get(*at) else { return Found::default() };
                self.in_revision(revision, rest)
            }
            [Key("missed"), At(_), ..] => Found::new("A deadlift that the back did not allow")
                .here("It is what the log says.")
                .by([RuleId::PainLog, RuleId::MissedDays]),
            [Key("lapsed"), At(_), ..] => Found::new("A deadlift whose day has passed without it")
                .here("It is what was planned for that day.")
                .by([RuleId::MissedDays]),
            [Key("dropped"), At(at), ..] => {
                let revision = plan.dropped.get(*at).and_then(|dropped| plan.revisions.iter().find(|it| it.revision == dropped.revision));
                let found = Found::new("A session of an earlier revision that this one does not have").here("The calendar cancels it.");
                let notes = revision.into_iter().flat_map(Revision::notes);
                found.because_all(notes.map(|note| &note.because)).by([RuleId::PainLog, RuleId::NeverFaster])
            }
            [Key("stopped"), ..] => {
                let reasons = plan.stopped.iter().flat_map(|stop| &stop.reasons);
                Found::new("Why nothing more is planned").because_all(reasons.map(|note| &note.because))
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

    /// What a revision changed, and what of that was undone since.
    fn in_revision(&self, revision: &Revision, rest: &[Step]) -> Found {
        let found = Found::new(format!("Revision {}, made on {}", revision.revision, day::full(revision.made)));
        let undone = |found: Found, undone: &Undone| found.here(words::undone(undone));
        let (found, notes) = match rest {
            [Key("changes"), At(at), ..] => (found, revision.changes.get(*at).into_iter().collect()),
            [Key("undone"), At(at), ..] => {
                let one = revision.undone.get(*at);
                (one.into_iter().fold(found, undone), one.map(|undone| &undone.note).into_iter().collect())
            }
            _ => (revision.undone.iter().fold(found, undone), revision.notes().collect::<Vec<_>>()),
        };
        found.because_all(notes.into_iter().map(|note| &note.because)).by([RuleId::PainLog, RuleId::NeverFaster])
    }

    fn in_coaching(&self, rest: &[Step]) -> Found {
        let coaching = &self.plan.coaching;
        let title = format!("What stays the same in every session: {}", path(rest));
        match rest {
            [Key("habits"), At(at), ..] => coaching.habits.get(*at).map_or(Found::default(), Found::note),
            [Key("extras"), At(at), ..] => coaching.extras.get(*at).map_or(Found::default(), Found::note),
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
}

/// The rules that go by what a profile says: a table, a row for each of its fields.
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
