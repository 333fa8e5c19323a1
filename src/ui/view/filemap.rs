//! The map of the file: every block a cell, in colours that say what it looks like.
//!
//! The picture is a texture that is brought up to date in tiles (`canvas`), so that a frame costs the
//! same while a file is read as when it is. Above it a bar of switches, below it what colours mean,
//! beside it the selected range by itself.

mod bar;
mod canvas;
mod card;
mod input;
mod legend;
mod pictures;
mod tip;

use super::{Painter, node};
use crate::app::actions::Context;
use crate::app::{App, Msg, PaneRef};
use crate::base::human;
use crate::base::units::{len_u64, narrow, px, share, whole};
use crate::base::{Offset, Span};
use crate::messages::{say, say_with};
use crate::scroll::ViewMetrics;
use crate::source::blocks::Fetched;
use crate::ui::theme::{TINY, palette};
use crate::ui::{focus, menu, row_scroll};
use crate::view::filemap::{self, FileMapView, Grid, Lens, Rgb};
use crate::view::{FileMapMsg, PaneMsg};
use egui::accesskit::Role;
use egui::{Color32, FontId, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};
use std::time::Duration;

/// The view.
pub(super) struct FileMapPainter;

/// Height of the bar and of the legend, in points.
const BAR: f32 = 36.0;
const LEGEND: f32 = 26.0;

/// Room around the picture, and width of the bar of what is in sight, in points.
const MARGIN: f32 = 8.0;
const SLIM: f32 = 12.0;

/// Width of the card of the selected range; it takes no more than this share of the view.
const CARD: f32 = 288.0;
const MOST_CARD: f32 = 0.5;

/// Cells of at least so many pixels have lines between them.
const LINED: usize = 7;

/// Cells of at least so many points hold the digits of a byte.
const DIGITS: f32 = 18.0;

/// How often a picture that is being read for is drawn.
const EVERY: Duration = Duration::from_millis(100);

/// Where things are.
struct MapGeometry {
    bar: Rect,
    picture: Rect,
    slim: Rect,
    legend: Rect,
    card: Option<Rect>,
    /// Pixels of a point.
    scale: f32,
}

impl Painter for FileMapPainter {
    fn id(&self) -> &'static str {
        filemap::ID
    }

    fn ui(&self, ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
        let (Some(file), Some(map)) = (pane.file(), pane.file_map()) else { return ViewMetrics::default() };
        let rect = ui.available_rect_before_wrap();
        ui.painter().rect_filled(rect, 0.0, palette(ui).bg);
        let area = MapGeometry::of(ui, rect, has_card(ui, pane));
        let pixels = area.pixels();
        if map.area() != pixels {
            out.push(pane.to_pane(PaneMsg::FileMap(FileMapMsg::Resized(pixels))));
            ui.ctx().request_repaint();
        }
        let grid = map.grid(pane.doc).filter(|_| map.area() == pixels);
        bar::show(ui, area.bar, pane, map, grid.as_ref(), out);
        let sense = ui.interact(area.picture, ui.scope_id().with("picture"), Sense::click_and_drag());
        focus::note_view(ui, app, pane, &sense);
        if let Some(grid) = &grid {
            let is_whole = canvas::show(ui, &area, pane, map, grid);
            if !is_whole || map.reads_fine().is_some() || map.study().progress().is_some() {
                ui.ctx().request_repaint_after(if is_whole { EVERY } else { Duration::ZERO });
            }
            over(ui, &area, pane, grid);
            let hovered = input::show(ui, &area, pane, map, grid, &sense, out);
            let target = app.target_of(pane.pane.id(), hovered.map(|nr| grid.span_of(nr).start));
            menu::context(&sense, app, Context::FileMap, input::kept(ui, &sense, target), out);
            if let Some(nr) = hovered.filter(|_| sense.hovered()) {
                tip::show(ui, &sense, pane, map, grid, nr);
            }
            sense.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::Image, true, said(pane, map, grid, file.len()))
            });
            in_sight(ui, area.slim, pane, map, grid, out);
        }
        legend::show(ui, area.legend, map.lens(), grid.as_ref());
        if let Some(rect) = area.card {
            card::show(ui, rect, pane, map, out);
        }
        ViewMetrics::default()
    }
}

