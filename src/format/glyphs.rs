//! Shows bytes as text without invisible characters.
//!
//! Bytes that don't decode appear as `\xNN`, control characters by their keys (`^@`, `^[`),
//! characters that are invisible or change the direction of writing as their numbers
//! (`‹U+202E›`, against "Trojan Source"), tabs as the space up to the next stop. This decodes;
//! [`super::cells`] assigns characters to columns.

use super::cells::CellWriter;
use super::encoding::Encoding;
use crate::base::units::len_u64;

pub use super::cells::{Cell, CellKind, DisplayOptions, Shown};

/// Shows the bytes of one row of UTF-8, at most some thousand.
#[must_use]
pub fn show(row: &[u8], how: DisplayOptions) -> Shown {
    show_in(row, how, Encoding::UTF_8)
}

/// Shows the bytes of one row, at most some thousand.
#[must_use]
pub fn show_in(row: &[u8], how: DisplayOptions, encoding: Encoding) -> Shown {
    shown(row, how, encoding, false)
}

/// The same of a file's first row: a byte order mark is no text, and takes no column.
#[must_use]
pub fn show_first(row: &[u8], how: DisplayOptions, encoding: Encoding) -> Shown {
    shown(row, how, encoding, true)
}

fn shown(row: &[u8], how: DisplayOptions, encoding: Encoding, is_first: bool) -> Shown {
    let mut shown = CellWriter::new(row.len(), how);
    encoding.decode(row, &mut |at, len, c| match c {
        Some('\u{FEFF}') if is_first && at == 0 => {}
        Some(c) => shown.character(c, at),
        None => (at..).zip(&row[at..at + len]).for_each(|(at, &byte)| shown.bad(byte, at)),
    });
    shown.finish(row.len())
}

/// How many characters there are in `bytes`; each byte that does not decode counts as one.
#[must_use]
pub fn n_chars(bytes: &[u8], encoding: Encoding) -> u64 {
    let mut n = 0;
    encoding.decode(bytes, &mut |_, len, c| n += if c.is_some() { 1 } else { len });
    len_u64(n)
}

/// Where the character `nth` (from 0) starts, in bytes; the end where there are not so many.
#[must_use]
pub fn nth_char(bytes: &[u8], nth: u64, encoding: Encoding) -> u64 {
    let (mut seen, mut found) = (0, None);
    encoding.decode(bytes, &mut |at, len, c| {
        let n = if c.is_some() { 1 } else { len_u64(len) };
        if found.is_none() && nth < seen + n {
            found = Some(len_u64(at) + nth - seen);
        }
        seen += n;
    });
    found.unwrap_or(len_u64(bytes.len()))
}

/// What a selection is copied as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CopyAs {
    /// What the view shows: bytes as hexadecimal pairs, all else as text.
    #[default]
    Shown,
    /// Text of the file's encoding.
    Text,
    /// Hexadecimal pairs.
    Hex,
    /// An array of C.
    CArray,
    /// An array of Rust.
    RustArray,
    /// A literal of Python.
    PythonBytes,
    /// Base64, in one line.
    Base64,
}

