//! Writes wanted lines and those around them from chunks that come in file order.
//!
//! It sees every line once and keeps where the last few start: no line is read again, but for the
//! part that lies in an earlier chunk.

use super::page::PageRequest;
use super::save::{Unsaved, copy};
use crate::base::decimal::push_decimal;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::encoding::Encoding;
use crate::search::ListedChunk;
use crate::source::Snapshot;
use std::collections::VecDeque;
use std::io::Write;

/// What is written, and what is kept of the lines before.
pub(super) struct RowSaver<'a> {
    bytes: &'a Snapshot,
    width: u64,
    line_feed: &'static [u8],
    context: usize,
    /// In which the numbers are written, if they are.
    numbered: Option<Encoding>,
    /// Where the last lines start that were not written, at most as many as may be yet.
    before: VecDeque<Offset>,
    /// How many of the next lines are context.
    n_after: usize,
    /// Where the next line starts, and its number from 0.
    line: (Offset, u64),
    /// Where the line starts that follows the last one that was written.
    written_to: Option<Offset>,
    n_written: u64,
    buffer: Vec<u8>,
}

/// The bytes at hand, and where they start.
type Window<'a> = (Offset, &'a [u8]);

impl<'a> RowSaver<'a> {
    pub(super) fn new(request: &'a PageRequest, numbered: Option<Encoding>) -> Self {
        let unit = request.search.unit();
        Self {
            bytes: &request.bytes,
            width: len_u64(unit.width()),
            line_feed: unit.line_feed(),
            context: to_usize(request.context.into()),
            numbered,
            before: VecDeque::new(),
            n_after: 0,
            line: (Offset::ZERO, 0),
            written_to: None,
            n_written: 0,
            buffer: Vec::new(),
        }
    }

    /// Writes what is wanted of the lines that end in a chunk.
    pub(super) fn save(&mut self, chunk: &ListedChunk, out: &mut dyn Write) -> Result<(), Unsaved> {
        let (window, unit) = ((chunk.span.start, chunk.bytes()), chunk.unit());
        let mut wanted = chunk.rows.iter().map(|lf| to_usize(*lf - chunk.span.start)).peekable();
        for lf in unit.line_feeds(window.1) {
            let is_wanted = wanted.next_if_eq(&lf).is_some();
            let end = chunk.span.start + len_u64(lf);
            self.push(end, is_wanted, window, out)?;
            self.line = (end + self.width, self.line.1 + 1);
        }
        out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// Writes the last line if it has no line end and is wanted, or context; how many were written.
    pub(super) fn finish(mut self, is_open_wanted: bool, out: &mut dyn Write) -> Result<u64, Unsaved> {
        let end = self.bytes.span().end;
        if self.line.0 < end {
            self.push(end, is_open_wanted, (end, &[]), out)?;
        }
        out.write_all(&self.buffer)?;
        Ok(self.n_written)
    }

    /// A line that ends at `end`.
    fn push(
        &mut self,
        end: Offset,
        is_wanted: bool,
        window: Window<'_>,
        out: &mut dyn Write,
    ) -> Result<(), Unsaved> {
        let (start, nr) = self.line;
        if !is_wanted && self.n_after == 0 {
            if self.context > 0 {
                if self.before.len() == self.context {
                    self.before.pop_front();
                }
                self.before.push_back(start);
            }
            return Ok(());
        }
        let n_before = len_u64(self.before.len());
        for i in 0..self.before.len() {
            let next = self.before.get(i + 1).copied().unwrap_or(start);
            let line = Span { start: self.before[i], end: next.back(self.width) };
            self.write(line, nr - n_before + len_u64(i), false, window, out)?;
        }
        self.before.clear();
        self.n_after = if is_wanted { self.context } else { self.n_after - 1 };
        self.write(Span { start, end }, nr, is_wanted, window, out)
    }

    fn write(
        &mut self,
        line: Span,
        nr: u64,
        is_wanted: bool,
        (at, bytes): Window<'_>,
        out: &mut dyn Write,
    ) -> Result<(), Unsaved> {
        if let Some(encoding) = self.numbered {
            let from = self.buffer.len();
            if self.written_to.is_some_and(|to| to != line.start) {
                self.buffer.extend_from_slice(b"--\n");
            }
            push_decimal(&mut self.buffer, nr + 1);
            self.buffer.push(if is_wanted { b':' } else { b'-' });
            if !encoding.ascii_stands_alone() {
                let head = String::from_utf8_lossy(&self.buffer[from..]).into_owned();
                self.buffer.truncate(from);
                self.buffer.extend(encoding.encode(&head).unwrap_or(head.into_bytes()));
            }
        }
        if line.start < at {
            // What precedes the chunk is read again.
            out.write_all(&self.buffer)?;
            self.buffer.clear();
            copy(self.bytes, Span { end: line.end.min(at), ..line }, out)?;
        }
        let from = to_usize(line.start.max(at) - at);
        let to = to_usize(line.end.max(at) - at);
        self.buffer.extend_from_slice(&bytes[from..to]);
        self.buffer.extend_from_slice(self.line_feed);
        self.written_to = Some(line.end + self.width);
        self.n_written += 1;
        Ok(())
    }
}
