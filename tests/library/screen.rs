//! Who gets a plan, who rests, who sees a clinician, and who goes to an emergency department.

use chrono::NaiveDate;
use rehinge::diagnostic::Diagnostic;
use rehinge::plan::VerdictKind;
use rehinge::profile::{Profile, read};
use rehinge::protocol::{Protocol, SignVerdict};
use rehinge::render::referral::Referral;
use rehinge::render::sheet::Paper;
use rehinge::screen::{self, Verdict};
use std::sync::LazyLock;

static PROTOCOL: LazyLock<Protocol> = LazyLock::new(Protocol::embedded);

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn profile(text: &str) -> Profile {
    match read(text, "profile.yaml", &PROTOCOL) {
        Ok(read) => read.profile,
        Err(wrong) => panic!("{}", wrong.iter().map(Diagnostic::to_string).collect::<String>()),
    }
}

/// A lifter of 30 with these lines under `pain`, and whatever follows them.
fn lifter(pain: &str) -> Profile {
    profile(&format!("age: 30\ndeadlift: {{working_weight: 100 kg}}\npain:\n  {}\n", pain.replace("; ", "\n  ")))
}

fn verdict(pain: &str) -> Verdict {
    screen::verdict(&lifter(pain), &PROTOCOL, today())
}

fn ids(verdict: &Verdict) -> Vec<&str> {
    verdict.reasons.iter().map(|reason| reason.id.as_str()).collect()
}

fn noted(verdict: &Verdict, rule: &str) -> bool {
    verdict.notes.iter().any(|note| note.rule.id() == rule)
}

