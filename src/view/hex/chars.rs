//! The character column: a cell for each byte, whatever the encoding.
//!
//! A character stands at its first byte; its other bytes have empty cells. A row may begin within a
//! character, so cells are read from bytes that begin before it ([`context`]): where every byte that could
//! start one is known, from there; in encodings whose later bytes look like first ones, behind the last byte
//! that stands alone. Bytes that don't decode, control characters and what is drawn as nothing are dots.

use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::cells::hides;
use crate::format::encoding::{CodeUnit, Encoding};
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// Bytes before a row in which a byte that stands alone is looked for; a multiple of the widest code unit.
const LEAD: u64 = 256;

/// The bytes after a row that its last character may reach into.
const TAIL: u64 = 8;

/// What stands in the character column for a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CharCell {
    /// A printable character starts here; `marks` combine with it.
    Char {
        /// The character.
        c: char,
        /// A second one of the same bytes, which four characters of Big5 have.
        mark: Option<char>,
        /// How many columns it takes at most.
        width: usize,
    },
    /// A later byte of a character that starts before.
    Later,
    /// No character, or none that can be shown.
    Dot,
}

impl CharCell {
    /// Adds it to a row's text: a dot for what has no character, a space for what belongs to the one before.
    pub fn push_to(&self, text: &mut String) {
        match self {
            Self::Char { c, mark, .. } => {
                text.push(*c);
                text.extend(mark);
            }
            Self::Later => text.push(' '),
            Self::Dot => text.push(DOT),
        }
    }
}

/// The sign for a byte without a character.
pub const DOT: char = '·';

/// The bytes by which the characters of `row` are known, of a file of `len` bytes.
#[must_use]
pub fn context(row: Span, len: u64, encoding: Option<Encoding>) -> Span {
    let file = Span::at(Offset::ZERO, len);
    match encoding {
        Some(encoding) if !encoding.is_single_byte() => {
            Span { start: row.start.floor_to(4).back(LEAD), end: row.end + TAIL }.meet(file)
        }
        _ => row.meet(file),
    }
}

/// The cells of a row's bytes, one each. `bytes` are those from `start` on: the row's [`context`], or the row's
/// own where others are not at hand; then a row that begins within a character may begin with dots.
///
/// `None` reads ASCII alone. Costs the decoding of `bytes`.
#[must_use]
pub fn cells(bytes: &[u8], start: Offset, row: Span, encoding: Option<Encoding>) -> Vec<CharCell> {
    let first = to_usize(row.start - start).min(bytes.len());
    let end = to_usize(row.end - start).min(bytes.len());
    let Some(encoding) = encoding else {
        return bytes[first..end].iter().map(|&byte| ascii(byte)).collect();
    };
    let mut cells = vec![CharCell::Dot; end - first];
    let from = synchronised(bytes, start, first, encoding);
    encoding.decode(&bytes[from..], &mut |at, len, c| {
        let at = from + at;
        let Some(shown) = c.map(cell) else { return };
        if len == 0 {
            add_mark(&mut cells, at.checked_sub(first), c);
            return;
        }
        for byte in at.max(first)..(at + len).min(end) {
            cells[byte - first] = match shown {
                CharCell::Dot => CharCell::Dot,
                _ if byte > at => CharCell::Later,
                ref shown => shown.clone(),
            };
        }
    });
    cells
}

/// Where decoding starts so that the characters from `first` on are known.
fn synchronised(bytes: &[u8], start: Offset, first: usize, encoding: Encoding) -> usize {
    // Code units start at multiples of their width.
    let aligned = |unit: usize, back: usize| {
        let ahead = to_usize(start.0 % len_u64(unit));
        let skip = (unit - ahead) % unit;
        let before = first.saturating_sub(skip) / unit * unit + skip;
        if first < skip { 0 } else { before.saturating_sub(back).max(skip.min(before)) }
    };
    match encoding.unit() {
        CodeUnit::Utf16Le | CodeUnit::Utf16Be => aligned(2, 2),
        CodeUnit::Utf32Le | CodeUnit::Utf32Be => aligned(4, 0),
        CodeUnit::Byte if encoding.is_single_byte() => first,
        CodeUnit::Byte if encoding.is_utf8() => first.saturating_sub(3),
        CodeUnit::Byte => {
            let ends = |&byte: &u8| match encoding.has_states() {
                // Lines start in the first state.
                true => byte == b'\n',
                false => encoding.stands_alone(byte),
            };
            bytes[..first].iter().rposition(ends).map_or(0, |at| at + 1)
        }
    }
}

fn ascii(byte: u8) -> CharCell {
    match byte {
        b' '..=b'~' => CharCell::Char { c: char::from(byte), mark: None, width: 1 },
        _ => CharCell::Dot,
    }
}

/// The cell of a character: a dot, if it would be drawn as nothing or on another one.
fn cell(c: char) -> CharCell {
    match c.width() {
        Some(width @ 1..) if !hides(c) => CharCell::Char { c, mark: None, width },
        _ => CharCell::Dot,
    }
}

