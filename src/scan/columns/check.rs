//! Whether a cell fits its column's type.

use super::ColumnReport;
use super::calendar::{Kind, Order};
use super::cell::{Cell, trimmed};
use super::kind::ColumnType;
use super::number::{Big, Number, Quick};
use super::totals::Class;
use crate::base::{Moment, MomentKind};

/// What the cells of a column have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellCheck {
    kind: ColumnType,
    is_day_first: bool,
}

impl CellCheck {
    /// By what is known of a column.
    #[must_use]
    pub fn of(report: &ColumnReport) -> Self {
        let is_day_first = report.date_order.is_some_and(|order| order.is_day_first);
        Self { kind: report.kind, is_day_first }
    }

    /// The type that cells should have.
    #[must_use]
    pub fn kind(self) -> ColumnType {
        self.kind
    }

    /// Whether a value fits. An empty cell does, whatever the type.
    #[must_use]
    pub fn fits(self, value: &[u8]) -> bool {
        value.is_empty()
            || self.kind == ColumnType::Text
            || self.kind.holds(Class::of(value), self.is_day_first)
    }
}

/// A cell as a value of its column's type.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedCell<'a> {
    /// It has no byte.
    Empty,
    /// Yes or no.
    Boolean(bool),
    /// A number, as it is written, without blanks around it.
    Number(&'a [u8]),
    /// A date, a time of day, or both.
    Time(Moment),
    /// Text, or what does not fit its column's type.
    Text(&'a [u8]),
}

impl CellCheck {
    /// Reads a cell.
    #[must_use]
    pub fn read(self, value: &[u8]) -> TypedCell<'_> {
        if value.is_empty() {
            return TypedCell::Empty;
        }
        if self.kind == ColumnType::Text {
            return TypedCell::Text(value);
        }
        match Cell::read(value) {
            Cell::Boolean(is_true) if self.kind == ColumnType::Boolean => TypedCell::Boolean(is_true),
            Cell::Integer(_) if matches!(self.kind, ColumnType::Integer | ColumnType::Decimal) => {
                TypedCell::Number(trimmed(value))
            }
            Cell::Decimal(_) if self.kind == ColumnType::Decimal => TypedCell::Number(trimmed(value)),
            Cell::Time(reading) if self.kind.holds(Class::of_time(&reading), self.is_day_first) => {
                let is_month_first = reading.order == Order::Either && !self.is_day_first;
                let moment = if is_month_first { reading.other } else { reading.moment };
                let kind = match reading.kind {
                    Kind::Date => MomentKind::Date,
                    Kind::Time => MomentKind::TimeOfDay,
                    Kind::Timestamp if reading.is_zoned => MomentKind::UtcDateTime,
                    Kind::Timestamp => MomentKind::LocalDateTime,
                };
                TypedCell::Time(Moment { kind, seconds: moment.seconds, nanos: moment.nanos })
            }
            _ => TypedCell::Text(value),
        }
    }

    /// The place of a cell in an order of its column: what fits its type by its value, then what does not
    /// by its bytes, empty cells last. Numbers of up to 19 digits before the point and 18 after it, and
    /// the first 15 bytes of a text, count.
    #[must_use]
    pub fn sort_key(self, value: &[u8]) -> SortKey {
        match self.read(value) {
            TypedCell::Empty => SortKey::EMPTY,
            TypedCell::Boolean(is_true) => SortKey::of_number(i128::from(is_true)),
            TypedCell::Number(text) => SortKey::of_number(scaled(text).unwrap_or(0)),
            TypedCell::Time(moment) => {
                SortKey::of_number(i128::from(moment.seconds) * 1_000_000_000 + i128::from(moment.nanos))
            }
            TypedCell::Text(text) => SortKey::of_text(text, self.kind != ColumnType::Text),
        }
    }
}

/// A place in the order of a column, see [`CellCheck::sort_key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(u128);

impl SortKey {
    /// That of empty cells.
    pub const EMPTY: Self = Self(u128::MAX);

    const TAG: u32 = 126;

