//! Tabs that were closed, to be opened again; where they were is kept of every file.

use super::App;
use crate::base::{DocId, PaneId};
use std::path::PathBuf;

/// Closed files that are remembered.
const MOST: usize = 20;

/// A file whose last pane was closed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Closed {
    path: PathBuf,
    /// The view that was shown.
    view: &'static str,
}

impl App {
    /// Remembers what a pane shows, before its document is closed; not what can't be opened again.
    pub(super) fn remember_closed(&mut self, pane: PaneId) {
        let Some(pane) = self.pane(pane) else { return };
        let (Some(path), Some(_)) = (pane.path(), pane.file()) else { return };
        let closed = Closed { path: path.to_owned(), view: pane.view() };
        self.closed.retain(|other| other.path != closed.path);
        self.closed.push(closed);
        if self.closed.len() > MOST {
            self.closed.remove(0);
        }
    }

    /// Whether a file was closed that can be opened again.
    pub(super) fn has_closed(&self) -> bool {
        !self.closed.is_empty()
    }

    /// Opens the file that was closed last, in the view that was shown.
    pub(super) fn reopen_closed(&mut self) {
        let Some(closed) = self.closed.pop() else { return };
        let known: Vec<DocId> = self.docs.iter().map(crate::doc::Document::id).collect();
        self.open(closed.path);
        let Some(pane) = self.focused else { return };
        if self.pane(pane).is_some_and(|pane| !known.contains(&pane.doc.id())) {
            self.with_pane(pane, |pane, _, _| pane.view_at_first = Some(closed.view));
        }
    }

    /// Closes the other panes of a pane's stack.
    pub(super) fn close_others(&mut self, pane: PaneId) {
        let others = self.layout.stack_of(pane).into_iter().filter(|other| *other != pane);
        for other in others {
            self.close_pane_asking(other);
        }
        self.focus_pane(pane);
    }
}
