//! Cuts text into rows that a window can show, knowing only the bytes around a place.
//!
//! A row is a line, or a segment of a line longer than 4,096 bytes; segments start at
//! absolute multiples of 4,096 in the file, moved to the next character of its encoding. Whatever
//! the file, [`row_at`] needs no more than [`needed`] bytes on either side, so a jump into the
//! middle of a terabyte costs what a step to the next row costs, and no line is ever laid out
//! whole.
//!
//! In encodings whose trail bytes can be lead bytes, too, decoding resynchronises at the last
//! byte before it that is always a character of its own (a space, a digit); if there is none
//! within a kilobyte, and in ISO-2022 with its states, the cut is at the grid's offset.

use super::encoding::{CodeUnit, Encoding};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};

/// Lines longer than this many bytes are shown in segments.
pub const SEGMENT: u64 = 4096;

/// How many bytes before and after a place decide which row it is in.
pub const REACH: u64 = 2 * SEGMENT + 8;

/// Bytes before a segment's start that are searched for a resynchronisation point.
const RESYNC: u64 = 1024;

/// The longest character, in bytes.
const LONGEST: u64 = 4;

/// One row of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The bytes to show, without the line end.
    pub text: Span,
    /// Where the next row starts; the file's end after the last.
    pub next: Offset,
    /// Whether a line starts with this row; a later segment of a long line doesn't.
    pub starts_line: bool,
    /// Whether a line ends with this row: at an LF or at the file's end.
    pub ends_line: bool,
}

impl Row {
    /// Whether a cursor before the byte at `at` stands in this row.
    #[must_use]
    pub fn holds(&self, at: Offset) -> bool {
        self.text.start <= at && (at < self.next || at == self.text.end)
    }
}

/// Some bytes of a file and their offset.
#[derive(Clone, Copy, Debug)]
pub struct FileWindow<'a> {
    /// The first byte's offset.
    pub at: Offset,
    /// The bytes.
    pub bytes: &'a [u8],
    /// The whole file's length, in bytes.
    pub file_len: u64,
    /// What the bytes mean.
    pub encoding: Encoding,
}

impl<'a> FileWindow<'a> {
    /// The window's end.
    #[must_use]
    pub fn end(&self) -> Offset {
        self.at + len_u64(self.bytes.len())
    }

    /// The bytes of `span`, as far as the window has them.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a [u8] {
        let span = span.meet(Span { start: self.at, end: self.end() });
        if span.is_empty() {
            return &[];
        }
        let start = to_usize(span.start - self.at);
        &self.bytes[start..start + to_usize(span.len())]
    }

    fn byte(&self, at: Offset) -> Option<u8> {
        self.slice(Span::at(at, 1)).first().copied()
    }

    fn unit(&self) -> CodeUnit {
        self.encoding.unit()
    }

    /// The bytes of a code unit.
    fn width(&self) -> u64 {
        len_u64(self.unit().width())
    }

    /// Whether there is the code unit of an ASCII character at `at`.
    fn has(&self, at: Offset, ascii: u8) -> bool {
        self.unit().starts_with(self.slice(Span::at(at, self.width())), ascii)
    }

    /// Where the segment starts that should start at `at`: the next character's first byte.
    fn to_character(self, at: Offset) -> Offset {
        match self.unit() {
            CodeUnit::Utf16Le | CodeUnit::Utf16Be => self.past_pair(at),
            // The grid is one of whole code units.
            CodeUnit::Utf32Le | CodeUnit::Utf32Be => at,
            CodeUnit::Byte if self.encoding.is_utf8() => self.past_continuations(at),
            CodeUnit::Byte if self.encoding.is_single_byte() => at,
            CodeUnit::Byte => self.past_character(at),
        }
    }

    fn past_continuations(self, at: Offset) -> Offset {
        let continues = |offset: &Offset| self.byte(*offset).is_some_and(|b| b & 0xC0 == 0x80);
        let mut start = at;
        for _ in 0..3 {
            if !continues(&start) {
                return start;
            }
            start = start + 1;
        }
        // Four continuation bytes are no character: cut at the grid.
        if continues(&start) { at } else { start }
    }

    /// A low surrogate right after a high one belongs to it, whatever precedes them.
    fn past_pair(self, at: Offset) -> Offset {
        let high_byte = usize::from(self.unit() == CodeUnit::Utf16Le);
        let is = |at: Offset, class: u8| {
            let unit = self.slice(Span::at(at, 2));
            unit.len() == 2 && unit[high_byte] & 0xFC == class
        };
        if at.0 >= 2 && is(at, 0xDC) && is(at.back(2), 0xD8) { at + 2 } else { at }
    }

    /// Decodes from the last byte that is always a character.
    fn past_character(self, at: Offset) -> Offset {
        let start = at.back(RESYNC);
        let before = self.slice(Span { start, end: at });
        let alone = before.iter().rposition(|&byte| self.encoding.stands_alone(byte));
        let from = match alone {
            Some(last) => start + len_u64(last) + 1,
            None if start == Offset::ZERO && self.encoding.stands_alone(b'\n') => start,
            None => return at,
        };
        let bytes = self.slice(Span { start: from, end: at + 2 * LONGEST });
        from + len_u64(self.encoding.start_from(bytes, to_usize(at - from)))
    }
}

