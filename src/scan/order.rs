//! Rows of a table in the order of one or several columns: keys and places in sorted runs, one a chunk.
//!
//! A row takes 16 bytes for each key, and 8 for its place. Runs lie in blocks, each of which is given back as
//! soon as it is merged; what does not fit into [`MOST_HELD`] bytes of memory lies in a file.

use super::columns::{CellCheck, ColumnKinds, SortKey, TypeWish, TypesFold, TypesTally};
use super::rows::{RowFold, RowScan, RowTest, TableRow};
use super::{Finding, ScanId, ScanRef};
use crate::base::spill::Spill;
use crate::base::units::len_u64;
use crate::base::{Offset, Span};
use crate::format::delimited::TableLayout;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of sorted runs that are held in memory.
pub const MOST_HELD: usize = 160 << 20;

/// Bytes that are read at once of all runs in a file together, while they are merged.
const MERGE_BYTES: usize = 48 << 20;

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

    /// As bytes, for a file.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    /// That of bytes.
    #[must_use]
    pub fn of_bytes(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
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

impl<const N: usize> KeyedRow<N> {
    /// Its bytes in a file.
    const BYTES: usize = N * 16 + 8;

    fn push_bytes(&self, out: &mut Vec<u8>) {
        self.keys.as_flattened().iter().for_each(|half| out.extend_from_slice(&half.to_le_bytes()));
        out.extend_from_slice(&self.place.to_bytes());
    }

    fn of_bytes(bytes: &[u8]) -> Self {
        let mut words = bytes.chunks_exact(8).map(|word| {
            let mut own = [0; 8];
            own.copy_from_slice(word);
            own
        });
        let mut half = || words.next().map_or(0, u64::from_le_bytes);
        let keys = std::array::from_fn(|_| [half(), half()]);
        Self { keys, place: RowPlace(half()) }
    }
}

/// Some rows of a run.
type Block<const N: usize> = Arc<[KeyedRow<N>]>;

/// Rows in order.
#[derive(Clone, Debug)]
enum Run<const N: usize> {
    /// In blocks from the last to the first; those that are done with go back at once.
    Held(Arc<Vec<Block<N>>>),
    /// In a file, one after the other.
    Spilled { spill: Arc<dyn Spill>, at: Offset, n_rows: usize },
}

/// Where runs go that memory has no room for.
#[derive(Debug)]
pub struct Spilling {
    spill: Arc<dyn Spill>,
    most_held: usize,
    /// Bytes that are held; those of parts that were dropped count on.
    held: AtomicUsize,
}

impl Spilling {
    /// Into this file, past so many bytes in memory.
    #[must_use]
    pub fn into(spill: Arc<dyn Spill>, most_held: usize) -> Self {
        Self { spill, most_held, held: AtomicUsize::new(0) }
    }

    /// A run of these rows. Where there is no room outside of memory, either, it is held.
    fn run<const N: usize>(&self, rows: &[KeyedRow<N>]) -> Run<N> {
        let n_bytes = size_of_val(rows);
        if self.held.fetch_add(n_bytes, Ordering::Relaxed) + n_bytes > self.most_held {
            self.held.fetch_sub(n_bytes, Ordering::Relaxed);
            let mut bytes = Vec::with_capacity(rows.len() * KeyedRow::<N>::BYTES);
            rows.iter().for_each(|row| row.push_bytes(&mut bytes));
            match self.spill.append(&bytes) {
                Ok(at) => return Run::Spilled { spill: Arc::clone(&self.spill), at, n_rows: rows.len() },
                Err(error) => tracing::warn!("sorted rows stay in memory: {error}"),
            }
        }
        Run::Held(Arc::new(rows.chunks(BLOCK_ROWS).rev().map(Arc::from).collect()))
    }
}

/// Collects rows in runs.
pub struct OrderFold<const N: usize> {
    by: [SortColumn; N],
    wants: Option<RowTest>,
    /// Counts what the cells of all rows are, if that was asked.
    types: Option<TypesFold>,
    spilling: Arc<Spilling>,
    into_runs: fn(Runs<N>) -> SortRuns,
}

/// Rows of a part of a table.
#[derive(Clone, Debug)]
pub struct Runs<const N: usize> {
    runs: Vec<Run<N>>,
    spilling: Arc<Spilling>,
    /// Rows that are not in order.
    rest: Vec<KeyedRow<N>>,
    n_rows: u64,
    /// What the cells of all rows are, wanted or not.
    counted: Option<TypesTally>,
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

    /// What the columns are, if that was counted.
    #[must_use]
    pub fn kinds(&self) -> Option<ColumnKinds> {
        let counted = match self {
            Self::One(runs) => &runs.counted,
            Self::Two(runs) => &runs.counted,
            Self::Three(runs) => &runs.counted,
        };
        counted.as_ref().map(TypesTally::kinds)
    }

    /// The file that what does not fit into memory goes to.
    #[must_use]
    pub fn spill(&self) -> Arc<dyn Spill> {
        match self {
            Self::One(runs) => runs.spill(),
            Self::Two(runs) => runs.spill(),
            Self::Three(runs) => runs.spill(),
        }
    }
}

/// What a table is sorted by, and of which rows.
pub struct Sorting<'a> {
    /// One to [`MOST_COLUMNS`] columns, the first before all.
    pub by: &'a [SortColumn],
    /// Which rows are wanted.
    pub wants: Option<RowTest>,
    /// What else is asked of the columns' types, by the same reading; see [`SortRuns::kinds`].
    pub types: Option<Vec<TypeWish>>,
    /// Where what does not fit into memory goes.
    pub spilling: Spilling,
}

