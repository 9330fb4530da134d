//! Reads a tree as whatever type is asked for, and makes up what is not there: a serde deserializer with holes.

use super::guess::{Guess, Unknown, pattern};
use super::wrong::{Wrong, join};
use crate::diagnostic::shown;
use crate::document::{Entry, Node, Value};
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

/// What is read: what stands there, or nothing.
#[derive(Clone, Copy)]
enum Source<'d> {
    Node(&'d Node),
    Hole,
}

/// Reads a node, or makes up what is not there.
pub(super) struct Reader<'d, 'g> {
    source: Source<'d>,
    path: String,
    guess: &'g Guess,
}

/// Candidates for a text, by what it may be: any text, a load, a date, a point of time, a time of day, a day, the id of a session.
const FIRST: [&str; 7] = ["", "0 kg", "1970-01-05", "1970-01-05T00:00", "00:00", "mon", "own-1-week-1"];
const SECOND: [&str; 7] = ["x", "20 kg", "2070-01-06", "2070-01-06T12:00", "12:00", "sun", "own-2-week-2"];
const EXAMPLES: [&str; 7] = ["…", "80 kg", "2026-12-10", "2026-12-10T18:00", "\"18:00\"", "thu", "loading-1-deadlift"];

impl<'d, 'g> Reader<'d, 'g> {
    /// Of a whole document.
    pub fn root(node: &'d Node, guess: &'g Guess) -> Self {
        Reader { source: Source::Node(node), path: String::new(), guess }
    }

    fn new(node: &'d Node, path: String, guess: &'g Guess) -> Self {
        let source = if guess.exact.contains_key(&path) { Source::Hole } else { Source::Node(node) };
        Reader { source, path, guess }
    }

    fn hole(path: String, guess: &'g Guess) -> Self {
        Reader { source: Source::Hole, path, guess }
    }

    fn is_hole(&self) -> bool {
        matches!(self.source, Source::Hole)
    }

    fn attempt(&self) -> usize {
        self.guess.tried(&self.path).unwrap_or(0)
    }

    /// What would be right here, for who reads the finding; `{name}` stands for the field.
    fn example(&self, example: impl Into<String>) {
        self.guess.notes.borrow_mut().examples.insert(pattern(&self.path), example.into());
    }

    fn text(&self) -> &'static str {
        let at = self.attempt() % FIRST.len();
        self.example(format!("write it as in `{{name}}: {}`", EXAMPLES[at]));
        if self.guess.second { SECOND[at] } else { FIRST[at] }
    }

    /// A plain value that is no text.
    fn plain(&self, node: &'d Node, wanted: &str) -> Result<&'d str, Wrong> {
        match &node.value {
            Value::Scalar { text, quoted: false } if !node.is_empty() => Ok(text),
            _ => Err(misfit(node, wanted)),
        }
    }

    fn number<T: std::str::FromStr>(&self, wanted: &str, guesses: [T; 2]) -> Result<T, Wrong> {
        match self.source {
            Source::Node(node) => self.plain(node, wanted)?.parse().map_err(|_| misfit(node, wanted)),
            Source::Hole => {
                self.example("write `{name}` with its number");
                let [first, second] = guesses;
                // A file that says nothing of a revision is no revision, whoever guesses.
                Ok(if self.guess.second && self.path != "revision" { second } else { first })
            }
        }
    }
}

/// What stands there is not what belongs there.
fn misfit(node: &Node, wanted: &str) -> Wrong {
    let found = match &node.value {
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "fields of its own".to_owned(),
        Value::Scalar { .. } if node.is_empty() => "nothing".to_owned(),
        Value::Scalar { text, .. } => format!("`{}`", shown(text)),
    };
    de::Error::custom(format!("{found}, where {wanted} belongs"))
}

macro_rules! whole_numbers {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            visitor.$visit(self.number::<$type>("a whole number", [0, 1])?)
        })*
    };
}

impl<'de> Deserializer<'de> for Reader<'_, '_> {
    type Error = Wrong;

