//! What a table's columns likely are, by its first rows.
//!
//! To know it takes a pass over all rows. Where the rows are read once more anyway the sample is taken for true, and what
//! the cells are is counted by the way ([`TypesCounter`](crate::scan::columns::TypesCounter)); if the table turns out to be another, the work is done anew.

use crate::base::Span;
use crate::format::delimited::TableLayout;
use crate::scan::columns::{ColumnKinds, TypeWish, TypesFold};
use crate::scan::rows::{RowFold, Suspect, TableRow};
use crate::source::{Fault, Snapshot};

/// Bytes of the rows.
const SAMPLE_BYTES: u64 = 1 << 20;

/// What the columns are by the table's first rows. Costs some ms, and blocks on the disk.
///
/// # Errors
/// [`Fault`] if they can't be read any more.
pub fn kinds(layout: &TableLayout, snapshot: &Snapshot, wishes: &[TypeWish]) -> Result<ColumnKinds, Fault> {
    let table = layout.dialect.table(snapshot.len());
    let sample = Span::at(table.start, SAMPLE_BYTES).meet(table);
    let stream = snapshot.read_copy(sample, |bytes| {
        let mut stream = layout.stream(table.start);
        stream.push(bytes, sample.end == table.end);
        stream
    });
    let (mut stream, mut reader) = (stream?, layout.reader());
    let types = TypesFold::new(wishes.to_vec());
    let mut counted = types.start();
    let mut header_left = layout.dialect.n_header;
    while let Some(record) = stream.pop() {
        if header_left > 0 {
            header_left -= 1;
            continue;
        }
        let row = &reader.read(stream.bytes(&record));
        types.add(&mut counted, &TableRow { row, span: record.span, suspect: Suspect::default() });
    }
    Ok(counted.kinds())
}
