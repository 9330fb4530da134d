//! Signs and pain become a verdict. Knows nothing of weeks or loads.

use crate::diagnostic::shown;
use crate::log::{Entry, PainKind};
use crate::plan::VerdictKind;
use crate::profile::{Clearance, Easing, PainStatus, Profile};
use crate::protocol::{Protocol, RuleId, SignVerdict, told};
use crate::units::Pain;
use crate::words::day;
use chrono::NaiveDate;
use serde::Serialize;

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

/// A lifter whom the screen lets train. [`screen`] alone makes one, so that nobody else is planned for.
#[derive(Debug, Clone)]
pub struct Cleared<'a> {
    profile: &'a Profile,
    verdict: Verdict,
}

impl<'a> Cleared<'a> {
    /// The lifter.
    pub fn profile(&self) -> &'a Profile {
        self.profile
    }

    /// What is worth knowing all the same, and what a clearance unlocked.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }
}

/// Screens a lifter, as [`verdict`] does, and says who may be planned for.
///
/// # Errors
/// The verdict on a lifter who may not.
pub fn screen<'a>(profile: &'a Profile, protocol: &Protocol, today: NaiveDate) -> Result<Cleared<'a>, Verdict> {
    let verdict = verdict(profile, protocol, today);
    if verdict.kind == VerdictKind::Train { Ok(Cleared { profile, verdict }) } else { Err(verdict) }
}

/// The verdict on a lifter (decisions, section 1). The strongest reason wins, a sign answered "not sure"
/// counts as yes, and a clearance unlocks a referral but never an emergency.
///
/// Spans of days count to the start of the plan, where the profile names one: it describes the
/// lifter on that day, and the same profile must give the same answer on every day it is read.
/// Without a start they count to `today`.
pub fn verdict(profile: &Profile, protocol: &Protocol, today: NaiveDate) -> Verdict {
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
        notes.push(reason(protocol, "clearance", VerdictKind::Train, not_counted(clearance), RuleId::ClearanceCap));
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

/// Screens what an entry of the log tells: the signs that showed and the scores. No clearance counts here: it was given
/// for what was known before.
pub fn of_entry(profile: &Profile, entry: &Entry, protocol: &Protocol) -> Verdict {
    let mut asked = profile.clone();
    asked.pain.signs = entry.shown().into_iter().map(str::to_owned).collect();
    asked.pain.unsure = entry.not_sure().into_iter().map(str::to_owned).collect();
    // A kind of pain that the screen asks about is that sign, whatever the log calls it.
    asked.pain.signs.extend(entry.pain.kind.and_then(PainKind::sign).map(str::to_owned));
    let mut reasons = signs(&asked, protocol);
    reasons.extend(severe(entry.pain.highest(), protocol));
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.kind));
    let kind = reasons.first().map_or(VerdictKind::Train, |reason| reason.kind);
    Verdict { kind, reasons, notes: Vec::new(), cleared: false }
}

/// Screens the signs that a profile names by now and did not name before. A clearance that came with them counts for
/// what it can unlock.
pub fn of_new_signs(before: &Profile, now: &Profile, protocol: &Protocol) -> Verdict {
    let mut asked = now.clone();
    let is_new = |id: &String| !before.signs().any(|known| known == id);
    asked.pain.signs.retain(is_new);
    asked.pain.unsure.retain(is_new);
    let mut reasons = signs(&asked, protocol);
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.kind));
    let strongest = reasons.first().map_or(VerdictKind::Train, |reason| reason.kind);
    let cleared = strongest == VerdictKind::Refer && now.clearance.is_some() && now.clearance != before.clearance;
    let kind = if cleared { VerdictKind::Train } else { strongest };
    Verdict { kind, reasons, notes: Vec::new(), cleared }
}

/// Pain so strong that a clinician comes first.
fn severe(worst: Option<Pain>, protocol: &Protocol) -> Option<Reason> {
    let worst = worst.filter(|worst| worst.score() >= protocol.rules.screen_worst_pain.value)?;
    let says = format!("Pain that reached {worst} of 10");
    Some(reason(protocol, "pain.worst", VerdictKind::Refer, says, RuleId::ScreenWorstPain))
}

/// What is said of a clearance that does not count.
pub fn not_counted(clearance: &Clearance) -> String {
    format!("The clearance of {} does not count: it is older than this pain, or not given yet", clearance.date)
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
            citation: sign.cited(sign.says.clone()).citation(),
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
    reasons.extend(severe(pain.highest(), protocol));
    if let Some(age) = profile.age.filter(|&age| age < rules.screen_minor.value)
        && pain.status != PainStatus::PainFree
    {
        reasons.push(refer("age", format!("Back pain at the age of {age}"), RuleId::ScreenMinor));
    }
    if pain.sudden && !named(told::SUDDEN) {
        reasons.push(refer("pain.sudden", "It came on all at once, during a set".to_owned(), RuleId::ScreenRefer));
    }
    // Acute pain two weeks old has outlasted Phase 1, whose last day is a referral and never an
    // extension (decisions, section 3). Soreness that old is no soreness. Settled pain did improve,
    // and a nag is answered by its sign: see `notes`.
    if let (Some(began), Some(days)) = (pain.began, days_since(pain.began, day))
        && days >= i64::from(rules.screen_two_weeks.value)
        && matches!(pain.status, PainStatus::Acute | PainStatus::Soreness)
        && !named(told::TWO_WEEKS)
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

/// A reason that a rule gives: under `id`, in the words of `says`.
pub fn reason(protocol: &Protocol, id: &str, kind: VerdictKind, says: String, rule: RuleId) -> Reason {
    let text = protocol.rules.text(rule);
    Reason { id: id.to_owned(), kind, says, may_be: None, unsure: false, rule, citation: text.citation() }
}
