//! A panel that is dragged by its header: the edges light up, and it moves to where it is let go.

use super::super::theme::{SIZE, palette, semibold};
use crate::app::docks::{Edge, PanelId};
use crate::app::{AppMsg, Msg};
use crate::messages::say;
use egui::{
    Align2, Context, CursorIcon, Id, LayerId, Order, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

/// The share of the room that each zone covers at least.
const ZONE: f32 = 0.2;

fn id() -> Id {
    Id::unique("dragged panel")
}

/// Starts to drag a panel.
pub(super) fn start(ctx: &Context, panel: PanelId) {
    ctx.data_mut(|data| data.insert_temp(id(), panel));
}

/// Stops dragging: the panel stays where it is.
pub(in super::super) fn cancel(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<PanelId>(id()));
    ctx.stop_dragging();
}

/// Whether a panel is being dragged.
pub(in super::super) fn is_dragging(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp::<PanelId>(id())).is_some()
}

/// Lights the zones up while a panel is dragged over `area`, and moves it when it is let go.
pub(super) fn show(ui: &Ui, panels: &[(PanelId, Edge, Rect)], area: Rect, out: &mut Vec<Msg>) {
    let Some(panel) = ui.data(|data| data.get_temp::<PanelId>(id())) else { return };
    let Some(pointer) = ui.input(|input| input.pointer.latest_pos()) else { return };
    // Beyond an edge is still at it.
    let (shown_at, pointer) = (pointer, area.shrink(1.0).clamp(pointer));
    let zones = zones(panels, area);
    let over = zones.iter().find(|(_, zone)| zone.contains(pointer)).map(|(edge, _)| *edge);
    let others = |edge| panels.iter().filter(move |(one, on, _)| *one != panel && *on == edge);
    let before = over.and_then(|edge| {
        let is_inside = |rect: &Rect| match edge {
            Edge::Left => rect.center().x > pointer.x,
            Edge::Right => rect.center().x < pointer.x,
            Edge::Top => rect.center().y > pointer.y,
            Edge::Bottom => rect.center().y < pointer.y,
        };
        others(edge).find(|(_, _, rect)| is_inside(rect)).map(|(one, ..)| *one)
    });
    if ui.input(|input| !input.pointer.primary_down()) {
        ui.data_mut(|data| data.remove::<PanelId>(id()));
        out.extend(over.map(|edge| AppMsg::MovePanel { panel, edge, before }.into()));
        return;
    }
    ui.set_cursor_icon(CursorIcon::Grabbing);
    paint(ui, panel, shown_at, &zones, over);
    if let Some(edge) = over {
        let seam = others(edge).find(|(one, ..)| Some(*one) == before).or(others(edge).next_back());
        seam.into_iter().for_each(|(_, _, rect)| paint_seam(ui, edge, *rect, before.is_some()));
    }
}

/// The zone of each edge: what its panels cover, and no less than a share of the room.
fn zones(panels: &[(PanelId, Edge, Rect)], area: Rect) -> [(Edge, Rect); 4] {
    let on = |edge: Edge| panels.iter().filter(move |(_, on, _)| *on == edge).map(|(.., rect)| rect);
    let (width, height) = (area.width() * ZONE, area.height() * ZONE);
    let left = on(Edge::Left).map(|rect| rect.right()).fold(area.left() + width, f32::max);
    let right = on(Edge::Right).map(|rect| rect.left()).fold(area.right() - width, f32::min);
    let top = on(Edge::Top).map(|rect| rect.bottom()).fold(area.top() + height, f32::max);
    let bottom = on(Edge::Bottom).map(|rect| rect.top()).fold(area.bottom() - height, f32::min);
    [
        (Edge::Left, area.with_max_x(left)),
        (Edge::Right, area.with_min_x(right)),
        (Edge::Top, Rect::from_min_max(pos2(left, area.top()), pos2(right, top))),
        (Edge::Bottom, Rect::from_min_max(pos2(left, bottom), pos2(right, area.bottom()))),
    ]
}

fn painter(ui: &Ui) -> egui::Painter {
    ui.ctx().layer_painter(LayerId::new(Order::Foreground, id()))
}

fn paint(ui: &Ui, panel: PanelId, pointer: Pos2, zones: &[(Edge, Rect); 4], over: Option<Edge>) {
    let (colours, painter) = (palette(ui), painter(ui));
    for (edge, zone) in zones {
        let (share, stroke) = match over == Some(*edge) {
            true => (0.4, Stroke::new(2.0, colours.accent)),
            false => (0.2, Stroke::new(1.0, colours.accent.gamma_multiply(0.5))),
        };
        let zone = zone.shrink(4.0);
        painter.rect(zone, 6.0, colours.accent.gamma_multiply(share), stroke, StrokeKind::Inside);
    }
    let text = say(panel.kind().title).to_owned();
    let galley = painter.layout_no_wrap(text, semibold(SIZE), colours.text);
    let chip = Align2::LEFT_TOP.anchor_size(pointer + vec2(16.0, 14.0), galley.size()).expand(6.0);
    let window = ui.ctx().content_rect();
    let chip = chip.translate((window.max - chip.max).min(Vec2::ZERO));
    painter.rect(chip, 6.0, colours.raised, Stroke::new(1.0, colours.line), StrokeKind::Inside);
    painter.galley(chip.min + vec2(6.0, 6.0), galley, colours.text);
}

/// A line where the panel would stand: outside of the panel at `rect`, or inside of it.
fn paint_seam(ui: &Ui, edge: Edge, rect: Rect, is_outside: bool) {
    let (stroke, painter) = (Stroke::new(3.0, palette(ui).accent), painter(ui));
    let is_min = matches!(edge, Edge::Left | Edge::Top) == is_outside;
    match edge.is_side() {
        true => painter.vline(if is_min { rect.left() } else { rect.right() }, rect.y_range(), stroke),
        false => painter.hline(rect.x_range(), if is_min { rect.top() } else { rect.bottom() }, stroke),
    };
}
