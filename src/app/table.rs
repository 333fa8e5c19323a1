//! Tables: which panes show a document as one, and what is copied of its cells.

use super::msg::Target;
use super::selected::{CellRows, CellsPart, Selected, SelectedPart};
use super::tasks::Reply;
use super::{App, PaneRef};
use crate::base::units::len_u64;
use crate::base::{DocId, Offset, PaneId, Span};
use crate::doc::Document;
use crate::format::delimited::RowForm;
use crate::messages::Key;
use crate::scroll::RowSpace;
use crate::view::table::{TableView, cell_at, row_of};
use crate::view::{CellBlock, CellCorner, table, text};
use std::path::Path;
use std::sync::Arc;

impl App {
    /// After a document was found to be a table, another one, or none: counts its records, and shows it so
    /// where no view was chosen.
    pub(super) fn table_found(&mut self, id: DocId) {
        let holds = self.holds_scans;
        let (Ok(engine), Some(doc)) = (&self.engine, self.docs.iter_mut().find(|doc| doc.id == id)) else {
            return;
        };
        let Some(file) = doc.file() else { return };
        let snapshot = file.snapshot().clone();
        let layout = file.table().map(|table| Arc::clone(table.layout()));
        let mut starts_anew = false;
        match (&layout, doc.scans.table()) {
            (Some(layout), None) if !holds => doc.scans.add_table(engine, &snapshot, layout),
            (Some(layout), Some(known)) => starts_anew = layout.dialect != known.dialect,
            _ => {}
        }
        if starts_anew {
            self.scan(id);
        }
        self.rearrange(id);
        self.ask_again(id);
        self.fit_views(id);
    }

    /// Shows a table as one in the panes where no view was chosen, and what is none as text.
    pub(super) fn fit_views(&mut self, id: DocId) {
        self.each_pane(id, |pane, doc, focus| {
            let table = doc.file().and_then(|file| file.table());
            let is_table = table.is_some();
            let is_plain = table.is_some_and(|table| table.found().is_shown_as_one(doc.name()));
            let shown = pane.view.shown().kind().id;
            if is_plain && !pane.is_view_chosen && shown == text::ID {
                pane.view.show(table::ID, doc);
            } else if !is_table && pane.view.with_rows().has_records() {
                focus.forget_columns();
                pane.view.show(text::ID, doc);
            }
        });
    }

    /// Copies the selected cells of a pane, or the cursor's.
    pub(super) fn copy_cells(&mut self, id: PaneId, form: RowForm) {
        let Some(selected) = self.pane(id).and_then(|pane| cells_of(&pane, form)) else { return };
        if self.asks_about_size(id, &selected) {
            return;
        }
        self.background(Key("task-copy"), selected.len(), move |progress| {
            let mut bytes = Vec::new();
            let done = selected.write(&mut bytes, &mut |done| progress.go_on(done));
            let n = len_u64(bytes.len());
            let text = done.map(|()| (String::from_utf8_lossy(&bytes).into_owned(), n));
            Reply::Copied(text.map_err(|why| why.message()))
        });
    }

    /// Whether the target shows a table.
    pub(super) fn is_in_table(&self, at: Target) -> bool {
        self.pane_of(at).is_some_and(|pane| pane.file().is_some() && pane.shows_records())
    }

    /// The column that was pressed, or else the cursor's.
    pub(super) fn column_of(&self, at: Target) -> Option<usize> {
        let pane = self.pane_of(at).filter(PaneRef::shows_records)?;
        at.column.or_else(|| Some(cell_at(pane.doc.file()?, pane.cursor())?.1))
    }
}

impl PaneRef<'_> {
    /// Whether its rows are the records of a table.
    #[must_use]
    pub fn shows_records(&self) -> bool {
        self.pane.viewport().with_rows().has_records()
    }

    /// The table that it shows, or would go back to.
    #[must_use]
    pub fn table_view(&self) -> Option<&TableView> {
        self.pane.viewport().with_rows().as_any().downcast_ref()
    }

    /// The bytes of the selected cells, from the first one's to the last one's, or those of the cursor's.
    #[must_use]
    pub fn cells_span(&self) -> Option<Span> {
        let (file, view) = (self.doc.file()?, self.table_view()?);
        let Some(cells) = self.focus.cells() else {
            let row = row_of(file, self.cursor())?;
            return Some(row.cell_span(row.cell_at(self.cursor())));
        };
        let places = view.places(file);
        let ((first, last), (left, right)) = (cells.rows(), cells.columns());
        let column =
            |nr: usize| places.shown.get(nr.min(places.shown.len().checked_sub(1)?)).map(|at| at.column);
        let start = row_of(file, first)?.cell_span(column(left)?).start;
        Some(Span::between(start, row_of(file, last)?.cell_span(column(right)?).end))
    }
}

/// The selected cells of a pane, or the cursor's.
pub(super) fn cells_of(pane: &PaneRef<'_>, form: RowForm) -> Option<Selected> {
    let (file, view) = (pane.doc.file()?, pane.table_view()?);
    let table = file.table()?;
    let places = view.places(file);
    let cells = pane.focus.cells().copied().or_else(|| {
        let (row, column) = cell_at(file, pane.cursor())?;
        let corner = CellCorner { row, column: places.position_of(column)? };
        Some(CellBlock { anchor: corner, cursor: corner })
    })?;
    let ((first, last), (left, right)) = (cells.rows(), cells.columns());
    let columns = places.shown.iter().skip(left).take((right - left).saturating_add(1));
    let (first, last) = (first.max(table.rows_start()), last.min(Offset(file.len())));
    let in_file = || CellRows::InFile { first, last, wants: table.filter_test().cloned() };
    let rows = match table.order() {
        Some(order) => {
            let rows = table.shown_rows(file);
            let rank = |row: Offset| Some(rows.pos_of(row).ready()?.0);
            let (a, b) = (rank(cells.anchor.row)?, rank(cells.cursor.row)?);
            CellRows::InOrder(Arc::clone(order), a.min(b)..a.max(b).saturating_add(1).min(order.n_rows()))
        }
        None => in_file(),
    };
    let part = CellsPart {
        rows,
        columns: columns.map(|place| place.column).collect(),
        layout: Arc::clone(table.layout()),
        form,
    };
    let path = pane.path().map(Path::to_owned);
    let (snapshot, encoding) = (file.snapshot().clone(), file.encoding());
    Some(Selected { snapshot, encoding, path, what: SelectedPart::Cells(Arc::new(part)) })
}

impl Document {
    /// Whether it is a table.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.file().is_some_and(|file| file.table().is_some())
    }
}
