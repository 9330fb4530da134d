//! Rules as data: what `templates/` says, each value with its citation. Knows nothing of lifters.
//!
//! The *kinds* of rule are the closed enum [`RuleId`]: a new kind does not compile until every
//! `match` on it knows it. Their numbers and wording are data, and a clinic may bring its own.

mod contradictions;

use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::{Document, Value, misread, shown};
use crate::plan::{RuleText, Source};
use crate::units::{Decimal, Percent, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A rule with its value and where it comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule<T> {
    /// What the program works with.
    pub value: T,
    /// The rule in our own words, for people.
    pub says: String,
    /// Article or judgement.
    pub source: Source,
    /// The article's heading; required where the source is the article.
    #[serde(default)]
    pub section: Option<String>,
    /// Why it was decided so; required where the source is a judgement.
    #[serde(default)]
    pub reason: Option<String>,
    /// The rows of the rule inventory that it puts into effect.
    #[serde(default)]
    pub from: Vec<String>,
}

impl<T> Rule<T> {
    fn text(&self) -> RuleText {
        RuleText { says: self.says.clone(), source: self.source, section: self.section.clone(), reason: self.reason.clone() }
    }
}

/// The value of a rule that has no number: it holds or it does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// It holds.
    Always,
}

macro_rules! rules {
    ($( $(#[$doc:meta])* $name:ident $field:ident $id:literal : $value:ty ),* $(,)?) => {
        /// Every kind of rule that a plan can cite.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum RuleId { $( $(#[$doc])* #[serde(rename = $id)] $name ),* }

        impl RuleId {
            /// Every rule, in the order of the protocol.
            pub const ALL: &'static [RuleId] = &[$( RuleId::$name ),*];

            /// The id as it stands in files.
            pub const fn id(self) -> &'static str {
                match self { $( RuleId::$name => $id ),* }
            }
        }

        /// The rules of a protocol, one field for each [`RuleId`].
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Rules { $( $(#[$doc])* #[serde(rename = $id)] pub $field: Rule<$value> ),* }

        impl Rules {
            /// A rule as people read it.
            pub fn text(&self, rule: RuleId) -> RuleText {
                match rule { $( RuleId::$name => self.$field.text() ),* }
            }

            /// The inventory rows that a rule puts into effect.
            pub fn from(&self, rule: RuleId) -> &[String] {
                match rule { $( RuleId::$name => &self.$field.from ),* }
            }
        }
    };
}

rules! {
    // Screen (decisions, section 1).
    /// Signs that mean: emergency department, now.
    ScreenEmergency screen_emergency "screen-emergency": Holds,
    /// Signs and circumstances that go to a clinician first.
    ScreenRefer screen_refer "screen-refer": Holds,
    /// Worst pain from which on a clinician comes first.
    ScreenWorstPain screen_worst_pain "screen-worst-pain": u8,
    /// Days of self-management without improvement.
    ScreenTwoWeeks screen_two_weeks "screen-two-weeks": u16,
    /// Age in years under which back pain is referred.
    ScreenMinor screen_minor "screen-minor": u8,
    /// "Not sure" counts as yes.
    ScreenUnsure screen_unsure "screen-unsure": Holds,
    /// Hours without improvement after which heavy lifting waits for an evaluation.
    EarlyEvaluation early_evaluation "early-evaluation": u16,
    /// Ordinary soreness: hours off heavy lumbar loading.
    SorenessRest soreness_rest "soreness-rest": HourRange,
    /// An unknown tissue is a note.
    UnknownTissue unknown_tissue "unknown-tissue": Holds,
    /// A clinician's clearance caps every deadlift.
    ClearanceCap clearance_cap "clearance-cap": Holds,

    // Tracks and phases (sections 2 and 3).
    /// Who goes through three phases.
    TrackThreePhase track_three_phase "track-three-phase": Holds,
    /// Who reloads at once.
    TrackTechnique track_technique "track-technique": Holds,
    /// The phases come in order.
    PhaseOrder phase_order "phase-order": Holds,
    /// How long Phase 1 is, by worst pain.
    Phase1Length phase_1_length "phase-1-length": Phase1Length,
    /// What ends Phase 1.
    Phase1Exit phase_1_exit "phase-1-exit": Phase1Exit,
    /// Movements by what eases the pain.
    Phase1Direction phase_1_direction "phase-1-direction": Holds,
    /// What is done daily in Phase 1.
    Phase1Daily phase_1_daily "phase-1-daily": Holds,
    /// No lumbar loading in Phase 1.
    Phase1NoLoad phase_1_no_load "phase-1-no-load": Holds,
    /// How long Phase 2 is.
    Phase2Length phase_2_length "phase-2-length": Phase2Length,
    /// What is done daily in Phase 2.
    Phase2Daily phase_2_daily "phase-2-daily": Holds,
    /// The light Romanian deadlift of Phase 2.
    Phase2Dumbbell phase_2_dumbbell "phase-2-dumbbell": Dumbbell,
    /// The lifter's own heavy lumbar lifts stay out of Phase 2.
    Phase2OwnOut phase_2_own_out "phase-2-own-out": Holds,
    /// What must be true before Phase 3.
    Phase3Entry phase_3_entry "phase-3-entry": Phase3Entry,
    /// Highest pain tolerated while loading.
    PainTolerance pain_tolerance "pain-tolerance": u8,

    // The reload (section 4).
    /// What the percentages are of.
    WorkingWeight working_weight "working-weight": WorkingWeightRule,
    /// The first load.
    ReloadStart reload_start "reload-start": ReloadStart,
    /// The second loading week.
    ReloadSecondWeek reload_second_week "reload-second-week": Percent,
    /// The weekly rise.
    ReloadRise reload_rise "reload-rise": ReloadRise,
    /// The rise onto near-maximal loads.
    ReloadNearMax reload_near_max "reload-near-max": NearMaxRise,
    /// What a week more is worth against a large step at the end.
    ReloadPatience reload_patience "reload-patience": Patience,
    /// The article's forecast, in weeks.
    ReloadForecast reload_forecast "reload-forecast": WeekRange,
    /// Never above the working weight.
    ReloadTop reload_top "reload-top": Holds,
    /// After how many loading weeks a deload comes, by age.
    DeloadRhythm deload_rhythm "deload-rhythm": DeloadRhythm,
    /// A deload holds the load with half the sets.
    DeloadHold deload_hold "deload-hold": Holds,
    /// Loads are what the lifter's bar and plates can make.
    Loadable loadable "loadable": Holds,
    /// Weeks held where the plates force a larger step; the largest step in points for which that will do.
    PlateHold plate_hold "plate-hold": Percent,
    /// Where the lightest bar is above the start.
    LightestBar lightest_bar "lightest-bar": Percent,

    // Sets, warm-up and the rest of the session (section 5).
    /// Sets and repetitions of the deadlift.
    WorkSets work_sets "work-sets": WorkSets,
    /// A second deadlift day in the week.
    SecondDay second_day "second-day": SecondDay,
    /// Every repetition from a dead stop.
    DeadStop dead_stop "dead-stop": Holds,
    /// Seconds between work sets.
    Rest rest "rest": u32,
    /// Any rounding ends the set.
    TechniqueStop technique_stop "technique-stop": Holds,
    /// Pain ends the set, the session, the plan.
    PainStop pain_stop "pain-stop": Holds,
    /// The deadlift comes first after the warm-up.
    DeadliftFirst deadlift_first "deadlift-first": Holds,
    /// The parts of the warm-up.
    WarmUp warm_up "warm-up": WarmUp,
    /// The ramp of lighter sets.
    Ramp ramp "ramp": Vec<RampStep>,
    /// Training soon after waking.
    Morning morning "morning": Morning,
    /// When a belt is worn, percent of the one-rep maximum.
    Belt belt "belt": Percent,
    /// How the bar is held.
    Grip grip "grip": Holds,
    /// The height at which the bar starts.
    BarHeight bar_height "bar-height": BarHeight,
    /// The set-up, the cues and the breathing.
    SetUp set_up "set-up": Holds,
    /// Curl-up, side plank, bird dog.
    BigThree big_three "big-three": BigThree,
    /// Hip thrust on the deadlift day.
    HipThrust hip_thrust "hip-thrust": Dose,
    /// Pallof press on the deadlift day.
    Pallof pallof "pallof": Dose,
    /// Good mornings, for whom and from when.
    GoodMorning good_morning "good-morning": GoodMorning,
    /// Mobility by what is tight.
    Mobility mobility "mobility": Holds,
    /// Filming through the ramp, then monthly.
    Filming filming "filming": Holds,
    /// Where the camera stands.
    FilmAngle film_angle "film-angle": Holds,
    /// No sumo with a hip problem.
    SumoExcluded sumo_excluded "sumo-excluded": Holds,
    /// A trap bar keeps the kilograms of the conventional schedule.
    TrapBar trap_bar "trap-bar": Holds,
    /// Collagen and vitamin C, for those who ask.
    Supplements supplements "supplements": Holds,
    /// Standing up from the desk, for those who ask.
    DeskBreaks desk_breaks "desk-breaks": Holds,

    // Aftercare (sections 3 and 5).
    /// Weeks of deadlifts at the full weight.
    Aftercare aftercare "aftercare": u32,
    /// The monthly mobility test and film.
    MonthlyCheck monthly_check "monthly-check": Holds,
    /// The quarterly technique check.
    QuarterlyCheck quarterly_check "quarterly-check": QuarterlyCheck,

    // Spacing (section 6) and age (section 7).
    /// What counts as a heavy lumbar session.
    LumbarLifts lumbar_lifts "lumbar-lifts": Holds,
    /// Hours between heavy lumbar sessions, at the least.
    SpacingHard spacing_hard "spacing-hard": u32,
    /// Hours around the deadlift, preferred.
    SpacingPreferred spacing_preferred "spacing-preferred": u32,
    /// Heavy lumbar sessions in a week.
    WeeklyHeavy weekly_heavy "weekly-heavy": WeeklyHeavy,
    /// How a colliding session is made light.
    Lighten lighten "lighten": Lighten,
    /// How often near-maximal loads may come, by age.
    NearMaxCadence near_max_cadence "near-max-cadence": NearMaxCadence,
    /// Sessions stand in the lifter's own slots, at the same time every week.
    Slots slots "slots": Holds,

    // After the session (section 8).
    /// What is scored after the session and the next morning.
    PainLog pain_log "pain-log": Holds,
    /// The score above which technique is reviewed and load goes down.
    PainTrigger pain_trigger "pain-trigger": u8,
    /// When a coach is asked: sessions with one, before more load.
    Coach coach "coach": CountRange,
    /// What lets the load rise as planned: the highest worst pain.
    GoOn go_on "go-on": u8,
    /// What repeats a load.
    RepeatLoad repeat_load "repeat-load": RepeatLoad,
    /// What leads to a review of technique and a lighter load.
    ReviewLoad review_load "review-load": ReviewLoad,
    /// What leads to a lighter load without pain.
    LowerLoad lower_load "lower-load": LowerLoad,
    /// Worst pain from which on the deadlift stops and Phase 1 begins again.
    BackToStart back_to_start "back-to-start": u8,
    /// How often pain above the trigger at the same load is a referral.
    SecondTime second_time "second-time": u32,
    /// Points of a score that mean nothing.
    SmallestChange smallest_change "smallest-change": u8,
    /// What missed weeks come to, by days since the last deadlift.
    MissedDays missed_days "missed-days": MissedDays,
    /// What starts the count to the next deload again.
    CountAnew count_anew "count-anew": Holds,
    /// Nothing raises a load faster than the plan.
    NeverFaster never_faster "never-faster": Holds,
}

/// What repeats a load.
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
    pub points: Percent,
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
    pub points: Percent,
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
    pub points: Option<Percent>,
}

/// What follows from missed weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissedThen {
    /// On, as planned.
    GoOn,
    /// The last load again.
    Repeat,
    /// Lower.
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
    pub age_band: crate::profile::AgeBand,
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
    /// The dose.
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
    pub cap: Percent,
    /// The lowest cap that a lifter may choose.
    pub lowest: Percent,
}

/// The rise onto near-maximal loads.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearMaxRise {
    /// Points at most.
    pub cap: Percent,
    /// Onto loads of so many percent of the one-rep maximum or more.
    pub from: Percent,
}

/// What a week more is worth against a large step at the end.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patience {
    /// Points of a step that cost nothing.
    pub free: Percent,
    /// Steps that land above so many percent of the working weight.
    pub above: Percent,
    /// Points beyond `free` that weigh as much as one week more.
    pub points_per_week: Percent,
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
    pub fn of(&self, band: crate::profile::AgeBand) -> CountRange {
        match band {
            crate::profile::AgeBand::To40 => self.younger,
            crate::profile::AgeBand::To45 | crate::profile::AgeBand::From46 => self.older,
        }
    }
}