/// The bytes as text to copy: what decodes as it is, the rest as U+FFFD.
#[must_use]
pub fn plain(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The bytes as hexadecimal pairs, to copy.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from(b"0123456789ABCDEF"[usize::from(nibble)]);
    let mut out = String::with_capacity(bytes.len() * 3);
    for &byte in bytes {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(digit(byte >> 4));
        out.push(digit(byte & 0x0F));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::ansi::{Colour, Pen};
    use crate::format::cells::hides;
    use proptest::prelude::*;

    const PLAIN: DisplayOptions = DisplayOptions { tab: 8, ansi: false };
    const ANSI: DisplayOptions = DisplayOptions { tab: 8, ansi: true };

    fn check(row: &[u8], expected: &str) {
        let shown = show(row, PLAIN);
        assert_eq!(shown.text, expected);
        check_grid(row, &shown);
    }

    /// What holds for every row: cells follow each other without a gap, in columns, text and
    /// bytes, and columns and bytes find each other.
    fn check_grid(row: &[u8], shown: &Shown) {
        let end = shown.pieces.last().map_or(0, |(range, _)| range.end);
        assert_eq!(end, shown.text.len());
        assert_eq!(shown.byte_at(shown.n_columns()), len_u64(row.len()));
        let (mut columns, mut text) = (0, String::new());
        for cell in shown.cells(0..shown.n_columns()) {
            assert_eq!(cell.column, columns);
            columns += cell.width;
            text.push_str(cell.text);
        }
        assert_eq!((columns, &text), (shown.n_columns(), &shown.text));
        for column in 0..shown.n_columns() {
            assert!(shown.column_of(shown.byte_at(column)) <= column);
            assert!(shown.byte_at(column) < len_u64(row.len()));
            let part: Vec<Cell<'_>> = shown.cells(column..column + 1).collect();
            assert!(part.len() == 1 && part[0].column <= column && column < part[0].column + part[0].width);
        }
    }

    #[test]
    fn nothing_hides() {
        check(b"", "");
        check("naïve 東京 🦆".as_bytes(), "naïve 東京 🦆");
        check(b"a\tb", "a       b");
        check(b"1234567\tb", "1234567 b");
        check(b"\x00\x1b[31m\x7f", "^@^[[31m^?");
        check(b"a\rb", "a^Mb");
        check(b"\xff\xc3(", "\\xFF\\xC3(");
        check("flush\u{202E}x\u{200B}".as_bytes(), "flush‹U+202E›x‹U+200B›");
        check(b"\xed\xa0\x80", "\\xED\\xA0\\x80");
        check("\u{301}e\u{301}".as_bytes(), "‹U+0301›e\u{301}");
        check("\u{3164}\u{2800}\u{FE0F}\u{E0041}".as_bytes(), "‹U+3164›‹U+2800›‹U+FE0F›‹U+E0041›");
    }

    #[test]
    fn whatever_is_drawn_as_nothing_is_known() {
        let ranges = [
            0x80..=0x9F,
            0xAD..=0xAD,
            0x034F..=0x034F,
            0x061C..=0x061C,
            0x115F..=0x1160,
            0x17B4..=0x17B5,
            0x180B..=0x180F,
            0x200B..=0x200F,
            0x2028..=0x202E,
            0x2060..=0x206F,
            0x2800..=0x2800,
            0x3164..=0x3164,
            0xFE00..=0xFE0F,
            0xFEFF..=0xFEFF,
            0xFFA0..=0xFFA0,
            0xFFF0..=0xFFFB,
            0x13430..=0x1343F,
            0x1BCA0..=0x1BCA3,
            0x1D173..=0x1D17A,
            0xE0000..=0xE0FFF_u32,
        ];
        for c in ranges.into_iter().flatten().filter_map(char::from_u32) {
            assert!(hides(c), "U+{:04X}", u32::from(c));
        }
        for c in "aé東🦆\u{A0}\u{3000}\u{301}\u{5D0}\u{627}\u{600}한".chars() {
            assert!(!hides(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn columns_and_bytes_find_each_other() {
        let row = "é\u{202E}\tz".as_bytes();
        let shown = show(row, PLAIN);
        assert_eq!(shown.byte_at(0), 0);
        assert_eq!(shown.byte_at(1), 2);
        assert_eq!(shown.byte_at(8), 2);
        assert_eq!(shown.column_of(2), 1);
        assert_eq!(shown.byte_at(shown.n_columns()), 7);
        assert_eq!(shown.column_of(7), shown.n_columns());
        assert_eq!(shown.step(0, true), 2);
        assert_eq!(shown.step(2, true), 5);
        assert_eq!(shown.step(5, false), 2);
    }

    #[test]
    fn wide_characters_take_two_columns_and_marks_none() {
        let shown = show("a東e\u{301}\u{302}🦆\tz".as_bytes(), DisplayOptions { tab: 4, ansi: false });
        let cells: Vec<(usize, usize, &str)> =
            shown.cells(0..99).map(|cell| (cell.column, cell.width, cell.text)).collect();
        let expected = [
            (0, 1, "a"),
            (1, 2, "東"),
            (3, 1, "e\u{301}\u{302}"),
            (4, 2, "🦆"),
            (6, 1, " "),
            (7, 1, " "),
            (8, 1, "z"),
        ];
        assert_eq!(cells, expected);
        assert_eq!((shown.byte_at(1), shown.byte_at(2), shown.byte_at(3)), (1, 1, 4));
        // A step over a character steps over its marks.
        assert_eq!(shown.step(4, true), 9);
        assert_eq!(shown.step(9, false), 4);
    }

    #[test]
    fn tabs_lead_to_the_next_stop_of_any_width() {
        for (tab, expected) in [(2, "a b"), (4, "a   b"), (8, "a       b"), (0, "a b")] {
            assert_eq!(show(b"a\tb", DisplayOptions { tab, ansi: false }).text, expected, "{tab}");
        }
    }

    #[test]
    fn ansi_colours_take_no_columns_and_other_sequences_stay() {
        let row = b"\x1b[31mred\x1b[0m \x1b[2Jx\x1b\x1b[1;4mb\x1b[";
        let shown = show(row, ANSI);
        assert_eq!(shown.text, "red ^[[2Jx^[b^[[");
        check_grid(row, &shown);
        let pens: Vec<Pen> = shown.cells(0..99).map(|cell| cell.pen).collect();
        let red = Pen { color: Some(Colour::Basic(1)), ..Pen::default() };
        assert_eq!((pens[0], pens[2], pens[3]), (red, red, Pen::default()));
        assert!(pens[12].is_bold && pens[12].is_underlined);
        assert_eq!(shown.byte_at(0), 5);
        assert_eq!(shown.column_of(0), 0);
        assert_eq!(shown.byte_at(3), 12);
    }

    #[test]
    fn words_end_where_their_letters_do() {
        let shown = show("naïve_2  где; x".as_bytes(), PLAIN);
        assert_eq!(shown.word_at(2), 0..8);
        assert_eq!(shown.word_at(99), 18..19);
        let forward = |at| shown.word_step(at, true);
        assert_eq!([0, 8, 16, 17, 19].map(forward), [8, 16, 17, 19, 19]);
        let back = |at| shown.word_step(at, false);
        assert_eq!([0, 5, 10, 16, 19].map(back), [0, 0, 0, 10, 18]);
    }

    /// Oracle for the sequence parser: a regular expression over the whole row.
    fn without_colours(row: &str) -> String {
        let sequence = regex_automata::meta::Regex::new(r"\x1B\[[0-9;:]{0,61}m").expect("a pattern");
        let mut rest = String::new();
        let mut at = 0;
        for found in sequence.find_iter(row) {
            rest.push_str(&row[at..found.start()]);
            at = found.end();
        }
        rest + &row[at..]
    }

    proptest! {
        #[test]
        fn every_row_stands_in_its_grid(
            row in prop::collection::vec(prop::sample::select(vec![
                "a", " ", "\t", "é", "東", "🦆", "\u{301}", "\u{202E}", "\x1b", "[", "3", ";", "m", "\x1b[1m", "\r",
            ]), 0..60),
            bad in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
            tab in 0..9_u8, ansi in any::<bool>(),
        ) {
            let mut bytes = row.concat().into_bytes();
            if let Some((at, byte)) = bad {
                let at = at.index(bytes.len() + 1);
                bytes.insert(at, byte);
            }
            let how = DisplayOptions { tab, ansi };
            let shown = show(&bytes, how);
            check_grid(&bytes, &shown);
            let n = n_chars(&bytes, Encoding::UTF_8);
            prop_assert_eq!(nth_char(&bytes, n, Encoding::UTF_8), len_u64(bytes.len()));
            for nth in 0..n {
                prop_assert_eq!(n_chars(&bytes[..crate::base::units::to_usize(nth_char(&bytes, nth, Encoding::UTF_8))], Encoding::UTF_8), nth);
            }
        }

        #[test]
        fn what_is_left_of_colours_is_what_a_pattern_leaves(
            row in prop::collection::vec(prop::sample::select(vec![
                "a", "\x1b", "[", "3", "1;", ":", "m", "\x1b[", "\x1b[1m", "0000000000000000000000000000000",
            ]), 0..40),
        ) {
            let row = row.concat();
            let expected = show(without_colours(&row).as_bytes(), PLAIN).text;
            prop_assert_eq!(show(row.as_bytes(), ANSI).text, expected);
        }
    }
}
