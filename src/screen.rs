//! Signs and pain become a verdict. Knows nothing of weeks or loads.

use crate::plan::VerdictKind;
use crate::protocol::RuleId;
use chrono::NaiveDate;

/// What the screen says of a lifter, with every reason.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Headed lists, in order: reasons, history, scores, loads, questions, what would be an emergency.
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
