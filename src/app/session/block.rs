//! A selection of columns: the same columns of each row between two corners.

use super::Session;
use crate::app::command::{Step, ViewId};
use crate::app::scroll::rows_of;
use crate::base::{Offset, Span};
use crate::source::blocks::Fetched;
use std::ops::Range;

/// No row has this many columns; corners further right mean all to its end.
const MOST_COLUMNS: usize = 1 << 20;

/// A corner: a row, by any of its bytes, and a column that may lie past the row's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Corner {
    at: Offset,
    column: usize,
}

/// Selected columns of the rows (or, if they wrap, the lines of the screen) between two corners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    anchor: Corner,
    cursor: Corner,
}

impl Block {
    /// The starts of its first row and of its last one.
    #[must_use]
    pub fn rows(&self) -> (Offset, Offset) {
        let span = Span::between(self.anchor.at, self.cursor.at);
        (span.start, span.end)
    }

    /// Its columns, counted from each row's start.
    #[must_use]
    pub fn columns(&self) -> Range<usize> {
        let (a, b) = (self.anchor.column, self.cursor.column);
        a.min(b)..a.max(b)
    }

    /// The column of its moving corner.
    #[must_use]
    pub fn cursor_column(&self) -> usize {
        self.cursor.column
    }

    /// Whether a row (or line) that starts at `at` is one of its rows.
    #[must_use]
    pub fn has_row(&self, at: Offset) -> bool {
        let (first, last) = self.rows();
        first <= at && at <= last
    }
}

impl Session {
    /// The selected columns, if such are selected.
    #[must_use]
    pub fn block(&self) -> Option<&Block> {
        self.block.as_ref()
    }

    /// Puts a corner of a block at a row and a column: the moving one, or if there is no block
    /// or a new one is wanted, both.
    pub(in crate::app) fn select_block(&mut self, at: Offset, column: usize, extend: bool) {
        let Some(file) = self.file().filter(|_| self.rows_view == ViewId::Text) else { return };
        let Some(at) = rows_of(file, ViewId::Text, self.layout).snap(at) else { return };
        let cursor = Corner { at, column: column.min(MOST_COLUMNS) };
        let anchor = self.block.filter(|_| extend).map_or(cursor, |block| block.anchor);
        self.put_block(Block { anchor, cursor });
    }

    /// The cursor stands in the block's moving corner, as near as the row is long.
    fn put_block(&mut self, block: Block) {
        let Some(file) = self.file() else { return };
        let at = match file.laid_at(block.cursor.at, self.layout) {
            Fetched::Ready(laid) => {
                let line = laid.line(laid.line_nr(block.cursor.at));
                let column = line.column.saturating_add(block.cursor.column).min(line.end_column);
                (laid.row.text.start + laid.shown.byte_at(column)).min(line.text.end)
            }
            _ => block.cursor.at,
        };
        self.set_cursor(at, false);
        self.block = Some(block);
    }

    /// Moves the moving corner by a row or a column; a block of nothing starts at the cursor.
    pub(in crate::app) fn move_block(&mut self, step: Step) {
        let Some(file) = self.file().filter(|_| self.rows_view == ViewId::Text) else { return };
        let rows = rows_of(file, ViewId::Text, self.layout);
        let from = self.block.or_else(|| {
            let Fetched::Ready(laid) = file.laid_at(self.cursor, self.layout) else { return None };
            let line = laid.line(laid.line_nr(self.cursor));
            let column = laid.shown.column_of(self.cursor - laid.row.text.start) - line.column;
            let corner = Corner { at: line.text.start, column };
            Some(Block { anchor: corner, cursor: corner })
        });
        let Some(mut block) = from else { return };
        let corner = &mut block.cursor;
        match step {
            Step::Left => corner.column = corner.column.saturating_sub(1),
            Step::Right => corner.column = (corner.column + 1).min(MOST_COLUMNS),
            Step::Up => corner.at = rows.previous(corner.at).unwrap_or(corner.at),
            Step::Down => corner.at = rows.next(corner.at).unwrap_or(corner.at),
            _ => {}
        }
        drop(rows);
        self.put_block(block);
        self.bring_cursor_into_sight();
    }
}
