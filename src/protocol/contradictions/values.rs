//! Values of a protocol that cannot be meant together: a table, a row for each.

use crate::diagnostic::{Code, Diagnostic};
use crate::protocol::rule::{RuleId, Rules};
use crate::protocol::value::{CountRange, Dose, MissedThen};
use crate::units::{Pain, Percent};

/// 100 %.
const WHOLE: i32 = 1000;

/// What has to hold of the values.
struct Check {
    rule: RuleId,
    holds: fn(&Rules) -> bool,
    says: &'static str,
    help: &'static str,
}

const fn must(rule: RuleId, holds: fn(&Rules) -> bool, says: &'static str, help: &'static str) -> Check {
    Check { rule, holds, says, help }
}

/// Each value that contradicts another, or itself.
pub(super) fn of(rules: &Rules) -> Vec<Diagnostic> {
    let weeks = most_weeks(rules).to_string();
    let broken = CHECKS.iter().filter(|check| !(check.holds)(rules));
    let told = |check: &Check| {
        let at = format!("rules.{}.value", check.rule.id());
        Diagnostic::new(Code::Protocol, check.says).at(at).help(check.help.replace("{weeks}", &weeks))
    };
    broken.map(told).collect()
}

fn is_up(range: CountRange) -> bool {
    0 < range.from && range.from <= range.to
}

fn is_upright(dose: Dose) -> bool {
    0 < dose.sets && dose.sets <= dose.sets_to && 0 < dose.reps && dose.reps <= dose.reps_to
}

fn at_most_whole(percent: Percent) -> bool {
    (1..=WHOLE).contains(&percent.tenths())
}

fn on_the_scale(score: u8) -> bool {
    score <= Pain::MAX
}

/// The longest climb there can be: from the lowest start, by the lowest rise, and the weeks at the top.
fn most_weeks(rules: &Rules) -> u32 {
    let climb = (WHOLE - rules.reload_start.value.marked.tenths()).max(0) / rules.reload_rise.value.lowest.tenths().max(1);
    u32::try_from(climb).unwrap_or(0) + 1 + rules.aftercare.value
}

