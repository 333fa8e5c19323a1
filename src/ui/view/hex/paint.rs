//! One row on the screen: its offset, digits and characters, what lies behind them, the page grid and the
//! frame around the current byte.

use super::geometry::HexGeometry;
use super::look::{ByteLook, Looks};
use crate::app::comparing::{ComparedMark, MarkKind};
use crate::base::units::{len_u64, px, to_usize};
use crate::base::{Offset, Span};
use crate::doc::HexColumn;
use crate::ui::access::Cell;
use crate::ui::theme::{Palette, ROW, mono, palette};
use crate::ui::view::differences;
use crate::view::hex::chars::{self, CharCell, DOT};
use crate::view::hex::{Base, HexLayout, digits};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Painter, Rangef, Rect, Stroke, StrokeKind, Ui, pos2};
use std::ops::Range;

/// A row whose bytes have come.
pub(super) struct HexRow {
    /// Where it starts.
    pub(super) at: Offset,
    /// How its bytes are drawn; at the file's end there are fewer than others have.
    pub(super) looks: Vec<ByteLook>,
    /// What stands in the character column, a cell a byte; nothing, if there is none.
    pub(super) cells: Vec<CharCell>,
}

/// A run of text in one go, and the column at which it starts.
struct Run {
    column: usize,
    job: LayoutJob,
}

impl HexRow {
    /// A row of these bytes, which start at `at`.
    pub(super) fn new(at: Offset, bytes: &[u8], cells: Vec<CharCell>, looks: &Looks<'_>) -> Self {
        let looks = looks.in_row(Span::at(at, len_u64(bytes.len())));
        let looks = (0..).zip(bytes).map(|(nr, &byte)| looks.of(at + nr, byte)).collect();
        Self { at, looks, cells }
    }

    /// Draws it; `current`: the byte that the cursor is on; `page`: the distance of the grid's rules.
    pub(super) fn paint(&self, ui: &Ui, rect: Rect, area: &HexGeometry, how: &RowStyle) {
        let colours = palette(ui);
        let whole = ui.painter().with_clip_rect(area.rows);
        let here = Span::at(self.at, area.layout.row());
        let is_current = here.contains(how.current);
        if is_current {
            whole.rect_filled(rect, 0.0, colours.current);
        }
        offset(ui, self.at, is_current, rect, area);
        let painter = ui.painter().with_clip_rect(area.clip(area.rows.y_range()).intersect(area.rows));
        self.fill(&painter, rect, area);
        self.changes(&painter, rect, area, colours.accent);
        differing(&painter, here, &how.marks, rect, area, colours);
        let draw = |run: Run| {
            let galley = painter.layout_job(run.job);
            let y = rect.top() + ((ROW - galley.size().y) / 2.0).round();
            painter.galley(pos2(area.x(run.column), y), galley, colours.text);
        };
        let columns = area.columns();
        draw(self.digits(area.layout.slots_in(columns.clone()), &area.layout, how.base));
        self.chars(ui, area.layout.chars_in(columns), area).into_iter().for_each(draw);
        grid(&painter, here, rect, area, how.page, colours);
        if is_current {
            // A byte, not a place between two: what a press of a key would change.
            let (digits, char) = area.x_of(how.current - self.at);
            let frame = |left: f32, right: f32, column: HexColumn| {
                let ys = rect.shrink2(egui::vec2(0.0, 1.0)).y_range();
                // The column that is typed into stands out.
                let is_other = how.typed.is_some_and(|typed| typed != column);
                let stroke = Stroke::new(if is_other { 0.5 } else { 1.5 }, colours.accent);
                painter.rect_stroke(Rect::from_x_y_ranges(left..=right, ys), 2.0, stroke, StrokeKind::Inside);
            };
            // Bytes of a group have no space between them.
            let room = if area.layout.group() > 1 { 1.0 } else { 2.0 };
            frame(digits - room, digits + px(area.layout.width()) * area.advance + room, HexColumn::Digits);
            char.into_iter().for_each(|char| frame(char, char + area.advance, HexColumn::Chars));
        }
    }

    /// Fills what is behind bytes: neighbours of one colour together, but for the wider gaps.
    fn fill(&self, painter: &Painter, rect: Rect, area: &HexGeometry) {
        let layout = &area.layout;
        let fill_of =
            |byte: u64| self.looks.get(to_usize(byte)).map_or(Color32::TRANSPARENT, |look| look.fill);
        let paint = |left: f32, right: f32, color: Color32| {
            painter.rect_filled(Rect::from_x_y_ranges(left..=right, rect.y_range()), 0.0, color);
        };
        let columns = area.columns();
        // Half a space on each side, where there is one.
        let room = |gap: usize| if gap > 0 { area.advance / 2.0 } else { 0.0 };
        runs(
            layout.slots_in(columns.clone()),
            |slot| fill_of(layout.slot_of(slot)),
            |slot| layout.gap_before(slot) > 1,
        )
        .for_each(|(slots, color)| {
            let last = slots.end - 1;
            let gap_after = if slots.end < layout.row() { layout.gap_before(slots.end) } else { 1 };
            let gap_before = if slots.start > 0 { layout.gap_before(slots.start) } else { 1 };
            let right = area.x(layout.slot_at(last) + layout.width()) + room(gap_after);
            paint(area.x(layout.slot_at(slots.start)) - room(gap_before), right, color);
        });
        runs(layout.chars_in(columns), fill_of, |_| false).for_each(|(bytes, color)| {
            let x = |byte: u64| layout.char_at(byte).map(|column| area.x(column));
            if let (Some(left), Some(last)) = (x(bytes.start), x(bytes.end - 1)) {
                paint(left, last + area.advance, color);
            }
        });
    }