/// The span that [`row_at`] must see for the row that holds `at`.
#[must_use]
pub fn needed(at: Offset, file_len: u64) -> Span {
    Span { start: at.back(REACH + RESYNC), end: (at + REACH).min(Offset(file_len)) }
}

/// The row that holds the byte at `at`, which must lie before the file's end.
///
/// `window` must cover [`needed`]; where it does not, the row is cut at the window's edge.
#[must_use]
pub fn row_at(at: Offset, window: FileWindow<'_>) -> Row {
    let at = at.floor_to(window.width());
    let line_start = find_line_start(at, window);
    let line_end = find_line_end(at, window);
    if let (Some(start), Some(end)) = (line_start, line_end)
        && end - start <= SEGMENT
    {
        return finish(start, end, true, window);
    }
    // A break lies strictly inside its line, or it is none.
    let is_break = |at: Offset| line_start.is_none_or(|s| at > s) && line_end.is_none_or(|e| at < e);
    let mut grid = at.floor_to(SEGMENT);
    let mut start = window.to_character(grid);
    if start > at || line_end.is_some_and(|end| start >= end) {
        grid = grid.back(SEGMENT);
        start = window.to_character(grid);
    }
    let (start, starts_line) = match line_start {
        // Where the line starts itself, whatever character it starts with.
        Some(line) if grid <= line || !is_break(start) => (line, true),
        _ => (start, start == Offset::ZERO),
    };
    let after = start.floor_to(SEGMENT).max(grid) + SEGMENT;
    let next = window.to_character(after);
    if is_break(next) && next.0 < window.file_len {
        let text = Span { start, end: next };
        return Row { text, next, starts_line, ends_line: false };
    }
    let end = line_end.unwrap_or(Offset(window.file_len));
    finish(start, end, starts_line, window)
}

/// A row that ends where its line does: at the LF at `end`, or at the file's end.
fn finish(start: Offset, end: Offset, starts_line: bool, window: FileWindow<'_>) -> Row {
    let width = window.width();
    let has_lf = window.has(end, b'\n');
    let has_cr = has_lf && end - start >= width && window.has(end.back(width), b'\r');
    let text = Span { start, end: end.back(width * u64::from(has_cr)) };
    Row { text, next: end + width * u64::from(has_lf), starts_line, ends_line: true }
}

/// The start of the line that holds `at`, unless it is more than a segment away.
fn find_line_start(at: Offset, window: FileWindow<'_>) -> Option<Offset> {
    let width = window.width();
    let start = (at.back(REACH).max(window.at) + (width - 1)).floor_to(width);
    let before = window.slice(Span { start, end: at });
    match window.unit().line_feeds(before).next_back() {
        Some(lf) => Some(start + len_u64(lf) + width),
        None => (start == Offset::ZERO).then_some(start),
    }
}

