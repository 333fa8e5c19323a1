//! Which rows of a table a filter keeps: how many of them start in each block.
//!
//! Memory is that of an index, however many rows are kept: which ones they are in a block, a walk through
//! that says again.

use super::rows::{RowFold, RowScan, RowTest, TableRow};
use super::{Finding, ScanId};
use crate::base::counts::BLOCK;
use crate::base::{Counts, Offset, Span};
use crate::format::delimited::TableLayout;
use std::sync::Arc;

/// The rows that are kept, as far as the table was read.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// How many start in each block.
    pub counts: Counts,
    /// How many rows were looked at.
    pub n_rows: u64,
    /// Whether that is all of them.
    pub is_whole: bool,
}

/// Counts the rows that are wanted.
pub struct KeptFold {
    wants: RowTest,
}

/// The scan for the rows of a table that are wanted.
#[must_use]
pub fn kept_scan(layout: TableLayout, wants: RowTest) -> RowScan<KeptFold> {
    RowScan::new(layout, KeptFold { wants })
}

/// Rows of a part, by blocks.
#[derive(Clone, Default)]
pub struct KeptBlocks {
    /// Of the file's beginning.
    counts: Counts,
    /// Blocks in which some start, and how many; the last one may go on.
    open: Vec<(u64, u32)>,
    n_rows: u64,
}

impl KeptBlocks {
    fn push(&mut self, block: u64, n: u32) {
        match self.open.last_mut() {
            Some((last, count)) if *last == block => *count += n,
            _ => self.open.push((block, n)),
        }
    }

    /// Counts what is certain, or all.
    fn close(&mut self, is_whole: bool) {
        let n = self.open.len() - usize::from(!is_whole && !self.open.is_empty());
        for (block, n) in self.open.drain(..n) {
            let start = Offset(block * BLOCK);
            self.counts.add_none(Span { start: self.counts.span().end.min(start), end: start });
            self.counts.add(Span::at(start, BLOCK), n);
        }
    }
}

impl RowFold for KeptFold {
    type Value = KeptBlocks;

    fn id(&self) -> ScanId {
        ScanId::KEPT
    }

    fn start(&self) -> KeptBlocks {
        KeptBlocks::default()
    }

    fn add(&self, kept: &mut KeptBlocks, row: &TableRow<'_>) {
        kept.n_rows += 1;
        if (self.wants)(row) {
            kept.push(row.span.start.0 / BLOCK, 1);
        }
    }

    fn append(&self, left: &mut KeptBlocks, right: KeptBlocks) {
        left.n_rows += right.n_rows;
        right.open.into_iter().for_each(|(block, n)| left.push(block, n));
        left.close(false);
    }

    fn report(&self, kept: &KeptBlocks, is_whole: bool) -> Finding {
        let mut kept = kept.clone();
        kept.close(true);
        Finding::Kept(Arc::new(Kept { counts: kept.counts, n_rows: kept.n_rows, is_whole }))
    }
}