/// Sets and repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Sets.
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
    /// On a deload.
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

/// A step of the ramp.
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
    /// The dose.
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

/// A sign of the screen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Its id in profiles and logs.
    pub id: String,
    /// What it leads to.
    pub verdict: SignVerdict,
    /// What it is asked with; emergency signs are asked one by one.
    #[serde(default)]
    pub asked: Topic,
    /// The sign, as said to a lifter.
    pub says: String,
    /// What it may be, as said to a lifter; for emergency signs.
    #[serde(default)]
    pub may_be: Option<String>,
    /// Article or judgement.
    pub source: Source,
    /// The article's heading.
    #[serde(default)]
    pub section: Option<String>,
    /// Why it was decided so.
    #[serde(default)]
    pub reason: Option<String>,
    /// The inventory rows it puts into effect.
    #[serde(default)]
    pub from: Vec<String>,
}

/// What a sign is about: those of a topic are asked together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Legs and buttocks.
    Legs,
    /// How the pain is, and how it began.
    Pain,
    /// What was before.
    Before,
    /// Health otherwise.
    #[default]
    Health,
}

/// What a sign leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignVerdict {
    /// To a clinician first; a clearance unlocks it.
    Refer,
    /// To an emergency department now; nothing unlocks it.
    Emergency,
}

