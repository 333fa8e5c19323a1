//! Rank and select over the records of a table, by counts per block and a walk through one block.

use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, RowNr, Span};
use crate::format::delimited::{Fate, LOOKAHEAD, Mode, State};
use crate::scan::Piece;
use crate::scan::records::{RecordIndex, RecordStarts, narrowed};
use crate::source::{Fault, Snapshot};

/// The bytes that [`starts_in`] needs of a block: its own that lie in the table, and some that follow.
#[must_use]
pub fn block_span(scan: &RecordStarts, block: u64, file_len: u64) -> (Span, Span) {
    let table = scan.table(file_len);
    let own = Span::at(Offset(block.saturating_mul(BLOCK)), BLOCK).meet(table);
    let lookahead = len_u64((LOOKAHEAD + 1) * scan.dialect().unit.width());
    (own, Span { start: own.start, end: own.end + lookahead }.meet(table))
}

/// Where the records start that start in a block, in order; none if the index has not come to it.
///
/// `bytes` are those of [`block_span`]. Costs a walk through at most 64 KiB, some ten µs.
#[must_use]
pub fn starts_in(
    index: &RecordIndex,
    scan: &RecordStarts,
    block: u64,
    bytes: &[u8],
    file_len: u64,
) -> Vec<Offset> {
    let (own, _) = block_span(scan, block, file_len);
    let Some(state) = index.state_at(block).filter(|_| !own.is_empty()) else { return Vec::new() };
    // Quotes that are open at the block's end are closed later if the index says so; or they are text.
    let is_last = own.end >= scan.table(file_len).end;
    let stays_open = !is_last && index.state_at(block + 1).is_some_and(State::is_quoted);
    walk_block(scan, block, bytes, file_len, |_| state, stays_open).0
}

/// Walks through a block, from the state that `entry` says of its narrow bytes: where records start, and the
/// state at its end.
///
/// `bytes` are those of [`block_span`]. Quotes that are open at its end are text, unless `stays_open`.
pub fn walk_block(
    scan: &RecordStarts,
    block: u64,
    bytes: &[u8],
    file_len: u64,
    entry: impl FnOnce(&[u8]) -> State,
    stays_open: bool,
) -> (Vec<Offset>, State) {
    let (own, wide) = block_span(scan, block, file_len);
    let piece = Piece::new(bytes, 0, to_usize(own.len()), own.start, file_len);
    let narrow = narrowed(&piece, scan.dialect().unit);
    let is_end = wide.end == scan.table(file_len).end;
    let width = scan.dialect().unit.width();
    let mut starts = Vec::new();
    let mut walk = |from, state| {
        let push = |at: usize| starts.push(narrow.at + len_u64(at * width));
        scan.records().walk(&narrow.bytes, (from, narrow.to), is_end, state, push)
    };
    let mut walked = walk(narrow.from, entry(&narrow.bytes));
    if walked.entry == Fate::Refuted {
        walked = walk(narrow.from, State::at(Mode::Text));
    }
    while let Some(opened_at) = walked.opened_at.filter(|_| walked.state.is_quoted() && !stays_open) {
        walked = walk(opened_at + 1, State::at(Mode::Text));
    }
    (starts, walked.state)
}

/// The offset at which record `row` starts, reading at most 64 KiB.
///
/// `Ok(None)` past what was indexed. Not for the user interface thread.
///
/// # Errors
/// [`Fault`] if the block can't be read any more.
pub fn record_start(
    index: &RecordIndex,
    scan: &RecordStarts,
    row: RowNr,
    bytes: &Snapshot,
) -> Result<Option<Offset>, Fault> {
    let Some((block, before)) = index.counts.locate(row.0) else { return Ok(None) };
    let (_, wide) = block_span(scan, block, bytes.len());
    let starts = bytes.read_copy(wide, |window| starts_in(index, scan, block, window, bytes.len()))?;
    Ok(starts.get(to_usize(row.0 - before)).copied())
}

/// Where parts of a table start, each of about so many bytes, from record `first` on: see [`crate::table::parts`].
///
/// Costs a walk through a block a part. Not for the user interface thread.
///
/// # Errors
/// [`Fault`] if a block can't be read any more.
pub fn part_starts(
    index: &RecordIndex,
    scan: &RecordStarts,
    first: RowNr,
    part_bytes: u64,
    bytes: &Snapshot,
) -> Result<Vec<Offset>, Fault> {
    let mut starts = Vec::new();
    let mut next = record_start(index, scan, first, bytes)?;
    while let Some(start) = next {
        starts.push(start);
        let block = (start + part_bytes.max(BLOCK)).0 / BLOCK;
        next = match index.counts.before(block) {
            Some(before) => record_start(index, scan, RowNr(before), bytes)?.filter(|next| *next > start),
            None => None,
        };
    }
    Ok(starts)
}

/// The number of the record that holds the byte at `at`, reading at most 64 KiB; of one between records
/// that of the one before, and of the first before all.
///
/// `Ok(None)` past what was indexed. Not for the user interface thread.
///
/// # Errors
/// [`Fault`] if the block can't be read any more.
pub fn record_at(
    index: &RecordIndex,
    scan: &RecordStarts,
    at: Offset,
    bytes: &Snapshot,
) -> Result<Option<RowNr>, Fault> {
    if at >= index.counts.span().end {
        return Ok(None);
    }
    let block = at.max(index.counts.span().start).0 / BLOCK;
    let Some(before) = index.counts.before(block) else { return Ok(None) };
    let (_, wide) = block_span(scan, block, bytes.len());
    let starts = bytes.read_copy(wide, |window| starts_in(index, scan, block, window, bytes.len()))?;
    let inside = len_u64(starts.partition_point(|start| *start <= at));
    Ok(Some(RowNr((before + inside).saturating_sub(1))))
}
