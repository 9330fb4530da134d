//! What is to be said of what is to come, in words. Decides nothing.

use super::course::Course;
use super::lifter::{Lifter, is_at_most};
use super::own::OwnSessions;
use super::standing::Stage;
use crate::plan::{Because, Note, Track, Week};
use crate::profile::{Easing, Lift, PainStatus};
use crate::protocol::{AgeBand, Lumbar, RuleId};
use crate::words::day;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The notes, as they are put down.
struct Notes<'a> {
    course: &'a Course<'a>,
    notes: Vec<Note>,
}

/// What to know and to watch, the most important first.
pub fn notes(course: &Course, weeks: &[Week], own: &OwnSessions) -> Vec<Note> {
    let mut notes = Notes { course, notes: Vec::new() };
    notes.on_the_screen();
    notes.on_the_zone();
    notes.on_the_pain();
    notes.on_the_start();
    notes.on_the_plates();
    notes.on_the_top();
    notes.on_the_deadlift();
    notes.on_what_was_decided();
    for lifts in own.shared() {
        notes.say("joined", &[("lifts", lifts)], RuleId::SpacingHard);
    }
    let note_from = course.lifter.protocol.rules.weekly_heavy.value.note_from as usize;
    if weeks.iter().any(|week| heavy_sessions(week) >= note_from) {
        notes.say("three-heavy", &[], RuleId::WeeklyHeavy);
    }
    notes.on_the_way();
    notes.notes
}

/// What to know while nothing may be loaded before the screen's questions are answered, on a day or later.
pub fn notes_without_load(course: &Course, due: NaiveDate) -> Vec<Note> {
    let mut notes = Notes { course, notes: Vec::new() };
    notes.say("screen-again", &[("date", day::in_a_sentence(due))], RuleId::BackToStart);
    notes.on_the_zone();
    notes.on_the_pain();
    notes.on_the_way();
    notes.notes
}

/// How many times of a week are heavy on the lower back.
fn heavy_sessions(week: &Week) -> usize {
    let own = week.own.iter().filter(|own| own.lumbar == Lumbar::Heavy).map(|own| own.start);
    let planned = week.sessions.iter().filter(|session| session.lumbar == Lumbar::Heavy).map(|session| session.start);
    planned.chain(own).collect::<BTreeSet<_>>().len()
}

