//! Changes a document's bytes: edits over its file, and what this program writes into it.
//!
//! What blocks is done elsewhere: the lock goes to a thread and comes back.

use super::edits::{EditMode, Edits, Writing};
use super::{Content, Document, File};
use crate::base::units::to_usize;
use crate::base::{Offset, Span};
use crate::edit::{ByteOverlay, WritePlan, WriteThrough};
use crate::source::blocks::Fetched;
use crate::source::reader::{Hold, Opened};

/// The most bytes of one edit that are noted as they were.
const NOTED_BYTES: u64 = 64 << 10;

impl File {
    /// The edits that are laid over it, if there are any.
    #[must_use]
    pub fn edits(&self) -> Option<&Edits> {
        self.edits.as_deref()
    }

    /// Its length in bytes with all edits.
    #[must_use]
    pub fn edited_len(&self) -> u64 {
        self.edits().map_or(self.len(), |edits| edits.overlay.len())
    }

    /// The bytes of `span` with all edits, a copy of some KiB.
    #[must_use]
    pub fn edited(&self, span: Span) -> Fetched<Vec<u8>> {
        let Some(edits) = self.edits() else { return self.bytes(span) };
        let span = span.meet(Span::at(Offset::ZERO, edits.overlay.len()));
        self.bytes(span).map(|mut bytes| {
            bytes.resize(to_usize(span.len()), 0);
            edits.overlay.patch(span.start, &mut bytes);
            bytes
        })
    }

    /// Edits it, of which `span` is noted as it is now.
    pub(crate) fn edit<R>(&mut self, span: Span, edit: impl FnOnce(&mut ByteOverlay) -> R) -> R {
        let noted = Span { end: span.end.min(span.start + NOTED_BYTES), ..span }.meet(self.snapshot().span());
        let bytes = self.bytes(noted).ready().unwrap_or_default();
        let len = self.len();
        let edits = self.edits.get_or_insert_with(|| Box::new(Edits::new(len)));
        edits.seen.note(noted.start, &bytes);
        edit(&mut edits.overlay)
    }
}

impl Document {
    /// How its bytes are being changed.
    #[must_use]
    pub fn writing(&self) -> &Writing {
        &self.writing
    }

    /// Whether its bytes can be changed now.
    #[must_use]
    pub fn can_edit(&self) -> bool {
        self.writing.mode != EditMode::ReadOnly && !self.writing.is_writing && self.file().is_some()
    }

    /// How many changes are not in the file.
    #[must_use]
    pub fn n_changes(&self) -> u64 {
        self.file().and_then(File::edits).map_or(0, Edits::n_changes)
    }

    /// Whether there are changes that neither the file nor a saved copy has.
    #[must_use]
    pub fn has_unsaved(&self) -> bool {
        let is_unsaved =
            |edits: &Edits| edits.overlay.is_changed() && edits.saved != Some(edits.overlay.revision());
        self.file().and_then(File::edits).is_some_and(is_unsaved)
    }

    /// Forgets all edits.
    pub(crate) fn drop_edits(&mut self) {
        self.writing.half = None;
        self.file_mut().into_iter().for_each(|file| file.edits = None);
    }

    /// Notes that a revision was saved under another name.
    pub(crate) fn note_saved(&mut self, revision: u64) {
        let edits = self.file_mut().and_then(|file| file.edits.as_mut());
        edits.into_iter().for_each(|edits| edits.saved = Some(revision));
    }

    /// What is to be written, and what keeps the reader from taking it for another program's. From now on,
    /// until the write is over, nothing is scanned.
    pub(crate) fn begin_write(&mut self) -> Option<(WriteThrough, WritePlan, Hold)> {
        let hold = self.begin_own_write()?;
        let plan = self.file().and_then(|file| {
            let edits = file.edits()?;
            Some(WritePlan::new(&edits.overlay, &edits.seen, file.snapshot().stat()))
        });
        match (plan, self.writing.lock.take()) {
            (Some(plan), Some(lock)) => Some((lock, plan, hold)),
            (_, lock) => {
                self.writing.lock = lock;
                self.writing.is_writing = false;
                None
            }
        }
    }

    /// Its file is about to be written by this program.
    pub(crate) fn begin_own_write(&mut self) -> Option<Hold> {
        let hold = self.reader.as_ref()?.hold();
        self.writing.is_writing = true;
        self.writing.half = None;
        self.scans.cancel(None);
        Some(hold)
    }

    /// Takes its file after a write of this program's own: other bytes, and nothing to say about them.
    /// Everything is computed anew.
    pub(crate) fn take_own_write(&mut self, opened: &Opened) {
        self.writing.is_writing = false;
        let keeps_edits = std::mem::take(&mut self.writing.keeps_edits);
        let Content::Open(old) = &mut self.content else { return };
        let (before, now) = (old.snapshot().clone(), &opened.snapshot);
        if before.stat().id != now.stat().id {
            // The name led elsewhere meanwhile: that is followed as ever.
            return;
        }
        let mut file = old.rewritten(opened);
        if keeps_edits && let Some(mut edits) = old.edits.take() {
            edits.overlay.set_file_len(file.len());
            file.edits = Some(edits);
        }
        **old = file;
        self.scans.cancel(None);
        self.scans = super::Scans::default();
        self.check = super::Check::default();
        self.measured = None;
        self.structure = super::structure::FileStructure::default();
        self.carry_marks(before.generation(), now.generation());
        self.searching.iter_mut().for_each(|searching| searching.note_rewritten());
    }
}
