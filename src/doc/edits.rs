//! The state of changing a document's bytes: its mode, the lock, and the edits that are laid over its file.
//!
//! A file opens read-only. [`Edits`] belong to the file that they were made over; mode and lock
//! ([`Writing`]) to the document, so that both outlast a write.

use crate::base::{Offset, Span};
use crate::edit::{ByteOverlay, SeenBytes, WriteCost, WriteThrough};
use std::cell::RefCell;
use std::sync::Arc;

/// What may be done to a document's bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EditMode {
    /// Nothing.
    #[default]
    ReadOnly,
    /// They are changed beside the file, to be saved under another name.
    Copy,
    /// They are changed, to be written into the file itself, which is locked.
    WriteThrough,
}

/// The column of bytes that is typed into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HexColumn {
    /// Their digits.
    #[default]
    Digits,
    /// Their characters.
    Chars,
}

/// How a document's bytes are being changed.
#[derive(Debug, Default)]
pub struct Writing {
    pub(super) mode: EditMode,
    /// Holds the file of [`EditMode::WriteThrough`]; a write has it meanwhile.
    pub(crate) lock: Option<WriteThrough>,
    /// Whether a write or a recovery is under way.
    pub(crate) is_writing: bool,
    /// Whether the next own write that the reader tells of leaves the edits as they are.
    pub(crate) keeps_edits: bool,
    /// What the last write has cost, and how many changes it wrote.
    pub(crate) cost: Option<(WriteCost, u64)>,
    /// Whether it was edited in this mode.
    pub(crate) was_edited: bool,
    pub(crate) column: HexColumn,
    /// The byte of which the first digit was typed.
    pub(crate) half: Option<Offset>,
}

/// Edits over a file.
#[derive(Debug, Default)]
pub struct Edits {
    pub(super) overlay: ByteOverlay,
    pub(super) seen: SeenBytes,
    /// The revision that was saved under another name.
    pub(super) saved: Option<u64>,
    /// The changed spans of a revision.
    spans: RefCell<(u64, Arc<[Span]>)>,
}

impl Writing {
    /// What may be done.
    #[must_use]
    pub fn mode(&self) -> EditMode {
        self.mode
    }

    /// Whether the file is locked by this program.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.mode == EditMode::WriteThrough && (self.lock.is_some() || self.is_writing)
    }

    /// Whether a write or a recovery is under way.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        self.is_writing
    }

    /// What the last write has cost, and how many changes it wrote.
    #[must_use]
    pub fn cost(&self) -> Option<&(WriteCost, u64)> {
        self.cost.as_ref()
    }

    /// The column that is typed into.
    #[must_use]
    pub fn column(&self) -> HexColumn {
        self.column
    }

    /// Sets what may be done. The lock is let go where it is not needed.
    pub(crate) fn set_mode(&mut self, mode: EditMode, lock: Option<WriteThrough>) {
        (self.mode, self.lock, self.half) = (mode, lock, None);
        self.was_edited &= mode != EditMode::ReadOnly;
    }
}

impl Edits {
    /// None, over a file of `len` bytes.
    pub(super) fn new(len: u64) -> Self {
        Self { overlay: ByteOverlay::new(len), ..Self::default() }
    }

    /// The edits themselves.
    #[must_use]
    pub fn overlay(&self) -> &ByteOverlay {
        &self.overlay
    }

    /// The file underneath grew.
    pub(super) fn set_file_len(&mut self, len: u64) {
        self.overlay.set_file_len(len);
    }

    /// The changed spans, in the file's order.
    #[must_use]
    pub fn spans(&self) -> Arc<[Span]> {
        let mut known = self.spans.borrow_mut();
        if known.0 != self.overlay.revision() {
            *known = (self.overlay.revision(), self.overlay.spans().collect());
        }
        Arc::clone(&known.1)
    }

    /// How many changes there are: changed spans, and a cut end.
    #[must_use]
    pub fn n_changes(&self) -> u64 {
        let cuts = self.overlay.len() < self.overlay.file_len();
        crate::base::units::len_u64(self.spans().len()) + u64::from(cuts)
    }
}
