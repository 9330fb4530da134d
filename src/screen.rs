//! Signs and pain become a verdict. Knows nothing of weeks or loads.

use crate::document::shown;
use crate::plan::{Source, VerdictKind};
use crate::profile::{Clearance, Easing, Lift, PainStatus, Profile, weekday};
use crate::protocol::{Protocol, RuleId, SignVerdict};
use crate::units::Pain;
use crate::words::{self, ABSENT, day};
use chrono::NaiveDate;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// What the screen says of a lifter, with every reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The strongest of all reasons.
    pub kind: VerdictKind,
    /// Why, the strongest first. Of a `train` verdict: empty, or what a clearance unlocked.
    pub reasons: Vec<Reason>,
    /// What to know all the same.
    pub notes: Vec<Reason>,
    /// A clearance was needed and given.
    pub cleared: bool,
}

/// One reason of a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The sign's id, or the profile field that says so.
    pub id: String,
    /// What it leads to by itself.
    pub kind: VerdictKind,
    /// The reason, as said to a lifter.
    pub says: String,
    /// What it may be, for emergency signs.
    pub may_be: Option<String>,
    /// It was answered "not sure".
    pub unsure: bool,
    /// The rule behind it.
    pub rule: RuleId,
    /// The article's section or the judgement behind it, in words.
    pub citation: String,
}

/// One page for a clinician: what a `refer` verdict comes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// The day it was made.
    pub created: NaiveDate,
    /// The lifter's name, where given.
    pub name: Option<String>,
    /// What it is for, in a sentence or two.
    pub lead: String,
    /// Headed lists, in order: reasons, history with scores, loads, questions, what would be an
    /// emergency, how to go on.
    pub parts: Vec<ReferralPart>,
    /// What this is not.
    pub disclaimer: String,
}

/// A headed list of a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralPart {
    /// The heading.
    pub title: String,
    /// Label and text; the label may be empty.
    pub rows: Vec<(String, String)>,
}

/// Screens a lifter (decisions, section 1). The strongest reason wins, a sign answered "not sure"
/// counts as yes, and a clearance unlocks a referral but never an emergency.
///
/// Spans of days count to the start of the plan, where the profile names one: it describes the
/// lifter on that day, and the same profile must give the same answer on every day it is read.
/// Without a start they count to `today`.
pub fn screen(profile: &Profile, protocol: &Protocol, today: NaiveDate) -> Verdict {
    let day = profile.schedule.start.unwrap_or(today);
    let mut reasons = signs(profile, protocol);
    reasons.extend(circumstances(profile, protocol, day));
    // Stable: within a verdict, signs keep the order of the protocol and come first.
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.kind));
    let strongest = reasons.first().map_or(VerdictKind::Train, |reason| reason.kind);
    let clearance = profile.clearance.as_ref().filter(|clearance| counts(clearance, profile, day));
    let cleared = strongest == VerdictKind::Refer && clearance.is_some();

    let mut notes = notes(profile, protocol, day, strongest);
    if let (true, Some(clearance)) = (cleared, clearance) {
        let says = match clearance.max_load {
            Some(most) => format!("Cleared by {} for at most {most}: no deadlift of the plan is heavier", clearance.by),
            None => format!("Cleared by {}, without a limit on the weight", clearance.by),
        };
        notes.push(reason(protocol, "clearance", VerdictKind::Train, says, RuleId::ClearanceCap));
    } else if let (VerdictKind::Refer, Some(clearance)) = (strongest, &profile.clearance) {
        let says = format!("The clearance of {} does not count: it is older than this pain, or not given yet", clearance.date);
        notes.push(reason(protocol, "clearance", VerdictKind::Train, says, RuleId::ClearanceCap));
    }

    let rests = profile.pain.status == PainStatus::Soreness;
    let kind = match strongest {
        VerdictKind::Emergency => VerdictKind::Emergency,
        VerdictKind::Refer if !cleared => VerdictKind::Refer,
        _ if rests => VerdictKind::Rest,
        _ => VerdictKind::Train,
    };
    if rests {
        let says = "The ordinary ache after training, on both sides and without a sign in the legs".to_owned();
        let rest = reason(protocol, "pain.status", VerdictKind::Rest, says, RuleId::SorenessRest);
        if kind == VerdictKind::Rest {
            // What was cleared is behind the lifter; what is left to act on is the soreness.
            notes.append(&mut reasons);
            reasons.push(rest);
        }
    }
    Verdict { kind, reasons, notes, cleared }
}