/// The scan that sorts a table; `None` of no columns, or of too many.
#[must_use]
pub fn order_scan(
    layout: &TableLayout,
    Sorting { by, wants, types, spilling }: Sorting<'_>,
) -> Option<ScanRef> {
    let types = types.map(TypesFold::new);
    let with = (wants, types, Arc::new(spilling));
    match *by {
        [a] => Some(scan_by(layout, [a], with, SortRuns::One)),
        [a, b] => Some(scan_by(layout, [a, b], with, SortRuns::Two)),
        [a, b, c] => Some(scan_by(layout, [a, b, c], with, SortRuns::Three)),
        _ => None,
    }
}

fn scan_by<const N: usize>(
    layout: &TableLayout,
    by: [SortColumn; N],
    (wants, types, spilling): (Option<RowTest>, Option<TypesFold>, Arc<Spilling>),
    into_runs: fn(Runs<N>) -> SortRuns,
) -> ScanRef {
    Arc::new(RowScan::new(layout.clone(), OrderFold { by, wants, types, spilling, into_runs }))
}

impl<const N: usize> Runs<N> {
    fn of(spilling: &Arc<Spilling>) -> Self {
        Self { runs: Vec::new(), spilling: Arc::clone(spilling), rest: Vec::new(), n_rows: 0, counted: None }
    }

    fn seal(&mut self) {
        if self.rest.is_empty() {
            return;
        }
        self.rest.sort_unstable();
        self.runs.push(self.spilling.run(&self.rest));
        self.rest = Vec::new();
    }

    /// How many rows there are.
    #[must_use]
    pub fn n_rows(&self) -> u64 {
        self.n_rows
    }

