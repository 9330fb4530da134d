//! Calendars byte by byte: the project's own check finds nothing in them, and finds every seeded defect.
//!
//! `REHINGE_CALENDARS` sets how many random lifters, `REHINGE_SEED` which; both are printed.

use crate::common::{Lifter, drawn, octets, random};
use rehinge::plan::{Dropped, Plan, VerdictKind};
use rehinge::render::calendar::{Calendar, Content, Split, Wanted, calendar};

/// The plan as a later revision: some of its sessions are dropped.
fn revised(mut plan: Plan, rng: &mut fastrand::Rng) -> Plan {
    plan.revision = rng.u32(1..12);
    for week in &mut plan.weeks {
        for session in week.sessions.extract_if(.., |_| rng.u8(0..5) == 0) {
            let (id, start, minutes, kind) = (session.id, session.start, session.minutes, session.kind);
            plan.dropped.push(Dropped { id, start, minutes, kind, revision: 1 });
        }
    }
    plan
}

#[test]
fn the_calendar_of_any_lifter_has_no_fault() {
    let (count, seed) = drawn("REHINGE_CALENDARS", 50, 1_000);
    std::thread::scope(|scope| {
        let half = |lifters: u64, seed: u64| move || (0..lifters).fold(fastrand::Rng::with_seed(seed), |rng, _| one_lifter(rng));
        let other = scope.spawn(half(count / 2, seed + 1));
        half(count - count / 2, seed)();
        other.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
    });
}

/// Looks at the calendar of the next lifter who has a plan.
fn one_lifter(mut rng: fastrand::Rng) -> fastrand::Rng {
    let mut plan = loop {
        let lifter = Lifter::of(&random::lifter(&mut rng));
        if lifter.verdict().kind == VerdictKind::Train
            && let Ok(plan) = lifter.try_plan()
        {
            break plan;
        }
    };
    if rng.u8(0..3) == 0 {
        plan.profile.schedule.location = Some("Gym; back room, \\2nd\\ floor ".repeat(rng.usize(1..9)));
    }
    if rng.u8(0..4) == 0 {
        plan = revised(plan, &mut rng);
    }
    let files = match rng.u8(0..60) {
        0 => Calendar::of(&plan, Wanted::default()).unwrap().split(Split::Phases),
        1 => Calendar::of(&plan, Wanted::default()).unwrap().split(Split::Sessions),
        2 => {
            vec![("training".to_owned(), Calendar::of(&plan, Wanted { content: Content::Training, ..Wanted::default() }).unwrap().whole())]
        }
        _ => vec![("whole".to_owned(), calendar(&plan, Wanted::default()).unwrap())],
    };
    for (name, text) in files {
        let faults = octets::faults(text.as_bytes());
        assert!(faults.is_empty(), "{name}: {:#?}\n{text}", &faults[..faults.len().min(5)]);
    }
    rng
}

