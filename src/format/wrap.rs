//! Wraps rows at the view's width, into lines of the screen.
//!
//! A [`RowLayout`] row knows its bytes, its cells, and where its lines start. Because rows are never
//! longer than a segment ([`super::rows`]), wrapping never lays out a whole line of the file,
//! and because lines follow from their row and the width alone, they are the same seen from
//! any of their bytes. A line breaks after a space or a sign if there is one near its end, else
//! anywhere between two characters. Not wrapped, a row has one line.

use super::encoding::Encoding;
use super::glyphs::{self, DisplayOptions, Shown};
use super::rows::Row;
use crate::base::units::to_usize;
use crate::base::{Offset, Span};
use std::ops::Range;

/// Columns before a line's end that are searched for a better break.
const LOOK_BACK: usize = 20;

/// No line is narrower, so that any escape fits.
pub const NARROWEST: usize = 16;

/// How rows are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowLayoutOptions {
    /// How their bytes are shown.
    pub how: DisplayOptions,
    /// After how many columns they wrap, if they do.
    pub columns: Option<usize>,
    /// Whether it is shown what they end with.
    pub line_ends: bool,
}

/// A row, laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowLayout {
    /// The row.
    pub row: Row,
    /// The bytes of its text.
    pub bytes: Vec<u8>,
    /// Its cells.
    pub shown: Shown,
    /// What ends it: nothing, or a line end.
    pub end: LineEnd,
    /// The columns at which its lines start; the first is 0.
    starts: Vec<usize>,
}

/// A row's terminator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// Nothing: the line continues, or the file ends.
    #[default]
    None,
    /// LF.
    Lf,
    /// CR and LF.
    CrLf,
}

/// A line of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenLine {
    /// Its bytes, without a line end.
    pub text: Span,
    /// Where the next one starts; the file's end after the last.
    pub next: Offset,
    /// Its first column in the row.
    pub column: usize,
    /// Its last column in the row, and one.
    pub end_column: usize,
    /// Whether its row starts with it.
    pub is_first: bool,
    /// Whether its row ends with it.
    pub is_last: bool,
}

impl ScreenLine {
    /// Whether a cursor before the byte at `at` is in this line.
    #[must_use]
    pub fn holds(&self, at: Offset) -> bool {
        self.text.start <= at && (at < self.next || (self.is_last && at == self.text.end))
    }
}

/// Lays out a row whose text is `bytes` and whose line end is `end` (its bytes, maybe none).
#[must_use]
pub fn lay(row: Row, bytes: Vec<u8>, end: &[u8], layout: RowLayoutOptions, encoding: Encoding) -> RowLayout {
    let shown = match row.text.start {
        Offset::ZERO => glyphs::show_first(&bytes, layout.how, encoding),
        _ => glyphs::show_in(&bytes, layout.how, encoding),
    };
    let starts = match layout.columns {
        Some(columns) => breaks(&shown, columns.max(NARROWEST)),
        None => vec![0],
    };
    let end = match end {
        [] => LineEnd::None,
        end if end.contains(&b'\r') => LineEnd::CrLf,
        _ => LineEnd::Lf,
    };
    RowLayout { row, bytes, shown, end, starts }
}

/// Where lines of at most `width` columns start.
fn breaks(shown: &Shown, width: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let mut start = 0;
    while shown.n_columns() - start > width {
        let most = start + width;
        // The last place at or before the line's end that cuts no character, but not its start.
        let any = (start + 1..=most).rev().find(|&column| shown.starts_at(column));
        let any = any.or_else(|| (most..).find(|&column| shown.starts_at(column))).unwrap_or(most);
        start = better_break(shown, start, any).unwrap_or(any);
        if start >= shown.n_columns() {
            break;
        }
        starts.push(start);
    }
    starts
}

/// The last place near `before` that follows a space or a sign.
fn better_break(shown: &Shown, start: usize, before: usize) -> Option<usize> {
    let from = before.saturating_sub(LOOK_BACK).max(start);
    let last = shown.cells(from..before).filter(|cell| {
        let parts = |c: char| c.is_whitespace() || (c.is_ascii_punctuation() && !"_'\"`([{<$#@".contains(c));
        cell.column + cell.width <= before && cell.column >= start && cell.text.chars().all(parts)
    });
    // Not within a tab or an escape, whose columns share a byte.
    last.map(|cell| cell.column + cell.width).filter(|&column| shown.starts_at(column)).last()
}

