//! The field over a long list in a dialog: what is typed leaves the lines that hold its words.

use super::dialog::Room;
use super::theme::palette;
use crate::messages::say;
use egui::{Response, RichText, TextEdit, Ui, vec2};

/// Shows the field, whose message is its hint and its name. It gets the keyboard in a new dialog.
pub(super) fn show(ui: &mut Ui, room: Room, message: &'static str, wanted: &mut String) -> Response {
    let hint = RichText::new(say(message)).color(palette(ui).dim);
    let edit = TextEdit::singleline(wanted).hint_text(hint);
    let field = ui.add_sized(vec2(ui.available_width(), 26.0), edit);
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say(message)));
    if room.is_new {
        field.request_focus();
    }
    field
}

/// Whether a line holds every word that is wanted, in any case.
pub(super) fn has_words(line: &str, wanted: &str) -> bool {
    let line = line.to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| line.contains(word))
}
