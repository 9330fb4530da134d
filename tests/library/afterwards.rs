//! What follows beside the deadlifts: from days, from strong pain, from a stop, from a clearance.

use crate::common::{Lifter, PROTOCOL, day};
use crate::follow::{coming, entries, fourth, lifter, revise_on, says, sound, try_revise};
use rehinge::follow::{self, Objection, Request, Revised};
use rehinge::plan::{Phase, Plan, Response, Session, SessionKind, Set, VerdictKind};
use rehinge::profile::{Clearance, Profile};
use rehinge::protocol::{Lumbar, RuleId};
use rehinge::render::terminal;
use rehinge::units::{Load, Unit};

/// `extension-eased` after the 80 kg of New Year's Eve, which went well, and what was told since.
fn since(told: &str) -> String {
    fourth("load: 80 kg, sets: [5, 5, 5, 5], pain: {worst: 1, morning: 0}") + told
}

fn first_three(plan: &Plan) -> String {
    coming(plan).split(" / ").take(3).collect::<Vec<_>>().join(" / ")
}

/// The lifter's own sessions from a day to another, as they are now.
fn own(plan: &Plan, from: &str, to: &str) -> String {
    let days = day(from)..=day(to);
    let changed = plan.sessions().filter(|session| session.kind == SessionKind::Own).map(|session| (session.start, session.lumbar));
    let kept = plan.weeks.iter().flat_map(|week| &week.own).map(|own| (own.start, own.lumbar));
    let mut all: Vec<_> = changed.chain(kept).filter(|(start, _)| days.contains(&start.date())).collect();
    all.sort();
    all.iter().map(|(start, lumbar)| format!("{} {lumbar:?}", start.format("%-d.%-m."))).collect::<Vec<_>>().join(" / ")
}

#[test]
fn a_bad_day_within_72_hours_of_a_deadlift_is_what_came_of_it() {
    // The deadlift was on Thursday. Sunday is three days later.
    for told in ["- {date: 2027-01-01, pain: {worst: 4}}\n", "- {date: 2027-01-03, pain: {morning: 5}}\n"] {
        let revised = revise_on(&lifter(), &since(told), "2027-01-03");
        assert_eq!(first_three(&revised), "7.1. 70 3×5 / 14.1. 80 4×5 / 21.1. 90 4×5", "{told}");
        assert!(says(&revised).contains("within 72 hours of the deadlift"), "{}", says(&revised));
        sound(&revised);
    }
    // A core session is a day like another.
    let core = "- {session: loading-4-core-1, date: 2027-01-02, pain: {worst: 4}}\n";
    assert_eq!(first_three(&revise_on(&lifter(), &since(core), "2027-01-03")), "7.1. 70 3×5 / 14.1. 80 4×5 / 21.1. 90 4×5");
    // A day of 3 repeats the load, and one of 2 changes nothing.
    let on = |worst: u8| {
        let revised = revise_on(&lifter(), &since(&format!("- {{date: 2027-01-02, pain: {{worst: {worst}}}}}\n")), "2027-01-03");
        first_three(&revised)
    };
    assert_eq!(
        (on(3).as_str(), on(2).as_str()),
        ("7.1. 80 4×5 / 14.1. 90 4×5 / 21.1. 95 3×5", "7.1. 90 4×5 / 14.1. 95 3×5 / 21.1. 100 3×5")
    );
}

#[test]
fn what_came_of_a_deadlift_is_no_second_time_of_its_own() {
    let hurt = |told: &str| fourth("load: 80 kg, sets: [5, 5, 5, 5], pain: {worst: 4, morning: 1}") + told;
    let again = "- {date: 2027-01-02, pain: {worst: 5}}\n";
    let revised = revise_on(&lifter(), &hurt(again), "2027-01-03");
    assert_eq!((revised.verdict, first_three(&revised).as_str()), (VerdictKind::Train, "7.1. 70 3×5 / 14.1. 80 4×5 / 21.1. 90 4×5"));
    // Two weeks later the day after it hurts again at 80 kg.
    let later = hurt(again)
        + "- {session: loading-5-deadlift, date: 2027-01-07, load: 70 kg, sets: [5, 5, 5], pain: {worst: 0, morning: 0}}
- {session: loading-6-deadlift, date: 2027-01-14, load: 80 kg, sets: [5, 5, 5, 5], pain: {worst: 1, morning: 0}}
- {date: 2027-01-15, pain: {worst: 4}}
";
    let revised = revise_on(&lifter(), &later, "2027-01-15");
    assert_eq!((revised.verdict, coming(&revised).as_str()), (VerdictKind::Refer, ""));
    sound(&revised);
}

