//! The dialog of filters that were saved: a press applies one to the focused file.

use super::line;
use crate::app::session::msg::FilterMsg;
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::messages::{say, say_with};
use crate::ui::dialog::Room;
use crate::ui::scrolled;
use crate::ui::theme::palette;
use egui::{Button, RichText, ScrollArea, Ui};

pub(in crate::ui) fn show(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, room: Room, out: &mut Vec<Msg>) {
    let doc = pane.doc.id();
    let filters = &app.settings().filters;
    let in_force = app.filter_in_force(pane.doc);
    let is_saved = in_force.as_ref().is_some_and(|one| filters.iter().any(|other| other.is_like(one)));
    let label = match &in_force {
        Some(filter) => say_with("filters-save", [("name", filter.name.clone().into())]),
        None => say("filters-save-none").to_owned(),
    };
    let save = ui.add_enabled(in_force.is_some() && !is_saved, Button::new(label).truncate());
    if save.clicked() {
        out.push(AppMsg::Filter(FilterMsg::Save(doc)).into());
    }
    ui.add_space(6.0);
    if filters.is_empty() {
        ui.add(egui::Label::new(RichText::new(say("filters-none")).color(palette(ui).dim)).wrap());
        if room.is_new {
            save.request_focus();
        }
        return;
    }
    let area = ScrollArea::vertical().max_height((room.height - 40.0).max(90.0)).min_scrolled_height(90.0);
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (nr, filter) in filters.iter().enumerate() {
            let remove = say_with("filters-remove", [("name", filter.name.clone().into())]);
            let applied = line(ui, &filter.name, "", &remove, || {
                out.push(AppMsg::Filter(FilterMsg::Remove(nr)).into());
            });
            if applied.clicked() {
                out.push(AppMsg::Filter(FilterMsg::Apply(nr, doc)).into());
            }
            if nr == 0 && room.is_new {
                applied.request_focus();
            }
        }
    });
}
