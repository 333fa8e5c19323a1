//! The bar that scrolls text sideways.

use super::TextGeometry;
use super::paint::Painted;
use crate::app::{Msg, PaneRef};
use crate::base::units::px;
use crate::messages::say;
use crate::ui::theme::palette;
use crate::view::PaneMsg;
use egui::{Rect, Sense, Ui, pos2, vec2};

/// Height of the bar, in points.
pub(super) const HEIGHT: f32 = 10.0;

/// The least width of text that has a bar, in points.
const LEAST: f32 = 40.0;

/// The bar, where a visible row is wider than the view; returns its range. A view scrolled
/// further right stays there while shorter rows pass by. Rows that wrap have none.
pub(super) fn bar(
    ui: &Ui,
    pane: &PaneRef<'_>,
    area: &TextGeometry,
    painted: &[Painted],
    out: &mut Vec<Msg>,
) -> f32 {
    if pane.layout().columns.is_some() {
        return 0.0;
    }
    let longest = painted.iter().map(|one| one.laid.shown.n_columns()).max().unwrap_or(0);
    let width = px(longest) * area.advance + 24.0;
    let seen = area.text.width();
    let most = (width - seen).max(0.0);
    if (most <= 0.0 && pane.sideways() <= 0.0) || seen < LEAST {
        return most;
    }
    let colours = palette(ui);
    let track = Rect::from_min_max(
        pos2(area.text.left(), area.text.bottom()),
        pos2(area.text.right(), area.text.bottom() + HEIGHT),
    );
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