impl Notes<'_> {
    fn say(&mut self, key: &str, gaps: &[(&str, String)], rule: RuleId) {
        self.notes.push(Note::of(self.course.lifter.protocol, key, gaps, Because::of(rule)));
    }

    /// Where a way back begins, how old the answers to the screen are.
    fn on_the_screen(&mut self) {
        let Course { lifter, standing, .. } = self.course;
        if !matches!(standing.stage, Stage::Before { .. }) {
            return;
        }
        let days = lifter.protocol.rules.answers_age.value;
        match lifter.profile.screened {
            Some(on) if (standing.cycle - on).num_days() <= i64::from(days) => {}
            Some(on) => self.say("answers-old", &[("date", day::in_a_letter(on)), ("days", days.to_string())], RuleId::AnswersAge),
            None => self.say("answers-unknown", &[], RuleId::AnswersAge),
        }
    }

    /// A zone that has no summer time, where most places of its hours have one.
    fn on_the_zone(&mut self) {
        let zone = self.course.lifter.profile.schedule.time_zone.clone().unwrap_or_default();
        // A name of hours alone stands for no place that changes its clocks.
        if matches!(zone.as_str(), "EST" | "MST") || zone.strip_prefix("Etc/GMT").is_some_and(|hours| hours.len() > 1 && hours != "-0" && hours != "+0") {
            self.say("zone-without-summer", &[("zone", zone)], RuleId::Slots);
        }
    }

    /// Who cleared the lifter, and who should look at pain that does not improve.
    fn on_the_pain(&mut self) {
        let Lifter { profile, protocol, .. } = self.course.lifter;
        if let Some(clearance) = &profile.clearance {
            let gaps = [("by", clearance.by.clone()), ("date", day::in_a_letter(clearance.date))];
            self.say("cleared", &gaps, RuleId::ScreenRefer);
            if let Some(most) = clearance.max_load {
                self.say("cleared-to", &[("load", most.to_string())], RuleId::ClearanceCap);
            }
        }
        // Of the onset only the day is known.
        let early = i64::from(protocol.rules.early_evaluation.value);
        let hurting = profile.pain.began.map(|began| (self.course.standing.cycle - began).num_days() * 24);
        // Without both scores there is no improvement that one could see.
        let improved = profile.pain.now.zip(profile.pain.worst).is_some_and(|(now, worst)| now < worst);
        let unseen = profile.pain.status == PainStatus::Acute && profile.clearance.is_none();
        if unseen && !improved && hurting.is_some_and(|hours| hours >= early) {
            self.say("early-evaluation", &[], RuleId::EarlyEvaluation);
        }
    }

    /// What the percentages are of, and why the first load is what it is.
    fn on_the_start(&mut self) {
        let Course { lifter, .. } = self.course;
        let deadlift = &lifter.profile.deadlift;
        let whole = lifter.strength.working_weight;
        if lifter.strength.converted {
            let gaps = [("given", deadlift.working_weight.to_string()), ("reps", deadlift.reps.to_string()), ("five", whole.to_string())];
            self.say("converted", &gaps, RuleId::WorkingWeight);
        }
        if !matches!(self.course.standing.stage, Stage::Before { .. }) {
            return;
        }
        let start = lifter.start();
        let first = self.course.weeks.first().map(|week| week.load);
        if let Some(first) = first.filter(|first| !is_at_most(*first, whole, start)) {
            let gaps =
                [("bar", first.to_string()), ("percent", first.percent_of(whole).to_string()), ("start", whole.share(start).to_string())];
            self.say("bar-above-start", &gaps, RuleId::LightestBar);
        } else if !lifter.risks.is_empty() {
            let gaps = [("percent", start.to_string()), ("marks", lifter.risks.join(", "))];
            self.say("marked-start", &gaps, RuleId::ReloadStart);
        }
    }

    /// What the plates cost.
    fn on_the_plates(&mut self) {
        let Course { lifter, loads, .. } = self.course;
        let weeks = self.course.weeks_to_top();
        if let Some((plate, fewer)) = loads.finer {
            let gaps = [("weeks", weeks.to_string()), ("plate", plate.to_string()), ("fewer", fewer.to_string())];
            self.say(if loads.held { "plates-hold" } else { "plates-slow" }, &gaps, RuleId::PlateHold);
        } else if loads.held {
            let plate = crate::plates::finer_plate(&lifter.profile.equipment, lifter.profile.unit());
            self.say("plates-force", &[("plate", plate.to_string())], RuleId::PlateHold);
        }
        if weeks > lifter.protocol.rules.reload_forecast.value.to {
            self.say("longer-than-forecast", &[], RuleId::ReloadForecast);
        }
    }

    /// Where the ramp ends, if not at the working weight.
    fn on_the_top(&mut self) {
        let Course { lifter, loads, .. } = self.course;
        let whole = lifter.strength.working_weight;
        let gaps = [("top", loads.top.to_string()), ("whole", whole.to_string())];
        if !loads.full && lifter.cap().is_none_or(|most| most > loads.top) {
            self.say("ends-below", &gaps, RuleId::ReloadTop);
        } else if loads.full && loads.top < whole {
            self.say("ends-at", &gaps, RuleId::Loadable);
        }
    }

    /// The variation, the second day, and near-maximal weeks.
    fn on_the_deadlift(&mut self) {
        let Lifter { profile, protocol, .. } = self.course.lifter;
        match profile.deadlift.lift {
            Lift::Sumo if profile.mobility.hip_problem => self.say("no-sumo", &[], RuleId::SumoExcluded),
            Lift::TrapBar => self.say("trap-bar", &[], RuleId::TrapBar),
            Lift::Conventional | Lift::Sumo => {}
        }
        if profile.deadlift.sessions_per_week == 2 {
            self.say("second-day", &[("percent", protocol.rules.second_day.value.load.to_string())], RuleId::SecondDay);
        }
        if profile.age_band == AgeBand::From46 && self.course.weeks.iter().any(|week| week.near_max) {
            let days = protocol.rules.near_max_cadence.value.oldest_days;
            self.say("near-max-apart", &[("from", days.from.to_string()), ("to", days.to.to_string())], RuleId::NearMaxCadence);
        }
    }

    /// Weeks without a deadlift, later ones, and decisions that change nothing.
    fn on_what_was_decided(&mut self) {
        let course = self.course;
        for left_out in course.left_out() {
            self.notes.extend(course.why_left_out(&left_out));
        }
        for week in 0..course.weeks.len() {
            self.notes.extend(course.why_not_before(week));
            for (session, decided, planned) in course.idle_days(week) {
                let gaps = [("session", session.to_string()), ("decided", day::in_a_sentence(decided)), ("planned", day::in_a_sentence(planned))];
                self.say("decision-sooner", &gaps, RuleId::NeverFaster);
            }
        }
        for (session, decided, planned) in course.idle_decisions() {
            let gaps = [("session", session.to_string()), ("decided", decided), ("planned", planned)];
            self.say("decision-idle", &gaps, RuleId::Decision);
        }
    }

    /// What a way back is like, for everyone on it.
    fn on_the_way(&mut self) {
        let Lifter { profile, track, .. } = self.course.lifter;
        match track {
            Track::ThreePhase => {
                if matches!(profile.pain.eased_by, Easing::Unsure) {
                    self.say("unknown-tissue", &[], RuleId::UnknownTissue);
                }
                self.say("healing", &[], RuleId::Phase3Entry);
                self.say("connective", &[], RuleId::ReloadPatience);
                self.say("fear", &[], RuleId::PainTolerance);
                if profile.pain.episodes > 1 || profile.clearance.is_some() {
                    self.say("therapy", &[], RuleId::ScreenRefer);
                }
            }
            Track::TechniqueReload => self.say("technique-first", &[], RuleId::TechniqueStop),
        }
        self.say("fatigue", &[], RuleId::TechniqueStop);
        self.say("coach", &[], RuleId::Coach);
        self.say("recurrence-risk", &[], RuleId::QuarterlyCheck);
        self.say("goal", &[], RuleId::PhaseOrder);
    }
}
