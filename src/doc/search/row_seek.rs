//! Seeks the next line of the list, and the first match of the search in it.
//!
//! Goes by what was counted so far: if the next line may lie past that, the answer is to ask again
//! when more was counted.

use crate::base::{Offset, Span};
use crate::search::{LineFinder, LineStop, Lookup, Matches, Search, WantedLine};
use crate::source::Snapshot;
use std::sync::Arc;

/// A search, and what it has found.
pub(super) type Counted = (Arc<Search>, Arc<Matches>);

/// A request for the list's next line.
pub(super) struct RowSeek {
    /// Counts the requests.
    pub(super) nr: u64,
    /// What the list wants.
    pub(super) list: Counted,
    /// Whether nothing more will be counted.
    pub(super) is_whole: bool,
    /// What is searched for, if anything is.
    pub(super) search: Option<Counted>,
    pub(super) bytes: Snapshot,
    /// The line after the one that holds this, or before it.
    pub(super) from: Offset,
    pub(super) forward: bool,
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowSought {
    /// A line: where it starts, the first match in it, and whether it was found by starting over.
    Row(Offset, Option<Span>, bool),
    /// The list has no line.
    Nowhere,
    /// More has to be counted first.
    NotYet,
}

impl RowSeek {
    /// Finds the line. Reads a few blocks, so it belongs on a worker.
    pub(super) fn find(&self, goes_on: &dyn Fn() -> bool) -> Result<RowSought, LineStop> {
        let (search, found) = &self.list;
        let lookup = Lookup { search, found, bytes: &self.bytes };
        let finder = LineFinder { unit: search.unit(), index: None, goes_on };
        let row = |nr: u64| -> Result<Option<WantedLine>, LineStop> {
            Ok(lookup.rows(nr, 1, &finder)?.first().copied())
        };
        let before = lookup.n_rows_before(self.from)?;
        let next = if self.forward {
            match row(before)? {
                // The line that holds the place.
                Some(here) if here.start <= self.from => row(before + 1)?,
                next => next,
            }
        } else if before > 0 && (self.is_whole || found.span().end >= self.from) {
            row(before - 1)?
        } else {
            None
        };
        if let Some(next) = next {
            return Ok(RowSought::Row(next.start, self.first_hit(next)?, false));
        }
        if !self.is_whole {
            return Ok(RowSought::NotYet);
        }
        let n = found.n_rows();
        let other = if self.forward { 0 } else { n.saturating_sub(1) };
        Ok(match row(other)? {
            Some(next) => RowSought::Row(next.start, self.first_hit(next)?, true),
            None => RowSought::Nowhere,
        })
    }

    /// The first match in a line, as far as matches are counted.
    fn first_hit(&self, row: WantedLine) -> Result<Option<Span>, LineStop> {
        let Some((search, found)) = &self.search else { return Ok(None) };
        if !search.counts_hits() || found.span().end < row.end {
            return Ok(None);
        }
        let lookup = Lookup { search, found, bytes: &self.bytes };
        let hit = lookup.hit(lookup.n_hits_before(row.start)?)?;
        Ok(hit.filter(|hit| hit.start <= row.end))
    }
}
