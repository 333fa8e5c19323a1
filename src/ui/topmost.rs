//! What lies over a view or beside it and Escape takes away, one thing at a press and the topmost first:
//! messages in the corner, a question, a jump that is waited for, a banner, a hint. Menus, dialogs and fields
//! have the keyboard themselves and come before; a search comes after (`keys`).

use crate::app::{App, AppMsg, DocMsg, Msg};
use crate::view::PaneMsg;

/// What takes the topmost of these away; `None` where there is none.
pub(super) fn take_away(app: &App) -> Option<Msg> {
    if !app.toasts().is_empty() {
        return Some(AppMsg::HideToasts.into());
    }
    let pane = app.focused()?;
    if pane.question().is_some() {
        Some(pane.to_pane(PaneMsg::DismissQuestion))
    } else if pane.pane.viewport().awaits() {
        Some(pane.to_pane(PaneMsg::CancelGoto))
    } else if pane.banner().is_some() {
        Some(pane.to_doc(DocMsg::DismissBanner))
    } else if pane.shows_hint() {
        Some(pane.to_doc(DocMsg::DismissHint))
    } else {
        None
    }
}
