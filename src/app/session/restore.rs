//! Documents and panes of the last run: made asleep, opened when they are seen, and brought to where they were.

use super::late::Late;
use super::locate::Located;
use super::model::{FileState, Origins, Session};
use super::{Pending, SessionState};
use crate::app::App;
use crate::app::panes::Pane;
use crate::app::tabs::name_of;
use crate::base::{DocId, FocusId, PaneId};
use crate::doc::{Banner, Content, Document};
use crate::format::encoding::Encoding;
use crate::messages::Text;
use crate::search::Pattern;
use crate::source::OpenError;
use crate::source::reader::{Opened, Reader};
use crate::view::{Focus, Viewport};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

impl App {
    /// Takes the session that was kept, restores it if that is wanted, and keeps it on.
    pub(in crate::app) fn take_session(&mut self) {
        let Some(mut file) = self.kept.session.take() else { return };
        if let Some(trouble) = file.trouble() {
            self.toast(trouble, true);
        }
        let read = file.take();
        self.session = SessionState { keeper: file.keeper(), ..SessionState::default() };
        if let Some((session, origins)) = read.filter(|_| self.settings.restores_session) {
            self.restore_session(&session, origins);
        }
        // What has just been read need not be written.
        self.session.last = self.capture_session();
    }

    /// Opens what was open, beside what is.
    pub(super) fn restore_session(&mut self, session: &Session, origins: Origins) {
        let mut files = BTreeMap::new();
        for file in &session.files {
            if session.panes.iter().any(|pane| pane.of == file.id) {
                files.insert(file.id, self.add_asleep(file).0);
            }
        }
        let mut panes = BTreeMap::new();
        for state in &session.panes {
            let Some(&doc) = files.get(&state.of) else { continue };
            let id = PaneId(self.new_id());
            let focus = self.focus_for(DocId(doc), state.is_linked);
            self.panes.push(Pane {
                id,
                doc: DocId(doc),
                focus,
                view: Viewport::of(state.view.bytes),
                is_linked: state.is_linked,
                scrolls_along: state.scrolls_along,
                view_at_first: None,
                is_view_chosen: state.is_chosen,
                before: None,
            });
            self.session.panes.insert(id, state.clone());
            panes.insert(state.id, id.0);
        }
        self.session.origins = Arc::new(origins.renumbered(&files, &panes));
        self.layout = session.layout(&panes);
        files.values().for_each(|doc| self.note_shared(DocId(*doc)));
        self.label_docs();
        // Each pane has had the keyboard, the one in front last.
        self.focus_order = self.layout.panes();
        let front = session.front.and_then(|front| panes.get(&front)).copied().map(PaneId);
        let front = front.or(self.layout.visible().first().copied());
        front.into_iter().for_each(|pane| self.focus_pane(pane));
        self.wake_visible();
    }

    fn add_asleep(&mut self, file: &FileState) -> DocId {
        let id = DocId(self.new_id());
        let path = file.file.path().to_owned();
        let mut doc = Document::new(id, name_of(&path), Some(path), None);
        doc.follow.is_off = file.stays;
        self.docs.push(doc);
        let pending = Pending { file: file.clone(), located: Arc::default() };
        self.session.pending.insert(id, pending);
        id
    }

    /// The cursor that the linked panes of a document share, or a new one.
    fn focus_for(&mut self, doc: DocId, is_linked: bool) -> FocusId {
        let shared = self.panes.iter().find(|pane| is_linked && pane.doc == doc && pane.is_linked);
        if let Some(focus) = shared.map(|pane| pane.focus) {
            return focus;
        }
        let id = FocusId(self.new_id());
        self.focuses.insert(id, Focus::default());
        id
    }

    /// Opens the files of visible panes that are asleep.
    pub(in crate::app) fn wake_visible(&mut self) {
        if self.session.pending.is_empty() {
            return;
        }
        for pane in self.layout.visible() {
            if let Some(doc) = self.pane(pane).map(|pane| pane.doc.id()) {
                self.wake(doc);
            }
        }
    }

