//! Cuts a sample into records and cells by one candidate's syntax.
//!
//! A small automaton over narrowed bytes, as lenient as the readers of tables are: text after a
//! closing quote belongs to the cell, quotes within unquoted text are literal, and a quote that is
//! never closed, or closed only lines further down in the middle of text, is no quote. Linear: after
//! too many such quotes none is believed.

use std::ops::Range;

/// What a record is cut by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Syntax {
    /// Empty where there is one column.
    pub delimiter: Box<[u8]>,
    pub quote: Option<u8>,
    pub escape: Option<u8>,
    /// Whether blanks around cells are no part of them.
    pub trims: bool,
    pub line_end: u8,
}

/// A cell: its bytes without quotes around them.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub bytes: Range<usize>,
    pub is_quoted: bool,
    /// Whether its closing quote is followed by the end of the cell, or it opens none.
    pub is_clean: bool,
}

/// A record.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Up to and with its line end.
    pub bytes: Range<usize>,
    pub cells: Range<usize>,
    /// Whether it is an empty line, or one of blanks.
    pub is_blank: bool,
}

impl Row {
    /// How many cells it has.
    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }
}

/// The records of a sample.
pub(super) struct Rows {
    pub rows: Vec<Row>,
    pub cells: Vec<Cell>,
    /// Quotes that open and are never closed.
    pub n_unclosed: usize,
}

impl Rows {
    pub(super) fn cells(&self, row: &Row) -> &[Cell] {
        self.cells.get(row.cells.clone()).unwrap_or_default()
    }
}

/// Cuts all of `bytes`; the last record counts only if it ends, or `ends_file`.
pub(super) fn cut(bytes: &[u8], syntax: &Syntax, ends_file: bool) -> Rows {
    let mut stops = [false; 256];
    stops[usize::from(syntax.line_end)] = true;
    for byte in syntax.delimiter.first().into_iter().chain(&syntax.escape) {
        stops[usize::from(*byte)] = true;
    }
    let rows = Rows { rows: Vec::new(), cells: Vec::new(), n_unclosed: 0 };
    let mut cutter = Cutter { bytes, syntax, ends_file, stops, at: 0, wasted: 0, rows };
    while cutter.at < bytes.len() && cutter.record() {}
    cutter.rows
}

struct Cutter<'a> {
    bytes: &'a [u8],
    syntax: &'a Syntax,
    ends_file: bool,
    /// Bytes that unquoted text may end at.
    stops: [bool; 256],
    at: usize,
    /// Bytes that were looked at in vain for closing quotes.
    wasted: usize,
    rows: Rows,
}

/// What follows an opening quote.
enum Quoted {
    /// The closing quote, and where the cell's next bytes are.
    Closed {
        quote: usize,
        clean: bool,
    },
    Unclosed,
    /// The sample ends first.
    Cut,
}

