//! Blocks: what stands in each block of a file, for pictures of all of it.
//!
//! Figures of at most [`MOST_BLOCKS`] blocks, and of pairs of them, and of pairs of pairs, up to
//! one block that is the file: a pyramid. Entropies can't be computed from those of halves, so a
//! level keeps what was counted in its first and its last block, which other parts may add to; all
//! other blocks are whole, and keep figures alone. When a file is longer than its blocks cover, the
//! lowest level goes, and the next has its figures already: same bytes, same figures, however a
//! file has grown. A hole of any length is a run a level. At most 16 MB for any file.

mod class;
mod figures;
mod map;
mod runs;
#[cfg(test)]
mod tests;

pub use class::ContentClass;
pub use figures::{BlockFigures, Figures, Histogram, expected_entropy};
pub use map::BlockMap;

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::saved::{self, Damaged};
use super::{Finding, Piece, Scan, ScanId};
use crate::base::Span;
use crate::base::units::block_shift;
use std::sync::Arc;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::plain(ScanId::BLOCKS, Role::Index, PassId::Blocks, || made(BlockScan));

/// The scan that computes a [`BlockMap`].
#[derive(Clone, Copy, Default)]
pub struct BlockScan;

/// The most blocks of the lowest level.
pub const MOST_BLOCKS: u64 = 1 << 17;

/// Log₂ of the length of the smallest block, in bytes.
pub const SMALLEST_SHIFT: u32 = 8;

/// Log₂ of the block length: the smallest power of two ≥ 256 of which [`MOST_BLOCKS`] cover the file.
#[must_use]
pub fn shift_for(file_len: u64) -> u32 {
    block_shift(file_len, MOST_BLOCKS, SMALLEST_SHIFT)
}

impl Scan for BlockScan {
    type Partial = BlockMap;

    fn id(&self) -> ScanId {
        ScanId::BLOCKS
    }

    fn feed(&self, partial: &mut BlockMap, piece: &Piece<'_>) {
        let shift = shift_for(piece.file_len().max(piece.span().end.0));
        partial.merge(&BlockMap::of(piece.bytes(), piece.at(), shift));
    }

    fn feed_zeros(&self, partial: &mut BlockMap, hole: Span, file_len: u64) {
        partial.merge(&BlockMap::zeros(hole, shift_for(file_len.max(hole.end.0))));
    }

    fn merge(&self, left: &mut BlockMap, right: BlockMap) {
        if left.span().is_empty() {
            *left = right;
        } else {
            left.merge(&right);
        }
    }

    fn save(&self, partial: &BlockMap) -> Option<Vec<u8>> {
        saved::write(partial)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<BlockMap, Damaged> {
        saved::read_sound(saved, of)
    }

    fn report(&self, so_far: &BlockMap) -> Finding {
        Finding::Blocks(Arc::new(so_far.clone()))
    }
}
