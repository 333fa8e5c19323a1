//! The menu bar: opened by the pointer, by F10, or by Alt with a menu's first letter; then the arrow
//! keys move in the open menu and from one to the next, Enter chooses and Escape closes.
//!
//! Where the bar is too narrow, the last menus stand in one, each under its name.

use super::menu::{self, Entered};
use super::tabs;
use super::theme::{SIZE, SMALL, palette, semibold, text_width};
use crate::app::actions::{self, Menu};
use crate::app::{App, Msg};
use crate::messages::say;
use egui::{Button, Context, FocusDirection, FontId, Id, Key, Modifiers, Popup, Response, RichText, Ui};

/// Menus with their messages, in display order.
const MENUS: [(Menu, &str); 9] = [
    (Menu::File, "menu-file"),
    (Menu::Edit, "menu-edit"),
    (Menu::View, "menu-view"),
    (Menu::Search, "menu-search"),
    (Menu::Marks, "menu-marks"),
    (Menu::Bytes, "menu-bytes"),
    (Menu::Cells, "menu-cells"),
    (Menu::Window, "menu-window"),
    (Menu::Help, "menu-help"),
];

/// Width of a menu's button without its text, with the room beside it, in points.
const AROUND: f32 = 12.0;

/// Width of the button of the menus that have no room, in points.
const REST: f32 = 30.0;

/// What the bar knows from one frame to the next. Buttons are counted from the left; the last one
/// may be that of the menus that have no room.
#[derive(Clone, Copy, Default)]
struct Bar {
    /// The button whose menu was open.
    open: Option<usize>,
    /// The menu that a key asks for.
    asked: Option<usize>,
    /// Whether the first entry of the open menu is to get the keyboard; and of which menu.
    enters: Option<usize>,
    /// What has the keyboard.
    on: On,
    n_buttons: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum On {
    /// Nothing of the bar's.
    #[default]
    Nothing,
    /// A button of the bar.
    Button(usize),
    /// An entry of the open menu.
    Entry,
    /// An entry that opens a menu beside it.
    Submenu,
}

fn id() -> Id {
    Id::unique("menu bar")
}

/// The letter that opens a menu: the one in brackets at its name's end, or else its first.
fn letter_of(name: &str) -> Option<String> {
    let letter = menu::letter_in_brackets(name).or_else(|| name.chars().next());
    letter.map(|letter| letter.to_uppercase().to_string())
}

/// The menu that a key opens: with F10 the first, with Alt and a letter the one that has it.
pub(super) fn of_key(key: Key, modifiers: Modifiers) -> Option<usize> {
    let Modifiers { alt, shift, ctrl, command, .. } = modifiers;
    if shift || ctrl || command {
        return None;
    }
    if key == Key::F10 && !alt {
        return Some(0);
    }
    // With Option a Mac types special characters.
    if !alt || cfg!(target_os = "macos") {
        return None;
    }
    MENUS.iter().position(|(_, label)| letter_of(say(label)).as_deref() == Some(key.name()))
}

/// Opens a menu, with its first entry chosen.
pub(super) fn open(ctx: &Context, nr: usize) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Bar>(id()).asked = Some(nr));
    ctx.memory_mut(|memory| {
        memory.focused().into_iter().for_each(|id| memory.surrender_focus(id));
    });
}

/// Whether a key has asked for a menu that was not drawn yet.
pub(super) fn is_asked(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp::<Bar>(id())).is_some_and(|bar| bar.asked.is_some())
}

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let mut bar: Bar = ui.data(|data| data.get_temp(id())).unwrap_or_default();
    ui.horizontal_centered(|ui| {
        egui::MenuBar::new().ui(ui, |ui| {
            let n = n_fitting(ui);
            let asked = bar.asked.take().or_else(|| bar.stepped(ui));
            bar.enters = asked.or(bar.enters);
            let focus = bar.entered_button(ui);
            bar.n_buttons = n + usize::from(n < MENUS.len());
            (bar.on, bar.open) = (On::Nothing, bar.open.filter(|open| *open < bar.n_buttons));
            for nr in 0..bar.n_buttons {
                let is_asked = asked.is_some_and(|asked| asked.min(bar.n_buttons - 1) == nr);
                let menus = if nr < n { &MENUS[nr..=nr] } else { &MENUS[n..] };
                let button = button(ui, nr < n, menus[0].1);
                if focus == Some(nr) {
                    button.request_focus();
                }
                bar.menu(&button, nr, is_asked, |ui, entered| content(ui, app, menus, entered, out));
            }
        });
    });
    ui.data_mut(|data| data.insert_temp(id(), bar));
}

/// How many menus have a button of their own.
fn n_fitting(ui: &Ui) -> usize {
    let width = |label: &'static str| text_width(ui, say(label), FontId::proportional(SIZE)) + AROUND;
    let room = ui.available_width();
    if MENUS.iter().map(|(_, label)| width(label)).sum::<f32>() <= room {
        return MENUS.len();
    }
    let mut taken = REST;
    MENUS
        .iter()
        .take_while(|(_, label)| {
            taken += width(label);
            taken <= room
        })
        .count()
}

fn button(ui: &mut Ui, has_name: bool, label: &'static str) -> Response {
    let color = palette(ui).dim;
    let text = if has_name { say(label) } else { "»" };
    let button = ui.add(Button::new(RichText::new(text).color(color)));
    if !has_name {
        let name = say("menu-more");
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
        return button.on_hover_text(say("menu-more-hint"));
    }
    button
}

