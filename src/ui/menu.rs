//! Menus, made of the actions: what those of the menu bar hold, and context menus.

use super::scrolled;
use super::theme::{SIZE, text_width};
use crate::app::actions::{self, Action, Context, Menu, Target};
use crate::app::msg::SampleKind;
use crate::app::session::msg::SessionMsg;
use crate::app::{App, AppMsg, Msg};
use crate::messages::{self, say};
use egui::style::ScrollAnimation;
use egui::{Button, FontId, Response, ScrollArea, Ui};

/// Room around a menu's entries, in points: of its frame, and of the bar that it hangs from.
const AROUND: f32 = 44.0;

/// The least width of entries, the room before their keys, and that for a tick and a bar, in points.
const LEAST: f32 = 180.0;
const GAP: f32 = 28.0;
const BESIDE: f32 = 36.0;

/// Sessions that are listed.
const SESSIONS: usize = 12;

/// Width of a list of files, in points.
pub(super) const FILES: f32 = 420.0;

/// How the keyboard comes into a menu: the part whose first entry it is to get, and what has it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entered {
    wanted: Option<usize>,
    /// Whether that entry was drawn in this frame.
    is_drawn: bool,
    on: Option<bool>,
}

impl Entered {
    /// The keyboard is to go to the first entry of this part, of a menu of several parts.
    pub(super) fn at(part: Option<usize>) -> Self {
        Self { wanted: part, is_drawn: false, on: None }
    }

    /// The part whose first entry waits for the keyboard.
    pub(super) fn wanted(self) -> Option<usize> {
        self.wanted
    }

    /// Whether an entry has the keyboard; true for one that opens a menu beside it.
    pub(super) fn on(self) -> Option<bool> {
        self.on
    }

    /// Takes note of an entry that was drawn.
    fn drawn(&mut self, part: usize, entry: &Response, is_submenu: bool) {
        // A menu is measured before it is shown, and may have to be scrolled first.
        if self.wanted == Some(part) && entry.enabled() && !std::mem::replace(&mut self.is_drawn, true) {
            if entry.interact_rect.height() > 1.0 {
                self.wanted = None;
                entry.request_focus();
            } else {
                entry.scroll_to_me_animation(Some(egui::Align::Center), ScrollAnimation::none());
                entry.ctx.request_repaint();
            }
        }
        if entry.has_focus() {
            self.on = Some(is_submenu);
        }
    }
}

/// The letter of a menu's name that stands in brackets at its end, as where the name itself has none
/// that is on a keyboard: `文件(F)`.
pub(super) fn letter_in_brackets(name: &str) -> Option<char> {
    let mut letters = name.strip_suffix(')')?.chars().rev();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    (letters.next() == Some('(')).then_some(letter)
}

/// A menu's name without that letter, as a heading.
pub(super) fn title(name: &str) -> &str {
    letter_in_brackets(name).map_or(name, |_| &name[..name.len() - 3])
}

/// A menu of `width` points that scrolls where it is taller than the window, and is narrower where that
/// is.
pub(super) fn scrolled(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let screen = ui.ctx().content_rect().size();
    let (wide, high) = (width.min(screen.x - 24.0).max(40.0), (screen.y - AROUND).max(40.0));
    ui.set_max_width(wide);
    let area = ScrollArea::vertical().max_height(high).min_scrolled_height(high).max_width(wide);
    scrolled::show(ui, area, |ui| {
        ui.set_min_width(wide);
        content(ui);
    });
}

/// The width of a menu of these actions, in points.
pub(super) fn width_of(ui: &Ui, app: &App, actions: impl Iterator<Item = &'static Action>) -> f32 {
    let width = |text: &str| text_width(ui, text, FontId::proportional(SIZE));
    let of = |action: &Action| {
        let keys = app.keymap().text(action).map_or(0.0, |keys| GAP + width(&keys));
        width(action.label()) + keys
    };
    actions.map(of).fold(LEAST, f32::max) + BESIDE
}

/// The entries of a menu, which is this part of what is shown.
pub(super) fn entries(
    ui: &mut Ui,
    app: &App,
    menu: Menu,
    part: usize,
    entered: &mut Entered,
    out: &mut Vec<Msg>,
) {
    let all: Vec<_> = actions::all().iter().copied().filter(|action| action.menu == menu).collect();
    for line in actions::lines(&all, |action| action.submenu) {
        if line[0].starts_group {
            ui.separator();
        }
        if line[0].id == "summary.export" {
            more_to_open(ui, app, part, entered, out);
            ui.separator();
        }
        let response = entry_or_submenu(ui, app, (line, line[0].submenu), app.target(), out);
        entered.drawn(part, &response, line[0].submenu.is_some());
    }
}

