//! The status bar: where you are on the left, what is being done on the right.

use super::theme::palette;
use super::{cards, encodings};
use crate::app::{App, AppMsg, DocMsg, Msg, Overlay, PaneRef};
use crate::base::human;
use crate::base::units::share;
use crate::messages::{find, say, say_with};
use crate::source::blocks::Fetched;
use crate::view::{CursorColumn, PaneMsg};
use egui::{Align, Layout, RichText, Stroke, Ui};

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    ui.painter().hline(ui.clip_rect().x_range(), ui.max_rect().top() + 0.5, Stroke::new(1.0, colours.line));
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 20.0;
        match &app.focused() {
            Some(pane) => {
                place(ui, pane);
                linked(ui, app, pane);
                following(ui, pane, out);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    encoding(ui, pane, out);
                    tasks(ui, app, out);
                    work(ui, pane, out);
                });
            }
            None => {
                ui.label(say("status-no-file"));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| tasks(ui, app, out));
            }
        }
    });
}

fn place(ui: &mut Ui, pane: &PaneRef<'_>) {
    let Some(file) = pane.file() else { return };
    let colours = palette(ui);
    let cursor = pane.cursor();
    let line = match file.row_at(cursor) {
        Fetched::Ready(row) if !file.is_empty() => file.line_of(row.text.start),
        _ => Fetched::Pending,
    };
    if let Fetched::Ready(Some(nr)) = line {
        let column = pane.cursor_column().map(|column| match column {
            CursorColumn::Known(column) => human::grouped(column),
            CursorColumn::NotYet => "…".to_owned(),
        });
        let line = ("line", human::grouped(nr.0 + 1).into());
        ui.label(match column {
            Some(column) => say_with("status-line-column", [line, ("column", column.into())]),
            None => say_with("status-line", [line]),
        });
    }
    let at = format!("@ {cursor} · {}", human::percent(share(cursor.0, file.len())));
    ui.label(RichText::new(at).color(colours.dim));
    let selected = pane.selection().len();
    if selected > 0 {
        ui.label(say_with("status-bytes-selected", [("n", selected.into())]));
    }
    if let Some(block) = pane.block().filter(|block| !block.columns().is_empty()) {
        let n = crate::base::units::len_u64(block.columns().len());
        ui.label(say_with("status-columns-selected", [("n", n.into())]));
    }
    if ui.available_width() > 620.0 {
        ui.label(RichText::new(human::size(file.len())).color(colours.dim));
    }
}

/// Whether the pane shares its cursor with another one.
fn linked(ui: &mut Ui, app: &App, pane: &PaneRef<'_>) {
    if pane.doc.is_shared() && app.layout().visible().len() > 1 {
        let text = if pane.is_linked() { say("status-linked") } else { say("status-not-linked") };
        ui.label(RichText::new(text).color(palette(ui).dim));
    }
}

/// Whether a file that grows is followed; a press changes it.
fn following(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    if !pane.is_live() {
        return;
    }
    let colours = palette(ui);
    let (text, color, hint) = if pane.is_following() {
        (say("status-following"), colours.accent, say("status-following-hint"))
    } else {
        (say("status-follow"), colours.dim, say("status-follow-hint"))
    };
    let button = egui::Button::new(RichText::new(text).color(color)).frame(false);
    if ui.add(button).on_hover_text(hint).clicked() {
        out.push(pane.to_pane(PaneMsg::ToggleFollow));
    }
}

/// The file's encoding; a press shows the evidence, and offers others.
fn encoding(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let Some(file) = pane.file() else { return };
    let name = encodings::name(file);
    let button = egui::Button::new(RichText::new(name).color(palette(ui).dim)).frame_when_inactive(false);
    let pressed = ui.add(button).on_hover_text(say("status-encoding-hint"));
    pressed.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Button,
            true,
            say_with("status-encoding", [("name", name.into())]),
        )
    });
    if pressed.clicked() {
        out.push(AppMsg::Toggle(Overlay::Encodings).into());
    }
}

/// From right to left: what runs, how far it is, and how the file is read.
fn work(ui: &mut Ui, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    let Some(file) = pane.file() else { return };
    let colours = palette(ui);
    if let Some((title, progress)) = pane.scans().running() {
        let done = share(progress.done, progress.of);
        let stop = ui.button(RichText::new("×").color(colours.dim)).on_hover_text(say("status-stop-hint"));
        stop.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, say("action-jobs-stop")));
        if stop.clicked() {
            out.push(pane.to_doc(DocMsg::CancelJob));
        }
        if ui.available_width() > 200.0 {
            cards::progress(ui, say("status-progress"), done);
        }
        let left = progress.eta.map(human::time_left);
        let left = left.map(|left| say_with("status-left", [("time", left.into())]));
        let text = format!(
            "{} {:.0} % · {}{}",
            job(title),
            done * 100.0,
            human::rate(progress.rate),
            left.unwrap_or_default()
        );
        ui.label(RichText::new(text).color(colours.dim));
    } else if pane.scans().is_stopped() {
        if ui.button(say("status-resume")).clicked() {
            out.push(pane.to_doc(DocMsg::ResumeJob));
        }
        ui.label(RichText::new(say("status-stopped")).color(colours.dim));
    }
    let how = file.snapshot().back_end();
    ui.add(egui::Label::new(RichText::new(how.to_string()).color(colours.dim)).truncate());
}

/// A job's display name: the message `job-<title>`; the log has the bare title.
pub(super) fn job(title: &'static str) -> &'static str {
    find(&format!("job-{}", title.to_lowercase())).unwrap_or(title)
}

fn tasks(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    for task in app.tasks() {
        if task.of > 0 {
            cards::progress(ui, say("status-progress"), share(task.done(), task.of));
        }
        if task.can_stop {
            let stop = ui.button(RichText::new("×").color(palette(ui).dim));
            stop.widget_info(|| {
                egui::WidgetInfo::labeled(
                    egui::Role::Button,
                    true,
                    say_with("status-stop-task", [("title", task.title.into())]),
                )
            });
            if stop.clicked() {
                out.push(AppMsg::StopTask(task.title).into());
            }
        }
        ui.label(
            RichText::new(say_with("status-task", [("title", task.title.into())])).color(palette(ui).dim),
        );
    }
}
