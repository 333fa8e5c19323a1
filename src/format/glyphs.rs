//! Shows bytes as text in which nothing hides.
//!
//! Bytes that don't decode appear as `\xNN`, control characters as their pictures (␀, ␛),
//! characters that are invisible or change the direction of writing as their numbers
//! (`‹U+202E›`, against "Trojan Source"), tabs as the space up to the next stop. Each column
//! knows the byte it stands for.

use crate::base::units::{len_u64, to_u32};
use std::fmt::Write;
use std::ops::Range;

/// Columns between tab stops.
const TAB: usize = 8;

/// What a piece of shown text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As it stands in the file.
    Plain,
    /// A stand-in for a character that can't be seen.
    Control,
    /// A stand-in for a byte that doesn't decode.
    Bad,
}

/// A row as it is shown: one character a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The characters.
    pub text: String,
    /// Consecutive pieces of `text` (byte ranges) of one kind each.
    pub pieces: Vec<(Range<usize>, Kind)>,
    /// For each column the byte, counted from the row's start, that it stands for; and at the
    /// end the row's length.
    pub bytes: Vec<u32>,
}

/// Shows the bytes of one row, at most some thousand.
#[must_use]
pub fn show(row: &[u8]) -> Shown {
    let mut shown = Shown { text: String::with_capacity(row.len()), ..Shown::default() };
    let mut at = 0;
    for chunk in row.utf8_chunks() {
        for c in chunk.valid().chars() {
            shown.character(c, at);
            at += c.len_utf8();
        }
        for byte in chunk.invalid() {
            shown.stand_in(Kind::Bad, at, |text| write!(text, "\\x{byte:02X}"));
            at += 1;
        }
    }
    shown.bytes.push(to_u32(row.len()));
    shown
}

/// Whether a character draws nothing, or moves what is drawn around it.
fn hides(c: char) -> bool {
    matches!(u32::from(c),
        0x80..=0x9F | 0xAD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF
        | 0xFFA0 | 0xFFF0..=0xFFFB | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

impl Shown {
    /// How many columns it has.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.bytes.len().saturating_sub(1)
    }

    /// The byte, counted from the row's start, that a column stands for.
    #[must_use]
    pub fn byte_at(&self, column: usize) -> u64 {
        self.bytes.get(column).or(self.bytes.last()).map_or(0, |&at| u64::from(at))
    }

    /// The first column that stands for `byte`, counted from the row's start, or a later one.
    #[must_use]
    pub fn column_of(&self, byte: u64) -> usize {
        // The last entry is the row's end, not a column's byte.
        let columns = &self.bytes[..self.n_columns()];
        columns.partition_point(|&at| u64::from(at) < byte)
    }

    fn character(&mut self, c: char, at: usize) {
        match c {
            '\t' => {
                let stop = TAB - self.n_columns_so_far() % TAB;
                self.stand_in(Kind::Plain, at, |text| write!(text, "{:stop$}", ""));
            }
            '\0'..='\x1F' => {
                let picture = char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}');
                self.stand_in(Kind::Control, at, |text| write!(text, "{picture}"));
            }
            '\x7F' => self.stand_in(Kind::Control, at, |text| write!(text, "\u{2421}")),
            c if hides(c) => {
                self.stand_in(Kind::Control, at, |text| write!(text, "‹U+{:04X}›", u32::from(c)));
            }
            c => {
                let start = self.text.len();
                self.text.push(c);
                self.bytes.push(to_u32(at));
                self.piece(start, Kind::Plain);
            }
        }
    }

    fn n_columns_so_far(&self) -> usize {
        self.bytes.len()
    }

    fn stand_in(&mut self, kind: Kind, at: usize, write: impl FnOnce(&mut String) -> std::fmt::Result) {
        let start = self.text.len();
        // Writing into a `String` can't fail.
        let _ = write(&mut self.text);
        let columns = self.text[start..].chars().count();
        self.bytes.extend(std::iter::repeat_n(to_u32(at), columns));
        self.piece(start, kind);
    }

    /// Adds what was written from `start` on, to the last piece if it is of the same kind.
    fn piece(&mut self, start: usize, kind: Kind) {
        let end = self.text.len();
        match self.pieces.last_mut() {
            Some((range, last)) if *last == kind => range.end = end,
            _ => self.pieces.push((start..end, kind)),
        }
    }

    /// The columns from `from` on, `n` at most: their characters, and pieces counted within.
    #[must_use]
    pub fn slice(&self, from: usize, n: usize) -> (&str, Vec<(Range<usize>, Kind)>) {
        let byte = |column: usize| match self.text.char_indices().nth(column) {
            Some((at, _)) => at,
            None => self.text.len(),
        };
        let (start, end) = (byte(from), byte(from.saturating_add(n)));
        let cut = |range: &Range<usize>| {
            let (a, b) = (range.start.clamp(start, end), range.end.clamp(start, end));
            a - start..b - start
        };
        let pieces = self.pieces.iter().map(|(range, kind)| (cut(range), *kind));
        (&self.text[start..end], pieces.filter(|(range, _)| !range.is_empty()).collect())
    }
}

