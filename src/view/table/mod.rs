//! The file as a table: its records as rows, the cells of those in columns.
//!
//! The cursor is a cell, by the byte at which that starts, so that other views of the same bytes show the
//! same place. Selected are cells, rows or columns: a rectangle of shown columns.

mod columns;
mod cursor;
pub(super) mod records;

pub use columns::{ColumnPlace, ColumnPlaces, TableColumns, TableColumnsState};
pub use cursor::{cell_at, row_of};

use super::state::TableState;
use super::{CursorMove, Focus, TableMsg, ViewKind, ViewModel};
use crate::base::Offset;
use crate::doc::table::Table;
use crate::doc::{Document, File};
use crate::scroll::{Pos, Ranks, RowSpace, Scroller, ViewMetrics};
use crate::view::focus::{CellBlock, CellCorner};
use std::any::Any;

/// Its id.
pub const ID: &str = "table";

/// Its entry in the registry.
pub static KIND: ViewKind = ViewKind { id: ID, key: "3", new: || Box::<TableView>::default() };

/// The view.
pub struct TableView {
    scroller: Scroller,
    columns: TableColumns,
    sideways: f32,
    most_sideways: f32,
    /// The width of a character and of the view, in points and as last measured.
    advance: f32,
    width: f32,
    shows_cell: bool,
    shows_filter: bool,
    /// The column that a condition is to be begun for, and how many were.
    wanted: Option<(usize, u64)>,
    shows_dialect: bool,
}

impl Default for TableView {
    fn default() -> Self {
        Self {
            scroller: Scroller::default(),
            columns: TableColumns::default(),
            sideways: 0.0,
            most_sideways: 0.0,
            advance: 8.0,
            width: 0.0,
            shows_cell: false,
            shows_filter: false,
            wanted: None,
            shows_dialect: false,
        }
    }
}

impl TableView {
    /// Widths and order of its columns.
    #[must_use]
    pub fn columns(&self) -> &TableColumns {
        &self.columns
    }

    /// Where its columns are, in points from the first one.
    #[must_use]
    pub fn places(&self, file: &File) -> ColumnPlaces {
        file.table().map(|table| self.columns.places(table, file, self.advance)).unwrap_or_default()
    }

    /// Whether the whole cell of the cursor is shown beside the rows.
    #[must_use]
    pub fn shows_cell(&self) -> bool {
        self.shows_cell
    }

    /// Whether the field for conditions on rows is shown.
    #[must_use]
    pub fn shows_filter(&self) -> bool {
        self.shows_filter
    }

    /// The column that a condition is to be begun for, and a number by which two such wishes are told apart.
    #[must_use]
    pub fn wanted_condition(&self) -> Option<(usize, u64)> {
        self.wanted
    }

    /// Whether it is shown how the table is written.
    #[must_use]
    pub fn shows_dialect(&self) -> bool {
        self.shows_dialect
    }

    /// Takes how it was set up.
    pub(super) fn restore(&mut self, state: &TableState) {
        self.columns = TableColumns::from(&state.columns);
        (self.shows_cell, self.shows_filter) = (state.cell, state.filter);
        self.shows_dialect = state.dialect;
    }

    /// The corner at a place: its row, and its column among those that are shown.
    fn corner(&self, file: &File, at: Offset) -> Option<CellCorner> {
        let (row, column) = cursor::cell_at(file, at)?;
        let column = self.places(file).position_of(column)?;
        Some(CellCorner { row, column })
    }

    fn put(&self, file: &File, focus: &mut Focus, row: Offset, column: usize, extend: bool) {
        let anchor = self.anchor(file, focus).filter(|_| extend);
        let places = self.places(file);
        let Some(place) = places.shown.get(column.min(places.shown.len().saturating_sub(1))) else { return };
        let Some(at) = cursor::start_of(file, row, place.column) else { return };
        focus.set_cursor(at, false, file.len());
        if let Some(anchor) = anchor {
            focus.select_cells(CellBlock { anchor, cursor: CellCorner { row, column } });
        }
    }

    /// Where the last row starts that is shown.
    fn last_row(&self, file: &File) -> Option<Offset> {
        let rows = self.rows(file);
        let last = rows.snap(Pos(rows.len()).back(1)).ready()?;
        rows.offset_of(last).ready()
    }

    fn anchor(&self, file: &File, focus: &Focus) -> Option<CellCorner> {
        focus.cells().map(|cells| cells.anchor).or_else(|| self.corner(file, focus.cursor()))
    }

    fn select(&self, file: &File, focus: &mut Focus, anchor: CellCorner, cursor: CellCorner) {
        let column = anchor.column.min(cursor.column);
        self.put(file, focus, cursor.row, column, false);
        focus.select_cells(CellBlock { anchor, cursor });
    }
}