fn of_project(name: &str) -> Profile {
    let path = format!("{}/profiles/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    profile(&std::fs::read_to_string(path).unwrap())
}

#[test]
fn every_sign_has_its_verdict_and_not_sure_counts_as_yes() {
    assert!(PROTOCOL.signs.len() >= 26);
    for sign in &PROTOCOL.signs {
        let kind = match sign.verdict {
            SignVerdict::Emergency => VerdictKind::Emergency,
            SignVerdict::Refer => VerdictKind::Refer,
        };
        for status in ["pain-free", "soreness", "nagging", "acute", "settled"] {
            let yes = verdict(&format!("status: {status}; signs: [{}]", sign.id));
            assert_eq!((yes.kind, yes.reasons[0].id.as_str(), yes.reasons[0].unsure), (kind, sign.id.as_str(), false));
            assert_eq!(yes.reasons[0].may_be.is_some(), kind == VerdictKind::Emergency, "{}", sign.id);
            assert!(!yes.reasons[0].citation.is_empty());
            let not_sure = verdict(&format!("status: {status}; unsure: [{}]", sign.id));
            assert_eq!((not_sure.kind, not_sure.reasons[0].unsure), (kind, true));
            assert!(noted(&not_sure, "screen-unsure"));
        }
    }
}

#[test]
fn the_signs_of_every_row_are_asked_for() {
    let with = |wanted: SignVerdict| -> Vec<&str> {
        PROTOCOL.signs.iter().filter(|sign| sign.verdict == wanted).map(|sign| sign.id.as_str()).collect()
    };
    let emergency = ["bladder-change", "bowel-change", "saddle-numbness", "progressive-weakness", "fever", "night-pain", "trauma"];
    assert_eq!(with(SignVerdict::Emergency), emergency);
    let refer = with(SignVerdict::Refer);
    for id in [
        "radiating-pain",
        "tingling",
        "numbness",
        "sudden-onset",
        "one-sided-point",
        "sharp-pain",
        "worse-bending",
        "herniation",
        "unresolved-episodes",
        "same-intensity-return",
        "two-weeks-no-improvement",
        "pregnancy",
        "brittle-bones",
        "steroids",
        "cancer",
        "weight-loss",
        "blood-thinners",
        "blood-pressure-heart",
        "back-surgery",
    ] {
        assert!(refer.contains(&id), "{id}");
    }
}

#[test]
fn the_strongest_reason_wins_and_comes_first() {
    let both = verdict("status: acute; worst: 9; signs: [tingling]; unsure: [fever]");
    assert_eq!(both.kind, VerdictKind::Emergency);
    assert_eq!(ids(&both), ["fever", "tingling", "pain.worst"]);
    let sore = verdict("status: soreness; signs: [radiating-pain]");
    assert_eq!((sore.kind, ids(&sore)), (VerdictKind::Refer, vec!["radiating-pain"]));
}

#[test]
fn nothing_to_report_is_a_plan() {
    for pain in ["status: pain-free", "status: nagging; now: 2; worst: 3", "status: acute; worst: 7", "status: settled; worst: 5"] {
        let answer = verdict(pain);
        assert_eq!((answer.kind, answer.reasons.len(), answer.cleared), (VerdictKind::Train, 0, false), "{pain}");
    }
}

#[test]
fn a_worst_pain_of_8_goes_to_a_clinician_and_7_does_not() {
    assert_eq!(verdict("status: acute; worst: 7").kind, VerdictKind::Train);
    let answer = verdict("status: acute; worst: 8");
    assert_eq!((answer.kind, ids(&answer)), (VerdictKind::Refer, vec!["pain.worst"]));
    // Gone since, and still a pain that was 8.
    assert_eq!(verdict("status: settled; worst: 8; pain_free_days: 5").kind, VerdictKind::Refer);
    // No worst was given, and it hurts that much right now.
    assert_eq!(verdict("status: acute; now: 8").kind, VerdictKind::Refer);
    assert_eq!(verdict("status: acute; morning: 8").kind, VerdictKind::Refer);
}

#[test]
fn under_18_back_pain_goes_to_a_clinician_and_a_lay_off_does_not() {
    let aged = |age: u8, status: &str| {
        let text = format!("age: {age}\ndeadlift: {{working_weight: 60 kg}}\npain: {{status: {status}}}\n");
        screen::verdict(&profile(&text), &PROTOCOL, today())
    };
    for status in ["nagging", "acute", "settled", "soreness"] {
        let answer = aged(17, status);
        assert_eq!((answer.kind, ids(&answer)[0]), (VerdictKind::Refer, "age"), "{status}");
        assert_ne!(aged(18, status).kind, VerdictKind::Refer, "{status}");
    }
    assert_eq!(aged(17, "pain-free").kind, VerdictKind::Train);
}

#[test]
fn a_sudden_onset_goes_to_a_clinician_said_once() {
    let answer = verdict("status: acute; sudden: true");
    assert_eq!((answer.kind, ids(&answer)), (VerdictKind::Refer, vec!["pain.sudden"]));
    assert_eq!(ids(&verdict("status: acute; sudden: true; signs: [sudden-onset]")), ["sudden-onset"]);
}

#[test]
fn acute_pain_goes_to_a_clinician_on_its_fourteenth_day() {
    let answer = verdict("status: acute; began: 2026-11-09; now: 1; worst: 5");
    assert_eq!((answer.kind, ids(&answer)), (VerdictKind::Refer, vec!["pain.began"]));
    assert_eq!(verdict("status: acute; began: 2026-11-10; now: 1; worst: 5").kind, VerdictKind::Train);
    // Gone is improved, however long it took.
    assert_eq!(verdict("status: settled; began: 2026-09-01; pain_free_days: 4").kind, VerdictKind::Train);
    // A nag is asked about its improvement instead.
    let nag = verdict("status: nagging; began: 2026-11-01; now: 2");
    assert_eq!(nag.kind, VerdictKind::Train);
    assert!(noted(&nag, "screen-two-weeks"));
    assert_eq!(verdict("status: soreness; began: 2026-11-09").kind, VerdictKind::Refer);
}

#[test]
fn days_count_to_the_start_of_the_plan_whenever_it_is_read() {
    let text = "age: 30\ndeadlift: {working_weight: 100 kg}\npain: {status: acute, began: 2026-11-14, now: 2, worst: 5}\nschedule: {start: 2026-11-23}\n";
    let later = NaiveDate::from_ymd_opt(2031, 1, 1).unwrap();
    assert_eq!(screen::verdict(&profile(text), &PROTOCOL, later), screen::verdict(&profile(text), &PROTOCOL, today()));
    assert_eq!(screen::verdict(&profile(text), &PROTOCOL, later).kind, VerdictKind::Train);
}

#[test]
fn three_days_without_improvement_is_a_note_and_no_refusal() {
    let early = |pain: &str| {
        let answer = verdict(pain);
        assert_eq!(answer.kind, VerdictKind::Train);
        noted(&answer, "early-evaluation")
    };
    assert!(early("status: acute; began: 2026-11-20; now: 4; worst: 4"));
    assert!(early("status: acute; began: 2026-11-20; worst: 4"));
    assert!(!early("status: acute; began: 2026-11-20; now: 2; worst: 4"));
    assert!(!early("status: acute; began: 2026-11-21; now: 4; worst: 4"));
    assert!(noted(&verdict("status: acute; eased_by: unsure"), "unknown-tissue"));
    assert!(!noted(&verdict("status: acute; eased_by: neither"), "unknown-tissue"));
}

#[test]
fn soreness_rests_and_older_soreness_is_screened_again() {
    let answer = verdict("status: soreness; now: 3; began: 2026-11-22");
    assert_eq!((answer.kind, answer.reasons[0].rule.id()), (VerdictKind::Rest, "soreness-rest"));
    assert!(answer.notes.is_empty());
    assert!(noted(&verdict("status: soreness; began: 2026-11-19"), "soreness-rest"));
}

#[test]
fn only_a_lifter_who_may_train_can_be_planned_for() {
    let trains = ["status: pain-free", "status: acute; worst: 4", "status: nagging; now: 2"];
    let waits =
        ["status: soreness", "status: acute; worst: 8", "status: acute; signs: [numbness]", "status: nagging; unsure: [saddle-numbness]"];
    for (pain, may) in trains.map(|pain| (pain, true)).into_iter().chain(waits.map(|pain| (pain, false))) {
        let lifter = lifter(pain);
        let screened = screen::screen(&lifter, &PROTOCOL, today());
        assert_eq!(screened.is_ok(), may, "{pain}");
        assert_eq!(screened.map_or_else(|verdict| verdict, |cleared| cleared.verdict().clone()), verdict(pain));
    }
}

#[test]
fn a_clearance_unlocks_a_referral_and_never_an_emergency() {
    let cleared = |pain: &str, date: &str| {
        let mut profile = lifter(&format!("{pain}; began: 2026-11-10"));
        let clearance = format!("clearance: {{by: clinician, date: {date}, max_load: 80 kg}}\n");
        profile.clearance =
            self::profile(&format!("age: 30\ndeadlift: {{working_weight: 100 kg}}\npain: {{status: acute}}\n{clearance}")).clearance;
        screen::verdict(&profile, &PROTOCOL, today())
    };
    let refer = cleared("status: acute; signs: [tingling]", "2026-11-20");
    assert_eq!((refer.kind, refer.cleared, ids(&refer)), (VerdictKind::Train, true, vec!["tingling"]));
    assert!(refer.notes.iter().any(|note| note.rule.id() == "clearance-cap" && note.says.contains("80 kg")));
    let sore = cleared("status: soreness; signs: [tingling]", "2026-11-20");
    assert_eq!((sore.kind, sore.cleared, ids(&sore)), (VerdictKind::Rest, true, vec!["pain.status"]));
    let emergency = cleared("status: acute; signs: [fever, tingling]", "2026-11-20");
    assert_eq!((emergency.kind, emergency.cleared), (VerdictKind::Emergency, false));
    // Where nothing was referred, there is nothing to clear.
    assert!(!cleared("status: acute", "2026-11-20").cleared);
    // Of an earlier episode, or not given yet: it does not count, and that is said.
    for date in ["2026-11-09", "2026-11-24"] {
        let answer = cleared("status: acute; signs: [tingling]", date);
        assert_eq!((answer.kind, answer.cleared), (VerdictKind::Refer, false), "{date}");
        assert!(noted(&answer, "clearance-cap"));
    }
}

#[test]
fn a_sign_that_the_protocol_does_not_have_never_passes_unseen() {
    let mut profile = lifter("status: acute");
    profile.pain.unsure.push("from-another-protocol".to_owned());
    assert_eq!(screen::verdict(&profile, &PROTOCOL, today()).kind, VerdictKind::Refer);
}

#[test]
fn the_lifters_of_the_project_get_their_verdicts() {
    for (name, kind) in [
        ("extension-eased", VerdictKind::Train),
        ("masters-morning", VerdictKind::Train),
        ("light-bar", VerdictKind::Train),
        ("emergency-signs", VerdictKind::Emergency),
        ("leg-symptoms", VerdictKind::Refer),
        ("leg-symptoms-cleared", VerdictKind::Train),
        ("technique-only", VerdictKind::Train),
        ("just-sore", VerdictKind::Rest),
        ("pounds", VerdictKind::Train),
        ("clock-change", VerdictKind::Train),
        ("two-days", VerdictKind::Train),
        ("minimal", VerdictKind::Train),
    ] {
        assert_eq!(screen::verdict(&of_project(name), &PROTOCOL, today()).kind, kind, "{name}");
    }
    let leg = screen::verdict(&of_project("leg-symptoms"), &PROTOCOL, today());
    assert_eq!(ids(&leg), ["tingling", "worse-bending", "pain.began"]);
    assert!(screen::verdict(&of_project("leg-symptoms-cleared"), &PROTOCOL, today()).cleared);
}

#[test]
fn the_referral_is_one_page_of_plain_text() {
    let mut profile = of_project("leg-symptoms");
    profile.name = Some("Ä".repeat(200));
    profile.pain.unsure = vec!["steroids".to_owned()];
    let verdict = screen::verdict(&profile, &PROTOCOL, today());
    let page = Referral::new(&profile, &[], &verdict, &PROTOCOL, today());
    let text = page.to_text();
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(text.lines().count() <= 80, "{text}");
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for phrase in [
        "Tingling or pins and needles",
        "(answered: not sure)",
        "2 November 2026, 21 days before this page",
        "140 kg for 5 repetitions, conventional",
        "now 4, on waking —, worst 4",
        "____________ kg / no limit",
        "Numbness or an odd feeling between the legs",
        "max_load: 80 kg}",
    ] {
        assert!(flowing.contains(phrase), "{phrase}\n{text}");
    }
    assert!(text.ends_with("for it.\n"));
    // Still one page of paper for a lifter with many reasons.
    profile.pain.signs = ["radiating-pain", "tingling", "numbness", "sharp-pain", "worse-bending", "herniation"].map(str::to_owned).into();
    profile.name = Some("A. Lifter".to_owned());
    let verdict = screen::verdict(&profile, &PROTOCOL, today());
    for paper in [Paper::A4, Paper::Letter] {
        let sheet = Referral::new(&profile, &[], &verdict, &PROTOCOL, today()).to_pdf(paper);
        assert_eq!(sheet.layout.pages, 1, "{paper:?}: {:?}", sheet.layout.lines.last());
    }
}
