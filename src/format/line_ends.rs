//! Where lines end, in bytes or in the wider code units of UTF-16 and UTF-32.
//!
//! A code unit starts at a multiple of its width, counted from the file's start. A part of one at
//! the end is no line end, nor is a byte 0A that is a part of another unit (U+0A05, U+010A). All
//! functions but [`CodeUnit::start_of`] take bytes that start where a code unit does.

use super::encoding::CodeUnit;
use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};
use memchr::Memchr;

impl CodeUnit {
    /// Every code unit.
    pub const ALL: [Self; 5] = [Self::Byte, Self::Utf16Le, Self::Utf16Be, Self::Utf32Le, Self::Utf32Be];

    /// What stands for a code unit that is no ASCII where each is one byte.
    pub const NO_ASCII: u8 = 0xFF;

    /// Bytes of a code unit.
    #[must_use]
    pub const fn width(self) -> usize {
        match self {
            Self::Byte => 1,
            Self::Utf16Le | Self::Utf16Be => 2,
            Self::Utf32Le | Self::Utf32Be => 4,
        }
    }

    /// Which byte of a code unit is the lowest, which is the character itself where that is ASCII.
    #[must_use]
    pub const fn low_byte(self) -> usize {
        match self {
            Self::Byte | Self::Utf16Le | Self::Utf32Le => 0,
            Self::Utf16Be | Self::Utf32Be => self.width() - 1,
        }
    }

    /// How many bytes a character takes; those of UTF-8 where the code unit is a byte.
    #[must_use]
    pub const fn len_of(self, c: char) -> usize {
        match self.width() {
            1 => c.len_utf8(),
            2 => 2 * c.len_utf16(),
            width => width,
        }
    }

    /// The value of each code unit; what is left of one at the end has none.
    pub fn values(self, bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
        let is_low_first = self.low_byte() == 0;
        bytes.chunks_exact(self.width()).map(move |unit| {
            let join = |n: u32, byte: &u8| n << 8 | u32::from(*byte);
            if is_low_first { unit.iter().rev().fold(0, join) } else { unit.iter().fold(0, join) }
        })
    }

    /// Each code unit as one byte: of ASCII that itself, of any other [`CodeUnit::NO_ASCII`]. For what only
    /// ASCII has a part in, such as the quotes and delimiters of a table.
    pub fn narrowed(self, bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
        let narrow = |value: u32| u8::try_from(value).ok().filter(u8::is_ascii).unwrap_or(Self::NO_ASCII);
        self.values(bytes).map(narrow)
    }

    /// Appends ASCII characters as code units.
    pub fn push_ascii(self, ascii: &[u8], out: &mut Vec<u8>) {
        for &byte in ascii {
            let mut unit = [0; 4];
            unit[self.low_byte()] = byte;
            out.extend_from_slice(&unit[..self.width()]);
        }
    }

