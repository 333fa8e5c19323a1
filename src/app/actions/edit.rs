//! The selection, the cursor, and going to places.

use super::{Action, Context, Keys, Menu, action, has_file, with_file};
use crate::app::{App, Effect};
use crate::format::glyphs::CopyAs;
use crate::view::{CursorMove, PaneMsg};

const MENU: Menu = Menu::Edit;

/// The forms in which a selection is copied.
const COPY_AS: &str = "menu-copy-as";

fn has_selection(app: &App, at: super::Target) -> bool {
    with_file(app, at, |pane| pane.has_selection())
}

pub(super) static ACTIONS: &[Action] = &[
    action("edit.copy", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Copy(CopyAs::Shown)))
        .because("why-no-selection")
        .keys(&[Keys::ctrl("C")])
        .on(&[Context::Selection])
        .needs(has_selection),
    action("edit.copy-text", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Copy(CopyAs::Text)))
        .because("why-no-selection")
        .within(COPY_AS)
        .on(&[Context::Selection])
        .needs(has_selection),
    action("edit.copy-hex", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Copy(CopyAs::Hex)))
        .because("why-no-selection")
        .within(COPY_AS)
        .keys(&[Keys::ctrl_shift("C")])
        .on(&[Context::Selection])
        .needs(has_selection),
    action("edit.copy-c", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Copy(CopyAs::CArray)))
        .because("why-no-selection")
        .within(COPY_AS)
        .on(&[Context::Selection])
        .needs(has_selection),
    action("edit.copy-rust", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Copy(CopyAs::RustArray)))
        .because("why-no-selection")
        .within(COPY_AS)
        .on(&[Context::Selection])
        .needs(has_selection),
    action("edit.copy-python", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Copy(CopyAs::PythonBytes)))
        .because("why-no-selection")
        .within(COPY_AS)
        .on(&[Context::Selection])
        .needs(has_selection),
    action("edit.copy-base64", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Copy(CopyAs::Base64)))
        .because("why-no-selection")
        .within(COPY_AS)
        .on(&[Context::Selection])
        .needs(has_selection),
    action("edit.save-selection", MENU, |app, at| {
        app.perform_on_pane(at, PaneMsg::SaveSelectionDialog);
    })
    .because("why-no-selection")
    .on(&[Context::Selection])
    .needs(has_selection),
    action("edit.open-selection", MENU, App::open_selection)
        .because("why-no-selection")
        .on(&[Context::Selection])
        .needs(|app, at| {
            with_file(app, at, |pane| !pane.selection().is_empty() && pane.doc.path().is_some())
        }),
    action("edit.select-all", MENU, |app, at| app.perform_on_pane(at, PaneMsg::SelectAll))
        .keys(&[Keys::ctrl("A")])
        .on(&[Context::Row, Context::Selection, Context::Cell])
        .yields_to_fields()
        .needs(has_file),
    action("go.place", MENU, |app, _| app.effects.push(Effect::FocusGoto))
        .group()
        .keys(&[Keys::ctrl("G")])
        .on(&[Context::Row, Context::Strip, Context::Cell])
        .needs(has_file),
    action("go.again", MENU, |app, at| app.perform_on_pane(at, PaneMsg::GotoAgain))
        .because("why-not-gone")
        .keys(&[Keys::key("F4")])
        .needs(|app, at| app.has_gone() && has_file(app, at)),
    action("go.here", MENU, |app, target| {
        target.at.into_iter().for_each(|at| app.perform_on_pane(target, PaneMsg::ShowPlace(at)));
    })
    .because("why-no-place")
    .on(&[Context::Figure, Context::ListRow, Context::Strip])
    .needs(|app, at| at.at.is_some() && has_file(app, at)),
    action("go.back", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Back))
        .because("why-no-back")
        .keys(&[Keys::alt("ArrowLeft")])
        .on(&[Context::Row])
        .yields_to_fields()
        .needs(|app, at| app.pane_of(at).is_some_and(|pane| pane.pane.viewport().has_back())),
    action("go.forward", MENU, |app, at| app.perform_on_pane(at, PaneMsg::Forward))
        .because("why-no-forward")
        .keys(&[Keys::alt("ArrowRight")])
        .yields_to_fields()
        .needs(|app, at| app.pane_of(at).is_some_and(|pane| pane.pane.viewport().has_forward())),
    action("go.start", MENU, |app, at| app.perform_on_pane(at, to_end(CursorMove::FileStart)))
        .keys(&[Keys::ctrl("Home")])
        .on(&[Context::Strip])
        .yields_to_fields()
        .needs(has_file),
    action("go.end", MENU, |app, at| app.perform_on_pane(at, to_end(CursorMove::FileEnd)))
        .keys(&[Keys::ctrl("End")])
        .on(&[Context::Strip])
        .yields_to_fields()
        .needs(has_file),
    action("go.line-start", MENU, |app, at| app.perform_on_pane(at, to_end(CursorMove::LineStart)))
        .keys(&[Keys::key("Home")])
        .yields_to_fields()
        .needs(has_file),
    action("go.line-end", MENU, |app, at| app.perform_on_pane(at, to_end(CursorMove::LineEnd)))
        .keys(&[Keys::key("End")])
        .yields_to_fields()
        .needs(has_file),
    action("file.follow", MENU, |app, at| app.perform_on_pane(at, PaneMsg::ToggleFollow))
        .keys(&[Keys::shift("F")])
        .on(&[Context::Tab])
        .yields_to_fields()
        .needs(has_file),
];

/// Moves the cursor to an end, of the line or of the file.
const fn to_end(step: CursorMove) -> PaneMsg {
    PaneMsg::MoveCursor { step, extend: false }
}
