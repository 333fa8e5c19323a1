//! A grid: paints any [`Table`], a line a row, below its header.
//!
//! Rows scroll by the same [`Scroller`] as every view, and only the cells of visible rows are
//! requested, so a table may have any number of rows.

use super::row_scroll::slim_bar;
use super::theme::{SMALL, palette};
use crate::base::Value;
use crate::base::units::{as_f64, floor_u64, narrow, px};
use crate::messages::say;
use crate::scroll::{Ranks, RowSpace, Scroller};
use crate::source::blocks::Fetched;
use crate::table::{Column, Known, Table};
use egui::{Align, Layout, Rect, RichText, Sense, Ui, UiBuilder, pos2, vec2};

/// Height of a row, in points.
const ROW: f32 = 18.0;

/// The most visible rows.
const ROWS: f64 = 9.0;

/// Width of the scroll bar, in points.
const BAR: f32 = 10.0;

/// Paints a table under an id that is the same in each frame. `cell` paints one value.
pub(super) fn show(
    ui: &mut Ui,
    id: &'static str,
    table: &dyn Table,
    mut cell: impl FnMut(&mut Ui, &Value, &Column),
) {
    let n_rows = match table.n_rows() {
        Known::Exact(n) | Known::SoFar(n) => n,
        Known::Unknown => 0,
    };
    let (rows, columns, colours) = (Ranks { n_rows }, &table.schema().columns, palette(ui));
    let in_sight = as_f64(n_rows).min(ROWS);
    let size = vec2(ui.available_width(), ROW * (1.0 + narrow(in_sight)));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let (head, body) = rect.split_top_bottom_at_y(rect.top() + ROW);
    let width = (rect.width() - BAR) / px(columns.len().max(1));
    let place = |row: Rect, nr: usize| {
        Rect::from_min_size(pos2(row.left() + width * px(nr), row.top()), vec2(width - 8.0, ROW))
    };
    for (nr, column) in columns.iter().enumerate() {
        within(ui, place(head, nr), rect, |ui| {
            ui.label(RichText::new(&column.name).size(SMALL).color(colours.dim));
        });
    }
    let id = ui.scope_id().with(("grid", id));
    let mut scroller: Scroller = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    scroller.set_visible(in_sight);
    scroller.keep_inside(&rows);
    scroll(ui, body, id, &mut scroller, &rows);
    let top = scroller.top();
    ui.data_mut(|data| data.insert_temp(id, scroller));
    let last = top.at + floor_u64(in_sight + 2.0);
    let Fetched::Ready(cells) = table.cells(top.at.0..last.0, 0..u32::MAX) else { return };
    let mut row = body.translate(vec2(0.0, -ROW * narrow(top.frac)));
    for nr in cells.rows() {
        for (nr, (value, column)) in cells.row(nr).iter().zip(columns).enumerate() {
            within(ui, place(row, nr), body, |ui| cell(ui, value, column));
        }
        row = row.translate(vec2(0.0, ROW));
    }
}

/// Scrolls by the wheel and the bar. The wheel scrolls the grid's surroundings only where the
/// grid itself is at its end.
fn scroll(ui: &Ui, body: Rect, id: egui::Id, scroller: &mut Scroller, rows: &Ranks) {
    if as_f64(rows.len()) <= scroller.visible() {
        return;
    }
    let delta = ui.input(|input| input.smooth_scroll_delta()).y;
    if delta != 0.0 && ui.rect_contains_pointer(body) {
        let before = scroller.top();
        scroller.scroll_rows(f64::from(-delta / ROW), rows);
        if scroller.top() != before {
            ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
        }
    }
    let track = Rect::from_min_max(pos2(body.right() - BAR, body.top()), body.max);
    if let Some(to) = slim_bar(ui, track, id.with("bar"), scroller.share(rows), say("table-place")) {
        scroller.scroll_to_share(to, rows);
    }
}

/// Paints something in `rect`, cut to `clip`.
fn within(ui: &mut Ui, rect: Rect, clip: Rect, paint: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Center);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    ui.set_clip_rect(clip.intersect(ui.clip_rect()));
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    paint(&mut ui);
}
