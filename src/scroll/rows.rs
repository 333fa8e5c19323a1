//! Row spaces: rows that are stepped through by position, without a number of rows.

use crate::base::Offset;
use crate::base::units::{at_share, share};
use crate::source::blocks::Fetched;
use std::ops::{Add, Sub};

/// A position in a [`RowSpace`]: opaque but for its order and its distances. A byte offset for
/// rows in file order, a rank for rows in another order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos(pub u64);

impl Pos {
    /// The first position.
    pub const ZERO: Self = Self(0);

    /// The position `by` further back, or the first one.
    #[must_use]
    pub const fn back(self, by: u64) -> Self {
        Self(self.0.saturating_sub(by))
    }

    /// The byte at this position, in a space whose positions are byte offsets.
    #[must_use]
    pub const fn offset(self) -> Offset {
        Offset(self.0)
    }
}

impl From<Offset> for Pos {
    fn from(at: Offset) -> Self {
        Self(at.0)
    }
}

impl Add<u64> for Pos {
    type Output = Self;
    fn add(self, by: u64) -> Self {
        Self(self.0.saturating_add(by))
    }
}

impl Sub for Pos {
    type Output = u64;
    /// The distance between two positions; 0 if `earlier` is the later one.
    fn sub(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Rows that can be stepped through. A row is named by the position of its start.
///
/// [`Fetched::Pending`] means that the data that decides is not cached: the caller stays where
/// it is and asks again in a later frame. No method blocks.
pub trait RowSpace {
    /// One past the last position; the number of bytes, or of rows.
    fn len(&self) -> u64;

    /// The start of the row that holds `at`; of the last row, from the end on.
    fn snap(&self, at: Pos) -> Fetched<Pos>;

    /// The start of the row after the one that starts at `at`; `None` after the last.
    fn next(&self, at: Pos) -> Fetched<Option<Pos>>;

    /// The start of the row before the one that starts at `at`; `None` before the first.
    fn previous(&self, at: Pos) -> Fetched<Option<Pos>> {
        if at == Pos::ZERO { Fetched::Ready(None) } else { self.snap(at.back(1)).map(Some) }
    }

    /// An upper bound of the distance between two neighbours.
    fn longest(&self) -> u64;

    /// The position of the row that holds a byte of the file, or of one beside it: the byte's own, where
    /// positions are bytes.
    fn pos_of(&self, at: Offset) -> Fetched<Pos> {
        Fetched::Ready(at.into())
    }

    /// The byte of the file at which the row at a position starts.
    fn offset_of(&self, pos: Pos) -> Fetched<Offset> {
        Fetched::Ready(pos.offset())
    }

    /// Whether there is no row.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position at a share of the way to `end`, from 0 to 1. Exact at both ends.
    fn at_share(&self, to: f64, end: Pos) -> Pos {
        Pos(at_share(to, end.0))
    }

    /// How far `at` is on the way to `end`, from 0 to 1.
    fn share_of(&self, at: Pos, end: Pos) -> f64 {
        share(at.0, end.0)
    }
}

/// Rows of equal length: bytes in a hex view.
#[derive(Clone, Copy, Debug)]
pub struct Equal {
    /// The length of what they are cut from.
    pub len: u64,
    /// The length of a row; not 0.
    pub row: u64,
}

impl RowSpace for Equal {
    fn len(&self) -> u64 {
        self.len
    }

    fn snap(&self, at: Pos) -> Fetched<Pos> {
        Fetched::Ready(Pos(at.min(Pos(self.len).back(1)).0 / self.row * self.row))
    }

    fn next(&self, at: Pos) -> Fetched<Option<Pos>> {
        Fetched::Ready(at.0.checked_add(self.row).filter(|&next| next < self.len).map(Pos))
    }

    fn longest(&self) -> u64 {
        self.row
    }
}

/// Rows by rank: position `n` is row `n`, as in a table that is held or sorted.
#[derive(Clone, Copy, Debug)]
pub struct Ranks {
    /// The number of rows.
    pub n_rows: u64,
}

impl RowSpace for Ranks {
    fn len(&self) -> u64 {
        self.n_rows
    }

    fn snap(&self, at: Pos) -> Fetched<Pos> {
        Fetched::Ready(at.min(Pos(self.n_rows).back(1)))
    }

    fn next(&self, at: Pos) -> Fetched<Option<Pos>> {
        Fetched::Ready(Some(at + 1).filter(|next| next.0 < self.n_rows))
    }

    fn longest(&self) -> u64 {
        1
    }
}
