//! In which encoding the file is read, and why: a window over the others, with all encodings to
//! choose from.

use super::theme::{SMALL, mono, palette};
use crate::app::{AppMsg, DocMsg, Msg, Overlay, PaneRef};
use crate::doc::file::File;
use crate::format::encoding::Encoding;
use crate::format::sniff::Confidence;
use crate::messages::{say, say_with};
use crate::view::PaneMsg;
use egui::{Align, Button, Id, RichText, ScrollArea, Ui, vec2};

/// Widest, in points.
const WIDTH: f32 = 440.0;
/// Height around the list: margins, the title and the button below.
const AROUND: f32 = 160.0;
/// Height of an encoding in the list, in points.
const ITEM: f32 = 24.0;

/// What the status bar says: the encoding's name, or that it is no text.
pub(super) fn name(file: &File) -> &'static str {
    file.encoding_name().unwrap_or_else(|| say("encoding-binary"))
}

/// The verdict, its evidence, and what else the file may be read as. A choice closes the window.
pub(super) fn show(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let Some(file) = pane.file() else { return };
    let screen = ui.ctx().content_rect();
    ui.set_width(WIDTH.min(screen.width() - 80.0));
    let top = ui.cursor().top();
    verdict(ui, pane, file, out);
    ui.add_space(8.0);
    let above = ui.cursor().top() - top;
    // However long the evidence is, some encodings can be seen.
    let height = (screen.height() - AROUND - above).clamp(3.0 * ITEM, 400.0);
    let list = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    list.show(ui, |ui| choices(ui, pane, file, is_first_frame(ui), out));
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
    for says in &verdict.evidence {
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

fn choices(ui: &mut Ui, pane: &PaneRef<'_>, file: &File, is_first: bool, out: &mut Vec<Msg>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let wanted = file.wanted_encoding();
    let detected = file.verdict().reads_as().name();
    if choice(ui, say("encoding-detected"), detected, wanted.is_none(), is_first) {
        out.push(pane.to_doc(DocMsg::SetEncoding(None)));
    }
    for encoding in Encoding::all() {
        let is_wanted = wanted == Some(encoding);
        if choice(ui, encoding.name(), encoding.region().said(), is_wanted, is_first) {
            out.push(pane.to_doc(DocMsg::SetEncoding(Some(encoding.name()))));
        }
    }
}

/// A line of the list; whether it was pressed.
fn choice(ui: &mut Ui, name: &str, beside: &str, is_chosen: bool, is_first: bool) -> bool {
    let colours = palette(ui);
    let beside = RichText::new(beside).size(SMALL).color(colours.dim);
    let button = Button::selectable(is_chosen, RichText::new(name).font(mono())).right_text(beside);
    // The bar beside the list leaves the words alone.
    let size = vec2(ui.available_width() - 12.0, ITEM);
    let pressed = ui.add(button.min_size(size));
    pressed.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_chosen, name));
    if is_chosen && is_first {
        pressed.scroll_to_me(Some(Align::Center));
    }
    pressed.clicked()
}

/// Whether the window was not there in the frame before.
fn is_first_frame(ui: &Ui) -> bool {
    let now = ui.ctx().cumulative_frame_nr();
    let id = Id::unique("encodings were shown");
    let last: Option<u64> = ui.data_mut(|data| {
        let last = data.get_temp(id);
        data.insert_temp(id, now);
        last
    });
    last.is_none_or(|last| last + 1 < now)
}
