//! The bar that scrolls a view sideways.

use crate::app::{Msg, PaneRef};
use crate::messages::say;
use crate::ui::theme::palette;
use crate::view::PaneMsg;
use egui::{Rect, Sense, Ui, pos2, vec2};

/// Height of the bar, in points.
pub(super) const HEIGHT: f32 = 10.0;

/// The least width of a view that has a bar, in points.
const LEAST: f32 = 40.0;

/// The bar in `track`, where what is shown is wider than that; returns how far it can be scrolled. A view
/// scrolled further right stays there.
pub(super) fn bar(ui: &Ui, pane: &PaneRef<'_>, track: Rect, width: f32, out: &mut Vec<Msg>) -> f32 {
    let seen = track.width();
    let most = (width - seen).max(0.0);
    if (most <= 0.0 && pane.sideways() <= 0.0) || seen < LEAST || track.height() < HEIGHT / 2.0 {
        return most;
    }
    let colours = palette(ui);
    let width = width.max(pane.sideways() + seen);
    let response = ui.interact(track, ui.scope_id().with("sideways"), Sense::CLICK | Sense::DRAG);
    let handle = Rect::from_min_size(
        pos2(track.left() + track.width() * pane.sideways() / width, track.top() + 3.0),
        vec2((track.width() * seen / width).max(24.0), 4.0),
    );
    let color = if response.hovered() || response.dragged() { colours.dim } else { colours.line };
    ui.painter().rect_filled(handle, 2.0, color);
    response.widget_info(|| {
        egui::WidgetInfo::slider(ui.is_enabled(), pane.sideways().into(), say("text-sideways"))
    });
    if response.dragged() {
        out.push(pane.to_pane(PaneMsg::ScrollSideways(response.drag_delta().x * width / track.width())));
    } else if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        out.push(pane.to_pane(PaneMsg::ScrollSidewaysTo(
            (pointer.x - track.left()) / track.width() * width - seen / 2.0,
        )));
    }
    most
}
