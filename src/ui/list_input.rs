//! What keys and presses do in the list of matching lines, which has the keyboard as a whole.

use crate::app::{DocMsg, Msg, PaneRef};
use crate::doc::search::{ListRow, ListStep, Searching};
use crate::view::PaneMsg;
use egui::{Id, Key, Modifiers, Ui};

/// What a press on a line does: it puts the cursor there and goes there in the view; with Shift it
/// selects up to there.
pub(super) fn pressed(
    ui: &Ui,
    response: &egui::Response,
    pane: &PaneRef<'_>,
    searching: &Searching,
    row: &ListRow,
    out: &mut Vec<Msg>,
) {
    let put = |extend| pane.to_doc(DocMsg::PutListCursor { at: row.start, extend });
    if response.clicked() {
        let extend = ui.input(|input| input.modifiers.shift);
        ui.memory_mut(|memory| memory.request_focus(id()));
        out.push(put(extend));
        if !extend {
            out.push(pane.to_pane(PaneMsg::ShowPlace(row.far_hit.unwrap_or(row.start))));
        }
    } else if response.secondary_clicked() && !searching.list().selects(row) {
        out.push(put(false));
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
