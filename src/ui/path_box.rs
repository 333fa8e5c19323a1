//! The box that asks for a path where the system has no dialog.
//!
//! One field with the names that complete it below: Tab completes, the arrows choose, Enter goes on,
//! Escape closes. The keyboard stays in the field, also when what was entered is wrong; while it is asked
//! whether a file is to be replaced, it is on the buttons.

use super::start::primary;
use super::theme::{SIZE, SMALL, mono, palette, semibold};
use super::{dialog, scrolled, tick};
use crate::app::path_box::{PathBox, PathMsg, Purpose};
use crate::app::{AppMsg, Msg};
use crate::base::units::{len_u64, px};
use crate::messages::{say, say_with};
use egui::style::ScrollAnimation;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Button, Event, Id, Key, Label, Margin, Modifiers, RadioButton, RichText, ScrollArea, TextEdit,
    TextWrapMode, Ui, vec2,
};
use std::ops::Range;

/// The box's width where there is room, in points.
const WIDTH: f32 = 600.0;

/// Frames until a box that was opened has its size, and has scrolled to what has the keyboard.
const SETTLES: u8 = 20;

/// Height of a candidate, in points.
const ROW: f32 = 22.0;

/// Candidates that are visible at once, at most.
const MOST_VISIBLE: f32 = 9.0;

/// Height of all but the candidates, in points.
const REST: f32 = 270.0;

fn field_id() -> Id {
    Id::unique("path to open or save")
}

/// Whether the field has the keyboard.
pub(super) fn has_keyboard(ctx: &egui::Context) -> bool {
    ctx.memory(|memory| memory.has_focus(field_id()))
}

pub(super) fn show(ui: &Ui, asked: &PathBox, out: &mut Vec<Msg>) {
    let mut send = |msg: PathMsg| out.push(AppMsg::PathBox(msg).into());
    let asks_to_replace = asked.question().is_some();
    if asks_to_replace && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        send(PathMsg::Keep);
    } else if !asks_to_replace {
        keys(ui, &mut send);
    }
    let width = dialog::width(ui, WIDTH);
    let shown = dialog::modal(ui, Id::unique("path box")).show(ui.ctx(), |ui| {
        ui.set_width(width);
        let window = ui.ctx().content_rect();
        let (most, height_id) = ((window.height() - 56.0).max(60.0), field_id().with("height"));
        let mut content = |ui: &mut Ui| {
            let shown = ui.scope(|ui| contents(ui, asked, &mut send));
            ui.data_mut(|data| data.insert_temp(height_id, shown.response.rect.height()));
            shown.inner
        };
        // Where everything is large, the box is taller than the window.
        match ui.data(|data| data.get_temp::<f32>(height_id)) {
            Some(height) if height > most => {
                let area = ScrollArea::vertical().id_salt("box").max_height(most).min_scrolled_height(most);
                scrolled::show(ui, area, content)
            }
            _ => content(ui),
        }
    });
    if shown.inner || shown.should_close() {
        out.push(AppMsg::HideOverlay.into());
    }
}

/// What is in the box; whether it is to be closed.
fn contents(ui: &mut Ui, asked: &PathBox, send: &mut impl FnMut(PathMsg)) -> bool {
    ui.label(RichText::new(asked.title().to_string()).font(semibold(18.0)));
    if asked.stands_in() {
        let text = RichText::new(say("path-no-dialog")).size(SMALL).color(palette(ui).dim);
        ui.add(Label::new(text).wrap());
    }
    ui.add_space(6.0);
    field(ui, asked, send);
    formats(ui, asked, send);
    ui.add_space(2.0);
    says(ui, asked);
    ui.scope(|ui| candidates(ui, asked, send));
    ui.add_space(8.0);
    match asked.question() {
        Some(_) => question(ui, send),
        None => buttons(ui, asked, send),
    }
}

/// Takes the keys that the field would take itself, or that would leave it, in the order in which they came
/// with what is typed: a frame does either, and what comes after waits for the next.
fn keys(ui: &Ui, send: &mut impl FnMut(PathMsg)) {
    if !ui.memory(|memory| memory.has_focus(field_id())) {
        return;
    }
    let waiting_id = field_id().with("waiting");
    let mut events: Vec<Event> = ui.data(|data| data.get_temp(waiting_id)).unwrap_or_default();
    ui.input_mut(|input| events.append(&mut input.events));
    let (now, keys, later) = one_kind(events);
    ui.input_mut(|input| input.events = now);
    keys.into_iter().for_each(send);
    if !later.is_empty() {
        ui.ctx().request_repaint();
    }
    ui.data_mut(|data| data.insert_temp(waiting_id, later));
}

