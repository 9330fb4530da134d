//! What contradicts itself in a protocol, each with its file and the field there. Knows nothing of lifters.

use super::Protocol;
use super::citation::Source;
use super::exercise::ExerciseDose;
use super::rule::RuleId;
use super::sign::SignVerdict;
use super::template::Template;
use super::value::{CountRange, MissedThen};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, shown};
use crate::units::{Pain, Percent};
use std::collections::BTreeSet;

/// A mistake, and the file it stands in.
pub type Wrong = (Template, Diagnostic);

/// 100 %.
const WHOLE: i32 = 1000;

/// What contradicts itself in any protocol.
pub fn of(protocol: &Protocol) -> Vec<Wrong> {
    let mut wrong = citations(protocol);
    wrong.extend(values(protocol).into_iter().map(|wrong| (Template::Protocol, wrong)));
    wrong
}

/// What files of one's own lack beside those built in (`ours`), or name that is not there.
pub fn of_own(protocol: &Protocol, ours: &Protocol) -> Vec<Wrong> {
    let mut wrong = exercises(protocol, ours);
    wrong.extend(signs(protocol));
    wrong.extend(wording(protocol, ours));
    wrong.extend(rows(protocol));
    wrong
}

const CITE: &str = "give `source: article` with a `section` of sources.yaml, or `source: judgement` with its `reason`";

/// The heading that was probably meant: a typing mistake or two away.
fn near<'a>(typed: &str, headings: &'a [String]) -> Option<&'a str> {
    let near = headings.iter().map(|heading| (strsim::damerau_levenshtein(typed, heading), heading.as_str()));
    near.filter(|(distance, _)| *distance <= 3).min().map(|(_, heading)| heading)
}

/// Where something names no source.
fn citations(protocol: &Protocol) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut cite = |template: Template, at: String, what: String, source: Source, section: Option<&String>, reason: Option<&String>| {
        let filled = |text: &&String| !text.trim().is_empty();
        let (field, message, help) = match (source, section, reason) {
            (Source::Article, Some(section), _) if protocol.sections.contains(section) => return,
            (Source::Judgement, _, Some(reason)) if filled(&reason) => return,
            (Source::Article, Some(section), _) => {
                let help = match near(section, &protocol.sections) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "add the heading to sources.yaml, or name one that stands there".to_owned(),
                };
                ("section", format!("{what} cites `{}`, which is no heading of sources.yaml", shown(section)), help)
            }
            (Source::Article, None, _) => {
                ("source", format!("{what} is said to come from the article, and names no section"), CITE.to_owned())
            }
            (Source::Judgement, _, _) => ("source", format!("{what} is a judgement without its reason"), CITE.to_owned()),
        };
        wrong.push((template, Diagnostic::new(Code::Protocol, message).at(format!("{at}.{field}")).help(help)));
    };
    for &rule in RuleId::ALL {
        let text = protocol.rules.text(rule);
        let at = format!("rules.{}", rule.id());
        cite(Template::Protocol, at, format!("`{}`", rule.id()), text.source, text.section.as_ref(), text.reason.as_ref());
    }
    for (at, sign) in protocol.signs.iter().enumerate() {
        let what = format!("the sign `{}`", shown(&sign.id));
        cite(Template::Signs, format!("signs[{at}]"), what, sign.source, sign.section.as_ref(), sign.reason.as_ref());
    }
    for (id, exercise) in &protocol.exercises {
        let what = format!("the exercise `{}`", shown(id));
        cite(Template::Exercises, format!("exercises.{id}"), what, exercise.source, exercise.section.as_ref(), exercise.reason.as_ref());
    }
    wrong
}

