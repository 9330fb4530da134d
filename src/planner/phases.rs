//! The phases of what is to come: from when to when, how one is entered and how it is left.

use super::course::Course;
use crate::plan::{Because, Phase, PhaseSpan, Track};
use crate::protocol::RuleId;
use chrono::{Days, NaiveDate};

impl Course<'_> {
    /// The phases; the last ends with the last session, which may be one of the lifter's own that keeps its
    /// distance to the technique check.
    pub(super) fn phases(&self, last_day: NaiveDate) -> Vec<PhaseSpan> {
        let say = |key: &str| self.lifter.say(key, &[]);
        let day_before = |day: NaiveDate| day - Days::new(1);
        let mut phases = Vec::new();
        let rules = &self.lifter.protocol.rules;
        let mut loading_from = self.standing.from;
        if let Some(phase_2) = self.outline.phase_2 {
            if self.outline.phase_1_days.is_some() {
                let gaps = [
                    ("days", rules.phase_1_exit.value.pain_free_days.to_string()),
                    ("last", rules.phase_1_length.value.last_day.to_string()),
                ];
                phases.push(PhaseSpan {
                    phase: Phase::PainResolution,
                    from: self.standing.cycle,
                    to: day_before(phase_2.from),
                    entry: vec![say("entry-phase-1")],
                    exit: vec![self.lifter.say("exit-phase-1", &gaps), self.lifter.say("stop-phase-1", &gaps)],
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
                exit: vec![self.lifter.say("exit-phase-2", &ratio)],
                because: Because::of(RuleId::Phase2Length).and(RuleId::PhaseOrder).and(RuleId::Phase2OwnOut).and(RuleId::Phase3Entry),
            });
        }
        let entry = if self.lifter.track == Track::TechniqueReload { "entry-reload" } else { "entry-phase-3" };
        if loading_from <= self.days.reached {
            phases.push(PhaseSpan {
                phase: Phase::Loading,
                from: loading_from,
                to: self.days.reached,
                entry: vec![say(entry)],
                exit: vec![say("exit-phase-3")],
                because: Because::of(self.track_rule()).and(RuleId::PainTolerance).and(RuleId::Phase3Entry).and(RuleId::PainTrigger),
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

    /// The rule that chose the way back.
    fn track_rule(&self) -> RuleId {
        match self.lifter.track {
            Track::TechniqueReload => RuleId::TrackTechnique,
            Track::ThreePhase => RuleId::TrackThreePhase,
        }
    }
}
