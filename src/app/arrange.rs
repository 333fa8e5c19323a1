//! Rows of a table sorted and filtered: what is asked for, and what comes of it.

use super::msg::Target;
use super::tasks::Reply;
use super::{App, Pane};
use crate::base::{DocId, Offset, PaneId};
use crate::doc::Document;
use crate::doc::arrangement::{Condition, ConditionTest, NewRows, RowsMsg, SortBy, ToMerge};
use crate::format::delimited::DialectChoice;
use crate::format::delimited::detect::form_of;
use crate::messages::{Key, Text, say};
use crate::table::filter::Filter;
use crate::table::order::RowOrder;
use crate::view::{Focus, PaneMsg, TableMsg, table};
use std::sync::Arc;

impl App {
    pub(super) fn perform_rows(&mut self, id: DocId, msg: &RowsMsg) {
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id == id) else { return };
        let Some(table) = doc.file().and_then(|file| file.table()) else { return };
        let parsed = match msg {
            RowsMsg::Keep(text) => Some(Filter::parse(text, table.names())),
            _ => None,
        };
        let rows = doc.arrangement_mut();
        match (msg, parsed) {
            (RowsMsg::Keep(_), Some(Err(error))) => return self.toast(error.message(), true),
            (RowsMsg::Keep(text), Some(Ok(filter))) => rows.add(Condition {
                text: text.trim().to_owned(),
                test: ConditionTest::Cells(Arc::new(filter)),
                is_on: true,
            }),
            (RowsMsg::KeepBad, _) => rows.add(Condition {
                text: say("rows-bad").to_owned(),
                test: ConditionTest::Bad,
                is_on: true,
            }),
            (RowsMsg::Sort { by, adds }, _) => rows.sort_by(*by, *adds),
            (RowsMsg::Unsort, _) => rows.unsort(),
            (RowsMsg::Switch(nr, is_on), _) => rows.switch(*nr, *is_on),
            (RowsMsg::Remove(nr), _) => rows.remove(*nr),
            (RowsMsg::Clear, _) => rows.clear(),
            (RowsMsg::Keep(_), None) => {}
        }
        rows.ask();
        self.arrange_rows(id);
    }

    /// Takes that a table has other columns, or is another one.
    pub(super) fn rearrange(&mut self, id: DocId) {
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id == id) else { return };
        let names = doc.file().and_then(|file| file.table()).map(|table| table.names().to_vec());
        if let (Some(names), false) = (names, doc.arrangement().is_plain()) {
            doc.arrangement_mut().fit(&names);
            self.arrange_rows(id);
        }
    }

    /// Computes anew which rows are shown.
    pub(super) fn arrange_rows(&mut self, id: DocId) {
        self.with_engine(id, Document::arrange);
        if self.doc(id).is_some_and(|doc| doc.arrangement().is_plain()) {
            self.rows_changed(id, |pane, doc, focus| pane.view.show_rows_around(focus.cursor(), doc));
        }
    }

    /// Shows other rows in the panes that show a table.
    fn rows_changed(&mut self, id: DocId, mut show: impl FnMut(&mut Pane, &Document, &Focus)) {
        self.each_pane(id, |pane, doc, focus| {
            if pane.view.with_rows().has_records() {
                focus.forget_columns();
                show(pane, doc, focus);
            }
        });
    }

    /// Shows rows that have come: others from the first one on, the same again from where one is.
    fn rows_came(&mut self, id: DocId, rows: NewRows, tops: &[(PaneId, Option<Offset>)]) {
        self.rows_changed(id, |pane, doc, _| {
            let top = tops.iter().find(|(of, _)| *of == pane.id()).and_then(|(_, top)| *top);
            pane.view.show_rows_from(top.filter(|_| rows == NewRows::Again), doc);
        });
    }

    /// The topmost rows of the panes of a document; none where that is the first one of all.
    fn tops(&self, id: DocId) -> Vec<(PaneId, Option<Offset>)> {
        let panes = self.panes().iter().filter_map(|pane| self.pane(pane.id()));
        let panes = panes.filter(|pane| pane.doc.id() == id);
        panes.map(|pane| (pane.pane.id(), pane.pane.viewport().top_row(pane.doc))).collect()
    }

    /// Takes what was found out about the rows of a document.
    pub(super) fn absorb_rows(&mut self, id: DocId) {
        if self.doc(id).is_none_or(|doc| doc.arrangement().is_plain()) {
            return;
        }
        let tops = self.tops(id);
        let Ok(engine) = &self.engine else { return };
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id == id) else { return };
        let (rows, to_merge) = doc.absorb_arranged(engine);
        if let Some(rows) = rows {
            self.rows_came(id, rows, &tops);
        }
        if let Some(to_merge) = to_merge {
            self.merge_rows(id, to_merge);
        }
    }

    fn merge_rows(&mut self, id: DocId, to_merge: ToMerge) {
        let of = to_merge.runs.n_rows().max(1);
        self.background(Key("task-sort"), of, move |progress| {
            let ToMerge { nr, runs, by, layout, snapshot } = to_merge;
            let order = RowOrder::of(runs, &by, &layout, &snapshot, |done| progress.go_on(done));
            let order = order.map(Arc::new).map_err(|error| error.message());
            Reply::RowsSorted(id, nr, order)
        });
    }

    pub(super) fn rows_sorted(&mut self, id: DocId, nr: u64, order: Result<Arc<RowOrder>, Option<Text>>) {
        let tops = self.tops(id);
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id == id) else { return };
        let (order, why) = match order {
            Ok(order) => (Some(order), None),
            Err(why) => (None, why),
        };
        if let Some(rows) = doc.merged(nr, order) {
            self.rows_came(id, rows, &tops);
        }
        if let Some(why) = why {
            self.toast(Text::new("rows-not-sorted").with("why", why), true);
        }
    }

    /// Sorts by the column that was pressed, or else the cursor's.
    pub(super) fn sort_by(&mut self, at: Target, is_descending: bool, adds: bool) {
        let Some((id, column)) = at.doc.zip(self.column_of(at)) else { return };
        self.perform_rows(id, &RowsMsg::Sort { by: SortBy { column, is_descending }, adds });
    }

    /// Keeps the rows whose cell in the cursor's column is the cursor's, or those where it is not.
    pub(super) fn keep_like_cell(&mut self, at: Target, is_other: bool) {
        let Some(pane) = self.pane_of(at) else { return };
        let Some((file, id)) = pane.file().map(|file| (file, pane.doc.id())) else { return };
        let Some(table) = file.table() else { return };
        let Some(row) = crate::view::table::row_of(file, pane.cursor()) else { return };
        let column = row.cell_at(pane.cursor());
        let Some((value, goes_on)) = table.value(&row, column, MOST_VALUE) else { return };
        let name = table.names().get(column).map_or("", |name| name);
        let Some(text) = Filter::text_of(name, &value, is_other).filter(|_| !goes_on) else {
            return self.toast(Text::new("rows-cell-too-long"), true);
        };
        self.perform_rows(id, &RowsMsg::Keep(text));
    }

    /// Shows or hides how a table is written; a file that is none is read as one.
    pub(super) fn toggle_dialect(&mut self, at: Target) {
        let Some(pane) = self.pane_of(at) else { return };
        if !pane.doc.is_table() {
            let form = pane.file().and_then(|file| form_of(file.snapshot().head()));
            let delimiter = form.is_none().then(|| b",".as_slice().into());
            let choice = DialectChoice { form, delimiter, ..DialectChoice::default() };
            let id = pane.doc.id();
            self.with_doc(id, |doc| doc.choose_dialect(choice));
            self.each_pane(id, |pane, _, _| pane.is_view_chosen = false);
            return self.perform_on_pane(at, PaneMsg::Table(TableMsg::ShowDialect(true)));
        }
        let shows = pane.table_view().is_some_and(|view| view.shows_dialect());
        if pane.table_view().is_none() {
            self.perform_on_pane(at, PaneMsg::ShowView(table::ID));
        }
        self.perform_on_pane(at, PaneMsg::Table(TableMsg::ShowDialect(!shows)));
    }

    /// Shows or hides the field for conditions.
    pub(super) fn toggle_row_filter(&mut self, at: Target) {
        let shows =
            self.pane_of(at).is_some_and(|pane| pane.table_view().is_some_and(|view| view.shows_filter()));
        self.perform_on_pane(at, PaneMsg::Table(TableMsg::ShowFilter(!shows)));
    }
}

/// Bytes of a cell that a condition may name.
const MOST_VALUE: usize = 4096;
