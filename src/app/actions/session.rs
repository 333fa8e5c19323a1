//! Sessions: what is open, by a name; rules and filters that are saved and handed on.

use super::{Action, Menu, action, has_file};
use crate::app::App;
use crate::app::msg::Overlay;

const MENU: Menu = Menu::File;

/// The menus beside the file menu.
const SESSION: &str = "menu-session";
const WORKSPACE: &str = "menu-workspace";

/// Of sessions and workspaces.
pub(super) static FILES: &[Action] = &[
    action("session.open", MENU, |app, _| app.toggle_sessions(Overlay::OpenSession))
        .group()
        .within(SESSION)
        .needs(|app, _| app.saves_sessions()),
    action("session.save", MENU, |app, _| app.toggle_sessions(Overlay::SaveSession))
        .within(SESSION)
        .needs(|app, _| app.saves_sessions() && !app.panes().is_empty()),
    action("session.restore", MENU, |app, _| app.toggle_restoring())
        .within(SESSION)
        .checked(|app, _| app.settings().restores_session),
    action("workspace.export", MENU, |app, _| app.export_workspace()).within(WORKSPACE),
    action("workspace.import", MENU, |app, _| app.import_dialog()).within(WORKSPACE),
    action("workspace.undo", MENU, |app, _| app.undo_workspace())
        .within(WORKSPACE)
        .needs(|app, _| App::can_undo_workspace(app)),
];

/// Of searches.
pub(super) static FILTERS: &[Action] =
    &[action("filters.show", Menu::Search, |app, _| app.toggle(Overlay::Filters)).group().needs(has_file)];
