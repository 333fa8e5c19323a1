//! Marks: set and gone to from a pane.

use super::App;
use crate::base::PaneId;

impl App {
    /// Puts marks that were changed into the store, and takes those of files that are new.
    pub(super) fn keep_marks(&mut self) {
        for doc in self.docs.iter_mut().filter(|doc| doc.has_changed_marks() || doc.has_marks_of_another()) {
            let (Some(path), Some(file)) = (doc.path().map(ToOwned::to_owned), doc.file()) else { continue };
            let snapshot = file.snapshot().clone();
            if let Some(marks) = doc.take_changed_marks() {
                let change = self.kept.marks.keep(&path, &snapshot, &marks);
                self.kept.keep_marks(change);
            } else if doc.has_marks_of_another() {
                doc.restore_marks(self.kept.marks.of(&path, &snapshot));
            }
        }
    }

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
