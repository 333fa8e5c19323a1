//! The panel of marks: where each is, its colour and its name.

use super::theme::{SMALL, mono, palette};
use super::{hues, scrolled};
use crate::app::{App, AppMsg, DocMsg, Msg, PaneRef};
use crate::base::human::grouped;
use crate::doc::marks::Mark;
use crate::messages::{say, say_with};
use crate::source::blocks::Fetched;
use crate::view::PaneMsg;
use egui::{Align, Button, Layout, RichText, ScrollArea, TextEdit, Ui, vec2};

/// The least width at which a mark takes one line, in points.
const ONE_LINE: f32 = 400.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        if pane.marks().is_empty() {
            ui.label(RichText::new(say("marks-none")).color(palette(ui).dim));
        }
        for mark in pane.marks() {
            ui.push_id(mark.at.0, |ui| one(ui, pane, mark, out));
        }
    });
}

/// A mark, in one line or in two.
fn one(ui: &mut Ui, pane: &PaneRef<'_>, mark: &Mark, out: &mut Vec<Msg>) {
    let place = match pane.file().map(|file| file.line_of(mark.at)) {
        Some(Fetched::Ready(Some(nr))) => say_with("line-nr", [("nr", grouped(nr.0 + 1).into())]),
        _ => mark.at.to_string(),
    };
    let mut changed = mark.clone();
    let mut is_removed = false;
    if ui.available_width() >= ONE_LINE {
        ui.horizontal(|ui| {
            go(ui, pane, mark, &place, out);
            about(ui, &mut changed, &place, 40.0);
            is_removed = cross(ui, &place);
        });
    } else {
        ui.horizontal(|ui| {
            go(ui, pane, mark, &place, out);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| is_removed = cross(ui, &place));
        });
        ui.horizontal(|ui| about(ui, &mut changed, &place, 4.0));
        ui.add_space(6.0);
    }
    if is_removed {
        out.push(pane.to_doc(DocMsg::SetMark(mark.at, None)));
    } else if changed != *mark {
        out.push(pane.to_doc(DocMsg::SetMark(mark.at, Some(changed))));
    }
}

/// The place: a press goes there, and gives the view the keyboard.
fn go(ui: &mut Ui, pane: &PaneRef<'_>, mark: &Mark, place: &str, out: &mut Vec<Msg>) {
    let text = RichText::new(place).font(mono()).size(SMALL).color(palette(ui).accent);
    let layout = Layout::left_to_right(Align::Center);
    let pressed = ui.allocate_ui_with_layout(vec2(90.0, 24.0), layout, |ui| {
        ui.set_min_width(90.0);
        ui.spacing_mut().button_padding.x = 0.0;
        ui.add(Button::new(text).frame(false)).on_hover_text(say("marks-go")).clicked()
    });
    if pressed.inner {
        out.push(pane.to_pane(PaneMsg::ShowPlace(mark.at)));
        out.push(AppMsg::LeavePanel.into());
    }
}

/// The colour and the name; `margin`: the width that is left free beside them, in points.
fn about(ui: &mut Ui, mark: &mut Mark, place: &str, margin: f32) {
    let of = || [("place", place.to_owned().into())];
    hues::choose(ui, &mut mark.hue, &say_with("marks-colour", of()));
    let width = (ui.available_width() - margin).max(60.0);
    let response = ui.add(TextEdit::singleline(&mut mark.name).desired_width(width));
    let label = say_with("marks-name", of());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, &label));
}

/// Removes the mark; whether it was pressed.
fn cross(ui: &mut Ui, place: &str) -> bool {
    let cross = ui.add(Button::new(RichText::new("×").color(palette(ui).dim)).frame(false));
    let label = say_with("marks-remove", [("place", place.to_owned().into())]);
    cross.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
    cross.clicked()
}
