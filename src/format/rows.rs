//! Cuts text into rows that a window can show, knowing only the bytes around a place.
//!
//! A row is a line, or a segment of a line longer than 4,096 bytes; segments start at
//! absolute multiples of 4,096 in the file, moved to the next character. Whatever the file,
//! [`row_at`] needs no more than [`REACH`] bytes on either side, so a jump into the middle
//! of a terabyte costs what a step to the next row costs, and no line is ever laid out whole.

use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};

/// Lines longer than this many bytes are shown in segments.
pub const SEGMENT: u64 = 4096;

/// How many bytes before and after a place decide which row it is in.
pub const REACH: u64 = 2 * SEGMENT + 8;

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

/// Some bytes of a file and where they stand.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// Where the first byte stands.
    pub at: Offset,
    /// The bytes.
    pub bytes: &'a [u8],
    /// The whole file's length, in bytes.
    pub file_len: u64,
}

impl<'a> Window<'a> {
    /// Where the window ends.
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

    /// Where the segment starts that should start at `at`: the next character's first byte.
    fn to_character(self, at: Offset) -> Offset {
        let continues = |offset: &Offset| self.byte(*offset).is_some_and(|b| b & 0xC0 == 0x80);
        let mut start = at;
        for _ in 0..3 {
            if !continues(&start) {
                return start;
            }
            start = start + 1;
        }
        // Four continuation bytes are no character: cut where the grid says.
        if continues(&start) { at } else { start }
    }
}

/// The span that [`row_at`] must see for the row that holds `at`.
#[must_use]
pub fn needed(at: Offset, file_len: u64) -> Span {
    Span { start: at.back(REACH), end: (at + REACH).min(Offset(file_len)) }
}

/// The row that holds the byte at `at`, which must lie before the file's end.
///
/// `window` must cover [`needed`]; where it does not, the row is cut at the window's edge.
#[must_use]
pub fn row_at(at: Offset, window: Window<'_>) -> Row {
    let line_start = find_line_start(at, window);
    let line_end = find_line_end(at, window);
    if let (Some(start), Some(end)) = (line_start, line_end)
        && end - start <= SEGMENT
    {
        return finish(start, end, true, window);
    }
    // A break stands strictly inside its line, or it is none.
    let is_break = |at: Offset| line_start.is_none_or(|s| at > s) && line_end.is_none_or(|e| at < e);
    let mut grid = at.floor_to(SEGMENT);
    let mut start = window.to_character(grid);
    if start > at || line_end.is_some_and(|end| start >= end) {
        grid = grid.back(SEGMENT);
        start = window.to_character(grid);
    }
    let (start, starts_line) = match line_start {
        Some(line) if !is_break(start) => (line, true),
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
fn finish(start: Offset, end: Offset, starts_line: bool, window: Window<'_>) -> Row {
    let has_lf = window.byte(end) == Some(b'\n');
    let has_cr = has_lf && end > start && window.byte(end.back(1)) == Some(b'\r');
    let text = Span { start, end: end.back(u64::from(has_cr)) };
    Row { text, next: end + u64::from(has_lf), starts_line, ends_line: true }
}

/// The start of the line that holds `at`, unless it is more than a segment away.
fn find_line_start(at: Offset, window: Window<'_>) -> Option<Offset> {
    let start = at.back(REACH).max(window.at);
    let before = window.slice(Span { start, end: at });
    match memchr::memrchr(b'\n', before) {
        Some(lf) => Some(start + len_u64(lf) + 1),
        None => (start == Offset::ZERO).then_some(start),
    }
}

/// The LF that ends the line that holds `at`, or the file's end, unless it is farther away.
fn find_line_end(at: Offset, window: Window<'_>) -> Option<Offset> {
    let end = (at + REACH).min(window.end());
    let after = window.slice(Span { start: at, end });
    match memchr::memchr(b'\n', after) {
        Some(lf) => Some(at + len_u64(lf)),
        None => (end.0 >= window.file_len).then_some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All rows of a text, cut from the whole of it, line by line.
    fn naive(text: &[u8]) -> Vec<Row> {
        let whole = Window { at: Offset(0), bytes: text, file_len: len_u64(text.len()) };
        let mut rows = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let lf = text[start..].iter().position(|&b| b == b'\n').map(|i| start + i);
            let end = lf.unwrap_or(text.len());
            let mut from = start;
            if end - start > 4096 {
                for grid in (0..end).step_by(4096).filter(|&g| g > start) {
                    let cut = to_usize(whole.to_character(Offset(len_u64(grid))).0);
                    if cut > from && cut < end {
                        let text = Span { start: Offset(len_u64(from)), end: Offset(len_u64(cut)) };
                        rows.push(Row { text, next: text.end, starts_line: from == start, ends_line: false });
                        from = cut;
                    }
                }
            }
            let cr = lf.is_some() && end > from && text[end - 1] == b'\r';
            let span = Span { start: Offset(len_u64(from)), end: Offset(len_u64(end - usize::from(cr))) };
            let next = Offset(len_u64(end + usize::from(lf.is_some())));
            rows.push(Row { text: span, next, starts_line: from == start, ends_line: true });
            start = to_usize(next.0);
        }
        rows
    }

    fn check(text: &[u8]) {
        let file_len = len_u64(text.len());
        for row in naive(text) {
            for at in [row.text.start.0, row.next.0 - 1, (row.text.start.0 + row.next.0) / 2] {
                let span = needed(Offset(at), file_len);
                let bytes = &text[to_usize(span.start.0)..to_usize(span.end.0)];
                let window = Window { at: span.start, bytes, file_len };
                assert_eq!(row_at(Offset(at), window), row, "at {at} of {file_len}");
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
}
