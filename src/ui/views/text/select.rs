//! What clicks and drags over the text and its line numbers select.
//!
//! A click sets the cursor, a drag selects; two clicks take a word, three a row. With Alt a
//! drag selects a block of columns. Beside the text whole rows are selected.

use super::Area;
use super::paint::Painted;
use crate::app::{Command, Session};
use crate::base::{Offset, Span};
use crate::ui::theme::ROW;
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
    session: &Session,
    sense: &Response,
    painted: &[Painted],
    area: &Area,
    out: &mut Vec<Command>,
) {
    sense
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, ui.is_enabled(), "Text of the file"));
    if sense.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    let Some(pointer) = sense.interact_pointer_pos() else { return };
    let Some((row, is_below)) = row_under(painted, pointer) else { return };
    let at = if is_below { row.line.next } else { row.byte_at(pointer.x) };
    let (pressed, modifiers) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers));
    let is_pressed = sense.is_pointer_button_down_on() && pressed;
    let blocks = if is_pressed { modifiers.alt } else { session.block().is_some() };
    if sense.triple_clicked() {
        out.push(Command::Select(Span { start: row.laid.row.text.start, end: row.laid.row.next }));
    } else if sense.double_clicked() {
        let start = row.laid.row.text.start;
        let word = row.laid.shown.word_at(at - start);
        out.push(Command::Select(Span { start: start + word.start, end: start + word.end }));
    } else if is_pressed || (sense.dragged() && blocks) {
        let extend = if is_pressed { modifiers.shift } else { true };
        out.push(if blocks {
            Command::SelectBlock { at: row.line.text.start, column: row.column_at(pointer.x), extend }
        } else {
            Command::SetCursor { at, extend }
        });
    } else if sense.dragged() && at != session.cursor() {
        out.push(Command::SetCursor { at, extend: true });
    }
    scroll_beyond(ui, sense, pointer, area, out);
}

/// What clicks and drags beside the text ask for: whole rows.
pub(super) fn gutter(ui: &Ui, whole: Rect, painted: &[Painted], area: &Area, out: &mut Vec<Command>) {
    let rect = Rect::from_min_max(
        pos2(whole.left(), area.text.top()),
        pos2(area.text.left() - 2.0, area.text.bottom()),
    );
    let id = ui.scope_id().with("line numbers");
    let sense = ui.interact(rect, id, Sense::click_and_drag());
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, ui.is_enabled(), "Line numbers"));
    let Some(pointer) = sense.interact_pointer_pos() else { return };
    let Some((row, _)) = row_under(painted, pointer) else { return };
    let here = Span { start: row.laid.row.text.start, end: row.laid.row.next };
    if sense.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) {
        ui.data_mut(|data| data.insert_temp(id, (here.start.0, here.end.0)));
        out.push(Command::Select(here));
    } else if sense.dragged() {
        let from = ui.data(|data| data.get_temp(id)).unwrap_or((here.start.0, here.end.0));
        let from = Span { start: Offset(from.0), end: Offset(from.1) };
        let start = from.start.min(here.start);
        out.push(Command::Select(Span { start, end: from.end.max(here.end) }));
    }
    scroll_beyond(ui, &sense, pointer, area, out);
}

/// A drag past the view's edges scrolls, the faster the farther.
fn scroll_beyond(ui: &Ui, sense: &Response, pointer: Pos2, area: &Area, out: &mut Vec<Command>) {
    if !sense.dragged() {
        return;
    }
    let beyond = (pointer.y - area.text.bottom()).max(0.0) + (pointer.y - area.text.top()).min(0.0);
    if beyond != 0.0 {
        out.push(Command::ScrollRows(f64::from(beyond / ROW / 2.0)));
        ui.ctx().request_repaint();
    }
}
