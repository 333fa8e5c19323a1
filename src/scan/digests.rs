//! A digest of each chunk of a file, by which bytes that were changed in place are found.
//!
//! CRC-32, because digests of parts of a chunk can be joined, so that no cut changes them; a
//! change is missed with a probability of 2⁻³² a chunk. Who writes a file to deceive is not
//! found. Costs 4 bytes for 4 MiB.

use super::entry::{Role, ScanEntry, made};
use super::id::PassId;
use super::saved::{self, Damaged, Sound};
use super::{Finding, Piece, Scan, ScanId};
use crate::base::units::to_usize;
use crate::base::{Offset, Span};
use crc32fast::Hasher;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Length of a chunk, in bytes: on the file's fixed grid.
pub const DIGEST_BYTES: u64 = 4 << 20;

/// Its entry in the registry.
pub(super) static ENTRY: ScanEntry =
    ScanEntry::plain(ScanId::DIGESTS, Role::Index, PassId::Measure, || made(DigestScan));

/// The scan that computes [`Digests`].
#[derive(Clone, Copy, Default)]
pub struct DigestScan;

/// The digests of the chunks of a contiguous part of a file: runs of equal ones, so that a hole of
/// any length is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digests {
    span: Span,
    /// How many chunks of the grid in a row have a CRC, of those of their bytes that lie in `span`.
    runs: Vec<(u64, u32)>,
}

impl Digests {
    /// What they cover.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The CRC-32 of each chunk of the grid, of those of its bytes that are covered.
    pub fn crcs(&self) -> impl Iterator<Item = u32> {
        self.runs.iter().flat_map(|&(n, crc)| std::iter::repeat_n(crc, to_usize(n)))
    }

    /// The first chunk whose digest differs, of those that both cover alike. Both start at the
    /// file's first byte. Costs a step a run.
    #[must_use]
    pub fn first_difference(&self, other: &Self) -> Option<Span> {
        let (mut ours, mut theirs) = (self.runs.iter().copied(), other.runs.iter().copied());
        let (mut one, mut two) = (ours.next()?, theirs.next()?);
        let mut nr = 0;
        while one.1 == two.1 {
            let n = one.0.min(two.0);
            nr += n;
            (one.0, two.0) = (one.0 - n, two.0 - n);
            if one.0 == 0 {
                one = ours.next()?;
            }
            if two.0 == 0 {
                two = theirs.next()?;
            }
        }
        let chunk = Span::at(Offset(nr * DIGEST_BYTES), DIGEST_BYTES);
        let is_alike = chunk.meet(self.span) == chunk.meet(other.span);
        is_alike.then(|| chunk.meet(self.span))
    }

    /// Appends the digest of bytes that follow, all in one chunk.
    fn push(&mut self, span: Span, crc: u32) {
        if self.runs.is_empty() {
            self.span = Span::at(span.start, 0);
        }
        let last_chunk = self.span.end.floor_to(DIGEST_BYTES).max(self.span.start);
        let known = self.span.end - last_chunk;
        let last = if known > 0 { self.pop() } else { None };
        self.span.end = span.end;
        let crc = last.map_or(crc, |last| {
            let mut joined = Hasher::new_with_initial_len(last, known);
            joined.combine(&Hasher::new_with_initial_len(crc, span.len()));
            joined.finalize()
        });
        self.push_run(1, crc);
    }

    /// Takes the last chunk's digest off.
    fn pop(&mut self) -> Option<u32> {
        let (n, crc) = self.runs.last_mut()?;
        let crc = *crc;
        *n -= 1;
        if *n == 0 {
            self.runs.pop();
        }
        Some(crc)
    }

    fn push_run(&mut self, n: u64, crc: u32) {
        match self.runs.last_mut() {
            _ if n == 0 => {}
            Some((run, last)) if *last == crc => *run += n,
            _ => self.runs.push((n, crc)),
        }
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
        let first_end = (hole.start.floor_to(DIGEST_BYTES) + DIGEST_BYTES).min(hole.end);
        let last_start = hole.end.floor_to(DIGEST_BYTES).max(first_end);
        if hole.start < first_end {
            partial.push(Span { start: hole.start, end: first_end }, zeros(first_end - hole.start));
        }
        if first_end < last_start {
            partial.push_run((last_start - first_end) / DIGEST_BYTES, zeros(DIGEST_BYTES));
            partial.span.end = last_start;
        }
        if last_start < hole.end {
            partial.push(Span { start: last_start, end: hole.end }, zeros(hole.end - last_start));
        }
    }

    fn merge(&self, left: &mut Digests, right: Digests) {
        let Some(&(n, crc)) = right.runs.first().filter(|_| !left.runs.is_empty()) else {
            if left.runs.is_empty() {
                *left = right;
            }
            return;
        };
        // The first may lie in the chunk of the last.
        let first_end = (right.span.start.floor_to(DIGEST_BYTES) + DIGEST_BYTES).min(right.span.end);
        left.push(Span { start: right.span.start, end: first_end }, crc);
        left.push_run(n - 1, crc);
        right.runs[1..].iter().for_each(|&(n, crc)| left.push_run(n, crc));
        left.span.end = right.span.end;
    }

    fn save(&self, partial: &Digests) -> Option<Vec<u8>> {
        saved::write(partial)
    }

    fn load(&self, saved: &[u8], of: Span) -> Result<Digests, Damaged> {
        saved::read_sound(saved, of)
    }

    fn report(&self, so_far: &Digests) -> Finding {
        Finding::Digests(Arc::new(so_far.clone()))
    }
}

impl Sound for Digests {
    fn is_sound(&self, of: Span) -> bool {
        if of.is_empty() {
            return self.runs.is_empty();
        }
        let n_chunks = of.end.0.div_ceil(DIGEST_BYTES) - of.start.0 / DIGEST_BYTES;
        self.span == of
            && self.runs.iter().all(|(n, _)| *n > 0)
            && saved::sum_within(self.runs.iter().map(|run| run.0), n_chunks) == Some(n_chunks)
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
    use crate::base::units::len_u64;
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
            prop_assert_eq!(from_left.crcs().collect::<Vec<_>>(), naive(&bytes));
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
        // A hole as long as any file is two runs: of whole chunks, and of the last.
        let more = Span { start: hole.span().end, end: Offset(u64::MAX >> 1) };
        DigestScan.feed_zeros(&mut hole, more, 0);
        assert!(hole.runs.len() <= 3, "{:?}", hole.runs);
        assert_eq!(hole.first_difference(&hole.clone()), None);
    }
}
