//! What a table's columns likely are, by its first rows.
//!
//! To know it takes a pass over all rows. Where the rows are read once more anyway the sample is taken for true, and what
//! the cells are is counted by the way ([`TypesCounter`]); if the table turns out to be another, the work is done anew.

use crate::base::{Offset, Span};
use crate::format::delimited::TableLayout;
use crate::scan::columns::{ColumnKinds, TypeWish, TypesCounter};
use crate::scan::rows::{Suspect, TableRow};
use crate::source::{Fault, Snapshot};

/// Bytes of the rows.
const SAMPLE_BYTES: u64 = 1 << 20;

/// What the columns are by the table's first rows. Costs some ms, and blocks on the disk.
///
/// # Errors
/// [`Fault`] if they can't be read any more.
pub fn kinds(layout: &TableLayout, snapshot: &Snapshot, wishes: &[TypeWish]) -> Result<ColumnKinds, Fault> {
    let start = Offset(layout.dialect.start);
    let end = Offset(layout.dialect.end.unwrap_or(snapshot.len()).min(snapshot.len()));
    let table = Span { start, end: end.max(start) };
    let sample = Span::at(start, SAMPLE_BYTES).meet(table);
    let stream = snapshot.read_copy(sample, |bytes| {
        let mut stream = layout.stream(start);
        stream.push(bytes, sample.end == table.end);
        stream
    });
    let (mut stream, mut reader) = (stream?, layout.reader());
    let counter = TypesCounter::new(wishes.to_vec());
    let mut counted = counter.start();
    let mut header_left = layout.dialect.n_header;
    while let Some(record) = stream.pop() {
        if header_left > 0 {
            header_left -= 1;
            continue;
        }
        let row = &reader.read(stream.bytes(&record));
        counter.count(&mut counted, &TableRow { row, span: record.span, suspect: Suspect::default() });
    }
    counter.add(counted);
    Ok(counter.kinds())
}
