//! How bytes that differ from those of the other file are drawn, in every view.
//!
//! What was changed has a line below it, what is in this file alone is framed, and where the other file has more
//! there is a mark between two bytes: each is told without its colour, too.

use super::highlight::Highlight;
use crate::app::PaneRef;
use crate::app::comparing::{ComparedMark, MarkKind};
use crate::base::Span;
use crate::base::units::{at_share, px, whole};
use crate::doc::file::File;
use crate::ui::theme::{Palette, palette};
use egui::{Color32, Painter, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

/// How much of its colour lies behind a byte.
const TINT: f32 = 0.22;

/// Height of a tick of the overview, in points.
const TICK: f32 = 3.0;

/// The colour of a kind of mark.
pub(in crate::ui) fn color(kind: MarkKind, colours: &Palette) -> Color32 {
    match kind {
        MarkKind::Changed => colours.info,
        MarkKind::OnlyHere => colours.ok,
        MarkKind::OnlyThere => colours.error,
    }
}

/// The marks of a visible part of a pane's file, in order; none if it is not compared.
pub(super) fn marks(pane: &PaneRef<'_>, file: &File, seen: Span) -> Vec<ComparedMark> {
    pane.compared.map(|compared| compared.marks(file, seen)).unwrap_or_default()
}

/// Draws a mark over some bytes of a row; `cells`: the places of its bytes, as they are drawn side by side.
pub(super) fn draw(painter: &Painter, kind: MarkKind, cells: Rect, colours: &Palette) {
    let color = color(kind, colours);
    match kind {
        MarkKind::Changed => {
            painter.rect_filled(cells, 0.0, color.gamma_multiply(TINT));
            painter.hline(cells.x_range(), cells.bottom() - 1.5, Stroke::new(1.5, color));
        }
        MarkKind::OnlyHere => {
            painter.rect_filled(cells, 0.0, color.gamma_multiply(TINT));
            let frame = cells.shrink2(vec2(0.0, 0.5));
            painter.rect_stroke(frame, 0.0, Stroke::new(1.0, color), StrokeKind::Inside);
        }
        MarkKind::OnlyThere => {
            let tip = pos2(cells.left(), cells.bottom() - 1.0);
            painter.vline(cells.left(), cells.y_range(), Stroke::new(1.0, color));
            let corners = vec![tip, tip + vec2(-3.5, 0.0), tip + vec2(0.0, -6.0), tip + vec2(3.5, 0.0)];
            painter.add(egui::Shape::convex_polygon(corners, color, Stroke::NONE));
        }
    }
}

/// The marks of a row of text whose bytes are `row`, as its highlights.
pub(super) fn highlights(pane: &PaneRef<'_>, row: Span, seen: Span, colours: &Palette) -> Vec<Highlight> {
    let Some(file) = pane.file().filter(|_| pane.compared.is_some()) else { return Vec::new() };
    let ink = |mark: ComparedMark| {
        let part = mark.span.meet(row);
        let color = color(mark.kind, colours);
        Highlight {
            bytes: part.start - row.start..part.end - row.start,
            color: None,
            fill: Some(colours.bg.lerp_to_gamma(color, TINT)),
            yields: false,
            underline: Some(color),
        }
    };
    let all = marks(pane, file, seen).into_iter().filter(|mark| mark.kind != MarkKind::OnlyThere);
    all.map(ink).filter(|ink| !ink.bytes.is_empty()).collect()
}

/// Draws where the file differs as ticks in its overview: a few points each, wider where it is in this file alone.
pub(super) fn ticks(ui: &Ui, rect: Rect, pane: &PaneRef<'_>, file: &File) {
    let Some(compared) = pane.compared.filter(|_| !file.is_empty()) else { return };
    let colours = palette(ui);
    let n = whole(rect.height() / TICK);
    let at = |i: usize| at_share(f64::from(px(i)) / f64::from(px(n.max(1))), file.len());
    for i in 0..n {
        let (start, end) = (at(i), at(i + 1).max(at(i) + 1));
        let part = Span { start: crate::base::Offset(start), end: crate::base::Offset(end) };
        let Some(kind) = compared.kind_in(part) else { continue };
        let width = if kind == MarkKind::Changed { 6.0 } else { 9.0 };
        let left_top = pos2(rect.left() + 1.0, rect.top() + px(i) * TICK);
        let tick = Rect::from_min_size(left_top, vec2(width, TICK - 0.5));
        ui.painter().rect_filled(tick, 0.0, color(kind, colours));
    }
}