/// Exercises that the planner prescribes and that are gone, doses without which it cannot, alternatives that do not exist.
fn exercises(protocol: &Protocol, ours: &Protocol) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut say = |at: String, message: String, help: String| {
        wrong.push((Template::Exercises, Diagnostic::new(Code::Protocol, message).at(at).help(help)));
    };
    for (id, data) in &ours.exercises {
        let Some(own) = protocol.exercises.get(id) else {
            say(
                "exercises".to_owned(),
                format!("the exercise `{id}` is missing, and plans prescribe it"),
                "put it back; how it is done, and how much of it, is yours".to_owned(),
            );
            continue;
        };
        for dose in data.doses.keys().filter(|dose| !own.doses.contains_key(*dose)) {
            say(
                format!("exercises.{id}.doses"),
                format!("`{id}` has no dose `{dose}`, and plans prescribe it"),
                format!("add `{dose}: {{sets: …}}`"),
            );
        }
    }
    for (id, data) in &protocol.exercises {
        if let Some(alternative) = data.alternative.as_ref().filter(|alternative| !protocol.exercises.contains_key(*alternative)) {
            let help = match did_you_mean(alternative, protocol.exercises.keys().map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "name an exercise of this file".to_owned(),
            };
            say(
                format!("exercises.{id}.alternative"),
                format!("there is no exercise `{}` to take the place of `{}`", shown(alternative), shown(id)),
                help,
            );
        }
        let nothing = |dose: &ExerciseDose| dose.sets == 0 || (dose.reps.is_none() && dose.seconds.is_none() && dose.minutes.is_none());
        for (name, _) in data.doses.iter().filter(|(_, dose)| nothing(dose)) {
            say(
                format!("exercises.{id}.doses.{name}"),
                format!("the dose `{}` of `{}` is nothing to do", shown(name), shown(id)),
                "give `sets` above 0, and `reps`, `seconds` or `minutes`".to_owned(),
            );
        }
        for (name, _) in data.doses.iter().filter(|(_, dose)| dose.up_to.is_some_and(|up_to| dose.reps.is_none_or(|reps| up_to < reps))) {
            say(
                format!("exercises.{id}.doses.{name}"),
                format!("the repetitions of the dose `{}` are upside down", shown(name)),
                "`up_to` is at least `reps`".to_owned(),
            );
        }
    }
    wrong
}

/// Signs that the screen goes by itself.
const NEEDED: [&str; 2] = ["sudden-onset", "two-weeks-no-improvement"];

/// Signs given twice, and a screen that finds nothing.
fn signs(protocol: &Protocol) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut say = |at: String, message: String, help: &str| {
        wrong.push((Template::Signs, Diagnostic::new(Code::Protocol, message).at(at).help(help)));
    };
    let mut seen = BTreeSet::new();
    for (at, sign) in protocol.signs.iter().enumerate() {
        if !seen.insert(&sign.id) {
            say(format!("signs[{at}].id"), format!("the sign `{}` is given twice", shown(&sign.id)), "keep one of them");
        }
    }
    for (verdict, word) in [(SignVerdict::Emergency, "emergency"), (SignVerdict::Refer, "refer")] {
        if protocol.signs.iter().all(|sign| sign.verdict != verdict) {
            say(
                "signs".to_owned(),
                format!("no sign has the verdict `{word}`"),
                "a screen without it lets through what it is there for: put the signs back",
            );
        }
    }
    for id in NEEDED.iter().filter(|id| protocol.signs.iter().all(|sign| sign.id != **id)) {
        say(
            "signs".to_owned(),
            format!("the sign `{id}` is missing, and the profile's own answers stand for it"),
            "put it back, with words of your own",
        );
    }
    wrong
}

/// The gaps of a sentence: `{load}`.
fn gaps(says: &str) -> BTreeSet<&str> {
    says.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(gap, _)| gap).collect()
}

/// Sentences that are gone, and gaps that nothing fills.
fn wording(protocol: &Protocol, ours: &Protocol) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut say = |at: String, message: String, help: String| {
        wrong.push((Template::Wording, Diagnostic::new(Code::Protocol, message).at(at).help(help)));
    };
    let (theirs, mine) = (&protocol.wording, &ours.wording);
    for (list, theirs, mine) in [("notes", &theirs.notes, &mine.notes), ("errors", &theirs.errors, &mine.errors)] {
        for key in mine.keys().filter(|key| !theirs.contains_key(*key)) {
            say(list.to_owned(), format!("the sentence `{key}` is missing"), "put it back; its words are yours".to_owned());
        }
        for (key, sentence) in theirs {
            let Some(known) = mine.get(key) else {
                say(format!("{list}.{key}"), format!("nothing says `{}`", shown(key)), "take it out, or correct its name".to_owned());
                continue;
            };
            let known = gaps(&known.says);
            for gap in gaps(&sentence.says).difference(&known) {
                let can = if known.is_empty() {
                    "none".to_owned()
                } else {
                    known.iter().map(|gap| format!("{{{gap}}}")).collect::<Vec<_>>().join(", ")
                };
                say(
                    format!("{list}.{key}.says"),
                    format!("nothing fills the gap {{{}}} of this sentence", shown(gap)),
                    format!("gaps that it may have: {can}"),
                );
            }
        }
    }
    if theirs.setup.len() < mine.setup.len() {
        say(
            "setup".to_owned(),
            format!("the set-up has {} steps", theirs.setup.len()),
            format!("give at least {}: the fourth is the brace", mine.setup.len()),
        );
    }
    wrong
}

