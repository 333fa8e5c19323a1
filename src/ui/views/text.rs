//! The file as rows of text, with line numbers.

use super::ink::{self, Ink};
use super::{Drawn, View, gone, placeholder, row_node, strip};
use crate::app::command::ViewId;
use crate::app::file::File;
use crate::app::{Command, Session};
use crate::base::human::grouped;
use crate::base::units::{narrow, px, whole};
use crate::base::{Offset, RowNr, Span};
use crate::format::glyphs::{self, Kind, Shown};
use crate::format::rows::Row;
use crate::source::blocks::Seen;
use crate::ui::row_scroll;
use crate::ui::theme::{GUTTER_GAP, Palette, ROW, mono, palette};
use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{Color32, Galley, Rect, Sense, Stroke, Ui, pos2, vec2};
use std::sync::Arc;

/// The view.
pub(super) struct Text;

/// Width of the strip, in points.
const STRIP: f32 = 44.0;

/// Height of the sideways scroll bar, in points.
const SIDEWAYS: f32 = 10.0;

/// A row that was drawn: what a click in it means.
struct Painted {
    rect: Rect,
    row: Row,
    shown: Shown,
    galley: Arc<Galley>,
    /// The first column that was laid out, and where it stands.
    column: usize,
    x: f32,
}

/// Where things are in the view.
struct Area {
    gutter_right: f32,
    text: Rect,
    strip: Rect,
    advance: f32,
}

impl View for Text {
    fn id(&self) -> ViewId {
        ViewId::Text
    }

    fn label(&self) -> &'static str {
        "Text"
    }

    fn ui(&self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Drawn {
        let Some(file) = session.file() else { return Drawn::default() };
        let whole = ui.available_rect_before_wrap();
        let area = Area::of(ui, whole, file);
        let sense = ui.interact(area.text, ui.scope_id().with("text"), Sense::click_and_drag());
        row_scroll::wheel(ui, area.text.union(area.strip), out);
        let (painted, waiting) = rows(ui, session, file, &area, whole);
        select(ui, session, &sense, &painted, &area, out);
        let most_sideways = sideways(ui, session, &area, &painted, out);
        strip::draw(ui, area.strip, file);
        row_scroll::bar(ui, area.strip, session, out);
        Drawn { rows: f64::from(area.text.height() / ROW), waiting, most_sideways }
    }
}

impl Area {
    fn of(ui: &Ui, rect: Rect, file: &File) -> Self {
        let advance = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0'));
        let lines = file.index().map_or(0, |index| index.total() + 1);
        // As wide as offsets from the first, so that nothing moves when numbers replace them.
        let (numbers, offsets) = (grouped(lines).len(), crate::base::human::offset(file.len()).len());
        let gutter_right = rect.left() + 12.0 + advance * px(numbers.max(offsets).max(4));
        let strip = Rect::from_min_max(pos2(rect.right() - STRIP, rect.top()), rect.max);
        let text = Rect::from_min_max(
            pos2(gutter_right + GUTTER_GAP, rect.top() + 4.0),
            pos2(strip.left(), rect.bottom() - SIDEWAYS),
        );
        Self { gutter_right, text, strip, advance }
    }
}

/// Draws the rows in sight; those that were drawn, and how many are still to come.
fn rows(ui: &Ui, session: &Session, file: &File, area: &Area, whole: Rect) -> (Vec<Painted>, u64) {
    let mut painted = Vec::new();
    let mut waiting = 0;
    let mut at = session.top().at;
    let mut y = area.text.top() - narrow(session.top().frac) * ROW;
    let mut line = None;
    while y < area.text.bottom() && at.0 < file.len() {
        let rect = Rect::from_min_max(pos2(area.text.left(), y), pos2(area.text.right(), y + ROW));
        let seen = match file.row_at(at) {
            Seen::Here(row) => match file.bytes(row.text) {
                Seen::Here(bytes) => Seen::Here((row, bytes)),
                Seen::Coming => Seen::Coming,
                Seen::Gone(fault) => Seen::Gone(fault),
            },
            Seen::Coming => Seen::Coming,
            Seen::Gone(fault) => Seen::Gone(fault),
        };
        match seen {
            Seen::Here((row, bytes)) => {
                let number = line.unwrap_or_else(|| file.line_of(row.text.start));
                let full = Rect::from_min_max(pos2(whole.left(), y), pos2(area.text.right(), y + ROW));
                let one = paint(ui, session, &row, &bytes, rect, full, area);
                gutter(ui, session, &row, &number, area, y);
                row_node(ui, rect, row.text.start.0, &label(&number, &one.shown));
                line = Some(match number {
                    Seen::Here(Some(nr)) => Seen::Here(Some(RowNr(nr.0 + u64::from(row.ends_line)))),
                    other => other,
                });
                painted.push(one);
                at = row.next;
            }
            Seen::Coming => {
                waiting += 1;
                placeholder(ui, rect, waiting);
            }
            Seen::Gone(fault) => {
                gone(ui, rect, &fault);
                break;
            }
        }
        y += ROW;
    }
    file.shows(Span::between(session.top().at, at));
    (painted, waiting)
}

