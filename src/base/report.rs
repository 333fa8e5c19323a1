//! Sections: what scans say and what panels, exports and laws show.
//!
//! The narrow waist between many scans and many readers. A [`Section`] is plain data; it
//! follows from the bytes alone, so that the same file gives the same section on every
//! machine. What only the window shows (headline, emphasis, plots) is a hint beside the
//! facts and never leaves in an export.

use serde::ser::{Serialize, Serializer};

/// Everything one scan found out about the bytes it was shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The stable name a script asks for, such as `lines`.
    pub id: &'static str,
    /// The name a person reads.
    pub title: &'static str,
    /// Single values, in the order people see them.
    pub facts: Vec<Fact>,
    /// Rows of values, in the order people see them.
    pub tables: Vec<Table>,
    /// What the card says at its top right, where a scan has one thing to say.
    pub headline: Option<Headline>,
}

/// One value with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The stable name a script asks for.
    pub key: &'static str,
    /// The name a person reads.
    pub label: &'static str,
    /// The value itself.
    pub value: Value,
    /// What the value counts: `bytes`, `lines`, `bits per byte` …; empty for truths and names.
    pub unit: &'static str,
    /// Whether the short card shows it; the full list shows every fact.
    pub on_card: bool,
    /// Where the file shows it: the window makes the value a link to this offset.
    pub place: Option<u64>,
}

/// Rows of values under named columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The stable name a script asks for.
    pub id: &'static str,
    /// The name a person reads.
    pub title: &'static str,
    /// Key and unit of each column.
    pub columns: Vec<(&'static str, &'static str)>,
    /// The rows, each as wide as `columns`.
    pub rows: Vec<Vec<Value>>,
    /// How the window draws it, if a picture says more than its rows.
    pub plot: Option<Plot>,
}

/// How the window draws a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plot {
    /// Bars or a line.
    pub kind: PlotKind,
    /// The column that gives the heights.
    pub y: usize,
    /// What stands under the axis, left, middle and right; an empty right end is filled
    /// in with the last row's first column.
    pub axis: [&'static str; 3],
}

/// The two ways the window draws a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotKind {
    /// One bar a row, side by side.
    Bars,
    /// One point a row; rows stand for equal shares of the file.
    AlongFile,
}

/// A card's one-phrase result, such as `valid so far`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The phrase.
    pub text: String,
    /// Whether it is good news, bad news or neither.
    pub tone: Tone,
}

/// The colour of a phrase, by meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    Plain,
    /// All is well.
    Good,
    /// Worth a look.
    Bad,
}

/// A value of a fact or of a cell. All of today's scans are exact.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known, or there is none: `null`.
    None,
    /// Yes or no.
    Bool(bool),
    /// A count or an offset.
    Int(u64),
    /// A measure; written as an integer where it is one.
    Float(f64),
    /// A name.
    Text(String),
}

impl Fact {
    /// A fact for the full list.
    #[must_use]
    pub fn new(key: &'static str, label: &'static str, value: impl Into<Value>, unit: &'static str) -> Self {
        Self { key, label, value: value.into(), unit, on_card: false, place: None }
    }

    /// The same fact, shown on the short card too.
    #[must_use]
    pub fn on_card(mut self) -> Self {
        self.on_card = true;
        self
    }

    /// The same fact, linked to a place in the file.
    #[must_use]
    pub fn at(mut self, place: Option<u64>) -> Self {
        self.place = place;
        self
    }
}

impl Section {
    /// The fact called `key`.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.key == key)
    }
}

impl Value {
    /// The value as exports write it: bare numbers, nothing for [`Value::None`].
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Bool(yes) => yes.to_string(),
            Self::Int(n) => n.to_string(),
            Self::Float(x) => match whole_number(*x) {
                Some(n) => n.to_string(),
                None => serde_json::Number::from_f64(*x).map(|n| n.to_string()).unwrap_or_default(),
            },
            Self::Text(text) => text.clone(),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => out.serialize_none(),
            Self::Bool(yes) => out.serialize_bool(*yes),
            Self::Int(n) => out.serialize_u64(*n),
            Self::Float(x) => match whole_number(*x) {
                Some(n) => out.serialize_i64(n),
                None => out.serialize_f64(*x),
            },
            Self::Text(text) => out.serialize_str(text),
        }
    }
}

/// The integer that `x` is, where it is one that `f64` holds exactly.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked first")]
fn whole_number(x: f64) -> Option<i64> {
    (x.fract() == 0.0 && x.abs() < 9_007_199_254_740_992.0).then_some(x as i64)
}

impl From<u64> for Value {
    fn from(n: u64) -> Self {
        Self::Int(n)
    }
}
impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}
impl From<f64> for Value {
    fn from(x: f64) -> Self {
        if x.is_finite() { Self::Float(x) } else { Self::None }
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_integers_where_they_can_be() {
        let json = |v: Value| serde_json::to_string(&v).unwrap_or_default();
        assert_eq!(json(5.0.into()), "5");
        assert_eq!(json(5.25.into()), "5.25");
        assert_eq!(json(0.1.into()), "0.1");
        assert_eq!(json(u64::MAX.into()), "18446744073709551615");
        assert_eq!(json(f64::NAN.into()), "null");
        assert_eq!(Value::from(-0.0).plain(), "0");
        assert_eq!(Value::from(2.5).plain(), "2.5");
    }
}
