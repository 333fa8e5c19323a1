//! Tabs: opened, brought to the front, closed, and opened anew.

use super::App;
use super::session::{Content, Session};
use crate::source::Source;
use crate::source::reader::Reader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    pub(super) fn open(&mut self, path: PathBuf) {
        self.asks_path = false;
        match Reader::open(path.clone(), self.io, Arc::clone(&self.waker)) {
            Ok(reader) => self.adopt(path, reader),
            Err(error) => self.toast(format!("“{}” could not be opened: {error}", name_of(&path)), true),
        }
    }

    /// Opens a source in a tab of its own; for sources that are no files.
    ///
    /// # Errors
    /// If the system has no thread to give.
    pub fn open_source(&mut self, name: &str, source: Source) -> std::io::Result<()> {
        let reader = Reader::start(move || Ok(source), Arc::clone(&self.waker))?;
        self.add(Session::new(self.next_id, name.to_owned(), None, Some(reader)));
        Ok(())
    }

    /// Takes over a reader that was started before the window was there.
    pub fn adopt(&mut self, path: PathBuf, reader: Reader) {
        self.add(Session::new(self.next_id, name_of(&path), Some(path), Some(reader)));
    }

    pub(super) fn add(&mut self, session: Session) {
        self.next_id += 1;
        self.sessions.push(session);
        self.bring_to_front(self.sessions.len() - 1);
    }

    pub(super) fn open_recent(&mut self, path: PathBuf) {
        let left_at =
            self.settings.recent.iter().find(|recent| recent.path == path).map_or(0, |recent| recent.top);
        let n = self.sessions.len();
        self.open(path);
        if let Some(tab) = self.sessions.get_mut(n) {
            tab.left_at = left_at;
        }
    }

    pub(super) fn close(&mut self, tab: usize) {
        if tab >= self.sessions.len() {
            return;
        }
        let closed = self.sessions.remove(tab);
        if let (Some(path), Some(_)) = (closed.path(), closed.file()) {
            self.settings.leave(path, closed.top().at.0, closed.marks());
        }
        leave_behind(closed);
        let front = if self.front > tab { self.front - 1 } else { self.front };
        self.bring_to_front(front.min(self.sessions.len().saturating_sub(1)));
    }

    /// Notes where files were left; before the program ends.
    pub fn leave(&mut self) {
        for tab in &self.sessions {
            if let (Some(path), Some(_)) = (tab.path(), tab.file()) {
                self.settings.leave(path, tab.top().at.0, tab.marks());
            }
        }
    }

    pub(super) fn bring_to_front(&mut self, tab: usize) {
        self.front = tab;
        if let (Ok(engine), Some(session)) = (&self.engine, self.sessions.get(tab)) {
            engine.set_front(session.id);
        }
    }

    pub(super) fn reopen(&mut self) {
        let waiting = self.front().map_or(0, |tab| tab.follow().n_waiting());
        if self.front < self.sessions.len() && self.go_on(self.front, waiting) {
            return;
        }
        let Some(tab) = self.sessions.get(self.front) else { return };
        match (&tab.content, &tab.reader, tab.path.clone()) {
            (Content::Open(_), Some(reader), _) => reader.reopen(),
            (_, _, Some(path)) => {
                let (id, name) = (tab.id, tab.name.clone());
                match Reader::open(path.clone(), self.io, Arc::clone(&self.waker)) {
                    Ok(reader) => {
                        let new = Session::new(id, name, Some(path), Some(reader));
                        leave_behind(std::mem::replace(&mut self.sessions[self.front], new));
                    }
                    Err(error) => self.toast(format!("“{name}” could not be opened: {error}"), true),
                }
            }
            _ => {}
        }
    }
}

/// Closes a file away from this thread: even that waits where a file system is dead.
pub(super) fn leave_behind(closed: Session) {
    let close = move || drop(closed);
    if let Err(error) = std::thread::Builder::new().name("gander-close".into()).spawn(close) {
        tracing::debug!(%error, "a file was closed by the window itself");
    }
}

/// What a path is called until it is open.
fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        return "standard input".into();
    }
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
