//! What the pointer and the wheel ask for over the picture.
//!
//! A press puts the cursor into a cell, and linked panes follow; a second one goes there; a drag selects
//! whole cells. The wheel shows less or more around the pointer, with Shift what comes before or after.

use super::MapGeometry;
use crate::app::actions::Target;
use crate::app::{Msg, PaneRef};
use crate::base::Offset;
use crate::base::Span;
use crate::base::units::whole;
use crate::ui::gestures::{Gesture, gestures};
use crate::view::filemap::{FileMapView, Grid};
use crate::view::{FileMapMsg, PaneMsg};
use egui::{PointerButton, Rect, Response, Ui};

/// Points of the wheel that are a step nearer.
const NOTCH: f32 = 40.0;

/// Sends what is asked for; the cell under the pointer.
pub(super) fn show(
    ui: &Ui,
    area: &MapGeometry,
    pane: &PaneRef<'_>,
    map: &FileMapView,
    grid: &Grid,
    sense: &Response,
    out: &mut Vec<Msg>,
) -> Option<usize> {
    select(ui, area, pane, grid, sense, out);
    let pointer = sense.hover_pos()?;
    let hovered = area.cell_at(grid, pointer, false);
    let under = (pointer - area.picture.min) * area.scale;
    let under = [whole(under.x), whole(under.y)];
    wheel(ui, area.picture, pane, map, (hovered.map(|nr| grid.span_of(nr).start), under), out);
    hovered
}

/// The target of the context menu: the place that was pressed, while the menu is open.
pub(super) fn kept(ui: &Ui, sense: &Response, target: Target) -> Target {
    let id = sense.id.with("pressed");
    if sense.secondary_clicked() {
        ui.data_mut(|data| data.insert_temp::<Option<Offset>>(id, target.at));
    }
    Target { at: ui.data(|data| data.get_temp::<Option<Offset>>(id)).flatten(), ..target }
}

fn select(
    ui: &Ui,
    area: &MapGeometry,
    pane: &PaneRef<'_>,
    grid: &Grid,
    sense: &Response,
    out: &mut Vec<Msg>,
) {
    let id = sense.id.with("from");
    let mut selection = pane.selection();
    for step in gestures(ui, sense, PointerButton::Primary) {
        match step {
            Gesture::Press { at, modifiers, n_clicks } => {
                let Some(cell) = area.cell_at(grid, at, false).map(|nr| grid.span_of(nr)) else { continue };
                ui.data_mut(|data| data.insert_temp(id, cell));
                sense.request_focus();
                let msg = match n_clicks {
                    2 => PaneMsg::ShowPlace(cell.start),
                    _ if modifiers.shift => {
                        PaneMsg::Select(around(Span::between(pane.cursor(), pane.cursor()), cell))
                    }
                    _ => PaneMsg::SetCursor { at: cell.start, extend: false },
                };
                out.push(pane.to_pane(msg));
            }
            Gesture::Drag { at, .. } => {
                let from: Option<Span> = ui.data(|data| data.get_temp(id));
                let to = area.cell_at(grid, at, true).map(|nr| grid.span_of(nr));
                let Some(selected) = from.zip(to).map(|(from, to)| around(from, to)) else { continue };
                if selected != selection {
                    selection = selected;
                    out.push(pane.to_pane(PaneMsg::Select(selected)));
                }
            }
            Gesture::Release { .. } => {}
        }
    }
}

/// All from one span to another, whichever comes first.
fn around(one: Span, other: Span) -> Span {
    Span { start: one.start.min(other.start), end: one.end.max(other.end) }
}

fn wheel(
    ui: &Ui,
    rect: Rect,
    pane: &PaneRef<'_>,
    map: &FileMapView,
    (about, under): (Option<Offset>, [usize; 2]),
    out: &mut Vec<Msg>,
) {
    if !ui.rect_contains_pointer(rect) {
        return;
    }
    let (delta, modifiers) = ui.input(|input| (input.smooth_scroll_delta(), input.modifiers));
    if modifiers.command || (delta.x == 0.0 && delta.y == 0.0) {
        return;
    }
    let to_map = |msg| pane.to_pane(PaneMsg::FileMap(msg));
    let id = ui.scope_id().with("wheel");
    if modifiers.shift || delta.x.abs() > delta.y.abs() {
        let by = if delta.x == 0.0 { delta.y } else { delta.x };
        if map.is_zoomed() {
            out.push(to_map(FileMapMsg::Pan(f64::from(-by / rect.height().max(1.0)))));
        }
        return;
    }
    let turned: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0) + delta.y;
    let rest = if turned.abs() >= NOTCH {
        out.push(to_map(FileMapMsg::Zoom { closer: turned > 0.0, about, under: about.map(|_| under) }));
        0.0
    } else {
        turned
    };
    ui.data_mut(|data| data.insert_temp(id, rest));
}
