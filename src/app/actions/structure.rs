//! The structure of a file.

use super::{Action, Context, Keys, Menu, Target, action, has_file};
use crate::app::App;
use crate::app::docks::PanelId;
use crate::app::msg::DocMsg;
use crate::doc::structure::StructureMsg;

const MENU: Menu = Menu::View;

/// Whether a node of the structure is the target.
fn has_node(app: &App, at: Target) -> bool {
    app.doc_of(at).is_some_and(|doc| doc.structure().cursor_span().is_some())
}

fn perform(app: &mut App, at: Target, msg: StructureMsg) {
    app.perform_on_doc(at, DocMsg::Structure(msg));
}

pub(super) static ACTIONS: &[Action] = &[
    action("structure.toggle", MENU, |app, _| app.toggle_panel(PanelId::Structure))
        .beside("menu-structure")
        .keys(&[Keys::ctrl_shift("K")])
        .needs(has_file)
        .checked(|app, _| app.docks().is_open(PanelId::Structure)),
    action("structure.show", MENU, |app, at| perform(app, at, StructureMsg::Show))
        .beside("menu-structure")
        .on(&[Context::Structure])
        .needs(has_node),
    action("structure.read", MENU, |app, at| perform(app, at, StructureMsg::ReadFound))
        .beside("menu-structure")
        .on(&[Context::Structure])
        .needs(has_node),
    action("structure.save", MENU, |app, at| perform(app, at, StructureMsg::Save))
        .beside("menu-structure")
        .on(&[Context::Structure])
        .needs(has_node),
    action("structure.find", MENU, |app, at| perform(app, at, StructureMsg::FindSignatures))
        .beside("menu-structure")
        .on(&[Context::Structure])
        .needs(has_file),
];
