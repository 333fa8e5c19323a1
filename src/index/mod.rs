//! Indexes: rank and select over lines and characters, by counts per block and a recount of one
//! block.
//!
//! The scans [`LineStarts`](crate::scan::line_starts::LineStarts) and
//! [`CharStarts`](crate::scan::char_starts::CharStarts) build the counts. [`rank`] and [`select`]
//! recount bytes that the caller has; [`row_at`] and [`row_start`] read them from a snapshot, for
//! workers and the command line. [`chars`] is the same for characters.

pub mod chars;
pub mod records;

use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, RowNr, Span};
use crate::format::encoding::CodeUnit;
use crate::source::{Fault, Snapshot};

/// The number of the line that holds the byte at `at`, if the index has come that far.
///
/// `unit` is the one the index was built for.
/// `block` must start at the index block's start and reach to `at`: at most 64 KiB. Costs a
/// binary search and a recount of a few microseconds; cheap enough for every frame.
#[must_use]
pub fn rank(index: &Counts, unit: CodeUnit, at: Offset, block: &[u8]) -> Option<RowNr> {
    if at > index.span().end {
        return None;
    }
    let before = index.before(at.0 / BLOCK)?;
    let inside = block.get(..to_usize(at.0 % BLOCK))?;
    Some(RowNr(before + len_u64(unit.line_feeds(inside).count())))
}

/// Where to find a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineLocation {
    /// It starts here.
    At(Offset),
    /// It starts after the `nth` (from 0) line end in this block.
    Within {
        /// The index block's number.
        block: u64,
        /// How many line ends of the block precede the one before the line.
        nth: u64,
    },
    /// Not in the bytes that were counted.
    Beyond,
}

/// Where to find line `row`. The line after the last line end counts.
#[must_use]
pub fn place(index: &Counts, row: RowNr) -> LineLocation {
    let Some(line_end) = row.0.checked_sub(1) else { return LineLocation::At(Offset::ZERO) };
    match index.locate(line_end) {
        Some((block, before)) => LineLocation::Within { block, nth: line_end - before },
        None => LineLocation::Beyond,
    }
}

/// The start of the line after the `nth` line end (from 0) of a block that starts at `start`.
#[must_use]
pub fn select(unit: CodeUnit, start: Offset, nth: u64, block: &[u8]) -> Option<Offset> {
    let at = unit.line_feeds(block).nth(to_usize(nth))?;
    Some(start + len_u64(at + unit.width()))
}

/// The number of the line that holds the byte at `at`, reading at most 64 KiB.
///
/// `Ok(None)` past what was indexed. Not for the user interface thread.
///
/// # Errors
/// [`Fault`] if the block can't be read any more.
pub fn row_at(index: &Counts, unit: CodeUnit, at: Offset, bytes: &Snapshot) -> Result<Option<RowNr>, Fault> {
    let start = at.floor_to(BLOCK);
    bytes.read(Span { start, end: at }.meet(bytes.span()), |block| rank(index, unit, at, block))
}

/// The offset at which line `row` starts, reading at most 64 KiB.
///
/// `Ok(None)` past what was indexed. Not for the user interface thread.
///
/// # Errors
/// [`Fault`] if the block can't be read any more.
pub fn row_start(
    index: &Counts,
    unit: CodeUnit,
    row: RowNr,
    bytes: &Snapshot,
) -> Result<Option<Offset>, Fault> {
    match place(index, row) {
        LineLocation::At(offset) => Ok(Some(offset)),
        LineLocation::Within { block, nth } => {
            let span = index.block_span(block);
            let start = Offset(block * BLOCK);
            bytes.read(Span { start, end: span.end }, |bytes| select(unit, start, nth, bytes))
        }
        LineLocation::Beyond => Ok(None),
    }
}
