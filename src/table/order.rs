//! A table's rows in the order of columns: sorted runs merged, and texts that begin alike told apart.

use super::fetch::{FetchedRows, batches};
use crate::base::spill::Spill;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::delimited::{RecordReader, TableLayout};
use crate::messages::Text;
use crate::scan::order::{self, KeyedRow, RowPlace, Runs, SortColumn, SortRuns, Spilling};
use crate::source::spill::SpillFile;
use crate::source::{Fault, Snapshot};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of texts that are held to tell rows apart, and of rows that are read at once.
const HELD_BYTES: usize = 32 << 20;
const BATCH_BYTES: u64 = 16 << 20;

/// How many rows are merged between two looks whether to go on.
const STEP: u64 = 1 << 16;

/// Rows whose places are held in memory, and that are a block of a file.
const MOST_HELD: usize = 1 << 25;
const BLOCK_ROWS: usize = 1 << 21;

/// Places that are read at once for one of them.
const FEW_ROWS: usize = 4096;

/// Rows beside one whose rank is known that are looked at first.
const NEAR_ROWS: u64 = 2048;

/// The rows of a table in an order. A row takes 8 bytes: in memory those of the first 32 million, or all in a file.
#[derive(Debug, Default)]
pub struct RowOrder {
    held: Vec<RowPlace>,
    spilled: Option<SpilledPlaces>,
}

/// Places in a file, in blocks.
#[derive(Debug)]
struct SpilledPlaces {
    spill: Arc<dyn Spill>,
    blocks: Vec<Offset>,
    n_rows: u64,
    /// Those that were read last, and the first one's rank.
    recent: Mutex<(u64, Vec<RowPlace>)>,
}

/// Where sorted rows go that memory has no room for: a temporary file.
#[must_use]
pub fn spilling() -> Spilling {
    Spilling::into(Arc::new(SpillFile::default()), order::MOST_HELD)
}

/// Why there is no order.
#[derive(Debug)]
pub enum OrderError {
    /// It was cancelled.
    Stopped,
    /// Rows could not be read once more.
    Fault(Fault),
    /// What did not fit into memory could not be read again.
    Spill(io::Error),
}

impl OrderError {
    /// Why, in a few words; `None` if it was stopped.
    #[must_use]
    pub fn message(&self) -> Option<Text> {
        match self {
            Self::Stopped => None,
            Self::Fault(fault) => Some(fault.message()),
            Self::Spill(error) => Some(Text::of_io(error)),
        }
    }
}

impl From<io::Error> for OrderError {
    fn from(error: io::Error) -> Self {
        Self::Spill(error)
    }
}

