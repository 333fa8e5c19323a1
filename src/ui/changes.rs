//! The panel of changes: where each is, the bytes before and after, and what undoes all.

use super::theme::{SMALL, mono, palette};
use super::{results_header, scrolled};
use crate::app::edit::EditMsg;
use crate::app::{App, Msg, PaneRef};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span, human};
use crate::doc::File;
use crate::messages::{say, say_with};
use crate::source::blocks::Fetched;
use crate::view::PaneMsg;
use egui::{Align, Button, Layout, RichText, ScrollArea, Ui, vec2};

/// Height of a line, in points.
const LINE: f32 = 24.0;

/// How many bytes of a change are shown.
const SHOWN: u64 = 8;

/// Lists the changes of the focused document, in the file's order.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let Some(file) = pane.file() else { return };
    let n = pane.doc.n_changes();
    if n == 0 {
        ui.label(RichText::new(say("edit-no-changes")).color(palette(ui).dim));
        return;
    }
    let Some(edits) = file.edits() else { return };
    let spans = edits.spans();
    let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        // Lines in sight alone: there may be any number.
        let (top, width) = (ui.min_rect().top(), ui.available_width());
        let clip = ui.clip_rect();
        let first = crate::base::units::whole((clip.top() - top).max(0.0) / LINE);
        let last = (crate::base::units::whole((clip.bottom() - top).max(0.0) / LINE) + 1).min(to_usize(n));
        ui.set_width(width);
        ui.set_height(crate::base::units::px(to_usize(n)) * LINE);
        for nr in first.min(last)..last {
            let rect = egui::Rect::from_min_size(
                egui::pos2(ui.min_rect().left(), top + crate::base::units::px(nr) * LINE),
                vec2(width, LINE),
            );
            let place = egui::UiBuilder::new().max_rect(rect).id_salt(nr);
            let mut ui = ui.new_child(place.layout(Layout::left_to_right(Align::Center)));
            match spans.get(nr) {
                Some(span) => one(&mut ui, pane, file, *span, out),
                None => cut(&mut ui, pane, file, out),
            }
        }
    });
}

/// A change: a press on its place goes there.
fn one(ui: &mut Ui, pane: &PaneRef<'_>, file: &File, span: Span, out: &mut Vec<Msg>) {
    go(ui, pane, span.start, out);
    let shown = Span::at(span.start, SHOWN.min(span.len()));
    let digits = |bytes: Fetched<Vec<u8>>| match bytes {
        Fetched::Ready(bytes) if bytes.is_empty() => "—".to_owned(),
        Fetched::Ready(bytes) => {
            let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            let more = if span.len() > SHOWN && len_u64(bytes.len()) == SHOWN { " …" } else { "" };
            pairs.join(" ") + more
        }
        Fetched::Pending | Fetched::Failed(_) => "…".to_owned(),
    };
    let colours = palette(ui);
    let (old, new) = (digits(file.bytes(shown)), digits(file.edited(shown)));
    ui.label(RichText::new(human::size(span.len())).size(SMALL).color(colours.dim));
    let text = format!("{old} → {new}");
    let label = egui::Label::new(RichText::new(&text).font(mono()).size(SMALL)).truncate();
    ui.add(label).on_hover_text(text);
}

/// The end that is cut off.
fn cut(ui: &mut Ui, pane: &PaneRef<'_>, file: &File, out: &mut Vec<Msg>) {
    let end = Offset(file.edited_len());
    go(ui, pane, end.back(1), out);
    let size = human::size(file.len().saturating_sub(end.0));
    ui.label(say_with("edit-change-cut", [("size", size.into())]));
}

fn go(ui: &mut Ui, pane: &PaneRef<'_>, at: Offset, out: &mut Vec<Msg>) {
    let text = RichText::new(at.to_string()).font(mono()).size(SMALL).color(palette(ui).accent);
    ui.spacing_mut().button_padding.x = 0.0;
    if ui.add(Button::new(text).frame(false)).on_hover_text(say("marks-go")).clicked() {
        out.push(pane.to_pane(PaneMsg::ShowPlace(at)));
    }
}

/// Undoes all; and how many there are.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let n = pane.doc.n_changes();
    if n == 0 || !pane.doc.can_edit() {
        return;
    }
    let colours = palette(ui);
    if results_header::flat(ui, say("edit-undo-all"), say("edit-undo-all-hint"), colours.accent).clicked() {
        out.push(EditMsg::UndoAll(pane.doc.id()).into());
    }
    ui.label(RichText::new(say_with("edit-changes-count", [("n", n.into())])).color(colours.dim));
}