impl ViewModel for TableView {
    fn kind(&self) -> &'static ViewKind {
        &KIND
    }

    fn rows<'a>(&self, file: &'a File) -> Box<dyn RowSpace + 'a> {
        match file.table() {
            Some(table) => Box::new(table.shown_rows(file)),
            None => Box::new(Ranks { n_rows: 0 }),
        }
    }

    fn scroller(&self) -> &Scroller {
        &self.scroller
    }

    fn scroller_mut(&mut self) -> &mut Scroller {
        &mut self.scroller
    }

    fn step(&self, file: &File, focus: &mut Focus, step: CursorMove) -> Option<Offset> {
        cursor::step(file, &self.places(file), focus, step)
    }

    fn has_records(&self) -> bool {
        true
    }

    fn first_place(&self, file: &File) -> Offset {
        let Some(table) = file.table() else { return Offset::ZERO };
        let ranked = || table.shown_rows(file).offset_of(Pos::ZERO).ready();
        if table.is_arranged() { ranked().unwrap_or(table.rows_start()) } else { table.rows_start() }
    }

    fn last_place(&self, file: &File) -> Offset {
        let last = |table: &Table| table.shown_rows(file).offset_of(Pos(u64::MAX)).ready();
        file.table().filter(|table| table.is_arranged()).and_then(last).unwrap_or(Offset(file.len()))
    }

    fn put_cursor(&self, file: &File, focus: &mut Focus, at: Offset, extend: bool) {
        let anchor = self.anchor(file, focus).filter(|_| extend);
        focus.set_cursor(at, false, file.len());
        if let (Some(anchor), Some(cursor)) = (anchor, self.corner(file, at)) {
            focus.select_cells(CellBlock { anchor, cursor });
        }
    }

    fn select_all(&self, file: &File, focus: &mut Focus) -> bool {
        let Some(last) = self.last_row(file) else { return true };
        let (row, column) = (self.first_place(file), usize::MAX);
        let (anchor, cursor) = (CellCorner { row, column: 0 }, CellCorner { row: last, column });
        focus.select_cells(CellBlock { anchor, cursor });
        true
    }

    fn set_metrics(&mut self, metrics: &ViewMetrics) {
        self.most_sideways = metrics.most_sideways;
        (self.advance, self.width) = (metrics.column_width, metrics.width);
        self.sideways = self.sideways.min(self.most_sideways);
    }

    fn sideways(&self) -> f32 {
        self.sideways
    }

    fn set_sideways(&mut self, to: f32) {
        self.sideways = to.clamp(0.0, self.most_sideways);
    }

    fn reveal_column(&mut self, doc: &Document, focus: &Focus) {
        let Some(file) = doc.file().filter(|_| self.width > 0.0) else { return };
        let places = self.places(file);
        let by_cell = || cursor::cell_at(file, focus.cursor()).map(|(_, column)| column);
        let position = match focus.cells() {
            Some(cells) => Some(cells.cursor.column),
            None => by_cell().and_then(|column| places.position_of(column)),
        };
        let Some(place) = position.and_then(|nr| places.shown.get(nr)) else { return };
        if position.is_some_and(|nr| nr < places.n_frozen) {
            return;
        }
        let most = (place.x - places.frozen_width).max(0.0);
        let least = (place.x + place.width - self.width).clamp(0.0, most);
        self.sideways = self.sideways.clamp(least, most.max(least));
    }

    fn perform(&mut self, msg: &TableMsg, file: &File, focus: &mut Focus) {
        let first = self.first_place(file);
        match *msg {
            TableMsg::PutCursor { row, column, extend } => self.put(file, focus, row, column, extend),
            TableMsg::SelectRows { row, extend } => {
                let anchor = self.anchor(file, focus).filter(|_| extend).map_or(row, |anchor| anchor.row);
                let anchor = CellCorner { row: anchor, column: 0 };
                self.select(file, focus, anchor, CellCorner { row, column: usize::MAX });
            }
            TableMsg::SelectColumns { column, extend } => {
                let anchor = self.anchor(file, focus).filter(|_| extend).map_or(column, |at| at.column);
                let Some(last) = self.last_row(file) else { return };
                let cursor = CellCorner { row: last, column };
                focus.select_cells(CellBlock { anchor: CellCorner { row: first, column: anchor }, cursor });
            }
            TableMsg::SetWidth { column, width } => self.columns.set_width(column, width),
            TableMsg::Hide(column) => {
                focus.forget_columns();
                let n = file.table().map_or(0, crate::doc::table::Table::n_columns);
                self.columns.hide(column, n);
            }
            TableMsg::Show(column) => {
                focus.forget_columns();
                self.columns.show(column);
            }
            TableMsg::ShowAll => {
                focus.forget_columns();
                self.columns.show_all();
            }
            TableMsg::Move { column, before } => {
                focus.forget_columns();
                let n = file.table().map_or(0, crate::doc::table::Table::n_columns);
                self.columns.move_before(column, before, n);
            }
            TableMsg::Freeze(column) => {
                let position = column.and_then(|column| self.places(file).position_of(column));
                self.columns.freeze(position.map_or(0, |nr| nr + 1));
            }
            TableMsg::ShowCell(shows) => self.shows_cell = shows,
            TableMsg::ShowFilter(shows) => (self.shows_filter, self.wanted) = (shows, None),
            TableMsg::FindInColumn(column) => {
                self.wanted = Some((column, self.wanted.map_or(0, |(_, nr)| nr + 1)));
                self.shows_filter = true;
            }
            TableMsg::ShowDialect(shows) => self.shows_dialect = shows,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
