//! The cells of a record: where they lie, what they hold, and what is wrong with them.

use super::fields::unescaped;
use super::groups::{GROUP, Specials};
use super::records::{Mode, Records};
use std::borrow::Cow;
use std::ops::Range;

/// A cell of a record, as places in the record's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its bytes as they stand in the file, with quotes; without blanks that trimming takes off.
    pub raw: Range<usize>,
    /// How its value is made of them.
    pub kind: CellKind,
}

/// How a cell's value is made of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// They are the value.
    Plain,
    /// The value lies between the first and the last byte.
    Quoted,
    /// Quotes or escapes within have to be undone.
    Escaped,
    /// Text follows the closing quote, and belongs to the value.
    TextAfterQuote,
    /// The opening quote was never closed; the value is what follows it.
    Unclosed,
    /// A string of JSON with escapes, between its quotes.
    JsonString,
}

/// The cells of one record.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    /// In order; at least one.
    pub cells: Vec<Cell>,
    /// Where the record ends, with its line end, in bytes from its start.
    pub len: usize,
    /// Whether a quote was opened and never closed.
    pub has_unclosed: bool,
    /// Where a record of named values is none, in bytes from its start.
    pub fault: Option<usize>,
    /// Whether it has values for which there is no column.
    pub has_unknown: bool,
}

/// The value of a JSON string. Not inlined: cells of CSV are many more.
#[cold]
#[inline(never)]
fn json_value(raw: &[u8]) -> Cow<'_, [u8]> {
    unescaped(raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default())
}

/// Cuts a record, sixty-four bytes at a time; how long it is with its line end, or `None` if it has to be cut byte by
/// byte: a quote does not stand as it should, or no line end follows.
fn cut_groups(specials: Specials, bytes: &[u8], cells: &mut Vec<Cell>) -> Option<usize> {
    // A line end is the record's, whatever follows.
    let specials = Specials { skips_blank: false, ..specials };
    let (mut mode, mut start, mut is_escaped) = (Mode::Field, 0, false);
    for at in (0..bytes.len()).step_by(GROUP) {
        let rest = bytes.get(at..).unwrap_or_default();
        let mut last = [0; GROUP];
        let group = rest.first_chunk().unwrap_or_else(|| {
            last[..rest.len()].copy_from_slice(rest);
            &last
        });
        let read = specials.read(group, rest.get(GROUP).copied(), mode)?;
        let first_end = read.line_ends & read.line_ends.wrapping_neg();
        // Those before the line end, and it.
        let mut places = read.separators & first_end.wrapping_sub(1) | first_end;
        let mut doubled = read.doubled;
        while places != 0 {
            let place = places & places.wrapping_neg();
            let end = at + usize::from(place.trailing_zeros().to_le_bytes()[0]);
            let before = place - 1;
            is_escaped |= doubled & before != 0;
            doubled &= !before;
            places &= !place;
            let is_last = place == first_end;
            let has_cr = is_last && specials.end == b'\n' && end > start && bytes[end - 1] == b'\r';
            let kind = match () {
                () if specials.quote.is_none() || bytes.get(start).copied() != specials.quote => {
                    CellKind::Plain
                }
                () if is_escaped => CellKind::Escaped,
                () => CellKind::Quoted,
            };
            cells.push(Cell { raw: start..end - usize::from(has_cr), kind });
            (start, is_escaped) = (end + 1, false);
            if is_last {
                return Some(end + 1);
            }
        }
        is_escaped |= doubled != 0;
        mode = read.mode;
    }
    None
}

impl Records {
    /// Cuts the record that starts with `bytes` into cells, which replace those in `out`.
    ///
    /// `bytes` reaches at least to the record's end, or `is_end` of the table. If a quote is never closed,
    /// surplus cells are joined to that one, as far as the table is only `n_columns` wide. Costs some ns a
    /// cell.
    pub fn cut(&self, bytes: &[u8], is_end: bool, n_columns: Option<usize>, out: &mut Cells) {
        out.cells.clear();
        out.has_unclosed = false;
        if let Some(specials) = self.specials() {
            if let Some(len) = cut_groups(specials, bytes, &mut out.cells) {
                out.len = len;
                return;
            }
            out.cells.clear();
        }
        let mut unclosed = None;
        let mut at = 0;
        loop {
            let (cell, next, is_last) = self.cell(bytes, at, is_end);
            if cell.kind == CellKind::Unclosed {
                unclosed = unclosed.or(Some(out.cells.len()));
            }
            out.cells.push(cell);
            at = next;
            if is_last {
                break;
            }
        }
        out.len = at;
        if let Some(nr) = unclosed {
            out.has_unclosed = true;
            let surplus = n_columns.map_or(0, |n| out.cells.len().saturating_sub(n));
            let last = (nr + surplus).min(out.cells.len() - 1);
            out.cells[nr].raw.end = out.cells[last].raw.end;
            out.cells.drain(nr + 1..=last);
        }
    }

