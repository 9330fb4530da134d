//! The printed sheet: everything is on it, in its place, the same every time.

use rehinge::log::{Entry, Missed, PainKind};
use rehinge::plan::{Because, Note, Outcome, Plan, Response, Revision, Role, SessionKind};
use rehinge::planner::{self, Setting};
use rehinge::protocol::{Protocol, RuleId};
use rehinge::render::referral::referral;
use rehinge::render::sheet::{Paper, Sheet, sheet};
use rehinge::screen::{self, screen};
use rehinge::units::{Decimal, Load, Pain, Percent, Unit};
use std::fs;

/// Greek, Cyrillic, a picture, and no space to break at.
const HOSTILE: &str = "Αλέξανδρος_Владимир🏋🏽_Ångström_";

/// The plans of all profiles that have one.
fn plans() -> Vec<(String, Plan)> {
    let protocol = Protocol::embedded();
    let mut paths: Vec<_> = fs::read_dir("profiles").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let plans: Vec<_> = paths
        .into_iter()
        .filter_map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let profile = rehinge::profile::read(&fs::read_to_string(&path).unwrap(), &name, &protocol).unwrap().profile;
            let start = profile.schedule.start.unwrap_or("2026-11-23".parse().unwrap());
            let verdict = screen(&profile, &protocol, start);
            let plan = planner::plan(&profile, &verdict, &protocol, Setting { start, time_zone: "Europe/Berlin" }).ok()?;
            Some((name, plan))
        })
        .collect();
    assert!(plans.len() >= 7, "{}", plans.len());
    plans
}

fn plan(name: &str) -> Plan {
    plans().into_iter().find(|(own, _)| own == name).unwrap().1
}

/// A plan in which everything is as long as it can be.
fn hostile() -> Plan {
    let mut plan = plan("extension-eased");
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
    let heavy = |thousandths| Load::new(thousandths, Unit::Kg);
    for week in &mut plan.weeks {
        week.load = week.load.map(|_| heavy(i64::MAX));
        week.percent = week.percent.map(|_| Percent::from_tenths(i32::MAX));
        week.because = week.because.take().map(|first| RuleId::ALL.iter().step_by(2).fold(first, |because, rule| because.and(*rule)));
        for session in &mut week.sessions {
            session.notes = vec![Note { says: long.clone(), because: Because::of(RuleId::Ramp) }];
            for exercise in &mut session.exercises {
                exercise.note = Some(long.clone());
                exercise.sets.extend(vec![exercise.sets.first().cloned().unwrap_or_default(); 9]);
                for set in exercise.sets.iter_mut().filter(|set| set.per_side.is_some()) {
                    set.load = Some(heavy(1_234_567));
                    set.per_side = Some(vec![Decimal(48_375); 12]);
                    set.bar = Some(heavy(27_125));
                }
            }
        }
    }
    for (session, done) in plan.weeks.iter_mut().flat_map(|week| &mut week.sessions).zip(0..60) {
        let mut entry = Entry::new(session.id.clone(), session.start.date());
        entry.load = vec![heavy(i64::MAX); done % 20];
        entry.sets = Some(vec![100; done % 20]);
        session.done = Some(entry);
    }
    plan.revisions =
        vec![Revision { revision: u32::MAX, made: plan.created, changes: vec![Note { says: long, because: Because::of(RuleId::Ramp) }] }];
    plan
}