const CHECKS: &[Check] = &[
    must(
        RuleId::DeloadRhythm,
        |rules| {
            let rhythm = &rules.deload_rhythm.value;
            is_up(rhythm.younger) && is_up(rhythm.older)
        },
        "a deload rhythm is upside down",
        "`from` is at least 1 and at most `to`",
    ),
    must(
        RuleId::ReloadRise,
        |rules| {
            let rise = &rules.reload_rise.value;
            rise.lowest <= rise.cap && rise.lowest.tenths() > 0
        },
        "the lowest weekly rise is above its cap",
        "`lowest` is above 0 and at most `cap`",
    ),
    must(
        RuleId::ReloadNearMax,
        |rules| rules.reload_near_max.value.cap <= rules.reload_rise.value.cap,
        "the near-maximal rise is above the weekly cap",
        "near the maximum, a rise is smaller",
    ),
    must(
        RuleId::ReloadStart,
        |rules| {
            let start = &rules.reload_start.value;
            start.marked <= start.standard && start.marked.tenths() > 0
        },
        "the cautious start is above the standard start",
        "`marked` is at most `standard`",
    ),
    must(
        RuleId::ReloadSecondWeek,
        |rules| rules.reload_start.value.standard <= rules.reload_second_week.value,
        "the second week is below the start",
        "the second week is at least the start",
    ),
    must(RuleId::LightestBar, |rules| rules.lightest_bar.value.tenths() <= 1000, "a start above the working weight", "at most 100 %"),
    must(
        RuleId::ReloadPatience,
        |rules| rules.reload_patience.value.points_per_week.tenths() > 0,
        "a week is worth nothing",
        "`points_per_week` is above 0",
    ),
    must(
        RuleId::Phase1Length,
        |rules| {
            let first = &rules.phase_1_length.value;
            !first.by_worst.is_empty()
                && first.by_worst.windows(2).all(|pair| pair[0].to < pair[1].to && pair[0].days <= pair[1].days)
                && first.by_worst.iter().all(|row| 0 < row.days && row.days <= first.last_day)
        },
        "the table of Phase 1 does not rise, or goes past its last day",
        "rows rise in pain and in days, none above `last_day`",
    ),
    must(
        RuleId::Phase2Length,
        |rules| {
            let second = &rules.phase_2_length.value;
            0 < second.days && second.days <= second.long
        },
        "the length of Phase 2 is upside down",
        "`days` is at most `long`",
    ),
    must(
        RuleId::SpacingHard,
        |rules| rules.spacing_hard.value <= rules.spacing_preferred.value && rules.spacing_hard.value > 0,
        "the hard spacing is above the preferred one",
        "hard hours are at most the preferred ones",
    ),
    must(
        RuleId::DeadliftsApart,
        |rules| (1..=7).contains(&rules.deadlifts_apart.value),
        "no deadlift could stand on the same day every week",
        "it is from 1 to 7 days",
    ),
    must(RuleId::WeeklyHeavy, |rules| rules.weekly_heavy.value.most >= 1, "no heavy session fits into a week", "`most` is at least 1"),
    must(
        RuleId::Ramp,
        |rules| {
            let ramp = &rules.ramp.value;
            ramp.iter().all(|step| step.percent.tenths() < 1000) && ramp.windows(2).all(|pair| pair[0].percent < pair[1].percent)
        },
        "the ramp does not rise, or reaches the work set",
        "steps rise and stay under 100 %",
    ),
    must(
        RuleId::WorkSets,
        |rules| {
            let sets = &rules.work_sets.value;
            sets.deload.sets <= sets.heavy.sets && sets.heavy.sets <= sets.light.sets && sets.deload.sets > 0
        },
        "a deload has more sets than a week of work",
        "sets fall from `light` to `heavy` to `deload`",
    ),
    must(
        RuleId::MissedDays,
        |rules| {
            let missed = &rules.missed_days.value;
            !missed.rows.is_empty()
                && missed.rows.windows(2).all(|pair| pair[0].to < pair[1].to && pair[0].then <= pair[1].then)
                && missed.rows.iter().all(|row| (row.then == MissedThen::Lower) == row.points.is_some_and(|points| points.tenths() > 0))
        },
        "the table of missed days does not rise, or lowers a load by nothing",
        "rows rise in days and in caution, and `lower` has its `points`",
    ),
    must(
        RuleId::MissedDays,
        |rules| {
            let missed = &rules.missed_days.value;
            (0..1000).contains(&missed.beyond.off.tenths()) && (1..=1000).contains(&missed.beyond.start.tenths())
        },
        "after a long break the percentages are out of range",
        "`start` is above 0 and at most 100, `off` is under 100",
    ),
    must(
        RuleId::BackToStart,
        |rules| {
            rules.go_on.value < rules.repeat_load.value.worst
                && rules.repeat_load.value.worst <= rules.pain_trigger.value
                && rules.pain_trigger.value + 1 < rules.back_to_start.value
                && rules.back_to_start.value <= rules.screen_worst_pain.value
        },
        "the scores after a session do not rise from row to row",
        "`go-on`, `repeat-load`, `pain-trigger`, `back-to-start` and `screen-worst-pain` rise in this order",
    ),
    must(RuleId::Painkillers, |rules| rules.painkillers.value > 0, "a doctor before there was any session", "a count above 0"),
    must(
        RuleId::ReviewLoad,
        |rules| rules.review_load.value.points.tenths() > 0 && rules.lower_load.value.points.tenths() > 0,
        "a lighter load is lighter by nothing",
        "`points` is above 0",
    ),
    must(
        RuleId::LowerLoad,
        |rules| {
            rules.repeat_load.value.sets < rules.lower_load.value.sets && rules.lower_load.value.weeks > 0 && rules.second_time.value > 0
        },
        "fewer sets cut short lower the load than repeat it",
        "`sets` of `lower-load` is above that of `repeat-load`, and counts are above 0",
    ),
    must(
        RuleId::Phase2Dumbbell,
        |rules| {
            let dumbbell = &rules.phase_2_dumbbell.value;
            dumbbell.kg[0] <= dumbbell.kg[1] && dumbbell.lb[0] <= dumbbell.lb[1] && dumbbell.every_days > 0
        },
        "the dumbbell range is upside down",
        "lightest first",
    ),
    must(
        RuleId::GoodMorning,
        |rules| {
            let good_morning = &rules.good_morning.value;
            good_morning.load <= good_morning.load_to
        },
        "the load of good mornings is upside down",
        "`load` is at most `load_to`",
    ),
    must(RuleId::HipThrust, |rules| is_upright(rules.hip_thrust.value), "a dose is upside down", "the lower number first, above 0"),
    must(RuleId::Pallof, |rules| is_upright(rules.pallof.value), "a dose is upside down", "the lower number first, above 0"),
    must(
        RuleId::GoodMorning,
        |rules| is_upright(rules.good_morning.value.dose),
        "a dose is upside down",
        "the lower number first, above 0",
    ),
    must(
        RuleId::Phase2Dumbbell,
        |rules| is_upright(rules.phase_2_dumbbell.value.dose),
        "a dose is upside down",
        "the lower number first, above 0",
    ),
    must(
        RuleId::ScreenWorstPain,
        |rules| on_the_scale(rules.screen_worst_pain.value) && rules.screen_worst_pain.value > rules.pain_trigger.value,
        "the worst pain that is referred is off the scale, or below the one that only lowers a load",
        "a score above `pain-trigger` and at most 10",
    ),
    must(
        RuleId::PainTolerance,
        |rules| on_the_scale(rules.back_to_start.value) && rules.pain_tolerance.value <= rules.pain_trigger.value,
        "more pain is tolerated than lowers a load",
        "`pain-tolerance` is at most `pain-trigger`, and all scores are at most 10",
    ),
    must(
        RuleId::SorenessRest,
        |rules| {
            let rest_hours = &rules.soreness_rest.value;
            rest_hours.from <= rest_hours.to
        },
        "the hours of rest are upside down",
        "`from` is at most `to`",
    ),
    must(
        RuleId::ReloadForecast,
        |rules| {
            let forecast = &rules.reload_forecast.value;
            forecast.from <= forecast.to
        },
        "the forecast is upside down",
        "`from` is at most `to`",
    ),
    must(
        RuleId::Coach,
        |rules| is_up(rules.coach.value),
        "the sessions with a coach are upside down",
        "`from` is at least 1 and at most `to`",
    ),
    must(
        RuleId::NearMaxCadence,
        |rules| is_up(rules.near_max_cadence.value.oldest_days),
        "the days between near-maximal loads are upside down",
        "`from` is at least 1 and at most `to`",
    ),
    must(
        RuleId::NearMaxCadence,
        |rules| at_most_whole(rules.near_max_cadence.value.from) && rules.near_max_cadence.value.from == rules.reload_near_max.value.from,
        "`near-max-cadence` and `reload-near-max` disagree about where the maximum is near",
        "write the same `from` in both, at most 100 %",
    ),
    must(
        RuleId::DeloadRhythm,
        |rules| {
            let rhythm = &rules.deload_rhythm.value;
            rhythm.younger.from < most_weeks(rules) && rhythm.older.from < most_weeks(rules)
        },
        "a deload can never happen: no plan has that many weeks before it",
        "`from` is under {weeks}: from `reload-start` by the lowest `reload-rise`, and through `aftercare`, no plan is longer",
    ),
    must(
        RuleId::ReloadRise,
        |rules| {
            let rise = &rules.reload_rise.value;
            rise.cap.tenths() + rules.reload_start.value.marked.tenths() <= WHOLE && rise.cap.tenths() <= WHOLE / 4
        },
        "the weekly rise is above any that is gradual",
        "`cap` is at most 25 points",
    ),
    must(
        RuleId::SecondDay,
        |rules| at_most_whole(rules.second_day.value.load),
        "the lighter day is heavier than the heavy one",
        "`load` is at most 100 %",
    ),
    must(
        RuleId::Morning,
        |rules| at_most_whole(rules.morning.value.load) && rules.morning.value.minutes_from <= rules.morning.value.minutes_to,
        "an early session is heavier than a late one, or its minutes are upside down",
        "`load` is at most 100 %, `minutes_from` at most `minutes_to`",
    ),
    must(
        RuleId::Lighten,
        |rules| at_most_whole(rules.lighten.value.volume) && at_most_whole(rules.lighten.value.load),
        "a session made light is heavier than before",
        "`volume` and `load` are at most 100 %",
    ),
    must(
        RuleId::QuarterlyCheck,
        |rules| at_most_whole(rules.quarterly_check.value.load),
        "the check is above the working weight",
        "`load` is at most 100 %",
    ),
    must(
        RuleId::Phase3Entry,
        |rules| at_most_whole(rules.phase_3_entry.value.side_ratio),
        "the weaker side would have to be the stronger one",
        "`side_ratio` is at most 100 %",
    ),
    must(
        RuleId::GoodMorning,
        |rules| {
            let good_morning = &rules.good_morning.value;
            at_most_whole(good_morning.load_to) && good_morning.load.tenths() > 0
        },
        "good mornings are heavier than the deadlift, or weigh nothing",
        "`load` is above 0, `load_to` at most 100 %",
    ),
    must(
        RuleId::BigThree,
        |rules| {
            let big = &rules.big_three.value;
            0 < big.days && big.days <= big.days_to && !big.reps.is_empty() && big.reps.iter().all(|reps| *reps > 0) && big.hold > 0
        },
        "the days are upside down, or there is nothing to do",
        "`days` is at least 1 and at most `days_to`, `hold` and every entry of `reps` are above 0",
    ),
    must(
        RuleId::WorkSets,
        |rules| {
            let sets = &rules.work_sets.value;
            [sets.light, sets.heavy, sets.deload, rules.second_day.value.scheme, rules.quarterly_check.value.scheme]
                .iter()
                .all(|scheme| scheme.sets > 0 && scheme.reps > 0)
        },
        "work sets without a set or a repetition",
        "`sets` and `reps` are above 0, in `work-sets`, `second-day` and `quarterly-check`",
    ),
    must(
        RuleId::WorkSets,
        |rules| {
            let sets = &rules.work_sets.value;
            sets.deload.sets < sets.light.sets
        },
        "a deload has as many sets as a full week: it can never be one",
        "`sets` of `deload` is under that of `light`",
    ),
    must(RuleId::Aftercare, |rules| rules.aftercare.value > 0, "no week at the full weight", "at least 1"),
    must(
        RuleId::QuarterlyCheck,
        |rules| rules.quarterly_check.value.months > 0,
        "the check comes before the return",
        "`months` is at least 1",
    ),
];
