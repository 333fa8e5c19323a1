//! The rows in sight: their numbers and those of their cells that are visible.

use super::cell::{self, Hit};
use super::{PAD, ROW, TableGeometry};
use crate::app::PaneRef;
use crate::base::human::grouped;
use crate::base::units::{len_u64, narrow, to_usize, whole};
use crate::base::{Offset, RowNr, Span};
use crate::doc::File;
use crate::doc::table::{Problem, ShownRows, Table, TableRow};
use crate::format::delimited::CellKind;
use crate::messages::{say, say_with};
use crate::scroll::{Pos, RowSpace};
use crate::source::blocks::Fetched;
use crate::ui::access::{self, Cell, RowState};
use crate::ui::theme::{Palette, mono, palette};
use crate::ui::view::{gone, placeholder};
use crate::view::table::ColumnPlace;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Id, Rangef, Rect, Sense, Stroke, Ui, pos2};
use std::sync::Arc;

/// Bytes of a cell that are looked at to draw it, and of a row that are searched for matches.
const MOST_CELL: usize = 4096;
const MOST_SEARCHED: u64 = 16 * 1024;

/// Characters of a cell that a screen reader reads.
const MOST_SPOKEN: usize = 200;

/// Context around a row's visible cells for matches at their edges, in bytes.
const AROUND: u64 = 256;

/// How much of the error's colour lies behind a bad row.
const TINT: f32 = 0.14;

/// A row that was drawn.
pub(super) struct PaintedRow {
    pub(super) rect: Rect,
    pub(super) row: Arc<TableRow>,
    /// The first and the last column that is selected in it, by their places.
    selected: Option<(usize, usize)>,
}

impl PaintedRow {
    /// Whether the cell at a column's place is selected.
    pub(super) fn is_selected(&self, column: usize) -> bool {
        self.selected.is_some_and(|(first, last)| (first..=last).contains(&column))
    }
}

/// The selected cells, by positions of rows.
struct SelectedCells {
    rows: Option<(Pos, Pos)>,
    columns: (usize, usize),
}

impl SelectedCells {
    fn of(pane: &PaneRef<'_>, rows: &ShownRows<'_>) -> Self {
        let Some(cells) = pane.focus.cells() else { return Self { rows: None, columns: (0, 0) } };
        let corner = |row| rows.pos_of(row).ready();
        let corners = corner(cells.anchor.row).zip(corner(cells.cursor.row));
        Self { rows: corners.map(|(a, b)| (a.min(b), a.max(b))), columns: cells.columns() }
    }

    fn in_row(&self, at: Pos) -> Option<(usize, usize)> {
        self.rows.filter(|(first, last)| *first <= at && at <= *last).map(|_| self.columns)
    }
}

/// The rows that were drawn.
#[derive(Default)]
pub(super) struct Painted {
    pub(super) rows: Vec<PaintedRow>,
    /// How many rows are pending.
    pub(super) waiting: u64,
    /// Where the table's first row starts.
    pub(super) first_of_all: Option<Offset>,
    /// By column, the characters of its longest visible cell.
    pub(super) longest: Vec<(usize, usize)>,
}

