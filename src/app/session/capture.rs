//! What is open, as it is kept.

use super::late::Late;
use super::model::{ConditionState, FileState, ListState, NodeState, PaneState, RowsState, Session};
use crate::app::kept::marks::FileIdentity;
use crate::app::{App, PaneRef};
use crate::base::{DocId, PaneId};
use crate::doc::Document;
use crate::doc::arrangement::ConditionTest;
use crate::doc::file::File;
use std::path::Path;

impl App {
    /// Hands what is open to the thread that keeps it, if something may have changed; settings, too. Costs
    /// some µs a document, and never waits.
    pub fn keep_session(&mut self) {
        if !std::mem::take(&mut self.session.is_touched) {
            return;
        }
        self.keep_changed_settings();
        if self.session.keeper.is_none() {
            return;
        }
        let session = self.capture_session();
        if session == self.session.last {
            return;
        }
        if let Some(keeper) = &self.session.keeper {
            keeper.keep(session.clone(), &self.session.origins);
        }
        self.session.last = session;
    }

    /// What is open now. Standard input and parts of files are not kept: they can't be opened again.
    pub(super) fn capture_session(&self) -> Session {
        let files: Vec<FileState> = self.docs.iter().filter_map(|doc| self.file_state(doc)).collect();
        let is_kept = |id: DocId| files.iter().any(|file| file.id == id.0);
        let visible = self.layout.visible();
        let panes = self.panes.iter().filter(|pane| is_kept(pane.doc));
        let panes = panes.filter_map(|pane| self.pane_state(pane.id, &visible)).collect();
        let layout = self.layout.root.as_ref().map(NodeState::of);
        Session { files, panes, layout, front: self.focused.map(|pane| pane.0) }
    }

    fn file_state(&self, doc: &Document) -> Option<FileState> {
        if let Some(pending) = self.session.pending.get(&doc.id()) {
            return Some(FileState { id: doc.id().0, ..pending.file.clone() });
        }
        let path = doc.path().filter(|path| *path != Path::new("-"))?;
        let path = std::path::absolute(path).ok()?;
        let file = doc.file();
        let late = self.session.late.get(&doc.id());
        Some(FileState {
            id: doc.id().0,
            file: match file {
                Some(file) => FileIdentity::of(&path, file.snapshot()),
                None => FileIdentity::by_path(path),
            },
            encoding: file.and_then(File::wanted_encoding).map(|encoding| encoding.name().to_owned()),
            dialect: file.map(|file| file.dialect_choice().clone()).unwrap_or_default(),
            stays: !doc.follow().is_on(),
            search: match late {
                Some(late) if late.has_search() => late.search().cloned(),
                _ => doc.searching().filter(|one| one.has_pattern()).map(|one| one.pattern().clone()),
            },
            list: match late {
                Some(late) if late.has_search() => late.list(),
                _ => list_state(doc),
            },
            rows: late.and_then(Late::rows).cloned().unwrap_or_else(|| rows_state(doc)),
        })
    }

    fn pane_state(&self, id: PaneId, visible: &[PaneId]) -> Option<PaneState> {
        let pane = self.pane(id)?;
        let kept = self.session.panes.get(&id).filter(|_| self.awaits_restoring(pane.doc.id()));
        let (id, of) = (id.0, pane.doc.id().0);
        let (is_linked, scrolls_along) = (pane.is_linked(), pane.scrolls_along());
        if let Some(kept) = kept {
            return Some(PaneState { id, of, is_linked, scrolls_along, ..kept.clone() });
        }
        Some(PaneState {
            id,
            of,
            is_chosen: pane.pane.is_view_chosen,
            is_linked,
            scrolls_along,
            view: pane.pane.viewport().state(pane.doc, self.follows(&pane, visible)),
            focus: pane.focus.state(),
        })
    }

    /// Whether a pane follows the end. To find that out rows are laid out, so it is asked of what is
    /// visible; of others it is what it was.
    fn follows(&self, pane: &PaneRef<'_>, visible: &[PaneId]) -> bool {
        if visible.contains(&pane.pane.id()) {
            return pane.is_following() && pane.file().is_some_and(|file| !file.is_empty());
        }
        let last = self.session.last.panes.iter().find(|last| last.id == pane.pane.id().0);
        last.is_some_and(|last| last.view.at_end)
    }
}

pub(super) fn list_state(doc: &Document) -> ListState {
    doc.searching().map_or_else(ListState::default, |searching| ListState {
        filter: searching.list().filter().clone(),
        context: searching.list().context(),
        is_refined: searching.is_refined(),
    })
}

pub(super) fn rows_state(doc: &Document) -> RowsState {
    let conditions = doc.arrangement().conditions().iter().map(|one| ConditionState {
        text: matches!(one.test, ConditionTest::Cells(_)).then(|| one.text.clone()),
        is_on: one.is_on,
    });
    RowsState { conditions: conditions.collect(), sort: doc.arrangement().sort().to_vec() }
}