    /// The cell that starts at `at`, where the next one or the record after it starts, and whether it is
    /// its record's last.
    #[inline(always)] // Its parts go into the list of cells from registers.
    pub fn cell(&self, bytes: &[u8], mut at: usize, is_end: bool) -> (Cell, usize, bool) {
        if self.trims() {
            while bytes.get(at).is_some_and(|&byte| self.is_blank(byte)) {
                at += 1;
            }
        }
        if self.quote().is_none() || bytes.get(at).copied() != self.quote() {
            return self.text(bytes, at, at, CellKind::Plain);
        }
        let opened = at;
        match self.closing_quote(bytes, opened + 1, bytes.len()) {
            Ok(close) if self.is_closed_by(bytes, opened, close, is_end) => {
                let inner = &bytes[opened + 1..close];
                let has_special =
                    |byte: Option<u8>| byte.is_some_and(|byte| memchr::memchr(byte, inner).is_some());
                let is_escaped = has_special(self.quote()) || has_special(self.escape());
                let kind = if is_escaped { CellKind::Escaped } else { CellKind::Quoted };
                let (mut cell, next, is_last) = self.text(bytes, close + 1, opened, kind);
                let after = &bytes[close + 1..cell.raw.end.max(close + 1)];
                if !after.is_empty() {
                    cell.kind = CellKind::TextAfterQuote;
                }
                (cell, next, is_last)
            }
            _ => self.text(bytes, opened + 1, opened, CellKind::Unclosed),
        }
    }

    /// A cell that starts at `start` and whose unquoted text goes on at `from`.
    #[inline(always)] // As above.
    fn text(&self, bytes: &[u8], from: usize, start: usize, mut kind: CellKind) -> (Cell, usize, bool) {
        let mut at = from;
        let (mut end, next, is_last) = loop {
            let Some(found) = self.next_special(bytes, at, bytes.len()) else {
                break (bytes.len(), bytes.len(), true);
            };
            let byte = bytes[found];
            if byte == self.end_byte() {
                let has_cr = byte == b'\n' && found > at && bytes[found - 1] == b'\r';
                break (found - usize::from(has_cr), found + 1, true);
            }
            if Some(byte) == self.escape() {
                at = found + 2;
                if kind == CellKind::Plain {
                    kind = CellKind::Escaped;
                }
            } else if self.is_delimiter_at(bytes, found) {
                break (found, found + self.delimiter().len(), false);
            } else {
                at = found + 1;
            }
        };
        if self.trims() {
            while end > from.max(at) && self.is_blank(bytes[end - 1]) {
                end -= 1;
            }
        }
        (Cell { raw: start..end.max(start), kind }, next, is_last)
    }

    /// The value of a cell of `record`, without quotes and escapes.
    #[must_use]
    pub fn value<'a>(&self, record: &'a [u8], cell: &Cell) -> Cow<'a, [u8]> {
        let raw = record.get(cell.raw.clone()).unwrap_or_default();
        match cell.kind {
            CellKind::Plain => Cow::Borrowed(raw),
            CellKind::Quoted => Cow::Borrowed(raw.get(1..raw.len() - 1).unwrap_or_default()),
            CellKind::Unclosed => {
                let text = raw.get(1..).unwrap_or_default();
                if self.escape().is_some_and(|escape| memchr::memchr(escape, text).is_some()) {
                    return Cow::Owned(self.unquoted(text, false));
                }
                Cow::Borrowed(text)
            }
            CellKind::JsonString => json_value(raw),
            CellKind::Escaped | CellKind::TextAfterQuote => {
                let is_quoted = self.quote().is_some() && raw.first().copied() == self.quote();
                Cow::Owned(self.unquoted(&raw[usize::from(is_quoted)..], is_quoted))
            }
        }
    }

    /// Undoes quotes, while within them, and escapes.
    fn unquoted(&self, raw: &[u8], mut is_quoted: bool) -> Vec<u8> {
        let mut out = Vec::with_capacity(raw.len());
        let mut at = 0;
        while let Some(&byte) = raw.get(at) {
            if Some(byte) == self.escape() && at + 1 < raw.len() {
                out.push(raw[at + 1]);
                at += 2;
            } else if is_quoted && Some(byte) == self.quote() {
                if raw.get(at + 1) == Some(&byte) {
                    out.push(byte);
                    at += 2;
                } else {
                    is_quoted = false;
                    at += 1;
                }
            } else {
                out.push(byte);
                at += 1;
            }
        }
        out
    }
}