/// `from` that names a statement which is not in the inventory.
fn rows(protocol: &Protocol) -> Vec<Wrong> {
    let known: BTreeSet<String> = Protocol::inventory().into_iter().map(|row| row.id).collect();
    let mut wrong = Vec::new();
    let mut look = |template: Template, at: String, from: &[String]| {
        for (nth, row) in from.iter().enumerate().filter(|(_, row)| !known.contains(*row)) {
            let help = match did_you_mean(row, known.iter().map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "take it out: `from` is for statements of the article, and a rule of your own may have none".to_owned(),
            };
            let message = format!("the article's inventory has no `{}`", shown(row));
            wrong.push((template, Diagnostic::new(Code::Protocol, message).at(format!("{at}.from[{nth}]")).help(help)));
        }
    };
    for &rule in RuleId::ALL {
        look(Template::Protocol, format!("rules.{}", rule.id()), protocol.rules.from(rule));
    }
    for (id, exercise) in &protocol.exercises {
        look(Template::Exercises, format!("exercises.{id}"), &exercise.from);
    }
    for (id, lift) in &protocol.lifts {
        look(Template::Exercises, format!("lifts.{id}"), &lift.from);
    }
    for (at, sign) in protocol.signs.iter().enumerate() {
        look(Template::Signs, format!("signs[{at}]"), &sign.from);
    }
    for (key, sentence) in &protocol.wording.notes {
        look(Template::Wording, format!("notes.{key}"), &sentence.from);
    }
    wrong
}

