//! Marks: set and gone to from a pane.

use super::App;
use crate::base::PaneId;

impl App {
    pub(super) fn toggle_mark(&mut self, id: PaneId) {
        let Some(pane) = self.pane(id) else { return };
        let (doc, cursor) = (pane.doc.id(), pane.cursor());
        let said = self.doc_mut(doc).and_then(|doc| doc.toggle_mark(cursor));
        said.into_iter().for_each(|said| self.toast(said, false));
    }

    pub(super) fn go_to_mark(&mut self, id: PaneId, forward: bool) {
        let at = self.pane(id).and_then(|pane| pane.mark_beside(pane.cursor(), forward));
        if let Some(at) = at {
            self.with_focus(id, |pane, doc, focus| pane.view.show_place(at, doc, focus));
        }
    }
}
