//! The status bar: where you are on the left, what is being done on the right. Where not all of it
//! fits, what matters least is left out: nothing is cut off, and nothing lies over something else.

use super::theme::{self, palette};
use super::tips;
use super::{cards, encodings, menu};
use crate::app::edit::{EditMsg, EditQuestion};
use crate::app::{App, AppMsg, DocMsg, Msg, Overlay, PaneRef};
use crate::base::units::share;
use crate::base::{Value, human};
use crate::doc::EditMode;
use crate::doc::file::File;
use crate::doc::table::Table;
use crate::messages::{find, say, say_with};
use crate::scan::ScanId;
use crate::source::blocks::Fetched;
use crate::view::{CursorColumn, PaneMsg};
use egui::{Align, Layout, RichText, Stroke, Ui};
use std::sync::Arc;

/// Space between items, in points.
const SPACING: f32 = 20.0;

/// Width of a bar of progress, in points.
const BAR_WIDTH: f32 = 136.0;

/// What is dropped first where not all fits, lowest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Bar,
    AccessMode,
    Detail,
    Linked,
    LineEnds,
    Mode,
    View,
    Encoding,
    Offset,
    Selection,
    Follow,
    Work,
    Stop,
    Line,
}

/// One item of the bar.
struct Item<'a> {
    rank: Rank,
    /// In points.
    width: f32,
    show: Show<'a>,
}

/// Shows an item, and says what a press asks for.
type Show<'a> = Box<dyn FnOnce(&mut Ui, &mut Vec<Msg>) + 'a>;

/// The items of one side, from the edge inwards.
#[derive(Default)]
struct Side<'a>(Vec<Item<'a>>);

impl<'a> Side<'a> {
    fn add(&mut self, rank: Rank, width: f32, show: impl FnOnce(&mut Ui, &mut Vec<Msg>) + 'a) {
        self.0.push(Item { rank, width, show: Box::new(show) });
    }

    /// A text; a dim one where `dim` is set.
    fn label(&mut self, ui: &Ui, rank: Rank, text: impl Into<String>, dim: bool) {
        let galley = laid(ui, text.into(), if dim { palette(ui).dim } else { palette(ui).text });
        self.add(rank, galley.size().x, move |ui, _| {
            ui.add(egui::Label::new(galley).extend());
        });
    }

    /// A text that says what it is when the pointer rests on it, and what a press does; that is
    /// `press`.
    fn field(&mut self, ui: &Ui, rank: Rank, text: String, hint: String, press: Option<Msg>) {
        let color = if rank == Rank::Line { palette(ui).text } else { palette(ui).dim };
        let galley = laid(ui, text, color);
        self.add(rank, galley.size().x, move |ui, out| {
            let label = egui::Label::new(galley.clone()).extend().selectable(false);
            let sense = if press.is_some() { egui::Sense::click() } else { egui::Sense::hover() };
            let mut shown = ui.add(label.sense(sense));
            if press.is_some() {
                shown = shown.on_hover_cursor(egui::CursorIcon::PointingHand);
                shown.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, galley.text()));
            }
            if shown.on_hover_text(hint).clicked() {
                out.extend(press);
            }
        });
    }

    /// Drops the items of lowest rank until those of both sides fit into `room` points.
    fn fit(left: &mut Self, right: &mut Self, room: f32) {
        let width = |side: &Self| side.0.iter().map(|item| item.width + SPACING).sum::<f32>();
        while width(left) + width(right) - SPACING > room {
            let lowest = left.0.iter().chain(&right.0).map(|item| item.rank).min();
            let Some(lowest) = lowest.filter(|rank| *rank < Rank::Line) else { return };
            // The innermost one of that rank.
            let side = if right.0.iter().any(|item| item.rank == lowest) { &mut *right } else { &mut *left };
            if let Some(nr) = side.0.iter().rposition(|item| item.rank == lowest) {
                side.0.remove(nr);
            }
        }
    }

    fn show(self, ui: &mut Ui, out: &mut Vec<Msg>) {
        for item in self.0 {
            (item.show)(ui, out);
        }
    }
}

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    ui.painter().hline(ui.clip_rect().x_range(), ui.max_rect().top() + 0.5, Stroke::new(1.0, colours.line));
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = SPACING;
        let (mut left, mut right) = (Side::default(), Side::default());
        let focused = app.focused();
        match &focused {
            Some(pane) => {
                place(ui, app, pane, &mut left);
                edit_mode(ui, pane, &mut left);
                linked(ui, app, pane, &mut left);
                following(ui, pane, &mut left);
                encoding(ui, pane, &mut right);
                line_ends(ui, app, pane, &mut right);
                tasks(ui, app, &mut right);
                work(ui, pane, &mut right);
            }
            None => {
                left.label(ui, Rank::Line, say("status-no-file"), false);
                tasks(ui, app, &mut right);
            }
        }
        Side::fit(&mut left, &mut right, ui.available_width());
        left.show(ui, out);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| right.show(ui, out));
    });
}

