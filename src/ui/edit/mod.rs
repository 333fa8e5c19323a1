//! The dialogs about changing bytes. Each names its file and says what will happen.

mod journal;
mod questions;

use super::dialog::{self, Room};
use super::theme::palette;
use crate::app::edit::{EditMsg, EditQuestion};
use crate::app::{App, AppMsg, Msg};
use crate::base::DocId;
use crate::messages::{say, say_with};
use egui::{Align, Button, Layout, RichText, Ui};

/// Their width, in points.
const WIDTH: f32 = 520.0;

/// Shows the question that is asked; whether it is to be closed.
pub(super) fn show(ui: &Ui, app: &App, out: &mut Vec<Msg>) -> bool {
    let Some(question) = app.edit_question() else { return true };
    let title = match question {
        EditQuestion::Mode(_) => say("edit-mode-title"),
        EditQuestion::Unlock(_) => say("edit-unlock-title"),
        EditQuestion::Fill(_) => say("edit-fill-title"),
        EditQuestion::Extend(_) => say("edit-extend-title"),
        EditQuestion::CutOff(..) => say("edit-cut-off-title"),
        EditQuestion::Write(_) => say("edit-write-title"),
        EditQuestion::Changed(..) => say("edit-differs-title"),
        EditQuestion::Unsaved(_) => say("edit-unsaved-title"),
        EditQuestion::Journal(_) => say("edit-journal-title"),
    };
    let mut is_answered = false;
    // Each is as high as it has to be: that is kept by the title.
    let closes = dialog::show(ui, title, title, WIDTH, |ui, room| {
        let n = out.len();
        dialog::scrolling(ui, room, |ui| match question {
            EditQuestion::Mode(doc) => questions::mode(ui, app, *doc, out),
            EditQuestion::Unlock(doc) => questions::unlock(ui, app, *doc, room, out),
            EditQuestion::Fill(pane) => questions::fill(ui, app, *pane, room, out),
            EditQuestion::Extend(doc) => questions::extend(ui, app, *doc, room, out),
            EditQuestion::CutOff(doc, at) => questions::cut_off(ui, app, (*doc, *at), room, out),
            EditQuestion::Write(doc) => questions::write(ui, app, *doc, room, out),
            EditQuestion::Changed(doc, changed) => questions::changed(ui, *doc, changed, room, out),
            EditQuestion::Unsaved(leave) => questions::unsaved(ui, app, *leave, room, out),
            EditQuestion::Journal(left) => journal::show(ui, left, room, out),
        });
        is_answered = out.len() > n;
    });
    closes && !is_answered
}

/// The name of a document.
fn name(app: &App, doc: DocId) -> String {
    app.doc(doc).map_or_else(String::new, |doc| doc.label().to_owned())
}

/// A sentence.
fn tell(ui: &mut Ui, text: impl Into<String>) {
    ui.add(egui::Label::new(text.into()).wrap());
    ui.add_space(4.0);
}

/// A sentence about less.
fn hint(ui: &mut Ui, text: impl Into<String>) {
    ui.add(egui::Label::new(RichText::new(text).color(palette(ui).dim)).wrap());
    ui.add_space(4.0);
}

/// The row of buttons: the first is the one to press, then others, then the one that changes nothing, which
/// gets the keyboard if it is to: so nothing is written by an Enter that was meant for something else.
fn buttons(
    ui: &mut Ui,
    all: Vec<(&str, bool, Msg)>,
    (cancel, takes_keyboard): (&'static str, bool),
    out: &mut Vec<Msg>,
) {
    ui.add_space(8.0);
    let row = egui::vec2(ui.available_width(), 26.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center).with_main_wrap(true), |ui| {
        let colours = palette(ui);
        for (nr, (text, can, msg)) in all.into_iter().enumerate() {
            let button = match nr {
                0 => Button::new(RichText::new(text).color(colours.on_accent)).fill(colours.accent),
                _ => Button::new(text),
            };
            if ui.add_enabled(can, button).clicked() {
                out.push(msg);
            }
        }
        let cancel = ui.button(say(cancel));
        if takes_keyboard {
            cancel.request_focus();
        }
        if cancel.clicked() {
            out.push(AppMsg::HideOverlay.into());
        }
    });
}

/// The number of changes, as a sentence's argument.
fn n_changes(app: &App, doc: DocId) -> u64 {
    app.doc(doc).map_or(0, crate::doc::Document::n_changes)
}

/// Bytes as pairs of digits, or a dash.
fn pairs(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "—".to_owned();
    }
    let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(" ")
}

/// Says how many changes a document has, of what.
fn about_changes(app: &App, doc: DocId) -> String {
    say_with("edit-n-changes", [("n", n_changes(app, doc).into()), ("name", name(app, doc).into())])
}

/// What a press asks for.
fn ask(msg: EditMsg) -> Msg {
    msg.into()
}

/// Whether a dialog has just come: its field gets the keyboard.
fn is_new(room: Room) -> bool {
    room.is_new
}
