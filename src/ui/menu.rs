//! Menus, made of the actions: those of the menu bar, and context menus.

use super::theme::palette;
use crate::app::actions::{self, Action, Context, Menu, Target};
use crate::app::msg::SampleKind;
use crate::app::{App, AppMsg, Msg};
use crate::base::units::px;
use crate::messages::say;
use egui::{Button, Response, Ui};

/// The height of an entry with its share of lines between groups, in points.
const ENTRY: f32 = 31.0;

/// Menus with their messages, in display order.
const MENUS: [(Menu, &str); 7] = [
    (Menu::File, "menu-file"),
    (Menu::Edit, "menu-edit"),
    (Menu::View, "menu-view"),
    (Menu::Search, "menu-search"),
    (Menu::Marks, "menu-marks"),
    (Menu::Window, "menu-window"),
    (Menu::Help, "menu-help"),
];

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    ui.horizontal_centered(|ui| {
        egui::MenuBar::new().ui(ui, |ui| {
            ui.visuals_mut().override_text_color = Some(palette(ui).dim);
            for (menu, label) in MENUS {
                ui.menu_button(say(label), |ui| {
                    ui.visuals_mut().override_text_color = None;
                    ui.set_min_width(220.0);
                    scrolled(ui, menu, |ui| entries(ui, app, menu, out));
                });
            }
        });
    });
}

/// A menu that scrolls where it is taller than the window.
fn scrolled(ui: &mut Ui, menu: Menu, content: impl FnOnce(&mut Ui)) {
    let room = ui.ctx().content_rect().height() - 60.0;
    let n = actions::all().iter().filter(|action| action.menu == menu).count();
    if px(n) * ENTRY < room {
        return content(ui);
    }
    egui::ScrollArea::vertical()
        .max_height(room.max(60.0))
        .min_scrolled_height(room.max(60.0))
        .show(ui, content);
}

fn entries(ui: &mut Ui, app: &App, menu: Menu, out: &mut Vec<Msg>) {
    for action in actions::all().iter().filter(|action| action.menu == menu) {
        if action.starts_group {
            ui.separator();
        }
        if action.id == "summary.export" {
            more_to_open(ui, app, out);
            ui.separator();
        }
        entry(ui, app, action, app.target(), out);
    }
}

/// One action as a line of a menu.
fn entry(ui: &mut Ui, app: &App, action: &'static Action, target: Target, out: &mut Vec<Msg>) {
    let is_checked = action.is_checked(app, target).unwrap_or_default();
    let text = if is_checked { format!("✓ {}", action.label()) } else { action.label().to_owned() };
    let mut button = Button::new(text).frame_when_inactive(false);
    if let Some(keys) = action.keys.first() {
        button = button.shortcut_text(keys.text());
    }
    if ui.add_enabled(action.is_enabled(app, target), button).clicked() {
        out.push(Msg::Act(action.id, target));
        ui.close();
    }
}

/// Opens a context menu on a secondary click: the actions of `context`, in the groups of the
/// menus, done to `target`.
pub(super) fn context(response: &Response, app: &App, context: Context, target: Target, out: &mut Vec<Msg>) {
    response.context_menu(|ui| lines(ui, app, context, target, out));
}

/// The lines of a context menu.
pub(super) fn lines(ui: &mut Ui, app: &App, context: Context, target: Target, out: &mut Vec<Msg>) {
    ui.set_min_width(240.0);
    let mut last: Option<Menu> = None;
    for action in actions::on(context) {
        if last.is_some_and(|menu| menu != action.menu) {
            ui.separator();
        }
        last = Some(action.menu);
        entry(ui, app, action, target, out);
    }
}

/// What the button of an action of this id sends, done to what has the keyboard.
pub(super) fn act(app: &App, id: &'static str) -> Msg {
    Msg::Act(id, app.target())
}

fn more_to_open(ui: &mut Ui, app: &App, out: &mut Vec<Msg>) {
    let recent = app.settings().shown_recent();
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button(say("menu-recent"), |ui| {
            for recent in recent {
                let name = recent.path.display().to_string();
                if ui.add(Button::new(name).frame_when_inactive(false)).clicked() {
                    out.push(AppMsg::Open(vec![recent.path.clone()]).into());
                    ui.close();
                }
            }
            ui.separator();
            if ui.add(Button::new(say("start-clear")).frame_when_inactive(false)).clicked() {
                out.push(AppMsg::ClearRecent.into());
                ui.close();
            }
        });
    });
    ui.menu_button(say("menu-sample"), |ui| samples(ui, out));
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
        if ui.add(Button::new(label).frame_when_inactive(false)).clicked() {
            out.push(AppMsg::MakeSample(kind).into());
            ui.close();
        }
    }
}
