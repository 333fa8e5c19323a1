//! The page of keys: those of the actions under the names of their menus, and those of the views; with
//! a field that leaves the lines that hold its words.

use super::dialog::Room;
use super::theme::{SMALL, mono, palette, semibold};
use super::{access, filter_field, menu, scrolled};
use crate::app::actions::{self, Action, Menu};
use crate::app::{App, AppMsg, Msg, Overlay};
use crate::messages::say;
use egui::{Id, Label, RichText, ScrollArea, Ui, vec2};

/// The widest that the page is, and the least width at which keys stand beside what they do, in points.
pub(super) const WIDTH: f32 = 560.0;
const BESIDE: f32 = 380.0;

/// The column of keys, in points.
const KEYS: f32 = 190.0;

/// Height of the button below the list, with the room above it, in points.
const CHANGE: f32 = 34.0;

/// Height of a line, in points.
const LINE: f32 = 21.0;

/// The parts of the page: a heading, and the menus whose actions stand under it.
const PARTS: [(&str, Menu); 9] = [
    ("menu-file", Menu::File),
    ("menu-edit", Menu::Edit),
    ("menu-view", Menu::View),
    ("menu-search", Menu::Search),
    ("menu-marks", Menu::Marks),
    ("menu-bytes", Menu::Bytes),
    ("menu-cells", Menu::Cells),
    ("menu-window", Menu::Window),
    ("menu-help", Menu::Help),
];

/// Keys that are no action's, by the heading that they stand under.
const MOVES: &[(&str, &str)] = &[
    ("keys-arrows", "keys-arrows-does"),
    ("keys-page", "keys-page-does"),
    ("keys-row", "keys-row-does"),
    ("keys-sideways", "keys-sideways-does"),
    ("keys-word", "keys-word-does"),
    ("keys-ends", "keys-ends-does"),
    ("keys-j-k", "keys-j-k-does"),
    ("keys-d-u", "keys-d-u-does"),
    ("keys-f-b", "keys-f-b-does"),
    ("keys-bar", "keys-bar-does"),
];
const SELECTS: &[(&str, &str)] = &[
    ("keys-select-ends", "keys-select-ends-does"),
    ("keys-select-pages", "keys-select-pages-does"),
    ("keys-lines", "keys-lines-does"),
    ("keys-block", "keys-block-does"),
];
const OTHERS: &[(&str, &str)] = &[
    ("keys-find", "keys-find-does"),
    ("keys-n", "keys-n-does"),
    ("keys-escape", "keys-escape-does"),
    ("keys-m", "keys-m-does"),
    ("keys-list", "keys-list-does"),
    ("keys-map", "keys-map-does"),
    ("keys-menus", "keys-menus-does"),
    ("keys-tab", "keys-tab-does"),
    ("keys-panel", "keys-panel-does"),
];

/// A line: the keys, and what they do.
type Line = (String, &'static str);

/// Shows the page: a field, and the lines that hold all of its words.
pub(super) fn show(ui: &mut Ui, app: &App, room: Room, out: &mut Vec<Msg>) {
    let id = Id::unique("keys wanted");
    let mut wanted: String =
        if room.is_new { String::new() } else { ui.data(|data| data.get_temp(id)).unwrap_or_default() };
    // In a low window the lines have its room.
    let change = if room.height < 160.0 { 0.0 } else { CHANGE };
    let height = (room.height - 36.0 - change).max(24.0);
    let by = scrolled::by_keys(ui, height, LINE);
    filter_field::show(ui, room, "keys-search", &mut wanted);
    ui.add_space(6.0);
    let area =
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    scrolled::show(ui, area, |ui| {
        if by != 0.0 {
            ui.scroll_with_delta_animation(vec2(0.0, -by), egui::style::ScrollAnimation::none());
        }
        lines(ui, app, &wanted);
    });
    if change > 0.0 {
        change_button(ui, out);
    }
    ui.data_mut(|data| data.insert_temp(id, wanted));
}

fn change_button(ui: &mut Ui, out: &mut Vec<Msg>) {
    ui.add_space(6.0);
    if ui.button(say("keys-change")).on_hover_text(say("keys-change-hint")).clicked() {
        out.push(AppMsg::Toggle(Overlay::Keyboard).into());
    }
}

fn lines(ui: &mut Ui, app: &App, wanted: &str) {
    let mut parts: Vec<(&str, Vec<Line>)> = Vec::new();
    for (heading, menu) in PARTS {
        let of_menu = actions::all().iter().filter(|action| action.menu == menu);
        parts.push((menu::title(say(heading)), of_menu.filter_map(|action| bound(app, action)).collect()));
    }
    let own = |lines: &'static [(&str, &str)]| {
        lines.iter().map(|(keys, does)| (say(keys).to_owned(), say(does))).collect()
    };
    parts.extend([
        (say("keys-moving"), own(MOVES)),
        (say("keys-selecting"), own(SELECTS)),
        (say("keys-more"), own(OTHERS)),
    ]);
    let mut n_shown = 0;
    for (heading, lines) in parts {
        let shown: Vec<Line> = lines.into_iter().filter(|line| holds(line, heading, wanted)).collect();
        if shown.is_empty() {
            continue;
        }
        ui.add_space(if n_shown == 0 { 0.0 } else { 10.0 });
        n_shown += shown.len();
        heading_of(ui, heading);
        shown.into_iter().for_each(|(keys, does)| line(ui, (&keys, KEYS), does));
    }
    if n_shown == 0 {
        ui.label(RichText::new(say("keys-none")).color(palette(ui).dim));
    }
}

/// An action's keys, all of them, if it has any.
fn bound(app: &App, action: &Action) -> Option<Line> {
    let keys: Vec<String> = app.keymap().of(action).iter().map(|keys| keys.text()).collect();
    (!keys.is_empty()).then(|| (keys.join(", "), action.label()))
}

/// Whether a line, or its heading, holds every word that is wanted, in any case.
fn holds((keys, does): &Line, heading: &str, wanted: &str) -> bool {
    filter_field::has_words(&format!("{keys} {does} {heading}"), wanted)
}

/// A heading over lines.
pub(super) fn heading_of(ui: &mut Ui, text: &str) {
    let label = ui.label(RichText::new(text).font(semibold(SMALL)).color(palette(ui).dim));
    access::heading(&label, text);
}

/// A line, with so wide a column of keys; in a narrow window they stand above what they do.
pub(super) fn line(ui: &mut Ui, (keys, width): (&str, f32), does: &str) {
    let color = palette(ui).accent;
    let keys = Label::new(RichText::new(keys).font(mono()).color(color));
    if ui.available_width() < BESIDE {
        ui.add(keys.wrap());
        ui.add(Label::new(does).wrap());
        ui.add_space(4.0);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(width, 0.0), |ui| {
            ui.set_min_width(width);
            ui.add(keys.wrap());
        });
        ui.add(Label::new(does).wrap());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_page_says_something_and_is_found_by_its_words() {
        for (keys, does) in [MOVES, SELECTS, OTHERS].concat() {
            let line = (say(keys).to_owned(), say(does));
            assert!(holds(&line, "", &line.1.to_uppercase()) && holds(&line, "", " "), "{keys}");
            assert!(holds(&line, "Zebra", "zebra") && !holds(&line, "", "zebra"), "{keys}");
        }
        for action in actions::all() {
            assert!(PARTS.iter().any(|(_, menu)| *menu == action.menu), "{action:?}");
        }
    }
}
