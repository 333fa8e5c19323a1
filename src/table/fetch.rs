//! Rows of a table by their places, in any order: read in batches, each by one walk through the file.
//!
//! A row at a time would be a read for each.

use crate::base::Span;
use crate::base::units::{to_u32, to_usize};
use crate::scan::order::RowPlace;
use crate::source::{Fault, Snapshot};
use rayon::iter::ParallelIterator;
use rayon::slice::{ParallelSlice, ParallelSliceMut};
use std::ops::Range;

/// Bytes that are looked at once, and that rows may lie apart.
const READ_BYTES: u64 = 1 << 20;
const GAP_BYTES: u64 = 16 << 10;

/// Bytes of a row that is longer than its place says, at most.
const MOST_ROW: u64 = 128 << 20;

/// Rows of a batch that one thread reads.
const SHARE: usize = 4096;

/// Rows that are touched at once, and bytes of a line of the processor's cache.
const TOUCHED: usize = 16;
const LINE: usize = 64;

/// The bytes of some rows.
#[derive(Debug, Default)]
pub struct FetchedRows {
    /// By share: one after the other, in the order of the file.
    shares: Vec<Vec<u8>>,
    /// In which share each row is, and where there.
    places: Vec<(u32, Range<usize>)>,
}

impl FetchedRows {
    /// The bytes of row `nr` of those that were asked for; of a long one some that follow, too.
    #[must_use]
    pub fn get(&self, nr: usize) -> &[u8] {
        let bytes = self
            .places
            .get(nr)
            .and_then(|(share, place)| self.shares.get(to_usize(u64::from(*share)))?.get(place.clone()));
        bytes.unwrap_or_default()
    }

    /// Rows, one after the other. They lie anywhere, and each would be waited for: so some are touched at once,
    /// and come from memory together.
    pub fn each(&self, rows: Range<usize>, mut show: impl FnMut(&[u8])) {
        for first in rows.clone().step_by(TOUCHED) {
            let some = first..(first + TOUCHED).min(rows.end);
            let touch =
                |nr: usize| self.get(nr).iter().step_by(LINE).take(2).fold(0, |sum: u8, byte| sum ^ byte);
            std::hint::black_box(some.clone().map(touch).fold(0, |sum, byte| sum ^ byte));
            some.for_each(|nr| show(self.get(nr)));
        }
    }

    /// Reads rows, by all threads of the pool it is called in. Memory: as much as they are long. Blocks on
    /// the disk. Never through the map: its pages would stay in memory.
    ///
    /// # Errors
    /// [`Fault`] if they can't be read any more.
    pub fn read(snapshot: &Snapshot, rows: &[RowPlace]) -> Result<Self, Fault> {
        let mut by_place: Vec<usize> = (0..rows.len()).collect();
        by_place.par_sort_unstable_by_key(|&nr| rows[nr]);
        let shares: Vec<_> =
            by_place.par_chunks(SHARE).map(|these| Share::read(snapshot, rows, these)).collect();
        let mut fetched = Self { shares: Vec::new(), places: vec![(0, 0..0); rows.len()] };
        for (nr, (share, these)) in shares.into_iter().zip(by_place.chunks(SHARE)).enumerate() {
            let share = share?;
            for (row, place) in these.iter().zip(share.places) {
                fetched.places[*row] = (to_u32(nr), place);
            }
            fetched.shares.push(share.bytes);
        }
        Ok(fetched)
    }
}

/// What one thread reads: rows one after the other in the order of the file.
#[derive(Default)]
struct Share {
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
}

impl Share {
    fn read(snapshot: &Snapshot, rows: &[RowPlace], mut rest: &[usize]) -> Result<Self, Fault> {
        let mut share = Self::default();
        while let [first, ..] = rest {
            let start = rows[*first].start();
            let mut end = rows[*first].span().end;
            let mut n = 1;
            while let Some(row) = rest.get(n).map(|&nr| rows[nr].span()) {
                if row.end > start + READ_BYTES || row.start > end + GAP_BYTES {
                    break;
                }
                end = end.max(row.end);
                n += 1;
            }
            let (these, others) = rest.split_at(n);
            rest = others;
            // Of a long row nothing but its end is unknown: what follows it is cut off when it is cut into cells.
            let is_long = n == 1 && rows[*first].is_long();
            let span = Span { start, end: if is_long { end + MOST_ROW } else { end } };
            let copy = |bytes: &[u8]| {
                for &nr in these {
                    let inside = to_usize(rows[nr].start() - start);
                    let len = if is_long { bytes.len() } else { to_usize(rows[nr].n_bytes()) };
                    let from = share.bytes.len();
                    share.bytes.extend_from_slice(bytes.get(inside..inside + len).unwrap_or_default());
                    share.places.push(from..share.bytes.len());
                }
            };
            snapshot.read_copy(span.meet(snapshot.span()), copy)?;
        }
        Ok(share)
    }
}

/// Cuts rows into batches of about `most_bytes`.
pub fn batches(mut rows: &[RowPlace], most_bytes: u64) -> impl Iterator<Item = &[RowPlace]> {
    std::iter::from_fn(move || {
        let mut sum = 0;
        let fits = |row: &&RowPlace| {
            sum += row.n_bytes();
            sum <= most_bytes
        };
        let n = rows.iter().take_while(fits).count().max(1).min(rows.len());
        let (batch, rest) = rows.split_at(n);
        rows = rest;
        (!batch.is_empty()).then_some(batch)
    })
}
