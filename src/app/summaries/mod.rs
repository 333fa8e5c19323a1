//! Two summaries compared in the window: of open documents, or saved ones.
//!
//! What is known of a document is taken when it is asked for, on the window's thread, as an export takes it; a
//! thread reads what is saved and compares, as `gander diff` does. The comparison is made anew when the
//! figures of one of its documents have settled on something else.

mod save;
mod state;

pub(super) use save::DiffToSave;
pub use state::{DiffLine, SummaryComparison, SummaryDiffState, SummarySide};

use super::docks::PanelId;
use super::msg::{Overlay, SummariesMsg};
use super::tasks::Reply;
use super::{App, Effect};
use crate::base::DocId;
use crate::doc::Document;
use crate::format::glyphs;
use crate::messages::{Key, Text};
use crate::source::{AccessMode, Source};
use crate::summary::diff::saved::{NotASummary, Saved};
use crate::summary::diff::{Diff, DiffMarkdown, DiffWriter};
use crate::summary::{Json, Summary, Writer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of a saved summary that is read at most.
const MOST_BYTES: u64 = 512 << 20;

/// The title of the work.
pub(super) const COMPARING: Key = Key("task-summaries");

/// A side as a thread takes it: what is known of a document, or the file of a saved summary.
enum Taken {
    Known(Box<Summary>),
    File(PathBuf),
}

impl App {
    /// The comparison of two summaries, if there is one.
    #[must_use]
    pub fn summaries(&self) -> Option<&SummaryComparison> {
        self.summaries.as_deref()
    }

    /// What a document is called among summaries, and how far its figures go.
    fn side_of(&self, id: DocId) -> Option<SummarySide> {
        let doc = self.doc(id)?;
        doc.file()?;
        Some(SummarySide::Document { id, label: doc.label().to_owned(), stamp: stamp(doc) })
    }

    pub(super) fn perform_summaries(&mut self, msg: SummariesMsg) {
        match msg {
            SummariesMsg::With(doc, other) => {
                let sides = self.side_of(other).zip(self.side_of(doc));
                sides.into_iter().for_each(|(a, b)| self.compare_summaries(a, b));
            }
            SummariesMsg::WithFile(doc, path) => {
                let (a, b) = (SummarySide::File(path), self.side_of(doc));
                b.into_iter().for_each(|b| self.compare_summaries(a.clone(), b));
            }
            SummariesMsg::ChooseFile(doc) => self.summary_dialog(doc),
            SummariesMsg::Swap => self.swap_summaries(),
            SummariesMsg::Again => self.compare_summaries_again(),
            SummariesMsg::Filter(wanted) => {
                self.summaries.iter_mut().for_each(|one| one.set_filter(wanted.clone()));
            }
            SummariesMsg::Copy => self.copy_summary_diff(),
            SummariesMsg::ExportDialog => self.export_diff_dialog(),
            SummariesMsg::End => {
                self.summaries = None;
                self.close_panel(PanelId::Summaries);
            }
        }
    }

    fn compare_summaries(&mut self, a: SummarySide, b: SummarySide) {
        if self.overlay == Some(Overlay::Summaries) {
            self.hide_overlay();
        }
        self.summaries = Some(Box::new(SummaryComparison::new(a, b)));
        self.open_panel(PanelId::Summaries);
        self.start_summary_diff();
    }

    fn swap_summaries(&mut self) {
        if let Some(one) = &self.summaries {
            let (a, b) = one.sides();
            let (filter, swapped) = (one.filter().to_owned(), SummaryComparison::new(b.clone(), a.clone()));
            self.summaries = Some(Box::new(swapped));
            self.start_summary_diff();
            self.perform_summaries(SummariesMsg::Filter(filter));
        }
    }

    /// Takes what is known of both sides now, and lets a thread compare it.
    fn start_summary_diff(&mut self) {
        let nr = self.new_id();
        let Some(one) = &self.summaries else { return };
        let (a, b) = one.sides();
        let (names, io) = ([a.name(), b.name()], self.io);
        let taken = self.taken(a).zip(self.taken(b));
        let Some(one) = &mut self.summaries else { return };
        let Some((a, b)) = taken else { return one.fail(Text::new("summaries-closed")) };
        one.wait_for(nr);
        self.background(COMPARING, 0, move |_| {
            Reply::SummariesCompared(nr, compared(&names, (a, b), io).map(Arc::new))
        });
    }

    fn taken(&self, side: &SummarySide) -> Option<Taken> {
        match side {
            SummarySide::Document { id, .. } => {
                self.summary(*id).map(|summary| Taken::Known(Box::new(summary)))
            }
            SummarySide::File(path) => Some(Taken::File(path.clone())),
        }
    }

    /// Takes what a thread has found, unless something else was asked for since.
    pub(super) fn summaries_compared(&mut self, nr: u64, found: &Result<Arc<Diff>, Text>) {
        self.summaries.iter_mut().for_each(|one| one.take(nr, found.clone()));
    }

    /// Waits no longer for a thread that panicked.
    pub(super) fn summaries_broke(&mut self) {
        self.summaries.iter_mut().for_each(|one| one.fail(Text::new("summaries-broke")));
    }

    /// Compares what the sides say now.
    fn compare_summaries_again(&mut self) {
        let Some(one) = self.summaries.as_deref() else { return };
        let anew = |side: &SummarySide| match side {
            SummarySide::Document { id, .. } => self.side_of(*id).unwrap_or_else(|| side.clone()),
            SummarySide::File(_) => side.clone(),
        };
        let (a, b) = one.sides();
        let sides = (anew(a), anew(b));
        self.summaries.iter_mut().for_each(|one| one.set_sides(sides.clone()));
        self.start_summary_diff();
    }

    /// Compares anew once the figures of a document have settled on something else.
    pub(super) fn absorb_summaries(&mut self) {
        let Some(one) = self.summaries.as_deref().filter(|one| !one.is_waiting()) else { return };
        let (a, b) = one.sides();
        let is_due = |side: &SummarySide| match side {
            SummarySide::Document { id, stamp: before, .. } => self
                .doc(*id)
                .is_some_and(|doc| doc.file().is_some() && is_settled(doc) && stamp(doc) != *before),
            SummarySide::File(_) => false,
        };
        if is_due(a) || is_due(b) {
            self.compare_summaries_again();
        }
    }

    /// Copies what is listed as Markdown.
    fn copy_summary_diff(&mut self) {
        let Some(diff) = self.summaries.as_deref().and_then(SummaryComparison::listed) else { return };
        let mut text = Vec::new();
        if DiffMarkdown.write(&diff, &mut text).is_ok() {
            self.effects.push(Effect::Copy(glyphs::plain(&text)));
            self.toast(Text::new("toast-summaries-copied"), false);
        }
    }

    /// Documents whose summaries a document's can be compared with.
    pub fn summarised(&self, but: DocId) -> impl Iterator<Item = &Document> {
        self.docs().iter().filter(move |doc| doc.id() != but && doc.file().is_some())
    }
}

/// What the figures of a document are of: its bytes, and how much of them.
fn stamp(doc: &Document) -> (u64, u64, usize) {
    let scans = doc.scans().known();
    let scanned = scans.iter().map(|known| known.scanned_bytes).min().unwrap_or(0);
    (doc.len(), scanned, scans.len())
}

fn is_settled(doc: &Document) -> bool {
    doc.scans().running().is_none()
}

fn compared(names: &[String; 2], (a, b): (Taken, Taken), io: AccessMode) -> Result<Diff, Text> {
    let is_saved = matches!(a, Taken::File(_)) || matches!(b, Taken::File(_));
    let (mut a, mut b) = (saved(a, io)?, saved(b, io)?);
    if is_saved {
        // The window makes it unasked, and the command only on request.
        let (in_a, in_b) = (a.section(ON_REQUEST).is_some(), b.section(ON_REQUEST).is_some());
        if in_a != in_b {
            [&mut a, &mut b]
                .into_iter()
                .for_each(|one| one.sections.retain(|section| section.id != ON_REQUEST));
        }
    }
    Ok(Diff::of((&names[0], &a), (&names[1], &b)))
}

/// The section that `gander summary` has only if it is asked for.
const ON_REQUEST: &str = "timeline";

fn saved(taken: Taken, io: AccessMode) -> Result<Saved, Text> {
    match taken {
        Taken::Known(summary) => {
            let mut json = Vec::new();
            Json.write(&summary, &mut json).map_err(|error| Text::of_io(&error))?;
            Saved::read(&json).map_err(|NotASummary(why)| why)
        }
        Taken::File(path) => read(&path, io),
    }
}

fn read(path: &Path, io: AccessMode) -> Result<Saved, Text> {
    let refused = |why: Text| {
        Text::new("summaries-no-summary").with("name", path.display().to_string()).with("why", why)
    };
    let source = Source::open(path, io).map_err(|error| error.message())?;
    let snapshot = source.snapshot();
    if snapshot.len() > MOST_BYTES {
        return Err(refused(Text::new("saved-too-large")));
    }
    let read = snapshot.read_copy(snapshot.span(), Saved::read).map_err(|fault| refused(fault.message()))?;
    read.map_err(|NotASummary(why)| refused(why))
}
