//! What is to come: all that the planner returns. What has been is joined to it elsewhere.

use crate::plan::{Change, Coaching, Note, PhaseSpan, Track, Week};
use crate::units::Load;
use chrono::NaiveDate;

/// What is still to come of a plan, from where the lifter stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToCome {
    /// Three phases, or the technique reload.
    pub track: Track,
    /// The weight for sets of five that every percentage is of.
    pub working_weight: Load,
    /// The heaviest load to come.
    pub top_load: Load,
    /// Calendar weeks from the first deadlift since the phases began to the first at `top_load`, at least 1.
    pub loading_weeks: u32,
    /// The day of the first deadlift at `top_load`; absent where the way ends below what the lifter could lift.
    pub returns_on: Option<NaiveDate>,
    /// The phases, in order and without a day between them.
    pub phases: Vec<PhaseSpan>,
    /// What to know and to watch, the most important first.
    pub notes: Vec<Note>,
    /// What stays the same in every session.
    pub coaching: Coaching,
    /// Calendar weeks in order; the first may be under way already, and then holds only what is left of it.
    pub weeks: Vec<Week>,
    /// Changes to the lifter's own sessions.
    pub changes: Vec<Change>,
}