/// Screens what a session brought up: the signs that showed and the scores. No clearance counts here: it was given
/// for what was known before.
pub fn again(profile: &Profile, entry: &crate::log::Entry, protocol: &Protocol) -> Verdict {
    let mut asked = profile.clone();
    asked.pain.signs.clone_from(&entry.signs);
    asked.pain.unsure.clone_from(&entry.unsure);
    let mut reasons = signs(&asked, protocol);
    let mut refer = |id: &str, says: String, rule| reasons.push(reason(protocol, id, VerdictKind::Refer, says, rule));
    if let Some(worst) = [entry.pain.worst, entry.pain.morning].into_iter().flatten().max()
        && worst.score() >= protocol.rules.screen_worst_pain.value
    {
        refer("pain.worst", format!("Pain that reached {worst} of 10"), RuleId::ScreenWorstPain);
    }
    if entry.pain.kind == Some(crate::log::PainKind::Leg) {
        refer("pain.kind", "Pain that went into a leg".to_owned(), RuleId::ScreenRefer);
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.kind));
    let kind = reasons.first().map_or(VerdictKind::Train, |reason| reason.kind);
    Verdict { kind, reasons, notes: Vec::new(), cleared: false }
}

/// A clearance is for this pain, and has been given.
fn counts(clearance: &Clearance, profile: &Profile, day: NaiveDate) -> bool {
    clearance.date <= day && profile.pain.began.is_none_or(|began| clearance.date >= began)
}

/// The signs that are present or not surely absent, in the order of the protocol.
fn signs(profile: &Profile, protocol: &Protocol) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for sign in &protocol.signs {
        let present = profile.pain.signs.contains(&sign.id);
        if !present && !profile.pain.unsure.contains(&sign.id) {
            continue;
        }
        let (kind, rule) = match sign.verdict {
            SignVerdict::Emergency => (VerdictKind::Emergency, RuleId::ScreenEmergency),
            SignVerdict::Refer => (VerdictKind::Refer, RuleId::ScreenRefer),
        };
        reasons.push(Reason {
            id: sign.id.clone(),
            kind,
            says: sign.says.clone(),
            may_be: sign.may_be.clone(),
            unsure: !present,
            rule,
            citation: citation(sign.source, sign.section.as_deref(), sign.reason.as_deref()),
        });
    }
    // A sign that this protocol does not have (a plan file of another one) must not pass unseen.
    for id in profile.signs().filter(|id| protocol.signs.iter().all(|sign| sign.id != *id)) {
        let says = format!("`{}`, a sign that this screen does not know", shown(id));
        reasons.push(reason(protocol, id, VerdictKind::Refer, says, RuleId::ScreenRefer));
    }
    reasons
}