    whole_numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_f64(self.number("a number", [0.0, 1.5])?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.source {
            Source::Hole => {
                self.example("write `{name}: true` or `{name}: false`");
                visitor.visit_bool(self.guess.second)
            }
            Source::Node(node) => match self.plain(node, "`true` or `false`")? {
                "true" => visitor.visit_bool(true),
                "false" => visitor.visit_bool(false),
                _ => Err(misfit(node, "`true` or `false`")),
            },
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.source {
            Source::Hole => visitor.visit_str(self.text()),
            Source::Node(node) => match &node.value {
                Value::Scalar { text, .. } if !node.is_empty() => visitor.visit_str(text),
                _ => Err(misfit(node, "a text")),
            },
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.deserialize_str(visitor)
    }

    /// Only what may be one or many is read without saying what it is: loads, sets that ended early.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.source {
            Source::Node(Node { value: Value::Sequence(_), .. }) => self.deserialize_seq(visitor),
            _ => self.deserialize_str(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let none = match self.source {
            Source::Node(node) => node.is_empty(),
            // What has to be there for what stands beside it is there from the second candidate on.
            Source::Hole => !self.guess.second && self.attempt() == 0,
        };
        if none { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let (items, holes) = match self.source {
            Source::Hole => {
                self.example(match self.attempt() {
                    0 => "write its list; `{name}: []` where there is nothing to list",
                    _ => "write its list, with at least one item",
                });
                (&[][..], usize::from(self.guess.second || self.attempt() > 0))
            }
            Source::Node(Node { value: Value::Sequence(items), .. }) => (items.as_slice(), 0),
            Source::Node(node) => return Err(misfit(node, "a list")),
        };
        visitor.visit_seq(Items { items, at: 0, holes, path: &self.path, guess: self.guess })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let entries = match self.source {
            Source::Hole => {
                self.example("copy it from a plan that rehinge wrote");
                Vec::new()
            }
            Source::Node(Node { value: Value::Mapping(entries), .. }) => entries.iter().collect(),
            Source::Node(node) => return Err(misfit(node, "fields of its own")),
        };
        // Of a map whose keys are not fixed, an entry that cannot be read is left out.
        let readable = entries.into_iter().filter(|entry| !self.guess.exact.contains_key(&join(&self.path, &entry.key)));
        let fields = readable.map(|entry| Field { name: &entry.key, node: Some(&entry.value) }).collect();
        visitor.visit_map(Fields { fields, at: 0, path: &self.path, guess: self.guess })
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, known: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        let entries: &[Entry] = match self.source {
            Source::Hole => {
                self.example(format!("copy it from a plan that rehinge wrote; it holds {}", known.join(", ")));
                &[]
            }
            Source::Node(Node { value: Value::Mapping(entries), .. }) => entries,
            Source::Node(node) => return Err(misfit(node, "fields of its own")),
        };
        let mut fields = Vec::new();
        for entry in entries {
            let path = join(&self.path, &entry.key);
            let known = self.guess.unfit.get(&path).copied().unwrap_or(known);
            if known.contains(&entry.key.as_str()) {
                fields.push(Field { name: &entry.key, node: Some(&entry.value) });
            } else {
                self.guess.notes.borrow_mut().unknown.insert(path, Unknown { known });
            }
        }
        let absent = known.iter().filter(|name| !entries.iter().any(|entry| entry.key == **name));
        for name in absent {
            let path = join(&self.path, name);
            let left_out = self.guess.unfit.contains_key(&path) || (self.is_hole() && self.guess.unfit_below.contains(&pattern(&path)));
            if left_out {
                continue;
            }
            if self.is_hole() || self.guess.exact.contains_key(&path) {
                fields.push(Field { name, node: None });
            } else if !self.guess.required.is_empty() && self.guess.required.contains_key(&pattern(&path)) {
                self.guess.notes.borrow_mut().missing.push(path);
                fields.push(Field { name, node: None });
            }
        }
        let (path, hole) = (self.path.clone(), self.is_hole());
        visitor.visit_map(Fields { fields, at: 0, path: &self.path, guess: self.guess }).map_err(|wrong| wrong.everywhere().at(&path, hole))
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, variants: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        let (path, hole) = (self.path.clone(), self.is_hole());
        let variant = match self.source {
            Source::Hole => {
                // Of the rules there are too many to name.
                let known = if variants.len() > 12 { "the rule".to_owned() } else { format!("one of {}", variants.join(", ")) };
                self.example(format!("write `{{name}}` with {known}"));
                let name = if self.guess.second { variants.last() } else { variants.first() };
                Variant { name: name.copied().unwrap_or_default(), node: None, path: self.path, guess: self.guess, hole }
            }
            Source::Node(node) => match &node.value {
                Value::Scalar { text, .. } if !node.is_empty() => {
                    Variant { name: text, node: None, path: self.path, guess: self.guess, hole }
                }
                Value::Mapping(entries) if entries.len() == 1 => {
                    let path = join(&self.path, &entries[0].key);
                    Variant { name: &entries[0].key, node: Some(&entries[0].value), path, guess: self.guess, hole }
                }
                _ => return Err(misfit(node, &format!("one of {}", variants.join(", ")))),
            },
        };
        visitor.visit_enum(variant).map_err(|wrong| wrong.at(&path, hole))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { char bytes byte_buf unit unit_struct tuple tuple_struct identifier i128 u128 }
}

/// The items of a list.
struct Items<'d, 'g> {
    items: &'d [Node],
    at: usize,
    holes: usize,
    path: &'g str,
    guess: &'g Guess,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let path = format!("{}[{}]", self.path, self.at);
        let reader = match self.items.get(self.at) {
            Some(node) => Reader::new(node, path.clone(), self.guess),
            None if self.at < self.items.len() + self.holes => Reader::hole(path.clone(), self.guess),
            None => return Ok(None),
        };
        self.at += 1;
        let hole = reader.is_hole();
        seed.deserialize(reader).map(Some).map_err(|wrong| wrong.at(&path, hole))
    }
}

/// A field of a struct or a map; without a node, one that is filled in.
struct Field<'d> {
    name: &'d str,
    node: Option<&'d Node>,
}

struct Fields<'d, 'g> {
    fields: Vec<Field<'d>>,
    at: usize,
    path: &'g str,
    guess: &'g Guess,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let Some(field) = self.fields.get(self.at) else { return Ok(None) };
        let name: StrDeserializer<Wrong> = field.name.into_deserializer();
        seed.deserialize(name).map(Some).map_err(|wrong| wrong.at(&join(self.path, field.name), false))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let field = &self.fields[self.at];
        self.at += 1;
        let path = join(self.path, field.name);
        let reader = match field.node {
            Some(node) => Reader::new(node, path.clone(), self.guess),
            None => Reader::hole(path.clone(), self.guess),
        };
        let hole = reader.is_hole();
        seed.deserialize(reader).map_err(|wrong| wrong.at(&path, hole))
    }
}

/// One of several kinds, with what belongs to it.
struct Variant<'d, 'g> {
    name: &'d str,
    node: Option<&'d Node>,
    path: String,
    guess: &'g Guess,
    hole: bool,
}

impl<'de, 'd, 'g> EnumAccess<'de> for Variant<'d, 'g> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Wrong> {
        let name: StrDeserializer<Wrong> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Wrong> {
        Err(de::Error::custom("no kind of a plan holds a single value"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Wrong> {
        Err(de::Error::custom("no kind of a plan holds a list"))
    }

    fn struct_variant<V: Visitor<'de>>(self, known: &'static [&'static str], visitor: V) -> Result<V::Value, Wrong> {
        let reader = match self.node {
            Some(node) => Reader::new(node, self.path, self.guess),
            None if self.hole => Reader::hole(self.path, self.guess),
            None => return Err(de::Error::custom(format!("`{}` needs fields of its own", self.name))),
        };
        reader.deserialize_struct("", known, visitor)
    }
}
