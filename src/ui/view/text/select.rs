//! What clicks and drags over the text and its line numbers select.
//!
//! A click sets the cursor, a drag selects; two clicks take a word, three a row. With Alt a
//! drag selects a block of columns. Beside the text whole rows are selected.

use super::TextGeometry;
use super::paint::Painted;
use crate::app::{Msg, PaneRef};
use crate::base::{Offset, Span};
use crate::messages::say;
use crate::ui::gestures::{Gesture, gestures, scroll_beyond};
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
    let steps = gestures(ui, sense);
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
        if blocks {
            let (at, column) = (row.line.text.start, row.column_at(pointer.x));
            out.push(pane.to_pane(PaneMsg::SelectBlock { at, column, extend }));
        } else if steps.len() > 1 || !matches!(step, Gesture::Drag { .. }) || at != pane.cursor() {
            out.push(pane.to_pane(PaneMsg::SetCursor { at, extend }));
        }
    }
    scroll_beyond(ui, &steps, pane, area.text, out);
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
    let steps = gestures(ui, &sense);
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
