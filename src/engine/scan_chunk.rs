//! Scans one chunk: its bytes are shown to all scans of the job, block by block.

use super::access::Way;
use super::deal::Chunk;
use super::frontier::ScannedChunk;
use super::job::{JobInner, JobState};
use super::worker_slot::WorkerSlot;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span, frame_turn};
use crate::scan::{AnyPartial, BLOCK_BYTES, Piece};
use crate::source::{Copies, Fault, Snapshot};
use std::time::Instant;

/// Size of a copying read, in bytes: small enough to stay in cache.
pub(super) const COPIED_AT_ONCE: u64 = 128 * 1024;

/// The same where a scan needs private copies: fewer calls (measured: 3 % of a literal's search), and less that is
/// moved from one read to the next.
const PRIVATE_AT_ONCE: u64 = 256 * 1024;

/// Length of a step, in bytes: so much of a chunk is mapped at once, on a grid of the file. Shorter ones save
/// nothing: the system maps the whole of such a piece at once where it can.
const STEP_BYTES: u64 = 2 << 20;

/// What is copied at the edges of a step is a multiple of this, in bytes.
const EDGE_BYTES: u64 = 4096;

impl JobInner {
    /// Scans a chunk.
    ///
    /// # Errors
    /// `None` if the job was stopped; a state if a read failed.
    pub(super) fn scan(&self, chunk: &Chunk, slot: &WorkerSlot) -> Result<ScannedChunk, Option<JobState>> {
        let way = self.way_to(chunk);
        let began = Instant::now();
        let by_reads = way == Some(Way::Reads);
        let partials =
            self.scan_partials(chunk, &chunk.snapshot, by_reads, slot).map_err(|stop| match stop {
                ScanStop::Cancelled => None,
                ScanStop::Fault(fault) => Some(JobState::Faulted(fault)),
            })?;
        if let Some(way) = way
            && let Some(better) = self.access.note(way, chunk.span.len(), began.elapsed())
        {
            tracing::info!(title = self.spec.pass.title(), ?better, at = chunk.span.start.0, "way chosen");
            chunk.snapshot.prefer_reads(better == Way::Reads);
        }
        Ok(ScannedChunk { span: chunk.span, partials })
    }

    /// The way to a chunk's bytes, where there is a choice. Only whole chunks are measured.
    fn way_to(&self, chunk: &Chunk) -> Option<Way> {
        let is_whole = chunk.data_bytes() == self.spec.chunk_bytes;
        let snapshot = &chunk.snapshot;
        let has_both = snapshot.may_read() && snapshot.maps(chunk.span) && !self.needs_private_copy();
        (is_whole && has_both).then(|| self.access.next())
    }

    fn scan_partials(
        &self,
        chunk: &Chunk,
        snapshot: &Snapshot,
        by_reads: bool,
        slot: &WorkerSlot,
    ) -> Result<Vec<AnyPartial>, ScanStop> {
        let scans = &self.spec.scans;
        let mut partials: Vec<_> = scans.iter().map(|scan| scan.empty()).collect();
        if chunk.is_hole {
            for (scan, partial) in scans.iter().zip(&mut partials) {
                scan.feed_zeros(partial, chunk.span, snapshot.len());
            }
            // Truncation also looks like a hole: verify that the file still has these bytes.
            snapshot.verify(chunk.span).map_err(ScanStop::Fault)?;
            return Ok(partials);
        }
        let is_copied = by_reads || self.needs_private_copy();
        let mut copies = snapshot.copies();
        let mut at = chunk.span.start;
        let mut scanned = Ok(());
        while scanned.is_ok() && at < chunk.span.end {
            let (end, by) = self.next_read(at, chunk.span, snapshot, is_copied);
            let span = Span { start: at, end };
            if matches!(by, By::Map) {
                copies.give_back();
                snapshot.prepare(self.with_margin(span, snapshot));
            }
            scanned = self.scan_block(span, by, &mut copies, &mut partials, slot);
            if matches!(by, By::Map) {
                // All of the step: the system maps what lies around a page, too.
                snapshot.release(step_at(at, chunk.span));
            }
            at = end;
        }
        scanned?;
        for (scan, partial) in scans.iter().zip(&mut partials) {
            scan.release_scratch(partial);
        }
        Ok(partials)
    }

    /// Whether some scan must see a private copy of the bytes.
    fn needs_private_copy(&self) -> bool {
        self.spec.scans.iter().any(|scan| scan.needs_private_copy())
    }

