//! Loads, percentages and pain scores as types. Knows nothing of lifters or plans.
//!
//! Weights are exact integers in the lifter's own unit, thousandths of it: grams for kilograms,
//! thousandths of a pound for pounds. Nothing here converts one into the other.

#[cfg(feature = "schema")]
use schemars::generate::SchemaGenerator;
#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// The unit of a whole plan: that of the working weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Kilograms.
    Kg,
    /// Pounds.
    Lb,
}

impl Unit {
    /// The symbol as lifters write it.
    pub fn symbol(self) -> &'static str {
        match self {
            Unit::Kg => "kg",
            Unit::Lb => "lb",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// A weight with its unit, exact to a thousandth. Written `62.5 kg`.
///
/// The order is that of the weight; loads of two units never meet in one plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Load {
    thousandths: i64,
    unit: Unit,
}

impl Load {
    /// A load from thousandths of the unit: `Load::new(62_500, Unit::Kg)` is 62.5 kg.
    pub const fn new(thousandths: i64, unit: Unit) -> Self {
        Load { thousandths, unit }
    }

    /// Thousandths of the unit.
    pub const fn thousandths(self) -> i64 {
        self.thousandths
    }

    /// The unit the load was given in.
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// The bare number, as short as it can be written: `62.5`.
    pub fn number(self) -> Decimal {
        Decimal(self.thousandths)
    }

    /// How many percent of `whole` this load is, rounded half up to a tenth; `whole` is of the same unit and above 0. For
    /// showing only: rules compare loads, never rounded percentages.
    pub fn percent_of(self, whole: Load) -> Percent {
        debug_assert_eq!(self.unit, whole.unit);
        let tenths = (self.thousandths * 2000 + whole.thousandths).div_euclid(2 * whole.thousandths);
        Percent::from_tenths(tenths as i32)
    }

    /// `percent` of this load, rounded down to a thousandth.
    pub fn share(self, percent: Percent) -> Load {
        Load::new((self.thousandths * i64::from(percent.tenths())).div_euclid(1000), self.unit)
    }

    /// So many points of this load, which is a working weight; rounded down to a thousandth.
    pub fn points(self, points: Points) -> Load {
        self.share(Percent(points.0))
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number(), self.unit)
    }
}

/// Why a text is not a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// A number without `kg` or `lb` behind it.
    NoUnit,
    /// The unit is neither `kg` nor `lb`.
    UnknownUnit(String),
    /// What stands before the unit is no decimal number.
    NotANumber(String),
    /// More than three decimals, or out of any range a bar could carry.
    TooFine,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::NoUnit => f.write_str("a weight needs its unit"),
            LoadError::UnknownUnit(unit) => write!(f, "`{unit}` is not a unit of weight"),
            LoadError::NotANumber(text) => write!(f, "`{text}` is not a number"),
            LoadError::TooFine => f.write_str("a weight has at most three decimals"),
        }
    }
}

impl FromStr for Load {
    type Err = LoadError;

    /// Reads `62.5 kg`, `62.5kg` or `135 lb`, and nothing without its unit.
    ///
    /// # Errors
    /// What of it is no weight.
    fn from_str(text: &str) -> Result<Self, LoadError> {
        let text = text.trim();
        let split = text.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(|| match text.parse::<Decimal>() {
            Ok(_) => LoadError::NoUnit,
            Err(_) => LoadError::NotANumber(text.to_owned()),
        })?;
        let (number, unit) = text.split_at(split);
        let unit = match unit.to_ascii_lowercase().as_str() {
            "kg" => Unit::Kg,
            "lb" | "lbs" => Unit::Lb,
            _ if number.trim().is_empty() => {
                let word = text.split_whitespace().next().unwrap_or(text);
                return Err(LoadError::NotANumber(word.to_owned()));
            }
            _ => {
                let number = text.split_whitespace().next().unwrap_or(text);
                if number.parse::<Decimal>().is_err() && text.contains(char::is_whitespace) {
                    return Err(LoadError::NotANumber(number.to_owned()));
                }
                return Err(LoadError::UnknownUnit(unit.to_owned()));
            }
        };
        Ok(Load::new(number.trim().parse::<Decimal>()?.0, unit))
    }
}

impl Serialize for Load {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Load {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A decimal number with up to three decimals, held as thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub i64);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.abs() / 1000, self.0.abs() % 1000);
        if rest == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let rest = format!("{rest:03}");
            write!(f, "{sign}{whole}.{}", rest.trim_end_matches('0'))
        }
    }
}

impl FromStr for Decimal {
    type Err = LoadError;

