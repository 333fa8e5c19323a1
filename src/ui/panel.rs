//! The panel of the summary: a card for the file and one for each section.
//!
//! Cards are made from sections alone, so a new statistic appears here unasked. Each says how
//! far its figures reach.

use super::cards::{card, pair, pair_with};
use super::start::primary;
use super::theme::{Palette, SMALL, palette, semibold};
use super::tips;
use super::{column_card, grid, menu, plots, scrolled};
use crate::app::actions::Context;
use crate::app::{App, DocMsg, Msg, PaneRef};
use crate::base::human::{ago, grouped, percent, size, three_digits};
use crate::base::units::{share, whole};
use crate::base::{Fact, Offset, ReportTable, Section, Tone, Value};
use crate::doc::file::File;
use crate::doc::scans::ScannedSection;
use crate::messages::{say, say_with};
use crate::source::Change;
use crate::table::section::SectionTable;
use crate::view::PaneMsg;
use egui::{Button, Color32, RichText, Ui, vec2};

/// The least width of a column of cards where there are several, in points.
const COLUMN: f32 = 330.0;

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let Some(file) = pane.doc.file() else { return };
    let area = egui::ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
    scrolled::show(ui, area, |ui| {
        ui.spacing_mut().item_spacing = vec2(12.0, 12.0);
        match whole(ui.available_width() / COLUMN).min(pane.scans().known().len() + 1) {
            0 | 1 => cards(ui, app, pane, file, (0, 1), out),
            n => ui.columns(n, |columns| {
                for (nr, ui) in columns.iter_mut().enumerate() {
                    cards(ui, app, pane, file, (nr, n), out);
                }
            }),
        }
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.horizontal(|ui| {
            if primary(ui, say("action-summary-export")).clicked() {
                out.push(pane.to_doc(DocMsg::ExportDialog));
            }
            if ui
                .add(Button::new(say("panel-copy")).min_size(vec2(56.0, 32.0)))
                .on_hover_text(tips::keyed(ui.ctx(), say("panel-copy-hint"), "summary.copy"))
                .clicked()
            {
                out.push(pane.to_doc(DocMsg::CopySummary));
            }
            if ui
                .add(Button::new(say("panel-compare")).min_size(vec2(56.0, 32.0)))
                .on_hover_text(tips::keyed(ui.ctx(), say("panel-compare-hint"), "summaries.with"))
                .clicked()
            {
                out.push(Msg::Act("summaries.with", app.target()));
            }
        });
        ui.add_space(8.0);
    });
}

/// The cards of one column of several: the file's, then those of the sections.
fn cards(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    file: &File,
    (column, of): (usize, usize),
    out: &mut Vec<Msg>,
) {
    if column == 0 {
        about_file(ui, pane, file);
        column_card::show(ui, pane, out);
    }
    for (nr, known) in pane.scans().known().iter().enumerate() {
        if (nr + 1) % of == column {
            section(ui, app, pane, known, out);
        }
    }
}

fn about_file(ui: &mut Ui, pane: &PaneRef<'_>, file: &File) {
    let colours = palette(ui);
    let known = pane.scans().known();
    let read = known.iter().map(|known| known.scanned_bytes).min().unwrap_or(0);
    let is_read = pane.scans().running().is_none() && read == file.len() && !known.is_empty();
    let is_whole = is_read && !file.is_filling();
    let right = if is_whole {
        say("complete").to_owned()
    } else {
        say_with("panel-read", [("share", percent(share(read, file.len())).into())])
    };
    card(ui, say("panel-file"), (right, colours.dim), |ui| {
        if let Some(text) = super::overlays::compression(pane) {
            ui.add(egui::Label::new(RichText::new(text).color(colours.accent)).wrap());
        }
        pair(ui, say("panel-size"), &size(file.len()));
        pair(ui, say("panel-bytes"), &grouped(file.len()));
        pair(ui, say("panel-kind"), file.verdict().format_name().said());
        pair(ui, say("panel-encoding"), file.encoding_name().unwrap_or_else(|| say("unknown")));
        pair(ui, say("panel-changed"), &changed(file));
        if let Some(before) = before(pane) {
            pair(ui, say("panel-before"), &before);
        }
    });
}

/// What the name led to before this file.
fn before(pane: &PaneRef<'_>) -> Option<String> {
    let before = pane.follow().before();
    (before.files > 0).then(|| {
        let key = if before.unfinished > 0 { "panel-lines-at-least" } else { "count-lines" };
        let lines = say_with(key, [("n", before.lines.into())]);
        format!("{} · {} · {lines}", grouped(before.files), size(before.bytes))
    })
}

fn changed(file: &File) -> String {
    if file.is_filling() {
        return say("changed-coming").into();
    }
    match file.changed() {
        Some((Change::Grew { .. }, at)) => say_with("changed-grows", [("ago", ago(at.elapsed()).into())]),
        Some((Change::Shrank { to }, _)) => say_with("changed-cut", [("size", size(*to).into())]),
        Some((Change::Rewritten, _)) => say("changed-rewritten").into(),
        Some((Change::Replaced, _)) => say("changed-replaced").into(),
        Some((Change::Unlinked, _)) => say("changed-deleted").into(),
        _ => match file.snapshot().stat().modified.and_then(|at| at.elapsed().ok()) {
            Some(age) => ago(age),
            None => say("unknown").into(),
        },
    }
}

