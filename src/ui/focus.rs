//! What has the keyboard: a ring around it, whatever it is, and Tab in reading order.
//!
//! The toolkit shows the focus of some widgets only, and goes by the order in which they are drawn,
//! which is from right to left where things stand at the right edge. Here a ring is drawn over
//! whatever has the keyboard, and widgets of one row are gone through from left to right.

use super::theme::{BAR, palette};
use crate::app::docks::{Edge, PanelId};
use crate::app::{App, PaneRef};
use egui::{
    Context, CornerRadius, Event, EventFilter, FocusDirection, Id, Key, LayerId, Order, Rect, Response,
    Stroke, StrokeKind, Ui,
};

/// Width of the ring, in points.
const RING: f32 = 2.0;

/// Whether the keyboard was used after the pointer: the ring is for those who don't see a pointer.
fn by_keyboard_id() -> Id {
    Id::unique("focus by keyboard")
}

/// The widget that is the view: while it has the keyboard, keys move the cursor.
fn view_id() -> Id {
    Id::unique("the view")
}

/// Notes which widget is the view of the pane with the keyboard; while it has it, the arrows are its own.
pub(super) fn note_view(ui: &Ui, app: &App, pane: &PaneRef<'_>, view: &Response) {
    if app.focused_id() != Some(pane.pane.id()) {
        return;
    }
    ui.data_mut(|data| data.insert_temp(view_id(), view.id));
    if view.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(view.id, filter));
    }
}

/// Whether the view has the keyboard: nothing else has it.
pub(super) fn is_on_view(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    focused.is_none() || focused == ctx.data(|data| data.get_temp::<Id>(view_id()))
}

/// Goes on to the next widget in reading order at Tab, and back with Shift. Before a frame is drawn.
pub(super) fn go_on(ctx: &Context, panels: &[(PanelId, Edge, Rect)], types_bytes: bool) {
    let mut step = None;
    let mut uses_keyboard = None;
    // In the field for a path, Tab completes; among bytes, it changes between digits and characters.
    let is_asked = ctx.memory(|memory| memory.top_modal_layer().is_some());
    let takes_tab = super::path_box::has_keyboard(ctx) || types_bytes && !is_asked;
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key: Key::Tab, pressed: true, modifiers, .. }
                if !takes_tab && (modifiers.is_none() || modifiers.shift_only()) =>
            {
                step = Some(if modifiers.shift { -1 } else { 1 });
                uses_keyboard = Some(true);
                false
            }
            Event::Key { pressed: true, .. } => {
                uses_keyboard = Some(true);
                true
            }
            Event::PointerButton { pressed: true, .. } => {
                uses_keyboard = Some(false);
                true
            }
            _ => true,
        });
    });
    if let Some(uses_keyboard) = uses_keyboard {
        ctx.data_mut(|data| data.insert_temp(by_keyboard_id(), uses_keyboard));
    }
    let Some(step) = step else { return };
    ctx.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    let all = in_reading_order(ctx, panels);
    let focused = ctx.memory(egui::Memory::focused);
    let here = focused.and_then(|id| all.iter().position(|one| *one == id));
    let next = match (here, step > 0) {
        (Some(here), true) => (here + 1) % all.len(),
        (Some(here), false) => (here + all.len() - 1) % all.len(),
        (None, true) => 0,
        (None, false) => all.len().saturating_sub(1),
    };
    if let Some(next) = all.get(next) {
        ctx.memory_mut(|memory| memory.request_focus(*next));
    }
}

