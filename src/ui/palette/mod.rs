//! The palette: everything that can be done, and every file that is or was open, by its name.
//!
//! One field over a list. What is typed ranks the list ([`rank`]); arrows, pages, Home and End choose, Enter
//! does it to what had the keyboard before, Escape closes. The keyboard stays in the field, which tells a screen
//! reader the line that is chosen. What has arguments asks for them in the same field.

mod items;
pub mod rank;

use super::theme::{SIZE, SMALL, mono, palette};
use super::{access, scrolled};
use crate::app::palette::{Palette, PaletteMsg, Stage};
use crate::app::{App, AppMsg, Msg};
use crate::base::units::px;
use crate::messages::{say, say_with};
use crate::view::PaneMsg;
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align2, Color32, Context, CornerRadius, FontId, Frame, Id, Key, Margin, Modal, Modifiers, Rect, RichText,
    ScrollArea, Sense, Stroke, TextEdit, Ui, accesskit, pos2, vec2,
};
use items::{Item, Items, Line};

/// Widest, in points.
const WIDTH: f32 = 620.0;

/// Height of a line and of the field, and the margin around both, in points.
const LINE: f32 = 28.0;
const FIELD: f32 = 32.0;
const MARGIN: f32 = 8.0;

/// The most lines that are visible at once.
const MOST_VISIBLE: f32 = 12.0;

/// The palette from one frame to the next.
#[derive(Clone, Default)]
struct Shown {
    /// The stage that it belongs to, see [`Palette::nr`].
    nr: u64,
    typed: String,
    /// The line that Enter takes.
    at: usize,
    items: Items,
}

/// What had the keyboard before the palette was opened.
#[derive(Clone, Copy, Default)]
struct Before {
    /// The widget, if one had it.
    focused: Option<Option<Id>>,
    /// The frame in which the palette was seen to be closed.
    closed: Option<u64>,
}

fn field_id() -> Id {
    Id::unique("palette field")
}

fn state_id() -> Id {
    Id::unique("palette")
}

/// Gives the field the keyboard, and notes what has it.
pub(super) fn focus(ctx: &Context) {
    let focused = ctx.memory(egui::Memory::focused);
    ctx.data_mut(|data| {
        let before: &mut Before = data.get_temp_mut_or_default(state_id().with("before"));
        *before = Before { focused: before.focused.or(Some(focused)), closed: None };
    });
    ctx.memory_mut(|memory| memory.request_focus(field_id()));
}

/// Gives the keyboard back once the palette is closed.
pub(super) fn give_back(ctx: &Context, app: &App) {
    if app.palette().is_some() {
        return;
    }
    let now = ctx.cumulative_frame_nr();
    let before = ctx.data_mut(|data| {
        let before: &mut Before = data.get_temp_mut_or_default(state_id().with("before"));
        let focused = before.focused?;
        let closed = *before.closed.get_or_insert(now);
        // Nothing below what was over all gets the keyboard before one frame was drawn without that.
        let is_due = now >= closed + 2;
        if is_due {
            *before = Before::default();
        }
        Some((focused, is_due))
    });
    let Some((before, is_due)) = before else { return };
    if !is_due {
        return ctx.request_repaint();
    }
    ctx.memory_mut(|memory| match before {
        Some(id) => memory.request_focus(id),
        None => memory.surrender_focus(field_id()),
    });
}

/// Shows the palette.
pub(super) fn show(ui: &Ui, app: &App, out: &mut Vec<Msg>) {
    let Some(open) = app.palette() else { return };
    let mut shown: Shown = ui.data(|data| data.get_temp(state_id())).unwrap_or_default();
    let is_new = shown.nr != open.nr;
    if is_new {
        shown = Shown { nr: open.nr, items: Items::new(app, open), ..Shown::default() };
    }
    let window = ui.ctx().content_rect();
    let width = WIDTH.min(window.width() - 8.0).max(40.0);
    let top = if window.height() < 240.0 { 2.0 } else { window.height() * 0.15 };
    let room = (window.height() - top - FIELD - 3.0 * MARGIN - 6.0).max(LINE);
    let colours = palette(ui);
    let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, colours.line)).corner_radius(8);
    let area = Modal::default_area(state_id().with("area")).anchor(Align2::CENTER_TOP, vec2(0.0, top));
    let modal = Modal::new(state_id().with("modal")).area(area);
    let modal = modal.backdrop_color(Color32::TRANSPARENT).frame(frame.inner_margin(Margin::same(8)));
    let answer = modal.show(ui.ctx(), |ui| {
        ui.set_width(width - 2.0 * MARGIN - 2.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        contents(ui, app, open, &mut shown, is_new, room)
    });
    if answer.should_close() {
        out.push(AppMsg::HideOverlay.into());
    } else {
        out.extend(answer.inner);
    }
    ui.data_mut(|data| data.insert_temp(state_id(), shown));
}

