//! Searches and the list of matching lines.

use super::{Action, Context, Keys, Menu, Target, action, has_file};
use crate::app::App;
use crate::app::docks::PanelId;
use crate::app::msg::DocMsg;
use crate::doc::search;
use crate::engine::JobState;
use crate::view::PaneMsg;

const MENU: Menu = Menu::Search;

fn has_search(app: &App, at: Target) -> bool {
    app.doc_of(at).is_some_and(|doc| doc.searching().is_some())
}

fn has_rows(app: &App, at: Target) -> bool {
    app.doc_of(at).is_some_and(|doc| doc.can_save_rows())
}

pub(super) static ACTIONS: &[Action] = &[
    action("search.find", MENU, |app, _| app.focus_search(false))
        .keys(&[Keys::ctrl("F")])
        .on(&[Context::Row])
        .needs(has_file),
    action("search.this", MENU, |app, at| app.find_this(at))
        .on(&[Context::Row, Context::Selection])
        .needs(|app, at| app.has_text(at)),
    action("search.next", MENU, |app, at| app.perform_on_pane(at, PaneMsg::SearchNext))
        .keys(&[Keys::key("F3")])
        .on(&[Context::ListRow])
        .needs(has_search),
    action("search.previous", MENU, |app, at| app.perform_on_pane(at, PaneMsg::SearchPrevious))
        .keys(&[Keys::shift("F3")])
        .on(&[Context::ListRow])
        .needs(has_search),
    action("search.all", MENU, |app, at| app.perform_on_doc(at, DocMsg::SearchAll))
        .keys(&[Keys::ctrl_shift("F")])
        .needs(has_search)
        .checked(|app, _| app.searches_all()),
    action("search.stop", MENU, |app, at| app.perform_on_doc(at, DocMsg::StopSearch))
        .needs(|app, at| app.doc_of(at).is_some_and(|doc| search::is(doc, &JobState::Running))),
    action("search.resume", MENU, |app, at| app.perform_on_doc(at, DocMsg::ResumeSearch))
        .needs(|app, at| app.doc_of(at).is_some_and(|doc| search::is(doc, &JobState::Cancelled))),
    action("search.close", MENU, |app, at| app.perform_on_doc(at, DocMsg::CloseSearch)).needs(has_search),
    action("search.list", MENU, |app, _| app.toggle_panel(PanelId::Results))
        .group()
        .keys(&[Keys::ctrl("L")])
        .needs(has_search)
        .checked(|app, _| app.docks().is_open(PanelId::Results)),
    action("search.save", MENU, |app, at| {
        app.perform_on_doc(at, DocMsg::SaveRowsDialog { numbered: false });
    })
    .on(&[Context::ListRow])
    .needs(has_rows),
    action("search.save-numbered", MENU, |app, at| {
        app.perform_on_doc(at, DocMsg::SaveRowsDialog { numbered: true });
    })
    .on(&[Context::ListRow])
    .needs(has_rows),
];
