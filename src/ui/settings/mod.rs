//! The window of settings, made of their descriptions (`app::preferences`), and that of keys (`keyboard`).
//!
//! Each setting is a row: its name, what it is for, its values to choose from, and a reset where it was changed.

pub(super) mod keyboard;
pub(super) mod record;

use super::dialog::Room;
use super::theme::{SMALL, palette, semibold};
use super::{filter_field, menu, scrolled, tick};
use crate::app::preferences::{self, Kind, Section, Setting, Value};
use crate::app::{App, AppMsg, Msg, Overlay};
use crate::messages::{say, say_with};
use egui::{Button, Checkbox, DragValue, Id, RichText, ScrollArea, Ui, vec2};

/// Widest, in points.
pub(super) const WIDTH: f32 = 680.0;

/// The column of names, and the least width at which values stand beside them, in points.
const NAMES: f32 = 260.0;
const BESIDE: f32 = 520.0;

/// The two windows, and the one that is shown.
pub(super) fn pages(ui: &mut Ui, shown: Overlay, out: &mut Vec<Msg>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (page, name) in
            [(Overlay::Settings, say("settings-page")), (Overlay::Keyboard, say("settings-keys"))]
        {
            if ui.selectable_label(page == shown, name).clicked() && page != shown {
                out.push(AppMsg::Toggle(page).into());
            }
        }
    });
    ui.add_space(4.0);
}

/// Shows the settings that hold the words of the field.
pub(super) fn show(ui: &mut Ui, app: &App, room: Room, out: &mut Vec<Msg>) {
    let is_low = room.height < 150.0;
    if !is_low {
        pages(ui, Overlay::Settings, out);
    }
    let id = Id::unique("settings wanted");
    let mut wanted: String =
        if room.is_new { String::new() } else { ui.data(|data| data.get_temp(id)).unwrap_or_default() };
    filter_field::show(ui, room, "settings-search", &mut wanted);
    ui.add_space(6.0);
    let height = (room.height - if is_low { 36.0 } else { 72.0 }).max(10.0);
    let by = scrolled::by_keys(ui, height, 24.0);
    let area =
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    scrolled::show(ui, area, |ui| {
        if by != 0.0 {
            ui.scroll_with_delta_animation(vec2(0.0, -by), egui::style::ScrollAnimation::none());
        }
        sections(ui, app, &wanted, out);
    });
    ui.data_mut(|data| data.insert_temp(id, wanted));
}

fn sections(ui: &mut Ui, app: &App, wanted: &str, out: &mut Vec<Msg>) {
    let mut n_shown = 0;
    for section in Section::ALL {
        let heading = menu::title(say(section.name()));
        let of_section = preferences::ALL.iter().filter(|setting| setting.section == section);
        let shown: Vec<_> = of_section.filter(|setting| holds(setting, heading, wanted)).collect();
        if shown.is_empty() {
            continue;
        }
        ui.add_space(if n_shown == 0 { 0.0 } else { 10.0 });
        n_shown += shown.len();
        heading_of(ui, heading);
        shown.into_iter().for_each(|setting| row(ui, app, setting, out));
    }
    if n_shown == 0 {
        ui.label(RichText::new(say("settings-none")).color(palette(ui).dim));
        return;
    }
    ui.add_space(10.0);
    let is_any = preferences::ALL.iter().any(|setting| setting.is_changed(app.settings()));
    if ui.add_enabled(is_any, Button::new(say("settings-reset-all"))).clicked() {
        out.push(AppMsg::ResetSettings(None).into());
    }
}

fn heading_of(ui: &mut Ui, text: &str) {
    let label = ui.label(RichText::new(text).font(semibold(SMALL)).color(palette(ui).dim));
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_role(egui::accesskit::Role::Heading));
    ui.add_space(2.0);
}

/// Whether a setting, its section or one of its choices holds every word that is wanted.
fn holds(setting: &Setting, heading: &str, wanted: &str) -> bool {
    let choices = match setting.kind {
        Kind::Choice(names) => names.iter().map(|name| say(name)).collect::<Vec<_>>().join(" "),
        Kind::Bool | Kind::Number(..) => String::new(),
    };
    let line = format!("{} {} {heading} {choices}", setting.name(), setting.help());
    filter_field::has_words(&line, wanted)
}

