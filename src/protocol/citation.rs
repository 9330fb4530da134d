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

/// What a file of the protocol says, with where that comes from: the fields that all of it has.
macro_rules! cited {
    ($(#[$about:meta])* pub struct $name:ident $(<$value:ident>)? { $($field:tt)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name $(<$value>)? {
            $($field)*
            /// Article or judgement.
            pub source: Source,
            /// The article's heading; required where the source is the article.
            #[serde(default)]
            pub section: Option<String>,
            /// Why it was decided so; required where the source is a judgement.
            #[serde(default)]
            pub reason: Option<String>,
            /// The rows of the inventory that it puts into effect.
            #[serde(default)]
            pub from: Vec<String>,
        }

        impl $(<$value>)? $name $(<$value>)? {
            /// What it says, with where that comes from.
            pub(crate) fn cited(&self, says: String) -> RuleText {
                RuleText { says, source: self.source, section: self.section.clone(), reason: self.reason.clone() }
            }
        }
    };
}
pub(super) use cited;

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
        match (self.source, &self.section, &self.reason) {
            (Source::Article, Some(section), _) => format!("the article, \"{section}\""),
            (Source::Article, None, _) => "the article".to_owned(),
            (Source::Judgement, _, Some(reason)) => format!("a judgement: {reason}"),
            (Source::Judgement, _, None) => "a judgement".to_owned(),
        }
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
