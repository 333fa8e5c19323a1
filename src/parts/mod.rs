//! Parts of a summary: what is found in some chunks of a file, to be merged with the rest elsewhere.
//!
//! A [`Part`] is made by one program that has the file ([`make`]) and merged by another that need not
//! ([`merge`]): the summary is, byte for byte, that of one run over the whole. Parts are cut on the grid of chunks,
//! and partials are merged as the engine merges those of chunks. A table's rows belong to the part in which they
//! start ([`rows`]). What was told of the whole file before it was scanned (its encoding, its table, the options) all
//! its parts share ([`told`]), or they are refused.

pub mod file;
pub mod make;
pub mod merge;
pub mod rows;
pub mod told;

use crate::base::{Offset, Span};
use crate::scan::{AnyPartial, ScanRef};
use serde::{Deserialize, Serialize};
use told::{Identity, Told};

/// Some chunks of a file and what was found in them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The file's path, as it was given.
    pub path: String,
    /// Which file, as it was then.
    pub identity: Identity,
    /// What was told of it, which all of its parts share.
    pub told: Told,
    /// Which chunks.
    pub chunks: Chunks,
    /// Of how many shares it was one, when it was made; of a merged part the most of these.
    pub of: u64,
    /// The options of the command that made it which the others need, too.
    pub flags: Vec<String>,
    /// What each scan has found.
    pub sections: Vec<SavedSection>,
    /// What was found in rows, if columns are profiled.
    pub rows: Option<Rows>,
    /// Bytes around what is no UTF-8, by which the whole file's encoding is told.
    pub samples: Vec<(Offset, Vec<u8>)>,
}

/// Chunks of a file's grid, from `first` up to but without `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chunks {
    /// The first one, from 0.
    pub first: u64,
    /// One past the last.
    pub end: u64,
}

/// Equal shares of a file: some of them, counted from 0, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The first one.
    pub first: u64,
    /// The last one.
    pub last: u64,
    /// Of how many.
    pub of: u64,
}

/// A partial, by the name of its scan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSection {
    /// The scan's id.
    pub id: String,
    /// What it saved.
    pub saved: Vec<u8>,
}

impl SavedSection {
    /// What scans have found, of those whose findings are kept.
    fn all(scans: &[ScanRef], found: &[AnyPartial]) -> Vec<Self> {
        let saved = |(scan, partial): (&ScanRef, &AnyPartial)| {
            Some(Self { id: scan.id().name().to_owned(), saved: scan.save(partial)? })
        };
        scans.iter().zip(found).filter_map(saved).collect()
    }
}

/// The rows of a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// From where the first one starts to where the next part's first one does.
    pub span: Span,
    /// What was found in them; `None` without any.
    pub saved: Option<Vec<u8>>,
}

impl Split {
    /// All of a file.
    pub const WHOLE: Self = Self { first: 0, last: 0, of: 1 };

    /// Which of so many chunks these are: none, if there are fewer than shares.
    #[must_use]
    pub fn chunks(self, n_chunks: u64) -> Chunks {
        let start = |share: u64| {
            let place = u128::from(n_chunks) * u128::from(share.min(self.of)) / u128::from(self.of.max(1));
            u64::try_from(place).unwrap_or(n_chunks)
        };
        Chunks { first: start(self.first), end: start(self.last.saturating_add(1)) }
    }
}

impl Chunks {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.first >= self.end
    }

    /// Their bytes in a file of so many.
    #[must_use]
    pub fn span(self, chunk_bytes: u64, file_len: u64) -> Span {
        let at = |chunk: u64| Offset(chunk.saturating_mul(chunk_bytes).min(file_len));
        Span { start: at(self.first), end: at(self.end.max(self.first)) }
    }
}

impl Part {
    /// The same without what was found, as far as merging needs it to put parts in their order.
    #[must_use]
    pub fn head(self) -> Self {
        Self { sections: Vec::new(), rows: None, samples: Vec::new(), ..self }
    }

    /// How many chunks the file has.
    #[must_use]
    pub fn n_chunks(&self) -> u64 {
        self.identity.size.div_ceil(self.told.chunk_bytes.max(1))
    }

    /// Its bytes.
    #[must_use]
    pub fn span(&self) -> Span {
        self.chunks.span(self.told.chunk_bytes, self.identity.size)
    }
}
