//! Rows of a table in the order of one or several columns: keys and places in sorted runs, one a chunk.
//!
//! Memory: 16 bytes for each key of a row, and 8 for its place. Runs lie in blocks, each of which is given
//! back as soon as it is merged.

use super::columns::{CellCheck, SortKey};
use super::rows::{RowFold, RowScan, RowTest, TableRow};
use super::{Finding, ScanId, ScanRef};
use crate::base::{Offset, Span};
use crate::format::delimited::TableLayout;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::Arc;

/// Columns that rows can be sorted by at once.
pub const MOST_COLUMNS: usize = 3;

/// Rows of a block of a run: such blocks go back to the system when they are dropped.
const BLOCK_ROWS: usize = 8192;

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SortColumn {
    /// Which, from 0.
    pub column: usize,
    /// What its cells are.
    pub check: CellCheck,
    /// Whether its largest values come first. Empty cells are last in either order.
    pub is_descending: bool,
}

impl SortColumn {
    /// A column of a table whose columns' cells are `checks`; one that is not among them is text.
    #[must_use]
    pub fn of(column: usize, is_descending: bool, checks: &[CellCheck]) -> Self {
        Self { column, check: checks.get(column).copied().unwrap_or(CellCheck::TEXT), is_descending }
    }

    fn key(&self, row: &TableRow<'_>) -> SortKey {
        let value = row.row.value(self.column).unwrap_or_default();
        let key = self.check.sort_key(&value);
        if self.is_descending { key.reversed() } else { key }
    }

    /// Whether equal keys may stand for different texts.
    #[must_use]
    pub fn is_cut(&self, key: [u64; 2]) -> bool {
        let key = SortKey::of_halves(key);
        self.check.is_cut(if self.is_descending { key.reversed() } else { key })
    }
}

/// Where a row is: its offset and its length, in 8 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace(u64);

impl RowPlace {
    const LEN_BITS: u32 = 24;
    const LONG: u64 = (1 << Self::LEN_BITS) - 1;

    /// The length of a file whose rows have places, in bytes.
    pub const MOST_LEN: u64 = 1 << (u64::BITS - Self::LEN_BITS);

    /// That of a row, which starts before [`Self::MOST_LEN`].
    #[must_use]
    pub fn of(span: Span) -> Self {
        Self(span.start.0 << Self::LEN_BITS | span.len().min(Self::LONG))
    }

    /// Where the row starts.
    #[must_use]
    pub fn start(self) -> Offset {
        Offset(self.0 >> Self::LEN_BITS)
    }

    /// How long it is, in bytes; of one of 16 MiB and more that is the least it can be.
    #[must_use]
    pub fn n_bytes(self) -> u64 {
        self.0 & Self::LONG
    }

    /// Whether the row is at least as long as its place can say.
    #[must_use]
    pub fn is_long(self) -> bool {
        self.n_bytes() == Self::LONG
    }

    /// Its extent as far as that is known.
    #[must_use]
    pub fn span(self) -> Span {
        Span::at(self.start(), self.n_bytes())
    }
}

/// A row's keys and its place, by which no two are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyedRow<const N: usize> {
    /// One for each column.
    pub keys: [[u64; 2]; N],
    /// Where it is.
    pub place: RowPlace,
}

/// Rows in order, in blocks from the last to the first.
type Run<const N: usize> = Vec<Box<[KeyedRow<N>]>>;

/// Collects rows in runs.
pub struct OrderFold<const N: usize> {
    by: [SortColumn; N],
    wants: Option<RowTest>,
    into_runs: fn(Runs<N>) -> SortRuns,
}

/// Rows of a part of a table.
#[derive(Clone, Debug)]
pub struct Runs<const N: usize> {
    runs: Vec<Arc<Run<N>>>,
    /// Rows that are not in order.
    rest: Vec<KeyedRow<N>>,
    n_rows: u64,
}

/// All rows in sorted runs, by their number of columns. A clone shares them.
#[derive(Clone, Debug)]
pub enum SortRuns {
    /// By one.
    One(Runs<1>),
    /// By two.
    Two(Runs<2>),
    /// By three.
    Three(Runs<3>),
}

impl SortRuns {
    /// How many rows there are.
    #[must_use]
    pub fn n_rows(&self) -> u64 {
        match self {
            Self::One(runs) => runs.n_rows,
            Self::Two(runs) => runs.n_rows,
            Self::Three(runs) => runs.n_rows,
        }
    }
}

/// The scan that sorts a table by columns, of which there are one to [`MOST_COLUMNS`]; `None` otherwise.
#[must_use]
pub fn order_scan(layout: &TableLayout, by: &[SortColumn], wants: Option<RowTest>) -> Option<ScanRef> {
    fn scan<const N: usize>(
        layout: &TableLayout,
        by: [SortColumn; N],
        wants: Option<RowTest>,
        into_runs: fn(Runs<N>) -> SortRuns,
    ) -> ScanRef {
        Arc::new(RowScan::new(layout.clone(), OrderFold { by, wants, into_runs }))
    }
    match *by {
        [a] => Some(scan(layout, [a], wants, SortRuns::One)),
        [a, b] => Some(scan(layout, [a, b], wants, SortRuns::Two)),
        [a, b, c] => Some(scan(layout, [a, b, c], wants, SortRuns::Three)),
        _ => None,
    }
}

impl<const N: usize> Runs<N> {
    fn seal(&mut self) {
        if self.rest.is_empty() {
            return;
        }
        self.rest.sort_unstable();
        let blocks: Run<N> = self.rest.chunks(BLOCK_ROWS).rev().map(Box::from).collect();
        self.rest = Vec::new();
        self.runs.push(Arc::new(blocks));
    }

