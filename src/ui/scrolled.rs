//! Areas that scroll: each says so in the accessibility tree, and how far, so that a screen reader
//! can tell what is out of sight from what is not there; and keys for those that lie over the rest.

use super::access;
use crate::messages::say;
use egui::accesskit::Role;
use egui::scroll_area::ScrollAreaOutput;
use egui::{Context, Id, Key, Modifiers, Rect, ScrollArea, Ui, Vec2};
use std::ops::Range;

/// Shows `area`, as a scroll view of the accessibility tree.
pub(super) fn show<R>(ui: &mut Ui, area: ScrollArea, content: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = area.show(ui, |ui| {
        let before = n_widgets(ui);
        let inner = content(ui);
        bring_focus_into_view(ui, before);
        (ui.unique_id(), inner)
    });
    describe_shown(ui, shown)
}

/// Shows those of `n` rows of `height` points that are in sight, as a scroll view of the accessibility
/// tree.
pub(super) fn show_rows(
    ui: &mut Ui,
    area: ScrollArea,
    (height, n): (f32, usize),
    content: impl FnOnce(&mut Ui, Range<usize>),
) {
    let shown = area.show_rows(ui, height, n, |ui, rows| {
        content(ui, rows);
        (ui.unique_id(), ())
    });
    describe_shown(ui, shown);
}

/// Describes an area that was shown, with its contents' id.
fn describe_shown<R>(ui: &Ui, shown: ScrollAreaOutput<(Id, R)>) -> R {
    let (id, inner) = shown.inner;
    let most = (shown.content_size - shown.inner_rect.size()).max(Vec2::ZERO);
    // It takes no more room than what is in it.
    let size = shown.inner_rect.size().min(shown.content_size);
    let place = Rect::from_min_size(shown.inner_rect.min, size);
    describe(ui.ctx(), id, place, shown.state.clamped_offset(), most);
    name_bars(ui.ctx(), shown.id);
    inner
}

/// Gives the bars of an area their names: the toolkit gives them none.
fn name_bars(ctx: &Context, area: Id) {
    for axis in 0..2_usize {
        let bar = area.with(axis);
        if ctx.has_accesskit_node(bar) {
            let name = say(if axis == 0 { "scroll-sideways" } else { "scroll-up-down" });
            ctx.accesskit_node_builder(bar, |node| node.set_label(name));
        }
    }
}

/// The widgets of the layer that were drawn so far.
fn n_widgets(ui: &Ui) -> usize {
    ui.ctx().viewport(|viewport| viewport.this_pass.widgets.get_layer(ui.layer_id()).count())
}

/// Scrolls to what has just got the keyboard, if it is one of the widgets that were drawn since there
/// were `before`.
fn bring_focus_into_view(ui: &Ui, before: usize) {
    let Some(focused) = ui.memory(egui::Memory::focused) else { return };
    if ui.memory(|memory| memory.had_focus_last_frame(focused)) {
        return;
    }
    let place = ui.ctx().viewport(|viewport| {
        let widgets = &viewport.this_pass.widgets;
        let (layer, nr) = widgets.order(focused)?;
        (layer == ui.layer_id() && nr >= before).then(|| widgets.get(focused)).flatten().map(|one| one.rect)
    });
    if let Some(place) = place {
        ui.scroll_to_rect_animation(place, None, egui::style::ScrollAnimation::none());
    }
}

/// Describes the contents with this id as a scroll view: its place, how far it is scrolled and how
/// far it can be, in points.
pub(super) fn describe(ctx: &Context, id: Id, place: Rect, offset: Vec2, most: Vec2) {
    ctx.accesskit_node_builder(id, |node| {
        node.set_role(Role::ScrollView);
        node.set_bounds(access::bounds(place));
        node.set_scroll_x(offset.x.into());
        node.set_scroll_y(offset.y.into());
        node.set_scroll_x_max(most.x.into());
        node.set_scroll_y_max(most.y.into());
    });
}

/// By how many points the keys of this frame scroll a list of this height, with rows of `row` points.
/// They are taken away from what has the keyboard.
pub(super) fn by_keys(ui: &Ui, height: f32, row: f32) -> f32 {
    let page = (height - row).max(row);
    let steps = [
        (Key::ArrowDown, 2.0 * row),
        (Key::ArrowUp, -2.0 * row),
        (Key::PageDown, page),
        (Key::PageUp, -page),
    ];
    ui.input_mut(|input| {
        let mut by = 0.0;
        for (key, step) in steps {
            by += step * f32::from(u8::from(input.consume_key(Modifiers::NONE, key)));
        }
        by
    })
}
