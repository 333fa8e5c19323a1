//! Five things worth knowing, on the start page: what one would not look for, and its keys.

use super::access;
use super::theme::{SMALL, mono, palette, semibold};
use crate::app::actions;
use crate::base::units::px;
use crate::messages::say;
use egui::{Frame, Label, Margin, RichText, Stroke, Ui, vec2};

/// The actions, each with what it is good for.
const THINGS: [(&str, &str); 5] = [
    ("go.place", "worth-go"),
    ("search.list", "worth-list"),
    ("pane.split-other", "worth-split"),
    ("file.follow", "worth-follow"),
    ("edit.unlock", "worth-edit"),
];

/// The column of keys, and the least width at which it stands beside the text, in points.
const KEYS: f32 = 110.0;
const BESIDE: f32 = 380.0;

/// The height that it takes in a wide window, in points.
pub(super) fn height() -> f32 {
    36.0 + 26.0 * px(THINGS.len()) + 10.0
}

pub(super) fn show(ui: &mut Ui) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, colours.line)).corner_radius(8);
    let frame = frame.inner_margin(Margin::symmetric(14, 10));
    ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| frame.show(ui, things));
}

fn things(ui: &mut Ui) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 7.0;
    let color = palette(ui).dim;
    let heading = ui.label(RichText::new(say("worth-title")).font(semibold(SMALL)).color(color));
    access::heading(&heading, say("worth-title"));
    for (action, text) in THINGS {
        let named = actions::named(action);
        let keys = named.and_then(|action| action.keys.first()).map(|keys| keys.text());
        // What has no keys is found by its name in the menus.
        let keys = keys.or_else(|| named.map(|action| action.label().trim_end_matches('…').to_owned()));
        line(ui, &keys.unwrap_or_default(), say(text));
    }
}

fn line(ui: &mut Ui, keys: &str, text: &str) {
    let keys = Label::new(RichText::new(keys).font(mono()).color(palette(ui).accent));
    if ui.available_width() < BESIDE {
        ui.add(keys.wrap());
        ui.add(Label::new(text).wrap());
        return;
    }
    ui.horizontal_top(|ui| {
        ui.allocate_ui(vec2(KEYS, 0.0), |ui| {
            ui.set_min_width(KEYS);
            ui.add(keys.wrap());
        });
        ui.add(Label::new(text).wrap());
    });
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
