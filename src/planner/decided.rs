//! What was decided of the deadlifts to come, held against what would be planned without it: a bound, never an order. It makes a
//! week lighter, the climb goes on from there, and by no week does any load come sooner than it would have.

use super::climb::Climb;
use super::course::Course;
use super::gaps::{Gap, with_gaps};
use super::lifter::Lifter;
use super::loads::{LoadWeek, Loads};
use super::names::Names;
use super::standing::Used;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Because, Note};
use crate::profile::Decision;
use crate::protocol::RuleId;
use crate::session_id::{Part, Series, SessionId};
use crate::units::Load;
use crate::words::day;

impl Lifter<'_> {
    /// What was decided of a session.
    pub(super) fn decisions(&self, id: SessionId) -> impl Iterator<Item = &Decision> {
        self.profile.decisions.iter().filter(move |decision| decision.session == id)
    }

    /// The most that was decided for its load; of two decisions the lower.
    pub(super) fn most_load(&self, id: SessionId) -> Option<Load> {
        self.decisions(id).filter_map(|decision| decision.load).min()
    }

    /// So many sets, or as many as were decided where that is fewer.
    pub(super) fn sets_at_most(&self, sets: u32, id: SessionId) -> u32 {
        self.decisions(id).filter_map(|decision| decision.sets).chain([sets]).min().unwrap_or(sets)
    }

    /// The work sets of a week's deadlift, with what was decided of them.
    pub fn sets_as_decided(&self, week: &LoadWeek, id: SessionId) -> u32 {
        self.sets_at_most(self.sets(week), id)
    }

    /// The heaviest load that the bar and plates make within what was decided.
    ///
    /// # Errors
    /// The lightest bar is above it.
    pub(super) fn within(&self, most: Load) -> Result<Load, Vec<Diagnostic>> {
        self.gym.at_most(most).map(|weight| weight.load).ok_or_else(|| {
            vec![
                Diagnostic::new(Code::BarTooHeavy, format!("the lightest bar is above the {most} that was decided"))
                    .at("decisions")
                    .help("decide on the empty bar or more, or add a lighter bar to `equipment.bars`"),
            ]
        })
    }

    /// A week that is not above a load. Where near-maximal loads come apart, one below the top is none of them.
    pub(super) fn lightened(&self, week: &LoadWeek, most: Load, rule: RuleId) -> Result<LoadWeek, Vec<Diagnostic>> {
        let load = self.within(most)?;
        let load = self.easy(load).map_or(load, |easy| easy.min(load));
        Ok(LoadWeek { load, near_max: self.is_near_max(load), because: Because::of(rule).and(RuleId::WorkingWeight), ..week.clone() })
    }

    /// The loads to come with what was decided of them.
    ///
    /// # Errors
    /// Those of the climb; or that what was decided for a week after the return is so light that it would be a new way back.
    pub fn as_decided(&self, climb: &Climb, used: Used, gaps: &[Gap]) -> Result<Loads, Vec<Diagnostic>> {
        let free = with_gaps(self, climb, gaps, &|_| None)?;
        if self.profile.decisions.iter().all(|decision| decision.load.is_none()) {
            return Ok(free);
        }
        let heaviest = |week: usize| free.weeks().take(week + 1).map(|week| week.load).max();
        let names = Names { lifter: self, used, ramp: usize::MAX };
        let decided = |week: usize| self.most_load(names.of(week));
        let limit = |week: usize| {
            let planned = free.weeks().nth(week).and(heaviest(week)).map(|load| (load, RuleId::NeverFaster));
            let decided = decided(week).map(|load| (load, RuleId::Decision));
            planned.into_iter().chain(decided).min_by_key(|(load, _)| *load)
        };
        let loads = with_gaps(self, climb, gaps, &limit)?;
        self.after_the_return(loads, climb, used, gaps)
    }

    /// The weeks at the top, with what was decided of them: each is no more than a step below the next. A deload holds the load
    /// before it, also where that was decided.
    fn after_the_return(&self, mut loads: Loads, climb: &Climb, used: Used, gaps: &[Gap]) -> Result<Loads, Vec<Diagnostic>> {
        let ramp = loads.ramp.len();
        let names = Names { lifter: self, used, ramp };
        let last = SessionId::new(Series::Aftercare, used.aftercare, Part::Deadlift);
        let mut before = climb.reference().filter(|_| ramp == 0 && self.most_load(last).is_some());
        for week in 0..loads.after.len() {
            let id = names.of(ramp + week);
            let held = before.take().filter(|_| loads.after[week].deload);
            let most = self.most_load(id).into_iter().chain(held).min();
            let Some(most) = most.filter(|most| *most < loads.after[week].load) else { continue };
            let lighter = self.lightened(&loads.after[week], most, RuleId::Decision)?;
            before = Some(lighter.load);
            let next = loads.after.get(week + 1);
            let rests_after = gaps.iter().any(|gap| gap.before == ramp + week + 1);
            if let Some(next) = next.filter(|next| rests_after || self.is_more_than_a_step(lighter.load, next.load)) {
                let message = format!("{id} at {} would start a new return to {}", lighter.load, next.load);
                let help = format!("decide on a load no more than a step below {}, or on fewer sets", next.load);
                return Err(vec![Diagnostic::new(Code::Contradiction, message).at("decisions").help(help)]);
            }
            let because = if lighter.deload { lighter.because.clone().and(RuleId::DeloadHold) } else { lighter.because.clone() };
            let because = because.and(RuleId::Aftercare);
            loads.after[week] = LoadWeek { because, ..lighter };
        }
        Ok(loads)
    }

    /// Who decided on a session as it is, and why.
    pub(super) fn decision_notes(&self, id: SessionId, load: Load, sets: u32) -> Vec<Note> {
        let decided = |decision: &&Decision| {
            let of_load = decision.load.is_some_and(|most| self.within(most).is_ok_and(|most| most == load));
            of_load || decision.sets == Some(sets)
        };
        let note = |decision: &Decision| {
            let by = decision.by.clone().unwrap_or_else(|| self.protocol.say("decision-by-the-profile", &[]));
            let gaps = [("by", by), ("why", decision.why.clone()), ("date", day::in_a_letter(decision.made))];
            Note::of(self.protocol, "decided", &gaps, Because::of(RuleId::Decision))
        };
        self.decisions(id).filter(decided).map(note).collect()
    }
}

impl Course<'_> {
    /// Decisions on weeks to come that ask for more than is planned without them: each with what is planned.
    pub(super) fn idle_decisions(&self) -> Vec<(SessionId, String, String)> {
        let of_week = |(week, load): (usize, &LoadWeek)| {
            let id = self.names().of(week);
            let sets = self.lifter.sets_as_decided(load, id);
            let said = move |decision: &Decision| {
                let is_kept = load.because.rules().contains(&RuleId::Decision);
                let heavier = decision.load.filter(|most| *most > load.load && !is_kept).map(|most| (most.to_string(), load.load.to_string()));
                let more = decision.sets.filter(|most| *most > sets).map(|most| (format!("{most} sets"), sets.to_string()));
                heavier.into_iter().chain(more).map(move |(decided, planned)| (id, decided, planned)).collect::<Vec<_>>()
            };
            self.lifter.decisions(id).flat_map(said).collect::<Vec<_>>()
        };
        self.weeks.iter().enumerate().flat_map(of_week).collect()
    }
}
