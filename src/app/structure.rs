//! The structure of a file: what messages to it do, and the bytes that it lights.

use super::App;
use super::ask::SaveWhat;
use super::docks::PanelId;
use super::msg::Msg;
use super::path_box::formats::SaveRequest;
use super::selected::{Selected, SelectedPart};
use super::tasks::Reply;
use crate::base::{DocId, Span};
use crate::doc::Document;
use crate::doc::structure::{Place, SnapshotBytes, StructureMsg};
use crate::messages::Key;
use crate::structure;
use crate::view::PaneMsg;
use std::path::Path;
use std::sync::Arc;

impl App {
    pub(super) fn perform_structure(&mut self, id: DocId, msg: &StructureMsg) {
        let waker = Arc::clone(&self.waker);
        self.with_doc(id, |doc| doc.perform_structure(msg, &waker));
        match msg {
            StructureMsg::Show => {
                let span = self.doc(id).and_then(|doc| doc.structure().cursor_span());
                span.into_iter().for_each(|span| self.show_span(id, span));
            }
            StructureMsg::FindSignatures => self.with_engine(id, Document::find_signatures),
            StructureMsg::Save => self.save_found(id),
            _ => {}
        }
    }

    /// Asks where to save the bytes of the row with the cursor: those of a node; from a signature on, as many as
    /// its structure tells, or up to the next one.
    fn save_found(&mut self, id: DocId) {
        let Some(structure) = self.doc(id).map(Document::structure) else { return };
        let (Place::Found(nr), Some(run)) = (structure.cursor(), structure.run()) else {
            let span = structure.cursor_span();
            return span.into_iter().for_each(|span| self.save_span(id, span));
        };
        let (Some(up_to_next), Some(file)) = (run.span(nr), self.doc(id).and_then(Document::file)) else {
            return;
        };
        let bytes = SnapshotBytes(file.snapshot().clone());
        self.background(Key("task-structure"), 0, move |_| {
            let told = structure::parse(&bytes, up_to_next.start).map(|structure| structure.root.span);
            Reply::SpanToSave(id, told.filter(|span| !span.is_empty()).unwrap_or(up_to_next))
        });
    }

    /// Asks where to save a span of a document.
    pub(super) fn save_span(&mut self, id: DocId, span: Span) {
        let Some(doc) = self.doc(id) else { return };
        let Some(file) = doc.file() else { return };
        let path = doc.path().map(Path::to_owned);
        let folder = path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let request = SaveRequest::selection(doc.name(), folder, true);
        let (snapshot, encoding) = (file.snapshot().clone(), file.encoding());
        let selected = Selected { snapshot, encoding, path, what: SelectedPart::Bytes(span) };
        self.save_dialog(request, SaveWhat::Selection(Box::new(selected)));
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
        self.with_engine(id, Document::absorb_signatures);
    }
}
