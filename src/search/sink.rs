//! The sink for a piece's matches, the carry-over, and what a cut means for matches.

use crate::base::Offset;

/// No match is longer than this many bytes.
pub const REACH: usize = 64 * 1024;

/// What it means for matches that what is known of a file ends, and more may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutEffect {
    /// Only matches that start in the last bytes, so many, are affected.
    pub reach_bytes: u64,
    /// Whether those that are found there stay matches, whatever comes.
    pub found_stays: bool,
}

/// State carried to the next piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CarryOver {
    /// Where the last match ended, if the next piece starts before that, or there.
    pub(super) last_end: Option<Offset>,
    /// Whether the line that is open there holds a match. For needles that outlast lines: whether
    /// that line does, or at a line's end, the line before.
    pub(super) in_row: bool,
}

/// Receives a piece's matches in file order; positions are relative to the window's start.
pub(super) trait Sink {
    /// Whether it wants each match, or just one in each line.
    const EACH: bool;
    /// The file offset of the window's start; called once, before all else.
    fn set_base(&mut self, base: Offset);
    /// A match.
    fn hit(&mut self, start: usize, end: usize);
    /// The LF of a line that holds a match.
    fn row(&mut self, lf: usize);
    /// A line that backtracking gave up on.
    fn gave_up(&mut self) {}
}
