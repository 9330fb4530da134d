//! What the whole plan comes to, in words, and the rules it cites. Decides nothing.

use super::course::Course;
use super::loads::LoadWeek;
use super::own::Fates;
use super::session::{Kit, is_at_most};
use super::standing::Stage;
use crate::plan::{Because, Coaching, ExerciseText, Lumbar, Note, PhaseSpan, Plan, Summary, Track, Week};
use crate::profile::{AgeBand, Easing, Lift, NoteTopic, PainStatus, TechniqueError};
use crate::protocol::{Protocol, RuleId};
use std::collections::{BTreeMap, BTreeSet};

/// The summary, its notes the most important first.
pub fn summary(course: &Course, phases: Vec<PhaseSpan>, weeks: &[Week], fates: &Fates) -> Summary {
    Summary {
        track: course.outline.track,
        working_weight: course.kit.strength.working_weight,
        top_load: course.loads.top,
        loading_weeks: course.weeks_to_top(),
        returns_on: course.loads.full.then_some(course.days.reached),
        phases,
        notes: notes(course, weeks, fates),
    }
}

fn notes(course: &Course, weeks: &[Week], fates: &Fates) -> Vec<Note> {
    let kit = course.kit;
    let profile = kit.profile;
    let rules = &kit.protocol.rules;
    let whole = kit.strength.working_weight;
    let count = course.weeks_to_top();
    let mut notes: Vec<Note> = Vec::new();
    let mut say =
        |key: &str, gaps: &[(&str, String)], rule: RuleId| notes.push(Note { says: kit.say(key, gaps), because: Because::of(rule) });
    let three_phase = course.outline.track == Track::ThreePhase;
    if let Some(clearance) = &profile.clearance {
        let gaps = [("by", clearance.by.clone()), ("date", clearance.date.format("%-d %B %Y").to_string())];
        say("cleared", &gaps, RuleId::ScreenRefer);
        if let Some(most) = clearance.max_load {
            say("cleared-to", &[("load", most.to_string())], RuleId::ClearanceCap);
        }
    }
    // Of the onset only the day is known.
    let early = i64::from(rules.early_evaluation.value);
    let hurting = profile.pain.began.map(|began| (course.standing.run - began).num_days() * 24);
    // Without both scores there is no improvement that one could see.
    let improved = profile.pain.now.zip(profile.pain.worst).is_some_and(|(now, worst)| now < worst);
    if profile.pain.status == PainStatus::Acute && profile.clearance.is_none() && !improved && hurting.is_some_and(|hours| hours > early) {
        say("early-evaluation", &[], RuleId::EarlyEvaluation);
    }
    if kit.strength.converted {
        let gaps = [
            ("given", profile.deadlift.working_weight.to_string()),
            ("reps", profile.deadlift.reps.to_string()),
            ("five", whole.to_string()),
        ];
        say("converted", &gaps, RuleId::WorkingWeight);
    }
    let first = course.weeks.first().map_or(whole.share(rules.reload_start.value.marked), |week| week.load);
    let begins = matches!(course.standing.stage, Stage::Before { .. });
    let start = if course.outline.marks.is_empty() { rules.reload_start.value.standard } else { rules.reload_start.value.marked };
    if begins && !is_at_most(first, whole, start) {
        let gaps =
            [("bar", first.to_string()), ("percent", first.percent_of(whole).to_string()), ("start", whole.share(start).to_string())];
        say("bar-above-start", &gaps, RuleId::LightestBar);
    } else if begins && !course.outline.marks.is_empty() {
        let gaps = [("percent", start.to_string()), ("marks", course.outline.marks.join(", "))];
        say("marked-start", &gaps, RuleId::ReloadStart);
    }
    if let Some((plate, fewer)) = course.loads.finer {
        let gaps = [("weeks", count.to_string()), ("plate", plate.to_string()), ("fewer", fewer.to_string())];
        say(if course.loads.held { "plates-hold" } else { "plates-slow" }, &gaps, RuleId::PlateHold);
    } else if course.loads.held {
        let plate = crate::plates::finer_plate(&profile.equipment, profile.unit());
        say("plates-force", &[("plate", plate.to_string())], RuleId::PlateHold);
    }
    if count > rules.reload_forecast.value.to {
        say("longer-than-forecast", &[], RuleId::ReloadForecast);
    }
    if !course.loads.full && profile.clearance.as_ref().and_then(|clearance| clearance.max_load).is_none_or(|most| most > course.loads.top)
    {
        say("ends-below", &[("top", course.loads.top.to_string()), ("whole", whole.to_string())], RuleId::ReloadTop);
    } else if course.loads.full && course.loads.top < whole {
        say("ends-at", &[("top", course.loads.top.to_string()), ("whole", whole.to_string())], RuleId::Loadable);
    }
    match profile.deadlift.lift {
        Lift::Sumo if profile.mobility.hip_problem => say("no-sumo", &[], RuleId::SumoExcluded),
        Lift::TrapBar => say("trap-bar", &[], RuleId::TrapBar),
        Lift::Conventional | Lift::Sumo => {}
    }
    if profile.deadlift.sessions_per_week == 2 {
        say("second-day", &[("percent", rules.second_day.value.load.to_string())], RuleId::SecondDay);
    }
    if profile.age_band == AgeBand::From46 && course.weeks.iter().any(|week| week.near_max) {
        let days = rules.near_max_cadence.value.oldest_days;
        say("near-max-apart", &[("from", days.from.to_string()), ("to", days.to.to_string())], RuleId::NearMaxCadence);
    }
    for lifts in fates.shared() {
        say("joined", &[("lifts", lifts)], RuleId::SpacingHard);
    }
    let heavy = |week: &Week| {
        let own = week.own.iter().filter(|own| own.lumbar == Lumbar::Heavy).map(|own| own.start);
        week.sessions
            .iter()
            .filter(|session| session.lumbar == Lumbar::Heavy)
            .map(|session| session.start)
            .chain(own)
            .collect::<BTreeSet<_>>()
            .len()
    };
    if weeks.iter().any(|week| heavy(week) >= rules.weekly_heavy.value.note_from as usize) {
        say("three-heavy", &[], RuleId::WeeklyHeavy);
    }
    if three_phase {
        if matches!(profile.pain.eased_by, Easing::Unsure) {
            say("unknown-tissue", &[], RuleId::UnknownTissue);
        }
        say("healing", &[], RuleId::Phase3Entry);
        say("connective", &[], RuleId::ReloadPatience);
        say("fear", &[], RuleId::PainTolerance);
        if profile.pain.episodes > 1 || profile.clearance.is_some() {
            say("therapy", &[], RuleId::ScreenRefer);
        }
    } else {
        say("technique-first", &[], RuleId::TechniqueStop);
    }
    say("fatigue", &[], RuleId::TechniqueStop);
    say("coach", &[], RuleId::Coach);
    say("recurrence-risk", &[], RuleId::QuarterlyCheck);
    say("goal", &[], RuleId::PhaseOrder);
    notes
}