    /// Opens a file that is asleep; whether it was.
    pub(in crate::app) fn wake(&mut self, id: DocId) -> bool {
        let (Some(pending), Some(doc)) =
            (self.session.pending.get_mut(&id), self.docs.iter_mut().find(|doc| doc.id() == id))
        else {
            return false;
        };
        if doc.reader.is_some() || !matches!(doc.content, Content::Opening) {
            return false;
        }
        let located = Arc::new(OnceLock::new());
        pending.located = Arc::clone(&located);
        let known = pending.file.file.clone();
        let find = move || located.get_or_init(|| Located::find(&known)).path(&known).to_owned();
        match Reader::open_found(find, self.io, Arc::clone(&self.waker)) {
            Ok(reader) => doc.reader = Some(reader),
            Err(error) => {
                let (name, why) = (doc.name.clone(), Text::of_io(&error));
                doc.content = Content::Failed(OpenError::Unreadable { name, why });
            }
        }
        true
    }

    /// Opens a file of the last run that was not found again; whether it is such.
    pub(in crate::app) fn wake_again(&mut self, id: DocId) -> bool {
        if !self.session.pending.contains_key(&id) {
            return false;
        }
        self.with_doc(id, |doc| {
            doc.reader = None;
            doc.content = Content::Opening;
        });
        self.wake(id)
    }

    /// The encoding that a person chose for a file that is being restored.
    pub(in crate::app) fn restored_encoding(&self, id: DocId) -> Option<Encoding> {
        let pending = self.session.pending.get(&id)?;
        Encoding::named(pending.file.encoding.as_deref()?)
    }

    /// Brings a document whose file has just opened to where it was; whether it is of the last run.
    pub(in crate::app) fn restore_document(&mut self, id: DocId, opened: &Opened) -> bool {
        let Some(Pending { file, located }) = self.session.pending.remove(&id) else { return false };
        let is_same = file.file.has_head(opened.snapshot.head());
        self.with_doc(id, |doc| {
            doc.follow.is_off = file.stays;
            if !file.dialect.is_empty() {
                doc.choose_dialect(file.dialect.clone());
            }
        });
        let mut states = std::mem::take(&mut self.session.panes);
        self.each_pane(id, |pane, doc, focus| {
            let Some(state) = states.remove(&pane.id) else { return };
            pane.is_view_chosen = state.is_chosen;
            if is_same {
                focus.restore(&state.focus, doc.len());
            }
            pane.view.restore(&state.view, Some(&state.focus), is_same, doc);
        });
        self.session.panes = states;
        self.session.late.insert(id, Late::of(&file));
        self.say_where_found(id, file.file.path(), located.get(), is_same);
        self.touch_session();
        true
    }

    /// Says where a file was found, if that is not where it was.
    fn say_where_found(&mut self, id: DocId, old: &Path, located: Option<&Located>, is_same: bool) {
        let named = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let old = named(old);
        let Some(doc) = self.docs.iter_mut().find(|doc| doc.id() == id) else { return };
        let name = doc.name.clone();
        let text = match located {
            Some(Located::Renamed(path)) => {
                Text::new("restored-renamed").with("name", old).with("now", named(path))
            }
            Some(Located::Replaced(path)) => {
                Text::new("restored-replaced").with("name", name).with("now", named(path))
            }
            _ if !is_same => Text::new("restored-other").with("name", name),
            _ => return,
        };
        doc.banner = Some(Banner::plain(text));
    }

    /// Searches what is searched in all documents in those that are asleep, too: their files open.
    pub(in crate::app) fn search_asleep(&mut self, pattern: &Pattern) {
        let all: Vec<DocId> = self.session.pending.keys().copied().collect();
        for doc in all {
            if let Some(pending) = self.session.pending.get_mut(&doc) {
                pending.file.search = Some(pattern.clone());
            }
            self.wake(doc);
        }
    }

    /// Puts what may come back in the next run to what is kept now.
    pub(in crate::app) fn keep_changed_settings(&mut self) {
        if self.settings != self.kept_settings {
            self.kept_settings = self.settings.clone();
            self.kept.keep_settings_soon(&self.settings);
        }
    }
}
