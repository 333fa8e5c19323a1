//! Documents: opened, closed, and opened anew.

use super::App;
use crate::base::{DocId, Offset};
use crate::doc::{Content, Document};
use crate::messages::{Text, say};
use crate::source::Source;
use crate::source::reader::Reader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    pub(super) fn open(&mut self, path: PathBuf) {
        self.uncover();
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

    /// Takes over a reader that was started before the window was there.
    pub fn adopt(&mut self, path: PathBuf, reader: Reader) {
        self.add(name_of(&path), Some(path), reader);
    }

    fn add(&mut self, name: String, path: Option<PathBuf>, reader: Reader) {
        let id = DocId(self.new_id());
        self.docs.push(Document::new(id, name, path, Some(reader)));
        self.add_pane(id, None, None);
    }

    pub(super) fn open_recent(&mut self, path: PathBuf) {
        let recent = self.settings.recent.iter().find(|recent| recent.path == path);
        let left_at = recent.map_or(0, |recent| recent.top);
        let n = self.docs.len();
        self.open(path);
        if self.docs.len() > n
            && let Some(pane) = self.focused
        {
            self.with_pane(pane, |pane, _, _| pane.left_at = left_at);
        }
    }

    /// Shows a recent file where it was left, once.
    pub(super) fn return_to_where_left(&mut self, id: DocId) {
        self.each_pane(id, |pane, doc, focus| {
            let at = Offset(std::mem::take(&mut pane.left_at));
            pane.view.start_at(at, doc, focus);
        });
    }

    /// Closes a document that no pane shows.
    pub(super) fn close_doc(&mut self, id: DocId) {
        self.keep_marks();
        if let Some(nr) = self.docs.iter().position(|doc| doc.id() == id) {
            close_in_background(self.docs.remove(nr));
        }
    }

    /// Notes where a document was left, in its first pane.
    pub(super) fn note_where_left(&mut self, id: DocId) {
        let pane = self.panes.iter().find(|pane| pane.doc == id).map(super::Pane::id);
        let Some(pane) = pane.and_then(|pane| self.pane(pane)) else { return };
        if let (Some(path), Some(_)) = (pane.path(), pane.file()) {
            let (path, top) = (path.to_owned(), pane.top().at.0);
            self.settings.leave(&path, top);
        }
    }

    /// Notes where documents were left; before the program ends.
    pub fn leave(&mut self) {
        let all: Vec<DocId> = self.docs.iter().map(Document::id).collect();
        all.into_iter().for_each(|doc| self.note_where_left(doc));
        self.keep_marks();
        self.kept.keep_settings(&self.settings);
    }

    pub(super) fn reopen(&mut self, id: DocId) {
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
    let close = move || drop(closed);
    if let Err(error) = std::thread::Builder::new().name("gander-close".into()).spawn(close) {
        tracing::debug!(%error, "a file was closed by the window itself");
    }
}

/// What a path is called until it is open.
fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        return say("standard-input").into();
    }
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn not_opened(name: String, why: &std::io::Error) -> Text {
    Text::new("toast-not-opened").with("name", name).with("why", Text::of_io(why))
}