/// An exercise that the plan may prescribe.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseData {
    /// What it is called.
    pub name: String,
    /// How it is done.
    pub how: String,
    /// How much it loads the lower back.
    pub lumbar: crate::plan::Lumbar,
    /// What it needs, any one of these; nothing where empty.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What takes its place where that is missing.
    #[serde(default)]
    pub alternative: Option<String>,
    /// It bends the lower back to the end of its range: not soon after waking.
    #[serde(default)]
    pub end_range_flexion: bool,
    /// Doses by use: `phase-1`, `phase-2`, `activation`, `mobility`, `drill`.
    #[serde(default)]
    pub doses: BTreeMap<String, ExerciseDose>,
    /// Article or judgement.
    pub source: Source,
    /// The article's heading.
    #[serde(default)]
    pub section: Option<String>,
    /// Why it was decided so.
    #[serde(default)]
    pub reason: Option<String>,
    /// The inventory rows it puts into effect.
    #[serde(default)]
    pub from: Vec<String>,
}

/// How much of an exercise.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseDose {
    /// Sets.
    pub sets: u32,
    /// Repetitions of each.
    #[serde(default)]
    pub reps: Option<u32>,
    /// At most so many.
    #[serde(default)]
    pub up_to: Option<u32>,
    /// Seconds of each hold.
    #[serde(default)]
    pub seconds: Option<u32>,
    /// Minutes of it.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// On each side.
    #[serde(default)]
    pub each_side: bool,
}

