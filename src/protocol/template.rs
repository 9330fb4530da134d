//! The files that a protocol consists of, and the text of each that is built in.

/// A file of a protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Template {
    /// The rules with their values.
    Protocol,
    /// Exercises, and lifts of the lifter's own.
    Exercises,
    /// The signs of the screen.
    Signs,
    /// Every sentence that is printed.
    Wording,
    /// The headings that rules cite.
    Sources,
}

impl Template {
    /// Every file, in the order in which they are read.
    pub const ALL: [Template; 5] = [Template::Protocol, Template::Exercises, Template::Signs, Template::Wording, Template::Sources];

    /// What it is called in a folder.
    pub const fn name(self) -> &'static str {
        match self {
            Template::Protocol => "protocol.yaml",
            Template::Exercises => "exercises.yaml",
            Template::Signs => "signs.yaml",
            Template::Wording => "wording.yaml",
            Template::Sources => "sources.yaml",
        }
    }

    /// The text that is built in.
    pub const fn embedded(self) -> &'static str {
        match self {
            Template::Protocol => include_str!("../../templates/protocol.yaml"),
            Template::Exercises => include_str!("../../templates/exercises.yaml"),
            Template::Signs => include_str!("../../templates/signs.yaml"),
            Template::Wording => include_str!("../../templates/wording.yaml"),
            Template::Sources => include_str!("../../templates/sources.yaml"),
        }
    }
}

/// A file that takes the place of the one built in.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// Which one.
    pub template: Template,
    /// Its text.
    pub text: &'a str,
    /// What its mistakes call it.
    pub file: &'a str,
}
