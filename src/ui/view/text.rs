//! The file as rows of text, with line numbers.
//!
//! This walks the visible rows; `paint` draws one, `select` turns clicks and drags into
//! selections, `sideways` is the bar below. Each row is laid out once, whatever is asked of it.

mod paint;
mod select;
mod sideways;

use super::highlight::{self, Highlight};
use super::{Painter, gone, placeholder, row_node, sideways as sideways_bar, state_of_row, strip};
use crate::app::actions::Context;
use crate::app::{App, Msg, PaneRef};
use crate::base::human::grouped;
use crate::base::units::{narrow, px, to_usize, whole as whole_columns};
use crate::base::{Offset, RowNr, Span};
use crate::doc::file::File;
use crate::format::wrap::{RowLayout, ScreenLine};
use crate::messages::say;
use crate::scroll::ViewMetrics;
use crate::source::blocks::Fetched;
use crate::ui::access::{self, RowState};
use crate::ui::theme::{GUTTER_GAP, ROW, mono, palette};
use crate::ui::{focus, menu, row_scroll};
use egui::{Id, Rect, Sense, Stroke, Ui, pos2, vec2};
use paint::Painted;
use std::sync::Arc;

/// The view.
pub(super) struct TextPainter;

/// Width of the strip, in points; of the bar alone in a view narrower than `NARROW`.
const STRIP: f32 = 44.0;
const BAR: f32 = 14.0;
const NARROW: f32 = 240.0;

/// Where things are in the view.
struct TextGeometry {
    left: f32,
    gutter_right: f32,
    text: Rect,
    strip: Rect,
    advance: f32,
}

impl Painter for TextPainter {
    fn id(&self) -> &'static str {
        crate::view::text::ID
    }

    fn ui(&self, ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
        let Some(file) = pane.file() else { return ViewMetrics::default() };
        let whole = ui.available_rect_before_wrap();
        let area = TextGeometry::of(ui, whole, file);
        let sense = ui.interact(area.text, ui.scope_id().with("text"), Sense::click_and_drag());
        focus::note_view(ui, app, pane, &sense);
        row_scroll::wheel(ui, area.text.union(area.strip), ROW, pane, out);
        let (painted, waiting) = rows(ui, pane, file, &area, (whole, sense.id));
        select::text(ui, pane, &sense, &painted, &area, out);
        access::cursor(ui, sense.id);
        select::gutter(ui, whole, pane, &painted, &area, out);
        let target = app.target_of(pane.pane.id(), None);
        let context = if pane.has_selection() { Context::Selection } else { Context::Row };
        menu::context(&sense, app, context, target, out);
        let most_sideways = sideways::bar(ui, pane, &area, &painted, out);
        strip::draw(ui, area.strip, app, pane, file);
        let bar = row_scroll::bar(ui, area.strip, pane, seen(pane, &painted, &area), out);
        row_scroll::context(app, &bar, pane, out);
        let rows = f64::from(area.text.height() / ROW);
        ViewMetrics { rows, waiting, most_sideways, column_width: area.advance, width: area.text.width() }
    }
}

impl TextGeometry {
    fn of(ui: &Ui, rect: Rect, file: &File) -> Self {
        let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
        let lines = file.index().map_or(0, |index| index.total() + 1);
        // As wide as offsets from the first, so that nothing moves when numbers replace them.
        let (numbers, offsets) =
            (grouped(lines).chars().count(), crate::base::human::offset(file.len()).len());
        let gutter_right = rect.left() + 12.0 + advance * px(numbers.max(offsets).max(4));
        let width = if rect.width() < NARROW { BAR } else { STRIP };
        let strip = Rect::from_min_max(pos2(rect.right() - width, rect.top()), rect.max);
        let text = Rect::from_min_max(
            pos2(gutter_right + GUTTER_GAP, rect.top() + 4.0),
            pos2(strip.left(), rect.bottom() - sideways_bar::HEIGHT),
        );
        Self { left: rect.left(), gutter_right, text, strip, advance }
    }
}

/// Draws the visible rows; returns those drawn, and how many are pending.
fn rows(
    ui: &Ui,
    pane: &PaneRef<'_>,
    file: &File,
    area: &TextGeometry,
    (whole, view): (Rect, Id),
) -> (Vec<Painted>, u64) {
    let colours = palette(ui);
    let mut painted: Vec<Painted> = Vec::new();
    let mut waiting = 0;
    let mut at = pane.top().at.offset();
    let mut y = area.text.top() - narrow(pane.top().frac) * ROW;
    let mut number = None;
    let mut highlights: (Option<Offset>, Vec<Highlight>) = (None, Vec::new());
    while y < area.text.bottom() && at.0 < file.len() {
        let rect = Rect::from_min_max(pos2(area.text.left(), y), pos2(area.text.right(), y + ROW));
        match file.laid_at(at, pane.layout()) {
            Fetched::Ready(laid) => {
                let line = laid.line(laid.line_nr(at));
                let row = laid.row;
                let nr = number.unwrap_or_else(|| file.line_of(row.text.start));
                if highlights.0 != Some(row.text.start) {
                    let seen = in_sight(pane, &laid, area);
                    highlights =
                        (Some(row.text.start), highlight::highlights(pane, &row, &laid.bytes, seen, colours));
                }
                let one = Painted::new(pane, laid, line, rect, area);
                let full = Rect::from_min_max(pos2(whole.left(), y), pos2(area.text.right(), y + ROW));
                one.paint(ui, pane, &highlights.1, full, area);
                gutter(ui, pane, &one.laid, &line, &nr, area, y);
                row_node(ui, rect, line.text.start.0, &label(pane, &nr, &one));
                let is_selected =
                    !pane.selection().meet(Span::between(line.text.start, line.next)).is_empty();
                let state = RowState { is_selected, has_cursor: line.holds(pane.cursor()) };
                state_of_row(ui, line.text.start.0, view, state);
                let ended = u64::from(line.is_last && row.ends_line);
                number = Some(match nr {
                    Fetched::Ready(Some(nr)) => Fetched::Ready(Some(RowNr(nr.0 + ended))),
                    other => other,
                });
                painted.push(one);
                at = line.next;
            }
            Fetched::Pending => {
                waiting += 1;
                placeholder(ui, rect, waiting);
            }
            Fetched::Failed(fault) => {
                gone(ui, rect, &fault);
                break;
            }
        }
        y += ROW;
    }
    file.shows(Span::between(pane.top().at.offset(), at));
    (painted, waiting)
}

