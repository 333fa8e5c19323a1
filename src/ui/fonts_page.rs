//! The dialog that chooses typefaces: of the interface and of data, among the system's families.

use super::dialog::{self, Room};
use super::theme::palette;
use super::{filter_field, own_fonts, scrolled, tick};
use crate::app::settings::FontUse;
use crate::app::{App, AppMsg, Msg};
use crate::messages::say;
use egui::{Button, Id, RadioButton, Response, RichText, ScrollArea, Ui, vec2};

/// Widest, in points.
pub(super) const WIDTH: f32 = 440.0;

/// Height of a line, in points.
const ITEM: f32 = 26.0;

/// What the dialog remembers while it is open.
#[derive(Clone, Default)]
struct State {
    wanted: String,
    is_of_data: bool,
}

/// The two uses, a field, and the families; a press takes one at once.
pub(super) fn show(ui: &mut Ui, app: &App, room: Room, out: &mut Vec<Msg>) {
    let id = Id::unique("fonts wanted");
    let mut state: State =
        if room.is_new { State::default() } else { ui.data(|data| data.get_temp(id)).unwrap_or_default() };
    if room.height < 190.0 {
        dialog::scrolling(ui, room, |ui| choice(ui, app, &mut state, room, out));
    } else {
        choice(ui, app, &mut state, room, out);
    }
    ui.data_mut(|data| data.insert_temp(id, state));
}

/// What the dialog holds; where it is low, all of it scrolls.
fn choice(ui: &mut Ui, app: &App, state: &mut State, room: Room, out: &mut Vec<Msg>) {
    ui.horizontal_wrapped(|ui| {
        for (is_of_data, name) in [(false, say("fonts-interface")), (true, say("fonts-data"))] {
            if tick::show(ui, true, RadioButton::new(state.is_of_data == is_of_data, name)).clicked() {
                state.is_of_data = is_of_data;
            }
        }
    });
    filter_field::show(ui, room, "fonts-search", &mut state.wanted);
    families(ui, app, state, (room.height - 96.0).max(80.0), out);
    ui.label(RichText::new(say("fonts-size")).color(palette(ui).dim));
}

/// The families that have the words of the field, in a list of this height.
fn families(ui: &mut Ui, app: &App, state: &State, height: f32, out: &mut Vec<Msg>) {
    let part = if state.is_of_data { FontUse::Data } else { FontUse::Interface };
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let chosen = app.settings().font(part);
        let bundled = if state.is_of_data { "JetBrains Mono" } else { "Inter" };
        let mut take = |name: Option<&str>| {
            out.push(AppMsg::SetFont(part, name.map(str::to_owned)).into());
        };
        if filter_field::has_words(bundled, &state.wanted)
            && line(ui, bundled, say("fonts-bundled"), chosen.is_none()).clicked()
        {
            take(None);
        }
        let Some(families) = own_fonts::families(ui.ctx()) else {
            ui.label(RichText::new(say("fonts-listing")).color(palette(ui).dim));
            return;
        };
        for family in families.iter().filter(|family| filter_field::has_words(family, &state.wanted)) {
            if line(ui, family, "", chosen == Some(family)).clicked() {
                take(Some(family));
            }
        }
    });
}

fn line(ui: &mut Ui, name: &str, beside: &str, is_chosen: bool) -> Response {
    let beside = RichText::new(beside).color(palette(ui).dim);
    let button = Button::selectable(is_chosen, RichText::new(name)).right_text(beside).truncate();
    let response = ui.add(button.min_size(vec2(ui.available_width() - 12.0, ITEM)));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, name));
    response
}
