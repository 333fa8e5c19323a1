//! Changing bytes: typed, pasted, filled, undone; and what is asked before something is lost.
//!
//! Edits are laid over a document's file at once. What reads or writes the disk is a task
//! (`write`); its questions are shown one at a time, over the panes.

mod msg;
mod tasks;
mod typing;
mod write;

pub use msg::{EditMsg, EditQuestion, Leave};
pub(super) use tasks::CopyToSave;
pub use tasks::{Recovered, Unlocked, Written};
pub use typing::parse_hex;

use super::docks::PanelId;
use super::msg::{DocMsg, Msg, Overlay};
use super::{App, Effect};
use crate::base::{DocId, Offset, PaneId, Span};
use crate::doc::{Document, EditMode};
use crate::edit::{ByteOverlay, LeftBehind};
use crate::messages::Text;
use crate::view::{PaneMsg, hex};
use std::path::Path;

/// What is asked about changing bytes, and the writes that did not end.
#[derive(Default)]
pub(super) struct EditState {
    question: Option<EditQuestion>,
    /// With whether each was offered.
    left: Vec<(LeftBehind, bool)>,
}

impl App {
    /// What is asked about changing bytes.
    #[must_use]
    pub fn edit_question(&self) -> Option<&EditQuestion> {
        self.edits.question.as_ref()
    }

    /// Does what a message about changing bytes says.
    pub(super) fn perform_edit(&mut self, msg: EditMsg) {
        self.answered();
        match msg {
            EditMsg::Ask(question) => self.ask_edit(question),
            EditMsg::SetMode(doc, mode) => self.set_edit_mode(doc, mode),
            EditMsg::Unlock(doc) => self.unlock(doc),
            EditMsg::Fill(pane, pattern) => self.fill(pane, &pattern),
            EditMsg::Extend(doc, n, value) => self.extend(doc, n, value),
            EditMsg::CutOff(doc, at) => self.cut_off(doc, at),
            EditMsg::Undo(pane) => self.undo(pane, true),
            EditMsg::Redo(pane) => self.undo(pane, false),
            EditMsg::UndoAll(doc) => {
                self.edit(doc, Span::default(), ByteOverlay::undo_all);
                self.keep_inside(doc);
            }
            EditMsg::SaveCopy(doc) => self.save_copy_dialog(doc),
            EditMsg::Write(doc, seen) => self.write_changes(doc, seen),
            EditMsg::Discard(leave) => self.discard(leave),
            EditMsg::Recover(journal, recovery) => self.recover(&journal, recovery),
        }
    }

    fn ask_edit(&mut self, question: EditQuestion) {
        self.edits.question = Some(question);
        self.overlay = Some(Overlay::Edit);
    }

    /// Hides the question about changing bytes: it was answered, or given up.
    pub(super) fn answered(&mut self) {
        self.edits.question = None;
        self.overlay = self.overlay.filter(|overlay| *overlay != Overlay::Edit);
    }

    /// Gives up the question about changing bytes, if it is shown.
    pub(super) fn give_up_edit(&mut self) {
        if self.overlay == Some(Overlay::Edit) {
            self.edits.question = None;
        }
    }

    /// Takes journals that were left behind, to be offered one after the other.
    pub(super) fn left_behind(&mut self, left: Vec<LeftBehind>) {
        for one in left {
            self.edits.left.retain(|(known, _)| known.journal != one.journal);
            self.edits.left.push((one, false));
        }
    }

    /// Offers the next write that did not end, once nothing else is asked.
    pub(super) fn offer_left_behind(&mut self) {
        if self.overlay.is_some() {
            return;
        }
        if let Some((left, is_offered)) = self.edits.left.iter_mut().find(|(_, is_offered)| !is_offered) {
            *is_offered = true;
            let question = EditQuestion::Journal(Box::new(left.clone()));
            self.ask_edit(question);
        }
    }

    /// Offers the write of a file that did not end, whether it was offered before or not.
    fn offers_journal_of(&mut self, path: &Path) -> bool {
        let left = self.edits.left.iter_mut().find(|(left, _)| left.head.path == path);
        left.map(|(_, is_offered)| *is_offered = false).is_some()
    }

    fn set_edit_mode(&mut self, id: DocId, mode: EditMode) {
        let Some(doc) = self.doc_mut(id).filter(|doc| !doc.writing.is_writing) else { return };
        match mode {
            EditMode::WriteThrough => self.ask_edit(EditQuestion::Unlock(id)),
            EditMode::ReadOnly if doc.has_unsaved() => {
                self.ask_edit(EditQuestion::Unsaved(Leave::Lock(id)));
            }
            EditMode::ReadOnly => {
                doc.drop_edits();
                doc.writing.set_mode(mode, None);
                self.close_panel(PanelId::Changes);
                self.keep_inside(id);
            }
            EditMode::Copy => {
                doc.writing.set_mode(mode, None);
                self.show_bytes(id);
            }
        }
    }

    /// Shows a document's bytes, where the pane with the keyboard shows something else of it.
    fn show_bytes(&mut self, id: DocId) {
        let pane = self.focused().filter(|pane| pane.doc.id() == id && pane.view() != hex::ID);
        let pane = pane.map(|pane| pane.pane.id());
        pane.into_iter().for_each(|pane| self.move_in_pane(pane, &PaneMsg::ShowView(hex::ID)));
    }

