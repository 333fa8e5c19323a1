//! The log of messages: what was said, the last first, to be read and copied.

use super::dialog::Room;
use super::scrolled;
use super::theme::{SMALL, palette};
use crate::app::message_log::Said;
use crate::app::{App, AppMsg, Msg};
use crate::base::human;
use crate::messages::{say, say_with};
use egui::{Button, Label, RichText, ScrollArea, Ui, accesskit, vec2};

/// Widest, in points.
pub(super) const WIDTH: f32 = 620.0;

/// Shows the messages.
pub(super) fn show(ui: &mut Ui, app: &App, room: Room, out: &mut Vec<Msg>) {
    let is_any = app.said().len() > 0;
    let is_low = room.height < 100.0;
    let height = if is_low { room.height } else { room.height - 40.0 };
    let by = scrolled::by_keys(ui, height, 20.0);
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        if by != 0.0 {
            ui.scroll_with_delta_animation(vec2(0.0, -by), egui::style::ScrollAnimation::none());
        }
        if !is_any {
            ui.label(RichText::new(say("messages-none")).color(palette(ui).dim));
        }
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_label(say("messages-list")));
        app.said().for_each(|said| line(ui, said));
        if is_low {
            buttons(ui, app, is_any, out);
        }
    });
    if !is_low {
        ui.add_space(8.0);
        buttons(ui, app, is_any, out);
    }
}

fn buttons(ui: &mut Ui, app: &App, is_any: bool, out: &mut Vec<Msg>) {
    ui.horizontal_wrapped(|ui| {
        if ui.add_enabled(is_any, Button::new(say("messages-copy"))).clicked() {
            out.push(AppMsg::CopyValue(app.said_text()).into());
        }
        if ui.add_enabled(is_any, Button::new(say("messages-clear"))).clicked() {
            out.push(AppMsg::ForgetMessages.into());
        }
    });
}

/// A message, with its file and how long ago it was said below it.
fn line(ui: &mut Ui, said: &Said) {
    let colours = palette(ui);
    let (text, age) = (said.text.to_string(), human::ago(said.age()));
    let sign = if said.is_bad { "⚠  " } else { "" };
    let color = if said.is_bad { colours.error } else { colours.text };
    ui.spacing_mut().item_spacing.y = 1.0;
    let label =
        ui.add(Label::new(RichText::new(format!("{sign}{text}")).color(color)).wrap().selectable(true));
    let times = (said.times > 1).then(|| say_with("messages-times", [("n", said.times.into())]));
    let below = [said.file.clone(), Some(age.clone()), times].into_iter().flatten();
    let below = below.collect::<Vec<_>>().join(" · ");
    let below = RichText::new(below).size(SMALL).color(colours.dim);
    ui.add(Label::new(below).wrap()).on_hover_text(said.clock());
    ui.add_space(8.0);
    let named = match &said.file {
        Some(file) => say_with(
            "messages-line",
            [("text", text.into()), ("file", file.clone().into()), ("age", age.into())],
        ),
        None => say_with("messages-plain", [("text", text.into()), ("age", age.into())]),
    };
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_role(accesskit::Role::ListItem);
        node.set_label(named);
    });
}
