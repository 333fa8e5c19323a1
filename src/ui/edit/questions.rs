//! What each question about changing bytes shows.

use super::{about_changes, ask, buttons, hint, is_new, name, pairs, tell};
use crate::app::edit::{EditMsg, EditQuestion, Leave, parse_hex};
use crate::app::{App, Msg};
use crate::base::{DocId, Offset, PaneId, human};
use crate::doc::EditMode;
use crate::edit::Changed;
use crate::messages::{say, say_with};
use crate::ui::dialog::Room;
use crate::ui::scrolled;
use crate::ui::theme::{SMALL, mono, palette};
use crate::ui::tick;
use egui::text::CCursorRange;
use egui::{Id, RadioButton, RichText, ScrollArea, TextEdit, Ui};

/// The three things that may be done, with what each means; a press chooses.
pub(super) fn mode(ui: &mut Ui, app: &App, doc: DocId, out: &mut Vec<Msg>) {
    let Some(document) = app.doc(doc) else { return };
    tell(ui, say_with("edit-mode-of", [("name", name(app, doc).into())]));
    let all = [
        (EditMode::ReadOnly, say("edit-mode-read-only"), say("edit-mode-read-only-hint")),
        (EditMode::Copy, say("edit-mode-copy"), say("edit-mode-copy-hint")),
        (EditMode::WriteThrough, say("edit-mode-write"), say("edit-mode-write-hint")),
    ];
    for (mode, label, about) in all {
        let is_on = document.writing().mode() == mode;
        let can = mode != EditMode::WriteThrough || document.path().is_some();
        if tick::show(ui, can, RadioButton::new(is_on, label)).clicked() && !is_on {
            out.push(ask(EditMsg::SetMode(doc, mode)));
        }
        ui.indent(label, |ui| hint(ui, about));
    }
}

/// Names the file that is to be unlocked, and says what will happen.
pub(super) fn unlock(ui: &mut Ui, app: &App, doc: DocId, room: Room, out: &mut Vec<Msg>) {
    let path = app.doc(doc).and_then(|doc| doc.path()).map(|path| path.display().to_string());
    tell(ui, say_with("edit-unlock-what", [("path", path.unwrap_or_default().into())]));
    hint(ui, say("edit-unlock-how"));
    let label = say_with("edit-unlock-it", [("name", name(app, doc).into())]);
    buttons(ui, vec![(&label, true, ask(EditMsg::Unlock(doc)))], ("cancel", is_new(room)), out);
}

/// A field for a text that the dialog keeps while it is open; it gets the keyboard in a new one, all of it
/// selected, if it is the first.
fn field(ui: &mut Ui, label: &'static str, first: &str, (room, is_first): (Room, bool)) -> String {
    let id = Id::unique(label);
    let kept = ui.data_mut(|data| data.get_temp::<String>(id)).filter(|_| !is_new(room));
    let mut text = kept.unwrap_or_else(|| first.to_owned());
    ui.label(say(label));
    let edit = TextEdit::singleline(&mut text).desired_width(f32::INFINITY).font(mono());
    let mut shown = edit.show(ui);
    shown
        .response
        .response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say(label)));
    if is_first && is_new(room) {
        let all = CCursorRange::select_all(&shown.galley);
        shown.state.cursor.set_char_range(Some(all));
        shown.state.store(ui.ctx(), shown.response.response.id);
        shown.response.response.request_focus();
    }
    ui.data_mut(|data| data.insert_temp(id, text.clone()));
    ui.add_space(4.0);
    text
}

/// The pattern of a fill: digits, or text in quotes.
fn pattern(text: &str) -> Option<Vec<u8>> {
    let quoted = text.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let quoted = quoted.filter(|text| !text.is_empty()).map(|text| text.as_bytes().to_vec());
    quoted.or_else(|| parse_hex(text))
}

pub(super) fn fill(ui: &mut Ui, app: &App, pane: PaneId, room: Room, out: &mut Vec<Msg>) {
    let Some(span) = app.pane(pane).map(|pane| pane.selection()) else { return };
    let said = [("size", human::size(span.len()).into()), ("at", span.start.to_string().into())];
    tell(ui, say_with("edit-fill-what", said));
    let text = field(ui, "edit-fill-pattern", "00", (room, true));
    hint(ui, say("edit-fill-hint"));
    let pattern = pattern(&text);
    let can = pattern.is_some() && !span.is_empty();
    let msg = ask(EditMsg::Fill(pane, pattern.unwrap_or_default()));
    finish(ui, (say("edit-fill-do"), can, msg), out);
}

