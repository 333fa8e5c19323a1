//! Marks.

use super::{Action, Context, Keys, Menu, Target, action, has_file};
use crate::app::App;
use crate::app::docks::PanelId;
use crate::app::msg::DocMsg;
use crate::view::PaneMsg;

const MENU: Menu = Menu::Marks;

fn has_marks(app: &App, at: Target) -> bool {
    app.doc_of(at).is_some_and(|doc| !doc.marks().is_empty())
}

pub(super) static ACTIONS: &[Action] = &[
    action("mark.toggle", MENU, |app, at| app.perform_on_pane(at, PaneMsg::ToggleMark))
        .keys(&[Keys::ctrl("B")])
        .on(&[Context::Row, Context::Selection])
        .needs(has_file),
    action("mark.next", MENU, |app, at| app.perform_on_pane(at, PaneMsg::NextMark))
        .keys(&[Keys::key("F2")])
        .on(&[Context::Strip])
        .needs(has_marks),
    action("mark.previous", MENU, |app, at| app.perform_on_pane(at, PaneMsg::PreviousMark))
        .keys(&[Keys::shift("F2")])
        .on(&[Context::Strip])
        .needs(has_marks),
    action("mark.list", MENU, |app, _| app.toggle_panel(PanelId::Marks))
        .group()
        .keys(&[Keys::ctrl_shift("B")])
        .needs(has_file)
        .checked(|app, _| app.docks().is_open(PanelId::Marks)),
    action("mark.remove-all", MENU, |app, at| app.perform_on_doc(at, DocMsg::RemoveMarks)).needs(has_marks),
];
