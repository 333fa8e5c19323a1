//! Overlays: banners, messages, dialogs, the path field.

use super::dialog::{self, Room};
use super::theme::{palette, text_width};
use super::{
    access, compare_with, edit, encodings, fonts_page, guide, keys_page, messages_page, path_box, report,
    scrolled, sessions, settings,
};
use crate::app::{App, AppMsg, DocMsg, Msg, Overlay, PaneRef};
use crate::base::units::share;
use crate::base::{RowNr, human};
use crate::doc::BannerAction;
use crate::messages::{say, say_with};
use crate::view::{PaneMsg, Pending};
use egui::{Align, Align2, Area, Frame, Id, Layout, Margin, RichText, ScrollArea, Stroke, Ui, vec2};
use std::path::Path;

/// The least width at which buttons stand beside a sentence, in points.
const BESIDE: f32 = 640.0;

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
    let is_record = matches!(pane.pending(), Some(Pending::Record(..)));
    let nr = |row: RowNr| human::grouped(row.0 + 1).into();
    let what = match pane.pending() {
        Some(Pending::Line(row)) => say_with("line-nr", [("nr", nr(row))]),
        Some(Pending::Record(row, _)) => say_with("row-nr", [("nr", nr(row))]),
        Some(Pending::Column(row, column)) => {
            say_with("pending-column", [("column", human::grouped(column + 1).into()), ("line", nr(row))])
        }
        Some(Pending::Time(time)) => time.shown(),
        Some(Pending::Edge { is_end: true, .. }) => say("pending-end").to_owned(),
        Some(Pending::Edge { .. }) => say("pending-start").to_owned(),
        _ => return,
    };
    let records = file.table().and_then(|table| table.index()).map(|index| index.counts.span().end.0);
    let lines = file.index().map(|index| index.span().end.0);
    let indexed = if is_record { records } else { lines }.unwrap_or(0);
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

/// What the buttons of a banner take, about, in points.
const ROOM_FOR_BUTTONS: f32 = 220.0;

fn strip(ui: &mut Ui, text: &str, buttons: impl FnOnce(&mut Ui)) {
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.selection).inner_margin(Margin::symmetric(12, 6));
    frame.show(ui, |ui| {
        let width = text_width(ui, text, egui::TextStyle::Body.resolve(ui.style()));
        if width + ROOM_FOR_BUTTONS > ui.available_width() && ui.available_width() < BESIDE {
            access::announce(&ui.add(egui::Label::new(text).wrap()), false);
            ui.horizontal_wrapped(buttons);
            return;
        }
        let size = vec2(ui.available_width(), 26.0);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            buttons(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                access::announce(&ui.add(egui::Label::new(text).truncate()), false);
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
        (Overlay::Guide(page), _) => {
            dialog::show(ui, "guide", say("guide-title"), guide::WIDTH, |ui, room| {
                guide::show(ui, page, room, out);
            })
        }
        (Overlay::Palette, _) => return super::palette::show(ui, app, out),
        (Overlay::Settings, _) => {
            dialog::show(ui, "settings", say("settings-title"), settings::WIDTH, |ui, room| {
                settings::show(ui, app, room, out);
            })
        }
        (Overlay::Keyboard, _) => {
            dialog::show(ui, "keyboard", say("settings-title"), settings::WIDTH, |ui, room| {
                settings::keyboard::show(ui, app, room, out);
            })
        }
        (Overlay::Messages, _) => {
            dialog::show(ui, "message log", say("messages-title"), messages_page::WIDTH, |ui, room| {
                messages_page::show(ui, app, room, out);
            })
        }
        (Overlay::Keys, _) => dialog::show(ui, "keys", say("keys-title"), keys_page::WIDTH, |ui, room| {
            keys_page::show(ui, app, room, out);
        }),
        (Overlay::Fonts, _) => {
            dialog::show(ui, "fonts", say("fonts-title"), fonts_page::WIDTH, |ui, room| {
                fonts_page::show(ui, app, room, out);
            })
        }
        (Overlay::About, _) => dialog::show(ui, "about", say("gander"), 420.0, about),
        (Overlay::Encodings, Some(pane)) => {
            let title = say("encoding-title");
            dialog::show(ui, "encodings", title, encodings::WIDTH, |ui, room| {
                encodings::show(ui, &pane, room, out);
            })
        }
        (Overlay::Edit, _) => edit::show(ui, app, out),
        (Overlay::Compare, Some(pane)) => {
            let title = say_with("compare-title", [("name", pane.label().to_owned().into())]);
            dialog::show(ui, "compare", &title, compare_with::WIDTH, |ui, room| {
                compare_with::bytes(ui, app, &pane, room, out);
            })
        }
        (Overlay::SaveSession, _) => {
            dialog::show(ui, "saving", say("session-save-title"), sessions::WIDTH, |ui, room| {
                dialog::scrolling(ui, room, |ui| sessions::save(ui, app, room, out));
            })
        }
        (Overlay::OpenSession, _) => {
            dialog::show(ui, "restoring", say("session-open-title"), sessions::WIDTH, |ui, room| {
                dialog::scrolling(ui, room, |ui| sessions::open(ui, app, room, out));
            })
        }
        (Overlay::Filters, Some(pane)) => {
            dialog::show(ui, "filters", say("filters-title"), sessions::WIDTH, |ui, room| {
                dialog::scrolling(ui, room, |ui| sessions::filters(ui, app, &pane, room, out));
            })
        }
        (Overlay::Report, Some(pane)) => {
            let title = say_with("report-dialog-title", [("name", pane.label().to_owned().into())]);
            dialog::show(ui, "report", &title, report::WIDTH, |ui, room| {
                report::show(ui, app, &pane, room, out);
            })
        }
        (Overlay::Summaries, Some(pane)) => {
            let title = say_with("summaries-with-title", [("name", pane.label().to_owned().into())]);
            dialog::show(ui, "summaries", &title, compare_with::WIDTH, |ui, room| {
                compare_with::summaries(ui, app, &pane, room, out);
            })
        }
        (
            Overlay::Encodings | Overlay::Compare | Overlay::Filters | Overlay::Report | Overlay::Summaries,
            None,
        ) => true,
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
                ui.set_max_width(420.0_f32.min(ui.ctx().content_rect().width() - 56.0));
                let sign = if toast.is_bad { "⚠  " } else { "" };
                access::announce(&ui.label(format!("{sign}{}", toast.text)), toast.is_bad);
            });
        }
    });
}

fn about(ui: &mut Ui, room: Room) {
    let colours = palette(ui);
    let area = ScrollArea::vertical().max_height(room.height).min_scrolled_height(room.height);
    let by = scrolled::by_keys(ui, room.height, 20.0);
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        ui.scroll_with_delta(vec2(0.0, -by));
        ui.label(say_with("about-version", [("version", env!("CARGO_PKG_VERSION").into())]));
        ui.add_space(4.0);
        ui.label(RichText::new(say("about-licence")).color(colours.dim));
    });
}