/// Draws the visible rows.
pub(super) fn draw(
    ui: &mut Ui,
    pane: &PaneRef<'_>,
    (file, table): (&File, &Table),
    area: &TableGeometry,
    view: Id,
) -> Painted {
    let rows = table.shown_rows(file);
    let mut painted = Painted { first_of_all: Some(table.rows_start()), ..Painted::default() };
    painted.longest = area.visible().map(|(_, place, ..)| (place.column, 0)).collect();
    if rows.is_empty() {
        return painted;
    }
    let all = table.rows(file);
    let current = all.snap(pane.cursor().into()).ready().map(Pos::offset);
    let selected = SelectedCells::of(pane, &rows);
    let mut pos = rows.snap(pane.top().at).ready().unwrap_or(pane.top().at);
    let mut seen: Option<Span> = None;
    let mut y = area.rows.top() - narrow(pane.top().frac) * ROW;
    let mut number = None;
    while y < area.rows.bottom() && pos.0 < rows.len() {
        let rect = Rect::from_min_max(pos2(area.whole.left(), y), pos2(area.rows.right(), y + ROW));
        let row = match rows.offset_of(pos) {
            Fetched::Ready(at) => table.row(file, at),
            Fetched::Pending => Fetched::Pending,
            Fetched::Failed(fault) => Fetched::Failed(fault),
        };
        match row {
            Fetched::Ready(row) => {
                let at = row.span.start;
                let nr = number.unwrap_or_else(|| all.number_of(at.into()));
                let selected = selected.in_row(pos);
                let one = RowPainter { ui, pane, file, table, area, row: &row, rect, selected };
                let is_current = current == Some(at);
                let (seen_rect, label, cells) = one.paint(&nr, is_current, &mut painted.longest);
                let state = RowState { is_selected: selected.is_some(), has_cursor: is_current };
                access::row_with_cells(ui, (seen_rect, at.0), &label, (view, state), &cells);
                number = match nr {
                    Fetched::Ready(Some(nr)) if !table.is_arranged() => {
                        Some(Fetched::Ready(Some(RowNr(nr.0 + 1))))
                    }
                    _ => None,
                };
                seen = Some(seen.map_or(row.span, |seen| Span { end: row.span.end, ..seen }));
                pos = if table.is_arranged() { pos + 1 } else { row.span.end.max(at + 1).into() };
                painted.rows.push(PaintedRow { rect, row, selected });
            }
            Fetched::Pending => {
                painted.waiting += 1;
                let place = Rect::from_min_max(pos2(area.rows.left() + PAD, y), rect.max);
                placeholder(ui, place, painted.waiting);
                // The others may be there.
                pos = if table.is_arranged() { pos + 1 } else { pos };
            }
            Fetched::Failed(fault) => {
                gone(ui, Rect::from_min_max(pos2(area.rows.left() + PAD, y), rect.max), &fault);
                break;
            }
        }
        y += ROW;
    }
    if let Some(seen) = seen.filter(|_| !table.is_arranged()) {
        file.shows(seen);
    }
    painted
}

/// What is wrong with a row, as a sentence.
pub(super) fn problem_text(problem: Problem, n_columns: usize) -> String {
    let n = |n: usize| len_u64(n).into();
    match problem {
        Problem::TooFew { has } => say_with("table-too-few", [("has", n(has)), ("of", n(n_columns))]),
        Problem::TooMany { has } => say_with("table-too-many", [("has", n(has)), ("of", n(n_columns))]),
        Problem::Unclosed => say("table-unclosed").to_owned(),
        Problem::Malformed => say("table-malformed").to_owned(),
        Problem::NoColumn => say("table-no-column").to_owned(),
        Problem::TextAfterQuote { column } => say_with("table-text-after", [("column", n(column + 1))]),
    }
}

struct RowPainter<'a> {
    ui: &'a Ui,
    pane: &'a PaneRef<'a>,
    file: &'a File,
    table: &'a Table,
    area: &'a TableGeometry,
    row: &'a TableRow,
    rect: Rect,
    selected: Option<(usize, usize)>,
}

