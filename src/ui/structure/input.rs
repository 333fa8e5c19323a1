//! What keys do in the tree, which has the keyboard as a whole, and how it follows the cursor.

use super::super::theme::ROW;
use crate::app::DocMsg;
use crate::base::units::px;
use crate::doc::structure::{FileStructure, StructureMsg, TreeStep};
use egui::{Context, Id, Key, Modifiers, Ui};

/// Rows that a page key goes on by.
const PAGE: i64 = 10;

/// The tree as a widget.
pub(super) fn id() -> Id {
    Id::unique("structure tree")
}

/// Gives the tree the keyboard.
pub(in super::super) fn focus(ctx: &Context) {
    ctx.memory_mut(|memory| memory.request_focus(id()));
}

/// Whether the tree has the keyboard.
pub(in super::super) fn has_keyboard(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.has_focus(id()))
}

/// What a key does while the tree has the keyboard.
pub(in super::super) fn key(key: Key, modifiers: Modifiers) -> Option<DocMsg> {
    let step = match key {
        _ if !modifiers.is_none() => return None,
        Key::ArrowUp => TreeStep::Up,
        Key::ArrowDown => TreeStep::Down,
        Key::ArrowRight => TreeStep::In,
        Key::ArrowLeft => TreeStep::Out,
        Key::PageUp => TreeStep::Rows(-PAGE),
        Key::PageDown => TreeStep::Rows(PAGE),
        Key::Home => TreeStep::First,
        Key::End => TreeStep::Last,
        Key::Enter => return Some(DocMsg::Structure(StructureMsg::Show)),
        Key::Space => return Some(DocMsg::Structure(StructureMsg::ToggleCursor)),
        _ => return None,
    };
    Some(DocMsg::Structure(StructureMsg::Step(step)))
}

/// How far the list was scrolled, and which movement of the cursor it has followed.
#[derive(Clone, Copy, Default)]
struct Followed {
    moved: u64,
    offset: f32,
}

fn followed(ui: &Ui) -> Followed {
    ui.data(|data| data.get_temp(id())).unwrap_or_default()
}

/// Notes how far the list is scrolled.
pub(super) fn note_offset(ui: &Ui, offset: f32) {
    let followed = Followed { offset, ..followed(ui) };
    ui.data_mut(|data| data.insert_temp(id(), followed));
}

/// How far the list has to be scrolled to show the cursor, if it was moved and is out of sight.
pub(super) fn scroll_to(ui: &Ui, structure: &FileStructure, height: f32) -> Option<f32> {
    let known = followed(ui);
    if known.moved == structure.moved() {
        return None;
    }
    let now = Followed { moved: structure.moved(), ..known };
    ui.data_mut(|data| data.insert_temp(id(), now));
    let row = structure.row_of(structure.cursor())?;
    // A line stands above what was found.
    let row = row + usize::from(row >= structure.n_rows());
    let top = px(row) * ROW;
    if top < known.offset {
        Some(top)
    } else if top + ROW > known.offset + height {
        Some((top + ROW - height).max(0.0))
    } else {
        None
    }
}
