//! Searches and the list of matching lines.

use super::{Action, Context, Keys, Menu, Target, action, has_file};
use crate::app::App;
use crate::app::docks::PanelId;
use crate::app::msg::DocMsg;
use crate::doc::search;
use crate::engine::JobState;
use crate::search::Pattern;
use crate::view::PaneMsg;

const MENU: Menu = Menu::Search;

/// Runs that are no chance: of six characters.
const STRINGS: &str = "strings:6";

fn has_search(app: &App, at: Target) -> bool {
    app.doc_of(at).is_some_and(|doc| doc.searching().is_some())
}

fn has_rows(app: &App, at: Target) -> bool {
    app.doc_of(at).is_some_and(|doc| doc.can_save_rows())
}

pub(super) static ACTIONS: &[Action] = &[
    action("search.find", MENU, |app, at| app.find(at))
        .keys(&[Keys::ctrl("F")])
        .on(&[Context::Row])
        .needs(has_file),
    action("search.next", MENU, |app, at| app.perform_on_pane(at, PaneMsg::SearchNext))
        .keys(&[Keys::key("F3")])
        .on(&[Context::ListRow])
        .needs(has_search),
    action("search.previous", MENU, |app, at| app.perform_on_pane(at, PaneMsg::SearchPrevious))
        .keys(&[Keys::shift("F3")])
        .on(&[Context::ListRow])
        .needs(has_search),
    action("search.this", MENU, |app, at| app.find_this(at, true))
        .because("why-no-word")
        .keys(&[Keys::ctrl("F3")])
        .on(&[Context::Row, Context::Selection])
        .needs(|app, at| app.has_this(at)),
    action("search.this-back", MENU, |app, at| app.find_this(at, false))
        .because("why-no-word")
        .keys(&[Keys::ctrl_shift("F3")])
        .needs(|app, at| app.has_this(at)),
    action("search.strings", MENU, |app, at| {
        app.perform_on_pane(at, PaneMsg::Search(Pattern::hex(STRINGS)));
    })
    .needs(has_file),
    action("search.all", MENU, |app, at| app.perform_on_doc(at, DocMsg::SearchAll))
        .keys(&[Keys::ctrl_shift("F")])
        .needs(has_search)
        .checked(|app, _| app.searches_all()),
    action("search.stop", MENU, |app, at| app.perform_on_doc(at, DocMsg::StopSearch))
        .because("why-no-running-search")
        .needs(|app, at| app.doc_of(at).is_some_and(|doc| search::is(doc, &JobState::Running))),
    action("search.resume", MENU, |app, at| app.perform_on_doc(at, DocMsg::ResumeSearch))
        .because("why-no-paused-search")
        .needs(|app, at| app.doc_of(at).is_some_and(|doc| search::is(doc, &JobState::Cancelled))),
    action("search.close", MENU, |app, at| app.perform_on_doc(at, DocMsg::CloseSearch)).needs(has_search),
    action("search.list", MENU, |app, _| app.toggle_panel(PanelId::Results))
        .group()
        .keys(&[Keys::ctrl("L")])
        .needs(has_search)
        .checked(|app, _| app.docks().is_open(PanelId::Results)),
    action("search.refine", MENU, |app, at| app.perform_on_doc(at, DocMsg::ToggleRefine))
        .keys(&[Keys::ctrl_shift("L")])
        .needs(has_search)
        .checked(|app, at| {
            app.doc_of(at).and_then(|doc| doc.searching()).is_some_and(|one| one.is_refined())
        }),
    action("search.with-this", MENU, |app, at| app.list_this(at, false))
        .because("why-no-word")
        .on(&[Context::Row, Context::Selection])
        .needs(|app, at| app.has_this(at)),
    action("search.without-this", MENU, |app, at| app.list_this(at, true))
        .because("why-no-word")
        .on(&[Context::Row, Context::Selection])
        .needs(|app, at| app.has_this(at)),
    action("search.copy-rows", MENU, |app, at| app.perform_on_doc(at, DocMsg::CopyListed))
        .because("why-no-rows")
        .on(&[Context::ListRow])
        .needs(has_rows),
    action("search.save", MENU, |app, at| {
        app.perform_on_doc(at, DocMsg::SaveRowsDialog { numbered: false });
    })
    .because("why-no-rows")
    .on(&[Context::ListRow])
    .needs(has_rows),
    action("search.save-numbered", MENU, |app, at| {
        app.perform_on_doc(at, DocMsg::SaveRowsDialog { numbered: true });
    })
    .because("why-no-rows")
    .on(&[Context::ListRow])
    .needs(has_rows),
];