/// Whether there is a card of the selected range: not while a range is being dragged, as the picture must
/// not move under the pointer.
fn has_card(ui: &Ui, pane: &PaneRef<'_>) -> bool {
    let id = ui.scope_id().with("card");
    let is_down = ui.input(|input| input.pointer.primary_down());
    let had: bool = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let has = if is_down { had } else { !pane.selection().is_empty() };
    ui.data_mut(|data| data.insert_temp(id, has));
    has
}

impl MapGeometry {
    fn of(ui: &Ui, rect: Rect, has_card: bool) -> Self {
        let scale = ui.ctx().pixels_per_point();
        let bar = Rect::from_min_size(rect.min, vec2(rect.width(), BAR));
        let card = CARD.min((rect.width() * MOST_CARD).round());
        let right = if has_card { rect.right() - card } else { rect.right() };
        let low = Rect::from_min_max(pos2(rect.left(), bar.bottom()), pos2(right, rect.bottom()));
        let legend = Rect::from_min_max(pos2(low.left(), low.bottom() - LEGEND), low.max);
        // On whole pixels.
        let round = |at: f32| (at * scale).round() / scale;
        let picture = Rect::from_min_max(
            pos2(round(low.left() + MARGIN), round(low.top() + MARGIN)),
            pos2(low.right() - MARGIN - SLIM, legend.top() - 4.0),
        );
        let slim = Rect::from_min_max(
            pos2(picture.right() + 2.0, picture.top()),
            pos2(picture.right() + 2.0 + SLIM, picture.bottom()),
        );
        let beside = Rect::from_min_max(pos2(right, bar.bottom()), rect.max);
        Self { bar, picture, slim, legend, card: has_card.then_some(beside), scale }
    }

    /// The room for the picture, in pixels.
    fn pixels(&self) -> [usize; 2] {
        [whole(self.picture.width() * self.scale), whole(self.picture.height() * self.scale)]
    }

    /// Where cells are: first column and row, and how many of both.
    fn rect_of(&self, grid: &Grid, [column, row, n_columns, n_rows]: [usize; 4]) -> Rect {
        let size = vec2(px(grid.cell), px(grid.height)) / self.scale;
        let min = self.picture.min + vec2(px(column), px(row)) * size;
        Rect::from_min_size(min, vec2(px(n_columns), px(n_rows)) * size)
    }

    /// The cell at a place; the nearest one, if `is_clamped`.
    fn cell_at(&self, grid: &Grid, at: egui::Pos2, is_clamped: bool) -> Option<usize> {
        let size = vec2(px(grid.cell), px(grid.height)) / self.scale;
        let place = (at - self.picture.min) / size;
        if is_clamped {
            let column = whole(place.x.max(0.0)).min(grid.columns - 1);
            let row = whole(place.y.max(0.0)).min(grid.rows - 1);
            return Some(grid.at(column, row).unwrap_or(grid.n - 1));
        }
        (place.x >= 0.0 && place.y >= 0.0).then(|| grid.at(whole(place.x), whole(place.y))).flatten()
    }
}

fn color([r, g, b]: Rgb) -> Color32 {
    Color32::from_rgb(r, g, b)
}

/// Draws the lines between large cells, the selection and the cursor over the picture.
fn over(ui: &Ui, area: &MapGeometry, pane: &PaneRef<'_>, grid: &Grid) {
    let colours = palette(ui);
    let painter = ui.painter().with_clip_rect(area.picture.expand(3.0));
    if grid.cell >= LINED {
        let all = area.rect_of(grid, [0, 0, grid.columns, grid.rows]);
        let line = Stroke::new(1.0 / area.scale, colours.bg);
        for column in 1..grid.columns {
            painter.vline(area.rect_of(grid, [column, 0, 1, 1]).left(), all.y_range(), line);
        }
        for row in 1..grid.rows {
            painter.hline(all.x_range(), area.rect_of(grid, [0, row, 1, 1]).top(), line);
        }
    }
    if !pane.selection().is_empty() {
        // All that is not selected steps back, so that what is keeps its colours.
        let selected = pane.selection().meet(grid.span());
        let first = grid.cell_of(selected.start).filter(|_| !selected.is_empty());
        let (first, end) = match first.zip(grid.cell_of(selected.end.back(1))) {
            Some((first, last)) => (first, last + 1),
            None => (grid.n, grid.n),
        };
        for rect in grid.rects(0..first).into_iter().chain(grid.rects(end..grid.n)) {
            painter.rect_filled(area.rect_of(grid, rect), 0.0, colours.bg.gamma_multiply(0.62));
        }
    }
    digits(ui, area, pane, grid);
    if let Some(nr) = grid.cell_of(cursor(pane)) {
        let (column, row) = grid.place(nr);
        // Large enough to be found among the smallest cells.
        let cell = area.rect_of(grid, [column, row, 1, 1]);
        let frame = Rect::from_center_size(cell.center(), cell.size().max(vec2(7.0, 7.0)) + vec2(2.0, 2.0));
        painter.rect_stroke(frame, 1.0, Stroke::new(3.0, colours.bg), StrokeKind::Middle);
        painter.rect_stroke(frame, 1.0, Stroke::new(1.5, colours.accent), StrokeKind::Middle);
    }
}

