//! One row of text on the screen: its characters in their columns, its colours, the cursor.
//!
//! Everything is on the grid of columns. Where a typeface does not keep to it (wide
//! characters of a fallback, marks, scripts whose letters join) the text is laid out in
//! pieces, each of which starts where its column does.

use super::super::highlight::Highlight;
use super::super::look::Look;
use super::TextGeometry;
use crate::app::PaneRef;
use crate::base::units::{px, whole};
use crate::base::{Offset, Span};
use crate::format::ansi::Pen;
use crate::format::glyphs::{Cell, CellKind};
use crate::format::wrap::{LineEnd, RowLayout, ScreenLine};
use crate::ui::theme::{Palette, ROW, mono, palette};
use egui::text::LayoutJob;
use egui::{Color32, Rect, Stroke, Ui, pos2, vec2};
use std::sync::Arc;

/// A row that was drawn: what a click in it means.
pub(super) struct Painted {
    pub(super) rect: Rect,
    pub(super) laid: Arc<RowLayout>,
    pub(super) line: ScreenLine,
    /// The x position of its first column.
    x: f32,
    advance: f32,
    shows_end: bool,
}

/// Text that is laid out in one go, and the column at which it starts.
struct GlyphRun {
    column: usize,
    job: LayoutJob,
}

impl Painted {
    pub(super) fn new(
        pane: &PaneRef<'_>,
        laid: Arc<RowLayout>,
        line: ScreenLine,
        rect: Rect,
        area: &TextGeometry,
    ) -> Self {
        let wraps = pane.layout().columns.is_some();
        let x = rect.left() - if wraps { 0.0 } else { pane.sideways() };
        Self { rect, laid, line, x, advance: area.advance, shows_end: pane.layout().line_ends }
    }

    /// The text of the line, in full.
    pub(super) fn text(&self) -> &str {
        self.laid.shown.text_of(self.line.column..self.line.end_column)
    }

