//! Places of records by their numbers, as far as the record index has come.

use crate::base::human::grouped;
use crate::base::units::to_usize;
use crate::base::{Offset, RowNr};
use crate::doc::{Document, File};
use crate::messages::Text;
use crate::scroll::RowSpace;
use crate::source::blocks::Fetched;
use crate::view::text::edges::LinePlace;

/// The number of the cursor's record, from 0 and with the header, as far as records are counted.
pub(in crate::view) fn cursor_record(doc: &Document, cursor: Offset) -> Option<RowNr> {
    let file = doc.file()?;
    let rows = file.table()?.rows(file);
    let row = rows.snap(cursor.into()).ready()?;
    rows.number_of(row).ready()?
}

/// Where a cell of the record of this number is; of the header the first row.
pub(in crate::view) fn find(doc: &Document, file: &File, nr: RowNr, column: u64) -> LinePlace {
    let Some(table) = file.table() else { return LinePlace::Never(Text::new("goto-how")) };
    let row = match table.rows(file).start_of(nr) {
        Fetched::Ready(Some(row)) => row.max(table.rows_start()),
        Fetched::Ready(None) => match table.n_records(file.len()) {
            Some(n) => {
                let row = grouped(nr.0.saturating_add(1));
                return LinePlace::Never(Text::new("goto-no-row").with("row", row).with("n", n));
            }
            None if doc.scans().records_are_final() => {
                return LinePlace::Never(Text::new("goto-row-stopped"));
            }
            None => return LinePlace::NotYet,
        },
        Fetched::Pending => return LinePlace::NotYet,
        Fetched::Failed(fault) => return LinePlace::Never(fault.message()),
    };
    if row.0 >= file.len() {
        return LinePlace::At(row);
    }
    match table.row(file, row) {
        Fetched::Ready(cells) => {
            let last = cells.n_cells().saturating_sub(1);
            LinePlace::At(cells.cell_span(to_usize(column).min(last)).start)
        }
        Fetched::Pending => LinePlace::NotYet,
        Fetched::Failed(fault) => LinePlace::Never(fault.message()),
    }
}