fn section(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, known: &ScannedSection, out: &mut Vec<Msg>) {
    let section = &known.section;
    let is_whole = pane.file().is_some_and(|file| is_whole(known, file));
    card(ui, section.title().said(), headline(known, is_whole, palette(ui)), |ui| {
        for fact in section.facts.iter().filter(|fact| fact.on_card) {
            show_fact(ui, app, pane, (section, fact), !is_whole, out);
        }
        for table in &section.tables {
            if let Some(hint) = table.plot.filter(|_| !table.rows.is_empty()) {
                ui.add_space(4.0);
                plots::show(ui, (section, table), hint, share(known.scanned_bytes, known.of_bytes));
            }
        }
        let title = RichText::new(say("panel-all")).size(SMALL).color(palette(ui).dim);
        egui::CollapsingHeader::new(title).id_salt((section.id, "all")).show(ui, |ui| {
            for fact in &section.facts {
                show_fact(ui, app, pane, (section, fact), false, out);
            }
            section.tables.iter().for_each(|table| show_table(ui, pane, (section, table), is_whole, out));
        });
    });
}

/// Whether figures are of the whole file: of a pipe that has not ended none are, nor of what has grown by much since
/// it was scanned. That a log grew a moment ago would only make its cards flicker.
fn is_whole(known: &ScannedSection, file: &File) -> bool {
    const MOMENT: u64 = 4 << 20;
    let unread = file.len().saturating_sub(known.scanned_bytes);
    known.scanned_bytes >= known.of_bytes && unread <= MOMENT && !file.is_filling()
}

/// What a card says at its top right: its result, and how far it reaches.
fn headline(known: &ScannedSection, is_whole: bool, colours: &Palette) -> (String, Color32) {
    let reach = match known.scanned_bytes {
        0 => say("panel-nothing-yet").to_owned(),
        n => say_with("panel-exact", [("size", size(n).into())]),
    };
    match &known.section.headline {
        Some(headline) => {
            let color = match headline.tone {
                Tone::Plain => colours.dim,
                Tone::Good => colours.ok,
                Tone::Bad => colours.error,
            };
            let text = headline.text.to_string();
            let text = if is_whole { text } else { so_far(text) };
            (text, color)
        }
        None if is_whole => (say("complete").into(), colours.dim),
        None => (reach, colours.dim),
    }
}

fn so_far(what: String) -> String {
    say_with("so-far", [("what", what.into())])
}

fn show_fact(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    (section, fact): (&Section, &Fact),
    is_open: bool,
    out: &mut Vec<Msg>,
) {
    let colours = palette(ui);
    let label = section.label(fact).said().to_owned();
    let label = if is_open { so_far(label) } else { label };
    let word = section.word(fact).map(|word| word.said().to_owned());
    let text = word.unwrap_or_else(|| said(&fact.value, fact.unit));
    let Some(place) = fact.place else {
        pair(ui, &label, &text);
        return;
    };
    pair_with(ui, &label, &text, |ui| {
        let link = ui.add(egui::Link::new(RichText::new(&text).color(colours.accent)));
        let hover = say_with("panel-show", [("at", Offset(place).to_string().into())]);
        let target = app.target_of(pane.pane.id(), Some(Offset(place)));
        menu::context(&link, app, Context::Figure, target, out);
        let link = link.on_hover_text(hover);
        if link.clicked() {
            out.push(pane.to_pane(PaneMsg::ShowPlace(Offset(place))));
        }
        link
    });
}

/// A value for display.
fn said(value: &Value, unit: &str) -> String {
    match value {
        Value::None => say("none").into(),
        Value::Bool(yes) => if *yes { say("yes") } else { say("no") }.into(),
        Value::Int(n) if unit == "offset" => crate::base::human::offset(*n),
        Value::Int(n) if unit == "byte" => format!("0x{n:02X}"),
        Value::Int(n) if unit == "bytes" => say_with("count-bytes", [("n", (*n).into())]),
        Value::Int(n) => grouped(*n),
        Value::Float(x) => three_digits(*x),
        Value::Time(moment) => moment.shown(),
        value => value.plain(),
    }
}

fn show_table(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    (section, table): (&Section, &ReportTable),
    is_whole: bool,
    out: &mut Vec<Msg>,
) {
    let colours = palette(ui);
    ui.add_space(6.0);
    ui.label(RichText::new(section.table_title(table).said()).font(semibold(SMALL)).color(colours.dim));
    if table.rows.is_empty() {
        ui.label(RichText::new(say("none")).color(colours.dim));
        return;
    }
    let rows = SectionTable::new(table, is_whole);
    grid::show(ui, table.id, &rows, |ui, value, column| cell(ui, pane, value, &column.unit, out));
}

fn cell(ui: &mut Ui, pane: &PaneRef<'_>, value: &Value, unit: &str, out: &mut Vec<Msg>) {
    let text = match value {
        Value::Int(n) if unit != "offset" && unit != "byte" => grouped(*n),
        value => said(value, unit),
    };
    match value {
        Value::Int(place) if unit == "offset" => {
            let link = egui::Link::new(RichText::new(text).color(palette(ui).accent));
            if ui.add(link).clicked() {
                out.push(pane.to_pane(PaneMsg::ShowPlace(Offset(*place))));
            }
        }
        _ => {
            ui.label(text);
        }
    }
}
