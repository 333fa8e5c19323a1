//! A dialog over the window: its title with a cross, and contents that scroll by themselves where the
//! window is small.

use super::icons::cross;
use super::scrolled;
use super::theme::{palette, semibold};
use super::tips;
use crate::messages::say;
use egui::{Align, Frame, Id, Layout, Margin, Modal, RichText, ScrollArea, Stroke, Ui};

/// Height of the title's row with the room below it, in points.
const TITLE: f32 = 36.0;

/// What a dialog has for its contents.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// The height of the window that is left, in points.
    pub height: f32,
    /// Whether the dialog was not there in the frame before.
    pub is_new: bool,
}

/// The frame of dialogs; with less of a margin where the window is small.
pub(super) fn modal(ui: &Ui, id: Id) -> Modal {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, colours.line)).corner_radius(8);
    Modal::new(id).frame(frame.inner_margin(Margin::same(margin(ui))))
}

fn margin(ui: &Ui) -> i8 {
    let screen = ui.ctx().content_rect();
    if screen.width() < 480.0 || screen.height() < 320.0 { 8 } else { 20 }
}

/// The width of a dialog of `wanted` points in this window.
pub(super) fn width(ui: &Ui, wanted: f32) -> f32 {
    let around = 2.0 * f32::from(margin(ui)) + 8.0;
    wanted.min(ui.ctx().content_rect().width() - around).max(40.0)
}

/// Shows a dialog of `wanted` points in width, or less; whether it is to be closed.
pub(super) fn show(ui: &Ui, id: &str, title: &str, wanted: f32, content: impl FnOnce(&mut Ui, Room)) -> bool {
    let id = Id::unique(id);
    let height = ui.ctx().content_rect().height() - 2.0 * f32::from(margin(ui)) - TITLE - 8.0;
    let room = Room { height: height.max(24.0), is_new: is_new(ui, id) };
    let width = width(ui, wanted);
    let shown = modal(ui, id).show(ui.ctx(), |ui| {
        ui.set_width(width);
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(egui::accesskit::Role::Dialog);
            node.set_label(title);
            node.set_modal();
        });
        let closes =
            ui.allocate_ui_with_layout(egui::vec2(width, 24.0), Layout::right_to_left(Align::Center), |ui| {
                let closes =
                    cross(ui, say("close"), &tips::with_key(say("close"), say("key-escape"))).clicked();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(RichText::new(title).font(semibold(18.0))).truncate());
                });
                closes
            });
        ui.add_space(8.0);
        content(ui, room);
        closes.inner
    });
    shown.inner || shown.should_close()
}

/// Contents that don't scroll by themselves: where they are higher than the room they do.
pub(super) fn scrolling(ui: &mut Ui, room: Room, contents: impl FnOnce(&mut Ui)) {
    let area = ScrollArea::vertical().max_height(room.height).min_scrolled_height(room.height);
    scrolled::show(ui, area.auto_shrink([false, true]), contents);
}

/// Whether the dialog was not there in the frame before.
fn is_new(ui: &Ui, id: Id) -> bool {
    let now = ui.ctx().cumulative_frame_nr();
    let last: Option<u64> = ui.data_mut(|data| {
        let last = data.get_temp(id);
        data.insert_temp(id, now);
        last
    });
    last.is_none_or(|last| last + 1 < now)
}