#[test]
fn a_bad_day_later_repeats_the_load_and_makes_own_lifts_light_until_a_good_one() {
    // Squats on Mondays, presses on Thursdays with the deadlift.
    assert_eq!(own(&revise_on(&lifter(), &since(""), "2027-01-03"), "2027-01-03", "2027-01-12"), "4.1. Heavy / 11.1. Heavy");
    let bad = since("- {date: 2027-01-04, pain: {worst: 4}}\n");
    let revised = revise_on(&lifter(), &bad, "2027-01-04");
    assert_eq!(first_three(&revised), "7.1. 80 4×5 / 14.1. 90 4×5 / 21.1. 95 3×5");
    assert_eq!(own(&revised, "2027-01-03", "2027-01-12"), "4.1. Light / 11.1. Heavy");
    let change = revised.changes.iter().find(|change| change.from == day("2027-01-04")).unwrap();
    assert!(change.reason.contains("until a day of 2 or less"), "{}", change.reason);
    sound(&revised);
    let good = revise_on(&revised, &(bad.clone() + "- {date: 2027-01-05, pain: {worst: 2}}\n"), "2027-01-05");
    assert_eq!(first_three(&good), "7.1. 80 4×5 / 14.1. 90 4×5 / 21.1. 95 3×5");
    assert!(good.changes.iter().all(|change| change.to < day("2027-01-05")), "{:?}", good.changes);
    sound(&good);
    // A day of 3 is none of the good ones.
    let not_yet = revise_on(&revised, &(bad + "- {date: 2027-01-05, pain: {worst: 3}}\n"), "2027-01-05");
    assert!(not_yet.changes.iter().any(|change| change.to >= day("2027-01-07")), "{:?}", not_yet.changes);
    sound(&not_yet);
}

/// In Phases 1 and 2 a day counts like a routine of it.
#[test]
fn a_day_before_the_loads_counts_like_a_routine() {
    for (session, date, worst) in [
        ("pain-resolution-7-daily", "2026-11-29", 2),
        ("pain-resolution-3-daily", "2026-11-25", 7),
        ("movement-5-daily", "2026-12-04", 2),
        ("movement-5-daily", "2026-12-04", 4),
        ("movement-5-daily", "2026-12-04", 0),
    ] {
        let told = |of: &str| revise_on(&lifter(), &format!("- {{{of}date: {date}, pain: {{worst: {worst}}}}}\n"), date);
        let (routine, whole_day) = (told(&format!("session: {session}, ")), told(""));
        assert_eq!(routine.summary.phases, whole_day.summary.phases, "{worst} on {date}");
        assert_eq!(coming(&routine), coming(&whole_day), "{worst} on {date}");
        sound(&whole_day);
    }
}

/// Everything to come that has a weight in it, or loads the back.
fn loaded(plan: &Plan, from: &str) -> Vec<String> {
    let ahead = plan.sessions().filter(|session| session.start.date() >= day(from));
    let weights = |session: &Session| session.exercises.iter().flat_map(|it| &it.sets).any(|set| Set::load(set).is_some());
    ahead.filter(|session| weights(session) || session.lumbar != Lumbar::None).map(|session| session.id.to_string()).collect()
}