    /// Draws a line under what was changed.
    fn changes(&self, painter: &Painter, rect: Rect, area: &HexGeometry, color: Color32) {
        let y = rect.bottom() - 1.5;
        for (byte, _) in (0..).zip(&self.looks).filter(|(_, look)| look.is_changed) {
            let (digits, char) = area.x_of(byte);
            let line = |left: f32, width: f32| {
                painter.hline(left..=left + width, y, Stroke::new(1.5, color));
            };
            line(digits, px(area.layout.width()) * area.advance);
            char.into_iter().for_each(|char| line(char, area.advance));
        }
    }

    /// The digits of some slots.
    fn digits(&self, slots: Range<u64>, layout: &HexLayout, base: Base) -> Run {
        let mut run = Run { column: layout.slot_at(slots.start), job: job() };
        let mut pending = Pending::default();
        for slot in slots.clone() {
            let gap = if slot == slots.start { 0 } else { layout.gap_before(slot) };
            match self.looks.get(to_usize(layout.slot_of(slot))) {
                Some(look) => {
                    pending.ink(look.ink, &mut run.job);
                    pending.spaces(gap);
                    pending.text.push_str(digits::of(look.value, base));
                }
                // Past the file's end.
                None => pending.spaces(gap + layout.width()),
            }
        }
        pending.flush(&mut run.job);
        run
    }

    /// The characters of some bytes: on the grid of columns, also where a typeface does not keep to it.
    fn chars(&self, ui: &Ui, bytes: Range<u64>, area: &HexGeometry) -> Vec<Run> {
        let on_grid = |c: char| {
            c.is_ascii()
                || c == DOT
                || ui.fonts_mut(|fonts| {
                    fonts.has_glyph(&mono(), c) && (fonts.glyph_width(&mono(), c) - area.advance).abs() < 0.01
                })
        };
        let (mut runs, mut pending, mut goes_on) = (Vec::<Run>::new(), Pending::default(), false);
        for byte in bytes {
            let nr = to_usize(byte);
            let (Some(cell), Some(look), Some(column)) =
                (self.cells.get(nr), self.looks.get(nr), area.layout.char_at(byte))
            else {
                break;
            };
            // A wide character has its own run, and what follows it starts anew.
            let keeps = !matches!(cell, CharCell::Char { c, mark, .. } if mark.is_some() || !on_grid(*c));
            if !goes_on || !keeps {
                if let Some(last) = runs.last_mut() {
                    pending.flush(&mut last.job);
                }
                runs.push(Run { column, job: job() });
            }
            goes_on = keeps;
            let Some(last) = runs.last_mut() else { break };
            pending.ink(look.ink, &mut last.job);
            cell.push_to(&mut pending.text);
        }
        if let Some(last) = runs.last_mut() {
            pending.flush(&mut last.job);
        }
        runs
    }

    /// Its offset and digits in their order, for a screen reader.
    pub(super) fn label(&self, area: &HexGeometry, base: Base) -> String {
        let layout = &area.layout;
        let mut label = offset_text(self.at, area);
        label.push(' ');
        for slot in 0..layout.row() {
            (0..layout.gap_before(slot)).for_each(|_| label.push(' '));
            if let Some(look) = self.looks.get(to_usize(layout.slot_of(slot))) {
                label.push_str(digits::of(look.value, base));
            }
        }
        label
    }

    /// Its bytes as cells, for a screen reader; `current` has the cursor.
    pub(super) fn cells(
        &self,
        rect: Rect,
        area: &HexGeometry,
        (base, current, selection): (Base, Offset, Span),
    ) -> Vec<Cell> {
        let cell = |(byte, look): (usize, &ByteLook)| {
            let (nr, label) = (len_u64(byte), digits::of(look.value, base));
            let left = area.x_of(nr).0;
            let xs = Rangef::new(left, left + px(label.len()) * area.advance);
            let at = self.at + nr;
            Cell {
                rect: Rect::from_x_y_ranges(xs, rect.y_range()),
                column: byte,
                label: label.to_owned(),
                is_selected: selection.contains(at),
                has_cursor: at == current,
            }
        };
        self.looks.iter().enumerate().map(cell).collect()
    }

    /// Its characters, for a screen reader.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.cells.len());
        self.cells.iter().for_each(|cell| cell.push_to(&mut text));
        text
    }
}

