//! What a cell is, by its bytes alone.

use super::calendar::Reading;
use super::number::{self, Number};
use super::{dates, iso};

/// A cell's narrowest reading.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// `true`, `false`, `yes`, `no`, `t`, `f`, `y` or `n`, in any case.
    Boolean(bool),
    /// A number without point and exponent.
    Integer(Number),
    /// Any other number.
    Decimal(Number),
    /// A date, a time of day, or both.
    Time(Reading),
    /// Anything else.
    Text,
}

impl Cell {
    /// Reads a cell that is not empty. Blanks around a value don't matter.
    #[inline]
    pub(super) fn read(bytes: &[u8]) -> Self {
        let text = trimmed(bytes);
        let Some(&first) = text.first() else { return Self::Text };
        match first {
            b'0'..=b'9' if iso::looks_iso(text) => Self::time(text),
            b'0'..=b'9' => Self::number(text).unwrap_or_else(|| Self::time(text)),
            b'+' | b'-' | b'.' => Self::number(text).unwrap_or(Self::Text),
            b'a'..=b'z' | b'A'..=b'Z' => Self::word(text),
            _ => Self::Text,
        }
    }

    #[inline]
    fn number(text: &[u8]) -> Option<Self> {
        let (number, is_integer) = number::parse(text)?;
        Some(if is_integer { Self::Integer(number) } else { Self::Decimal(number) })
    }

    /// The number that a cell of a column of integers, or of any numbers, is.
    pub(super) fn number_in(bytes: &[u8], is_integer: bool) -> Option<Number> {
        match Self::read(bytes) {
            Self::Integer(number) => Some(number),
            Self::Decimal(number) if !is_integer => Some(number),
            _ => None,
        }
    }

    fn time(text: &[u8]) -> Self {
        dates::parse(text).map_or(Self::Text, Self::Time)
    }

    fn word(text: &[u8]) -> Self {
        let is = |word: &str| text.eq_ignore_ascii_case(word.as_bytes());
        match text.len() {
            1 if is("t") || is("y") => Self::Boolean(true),
            1 if is("f") || is("n") => Self::Boolean(false),
            2 if is("no") => Self::Boolean(false),
            3 if is("yes") => Self::Boolean(true),
            4 if is("true") => Self::Boolean(true),
            5 if is("false") => Self::Boolean(false),
            // `May 1 2024`, `Mon, 1 May 2024 10:00:00 +0200`.
            10..=40 if dates::may_start_with(text) => Self::time(text),
            _ => Self::Text,
        }
    }
}

