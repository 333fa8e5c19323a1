//! The index of characters: how many start in each block, so that a column in a line of a
//! gigabyte is known without reading the line.
//!
//! In UTF-8 a character starts at every byte that continues none. That is decided byte by
//! byte, so any block can be recounted alone; where bytes do not decode, it counts each of
//! them that could start a character, though a row shows every one.

use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_u32, to_usize};
use crate::base::{Counts, Offset, Span};
use crate::scan::{Finding, Piece, Scan};
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

const fn starts(byte: u8) -> bool {
    byte & 0xC0 != 0x80
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
pub fn rank(index: &Counts, at: Offset, block: &[u8]) -> Option<u64> {
    if at > index.span().end {
        return None;
    }
    let inside = block.get(..to_usize(at.0 % BLOCK))?;
    Some(index.before(at.0 / BLOCK)? + len_u64(count(inside)))
}

/// Where the character `nth` (from 0) of a block starts; the block starts at `start`.
#[must_use]
pub fn select(start: Offset, nth: u64, block: &[u8]) -> Option<Offset> {
    let mut found = block.iter().enumerate().filter(|(_, byte)| starts(**byte));
    found.nth(to_usize(nth)).map(|(at, _)| start + len_u64(at))
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
            CharStarts.feed(&mut counts, &Piece::new(&bytes, 0, bytes.len(), Offset::ZERO, len));
            let naive = |to: usize| len_u64(bytes[..to].iter().filter(|&&b| !(0x80..0xC0).contains(&b)).count());
            prop_assert_eq!(counts.total(), naive(bytes.len()));
            for pick in picks {
                let at = pick.index(bytes.len());
                let start = at - at % to_usize(BLOCK);
                let rank = rank(&counts, Offset(len_u64(at)), &bytes[start..]);
                prop_assert_eq!(rank, Some(naive(at)));
                if starts(bytes[at]) {
                    let (block, before) = counts.locate(naive(at)).expect("it was counted");
                    let from = to_usize(block * BLOCK);
                    let found = select(Offset(block * BLOCK), naive(at) - before, &bytes[from..]);
                    prop_assert_eq!(found, Some(Offset(len_u64(at))));
                }
            }
        }
    }
}
