//! The character index as a scan: how many characters start in each block of 64 KiB, so that a
//! column in a line of a gigabyte is known without reading the line.
//!
//! In UTF-8 a character starts at every byte that is no continuation byte, in UTF-16 at every code
//! unit that is no low surrogate, in UTF-32 at every code unit. That is decided locally, so any block
//! can be recounted alone;
//! in bytes that don't decode, each that could start a character counts. Other encodings with
//! characters of several bytes can't be counted so. See [`crate::index::chars`] for what is
//! answered from the counts.

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::saved::{self, Damaged};
use super::{Finding, Piece, Scan, ScanId, classes};
use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_u32, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::format::encoding::CodeUnit;
use std::sync::Arc;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::by_unit(ScanId::CHAR_STARTS, Role::Index, PassId::Measure, |unit| made(CharStarts { unit }));

/// The scan that counts starts of characters, block by block. Bytes are read as UTF-8.
#[derive(Clone, Copy, Default)]
pub struct CharStarts {
    /// Of which characters are made.
    pub unit: CodeUnit,
}

impl Scan for CharStarts {
    type Partial = Counts;

    fn id(&self) -> ScanId {
        ScanId::CHAR_STARTS
    }

    fn margin(&self) -> (usize, usize) {
        // The rest of the last code unit.
        (0, self.unit.width() - 1)
    }

    fn feed(&self, partial: &mut Counts, piece: &Piece<'_>) {
        for block in piece.blocks(to_usize(BLOCK)) {
            let n = match self.unit {
                CodeUnit::Byte => count(CodeUnit::Byte, block.bytes()),
                unit => count(unit, block.code_units(unit.width())),
            };
            partial.add(block.span(), to_u32(n));
        }
    }

    fn feed_zeros(&self, partial: &mut Counts, hole: Span, _file_len: u64) {
        if self.unit == CodeUnit::Byte {
            return partial.add_all(hole);
        }
        let width = len_u64(self.unit.width());
        let units =
            |start: Offset, end: Offset| to_u32(to_usize(end.0.div_ceil(width) - start.0.div_ceil(width)));
        let edge = (hole.start + (BLOCK - 1)).floor_to(BLOCK).min(hole.end);
        let last = hole.end.floor_to(BLOCK).max(edge);
        partial.add(Span { start: hole.start, end: edge }, units(hole.start, edge));
        partial.add_same(Span { start: edge, end: last }, to_u32(to_usize(BLOCK / width)));
        partial.add(Span { start: last, end: hole.end }, units(last, hole.end));
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
        Finding::CharIndex(Arc::new(so_far.clone()))
    }
}

const fn starts(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Where characters start, in bytes that start where a code unit does. What is left of one at the
/// end is one.
pub(crate) fn starts_in(unit: CodeUnit, bytes: &[u8]) -> impl Iterator<Item = usize> {
    let width = unit.width();
    let high = usize::from(unit == CodeUnit::Utf16Le);
    let is_start = move |found: &[u8]| match unit {
        CodeUnit::Byte => starts(found[0]),
        CodeUnit::Utf16Le | CodeUnit::Utf16Be => found.len() < width || found[high] & 0xFC != 0xDC,
        CodeUnit::Utf32Le | CodeUnit::Utf32Be => true,
    };
    bytes.chunks(width).enumerate().filter(move |(_, found)| is_start(found)).map(move |(i, _)| i * width)
}

/// How many characters start in bytes that start where a code unit does.
pub(crate) fn count(unit: CodeUnit, bytes: &[u8]) -> usize {
    match unit {
        CodeUnit::Byte => {}
        CodeUnit::Utf16Le | CodeUnit::Utf16Be => return starts_in(unit, bytes).count(),
        CodeUnit::Utf32Le | CodeUnit::Utf32Be => return bytes.len().div_ceil(unit.width()),
    }
    bytes.len() - to_usize(classes::count(bytes).1)
}
