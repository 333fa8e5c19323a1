//! The report of a search: an index of matches, and one of wanted lines.
//!
//! Made by [`crate::search`] alone; defined here, so that a [`Finding`](super::Finding) can hold
//! it without a cast.

use crate::base::{Counts, Offset, Span};

/// How many matches and wanted lines there are in each block of 64 KiB, from the file's start on.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    pub(crate) span: Span,
    pub(crate) hits: Counts,
    pub(crate) rows: Counts,
    /// The state that a search of each block alone starts in, encoded by the search.
    pub(crate) entries: Counts,
    /// Whether a last line without an LF is wanted.
    pub(crate) has_open_row: bool,
    pub(crate) gave_up: u64,
}

impl Matches {
    /// The bytes that were searched.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Matches, by the block that they start in. Empty for a query of more than one term.
    #[must_use]
    pub fn hits(&self) -> &Counts {
        &self.hits
    }

    /// Wanted lines, by the block of their LF; without a last line that has none.
    #[must_use]
    pub fn rows(&self) -> &Counts {
        &self.rows
    }

    /// How many matches there are.
    #[must_use]
    pub fn n_hits(&self) -> u64 {
        self.hits.total()
    }

    /// How many lines are wanted.
    #[must_use]
    pub fn n_rows(&self) -> u64 {
        self.rows.total() + u64::from(self.has_open_row)
    }

    /// Lines in which backtracking reached its limit: matches before that count.
    #[must_use]
    pub fn n_gave_up(&self) -> u64 {
        self.gave_up
    }

    /// Memory that it takes, in bytes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.hits.heap_bytes() + self.rows.heap_bytes() + self.entries.heap_bytes()
    }

    /// The encoded state in which a search of this block alone starts, and the block's start.
    pub(crate) fn entry(&self, block: u64) -> (u32, Offset) {
        let before = |block| self.entries.before(block).unwrap_or(0);
        let entry = u32::try_from(before(block + 1).saturating_sub(before(block))).unwrap_or(0);
        (entry, Offset(block * crate::base::counts::BLOCK))
    }
}
