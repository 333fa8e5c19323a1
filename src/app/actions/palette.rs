//! The palette of files, and the settings; that of commands stands with the help.

use super::{Action, Keys, Menu, action};
use crate::app::palette::msg::Stage;

/// The palette of files.
pub(super) static FILES: &[Action] = &[action("palette.files", Menu::File, |app, at| {
    app.toggle_palette(Stage::Files, at);
})
.keys(&[Keys::ctrl("P")])];

/// The window of settings.
pub(super) static SETTINGS: &[Action] =
    &[action("app.settings", Menu::Edit, |app, _| app.show_settings(false))
        .group()
        .keys(&[Keys::ctrl("Comma")])];