/// The field and the list; what is sent.
fn contents(ui: &mut Ui, app: &App, open: Palette, shown: &mut Shown, is_new: bool, room: f32) -> Vec<Msg> {
    let typed_before = shown.typed.clone();
    if shown.typed.is_empty() && open.stage != Stage::Actions && pressed(ui, Key::Backspace) {
        return vec![AppMsg::Palette(PaletteMsg::Ask(Stage::Actions)).into()];
    }
    // Enter is for what was typed before it, also within the same frame; the field would lose the keyboard.
    let enters = pressed(ui, Key::Enter);
    let steps = steps(ui);
    let field = field(ui, open, shown);
    if shown.typed == ">" && open.stage == Stage::Files {
        return vec![AppMsg::Palette(PaletteMsg::Ask(Stage::Actions)).into()];
    }
    if let Some(place) = place(open, &shown.typed) {
        return ask_place(ui, app, open, place, enters);
    }
    let lines = shown.items.lines(app, open, &shown.typed);
    if shown.typed != typed_before {
        shown.at = 0;
    }
    let has_moved = steps.is_some() || shown.typed != typed_before || is_new;
    shown.at = step(shown.at, steps, lines.len());
    if lines.is_empty() {
        let none = if open.stage == Stage::Files { say("palette-no-files") } else { say("palette-none") };
        note(ui, none, palette(ui).dim);
        return Vec::new();
    }
    let chosen = list(ui, app, open, shown, &lines, (room, has_moved));
    let active = line_id(shown.nr, lines[shown.at].nr).accesskit_id();
    ui.ctx().accesskit_node_builder(field, |node| node.set_active_descendant(active));
    let taken = if enters { lines.get(shown.at).filter(|line| line.why.is_none()) } else { None };
    let taken = taken.map(|line| line.nr).or(chosen);
    taken.and_then(|nr| shown.items.get(nr)).map(|item| item.choose(open)).unwrap_or_default()
}

