//! Rows of what begins inside of the file: a line about it, and a row for each.

use super::super::theme::{ROW, SIZE, mono, palette};
use super::super::{access, menu};
use super::row::{Columns, INDENT, cell, ground, take_cursor};
use crate::app::actions::Context;
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::units::{len_u64, share};
use crate::base::{Span, human};
use crate::doc::structure::{FileStructure, Place, StructureMsg};
use crate::engine::JobState;
use crate::messages::{say, say_with};
use crate::scan::signatures::MOST_KEPT;
use egui::accesskit::Role;
use egui::{Align2, FontId, Sense, Stroke, Ui, pos2, vec2};

/// What is known of what was found, in a line.
pub(super) fn heading(ui: &mut Ui, structure: &FileStructure, columns: &Columns, is_unknown: bool) {
    let (rect, response) = ui.allocate_exact_size(vec2(columns.width, ROW), Sense::hover());
    let colours = palette(ui);
    let text = text(structure);
    let text = if is_unknown { format!("{} {text}", say("structure-unknown-short")) } else { text };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &text));
    if structure.n_rows() > 0 {
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, colours.line));
    }
    let place = (rect.left() + columns.name, rect.right() - 4.0, rect);
    cell(ui, &text, place, FontId::proportional(SIZE), colours.dim);
}

fn text(structure: &FileStructure) -> String {
    let Some(run) = structure.run() else { return String::new() };
    match run.state() {
        JobState::Running | JobState::Cancelled => {
            let done = human::percent(share(run.progress().done, run.progress().of));
            say_with("structure-found-so-far", [("n", run.n().into()), ("done", done.into())])
        }
        JobState::Faulted(fault) => say_with("structure-found-failed", [("why", fault.message().into())]),
        JobState::Failed(caught) => say_with("structure-found-failed", [("why", caught.to_string().into())]),
        JobState::Done if run.n() > len_u64(run.found().len()) => {
            let most = len_u64(MOST_KEPT);
            say_with("structure-found-more", [("n", run.n().into()), ("most", most.into())])
        }
        JobState::Done => say_with("structure-found", [("n", run.n().into())]),
    }
}

/// Draws what was found at a place; its bytes, if the pointer is on it.
pub(super) fn show(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    structure: &FileStructure,
    nr: usize,
    columns: &Columns,
    out: &mut Vec<Msg>,
) -> Option<Span> {
    let one = structure.run()?.found().get(nr)?;
    let colours = palette(ui);
    let is_current = structure.cursor() == Place::Found(nr);
    let (rect, response) = ground(ui, ("found", nr), columns, is_current);
    let left = rect.left() + columns.name + INDENT;
    cell(ui, one.name(), (left, rect.right(), rect), FontId::proportional(SIZE), colours.text);
    let at = human::offset(one.at.0);
    match columns.offset {
        Some(x) => {
            let x = rect.left() + x;
            ui.painter().text(pos2(x, rect.center().y), Align2::RIGHT_CENTER, &at, mono(), colours.faint);
        }
        None => {
            let place = (rect.left() + columns.value, rect.right() - 4.0, rect);
            cell(ui, &at, place, mono(), colours.faint);
        }
    }
    access::item(&response, Role::TreeItem, &format!("{} {at}", one.name()), is_current);
    let to = |msg| pane.to_doc(DocMsg::Structure(msg));
    take_cursor(ui, pane, Place::Found(nr), &response, out);
    if response.double_clicked() {
        out.push(to(StructureMsg::ReadFound));
    } else if response.clicked() {
        out.push(to(StructureMsg::Show));
    }
    menu::context(&response, app, Context::Structure, app.target_of(pane.pane.id(), Some(one.at)), out);
    response.hovered().then(|| Span::at(one.at, 4))
}