fn label(number: &Seen<Option<RowNr>>, shown: &Shown) -> String {
    // Readers read a screenful of it, not a segment of four thousand characters.
    let text: String = shown.text.chars().take(500).collect();
    match number {
        Seen::Here(Some(nr)) => format!("{} {text}", nr.0 + 1),
        _ => text,
    }
}

fn paint(
    ui: &Ui,
    session: &Session,
    row: &Row,
    bytes: &[u8],
    rect: Rect,
    full: Rect,
    area: &Area,
) -> Painted {
    let colours = palette(ui);
    let shown = glyphs::show(bytes);
    let column = whole(session.sideways() / area.advance);
    let n = whole(area.text.width() / area.advance) + 2;
    let inks = ink::inks(session, row, bytes, colours);
    let galley = ui.painter().layout_job(job(&shown, column, n, &inks, colours));
    let x = rect.left() + px(column) * area.advance - session.sideways();
    let painter = ui.painter().with_clip_rect(area.text.expand2(vec2(2.0, 0.0)));
    let cursor = session.cursor();
    let has_cursor = row.holds(cursor);
    let one = Painted { rect, row: *row, shown, galley: Arc::clone(&galley), column, x };
    if has_cursor && session.selection().is_empty() {
        let clip =
            ui.painter().with_clip_rect(Rect::from_min_max(full.min, pos2(full.right(), area.text.bottom())));
        clip.rect_filled(full, 0.0, colours.current);
    }
    if let Some((from, to)) = one.selected(session.selection(), area) {
        let y = rect.y_range();
        painter.rect_filled(Rect::from_x_y_ranges(from..=to, y), 0.0, colours.selection);
    }
    let baseline = (ROW - galley.size().y) / 2.0;
    painter.galley(pos2(x, rect.top() + baseline.round()), galley, colours.text);
    if has_cursor {
        let x = one.x_of(cursor);
        painter.vline(x, rect.shrink2(vec2(0.0, 2.0)).y_range(), Stroke::new(1.5, colours.accent));
    }
    one
}

/// The columns of a row from `column` on, `n` at most, in their colours.
fn job(shown: &Shown, column: usize, n: usize, inks: &[Ink], colours: &Palette) -> LayoutJob {
    let (text, pieces) = shown.slice(column, n);
    // A colour and a ground for each character.
    let mut looks: Vec<(Color32, Color32)> = Vec::with_capacity(n);
    for (range, kind) in &pieces {
        let color = match kind {
            Kind::Plain => colours.text,
            Kind::Control => colours.control,
            Kind::Bad => colours.error,
        };
        looks.extend(text[range.clone()].chars().map(|_| (color, Color32::TRANSPARENT)));
    }
    for ink in inks {
        let n_looks = looks.len();
        let place = |byte| shown.column_of(byte).saturating_sub(column).min(n_looks);
        let (start, end) = (place(ink.bytes.start), place(ink.bytes.end));
        for look in looks.iter_mut().take(end).skip(start) {
            look.0 = ink.color.unwrap_or(look.0);
            look.1 = ink.fill.unwrap_or(look.1);
        }
    }
    let mut job =
        LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
    job.wrap.max_width = f32::INFINITY;
    let mut start = 0;
    let mut places = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(1);
    for run in looks.chunk_by(|a, b| a == b) {
        let end = places.nth(run.len() - 1).unwrap_or(text.len());
        let (color, background) = run[0];
        job.append(&text[start..end], 0.0, TextFormat { background, ..TextFormat::simple(mono(), color) });
        start = end;
    }
    job
}

fn gutter(ui: &Ui, session: &Session, row: &Row, number: &Seen<Option<RowNr>>, area: &Area, y: f32) {
    let colours = palette(ui);
    let text = match number {
        _ if !row.starts_line => "⋯".to_owned(),
        Seen::Here(Some(nr)) => grouped(nr.0 + 1),
        Seen::Here(None) => row.text.start.to_string(),
        Seen::Coming | Seen::Gone(_) => "…".to_owned(),
    };
    let color = if row.holds(session.cursor()) { colours.text } else { colours.faint };
    let galley = ui.painter().layout_no_wrap(text, mono(), color);
    let clip = Rect::from_x_y_ranges(f32::NEG_INFINITY..=area.gutter_right + 2.0, area.text.y_range());
    let at = pos2(area.gutter_right - galley.size().x, y + ((ROW - galley.size().y) / 2.0).round());
    ui.painter().with_clip_rect(clip.intersect(ui.clip_rect())).galley(at, galley, color);
}

impl Painted {
    /// Where the byte at `at` stands on the screen; the row's ends for bytes outside.
    fn x_of(&self, at: Offset) -> f32 {
        let byte = (at - self.row.text.start).min(self.row.text.len());
        let column = self.shown.column_of(byte);
        let index = CCursor::new(column.saturating_sub(self.column));
        let x = self.x + self.galley.pos_from_cursor(index).left();
        if column < self.column { self.x - 1.0 } else { x }
    }

