//! What the answers say, by the paths of the profile.

use std::collections::BTreeMap;

/// A value of the profile, as YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    One(String),
    /// A list, one item to a line.
    Rows(Vec<String>),
}

/// What the answers say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Values by their path in the profile.
    pub values: BTreeMap<&'static str, Written>,
    pub signs: Vec<String>,
    pub unsure: Vec<String>,
    /// A clinician has cleared the lifter.
    pub cleared: Option<bool>,
    /// A page for the clinician is wanted.
    pub page: Option<bool>,
    /// The gym has what most gyms have.
    pub usual_gym: Option<bool>,
}

impl Facts {
    pub(super) fn set(&mut self, path: &'static str, value: impl Into<String>) {
        self.values.insert(path, Written::One(value.into()));
    }

    pub(super) fn is(&self, path: &str, value: &str) -> bool {
        matches!(self.values.get(path), Some(Written::One(said)) if said == value)
    }

    pub(super) fn status_is(&self, among: &[&str]) -> bool {
        among.iter().any(|status| self.is("pain.status", status))
    }
}