impl From<Fault> for OrderError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl RowOrder {
    /// The order of all rows of sorted runs. `go_on` is told how many rows are done, and whether to go on.
    ///
    /// Costs about 0.1 µs a row, and to read those again whose texts begin with the same 15 bytes.
    ///
    /// # Errors
    /// [`OrderError`] if it was told to stop, or a row can't be read any more.
    pub fn of(
        runs: SortRuns,
        by: &[SortColumn],
        layout: &TableLayout,
        snapshot: &Snapshot,
        mut go_on: impl FnMut(u64) -> bool + Send,
    ) -> Result<Self, OrderError> {
        let merging = Merging { by, layout, snapshot, go_on: Mutex::new((0, &mut go_on)) };
        let spill = runs.spill();
        match runs {
            SortRuns::One(runs) => merging.order(runs, spill),
            SortRuns::Two(runs) => merging.order(runs, spill),
            SortRuns::Three(runs) => merging.order(runs, spill),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn n_rows(&self) -> u64 {
        self.spilled.as_ref().map_or(len_u64(self.held.len()), |spilled| spilled.n_rows)
    }

    /// The row of a rank, from 0; `None` past the last, and where it can't be read.
    #[must_use]
    pub fn get(&self, rank: u64) -> Option<RowPlace> {
        let Some(spilled) = &self.spilled else { return self.held.get(to_usize(rank)).copied() };
        let mut recent = spilled.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let is_there = rank >= recent.0 && rank - recent.0 < len_u64(recent.1.len());
        if !is_there {
            let first = rank - rank % len_u64(FEW_ROWS);
            let few = self.read(first..first.saturating_add(len_u64(FEW_ROWS))).ok()?.into_owned();
            *recent = (first, few);
        }
        recent.1.get(to_usize(rank - recent.0)).copied()
    }

    /// The rows of these ranks, as far as there are; those in a file are read, in memory at once.
    ///
    /// # Errors
    /// If they can't be read.
    pub fn read(&self, ranks: Range<u64>) -> io::Result<Cow<'_, [RowPlace]>> {
        let ranks = ranks.start.min(self.n_rows())..ranks.end.min(self.n_rows());
        let Some(spilled) = &self.spilled else {
            let held = self.held.get(to_usize(ranks.start)..to_usize(ranks.end));
            return Ok(Cow::Borrowed(held.unwrap_or_default()));
        };
        let mut places = Vec::new();
        let mut rank = ranks.start;
        while rank < ranks.end {
            let (block, inside) = (rank / len_u64(BLOCK_ROWS), rank % len_u64(BLOCK_ROWS));
            let Some(&at) = spilled.blocks.get(to_usize(block)) else { break };
            let n = (ranks.end - rank).min(len_u64(BLOCK_ROWS) - inside);
            let mut bytes = vec![0; to_usize(n) * PLACE_BYTES];
            spilled.spill.read(&mut bytes, at + inside * len_u64(PLACE_BYTES))?;
            places.extend(bytes.chunks_exact(PLACE_BYTES).map(place_of));
            rank += n;
        }
        Ok(Cow::Owned(places))
    }

    /// Ranges of ranks that are read at once.
    pub fn steps(&self, ranks: Range<u64>) -> impl Iterator<Item = Range<u64>> {
        let end = ranks.end.min(self.n_rows());
        let step = if self.spilled.is_some() { BLOCK_ROWS } else { usize::MAX };
        let until = move |start: u64| start.saturating_add(len_u64(step)).min(end);
        (ranks.start..end).step_by(step).map(move |start| start..until(start))
    }

    /// The rank of the row that starts at `start`, from 0. Looks beside the ranks of `near` first; else it costs
    /// a walk over all, about 1 ms for a million.
    #[must_use]
    pub fn rank_of(&self, start: Offset, near: &[u64]) -> Option<u64> {
        let is_it = |place: &RowPlace| place.start() == start;
        let within = |ranks: Range<u64>| {
            let places = self.read(ranks.clone()).ok()?;
            Some(ranks.start + len_u64(places.iter().position(is_it)?))
        };
        let around = |rank: &u64| rank.saturating_sub(NEAR_ROWS)..rank.saturating_add(NEAR_ROWS);
        near.iter()
            .find_map(|rank| within(around(rank)))
            .or_else(|| self.steps(0..self.n_rows()).find_map(within))
    }
}

const PLACE_BYTES: usize = size_of::<RowPlace>();

fn place_of(bytes: &[u8]) -> RowPlace {
    let mut own = [0; PLACE_BYTES];
    own.copy_from_slice(bytes);
    RowPlace::of_bytes(own)
}

/// Takes the places of an order.
struct OrderWriter {
    rows: Vec<RowPlace>,
    /// Where those go that do not fit into memory, if there are so many.
    spilled: Option<SpilledPlaces>,
}

impl OrderWriter {
    fn new(n_rows: u64, spill: Arc<dyn Spill>) -> Self {
        Self::of(n_rows, spill, MOST_HELD)
    }

    fn of(n_rows: u64, spill: Arc<dyn Spill>, most_held: usize) -> Self {
        let is_held = n_rows <= len_u64(most_held);
        let rows = Vec::with_capacity(if is_held { to_usize(n_rows) } else { BLOCK_ROWS });
        let spilled = (!is_held).then(|| SpilledPlaces {
            spill,
            blocks: Vec::new(),
            n_rows: 0,
            recent: Mutex::default(),
        });
        Self { rows, spilled }
    }

    fn push(&mut self, place: RowPlace) -> io::Result<()> {
        self.rows.push(place);
        if self.spilled.is_some() && self.rows.len() == BLOCK_ROWS { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        if let Some(spilled) = &mut self.spilled {
            let bytes: Vec<u8> = self.rows.iter().flat_map(|place| place.to_bytes()).collect();
            spilled.blocks.push(spilled.spill.append(&bytes)?);
            spilled.n_rows += len_u64(self.rows.len());
            self.rows.clear();
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<RowOrder> {
        self.spill()?;
        Ok(RowOrder { held: self.rows, spilled: self.spilled })
    }
}

impl Places for OrderWriter {
    fn push(&mut self, place: RowPlace) -> io::Result<()> {
        Self::push(self, place)
    }
}

/// Takes the places of a part of an order.
struct PartWriter<'a>(std::slice::IterMut<'a, RowPlace>);

impl Places for PartWriter<'_> {
    fn push(&mut self, place: RowPlace) -> io::Result<()> {
        if let Some(next) = self.0.next() {
            *next = place;
        }
        Ok(())
    }
}

/// Takes places one after the other.
trait Places {
    fn push(&mut self, place: RowPlace) -> io::Result<()>;
}

/// What is told how many rows are done, by all threads, and says whether to go on.
type GoOn<'a> = Mutex<(u64, &'a mut (dyn FnMut(u64) -> bool + Send))>;

/// How runs are merged.
struct Merging<'a> {
    by: &'a [SortColumn],
    layout: &'a TableLayout,
    snapshot: &'a Snapshot,
    go_on: GoOn<'a>,
}

