//! Rows of a table: its records' own bytes, JSON arrays of their cells, or RFC 4180.

use super::CommandEnd;
use super::printer::{Printer, RowRange};
use super::table_flags::record_index;
use crate::base::units::len_u64;
use crate::base::{Offset, RowNr};
use crate::format::delimited::{RecordReader, RecordStream, Row, StreamedRecord, TableLayout};
use crate::format::json_text;
use crate::index::records::record_start;
use crate::scan::records::RecordStarts;
use crate::table::export::push_csv;
use std::sync::Arc;

/// Rows further down are found by an index; counting to those before takes less than to make one.
const NEAR_ROWS: u64 = 100_000;

/// Streams the records of a table from a file or a pipe.
pub(super) struct TableStream {
    stream: RecordStream,
    bytes: Vec<u8>,
}

impl TableStream {
    /// From a record's start on, or from the table's.
    pub(super) fn new(table: &TableLayout, at: Option<Offset>) -> Self {
        let at = at.unwrap_or(Offset(table.dialect.start));
        Self { stream: table.stream(at), bytes: Vec::new() }
    }

    /// The next record; `None` at the table's end. Waits for what a pipe brings.
    pub(super) fn next(&mut self, printer: &mut Printer<'_>) -> Result<Option<StreamedRecord>, CommandEnd> {
        loop {
            if let Some(record) = self.stream.pop() {
                return Ok(Some(record));
            }
            if self.stream.is_over() {
                return Ok(None);
            }
            printer.flow.release_before(self.stream.place());
            let at = self.stream.end();
            let more = printer.reaches(at)?;
            printer.copy(at, &mut self.bytes)?;
            let is_end = !more
                || !printer.flow.is_live()
                    && at + len_u64(self.bytes.len()) == printer.flow.snapshot().span().end;
            self.stream.push(&self.bytes, is_end);
        }
    }

    /// The bytes of the record that came last.
    pub(super) fn bytes(&self, record: &StreamedRecord) -> &[u8] {
        self.stream.bytes(record)
    }
}

/// How a record is printed.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Its own bytes.
    Own,
    /// An array of strings.
    Jsonl,
    /// RFC 4180.
    Csv,
}

/// Prints the records of a range.
pub(super) fn print(
    printer: &mut Printer<'_>,
    table: &TableLayout,
    rows: RowRange,
    form: Form,
) -> Result<(), CommandEnd> {
    let Some(mut stream) = stream_from(printer, table, rows.from)? else { return Ok(()) };
    let mut reader = table.reader();
    let (mut line, mut csv) = (String::new(), Vec::new());
    for _ in 0..rows.count {
        let Some(record) = stream.next(printer)? else { break };
        let bytes = stream.bytes(&record);
        match form {
            Form::Own => printer.write(own(bytes, &mut reader, table))?,
            Form::Jsonl => {
                line.clear();
                push_json(&mut line, &reader.read(bytes));
                printer.write(line.as_bytes())?;
            }
            Form::Csv => {
                csv.clear();
                push_csv(&mut csv, reader.read(bytes).values());
                printer.write(&csv)?;
            }
        }
    }
    Ok(())
}

/// A record's bytes without blank lines and comments that follow it.
fn own<'a>(record: &'a [u8], reader: &mut RecordReader, table: &TableLayout) -> &'a [u8] {
    let len = if table.encoding.is_utf8() { reader.read(record).text().len() } else { record.len() };
    &record[..len]
}

/// A stream that begins with record `from`, counted from 0; `None` past the end.
fn stream_from(
    printer: &mut Printer<'_>,
    table: &TableLayout,
    from: u64,
) -> Result<Option<TableStream>, CommandEnd> {
    if from > NEAR_ROWS && !printer.flow.is_live() {
        let scan = RecordStarts::new(Arc::clone(&table.dialect));
        let index = record_index(&printer.flow, &scan)?;
        let Some(index) = index else { return Ok(None) };
        let start = record_start(&index, &scan, RowNr(from), printer.flow.snapshot());
        let start = start.map_err(|fault| printer.flow.input.fault(&fault))?;
        return Ok(start.map(|at| TableStream::new(table, Some(at))));
    }
    let mut stream = TableStream::new(table, None);
    for _ in 0..from {
        if stream.next(printer)?.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(stream))
}

/// Appends a record as a JSON array of strings and a line feed.
fn push_json(out: &mut String, row: &Row<'_>) {
    for (nr, value) in row.values().enumerate() {
        out.push(if nr == 0 { '[' } else { ',' });
        json_text::push_string(out, &value);
    }
    out.push_str("]\n");
}