/// A text in the bar's font, laid out once: many of them are others in each frame.
fn laid(ui: &Ui, text: String, color: egui::Color32) -> Arc<egui::Galley> {
    ui.painter().layout_no_wrap(text, egui::TextStyle::Body.resolve(ui.style()), color)
}

/// Width of a text in the bar's font, in points.
fn text_width(ui: &Ui, text: &str) -> f32 {
    theme::text_width(ui, text, egui::TextStyle::Body.resolve(ui.style()))
}

/// Width of a button with this text, in points; at least that of one that a finger hits.
fn button_width(ui: &Ui, text: &str) -> f32 {
    2.0f32.mul_add(ui.spacing().button_padding.x, text_width(ui, text))
}

/// Where the cursor is, where one looks, what is selected, and how long the file is.
fn place(ui: &Ui, app: &App, pane: &PaneRef<'_>, side: &mut Side<'_>) {
    let Some(file) = pane.file() else { return };
    if pane.shows_lines() {
        cursor_line(ui, app, pane, file, side);
    }
    if let Some(table) = file.table().filter(|_| pane.shows_records()) {
        cursor_cell(ui, app, pane, file, table, side);
    }
    let cursor = pane.cursor();
    let rank = if side.0.is_empty() { Rank::Line } else { Rank::Offset };
    let part = human::percent(share(cursor.0, file.len()));
    let at = match file.snapshot().base() {
        0 => format!("@ {cursor} · {part}"),
        base => {
            let whole = cursor + base;
            say_with(
                "status-offset-in-file",
                [("at", cursor.into()), ("whole", whole.into()), ("share", part.into())],
            )
        }
    };
    let hint = say_with("status-offset-hint", [("n", cursor.0.into())]);
    side.field(ui, rank, at, hint, Some(menu::act(app, "go.place")));
    view(ui, pane, file, side);
    let selected = pane.selection().len();
    if selected > 0 {
        side.label(ui, Rank::Selection, say_with("status-bytes-selected", [("n", selected.into())]), false);
    }
    if let Some(block) = pane.block().filter(|block| !block.columns().is_empty()) {
        let n = crate::base::units::len_u64(block.columns().len());
        side.label(ui, Rank::Selection, say_with("status-columns-selected", [("n", n.into())]), false);
    }
    let hint = say_with("status-size-hint", [("n", file.len().into())]);
    side.field(ui, Rank::Detail, human::size(file.len()), hint, None);
}

/// The line and column of the cursor, as far as they are known.
fn cursor_line(ui: &Ui, app: &App, pane: &PaneRef<'_>, file: &File, side: &mut Side<'_>) {
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
        let said = match column {
            Some(column) => say_with("status-line-column", [line, ("column", column.into())]),
            None => say_with("status-line", [line]),
        };
        let press = Some(menu::act(app, "go.place"));
        side.field(ui, Rank::Line, said, say("status-line-hint").to_owned(), press);
    }
}