#[test]
fn after_a_restart_nothing_is_loaded_before_the_screen_was_answered_again() {
    let bad = since("- {date: 2027-01-05, pain: {worst: 6}}\n");
    let waits = revise_on(&lifter(), &bad, "2027-01-06");
    let spans = |plan: &Plan| plan.summary.phases.iter().map(|span| (span.phase, span.to.to_string())).collect::<Vec<_>>();
    assert_eq!(spans(&waits)[3..], [(Phase::PainResolution, "2027-01-15".to_owned()), (Phase::Movement, "2027-01-29".to_owned())]);
    assert_eq!((coming(&waits).as_str(), waits.summary.returns_on), ("", None));
    assert_eq!(loaded(&waits, "2027-01-06"), [""; 0]);
    assert!(waits.sessions().any(|session| session.id == "movement-20-daily"), "the routines go on");
    let first = &waits.summary.notes[0].says;
    assert!(first.contains("`rehinge screen NAME`") && first.contains("5 January"), "{first}");
    sound(&waits);
    // As long as it is not answered, and by an answer from before.
    for told in ["- {date: 2027-01-09, pain: {worst: 0}}\n", "- {date: 2027-01-04, screen: {}}\n"] {
        let still = revise_on(&waits, &(bad.clone() + told), "2027-01-09");
        assert_eq!((coming(&still).as_str(), loaded(&still, "2027-01-10").len()), ("", 0), "{told}");
        sound(&still);
    }
    let answered = revise_on(&waits, &(bad.clone() + "- {date: 2027-01-09, screen: {}}\n"), "2027-01-09");
    assert!(coming(&answered).starts_with("4.2. 40 4×5"), "{}", coming(&answered));
    assert_eq!(spans(&answered)[3..5], spans(&waits)[3..]);
    assert!(answered.summary.notes.iter().all(|note| !note.says.contains("rehinge screen")));
    sound(&answered);
    // What it brings up sends to someone, as on the first day.
    for (answer, verdict) in [("signs: [tingling]", VerdictKind::Refer), ("unsure: [saddle-numbness]", VerdictKind::Emergency)] {
        let told = entries(&format!("{bad}- {{date: 2027-01-09, screen: {{{answer}}}}}\n"));
        let stopped = try_revise(&waits, &told, "2027-01-09").unwrap();
        assert_eq!(stopped.stopped.map(|it| it.kind), Some(verdict), "{answer}");
        sound(&stopped.plan);
    }
}

/// The lifter with a clearance, and perhaps a limit on the bar.
fn cleared(on: &str, most: Option<i64>) -> Profile {
    let max_load = most.map(|most| Load::new(most * 1000, Unit::Kg));
    let clearance = Some(Clearance { by: "physiotherapist".into(), date: day(on), max_load });
    Profile { clearance, ..Lifter::named("extension-eased").profiled().profile.clone() }
}

fn revise_as(plan: &Plan, now: &Profile, log: &str, today: &str) -> Plan {
    let log = entries(log);
    let request = Request { plan, now: Some(now), log: &log, today: day(today) };
    let revised = follow::replan(&request, &PROTOCOL);
    revised.unwrap_or_else(|wrong| panic!("{}", wrong.iter().map(ToString::to_string).collect::<String>())).plan
}

#[test]
fn a_clearance_since_the_stop_leads_on_with_phase_1_and_its_limit() {
    let leg = since("- {date: 2027-01-05, pain: {worst: 2, kind: leg}}\n");
    let stopped = revise_on(&lifter(), &leg, "2027-01-05");
    assert_eq!((stopped.verdict, coming(&stopped).as_str()), (VerdictKind::Refer, ""));
    // One from before does not count.
    let before = revise_as(&stopped, &cleared("2027-01-04", None), &leg, "2027-01-10");
    assert_eq!(before.verdict, VerdictKind::Refer);
    // Nor does one of a day to come, before that day.
    let early = revise_as(&stopped, &cleared("2027-02-08", None), &leg, "2027-01-10");
    assert_eq!(early.verdict, VerdictKind::Refer);
    assert_eq!(revise_as(&early, &cleared("2027-02-08", None), &leg, "2027-02-08").verdict, VerdictKind::Train);
    let waits = revise_as(&stopped, &cleared("2027-01-08", Some(60)), &leg, "2027-01-10");
    let again = waits.summary.phases.iter().rfind(|span| span.phase == Phase::PainResolution).unwrap();
    assert_eq!((waits.verdict, again.from, again.days()), (VerdictKind::Train, day("2027-01-10"), 3));
    assert_eq!((coming(&waits).as_str(), loaded(&waits, "2027-01-10").len()), ("", 0), "the screen comes first");
    sound(&waits);
    // What the clinician knew of is no news; anything else is.
    let known = leg.clone() + "- {date: 2027-01-12, screen: {signs: [radiating-pain]}}\n";
    let goes_on = revise_as(&waits, &cleared("2027-01-08", Some(60)), &known, "2027-01-12");
    assert!(coming(&goes_on).starts_with("28.1. 40 4×5"), "{}", coming(&goes_on));
    assert_eq!((goes_on.summary.top_load, goes_on.summary.returns_on), (Load::new(60_000, Unit::Kg), None));
    sound(&goes_on);
    let news = leg + "- {date: 2027-01-12, screen: {signs: [radiating-pain, numbness]}}\n";
    assert_eq!(revise_as(&waits, &cleared("2027-01-08", Some(60)), &news, "2027-01-12").verdict, VerdictKind::Refer);
}