/// What is the same for all rows.
pub(super) struct RowStyle {
    pub(super) base: Base,
    /// The byte that the cursor is on.
    pub(super) current: Offset,
    /// Bytes between the rules of the page grid; 0: there is none.
    pub(super) page: u64,
    /// The column that is typed into, where bytes can be changed.
    pub(super) typed: Option<HexColumn>,
    /// What differs from the other file of a comparison.
    pub(super) marks: Vec<ComparedMark>,
}

/// Draws what differs in a row: bytes beside each other together, unless groups may show them in another order.
fn differing(
    painter: &Painter,
    row: Span,
    marks: &[ComparedMark],
    rect: Rect,
    area: &HexGeometry,
    colours: &Palette,
) {
    let (width, room) = (px(area.layout.width()) * area.advance, area.advance / 2.0);
    let (step, room) = if area.layout.group() > 1 { (1, 0.0) } else { (row.len(), room) };
    let first = marks.partition_point(|mark| mark.span.end < row.start);
    for mark in marks[first..].iter().take_while(|mark| mark.span.start < row.end) {
        let is_between = mark.kind == MarkKind::OnlyThere;
        let span = if is_between { Span::at(mark.span.start, 1) } else { mark.span }.meet(row);
        for part in span.pieces(step) {
            let (from, to) = (area.x_of(part.start - row.start), area.x_of(part.end - row.start - 1));
            let draw = |left: f32, right: f32| {
                let cells = Rect::from_x_y_ranges(left..=right, rect.y_range());
                differences::draw(painter, mark.kind, cells, colours);
            };
            draw(from.0 - room, to.0 + width + room);
            if let (Some(left), Some(right)) = (from.1, to.1) {
                draw(left, right + area.advance);
            }
        }
    }
}

/// Neighbours of one colour; none are those without. `parts`: what is never joined to the one before.
fn runs(
    all: Range<u64>,
    color_of: impl Fn(u64) -> Color32,
    parts: impl Fn(u64) -> bool,
) -> impl Iterator<Item = (Range<u64>, Color32)> {
    let mut next = all.start;
    std::iter::from_fn(move || {
        let start = (next..all.end).find(|&one| color_of(one) != Color32::TRANSPARENT)?;
        let color = color_of(start);
        let is_same = |one: &u64| color_of(*one) == color && !parts(*one);
        next = (start + 1..all.end).find(|one| !is_same(one)).unwrap_or(all.end);
        Some((start..next, color))
    })
}

/// Text that is in no job yet: a section is made once, not for each byte.
#[derive(Default)]
struct Pending {
    text: String,
    ink: Color32,
}

impl Pending {
    /// From here on text has this colour.
    fn ink(&mut self, ink: Color32, job: &mut LayoutJob) {
        if ink != self.ink {
            self.flush(job);
        }
        self.ink = ink;
    }

    fn spaces(&mut self, n: usize) {
        (0..n).for_each(|_| self.text.push(' '));
    }

    fn flush(&mut self, job: &mut LayoutJob) {
        if !self.text.is_empty() {
            job.append(&self.text, 0.0, TextFormat::simple(mono(), self.ink));
            self.text.clear();
        }
    }
}

fn job() -> LayoutJob {
    let mut job =
        LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    job
}

/// Draws the rule of a page that starts in a row: above it, or in steps around its first byte.
fn grid(painter: &Painter, row: Span, rect: Rect, area: &HexGeometry, page: u64, colours: &Palette) {
    let Some(start) = row.start.0.checked_next_multiple_of(page).map(Offset) else { return };
    if page == 0 || !row.contains(start) || start == Offset::ZERO {
        return;
    }
    let (layout, stroke) = (&area.layout, Stroke::new(1.0, colours.faint));
    let byte = start - row.start;
    let (top, bottom) = (rect.top().round() - 0.5, rect.bottom().round() - 0.5);
    let half = area.advance / 2.0;
    let steps = |left: f32, at: f32, right: f32| {
        if byte == 0 {
            painter.hline(left..=right, top, stroke);
            return;
        }
        painter.hline(left..=at, bottom, stroke);
        painter.vline(at, Rangef::new(top, bottom), stroke);
        painter.hline(at..=right, top, stroke);
    };
    // A group is not cut.
    let slot = byte / layout.group() * layout.group();
    steps(area.x(0) - half, area.x(layout.slot_at(slot)) - half, area.x(layout.digits_end()) + half);
    if let (Some(first), Some(at), Some(end)) =
        (layout.char_at(0), layout.char_at(byte), layout.char_at(layout.row()))
    {
        steps(area.x(first), area.x(at), area.x(end));
    }
}

fn offset_text(at: Offset, area: &HexGeometry) -> String {
    chars::offset(at, area.n_digits, area.has_decimal_offsets)
}

/// Draws a row's offset.
pub(super) fn offset(ui: &Ui, at: Offset, is_current: bool, rect: Rect, area: &HexGeometry) {
    let colours = palette(ui);
    let color = if is_current { colours.text } else { colours.faint };
    let painter = ui.painter().with_clip_rect(area.rows);
    let galley = painter.layout_no_wrap(offset_text(at, area), mono(), color);
    let y = rect.top() + ((ROW - galley.size().y) / 2.0).round();
    painter.galley(pos2(area.offset_right - galley.size().x, y), galley, color);
}
