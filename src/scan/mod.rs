//! Scans: a value computed from each piece of a file and merged in file order.
//!
//! A new statistic is one file here and its line in [`registry::REGISTRY`]; from then on it is in
//! the panel, in every export, in the command line and under every law test
//! (`tests/all/laws.rs`). Scans see bytes, never a file or a thread: the engine feeds them pieces
//! of any size and merges their partials, and no cut may change a report. [`plan::plan`] says
//! which scans run over a file together.

pub mod blocks;
pub mod bytes;
pub mod char_starts;
mod classes;
pub mod columns;
pub mod digests;
pub mod entry;
pub mod fields;
pub mod kept;
pub mod line_starts;
pub mod lines;
pub mod matches;
pub mod order;
pub mod plan;
pub mod records;
pub mod registry;
pub mod rows;
pub mod saved;
pub mod signatures;
pub mod timeline;
pub mod utf8;

mod erased;
mod id;
mod pairs;
mod simd;

pub use erased::{AnyPartial, AnyScan, ScanRef};
pub use id::ScanId;
pub use registry::REGISTRY;

use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset, Section, Span};
use crate::format::delimited::FieldTree;
use blocks::BlockMap;
use columns::{ColumnTypes, Columns};
use digests::Digests;
use kept::Kept;
use matches::Matches;
use order::SortRuns;
use records::RecordIndex;
use saved::Damaged;
use signatures::Signatures;
use std::borrow::Cow;
use std::sync::Arc;
use timeline::Timeline;

/// Pieces are shown to scans in blocks of this many bytes, so that the second scan finds
/// them in the processor's second-level cache.
pub const BLOCK_BYTES: usize = 64 * 1024;

/// One statistic.
pub trait Scan: Send + Sync + 'static {
    /// The state of a contiguous part of a file; its default is that of the empty part.
    ///
    /// Bounded by about 2 MiB whatever the part's length; the engine keeps a few a worker.
    type Partial: Default + Clone + Send + 'static;

    /// Its stable name, which is the id of its section.
    fn id(&self) -> ScanId;

    /// Context that it needs before and after a piece, in bytes; less only at the file's ends.
    fn margin(&self) -> (usize, usize) {
        (0, 0)
    }

    /// Adds the piece that follows what `partial` covers (any piece, if it covers nothing).
    fn feed(&self, partial: &mut Self::Partial, piece: &Piece<'_>);

    /// Called when nothing more is fed to `partial` for now: gives back what only feeding needs.
    fn release_scratch(&self, _partial: &mut Self::Partial) {}

    /// Adds a hole: as [`Scan::feed`] with that many zeros, but without reading them.
    fn feed_zeros(&self, partial: &mut Self::Partial, hole: Span, file_len: u64);

    /// Whether it must not see bytes that may change meanwhile: it decodes or matches.
    fn needs_private_copy(&self) -> bool {
        false
    }

    /// Whether zeros are fed to it like other bytes, because [`Scan::feed_zeros`] can't compute
    /// their result.
    fn reads_holes(&self) -> bool {
        false
    }

    /// True if the state that `left` ends in invalidates `right`, which was scanned from a neutral
    /// state. The engine then rescans `right`, from [`Scan::resume_after`] on, until
    /// [`Scan::try_resync`] finds both in the same state.
    fn needs_rescan(&self, _left: &Self::Partial, _right: &Self::Partial) -> bool {
        false
    }

    /// The partial of no bytes that follows `left`, in the state in which that ends.
    fn resume_after(&self, _left: &Self::Partial) -> Self::Partial {
        Self::Partial::default()
    }

    /// Appends the rest of `old` to `fresh` if both are in the same state where `fresh` ends;
    /// whether it did.
    fn try_resync(&self, _fresh: &mut Self::Partial, _old: &Self::Partial) -> bool {
        false
    }

    /// Appends the partial of the part that follows. Associative, for a scan that never needs a
    /// rescan; others are merged from the file's start on.
    fn merge(&self, left: &mut Self::Partial, right: Self::Partial);

    /// A partial as bytes, from which [`Scan::load`] makes it again in any run of the program of the same
    /// [`saved::FORMAT`]; `None` of a scan whose partials are not kept.
    fn save(&self, _partial: &Self::Partial) -> Option<Vec<u8>> {
        None
    }

    /// The partial of the bytes `of` a file that was saved, by a scan that was made alike. What is merged with
    /// it and reported then is what would have been without.
    ///
    /// # Errors
    /// [`Damaged`], and never a panic, if that is not what it is.
    fn load(&self, _saved: &[u8], _of: Span) -> Result<Self::Partial, Damaged> {
        Err(Damaged)
    }

    /// The report of a part that starts at the file's first byte. Called seven times a second while
    /// running, so it should cost less than a millisecond.
    fn report(&self, so_far: &Self::Partial) -> Finding;
}