/// The entries of one menu, or of several, each under its name.
fn content(
    ui: &mut Ui,
    app: &App,
    menus: &[(Menu, &'static str)],
    entered: &mut Entered,
    out: &mut Vec<Msg>,
) {
    let of_these = |menu: Menu| menus.iter().any(|(one, _)| *one == menu);
    let width = menu::width_of(ui, app, actions::all().iter().copied().filter(|one| of_these(one.menu)));
    menu::scrolled(ui, width, |ui| {
        for (nr, (menu, label)) in menus.iter().enumerate() {
            if menus.len() > 1 {
                ui.add_space(if nr == 0 { 0.0 } else { 8.0 });
                ui.label(RichText::new(menu::title(say(label))).font(semibold(SMALL)).color(palette(ui).dim));
            }
            menu::entries(ui, app, *menu, nr, entered, out);
            if *menu == Menu::Window && !app.panes().is_empty() {
                ui.separator();
                tabs::list(ui, app, &app.layout().panes(), false, out);
            }
        }
    });
}

/// The arrow key of this frame.
fn arrow(ui: &Ui) -> FocusDirection {
    let is_pressed = |key| ui.input(|input| input.modifiers.is_none() && input.key_pressed(key));
    let all = [
        (Key::ArrowLeft, FocusDirection::Left),
        (Key::ArrowRight, FocusDirection::Right),
        (Key::ArrowUp, FocusDirection::Up),
        (Key::ArrowDown, FocusDirection::Down),
    ];
    let pressed = all.into_iter().find(|(key, _)| is_pressed(*key));
    pressed.map_or(FocusDirection::None, |(_, direction)| direction)
}

impl Bar {
    /// The menu that an arrow key asks for while one is open.
    fn stepped(&self, ui: &Ui) -> Option<usize> {
        let open = self.open.filter(|_| Popup::is_any_open(ui.ctx()))?;
        let direction = arrow(ui);
        let has_focus = ui.memory(|memory| memory.focused().is_some());
        // What has the keyboard otherwise is in a menu beside the open one.
        let is_ours = self.on != On::Nothing || !has_focus;
        let to = match direction {
            FocusDirection::Left if is_ours => (open + self.n_buttons - 1) % self.n_buttons,
            FocusDirection::Right if is_ours && self.on != On::Submenu => (open + 1) % self.n_buttons,
            _ => return None,
        };
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        Some(to)
    }

    /// What an arrow key asks for while a button of the bar has the keyboard and no menu is open: the
    /// next button. Down opens its menu.
    fn entered_button(&mut self, ui: &Ui) -> Option<usize> {
        let On::Button(nr) = self.on else { return None };
        if Popup::is_any_open(ui.ctx()) {
            return None;
        }
        let direction = arrow(ui);
        let to = match direction {
            FocusDirection::Left => Some((nr + self.n_buttons - 1) % self.n_buttons),
            FocusDirection::Right => Some((nr + 1) % self.n_buttons),
            FocusDirection::Down | FocusDirection::Up => None,
            _ => return None,
        };
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        if to.is_none() {
            self.asked = Some(nr);
            ui.ctx().request_repaint();
        }
        to
    }

    /// The menu of a button, if it is open.
    fn menu(
        &mut self,
        button: &Response,
        nr: usize,
        is_asked: bool,
        content: impl FnOnce(&mut Ui, &mut Entered),
    ) {
        let popup = Popup::default_response_id(button);
        let is_passed = self.open.is_some_and(|open| open != nr) && button.hovered() && !button.clicked();
        if is_asked || (is_passed && Popup::is_any_open(&button.ctx)) {
            Popup::open_id(&button.ctx, popup);
        }
        if button.has_focus() {
            self.on = On::Button(nr);
        }
        let first =
            self.enters.map(|asked| asked.saturating_sub(nr)).filter(|_| is_asked || self.open == Some(nr));
        let mut entered = Entered::at(first);
        let shown = Popup::menu(button).show(|ui| content(ui, &mut entered));
        if shown.is_some() {
            self.open = Some(nr);
            self.enters = entered.wanted().map(|part| part + nr);
            self.on = match entered.on() {
                Some(true) => On::Submenu,
                Some(false) => On::Entry,
                None => self.on,
            };
        } else if self.open == Some(nr) {
            self.open = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_brackets_goes_before_the_first() {
        for (name, letter, title) in
            [("File", "F", "File"), ("文件(F)", "F", "文件"), ("(F)", "F", ""), ("a(b)c", "A", "a(b)c")]
        {
            assert_eq!((letter_of(name).as_deref(), menu::title(name)), (Some(letter), title));
        }
    }

    #[test]
    fn each_menu_has_a_letter_that_no_action_has() {
        for (nr, (_, label)) in MENUS.iter().enumerate() {
            let letter = letter_of(say(label)).expect("it has one");
            let key = Key::from_name(&letter).expect("it is a letter");
            assert_eq!(of_key(key, Modifiers::ALT), Some(nr), "{letter}");
            let is_taken = |keys: &actions::Keys| keys.alt && !keys.ctrl && !keys.shift && keys.key == letter;
            assert!(!actions::all().iter().any(|action| action.keys.iter().any(is_taken)), "{letter}");
        }
        assert_eq!(of_key(Key::F10, Modifiers::NONE), Some(0));
        assert_eq!(of_key(Key::F, Modifiers::NONE), None);
        assert_eq!(of_key(Key::F, Modifiers::ALT | Modifiers::SHIFT), None);
    }
}