/// A setting: its name and help, and beside or below them its values.
fn row(ui: &mut Ui, app: &App, setting: &Setting, out: &mut Vec<Msg>) {
    ui.add_space(4.0);
    if ui.available_width() < BESIDE {
        about(ui, setting);
        ui.horizontal_wrapped(|ui| values(ui, app, setting, out));
    } else {
        ui.horizontal_top(|ui| {
            ui.allocate_ui(vec2(NAMES, 0.0), |ui| {
                ui.set_width(NAMES);
                ui.vertical(|ui| about(ui, setting));
            });
            ui.horizontal_wrapped(|ui| values(ui, app, setting, out));
        });
    }
    ui.add_space(4.0);
}

fn about(ui: &mut Ui, setting: &Setting) {
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.label(setting.name());
    let help = RichText::new(setting.help()).size(SMALL).color(palette(ui).dim);
    ui.add(egui::Label::new(help).wrap());
}

/// The values, and the reset.
fn values(ui: &mut Ui, app: &App, setting: &Setting, out: &mut Vec<Msg>) {
    ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
    let now = setting.value(app.settings());
    let mut set = |value| out.push(AppMsg::Set(setting.key, value).into());
    match (setting.kind, now) {
        (Kind::Choice(names), now) => {
            for (nr, name) in names.iter().enumerate() {
                let is_on = now == Value::Choice(nr);
                if choice(ui, setting, say(name), is_on).clicked() {
                    set(Value::Choice(nr));
                }
            }
        }
        (Kind::Bool, now) => {
            let mut is_on = now == Value::Bool(true);
            let text = if is_on { say("settings-on") } else { say("settings-off") };
            let tick = tick::show(ui, true, Checkbox::new(&mut is_on, text));
            tick.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_on, setting.name())
            });
            if tick.changed() {
                set(Value::Bool(is_on));
            }
        }
        (Kind::Number(from, to), now) => {
            let mut n = if let Value::Number(n) = now { n } else { from };
            let number = ui.add(DragValue::new(&mut n).range(from..=to).speed(0.1));
            number.widget_info(|| egui::WidgetInfo::labeled(egui::Role::SpinButton, true, setting.name()));
            if number.changed() {
                set(Value::Number(n));
            }
        }
    }
    if setting.is_changed(app.settings()) {
        reset(ui, setting, out);
    }
}

/// One of several values.
fn choice(ui: &mut Ui, setting: &Setting, name: &'static str, is_on: bool) -> egui::Response {
    let colours = palette(ui);
    let color = if is_on { colours.on_accent } else { colours.text };
    let fill = if is_on { colours.accent } else { colours.panel };
    let button = Button::new(RichText::new(name).color(color)).fill(fill);
    let response = ui.add(button.corner_radius(6));
    let said = say_with("settings-choice", [("name", setting.name().into()), ("value", name.into())]);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_on, &said));
    response
}

fn reset(ui: &mut Ui, setting: &Setting, out: &mut Vec<Msg>) {
    let text = RichText::new(say("settings-reset")).color(palette(ui).accent);
    let button = ui.add(Button::new(text).frame_when_inactive(false));
    let named = say_with("settings-reset-one", [("name", setting.name().into())]);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &named));
    let was = said(setting, setting.default());
    if button.on_hover_text(say_with("settings-reset-hint", [("value", was.into())])).clicked() {
        out.push(AppMsg::ResetSettings(Some(setting.key)).into());
    }
}

/// A value in words.
fn said(setting: &Setting, value: Value) -> String {
    match (setting.kind, value) {
        (Kind::Choice(names), Value::Choice(nr)) => {
            names.get(nr).map_or_else(|| say("settings-other"), |name| say(name)).to_owned()
        }
        (_, Value::Bool(true)) => say("settings-on").to_owned(),
        (_, Value::Bool(false)) => say("settings-off").to_owned(),
        (_, Value::Number(n)) => n.to_string(),
        (_, Value::Choice(_)) => say("settings-other").to_owned(),
    }
}
