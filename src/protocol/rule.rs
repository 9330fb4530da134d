//! The kinds of rule, each with the type of its value. A new kind does not compile until every `match` on
//! [`RuleId`] knows it.

use super::citation::{RuleText, Source, cited};
use super::value::{
    BarHeight, BigThree, CountRange, DeloadRhythm, Dose, Dumbbell, GoodMorning, HourRange, Lighten, LowerLoad, MissedDays, Morning,
    NearMaxCadence, NearMaxRise, Patience, Phase1Exit, Phase1Length, Phase2Length, Phase3Entry, QuarterlyCheck, RampStep, ReloadRise,
    ReloadStart, RepeatLoad, ReviewLoad, SecondDay, WarmUp, WeekRange, WeeklyHeavy, WorkSets, WorkingWeightRule,
};
use crate::units::{Percent, Points};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

cited! {
    /// A rule with its value and where it comes from.
    pub struct Rule<T> {
        /// What the program works with.
        pub value: T,
        /// The rule in our own words, for people.
        pub says: String,
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
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(JsonSchema))]
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
                match rule { $( RuleId::$name => self.$field.cited(self.$field.says.clone()) ),* }
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
    /// Days for which answers to the screen are good before a way back begins.
    AnswersAge answers_age "answers-age": u16,
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
    /// Whose back does not bend to the end of its range in any phase.
    EndRangeFlexion end_range_flexion "end-range-flexion": Holds,
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
    PlateHold plate_hold "plate-hold": Points,
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
    /// Days between the main deadlifts of any two weeks, at the least, by date.
    DeadliftsApart deadlifts_apart "deadlifts-apart": u32,
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
    /// A score under painkillers is no good one; sessions running after which a doctor is named.
    Painkillers painkillers "painkillers": u32,
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
    /// What was decided of a session is a bound on it.
    Decision decision "decision": Holds,
}
