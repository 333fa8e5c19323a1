//! Why an action can't be done now, in one sentence.
//!
//! Most lack one of few things: a file, a selection, a table, marks, a search. What is asked is asked of the
//! target, from the most general on; what an action lacks beyond that stands with it (`because`).

use super::{Action, App, Menu, Target};

/// What changes bytes.
const EDITS: [&str; 7] =
    ["edit.undo", "edit.redo", "edit.paste", "edit.fill", "edit.extend", "edit.cut-off", "edit.write"];

impl Action {
    /// The message that says why it can't be done now; `None` if it can.
    #[must_use]
    pub fn why_not(&self, app: &App, target: Target) -> Option<&'static str> {
        if self.is_enabled(app, target) {
            return None;
        }
        let general =
            || of_program(self, app).or_else(|| of_file(app, target)).or_else(|| of_menu(self, app, target));
        Some(general().or(self.because).unwrap_or_else(|| of_topic(self)))
    }
}

/// What the program lacks.
fn of_program(action: &Action, app: &App) -> Option<&'static str> {
    match action.id {
        "session.open" => Some("why-no-sessions"),
        "session.save" if !app.panes().is_empty() => Some("why-no-sessions"),
        "workspace.undo" => Some("why-nothing-imported"),
        "help.settings" => Some("why-no-settings-file"),
        "tab.reopen" => Some("why-none-closed"),
        "pane.scroll-along" | "pane.next" | "pane.previous" if !app.panes().is_empty() => {
            Some("why-one-pane")
        }
        _ => None,
    }
}

/// What the target's file lacks to be worked with at all.
fn of_file(app: &App, target: Target) -> Option<&'static str> {
    match app.pane_of(target) {
        None => Some("why-no-file"),
        Some(pane) if pane.file().is_none() => Some("why-not-open"),
        Some(_) => None,
    }
}

/// What all actions of a menu need.
fn of_menu(action: &Action, app: &App, target: Target) -> Option<&'static str> {
    let pane = app.pane_of(target)?;
    let is_table_s = action.menu == Menu::Cells || action.id == crate::view::table::ID;
    match action.menu {
        _ if is_table_s && !pane.doc.is_table() => Some("why-no-table"),
        Menu::Cells if !app.is_in_table(target) => Some("why-not-in-table"),
        Menu::Bytes if app.bytes_of(target).is_none() => Some("why-not-in-bytes"),
        Menu::Marks => Some("why-no-marks"),
        _ if EDITS.contains(&action.id) && !pane.doc.can_edit() => Some("why-read-only"),
        _ => None,
    }
}

/// What actions about one thing need, by the first part of their ids.
fn of_topic(action: &Action) -> &'static str {
    match action.id.split_once('.').map_or(action.id, |(topic, _)| topic) {
        "search" => "why-no-search",
        "table" => "why-no-column",
        "filemap" => "why-not-in-map",
        "compare" => "why-not-comparing",
        "summaries" => "why-no-summaries",
        "panel" => "why-no-panel",
        "jobs" | "map" => "why-no-job",
        "structure" => "why-no-node",
        "edit" => "why-no-changes",
        _ => "why-not-now",
    }
}
