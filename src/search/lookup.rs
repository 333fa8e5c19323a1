//! Looks up single matches and lines in a search's index by rescanning one block.

use super::read_cache::ReadBytes;
use super::scan::Search;
use super::tally::read_entry;
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::format::encoding::CodeUnit;
use crate::scan::Piece;
use crate::scan::matches::Matches;
use crate::source::{Fault, Snapshot};

/// First step when seeking a line's ends, in bytes; most lines are no longer.
const FIRST_STEP: u64 = 512;

/// Further steps, for a longer line.
const STEP: u64 = 64 * 1024;

/// A line that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedLine {
    /// Where it starts.
    pub start: Offset,
    /// Its LF; the file's end for a last line without one.
    pub end: Offset,
}

/// What was found by a search in a file. Reads the file, so it belongs on a worker; each call
/// costs one binary search and one block of 64 KiB, searched again.
#[derive(Clone, Copy)]
pub struct Lookup<'a> {
    /// The search.
    pub search: &'a Search,
    /// What it found.
    pub found: &'a Matches,
    /// The file that it searched.
    pub bytes: &'a Snapshot,
}

impl Lookup<'_> {
    /// The matches that start in a block, and the LFs of the wanted lines that end there.
    ///
    /// # Errors
    /// [`Fault`] if the block can't be read any more.
    pub fn block(&self, block: u64) -> Result<(Vec<Span>, Vec<Offset>), Fault> {
        let (mut hits, mut rows) = (Vec::new(), Vec::new());
        let span = Span::at(Offset(block * BLOCK), BLOCK).meet(self.found.span());
        if span.is_empty() {
            return Ok((hits, rows));
        }
        let (entry, start) = self.found.entry(block);
        let state = read_entry(entry, start);
        let (lead, tail) = self.search.margin_bytes();
        let wide = Span { start: span.start.back(len_u64(lead)), end: span.end + len_u64(tail) };
        let wide = wide.meet(self.bytes.span());
        let lead = to_usize(span.start - wide.start);
        self.bytes.read_copy(wide, |window| {
            let piece = Piece::new(window, lead, to_usize(span.len()), span.start, self.bytes.len());
            self.search.list(&piece, state, &mut rows, &mut hits);
        })?;
        Ok((hits, rows))
    }

    /// The match number `k`, counted from 0.
    ///
    /// # Errors
    /// As [`Lookup::block`].
    pub fn hit(&self, k: u64) -> Result<Option<Span>, Fault> {
        let Some((block, before)) = self.found.hits.locate(k) else { return Ok(None) };
        Ok(self.block(block)?.0.get(to_usize(k - before)).copied())
    }

    /// How many matches start before `at`.
    ///
    /// # Errors
    /// As [`Lookup::block`].
    pub fn n_hits_before(&self, at: Offset) -> Result<u64, Fault> {
        let end = self.found.span().end;
        if at > end {
            return Ok(self.found.n_hits());
        }
        // An empty match at the file's end belongs to the block before.
        let block = at.min(end.back(1)).0 / BLOCK;
        let before = self.found.hits.before(block).unwrap_or(0);
        if count(&self.found.hits, block) == 0 {
            return Ok(before);
        }
        let inside = self.block(block)?.0.iter().filter(|hit| hit.start < at).count();
        Ok(before + len_u64(inside))
    }

    /// How many wanted lines end before `at`.
    ///
    /// # Errors
    /// As [`Lookup::block`].
    pub fn n_rows_before(&self, at: Offset) -> Result<u64, Fault> {
        if at >= self.found.span().end {
            return Ok(self.found.rows.total());
        }
        let block = at.0 / BLOCK;
        let before = self.found.rows.before(block).unwrap_or(0);
        if count(&self.found.rows, block) == 0 {
            return Ok(before);
        }
        let inside = self.block(block)?.1.iter().filter(|lf| **lf < at).count();
        Ok(before + len_u64(inside))
    }

    /// Wanted lines from number `k` on, counted from 0; `n` at most.
    ///
    /// Costs a block for each that holds one, so at most `n`.
    ///
    /// # Errors
    /// As [`Lookup::block`].
    pub fn rows(&self, k: u64, n: usize) -> Result<Vec<WantedLine>, Fault> {
        let mut rows = Vec::new();
        let mut next = k;
        while rows.len() < n {
            let Some((block, before)) = self.found.rows.locate(next) else { break };
            let lfs = self.block(block)?.1;
            let from = to_usize(next - before);
            if lfs.len() <= from {
                // The file changed under the index.
                break;
            }
            for &lf in lfs.iter().skip(from).take(n - rows.len()) {
                rows.push(WantedLine { start: self.line_start(lf)?, end: lf });
                next += 1;
            }
        }
        if rows.len() < n && self.found.has_open_row && next == self.found.rows.total() {
            let end = self.found.span().end;
            rows.push(WantedLine { start: self.line_start(end)?, end });
        }
        Ok(rows)
    }

    /// The start of the line that ends at `end`.
    fn line_start(&self, end: Offset) -> Result<Offset, Fault> {
        line_start(self.bytes, self.search.unit(), end)
    }
}

