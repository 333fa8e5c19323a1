//! One row on the screen: its offset, digits and characters, and what lies over them.

use super::geometry::HexGeometry;
use crate::app::PaneRef;
use crate::app::comparing::{ComparedMark, MarkKind};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::ui::theme::{Palette, ROW, mono, palette};
use crate::ui::view::differences;
use crate::view::hex;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Rect, Stroke, Ui, pos2};
use std::fmt::Write;

/// Draws one row; its bytes as text.
pub(super) fn paint(
    ui: &Ui,
    pane: &PaneRef<'_>,
    at: Offset,
    bytes: &[u8],
    (matches, marks): (&[Span], &[ComparedMark]),
    rect: Rect,
    area: &HexGeometry,
) -> String {
    let colours = palette(ui);
    let painter = ui.painter().with_clip_rect(area.rows);
    let here = Span::at(at, area.row);
    let cursor = pane.cursor();
    let has_cursor = here.contains(cursor);
    if has_cursor {
        painter.rect_filled(rect, 0.0, colours.current);
    }
    let mark = |span: Span, color: Color32| {
        let span = span.meet(here);
        if span.is_empty() {
            return;
        }
        let (from, to) = (span.start - at, span.end - at - 1);
        let fill = |left: f32, right: f32| {
            painter.rect_filled(Rect::from_x_y_ranges(left..=right, rect.y_range()), 0.0, color);
        };
        fill(area.x_of(from).0 - 2.0, area.x_of(to).0 + 2.0 * area.advance + 2.0);
        fill(area.x_of(from).1, area.x_of(to).1 + area.advance);
    };
    differing(&painter, at, marks, rect, area, colours);
    let current = pane.searching().and_then(|searching| searching.current());
    mark(pane.selection(), colours.selection);
    for &span in matches {
        mark(span, if Some(span) == current { colours.text } else { colours.accent });
    }
    offset(ui, at, has_cursor, rect, area);
    let ink = |byte: usize| {
        let holds = |span: &&Span| span.contains(at + len_u64(byte));
        let over = matches.iter().rfind(holds)?;
        Some(if Some(*over) == current { colours.bg } else { colours.on_accent })
    };
    let (digits, text) = jobs(bytes, &ink, colours);
    let mut label = digits.text.clone();
    let galley = painter.layout_job(digits);
    let y = rect.top() + ((ROW - galley.size().y) / 2.0).round();
    painter.galley(pos2(area.bytes_left, y), galley, colours.text);
    let galley = painter.layout_job(text);
    painter.galley(pos2(area.x_of(0).1, y), galley, colours.text);
    if has_cursor {
        // A byte, not a place between two: what a press of a key would change.
        let (digits, char) = area.x_of(cursor - at);
        let rows = rect.shrink2(egui::vec2(0.0, 1.0)).y_range();
        for (left, right) in [(digits - 2.0, digits + 2.0 * area.advance + 2.0), (char, char + area.advance)]
        {
            let byte = Rect::from_x_y_ranges(left..=right, rows);
            painter.rect_stroke(byte, 2.0, Stroke::new(1.5, colours.accent), egui::StrokeKind::Inside);
        }
    }
    label.insert_str(0, &format!("{:0width$X} ", at.0, width = area.digits));
    label
}

/// Draws what differs from the other file of a comparison.
fn differing(
    painter: &egui::Painter,
    at: Offset,
    marks: &[ComparedMark],
    rect: Rect,
    area: &HexGeometry,
    colours: &Palette,
) {
    let here = Span::at(at, area.row);
    let first = marks.partition_point(|mark| mark.span.end < here.start);
    for mark in marks[first..].iter().take_while(|mark| mark.span.start < here.end) {
        let is_between = mark.kind == MarkKind::OnlyThere;
        let span = if is_between { Span::at(mark.span.start, 1) } else { mark.span.meet(here) };
        if span.is_empty() || span.start < here.start {
            continue;
        }
        let ((digits, char), (last_digits, last_char)) =
            (area.x_of(span.start - at), area.x_of(span.end - at - 1));
        let cells = |left: f32, right: f32| {
            let cells = Rect::from_x_y_ranges(left..=right, rect.y_range());
            differences::draw(painter, mark.kind, cells, colours);
        };
        cells(digits - 2.0, last_digits + 2.0 * area.advance + 2.0);
        cells(char, last_char + area.advance);
    }
}

/// Draws a row's offset.
pub(super) fn offset(ui: &Ui, at: Offset, is_current: bool, rect: Rect, area: &HexGeometry) {
    let colours = palette(ui);
    let text = format!("{:0width$X}", at.0, width = area.digits);
    let color = if is_current { colours.text } else { colours.faint };
    let painter = ui.painter().with_clip_rect(area.rows);
    let galley = painter.layout_no_wrap(text, mono(), color);
    let y = rect.top() + ((ROW - galley.size().y) / 2.0).round();
    painter.galley(pos2(area.offset_right - galley.size().x, y), galley, color);
}

/// The colour of a byte, by its class.
fn class(byte: u8, colours: &Palette) -> Color32 {
    match byte {
        0 => colours.nul,
        0x20..=0x7E => colours.text,
        0x80.. => colours.high,
        _ => colours.control,
    }
}

/// The row's digits and its characters, in the colours of their classes, unless `ink` has others.
fn jobs(bytes: &[u8], ink: &dyn Fn(usize) -> Option<Color32>, colours: &Palette) -> (LayoutJob, LayoutJob) {
    let new = || {
        let mut job =
            LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
        job.wrap.max_width = f32::INFINITY;
        job
    };
    let (mut digits, mut text) = (new(), new());
    let mut start = 0;
    while start < bytes.len() {
        let of = |byte: usize| ink(byte).unwrap_or_else(|| class(bytes[byte], colours));
        let color = of(start);
        let same = (start..bytes.len()).take_while(|&byte| of(byte) == color).count();
        let format = TextFormat::simple(mono(), color);
        let mut pairs = String::with_capacity(same * 3 + 1);
        let mut chars = String::with_capacity(same);
        for (i, &byte) in (start..).zip(&bytes[start..start + same]) {
            // Writing into a `String` can't fail.
            let _ = write!(
                pairs,
                "{byte:02X} {}",
                if i % to_usize(hex::GROUP) == to_usize(hex::GROUP) - 1 { " " } else { "" }
            );
            chars.push(if (0x20..=0x7E).contains(&byte) { char::from(byte) } else { '·' });
        }
        digits.append(&pairs, 0.0, format.clone());
        text.append(&chars, 0.0, format);
        start += same;
    }
    (digits, text)
}