/// The part of the file whose rows are visible as a whole; at least that of the first one.
fn seen(pane: &PaneRef<'_>, painted: &[Painted], area: &TextGeometry) -> Span {
    let is_whole = |one: &&Painted| one.rect.bottom() <= area.text.bottom() + 0.5;
    let last = painted.iter().rev().find(is_whole).or(painted.first());
    let top = pane.top();
    let start = if top.frac > 0.0 { top.at.offset() + 1 } else { top.at.offset() };
    Span::between(start, last.map_or(start, |last| last.line.next))
}

/// The visible bytes of a row: of one that wraps, all.
fn in_sight(pane: &PaneRef<'_>, laid: &RowLayout, area: &TextGeometry) -> std::ops::Range<usize> {
    if pane.layout().columns.is_some() {
        return 0..laid.bytes.len();
    }
    let first = whole_columns(pane.sideways() / area.advance);
    let n = whole_columns(area.text.width() / area.advance).saturating_add(2);
    let byte = |column| to_usize(laid.shown.byte_at(column)).min(laid.bytes.len());
    byte(first)..byte(first.saturating_add(n))
}

/// What a screen reader reads: of a row that wraps, its number once.
fn label(pane: &PaneRef<'_>, number: &Fetched<Option<RowNr>>, one: &Painted) -> String {
    let marked =
        if pane.mark_in(one.line.text.start, one.line.next).is_some() { say("text-marked") } else { "" };
    // A screenful of it, not a segment of four thousand characters.
    let text = one.text().chars().take(500).chain(one.end_mark().chars());
    match number {
        Fetched::Ready(Some(nr)) if one.line.is_first => {
            format!("{marked}{}{} ", if marked.is_empty() { "" } else { " " }, nr.0 + 1)
                .chars()
                .chain(text)
                .collect()
        }
        _ => text.collect(),
    }
}

fn gutter(
    ui: &Ui,
    pane: &PaneRef<'_>,
    laid: &Arc<RowLayout>,
    line: &ScreenLine,
    number: &Fetched<Option<RowNr>>,
    area: &TextGeometry,
    y: f32,
) {
    let colours = palette(ui);
    let clip = Rect::from_x_y_ranges(f32::NEG_INFINITY..=area.gutter_right + 2.0, area.text.y_range());
    let painter = ui.painter().with_clip_rect(clip.intersect(ui.clip_rect()));
    if !line.is_first {
        goes_on(&painter, pos2(area.gutter_right - 8.0, y + ROW / 2.0), colours.faint);
        return;
    }
    let text = match number {
        _ if !laid.row.starts_line => "⋯".to_owned(),
        Fetched::Ready(Some(nr)) => grouped(nr.0 + 1),
        Fetched::Ready(None) => laid.row.text.start.to_string(),
        Fetched::Pending | Fetched::Failed(_) => "…".to_owned(),
    };
    let mark = pane.mark_in(line.text.start, line.next);
    if let Some(mark) = mark {
        let bar = Rect::from_min_size(pos2(area.left + 2.0, y + 2.0), vec2(4.0, ROW - 4.0));
        painter.rect_filled(bar, 1.0, colours.hue(mark.hue));
    }
    let color = if line.holds(pane.cursor()) { colours.text } else { colours.faint };
    let galley = painter.layout_no_wrap(text, mono(), color);
    let at = pos2(area.gutter_right - galley.size().x, y + ((ROW - galley.size().y) / 2.0).round());
    painter.galley(at, galley, color);
}

/// The continuation mark of a wrapped row, ↳; the typeface has none.
fn goes_on(painter: &egui::Painter, at: egui::Pos2, color: egui::Color32) {
    let stroke = Stroke::new(1.0, color);
    let tip = at + vec2(7.0, 2.0);
    painter.line(vec![at + vec2(0.0, -4.0), at + vec2(0.0, 2.0), tip], stroke);
    painter.line(vec![tip + vec2(-3.0, -3.0), tip, tip + vec2(-3.0, 3.0)], stroke);
}