impl RowLayout {
    /// How many lines it has; at least one.
    #[must_use]
    pub fn n_lines(&self) -> usize {
        self.starts.len()
    }

    /// The line `nr`, from 0; the last one where there are not so many.
    #[must_use]
    pub fn line(&self, nr: usize) -> ScreenLine {
        let nr = nr.min(self.starts.len() - 1);
        let is_last = nr + 1 == self.starts.len();
        let column = self.starts[nr];
        let end_column = if is_last { self.shown.n_columns() } else { self.starts[nr + 1] };
        let place = |column| self.row.text.start + self.shown.byte_at(column);
        // Zero-width bytes before the first column, such as colours, belong to the first line.
        let start = if nr == 0 { self.row.text.start } else { place(column) };
        let (end, next) =
            if is_last { (self.row.text.end, self.row.next) } else { (place(end_column), place(end_column)) };
        ScreenLine { text: Span { start, end }, next, column, end_column, is_first: nr == 0, is_last }
    }

    /// The number of the line that holds the byte at `at`.
    #[must_use]
    pub fn line_nr(&self, at: Offset) -> usize {
        let into = at - self.row.text.start;
        self.starts[1..].partition_point(|&column| self.shown.byte_at(column) <= into)
    }

    /// All its lines.
    pub fn lines(&self) -> impl Iterator<Item = ScreenLine> {
        (0..self.n_lines()).map(|nr| self.line(nr))
    }

    /// The bytes of the characters that start in these columns, counted from the line's start.
    ///
    /// Blocks beside each other share nothing and leave nothing out.
    #[must_use]
    pub fn block(&self, line: &ScreenLine, columns: &Range<usize>) -> &[u8] {
        let place = |column: usize| {
            let column = line.column.saturating_add(column).min(line.end_column);
            let starts = (column..line.end_column).find(|&column| self.shown.starts_at(column));
            let column = starts.unwrap_or(line.end_column);
            to_usize(self.shown.byte_at(column)).min(self.bytes.len())
        };
        let (start, end) = (place(columns.start), place(columns.end));
        &self.bytes[start..end.max(start)]
    }

    /// Memory that it takes, in columns, roughly.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.shown.n_columns() + self.bytes.len() + 64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::units::len_u64;
    use crate::format::rows::{FileWindow, needed, row_at};
    use proptest::prelude::*;

    /// All rows of a text, laid out.
    fn all(text: &[u8], layout: RowLayoutOptions) -> Vec<RowLayout> {
        let mut laid = Vec::new();
        let mut at = Offset::ZERO;
        while at.0 < len_u64(text.len()) {
            let one = laid_at(text, at, layout);
            at = one.row.next;
            laid.push(one);
        }
        laid
    }

    /// The row that holds a byte, from the bytes around it alone.
    fn laid_at(text: &[u8], at: Offset, layout: RowLayoutOptions) -> RowLayout {
        let file_len = len_u64(text.len());
        let span = needed(at, file_len);
        let bytes = &text[to_usize(span.start.0)..to_usize(span.end.0)];
        let encoding = Encoding::UTF_8;
        let window = FileWindow { at: span.start, bytes, file_len, encoding };
        let row = row_at(at, window);
        let end = window.slice(Span { start: row.text.end, end: row.next });
        lay(row, window.slice(row.text).to_vec(), end, layout, encoding)
    }

    /// The slow twin: a row wrapped cell by cell, greedily, by its strings.
    fn naive(shown: &Shown, width: usize) -> Vec<String> {
        let cells: Vec<_> = shown.cells(0..shown.n_columns()).collect();
        // An escape is one unit: its cells share a byte.
        let mut units: Vec<(String, usize)> = Vec::new();
        for cell in cells {
            match units.last_mut() {
                Some(last) if !shown.starts_at(cell.column) => {
                    last.0.push_str(cell.text);
                    last.1 += cell.width;
                }
                _ => units.push((cell.text.to_owned(), cell.width)),
            }
        }
        let mut lines = Vec::new();
        let mut rest = &units[..];
        loop {
            let total: usize = rest.iter().map(|unit| unit.1).sum();
            if total <= width {
                lines.push(rest.iter().map(|unit| unit.0.as_str()).collect());
                return lines;
            }
            let mut ends = Vec::new();
            let mut column = 0;
            for (nr, unit) in rest.iter().enumerate() {
                column += unit.1;
                if column <= width {
                    let signs = "!%&)*+,-./:;=>?\\]^|}~";
                    let parts = unit.0.chars().last().is_some_and(|c| c.is_whitespace() || signs.contains(c));
                    ends.push((nr + 1, column, parts));
                }
            }
            let &(n, last, _) = ends.last().expect("any unit fits");
            let from = last.saturating_sub(LOOK_BACK);
            let good = ends.iter().rev().find(|(_, column, parts)| *parts && *column > from);
            let n = good.map_or(n, |(n, ..)| *n);
            lines.push(rest[..n].iter().map(|unit| unit.0.as_str()).collect());
            rest = &rest[n..];
        }
    }

