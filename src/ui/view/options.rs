//! Bars of choices at the top of a view, which then takes the room that is left.

use crate::messages::{say, say_with};
use crate::ui::scrolled;
use crate::ui::theme::palette;
use egui::{Button, Frame, Margin, Rect, RichText, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

/// Shows a bar at the top of a view, whose parts stand `gap` points apart, at most so high, in points: where it
/// has more in it, it scrolls. What is left of the view.
pub(super) fn bar(ui: &mut Ui, whole: Rect, gap: f32, height: f32, contents: impl FnOnce(&mut Ui)) -> Rect {
    framed(ui, whole, |ui| {
        let height = (height - 2.0 * MARGIN).max(LEAST);
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        scrolled::show(ui, area.auto_shrink([false, true]), |ui| wrapped(ui, gap, contents));
    })
}

/// Room above and below what is in a bar, and the least height of one that scrolls, in points.
const MARGIN: f32 = 5.0;
const LEAST: f32 = 24.0;

/// The frame of a bar; what is left of the view.
fn framed(ui: &mut Ui, whole: Rect, contents: impl FnOnce(&mut Ui)) -> Rect {
    let colours = palette(ui);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(whole));
    let frame = Frame::new().fill(colours.panel).inner_margin(Margin::symmetric(10, 5));
    let shown = frame.show(&mut inner, |ui| {
        ui.set_width(ui.available_width());
        contents(ui);
    });
    let bottom = shown.response.rect.bottom().min(whole.bottom());
    ui.painter().hline(whole.x_range(), bottom - 0.5, Stroke::new(1.0, colours.line));
    Rect::from_min_max(pos2(whole.left(), bottom), whole.max)
}

/// Parts that stand `gap` points apart, in as many lines as they need.
fn wrapped(ui: &mut Ui, gap: f32, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(gap, 4.0);
        ui.set_row_height(ui.spacing().interact_size.y);
        contents(ui);
    });
}

/// One of several that exclude each other; whether it was pressed.
pub(super) fn option(ui: &mut Ui, text: &str, is_on: bool, of: &'static str) -> bool {
    let colours = palette(ui);
    let color = if is_on { colours.on_accent } else { colours.text };
    let button = Button::new(RichText::new(text).color(color));
    let button = if is_on { button.fill(colours.accent) } else { button };
    let response = ui.add(button);
    let name = say_with("dialect-option", [("of", say(of).into()), ("name", text.to_owned().into())]);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_on, name.clone()));
    response.clicked() && !is_on
}