pub(super) fn extend(ui: &mut Ui, app: &App, doc: DocId, room: Room, out: &mut Vec<Msg>) {
    let len = app.doc(doc).map_or(0, crate::doc::Document::len);
    let said = [("name", name(app, doc).into()), ("size", human::size(len).into())];
    tell(ui, say_with("edit-extend-what", said));
    let n = field(ui, "edit-extend-by", "256", (room, true)).trim().replace(',', "").parse::<u64>().ok();
    let value =
        parse_hex(&field(ui, "edit-extend-value", "00", (room, false))).filter(|bytes| bytes.len() == 1);
    let can = n.is_some_and(|n| n > 0) && value.is_some();
    let value = value.and_then(|value| value.first().copied()).unwrap_or_default();
    let msg = ask(EditMsg::Extend(doc, n.unwrap_or_default(), value));
    finish(ui, (say("edit-extend-do"), can, msg), out);
}

/// The buttons of a dialog with a field: Enter presses the first, unless another one has the keyboard.
fn finish(ui: &mut Ui, first: (&str, bool, Msg), out: &mut Vec<Msg>) {
    let (n, can, msg) = (out.len(), first.1, first.2.clone());
    buttons(ui, vec![first], ("cancel", false), out);
    if can && out.len() == n && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        out.push(msg);
    }
}

pub(super) fn cut_off(ui: &mut Ui, app: &App, (doc, at): (DocId, Offset), room: Room, out: &mut Vec<Msg>) {
    let rest = Offset(app.doc(doc).map_or(0, crate::doc::Document::len)) - at;
    let said =
        [("name", name(app, doc).into()), ("at", at.to_string().into()), ("size", human::size(rest).into())];
    tell(ui, say_with("edit-cut-off-what", said));
    let label = say_with("edit-cut-off-do", [("size", human::size(rest).into())]);
    buttons(ui, vec![(&label, true, ask(EditMsg::CutOff(doc, at)))], ("cancel", is_new(room)), out);
}

/// What is about to be written.
pub(super) fn write(ui: &mut Ui, app: &App, doc: DocId, room: Room, out: &mut Vec<Msg>) {
    tell(ui, about_changes(app, doc));
    let edits = app.doc(doc).and_then(|doc| doc.file()?.edits());
    if let Some(overlay) = edits.map(crate::doc::Edits::overlay).filter(|overlay| overlay.changes_len()) {
        let sizes = [
            ("before", human::size(overlay.file_len()).into()),
            ("after", human::size(overlay.len()).into()),
        ];
        tell(ui, say_with("edit-write-len", sizes));
    }
    hint(ui, say("edit-write-how"));
    let write = ask(EditMsg::Write(doc, None));
    buttons(ui, vec![(say("edit-write-do"), true, write)], ("cancel", is_new(room)), out);
}

/// What another program has written meanwhile, at the places that are to be written.
pub(super) fn changed(ui: &mut Ui, doc: DocId, changed: &Changed, room: Room, out: &mut Vec<Msg>) {
    tell(ui, say("edit-differs-what"));
    let area = ScrollArea::both().max_height((room.height - 120.0).max(40.0)).auto_shrink([false, true]);
    scrolled::show(ui, area, |ui| {
        egui::Grid::new("differences").num_columns(4).spacing([16.0, 4.0]).show(ui, |ui| {
            for title in ["edit-differs-at", "edit-differs-was", "edit-differs-is", "edit-differs-new"] {
                ui.label(RichText::new(say(title)).size(SMALL).color(palette(ui).dim));
            }
            ui.end_row();
            for one in &changed.differences {
                ui.label(RichText::new(one.at.to_string()).font(mono()));
                let seen = if one.seen.is_empty() { say("unknown").to_owned() } else { pairs(&one.seen) };
                for text in [seen, pairs(&one.now), pairs(&one.new)] {
                    ui.label(RichText::new(text).font(mono()));
                }
                ui.end_row();
            }
        });
    });
    let msg = ask(EditMsg::Write(doc, Some(changed.token)));
    buttons(ui, vec![(say("edit-differs-do"), true, msg)], ("cancel", is_new(room)), out);
}

/// Changes that would be lost.
pub(super) fn unsaved(ui: &mut Ui, app: &App, leave: Leave, room: Room, out: &mut Vec<Msg>) {
    let docs = app.unsaved(leave);
    for doc in &docs {
        tell(ui, about_changes(app, *doc));
    }
    hint(ui, say("edit-unsaved-what"));
    let mut all = Vec::new();
    if let [doc] = docs[..] {
        all.push((say("edit-unsaved-save"), true, ask(EditMsg::SaveCopy(doc))));
        if app.doc(doc).is_some_and(|doc| doc.writing().is_locked()) {
            let write = ask(EditMsg::Ask(EditQuestion::Write(doc)));
            all.push((say("edit-write-do"), true, write));
        }
    }
    all.push((say("edit-unsaved-discard"), true, ask(EditMsg::Discard(leave))));
    buttons(ui, all, ("cancel", is_new(room)), out);
}
