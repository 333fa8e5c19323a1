//! Deals a file in chunks, in file order: chunks of the fixed grid, and holes in one piece.

use crate::base::counts::BLOCK;
use crate::base::{Offset, Span};
use crate::source::Snapshot;

/// A part of the file that one worker scans.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    /// Its place in file order.
    pub(super) seq: u64,
    /// How often the job was started when it was dealt.
    pub(super) epoch: u64,
    pub(super) span: Span,
    /// Whether it is a hole, whose zeros need not be read.
    pub(super) is_hole: bool,
}

impl Chunk {
    /// How many of its bytes have to be read, to be scanned.
    pub(super) fn data_bytes(&self) -> u64 {
        if self.is_hole { 0 } else { self.span.len() }
    }
}

/// What there is to do.
pub(super) enum Deal {
    Chunk(Chunk),
    /// Nothing before others are done.
    Wait,
    Nothing,
}

/// Where dealing stands.
pub(super) struct Dealer {
    pub(super) snapshot: Snapshot,
    pub(super) next: Offset,
    pub(super) seq: u64,
    pub(super) epoch: u64,
    chunk_bytes: u64,
    /// Whether holes are dealt like data.
    reads_holes: bool,
    /// The data at or after `next`, as far as it was asked for.
    data: Span,
}

impl Dealer {
    pub(super) fn new(snapshot: Snapshot, chunk_bytes: u64, reads_holes: bool) -> Self {
        let data = Span::default();
        let chunk_bytes = chunk_bytes.max(1);
        Self { snapshot, next: Offset::ZERO, seq: 0, epoch: 0, chunk_bytes, reads_holes, data }
    }

    /// Starts once more, from `next` on.
    pub(super) fn restart(&mut self, next: Offset, snapshot: Snapshot, epoch: u64) {
        self.snapshot = snapshot;
        self.next = next;
        self.seq = 0;
        self.epoch = epoch;
        self.data = Span::default();
    }

    /// Whether there is anything left to deal. An empty rest is one empty chunk, so that a
    /// worker, and nobody else, ends the job.
    pub(super) fn has_more(&self) -> bool {
        self.next.0 < self.snapshot.len() || self.seq == 0
    }

    /// The next chunk, or `None` at the end.
    pub(super) fn deal(&mut self) -> Option<Chunk> {
        let (start, file_end) = (self.next, Offset(self.snapshot.len()));
        if !self.has_more() {
            return None;
        }
        if start >= file_end {
            self.seq += 1;
            let span = Span::at(start, 0);
            return Some(Chunk { seq: 0, epoch: self.epoch, span, is_hole: false });
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
        let chunk =
            Chunk { seq: self.seq, epoch: self.epoch, span: Span { start, end }, is_hole: hole.is_some() };
        self.next = end;
        self.seq += 1;
        Some(chunk)
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