    /// A line feed.
    #[must_use]
    pub const fn line_feed(self) -> &'static [u8] {
        match self {
            Self::Byte => b"\n",
            Self::Utf16Le => b"\n\0",
            Self::Utf16Be => b"\0\n",
            Self::Utf32Le => b"\n\0\0\0",
            Self::Utf32Be => b"\0\0\0\n",
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
            Self::Utf32Le => bytes.starts_with(&[ascii, 0, 0, 0]),
            Self::Utf32Be => bytes.starts_with(&[0, 0, 0, ascii]),
        }
    }

    /// Where the code unit starts of which the byte at `at` is the lowest, if it is that of an ASCII
    /// character. The bytes may start anywhere: `base` is their offset in the file.
    #[inline]
    #[must_use]
    pub fn start_of(self, ascii: u8, at: usize, bytes: &[u8], base: Offset) -> Option<usize> {
        // One branch for all, each with its width known: a file may have a line end every few bytes.
        match self {
            Self::Byte => (bytes.get(at) == Some(&ascii)).then_some(at),
            Self::Utf16Le => Self::start_at([ascii, 0], at, bytes, base),
            Self::Utf16Be => Self::start_at([0, ascii], at.checked_sub(1)?, bytes, base),
            Self::Utf32Le => Self::start_at([ascii, 0, 0, 0], at, bytes, base),
            Self::Utf32Be => Self::start_at([0, 0, 0, ascii], at.checked_sub(3)?, bytes, base),
        }
    }

    /// `start`, if this unit is there and starts at a multiple of its width.
    #[inline]
    fn start_at<const W: usize>(unit: [u8; W], start: usize, bytes: &[u8], base: Offset) -> Option<usize> {
        let is_whole = (base.0 + len_u64(start)).is_multiple_of(len_u64(W));
        (is_whole && bytes.get(start..)?.starts_with(&unit)).then_some(start)
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
            let here = len_u64(self.line_feeds(piece).count());
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
    /// Where the code unit starts, if the byte at `at` is not a part of another.
    fn unit_at(&self, at: usize) -> Option<usize> {
        self.unit.start_of(self.byte, at, self.bytes, Offset::ZERO)
    }

    /// How many there are, in units of `WIDTH` bytes of which the lowest is at `LOW`.
    fn count_of<const WIDTH: usize, const LOW: usize>(self) -> usize {
        let mut unit = [0; WIDTH];
        unit[LOW] = self.byte;
        let is_unit = |at: usize| {
            let start = at.checked_sub(LOW).filter(|start| start.is_multiple_of(WIDTH));
            start.and_then(|start| self.bytes.get(start..)).is_some_and(|bytes| bytes.starts_with(&unit))
        };
        self.places.filter(|&at| is_unit(at)).count()
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
            CodeUnit::Utf16Le => self.count_of::<2, 0>(),
            CodeUnit::Utf16Be => self.count_of::<2, 1>(),
            CodeUnit::Utf32Le => self.count_of::<4, 0>(),
            CodeUnit::Utf32Be => self.count_of::<4, 3>(),
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
        let is_lf = |piece: &[u8]| piece == unit.line_feed();
        units.filter(|(_, piece)| is_lf(piece)).map(|(i, _)| i * width).collect()
    }

    proptest! {
        #[test]
        fn line_ends_are_those_of_a_plain_walk(
            bytes in prop::collection::vec(prop::sample::select(b"\n\0\0\0\ra".to_vec()), 0..80), n in 1_u64..12,
            skip in 0..5_usize,
        ) {
            for unit in CodeUnit::ALL {
                let expected = naive(unit, &bytes);
                prop_assert_eq!(unit.line_feeds(&bytes).collect::<Vec<_>>(), expected.clone());
                let back: Vec<_> = unit.line_feeds(&bytes).rev().collect();
                prop_assert_eq!(back.into_iter().rev().collect::<Vec<_>>(), expected.clone());
                prop_assert_eq!(unit.line_feeds(&bytes).count(), expected.len());
                let nth = expected.get(to_usize(n) - 1).map(|at| at + unit.width());
                prop_assert_eq!(unit.after_nth(&bytes, n), nth.ok_or(expected.len() as u64));
                // Seen from a window that starts anywhere.
                let window = bytes.get(skip..).unwrap_or_default();
                let lows = memchr::memchr_iter(b'\n', window);
                let starts = lows.filter_map(|at| unit.start_of(b'\n', at, window, Offset(len_u64(skip))));
                let inside = expected.iter().filter_map(|at| at.checked_sub(skip));
                prop_assert_eq!(starts.collect::<Vec<_>>(), inside.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn ascii_is_written_as_it_is_known_again_in_every_code_unit() {
        for unit in CodeUnit::ALL {
            let mut bytes = Vec::new();
            unit.push_ascii(b"7\n:", &mut bytes);
            assert_eq!(unit.values(&bytes).collect::<Vec<_>>(), [0x37, 0x0A, 0x3A], "{unit:?}");
            assert!(unit.starts_with(&bytes, b'7') && bytes.len() == 3 * unit.width(), "{unit:?}");
            assert_eq!(&bytes[unit.width()..2 * unit.width()], unit.line_feed(), "{unit:?}");
            assert_eq!(unit.len_of('7'), unit.width());
        }
    }

    #[test]
    fn a_cr_is_taken_off_where_it_is_a_whole_unit() {
        assert_eq!(CodeUnit::Byte.without_cr(b"a\r"), b"a");
        assert_eq!(CodeUnit::Utf16Le.without_cr(b"a\0\r\0"), b"a\0");
        assert_eq!(CodeUnit::Utf16Be.without_cr(b"\0a\0\r"), b"\0a");
        assert_eq!(CodeUnit::Utf16Be.without_cr(b"\0a\0\r\0"), b"\0a\0\r\0");
        assert_eq!(CodeUnit::Utf16Le.without_cr(b"\r"), b"\r");
        assert_eq!(CodeUnit::Utf32Le.without_cr(b"a\0\0\0\r\0\0\0"), b"a\0\0\0");
        assert_eq!(CodeUnit::Utf32Be.without_cr(b"\0\0\0\r\0\0"), b"\0\0\0\r\0\0");
    }
}
