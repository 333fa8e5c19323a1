//! Selected columns: the same columns of each row between two corners.

use super::rows;
use crate::base::Offset;
use crate::doc::File;
use crate::format::wrap::RowLayoutOptions;
use crate::source::blocks::Fetched;
use crate::view::focus::Corner;
use crate::view::{ColumnBlock, CursorMove, Focus};

/// Puts a corner to a row and a column: the moving one, or without `extend` both.
pub(super) fn select(
    file: &File,
    layout: RowLayoutOptions,
    focus: &mut Focus,
    at: Offset,
    column: usize,
    extend: bool,
) {
    let Fetched::Ready(at) = rows::of(file, layout).snap(at.into()) else { return };
    let cursor = Corner::new(at.offset(), column);
    let anchor = focus.block().filter(|_| extend).map_or(cursor, |block| block.anchor);
    put(file, layout, focus, ColumnBlock { anchor, cursor });
}

/// Puts the cursor into the block's moving corner, clamped to the row's end.
fn put(file: &File, layout: RowLayoutOptions, focus: &mut Focus, block: ColumnBlock) {
    let at = match file.laid_at(block.cursor.at, layout) {
        Fetched::Ready(laid) => {
            let line = laid.line(laid.line_nr(block.cursor.at));
            let column = line.column.saturating_add(block.cursor.column).min(line.end_column);
            (laid.row.text.start + laid.shown.byte_at(column)).min(line.text.end)
        }
        _ => block.cursor.at,
    };
    focus.select_block(block, at, file.len());
}

/// Moves the moving corner by a row or a column; an empty block starts at the cursor.
pub(super) fn step(file: &File, layout: RowLayoutOptions, focus: &mut Focus, step: CursorMove) -> bool {
    let rows = rows::of(file, layout);
    let start = || {
        let Fetched::Ready(laid) = file.laid_at(focus.cursor(), layout) else { return None };
        let line = laid.line(laid.line_nr(focus.cursor()));
        let column = laid.shown.column_of(focus.cursor() - laid.row.text.start) - line.column;
        let corner = Corner::new(line.text.start, column);
        Some(ColumnBlock { anchor: corner, cursor: corner })
    };
    let Some(mut block) = focus.block().copied().or_else(start) else { return false };
    let Corner { at, column } = block.cursor;
    block.cursor = match step {
        CursorMove::Left => Corner::new(at, column.saturating_sub(1)),
        CursorMove::Right => Corner::new(at, column + 1),
        CursorMove::Up => {
            Corner::new(rows.previous(at.into()).ready().flatten().map_or(at, |at| at.offset()), column)
        }
        CursorMove::Down => {
            Corner::new(rows.next(at.into()).ready().flatten().map_or(at, |at| at.offset()), column)
        }
        _ => block.cursor,
    };
    put(file, layout, focus, block);
    true
}
