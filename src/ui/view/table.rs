//! The file as a table: a header that stays, numbers of rows, and the cells that are in sight.
//!
//! Only visible rows are cut, and only visible columns laid out, whatever the table's size. `rows` draws
//! rows, `header` the names above them, `select` turns clicks and drags into selections, `whole` shows the
//! whole cell of the cursor.

mod cell;
mod chooser;
mod dialect;
pub(in crate::ui) use dialect::form_name;
mod filter;
mod header;
pub(in crate::ui) use header::kind_name;
mod rows;
mod select;
mod whole;

use super::{Painter, sideways};
use crate::app::actions::{Context, Target};
use crate::app::{App, Msg, PaneRef};
use crate::base::human::grouped;
use crate::base::units::{as_f64, at_share, px};
use crate::base::{Offset, Span};
use crate::doc::File;
use crate::doc::table::Table;
use crate::scroll::ViewMetrics;
use crate::ui::theme::{mono, palette};
use crate::ui::{access, focus, menu, row_scroll};
use crate::view::ViewModel;
use crate::view::table::{ColumnPlace, ColumnPlaces, TableView};
use egui::{Rect, Sense, Stroke, Ui, UiBuilder, pos2};

/// The view.
pub(super) struct TablePainter;

/// Height of a row, and of the header without and with types and distributions, in points.
const ROW: f32 = 21.0;
const HEADER: f32 = 30.0;
const TALL_HEADER: f32 = 70.0;

/// Below which height a view has no room for the tall one, in points.
const LOW: f32 = 110.0;

/// Width of the scroll bar, in points.
const BAR: f32 = 14.0;

/// Room on both sides of a cell's text, in points.
const PAD: f32 = 9.0;

/// Where things are in the view.
struct TableGeometry {
    /// All of it.
    whole: Rect,
    /// Where the rows are, right of their numbers.
    rows: Rect,
    header: Rect,
    bar: Rect,
    advance: f32,
    sideways: f32,
    places: ColumnPlaces,
}

impl Painter for TablePainter {
    fn id(&self) -> &'static str {
        crate::view::table::ID
    }

    fn ui(&self, ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
        let (Some(file), Some(view)) = (pane.file(), pane.shown_as::<TableView>()) else {
            return ViewMetrics::default();
        };
        let Some(table) = file.table() else { return ViewMetrics::default() };
        let mut whole = ui.available_rect_before_wrap();
        whole = dialect::show(ui, pane, (table, view), whole, out);
        whole = filter::show(ui, pane, (file, table, view), whole, out);
        if view.shows_cell() && whole.height() >= whole::LEAST {
            whole = whole::show(ui, pane, file, table, whole, out);
        }
        let area = TableGeometry::of(ui, whole, file, table, view);
        let sense = ui.interact(area.rows, ui.scope_id().with("cells"), Sense::click_and_drag());
        focus::note_view(ui, app, pane, &sense);
        row_scroll::wheel(ui, whole, ROW, pane, out);
        let mut grid = ui.new_child(UiBuilder::new().id_salt("rows").max_rect(whole));
        let painted = rows::draw(&mut grid, pane, (file, table), &area, sense.id);
        header::draw(ui, app, pane, table, &area, &painted, out);
        chooser::show(ui, pane, (table, view), &area, out);
        frame(ui, &area);
        select::cells(ui, pane, &sense, &painted, &area, out);
        access::cursor(ui, sense.id);
        select::numbers(ui, app, pane, &painted, &area, out);
        menu::context(&sense, app, Context::Cell, target(app, pane, None), out);
        let track = Rect::from_min_max(
            pos2(area.rows.left() + area.places.frozen_width, area.rows.bottom()),
            pos2(area.rows.right(), whole.bottom()),
        );
        let width = area.places.width - area.places.frozen_width;
        let most_sideways = sideways::bar(ui, pane, track, width, out);
        let seen = match table.is_arranged() {
            true => seen_ranks(pane, file, table, &area),
            false => seen(pane, &painted, &area),
        };
        let bar = row_scroll::bar(ui, area.bar, pane, seen, out);
        row_scroll::context(app, &bar, pane, out);
        ViewMetrics {
            rows: f64::from(area.rows.height() / ROW),
            waiting: painted.waiting,
            most_sideways,
            column_width: area.advance,
            width: area.rows.width(),
        }
    }
}

/// The pane as the target of actions; `column`: the one whose header was pressed.
fn target(app: &App, pane: &PaneRef<'_>, column: Option<usize>) -> Target {
    Target { column, ..app.target_of(pane.pane.id(), None) }
}