impl<'g> Merging<'g> {
    fn merger<P: Places>(&self, places: P) -> Merger<'_, 'g, P> {
        let reader = self.layout.reader();
        Merger {
            by: self.by,
            reader,
            snapshot: self.snapshot,
            places,
            n_rows: 0,
            n_told: 0,
            go_on: &self.go_on,
        }
    }

    /// The order of all rows: in memory by all threads of the pool, each of its own part.
    fn order<const N: usize>(&self, runs: Runs<N>, spill: Arc<dyn Spill>) -> Result<RowOrder, OrderError> {
        let n_rows = runs.n_rows();
        if n_rows > len_u64(MOST_HELD) {
            let mut merger = self.merger(OrderWriter::new(n_rows, spill));
            merger.merge(runs)?;
            return Ok(merger.places.finish()?);
        }
        let mut held = vec![RowPlace::of(Span::at(Offset::ZERO, 0)); to_usize(n_rows)];
        let (mut rest, mut parts) = (&mut held[..], Vec::new());
        for part in runs.split(rayon::current_num_threads()) {
            let (own, others) = rest.split_at_mut(to_usize(part.n_rows()).min(rest.len()));
            parts.push((part, PartWriter(own.iter_mut())));
            rest = others;
        }
        let merge = |(part, places)| self.merger(places).merge(part);
        parts.into_par_iter().map(merge).collect::<Result<(), _>>()?;
        Ok(RowOrder { held, spilled: None })
    }
}

/// A merge under way.
struct Merger<'a, 'g, P> {
    by: &'a [SortColumn],
    reader: RecordReader,
    snapshot: &'a Snapshot,
    places: P,
    n_rows: u64,
    /// Of those, how many were told of.
    n_told: u64,
    go_on: &'a GoOn<'g>,
}

/// What of the texts of rows lies in a window.
#[derive(Default)]
struct Windows {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Windows {
    fn push(&mut self, text: &[u8], most: usize) {
        self.bytes.extend_from_slice(&text[..text.len().min(most)]);
        self.ends.push(self.bytes.len());
    }

    fn get(&self, nr: u32) -> &[u8] {
        let nr = index(nr);
        let start = nr.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[nr]]
    }
}

fn index(nr: u32) -> usize {
    to_usize(u64::from(nr))
}

impl<P: Places> Merger<'_, '_, P> {
    /// Tells how many rows are done; an error if it is not to go on.
    fn tell(&mut self) -> Result<(), OrderError> {
        let mut go_on = self.go_on.lock().unwrap_or_else(PoisonError::into_inner);
        go_on.0 += self.n_rows - self.n_told;
        self.n_told = self.n_rows;
        let (done, go_on) = &mut *go_on;
        if go_on(*done) { Ok(()) } else { Err(OrderError::Stopped) }
    }

    fn merge<const N: usize>(&mut self, runs: Runs<N>) -> Result<(), OrderError> {
        let mut alike: Vec<KeyedRow<N>> = Vec::new();
        for (nr, row) in (0_u64..).zip(runs.merged()?) {
            let row = row?;
            if nr % STEP == 0 {
                self.tell()?;
            }
            if alike.last().is_some_and(|last| self.cut_column(0, last, &row).is_none()) {
                self.flush(&mut alike)?;
            }
            alike.push(row);
        }
        self.flush(&mut alike)
    }

    /// The first column from `from` on by which two rows may differ though their keys say nothing: all before
    /// it are alike.
    fn cut_column<const N: usize>(&self, from: usize, a: &KeyedRow<N>, b: &KeyedRow<N>) -> Option<usize> {
        let is_alike = |nr: &usize| a.keys[*nr] == b.keys[*nr];
        let mut alike = (from..N).take_while(is_alike);
        alike.find(|&nr| self.by[nr].is_cut(a.keys[nr]))
    }

    fn flush<const N: usize>(&mut self, alike: &mut Vec<KeyedRow<N>>) -> Result<(), OrderError> {
        if alike.len() > 1 {
            self.arrange(alike, 0)?;
        }
        self.n_rows += len_u64(alike.len());
        Ok(alike.drain(..).try_for_each(|row| self.places.push(row.place))?)
    }