    fn from_str(text: &str) -> Result<Self, LoadError> {
        let wrong = || LoadError::NotANumber(text.to_owned());
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && rest.is_empty()) || !all_digits(whole) || !all_digits(rest) {
            return Err(wrong());
        }
        let rest = rest.trim_end_matches('0');
        if rest.len() > 3 || whole.len() > 9 {
            return Err(LoadError::TooFine);
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| wrong())? };
        let fraction: i64 = format!("{rest:0<3}").parse().map_err(|_| wrong())?;
        Ok(Decimal(sign * (whole * 1000 + fraction)))
    }
}

impl Serialize for Decimal {
    /// A whole number as an integer, any other as a float: readers of every YAML version agree.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1000 == 0 { serializer.serialize_i64(self.0 / 1000) } else { serializer.serialize_f64(self.0 as f64 / 1000.0) }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        let thousandths = (number * 1000.0).round();
        if thousandths.is_nan() || thousandths.abs() >= 1e12 {
            return Err(de::Error::custom("the number is out of range"));
        }
        Ok(Decimal(thousandths as i64))
    }
}

/// Numbers that are exact to a tenth.
macro_rules! tenths {
    ($($(#[$about:meta])* $name:ident)*) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i32);

        impl $name {
            /// From tenths: `from_tenths(505)` is 50.5.
            pub const fn from_tenths(tenths: i32) -> Self {
                $name(tenths)
            }

            /// How many tenths.
            pub const fn tenths(self) -> i32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", Decimal(i64::from(self.0) * 100))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_f64(f64::from(self.0) / 10.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = f64::deserialize(deserializer)?;
                let tenths = number * 10.0;
                if tenths.is_nan() || tenths.abs() > 100_000.0 || (tenths - tenths.round()).abs() > 1e-6 {
                    return Err(de::Error::custom("a percentage has one decimal, as in 62.5"));
                }
                Ok($name(tenths.round() as i32))
            }
        }
    )*};
}

tenths! {
    /// A percentage of a load, a volume or a number of repetitions, exact to a tenth.
    Percent
    /// Percentage points of the working weight, exact to a tenth: the measure of every step from one load to another.
    Points
}

/// A pain score, 0 (none) to 10 (the worst imaginable).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Pain(u8);

impl Pain {
    /// The top of the scale.
    pub const MAX: u8 = 10;

    /// A score, where it is on the scale.
    pub const fn new(score: u8) -> Option<Self> {
        if score <= Self::MAX { Some(Pain(score)) } else { None }
    }

    /// The number on the scale.
    pub const fn score(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Pain {
    type Error = &'static str;

    fn try_from(score: u8) -> Result<Self, Self::Error> {
        Pain::new(score).ok_or("pain is scored from 0 to 10")
    }
}

impl From<Pain> for u8 {
    fn from(pain: Pain) -> u8 {
        pain.0
    }
}

impl fmt::Display for Pain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

macro_rules! written_as {
    ($($name:ident $schema:expr;)*) => {$(
        #[cfg(feature = "schema")]
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )*};
}

written_as! {
    Load json_schema!({
        "type": "string",
        "pattern": "^\\s*\\+?(?:\\d+\\.?\\d*|\\.\\d+)\\s*(?:[kK][gG]|[lL][bB][sS]?)\\s*$",
        "patternErrorMessage": "a weight with its unit, like 62.5 kg",
    });
    Decimal json_schema!({"type": "number"});
    Percent json_schema!({"type": "number"});
    Points json_schema!({"type": "number"});
    Pain json_schema!({"type": "integer", "minimum": 0, "maximum": Pain::MAX});
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_read_and_write_as_lifters_do() {
        for (text, shown) in
            [("62.5 kg", "62.5 kg"), ("100kg", "100 kg"), ("135 lb", "135 lb"), ("1.25 kg", "1.25 kg"), ("100.0 KG", "100 kg")]
        {
            assert_eq!(text.parse::<Load>().unwrap().to_string(), shown);
        }
        assert_eq!("100".parse::<Load>(), Err(LoadError::NoUnit));
        assert_eq!("NaN kg".parse::<Load>(), Err(LoadError::NotANumber("NaN".into())));
        assert!(matches!("100 stone".parse::<Load>(), Err(LoadError::UnknownUnit(_))));
        assert_eq!("1.2345 kg".parse::<Load>(), Err(LoadError::TooFine));
        assert_eq!("-5 kg".parse::<Load>().unwrap().thousandths(), -5000);
    }

    #[test]
    fn a_share_is_rounded_down_and_a_percentage_half_up() {
        let load = |text: &str| text.parse::<Load>().unwrap();
        assert_eq!(load("50 kg").share(Percent::from_tenths(450)), load("22.5 kg"));
        assert_eq!(load("47.5 kg").percent_of(load("80 kg")).to_string(), "59.4");
        assert_eq!(load("155 lb").percent_of(load("315 lb")).to_string(), "49.2");
    }
}
