//! Logs that Strong, Hevy and FitNotes export: what is taken as it stands, and what is refused with its place.

use crate::common::day;
use chrono::NaiveTime;
use fastrand::Rng;
use rehinge::diagnostic::{Code, Diagnostic};
use rehinge::log::foreign::{self, Deadlifts, Foreign, Reading};
use rehinge::profile::Lift;
use rehinge::units::{Load, Unit};

const STRONG: &str = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-12-10 18:02:11,\"Evening Workout\",52m,\"Deadlift (Barbell)\",1,50.0,5.0,0,0.0,\"\",\"\",
2026-12-10 18:02:11,\"Evening Workout\",52m,\"Deadlift (Barbell)\",2,50.0,5.0,0,0.0,\"\",\"\",
";

const STRONG_SEMICOLONS: &str = "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration
2026-12-10 18:02:11;\"Evening\";\"Deadlift (Barbell)\";1;50;kg;5;;;;0;;;52m
";

const HEVY: &str = r#""title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Back","10 Dec 2026, 18:02","10 Dec 2026, 18:54","","Deadlift (Barbell)",,"",0,"warmup",30,5,,,
"Back","10 Dec 2026, 18:02","10 Dec 2026, 18:54","","Deadlift (Barbell)",,"",1,"normal",50,5,,,
"#;

const FITNOTES: &str = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2026-12-10,Deadlift,Back,50.0,kgs,5,,,,
";

fn reading() -> Reading {
    Reading { unit: Unit::Kg, lift: Lift::Conventional, days: day("2026-11-22")..=day("2027-01-31") }
}

fn read(text: &str) -> Result<Foreign, Vec<Diagnostic>> {
    foreign::read(text, "app.csv", &reading())
}

fn kg(thousandths: i64) -> Load {
    Load::new(thousandths, Unit::Kg)
}

fn evening() -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(18, 2, 0)
}

/// The only day of deadlifts, and the only kind of them.
fn only(foreign: &Foreign) -> &Deadlifts {
    let days: Vec<_> = foreign.deadlifts.iter().collect();
    let [(date, of_day)] = days.as_slice() else { panic!("{foreign:?}") };
    assert_eq!((**date, of_day.len()), (day("2026-12-10"), 1));
    &of_day[0]
}

/// The only mistake: its code, and its line and column.
fn mistake(text: &str, reading: &Reading) -> (Code, usize, usize) {
    let wrong = foreign::read(text, "app.csv", reading).unwrap_err();
    let [one] = wrong.as_slice() else { panic!("{wrong:?}") };
    assert!(one.help.is_some(), "{one:?}");
    let place = one.place.as_ref().unwrap();
    (one.code, place.line, place.column)
}

#[test]
fn each_app_is_known_by_its_first_line_and_its_sets_are_taken_as_they_stand() {
    for (text, app, at, sets, warm_ups) in [
        (STRONG, "Strong", evening(), 2, 0),
        (STRONG_SEMICOLONS, "Strong", evening(), 1, 0),
        (HEVY, "Hevy", evening(), 1, 1),
        (FITNOTES, "FitNotes", None, 1, 0),
    ] {
        let foreign = read(text).unwrap();
        assert_eq!((foreign.app, foreign.warm_ups), (app, warm_ups));
        let expected = Deadlifts { lift: Lift::Conventional, at, loads: vec![kg(50_000); sets], reps: vec![5; sets] };
        assert_eq!(only(&foreign), &expected, "{app}");
        // However the lines end, with and without a byte order mark.
        for end in ["\r\n", "\r"] {
            let other = format!("\u{feff}{}", text.replace('\n', end));
            assert_eq!(read(&other).unwrap(), foreign, "{app} {end:?}");
        }
    }
}

#[test]
fn notes_with_quotes_separators_and_lines_of_their_own_are_only_notes() {
    let noted = STRONG.replacen("0.0,\"\",", "0.0,\"felt \"\"ok\"\", 3,5\n\n# 2026-12-11 Deadlift\nend\",", 1);
    assert_eq!(read(&noted).unwrap(), read(STRONG).unwrap());
}

#[test]
fn the_name_says_which_deadlift_it_is_and_what_is_none_is_counted() {
    for (name, lift) in [
        ("Deadlift", Some(Lift::TrapBar)),
        ("DEADLIFTS", Some(Lift::TrapBar)),
        ("Deadlift (Barbell)", Some(Lift::Conventional)),
        ("Conventional Deadlift", Some(Lift::Conventional)),
        ("Sumo Deadlift (Barbell)", Some(Lift::Sumo)),
        ("Deadlift (Trap bar)", Some(Lift::TrapBar)),
        ("Hex-Bar Deadlift", Some(Lift::TrapBar)),
        ("Romanian Deadlift (Barbell)", None),
        ("Stiff Leg Deadlift (Barbell)", None),
        ("Deadlift (Dumbbell)", None),
        ("Sumo Deadlift High Pull", None),
        ("Squat (Barbell)", None),
    ] {
        let text = FITNOTES.replace("Deadlift", name);
        let foreign = foreign::read(&text, "app.csv", &Reading { lift: Lift::TrapBar, ..reading() }).unwrap();
        let found = foreign.deadlifts.values().flatten().map(|of_day| of_day.lift).next();
        assert_eq!(found, lift, "{name}");
        assert_eq!(foreign.others.get(name).copied(), lift.is_none().then_some(1), "{name}");
    }
}

