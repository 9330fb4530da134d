//! Where a rule, a sign or an exercise comes from: a section of the article, or a judgement with its reason.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The source article: a section is named.
    Article,
    /// A decision of the protocol's authors: a reason is given.
    Judgement,
}

/// Where a rule or sign comes from, in words.
pub(super) fn citation(source: Source, section: Option<&str>, reason: Option<&str>) -> String {
    match (source, section, reason) {
        (Source::Article, Some(section), _) => format!("the article, \"{section}\""),
        (Source::Article, None, _) => "the article".to_owned(),
        (Source::Judgement, _, Some(reason)) => format!("a judgement: {reason}"),
        (Source::Judgement, _, None) => "a judgement".to_owned(),
    }
}

/// A rule as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    /// The rule, in our own words.
    pub says: String,
    /// Where it comes from.
    pub source: Source,
    /// The heading of the source article under which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Why it was decided so, where the article is silent, contradicts itself or is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl RuleText {
    /// Where it comes from, in words.
    pub(crate) fn citation(&self) -> String {
        citation(self.source, self.section.as_deref(), self.reason.as_deref())
    }
}

/// A statement of the article that bears on a plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InventoryRow {
    pub id: String,
    /// What it says, in short and in our words.
    pub says: String,
    /// The article's heading.
    pub section: String,
    /// Why no rule, exercise, sign or sentence puts it into effect.
    #[serde(default)]
    pub left_out: Option<String>,
}
