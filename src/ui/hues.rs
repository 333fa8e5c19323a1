//! Choosing one of the colours that have a name.

use super::theme::palette;
use crate::doc::rules::Hue;
use crate::messages::say;
use egui::{Color32, ComboBox, Sense, Stroke, Ui, vec2};

/// A swatch that opens the others; `label` says of what the colour is.
pub(super) fn choose(ui: &mut Ui, hue: &mut Hue, label: &str) {
    let colours = palette(ui);
    ui.scope(|ui| {
        let color = colours.hue(*hue);
        swatch(ui, color);
        let combo = ComboBox::from_id_salt(label).selected_text(say(hue.name())).width(84.0);
        let shown = combo.show_ui(ui, |ui| {
            for one in Hue::ALL {
                ui.horizontal(|ui| {
                    swatch(ui, colours.hue(one));
                    ui.selectable_value(hue, one, say(one.name()));
                });
            }
        });
        shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, label));
    });
}

fn swatch(ui: &mut Ui, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
    let square = egui::Rect::from_center_size(rect.center(), vec2(11.0, 11.0));
    ui.painter().rect(square, 3.0, color, Stroke::NONE, egui::StrokeKind::Inside);
}