/// Adds the second character of the bytes that start at this place of the row.
fn add_mark(cells: &mut [CharCell], at: Option<usize>, second: Option<char>) {
    if let Some(CharCell::Char { mark, .. }) = at.and_then(|at| cells.get_mut(at)) {
        *mark = second;
    }
}

/// An offset as it stands before a row: hexadecimal with leading zeros, or decimal and grouped.
#[must_use]
pub fn offset(at: Offset, n_digits: usize, is_decimal: bool) -> String {
    if is_decimal {
        return format!("{:>n_digits$}", crate::base::human::grouped(at.0));
    }
    let mut text = String::with_capacity(n_digits);
    // Writing into a `String` can't fail.
    let _ = write!(text, "{:0n_digits$X}", at.0);
    text
}

/// The columns that the offsets of a file of so many bytes take.
#[must_use]
pub fn offset_columns(len: u64, is_decimal: bool) -> usize {
    offset(Offset(len).back(1), 8, is_decimal).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(name: &str) -> Encoding {
        Encoding::named(name).expect("a known one")
    }

    fn shown(bytes: &[u8], row: u64, encoding: Option<Encoding>) -> Vec<String> {
        let rows = Span::at(Offset::ZERO, len_u64(bytes.len())).pieces(row);
        let text = |row: Span| {
            let seen = context(row, len_u64(bytes.len()), encoding);
            let part = &bytes[to_usize(seen.start.0)..to_usize(seen.end.0)];
            let mut text = String::new();
            cells(part, seen.start, row, encoding).iter().for_each(|cell| cell.push_to(&mut text));
            text
        };
        rows.map(text).collect()
    }

    #[test]
    fn characters_stand_at_their_first_bytes() {
        let check = |bytes: &[u8], encoding, expected: &str| {
            assert_eq!(shown(bytes, 64, encoding), [expected], "{bytes:02X?}");
        };
        check(b"a\0\xFFb\x7F ", None, "a··b· ");
        check("aé東🦆z".as_bytes(), Some(Encoding::UTF_8), "aé 東  🦆   z");
        check("aé".as_bytes(), None, "a··");
        check(b"\xC3(\xE6\x9D", Some(Encoding::UTF_8), "·(··");
        check(b"\x80\x81\xE9", Some(named("windows-1252")), "€·é");
        check(b"a\0\x3E\xD8\x86\xDD\n\0", Some(named("UTF-16LE")), "a 🦆   ··");
        check(b"\0a\xDC\0", Some(named("UTF-16BE")), "a ··");
        check(b"a\0\0\0\0\0\x11\0", Some(named("UTF-32LE")), "a   ····");
        check(b"\x93\x8C\x41", Some(named("Shift_JIS")), "東 A");
        check(b"\x88\x62a", Some(named("Big5")), "Ê\u{304} a");
        // What is drawn as nothing, or on what precedes it, is a dot.
        check("e\u{301}\u{202E}".as_bytes(), Some(Encoding::UTF_8), "e·····");
    }

    #[test]
    fn offsets_are_as_wide_as_the_file_is_long() {
        assert_eq!((offset_columns(0, false), offset_columns(1 << 32, false)), (8, 8));
        assert_eq!((offset_columns((1 << 32) + 1, false), offset_columns(u64::MAX, false)), (9, 16));
        assert_eq!(offset(Offset((1 << 53) + 1), 14, false), "20000000000001");
        assert_eq!(offset_columns(1 << 40, true), "1,099,511,627,775".len());
        assert_eq!(offset(Offset(1234), 8, true), "   1,234");
    }

    proptest! {
        /// Whatever the length of rows, and however the text was begun, a byte's cell is the one that it has
        /// where the whole text is one row.
        #[test]
        fn rows_of_any_length_show_what_one_long_row_does(
            text in prop::collection::vec(prop::sample::select(vec![
                "a", " ", "é", "東", "京", "🦆", "\u{301}", "Я", "ｱ", "\n", "한", "~", "0",
            ]), 0..120),
            row in 1..40_u64, nr in 0..60_usize,
        ) {
            let all: Vec<Encoding> = Encoding::all().collect();
            let encoding = all[nr % all.len()];
            let text: String = text.concat().chars().filter(|c| encoding.encode(&c.to_string()).is_some()).collect();
            let Some(bytes) = encoding.encode(&text) else { return Ok(()) };
            // Without a byte that stands alone within reach, a row's start is a guess.
            prop_assume!(bytes.len() < 250);
            let whole = shown(&bytes, 100_000, Some(encoding)).concat();
            let rows = shown(&bytes, row, Some(encoding)).concat();
            prop_assert_eq!(rows, whole, "{}", encoding.name());
        }

        #[test]
        fn any_bytes_have_a_cell_each(bytes in prop::collection::vec(any::<u8>(), 0..300), row in 1..40_u64, nr in 0..60_usize, at in 0..9_u64) {
            let all: Vec<Encoding> = Encoding::all().collect();
            let encoding = all[nr % all.len()];
            for row in Span::at(Offset(at), len_u64(bytes.len())).pieces(row) {
                // As if nothing before the first byte were at hand.
                let n = cells(&bytes, Offset(at), row, Some(encoding)).len();
                prop_assert_eq!(len_u64(n), row.len());
            }
        }
    }
}
