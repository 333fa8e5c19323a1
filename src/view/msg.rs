//! Messages to a pane.

use super::hex_prefs::HexPrefs;
use crate::base::{Offset, Span};
use crate::doc::HexColumn;
use crate::format::delimited::RowForm;
use crate::format::glyphs::CopyAs;
use crate::search::{Pattern, TimeRange};

/// A message to one pane.
#[derive(Clone, Debug, PartialEq)]
pub enum PaneMsg {
    /// Scroll by rows; parts of rows count.
    ScrollRows(f64),
    /// Scroll by pages; negative is up.
    ScrollPages(f64),
    /// Scroll sideways, in points.
    ScrollSideways(f32),
    /// Scroll sideways to this place, in points from the left.
    ScrollSidewaysTo(f32),
    /// Scroll to this share of the way, exact at both ends.
    ScrollToShare(f64),
    /// Show the first row.
    Home,
    /// Show the last row.
    End,
    /// Go back to where the last jump began.
    Back,
    /// Undo going back.
    Forward,
    /// Put the cursor before this byte; `extend` keeps the selection's other end.
    SetCursor {
        /// The byte.
        at: Offset,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Select these bytes.
    Select(Span),
    /// Select the whole file.
    SelectAll,
    /// Put a corner of selected columns into the row that holds this byte.
    SelectBlock {
        /// The byte.
        at: Offset,
        /// The column, which may lie past the row's end.
        column: usize,
        /// Whether the other corner stays.
        extend: bool,
    },
    /// Move a corner of the selected columns.
    MoveBlock(CursorMove),
    /// Move the cursor.
    MoveCursor {
        /// Where to.
        step: CursorMove,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Show this place and put the cursor there.
    ShowPlace(Offset),
    /// Show the document as the view of this id does.
    ShowView(&'static str),
    /// Go to a line, a time, `@byte`, bytes from–to or share `%`.
    Goto(String),
    /// Go to what was gone to last; from the cursor on, by the same step.
    GotoAgain,
    /// Give up a jump that waits for an index.
    CancelGoto,
    /// Close the question about a selection that is too large to copy.
    DismissQuestion,
    /// Copy the selection.
    Copy(CopyAs),
    /// Ask where to save the selection.
    SaveSelectionDialog,
    /// Overwrite bytes at the cursor with what was typed, in the column that is typed into.
    Type(String),
    /// Overwrite bytes at the cursor with text from the clipboard.
    Paste(String),
    /// Type into this column of bytes, or into the other one.
    SetHexColumn(Option<HexColumn>),
    /// Mark the cursor's row, or unmark it.
    ToggleMark,
    /// Go to the next mark.
    NextMark,
    /// Go to the previous mark.
    PreviousMark,
    /// Follow the end as the file grows, or stop.
    ToggleFollow,
    /// Search for this, from where the view is; for nothing, if it is empty.
    Search(Pattern),
    /// Search for these bytes from behind them.
    FindBytes(Span),
    /// Go to the next match.
    SearchNext,
    /// Go to the previous match.
    SearchPrevious,
    /// Go to the next match in the search's direction, or against it.
    SearchAlong {
        /// Whether against it.
        reversed: bool,
    },
    /// Search the lines of a time range, within what is searched if something is.
    FilterTimes(TimeRange),
    /// For the table that is shown.
    Table(TableMsg),
    /// For the view of bytes.
    Hex(HexMsg),
    /// Copy the selected cells.
    CopyCells(RowForm),
}

/// A message to a table. Columns are those of the file, from 0, if nothing else is said.
#[derive(Clone, Debug, PartialEq)]
pub enum TableMsg {
    /// Put the cursor into a cell.
    PutCursor {
        /// Where its row starts.
        row: Offset,
        /// Its column's place among those that are shown.
        column: usize,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Select whole rows.
    SelectRows {
        /// Where the row starts.
        row: Offset,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Select whole columns.
    SelectColumns {
        /// The column's place among those that are shown.
        column: usize,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Give a column a width in points, or the one that it has by itself.
    SetWidth {
        /// Which.
        column: usize,
        /// How wide.
        width: Option<f32>,
    },
    /// Hide a column.
    Hide(usize),
    /// Show a column that is hidden, where it stands in the file.
    Show(usize),
    /// Show all columns, in the file's order.
    ShowAll,
    /// Move a column.
    Move {
        /// Which.
        column: usize,
        /// Before which; `None`: to the end.
        before: Option<usize>,
    },
    /// Keep the columns up to this one in sight, or none.
    Freeze(Option<usize>),
    /// Show the whole cell of the cursor, or not.
    ShowCell(bool),
    /// Show the field for conditions on rows, or not.
    ShowFilter(bool),
    /// Show the field for conditions, begun with a pattern for this column.
    FindInColumn(usize),
    /// Show how the table is written, or not.
    ShowDialect(bool),
}

/// A message to the view of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HexMsg {
    /// Show them so.
    Set(HexPrefs),
    /// Show the bar with all options, or not.
    ShowOptions(bool),
}

/// The ways the cursor moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorMove {
    /// A character or byte to the left.
    Left,
    /// A character or byte to the right.
    Right,
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// To the start of the word.
    WordLeft,
    /// To the end of the word.
    WordRight,
    /// To the start of the line, however long it is.
    LineStart,
    /// To the end of the line, however long it is.
    LineEnd,
    /// To the start of the row.
    RowStart,
    /// To the end of the row.
    RowEnd,
    /// As many rows up as are visible.
    PageUp,
    /// As many rows down as are visible.
    PageDown,
    /// To the file's first byte.
    FileStart,
    /// Past the file's last byte.
    FileEnd,
}
