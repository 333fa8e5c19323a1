//! Looks up single matches and lines in a search's index by rescanning one block.

use super::lines::{LineFinder, LineStop};
use super::scan::Search;
use super::tally::read_entry;
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::scan::Piece;
use crate::scan::matches::Matches;
use crate::source::{Fault, Snapshot};

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
        let (hits, rows, ()) = self.block_with(block, |_, _| ())?;
        Ok((hits, rows))
    }

    /// The same, and what `look` makes of the block's bytes and the LFs of its wanted lines.
    fn block_with<R: Default>(
        &self,
        block: u64,
        look: impl FnOnce(&Piece<'_>, &[Offset]) -> R,
    ) -> Result<(Vec<Span>, Vec<Offset>, R), Fault> {
        let (mut hits, mut rows) = (Vec::new(), Vec::new());
        let span = Span::at(Offset(block * BLOCK), BLOCK).meet(self.found.span());
        if span.is_empty() {
            return Ok((hits, rows, R::default()));
        }
        let (entry, start) = self.found.entry(block);
        let state = read_entry(entry, start);
        let wide = span.with_margin(self.search.margin_bytes(), self.bytes.span());
        let lead = to_usize(span.start - wide.start);
        let seen = self.bytes.read_copy(wide, |window| {
            let piece = Piece::new(window, lead, to_usize(span.len()), span.start, self.bytes.len());
            self.search.list(&piece, state, &mut rows, &mut hits);
            look(&piece, &rows)
        })?;
        Ok((hits, rows, seen))
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
    /// Costs a block for each that holds one, so at most `n`, and what `finder` takes for each first
    /// one of a block.
    ///
    /// # Errors
    /// As [`LineFinder::start`].
    pub fn rows(&self, k: u64, n: usize, finder: &LineFinder<'_>) -> Result<Vec<WantedLine>, LineStop> {
        let mut rows = Vec::new();
        let mut next = k;
        while rows.len() < n {
            let Some((block, before)) = self.found.rows.locate(next) else { break };
            let from = to_usize(next - before);
            let starts = |piece: &Piece<'_>, lfs: &[Offset]| starts(piece, lfs, finder);
            let (_, lfs, starts) = self.block_with(block, starts)?;
            if lfs.len() <= from {
                // The file changed under the index.
                break;
            }
            for (&end, &start) in lfs.iter().zip(&starts).skip(from).take(n - rows.len()) {
                let start = match start {
                    Some(start) => start,
                    None => finder.start(self.bytes, Offset(block * BLOCK))?,
                };
                rows.push(WantedLine { start, end });
                next += 1;
            }
        }
        if rows.len() < n && self.found.has_open_row && next == self.found.rows.total() {
            let end = self.found.span().end;
            rows.push(WantedLine { start: finder.start(self.bytes, end)?, end });
        }
        Ok(rows)
    }
}

/// Where the lines start that end at `lfs`, in order, if that is in the piece.
fn starts(piece: &Piece<'_>, lfs: &[Offset], finder: &LineFinder<'_>) -> Vec<Option<Offset>> {
    let place = |at: usize| piece.at() + len_u64(at);
    let mut ends = finder.unit.line_feeds(piece.bytes());
    let mut start = None;
    lfs.iter()
        .map(|&wanted| {
            for lf in ends.by_ref() {
                let own = start.replace(place(lf + finder.unit.width()));
                if place(lf) >= wanted {
                    return own;
                }
            }
            None
        })
        .collect()
}

/// How many start in a block.
fn count(counts: &Counts, block: u64) -> u64 {
    let before = |block| counts.before(block).unwrap_or(0);
    before(block + 1).saturating_sub(before(block))
}
