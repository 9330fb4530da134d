//! What the rules state: numbers and ranges with their units, as `templates/protocol.yaml` writes them.

use super::age::AgeBand;
use crate::units::{Decimal, Percent, Points, Unit};
use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RepeatLoad {
    /// A worst pain up to this, settled by the morning.
    pub worst: u8,
    /// So many sets ended by the technique rule.
    pub sets: u32,
}

/// What leads to a review of technique and a lighter load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewLoad {
    /// Pain that is not gone after so many hours.
    pub hours: u32,
    /// The next load is at least so many points lower.
    pub points: Points,
    /// And so many sets fewer.
    pub sets: u32,
}

/// What leads to a lighter load without pain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LowerLoad {
    /// So many sets ended by the technique rule, or the first set.
    pub sets: u32,
    /// The next load is at least so many points lower.
    pub points: Points,
    /// So many weeks running, and a coach comes before more load.
    pub weeks: u32,
}

/// What missed weeks come to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissedDays {
    /// By days since the last deadlift, rising.
    pub rows: Vec<MissedRow>,
    /// After more days than the last row has.
    pub beyond: Beyond,
    /// From so many percent of the working weight on, one row further down.
    pub heavy: Percent,
}

/// A row of [`MissedDays`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissedRow {
    /// Up to so many days since the last deadlift.
    pub to: u32,
    /// What follows.
    pub then: MissedThen,
    /// Points lower, where the load goes down.
    #[serde(default)]
    pub points: Option<Points>,
}

/// What follows from missed weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissedThen {
    /// On, as planned.
    GoOn,
    /// The last load again.
    Repeat,
    Lower,
    /// The reload from its standard start.
    Restart,
}

/// What follows after more days than the table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beyond {
    /// The first load, percent of the working weight.
    pub start: Percent,
    /// So many percent off the working weight.
    pub off: Percent,
}

/// Hours, from and to.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HourRange {
    /// At least.
    pub from: u32,
    /// At most.
    pub to: u32,
}

/// Weeks, from and to.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekRange {
    /// At least.
    pub from: u32,
    /// At most.
    pub to: u32,
}

/// A count, from and to.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountRange {
    /// At least.
    pub from: u32,
    /// At most.
    pub to: u32,
}

/// How long Phase 1 is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase1Length {
    /// Days by worst pain, in rising order; the last row covers the rest of the scale.
    pub by_worst: Vec<PainDays>,
    /// Days for a lifter who gave no score.
    pub unknown: u16,
    /// The last day: without the exit reached by then, a referral.
    pub last_day: u16,
}

/// A row of [`Phase1Length`].
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PainDays {
    /// Up to this worst pain.
    pub to: u8,
    /// So many days.
    pub days: u16,
}

/// What ends Phase 1.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase1Exit {
    /// Days in a row at 0 of 10.
    pub pain_free_days: u16,
}

/// How long Phase 2 is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase2Length {
    /// Days at least.
    pub days: u16,
    /// Days at most, and for lifters with any of the marks below.
    pub long: u16,
    /// Mark: from this age band on.
    pub age_band: AgeBand,
    /// Mark: so many episodes or more.
    pub episodes: u8,
    /// Mark: pain for more than so many days.
    pub pain_days: u16,
    /// Mark: more than so many weeks since the last deadlift.
    pub lay_off_weeks: u16,
}

/// The light Romanian deadlift of Phase 2.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dumbbell {
    /// Kilograms, lightest and heaviest.
    pub kg: [Decimal; 2],
    /// Pounds, lightest and heaviest.
    pub lb: [Decimal; 2],
    /// On every so-manyth day.
    pub every_days: u32,
    pub dose: Dose,
}

impl Dumbbell {
    /// The lightest and the heaviest, in a unit.
    pub fn range(&self, unit: Unit) -> [Decimal; 2] {
        match unit {
            Unit::Kg => self.kg,
            Unit::Lb => self.lb,
        }
    }
}

/// What must be true before Phase 3.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase3Entry {
    /// The weaker side reaches at least this share of the stronger in side plank and single-leg bridge.
    pub side_ratio: Percent,
}

/// What the percentages are of.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingWeightRule {
    /// From so many repetitions on, the weight is taken as given.
    pub as_given_from: u8,
    /// Fewer are converted to a weight for so many.
    pub convert_to: u8,
}

/// The first load, percent of the working weight.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReloadStart {
    /// At most.
    pub standard: Percent,
    /// At most, with any of the marks below (three-phase track only).
    pub marked: Percent,
    /// Mark: worst pain of so much or more.
    pub worst: u8,
    /// Mark: pain for more than so many days.
    pub pain_days: u16,
    /// Mark: so many episodes or more.
    pub episodes: u8,
    /// Mark: more than so many weeks since the last deadlift.
    pub lay_off_weeks: u16,
}

