//! What the focused file is to be compared with: another open one, one to be chosen, or itself.

use super::dialog::Room;
use super::scrolled;
use super::theme::{SMALL, palette};
use crate::app::{App, AppMsg, CompareMsg, Msg, PaneRef};
use crate::base::human;
use crate::doc::Document;
use crate::messages::say;
use egui::{Button, Response, RichText, ScrollArea, Ui, vec2};

/// Widest, in points.
pub(super) const WIDTH: f32 = 440.0;

/// Height of a line, in points.
const ITEM: f32 = 28.0;

/// The lines; a press closes the dialog and compares.
pub(super) fn show(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, room: Room, out: &mut Vec<Msg>) {
    let id = pane.pane.id();
    let area = ScrollArea::vertical().max_height(room.height).min_scrolled_height(room.height.min(90.0));
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut first: Option<Response> = None;
        for doc in app.comparable(id) {
            let response = line(ui, doc.label(), &about(doc));
            if response.clicked() {
                out.push(AppMsg::Compare(CompareMsg::With(id, doc.id())).into());
            }
            first = first.or(Some(response));
        }
        if first.is_some() {
            ui.separator();
        }
        let choose = line(ui, say("compare-choose"), "");
        if choose.clicked() {
            out.push(AppMsg::Compare(CompareMsg::ChooseFile(id)).into());
        }
        if line(ui, say("compare-itself"), "").on_hover_text(say("compare-itself-hint")).clicked() {
            out.push(AppMsg::Compare(CompareMsg::With(id, pane.doc.id())).into());
        }
        if room.is_new {
            first.unwrap_or(choose).request_focus();
        }
    });
}

fn about(doc: &Document) -> String {
    doc.file().map_or_else(|| "…".to_owned(), |file| human::size(file.len()))
}

pub(super) fn line(ui: &mut Ui, name: &str, beside: &str) -> Response {
    let beside = RichText::new(beside).size(SMALL).color(palette(ui).dim);
    let button = Button::selectable(false, RichText::new(name)).right_text(beside).truncate();
    let response = ui.add(button.min_size(vec2(ui.available_width() - 12.0, ITEM)));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response
}
