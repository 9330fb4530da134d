//! The values of a document, each with its place.

use std::fmt;

/// Where a key or value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    /// Characters of that line; at least 1.
    pub width: usize,
}

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it begins.
    pub spot: Spot,
    /// What it is.
    pub value: Value,
}

#[derive(Debug, Clone)]
pub enum Value {
    /// A single value, not yet taken for a number or a date.
    Scalar {
        /// The text after escapes.
        text: String,
        /// Quoted, or a block of text: never a number, never absent.
        quoted: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with their values, in order, no key twice.
    Mapping(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    pub key: String,
    /// Where the key stands.
    pub spot: Spot,
    pub value: Node,
}

impl Node {
    /// The value of a key, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The keys with their values, where this is a mapping; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            Value::Scalar { .. } | Value::Sequence(_) => &[],
        }
    }

    /// The text of a single value.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// Whether it was left empty: `age:`, `age: ~`, `age: null`.
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Mapping(entries) => entries.iter().find(|entry| entry.key == key),
            Value::Scalar { .. } | Value::Sequence(_) => None,
        }
    }
}

impl fmt::Display for Node {
    /// On one line, in flow style.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Scalar { text, .. } => f.write_str(text),
            Value::Sequence(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Value::Mapping(entries) => {
                f.write_str("{")?;
                for (at, entry) in entries.iter().enumerate() {
                    write!(f, "{}{}: {}", if at == 0 { "" } else { ", " }, entry.key, entry.value)?;
                }
                f.write_str("}")
            }
        }
    }
}
