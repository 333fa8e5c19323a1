//! Changing bytes: what may be done to them, edits, and where they go.

use super::{Action, Keys, Menu, Target, action, with_file};
use crate::app::docks::PanelId;
use crate::app::edit::{EditMsg, EditQuestion};
use crate::app::{App, Effect};
use crate::doc::EditMode;

/// The menu beside the file menu: what may be done to bytes.
const MODE: &str = "menu-editing";

/// Edits of a document's bytes.
pub(super) static ACTIONS: &[Action] = &[
    action("edit.undo", Menu::Edit, |app, at| on_pane(app, at, EditMsg::Undo))
        .group()
        .keys(&[Keys::ctrl("Z")])
        .yields_to_fields()
        .needs(|app, at| history(app, at).0),
    action("edit.redo", Menu::Edit, |app, at| on_pane(app, at, EditMsg::Redo))
        .keys(&[Keys::ctrl("Y"), Keys::ctrl_shift("Z")])
        .yields_to_fields()
        .needs(|app, at| history(app, at).1),
    action("edit.paste", Menu::Edit, |app, _| app.effects.push(Effect::Paste))
        .needs(|app, at| at.pane.is_some_and(|pane| app.types_bytes(pane))),
    action("edit.fill", Menu::Edit, |app, at| {
        on_pane(app, at, |pane| EditMsg::Ask(EditQuestion::Fill(pane)));
    })
    .because("why-no-selection")
    .needs(|app, at| can_edit(app, at) && with_file(app, at, |pane| !pane.selection().is_empty())),
    action("edit.extend", Menu::Edit, |app, at| {
        on_doc(app, at, |doc| EditMsg::Ask(EditQuestion::Extend(doc)));
    })
    .needs(can_edit),
    action("edit.cut-off", Menu::Edit, |app, at| {
        let cursor = app.pane_of(at).map(|pane| at.at.unwrap_or(pane.cursor()));
        let (Some(doc), Some(cursor)) = (at.doc, cursor) else { return };
        app.perform(EditMsg::Ask(EditQuestion::CutOff(doc, cursor)).into());
    })
    .needs(|app, at| can_edit(app, at) && with_file(app, at, |pane| pane.cursor().0 < pane.doc.len())),
    action("edit.changes", Menu::Edit, |app, _| app.toggle_panel(PanelId::Changes))
        .needs(|app, _| app.panel_has_content(PanelId::Changes))
        .checked(|app, _| app.docks().is_open(PanelId::Changes)),
];

/// What may be done to a document's bytes, and where its edits go.
pub(super) static FILES: &[Action] = &[
    action("edit.copy-mode", Menu::File, |app, at| set_mode(app, at, EditMode::Copy))
        .group()
        .within(MODE)
        .needs(|app, at| with_file(app, at, |pane| !pane.writing().is_writing()))
        .checked(|app, at| is_mode(app, at, EditMode::Copy)),
    action("edit.unlock", Menu::File, |app, at| set_mode(app, at, EditMode::WriteThrough))
        .within(MODE)
        .because("why-already")
        .needs(|app, at| {
            with_file(app, at, |pane| pane.path().is_some() && !pane.writing().is_writing())
                && !is_mode(app, at, EditMode::WriteThrough)
        })
        .checked(|app, at| is_mode(app, at, EditMode::WriteThrough)),
    action("edit.read-only", Menu::File, |app, at| set_mode(app, at, EditMode::ReadOnly))
        .within(MODE)
        .because("why-already")
        .needs(|app, at| {
            with_file(app, at, |pane| !pane.writing().is_writing()) && !is_mode(app, at, EditMode::ReadOnly)
        })
        .checked(|app, at| is_mode(app, at, EditMode::ReadOnly)),
    action("edit.save-copy", Menu::File, |app, at| on_doc(app, at, EditMsg::SaveCopy))
        .keys(&[Keys::ctrl_shift("S")])
        .needs(|app, at| with_file(app, at, |pane| pane.n_changes() > 0)),
    action("edit.write", Menu::File, |app, at| {
        on_doc(app, at, |doc| EditMsg::Ask(EditQuestion::Write(doc)));
    })
    .keys(&[Keys::ctrl("S")])
    .needs(|app, at| {
        can_edit(app, at) && with_file(app, at, |pane| pane.writing().is_locked() && pane.n_changes() > 0)
    }),
];

fn on_pane(app: &mut App, at: Target, msg: impl FnOnce(crate::base::PaneId) -> EditMsg) {
    if let Some(pane) = at.pane {
        app.perform(msg(pane).into());
    }
}

fn on_doc(app: &mut App, at: Target, msg: impl FnOnce(crate::base::DocId) -> EditMsg) {
    if let Some(doc) = at.doc {
        app.perform(msg(doc).into());
    }
}

fn set_mode(app: &mut App, at: Target, mode: EditMode) {
    on_doc(app, at, |doc| EditMsg::SetMode(doc, mode));
}

fn is_mode(app: &App, at: Target, mode: EditMode) -> bool {
    with_file(app, at, |pane| pane.writing().mode() == mode)
}

fn can_edit(app: &App, at: Target) -> bool {
    with_file(app, at, |pane| pane.doc.can_edit())
}

/// Whether there is something to undo, and to do again.
fn history(app: &App, at: Target) -> (bool, bool) {
    let pane = app.pane_of(at).filter(|pane| pane.doc.can_edit());
    let edits = pane.and_then(|pane| pane.doc.file()?.edits().map(|edits| edits.overlay().history()));
    edits.unwrap_or_default()
}