    /// Sorts rows that are alike in the columns before `from`, by the others.
    fn arrange<const N: usize>(&mut self, rows: &mut [KeyedRow<N>], from: usize) -> Result<(), OrderError> {
        rows.sort_unstable_by(|a, b| (&a.keys[from..], a.place).cmp(&(&b.keys[from..], b.place)));
        let mut rest = rows;
        while let Some(first) = rest.first().copied() {
            let column = rest.get(1).and_then(|next| self.cut_column(from, &first, next));
            let is_alike = |row: &&KeyedRow<N>| self.cut_column(from, &first, row) == column;
            let n = column.map_or(1, |_| rest.iter().take_while(is_alike).count().max(1));
            let (alike, others) = rest.split_at_mut(n);
            rest = others;
            if let Some(column) = column.filter(|_| n > 1) {
                self.by_text(alike, column, 0)?;
            }
        }
        Ok(())
    }

    /// Sorts rows whose texts of a column are alike up to byte `from`, and all columns before it.
    fn by_text<const N: usize>(
        &mut self,
        rows: &mut [KeyedRow<N>],
        column: usize,
        from: usize,
    ) -> Result<(), OrderError> {
        self.tell()?;
        let len = (HELD_BYTES / rows.len()).clamp(16, 1 << 20);
        let places: Vec<RowPlace> = rows.iter().map(|row| row.place).collect();
        let mut windows = Windows::default();
        for batch in batches(&places, BATCH_BYTES) {
            let fetched = FetchedRows::read(self.snapshot, batch)?;
            fetched.each(0..batch.len(), |row| {
                let row = self.reader.read(row);
                let text = row.value(self.by[column].column).unwrap_or_default();
                windows.push(text.get(from..).unwrap_or_default(), len);
            });
        }
        let is_descending = self.by[column].is_descending;
        let mut order: Vec<u32> = (0..).take(rows.len()).collect();
        order.sort_unstable_by(|&a, &b| {
            let texts = windows.get(a).cmp(windows.get(b));
            (if is_descending { texts.reverse() } else { texts }).then(a.cmp(&b))
        });
        // In the order of their places they came.
        let before: Vec<KeyedRow<N>> = rows.to_vec();
        rows.iter_mut().zip(&order).for_each(|(row, &nr)| *row = before[index(nr)]);
        drop(before);
        let mut start = 0;
        while start < rows.len() {
            let window = windows.get(order[start]);
            let is_alike = |other: &&u32| windows.get(**other) == window;
            let n = order[start..].iter().take_while(is_alike).count().max(1);
            let alike = rows.get_mut(start..start + n).filter(|_| n > 1);
            start += n;
            // A full window may go on.
            match alike {
                Some(alike) if window.len() == len => self.by_text(alike, column, from + len)?,
                Some(alike) if column + 1 < N => self.arrange(alike, column + 1)?,
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_in_a_file_is_that_in_memory() {
        let n = len_u64(BLOCK_ROWS) * 2 + 12_345;
        let place = |rank: u64| RowPlace::of(Span::at(Offset(rank * 7919 % n), 3));
        let order = |most_held| {
            let mut writer = OrderWriter::of(n, Arc::new(SpillFile::default()), most_held);
            (0..n).try_for_each(|rank| writer.push(place(rank))).unwrap();
            writer.finish().unwrap()
        };
        let (held, spilled) = (order(MOST_HELD), order(1000));
        assert!(held.spilled.is_none() && spilled.spilled.is_some());
        for order in [&held, &spilled] {
            assert_eq!(order.n_rows(), n);
            for rank in [0, 1, 4095, 4096, 1 << 20, (1 << 20) - 1, n - 1] {
                assert_eq!(order.get(rank), Some(place(rank)), "{rank}");
                for near in [&[][..], &[rank + 100], &[5, rank.saturating_sub(7)]] {
                    assert_eq!(order.rank_of(place(rank).start(), near), Some(rank));
                }
            }
            assert_eq!((order.get(n), order.rank_of(Offset(n), &[n])), (None, None));
            for ranks in [0..n, 5..5, (1 << 20) - 3..(1 << 20) + 3, n - 2..n + 9] {
                let read: Vec<_> = order
                    .steps(ranks.clone())
                    .flat_map(|step| order.read(step).unwrap().into_owned())
                    .collect();
                let expected: Vec<_> = (ranks.start..ranks.end.min(n)).map(place).collect();
                assert!(read == expected && order.read(ranks).unwrap() == expected);
            }
        }
    }
}
