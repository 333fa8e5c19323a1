//! The file as rows of bytes: offset, digits, characters.

use super::{Painter, gone, placeholder, row_node, strip};
use crate::app::actions::Context;
use crate::app::{App, Msg, PaneRef};
use crate::base::units::{len_u64, narrow, px, to_usize, whole};
use crate::base::{Offset, Span};
use crate::doc::file::File;
use crate::messages::say;
use crate::scroll::ViewMetrics;
use crate::source::blocks::Fetched;
use crate::ui::gestures::{Gesture, gestures, scroll_beyond};
use crate::ui::theme::{GUTTER_GAP, Palette, ROW, mono, palette};
use crate::ui::{focus, menu, row_scroll};
use crate::view::{PaneMsg, hex};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Pos2, Rect, Sense, Stroke, Ui, pos2};
use std::fmt::Write;

/// The view.
pub(super) struct HexPainter;

/// Width of the scroll bar, in points.
const BAR: f32 = 14.0;

/// Context around the visible bytes for matches at their edges.
const AROUND: u64 = 1024;

struct HexGeometry {
    rows: Rect,
    bar: Rect,
    offset_right: f32,
    bytes_left: f32,
    advance: f32,
    /// Hexadecimal digits of an offset.
    digits: usize,
    /// Bytes a row.
    row: u64,
}

impl Painter for HexPainter {
    fn id(&self) -> &'static str {
        hex::ID
    }

    fn ui(&self, ui: &mut Ui, app: &App, pane: &PaneRef<'_>, out: &mut Vec<Msg>) -> ViewMetrics {
        let Some(file) = pane.file() else { return ViewMetrics::default() };
        let (rect, side) = strip::beside(app, ui.available_rect_before_wrap());
        if let Some(side) = side {
            strip::draw(ui, side, app, pane, file);
        }
        let row = pane.shown_as::<hex::HexView>().map_or(16, hex::HexView::row);
        let area = HexGeometry::of(ui, rect, file, row);
        header(ui, &area, rect);
        let sense = ui.interact(area.rows, ui.scope_id().with("bytes"), Sense::click_and_drag());
        focus::note_view(ui, app, pane, &sense);
        row_scroll::wheel(ui, rect, ROW, pane, out);
        let waiting = rows(ui, pane, file, &area);
        select(ui, pane, &sense, file, &area, out);
        let target = app.target_of(pane.pane.id(), None);
        let context = if pane.has_selection() { Context::Selection } else { Context::Row };
        menu::context(&sense, app, context, target, out);
        let top = pane.top();
        let n_rows = len_u64(whole(area.rows.height() / ROW - narrow(top.frac)));
        let seen = Span::at(top.at.offset(), n_rows * area.row).meet(file.snapshot().span());
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

impl HexGeometry {
    fn of(ui: &Ui, rect: Rect, file: &File, row: u64) -> Self {
        let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
        let digits = format!("{:X}", file.len().saturating_sub(1)).len().max(8);
        let offset_right = rect.left() + 12.0 + advance * px(digits);
        let bar = Rect::from_min_max(pos2(rect.right() - BAR, rect.top()), rect.max);
        let rows =
            Rect::from_min_max(pos2(rect.left(), rect.top() + 4.0 + ROW), pos2(bar.left(), rect.bottom()));
        Self { rows, bar, offset_right, bytes_left: offset_right + GUTTER_GAP, advance, digits, row }
    }

    /// The x positions of a byte of a row, among the digits and among the characters.
    fn x_of(&self, byte: u64) -> (f32, f32) {
        let x = |column: usize| self.bytes_left + px(column) * self.advance;
        (x(hex::digits_at(byte)), x(hex::chars_at(self.row) + to_usize(byte)))
    }

    /// The byte of a row whose digits or character are at `x`.
    fn byte_at(&self, x: f32) -> u64 {
        let column = whole((x - self.bytes_left).max(0.0) / self.advance);
        let chars = hex::chars_at(self.row);
        if column >= chars {
            return len_u64(column - chars).min(self.row - 1);
        }
        let next = (1..self.row).find(|&byte| hex::digits_at(byte) > column);
        next.unwrap_or(self.row) - 1
    }

    /// The byte at a place; the file's end below its last one.
    fn place(&self, pane: &PaneRef<'_>, file: &File, pointer: Pos2) -> Offset {
        let top = pane.top();
        let rows = f64::from((pointer.y - self.rows.top()) / ROW) + top.frac;
        let row = len_u64(whole(narrow(rows.max(0.0))));
        let at = top.at.offset().floor_to(self.row) + row * self.row + self.byte_at(pointer.x);
        at.min(Offset(file.len()))
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
    while y < area.rows.bottom() && at.0 < file.len() {
        let rect = Rect::from_min_max(pos2(area.rows.left(), y), pos2(area.rows.right(), y + ROW));
        match file.bytes(Span::at(at, area.row)) {
            Fetched::Ready(bytes) => {
                let text = paint(ui, pane, at, &bytes, &matches, rect, area);
                row_node(ui, rect, at.0, &text);
            }
            Fetched::Pending => {
                waiting += 1;
                offset(ui, at, false, rect, area);
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

/// Draws one row; its bytes as text.
fn paint(
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

fn offset(ui: &Ui, at: Offset, is_current: bool, rect: Rect, area: &HexGeometry) {
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

/// What clicks and drags over the bytes ask for. Bytes are selected whole.
fn select(
    ui: &Ui,
    pane: &PaneRef<'_>,
    sense: &egui::Response,
    file: &File,
    area: &HexGeometry,
    out: &mut Vec<Msg>,
) {
    sense.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, ui.is_enabled(), say("hex-bytes")));
    // A menu is about the byte that is pressed, or about the selection that it is in.
    if let Some(pointer) = sense.interact_pointer_pos().filter(|_| sense.secondary_clicked()) {
        let at = area.place(pane, file, pointer);
        if !pane.selection().contains(at) {
            out.push(pane.to_pane(PaneMsg::SetCursor { at, extend: false }));
        }
    }
    let steps = gestures(ui, sense, egui::PointerButton::Primary);
    let (mut selection, mut cursor) = (pane.selection(), pane.cursor());
    for step in &steps {
        if matches!(step, Gesture::Release { .. }) {
            continue;
        }
        let at = area.place(pane, file, step.at());
        let extend = !matches!(step, Gesture::Press { modifiers, .. } if !modifiers.shift);
        let anchor = if selection.end == cursor { selection.start } else { selection.end };
        // A selection takes the byte under the pointer in.
        let to = if extend && at >= anchor { at + 1 } else { at };
        let starts = matches!(step, Gesture::Press { .. });
        let moved = at != anchor || !selection.is_empty() || starts;
        if !extend || (moved && to != cursor) {
            out.push(pane.to_pane(PaneMsg::SetCursor { at: to, extend }));
            selection = if extend { Span::between(anchor, to) } else { Span::at(to, 0) };
            cursor = to;
        }
    }
    scroll_beyond(ui, &steps, pane, area.rows, out);
}