    /// Where the read that starts at `at` ends, and its access mode.
    fn next_read(&self, at: Offset, chunk: Span, snapshot: &Snapshot, is_copied: bool) -> (Offset, By) {
        if !snapshot.maps(chunk) || is_copied {
            let size = if self.needs_private_copy() { PRIVATE_AT_ONCE } else { COPIED_AT_ONCE };
            return ((at.floor_to(size) + size).min(chunk.end), By::Copy);
        }
        next_mapped(at, chunk, self.spec.margin())
    }

    /// The span with the bytes around it that scans look at, too.
    fn with_margin(&self, span: Span, snapshot: &Snapshot) -> Span {
        span.with_margin(self.spec.margin(), snapshot.span())
    }

    /// Shows the bytes of `span` to all scans, block by block, while a block is in cache.
    fn scan_block(
        &self,
        span: Span,
        by: By,
        copies: &mut Copies<'_>,
        partials: &mut [AnyPartial],
        slot: &WorkerSlot,
    ) -> Result<(), ScanStop> {
        let snapshot = copies.snapshot();
        let wide = self.with_margin(span, snapshot);
        let lead = to_usize(span.start - wide.start);
        let show = |window: &[u8]| {
            let piece = Piece::new(window, lead, to_usize(span.len()), span.start, snapshot.len());
            for block in piece.blocks(BLOCK_BYTES) {
                if self.protocol.is_stopped() {
                    return false;
                }
                slot.heartbeat();
                for (scan, partial) in self.spec.scans.iter().zip(partials.iter_mut()) {
                    frame_turn::yield_to_frame();
                    scan.feed(partial, &block);
                }
            }
            true
        };
        let finished = match by {
            By::Map => snapshot.read(wide, show),
            By::Copy => copies.read(wide, show),
        };
        match finished {
            Ok(true) => Ok(()),
            Ok(false) => Err(ScanStop::Cancelled),
            Err(fault) => Err(ScanStop::Fault(fault)),
        }
    }
}

/// Where the read of a mapped chunk that starts at `at` ends, and its access mode.
///
/// A chunk is mapped step by step. The edges of a step are copied where a scan asks for bytes outside of
/// it (the margin, before and after): to touch the neighbour's page would map it again after it was
/// released, and with it what the system maps around (measured: 0.6 MB a chunk, so the memory grew with the
/// file; 2 MiB a step).
fn next_mapped(at: Offset, chunk: Span, (lead, tail): (usize, usize)) -> (Offset, By) {
    let [lead, tail] = [lead, tail].map(|margin| len_u64(margin).next_multiple_of(EDGE_BYTES));
    let step = step_at(at, chunk);
    let head_end = (step.start + lead).min(step.end);
    let tail_start = step.end.back(tail).max(head_end);
    match at {
        at if at < head_end => (head_end, By::Copy),
        at if at < tail_start => (tail_start, By::Map),
        // With the edge of the next step.
        _ => ((step.end + lead).min(chunk.end), By::Copy),
    }
}

/// The part of `chunk` that is mapped at once with the byte at `at`.
fn step_at(at: Offset, chunk: Span) -> Span {
    Span::at(at.floor_to(STEP_BYTES), STEP_BYTES).meet(chunk)
}

/// The access mode of a read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Map,
    Copy,
}

/// Why a chunk was not finished.
enum ScanStop {
    Cancelled,
    Fault(Fault),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_mapped_is_looked_at_with_no_page_of_another_step(
            start in 0..3 * STEP_BYTES,
            len in 1..4 * STEP_BYTES,
            lead in prop::sample::select(vec![0, 1, 3, EDGE_BYTES, 33_000, STEP_BYTES]),
            tail in prop::sample::select(vec![0, 1, 7, EDGE_BYTES + 1, 33_000, 2 * STEP_BYTES]),
        ) {
            let chunk = Span::at(Offset(start), len);
            let (mut at, mut n_reads) = (chunk.start, 0);
            while at < chunk.end {
                let (end, by) = next_mapped(at, chunk, (to_usize(lead), to_usize(tail)));
                prop_assert!(at < end && end <= chunk.end);
                let step = step_at(at, chunk);
                if by == By::Map {
                    prop_assert!(step.start + lead <= at && end + tail <= step.end);
                }
                n_reads += 1;
                at = end;
            }
            // Three a step at most: its edges and what lies between.
            prop_assert!(n_reads <= 3 * (len / STEP_BYTES + 2));
            if (lead, tail) == (0, 0) {
                prop_assert_eq!(n_reads, chunk.end.0.div_ceil(STEP_BYTES) - start / STEP_BYTES);
            }
        }
    }
}
