//! One record, cut into cells; of a long one its beginning.

use super::space::fetched;
use super::{RecordRows, Table};
use crate::base::units::{len_u64, to_u32, to_usize};
use crate::base::{Offset, Span};
use crate::doc::File;
use crate::format::delimited::{Cell, CellKind};
use crate::format::encoding::Encoding;
use crate::format::glyphs;
use crate::scroll::{Pos, RowSpace};
use crate::source::blocks::Fetched;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;

/// Bytes of a record that are shown.
pub(super) const MOST_BYTES: u64 = 256 * 1024;

/// Rows, and bytes and cells of them, that may be kept.
const MOST_ROWS: usize = 256;
const MOST_WEIGHT: usize = 32 << 20;

/// A record of a table.
pub struct TableRow {
    /// Its extent in the file, with its line end.
    pub span: Span,
    /// Whether it is longer than what is shown.
    pub is_cut: bool,
    /// In UTF-8, as far as it is text.
    text: Vec<u8>,
    /// As it stands in the file, where that is not UTF-8.
    raw: Option<Vec<u8>>,
    encoding: Encoding,
    cells: Vec<SmallCell>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
}

/// A [`Cell`] of a record that is shown: tables of ten thousand columns have many.
struct SmallCell {
    start: u32,
    end: u32,
    kind: CellKind,
}

impl SmallCell {
    fn of(cell: &Cell) -> Self {
        Self { start: to_u32(cell.raw.start), end: to_u32(cell.raw.end), kind: cell.kind }
    }

    fn start(&self) -> usize {
        to_usize(self.start.into())
    }

    fn cell(&self) -> Cell {
        Cell { raw: self.start()..to_usize(self.end.into()), kind: self.kind }
    }
}

/// What is wrong with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It has fewer cells than the table has columns.
    TooFew {
        /// How many it has.
        has: usize,
    },
    /// It has more cells than the table has columns.
    TooMany {
        /// How many it has.
        has: usize,
    },
    /// A quote was opened and never closed.
    Unclosed,
    /// The line is not of the table's form.
    Malformed,
    /// It has a value for which there is no column.
    NoColumn,
    /// Text follows a cell's closing quote.
    TextAfterQuote {
        /// Which cell, from 0.
        column: usize,
    },
}

impl TableRow {
    /// How many cells it has, as far as it is shown.
    #[must_use]
    pub fn n_cells(&self) -> usize {
        self.cells.len()
    }

    /// A cell, as a place in its text.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<Cell> {
        self.cells.get(column).map(SmallCell::cell)
    }

    /// The text of the record, in UTF-8 as far as it is text.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Where a cell lies in the file; of one that is lacking the record's end.
    #[must_use]
    pub fn cell_span(&self, column: usize) -> Span {
        let Some(cell) = self.cell(column) else {
            let end = self.cells.last().map_or(0, |cell| cell.cell().raw.end);
            return Span::at(self.offset_of(end), 0);
        };
        Span { start: self.offset_of(cell.raw.start), end: self.offset_of(cell.raw.end) }
    }

    /// The cell that holds the byte at `at`: the last one that starts before it.
    #[must_use]
    pub fn cell_at(&self, at: Offset) -> usize {
        let place = self.place_of(at);
        if self.cells.is_sorted_by_key(SmallCell::start) {
            return self.cells.partition_point(|cell| cell.start() <= place).saturating_sub(1);
        }
        // Values that are named stand in any order.
        let before =
            self.cells.iter().enumerate().filter(|(_, cell)| cell.start < cell.end && cell.start() <= place);
        before.max_by_key(|(_, cell)| cell.start).map_or(0, |(nr, _)| nr)
    }

    /// The file offset of a place in the text.
    #[must_use]
    pub fn offset_of(&self, place: usize) -> Offset {
        let place = place.min(self.text.len());
        let into = match &self.raw {
            None => len_u64(place),
            Some(raw) => glyphs::nth_char(raw, n_chars(&self.text[..place]), self.encoding),
        };
        self.span.start + into
    }

    /// The place in the text of a file offset.
    #[must_use]
    pub fn place_of(&self, at: Offset) -> usize {
        let into = to_usize(at - self.span.start);
        match &self.raw {
            None => into.min(self.text.len()),
            Some(raw) => {
                let n = glyphs::n_chars(&raw[..into.min(raw.len())], self.encoding);
                let text = String::from_utf8_lossy(&self.text);
                text.char_indices().nth(to_usize(n)).map_or(self.text.len(), |(place, _)| place)
            }
        }
    }

    fn weight(&self) -> usize {
        self.text.len() + self.raw.as_ref().map_or(0, Vec::len) + self.cells.len() * size_of::<SmallCell>()
    }
}

