//! What keys and presses do in the list of matching lines, which has the keyboard as a whole.

use super::gestures::{Gesture, gestures};
use crate::app::{DocMsg, Msg, PaneRef};
use crate::doc::search::{ListRow, ListStep, Searching};
use crate::view::PaneMsg;
use egui::{Id, Key, Modifiers, PointerButton, Rect, Ui};

/// What presses on the list's area do, in their order: each puts the cursor into its line and goes there in
/// the view; with Shift it selects up to there.
pub(super) fn pressed(
    ui: &Ui,
    list: &egui::Response,
    pane: &PaneRef<'_>,
    drawn: &[(Rect, &ListRow)],
    out: &mut Vec<Msg>,
) {
    for step in gestures(ui, list, PointerButton::Primary) {
        match step {
            Gesture::Press { at, modifiers, .. } => {
                if let Some((_, row)) = drawn.iter().find(|(line, _)| line.contains(at)) {
                    put_cursor(ui, pane, row, modifiers.shift, out);
                }
            }
            Gesture::Drag { .. } => {}
            // The toolkit takes it from what was not pressed itself.
            Gesture::Release { .. } => focus(ui.ctx()),
        }
    }
}

/// What is asked of a line in another way than by the pointer's first button: by a screen reader, or by its
/// menu, before which it is selected.
pub(super) fn asked(
    ui: &Ui,
    line: &egui::Response,
    pane: &PaneRef<'_>,
    searching: &Searching,
    row: &ListRow,
    out: &mut Vec<Msg>,
) {
    if line.clicked() && !line.clicked_by(PointerButton::Primary) {
        put_cursor(ui, pane, row, false, out);
    } else if line.secondary_clicked() && !searching.list().selects(row) {
        out.push(pane.to_doc(DocMsg::PutListCursor { at: row.start, extend: false }));
    }
}

fn put_cursor(ui: &Ui, pane: &PaneRef<'_>, row: &ListRow, extend: bool, out: &mut Vec<Msg>) {
    focus(ui.ctx());
    out.push(pane.to_doc(DocMsg::PutListCursor { at: row.start, extend }));
    if !extend {
        out.push(pane.to_pane(PaneMsg::ShowPlace(row.far_hit.unwrap_or(row.start))));
    }
}

pub(super) fn id() -> Id {
    Id::unique("list of lines")
}

/// Gives the list the keyboard.
pub(super) fn focus(ctx: &egui::Context) {
    ctx.memory_mut(|memory| memory.request_focus(id()));
}

/// Whether the list has the keyboard.
pub(super) fn has_keyboard(ctx: &egui::Context) -> bool {
    ctx.memory(|memory| memory.has_focus(id()))
}

/// What a key does while the list has the keyboard.
pub(super) fn key(key: Key, modifiers: Modifiers) -> Option<DocMsg> {
    let Modifiers { alt, shift: extend, command, .. } = modifiers;
    let step = |step| Some(DocMsg::MoveInList { step, extend });
    match key {
        _ if alt => None,
        Key::A if command && !extend => Some(DocMsg::SelectList),
        Key::C if command && !extend => Some(DocMsg::CopyListed),
        Key::Home => step(ListStep::First),
        Key::End => step(ListStep::Last),
        Key::ArrowUp if command => Some(DocMsg::ListScrollRows(-1.0)),
        Key::ArrowDown if command => Some(DocMsg::ListScrollRows(1.0)),
        _ if command => None,
        Key::ArrowUp => step(ListStep::Up),
        Key::ArrowDown => step(ListStep::Down),
        Key::PageUp => step(ListStep::PageUp),
        Key::PageDown => step(ListStep::PageDown),
        Key::Enter if !extend => Some(DocMsg::ShowListed),
        _ => None,
    }
}
