//! Help.

use super::{Action, Keys, Menu, action};
use crate::app::msg::Overlay;
use crate::app::palette::msg::Stage;

const MENU: Menu = Menu::Help;

pub(super) static ACTIONS: &[Action] = &[
    action("help.keys", MENU, |app, _| app.toggle(Overlay::Keys)).keys(&[Keys::key("F1")]),
    action("help.guide", MENU, |app, _| app.toggle(Overlay::Guide(0))),
    action("palette.actions", MENU, |app, at| app.toggle_palette(Stage::Actions, at))
        .keys(&[Keys::ctrl_shift("P")]),
    action("help.rebind", MENU, |app, _| app.show_settings(true)),
    action("help.messages", MENU, |app, _| app.toggle(Overlay::Messages)),
    action("help.diagnostics", MENU, |app, _| app.toggle_diagnostics())
        .keys(&[Keys::key("F12")])
        .checked(|app, _| app.shows_diagnostics()),
    action("help.settings", MENU, |app, _| app.show_settings_file())
        .group()
        .needs(|app, _| app.keeps_settings()),
    action("help.about", MENU, |app, _| app.toggle(Overlay::About)).group(),
];
