//! The search box of the toolbar: what to look for, how it is written, and how far that is.
//!
//! Each key searches anew. What is in the box is the tab's own pattern, so each tab has its own.
//! The box takes one row, however narrow; what can't be read is said below it.

use super::theme::{SIZE, SMALL, mono, palette, text_width};
use super::{access, tips};
use crate::app::docks::PanelId;
use crate::app::{App, AppMsg, Msg, PaneRef};
use crate::base::human::{grouped, three_digits, whole_percent};
use crate::base::units::{as_f64, floor_u64, px, share};
use crate::doc::search::Searching;
use crate::engine::JobState;
use crate::messages::{Text, say, say_with};
use crate::search::{Pattern, PatternKind};
use crate::view::PaneMsg;
use egui::{
    Align, Button, Color32, Frame, Id, Key, Layout, Margin, Modifiers, Rect, Response, RichText, Sense,
    Stroke, TextEdit, Ui, pos2, vec2,
};

/// The box's width, in points, where there is room; and with how much less there is none.
const WIDTH: f32 = 540.0;
const LEAST: f32 = 90.0;

/// The counter's width, in points, whatever it says: what stands beside it never moves. The lesser
/// where there is not much room.
const COUNTER: f32 = 116.0;
const NARROW_COUNTER: f32 = 84.0;

/// Height of the box, in points.
const FIELD: f32 = 26.0;

/// From which widths on there is room for more than the field, in points.
const ROOM_FOR_ARROWS: f32 = 180.0;
const ROOM_FOR_COUNTER: f32 = 240.0;
const ROOM_FOR_WIDE_COUNTER: f32 = 440.0;
const ROOM_FOR_FILTER: f32 = 460.0;
pub(super) const ROOM_FOR_TOGGLES: f32 = 280.0;

/// From which width on it has all its parts, in points.
pub(super) const ROOM_FOR_PARTS: f32 = ROOM_FOR_FILTER;

/// Noted where the field gets the keyboard back and is not to be selected.
#[derive(Clone, Copy, Default)]
struct KeepsCursor;

pub(super) fn field_id() -> Id {
    Id::unique("search")
}

/// Puts the keyboard into the box; what is typed replaces what is in it.
pub(super) fn focus(ctx: &egui::Context, app: &App) {
    select(ctx, &text_of(app));
}

/// Puts the keyboard into the box, which shows this text.
pub(super) fn select(ctx: &egui::Context, text: &str) {
    let id = field_id();
    ctx.memory_mut(|memory| memory.request_focus(id));
    super::toolbar::select_all(ctx, id, text.chars().count());
}

/// Whether the box is in use, and gets the room of what is not.
pub(super) fn is_active(ctx: &egui::Context, app: &App) -> bool {
    ctx.memory(|memory| memory.has_focus(field_id())) || !text_of(app).is_empty()
}

/// Whether the keyboard was in the box in the frame before.
pub(super) fn had_focus(ctx: &egui::Context) -> bool {
    ctx.memory(|memory| memory.had_focus_last_frame(field_id()))
}

fn text_of(app: &App) -> String {
    let pane = app.focused();
    let searching = pane.as_ref().and_then(|pane| pane.searching());
    searching.map(|searching| searching.pattern().text.clone()).unwrap_or_default()
}

/// Draws the box at the right of what is left of the toolbar. As long as it loses nothing but width it
/// leaves room for what stands beside it, in points.
pub(super) fn show(ui: &mut Ui, app: &App, beside: f32, out: &mut Vec<Msg>) {
    let Some(pane) = &app.focused() else { return };
    let room = ui.available_width() - 4.0;
    let width = if room - beside >= ROOM_FOR_PARTS { room - beside } else { room }.min(WIDTH);
    if width < LEAST {
        return;
    }
    let colours = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, FIELD), Sense::hover());
    let trouble = pane.searching().and_then(Searching::trouble);
    let edge = if trouble.is_some() { colours.error } else { colours.line };
    ui.painter().rect(rect, 6.0, colours.bg, Stroke::new(1.0, edge), egui::StrokeKind::Outside);
    let layout = Layout::right_to_left(Align::Center);
    let inner = rect.shrink2(vec2(6.0, 0.0));
    let mut content = ui.new_child(egui::UiBuilder::new().max_rect(inner).layout(layout));
    content.spacing_mut().item_spacing.x = 4.0;
    parts(&mut content, app, pane, width, out);
    if let Some(why) = trouble {
        say_below(ui, rect, why, colours.error);
    }
}