#[test]
fn a_stop_stays_a_stop_whatever_milder_news_comes_and_becomes_stronger_by_worse() {
    let stop = since("- {date: 2027-01-05, signs: [tingling]}\n");
    let good = stop.clone() + "- {date: 2027-01-08, pain: {worst: 0}}\n";
    assert_eq!(revise_on(&lifter(), &good, "2027-01-08").verdict, VerdictKind::Refer);
    let worse = stop.clone() + "- {date: 2027-01-08, signs: [saddle-numbness]}\n";
    let emergency = revise_on(&lifter(), &worse, "2027-01-08");
    assert_eq!((emergency.verdict, emergency.stopped.as_ref().unwrap().on), (VerdictKind::Emergency, day("2027-01-08")));
    sound(&emergency);
    let milder = worse + "- {date: 2027-01-09, signs: [numbness]}\n";
    assert_eq!(revise_on(&lifter(), &milder, "2027-01-09").verdict, VerdictKind::Emergency);
    // News of a later day ask for a clearance that is no older.
    let later = stop + "- {date: 2027-01-12, pain: {worst: 8}}\n";
    let stopped = revise_on(&lifter(), &later, "2027-01-12");
    assert_eq!(revise_as(&stopped, &cleared("2027-01-10", None), &later, "2027-01-13").verdict, VerdictKind::Refer);
    let on = revise_as(&stopped, &cleared("2027-01-12", None), &later, "2027-01-13");
    let phase_1 = on.summary.phases.iter().rfind(|span| span.phase == Phase::PainResolution).unwrap();
    assert_eq!((on.verdict, phase_1.days()), (VerdictKind::Train, 14), "by the worst of what was told");
}

#[test]
fn after_an_emergency_a_later_clearance_and_the_screen_answered_without_it_lead_on() {
    let stop = since("- {date: 2027-01-05, signs: [saddle-numbness]}\n");
    let stopped = revise_on(&lifter(), &stop, "2027-01-05");
    let verdict = |told: &str, clearance: &str| {
        let revised = revise_as(&stopped, &cleared(clearance, None), &(stop.clone() + told), "2027-01-12");
        sound(&revised);
        revised.verdict
    };
    let answered = "- {date: 2027-01-09, screen: {}}\n";
    assert_eq!(verdict("", "2027-01-08"), VerdictKind::Emergency);
    assert_eq!(verdict(answered, "2027-01-05"), VerdictKind::Emergency);
    assert_eq!(verdict("- {date: 2027-01-09, screen: {unsure: [saddle-numbness]}}\n", "2027-01-08"), VerdictKind::Emergency);
    assert_eq!(verdict(answered, "2027-01-08"), VerdictKind::Train);
    let on = revise_as(&stopped, &cleared("2027-01-08", None), &(stop.clone() + answered), "2027-01-12");
    assert!(coming(&on).starts_with("4.2. 40 4×5"), "{}", coming(&on));
    let outcomes: Vec<Response> = on.sessions().filter_map(|session| session.outcome.as_ref()).map(|outcome| outcome.response).collect();
    assert!(outcomes.iter().all(|response| *response < Response::Refer), "{outcomes:?}");
}

