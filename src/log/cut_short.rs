//! Which work sets the technique rule ended: how many, or which of them where that was written down.

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Work sets that the technique rule ended: `1`, how many; or `[3]`, which, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CutShort {
    /// So many; which ones is not known.
    Count(u32),
    /// These and no others. Never empty: that none was ended is a count of 0.
    Sets(Vec<u32>),
}

impl CutShort {
    /// These sets, counted from 1.
    pub fn sets(sets: Vec<u32>) -> Self {
        if sets.is_empty() { CutShort::Count(0) } else { CutShort::Sets(sets) }
    }

    /// How many.
    pub fn count(&self) -> u32 {
        match self {
            CutShort::Count(count) => *count,
            CutShort::Sets(sets) => u32::try_from(sets.len()).unwrap_or(u32::MAX),
        }
    }

    /// Whether a set, counted from 1, is among them; unknown where only their number is known.
    pub fn has(&self, set: u32) -> Option<bool> {
        match self {
            CutShort::Count(0) => Some(false),
            CutShort::Count(_) => None,
            CutShort::Sets(sets) => Some(sets.contains(&set)),
        }
    }
}

impl Serialize for CutShort {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            CutShort::Count(count) => count.serialize(serializer),
            CutShort::Sets(sets) => sets.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for CutShort {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Ended;

        impl<'de> Visitor<'de> for Ended {
            type Value = CutShort;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("how many sets, or a list of which")
            }

            fn visit_u64<E: de::Error>(self, count: u64) -> Result<Self::Value, E> {
                u32::try_from(count).map(CutShort::Count).map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, count: i64) -> Result<Self::Value, E> {
                u32::try_from(count).map(CutShort::Count).map_err(E::custom)
            }

            /// Where every single value is a text.
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                text.parse().map(CutShort::Count).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut sets = Vec::new();
                while let Some(set) = items.next_element()? {
                    sets.push(set);
                }
                Ok(CutShort::sets(sets))
            }
        }

        deserializer.deserialize_any(Ended)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CutShort {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CutShort".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"anyOf": [generator.subschema_for::<u32>(), generator.subschema_for::<Vec<u32>>()]})
    }
}