/// What refers a lifter apart from the signs.
fn circumstances(profile: &Profile, protocol: &Protocol, day: NaiveDate) -> Vec<Reason> {
    let pain = &profile.pain;
    let rules = &protocol.rules;
    let named = |id: &str| profile.signs().any(|sign| sign == id);
    let refer = |id: &str, says: String, rule: RuleId| reason(protocol, id, VerdictKind::Refer, says, rule);
    let mut reasons = Vec::new();
    // Whoever scores today's pain at 8 had a worst of at least that.
    if let Some(worst) = [pain.worst, pain.now, pain.morning].into_iter().flatten().max()
        && worst.score() >= rules.screen_worst_pain.value
    {
        reasons.push(refer("pain.worst", format!("Pain that reached {worst} of 10"), RuleId::ScreenWorstPain));
    }
    if let Some(age) = profile.age.filter(|&age| age < rules.screen_minor.value)
        && pain.status != PainStatus::PainFree
    {
        reasons.push(refer("age", format!("Back pain at the age of {age}"), RuleId::ScreenMinor));
    }
    if pain.sudden && !named("sudden-onset") {
        reasons.push(refer("pain.sudden", "It came on all at once, during a set".to_owned(), RuleId::ScreenRefer));
    }
    // Acute pain two weeks old has outlasted Phase 1, whose last day is a referral and never an
    // extension (decisions, section 3). Soreness that old is no soreness. Settled pain did improve,
    // and a nag is answered by its sign: see `notes`.
    if let (Some(began), Some(days)) = (pain.began, days_since(pain.began, day))
        && days >= i64::from(rules.screen_two_weeks.value)
        && matches!(pain.status, PainStatus::Acute | PainStatus::Soreness)
        && !named("two-weeks-no-improvement")
    {
        let says = format!("Pain that began on {} and is still there {} days later", day::in_a_letter(began), rules.screen_two_weeks.value);
        reasons.push(refer("pain.began", says, RuleId::ScreenTwoWeeks));
    }
    reasons
}

/// What changes no verdict, but is worth knowing.
fn notes(profile: &Profile, protocol: &Protocol, day: NaiveDate, strongest: VerdictKind) -> Vec<Reason> {
    let pain = &profile.pain;
    let rules = &protocol.rules;
    let days = days_since(pain.began, day);
    let mut notes = Vec::new();
    let mut note = |id: &str, says: String, rule: RuleId| notes.push(reason(protocol, id, VerdictKind::Train, says, rule));
    let improved = matches!((pain.now, pain.worst), (Some(now), Some(worst)) if now < worst);
    let early = i64::from(rules.early_evaluation.value);
    // Whoever is sent to a clinician anyway, or has been, needs no advice to see one.
    if strongest == VerdictKind::Train && pain.status == PainStatus::Acute && !improved && days.is_some_and(|days| days * 24 >= early) {
        note("pain.began", protocol.note("early-evaluation").to_owned(), RuleId::EarlyEvaluation);
    }
    if pain.status == PainStatus::Soreness && days.is_some_and(|days| days * 24 > i64::from(rules.soreness_rest.value.to)) {
        let says = format!(
            "After more than {} hours this is no ordinary soreness: answer the questions again, with `nagging` or `acute` as the status",
            rules.soreness_rest.value.to
        );
        note("pain.began", says, RuleId::SorenessRest);
    }
    if pain.status == PainStatus::Nagging && days.is_some_and(|days| days >= i64::from(rules.screen_two_weeks.value)) {
        let says = "A nag of two weeks or more: where looking after it has changed nothing, add `two-weeks-no-improvement` to the signs, \
                    and see a clinician first";
        note("pain.began", says.to_owned(), RuleId::ScreenTwoWeeks);
    }
    if pain.eased_by == Easing::Unsure && matches!(pain.status, PainStatus::Acute | PainStatus::Settled) {
        note("pain.eased_by", protocol.note("unknown-tissue").to_owned(), RuleId::UnknownTissue);
    }
    if !pain.unsure.is_empty() {
        note("pain.unsure", rules.text(RuleId::ScreenUnsure).says, RuleId::ScreenUnsure);
    }
    notes
}

/// Days since the pain began; none where that is not known or has not happened yet.
fn days_since(began: Option<NaiveDate>, day: NaiveDate) -> Option<i64> {
    began.map(|began| (day - began).num_days()).filter(|&days| days >= 0)
}

fn reason(protocol: &Protocol, id: &str, kind: VerdictKind, says: String, rule: RuleId) -> Reason {
    let text = protocol.rules.text(rule);
    Reason {
        id: id.to_owned(),
        kind,
        says,
        may_be: None,
        unsure: false,
        rule,
        citation: citation(text.source, text.section.as_deref(), text.reason.as_deref()),
    }
}

