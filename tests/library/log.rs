//! The log as a file: reading, tables, what cannot be true, and writing.

use crate::common::{PROTOCOL, day, drawn, random};
use chrono::{Days, NaiveTime};
use fastrand::Rng;
use rehinge::diagnostic::{Code, Diagnostic};
use rehinge::log::{self, Answers, CutShort, Entry, Logged, Missed, PainKind, PainReport, check, effective};
use rehinge::profile::Lift;
use rehinge::units::{Load, Pain, Unit};
use std::collections::BTreeSet;

fn try_read(text: &str, file: &str) -> Result<Logged, Vec<Diagnostic>> {
    log::read(text, file, Unit::Kg, &PROTOCOL)
}

fn said(wrong: &[Diagnostic]) -> String {
    wrong.iter().map(ToString::to_string).collect()
}

fn read(text: &str, file: &str) -> Vec<Entry> {
    try_read(text, file).unwrap_or_else(|wrong| panic!("{text}\n{}", said(&wrong))).entries
}

fn wrong(text: &str, file: &str) -> Vec<Diagnostic> {
    let wrong = try_read(text, file).map(|_| ()).expect_err(text);
    for one in &wrong {
        assert!(one.place.is_some() && one.help.is_some(), "{one:?}");
    }
    wrong
}

fn places(wrong: &[Diagnostic]) -> Vec<(Code, usize, usize)> {
    wrong.iter().map(|one| (one.code, one.place.as_ref().unwrap().line, one.place.as_ref().unwrap().column)).collect()
}

fn kg(number: i64) -> Load {
    Load::new(number * 1000, Unit::Kg)
}

fn done(session: &str, date: &str) -> Entry {
    Entry::new(session, day(date))
}

#[test]
fn an_entry_says_what_was_written_down_and_nothing_else() {
    let text = "# mine
- session: loading-4-deadlift
  date: 2026-12-31
  load: 80 kg
  sets: [5, 5, 3]              # reps done
  cut_short: 1
  pain: {worst: 4, morning: 3, kind: diffuse, gone_after_hours: 36}
  signs: []
  note: \"\"
- session: loading-5-deadlift
  date: 2027-01-07
  at: \"18:15\"
  load: [80 kg, 80kg, 72.5 kg]
  lift: sumo
- {session: loading-6-deadlift, date: 2027-01-14, missed: pain, pain: {worst: 0}}
";
    let first = Entry {
        load: vec![kg(80)],
        sets: Some(vec![5, 5, 3]),
        cut_short: Some(CutShort::Count(1)),
        pain: PainReport { worst: Pain::new(4), morning: Pain::new(3), kind: Some(PainKind::Diffuse), gone_after_hours: Some(36) },
        ..done("loading-4-deadlift", "2026-12-31")
    };
    let second = Entry {
        at: Some("18:15:00".parse().unwrap()),
        load: vec![kg(80), kg(80), Load::new(72_500, Unit::Kg)],
        lift: Some(Lift::Sumo),
        ..done("loading-5-deadlift", "2027-01-07")
    };
    let third = Entry {
        missed: Some(Missed::Pain),
        pain: PainReport { worst: Pain::new(0), ..PainReport::default() },
        ..done("loading-6-deadlift", "2027-01-14")
    };
    assert_eq!(read(text, "log.yaml"), [first, second, third]);
}

#[test]
fn a_day_without_a_session_has_entries_of_its_own() {
    let text = "- date: 2026-12-12
  noted: 2026-12-13
  pain: {worst: 5, kind: diffuse}
  medicine: true
- {date: 2026-12-13, signs: [tingling], unsure: [fever]}
- date: 2026-12-14
  screen: {signs: [], unsure: [fever]}
- {date: 2026-12-15, note: walked}
";
    let entries = read(text, "log.yaml");
    let first = Entry {
        noted: Some(day("2026-12-13")),
        pain: PainReport { worst: Pain::new(5), kind: Some(PainKind::Diffuse), ..PainReport::default() },
        medicine: Some(true),
        ..Entry::of_day(day("2026-12-12"))
    };
    let third = Entry { screen: Some(Answers { signs: Vec::new(), unsure: vec!["fever".to_owned()] }), ..Entry::of_day(day("2026-12-14")) };
    assert_eq!((&entries[0], &entries[2]), (&first, &third));
    // The screen's questions and the signs of a day count alike.
    assert_eq!((entries[1].shown(), entries[1].not_sure(), entries[2].not_sure()), (vec!["tingling"], vec!["fever"], vec!["fever"]));
    assert_eq!(entries.iter().map(log::yaml).collect::<String>().matches("- date: ").count(), 4);
    let table = "date,session,worst,kind,medicine,signs,unsure,screen,note,noted
12.12.2026,,5,diffuse,yes,,,,,13.12.2026
13.12.2026,,,,,tingling,fever,,,
14.12.2026,,,,,,,fever?,,
15.12.2026,,,,,,,,walked,
";
    assert_eq!(read(table, "log.csv"), entries);
    let none = read("date,screen\n2026-12-14,none\n", "log.csv");
    assert_eq!(none[0].screen, Some(Answers::default()));
}

