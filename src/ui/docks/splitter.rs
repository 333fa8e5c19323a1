//! The line between a panel and the panes: dragged, or moved by the arrow keys.

use super::super::theme::palette;
use super::part;
use crate::app::docks::{Edge, PanelId};
use crate::app::{AppMsg, Msg};
use crate::messages::{say, say_with};
use egui::{CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Stroke, Ui};

/// How far beside it the line is taken hold of, in points.
const GRAB: f32 = 4.0;

/// By how much an arrow key moves it, in points.
const STEP: f32 = 16.0;

fn dragged_id() -> Id {
    Id::unique("panel size")
}

/// The panel whose splitter is being dragged, and the size that the pointer gives it.
pub(super) fn dragged(ui: &Ui) -> Option<(PanelId, f32)> {
    ui.data(|data| data.get_temp(dragged_id()))
}

/// Draws a panel's inner border and takes what is done to it. The size is sent when the pointer
/// lets go.
pub(super) fn show(ui: &Ui, panel: PanelId, edge: Edge, rect: Rect, out: &mut Vec<Msg>) {
    let now = if edge.is_side() { rect.width() } else { rect.height() };
    let line = match edge {
        Edge::Left => rect.with_min_x(rect.right()),
        Edge::Right => rect.with_max_x(rect.left()),
        Edge::Top => rect.with_min_y(rect.bottom()),
        Edge::Bottom => rect.with_max_y(rect.top()),
    };
    let id = part(panel, "splitter");
    let response = ui.interact(line.expand(GRAB).intersect(ui.max_rect()), id, Sense::drag());
    response.widget_info(|| {
        let title = ("title", say(panel.kind().title).into());
        egui::WidgetInfo::labeled(Role::Splitter, true, say_with("panel-resize", [title]))
    });
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let size = match edge {
            Edge::Left => pointer.x - rect.left(),
            Edge::Right => rect.right() - pointer.x,
            Edge::Top => pointer.y - rect.top(),
            Edge::Bottom => rect.bottom() - pointer.y,
        };
        ui.data_mut(|data| data.insert_temp(dragged_id(), (panel, size)));
    } else if response.drag_stopped() {
        ui.data_mut(|data| data.remove::<(PanelId, f32)>(dragged_id()));
        out.push(AppMsg::ResizePanel(panel, now).into());
    }
    if response.has_focus() {
        let by = by_key(ui, id, edge);
        out.extend(by.map(|by| AppMsg::ResizePanel(panel, now + by).into()));
    }
    let is_active = response.dragged() || response.has_focus();
    if is_active || response.hovered() {
        let icon = if edge.is_side() { CursorIcon::ResizeHorizontal } else { CursorIcon::ResizeVertical };
        response.on_hover_and_drag_cursor(icon);
    }
    paint(ui, edge, line, is_active, id);
}

/// A hairline, that grows under the pointer.
fn paint(ui: &Ui, edge: Edge, line: Rect, is_active: bool, id: Id) {
    let colours = palette(ui);
    let is_hovered = ui.ctx().read_response(id).is_some_and(|response| response.hovered());
    let (width, color) = match (is_active, is_hovered) {
        (true, _) => (4.0, colours.accent),
        (false, true) => (4.0, colours.line),
        (false, false) => (1.0, colours.line),
    };
    let stroke = Stroke::new(width, color);
    // Within the panel: what lies beyond is painted over it.
    let inside = width / 2.0;
    match edge {
        Edge::Left => ui.painter().vline(line.left() - inside, line.y_range(), stroke),
        Edge::Right => ui.painter().vline(line.right() + inside, line.y_range(), stroke),
        Edge::Top => ui.painter().hline(line.x_range(), line.top() - inside, stroke),
        Edge::Bottom => ui.painter().hline(line.x_range(), line.bottom() + inside, stroke),
    };
}

/// By how much the arrow keys of this frame change the size, in points.
fn by_key(ui: &Ui, id: Id, edge: Edge) -> Option<f32> {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let (grows, shrinks) = match edge {
        Edge::Left => (Key::ArrowRight, Key::ArrowLeft),
        Edge::Right => (Key::ArrowLeft, Key::ArrowRight),
        Edge::Top => (Key::ArrowDown, Key::ArrowUp),
        Edge::Bottom => (Key::ArrowUp, Key::ArrowDown),
    };
    let is_pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if is_pressed(grows) { Some(STEP) } else { is_pressed(shrinks).then_some(-STEP) }
}
