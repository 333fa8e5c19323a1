//! Tables: their cells and columns.

use super::{Action, Context, Menu, Target, action};
use crate::app::{App, DocMsg, Msg, RowsMsg};
use crate::format::delimited::RowForm;
use crate::view::{PaneMsg, TableMsg, hex};

const MENU: Menu = Menu::Cells;

fn in_table(app: &App, at: Target) -> bool {
    app.is_in_table(at)
}

fn on_column(app: &App, at: Target) -> bool {
    app.column_of(at).is_some()
}

fn is_sorted(app: &App, at: Target) -> bool {
    app.pane_of(at).is_some_and(|pane| !pane.doc.arrangement().sort().is_empty())
}

fn is_arranged(app: &App, at: Target) -> bool {
    is_sorted(app, at) || app.pane_of(at).is_some_and(|pane| !pane.doc.arrangement().conditions().is_empty())
}

fn to_rows(app: &mut App, at: Target, msg: RowsMsg) {
    if let Some(doc) = at.doc {
        app.perform(Msg::Doc(doc, DocMsg::Rows(msg)));
    }
}

fn to_column(app: &mut App, at: Target, msg: fn(usize) -> TableMsg) {
    if let Some(column) = app.column_of(at) {
        app.perform_on_pane(at, PaneMsg::Table(msg(column)));
    }
}

pub(super) static ACTIONS: &[Action] = &[
    action("table.copy", MENU, |app, at| app.perform_on_pane(at, PaneMsg::CopyCells(RowForm::Tsv)))
        .on(&[Context::Cell])
        .needs(in_table),
    action("table.copy-csv", MENU, |app, at| {
        app.perform_on_pane(at, PaneMsg::CopyCells(RowForm::Csv));
    })
    .on(&[Context::Cell])
    .needs(in_table),
    action("table.copy-json", MENU, |app, at| {
        app.perform_on_pane(at, PaneMsg::CopyCells(RowForm::Json));
    })
    .on(&[Context::Cell])
    .needs(in_table),
    action("table.copy-markdown", MENU, |app, at| {
        app.perform_on_pane(at, PaneMsg::CopyCells(RowForm::Markdown));
    })
    .on(&[Context::Cell])
    .needs(in_table),
    action("table.cell", MENU, |app, at| {
        let shows =
            app.pane_of(at).is_some_and(|pane| pane.table_view().is_some_and(|view| view.shows_cell()));
        app.perform_on_pane(at, PaneMsg::Table(TableMsg::ShowCell(!shows)));
    })
    .group()
    .on(&[Context::Cell])
    .needs(in_table)
    .checked(|app, at| app.pane_of(at).is_some_and(|pane| pane.table_view().is_some_and(|v| v.shows_cell()))),
    action("table.bytes", MENU, |app, at| app.perform_on_pane(at, PaneMsg::ShowView(hex::ID)))
        .on(&[Context::Cell])
        .needs(in_table),
    action("table.keep-like", MENU, |app, at| app.keep_like_cell(at, false))
        .group()
        .on(&[Context::Cell])
        .needs(in_table),
    action("table.keep-others", MENU, |app, at| app.keep_like_cell(at, true))
        .on(&[Context::Cell])
        .needs(in_table),
    action("table.keep-bad", MENU, |app, at| to_rows(app, at, RowsMsg::KeepBad)).needs(in_table),
    action("table.filter", MENU, App::toggle_row_filter)
        .on(&[Context::Cell, Context::Column])
        .needs(in_table)
        .checked(|app, at| {
            app.pane_of(at).is_some_and(|pane| pane.table_view().is_some_and(|v| v.shows_filter()))
        }),
    action("table.find-in-column", MENU, |app, at| to_column(app, at, TableMsg::FindInColumn))
        .on(&[Context::Column])
        .needs(on_column),
    action("table.sort", MENU, |app, at| app.sort_by(at, false, false))
        .group()
        .on(&[Context::Column])
        .needs(on_column),
    action("table.sort-descending", MENU, |app, at| app.sort_by(at, true, false))
        .on(&[Context::Column])
        .needs(on_column),
    action("table.sort-also", MENU, |app, at| app.sort_by(at, false, true))
        .because("why-not-sorted")
        .on(&[Context::Column])
        .needs(|app, at| on_column(app, at) && is_sorted(app, at)),
    action("table.unsort", MENU, |app, at| to_rows(app, at, RowsMsg::Unsort))
        .because("why-not-sorted")
        .on(&[Context::Column])
        .needs(|app, at| in_table(app, at) && is_sorted(app, at)),
    action("table.all-rows", MENU, |app, at| to_rows(app, at, RowsMsg::Clear))
        .because("why-all-rows")
        .needs(|app, at| in_table(app, at) && is_arranged(app, at)),
    action("table.export", MENU, |app, at| app.export_table_dialog(at, false)).group().needs(in_table),
    action("table.export-guarded", MENU, |app, at| app.export_table_dialog(at, true)).needs(in_table),
    action("table.dialect", MENU, App::toggle_dialect)
        .group()
        .on(&[Context::Column])
        .needs(|app, at| app.pane_of(at).is_some_and(|pane| pane.file().is_some()))
        .checked(|app, at| {
            app.pane_of(at).is_some_and(|pane| pane.table_view().is_some_and(|v| v.shows_dialect()))
        }),
    action("table.fit", MENU, |app, at| {
        to_column(app, at, |column| TableMsg::SetWidth { column, width: None });
    })
    .group()
    .on(&[Context::Column])
    .needs(on_column),
    action("table.freeze", MENU, |app, at| to_column(app, at, |column| TableMsg::Freeze(Some(column))))
        .on(&[Context::Column])
        .needs(on_column),
    action("table.unfreeze", MENU, |app, at| {
        app.perform_on_pane(at, PaneMsg::Table(TableMsg::Freeze(None)));
    })
    .because("why-none-frozen")
    .on(&[Context::Column])
    .needs(|app, at| {
        app.pane_of(at)
            .is_some_and(|pane| pane.table_view().is_some_and(|view| view.columns().n_frozen() > 0))
    }),
    action("table.hide", MENU, |app, at| to_column(app, at, TableMsg::Hide))
        .on(&[Context::Column])
        .needs(on_column),
    action("table.show-all", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Table(TableMsg::ShowAll)))
        .on(&[Context::Column])
        .needs(in_table),
];
