//! Indexes: from positions to numbers and back, by counts per block and a recount of one block.
//!
//! [`LineStarts`] builds the line index as a scan, [`chars::CharStarts`] that of characters. [`rank`] and [`select`] do the recount over
//! bytes that the caller has; [`row_at`] and [`row_start`] fetch them from a snapshot, for
//! workers and the command line.

pub mod chars;

use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_u32, to_usize};
use crate::base::{Counts, Offset, RowNr, Span};
use crate::format::encoding::CodeUnit;
use crate::scan::{AnyScan, Finding, Piece, Scan};
use crate::source::{Fault, Snapshot};
use std::sync::Arc;

/// The scan that counts line ends, block by block.
pub struct LineStarts;

impl Scan for LineStarts {
    type Partial = Counts;

    fn id(&self) -> &'static str {
        "line_starts"
    }

    fn feed(&self, partial: &mut Counts, piece: &Piece<'_>) {
        for block in piece.blocks(to_usize(BLOCK)) {
            let n = memchr::memchr_iter(b'\n', block.bytes()).count();
            partial.add(block.span(), to_u32(n));
        }
    }

    fn feed_zeros(&self, partial: &mut Counts, hole: Span, _file_len: u64) {
        partial.add_none(hole);
    }

    fn merge(&self, left: &mut Counts, right: Counts) {
        left.append(right);
    }

    fn report(&self, so_far: &Counts) -> Finding {
        Finding::Index(Arc::new(so_far.clone()))
    }
}

/// The scan that counts the line ends of UTF-16, for one of the two orders of bytes.
///
/// A line end belongs to the block in which it starts; blocks hold whole code units.
pub struct LineStartsUtf16(CodeUnit);

impl Scan for LineStartsUtf16 {
    type Partial = Counts;

    fn id(&self) -> &'static str {
        Scan::id(&LineStarts)
    }

    fn margin(&self) -> (usize, usize) {
        // The rest of the last code unit.
        (0, 1)
    }

    fn feed(&self, partial: &mut Counts, piece: &Piece<'_>) {
        for block in piece.blocks(to_usize(BLOCK)) {
            partial.add(block.span(), to_u32(self.0.line_feeds(own_units(&block)).count()));
        }
    }

    fn feed_zeros(&self, partial: &mut Counts, hole: Span, file_len: u64) {
        Scan::feed_zeros(&LineStarts, partial, hole, file_len);
    }

    fn merge(&self, left: &mut Counts, right: Counts) {
        Scan::merge(&LineStarts, left, right);
    }

    fn report(&self, so_far: &Counts) -> Finding {
        Scan::report(&LineStarts, so_far)
    }
}

/// The code units whose first bytes stand in a piece.
fn own_units<'a>(piece: &Piece<'a>) -> &'a [u8] {
    let window = piece.window();
    let is_odd = usize::from(!piece.at().0.is_multiple_of(2));
    let start = piece.before().len() + is_odd;
    let units = (piece.bytes().len() + 1 - is_odd) / 2;
    &window[start.min(window.len())..(start + 2 * units).min(window.len())]
}

/// The scan that builds the line index of files whose lines end so.
#[must_use]
pub fn line_starts(unit: CodeUnit) -> &'static dyn AnyScan {
    match unit {
        CodeUnit::Byte => &LineStarts,
        CodeUnit::Utf16Le => &LineStartsUtf16(CodeUnit::Utf16Le),
        CodeUnit::Utf16Be => &LineStartsUtf16(CodeUnit::Utf16Be),
    }
}

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

/// Where a line is to be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
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

/// Where line `row` is to be looked for. The line after the last line end counts.
#[must_use]
pub fn place(index: &Counts, row: RowNr) -> Place {
    let Some(line_end) = row.0.checked_sub(1) else { return Place::At(Offset::ZERO) };
    match index.locate(line_end) {
        Some((block, before)) => Place::Within { block, nth: line_end - before },
        None => Place::Beyond,
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
        Place::At(offset) => Ok(Some(offset)),
        Place::Within { block, nth } => {
            let span = index.block_span(block);
            let start = Offset(block * BLOCK);
            bytes.read(Span { start, end: span.end }, |bytes| select(unit, start, nth, bytes))
        }
        Place::Beyond => Ok(None),
    }
}