/// The row and the column of the cursor, as far as they are known.
fn cursor_cell(ui: &Ui, app: &App, pane: &PaneRef<'_>, file: &File, table: &Table, side: &mut Side<'_>) {
    let Some((row, column)) = crate::view::table::cell_at(file, pane.cursor()) else { return };
    let name: String = table.names().get(column).map_or_else(
        || human::grouped(crate::base::units::len_u64(column) + 1),
        |name| name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(40).collect(),
    );
    let nr = match table.rows(file).number_of(row.into()) {
        Fetched::Ready(Some(nr)) => human::grouped(nr.0 + 1),
        _ => "…".to_owned(),
    };
    let said = say_with("status-row", [("row", nr.into()), ("column", name.into())]);
    side.field(ui, Rank::Line, said, say("status-row-hint").to_owned(), Some(menu::act(app, "go.place")));
    if let Some(cells) = pane.focus.cells() {
        let (left, right) = cells.columns();
        let n = right.min(table.n_columns().saturating_sub(1)).saturating_sub(left) + 1;
        let n = crate::base::units::len_u64(n);
        side.label(ui, Rank::Selection, say_with("status-table-columns", [("n", n.into())]), false);
    }
}

/// Where one looks: the first visible row, by its line, or its share of the file.
fn view(ui: &Ui, pane: &PaneRef<'_>, file: &File, side: &mut Side<'_>) {
    if file.is_empty() || pane.view() != pane.rows_view() {
        return;
    }
    let top = pane.top_byte();
    let part = human::percent(share(top.0, file.len()));
    let line = match file.line_of(top) {
        Fetched::Ready(Some(nr)) if pane.shows_lines() => Some(human::grouped(nr.0 + 1)),
        _ => None,
    };
    let text = match line {
        Some(line) => say_with("status-view-line", [("line", line.into())]),
        None => say_with("status-view", [("at", part.clone().into())]),
    };
    let hint = say_with("status-view-hint", [("offset", top.to_string().into()), ("share", part.into())]);
    side.field(ui, Rank::View, text, hint, Some(pane.to_pane(PaneMsg::ShowPlace(pane.cursor()))));
}

/// What the lines end with, as far as they are counted; a press shows the ends in the text.
fn line_ends(ui: &Ui, app: &App, pane: &PaneRef<'_>, side: &mut Side<'_>) {
    let facts = pane.scans().known().iter().find(|known| known.section.id == ScanId::LINES.name());
    let count = |key| match facts?.section.facts.iter().find(|fact| fact.key == key)?.value {
        Value::Int(n) => Some(n),
        _ => None,
    };
    let (Some(lf), Some(crlf), Some(cr)) = (count("lf"), count("crlf"), count("cr")) else { return };
    let name = match (lf > 0, crlf > 0, cr > 0) {
        (true, false, false) => "LF",
        (false, true, false) => "CRLF",
        (false, false, true) => "CR",
        (false, false, false) => return,
        _ => say("status-line-ends-mixed"),
    };
    let args = [("lf", lf), ("crlf", crlf), ("cr", cr)].map(|(key, n)| (key, human::grouped(n).into()));
    let hint = say_with("status-line-ends-hint", args);
    side.field(ui, Rank::LineEnds, name.to_owned(), hint, Some(menu::act(app, "text.line-ends")));
}

/// What may be done to the file's bytes; a press asks for something else, or lists the changes.
fn edit_mode(ui: &Ui, pane: &PaneRef<'_>, side: &mut Side<'_>) {
    if pane.file().is_none() {
        return;
    }
    let n = pane.n_changes();
    let (name, hint) = match pane.writing().mode() {
        _ if pane.writing().is_writing() => (say("edit-status-writing"), say("edit-status-writing-hint")),
        EditMode::ReadOnly => (say("edit-mode-read-only"), say("edit-mode-read-only-hint")),
        EditMode::Copy => (say("edit-mode-copy"), say("edit-mode-copy-hint")),
        EditMode::WriteThrough => (say("edit-mode-write"), say("edit-mode-write-hint")),
    };
    let text = match n {
        0 => name.to_owned(),
        n => say_with("edit-status-changes", [("mode", name.into()), ("n", n.into())]),
    };
    let press = Msg::from(EditMsg::Ask(EditQuestion::Mode(pane.doc.id())));
    side.field(ui, Rank::Mode, text, hint.to_owned(), Some(press));
}

/// Whether the pane shares its cursor with another one.
fn linked(ui: &Ui, app: &App, pane: &PaneRef<'_>, side: &mut Side<'_>) {
    if pane.doc.is_shared() && app.layout().visible().len() > 1 {
        let text = if pane.is_linked() { say("status-linked") } else { say("status-not-linked") };
        side.label(ui, Rank::Linked, text, true);
    }
}

