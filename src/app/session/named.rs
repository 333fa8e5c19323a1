//! Sessions that have a name: saved as files of the data folder, listed, opened and removed there.
//!
//! One that is opened takes the place of what is open. What was open before is saved first, under the name
//! [`BEFORE`], so that one can go back.

use super::SessionState;
use super::model::{Origins, Session, is_session};
use super::msg::{BEFORE, NamedSession, SessionMsg, SessionReply};
use crate::app::App;
use crate::app::kept::files;
use crate::app::msg::Overlay;
use crate::app::tasks::Reply;
use crate::base::PaneId;
use crate::doc::Document;
use crate::messages::{Key, Text};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest name, in bytes, and the most that are listed.
const LONGEST: usize = 120;
const MOST: usize = 500;

/// Why a session can't have a name, in a sentence; `None` if it can.
#[must_use]
pub fn refused(name: &str) -> Option<Text> {
    let name = name.trim();
    let is_odd = |one: char| one.is_control() || "/\\:*?\"<>|".contains(one);
    if name.is_empty() || name.len() > LONGEST {
        return Some(Text::new("session-name-length"));
    }
    (name.starts_with('.') || name.ends_with('.') || name.chars().any(is_odd))
        .then(|| Text::new("session-name-odd"))
}

impl App {
    /// The sessions that have a name, those saved last first.
    #[must_use]
    pub fn named_sessions(&self) -> &[NamedSession] {
        &self.session.named
    }

    /// Whether sessions can be saved.
    #[must_use]
    pub fn saves_sessions(&self) -> bool {
        self.kept.sessions.is_some()
    }

    /// Looks which sessions there are.
    pub(in crate::app) fn list_sessions(&self) {
        self.at_sessions(|folder| SessionReply::Listed(list(folder), None));
    }

    /// Opens the dialog about sessions, or closes it.
    pub(in crate::app) fn toggle_sessions(&mut self, overlay: Overlay) {
        self.list_sessions();
        self.toggle(overlay);
    }

    pub(in crate::app) fn perform_session(&mut self, msg: SessionMsg) {
        match msg {
            SessionMsg::Save(name) => self.save_session(name.trim()),
            SessionMsg::Open(name) => self.open_session(name),
            SessionMsg::Remove(name) => self.at_sessions(move |folder| {
                // It is gone already, or the list still has it.
                let _ = std::fs::remove_file(file_of(folder, &name));
                SessionReply::Listed(list(folder), None)
            }),
        }
    }

    fn save_session(&mut self, name: &str) {
        if let Some(why) = refused(name) {
            return self.toast(why, true);
        }
        self.hide_overlay();
        let (session, origins, name) =
            (self.capture_session(), Arc::clone(&self.session.origins), name.to_owned());
        self.at_sessions(move |folder| {
            match files::replace(&file_of(folder, &name), &session.json(&origins)) {
                Ok(()) => {
                    let said = Text::new("session-saved").with("name", name);
                    SessionReply::Listed(list(folder), Some(said))
                }
                Err(why) => SessionReply::Failed(why.message()),
            }
        });
    }

    fn open_session(&mut self, name: String) {
        self.hide_overlay();
        let is_unsaved = |doc: &Document| doc.has_unsaved() || doc.writing().is_writing();
        if let Some(doc) = self.docs.iter().find(|doc| is_unsaved(doc)) {
            let name = doc.label().to_owned();
            return self.toast(Text::new("session-unsaved").with("name", name), true);
        }
        let (now, origins) = (self.capture_session(), Arc::clone(&self.session.origins));
        self.at_sessions(move |folder| {
            let path = file_of(folder, &name);
            let raw = files::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
            let Some(raw) = raw.filter(is_session) else {
                return SessionReply::Failed(Text::new("session-unreadable").with("name", name));
            };
            let (session, origins_read) = Session::read(raw);
            if !now.files.is_empty() {
                files::write(&file_of(folder, BEFORE), &now.json(&origins));
            }
            SessionReply::Read(Box::new((name, session, origins_read)), list(folder))
        });
    }

    /// Does something in the folder of sessions, on a thread.
    fn at_sessions(&self, work: impl FnOnce(&Path) -> SessionReply + Send + 'static) {
        let Some(folder) = self.kept.sessions.clone() else { return };
        let work = move || Reply::Sessions(work(&folder));
        if let Err(error) = self.spawn(Key("task-sessions"), work) {
            tracing::warn!(%error, "sessions are not looked for");
        }
    }

    pub(in crate::app) fn session_answered(&mut self, reply: SessionReply) {
        match reply {
            SessionReply::Failed(why)
            | SessionReply::Imported(Err(why))
            | SessionReply::Exported(Err(why)) => self.toast(why, true),
            SessionReply::Imported(Ok(read)) => self.take_workspace(read.0, read.1),
            SessionReply::Exported(Ok(path)) => {
                let name = path.display().to_string();
                self.toast(Text::new("workspace-saved").with("name", name), false);
            }
            SessionReply::Listed(all, said) => {
                self.session.named = all;
                said.into_iter().for_each(|said| self.toast(said, false));
            }
            SessionReply::Read(read, all) => {
                self.session.named = all;
                let (name, session, origins) = *read;
                self.replace_session(&session, origins);
                if name != BEFORE {
                    self.toast(Text::new("session-opened").with("name", name), false);
                }
            }
        }
    }

    /// Closes what is open and opens a session.
    fn replace_session(&mut self, session: &Session, origins: Origins) {
        if self.docs.iter().any(Document::has_unsaved) {
            // It was changed while the session was read.
            return;
        }
        let panes: Vec<PaneId> = self.panes.iter().map(|pane| pane.id).collect();
        panes.into_iter().for_each(|pane| self.close_pane(pane));
        let state = std::mem::take(&mut self.session);
        let (keeper, named) = (state.keeper, state.named);
        self.session = SessionState { keeper, named, ..SessionState::default() };
        self.restore_session(session, origins);
        self.touch_session();
    }
}

fn file_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.json"))
}

/// The sessions of a folder, those saved last first.
fn list(folder: &Path) -> Vec<NamedSession> {
    let names = std::fs::read_dir(folder).into_iter().flatten().take(MOST).flatten();
    let mut all: Vec<NamedSession> = names
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?.strip_suffix(".json")?.to_owned();
            let is_one = name == BEFORE || refused(&name).is_none();
            let saved = entry.metadata().ok().and_then(|meta| meta.modified().ok());
            is_one.then_some(NamedSession { name, saved })
        })
        .collect();
    all.sort_by(|a, b| b.saved.cmp(&a.saved).then_with(|| a.name.cmp(&b.name)));
    all
}