/// How many start in a block.
fn count(counts: &Counts, block: u64) -> u64 {
    let before = |block| counts.before(block).unwrap_or(0);
    before(block + 1).saturating_sub(before(block))
}

/// The start of the line that holds `at`, however far back that is. Reads all between.
///
/// # Errors
/// [`Fault`] if the bytes can't be read any more.
pub fn line_start(bytes: &impl ReadBytes, unit: CodeUnit, at: Offset) -> Result<Offset, Fault> {
    let mut end = at;
    let mut step = FIRST_STEP;
    while end > Offset::ZERO {
        let start = end.back(1).floor_to(step);
        step = STEP;
        // One more byte on either side for line ends of two.
        let wide = Span { start: start.back(1), end: end + 1 }.meet(bytes.span());
        let found = bytes.look(wide, |window| last_line_end(window, wide.start, end, unit))?;
        if let Some(after) = found {
            return Ok(after);
        }
        end = start;
    }
    Ok(Offset::ZERO)
}

/// The LF that ends the line that starts at `start`, or the file's end, however far that is.
/// Reads all between.
///
/// # Errors
/// [`Fault`] if the bytes can't be read any more.
pub fn line_end(bytes: &impl ReadBytes, unit: CodeUnit, start: Offset) -> Result<Offset, Fault> {
    let file_end = bytes.span().end;
    let mut at = start;
    let mut step = FIRST_STEP;
    while at < file_end {
        let end = (at.floor_to(step) + step).min(file_end);
        step = STEP;
        let wide = Span { start: at, end: end + 1 }.meet(bytes.span());
        let found = bytes.look(wide, |window| first_line_end(window, at, unit))?;
        if let Some(lf) = found.filter(|lf| *lf < end) {
            return Ok(lf);
        }
        at = end;
    }
    Ok(file_end)
}

/// The first line end in `window`, which starts at `at`.
fn first_line_end(window: &[u8], at: Offset, unit: CodeUnit) -> Option<Offset> {
    let place = |i: usize| at + len_u64(i);
    memchr::memchr_iter(b'\n', window).find_map(|lf| match unit {
        CodeUnit::Byte => Some(place(lf)),
        CodeUnit::Utf16Le => {
            (place(lf).0.is_multiple_of(2) && window.get(lf + 1) == Some(&0)).then_some(place(lf))
        }
        CodeUnit::Utf16Be => {
            let first = lf.checked_sub(1)?;
            (place(first).0.is_multiple_of(2) && window[first] == 0).then_some(place(first))
        }
    })
}

/// Where the line starts that follows the last line end in `window` that ends by `end`.
fn last_line_end(window: &[u8], at: Offset, end: Offset, unit: CodeUnit) -> Option<Offset> {
    let place = |i: usize| at + len_u64(i);
    memchr::memrchr_iter(b'\n', window).find_map(|lf| {
        let after = match unit {
            CodeUnit::Byte => place(lf) + 1,
            CodeUnit::Utf16Le if place(lf).0 % 2 == 0 && window.get(lf + 1) == Some(&0) => place(lf) + 2,
            CodeUnit::Utf16Be
                if place(lf).0 % 2 == 1 && lf.checked_sub(1).is_some_and(|i| window[i] == 0) =>
            {
                place(lf) + 1
            }
            _ => return None,
        };
        (after <= end).then_some(after)
    })
}
