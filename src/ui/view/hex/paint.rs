//! One row on the screen: its offset, digits and characters, and what lies over them.

use super::geometry::HexGeometry;
use crate::app::PaneRef;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crate::doc::HexColumn;
use crate::ui::theme::{Palette, ROW, mono, palette};
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
    matches: &[Span],
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
    let current = pane.searching().and_then(|searching| searching.current());
    mark(pane.selection(), colours.selection);
    for &span in matches {
        mark(span, if Some(span) == current { colours.text } else { colours.accent });
    }
    changes(pane, here, &painter, rect, area, colours.accent);
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
        let both = [
            (digits - 2.0, digits + 2.0 * area.advance + 2.0, HexColumn::Digits),
            (char, char + area.advance, HexColumn::Chars),
        ];
        for (left, right, column) in both {
            // Where bytes are typed, the column that they are typed into stands out.
            let is_other = pane.doc.can_edit() && pane.writing().column() != column;
            let width = if is_other { 0.5 } else { 1.5 };
            let byte = Rect::from_x_y_ranges(left..=right, rows);
            painter.rect_stroke(byte, 2.0, Stroke::new(width, colours.accent), egui::StrokeKind::Inside);
        }
    }
    label.insert_str(0, &format!("{:0width$X} ", at.0, width = area.digits));
    label
}

/// Draws a line under what is changed.
fn changes(
    pane: &PaneRef<'_>,
    here: Span,
    painter: &egui::Painter,
    rect: Rect,
    area: &HexGeometry,
    color: Color32,
) {
    let Some(edits) = pane.file().and_then(crate::doc::File::edits) else { return };
    let y = rect.bottom() - 1.5;
    for byte in (0..area.row).filter(|byte| edits.overlay().covers(here.start + *byte)) {
        let (digits, char) = area.x_of(byte);
        for (left, width) in [(digits, 2.0 * area.advance), (char, area.advance)] {
            painter.hline(left..=left + width, y, Stroke::new(1.5, color));
        }
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