/// Draws the digits of single bytes into cells that have room for them.
fn digits(ui: &Ui, area: &MapGeometry, pane: &PaneRef<'_>, grid: &Grid) {
    let side = px(grid.cell) / area.scale;
    let Some(file) = pane.file().filter(|_| grid.shift == 0 && side >= DIGITS) else { return };
    let Fetched::Ready(bytes) = file.bytes(grid.span()) else { return };
    let (is_dark, colours) = (ui.visuals().dark_mode, palette(ui));
    for (nr, byte) in bytes.iter().enumerate().take(grid.n) {
        let (column, row) = grid.place(nr);
        let at = area.rect_of(grid, [column, row, 1, 1]).center();
        // Dark on bright, as on the accent; zeros are dark, and bright in the light.
        let ink = if (*byte == 0) == is_dark { colours.text } else { colours.on_accent };
        ui.painter().text(
            at,
            egui::Align2::CENTER_CENTER,
            format!("{byte:02X}"),
            FontId::monospace(TINY),
            ink,
        );
    }
}

/// The byte at the cursor; the last one, where that is past it.
fn cursor(pane: &PaneRef<'_>) -> Offset {
    pane.cursor().min(Offset(pane.doc.len()).back(1))
}

/// The bar that says where in the file that is which is in sight, and moves it.
fn in_sight(ui: &Ui, rect: Rect, pane: &PaneRef<'_>, map: &FileMapView, grid: &Grid, out: &mut Vec<Msg>) {
    if !map.is_zoomed() {
        return;
    }
    let seen = grid.span();
    let at = share(seen.start.0, grid.file_len.saturating_sub(seen.len()));
    let id = ui.scope_id().with("in sight");
    if let Some(to) = row_scroll::slim_bar(ui, rect, id, at, say("filemap-in-sight")) {
        out.push(pane.to_pane(PaneMsg::FileMap(FileMapMsg::PanToShare(to))));
    }
}

/// The picture in words: how many cells of which size, what they show and how much of it was read.
fn said(pane: &PaneRef<'_>, map: &FileMapView, grid: &Grid, len: u64) -> String {
    let by = match map.lens() {
        Lens::Class => say("filemap-class"),
        Lens::Entropy => say("filemap-entropy"),
        Lens::Lines => say("filemap-lines"),
    };
    say_with(
        "filemap-said",
        [
            ("n", len_u64(grid.n).into()),
            ("size", human::size(1 << grid.shift).into()),
            ("by", by.into()),
            ("read", human::percent(read(pane, len)).into()),
        ],
    )
}

/// How much of the file its blocks are known of, from 0 to 1.
fn read(pane: &PaneRef<'_>, len: u64) -> f64 {
    share(pane.scans().blocks().map_or(0, |map| map.span().len()), len)
}

/// A span as a person reads it: its first and its last byte.
fn range(span: Span) -> String {
    format!("{} – {}", span.start, span.end.back(1))
}

/// Puts a row of figures into the accessibility tree.
fn label_node(ui: &Ui, rect: Rect, salt: &str, label: &str) {
    node(ui, rect, ui.scope_id().with(salt), Role::Image, label);
}

/// A height that is a share of another one.
fn high(height: f32, part: f64) -> f32 {
    height * narrow(part.clamp(0.0, 1.0))
}