    fn fill(&mut self, pane: PaneId, pattern: &[u8]) {
        let Some((id, span)) = self.pane(pane).map(|pane| (pane.doc.id(), pane.selection())) else { return };
        self.edit(id, span, |overlay| overlay.fill(span, pattern));
    }

    fn extend(&mut self, id: DocId, n: u64, value: u8) {
        self.edit(id, Span::default(), |overlay| overlay.extend(n, value));
    }

    /// Edits a document that can be edited now; what is seen of `span` is noted.
    fn edit<R>(&mut self, id: DocId, span: Span, edit: impl FnOnce(&mut ByteOverlay) -> R) {
        if let Some(doc) = self.doc_mut(id).filter(|doc| doc.can_edit()) {
            doc.writing.half = None;
            if let Some(file) = doc.file_mut() {
                file.edit(span, edit);
            }
            self.note_first_edit(id);
        }
    }

    fn cut_off(&mut self, id: DocId, at: Offset) {
        let end = Offset(self.doc(id).map_or(0, Document::len));
        self.edit(id, Span { start: at.min(end), end }, |overlay| overlay.cut_off(at));
        self.keep_inside(id);
    }

    /// Opens the list of changes with the first.
    fn note_first_edit(&mut self, id: DocId) {
        if self.doc_mut(id).is_some_and(|doc| !std::mem::replace(&mut doc.writing.was_edited, true)) {
            self.open_panel(PanelId::Changes);
        }
    }

    /// Undoes the last edit, or does it again, and goes where it was.
    fn undo(&mut self, pane: PaneId, back: bool) {
        let Some(id) = self.pane(pane).map(|pane| pane.doc.id()) else { return };
        let Some(doc) = self.doc_mut(id).filter(|doc| doc.can_edit()) else { return };
        doc.writing.half = None;
        let step = |overlay: &mut ByteOverlay| if back { overlay.undo() } else { overlay.redo() };
        let span = doc.file_mut().and_then(|file| file.edit(Span::default(), step));
        self.keep_inside(id);
        if let Some(span) = span {
            self.move_in_pane(pane, &PaneMsg::ShowPlace(span.start));
        }
    }

    /// Keeps cursors and views inside a document that has become shorter.
    fn keep_inside(&mut self, id: DocId) {
        self.each_pane(id, |pane, doc, focus| pane.view.keep_inside(doc, focus));
    }

    // ---- what is lost

    /// Closes a pane, unless changes would be lost: then that is asked.
    pub(super) fn close_pane_asking(&mut self, id: PaneId) {
        let Some(pane) = self.pane(id) else { return };
        let doc = pane.doc;
        let is_last = self.panes.iter().filter(|one| one.doc == doc.id()).count() == 1;
        if is_last && doc.writing().is_writing() {
            let name = doc.name().to_owned();
            return self.toast(Text::new("edit-is-writing").with("name", name), true);
        }
        if is_last && doc.has_unsaved() {
            return self.ask_edit(EditQuestion::Unsaved(Leave::Close(id)));
        }
        self.close_pane(id);
    }

    /// Reads a document's file anew, unless changes would be lost: then that is asked.
    pub(super) fn reopen_asking(&mut self, id: DocId) {
        match self.doc(id) {
            Some(doc) if doc.writing().is_writing() => {}
            Some(doc) if doc.has_unsaved() => self.ask_edit(EditQuestion::Unsaved(Leave::Reopen(id))),
            _ => {
                self.with_doc(id, Document::drop_edits);
                self.reopen(id);
            }
        }
    }

    /// Whether the program must not end yet: something is being written, or changes would be lost, and
    /// that is asked.
    pub fn asks_before_quit(&mut self) -> bool {
        if let Some(doc) = self.docs.iter().find(|doc| doc.writing().is_writing()) {
            let name = doc.name().to_owned();
            self.toast(Text::new("edit-is-writing").with("name", name), true);
            return true;
        }
        let is_unsaved = self.docs.iter().any(Document::has_unsaved);
        if is_unsaved {
            self.ask_edit(EditQuestion::Unsaved(Leave::Quit));
        }
        is_unsaved
    }

    /// Ends the program, unless changes would be lost: then that is asked.
    pub(super) fn quit_asking(&mut self) {
        if !self.asks_before_quit() {
            self.effects.push(Effect::Quit);
        }
    }

    /// The documents whose changes are in the way.
    #[must_use]
    pub fn unsaved(&self, leave: Leave) -> Vec<DocId> {
        let of = match leave {
            Leave::Close(pane) => self.pane(pane).map(|pane| pane.doc.id()),
            Leave::Reopen(doc) | Leave::Lock(doc) => Some(doc),
            Leave::Quit => None,
        };
        let is_one = |doc: &&Document| doc.has_unsaved() && (leave == Leave::Quit || of == Some(doc.id()));
        self.docs.iter().filter(is_one).map(Document::id).collect()
    }

    fn discard(&mut self, leave: Leave) {
        for doc in self.unsaved(leave) {
            self.with_doc(doc, Document::drop_edits);
            self.keep_inside(doc);
        }
        match leave {
            Leave::Close(pane) => self.close_pane_asking(pane),
            Leave::Reopen(doc) => self.perform(Msg::Doc(doc, DocMsg::Reopen)),
            Leave::Lock(doc) => self.set_edit_mode(doc, EditMode::ReadOnly),
            Leave::Quit => self.quit_asking(),
        }
    }
}