/// Where a rule or sign comes from, in words.
pub(crate) fn citation(source: Source, section: Option<&str>, reason: Option<&str>) -> String {
    match (source, section, reason) {
        (Source::Article, Some(section), _) => format!("the article, \"{section}\""),
        (Source::Article, None, _) => "the article".to_owned(),
        (Source::Judgement, _, Some(reason)) => format!("a judgement: {reason}"),
        (Source::Judgement, _, None) => "a judgement".to_owned(),
    }
}

/// The page that a referred lifter takes along: what to look at, and what a clinician can answer.
pub fn referral(profile: &Profile, verdict: &Verdict, protocol: &Protocol, today: NaiveDate) -> Referral {
    let unlabelled = |says: String| (String::new(), says);
    let reasons = verdict.reasons.iter().map(|reason| match reason.unsure {
        true => unlabelled(format!("{} (answered: not sure)", reason.says)),
        false => unlabelled(reason.says.clone()),
    });
    let emergency = protocol.signs.iter().filter(|sign| sign.verdict == SignVerdict::Emergency);
    Referral {
        created: today,
        name: profile.name.clone(),
        lead: protocol.wording.referral.says.clone(),
        parts: vec![
            part("Why this is for a clinician first", reasons.collect()),
            part("History", history(profile, today)),
            part("What they lift", lifting(profile)),
            part("For the clinician", questions(profile, protocol)),
            part("An emergency, at once, with any of these", emergency.map(|sign| unlabelled(sign.says.clone())).collect()),
            part("How to go on with a clearance", going_on(profile)),
        ],
        disclaimer: "This page repeats what the lifter answered. It is no diagnosis, and no one has examined them for it.".to_owned(),
    }
}

fn part(title: &str, rows: Vec<(String, String)>) -> ReferralPart {
    ReferralPart { title: title.to_owned(), rows }
}

fn row(label: &str, text: impl Into<String>) -> (String, String) {
    (label.to_owned(), text.into())
}

/// A day, and how long before the page it was.
fn ago(date: NaiveDate, today: NaiveDate) -> String {
    match (today - date).num_days() {
        ..0 => day::in_a_letter(date),
        0 => format!("{}, the day of this page", day::in_a_letter(date)),
        1 => format!("{}, the day before this page", day::in_a_letter(date)),
        days => format!("{}, {days} days before this page", day::in_a_letter(date)),
    }
}

fn history(profile: &Profile, today: NaiveDate) -> Vec<(String, String)> {
    let pain = &profile.pain;
    let now = match pain.status {
        PainStatus::PainFree => "no pain",
        PainStatus::Soreness => "sore after training",
        PainStatus::Nagging => "a nag that never stopped the lift",
        PainStatus::Acute => "pain that stopped the lift, or more than 3 of 10",
        PainStatus::Settled => "pain that stopped the lift, and is gone now",
    };
    let eased = match pain.eased_by {
        Easing::Extension => "bending backwards eases it",
        Easing::Flexion => "bending forwards eases it",
        Easing::Neither => "neither bending backwards nor forwards eases it",
        Easing::Unsure => "not known what eases it",
    };
    let age = match (profile.age, profile.age_band) {
        (Some(age), _) => age.to_string(),
        (None, crate::profile::AgeBand::To40) => "18 to 40".to_owned(),
        (None, crate::profile::AgeBand::To45) => "41 to 45".to_owned(),
        (None, crate::profile::AgeBand::From46) => "46 or more".to_owned(),
    };
    let shown = words::or_absent::<Pain>;
    let began = pain.began.map_or_else(|| ABSENT.to_owned(), |began| ago(began, today));
    let onset = if pain.sudden { "all at once, during a set" } else { "not all at once" };
    let moves = if pain.full_range { "bends and turns as far as before" } else { "does not bend and turn as far as before" };
    let mut rows = vec![
        row("Age", age),
        row("Now", now),
        row("Pain, 0 to 10", format!("now {}, on waking {}, worst {}", shown(pain.now), shown(pain.morning), shown(pain.worst))),
        row("Began", format!("{began}; {onset}")),
        row("Episodes", format!("{}, this one included", pain.episodes)),
        row("Movement", format!("{moves}; {eased}")),
    ];
    if pain.pain_free_days > 0 {
        rows.push(row("Without pain", format!("the last {} days", pain.pain_free_days)));
    }
    rows
}

