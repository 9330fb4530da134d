//! The calendar, byte by byte and as its readers understand it.

use crate::common::{Lifter, PROTOCOL, drawn, plans, random, sets};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Weekday};
use rehinge::diagnostic::Code;
use rehinge::follow::{self, Request};
use rehinge::log::Entry;
use rehinge::plan::{Dropped, Plan, SessionKind, Stop};
use rehinge::profile::Titles;
use rehinge::render::calendar::{Calendar, Content, HandedOut, Split, Wanted, calendar};
use rehinge::units::Pain;
use rehinge::zone;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A plan in small: a routine, a hinge day, two loading weeks, one with a second day, the clock
/// change of March 2027 and the first week after the return.
const PLAN: &str = r#"
schema: rehinge/plan/v1
id: 3f2a9c
revision: 0
created: 2026-11-22
verdict: train
unit: kg
time_zone: Europe/Berlin
protocol: {name: rehinge, version: "1"}
profile:
  name: A. Lifter
  age_band: 18-40
  deadlift: {working_weight: 100 kg, reps: 5, lift: conventional, sessions_per_week: 1}
  pain: {status: acute, worst: 5, sudden: false, episodes: 1, eased_by: extension, pain_free_days: 0, full_range: false, signs: [], unsure: []}
  schedule: {minutes: 75, slots: [{day: thu, at: "18:00"}], daily: "07:30", other_lifting: []}
  equipment: {bars: [20 kg], plates: [{size: 15}, {size: 1.25}], dumbbells: [7.5], has: []}
  preferences: {weekly_rise: 10, titles: private, notes: []}
summary:
  track: three-phase
  working_weight: 100 kg
  top_load: 100 kg
  loading_weeks: 2
  returns_on: 2027-03-25
  phases: []
  notes: []
coaching:
  setup: ["Bar over mid-foot.", "Hinge; it is no squat."]
  errors: ["Rounding: less weight, never grind."]
  breathing: Breathe in and brace.
  grip: Double overhand.
  belt: No belt.
  rest_seconds: 180
  stop_set: End the set at any rounding.
  stop_session: End the session above 3 of 10.
  stop_plan: Stop the plan at leg signs.
  after: "Write down, 0 to 10: the worst, and the next morning."
  emergency: [numbness between the legs, trouble passing urine]
  habits: []
  extras: []
  disclaimer: General education, not medical advice.
  because: [set-up]
weeks:
  - week: 1
    starts: 2026-11-23
    phases: [pain-resolution]
    deload: false
    sessions:
      - id: pain-resolution-1-daily
        start: 2026-11-23T07:30
        minutes: 20
        phase: pain-resolution
        kind: daily
        lumbar: none
        exercises:
          - {exercise: walk, role: cardio, sets: [{minutes: 10}], because: [phase-1-daily]}
          - {exercise: press-up, role: mobility, sets: [{reps: 10}, {reps: 10}], because: [phase-1-direction]}
  - week: 2
    starts: 2026-11-30
    phases: [movement]
    deload: false
    sessions:
      - id: movement-1-daily
        start: 2026-11-30T07:30
        minutes: 25
        phase: movement
        kind: hinge
        lumbar: none
        exercises:
          - exercise: romanian-deadlift
            role: work
            sets: [{reps: 10, up_to: 15, load: 7.5 kg}, {reps: 10, up_to: 15, load: 7.5 kg}]
            because: [phase-2-dumbbell]
  - week: 3
    starts: 2026-12-07
    phases: [loading]
    load: 50 kg
    percent: 50.0
    deload: false
    because: [reload-start]
    sessions:
      - &deadlift
        id: loading-1-deadlift
        start: 2026-12-10T18:00
        minutes: 75
        phase: loading
        kind: deadlift
        lumbar: heavy
        film: {set: 4, angle: side}
        notes: [{says: Morning session; ten more minutes upright., because: [morning]}]
        exercises:
          - {exercise: walk, role: cardio, sets: [{minutes: 5}], because: [warm-up]}
          - exercise: deadlift
            role: warm-up
            sets:
              - {reps: 5, load: 22.5 kg, percent: 22.5, per_side: [1.25]}
              - {reps: 5, load: 30 kg, percent: 30.0, per_side: [5]}
            because: [ramp]
          - exercise: deadlift
            role: work
            sets:
              - &set {reps: 5, load: 50 kg, percent: 50.0, per_side: [10, 5]}
              - *set
              - *set
              - *set
            because: [reload-start, work-sets]
          - exercise: pallof-press
            role: accessory
            sets: [{reps: 10, up_to: 12, each_side: true}]
            note: Light.
            because: [pallof]
          - exercise: bird-dog
            role: accessory
            sets: [{reps: 6, seconds: 10, each_side: true}, {reps: 4, seconds: 10, each_side: true}]
            because: [big-three]
          - {exercise: overhead-press, role: accessory, sets: [], because: [deadlift-first]}
      - {id: loading-1-core-1, start: 2026-12-12T10:00, minutes: 15, phase: loading, kind: core, lumbar: none, exercises: []}
      - {id: own-1-week-2, start: 2026-12-13T10:00, minutes: 60, phase: loading, kind: own, lumbar: light, exercises: []}
  - week: 18
    starts: 2027-03-22
    phases: [loading]
    load: 50 kg
    percent: 50.0
    deload: true
    because: [deload-hold]
    sessions:
      - {<<: *deadlift, id: loading-2-deadlift, start: 2027-03-25T18:00}
      - {<<: *deadlift, id: loading-2-second-deadlift, kind: second-deadlift, start: 2027-03-28T01:30}
  - week: 19
    starts: 2027-03-29
    phases: [aftercare]
    load: 100 kg
    percent: 100.0
    deload: false
    because: [reload-rise]
    sessions:
      - {<<: *deadlift, id: aftercare-1-deadlift, phase: aftercare, start: 2027-04-01T18:00}
      - {id: aftercare-1-check, start: 2027-04-03T10:00, minutes: 20, phase: aftercare, kind: check, lumbar: none, exercises: []}
changes: []
exercises:
  walk: {name: Walk, how: Briskly.}
  press-up: {name: Prone press-up, how: Hips stay down.}
  deadlift: {name: Deadlift, how: Every rep from a dead stop.}
  pallof-press: {name: Pallof press, how: "Press the band away; do not turn."}
rules: {}
"#;

fn plan() -> Plan {
    serde_yaml::from_str(PLAN).unwrap()
}

fn ics(plan: &Plan) -> String {
    calendar(plan, Wanted::default()).unwrap()
}

fn handed_out(text: &str) -> HandedOut {
    HandedOut::read(text, "me.ics").unwrap()
}

/// The calendar that takes the place of one that was handed out.
fn ics_after(plan: &Plan, before: &str) -> String {
    calendar(plan, Wanted { handed_out: Some(&handed_out(before)), ..Wanted::default() }).unwrap()
}

fn of_content(content: Content) -> Wanted<'static> {
    Wanted { content, ..Wanted::default() }
}

/// A component as a reader sees it: lines unfolded, parts in their place.
#[derive(Debug, Default)]
struct Part {
    kind: String,
    lines: Vec<(String, String)>,
    parts: Vec<Part>,
}

impl Part {
    fn value(&self, name: &str) -> &str {
        let found: Vec<_> = self.lines.iter().filter(|(key, _)| key.split(';').next() == Some(name)).collect();
        assert_eq!(found.len(), 1, "{name} in {self:#?}");
        &found[0].1
    }

