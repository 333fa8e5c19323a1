//! Cards: figures grouped under a title, with their coverage.

use super::theme::{SIZE, SMALL, palette, semibold, text_width};
use crate::base::units::narrow;
use egui::{
    Align, Color32, FontId, Frame, Layout, Margin, Rect, Response, RichText, Sense, Stroke, Ui, vec2,
};

/// A card: a title on the left, one phrase on the right, and what is in it.
pub(super) fn card(ui: &mut Ui, title: &str, right: (String, Color32), content: impl FnOnce(&mut Ui)) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, colours.line)).corner_radius(8);
    frame.inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.spacing_mut().interact_size.y = 17.0;
        let name = RichText::new(title).font(semibold(SMALL)).color(colours.dim);
        if right.0.is_empty() {
            line(ui, |ui| ui.add(egui::Label::new(name).truncate()));
            return content(ui);
        }
        let width = [title, &right.0].map(|text| text_width(ui, text, semibold(SMALL))).iter().sum();
        let right = RichText::new(right.0).font(semibold(SMALL)).color(right.1);
        beside(ui, width, name, |ui| ui.add(egui::Label::new(right).truncate()));
        content(ui);
    });
}

/// A row of a card.
pub(super) fn line<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let row = ui.horizontal(|ui| {
        ui.set_height(17.0);
        content(ui)
    });
    row.inner
}

/// A name on the left and its value on the right; returns the name's response.
pub(super) fn pair(ui: &mut Ui, label: &str, value: &str) -> Response {
    pair_with(ui, label, value, |ui| ui.add(egui::Label::new(value).truncate()).on_hover_text(value))
}

/// The same, of a value that is shown by `right`.
pub(super) fn pair_with(
    ui: &mut Ui,
    label: &str,
    value: &str,
    right: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let name = RichText::new(label).color(palette(ui).dim);
    let width = [label, value].map(|text| text_width(ui, text, FontId::proportional(SIZE))).iter().sum();
    beside(ui, width, name, right)
}

/// A name on the left and what belongs to it on the right; below it where both, `width` points of text,
/// have no room in one line. Returns the name's response.
fn beside(ui: &mut Ui, width: f32, name: RichText, right: impl FnOnce(&mut Ui) -> Response) -> Response {
    let at_right = Layout::right_to_left(Align::Center);
    let name = egui::Label::new(name).truncate();
    if width + ui.spacing().item_spacing.x <= ui.available_width() {
        return line(ui, |ui| {
            let name = ui.add(name);
            ui.with_layout(at_right, right);
            name
        });
    }
    let name = line(ui, |ui| ui.add(name));
    line(ui, |ui| ui.with_layout(at_right, right));
    name
}

/// A bar that fills: `done` from 0 to 1.
pub(super) fn progress(ui: &mut Ui, label: &str, done: f64) {
    progress_of_width(ui, label, done, 136.0);
}

/// The same, of this width in points.
pub(super) fn progress_of_width(ui: &mut Ui, label: &str, done: f64, width: f32) {
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 6.0), Sense::hover());
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, label);
        info.value = Some(done * 100.0);
        info
    });
    ui.painter().rect_filled(rect, 3.0, colours.line);
    let filled = Rect::from_min_size(rect.min, vec2(rect.width() * narrow(done), rect.height()));
    ui.painter().rect_filled(filled, 3.0, colours.accent);
}
