//! A digest of each chunk of a file, by which bytes that were changed in place are found.
//!
//! CRC-32, because digests of parts of a chunk can be joined, so that no cut changes them; a
//! change is missed with a probability of 2⁻³² a chunk. Who writes a file to deceive is not
//! found. Costs 4 bytes for 4 MiB.

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::{Finding, Piece, Scan, ScanId};
use crate::base::units::{len_u64, to_usize};
use crate::base::{Offset, Span};
use crc32fast::Hasher;
use std::sync::Arc;

/// Length of a chunk, in bytes: on the file's fixed grid.
pub const DIGEST_BYTES: u64 = 4 << 20;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::plain(ScanId::DIGESTS, Role::Index, PassId::Measure, || made(DigestScan));

/// The scan that computes [`Digests`].
#[derive(Clone, Copy, Default)]
pub struct DigestScan;

/// The digests of the chunks of a contiguous part of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digests {
    span: Span,
    /// One a chunk of the grid, of those of its bytes that lie in `span`.
    crcs: Vec<u32>,
}

impl Digests {
    /// What they cover.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The CRC-32 of each chunk of the grid, of those of its bytes that are covered.
    #[must_use]
    pub fn crcs(&self) -> &[u32] {
        &self.crcs
    }

    /// The first chunk whose digest differs, of those that both cover alike. Both start at the
    /// file's first byte.
    #[must_use]
    pub fn first_difference(&self, other: &Self) -> Option<Span> {
        let nr = self.crcs.iter().zip(&other.crcs).position(|(one, two)| one != two)?;
        let chunk = Span::at(Offset(len_u64(nr) * DIGEST_BYTES), DIGEST_BYTES);
        let is_alike = chunk.meet(self.span) == chunk.meet(other.span);
        is_alike.then(|| chunk.meet(self.span))
    }

    /// Appends the digest of bytes that follow, all in one chunk.
    fn push(&mut self, span: Span, crc: u32) {
        if self.crcs.is_empty() {
            self.span = Span::at(span.start, 0);
        }
        let last_chunk = self.span.end.floor_to(DIGEST_BYTES).max(self.span.start);
        let known = if self.span.end == last_chunk { 0 } else { self.span.end - last_chunk };
        self.span.end = span.end;
        match self.crcs.last_mut().filter(|_| known > 0) {
            Some(last) => {
                let mut joined = Hasher::new_with_initial_len(*last, known);
                joined.combine(&Hasher::new_with_initial_len(crc, span.len()));
                *last = joined.finalize();
            }
            None => self.crcs.push(crc),
        }
    }

    /// The parts of `span` in order, none of them in two chunks.
    fn cut(span: Span) -> impl Iterator<Item = Span> {
        let mut start = span.start;
        std::iter::from_fn(move || {
            let end = (start.floor_to(DIGEST_BYTES) + DIGEST_BYTES).min(span.end);
            let part = Span { start, end };
            start = end;
            (!part.is_empty()).then_some(part)
        })
    }
}

impl Scan for DigestScan {
    type Partial = Digests;

    fn id(&self) -> ScanId {
        ScanId::DIGESTS
    }

    fn feed(&self, partial: &mut Digests, piece: &Piece<'_>) {
        for block in piece.blocks(to_usize(DIGEST_BYTES)) {
            partial.push(block.span(), crc32fast::hash(block.bytes()));
        }
    }

    fn feed_zeros(&self, partial: &mut Digests, hole: Span, _file_len: u64) {
        let whole = zeros(DIGEST_BYTES);
        for part in Digests::cut(hole) {
            let crc = if part.len() == DIGEST_BYTES { whole } else { zeros(part.len()) };
            partial.push(part, crc);
        }
    }

    fn merge(&self, left: &mut Digests, right: Digests) {
        if left.crcs.is_empty() {
            *left = right;
            return;
        }
        if right.crcs.is_empty() {
            return;
        }
        let mut parts = Digests::cut(right.span).zip(right.crcs);
        // The first may lie in the chunk of the last.
        if let Some((part, crc)) = parts.next() {
            left.push(part, crc);
        }
        left.crcs.extend(parts.map(|(_, crc)| crc));
        left.span.end = right.span.end;
    }

    fn report(&self, so_far: &Digests) -> Finding {
        Finding::Digests(Arc::new(so_far.clone()))
    }
}

/// The digest of so many zeros, by doubling.
fn zeros(len: u64) -> u32 {
    const BLOCK: [u8; 4096] = [0; 4096];
    let mut all = Hasher::new();
    let mut power = Hasher::new();
    power.update(&BLOCK);
    let mut n_blocks = len / 4096;
    while n_blocks > 0 {
        if n_blocks & 1 == 1 {
            all.combine(&power);
        }
        power.combine(&power.clone());
        n_blocks >>= 1;
    }
    all.update(&BLOCK[..to_usize(len % 4096)]);
    all.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The digests by their definition.
    fn naive(bytes: &[u8]) -> Vec<u32> {
        bytes.chunks(to_usize(DIGEST_BYTES)).map(crc32fast::hash).collect()
    }

    fn fed(bytes: &[u8], at: u64) -> Digests {
        let mut partial = Digests::default();
        DigestScan.feed(&mut partial, &Piece::new(bytes, 0, bytes.len(), Offset(at), u64::MAX));
        partial
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn no_cut_changes_the_digests(len in 0..9_000_000_usize, cuts in prop::collection::vec(0..9_000_000_usize, 0..6)) {
            let bytes: Vec<u8> = (0..len).map(|i| (i * 31 + i / 977).to_le_bytes()[0]).collect();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(len)).chain([0, len]).collect();
            cuts.sort_unstable();
            let parts = || cuts.windows(2).map(|two| fed(&bytes[two[0]..two[1]], len_u64(two[0])));
            let from_left = parts().fold(Digests::default(), |mut left, right| { DigestScan.merge(&mut left, right); left });
            let from_right = parts().collect::<Vec<_>>().into_iter().rev().fold(Digests::default(), |right, mut left| { DigestScan.merge(&mut left, right); left });
            prop_assert_eq!(&from_left.crcs, &naive(&bytes));
            prop_assert_eq!(from_left, from_right);
        }

        #[test]
        fn zeros_have_the_digest_of_zeros(len in 0..70_000_u64) {
            prop_assert_eq!(zeros(len), crc32fast::hash(&vec![0; to_usize(len)]));
        }
    }

    #[test]
    fn a_changed_byte_is_found_in_its_chunk_and_growth_is_no_change() {
        let mut bytes = vec![7_u8; 9 << 20];
        let before = fed(&bytes, 0);
        bytes[5 << 20] = 8;
        let changed = Span::at(Offset(4 << 20), 4 << 20);
        assert_eq!(before.first_difference(&fed(&bytes, 0)), Some(changed));
        bytes[5 << 20] = 7;
        assert_eq!(before.first_difference(&fed(&bytes, 0)), None);
        bytes.extend([9; 100]);
        assert_eq!(before.first_difference(&fed(&bytes, 0)), None);
        let empty = fed(b"", 0);
        assert_eq!(empty.first_difference(&before), None);
        let mut hole = Digests::default();
        DigestScan.feed_zeros(&mut hole, Span::at(Offset(5), 10 << 20), 0);
        assert_eq!(hole, fed(&vec![0; 10 << 20], 5));
    }
}
