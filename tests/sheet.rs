//! The printed sheet: everything is on it, in its place, the same every time.

use chrono::{Days, NaiveDate, NaiveDateTime};
use rehinge::plan::*;
use rehinge::protocol::{Protocol, RuleId, Sentence};
use rehinge::render::referral::referral;
use rehinge::render::sheet::{Paper, Sheet, sheet};
use rehinge::screen::{Referral, ReferralPart};
use rehinge::units::{Decimal, Load, Percent, Unit};

/// Greek, Cyrillic, a picture, and no space to break at.
const HOSTILE: &str = "Αλέξανδρος_Владимир🏋🏽_Ångström_";

fn kg(thousandths: i64) -> Load {
    Load::new(thousandths, Unit::Kg)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(day: NaiveDate, hour: u32) -> NaiveDateTime {
    day.and_hms_opt(hour, 0, 0).unwrap()
}

fn because(rule: RuleId) -> Because {
    Because::of(rule)
}

/// A set with the plates of a 20 kg bar.
fn lifted(reps: u32, load: Load) -> Set {
    let mut rest = (load.thousandths() - 20_000) / 2;
    let mut plates = Vec::new();
    for size in [25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 1_250] {
        while rest >= size {
            plates.push(Decimal(size));
            rest -= size;
        }
    }
    let percent = Some(load.percent_of(kg(100_000)));
    Set { reps: Some(reps), load: Some(load), percent, per_side: Some(plates), ..Set::default() }
}

fn exercise(id: &str, role: Role, sets: Vec<Set>, rule: RuleId) -> Exercise {
    Exercise { exercise: id.into(), role, sets, note: None, because: because(rule) }
}

fn session(start: NaiveDateTime, phase: Phase, kind: SessionKind, exercises: Vec<Exercise>) -> Session {
    let id = format!("{phase:?}-{kind:?}-{start}");
    Session { id, start, minutes: 30, phase, kind, lumbar: Lumbar::None, film: None, notes: vec![], exercises }
}

fn daily(monday: NaiveDate, phase: Phase, ids: &[&str]) -> Vec<Session> {
    (0..7)
        .map(|offset| {
            // The light Romanian deadlift comes every other day.
            let here = ids.iter().filter(|id| offset % 2 == 0 || **id != "romanian-deadlift");
            let set = Set { reps: Some(10), each_side: true, ..Set::default() };
            let exercises = here.map(|id| exercise(id, Role::Work, vec![set.clone(); 2], RuleId::Phase2Daily)).collect();
            session(at(monday + Days::new(offset), 7), phase, SessionKind::Daily, exercises)
        })
        .collect()
}

fn deadlift(day: NaiveDate, load: Load, sets: usize, phase: Phase) -> Session {
    let minutes = Set { minutes: Some(5), ..Set::default() };
    let reps = Set { reps: Some(10), each_side: true, ..Set::default() };
    let dose = Set { reps: Some(8), up_to: Some(12), ..Set::default() };
    let ramp = [(45, 5), (60, 5), (70, 3), (85, 2)].map(|(share, reps)| lifted(reps, kg(load.thousandths() * share / 250_000 * 2_500)));
    let mut work = exercise("deadlift", Role::Work, vec![lifted(5, load); sets], RuleId::WorkSets);
    work.because = work.because.and(RuleId::ReloadRise).and(RuleId::Loadable);
    let exercises = vec![
        exercise("easy-cardio", Role::Cardio, vec![minutes], RuleId::WarmUp),
        exercise("hamstring-stretch", Role::Mobility, vec![reps.clone()], RuleId::Mobility),
        exercise("bird-dog", Role::Activation, vec![reps.clone()], RuleId::WarmUp),
        exercise("glute-bridge", Role::Activation, vec![dose.clone()], RuleId::WarmUp),
        exercise("deadlift", Role::WarmUp, ramp.to_vec(), RuleId::Ramp),
        work,
        exercise("hip-thrust", Role::Accessory, vec![dose; 3], RuleId::HipThrust),
        exercise("pallof-press", Role::Accessory, vec![reps; 3], RuleId::Pallof),
        exercise("good-morning", Role::Accessory, vec![lifted(10, kg(30_000)); 2], RuleId::GoodMorning),
    ];
    let mut session = session(at(day, 18), phase, SessionKind::Deadlift, exercises);
    session.minutes = 75;
    session.lumbar = Lumbar::Heavy;
    session.film = Some(Film { set: sets as u32, angle: Angle::Side });
    session
}

fn core(day: NaiveDate, phase: Phase) -> Session {
    let sets = [6, 4, 2].map(|reps| Set { reps: Some(reps), seconds: Some(10), each_side: true, ..Set::default() });
    let exercises = ["curl-up", "side-plank", "bird-dog"].map(|id| exercise(id, Role::Work, sets.to_vec(), RuleId::BigThree));
    session(at(day, 8), phase, SessionKind::Core, exercises.to_vec())
}

/// A plan by hand, with a week of each kind and the protocol's own words.
fn plan() -> Plan {
    let protocol = Protocol::embedded();
    let wording = &protocol.wording;
    let says = |sentence: &Sentence| sentence.says.clone();
    let monday = |week: u32| day("2026-11-23") + Days::new(7 * u64::from(week - 1));
    let week = |number: u32, phase, load: Option<Load>, sessions| Week {
        week: number,
        starts: monday(number),
        phases: vec![phase],
        load,
        percent: load.map(|load| load.percent_of(kg(100_000))),
        deload: false,
        because: load.map(|_| because(RuleId::ReloadRise)),
        sessions,
        own: Vec::new(),
    };
    let mut weeks = vec![
        week(1, Phase::PainResolution, None, daily(monday(1), Phase::PainResolution, &["walk", "cat-cow", "press-up"])),
        week(
            2,
            Phase::Movement,
            None,
            daily(monday(2), Phase::Movement, &["dowel-hinge", "bird-dog", "glute-bridge", "dead-bug", "romanian-deadlift"]),
        ),
    ];
    for (number, load, sets) in [
        (3, 50_000, 4),
        (4, 60_000, 4),
        (5, 60_000, 2),
        (6, 72_500, 4),
        (7, 82_500, 4),
        (8, 90_000, 4),
        (9, 95_000, 3),
        (10, 100_000, 3),
        (11, 100_000, 3),
    ] {
        let phase = if number < 11 { Phase::Loading } else { Phase::Aftercare };
        let start = monday(number);
        let sessions = vec![
            core(start + Days::new(1), phase),
            deadlift(start + Days::new(3), kg(load), sets, phase),
            core(start + Days::new(5), phase),
        ];
        let mut week = week(number, phase, Some(kg(load)), sessions);
        week.deload = sets == 2;
        week.own.push(OwnSession { start: at(start, 18), lifts: vec!["squat".into()], lumbar: Lumbar::Heavy });
        weeks.push(week);
    }
    let checked = vec![
        exercise("film-review", Role::Work, vec![], RuleId::MonthlyCheck),
        exercise("side-plank-ratio", Role::Work, vec![], RuleId::MonthlyCheck),
        exercise("deadlift", Role::Work, vec![lifted(5, kg(70_000))], RuleId::QuarterlyCheck),
    ];
    weeks.push(week(16, Phase::Aftercare, None, vec![session(at(monday(16), 18), Phase::Aftercare, SessionKind::Check, checked)]));
    let span = |phase, from: &str, to: &str| PhaseSpan {
        phase,
        from: day(from),
        to: day(to),
        entry: vec!["no sign of the screen is present".into()],
        exit: vec!["pain is 0 of 10 on two days running".into(), "the back bends and turns as far as it used to".into()],
        because: because(RuleId::Phase1Length).and(RuleId::Phase1Exit),
    };
    let note = |key: &str, rule| Note { says: wording.notes[key].says.clone(), because: because(rule) };
    let profile = "
        {name: A. Lifter, age_band: 18-40,
        deadlift: {working_weight: 100 kg, reps: 5, lift: conventional, sessions_per_week: 1},
        pain: {status: acute, sudden: false, episodes: 1, eased_by: extension, pain_free_days: 0, full_range: false, signs: [], unsure: []},
        schedule: {minutes: 75, slots: [{day: thu, at: '18:00'}], daily: '07:30', other_lifting: []},
        equipment: {bars: [20 kg], plates: [{size: 25}, {size: 1.25}], dumbbells: [], has: []},
        preferences: {weekly_rise: 10, titles: private, notes: []}}";
    Plan {
        schema: SCHEMA.into(),
        id: "extension-eased-20261122".into(),
        revision: 0,
        created: day("2026-11-22"),
        verdict: VerdictKind::Train,
        unit: Unit::Kg,
        time_zone: "Europe/Berlin".into(),
        protocol: ProtocolName { name: protocol.name.clone(), version: protocol.version.clone() },
        profile: serde_yaml::from_str(profile).unwrap(),
        summary: Summary {
            track: Track::ThreePhase,
            working_weight: kg(100_000),
            top_load: kg(100_000),
            loading_weeks: 8,
            returns_on: Some(day("2027-01-28")),
            phases: vec![
                span(Phase::PainResolution, "2026-11-23", "2026-11-29"),
                span(Phase::Movement, "2026-11-30", "2026-12-06"),
                span(Phase::Loading, "2026-12-07", "2027-01-28"),
                span(Phase::Aftercare, "2027-01-29", "2027-04-28"),
            ],
            notes: vec![
                note("early-evaluation", RuleId::EarlyEvaluation),
                note("unknown-tissue", RuleId::UnknownTissue),
                note("healing", RuleId::Phase2Length),
                note("recurrence-risk", RuleId::PainLog),
            ],
        },
        coaching: Coaching {
            setup: wording.setup.iter().map(says).collect(),
            errors: vec![says(&wording.errors["lumbar-rounding"])],
            breathing: says(&wording.breathing),
            grip: says(&wording.grip),
            belt: says(&wording.no_belt),
            rest_seconds: 180,
            stop_set: says(&wording.stop_set),
            stop_session: says(&wording.stop_session),
            stop_plan: says(&wording.stop_plan),
            after: says(&wording.after),
            emergency: protocol.signs.iter().take(6).map(|sign| sign.says.clone()).collect(),
            extras: Vec::new(),
            disclaimer: says(&wording.disclaimer),
            because: because(RuleId::SetUp),
        },
        weeks,
        changes: vec![Change {
            lifts: vec!["squat".into()],
            usually: "mon 18:00".into(),
            from: day("2026-11-23"),
            to: day("2026-12-06"),
            instead: Instead::Pause,
            reason: "Squats load the lower back, which rests until Phase 3.".into(),
            because: because(RuleId::Phase1NoLoad),
        }],
        exercises: protocol
            .exercises
            .iter()
            .map(|(id, data)| (id.clone(), ExerciseText { name: data.name.clone(), how: data.how.clone() }))
            .collect(),
        rules: RuleId::ALL.iter().map(|rule| (*rule, protocol.rules.text(*rule))).collect(),
    }
}

/// A plan in which everything is as long as it can be.
fn hostile() -> Plan {
    let mut plan = plan();
    let long: String = HOSTILE.chars().cycle().take(200).collect();
    plan.id.clone_from(&long);
    plan.profile.name = Some(long.clone());
    plan.changes[0].reason = long.repeat(40);
    plan.changes[0].usually.clone_from(&long);
    plan.coaching.stop_session.clone_from(&long);
    plan.coaching.errors = vec![long.clone(); 9];
    plan.coaching.setup[2] = "\u{0}\n\t".into();
    for text in plan.exercises.values_mut() {
        text.name.clone_from(&long);
    }
    for week in &mut plan.weeks {
        week.load = week.load.map(|_| kg(i64::MAX));
        week.percent = week.percent.map(|_| Percent::from_tenths(i32::MAX));
        week.because = week.because.take().map(|first| RuleId::ALL.iter().fold(first, |because, rule| because.and(*rule)));
        for session in &mut week.sessions {
            session.notes = vec![Note { says: long.clone(), because: because(RuleId::Ramp) }];
            for exercise in &mut session.exercises {
                exercise.note = Some(long.clone());
                exercise.sets.extend(vec![exercise.sets.first().cloned().unwrap_or_default(); 9]);
                for set in exercise.sets.iter_mut().filter(|set| set.per_side.is_some()) {
                    set.load = Some(kg(1_234_567));
                    set.per_side = Some(vec![Decimal(48_375); 12]);
                    set.bar = Some(kg(27_125));
                }
            }
        }
    }
    plan
}

/// What is wrong with where the lines stand.
fn misplaced(sheet: &Sheet, paper: Paper) -> Vec<String> {
    // 12 mm, which every printer can print up to.
    let (margin, (width, height)) = (12.0 * 72.0 / 25.4, paper.size());
    let mut wrong = Vec::new();
    for line in &sheet.lines {
        if line.left < margin || line.right > width - margin || line.top < margin || line.bottom > height - margin {
            wrong.push(format!("outside: {line:?}"));
        }
    }
    for page in 1..=sheet.pages {
        let lines: Vec<_> = sheet.lines.iter().filter(|line| line.page == page).collect();
        for (at, a) in lines.iter().enumerate() {
            for b in &lines[at + 1..] {
                if a.left < b.right - 0.1 && b.left < a.right - 0.1 && a.top < b.bottom - 0.1 && b.top < a.bottom - 0.1 {
                    wrong.push(format!("overlap: {a:?} {b:?}"));
                }
            }
        }
    }
    wrong
}

fn text(sheet: &Sheet) -> String {
    sheet.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn two_renders_give_the_same_bytes() {
    for &paper in Paper::ALL {
        assert!(sheet(&plan(), paper).pdf == sheet(&plan(), paper).pdf);
    }
}

#[test]
fn every_load_with_its_plates_comes_back_out_of_the_file() {
    let plan = plan();
    let sheet = sheet(&plan, Paper::A4);
    let file = lopdf::Document::load_mem(&sheet.pdf).unwrap();
    let pages: Vec<u32> = file.get_pages().keys().copied().collect();
    assert_eq!(pages.len(), sheet.pages);
    for week in &plan.weeks {
        let Some(session) = week.deadlift() else { continue };
        let start = sheet.lines.iter().find(|line| line.text.starts_with(&format!("Week {} · ", week.week))).unwrap();
        let page = file.extract_text(&[start.page as u32]).unwrap();
        let sets = session
            .exercises
            .iter()
            .filter(|exercise| matches!(exercise.role, Role::WarmUp | Role::Work))
            .flat_map(|exercise| &exercise.sets);
        for set in sets {
            let plates: Vec<String> = set.per_side.iter().flatten().map(ToString::to_string).collect();
            let plates = if plates.is_empty() { "bar alone".to_owned() } else { plates.join(" + ") };
            for words in [set.load.unwrap().to_string(), plates] {
                assert!(page.contains(&words), "week {}: {words} in {page}", week.week);
            }
        }
    }
}

#[test]
fn every_cue_is_on_the_page_of_every_session() {
    let plan = plan();
    let sheet = sheet(&plan, Paper::Letter);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
    for week in plan.weeks.iter().filter(|week| week.load.is_some()) {
        let first = sheet.lines.iter().position(|line| line.text.starts_with(&format!("Week {} · ", week.week))).unwrap();
        let rest = &sheet.lines[first + 1..];
        let end =
            rest.iter().position(|line| line.text.starts_with("Week ") && line.text.contains(" · ") || line.text == "Checks").unwrap();
        let page = words(&rest[..end].iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "));
        let coaching = &plan.coaching;
        for cue in
            coaching.setup.iter().chain(&coaching.errors).chain([&coaching.stop_set, &coaching.breathing, &coaching.grip, &coaching.belt])
        {
            assert!(page.contains(&words(cue)), "week {}: {cue}", week.week);
        }
    }
}

#[test]
fn each_week_has_a_page_of_its_own() {
    for &paper in Paper::ALL {
        let sheet = sheet(&plan(), paper);
        let page_of = |week: u32| sheet.lines.iter().find(|line| line.text.starts_with(&format!("Week {week} · "))).unwrap().page;
        for week in 1..11 {
            assert_eq!(page_of(week) + 1, page_of(week + 1), "{paper}, week {week} runs over");
        }
    }
}

#[test]
fn nothing_leaves_the_page_or_overlaps() {
    for &paper in Paper::ALL {
        for plan in [plan(), hostile()] {
            assert_eq!(misplaced(&sheet(&plan, paper), paper), Vec::<String>::new());
        }
    }
}

#[test]
fn characters_without_a_glyph_are_shown_as_such_and_reported() {
    let mut plan = plan();
    plan.profile.name = Some("Ζωή Жанна 🏋 字".into());
    let sheet = sheet(&plan, Paper::A4);
    assert_eq!(sheet.missing, ['字', '🏋']);
    assert!(text(&sheet).contains("Ζωή Жанна \u{FFFD} \u{FFFD}"));
}

#[test]
fn a_referral_is_one_page_and_holds_every_answer() {
    let part = |title: &str, rows: &[(&str, &str)]| ReferralPart {
        title: title.into(),
        rows: rows.iter().map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect(),
    };
    let referral_of = |name: &str| Referral {
        created: day("2026-11-22"),
        name: Some(name.into()),
        lead: "Back pain after deadlifting, with signs that a clinician should see before any loading.".into(),
        parts: vec![
            part("Why", &[("", "tingling below the knee"), ("", "pain for 21 days")]),
            part("Scores", &[("Pain now", "4 of 10"), ("Worst", "6 of 10"), ("Began", "Sun 1 Nov 2026")]),
        ],
        disclaimer: "Told by the lifter; not an examination.".into(),
    };
    for &paper in Paper::ALL {
        let page = referral(&referral_of("A. Lifter"), paper);
        assert_eq!(page.pages, 1);
        assert_eq!(misplaced(&page, paper), Vec::<String>::new());
        assert!(["tingling below the knee", "4 of 10", "Worst"].iter().all(|words| text(&page).contains(words)));
        assert_eq!(misplaced(&referral(&referral_of(&HOSTILE.repeat(10)), paper), paper), Vec::<String>::new());
    }
}
