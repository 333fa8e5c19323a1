//! Dialogs about sessions, and about filters that were saved.

mod filters;

pub(super) use filters::show as filters;

use super::dialog::Room;
use super::icons::cross;
use super::scrolled;
use super::theme::{SMALL, palette};
use crate::app::session::msg::{NamedSession, SessionMsg};
use crate::app::session::named::refused;
use crate::app::{App, AppMsg, Msg};
use crate::base::human;
use crate::messages::{say, say_with};
use egui::{Align, Button, Id, Key, Layout, Response, RichText, ScrollArea, TextEdit, Ui, vec2};

/// Widest, in points.
pub(super) const WIDTH: f32 = 440.0;

/// Height of a line, in points.
const ITEM: f32 = 28.0;

/// Asks for a name to save what is open under; whether it was given.
pub(super) fn save(ui: &mut Ui, app: &App, room: Room, out: &mut Vec<Msg>) {
    let id = Id::unique("session name");
    let mut name: String = ui.data_mut(|data| data.get_temp(id)).filter(|_| !room.is_new).unwrap_or_default();
    ui.label(RichText::new(say("session-save-hint")).color(palette(ui).dim));
    ui.add_space(4.0);
    let hint = RichText::new(say("session-name")).color(palette(ui).dim);
    let edit = TextEdit::singleline(&mut name).hint_text(hint).desired_width(f32::INFINITY);
    let field = ui.add(edit);
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say("session-name")));
    if room.is_new {
        field.request_focus();
    }
    let why = refused(&name);
    let is_there = app.named_sessions().iter().any(|one| one.name() == name.trim());
    let said = match &why {
        Some(why) if !name.trim().is_empty() => why.to_string(),
        None if is_there => say_with("session-there", [("name", name.trim().to_owned().into())]),
        _ => String::new(),
    };
    ui.add_space(4.0);
    let color = if why.is_some() { palette(ui).error } else { palette(ui).dim };
    ui.label(RichText::new(said).size(SMALL).color(color));
    ui.add_space(4.0);
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let row = vec2(ui.available_width(), 26.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let label = say(if is_there { "session-replace" } else { "session-save" });
        let is_pressed = ui.add_enabled(why.is_none(), Button::new(label)).clicked();
        if why.is_none() && (is_pressed || is_entered) {
            out.push(AppMsg::Session(SessionMsg::Save(name.clone())).into());
        }
        if ui.button(say("cancel")).clicked() {
            out.push(AppMsg::HideOverlay.into());
        }
    });
    ui.data_mut(|data| data.insert_temp(id, name));
}

/// The sessions that have a name: a press opens one.
pub(super) fn open(ui: &mut Ui, app: &App, room: Room, out: &mut Vec<Msg>) {
    if app.named_sessions().is_empty() {
        ui.add(egui::Label::new(RichText::new(say("session-none")).color(palette(ui).dim)).wrap());
        return;
    }
    ui.label(RichText::new(say("session-open-hint")).color(palette(ui).dim));
    ui.add_space(4.0);
    let area = ScrollArea::vertical().max_height((room.height - 30.0).max(90.0)).min_scrolled_height(90.0);
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (nr, session) in app.named_sessions().iter().enumerate() {
            let name = session.name().to_owned();
            let remove = say_with("session-remove", [("name", session.label().to_owned().into())]);
            let opened = line(ui, session.label(), &age(session), &remove, || {
                out.push(AppMsg::Session(SessionMsg::Remove(name.clone())).into());
            });
            if opened.clicked() {
                out.push(AppMsg::Session(SessionMsg::Open(name)).into());
            }
            if nr == 0 && room.is_new {
                opened.request_focus();
            }
        }
    });
}

/// A line with a cross that takes it away.
fn line(ui: &mut Ui, label: &str, beside: &str, cross_says: &str, mut remove: impl FnMut()) -> Response {
    let width = ui.available_width() - 12.0;
    ui.allocate_ui_with_layout(vec2(width, ITEM), Layout::right_to_left(Align::Center), |ui| {
        if cross(ui, cross_says, cross_says).clicked() {
            remove();
        }
        let beside = RichText::new(beside).size(SMALL).color(palette(ui).dim);
        let button = Button::selectable(false, RichText::new(label)).right_text(beside).truncate();
        let response = ui.add(button.min_size(vec2(ui.available_width(), ITEM)));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label));
        response
    })
    .inner
}

fn age(session: &NamedSession) -> String {
    session.age().map_or_else(String::new, human::ago)
}