    fn check(text: &[u8], layout: RowLayoutOptions) {
        for laid in all(text, layout) {
            let mut at = laid.row.text.start;
            for (nr, line) in (0..).zip(laid.lines()) {
                assert_eq!(line.text.start, at, "lines follow each other");
                assert!(line.next > at, "a line has a byte");
                assert!(line.end_column - line.column <= layout.columns.unwrap_or(usize::MAX));
                at = line.next;
                // The same line, seen from any of its bytes.
                for from in [line.text.start, line.next.back(1)] {
                    let seen = laid_at(text, from, layout);
                    assert_eq!((seen.line_nr(from), seen.line(nr)), (nr, line), "from {from}");
                }
            }
            assert_eq!(at, laid.row.next, "and leave nothing out");
            let Some(columns) = layout.columns else { continue };
            let cells = |line: ScreenLine| {
                laid.shown.cells(line.column..line.end_column).map(|cell| cell.text).collect()
            };
            let lines: Vec<String> = laid.lines().map(cells).collect();
            assert_eq!(lines, naive(&laid.shown, columns));
        }
    }

    #[test]
    fn lines_break_after_spaces_and_signs_near_their_end() {
        let wrapped = |text: &str| -> Vec<String> {
            let layout = RowLayoutOptions { columns: Some(16), ..RowLayoutOptions::default() };
            let laid = laid_at(text.as_bytes(), Offset::ZERO, layout);
            let text =
                |line: ScreenLine| text[to_usize(line.text.start.0)..to_usize(line.text.end.0)].to_owned();
            laid.lines().map(text).collect()
        };
        assert_eq!(wrapped("short"), ["short"]);
        assert_eq!(wrapped("exactly sixteen!"), ["exactly sixteen!"]);
        assert_eq!(wrapped("some words that do not fit"), ["some words that ", "do not fit"]);
        assert_eq!(wrapped("abcdefghijklmnopqrstuvwxyz"), ["abcdefghijklmnop", "qrstuvwxyz"]);
        assert_eq!(wrapped("東京東京東京東京東京"), ["東京東京東京東京", "東京"]);
        assert_eq!(wrapped("a東京東京東京東京東京"), ["a東京東京東京東", "京東京"]);
        assert_eq!(wrapped("0123456789abc\u{202E}def"), ["0123456789abc", "\u{202E}def"]);
    }

    #[test]
    fn a_block_is_what_stands_in_its_columns() {
        let laid = laid_at("a東b\r\n".as_bytes(), Offset::ZERO, RowLayoutOptions::default());
        assert_eq!(laid.end, LineEnd::CrLf);
        let line = laid.line(0);
        let block = |columns| laid.block(&line, &columns);
        assert_eq!(block(1..3), "東".as_bytes());
        assert_eq!(block(0..2), "a東".as_bytes());
        assert_eq!(block(2..9), b"b");
        assert_eq!(block(7..9), b"");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn wrapped_lines_tile_their_rows_seen_from_any_byte(
            words in prop::collection::vec((prop::sample::select(vec![
                "word ", "x", "é", "東", "🦆", "\u{301}", "\t", "\u{202E}", "\x1b[31m", ",", "\n", "\r\n", "\r",
            ]), prop_oneof![1..40_usize, 900..5000_usize]), 0..7),
            bad in any::<bool>(),
            columns in prop::option::of(16..200_usize), tab in 1..9_u8, ansi in any::<bool>(),
        ) {
            let mut text: Vec<u8> = words.iter().flat_map(|(word, n)| word.repeat(*n).into_bytes()).collect();
            if bad {
                text.extend(b"\xFF\x80\x80\xC3");
            }
            check(&text, RowLayoutOptions { how: DisplayOptions { tab, ansi }, columns, line_ends: false });
        }
    }
}