    /// The byte whose character stands nearest to `x`.
    fn byte_at(&self, x: f32) -> Offset {
        let index = self.galley.cursor_from_pos(vec2(x - self.x, self.galley.size().y / 2.0)).index;
        self.row.text.start + self.shown.byte_at(self.column + usize::from(index))
    }

    /// From where to where the selection reaches in this row.
    fn selected(&self, selection: Span, area: &Area) -> Option<(f32, f32)> {
        let all = Span { start: self.row.text.start, end: self.row.next.max(self.row.text.end) };
        let part = selection.meet(all);
        if part.is_empty() {
            return None;
        }
        // A selected line end shows as half a character.
        let past_end = if part.end > self.row.text.end { area.advance / 2.0 } else { 0.0 };
        Some((self.x_of(part.start), self.x_of(part.end) + past_end))
    }
}

/// What clicks and drags over the text ask for.
fn select(
    ui: &Ui,
    session: &Session,
    sense: &egui::Response,
    painted: &[Painted],
    area: &Area,
    out: &mut Vec<Command>,
) {
    sense
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, ui.is_enabled(), "Text of the file"));
    if sense.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Text);
    }
    let Some(pointer) = sense.interact_pointer_pos() else { return };
    let Some(first) = painted.first() else { return };
    let under = painted.iter().find(|one| pointer.y < one.rect.bottom());
    let row = if pointer.y < first.rect.top() { Some(first) } else { under.or(painted.last()) };
    let Some(row) = row else { return };
    let below_all = under.is_none();
    let at = if below_all { row.row.next } else { row.byte_at(pointer.x) };
    let pressed = ui.input(|input| input.pointer.primary_pressed());
    let extend = ui.input(|input| input.modifiers.shift);
    if sense.triple_clicked() {
        out.push(Command::Select(Span { start: row.row.text.start, end: row.row.next }));
    } else if sense.double_clicked() {
        out.push(Command::Select(row.word_at(at)));
    } else if sense.is_pointer_button_down_on() && pressed {
        out.push(Command::SetCursor { at, extend });
    } else if sense.dragged() && at != session.cursor() {
        out.push(Command::SetCursor { at, extend: true });
    }
    if sense.dragged() {
        let beyond = (pointer.y - area.text.bottom()).max(0.0) + (pointer.y - area.text.top()).min(0.0);
        if beyond != 0.0 {
            out.push(Command::ScrollRows(f64::from(beyond / ROW / 2.0)));
            ui.ctx().request_repaint();
        }
    }
}

impl Painted {
    /// The word around a byte: letters, digits and underscores, or what else is alike.
    fn word_at(&self, at: Offset) -> Span {
        let chars: Vec<char> = self.shown.text.chars().collect();
        let column = self.shown.column_of(at - self.row.text.start).min(chars.len().saturating_sub(1));
        let class = |c: char| (c.is_alphanumeric() || c == '_', c.is_whitespace());
        let Some(&here) = chars.get(column) else { return Span::at(at, 0) };
        let alike = |c: &&char| class(**c) == class(here);
        let before = chars[..column].iter().rev().take_while(alike).count();
        let after = chars[column..].iter().take_while(alike).count();
        let byte = |column| self.row.text.start + self.shown.byte_at(column);
        Span { start: byte(column - before), end: byte(column + after) }
    }
}

/// The sideways scroll bar, where a row in sight is longer than the view is wide; how far it
/// leads. Who is further right already stays there while shorter rows pass by.
fn sideways(ui: &Ui, session: &Session, area: &Area, painted: &[Painted], out: &mut Vec<Command>) -> f32 {
    let longest = painted.iter().map(|one| one.shown.n_columns()).max().unwrap_or(0);
    let width = px(longest) * area.advance + 24.0;
    let seen = area.text.width();
    let most = (width - seen).max(0.0);
    if most <= 0.0 && session.sideways() <= 0.0 {
        return most;
    }
    let colours = palette(ui);
    let track = Rect::from_min_max(
        pos2(area.text.left(), area.text.bottom()),
        pos2(area.text.right(), area.text.bottom() + SIDEWAYS),
    );
    let width = width.max(session.sideways() + seen);
    let response = ui.interact(track, ui.scope_id().with("sideways"), Sense::click_and_drag());
    let handle = Rect::from_min_size(
        pos2(track.left() + track.width() * session.sideways() / width, track.top() + 3.0),
        vec2((track.width() * seen / width).max(24.0), 4.0),
    );
    let color = if response.hovered() || response.dragged() { colours.dim } else { colours.line };
    ui.painter().rect_filled(handle, 2.0, color);
    response.widget_info(|| egui::WidgetInfo::slider(ui.is_enabled(), session.sideways().into(), "Sideways"));
    if response.dragged() {
        out.push(Command::ScrollSideways(response.drag_delta().x * width / track.width()));
    } else if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        out.push(Command::ScrollSidewaysTo((pointer.x - track.left()) / track.width() * width - seen / 2.0));
    }
    most
}