/// The LF that ends the line that holds `at`, or the file's end, unless it is farther away.
fn find_line_end(at: Offset, window: FileWindow<'_>) -> Option<Offset> {
    let end = (at + REACH).min(window.end());
    let after = window.slice(Span { start: at, end });
    match window.unit().line_feeds(after).next() {
        Some(lf) => Some(at + len_u64(lf)),
        None => (end.0 >= window.file_len).then_some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Where the segments of a line could start, from one pass over all of it; segments of which
    /// that can't be determined start on the grid.
    fn breaks(encoding: Encoding, text: &[u8], start: usize, end: usize) -> Vec<usize> {
        let mut starts = Vec::new();
        encoding.decode(&text[start..end], &mut |at, len, _| starts.extend((len > 0).then_some(start + at)));
        let grid = (0..end).step_by(4096).filter(|&grid| grid > start);
        let is_utf8_tail = |at: usize| text.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
        let is_certain = |grid: usize| match encoding.unit() {
            CodeUnit::Byte if encoding.is_utf8() => !(grid..grid + 4).all(is_utf8_tail),
            CodeUnit::Byte if encoding.has_states() => false,
            CodeUnit::Byte => {
                let near = grid.saturating_sub(1024);
                near == 0 || text[near..grid].iter().any(|&byte| encoding.stands_alone(byte))
            }
            _ => true,
        };
        let next = |grid: usize| {
            let synced = starts.iter().copied().find(|&start| start >= grid).unwrap_or(end);
            if !is_certain(grid) {
                grid
            } else if encoding.is_utf8() {
                (grid..).find(|&at| !is_utf8_tail(at)).unwrap_or(end)
            } else {
                synced
            }
        };
        grid.map(next).collect()
    }

    /// All rows of a text, cut from the whole of it, line by line.
    fn naive(text: &[u8], encoding: Encoding) -> Vec<Row> {
        let (unit, width) = (encoding.unit(), encoding.unit().width());
        let lfs: Vec<usize> = unit.line_feeds(text).collect();
        let mut rows = Vec::new();
        let mut start = 0;
        let offset = |at: usize| Offset(len_u64(at));
        while start < text.len() {
            let lf = lfs.iter().copied().find(|&lf| lf >= start);
            let end = lf.unwrap_or(text.len());
            let mut from = start;
            if end - start > 4096 {
                for cut in breaks(encoding, text, start, end) {
                    if cut > from && cut < end {
                        let text = Span { start: offset(from), end: offset(cut) };
                        rows.push(Row { text, next: text.end, starts_line: from == start, ends_line: false });
                        from = cut;
                    }
                }
            }
            let cr = if lf.is_some() { end - from - unit.without_cr(&text[from..end]).len() } else { 0 };
            let span = Span { start: offset(from), end: offset(end - cr) };
            let next = offset(end + if lf.is_some() { width } else { 0 });
            rows.push(Row { text: span, next, starts_line: from == start, ends_line: true });
            start = to_usize(next.0);
        }
        rows
    }

    fn check(text: &[u8]) {
        check_in(text, Encoding::UTF_8);
    }

    fn check_in(text: &[u8], encoding: Encoding) {
        let file_len = len_u64(text.len());
        for row in naive(text, encoding) {
            for at in [row.text.start.0, row.next.0 - 1, (row.text.start.0 + row.next.0) / 2] {
                let span = needed(Offset(at), file_len);
                let bytes = &text[to_usize(span.start.0)..to_usize(span.end.0)];
                let window = FileWindow { at: span.start, bytes, file_len, encoding };
                assert_eq!(row_at(Offset(at), window), row, "at {at} of {file_len} in {}", encoding.name());
            }
        }
    }

    #[test]
    fn rows_are_the_same_seen_from_any_of_their_bytes() {
        for len in [0, 1, 4095, 4096, 4097, 8191, 8192, 8193, 8200, 12_289, 30_000] {
            for fill in ["a", "é", "東", "🦆", "\u{80}"] {
                for lead in ["", "\n", "xy\r\n", "ab\n\n"] {
                    for tail in ["", "\n", "\r\n", "\nnext", "\r"] {
                        let text = format!("{lead}{}{tail}", fill.repeat(len / fill.len()));
                        check(text.as_bytes());
                    }
                }
            }
            check(&vec![0x80; len]);
            // The rest of a character stands first in a file, or in a line on the grid.
            let rest = [0xA3, 0].repeat(len / 2);
            check(&rest);
            check(&[&b"\n".repeat(4096), &rest[..]].concat());
        }
    }

    #[test]
    fn rows_are_the_same_from_any_of_their_bytes_in_every_encoding() {
        for encoding in Encoding::all() {
            for len in [1, 4095, 4097, 8193, 12_289] {
                for fill in ["a", "é", "東京、 ", "東", "🦆", "ж", "\u{A0A}\u{D0D}"] {
                    for (lead, tail) in [("", ""), ("xy\r\n", "\r\n"), ("b", "\nnext"), ("bc", "\r")] {
                        let text = format!("{lead}{}{tail}", fill.repeat(len / fill.len()));
                        let Some(bytes) = encoding.encode(&text) else { continue };
                        check_in(&bytes, encoding);
                        check_in(&bytes[..bytes.len().saturating_sub(1)], encoding);
                    }
                }
            }
            check_in(&vec![0x81; 9000], encoding);
        }
    }

    proptest! {
        #[test]
        fn rows_of_random_texts_equal_those_cut_line_by_line(
            lines in prop::collection::vec((0_usize..13_000, prop::sample::select(vec!["a", "é", "\u{10000}"]), any::<bool>()), 0..6),
        ) {
            let mut text = Vec::new();
            for (len, fill, cr) in lines {
                text.extend_from_slice(fill.repeat(len / fill.len()).as_bytes());
                text.extend_from_slice(if cr { b"\r\n" } else { b"\n" });
            }
            check(&text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        #[test]
        fn rows_of_random_bytes_equal_those_cut_line_by_line_in_every_encoding(
            parts in prop::collection::vec(prop_oneof![
                4 => prop::collection::vec(0x80_u8..=0xFF, 1..9),
                2 => prop::sample::select(vec![&b"\n"[..], b"\r\n", b"\n\0", b"\0\n", b"\r\0\n\0", b"\0\r\0\n", b"\r\0\0\0\n\0\0\0", b"\0\0\0\n"]).prop_map(<[u8]>::to_vec),
                2 => "[ -~]{1,4}".prop_map(String::into_bytes),
                1 => prop::sample::select(vec![b"\x3D\xD8\x86\xDD", b"\xD8\x3E\xDD\x86"]).prop_map(|pair| pair.to_vec()),
            ], 1..60),
            times in 1_usize..400, gap in 1_usize..9000,
        ) {
            let mut bytes = parts.concat().repeat(times);
            bytes.truncate(40_000);
            // Long lines, too: most line ends are taken out.
            let kept = |(at, byte): (usize, &u8)| if *byte == b'\n' && at % gap != 0 { 0x81 } else { *byte };
            let bytes: Vec<u8> = bytes.iter().enumerate().map(kept).collect();
            Encoding::all().for_each(|encoding| check_in(&bytes, encoding));
        }
    }
}