/// A line of a menu: an action, or the menu beside it that holds several.
fn entry_or_submenu(
    ui: &mut Ui,
    app: &App,
    (line, beside): (&[&'static Action], Option<&'static str>),
    target: Target,
    out: &mut Vec<Msg>,
) -> Response {
    let Some(name) = beside.and_then(messages::find) else {
        return entry(ui, app, line[0], target, out);
    };
    let can = line.iter().any(|action| action.is_enabled(app, target));
    let shown = ui.add_enabled_ui(can, |ui| {
        ui.menu_button(name, |ui| {
            scrolled(ui, width_of(ui, app, line.iter().copied()), |ui| {
                line.iter().for_each(|action| drop(entry(ui, app, action, target, out)));
                if line[0].id == "session.open" {
                    sessions(ui, app, out);
                }
            });
        })
    });
    shown.inner.response
}

/// One action as a line of a menu.
fn entry(ui: &mut Ui, app: &App, action: &'static Action, target: Target, out: &mut Vec<Msg>) -> Response {
    let is_checked = action.is_checked(app, target).unwrap_or_default();
    let text = if is_checked { format!("✓ {}", action.label()) } else { action.label().to_owned() };
    let mut button = Button::new(text).frame_when_inactive(false);
    if let Some(keys) = app.keymap().text(action) {
        button = button.shortcut_text(keys);
    }
    let response = ui.add_enabled(action.is_enabled(app, target), button);
    if response.clicked() {
        out.push(Msg::Act(action.id, target));
        ui.close();
    }
    response
}

/// Opens a context menu on a secondary click: the actions of `context`, in the groups of the
/// menus, done to `target`.
pub(super) fn context(response: &Response, app: &App, context: Context, target: Target, out: &mut Vec<Msg>) {
    response.context_menu(|ui| lines(ui, app, context, target, out));
}

/// The lines of a context menu.
pub(super) fn lines(ui: &mut Ui, app: &App, context: Context, target: Target, out: &mut Vec<Msg>) {
    let width = width_of(ui, app, actions::on(context));
    scrolled(ui, width, |ui| {
        let mut last: Option<Menu> = None;
        let all: Vec<_> = actions::on(context).collect();
        for line in actions::lines(&all, Action::choice_of) {
            if last.is_some_and(|menu| menu != line[0].menu) {
                ui.separator();
            }
            last = Some(line[0].menu);
            entry_or_submenu(ui, app, (line, line[0].choice_of()), target, out);
        }
    });
}

/// What the button of an action of this id sends, done to what has the keyboard.
pub(super) fn act(app: &App, id: &'static str) -> Msg {
    Msg::Act(id, app.target())
}

/// A line of a menu that is no action; a press sends the message.
pub(super) fn item(ui: &mut Ui, button: Button<'_>, msg: impl Into<Msg>, out: &mut Vec<Msg>) -> Response {
    let response = ui.add(button.frame_when_inactive(false));
    if response.clicked() {
        out.push(msg.into());
        ui.close();
    }
    response
}

/// The sessions that have a name, below what can be done about them.
fn sessions(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let all = app.named_sessions();
    if !all.is_empty() {
        ui.separator();
    }
    for session in all.iter().take(SESSIONS) {
        let msg = AppMsg::Session(SessionMsg::Open(session.name().to_owned()));
        item(ui, Button::new(session.label()).truncate(), msg, out);
    }
}

fn more_to_open(ui: &mut Ui, app: &App, part: usize, entered: &mut Entered, out: &mut Vec<Msg>) {
    let recent = app.settings().shown_recent();
    let shown = ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button(say("menu-recent"), |ui| {
            scrolled(ui, FILES, |ui| {
                for recent in recent {
                    let name = recent.path.display().to_string();
                    item(ui, Button::new(name).truncate(), AppMsg::Open(vec![recent.path.clone()]), out);
                }
                ui.separator();
                item(ui, Button::new(say("start-clear")), AppMsg::ClearRecent, out);
            });
        })
    });
    entered.drawn(part, &shown.inner.response, true);
    let shown = ui.menu_button(say("menu-sample"), |ui| samples(ui, out));
    entered.drawn(part, &shown.response, true);
}

/// The kinds of samples, as buttons of a menu.
pub(super) fn samples(ui: &mut Ui, out: &mut Vec<Msg>) {
    for kind in SampleKind::ALL {
        let label = match kind {
            SampleKind::Log => say("sample-log"),
            SampleKind::Table => say("sample-table"),
            SampleKind::Json => say("sample-json"),
            SampleKind::Binary => say("sample-binary"),
        };
        item(ui, Button::new(label), AppMsg::MakeSample(kind), out);
    }
}
