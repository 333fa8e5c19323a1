//! Overlays: banners, messages, the list of keys, the path field.

use super::encodings;
use super::path_box;
use super::theme::{mono, palette, semibold};
use crate::app::actions::{self, Action};
use crate::app::{App, AppMsg, DocMsg, Msg, Overlay, PaneRef};
use crate::base::units::share;
use crate::base::{RowNr, human};
use crate::doc::BannerAction;
use crate::messages::{say, say_with};
use crate::view::{PaneMsg, Pending};
use egui::{Align, Align2, Area, Frame, Id, Layout, Margin, Modal, RichText, Stroke, Ui, vec2};
use std::path::Path;

/// One calm sentence about a change, with what can be done.
pub(super) fn banner(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let Some(banner) = pane.banner() else { return };
    strip(ui, &format!("⚠  {}", banner.text), |ui| {
        if ui.button(say("banner-dismiss")).clicked() {
            out.push(pane.to_doc(DocMsg::DismissBanner));
        }
        for choice in &banner.choices {
            let (label, msg) = banner_choice(*choice);
            if ui.button(label).clicked() {
                out.push(pane.to_doc(msg));
            }
        }
    });
}

/// What a button of a banner says, and what it sends.
fn banner_choice(choice: BannerAction) -> (&'static str, DocMsg) {
    match choice {
        BannerAction::ReadAnew => (say("banner-read-anew"), DocMsg::Reopen),
        BannerAction::OpenNew => (say("banner-open-new"), DocMsg::Reopen),
        BannerAction::GoToNew => (say("banner-go-to-new"), DocMsg::Reopen),
        BannerAction::CopyDetails => (say("banner-copy-details"), DocMsg::CopyDetails),
        BannerAction::ShowPrevious => (say("banner-previous"), DocMsg::ShowPreviousFile),
        BannerAction::ShowOneBefore => (say("banner-one-before"), DocMsg::ShowPreviousFile),
        BannerAction::ShowReadBefore => (say("banner-read-before"), DocMsg::ShowPreviousFile),
    }
}

/// What helps with a compressed file.
pub(super) fn compressed(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    if !pane.shows_hint() {
        return;
    }
    let Some(text) = compression(pane) else { return };
    strip(ui, &text, |ui| {
        if ui.button(say("banner-dismiss")).clicked() {
            out.push(pane.to_doc(DocMsg::DismissHint));
        }
        if ui.button(say("compressed-copy")).clicked() {
            out.push(pane.to_doc(DocMsg::CopyCommand));
        }
    });
}

/// How a file is compressed and what helps, in a sentence.
pub(super) fn compression(pane: &PaneRef<'_>) -> Option<String> {
    let how = pane.file()?.compression()?;
    // The command that is copied has the whole path; here the name has to fit.
    let command = how.command(pane.path().and_then(Path::file_name).map(Path::new));
    Some(say_with("compressed", [("how", how.name().into()), ("command", command.into())]))
}

/// A file that does not answer.
pub(super) fn silent(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let Some(silent) = pane.silent_for() else { return };
    let on = pane.mount().map_or_else(String::new, |kind| format!(" ({kind})"));
    let (name, seconds) = (pane.name().to_owned(), silent.as_secs().to_string());
    let text =
        say_with("silent-file", [("name", name.into()), ("seconds", seconds.into()), ("mount", on.into())]);
    strip(ui, &text, |ui| {
        if ui.button(say("tab-close")).clicked() {
            out.push(AppMsg::ClosePane(pane.pane.id()).into());
        }
    });
}

/// A pending jump.
pub(super) fn pending(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let Some(file) = pane.file() else { return };
    let nr = |row: RowNr| human::grouped(row.0 + 1).into();
    let what = match pane.pending() {
        Some(Pending::Line(row)) => say_with("line-nr", [("nr", nr(row))]),
        Some(Pending::Column(row, column)) => {
            say_with("pending-column", [("column", human::grouped(column + 1).into()), ("line", nr(row))])
        }
        Some(Pending::Time(time)) => time.text().replace('T', " "),
        Some(Pending::Edge { is_end: true, .. }) => say("pending-end").to_owned(),
        Some(Pending::Edge { .. }) => say("pending-start").to_owned(),
        _ => return,
    };
    let indexed = file.index().map_or(0, |index| index.span().end.0);
    let done = human::percent(share(indexed, file.len()));
    let text = say_with("pending-place", [("what", what.into()), ("done", done.into())]);
    strip(ui, &text, |ui| {
        if ui.button(say("pending-stop")).clicked() {
            out.push(pane.to_pane(PaneMsg::CancelGoto));
        }
    });
}

/// More is selected than should be copied into memory.
pub(super) fn question(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let Some(question) = pane.question() else { return };
    strip(ui, &question.to_string(), |ui| {
        if ui.button(say("cancel")).clicked() {
            out.push(pane.to_pane(PaneMsg::DismissQuestion));
        }
        if ui.button(say("question-save")).clicked() {
            out.push(pane.to_pane(PaneMsg::SaveSelectionDialog));
        }
    });
}