/// From right to left: the list's button, the arrows, how far it is, the toggles, the text.
fn parts(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, width: f32, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let searching = pane.searching();
    if width >= ROOM_FOR_FILTER {
        let is_on = searching.is_some() && app.docks().is_open(PanelId::Results);
        let text = RichText::new(say("search-filter")).color(if is_on { colours.text } else { colours.dim });
        let button = Button::new(text).min_size(vec2(0.0, 20.0)).corner_radius(5);
        let button = ui.add_enabled(searching.is_some(), button.selected(false));
        if button.on_hover_text(tips::keyed(ui.ctx(), say("search-filter-hint"), "search.list")).clicked() {
            out.push(AppMsg::TogglePanel(PanelId::Results).into());
        }
    }
    if width >= ROOM_FOR_ARROWS {
        let next = arrow(ui, say("action-search-next"), searching.is_some(), false);
        if next.on_hover_text(tips::keyed(ui.ctx(), say("search-next-hint"), "search.next")).clicked() {
            out.push(pane.to_pane(PaneMsg::SearchNext));
        }
        let previous = arrow(ui, say("action-search-previous"), searching.is_some(), true);
        if previous
            .on_hover_text(tips::keyed(ui.ctx(), say("search-previous-hint"), "search.previous"))
            .clicked()
        {
            out.push(pane.to_pane(PaneMsg::SearchPrevious));
        }
    }
    if width >= ROOM_FOR_COUNTER {
        show_counter(ui, searching, if width < ROOM_FOR_WIDE_COUNTER { NARROW_COUNTER } else { COUNTER });
    }
    let mut pattern = match searching {
        Some(searching) => searching.pattern().clone(),
        None => app.settings().search.pattern(String::new()),
    };
    let before = pattern.clone();
    let is_toggled = width >= ROOM_FOR_TOGGLES && toggles(ui, &mut pattern, "");
    field(ui, app, pane, &mut pattern, out);
    if is_toggled {
        // Not before: a field that is drawn gives it up when something else is pressed.
        ui.memory_mut(|memory| memory.request_focus(field_id()));
        ui.data_mut(|data| data.insert_temp(field_id(), KeepsCursor));
    }
    if pattern != before {
        out.push(pane.to_pane(PaneMsg::Search(pattern)));
    }
}

/// The counter, in a place of its own size, whether it says anything or not.
fn show_counter(ui: &mut Ui, searching: Option<&Searching>, width: f32) {
    let colours = palette(ui);
    let layout = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(vec2(width, FIELD), layout, |ui| {
        ui.set_min_width(width);
        let font = egui::FontId::proportional(SMALL);
        let fits = |text: &String| text_width(ui, text, font.clone()) <= width;
        let of = |form| searching.map(|searching| counter(searching, form)).unwrap_or_default();
        let whole = of(Form::Whole);
        let is_whole = fits(&whole);
        let shorter = || Some(of(Form::Plain)).filter(fits).unwrap_or_else(|| of(Form::Short));
        let text = if is_whole { whole.clone() } else { shorter() };
        let color = match searching.and_then(Searching::trouble) {
            Some(_) => colours.error,
            None => colours.dim,
        };
        // It is no text to select, and no field.
        let label =
            egui::Label::new(RichText::new(text).size(SMALL).color(color)).truncate().selectable(false);
        let shown = ui.add(label);
        access::announce(&shown, false);
        if !is_whole {
            shown.on_hover_text(whole);
        }
    });
}

/// How much the counter says: what fits.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Whole,
    /// Without what went before.
    Plain,
    /// With numbers of three digits.
    Short,
}

/// A number of at most six characters.
fn short(n: u64) -> String {
    let n = as_f64(n);
    let (scale, unit) = match n {
        _ if n < 1e4 => return grouped(floor_u64(n)),
        _ if n < 1e6 => (1e3, 'k'),
        _ if n < 1e9 => (1e6, 'M'),
        _ if n < 1e12 => (1e9, 'G'),
        _ => (1e12, 'T'),
    };
    format!("{}{unit}", three_digits(n / scale))
}

