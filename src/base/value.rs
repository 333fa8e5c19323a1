//! Values: what facts and cells hold, typed, and how they are written as plain text.
//!
//! Exact but for [`Value::Estimate`], which carries its method and error bound. Each number has
//! one representation, so equal numbers of one kind compare equal.

use super::decimal::Decimal;
use super::moment::Moment;
use super::units::as_f64;

/// A value of a fact or of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known, or there is none: `null`.
    None,
    /// Yes or no.
    Bool(bool),
    /// A count, an offset, or any integer from 0 to 2⁶⁴ − 1.
    Int(u64),
    /// Any other integer of 128 bits. Made by `Value::from`, which prefers [`Value::Int`].
    Signed(i128),
    /// An exact decimal number, or an integer of any width.
    Decimal(Decimal),
    /// A measure; written as an integer where it is one.
    Float(f64),
    /// A date, a time of day, or both.
    Time(Moment),
    /// A name, or text of the file.
    Text(String),
    /// A value that is not exact.
    Estimate(Box<Estimate>),
}

/// A value from a sketch or a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate itself; no estimate again.
    pub value: Value,
    /// How it was made, as the literature names it: `HyperLogLog`.
    pub method: &'static str,
    /// Error bound, in the unit of `value`; its confidence follows from the method.
    pub error_bound: f64,
}

impl Value {
    /// The value as exports write it: bare numbers, ISO 8601, nothing for [`Value::None`]; an
    /// estimate without its bound.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Bool(yes) => yes.to_string(),
            Self::Int(n) => n.to_string(),
            Self::Signed(n) => n.to_string(),
            Self::Decimal(n) => n.to_string(),
            Self::Float(x) => plain_float(*x),
            Self::Time(moment) => moment.to_string(),
            Self::Text(text) => text.clone(),
            Self::Estimate(estimate) => estimate.value.plain(),
        }
    }

    /// The count that it is, exact or about.
    #[must_use]
    pub fn count(&self) -> Option<u64> {
        match self {
            Self::Int(n) => Some(*n),
            Self::Estimate(estimate) => estimate.value.count(),
            _ => None,
        }
    }

    /// How high it is in a chart; nothing of what is no number.
    #[must_use]
    pub fn height(&self) -> f64 {
        match self {
            Self::Int(n) => as_f64(*n),
            Self::Float(x) => *x,
            Self::Signed(_) | Self::Decimal(_) => self.plain().parse().unwrap_or(0.0),
            Self::Estimate(estimate) => estimate.value.height(),
            Self::None | Self::Bool(_) | Self::Time(_) | Self::Text(_) => 0.0,
        }
    }

    /// Method and error bound, if the value is not exact.
    #[must_use]
    pub fn estimate(&self) -> Option<&Estimate> {
        match self {
            Self::Estimate(estimate) => Some(estimate),
            _ => None,
        }
    }

    /// Whether this is the true value.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.estimate().is_none()
    }
}

/// A float as an integer where it is one, else as the shortest decimal that reads back as the same
/// float; nothing where it is not a number.
#[must_use]
pub fn plain_float(x: f64) -> String {
    match whole_number(x) {
        Some(n) => n.to_string(),
        None => serde_json::Number::from_f64(x).map(|n| n.to_string()).unwrap_or_default(),
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

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::from(i128::from(n))
    }
}

impl From<i128> for Value {
    fn from(n: i128) -> Self {
        u64::try_from(n).map_or(Self::Signed(n), Self::Int)
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

impl From<Decimal> for Value {
    fn from(n: Decimal) -> Self {
        Self::Decimal(n)
    }
}

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Self::Time(moment)
    }
}

impl From<Estimate> for Value {
    fn from(estimate: Estimate) -> Self {
        Self::Estimate(Box::new(estimate))
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
        for (value, plain) in [
            (Value::from(5.0), "5"),
            (5.25.into(), "5.25"),
            (0.1.into(), "0.1"),
            ((-0.0).into(), "0"),
            (f64::NAN.into(), ""),
            (Value::Float(f64::INFINITY), ""),
            (u64::MAX.into(), "18446744073709551615"),
            (Value::from(-3_i64), "-3"),
            (i128::MIN.into(), "-170141183460469231731687303715884105728"),
            (Decimal::new(1250, 2).into(), "12.5"),
        ] {
            assert_eq!(value.plain(), plain, "{value:?}");
        }
    }

    #[test]
    fn an_integer_has_one_representation() {
        assert_eq!(Value::from(7_i64), Value::Int(7));
        assert_eq!(Value::from(i128::from(u64::MAX)), Value::Int(u64::MAX));
        assert_eq!(Value::from(i128::from(u64::MAX) + 1), Value::Signed(1 << 64));
    }

    #[test]
    fn an_estimate_is_written_as_its_value_and_is_not_exact() {
        let value = Value::from(Estimate { value: 7_u64.into(), method: "sampling", error_bound: 2.0 });
        assert_eq!(value.plain(), "7");
        assert!(!value.is_exact());
        assert!(Value::from(7_u64).is_exact());
    }
}