    /// The rows in order. Costs the logarithm of the number of runs a row.
    #[must_use]
    pub fn merged(mut self) -> MergedRows<N> {
        self.seal();
        let cursors = self.runs.into_iter().filter_map(|run| {
            let n_left = run.len();
            let mut rest = RestOfRun { run: RunBlocks::Shared(run), n_left };
            let block = rest.pop()?;
            let first = *block.first()?;
            Some(Reverse(RunCursor { first, at: 0, block, rest }))
        });
        MergedRows { heap: cursors.collect() }
    }
}

/// The rows of sorted runs, in order.
pub struct MergedRows<const N: usize> {
    heap: BinaryHeap<Reverse<RunCursor<N>>>,
}

/// What is left of a run.
struct RunCursor<const N: usize> {
    first: KeyedRow<N>,
    at: usize,
    block: Box<[KeyedRow<N>]>,
    rest: RestOfRun<N>,
}

/// The blocks of a run that are still to come.
struct RestOfRun<const N: usize> {
    run: RunBlocks<N>,
    n_left: usize,
}

/// Blocks of a run: the scan may still hold it for a moment after it has ended.
enum RunBlocks<const N: usize> {
    Shared(Arc<Run<N>>),
    Own(Run<N>),
}

impl<const N: usize> RestOfRun<N> {
    /// The next block; a copy as long as others hold the run.
    fn pop(&mut self) -> Option<Box<[KeyedRow<N>]>> {
        self.n_left = self.n_left.checked_sub(1)?;
        if let RunBlocks::Shared(run) = &mut self.run {
            match Arc::get_mut(run) {
                Some(run) => self.run = RunBlocks::Own(std::mem::take(run)),
                None => return run.get(self.n_left).cloned(),
            }
        }
        match &mut self.run {
            RunBlocks::Own(run) => {
                run.truncate(self.n_left + 1);
                run.pop()
            }
            RunBlocks::Shared(_) => None,
        }
    }
}

impl<const N: usize> PartialEq for RunCursor<N> {
    fn eq(&self, other: &Self) -> bool {
        self.first == other.first
    }
}

impl<const N: usize> Eq for RunCursor<N> {}

impl<const N: usize> PartialOrd for RunCursor<N> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<const N: usize> Ord for RunCursor<N> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.first.cmp(&other.first)
    }
}

impl<const N: usize> RunCursor<N> {
    /// Goes to the next row; whether there is one.
    fn advance(&mut self) -> bool {
        self.at += 1;
        if self.at >= self.block.len() {
            let Some(next) = self.rest.pop() else { return false };
            (self.block, self.at) = (next, 0);
        }
        self.block.get(self.at).map(|first| self.first = *first).is_some()
    }
}

impl<const N: usize> Iterator for MergedRows<N> {
    type Item = KeyedRow<N>;

    fn next(&mut self) -> Option<KeyedRow<N>> {
        let mut least = self.heap.peek_mut()?;
        let row = least.0.first;
        if !least.0.advance() {
            PeekMut::pop(least);
        }
        Some(row)
    }
}

impl<const N: usize> RowFold for OrderFold<N> {
    type Value = Runs<N>;

    fn id(&self) -> ScanId {
        ScanId::SORTED
    }

    fn start(&self) -> Runs<N> {
        Runs { runs: Vec::new(), rest: Vec::new(), n_rows: 0 }
    }

    fn add(&self, runs: &mut Runs<N>, row: &TableRow<'_>) {
        if self.wants.as_ref().is_none_or(|wants| wants(row)) {
            let keys = self.by.map(|column| column.key(row).halves());
            runs.rest.push(KeyedRow { keys, place: RowPlace::of(row.span) });
            runs.n_rows += 1;
        }
    }

    fn settle(&self, runs: &mut Runs<N>) {
        // A few rows that follow are no run of their own.
        if runs.rest.len() >= BLOCK_ROWS || runs.runs.is_empty() {
            runs.seal();
        }
    }

    fn append(&self, left: &mut Runs<N>, right: Runs<N>) {
        left.runs.extend(right.runs);
        left.rest.extend(right.rest);
        left.n_rows += right.n_rows;
        if left.rest.len() >= BLOCK_ROWS {
            left.seal();
        }
    }

    fn report(&self, runs: &Runs<N>, is_whole: bool) -> Finding {
        let whole = if is_whole { runs.clone() } else { self.start() };
        Finding::Sorted(Arc::new((self.into_runs)(whole)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn merged_runs_are_sorted(parts in prop::collection::vec(prop::collection::vec(0_u64..50, 0..40), 0..20)) {
            let mut all = Runs::<1> { runs: Vec::new(), rest: Vec::new(), n_rows: 0 };
            let mut expected = Vec::new();
            let mut at = 0;
            for part in parts {
                for key in part {
                    let place = RowPlace::of(Span::at(Offset(at), 1));
                    let row = KeyedRow { keys: [[key, 0]], place };
                    all.rest.push(row);
                    expected.push(row);
                    at += 1;
                }
                all.seal();
            }
            expected.sort_by_key(|row| row.keys);
            prop_assert_eq!(all.merged().collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_place_is_an_offset_and_a_length() {
        let place = |start, len| RowPlace::of(Span::at(Offset(start), len));
        let far = place(RowPlace::MOST_LEN - 1, 77);
        assert_eq!((far.start(), far.n_bytes(), far.is_long()), (Offset(RowPlace::MOST_LEN - 1), 77, false));
        assert!(place(0, 1 << 24).is_long());
    }
}