    /// The mark for its line end, if that is shown.
    pub(super) fn end_mark(&self) -> &'static str {
        match self.laid.end {
            LineEnd::Lf if self.shows_end && self.line.is_last => " LF",
            LineEnd::CrLf if self.shows_end && self.line.is_last => " CRLF",
            _ => "",
        }
    }

    /// Draws it; `full` is the row from the gutter on.
    pub(super) fn paint(
        &self,
        ui: &Ui,
        pane: &PaneRef<'_>,
        highlights: &[Highlight],
        full: Rect,
        area: &TextGeometry,
    ) {
        let colours = palette(ui);
        let painter = ui.painter().with_clip_rect(area.text.expand2(vec2(2.0, 0.0)));
        let has_cursor = self.line.holds(pane.cursor());
        if has_cursor && !pane.has_selection() {
            let clip = Rect::from_min_max(full.min, pos2(full.right(), area.text.bottom()));
            ui.painter().with_clip_rect(clip).rect_filled(full, 0.0, colours.current);
        }
        if let Some((from, to)) = self.selected(pane) {
            let rect = Rect::from_x_y_ranges(from..=to, self.rect.y_range());
            painter.rect_filled(rect, 0.0, colours.selection);
        }
        for run in self.runs(ui, highlights, area, colours) {
            let galley = ui.painter().layout_job(run.job);
            let y = self.rect.top() + ((ROW - galley.size().y) / 2.0).round();
            painter.galley(pos2(self.x_of_column(run.column), y), galley, colours.text);
        }
        if has_cursor {
            let x = self.cursor_x(pane);
            let y = self.rect.shrink2(vec2(0.0, 2.0)).y_range();
            painter.vline(x, y, Stroke::new(1.5, colours.accent));
        }
    }

    fn cursor_x(&self, pane: &PaneRef<'_>) -> f32 {
        match pane.block() {
            Some(block) => self.x + px(block.cursor_column()) * self.advance,
            None => self.x_of(pane.cursor()),
        }
    }

    /// The x position of a column of the row.
    fn x_of_column(&self, column: usize) -> f32 {
        self.x + (px(column) - px(self.line.column)) * self.advance
    }

    /// The x position of the byte at `at`; the line's ends for bytes outside.
    fn x_of(&self, at: Offset) -> f32 {
        let column = self.laid.shown.column_of(at - self.laid.row.text.start);
        self.x_of_column(column.clamp(self.line.column, self.line.end_column))
    }

    /// The byte whose character is nearest to `x`.
    pub(super) fn byte_at(&self, x: f32) -> Offset {
        let shown = &self.laid.shown;
        let columns = ((x - self.x) / self.advance).max(0.0);
        let column = self.line.column.saturating_add(whole(columns));
        let place = |column| self.laid.row.text.start + shown.byte_at(column);
        if column >= self.line.end_column {
            // The byte after a wrapped line's last one is in the next.
            let last = shown.around(self.line.end_column.saturating_sub(1)).start;
            return if self.line.is_last { self.line.text.end } else { place(last) };
        }
        let cell = shown.around(column);
        let middle = (self.x_of_column(cell.start) + self.x_of_column(cell.end)) / 2.0;
        let is_after = x > middle && (cell.end < self.line.end_column || self.line.is_last);
        place(if is_after { cell.end } else { cell.start }).max(self.line.text.start)
    }

    /// The word, or the run of other characters, around a place.
    pub(super) fn word_at(&self, at: Offset) -> Span {
        let start = self.laid.row.text.start;
        let word = self.laid.shown.word_at(at - start);
        Span { start: start + word.start, end: start + word.end }
    }

    /// The row with its line end.
    pub(super) fn whole(&self) -> Span {
        Span { start: self.laid.row.text.start, end: self.laid.row.next }
    }

    /// The column of the line whose left edge is nearest to `x`, past its end if need be.
    pub(super) fn column_at(&self, x: f32) -> usize {
        whole(((x - self.x) / self.advance + 0.5).max(0.0))
    }

    /// From where to where the selection reaches in this line.
    fn selected(&self, pane: &PaneRef<'_>) -> Option<(f32, f32)> {
        if let Some(block) = pane.block() {
            let columns = block.columns();
            let place = |column| self.x + px(column) * self.advance;
            // An empty block is not painted.
            let ends = (place(columns.start), place(columns.end));
            return (block.has_row(self.line.text.start) && !columns.is_empty()).then_some(ends);
        }
        let all = Span { start: self.line.text.start, end: self.line.next.max(self.line.text.end) };
        let part = pane.selection().meet(all);
        if part.is_empty() {
            return None;
        }
        // A selected line end shows as half a character.
        let ends = self.line.is_last && part.end > self.line.text.end;
        let past_end = if ends { self.advance / 2.0 } else { 0.0 };
        Some((self.x_of(part.start), self.x_of(part.end) + past_end))
    }

    /// The visible columns, in their colours.
    fn runs(
        &self,
        ui: &Ui,
        highlights: &[Highlight],
        area: &TextGeometry,
        colours: &Palette,
    ) -> Vec<GlyphRun> {
        // Saturates: a view scrolled past all columns shows none.
        let first = self.line.column.saturating_add(whole((area.text.left() - self.x) / self.advance));
        let n = whole(area.text.width() / self.advance).saturating_add(2);
        let end = first.saturating_add(n).min(self.line.end_column);
        let looks = self.looks(first, end, highlights, colours);
        let mut writing = Writing::new(self.advance);
        match self.laid.shown.ascii(first..end) {
            Some(text) => writing.ascii(first, text, &looks),
            None => ui.fonts_mut(|fonts| {
                let width = |c| fonts.has_glyph(&mono(), c).then(|| fonts.glyph_width(&mono(), c));
                writing.cells(self.laid.shown.cells(first..end), first, &looks, width);
            }),
        }
        if first <= self.line.end_column && first.saturating_add(n) > self.line.end_column {
            let look = Look::of(CellKind::Control, Pen::default(), colours);
            writing.append(self.line.end_column, self.end_mark(), look, true);
        }
        writing.finish()
    }

    /// How each column from `first` up to `end` is drawn.
    fn looks(&self, first: usize, end: usize, highlights: &[Highlight], colours: &Palette) -> Vec<Look> {
        let shown = &self.laid.shown;
        let mut looks: Vec<Look> = Vec::with_capacity(end.saturating_sub(first));
        if shown.ascii(first..end).is_some() {
            looks.resize(end.saturating_sub(first), Look::of(CellKind::Plain, Pen::default(), colours));
        } else {
            for cell in shown.cells(first..end) {
                let look = Look::of(cell.kind, cell.pen, colours);
                // The first cell may be only partly visible.
                let n = (cell.column + cell.width).min(end) - cell.column.max(first);
                looks.extend(std::iter::repeat_n(look, n));
            }
        }
        for ink in highlights {
            let place = |byte| self.laid.shown.column_of(byte).saturating_sub(first);
            let (start, end) = (place(ink.bytes.start), place(ink.bytes.end).min(looks.len()));
            looks.iter_mut().take(end).skip(start).for_each(|look| look.lay_over(ink));
        }
        looks
    }
}

/// How a cell is laid out.
#[derive(Clone, Copy, PartialEq)]
enum Fit {
    /// On the grid, with a little room before or after it if need be.
    Grid,
    /// Together with its neighbours, because its letters join.
    Joined,
    /// By itself, because it has marks, or no typeface has it.
    Alone,
}

/// Builds runs from cells.
struct Writing {
    advance: f32,
    runs: Vec<GlyphRun>,
    /// Text that looks alike and is in no run yet: a section is made once, not for each cell.
    text: String,
    look: Look,
    /// Room before that text, or to take from it, so that it is on the grid; and after it.
    lead: f32,
    rest: f32,
    /// How the last cell was laid out.
    last: Fit,
}