    fn text(&self, name: &str) -> String {
        let mut text = String::new();
        let mut chars = self.value(name).chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n') => text.push('\n'),
                    Some(c @ ('\\' | ';' | ',')) => text.push(c),
                    other => panic!("an escape of {other:?}"),
                },
                ';' | ',' => panic!("{c} not escaped"),
                c => text.push(c),
            }
        }
        text
    }

    fn parts(&self, kind: &str) -> Vec<&Part> {
        self.parts.iter().filter(|part| part.kind == kind).collect()
    }

    /// The event of this id, where there is one.
    fn find(&self, id: &str) -> Option<&Part> {
        let uid = |part: &&&Part| part.value("UID").split_once('.').is_some_and(|(found, _)| found == id);
        self.parts("VEVENT").iter().find(uid).copied()
    }

    fn event(&self, id: &str) -> &Part {
        self.find(id).unwrap_or_else(|| panic!("no event `{id}`"))
    }

    /// The ids of the events that take place, or of those that are cancelled.
    fn ids(&self, live: bool) -> BTreeSet<String> {
        let status = if live { "CONFIRMED" } else { "CANCELLED" };
        let events = self.parts("VEVENT").into_iter().filter(|event| event.value("STATUS") == status);
        events.map(|event| event.value("UID").split_once('.').unwrap().0.to_owned()).collect()
    }

    /// Which properties stand where, without their values.
    fn skeleton(&self) -> Vec<String> {
        let own = self.lines.iter().map(|(key, _)| format!("{} {key}", self.kind));
        own.chain(self.parts.iter().flat_map(Part::skeleton)).collect()
    }
}

/// Reads a calendar as strictly as RFC 5545 is written.
fn read(ics: &str) -> Part {
    assert!(ics.ends_with("\r\n"));
    assert!(!ics.replace("\r\n", "").contains(['\r', '\n']), "a bare CR or LF");
    assert!(!ics.replace("\r\n", "").contains(char::is_control), "a control character");
    for line in ics.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let mut open = vec![Part::default()];
    for line in ics.replace("\r\n ", "").trim_end().split("\r\n") {
        let (key, value) = line.split_once(':').unwrap();
        match key {
            "BEGIN" => open.push(Part { kind: value.to_owned(), ..Part::default() }),
            "END" => {
                let part = open.pop().unwrap();
                assert_eq!(part.kind, value);
                open.last_mut().unwrap().parts.push(part);
            }
            _ => open.last_mut().unwrap().lines.push((key.to_owned(), value.to_owned())),
        }
    }
    assert_eq!(open.len(), 1, "BEGIN without END");
    let mut all = open.remove(0);
    assert_eq!(all.parts.len(), 1);
    assert!(all.lines.is_empty());
    all.parts.remove(0)
}

fn has(part: &Part, name: &str) -> bool {
    part.lines.iter().any(|(key, _)| key.split(';').next() == Some(name))
}

fn utc(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").unwrap_or_else(|_| panic!("{text} is not UTC"))
}

#[test]
fn every_session_is_one_event_with_what_every_reader_needs() {
    let plan = plan();
    let calendar = read(&ics(&plan));
    assert_eq!(calendar.kind, "VCALENDAR");
    assert_eq!(calendar.value("VERSION"), "2.0");
    assert!(calendar.value("PRODID").starts_with("-//rehinge//rehinge "));
    assert_eq!((calendar.value("NAME"), calendar.value("X-WR-CALNAME")), ("Training", "Training"));
    assert_eq!((calendar.value("REFRESH-INTERVAL"), calendar.value("X-PUBLISHED-TTL")), ("P1D", "P1D"));
    assert!(!has(&calendar, "METHOD"));
    assert_eq!(calendar.parts("VTIMEZONE").len(), 1);
    assert_eq!(calendar.parts[0].kind, "VTIMEZONE", "rules come before the times that need them");

    for session in plan.weeks.iter().flat_map(|week| &week.sessions) {
        let event = calendar.event(&session.id.to_string());
        assert_eq!(event.value("UID"), format!("{}.3f2a9c@rehinge", session.id));
        assert!(event.lines.contains(&("DTSTART;TZID=Europe/Berlin".to_owned(), session.start.format("%Y%m%dT%H%M%S").to_string())));
        assert_eq!(utc(event.value("DTSTAMP")), plan.created.and_hms_opt(0, 0, 0).unwrap());
        assert_eq!(event.value("LAST-MODIFIED"), event.value("DTSTAMP"));
        assert_eq!((event.value("SEQUENCE"), event.value("CLASS"), event.value("STATUS")), ("0", "PRIVATE", "CONFIRMED"));
        assert_eq!(event.value("CATEGORIES"), "Training");
        assert!(!has(event, "URL") && !has(event, "RRULE") && !has(event, "LOCATION"));
        let gym = matches!(session.kind, SessionKind::Deadlift | SessionKind::SecondDeadlift | SessionKind::Own);
        assert_eq!(event.value("TRANSP"), if gym { "OPAQUE" } else { "TRANSPARENT" });
        assert_eq!(event.parts.len(), 1);
        let alarm = event.parts("VALARM")[0];
        assert_eq!((alarm.value("ACTION"), alarm.value("TRIGGER")), ("DISPLAY", if gym { "-PT60M" } else { "-PT10M" }));
        assert_eq!(alarm.value("DESCRIPTION"), event.value("SUMMARY"));
        assert!(!has(alarm, "UID") && !has(alarm, "DTSTAMP"));
    }
    for part in calendar.parts("VTIMEZONE")[0].parts.iter().chain(calendar.parts("VTIMEZONE")) {
        assert!(!has(part, "UID") && !has(part, "DTSTAMP"));
    }
}