impl Cutter<'_> {
    /// Cuts a record; false if the sample ends within it.
    fn record(&mut self) -> bool {
        let (start, first_cell) = (self.at, self.rows.cells.len());
        loop {
            let Some(cell) = self.cell() else {
                self.rows.cells.truncate(first_cell);
                return false;
            };
            self.rows.cells.push(cell);
            if self.is_delimiter(self.at) {
                self.at += self.syntax.delimiter.len();
                continue;
            }
            let ends = self.at < self.bytes.len();
            if !ends && !self.ends_file {
                self.rows.cells.truncate(first_cell);
                return false;
            }
            self.at += usize::from(ends);
            break;
        }
        let cells = first_cell..self.rows.cells.len();
        let line = &self.bytes[start..self.at];
        let is_blank = line.first().is_none_or(u8::is_ascii_whitespace)
            && line.iter().all(u8::is_ascii_whitespace)
            && (cells.len() == 1 || self.syntax.delimiter.iter().all(|&byte| byte == b' '));
        self.rows.rows.push(Row { bytes: start..self.at, cells, is_blank });
        true
    }

    /// Cuts a cell up to the delimiter or line end behind it.
    fn cell(&mut self) -> Option<Cell> {
        let start = if self.syntax.trims { self.skip_blanks(self.at) } else { self.at };
        if self.syntax.quote.is_some_and(|quote| self.bytes.get(start) == Some(&quote)) {
            match self.quoted(start + 1) {
                Quoted::Closed { quote, clean } => {
                    let end = self.unquoted(quote + 1);
                    self.at = end;
                    return Some(Cell { bytes: start + 1..quote, is_quoted: true, is_clean: clean });
                }
                Quoted::Unclosed => {
                    self.rows.n_unclosed += 1;
                    self.at = self.unquoted(start + 1);
                    let bytes = start + 1..self.content_end(start + 1);
                    return Some(Cell { bytes, is_quoted: false, is_clean: false });
                }
                Quoted::Cut => return None,
            }
        }
        self.at = self.unquoted(start);
        let bytes = start..self.content_end(start);
        Some(Cell { bytes, is_quoted: false, is_clean: true })
    }

    /// The end of an unquoted cell's content that ends at `self.at`.
    fn content_end(&self, start: usize) -> usize {
        let mut end = self.at;
        let before = |end: usize| end.checked_sub(1).and_then(|last| self.bytes.get(last));
        if self.bytes.get(end) == Some(&b'\n') && end > start && before(end) == Some(&b'\r') {
            end -= 1;
        }
        while self.syntax.trims && end > start && before(end).is_some_and(|byte| is_blank(*byte)) {
            end -= 1;
        }
        end
    }

    /// Where unquoted text ends that starts at `at`: at a delimiter, a line end, or the last byte.
    fn unquoted(&self, mut at: usize) -> usize {
        while let Some(&byte) = self.bytes.get(at) {
            if self.stops[usize::from(byte)] {
                if byte == self.syntax.line_end || self.is_delimiter(at) {
                    return at;
                }
                if self.syntax.escape == Some(byte) && self.bytes.get(at + 1).is_some() {
                    at += 1;
                }
            }
            at += 1;
        }
        self.bytes.len()
    }

    /// Finds the closing quote of the cell whose content starts at `start`.
    fn quoted(&mut self, start: usize) -> Quoted {
        let Some(quote) = self.syntax.quote else { return Quoted::Unclosed };
        if self.wasted > 4 * self.bytes.len() {
            return Quoted::Unclosed;
        }
        let mut at = start;
        while let Some(&byte) = self.bytes.get(at) {
            if self.syntax.escape == Some(byte) {
                at += 2;
            } else if byte != quote {
                at += 1;
            } else if self.bytes.get(at + 1) == Some(&quote) {
                at += 2;
            } else {
                let clean = self.ends_cell(at + 1);
                let spans_lines = || memchr::memchr(self.syntax.line_end, &self.bytes[start..at]).is_some();
                let n = self.syntax.delimiter.len();
                let opens = n > 0 && at >= start + n && self.is_delimiter(at - n);
                if clean || !(opens || spans_lines()) {
                    return Quoted::Closed { quote: at, clean };
                }
                self.wasted += at - start;
                return Quoted::Unclosed;
            }
        }
        let n_lines = memchr::memchr_iter(self.syntax.line_end, &self.bytes[start..]).take(20).count();
        if self.ends_file || n_lines == 20 {
            self.wasted += self.bytes.len() - start;
            return Quoted::Unclosed;
        }
        Quoted::Cut
    }

    /// Whether a delimiter, a line end or the end of the file is at `at`, blanks aside.
    fn ends_cell(&self, at: usize) -> bool {
        let ends_at = |at: usize| match self.bytes.get(at) {
            None => true,
            Some(&byte) if byte == self.syntax.line_end => true,
            Some(b'\r') => self.bytes.get(at + 1) == Some(&self.syntax.line_end),
            Some(_) => self.is_delimiter(at),
        };
        ends_at(at) || ends_at(self.skip_blanks(at))
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while self.bytes.get(at).is_some_and(|byte| is_blank(*byte)) && !self.is_delimiter(at) {
            at += 1;
        }
        at
    }

    #[inline]
    fn is_delimiter(&self, at: usize) -> bool {
        let delimiter = &self.syntax.delimiter;
        !delimiter.is_empty() && self.bytes.get(at..).is_some_and(|rest| rest.starts_with(delimiter))
    }
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}
