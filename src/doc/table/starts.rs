//! Where records start, block by block: by the index where it has come, guessed elsewhere.

use super::Table;
use crate::base::counts::BLOCK;
use crate::base::{Offset, Span};
use crate::doc::File;
use crate::format::delimited::State;
use crate::index::records::{block_span, starts_in, walk_block};
use crate::source::blocks::Fetched;
use std::collections::HashMap;
use std::sync::Arc;

/// How many blocks, and record starts in them, may be kept.
const MOST_BLOCKS: usize = 256;
const MOST_STARTS: usize = 1 << 20;

/// The records that start in a block.
pub(super) struct BlockStarts {
    /// In order.
    pub(super) starts: Vec<Offset>,
    /// Whether the index says so.
    pub(super) is_exact: bool,
    /// The state at its end, as far as it was guessed.
    exit: State,
    /// How far the index reached.
    indexed: u64,
}

/// The blocks that were walked through last.
#[derive(Default)]
pub(super) struct StartsCache {
    blocks: HashMap<u64, Arc<BlockStarts>>,
    n_starts: usize,
}

impl StartsCache {
    pub(super) fn clear(&mut self) {
        self.blocks.clear();
        self.n_starts = 0;
    }

    fn put(&mut self, block: u64, starts: Arc<BlockStarts>) {
        if self.blocks.len() >= MOST_BLOCKS || self.n_starts >= MOST_STARTS {
            self.clear();
        }
        self.n_starts += starts.starts.len();
        self.blocks.insert(block, starts);
    }
}

impl Table {
    fn indexed(&self) -> u64 {
        self.index.as_ref().map_or(0, |index| index.counts.span().end.0)
    }

    /// Whether the index settles what starts in a block.
    fn is_settled(&self, block: u64, own: Span, file_len: u64) -> bool {
        let Some(index) = &self.index else { return false };
        let is_last = own.end >= self.scan.table(file_len).end;
        let ends = if is_last { index.is_whole } else { index.state_at(block + 1).is_some() };
        index.state_at(block).is_some() && ends && index.counts.span().end >= own.end
    }

    /// The records that start in a block.
    pub(super) fn starts_in(&self, file: &File, block: u64) -> Fetched<Arc<BlockStarts>> {
        let (own, wide) = block_span(&self.scan, block, file.len());
        let is_settled = self.is_settled(block, own, file.len());
        let indexed = self.indexed();
        if let Some(known) = self.starts.borrow().blocks.get(&block)
            && (known.is_exact || (!is_settled && known.indexed == indexed))
        {
            return Fetched::Ready(Arc::clone(known));
        }
        let bytes = match file.bytes(wide) {
            Fetched::Ready(bytes) => bytes,
            Fetched::Pending => return Fetched::Pending,
            Fetched::Failed(fault) => return Fetched::Failed(fault),
        };
        let (starts, exit) = match self.index.as_ref().filter(|_| is_settled) {
            Some(index) => (starts_in(index, &self.scan, block, &bytes, file.len()), State::default()),
            None => self.guessed(file, block, own, &bytes),
        };
        let starts = Arc::new(BlockStarts { starts, is_exact: is_settled, exit, indexed });
        self.starts.borrow_mut().put(block, Arc::clone(&starts));
        Fetched::Ready(starts)
    }

    /// The records that start in a block by its own bytes, and the state at its end.
    fn guessed(&self, file: &File, block: u64, own: Span, bytes: &[u8]) -> (Vec<Offset>, State) {
        if own.is_empty() {
            return (Vec::new(), State::default());
        }
        let table = self.scan.table(file.len());
        let before = || Some(self.starts.borrow().blocks.get(&block.checked_sub(1)?)?.exit);
        let by_index = || self.index.as_ref()?.state_at(block);
        let entry = |narrow: &[u8]| match own.start == table.start {
            true => State::default(),
            false => by_index().or_else(before).unwrap_or_else(|| self.scan.records().plausible(narrow)),
        };
        // Quotes that the table's end leaves open are text.
        walk_block(&self.scan, block, bytes, file.len(), entry, own.end < table.end)
    }

    /// The block of the last record that starts before `block`, by the index; `None` where that does not
    /// say, and `Some(None)` if there is none.
    pub(super) fn block_before(&self, block: u64) -> Option<Option<u64>> {
        let index = self.index.as_ref().filter(|_| block.saturating_mul(BLOCK) <= self.indexed())?;
        let before = index.counts.before(block)?;
        Some(before.checked_sub(1).and_then(|last| index.counts.locate(last)).map(|(block, _)| block))
    }

    /// The block of the first record that starts after `block`, by the index.
    pub(super) fn block_after(&self, block: u64) -> Option<u64> {
        let index = self.index.as_ref()?;
        let before = index.counts.before(block + 1)?;
        index.counts.locate(before).map(|(block, _)| block)
    }
}