#[test]
fn an_event_lasts_as_long_as_its_session_also_across_a_change_of_the_clock() {
    let mut plan = plan();
    let ends = |plan: &Plan, id: &str| -> (String, String) {
        let calendar = read(&ics(plan));
        calendar.event(id).lines.iter().find(|(key, _)| key.starts_with("DTEND")).cloned().unwrap()
    };
    let wall = |end: &str| ("DTEND;TZID=Europe/Berlin".to_owned(), end.to_owned());
    assert_eq!(ends(&plan, "pain-resolution-1-daily"), wall("20261123T075000"));
    assert_eq!(ends(&plan, "loading-1-deadlift"), wall("20261210T191500"));
    // 75 minutes from half past one, in the night without an hour from two to three.
    assert_eq!(ends(&plan, "loading-2-second-deadlift"), wall("20270328T034500"));
    plan.weeks[0].sessions[0].start = "2026-10-25T02:30:00".parse().unwrap();
    plan.weeks[0].sessions[0].minutes = 60;
    assert_eq!(ends(&plan, "pain-resolution-1-daily"), ("DTEND".to_owned(), "20261025T013000Z".to_owned()));
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_what_did_not_change_keeps_its_stamps() {
    let mut plan = plan();
    let first = ics(&plan);
    assert_eq!(first, ics(&plan));
    plan.revision = 2;
    plan.created = "2026-12-11".parse().unwrap();
    assert_eq!(ics_after(&plan, &first), first);
    // Other programs end lines otherwise, and a file without an end of its last line is whole as well.
    assert_eq!(ics_after(&plan, first.replace("\r\n", "\n").trim_end()), first);
    // Where nobody knows what was handed out, every event has the revision's number.
    let expected = first
        .replace("SEQUENCE:0\r\n", "SEQUENCE:2\r\n")
        .replace("DTSTAMP:20261122T000000Z", "DTSTAMP:20261211T000002Z")
        .replace("LAST-MODIFIED:20261122T000000Z", "LAST-MODIFIED:20261211T000002Z");
    assert_eq!(ics(&plan), expected);
}

#[test]
fn what_changed_has_the_next_number_and_the_day_of_the_revision() {
    let mut plan = plan();
    let first = ics(&plan);
    plan.revision = 4;
    plan.created = "2026-12-01".parse().unwrap();
    plan.weeks[2].sessions[0].start = "2026-12-11T18:00:00".parse().unwrap();
    let second = ics_after(&plan, &first);
    let stamps = |text: &str, id: &str| {
        let calendar = read(text);
        let event = calendar.event(id);
        assert_eq!(event.value("DTSTAMP"), event.value("LAST-MODIFIED"));
        (event.value("SEQUENCE").to_owned(), event.value("DTSTAMP").to_owned())
    };
    let changed = |sequence: &str, stamp: &str| (sequence.to_owned(), stamp.to_owned());
    for id in ["loading-1-deadlift", "loading-1-deadlift-score", "loading-1-gate"] {
        if read(&second).find(id).is_some() {
            assert_eq!(stamps(&second, id), changed("1", "20261201T000001Z"), "{id}");
        }
    }
    assert_eq!(stamps(&second, "loading-1-core-1"), changed("0", "20261122T000000Z"));
    // Once more on the same day: a reader that goes by the time sees that it is later.
    plan.weeks[2].sessions[0].minutes += 5;
    assert_eq!(stamps(&ics_after(&plan, &second), "loading-1-deadlift"), changed("2", "20261201T000002Z"));
    // A clock that was set back makes no event older than it was.
    plan.created = "2026-11-20".parse().unwrap();
    assert_eq!(stamps(&ics_after(&plan, &second), "loading-1-deadlift"), changed("2", "20261201T000002Z"));
}

#[test]
fn titles_tell_nothing_unless_the_lifter_wants_them_to() {
    let mut plan = plan();
    let titles = |plan: &Plan| read(&ics(plan)).parts("VEVENT").iter().map(|event| event.text("SUMMARY")).collect::<Vec<_>>();
    let private = [
        "Daily routine 1/2",
        "Daily routine 2/2",
        "Training 1/2",
        "Training · score",
        "Training · core",
        "Training · own session",
        "Training · deload week",
        "Training 2/2",
        "Training · score",
        "Training 2/2, second day",
        "Training · score",
        "Training · upkeep 1/1",
        "Training · score",
        "Training · check",
    ];
    assert_eq!(titles(&plan), private);
    plan.profile.preferences.titles = Titles::Detailed;
    let detailed = titles(&plan);
    assert_eq!(detailed[1], "Daily routine 2/2 · romanian deadlift 7.5 kg 2×10–15");
    assert_eq!(detailed[2], "Training 1/2 · deadlift 50 kg 4×5");
    assert_eq!(detailed[4], "Training · core");
    assert!(detailed.iter().all(|title| !title.contains("Lifter") && !title.contains("pain")));
}

#[test]
fn the_description_suffices_on_the_gym_floor() {
    let calendar = read(&ics(&plan()));
    let description = calendar.event("loading-1-deadlift").text("DESCRIPTION");
    let expected = "\
Thursday 10 December 2026 · week 3 · Phase 3, loading · 1/2
Today: 50 kg, 50 % of the working weight.
Morning session; ten more minutes upright.

WARM-UP
- Walk: 5 min
  Briskly.

RAMP (PLATES: EACH SIDE)
- Deadlift
  22.5 kg × 5 — bar + 1.25
  30 kg × 5 — bar + 5

WORK SETS (PLATES: EACH SIDE)
- Deadlift: 4 sets: 50 kg × 5 — bar + 10 + 5
  Rest 3 min between work sets.

THEN
- Pallof press: 10–12 reps each side
  Light.
  Press the band away; do not turn.
- bird dog: 6 × 10 s each side; 4 × 10 s each side
- overhead press, as usual

SET-UP
1. Bar over mid-foot.
2. Hinge; it is no squat.
! Rounding: less weight, never grind.
Breathe in and brace.
Double overhand.
No belt.

FILM
Set 4, from the side.

STOP
End the set at any rounding.
End the session above 3 of 10.
Stop the plan at leg signs.
Emergency department, now, at any of these:
- numbness between the legs
- trouble passing urine

AFTERWARDS
Write down, 0 to 10: the worst, and the next morning.

Reminder: 60 minutes before the start. Some calendars drop it: set your own there.
General education, not medical advice.";
    assert_eq!(description, expected);
    let deload = calendar.event("loading-2-deadlift").text("DESCRIPTION");
    assert!(deload.contains("\nDeload: the load of the week before, half the sets.\n"));
}

#[test]
fn a_check_with_a_bar_in_it_is_a_session_at_the_gym() {
    let mut plan = plan();
    let mut work = plan.weeks[2].sessions[0].exercises[2].clone();
    for set in &mut work.sets[2..] {
        let barbell = sets::barbell(set).unwrap();
        (barbell.load, barbell.per_side) = ("60 kg".parse().unwrap(), vec!["20".parse().unwrap()]);
    }
    plan.weeks[4].sessions[1].exercises.push(work);
    let calendar = read(&ics(&plan));
    let check = calendar.event("aftercare-1-check");
    assert_eq!((check.value("TRANSP"), check.parts("VALARM")[0].value("TRIGGER")), ("OPAQUE", "-PT60M"));
    let description = check.text("DESCRIPTION");
    assert!(description.contains("\n- Deadlift\n  2 sets: 50 kg × 5 — bar + 10 + 5\n  2 sets: 60 kg × 5 — bar + 20\n  Rest 3 min"));
    for part in ["SET-UP", "AFTERWARDS", "End the set at any rounding.", "Reminder: 60 minutes"] {
        assert!(description.contains(part), "{part}");
    }
}

#[test]
fn the_table_for_next_time_is_there_on_the_day_and_on_the_day_after() {
    let mut plan = plan();
    let row = "{when: 0 to 2 of 10, response: go-on, load: 60 kg, sets: 4, then: 60 kg, because: [go-on]}";
    plan.weeks[2].sessions[0].next_time = vec![serde_yaml::from_str(row).unwrap()];
    let calendar = read(&ics(&plan));
    for id in ["loading-1-deadlift", "loading-1-deadlift-score"] {
        assert!(calendar.event(id).text("DESCRIPTION").contains("\n\nNEXT TIME\n- 0 to 2 of 10: 60 kg\n"), "{id}");
    }
    assert!(!calendar.event("aftercare-1-deadlift").text("DESCRIPTION").contains("NEXT TIME"));
}

#[test]
fn the_place_is_that_of_the_sessions_at_a_bar() {
    let mut plan = plan();
    plan.profile.schedule.location = Some("Town gym, back room".to_owned());
    let calendar = read(&ics(&plan));
    let placed: Vec<_> = calendar.parts("VEVENT").into_iter().filter(|event| has(event, "LOCATION")).collect();
    assert!(placed.iter().all(|event| event.text("LOCATION") == "Town gym, back room" && event.value("TRANSP") == "OPAQUE"));
    let ids: BTreeSet<_> = placed.iter().map(|event| event.value("UID").split_once('.').unwrap().0).collect();
    let expected = ["aftercare-1-deadlift", "loading-1-deadlift", "loading-2-deadlift", "loading-2-second-deadlift", "own-1-week-2"];
    assert_eq!(ids.into_iter().collect::<Vec<_>>(), expected);
}

/// A lifter of `profiles/` by name, with the plan as the command makes it.
fn lifter(name: &str) -> Plan {
    Lifter::named(name).plan()
}

/// Start and end as they stand in the file.
fn times(event: &Part) -> (String, String) {
    let of = |name: &str| event.lines.iter().find(|(key, _)| key.starts_with(name)).unwrap().1.clone();
    (of("DTSTART"), of("DTEND"))
}

#[test]
fn the_last_day_of_phase_1_is_the_one_that_the_plan_names() {
    let mut plan = lifter("extension-eased");
    let last = |plan: &Plan| {
        let calendar = read(&ics(plan));
        let event = calendar.event("pain-resolution-1-referral");
        (event.value("DTSTART")[..8].to_owned(), event.text("SUMMARY"))
    };
    let stop = plan.summary.phases[0].exit.iter().position(|says| says.contains("by day 14?")).unwrap();
    let mut says = |text: &str| {
        text.clone_into(&mut plan.summary.phases[0].exit[stop]);
        last(&plan)
    };
    assert_eq!(says("Not there by day 10? Then the plan stops."), ("20261202".to_owned(), "Training · day 10".to_owned()));
    // Where no day is named, or none that can be, it is that of the article.
    for text in ["Then the plan stops.", "Not there by day 0?", "Not there by day 99999999999999999999?", "Not there by day X?"] {
        assert_eq!(says(text), ("20261206".to_owned(), "Training · day 14".to_owned()), "{text}");
    }
}

#[test]
fn gates_scores_and_deloads_stand_where_they_are_due() {
    let calendar = read(&ics(&lifter("extension-eased")));
    let at = |id: &str| times(calendar.event(id));
    let time = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    // Phase 1 lasts from Monday 23 to Sunday 29 November; its routine of 15 minutes is at 18:00.
    assert_eq!(at("pain-resolution-1-gate"), time("20261129T181500", "20261129T182500"));
    // Day 14 is Sunday 6 December, with the routine of Phase 2 before it.
    assert_eq!(at("pain-resolution-1-referral").0[..8], *"20261206");
    // An hour before the first deadlift, on Thursday 10 December at 18:00: in time to stay at home.
    assert_eq!(at("loading-1-gate"), time("20261210T170000", "20261210T171000"));
    assert_eq!(at("loading-4-deadlift-score"), time("20270101T180000", "20270101T181000"));
    // The week from 1 to 7 February, the day after its last as its end.
    assert_eq!(at("aftercare-2-deadlift-deload"), time("20270201", "20270208"));
    for id in ["pain-resolution-1-gate", "pain-resolution-1-referral", "loading-1-gate", "loading-4-deadlift-score"] {
        let event = calendar.event(id);
        assert_eq!((event.value("TRANSP"), event.parts("VALARM")[0].value("TRIGGER")), ("TRANSPARENT", "PT0S"), "{id}");
        let title = event.text("SUMMARY");
        assert!(title.starts_with("Training · ") && !title.contains("pain") && !title.contains("kg"), "{title}");
    }
    let gate = calendar.event("loading-1-gate").text("DESCRIPTION");
    assert!(gate.contains("weaker side at 90 %") && gate.contains("the first deadlift waits") && gate.contains("Reminder: at the start."));
    let last = calendar.event("pain-resolution-1-referral").text("DESCRIPTION");
    assert!(last.starts_with("Sunday 6 December 2026, the last day that Phase 1 may have:\n") && last.contains("a clinician looks at it"));
    assert!(calendar.event("aftercare-2-deadlift-deload").parts.is_empty(), "a banner rings no bell");
    assert!(calendar.find("aftercare-1-deadlift-deload").is_none() && calendar.ids(false).is_empty());
    let reload = read(&ics(&lifter("technique-only")));
    assert!(reload.find("pain-resolution-1-gate").is_none() && reload.find("loading-1-gate").is_some());
}

/// The plan as a later revision has it after some of its sessions went.
fn without(plan: &Plan, gone: impl Fn(&str) -> bool) -> Plan {
    let mut later = plan.clone();
    later.revision += 1;
    later.created = plan.created + Duration::days(21);
    for week in &mut later.weeks {
        for session in week.sessions.extract_if(.., |session| gone(&session.id.to_string())) {
            let (id, start, minutes, kind, revision) = (session.id, session.start, session.minutes, session.kind, later.revision);
            later.dropped.push(Dropped { id, start, minutes, kind, revision });
        }
    }
    later
}

#[test]
fn a_later_revision_cancels_what_it_dropped_with_all_that_hung_on_it() {
    let first = lifter("extension-eased");
    let later = without(&first, |id| id.starts_with("aftercare-2-") || id == "loading-7-deadlift");
    let before = read(&ics(&first));
    let text = ics_after(&later, &ics(&first));
    let calendar = read(&text);
    let expected = [
        "aftercare-2-check",
        "aftercare-2-core-1",
        "aftercare-2-core-2",
        "aftercare-2-deadlift",
        "aftercare-2-deadlift-deload",
        "aftercare-2-deadlift-score",
        "loading-7-deadlift",
        "loading-7-deadlift-score",
    ];
    assert_eq!(calendar.ids(false).iter().map(String::as_str).collect::<Vec<_>>(), expected);
    for id in expected {
        let event = calendar.event(id);
        assert_eq!(event.value("SEQUENCE"), "1");
        assert_eq!(event.text("SUMMARY"), format!("{} · cancelled", before.event(id).text("SUMMARY")));
        assert_eq!(times(event), times(before.event(id)), "{id} is cancelled where it stood");
        assert_eq!(event.value("TRANSP"), "TRANSPARENT");
        assert!(event.parts.is_empty() && !has(event, "DESCRIPTION") && !has(event, "LOCATION"));
    }
    assert!(calendar.ids(true).contains("aftercare-1-deadlift"));
    // Once cancelled it stays as it is, and what comes back is told again.
    assert_eq!(ics_after(&later, &text), text);
    let back = read(&ics_after(&Plan { revision: 2, ..first }, &text));
    assert!(back.ids(false).is_empty());
    assert_eq!(back.event("loading-7-deadlift").value("SEQUENCE"), "2");
}

#[test]
fn where_nobody_knows_what_was_handed_out_the_plan_tells_what_it_dropped() {
    let first = lifter("extension-eased");
    let later = without(&first, |id| id == "loading-7-deadlift" || id == "aftercare-1-core-1");
    let calendar = read(&ics(&later));
    let cancelled: Vec<String> = calendar.ids(false).into_iter().collect();
    assert_eq!(cancelled, ["aftercare-1-core-1", "loading-7-deadlift", "loading-7-deadlift-score"]);
    assert!(calendar.parts("VEVENT").iter().all(|event| event.value("SEQUENCE") == "1"));
    let event = calendar.event("loading-7-deadlift");
    assert_eq!(event.text("SUMMARY"), "Training · cancelled");
    assert_eq!(times(event), times(read(&ics(&first)).event("loading-7-deadlift")));
    // The calendar of the plan before counts where its file is gone: then the title is known too.
    let before = HandedOut::of(&first, Content::All);
    let calendar = read(&calendar_of(&later, Wanted { handed_out: before.as_ref(), ..Wanted::default() }));
    assert!(calendar.event("loading-7-deadlift").text("SUMMARY").starts_with("Training 7/"));
}

fn calendar_of(plan: &Plan, wanted: Wanted) -> String {
    calendar(plan, wanted).unwrap()
}

/// An ordinary reader: of each UID it keeps the version with the highest SEQUENCE, of two with one the newer.
#[derive(Default)]
struct Reader(BTreeMap<String, (u32, String, Told)>);

/// What an event tells: its properties without those that number it.
type Told = Vec<(String, String)>;

impl Reader {
    fn import(&mut self, text: &str) {
        for event in read(text).parts("VEVENT") {
            let (number, stamp) = (event.value("SEQUENCE").parse().unwrap(), event.value("DTSTAMP").to_owned());
            let told = event.lines.iter().filter(|(key, _)| !["SEQUENCE", "DTSTAMP", "LAST-MODIFIED"].contains(&key.as_str()));
            let version = (number, stamp, told.cloned().collect());
            let known = self.0.entry(event.value("UID").to_owned()).or_default();
            if (known.0, &known.1) <= (version.0, &version.1) {
                assert!(
                    (known.0, &known.1) < (version.0, &version.1) || known.2 == version.2,
                    "changed under the same number: {version:?}"
                );
                *known = version;
            }
        }
    }

    /// What it shows as taking place.
    fn shows(&self) -> BTreeMap<&String, &Told> {
        let live = |lines: &[(String, String)]| lines.iter().any(|(key, value)| key == "STATUS" && value == "CONFIRMED");
        self.0.iter().map(|(uid, (_, _, lines))| (uid, lines)).filter(|(_, lines)| live(lines)).collect()
    }
}

/// A lifter's next weeks: the next deadlift done, more or less well, or left out; and the plan as it follows.
fn lived_on(rng: &mut fastrand::Rng, plan: &Plan, log: &mut Vec<Entry>) -> Option<Plan> {
    let next = plan.weeks.iter().flat_map(|week| &week.sessions).find(|it| it.kind == SessionKind::Deadlift && it.done.is_none())?;
    let done = next.start.date();
    let mut today = done + Duration::days(rng.i64(0..3));
    if rng.u8(0..5) == 0 {
        today += Duration::days(rng.i64(3..25));
    } else {
        let mut entry = Entry::new(next.id, done);
        entry.pain.worst = Pain::new([0, 0, 0, 1, 2, 3, 4, 5, 6][rng.usize(0..9)]);
        entry.load = next.work().and_then(|work| work.sets[0].load()).into_iter().collect();
        entry.sets = Some(next.work()?.sets.iter().filter_map(|set| set.reps()).map(|reps| reps.from).collect());
        log.push(entry);
    }
    let request = Request { plan, now: None, log, today };
    follow::replan(&request, &PROTOCOL).ok().map(|revised| revised.plan)
}

#[test]
fn whoever_imports_the_calendars_of_a_life_has_the_plan_and_no_phantom() {
    let (count, seed) = drawn("REHINGE_READERS", 4, 60);
    let plans: Vec<Plan> = plans().into_iter().map(|(_, plan)| plan).collect();
    let (mut cancelled, mut kept, mut changed) = (0, 0, 0);
    for nth in 0..count {
        let mut rng = fastrand::Rng::with_seed(seed.wrapping_add(nth));
        let mut plan = plans[rng.usize(0..plans.len())].clone();
        let mut log = Vec::new();
        let mut text = ics(&plan);
        // One imports every calendar, the other forgets some.
        let (mut reader, mut forgetful) = (Reader::default(), Reader::default());
        reader.import(&text);
        forgetful.import(&text);
        for _ in 0..12 {
            let Some(next) = lived_on(&mut rng, &plan, &mut log) else { break };
            let lost = rng.u8(0..8) == 0;
            let known = if lost { HandedOut::of(&plan, Content::All).unwrap() } else { handed_out(&text) };
            let now = calendar(&next, Wanted { handed_out: Some(&known), ..Wanted::default() }).unwrap();
            let calendar = read(&now);
            for id in calendar.ids(false).iter().filter(|_| !lost) {
                assert!(reader.0.contains_key(calendar.event(id).value("UID")), "{id} was never handed out");
            }
            for event in calendar.parts("VEVENT") {
                let version = (event.value("SEQUENCE").parse().unwrap(), event.value("DTSTAMP").to_owned());
                match reader.0.get(event.value("UID")) {
                    Some((number, stamp, _)) if (*number, stamp) == (version.0, &version.1) => kept += 1,
                    Some(_) => changed += 1,
                    None => {}
                }
            }
            cancelled += calendar.ids(false).len();
            reader.import(&now);
            let expected = ics(&next);
            let mut only = Reader::default();
            only.import(&expected);
            assert_eq!(reader.shows(), only.shows(), "revision {} of {}, seed {seed}, number {nth}", next.revision, next.id);
            if rng.bool() {
                forgetful.import(&now);
                // What a lost file had cancelled and no plan remembers is not told to whoever was not there.
                if !lost {
                    assert!(only.shows().iter().all(|(uid, lines)| forgetful.shows().get(uid) == Some(lines)));
                }
            }
            (plan, text) = (next, now);
        }
    }
    assert!(cancelled > 0 && changed > 0 && kept > changed, "{cancelled} cancelled, {kept} kept, {changed} changed");
}

#[test]
fn who_deletes_the_events_and_imports_anew_gets_what_is_to_come_and_nothing_else() {
    let first = lifter("extension-eased");
    let later = without(&first, |id| id == "loading-7-deadlift");
    let known = handed_out(&ics(&first));
    let today: NaiveDate = "2026-12-31".parse().unwrap();
    let fresh = read(&calendar_of(&later, Wanted { handed_out: Some(&known), fresh: Some(today), ..Wanted::default() }));
    assert!(fresh.ids(false).is_empty());
    let to_come = read(&ics(&later));
    let to_come =
        to_come.parts("VEVENT").into_iter().filter(|event| event.value("STATUS") == "CONFIRMED" && times(event).0[..8] >= *"20261231");
    let ids: BTreeSet<String> = to_come.map(|event| event.value("UID").split_once('.').unwrap().0.to_owned()).collect();
    assert_eq!(fresh.ids(true), ids);
    assert!(ids.contains("loading-4-deadlift") && !ids.contains("loading-7-deadlift"));
    // A program may remember what was deleted in it: to that one every event is news.
    assert!(fresh.parts("VEVENT").iter().all(|event| event.value("SEQUENCE") == "1"));
    // A deload week that has begun is still to come.
    let within = read(&calendar_of(&first, Wanted { fresh: "2027-02-05".parse().ok(), ..Wanted::default() }));
    assert!(within.find("aftercare-2-deadlift-deload").is_some() && within.find("aftercare-2-deadlift").is_none());
}

#[test]
fn another_plan_in_the_place_of_one_cancels_its_future_and_keeps_its_past() {
    let first = lifter("extension-eased");
    let second = Plan { id: "another".to_owned(), created: "2026-12-31".parse().unwrap(), ..lifter("technique-only") };
    let text = ics_after(&second, &ics(&first));
    let calendar = read(&text);
    let of =
        |id: &str| calendar.parts("VEVENT").into_iter().find(|event| event.value("UID") == format!("{id}.{}@rehinge", first.id)).unwrap();
    assert_eq!((of("loading-3-deadlift").value("STATUS"), of("loading-3-deadlift").value("SEQUENCE")), ("CONFIRMED", "0"));
    assert_eq!((of("loading-4-deadlift").value("STATUS"), of("loading-4-deadlift").value("SEQUENCE")), ("CANCELLED", "1"));
    assert!(text.contains(&format!("UID:loading-4-deadlift.{}@rehinge", second.id)));
    // Of several calendars in one folder only the plan's own count.
    let own = handed_out(&ics(&first)).of_plan(&second.id);
    assert_eq!(own, HandedOut::default());
    assert_eq!(handed_out(&ics(&second)).of_plan(&second.id), handed_out(&ics(&second)));
    // In several files the two stand apart, also where their sessions have one name.
    let known = handed_out(&ics(&first));
    let parts = Calendar::of(&second, Wanted { handed_out: Some(&known), ..Wanted::default() }).unwrap().split(Split::Sessions);
    assert!(parts.iter().all(|(_, text)| read(text).parts("VEVENT").len() == 1));
}

#[test]
fn an_event_in_another_zone_is_cancelled_there() {
    let first = lifter("extension-eased");
    let mut later = without(&first, |id| id == "loading-7-deadlift");
    later.time_zone = "America/New_York".to_owned();
    let calendar = read(&ics_after(&later, &ics(&first)));
    let zones: Vec<&str> = calendar.parts("VTIMEZONE").iter().map(|zone| zone.value("TZID")).collect();
    assert_eq!(zones, ["America/New_York", "Europe/Berlin"]);
    let start = |id: &str| calendar.event(id).lines.iter().find(|(key, _)| key.starts_with("DTSTART")).unwrap().0.clone();
    assert_eq!(start("loading-7-deadlift"), "DTSTART;TZID=Europe/Berlin");
    assert_eq!(start("loading-6-deadlift"), "DTSTART;TZID=America/New_York");
}

#[test]
fn a_calendar_that_cannot_be_read_is_an_error_and_no_lost_cancellation() {
    let good = ics(&plan());
    let wrong = |text: &str| {
        let found = HandedOut::read(text, "me.ics").unwrap_err();
        assert_eq!((found.len(), found[0].code), (1, Code::OldCalendar));
        assert!(found[0].help.as_deref().unwrap_or_default().contains("--fresh"));
        let place = found[0].place.as_ref().unwrap();
        assert_eq!(place.file, "me.ics");
        (place.line, found[0].message.clone())
    };
    assert!(wrong("").1.contains("begin and end"));
    assert!(wrong("hello").1.contains("begin and end"));
    assert!(wrong(&good[..good.len() / 2]).1.contains("begin and end"));
    assert!(wrong(&good.replacen("END:VEVENT\r\n", "", 1)).1.contains("cut off"));
    assert!(wrong(&good.replacen("BEGIN:VEVENT\r\n", "", 1)).1.contains("cut off"));
    for name in ["UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"] {
        let event = good.find("BEGIN:VEVENT").unwrap();
        let (head, events) = good.split_at(event);
        let (line, message) = wrong(&format!("{head}{}", events.replacen(&format!("\r\n{name}"), "\r\nX-OTHER", 1)));
        assert_eq!(line, head.matches('\n').count() + 1);
        assert!(message.ends_with(&format!("an event has no {name}")), "{message}");
    }
    for (from, to) in [
        ("SEQUENCE:0", "SEQUENCE:-1"),
        ("SEQUENCE:0", "SEQUENCE:2147483648"),
        ("DTSTAMP:20261122T000000Z", "DTSTAMP:20261122T000000"),
        ("DTSTAMP:20261122T000000Z", "DTSTAMP:99991122T000000Z"),
        ("DTSTART;TZID=Europe/Berlin:20261123T073000", "DTSTART;TZID=Europe/Berlin:20261323T073000"),
        ("DTSTART;TZID=Europe/Berlin:20261123T073000", "DTSTART;TZID=Europe/Atlantis:20261123T073000"),
    ] {
        assert!(good.contains(from), "{from}");
        wrong(&good.replacen(from, to, 1));
    }
    // The highest number stays: no reader takes a higher one.
    let highest = good.replace("SEQUENCE:0", "SEQUENCE:2147483647");
    let mut plan = plan();
    plan.weeks[0].sessions[0].minutes += 5;
    assert!(!ics_after(&plan, &highest).contains("SEQUENCE:2147483648"));
}

#[test]
fn a_plan_that_stopped_has_its_past_and_cancels_the_rest() {
    let mut plan = lifter("extension-eased");
    let first = ics(&plan);
    plan.revision = 1;
    plan.created = "2026-12-31".parse().unwrap();
    plan.stopped = Some(Stop { on: plan.created, reasons: vec![] });
    for text in [ics_after(&plan, &first), ics(&plan)] {
        let calendar = read(&text);
        assert!(calendar.ids(true).contains("loading-4-deadlift"));
        assert!(calendar.ids(false).contains("loading-4-deadlift-score") && calendar.ids(false).contains("aftercare-2-deadlift-deload"));
        assert_eq!(calendar.event("aftercare-2-deadlift-deload").text("SUMMARY"), "Training · deload week · cancelled");
        assert_eq!(calendar.parts("VEVENT").len(), read(&first).parts("VEVENT").len());
        for event in calendar.parts("VEVENT").iter().filter(|event| event.value("STATUS") == "CONFIRMED") {
            assert!(times(event).0[..8] <= *"20261231");
        }
    }
}

#[test]
fn training_alone_leaves_the_rest_out() {
    let plan = lifter("extension-eased");
    let alone = calendar(&plan, of_content(Content::Training)).unwrap();
    let kinds = [SessionKind::Deadlift, SessionKind::SecondDeadlift, SessionKind::Core];
    let training = plan.weeks.iter().flat_map(|week| &week.sessions).filter(|session| kinds.contains(&session.kind));
    assert_eq!(read(&alone).ids(true), training.map(|session| session.id.to_string()).collect());
    let later = without(&plan, |id| id == "loading-7-deadlift" || id == "movement-3-daily");
    for known in [None, Some(handed_out(&alone))] {
        let wanted = Wanted { handed_out: known.as_ref(), ..of_content(Content::Training) };
        assert_eq!(read(&calendar(&later, wanted).unwrap()).ids(false), BTreeSet::from(["loading-7-deadlift".to_owned()]));
    }
    // Whoever had all of it is told that the rest is left out now.
    let all = handed_out(&ics(&plan));
    let less = read(&calendar(&plan, Wanted { handed_out: Some(&all), ..of_content(Content::Training) }).unwrap());
    assert_eq!(less.ids(true), read(&alone).ids(true));
    assert!(less.ids(false).contains("loading-1-gate") && less.ids(false).contains("movement-3-daily"));
}

#[test]
fn a_calendar_in_several_files_holds_the_same_and_a_revision_has_the_same_files() {
    let plan = lifter("extension-eased");
    let whole = read(&ics(&plan));
    let later = without(&plan, |id| id.starts_with("movement-") || id == "loading-7-deadlift");
    for by in [Split::Phases, Split::Sessions] {
        let parts = Calendar::of(&plan, Wanted::default()).unwrap().split(by);
        let ids: Vec<String> = parts.iter().flat_map(|(_, text)| read(text).ids(true)).collect();
        assert_eq!(ids.len(), whole.ids(true).len(), "each event once");
        assert_eq!(ids.into_iter().collect::<BTreeSet<_>>(), whole.ids(true));
        let known = parts.iter().fold(HandedOut::default(), |known, (_, text)| known.with(handed_out(text)));
        assert_eq!(known, handed_out(&ics(&plan)));
        let after = Calendar::of(&later, Wanted { handed_out: Some(&known), ..Wanted::default() }).unwrap().split(by);
        let uids = |text: &str| read(text).parts("VEVENT").iter().map(|event| event.value("UID").to_owned()).collect::<BTreeSet<_>>();
        for (name, text) in &parts {
            let (_, new) = after.iter().find(|(new, _)| new == name).unwrap_or_else(|| panic!("an old file would stay: {name}"));
            assert!(uids(new).is_superset(&uids(text)), "{name}");
            let calendar = read(text);
            assert_eq!((calendar.parts("VTIMEZONE").len(), calendar.value("X-WR-CALNAME")), (1, "Training"), "{name}");
        }
    }
    let phases = Calendar::of(&plan, Wanted::default()).unwrap().split(Split::Phases);
    assert_eq!(phases.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["aftercare", "loading", "movement", "pain-resolution"]);
}

#[test]
fn a_session_in_the_missing_hour_is_moved_and_says_so() {
    // Berlin's clocks go from two to three in the night to Sunday, 28 March 2027.
    let plan = Lifter::named("minimal")
        .with(
            "status: acute",
            "status: nagging\nschedule:\n  start: 2027-03-01\n  time_zone: Europe/Berlin\n  slots:\n    - {day: sun, at: \"02:30\"}",
        )
        .plan();
    let calendar = read(&ics(&plan));
    let sundays: Vec<String> = (1..6).map(|week| times(calendar.event(&format!("loading-{week}-deadlift"))).0).collect();
    assert!(sundays.contains(&"20270328T030000".to_owned()) && sundays.contains(&"20270321T023000".to_owned()), "{sundays:?}");
    let moved = plan
        .weeks
        .iter()
        .flat_map(|week| &week.sessions)
        .find(|session| session.start.to_string().starts_with("2027-03-28 03:00"))
        .unwrap();
    assert!(moved.notes.iter().any(|note| note.says.to_lowercase().contains("clock")), "{:?}", moved.notes);
}

#[test]
fn training_stays_at_its_wall_clock_time_when_the_clocks_change() {
    let plan = lifter("clock-change");
    let calendar = read(&ics(&plan));
    let rules = Evaluator::new(calendar.parts("VTIMEZONE")[0]);
    let mut by_offset: BTreeSet<(i32, String)> = BTreeSet::new();
    for session in plan.weeks.iter().flat_map(|week| &week.sessions).filter(|session| session.kind == SessionKind::Deadlift) {
        let start = times(calendar.event(&session.id.to_string())).0;
        let wall = NaiveDateTime::parse_from_str(&start, "%Y%m%dT%H%M%S").unwrap();
        by_offset.insert((rules.offset(wall + Duration::hours(5)), start[9..].to_owned()));
    }
    let expected = [(-5 * 3600, "190000"), (-4 * 3600, "190000")].map(|(offset, at)| (offset, at.to_owned()));
    assert_eq!(by_offset.into_iter().collect::<Vec<_>>(), expected, "Tuesdays at seven, before 8 March and after");
}

#[test]
fn any_text_changes_no_other_property() {
    const PIECES: &[&str] = &[
        "\r\n",
        "\r",
        "\n",
        "\t",
        "\u{0}",
        "\u{7}",
        "\u{1f}",
        "\u{7f}",
        "\u{85}",
        "\u{9f}",
        "\u{200e}",
        "\u{202a}",
        "\u{202e}",
        "\u{2066}",
        "\u{2069}",
        ";",
        ":",
        ",",
        "\\",
        "\"",
        "=",
        "END:VEVENT",
        "BEGIN:VALARM",
    ];
    let (count, seed) = drawn("REHINGE_TEXTS", 12, 60);
    let mut rng = fastrand::Rng::with_seed(seed);
    let calm = plan();
    let told = read(&ics(&calm));
    for nth in 0..count {
        // Every fourth is as long as no sentence is.
        let text = random::text(&mut rng, PIECES, 40).repeat(if nth % 4 == 0 { 250 } else { 1 });
        let wild = read(&ics(&filled(&calm, &text)));
        assert_eq!(wild.skeleton(), told.skeleton(), "{text:?}");
        for (old, new) in told.parts("VEVENT").iter().zip(wild.parts("VEVENT")) {
            assert_eq!(times(old), times(new), "{text:?}");
        }
    }
}

/// The plan with a text wherever a lifter or a protocol may put one.
fn filled(plan: &Plan, text: &str) -> Plan {
    let mut plan = plan.clone();
    plan.profile.name = Some(text.to_owned());
    plan.profile.schedule.location = None;
    plan.profile.preferences.titles = Titles::Detailed;
    plan.coaching.disclaimer.push_str(text);
    plan.coaching.setup[0] = text.to_owned();
    plan.coaching.after = text.to_owned();
    for exercise in plan.exercises.values_mut() {
        exercise.name = text.to_owned();
        exercise.how = text.to_owned();
    }
    for session in plan.weeks.iter_mut().flat_map(|week| &mut week.sessions) {
        for note in &mut session.notes {
            note.says = text.to_owned();
        }
        for exercise in &mut session.exercises {
            exercise.exercise.push_str(text);
            exercise.note = Some(text.to_owned());
        }
    }
    plan
}

#[test]
fn no_text_changes_another_property() {
    let plain = plan();
    let hostile =
        format!("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\rX-EVIL:1\nATTACH:2\u{0}\u{7}\u{85}\u{2028}\u{202E};,\\:\"{}", "ü,".repeat(10_000));
    let mut plan = plain.clone();
    plan.profile.name = Some(hostile.clone());
    plan.profile.schedule.location = Some(hostile.clone());
    plan.profile.preferences.titles = Titles::Detailed;
    plan.id = hostile.clone();
    plan.coaching.disclaimer = hostile.clone();
    plan.coaching.setup[0] = hostile.clone();
    for exercise in plan.exercises.values_mut() {
        exercise.name = hostile.clone();
        exercise.how = hostile.clone();
    }
    for session in plan.weeks.iter_mut().flat_map(|week| &mut week.sessions) {
        for exercise in &mut session.exercises {
            exercise.exercise.push_str(&hostile);
            exercise.note = Some(hostile.clone());
        }
    }
    let mut plain = plain;
    plain.profile.schedule.location = Some("Gym".to_owned());
    let (calm, wild) = (ics(&plain), ics(&plan));
    assert_eq!(read(&wild).skeleton(), read(&calm).skeleton());
    assert!(!read(&wild).parts("VEVENT")[2].text("SUMMARY").contains('\n'));
    assert!(!wild.contains('\u{202E}'));
}

#[test]
fn what_a_calendar_cannot_hold_is_said_all_at_once() {
    let codes = |change: &dyn Fn(&mut Plan)| -> Vec<(Code, Option<String>)> {
        let mut plan = plan();
        change(&mut plan);
        let found = calendar(&plan, Wanted::default()).err().unwrap_or_default();
        assert!(found.iter().all(|diagnostic| diagnostic.help.is_some()));
        found.into_iter().map(|diagnostic| (diagnostic.code, diagnostic.field)).collect()
    };
    let at = |code, field: &str| (code, Some(field.to_owned()));
    assert_eq!(codes(&|plan| plan.time_zone = "Europe/Berln".to_owned()), [at(Code::UnknownZone, "time_zone")]);
    let several = |plan: &mut Plan| {
        plan.weeks[0].sessions[0].minutes = 0;
        plan.weeks[1].sessions[0].start = NaiveDate::MAX.and_hms_opt(0, 0, 0).unwrap();
        plan.weeks[1].sessions[0].minutes = u32::MAX;
        plan.weeks[4].sessions[0].id = "loading-1-deadlift".parse().unwrap();
    };
    let expected = [
        at(Code::OutOfRange, "weeks[0].sessions[0].minutes"),
        at(Code::BadDate, "weeks[1].sessions[0].start"),
        at(Code::OutOfRange, "weeks[1].sessions[0].minutes"),
        at(Code::Repeated, "weeks[4].sessions[0].id"),
    ];
    assert_eq!(codes(&several), expected);
}

#[test]
fn a_plan_without_sessions_is_a_calendar_without_events() {
    let mut plan = plan();
    plan.weeks.clear();
    let calendar = read(&ics(&plan));
    assert!(calendar.parts("VEVENT").is_empty());
    assert_eq!(calendar.parts("VTIMEZONE").len(), 1);
}

#[test]
fn every_lifter_gets_a_calendar_that_holds_the_whole_plan() {
    for (_, plan) in plans() {
        let text = ics(&plan);
        assert!(text.len() < 1_000_000, "Google imports no more than a megabyte");
        if let Some(name) = &plan.profile.name {
            assert!(!text.contains(name.as_str()), "{name} is nobody's business");
        }
        let calendar = read(&text);
        let events = calendar.parts("VEVENT");
        assert_eq!(events.iter().map(|event| event.value("UID")).collect::<BTreeSet<_>>().len(), events.len());
        assert!(events.iter().all(|event| event.text("DESCRIPTION").contains(&plan.coaching.disclaimer)));
        for session in plan.weeks.iter().flat_map(|week| &week.sessions) {
            let event = calendar.event(&session.id.to_string());
            let description = event.text("DESCRIPTION");
            assert!(description.len() < 8192, "Google cuts longer ones off");
            for load in session.exercises.iter().flat_map(|exercise| &exercise.sets).filter_map(|set| set.load()) {
                assert!(description.contains(&format!("{load} × ")), "{load} is missing from {}", session.id);
            }
            assert!(description.contains(&plan.coaching.stop_session));
        }
    }
}

/// The offset that a VTIMEZONE gives an instant, read as RFC 5545 has it: that of the latest onset.
struct Evaluator(Vec<(NaiveDateTime, i32)>);

impl Evaluator {
    fn new(rules: &Part) -> Self {
        let offset = |text: &str| {
            let (sign, digits) = text.split_at(1);
            let number: i32 = digits.parse().unwrap();
            assert_eq!(digits.len(), 4);
            (number / 100 * 3600 + number % 100 * 60) * if sign == "-" { -1 } else { 1 }
        };
        let mut onsets = Vec::new();
        for part in &rules.parts {
            assert!(matches!(part.kind.as_str(), "STANDARD" | "DAYLIGHT"));
            let start = NaiveDateTime::parse_from_str(part.value("DTSTART"), "%Y%m%dT%H%M%S").unwrap();
            let (from, to) = (offset(part.value("TZOFFSETFROM")), offset(part.value("TZOFFSETTO")));
            assert!(!part.value("TZNAME").is_empty());
            let days = if has(part, "RRULE") { occurrences(part.value("RRULE"), start.date()) } else { vec![start.date()] };
            assert_eq!(days[0], start.date(), "DTSTART is the first of its own recurrence");
            onsets.extend(days.iter().map(|day| (day.and_time(start.time()) - Duration::seconds(from.into()), to)));
        }
        onsets.sort();
        Evaluator(onsets)
    }

    fn offset(&self, utc: NaiveDateTime) -> i32 {
        self.0.iter().rev().find(|(onset, _)| *onset <= utc).unwrap().1
    }
}

fn occurrences(rule: &str, first: NaiveDate) -> Vec<NaiveDate> {
    let parts: Vec<(&str, &str)> = rule.split(';').map(|part| part.split_once('=').unwrap()).collect();
    let get = |name: &str| parts.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    assert_eq!(get("FREQ"), Some("YEARLY"));
    let month: u32 = get("BYMONTH").unwrap().parse().unwrap();
    let (nth, day) = get("BYDAY").unwrap().split_at(get("BYDAY").unwrap().len() - 2);
    let weekday: Weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
        .iter()
        .position(|name| *name == day)
        .and_then(|at| Weekday::try_from(at as u8).ok())
        .unwrap();
    let of_month = |year| {
        let day = |day| NaiveDate::from_ymd_opt(year, month, day).filter(|day| day.weekday() == weekday);
        let all: Vec<NaiveDate> = (1..=31).filter_map(day).collect();
        match (nth, get("BYMONTHDAY")) {
            ("", Some(days)) => {
                let days: Vec<u32> = days.split(',').map(|day| day.parse().unwrap()).collect();
                let found: Vec<_> = all.into_iter().filter(|day| days.contains(&day.day())).collect();
                assert_eq!(found.len(), 1);
                found[0]
            }
            ("-1", None) => all[all.len() - 1],
            (nth, None) => all[nth.parse::<usize>().unwrap() - 1],
            other => panic!("{other:?}"),
        }
    };
    (first.year()..2041).map(of_month).filter(|day| *day >= first).collect()
}

#[test]
fn the_rules_of_every_zone_give_the_offsets_that_its_people_live_by() {
    let database = jiff::tz::TimeZoneDatabase::bundled();
    let mut plan = plan();
    let day: NaiveDateTime = "2026-01-05T12:00:00".parse().unwrap();
    plan.weeks[0].sessions[0].start = day;
    plan.weeks[4].sessions[0].start = day + Duration::days(730);
    plan.weeks[2].sessions.truncate(1);
    let mut forms = [0, 0];
    for name in zone::names() {
        plan.time_zone = name.clone();
        let text = ics(&plan);
        let calendar = read(&text);
        let rules = calendar.parts("VTIMEZONE")[0];
        assert_eq!(rules.value("TZID"), name);
        assert!(rules.skeleton().len() < 100, "{name}: too long for Google");
        assert!(rules.parts.iter().any(|part| part.kind == "STANDARD"), "{name}");
        let yearly = rules.parts.iter().any(|part| has(part, "RRULE"));
        forms[usize::from(yearly)] += 1;
        let evaluator = Evaluator::new(rules);
        let zone = database.get(&name).unwrap();
        let from: jiff::Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        // A yearly rule must be the real one, not one that fits two years by chance.
        let to: jiff::Timestamp = if yearly { "2040-01-15T00:00:00Z" } else { "2028-01-15T00:00:00Z" }.parse().unwrap();
        let agrees = |second: i64| {
            let real = zone.to_offset(jiff::Timestamp::from_second(second).unwrap()).seconds();
            let told = evaluator.offset(DateTime::from_timestamp(second, 0).unwrap().naive_utc());
            assert_eq!(told, real, "{name} at {second}");
        };
        (from.as_second()..to.as_second()).step_by(15 * 25 * 3600).for_each(agrees);
        for change in zone.following(from).take_while(|change| change.timestamp() < to) {
            agrees(change.timestamp().as_second() - 1);
            agrees(change.timestamp().as_second());
        }
    }
    assert!(forms[0] > 100 && forms[1] > 100, "{forms:?}");
}

#[test]
fn the_zones_that_changed_lately_are_right_in_the_winter_of_2026() {
    let plan = plan();
    let offset = |name: &str, utc: &str| {
        let text = ics(&Plan { time_zone: name.to_owned(), ..plan.clone() });
        Evaluator::new(read(&text).parts("VTIMEZONE")[0]).offset(utc.parse().unwrap())
    };
    // British Columbia stays on UTC-7 from March 2026 on.
    assert_eq!(offset("America/Vancouver", "2027-01-15T12:00:00"), -7 * 3600);
    // Cuba does not go back to winter time in November 2026; Morocco did in September, for good.
    assert_eq!(offset("America/Havana", "2027-01-15T12:00:00"), -4 * 3600);
    assert_eq!(offset("Africa/Casablanca", "2027-01-15T12:00:00"), 0);
    assert_eq!(offset("Africa/Casablanca", "2027-07-15T12:00:00"), 0);
    assert_eq!(offset("Europe/Dublin", "2027-01-15T12:00:00"), 0);
    assert_eq!(offset("Europe/Dublin", "2027-07-15T12:00:00"), 3600);
    assert_eq!(offset("Australia/Lord_Howe", "2027-01-15T12:00:00"), 11 * 3600);
    assert_eq!(offset("Australia/Lord_Howe", "2027-07-15T12:00:00"), 10 * 3600 + 1800);
    assert_eq!(offset("UTC", "2027-07-15T12:00:00"), 0);
}

/// A folder for what the programs of `tests/readers/` look at.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn every_zone_has_a_calendar_of_weekly_events_for_other_programs_to_judge() {
    let folder = folder("zones");
    let mut plan = plan();
    plan.weeks.truncate(1);
    let template = plan.weeks[0].sessions.remove(0);
    // Late in the evening and early on Sunday: before, at and after the hour in which most clocks change.
    let first: NaiveDateTime = "2026-06-07T00:45:00".parse().unwrap();
    for week in 0..78 {
        let mut session = template.clone();
        session.start = first + Duration::weeks(week) + Duration::hours(week % 6);
        session.id = format!("movement-{week}-daily").parse().unwrap();
        plan.weeks[0].sessions.push(session);
    }
    let given = plan.clone();
    for name in zone::names() {
        plan.time_zone = name.clone();
        for (session, given) in plan.weeks[0].sessions.iter_mut().zip(&given.weeks[0].sessions) {
            session.start = zone::first_valid(&name, given.start);
        }
        let text = ics(&plan);
        std::fs::write(folder.join(format!("{}.ics", name.replace('/', "+"))), text).unwrap();
    }
}

