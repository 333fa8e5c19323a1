//! The window of keys: every action with its keys, to be recorded anew, and the presets.

use super::super::dialog::Room;
use super::super::theme::{SMALL, palette};
use super::super::{filter_field, menu, scrolled};
use super::record::{self, Recording, Trouble};
use crate::app::actions::{self, Action, Keys};
use crate::app::keymap::{KeysMsg, Preset};
use crate::app::{App, AppMsg, Msg, Overlay};
use crate::messages::{say, say_with};
use egui::{
    Align, Button, Frame, Id, Label, Layout, Margin, Response, RichText, ScrollArea, Stroke, Ui, vec2,
};

/// Height of a line, in points; where it is narrow its keys stand below.
const LINE: f32 = 30.0;
const NARROW: f32 = 440.0;

/// Shows the page: presets, a field, what is being recorded, and the actions that hold the field's words.
pub(in crate::ui) fn show(ui: &mut Ui, app: &App, room: Room, out: &mut Vec<Msg>) {
    if room.is_new {
        record::set(ui.ctx(), None);
    }
    let top = ui.cursor().top();
    let id = Id::unique("keys to be changed wanted");
    let mut wanted: String =
        if room.is_new { String::new() } else { ui.data(|data| data.get_temp(id)).unwrap_or_default() };
    let is_low = room.height < 240.0;
    if !is_low {
        super::pages(ui, Overlay::Keyboard, out);
        presets(ui, app, out);
    }
    let recording = record::now(ui.ctx(), app);
    match recording {
        Some(recording) => asks(ui, recording, out),
        None => drop(filter_field::show(ui, room, "rebind-search", &mut wanted)),
    }
    ui.add_space(6.0);
    let all: Vec<&Action> =
        actions::all().iter().copied().filter(|action| holds(app, action, &wanted)).collect();
    let height = (room.height - (ui.cursor().top() - top)).max(12.0);
    let by = if recording.is_none() { scrolled::by_keys(ui, height, LINE) } else { 0.0 };
    if all.is_empty() {
        ui.label(RichText::new(say("rebind-none")).color(palette(ui).dim));
    }
    let row = if ui.available_width() < NARROW { 2.0 * LINE } else { LINE };
    let area =
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    ui.spacing_mut().item_spacing.y = 0.0;
    scrolled::show_rows(ui, area, (row, all.len()), |ui, rows| {
        if by != 0.0 {
            ui.scroll_with_delta_animation(vec2(0.0, -by), egui::style::ScrollAnimation::none());
        }
        for nr in rows {
            line(ui, app, all[nr], row, out);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, wanted));
}

/// Whether an action, its menu or its keys hold every word that is wanted.
fn holds(app: &App, action: &Action, wanted: &str) -> bool {
    let keys: Vec<String> = app.keymap().of(action).iter().map(|keys| keys.text()).collect();
    let line =
        format!("{} {} {} {}", action.label(), say(action.menu.name()), keys.join(" "), action.words());
    filter_field::has_words(&line, wanted)
}

fn presets(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(RichText::new(say("preset-title")).color(palette(ui).dim));
        let now = Preset::named(&app.settings().keys.preset);
        for preset in Preset::ALL {
            let name = preset.label();
            let button = ui.selectable_label(preset == now, name);
            button.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::RadioButton, true, preset == now, name)
            });
            if button.on_hover_text(say_with("preset-hint", [("name", name.into())])).clicked() {
                out.push(AppMsg::Keys(KeysMsg::Use(preset)).into());
            }
        }
        let is_any = actions::all().iter().any(|action| app.settings().keys.has_own(action));
        let text = RichText::new(say("rebind-reset-all"));
        if ui.add_enabled(is_any, Button::new(text).frame_when_inactive(false)).clicked() {
            out.push(AppMsg::Keys(KeysMsg::ResetAll).into());
        }
    });
    ui.add_space(4.0);
}

/// In the place of the field: what is recorded, and what is wrong with what was pressed.
fn asks(ui: &mut Ui, recording: Recording, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let frame =
        Frame::new().fill(colours.selection).stroke(Stroke::new(1.0, colours.accent)).corner_radius(6);
    frame.inner_margin(Margin::symmetric(10, 5)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(recording.action.label()).strong());
            match recording.pressed {
                None => drop(ui.label(say("rebind-press"))),
                Some((keys, trouble)) => {
                    ui.label(trouble.said(keys));
                    match trouble {
                        Trouble::Taken(_) => take_over(ui, recording.action, keys, out),
                        _ => drop(ui.label(say("rebind-press"))),
                    }
                }
            }
        });
    });
}

fn take_over(ui: &mut Ui, action: &'static Action, keys: Keys, out: &mut Vec<Msg>) {
    let take = ui.button(say("rebind-take"));
    let keep = ui.button(say("rebind-keep"));
    if !take.has_focus() && !keep.has_focus() {
        take.request_focus();
    }
    if take.clicked() {
        out.push(AppMsg::Keys(KeysMsg::Add(action.id, keys)).into());
    }
    if take.clicked() || keep.clicked() {
        record::set(ui.ctx(), None);
    }
}

/// An action: its name, and its keys with what can be done with them.
fn line(ui: &mut Ui, app: &App, action: &'static Action, height: f32, out: &mut Vec<Msg>) {
    let width = ui.available_width() - 10.0;
    let size = vec2(width, height);
    if height > LINE {
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::LEFT), |ui| {
            ui.set_min_size(size);
            ui.add(Label::new(action.label()).truncate());
            ui.horizontal(|ui| keys(ui, app, action, out));
        });
        return;
    }
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_size(size);
        keys(ui, app, action, out);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.add(Label::new(action.label()).truncate()).on_hover_text(action.help());
            if ui.available_width() > 60.0 {
                let menu =
                    RichText::new(menu::title(say(action.menu.name()))).size(SMALL).color(palette(ui).dim);
                ui.add(Label::new(menu).truncate());
            }
        });
    });
}

/// The buttons of an action: each of its keys is taken away by a press; others are recorded; all are reset.
fn keys(ui: &mut Ui, app: &App, action: &'static Action, out: &mut Vec<Msg>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let colours = palette(ui);
    let name = action.label();
    let add = RichText::new("+").color(colours.accent);
    let add = labelled(ui, add, &say_with("rebind-add-to", [("name", name.into())]));
    if add.on_hover_text(say("rebind-add")).clicked() {
        record::set(ui.ctx(), Some(Recording { action, pressed: None }));
    }
    for keys in app.keymap().of(action) {
        let text = RichText::new(format!("{}  ×", keys.text()));
        let said = [("keys", keys.text().into()), ("name", name.into())];
        let said = say_with("rebind-remove", said);
        if labelled(ui, text, &said).on_hover_text(&said).clicked() {
            out.push(AppMsg::Keys(KeysMsg::Remove(action.id, *keys)).into());
        }
    }
    if app.settings().keys.has_own(action) {
        let text = RichText::new(say("settings-reset")).color(colours.accent);
        let said = say_with("rebind-reset", [("name", name.into())]);
        if labelled(ui, text, &said).on_hover_text(&said).clicked() {
            out.push(AppMsg::Keys(KeysMsg::Reset(action.id)).into());
        }
    }
}

fn labelled(ui: &mut Ui, text: RichText, name: &str) -> Response {
    let button = Button::new(text.size(SMALL)).min_size(vec2(22.0, 22.0));
    let response = ui.add(button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response
}