/// The plan after its first deadlifts: good, hurting, missed, one not fully written down; and revised once.
fn trained() -> Plan {
    let mut plan = plan("extension-eased");
    let kg = |number: i64| Load::new(number * 500, Unit::Kg);
    let mut sessions =
        plan.weeks.iter_mut().filter_map(|week| week.sessions.iter_mut().find(|session| session.kind == SessionKind::Deadlift));
    let mut did = |response: Response, tell: &dyn Fn(&mut Entry)| {
        let session = sessions.next().unwrap();
        let mut entry = Entry::new(session.id.clone(), session.start.date());
        tell(&mut entry);
        session.done = Some(entry);
        session.outcome = Some(Outcome { response, because: Because::of(RuleId::GoOn) });
    };
    did(Response::GoOn, &|entry| {
        entry.load = vec![kg(100)];
        entry.sets = Some(vec![5, 5, 5, 5]);
        (entry.pain.worst, entry.pain.morning, entry.pain.kind) = (Pain::new(1), Pain::new(0), Some(PainKind::Diffuse));
    });
    did(Response::Review, &|entry| {
        entry.load = vec![kg(120), kg(120), kg(115), kg(115)];
        (entry.sets, entry.cut_short) = (Some(vec![5, 5, 5, 3]), Some(1));
        (entry.pain.worst, entry.pain.morning, entry.pain.kind) = (Pain::new(10), Pain::new(3), Some(PainKind::OneSided));
        entry.amends = true;
    });
    did(Response::Repeat, &|entry| entry.missed = Some(Missed::Other));
    did(Response::Repeat, &|entry| entry.load = vec![kg(140)]);
    plan.revision = 1;
    let changes = vec![Note { says: "A week at 50 kg comes in between.".to_owned(), because: Because::of(RuleId::Ramp) }];
    plan.revisions = vec![Revision { revision: 1, made: "2026-12-25".parse().unwrap(), changes }];
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

/// Where a week's deadlift page begins.
fn title_of(sheet: &Sheet, week: u32) -> usize {
    let titled = |text: &str| text.starts_with(&format!("Week {week} of ")) && !text.contains("second");
    sheet.lines.iter().position(|line| titled(&line.text)).unwrap()
}

/// The lines of the pages that belong to a week's deadlift.
fn week_of(sheet: &Sheet, week: u32) -> (usize, String) {
    let first = title_of(sheet, week);
    let rest = &sheet.lines[first + 1..];
    let next = |text: &str| (text.starts_with("Week ") && text.contains(" · ")) || text == "Between the deadlifts";
    let end = rest.iter().position(|line| next(&line.text)).unwrap_or(rest.len());
    // Footers and the head of a second page stand between the lines of a paragraph.
    let body =
        rest[..end].iter().map(|line| line.text.as_str()).filter(|text| !text.contains(" · revision ") && !text.starts_with("page "));
    (sheet.lines[first].page, body.collect::<Vec<_>>().join(" "))
}

#[test]
fn two_renders_give_the_same_bytes() {
    let plan = plan("masters-morning");
    for &paper in Paper::ALL {
        assert!(sheet(&plan, paper).pdf == sheet(&plan, paper).pdf);
    }
}

#[test]
fn every_load_with_its_plates_comes_back_out_of_the_file() {
    for name in ["pounds", "light-bar"] {
        let plan = plan(name);
        let sheet = sheet(&plan, Paper::A4);
        let file = lopdf::Document::load_mem(&sheet.pdf).unwrap();
        let pages: Vec<u32> = file.get_pages().keys().copied().collect();
        assert_eq!(pages.len(), sheet.pages);
        for week in &plan.weeks {
            let Some(session) = week.deadlift() else { continue };
            let (page, _) = week_of(&sheet, week.week);
            let page = file.extract_text(&[page as u32]).unwrap();
            // A long row of plates goes over two lines.
            let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
            let lifts = session.exercises.iter().filter(|exercise| matches!(exercise.role, Role::WarmUp | Role::Work));
            for set in lifts.flat_map(|exercise| &exercise.sets) {
                let Some(load) = set.load else { continue };
                assert!(page.contains(&load.to_string()), "{name}, week {}: {load}", week.week);
                let Some(plates) = &set.per_side else { continue };
                let plates: Vec<String> = plates.iter().map(ToString::to_string).collect();
                let plates = if plates.is_empty() { "bar alone".to_owned() } else { plates.join(" + ") };
                assert!(page.contains(&plates), "{name}, week {}: {plates}", week.week);
            }
        }
    }
}

#[test]
fn every_cue_is_on_the_sheet_of_every_session() {
    let plan = plan("masters-morning");
    let sheet = sheet(&plan, Paper::Letter);
    for week in plan.weeks.iter().filter(|week| week.load.is_some()) {
        let (_, page) = week_of(&sheet, week.week);
        let coaching = &plan.coaching;
        let held = [&coaching.stop_set, &coaching.stop_session, &coaching.breathing, &coaching.grip, &coaching.belt];
        for cue in coaching.setup.iter().chain(&coaching.errors).chain(held) {
            assert!(page.contains(cue.as_str()), "week {}: {cue}", week.week);
        }
    }
}

#[test]
fn a_session_is_one_page() {
    for (name, plan) in plans() {
        for &paper in Paper::ALL {
            let sheet = sheet(&plan, paper);
            for week in plan.weeks.iter().filter(|week| week.load.is_some()) {
                let (_, page) = week_of(&sheet, week.week);
                assert!(!page.contains("continued"), "{name}, {paper}, week {}: {page}", week.week);
            }
        }
    }
}

#[test]
fn the_emergency_signs_are_on_the_first_page() {
    for (name, plan) in plans() {
        for &paper in Paper::ALL {
            let sheet = sheet(&plan, paper);
            let first: Vec<&str> = sheet.lines.iter().filter(|line| line.page == 1).map(|line| line.text.as_str()).collect();
            let first = first.join(" ");
            assert!(plan.coaching.emergency.iter().all(|sign| first.contains(sign.as_str())), "{name}, {paper}: {first}");
        }
    }
}

#[test]
fn the_title_of_a_week_says_what_is_on_the_bar() {
    // In the morning both work sets of a deload stay at 90 % of the week's load.
    let plan = plan("masters-morning");
    let sheet = sheet(&plan, Paper::A4);
    for week in &plan.weeks {
        let Some(work) = week.deadlift().and_then(|session| session.work()) else { continue };
        let heaviest = work.sets.iter().filter_map(|set| set.load).max().unwrap();
        let load = &sheet.lines[title_of(&sheet, week.week) + 1].text;
        assert!(load.starts_with(&heaviest.to_string()), "week {}: {load}", week.week);
    }
}

#[test]
fn drills_in_the_place_of_a_ramp_are_called_so() {
    let plan = plan("light-bar");
    let sheet = sheet(&plan, Paper::A4);
    let (_, page) = week_of(&sheet, 2);
    assert!(page.contains("Hip hinge with a stick: ") && page.contains("Drill 2") && !page.contains("Ramp"), "{page}");
}

#[test]
fn the_ramp_of_a_check_has_a_line_for_every_set() {
    let sheet = sheet(&plan("masters-morning"), Paper::A4);
    let lines: Vec<&str> = sheet.lines.iter().map(|line| line.text.as_str()).collect();
    let at = lines.iter().position(|line| *line == "Deadlift, ramp").unwrap();
    assert!(lines[at + 1].starts_with("1×5 at ") && lines[at + 2].starts_with("1×5 at "), "{:?}", &lines[at..at + 5]);
}

#[test]
fn a_load_of_four_digits_is_not_torn() {
    let mut plan = plan("pounds");
    let heavy = Load::new(1_102_500, Unit::Lb);
    for week in plan.weeks.iter_mut().filter(|week| week.load.is_some()) {
        week.load = Some(heavy);
        let sets = week.sessions.iter_mut().flat_map(|session| &mut session.exercises).flat_map(|exercise| &mut exercise.sets);
        sets.filter(|set| set.load.is_some()).for_each(|set| set.load = Some(heavy));
    }
    plan.summary.top_load = heavy;
    let sheet = sheet(&plan, Paper::A4);
    let count = |text: &str| sheet.lines.iter().filter(|line| line.text == text).count();
    let weeks = plan.weeks.iter().filter(|week| week.load.is_some());
    assert_eq!(count("1102.5"), weeks.clone().count(), "above the bars of the chart");
    let lifts = weeks.filter_map(|week| week.deadlift()).flat_map(|session| &session.exercises);
    let sets = lifts.filter(|exercise| matches!(exercise.role, Role::WarmUp | Role::Work)).map(|exercise| exercise.sets.len());
    assert_eq!(count("1102.5 lb"), sets.sum::<usize>(), "in the tables");
}

#[test]
fn nothing_leaves_the_page_or_overlaps() {
    let mut plans = plans();
    plans.push(("hostile".to_owned(), hostile()));
    for (name, plan) in plans {
        for &paper in Paper::ALL {
            assert_eq!(misplaced(&sheet(&plan, paper), paper), Vec::<String>::new(), "{name}");
        }
    }
}

#[test]
fn what_was_done_has_a_page_once_something_is_noted() {
    assert!(!text(&sheet(&plan("extension-eased"), Paper::A4)).contains("So far"));
    let trained = trained();
    for &paper in Paper::ALL {
        let sheet = sheet(&trained, paper);
        if let Ok(dir) = std::env::var("REHINGE_PAGES") {
            fs::write(format!("{dir}/{paper}.pdf"), &sheet.pdf).unwrap();
        }
        let first = sheet.lines.iter().find(|line| line.text == "So far").unwrap();
        let page: Vec<&str> = sheet.lines.iter().filter(|line| line.page == first.page).map(|line| line.text.as_str()).collect();
        let page = page.join(" ").replace('\u{a0}', " ");
        for phrase in [
            "loading-1-deadlift",
            "5 5 5 5",
            "60, 60, 57.5,",
            "(1 cut short)",
            "one-sided",
            "missed",
            "rev. 1",
            "technique review",
            "A week at 50 kg",
        ] {
            assert!(page.contains(phrase), "{phrase}\n{page}");
        }
        assert_eq!(misplaced(&sheet, paper), Vec::<String>::new());
    }
}

#[test]
fn characters_without_a_glyph_are_shown_as_such_and_reported() {
    let mut plan = plan("minimal");
    plan.profile.name = Some("Ζωή Жанна 🏋 字".into());
    let sheet = sheet(&plan, Paper::A4);
    assert_eq!(sheet.missing, ['字', '🏋']);
    assert!(text(&sheet).contains("Ζωή Жанна \u{FFFD} \u{FFFD}"));
}

#[test]
fn a_referral_is_one_page_and_holds_every_answer() {
    let protocol = Protocol::embedded();
    let text_of = fs::read_to_string("profiles/leg-symptoms.yaml").unwrap();
    let profile = rehinge::profile::read(&text_of, "leg-symptoms", &protocol).unwrap().profile;
    let today = "2026-11-23".parse().unwrap();
    let mut referred = screen::referral(&profile, &screen(&profile, &protocol, today), &protocol, today);
    for &paper in Paper::ALL {
        let page = referral(&referred, paper);
        assert_eq!(page.pages, 1);
        assert_eq!(misplaced(&page, paper), Vec::<String>::new());
        let said = text(&page).replace('\n', " ");
        for part in &referred.parts {
            assert!(said.contains(&part.title), "{}", part.title);
        }
    }
    referred.name = Some(HOSTILE.repeat(10));
    referred.parts[0].rows.push((HOSTILE.repeat(3), HOSTILE.repeat(100)));
    for &paper in Paper::ALL {
        assert_eq!(misplaced(&referral(&referred, paper), paper), Vec::<String>::new());
    }
}