#[test]
fn what_was_lifted_is_of_a_session_and_an_entry_says_something() {
    let of_sessions = ["load: 80 kg", "load: 80 kg, note: x", "sets: [5], pain: {worst: 1}", "missed: other", "lift: sumo, note: x"];
    for more in of_sessions.into_iter().chain(["effort: [7], signs: []", "amends: true", "at: \"18:00\""]) {
        let found = wrong(&format!("- {{date: 2026-12-10, {more}}}\n"), "log.yaml");
        assert!(found.len() == 1 && found[0].message.starts_with("`session` is missing"), "{more}: {}", said(&found));
    }
    let found = wrong("- {date: 2026-12-10}\n", "log.yaml");
    assert!(found.len() == 1 && found[0].help.as_ref().unwrap().contains("Of a day without one"), "{}", said(&found));
    let found = wrong("- {date: 2026-12-10, screen: {}}\n", "log.yaml");
    assert!(found.len() == 1 && found[0].help.as_ref().unwrap().contains("screen: {signs: []}"), "{}", said(&found));
}

#[test]
fn the_words_of_the_sheet_are_words_of_the_log() {
    let dull = read("- {session: loading-1-deadlift, date: 10.12.2026, pain: {kind: dull}}\n", "log.yaml");
    assert_eq!((dull[0].pain.kind, dull[0].date), (Some(PainKind::Diffuse), day("2026-12-10")));
    // It is written by the name that plans have.
    assert!(log::yaml(&dull[0]).contains("kind: diffuse"));
    let sheet = "Day,Session,Lifted,Reps done,Last clean,Effort 1–10,Ended early,Before,Worst,Morning,Kind,Painkillers
10.12.2026,loading-1-deadlift,50 kg,5 5 5 3,5 5 5 3,6 6 7 8,set 4,0,1,0,Dull,no
";
    let known = "date,session,load,sets,clean,effort,cut_short,before,worst,morning,kind,medicine
2026-12-10,loading-1-deadlift,50 kg,5 5 5 3,5 5 5 3,6 6 7 8,set 4,0,1,0,diffuse,no
";
    assert_eq!(read(sheet, "log.csv"), read(known, "log.csv"));
    assert_eq!(read(sheet, "-"), read(known, "-"));
}

#[test]
fn how_each_set_went_is_read_in_every_form() {
    let text =
        "- {session: loading-4-deadlift, date: 2026-12-31, sets: [5, 5, 3], cut_short: [3], clean: [5, 5, 2], effort: [6, 7, 9], before: 1}
- {session: loading-5-deadlift, date: 2027-01-07, cut_short: []}
";
    let entries = read(text, "log.yaml");
    assert_eq!(entries[0].cut_short, Some(CutShort::Sets(vec![3])));
    assert_eq!((entries[0].cuts(), entries[0].before), (1, Pain::new(1)));
    assert_eq!(entries[0].cut_short.as_ref().and_then(|ended| ended.has(1)), Some(false));
    // No set was ended, and that is known.
    assert_eq!(entries[1].cut_short, Some(CutShort::Count(0)));
    let table = "session,date,sets,cut_short,clean,effort,before
loading-4-deadlift,2026-12-31,5 5 3,set 3,5 5 2,6 7 9,1
loading-5-deadlift,2027-01-07,,0,,,
loading-6-deadlift,2027-01-14,5 5 3,\"2, 3\",,,
";
    let rows = read(table, "log.csv");
    assert_eq!(rows[..2], entries);
    assert_eq!(rows[2].cut_short, Some(CutShort::Sets(vec![2, 3])));
}

#[test]
fn a_file_that_says_nothing_is_a_log_without_entries() {
    for text in ["", "\n", "# nothing yet\n", "[]", "---\n", "\u{feff}"] {
        assert!(read(text, "log.yaml").is_empty(), "{text:?}");
    }
    for text in ["", "# nothing\n", "session,date\n", "session;date;load\n;;\n"] {
        assert!(read(text, "log.csv").is_empty(), "{text:?}");
    }
}

