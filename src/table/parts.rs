//! A table in parts that are read independently: each from one record's start to another's.

use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::format::delimited::{LOOKAHEAD, Row, TableLayout};
use crate::source::{Fault, Snapshot};

/// Parts from where rows start, the last one to the table's end.
#[must_use]
pub fn parts(layout: &TableLayout, starts: &[Offset], file_len: u64) -> Vec<Span> {
    let end = layout.dialect.table_end(file_len);
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts.iter().zip(ends).map(|(&start, end)| Span { start, end: end.max(start) }).collect()
}

/// Shows each row of a part, and where it is, to `each`. Memory: as much as the part is long.
///
/// # Errors
/// [`Fault`] if it can't be read any more.
pub fn each_row(
    layout: &TableLayout,
    snapshot: &Snapshot,
    part: Span,
    mut each: impl FnMut(&Row<'_>, Span),
) -> Result<(), Fault> {
    let lookahead = len_u64(LOOKAHEAD * layout.dialect.unit.width());
    let table_end = layout.dialect.table_end(snapshot.len());
    let wide = Span { start: part.start, end: (part.end + lookahead).min(table_end).max(part.end) };
    let mut stream = snapshot.read_copy(wide, |bytes| {
        let (own, after) = bytes.split_at(to_usize(part.len()).min(bytes.len()));
        let mut stream = layout.stream(part.start);
        if !stream.close_with(own, after, wide.end == table_end) {
            // Quotes that are open there are text.
            stream = layout.stream(part.start);
            stream.push(own, true);
        }
        stream
    })?;
    let mut reader = layout.reader();
    while let Some(record) = stream.pop() {
        each(&reader.read(stream.bytes(&record)), record.span);
    }
    Ok(())
}