/// What stays the same in every session.
pub fn coaching(kit: &Kit, weeks: &[LoadWeek]) -> Coaching {
    let profile = kit.profile;
    let words = &kit.protocol.wording;
    let rules = &kit.protocol.rules;
    let mut setup: Vec<String> = words.setup.iter().map(|step| step.says.clone()).collect();
    // "Ribs down" where the back is arched too far (decisions, section 5, cues).
    if profile.has_error(TechniqueError::LumbarHyperextension)
        && let Some(brace) = setup.get_mut(3)
    {
        brace.clone_from(&words.setup_ribs_down.says);
    }
    let one_sided = profile.signs().any(|sign| sign == "one-sided-point");
    let near_max = weeks.iter().filter(|week| week.near_max).map(|week| week.load).min();
    let mut because = Because::of(RuleId::SetUp)
        .and(RuleId::TechniqueStop)
        .and(RuleId::PainStop)
        .and(RuleId::PainTolerance)
        .and(RuleId::Rest)
        .and(RuleId::Grip)
        .and(RuleId::Belt)
        .and(RuleId::PainLog)
        .and(RuleId::PainTrigger)
        .and(RuleId::Filming)
        .and(RuleId::FilmAngle)
        .and(RuleId::ScreenEmergency)
        .and(RuleId::ScreenUnsure);
    // What was logged decides the next load by these.
    for rule in [
        RuleId::GoOn,
        RuleId::RepeatLoad,
        RuleId::LowerLoad,
        RuleId::ReviewLoad,
        RuleId::BackToStart,
        RuleId::SecondTime,
        RuleId::SmallestChange,
        RuleId::MissedDays,
        RuleId::CountAnew,
        RuleId::NeverFaster,
    ] {
        because = because.and(rule);
    }
    because = because.and(RuleId::SpacingHard).and(RuleId::SpacingPreferred).and(RuleId::Slots).and(RuleId::LumbarLifts);
    let extras = profile.preferences.notes.iter().collect::<BTreeSet<_>>().into_iter().flat_map(|topic| {
        let (keys, rule): (&[&str], _) = match topic {
            NoteTopic::Supplements => (&["supplements"], RuleId::Supplements),
            NoteTopic::DeskBreaks => (&["desk-breaks"], RuleId::DeskBreaks),
        };
        keys.iter().map(move |key| Note { says: kit.say(key, &[]), because: Because::of(rule) })
    });
    let film: &[&str] = if profile.has_error(TechniqueError::LumbarRounding) { &["film-side"] } else { &["film-45", "film-side"] };
    let film = film.iter().map(|key| Note { says: kit.say(key, &[]), because: Because::of(RuleId::FilmAngle) });
    let habits = ["three-of-five", "straps", "daily-hinge", "sleep", "hydration"];
    let habits = habits.into_iter().map(|key| Note { says: kit.say(key, &[]), because: Because::of(RuleId::SetUp) });
    Coaching {
        setup,
        errors: profile
            .technique
            .errors
            .iter()
            .filter_map(|error| words.errors.get(error_id(*error)))
            .map(|sentence| sentence.says.clone())
            .collect(),
        breathing: words.breathing.says.clone(),
        grip: if one_sided { words.grip_one_sided.says.clone() } else { words.grip.says.clone() },
        belt: near_max.map_or_else(|| words.no_belt.says.clone(), |load| words.belt_from.says.replace("{load}", &load.to_string())),
        rest_seconds: rules.rest.value,
        stop_set: words.stop_set.says.clone(),
        stop_session: words.stop_session.says.clone(),
        stop_plan: words.stop_plan.says.clone(),
        after: words.after.says.clone(),
        emergency: kit
            .protocol
            .signs
            .iter()
            .filter(|sign| sign.verdict == crate::protocol::SignVerdict::Emergency)
            .map(|sign| sign.says.clone())
            .collect(),
        habits: film.chain(habits).collect(),
        extras: extras.collect(),
        disclaimer: words.disclaimer.says.clone(),
        because,
    }
}

