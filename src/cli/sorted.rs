//! A table's rows in the order of a column: keys and places are sorted, rows are read again.
//!
//! Memory: 24 bytes a row, and a batch of rows. Rows are brought in batches, each by one walk through the
//! file in order: a row at a time would be a read for each.

use super::CommandEnd;
use super::printer::Printer;
use super::table::TableStream;
use crate::base::units::to_usize;
use crate::base::{Offset, Span};
use crate::format::delimited::{Row, TableLayout};
use crate::scan::columns::{CellCheck, SortKey};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// Bytes of the rows of a batch.
const BATCH_BYTES: u64 = 64 << 20;

/// Bytes that are read at once, and that rows may lie apart.
const READ_BYTES: u64 = 1 << 20;

/// Rows in order.
pub(super) struct SortedRows {
    rows: Vec<SortedRow>,
}

/// A row's key and place: 24 bytes.
#[derive(Clone, Copy)]
struct SortedRow {
    key: [u64; 2],
    /// Its offset, and below that its length in bytes, or [`LONG`].
    place: u64,
}

/// Bits of a place that are a length.
const LEN_BITS: u32 = 24;

/// The length of rows that are that long or longer: they are read to their end.
const LONG: u64 = (1 << LEN_BITS) - 1;

impl SortedRow {
    fn new(key: SortKey, span: Span) -> Self {
        Self { key: key.halves(), place: span.start.0 << LEN_BITS | span.len().min(LONG) }
    }

    fn key(&self) -> SortKey {
        SortKey::of_halves(self.key)
    }

    fn at(&self) -> u64 {
        self.place >> LEN_BITS
    }

    fn len(&self) -> u64 {
        self.place & LONG
    }
}