#[test]
fn sets_stand_in_the_order_of_the_day_and_marks_are_no_sets() {
    // The newest training first, two on one day, with a rest and a warm-up.
    let header = STRONG_SEMICOLONS.lines().next().unwrap();
    let row = |at: &str, set: &str, weight: &str| format!("2026-12-10 {at}:00;x;Deadlift;{set};{weight};kg;5;;;;0;;;1h\n");
    let rows = [
        row("18:02", "1", "52,5"),
        row("18:02", "Rest Timer", ""),
        row("18:02", "D", "40"),
        row("09:00", "W", "20"),
        row("09:00", "1", "50"),
    ];
    let foreign = read(&format!("{header}\n{}", rows.concat())).unwrap();
    let done = only(&foreign);
    assert_eq!((done.loads.as_slice(), done.at), (&[kg(50_000), kg(52_500), kg(40_000)][..], NaiveTime::from_hms_opt(9, 0, 0)));
    assert_eq!(foreign.warm_ups, 1);
}

#[test]
fn nothing_is_wrong_on_days_that_do_not_count() {
    let old = STRONG.replace("2026-12-10", "2025-12-10").replace("50.0", "");
    let foreign = read(&old).unwrap();
    assert!(foreign.deadlifts.is_empty());
    assert_eq!(foreign.before.into_iter().collect::<Vec<_>>(), [day("2025-12-10")]);
    let late = read(&FITNOTES.replace("2026", "2028")).unwrap();
    assert_eq!(late.after.into_iter().collect::<Vec<_>>(), [day("2028-12-10")]);
}

#[test]
fn weights_are_never_converted() {
    let pounds = Reading { unit: Unit::Lb, ..reading() };
    assert_eq!(mistake(HEVY, &pounds), (Code::WrongUnit, 3, 89));
    assert_eq!(mistake(FITNOTES, &pounds), (Code::WrongUnit, 2, 26));
    assert_eq!(mistake(&HEVY.replace("weight_kg", "weight_lbs"), &reading()).0, Code::WrongUnit);
    assert_eq!(mistake(&FITNOTES.replace("kgs", "stone"), &reading()), (Code::WrongUnit, 2, 31));
    // Where the file does not say, it is the plan's.
    let foreign = foreign::read(STRONG, "app.csv", &pounds).unwrap();
    assert_eq!(only(&foreign).loads, [Load::new(50_000, Unit::Lb); 2]);
}

#[test]
fn what_cannot_be_taken_as_it_stands_is_told_with_its_place() {
    let reading = reading();
    for (text, expected) in [
        (STRONG.replacen("5.0,0,0.0,\"\",\"\",\n2", "5.0,0\n2", 1), (Code::WrongType, 2, 1)),
        // A decimal comma among commas would make five repetitions of half a kilogram.
        (STRONG.replacen("50.0", "50,5", 1), (Code::WrongType, 2, 1)),
        (STRONG.replacen("50.0", "", 1), (Code::OutOfRange, 2, 66)),
        (STRONG.replacen("50.0", "-50", 1), (Code::OutOfRange, 2, 66)),
        (STRONG.replacen("50.0", "5e9", 1), (Code::OutOfRange, 2, 66)),
        (STRONG.replacen("5.0,0,", "4.5,0,", 1), (Code::OutOfRange, 2, 71)),
        (STRONG.replacen(",5.0,0,", ",,0,", 1), (Code::OutOfRange, 2, 71)),
        (STRONG.replacen("5.0,0,", "99999999999999999999,0,", 1), (Code::OutOfRange, 2, 71)),
        (STRONG.replacen("2026-12-10 18:02:11", "12/10/2026", 1), (Code::BadDate, 2, 1)),
        (STRONG.replacen("2026-12-10 18:02:11", "2026-13-10 18:02:11", 1), (Code::BadDate, 2, 1)),
        (STRONG.replacen("Exercise Name", "Exercise", 1), (Code::WrongType, 1, 1)),
        (STRONG.replacen("Weight", "Mass", 1), (Code::Missing, 1, 1)),
        ("session,date,load\nloading-1-deadlift,2026-12-10,50 kg\n".to_owned(), (Code::WrongType, 1, 1)),
        (format!("{STRONG}2026-12-11 18:02:11,\"Evening"), (Code::NotYaml, 4, 21)),
    ] {
        assert_eq!(mistake(&text, &reading), expected, "{text}");
    }
    let none = read("session,date\n").unwrap_err();
    let help = none[0].help.as_deref().unwrap();
    assert!(["Strong", "Hevy", "FitNotes"].iter().all(|app| none[0].message.contains(app)) && help.contains("CSV"), "{none:?}");
    let row = STRONG.lines().nth(1).unwrap();
    assert_eq!(read(&format!("{STRONG}{}", format!("{row}\n").repeat(19))).unwrap_err()[0].code, Code::OutOfRange);
}

#[test]
fn a_file_that_is_torn_or_spoilt_is_read_or_refused() {
    let mut rng = Rng::with_seed(17);
    let spoils = ['"', ',', ';', '\n', '\r', '#', '-', 'é', '9', '\u{0}', '\u{feff}', '\t', ' '];
    for text in [STRONG, STRONG_SEMICOLONS, HEVY, FITNOTES] {
        for end in 0..text.len() {
            let torn = read(&text[..end]);
            assert!(torn.as_ref().err().is_none_or(|wrong| wrong.iter().all(|one| one.help.is_some())), "{torn:?}");
        }
        for _ in 0..2000 {
            let mut spoilt: Vec<char> = text.chars().collect();
            for _ in 0..rng.usize(1..4) {
                let at = rng.usize(..spoilt.len());
                spoilt[at] = spoils[rng.usize(..spoils.len())];
            }
            let spoilt: String = spoilt.into_iter().collect();
            if let Ok(foreign) = read(&spoilt) {
                assert!(foreign.deadlifts.values().flatten().all(|of_day| of_day.loads.len() == of_day.reps.len()), "{spoilt}");
            }
        }
    }
}
