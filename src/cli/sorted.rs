//! A table's rows in the order of a column: keys and places are sorted, rows are read again.
//!
//! Memory: 32 bytes a row, and a batch of rows. Rows are brought in batches, each by one walk through the
//! file in order: a row at a time would be a read for each.

use super::CommandEnd;
use super::printer::Printer;
use super::table::TableStream;
use crate::base::units::to_usize;
use crate::base::{Offset, Span};
use crate::format::delimited::{RecordReader, Row, TableLayout};
use crate::scan::columns::{CellCheck, SortKey};
use std::borrow::Cow;
use std::cmp::Reverse;

/// Bytes of the rows of a batch.
const BATCH_BYTES: u64 = 64 << 20;

/// Bytes that are read at once, and that rows may lie apart.
const READ_BYTES: u64 = 1 << 20;

/// Rows in order.
pub(super) struct SortedRows {
    rows: Vec<SortedRow>,
}

#[derive(Clone, Copy)]
struct SortedRow {
    key: SortKey,
    at: u64,
    len: u32,
}

/// Sorts the rows that are wanted by a column; equal ones stay in file order.
pub(super) fn rows(
    printer: &mut Printer<'_>,
    table: &TableLayout,
    (column, check): (usize, Option<CellCheck>),
    is_reverse: bool,
    wants: impl Fn(&Row<'_>) -> bool,
) -> Result<SortedRows, CommandEnd> {
    let mut stream = TableStream::new(table, None);
    let mut reader = RecordReader::new(&table.dialect, table.encoding, Some(table.names.len()));
    let mut rows = Vec::new();
    let mut header_left = table.dialect.n_header;
    while let Some(record) = stream.next(printer)? {
        if header_left > 0 {
            header_left -= 1;
            continue;
        }
        let row = reader.read(stream.bytes(&record));
        if wants(&row) {
            let value = row.value(column).unwrap_or_default();
            let key = check.map_or(SortKey::EMPTY, |check| check.sort_key(&value));
            let len = u32::try_from(record.span.len()).unwrap_or(u32::MAX);
            rows.push(SortedRow { key, at: record.span.start.0, len });
        }
    }
    match is_reverse {
        // Empty cells are last in either order.
        true => rows.sort_by_key(|row| (row.key == SortKey::EMPTY, Reverse(row.key))),
        false => rows.sort_by_key(|row| row.key),
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
        let mut reader = RecordReader::new(&table.dialect, table.encoding, Some(table.names.len()));
        let mut from = 0;
        while from < self.rows.len() {
            let key = self.rows[from].key;
            let len = self.rows[from..].iter().take_while(|row| row.key == key).count();
            if len > 1 && key.is_cut() {
                let run = &mut self.rows[from..from + len];
                let mut keyed = Vec::with_capacity(len);
                for batch in batches(run) {
                    for (row, record) in batch.iter().zip(bring(printer, batch)?) {
                        let text = reader.read(&record).value(column).map(Cow::into_owned);
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
        let mut reader = RecordReader::new(&table.dialect, table.encoding, Some(table.names.len()));
        for batch in batches(&self.rows) {
            for record in &bring(printer, batch)? {
                each(printer, &reader.read(record))?;
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
            sum += u64::from(row.len);
            sum <= BATCH_BYTES
        };
        let n = rows.iter().take_while(fits).count().max(1).min(rows.len());
        let (batch, rest) = rows.split_at(n);
        rows = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

/// The bytes of the rows of a batch, in its order, by one walk through the file.
fn bring(printer: &Printer<'_>, batch: &[SortedRow]) -> Result<Vec<Box<[u8]>>, CommandEnd> {
    let mut by_place: Vec<usize> = (0..batch.len()).collect();
    by_place.sort_unstable_by_key(|&nr| batch[nr].at);
    let mut records = vec![Box::default(); batch.len()];
    let mut from = 0;
    while from < by_place.len() {
        super::go_on()?;
        let start = batch[by_place[from]].at;
        let mut end = start + u64::from(batch[by_place[from]].len);
        let mut n = 1;
        while let Some(row) = by_place.get(from + n).map(|&nr| &batch[nr]) {
            let row_end = row.at + u64::from(row.len);
            if row_end > start + READ_BYTES || row.at > end + READ_BYTES / 16 {
                break;
            }
            end = end.max(row_end);
            n += 1;
        }
        let span = Span { start: Offset(start), end: Offset(end) };
        let copy = |bytes: &[u8]| {
            for &nr in &by_place[from..from + n] {
                let row = &batch[nr];
                let inside = to_usize(row.at - start);
                let record = bytes.get(inside..inside + to_usize(row.len.into()));
                records[nr] = record.unwrap_or_default().into();
            }
        };
        printer.flow.snapshot().read(span, copy).map_err(|fault| printer.flow.input.fault(&fault))?;
        from += n;
    }
    Ok(records)
}
