//! The panel of the lines that match: their number, the list, and its actions.
//!
//! The list scrolls by itself; a click on a line goes there in the view. Its bytes come with
//! its page, so the view's own are left alone.

use super::theme::{GUTTER_GAP, Palette, ROW, SIZE, mono, palette, semibold};
use super::view::highlight::{self, Highlight};
use super::{menu, refine, row_scroll, scrolled, view};
use crate::app::actions::Context;
use crate::app::{App, AppMsg, DocMsg, Msg, PaneRef};
use crate::base::DocId;
use crate::base::human::{grouped, percent, rate};
use crate::base::units::{as_f64, floor_u64, narrow, px, share, whole};
use crate::doc::file::File;
use crate::doc::search::{ListRow, SearchRun, Searching};
use crate::engine::JobState;
use crate::format::glyphs::{self, CellKind};
use crate::messages::{say, say_with};
use crate::view::PaneMsg;
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Layout, Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

/// The least width at which the header has room for the counts, and for the actions, in points.
const ROOM_FOR_COUNTS: f32 = 560.0;
const ROOM_FOR_ACTIONS: f32 = 380.0;

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
    if width < ROOM_FOR_COUNTS && !is_low {
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
    if searching.is_refined() {
        refine::show(ui, pane, searching, out);
    }
    if app.searches_all() {
        others(ui, app, out);
    }
    Some((pane.doc.id(), rows(ui, app, pane, file, searching, out)))
}

/// What the header has beside the title, where there is room: from right to left, the actions on
/// the lines, their counts and the pattern.
pub(super) fn tools(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let Some(searching) = pane.doc.searching() else { return };
    let width = ui.clip_rect().width();
    if width >= ROOM_FOR_ACTIONS {
        actions(ui, app, pane, searching, out);
    }
    if width >= ROOM_FOR_COUNTS {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| counts(ui, searching));
    }
}

/// The pattern and its counts.
fn counts(ui: &mut Ui, searching: &Searching) {
    let colours = palette(ui);
    let name: String = searching.pattern().text.chars().take(40).collect();
    ui.label(RichText::new(name).font(semibold(SIZE)).color(colours.text));
    ui.add(egui::Label::new(RichText::new(summary(searching)).color(colours.dim)).truncate());
}

/// From right to left: saving, turning round, context, more patterns, all files.
fn actions(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, searching: &Searching, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let run = run_of(searching);
    if run.is_some_and(SearchRun::is_running) {
        if flat(ui, say("list-stop"), say("list-stop-hint"), colours.dim).clicked() {
            out.push(pane.to_doc(DocMsg::StopSearch));
        }
    } else if run.is_some_and(|run| *run.state() == JobState::Cancelled) {
        if flat(ui, say("list-resume"), say("list-resume-hint"), colours.accent).clicked() {
            out.push(pane.to_doc(DocMsg::ResumeSearch));
        }
    } else if run.is_some_and(|run| run.found().n_rows() > 0) {
        ui.menu_button(RichText::new(say("list-save")).color(colours.dim), |ui| {
            if ui.button(say("list-save-lines")).clicked() {
                out.push(pane.to_doc(DocMsg::SaveRowsDialog { numbered: false }));
                ui.close();
            }
            if ui.button(say("list-save-numbered")).clicked() {
                out.push(pane.to_doc(DocMsg::SaveRowsDialog { numbered: true }));
                ui.close();
            }
        });
    }
    let query = refine::query_of(searching);
    let is_inverted = query.stages.last().is_some_and(|stage| stage.is_inverted);
    let color = if is_inverted { colours.accent } else { colours.dim };
    if flat(ui, say("list-invert"), say("list-invert-hint"), color).clicked() {
        out.push(pane.to_doc(DocMsg::Refine(Some(refine::inverted(query)))));
    }
    context(ui, pane, searching, out);
    if ui.available_width() > 420.0 {
        let color = if searching.is_refined() { colours.accent } else { colours.dim };
        if flat(ui, say("list-refine"), say("list-refine-hint"), color).clicked() {
            out.push(pane.to_doc(DocMsg::ToggleRefine));
        }
        if app.docs().len() > 1 {
            let color = if app.searches_all() { colours.accent } else { colours.dim };
            if flat(ui, say("list-all-files"), say("list-all-files-hint"), color).clicked() {
                out.push(pane.to_doc(DocMsg::SearchAll));
            }
        }
    }
}

