//! What the pointer does over the bytes.

use super::geometry::HexGeometry;
use crate::app::{Msg, PaneRef};
use crate::base::Span;
use crate::doc::HexColumn;
use crate::doc::file::File;
use crate::messages::say;
use crate::ui::gestures::{Gesture, gestures, scroll_beyond};
use crate::view::PaneMsg;
use egui::Ui;

/// What clicks and drags over the bytes ask for. Bytes are selected whole.
pub(super) fn bytes(
    ui: &Ui,
    pane: &PaneRef<'_>,
    sense: &egui::Response,
    file: &File,
    area: &HexGeometry,
    out: &mut Vec<Msg>,
) {
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, ui.is_enabled(), say("hex-bytes")));
    // A menu is about the byte that is pressed, or about the selection that it is in.
    if let Some(pointer) = sense.interact_pointer_pos().filter(|_| sense.secondary_clicked()) {
        let at = area.place(pane, file, pointer);
        if !pane.selection().contains(at) {
            out.push(pane.to_pane(PaneMsg::SetCursor { at, extend: false }));
        }
    }
    let steps = gestures(ui, sense, egui::PointerButton::Primary);
    let (mut selection, mut cursor) = (pane.selection(), pane.cursor());
    for step in &steps {
        if matches!(step, Gesture::Release { .. }) {
            continue;
        }
        let at = area.place(pane, file, step.at());
        let extend = !matches!(step, Gesture::Press { modifiers, .. } if !modifiers.shift);
        let anchor = if selection.end == cursor { selection.start } else { selection.end };
        // A selection takes the byte under the pointer in.
        let to = if extend && at >= anchor { at + 1 } else { at };
        let starts = matches!(step, Gesture::Press { .. });
        if starts && pane.doc.can_edit() {
            let is_char = area.is_char_at(step.at().x);
            let column = if is_char { HexColumn::Chars } else { HexColumn::Digits };
            out.push(pane.to_pane(PaneMsg::SetHexColumn(Some(column))));
        }
        let moved = at != anchor || !selection.is_empty() || starts;
        if !extend || (moved && to != cursor) {
            out.push(pane.to_pane(PaneMsg::SetCursor { at: to, extend }));
            selection = if extend { Span::between(anchor, to) } else { Span::at(to, 0) };
            cursor = to;
        }
    }
    scroll_beyond(ui, &steps, pane, area.rows, out);
}