/// Takes a key away from the field.
fn pressed(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// Where keys take the chosen line.
#[derive(Clone, Copy)]
enum Step {
    By(isize),
    First,
    Last,
}

fn steps(ui: &Ui) -> Option<Step> {
    let page = 10;
    let all = [
        (Key::ArrowDown, Step::By(1)),
        (Key::ArrowUp, Step::By(-1)),
        (Key::PageDown, Step::By(page)),
        (Key::PageUp, Step::By(-page)),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
    ];
    all.into_iter().filter(|(key, _)| pressed(ui, *key)).fold(None, |_, (_, step)| Some(step))
}

/// The line after a step; one further than an end goes on at the other.
fn step(at: usize, step: Option<Step>, n: usize) -> usize {
    let last = n.saturating_sub(1);
    match step {
        None => at.min(last),
        Some(Step::First) => 0,
        Some(Step::Last) => last,
        Some(Step::By(1)) if at >= last => 0,
        Some(Step::By(-1)) if at == 0 => last,
        Some(Step::By(by)) => at.saturating_add_signed(by).min(last),
    }
}

/// The field; its id.
fn field(ui: &mut Ui, open: Palette, shown: &mut Shown) -> Id {
    let (name, font) = match open.stage {
        Stage::Actions => (say("palette-field"), FontId::proportional(SIZE)),
        Stage::Files => (say("palette-field-files"), FontId::proportional(SIZE)),
        Stage::Place => (say("palette-field-place"), mono()),
        Stage::Encoding => (say("encoding-search"), FontId::proportional(SIZE)),
        Stage::Family(name) => (say(name), FontId::proportional(SIZE)),
    };
    let edit =
        TextEdit::singleline(&mut shown.typed).id(field_id()).font(font).margin(Margin::symmetric(12, 7));
    let edit = edit.hint_text(RichText::new(name).color(palette(ui).dim));
    let response = ui.add_sized(vec2(ui.available_width(), FIELD), edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
    if !response.has_focus() && !ui.memory(|memory| memory.has_focus(field_id())) {
        response.request_focus();
    }
    ui.add_space(6.0);
    response.id
}

/// The place that is typed, if one is asked for.
fn place(open: Palette, typed: &str) -> Option<&str> {
    match open.stage {
        Stage::Place => Some(typed.strip_prefix(':').unwrap_or(typed)),
        Stage::Actions | Stage::Files => typed.strip_prefix(':'),
        Stage::Encoding | Stage::Family(_) => None,
    }
}

/// Says where what is typed leads, or why it can't; Enter goes there.
fn ask_place(ui: &mut Ui, app: &App, open: Palette, typed: &str, enters: bool) -> Vec<Msg> {
    let colours = palette(ui);
    if typed.trim().is_empty() {
        let why = app.check_place(open.target, "1").err().filter(|_| app.pane_of(open.target).is_none());
        note(
            ui,
            &why.map_or_else(|| say("palette-place-how").to_owned(), |why| why.to_string()),
            colours.dim,
        );
        return Vec::new();
    }
    match app.check_place(open.target, typed) {
        Ok(leads) => {
            note(ui, &leads.to_string(), colours.text);
            let goes = open.target.pane.filter(|_| enters);
            let goes = goes.map(|pane| Msg::Pane(pane, PaneMsg::Goto(typed.trim().to_owned())));
            goes.into_iter().flat_map(|goes| [AppMsg::HideOverlay.into(), goes]).collect()
        }
        Err(why) => {
            note(ui, &format!("⚠  {why}"), colours.error);
            Vec::new()
        }
    }
}

/// A sentence in the place of the list.
fn note(ui: &mut Ui, text: &str, color: Color32) {
    let frame = Frame::new().inner_margin(Margin::symmetric(12, 4));
    frame.show(ui, |ui| ui.add(egui::Label::new(RichText::new(text).color(color)).wrap()));
}

/// The widget of an item in the list of a stage.
fn line_id(stage: u64, nr: usize) -> Id {
    state_id().with((stage, nr))
}

/// The lines in sight; the item that was pressed.
fn list(
    ui: &mut Ui,
    app: &App,
    open: Palette,
    shown: &Shown,
    lines: &[Line],
    (room, has_moved): (f32, bool),
) -> Option<usize> {
    let height = (px(lines.len()).min(MOST_VISIBLE) * LINE).min((room / LINE).floor().max(1.0) * LINE);
    let mut chosen = None;
    ui.scope(|ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(accesskit::Role::ListBox);
            node.set_label(say("palette-list"));
            node.set_size_of_set(lines.len());
        });
        let mut area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        area = area.auto_shrink([false, true]).id_salt(shown.nr);
        if has_moved {
            area = area.vertical_scroll_offset(offset(ui, shown, lines.len(), height));
        }
        let rows = (LINE, lines.len());
        scrolled::show_rows(ui, area, rows, |ui, rows| {
            let top = rows.start;
            ui.data_mut(|data| data.insert_temp(state_id().with("top"), top));
            for nr in rows {
                let Some(item) = shown.items.get(lines[nr].nr) else { continue };
                if line(ui, app, open, item, &lines[nr], (nr, shown)) {
                    chosen = lines[nr].why.is_none().then_some(lines[nr].nr);
                }
            }
        });
    });
    chosen
}

/// How far the list is scrolled so that the chosen line is in sight, moved as little as can be.
fn offset(ui: &Ui, shown: &Shown, n: usize, height: f32) -> f32 {
    let visible = (height / LINE).max(1.0);
    let top: usize = ui.data(|data| data.get_temp(state_id().with("top"))).unwrap_or_default();
    let (at, top) = (px(shown.at), px(top));
    let top = if at < top { at } else { top.max(at + 1.0 - visible) };
    top.clamp(0.0, (px(n) - visible).max(0.0)) * LINE
}

