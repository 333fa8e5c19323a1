//! What a screen reader is told beyond the names of controls: rows and their cells, which of them has the
//! cursor or is selected, and what is announced as it happens.
//!
//! The toolkit's widgets say for themselves what they are. What is painted by hand goes into the tree
//! here. All of it costs nothing while no assistive technology is connected.

use crate::messages::say;
use egui::accesskit::{Live, Node, NodeId, Rect as Bounds, Role};
use egui::{Id, Rect, Response, Sense, Ui, UiBuilder};

/// A cell of a row.
pub(super) struct Cell {
    pub rect: Rect,
    /// From 0.
    pub column: usize,
    pub label: String,
    pub is_selected: bool,
    pub has_cursor: bool,
}

/// What is true of a row.
#[derive(Clone, Copy, Default)]
pub(super) struct RowState {
    /// Whether something of it is selected.
    pub is_selected: bool,
    /// Whether the cursor is in it.
    pub has_cursor: bool,
}

/// Whether anybody listens in this frame.
pub(super) fn is_on(ui: &Ui) -> bool {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |_| ()).is_some()
}

/// Lets a screen reader say this text whenever it changes; at once, if it is urgent.
pub(super) fn announce(response: &Response, is_urgent: bool) {
    let live = if is_urgent { Live::Assertive } else { Live::Polite };
    response.ctx.accesskit_node_builder(response.id, |node| node.set_live(live));
}

/// Says what an item of a list or tree is that is painted by hand, and can be pressed.
pub(super) fn item(response: &Response, role: Role, label: &str, is_selected: bool) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.set_label(label);
        node.set_selected(is_selected);
    });
}

/// Makes a heading of a label. Its text is its name then, and no longer its value.
pub(super) fn heading(label: &Response, text: &str) {
    label.ctx.accesskit_node_builder(label.id, |node| {
        node.set_role(Role::Heading);
        node.set_label(text);
    });
}

/// Says what is true of a row that is in the tree; `view` is what has the keyboard while it is moved in.
pub(super) fn state(ui: &Ui, row: Id, view: Id, state: RowState) {
    ui.ctx().accesskit_node_builder(row, |node| node.set_selected(state.is_selected || state.has_cursor));
    if state.has_cursor {
        put_cursor(ui, view, row);
    }
}

/// Says that a row is there whose bytes have not come.
pub(super) fn pending_row(ui: &Ui, rect: Rect, id: Id) {
    ui.interact(rect, id, Sense::empty());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Row);
        node.set_label(say("row-pending"));
        node.set_busy();
        node.set_bounds(bounds(rect));
    });
}

/// Puts a row into the tree, and its cells below it; the row's id, if anybody listens.
pub(super) fn row_with_cells(
    ui: &mut Ui,
    (rect, salt): (Rect, u64),
    label: &str,
    (view, state): (Id, RowState),
    cells: &[Cell],
) -> Option<Id> {
    if !is_on(ui) {
        return None;
    }
    let builder = UiBuilder::new().id_salt(("row", salt)).max_rect(rect).accessibility_role(Role::Row);
    let row = ui.new_child(builder);
    self::state(&row, row.unique_id(), view, state);
    row.ctx().accesskit_node_builder(row.unique_id(), |node| {
        node.set_label(label);
        node.set_bounds(bounds(rect));
    });
    for cell in cells {
        let id = row.unique_id().with(cell.column);
        row.interact(cell.rect, id, Sense::empty());
        row.ctx().accesskit_node_builder(id, |node| cell.describe(node));
        if cell.has_cursor {
            put_cursor(&row, view, id);
        }
    }
    Some(row.unique_id())
}

impl Cell {
    fn describe(&self, node: &mut Node) {
        node.set_role(Role::Cell);
        node.set_label(self.label.as_str());
        node.set_column_index(self.column);
        node.set_selected(self.is_selected || self.has_cursor);
        node.set_bounds(bounds(self.rect));
    }
}

/// Notes what in the view has the cursor in this frame.
fn put_cursor(ui: &Ui, view: Id, at: Id) {
    let frame = ui.ctx().cumulative_frame_nr();
    ui.data_mut(|data| data.insert_temp(view.with("cursor"), (frame, at.accesskit_id())));
}

/// Says which of its rows or cells a view's cursor is in; after they were drawn.
pub(super) fn cursor(ui: &Ui, view: Id) {
    let frame = ui.ctx().cumulative_frame_nr();
    let at: Option<(u64, NodeId)> = ui.data(|data| data.get_temp(view.with("cursor")));
    if let Some((_, at)) = at.filter(|(drawn, _)| *drawn == frame) {
        ui.ctx().accesskit_node_builder(view, |node| node.set_active_descendant(at));
    }
}

/// A place, as the tree has it.
pub(super) fn bounds(rect: Rect) -> Bounds {
    Bounds { x0: rect.min.x.into(), y0: rect.min.y.into(), x1: rect.max.x.into(), y1: rect.max.y.into() }
}
