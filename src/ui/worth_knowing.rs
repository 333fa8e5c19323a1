//! Five things worth knowing, on the start page: what one would not look for, and its keys.

use super::keys_page;
use super::theme::palette;
use crate::app::{App, actions};
use crate::base::units::px;
use crate::messages::say;
use egui::{Frame, Margin, Stroke, Ui};

/// The actions, each with what it is good for.
const THINGS: [(&str, &str); 5] = [
    ("go.place", "worth-go"),
    ("search.list", "worth-list"),
    ("pane.split-other", "worth-split"),
    ("file.follow", "worth-follow"),
    ("edit.unlock", "worth-edit"),
];

/// The column of keys, in points.
const KEYS: f32 = 110.0;

/// The height that it takes in a wide window, in points.
pub(super) fn height() -> f32 {
    36.0 + 26.0 * px(THINGS.len()) + 10.0
}

pub(super) fn show(ui: &mut Ui, app: &App) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, colours.line)).corner_radius(8);
    let frame = frame.inner_margin(Margin::symmetric(14, 10));
    ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| frame.show(ui, |ui| things(ui, app)));
}

fn things(ui: &mut Ui, app: &App) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 7.0;
    keys_page::heading_of(ui, say("worth-title"));
    for (action, text) in THINGS {
        let named = actions::named(action);
        let keys = named.and_then(|action| app.keymap().text(action));
        // What has no keys is found by its name in the menus.
        let keys = keys.or_else(|| named.map(|action| action.label().trim_end_matches('…').to_owned()));
        keys_page::line(ui, (&keys.unwrap_or_default(), KEYS), say(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_is_an_action_with_a_sentence() {
        for (action, text) in THINGS {
            assert!(actions::named(action).is_some(), "{action}");
            assert!(say(text).len() > 20, "{text}");
        }
    }
}