/// The widgets that can have the keyboard, of the topmost layer that takes it: those of one row from
/// left to right, otherwise as they were drawn.
fn in_reading_order(ctx: &Context, panels: &[(PanelId, Edge, Rect)]) -> Vec<Id> {
    let layer = layer_in_use(ctx);
    let all: Vec<(Id, Rect, bool)> = ctx.viewport(|viewport| {
        let widgets = viewport.prev_pass.widgets.get_layer(layer);
        let can = widgets.filter(|one| one.enabled && one.visible && one.sense.is_focusable());
        can.map(|one| (one.id, one.rect, one.interact_rect.is_positive())).collect()
    });
    let is_window = layer == LayerId::background();
    let mut last = 0;
    let mut all: Vec<(usize, Id, Rect)> = all
        .into_iter()
        .map(|(id, rect, is_in_sight)| {
            // What is scrolled out of sight stands with what was drawn before it.
            if is_window && is_in_sight {
                last = part_of(ctx, rect, panels);
            }
            (last, id, rect)
        })
        .collect();
    all.sort_by_key(|(part, ..)| *part);
    let mut first = 0;
    for nr in 1..=all.len() {
        if all.get(nr).is_none_or(|next| !is_same_row(all[nr - 1].2, next.2)) {
            all[first..nr].sort_by(|one, other| one.2.left().total_cmp(&other.2.left()));
            first = nr;
        }
    }
    all.into_iter().map(|(_, id, _)| id).collect()
}

/// The part of the window that a place is in, in reading order: bars and panes, the panels after them,
/// the status bar. Panels are drawn before the panes.
fn part_of(ctx: &Context, rect: Rect, panels: &[(PanelId, Edge, Rect)]) -> usize {
    if rect.top() >= ctx.content_rect().bottom() - BAR {
        return panels.len() + 1;
    }
    let is_late = |edge: Edge| matches!(edge, Edge::Right | Edge::Bottom);
    let holds = |(_, edge, place): &(PanelId, Edge, Rect)| is_late(*edge) && place.contains(rect.center());
    panels.iter().position(holds).map_or(0, |nr| nr + 1)
}

/// Whether two widgets stand in one row: each reaches over the other's middle, and neither is a place
/// of its own, such as the view or a splitter.
fn is_same_row(one: Rect, other: Rect) -> bool {
    let is_low = one.height() < 48.0 && other.height() < 48.0;
    is_low && one.y_range().contains(other.center().y) && other.y_range().contains(one.center().y)
}

/// The layer whose widgets take the keyboard: that of what has it, a menu's, a dialog's, or the window's.
fn layer_in_use(ctx: &Context) -> LayerId {
    let of_focused = ctx.memory(egui::Memory::focused).and_then(|id| {
        ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).map(|widget| widget.layer_id))
    });
    let top = || ctx.memory(|memory| memory.areas().top_layer_id(Order::Foreground));
    let is_covered = || egui::Popup::is_any_open(ctx);
    let dialog = || ctx.memory(egui::Memory::top_modal_layer);
    // What is behind a dialog does not take it, if it had it before.
    let of_focused = of_focused.filter(|layer| ctx.memory(|memory| memory.allows_interaction(*layer)));
    of_focused
        .or_else(|| is_covered().then(top).flatten())
        .or_else(dialog)
        .unwrap_or_else(LayerId::background)
}

/// Draws the ring, after everything else.
pub(super) fn ring(ui: &Ui) {
    let ctx = ui.ctx();
    let Some(id) = ctx.memory(egui::Memory::focused) else { return };
    let is_by_keyboard = ctx.data(|data| data.get_temp(by_keyboard_id())).unwrap_or(true);
    if !is_by_keyboard {
        return;
    }
    let place = ctx.viewport(|viewport| {
        let widget = viewport.this_pass.widgets.get(id)?;
        Some((widget.layer_id, widget.rect, widget.interact_rect))
    });
    let Some((layer, rect, seen)) = place else { return };
    if !seen.is_positive() {
        return;
    }
    // Around what is small, within what fills a place; not beyond what is in sight. A line in the colour
    // of the ground keeps it apart from what has its colour.
    let is_small = rect.height() < 48.0;
    let seen = rect.intersect(seen);
    let clip = ctx.content_rect().shrink(RING / 2.0);
    let ring = (if is_small { seen.expand(2.5) } else { seen.shrink(1.0) }).intersect(clip);
    let painter = ctx.layer_painter(layer);
    let colours = palette(ui);
    let line = |by: f32, width, color| {
        let stroke = Stroke::new(width, color);
        painter.rect_stroke(ring.shrink(by), CornerRadius::same(6), stroke, StrokeKind::Middle);
    };
    line(RING / 2.0 + 0.5, 1.0, colours.bg);
    line(0.0, RING, colours.accent);
}
