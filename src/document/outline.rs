//! What a reader asks of a document, written down: every field with what it takes. A schema is made from it, so
//! that what an editor says of a file and what the reader says cannot drift apart.

use crate::document::{Node, Spot, Value};
use crate::units::{Decimal, Load, Unit};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What a value may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Takes {
    /// Fields of its own, of these names and no others.
    Fields(Vec<String>),
    /// A list of at most so many.
    Items(usize),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Whole(RangeInclusive<u16>),
    /// A number, and with its unit where there is one.
    Number([Decimal; 2], Option<Unit>),
    /// A weight with its unit.
    Load([Load; 2]),
    /// A day in one of these years.
    Date(RangeInclusive<i32>),
    /// A time of day.
    Time,
    /// One of these words.
    Names(Vec<String>),
    /// Text of at most so many characters, and blank text where that says nothing.
    Text {
        /// Characters.
        most: usize,
        /// Text without a letter is as if nothing stood there.
        blank: bool,
    },
    /// The id of a session of at most so many characters.
    Id(usize),
}

/// All that is asked of one field.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// What it may be: several where it can be written in several ways.
    pub takes: Vec<Takes>,
    /// Fields of it that have to be there.
    pub required: Vec<String>,
    /// Fields of it of which one has to be there.
    pub either: Vec<Vec<String>>,
    /// Fields of it that may not be there together.
    pub exclude: Vec<Vec<String>>,
    /// It may be left empty.
    pub blank: bool,
    /// It has to be there, also where what it lies in is left out.
    pub always: bool,
    /// Nothing in it may be there twice.
    pub unique: bool,
    /// Something has to be in it.
    pub filled: bool,
}

/// Everything that a reader asks, by the path of the field: `schedule.slots[0].at`, the first item of a list
/// standing for all.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    fields: BTreeMap<String, Asked>,
}

impl Outline {
    /// What is asked of a field.
    pub fn get(&self, path: &str) -> Option<&Asked> {
        self.fields.get(path)
    }
}

/// A reader's questions under way: it reads a stand-in for every field.
#[derive(Debug)]
pub(crate) struct Recorder {
    pub outline: Outline,
    /// What stands for every value.
    pub stand_in: &'static Node,
    /// The unit of every weight.
    pub unit: Unit,
    /// Nothing is there: what is missed then has to be there in any case.
    pub absent: bool,
}

impl Recorder {
    pub fn of(&mut self, path: &str) -> &mut Asked {
        self.outline.fields.entry(path.to_owned()).or_default()
    }

    pub fn takes(&mut self, path: &str, takes: Takes) {
        let asked = self.of(path);
        if !asked.takes.contains(&takes) {
            asked.takes.push(takes);
        }
    }

    pub fn required(&mut self, path: &str, key: &str, always: bool) {
        let asked = self.of(path);
        if !asked.required.iter().any(|known| known == key) && !always {
            asked.required.push(key.to_owned());
        }
        asked.always |= always;
    }
}

const NOWHERE: Spot = Spot { line: 1, column: 1, width: 1 };
/// What stands for every value, in each form in which one can be written.
pub(super) static SINGLE: Node = Node { spot: NOWHERE, value: Value::Scalar { text: String::new(), quoted: true } };
pub(super) static LIST: Node = Node { spot: NOWHERE, value: Value::Sequence(Vec::new()) };
pub(super) static FIELDS: Node = Node { spot: NOWHERE, value: Value::Mapping(Vec::new()) };
