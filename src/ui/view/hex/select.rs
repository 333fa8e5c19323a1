//! What the pointer does over the bytes. Bytes are selected whole: the one that was pressed and the one under
//! the pointer both belong to the selection, whichever comes first.

use super::geometry::HexGeometry;
use crate::app::{Msg, PaneRef};
use crate::base::{Offset, Span};
use crate::doc::HexColumn;
use crate::doc::file::File;
use crate::messages::say;
use crate::ui::gestures::{Gesture, gestures, scroll_beyond};
use crate::view::PaneMsg;
use egui::Ui;

/// What clicks and drags over the bytes ask for.
pub(super) fn bytes(
    ui: &Ui,
    pane: &PaneRef<'_>,
    sense: &egui::Response,
    file: &File,
    area: &HexGeometry,
    out: &mut Vec<Msg>,
) {
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Grid, ui.is_enabled(), say("hex-bytes")));
    // A menu is about the byte that is pressed, or about the selection that it is in.
    if let Some(pointer) = sense.interact_pointer_pos().filter(|_| sense.secondary_clicked()) {
        let at = area.place(pane, file, pointer);
        if !pane.selection().contains(at) {
            out.push(pane.to_pane(PaneMsg::SetCursor { at, extend: false }));
        }
    }
    let steps = gestures(ui, sense, egui::PointerButton::Primary);
    let mut held = Held { selection: pane.selection(), cursor: pane.cursor() };
    let press = steps.iter().find(|step| matches!(step, Gesture::Press { .. }));
    if let Some(press) = press.filter(|_| pane.doc.can_edit()) {
        let column = if area.is_char_at(press.at().x) { HexColumn::Chars } else { HexColumn::Digits };
        out.push(pane.to_pane(PaneMsg::SetHexColumn(Some(column))));
    }
    let mut put = |at: Offset, extend: bool| out.push(pane.to_pane(PaneMsg::SetCursor { at, extend }));
    for step in &steps {
        if matches!(step, Gesture::Release { .. }) {
            continue;
        }
        let at = area.place(pane, file, step.at());
        let starts = matches!(step, Gesture::Press { .. });
        if matches!(step, Gesture::Press { modifiers, .. } if !modifiers.shift) {
            put(at, false);
            held = Held { selection: Span::at(at, 0), cursor: at };
            continue;
        }
        let pressed = held.pressed();
        // A pointer that has not left the byte selects nothing.
        if at == pressed && held.selection.is_empty() && !starts {
            continue;
        }
        let len = Offset(file.edited_len());
        let (anchor, to) = if at >= pressed { (pressed, at + 1) } else { (pressed + 1, at) };
        let (anchor, to) = (anchor.min(len), to.min(len));
        if to == held.cursor {
            continue;
        }
        if anchor != held.anchor() {
            put(anchor, false);
        }
        put(to, true);
        held = Held { selection: Span::between(anchor, to), cursor: to };
    }
    scroll_beyond(ui, &steps, pane, area.rows, out);
}

/// A selection while it is dragged.
struct Held {
    selection: Span,
    cursor: Offset,
}

impl Held {
    /// The end that stays.
    fn anchor(&self) -> Offset {
        if self.selection.end == self.cursor { self.selection.start } else { self.selection.end }
    }

    /// The byte at which it was begun.
    fn pressed(&self) -> Offset {
        let anchor = self.anchor();
        if anchor > self.cursor { anchor.back(1) } else { anchor }
    }
}