    /// The same rows in at most `n` parts of about one size, each before the next in order, and rows that are alike in
    /// the first column in one; in one part if runs are in a file.
    #[must_use]
    pub fn split(mut self, n: usize) -> Vec<Self> {
        self.seal();
        let held = self.runs.iter().map(|run| match run {
            Run::Held(blocks) => Some(blocks),
            Run::Spilled { .. } => None,
        });
        let Some(held) = held.collect::<Option<Vec<_>>>() else { return vec![self] };
        let first_key = |block: &Block<N>| block.first().and_then(|row| row.keys.first()).copied();
        let mut keys: Vec<_> = held.iter().flat_map(|blocks| blocks.iter().filter_map(first_key)).collect();
        keys.sort_unstable();
        let mut bounds: Vec<_> = (1..n).filter_map(|nr| keys.get(keys.len() * nr / n).copied()).collect();
        bounds.dedup();
        let mut parts: Vec<_> = (0..=bounds.len()).map(|_| Self::of(&self.spilling)).collect();
        for blocks in held {
            let mut own: Vec<Vec<Block<N>>> = vec![Vec::new(); parts.len()];
            for block in blocks.iter() {
                let mut rest = block.len();
                // From the last part to the first, as blocks are.
                for (nr, own) in own.iter_mut().enumerate().rev() {
                    let is_before =
                        |row: &KeyedRow<N>| row.keys.first() < nr.checked_sub(1).map(|nr| &bounds[nr]);
                    let from = block[..rest].partition_point(is_before);
                    match block.get(from..rest) {
                        Some(all) if all.len() == block.len() => own.push(Arc::clone(block)),
                        Some(some) if !some.is_empty() => own.push(Arc::from(some)),
                        _ => {}
                    }
                    rest = from;
                }
            }
            for (part, own) in parts.iter_mut().zip(own) {
                part.n_rows += own.iter().map(|block| len_u64(block.len())).sum::<u64>();
                part.runs.push(Run::Held(Arc::new(own)));
            }
        }
        parts
    }

    /// The rows in order. Costs the logarithm of the number of runs a row; blocks on the disk where runs are
    /// in a file.
    ///
    /// # Errors
    /// If they can't be read again.
    pub fn merged(mut self) -> io::Result<MergedRows<N>> {
        self.seal();
        let n_spilled = self.runs.iter().filter(|run| matches!(run, Run::Spilled { .. })).count();
        let step = (MERGE_BYTES / n_spilled.max(1) / KeyedRow::<N>::BYTES).clamp(64, BLOCK_ROWS);
        let mut heap = BinaryHeap::new();
        for run in self.runs {
            let mut rest = match run {
                // The scan may still hold the list for a moment after it has ended; its blocks are shared.
                Run::Held(blocks) => RestOfRun::Held(Arc::unwrap_or_clone(blocks)),
                Run::Spilled { spill, at, n_rows } => RestOfRun::Spilled { spill, at, n_left: n_rows, step },
            };
            if let Some(block) = rest.pop()?
                && let Some(&first) = block.first()
            {
                heap.push(Reverse(RunCursor { first, at: 0, block, rest }));
            }
        }
        Ok(MergedRows { heap })
    }

