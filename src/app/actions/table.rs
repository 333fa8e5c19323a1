//! Tables: their cells and columns.

use super::{Action, Context, Menu, Target, action};
use crate::app::App;
use crate::format::delimited::RowForm;
use crate::view::{PaneMsg, TableMsg, hex};

const MENU: Menu = Menu::Cells;

fn in_table(app: &App, at: Target) -> bool {
    app.is_in_table(at)
}

fn on_column(app: &App, at: Target) -> bool {
    app.column_of(at).is_some()
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
