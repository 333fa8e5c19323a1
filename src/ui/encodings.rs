//! In which encoding the file is read, and why: a dialog with all encodings to choose from. What is
//! typed leaves those whose name or region holds it, arrows walk through them, Enter takes one.

use super::dialog::Room;
use super::theme::{SMALL, mono, palette};
use super::{filter_field, scrolled};
use crate::app::{AppMsg, DocMsg, Msg, Overlay, PaneRef};
use crate::doc::file::File;
use crate::format::encoding::Encoding;
use crate::format::sniff::Confidence;
use crate::messages::{say, say_with};
use crate::view::PaneMsg;
use egui::{Align, Button, Id, Key, Modifiers, Response, RichText, ScrollArea, Stroke, StrokeKind, Ui, vec2};

/// Widest, in points.
pub(super) const WIDTH: f32 = 440.0;
/// Height of an encoding in the list, in points.
const ITEM: f32 = 24.0;
/// The most of the list that is visible at once, and the rows that a page key goes, in points and rows.
const MOST: f32 = 400.0;
const PAGE: usize = 8;

/// What the status bar says: the encoding's name, or that it is no text.
pub(super) fn name(file: &File) -> &'static str {
    file.encoding_name().unwrap_or_else(|| say("encoding-binary"))
}

/// The list from one frame to the next.
#[derive(Clone, Default)]
struct Chooser {
    /// What was typed.
    wanted: String,
    /// The line that Enter takes, among those that are shown.
    at: usize,
}

/// The verdict, its evidence, and what else the file may be read as. A choice closes the window.
pub(super) fn show(ui: &mut Ui, pane: &PaneRef<'_>, room: Room, out: &mut Vec<Msg>) {
    let Some(file) = pane.file() else { return };
    let id = Id::unique("encodings");
    let mut chooser: Chooser = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if room.is_new {
        chooser = Chooser { wanted: String::new(), at: line_in_force(file) };
    }
    // However long the evidence is, some encodings can be seen; in a low window all scrolls together.
    let is_low = room.height < 260.0;
    let top = ui.cursor().top();
    if !is_low {
        verdict(ui, pane, file, out);
        ui.add_space(8.0);
    }
    let taken = keys(ui, file, &mut chooser);
    search(ui, room, file, &mut chooser);
    ui.add_space(4.0);
    let height = if is_low {
        (room.height - 34.0).max(ITEM)
    } else {
        (room.height - (ui.cursor().top() - top)).clamp(3.0 * ITEM, MOST)
    };
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        choices(ui, pane, file, &chooser, taken.is_some() || room.is_new, out);
        if is_low {
            ui.add_space(8.0);
            verdict(ui, pane, file, out);
        }
    });
    if taken == Some(Taken::Chosen)
        && let Some(choice) = shown(file, &chooser.wanted).get(chooser.at)
    {
        out.push(pane.to_doc(DocMsg::SetEncoding(choice.encoding.map(Encoding::name))));
    }
    ui.data_mut(|data| data.insert_temp(id, chooser));
}

/// What keys do to the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// Another line is chosen.
    Moved,
    /// The chosen line is taken.
    Chosen,
}

/// Takes the arrows, the page keys and Enter.
fn keys(ui: &Ui, file: &File, chooser: &mut Chooser) -> Option<Taken> {
    let last = shown(file, &chooser.wanted).len().saturating_sub(1);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = if pressed(Key::ArrowDown) {
        chooser.at + 1
    } else if pressed(Key::ArrowUp) {
        chooser.at.saturating_sub(1)
    } else if pressed(Key::PageDown) {
        chooser.at + PAGE
    } else if pressed(Key::PageUp) {
        chooser.at.saturating_sub(PAGE)
    } else {
        // Enter on a button is that button's.
        let is_typing = ui.ctx().text_edit_focused();
        return (is_typing && pressed(Key::Enter)).then_some(Taken::Chosen);
    };
    chooser.at = to.min(last);
    Some(Taken::Moved)
}

/// The field; what is typed chooses the first line that is left.
fn search(ui: &mut Ui, room: Room, file: &File, chooser: &mut Chooser) {
    if filter_field::show(ui, room, "encoding-search", &mut chooser.wanted).changed() {
        chooser.at = if chooser.wanted.is_empty() { line_in_force(file) } else { 0 };
    }
}

