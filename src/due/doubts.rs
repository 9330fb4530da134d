//! What was noted and is likelier to be a slip of a key: a load far from the plan. It is told or asked back, never passed
//! over as if it had been planned.

use crate::log::Entry;
use crate::plan::{Plan, Set};
use crate::plates::Gym;
use crate::units::Load;

/// Why a load is doubted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It is above what a clinician has allowed.
    NotCleared { lifted: Load, most: Load },
    /// It is more than a week's step above what was planned.
    TooHeavy { lifted: Load, planned: Load, step: Load },
    /// The lifter's bars and plates do not make it; the nearest that they make, below and above it.
    NotMade { lifted: Load, below: Option<Load>, above: Option<Load> },
}

impl Doubt {
    /// In a sentence, which does not say what to do about it.
    pub fn says(&self) -> String {
        match self {
            Doubt::NotCleared { lifted, most } => format!("{lifted} is above the {most} that your clearance allows"),
            Doubt::TooHeavy { lifted, planned, step } => {
                format!("{lifted} is far above the {planned} that was planned, and a week's step is {step} at most")
            }
            Doubt::NotMade { lifted, below, above } => {
                let near: Vec<String> = below.iter().chain(above).map(ToString::to_string).collect();
                format!("{lifted} is no weight that your bar and plates make; near it are {}", near.join(" and "))
            }
        }
    }
}

/// What is doubtful in an entry of a deadlift, the heaviest load first; nothing where the plan has no load for it.
pub fn doubts(plan: &Plan, entry: &Entry) -> Vec<Doubt> {
    let session = plan.sessions().find(|session| entry.is_of(session.id));
    let planned = session.and_then(|session| session.work()?.sets.iter().filter_map(Set::load).max());
    let (Some(planned), Some(heaviest)) = (planned, entry.heaviest().filter(|_| !entry.withdrawn)) else { return Vec::new() };
    let step = plan.summary.working_weight.points(plan.profile.preferences.weekly_rise);
    let most = planned.thousandths() + step.thousandths();
    let cleared = plan.profile.clearance.as_ref().and_then(|clearance| clearance.max_load).filter(|most| heaviest > *most);
    let mut doubts: Vec<Doubt> = cleared.map(|most| Doubt::NotCleared { lifted: heaviest, most }).into_iter().collect();
    if heaviest.thousandths() > most {
        doubts.push(Doubt::TooHeavy { lifted: heaviest, planned, step });
    }
    // Another deadlift may have a bar of its own.
    if entry.lift.is_none_or(|lift| lift == plan.profile.deadlift.lift) {
        doubts.extend(not_made(plan, entry, heaviest));
    }
    doubts
}

fn not_made(plan: &Plan, entry: &Entry, heaviest: Load) -> Vec<Doubt> {
    // As far above it as the nearest that can be made may lie.
    let gym = Gym::new(&plan.profile.equipment, Load::new(heaviest.thousandths() * 2, heaviest.unit()));
    let mut loads = entry.load.clone();
    loads.sort_by_key(|load| std::cmp::Reverse(*load));
    loads.dedup();
    let doubt = |lifted: Load| {
        let [below, above] = [gym.at_most(lifted), gym.at_least(lifted)].map(|weight| weight.map(|weight| weight.load));
        (below != Some(lifted)).then_some(Doubt::NotMade { lifted, below, above })
    };
    loads.into_iter().filter_map(doubt).collect()
}