/// The bytes as text to copy: what decodes as it is, the rest as U+FFFD.
#[must_use]
pub fn plain(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The bytes as hexadecimal pairs, to copy.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 3);
    for (i, byte) in bytes.iter().enumerate() {
        let _ = write!(out, "{}{byte:02X}", if i == 0 { "" } else { " " });
    }
    out
}

/// The start of the character next to `at` in a row, in either direction; bytes from its start.
#[must_use]
pub fn step(row: &[u8], at: u64, forward: bool) -> u64 {
    let shown = show(row);
    let starts = || shown.bytes.iter().map(|&b| u64::from(b));
    let found = if forward { starts().find(|&b| b > at) } else { starts().rev().find(|&b| b < at) };
    found.unwrap_or(if forward { len_u64(row.len()) } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(row: &[u8], expected: &str) {
        let shown = show(row);
        assert_eq!(shown.text, expected);
        assert_eq!(shown.n_columns(), expected.chars().count());
        let end = shown.pieces.last().map_or(0, |(range, _)| range.end);
        assert_eq!(end, shown.text.len());
        for column in 0..shown.n_columns() {
            assert!(shown.column_of(shown.byte_at(column)) <= column);
        }
    }

    #[test]
    fn nothing_hides() {
        check(b"", "");
        check("naïve 東京 🦆".as_bytes(), "naïve 東京 🦆");
        check(b"a\tb", "a       b");
        check(b"1234567\tb", "1234567 b");
        check(b"\x00\x1b[31m\x7f", "␀␛[31m␡");
        check(b"a\rb", "a␍b");
        check(b"\xff\xc3(", "\\xFF\\xC3(");
        check("flush\u{202E}x\u{200B}".as_bytes(), "flush‹U+202E›x‹U+200B›");
        check(b"\xed\xa0\x80", "\\xED\\xA0\\x80");
    }

    #[test]
    fn columns_and_bytes_find_each_other() {
        let shown = show("é\u{202E}\tz".as_bytes());
        assert_eq!(shown.byte_at(0), 0);
        assert_eq!(shown.byte_at(1), 2);
        assert_eq!(shown.byte_at(8), 2);
        assert_eq!(shown.column_of(2), 1);
        assert_eq!(shown.byte_at(shown.n_columns()), 7);
        assert_eq!(shown.column_of(7), shown.n_columns());
        assert_eq!(step("é\u{202E}\tz".as_bytes(), 0, true), 2);
        assert_eq!(step("é\u{202E}\tz".as_bytes(), 2, true), 5);
        assert_eq!(step("é\u{202E}\tz".as_bytes(), 5, false), 2);
    }

    #[test]
    fn a_slice_keeps_its_pieces() {
        let shown = show(b"ab\xFFcd");
        let (text, pieces) = shown.slice(1, 3);
        assert_eq!(text, "b\\x");
        assert_eq!(pieces, vec![(0..1, Kind::Plain), (1..3, Kind::Bad)]);
    }
}