impl TableGeometry {
    fn of(ui: &Ui, whole: Rect, file: &File, table: &Table, view: &TableView) -> Self {
        let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
        // Until records are counted there is room for as many as there may be.
        let records = table.n_records(file.len()).unwrap_or(file.len() / 20);
        let numbers = px(grouped(records).chars().count().max(4)) * advance;
        // As high before types are known: rows that move under the pointer would be worse than room.
        let height = if whole.height() < LOW { HEADER } else { TALL_HEADER };
        let left = (whole.left() + 40.0 + numbers).min(whole.right());
        let bar = Rect::from_min_max(pos2(whole.right() - BAR, whole.top()), whole.max);
        let bottom = (whole.top() + height).min(whole.bottom());
        let header = Rect::from_min_max(whole.min, pos2(bar.left(), bottom));
        let rows = Rect::from_min_max(
            pos2(left, header.bottom()),
            pos2(bar.left().max(left), (whole.bottom() - sideways::HEIGHT).max(header.bottom())),
        );
        let places = view.columns().places(table, file, advance);
        let most = (places.width - rows.width()).max(0.0);
        Self { whole, rows, header, bar, advance, sideways: view.sideways().min(most), places }
    }

    /// The part of the rows' width in which columns scroll, or in which they are frozen.
    fn band(&self, is_frozen: bool) -> egui::Rangef {
        let edge = (self.rows.left() + self.places.frozen_width).min(self.rows.right());
        if is_frozen {
            egui::Rangef::new(self.rows.left(), edge)
        } else {
            egui::Rangef::new(edge, self.rows.right())
        }
    }

    /// The columns in sight: their places among those that are shown, where they are on the screen, and
    /// whether they are frozen.
    fn visible(&self) -> impl Iterator<Item = (usize, &ColumnPlace, egui::Rangef, bool)> {
        let (frozen, others) = self.places.visible(self.sideways, self.rows.width());
        let n_frozen = frozen.end;
        frozen.chain(others).filter_map(move |nr| {
            let place = self.places.shown.get(nr)?;
            let is_frozen = nr < n_frozen;
            let by = if is_frozen { 0.0 } else { self.sideways };
            let left = self.rows.left() + place.x - by;
            Some((nr, place, egui::Rangef::new(left, left + place.width), is_frozen))
        })
    }

    /// The place of the column at `x`; the nearest one if there is none.
    fn column_at(&self, x: f32) -> Option<usize> {
        let last = self.visible().filter(|(_, _, xs, _)| xs.min <= x).last();
        last.or_else(|| self.visible().next()).map(|(nr, ..)| nr)
    }
}

/// Hairlines: between columns, below the header, and a stronger one right of the frozen columns.
fn frame(ui: &Ui, area: &TableGeometry) {
    let colours = palette(ui);
    let painter = ui.painter().with_clip_rect(area.whole.intersect(ui.clip_rect()));
    let hairline = Stroke::new(1.0, colours.line);
    painter.hline(area.header.x_range(), area.header.bottom() - 0.5, hairline);
    let ys = egui::Rangef::new(area.header.top(), area.rows.bottom());
    let line = |x: f32, stroke| painter.vline(x.round() - 0.5, ys, stroke);
    for (_, _, xs, is_frozen) in area.visible() {
        if area.band(is_frozen).contains(xs.max) {
            line(xs.max, hairline);
        }
    }
    if area.sideways > 0.0 && area.places.n_frozen == 0 {
        line(area.rows.left(), hairline);
    }
    if area.places.n_frozen > 0 {
        line(area.band(true).max, Stroke::new(2.0, colours.line));
    }
}

/// The part of the bar that the visible rows are by their ranks, as bytes of the file.
fn seen_ranks(pane: &PaneRef<'_>, file: &File, table: &Table, area: &TableGeometry) -> Span {
    let n_rows = table.n_shown().unwrap_or(0);
    let first = as_f64(pane.top().at.0) + pane.top().frac;
    let last = (first + f64::from(area.rows.height() / ROW)).min(as_f64(n_rows));
    let place = |rank: f64| Offset(at_share(rank / as_f64(n_rows.max(1)), file.len()));
    Span::between(place(first), place(last))
}

/// The part of the file whose rows are visible as a whole.
fn seen(pane: &PaneRef<'_>, painted: &rows::Painted, area: &TableGeometry) -> Span {
    let is_whole = |one: &&rows::PaintedRow| one.rect.bottom() <= area.rows.bottom() + 0.5;
    let last = painted.rows.iter().rev().find(is_whole).or(painted.rows.first());
    let (first, top) = (painted.rows.first(), pane.top());
    // The header is in sight while the first row is.
    let is_first =
        top.frac <= 0.0 && first.is_some_and(|one| Some(one.row.span.start) == painted.first_of_all);
    let start = match is_first {
        true => crate::base::Offset::ZERO,
        false if top.frac > 0.0 => top.at.offset() + 1,
        false => top.at.offset(),
    };
    Span::between(start, last.map_or(start, |last| last.row.span.end))
}
