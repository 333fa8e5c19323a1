//! Brings a pane's views to where they were in another run, and says where they are.
//!
//! What is restored waits for what it needs: a place for the rows around it, the sideways offset and selected
//! columns for the first frame in which all rows are painted. A person who goes on before that is not moved.

use super::filemap::FileMapView;
use super::focus::{CellBlock, CellCorner, ColumnBlock, Corner, Focus};
use super::hex::{HexMsg, HexView};
use super::named;
use super::state::{FocusState, Late, MapState, TableState, ViewState};
use super::table::TableView;
use super::viewport::Viewport;
use crate::base::{Offset, Span};
use crate::doc::Document;

impl Focus {
    /// What is kept of it.
    #[must_use]
    pub fn state(&self) -> FocusState {
        let corner = |corner: Corner| (corner.at.0, corner.column);
        let cell = |corner: CellCorner| (corner.row.0, corner.column);
        FocusState {
            cursor: self.cursor().0,
            anchor: self.anchor().0,
            columns: self.block().map(|block| [corner(block.anchor), corner(block.cursor)]),
            cells: self.cells().map(|cells| [cell(cells.anchor), cell(cells.cursor)]),
        }
    }

    /// Takes cursor and selected bytes, in a file of `len` bytes.
    pub(crate) fn restore(&mut self, state: &FocusState, len: u64) {
        self.set_cursor(Offset(state.anchor), false, len);
        self.set_cursor(Offset(state.cursor), true, len);
    }

    /// Takes selected columns or cells, whose layout is known now.
    fn restore_columns(&mut self, state: &FocusState, len: u64) {
        let corner = |(at, column): (u64, usize)| Corner::new(Offset(at.min(len)), column);
        let cell = |(row, column): (u64, usize)| CellCorner { row: Offset(row.min(len)), column };
        if let Some([anchor, cursor]) = state.columns {
            let block = ColumnBlock { anchor: corner(anchor), cursor: corner(cursor) };
            self.select_block(block, self.cursor(), len);
        } else if let Some([anchor, cursor]) = state.cells {
            self.select_cells(CellBlock { anchor: cell(anchor), cursor: cell(cursor) });
        }
    }
}

impl Viewport {
    /// What is kept of it. `follows`: whether it follows the end, as the caller knows.
    #[must_use]
    pub fn state(&self, doc: &Document, follows: bool) -> ViewState {
        let (top, part) = match self.wanted_top() {
            Some((top, part)) => (top, part),
            None => (self.top_byte(doc), self.top().frac),
        };
        let hex = self.hex();
        ViewState {
            shown: self.shown().kind().id.to_owned(),
            rows: self.with_rows().kind().id.to_owned(),
            top: top.0,
            part,
            sideways: self.late().map_or_else(|| self.with_rows().sideways(), |late| late.sideways),
            at_end: follows,
            bytes: hex.map(|hex| *hex.prefs()).unwrap_or_default(),
            byte_options: hex.is_some_and(HexView::shows_options),
            table: self.view::<TableView>().map(TableView::state).unwrap_or_default(),
            map: self.view::<FileMapView>().map(FileMapView::state).unwrap_or_default(),
        }
    }

    /// Shows what was kept, of a document that has just been opened. `is_same`: its places are of this file.
    pub(crate) fn restore(
        &mut self,
        state: &ViewState,
        focus: Option<&FocusState>,
        is_same: bool,
        doc: &Document,
    ) {
        self.set_up(state);
        self.show_kept(state, doc);
        if !is_same {
            return;
        }
        if let Some(map) = self.view_mut::<FileMapView>() {
            map.restore_window(state.map, doc.len());
        }
        let sideways = if state.sideways.is_finite() { state.sideways.max(0.0) } else { 0.0 };
        let focus = focus.copied().filter(|focus| focus.columns.is_some() || focus.cells.is_some());
        self.set_late(Some(Late { sideways, focus }));
        if state.at_end {
            return self.end(doc);
        }
        let part = if state.part.is_finite() { state.part.clamp(0.0, 1.0) } else { 0.0 };
        let top = Offset(state.top).min(Offset(doc.len()).back(1));
        self.want_top(Some((top, part)));
        self.resolve_top(doc);
    }

    /// What does not depend on the file.
    fn set_up(&mut self, state: &ViewState) {
        self.each_view(|view| {
            view.perform_hex(HexMsg::Set(state.bytes));
            view.perform_hex(HexMsg::ShowOptions(state.byte_options));
        });
        if let Some(table) = self.view_mut::<TableView>() {
            table.restore(&state.table);
        }
        if let Some(map) = self.view_mut::<FileMapView>() {
            map.restore(state.map);
        }
    }

    fn show_kept(&mut self, state: &ViewState, doc: &Document) {
        for view in [&state.rows, &state.shown] {
            named(view).into_iter().for_each(|view| self.show(view, doc));
        }
    }

    /// Restores what waits for painted rows.
    pub(super) fn restore_late(&mut self, doc: &Document, focus: &mut Focus) {
        let is_arranging = !doc.arrangement().is_plain()
            && !doc.file().and_then(|file| file.table()).is_some_and(crate::doc::table::Table::is_arranged);
        if self.late().is_none() || self.wanted_top().is_some() || is_arranging {
            return;
        }
        if let Some(late) = self.set_late(None) {
            self.set_sideways(late.sideways);
            late.focus.iter().for_each(|state| focus.restore_columns(state, doc.len()));
        }
    }
}

impl TableView {
    fn state(&self) -> TableState {
        TableState {
            columns: self.columns().state(),
            cell: self.shows_cell(),
            filter: self.shows_filter(),
            dialect: self.shows_dialect(),
        }
    }
}

impl FileMapView {
    fn state(&self) -> MapState {
        let window = self.window().map(|window: Span| (window.start.0, window.end.0));
        MapState { lens: self.lens(), curve: self.curve(), window }
    }
}