/// A line of the list.
struct Choice {
    /// `None`: as detected.
    encoding: Option<Encoding>,
    name: &'static str,
    beside: &'static str,
}

/// The lines whose name or region holds every word that is wanted, in any case.
fn shown(file: &File, wanted: &str) -> Vec<Choice> {
    let beside = file.verdict().reads_as().name();
    let detected = Choice { encoding: None, name: say("encoding-detected"), beside };
    let all = Encoding::all().map(|encoding| {
        let (name, beside) = (encoding.name(), encoding.region().said());
        Choice { encoding: Some(encoding), name, beside }
    });
    let holds =
        |choice: &Choice| filter_field::has_words(&format!("{} {}", choice.name, choice.beside), wanted);
    std::iter::once(detected).chain(all).filter(holds).collect()
}

/// The line of the encoding in force, where all are shown.
fn line_in_force(file: &File) -> usize {
    let wanted = file.wanted_encoding();
    shown(file, "").iter().position(|choice| choice.encoding == wanted).unwrap_or(0)
}

fn verdict(ui: &mut Ui, pane: &PaneRef<'_>, file: &File, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let verdict = file.verdict();
    let how = ("how", confidence(verdict.confidence).into());
    let found = match verdict.encoding {
        Some(encoding) => say_with("encoding-seems", [("name", encoding.name().into()), how]),
        None => say_with("encoding-no-text", [how]),
    };
    ui.label(found);
    if let Some(wanted) = file.wanted_encoding() {
        ui.label(say_with("encoding-chosen", [("name", wanted.name().into())]));
    }
    ui.add_space(4.0);
    let of_table = verdict.table.iter().flat_map(|table| &table.evidence);
    for says in verdict.evidence.iter().chain(of_table) {
        ui.label(RichText::new(says.to_string()).size(SMALL).color(colours.dim));
    }
    if let Some(misfit) = verdict.misfit {
        let text = RichText::new(say_with("encoding-misfit", [("at", misfit.to_string().into())]))
            .color(colours.accent);
        if ui.link(text).on_hover_text(say("encoding-misfit-hint")).clicked() {
            out.push(pane.to_pane(PaneMsg::ShowPlace(misfit)));
            out.push(AppMsg::Toggle(Overlay::Encodings).into());
        }
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Guess => say("confidence-guess"),
        Confidence::Likely => say("confidence-likely"),
        Confidence::Certain => say("confidence-certain"),
    }
}

fn choices(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    file: &File,
    chooser: &Chooser,
    brings_into_view: bool,
    out: &mut Vec<Msg>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let choices = shown(file, &chooser.wanted);
    if choices.is_empty() {
        ui.label(RichText::new(say("encoding-none")).color(palette(ui).dim));
    }
    for (nr, choice) in choices.iter().enumerate() {
        let is_in_force = file.wanted_encoding() == choice.encoding;
        let line = line(ui, choice, is_in_force, nr == chooser.at);
        if nr == chooser.at && brings_into_view {
            line.scroll_to_me(Some(Align::Center));
        }
        if line.clicked() {
            out.push(pane.to_doc(DocMsg::SetEncoding(choice.encoding.map(Encoding::name))));
        }
    }
}

/// A line of the list; `is_next`: Enter takes it.
fn line(ui: &mut Ui, choice: &Choice, is_in_force: bool, is_next: bool) -> Response {
    let colours = palette(ui);
    let beside = RichText::new(choice.beside).size(SMALL).color(colours.dim);
    let button = Button::selectable(is_in_force, RichText::new(choice.name).font(mono())).right_text(beside);
    // The bar beside the list leaves the words alone.
    let size = vec2(ui.available_width() - 12.0, ITEM);
    let line = ui.add(button.min_size(size).truncate());
    let name = choice.name;
    line.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_in_force, name));
    if is_next {
        let stroke = Stroke::new(1.5, colours.accent);
        ui.painter().rect_stroke(line.rect.shrink(1.0), 4.0, stroke, StrokeKind::Inside);
    }
    line
}