/// The weekly rise, points of the working weight.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReloadRise {
    /// At most; nothing raises it.
    pub cap: Points,
    /// The lowest cap that a lifter may choose.
    pub lowest: Points,
}

/// The rise onto near-maximal loads.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearMaxRise {
    /// Points at most.
    pub cap: Points,
    /// Onto loads of so many percent of the one-rep maximum or more.
    pub from: Percent,
}

/// What a week more is worth against a large step at the end.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// Points of a step that cost nothing.
    pub free: Points,
    /// Steps that land above so many percent of the working weight.
    pub above: Percent,
    /// Points beyond `free` that weigh as much as one week more.
    pub points_per_week: Points,
}

/// After how many loading weeks a deload comes.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeloadRhythm {
    /// Up to 40.
    pub younger: CountRange,
    /// 41 and over.
    pub older: CountRange,
}

impl DeloadRhythm {
    /// The rhythm of an age band.
    pub fn of(&self, band: AgeBand) -> CountRange {
        match band {
            AgeBand::UpTo40 => self.younger,
            AgeBand::From41 | AgeBand::From46 => self.older,
        }
    }
}

/// Sets and repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    pub sets: u32,
    /// Repetitions of each.
    pub reps: u32,
}

/// Sets and repetitions of the deadlift.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkSets {
    /// Up to `light_to`.
    pub light: Scheme,
    /// Percent of the working weight, included.
    pub light_to: Percent,
    /// Above it.
    pub heavy: Scheme,
    pub deload: Scheme,
}

/// A second deadlift day in the week.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondDay {
    /// Percent of that week's load, at most.
    pub load: Percent,
    /// Its sets.
    pub scheme: Scheme,
}

/// The parts of the warm-up, minutes.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarmUp {
    /// Getting warm.
    pub cardio: u32,
    /// Loosening what is tight.
    pub mobility: u32,
    /// For at most so many limits.
    pub limits: usize,
    /// Waking up what has to work.
    pub activation: u32,
    /// The lighter sets.
    pub ramp: u32,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RampStep {
    /// Percent of today's load.
    pub percent: Percent,
    /// Repetitions.
    pub reps: u32,
}

/// Training soon after waking.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Morning {
    /// Within so many hours of waking.
    pub within_hours: u32,
    /// Minutes more of upright movement, at least.
    pub minutes_from: u32,
    /// Minutes more of upright movement, at most.
    pub minutes_to: u32,
    /// So many of the first work sets …
    pub sets: u32,
    /// … at this percentage of the load.
    pub load: Percent,
}

/// The height at which the bar starts.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BarHeight {
    /// Centimetres from the floor to the middle of the bar.
    pub centimetres: Decimal,
    /// The plate from which on the bar lies there by itself, kg.
    pub full_plate_kg: Decimal,
    /// The same in lb.
    pub full_plate_lb: Decimal,
}

/// Sets and a range of repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// Sets at least.
    pub sets: u32,
    /// Sets at most.
    pub sets_to: u32,
    /// Repetitions at least.
    pub reps: u32,
    /// Repetitions at most.
    pub reps_to: u32,
}

/// Curl-up, side plank, bird dog.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BigThree {
    /// Days in a week, at least.
    pub days: u32,
    /// Days in a week, at most.
    pub days_to: u32,
    /// Seconds of each hold.
    pub hold: u32,
    /// Repetitions of the descending sets.
    pub reps: Vec<u32>,
    /// One repetition more in every set after so many weeks.
    pub grow_weeks: u32,
    /// At most so many repetitions more.
    pub grow_to: u32,
}

/// Good mornings, for whom and from when.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodMorning {
    /// Percent of this week's load, at least.
    pub load: Percent,
    /// Percent of this week's load, at most.
    pub load_to: Percent,
    /// From weeks of so many percent of the working weight on.
    pub from: Percent,
    pub dose: Dose,
}

/// The quarterly technique check.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuarterlyCheck {
    /// Percent of the current working weight.
    pub load: Percent,
    /// Months after the return.
    pub months: u32,
    /// Its sets.
    pub scheme: Scheme,
}

/// Heavy lumbar sessions in a week.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeeklyHeavy {
    /// At most.
    pub most: u32,
    /// From so many on, a note.
    pub note_from: u32,
}

/// How a colliding session is made light.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lighten {
    /// Percent of its usual volume, at most.
    pub volume: Percent,
    /// Percent of its usual load, at most.
    pub load: Percent,
}

/// How often near-maximal loads may come.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearMaxCadence {
    /// Near-maximal: from so many percent of the one-rep maximum on.
    pub from: Percent,
    /// Age 46+: days apart, at least and at most.
    pub oldest_days: CountRange,
    /// Age 41–45: days apart.
    pub older_days: u32,
    /// Under 41: times a week.
    pub younger_per_week: u32,
}
