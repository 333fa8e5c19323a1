//! Deals a file in chunks, in file order: chunks of the fixed grid, and holes in one piece.

use crate::base::counts::BLOCK;
use crate::base::{Offset, Span};
use crate::source::Snapshot;

/// A part of the file that one worker scans.
#[derive(Clone)]
pub(super) struct Chunk {
    pub(super) span: Span,
    /// Whether it is a hole, whose zeros need not be read.
    pub(super) is_hole: bool,
    /// The snapshot that it is a part of.
    pub(super) snapshot: Snapshot,
}

impl Chunk {
    /// How many of its bytes have to be read, to be scanned.
    pub(super) fn data_bytes(&self) -> u64 {
        if self.is_hole { 0 } else { self.span.len() }
    }
}

/// Cuts a snapshot into chunks.
pub(super) struct Dealer {
    pub(super) snapshot: Snapshot,
    next: Offset,
    /// Where the last chunk ends at the latest.
    most: Offset,
    /// Whether anything was dealt since the last start.
    has_dealt: bool,
    chunk_bytes: u64,
    /// Whether holes are dealt like data.
    reads_holes: bool,
    /// The data at or after `next`, if already queried.
    data: Span,
}

impl Dealer {
    /// Deals what lies in `within`.
    pub(super) fn new(snapshot: Snapshot, chunk_bytes: u64, reads_holes: bool, within: Span) -> Self {
        let data = Span::default();
        let chunk_bytes = chunk_bytes.max(1);
        let (next, most) = (within.start, within.end);
        Self { snapshot, next, most, has_dealt: false, chunk_bytes, reads_holes, data }
    }

    /// Restarts at `next`.
    pub(super) fn restart(&mut self, next: Offset, snapshot: Snapshot) {
        self.snapshot = snapshot;
        self.next = next;
        self.has_dealt = false;
        self.data = Span::default();
    }

    /// The next chunk, or `None` at the end. An empty rest is one empty chunk, so that it is
    /// handed in like any other and ends the job.
    pub(super) fn deal(&mut self) -> Option<Chunk> {
        let (start, file_end) = (self.next, Offset(self.snapshot.len()).min(self.most));
        if start >= file_end {
            let is_first = !std::mem::replace(&mut self.has_dealt, true);
            return is_first.then(|| self.chunk(Span::at(start, 0), false));
        }
        if start >= self.data.end {
            let all = Span { start, end: file_end };
            self.data = if self.reads_holes { all } else { self.snapshot.next_data(start) };
        }
        let hole = self.hole_at(start, file_end);
        let end = match hole {
            Some(end) => end,
            None => self.data_end(start, file_end),
        };
        self.next = end;
        self.has_dealt = true;
        Some(self.chunk(Span { start, end }, hole.is_some()))
    }

    fn chunk(&self, span: Span, is_hole: bool) -> Chunk {
        Chunk { span, is_hole, snapshot: self.snapshot.clone() }
    }

    /// The end of the hole that starts here: whole index blocks, or all to the file's end.
    fn hole_at(&self, start: Offset, file_end: Offset) -> Option<Offset> {
        if !start.0.is_multiple_of(BLOCK) || self.data.start <= start {
            return None;
        }
        let end = if self.data.start >= file_end { file_end } else { self.data.start.floor_to(BLOCK) };
        (end > start).then_some(end)
    }

    /// The end of the chunk that starts here, cut where a hole of whole blocks begins.
    fn data_end(&self, start: Offset, file_end: Offset) -> Offset {
        let chunk_end = start.floor_to(self.chunk_bytes) + self.chunk_bytes;
        let whole_block = |at: Offset| Offset(at.0.div_ceil(BLOCK).saturating_mul(BLOCK));
        let data_end =
            if self.data.start > start { whole_block(start + 1) } else { whole_block(self.data.end) };
        chunk_end.min(data_end).min(file_end)
    }
}
