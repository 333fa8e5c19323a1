//! Where lines end, in bytes or in code units of UTF-16.
//!
//! All functions take bytes that start where a code unit does, at an even offset of the file in
//! UTF-16; a stray byte at the end is no line end. A byte 0A that is half of another unit (U+0A05,
//! U+010A) is none either.

use super::encoding::CodeUnit;
use crate::base::units::to_usize;
use memchr::Memchr;

impl CodeUnit {
    /// Every code unit.
    pub const ALL: [Self; 3] = [Self::Byte, Self::Utf16Le, Self::Utf16Be];

    /// Bytes of a code unit.
    #[must_use]
    pub const fn width(self) -> usize {
        match self {
            Self::Byte => 1,
            Self::Utf16Le | Self::Utf16Be => 2,
        }
    }

    /// A line feed.
    #[must_use]
    pub const fn line_feed(self) -> &'static [u8] {
        match self {
            Self::Byte => b"\n",
            Self::Utf16Le => b"\n\0",
            Self::Utf16Be => b"\0\n",
        }
    }

    /// Where the line feeds start, in order.
    #[must_use]
    pub fn line_feeds(self, bytes: &[u8]) -> Positions<'_> {
        Positions { unit: self, byte: b'\n', bytes, places: memchr::memchr_iter(b'\n', bytes) }
    }

    /// Where the carriage returns start, in order.
    #[must_use]
    pub fn carriage_returns(self, bytes: &[u8]) -> Positions<'_> {
        Positions { unit: self, byte: b'\r', bytes, places: memchr::memchr_iter(b'\r', bytes) }
    }

    /// Whether the bytes start with the code unit of an ASCII character.
    #[must_use]
    pub fn starts_with(self, bytes: &[u8], ascii: u8) -> bool {
        match self {
            Self::Byte => bytes.first() == Some(&ascii),
            Self::Utf16Le => bytes.starts_with(&[ascii, 0]),
            Self::Utf16Be => bytes.starts_with(&[0, ascii]),
        }
    }

    /// The bytes of a line without the CR that belongs to its end, if it has one.
    #[must_use]
    pub fn without_cr(self, line: &[u8]) -> &[u8] {
        let Some(start) = line.len().checked_sub(self.width()) else { return line };
        let is_whole = line.len().is_multiple_of(self.width());
        if is_whole && self.starts_with(&line[start..], b'\r') { &line[..start] } else { line }
    }

    /// The length up to and with the `n`-th line end (from 1), or how many there are if fewer.
    ///
    /// Counts first, in pieces, which is many times faster than visiting each.
    ///
    /// # Errors
    /// How many line ends there are, if fewer than `n`.
    pub fn after_nth(self, bytes: &[u8], n: u64) -> Result<usize, u64> {
        const PIECE: usize = 64 * 1024;
        let mut seen = 0;
        for (piece, at) in bytes.chunks(PIECE).zip((0..).step_by(PIECE)) {
            let here = crate::base::units::len_u64(self.line_feeds(piece).count());
            if seen + here >= n {
                let inside = self.line_feeds(piece).nth(to_usize(n - seen - 1)).unwrap_or(0);
                return Ok(at + inside + self.width());
            }
            seen += here;
        }
        Err(seen)
    }
}

/// Places of one ASCII character, in order from either end.
#[derive(Clone)]
pub struct Positions<'a> {
    unit: CodeUnit,
    byte: u8,
    bytes: &'a [u8],
    places: Memchr<'a>,
}

impl Positions<'_> {
    /// Where the code unit starts, if the byte at `at` is not half of another.
    fn unit_at(&self, at: usize) -> Option<usize> {
        let start = if self.unit == CodeUnit::Utf16Be { at.checked_sub(1)? } else { at };
        let is_unit = start.is_multiple_of(2) && self.unit.starts_with(&self.bytes[start..], self.byte);
        is_unit.then_some(start)
    }
}

impl Iterator for Positions<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            let at = self.places.next()?;
            if self.unit == CodeUnit::Byte {
                return Some(at);
            }
            if let Some(start) = self.unit_at(at) {
                return Some(start);
            }
        }
    }

    fn count(self) -> usize {
        match self.unit {
            CodeUnit::Byte => self.places.count(),
            _ => self.places.clone().filter(|&at| self.unit_at(at).is_some()).count(),
        }
    }
}

impl DoubleEndedIterator for Positions<'_> {
    fn next_back(&mut self) -> Option<usize> {
        loop {
            let at = self.places.next_back()?;
            if self.unit == CodeUnit::Byte {
                return Some(at);
            }
            if let Some(start) = self.unit_at(at) {
                return Some(start);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(unit: CodeUnit, bytes: &[u8]) -> Vec<usize> {
        let width = unit.width();
        let units = bytes.chunks_exact(width).enumerate();
        let is_lf = |piece: &[u8]| match unit {
            CodeUnit::Byte => piece == b"\n",
            CodeUnit::Utf16Le => piece == b"\n\0",
            CodeUnit::Utf16Be => piece == b"\0\n",
        };
        units.filter(|(_, piece)| is_lf(piece)).map(|(i, _)| i * width).collect()
    }

    proptest! {
        #[test]
        fn line_ends_are_those_of_a_plain_walk(
            bytes in prop::collection::vec(prop::sample::select(b"\n\0\ra".to_vec()), 0..40), n in 1_u64..12,
        ) {
            for unit in [CodeUnit::Byte, CodeUnit::Utf16Le, CodeUnit::Utf16Be] {
                let expected = naive(unit, &bytes);
                prop_assert_eq!(unit.line_feeds(&bytes).collect::<Vec<_>>(), expected.clone());
                let back: Vec<_> = unit.line_feeds(&bytes).rev().collect();
                prop_assert_eq!(back.into_iter().rev().collect::<Vec<_>>(), expected.clone());
                prop_assert_eq!(unit.line_feeds(&bytes).count(), expected.len());
                let nth = expected.get(to_usize(n) - 1).map(|at| at + unit.width());
                prop_assert_eq!(unit.after_nth(&bytes, n), nth.ok_or(expected.len() as u64));
            }
        }
    }

    #[test]
    fn a_cr_is_taken_off_where_it_is_a_whole_unit() {
        assert_eq!(CodeUnit::Byte.without_cr(b"a\r"), b"a");
        assert_eq!(CodeUnit::Utf16Le.without_cr(b"a\0\r\0"), b"a\0");
        assert_eq!(CodeUnit::Utf16Be.without_cr(b"\0a\0\r"), b"\0a");
        assert_eq!(CodeUnit::Utf16Be.without_cr(b"\0a\0\r\0"), b"\0a\0\r\0");
        assert_eq!(CodeUnit::Utf16Le.without_cr(b"\r"), b"\r");
    }
}
