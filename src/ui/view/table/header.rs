//! The header that stays in sight: names of columns, and below them types and distributions once they are
//! known. Its edges are dragged to make a column wider, its names to move it.

use super::rows::Painted;
use super::{HEADER, PAD, TableGeometry, target};
use crate::app::actions::Context;
use crate::app::{App, DocMsg, Msg, PaneRef, RowsMsg};
use crate::base::human;
use crate::base::units::px;
use crate::doc::arrangement::SortBy;
use crate::doc::table::{ColumnHead, Table};
use crate::messages::say;
use crate::scan::columns::ColumnType;
use crate::ui::gestures::click_modifiers;
use crate::ui::menu;
use crate::ui::theme::{Palette, SIZE, TINY, palette, semibold};
use crate::view::table::ColumnPlace;
use crate::view::{PaneMsg, TableMsg};
use egui::{Align2, CursorIcon, FontId, Rangef, Rect, Sense, Stroke, Ui, pos2, vec2};

/// Width of the handle on a column's edge, in points.
const HANDLE: f32 = 8.0;

/// Draws the header; what clicks and drags on it ask for.
pub(super) fn draw(
    ui: &Ui,
    app: &App,
    pane: &PaneRef<'_>,
    table: &Table,
    area: &TableGeometry,
    painted: &Painted,
    out: &mut Vec<Msg>,
) {
    let colours = palette(ui);
    ui.painter().rect_filled(area.header, 0.0, colours.panel);
    let columns: Vec<_> = area.visible().map(|(nr, place, xs, frozen)| (nr, *place, xs, frozen)).collect();
    for &(nr, place, xs, is_frozen) in &columns {
        let band = area.band(is_frozen);
        let clip = Rect::from_x_y_ranges(band.intersection(xs), area.header.y_range());
        if clip.width() <= 0.0 {
            continue;
        }
        let name = table.names().get(place.column).map_or("", |name| name);
        let sign = sort_sign(pane, place.column);
        paint(ui, &format!("{sign}{name}"), table.head(place.column), &place, xs, clip, colours);
        let id = ui.scope_id().with(("column", place.column));
        let sense = ui.interact(clip, id, Sense::CLICK | Sense::DRAG);
        sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ColumnHeader, ui.is_enabled(), name));
        menu::context(&sense, app, Context::Column, target(app, pane, Some(place.column)), out);
        if sense.double_clicked() {
            let sort = pane.doc.arrangement().sort();
            let is_descending = sort.iter().any(|by| by.column == place.column && !by.is_descending);
            let by = SortBy { column: place.column, is_descending };
            out.push(pane.to_doc(DocMsg::Rows(RowsMsg::Sort { by, adds: false })));
        } else if sense.clicked() {
            let extend = click_modifiers(ui).shift;
            out.push(pane.to_pane(PaneMsg::Table(TableMsg::SelectColumns { column: nr, extend })));
        }
        if sense.dragged() || sense.drag_stopped() {
            drag(ui, pane, area, &place, sense.drag_stopped(), sense.interact_pointer_pos(), out);
        }
    }
    // Over all names, so that they get the pointer.
    for (_, place, xs, is_frozen) in columns {
        if area.band(is_frozen).contains(xs.max) {
            edge(ui, pane, area, &place, xs, painted, out);
        }
    }
}

/// The sign of a column that rows are sorted by, with its number if there are several.
fn sort_sign(pane: &PaneRef<'_>, column: usize) -> String {
    let sort = pane.doc.arrangement().sort();
    let Some(nr) = sort.iter().position(|by| by.column == column) else { return String::new() };
    let arrow = if sort[nr].is_descending { "↓" } else { "↑" };
    if sort.len() > 1 { format!("{arrow}{} ", nr + 1) } else { format!("{arrow} ") }
}