/// Cuts events where keys of the box and what is typed into the field alternate: the first events without
/// the keys, what these keys do, and the rest.
fn one_kind(events: Vec<Event>) -> (Vec<Event>, Vec<PathMsg>, Vec<Event>) {
    let (mut now, mut keys, mut later, mut is_typed) = (Vec::new(), Vec::new(), Vec::new(), false);
    for event in events {
        let does = key_of(&event);
        let types = does.is_none()
            && matches!(
                event,
                Event::Text(_)
                    | Event::Paste(_)
                    | Event::Cut
                    | Event::Ime(_)
                    | Event::Key { pressed: true, .. }
            );
        if !later.is_empty() || (does.is_some() && is_typed) || (types && !keys.is_empty()) {
            later.push(event);
            continue;
        }
        is_typed |= types;
        match does {
            Some(msg) => keys.push(msg),
            None => now.push(event),
        }
    }
    (now, keys, later)
}

/// What a key does in the box, if it is no key of the field.
fn key_of(event: &Event) -> Option<PathMsg> {
    let Event::Key { key, pressed: true, modifiers: Modifiers::NONE, .. } = event else { return None };
    match key {
        Key::Tab => Some(PathMsg::Complete),
        Key::ArrowDown => Some(PathMsg::Choose { next: true }),
        Key::ArrowUp => Some(PathMsg::Choose { next: false }),
        Key::Enter => Some(PathMsg::Enter),
        _ => None,
    }
}

fn field(ui: &mut Ui, asked: &PathBox, send: &mut impl FnMut(PathMsg)) {
    let key = if *asked.purpose() == Purpose::Open { "path-label" } else { "path-label-save" };
    let label = ui.label(RichText::new(say(key)).color(palette(ui).dim));
    let id = field_id();
    let mut text = asked.text().to_owned();
    // What the box itself has put there is selected as it says, once; before anything is typed into it.
    let (select, nr) = asked.selected();
    if ui.data(|data| data.get_temp(id)) != Some((asked.nr(), nr)) {
        put_selection(ui, &select);
        ui.data_mut(|data| data.insert_temp(id, (asked.nr(), nr)));
    }
    let edit = TextEdit::singleline(&mut text).id(id).font(mono()).desired_width(f32::INFINITY);
    let edit = edit.lock_focus(true).margin(Margin::symmetric(8, 6));
    let response = ui.add_enabled(asked.question().is_none(), edit).labelled_by(label.id);
    let is_typed = text != asked.text();
    if is_typed {
        send(PathMsg::Type(text));
    }
    if asked.question().is_some() {
        return;
    }
    if !response.has_focus() {
        response.request_focus();
    }
    // A field that has just got the keyboard puts its cursor elsewhere.
    if !ui.memory(|memory| memory.had_focus_last_frame(id)) {
        put_selection(ui, &select);
        ui.data_mut(|data| data.insert_temp(id.with("unsettled"), SETTLES));
    }
    // The box is measured before it is scrolled, so that a low one shows its field some frames later.
    let n_left: u8 = ui.data(|data| data.get_temp(id.with("unsettled"))).unwrap_or_default();
    if n_left > 0 || is_typed {
        response.scroll_to_me_animation(None, ScrollAnimation::none());
        ui.data_mut(|data| data.insert_temp(id.with("unsettled"), n_left.saturating_sub(1)));
        ui.ctx().request_repaint();
    }
}

/// Selects these characters of the field.
fn put_selection(ui: &Ui, chars: &Range<usize>) {
    let mut state = TextEdit::load_state(ui.ctx(), field_id()).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(chars.start), CCursor::new(chars.end));
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), field_id());
}

/// The formats, where there is a choice.
fn formats(ui: &mut Ui, asked: &PathBox, send: &mut impl FnMut(PathMsg)) {
    let Purpose::Save(request) = asked.purpose() else { return };
    if request.formats.len() < 2 {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        // What has no room goes to the next line whole.
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
        ui.label(RichText::new(say("path-format")).color(palette(ui).dim));
        for (nr, format) in request.formats.iter().enumerate() {
            let is_chosen = asked.format() == nr;
            let radio = RadioButton::new(is_chosen, format.label.as_str());
            if tick::show(ui, asked.question().is_none(), radio).clicked() {
                send(PathMsg::SetFormat(nr));
            }
        }
    });
}