#[test]
fn a_good_score_under_painkillers_repeats_the_load_and_the_third_names_a_doctor() {
    let lift = |number: u32, date: &str, load: u32, felt: &str| {
        format!("- {{session: loading-{number}-deadlift, date: {date}, load: {load} kg, sets: [5, 5, 5, 5], {felt}}}\n")
    };
    let good = "pain: {worst: 1, morning: 0}, medicine: true";
    let once = lift(1, "2026-12-10", 50, good);
    let revised = revise_on(&lifter(), &once, "2026-12-11");
    assert_eq!(first_three(&revised), "17.12. 50 4×5 / 24.12. 60 4×5 / 31.12. 70 4×5");
    assert!(says(&revised).contains("under painkillers") && !says(&revised).contains("doctor"), "{}", says(&revised));
    sound(&revised);
    let thrice = once.clone() + &lift(2, "2026-12-17", 50, good) + &lift(3, "2026-12-24", 50, good);
    let revised = revise_on(&lifter(), &thrice, "2026-12-25");
    assert!(first_three(&revised).starts_with("31.12. 50 4×5"), "{}", first_three(&revised));
    assert!(says(&revised).contains("3 sessions in a row") && says(&revised).contains("doctor"), "{}", says(&revised));
    sound(&revised);
    // One without them in between begins the count again.
    let between = once + &lift(2, "2026-12-17", 50, "pain: {worst: 1}, medicine: false") + &lift(3, "2026-12-24", 60, good);
    assert!(!says(&revise_on(&lifter(), &between, "2026-12-25")).contains("doctor"));
    // A higher score counts as it stands.
    let hurt = revise_on(&lifter(), &fourth("load: 80 kg, sets: [5, 5, 5, 5], pain: {worst: 4}, medicine: true"), "2027-01-02");
    assert_eq!(first_three(&hurt), "7.1. 70 3×5 / 14.1. 80 4×5 / 21.1. 90 4×5");
}

#[test]
fn an_entry_that_says_nothing_of_painkillers_is_as_the_profile_has_it() {
    let log = "- {session: loading-1-deadlift, date: 2026-12-10, load: 50 kg, sets: [5, 5, 5, 5], pain: {worst: 0, morning: 0}}\n";
    for (medicine, next) in [("none", "17.12. 60 4×5"), ("some", "17.12. 50 4×5"), ("daily", "17.12. 50 4×5"), ("unsure", "17.12. 50 4×5")]
    {
        let lifter = Lifter::named("extension-eased").with("  episodes: 1\n", &format!("  episodes: 1\n  medicine: {medicine}\n"));
        let revised = revise_on(&lifter.plan(), log, "2026-12-11");
        assert!(coming(&revised).starts_with(next), "{medicine}: {}", coming(&revised));
        sound(&revised);
    }
}

#[test]
fn days_free_of_pain_are_days_without_painkillers() {
    // The last day of Phase 1 is 29 November. Two days without come after the last with them.
    let with = "- {date: 2026-11-29, pain: {worst: 0}, medicine: true}\n";
    let revised = revise_on(&lifter(), with, "2026-11-29");
    assert_eq!((revised.summary.phases[0].phase, revised.summary.phases[0].to), (Phase::PainResolution, day("2026-12-01")));
    assert!(revised.summary.phases[0].exit[0].contains("without painkillers"));
    sound(&revised);
    let settled = Lifter::named("extension-eased")
        .with("status: acute", "status: settled\n  pain_free_days: 3\n  full_range: true")
        .with("  now: 2\n  morning: 3\n", "");
    let first = |lifter: &Lifter| lifter.plan().summary.phases[0].phase;
    assert_eq!(first(&settled), Phase::Movement);
    assert_eq!(first(&settled.with("  episodes: 1\n", "  episodes: 1\n  medicine: daily\n")), Phase::PainResolution);
}

#[test]
fn answers_to_the_screen_age_and_the_plan_stays() {
    let screened = |on: Option<&str>| {
        let line = on.map_or(String::new(), |on| format!("screened: {on}\n"));
        Lifter::named("extension-eased").with("age: 29\n", &format!("age: 29\n{line}")).plan()
    };
    let note =
        |plan: &Plan| plan.summary.notes.iter().find(|note| note.says.contains("`rehinge screen NAME`")).map(|note| note.says.clone());
    // The way begins on 23 November.
    assert_eq!((note(&screened(Some("2026-11-23"))), note(&screened(Some("2026-11-16")))), (None, None));
    assert!(note(&screened(Some("2026-11-15"))).unwrap().contains("15 November 2026"));
    assert!(note(&screened(None)).unwrap().contains("does not say when"));
    assert_eq!(coming(&screened(None)), coming(&screened(Some("2026-11-23"))));
}

