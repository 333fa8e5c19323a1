//! Sessions: what is open comes back in the next run.
//!
//! [`App::restore_session`] makes documents and panes of what was kept. Documents are asleep: a tab that is
//! not visible reads nothing, and its file opens when it comes to the front. Until a file is open, what was
//! kept of it stays as it is, so that one that is not found now is there again in the next run.
//! [`App::keep_session`] hands what is open to a thread after each change ([`keeper`]).

mod capture;
pub mod file;
pub mod filter;
mod keeper;
mod late;
mod locate;
mod model;
pub mod msg;
pub mod named;
mod restore;
pub mod workspace;

use super::App;
use crate::base::{DocId, PaneId};
use keeper::Keeper;
use late::Late;
use locate::Located;
use model::{FileState, Origins, PaneState, Session};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What the program knows of its session.
#[derive(Default)]
pub(super) struct SessionState {
    /// What keeps it; `None` in a window that has none.
    keeper: Option<Keeper>,
    origins: Arc<Origins>,
    /// Documents whose files have not opened since they were restored.
    pending: BTreeMap<DocId, Pending>,
    /// The panes of those.
    panes: BTreeMap<PaneId, PaneState>,
    /// What was asked of documents and is to be asked again once it can be.
    late: BTreeMap<DocId, Late>,
    /// What was kept last.
    last: Session,
    /// Whether something may have changed since.
    is_touched: bool,
    /// Sessions that have a name.
    named: Vec<msg::NamedSession>,
    /// What the workspace that was taken last has replaced.
    undo: Option<Box<workspace::Undo>>,
}

/// A document whose file has not opened.
struct Pending {
    file: FileState,
    /// Where the file was found.
    located: Arc<OnceLock<Located>>,
}

impl App {
    /// Whether a document is of the last run and its file has not opened since.
    #[must_use]
    pub fn awaits_restoring(&self, doc: DocId) -> bool {
        self.session.pending.contains_key(&doc)
    }

    /// Lets what was open come back in the next run, or no longer.
    pub(super) fn toggle_restoring(&mut self) {
        self.settings.restores_session = !self.settings.restores_session;
    }

    /// Notes that what is open may have changed.
    pub(super) fn touch_session(&mut self) {
        self.session.is_touched = true;
    }

    /// Forgets what was to be restored of a document that is closed.
    pub(super) fn forget_restored(&mut self, doc: DocId) {
        self.session.pending.remove(&doc);
        self.session.late.remove(&doc);
        let panes = &self.panes;
        self.session.panes.retain(|id, _| panes.iter().any(|pane| pane.id == *id));
    }
}