/// A scan's report. A closed set, so that every reader is typed and none casts.
#[derive(Clone, Debug)]
pub enum Finding {
    /// Facts and tables: of a statistic that has no other reader.
    Section(Section),
    /// Where lines start.
    LineIndex(Arc<Counts>),
    /// Where characters start.
    CharIndex(Arc<Counts>),
    /// What a table's columns are, for views; and as a section, which takes long of many columns.
    Columns(Arc<Columns>, Arc<Section>),
    /// The types of a table's columns, and parts of it.
    Types(Arc<ColumnTypes>),
    /// Where a table's records start.
    Records(Arc<RecordIndex>),
    /// Lines by their timestamps, for views and as a section.
    Timeline(Arc<Timeline>),
    /// A digest of each chunk.
    Digests(Arc<Digests>),
    /// What stands in each block.
    Blocks(Arc<BlockMap>),
    /// Where a query matches.
    Matches(Arc<Matches>),
    /// The paths of a table's values, and whether they are those of all of it.
    Fields(Arc<FieldTree>, bool),
    /// How many rows of a table are kept, block by block.
    Kept(Arc<Kept>),
    /// Rows of a table in sorted runs, once all are read.
    Sorted(Arc<SortRuns>),
    /// Where other files begin inside of it.
    Signatures(Arc<Signatures>),
}

impl Finding {
    /// The report as facts and tables; `None` of an index.
    #[must_use]
    pub fn section(&self) -> Option<Cow<'_, Section>> {
        match self {
            Self::Section(section) => Some(Cow::Borrowed(section)),
            Self::Timeline(timeline) => Some(Cow::Owned(timeline.section())),
            Self::Columns(_, section) => Some(Cow::Borrowed(section)),
            Self::LineIndex(_)
            | Self::CharIndex(_)
            | Self::Types(_)
            | Self::Records(_)
            | Self::Digests(_)
            | Self::Blocks(_)
            | Self::Matches(_)
            | Self::Fields(..)
            | Self::Kept(_)
            | Self::Sorted(_)
            | Self::Signatures(_) => None,
        }
    }
}

/// A contiguous piece of a file, with the context that a scan requests.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    window: &'a [u8],
    lead: usize,
    len: usize,
    at: Offset,
    file_len: u64,
}

impl<'a> Piece<'a> {
    /// The piece of `len` bytes that starts `lead` bytes into `window`.
    ///
    /// `at` is where the piece itself starts in the file, `file_len` the whole file's length
    /// in bytes. A lead or length beyond the window is cut to it.
    #[must_use]
    pub fn new(window: &'a [u8], lead: usize, len: usize, at: Offset, file_len: u64) -> Self {
        let lead = lead.min(window.len());
        Self { window, lead, len: len.min(window.len() - lead), at, file_len }
    }

    /// The piece's own bytes.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        &self.window[self.lead..self.lead + self.len]
    }

    /// The code units of `width` bytes whose first bytes lie in the piece. The rest of the last one
    /// comes from the bytes after; only at the file's end it may lack.
    #[must_use]
    pub fn code_units(&self, width: usize) -> &'a [u8] {
        let (len, width) = (self.window.len(), len_u64(width));
        let first = self.at.0.div_ceil(width);
        let n = self.span().end.0.div_ceil(width) - first;
        let start = self.lead + to_usize(first * width - self.at.0);
        &self.window[start.min(len)..(start + to_usize(n * width)).min(len)]
    }

    /// The context before it: all that was requested, less at the file's start.
    #[must_use]
    pub fn before(&self) -> &'a [u8] {
        &self.window[..self.lead]
    }

    /// The context after it: all that was requested, less at the file's end.
    #[must_use]
    pub fn after(&self) -> &'a [u8] {
        &self.window[self.lead + self.len..]
    }

    /// The piece with its surroundings; its own bytes start at `before().len()`.
    #[must_use]
    pub fn window(&self) -> &'a [u8] {
        self.window
    }

    /// The file offset of its first byte.
    #[must_use]
    pub fn at(&self) -> Offset {
        self.at
    }

    /// Its extent in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::at(self.at, len_u64(self.len))
    }

    /// The whole file's length in bytes.
    #[must_use]
    pub fn file_len(&self) -> u64 {
        self.file_len
    }

    /// The same piece cut where the file's own grid of `step` bytes (a power of two) is.
    pub fn blocks(&self, step: usize) -> impl Iterator<Item = Piece<'a>> + use<'a> {
        let whole = *self;
        let mut done = 0;
        std::iter::from_fn(move || {
            if done == whole.len {
                return None;
            }
            let at = whole.at + len_u64(done);
            let into = to_usize(at.0 & (len_u64(step) - 1));
            let len = (step - into).min(whole.len - done);
            let piece = Piece { lead: whole.lead + done, len, at, ..whole };
            done += len;
            Some(piece)
        })
    }
}
