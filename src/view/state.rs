//! What is kept of a pane between two runs: which view is shown, where it is, and how it was set up.
//!
//! Plain values with a default each, so that what another program wrote is understood as far as it can be;
//! `restore` makes them and takes them.

use super::filemap::{Curve, Lens};
use super::hex_prefs::HexPrefs;
use super::table::TableColumnsState;
use serde::{Deserialize, Serialize};

/// The views of a pane.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewState {
    /// The view that is shown.
    pub shown: String,
    /// The view with rows: the one that is shown, or the one to go back to.
    pub rows: String,
    /// Where the topmost row starts.
    pub top: u64,
    /// How much of that row is scrolled out, from 0 to 1.
    pub part: f64,
    /// The horizontal offset, in points.
    pub sideways: f32,
    /// Whether it follows the end.
    pub at_end: bool,
    /// How bytes are shown.
    pub bytes: HexPrefs,
    /// Whether the options for bytes are shown.
    pub byte_options: bool,
    /// The table.
    pub table: TableState,
    /// The map of the file.
    pub map: MapState,
}

/// The view of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableState {
    /// Widths and order of its columns.
    pub columns: TableColumnsState,
    /// Whether the whole cell of the cursor is shown.
    pub cell: bool,
    /// Whether the field for conditions is shown.
    pub filter: bool,
    /// Whether it is shown how the table is written.
    pub dialect: bool,
}

/// The map of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MapState {
    /// What of a block is shown.
    pub lens: Lens,
    /// How cells follow each other.
    pub curve: Curve,
    /// The bytes in sight, from and to; `None`: all.
    pub window: Option<(u64, u64)>,
}

/// A cursor and a selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FocusState {
    /// The cursor.
    pub cursor: u64,
    /// The selection's other end.
    pub anchor: u64,
    /// The corners of selected columns: a byte of the row, and the column.
    pub columns: Option<[(u64, usize); 2]>,
    /// The corners of selected cells: where the row starts, and the column's place.
    pub cells: Option<[(u64, usize); 2]>,
}

/// What waits for the first frame in which all rows are painted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Late {
    pub(super) sideways: f32,
    pub(super) focus: Option<FocusState>,
}