/// Sorts the rows that are wanted by a column, `n_rows` of them at most; equal ones stay in file order.
pub(super) fn rows(
    printer: &mut Printer<'_>,
    table: &TableLayout,
    (column, check): (usize, Option<CellCheck>),
    is_reverse: bool,
    (n_rows, wants): (u64, impl Fn(&Row<'_>) -> bool),
) -> Result<SortedRows, CommandEnd> {
    if printer.flow.snapshot().len() >> (u64::BITS - LEN_BITS) > 0 {
        return Err(CommandEnd::Says("tables of a TiB and more can't be sorted".into()));
    }
    // A list that grows takes half as much again while it moves.
    let mut rows = Vec::with_capacity(to_usize(n_rows));
    TableStream::each_row(printer, table, |_, row, span| {
        if wants(row) {
            let value = row.value(column).unwrap_or_default();
            let key = check.map_or(SortKey::EMPTY, |check| check.sort_key(&value));
            rows.push(SortedRow::new(key, span));
        }
        Ok(())
    })?;
    // No two places are equal, so the order is the file's among equal keys.
    match is_reverse {
        // Empty cells are last in either order.
        true => rows.sort_unstable_by_key(|row| (row.key() == SortKey::EMPTY, Reverse(row.key), row.place)),
        false => rows.sort_unstable_by_key(|row| (row.key, row.place)),
    }
    let mut sorted = SortedRows { rows };
    sorted.settle_cut_keys(printer, table, column, is_reverse)?;
    Ok(sorted)
}

impl SortedRows {
    /// Orders texts that begin alike by all of their bytes.
    fn settle_cut_keys(
        &mut self,
        printer: &mut Printer<'_>,
        table: &TableLayout,
        column: usize,
        is_reverse: bool,
    ) -> Result<(), CommandEnd> {
        let mut reader = table.reader();
        let mut from = 0;
        while from < self.rows.len() {
            let key = self.rows[from].key();
            let len = self.rows[from..].iter().take_while(|row| row.key() == key).count();
            if len > 1 && key.is_cut() {
                let run = &mut self.rows[from..from + len];
                let mut keyed = Vec::with_capacity(len);
                for batch in batches(run) {
                    let records = bring(printer, batch)?;
                    for (nr, row) in batch.iter().enumerate() {
                        let text = reader.read(records.get(nr)).value(column).map(Cow::into_owned);
                        keyed.push((text.unwrap_or_default(), *row));
                    }
                }
                match is_reverse {
                    true => keyed.sort_by(|a, b| b.0.cmp(&a.0)),
                    false => keyed.sort_by(|a, b| a.0.cmp(&b.0)),
                }
                run.iter_mut().zip(keyed).for_each(|(row, (_, next))| *row = next);
            }
            from += len;
        }
        Ok(())
    }

    /// Calls `each` with the rows in their order.
    pub(super) fn each<'p>(
        &self,
        printer: &mut Printer<'p>,
        table: &TableLayout,
        mut each: impl FnMut(&mut Printer<'p>, &Row<'_>) -> Result<(), CommandEnd>,
    ) -> Result<(), CommandEnd> {
        let mut reader = table.reader();
        for batch in batches(&self.rows) {
            let records = bring(printer, batch)?;
            for nr in 0..batch.len() {
                each(printer, &reader.read(records.get(nr)))?;
            }
        }
        Ok(())
    }
}

/// Cuts rows into batches.
fn batches(mut rows: &[SortedRow]) -> impl Iterator<Item = &[SortedRow]> {
    std::iter::from_fn(move || {
        let mut sum = 0;
        let fits = |row: &&SortedRow| {
            sum += row.len();
            sum <= BATCH_BYTES
        };
        let n = rows.iter().take_while(fits).count().max(1).min(rows.len());
        let (batch, rest) = rows.split_at(n);
        rows = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

/// The bytes of the rows of a batch.
struct Records {
    /// One after the other, in the order of the file.
    bytes: Vec<u8>,
    /// Where each row of the batch lies in them.
    places: Vec<Range<usize>>,
}

impl Records {
    fn get(&self, nr: usize) -> &[u8] {
        self.places.get(nr).and_then(|place| self.bytes.get(place.clone())).unwrap_or_default()
    }
}

/// Reads the rows of a batch by one walk through the file.
fn bring(printer: &Printer<'_>, batch: &[SortedRow]) -> Result<Records, CommandEnd> {
    let mut by_place: Vec<usize> = (0..batch.len()).collect();
    by_place.sort_unstable_by_key(|&nr| batch[nr].place);
    let mut records = Records { bytes: Vec::new(), places: vec![0..0; batch.len()] };
    let mut from = 0;
    while from < by_place.len() {
        super::go_on()?;
        let start = batch[by_place[from]].at();
        let mut end = start + batch[by_place[from]].len();
        let mut n = 1;
        while let Some(row) = by_place.get(from + n).map(|&nr| &batch[nr]) {
            let row_end = row.at() + row.len();
            if row_end > start + READ_BYTES || row.at() > end + READ_BYTES / 16 {
                break;
            }
            end = end.max(row_end);
            n += 1;
        }
        // Of a long row nothing but its end is unknown: what follows it is cut off when it is read.
        let is_long = n == 1 && batch[by_place[from]].len() == LONG;
        let end = if is_long { Offset(end) + MOST_ROW } else { Offset(end) };
        let span = Span { start: Offset(start), end }.meet(printer.flow.snapshot().span());
        let copy = |bytes: &[u8]| {
            for &nr in &by_place[from..from + n] {
                let inside = to_usize(batch[nr].at() - start);
                let len = if is_long { bytes.len() } else { to_usize(batch[nr].len()) };
                let at = records.bytes.len();
                records.bytes.extend_from_slice(bytes.get(inside..inside + len).unwrap_or_default());
                records.places[nr] = at..records.bytes.len();
            }
        };
        printer.flow.snapshot().read_copy(span, copy).map_err(|fault| printer.flow.input.fault(&fault))?;
        from += n;
    }
    Ok(records)
}

/// Bytes of a row that is longer than its place says, at most.
const MOST_ROW: u64 = 128 << 20;
