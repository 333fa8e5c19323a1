//! Small buttons with painted signs.

use super::theme::palette;
use egui::{Color32, Rect, Response, Sense, Stroke, Ui, vec2};

/// A small button with a painted sign.
pub(super) fn icon(ui: &mut Ui, name: &str, is_on: bool, paint: impl FnOnce(&Ui, Rect, Color32)) -> Response {
    let colours = palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_on, name));
    let fill = match (is_on, response.hovered() || response.has_focus()) {
        (true, _) => colours.selection,
        (false, true) => colours.current,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 4.0, fill);
    let color = if is_on { colours.accent } else { colours.dim };
    paint(ui, Rect::from_center_size(rect.center(), vec2(12.0, 11.0)), color);
    response
}

/// A small button with a cross, of what closes.
pub(super) fn cross(ui: &mut Ui, name: &str, tip: &str) -> Response {
    let cross = icon(ui, name, false, |ui, rect, color| {
        let square = Rect::from_center_size(rect.center(), vec2(8.0, 8.0));
        let stroke = Stroke::new(1.25, color);
        ui.painter().line_segment([square.left_top(), square.right_bottom()], stroke);
        ui.painter().line_segment([square.left_bottom(), square.right_top()], stroke);
    });
    cross.on_hover_text(tip)
}
