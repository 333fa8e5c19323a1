//! The panel of the lines that match: their number, the list, and its actions.
//!
//! The list scrolls by itself; a click on a line goes there in the view. Its bytes come with
//! its page, so the view's own are left alone.

use super::results_header::{ROOM_FOR_ACTIONS, ROOM_FOR_COUNTS, actions, counts};
use super::theme::{GUTTER_GAP, Palette, ROW, SIZE, mono, palette};
use super::view::highlight::{self, Highlight};
use super::view::look::Look;
use super::{access, list_input, menu, refine, row_scroll, scrolled};
use crate::app::actions::Context;
use crate::app::{App, AppMsg, DocMsg, Msg, PaneRef};
use crate::base::DocId;
use crate::base::human::grouped;
use crate::base::units::{narrow, px, whole};
use crate::doc::file::File;
use crate::doc::search::{ListRow, Searching};
use crate::format::glyphs::{self, CellKind};
use crate::messages::say;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{EventFilter, Rect, RichText, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

/// The least height at which there is room for lines of buttons above those of the list, in points.
const ROOM_FOR_LINES: f32 = 110.0;

/// Width of the scroll bar, in points.
const BAR: f32 = 12.0;

/// Draws the list; how many rows fit.
pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) -> Option<(DocId, f64)> {
    let pane = &app.focused()?;
    let (file, searching) = (pane.doc.file()?, pane.doc.searching()?);
    let width = ui.clip_rect().width();
    let is_low = ui.available_height() < ROOM_FOR_LINES;
    if width < ROOM_FOR_COUNTS && !is_low && !refine::shows(searching) {
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            counts(ui, searching);
        });
    }
    if width < ROOM_FOR_ACTIONS {
        let all = |ui: &mut Ui| {
            ui.add_space(4.0);
            actions(ui, app, pane, searching, out);
        };
        if is_low {
            scrolled::show(ui, egui::ScrollArea::horizontal(), |ui| ui.horizontal(all));
        } else {
            ui.horizontal_wrapped(all);
        }
    }
    refine::show(ui, app, pane, searching, width < ROOM_FOR_COUNTS, out);
    if app.searches_all() {
        others(ui, app, out);
    }
    Some((pane.doc.id(), rows(ui, app, pane, file, searching, out)))
}

/// A line for each other tab: its name and how much was found in it.
fn others(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(12.0);
        for doc in app.docs() {
            let Some(run) = doc.searching().and_then(Searching::run) else { continue };
            let so_far = if run.is_running() { "…" } else { "" };
            let text = format!("{}: {}{so_far}", doc.label(), grouped(run.found().n_hits()));
            let color = if app.target().doc == Some(doc.id()) { colours.accent } else { colours.dim };
            if ui.add(egui::Button::new(RichText::new(text).color(color)).frame(false)).clicked() {
                let pane = app.panes().iter().find(|pane| pane.doc() == doc.id());
                out.extend(pane.map(|pane| AppMsg::FocusPane(pane.id()).into()));
            }
        }
    });
}

/// Draws the visible lines; returns how many fit.
fn rows(
    ui: &mut Ui,
    app: &App,
    pane: &PaneRef<'_>,
    file: &File,
    searching: &Searching,
    out: &mut Vec<Msg>,
) -> f64 {
    let colours = palette(ui);
    let rect = ui.available_rect_before_wrap();
    ui.allocate_rect(rect, Sense::hover());
    let list = Rect::from_min_max(rect.min, pos2(rect.right() - BAR, rect.bottom()));
    let (rows, frac) = searching.list().rows();
    let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
    let widest =
        rows.iter().filter_map(|row| row.nr).map(|nr| grouped(nr.0 + 1).chars().count()).max().unwrap_or(4);
    let gutter = list.left() + 12.0 + advance * px(widest.max(6));
    wheel(ui, rect, pane, out);
    let keyboard = ui.interact(list, list_input::id(), Sense::focusable_noninteractive());
    keyboard.widget_info(|| egui::WidgetInfo::labeled(Role::ListBox, true, say("list-lines")));
    if keyboard.has_focus() {
        // The arrows are the list's.
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list_input::id(), filter));
    }
    let painter = ui.painter().with_clip_rect(list);
    let mut y = list.top() - narrow(frac) * ROW;
    let mut drawn = Vec::with_capacity(rows.len());
    for row in rows {
        if y >= list.bottom() {
            break;
        }
        let line = Rect::from_min_max(pos2(list.left(), y), pos2(list.right(), y + ROW));
        let one = ResultLine { row, line, gutter, advance };
        let (label, is_selected) = one.draw(ui, &painter, pane, file, searching);
        let id = ui.scope_id().with(("listed", row.start.0));
        let response = ui.interact(line.intersect(list), id, Sense::click());
        access::item(&response, Role::ListItem, &label, is_selected);
        let place = row.far_hit.unwrap_or(row.start);
        let target = app.target_of(pane.pane.id(), Some(place));
        menu::context(&response, app, Context::ListRow, target, out);
        list_input::asked(ui, &response, pane, searching, row, out);
        drawn.push((response.rect, row));
        y += ROW;
    }
    list_input::pressed(ui, &keyboard, pane, &drawn, out);
    if keyboard.has_focus() {
        painter.rect_stroke(list.shrink(0.5), 0.0, Stroke::new(1.0, colours.accent), StrokeKind::Inside);
    }
    if rows.is_empty() {
        say_empty(ui, list, searching, colours);
    }
    bar(ui, rect, pane, file, searching, out);
    f64::from(list.height() / ROW)
}