/// A cell without the blanks around it.
#[inline]
pub(super) fn trimmed(bytes: &[u8]) -> &[u8] {
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) if *first > b' ' && *last > b' ' => bytes,
        _ => {
            let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
            let before = bytes.iter().take_while(is_blank).count();
            let rest = &bytes[before..];
            let after = rest.iter().rev().take_while(is_blank).count();
            &rest[..rest.len() - after]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kind::ColumnType;
    use super::super::profile::ColumnProfile;
    use super::super::report::ColumnReport;

    fn report<T: AsRef<[u8]>>(cells: &[T]) -> ColumnReport {
        let mut profile = ColumnProfile::default();
        cells.iter().for_each(|cell| profile.add(cell.as_ref(), 0));
        profile.report()
    }

    #[test]
    fn nasty_cells_are_what_they_are() {
        let long = "9".repeat(400);
        let too_long = "9".repeat(1001);
        let million = "x".repeat(1 << 20);
        for (cell, kind) in [
            ("-0", "integer"),
            ("+5", "integer"),
            ("0", "integer"),
            (" 12 ", "integer"),
            ("12 ", "integer"),
            (&long, "integer"),
            ("20240301", "integer"),
            ("1.", "decimal"),
            (".5", "decimal"),
            ("-.5", "decimal"),
            ("0.50", "decimal"),
            ("1e5", "decimal"),
            ("1E+5", "decimal"),
            ("1e400", "decimal"),
            ("1e-400", "decimal"),
            ("0e99999", "decimal"),
            ("0.12345678901234567890123456789", "decimal"),
            ("007", "text"),
            ("-007", "text"),
            ("00.5", "text"),
            ("--1", "text"),
            ("+-1", "text"),
            ("-", "text"),
            (".", "text"),
            ("e5", "text"),
            ("1e", "text"),
            ("1e+", "text"),
            ("1e5.0", "text"),
            ("1e99999", "text"),
            ("1,000", "text"),
            ("1_000", "text"),
            ("0x1F", "text"),
            ("nan", "text"),
            ("inf", "text"),
            ("-Infinity", "text"),
            (&too_long, "text"),
            ("٣", "text"),
            ("1\0", "text"),
            ("\0", "text"),
            (" ", "text"),
            (&million, "text"),
            ("TRUE", "boolean"),
            ("n", "boolean"),
            ("Yes", "boolean"),
            ("yess", "text"),
            ("2024-03-01", "date"),
            ("2024/3/1", "date"),
            ("01.03.2024", "date"),
            ("01.03.24", "date"),
            ("1.2.24", "text"),
            ("03/01/2024", "date"),
            ("1/3/24", "date"),
            ("03-01-2024", "date"),
            ("1 Mar 2024", "date"),
            ("01-Mar-2024", "date"),
            ("1. March 2024", "date"),
            ("Mar 1, 2024", "date"),
            ("May 1 2024", "date"),
            ("Friday, March 1, 2024", "date"),
            ("1900-01-01", "date"),
            ("0000-01-01", "date"),
            ("9999-12-31", "date"),
            ("2024-02-29", "date"),
            ("2024-02-30", "text"),
            ("2023-02-29", "text"),
            ("2024-13-01", "text"),
            ("2024-00-10", "text"),
            ("13/13/2024", "text"),
            ("10:00", "time"),
            ("10:00:01.5", "time"),
            ("1:05 PM", "time"),
            ("12:00am", "time"),
            ("13:00 PM", "text"),
            ("24:00", "text"),
            ("10:60", "text"),
            ("10:00:60", "text"),
            ("10:0", "text"),
            ("2024-03-01T10:00", "timestamp"),
            ("2024-03-01 10:00:01", "timestamp"),
            ("2024-03-01T10:00:01.123456789Z", "timestamp"),
            ("2024-03-01T10:00:01.5+02:00", "timestamp"),
            ("2024-03-01 10:00:01 UTC", "timestamp"),
            ("2024-03-01T10:00:01+0530", "timestamp"),
            ("3/1/2024 1:05 PM", "timestamp"),
            ("Fri, 1 Mar 2024 10:00:00 +0000", "timestamp"),
            ("2024-03-01T24:00:00", "text"),
            ("2024-03-01T10:00:01X", "text"),
            ("2024-03-01T", "text"),
            ("10.0.0.1", "text"),
            ("1:2:3", "text"),
        ] {
            assert_eq!(report(&[cell]).kind.id(), kind, "{cell:.60}");
        }
        for bytes in [b"\xFF\xFE" as &[u8], b"1\xFF", b"\xC3", b"2024-03-\xFF1"] {
            assert_eq!(report(&[bytes]).kind, ColumnType::Text, "{bytes:?}");
        }
    }

    #[test]
    fn moments_are_read_as_what_they_say() {
        for (cell, plain) in [
            ("1/3/24", "2024-01-03"),
            ("31/3/24", "2024-03-31"),
            ("01.03.2024", "2024-03-01"),
            ("01-Mar-69", "2069-03-01"),
            ("1 Mar 70", "1970-03-01"),
            ("0000-02-29", "0000-02-29"),
            ("12:05 AM", "00:05:00"),
            ("12:05 PM", "12:05:00"),
            ("23:59:59.999999999", "23:59:59.999999999"),
            ("2024-03-01T00:30:00+02:00", "2024-02-29T22:30:00Z"),
            ("2024-03-01 10:00", "2024-03-01T10:00:00"),
            ("2024-03-01T10:00:01.5Z", "2024-03-01T10:00:01.500Z"),
            ("Fri, 1 Mar 2024 10:00:00 +0000", "2024-03-01T10:00:00Z"),
        ] {
            assert_eq!(report(&[cell]).min.plain(), plain, "{cell}");
        }
    }

    #[test]
    fn the_column_settles_whether_the_day_comes_first() {
        let day = report(&["01/03/2024", "31/03/2024"]);
        assert_eq!((day.min.plain(), day.max.plain()), ("2024-03-01".into(), "2024-03-31".into()));
        assert!(
            day.date_order
                .is_some_and(|order| order.is_day_first && order.day_first == 1 && order.either == 1)
        );
        let month = report(&["01/03/2024", "03/31/2024"]);
        assert_eq!(month.min.plain(), "2024-01-03");
        let plain = report(&["2024-03-01"]);
        assert_eq!(plain.date_order, None);
        // Dates that contradict each other are no dates, below a thousand of them.
        assert_eq!(report(&["13/03/2024", "03/31/2024"]).kind, ColumnType::Text);
        // A date among timestamps is one at midnight.
        assert_eq!(report(&["2024-03-01", "2024-03-01T10:00"]).kind, ColumnType::Timestamp);
    }
}
