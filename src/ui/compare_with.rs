//! What the focused file, or its summary, is to be compared with: another open one, or one to be chosen.

use super::dialog::Room;
use super::scrolled;
use super::theme::{SMALL, palette};
use crate::app::{App, AppMsg, CompareMsg, Msg, PaneRef, SummariesMsg};
use crate::base::human;
use crate::doc::Document;
use crate::messages::say;
use egui::{Button, Response, RichText, ScrollArea, Ui, vec2};

/// Widest, in points.
pub(super) const WIDTH: f32 = 440.0;

/// Height of a line, in points.
const ITEM: f32 = 28.0;

/// A line: its name, what stands beside it, the message of its tip, and what a press sends.
type Line<'a> = (&'a str, String, Option<&'static str>, AppMsg);

/// Offers what a file's bytes can be compared with; a press closes the dialog and compares.
pub(super) fn bytes(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, room: Room, out: &mut Vec<Msg>) {
    let id = pane.pane.id();
    let with = |doc: &Document| AppMsg::Compare(CompareMsg::With(id, doc.id()));
    let size = |doc: &Document| doc.file().map_or_else(|| "…".to_owned(), |file| human::size(file.len()));
    let open = app.comparable(id).map(|doc| (doc.label(), size(doc), None, with(doc))).collect();
    let choose = AppMsg::Compare(CompareMsg::ChooseFile(id));
    let rest = vec![
        (say("compare-choose"), String::new(), None, choose),
        (say("compare-itself"), String::new(), Some("compare-itself-hint"), with(pane.doc)),
    ];
    lines(ui, None, [open, rest], room, out);
}

/// Offers what a file's summary can be compared with.
pub(super) fn summaries(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, room: Room, out: &mut Vec<Msg>) {
    let id = pane.doc.id();
    let with = |doc: &Document| AppMsg::Summaries(SummariesMsg::With(id, doc.id()));
    let size = |doc: &Document| human::size(doc.len());
    let open = app.summarised(id).map(|doc| (doc.label(), size(doc), None, with(doc))).collect();
    let choose = AppMsg::Summaries(SummariesMsg::ChooseFile(id));
    let rest = vec![(say("summaries-choose"), String::new(), None, choose)];
    lines(ui, Some(say("summaries-with-hint")), [open, rest], room, out);
}

/// A sentence, if there is one, and two groups of lines; the first line gets the keyboard in a new dialog.
fn lines(ui: &mut Ui, says: Option<&str>, groups: [Vec<Line<'_>>; 2], room: Room, out: &mut Vec<Msg>) {
    let area = ScrollArea::vertical().max_height(room.height).min_scrolled_height(room.height.min(90.0));
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if let Some(says) = says {
            ui.label(RichText::new(says).color(palette(ui).dim));
            ui.add_space(6.0);
        }
        let mut takes_keyboard = room.is_new;
        let has_both = groups.iter().all(|group| !group.is_empty());
        for (nr, group) in groups.into_iter().enumerate() {
            if nr > 0 && has_both {
                ui.separator();
            }
            for (name, beside, tip, msg) in group {
                let mut response = line(ui, name, &beside);
                if let Some(tip) = tip {
                    response = response.on_hover_text(say(tip));
                }
                if std::mem::take(&mut takes_keyboard) {
                    response.request_focus();
                }
                if response.clicked() {
                    out.push(msg.into());
                }
            }
        }
    });
}

fn line(ui: &mut Ui, name: &str, beside: &str) -> Response {
    let beside = RichText::new(beside).size(SMALL).color(palette(ui).dim);
    let button = Button::selectable(false, RichText::new(name)).right_text(beside).truncate();
    let response = ui.add(button.min_size(vec2(ui.available_width() - 12.0, ITEM)));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response
}
