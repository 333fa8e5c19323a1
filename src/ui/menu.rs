//! The menu, made of the command table.

use super::theme::palette;
use crate::app::command::{Entry, Menu, SampleKind, TABLE, ViewId};
use crate::app::{App, Command};
use egui::{Button, Ui};

/// Menus in the order people see them.
const MENUS: [(Menu, &str); 6] = [
    (Menu::File, "File"),
    (Menu::Edit, "Edit"),
    (Menu::View, "View"),
    (Menu::Search, "Search"),
    (Menu::Marks, "Marks"),
    (Menu::Help, "Help"),
];

pub(super) fn show(ui: &mut Ui, app: &App, out: &mut Vec<Command>) {
    ui.horizontal_centered(|ui| {
        egui::MenuBar::new().ui(ui, |ui| {
            ui.visuals_mut().override_text_color = Some(palette(ui).dim);
            for (menu, label) in MENUS {
                ui.menu_button(label, |ui| {
                    ui.visuals_mut().override_text_color = None;
                    ui.set_min_width(220.0);
                    entries(ui, app, menu, out);
                });
            }
        });
    });
}

fn entries(ui: &mut Ui, app: &App, menu: Menu, out: &mut Vec<Command>) {
    for entry in TABLE.iter().filter(|entry| entry.menu == menu) {
        if entry.starts_group {
            ui.separator();
        }
        if entry.command == Command::ExportDialog {
            more_to_open(ui, app, out);
            ui.separator();
        }
        let text = if is_on(app, entry) { format!("✓ {}", entry.label) } else { entry.label.to_owned() };
        let mut button = Button::new(text).frame_when_inactive(false);
        if let Some(keys) = entry.keys {
            button = button.shortcut_text(keys.text());
        }
        if ui.add_enabled(app.can(entry.needs), button).clicked() {
            out.push(entry.command.clone());
            ui.close();
        }
    }
}

/// Whether an entry is one of a choice, and chosen.
fn is_on(app: &App, entry: &Entry) -> bool {
    match &entry.command {
        Command::SetTheme(theme) => app.settings().theme == *theme,
        Command::ShowView(view) => app.front().is_some_and(|tab| tab.view() == *view),
        Command::ToggleDiagnostics => app.shows_diagnostics(),
        Command::ToggleWrap => app.settings().wrap,
        Command::ToggleLineEnds => app.settings().line_ends,
        Command::ToggleAnsi => app.settings().ansi,
        Command::SetTab(tab) => app.settings().tab == *tab,
        Command::ToggleTimeLine => app.settings().time_line,
        Command::TogglePanel => app.settings().panel_open,
        _ => false,
    }
}

fn more_to_open(ui: &mut Ui, app: &App, out: &mut Vec<Command>) {
    let recent = &app.settings().recent;
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button("Open recent", |ui| {
            for recent in recent {
                let name = recent.path.display().to_string();
                if ui.add(Button::new(name).frame_when_inactive(false)).clicked() {
                    out.push(Command::OpenRecent(recent.path.clone()));
                    ui.close();
                }
            }
        });
    });
    ui.menu_button("Make a sample", |ui| samples(ui, out));
}

/// The kinds of samples, as buttons of a menu.
pub(super) fn samples(ui: &mut Ui, out: &mut Vec<Command>) {
    for kind in SampleKind::ALL {
        let label = match kind {
            SampleKind::Log => "A log, 1 GiB",
            SampleKind::Table => "A table, 1 GiB",
            SampleKind::Json => "JSON in one line, 1 GiB",
            SampleKind::Binary => "Binary, 1 GiB",
        };
        if ui.add(Button::new(label).frame_when_inactive(false)).clicked() {
            out.push(Command::MakeSample(kind));
            ui.close();
        }
    }
}

/// The label of a view's button, for the toolbar.
pub(super) fn view_hint(view: ViewId) -> String {
    let entry = TABLE.iter().find(|entry| entry.command == Command::ShowView(view));
    entry.and_then(|entry| entry.keys).map(crate::app::command::Keys::text).unwrap_or_default()
}
