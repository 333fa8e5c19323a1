//! How the cursor steps from cell to cell.

use super::ColumnPlaces;
use crate::base::Offset;
use crate::doc::File;
use crate::doc::table::TableRow;
use crate::scroll::RowSpace;
use crate::view::{CursorMove, Focus};
use std::sync::Arc;

/// The row that holds the byte at `at`, if it is cached.
#[must_use]
pub fn row_of(file: &File, at: Offset) -> Option<Arc<TableRow>> {
    let table = file.table()?;
    let row = table.rows(file).snap(at.into()).ready()?;
    table.row(file, row.offset()).ready()
}

/// The cell that holds the byte at `at`, if it is cached: where its row starts, and its column.
#[must_use]
pub fn cell_at(file: &File, at: Offset) -> Option<(Offset, usize)> {
    let row = row_of(file, at)?;
    Some((row.span.start, row.cell_at(at)))
}

/// Where a cell starts; of one that its row lacks, the row's last.
pub(super) fn start_of(file: &File, row: Offset, column: usize) -> Option<Offset> {
    let row = file.table()?.row(file, row).ready()?;
    Some(row.cell_span(column.min(row.n_cells().saturating_sub(1))).start)
}

/// Where a step leads; `None` at the table's edges, and where rows are pending.
pub(super) fn step(
    file: &File,
    places: &ColumnPlaces,
    focus: &mut Focus,
    step: CursorMove,
) -> Option<Offset> {
    let table = file.table()?;
    let (row, column) = cell_at(file, focus.cursor())?;
    let cursor = focus.cells().map(|cells| cells.cursor);
    let row = cursor.map_or(row, |cursor| cursor.row);
    let here = cursor.map(|cursor| cursor.column).or_else(|| places.position_of(column))?;
    let here = here.min(places.shown.len().saturating_sub(1));
    let to = match step {
        CursorMove::Left | CursorMove::WordLeft => here.checked_sub(1)?,
        CursorMove::Right | CursorMove::WordRight => here + 1,
        CursorMove::LineStart | CursorMove::RowStart => 0,
        CursorMove::LineEnd | CursorMove::RowEnd => places.shown.len().checked_sub(1)?,
        CursorMove::FileStart => return start_of(file, table.rows_start(), 0),
        CursorMove::FileEnd => return Some(Offset(file.len())),
        CursorMove::Up | CursorMove::Down | CursorMove::PageUp | CursorMove::PageDown => {
            let rows = table.shown_rows(file);
            let at = rows.pos_of(row).ready()?;
            let other = match step {
                CursorMove::Up | CursorMove::PageUp => rows.previous(at),
                _ => rows.next(at),
            };
            let other = rows.offset_of(other.ready().flatten()?).ready()?;
            let wanted = focus.goal_column().unwrap_or(here);
            focus.set_goal_column(Some(wanted));
            return start_of(file, other, places.shown.get(wanted)?.column);
        }
    };
    start_of(file, row, places.shown.get(to)?.column)
}
