//! The list of marks: a window over the others.

use super::hues;
use super::theme::{SMALL, mono, palette};
use crate::app::{AppMsg, DocMsg, Msg, Overlay, PaneRef};
use crate::base::human::grouped;
use crate::doc::marks::Mark;
use crate::messages::{say, say_with};
use crate::source::blocks::Fetched;
use crate::view::PaneMsg;
use egui::{Button, RichText, ScrollArea, TextEdit, Ui, vec2};

/// Widest, in points.
const WIDTH: f32 = 560.0;

pub(super) fn show(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let screen = ui.ctx().content_rect();
    ui.set_width(WIDTH.min(screen.width() - 80.0));
    if pane.marks().is_empty() {
        ui.label(RichText::new(say("marks-none")).color(colours.dim));
        return;
    }
    ScrollArea::vertical().max_height((screen.height() - 220.0).max(80.0)).show(ui, |ui| {
        for mark in pane.marks() {
            ui.push_id(mark.at.0, |ui| one(ui, pane, mark, out));
        }
    });
}

/// A mark: where it is, its colour, its name, and a way to take it away.
fn one(ui: &mut Ui, pane: &PaneRef<'_>, mark: &Mark, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    ui.horizontal(|ui| {
        let place = match pane.file().map(|file| file.line_of(mark.at)) {
            Some(Fetched::Ready(Some(nr))) => say_with("line-nr", [("nr", grouped(nr.0 + 1).into())]),
            _ => mark.at.to_string(),
        };
        let go =
            Button::new(RichText::new(&place).font(mono()).size(SMALL).color(colours.accent)).frame(false);
        if ui.add(go.min_size(vec2(110.0, 24.0))).on_hover_text(say("marks-go")).clicked() {
            out.push(pane.to_pane(PaneMsg::ShowPlace(mark.at)));
            out.push(AppMsg::Toggle(Overlay::Marks).into());
        }
        let mut changed = mark.clone();
        let of = || [("place", place.clone().into())];
        hues::choose(ui, &mut changed.hue, &say_with("marks-colour", of()));
        let width = (ui.available_width() - 40.0).max(80.0);
        let edit = TextEdit::singleline(&mut changed.name).desired_width(width);
        let response = ui.add(edit);
        let label = say_with("marks-name", of());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label));
        if changed != *mark {
            out.push(pane.to_doc(DocMsg::SetMark(mark.at, Some(changed))));
        }
        let cross = ui.add(Button::new(RichText::new("×").color(colours.dim)).frame(false));
        let label = say_with("marks-remove", of());
        cross.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if cross.clicked() {
            out.push(pane.to_doc(DocMsg::SetMark(mark.at, None)));
        }
    });
}
