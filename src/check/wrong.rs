//! Why something cannot be read as a part of a plan, and where.

use crate::diagnostic::{did_you_mean, shown};
use serde::de;
use std::fmt;

/// Why something cannot be read, and where.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    pub path: Option<String>,
    pub message: String,
    /// A field is missing; the path is its own.
    pub missing: bool,
    /// It is missing wherever it does not stand, and not only for what stands beside it here.
    pub everywhere: bool,
    /// It was filled in already.
    pub hole: bool,
    /// A field that has no place beside the others that stand there, which are these; the path is its own.
    pub unfit: Option<&'static [&'static str]>,
}

impl Wrong {
    pub fn at(mut self, path: &str, hole: bool) -> Self {
        if self.path.is_none() && (self.missing || self.unfit.is_some()) {
            // The message is the field's name.
            self.path = Some(join(path, &self.message));
            self.hole = hole;
        } else if self.path.is_none() {
            self.path = Some(path.to_owned());
            self.hole = hole;
        }
        self
    }

    /// Of a struct that was read field by field: what is missing there, every one of its kind has.
    pub fn everywhere(self) -> Self {
        Wrong { everywhere: self.everywhere || self.path.is_none(), ..self }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Wrong { path: None, message: message.to_string(), missing: false, everywhere: false, hole: false, unfit: None }
    }

    fn missing_field(field: &'static str) -> Self {
        Wrong { missing: true, ..de::Error::custom(field) }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Wrong { unfit: Some(expected), ..de::Error::custom(field) }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let meant = did_you_mean(variant, expected.iter().copied()).map_or(String::new(), |meant| format!("; did you mean `{meant}`?"));
        // Of the rules there are too many to name.
        let known = if expected.len() > 12 { String::new() } else { format!(": {}", expected.join(", ")) };
        de::Error::custom(format!("`{}` is none of those known here{known}{meant}", shown(variant)))
    }
}

pub(super) fn join(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}