/// How many were found, or why not, in a few words.
fn counter(searching: &Searching, form: Form) -> String {
    if !searching.has_pattern() {
        return String::new();
    }
    let Some(run) = searching.run() else {
        return if searching.trouble().is_some() { say("search-unreadable") } else { "…" }.to_owned();
    };
    let n = run.found().n_hits();
    let is_slower = searching.is_slow() && *run.state() != JobState::Done && form == Form::Whole;
    let slower = if is_slower { say("search-slower") } else { "" };
    let grouped = |n| if form == Form::Short { short(n) } else { grouped(n) };
    let percent = || whole_percent(share(run.progress().done, run.progress().of)).into();
    let n_found = || ("n", grouped(n).into());
    let text = match (run.state(), searching.current_nr()) {
        (JobState::Running, _) if run.progress().of > 0 => {
            say_with("search-n-in", [n_found(), ("done", percent())])
        }
        (JobState::Cancelled, _) => say_with("search-n-stopped", [n_found(), ("done", percent())]),
        (JobState::Faulted(_) | JobState::Failed(_), _) => say_with("search-n-readable", [n_found()]),
        _ if n == 0 => say("search-none").to_owned(),
        (_, Some(nr)) => {
            let wrapped =
                if searching.has_wrapped() && form == Form::Whole { say("search-wrapped") } else { "" };
            wrapped.to_owned() + &say_with("search-nr-of", [("nr", grouped(nr).into()), n_found()])
        }
        _ => grouped(n),
    };
    format!("{slower}{text}")
}

fn field(ui: &mut Ui, app: &App, pane: &PaneRef<'_>, pattern: &mut Pattern, out: &mut Vec<Msg>) {
    let colours = palette(ui);
    let id = field_id();
    if ui.memory(|memory| memory.has_focus(id)) {
        keys(ui, app, pane, pattern, out);
    }
    let is_bytes = pattern.kind == PatternKind::Hex;
    let hint = if is_bytes { say("search-find-bytes") } else { say("search-find") };
    let hint = RichText::new(hint).color(colours.faint);
    let edit = TextEdit::singleline(&mut pattern.text).id(id).font(mono()).hint_text(hint);
    let edit = edit.frame(Frame::NONE).margin(Margin::symmetric(4, 0)).align(egui::Align2::LEFT_CENTER);
    let size = vec2(ui.available_width(), FIELD);
    let response = ui.add_sized(size, edit.desired_width(f32::INFINITY).clip_text(true));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, say("search-find")));
    let text_width = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), '0')) * px(pattern.text.chars().count());
    let response = if text_width > size.x - 8.0 { response.on_hover_text(&pattern.text) } else { response };
    let keeps = response.gained_focus() && ui.data_mut(|data| data.remove_temp::<KeepsCursor>(id)).is_some();
    if response.gained_focus() && !keeps {
        super::toolbar::select_all(ui.ctx(), id, pattern.text.chars().count());
    }
}

/// The box's own keys while it has the focus: for matches and for the history.
fn keys(ui: &Ui, app: &App, pane: &PaneRef<'_>, pattern: &mut Pattern, out: &mut Vec<Msg>) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    // With Shift first: without it, either would do.
    if pressed(Modifiers::SHIFT, Key::Enter) {
        out.push(pane.to_pane(PaneMsg::SearchAlong { reversed: true }));
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        out.push(pane.to_pane(PaneMsg::SearchAlong { reversed: false }));
    }
    // Time ranges, which an earlier program kept among the patterns, are none.
    let history: Vec<&Pattern> =
        app.settings().search.history.iter().filter(|kept| kept.kind != PatternKind::Times).collect();
    let here = history.iter().position(|kept| *kept == pattern);
    let to = if pressed(Modifiers::NONE, Key::ArrowUp) {
        history.get(here.map_or(0, |here| here + 1))
    } else if pressed(Modifiers::NONE, Key::ArrowDown) {
        here.and_then(|here| history.get(here.checked_sub(1)?))
    } else {
        None
    };
    if let Some(kept) = to {
        pattern.clone_from(kept);
        super::toolbar::put_cursor_at_end(ui.ctx(), field_id(), pattern.text.chars().count());
    }
}

/// How a pattern is written, as four small buttons in the same order from left to right wherever
/// they stand; `of` says which pattern, where there are several. True if one was pressed: then the
/// pattern's field gets the keyboard back, once it is drawn, so that what is typed next goes there.
pub(super) fn toggles(ui: &mut Ui, pattern: &mut Pattern, of: &str) -> bool {
    let before = (pattern.kind, pattern.whole_word, pattern.ignore_case);
    let mut order = Toggle::ALL;
    if ui.layout().prefer_right_to_left() {
        order.reverse();
    }
    order.into_iter().for_each(|toggle| toggle.show(ui, pattern, of));
    before != (pattern.kind, pattern.whole_word, pattern.ignore_case)
}