/// What the buttons of a banner take, about, and from which width on they stand beside its sentence, in
/// points.
const ROOM_FOR_BUTTONS: f32 = 220.0;
const NARROW: f32 = 640.0;

fn strip(ui: &mut Ui, text: &str, buttons: impl FnOnce(&mut Ui)) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.selection).inner_margin(Margin::symmetric(12, 6));
    frame.show(ui, |ui| {
        let font = egui::TextStyle::Body.resolve(ui.style());
        let width = ui.painter().layout_no_wrap(text.to_owned(), font, colours.text).size().x;
        if width + ROOM_FOR_BUTTONS > ui.available_width() && ui.available_width() < NARROW {
            ui.add(egui::Label::new(text).wrap());
            ui.horizontal(|ui| buttons(ui));
            return;
        }
        let size = vec2(ui.available_width(), 26.0);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            buttons(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(text).truncate());
            });
        });
    });
}

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    toasts(ui, app);
    let Some(overlay) = app.overlay() else { return };
    let pane = app.focused();
    let closes = match (overlay, pane) {
        (Overlay::Path, _) => {
            return app.path_box().into_iter().for_each(|asked| path_box::show(ui, asked, out));
        }
        (Overlay::Keys, _) => modal(ui, "keys", say("keys-title"), keys),
        (Overlay::About, _) => modal(ui, "about", say("gander"), about),
        (Overlay::Encodings, Some(pane)) => {
            modal(ui, "encodings", say("encoding-title"), |ui| encodings::show(ui, &pane, out))
        }
        (Overlay::Encodings, None) => true,
    };
    if closes {
        out.push(AppMsg::HideOverlay.into());
    }
}

fn toasts(ui: &Ui, app: &App) {
    if app.toasts().is_empty() {
        return;
    }
    let area = Area::new(Id::unique("messages")).anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -44.0));
    area.order(egui::Order::Tooltip).interactable(false).show(ui.ctx(), |ui| {
        let colours = palette(ui);
        for toast in app.toasts() {
            let edge = if toast.is_bad { colours.error } else { colours.line };
            let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, edge)).corner_radius(8);
            frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
                ui.set_max_width(420.0);
                let sign = if toast.is_bad { "⚠  " } else { "" };
                ui.label(format!("{sign}{}", toast.text));
            });
        }
    });
}

/// A window over the others; whether it is to be closed.
fn modal(ui: &Ui, id: &str, title: &str, content: impl FnOnce(&mut Ui)) -> bool {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, colours.line)).corner_radius(8);
    let modal = Modal::new(Id::unique(id)).frame(frame.inner_margin(Margin::same(20)));
    let shown = modal.show(ui.ctx(), |ui| {
        ui.label(RichText::new(title).font(semibold(18.0)));
        ui.add_space(8.0);
        content(ui);
        ui.add_space(12.0);
        ui.button(say("close")).clicked()
    });
    shown.inner || shown.should_close()
}

fn keys(ui: &mut Ui) {
    let colours = palette(ui);
    let more = [
        (say("keys-arrows"), say("keys-arrows-does")),
        (say("keys-page"), say("keys-page-does")),
        (say("keys-row"), say("keys-row-does")),
        (say("keys-sideways"), say("keys-sideways-does")),
        (say("keys-word"), say("keys-word-does")),
        (say("keys-block"), say("keys-block-does")),
        (say("keys-lines"), say("keys-lines-does")),
        (say("keys-ends"), say("keys-ends-does")),
        (say("keys-j-k"), say("keys-j-k-does")),
        (say("keys-d-u"), say("keys-d-u-does")),
        (say("keys-f-b"), say("keys-f-b-does")),
        (say("keys-find"), say("keys-find-does")),
        (say("keys-n"), say("keys-n-does")),
        (say("keys-escape"), say("keys-escape-does")),
        (say("keys-m"), say("keys-m-does")),
        (say("keys-select-ends"), say("keys-select-ends-does")),
        (say("keys-bar"), say("keys-bar-does")),
        (say("keys-panel"), say("keys-panel-does")),
    ];
    let bound = |action: &&Action| action.keys.first().map(|keys| (keys.text(), action.label()));
    let table = actions::all().iter().filter_map(bound);
    egui::ScrollArea::vertical().max_height(ui.ctx().content_rect().height() - 220.0).show(ui, |ui| {
        egui::Grid::new("keys").num_columns(2).spacing(vec2(24.0, 4.0)).show(ui, |ui| {
            for (keys, label) in table {
                ui.label(RichText::new(keys).font(mono()).color(colours.accent));
                ui.label(label);
                ui.end_row();
            }
            for (keys, label) in more {
                ui.label(RichText::new(keys).color(colours.accent));
                ui.label(label);
                ui.end_row();
            }
        });
    });
}

fn about(ui: &mut Ui) {
    ui.set_max_width(420.0);
    let colours = palette(ui);
    ui.label(say_with("about-version", [("version", env!("CARGO_PKG_VERSION").into())]));
    ui.add_space(4.0);
    ui.label(RichText::new(say("about-licence")).color(colours.dim));
}
