//! The focus: a cursor and a selection in a document, shared by linked panes.

use crate::base::{Offset, Span};
use std::ops::Range;

/// No row has this many columns; corners further right mean all to its end.
const MOST_COLUMNS: usize = 1 << 20;

/// A cursor and a selection.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Focus {
    cursor: Offset,
    /// The selection's other end.
    anchor: Offset,
    /// Selected columns, instead of the bytes between anchor and cursor.
    block: Option<ColumnBlock>,
    /// Selected cells of a table.
    cells: Option<CellBlock>,
    /// The column that the cursor keeps to while it moves up and down.
    goal_column: Option<usize>,
}

/// A corner of selected columns: a row, by any of its bytes, and a column that may lie past the
/// row's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corner {
    /// A byte of the row.
    pub at: Offset,
    /// The column, from 0.
    pub column: usize,
}

impl Corner {
    /// A corner whose column is bounded.
    #[must_use]
    pub fn new(at: Offset, column: usize) -> Self {
        Self { at, column: column.min(MOST_COLUMNS) }
    }
}

/// Selected columns of the rows (or, if they wrap, of the lines of the screen) between two
/// corners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnBlock {
    /// The corner that stays.
    pub anchor: Corner,
    /// The corner that moves.
    pub cursor: Corner,
}

impl ColumnBlock {
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

/// A corner of selected cells: the start of a row, and a column by its place among those that are shown,
/// which may lie past the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellCorner {
    /// Where the row starts.
    pub row: Offset,
    /// The column's place.
    pub column: usize,
}

/// The cells of a table between two corners, both of which belong to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellBlock {
    /// The corner that stays.
    pub anchor: CellCorner,
    /// The corner that moves.
    pub cursor: CellCorner,
}

impl CellBlock {
    /// The starts of its first row and of its last one.
    #[must_use]
    pub fn rows(&self) -> (Offset, Offset) {
        let span = Span::between(self.anchor.row, self.cursor.row);
        (span.start, span.end)
    }

    /// The places of its first column and of its last one.
    #[must_use]
    pub fn columns(&self) -> (usize, usize) {
        let (a, b) = (self.anchor.column, self.cursor.column);
        (a.min(b), a.max(b))
    }

    /// Whether a cell belongs to it.
    #[must_use]
    pub fn holds(&self, row: Offset, column: usize) -> bool {
        let ((first, last), (left, right)) = (self.rows(), self.columns());
        first <= row && row <= last && left <= column && column <= right
    }
}

impl Focus {
    /// The cursor: before this byte.
    #[must_use]
    pub fn cursor(&self) -> Offset {
        self.cursor
    }

    /// The selection's other end.
    #[must_use]
    pub fn anchor(&self) -> Offset {
        self.anchor
    }

    /// The selected bytes; empty without a selection.
    #[must_use]
    pub fn selection(&self) -> Span {
        Span::between(self.anchor, self.cursor)
    }

    /// The selected columns, if columns are selected.
    #[must_use]
    pub fn block(&self) -> Option<&ColumnBlock> {
        self.block.as_ref()
    }

    /// The selected cells, if cells of a table are selected.
    #[must_use]
    pub fn cells(&self) -> Option<&CellBlock> {
        self.cells.as_ref()
    }

    /// Selects cells; the cursor stays where it is.
    pub fn select_cells(&mut self, cells: CellBlock) {
        self.anchor = self.cursor;
        self.block = None;
        self.cells = Some(cells);
    }

    /// Whether bytes or columns are selected.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        !self.selection().is_empty() || self.block.is_some_and(|block| !block.columns().is_empty())
    }

    /// The column that vertical steps keep to.
    #[must_use]
    pub fn goal_column(&self) -> Option<usize> {
        self.goal_column
    }

    /// Sets the column that vertical steps keep to.
    pub fn set_goal_column(&mut self, column: Option<usize>) {
        self.goal_column = column;
    }

    /// Puts the cursor before a byte of a file of `len` bytes; `extend` keeps the selection's
    /// other end.
    pub fn set_cursor(&mut self, at: Offset, extend: bool, len: u64) {
        self.cursor = at.min(Offset(len));
        self.goal_column = None;
        (self.block, self.cells) = (None, None);
        if !extend {
            self.anchor = self.cursor;
        }
    }

    /// Selects bytes.
    pub fn select(&mut self, span: Span, len: u64) {
        self.set_cursor(span.start, false, len);
        self.set_cursor(span.end, true, len);
    }

    /// Selects columns; the cursor is put to `at`.
    pub fn select_block(&mut self, block: ColumnBlock, at: Offset, len: u64) {
        self.set_cursor(at, false, len);
        self.block = Some(block);
    }

    /// Forgets columns, which mean something else in another layout or encoding.
    pub fn forget_columns(&mut self) {
        (self.block, self.cells, self.goal_column) = (None, None, None);
    }

    /// Keeps cursor and selection inside a file of `len` bytes.
    pub fn keep_inside(&mut self, len: u64) {
        self.cursor = self.cursor.min(Offset(len));
        self.anchor = self.anchor.min(Offset(len));
    }
}