impl RowPainter<'_> {
    /// Draws the row; where it is seen, and for a screen reader what it says, and its cells.
    fn paint(
        &self,
        nr: &Fetched<Option<RowNr>>,
        is_current: bool,
        longest: &mut [(usize, usize)],
    ) -> (Rect, String, Vec<Cell>) {
        let colours = palette(self.ui);
        let clip = self.area.whole.with_min_y(self.area.rows.top()).with_max_y(self.area.rows.bottom());
        let painter = self.ui.painter().with_clip_rect(clip.intersect(self.ui.clip_rect()));
        if is_current {
            painter.rect_filled(self.rect, 0.0, colours.current);
        }
        if self.row.problem.is_some() {
            painter.rect_filled(self.rect, 0.0, colours.error.gamma_multiply(TINT));
        }
        let mut label = self.number(&painter, nr, is_current, colours);
        let at_cursor = is_current.then(|| self.row.cell_at(self.pane.cursor()));
        let hits = self.hits();
        let (mut separator, mut cells) = (" ", Vec::new());
        let names = self.table.names();
        for ((nr, place, xs, is_frozen), longest) in self.area.visible().zip(longest) {
            let clip = self.area.band(is_frozen).intersection(xs);
            let cell = Rect::from_x_y_ranges(clip, self.rect.y_range());
            let is_selected = self.selected.is_some_and(|(first, last)| (first..=last).contains(&nr));
            if is_selected {
                painter.rect_filled(cell, 0.0, colours.selection);
            }
            let (text, n_chars) = self.cell(&painter, place, xs, clip, &hits, colours);
            longest.1 = longest.1.max(n_chars);
            if let Some(text) = text {
                label.push_str(separator);
                label.push_str(&text);
                separator = " | ";
                let label = match names.get(place.column) {
                    Some(name) => format!("{name}: {text}"),
                    None => text,
                };
                let has_cursor = at_cursor == Some(place.column);
                cells.push(Cell { rect: cell, column: place.column, label, is_selected, has_cursor });
            }
            if at_cursor == Some(place.column) {
                let stroke = Stroke::new(1.5, colours.accent);
                painter.rect_stroke(cell.shrink(1.0), 2.0, stroke, egui::StrokeKind::Inside);
            }
        }
        if let Some(problem) = self.row.problem {
            label.push_str(separator);
            label.push_str(&problem_text(problem, self.table.n_columns()));
        }
        let seen = self.rect.intersect(clip);
        (seen, label, cells)
    }

    /// Draws the row's number, its mark and that something is wrong; the number as text.
    fn number(
        &self,
        painter: &egui::Painter,
        nr: &Fetched<Option<RowNr>>,
        is_current: bool,
        colours: &Palette,
    ) -> String {
        let text = match nr {
            Fetched::Ready(Some(nr)) => grouped(nr.0 + 1),
            _ => "…".to_owned(),
        };
        let span = self.row.span;
        if let Some(mark) = self.pane.mark_in(span.start, span.end) {
            let bar = Rect::from_min_size(
                pos2(self.rect.left() + 2.0, self.rect.top() + 2.0),
                egui::vec2(4.0, ROW - 4.0),
            );
            painter.rect_filled(bar, 1.0, colours.hue(mark.hue));
        }
        let color = match () {
            () if self.row.problem.is_some() => colours.error,
            () if is_current => colours.text,
            () => colours.faint,
        };
        let galley = painter.layout_no_wrap(text.clone(), mono(), color);
        let right = self.area.rows.left() - 10.0;
        painter.galley(pos2(right - galley.size().x, self.y(&galley)), galley, color);
        if let Some(problem) = self.row.problem {
            let place = pos2(self.rect.left() + 8.0, self.rect.center().y);
            painter.text(place, egui::Align2::LEFT_CENTER, "⚠", egui::FontId::proportional(11.0), color);
            let rect = self.rect.with_max_x(self.area.rows.left());
            let id = self.ui.scope_id().with(("problem", span.start.0));
            let hover = self.ui.interact(rect.intersect(self.area.whole), id, Sense::hover());
            hover.on_hover_text(problem_text(problem, self.table.n_columns()));
        }
        text
    }

    fn y(&self, galley: &egui::Galley) -> f32 {
        self.rect.top() + ((ROW - galley.size().y) / 2.0).round()
    }

    /// Draws a cell; its text, if the row has it, and how many characters it would like to have.
    fn cell(
        &self,
        painter: &egui::Painter,
        place: &ColumnPlace,
        xs: Rangef,
        clip: Rangef,
        hits: &[(Span, bool)],
        colours: &Palette,
    ) -> (Option<String>, usize) {
        let painter = painter
            .with_clip_rect(Rect::from_x_y_ranges(clip, self.rect.y_range()).intersect(painter.clip_rect()));
        let Some((value, goes_on)) = self.table.value(self.row, place.column, MOST_CELL) else {
            return (None, 0);
        };
        let is_empty = value.is_empty() && !goes_on;
        let mut spoken = None;
        let (job, n_chars) = if is_empty {
            let format = TextFormat { italics: true, ..TextFormat::simple(mono(), colours.faint) };
            (LayoutJob::single_section(say("table-empty").to_owned(), format), 5)
        } else {
            let most = whole((xs.span() - 2.0 * PAD + 0.5).max(0.0) / self.area.advance).max(1);
            let hits = self.hits_in(place.column, value.len(), hits);
            let color = self.ink(place.column, colours);
            let n_chars = value.utf8_chunks().map(|chunk| chunk.valid().chars().count()).sum();
            // What is cut off for the eye is not for the ear.
            if n_chars > most {
                let whole = cell::text(&value, goes_on, MOST_SPOKEN, color, &[], colours);
                spoken = Some(whole.text);
            }
            (cell::text(&value, goes_on, most, color, &hits, colours), n_chars)
        };
        let text = job.text.clone();
        let text = if text.ends_with('…') { spoken.unwrap_or(text) } else { text };
        let galley = painter.layout_job(job);
        let x = match place.is_number {
            true => (xs.max - PAD - galley.size().x).max(xs.min + PAD),
            false => xs.min + PAD,
        };
        let y = self.y(&galley);
        painter.galley(pos2(x, y), galley, colours.text);
        (Some(text), n_chars)
    }

    /// The colour of a cell's text: that of an error where something is wrong with it.
    fn ink(&self, column: usize, colours: &Palette) -> Color32 {
        let is_bad = match self.row.problem {
            Some(Problem::TextAfterQuote { column: bad }) => column == bad,
            Some(Problem::Unclosed) => {
                self.row.cell(column).is_some_and(|cell| cell.kind == CellKind::Unclosed)
            }
            Some(_) => true,
            None => false,
        };
        if is_bad { colours.error } else { colours.text }
    }

    /// Matches among the visible cells of the row; the current one is last.
    fn hits(&self) -> Vec<(Span, bool)> {
        let Some(searching) = self.pane.searching() else { return Vec::new() };
        let spans = self.area.visible().map(|(_, place, ..)| self.row.cell_span(place.column));
        let Some(seen) = spans.reduce(|a, b| Span { start: a.start.min(b.start), end: a.end.max(b.end) })
        else {
            return Vec::new();
        };
        let seen = Span::at(seen.start, seen.len().min(MOST_SEARCHED));
        let file = self.file.snapshot().span();
        let wide = Span { start: seen.start.back(AROUND), end: seen.end + AROUND }.meet(file);
        let Fetched::Ready(window) = self.file.bytes(wide) else { return Vec::new() };
        let lead = to_usize(seen.start - wide.start);
        let from = lead / 2;
        let start = wide.start + len_u64(from);
        let spans =
            searching.highlights(&window, from, lead - from + to_usize(seen.len()), start, self.file.len());
        let current = searching.current();
        let mut hits: Vec<(Span, bool)> =
            spans.into_iter().map(|span| (span, Some(span) == current)).collect();
        hits.sort_by_key(|(_, is_current)| *is_current);
        hits
    }

    /// Matches in a cell, as bytes of its value; of one with escapes all of it.
    fn hits_in(&self, column: usize, len: usize, hits: &[(Span, bool)]) -> Vec<Hit> {
        let Some(raw) = self.row.cell(column).filter(|_| !hits.is_empty()) else { return Vec::new() };
        let lead = match raw.kind {
            CellKind::Plain => 0,
            CellKind::Quoted | CellKind::Unclosed => 1,
            CellKind::Escaped | CellKind::TextAfterQuote | CellKind::JsonString => {
                let cell = self.row.cell_span(column);
                let over = hits.iter().filter(|(span, _)| !span.meet(cell).is_empty());
                return over.map(|(_, is_current)| (0..len, *is_current)).collect();
            }
        };
        let place = |at: Offset| self.row.place_of(at).saturating_sub(raw.raw.start + lead).min(len);
        let in_value = |(span, is_current): &(Span, bool)| (place(span.start)..place(span.end), *is_current);
        hits.iter().map(in_value).filter(|(range, _)| !range.is_empty()).collect()
    }
}