/// A way in which patterns are written.
#[derive(Clone, Copy)]
enum Toggle {
    Case,
    Word,
    Regex,
    Hex,
}

impl Toggle {
    const ALL: [Self; 4] = [Self::Case, Self::Word, Self::Regex, Self::Hex];

    fn show(self, ui: &mut Ui, pattern: &mut Pattern, of: &str) {
        let (is_regex, is_hex) = (pattern.kind == PatternKind::Regex, pattern.kind == PatternKind::Hex);
        let (text, key, is_on, hint) = match self {
            Self::Case => ("Aa", "toggle-case", !pattern.ignore_case, "toggle-case-hint"),
            Self::Word => ("W", "toggle-word", pattern.whole_word, "toggle-word-hint"),
            Self::Regex => (".*", "toggle-regex", is_regex, "toggle-regex-hint"),
            Self::Hex => ("0x", "toggle-hex", is_hex, "toggle-hex-hint"),
        };
        let is_enabled = !is_hex || matches!(self, Self::Regex | Self::Hex);
        let name = say_with(key, [("of", of.to_owned().into())]);
        if !toggle(ui, text, &name, is_on, is_enabled, say(hint)) {
            return;
        }
        match self {
            Self::Case => pattern.ignore_case = !pattern.ignore_case,
            Self::Word => pattern.whole_word = !pattern.whole_word,
            Self::Regex => pattern.kind = if is_regex { PatternKind::Fixed } else { PatternKind::Regex },
            Self::Hex => pattern.kind = if is_hex { PatternKind::Fixed } else { PatternKind::Hex },
        }
    }
}

fn toggle(ui: &mut Ui, text: &str, name: &str, is_on: bool, is_enabled: bool, hint: &str) -> bool {
    let colours = palette(ui);
    let color = match (is_enabled, is_on) {
        (false, _) => colours.line,
        (true, true) => colours.accent,
        (true, false) => colours.dim,
    };
    let text = RichText::new(text).size(SIZE).color(color);
    // An active toggle also has a fill: colour alone is not enough.
    let fill = if is_on && is_enabled { colours.selection } else { Color32::TRANSPARENT };
    let button = Button::new(text).fill(fill).stroke(Stroke::NONE).corner_radius(4);
    let padding = std::mem::replace(&mut ui.spacing_mut().button_padding, vec2(4.0, 1.0));
    let response = ui.add_enabled(is_enabled, button.min_size(vec2(20.0, 18.0)));
    ui.spacing_mut().button_padding = padding;
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::Button, is_enabled, is_on && is_enabled, name)
    });
    response.on_hover_text(hint).clicked()
}

/// A triangle to press.
fn arrow(ui: &mut Ui, name: &str, is_enabled: bool, is_up: bool) -> Response {
    let colours = palette(ui);
    let sense = if is_enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(17.0, 18.0), sense);
    let color = match (is_enabled, response.hovered()) {
        (false, _) => colours.line,
        (true, true) => colours.text,
        (true, false) => colours.dim,
    };
    let (at, half, height) = (rect.center(), 5.5, if is_up { -9.0 } else { 9.0 });
    let base = at.y - height / 2.0;
    let corners = vec![pos2(at.x - half, base), pos2(at.x + half, base), pos2(at.x, base + height)];
    ui.painter().add(egui::Shape::convex_polygon(corners, color, Stroke::NONE));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, is_enabled, name));
    response
}

/// A sentence under the box.
fn say_below(ui: &Ui, field: Rect, why: &Text, color: Color32) {
    let colours = palette(ui);
    let area = egui::Area::new(Id::unique("search trouble")).order(egui::Order::Foreground);
    let area = area.fixed_pos(pos2(field.left(), field.bottom() + 6.0)).interactable(false);
    area.show(ui.ctx(), |ui| {
        let frame = Frame::new().fill(colours.raised).stroke(Stroke::new(1.0, color)).corner_radius(6);
        frame.inner_margin(Margin::symmetric(10, 6)).show(ui, |ui| {
            ui.set_max_width(field.width() - 22.0);
            ui.label(RichText::new(sentence(why)).size(SMALL).color(color));
        });
    });
}

/// With a capital and a full stop.
pub(super) fn sentence(why: &Text) -> String {
    let why = why.to_string();
    let mut chars = why.chars();
    let first = chars.next().map(char::to_uppercase).into_iter().flatten();
    first.chain(chars).chain(['.']).collect()
}