/// A revision that a check objects to for this reason, from the plan before it.
fn objected(plan: &Plan, log: &str, today: &str, rule: RuleId) -> Revised {
    let log = entries(log);
    let request = Request { plan, log: &log, today: day(today), now: None };
    let revised = follow::replan(&request, &PROTOCOL).unwrap();
    let objection = Objection { rule, says: "90 kg after 11 days; at most 80 kg".to_owned() };
    follow::held_back(&request, revised, &[objection], &PROTOCOL)
}

#[test]
fn a_revision_that_does_not_pass_the_check_waits_and_the_next_entry_leads_on() {
    let log = fourth("load: 80 kg, sets: [5, 5, 5, 5], pain: {worst: 1, morning: 0}");
    let Revised { plan: held, stopped } = objected(&lifter(), &log, "2027-01-02", RuleId::MissedDays);
    assert_eq!((coming(&held).as_str(), held.verdict, held.revision, held.summary.returns_on), ("", VerdictKind::Train, 1, None));
    assert!(stopped.is_none() && held.sessions().all(|session| session.start.date() <= day("2027-01-02")));
    assert!(says(&held).contains("90 kg after 11 days; at most 80 kg"), "{}", says(&held));
    let shown = terminal::next(&held, &[], day("2027-01-02"), 80);
    assert!(shown.contains("STOPPED") && !shown.contains("ends today"), "no gate of a phase that was broken off:\n{shown}");
    assert_eq!(held.sessions().filter(|session| session.lifts() && session.done.is_some()).count(), 4, "what was done stays");
    // No event of the plan before is left standing in a calendar.
    assert!(held.dropped.iter().any(|dropped| dropped.id == "loading-5-deadlift"));
    sound(&held);
    // On the next day nothing is new, and nothing is written again.
    assert_eq!(objected(&held, &log, "2027-01-03", RuleId::MissedDays).plan, held);
    // The next entry is planned as if nothing had been.
    let next = log.clone() + "- {date: 2027-01-03, pain: {worst: 0}}\n";
    let on_again = revise_on(&held, &next, "2027-01-03");
    assert_eq!(first_three(&on_again), first_three(&revise_on(&lifter(), &next, "2027-01-03")));
    sound(&on_again);
}

#[test]
fn where_the_check_asks_for_someone_to_be_seen_the_lifter_is_sent_there() {
    let log = fourth("load: 80 kg, sets: [5, 5, 5, 5], pain: {worst: 1, morning: 0}");
    for (rule, kind) in [(RuleId::ScreenEmergency, VerdictKind::Emergency), (RuleId::SecondTime, VerdictKind::Refer)] {
        let Revised { plan, stopped } = objected(&lifter(), &log, "2027-01-02", rule);
        assert_eq!((plan.verdict, stopped.map(|verdict| verdict.kind), coming(&plan).as_str()), (kind, Some(kind), ""));
        // As after any stop: why, and where to go; nobody is sent to look for a slip of the pen.
        let says: Vec<&str> = plan.stopped.iter().flat_map(|stop| &stop.reasons).map(|note| note.says.as_str()).collect();
        let wording = &PROTOCOL.wording;
        let to_do = if kind == VerdictKind::Emergency { &wording.emergency.says } else { &wording.referral.says };
        assert_eq!(says, ["90 kg after 11 days; at most 80 kg", to_do.as_str()]);
    }
}

#[test]
fn whoever_begins_unplanned_and_far_above_the_start_is_counted_from_the_start() {
    // 50 kg is where this way back begins; nothing was planned when 90 kg were lifted.
    let day_of_rest = "- {date: 2026-12-08, pain: {worst: 0}}\n";
    let held = objected(&lifter(), day_of_rest, "2026-12-08", RuleId::MissedDays).plan;
    let began = |load: u32| {
        let felt = "sets: [5, 5, 5, 5], pain: {worst: 0, morning: 0}";
        let log = format!("{day_of_rest}- {{session: loading-1-deadlift, date: 2026-12-10, load: {load} kg, {felt}}}\n");
        let revised = revise_on(&held, &log, "2026-12-11");
        sound(&revised);
        first_three(&revised)
    };
    assert_eq!((began(50).as_str(), began(90).as_str()), ("17.12. 60 4×5 / 24.12. 70 4×5 / 31.12. 80 4×5", began(50).as_str()));
}