/// A lift of the lifter's own that loads the lower back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftData {
    /// What it is called.
    pub name: String,
    /// How much it adds to a deadlift session it stands in; larger is worse.
    pub weight: u32,
    /// Lifts that may take its place, by name.
    pub swaps: Vec<String>,
    /// The inventory rows it puts into effect.
    #[serde(default)]
    pub from: Vec<String>,
}

/// All that `templates/` says.
#[derive(Debug, Clone)]
pub struct Protocol {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The rules.
    pub rules: Rules,
    /// The signs of the screen, emergency signs first.
    pub signs: Vec<Sign>,
    /// Exercises by id.
    pub exercises: BTreeMap<String, ExerciseData>,
    /// The lifter's own lifts by id.
    pub lifts: BTreeMap<String, LiftData>,
    /// Sentences.
    pub wording: Wording,
    /// The headings of the source article.
    pub sections: Vec<String>,
    /// The file of the rules, as it was written.
    text: String,
}

/// A statement of the article that bears on a plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InventoryRow {
    /// Its id.
    pub id: String,
    /// What it says, in short and in our words.
    pub says: String,
    /// The article's heading.
    pub section: String,
    /// Why no rule, exercise, sign or sentence puts it into effect.
    #[serde(default)]
    pub left_out: Option<String>,
}

