//! What would change what a rule comes to.

use crate::protocol::RuleId;

/// What a lifter, or the owner of a protocol, could change to have it otherwise; each said once.
pub fn of(rules: &[RuleId]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for &rule in rules {
        if let Some(says) = by_the_lifter(rule).filter(|says| !all.iter().any(|other| other == says)) {
            all.push(says.to_owned());
        }
    }
    if let Some(rule) = rules.first() {
        all.push(format!(
            "A protocol of your own: `rehinge protocol export DIR`, change `rules.{}` there, and give it with --protocol DIR.",
            rule.id()
        ));
    }
    all
}

/// What in a profile or a log bears on a rule; nothing where only the protocol does. A table: a row for each rule,
/// which the compiler asks for.
fn by_the_lifter(rule: RuleId) -> Option<&'static str> {
    Some(match rule {
        RuleId::AnswersAge => "The day of the answers: `screened` in the profile.",
        RuleId::ScreenEmergency | RuleId::ScreenRefer | RuleId::ScreenUnsure => {
            "Other answers to the screen: `pain.signs` and `pain.unsure` in the profile."
        }
        RuleId::ScreenWorstPain | RuleId::Phase1Length => "Other scores: `pain.worst`, `pain.now` and `pain.morning` in the profile.",
        RuleId::ScreenTwoWeeks | RuleId::EarlyEvaluation | RuleId::SorenessRest => "Another onset: `pain.began` in the profile.",
        RuleId::ScreenMinor | RuleId::DeloadRhythm | RuleId::NearMaxCadence => "Another age: `age` or `age_band` in the profile.",
        RuleId::EndRangeFlexion => "Bones that are not brittle: `pain.signs` in the profile, as a clinician has them.",
        RuleId::Painkillers => "Scores without painkillers: `medicine: false` in the log, `pain.medicine` in the profile.",
        RuleId::UnknownTissue | RuleId::Phase1Direction => "Another direction that eases the pain: `pain.eased_by` in the profile.",
        RuleId::ClearanceCap => "A clearance for another weight: `clearance.max_load` in the profile.",
        RuleId::TrackThreePhase | RuleId::TrackTechnique => "Another situation: `pain.status` in the profile.",
        RuleId::Phase1Exit | RuleId::Phase3Entry => {
            "How the back is on that day: `pain.pain_free_days` and `pain.full_range`, and the log."
        }
        RuleId::Phase2Length | RuleId::ReloadStart => {
            "Another history: `age`, `pain.worst`, `pain.began`, `pain.episodes` and `deadlift.last_lifted` in the profile."
        }
        RuleId::Phase2Dumbbell => "Other dumbbells: `equipment.dumbbells` in the profile.",
        RuleId::WorkingWeight | RuleId::ReloadTop => {
            "Another working weight: `deadlift.working_weight` and `deadlift.reps` in the profile."
        }
        RuleId::ReloadRise => "A slower rise: `preferences.weekly_rise` in the profile, from 5 to 10 points. Nothing makes it faster.",
        RuleId::Loadable | RuleId::PlateHold | RuleId::LightestBar | RuleId::BarHeight => {
            "Other bars or plates: `equipment` in the profile."
        }
        RuleId::SecondDay => "One or two deadlift days: `deadlift.sessions_per_week` in the profile.",
        RuleId::Morning => "A later slot, or another time of getting up: `schedule.wakes` in the profile.",
        RuleId::WarmUp | RuleId::HipThrust | RuleId::Pallof | RuleId::GoodMorning => {
            "More or less time for a session: `schedule.minutes` in the profile."
        }
        RuleId::Mobility => "Other limits: `mobility.limits` in the profile.",
        RuleId::SumoExcluded => "A hip without a problem: `mobility.hip_problem` in the profile.",
        RuleId::TrapBar => "Another lift: `deadlift.lift` in the profile.",
        RuleId::FilmAngle | RuleId::SetUp => "Other errors of technique: `technique.errors` in the profile.",
        RuleId::Supplements | RuleId::DeskBreaks => "Asking for it, or not: `preferences.notes` in the profile.",
        RuleId::SpacingHard
        | RuleId::SpacingPreferred
        | RuleId::DeadliftsApart
        | RuleId::WeeklyHeavy
        | RuleId::LumbarLifts
        | RuleId::Lighten
        | RuleId::Slots
        | RuleId::Phase1NoLoad
        | RuleId::Phase2OwnOut => {
            "Other times: `schedule.slots` in the profile, or `movable: true` on lifts of your own in `schedule.other_lifting`."
        }
        RuleId::Phase1Daily | RuleId::Phase2Daily | RuleId::BigThree | RuleId::MonthlyCheck => {
            "Another time of day: `schedule.daily` in the profile."
        }
        RuleId::GoOn
        | RuleId::RepeatLoad
        | RuleId::ReviewLoad
        | RuleId::LowerLoad
        | RuleId::BackToStart
        | RuleId::SecondTime
        | RuleId::PainTrigger
        | RuleId::PainTolerance
        | RuleId::PainLog
        | RuleId::PainStop
        | RuleId::Coach
        | RuleId::SmallestChange
        | RuleId::TechniqueStop => "How a session goes: `rehinge log` notes it, and the plan follows.",
        RuleId::Decision => "Another decision, or none: `decisions` in the profile.",
        RuleId::MissedDays | RuleId::CountAnew => "Missed sessions in the log, and days away in `schedule.away`.",
        RuleId::PhaseOrder
        | RuleId::ReloadSecondWeek
        | RuleId::ReloadNearMax
        | RuleId::ReloadPatience
        | RuleId::ReloadForecast
        | RuleId::DeloadHold
        | RuleId::WorkSets
        | RuleId::DeadStop
        | RuleId::Rest
        | RuleId::DeadliftFirst
        | RuleId::Ramp
        | RuleId::Belt
        | RuleId::Grip
        | RuleId::Filming
        | RuleId::Aftercare
        | RuleId::QuarterlyCheck
        | RuleId::NeverFaster => return None,
    })
}