/// Whether a file that grows is followed; a press changes it.
fn following<'a>(ui: &Ui, pane: &'a PaneRef<'_>, side: &mut Side<'a>) {
    if !pane.is_live() {
        return;
    }
    let colours = palette(ui);
    let (text, color, hint) = if pane.is_following() {
        (say("status-following"), colours.accent, say("status-following-hint"))
    } else {
        (say("status-follow"), colours.dim, say("status-follow-hint"))
    };
    side.add(Rank::Follow, button_width(ui, text), move |ui, out| {
        let button = egui::Button::new(RichText::new(text).color(color)).frame(false);
        if ui.add(button).on_hover_text(tips::keyed(ui.ctx(), hint, "file.follow")).clicked() {
            out.push(pane.to_pane(PaneMsg::ToggleFollow));
        }
    });
}

/// The file's encoding; a press shows the evidence, and offers others.
fn encoding<'a>(ui: &Ui, pane: &PaneRef<'_>, side: &mut Side<'a>) {
    let Some(file) = pane.file() else { return };
    let name = encodings::name(file);
    side.add(Rank::Encoding, button_width(ui, name), move |ui, out| {
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
    });
}

/// From right to left: what runs, how far it is, and how the file is read.
fn work<'a>(ui: &Ui, pane: &'a PaneRef<'_>, side: &mut Side<'a>) {
    let Some(file) = pane.file() else { return };
    if let Some((title, progress)) = pane.scans().running() {
        let done = share(progress.done, progress.of);
        let hint = tips::keyed(ui.ctx(), say("status-stop-hint"), "jobs.stop");
        stop(ui, side, say("action-jobs-stop").to_owned(), Some(hint), move |out| {
            out.push(pane.to_doc(DocMsg::CancelJob));
        });
        bar(side, done);
        let left = progress.eta.map(human::time_left);
        let left = left.map(|left| say_with("status-left", [("time", left.into())]));
        let pace = format!("{}{}", human::rate(progress.rate), left.unwrap_or_default());
        side.label(ui, Rank::Detail, pace, true);
        side.label(ui, Rank::Work, format!("{} {}", job(title), human::whole_percent(done)), true);
    } else if pane.scans().is_stopped() {
        side.add(Rank::Stop, button_width(ui, say("status-resume")), move |ui, out| {
            if ui.button(say("status-resume")).clicked() {
                out.push(pane.to_doc(DocMsg::ResumeJob));
            }
        });
        side.label(ui, Rank::Work, say("status-stopped"), true);
    }
    side.label(ui, Rank::AccessMode, file.snapshot().back_end().to_string(), true);
}

/// A button that stops something.
fn stop<'a>(
    ui: &Ui,
    side: &mut Side<'a>,
    label: String,
    hint: Option<String>,
    pressed: impl FnOnce(&mut Vec<Msg>) + 'a,
) {
    side.add(Rank::Stop, button_width(ui, "×"), move |ui, out| {
        let button = ui.button(RichText::new("×").color(palette(ui).dim));
        let button = button.on_hover_text(hint.as_deref().unwrap_or(&label));
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
        if button.clicked() {
            pressed(out);
        }
    });
}

/// A bar of progress.
fn bar(side: &mut Side<'_>, done: f64) {
    side.add(Rank::Bar, BAR_WIDTH, move |ui, _| {
        cards::progress_of_width(ui, say("status-progress"), done, BAR_WIDTH);
    });
}

/// A job's display name: the message `job-<title>`; the log has the bare title.
pub(super) fn job(title: &'static str) -> &'static str {
    find(&format!("job-{}", title.to_lowercase())).unwrap_or(title)
}

fn tasks(ui: &Ui, app: &App, side: &mut Side<'_>) {
    for task in app.tasks() {
        if task.of > 0 {
            bar(side, share(task.done(), task.of));
        }
        let title = task.title;
        if task.can_stop {
            stop(ui, side, say_with("status-stop-task", [("title", title.into())]), None, move |out| {
                out.push(AppMsg::StopTask(title).into());
            });
        }
        side.label(ui, Rank::Work, say_with("status-task", [("title", title.into())]), true);
    }
}
