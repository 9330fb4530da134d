//! How a plan file is laid out: what stands on one line, what is quoted, where a line is left free.

use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, Serializer};
use serde_yaml::{DoubleQuoted, FlowMap, FlowSeq, SpaceAfter};
use std::fmt::Display;

/// How a value is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Over as many lines as it needs.
    Block,
    /// A list on one line.
    List,
    /// A map on one line.
    Map,
    /// A list or a map whose items are maps on one line each.
    Rows,
    /// A map of lists, whose items are maps on one line each.
    Lists,
    /// A list with a free line after each item.
    Apart,
}

/// What is short enough for one line, by its type and field.
fn style(owner: &str, field: &str) -> Style {
    match (owner, field) {
        ("Plan", "weeks") => Style::Apart,
        ("Plan", "routines") => Style::Lists,
        ("Plan", "next_time" | "exercises" | "rules" | "dropped" | "lapsed" | "missed" | "days") => Style::Rows,
        ("Summary" | "Session", "notes") | ("Coaching", "habits" | "extras") | ("Revision", "changes" | "undone") | ("Stop", "reasons") => Style::Rows,
        ("Week", "deadlift") | ("Session", "film" | "done" | "outcome") => Style::Map,
        ("Change", "lifts") | ("Week", "phases" | "own") | ("Session", "next_time") | ("Exercise", "sets") => Style::List,
        ("Profile", "deadlift" | "pain" | "clearance" | "technique" | "mobility" | "preferences") => Style::Map,
        ("Profile", "decisions") => Style::Rows,
        ("Schedule", "slots" | "other_lifting" | "away") | ("PhaseSpan", "entry" | "exit") => Style::List,
        ("Equipment", "bars" | "plates" | "dumbbells" | "has") => Style::List,
        (_, "because") => Style::List,
        (_, "protocol" | "made_from") => Style::Map,
        _ => Style::Block,
    }
}

/// Whether a reader of YAML 1.1 would take the bare text for something that is no text.
fn mistakable(text: &str) -> bool {
    const WORDS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "<<", "="];
    let number_like = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.chars().all(|c| c.is_ascii_digit() || "+-.:_eETtZz ".contains(c));
    number_like || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// A value that is written in the style of plan files.
pub(super) struct Styled<'a, T: ?Sized> {
    value: &'a T,
    items: Style,
    /// It stands inside something on one line already. The serializer behind remembers what it is told of the style
    /// until it can use it, and inside a line it cannot: told there, it would use it for whatever block comes next.
    flow: bool,
}

impl<'a, T: Serialize + ?Sized> Styled<'a, T> {
    /// A whole file.
    pub fn whole(value: &'a T) -> Self {
        Styled { value, items: Style::Block, flow: false }
    }
}

impl<T: Serialize + ?Sized> Serialize for Styled<'_, T> {
    fn serialize<S: Serializer>(&self, inner: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Stylist { inner, items: self.items, flow: self.flow })
    }
}

/// Hands everything on to the serializer behind it, and says what goes on one line and what is quoted.
struct Stylist<S> {
    inner: S,
    items: Style,
    flow: bool,
}

macro_rules! handed_on {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<S::Ok, S::Error> { self.inner.$method(value) })*
    };
}

impl<S: Serializer> Serializer for Stylist<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Compound<S::SerializeSeq>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Compound<S::SerializeMap>;
    type SerializeStruct = Compound<S::SerializeStruct>;
    type SerializeStructVariant = Compound<S::SerializeStructVariant>;

    handed_on! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8], serialize_unit_struct: &'static str,
    }

    fn serialize_str(self, text: &str) -> Result<S::Ok, S::Error> {
        if mistakable(text) { DoubleQuoted(text).serialize(self.inner) } else { self.inner.serialize_str(text) }
    }

    /// Dates and loads come this way, and are written bare.
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_str(&value.to_string())
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&Styled { value, items: self.items, flow: self.flow })
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit()
    }

    fn serialize_unit_variant(self, name: &'static str, index: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        self.inner.serialize_unit_variant(name, index, variant)
    }

    /// What asks for one line of itself gets it, unless it stands in one already.
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        let asks = name.starts_with("__yaml_flow");
        let value = Styled { value, items: self.items, flow: self.flow || asks };
        if asks && self.flow { value.serialize(self.inner) } else { self.inner.serialize_newtype_struct(name, &value) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_variant(name, index, variant, &Styled { value, items: self.items, flow: self.flow })
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Compound { inner: self.inner.serialize_seq(len)?, owner: "", items: self.items, flow: self.flow })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, S::Error> {
        Err(S::Error::custom("a plan holds no tuples"))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        self.serialize_tuple(len)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        self.serialize_tuple(len)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Ok(Compound { inner: self.inner.serialize_map(len)?, owner: "", items: self.items, flow: self.flow })
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        Ok(Compound { inner: self.inner.serialize_struct(name, len)?, owner: name, items: Style::Block, flow: self.flow })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Ok(Compound {
            inner: self.inner.serialize_struct_variant(name, index, variant, len)?,
            owner: name,
            items: Style::Block,
            flow: self.flow,
        })
    }
}

/// A list or map under way.
struct Compound<C> {
    inner: C,
    owner: &'static str,
    items: Style,
    flow: bool,
}

impl<C: SerializeSeq> SerializeSeq for Compound<C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        let rows = self.items == Style::Rows && !self.flow;
        let value = Styled { value, items: Style::Block, flow: self.flow || rows };
        match self.items {
            Style::Rows if rows => self.inner.serialize_element(&FlowMap(value)),
            Style::Apart if !self.flow => self.inner.serialize_element(&SpaceAfter(value)),
            _ => self.inner.serialize_element(&value),
        }
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}

impl<C: SerializeMap> SerializeMap for Compound<C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), C::Error> {
        self.inner.serialize_key(&Styled { value: key, items: Style::Block, flow: self.flow })
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        let rows = self.items == Style::Rows && !self.flow;
        let items = if self.items == Style::Lists { Style::Rows } else { Style::Block };
        let value = Styled { value, items, flow: self.flow || rows };
        if rows { self.inner.serialize_value(&FlowMap(value)) } else { self.inner.serialize_value(&value) }
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}

macro_rules! fields {
    ($trait:ident) => {
        impl<C: $trait> $trait for Compound<C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), C::Error> {
                let items = if self.flow { Style::Block } else { style(self.owner, key) };
                let value = Styled { value, items, flow: self.flow || matches!(items, Style::List | Style::Map) };
                match items {
                    Style::List => self.inner.serialize_field(key, &FlowSeq(value)),
                    Style::Map => self.inner.serialize_field(key, &FlowMap(value)),
                    Style::Block | Style::Rows | Style::Lists | Style::Apart => self.inner.serialize_field(key, &value),
                }
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        }
    };
}

fields!(SerializeStruct);
fields!(SerializeStructVariant);