/// Values that cannot be meant together.
fn values(protocol: &Protocol) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let rules = &protocol.rules;
    let mut must = |holds: bool, rule: RuleId, message: &str, help: &str| {
        if !holds {
            wrong.push(Diagnostic::new(Code::Protocol, message).at(format!("rules.{}.value", rule.id())).help(help));
        }
    };
    let up = |range: CountRange| 0 < range.from && range.from <= range.to;
    let rhythm = rules.deload_rhythm.value;
    must(
        up(rhythm.younger) && up(rhythm.older),
        RuleId::DeloadRhythm,
        "a deload rhythm is upside down",
        "`from` is at least 1 and at most `to`",
    );
    let rise = rules.reload_rise.value;
    must(
        rise.lowest <= rise.cap && rise.lowest.tenths() > 0,
        RuleId::ReloadRise,
        "the lowest weekly rise is above its cap",
        "`lowest` is above 0 and at most `cap`",
    );
    must(
        rules.reload_near_max.value.cap <= rise.cap,
        RuleId::ReloadNearMax,
        "the near-maximal rise is above the weekly cap",
        "near the maximum, a rise is smaller",
    );
    let start = rules.reload_start.value;
    must(
        start.marked <= start.standard && start.marked.tenths() > 0,
        RuleId::ReloadStart,
        "the cautious start is above the standard start",
        "`marked` is at most `standard`",
    );
    must(
        start.standard <= rules.reload_second_week.value,
        RuleId::ReloadSecondWeek,
        "the second week is below the start",
        "the second week is at least the start",
    );
    must(rules.lightest_bar.value.tenths() <= 1000, RuleId::LightestBar, "a start above the working weight", "at most 100 %");
    must(
        rules.reload_patience.value.points_per_week.tenths() > 0,
        RuleId::ReloadPatience,
        "a week is worth nothing",
        "`points_per_week` is above 0",
    );
    let first = &rules.phase_1_length.value;
    must(
        !first.by_worst.is_empty()
            && first.by_worst.windows(2).all(|pair| pair[0].to < pair[1].to && pair[0].days <= pair[1].days)
            && first.by_worst.iter().all(|row| 0 < row.days && row.days <= first.last_day),
        RuleId::Phase1Length,
        "the table of Phase 1 does not rise, or goes past its last day",
        "rows rise in pain and in days, none above `last_day`",
    );
    let second = rules.phase_2_length.value;
    must(
        0 < second.days && second.days <= second.long,
        RuleId::Phase2Length,
        "the length of Phase 2 is upside down",
        "`days` is at most `long`",
    );
    must(
        rules.spacing_hard.value <= rules.spacing_preferred.value && rules.spacing_hard.value > 0,
        RuleId::SpacingHard,
        "the hard spacing is above the preferred one",
        "hard hours are at most the preferred ones",
    );
    must(rules.weekly_heavy.value.most >= 1, RuleId::WeeklyHeavy, "no heavy session fits into a week", "`most` is at least 1");
    let ramp = &rules.ramp.value;
    must(
        ramp.iter().all(|step| step.percent.tenths() < 1000) && ramp.windows(2).all(|pair| pair[0].percent < pair[1].percent),
        RuleId::Ramp,
        "the ramp does not rise, or reaches the work set",
        "steps rise and stay under 100 %",
    );
    let sets = rules.work_sets.value;
    must(
        sets.deload.sets <= sets.heavy.sets && sets.heavy.sets <= sets.light.sets && sets.deload.sets > 0,
        RuleId::WorkSets,
        "a deload has more sets than a week of work",
        "sets fall from `light` to `heavy` to `deload`",
    );
    let missed = &rules.missed_days.value;
    must(
        !missed.rows.is_empty()
            && missed.rows.windows(2).all(|pair| pair[0].to < pair[1].to && pair[0].then <= pair[1].then)
            && missed.rows.iter().all(|row| (row.then == MissedThen::Lower) == row.points.is_some_and(|points| points.tenths() > 0)),
        RuleId::MissedDays,
        "the table of missed days does not rise, or lowers a load by nothing",
        "rows rise in days and in caution, and `lower` has its `points`",
    );
    must(
        (0..1000).contains(&missed.beyond.off.tenths()) && (1..=1000).contains(&missed.beyond.start.tenths()),
        RuleId::MissedDays,
        "after a long break the percentages are out of range",
        "`start` is above 0 and at most 100, `off` is under 100",
    );
    must(
        rules.go_on.value < rules.repeat_load.value.worst
            && rules.repeat_load.value.worst <= rules.pain_trigger.value
            && rules.pain_trigger.value + 1 < rules.back_to_start.value,
        RuleId::BackToStart,
        "the scores after a session do not rise from row to row",
        "`go-on`, `repeat-load`, `pain-trigger` and `back-to-start` rise in this order",
    );
    must(
        rules.review_load.value.points.tenths() > 0 && rules.lower_load.value.points.tenths() > 0,
        RuleId::ReviewLoad,
        "a lighter load is lighter by nothing",
        "`points` is above 0",
    );
    must(
        rules.repeat_load.value.sets < rules.lower_load.value.sets && rules.lower_load.value.weeks > 0 && rules.second_time.value > 0,
        RuleId::LowerLoad,
        "fewer sets cut short lower the load than repeat it",
        "`sets` of `lower-load` is above that of `repeat-load`, and counts are above 0",
    );
    let dumbbell = rules.phase_2_dumbbell.value;
    must(
        dumbbell.kg[0] <= dumbbell.kg[1] && dumbbell.lb[0] <= dumbbell.lb[1] && dumbbell.every_days > 0,
        RuleId::Phase2Dumbbell,
        "the dumbbell range is upside down",
        "lightest first",
    );
    let good_morning = rules.good_morning.value;
    must(
        good_morning.load <= good_morning.load_to,
        RuleId::GoodMorning,
        "the load of good mornings is upside down",
        "`load` is at most `load_to`",
    );
    for (rule, dose) in [
        (RuleId::HipThrust, rules.hip_thrust.value),
        (RuleId::Pallof, rules.pallof.value),
        (RuleId::GoodMorning, good_morning.dose),
        (RuleId::Phase2Dumbbell, dumbbell.dose),
    ] {
        must(
            0 < dose.sets && dose.sets <= dose.sets_to && 0 < dose.reps && dose.reps <= dose.reps_to,
            rule,
            "a dose is upside down",
            "the lower number first, above 0",
        );
    }
    let at_most_whole = |percent: Percent| (1..=WHOLE).contains(&percent.tenths());
    let on_the_scale = |score: u8| score <= Pain::MAX;
    must(
        on_the_scale(rules.screen_worst_pain.value) && rules.screen_worst_pain.value > rules.pain_trigger.value,
        RuleId::ScreenWorstPain,
        "the worst pain that is referred is off the scale, or below the one that only lowers a load",
        "a score above `pain-trigger` and at most 10",
    );
    must(
        on_the_scale(rules.back_to_start.value) && rules.pain_tolerance.value <= rules.pain_trigger.value,
        RuleId::PainTolerance,
        "more pain is tolerated than lowers a load",
        "`pain-tolerance` is at most `pain-trigger`, and all scores are at most 10",
    );
    let rest_hours = rules.soreness_rest.value;
    must(rest_hours.from <= rest_hours.to, RuleId::SorenessRest, "the hours of rest are upside down", "`from` is at most `to`");
    let forecast = rules.reload_forecast.value;
    must(forecast.from <= forecast.to, RuleId::ReloadForecast, "the forecast is upside down", "`from` is at most `to`");
    must(up(rules.coach.value), RuleId::Coach, "the sessions with a coach are upside down", "`from` is at least 1 and at most `to`");
    let older = rules.near_max_cadence.value.oldest_days;
    must(up(older), RuleId::NearMaxCadence, "the days between near-maximal loads are upside down", "`from` is at least 1 and at most `to`");
    must(
        at_most_whole(rules.near_max_cadence.value.from) && rules.near_max_cadence.value.from == rules.reload_near_max.value.from,
        RuleId::NearMaxCadence,
        "`near-max-cadence` and `reload-near-max` disagree about where the maximum is near",
        "write the same `from` in both, at most 100 %",
    );
    // The longest climb there can be: from the lowest start, by the lowest rise, and the weeks at the top.
    let climb = (WHOLE - start.marked.tenths()).max(0) / rise.lowest.tenths().max(1);
    let weeks = u32::try_from(climb).unwrap_or(0) + 1 + rules.aftercare.value;
    must(
        rhythm.younger.from < weeks && rhythm.older.from < weeks,
        RuleId::DeloadRhythm,
        "a deload can never happen: no plan has that many weeks before it",
        &format!("`from` is under {weeks}: from `reload-start` by the lowest `reload-rise`, and through `aftercare`, no plan is longer"),
    );
    must(
        rise.cap.tenths() + start.marked.tenths() <= WHOLE && rise.cap.tenths() <= WHOLE / 4,
        RuleId::ReloadRise,
        "the weekly rise is above any that is gradual",
        "`cap` is at most 25 points",
    );
    must(
        at_most_whole(rules.second_day.value.load),
        RuleId::SecondDay,
        "the lighter day is heavier than the heavy one",
        "`load` is at most 100 %",
    );
    must(
        at_most_whole(rules.morning.value.load) && rules.morning.value.minutes_from <= rules.morning.value.minutes_to,
        RuleId::Morning,
        "an early session is heavier than a late one, or its minutes are upside down",
        "`load` is at most 100 %, `minutes_from` at most `minutes_to`",
    );
    must(
        at_most_whole(rules.lighten.value.volume) && at_most_whole(rules.lighten.value.load),
        RuleId::Lighten,
        "a session made light is heavier than before",
        "`volume` and `load` are at most 100 %",
    );
    must(
        at_most_whole(rules.quarterly_check.value.load),
        RuleId::QuarterlyCheck,
        "the check is above the working weight",
        "`load` is at most 100 %",
    );
    must(
        at_most_whole(rules.phase_3_entry.value.side_ratio),
        RuleId::Phase3Entry,
        "the weaker side would have to be the stronger one",
        "`side_ratio` is at most 100 %",
    );
    must(
        at_most_whole(good_morning.load_to) && good_morning.load.tenths() > 0,
        RuleId::GoodMorning,
        "good mornings are heavier than the deadlift, or weigh nothing",
        "`load` is above 0, `load_to` at most 100 %",
    );
    let big = &rules.big_three.value;
    must(
        0 < big.days && big.days <= big.days_to && !big.reps.is_empty() && big.reps.iter().all(|reps| *reps > 0) && big.hold > 0,
        RuleId::BigThree,
        "the days are upside down, or there is nothing to do",
        "`days` is at least 1 and at most `days_to`, `hold` and every entry of `reps` are above 0",
    );
    must(
        [sets.light, sets.heavy, sets.deload, rules.second_day.value.scheme, rules.quarterly_check.value.scheme]
            .iter()
            .all(|scheme| scheme.sets > 0 && scheme.reps > 0),
        RuleId::WorkSets,
        "work sets without a set or a repetition",
        "`sets` and `reps` are above 0, in `work-sets`, `second-day` and `quarterly-check`",
    );
    must(
        sets.deload.sets < sets.light.sets,
        RuleId::WorkSets,
        "a deload has as many sets as a full week: it can never be one",
        "`sets` of `deload` is under that of `light`",
    );
    must(rules.aftercare.value > 0, RuleId::Aftercare, "no week at the full weight", "at least 1");
    must(rules.quarterly_check.value.months > 0, RuleId::QuarterlyCheck, "the check comes before the return", "`months` is at least 1");
    wrong
}
