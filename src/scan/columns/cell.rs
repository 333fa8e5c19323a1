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
fn trimmed(bytes: &[u8]) -> &[u8] {
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
