//! The units of a file, and the only place where integers and floats meet.
//!
//! Files are counted in `u64`, slices in `usize`, the screen in `f32`. The types here have
//! just the operators that mean something (an offset plus a length is an offset; two
//! offsets are never added), and the conversions say in their name what they give up.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the one place for it; each conversion says what it gives up"
)]

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

/// A position in a file, in bytes from its start.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Offset(pub u64);

/// The number of a row, line or record, counted from 0; displayed from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowNr(pub u64);

impl RowNr {
    /// The row so many further down, or up; the first one at least.
    #[must_use]
    pub fn moved(self, by: i64) -> Self {
        Self(self.0.saturating_add_signed(by))
    }
}

/// The bytes from `start` up to, but without, `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "(u64, u64)", into = "(u64, u64)")]
pub struct Span {
    /// The first byte.
    pub start: Offset,
    /// One past the last byte; never before `start`.
    pub end: Offset,
}

impl From<Span> for (u64, u64) {
    fn from(span: Span) -> Self {
        (span.start.0, span.end.0)
    }
}

impl TryFrom<(u64, u64)> for Span {
    type Error = &'static str;

    fn try_from((start, end): (u64, u64)) -> Result<Self, Self::Error> {
        // Beyond what any file reaches, so that sums of lengths stay numbers.
        let is_span = start <= end && end <= u64::MAX >> 1;
        if is_span { Ok(Self { start: Offset(start), end: Offset(end) }) } else { Err("span") }
    }
}

impl Offset {
    /// The start of a file.
    pub const ZERO: Self = Self(0);

    /// The offset `len` bytes back, or the start of the file.
    #[must_use]
    pub const fn back(self, len: u64) -> Self {
        Self(self.0.saturating_sub(len))
    }

    /// The largest multiple of `step` (not 0) at or before this offset.
    #[must_use]
    pub const fn floor_to(self, step: u64) -> Self {
        Self(self.0 - self.0 % step)
    }
}

impl Add<u64> for Offset {
    type Output = Self;
    fn add(self, len: u64) -> Self {
        Self(self.0.saturating_add(len))
    }
}

impl From<Offset> for crate::messages::Arg {
    fn from(at: Offset) -> Self {
        Self::Offset(at.0)
    }
}

impl Sub for Offset {
    type Output = u64;
    /// The distance between two offsets; 0 if `earlier` is the later one.
    fn sub(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::human::offset(self.0))
    }
}

/// Log₂ of the length of blocks of which `n_blocks` (not 0) cover `len` bytes: the smallest from `least` on.
#[must_use]
pub fn block_shift(len: u64, n_blocks: u64, least: u32) -> u32 {
    len.div_ceil(n_blocks).next_power_of_two().trailing_zeros().max(least)
}

impl Span {
    /// The span between two offsets, in whichever order they come.
    #[must_use]
    pub fn between(a: Offset, b: Offset) -> Self {
        Self { start: a.min(b), end: a.max(b) }
    }

    /// The span of `len` bytes from `start` on.
    #[must_use]
    pub fn at(start: Offset, len: u64) -> Self {
        Self { start, end: start + len }
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(self) -> u64 {
        self.end - self.start
    }

    /// So many bytes further on.
    #[must_use]
    pub fn moved_by(self, by: u64) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether the byte at `at` lies inside.
    #[must_use]
    pub fn contains(self, at: Offset) -> bool {
        self.start <= at && at < self.end
    }

    /// The part that lies in both spans; empty where they don't meet.
    #[must_use]
    pub fn meet(self, other: Self) -> Self {
        let start = self.start.max(other.start);
        Self { start, end: self.end.min(other.end).max(start) }
    }

    /// It with so many bytes before and after it, as far as `whole` has them.
    #[must_use]
    pub fn with_margin(self, (lead, tail): (usize, usize), whole: Self) -> Self {
        Self { start: self.start.back(len_u64(lead)), end: self.end + len_u64(tail) }.meet(whole)
    }

    /// Pieces of `len` bytes, which is not 0; the last one may be shorter.
    pub fn pieces(self, len: u64) -> impl Iterator<Item = Self> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let piece = Self::at(rest.start, len).meet(rest);
            rest.start = piece.end;
            (!piece.is_empty()).then_some(piece)
        })
    }
}

/// A duration in nanoseconds; the most there can be, after 584 years.
#[must_use]
pub fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// A slice length as a file length.
#[must_use]
pub const fn len_u64(len: usize) -> u64 {
    len as u64
}

/// A file length as a slice length; on 32-bit systems it stops at what a slice can hold.
#[must_use]
pub const fn to_usize(len: u64) -> usize {
    let cut = len as usize;
    if cut as u64 == len { cut } else { usize::MAX }
}

/// `part / whole`, between 0 and 1; 0 of nothing is 0.
#[must_use]
pub fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { (as_f64(part) / as_f64(whole)).clamp(0.0, 1.0) }
}

/// The nearest `f64`: exact below 2⁵³.
#[must_use]
pub const fn as_f64(n: u64) -> f64 {
    n as f64
}

/// A measure of the screen from a count; for heights of a screenful, not of a file.
#[must_use]
pub const fn px(n: usize) -> f32 {
    n as f32
}

/// A screen measure from a wider float.
#[must_use]
pub const fn narrow(x: f64) -> f32 {
    x as f32
}

/// The whole number of steps in a screen measure, 0 where it is negative or not a number.
#[must_use]
pub const fn whole(x: f32) -> usize {
    x as usize
}

/// The whole part of a count of rows, 0 where it is negative or not a number.
#[must_use]
pub const fn floor_u64(x: f64) -> u64 {
    x as u64
}

/// The offset at `share` (0 to 1) of `whole`, exact at both ends.
#[must_use]
pub const fn at_share(share: f64, whole: u64) -> u64 {
    if share >= 1.0 {
        whole
    } else if share > 0.0 {
        let n = (share * whole as f64) as u64;
        if n > whole { whole } else { n }
    } else {
        0
    }
}

/// A count that is known to be small, as the `u32` that tables and indexes store.
///
/// Stops at `u32::MAX`; the callers' blocks are far smaller.
#[must_use]
pub const fn to_u32(n: usize) -> u32 {
    if n > u32::MAX as usize { u32::MAX } else { n as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_exact_at_both_ends() {
        for whole in [0, 1, 1 << 40, u64::MAX] {
            assert_eq!(at_share(0.0, whole), 0);
            assert_eq!(at_share(1.0, whole), whole);
            assert_eq!(at_share(f64::NAN, whole), 0);
            assert_eq!(at_share(-1.0, whole), 0);
        }
    }

    #[test]
    fn offsets_stop_at_the_ends_of_the_number_range() {
        assert_eq!(Offset(3).back(5), Offset::ZERO);
        assert_eq!(Offset(u64::MAX) + 5, Offset(u64::MAX));
        assert_eq!(Span::between(Offset(9), Offset(4)).len(), 5);
        assert!(Span::at(Offset(3), 2).meet(Span::at(Offset(7), 2)).is_empty());
    }
}