fn lifting(profile: &Profile) -> Vec<(String, String)> {
    let deadlift = &profile.deadlift;
    let lift = match deadlift.lift {
        Lift::Conventional => "conventional",
        Lift::Sumo => "sumo",
        Lift::TrapBar => "trap bar",
    };
    let last = deadlift.last_lifted.map_or_else(|| "on a day not given".to_owned(), |date| format!("on {}", day::in_a_letter(date)));
    let mut rows =
        vec![row("Deadlift before", format!("{} for {} repetitions, {lift}; last {last}", deadlift.working_weight, deadlift.reps))];
    let own: Vec<String> = profile
        .schedule
        .other_lifting
        .iter()
        .map(|own| format!("{} ({}{})", words::of_id(&own.lift), weekday::write(own.day), if own.light { ", light" } else { "" }))
        .collect();
    rows.push(row("Also lifts", if own.is_empty() { ABSENT.to_owned() } else { own.join(", ") }));
    rows
}

fn questions(profile: &Profile, protocol: &Protocol) -> Vec<(String, String)> {
    let unit = profile.unit();
    vec![
        row("Deadlift again?", "yes, in small steps from a light weight / no / not before ____________"),
        row("Heaviest for now", format!("____________ {unit} / no limit")),
        row("To be left out", "____________________________________"),
        row("On imaging", protocol.wording.imaging.says.clone()),
        row("Name and date", "____________________________________"),
    ]
}

fn going_on(profile: &Profile) -> Vec<(String, String)> {
    let unit = profile.unit();
    vec![
        row("", "Add the clearance to the profile and make the plan again; no deadlift of it is heavier than the weight given here:"),
        row("", format!("clearance: {{by: who gave it, date: 2026-11-20, max_load: 80 {unit}}}")),
    ]
}

impl Referral {
    /// The page as plain text, at most 80 columns wide.
    pub fn to_text(&self) -> String {
        const WIDTH: usize = 80;
        let mut out = String::new();
        let title = match &self.name {
            Some(name) => format!("For a clinician: {name}, {}", day::in_a_letter(self.created)),
            None => format!("For a clinician, {}", day::in_a_letter(self.created)),
        };
        write_wrapped(&mut out, "", &title, WIDTH);
        out.push('\n');
        write_wrapped(&mut out, "", &self.lead, WIDTH);
        for part in &self.parts {
            out.push('\n');
            write_wrapped(&mut out, "", &part.title, WIDTH);
            out.push_str(&"-".repeat(part.title.width().min(WIDTH)));
            out.push('\n');
            for (label, text) in &part.rows {
                if label.is_empty() {
                    write_wrapped(&mut out, "  ", text, WIDTH);
                } else {
                    write_wrapped(&mut out, "  ", &format!("{label}{} {text}", if label.ends_with('?') { "" } else { ":" }), WIDTH);
                }
            }
        }
        out.push('\n');
        write_wrapped(&mut out, "", &self.disclaimer, WIDTH);
        out
    }
}

/// Lines of at most `width` columns, broken at spaces; a word that is longer than a line is cut.
/// Leading spaces of the text stay; what follows the first line of a row stands further in.
fn write_wrapped(out: &mut String, indent: &str, text: &str, width: usize) {
    let trimmed = text.trim_start_matches(' ');
    let lead = format!("{indent}{}", &text[..text.len() - trimmed.len()]);
    let hanging = if lead.is_empty() { String::new() } else { format!("{lead}  ") };
    let mut line = lead;
    let mut empty = true;
    for word in trimmed.split_whitespace() {
        if !empty && line.width() + 1 + word.width() > width {
            out.push_str(&line);
            out.push('\n');
            line = hanging.clone();
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        for c in word.chars() {
            if line.width() + c.to_string().width() > width {
                out.push_str(&line);
                out.push('\n');
                line = hanging.clone();
            }
            line.push(c);
        }
        empty = false;
    }
    out.push_str(&line);
    out.push('\n');
}
