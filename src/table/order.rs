//! A table's rows in the order of columns: sorted runs merged, and texts that begin alike told apart.

use super::fetch::{FetchedRows, batches};
use crate::base::Offset;
use crate::base::units::{len_u64, to_usize};
use crate::format::delimited::{RecordReader, TableLayout};
use crate::scan::order::{KeyedRow, RowPlace, Runs, SortColumn, SortRuns};
use crate::source::{Fault, Snapshot};

/// Bytes of texts that are held to tell rows apart, and of rows that are read at once.
const HELD_BYTES: usize = 32 << 20;
const BATCH_BYTES: u64 = 16 << 20;

/// How many rows are merged between two looks whether to go on.
const STEP: u64 = 1 << 16;

/// The rows of a table in an order. Memory: 8 bytes a row.
#[derive(Debug, Default)]
pub struct RowOrder {
    places: Vec<RowPlace>,
}

/// Why there is no order.
#[derive(Debug)]
pub enum OrderError {
    /// It was cancelled.
    Stopped,
    /// Rows could not be read once more.
    Fault(Fault),
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
        mut go_on: impl FnMut(u64) -> bool,
    ) -> Result<Self, OrderError> {
        let rows = Vec::with_capacity(to_usize(runs.n_rows()));
        let mut merger = Merger {
            by,
            reader: layout.reader(),
            snapshot,
            rows,
            go_on: &mut go_on as &mut dyn FnMut(u64) -> bool,
        };
        match runs {
            SortRuns::One(runs) => merger.merge(runs)?,
            SortRuns::Two(runs) => merger.merge(runs)?,
            SortRuns::Three(runs) => merger.merge(runs)?,
        }
        Ok(Self { places: merger.rows })
    }

    /// The rows in order.
    #[must_use]
    pub fn places(&self) -> &[RowPlace] {
        &self.places
    }

    /// The rank of the row that starts at `start`, from 0. Costs a walk over all, 1 ms for a million.
    #[must_use]
    pub fn rank_of(&self, start: Offset) -> Option<u64> {
        self.places.iter().position(|place| place.start() == start).map(len_u64)
    }
}

struct Merger<'a> {
    by: &'a [SortColumn],
    reader: RecordReader,
    snapshot: &'a Snapshot,
    rows: Vec<RowPlace>,
    go_on: &'a mut dyn FnMut(u64) -> bool,
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

impl Merger<'_> {
    fn merge<const N: usize>(&mut self, runs: Runs<N>) -> Result<(), OrderError> {
        let mut alike: Vec<KeyedRow<N>> = Vec::new();
        for (nr, row) in (0_u64..).zip(runs.merged()) {
            if nr % STEP == 0 && !(self.go_on)(nr) {
                return Err(OrderError::Stopped);
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
        self.rows.extend(alike.drain(..).map(|row| row.place));
        Ok(())
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
        if !(self.go_on)(len_u64(self.rows.len())) {
            return Err(OrderError::Stopped);
        }
        let len = (HELD_BYTES / rows.len()).clamp(16, 1 << 20);
        let places: Vec<RowPlace> = rows.iter().map(|row| row.place).collect();
        let mut windows = Windows::default();
        for batch in batches(&places, BATCH_BYTES) {
            let fetched = FetchedRows::read(self.snapshot, batch)?;
            for nr in 0..batch.len() {
                let row = self.reader.read(fetched.get(nr));
                let text = row.value(self.by[column].column).unwrap_or_default();
                windows.push(text.get(from..).unwrap_or_default(), len);
            }
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
