//! The scroll bar of a file of any length, and what the wheel does.
//!
//! egui's own lists compute positions in `f32` and lose rows from a million on. Here the view
//! holds an offset and a part of a row; the bar shows a share of the bytes, computed in
//! `f64`, and is exact at both ends. Shift and drag moves a row a pixel, for files in which
//! one pixel of the bar is a thousand million rows.

use super::menu;
use super::theme::palette;
use crate::app::actions::Context;
use crate::app::{App, Msg, PaneRef};
use crate::base::units::{at_share, narrow};
use crate::base::{Offset, Span};
use crate::messages::say;
use crate::view::PaneMsg;
use egui::{CornerRadius, Id, PointerButton, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

/// The smallest thumb, in points.
const THUMB: f32 = 24.0;

/// Draws the bar in `rect`; sends messages for drags. `seen` is the visible part of the file.
///
/// The thumb is as long as that part is of the file; where all of it is in sight there is none.
pub fn bar(ui: &mut Ui, rect: Rect, pane: &PaneRef<'_>, seen: Span, out: &mut Vec<Msg>) -> egui::Response {
    let colours = palette(ui);
    let id = ui.scope_id().with("scroll bar");
    // The view's own keys do the same.
    let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    let share = pane.share();
    response.widget_info(|| egui::WidgetInfo::slider(ui.is_enabled(), share * 100.0, say("file-place")));
    let file = Span::at(Offset::ZERO, pane.file().map_or(0, crate::doc::file::File::len));
    if seen.meet(file) == file {
        return response;
    }
    let part = crate::base::units::share(seen.len(), file.len());
    let thumb = thumb(rect, share, part);
    let stroke = if response.hovered() || response.dragged() { 2.0 } else { 1.5 };
    ui.painter().rect_stroke(
        thumb,
        CornerRadius::same(3),
        Stroke::new(stroke, colours.accent),
        StrokeKind::Inside,
    );
    let frame = ui.interact(thumb, id.with("seen"), Sense::hover());
    frame.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, say("file-seen")));
    let Some(pointer) = response.interact_pointer_pos() else { return response };
    let finely = ui.input(|input| input.modifiers.shift);
    if response.dragged() && finely {
        // A row a point.
        out.push(pane.to_pane(PaneMsg::ScrollRows(f64::from(response.drag_delta().y))));
    } else if response.drag_started() || response.dragged() || response.clicked() {
        let grip = ui.data(|data| data.get_temp(id)).unwrap_or(thumb.height() / 2.0);
        let grip =
            if response.drag_started() && thumb.contains(pointer) { pointer.y - thumb.top() } else { grip };
        let grip =
            if response.drag_started() && !thumb.contains(pointer) { thumb.height() / 2.0 } else { grip };
        ui.data_mut(|data| data.insert_temp(id, grip));
        let way = (rect.height() - thumb.height()).max(1.0);
        let to = f64::from((pointer.y - grip - rect.top()) / way);
        out.push(pane.to_pane(PaneMsg::ScrollToShare(to.clamp(0.0, 1.0))));
    }
    response
}

/// The context menu of a bar that was drawn, about the place in the file that was pressed.
pub(super) fn context(app: &App, bar: &egui::Response, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let id = bar.id.with("pressed");
    let len = pane.file().map_or(0, crate::doc::file::File::len);
    if let Some(pointer) = bar.interact_pointer_pos().filter(|_| bar.secondary_clicked()) {
        let share = (pointer.y - bar.rect.top()) / bar.rect.height().max(1.0);
        let at = Offset(at_share(share.into(), len).min(len.saturating_sub(1)));
        bar.ctx.data_mut(|data| data.insert_temp(id, at));
    }
    // It is open for many frames.
    let at = bar.ctx.data(|data| data.get_temp(id));
    menu::context(bar, app, Context::Strip, app.target_of(pane.pane.id(), at), out);
}

/// Draws a slim bar in `track`, `share` of the way down; the share that a drag asks for.
pub fn slim_bar(ui: &Ui, track: Rect, id: Id, share: f64, label: &str) -> Option<f64> {
    if track.height() < 8.0 {
        return None;
    }
    let colours = palette(ui);
    let response = ui.interact(track, id, Sense::CLICK | Sense::DRAG);
    response.widget_info(|| egui::WidgetInfo::slider(ui.is_enabled(), share * 100.0, label));
    let height = THUMB.min(track.height());
    let way = (track.height() - height).max(1.0);
    let thumb = Rect::from_min_size(
        pos2(track.left() + 3.0, track.top() + way * narrow(share)),
        vec2(track.width() - 6.0, height),
    );
    let color = if response.hovered() || response.dragged() { colours.dim } else { colours.line };
    ui.painter().rect_filled(thumb, 3.0, color);
    let pointer = response.interact_pointer_pos()?;
    Some(f64::from((pointer.y - track.top() - height / 2.0) / way).clamp(0.0, 1.0))
}

fn thumb(rect: Rect, share: f64, shown: f64) -> Rect {
    let height = (rect.height() * narrow(shown)).clamp(THUMB.min(rect.height()), rect.height());
    let way = rect.height() - height;
    let top = rect.top() + way * narrow(share);
    Rect::from_min_size(pos2(rect.left() + 1.0, top), vec2(rect.width() - 2.0, height))
}

/// What the wheel, and the buttons for back and forward, ask for while the pointer is over `rect`, where
/// rows are `row` points high.
pub fn wheel(ui: &Ui, rect: Rect, row: f32, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    if !ui.rect_contains_pointer(rect) {
        return;
    }
    let pressed = |button| ui.input(|input| input.pointer.button_pressed(button));
    if pressed(PointerButton::Extra1) {
        out.push(pane.to_pane(PaneMsg::Back));
    }
    if pressed(PointerButton::Extra2) {
        out.push(pane.to_pane(PaneMsg::Forward));
    }
    let (delta, zooms) = ui.input(|input| (input.smooth_scroll_delta(), input.modifiers.command));
    if zooms {
        return;
    }
    if delta.y != 0.0 {
        out.push(pane.to_pane(PaneMsg::ScrollRows(f64::from(-delta.y / row))));
    }
    if delta.x != 0.0 {
        out.push(pane.to_pane(PaneMsg::ScrollSideways(-delta.x)));
    }
}