#[test]
fn every_mistake_is_told_in_one_run_with_its_place_and_remedy() {
    let text = "- session: loading-4-deadlift
  date: 2026-02-30
  laod: 80 kg
  load: 800 kg
  sets: [5, 105]
  pain: {worst: 11, kind: difuse, morning: \"3\"}
  signs: [fevre]
- date: 2027-01-07
  session: Loading 5
  worst: 4
  load: 176 lb
  missed: pian
- session: a
- 5
";
    let found = wrong(text, "log.yaml");
    assert_eq!(
        places(&found),
        [
            (Code::BadDate, 2, 9),
            (Code::UnknownField, 3, 3),
            (Code::OutOfRange, 4, 9),
            (Code::OutOfRange, 5, 13),
            (Code::OutOfRange, 6, 17),
            (Code::UnknownValue, 6, 27),
            (Code::WrongType, 6, 44),
            (Code::UnknownValue, 7, 11),
            (Code::UnknownValue, 9, 12),
            (Code::UnknownField, 10, 3),
            (Code::WrongUnit, 11, 9),
            (Code::UnknownValue, 12, 11),
            (Code::Missing, 13, 3),
            (Code::WrongType, 14, 3),
        ],
        "{}",
        said(&found)
    );
    let all = said(&found);
    for phrase in [
        "did you mean `load`?",
        "did you mean 80 kg?",
        "belongs under `pain`",
        "did you mean `fever`?",
        "never converted",
        "`date` is missing",
    ] {
        assert!(all.contains(phrase), "{phrase}\n{all}");
    }
}

#[test]
fn what_contradicts_itself_in_one_entry_is_told() {
    for (more, phrase) in [
        ("load: [80 kg, 70 kg], sets: [5, 5, 5]", "2 loads for 3 sets"),
        ("sets: [5, 5], cut_short: 3", "3 sets were cut short, of 2"),
        ("sets: [5, 5], cut_short: [3]", "set 3 was cut short, of 2"),
        ("cut_short: [2, 2]", "set 2 is given twice"),
        ("sets: [5, 5], clean: [5, 6]", "repetition 6 of set 2 was clean, of 5"),
        ("sets: [5, 5], effort: [7, 7, 7]", "`effort` is there for 3 sets, of 2"),
    ] {
        let found = wrong(&format!("- {{session: loading-1-deadlift, date: 2026-12-10, {more}}}\n"), "log.yaml");
        assert!(found.len() == 1 && found[0].message.contains(phrase), "{}", said(&found));
    }
}

#[test]
fn what_is_no_log_is_refused() {
    for (text, code) in [
        ("session: loading-1-deadlift\n", Code::WrongType),
        ("just text\n", Code::WrongType),
        ("- session: [\n", Code::NotYaml),
        ("- session: &a x\n  date: *a\n", Code::NotYaml),
        ("- session: a\n  date: 2026-12-10\n  session: b\n", Code::Repeated),
    ] {
        assert_eq!(wrong(text, "log.yaml")[0].code, code, "{text}");
    }
    assert_eq!(try_read("PK\u{3}\u{4}", "log.csv").unwrap_err()[0].code, Code::NotText);
    let large = format!("# {}\n", "x".repeat(log::MAX_BYTES));
    assert_eq!(try_read(&large, "log.yaml").unwrap_err()[0].code, Code::TooLarge);
    let many = "- {session: a-1, date: 2026-12-10}\n".repeat(4001);
    assert_eq!(wrong(&many, "log.yaml")[0].code, Code::OutOfRange);
}

#[test]
fn a_table_from_a_spreadsheet_says_the_same_as_yaml() {
    let yaml = "- session: loading-1-deadlift
  date: 2026-12-10
  at: \"09:30\"
  load: 82.5 kg
  sets: [5, 5, 3]
  cut_short: 1
  pain: {worst: 2, morning: 0, kind: one-sided, gone_after_hours: 12}
  signs: [fever, trauma]
  note: \"slept; badly, \\\"really\\\"\"
- {session: loading-2-deadlift, date: 2026-12-17, load: [80 kg, 80 kg, 72.5 kg]}
- {session: loading-2-deadlift, date: 2026-12-17, amends: true, pain: {morning: 1}}
- {session: loading-3-deadlift, date: 2026-12-24, missed: other}
";
    let tables = [
        "session,date,at,missed,lift,load,sets,cut_short,worst,morning,kind,gone_after_hours,signs,unsure,note,amends,withdrawn
loading-1-deadlift,2026-12-10,09:30,,,82.5 kg,5 5 3,1,2,0,one-sided,12,fever trauma,,\"slept; badly, \"\"really\"\"\",,
loading-2-deadlift,2026-12-17,,,,80 kg 80 kg 72.5 kg,,,,,,,,,,,
loading-2-deadlift,2026-12-17,,,,,,,,1,,,,,,true,
loading-3-deadlift,2026-12-24,,other,,,,,,,,,,,,,
",
        "\u{feff}sep=;\r
Date;Session;Load;Sets;Cut short;At;Worst;Morning;Kind;Gone after hours;Missed;Amends;Signs;Note\r
10.12.2026;loading-1-deadlift;82,5 kg;5,5,3;1;9:30:00;2;0;One sided;12;;;fever, trauma;\"slept; badly, \"\"really\"\"\"\r
17.12.2026;loading-2-deadlift;\"80kg; 80kg 72,5kg\";;;;;;;;;;;\r
17.12.2026;loading-2-deadlift;;;;;;1;;;;TRUE;;\r
24.12.2026;loading-3-deadlift;;;;;;;;;Other;;;\r
",
        "date\tsession\tload\tsets\tcut_short\tat\tworst\tmorning\tkind\tgone_after_hours\tmissed\tamends\tsigns\tnote\t
2026-12-10\tloading-1-deadlift\t82,5 kg\t5;5;3\t1\t09:30\t2\t0\tone-sided\t12\t\t\tfever;trauma\t\"slept; badly, \"\"really\"\"\"\t
2026-12-17\tloading-2-deadlift\t80 kg;80 kg;72,5 kg\t\t\t\t\t\t\t\t\t\t\t\t
2026-12-17\tloading-2-deadlift\t\t\t\t\t\t1\t\t\t\tx\t\t\t
2026-12-24\tloading-3-deadlift\t\t\t\t\t\t\t\t\tother\t\t\t\t
",
    ];
    let expected = read(yaml, "log.yaml");
    for (at, table) in tables.iter().enumerate() {
        assert_eq!(read(table, "log.csv"), expected, "table {at}");
        // The first line tells as well as the name.
        assert_eq!(read(table, "-"), expected, "table {at}");
    }
}

#[test]
fn a_table_whose_lines_end_with_carriage_returns_alone_is_read_whole() {
    let text = "# clinic log\rsession,date,load\rloading-1-deadlift,2026-12-10,50 kg\r# a comment\rloading-2-deadlift,2026-12-17,60 kg\r";
    let names: Vec<String> = read(text, "clinic.csv").iter().map(|entry| entry.about().to_owned()).collect();
    assert_eq!(names, ["loading-1-deadlift", "loading-2-deadlift"]);
    assert_eq!(read(text, "-").len(), 2);
    // One line feed at the end, as an editor puts there, changes nothing.
    assert_eq!(read(&format!("{text}\n"), "clinic.csv").len(), 2);
    let more = try_read(text, "clinic.csv").unwrap().with(&done("loading-3-deadlift", "2026-12-24")).unwrap();
    assert!(more.starts_with(text) && !more.contains('\n'), "{more:?}");
    assert_eq!(read(&more, "clinic.csv").len(), 3);
}

#[test]
fn mistakes_in_a_table_stand_at_their_cells() {
    let text = "session,dte,date,load,worst,sets,morning,morning
loading-1-deadlift,,12/31/2026,\"1,000 kg\",11,5 x,,
loading-2-deadlift,,05/06/2026,80,4.5,5,1,,more
,,2026-12-10,80 kg,,,,
";
    let found = wrong(text, "log.csv");
    assert_eq!(
        places(&found),
        [
            (Code::UnknownField, 1, 9),
            (Code::Repeated, 1, 42),
            (Code::BadDate, 2, 21),
            (Code::WrongType, 2, 32),
            (Code::OutOfRange, 2, 43),
            (Code::WrongType, 2, 46),
            (Code::BadDate, 3, 21),
            (Code::WrongUnit, 3, 32),
            (Code::WrongType, 3, 35),
            (Code::WrongType, 3, 44),
            (Code::Missing, 4, 3),
        ],
        "{}",
        said(&found)
    );
    let all = said(&found);
    for phrase in ["did you mean `date`?", "write `2026-12-31`", "`2026-05-06` or `2026-06-05`", "write `80 kg`", "`1000 kg` or `1.000 kg`"]
    {
        assert!(all.contains(phrase), "{phrase}\n{all}");
    }
}

fn checked(entries: &[Entry]) -> Vec<(Code, String, String)> {
    let wrong = check(entries, day("2026-11-23"), day("2027-02-01"));
    assert!(wrong.iter().all(|one| one.help.is_some()), "{wrong:?}");
    wrong.into_iter().map(|one| (one.code, one.field.unwrap(), one.message)).collect()
}

/// Finds exactly these, each by its field and a phrase.
fn finds(entries: &[Entry], expected: &[(&str, &str)]) {
    let found = checked(entries);
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for ((_, field, message), (at, phrase)) in found.iter().zip(expected) {
        assert!(field == at && message.contains(phrase), "{found:?}");
    }
}

#[test]
fn a_log_that_can_be_true_passes() {
    let amended = Entry { amends: true, ..done("loading-1-deadlift", "2026-12-10") };
    let taken_back = Entry { withdrawn: true, ..done("loading-2-deadlift", "2026-12-17") };
    let log = [
        done("loading-2-deadlift", "2026-12-17"),
        // Written down later than it was done.
        done("loading-1-deadlift", "2026-12-10"),
        amended,
        taken_back,
        done("loading-2-deadlift", "2026-12-18"),
        done("loading-2-core-1", "2026-12-10"),
        Entry { missed: Some(Missed::Other), ..done("loading-4-deadlift", "2026-12-20") },
        done("loading-3-deadlift", "2026-12-24"),
        // Back from the aftercare to loading: another series of numbers.
        done("aftercare-1-deadlift", "2027-01-20"),
        done("loading-9-deadlift", "2027-01-27"),
        done("pain-resolution-1-daily", "2026-11-23"),
    ];
    finds(&log, &[]);
    finds(&[], &[]);
    // Of a day everything is true that was noted of it.
    let hurt =
        |score: u8| Entry { pain: PainReport { worst: Pain::new(score), ..PainReport::default() }, ..Entry::of_day(day("2026-12-12")) };
    let of_day = [hurt(2), hurt(5), hurt(2)];
    finds(&of_day, &[]);
    assert_eq!(effective(&of_day), [hurt(2), hurt(5)]);
    let corrected = [hurt(2), hurt(5), Entry { amends: true, ..hurt(4) }];
    finds(&corrected, &[]);
    assert_eq!(effective(&corrected), [hurt(2), Entry { amends: true, ..hurt(4) }]);
    let taken_back =
        [hurt(2), Entry { noted: Some(day("2026-12-13")), ..hurt(5) }, Entry { withdrawn: true, ..Entry::of_day(day("2026-12-12")) }];
    finds(&taken_back, &[]);
    assert_eq!(effective(&taken_back), [hurt(2)]);
}

#[test]
fn what_cannot_be_true_is_told_with_its_entry() {
    finds(&[done("loading-1-deadlift", "2027-02-02")], &[("[0].date", "after today, 2027-02-01")]);
    finds(&[done("loading-1-deadlift", "2026-11-22")], &[("[0].date", "before the first day of the plan")]);
    let twice = [done("loading-1-deadlift", "2026-12-10"), done("loading-1-deadlift", "2026-12-10")];
    finds(&twice, &[]);
    let otherwise = [Entry { load: vec![kg(50)], ..twice[0].clone() }, Entry { load: vec![kg(60)], ..twice[0].clone() }];
    finds(&otherwise, &[("[1].session", "noted already, for 2026-12-10, and says something else")]);
    assert!(check(&otherwise, day("2026-11-23"), day("2027-02-01"))[0].help.as_ref().unwrap().contains("`amends: true`"));
    finds(&[done("loading-1-deadlift", "2026-12-10"), done("loading-1-deadlift", "2026-12-17")], &[("[1].session", "noted already")]);
    finds(&[Entry { amends: true, ..done("loading-1-deadlift", "2026-12-10") }], &[("[0].amends", "no entry for `loading-1-deadlift`")]);
    finds(
        &[Entry { withdrawn: true, ..done("loading-1-deadlift", "2026-12-10") }],
        &[("[0].withdrawn", "no entry for `loading-1-deadlift`")],
    );
    finds(&[Entry { withdrawn: true, ..Entry::of_day(day("2026-12-12")) }], &[("[0].withdrawn", "no entry for 2026-12-12")]);
    let missed = Entry { missed: Some(Missed::Other), load: vec![kg(50)], ..done("loading-1-deadlift", "2026-12-10") };
    finds(&[missed], &[("[0].missed", "was missed, and was lifted in")]);
}

#[test]
fn what_cannot_be_true_is_located_in_both_forms() {
    let yaml = "# mine\n- session: loading-1-deadlift\n  date: 2026-12-10\n- session: loading-2-deadlift\n  date: 2027-02-09\n";
    let table = "date,session\n2026-12-10,loading-1-deadlift\n2027-02-09,loading-2-deadlift\n";
    for (text, file, place) in [(yaml, "log.yaml", (5, 9)), (table, "log.csv", (3, 1))] {
        let logged = try_read(text, file).unwrap();
        let found = logged.locate(check(&logged.entries, day("2026-11-23"), day("2027-02-01")));
        assert_eq!(places(&found), [(Code::BadDate, place.0, place.1)]);
    }
}

#[test]
fn what_is_odd_and_can_be_true_is_told_and_taken() {
    let odd: &[(&[Entry], &str)] = &[
        (
            &[done("loading-2-deadlift", "2026-12-10"), done("loading-1-deadlift", "2026-12-17")],
            "before `loading-1-deadlift` on 2026-12-17",
        ),
        (&[done("loading-1-deadlift", "2026-12-10"), done("loading-2-deadlift", "2026-12-10")], "are on one day, 2026-12-10"),
        (&[done("aftercare-1-deadlift", "2026-12-10"), done("loading-2-second-deadlift", "2026-12-10")], "are on one day"),
        (&[done("loading-1-deadlift", "2026-12-10"), done("loading-1-deadlift", "2026-12-10")], "`loading-1-deadlift` is noted twice"),
    ];
    for (entries, phrase) in odd {
        finds(entries, &[]);
        let told = log::remarks(entries);
        assert!(told.len() == 1 && told[0].entry == 1 && told[0].says.contains(phrase), "{told:?}");
    }
    assert!(log::remarks(&[done("loading-1-deadlift", "2026-12-10"), done("loading-2-deadlift", "2026-12-17")]).is_empty());
    // What was noted in two parts is one session, with the signs of both.
    let lifted = Entry { load: vec![kg(50)], signs: vec!["tingling".to_owned()], ..done("loading-1-deadlift", "2026-12-10") };
    let felt = Entry {
        pain: PainReport { worst: Pain::new(1), ..PainReport::default() },
        signs: vec!["fever".to_owned()],
        ..done("loading-1-deadlift", "2026-12-10")
    };
    let both = Entry { pain: felt.pain, signs: vec!["fever".to_owned(), "tingling".to_owned()], ..lifted.clone() };
    assert_eq!(effective(&[lifted.clone(), felt.clone()]), std::slice::from_ref(&both));
    assert_eq!(effective(&[felt, lifted]), [both]);
}

#[test]
fn a_log_says_the_same_newest_first_and_in_any_order() {
    let missed = |date: &str| Entry { missed: Some(Missed::Other), ..done("loading-2-deadlift", date) };
    let of_day = |date: &str| Entry { note: Some("rested".to_owned()), ..Entry::of_day(day(date)) };
    let lifted = |number: u32, date: &str, load: i64| Entry {
        load: vec![kg(load)],
        noted: Some(day("2027-01-30")),
        ..done(&format!("loading-{number}-deadlift"), date)
    };
    let (second, third) = (lifted(2, "2026-12-20", 60), lifted(3, "2026-12-27", 70));
    let log = [
        lifted(1, "2026-12-10", 50),
        of_day("2026-12-12"),
        of_day("2026-12-12"),
        missed("2026-12-17"),
        Entry { amends: true, load: vec![kg(65)], ..second.clone() },
        second,
        Entry { withdrawn: true, ..of_day("2026-12-24") },
        of_day("2026-12-24"),
        third.clone(),
        third,
    ];
    let expected = effective(&log);
    let told: Vec<(String, Option<String>)> =
        expected.iter().map(|entry| (format!("{} {}", entry.date, entry.about()), entry.heaviest().map(|load| load.to_string()))).collect();
    let told: Vec<String> = told.into_iter().map(|(what, load)| format!("{what} {}", load.unwrap_or_default()).trim().to_owned()).collect();
    assert_eq!(
        told,
        [
            "2026-12-10 loading-1-deadlift 50 kg",
            "2026-12-12 the day",
            "2026-12-17 loading-2-deadlift",
            "2026-12-20 loading-2-deadlift 65 kg",
            "2026-12-27 loading-3-deadlift 70 kg",
        ]
    );
    let newest_first: Vec<Entry> = log.iter().rev().cloned().collect();
    assert_eq!(effective(&newest_first), expected);
    let mut rng = Rng::with_seed(3);
    for _ in 0..200 {
        let mut shuffled = log.to_vec();
        rng.shuffle(&mut shuffled);
        assert_eq!(effective(&shuffled), expected, "{shuffled:#?}");
        finds(&shuffled, &[]);
    }
    // Written newest first, the correction farther above is the later one.
    let first = lifted(1, "2026-12-10", 50);
    let corrected = |load: i64| Entry { amends: true, load: vec![kg(load)], ..first.clone() };
    assert_eq!(effective(&[corrected(45), corrected(55), first.clone()])[0].load, [kg(45)]);
    // Appended, the one below; and what was taken back may be noted anew, also with an earlier day.
    assert_eq!(effective(&[first.clone(), corrected(45), corrected(55)])[0].load, [kg(55)]);
    let anew = [first.clone(), Entry { withdrawn: true, ..first.clone() }, Entry { date: day("2026-12-09"), ..first }];
    assert_eq!(effective(&anew)[0].date, day("2026-12-09"));
}

#[test]
fn drawn_logs_say_the_same_in_any_order() {
    let (count, seed) = drawn("REHINGE_ENTRIES", 50, 400);
    let mut rng = Rng::with_seed(seed);
    for _ in 0..count {
        let mut log: Vec<Entry> = (0..rng.usize(1..12)).map(|_| Entry { amends: false, withdrawn: false, ..any_entry(&mut rng) }).collect();
        // Of one session noted twice nobody knows which is right.
        let mut seen = BTreeSet::new();
        log.retain(|entry| seen.insert((entry.session.clone(), entry.session.is_none().then_some(entry.date))));
        let first = log[0].clone();
        log.push(if rng.bool() { Entry { amends: true, ..first } } else { Entry { withdrawn: true, ..first } });
        let expected = effective(&log);
        assert!(expected.windows(2).all(|pair| pair[0].date <= pair[1].date));
        rng.shuffle(&mut log);
        assert_eq!(effective(&log), expected);
    }
}

#[test]
fn later_entries_complete_replace_and_take_back() {
    let log = read(
        "- {session: loading-1-deadlift, date: 2026-12-10, load: 50 kg, sets: [5, 5], pain: {worst: 2}, signs: [tingling]}
- {session: loading-2-deadlift, date: 2026-12-17, load: 60 kg}
- {session: loading-1-deadlift, date: 2026-12-11, amends: true, sets: [5, 5, 5], pain: {morning: 1}}
- {session: loading-3-deadlift, date: 2026-12-24}
- {session: loading-2-deadlift, date: 2026-12-17, withdrawn: true}
- {session: loading-3-deadlift, date: 2026-12-24, amends: true, missed: other}
",
        "log.yaml",
    );
    let folded = effective(&log);
    let names: Vec<&str> = folded.iter().map(|entry| entry.about()).collect();
    assert_eq!(names, ["loading-1-deadlift", "loading-3-deadlift"]);
    let first = Entry {
        date: day("2026-12-11"),
        load: vec![kg(50)],
        sets: Some(vec![5, 5, 5]),
        pain: PainReport { worst: Pain::new(2), morning: Pain::new(1), ..PainReport::default() },
        signs: vec!["tingling".to_owned()],
        amends: true,
        ..done("loading-1-deadlift", "2026-12-10")
    };
    assert_eq!(folded[0], first);
    assert_eq!(folded[1].missed, Some(Missed::Other));
    // Done after all.
    let back = [
        Entry { missed: Some(Missed::Other), ..done("a-1-deadlift", "2026-12-10") },
        Entry { load: vec![kg(50)], amends: true, ..done("a-1-deadlift", "2026-12-10") },
    ];
    assert_eq!(effective(&back)[0].missed, None);
}

/// A drawn value, every other time.
fn maybe<T>(rng: &mut Rng, draw: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    rng.bool().then(|| draw(rng))
}

/// An entry with everything in it that a log can say.
fn any_entry(rng: &mut Rng) -> Entry {
    const KINDS: [PainKind; 5] = [PainKind::Diffuse, PainKind::OneSided, PainKind::Sharp, PainKind::Pop, PainKind::Leg];
    const LIFTS: [Lift; 3] = [Lift::Conventional, Lift::Sumo, Lift::TrapBar];
    let score = |rng: &mut Rng| Pain::new(rng.u8(0..=10)).unwrap();
    let signs = |rng: &mut Rng| -> Vec<String> {
        let from = rng.usize(0..PROTOCOL.signs.len() - 2);
        PROTOCOL.signs.iter().skip(from).take(rng.usize(0..3)).map(|sign| sign.id.clone()).collect()
    };
    let letters: Vec<char> = ('a'..='z').chain('0'..='9').chain(['-']).collect();
    let rest: String = (0..rng.usize(0..=20)).map(|_| *rng.choice(&letters).unwrap()).collect();
    let date = day("2000-01-01") + Days::new(rng.u64(0..70_000));
    let load: Vec<Load> = (0..rng.usize(0..3)).map(|_| Load::new(rng.i64(500..500_000), Unit::Kg)).collect();
    // One load for each set, or one for all.
    let sets = if load.len() < 2 { rng.usize(0..5) } else { [0, load.len()][rng.usize(0..2)] };
    let sets: Option<Vec<u32>> = maybe(rng, |rng| (0..sets).map(|_| rng.u32(0..=100)).collect());
    let most = sets.as_ref().map_or(6, Vec::len);
    let ended: Vec<u32> = (1..=most as u32).filter(|_| rng.u8(0..4) == 0).collect();
    let entry = Entry {
        noted: maybe(rng, |rng| date + Days::new(rng.u64(0..20))),
        at: maybe(rng, |rng| NaiveTime::from_hms_opt(rng.u32(0..24), rng.u32(0..60), 0).unwrap()),
        missed: maybe(rng, |rng| if rng.bool() { Missed::Pain } else { Missed::Other }),
        lift: maybe(rng, |rng| LIFTS[rng.usize(0..3)]),
        load,
        cut_short: maybe(rng, |rng| if rng.bool() { CutShort::sets(ended) } else { CutShort::Count(rng.u32(0..=most as u32)) }),
        clean: maybe(rng, |rng| match &sets {
            Some(sets) => sets.iter().map(|reps| rng.u32(0..=*reps)).collect(),
            None => (0..rng.usize(0..5)).map(|_| rng.u32(0..=100)).collect(),
        })
        .unwrap_or_default(),
        effort: (0..rng.usize(0..=most.min(5))).map(|_| rng.u32(1..=10)).collect(),
        before: maybe(rng, score),
        medicine: maybe(rng, Rng::bool),
        gate: maybe(rng, Rng::bool),
        screen: maybe(rng, |rng| Answers { signs: signs(rng), unsure: signs(rng) }),
        sets,
        pain: PainReport {
            worst: maybe(rng, score),
            morning: maybe(rng, score),
            kind: maybe(rng, |rng| KINDS[rng.usize(0..5)]),
            gone_after_hours: maybe(rng, |rng| rng.u32(0..=2000)),
        },
        signs: signs(rng),
        unsure: signs(rng),
        note: maybe(rng, |rng| (0..rng.usize(1..=60)).map(|_| random::printing(rng)).collect::<String>().trim().to_owned())
            .filter(|note| !note.is_empty()),
        amends: rng.bool(),
        withdrawn: rng.bool(),
        ..Entry::new(format!("{}{rest}", rng.char('a'..='z')), date)
    };
    if rng.u8(0..3) > 0 {
        return entry;
    }
    // Of a day: nothing that only a session has.
    Entry {
        session: None,
        missed: None,
        lift: None,
        load: Vec::new(),
        sets: None,
        cut_short: None,
        clean: Vec::new(),
        effort: Vec::new(),
        note: Some("rested".to_owned()),
        ..entry
    }
}

#[test]
fn whatever_is_written_is_read_back() {
    let (count, seed) = drawn("REHINGE_ENTRIES", 50, 400);
    let mut rng = Rng::with_seed(seed);
    for nth in 0..count {
        let table = nth % 2 == 0;
        let file = if table { "log.csv" } else { "log.yaml" };
        let mut text = String::new();
        let mut expected = Vec::new();
        for _ in 0..rng.usize(1..4) {
            let mut entry = any_entry(&mut rng);
            // A cell cannot tell an empty list from nothing.
            if table && entry.sets.as_ref().is_some_and(Vec::is_empty) {
                entry.sets = None;
            }
            text = try_read(&text, file).unwrap().with(&entry).unwrap();
            expected.push(entry);
            assert_eq!(read(&text, file), expected, "{text}");
        }
    }
}

#[test]
fn no_text_makes_the_reader_fail_without_saying_why() {
    const TABLE: &[&str] = &["\n", "\r", "\t", ",", ";", "\"", "#", ".", "/", "9", "2026-12-10", "loading-1-deadlift", "80 kg"];
    const ANY: &[&str] = &["\n", "- ", ": ", "session", "date", "[", "]", "{", "}", "&a", "*a", "|", "'", "\""];
    let (count, seed) = drawn("REHINGE_LOGS", 50, 400);
    let mut rng = Rng::with_seed(seed);
    for nth in 0..count {
        let (text, file) = match nth % 3 {
            0 => (random::text(&mut rng, ANY, 200), "log.yaml"),
            1 => (random::text(&mut rng, TABLE, 200), "log.csv"),
            _ => (format!("session,date,load,sets,note\n{}", random::text(&mut rng, TABLE, 120)), "log.csv"),
        };
        if let Err(found) = try_read(&text, file) {
            assert!(!found.is_empty() && found.iter().all(|one| !one.message.is_empty()), "{text:?}");
        }
    }
}

#[test]
fn an_entry_is_put_behind_what_is_there_and_that_stays_as_it_is() {
    let entry = Entry { load: vec![kg(60)], sets: Some(vec![5, 5]), ..done("loading-2-deadlift", "2026-12-17") };
    let one = "- session: loading-1-deadlift\n  date: 2026-12-10\n";
    for text in [
        one.to_owned(),
        format!("# mine\n{one}# thoughts\n\n"),
        one.trim_end().to_owned(),
        one.replace('\n', "\r\n"),
        format!("\u{feff}{one}"),
        format!("---\n{one}"),
        "  - session: loading-1-deadlift\n    date: 2026-12-10\n".to_owned(),
        "-\n  session: loading-1-deadlift\n  date: 2026-12-10\n".to_owned(),
        "session;date;load;sets\nloading-1-deadlift;10.12.2026;;\n".to_owned(),
        "load,session,date,sets\r\n,loading-1-deadlift,2026-12-10,".to_owned(),
    ] {
        let whole = try_read(&text, "-").unwrap().with(&entry).unwrap();
        assert!(whole.starts_with(&text), "{text:?} became {whole:?}");
        assert_eq!(read(&whole, "-"), [done("loading-1-deadlift", "2026-12-10"), entry.clone()], "{whole:?}");
        assert_eq!(whole.contains('\r'), text.contains('\r'));
        assert_eq!(whole.matches('\r').count(), if text.contains('\r') { whole.matches('\n').count() } else { 0 });
    }
    assert_eq!(
        log::yaml(&Entry { note: Some("slept \"badly\"".to_owned()), amends: true, ..entry.clone() }),
        "- session: loading-2-deadlift\n  date: 2026-12-17\n  load: 60 kg\n  sets: [5, 5]\n  note: \"slept \\\"badly\\\"\"\n  amends: true\n"
    );
    let brackets = try_read("[{session: loading-1-deadlift, date: 2026-12-10}]\n", "log.yaml").unwrap();
    assert!(said(&brackets.with(&entry).unwrap_err()).contains("in brackets"));
    let narrow = try_read("session,date\nloading-1-deadlift,2026-12-10\n", "log.csv").unwrap();
    let lost = said(&narrow.with(&entry).unwrap_err());
    assert!(lost.contains("no column `load`") && lost.contains("no column `sets`"), "{lost}");
}