#[test]
fn successive_revisions_are_there_for_other_programs_to_import() {
    let folder = folder("revisions");
    let mut plan = lifter("extension-eased");
    let mut rng = fastrand::Rng::with_seed(4);
    let mut text = ics(&plan);
    for revision in 0..10 {
        if revision > 0 {
            let gone = rng.u8(1..4);
            plan = without(&plan, |id| rng_of(id, revision) % 12 < u32::from(gone) && id.contains(['4', '5', '6', '7']));
            plan.created = "2026-11-23".parse::<NaiveDate>().unwrap() + Duration::weeks(revision);
            // What is to come is put off by a day or two, and with other loads.
            for session in plan.weeks.iter_mut().flat_map(|week| &mut week.sessions).filter(|session| session.start.date() > plan.created) {
                session.start += Duration::days(i64::from(rng.u8(0..3)));
                session.minutes += 5;
            }
            let at = rng.usize(5..plan.weeks.len());
            plan.weeks[at].deadlift.iter_mut().for_each(|it| it.deload = !it.deload);
        }
        if revision == 9 {
            plan.stopped = Some(Stop { on: plan.created, reasons: vec![] });
        }
        let name = format!("revision-{revision}");
        text = ics_after(&plan, &text);
        std::fs::write(folder.join(format!("{name}.ics")), &text).unwrap();
        std::fs::write(folder.join(format!("{name}.plan.yaml")), rehinge::plan::file::plan_yaml(&plan)).unwrap();
    }
}

/// A number that depends on an id and a revision alone.
fn rng_of(id: &str, revision: i64) -> u32 {
    id.bytes().fold(revision as u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)))
}
