//! The line index as a scan: how many LFs start in each block of 64 KiB.
//!
//! See [`crate::index`] for what is answered from the counts.

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::saved::{self, Damaged};
use super::{Finding, Piece, Scan, ScanId};
use crate::base::counts::BLOCK;
use crate::base::units::{to_u32, to_usize};
use crate::base::{Counts, Span};
use crate::format::encoding::CodeUnit;
use std::sync::Arc;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::by_unit(ScanId::LINE_STARTS, Role::Index, PassId::Index, |unit| made(LineStarts { unit }));

/// The scan that counts LFs, block by block.
///
/// An LF belongs to the block in which its code unit starts; blocks hold whole code units.
#[derive(Clone, Copy, Default)]
pub struct LineStarts {
    /// In which lines end.
    pub unit: CodeUnit,
}

impl Scan for LineStarts {
    type Partial = Counts;

    fn id(&self) -> ScanId {
        ScanId::LINE_STARTS
    }

    fn margin(&self) -> (usize, usize) {
        // The rest of the last code unit.
        (0, self.unit.width() - 1)
    }

    fn feed(&self, partial: &mut Counts, piece: &Piece<'_>) {
        for block in piece.blocks(to_usize(BLOCK)) {
            let n = match self.unit {
                CodeUnit::Byte => memchr::memchr_iter(b'\n', block.bytes()).count(),
                unit => unit.line_feeds(block.code_units(unit.width())).count(),
            };
            partial.add(block.span(), to_u32(n));
        }
    }

    fn feed_zeros(&self, partial: &mut Counts, hole: Span, _file_len: u64) {
        partial.add_none(hole);
    }

    fn merge(&self, left: &mut Counts, right: Counts) {
        left.append(right);
    }

    fn save(&self, partial: &Counts) -> Option<Vec<u8>> {
        saved::write(partial)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<Counts, Damaged> {
        saved::read_sound(saved, of)
    }

    fn report(&self, so_far: &Counts) -> Finding {
        Finding::LineIndex(Arc::new(so_far.clone()))
    }
}
