//! What clicks and drags over the text and its line numbers select.
//!
//! A click sets the cursor, a drag selects; two clicks take a word, three a row. With Alt a
//! drag selects a block of columns. Beside the text whole rows are selected.

use super::TextGeometry;
use super::paint::Painted;
use crate::app::{Msg, PaneRef};
use crate::base::{Offset, Span};
use crate::messages::say;
use crate::ui::theme::ROW;
use crate::view::PaneMsg;
use egui::{Pos2, Rect, Response, Sense, Ui, pos2};

/// The row under a place, or the nearest one; and whether the place is below all rows.
fn row_under(painted: &[Painted], place: Pos2) -> Option<(&Painted, bool)> {
    let first = painted.first()?;
    if place.y < first.rect.top() {
        return Some((first, false));
    }
    let under = painted.iter().find(|one| place.y < one.rect.bottom());
    Some((under.or(painted.last())?, under.is_none()))
}

/// What clicks and drags over the text ask for.
pub(super) fn text(
    ui: &Ui,
    pane: &PaneRef<'_>,
    sense: &Response,
    painted: &[Painted],
    area: &TextGeometry,
    out: &mut Vec<Msg>,
) {
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, ui.is_enabled(), say("text-text")));
    if sense.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    let Some(pointer) = sense.interact_pointer_pos() else { return };
    let Some((row, is_below)) = row_under(painted, pointer) else { return };
    let at = if is_below { row.line.next } else { row.byte_at(pointer.x) };
    let (pressed, modifiers) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers));
    let is_pressed = sense.is_pointer_button_down_on() && pressed;
    let blocks = if is_pressed { modifiers.alt } else { pane.block().is_some() };
    if sense.triple_clicked() {
        out.push(
            pane.to_pane(PaneMsg::Select(Span { start: row.laid.row.text.start, end: row.laid.row.next })),
        );
    } else if sense.double_clicked() {
        let start = row.laid.row.text.start;
        let word = row.laid.shown.word_at(at - start);
        out.push(pane.to_pane(PaneMsg::Select(Span { start: start + word.start, end: start + word.end })));
    } else if is_pressed || (sense.dragged() && blocks) {
        let extend = if is_pressed { modifiers.shift } else { true };
        out.push(if blocks {
            pane.to_pane(PaneMsg::SelectBlock {
                at: row.line.text.start,
                column: row.column_at(pointer.x),
                extend,
            })
        } else {
            pane.to_pane(PaneMsg::SetCursor { at, extend })
        });
    } else if sense.dragged() && at != pane.cursor() {
        out.push(pane.to_pane(PaneMsg::SetCursor { at, extend: true }));
    }
    scroll_beyond(ui, sense, pointer, pane, area, out);
}

/// What clicks and drags beside the text ask for: whole rows.
pub(super) fn gutter(
    ui: &Ui,
    whole: Rect,
    pane: &PaneRef<'_>,
    painted: &[Painted],
    area: &TextGeometry,
    out: &mut Vec<Msg>,
) {
    let rect = Rect::from_min_max(
        pos2(whole.left(), area.text.top()),
        pos2(area.text.left() - 2.0, area.text.bottom()),
    );
    let id = ui.scope_id().with("line numbers");
    let sense = ui.interact(rect, id, Sense::click_and_drag());
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, ui.is_enabled(), say("text-numbers")));
    let Some(pointer) = sense.interact_pointer_pos() else { return };
    let Some((row, _)) = row_under(painted, pointer) else { return };
    let here = Span { start: row.laid.row.text.start, end: row.laid.row.next };
    if sense.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) {
        ui.data_mut(|data| data.insert_temp(id, (here.start.0, here.end.0)));
        out.push(pane.to_pane(PaneMsg::Select(here)));
    } else if sense.dragged() {
        let from = ui.data(|data| data.get_temp(id)).unwrap_or((here.start.0, here.end.0));
        let from = Span { start: Offset(from.0), end: Offset(from.1) };
        let start = from.start.min(here.start);
        out.push(pane.to_pane(PaneMsg::Select(Span { start, end: from.end.max(here.end) })));
    }
    scroll_beyond(ui, &sense, pointer, pane, area, out);
}

/// A drag past the view's edges scrolls, the faster the farther.
fn scroll_beyond(
    ui: &Ui,
    sense: &Response,
    pointer: Pos2,
    pane: &PaneRef<'_>,
    area: &TextGeometry,
    out: &mut Vec<Msg>,
) {
    if !sense.dragged() {
        return;
    }
    let beyond = (pointer.y - area.text.bottom()).max(0.0) + (pointer.y - area.text.top()).min(0.0);
    if beyond != 0.0 {
        out.push(pane.to_pane(PaneMsg::ScrollRows(f64::from(beyond / ROW / 2.0))));
        ui.ctx().request_repaint();
    }
}
