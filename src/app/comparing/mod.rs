//! Two files compared in two panes: begun, followed, stepped through and ended.
//!
//! There is one comparison at a time. It belongs to two panes and ends when one of them is closed. Ranges come
//! from a [`CompareRun`] in the background; the pane that was moved last leads, and the other one shows what
//! stands beside it ([`follow`]). Nothing here waits.

mod follow;
mod marks;
mod report;
mod step;

pub use marks::{Compared, ComparedMark, MarkKind};
pub(super) use report::ReportToSave;

use super::docks::PanelId;
use super::layout::Direction;
use super::msg::Overlay;
use super::panes::Pane;
use super::{App, Effect};
use crate::base::{DocId, PaneId};
use crate::compare::{CompareRun, Side};
use crate::doc::{Content, Document};
use crate::messages::Text;
use follow::Leader;
use std::path::PathBuf;
use std::sync::Arc;

/// What can be done about comparing.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareMsg {
    /// Compare what a pane shows with another open document, or with itself.
    With(PaneId, DocId),
    /// The same with this file.
    WithFile(PaneId, PathBuf),
    /// Show the native dialog for the file to compare with.
    ChooseFile(PaneId),
    /// Go to the next difference, or to the previous one.
    Step {
        /// Whether to the next.
        forward: bool,
    },
    /// Go to the stretch of this number.
    GoTo(usize),
    /// Follow what was inserted and deleted, or compare at the same offsets.
    Align(bool),
    /// Compare anew.
    Again,
    /// Stop; what was found stays.
    Stop,
    /// End the comparison.
    End,
    /// Ask where to save the list of differences.
    ExportDialog,
}

/// A comparison.
pub struct Comparing {
    panes: (PaneId, PaneId),
    is_aligned: bool,
    /// None until both files are open.
    run: Option<CompareRun>,
    /// Why it could not be started.
    trouble: Option<Text>,
    leader: Leader,
    /// Counts the steps that wait for a thread, and the last one that was asked for.
    asked: u64,
}

impl Comparing {
    /// The panes of the first file and of the second.
    #[must_use]
    pub fn panes(&self) -> (PaneId, PaneId) {
        self.panes
    }

    /// Which of the files a pane shows.
    #[must_use]
    pub fn side_of(&self, pane: PaneId) -> Option<Side> {
        [Side::A, Side::B].into_iter().find(|side| side.of(self.panes) == pane)
    }

    /// Whether inserted and deleted bytes are followed.
    #[must_use]
    pub fn is_aligned(&self) -> bool {
        self.is_aligned
    }

    /// What was found, once both files are open.
    #[must_use]
    pub fn run(&self) -> Option<&CompareRun> {
        self.run.as_ref()
    }

    /// Why it could not be started.
    #[must_use]
    pub fn trouble(&self) -> Option<&Text> {
        self.trouble.as_ref()
    }
}

impl App {
    /// The comparison, if there is one.
    #[must_use]
    pub fn comparing(&self) -> Option<&Comparing> {
        self.comparing.as_deref()
    }

    /// The comparison, if a pane is one of its two; and which.
    #[must_use]
    pub fn comparing_of(&self, pane: PaneId) -> Option<(&Comparing, Side)> {
        let comparing = self.comparing()?;
        Some((comparing, comparing.side_of(pane)?))
    }

    /// The files of the comparison that are not what was compared any more.
    #[must_use]
    pub fn changed_since_compared(&self) -> Vec<&Document> {
        let Some((comparing, run)) = self.comparing().and_then(|one| Some((one, one.run()?))) else {
            return Vec::new();
        };
        let sides = [Side::A, Side::B].into_iter();
        let docs = sides.filter_map(|side| {
            let doc = self.pane(side.of(comparing.panes))?.doc;
            let file = doc.file()?;
            file.differs_from(side.of(run.files())).then_some(doc)
        });
        let mut docs: Vec<&Document> = docs.collect();
        docs.dedup_by_key(|doc| doc.id());
        docs
    }

    pub(super) fn perform_compare(&mut self, msg: CompareMsg) {
        match msg {
            CompareMsg::With(pane, doc) => self.compare_with(pane, doc),
            CompareMsg::WithFile(pane, path) => self.compare_with_file(pane, path),
            CompareMsg::ChooseFile(pane) => self.compare_dialog(pane),
            CompareMsg::Step { forward } => self.step_difference(forward),
            CompareMsg::GoTo(nr) => self.go_to_difference(nr),
            CompareMsg::Align(is_aligned) => self.align(is_aligned),
            CompareMsg::Again => self.compare_again(),
            CompareMsg::Stop => {
                self.comparing().and_then(Comparing::run).into_iter().for_each(CompareRun::stop)
            }
            CompareMsg::End => self.end_comparing(),
            CompareMsg::ExportDialog => self.export_report_dialog(),
        }
    }

    /// Compares with a file, which is opened unless it is open.
    fn compare_with_file(&mut self, pane: PaneId, path: PathBuf) {
        self.open(path);
        // It has the keyboard, new or not.
        if let Some(other) = self.focused().map(|pane| pane.doc.id()) {
            self.compare_with(pane, other);
        }
    }