fn n_chars(text: &[u8]) -> u64 {
    len_u64(text.iter().filter(|&&byte| byte & 0xC0 != 0x80).count())
}

/// The rows that were cut last, those used last in front.
#[derive(Default)]
pub(super) struct RowCache {
    rows: VecDeque<Arc<TableRow>>,
    weight: usize,
}

impl RowCache {
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.weight = 0;
    }

    fn get(&mut self, span: Span) -> Option<Arc<TableRow>> {
        let nr = self.rows.iter().position(|row| row.span == span)?;
        // A frame walks its rows in order: the next lookup starts at the last hit.
        self.rows.rotate_left(nr);
        self.rows.front().map(Arc::clone)
    }

    fn put(&mut self, row: Arc<TableRow>) {
        self.weight += row.weight();
        self.rows.push_front(row);
        while self.rows.len() > 1 && (self.weight > MOST_WEIGHT || self.rows.len() > MOST_ROWS) {
            self.weight -= self.rows.pop_back().map_or(0, |old| old.weight());
        }
    }
}

impl Table {
    /// The rows of the file.
    #[must_use]
    pub fn rows<'a>(&'a self, file: &'a File) -> RecordRows<'a> {
        RecordRows::new(file, self)
    }

    /// The record that starts at `start`. Costs a walk through 256 KiB at most, and mostly nothing: the
    /// last ones are kept.
    #[must_use]
    pub fn row(&self, file: &File, start: Offset) -> Fetched<Arc<TableRow>> {
        let next = fetched!(self.rows(file).next(start.into()));
        let end = next.map_or(self.rows_span(file.len()).end, Pos::offset);
        let span = Span { start, end: end.max(start) };
        if let Some(row) = self.rows.borrow_mut().get(span) {
            return Fetched::Ready(row);
        }
        let shown = Span::at(start, span.len().min(MOST_BYTES));
        let bytes = fetched!(file.bytes(shown));
        let row = Arc::new(self.cut(span, bytes));
        self.rows.borrow_mut().put(Arc::clone(&row));
        Fetched::Ready(row)
    }

    fn cut(&self, span: Span, bytes: Vec<u8>) -> TableRow {
        let encoding = self.layout().encoding;
        let is_cut = span.len() > len_u64(bytes.len());
        let mut reader = self.reader.borrow_mut();
        let quote = self.layout().dialect.quote.filter(|_| is_cut && reader.read(&bytes).has_unclosed());
        // Quotes that are open where it is cut are closed further on.
        let closed = quote.and_then(|quote| encoding.encode(char::from(quote).encode_utf8(&mut [0; 4])));
        let closed = closed.map(|quote| [&bytes[..], &quote].concat());
        let row = reader.read(closed.as_ref().unwrap_or(&bytes));
        let (cells, has_unclosed, after) = (
            row.cells().iter().map(SmallCell::of).collect::<Vec<_>>(),
            row.has_unclosed(),
            row.text_after_quote(),
        );
        let (is_malformed, has_unknown) = (row.fault().is_some(), row.has_unknown());
        let of = self.n_columns();
        let problem = match cells.len() {
            _ if is_cut => None,
            _ if is_malformed => Some(Problem::Malformed),
            _ if has_unknown => Some(Problem::NoColumn),
            _ if has_unclosed => Some(Problem::Unclosed),
            has if has < of => Some(Problem::TooFew { has }),
            has if has > of => Some(Problem::TooMany { has }),
            _ => after.map(|column| Problem::TextAfterQuote { column }),
        };
        let text = row.text().to_vec();
        let raw = (!encoding.is_utf8()).then_some(bytes);
        TableRow { span, is_cut, text, raw, encoding, cells, problem }
    }

    /// The value of a cell, without quotes and escapes, of which only the first `most` bytes are looked
    /// at; and whether there are more. `None` if it has so few cells.
    #[must_use]
    pub fn value<'a>(&self, row: &'a TableRow, column: usize, most: usize) -> Option<(Cow<'a, [u8]>, bool)> {
        let cell = row.cell(column)?;
        let is_last_of_cut = row.is_cut && column + 1 == row.cells.len();
        if cell.raw.len() <= most {
            let kind =
                if is_last_of_cut && cell.kind == CellKind::Quoted { CellKind::Plain } else { cell.kind };
            let cell = Cell { kind, ..cell };
            return Some((self.values.value(&row.text, &cell), is_last_of_cut));
        }
        // Without its last byte, a quoted cell is one whose quote is not closed.
        let kind = if cell.kind == CellKind::Quoted { CellKind::Unclosed } else { cell.kind };
        let cell = Cell { raw: cell.raw.start..cell.raw.start + most, kind };
        Some((self.values.value(&row.text, &cell), true))
    }
}