    fn of_number(number: i128) -> Self {
        const BIAS: i128 = 1 << 125;
        Self((number.clamp(-BIAS, BIAS - 1) + BIAS).unsigned_abs())
    }

    fn of_text(text: &[u8], is_invalid: bool) -> Self {
        let mut head = [0; 15];
        let len = text.len().min(head.len());
        head[..len].copy_from_slice(&text[..len]);
        let key = head.iter().fold(0_u128, |key, byte| key << 8 | u128::from(*byte));
        Self(u128::from(is_invalid) << Self::TAG | key)
    }

    /// In two words, which order alike.
    #[must_use]
    pub fn halves(self) -> [u64; 2] {
        let bytes = self.0.to_be_bytes();
        let half = |at: usize| bytes[at..at + 8].iter().fold(0, |half, byte| half << 8 | u64::from(*byte));
        [half(0), half(8)]
    }

    /// That of two words.
    #[must_use]
    pub fn of_halves([high, low]: [u64; 2]) -> Self {
        Self(u128::from(high) << 64 | u128::from(low))
    }

    /// Whether equal keys may stand for different texts.
    #[must_use]
    pub fn is_cut(self) -> bool {
        self != Self::EMPTY && self.0 & 0xFF != 0
    }
}

/// A number times 10¹⁸; what is beyond is cut off.
fn scaled(text: &[u8]) -> Option<i128> {
    const DIGITS: u32 = 18;
    let (number, _) = super::number::parse(text)?;
    match number {
        Number::Quick(Quick { mantissa, scale }) => {
            let scale = u32::from(scale);
            let mantissa = i128::from(mantissa);
            Some(match DIGITS.checked_sub(scale) {
                Some(more) => mantissa * 10_i128.pow(more),
                None => mantissa / 10_i128.pow(scale - DIGITS),
            })
        }
        Number::Big(big) => {
            let Big { mantissa, scale, .. } = *big;
            let ten = num_bigint::BigInt::from(10);
            let scaled = match DIGITS.checked_sub(scale) {
                Some(more) => mantissa * ten.pow(more),
                None => mantissa / ten.pow(scale - DIGITS),
            };
            let is_negative = scaled.sign() == num_bigint::Sign::Minus;
            let most = if is_negative { i128::MIN } else { i128::MAX };
            Some(i128::try_from(scaled).unwrap_or(most))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: ColumnType) -> CellCheck {
        CellCheck { kind, is_day_first: true }
    }

    #[test]
    fn keys_are_in_the_order_of_their_values() {
        let in_order = |kind: ColumnType, values: &[&str]| {
            let keys: Vec<_> = values.iter().map(|value| check(kind).sort_key(value.as_bytes())).collect();
            assert!(keys.is_sorted_by(|a, b| a < b), "{values:?}");
        };
        in_order(
            ColumnType::Decimal,
            &["-1e19", "-12.5", "-12.25", "0", ".5", "9", "10", "12345678901234567890", "1e30", "n/a", ""],
        );
        in_order(ColumnType::Text, &["A", "B", "Bo", "Bob", "a", "é", ""]);
        in_order(ColumnType::Date, &["1969-12-31", "01.02.1970", "2024-03-01", "later", ""]);
        in_order(ColumnType::Boolean, &["no", "YES", "maybe", ""]);
    }

    #[test]
    fn cells_are_read_as_their_columns_are() {
        let read = |kind, value: &'static str| check(kind).read(value.as_bytes());
        assert_eq!(read(ColumnType::Integer, " 12 "), TypedCell::Number(b"12"));
        assert_eq!(read(ColumnType::Integer, "1.5"), TypedCell::Text(b"1.5"));
        assert_eq!(read(ColumnType::Text, "12"), TypedCell::Text(b"12"));
        assert_eq!(read(ColumnType::Text, ""), TypedCell::Empty);
        let TypedCell::Time(moment) = read(ColumnType::Date, "03/04/2024") else { panic!() };
        assert_eq!(moment.to_string(), "2024-04-03");
    }
}
