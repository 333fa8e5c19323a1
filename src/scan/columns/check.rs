//! Whether a cell fits its column's type.

use super::ColumnReport;
use super::calendar::{Kind, Order};
use super::cell::{Cell, trimmed};
use super::kind::ColumnType;
use super::number::{Big, Number, Quick};
use super::quick;
use super::totals::Class;
use crate::base::units::as_f64;
use crate::base::{Moment, MomentKind};
use crate::format::delimited::{Problem, ProblemKind, Row};

/// What the cells of a column have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellCheck {
    kind: ColumnType,
    is_day_first: bool,
}

/// What is wrong with a record in a table of so many columns, whose cells have to be what `checks` say; no check: any.
#[must_use]
pub fn row_problems(row: &Row<'_>, n_columns: usize, checks: &[CellCheck]) -> Vec<Problem> {
    let mut all = row.problems(n_columns);
    let checked = checks.iter().zip(row.cells()).zip(row.values()).enumerate();
    for (column, ((check, cell), value)) in checked {
        if !check.fits(&value) {
            let kind = ProblemKind::Invalid { kind: check.kind().id() };
            all.push(Problem { kind, column, at: cell.raw.start });
        }
    }
    all
}

impl CellCheck {
    /// That of a column of text.
    pub const TEXT: Self = Self { kind: ColumnType::Text, is_day_first: false };

    /// That of a column of numbers.
    pub const NUMBER: Self = Self { kind: ColumnType::Decimal, is_day_first: false };

    /// Those of columns of dates, with times or without, and of times of day.
    pub const TIMESTAMP: Self = Self { kind: ColumnType::Timestamp, is_day_first: false };
    /// See [`CellCheck::TIMESTAMP`].
    pub const TIME: Self = Self { kind: ColumnType::Time, is_day_first: false };

    /// The date or time that a cell of this column is.
    #[must_use]
    pub fn moment(self, value: &[u8]) -> Option<Moment> {
        match self.read(value) {
            TypedCell::Time(moment) if self.kind.is_time() => Some(moment),
            _ => None,
        }
    }

    /// That of a column of a type, whose dates have the day first or not.
    pub(super) const fn new(kind: ColumnType, is_day_first: bool) -> Self {
        Self { kind, is_day_first }
    }

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

/// The whole number of 64 bits that a cell is.
#[must_use]
pub fn integer_of(value: &[u8]) -> Option<i64> {
    match quick::parse(value).map(|(quick, _)| Number::Quick(quick)).or_else(|| number_in(value))? {
        Number::Quick(Quick { mantissa, scale: 0 }) => Some(mantissa),
        Number::Quick(_) => None,
        Number::Big(big) => i64::try_from(&big.mantissa).ok().filter(|_| big.scale == 0),
    }
}

/// The number of 64 bits in floating point that is nearest to the number that a cell is.
#[must_use]
pub fn float_of(value: &[u8]) -> Option<f64> {
    /// Whole numbers up to this, and powers of ten up to 10²², are exact; so their quotient is the nearest.
    const EXACT: u64 = 1 << 53;
    const TENS: [f64; 19] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18,
    ];
    if let Some((Quick { mantissa, scale }, _)) = quick::parse(value)
        && mantissa.unsigned_abs() <= EXACT
        && let Some(ten) = TENS.get(usize::from(scale))
    {
        let number = as_f64(mantissa.unsigned_abs()) / ten;
        return Some(if mantissa < 0 { -number } else { number });
    }
    let plain = std::str::from_utf8(trimmed(value)).ok().and_then(|text| text.parse::<f64>().ok());
    plain.or_else(|| match number_in(value)? {
        Number::Quick(_) => None,
        Number::Big(big) => Some(big.nearest),
    })
}

fn number_in(value: &[u8]) -> Option<Number> {
    super::number::parse(trimmed(value)).map(|(number, _)| number)
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
        if matches!(self.kind, ColumnType::Integer | ColumnType::Decimal)
            && let Some((quick, is_integer)) = quick::parse(value)
            && (is_integer || self.kind == ColumnType::Decimal)
        {
            return SortKey::of_number(scaled_quick(quick));
        }
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

impl CellCheck {
    /// Whether equal keys of this column may stand for different texts, which begin alike.
    #[must_use]
    pub fn is_cut(self, key: SortKey) -> bool {
        let is_text = self.kind == ColumnType::Text || key.0 >> SortKey::TAG & 1 > 0;
        is_text && key != SortKey::EMPTY && key.0 & 0xFF != 0
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

    /// The place in the reverse order; empty cells stay last.
    #[must_use]
    pub fn reversed(self) -> Self {
        if self == Self::EMPTY { self } else { Self(Self::EMPTY.0 >> 1 & !self.0) }
    }
}

/// How many digits after the point count in an order.
const DIGITS: u32 = 18;

/// A number times 10¹⁸; what is beyond is cut off.
fn scaled_quick(Quick { mantissa, scale }: Quick) -> i128 {
    let (mantissa, scale) = (i128::from(mantissa), u32::from(scale));
    match DIGITS.checked_sub(scale) {
        Some(more) => mantissa * 10_i128.pow(more),
        None => mantissa / 10_i128.pow(scale - DIGITS),
    }
}

/// The same, of a number of any length.
fn scaled(text: &[u8]) -> Option<i128> {
    let (number, _) = super::number::parse(text)?;
    match number {
        Number::Quick(quick) => Some(scaled_quick(quick)),
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

    #[test]
    fn numbers_are_the_nearest_that_there_are() {
        for text in [
            "0",
            "-1.5",
            "0.1",
            "12345.678901",
            "9007199254740993",
            "1e300",
            "123456789012345678901",
            "-0.30",
        ] {
            assert_eq!(float_of(text.as_bytes()), text.parse().ok(), "{text}");
        }
        assert_eq!(integer_of(b" 9223372036854775807"), Some(i64::MAX));
        assert_eq!(
            (integer_of(b"9223372036854775808"), integer_of(b"1.5"), float_of(b"x")),
            (None, None, None)
        );
    }

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