fn say_empty(ui: &mut Ui, list: Rect, searching: &Searching, colours: &Palette) {
    let text = match searching.list_run() {
        Some(run) if run.is_running() => say("list-searching"),
        Some(_) => say("list-empty"),
        None => "",
    };
    let place = Rect::from_min_size(list.left_top() + vec2(12.0, 6.0), vec2(list.width() - 24.0, ROW));
    let label = egui::Label::new(RichText::new(text).size(SIZE).color(colours.dim)).truncate();
    ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| ui.add(label));
}

fn wheel(ui: &Ui, rect: Rect, pane: &PaneRef<'_>, out: &mut Vec<Msg>) {
    if ui.rect_contains_pointer(rect) {
        let delta = ui.input(|input| input.smooth_scroll_delta()).y;
        if delta != 0.0 {
            out.push(pane.to_doc(DocMsg::ListScrollRows(f64::from(-delta / ROW))));
        }
    }
}

/// The scroll bar: a share of the file's bytes, as everywhere.
fn bar(ui: &Ui, rect: Rect, pane: &PaneRef<'_>, file: &File, searching: &Searching, out: &mut Vec<Msg>) {
    let track = Rect::from_min_max(pos2(rect.right() - BAR, rect.top()), rect.max);
    let (id, share) = (ui.scope_id().with("list bar"), searching.list().share(file.len()));
    if let Some(to) = row_scroll::slim_bar(ui, track, id, share, say("list-place")) {
        out.push(pane.to_doc(DocMsg::ListScrollToShare(to)));
    }
}

/// A line and where it is drawn.
struct ResultLine<'a> {
    row: &'a ListRow,
    line: Rect,
    gutter: f32,
    advance: f32,
}

impl ResultLine<'_> {
    /// Draws the line; what it says, and whether it is selected.
    fn draw(
        &self,
        ui: &Ui,
        painter: &egui::Painter,
        pane: &PaneRef<'_>,
        file: &File,
        searching: &Searching,
    ) -> (String, bool) {
        let (colours, row) = (palette(ui), self.row);
        let list = searching.list();
        let is_here = row.start <= pane.cursor() && pane.cursor() <= row.end;
        let is_selected = if list.cursor().is_some() { list.selects(row) } else { is_here };
        if is_selected {
            painter.rect_filled(self.line, 0.0, colours.selection);
        }
        if is_here {
            // Where the view is, whatever is selected.
            let bar = Rect::from_min_size(self.line.min, vec2(3.0, self.line.height()));
            painter.rect_filled(bar, 0.0, colours.accent);
        }
        if row.follows_gap && searching.list().context() > 0 {
            painter.hline(self.line.x_range(), self.line.top() + 0.5, Stroke::new(1.0, colours.line));
        }
        let number = row.nr.map_or_else(|| row.start.to_string(), |nr| grouped(nr.0 + 1));
        let galley = painter.layout_no_wrap(number.clone(), mono(), colours.faint);
        let lift = ((ROW - galley.size().y) / 2.0).round();
        let at = pos2(self.gutter - galley.size().x, self.line.top() + lift);
        painter.galley(at, galley, colours.faint);
        let (job, text) = self.job(pane, file, colours);
        let left = self.gutter + GUTTER_GAP;
        painter.galley(pos2(left, self.line.top() + lift), painter.layout_job(job), colours.text);
        let sign = if row.is_wanted { say("list-match") } else { say("list-near") };
        (format!("{sign} {number} {text}"), is_selected)
    }

    /// The line in its colours, and its text.
    fn job(&self, pane: &PaneRef<'_>, file: &File, colours: &Palette) -> (LayoutJob, String) {
        let (row, head) = (self.row, &self.row.head);
        let how = glyphs::DisplayOptions { ansi: file.reading().skips_ansi, ..Default::default() };
        let shown = glyphs::show_in(head.bytes(), how, file.encoding());
        let text = highlight::HighlightText {
            window: &head.window,
            lead: head.lead,
            len: head.len,
            at: head.at,
            starts_line: head.at == row.start,
        };
        let highlights =
            if row.is_wanted { highlight::of_text(pane, text, 0..head.len, colours) } else { Vec::new() };
        let columns = whole((self.line.right() - self.gutter - GUTTER_GAP) / self.advance) + 2;
        let plain = if row.is_wanted { colours.text } else { colours.dim };
        let mut job =
            LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
        job.wrap.max_width = f32::INFINITY;
        let mut text = String::new();
        if head.at > row.start {
            text.push('…');
            job.append("…", 0.0, TextFormat::simple(mono(), colours.faint));
        }
        for cell in shown.cells(0..columns.min(shown.n_columns())) {
            let mut look = Look::of(cell.kind, cell.pen, colours);
            if cell.kind == CellKind::Plain && !look.is_own {
                look.color = plain;
            }
            lay_over(&mut look, shown.byte_at(cell.column), &highlights);
            let format = look.format();
            text.push_str(cell.text);
            match job.sections.last_mut() {
                Some(last) if last.format == format => {
                    job.text.push_str(cell.text);
                    last.byte_range.end = egui::text::ByteIndex::from(job.text.len());
                }
                _ => job.append(cell.text, 0.0, format),
            }
        }
        (job, text)
    }
}

/// Applies highlights to the colours of a byte.
fn lay_over(look: &mut Look, byte: u64, highlights: &[Highlight]) {
    for ink in highlights.iter().filter(|ink| ink.bytes.contains(&byte)) {
        look.lay_over(ink);
    }
}