/// A sentence with the inventory rows it puts into effect.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// The sentence.
    pub says: String,
    /// Inventory rows.
    #[serde(default)]
    pub from: Vec<String>,
}

/// Sentences that are printed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// What this is not.
    pub disclaimer: Sentence,
    /// The set-up, step by step.
    pub setup: Vec<Sentence>,
    /// Takes the place of the fourth step where the lower back is arched too far.
    pub setup_ribs_down: Sentence,
    /// What mends each technique error.
    pub errors: BTreeMap<String, Sentence>,
    /// How to breathe.
    pub breathing: Sentence,
    /// How to hold the bar.
    pub grip: Sentence,
    /// How to hold the bar after one-sided pain.
    pub grip_one_sided: Sentence,
    /// No belt in this plan.
    pub no_belt: Sentence,
    /// A belt from a load on; `{load}` stands for it.
    pub belt_from: Sentence,
    /// What ends a set.
    pub stop_set: Sentence,
    /// What ends a session.
    pub stop_session: Sentence,
    /// What ends the plan.
    pub stop_plan: Sentence,
    /// What to write down after the session.
    pub after: Sentence,
    /// What to do with an emergency sign.
    pub emergency: Sentence,
    /// What a referral means, and to whom.
    pub referral: Sentence,
    /// What to do with ordinary soreness.
    pub rest: Sentence,
    /// For the clinician: when imaging helps.
    pub imaging: Sentence,
    /// Sentences for the plan's notes, by key.
    pub notes: BTreeMap<String, Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProtocolFile {
    schema: String,
    name: String,
    version: String,
    rules: Rules,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExercisesFile {
    exercises: BTreeMap<String, ExerciseData>,
    lifts: BTreeMap<String, LiftData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignsFile {
    signs: Vec<Sign>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    sections: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InventoryFile {
    inventory: Vec<InventoryRow>,
}

/// The format of protocol files.
pub const SCHEMA: &str = "rehinge/protocol/v1";

/// A file of a protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Template {
    /// The rules with their values.
    Protocol,
    /// Exercises, and lifts of the lifter's own.
    Exercises,
    /// The signs of the screen.
    Signs,
    /// Every sentence that is printed.
    Wording,
    /// The headings that rules cite.
    Sources,
}

impl Template {
    /// Every file, in the order in which they are read.
    pub const ALL: [Template; 5] = [Template::Protocol, Template::Exercises, Template::Signs, Template::Wording, Template::Sources];

    /// What it is called in a folder.
    pub const fn name(self) -> &'static str {
        match self {
            Template::Protocol => "protocol.yaml",
            Template::Exercises => "exercises.yaml",
            Template::Signs => "signs.yaml",
            Template::Wording => "wording.yaml",
            Template::Sources => "sources.yaml",
        }
    }

    /// The text that is built in.
    pub const fn embedded(self) -> &'static str {
        match self {
            Template::Protocol => include_str!("../templates/protocol.yaml"),
            Template::Exercises => include_str!("../templates/exercises.yaml"),
            Template::Signs => include_str!("../templates/signs.yaml"),
            Template::Wording => include_str!("../templates/wording.yaml"),
            Template::Sources => include_str!("../templates/sources.yaml"),
        }
    }
}

