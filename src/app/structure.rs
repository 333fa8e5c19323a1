//! The structure of a file: what messages to it do, and the bytes that it lights.

use super::App;
use super::docks::PanelId;
use super::msg::Msg;
use crate::base::{DocId, Span};
use crate::doc::structure::StructureMsg;
use crate::view::PaneMsg;
use std::sync::Arc;

impl App {
    pub(super) fn perform_structure(&mut self, id: DocId, msg: &StructureMsg) {
        let waker = Arc::clone(&self.waker);
        self.with_doc(id, |doc| doc.perform_structure(msg, &waker));
        if *msg == StructureMsg::Show {
            let span = self.doc(id).and_then(|doc| doc.structure().cursor_span());
            span.into_iter().for_each(|span| self.show_span(id, span));
        }
    }

    /// Goes to these bytes in the pane that has the keyboard, and selects them.
    fn show_span(&mut self, id: DocId, span: Span) {
        let Some(pane) = self.focused_id().filter(|pane| self.pane(*pane).is_some_and(|p| p.doc.id() == id))
        else {
            return;
        };
        self.perform(Msg::Pane(pane, PaneMsg::ShowPlace(span.start)));
        self.perform(Msg::Pane(pane, PaneMsg::Select(span)));
    }

    /// Reads the structure of a document whose panel is shown, and takes what was read.
    pub(super) fn absorb_structure(&mut self, id: DocId) {
        let is_wanted = self.docks().is_open(PanelId::Structure) && self.target().doc == Some(id);
        let waker = Arc::clone(&self.waker);
        self.with_doc(id, |doc| doc.absorb_structure(is_wanted, &waker));
    }
}