/// What is wrong, what is asked, or else where the path leads.
fn says(ui: &mut Ui, asked: &PathBox) {
    let colours = palette(ui);
    let (text, color) = if let Some(path) = asked.question() {
        (say_with("path-exists", [("name", path.display().to_string().into())]), colours.text)
    } else if let Some(why) = asked.trouble() {
        (format!("⚠  {}.", capital(&why.to_string())), colours.error)
    } else if asked.is_checking() {
        (say("path-checking").to_owned(), colours.dim)
    } else if let Some(path) = asked.leads_to() {
        (say_with("path-leads-to", [("path", path.display().to_string().into())]), colours.dim)
    } else {
        let folder = asked.folder().display().to_string();
        (say_with("path-starts-in", [("folder", folder.into())]), colours.dim)
    };
    ui.add(Label::new(RichText::new(text).color(color)).wrap());
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The names that complete what is typed.
fn candidates(ui: &mut Ui, asked: &PathBox, send: &mut impl FnMut(PathMsg)) {
    let n = asked.n_candidates();
    if n == 0 || asked.question().is_some() {
        return;
    }
    let colours = palette(ui);
    ui.add_space(4.0);
    let room = ((ui.ctx().content_rect().height() - REST) / ROW).floor().clamp(2.0, MOST_VISIBLE);
    // So that a button is exactly a row.
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().interact_size.y = ROW;
    ui.spacing_mut().button_padding.y = 1.0;
    let area = ScrollArea::vertical().id_salt("candidates").max_height(room * ROW);
    let area = area.min_scrolled_height(room * ROW).auto_shrink([false, true]);
    let last: Option<usize> = ui.data(|data| data.get_temp(field_id().with("chosen")));
    scrolled::show_rows(ui, area, (ROW, n), |ui, rows| {
        if let Some(chosen) = asked.chosen().filter(|chosen| Some(*chosen) != last) {
            // Rows that are not drawn have no response to scroll to.
            let top = ui.min_rect().top() + (px(chosen) - px(rows.start)) * ROW;
            let rect = egui::Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + ROW);
            ui.scroll_to_rect(rect, None);
        }
        for nr in rows {
            let Some(entry) = asked.candidate(nr) else { continue };
            let is_chosen = asked.chosen() == Some(nr);
            let color = if entry.is_folder { colours.accent } else { colours.text };
            let text = RichText::new(entry.shown()).font(mono()).color(color);
            let button =
                Button::selectable(is_chosen, text).truncate().min_size(vec2(ui.available_width(), ROW));
            if ui.add(button).clicked() {
                send(PathMsg::Take(nr));
            }
        }
    });
    ui.data_mut(|data| match asked.chosen() {
        Some(chosen) => {
            data.insert_temp(field_id().with("chosen"), chosen);
        }
        None => {
            data.remove::<usize>(field_id().with("chosen"));
        }
    });
    let fit = say_with("path-candidates", [("n", len_u64(n).into())]);
    ui.label(RichText::new(fit).size(SMALL).color(colours.faint));
}

/// The buttons to go on; whether the box is to be closed.
fn buttons(ui: &mut Ui, asked: &PathBox, send: &mut impl FnMut(PathMsg)) -> bool {
    let label = if *asked.purpose() == Purpose::Open { say("path-open") } else { say("path-save") };
    ui.horizontal_wrapped(|ui| {
        if primary(ui, label).clicked() {
            send(PathMsg::Submit);
        }
        ui.add(Button::new(say("cancel")).min_size(vec2(80.0, 32.0))).clicked()
    })
    .inner
}

/// The buttons of the question whether a file is to be replaced. The harmless one has the keyboard.
fn question(ui: &mut Ui, send: &mut impl FnMut(PathMsg)) -> bool {
    ui.horizontal_wrapped(|ui| {
        let color = palette(ui).error;
        let replace = RichText::new(say("path-replace")).color(color).font(semibold(SIZE));
        let replace = ui.add(Button::new(replace).min_size(vec2(118.0, 32.0)));
        let cancel = ui.add(Button::new(say("cancel")).min_size(vec2(80.0, 32.0)));
        if !replace.has_focus() && !cancel.has_focus() {
            cancel.request_focus();
        }
        if replace.clicked() {
            send(PathMsg::Replace);
        } else if cancel.clicked() {
            send(PathMsg::Keep);
        }
    });
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_typing_within_one_frame_are_done_in_their_order() {
        let press = |key| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let text = |text: &str| Event::Text(text.to_owned());
        let events = vec![
            text("a"),
            press(Key::Tab),
            press(Key::ArrowDown),
            Event::PointerGone,
            text("b"),
            press(Key::Enter),
        ];
        let (now, keys, later) = one_kind(events);
        assert_eq!((now, keys.len(), later.len()), (vec![text("a")], 0, 5));
        let (now, keys, later) = one_kind(later);
        assert_eq!(now, [Event::PointerGone]);
        assert_eq!(keys, [PathMsg::Complete, PathMsg::Choose { next: true }]);
        let (now, keys, later) = one_kind(later);
        assert_eq!((now, keys.len()), (vec![text("b")], 0));
        assert_eq!(one_kind(later), (Vec::new(), vec![PathMsg::Enter], Vec::new()));
    }
}
