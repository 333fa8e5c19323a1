//! Seeks the next line of the list, and the first match of the search in it.
//!
//! Goes by what was counted so far: if the next line may lie past that, the answer is to ask again
//! when more was counted.

use super::Searching;
use crate::base::{Offset, PaneId, Span};
use crate::doc::file::File;
use crate::search::{LineFinder, LineStop, Lookup, Matches, Search, WantedLine};
use crate::source::Snapshot;
use std::sync::Arc;
use std::time::Instant;

/// A line of the list that is sought.
pub(super) struct PendingRow {
    pub(super) since: Instant,
    asker: PaneId,
    /// The lines after the one that holds this, or before it; how many lines further.
    from: Offset,
    forward: bool,
    n: usize,
    /// How much of the file was counted when it was last requested.
    asked: Option<(Offset, bool)>,
}

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

impl Searching {
    /// Seeks the next line of the list after the one that holds `from`, or the one before it. What is
    /// asked for while one is sought is the next one after that.
    pub(super) fn seek_row(&mut self, from: Offset, forward: bool, asker: PaneId) {
        match &mut self.row_seek {
            Some(pending) if pending.forward == forward => pending.n += 1,
            _ => {
                let since = Instant::now();
                self.row_seek = Some(PendingRow { since, asker, from, forward, n: 1, asked: None });
            }
        }
    }

    /// Seeks no line any more; an answer that is on its way counts for nothing.
    pub(super) fn drop_row_seek(&mut self) {
        self.row_seek = None;
        self.row_nr += 1;
    }

    /// Requests the line that is sought, unless that was requested and no more is counted since.
    pub(super) fn ask_row(&mut self, file: &File) {
        let Some((run, search)) = self.listed() else { return };
        let (list, is_whole) = ((Arc::clone(search), Arc::clone(run.found())), !run.is_running());
        let search = self.search().cloned().zip(self.found().cloned());
        let (Some(pending), Some(seeker)) = (&mut self.row_seek, &self.seeker) else { return };
        let counted = Some((list.1.span().end, is_whole));
        if pending.asked == counted {
            return;
        }
        pending.asked = counted;
        self.row_nr += 1;
        let (from, forward, bytes) = (pending.from, pending.forward, file.snapshot().clone());
        seeker.row(RowSeek { nr: self.row_nr, list, is_whole, search, bytes, from, forward });
    }

    /// Takes the line that was sought: what is to be shown of it.
    pub(super) fn take_row(&mut self, sought: RowSought) -> Option<(PaneId, Span)> {
        let pending = self.row_seek.as_mut()?;
        let (start, hit, has_wrapped) = match sought {
            RowSought::Row(start, hit, has_wrapped) => (start, hit, has_wrapped),
            RowSought::NotYet => return None,
            RowSought::Nowhere => {
                self.row_seek = None;
                return None;
            }
        };
        let asker = pending.asker;
        pending.n -= 1;
        (pending.from, pending.asked) = (start, None);
        if pending.n == 0 {
            self.row_seek = None;
        }
        self.has_wrapped = has_wrapped;
        match hit {
            Some(hit) => self.set_current(hit),
            None => (self.current, self.rank) = (None, None),
        }
        Some((asker, hit.unwrap_or(Span { start, end: start })))
    }
}
