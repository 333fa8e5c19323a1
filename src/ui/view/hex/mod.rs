//! The file as rows of bytes: offset, digits, characters.
//!
//! This walks the visible rows; `geometry` says where bytes stand, `paint` draws a row, `select` turns
//! clicks and drags into selections.

mod geometry;
mod paint;
mod select;

use super::{Painter, differences, gone, placeholder, row_node};
use crate::app::actions::Context;
use crate::app::{App, Msg, PaneRef};
use crate::base::units::{len_u64, narrow, to_usize, whole};
use crate::base::{Offset, Span};
use crate::doc::file::File;
use crate::messages::say;
use crate::scroll::ViewMetrics;
use crate::source::blocks::Fetched;
use crate::ui::theme::{ROW, mono, palette};
use crate::ui::{focus, menu, row_scroll};
use crate::view::hex;
use egui::{Rect, Sense, Ui, pos2};
use geometry::HexGeometry;

/// The view.
pub(super) struct HexPainter;

/// Width of the scroll bar, in points.
const BAR: f32 = 14.0;

/// Context around the visible bytes for matches at their edges.
const AROUND: u64 = 1024;

impl Painter for HexPainter {
    fn id(&self) -> &'static str {
        hex::ID
    }

    fn ui(&self, ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
        let Some(file) = pane.file() else { return ViewMetrics::default() };
        let rect = ui.available_rect_before_wrap();
        let row = pane.shown_as::<hex::HexView>().map_or(16, hex::HexView::row);
        let area = HexGeometry::of(ui, rect, file, row);
        header(ui, &area, rect);
        let sense = ui.interact(area.rows, ui.scope_id().with("bytes"), Sense::click_and_drag());
        focus::note_view(ui, app, pane, &sense);
        row_scroll::wheel(ui, rect, ROW, pane, out);
        let waiting = rows(ui, pane, file, &area);
        select::bytes(ui, pane, &sense, file, &area, out);
        let target = app.target_of(pane.pane.id(), None);
        let context = if pane.has_selection() { Context::Selection } else { Context::Row };
        menu::context(&sense, app, context, target, out);
        let top = pane.top();
        let n_rows = len_u64(whole(area.rows.height() / ROW - narrow(top.frac)));
        let seen = Span::at(top.at.offset(), n_rows * area.row).meet(file.snapshot().span());
        differences::ticks(ui, area.bar, pane, file);
        row_scroll::bar(ui, area.bar, pane, seen, out);
        ViewMetrics {
            rows: f64::from(area.rows.height() / ROW),
            waiting,
            column_width: area.advance,
            width: area.rows.right() - area.bytes_left,
            ..ViewMetrics::default()
        }
    }
}

fn header(ui: &Ui, area: &HexGeometry, rect: Rect) {
    let colours = palette(ui);
    let y = rect.top() + 4.0;
    let text = |x: f32, text: &str| {
        ui.painter().text(pos2(x, y + 2.0), egui::Align2::LEFT_TOP, text, mono(), colours.faint);
    };
    text(area.offset_right - 6.0 * area.advance, say("hex-offset"));
    for byte in 0..area.row {
        text(area.x_of(byte).0, &format!("{byte:02X}"));
    }
}

/// Draws the visible rows; returns how many are pending.
fn rows(ui: &Ui, pane: &PaneRef<'_>, file: &File, area: &HexGeometry) -> u64 {
    let mut waiting = 0;
    let mut at = pane.top().at.offset().floor_to(area.row);
    let mut y = area.rows.top() - narrow(pane.top().frac) * ROW;
    let matches = matches(pane, file, at, area);
    let n_seen = len_u64(whole(area.rows.height() / ROW)) + 2;
    let marks = differences::marks(pane, file, Span::at(at, n_seen * area.row));
    while y < area.rows.bottom() && at.0 < file.len() {
        let rect = Rect::from_min_max(pos2(area.rows.left(), y), pos2(area.rows.right(), y + ROW));
        match file.bytes(Span::at(at, area.row)) {
            Fetched::Ready(bytes) => {
                let text = paint::paint(ui, pane, at, &bytes, (&matches, &marks), rect, area);
                row_node(ui, rect, at.0, &text);
            }
            Fetched::Pending => {
                waiting += 1;
                paint::offset(ui, at, false, rect, area);
                placeholder(ui, Rect::from_min_max(pos2(area.bytes_left, y), rect.max), waiting);
            }
            Fetched::Failed(fault) => {
                gone(ui, Rect::from_min_max(pos2(area.bytes_left, y), rect.max), &fault);
                break;
            }
        }
        at = at + area.row;
        y += ROW;
    }
    file.shows(Span::between(pane.top().at.offset(), at));
    waiting
}

/// Visible matches; the current one is last, to paint on top.
fn matches(pane: &PaneRef<'_>, file: &File, at: Offset, area: &HexGeometry) -> Vec<Span> {
    let Some(searching) = pane.searching() else { return Vec::new() };
    let n_rows = len_u64(whole(area.rows.height() / ROW)) + 2;
    let seen = Span::at(at, n_rows * area.row).meet(file.snapshot().span());
    let wide = Span { start: seen.start.back(AROUND), end: seen.end + AROUND }.meet(file.snapshot().span());
    let Fetched::Ready(window) = file.bytes(wide) else { return Vec::new() };
    // A visible match may start before the visible bytes.
    let lead = to_usize(seen.start - wide.start);
    let from = lead / 2;
    let len = lead - from + to_usize(seen.len());
    let start = wide.start + len_u64(from);
    let mut spans = searching.highlights(&window, from, len, start, file.len());
    let current = searching.current();
    spans.sort_by_key(|span| Some(*span) == current);
    spans
}