/// A file that takes the place of the one built in.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// Which one.
    pub template: Template,
    /// Its text.
    pub text: &'a str,
    /// What its mistakes call it.
    pub file: &'a str,
}

const INVENTORY: &str = include_str!("../templates/inventory.yaml");

impl Protocol {
    /// The protocol that is built in.
    ///
    /// # Panics
    /// Never for a released version: a test loads every template.
    pub fn embedded() -> Self {
        match Self::of(&[]) {
            Ok(protocol) => protocol,
            Err(wrong) => panic!("the templates do not load: {wrong:?}"),
        }
    }

    /// Every statement of the article that bears on a plan. By itself, as no plan is made from it and
    /// reading it takes as long as reading all the rules.
    ///
    /// # Panics
    /// Never for a released version: a test loads it.
    pub fn inventory() -> Vec<InventoryRow> {
        match parse::<InventoryFile>(INVENTORY, "templates/inventory.yaml") {
            Ok(file) => file.inventory,
            Err(wrong) => panic!("the templates do not load: {wrong:?}"),
        }
    }

    /// A protocol whose rules are those of another file, a clinic's for example; exercises, signs
    /// and wording stay those that are built in.
    ///
    /// # Errors
    /// Those of [`Protocol::of`].
    pub fn read(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        Self::of(&[Own { template: Template::Protocol, text, file }])
    }