/// Draws a column's name, type and distribution.
fn paint(
    ui: &Ui,
    name: &str,
    head: Option<ColumnHead>,
    place: &ColumnPlace,
    xs: Rangef,
    clip: Rect,
    colours: &Palette,
) {
    let painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
    let (align, x) = match place.is_number {
        true => (Align2::RIGHT_CENTER, xs.max - PAD),
        false => (Align2::LEFT_CENTER, xs.min + PAD),
    };
    let line = |y: f32, text: &str, font: FontId, color| {
        // A name that does not fit begins at the left, whatever its column holds.
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(120).collect();
        let galley = painter.layout_no_wrap(text, font, color);
        let fits = galley.size().x <= xs.span() - 2.0 * PAD;
        let left = if fits { align.anchor_size(pos2(x, y), galley.size()).left() } else { xs.min + PAD };
        painter.galley(pos2(left, y - galley.size().y / 2.0), galley, color);
    };
    let top = clip.top();
    line(top + HEADER / 2.0, name, semibold(SIZE), colours.text);
    let Some(head) = head.filter(|_| clip.height() > HEADER) else { return };
    line(top + 31.0, &kind(&head), FontId::proportional(TINY), colours.dim);
    let n = px(head.bars.len().max(1));
    let width = (xs.span() - 2.0 * PAD).min(84.0);
    let (left, bottom) = match place.is_number {
        true => (xs.max - PAD - width, clip.bottom() - 10.0),
        false => (xs.min + PAD, clip.bottom() - 10.0),
    };
    for (nr, share) in head.bars.iter().enumerate() {
        let x = left + width * px(nr) / n;
        let height = (22.0 * share).max(1.0);
        let bar = Rect::from_min_size(pos2(x, bottom - height), vec2((width / n - 1.0).max(1.0), height));
        painter.rect_filled(bar, 0.0, colours.info);
    }
}

/// The name of a type.
pub(in crate::ui) fn kind_name(kind: ColumnType) -> &'static str {
    say(match kind {
        ColumnType::Boolean => "column-kind-boolean",
        ColumnType::Integer => "column-kind-integer",
        ColumnType::Decimal => "column-kind-decimal",
        ColumnType::Date => "column-kind-date",
        ColumnType::Time => "column-kind-time",
        ColumnType::Timestamp => "column-kind-timestamp",
        ColumnType::Text => "column-kind-text",
    })
}

/// A column's type, and of text how many distinct values there are.
fn kind(head: &ColumnHead) -> String {
    let kind = kind_name(head.kind);
    match head.distinct {
        Some(n) => format!("{kind} · {}", human::count(n)),
        None => kind.to_owned(),
    }
}

/// A drag of a name moves its column: shows where to, and moves it when it is let go.
fn drag(
    ui: &Ui,
    pane: &PaneRef<'_>,
    area: &TableGeometry,
    place: &ColumnPlace,
    is_over: bool,
    pointer: Option<egui::Pos2>,
    out: &mut Vec<Msg>,
) {
    let Some(pointer) = pointer else { return };
    let before = area.visible().find(|(_, _, xs, _)| pointer.x < xs.center());
    let x = before.map(|(_, _, xs, _)| xs.min).or_else(|| area.visible().last().map(|(_, _, xs, _)| xs.max));
    let last = area.visible().last().map(|(nr, ..)| nr);
    // After the last one in sight comes the one that follows, if there is one.
    let next = last.and_then(|last| area.places.shown.get(last + 1)).map(|place| place.column);
    let before = before.map(|(_, place, ..)| place.column).or(next);
    if is_over {
        out.push(pane.to_pane(PaneMsg::Table(TableMsg::Move { column: place.column, before })));
    } else if let Some(x) = x {
        let stroke = Stroke::new(2.0, palette(ui).accent);
        ui.painter().vline(x, Rangef::new(area.header.top(), area.rows.bottom()), stroke);
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
}

/// The handle on a column's right edge: a drag makes it wider, a double click as wide as what is in sight.
fn edge(
    ui: &Ui,
    pane: &PaneRef<'_>,
    area: &TableGeometry,
    place: &ColumnPlace,
    xs: Rangef,
    painted: &Painted,
    out: &mut Vec<Msg>,
) {
    let rect = Rect::from_x_y_ranges(
        Rangef::new(xs.max - HANDLE / 2.0, xs.max + HANDLE / 2.0),
        area.header.y_range(),
    );
    let id = ui.scope_id().with(("edge", place.column));
    let sense = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
    if sense.hovered() || sense.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let stroke = Stroke::new(2.0, palette(ui).accent);
        ui.painter().vline(xs.max, area.header.y_range(), stroke);
    }
    let set = |width| pane.to_pane(PaneMsg::Table(TableMsg::SetWidth { column: place.column, width }));
    if sense.double_clicked() {
        let longest = painted.longest.iter().find(|(column, _)| *column == place.column);
        let n_chars = longest.map_or(0, |(_, n)| (*n).clamp(3, 400));
        out.push(set(Some(px(n_chars) * area.advance + 2.0 * PAD + 2.0)));
    } else if sense.dragged() && sense.drag_delta().x != 0.0 {
        out.push(set(Some(place.width + sense.drag_delta().x)));
    }
}
