//! The plan as a YAML file: pleasant to read and to edit by hand, and read back without loss.
//!
//! The large structure is in block style, small things (sets, slots, reasons) are in flow style, one
//! to a line. Readers of YAML 1.1 and of 1.2 see the same types: a date is a date, `"18:00"` and
//! `"no"` are texts.

use super::{Plan, SCHEMA};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::document::misread;
use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, Serializer};
use serde_yaml::{DoubleQuoted, FlowMap, FlowSeq};
use sha2::{Digest, Sha256};
use std::fmt::Display;

/// The first line of every plan file that rehinge writes.
pub const HEADER: &str = "# rehinge plan: the way back to deadlifting, week by week.";

/// The plan as a file. The same plan gives the same bytes.
pub fn plan_yaml(plan: &Plan) -> String {
    let options = serde_yaml::ser_options! {
        // What YAML 1.1 would take for something else is quoted by `Stylist`, which knows dates from texts.
        yaml_12: true,
        no_lang_directive: true,
        compact_list_indent: false,
        folded_wrap_chars: 100,
    };
    let mut text = format!("{HEADER}\n# Edit it freely; then `rehinge check FILE` tells whether it still keeps the rules.\n");
    let styled = Styled { value: plan, items: Style::Block, flow: false };
    // Writing to a String cannot fail, and no type of a plan refuses to be written.
    let written = serde_yaml::to_fmt_writer_with_options(&mut text, &styled, options);
    debug_assert!(written.is_ok(), "{written:?}");
    let seal = seal(&text);
    text + &seal
}

/// Whether a text is a plan file as rehinge wrote it, with nothing changed by hand since.
pub fn is_as_written(text: &str) -> bool {
    let end = text.rfind(SEAL).filter(|_| text.starts_with(HEADER));
    end.is_some_and(|end| seal(&text[..end]) == text[end..])
}

/// How the last line begins: a comment that tells a file as written from one edited since.
const SEAL: &str = "# As written: ";

fn seal(text: &str) -> String {
    let hash = Sha256::digest(text);
    let digits: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{SEAL}{digits}\n")
}

/// Reads a plan file. `file` is what to call it in a diagnostic.
///
/// # Errors
/// The first thing in it that is not YAML, or not a plan of this version: with its place.
pub fn read_plan(text: &str, file: &str) -> Result<Plan, Vec<Diagnostic>> {
    if text.trim().is_empty() {
        return Err(vec![Diagnostic::new(Code::Empty, format!("`{file}` is empty")).help("`rehinge plan PROFILE` writes a plan")]);
    }
    let plan: Plan = serde_yaml::from_str(text).map_err(|error| vec![misread(&error, text, file, "plan")])?;
    if plan.schema != SCHEMA {
        let wrong = Diagnostic::new(Code::UnknownValue, format!("`{}` is not a plan that this version reads", plan.schema));
        let line = text.lines().position(|line| line.trim_start().starts_with("schema")).unwrap_or(0);
        return Err(vec![wrong.at("schema").place(Place::in_text(file, text, line + 1, 1)).help(format!("write `schema: {SCHEMA}`"))]);
    }
    Ok(plan)
}

/// How a value is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Over as many lines as it needs.
    Block,
    /// A list on one line.
    List,
    /// A map on one line.
    Map,
    /// A list whose items are maps on one line each.
    Rows,
}

/// What is short enough for one line, by its type and field.
fn style(owner: &str, field: &str) -> Style {
    match (owner, field) {
        ("NextTime", "sets") => Style::Block,
        (_, "because" | "lifts" | "bars" | "dumbbells" | "has" | "limits" | "signs" | "unsure") => Style::List,
        ("Technique", "errors") | ("Preferences", "notes") | ("Week", "phases") | ("Instead", "or") => Style::List,
        ("Entry", "load" | "sets" | "cut_short" | "clean" | "effort") => Style::List,
        ("Session", "done" | "outcome") | ("Entry", "pain" | "screen") => Style::Map,
        ("Entry", "missed") => Style::Block,
        (_, "sets" | "slots" | "other_lifting" | "decisions" | "plates" | "away" | "dropped" | "missed" | "days" | "next_time") => Style::Rows,
        (_, "film" | "clearance" | "protocol") => Style::Map,
        ("Week", "own") => Style::Rows,
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
struct Styled<'a, T: ?Sized> {
    value: &'a T,
    items: Style,
    /// It stands inside something on one line already. The serializer behind remembers what it is told of the style
    /// until it can use it, and inside a line it cannot: told there, it would use it for whatever block comes next.
    flow: bool,
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

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, &Styled { value, items: self.items, flow: self.flow })
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
        Ok(Compound { inner: self.inner.serialize_map(len)?, owner: "", items: Style::Block, flow: self.flow })
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
        if rows { self.inner.serialize_element(&FlowMap(value)) } else { self.inner.serialize_element(&value) }
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
        self.inner.serialize_value(&Styled { value, items: Style::Block, flow: self.flow })
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
                    Style::Block | Style::Rows => self.inner.serialize_field(key, &value),
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