    /// A protocol with files of its own in the place of those built in; what is not given stays.
    ///
    /// # Errors
    /// Everything that is wrong with the files, each with its place: one cannot be read, a citation is missing, a range
    /// is upside down, a rate is above its cap, a deload can never happen, something is named that is not there.
    pub fn of(own: &[Own]) -> Result<Self, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let given = |template: Template| own.iter().find(|own| own.template == template);
        let part = |template: Template| {
            let name = match template {
                Template::Protocol => "templates/protocol.yaml",
                Template::Exercises => "templates/exercises.yaml",
                Template::Signs => "templates/signs.yaml",
                Template::Wording => "templates/wording.yaml",
                Template::Sources => "templates/sources.yaml",
            };
            given(template).map_or((template.embedded(), name), |own| (own.text, own.file))
        };
        fn taken<T: serde::de::DeserializeOwned>((text, file): (&str, &str), wrong: &mut Vec<Diagnostic>) -> Option<T> {
            parse(text, file).map_err(|mut one| wrong.append(&mut one)).ok()
        }
        let (text, file) = part(Template::Protocol);
        let names = given(Template::Protocol).map_or(Vec::new(), |own| names_of_rules(own.text, own.file));
        let named = names.is_empty();
        wrong.extend(names);
        let rules: Option<ProtocolFile> = if named { taken((text, file), &mut wrong) } else { None };
        let exercises: Option<ExercisesFile> = taken(part(Template::Exercises), &mut wrong);
        let signs: Option<SignsFile> = taken(part(Template::Signs), &mut wrong);
        let wording: Option<Wording> = taken(part(Template::Wording), &mut wrong);
        let sources: Option<SourcesFile> = taken(part(Template::Sources), &mut wrong);
        let (Some(rules), Some(exercises), Some(signs), Some(wording), Some(sources)) = (rules, exercises, signs, wording, sources) else {
            return Err(wrong);
        };
        let protocol = Protocol {
            name: rules.name,
            version: rules.version,
            rules: rules.rules,
            signs: signs.signs,
            exercises: exercises.exercises,
            lifts: exercises.lifts,
            wording,
            sections: sources.sections,
            text: text.to_owned(),
        };
        let mut found = contradictions::of(&protocol);
        if !own.is_empty() {
            found.extend(contradictions::of_own(&protocol));
        }
        if rules.schema != SCHEMA {
            let wrong = Diagnostic::new(Code::Protocol, format!("`{}` is not a protocol this version reads", shown(&rules.schema)));
            found.push((Template::Protocol, wrong.at("schema").help(format!("write `schema: {SCHEMA}`"))));
        }
        if found.is_empty() {
            return Ok(protocol);
        }
        for template in Template::ALL {
            let of_it: Vec<Diagnostic> = found.iter().filter(|(of, _)| *of == template).map(|(_, wrong)| wrong.clone()).collect();
            let (text, file) = part(template);
            // Whatever serde could read has places to name.
            wrong.extend(match Document::parse(text, file) {
                Ok(document) => document.locate(of_it),
                Err(_) => of_it,
            });
        }
        Err(wrong)
    }

    /// The value of a rule as it stands in the file; nothing where the rule has none and simply holds.
    pub fn value(&self, rule: RuleId) -> Option<String> {
        let document = Document::parse(&self.text, "protocol").ok()?;
        let value = document.root().get("rules")?.get(rule.id())?.get("value")?.to_string();
        (value != "always").then_some(value)
    }

    /// A sentence for the plan's notes.
    pub fn note(&self, key: &str) -> &str {
        let sentence = self.wording.notes.get(key);
        debug_assert!(sentence.is_some(), "no sentence `{key}` in templates/wording.yaml");
        sentence.map_or("", |sentence| &sentence.says)
    }

    /// A sentence for the plan's notes with its gaps filled.
    pub fn say(&self, key: &str, gaps: &[(&str, String)]) -> String {
        gaps.iter().fold(self.note(key).to_owned(), |says, (gap, text)| says.replace(&format!("{{{gap}}}"), text))
    }
}

/// Rules that do not exist, and rules that are not there: all of them, where serde stops at the first.
fn names_of_rules(text: &str, file: &str) -> Vec<Diagnostic> {
    let Ok(document) = Document::parse(text, file) else { return Vec::new() };
    let Some(Value::Mapping(entries)) = document.root().get("rules").map(|node| &node.value) else { return Vec::new() };
    let mut wrong = Vec::new();
    for entry in entries.iter().filter(|entry| RuleId::ALL.iter().all(|rule| rule.id() != entry.key)) {
        let help = match did_you_mean(&entry.key, RuleId::ALL.iter().map(|rule| rule.id())) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "take it out: the kinds of rule are fixed, their values are yours".to_owned(),
        };
        wrong.push(
            Diagnostic::new(Code::UnknownField, format!("there is no rule `{}`", shown(&entry.key)))
                .at(format!("rules.{}", entry.key))
                .help(help),
        );
    }
    for rule in RuleId::ALL.iter().filter(|rule| entries.iter().all(|entry| entry.key != rule.id())) {
        wrong.push(
            Diagnostic::new(Code::Missing, format!("the rule `{}` is missing", rule.id()))
                .at("rules")
                .help("put it back: `rehinge protocol export DIR` writes the whole of it"),
        );
    }
    document.locate(wrong)
}

fn parse<T: serde::de::DeserializeOwned>(text: &str, file: &str) -> Result<T, Vec<Diagnostic>> {
    serde_yaml::from_str(text).map_err(|error| vec![misread(&error, text, file, "protocol")])
}
