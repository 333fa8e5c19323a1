//! The untimed lines before the first timed line of a part: which line they continue, and so their
//! time and level, is known once the part before is merged.

use super::N_LEVELS;
use super::part::TickCount;
use crate::base::Span;
use crate::base::counts::BLOCK;
use serde::{Deserialize, Serialize};

/// Lines without a time at the start of a part. Bounded by the part: an entry for each 64 KiB.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct HeadLines {
    /// How many say each level; then those that say none.
    pub(super) levels: [u64; N_LEVELS],
    /// What starts where, block by block in file order; a hole is one entry.
    pub(super) blocks: Vec<(Span, TickCount)>,
}

impl HeadLines {
    /// Adds what starts in the bytes that follow, which lie in one block if anything does.
    pub(super) fn push(&mut self, bytes: Span, count: TickCount) {
        if bytes.is_empty() {
            return;
        }
        match self.blocks.last_mut() {
            Some((last, so_far)) if last.start.0 / BLOCK == bytes.end.back(1).0 / BLOCK => {
                last.end = bytes.end;
                so_far.add(count);
            }
            _ => self.blocks.push((bytes, count)),
        }
    }

    /// Adds those of the part that follows, which this part's lines reach up to.
    pub(super) fn append(&mut self, right: Self) {
        for (ours, theirs) in self.levels.iter_mut().zip(right.levels) {
            *ours += theirs;
        }
        right.blocks.into_iter().for_each(|(bytes, count)| self.push(bytes, count));
    }
}