impl Writing {
    fn new(advance: f32) -> Self {
        let look = Look {
            color: Color32::TRANSPARENT,
            fill: Color32::TRANSPARENT,
            is_underlined: false,
            underline: None,
            is_own: false,
        };
        let (runs, text) = (Vec::new(), String::new());
        Self { advance, runs, text, look, lead: 0.0, rest: 0.0, last: Fit::Alone }
    }

    /// Adds printable ASCII whose first character is in column `first`: what `cells` does, a
    /// stretch of one look at a time.
    fn ascii(&mut self, first: usize, text: &str, looks: &[Look]) {
        let mut at = 0;
        for same in looks[..text.len()].chunk_by(|a, b| a == b) {
            let end = at + same.len();
            self.append(first + at, &text[at..end], same[0], self.last != Fit::Grid);
            (at, self.last) = (end, Fit::Grid);
        }
    }

    /// Adds cells, whose looks are those from column `first` on; `width` is that of a character's
    /// glyph, if there is one.
    fn cells<'a>(
        &mut self,
        cells: impl Iterator<Item = Cell<'a>>,
        first: usize,
        looks: &[Look],
        mut width: impl FnMut(char) -> Option<f32>,
    ) {
        for cell in cells {
            let look = looks.get(cell.column.saturating_sub(first)).or(looks.last());
            let Some(&look) = look else { continue };
            let drawn = match cell.text.chars().next().unwrap_or(' ') {
                ' '..='~' => Some(self.advance),
                c => width(c),
            };
            self.cell(&cell, drawn, look);
        }
    }

    /// Adds a cell whose first character is drawn so wide, if that is known.
    fn cell(&mut self, cell: &Cell<'_>, drawn: Option<f32>, look: Look) {
        let fit = match () {
            () if cell.text.len() == 1 => Fit::Grid,
            () if cell.text.chars().any(joins) => Fit::Joined,
            () if drawn.is_none() || cell.text.chars().nth(1).is_some() => Fit::Alone,
            () => Fit::Grid,
        };
        let goes_on = fit == self.last && fit != Fit::Alone;
        self.append(cell.column, cell.text, look, !goes_on);
        self.last = fit;
        let wanted = px(cell.width) * self.advance;
        let rest = wanted - drawn.unwrap_or(wanted);
        if fit == Fit::Grid && rest.abs() > 0.01 {
            self.rest = rest;
        }
    }

    fn append(&mut self, column: usize, text: &str, look: Look, breaks: bool) {
        if text.is_empty() {
            return;
        }
        if breaks || self.runs.is_empty() {
            self.flush();
            let mut job =
                LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
            job.wrap.max_width = f32::INFINITY;
            self.runs.push(GlyphRun { column, job });
            (self.lead, self.rest) = (0.0, 0.0);
        } else if look != self.look || self.rest != 0.0 {
            self.flush();
        }
        self.look = look;
        self.text.push_str(text);
    }

    fn flush(&mut self) {
        if let Some(run) = self.runs.last_mut()
            && !self.text.is_empty()
        {
            run.job.append(&self.text, self.lead, self.look.format());
            self.text.clear();
            self.lead = std::mem::take(&mut self.rest);
        }
    }

    fn finish(mut self) -> Vec<GlyphRun> {
        self.flush();
        self.runs
    }
}

/// Whether a character belongs to a script whose letters join, stack or run from right to left.
fn joins(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x109F | 0x1780..=0x18AF | 0x1A20..=0x1AAF | 0x1B00..=0x1C4F | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::glyphs::{DisplayOptions, show};
    use proptest::prelude::*;

    fn look(n: u8) -> Look {
        Look { color: Color32::from_gray(n), fill: Color32::TRANSPARENT, is_underlined: n > 1, is_own: false }
    }

    fn runs_of(writing: Writing) -> Vec<(usize, LayoutJob)> {
        writing.finish().into_iter().map(|run| (run.column, run.job)).collect()
    }

    proptest! {
        #[test]
        fn ascii_is_written_as_its_cells_are(
            row in prop_oneof!["[ -~]{0,40}", r"[a\tbé\x1b\[31m]{0,12}"],
            looks in prop::collection::vec(0_u8..3, 64),
            from in 0_usize..50,
            n in 0_usize..50,
        ) {
            let shown = show(row.as_bytes(), DisplayOptions { tab: 4, ansi: true });
            let looks: Vec<Look> = looks.into_iter().map(look).collect();
            let end = (from + n).min(shown.n_columns());
            let is_ascii = row.bytes().all(|b| matches!(b, b' '..=b'~'));
            prop_assert!(!is_ascii || shown.ascii(from..end).is_some());
            if let Some(text) = shown.ascii(from..end) {
                let (mut fast, mut slow) = (Writing::new(8.0), Writing::new(8.0));
                fast.ascii(from, text, &looks);
                slow.cells(shown.cells(from..end), from, &looks, |_| None);
                prop_assert_eq!(runs_of(fast), runs_of(slow));
            }
        }
    }
}
