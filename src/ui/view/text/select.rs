//! What clicks and drags over the text and its line numbers select.
//!
//! A click sets the cursor, a drag selects; two clicks take a word, three a row. With Alt a
//! drag selects a block of columns, and so does a drag with the middle button, as window managers take
//! the former. Beside the text whole rows are selected.

use super::TextGeometry;
use super::paint::Painted;
use crate::app::{Msg, PaneRef};
use crate::base::{Offset, Span};
use crate::messages::say;
use crate::ui::gestures::{Gesture, gestures, scroll_beyond};
use crate::view::PaneMsg;
use egui::{Id, PointerButton, Pos2, Rect, Response, Sense, Ui, pos2};

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
    block_of_middle(ui, pane, sense, painted, out);
    pressed_for_menu(pane, sense, painted, out);
    let steps = gestures(ui, sense, PointerButton::Primary);
    let mut blocks = pane.block().is_some();
    for step in &steps {
        let pointer = step.at();
        let Some((row, is_below)) = row_under(painted, pointer) else { return };
        let at = if is_below { row.line.next } else { row.byte_at(pointer.x) };
        let extend = match *step {
            Gesture::Press { modifiers, n_clicks: 1, .. } => {
                blocks = modifiers.alt;
                modifiers.shift
            }
            Gesture::Press { n_clicks, .. } => {
                let Span { start, end } = if n_clicks == 2 { row.word_at(at) } else { row.whole() };
                out.push(pane.to_pane(PaneMsg::Select(Span { start, end })));
                continue;
            }
            Gesture::Release { .. } => continue,
            // A double click that trembles keeps its word.
            Gesture::Drag { n_clicks, .. } if n_clicks > 1 => continue,
            Gesture::Drag { .. } => true,
        };
        let corner = (row.line.text.start, row.column_at(pointer.x));
        let id = sense.id.with("corner");
        if blocks && let Some((at, column)) = corner_of_drag(ui, id, step, extend.then_some(corner)) {
            // With Shift a click moves the corner of a block, but a drag makes one of its own.
            out.push(pane.to_pane(PaneMsg::SelectBlock { at, column, extend: false }));
        }
        if blocks {
            let (at, column) = corner;
            out.push(pane.to_pane(PaneMsg::SelectBlock { at, column, extend }));
        } else if steps.len() > 1 || !matches!(step, Gesture::Drag { .. }) || at != pane.cursor() {
            out.push(pane.to_pane(PaneMsg::SetCursor { at, extend }));
        }
    }
    scroll_beyond(ui, &steps, pane, area.text, out);
}

/// The corner of a block that was pressed, once: at the first step of a drag from there. `here` is
/// where this step is, if a press there counts.
fn corner_of_drag(ui: &Ui, id: Id, step: &Gesture, here: Option<(Offset, usize)>) -> Option<(Offset, usize)> {
    ui.data_mut(|data| {
        let began = data.remove_temp(id).filter(|_| matches!(step, Gesture::Drag { .. }));
        if let Some(corner) = here.filter(|_| matches!(step, Gesture::Press { .. })) {
            data.insert_temp(id, corner);
        }
        began
    })
}

/// A drag with the middle button selects a block of columns.
fn block_of_middle(ui: &Ui, pane: &PaneRef<'_>, sense: &Response, painted: &[Painted], out: &mut Vec<Msg>) {
    let id = sense.id.with("middle");
    for step in gestures(ui, sense, PointerButton::Middle) {
        let pointer = step.at();
        let Some((row, _)) = row_under(painted, pointer) else { return };
        let here = (row.line.text.start, row.column_at(pointer.x));
        let corner =
            |(at, column): (Offset, usize), extend| pane.to_pane(PaneMsg::SelectBlock { at, column, extend });
        let began = corner_of_drag(ui, id, &step, Some(here));
        out.extend(began.map(|began| corner(began, false)));
        if matches!(step, Gesture::Drag { .. }) {
            out.push(corner(here, true));
        }
    }
}

/// The secondary button puts the cursor where it is pressed, outside of the selection, so that the
/// menu is about that place.
fn pressed_for_menu(pane: &PaneRef<'_>, sense: &Response, painted: &[Painted], out: &mut Vec<Msg>) {
    let Some(pointer) = sense.interact_pointer_pos().filter(|_| sense.secondary_clicked()) else { return };
    let Some((row, is_below)) = row_under(painted, pointer) else { return };
    let at = if is_below { row.line.next } else { row.byte_at(pointer.x) };
    let is_selected =
        pane.selection().contains(at) || pane.block().is_some_and(|block| block.has_row(row.line.text.start));
    if !is_selected {
        out.push(pane.to_pane(PaneMsg::SetCursor { at, extend: false }));
    }
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
    let sense = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Group, ui.is_enabled(), say("text-numbers")));
    let steps = gestures(ui, &sense, PointerButton::Primary);
    for step in &steps {
        let pointer = step.at();
        let Some((row, _)) = row_under(painted, pointer) else { return };
        let here = row.whole();
        let from = match step {
            Gesture::Press { .. } => {
                ui.data_mut(|data| data.insert_temp(id, (here.start.0, here.end.0)));
                here
            }
            Gesture::Drag { .. } => {
                let from = ui.data(|data| data.get_temp(id)).unwrap_or((here.start.0, here.end.0));
                Span { start: Offset(from.0), end: Offset(from.1) }
            }
            Gesture::Release { .. } => continue,
        };
        let (start, end) = (from.start.min(here.start), from.end.max(here.end));
        out.push(pane.to_pane(PaneMsg::Select(Span { start, end })));
    }
    scroll_beyond(ui, &steps, pane, area.text, out);
}
