//! What the summary of the focused document is to be compared with: that of another open one, or a saved one.

use super::compare_with::line;
use super::dialog::Room;
use super::scrolled;
use super::theme::palette;
use crate::app::{App, AppMsg, Msg, PaneRef, SummariesMsg};
use crate::base::human;
use crate::messages::say;
use egui::{Response, RichText, ScrollArea, Ui};

/// The lines; a press closes the dialog and compares.
pub(super) fn show(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, room: Room, out: &mut Vec<Msg>) {
    let id = pane.doc.id();
    let area = ScrollArea::vertical().max_height(room.height).min_scrolled_height(room.height.min(90.0));
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(RichText::new(say("summaries-with-hint")).color(palette(ui).dim));
        let mut first: Option<Response> = None;
        for doc in app.summarised(id) {
            let response = line(ui, doc.label(), &human::size(doc.len()));
            if response.clicked() {
                out.push(AppMsg::Summaries(SummariesMsg::With(id, doc.id())).into());
            }
            first = first.or(Some(response));
        }
        if first.is_some() {
            ui.separator();
        }
        let choose = line(ui, say("summaries-choose"), "");
        if choose.clicked() {
            out.push(AppMsg::Summaries(SummariesMsg::ChooseFile(id)).into());
        }
        if room.is_new {
            first.unwrap_or(choose).request_focus();
        }
    });
}
