//! The index of characters: how many start in each block, so that a column in a line of a
//! gigabyte is known without reading the line.
//!
//! In UTF-8 a character starts at every byte that continues none. That is decided byte by
//! byte, so any block can be recounted alone; where bytes do not decode, it counts each of
//! them that could start a character, though a row shows every one. In UTF-16 the same is decided
//! by code units; other encodings with characters of several bytes can't be counted so.

use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_u32, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::format::encoding::CodeUnit;
use crate::scan::{AnyScan, Finding, Piece, Scan};
use std::sync::Arc;

/// The scan that counts starts of characters, block by block.
pub struct CharStarts;

impl Scan for CharStarts {
    type Partial = Counts;

    fn id(&self) -> &'static str {
        "char_starts"
    }

    fn feed(&self, partial: &mut Counts, piece: &Piece<'_>) {
        for block in piece.blocks(to_usize(BLOCK)) {
            partial.add(block.span(), to_u32(count(block.bytes())));
        }
    }

    fn feed_zeros(&self, partial: &mut Counts, hole: Span, _file_len: u64) {
        partial.add_all(hole);
    }

    fn merge(&self, left: &mut Counts, right: Counts) {
        left.append(right);
    }

    fn report(&self, so_far: &Counts) -> Finding {
        Finding::Chars(Arc::new(so_far.clone()))
    }
}

/// The scan that counts starts of characters in UTF-16, for one of the two orders of bytes.
///
/// A character starts at every code unit that is no second half of a pair.
pub struct CharStartsUtf16(CodeUnit);

impl Scan for CharStartsUtf16 {
    type Partial = Counts;

    fn id(&self) -> &'static str {
        Scan::id(&CharStarts)
    }

    fn margin(&self) -> (usize, usize) {
        (0, 1)
    }

    fn feed(&self, partial: &mut Counts, piece: &Piece<'_>) {
        for block in piece.blocks(to_usize(BLOCK)) {
            partial.add(block.span(), to_u32(starts_in(self.0, super::own_units(&block)).count()));
        }
    }

    fn feed_zeros(&self, partial: &mut Counts, hole: Span, _file_len: u64) {
        let units = |start: Offset, end: Offset| to_u32(to_usize(end.0.div_ceil(2) - start.0.div_ceil(2)));
        let edge = (hole.start + (BLOCK - 1)).floor_to(BLOCK).min(hole.end);
        let last = hole.end.floor_to(BLOCK).max(edge);
        partial.add(Span { start: hole.start, end: edge }, units(hole.start, edge));
        partial.add_same(Span { start: edge, end: last }, to_u32(to_usize(BLOCK / 2)));
        partial.add(Span { start: last, end: hole.end }, units(last, hole.end));
    }

    fn merge(&self, left: &mut Counts, right: Counts) {
        left.append(right);
    }

    fn report(&self, so_far: &Counts) -> Finding {
        Scan::report(&CharStarts, so_far)
    }
}

/// The scan that builds the index of characters. Of encodings of bytes only UTF-8 has one.
#[must_use]
pub fn char_starts(unit: CodeUnit) -> &'static dyn AnyScan {
    match unit {
        CodeUnit::Byte => &CharStarts,
        CodeUnit::Utf16Le => &CharStartsUtf16(CodeUnit::Utf16Le),
        CodeUnit::Utf16Be => &CharStartsUtf16(CodeUnit::Utf16Be),
    }
}

const fn starts(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Where characters start, in bytes that start where a code unit does. A stray byte is one.
fn starts_in(unit: CodeUnit, bytes: &[u8]) -> impl Iterator<Item = usize> {
    let width = unit.width();
    let high = usize::from(unit == CodeUnit::Utf16Le);
    let is_start = move |piece: &[u8]| match unit {
        CodeUnit::Byte => starts(piece[0]),
        _ => piece.len() < width || piece[high] & 0xFC != 0xDC,
    };
    bytes.chunks(width).enumerate().filter(move |(_, piece)| is_start(piece)).map(move |(i, _)| i * width)
}

/// How many characters start in these bytes.
fn count(bytes: &[u8]) -> usize {
    // Sums of bytes that can't overflow one: compilers make whole registers of that.
    let in_chunk = |chunk: &[u8]| chunk.iter().map(|&byte| u8::from(starts(byte))).sum::<u8>();
    bytes.chunks(192).map(|chunk| usize::from(in_chunk(chunk))).sum()
}

/// How many characters start before `at`, if the index has come that far.
///
/// `block` must start at the index block's start and reach to `at`: at most 64 KiB.
#[must_use]
pub fn rank(index: &Counts, unit: CodeUnit, at: Offset, block: &[u8]) -> Option<u64> {
    if at > index.span().end {
        return None;
    }
    let inside = block.get(..to_usize(at.0 % BLOCK))?;
    let n = if unit == CodeUnit::Byte { count(inside) } else { starts_in(unit, inside).count() };
    Some(index.before(at.0 / BLOCK)? + len_u64(n))
}

/// Where the character `nth` (from 0) of a block starts; the block starts at `start`.
#[must_use]
pub fn select(unit: CodeUnit, start: Offset, nth: u64, block: &[u8]) -> Option<Offset> {
    starts_in(unit, block).nth(to_usize(nth)).map(|at| start + len_u64(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_column_found_by_counts_is_the_one_a_plain_count_finds(
            pieces in prop::collection::vec((prop::sample::select(vec!["a", "é", "東", "🦆", "\n"]), 1..30_000_usize), 1..8),
            bad in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
            picks in prop::collection::vec(any::<prop::sample::Index>(), 1..20),
        ) {
            let mut bytes: Vec<u8> = pieces.iter().flat_map(|(fill, n)| fill.repeat(*n).into_bytes()).collect();
            for (at, byte) in bad {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let mut counts = Counts::default();
            let len = len_u64(bytes.len());
            Scan::feed(&CharStarts, &mut counts, &Piece::new(&bytes, 0, bytes.len(), Offset::ZERO, len));
            let naive = |to: usize| len_u64(bytes[..to].iter().filter(|&&b| !(0x80..0xC0).contains(&b)).count());
            prop_assert_eq!(counts.total(), naive(bytes.len()));
            for pick in picks {
                let at = pick.index(bytes.len());
                let start = at - at % to_usize(BLOCK);
                let rank = rank(&counts, CodeUnit::Byte, Offset(len_u64(at)), &bytes[start..]);
                prop_assert_eq!(rank, Some(naive(at)));
                if starts(bytes[at]) {
                    let (block, before) = counts.locate(naive(at)).expect("it was counted");
                    let from = to_usize(block * BLOCK);
                    let found = select(CodeUnit::Byte, Offset(block * BLOCK), naive(at) - before, &bytes[from..]);
                    prop_assert_eq!(found, Some(Offset(len_u64(at))));
                }
            }
        }
    }
}
