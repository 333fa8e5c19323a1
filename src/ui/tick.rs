//! Tick boxes and the buttons of choices, whose edges are seen on every ground, also while they are off.

use super::theme::palette;
use egui::{Response, Stroke, Ui, Widget};

/// Shows a tick box, or a button of a choice.
pub(super) fn show(ui: &mut Ui, is_enabled: bool, tick: impl Widget) -> Response {
    let colours = palette(ui);
    let style = ui.style().clone();
    let widgets = &mut ui.visuals_mut().widgets;
    let states = [
        (&mut widgets.inactive, colours.dim),
        (&mut widgets.hovered, colours.text),
        (&mut widgets.active, colours.accent),
    ];
    for (widget, edge) in states {
        (widget.bg_fill, widget.bg_stroke) = (colours.bg, Stroke::new(1.0, edge));
    }
    let response = ui.add_enabled(is_enabled, tick);
    ui.set_style(style);
    response
}