/// Draws a line; whether it was pressed.
fn line(
    ui: &mut Ui,
    app: &App,
    open: Palette,
    item: &Item,
    line: &Line,
    (nr, shown): (usize, &Shown),
) -> bool {
    let colours = palette(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), LINE));
    // The keyboard stays in the field.
    let id = line_id(shown.nr, line.nr);
    let response = ui.interact(rect, id, Sense::CLICK);
    let (is_next, is_on, right) = (nr == shown.at, item.is_on(app, open), item.right(app));
    describe(ui, (id, rect), item, line, (&right, is_next, is_on), nr);
    let fill = match (is_next, response.hovered()) {
        (true, _) => colours.selection,
        (false, true) => colours.current,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(6), fill);
    let mut left = rect.left() + 12.0;
    let mut end = rect.right() - 12.0;
    if !right.is_empty() {
        let color = if line.why.is_none() { colours.dim } else { colours.faint };
        let at = pos2(end, rect.center().y);
        let keys = ui.painter().text(at, Align2::RIGHT_CENTER, right, FontId::proportional(SIZE), color);
        end = keys.left() - 16.0;
    }
    left += draw(ui, name_of(ui, item, line, is_on), rect, left, end) + 10.0;
    let beside = line.why.map_or_else(|| item.beside.clone(), |why| say(why).to_owned());
    if end - left > 40.0 && !beside.is_empty() {
        let format = TextFormat::simple(FontId::proportional(SMALL), colours.dim);
        draw(ui, LayoutJob::single_section(beside, format), rect, left, end);
    }
    response.on_hover_text(tip(item, line)).clicked()
}

/// What stands in no narrow line: the menu, what it does, and why it can't be done.
fn tip(item: &Item, line: &Line) -> String {
    let menu = item.menu().map(|menu| say_with("palette-in-menu", [("menu", menu.into())]));
    let why = line.why.map(|why| say(why).to_owned());
    let parts = [Some(item.beside.clone()).filter(|beside| !beside.is_empty()), menu, why];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The name with the characters that fit in the accent.
fn name_of(ui: &Ui, item: &Item, line: &Line, is_on: bool) -> LayoutJob {
    let colours = palette(ui);
    let font = FontId::proportional(SIZE);
    let plain = if line.why.is_none() { colours.text } else { colours.faint };
    let marked = if line.why.is_none() { colours.accent } else { colours.dim };
    let mut job = LayoutJob::default();
    if is_on {
        job.append("✓ ", 0.0, TextFormat::simple(font.clone(), colours.accent));
    }
    let chars: Vec<(usize, char)> = item.name.chars().enumerate().collect();
    for run in chars.chunk_by(|one, next| line.marks.contains(&one.0) == line.marks.contains(&next.0)) {
        let color = if line.marks.contains(&run[0].0) { marked } else { plain };
        let text: String = run.iter().map(|(_, c)| c).collect();
        job.append(&text, 0.0, TextFormat::simple(font.clone(), color));
    }
    job
}

/// Draws text in a line between two places, cut off where it has no room; its width.
fn draw(ui: &Ui, mut job: LayoutJob, rect: Rect, left: f32, right: f32) -> f32 {
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left).max(0.0));
    let galley = ui.painter().layout_job(job);
    let size = galley.size();
    ui.painter().galley(pos2(left, rect.center().y - size.y / 2.0), galley, Color32::PLACEHOLDER);
    size.x
}

fn describe(
    ui: &Ui,
    (id, rect): (Id, Rect),
    item: &Item,
    line: &Line,
    (keys, is_next, is_on): (&str, bool, bool),
    nr: usize,
) {
    let name = || item.name.clone();
    let name = match line.why {
        Some(why) => say_with("palette-name-why", [("name", name().into()), ("why", say(why).into())]),
        None if keys.is_empty() => name(),
        None => say_with("palette-name-keys", [("name", name().into()), ("keys", keys.to_owned().into())]),
    };
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(accesskit::Role::ListBoxOption);
        node.set_label(name);
        node.set_bounds(access::bounds(rect));
        node.set_description(item.beside.clone());
        node.set_selected(is_next);
        node.set_position_in_set(nr);
        if is_on {
            node.set_toggled(accesskit::Toggled::True);
        }
        if line.why.is_some() {
            node.set_disabled();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_round_and_pages_stop_at_the_ends() {
        assert_eq!(step(0, Some(Step::By(-1)), 5), 4);
        assert_eq!(step(4, Some(Step::By(1)), 5), 0);
        assert_eq!(step(3, Some(Step::By(10)), 5), 4);
        assert_eq!(step(3, Some(Step::By(-10)), 5), 0);
        assert_eq!(step(9, None, 5), 4);
        assert_eq!(step(0, Some(Step::Last), 0), 0);
    }
}
