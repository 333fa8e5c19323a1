//! Panes and tabs.

use super::{Action, Context, Keys, Menu, action, has_pane};
use crate::app::layout::Direction;

const MENU: Menu = Menu::Window;

pub(super) static ACTIONS: &[Action] = &[
    action("pane.split-right", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.split(pane, Direction::Right, None));
    })
    .keys(&[Keys::ctrl("Backslash")])
    .on(&[Context::Tab])
    .needs(has_pane),
    action("pane.split-down", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.split(pane, Direction::Down, None));
    })
    .on(&[Context::Tab])
    .needs(has_pane),
    action("pane.split-other", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.split_other(pane));
    })
    .keys(&[Keys::ctrl_shift("Backslash")])
    .on(&[Context::Tab, Context::Row])
    .needs(has_pane),
    action("pane.link", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.toggle_link(pane));
    })
    .because("why-not-shared")
    .on(&[Context::Tab])
    .needs(|app, at| app.doc_of(at).is_some_and(|doc| doc.is_shared))
    .checked(|app, at| app.pane_of(at).is_some_and(|pane| pane.is_linked() && pane.doc.is_shared)),
    action("pane.scroll-along", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.toggle_scrolls_along(pane));
    })
    .needs(|app, _| app.layout().visible().len() > 1)
    .checked(|app, at| app.pane_of(at).is_some_and(|pane| pane.scrolls_along())),
    action("pane.next", MENU, |app, at| app.next_pane(at, true))
        .keys(&[Keys::key("F6")])
        .needs(|app, _| app.has_next_pane()),
    action("pane.previous", MENU, |app, at| app.next_pane(at, false))
        .keys(&[Keys::shift("F6")])
        .needs(|app, _| app.has_next_pane()),
    action("tab.next", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.next_tab(pane, true));
    })
    .group()
    .keys(&[Keys::ctrl("Tab"), Keys::ctrl("PageDown")])
    .needs(has_pane),
    action("tab.previous", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.next_tab(pane, false));
    })
    .keys(&[Keys::ctrl_shift("Tab"), Keys::ctrl("PageUp")])
    .needs(has_pane),
    action("tab.close-others", MENU, |app, at| {
        at.pane.into_iter().for_each(|pane| app.close_others(pane));
    })
    .because("why-one-tab")
    .on(&[Context::Tab])
    .needs(|app, at| at.pane.is_some_and(|pane| app.layout().stack_of(pane).len() > 1)),
    action("tab.reopen", MENU, |app, _| app.reopen_closed())
        .keys(&[Keys::ctrl_shift("T")])
        .on(&[Context::Tab])
        .needs(|app, _| app.has_closed()),
];
