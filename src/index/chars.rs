//! Rank and select over characters: which column a byte is in, and where a column starts.
//!
//! Exact for UTF-8, UTF-16 and UTF-32; see [`crate::scan::char_starts`] for what counts as a character.

use crate::base::counts::BLOCK;
use crate::base::units::{len_u64, to_usize};
use crate::base::{Counts, Offset};
use crate::format::encoding::CodeUnit;
use crate::scan::char_starts::{count, starts_in};

/// How many characters start before `at`, if the index has come that far.
///
/// `block` must start at the index block's start and reach to `at`: at most 64 KiB.
#[must_use]
pub fn rank(index: &Counts, unit: CodeUnit, at: Offset, block: &[u8]) -> Option<u64> {
    if at > index.span().end {
        return None;
    }
    let inside = block.get(..to_usize(at.0 % BLOCK))?;
    Some(index.before(at.0 / BLOCK)? + len_u64(count(unit, inside)))
}

/// Where the character `nth` (from 0) of a block starts; the block starts at `start`.
#[must_use]
pub fn select(unit: CodeUnit, start: Offset, nth: u64, block: &[u8]) -> Option<Offset> {
    starts_in(unit, block).nth(to_usize(nth)).map(|at| start + len_u64(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::char_starts::CharStarts;
    use crate::scan::{Piece, Scan};
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
            Scan::feed(&CharStarts::default(), &mut counts, &Piece::new(&bytes, 0, bytes.len(), Offset::ZERO, len));
            let naive = |to: usize| len_u64(bytes[..to].iter().filter(|&&b| !(0x80..0xC0).contains(&b)).count());
            prop_assert_eq!(counts.total(), naive(bytes.len()));
            for pick in picks {
                let at = pick.index(bytes.len());
                let start = at - at % to_usize(BLOCK);
                let rank = rank(&counts, CodeUnit::Byte, Offset(len_u64(at)), &bytes[start..]);
                prop_assert_eq!(rank, Some(naive(at)));
                if bytes[at] & 0xC0 != 0x80 {
                    let (block, before) = counts.locate(naive(at)).expect("it was counted");
                    let from = to_usize(block * BLOCK);
                    let found = select(CodeUnit::Byte, Offset(block * BLOCK), naive(at) - before, &bytes[from..]);
                    prop_assert_eq!(found, Some(Offset(len_u64(at))));
                }
            }
        }
    }
}
