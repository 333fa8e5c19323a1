//! Moving what is seen, without the cursor. Arrows, pages and letters do it, too (`ui::keys`); as actions they
//! can have other keys.

use super::{Action, Menu, action, has_file};
use crate::view::PaneMsg;

const MENU: Menu = Menu::Edit;

const SCROLL: &str = "menu-scroll";

/// Scrolls, by rows or pages.
macro_rules! scrolls {
    ($id:literal, $msg:expr) => {
        action($id, MENU, |app, at| app.perform_on_pane(at, $msg)).within(SCROLL).needs(has_file)
    };
}

pub(super) static ACTIONS: &[Action] = &[
    scrolls!("move.row-down", PaneMsg::ScrollRows(1.0)),
    scrolls!("move.row-up", PaneMsg::ScrollRows(-1.0)),
    scrolls!("move.half-down", PaneMsg::ScrollPages(0.5)),
    scrolls!("move.half-up", PaneMsg::ScrollPages(-0.5)),
    scrolls!("move.page-down", PaneMsg::ScrollPages(1.0)),
    scrolls!("move.page-up", PaneMsg::ScrollPages(-1.0)),
];