    /// Shows a document beside what a pane shows, and compares both.
    fn compare_with(&mut self, pane: PaneId, other: DocId) {
        if self.overlay == Some(Overlay::Compare) {
            self.hide_overlay();
        }
        if self.pane(pane).is_none() || self.doc(other).is_none() {
            return;
        }
        self.end_comparing();
        let beside = self.put_beside(pane, other);
        let same_view = self.pane(pane).map(|pane| pane.rows_view());
        if let Some(view) = same_view {
            self.with_pane(beside, |pane, doc, _| {
                pane.view_at_first = Some(view);
                pane.view.show(view, doc);
            });
        }
        let panes = (pane, beside);
        self.comparing = Some(Box::new(Comparing {
            panes,
            is_aligned: false,
            run: None,
            trouble: None,
            leader: Leader::new(pane),
            asked: 0,
        }));
        self.focus_pane(pane);
        self.open_panel(PanelId::Differences);
        self.effects.push(Effect::FocusView);
        self.absorb_comparing();
    }

    /// The pane of a document that stands beside another pane: one that does, one that is moved there, or a new
    /// one if there is none but that.
    fn put_beside(&mut self, pane: PaneId, doc: DocId) -> PaneId {
        let stack = self.layout.stack_of(pane);
        let visible = self.layout.visible();
        let of_doc = |one: &PaneId| *one != pane && self.pane(*one).is_some_and(|one| one.doc.id() == doc);
        let there = visible.iter().find(|one| of_doc(one) && !stack.contains(one)).copied();
        let elsewhere = self.focus_order.iter().rev().copied().find(of_doc);
        if let (None, Some(elsewhere)) = (there, elsewhere) {
            self.layout.remove(elsewhere);
            self.layout.split(elsewhere, pane, Direction::Right);
        }
        let beside = there.or(elsewhere);
        let beside = beside.unwrap_or_else(|| self.add_pane(doc, Some(pane), Some(Direction::Right)));
        self.layout.show(pane);
        // Each goes its own way in the same file, and one that scrolls along goes with none.
        let is_same = self.pane(pane).is_some_and(|pane| pane.doc.id() == doc);
        if is_same && self.pane(beside).is_some_and(|beside| beside.is_linked()) {
            self.toggle_link(beside);
        }
        for one in [pane, beside] {
            self.with_pane(one, |pane, _, _| pane.scrolls_along = false);
        }
        beside
    }

    /// Starts a comparison whose files are open, takes what one has found, and ends one whose panes are closed.
    pub(super) fn absorb_comparing(&mut self) {
        let Some(comparing) = self.comparing() else { return };
        if [comparing.panes.0, comparing.panes.1].iter().any(|pane| self.pane(*pane).is_none()) {
            return self.end_comparing();
        }
        let Some(mut comparing) = self.comparing.take() else { return };
        let docs = (self.pane(comparing.panes.0), self.pane(comparing.panes.1));
        let (Some(a), Some(b)) = docs else { return };
        if let Some(run) = &mut comparing.run {
            if run.absorb() && run.is_aligned() {
                // What stands beside what follows from the ranges.
                comparing.leader.forget();
            }
        } else if comparing.trouble.is_none() {
            let failed = [&a, &b].into_iter().any(|pane| matches!(pane.content(), Content::Failed(_)));
            if failed {
                // The pane says why.
                self.comparing = Some(comparing);
                return self.end_comparing();
            }
            if let (Some(one), Some(other)) = (a.file(), b.file()) {
                let files = (one.snapshot().clone(), other.snapshot().clone());
                let n_threads = self.engine.as_ref().map_or(1, |engine| engine.meters().n_workers());
                let waker = Arc::clone(&self.waker);
                match CompareRun::start(files, comparing.is_aligned, n_threads, waker) {
                    Ok(run) => comparing.run = Some(run),
                    Err(error) => comparing.trouble = Some(Text::of_io(&error)),
                }
            }
        }
        self.comparing = Some(comparing);
        self.follow_leader();
    }

    fn align(&mut self, is_aligned: bool) {
        let Some(comparing) = &mut self.comparing else { return };
        if comparing.is_aligned != is_aligned {
            comparing.is_aligned = is_aligned;
            self.compare_again();
        }
    }

    /// Compares what the files hold now.
    fn compare_again(&mut self) {
        if let Some(comparing) = &mut self.comparing {
            (comparing.run, comparing.trouble) = (None, None);
            comparing.leader.forget();
        }
        self.absorb_comparing();
    }

    fn end_comparing(&mut self) {
        if self.comparing.take().is_some() {
            self.close_panel(PanelId::Differences);
        }
    }

    /// Other documents than what a pane shows, with which it can be compared.
    pub fn comparable(&self, pane: PaneId) -> impl Iterator<Item = &Document> {
        let own = self.panes.iter().find(|one| one.id == pane).map(Pane::doc);
        self.docs().iter().filter(move |doc| Some(doc.id()) != own)
    }
}
