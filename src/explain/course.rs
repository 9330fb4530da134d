//! What is behind the plan as a whole: which way back, how long, in which phases.

use super::{Considered, Explainer, Found, Part, Step, path};
use crate::plan::{Phase, PhaseSpan, Track, Week, WeekLoad};
use crate::protocol::{AgeBand, RuleId};
use crate::words::{self, day};
use Step::{At, Key};

impl Explainer<'_> {
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
            let says = in_days(phase);
            found.parts.push(Part { what: format!("summary.phases[{at}]"), says, rules: phase.because.rules().to_vec() });
        }
        for (at, week) in plan.weeks.iter().enumerate() {
            let Some(WeekLoad { load, deload, because, .. }) = &week.deadlift else { continue };
            let when = week.heavy_day().map_or(String::new(), |session| format!(", {}", day::full(session.start.date())));
            let deload = if *deload { ", deload" } else { "" };
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

    pub(super) fn in_summary(&self, rest: &[Step]) -> Found {
        let summary = &self.plan.summary;
        match rest {
            [Key("track")] => {
                let found = Found::new("Which kind of return");
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
                let loads: Vec<&Week> = self.plan.weeks.iter().filter(|week| week.deadlift.is_some()).collect();
                if let (Some(first), Some(top)) = (loads.first(), self.week_of_the_top().and_then(|week| self.plan.weeks.get(week))) {
                    let load = |week: &Week| week.load().map_or(String::new(), |load| load.to_string());
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
            [Key("phases"), At(at), ..] => summary.phases.get(*at).map_or(Found::default(), |phase| self.phase(phase)),
            [Key("notes"), At(at), ..] => summary.notes.get(*at).map_or(Found::default(), Found::note),
            _ => Found::new(path(rest)),
        }
    }

    fn week_of_the_top(&self) -> Option<usize> {
        self.plan.weeks.iter().position(|week| week.load() == Some(self.plan.summary.top_load) && !week.is_deload())
    }

    fn phase(&self, phase: &PhaseSpan) -> Found {
        let rules = &self.protocol.rules;
        let profile = &self.plan.profile;
        let mut found = Found::new(in_days(phase));
        match phase.phase {
            Phase::PainResolution => {
                let length = &rules.phase_1_length.value;
                let worst = profile.pain.highest();
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
}

/// `Movement: 7 days, Mon 30 Nov 2026 to Sun 6 Dec 2026`.
fn in_days(phase: &PhaseSpan) -> String {
    let name = words::capital(words::phase(phase.phase));
    format!("{name}: {} days, {} to {}", phase.days(), day::full(phase.from), day::full(phase.to))
}

/// The age at which a band begins.
fn age_from(band: AgeBand) -> u8 {
    match band {
        AgeBand::UpTo40 => 18,
        AgeBand::From41 => 41,
        AgeBand::From46 => 46,
    }
}
