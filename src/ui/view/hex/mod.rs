//! The file as rows of bytes: offset, digits, characters.
//!
//! This walks the visible rows; `geometry` says where bytes stand, `look` how each is drawn, `paint` draws a
//! row, `header` what stands above, `select` turns clicks and drags into selections, `options` is the bar with
//! all options.

mod geometry;
mod header;
mod look;
mod options;
mod paint;
mod ramp;
mod select;

use super::{Painter, differences, gone, placeholder, sideways, strip};
use crate::app::actions::Context;
use crate::app::{App, Msg, PaneRef};
use crate::base::units::{len_u64, narrow, to_usize, whole};
use crate::base::{Offset, Span};
use crate::doc::file::File;
use crate::scroll::ViewMetrics;
use crate::source::blocks::Fetched;
use crate::ui::access::{self, RowState};
use crate::ui::theme::{ROW, palette};
use crate::ui::{focus, menu, row_scroll};
use crate::view::hex::{self, CharColumn, HexView, chars};
use egui::{Id, Rect, Sense, Ui, UiBuilder, pos2};
use geometry::HexGeometry;
use look::Looks;
use paint::{HexRow, RowStyle};

/// The view.
pub(super) struct HexPainter;

/// Context around the visible bytes for matches at their edges.
const AROUND: u64 = 1024;

impl Painter for HexPainter {
    fn id(&self) -> &'static str {
        hex::ID
    }

    fn ui(&self, ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
        let (Some(file), Some(view)) = (pane.file(), pane.shown_as::<HexView>()) else {
            return ViewMetrics::default();
        };
        let rect = options::show(ui, pane, (file, view), ui.available_rect_before_wrap(), out);
        let (rect, side) = strip::beside(app, rect);
        if let Some(side) = side {
            strip::draw(ui, side, app, pane, file);
        }
        let area = HexGeometry::of(ui, rect, pane, file, view);
        let current = hex::current_byte(pane.focus);
        let sense = ui.interact(area.rows, ui.scope_id().with("bytes"), Sense::click_and_drag());
        focus::note_view(ui, app, pane, &sense);
        row_scroll::wheel(ui, rect, ROW, pane, out);
        header::draw(ui, pane, (file, view), &area, current, out);
        let mut grid = ui.new_child(UiBuilder::new().id_salt("rows").max_rect(rect));
        let waiting = rows(&mut grid, pane, (file, view), &area, (current, sense.id));
        select::bytes(ui, pane, &sense, file, &area, out);
        access::cursor(ui, sense.id);
        let target = app.target_of(pane.pane.id(), None);
        let context = if pane.has_selection() { Context::Selection } else { Context::Row };
        menu::context(&sense, app, context, target, out);
        let (width, seen_width) = area.widths();
        let most_sideways = sideways::bar(ui, pane, area.track, width, out);
        let top = pane.top();
        let n_rows = len_u64(whole(area.rows.height() / ROW - narrow(top.frac)));
        let seen = Span::at(top.at.offset(), n_rows * area.layout.row()).meet(file.snapshot().span());
        differences::ticks(ui, area.bar, pane, file);
        let bar = row_scroll::bar(ui, area.bar, pane, seen, out);
        row_scroll::context(app, &bar, pane, out);
        ViewMetrics {
            rows: f64::from(area.rows.height() / ROW),
            waiting,
            column_width: area.advance,
            width: seen_width,
            most_sideways,
        }
    }
}

/// Draws the visible rows; returns how many are pending.
fn rows(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    (file, view): (&File, &HexView),
    area: &HexGeometry,
    (current, sense): (Offset, Id),
) -> u64 {
    let mut waiting = 0;
    let row = area.layout.row();
    let mut at = pane.top().at.offset().floor_to(row);
    let mut y = area.rows.top() - narrow(pane.top().frac) * ROW;
    let looks = Looks {
        colours: palette(ui),
        is_dark: ui.visuals().dark_mode,
        by: view.prefs().colours,
        lit: pane.doc.lit(),
        selection: pane.selection(),
        matches: matches(pane, file, at, area),
        current: pane.searching().and_then(|searching| searching.current()),
        edits: file.edits(),
    };
    let typed = pane.doc.can_edit().then(|| pane.writing().column());
    let n_seen = len_u64(whole(area.rows.height() / ROW)) + 2;
    let marks = differences::marks(pane, file, Span::at(at, n_seen * row));
    let how = RowStyle { base: view.prefs().base, current, page: view.prefs().page, typed, marks };
    while y < area.rows.bottom() && at.0 < file.edited_len() {
        let rect = Rect::from_min_max(pos2(area.rows.left(), y), pos2(area.rows.right(), y + ROW));
        let beside = Rect::from_min_max(pos2(area.track.left(), y), rect.max);
        match read(file, Span::at(at, row), view.prefs().chars, &looks) {
            Fetched::Ready(one) => {
                one.paint(ui, rect, area, &how);
                let bytes = Span::at(at, row);
                let is_selected = !pane.selection().meet(bytes).is_empty();
                let state = RowState { is_selected, has_cursor: bytes.contains(current) };
                // Bytes are cells where the cursor is: a screenful of them would be hundreds.
                let cells = if state.has_cursor {
                    one.cells(rect, area, (how.base, current, pane.selection()))
                } else {
                    Vec::new()
                };
                let label = one.label(area, how.base);
                let shown = access::row_with_cells(ui, (rect, at.0), &label, (sense, state), &cells);
                if let Some(id) = shown {
                    ui.ctx().accesskit_node_builder(id, |node| node.set_description(one.text()));
                }
            }
            Fetched::Pending => {
                waiting += 1;
                paint::offset(ui, at, false, rect, area);
                placeholder(ui, beside, waiting);
            }
            Fetched::Failed(fault) => {
                gone(ui, beside, &fault);
                break;
            }
        }
        at = at + row;
        y += ROW;
    }
    file.shows(Span::between(pane.top().at.offset(), at));
    waiting
}

/// The row of these bytes, with its characters. Where the bytes around it that its characters need are not
/// there, it is shown without them until they come.
fn read(file: &File, row: Span, column: CharColumn, looks: &Looks<'_>) -> Fetched<HexRow> {
    let bytes = match file.edited(row) {
        Fetched::Ready(bytes) => bytes,
        Fetched::Pending => return Fetched::Pending,
        Fetched::Failed(fault) => return Fetched::Failed(fault),
    };
    let row = Span::at(row.start, len_u64(bytes.len()));
    let cells = || {
        let encoding = column.encoding(file.encoding());
        let wide = chars::context(row, file.edited_len(), encoding);
        match file.edited(wide) {
            Fetched::Ready(around) if wide != row => chars::cells(&around, wide.start, row, encoding),
            _ => chars::cells(&bytes, row.start, row, encoding),
        }
    };
    let cells = if column == CharColumn::Off { Vec::new() } else { cells() };
    Fetched::Ready(HexRow::new(row.start, &bytes, cells, looks))
}

/// Visible matches; the current one is last, to paint on top.
fn matches(pane: &PaneRef<'_>, file: &File, at: Offset, area: &HexGeometry) -> Vec<Span> {
    let Some(searching) = pane.searching() else { return Vec::new() };
    let n_rows = len_u64(whole(area.rows.height() / ROW)) + 2;
    let seen = Span::at(at, n_rows * area.layout.row()).meet(file.snapshot().span());
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
