//! Documents: opened, closed, and opened anew.

use super::msg::Target;
use super::{App, give_back, labels};
use crate::base::{DocId, Offset, PaneId};
use crate::doc::{Content, Document};
use crate::messages::{Text, say};
use crate::source::Source;
use crate::source::blocks::Fetched;
use crate::source::reader::{Opened, Reader};
use crate::view::text;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    pub(super) fn open(&mut self, path: PathBuf) {
        self.uncover();
        if self.brings_forward(&path) {
            return;
        }
        match Reader::open(path.clone(), self.io, Arc::clone(&self.waker)) {
            Ok(reader) => self.adopt(path, reader),
            Err(error) => self.toast(not_opened(name_of(&path), &error), true),
        }
    }

    /// Opens the file of the settings, where a person's own log formats are written down.
    pub(super) fn show_settings_file(&mut self) {
        if let Some(path) = self.kept.settings_file.clone() {
            self.kept.keep_settings(&self.settings);
            self.open(path);
        }
    }

    pub(super) fn keeps_settings(&self) -> bool {
        self.kept.settings_file.is_some()
    }

    /// Opens a source in a pane of its own; for sources that are no files.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn open_source(&mut self, name: &str, source: Source) -> std::io::Result<()> {
        let reader = Reader::start(move || Ok(source), Arc::clone(&self.waker))?;
        self.add(name.to_owned(), None, reader);
        Ok(())
    }

    /// Opens what is selected in a pane as a document of its own.
    pub(super) fn open_selection(&mut self, target: Target) {
        let Some(pane) = self.pane_of(target).filter(|pane| !pane.selection().is_empty()) else { return };
        let (Some(path), Some(file)) = (pane.doc.path().map(Path::to_owned), pane.file()) else { return };
        let span = pane.selection().meet(file.snapshot().span());
        match Reader::open_part(path.clone(), span, self.io, Arc::clone(&self.waker)) {
            Ok(reader) => self.adopt_part(&path, reader),
            Err(error) => self.toast(not_opened(name_of(&path), &error), true),
        }
    }

    /// Takes over a reader of part of a file.
    pub fn adopt_part(&mut self, path: &Path, reader: Reader) {
        self.add(name_of(path), None, reader);
    }

    /// Takes over a reader that was started before the window was there.
    pub fn adopt(&mut self, path: PathBuf, reader: Reader) {
        if !self.brings_forward(&path) {
            self.add(name_of(&path), Some(path), reader);
        }
    }

    /// Brings the tab of a path forward, if there is one; one that failed is tried again.
    fn brings_forward(&mut self, path: &Path) -> bool {
        let wanted = whole(path);
        let is_it = |doc: &&Document| wanted.is_some() && doc.path().and_then(whole) == wanted;
        let Some(id) = self.docs.iter().find(is_it).map(Document::id) else { return false };
        self.bring_forward(id);
        if self.doc(id).is_some_and(|doc| matches!(doc.content(), Content::Failed(_))) {
            self.reopen(id);
        }
        true
    }

    /// Gives the keyboard to the pane of a document that had it last.
    fn bring_forward(&mut self, id: DocId) {
        let is_of = |pane: &PaneId| self.pane(*pane).is_some_and(|pane| pane.doc.id() == id);
        let last = self.focus_order.iter().rev().copied().find(is_of);
        last.into_iter().for_each(|pane| self.focus_pane(pane));
    }

    /// Where a document has just been opened that is open already under another spelling of its path:
    /// brings that one forward and closes this one. Links of other names are files of their own, because
    /// a name is followed wherever it leads.
    pub(super) fn is_twin(&mut self, id: DocId, opened: &Opened) -> bool {
        let (Some(path), Some(inode)) = (&opened.path, opened.snapshot.stat().id) else { return false };
        let is_it = |doc: &&Document| {
            let same_name = doc.path().is_some_and(|other| other.file_name() == path.file_name());
            doc.id() != id
                && same_name
                && doc.file().is_some_and(|file| file.snapshot().stat().id == Some(inode))
        };
        let is_first = self.doc(id).is_some_and(|doc| doc.file().is_none());
        let Some(twin) = self.docs.iter().find(is_it).map(Document::id).filter(|_| is_first) else {
            return false;
        };
        let was_in_front = self.focused().is_some_and(|pane| pane.doc.id() == id);
        let panes: Vec<PaneId> =
            self.panes.iter().filter(|pane| pane.doc == id).map(super::Pane::id).collect();
        panes.into_iter().for_each(|pane| self.close_pane(pane));
        if was_in_front {
            self.bring_forward(twin);
        }
        true
    }

    /// Tells documents of equal names apart.
    pub(super) fn label_docs(&mut self) {
        let files: Vec<_> = self.docs.iter().map(|doc| (doc.name(), doc.path())).collect();
        let labels = labels(&files);
        for (doc, label) in self.docs.iter_mut().zip(labels) {
            doc.label = label;
        }
    }

    fn add(&mut self, name: String, path: Option<PathBuf>, reader: Reader) {
        let id = DocId(self.new_id());
        self.docs.push(Document::new(id, name, path, Some(reader)));
        self.label_docs();
        self.add_pane(id, None, None);
    }

    /// Shows a file that has just been opened where it was left, if it is the one that was.
    pub(super) fn return_to_where_left(&mut self, id: DocId, opened: &Opened) {
        let recent = opened.path.as_ref().and_then(|path| self.settings.recent_of(path));
        let left_at = recent.filter(|recent| recent.is_of(&opened.snapshot)).map(|recent| Offset(recent.top));
        if let Some(at) = left_at {
            self.each_pane(id, |pane, doc, focus| pane.view.start_at(at, doc, focus));
        }
    }

    /// Closes a document that no pane shows.
    pub(super) fn close_doc(&mut self, id: DocId) {
        self.keep_marks();
        self.forget_restored(id);
        if let Some(nr) = self.docs.iter().position(|doc| doc.id() == id) {
            close_in_background(self.docs.remove(nr));
            self.label_docs();
        }
    }

    /// Notes where a document was left, in its first pane.
    pub(super) fn note_where_left(&mut self, id: DocId) {
        let pane = self.panes.iter().find(|pane| pane.doc == id).map(super::Pane::id);
        let Some(pane) = pane.and_then(|pane| self.pane(pane)) else { return };
        if let (Some(path), Some(file)) = (pane.path(), pane.file()) {
            let top = pane.top_byte().0;
            let line = match file.line_of(Offset(top)) {
                Fetched::Ready(Some(nr)) if pane.rows_view() == text::ID => Some(nr.0 + 1),
                _ => None,
            };
            let (path, len, dialect) = (path.to_owned(), file.len(), file.dialect_choice().clone());
            let view = pane.pane.is_view_chosen.then(|| pane.view());
            self.settings.leave(&path, top, line, len);
            self.settings.leave_in(&path, view, &dialect);
        }
    }

    /// Notes where documents were left; before the program ends.
    pub fn leave(&mut self) {
        let all: Vec<DocId> = self.docs.iter().map(Document::id).collect();
        all.into_iter().for_each(|doc| self.note_where_left(doc));
        self.keep_marks();
        self.kept.keep_settings(&self.settings);
        self.touch_session();
        self.keep_session();
    }

    pub(super) fn reopen(&mut self, id: DocId) {
        if self.wake_again(id) {
            return;
        }
        let waiting = self.doc(id).map_or(0, |doc| doc.follow().n_waiting());
        if self.go_on(id, waiting) {
            return;
        }
        let Some(nr) = self.docs.iter().position(|doc| doc.id() == id) else { return };
        let doc = &self.docs[nr];
        match (&doc.content, &doc.reader, doc.path.clone()) {
            (Content::Open(_), Some(reader), _) => reader.reopen(),
            (_, _, Some(path)) => {
                let name = doc.name.clone();
                match Reader::open(path.clone(), self.io, Arc::clone(&self.waker)) {
                    Ok(reader) => {
                        let mut new = Document::new(id, name, Some(path), Some(reader));
                        new.is_shared = doc.is_shared;
                        close_in_background(std::mem::replace(&mut self.docs[nr], new));
                        self.label_docs();
                    }
                    Err(error) => self.toast(not_opened(name, &error), true),
                }
            }
            _ => {}
        }
    }

    /// Advances by `n` files of a document's name, skipping those between; false if there are
    /// none.
    pub(super) fn go_on(&mut self, id: DocId, n: usize) -> bool {
        self.keep_places(id);
        let has_gone = self.doc_mut(id).is_some_and(|doc| doc.go_on(n));
        if has_gone {
            self.has_gone_on(id);
        }
        has_gone
    }

    /// Notes where panes are, for when the file that they show is shown again.
    pub(super) fn keep_places(&mut self, id: DocId) {
        if self.doc(id).is_some_and(|doc| doc.follow().n_waiting() > 0) {
            self.each_pane(id, |pane, _, focus| pane.before = Some((pane.view.bookmark(), *focus)));
        }
    }

    pub(super) fn has_gone_on(&mut self, id: DocId) {
        self.fit_views(id);
        self.each_pane(id, |pane, doc, focus| pane.view.keep_inside(doc, focus));
        self.scan(id);
        // The list shows the new file from the first frame on.
        self.absorb_search(id);
    }

    /// Advances to the next file of a document's name, if the current one is finished and a pane
    /// is at its end.
    pub(super) fn go_on_if_finished(&mut self, id: DocId) {
        // Checked first: finding the end is costly, and few documents have a next file.
        if !self.doc(id).is_some_and(Document::is_finished) {
            return;
        }
        let mut following = Vec::new();
        self.each_pane(id, |pane, doc, _| {
            if pane.view.is_following(doc) {
                following.push(pane.id);
            }
        });
        if following.is_empty() {
            return;
        }
        self.keep_places(id);
        self.with_doc(id, Document::go_on_and_say);
        self.has_gone_on(id);
        for pane in following {
            self.with_pane(pane, |pane, doc, _| pane.view.stay_at_end(doc));
        }
    }
}

/// Closes a document on a thread of its own: even that blocks where a file system is dead.
pub(super) fn close_in_background(closed: Document) {
    give_back::in_background(move || drop(closed));
}

/// What a path is called until it is open.
pub(super) fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        return say("standard-input").into();
    }
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A path from the root on; `None` for standard input.
fn whole(path: &Path) -> Option<PathBuf> {
    std::path::absolute(path).ok().filter(|_| path != Path::new("-"))
}

fn not_opened(name: String, why: &std::io::Error) -> Text {
    Text::new("toast-not-opened").with("name", name).with("why", Text::of_io(why))
}