#[test]
fn every_seeded_defect_is_found() {
    let mut plan = Lifter::named("extension-eased").plan();
    plan.profile.schedule.location = Some("Gym, back room".to_owned());
    let plan = revised(plan, &mut fastrand::Rng::with_seed(7));
    let good = calendar(&plan, Wanted::default()).unwrap();
    assert_eq!(octets::faults(good.as_bytes()), [""; 0]);
    // What is replaced, at its first place, by what, and what the check says to it.
    let defects: &[(&str, &str, &str)] = &[
        ("\r\n", "\n", "a bare CR or LF"),
        ("\r\nVERSION", "\r\n\r\nVERSION", "empty"),
        ("\r\n ", "", " octets"),
        ("BEGIN:VCALENDAR", "\u{FEFF}BEGIN:VCALENDAR", "a byte-order mark"),
        ("VERSION:2.0", "VERSION:1.0", "VERSION is not 2.0"),
        ("VERSION:2.0\r\n", "", "VERSION 0 times"),
        ("NAME:Training\r\n", "NAME:Training\r\nNAME:Training\r\n", "NAME 2 times"),
        ("CALSCALE:GREGORIAN", "METHOD:PUBLISH", "METHOD does not belong here"),
        ("BEGIN:STANDARD", "BEGIN:WINTER", "END:STANDARD closes WINTER"),
        ("TZOFFSETTO:+0100", "TZOFFSETTO:0100", "TZOFFSETTO is no offset"),
        ("TZID:Europe/Berlin\r\n", "TZID:Europe/Berlin\r\nDTSTAMP:20261122T000000Z\r\n", "VTIMEZONE: DTSTAMP does not belong here"),
        ("TZID:Europe/Berlin", "TZID:Europe/Bern", "has no rules"),
        ("BEGIN:VEVENT", "BEGIN:VTODO", "closes VTODO"),
        ("END:VEVENT\r\n", "", "a BEGIN without its END"),
        ("\r\nDTSTAMP:", "\r\nX-DTSTAMP:", "DTSTAMP 0 times"),
        ("Z\r\nLAST-MODIFIED", "\r\nLAST-MODIFIED", "DTSTAMP is not a time of UTC"),
        ("LAST-MODIFIED:2026", "LAST-MODIFIED:206", "LAST-MODIFIED is not a time of UTC"),
        ("SEQUENCE:", "SEQUENCE:-", "SEQUENCE is no number"),
        ("\r\nUID:", "\r\nUID:\r\nX-ID:", "no id or no title"),
        ("DTSTART;TZID=Europe/Berlin:2026", "DTSTART:2026", "floats"),
        ("DTEND;TZID=Europe/Berlin:2026", "DTEND;TZID=Europe/Berlin:2025", "it ends before it has begun"),
        ("DTEND;VALUE=DATE:2027", "DTEND;VALUE=DATE:2026", "it ends before it has begun"),
        ("DTEND;TZID=Europe/Berlin:20261123T18", "DTEND;TZID=Europe/Berlin:20261123T25", "is no local time"),
        ("DTEND;TZID", "DURATION;TZID", "DTEND 0 times"),
        ("CLASS:PRIVATE", "CLASS:SECRET", "CLASS is `SECRET`"),
        ("STATUS:CONFIRMED", "STATUS:DONE", "STATUS is `DONE`"),
        ("TRANSP:TRANSPARENT", "TRANSP:CLEAR", "TRANSP is `CLEAR`"),
        ("Phase 1\\, pain", "Phase 1, pain", "an escape is missing or wrong in DESCRIPTION"),
        ("LOCATION:Gym\\,", "LOCATION:Gym\\x", "an escape is missing or wrong in LOCATION"),
        ("SUMMARY:Daily", "SUMMARY:Daily\\nroutine", "a title of two lines"),
        ("SUMMARY:Daily", "SUMMARY:Da\u{7}ily", "the control character U+0007"),
        ("SUMMARY:Daily", "SUMMARY:\u{202E}Daily", "turns the direction"),
        ("BEGIN:VALARM\r\nACTION:DISPLAY", "BEGIN:VALARM\r\nUID:1\r\nACTION:DISPLAY", "VALARM: UID does not belong here"),
        ("ACTION:DISPLAY", "ACTION:EMAIL", "ACTION is `EMAIL`"),
        ("TRIGGER:-PT", "TRIGGER:-P", "is no lead"),
        ("END:VALARM\r\n", "END:VALARM\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n", "2 parts"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR\r\nX-AFTER:1\r\n", "not one VCALENDAR"),
        ("END:VCALENDAR\r\n", "END:VCALENDAR", "the last line has no end"),
    ];
    assert!(defects.len() >= 25);
    let mut missed = Vec::new();
    for (what, by, says) in defects {
        assert!(good.contains(what), "{what:?} is not in the calendar");
        let bad = good.replacen(what, by, 1);
        let faults = octets::faults(bad.as_bytes());
        if !faults.iter().any(|fault| fault.contains(says)) {
            missed.push(format!("{what:?} → {by:?}: {faults:?}"));
        }
    }
    // Three more: in the middle of a letter, in every place, and of two events.
    let at = good.find("·").unwrap();
    let split = [&good.as_bytes()[..at + 1], b"\r\n ", &good.as_bytes()[at + 1..]].concat();
    assert!(octets::faults(&split).iter().any(|fault| fault.contains("splits a letter")));
    let alive = good.replace("STATUS:CANCELLED", "STATUS:CONFIRMED");
    assert!(octets::faults(alive.as_bytes()).iter().any(|fault| fault.contains("where 1 alarms are wanted")));
    let uid = good.split("\r\nUID:").nth(1).unwrap().split("\r\n").next().unwrap();
    let second = good.split("\r\nUID:").nth(2).unwrap().split("\r\n").next().unwrap();
    let twice = good.replacen(&format!("UID:{second}"), &format!("UID:{uid}"), 1);
    assert!(octets::faults(twice.as_bytes()).iter().any(|fault| fault.contains("twice")));
    assert!(missed.is_empty(), "{missed:#?}");
}