fn error_id(error: TechniqueError) -> &'static str {
    match error {
        TechniqueError::LumbarRounding => "lumbar-rounding",
        TechniqueError::LumbarHyperextension => "lumbar-hyperextension",
        TechniqueError::BarDrift => "bar-drift",
        TechniqueError::HipPosition => "hip-position",
        TechniqueError::Jerking => "jerking",
    }
}

/// Gathers the exercises that a plan names and the rules that it cites.
pub fn gather(plan: &mut Plan, protocol: &Protocol) {
    let mut cited: BTreeSet<RuleId> = BTreeSet::new();
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut cite = |because: &Because| cited.extend(because.rules());
    cite(&plan.coaching.because);
    plan.coaching.habits.iter().chain(&plan.coaching.extras).for_each(|note| cite(&note.because));
    plan.summary.phases.iter().for_each(|phase| cite(&phase.because));
    plan.summary.notes.iter().for_each(|note| cite(&note.because));
    plan.revisions.iter().flat_map(|revision| &revision.changes).for_each(|note| cite(&note.because));
    plan.stopped.iter().flat_map(|stop| &stop.reasons).for_each(|note| cite(&note.because));
    for change in &plan.changes {
        cite(&change.because);
        named.extend(change.lifts.iter().cloned());
    }
    for week in &plan.weeks {
        week.because.iter().for_each(&mut cite);
        for session in &week.sessions {
            session.notes.iter().for_each(|note| cite(&note.because));
            session.next_time.iter().for_each(|row| cite(&row.because));
            session.outcome.iter().for_each(|outcome| cite(&outcome.because));
            for exercise in &session.exercises {
                cite(&exercise.because);
                named.insert(exercise.exercise.clone());
            }
        }
        named.extend(week.own.iter().flat_map(|own| own.lifts.clone()));
    }
    let text = |id: &String| {
        let exercise = protocol.exercises.get(id).map(|data| ExerciseText { name: data.name.clone(), how: data.how.clone() });
        let lift =
            || protocol.lifts.get(id).map(|data| ExerciseText { name: data.name.clone(), how: protocol.note("own-lift-how").to_owned() });
        Some((id.clone(), exercise.or_else(lift)?))
    };
    plan.exercises = named.iter().filter_map(text).collect::<BTreeMap<_, _>>();
    plan.rules = cited.into_iter().map(|rule| (rule, protocol.rules.text(rule))).collect();
}
