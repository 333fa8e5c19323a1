//! Records as rows that are stepped through, and their numbers.

use super::Table;
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, RowNr};
use crate::doc::File;
use crate::scroll::{Pos, RowSpace};
use crate::source::blocks::Fetched;

/// Blocks that are searched for a record's end where no index says where that is.
const REACH: u64 = 16;

/// The rows of a table: its records without the header. Positions are byte offsets.
#[derive(Clone, Copy)]
pub struct RecordRows<'a> {
    file: &'a File,
    table: &'a Table,
}

/// Takes the value of a [`Fetched`], or returns that it is not there.
macro_rules! fetched {
    ($fetched:expr) => {
        match $fetched {
            Fetched::Ready(value) => value,
            Fetched::Pending => return Fetched::Pending,
            Fetched::Failed(fault) => return Fetched::Failed(fault),
        }
    };
}
pub(super) use fetched;

impl<'a> RecordRows<'a> {
    pub(super) fn new(file: &'a File, table: &'a Table) -> Self {
        Self { file, table }
    }

    /// The number of a record, from 0 and with the header; `None` where the index has not come so far.
    #[must_use]
    pub fn number_of(&self, start: Pos) -> Fetched<Option<RowNr>> {
        let block = start.0 / BLOCK;
        let known = fetched!(self.table.starts_in(self.file, block));
        let inside = len_u64(known.starts.partition_point(|at| Pos::from(*at) < start));
        let is_first = block == self.table.layout().dialect.start / BLOCK;
        let before = match &self.table.index {
            _ if is_first => Some(0),
            Some(index) if known.is_exact => index.counts.before(block),
            _ => None,
        };
        Fetched::Ready(before.map(|before| RowNr(before + inside)))
    }

    /// Where the record of this number starts, from 0 and with the header; `None` where the index has not
    /// come so far.
    #[must_use]
    pub fn start_of(&self, nr: RowNr) -> Fetched<Option<Offset>> {
        let first = self.table.layout().dialect.start / BLOCK;
        let located = self.table.index.as_ref().and_then(|index| index.counts.locate(nr.0));
        let (block, before) = located.unwrap_or((first, 0));
        let known = fetched!(self.table.starts_in(self.file, block));
        Fetched::Ready(known.starts.get(to_usize(nr.0 - before)).copied())
    }

    /// Where the rows are.
    fn span(&self) -> (Pos, Pos) {
        let span = self.table.rows_span(self.file.len());
        (span.start.into(), span.end.into())
    }
}

impl RowSpace for RecordRows<'_> {
    fn len(&self) -> u64 {
        self.span().1.0
    }

    fn is_empty(&self) -> bool {
        let (start, end) = self.span();
        start >= end
    }

    fn snap(&self, at: Pos) -> Fetched<Pos> {
        let (first, end) = self.span();
        let mut at = at.min(end.back(1)).max(first);
        let mut block = at.0 / BLOCK;
        for _ in 0..REACH {
            let known = fetched!(self.table.starts_in(self.file, block));
            let n = known.starts.partition_point(|start| Pos::from(*start) <= at);
            if let Some(start) = n.checked_sub(1).and_then(|last| known.starts.get(last)) {
                return Fetched::Ready(Pos::from(*start).max(first));
            }
            block = match self.table.block_before(block) {
                Some(Some(before)) => before,
                None if block > first.0 / BLOCK => block - 1,
                _ => return Fetched::Ready(first),
            };
            at = Pos(u64::MAX);
        }
        // A record longer than that is shown in parts until the index says where it starts.
        Fetched::Ready(Pos(block * BLOCK).max(first))
    }

    fn next(&self, at: Pos) -> Fetched<Option<Pos>> {
        let (_, end) = self.span();
        let mut block = at.0 / BLOCK;
        for _ in 0..REACH {
            let known = fetched!(self.table.starts_in(self.file, block));
            let n = known.starts.partition_point(|start| Pos::from(*start) <= at);
            if let Some(start) = known.starts.get(n) {
                return Fetched::Ready(Some((*start).into()));
            }
            block = self.table.block_after(block).unwrap_or(block + 1);
            if block.saturating_mul(BLOCK) >= end.0 {
                return Fetched::Ready(None);
            }
        }
        Fetched::Ready(Some(Pos(block * BLOCK)))
    }

    fn previous(&self, at: Pos) -> Fetched<Option<Pos>> {
        let (first, _) = self.span();
        if at <= first { Fetched::Ready(None) } else { self.snap(at.back(1)).map(Some) }
    }

    fn longest(&self) -> u64 {
        BLOCK
    }
}