    fn spill(&self) -> Arc<dyn Spill> {
        Arc::clone(&self.spilling.spill)
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
    block: Block<N>,
    rest: RestOfRun<N>,
}

/// The blocks of a run that are still to come.
enum RestOfRun<const N: usize> {
    Held(Vec<Block<N>>),
    Spilled { spill: Arc<dyn Spill>, at: Offset, n_left: usize, step: usize },
}

impl<const N: usize> RestOfRun<N> {
    fn pop(&mut self) -> io::Result<Option<Block<N>>> {
        match self {
            Self::Held(blocks) => Ok(blocks.pop()),
            Self::Spilled { spill, at, n_left, step } => {
                let n = (*n_left).min(*step);
                if n == 0 {
                    return Ok(None);
                }
                let mut bytes = vec![0; n * KeyedRow::<N>::BYTES];
                spill.read(&mut bytes, *at)?;
                *at = *at + len_u64(bytes.len());
                *n_left -= n;
                Ok(Some(bytes.chunks_exact(KeyedRow::<N>::BYTES).map(KeyedRow::of_bytes).collect()))
            }
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
    fn advance(&mut self) -> io::Result<bool> {
        self.at += 1;
        if self.at >= self.block.len() {
            let Some(next) = self.rest.pop()? else { return Ok(false) };
            (self.block, self.at) = (next, 0);
        }
        Ok(self.block.get(self.at).map(|first| self.first = *first).is_some())
    }
}

impl<const N: usize> Iterator for MergedRows<N> {
    type Item = io::Result<KeyedRow<N>>;

    fn next(&mut self) -> Option<io::Result<KeyedRow<N>>> {
        let mut least = self.heap.peek_mut()?;
        let row = least.0.first;
        match least.0.advance() {
            Ok(true) => {}
            Ok(false) => drop(PeekMut::pop(least)),
            Err(error) => {
                drop(least);
                self.heap.clear();
                return Some(Err(error));
            }
        }
        Some(Ok(row))
    }
}

impl<const N: usize> RowFold for OrderFold<N> {
    type Value = Runs<N>;

    fn id(&self) -> ScanId {
        ScanId::SORTED
    }

    fn start(&self) -> Runs<N> {
        Runs { counted: self.types.as_ref().map(RowFold::start), ..Runs::of(&self.spilling) }
    }

    fn add(&self, runs: &mut Runs<N>, row: &TableRow<'_>) {
        if let (Some(types), Some(counted)) = (&self.types, &mut runs.counted) {
            types.add(counted, row);
        }
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
        if let (Some(types), Some(left), Some(right)) = (&self.types, &mut left.counted, right.counted) {
            types.append(left, right);
        }
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
    use crate::base::units::to_usize;
    use proptest::prelude::*;
    use std::sync::Mutex;

    #[derive(Debug, Default)]
    struct InMemory(Mutex<Vec<u8>>);

    impl Spill for InMemory {
        fn append(&self, bytes: &[u8]) -> io::Result<Offset> {
            let mut all = self.0.lock().unwrap();
            let at = len_u64(all.len());
            all.extend_from_slice(bytes);
            Ok(Offset(at))
        }

        fn read(&self, into: &mut [u8], at: Offset) -> io::Result<()> {
            let all = self.0.lock().unwrap();
            let at = to_usize(at.0);
            let bytes = all.get(at..at + into.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
            into.copy_from_slice(bytes);
            Ok(())
        }
    }

    #[test]
    fn rows_that_can_not_be_read_again_are_an_error() {
        let spilling = Arc::new(Spilling::into(Arc::new(InMemory::default()), 0));
        let mut runs = Runs::<2>::of(&spilling);
        let row = |at| KeyedRow { keys: [[at, 1], [2, 3]], place: RowPlace::of(Span::at(Offset(at), 1)) };
        runs.rest.extend((0..5).map(row));
        runs.seal();
        let Run::Spilled { at, n_rows, .. } = &mut runs.runs[0] else { panic!() };
        assert_eq!((at.0, *n_rows), (0, 5));
        *n_rows = 6;
        assert!(runs.merged().and_then(Iterator::collect::<io::Result<Vec<_>>>).is_err());
    }

    proptest! {
        #[test]
        fn merged_runs_are_sorted(
            parts in prop::collection::vec(prop::collection::vec(0_u64..50, 0..40), 0..20),
            most_held in prop::sample::select(vec![0, 1000, usize::MAX]),
            n_parts in 1_usize..6,
        ) {
            let spilling = Spilling::into(Arc::new(InMemory::default()), most_held);
            let mut all = Runs::<1>::of(&Arc::new(spilling));
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
            all.n_rows = at;
            let parts = all.clone().split(n_parts);
            prop_assert!(parts.len() <= n_parts && (most_held < usize::MAX || expected.len() < 50 || n_parts == 1 || parts.len() > 1));
            prop_assert_eq!(parts.iter().map(|part| part.n_rows).sum::<u64>(), at);
            let of_parts: io::Result<Vec<Vec<_>>> =
                parts.into_iter().map(|part| part.merged().and_then(Iterator::collect)).collect();
            let of_parts = of_parts.unwrap();
            let last_and_first = |two: &[Vec<KeyedRow<1>>]| Some((two[0].last()?.keys, two[1].first()?.keys));
            prop_assert!(of_parts.windows(2).filter_map(last_and_first).all(|(last, first)| last < first));
            prop_assert_eq!(of_parts.concat(), &expected[..]);
            let merged: Result<Vec<_>, _> = all.merged().and_then(Iterator::collect);
            prop_assert_eq!(merged.unwrap(), expected);
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