/// A button without a frame: its text, and its name.
pub(super) fn flat(ui: &mut Ui, text: &str, name: &str, color: Color32) -> egui::Response {
    let button = egui::Button::new(RichText::new(text).color(color)).frame(false);
    let response = ui.add(button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response.on_hover_text(name)
}

/// How many lines around each are shown, between a step down and a step up.
fn context(ui: &mut Ui, pane: &PaneRef<'_>, searching: &Searching, out: &mut Vec<Msg>) {
    let color = palette(ui).dim;
    let lines = searching.list().context();
    let less = ("−", say("list-context-less"), lines.saturating_sub(1));
    let more = ("+", say("list-context-more"), lines.saturating_add(1));
    let steps = if ui.layout().prefer_right_to_left() { [more, less] } else { [less, more] };
    for (nr, (sign, name, to)) in steps.into_iter().enumerate() {
        if nr == 1 {
            let text = say_with("list-context", [("n", lines.to_string().into())]);
            ui.label(RichText::new(text).color(color));
        }
        if flat(ui, sign, name, color).clicked() {
            out.push(pane.to_doc(DocMsg::SetContext(to)));
        }
    }
}

/// The count that the list goes by: its own, or the search's.
fn run_of(searching: &Searching) -> Option<&SearchRun> {
    if searching.list().query().is_some() { searching.list().run() } else { searching.run() }
}

fn summary(searching: &Searching) -> String {
    if let Some(why) = searching.list().trouble() {
        return why.to_string();
    }
    let Some(run) = run_of(searching) else { return "…".into() };
    let found = run.found();
    let lines = say_with("count-lines", [("n", found.n_rows().into())]);
    let what = if searching.list().query().is_some() {
        lines
    } else {
        say_with("list-matches", [("n", found.n_hits().into()), ("lines", lines.into())])
    };
    let progress = run.progress();
    let before = searching.before();
    let n_before = if searching.list().query().is_some() { before.listed } else { before.hits };
    let what = match before.files {
        0 => what,
        files => {
            let before = ("before", grouped(n_before).into());
            say_with("list-before", [("what", what.into()), before, ("files", files.into())])
        }
    };
    match run.state() {
        JobState::Running if progress.of > 0 => {
            let done = percent(share(progress.done, progress.of));
            let seconds = run.took().as_secs_f64().max(0.001);
            let each = grouped(floor_u64(as_f64(found.n_rows().max(found.n_hits())) / seconds));
            let rate = ("rate", rate(progress.rate).into());
            say_with(
                "list-so-far",
                [("what", what.into()), ("done", done.into()), rate, ("each", each.into())],
            )
        }
        JobState::Cancelled => {
            let done = percent(share(progress.done, progress.of));
            say_with("list-stopped", [("what", what.into()), ("done", done.into())])
        }
        JobState::Faulted(fault) => {
            say_with("list-ended", [("what", what.into()), ("why", fault.message().into())])
        }
        JobState::Failed(caught) => {
            say_with("list-failed", [("what", what.into()), ("why", caught.to_string().into())])
        }
        _ if found.n_gave_up() > 0 => {
            say_with("list-gave-up", [("what", what.into()), ("n", found.n_gave_up().into())])
        }
        _ => what,
    }
}

/// A line for each other tab: its name and how much was found in it.
fn others(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(12.0);
        for doc in app.docs() {
            let Some(run) = doc.searching().and_then(Searching::run) else { continue };
            let so_far = if run.is_running() { "…" } else { "" };
            let text = format!("{}: {}{so_far}", doc.name(), grouped(run.found().n_hits()));
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
    let widest = rows.iter().filter_map(|row| row.nr).map(|nr| grouped(nr.0 + 1).len()).max().unwrap_or(4);
    let gutter = list.left() + 12.0 + advance * px(widest.max(6));
    wheel(ui, rect, pane, out);
    let painter = ui.painter().with_clip_rect(list);
    let mut y = list.top() - narrow(frac) * ROW;
    for row in rows {
        if y >= list.bottom() {
            break;
        }
        let line = Rect::from_min_max(pos2(list.left(), y), pos2(list.right(), y + ROW));
        let one = ResultLine { row, line, gutter, advance };
        one.draw(ui, &painter, pane, file, searching);
        let id = ui.scope_id().with(("listed", row.start.0));
        let response = ui.interact(line.intersect(list), id, Sense::click());
        let place = row.far_hit.unwrap_or(row.start);
        let target = app.target_of(pane.pane.id(), Some(place));
        menu::context(&response, app, Context::ListRow, target, out);
        if response.clicked() {
            out.push(pane.to_pane(PaneMsg::ShowPlace(place)));
        }
        y += ROW;
    }
    if rows.is_empty() {
        say_empty(ui, list, searching, colours);
    }
    bar(ui, rect, pane, file, searching, out);
    f64::from(list.height() / ROW)
}

fn say_empty(ui: &mut Ui, list: Rect, searching: &Searching, colours: &Palette) {
    let text = match run_of(searching) {
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
    fn draw(&self, ui: &Ui, painter: &egui::Painter, pane: &PaneRef<'_>, file: &File, searching: &Searching) {
        let (colours, row) = (palette(ui), self.row);
        if row.start <= pane.cursor() && pane.cursor() <= row.end {
            painter.rect_filled(self.line, 0.0, colours.selection);
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
        let id = ui.scope_id().with(("listed row", row.start.0));
        view::node(ui, self.line, id, Role::ListItem, &format!("{sign} {number} {text}"));
    }

    /// The line in its colours, and its text.
    fn job(&self, pane: &PaneRef<'_>, file: &File, colours: &Palette) -> (LayoutJob, String) {
        let (row, head) = (self.row, &self.row.head);
        let shown = glyphs::show_in(head.bytes(), glyphs::DisplayOptions::default(), file.encoding());
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
            let mut look = match cell.kind {
                CellKind::Plain => (plain, Color32::TRANSPARENT),
                CellKind::Control => (colours.control, Color32::TRANSPARENT),
                CellKind::Bad => (colours.error, Color32::TRANSPARENT),
            };
            lay_over(&mut look, shown.byte_at(cell.column), &highlights);
            let format = TextFormat { background: look.1, ..TextFormat::simple(mono(), look.0) };
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
fn lay_over(look: &mut (Color32, Color32), byte: u64, highlights: &[Highlight]) {
    for ink in highlights.iter().filter(|ink| ink.bytes.contains(&byte)) {
        look.0 = ink.color.unwrap_or(look.0);
        look.1 = ink.fill.unwrap_or(look.1);
    }
}
