//! The bar above the picture: what it shows, how it is laid out, how near it is.

use super::read;
use crate::app::{Msg, PaneRef};
use crate::base::human;
use crate::messages::{say, say_with};
use crate::ui::theme::{SIZE, palette, text_width};
use crate::ui::{scrolled, tips};
use crate::view::filemap::{Curve, FileMapView, Grid, Lens};
use crate::view::{FileMapMsg, PaneMsg};
use egui::{
    Align, Button, FontId, Layout, Rect, Response, RichText, ScrollArea, Stroke, Ui, UiBuilder, vec2,
};

/// Height of a button, in points.
const HEIGHT: f32 = 24.0;

/// With less room than this, in points, the buttons scroll.
const ROOM: f32 = 468.0;

pub(super) fn show(
    ui: &mut Ui,
    rect: Rect,
    pane: &PaneRef<'_>,
    map: &FileMapView,
    grid: Option<&Grid>,
    out: &mut Vec<Msg>,
) {
    let colours = palette(ui);
    ui.painter().rect_filled(rect, 0.0, colours.panel);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, colours.line));
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let layout = Layout::left_to_right(Align::Center);
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(inner).layout(layout));
    ui.set_clip_rect(rect);
    if inner.width() >= ROOM {
        controls(ui, pane, map, grid, out);
        how_far(ui, pane, map, grid);
        return;
    }
    ui.spacing_mut().scroll = egui::style::ScrollStyle { bar_width: 3.0, ..egui::style::ScrollStyle::thin() };
    let area = ScrollArea::horizontal().id_salt("filemap").auto_shrink(false);
    scrolled::show(ui, area, |ui| {
        ui.with_layout(layout, |ui| {
            ui.set_height(inner.height());
            controls(ui, pane, map, grid, out);
        });
    });
}

fn controls(ui: &mut Ui, pane: &PaneRef<'_>, map: &FileMapView, grid: Option<&Grid>, out: &mut Vec<Msg>) {
    ui.spacing_mut().item_spacing.x = 2.0;
    let mut send = |msg: FileMapMsg| out.push(pane.to_pane(PaneMsg::FileMap(msg)));
    for (lens, text, hint) in [
        (Lens::Class, say("filemap-class"), say("filemap-class-hint")),
        (Lens::Entropy, say("filemap-entropy"), say("filemap-entropy-hint")),
        (Lens::Lines, say("filemap-lines"), say("filemap-lines-hint")),
    ] {
        if switch(ui, text, map.lens() == lens).on_hover_text(hint).clicked() {
            send(FileMapMsg::SetLens(lens));
        }
    }
    ui.add_space(8.0);
    for (curve, text, hint) in [
        (Curve::Rows, say("filemap-rows"), say("filemap-rows-hint")),
        (Curve::Hilbert, say("filemap-hilbert"), say("filemap-hilbert-hint")),
    ] {
        if switch(ui, text, map.curve() == curve).on_hover_text(hint).clicked() {
            send(FileMapMsg::SetCurve(curve));
        }
    }
    ui.add_space(8.0);
    for (closer, sign, text, key) in
        [(false, "−", say("filemap-farther"), "−"), (true, "+", say("filemap-nearer"), "+")]
    {
        let can = if closer { grid.is_some_and(can_zoom) } else { map.is_zoomed() };
        let button = Button::new(sign).min_size(vec2(HEIGHT, HEIGHT));
        let shown = ui.add_enabled(can, button).on_hover_text(tips::with_key(text, key));
        shown.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, can, text));
        if shown.clicked() {
            send(FileMapMsg::Zoom { closer, about: None, under: None });
        }
    }
    let all = Button::new(say("filemap-all")).min_size(vec2(0.0, HEIGHT));
    let shown = ui.add_enabled(map.is_zoomed(), all);
    if shown.on_hover_text(tips::with_key(say("filemap-all-hint"), say("key-home"))).clicked() {
        send(FileMapMsg::ShowAll);
    }
}

/// Whether one can see less of the file.
fn can_zoom(grid: &Grid) -> bool {
    grid.span().len() > 256
}

/// What a cell stands for, and how much of the file was read; as much of it as has room.
fn how_far(ui: &mut Ui, pane: &PaneRef<'_>, map: &FileMapView, grid: Option<&Grid>) {
    let Some(grid) = grid else { return };
    let read = match read(pane, grid.file_len) {
        _ if map.reads_fine().is_some() => say("filemap-reading-fine").to_owned(),
        read if read < 1.0 => say_with("filemap-read", [("share", human::percent(read).into())]),
        _ => say("filemap-complete").to_owned(),
    };
    let cell = say_with("filemap-cell", [("size", human::size(1 << grid.shift).into())]);
    let both = format!("{cell} · {read}");
    let room = ui.available_width() - 8.0;
    let fits = |text: &String| text_width(ui, text, FontId::proportional(SIZE)) <= room;
    let all = [both, read, cell];
    let said = all.iter().find(|text| fits(text));
    if let Some(said) = said {
        let text = RichText::new(said).color(palette(ui).dim);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
    }
}

/// One of several buttons of which one is on.
fn switch(ui: &mut Ui, text: &str, is_on: bool) -> Response {
    let colours = palette(ui);
    let label = RichText::new(text).color(if is_on { colours.text } else { colours.dim });
    let stroke = if is_on { Stroke::new(1.0, colours.accent) } else { Stroke::NONE };
    let fill = if is_on { colours.selection } else { egui::Color32::TRANSPARENT };
    let button = Button::new(label).fill(fill).stroke(stroke).corner_radius(6).min_size(vec2(0.0, HEIGHT));
    let shown = ui.add(button);
    shown.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_on, text));
    shown
}
